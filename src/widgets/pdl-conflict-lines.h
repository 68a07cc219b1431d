/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-conflict.h"
#include "pdl-pane-parts.h"
#include "pdl-part-list.h"

/* The quiet line beside what the sources disagree about. Main thread. */

/* "Experts differ: MRI time"; between two readings of this program: "Accepted knowingly: …". (transfer full) */
char *pdl_words_conflict (const PdlConflict *conflict);
/* A line for each conflict that concerns @reference ("row/PLT-25") and holds for the target; "pane.basis" opens it. What is in
 * @said (nullable: nothing) was told above and is left out; what is told here is added. @indent: from the left edge. */
void pdl_conflict_lines_add (PdlPartList *list, PdlEvaluation *evaluation, int target, const char *reference, GHashTable *said, int indent);
/* Whether a conflict that concerns the statement holds for the target: only then does whose guideline it is matter. */
gboolean pdl_conflict_lines_has (PdlEvaluation *evaluation, int target, const PdlStatement *statement);
