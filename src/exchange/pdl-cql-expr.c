/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * An expression of the guideline language → CQL. Codes are strings, levels are places in the spine, numbers
 * are decimals.
 */

#include "pdl-cql-private.h"

#include <math.h>
#include <string.h>

const char *
pdl_cql_type_of_finding (const PdlFinding *finding)
{
  switch (finding->type)
    {
    case PDL_TYPE_BOOL:
      return "Boolean";
    case PDL_TYPE_SET:
    case PDL_TYPE_LEVELS:
      return "List<String>";
    case PDL_TYPE_INT:
    case PDL_TYPE_NUMBER:
      return "Decimal";
    case PDL_TYPE_DATE:
      return "Date";
    case PDL_TYPE_DATETIME:
      return "DateTime";
    case PDL_TYPE_ENUM:
    case PDL_TYPE_TEXT:
    case PDL_TYPE_LIST:
      break;
    }
  return "String";
}

static const char *
type_of_children (const PdlNode *node, guint from)
{
  const char *type = NULL;

  for (guint i = from; i < pdl_node_get_n_children (node) && type == NULL; i++)
    type = pdl_cql_expr_type (pdl_node_get_child (node, i));
  return type;
}

/* NULL: the literal null. */
const char *
pdl_cql_expr_type (const PdlNode *node)
{
  const PdlFinding *finding = pdl_node_get_finding (node);

  if (pdl_node_is_level (node))
    return "Integer";
  switch (pdl_node_get_type (node))
    {
    case PDL_NODE_LITERAL:
      if (pdl_node_get_text (node) != NULL)
        return "String";
      return pdl_node_is_bool (node) ? "Boolean" : isnan (pdl_node_get_number (node)) ? NULL : "Decimal";
    case PDL_NODE_FINDING:
      return pdl_cql_type_of_finding (finding);
    case PDL_NODE_FIELD:
      return finding != NULL           ? pdl_cql_type_of_finding (finding)
             : pdl_node_is_bool (node) ? "Boolean"
                                       : "String";
    case PDL_NODE_DEFINE:
      return pdl_cql_expr_type (pdl_node_get_define (node));
    case PDL_NODE_SCORE:
      return strcmp (pdl_node_get_text (node), "band") == 0 ? "String" : "Decimal";
    case PDL_NODE_SPECIAL:
      return pdl_node_get_op (node) == PDL_SPECIAL_NOW || pdl_node_get_op (node) == PDL_SPECIAL_A ? "Date"
                                                                                                  : "Decimal";
    case PDL_NODE_ARITHMETIC:
      return g_strcmp0 (pdl_cql_expr_type (pdl_node_get_child (node, 0)), "Date") == 0 ? "Date" : "Decimal";
    case PDL_NODE_NEGATE:
      return "Decimal";
    case PDL_NODE_IF:
      return type_of_children (node, 1);
    case PDL_NODE_CALL:
      switch (pdl_node_get_op (node))
        {
        case PDL_CALL_MIN:
        case PDL_CALL_MAX:
        case PDL_CALL_COALESCE:
          return type_of_children (node, 0);
        case PDL_CALL_ENTERED:
          return pdl_cql_type_of_finding (pdl_node_get_finding (pdl_node_get_child (node, 0)));
        case PDL_CALL_IS_ENTERED:
          return "Boolean";
        default:
          return "Decimal";
        }
    case PDL_NODE_LOOKUP:
      return finding != NULL || pdl_node_has_words (node) ? "String"
             : pdl_node_is_bool (node)                    ? "Boolean"
                                                          : "Decimal";
    case PDL_NODE_QUERY:
      if (finding != NULL && pdl_node_get_op (node) > PDL_QUERY_COUNT)
        return pdl_cql_type_of_finding (finding);
      return pdl_node_get_op (node) <= PDL_QUERY_ALL ? "Boolean" : "Decimal";
    default:
      return "Boolean";
    }
}

const char *
pdl_cql_rank (PdlCql *self, const PdlFinding *finding, const char *value)
{
  const char *name = pdl_cql_say (self, "%s rank", finding->id);

  if (pdl_cql_claim (self, name))
    {
      g_autoptr (GString) body = g_string_new ("case word");

      for (guint i = 0; i < finding->n_codes; i++)
        g_string_append_printf (body, " when %s then %u", pdl_cql_quote (self, finding->codes[i].code), i);
      g_string_append (body, " else null end");
      pdl_cql_function (self, pdl_cql_say (self, "\"%s\" (word String)", name), body->str);
    }
  return pdl_cql_say (self, "\"%s\"(%s)", name, value);
}

