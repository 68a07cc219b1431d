/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GtkFileChooserNative: of the floor, silent under the version pin. The dialog lives until it is answered. */
#include "pdl-file-dialog.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GtkFileChooserNative *native; /* (owned) */
  PdlFileDialogFunc callback;
  gpointer user_data;
} Job;

static void
response_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  job->callback (file, job->user_data);
  g_object_unref (job->native);
  g_free (job);
}

static Job *
show (GtkWindow *parent, const char *title, GtkFileChooserAction action, const char *accept, PdlFileDialogFunc callback, gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->native = gtk_file_chooser_native_new (title, parent, action, accept, _("_Cancel"));
  job->callback = callback;
  job->user_data = user_data;
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (job->native), TRUE);
  g_signal_connect (job->native, "response", G_CALLBACK (response_cb), job);
  return job;
}

void
pdl_file_dialog_open (GtkWindow *parent, const char *title, const char *pattern, const char *pattern_name, PdlFileDialogFunc callback,
                      gpointer user_data)
{
  Job *job = show (parent, title, GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), callback, user_data);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, pattern_name);
  gtk_file_filter_add_pattern (filter, pattern);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (job->native), filter);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (job->native));
}

void
pdl_file_dialog_save (GtkWindow *parent, const char *title, const char *name, PdlFileDialogFunc callback, gpointer user_data)
{
  Job *job = show (parent, title, GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), callback, user_data);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (job->native), name);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (job->native));
}
