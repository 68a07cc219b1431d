/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What the parts of an expression mean beside each other: whose codes a literal belongs to, which columns of a table are numbers, what
 * is compared by its place in the spine or among the bands. Runs at load over the tree as it was parsed.
 */

#include "pdl-expr-parse.h"

#include <math.h>

static gboolean
type_error (PdlParse *parse, const PdlNode *node, GError **error, const char *format, const char *what)
{
  g_autofree char *message = g_strdup_printf (format, what);

  return pdl_parse_fail (parse, node->start, PDL_KNOWLEDGE_ERROR_TYPE, error, message);
}

static gboolean
has_codes (const PdlFinding *finding)
{
  return finding != NULL && (finding->type == PDL_TYPE_ENUM || finding->type == PDL_TYPE_SET || finding->type == PDL_TYPE_LEVELS);
}

/* A code without a meaning of its own, such as the kind of a record: equal texts, equal numbers. */
static double
intern (const char *text)
{
  return g_quark_from_string (text);
}

static gboolean
give_meaning (PdlParse *parse, PdlNode *node, const PdlFinding *expect, GError **error)
{
  guint position;

  if (expect != NULL && expect->type == PDL_TYPE_LEVELS)
    {
      PdlLevel level = pdl_level_from_name (node->text);

      if (level == PDL_LEVEL_NONE)
        return type_error (parse, node, error, "“%s” is not a vertebral level", node->text);
      node->number = level;
      node->is_level = TRUE;
    }
  else if (has_codes (expect))
    {
      if (pdl_finding_lookup_code (expect, node->text, &position) == NULL)
        {
          g_autofree char *message = g_strdup_printf ("“%s” is not a value of %s", node->text, expect->id);

          return pdl_parse_fail (parse, node->start, PDL_KNOWLEDGE_ERROR_TYPE, error, message);
        }
      node->number = position;
      node->finding = expect;
    }
  else if (expect != NULL)
    return type_error (parse, node, error, "a code cannot stand for %s", expect->id);
  else
    node->number = intern (node->text);
  node->type = PDL_NODE_LITERAL;
  return TRUE;
}

static gboolean
cell_number (const PdlFinding *expect, const char *text, double *ret_number)
{
  guint position;
  char *end;

  if (has_codes (expect))
    {
      if (pdl_finding_lookup_code (expect, text, &position) == NULL)
        return FALSE;
      *ret_number = position;
      return TRUE;
    }
  if (g_str_equal (text, "true") || g_str_equal (text, "false"))
    {
      *ret_number = *text == 't';
      return TRUE;
    }
  *ret_number = g_ascii_strtod (text, &end);
  return end != text && *end == '\0';
}

/* A column of a table as numbers by the position of the key. */
static gboolean
type_lookup (PdlParse *parse, PdlNode *node, const PdlFinding *expect, GError **error)
{
  const PdlFinding *key = node->table->key;
  gboolean numeric = TRUE, flags = TRUE;

  if (node->cells != NULL)
    return TRUE;
  node->cells = g_new (double, MAX (key->n_codes, 1));
  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < key->n_codes; i++)
      {
        GHashTable *row = g_hash_table_lookup (node->table->rows, key->codes[i].code);
        const char *text = row != NULL ? g_hash_table_lookup (row, node->text) : NULL;

        node->cells[i] = NAN;
        flags = flags && (text == NULL || g_str_equal (text, "true") || g_str_equal (text, "false"));
        if (text == NULL || (pass == 1 && !numeric && (node->cells[i] = intern (text), TRUE)))
          continue;
        if (!cell_number (expect, text, &node->cells[i]))
          {
            if (expect != NULL)
              return type_error (parse, node, error, "the table holds “%s”, which cannot stand here", text);
            numeric = FALSE;
          }
      }
  node->finding = has_codes (expect) ? expect : NULL;
  node->is_bool = flags;
  node->is_word = !numeric;
  return TRUE;
}

gboolean
pdl_parse_same_codes (const PdlFinding *a, const PdlFinding *b)
{
  if (a == b)
    return TRUE;
  if (a->n_codes != b->n_codes)
    return FALSE;
  for (guint i = 0; i < a->n_codes; i++)
    if (!g_str_equal (a->codes[i].code, b->codes[i].code))
      return FALSE;
  return TRUE;
}

