/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-schedule.h"

/* What the tracks share while one plan is made. Private to the planner. */
typedef struct
{
  const PdlSchedules *schedules;
  PdlEvaluation *evaluation;
  PdlCase *kase;
  PdlDay today;
  GArray *items;       /* of PdlDueItem */
  gboolean comfort;    /* comfort-focused care: routine examinations are suspended */
  gboolean waiting;    /* an open symptom whose result routine imaging waits for */
  GArray *riding;      /* of PdlRiding: items that may go with another one */
  GPtrArray *history;  /* (nullable) of PdlFacts (nullable): the visits as they were, see pdl-plan-history.c */
} PdlPlanner;

/* The item at @index rides where @rides says; @any_date: on the next open one, else on one whose date lies in its window. */
typedef struct
{
  guint index;
  const PdlRides *rides;
  gboolean any_date;
} PdlRiding;

/* Adds an item; takes @id, @why. @exams NULL-terminated or NULL. Returns it, valid until the next one is added. */
PdlDueItem *pdl_planner_add (PdlPlanner *self, char *id, const char *track, const char *kind, const char *label,
                             const char *exam, const PdlWindow *window, PdlDueState state, char *why,
                             const PdlBasis *basis);
/* Lets the item added last ride; see PdlRiding. */
void pdl_planner_let_ride (PdlPlanner *self, const PdlRides *rides, gboolean any_date);
/* "Not computable: …" with the names of the findings that would settle @expr. (transfer full) */
char *pdl_planner_explain_unknown (PdlPlanner *self, const char *why, const PdlExpr *expr, int target);
/* Suspends what comfort care or an open symptom suspends; otherwise the state of the window. */
PdlDueState pdl_planner_state (PdlPlanner *self, const char *kind, const PdlWindow *window, int lead, int grace,
                               const char **ret_reason);

void pdl_due_item_clear (PdlDueItem *item);

gboolean pdl_item_is_kind (const PdlItem *item, char **kinds);
/* Started by @today and not planned or cancelled. */
gboolean pdl_item_is_done (const PdlItem *item, PdlDay today);
gboolean pdl_item_field_is (const PdlItem *item, const char *field, const char *code);
/* An adequate examination of one of @exams that covers @levels (0 = any). */
gboolean pdl_item_covers (const PdlItem *item, char **exams, PdlLevelSet levels);
/* Whether the visit holds one of the findings, or @all of them. A value carried forward from the visit before is not a new one. */
gboolean pdl_planner_assessment_has (const PdlAssessment *assessment, char **findings, gboolean all);
/* The newest day on which one of @findings was measured: at a visit, or by a laboratory record; PDL_DAY_NONE. Of a question
 * answered with yes or no, a yes. */
PdlDay pdl_planner_newest_measured (PdlPlanner *self, char **findings);
/* The first visit since which @condition has held, of the patient as each visit knew it; one that cannot tell does not end it.
 * PDL_DAY_NONE: the newest visit that can tell says no, or none can. */
PdlDay pdl_planner_since (PdlPlanner *self, const PdlExpr *condition);
/* The newest visit at which one of @findings was recorded, if @condition held there; PDL_DAY_NONE. */
PdlDay pdl_planner_visit_with (PdlPlanner *self, char **findings, const PdlExpr *condition);
/* The newest visit at which @finding, whose values are ordered from best to worst, was worse than at the one before;
 * PDL_DAY_NONE when it never was, or is as good again as before that. */
PdlDay pdl_planner_worse (PdlPlanner *self, const PdlFinding *finding);
/* The place in the treatments, for ids. */
char *pdl_planner_id (PdlPlanner *self, const char *track, const char *item, const PdlItem *treatment);
int pdl_planner_target_of (PdlPlanner *self, PdlLevelSet levels);
/* Day on which a later local treatment at the same level took over; PDL_DAY_NONE. */
PdlDay pdl_planner_superseded (PdlPlanner *self, const PdlItem *treatment, char **kinds, PdlDay anchor);

void pdl_planner_restage (PdlPlanner *self);
void pdl_planner_sbrt (PdlPlanner *self);
void pdl_planner_tracks (PdlPlanner *self);
void pdl_planner_situations (PdlPlanner *self);
/* After the tracks and before sorting: what rides on other items, and the items that do lose their own place. */
void pdl_planner_riders (PdlPlanner *self);
void pdl_planner_baseline (PdlPlanner *self);
void pdl_planner_symptoms (PdlPlanner *self);
/* After the others and after sorting: fills the visits of @plan. */
void pdl_planner_visits (PdlPlanner *self, PdlPlan *plan);
