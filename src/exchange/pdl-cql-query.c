/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Queries over records, levels and targets → CQL. What a condition that is unknown for one thing means for
 * the whole is said in a function for each kind of query.
 */

#include "pdl-cql-private.h"

#include <string.h>

/* The records of these kinds that are not cancelled, as a definition. */
static const char *
records_of (PdlCql *self, const PdlNode *node)
{
  g_autoptr (GString) kinds = g_string_new (NULL), conditions = g_string_new (NULL);
  const char *name;

  for (guint i = 0; i < pdl_node_get_n_kinds (node); i++)
    {
      const PdlRecordKind *kind = pdl_node_get_kind (node, i);

      g_string_append_printf (kinds, "%s%s", i > 0 ? " " : "", kind->id);
      g_string_append_printf (conditions, "%s(R.\"group\" = %s and R.\"kind\" = %s)", i > 0 ? " or " : "",
                              pdl_cql_quote (self, pdl_group_key (kind->group)),
                              pdl_cql_quote (self, kind->id));
    }
  name = pdl_cql_say (self, "records %s", kinds->str);
  if (pdl_cql_claim (self, name))
    pdl_cql_define (
        self, name, "Not cancelled.",
        pdl_cql_say (self,
                     "\"Records\" R where (%s) and (R.\"status\" is null or R.\"status\" != 'cancelled')",
                     conditions->str));
  return pdl_cql_say (self, "\"%s\"", name);
}

static const char *
course_of (PdlCql *self, const PdlNode *node, const PdlCqlScope *scope)
{
  PdlCqlPlace place = scope->place == PDL_CQL_PATIENT ? PDL_CQL_PATIENT : PDL_CQL_TARGET;
  const char *target
      = place == PDL_CQL_TARGET ? pdl_cql_say (self, "[%s]", pdl_cql_target_index (self, scope)) : "";
  const char *suffix = pdl_cql_suffix (place), *alias = pdl_cql_alias (self, "R"),
             *records = records_of (self, node);

  pdl_cql_courses (self, place);
  if (pdl_node_get_range (node) == PDL_RANGE_PRESENT_COURSE)
    return pdl_cql_say (self, "(%s %s where %s.\"number\" = \"present course%s\"%s)", records, alias, alias,
                        suffix, target);
  return pdl_cql_say (self, "(%s %s where \"prior courses%s\"%s contains %s.\"number\")", records, alias,
                      suffix, target, alias);
}

const char *
pdl_cql_field (PdlCql *self, const PdlNode *node, const PdlCqlScope *scope)
{
  const char *name = pdl_node_get_text (node);

  if (pdl_node_get_series (node) != NULL)
    return pdl_cql_result_field (self, node, scope->result);
  if (scope->item == NULL)
    {
      pdl_cql_refuse (self, "a field outside a query", name);
      return "null";
    }
  if (pdl_node_get_rows (node) != NULL)
    return scope->row != NULL ? pdl_cql_say (self, "%s.\"%s\"", scope->row, name) : "null";
  if (pdl_node_get_finding (node) != NULL || strcmp (name, "kind") == 0)
    return pdl_cql_say (self, "%s.\"%s\"", scope->item, name);
  if (strcmp (name, "started") == 0)
    return pdl_cql_say (self, "\"record has started\"[%s.\"number\"]", scope->item);
  if (scope->place == PDL_CQL_PATIENT)
    return pdl_cql_say (self, "\"record is at a level\"[%s.\"number\"]", scope->item);
  return pdl_cql_say (self, "\"record is at target\"[%s][%s.\"number\"]", pdl_cql_target_index (self, scope),
                      scope->item);
}

/* A list of things: `SOURCE ALIAS return all …`, or the rows of a list in each of them. */
typedef struct
{
  const char *source;
  PdlCqlScope scope;
  const char *alias;
  const PdlFinding *rows; /* (nullable) */
  const char *holds;
} Things;

/* What each thing says, as a list. */
static const char *
each (PdlCql *self, const Things *things, const char *says)
{
  if (things->rows == NULL)
    return pdl_cql_say (self, "%s %s return all %s", things->source, things->alias, says);
  return pdl_cql_say (self,
                      "flatten (%s %s where %s.\"%s\" is not null return all ((%s.\"%s\") %s return all %s))",
                      things->source, things->alias, things->alias, things->rows->id, things->alias,
                      things->rows->id, things->scope.row, says);
}

