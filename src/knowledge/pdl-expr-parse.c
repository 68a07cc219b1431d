/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Text → tree. Every node knows its columns, so that an error and an explanation can point at the text.
 */

#include "pdl-expr-private.h"
#include "pdl-expr-parse.h"

#include <math.h>
#include <string.h>

typedef enum
{
  TOKEN_END, TOKEN_NAME, TOKEN_NUMBER, TOKEN_CODE, TOKEN_SYMBOL,
} TokenType;

typedef struct
{
  PdlParse *parse;
  const char *at;
  TokenType type;
  char *text;       /* name, code or symbol */
  double number;
  guint start, end;
  guint depth;
} Parser;

#define MAX_DEPTH 200
/* Bounds the depth of chains such as a + b + …, which nest to the left without the parser going deeper. */
#define MAX_LENGTH 8192

static PdlNode *parse_expression (Parser *p, GError **error);

static gboolean
fail_at (Parser *p, guint column, GError **error, const char *format, const char *what)
{
  g_autofree char *message = g_strdup_printf (format, what);

  return pdl_parse_fail (p->parse, column, PDL_KNOWLEDGE_ERROR_SYNTAX, error, message);
}

static gboolean
next (Parser *p, GError **error)
{
  const char *from;

  g_clear_pointer (&p->text, g_free);
  while (g_ascii_isspace (*p->at))
    p->at++;
  from = p->at;
  p->start = (guint) (from - p->parse->text);
  if (*from == '\0')
    p->type = TOKEN_END;
  else if (g_ascii_isalpha (*from) || *from == '_')
    {
      /* A define may hold "-"; a minus between names needs blanks. */
      while (g_ascii_isalnum (*p->at) || *p->at == '_' || (*p->at == '-' && (g_ascii_isalnum (p->at[1]) || p->at[1] == '_')))
        p->at++;
      p->type = TOKEN_NAME;
    }
  else if (g_ascii_isdigit (*from))
    {
      char *end;

      p->number = g_ascii_strtod (from, &end);
      /* Not what strtod also takes for a number: 0x10, 1e999. */
      if (!isfinite (p->number) || from[1] == 'x' || from[1] == 'X')
        return fail_at (p, p->start, error, "this is not a number: “%.12s”", from);
      p->at = end;
      p->type = TOKEN_NUMBER;
    }
  else if (*from == '\'')
    {
      const char *close = strchr (from + 1, '\'');

      if (close == NULL)
        return fail_at (p, p->start, error, "the code is not closed%s", "");
      p->text = g_strndup (from + 1, close - from - 1);
      p->at = close + 1;
      p->type = TOKEN_CODE;
    }
  else
    {
      static const char *const symbols[] = { "!=", "<=", ">=", "=", "<", ">", "(", ")", "{", "}", ",", "+", "-", "*", "/", "." };
      gsize length = 0;

      for (guint i = 0; i < G_N_ELEMENTS (symbols) && length == 0; i++)
        if (g_str_has_prefix (from, symbols[i]))
          length = strlen (symbols[i]);
      if (length == 0)
        return fail_at (p, p->start, error, "this character has no meaning here: “%.12s”", from);
      p->at += length;
      p->type = TOKEN_SYMBOL;
    }
  if (p->text == NULL)
    p->text = g_strndup (from, p->at - from);
  p->end = (guint) (p->at - p->parse->text);
  return TRUE;
}

static gboolean
is (Parser *p, const char *word)
{
  return (p->type == TOKEN_NAME || p->type == TOKEN_SYMBOL) && strcmp (p->text, word) == 0;
}

static gboolean
expect (Parser *p, const char *word, GError **error)
{
  g_autofree char *message = NULL;

  if (is (p, word))
    return next (p, error);
  message = g_strdup_printf ("“%s” is needed here, not “%s”", word, p->type == TOKEN_END ? "the end" : p->text);
  return pdl_parse_fail (p->parse, p->start, PDL_KNOWLEDGE_ERROR_SYNTAX, error, message);
}

