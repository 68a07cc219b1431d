/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/*
 * Bringing a view up to date once a frame. A change makes the session emit several signals, opening a case more still; a view
 * that rebuilt itself at each would do its work three times over, and one that is not shown would do it for nothing. A view
 * gives its function once and asks as often as it likes: the function runs after the pending input and before the next
 * layout, or, while the view is not on the screen, when it comes back. Main thread.
 */
typedef void (*PdlRefreshFunc) (gpointer view);

/* @refresh is called with @view and never after its dispose. */
void pdl_refresh_init (GtkWidget *view, PdlRefreshFunc refresh);
void pdl_refresh_queue (GtkWidget *view);
