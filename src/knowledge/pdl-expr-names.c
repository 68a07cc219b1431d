/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What a name in an expression means: a finding, a field of the record in hand, a define, a score, a table, a kind of record.
 */

#include "pdl-expr-parse.h"
#include "pdl-facts-private.h"

#include <math.h>
#include <string.h>

static PdlNode *
make (PdlNodeType type)
{
  PdlNode *node = g_new0 (PdlNode, 1);

  node->type = type;
  node->number = NAN;
  node->hours = NAN;
  node->children = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_node_free);
  return node;
}

static const PdlFinding *
field_of (GPtrArray *kinds, const char *name)
{
  for (guint i = 0; kinds != NULL && i < kinds->len; i++)
    {
      const PdlFinding *field = pdl_record_kind_lookup_field (g_ptr_array_index (kinds, i), name);

      if (field != NULL)
        return field;
    }
  return NULL;
}

static const PdlFinding *
column_of (const PdlFinding *list, const char *name)
{
  for (guint i = 0; i < list->columns->len; i++)
    if (g_str_equal (((const PdlFinding *) g_ptr_array_index (list->columns, i))->id, name))
      return g_ptr_array_index (list->columns, i);
  return NULL;
}

static PdlNode *
finding_node (const PdlFinding *finding, PdlNodeType type)
{
  PdlNode *node = make (type);

  node->finding = finding;
  node->is_bool = finding->type == PDL_TYPE_BOOL;
  node->is_set = finding->type == PDL_TYPE_SET || finding->type == PDL_TYPE_LEVELS;
  node->is_text = finding->type == PDL_TYPE_TEXT || finding->type == PDL_TYPE_LIST;
  node->minutes = finding->type == PDL_TYPE_DATETIME;
  return node;
}

static const struct { const char *name; PdlSpecial special; } specials[] = {
  { "now", PDL_SPECIAL_NOW }, { "A", PDL_SPECIAL_A }, { "level", PDL_SPECIAL_LEVEL },
  { "n_levels", PDL_SPECIAL_N_LEVELS }, { "n_targets", PDL_SPECIAL_N_TARGETS },
};

PdlNode *
pdl_parse_name (PdlParse *parse, const char *name, guint column, GError **error)
{
  const PdlFinding *finding;
  const PdlExpr *define;
  g_autoptr (GError) reason = NULL;
  g_autofree char *message = NULL;
  PdlNode *node;

  if (g_str_equal (name, "true") || g_str_equal (name, "false") || g_str_equal (name, "null"))
    {
      node = make (PDL_NODE_LITERAL);
      node->number = *name == 't' ? 1 : *name == 'f' ? 0 : NAN;
      node->is_bool = *name != 'n';
      return node;
    }
  finding = parse->query != NULL && parse->query->range == PDL_RANGE_RESULTS ? pdl_result_find_field (name) : NULL;
  if (finding != NULL)
    {
      node = finding_node (finding, PDL_NODE_FIELD);
      node->text = g_strdup (name);
      node->series = parse->query->series;
      return node;
    }
  if (parse->query != NULL && parse->query->kinds != NULL)
    {
      if (g_str_equal (name, "kind") || g_str_equal (name, "at_target") || g_str_equal (name, "started"))
        {
          node = make (PDL_NODE_FIELD);
          node->text = g_strdup (name);
          node->is_bool = *name != 'k';
          return node;
        }
      /* A column hides a field of the record of the same name: the row is nearer. */
      finding = parse->query->rows != NULL ? column_of (parse->query->rows, name) : NULL;
      if (finding != NULL)
        {
          node = finding_node (finding, PDL_NODE_FIELD);
          node->text = g_strdup (name);
          node->rows = parse->query->rows;
          return node;
        }
      finding = field_of (parse->query->kinds, name);
      if (finding != NULL)
        {
          node = finding_node (finding, PDL_NODE_FIELD);
          node->text = g_strdup (name);
          return node;
        }
    }
  finding = pdl_dictionary_lookup (parse->knowledge->dictionary, name);
  if (finding != NULL)
    return finding_node (finding, PDL_NODE_FINDING);
  for (guint i = 0; i < G_N_ELEMENTS (specials) && (parse->flags & PDL_EXPR_INPUTS) == 0; i++)
    if (g_str_equal (specials[i].name, name))
      {
        node = make (PDL_NODE_SPECIAL);
        node->op = specials[i].special;
        node->is_level = specials[i].special == PDL_SPECIAL_LEVEL;
        return node;
      }
  if (g_str_equal (name, "uses") && (parse->flags & PDL_EXPR_USES) != 0)
    {
      node = make (PDL_NODE_USES);
      node->is_set = TRUE;
      return node;
    }
  define = pdl_knowledge_get_define (parse->knowledge, name, &reason);
  if (define != NULL)
    {
      if ((parse->flags & PDL_EXPR_INPUTS) != 0 && !define->root->is_bool)
        {
          message = g_strdup_printf ("“%s” is a value; a row reads the inputs only", name);
          pdl_parse_fail (parse, column, PDL_KNOWLEDGE_ERROR_TYPE, error, message);
          return NULL;
        }
      node = make (PDL_NODE_DEFINE);
      node->text = g_strdup (name);
      node->define = define;
      return node;
    }
  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }
  message = g_strdup_printf ("there is no finding or define “%s”", name);
  pdl_parse_fail (parse, column, PDL_KNOWLEDGE_ERROR_NAME, error, message);
  return NULL;
}

