/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a refused save back to a saved case, without losing a version on the way: the refused edits are given up only in
 * pdl_session_take_over (), where the person has seen both. Main thread only.
 */
#include "pdl-refused.h"

#include "pdl-case-version.h"
#include "pdl-session-inside.h"

#include <glib/gi18n-lib.h>

const char *
pdl_session_get_refused (PdlSession *self)
{
  return pdl_save_queue_find_stale (self->queue, self->kase != NULL ? pdl_case_get_uid (self->kase) : NULL);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  PdlSession *self = g_task_get_source_object (task);
  const char *uid = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (PdlCase) stored = pdl_store_load_finish (PDL_STORE (source), result, &error);
  g_autoptr (GPtrArray) changes = pdl_save_queue_get_refused (self->queue, uid);
  PdlCase *yours = g_hash_table_lookup (self->unsaved, uid);
  g_autoptr (PdlCase) before = NULL;

  if (stored == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (yours == NULL || changes->len == 0)
    {
      g_task_return_new_error (task, PDL_STORE_ERROR, PDL_STORE_ERROR_NOT_FOUND,
                               _("Every change of this case is stored; there is nothing to compare."));
      return;
    }
  before = pdl_case_copy_before (yours, changes);
  g_task_return_pointer (task, pdl_comparison_new (stored, yours, before, _("edits taken over")),
                         (GDestroyNotify) pdl_comparison_free);
}

void
pdl_session_compare_async (PdlSession *self, const char *uid, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, pdl_session_compare_async);
  g_task_set_task_data (task, g_strdup (uid), g_free);
  if (self->store == NULL || !pdl_save_queue_is_stale (self->queue, uid))
    g_task_return_new_error (task, PDL_STORE_ERROR, PDL_STORE_ERROR_NOT_FOUND,
                             _("Every change of this case is stored; there is nothing to compare."));
  else
    pdl_store_load_async (self->store, uid, NULL, loaded_cb, g_steal_pointer (&task));
}

PdlComparison *
pdl_session_compare_finish (PdlSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The refused edits are those that were compared. */
static gboolean
is_current (PdlSession *self, PdlComparison *comparison, const char *uid)
{
  PdlCase *yours = g_hash_table_lookup (self->unsaved, uid);
  g_autoptr (PdlComparison) since = NULL;

  if (yours == NULL)
    return FALSE;
  since = pdl_comparison_new (pdl_comparison_get_yours (comparison), yours, NULL, NULL);
  return pdl_comparison_get_n_rows (since) == 0;
}

static void
show_stored (PdlSession *self, PdlComparison *comparison, const char *uid)
{
  PdlCase *stored = pdl_comparison_get_stored (comparison);
  PdlCase *unsaved = g_hash_table_lookup (self->unsaved, uid);

  if (pdl_save_queue_is_stale (self->queue, uid))
    {
      g_hash_table_remove (self->unsaved, uid);
      /* These steps were taken on a case that is gone. */
      pdl_undo_forget (self->undo, uid);
      pdl_session_show_case (self, pdl_case_copy (stored), NULL);
      pdl_save_queue_forget (self->queue, uid);
    }
  else if (unsaved != NULL)
    {
      if (unsaved != self->kase)
        pdl_session_show_case (self, pdl_case_ref (unsaved), NULL);
    }
  else if (self->kase == NULL || g_strcmp0 (pdl_case_get_uid (self->kase), uid) != 0
           || pdl_case_get_revision (self->kase) != pdl_case_get_revision (stored))
    pdl_session_show_case (self, pdl_case_copy (stored), NULL);
}

gboolean
pdl_session_take_over (PdlSession *self, PdlComparison *comparison, GError **error)
{
  g_autofree char *uid = g_strdup (pdl_case_get_uid (pdl_comparison_get_stored (comparison)));
  g_autoptr (PdlChange) change = pdl_comparison_make_change (comparison);

  if (pdl_save_queue_is_stale (self->queue, uid) && !is_current (self, comparison, uid))
    {
      g_set_error (error, PDL_CHANGE_ERROR, PDL_CHANGE_ERROR_STALE,
                   _("The case was changed here since it was compared. Compare again."));
      return FALSE;
    }
  /* Asked before anything is given up. */
  if (!pdl_case_accepts (pdl_comparison_get_stored (comparison), change, error))
    return FALSE;
  show_stored (self, comparison, uid);
  return pdl_session_apply (self, change, error);
}