static const PdlNode *
child (const PdlNode *node, guint index)
{
  return pdl_node_get_child (node, index);
}

static const char *
say_child (PdlCql *self, const PdlNode *node, guint index, const PdlCqlScope *scope)
{
  return pdl_cql_expr (self, child (node, index), scope);
}

static gboolean
is_null_literal (const PdlNode *node)
{
  return pdl_node_get_type (node) == PDL_NODE_LITERAL && pdl_node_get_text (node) == NULL
         && isnan (pdl_node_get_number (node));
}

/* A value of the type its neighbours have. */
static const char *
say_as (PdlCql *self, const PdlNode *node, const char *type, const PdlCqlScope *scope)
{
  if (is_null_literal (node))
    return type != NULL ? pdl_cql_say (self, "(null as %s)", type) : "null";
  return pdl_cql_expr (self, node, scope);
}

static const char *
join (PdlCql *self, const PdlNode *node, const char *word, const PdlCqlScope *scope)
{
  g_autoptr (GString) text = g_string_new ("(");

  for (guint i = 0; i < pdl_node_get_n_children (node); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? word : "",
                            say_as (self, child (node, i), "Boolean", scope));
  g_string_append_c (text, ')');
  return pdl_cql_say (self, "%s", text->str);
}

/* ---- comparisons
 * ------------------------------------------------------------------------------------------------- */

/* Numbers a finding is compared with are where a test looks twice. */
static void
note_cut (PdlCql *self, const PdlNode *left, const PdlNode *right)
{
  GArray *cuts;
  const PdlFinding *read = pdl_node_get_type (left) == PDL_NODE_FINDING ? pdl_node_get_finding (left) : NULL;
  double number = pdl_node_get_number (right);

  if (pdl_node_get_type (left) == PDL_NODE_FIELD && pdl_node_get_series (left) != NULL && strcmp (pdl_node_get_text (left), "value") == 0)
    read = pdl_node_get_series (left);
  if (read == NULL || pdl_node_get_type (right) != PDL_NODE_LITERAL
      || pdl_node_get_text (right) != NULL || isnan (number) || pdl_node_is_bool (right))
    return;
  cuts = g_hash_table_lookup (self->cuts, read->id);
  if (cuts == NULL)
    {
      cuts = g_array_new (FALSE, FALSE, sizeof (double));
      g_hash_table_insert (self->cuts, (gpointer)read->id, cuts);
    }
  g_array_append_val (cuts, number);
}

/* A side of a comparison: a date with time beside a date is read as its day, ordered codes as their rank. */
static const char *
say_side (
    PdlCql *self, const PdlNode *node, gboolean to_day, const PdlFinding *ranked, const PdlCqlScope *scope)
{
  const char *text = pdl_cql_expr (self, node, scope);
  guint position;

  if (to_day && g_strcmp0 (pdl_cql_expr_type (node), "DateTime") == 0)
    return pdl_cql_say (self, "(date from %s)", text);
  if (ranked == NULL)
    return text;
  if (pdl_node_get_type (node) == PDL_NODE_LITERAL
      && pdl_finding_lookup_code (ranked, pdl_node_get_text (node), &position) != NULL)
    return pdl_cql_say (self, "%u", position);
  return pdl_cql_rank (self, ranked, text);
}

/* The finding whose codes are compared by order; NULL when the sides are numbers, dates or levels. */
static const PdlFinding *
ranked_by (const PdlNode *node)
{
  for (guint i = 0; i < pdl_node_get_n_children (node); i++)
    {
      const PdlFinding *finding = pdl_node_get_finding (child (node, i));

      if (!pdl_node_is_level (child (node, i)) && finding != NULL && finding->type == PDL_TYPE_ENUM)
        return finding;
    }
  return NULL;
}

static gboolean
mixes_times (const PdlNode *node)
{
  for (guint i = 1; i < pdl_node_get_n_children (node); i++)
    if (pdl_node_has_minutes (child (node, i)) != pdl_node_has_minutes (child (node, 0)))
      return TRUE;
  return FALSE;
}

