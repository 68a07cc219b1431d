/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-knowledge-private.h"
#include "pdl-rows.h"
#include "pdl-syntax.h"

/* The checked tree of an expression, shared by parser, checker, evaluator and explanation; its kinds of node are public. */

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
  const PdlFinding *series; /* (nullable) the finding whose results are the range; FIELD: the value is a result's */
  double hours;           /* results: up to so many before the newest; NaN = all */
  PdlNode *where;         /* (owned) (nullable) */
};

struct _PdlExpr
{
  PdlKnowledge *knowledge;
  char *text;
  PdlNode *root;
  gboolean per_target;
  GPtrArray *findings;    /* of PdlFinding const */
  struct _PdlProgram *program; /* (nullable) see pdl-program.h */
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
  const struct _PdlResultFact *result; /* in a query over results */
} PdlScopeNow;

double pdl_node_run (const PdlNode *node, const PdlScopeNow *now);
void pdl_node_free (PdlNode *node);

gboolean pdl_facts_is_started (PdlFacts *self, const PdlItem *item);
gboolean pdl_facts_is_at_target (PdlFacts *self, const PdlItem *item, int target);
PdlLevelSet pdl_facts_get_involved (PdlFacts *self);
int pdl_facts_find_target (PdlFacts *self, PdlLevel level);
/* The recorded value in number form, whatever the kind; NaN when none. */
double pdl_facts_get_entered (PdlFacts *self, const PdlFinding *finding, int target, PdlLevel level, gboolean *ret_is_entered);
