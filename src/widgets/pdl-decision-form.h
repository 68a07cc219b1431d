/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-session.h"

/*
 * PdlDecisionForm: the meeting's choice for the target in hand: which option, agreeing with the row or not and why, who owns it
 * and until when. Nothing is chosen beforehand. What the program said at that moment is kept with the decision, unchanged.
 * Signals: "closed" (), "recorded" ().
 */
#define PDL_TYPE_DECISION_FORM (pdl_decision_form_get_type ())
G_DECLARE_FINAL_TYPE (PdlDecisionForm, pdl_decision_form, PDL, DECISION_FORM, GtkWidget)

/* Writes the evaluation in hand as text to be kept. (transfer full) */
typedef char *(*PdlFreezeFunc) (PdlEvaluation *evaluation, PdlPlan *plan);

GtkWidget *pdl_decision_form_new (PdlSession *session, PdlFreezeFunc freeze);
/* An empty form for the target in hand. */
void pdl_decision_form_open (PdlDecisionForm *self);
