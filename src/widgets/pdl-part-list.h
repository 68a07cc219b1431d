/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/*
 * PdlPartList: the children of a box that is described anew at every change and keeps what did not change.
 *
 * A pane is a function of the evaluation. Building all its widgets for each key press costs a hundred text layouts and loses
 * the keyboard focus; updating them one by one is a second truth that can go stale. So the pane is described from top to
 * bottom, each part under words that say everything it shows:
 *
 *   pdl_part_list_begin (list);
 *   if (!pdl_part_list_keep (list, "alert", reference, text, NULL))
 *     pdl_part_list_put (list, make_alert (reference, text));
 *   pdl_part_list_end (list);
 *
 * A part with the same words as before keeps its widget, is moved to its place when needed, and keeps the focus; the others
 * are built, and what was not named again goes. What the words leave out would go stale: tests/widgets compares a pane after
 * many changes with one built at once. Main thread.
 */
typedef struct _PdlPartList PdlPartList;

/* The list of @box, made when first asked for; it lives as long as the box. Nothing else may change the children. */
PdlPartList *pdl_part_list_of (GtkWidget *box);

void pdl_part_list_begin (PdlPartList *list);
/* TRUE when the part with these words (NULL-terminated) is there already and is now the next child; else the next call must
 * be pdl_part_list_put (). */
gboolean pdl_part_list_keep (PdlPartList *list, const char *first, ...) G_GNUC_NULL_TERMINATED;
void pdl_part_list_put (PdlPartList *list, GtkWidget *part);
/* The part kept or put last; NULL before the first. */
GtkWidget *pdl_part_list_get_last (PdlPartList *list);
void pdl_part_list_end (PdlPartList *list);