static PdlNode *
node_new (Parser *p, PdlNodeType type, guint start)
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
node_over (Parser *p, PdlNodeType type, PdlNode *first, PdlNode *second)
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
parse_set (Parser *p, GError **error)
{
  g_autoptr (PdlNode) node = node_new (p, PDL_NODE_CODES, p->start);

  if (!expect (p, "{", error))
    return NULL;
  while (!is (p, "}"))
    {
      PdlNode *member = parse_expression (p, error);

      if (member == NULL)
        return NULL;
      g_ptr_array_add (node->children, member);
      if (!is (p, ","))
        break;
      if (!next (p, error))
        return NULL;
      if (is (p, "}"))
        return fail_at (p, p->start, error, "a value is needed behind the comma%s", ""), NULL;
    }
  node->end = p->end;
  if (!expect (p, "}", error))
    return NULL;
  return g_steal_pointer (&node);
}

/* Behind `results`: (FINDING [, NUMBER h]) */
static gboolean
parse_results (Parser *p, PdlNode *node, GError **error)
{
  if (!expect (p, "(", error))
    return FALSE;
  node->series = pdl_parse_find_series (p->parse, p->text);
  if (node->series == NULL)
    return fail_at (p, p->start, error, "“%s” is no number that is recorded of the patient", p->text);
  if (!next (p, error))
    return FALSE;
  if (is (p, ","))
    {
      if (!next (p, error))
        return FALSE;
      if (p->type != TOKEN_NUMBER || p->number <= 0)
        return fail_at (p, p->start, error, "a number of hours is needed here, not “%s”", p->text);
      node->hours = p->number;
      if (!next (p, error) || !expect (p, "h", error))
        return FALSE;
    }
  return expect (p, ")", error);
}