static const char *
say_compare (PdlCql *self, const PdlNode *node, const PdlCqlScope *scope)
{
  static const char *const signs[] = { "=", "!=", "<", "<=", ">", ">=" };
  int op = pdl_node_get_op (node);
  gboolean mixed = mixes_times (node);
  const PdlFinding *ranked = op >= PDL_OP_LT ? ranked_by (node) : NULL;

  note_cut (self, child (node, 0), child (node, 1));
  return pdl_cql_say (self, "(%s %s %s)", say_side (self, child (node, 0), mixed, ranked, scope), signs[op],
                      say_side (self, child (node, 1), mixed, ranked, scope));
}

/* CQL answers false when one bound rules out, whatever the other is; ours needs all three. */
static const char *
say_between (PdlCql *self, const PdlNode *node, const PdlCqlScope *scope)
{
  gboolean mixed = mixes_times (node);
  const PdlFinding *ranked = ranked_by (node);
  const char *sides[3];
  g_autoptr (GString) unknown = g_string_new (NULL);

  for (guint i = 0; i < 3; i++)
    {
      sides[i] = say_side (self, child (node, i), mixed, ranked, scope);
      if (i > 0)
        note_cut (self, child (node, 0), child (node, i));
      if (i > 0 && pdl_node_get_type (child (node, i)) != PDL_NODE_LITERAL)
        g_string_append_printf (unknown, "%s%s is null", unknown->len > 0 ? " or " : "", sides[i]);
    }
  if (unknown->len > 0)
    return pdl_cql_say (self, "(if %s then null else %s between %s and %s)", unknown->str, sides[0], sides[1],
                        sides[2]);
  return pdl_cql_say (self, "(%s between %s and %s)", sides[0], sides[1], sides[2]);
}

/* `null in {…}` is not null in every engine; the comparisons are. */
static const char *
say_in (PdlCql *self, const PdlNode *node, const PdlCqlScope *scope)
{
  const PdlNode *set = child (node, 1);
  g_autoptr (GString) members = g_string_new (NULL);
  gboolean literal = TRUE;
  const char *left = say_child (self, node, 0, scope);

  for (guint i = 0; i < pdl_node_get_n_children (set); i++)
    {
      literal = literal && pdl_node_get_type (child (set, i)) == PDL_NODE_LITERAL;
      g_string_append_printf (members, "%s%s", i > 0 ? ", " : "", say_child (self, set, i, scope));
    }
  if (!literal)
    pdl_cql_refuse (self, "a set of values that are not literals", "in");
  return pdl_cql_say (self, "(if %s is null then null else %s in {%s})", left, left, members->str);
}

static const char *
say_contains (PdlCql *self, const PdlNode *node, const PdlCqlScope *scope)
{
  const PdlNode *member = child (node, 1);
  const char *set;

  if (pdl_node_get_type (child (node, 0)) == PDL_NODE_USES && scope->uses != NULL)
    return pdl_cql_say (self, "(%s contains %s)", scope->uses,
                        pdl_cql_quote (self, pdl_node_get_text (member)));
  set = say_child (self, node, 0, scope);

  return pdl_cql_say (self, "(if %s is null then null else %s contains %s)", set, set,
                      pdl_cql_quote (self, pdl_node_get_text (member)));
}

static const char *
say_is_null (PdlCql *self, const PdlNode *node, const PdlCqlScope *scope)
{
  const PdlNode *part = child (node, 0);

  /* A date known to the month drives no interval but is not null. */
  if (pdl_node_get_type (part) == PDL_NODE_FINDING && !pdl_node_is_level (part))
    return pdl_cql_say (self, "(%s is null)", pdl_cql_fact (self, pdl_node_get_finding (part), scope));
  if (pdl_node_get_type (part) == PDL_NODE_FIELD && pdl_node_get_finding (part) != NULL)
    return pdl_cql_say (self, "(%s is null)", pdl_cql_field (self, part, scope));
  return pdl_cql_say (self, "(%s is null)", pdl_cql_expr (self, part, scope));
}

/* ---- values
 * ------------------------------------------------------------------------------------------------------ */

static const char *
say_literal (PdlCql *self, const PdlNode *node)
{
  if (pdl_node_is_level (node))
    return pdl_cql_say (self, "%d", (int)pdl_node_get_number (node));
  if (pdl_node_get_text (node) != NULL)
    return pdl_cql_quote (self, pdl_node_get_text (node));
  if (isnan (pdl_node_get_number (node)))
    return "null";
  if (pdl_node_is_bool (node))
    return pdl_node_get_number (node) != 0 ? "true" : "false";
  return pdl_cql_number (self, pdl_node_get_number (node));
}

