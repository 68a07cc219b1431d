/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-plan.h"

/*
 * The date arithmetic of follow-up: pure functions on civil days. Every number comes in with the constants, which
 * stand in schedules.ini; the shape of the rules is that of the follow-up reference, sections 1.6, 1.8, 1.9 and 1.12.
 */

typedef struct
{
  PdlDay earliest, due, latest; /* PDL_DAY_NONE when suspended */
  gboolean suspended;
  int weeks;                    /* restaging: the interval */
  int score;                    /* restaging: A + C + R */
} PdlWindow;

/* 31 January + 1 month = the last day of February. */
PdlDay pdl_day_add_months (PdlDay base, int months);

/* The @n-th Monday to Friday after @base; public holidays are not known here. */
PdlDay pdl_day_add_working_days (PdlDay base, int n);

typedef enum { PDL_RESULT_NONE, PDL_RESULT_GOOD, PDL_RESULT_EQUIVOCAL, PDL_RESULT_PROGRESSION } PdlResultClass;

typedef struct
{
  int weeks_max, weeks_min, weeks_per_point, longer_weeks, longer_clinical_max;
  int first_weeks_max, changed_weeks_max, equivocal_weeks_max;
  int short_survival_weeks_min, short_survival_below_months, suspend_below_months;
  int tolerance_percent, tolerance_days_min, tolerance_days_max;
  int window_day_first, window_day_last;
} PdlRestageRule;

typedef struct
{
  PdlDay anchor;                /* last imaging that counted, else start of treatment */
  int activity, clinical, progression; /* ranks A 0-4, C 0-3, R 0-3 */
  PdlResultClass last, previous;
  gboolean therapy_changed, first_after_start;
  int survival_months;          /* -1 = unknown */
} PdlRestageInput;

PdlWindow pdl_window_restage (const PdlRestageRule *rule, const PdlRestageInput *input);

typedef enum { PDL_RISK_UNKNOWN, PDL_RISK_LOW, PDL_RISK_INTERMEDIATE, PDL_RISK_HIGH } PdlRisk;

typedef struct
{
  int phase1_months;            /* length of the close period after the anchor */
  int phase1_first, phase1_last;/* window in months after the previous MRI */
  int phase2_first, phase2_last;
  int phase2_due_months;        /* due in phase 2 for high or unknown risk */
} PdlSbrtRule;

PdlWindow pdl_window_sbrt (const PdlSbrtRule *rule, PdlDay anchor, PdlDay previous, PdlRisk risk, gboolean *ret_phase1);

/* @days >= 0: anchor + days; otherwise anchor + @months, clamped to the month's end. */
PdlWindow pdl_window_milestone (PdlDay anchor, int days, int months, int before, int after);

PdlDueState pdl_window_state (const PdlWindow *window, PdlDay today, int lead, int grace);

typedef enum { PDL_VISIT_ON_TIME, PDL_VISIT_LATE, PDL_VISIT_EARLY, PDL_VISIT_EXTRA } PdlVisitClass;

/* Which milestone of a fixed track a visit concerns: windows sorted by date. The newest window already open wins; with
 * ON_TIME and LATE every unsatisfied earlier milestone is missed. -1: none (EXTRA). */
int pdl_window_match (const PdlWindow *windows, const gboolean *satisfied, guint n_windows, PdlDay visit, PdlVisitClass *ret_class);

/* One examination for two tracks: the intersection, or FALSE and @ret_window untouched. */
gboolean pdl_window_merge (const PdlWindow *a, const PdlWindow *b, PdlWindow *ret_window);
