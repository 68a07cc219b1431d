/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/*
 * PdlLineLayout: children side by side, as in a horizontal GtkBox, for lines with texts that wrap. A GtkBox asks each child
 * how narrow it may become for the height it got, and a wrapping label finds that out by laying itself out some fifteen
 * times; a change of one finding cost half a second that way. Here width decides and height follows, nothing else is asked.
 * Spare width goes to the children that expand; with @homogeneous all are equally wide. A child with a share takes that part
 * of the line whatever is in it, so that lines under each other make columns.
 */
#define PDL_TYPE_LINE_LAYOUT (pdl_line_layout_get_type ())
G_DECLARE_FINAL_TYPE (PdlLineLayout, pdl_line_layout, PDL, LINE_LAYOUT, GtkLayoutManager)


/* A box laid out so; take and give children with gtk_box_append () and gtk_box_remove (). */
GtkWidget *pdl_line_new (int spacing, gboolean homogeneous);
/* @percent of the width between the gaps, 1 to 100; never less than @child needs. */
void pdl_line_set_share (GtkWidget *child, int percent);
