/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Tokens → tree. Every node knows its columns, so that an error and an explanation can point at the text.
 */

#include "pdl-expr-private.h"
#include "pdl-expr-parse.h"
#include "pdl-expr-token.h"

#include <math.h>
#include <string.h>

#define MAX_DEPTH 200
/* Bounds the depth of chains such as a + b + …, which nest to the left without the parser going deeper. */
#define MAX_LENGTH 8192

static PdlNode *parse_expression (PdlTokens *p, GError **error);

static PdlNode *
node_new (PdlTokens *p, PdlNodeType type, guint start)
{
  PdlNode *node = g_new0 (PdlNode, 1);

  node->type = type;
  node->start = start;
  node->end = p->end;
  node->number = NAN;
  node->hours = NAN;
  node->children = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_node_free);
  return node;
}

static PdlNode *
node_over (PdlTokens *p, PdlNodeType type, PdlNode *first, PdlNode *second)
{
  PdlNode *node = node_new (p, type, first->start);

  g_ptr_array_add (node->children, first);
  node->end = first->end;
  if (second != NULL)
    {
      g_ptr_array_add (node->children, second);
      node->end = second->end;
    }
  return node;
}

static PdlNode *
parse_set (PdlTokens *p, GError **error)
{
  g_autoptr (PdlNode) node = node_new (p, PDL_NODE_CODES, p->start);

  if (!pdl_tokens_expect (p, "{", error))
    return NULL;
  while (!pdl_tokens_is (p, "}"))
    {
      PdlNode *member = parse_expression (p, error);

      if (member == NULL)
        return NULL;
      g_ptr_array_add (node->children, member);
      if (!pdl_tokens_is (p, ","))
        break;
      if (!pdl_tokens_next (p, error))
        return NULL;
      if (pdl_tokens_is (p, "}"))
        return pdl_tokens_fail (p, p->start, error, "a value is needed behind the comma%s", ""), NULL;
    }
  node->end = p->end;
  if (!pdl_tokens_expect (p, "}", error))
    return NULL;
  return g_steal_pointer (&node);
}

/* Behind `results`: (FINDING [, NUMBER h]) */
static gboolean
parse_results (PdlTokens *p, PdlNode *node, GError **error)
{
  if (!pdl_tokens_expect (p, "(", error))
    return FALSE;
  node->series = pdl_parse_find_series (p->parse, p->text);
  if (node->series == NULL)
    return pdl_tokens_fail (p, p->start, error, "“%s” is no number that is recorded of the patient", p->text);
  if (!pdl_tokens_next (p, error))
    return FALSE;
  if (pdl_tokens_is (p, ","))
    {
      if (!pdl_tokens_next (p, error))
        return FALSE;
      if (p->type != PDL_TOKEN_NUMBER || p->number <= 0)
        return pdl_tokens_fail (p, p->start, error, "a number of hours is needed here, not “%s”", p->text);
      node->hours = p->number;
      if (!pdl_tokens_next (p, error) || !pdl_tokens_expect (p, "h", error))
        return FALSE;
    }
  return pdl_tokens_expect (p, ")", error);
}

