/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What every rule stands on: the parameters, small functions of time and sets, the targets formed from the
 * recorded levels, and the records as they lie in time and place.
 */

#include "pdl-cql-private.h"

/* ---- parameters
 * -------------------------------------------------------------------------------------------------- */

static gboolean
is_recorded_at (const PdlFinding *finding, gboolean levels)
{
  if (finding->kind == PDL_KIND_DERIVED || finding->scope == PDL_SCOPE_FIELD
      || finding->scope == PDL_SCOPE_IDENTITY)
    return FALSE;
  return !levels || finding->scope != PDL_SCOPE_PATIENT;
}

static void
add_entries (PdlCql *self, GString *text, gboolean identity, gboolean levels)
{
  for (guint i = 0; i < pdl_dictionary_get_n_findings (self->dictionary); i++)
    {
      const PdlFinding *finding = pdl_dictionary_get (self->dictionary, i);

      if (identity ? finding->scope == PDL_SCOPE_IDENTITY : is_recorded_at (finding, levels))
        g_string_append_printf (text, "%s\n  \"%s\" Tuple { value %s }",
                                text->str[text->len - 1] == '{' ? "" : ",", finding->id,
                                pdl_cql_type_of_finding (finding));
    }
}

/* A list whose columns are declared is a list of rows; any other is not read. */
static const char *
type_of_field (PdlCql *self, const PdlFinding *field)
{
  g_autoptr (GString) columns = NULL;

  if (field->columns == NULL)
    return pdl_cql_type_of_finding (field);
  columns = g_string_new (NULL);
  for (guint i = 0; i < field->columns->len; i++)
    {
      const PdlFinding *column = g_ptr_array_index (field->columns, i);

      g_string_append_printf (columns, "%s\"%s\" %s", i > 0 ? ", " : "", column->id,
                              pdl_cql_type_of_finding (column));
    }
  return pdl_cql_say (self, "List<Tuple { %s }>", columns->str);
}

/* Of two kinds of record a field has the same type, or both are texts. */
static void
add_fields (PdlCql *self, GString *text)
{
  g_autoptr (GHashTable) types = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < pdl_dictionary_get_n_kinds (self->dictionary); i++)
    {
      const PdlRecordKind *kind = pdl_dictionary_get_kind (self->dictionary, i);

      for (guint f = 0; f < kind->n_fields; f++)
        {
          const char *type = type_of_field (self, kind->fields[f]),
                     *before = g_hash_table_lookup (types, kind->fields[f]->id);

          if (before != NULL && g_strcmp0 (before, type) != 0)
            pdl_cql_refuse (self, "a field of two types", kind->fields[f]->id);
          if (before != NULL)
            continue;
          g_hash_table_insert (types, (gpointer)kind->fields[f]->id, (gpointer)type);
          g_string_append_printf (text, ",\n  \"%s\" %s", kind->fields[f]->id, type);
        }
    }
}

void
pdl_cql_parameters (PdlCql *self)
{
  g_string_append (self->text,
                   "parameter \"Now\" DateTime\n\nparameter \"Visit\" Date\n\nparameter \"Person\" Tuple {");
  add_entries (self, self->text, TRUE, FALSE);
  g_string_append (self->text, "\n}\n\nparameter \"Recorded\" Tuple {");
  add_entries (self, self->text, FALSE, FALSE);
  g_string_append (self->text, "\n}\n\nparameter \"Recorded levels\" List<Tuple {\n  level String");
  add_entries (self, self->text, FALSE, TRUE);
  g_string_append (
      self->text,
      "\n}>\n\nparameter \"Visits\" List<Tuple {\n  \"number\" Integer,\n  \"date\" Date");
  for (guint i = 0; i < pdl_dictionary_get_n_findings (self->dictionary); i++)
    if (pdl_cql_is_measured (pdl_dictionary_get (self->dictionary, i)))
      g_string_append_printf (self->text, ",\n  \"%s\" Decimal", pdl_dictionary_get (self->dictionary, i)->id);
  g_string_append (
      self->text,
      "\n}>\n\nparameter \"Target groups\" List<List<String>>\n\nparameter \"Records\" List<Tuple {\n"
      "  \"number\" Integer,\n  \"group\" String,\n  \"kind\" String");
  add_fields (self, self->text);
  g_string_append (self->text, "\n}>\n\n");
}

/* ---- functions
 * --------------------------------------------------------------------------------------------------- */

