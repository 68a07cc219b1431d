/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-session.h"

/*
 * PdlRecommendationPane: what the knowledge says of the open case, live: per target the reading with its time limit and state,
 * four axes and the person's wishes, options side by side, what is open and matters, scores, statements, alerts.
 *
 * Action group "pane": basis (s) "row/PLT-25", "modifier/M9", "statement/ID", "alert/ID", "score/ID", "finding/ID"; go-to (s) a
 * finding; target (i); compare; decide; all-statements.
 * Signals: "open-basis" (char *reference, int target), "go-to-finding" (char *id), "compare" (), "decide" ().
 */
#define PDL_TYPE_RECOMMENDATION_PANE (pdl_recommendation_pane_get_type ())
G_DECLARE_FINAL_TYPE (PdlRecommendationPane, pdl_recommendation_pane, PDL, RECOMMENDATION_PANE, GtkWidget)

GtkWidget *pdl_recommendation_pane_new (PdlSession *session);
/* The basis of the row of the target in hand: what Ctrl+B opens. */
void pdl_recommendation_pane_open_row (PdlRecommendationPane *self);
/* The first open finding that matters, for Ctrl+J; (nullable) */
const char *pdl_recommendation_pane_get_open_finding (PdlRecommendationPane *self, guint place);
