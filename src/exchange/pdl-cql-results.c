/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The results of a finding → CQL: which there are, between which minutes each was taken, and what of two of them comes first.
 * Minutes are counted from 1970.
 */

#include "pdl-cql-private.h"

#include <math.h>
#include <string.h>

#define RESULT "Tuple { id Integer, value Decimal, low Integer, high Integer }"
#define LONG_AGO "-1000000000"

gboolean
pdl_cql_is_measured (const PdlFinding *finding)
{
  return finding->scope == PDL_SCOPE_PATIENT && finding->kind != PDL_KIND_DERIVED
         && (finding->type == PDL_TYPE_NUMBER || finding->type == PDL_TYPE_INT);
}

static void
claim_function (PdlCql *self, const char *name, const char *signature, const char *body)
{
  if (pdl_cql_claim (self, name))
    pdl_cql_function (self, pdl_cql_say (self, "\"%s\" (%s)", name, signature), body);
}

/* ---- which there are ---------------------------------------------------------------------------------------------- */

static void
write_times (PdlCql *self)
{
  claim_function (self, "Minutes", "given DateTime",
                  "difference in minutes between DateTime(1970, 1, 1, 0, 0, 0, 0) and given");
  if (pdl_cql_claim (self, "End of today"))
    pdl_cql_define (self, "End of today", NULL, "\"Minutes\"(\"Midnight\"(\"Today\")) + 1439");
  claim_function (self, "Last day", "given Date",
                  "if given is null then null else if month from given is null then Date(year from given, 12, 31) "
                  "else if day from given is null then \"Days later\"(if month from given = 12 then Date(year from given + 1, 1, 1) "
                  "else Date(year from given, month from given + 1, 1), -1.0) "
                  "else given");
  claim_function (self, "Taken from", "at DateTime, on Date",
                  "if at is not null then \"Minutes\"(at) else if on is not null then "
                  "\"Minutes\"(\"Midnight\"(\"First day\"(on))) else " LONG_AGO);
  claim_function (self, "Taken until", "at DateTime, on Date",
                  "Min({\"End of today\", if at is not null then \"Minutes\"(at) + (if hour from at = 0 and minute from at = 0 "
                  "then 1439 else 0) else if on is not null then "
                  "\"Minutes\"(\"Midnight\"(\"Last day\"(on))) + 1439 else \"End of today\"})");
  claim_function (self, "Day of minutes", "low Integer, high Integer",
                  "if Floor(ToDecimal(low) / 1440.0) = Floor(ToDecimal(high) / 1440.0) then \"Days later\"(@1970-01-01, "
                  "ToDecimal(Floor(ToDecimal(low) / 1440.0))) else null");
}

/* Its number in our unit, and null where that cannot be one of the finding. */
static const char *
unit_function (PdlCql *self, const PdlFinding *finding)
{
  const char *name = pdl_cql_say (self, "%s in our unit", finding->id);
  g_autoptr (GString) body = g_string_new ("case when unit is null or unit = ''");

  if (finding->unit != NULL)
    g_string_append_printf (body, " or unit = %s", pdl_cql_quote (self, finding->unit));
  g_string_append (body, " then given");
  for (guint i = 0; i < finding->n_units; i++)
    g_string_append_printf (body, " when unit = %s then given * %s", pdl_cql_quote (self, finding->units[i].unit),
                            pdl_cql_number (self, finding->units[i].factor));
  g_string_append (body, " else null end");
  claim_function (self, pdl_cql_say (self, "%s as typed", name), "given Decimal, unit String", body->str);
  g_string_assign (body, "if false");
  if (!isnan (finding->min))
    g_string_append_printf (body, " or number < %s", pdl_cql_number (self, finding->min));
  if (!isnan (finding->max))
    g_string_append_printf (body, " or number > %s", pdl_cql_number (self, finding->max));
  g_string_append (body, " then null else number");
  claim_function (self, name, "number Decimal", body->str);
  return name;
}

static const char *
records_of (PdlCql *self, const PdlRecordKind *kind, const PdlFinding *finding)
{
  const char *unit = unit_function (self, finding);

  return pdl_cql_say (self,
                      "(\"Records\" R where R.\"group\" = %s and R.\"kind\" = %s and (R.\"status\" is null or not "
                      "(R.\"status\" in {'planned', 'cancelled'})) and R.\"%s\" = %s and R.\"%s\" is not null "
                      "return all Tuple { id: R.\"number\", value: \"%s\"(\"%s as typed\"(R.\"%s\", R.\"%s\")), "
                      "low: \"Taken from\"(R.\"%s\", Coalesce(R.\"start\", R.\"date\")), "
                      "high: \"Taken until\"(R.\"%s\", Coalesce(R.\"start\", R.\"date\")) })",
                      pdl_cql_quote (self, pdl_group_key (kind->group)), pdl_cql_quote (self, kind->id),
                      kind->result_of->id, pdl_cql_quote (self, finding->id), kind->result_value->id, unit, unit,
                      kind->result_value->id, kind->result_unit->id, kind->result_at->id, kind->result_at->id);
}

gboolean
pdl_cql_has_results (PdlCql *self, const PdlFinding *finding)
{
  return g_hash_table_contains (self->made, pdl_cql_say (self, "results %s", finding->id));
}

