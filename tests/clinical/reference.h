/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-evaluate-private.h"

/* The trigger language of the reference (guideline.md B, formal.md 0) beside that of the knowledge files. */

/* @text as the knowledge files write it (data/knowledge/LANGUAGE.md). (transfer full) */
char *reference_translate (PdlKnowledge *knowledge, const char *text);
/* Compiled; "-" and "" give NULL. Fails the test when it does not compile. */
PdlExpr *reference_compile (PdlKnowledge *knowledge, const char *text);
/* NULL when both are true, false and unknown for the same patients, else one for whom they differ. NULL stands for "true".
 * (transfer full) */
char *reference_compare (PdlKnowledge *knowledge, const PdlExpr *a, const PdlExpr *b);
/* "a; b[COND]" or "a, b[COND]" cut where no bracket is open. (transfer full) */
char **reference_split (const char *text);
