/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-json.h"
#include "pdl-reasons.h"

/*
 * "what_if" and "worth_asking" of one target, as members of the object that is open. Both are null where there is nothing to read.
 *
 * what_if: "changes": one finding changed, in the order of the axes: {"finding","level","axis","from","to","effect","row","row_also",
 * "action","urgency","options","modifiers"}; "effect" is the most it does: "row", "limit", "options" or "modifiers"; "level" is where the change is recorded (for a finding of the
 * target its uppermost level, null = among the findings); of a class of numbers "to" is one and "above", "below" its limits, not counted
 * in. "margins": of known findings of an axis whose values have an order, the nearest value on either side that does something: "lower" and
 * "upper" {"to","effect","row"} or null. "of_two": two findings changed where neither alone gives another row, for each two and each
 * row the nearest: {"row","row_also","action","steps","changes":[2]}. "not_searched": findings whose values are not gone through.
 *
 * worth_asking: "questions" {"finding","level","input","cost","rows_before","rows_after","limits_before","limits_after","effect","answers",
 * "ask"}, what
 * settles most first; "answers" {"to","row","rows","state","limits"}; "ask" of an input: what it is learned from. "later": changes something
 * once one of the questions is answered, or an input is learned from it; "changes_nothing": neither alone nor then, as far as the reading
 * goes; statements and alerts may read it; "not_searched": not gone through.
 */
void pdl_json_add_reasons (PdlJsonWriter *writer, PdlReasons *reasons, PdlEvaluation *evaluation, int target);