const char *
pdl_cql_results (PdlCql *self, const PdlFinding *finding)
{
  const char *name = pdl_cql_say (self, "results %s", finding->id), *recorded = pdl_cql_say (self, "recorded results %s", finding->id);
  g_autoptr (GString) records = g_string_new (NULL);

  if (!pdl_cql_claim (self, name))
    return pdl_cql_say (self, "\"%s\"", name);
  write_times (self);
  for (guint i = 0; i < pdl_dictionary_get_n_kinds (self->dictionary); i++)
    if (pdl_dictionary_get_kind (self->dictionary, i)->result_of != NULL)
      g_string_append_printf (records, "%s%s", records->len > 0 ? ", " : "",
                              records_of (self, pdl_dictionary_get_kind (self->dictionary, i), finding));
  if (records->len == 0)
    g_string_append (records, "({} as List<" RESULT ">)");
  pdl_cql_define (self, recorded, NULL,
                  pdl_cql_say (self, "(flatten {%s}) R where R.low <= \"End of today\"", records->str));
  pdl_cql_define (
      self, name, "Records, and what was measured at a visit: a result of the same day and number is the one it was made of.",
      pdl_cql_say (self,
                   "flatten {\"%s\", (\"Visits\" V where V.\"%s\" is not null and V.\"date\" <= \"Today\" "
                   "and not exists (\"%s\" R where R.value = V.\"%s\" and \"Day of minutes\"(R.low, R.high) = V.\"date\" return all true) "
                   "and not exists (\"Visits\" W where W.\"number\" < V.\"number\" and W.\"date\" = V.\"date\" and W.\"%s\" = V.\"%s\" "
                   "return all true) return all Tuple { id: 1000000 + V.\"number\", value: V.\"%s\", "
                   "low: \"Taken from\"(null as DateTime, V.\"date\"), high: \"Taken until\"(null as DateTime, V.\"date\") })}",
                   recorded, finding->id, recorded, finding->id, finding->id, finding->id, finding->id));
  return pdl_cql_say (self, "\"%s\"", name);
}

/* ---- what is said of one ------------------------------------------------------------------------------------------ */

static const char *
say_newest (PdlCql *self, const PdlFinding *finding, const char *alias)
{
  /* Of one minute the later entry is the later result. */
  claim_function (self, "Is newest", "rows List<" RESULT ">, one " RESULT,
                  "if exists (rows Q where Q.id != one.id and (Q.low > one.high or (Q.low = Q.high and one.low = one.high and Q.low = one.low "
                  "and Q.id > one.id)) return all true) then false else if exists (rows Q where Q.id != one.id and Q.high >= one.low and not "
                  "(Q.low = Q.high and one.low = one.high and Q.low = one.low) return all true) then null else true");
  return pdl_cql_say (self, "\"Is newest\"(%s, %s)", pdl_cql_results (self, finding), alias);
}

const char *
pdl_cql_result_field (PdlCql *self, const PdlNode *field, const char *alias)
{
  const char *name = pdl_node_get_text (field);

  if (strcmp (name, "value") == 0)
    return pdl_cql_say (self, "%s.value", alias);
  if (strcmp (name, "day") == 0)
    return pdl_cql_say (self, "\"Day of minutes\"(%s.low, %s.high)", alias, alias);
  return say_newest (self, pdl_node_get_series (field), alias);
}

const char *
pdl_cql_result_within (PdlCql *self, const PdlNode *node, const char *alias)
{
  if (isnan (pdl_node_get_hours (node)))
    return "true";
  claim_function (self, "Is within", "rows List<" RESULT ">, one " RESULT ", span Decimal",
                  "if not exists (rows Q where Q.id != one.id return all true) "
                  "or ToDecimal(Max(rows Q where Q.id != one.id return all Q.high) - one.low) <= span * 60.0 then true "
                  "else if ToDecimal(Max(rows Q where Q.id != one.id return all Q.low) - one.high) > span * 60.0 then false else null");
  return pdl_cql_say (self, "\"Is within\"(%s, %s, %s)", pdl_cql_results (self, pdl_node_get_series (node)), alias,
                      pdl_cql_number (self, pdl_node_get_hours (node)));
}

const char *
pdl_cql_first_result (PdlCql *self, const char *type, gboolean latest, const char *rows)
{
  const char *name = pdl_cql_say (self, "%s result %s", latest ? "Latest" : "Earliest", type);
  const char *list = pdl_cql_say (self, "rows List<Tuple { holds Boolean, id Integer, low Integer, high Integer, value %s }>", type);

  claim_function (self, pdl_cql_say (self, "One %s", type), pdl_cql_say (self, "values List<%s>", type),
                  "if exists (values X where X is null return all true) or exists (values X where X != First(values) return all true) "
                  "then null else First(values)");
  /* What may be the first: not known to be overtaken by the one that is first of those that fit. */
  claim_function (
      self, pdl_cql_say (self, "%s of edge", name),
      pdl_cql_say (self, "%s, edge Integer, exact Integer", list),
      pdl_cql_say (self,
                   "if edge is null then null else \"One %s\"(rows R where (R.holds is null or R.holds) and not (%s "
                   "or (exact is not null and R.low = R.high and R.low = edge and R.id %s exact)) return all R.value)",
                   type, latest ? "R.high < edge" : "R.low > edge", latest ? "<" : ">"));
  claim_function (
      self, pdl_cql_say (self, "%s at edge", name), pdl_cql_say (self, "%s, edge Integer", list),
      pdl_cql_say (self,
                   "\"%s of edge\"(rows, edge, %s(rows R where R.holds and R.low = R.high and R.low = edge return all R.id))",
                   name, latest ? "Max" : "Min"));
  claim_function (self, name, list,
                  pdl_cql_say (self, "\"%s at edge\"(rows, %s(rows R where R.holds return all R.%s))", name, latest ? "Max" : "Min",
                               latest ? "low" : "high"));
  return pdl_cql_say (self, "\"%s\"(%s)", name, rows);
}
