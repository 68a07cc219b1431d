/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* PdlWrapBox: children in lines, like words: a child that does not fit goes to the next line. Height follows width. */
#define PDL_TYPE_WRAP_BOX (pdl_wrap_box_get_type ())
G_DECLARE_FINAL_TYPE (PdlWrapBox, pdl_wrap_box, PDL, WRAP_BOX, GtkWidget)

GtkWidget *pdl_wrap_box_new (int spacing);
void pdl_wrap_box_append (PdlWrapBox *self, GtkWidget *child);