/* The day a thing is known by: of a row its first date. */
static const char *
day_of (PdlCql *self, const Things *things)
{
  if (things->rows == NULL)
    return pdl_cql_say (self, "\"record begins\"[%s.\"number\"]", things->alias);
  for (guint i = 0; i < things->rows->columns->len; i++)
    {
      const PdlFinding *column = g_ptr_array_index (things->rows->columns, i);

      if (column->type == PDL_TYPE_DATE)
        return pdl_cql_say (self, "\"Exact day\"(%s.\"%s\")", things->scope.row, column->id);
      if (column->type == PDL_TYPE_DATETIME)
        pdl_cql_refuse (self, "rows by the minute", column->id);
    }
  return "(null as Date)";
}

static Things
things_of (PdlCql *self, const PdlNode *node, const PdlCqlScope *scope)
{
  Things things = { NULL, *scope, NULL, pdl_node_get_rows (node), "true" };

  if ((pdl_node_get_range (node) == PDL_RANGE_TARGETS
       || (pdl_node_get_range (node) == PDL_RANGE_LEVELS && scope->place == PDL_CQL_PATIENT))
      && pdl_cql_world_of_node (self, node) > 0)
    pdl_cql_refuse (self, "a query over targets that a setting for one of them touches", NULL);
  things.scope.row = things.rows != NULL ? pdl_cql_alias (self, "W") : things.scope.row;

  switch (pdl_node_get_range (node))
    {
    case PDL_RANGE_LEVELS:
      things.source = scope->place == PDL_CQL_PATIENT ? "\"Level places\""
                                                      : pdl_cql_say (self, "(\"Targets\"[%s].levels)",
                                                                     pdl_cql_target_index (self, scope));
      things.alias = pdl_cql_alias (self, "L");
      things.scope.place = PDL_CQL_LEVEL;
      things.scope.index = things.alias;
      break;
    case PDL_RANGE_TARGETS:
      things.source = "\"Target places\"";
      things.alias = pdl_cql_alias (self, "T");
      things.scope.place = PDL_CQL_TARGET;
      things.scope.index = things.alias;
      break;
    case PDL_RANGE_RECORDS:
    case PDL_RANGE_PRESENT_COURSE:
    case PDL_RANGE_PRIOR_COURSES:
      things.source = pdl_node_get_range (node) == PDL_RANGE_RECORDS ? records_of (self, node)
                                                                     : course_of (self, node, scope);
      things.alias = pdl_cql_alias (self, "R");
      things.scope.item = things.alias;
      if (things.rows == NULL)
        things.scope.row = NULL;
      break;
    case PDL_RANGE_RESULTS:
      things.source = pdl_cql_results (self, pdl_node_get_series (node));
      things.alias = pdl_cql_alias (self, "R");
      things.scope.result = things.alias;
      things.holds = pdl_cql_result_within (self, node, things.alias);
      break;
    }
  if (pdl_node_get_where (node) != NULL)
    {
      const char *where = pdl_cql_expr (self, pdl_node_get_where (node), &things.scope);

      things.holds = strcmp (things.holds, "true") == 0 ? where : pdl_cql_say (self, "(%s and %s)", things.holds, where);
    }
  return things;
}

static const char *
value_of (PdlCql *self, const PdlNode *node, const Things *things)
{
  const PdlFinding *finding = pdl_node_get_finding (node);
  const char *text;

  if (pdl_node_get_range (node) == PDL_RANGE_RESULTS)
    return pdl_cql_result_field (self, node, things->alias);
  if (things->scope.item != NULL && finding->scope == PDL_SCOPE_FIELD)
    text = pdl_cql_say (self, "%s.\"%s\"", things->rows != NULL ? things->scope.row : things->alias,
                        pdl_node_get_text (node));
  else
    text = pdl_cql_fact (self, finding, &things->scope);
  return finding->type == PDL_TYPE_DATE ? pdl_cql_say (self, "\"Exact day\"(%s)", text) : text;
}

/* `latest` and `earliest`: what is unknown or has no day is passed over; of one day the later entry is the
 * later thing. */
