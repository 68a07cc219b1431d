/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-knowledge-private.h"
#include "pdl-rows.h"

/* The checked tree of an expression, shared by parser, checker, evaluator and explanation. */

typedef enum
{
  PDL_NODE_LITERAL,   /* number: also true, false, null, resolved codes and sets */
  PDL_NODE_CODE,      /* text: a code not yet given a meaning */
  PDL_NODE_CODES,     /* {'a','b'}: children CODE or LITERAL */
  PDL_NODE_FINDING,
  PDL_NODE_FIELD,     /* of the record in hand; `kind`, `at_target`, `started` too */
  PDL_NODE_DEFINE,
  PDL_NODE_SCORE,     /* text = part */
  PDL_NODE_USES,
  PDL_NODE_SPECIAL,   /* now, A, level, n_levels, n_targets */
  PDL_NODE_NOT,
  PDL_NODE_AND,
  PDL_NODE_OR,
  PDL_NODE_IMPLIES,
  PDL_NODE_COMPARE,   /* op */
  PDL_NODE_BETWEEN,
  PDL_NODE_IN,
  PDL_NODE_CONTAINS,
  PDL_NODE_IS_NULL,
  PDL_NODE_IS_EMPTY,
  PDL_NODE_ARITHMETIC,/* op + - * / */
  PDL_NODE_NEGATE,
  PDL_NODE_IF,
  PDL_NODE_CALL,      /* min max coalesce count days months hours years entered is_entered worst_level below floor */
  PDL_NODE_LOOKUP,
  PDL_NODE_QUERY,     /* any all count sum latest earliest max min over records, levels, targets */
} PdlNodeType;

typedef enum { PDL_OP_EQ, PDL_OP_NE, PDL_OP_LT, PDL_OP_LE, PDL_OP_GT, PDL_OP_GE, PDL_OP_ADD, PDL_OP_SUB, PDL_OP_MUL, PDL_OP_DIV } PdlOp;
typedef enum { PDL_SPECIAL_NOW, PDL_SPECIAL_A, PDL_SPECIAL_LEVEL, PDL_SPECIAL_N_LEVELS, PDL_SPECIAL_N_TARGETS } PdlSpecial;
typedef enum { PDL_CALL_MIN, PDL_CALL_MAX, PDL_CALL_COALESCE, PDL_CALL_COUNT, PDL_CALL_DAYS, PDL_CALL_MONTHS, PDL_CALL_HOURS, PDL_CALL_YEARS, PDL_CALL_CALENDAR_MONTHS,
               PDL_CALL_ENTERED, PDL_CALL_IS_ENTERED, PDL_CALL_WORST_LEVEL, PDL_CALL_FLOOR } PdlCall;
typedef enum { PDL_QUERY_ANY, PDL_QUERY_ALL, PDL_QUERY_COUNT, PDL_QUERY_SUM, PDL_QUERY_MIN, PDL_QUERY_MAX, PDL_QUERY_LATEST, PDL_QUERY_EARLIEST } PdlQuery;
typedef enum { PDL_RANGE_RECORDS, PDL_RANGE_LEVELS, PDL_RANGE_TARGETS, PDL_RANGE_PRESENT_COURSE, PDL_RANGE_PRIOR_COURSES } PdlRange;

typedef struct _PdlNode PdlNode;
struct _PdlNode
{
  PdlNodeType type;
  guint start, end;       /* columns in the text */
  GPtrArray *children;    /* of PdlNode, (nullable) */
  double number;
  char *text;
  gboolean minutes;       /* the value is a date-time */
  const PdlFinding *finding; /* whose codes the value has; for FINDING, FIELD the thing read */
  gboolean is_bool;
  gboolean is_set;
  gboolean is_text;
  gboolean is_word;       /* LOOKUP: its cells are words, not numbers */
  gboolean is_level;
  int op;                 /* PdlOp, PdlSpecial, PdlCall, PdlQuery */
  /* DEFINE, SCORE, LOOKUP */
  const PdlExpr *define;
  const PdlScoreRule *score;
  const PdlTable *table;
  double *cells;          /* LOOKUP: by key position, once typed */
  /* QUERY */
  PdlRange range;
  GPtrArray *kinds;       /* of PdlRecordKind const */
  const PdlFinding *rows; /* (nullable) the list of those records whose rows are the range; FIELD: the value is a row's */
  PdlNode *where;         /* (owned) (nullable) */
};

struct _PdlExpr
{
  PdlKnowledge *knowledge;
  char *text;
  PdlNode *root;
  gboolean per_target;
  GPtrArray *findings;    /* of PdlFinding const */
};

/* What an evaluation stands on. */
typedef struct
{
  PdlFacts *facts;
  int target;
  PdlLevel level;
  guint32 uses;
  const PdlItem *item;    /* in a record query */
  const PdlRows *rows;    /* in a query over the rows of its list */
  guint row;
} PdlScopeNow;

double pdl_node_run (const PdlNode *node, const PdlScopeNow *now);
void pdl_node_free (PdlNode *node);

/* Courses of radiotherapy at a target, as the dictionary splits them; by place in the treatments. */
const PdlItem *pdl_facts_get_present_course (PdlFacts *self, int target);
gboolean pdl_facts_is_prior_course (PdlFacts *self, int target, const PdlItem *item);
gboolean pdl_facts_is_started (PdlFacts *self, const PdlItem *item);
gboolean pdl_facts_is_at_target (PdlFacts *self, const PdlItem *item, int target);
PdlLevelSet pdl_facts_get_involved (PdlFacts *self);
int pdl_facts_find_target (PdlFacts *self, PdlLevel level);
/* The recorded value in number form, whatever the kind; NaN when none. */
double pdl_facts_get_entered (PdlFacts *self, const PdlFinding *finding, int target, PdlLevel level, gboolean *ret_is_entered);
