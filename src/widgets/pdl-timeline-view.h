/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-session.h"

/*
 * PdlTimelineView: what was done and what is due, painted; every item a focusable child with a name. Keys: ← → item, + − zoom,
 * Home End, `.` today, `d` done, `k` booked. Wheel scrolls, Ctrl+wheel zooms, drag moves.
 * @full: the Follow-up page with the due items as a list beneath; else the strip under the columns.
 */
#define PDL_TYPE_TIMELINE_VIEW (pdl_timeline_view_get_type ())
G_DECLARE_FINAL_TYPE (PdlTimelineView, pdl_timeline_view, PDL, TIMELINE_VIEW, GtkWidget)

GtkWidget *pdl_timeline_view_new (PdlSession *session, gboolean full);

/* PdlFollowUpPage: the timeline and the due items in words. */
GtkWidget *pdl_follow_up_page_new (PdlSession *session);
