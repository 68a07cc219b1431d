/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-session.h"

#define PDL_TYPE_VISIT_DAY (pdl_visit_day_get_type ())
G_DECLARE_FINAL_TYPE (PdlVisitDay, pdl_visit_day, PDL, VISIT_DAY, GtkWidget)

/* The button that gives the visit in hand its day: what is entered after the fact is not of today. Not before the visit before it,
 * not in the future. Main thread. */
GtkWidget *pdl_visit_day_new (PdlSession *session);
void pdl_visit_day_open (PdlVisitDay *self);
/* What pressing "Set" does with @text, "2026-03-02". FALSE: refused, and said in the popover. */
gboolean pdl_visit_day_set (PdlVisitDay *self, const char *text);
/* What was refused, for tests; empty when nothing was. */
const char *pdl_visit_day_get_problem (PdlVisitDay *self);
