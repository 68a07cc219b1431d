/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The run of pdl-rereading.h:
 *
 *   list → for each knowledge set of the list: load, compare rules → lots of cases: load (store's thread), evaluate twice
 *   (a thread of the pool), take the differences (caller's context), next lot
 *
 * Everything in Run belongs to the caller's context; a Lot belongs to one thread at a time.
 */
#include "pdl-rereading.h"

#include "pdl-whole-case.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LOT 64        /* cases; a save waits for one lot of the store's thread at most */
#define MAX_FLYING 4  /* lots under way: one at the store, the others evaluated */

/* A knowledge set that cases were last read with. */
typedef struct
{
  char *hash;              /* (nullable) */
  PdlKnowledge *knowledge; /* (owned) NULL: cannot be had */
  char *reason;            /* then: why */
  gboolean same;           /* reads as the present one does: nothing to compare */
  gboolean same_words;     /* its dictionary is the present one to the letter */
  GPtrArray *waiting;      /* of PdlCaseSummary (unowned) */
  guint next;              /* the first of them that was not asked for */
} Set;

typedef struct
{
  PdlStore *store;         /* (owned) */
  PdlKnowledge *present;   /* (owned) */
  PdlMinute now;
  PdlRereadingProgress progress;
  gpointer progress_data;
  GPtrArray *summaries;    /* (owned) */
  GHashTable *places;      /* (owned) uid → place in the list + 1 */
  GPtrArray *sets;         /* (owned) of Set */
  guint set;               /* the one being read */
  guint flying;
  guint done;
  PdlReread **found;       /* by place in the list */
  PdlRereading *result;    /* (owned) */
  GError *error;           /* the first; nothing more is started then */
} Run;

typedef struct
{
  GTask *task;             /* (owned) of the run */
  Set *set;
  guint n;                 /* cases asked for */
  GPtrArray *cases;        /* (owned) of PdlCase */
  GPtrArray *differences;  /* (owned) of PdlReadingDifference or NULL, as the cases */
  guint n_failed;          /* cases that could not be put in the words of the older knowledge */
  GError *error;           /* then: the first reason */
} Lot;

static void step (GTask *task);

void
pdl_rereading_free (PdlRereading *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->differing);
  g_ptr_array_unref (self->gaps);
  g_free (self);
}

static void
reread_free (gpointer data)
{
  PdlReread *reread = data;

  g_free (reread->uid);
  g_free (reread->name);
  g_free (reread->identifier);
  g_free (reread->version);
  pdl_reading_difference_free (reread->difference);
  g_free (reread);
}

static void
gap_free (gpointer data)
{
  PdlRereadGap *gap = data;

  g_free (gap->hash);
  g_free (gap->reason);
  g_free (gap);
}

static void
set_free (gpointer data)
{
  Set *set = data;

  g_free (set->hash);
  g_free (set->reason);
  g_clear_pointer (&set->knowledge, pdl_knowledge_unref);
  g_ptr_array_unref (set->waiting);
  g_free (set);
}

static void
run_free (gpointer data)
{
  Run *run = data;

  for (guint i = 0; run->found != NULL && i < run->summaries->len; i++)
    if (run->found[i] != NULL)
      reread_free (run->found[i]);
  g_free (run->found);
  g_clear_pointer (&run->places, g_hash_table_unref);
  g_clear_pointer (&run->sets, g_ptr_array_unref);
  g_clear_pointer (&run->summaries, g_ptr_array_unref);
  pdl_rereading_free (run->result);
  g_clear_error (&run->error);
  g_object_unref (run->store);
  pdl_knowledge_unref (run->present);
  g_free (run);
}

static void
lot_free (gpointer data)
{
  Lot *lot = data;

  g_object_unref (lot->task);
  g_clear_pointer (&lot->cases, g_ptr_array_unref);
  g_clear_pointer (&lot->differences, g_ptr_array_unref);
  g_clear_error (&lot->error);
  g_free (lot);
}

static void
tell_progress (Run *run, guint n)
{
  run->done += n;
  if (run->progress != NULL)
    run->progress (run->done, run->summaries->len, run->progress_data);
}

static void
add_gap (Run *run, const char *hash, guint n_cases, const char *reason)
{
  PdlRereadGap *gap = g_new0 (PdlRereadGap, 1);

  gap->hash = g_strdup (hash);
  gap->n_cases = n_cases;
  gap->reason = g_strdup (reason);
  g_ptr_array_add (run->result->gaps, gap);
}

/* ——— the cases ——— */

/* In a thread of the pool. The two readings share nothing but the case, which nobody writes to. */
static PdlReadingDifference *
read_twice (Run *run, Lot *lot, PdlCase *kase)
{
  PdlKnowledge *old = lot->set->knowledge;
  g_autoptr (PdlCase) translated = NULL;
  g_autoptr (PdlEvaluation) before = NULL;
  g_autoptr (PdlEvaluation) now = NULL;

  translated = lot->set->same_words ? pdl_case_ref (kase)
                                    : pdl_whole_case_translate (kase, pdl_knowledge_get_dictionary (old), lot->error == NULL ? &lot->error : NULL);
  if (translated == NULL)
    {
      lot->n_failed++;
      return NULL;
    }
  before = pdl_evaluate_reading (old, translated, run->now);
  now = pdl_evaluate_reading (run->present, kase, run->now);
  return pdl_reading_compare (before, now);
}

static void
evaluate_lot (GTask *work, gpointer source, gpointer data, GCancellable *cancellable)
{
  Lot *lot = data;
  Run *run = g_task_get_task_data (lot->task);

  lot->differences = g_ptr_array_new ();
  for (guint i = 0; i < lot->cases->len && !g_cancellable_is_cancelled (cancellable); i++)
    g_ptr_array_add (lot->differences, read_twice (run, lot, lot->cases->pdata[i]));
  g_task_return_boolean (work, TRUE);
}

static void
take_difference (Run *run, Set *set, PdlCase *kase, PdlReadingDifference *difference)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (run->places, pdl_case_get_uid (kase)));
  const PdlCaseSummary *summary = run->summaries->pdata[place - 1];
  PdlReread *reread = g_new0 (PdlReread, 1);

  reread->uid = g_strdup (summary->uid);
  reread->name = g_strdup (summary->name);
  reread->identifier = g_strdup (summary->identifier);
  reread->version = g_strdup (pdl_knowledge_get_version (set->knowledge));
  reread->difference = difference;
  run->found[place - 1] = reread;
}

