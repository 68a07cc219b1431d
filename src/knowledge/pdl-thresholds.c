/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Where a reading can turn over while one number grows: the constants it is compared with, in every expression that the decision
 * of a target rests on, and the limits of the points of scores. A number that is also reckoned with (a height divided by
 * another, a count added to another) has no such list.
 */

#include "pdl-probe.h"

#include "pdl-evaluate-private.h"
#include "pdl-reads.h"

#include <math.h>

typedef struct
{
  PdlKnowledge *knowledge;
  const PdlFinding *finding;
  GArray *values;
  GHashTable *seen;  /* findings, defines and scores */
  gboolean reckoned; /* it stands where no constant tells where the result turns over */
} Walk;

static void walk (Walk *self, const PdlNode *node);

static const PdlNode *
child (const PdlNode *node, guint i)
{
  return node->children != NULL && i < node->children->len ? g_ptr_array_index (node->children, i) : NULL;
}

static gboolean
is_constant (const PdlNode *node)
{
  return node != NULL && node->type == PDL_NODE_LITERAL && !isnan (node->number);
}

/* The finding itself, as recorded, or times or divided by a constant: then *@scale is what a value of it is multiplied with. */
static gboolean
is_term (const Walk *self, const PdlNode *node, double *scale)
{
  if (node == NULL)
    return FALSE;
  if (node->type == PDL_NODE_FINDING)
    return node->finding == self->finding;
  if (node->type == PDL_NODE_CALL && node->op == PDL_CALL_ENTERED)
    return child (node, 0)->finding == self->finding;
  if (node->type != PDL_NODE_ARITHMETIC || (node->op != PDL_OP_MUL && node->op != PDL_OP_DIV))
    return FALSE;
  if (is_constant (child (node, 1)) && is_term (self, child (node, 0), scale))
    {
      *scale *= node->op == PDL_OP_MUL ? child (node, 1)->number : 1 / child (node, 1)->number;
      return TRUE;
    }
  if (node->op == PDL_OP_MUL && is_constant (child (node, 0)) && is_term (self, child (node, 1), scale))
    {
      *scale *= child (node, 0)->number;
      return TRUE;
    }
  return FALSE;
}

static void
add (Walk *self, double value)
{
  guint at = 0;

  if (!isfinite (value))
    return;
  while (at < self->values->len && g_array_index (self->values, double, at) < value)
    at++;
  if (at == self->values->len || g_array_index (self->values, double, at) != value)
    g_array_insert_val (self->values, at, value);
}

static gboolean
is_fresh (Walk *self, gconstpointer what)
{
  return g_hash_table_add (self->seen, (gpointer) what);
}

static void
walk_expr (Walk *self, const PdlExpr *expr)
{
  if (expr != NULL && is_fresh (self, expr->root))
    walk (self, expr->root);
}

static void
walk_finding (Walk *self, const PdlFinding *finding)
{
  const PdlDerivation *derivation;

  if (finding == self->finding)
    self->reckoned = TRUE;
  else if (finding->scope != PDL_SCOPE_FIELD && is_fresh (self, finding))
    {
      derivation = self->knowledge->derivations[finding->index];
      if (derivation != NULL)
        walk_expr (self, derivation->rule);
    }
}

static void
add_points (Walk *self, const PdlItemRule *item)
{
  for (guint i = 0; i < item->points->len; i++)
    {
      add (self, g_array_index (item->points, PdlPoint, i).low);
      add (self, g_array_index (item->points, PdlPoint, i).high);
    }
}

static void
walk_score (Walk *self, const PdlScoreRule *rule)
{
  if (!is_fresh (self, rule))
    return;
  for (guint i = 0; i < rule->items->len; i++)
    {
      const PdlItemRule *item = &g_array_index (rule->items, PdlItemRule, i);
      double scale = 1;

      if (item->value == NULL && item->item.finding == self->finding)
        add_points (self, item);
      else if (item->value == NULL && item->item.finding != NULL)
        walk_finding (self, item->item.finding);
      else if (item->value != NULL && is_term (self, item->value->root, &scale) && scale == 1)
        add_points (self, item);
      else
        walk_expr (self, item->value);
      walk_expr (self, item->low);
      walk_expr (self, item->high);
    }
  for (guint i = 0; i < rule->band_rules->len; i++)
    walk_expr (self, g_ptr_array_index (rule->band_rules, i));
  walk_expr (self, rule->applies);
  walk_expr (self, rule->scored);
  walk_expr (self, rule->total);
  if (rule->entered != NULL)
    walk_finding (self, rule->entered);
}

static void
walk (Walk *self, const PdlNode *node)
{
  double scale = 1;

  switch (node->type)
    {
    case PDL_NODE_COMPARE:
      for (guint i = 0; i < 2; i++)
        if (is_constant (child (node, 1 - i)) && is_term (self, child (node, i), &scale))
          {
            add (self, child (node, 1 - i)->number / scale);
            return;
          }
      break;
    case PDL_NODE_BETWEEN:
      if (is_constant (child (node, 1)) && is_constant (child (node, 2)) && is_term (self, child (node, 0), &scale))
        {
          add (self, child (node, 1)->number / scale);
          add (self, child (node, 2)->number / scale);
          return;
        }
      break;
    case PDL_NODE_IS_NULL:
      if (is_term (self, child (node, 0), &scale))
        return;
      break;
    case PDL_NODE_CALL:
      if (node->op == PDL_CALL_IS_ENTERED)
        return;
      break;
    case PDL_NODE_FINDING: walk_finding (self, node->finding); return;
    case PDL_NODE_DEFINE: walk_expr (self, node->define); return;
    case PDL_NODE_SCORE: walk_score (self, node->score); return;
    case PDL_NODE_QUERY:
      if (node->where != NULL)
        walk (self, node->where);
      if (node->finding != NULL)
        walk_finding (self, node->finding);
      break;
    default: break;
    }
  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    walk (self, g_ptr_array_index (node->children, i));
}

static void
walk_visited (const PdlExpr *expr, gpointer user_data)
{
  walk_expr (user_data, expr);
}

double *
pdl_knowledge_find_thresholds (PdlKnowledge *self, const PdlFinding *finding, guint *ret_n)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  const PdlFinding *involved = pdl_dictionary_lookup (self->dictionary, "involved");
  Walk walk_over = { self, finding, g_array_new (FALSE, FALSE, sizeof (double)), seen, FALSE };

  for (guint i = 0; i < self->inputs->len; i++)
    walk_finding (&walk_over, pdl_knowledge_get_input (self, i)->finding);
  pdl_reads_visit_decision (self, walk_visited, &walk_over);
  /* Which levels are involved decides what the target is. */
  if (involved != NULL)
    walk_finding (&walk_over, involved);
  *ret_n = walk_over.values->len;
  if (walk_over.reckoned)
    {
      g_array_unref (walk_over.values);
      *ret_n = 0;
      return NULL;
    }
  /* An empty list is a list: nothing turns over. */
  g_array_set_size (walk_over.values, walk_over.values->len + 1);
  return (double *) (gpointer) g_array_free (walk_over.values, FALSE);
}
