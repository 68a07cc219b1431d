/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-ctv.h"
#include "pdl-eligibility.h"
#include "pdl-fracture-risk.h"
#include "pdl-page-writer.h"
#include "pdl-session.h"

/*
 * Writes the results of the radiotherapy arithmetic into a box, and as text at once. Figures come from src/dose, words from
 * dose.ini. Main thread.
 */
typedef struct
{
  PdlPageWriter writer;
  PdlSession *session;         /* (unowned) */
  const PdlDoseTables *tables;
  PdlFacts *facts;             /* (unowned) */
  int target;
  PdlLevelSet levels;          /* of the target */
} PdlDosePage;

/* Courses, verdict, rules, arithmetic, room, scores, levels. */
void pdl_dose_page_write_history (PdlDosePage *self, const PdlDoseHistory *history);
/* Pain and local response after the newest course: nothing where none has begun. */
void pdl_dose_page_write_response (PdlDosePage *self);
/* The criteria for stereotactic radiotherapy, one a line, after what they come to together. */
void pdl_dose_page_write_eligibility (PdlDosePage *self, const PdlDoseHistory *history);
/* Cord compression without surgery: nothing where there is none. */
void pdl_dose_page_write_compression (PdlDosePage *self);
/* With the volume drawn where there is one. */
void pdl_dose_page_write_volumes (PdlDosePage *self);
void pdl_dose_page_write_fracture_risk (PdlDosePage *self);
void pdl_dose_page_write_menu (PdlDosePage *self);
/* BED and EQD2 of the planned course in each tissue: nothing until dose and fractions are known. */
void pdl_dose_page_write_tissues (PdlDosePage *self);
/* A first course held against the default limit, and the tables of the sources, folded. */
void pdl_dose_page_write_limits (PdlDosePage *self, const PdlDoseHistory *history);
