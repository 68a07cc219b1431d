/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-prognosis.h"

/*
 * Writes the comparison of the survival models into a box, and as text at once. Figures and cohorts come from the knowledge. What is
 * missing is a link with the action "prognosis.go-to" (s) a finding, and "Basis" one with "prognosis.basis" (s) a reference.
 * Main thread.
 */
typedef struct
{
  GtkWidget *box;                /* (unowned) */
  GString *text;                 /* (unowned) */
  PdlKnowledge *knowledge;       /* (unowned) */
  const PdlPrognosis *prognosis; /* (unowned) */
} PdlPrognosisPage;

/* Whether the models agree on the line, and how they stand to the oncologist. */
void pdl_prognosis_page_write_summary (PdlPrognosisPage *self);
/* One line for each model, then those that say nothing here, with the reason. */
void pdl_prognosis_page_write_models (PdlPrognosisPage *self);
