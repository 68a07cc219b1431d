/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Sets the tooltip of @widget, as gtk_widget_set_tooltip_text (), and nothing when it is that text already. That function asks
 * the display where the pointer is, and waits for the answer; a pane of fifty new widgets would wait fifty times. A widget
 * that is not in a window yet cannot be under the pointer, so it is not asked there. @text (nullable): none. */
void pdl_tooltip_set (GtkWidget *widget, const char *text);
