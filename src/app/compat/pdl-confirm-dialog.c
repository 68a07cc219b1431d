/* SPDX-License-Identifier: GPL-3.0-or-later */
/* AdwMessageDialog: of the floor, silent under the version pin. */
#include "pdl-confirm-dialog.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

typedef struct
{
  GtkWidget *entry;
  PdlConfirmTextFunc callback;
  gpointer user_data;
} Question;

void
pdl_confirm_dialog_tell (GtkWindow *parent, const char *heading, const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Question *question = user_data;

  question->callback (g_str_equal (response, "go") ? gtk_editable_get_text (GTK_EDITABLE (question->entry)) : NULL, question->user_data);
}

static void
question_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

void
pdl_confirm_dialog_ask (GtkWindow *parent, const char *heading, const char *body, const char *placeholder, PdlConfirmTextFunc callback,
                        gpointer user_data)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);
  Question *question = g_new0 (Question, 1);

  question->entry = gtk_entry_new ();
  question->callback = callback;
  question->user_data = user_data;
  g_object_set (question->entry, "placeholder-text", placeholder, "activates-default", TRUE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (question->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), question->entry);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "go", _("_Go"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "go");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, question_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (question->entry);
}
