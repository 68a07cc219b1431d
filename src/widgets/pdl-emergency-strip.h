/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-session.h"

/*
 * PdlEmergencyStrip: the published emergency list. Red on its condition, one amber line when the neurology is not examined, else
 * hidden; it opens at any time, also without a case. Static: no line depends on a finding; it records when a step was done.
 *
 * Signal: "refused" (char *sentence).
 */
#define PDL_TYPE_EMERGENCY_STRIP (pdl_emergency_strip_get_type ())
G_DECLARE_FINAL_TYPE (PdlEmergencyStrip, pdl_emergency_strip, PDL, EMERGENCY_STRIP, GtkWidget)

/* @compact: starts as one line. */
GtkWidget *pdl_emergency_strip_new (PdlSession *session, gboolean compact);
/* Shows the list whatever the state (F8), or lets it go back to what the state asks. */
void pdl_emergency_strip_set_called (PdlEmergencyStrip *self, gboolean called);
gboolean pdl_emergency_strip_get_called (PdlEmergencyStrip *self);
/* Source tags go where there is no room for them. */
void pdl_emergency_strip_set_show_sources (PdlEmergencyStrip *self, gboolean show);
/* FALSE: another strip on the screen shows the list, this one hides. */
void pdl_emergency_strip_set_allowed (PdlEmergencyStrip *self, gboolean allowed);
/* Telephone numbers of the place, shown with the list after those of the local values and marked as local; NULL or "": none. */
void pdl_emergency_strip_set_local (PdlEmergencyStrip *self, const char *numbers);
