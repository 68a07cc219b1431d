/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-session.h"

/*
 * PdlAxialView: the selected level seen from below: its sectors as focusable parts that switch on a click, and the pictures of
 * the epidural grades as buttons of the finding's action. One tab stop for the ring, arrows inside.
 *
 * Signals: "close" (), "refused" (char *sentence).
 */
#define PDL_TYPE_AXIAL_VIEW (pdl_axial_view_get_type ())
G_DECLARE_FINAL_TYPE (PdlAxialView, pdl_axial_view, PDL, AXIAL_VIEW, GtkWidget)

GtkWidget *pdl_axial_view_new (PdlSession *session);
