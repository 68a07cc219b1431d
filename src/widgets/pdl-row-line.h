/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/*
 * PdlRowLine: the line of a finding row: mark, label, control, points. Label and points have fixed widths that follow the text
 * scale, so that the columns of all rows line up without a size group, and the control has the rest at its height for that width.
 */
#define PDL_TYPE_ROW_LINE (pdl_row_line_get_type ())
G_DECLARE_FINAL_TYPE (PdlRowLine, pdl_row_line, PDL, ROW_LINE, GtkWidget)

/* @points (nullable). */
GtkWidget *pdl_row_line_new (GtkWidget *mark, GtkWidget *label, GtkWidget *control, GtkWidget *points);
