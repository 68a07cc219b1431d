/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-expr-private.h"

/* One parse: the text, and how names find their meaning. The parser knows the grammar, pdl-expr-names.c the names. */
typedef struct
{
  PdlKnowledge *knowledge;
  PdlIniGroup *group;
  const char *key;
  const char *text;
  guint column;          /* where the text starts in the value */
  PdlExprFlags flags;
  const PdlNode *query;  /* the query whose `where` is being read */
} PdlParse;

PdlNode *pdl_parse_run (PdlParse *parse, GError **error);

/* "local-treatment.ini:12: [row PLT-01] when, column 7: …" */
gboolean pdl_parse_fail (PdlParse *parse, guint column, PdlKnowledgeError code, GError **error, const char *message);
PdlNode *pdl_parse_name (PdlParse *parse, const char *name, guint column, GError **error);
PdlNode *pdl_parse_score (PdlParse *parse, const char *name, const char *part);
const PdlTable *pdl_parse_find_table (PdlParse *parse, const char *name);
gboolean pdl_parse_find_range (PdlParse *parse, const char *name, PdlNode *node);
/* "steroid.steps": the range of @query becomes the rows of that list. FALSE: no such list, or it declares no columns. */
gboolean pdl_parse_find_rows (PdlParse *parse, PdlNode *query, const char *name);
/* A recorded number of the patient: what has results. NULL: @name is none. */
const PdlFinding *pdl_parse_find_series (PdlParse *parse, const char *name);
gboolean pdl_parse_find_field (PdlParse *parse, PdlNode *query, const char *name);
/* Gives the literals of @node their meaning: that of what they stand beside, or of @expect (nullable). FALSE where they can have none. */
gboolean pdl_parse_resolve (PdlParse *parse, PdlNode *node, const PdlFinding *expect, GError **error);
/* Every part has a class that may stand where it stands; the whole gives a value of @type_of (nullable). Runs behind resolving. */
gboolean pdl_parse_check_classes (PdlParse *parse, const PdlNode *root, const PdlFinding *type_of, GError **error);
/* The whole is a condition where one is needed, or a value of @type_of (nullable) with its codes. Runs last. */
gboolean pdl_parse_check_result (PdlParse *parse, const PdlNode *root, const PdlFinding *type_of, GError **error);
/* The same codes in the same order, so that their positions can be compared. */
gboolean pdl_parse_same_codes (const PdlFinding *a, const PdlFinding *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlNode, pdl_node_free)
