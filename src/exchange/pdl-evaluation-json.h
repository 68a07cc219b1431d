/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-evaluation.h"
#include "pdl-plan.h"
#include "pdl-reasons.h"

/*
 * The result line: JSON, format "pedicle-evaluation", version 1, one line without newline. (transfer full)
 *
 * @plan and @warnings (of PdlWarning) may be NULL. @line 0 is written as 1. @trace adds the clause trees: "trace" in
 * decisions, modifiers, statements and alerts, "inputs_trace", "frameworks" and "conflicts" in targets. Beside the keys of version 1: "emergency",
 * "modifiers_unknown", "for_unknown" and "against_unknown" (what would hold, had a value been known), "state_reasons",
 * "as_of_minute" and "clock" (with the case and the knowledge all that an evaluation depends on, so that it can be made again),
 * "local" of the knowledge (null, or the hash of the clinic's own values and which they are), "graded_levels", "place", "from" and "waits_for" of an option, "booked" of a due item, "acknowledged" of an alert.
 */
char *pdl_evaluation_to_json (PdlEvaluation *evaluation, PdlPlan *plan, GPtrArray *warnings, const char *file, guint line, gboolean trace);
/* The same with "what_if" and "worth_asking" in every target (pdl-reason-json.h). @reasons is nullable: then without. */
char *pdl_evaluation_to_json_with_reasons (PdlEvaluation *evaluation, PdlPlan *plan, GPtrArray *warnings, const char *file, guint line,
                                           gboolean trace, PdlReasons *reasons);
