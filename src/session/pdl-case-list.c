/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * PdlCaseList: the stored cases as a list model with a heading row before each section that has cases. It holds what
 * the store told last and filters in memory; a row that did not change stays the same object, so that a view keeps its
 * selection and its place. Main thread only.
 */
#include "pdl-case-list.h"

#include "pdl-case-search.h"

#include <gio/gio.h>

struct _PdlCaseRow
{
  GObject parent_instance;

  char *worklist;          /* (owned) */
  guint count;             /* of a heading */
  PdlCaseSummary *summary; /* (owned) NULL: a heading */
};

G_DEFINE_FINAL_TYPE (PdlCaseRow, pdl_case_row, G_TYPE_OBJECT)

struct _PdlCaseList
{
  GObject parent_instance;

  PdlSession *session;   /* (owned) */
  char *search;          /* (owned) (nullable) */
  GPtrArray *summaries;  /* (owned) of PdlCaseSummary, newest change first */
  GPtrArray *rows;       /* (owned) of PdlCaseRow: what is shown */
  GCancellable *listing; /* (owned) (nullable) the question that is out */
  gboolean again;        /* something was saved while it was out */
};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PdlCaseList, pdl_case_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static const char *const worklists[] = { "urgent", "overdue", "discuss", "followed" };

/* ——— rows ——— */

static PdlCaseRow *
row_new (const char *worklist, guint count, const PdlCaseSummary *summary)
{
  PdlCaseRow *row = g_object_new (PDL_TYPE_CASE_ROW, NULL);

  row->worklist = g_strdup (worklist);
  row->count = count;
  row->summary = summary != NULL ? pdl_case_summary_copy (summary) : NULL;
  return row;
}

static gboolean
same_text (const char *a, const char *b)
{
  return g_strcmp0 (a, b) == 0;
}

static gboolean
rows_are_equal (const PdlCaseRow *a, const PdlCaseRow *b)
{
  const PdlCaseSummary *s = a->summary, *t = b->summary;

  if (!same_text (a->worklist, b->worklist) || a->count != b->count || (s == NULL) != (t == NULL))
    return FALSE;
  return s == NULL
         || (same_text (s->uid, t->uid) && same_text (s->name, t->name) && same_text (s->identifier, t->identifier)
             && same_text (s->primary, t->primary) && same_text (s->levels, t->levels)
             && same_text (s->worst_escc, t->worst_escc) && same_text (s->sins_band, t->sins_band)
             && same_text (s->headline, t->headline) && s->next_due == t->next_due
             && s->urgent_until == t->urgent_until);
}

gboolean
pdl_case_row_is_heading (PdlCaseRow *self)
{
  return self->summary == NULL;
}

const char *
pdl_case_row_get_worklist (PdlCaseRow *self)
{
  return self->worklist;
}

guint
pdl_case_row_get_count (PdlCaseRow *self)
{
  return self->count;
}

const PdlCaseSummary *
pdl_case_row_get_summary (PdlCaseRow *self)
{
  return self->summary;
}

static void
pdl_case_row_finalize (GObject *object)
{
  PdlCaseRow *self = PDL_CASE_ROW (object);

  g_free (self->worklist);
  pdl_case_summary_free (self->summary);
  G_OBJECT_CLASS (pdl_case_row_parent_class)->finalize (object);
}

static void
pdl_case_row_class_init (PdlCaseRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pdl_case_row_finalize;
}

static void
pdl_case_row_init (PdlCaseRow *self)
{
}

/* ——— making the list ——— */

/* Where the case stands today: what was not overdue when it was saved may be by now. */
static const char *
worklist_of (PdlCaseList *self, const PdlCaseSummary *summary)
{
  PdlDay today = pdl_minute_day (pdl_session_get_now (self->session));

  if (summary->worklist == NULL)
    return "followed";
  if (!g_str_equal (summary->worklist, "urgent") && summary->overdue_from != PDL_DAY_NONE
      && today >= summary->overdue_from)
    return "overdue";
  return summary->worklist;
}

static int
compare_texts (const char *a, const char *b)
{
  if (a == NULL || b == NULL)
    return (a == NULL) - (b == NULL);
  return g_utf8_collate (a, b);
}

/* The shorter time first, then by name; no time after any time. */
static int
compare_summaries (gconstpointer a, gconstpointer b)
{
  const PdlCaseSummary *s = *(const PdlCaseSummary *const *) a, *t = *(const PdlCaseSummary *const *) b;
  gint64 s_until = s->urgent_until != PDL_MINUTE_NONE ? s->urgent_until : G_MAXINT64;
  gint64 t_until = t->urgent_until != PDL_MINUTE_NONE ? t->urgent_until : G_MAXINT64;
  gint64 s_due = s->next_due != PDL_DAY_NONE ? s->next_due : G_MAXINT64;
  gint64 t_due = t->next_due != PDL_DAY_NONE ? t->next_due : G_MAXINT64;
  int order;

  if (s_until != t_until)
    return s_until < t_until ? -1 : 1;
  if (s_due != t_due)
    return s_due < t_due ? -1 : 1;
  order = compare_texts (s->name, t->name);
  return order != 0 ? order : g_strcmp0 (s->uid, t->uid);
}

