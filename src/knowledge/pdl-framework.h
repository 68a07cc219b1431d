/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-evaluation.h"

/*
 * The same case in another framework (NOMS, LMNOP, the Dutch flow): read beside the decision list, never instead of it. A
 * framework has cells with conditions, or letters that are questions. Belongs to the knowledge set.
 */

typedef struct
{
  const char *id, *text;
  const PdlExpr *when;
} PdlFrameworkCell;

typedef struct
{
  const char *id, *label, *question, *text;
  const PdlFinding **shows; /* NULL-terminated: the findings that answer */
} PdlFrameworkLetter;

typedef struct
{
  const char *id, *label, *text;
  gboolean first;           /* the first cell that holds counts, else every one that does */
  GPtrArray *cells;         /* of PdlFrameworkCell */
  GPtrArray *letters;       /* of PdlFrameworkLetter */
  PdlBasis basis;
} PdlFramework;

guint pdl_knowledge_get_n_frameworks (PdlKnowledge *self);
const PdlFramework *pdl_knowledge_get_framework (PdlKnowledge *self, guint index);
const PdlFramework *pdl_knowledge_lookup_framework (PdlKnowledge *self, const char *id);

/* The cells that count for a target: one that is certain, or all that are still possible while a finding is missing, or none.
 * (transfer container) (element-type PdlFrameworkCell) */
GPtrArray *pdl_framework_read (const PdlFramework *self, PdlEvaluation *evaluation, int target, gboolean *ret_certain);