static const char *
exact (PdlCql *self, const char *type, const char *text)
{
  return g_strcmp0 (type, "Date") == 0 ? pdl_cql_say (self, "\"Exact day\"(%s)", text) : text;
}

static const char *
say_finding (PdlCql *self, const PdlNode *node, const PdlCqlScope *scope)
{
  const PdlFinding *finding = pdl_node_get_finding (node);
  const char *text = pdl_cql_fact (self, finding, scope);

  if (pdl_node_is_level (node) && finding->type == PDL_TYPE_ENUM)
    return pdl_cql_say (self, "\"Place of level\"(%s)", text);
  return exact (self, pdl_cql_type_of_finding (finding), text);
}

static const char *
say_define (PdlCql *self, const PdlNode *node, const PdlCqlScope *scope)
{
  guint world = pdl_cql_world_of_node (self, node), present = self->world;
  const char *name
      = pdl_cql_in_world (self, world, pdl_cql_say (self, "define %s", pdl_node_get_text (node)));
  PdlCqlScope seen;

  if (scope->place == PDL_CQL_INPUTS)
    return pdl_cql_expr (self, pdl_node_get_define (node), scope);
  if (pdl_cql_claim (self, pdl_cql_say (self, "%s%s", name, pdl_cql_suffix (scope->place))))
    {
      PdlCqlScope inside;
      const char *body;

      self->world = world;
      inside = pdl_cql_scope (self, scope->place);
      body = pdl_cql_expr (self, pdl_node_get_define (node), &inside);
      pdl_cql_define_at (self, pdl_cql_say (self, "%s%s", name, pdl_cql_suffix (scope->place)), NULL, &inside,
                         body);
      self->world = present;
    }
  seen = pdl_cql_seen (self, scope->place, world, scope);
  return pdl_cql_ref (self, name, &seen);
}

static const char *
say_special (PdlCql *self, const PdlNode *node, const PdlCqlScope *scope)
{
  switch (pdl_node_get_op (node))
    {
    case PDL_SPECIAL_NOW:
      return "\"Today\"";
    case PDL_SPECIAL_A:
      return "\"Visit\"";
    case PDL_SPECIAL_LEVEL:
      return scope->place == PDL_CQL_LEVEL ? pdl_cql_say (self, "\"Levels\"[%s].place", scope->index)
                                           : "(null as Integer)";
    case PDL_SPECIAL_N_LEVELS:
      return scope->place == PDL_CQL_PATIENT ? "ToDecimal(Count(\"Level places\"))"
                                             : pdl_cql_say (self, "ToDecimal(Count(\"Targets\"[%s].levels))",
                                                            pdl_cql_target_index (self, scope));
    default:
      return "ToDecimal(Count(\"Target places\"))";
    }
}

/* An unknown condition makes the value unknown; in CQL it would take the other branch. */
static const char *
say_if (PdlCql *self, const PdlNode *node, const PdlCqlScope *scope)
{
  const char *type = pdl_cql_expr_type (node);
  const char *condition = say_child (self, node, 0, scope);
  const char *yes = say_as (self, child (node, 1), type, scope),
             *no = say_as (self, child (node, 2), type, scope);

  return pdl_cql_say (self, "(case when %s then %s when not %s then %s else null end)", condition, yes,
                      condition, no);
}

static const char *
say_arithmetic (PdlCql *self, const PdlNode *node, const PdlCqlScope *scope)
{
  static const char *const signs[] = { "+", "-", "*", "/" };
  int op = pdl_node_get_op (node) - PDL_OP_ADD;
  const char *left = say_child (self, node, 0, scope), *right = say_child (self, node, 1, scope);

  if (g_strcmp0 (pdl_cql_expr_type (node), "Date") == 0)
    return pdl_cql_say (self, "\"Days later\"(%s, %s(%s))", left, op == 1 ? "-" : "", right);
  return pdl_cql_say (self, "(%s %s %s)", left, signs[op], right);
}

/* ---- calls
 * ------------------------------------------------------------------------------------------------------- */

