/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-expr.h"

/*
 * The fact table: the record of one assessment as numbered slots (NaN = unknown), once per patient, per target and
 * per level, with derivations, aggregation and defaults applied. Entry beats rule beats default. Derivations run on
 * demand and once. It also forms the targets.
 */

PdlFacts *pdl_facts_new (PdlKnowledge *knowledge, PdlCase *kase, const PdlAssessment *assessment, PdlMinute as_of);
void pdl_facts_free (PdlFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlFacts, pdl_facts_free)

PdlKnowledge *pdl_facts_get_knowledge (PdlFacts *self);
PdlCase *pdl_facts_get_case (PdlFacts *self);
const PdlAssessment *pdl_facts_get_assessment (PdlFacts *self);
PdlMinute pdl_facts_get_now (PdlFacts *self);
guint pdl_facts_get_n_targets (PdlFacts *self);              /* at least 1 when any target finding is known or nothing is recorded */
PdlLevelSet pdl_facts_get_target_levels (PdlFacts *self, guint target);

/* Number form: bool 0/1, enum position, set bits, day, minute. NaN = unknown. Dates known to month or year: NaN
 * for arithmetic. */
double pdl_facts_get (PdlFacts *self, const PdlFinding *finding, int target, PdlLevel level);
gboolean pdl_facts_is_entered (PdlFacts *self, const PdlFinding *finding, int target, PdlLevel level);
/* The rule's own result, also where an entry stands. */
double pdl_facts_get_rule (PdlFacts *self, const PdlFinding *finding, int target, PdlLevel level);
/* The recorded value alone, NaN when none; and whether a level finding was given once for the whole target. */
double pdl_facts_get_entered_number (PdlFacts *self, const PdlFinding *finding, int target, PdlLevel level);
gboolean pdl_facts_is_spoken_for (PdlFacts *self, const PdlFinding *finding, int target);
/* As a value, for texts and JSON; NULL when unknown. (transfer none) */
const PdlValue *pdl_facts_get_value (PdlFacts *self, const PdlFinding *finding, int target, PdlLevel level);
/* Possible positions of an enumerated finding as bits: one bit when known, all when unknown, those the
 * interval reaches for a band made of a score (sins_band). */
guint32 pdl_facts_get_possible (PdlFacts *self, const PdlFinding *finding, int target);

/* Overrides a finding of one target from now on (modifiers whose settings reach further than the re-run). */
void pdl_facts_override (PdlFacts *self, const PdlFinding *finding, int target, double value);

/* Score of a level, a target or the patient; computed once. */
const PdlScoreResult *pdl_facts_get_score (PdlFacts *self, const PdlScore *score, int target, PdlLevel level);

/* The courses of radiotherapy at a target as the dictionary splits them: the present one (NULL when there is none) and those
 * before it, stopped ones included. */
const PdlItem *pdl_facts_get_present_course (PdlFacts *self, int target);
gboolean pdl_facts_is_prior_course (PdlFacts *self, int target, const PdlItem *item);
