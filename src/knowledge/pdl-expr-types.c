/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What class every part of an expression has, and which classes may meet: a grade is never compared with a number, a date never
 * added to a laboratory value, a code never misspelt. Runs at load over the tree whose literals have their meaning.
 */

#include "pdl-expr-parse.h"

#include <math.h>
#include <string.h>

typedef enum
{
  CLASS_NULL,     /* the literal null: goes with everything */
  CLASS_BOOL,
  CLASS_NUMBER,
  CLASS_CODE,     /* of a finding */
  CLASS_SET,
  CLASS_DATE,
  CLASS_DATETIME,
  CLASS_LEVEL,
  CLASS_TEXT,
  CLASS_WORD,     /* a code of no finding: kind of a record, cell of a table, band of a score */
} ValueClass;

static const char *const class_names[] = {
  "null", "a condition", "a number", "a code", "a set", "a date", "a date with time", "a vertebral level", "a text", "a word",
};

static gboolean classify (PdlParse *parse, const PdlNode *node, ValueClass *ret_class, GError **error);

static PdlNode *
child (const PdlNode *node, guint index)
{
  return g_ptr_array_index (node->children, index);
}

static gboolean G_GNUC_PRINTF (4, 5)
refuse (PdlParse *parse, const PdlNode *node, GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  return pdl_parse_fail (parse, node->start, PDL_KNOWLEDGE_ERROR_TYPE, error, message);
}

static ValueClass
class_of_finding (const PdlFinding *finding)
{
  switch (finding->type)
    {
    case PDL_TYPE_BOOL: return CLASS_BOOL;
    case PDL_TYPE_ENUM: return CLASS_CODE;
    case PDL_TYPE_SET:
    case PDL_TYPE_LEVELS: return CLASS_SET;
    case PDL_TYPE_INT:
    case PDL_TYPE_NUMBER: return CLASS_NUMBER;
    case PDL_TYPE_DATE: return CLASS_DATE;
    case PDL_TYPE_DATETIME: return CLASS_DATETIME;
    case PDL_TYPE_TEXT:
    case PDL_TYPE_LIST: break;
    }
  return CLASS_TEXT;
}

/* A literal in its place; codes of findings were checked when they got their meaning. */
static ValueClass
class_of_literal (const PdlNode *node)
{
  if (node->is_level)
    return CLASS_LEVEL;
  if (node->text != NULL)
    return node->finding != NULL ? CLASS_CODE : CLASS_WORD;
  return isnan (node->number) ? CLASS_NULL : node->is_bool ? CLASS_BOOL : CLASS_NUMBER;
}

static gboolean
is_time (ValueClass one)
{
  return one == CLASS_DATE || one == CLASS_DATETIME;
}

/* The class the parts have in common from @from on; null goes with everything. */
static gboolean
common_class (PdlParse *parse, const PdlNode *node, guint from, gboolean mix_times, ValueClass *ret_class, GError **error)
{
  const PdlFinding *codes = NULL;
  ValueClass all = CLASS_NULL;

  for (guint i = from; i < node->children->len; i++)
    {
      ValueClass one;

      if (!classify (parse, child (node, i), &one, error))
        return FALSE;
      if (one == CLASS_NULL)
        continue;
      if (all == CLASS_NULL)
        all = one;
      else if (all != one && !(mix_times && is_time (all) && is_time (one)))
        return refuse (parse, child (node, i), error, "this is %s, beside it stands %s", class_names[one], class_names[all]);
      if (one != CLASS_CODE)
        continue;
      if (codes != NULL && !pdl_parse_same_codes (codes, child (node, i)->finding))
        return refuse (parse, child (node, i), error, "%s has other values than %s", child (node, i)->finding->id, codes->id);
      codes = child (node, i)->finding;
    }
  *ret_class = all;
  return TRUE;
}

static gboolean
need (PdlParse *parse, const PdlNode *node, ValueClass wanted, GError **error)
{
  ValueClass one;

  if (!classify (parse, node, &one, error))
    return FALSE;
  return one == wanted || one == CLASS_NULL
         || refuse (parse, node, error, "%s is needed here, not %s", class_names[wanted], class_names[one]);
}