/* As a day, or as a date with time. */
static const char *
say_time (PdlCql *self, const PdlNode *node, gboolean minutes, const PdlCqlScope *scope)
{
  const char *text = pdl_cql_expr (self, node, scope);
  gboolean has = pdl_node_has_minutes (node);

  if (minutes && pdl_node_get_type (node) == PDL_NODE_SPECIAL && pdl_node_get_op (node) == PDL_SPECIAL_NOW)
    return "\"Now\"";
  if (has == minutes)
    return text;
  return minutes ? pdl_cql_say (self, "\"Midnight\"(%s)", text) : pdl_cql_say (self, "(date from %s)", text);
}

static const char *
say_least (PdlCql *self, const PdlNode *node, const PdlCqlScope *scope)
{
  g_autoptr (GString) members = g_string_new (NULL), unknown = g_string_new (NULL);

  for (guint i = 0; i < pdl_node_get_n_children (node); i++)
    {
      const char *text = say_child (self, node, i, scope);

      g_string_append_printf (members, "%s%s", i > 0 ? ", " : "", text);
      g_string_append_printf (unknown, "%s%s is null", i > 0 ? " or " : "", text);
    }
  return pdl_cql_say (self, "(if %s then null else %s({%s}))", unknown->str,
                      pdl_node_get_op (node) == PDL_CALL_MIN ? "Min" : "Max", members->str);
}

static const char *
say_coalesce (PdlCql *self, const PdlNode *node, const PdlCqlScope *scope)
{
  const char *type = pdl_cql_expr_type (node);
  guint n = pdl_node_get_n_children (node);
  const char *text = say_as (self, child (node, n - 1), type, scope);

  while (n-- > 1)
    text = pdl_cql_say (self, "Coalesce(%s, %s)", say_as (self, child (node, n - 1), type, scope), text);
  return text;
}

static const char *
say_worst_level (PdlCql *self, const PdlFinding *finding, const PdlCqlScope *scope)
{
  PdlCqlScope one = { PDL_CQL_LEVEL, pdl_cql_alias (self, "L"), NULL },
              two = { PDL_CQL_LEVEL, pdl_cql_alias (self, "L"), NULL };
  const char *levels = scope->place == PDL_CQL_PATIENT ? "\"Level places\""
                                                       : pdl_cql_say (self, "(\"Targets\"[%s].levels)",
                                                                      pdl_cql_target_index (self, scope));
  const char *here = pdl_cql_fact (self, finding, &one), *there = pdl_cql_fact (self, finding, &two);

  if (finding->type == PDL_TYPE_ENUM)
    {
      here = pdl_cql_rank (self, finding, here);
      there = pdl_cql_rank (self, finding, there);
    }
  return pdl_cql_say (self,
                      "First(%s %s where %s = Max(%s %s return all %s) return all \"Levels\"[%s].place)",
                      levels, one.index, here, levels, two.index, there, one.index);
}

static const char *
say_call (PdlCql *self, const PdlNode *node, const PdlCqlScope *scope)
{
  switch (pdl_node_get_op (node))
    {
    case PDL_CALL_MIN:
    case PDL_CALL_MAX:
      return say_least (self, node, scope);
    case PDL_CALL_COALESCE:
      return say_coalesce (self, node, scope);
    case PDL_CALL_COUNT:
      return pdl_cql_say (self, "\"Size of\"(%s)", say_child (self, node, 0, scope));
    case PDL_CALL_DAYS:
      return pdl_cql_say (self, "\"Days\"(%s, %s)", say_time (self, child (node, 0), FALSE, scope),
                          say_time (self, child (node, 1), FALSE, scope));
    case PDL_CALL_MONTHS:
      return pdl_cql_say (self, "(\"Days\"(%s, %s) / %s)", say_time (self, child (node, 0), FALSE, scope),
                          say_time (self, child (node, 1), FALSE, scope),
                          pdl_cql_number (self, PDL_DAYS_PER_MONTH));
    case PDL_CALL_HOURS:
      return pdl_cql_say (self, "\"Hours\"(%s, %s)", say_time (self, child (node, 0), TRUE, scope),
                          say_time (self, child (node, 1), TRUE, scope));
    case PDL_CALL_YEARS:
      return pdl_cql_say (self, "\"Years\"(%s, %s)", say_time (self, child (node, 0), FALSE, scope),
                          say_time (self, child (node, 1), FALSE, scope));
    case PDL_CALL_CALENDAR_MONTHS:
      return pdl_cql_say (self, "\"Calendar months\"(%s, %s)", say_time (self, child (node, 0), FALSE, scope),
                          say_time (self, child (node, 1), FALSE, scope));
    case PDL_CALL_ENTERED:
      return exact (self, pdl_cql_expr_type (node),
                    pdl_cql_entered (self, pdl_node_get_finding (child (node, 0)), scope, TRUE));
    case PDL_CALL_IS_ENTERED:
      return pdl_cql_entered (self, pdl_node_get_finding (child (node, 0)), scope, FALSE);
    case PDL_CALL_WORST_LEVEL:
      return say_worst_level (self, pdl_node_get_finding (child (node, 0)), scope);
    default:
      return pdl_cql_say (self, "ToDecimal(Floor(%s))", say_child (self, node, 0, scope));
    }
}