/* Behind `any (`: KIND [where COND] ) [.FIELD]; @at_least: how many, of that query. */
static PdlNode *
parse_query (Parser *p, PdlQuery query, double at_least, guint start, GError **error)
{
  g_autoptr (PdlNode) node = node_new (p, PDL_NODE_QUERY, start);

  node->number = at_least;

  if ((p->parse->flags & PDL_EXPR_INPUTS) != 0)
    return fail_at (p, start, error, "a row reads the inputs only, no records%s", ""), NULL;
  node->op = query;
  if (!pdl_parse_find_range (p->parse, p->text, node))
    {
      fail_at (p, p->start, error, "“%s” is no kind of record", p->text);
      return NULL;
    }
  if (!next (p, error) || (node->range == PDL_RANGE_RESULTS && !parse_results (p, node, error)))
    return NULL;
  if (is (p, "."))
    {
      if (!next (p, error))
        return NULL;
      if (!pdl_parse_find_rows (p->parse, node, p->text))
        {
          fail_at (p, p->start, error, "“%s” is no list with columns of this kind of record", p->text);
          return NULL;
        }
      if (!next (p, error))
        return NULL;
    }
  if (is (p, "where"))
    {
      const PdlNode *outer = p->parse->query;

      if (!next (p, error))
        return NULL;
      p->parse->query = node;
      node->where = parse_expression (p, error);
      p->parse->query = outer;
      if (node->where == NULL)
        return NULL;
    }
  node->end = p->end;
  if (!expect (p, ")", error))
    return NULL;
  if (is (p, "."))
    {
      if (!next (p, error))
        return NULL;
      node->text = g_strdup (p->text);
      node->end = p->end;
      if (!pdl_parse_find_field (p->parse, node, node->text))
        {
          fail_at (p, p->start, error, "this kind of record has no field “%s”", p->text);
          return NULL;
        }
      if (!next (p, error))
        return NULL;
    }
  else if (query >= PDL_QUERY_SUM)
    {
      fail_at (p, p->start, error, "a field is needed behind this query%s", "");
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
parse_at_least (Parser *p, guint start, GError **error)
{
  double n = p->number;

  if (p->type != TOKEN_NUMBER || n < 1 || n != floor (n))
    return fail_at (p, p->start, error, "how many is needed here, 1 or more, not “%s”", p->text), NULL;
  return next (p, error) && expect (p, ",", error) ? parse_query (p, PDL_QUERY_AT_LEAST, n, start, error) : NULL;
}

static PdlNode *
parse_call (Parser *p, const char *name, guint start, GError **error)
{
  g_autoptr (PdlNode) node = NULL;
  PdlNode probe = { 0 };
  guint found = G_N_ELEMENTS (calls);

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    if (strcmp (queries[i].name, name) == 0 && p->type == TOKEN_NAME && pdl_parse_find_range (p->parse, p->text, &probe))
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
        return fail_at (p, p->start, error, "there is no table “%s”", p->text), NULL;
      if (!next (p, error) || !expect (p, ",", error))
        return NULL;
      PdlNode *key = parse_expression (p, error);
      if (key == NULL)
        return NULL;
      g_ptr_array_add (node->children, key);
      if (!expect (p, ",", error))
        return NULL;
      node->text = g_strdup (p->text);
      if (!g_strv_contains ((const char *const *) node->table->columns, p->text))
        return fail_at (p, p->start, error, "the table has no column “%s”", p->text), NULL;
      if (!next (p, error))
        return NULL;
    }
  else
    {
      for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
        if (strcmp (calls[i].name, name) == 0)
          found = i;
      if (found == G_N_ELEMENTS (calls))
        return fail_at (p, start, error, "there is no function “%s”", name), NULL;
      node = node_new (p, PDL_NODE_CALL, start);
      node->op = calls[found].call;
      while (!is (p, ")"))
        {
          PdlNode *argument = parse_expression (p, error);

          if (argument == NULL)
            return NULL;
          g_ptr_array_add (node->children, argument);
          if (!is (p, ","))
            break;
          if (!next (p, error))
            return NULL;
        }
      if (node->children->len < calls[found].min || node->children->len > calls[found].max)
        return fail_at (p, start, error, "“%s” is given the wrong number of values", name), NULL;
    }
  node->end = p->end;
  if (!expect (p, ")", error))
    return NULL;
  return g_steal_pointer (&node);
}

static PdlNode *
parse_if (Parser *p, GError **error)
{
  g_autoptr (PdlNode) node = node_new (p, PDL_NODE_IF, p->start);
  static const char *const words[] = { "if", "then", "else" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      PdlNode *part;

      if (!expect (p, words[i], error))
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
parse_primary (Parser *p, GError **error)
{
  g_autoptr (PdlNode) node = NULL;
  guint start = p->start;

  if (p->depth > MAX_DEPTH)
    return fail_at (p, start, error, "the expression is nested too deeply%s", ""), NULL;
  if (p->type == TOKEN_NUMBER)
    {
      node = node_new (p, PDL_NODE_LITERAL, start);
      node->number = p->number;
      return next (p, error) ? g_steal_pointer (&node) : NULL;
    }
  if (p->type == TOKEN_CODE)
    {
      node = node_new (p, PDL_NODE_CODE, start);
      node->text = g_strdup (p->text);
      return next (p, error) ? g_steal_pointer (&node) : NULL;
    }
  if (is (p, "("))
    {
      if (!next (p, error))
        return NULL;
      node = parse_expression (p, error);
      if (node == NULL)
        return NULL;
      node->start = start;
      node->end = p->end;
      return expect (p, ")", error) ? g_steal_pointer (&node) : NULL;
    }
  if (is (p, "{"))
    return parse_set (p, error);
  if (is (p, "if"))
    return parse_if (p, error);
  if (p->type == TOKEN_NAME)
    {
      g_autofree char *name = g_strdup (p->text);
      guint end = p->end;

      if (!next (p, error))
        return NULL;
      if (is (p, "("))
        return next (p, error) ? parse_call (p, name, start, error) : NULL;
      if (is (p, "."))
        {
          if (!next (p, error))
            return NULL;
          if ((p->parse->flags & PDL_EXPR_INPUTS) != 0)
            return fail_at (p, start, error, "a row reads the inputs only, not the score “%s”", name), NULL;
          node = pdl_parse_score (p->parse, name, p->text);
          if (node == NULL)
            return fail_at (p, start, error, "there is no score “%s” with this part", name), NULL;
          node->start = start;
          node->end = p->end;
          return next (p, error) ? g_steal_pointer (&node) : NULL;
        }
      node = pdl_parse_name (p->parse, name, start, error);
      if (node == NULL)
        return NULL;
      node->start = start;
      node->end = end;
      return g_steal_pointer (&node);
    }
  return fail_at (p, start, error, "a value is needed here, not “%s”", p->type == TOKEN_END ? "the end" : p->text), NULL;
}

static PdlNode *
parse_unary (Parser *p, GError **error)
{
  if (is (p, "-"))
    {
      guint start = p->start;
      PdlNode *inner;

      if (p->depth > MAX_DEPTH)
        return fail_at (p, start, error, "the expression is nested too deeply%s", ""), NULL;
      p->depth++;
      if (!next (p, error) || (inner = parse_unary (p, error)) == NULL)
        return NULL;
      p->depth--;
      inner = node_over (p, PDL_NODE_NEGATE, inner, NULL);
      inner->start = start;
      return inner;
    }
  return parse_primary (p, error);
}

static PdlNode *
parse_binary (Parser *p, const char *const *words, const PdlOp *ops, guint n_words, PdlNode *(*inner) (Parser *, GError **), GError **error)
{
  g_autoptr (PdlNode) left = inner (p, error);

  while (left != NULL)
    {
      guint found = n_words;
      PdlNode *right;

      for (guint i = 0; i < n_words; i++)
        if (is (p, words[i]))
          found = i;
      if (found == n_words)
        break;
      if (!next (p, error) || (right = inner (p, error)) == NULL)
        return NULL;
      left = node_over (p, PDL_NODE_ARITHMETIC, left, right);
      left->op = ops[found];
    }
  return g_steal_pointer (&left);
}

static PdlNode *
parse_product (Parser *p, GError **error)
{
  static const char *const words[] = { "*", "/" };
  static const PdlOp ops[] = { PDL_OP_MUL, PDL_OP_DIV };

  return parse_binary (p, words, ops, 2, parse_unary, error);
}

static PdlNode *
parse_sum (Parser *p, GError **error)
{
  static const char *const words[] = { "+", "-" };
  static const PdlOp ops[] = { PDL_OP_ADD, PDL_OP_SUB };

  return parse_binary (p, words, ops, 2, parse_product, error);
}

static PdlNode *
parse_comparison (Parser *p, GError **error)
{
  static const char *const words[] = { "=", "!=", "<", "<=", ">", ">=" };
  g_autoptr (PdlNode) left = parse_sum (p, error);
  PdlNode *node;

  if (left == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (p->type == TOKEN_SYMBOL && is (p, words[i]))
      {
        PdlNode *right;

        if (!next (p, error) || (right = parse_sum (p, error)) == NULL)
          return NULL;
        node = node_over (p, PDL_NODE_COMPARE, g_steal_pointer (&left), right);
        node->op = i;
        return node;
      }
  if (is (p, "between"))
    {
      PdlNode *low, *high;

      if (!next (p, error) || (low = parse_sum (p, error)) == NULL)
        return NULL;
      node = node_over (p, PDL_NODE_BETWEEN, g_steal_pointer (&left), low);
      if (!expect (p, "and", error) || (high = parse_sum (p, error)) == NULL)
        {
          pdl_node_free (node);
          return NULL;
        }
      g_ptr_array_add (node->children, high);
      node->end = high->end;
      return node;
    }
  if (is (p, "in") || is (p, "contains"))
    {
      PdlNodeType type = is (p, "in") ? PDL_NODE_IN : PDL_NODE_CONTAINS;
      PdlNode *right;

      if (!next (p, error))
        return NULL;
      right = type == PDL_NODE_IN ? parse_set (p, error) : parse_primary (p, error);
      if (right == NULL)
        return NULL;
      return node_over (p, type, g_steal_pointer (&left), right);
    }
  if (is (p, "is"))
    {
      gboolean negated;
      PdlNodeType type;
      guint end;

      if (!next (p, error))
        return NULL;
      negated = is (p, "not");
      if (negated && !next (p, error))
        return NULL;
      if (!is (p, "null") && !is (p, "empty"))
        return fail_at (p, p->start, error, "“null” or “empty” is needed behind “is”, not “%s”", p->text), NULL;
      type = is (p, "null") ? PDL_NODE_IS_NULL : PDL_NODE_IS_EMPTY;
      end = p->end;
      if (!next (p, error))
        return NULL;
      node = node_over (p, type, g_steal_pointer (&left), NULL);
      node->end = end;
      return negated ? node_over (p, PDL_NODE_NOT, node, NULL) : node;
    }
  return g_steal_pointer (&left);
}

static PdlNode *
parse_not (Parser *p, GError **error)
{
  if (is (p, "not"))
    {
      guint start = p->start;
      PdlNode *inner;

      if (p->depth > MAX_DEPTH)
        return fail_at (p, start, error, "the expression is nested too deeply%s", ""), NULL;
      p->depth++;
      if (!next (p, error) || (inner = parse_not (p, error)) == NULL)
        return NULL;
      p->depth--;
      inner = node_over (p, PDL_NODE_NOT, inner, NULL);
      inner->start = start;
      return inner;
    }
  return parse_comparison (p, error);
}

static PdlNode *
parse_chain (Parser *p, const char *word, PdlNodeType type, PdlNode *(*inner) (Parser *, GError **), GError **error)
{
  g_autoptr (PdlNode) left = inner (p, error);

  while (left != NULL && is (p, word))
    {
      PdlNode *right;

      if (!next (p, error) || (right = inner (p, error)) == NULL)
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
parse_and (Parser *p, GError **error)
{
  return parse_chain (p, "and", PDL_NODE_AND, parse_not, error);
}

static PdlNode *
parse_or (Parser *p, GError **error)
{
  return parse_chain (p, "or", PDL_NODE_OR, parse_and, error);
}

static PdlNode *
parse_expression (Parser *p, GError **error)
{
  PdlNode *node;

  p->depth++;
  if (p->depth > MAX_DEPTH)
    return fail_at (p, p->start, error, "the expression is nested too deeply%s", ""), NULL;
  node = parse_chain (p, "implies", PDL_NODE_IMPLIES, parse_or, error);
  p->depth--;
  return node;
}

PdlNode *
pdl_parse_run (PdlParse *parse, GError **error)
{
  Parser p = { 0 };
  g_autoptr (PdlNode) root = NULL;

  p.parse = parse;
  p.at = parse->text;
  if (strlen (parse->text) > MAX_LENGTH)
    {
      pdl_parse_fail (parse, MAX_LENGTH, PDL_KNOWLEDGE_ERROR_SYNTAX, error, "the expression is too long; use [define]");
      return NULL;
    }
  if (next (&p, error))
    root = parse_expression (&p, error);
  if (root != NULL && p.type != TOKEN_END)
    {
      fail_at (&p, p.start, error, "nothing more is expected here, but “%s” follows", p.text);
      g_clear_pointer (&root, pdl_node_free);
    }
  g_free (p.text);
  return g_steal_pointer (&root);
}