/* Behind `any (`: KIND [where COND] ) [.FIELD]; @at_least: how many, of that query. */
static PdlNode *
parse_query (PdlTokens *p, PdlQuery query, double at_least, guint start, GError **error)
{
  g_autoptr (PdlNode) node = node_new (p, PDL_NODE_QUERY, start);

  node->number = at_least;

  if ((p->parse->flags & PDL_EXPR_INPUTS) != 0)
    return pdl_tokens_fail (p, start, error, "a row reads the inputs only, no records%s", ""), NULL;
  node->op = query;
  if (!pdl_parse_find_range (p->parse, p->text, node))
    {
      pdl_tokens_fail (p, p->start, error, "“%s” is no kind of record", p->text);
      return NULL;
    }
  if (!pdl_tokens_next (p, error) || (node->range == PDL_RANGE_RESULTS && !parse_results (p, node, error)))
    return NULL;
  if (pdl_tokens_is (p, "."))
    {
      if (!pdl_tokens_next (p, error))
        return NULL;
      if (!pdl_parse_find_rows (p->parse, node, p->text))
        {
          pdl_tokens_fail (p, p->start, error, "“%s” is no list with columns of this kind of record", p->text);
          return NULL;
        }
      if (!pdl_tokens_next (p, error))
        return NULL;
    }
  if (pdl_tokens_is (p, "where"))
    {
      const PdlNode *outer = p->parse->query;

      if (!pdl_tokens_next (p, error))
        return NULL;
      p->parse->query = node;
      node->where = parse_expression (p, error);
      p->parse->query = outer;
      if (node->where == NULL)
        return NULL;
    }
  node->end = p->end;
  if (!pdl_tokens_expect (p, ")", error))
    return NULL;
  if (pdl_tokens_is (p, "."))
    {
      if (!pdl_tokens_next (p, error))
        return NULL;
      node->text = g_strdup (p->text);
      node->end = p->end;
      if (!pdl_parse_find_field (p->parse, node, node->text))
        {
          pdl_tokens_fail (p, p->start, error, "this kind of record has no field “%s”", p->text);
          return NULL;
        }
      if (!pdl_tokens_next (p, error))
        return NULL;
    }
  else if (query >= PDL_QUERY_SUM)
    {
      pdl_tokens_fail (p, p->start, error, "a field is needed behind this query%s", "");
      return NULL;
    }
  else
    node->is_bool = query <= PDL_QUERY_ALL;
  return g_steal_pointer (&node);
}

static const struct { const char *name; PdlCall call; guint min, max; } calls[] = {
  { "min", PDL_CALL_MIN, 1, 20 },       { "max", PDL_CALL_MAX, 1, 20 },         { "coalesce", PDL_CALL_COALESCE, 1, 20 },
  { "count", PDL_CALL_COUNT, 1, 1 },    { "days", PDL_CALL_DAYS, 2, 2 },        { "months", PDL_CALL_MONTHS, 2, 2 },
  { "hours", PDL_CALL_HOURS, 2, 2 },    { "years", PDL_CALL_YEARS, 2, 2 },      { "entered", PDL_CALL_ENTERED, 1, 1 },
  { "is_entered", PDL_CALL_IS_ENTERED, 1, 1 }, { "worst_level", PDL_CALL_WORST_LEVEL, 1, 1 }, { "floor", PDL_CALL_FLOOR, 1, 1 },
  { "calendar_months", PDL_CALL_CALENDAR_MONTHS, 2, 2 },
};
static const struct { const char *name; PdlQuery query; } queries[] = {
  { "any", PDL_QUERY_ANY }, { "all", PDL_QUERY_ALL }, { "count", PDL_QUERY_COUNT }, { "sum", PDL_QUERY_SUM }, { "min", PDL_QUERY_MIN },
  { "max", PDL_QUERY_MAX }, { "latest", PDL_QUERY_LATEST }, { "earliest", PDL_QUERY_EARLIEST },
};

/* Behind `at_least (`: HOW MANY, then as a query. */
static PdlNode *
parse_at_least (PdlTokens *p, guint start, GError **error)
{
  double n = p->number;

  if (p->type != PDL_TOKEN_NUMBER || n < 1 || n != floor (n))
    return pdl_tokens_fail (p, p->start, error, "how many is needed here, 1 or more, not “%s”", p->text), NULL;
  return pdl_tokens_next (p, error) && pdl_tokens_expect (p, ",", error) ? parse_query (p, PDL_QUERY_AT_LEAST, n, start, error) : NULL;
}

