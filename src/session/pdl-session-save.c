/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The session and the disk: what goes to the save queue, and what the panes may say of it. Not the queue itself.
 *
 * A new case is not stored before its first finding: its birth (the change that made it) waits and goes with it.
 * A case with changes that are not yet on the disk stays alive in `unsaved`. Main thread only.
 */
#include "pdl-session-inside.h"

#include "pdl-whole-case.h"

static void
knowledge_kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PdlSession) self = data;
  g_autoptr (GError) error = NULL;

  /* A full disk: the next save that succeeds tries again. */
  self->knowledge_kept = pdl_store_keep_knowledge_finish (PDL_STORE (source), result, &error);
}

static void
keep_knowledge (PdlSession *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) bytes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  if (self->store == NULL || self->knowledge_kept)
    return;
  self->knowledge_kept = TRUE;
  for (guint i = 0; i < pdl_knowledge_get_n_files (self->knowledge); i++)
    {
      GBytes *content = NULL;

      g_ptr_array_add (names, (gpointer) pdl_knowledge_get_file (self->knowledge, i, &content));
      g_ptr_array_add (bytes, g_bytes_ref (content));
    }
  pdl_store_keep_knowledge_async (self->store, pdl_knowledge_get_hash (self->knowledge),
                                  pdl_knowledge_get_version (self->knowledge), names, bytes, NULL, knowledge_kept_cb,
                                  g_object_ref (self));
}

void
pdl_session_note_saved (const char *uid, gint64 revision, gpointer data)
{
  PdlSession *self = data;
  PdlCase *kase = g_hash_table_lookup (self->unsaved, uid);

  if (kase != NULL)
    pdl_case_set_revision (kase, revision);
  if (!pdl_save_queue_has (self->queue, uid))
    g_hash_table_remove (self->unsaved, uid);
  keep_knowledge (self);
}

void
pdl_session_save (PdlSession *self, PdlChange *change)
{
  g_autoptr (PdlCaseSummary) summary = pdl_session_summarise (self->knowledge, self->kase, self->evaluation, self->plan);

  g_hash_table_insert (self->unsaved, g_strdup (pdl_case_get_uid (self->kase)), pdl_case_ref (self->kase));
  if (self->birth != NULL)
    {
      g_autoptr (PdlChange) birth = g_steal_pointer (&self->birth);
      g_autoptr (PdlChange) whole = pdl_whole_case_join (birth, change);

      pdl_save_queue_push (self->queue, self->kase, whole, summary);
    }
  else
    pdl_save_queue_push (self->queue, self->kase, change, summary);
}

void
pdl_session_set_store (PdlSession *self, PdlStore *store)
{
  if (!g_set_object (&self->store, store))
    return;
  self->knowledge_kept = FALSE;
  keep_knowledge (self);
  pdl_save_queue_set_store (self->queue, store);
}

PdlSaveState
pdl_session_get_save_state (PdlSession *self)
{
  return pdl_save_queue_get_state (self->queue);
}

PdlMinute
pdl_session_get_saved_at (PdlSession *self)
{
  return pdl_save_queue_get_saved_at (self->queue);
}

const char *
pdl_session_get_save_error (PdlSession *self)
{
  const GError *error = pdl_save_queue_get_error (self->queue);

  return error != NULL ? error->message : NULL;
}

void
pdl_session_retry_save (PdlSession *self)
{
  pdl_save_queue_retry (self->queue);
}

gboolean
pdl_session_flush (PdlSession *self, GError **error)
{
  const GError *failure;

  pdl_save_queue_retry (self->queue);
  while (!pdl_save_queue_is_resting (self->queue))
    g_main_context_iteration (NULL, TRUE);
  failure = pdl_save_queue_get_error (self->queue);
  if (failure == NULL)
    return TRUE;
  if (error != NULL)
    *error = g_error_copy (failure);
  return FALSE;
}
