/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-knowledge.h"

/*
 * The rules of a knowledge set as checked trees, to read: for whoever says the same rules in another language
 * (exchange/pdl-cql.h). Every node has its meaning already: a code its finding, a name what it names. Nodes
 * and expressions belong to the knowledge.
 */

typedef struct _PdlNode PdlNode;

typedef enum
{
  PDL_NODE_LITERAL, /* number: also true, false, null, resolved codes and sets */
  PDL_NODE_CODE,    /* text: a code not yet given a meaning */
  PDL_NODE_CODES,   /* {'a','b'}: children CODE or LITERAL */
  PDL_NODE_FINDING,
  PDL_NODE_FIELD, /* of the record in hand; `kind`, `at_target`, `started` too */
  PDL_NODE_DEFINE,
  PDL_NODE_SCORE, /* text = part */
  PDL_NODE_USES,
  PDL_NODE_SPECIAL, /* now, A, level, n_levels, n_targets */
  PDL_NODE_NOT,
  PDL_NODE_AND,
  PDL_NODE_OR,
  PDL_NODE_IMPLIES,
  PDL_NODE_COMPARE, /* op */
  PDL_NODE_BETWEEN,
  PDL_NODE_IN,
  PDL_NODE_CONTAINS,
  PDL_NODE_IS_NULL,
  PDL_NODE_IS_EMPTY,
  PDL_NODE_ARITHMETIC, /* op + - * / */
  PDL_NODE_NEGATE,
  PDL_NODE_IF,
  PDL_NODE_CALL, /* min max coalesce count days months hours years entered is_entered worst_level below floor
                  */
  PDL_NODE_LOOKUP,
  PDL_NODE_QUERY, /* any at_least all count sum latest earliest max min over records, levels, targets, results */
} PdlNodeType;

typedef enum
{
  PDL_OP_EQ,
  PDL_OP_NE,
  PDL_OP_LT,
  PDL_OP_LE,
  PDL_OP_GT,
  PDL_OP_GE,
  PDL_OP_ADD,
  PDL_OP_SUB,
  PDL_OP_MUL,
  PDL_OP_DIV
} PdlOp;
typedef enum
{
  PDL_SPECIAL_NOW,
  PDL_SPECIAL_A,
  PDL_SPECIAL_LEVEL,
  PDL_SPECIAL_N_LEVELS,
  PDL_SPECIAL_N_TARGETS
} PdlSpecial;
typedef enum
{
  PDL_CALL_MIN,
  PDL_CALL_MAX,
  PDL_CALL_COALESCE,
  PDL_CALL_COUNT,
  PDL_CALL_DAYS,
  PDL_CALL_MONTHS,
  PDL_CALL_HOURS,
  PDL_CALL_YEARS,
  PDL_CALL_CALENDAR_MONTHS,
  PDL_CALL_ENTERED,
  PDL_CALL_IS_ENTERED,
  PDL_CALL_WORST_LEVEL,
  PDL_CALL_FLOOR
} PdlCall;
typedef enum
{
  PDL_QUERY_ANY,
  PDL_QUERY_AT_LEAST,
  PDL_QUERY_ALL,
  PDL_QUERY_COUNT,
  PDL_QUERY_SUM,
  PDL_QUERY_MIN,
  PDL_QUERY_MAX,
  PDL_QUERY_LATEST,
  PDL_QUERY_EARLIEST
} PdlQuery;
typedef enum
{
  PDL_RANGE_RECORDS,
  PDL_RANGE_LEVELS,
  PDL_RANGE_TARGETS,
  PDL_RANGE_PRESENT_COURSE,
  PDL_RANGE_PRIOR_COURSES,
  PDL_RANGE_RESULTS
} PdlRange;

/* (nullable) for a NULL expression. */
const PdlNode *pdl_expr_get_root (const PdlExpr *self);

PdlNodeType pdl_node_get_type (const PdlNode *self);
/* PdlOp, PdlSpecial, PdlCall or PdlQuery. */
int pdl_node_get_op (const PdlNode *self);
guint pdl_node_get_n_children (const PdlNode *self);
const PdlNode *pdl_node_get_child (const PdlNode *self, guint index);
/* LITERAL: bool 0/1, place of a code, a level or a use; NaN = null. */
double pdl_node_get_number (const PdlNode *self);
/* LITERAL: the code as written, NULL for others; FIELD its name; DEFINE its name; SCORE the part; LOOKUP the
 * column; QUERY the field behind it (nullable). */