/* A column of a table as a function of its key. */
static const char *
say_lookup (PdlCql *self, const PdlNode *node, const PdlCqlScope *scope)
{
  const PdlFinding *key = pdl_node_get_table_key (node);
  const char *type = pdl_cql_expr_type (node);
  const char *name = pdl_cql_say (self, "%s %s", pdl_node_get_table (node), pdl_node_get_text (node));

  if (pdl_cql_claim (self, name))
    {
      g_autoptr (GString) body = g_string_new ("case word");

      for (guint i = 0; i < key->n_codes; i++)
        {
          const char *cell = pdl_node_get_cell (node, i);

          if (cell == NULL)
            continue;
          if (strcmp (type, "String") == 0)
            cell = pdl_cql_quote (self, cell);
          else if (strcmp (type, "Decimal") == 0)
            cell = pdl_cql_number (self, g_ascii_strtod (cell, NULL));
          g_string_append_printf (body, " when %s then %s", pdl_cql_quote (self, key->codes[i].code), cell);
        }
      g_string_append (body, " else null end");
      pdl_cql_function (self, pdl_cql_say (self, "\"%s\" (word String)", name), body->str);
    }
  return pdl_cql_say (self, "\"%s\"(%s)", name, say_child (self, node, 0, scope));
}

const char *
pdl_cql_expr (PdlCql *self, const PdlNode *node, const PdlCqlScope *scope)
{
  switch (pdl_node_get_type (node))
    {
    case PDL_NODE_LITERAL:
      return say_literal (self, node);
    case PDL_NODE_FINDING:
      return say_finding (self, node, scope);
    case PDL_NODE_FIELD:
      return exact (self, pdl_cql_expr_type (node), pdl_cql_field (self, node, scope));
    case PDL_NODE_DEFINE:
      return say_define (self, node, scope);
    case PDL_NODE_SCORE:
      return pdl_cql_score_part (self, pdl_node_get_score (node), pdl_node_get_text (node), scope);
    case PDL_NODE_SPECIAL:
      return say_special (self, node, scope);
    case PDL_NODE_NOT:
      return pdl_cql_say (self, "(not %s)", say_as (self, child (node, 0), "Boolean", scope));
    case PDL_NODE_AND:
      return join (self, node, " and ", scope);
    case PDL_NODE_OR:
      return join (self, node, " or ", scope);
    case PDL_NODE_IMPLIES:
      return join (self, node, " implies ", scope);
    case PDL_NODE_COMPARE:
      return say_compare (self, node, scope);
    case PDL_NODE_BETWEEN:
      return say_between (self, node, scope);
    case PDL_NODE_IN:
      return say_in (self, node, scope);
    case PDL_NODE_CONTAINS:
      return say_contains (self, node, scope);
    case PDL_NODE_IS_NULL:
      return say_is_null (self, node, scope);
    case PDL_NODE_IS_EMPTY:
      return pdl_cql_say (self, "(\"Size of\"(%s) = 0.0)", say_child (self, node, 0, scope));
    case PDL_NODE_ARITHMETIC:
      return say_arithmetic (self, node, scope);
    case PDL_NODE_NEGATE:
      return pdl_cql_say (self, "(-%s)", say_child (self, node, 0, scope));
    case PDL_NODE_IF:
      return say_if (self, node, scope);
    case PDL_NODE_CALL:
      return say_call (self, node, scope);
    case PDL_NODE_LOOKUP:
      return say_lookup (self, node, scope);
    case PDL_NODE_QUERY:
      return pdl_cql_query (self, node, scope);
    case PDL_NODE_USES:
    case PDL_NODE_CODE:
    case PDL_NODE_CODES:
      break;
    }
  pdl_cql_refuse (self, "a part of an expression", "uses");
  return "null";
}