static gboolean
codes_are_levels (const PdlFinding *finding)
{
  for (guint i = 0; i < finding->n_codes; i++)
    if (pdl_level_from_name (finding->codes[i].code) == PDL_LEVEL_NONE)
      return FALSE;
  return finding->n_codes > 0;
}

static PdlNode *
child (const PdlNode *node, guint index)
{
  return g_ptr_array_index (node->children, index);
}

/* Levels compare by their place in the spine: codes and findings named after levels are read that way. */
static gboolean
make_level (PdlParse *parse, PdlNode *node, GError **error)
{
  if (node->is_level)
    return TRUE;
  if (node->type == PDL_NODE_CODES)
    {
      for (guint i = 0; i < node->children->len; i++)
        if (!make_level (parse, child (node, i), error))
          return FALSE;
      return TRUE;
    }
  if (node->type == PDL_NODE_CODE)
    {
      PdlLevel level = pdl_level_from_name (node->text);

      if (level == PDL_LEVEL_NONE)
        return type_error (parse, node, error, "“%s” is not a vertebral level", node->text);
      node->type = PDL_NODE_LITERAL;
      node->number = level;
      node->is_level = TRUE;
      return TRUE;
    }
  if (node->type == PDL_NODE_CALL && node->op == PDL_CALL_COALESCE)
    {
      for (guint i = 0; i < node->children->len; i++)
        if (!make_level (parse, child (node, i), error))
          return FALSE;
      node->is_level = TRUE;
      return TRUE;
    }
  if (node->type == PDL_NODE_IF)
    return make_level (parse, child (node, 1), error) && make_level (parse, child (node, 2), error);
  if (node->finding != NULL && codes_are_levels (node->finding))
    {
      node->is_level = TRUE;
      return TRUE;
    }
  if (node->type == PDL_NODE_LITERAL && isnan (node->number))
    return TRUE;
  return type_error (parse, node, error, "a vertebral level cannot be compared with this%s", "");
}

static gboolean
is_untyped (const PdlNode *node)
{
  if (node->type == PDL_NODE_CODES)
    return TRUE;
  return node->type == PDL_NODE_CODE || (node->type == PDL_NODE_LOOKUP && node->cells == NULL)
         || (node->type == PDL_NODE_SCORE && node->finding == NULL && g_str_equal (node->text, "band"))
         || (node->type == PDL_NODE_IF && is_untyped (child (node, 1)) && is_untyped (child (node, 2)));
}

static gboolean
is_free_band (const PdlNode *node)
{
  return node->type == PDL_NODE_SCORE && node->finding == NULL && g_str_equal (node->text, "band");
}

/* Bands of a score that no finding names: by their place among the bands. An unknown one is left for the check of words. */
static void
give_band_places (const PdlScore *score, PdlNode *node)
{
  for (guint i = 0; node->type == PDL_NODE_CODES && i < node->children->len; i++)
    give_band_places (score, child (node, i));
  if (node->type != PDL_NODE_CODE)
    return;
  node->type = PDL_NODE_LITERAL;
  for (guint i = 0; i < score->n_bands; i++)
    if (g_str_equal (score->bands[i].id, node->text))
      node->number = i;
}

/* Both sides of a comparison, so that codes on one side take their meaning from the other. */
static gboolean
resolve_sides (PdlParse *parse, PdlNode *node, gboolean ordered, GError **error)
{
  const PdlFinding *meaning = NULL;
  gboolean level = FALSE;

  for (guint i = 0; i < node->children->len; i++)
    {
      PdlNode *side = child (node, i);

      if (is_untyped (side))
        continue;
      if (!pdl_parse_resolve (parse, side, NULL, error))
        return FALSE;
      if (side->is_set)
        return type_error (parse, side, error, "a set is not compared; use “contains” or “is empty”%s", "");
      if (side->is_text)
        return type_error (parse, side, error, "a text can only be tested with “is null”%s", "");
      level = level || side->is_level;
      if (side->finding != NULL && side->finding->type == PDL_TYPE_ENUM)
        {
          if (meaning != NULL && !pdl_parse_same_codes (meaning, side->finding) && !level
              && !(codes_are_levels (meaning) && codes_are_levels (side->finding)))
            return type_error (parse, side, error, "%s has other values", side->finding->id);
          meaning = side->finding;
        }
      else if (side->finding != NULL && side->finding->type == PDL_TYPE_BOOL)
        meaning = meaning != NULL ? meaning : side->finding;
    }
  for (guint i = 0; meaning == NULL && i < node->children->len; i++)
    if (is_free_band (child (node, i)))
      for (guint k = 0; k < node->children->len; k++)
        give_band_places (&child (node, i)->score->score, child (node, k));
  for (guint i = 0; i < node->children->len; i++)
    {
      PdlNode *side = child (node, i);

      if (level)
        {
          if (!make_level (parse, side, error))
            return FALSE;
        }
      else if (is_untyped (side) && !pdl_parse_resolve (parse, side, meaning, error))
        return FALSE;
    }
  if (ordered && meaning != NULL && !level && meaning->type == PDL_TYPE_ENUM && !meaning->ordered)
    return type_error (parse, node, error, "the values of %s have no order", meaning->id);
  return TRUE;
}

