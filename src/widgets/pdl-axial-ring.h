/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-session.h"

/* PdlAxialRing: the drawing of one level from below with its parts as children. Signals: "refused" (char *), "part-changed" (). */
#define PDL_TYPE_AXIAL_RING (pdl_axial_ring_get_type ())
G_DECLARE_FINAL_TYPE (PdlAxialRing, pdl_axial_ring, PDL, AXIAL_RING, GtkWidget)

GtkWidget *pdl_axial_ring_new (PdlSession *session);
void pdl_axial_ring_refresh (PdlAxialRing *self);
/* "vertebral body, left pedicle": parts that are involved, or free. (transfer full) */
char *pdl_axial_ring_describe (PdlAxialRing *self, gboolean involved);
