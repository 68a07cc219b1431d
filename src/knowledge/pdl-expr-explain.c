/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * An expression as clauses a person can read, each with its truth and this patient's value. Built on demand.
 */

#include "pdl-expr-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

void
pdl_clause_free (PdlClause *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_free (self->source_text);
  g_free (self->value);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_free (self);
}

static PdlNode *
child (const PdlNode *node, guint index)
{
  return g_ptr_array_index (node->children, index);
}

static void write_node (GString *text, const PdlNode *node);

static void
write_literal (GString *text, const PdlNode *node)
{
  if (isnan (node->number))
    g_string_append (text, _ ("unknown"));
  else if (node->is_level)
    g_string_append (text, pdl_level_name ((PdlLevel) node->number));
  else if (node->finding != NULL && node->number < node->finding->n_codes)
    g_string_append (text, pdl_dictionary_translate (node->finding->codes[(guint) node->number].label));
  else if (node->text != NULL && node->finding == NULL)
    {
      /* A word of no finding: the kind of a record, a cell of a table. */
      g_autofree char *word = g_strdelimit (g_strdup (node->text), "_", ' ');

      g_string_append (text, word);
    }
  else if (node->is_bool)
    g_string_append (text, node->number != 0 ? _ ("yes") : _ ("no"));
  else
    g_string_append_printf (text, "%g", node->number);
}

static void
write_list (GString *text, const PdlNode *node, const char *between)
{
  for (guint i = 0; i < node->children->len; i++)
    {
      if (i > 0)
        g_string_append (text, between);
      write_node (text, child (node, i));
    }
}

static void
write_compare (GString *text, const PdlNode *node)
{
  static const char *const signs[] = { " = ", " ≠ ", " < ", " ≤ ", " > ", " ≥ " };
  const PdlNode *left = child (node, 0), *right = child (node, 1);

  /* "Lhermitte sign: yes" reads better than an equation. */
  write_node (text, left);
  if (node->op == PDL_OP_EQ && right->type == PDL_NODE_LITERAL && (right->is_bool || right->finding != NULL))
    g_string_append (text, ": ");
  else
    g_string_append (text, signs[node->op]);
  write_node (text, right);
}

static void
write_node (GString *text, const PdlNode *node)
{
  static const char *const arithmetic[] = { " + ", " − ", " × ", " / " };

  switch (node->type)
    {
    case PDL_NODE_LITERAL: write_literal (text, node); break;
    case PDL_NODE_CODES: write_list (text, node, _ (" or ")); break;
    case PDL_NODE_FINDING:
    case PDL_NODE_FIELD:
      g_string_append (text, node->finding != NULL ? pdl_dictionary_translate (node->finding->label) : node->text);
      break;
    case PDL_NODE_DEFINE: write_node (text, node->define->root); break;
    case PDL_NODE_SCORE: g_string_append (text, pdl_dictionary_translate (node->score->score.label)); break;
    case PDL_NODE_USES: g_string_append (text, _ ("The option")); break;
    case PDL_NODE_NOT:
      if (child (node, 0)->type == PDL_NODE_IS_NULL)
        {
          write_node (text, child (child (node, 0), 0));
          g_string_append (text, _ (": recorded"));
          break;
        }
      g_string_append (text, _ ("not ("));
      write_node (text, child (node, 0));
      g_string_append_c (text, ')');
      break;
    case PDL_NODE_AND: write_list (text, node, _ (" and ")); break;
    case PDL_NODE_OR: write_list (text, node, _ (" or ")); break;
    case PDL_NODE_COMPARE: write_compare (text, node); break;
    case PDL_NODE_BETWEEN:
      write_node (text, child (node, 0));
      g_string_append (text, ": ");
      write_node (text, child (node, 1));
      g_string_append (text, " – ");
      write_node (text, child (node, 2));
      break;
    case PDL_NODE_IN:
      write_node (text, child (node, 0));
      g_string_append (text, ": ");
      write_node (text, child (node, 1));
      break;
    case PDL_NODE_CONTAINS:
      write_node (text, child (node, 0));
      g_string_append (text, ": ");
      write_node (text, child (node, 1));
      break;
    case PDL_NODE_IS_NULL:
      write_node (text, child (node, 0));
      g_string_append (text, _ (": not known"));
      break;
    case PDL_NODE_IS_EMPTY:
      write_node (text, child (node, 0));
      g_string_append (text, _ (": none"));
      break;
    case PDL_NODE_ARITHMETIC:
      write_node (text, child (node, 0));
      g_string_append (text, arithmetic[node->op - PDL_OP_ADD]);
      write_node (text, child (node, 1));
      break;
    default:
      break;
    }
}

