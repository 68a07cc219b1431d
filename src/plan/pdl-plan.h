/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-evaluation.h"

/*
 * The follow-up planner: schedules (data/knowledge/schedules.ini) + treatments + assessments + imaging → due items
 * with windows. Pure: same input, same output; "now" is the evaluation's.
 */

typedef enum
{
  PDL_DUE_DUE,       /* not yet in its window */
  PDL_DUE_OPEN,      /* inside earliest … latest */
  PDL_DUE_OVERDUE,
  PDL_DUE_DONE,
  PDL_DUE_SUSPENDED, /* dates are PDL_DAY_NONE */
  PDL_DUE_BOOKED,
} PdlDueState;

typedef struct
{
  char *id;          /* "track/item/treatment" */
  char *kind;        /* imaging, visit, lab, dental, …: as the schedule says */
  int target;        /* index into the evaluation's targets, -1 = patient */
  char *exam;        /* "mri_spine"; (nullable) */
  char *label;       /* what is due, untranslated */
  PdlDueState state;
  PdlDay earliest, due, latest;
  char *why;         /* the rule in words with the values it used */
  PdlBasis basis;
} PdlDueItem;

typedef struct
{
  PdlDueItem *items; /* by due date, suspended last */
  guint n_items;
} PdlPlan;

PdlPlan *pdl_plan_new (PdlEvaluation *evaluation, PdlCase *kase);
void pdl_plan_free (PdlPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlPlan, pdl_plan_free)
