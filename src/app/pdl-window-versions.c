/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From "not saved, changed elsewhere" to the comparison. Main thread. */
#include "pdl-window-versions.h"

#include <glib/gi18n-lib.h>

#include "compat/pdl-confirm-dialog.h"
#include "pdl-refused.h"
#include "pdl-versions-window.h"

#define GIVEN_UP_KEY "pdl-refused-given-up"

static void
decided_cb (const char *message, gboolean undo, gpointer user_data)
{
  pdl_main_window_toast (PDL_MAIN_WINDOW (user_data), message, undo);
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PdlMainWindow) window = user_data;
  g_autoptr (GError) error = NULL;
  PdlComparison *comparison = pdl_session_compare_finish (PDL_SESSION (source), result, &error);

  if (comparison == NULL)
    pdl_main_window_toast (window, error->message, FALSE);
  else
    pdl_versions_window_show (GTK_WINDOW (window), PDL_SESSION (source), comparison, PDL_VERSIONS_REFUSED, decided_cb, G_OBJECT (window));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PdlMainWindow) window = user_data;
  PdlSession *session = PDL_SESSION (source);
  g_autoptr (GError) error = NULL;

  if (!pdl_session_open_finish (session, result, &error))
    pdl_main_window_toast (window, error->message, FALSE);
  else if (pdl_session_get_refused (session) != NULL)
    pdl_session_compare_async (session, pdl_session_get_refused (session), compared_cb, g_steal_pointer (&window));
}

/* Of another case than the open one: that is opened first, so that what is compared can be seen. */
static void
compare_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PdlMainWindow *window = user_data;
  PdlSession *session = pdl_main_window_get_session (window);
  const char *refused = pdl_session_get_refused (session);

  if (refused != NULL)
    pdl_session_open_async (session, refused, opened_cb, g_object_ref (window));
}

void
pdl_window_versions_connect (PdlMainWindow *window)
{
  static const GActionEntry entries[] = { { "compare-versions", compare_cb, NULL, NULL, NULL } };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}

static void
answered_cb (const char *id, gpointer user_data)
{
  GtkWidget *window = user_data;

  if (g_str_equal (id, "compare"))
    gtk_widget_activate_action (window, "win.compare-versions", NULL);
  else if (g_str_equal (id, "give-up"))
    {
      g_object_set_data (G_OBJECT (window), GIVEN_UP_KEY, GINT_TO_POINTER (TRUE));
      gtk_window_close (GTK_WINDOW (window));
    }
}

gboolean
pdl_window_versions_hold (PdlMainWindow *window)
{
  const PdlConfirmChoice choices[] = {
    { "cancel", _("_Cancel") },
    { "give-up", _("Close and _give up these edits") },
    { "compare", _("C_ompare") },
  };

  if (pdl_session_get_refused (pdl_main_window_get_session (window)) == NULL || g_object_get_data (G_OBJECT (window), GIVEN_UP_KEY) != NULL)
    return FALSE;
  pdl_confirm_dialog_ask (GTK_WINDOW (window), _("Some edits are not stored"),
                          _("A case was changed elsewhere while it was edited here. Compare the two versions and choose what to take over, "
                            "or close and keep only what is stored."), choices, G_N_ELEMENTS (choices), answered_cb, window);
  return TRUE;
}
