/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-space.h"

/*
 * Solving one condition: the smallest patient that makes it true, false, or leaves it open.
 */

typedef struct
{
  const char *kind;   /* "statement", "alert" */
  const char *id;
  const PdlExpr *when;
} CoverageItem;

/* Every statement and alert of the set. (transfer full) of CoverageItem */
GArray *coverage_list (PdlKnowledge *knowledge);
/* "true", "false", "unknown" for PDL_LEAF_… */
const char *coverage_name (int value);
/* The case, one line; NULL when no patient does, with *ret_reason then (transfer full both). */
char *coverage_solve (PdlKnowledge *knowledge, const CoverageItem *item, int value, char **ret_reason);
