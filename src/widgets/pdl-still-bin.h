/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/*
 * PdlStillBin: holds one column of the window. Its least width is its child's; its height is what it is given, and it never
 * trades height for width. GtkPaned and GtkBox ask a child how wide it must be for a height, which lays out every wrapped
 * text below it a dozen times over; a column that scrolls has no answer worth that. Visible with its child.
 */
#define PDL_TYPE_STILL_BIN (pdl_still_bin_get_type ())
G_DECLARE_FINAL_TYPE (PdlStillBin, pdl_still_bin, PDL, STILL_BIN, GtkWidget)

GtkWidget *pdl_still_bin_new (GtkWidget *child);
