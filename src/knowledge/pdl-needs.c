/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What an unknown condition waits for: the findings that are read where every part above them is unknown too, in the order
 * in which they stand. What is settled already waits for nothing.
 */

#include "pdl-evaluate-private.h"

#include <math.h>
#include <string.h>

#define MOST_NEEDS 256 /* more than any condition reads; further ones are left out */

typedef struct
{
  PdlKnowledge *knowledge;
  PdlScopeNow now;
  const char *ids[MOST_NEEDS];
  guint n;
} Needs;

static void
add_need (Needs *needs, const char *id)
{
  for (guint i = 0; i < needs->n; i++)
    if (needs->ids[i] == id)
      return;
  if (needs->n < MOST_NEEDS)
    needs->ids[needs->n++] = id;
}

/* A finding nobody can enter needs what it is derived from. */
static void
add_finding (Needs *needs, const PdlFinding *finding, guint depth)
{
  const PdlDerivation *derivation = finding->scope != PDL_SCOPE_FIELD ? needs->knowledge->derivations[finding->index] : NULL;
  guint before = needs->n;

  if (finding->scope == PDL_SCOPE_FIELD || !isnan (pdl_facts_get (needs->now.facts, finding, needs->now.target, PDL_LEVEL_NONE)))
    return;
  if (finding->kind == PDL_KIND_DERIVED && derivation != NULL && derivation->rule != NULL && depth < 4)
    for (guint i = 0; i < derivation->rule->findings->len; i++)
      add_finding (needs, g_ptr_array_index (derivation->rule->findings, i), depth + 1);
  if (needs->n == before)
    add_need (needs, finding->id);
}

static double collect (Needs *needs, const PdlNode *node);

/* A finding beside something known: unknown just when the finding is. */
static gboolean
is_plain (const PdlNode *node)
{
  const PdlNode *left, *right;

  if (node->type != PDL_NODE_COMPARE && node->type != PDL_NODE_CONTAINS && node->type != PDL_NODE_IN)
    return FALSE;
  left = g_ptr_array_index (node->children, 0);
  right = g_ptr_array_index (node->children, 1);
  if (left->type != PDL_NODE_FINDING)
    return FALSE;
  return node->type == PDL_NODE_IN || (right->type == PDL_NODE_LITERAL && !isnan (right->number));
}

/* `and`, `or`: as they are run, and what the unknown parts wait for. */
static double
collect_all_of (Needs *needs, const PdlNode *node, double decides)
{
  gboolean unknown = FALSE;

  for (guint i = 0; i < node->children->len; i++)
    {
      double part = collect (needs, g_ptr_array_index (node->children, i));

      if (isnan (part))
        unknown = TRUE;
      else if ((part != 0) == (decides != 0))
        return decides;
    }
  return unknown ? NAN : 1 - decides;
}

/* The value of @node; when it is unknown, what it waits for is noted, else nothing is. */
static double
collect (Needs *needs, const PdlNode *node)
{
  guint before = needs->n;
  double value;

  switch (node->type)
    {
    case PDL_NODE_FINDING:
      value = pdl_node_run (node, &needs->now);
      add_finding (needs, node->finding, 0);
      return value;
    case PDL_NODE_AND:
    case PDL_NODE_OR:
      value = collect_all_of (needs, node, node->type == PDL_NODE_OR);
      break;
    case PDL_NODE_NOT:
      value = collect (needs, g_ptr_array_index (node->children, 0));
      value = isnan (value) ? NAN : value == 0;
      break;
    case PDL_NODE_DEFINE:
      value = collect (needs, node->define->root);
      break;
    default:
      if (is_plain (node))
        {
          const PdlNode *left = g_ptr_array_index (node->children, 0);

          if (isnan (pdl_facts_get (needs->now.facts, left->finding, needs->now.target, PDL_LEVEL_NONE)))
            {
              add_finding (needs, left->finding, 0);
              return NAN;
            }
          return pdl_node_run (node, &needs->now);
        }
      /* Sets have no value of their own. */
      value = node->type != PDL_NODE_CODES ? pdl_node_run (node, &needs->now) : NAN;
      if (!isnan (value))
        return value;
      for (guint i = 0; node->type == PDL_NODE_SCORE && i < node->score->items->len; i++)
        {
          const PdlItemRule *item = &g_array_index (node->score->items, PdlItemRule, i);

          if (item->item.finding != NULL)
            add_finding (needs, item->item.finding, 0);
        }
      for (guint i = 0; node->children != NULL && i < node->children->len; i++)
        collect (needs, g_ptr_array_index (node->children, i));
      return value;
    }
  if (!isnan (value))
    needs->n = before;
  return value;
}

static void
find (Needs *needs, const PdlExpr *expr, PdlFacts *facts, int target, guint32 uses)
{
  needs->knowledge = expr->knowledge;
  needs->now = (PdlScopeNow){ facts, target, PDL_LEVEL_NONE, uses, NULL };
  needs->n = 0;
  collect (needs, expr->root);
}

const char **
pdl_expr_find_needs (const PdlExpr *expr, PdlFacts *facts, int target, guint32 uses)
{
  Needs needs;
  const char **ids;

  find (&needs, expr, facts, target, uses);
  ids = g_new (const char *, needs.n + 1);
  memcpy (ids, needs.ids, needs.n * sizeof (char *));
  ids[needs.n] = NULL;
  return ids;
}

const char **
pdl_expr_keep_needs (const PdlExpr *expr, PdlFacts *facts, int target, guint32 uses)
{
  Needs needs;
  const char **ids;

  find (&needs, expr, facts, target, uses);
  ids = pdl_arena_new (pdl_facts_get_arena (facts), const char *, needs.n + 1);
  memcpy (ids, needs.ids, needs.n * sizeof (char *));
  ids[needs.n] = NULL;
  return ids;
}
