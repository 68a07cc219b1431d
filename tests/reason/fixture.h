/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-change.h"
#include "pdl-what-if.h"

/*
 * The evaluator's own word on a change: put into a copy of the case and evaluated anew. What the layer says is compared with it.
 */

extern PdlKnowledge *knowledge;
extern PdlReasons *reasons;
extern GPtrArray *samples; /* of PdlCase, in the order of their names */

void fixture_load (void);
void fixture_free (void);

/* A change as a person would make it. */
typedef struct
{
  const PdlFinding *finding;
  PdlLevel place;
  PdlValue *value; /* (owned) */
} Edit;

/* Every value of every finding of the dictionary, whether the decision reads it or not, at each place where it may stand for the target;
 * of wide numbers some. (transfer full) of Edit. */
GArray *fixture_make_edits (PdlCase *kase, PdlEvaluation *evaluation, int target);
/* NULL: there is no longer a target of these levels. */
const PdlTargetResult *fixture_evaluate_with (PdlCase *kase, const Edit *edits, guint n_edits, PdlLevelSet levels, PdlEvaluation **ret_evaluation);
PdlEffect fixture_compare (const PdlTargetResult *a, const PdlTargetResult *b);
/* What a probe read is what the evaluator says. */
void fixture_check_reading (const PdlReading *reading, const PdlTargetResult *target);
double fixture_number_of (const PdlValue *value);
/* Numbers that are reckoned with, and dates, are not gone through, and said not to be. */
gboolean fixture_is_left_out (const PdlFinding *finding);