static GPtrArray *
make_rows (PdlCaseList *self)
{
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (pdl_session_get_knowledge (self->session));
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < G_N_ELEMENTS (worklists); i++)
    {
      g_autoptr (GPtrArray) section = g_ptr_array_new ();

      for (guint j = 0; j < self->summaries->len; j++)
        {
          PdlCaseSummary *summary = self->summaries->pdata[j];

          if (g_str_equal (worklist_of (self, summary), worklists[i])
              && pdl_case_search_matches (summary, dictionary, self->search))
            g_ptr_array_add (section, summary);
        }
      if (section->len == 0)
        continue;
      g_ptr_array_sort (section, compare_summaries);
      g_ptr_array_add (rows, row_new (worklists[i], section->len, NULL));
      for (guint j = 0; j < section->len; j++)
        g_ptr_array_add (rows, row_new (worklists[i], 0, section->pdata[j]));
    }
  return rows;
}

/* Swaps what differs in one go: equal rows at both ends keep their objects. */
static void
show (PdlCaseList *self)
{
  g_autoptr (GPtrArray) rows = make_rows (self);
  guint head = 0, tail = 0;
  guint n_before = self->rows->len, n_after = rows->len;

  while (head < n_before && head < n_after && rows_are_equal (self->rows->pdata[head], rows->pdata[head]))
    head++;
  while (tail < n_before - head && tail < n_after - head
         && rows_are_equal (self->rows->pdata[n_before - 1 - tail], rows->pdata[n_after - 1 - tail]))
    tail++;
  if (head + tail == n_before && n_before == n_after)
    return;
  for (guint i = 0; i < head; i++)
    g_set_object ((GObject **) &rows->pdata[i], self->rows->pdata[i]);
  for (guint i = 1; i <= tail; i++)
    g_set_object ((GObject **) &rows->pdata[n_after - i], self->rows->pdata[n_before - i]);
  g_ptr_array_unref (self->rows);
  self->rows = g_steal_pointer (&rows);
  g_list_model_items_changed (G_LIST_MODEL (self), head, n_before - head - tail, n_after - head - tail);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PdlCaseList) self = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *summaries = pdl_store_list_finish (PDL_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->listing);
  if (summaries != NULL)
    {
      /* An error leaves the list as it was: saving tells about the disk. */
      g_ptr_array_unref (self->summaries);
      self->summaries = summaries;
      g_ptr_array_set_free_func (self->summaries, (GDestroyNotify) pdl_case_summary_free);
      if (self->session != NULL)
        show (self);
    }
  if (self->again && self->session != NULL)
    pdl_case_list_refresh (self);
}

void
pdl_case_list_refresh (PdlCaseList *self)
{
  PdlStore *store = pdl_session_get_store (self->session);

  self->again = self->listing != NULL;
  if (store == NULL || self->listing != NULL)
    return;
  self->listing = g_cancellable_new ();
  pdl_store_list_async (store, NULL, self->listing, listed_cb, g_object_ref (self));
}

void
pdl_case_list_set_search (PdlCaseList *self, const char *text)
{
  if (g_strcmp0 (self->search, text) == 0)
    return;
  g_free (self->search);
  self->search = g_strdup (text);
  show (self);
}

PdlCaseRow *
pdl_case_list_find (PdlCaseList *self, const char *uid, int step)
{
  int at = -1;

  for (guint i = 0; i < self->rows->len && at < 0; i++)
    {
      PdlCaseRow *row = self->rows->pdata[i];

      if (row->summary != NULL && g_strcmp0 (row->summary->uid, uid) == 0)
        at = i;
    }
  if (at < 0)
    return NULL;
  if (step == 0)
    return self->rows->pdata[at];
  for (at += step; at >= 0 && at < (int) self->rows->len; at += step)
    if (((PdlCaseRow *) self->rows->pdata[at])->summary != NULL)
      return self->rows->pdata[at];
  return NULL;
}

static void
save_state_changed_cb (PdlCaseList *self)
{
  if (pdl_session_get_save_state (self->session) != PDL_SAVE_SAVING)
    pdl_case_list_refresh (self);
}

/* ——— GListModel ——— */

static GType
get_item_type (GListModel *model)
{
  return PDL_TYPE_CASE_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return PDL_CASE_LIST (model)->rows->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  PdlCaseList *self = PDL_CASE_LIST (model);

  return position < self->rows->len ? g_object_ref (self->rows->pdata[position]) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* ——— the object ——— */

PdlCaseList *
pdl_case_list_new (PdlSession *session)
{
  PdlCaseList *self = g_object_new (PDL_TYPE_CASE_LIST, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "save-state-changed", G_CALLBACK (save_state_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::now", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  pdl_case_list_refresh (self);
  return self;
}

static void
pdl_case_list_dispose (GObject *object)
{
  PdlCaseList *self = PDL_CASE_LIST (object);

  if (self->listing != NULL)
    g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (pdl_case_list_parent_class)->dispose (object);
}

static void
pdl_case_list_finalize (GObject *object)
{
  PdlCaseList *self = PDL_CASE_LIST (object);

  g_free (self->search);
  g_ptr_array_unref (self->summaries);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (pdl_case_list_parent_class)->finalize (object);
}

static void
pdl_case_list_class_init (PdlCaseListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pdl_case_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = pdl_case_list_finalize;
}

static void
pdl_case_list_init (PdlCaseList *self)
{
  self->summaries = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_case_summary_free);
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
}