const char *pdl_node_get_text (const PdlNode *self);
/* Whose codes the value has; for FINDING and FIELD the thing read; for QUERY what its field is (nullable). */
const PdlFinding *pdl_node_get_finding (const PdlNode *self);
gboolean pdl_node_is_bool (const PdlNode *self);
gboolean pdl_node_is_level (const PdlNode *self);         /* read as a place in the spine */
gboolean pdl_node_has_minutes (const PdlNode *self);      /* a date with time */
const PdlNode *pdl_node_get_define (const PdlNode *self); /* DEFINE: what it stands for */
const PdlScore *pdl_node_get_score (const PdlNode *self); /* SCORE */
const char *pdl_node_get_table (const PdlNode *self);     /* LOOKUP: the table's id */
const PdlFinding *pdl_node_get_table_key (const PdlNode *self);
/* LOOKUP: what the table holds for the @index-th code of its key; NULL = nothing. */
const char *pdl_node_get_cell (const PdlNode *self, guint index);
gboolean pdl_node_has_words (const PdlNode *self); /* LOOKUP: its cells are words, not numbers */
PdlRange pdl_node_get_range (const PdlNode *self); /* QUERY */
guint pdl_node_get_n_kinds (const PdlNode *self);
const PdlRecordKind *pdl_node_get_kind (const PdlNode *self, guint index);
/* QUERY: the list of those records whose rows are the range; FIELD: the list it is a column of. (nullable) */
const PdlFinding *pdl_node_get_rows (const PdlNode *self);
/* QUERY: the finding whose results are the range; FIELD: the one it is a result of. (nullable) */
const PdlFinding *pdl_node_get_series (const PdlNode *self);
double pdl_node_get_hours (const PdlNode *self); /* results of so many hours before the newest; NaN = all */
const PdlNode *pdl_node_get_where (const PdlNode *self); /* (nullable) */

/* The rule of a derived finding; NULL: none, or one that is built in (target forming). */
const PdlExpr *pdl_syntax_get_derivation (PdlKnowledge *knowledge, const PdlFinding *finding);
const PdlExpr *pdl_syntax_get_row (PdlKnowledge *knowledge, const PdlRow *row);
const PdlExpr *pdl_syntax_get_statement (PdlKnowledge *knowledge, const PdlStatement *statement);
const PdlExpr *pdl_syntax_get_alert (PdlKnowledge *knowledge, const PdlAlert *alert);
/* Either may be NULL in a set without an emergency strip. */
void pdl_syntax_get_emergency (PdlKnowledge *knowledge, const PdlExpr **ret_red, const PdlExpr **ret_amber);
/* A course of radiotherapy that ended fewer days before the visit is the present one. */
int pdl_syntax_get_present_course_days (PdlKnowledge *knowledge);

typedef enum
{
  PDL_SCORE_KIND_SUM,
  PDL_SCORE_KIND_RULE,
  PDL_SCORE_KIND_ENTERED
} PdlScoreKind;

typedef struct
{
  PdlScoreKind kind;
  const PdlExpr *applies;    /* (nullable) FALSE: not applicable */
  const PdlExpr *scored;     /* (nullable) level scores: which levels count for the target */
  const PdlExpr *total;      /* (nullable) ENTERED: where the total is read, else the first item */
  const PdlFinding *entered; /* (nullable) SUM: a typed-in total */
  gboolean has_band_rules;
} PdlScoreSyntax;

typedef struct
{
  const PdlExpr *value;      /* (nullable) a computed item, else its finding */
  const PdlExpr *low, *high; /* (nullable) the two ends of a class known only as an interval */
  guint n_points;
} PdlItemSyntax;

/* One class of an item: a code ("true", "false" for a condition) or a range. */
typedef struct
{
  const char *code; /* NULL: a range, infinite ends included */
  double low, high;
  gboolean low_open, high_open;
  double points;
} PdlPointSyntax;

