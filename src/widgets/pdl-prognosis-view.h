/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-session.h"

/*
 * PdlPrognosisView: the survival models side by side on an axis of time, with what each was made and tested on, and where they stand
 * to the line of 3 months and to the oncologist. What another tool or the oncologist says is entered here, by the same finding rows
 * as in the editor. It computes and averages nothing. Main thread.
 * Signals: "go-to-finding" (char *id), "open-basis" (char *reference).
 */
#define PDL_TYPE_PROGNOSIS_VIEW (pdl_prognosis_view_get_type ())
G_DECLARE_FINAL_TYPE (PdlPrognosisView, pdl_prognosis_view, PDL, PROGNOSIS_VIEW, GtkWidget)

GtkWidget *pdl_prognosis_view_new (PdlSession *session);
/* Puts the keyboard into the estimates that are entered. */
void pdl_prognosis_view_start (PdlPrognosisView *self);
/* What is shown, as text. (transfer full) */
char *pdl_prognosis_view_to_text (PdlPrognosisView *self);
