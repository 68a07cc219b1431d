/* SPDX-License-Identifier: GPL-3.0-or-later */
/* AdwMessageDialog: of the floor, silent under the version pin. It goes away by itself once it was answered. */
#include "pdl-confirm-dialog.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

void
pdl_confirm_dialog_tell (GtkWindow *parent, const char *heading, const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

typedef struct
{
  PdlConfirmFunc callback;
  gpointer user_data;
} Question;

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Question *question = user_data;

  question->callback (response, question->user_data);
}

static void
question_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

void
pdl_confirm_dialog_ask (GtkWindow *parent, const char *heading, const char *body, const PdlConfirmChoice *choices,
                        guint n_choices, PdlConfirmFunc callback, gpointer user_data)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);
  Question *question = g_new0 (Question, 1);

  question->callback = callback;
  question->user_data = user_data;
  for (guint i = 0; i < n_choices; i++)
    adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), choices[i].id, choices[i].label);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), choices[0].id);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), choices[0].id);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, question_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
