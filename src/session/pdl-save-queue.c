/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Saving. The entry at the head is with the store; it leaves the queue when the store says it is committed, and stays
 * at the head when it failed, so that nothing is ever written out of order. A disk that is full, locked or away is
 * tried again every few seconds and with each new change. A stale case is set aside with all its later changes, until the
 * person has decided on them: the others must not wait for it.
 */
#include "pdl-save-queue.h"

#define RETRY_SECONDS 5

typedef struct
{
  char *uid;
  PdlCase *kase;           /* (owned) as it stood after the change */
  PdlChange *change;       /* (owned) */
  PdlCaseSummary *summary; /* (owned) (nullable) */
} Entry;

struct _PdlSaveQueue
{
  gatomicrefcount refs; /* one more while the store works */
  GQueue waiting;       /* of Entry; the head may be with the store */
  GQueue aside;         /* of Entry: of stale cases */
  GHashTable *stale;    /* (owned) uid → GError; stays until it is decided on */
  GHashTable *revisions;/* (owned) uid → gint64: what the store holds as far as we know */
  PdlStore *store;      /* (owned) (nullable) */
  gboolean busy;
  gboolean closed;
  guint retry_id;
  GError *error;        /* (owned) (nullable) of the head, until it is saved */
  PdlMinute saved_at;
  void (*changed) (gpointer data);
  void (*saved) (const char *uid, gint64 revision, gpointer data);
  gpointer data;
};

static void start (PdlSaveQueue *self);

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->uid);
  pdl_case_unref (entry->kase);
  pdl_change_unref (entry->change);
  pdl_case_summary_free (entry->summary);
  g_free (entry);
}

PdlSaveQueue *
pdl_save_queue_new (void (*changed) (gpointer data), void (*saved) (const char *uid, gint64 revision, gpointer data),
                    gpointer data)
{
  PdlSaveQueue *self = g_new0 (PdlSaveQueue, 1);

  g_atomic_ref_count_init (&self->refs);
  g_queue_init (&self->waiting);
  g_queue_init (&self->aside);
  self->stale = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_error_free);
  self->revisions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->saved_at = PDL_MINUTE_NONE;
  self->changed = changed;
  self->saved = saved;
  self->data = data;
  return self;
}

static void
unref (PdlSaveQueue *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_queue_clear_full (&self->waiting, entry_free);
  g_queue_clear_full (&self->aside, entry_free);
  g_hash_table_unref (self->stale);
  g_hash_table_unref (self->revisions);
  g_clear_object (&self->store);
  g_clear_error (&self->error);
  g_free (self);
}

void
pdl_save_queue_free (PdlSaveQueue *self)
{
  if (self == NULL)
    return;
  self->closed = TRUE;
  g_clear_handle_id (&self->retry_id, g_source_remove);
  unref (self);
}

static gboolean
retry_due_cb (gpointer data)
{
  PdlSaveQueue *self = data;

  self->retry_id = 0;
  start (self);
  return G_SOURCE_REMOVE;
}

/* @error (transfer full): why. */
static void
set_aside (PdlSaveQueue *self, const char *uid, GError *error)
{
  GList *next;

  g_hash_table_insert (self->stale, g_strdup (uid), error);
  for (GList *link = self->waiting.head; link != NULL; link = next)
    {
      Entry *entry = link->data;

      next = link->next;
      if (g_str_equal (entry->uid, uid))
        {
          g_queue_push_tail (&self->aside, entry);
          g_queue_delete_link (&self->waiting, link);
        }
    }
}

static void
remember_revision (PdlSaveQueue *self, const char *uid, gint64 revision)
{
  gint64 *kept = g_new (gint64, 1);

  *kept = revision;
  g_hash_table_insert (self->revisions, g_strdup (uid), kept);
}

static void
store_answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  PdlSaveQueue *self = data;
  g_autoptr (GError) error = NULL;
  gint64 revision = pdl_store_save_finish (PDL_STORE (source), result, &error);

  self->busy = FALSE;
  if (self->closed)
    {
      unref (self);
      return;
    }
  if (error == NULL)
    {
      Entry *entry = g_queue_pop_head (&self->waiting);

      remember_revision (self, entry->uid, revision);
      self->saved_at = pdl_minute_now ();
      g_clear_error (&self->error);
      self->saved (entry->uid, revision, self->data);
      entry_free (entry);
      start (self);
    }
  else
    {
      g_clear_error (&self->error);
      if (g_error_matches (error, PDL_STORE_ERROR, PDL_STORE_ERROR_STALE))
        {
          /* A copy: the entry that owns the name is among those that move. */
          g_autofree char *uid = g_strdup (((Entry *) g_queue_peek_head (&self->waiting))->uid);

          set_aside (self, uid, g_steal_pointer (&error));
          start (self);
        }
      else
        {
          self->error = g_steal_pointer (&error);
          if (self->retry_id == 0)
            self->retry_id = g_timeout_add_seconds (RETRY_SECONDS, retry_due_cb, self);
        }
    }
  self->changed (self->data);
  unref (self);
}

