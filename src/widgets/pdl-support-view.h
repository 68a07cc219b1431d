/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-session.h"

/*
 * PdlSupportView: supportive care of the open case. Which bone agent is planned is entered here, by the same finding rows as in the
 * editor; below it stand the gate before its next dose, the dose with its arithmetic, the calcium, and what of the other topics
 * (bone scan, steroid, thrombosis, opioids, nursing, rehabilitation, palliative care, work-up) applies. It reminds and converts; it
 * prescribes nothing and computes nothing itself. Main thread.
 * Signal: "go-to-finding" (char *id).
 */
#define PDL_TYPE_SUPPORT_VIEW (pdl_support_view_get_type ())
G_DECLARE_FINAL_TYPE (PdlSupportView, pdl_support_view, PDL, SUPPORT_VIEW, GtkWidget)

GtkWidget *pdl_support_view_new (PdlSession *session);
/* Puts the keyboard into the planned drug. */
void pdl_support_view_start (PdlSupportView *self);
/* What is shown, as text. (transfer full) */
char *pdl_support_view_to_text (PdlSupportView *self);
