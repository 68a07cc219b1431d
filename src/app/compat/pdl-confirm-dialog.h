/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* One sentence, or one question with its text: one of three version-sensitive places. Rare: the house way is a toast with Undo. */
void pdl_confirm_dialog_tell (GtkWindow *parent, const char *heading, const char *body);
/* Asks for one line of text. @text NULL: cancelled. */
typedef void (*PdlConfirmTextFunc) (const char *text, gpointer user_data);
void pdl_confirm_dialog_ask (GtkWindow *parent, const char *heading, const char *body, const char *placeholder, PdlConfirmTextFunc callback,
                             gpointer user_data);