static PdlNode *
parse_call (PdlTokens *p, const char *name, guint start, GError **error)
{
  g_autoptr (PdlNode) node = NULL;
  PdlNode probe = { 0 };
  guint found = G_N_ELEMENTS (calls);

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    if (strcmp (queries[i].name, name) == 0 && p->type == PDL_TOKEN_NAME && pdl_parse_find_range (p->parse, p->text, &probe))
      {
        g_clear_pointer (&probe.kinds, g_ptr_array_unref);
        return parse_query (p, queries[i].query, NAN, start, error);
      }
  if (strcmp (name, "at_least") == 0)
    return parse_at_least (p, start, error);

  if (strcmp (name, "lookup") == 0)
    {
      node = node_new (p, PDL_NODE_LOOKUP, start);
      node->table = pdl_parse_find_table (p->parse, p->text);
      if (node->table == NULL)
        return pdl_tokens_fail (p, p->start, error, "there is no table “%s”", p->text), NULL;
      if (!pdl_tokens_next (p, error) || !pdl_tokens_expect (p, ",", error))
        return NULL;
      PdlNode *key = parse_expression (p, error);
      if (key == NULL)
        return NULL;
      g_ptr_array_add (node->children, key);
      if (!pdl_tokens_expect (p, ",", error))
        return NULL;
      node->text = g_strdup (p->text);
      if (!g_strv_contains ((const char *const *) node->table->columns, p->text))
        return pdl_tokens_fail (p, p->start, error, "the table has no column “%s”", p->text), NULL;
      if (!pdl_tokens_next (p, error))
        return NULL;
    }
  else
    {
      for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
        if (strcmp (calls[i].name, name) == 0)
          found = i;
      if (found == G_N_ELEMENTS (calls))
        return pdl_tokens_fail (p, start, error, "there is no function “%s”", name), NULL;
      node = node_new (p, PDL_NODE_CALL, start);
      node->op = calls[found].call;
      while (!pdl_tokens_is (p, ")"))
        {
          PdlNode *argument = parse_expression (p, error);

          if (argument == NULL)
            return NULL;
          g_ptr_array_add (node->children, argument);
          if (!pdl_tokens_is (p, ","))
            break;
          if (!pdl_tokens_next (p, error))
            return NULL;
        }
      if (node->children->len < calls[found].min || node->children->len > calls[found].max)
        return pdl_tokens_fail (p, start, error, "“%s” is given the wrong number of values", name), NULL;
    }
  node->end = p->end;
  if (!pdl_tokens_expect (p, ")", error))
    return NULL;
  return g_steal_pointer (&node);
}

static PdlNode *
parse_if (PdlTokens *p, GError **error)
{
  g_autoptr (PdlNode) node = node_new (p, PDL_NODE_IF, p->start);
  static const char *const words[] = { "if", "then", "else" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      PdlNode *part;

      if (!pdl_tokens_expect (p, words[i], error))
        return NULL;
      part = parse_expression (p, error);
      if (part == NULL)
        return NULL;
      g_ptr_array_add (node->children, part);
      node->end = part->end;
    }
  return g_steal_pointer (&node);
}

static PdlNode *
parse_primary (PdlTokens *p, GError **error)
{
  g_autoptr (PdlNode) node = NULL;
  guint start = p->start;

  if (p->depth > MAX_DEPTH)
    return pdl_tokens_fail (p, start, error, "the expression is nested too deeply%s", ""), NULL;
  if (p->type == PDL_TOKEN_NUMBER)
    {
      node = node_new (p, PDL_NODE_LITERAL, start);
      node->number = p->number;
      return pdl_tokens_next (p, error) ? g_steal_pointer (&node) : NULL;
    }
  if (p->type == PDL_TOKEN_CODE)
    {
      node = node_new (p, PDL_NODE_CODE, start);
      node->text = g_strdup (p->text);
      return pdl_tokens_next (p, error) ? g_steal_pointer (&node) : NULL;
    }
  if (pdl_tokens_is (p, "("))
    {
      if (!pdl_tokens_next (p, error))
        return NULL;
      node = parse_expression (p, error);
      if (node == NULL)
        return NULL;
      node->start = start;
      node->end = p->end;
      return pdl_tokens_expect (p, ")", error) ? g_steal_pointer (&node) : NULL;
    }
  if (pdl_tokens_is (p, "{"))
    return parse_set (p, error);
  if (pdl_tokens_is (p, "if"))
    return parse_if (p, error);
  if (p->type == PDL_TOKEN_NAME)
    {
      g_autofree char *name = g_strdup (p->text);
      guint end = p->end;

      if (!pdl_tokens_next (p, error))
        return NULL;
      if (pdl_tokens_is (p, "("))
        return pdl_tokens_next (p, error) ? parse_call (p, name, start, error) : NULL;
      if (pdl_tokens_is (p, "."))
        {
          if (!pdl_tokens_next (p, error))
            return NULL;
          if ((p->parse->flags & PDL_EXPR_INPUTS) != 0)
            return pdl_tokens_fail (p, start, error, "a row reads the inputs only, not the score “%s”", name), NULL;
          node = pdl_parse_score (p->parse, name, p->text);
          if (node == NULL)
            return pdl_tokens_fail (p, start, error, "there is no score “%s” with this part", name), NULL;
          node->start = start;
          node->end = p->end;
          return pdl_tokens_next (p, error) ? g_steal_pointer (&node) : NULL;
        }
      node = pdl_parse_name (p->parse, name, start, error);
      if (node == NULL)
        return NULL;
      node->start = start;
      node->end = end;
      return g_steal_pointer (&node);
    }
  return pdl_tokens_fail (p, start, error, "a value is needed here, not “%s”", p->type == PDL_TOKEN_END ? "the end" : p->text), NULL;
}