void pdl_syntax_get_score (PdlKnowledge *knowledge, const PdlScore *score, PdlScoreSyntax *ret_syntax);
/* (nullable) the condition of a band of a score by rule. */
const PdlExpr *pdl_syntax_get_band (PdlKnowledge *knowledge, const PdlScore *score, guint band);
void
pdl_syntax_get_item (PdlKnowledge *knowledge, const PdlScore *score, guint item, PdlItemSyntax *ret_syntax);
void pdl_syntax_get_point (
    PdlKnowledge *knowledge, const PdlScore *score, guint item, guint point, PdlPointSyntax *ret_syntax);

/* ---- the decision
 * ---------------------------------------------------------------------------------------------------- */

/* Options named in a row, a change or the swap table. Of a group all its options, in their order. */
typedef struct
{
  const PdlExpr *condition; /* (nullable) counts only when TRUE */
  const PdlOption *const *options;
  guint n_options;
  gboolean first;      /* added before all others */
  const PdlOption *to; /* (nullable) a swap named with what it is exchanged for, else the swap table */
} PdlOptionsSyntax;

guint pdl_syntax_get_n_row_options (PdlKnowledge *knowledge, const PdlRow *row);
void pdl_syntax_get_row_options (PdlKnowledge *knowledge,
                                 const PdlRow *row,
                                 guint index,
                                 PdlOptionsSyntax *ret_syntax);
/* The options that every row ends with. */
guint pdl_syntax_get_n_always (PdlKnowledge *knowledge);
const PdlOption *pdl_syntax_get_always (PdlKnowledge *knowledge, guint index);
/* What the table exchanges @from for, the first whose condition is TRUE. 0: nothing. */
guint pdl_syntax_get_n_swaps (PdlKnowledge *knowledge, const PdlOption *from);
void pdl_syntax_get_swap (PdlKnowledge *knowledge,
                          const PdlOption *from,
                          guint index,
                          PdlOptionsSyntax *ret_syntax);

typedef enum
{
  PDL_OPTION_CHANGE_DROP,
  PDL_OPTION_CHANGE_SWAP,
  PDL_OPTION_CHANGE_ADD,
  PDL_N_OPTION_CHANGES
} PdlOptionChange;

typedef struct
{
  const PdlExpr *when;
  gboolean before;      /* runs before the list */
  gboolean both;        /* its settings give the second row */
  gboolean reaches_all; /* its settings are read by everything after it, not by the list alone */
  guint n_sets;
  gboolean provisional;
  const PdlExpr *provisional_when; /* (nullable) */
  guint32 waits_uses;              /* options with one of these uses cannot be determined */
  gboolean shortens;
} PdlModifierSyntax;

/* @modifier: its index. */
void pdl_syntax_get_modifier (PdlKnowledge *knowledge, guint modifier, PdlModifierSyntax *ret_syntax);
const PdlFinding *
pdl_syntax_get_setting (PdlKnowledge *knowledge, guint modifier, guint index, const PdlExpr **ret_value);
guint pdl_syntax_get_n_changes (PdlKnowledge *knowledge, guint modifier, PdlOptionChange change);
void pdl_syntax_get_change (PdlKnowledge *knowledge,
                            guint modifier,
                            PdlOptionChange change,
                            guint index,
                            PdlOptionsSyntax *ret_syntax);

/* A time limit: the first part whose condition is TRUE, else the part 0, which has none. */
typedef struct _PdlUrgencyRule PdlLimitSyntax;
/* Hours; -1 = none. */
typedef struct
{
  const PdlExpr *condition;
  int within_h, latest_h;
} PdlLimitPart;

const PdlLimitSyntax *pdl_syntax_get_row_limit (PdlKnowledge *knowledge, const PdlRow *row);
/* (nullable) */
const PdlLimitSyntax *pdl_syntax_get_modifier_limit (PdlKnowledge *knowledge, guint modifier);
guint pdl_syntax_get_n_limit_parts (const PdlLimitSyntax *limit);
void pdl_syntax_get_limit_part (const PdlLimitSyntax *limit, guint index, PdlLimitPart *ret_part);

/* Whether a statement speaks for, or against, @option. */
gboolean pdl_syntax_argues (PdlKnowledge *knowledge,
                            const PdlStatement *statement,
                            const PdlOption *option,
                            gboolean supports);
/* The name of a bit of PdlOption.uses. NULL: no such use. */
const char *pdl_syntax_get_use (PdlKnowledge *knowledge, guint bit);
