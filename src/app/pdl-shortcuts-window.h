/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* The list of keys: a plain window, searchable, in the order of the screen. */
void pdl_shortcuts_window_show (GtkWindow *parent);
