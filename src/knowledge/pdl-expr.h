/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-evaluation.h"

/*
 * Expressions of the guideline language (data/knowledge/LANGUAGE.md): text → checked tree → flat program.
 * Private to the knowledge layer and to plan/.
 */

typedef struct _PdlFacts PdlFacts;

/* What an expression may read besides findings and defines. */
typedef enum
{
  PDL_EXPR_QUERIES = 1 << 0, /* record queries, entered (), lookup () */
  PDL_EXPR_USES    = 1 << 1, /* `uses contains '…'` of the resulting row */
  PDL_EXPR_INPUTS  = 1 << 2, /* decision rows: the eight inputs only */
} PdlExprFlags;

/* Compiles the key of a group; the error names file, line, group, key and column. @type_of (nullable): the finding
 * whose codes a bare literal result takes its meaning from (derivations). */
PdlExpr *pdl_expr_compile (PdlKnowledge *knowledge, PdlIniGroup *group, const char *key, PdlExprFlags flags,
                           const PdlFinding *type_of, GError **error);
/* The same for a piece of a value, such as the condition in `option [COND]`; @column is where it starts. */
PdlExpr *pdl_expr_compile_text (PdlKnowledge *knowledge, PdlIniGroup *group, const char *key, const char *text, guint column,
                                PdlExprFlags flags, const PdlFinding *type_of, GError **error);
void pdl_expr_free (PdlExpr *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlExpr, pdl_expr_free)

const char *pdl_expr_get_text (const PdlExpr *self);
gboolean pdl_expr_is_condition (const PdlExpr *self); /* true, false or unknown; not a number or a code */
gboolean pdl_expr_is_per_target (const PdlExpr *self);
/* Findings it reads, directly or through defines and scores. (element-type PdlFinding const) */
GPtrArray *pdl_expr_get_findings (const PdlExpr *self);

/* @target -1 = patient; @level PDL_LEVEL_NONE unless a level rule. @uses: bits for `uses contains`. */
PdlTruth pdl_expr_test (const PdlExpr *self, PdlFacts *facts, int target, PdlLevel level, guint32 uses);
double pdl_expr_number (const PdlExpr *self, PdlFacts *facts, int target, PdlLevel level);
/* The results a condition stands on, with their times, oldest first: "80 µmol/L (1 Mar 2026 08:00); 110 µmol/L (2 Mar 2026 09:00)";
 * NULL when there are none. Of a finding: those of its rule, unless something is entered. (transfer full) */
char *pdl_expr_describe_results (const PdlExpr *self, PdlFacts *facts);
char *pdl_finding_describe_results (const PdlFinding *self, PdlFacts *facts);
PdlClause *pdl_expr_explain (const PdlExpr *self, PdlFacts *facts, int target, PdlLevel level, guint32 uses);

/* An expression of a layer above, read in a finished evaluation; @target as there. */
PdlTruth pdl_evaluation_test (PdlEvaluation *self, const PdlExpr *expr, int target);
/* Why it is so, clause by clause; NULL when there is no such target. (transfer full) */
PdlClause *pdl_evaluation_explain (PdlEvaluation *self, const PdlExpr *expr, int target);
/* The day it gives, of a date with time its day; PDL_DAY_NONE = unknown. */
PdlDay pdl_evaluation_find_day (PdlEvaluation *self, const PdlExpr *expr, int target);
/* Findings that would settle an unknown @expr. NULL-terminated, the ids belong to the dictionary. (transfer container) */
const char **pdl_evaluation_find_needs (PdlEvaluation *self, const PdlExpr *expr, int target);
