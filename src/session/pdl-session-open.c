/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which case is open: a given one or one of the store; a new one is born behind the door, in pdl-session.c. Going away
 * and coming back shows the work and not what the disk has, also when the store refused it: pdl-refused.c is the way out
 * of that. Main thread only.
 */
#include "pdl-session-inside.h"

#include "pdl-whole-case.h"

#include <glib/gi18n-lib.h>

gboolean
pdl_session_take_case (PdlSession *self, PdlCase *kase, gboolean store_it, GError **error)
{
  gboolean stored = pdl_case_get_revision (kase) > 0;
  g_autoptr (PdlChange) whole = stored ? NULL : pdl_whole_case_describe (kase, _("Imported case"));

  if (pdl_case_get_dictionary (kase) != pdl_knowledge_get_dictionary (self->knowledge))
    {
      g_set_error (error, PDL_CHANGE_ERROR, PDL_CHANGE_ERROR_PLACE,
                   _("The case was read with another set of knowledge than the one in use."));
      return FALSE;
    }
  pdl_session_show_case (self, pdl_case_ref (kase), stored || store_it ? NULL : pdl_change_ref (whole));
  if (!stored && store_it)
    pdl_session_save (self, whole);
  return TRUE;
}

typedef struct
{
  char *uid;
  guint opening;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_free (opening->uid);
  g_free (opening);
}

/* The work on @uid that is not yet on the disk. FALSE when there is none. */
static gboolean
show_unsaved (PdlSession *self, const char *uid)
{
  PdlCase *unsaved = g_hash_table_lookup (self->unsaved, uid);

  if (unsaved == NULL)
    return FALSE;
  if (unsaved != self->kase)
    pdl_session_show_case (self, pdl_case_ref (unsaved), NULL);
  return TRUE;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  PdlSession *self = g_task_get_source_object (task);
  Opening *opening = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (PdlCase) kase = pdl_store_load_finish (PDL_STORE (source), result, &error);

  if (kase == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (opening->opening != self->opening)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Another case was opened meanwhile."));
      return;
    }
  if (!show_unsaved (self, opening->uid))
    pdl_session_show_case (self, g_steal_pointer (&kase), NULL);
  g_task_return_boolean (task, TRUE);
}

void
pdl_session_open_async (PdlSession *self, const char *uid, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Opening *opening = g_new0 (Opening, 1);

  g_task_set_source_tag (task, pdl_session_open_async);
  opening->uid = g_strdup (uid);
  opening->opening = ++self->opening;
  g_task_set_task_data (task, opening, opening_free);
  if (show_unsaved (self, uid))
    g_task_return_boolean (task, TRUE);
  else if (self->store == NULL)
    g_task_return_new_error (task, PDL_STORE_ERROR, PDL_STORE_ERROR_NOT_FOUND, _("There is no such case."));
  else
    pdl_store_load_async (self->store, uid, NULL, loaded_cb, g_steal_pointer (&task));
}

gboolean
pdl_session_open_finish (PdlSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
