/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* One sentence in a dialog: one of three version-sensitive places. Rare: the house way is a toast with Undo. */
void pdl_confirm_dialog_tell (GtkWindow *parent, const char *heading, const char *body);
