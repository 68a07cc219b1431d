/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* One sentence in a dialog: one of three version-sensitive places. Rare: the house way is a toast with Undo. */
void pdl_confirm_dialog_tell (GtkWindow *parent, const char *heading, const char *body);

/* One answer to a question: @label with its mnemonic, translated. */
typedef struct
{
  const char *id;
  const char *label;
} PdlConfirmChoice;

/* @id: of the answer; that of the first choice when the dialog was closed. */
typedef void (*PdlConfirmFunc) (const char *id, gpointer user_data);

/* A question that only the person can answer. The first of @choices does nothing: Escape and Enter give it. */
void pdl_confirm_dialog_ask (GtkWindow *parent, const char *heading, const char *body, const PdlConfirmChoice *choices,
                             guint n_choices, PdlConfirmFunc callback, gpointer user_data);