static const struct
{
  const char *signature, *body;
} functions[] = {
  { "\"Exact day\" (given Date)", "if day from given is null then null else given" },
  { "\"First day\" (given Date)", "if given is null then null else Date(year from given, Coalesce(month from "
                                  "given, 1), Coalesce(day from given, 1))" },
  { "\"Midnight\" (given Date)", "if given is null then null else DateTime(year from given, month from "
                                 "given, day from given, 0, 0, 0, 0)" },
  { "\"Days\" (from_day Date, to_day Date)", "ToDecimal(difference in days between from_day and to_day)" },
  { "\"Days later\" (given Date, later Decimal)", "if given is null or later is null then null else given + "
                                                  "System.Quantity { value: later, unit: 'day' }" },
  { "\"Hours\" (from_minute DateTime, to_minute DateTime)",
    "ToDecimal(Floor(ToDecimal(difference in minutes between from_minute and to_minute) / 60.0))" },
  { "\"Years\" (from_day Date, to_day Date)", "ToDecimal(years between from_day and to_day)" },
  { "\"Calendar months\" (from_day Date, to_day Date)", "ToDecimal(months between from_day and to_day)" },
  { "\"Size of\" (given List<String>)", "if given is null then null else ToDecimal(Count(given))" },
  { "\"Place of level\" (name String)", "if name is null then null else IndexOf(\"Spine\", name)" },
};

/* ---- targets
 * ----------------------------------------------------------------------------------------------------- */

static void
write_spine (PdlCql *self)
{
  g_autoptr (GString) names = g_string_new ("{"), places = g_string_new ("{");

  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    {
      g_string_append_printf (names, "%s'%s'", level > 0 ? ", " : "", pdl_level_name (level));
      g_string_append_printf (places, "%s%d", level > 0 ? ", " : "", level);
    }
  g_string_append_c (names, '}');
  g_string_append_c (places, '}');
  pdl_cql_define (self, "Spine", "From the head down.", names->str);
  pdl_cql_define (self, "Numbers", NULL, places->str);
}

static void
write_levels (PdlCql *self)
{
  const PdlFinding *involved = pdl_dictionary_lookup (self->dictionary, "involved");
  PdlCqlScope raw = { PDL_CQL_RAW, "V", NULL };
  const char *rule
      = pdl_cql_expr (self, pdl_expr_get_root (pdl_syntax_get_derivation (self->knowledge, involved)), &raw);

  pdl_cql_define (
      self, "Involved", "What was entered, else the rule; unknown counts as not involved.",
      pdl_cql_say (
          self,
          "\"Recorded levels\" V where (if V.\"involved\" is not null then V.\"involved\".value else %s) "
          "or exists (\"Target groups\" G where G contains V.level) "
          "return all V.level",
          rule));
  pdl_cql_define (
      self, "Levels", NULL,
      "\"Recorded levels\" V where \"Involved\" contains V.level return all Tuple { level: V.level, place: "
      "\"Place of level\"(V.level), "
      "grouped: exists (\"Target groups\" G where G contains V.level), link: V.\"target_link\".value }");
}

void
pdl_cql_targets (PdlCql *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
    pdl_cql_function (self, functions[i].signature, functions[i].body);
  write_spine (self);
  write_levels (self);
  pdl_cql_define (self, "Level entries", "What was recorded at the involved levels.",
                  "\"Recorded levels\" V where \"Involved\" contains V.level");
  pdl_cql_define (self, "Level places", NULL,
                  "\"Numbers\" N where N < Count(\"Levels\" X return all X.level)");
  pdl_cql_define (self, "Free places", "Involved levels of no group of the user.",
                  "\"Level places\" L where not \"Levels\"[L].grouped");
  pdl_cql_define (self, "Free levels begin a target",
                  "Not adjacent to the free level before, or split from it; joined levels go together.",
                  "\"Numbers\" N where N < Count(\"Free places\") return all (N = 0 or not "
                  "((\"Levels\"[\"Free places\"[N - 1]].place = "
                  "\"Levels\"[\"Free places\"[N]].place - 1 and Coalesce(\"Levels\"[\"Free places\"[N]].link "
                  "!= 'split', true)) "
                  "or Coalesce(\"Levels\"[\"Free places\"[N]].link = 'joined', false)))");
  pdl_cql_define (self, "Free runs", "To which run of free levels each belongs.",
                  "\"Numbers\" N where N < Count(\"Free places\") return all "
                  "Count(\"Numbers\" M where M <= N and \"Free levels begin a target\"[M])");
  pdl_cql_define (self, "Group targets", NULL,
                  "\"Target groups\" G where exists G return all Tuple { levels: (\"Level places\" L where G "
                  "contains \"Levels\"[L].level) }");
  pdl_cql_define (self, "Run targets", NULL,
                  "\"Numbers\" R where R < Max(\"Free runs\") return all Tuple { levels: (\"Numbers\" N "
                  "where \"Free runs\"[N] = R + 1 "
                  "return all \"Free places\"[N]) }");
  pdl_cql_define (self, "Unsorted targets", NULL,
                  "(flatten {\"Group targets\", \"Run targets\"}) X return all Tuple { head: "
                  "First(X.levels), levels: X.levels }");
  pdl_cql_define (self, "Targets", "Without a level there is one target of what is recorded for the whole.",
                  "if exists \"Unsorted targets\" then (\"Unsorted targets\" X sort by head) else {Tuple { "
                  "head: 0, levels: {} as List<Integer> }}");
  pdl_cql_define (self, "Target places", NULL,
                  "\"Numbers\" N where N < Count(\"Targets\" X return all X.head)");
  pdl_cql_define (
      self, "Target of level", NULL,
      "\"Level places\" L return all First(\"Target places\" T where \"Targets\"[T].levels contains L)");
  pdl_cql_define (self, "level is alone", "In a target of its own.",
                  "\"Level places\" L return all (\"Target of level\"[L] is not null and "
                  "Count(\"Targets\"[\"Target of level\"[L]].levels) = 1)");
  pdl_cql_define (self, "Today", NULL, "date from \"Now\"");
  pdl_cql_define (self, "record begins", "By the first day of a month or year.",
                  "\"Records\" R return all \"First day\"(Coalesce(R.\"start\", R.\"date\"))");
  pdl_cql_define (self, "record has started", NULL,
                  "\"Records\" R return all (\"record begins\"[R.\"number\"] is not null and \"record "
                  "begins\"[R.\"number\"] <= \"Today\" "
                  "and (R.\"status\" is null or not (R.\"status\" in {'planned', 'cancelled'})))");
  pdl_cql_define (self, "record is at a level", NULL,
                  "\"Records\" R return all exists (\"Level places\" L where R.\"levels\" is not null and "
                  "R.\"levels\" contains \"Levels\"[L].level)");
  pdl_cql_define (self, "record is at target", NULL,
                  "\"Target places\" T return all (\"Records\" R return all exists ((\"Targets\"[T].levels) "
                  "L where R.\"levels\" is not null "
                  "and R.\"levels\" contains \"Levels\"[L].level))");
}

