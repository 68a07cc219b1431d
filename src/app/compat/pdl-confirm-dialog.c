/* SPDX-License-Identifier: GPL-3.0-or-later */
/* AdwMessageDialog: of the floor, silent under the version pin. */
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