static PdlNode *
parse_unary (PdlTokens *p, GError **error)
{
  if (pdl_tokens_is (p, "-"))
    {
      guint start = p->start;
      PdlNode *inner;

      if (p->depth > MAX_DEPTH)
        return pdl_tokens_fail (p, start, error, "the expression is nested too deeply%s", ""), NULL;
      p->depth++;
      if (!pdl_tokens_next (p, error) || (inner = parse_unary (p, error)) == NULL)
        return NULL;
      p->depth--;
      inner = node_over (p, PDL_NODE_NEGATE, inner, NULL);
      inner->start = start;
      return inner;
    }
  return parse_primary (p, error);
}

static PdlNode *
parse_binary (PdlTokens *p, const char *const *words, const PdlOp *ops, guint n_words, PdlNode *(*inner) (PdlTokens *, GError **), GError **error)
{
  g_autoptr (PdlNode) left = inner (p, error);

  while (left != NULL)
    {
      guint found = n_words;
      PdlNode *right;

      for (guint i = 0; i < n_words; i++)
        if (pdl_tokens_is (p, words[i]))
          found = i;
      if (found == n_words)
        break;
      if (!pdl_tokens_next (p, error) || (right = inner (p, error)) == NULL)
        return NULL;
      left = node_over (p, PDL_NODE_ARITHMETIC, left, right);
      left->op = ops[found];
    }
  return g_steal_pointer (&left);
}

static PdlNode *
parse_product (PdlTokens *p, GError **error)
{
  static const char *const words[] = { "*", "/" };
  static const PdlOp ops[] = { PDL_OP_MUL, PDL_OP_DIV };

  return parse_binary (p, words, ops, 2, parse_unary, error);
}

static PdlNode *
parse_sum (PdlTokens *p, GError **error)
{
  static const char *const words[] = { "+", "-" };
  static const PdlOp ops[] = { PDL_OP_ADD, PDL_OP_SUB };

  return parse_binary (p, words, ops, 2, parse_product, error);
}