/* What stands in the file, for everything that has no plain words. */
static char *
node_source (const PdlExpr *self, const PdlNode *node)
{
  gsize length = strlen (self->text);

  if (node->end <= node->start || node->end > length)
    return g_strdup (self->text);
  return g_strndup (self->text + node->start, node->end - node->start);
}

static const PdlNode *
first_finding (const PdlNode *node)
{
  if (node->type == PDL_NODE_FINDING)
    return node;
  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    {
      const PdlNode *found = first_finding (child (node, i));

      if (found != NULL)
        return found;
    }
  return NULL;
}

static PdlTruth
truth_of (double value)
{
  return isnan (value) ? PDL_TRUTH_UNKNOWN : value != 0 ? PDL_TRUTH_TRUE : PDL_TRUTH_FALSE;
}

static gboolean
has_words (const PdlNode *node)
{
  switch (node->type)
    {
    case PDL_NODE_CALL:
    case PDL_NODE_LOOKUP:
    case PDL_NODE_QUERY:
    case PDL_NODE_IF:
    case PDL_NODE_IMPLIES:
    case PDL_NODE_NEGATE:
    case PDL_NODE_SPECIAL:
    case PDL_NODE_CODE:
      return FALSE;
    case PDL_NODE_CONTAINS:
      if (child (node, 0)->type == PDL_NODE_USES)
        return FALSE;
      break;
    case PDL_NODE_DEFINE:
      return has_words (node->define->root);
    default:
      break;
    }
  for (guint i = 0; i < node->children->len; i++)
    if (!has_words (child (node, i)))
      return FALSE;
  return TRUE;
}

/* What follows from results is shown with them. */
static void
add_results (PdlClause *clause, PdlFacts *facts)
{
  g_autofree char *results = pdl_finding_describe_results (clause->finding, facts);
  g_autofree char *value = results != NULL ? g_steal_pointer (&clause->value) : NULL;

  if (results != NULL)
    clause->value = g_strdup_printf ("%s: %s", value, results);
}

static PdlClause *
explain_node (const PdlExpr *self, const PdlNode *node, const PdlScopeNow *now, gboolean open)
{
  PdlClause *clause;
  const PdlNode *reads;
  g_autoptr (GString) text = NULL;

  if (node->type == PDL_NODE_DEFINE)
    {
      clause = explain_node (node->define, node->define->root, now, open);
      g_free (clause->source_text);
      clause->source_text = node_source (self, node);
      return clause;
    }

  clause = g_new0 (PdlClause, 1);
  clause->children = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_clause_free);
  clause->truth = truth_of (pdl_node_run (node, now));
  clause->source_text = node_source (self, node);
  /* An unknown leaf decides while everything above it is unknown too. */
  open = open && clause->truth == PDL_TRUTH_UNKNOWN;

  if (node->type == PDL_NODE_AND || node->type == PDL_NODE_OR
      || (node->type == PDL_NODE_NOT && child (node, 0)->type != PDL_NODE_IS_NULL))
    {
      clause->op = node->type == PDL_NODE_AND ? "and" : node->type == PDL_NODE_OR ? "or" : "not";
      for (guint i = 0; i < node->children->len; i++)
        g_ptr_array_add (clause->children, explain_node (self, child (node, i), now, open));
    }
  else
    {
      clause->decides = open;
      reads = first_finding (node);
      if (reads != NULL)
        {
          const PdlValue *value = pdl_facts_get_value (now->facts, reads->finding, now->target, now->level);

          clause->finding = reads->finding;
          clause->value = value != NULL ? pdl_finding_describe (reads->finding, value) : g_strdup (_ ("not known"));
          add_results (clause, now->facts);
        }
    }
  if (has_words (node))
    {
      text = g_string_new (NULL);
      write_node (text, node);
      clause->text = g_string_free (g_steal_pointer (&text), FALSE);
    }
  else
    clause->text = g_strdup (clause->source_text);
  return clause;
}

PdlClause *
pdl_expr_explain (const PdlExpr *self, PdlFacts *facts, int target, PdlLevel level, guint32 uses)
{
  PdlScopeNow now = { facts, target, level, uses, NULL, NULL, 0, NULL };

  return explain_node (self, self->root, &now, TRUE);
}
