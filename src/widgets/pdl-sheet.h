/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/*
 * PdlSheet: the children of a box that is described anew at every change and keeps what did not change.
 *
 * A pane is a function of the evaluation. Building all its widgets for each key press costs a hundred text layouts and loses
 * the keyboard focus; updating them one by one is a second truth that can go stale. So the pane is described from top to
 * bottom, each part under words that say everything it shows:
 *
 *   pdl_sheet_begin (sheet);
 *   if (!pdl_sheet_keep (sheet, "alert", reference, text, NULL))
 *     pdl_sheet_put (sheet, make_alert (reference, text));
 *   pdl_sheet_end (sheet);
 *
 * A part with the same words as before keeps its widget, is moved to its place when needed, and keeps the focus; the others
 * are built, and what was not named again goes. What the words leave out would go stale: tests/widgets compares a pane after
 * many changes with one built at once. Main thread.
 */
typedef struct _PdlSheet PdlSheet;

/* The sheet of @box, made when first asked for; it lives as long as the box. Nothing else may change the children. */
PdlSheet *pdl_sheet_of (GtkWidget *box);

void pdl_sheet_begin (PdlSheet *sheet);
/* TRUE when the part with these words (NULL-terminated) is there already and is now the next child; else the next call must
 * be pdl_sheet_put (). */
gboolean pdl_sheet_keep (PdlSheet *sheet, const char *first, ...) G_GNUC_NULL_TERMINATED;
void pdl_sheet_put (PdlSheet *sheet, GtkWidget *part);
/* The part kept or put last; NULL before the first. */
GtkWidget *pdl_sheet_get_last (PdlSheet *sheet);
void pdl_sheet_end (PdlSheet *sheet);
