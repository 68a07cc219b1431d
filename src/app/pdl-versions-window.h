/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-comparison.h"
#include "pdl-session.h"

/*
 * Two versions of one case side by side: finding, stored now, the other (the edits here, or a file), and before where that
 * is known. Only what differs is shown; each row is chosen for itself and stays as stored until it is. Closing the window
 * decides nothing.
 */

typedef enum
{
  PDL_VERSIONS_REFUSED, /* edits here that the store refused */
  PDL_VERSIONS_FILE,    /* a file that is being opened */
} PdlVersions;

/* @message: what was done, as a sentence; @undo: it can be undone. */
typedef void (*PdlVersionsFunc) (const char *message, gboolean undo, gpointer user_data);

/* Takes @comparison over. @callback is called on @object once something was decided, never when the window is just closed,
 * and is dropped when @object goes. Returns the window, owned by GTK. */
GtkWidget *pdl_versions_window_show (GtkWindow *parent, PdlSession *session, PdlComparison *comparison, PdlVersions which,
                                     PdlVersionsFunc callback, GObject *object);