static void
lot_evaluated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Lot *lot = g_task_get_task_data (G_TASK (result));
  GTask *task = lot->task;
  Run *run = g_task_get_task_data (task);

  for (guint i = 0; i < lot->differences->len; i++)
    {
      if (lot->differences->pdata[i] != NULL)
        take_difference (run, lot->set, lot->cases->pdata[i], lot->differences->pdata[i]);
    }
  run->result->n_compared += lot->differences->len - lot->n_failed;
  if (lot->n_failed > 0)
    add_gap (run, lot->set->hash, lot->n_failed, lot->error != NULL ? lot->error->message : _("They do not fit that knowledge."));
  run->flying--;
  tell_progress (run, lot->n);
  step (task);
}

static void
lot_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Lot *lot = user_data;
  Run *run = g_task_get_task_data (lot->task);
  g_autoptr (GTask) work = NULL;

  lot->cases = pdl_store_load_many_finish (PDL_STORE (source), result, run->error == NULL ? &run->error : NULL);
  if (lot->cases == NULL)
    {
      g_autoptr (GTask) task = g_object_ref (lot->task);

      lot_free (lot);
      run->flying--;
      step (task);
      return;
    }
  /* The cancellable is looked at inside, so that the answer always comes and the lot is given back. */
  work = g_task_new (NULL, g_task_get_cancellable (lot->task), lot_evaluated_cb, NULL);
  g_task_set_check_cancellable (work, FALSE);
  g_task_set_task_data (work, lot, lot_free);
  g_task_run_in_thread (work, evaluate_lot);
}

static void
ask_for_lot (GTask *task, Set *set)
{
  Run *run = g_task_get_task_data (task);
  Lot *lot = g_new0 (Lot, 1);
  const char *uids[LOT + 1] = { NULL };

  lot->task = g_object_ref (task);
  lot->set = set;
  while (lot->n < LOT && set->next < set->waiting->len)
    uids[lot->n++] = ((const PdlCaseSummary *) set->waiting->pdata[set->next++])->uid;
  run->flying++;
  pdl_store_load_many_async (run->store, uids, g_task_get_cancellable (task), lot_loaded_cb, lot);
}

/* ——— the end ——— */

static void
finish (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  if (run->error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&run->error));
      return;
    }
  for (guint i = 0; i < run->summaries->len; i++)
    if (run->found[i] != NULL)
      g_ptr_array_add (run->result->differing, g_steal_pointer (&run->found[i]));
  g_task_return_pointer (task, g_steal_pointer (&run->result), (GDestroyNotify) pdl_rereading_free);
}

static void
note_gap (Run *run, Set *set)
{
  add_gap (run, set->hash, set->waiting->len, set->reason);
  set->next = set->waiting->len;
  tell_progress (run, set->waiting->len);
}

/* Starts what can be started; ends the run when nothing is left. */
static void
step (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)) && run->error == NULL)
    g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &run->error);
  while (run->error == NULL && run->flying < MAX_FLYING && run->set < run->sets->len)
    {
      Set *set = run->sets->pdata[run->set];

      if (set->next == set->waiting->len)
        run->set++;
      else if (set->same)
        {
          run->result->n_same += set->waiting->len;
          set->next = set->waiting->len;
          tell_progress (run, set->waiting->len);
        }
      else if (set->knowledge == NULL)
        note_gap (run, set);
      else
        ask_for_lot (task, set);
    }
  if (run->flying == 0 && (run->error != NULL || run->set == run->sets->len))
    finish (task);
}

/* ——— the knowledge sets ——— */

