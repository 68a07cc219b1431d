/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-session.h"

/*
 * PdlDoseView: the radiotherapy arithmetic of the target in hand. The planned course is entered here, by the same finding rows
 * as in the editor; below it stand the check of a second course with every figure it was reached by, level by level, the bony
 * target volume of each marked level, and the risk factors of a fracture. It computes nothing itself. Main thread.
 * Signal: "go-to-finding" (char *id).
 */
#define PDL_TYPE_DOSE_VIEW (pdl_dose_view_get_type ())
G_DECLARE_FINAL_TYPE (PdlDoseView, pdl_dose_view, PDL, DOSE_VIEW, GtkWidget)

GtkWidget *pdl_dose_view_new (PdlSession *session);
/* Puts the keyboard into the planned course. */
void pdl_dose_view_start (PdlDoseView *self);
/* What is shown, as text. (transfer full) */
char *pdl_dose_view_to_text (PdlDoseView *self);