static gboolean
resolve_children (PdlParse *parse, PdlNode *node, guint from, const PdlFinding *expect, GError **error)
{
  for (guint i = from; i < node->children->len; i++)
    if (!pdl_parse_resolve (parse, child (node, i), expect, error))
      return FALSE;
  return TRUE;
}

/* The branches of `if`, the values of `coalesce`: a code among them takes its meaning from those that have one. */
static gboolean
resolve_alternatives (PdlParse *parse, PdlNode *node, guint from, const PdlFinding *expect, GError **error)
{
  guint32 done = 0; /* each once: alternatives nest */

  for (guint i = from; i < node->children->len && i < 32; i++)
    if (expect == NULL && !is_untyped (child (node, i)))
      {
        if (!pdl_parse_resolve (parse, child (node, i), NULL, error))
          return FALSE;
        done |= (guint32) 1 << i;
        if (has_codes (child (node, i)->finding) && !child (node, i)->is_level)
          expect = child (node, i)->finding;
      }
  for (guint i = from; i < node->children->len; i++)
    if ((i >= 32 || (done & ((guint32) 1 << i)) == 0) && !pdl_parse_resolve (parse, child (node, i), expect, error))
      return FALSE;
  return TRUE;
}

static void
inherit (PdlNode *node, const PdlNode *from)
{
  if (node->finding == NULL)
    node->finding = from->finding;
  node->is_bool = node->is_bool || from->is_bool;
  node->is_set = node->is_set || from->is_set;
  node->minutes = node->minutes || from->minutes;
  node->is_level = node->is_level || from->is_level;
}