typedef struct
{
  GTask *task; /* (owned) of the run */
  Set *set;
  GPtrArray *names, *bytes; /* (owned) */
} Reading;

static void read_next_set (GTask *task);

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->task);
  g_clear_pointer (&reading->names, g_ptr_array_unref);
  g_clear_pointer (&reading->bytes, g_ptr_array_unref);
  g_free (reading);
}

static GBytes *
get_file (PdlKnowledge *knowledge, const char *name)
{
  for (guint i = 0; i < pdl_knowledge_get_n_files (knowledge); i++)
    {
      GBytes *bytes;

      if (g_str_equal (pdl_knowledge_get_file (knowledge, i, &bytes), name))
        return bytes;
    }
  return NULL;
}

static gboolean
has_same_dictionary (PdlKnowledge *a, PdlKnowledge *b)
{
  GBytes *of_a = get_file (a, "dictionary.ini"), *of_b = get_file (b, "dictionary.ini");

  return of_a != NULL && of_b != NULL && g_bytes_equal (of_a, of_b);
}

/* In a thread: reading a set takes longer than a frame. */
static void
read_set (GTask *work, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *reading = data;
  Run *run = g_task_get_task_data (reading->task);
  Set *set = reading->set;
  g_autoptr (GError) error = NULL;

  set->knowledge = pdl_knowledge_load_texts (set->hash, reading->names, reading->bytes, &error);
  if (set->knowledge == NULL)
    set->reason = g_strdup_printf (_("This version of the program does not read that knowledge any more: %s"), error->message);
  else
    {
      set->same = pdl_knowledge_has_same_rules (set->knowledge, run->present);
      set->same_words = has_same_dictionary (set->knowledge, run->present);
    }
  g_task_return_boolean (work, TRUE);
}

static void
set_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = g_task_get_task_data (G_TASK (result));

  read_next_set (reading->task);
}

static void
set_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) work = NULL;

  if (!pdl_store_load_knowledge_finish (PDL_STORE (source), result, &reading->names, &reading->bytes, &error))
    {
      g_autoptr (GTask) task = g_object_ref (reading->task);

      reading->set->reason = g_strdup (error->message);
      reading_free (reading);
      read_next_set (task);
      return;
    }
  work = g_task_new (NULL, NULL, set_read_cb, NULL);
  g_task_set_task_data (work, reading, reading_free);
  g_task_run_in_thread (work, read_set);
}

/* One after the other; then the cases. */
static void
read_next_set (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  while (run->set < run->sets->len && !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      Set *set = run->sets->pdata[run->set++];
      Reading *reading;

      if (set->hash == NULL)
        set->reason = g_strdup (_("It is not known with which knowledge these cases were read."));
      if (set->same || set->reason != NULL)
        continue;
      reading = g_new0 (Reading, 1);
      reading->task = g_object_ref (task);
      reading->set = set;
      pdl_store_load_knowledge_async (run->store, set->hash, NULL, set_loaded_cb, reading);
      return;
    }
  run->set = 0;
  step (task);
}

static Set *
find_set (Run *run, const char *hash)
{
  Set *set;

  for (guint i = 0; i < run->sets->len; i++)
    if (g_strcmp0 (((Set *) run->sets->pdata[i])->hash, hash) == 0)
      return run->sets->pdata[i];
  set = g_new0 (Set, 1);
  set->hash = g_strdup (hash);
  set->same = g_strcmp0 (hash, pdl_knowledge_get_hash (run->present)) == 0;
  set->waiting = g_ptr_array_new ();
  g_ptr_array_add (run->sets, set);
  return set;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  run->summaries = pdl_store_list_finish (PDL_STORE (source), result, &error);
  if (run->summaries == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  run->result->n_cases = run->summaries->len;
  run->found = g_new0 (PdlReread *, run->summaries->len + 1);
  for (guint i = 0; i < run->summaries->len; i++)
    {
      PdlCaseSummary *summary = run->summaries->pdata[i];

      g_hash_table_insert (run->places, summary->uid, GUINT_TO_POINTER (i + 1));
      g_ptr_array_add (find_set (run, summary->knowledge)->waiting, summary);
    }
  read_next_set (task);
}

void
pdl_rereading_run_async (PdlStore *store, PdlKnowledge *knowledge, PdlMinute now, PdlRereadingProgress progress,
                         gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Run *run = g_new0 (Run, 1);

  run->store = g_object_ref (store);
  run->present = pdl_knowledge_ref (knowledge);
  run->now = now;
  run->progress = progress;
  run->progress_data = progress_data;
  run->places = g_hash_table_new (g_str_hash, g_str_equal);
  run->sets = g_ptr_array_new_with_free_func (set_free);
  run->result = g_new0 (PdlRereading, 1);
  run->result->differing = g_ptr_array_new_with_free_func (reread_free);
  run->result->gaps = g_ptr_array_new_with_free_func (gap_free);
  g_task_set_task_data (task, run, run_free);
  pdl_store_list_async (store, NULL, cancellable, listed_cb, task);
}

PdlRereading *
pdl_rereading_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
