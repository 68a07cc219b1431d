/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* The few settings there are: paper of the page, local telephone numbers of the emergency list. @settings NULL (no schema
 * installed): the window says that they cannot be kept. */
void pdl_preferences_show (GtkWindow *parent, GSettings *settings);