static gboolean
need_time (PdlParse *parse, const PdlNode *node, GError **error)
{
  ValueClass one;

  if (!classify (parse, node, &one, error))
    return FALSE;
  return is_time (one) || one == CLASS_NULL || refuse (parse, node, error, "a date is needed here, not %s", class_names[one]);
}

/* ---- words ------------------------------------------------------------------------------------------------------ */

static gboolean
is_kind (PdlParse *parse, const char *word)
{
  PdlDictionary *dictionary = parse->knowledge->dictionary;

  for (guint i = 0; i < pdl_dictionary_get_n_kinds (dictionary); i++)
    if (g_str_equal (pdl_dictionary_get_kind (dictionary, i)->id, word))
      return TRUE;
  return FALSE;
}

static gboolean
is_cell (const PdlNode *lookup, const char *word)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, lookup->table->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    if (g_strcmp0 (g_hash_table_lookup (row, lookup->text), word) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_band (const PdlScore *score, const char *word)
{
  for (guint i = 0; i < score->n_bands; i++)
    if (g_str_equal (score->bands[i].id, word))
      return TRUE;
  return FALSE;
}

/* A word that no finding gives a meaning: the thing it is compared with must know it, or the comparison could never hold. */
static gboolean
check_word (PdlParse *parse, const PdlNode *beside, const PdlNode *word, GError **error)
{
  gboolean known = FALSE;

  if (word->type != PDL_NODE_LITERAL || class_of_literal (word) != CLASS_WORD)
    return TRUE;
  if (beside->type == PDL_NODE_FIELD)
    known = is_kind (parse, word->text);
  else if (beside->type == PDL_NODE_LOOKUP)
    known = is_cell (beside, word->text);
  else if (beside->type == PDL_NODE_SCORE)
    known = is_band (&beside->score->score, word->text);
  return known || refuse (parse, word, error, "“%s” is nothing that can stand here", word->text);
}

static gboolean
check_words (PdlParse *parse, const PdlNode *node, GError **error)
{
  for (guint i = 0; i < node->children->len; i++)
    for (guint k = 0; k < node->children->len; k++)
      if (i != k && child (node, i)->type != PDL_NODE_LITERAL && !check_word (parse, child (node, i), child (node, k), error))
        return FALSE;
  return TRUE;
}

/* ---- operators -------------------------------------------------------------------------------------------------- */

static gboolean
classify_compare (PdlParse *parse, const PdlNode *node, GError **error)
{
  gboolean ordered = node->type == PDL_NODE_BETWEEN || node->op >= PDL_OP_LT;
  ValueClass all;

  if (!common_class (parse, node, 0, TRUE, &all, error))
    return FALSE;
  for (guint i = 0; i < node->children->len; i++)
    if (child (node, i)->type == PDL_NODE_LITERAL && class_of_literal (child (node, i)) == CLASS_NULL)
      return refuse (parse, child (node, i), error, "nothing equals null; write “is null”");
  if (all == CLASS_SET || all == CLASS_TEXT)
    return refuse (parse, node, error, "%s is not compared", class_names[all]);
  if (ordered && (all == CLASS_BOOL || all == CLASS_WORD))
    return refuse (parse, node, error, "%s has no order", class_names[all]);
  return all != CLASS_WORD || check_words (parse, node, error);
}

static gboolean
classify_in (PdlParse *parse, const PdlNode *node, GError **error)
{
  const PdlNode *set = child (node, 1);
  ValueClass left, members;

  if (!classify (parse, child (node, 0), &left, error) || !common_class (parse, set, 0, FALSE, &members, error))
    return FALSE;
  if (set->children->len == 0)
    return refuse (parse, set, error, "nothing is in an empty set");
  if (members != left)
    return refuse (parse, set, error, "this holds %s, before it stands %s", class_names[members], class_names[left]);
  for (guint i = 0; members == CLASS_WORD && i < set->children->len; i++)
    if (!check_word (parse, child (node, 0), child (set, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
classify_arithmetic (PdlParse *parse, const PdlNode *node, ValueClass *ret_class, GError **error)
{
  ValueClass left;

  if (!classify (parse, child (node, 0), &left, error))
    return FALSE;
  /* A day and a number of days give a day. Between two days there is days (). */
  if (left == CLASS_DATE && (node->op == PDL_OP_ADD || node->op == PDL_OP_SUB))
    *ret_class = CLASS_DATE;
  else if (left == CLASS_NUMBER || left == CLASS_NULL)
    *ret_class = CLASS_NUMBER;
  else
    return refuse (parse, child (node, 0), error, "a number is needed here, not %s", class_names[left]);
  return need (parse, child (node, 1), CLASS_NUMBER, error);
}

static gboolean
classify_call (PdlParse *parse, const PdlNode *node, ValueClass *ret_class, GError **error)
{
  switch (node->op)
    {
    case PDL_CALL_MIN:
    case PDL_CALL_MAX:
      if (!common_class (parse, node, 0, FALSE, ret_class, error))
        return FALSE;
      return *ret_class == CLASS_NUMBER || is_time (*ret_class)
             || refuse (parse, node, error, "numbers or dates are needed here, not %s", class_names[*ret_class]);
    case PDL_CALL_COALESCE:
      return common_class (parse, node, 0, FALSE, ret_class, error);
    case PDL_CALL_COUNT:
      *ret_class = CLASS_NUMBER;
      return need (parse, child (node, 0), CLASS_SET, error);
    case PDL_CALL_FLOOR:
      *ret_class = CLASS_NUMBER;
      return need (parse, child (node, 0), CLASS_NUMBER, error);
    case PDL_CALL_DAYS:
    case PDL_CALL_MONTHS:
    case PDL_CALL_HOURS:
    case PDL_CALL_YEARS:
    case PDL_CALL_CALENDAR_MONTHS:
      *ret_class = CLASS_NUMBER;
      return need_time (parse, child (node, 0), error) && need_time (parse, child (node, 1), error);
    case PDL_CALL_ENTERED:
      *ret_class = class_of_finding (child (node, 0)->finding);
      return TRUE;
    case PDL_CALL_IS_ENTERED:
      *ret_class = CLASS_BOOL;
      return TRUE;
    default:
      *ret_class = CLASS_LEVEL;
      return TRUE;
    }
}

static gboolean
classify_query (PdlParse *parse, const PdlNode *node, ValueClass *ret_class, GError **error)
{
  if (node->where != NULL && !need (parse, node->where, CLASS_BOOL, error))
    return FALSE;
  *ret_class = node->op <= PDL_QUERY_ALL                 ? CLASS_BOOL
               : node->finding != NULL                                ? class_of_finding (node->finding)
                                                                      : CLASS_NUMBER;
  if (node->op == PDL_QUERY_SUM && *ret_class != CLASS_NUMBER)
    return refuse (parse, node, error, "only numbers are added up");
  if ((node->op == PDL_QUERY_MIN || node->op == PDL_QUERY_MAX) && *ret_class != CLASS_NUMBER && !is_time (*ret_class)
      && !(*ret_class == CLASS_CODE && node->finding->ordered))
    return refuse (parse, node, error, "%s has no order", class_names[*ret_class]);
  return TRUE;
}

static gboolean
classify_lookup (PdlParse *parse, const PdlNode *node, ValueClass *ret_class, GError **error)
{
  const PdlNode *key = child (node, 0);

  if (!need (parse, key, CLASS_CODE, error))
    return FALSE;
  if (key->finding == NULL || !pdl_parse_same_codes (key->finding, node->table->key))
    return refuse (parse, key, error, "the table is read by %s", node->table->key->id);
  *ret_class = node->finding != NULL ? CLASS_CODE : node->is_bool ? CLASS_BOOL : node->is_word ? CLASS_WORD : CLASS_NUMBER;
  return TRUE;
}

static gboolean
all_conditions (PdlParse *parse, const PdlNode *node, GError **error)
{
  for (guint i = 0; i < node->children->len; i++)
    if (!need (parse, child (node, i), CLASS_BOOL, error))
      return FALSE;
  return TRUE;
}

static gboolean
classify (PdlParse *parse, const PdlNode *node, ValueClass *ret_class, GError **error)
{
  ValueClass inner;

  *ret_class = CLASS_BOOL;
  switch (node->type)
    {
    case PDL_NODE_LITERAL:
      *ret_class = class_of_literal (node);
      return TRUE;
    case PDL_NODE_FINDING:
      *ret_class = node->is_level ? CLASS_LEVEL : class_of_finding (node->finding);
      return TRUE;
    case PDL_NODE_FIELD:
      *ret_class = node->is_level ? CLASS_LEVEL : node->finding != NULL ? class_of_finding (node->finding) : node->is_bool ? CLASS_BOOL : CLASS_WORD;
      return TRUE;
    case PDL_NODE_DEFINE:
      return classify (parse, node->define->root, ret_class, error); /* read without complaint when it was compiled */
    case PDL_NODE_SCORE:
      *ret_class = !g_str_equal (node->text, "band") ? CLASS_NUMBER : node->finding != NULL ? CLASS_CODE : CLASS_WORD;
      return TRUE;
    case PDL_NODE_USES:
      *ret_class = CLASS_SET;
      return TRUE;
    case PDL_NODE_SPECIAL:
      *ret_class = node->op == PDL_SPECIAL_NOW || node->op == PDL_SPECIAL_A ? CLASS_DATE
                   : node->op == PDL_SPECIAL_LEVEL                          ? CLASS_LEVEL
                                                                            : CLASS_NUMBER;
      return TRUE;
    case PDL_NODE_NOT:
    case PDL_NODE_AND:
    case PDL_NODE_OR:
    case PDL_NODE_IMPLIES:
      return all_conditions (parse, node, error);
    case PDL_NODE_COMPARE:
    case PDL_NODE_BETWEEN:
      return classify_compare (parse, node, error);
    case PDL_NODE_IN:
      return classify_in (parse, node, error);
    case PDL_NODE_CONTAINS:
      if (!need (parse, child (node, 0), CLASS_SET, error))
        return FALSE;
      /* What is asked for is a code of the set, a level or a use, all of them checked when they got their meaning. */
      return (child (node, 1)->type == PDL_NODE_LITERAL && child (node, 1)->text != NULL)
             || refuse (parse, child (node, 1), error, "a code is needed behind “contains”");
    case PDL_NODE_IS_NULL:
      return classify (parse, child (node, 0), &inner, error);
    case PDL_NODE_IS_EMPTY:
      return need (parse, child (node, 0), CLASS_SET, error);
    case PDL_NODE_ARITHMETIC:
      return classify_arithmetic (parse, node, ret_class, error);
    case PDL_NODE_NEGATE:
      *ret_class = CLASS_NUMBER;
      return need (parse, child (node, 0), CLASS_NUMBER, error);
    case PDL_NODE_IF:
      if (!need (parse, child (node, 0), CLASS_BOOL, error))
        return FALSE;
      return common_class (parse, node, 1, FALSE, ret_class, error);
    case PDL_NODE_CALL:
      if (!classify_call (parse, node, ret_class, error))
        return FALSE;
      if (node->is_level)
        *ret_class = CLASS_LEVEL;
      return TRUE;
    case PDL_NODE_LOOKUP:
      return classify_lookup (parse, node, ret_class, error);
    case PDL_NODE_QUERY:
      return classify_query (parse, node, ret_class, error);
    case PDL_NODE_CODE:
    case PDL_NODE_CODES:
      break;
    }
  return refuse (parse, node, error, "a set of codes stands only behind “in”");
}

gboolean
pdl_parse_check_classes (PdlParse *parse, const PdlNode *root, const PdlFinding *type_of, GError **error)
{
  ValueClass result, wanted;

  if (!classify (parse, root, &result, error))
    return FALSE;
  if (type_of == NULL)
    return result != CLASS_WORD || refuse (parse, root, error, "a code means nothing here");
  wanted = class_of_finding (type_of);
  if (result == CLASS_NULL || result == wanted || (is_time (result) && is_time (wanted)))
    return TRUE;
  return refuse (parse, root, error, "%s is %s, but this gives %s", type_of->id, class_names[wanted], class_names[result]);
}