PdlNode *
pdl_parse_score (PdlParse *parse, const char *name, const char *part)
{
  static const char *const parts[] = { "total", "min", "max", "band", NULL };

  if (!g_strv_contains (parts, part))
    return NULL;
  for (guint i = 0; i < parse->knowledge->scores->len; i++)
    {
      const PdlScoreRule *rule = g_ptr_array_index (parse->knowledge->scores, i);

      if (g_str_equal (rule->score.id, name))
        {
          PdlNode *node = make (PDL_NODE_SCORE);

          node->score = rule;
          node->text = g_strdup (part);
          return node;
        }
    }
  return NULL;
}

const PdlTable *
pdl_parse_find_table (PdlParse *parse, const char *name)
{
  return g_hash_table_lookup (parse->knowledge->tables, name);
}

gboolean
pdl_parse_find_range (PdlParse *parse, const char *name, PdlNode *node)
{
  PdlDictionary *dictionary = parse->knowledge->dictionary;
  gboolean found = TRUE;

  if (g_str_equal (name, "levels"))
    node->range = PDL_RANGE_LEVELS;
  else if (g_str_equal (name, "targets"))
    node->range = PDL_RANGE_TARGETS;
  else if (g_str_equal (name, "results"))
    node->range = PDL_RANGE_RESULTS;
  else
    {
      const char *kind_name = name;

      node->range = PDL_RANGE_RECORDS;
      if (g_str_equal (name, "present_course") || g_str_equal (name, "prior_courses"))
        {
          node->range = name[1] == 'r' && name[2] == 'e' ? PDL_RANGE_PRESENT_COURSE : PDL_RANGE_PRIOR_COURSES;
          kind_name = "radiotherapy";
        }
      node->kinds = g_ptr_array_new ();
      for (guint i = 0; i < pdl_dictionary_get_n_kinds (dictionary); i++)
        {
          const PdlRecordKind *kind = pdl_dictionary_get_kind (dictionary, i);

          if (g_str_equal (kind->id, kind_name) || g_str_equal (pdl_group_key (kind->group), kind_name))
            g_ptr_array_add (node->kinds, (gpointer) kind);
        }
      found = node->kinds->len > 0;
      if (!found)
        g_clear_pointer (&node->kinds, g_ptr_array_unref);
    }
  return found;
}

gboolean
pdl_parse_find_rows (PdlParse *parse, PdlNode *query, const char *name)
{
  const PdlFinding *field = query->range == PDL_RANGE_RECORDS ? field_of (query->kinds, name) : NULL;

  query->rows = field != NULL && field->columns != NULL ? field : NULL;
  return query->rows != NULL;
}

const PdlFinding *
pdl_parse_find_series (PdlParse *parse, const char *name)
{
  const PdlFinding *finding = pdl_dictionary_lookup (parse->knowledge->dictionary, name);

  return finding != NULL && finding->scope == PDL_SCOPE_PATIENT && finding->kind != PDL_KIND_DERIVED
                 && (finding->type == PDL_TYPE_NUMBER || finding->type == PDL_TYPE_INT)
             ? finding
             : NULL;
}

gboolean
pdl_parse_find_field (PdlParse *parse, PdlNode *query, const char *name)
{
  const PdlFinding *field;

  if (query->range == PDL_RANGE_LEVELS || query->range == PDL_RANGE_TARGETS)
    field = pdl_dictionary_lookup (parse->knowledge->dictionary, name);
  else if (query->range == PDL_RANGE_RESULTS)
    field = pdl_result_find_field (name);
  else
    field = query->rows != NULL ? column_of (query->rows, name) : field_of (query->kinds, name);
  query->finding = field;
  if (field == NULL)
    return FALSE;
  query->is_bool = field->type == PDL_TYPE_BOOL;
  query->is_set = field->type == PDL_TYPE_SET || field->type == PDL_TYPE_LEVELS;
  query->minutes = field->type == PDL_TYPE_DATETIME;
  return TRUE;
}