static PdlNode *
parse_comparison (PdlTokens *p, GError **error)
{
  static const char *const words[] = { "=", "!=", "<", "<=", ">", ">=" };
  g_autoptr (PdlNode) left = parse_sum (p, error);
  PdlNode *node;

  if (left == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (p->type == PDL_TOKEN_SYMBOL && pdl_tokens_is (p, words[i]))
      {
        PdlNode *right;

        if (!pdl_tokens_next (p, error) || (right = parse_sum (p, error)) == NULL)
          return NULL;
        node = node_over (p, PDL_NODE_COMPARE, g_steal_pointer (&left), right);
        node->op = i;
        return node;
      }
  if (pdl_tokens_is (p, "between"))
    {
      PdlNode *low, *high;

      if (!pdl_tokens_next (p, error) || (low = parse_sum (p, error)) == NULL)
        return NULL;
      node = node_over (p, PDL_NODE_BETWEEN, g_steal_pointer (&left), low);
      if (!pdl_tokens_expect (p, "and", error) || (high = parse_sum (p, error)) == NULL)
        {
          pdl_node_free (node);
          return NULL;
        }
      g_ptr_array_add (node->children, high);
      node->end = high->end;
      return node;
    }
  if (pdl_tokens_is (p, "in") || pdl_tokens_is (p, "contains"))
    {
      PdlNodeType type = pdl_tokens_is (p, "in") ? PDL_NODE_IN : PDL_NODE_CONTAINS;
      PdlNode *right;

      if (!pdl_tokens_next (p, error))
        return NULL;
      right = type == PDL_NODE_IN ? parse_set (p, error) : parse_primary (p, error);
      if (right == NULL)
        return NULL;
      return node_over (p, type, g_steal_pointer (&left), right);
    }
  if (pdl_tokens_is (p, "is"))
    {
      gboolean negated;
      PdlNodeType type;
      guint end;

      if (!pdl_tokens_next (p, error))
        return NULL;
      negated = pdl_tokens_is (p, "not");
      if (negated && !pdl_tokens_next (p, error))
        return NULL;
      if (!pdl_tokens_is (p, "null") && !pdl_tokens_is (p, "empty"))
        return pdl_tokens_fail (p, p->start, error, "“null” or “empty” is needed behind “is”, not “%s”", p->text), NULL;
      type = pdl_tokens_is (p, "null") ? PDL_NODE_IS_NULL : PDL_NODE_IS_EMPTY;
      end = p->end;
      if (!pdl_tokens_next (p, error))
        return NULL;
      node = node_over (p, type, g_steal_pointer (&left), NULL);
      node->end = end;
      return negated ? node_over (p, PDL_NODE_NOT, node, NULL) : node;
    }
  return g_steal_pointer (&left);
}

static PdlNode *
parse_not (PdlTokens *p, GError **error)
{
  if (pdl_tokens_is (p, "not"))
    {
      guint start = p->start;
      PdlNode *inner;

      if (p->depth > MAX_DEPTH)
        return pdl_tokens_fail (p, start, error, "the expression is nested too deeply%s", ""), NULL;
      p->depth++;
      if (!pdl_tokens_next (p, error) || (inner = parse_not (p, error)) == NULL)
        return NULL;
      p->depth--;
      inner = node_over (p, PDL_NODE_NOT, inner, NULL);
      inner->start = start;
      return inner;
    }
  return parse_comparison (p, error);
}

static PdlNode *
parse_chain (PdlTokens *p, const char *word, PdlNodeType type, PdlNode *(*inner) (PdlTokens *, GError **), GError **error)
{
  g_autoptr (PdlNode) left = inner (p, error);

  while (left != NULL && pdl_tokens_is (p, word))
    {
      PdlNode *right;

      if (!pdl_tokens_next (p, error) || (right = inner (p, error)) == NULL)
        return NULL;
      if (left->type == type && type != PDL_NODE_IMPLIES && left->children->len >= 2)
        {
          /* a and b and c: one node, so that an explanation reads as it was written. */
          g_ptr_array_add (left->children, right);
          left->end = right->end;
        }
      else
        left = node_over (p, type, g_steal_pointer (&left), right);
    }
  return g_steal_pointer (&left);
}

static PdlNode *
parse_and (PdlTokens *p, GError **error)
{
  return parse_chain (p, "and", PDL_NODE_AND, parse_not, error);
}

static PdlNode *
parse_or (PdlTokens *p, GError **error)
{
  return parse_chain (p, "or", PDL_NODE_OR, parse_and, error);
}

static PdlNode *
parse_expression (PdlTokens *p, GError **error)
{
  PdlNode *node;

  p->depth++;
  if (p->depth > MAX_DEPTH)
    return pdl_tokens_fail (p, p->start, error, "the expression is nested too deeply%s", ""), NULL;
  node = parse_chain (p, "implies", PDL_NODE_IMPLIES, parse_or, error);
  p->depth--;
  return node;
}

PdlNode *
pdl_parse_run (PdlParse *parse, GError **error)
{
  PdlTokens p = { 0 };
  g_autoptr (PdlNode) root = NULL;

  p.parse = parse;
  p.at = parse->text;
  if (strlen (parse->text) > MAX_LENGTH)
    {
      pdl_parse_fail (parse, MAX_LENGTH, PDL_KNOWLEDGE_ERROR_SYNTAX, error, "the expression is too long; use [define]");
      return NULL;
    }
  if (pdl_tokens_next (&p, error))
    root = parse_expression (&p, error);
  if (root != NULL && p.type != PDL_TOKEN_END)
    {
      pdl_tokens_fail (&p, p.start, error, "nothing more is expected here, but “%s” follows", p.text);
      g_clear_pointer (&root, pdl_node_free);
    }
  g_free (p.text);
  return g_steal_pointer (&root);
}