gboolean
pdl_parse_resolve (PdlParse *parse, PdlNode *node, const PdlFinding *expect, GError **error)
{
  const PdlFinding *value_of = expect;

  switch (node->type)
    {
    case PDL_NODE_CODE:
      return give_meaning (parse, node, expect, error);
    case PDL_NODE_LOOKUP:
      if (!pdl_parse_resolve (parse, child (node, 0), node->table->key, error))
        return FALSE;
      return type_lookup (parse, node, expect, error);
    case PDL_NODE_SCORE:
      if (g_str_equal (node->text, "band"))
        node->finding = expect;
      return TRUE;
    case PDL_NODE_CODES:
      return resolve_children (parse, node, 0, expect, error);
    case PDL_NODE_NOT:
    case PDL_NODE_AND:
    case PDL_NODE_OR:
    case PDL_NODE_IMPLIES:
      node->is_bool = TRUE;
      if (!resolve_children (parse, node, 0, NULL, error))
        return FALSE;
      for (guint i = 0; i < node->children->len; i++)
        if (!child (node, i)->is_bool && !(child (node, i)->type == PDL_NODE_LITERAL && isnan (child (node, i)->number)))
          return type_error (parse, child (node, i), error, "a condition is needed here%s", "");
      return TRUE;
    case PDL_NODE_COMPARE:
      node->is_bool = TRUE;
      return resolve_sides (parse, node, node->op >= PDL_OP_LT, error);
    case PDL_NODE_BETWEEN:
      node->is_bool = TRUE;
      return resolve_sides (parse, node, TRUE, error);
    case PDL_NODE_IN:
      {
        PdlNode *left = child (node, 0), *set = child (node, 1);

        node->is_bool = TRUE;
        if (!pdl_parse_resolve (parse, left, NULL, error))
          return FALSE;
        if (left->is_set)
          return type_error (parse, left, error, "a set is tested with “contains”, not with “in”%s", "");
        if (left->is_level)
          return make_level (parse, set, error);
        if (is_free_band (left))
          {
            give_band_places (&left->score->score, set);
            return TRUE;
          }
        for (guint i = 0; i < set->children->len; i++)
          if (child (set, i)->type == PDL_NODE_LITERAL && isnan (child (set, i)->number))
            return type_error (parse, set, error, "null cannot stand in a set; write “or … is null”%s", "");
        return pdl_parse_resolve (parse, set, left->finding, error);
      }
    case PDL_NODE_CONTAINS:
      {
        PdlNode *left = child (node, 0), *right = child (node, 1);
        guint32 bit;

        node->is_bool = TRUE;
        if (!pdl_parse_resolve (parse, left, NULL, error))
          return FALSE;
        if (!left->is_set)
          return type_error (parse, left, error, "“contains” needs a set%s", "");
        if (left->type != PDL_NODE_USES)
          return pdl_parse_resolve (parse, right, left->finding, error);
        if (right->type != PDL_NODE_CODE || !pdl_knowledge_lookup_use (parse->knowledge, right->text, &bit))
          return type_error (parse, right, error, "no option uses “%s”", right->text != NULL ? right->text : "this");
        right->type = PDL_NODE_LITERAL;
        right->number = g_bit_nth_lsf (bit, -1);
        return TRUE;
      }
    case PDL_NODE_IS_NULL:
    case PDL_NODE_IS_EMPTY:
      node->is_bool = TRUE;
      if (!resolve_children (parse, node, 0, NULL, error))
        return FALSE;
      if (node->type == PDL_NODE_IS_EMPTY && !child (node, 0)->is_set)
        return type_error (parse, node, error, "“is empty” needs a set%s", "");
      return TRUE;
    case PDL_NODE_ARITHMETIC:
    case PDL_NODE_NEGATE:
      return resolve_children (parse, node, 0, NULL, error);
    case PDL_NODE_IF:
      if (!pdl_parse_resolve (parse, child (node, 0), NULL, error))
        return FALSE;
      if (!resolve_alternatives (parse, node, 1, expect, error))
        return FALSE;
      inherit (node, child (node, 1));
      inherit (node, child (node, 2));
      return TRUE;
    case PDL_NODE_CALL:
      if (node->op == PDL_CALL_ENTERED || node->op == PDL_CALL_IS_ENTERED || node->op == PDL_CALL_WORST_LEVEL)
        {
          if (child (node, 0)->type != PDL_NODE_FINDING)
            return type_error (parse, node, error, "the name of a finding is needed here%s", "");
          if (node->op == PDL_CALL_ENTERED)
            inherit (node, child (node, 0));
          node->is_bool = node->is_bool || node->op == PDL_CALL_IS_ENTERED;
          node->is_level = node->op == PDL_CALL_WORST_LEVEL;
          return TRUE;
        }
      if (node->op != PDL_CALL_MIN && node->op != PDL_CALL_MAX && node->op != PDL_CALL_COALESCE)
        value_of = NULL;
      if (node->op == PDL_CALL_COALESCE ? !resolve_alternatives (parse, node, 0, value_of, error) : !resolve_children (parse, node, 0, value_of, error))
        return FALSE;
      if (value_of != NULL || node->op == PDL_CALL_COALESCE)
        for (guint i = 0; i < node->children->len; i++)
          inherit (node, child (node, i));
      return TRUE;
    case PDL_NODE_QUERY:
      if (node->where == NULL)
        return TRUE;
      if (!pdl_parse_resolve (parse, node->where, NULL, error))
        return FALSE;
      return node->where->is_bool || type_error (parse, node->where, error, "a condition is needed behind “where”%s", "");
    case PDL_NODE_LITERAL:
    case PDL_NODE_FINDING:
    case PDL_NODE_FIELD:
    case PDL_NODE_USES:
    case PDL_NODE_SPECIAL:
      return TRUE;
    case PDL_NODE_DEFINE:
      inherit (node, node->define->root);
      return TRUE;
    }
  return TRUE;
}

gboolean
pdl_parse_check_result (PdlParse *parse, const PdlNode *root, const PdlFinding *type_of, GError **error)
{
  if (type_of == NULL && !root->is_bool && (parse->flags & PDL_EXPR_QUERIES) == 0)
    return type_error (parse, root, error, "a condition is needed here%s", "");
  if (type_of != NULL && root->finding != NULL && has_codes (type_of) && has_codes (root->finding) && !pdl_parse_same_codes (type_of, root->finding))
    return type_error (parse, root, error, "this gives a value of %s", root->finding->id);
  return TRUE;
}
