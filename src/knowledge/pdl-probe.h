/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-evaluation.h"

/*
 * PdlProbe: the reading of one target with a few findings otherwise. It says what pdl_evaluate () would say of a case so changed,
 * as far as row, time limit, options, modifiers and rows within reach go (tests/reason compares them), and makes neither the case nor the
 * evaluation: a table of facts is kept, and of it only what reads a changed finding is worked out again; what was read of the
 * same facts before is looked up. Statements, alerts and scores are not read. Its own copy of the case is nobody's record.
 * One probe belongs to one thread; making one only reads the evaluation.
 */
typedef struct _PdlProbe PdlProbe;

/* What a reading of a target follows from, made once for a knowledge set that outlives it. Immutable, shared between threads. */
typedef struct _PdlProbeRules PdlProbeRules;
PdlProbeRules *pdl_probe_rules_new (PdlKnowledge *knowledge);
void pdl_probe_rules_free (PdlProbeRules *self);

typedef struct
{
  const PdlOption *option;
  const char *waits_for;     /* (nullable) modifier its part waits for */
  const char *struck_by;     /* (nullable) modifier that strikes a part of it */
} PdlReadingOption;

/* Belongs to the probe. */
typedef struct
{
  const PdlRow *row;         /* after the modifiers */
  const PdlRow *row_also;    /* (nullable) */
  PdlUrgency urgency;
  PdlReadingOption *options; /* in order */
  guint n_options;
  guint64 modifiers;         /* those that hold, as bits by place */
  guint64 rows;              /* those that some filling of the unknown inputs leads to (formal part 7), as bits by index */
  guint n_limits;            /* how many different time limits those rows have, before modifiers */
  PdlDecisionState state;
  gboolean settled;          /* it follows from what differences tell of, and from nothing else */
} PdlReading;

/* @reach: find `rows`, `n_limits` and `state` of each reading too; else they are 0. NULL: there is no such target or no visit, or
 * the case was made with another dictionary than the knowledge's. */
PdlProbe *pdl_probe_new (const PdlProbeRules *rules, PdlEvaluation *evaluation, int target, gboolean reach);
void pdl_probe_free (PdlProbe *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlProbe, pdl_probe_free)

/* The levels of the target; 0 = a case without levels. */
PdlLevelSet pdl_probe_get_levels (PdlProbe *self);
/* Where a value of @finding for this target is recorded: for a level finding @level, a level of the target, unless one was given for
 * the whole target; for target and plan findings its uppermost level; PDL_LEVEL_NONE = among the findings of the visit. */
PdlLevel pdl_probe_find_place (PdlProbe *self, const PdlFinding *finding, PdlLevel level);
/* The value there as recorded, derived or read by default; NaN = unknown. */
double pdl_probe_get_value (PdlProbe *self, const PdlFinding *finding, PdlLevel place);
/* Positions a value of @finding, an input, can still have, as bits. */
guint32 pdl_probe_get_possible (PdlProbe *self, const PdlFinding *finding);

/* The reading of the case as it is. */
const PdlReading *pdl_probe_get_base (PdlProbe *self);
/* How many different time limits @rows, bits by index, have in the case as it is, before modifiers. */
guint pdl_probe_count_limits (PdlProbe *self, guint64 rows);
/* @finding has @value at @place from now on, until pdl_probe_clear (). At most PDL_PROBE_MOST, each of another finding or place. */
#define PDL_PROBE_MOST 4
void pdl_probe_set (PdlProbe *self, const PdlFinding *finding, PdlLevel place, PdlValue *value);
void pdl_probe_clear (PdlProbe *self);
/* Takes back the last one. */
void pdl_probe_unset (PdlProbe *self);
/* NULL: the levels would form other targets, so that there is nothing to compare. Owned by the probe. */
const PdlReading *pdl_probe_read (PdlProbe *self);

/*
 * For many changes of two findings, where only the row is asked for. What a change does to the few values that the row follows
 * from, a difference, is kept; two changes that touch different ones are put together without working anything out.
 */
typedef struct
{
  guint n;
  guint8 *at;
  double *values;
} PdlProbeDifference;

/* Of the change set now, after pdl_probe_read (). */
void pdl_probe_get_difference (PdlProbe *self, PdlProbeDifference *ret_difference);
void pdl_probe_difference_clear (PdlProbeDifference *self);
/* Whether @finding can touch anything that the row follows from; whether two findings can touch the same. Both hold as long as the
 * readings with each of the changes alone, and the one without them, are settled. */
gboolean pdl_probe_moves_row (const PdlProbeRules *self, const PdlFinding *finding);
gboolean pdl_probe_overlap (const PdlProbeRules *self, const PdlFinding *a, const PdlFinding *b);
/* The row with two differences of findings that do not overlap; FALSE when it was not met before, or does not follow from them. */
gboolean pdl_probe_look_up_row (PdlProbe *self, const PdlProbeDifference *a, const PdlProbeDifference *b, const PdlRow **ret_row,
                                const PdlRow **ret_row_also);
/* The row with what is set now; FALSE: other targets. */
gboolean pdl_probe_read_row (PdlProbe *self, const PdlRow **ret_row, const PdlRow **ret_row_also);

/*
 * The values at which a comparison of @finding, a number, with a constant turns over, sorted, wherever the reading depends on
 * it; *ret_n of them. NULL: it is also reckoned with, so that no list of values says where the reading turns. (transfer full)
 */
double *pdl_knowledge_find_thresholds (PdlKnowledge *self, const PdlFinding *finding, guint *ret_n);
