/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-ctv.h"
#include "pdl-dose-history.h"
#include "pdl-fracture-risk.h"

/*
 * Writes the results of the radiotherapy arithmetic into a box, and as text at once. Figures come from src/dose, words from
 * dose.ini. Main thread.
 */
typedef struct
{
  GtkWidget *box;              /* (unowned) */
  GString *text;               /* (unowned) */
  const PdlDoseTables *tables;
  PdlFacts *facts;             /* (unowned) */
  int target;
  PdlLevelSet levels;          /* of the target */
} PdlDosePage;

/* Courses, verdict, rules, arithmetic, room, scores, levels. */
void pdl_dose_page_write_history (PdlDosePage *self, const PdlDoseHistory *history);
void pdl_dose_page_write_volumes (PdlDosePage *self);
void pdl_dose_page_write_fracture_risk (PdlDosePage *self);
void pdl_dose_page_write_menu (PdlDosePage *self);