static const char *
say_by_day (PdlCql *self, const PdlNode *node, const Things *things, gboolean latest)
{
  const char *type = pdl_cql_expr_type (node);
  const char *name = pdl_cql_say (self, "%s %s", latest ? "Latest" : "Earliest", type);
  const char *rows = pdl_cql_say (self, "rows List<Tuple { holds Boolean, begins Date, value %s }>", type);

  if (pdl_node_get_range (node) == PDL_RANGE_RESULTS)
    return pdl_cql_first_result (
        self, type, latest,
        each (self, things,
              pdl_cql_say (self, "Tuple { holds: %s, id: %s.id, low: %s.low, high: %s.high, value: %s }", things->holds,
                           things->alias, things->alias, things->alias, value_of (self, node, things))));
  if (things->scope.item == NULL)
    pdl_cql_refuse (self, "the latest of what has no date", pdl_node_get_text (node));
  if (pdl_cql_claim (self, name))
    {
      pdl_cql_function (self, pdl_cql_say (self, "\"%s of\" (%s)", name, rows),
                        pdl_cql_say (self, "%s(rows R where R.begins = %s(rows Q return all Q.begins)).value",
                                     latest ? "Last" : "First", latest ? "Max" : "Min"));
      pdl_cql_function (self, pdl_cql_say (self, "\"%s\" (%s)", name, rows),
                        pdl_cql_say (self, "\"%s of\"(rows R where R.holds and R.begins is not null)", name));
    }
  return pdl_cql_say (self, "\"%s\"(%s)", name,
                      each (self, things,
                            pdl_cql_say (self, "Tuple { holds: %s, begins: %s, value: %s }", things->holds,
                                         day_of (self, things), value_of (self, node, things))));
}

/* `sum`, `min`, `max`: one unknown among what is asked for makes the whole unknown; of nothing there is none.
 */
static const char *
say_total (PdlCql *self, const PdlNode *node, const Things *things, const char *call)
{
  const PdlFinding *finding = pdl_node_get_finding (node);
  const char *type = pdl_cql_expr_type (node);
  const char *name = pdl_cql_say (self, "%s of known %s", call, type);

  if (finding->type == PDL_TYPE_ENUM)
    pdl_cql_refuse (self, "the extreme of codes", finding->id);
  if (pdl_cql_claim (self, name))
    pdl_cql_function (self,
                      pdl_cql_say (self, "\"%s\" (rows List<Tuple { holds Boolean, value %s }>)", name, type),
                      pdl_cql_say (self,
                                   "if exists (rows R where R.holds is null or (R.holds and R.value is null) "
                                   "return all true) then null "
                                   "else %s(rows R where R.holds return all R.value)",
                                   call));
  return pdl_cql_say (self, "\"%s\"(%s)", name,
                      each (self, things,
                            pdl_cql_say (self, "Tuple { holds: %s, value: %s }", things->holds,
                                         value_of (self, node, things))));
}

static const char *
say_truths (PdlCql *self, const char *name, const char *body, const Things *things)
{
  if (pdl_cql_claim (self, name))
    pdl_cql_function (self, pdl_cql_say (self, "\"%s\" (truths List<Boolean>)", name), body);
  return pdl_cql_say (self, "\"%s\"(%s)", name, each (self, things, things->holds));
}

const char *
pdl_cql_query (PdlCql *self, const PdlNode *node, const PdlCqlScope *scope)
{
  Things things = things_of (self, node, scope);

  switch (pdl_node_get_op (node))
    {
    case PDL_QUERY_ANY:
      return say_truths (self, "Any holds",
                         "if exists (truths X where X return all true) then true "
                         "else if exists (truths X where X is null return all true) then null else false",
                         &things);
    case PDL_QUERY_AT_LEAST:
      if (pdl_cql_claim (self, "At least"))
        pdl_cql_function (self, "\"At least\" (truths List<Boolean>, enough Decimal)",
                          "if ToDecimal(Count(truths X where X return all X)) >= enough then true else if "
                          "ToDecimal(Count((truths X return all Coalesce(X, true)) Y where Y return all Y)) >= enough then null else false");
      return pdl_cql_say (self, "\"At least\"(%s, %s)", each (self, &things, things.holds),
                          pdl_cql_number (self, pdl_node_get_number (node)));
    case PDL_QUERY_ALL:
      return say_truths (self, "All hold",
                         "if exists (truths X where not X return all true) then false "
                         "else if exists (truths X where X is null return all true) then null else true",
                         &things);
    case PDL_QUERY_COUNT:
      return say_truths (self, "How many hold",
                         "if exists (truths X where X is null return all true) then null else "
                         "ToDecimal(Count(truths X where X return all true))",
                         &things);
    case PDL_QUERY_SUM:
      return say_total (self, node, &things, "Sum");
    case PDL_QUERY_MIN:
      return say_total (self, node, &things, "Min");
    case PDL_QUERY_MAX:
      return say_total (self, node, &things, "Max");
    default:
      return say_by_day (self, node, &things, pdl_node_get_op (node) == PDL_QUERY_LATEST);
    }
}
