/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-change.h"
#include "pdl-plan.h"

/* A case in a few lines, and its plan on one day. */

extern PdlKnowledge *knowledge; /* loaded by main () */

typedef struct
{
  PdlCase *kase;
  PdlChange *change;
  char *visit;
} Builder;

PdlDay plan_day (const char *text);
void plan_begin (Builder *builder, const char *visit_day);
/* The same, with a mixed lesion at T8. */
void plan_begin_with_lesion (Builder *builder, const char *visit_day);
/* A finding of the patient or the target, at the visit. */
void plan_say (Builder *builder, const char *key, const char *text);
/* @uid: a visit or a record, NULL = the patient; @level PDL_LEVEL_NONE unless a level's finding. */
void plan_set (Builder *builder, const char *uid, PdlLevel level, const char *key, const char *text);
/* @...: "key=text" … NULL */
void plan_add_item (Builder *builder, PdlGroup group, const char *kind, ...) G_GNUC_NULL_TERMINATED;
/* Ends the builder. (transfer full) */
PdlPlan *plan_finish (Builder *builder, const char *today);
/* By id; NULL when the plan has none. */
const PdlDueItem *plan_find (PdlPlan *plan, const char *id);
/* @id stands in the plan, in this state. */
void plan_assert_state (PdlPlan *plan, const char *id, PdlDueState state);
void plan_assert_window (const PdlDueItem *item, const char *earliest, const char *due, const char *latest);
