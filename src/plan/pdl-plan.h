/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-evaluation.h"

/*
 * The follow-up planner: schedules (data/knowledge/schedules.ini) + treatments + assessments + imaging → due items
 * with windows. Pure: same input, same output; "now" is the evaluation's.
 */

typedef enum
{
  PDL_DUE_NOT_DUE,        /* before earliest - lead */
  PDL_DUE_DUE_SOON,       /* earliest - lead … earliest - 1: book now */
  PDL_DUE_DUE,            /* earliest … latest */
  PDL_DUE_OVERDUE,        /* latest + 1 … latest + grace */
  PDL_DUE_CRITICAL,       /* after latest + grace */
  PDL_DUE_SATISFIED,
  PDL_DUE_MISSED,         /* a later visit took the newer milestone */
  PDL_DUE_SUSPENDED,      /* dates are PDL_DAY_NONE */
  PDL_DUE_NOT_COMPUTABLE, /* an input is missing, `why` names it; dates are PDL_DAY_NONE */
} PdlDueState;

const char *pdl_due_state_name (PdlDueState state); /* "not_due" …: the code in files */
/* OVERDUE or CRITICAL. */
gboolean pdl_due_state_is_overdue (PdlDueState state);
/* Still asks for something: NOT_DUE … CRITICAL. */
gboolean pdl_due_state_is_open (PdlDueState state);

/* What goes with an item at the same visit: asked there, or an item of another track that needs no date of its own. */
typedef struct
{
  char *track;       /* "VCF" */
  char *label;       /* untranslated */
  char *why;         /* the rule in words */
  PdlBasis basis;
} PdlRider;

typedef struct
{
  char *id;          /* "track/item/treatment": the treatment's place in the case's treatments, "-" without one */
  char *track;       /* "SPINE_SBRT" */
  char *kind;        /* imaging visit pro gate symptom mdt dental lab screen task: as the schedule says */
  int target;        /* index into the evaluation's targets, -1 = patient */
  char *exam;        /* "mri_spine"; (nullable) */
  char *label;       /* what is due, untranslated */
  PdlDueState state;
  PdlDay earliest, due, latest;
  PdlDay booked;     /* an appointment stands for it; PDL_DAY_NONE */
  PdlLevelSet levels;
  int visit;         /* index into the plan's visits, -1 = shares none */
  char *why;         /* the rule in words with the values it used */
  PdlBasis basis;
  PdlRider *riders;
  guint n_riders;
} PdlDueItem;

/* One visit that serves several items: the days that lie in every one of their windows. */
typedef struct
{
  PdlDay earliest, due, latest;
  guint n_items;
} PdlPlanVisit;

typedef struct
{
  PdlDueItem *items; /* open ones by due date, then the rest */
  guint n_items;
  PdlPlanVisit *visits; /* by the due date of the item that leads */
  guint n_visits;
  /* The newest day on which the record says something happened; later than tomorrow means that the computer's date is
   * wrong, or an entry is. Nothing is hidden for it: with a clock behind, what is overdue is overdue all the more. */
  PdlDay newest;
  gboolean clock_behind;
} PdlPlan;

/* Reads the schedules of @knowledge, so that a defect in them is told at start and not by an empty plan. */
gboolean pdl_plan_prepare (PdlKnowledge *knowledge, GError **error);

/* Never fails on data; with unreadable schedules the plan is empty. */
PdlPlan *pdl_plan_new (PdlEvaluation *evaluation, PdlCase *kase);
void pdl_plan_free (PdlPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlPlan, pdl_plan_free)