static void
start (PdlSaveQueue *self)
{
  Entry *entry = g_queue_peek_head (&self->waiting);
  gint64 *revision;

  if (self->busy || self->store == NULL || entry == NULL)
    return;
  g_clear_handle_id (&self->retry_id, g_source_remove);
  self->busy = TRUE;
  g_atomic_ref_count_inc (&self->refs);
  revision = g_hash_table_lookup (self->revisions, entry->uid);
  pdl_store_save_async (self->store, entry->kase, entry->change, entry->summary, *revision, NULL, store_answered_cb,
                        self);
}

void
pdl_save_queue_set_store (PdlSaveQueue *self, PdlStore *store)
{
  if (!g_set_object (&self->store, store))
    return;
  start (self);
  self->changed (self->data);
}

void
pdl_save_queue_push (PdlSaveQueue *self, PdlCase *kase, PdlChange *change, PdlCaseSummary *summary)
{
  Entry *entry = g_new0 (Entry, 1);
  const char *uid = pdl_case_get_uid (kase);

  entry->uid = g_strdup (uid);
  entry->kase = pdl_case_copy (kase);
  entry->change = pdl_change_ref (change);
  entry->summary = summary != NULL ? pdl_case_summary_copy (summary) : NULL;
  if (!pdl_save_queue_has (self, uid))
    remember_revision (self, uid, pdl_case_get_revision (kase));
  g_queue_push_tail (g_hash_table_contains (self->stale, uid) ? &self->aside : &self->waiting, entry);
  start (self);
  self->changed (self->data);
}

void
pdl_save_queue_retry (PdlSaveQueue *self)
{
  start (self);
  self->changed (self->data);
}

PdlSaveState
pdl_save_queue_get_state (PdlSaveQueue *self)
{
  if (pdl_save_queue_get_error (self) != NULL)
    return PDL_SAVE_FAILED;
  if (self->store != NULL && self->waiting.length > 0)
    return PDL_SAVE_SAVING;
  return self->saved_at != PDL_MINUTE_NONE && self->waiting.length == 0 ? PDL_SAVE_SAVED : PDL_SAVE_NOTHING;
}

const GError *
pdl_save_queue_get_error (PdlSaveQueue *self)
{
  GHashTableIter iter;
  gpointer stale_error = NULL;

  if (self->error != NULL)
    return self->error;
  g_hash_table_iter_init (&iter, self->stale);
  g_hash_table_iter_next (&iter, NULL, &stale_error);
  return stale_error;
}

PdlMinute
pdl_save_queue_get_saved_at (PdlSaveQueue *self)
{
  return self->saved_at;
}

gboolean
pdl_save_queue_has (PdlSaveQueue *self, const char *uid)
{
  GQueue *queues[] = { &self->waiting, &self->aside };

  for (guint i = 0; i < G_N_ELEMENTS (queues); i++)
    for (GList *link = queues[i]->head; link != NULL; link = link->next)
      if (g_str_equal (((Entry *) link->data)->uid, uid))
        return TRUE;
  return FALSE;
}

gboolean
pdl_save_queue_is_stale (PdlSaveQueue *self, const char *uid)
{
  return g_hash_table_contains (self->stale, uid);
}

const char *
pdl_save_queue_find_stale (PdlSaveQueue *self, const char *preferred)
{
  GHashTableIter iter;
  gpointer uid = NULL;

  if (preferred != NULL && pdl_save_queue_is_stale (self, preferred))
    return preferred;
  g_hash_table_iter_init (&iter, self->stale);
  g_hash_table_iter_next (&iter, &uid, NULL);
  return uid;
}

GPtrArray *
pdl_save_queue_get_refused (PdlSaveQueue *self, const char *uid)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_change_unref);

  for (GList *link = self->aside.head; link != NULL; link = link->next)
    {
      const Entry *entry = link->data;

      if (g_str_equal (entry->uid, uid))
        g_ptr_array_add (changes, pdl_change_ref (entry->change));
    }
  return changes;
}

void
pdl_save_queue_forget (PdlSaveQueue *self, const char *uid)
{
  GList *next;

  if (!g_hash_table_remove (self->stale, uid))
    return;
  for (GList *link = self->aside.head; link != NULL; link = next)
    {
      Entry *entry = link->data;

      next = link->next;
      if (!g_str_equal (entry->uid, uid))
        continue;
      g_queue_delete_link (&self->aside, link);
      entry_free (entry);
    }
  self->changed (self->data);
}

gboolean
pdl_save_queue_is_resting (PdlSaveQueue *self)
{
  return !self->busy;
}