/* ---- courses
 * ----------------------------------------------------------------------------------------------------- */

/* The newest course at the place that has begun by now, a planned one being the newest, if planned, ongoing,
 * or just ended; a course without a day was given some time before. */
void
pdl_cql_courses (PdlCql *self, PdlCqlPlace place)
{
  PdlCqlScope scope = { place, place == PDL_CQL_TARGET ? pdl_cql_alias (self, "T") : NULL };
  const char *suffix = pdl_cql_suffix (place);
  const char *at = place == PDL_CQL_TARGET ? pdl_cql_say (self, "\"record is at target\"[%s]", scope.index)
                                           : "\"record is at a level\"";
  const char *courses = pdl_cql_ref (self, "courses", &scope),
             *newest = pdl_cql_ref (self, "newest course", &scope);
  const char *present = pdl_cql_ref (self, "present course", &scope);

  if (!pdl_cql_claim (self, pdl_cql_say (self, "courses%s", suffix)))
    return;
  pdl_cql_define_at (self, pdl_cql_say (self, "courses%s", suffix), NULL, &scope,
                     pdl_cql_say (self,
                                  "\"records radiotherapy\" R where %s[R.\"number\"] return all Tuple { "
                                  "number: R.\"number\", status: Coalesce(R.\"status\", ''), "
                                  "begins: \"record begins\"[R.\"number\"], ends: Coalesce(\"First "
                                  "day\"(R.\"end\"), \"record begins\"[R.\"number\"]) }",
                                  at));
  pdl_cql_define_at (
      self, pdl_cql_say (self, "begun courses%s", suffix), NULL, &scope,
      pdl_cql_say (self,
                   "(%s) C where C.status = 'planned' or C.begins is null or C.begins <= \"Today\" return "
                   "all Tuple { number: C.number, "
                   "rank: if C.status = 'planned' then @9999-12-31 else Coalesce(C.begins, @0001-01-01) }",
                   courses));
  pdl_cql_define_at (self, pdl_cql_say (self, "newest course%s", suffix), NULL, &scope,
                     pdl_cql_say (self, "Last((%s) C where C.rank = Max((%s) D return all D.rank)).number",
                                  pdl_cql_ref (self, "begun courses", &scope),
                                  pdl_cql_ref (self, "begun courses", &scope)));
  pdl_cql_define_at (
      self, pdl_cql_say (self, "present course%s", suffix), NULL, &scope,
      pdl_cql_say (
          self,
          "First((%s) C where C.number = %s and (C.status in {'planned', 'ongoing'} or (C.ends is not null "
          "and \"Days\"(C.ends, \"Visit\") < %s))).number",
          courses, newest, pdl_cql_number (self, pdl_syntax_get_present_course_days (self->knowledge))));
  pdl_cql_define_at (
      self, pdl_cql_say (self, "prior courses%s", suffix), NULL, &scope,
      pdl_cql_say (
          self,
          "(%s) C where ((C.begins is null and C.status != 'planned') or \"record has started\"[C.number]) "
          "and (%s is null or C.number != %s) return all C.number",
          courses, present, present));
}
