/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a case from a file is stored already, and what then. Main thread only. */
#include "pdl-import.h"

#include "pdl-refused.h"
#include "pdl-session-inside.h"
#include "pdl-whole-case.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  PdlCase *kase; /* (owned) of the file */
  PdlImportWay way;
  PdlImported imported;
  PdlComparison *comparison; /* (owned) (nullable) */
} Import;

static void
import_free (gpointer data)
{
  Import *import = data;

  pdl_case_unref (import->kase);
  pdl_comparison_free (import->comparison);
  g_free (import);
}

static void
answer (GTask *task, PdlImported imported, gboolean done, GError *error)
{
  Import *import = g_task_get_task_data (task);

  import->imported = imported;
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
store_as_new (GTask *task, PdlCase *kase)
{
  GError *error = NULL;
  gboolean done = pdl_session_take_case (g_task_get_source_object (task), kase, TRUE, &error);

  answer (task, PDL_IMPORTED_NEW, done, error);
}

static void
meet_stored (GTask *task, PdlCase *stored)
{
  PdlSession *self = g_task_get_source_object (task);
  Import *import = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean same, done;

  import->comparison = pdl_comparison_new (stored, import->kase, NULL, _("version of the file"));
  same = pdl_comparison_get_n_rows (import->comparison) == 0;
  if (!same && import->way == PDL_IMPORT_AS_NEW)
    {
      g_autoptr (PdlCase) copy = pdl_whole_case_copy_as_new (import->kase, &error);

      if (copy != NULL)
        store_as_new (task, copy);
      else
        g_task_return_error (task, error);
      return;
    }
  if (!same && import->way == PDL_IMPORT_ASK)
    {
      answer (task, PDL_IMPORTED_DIFFERS, TRUE, NULL);
      return;
    }
  pdl_comparison_choose_all (import->comparison, TRUE);
  done = pdl_session_take_over (self, import->comparison, &error);
  answer (task, same ? PDL_IMPORTED_SAME : PDL_IMPORTED_REPLACED, done, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  PdlSession *self = g_task_get_source_object (task);
  Import *import = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlCase) stored = pdl_store_load_finish (PDL_STORE (source), result, &error);
  /* What was done here while the store was read is newer. */
  PdlCase *unsaved = g_hash_table_lookup (self->unsaved, pdl_case_get_uid (import->kase));

  if (unsaved != NULL)
    meet_stored (task, unsaved);
  else if (stored != NULL)
    meet_stored (task, stored);
  else if (g_error_matches (error, PDL_STORE_ERROR, PDL_STORE_ERROR_NOT_FOUND))
    store_as_new (task, import->kase);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
pdl_session_import_async (PdlSession *self, PdlCase *kase, PdlImportWay way, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Import *import = g_new0 (Import, 1);
  const char *uid = pdl_case_get_uid (kase);
  PdlCase *unsaved = g_hash_table_lookup (self->unsaved, uid);

  g_task_set_source_tag (task, pdl_session_import_async);
  import->kase = pdl_case_ref (kase);
  import->way = way;
  g_task_set_task_data (task, import, import_free);
  if (pdl_save_queue_is_stale (self->queue, uid))
    g_task_return_new_error (task, PDL_STORE_ERROR, PDL_STORE_ERROR_STALE,
                             _("This case was changed elsewhere, and edits of it here are not stored yet. Compare and take "
                               "over first, then open the file again."));
  else if (unsaved != NULL)
    meet_stored (task, unsaved);
  else if (self->store != NULL)
    pdl_store_load_async (self->store, uid, NULL, loaded_cb, g_steal_pointer (&task));
  else
    store_as_new (task, kase);
}

gboolean
pdl_session_import_finish (PdlSession *self, GAsyncResult *result, PdlImported *ret_imported,
                           PdlComparison **ret_comparison, GError **error)
{
  Import *import = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *ret_imported = import->imported;
  if (ret_comparison != NULL)
    *ret_comparison = import->imported == PDL_IMPORTED_DIFFERS ? g_steal_pointer (&import->comparison) : NULL;
  return TRUE;
}
