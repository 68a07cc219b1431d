/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Options, limits and arguments of a target. Each modifier that changes the options leaves a list, the rows'
 * own being the first; the modifiers after the list read what the option then listed first uses.
 */

#include "pdl-cql-private.h"

/* How far the list has come: names of the definitions. */
typedef struct
{
  PdlCql *cql;
  const char *options, *dropped, *uses;
} Stage;

static const PdlModifier *
modifier_at (PdlCql *self, guint index)
{
  return pdl_knowledge_get_modifier (self->knowledge, index);
}

static const char *
when (PdlCql *self, const PdlExpr *condition, const PdlCqlScope *scope)
{
  return condition != NULL ? pdl_cql_expr (self, pdl_expr_get_root (condition), scope) : "true";
}

/* ---- functions
 * --------------------------------------------------------------------------------------------------- */

#define LISTED "List<Tuple { id String, place String, source String, meanwhile Boolean }>"

static void
write_functions (PdlCql *self)
{
  g_autoptr (GString) uses = g_string_new ("case option_id");

  for (guint i = 0; i < pdl_knowledge_get_n_options (self->knowledge); i++)
    {
      const PdlOption *option = pdl_knowledge_get_option (self->knowledge, i);
      const char *name;
      guint n = 0;

      if (option->uses == 0)
        continue;
      g_string_append_printf (uses, " when %s then {", pdl_cql_quote (self, option->id));
      for (guint bit = 0; (name = pdl_syntax_get_use (self->knowledge, bit)) != NULL; bit++)
        if ((option->uses & ((guint32)1 << bit)) != 0)
          g_string_append_printf (uses, "%s%s", n++ > 0 ? ", " : "", pdl_cql_quote (self, name));
      g_string_append_c (uses, '}');
    }
  g_string_append (uses, " else ({} as List<String>) end");
  pdl_cql_function (self, "\"Uses of\" (option_id String)", uses->str);
  pdl_cql_function (self, "\"Without\" (listed " LISTED ", gone List<String>)",
                    "listed X where not (X.id in gone)");
  /* The new one takes the place of the old one; where it is listed already, the old one only goes. */
  pdl_cql_function (self, "\"Exchanged\" (listed " LISTED ", old_id String, new_id String, by String)",
                    "if new_id is null then listed "
                    "else if exists (listed X where X.id = new_id) then (listed X where X.id != old_id) "
                    "else (listed X return all if X.id = old_id then Tuple { id: new_id, place: X.place, "
                    "source: by, meanwhile: X.meanwhile } else X)");
  /* Behind those of the row and before those of every row, or before all. */
  pdl_cql_function (
      self, "\"Added\" (listed " LISTED ", new_id String, before_all Boolean, by String)",
      "if new_id is null or exists (listed X where X.id = new_id) then listed "
      "else if before_all then flatten {{Tuple { id: new_id, place: 'added', source: by, meanwhile: false "
      "}}, "
      "listed} "
      "else flatten {(listed X where X.place != 'always'), {Tuple { id: new_id, place: 'added', source: by, "
      "meanwhile: false }}, (listed X where X.place = 'always')}");
  pdl_cql_function (
      self,
      "\"Sooner\" (one Tuple { within_h Integer, latest_h Integer }, other Tuple { within_h Integer, "
      "latest_h "
      "Integer })",
      "if one is null then other else if other is null then one "
      "else if Coalesce(other.within_h, 1000000) < Coalesce(one.within_h, 1000000) then other "
      "else if Coalesce(other.within_h, 1000000) = Coalesce(one.within_h, 1000000) and "
      "Coalesce(other.latest_h, "
      "other.within_h, 1000000) < Coalesce(one.latest_h, one.within_h, 1000000) then other else one");
}

/* ---- options of the rows
 * --------------------------------------------------------------------------------------------- */

/* Those of a row whose conditions hold. */
static void
write_options_of_row (PdlCql *self, const PdlRow *row)
{
  PdlCqlScope scope = pdl_cql_scope (self, PDL_CQL_TARGET);
  g_autoptr (GString) list = g_string_new (NULL);
  guint n = pdl_syntax_get_n_row_options (self->knowledge, row);

  for (guint i = 0; i < n; i++)
    {
      PdlOptionsSyntax ref;

      pdl_syntax_get_row_options (self->knowledge, row, i, &ref);
      g_string_append_printf (list, "%sTuple { id: %s, counts: %s }", i > 0 ? ", " : "",
                              pdl_cql_quote (self, ref.options[0]->id), when (self, ref.condition, &scope));
    }
  pdl_cql_define_at (self, pdl_cql_say (self, "options of %s", row->id), NULL, &scope,
                     n > 0 ? pdl_cql_say (self, "({%s}) O where O.counts return all O.id", list->str)
                           : "({} as List<String>)");
}

static void
write_rows_options (Stage *stage)
{
  PdlCql *self = stage->cql;
  PdlCqlScope scope = pdl_cql_scope (self, PDL_CQL_TARGET);
  g_autoptr (GString) choice = g_string_new (NULL), always = g_string_new ("{");
  const char *t = scope.index, *form;

  for (guint i = 0; i < pdl_knowledge_get_n_rows (self->knowledge); i++)
    {
      const PdlRow *row = pdl_knowledge_get_row (self->knowledge, i);

      write_options_of_row (self, row);
      g_string_append_printf (choice, " when %s then \"options of %s\"[%s]", pdl_cql_quote (self, row->id),
                              row->id, t);
    }
  for (guint i = 0; i < pdl_syntax_get_n_always (self->knowledge); i++)
    g_string_append_printf (always, "%s%s", i > 0 ? ", " : "",
                            pdl_cql_quote (self, pdl_syntax_get_always (self->knowledge, i)->id));
  g_string_append_c (always, '}');
  pdl_cql_define_at (self, "options of row", NULL, &scope,
                     pdl_cql_say (self, "case \"row\"[%s]%s else ({} as List<String>) end", t, choice->str));
  pdl_cql_define_at (
      self, "options of row also", NULL, &scope,
      pdl_cql_say (self, "case \"row also\"[%s]%s else ({} as List<String>) end", t, choice->str));
  /* The first of a row is named by it, unless the row cannot determine: what stands there is valid meanwhile.
   */
  form = "Tuple { id: O, place: if O = First(\"options of row%s\"[%s]) and not \"Is not "
         "clear\"(\"row%s\"[%s]) then "
         "'named' else 'alternative', source: \"row%s\"[%s], meanwhile: \"Is not clear\"(\"row%s\"[%s]) }";
  pdl_cql_define_at (
      self, "options of the rows", "Those of the second run first; then those that every row ends with.",
      &scope,
      pdl_cql_say (self,
                   "flatten {((\"options of row also\"[%s]) O return all %s), "
                   "((\"options of row\"[%s]) O where not (O in \"options of row also\"[%s]) return all %s), "
                   "((%s) O where not (O in \"options of row also\"[%s]) and not (O in \"options of "
                   "row\"[%s]) return all "
                   "Tuple { id: O, place: 'always', source: \"row\"[%s], meanwhile: false })}",
                   t, pdl_cql_say (self, form, " also", t, " also", t, " also", t, " also", t), t, t,
                   pdl_cql_say (self, form, "", t, "", t, "", t, "", t), always->str, t, t, t));
  pdl_cql_define_at (self, "options dropped", NULL, &scope, "({} as List<String>)");
  stage->options = "options of the rows";
  stage->dropped = "options dropped";
}

/* ---- changes
 * ----------------------------------------------------------------------------------------------------- */

/* What an option is exchanged for, as an expression. */
static const char *
say_exchange (PdlCql *self, const PdlOptionsSyntax *change, const PdlOption *from, const PdlCqlScope *scope)
{
  g_autoptr (GString) text = g_string_new ("case");

  if (change->to != NULL)
    return pdl_cql_quote (self, change->to->id);
  for (guint i = 0; i < pdl_syntax_get_n_swaps (self->knowledge, from); i++)
    {
      PdlOptionsSyntax swap;

      pdl_syntax_get_swap (self->knowledge, from, i, &swap);
      g_string_append_printf (text, " when %s then %s", when (self, swap.condition, scope),
                              pdl_cql_quote (self, swap.options[0]->id));
    }
  if (pdl_syntax_get_n_swaps (self->knowledge, from) == 0)
    return "(null as String)";
  return pdl_cql_say (self, "%s else null end", text->str);
}

static const char *
say_drops (PdlCql *self, guint index, const PdlCqlScope *scope)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < pdl_syntax_get_n_changes (self->knowledge, index, PDL_OPTION_CHANGE_DROP); i++)
    {
      PdlOptionsSyntax change;

      pdl_syntax_get_change (self->knowledge, index, PDL_OPTION_CHANGE_DROP, i, &change);
      for (guint o = 0; o < change.n_options; o++)
        g_string_append_printf (list, "%sTuple { id: %s, counts: %s }", list->len > 0 ? ", " : "",
                                pdl_cql_quote (self, change.options[o]->id),
                                when (self, change.condition, scope));
    }
  return list->len > 0 ? pdl_cql_say (self, "({%s}) O where O.counts return all O.id", list->str) : NULL;
}

static const char *
say_changes (PdlCql *self, guint index, const char *options, const PdlCqlScope *scope)
{
  const char *id = pdl_cql_quote (self, modifier_at (self, index)->id);

  for (guint change = PDL_OPTION_CHANGE_SWAP; change <= PDL_OPTION_CHANGE_ADD; change++)
    for (guint i = 0; i < pdl_syntax_get_n_changes (self->knowledge, index, change); i++)
      {
        PdlOptionsSyntax syntax;
        const char *counts;

        pdl_syntax_get_change (self->knowledge, index, change, i, &syntax);
        counts = when (self, syntax.condition, scope);
        for (guint o = 0; o < syntax.n_options; o++)
          {
            const char *option = pdl_cql_quote (self, syntax.options[o]->id);

            options = change == PDL_OPTION_CHANGE_SWAP
                          ? pdl_cql_say (self, "\"Exchanged\"(%s, %s, if %s then %s else null, %s)", options,
                                         option, counts,
                                         say_exchange (self, &syntax, syntax.options[o], scope), id)
                          : pdl_cql_say (self, "\"Added\"(%s, if %s then %s else null, %s, %s)", options,
                                         counts, option, syntax.first ? "true" : "false", id);
          }
      }
  return options;
}

/* What a dropped option is exchanged or added for goes with it: no modifier brings back what another dropped.
 */
static void
write_changes (Stage *stage, guint index)
{
  PdlCql *self = stage->cql;
  PdlCqlScope scope = pdl_cql_scope (self, PDL_CQL_TARGET);
  const char *id = modifier_at (self, index)->id, *t = scope.index, *drops, *options, *dropped;

  if (pdl_syntax_get_n_changes (self->knowledge, index, PDL_OPTION_CHANGE_DROP) == 0
      && pdl_syntax_get_n_changes (self->knowledge, index, PDL_OPTION_CHANGE_SWAP) == 0
      && pdl_syntax_get_n_changes (self->knowledge, index, PDL_OPTION_CHANGE_ADD) == 0)
    return;
  scope.uses = stage->uses != NULL ? pdl_cql_say (self, "\"%s\"[%s]", stage->uses, t) : NULL;
  drops = say_drops (self, index, &scope);
  if (drops != NULL)
    {
      const char *name = pdl_cql_say (self, "options dropped by %s", id);

      pdl_cql_define_at (
          self, name, NULL, &scope,
          pdl_cql_say (self, "if \"modifier %s\"[%s] then flatten {\"%s\"[%s], (%s)} else \"%s\"[%s]", id, t,
                       stage->dropped, t, drops, stage->dropped, t));
      stage->dropped = name;
    }
  dropped = pdl_cql_say (self, "\"%s\"[%s]", stage->dropped, t);
  options = pdl_cql_say (self, "\"%s\"[%s]", stage->options, t);
  if (drops != NULL)
    options = pdl_cql_say (self, "\"Without\"(%s, %s)", options, dropped);
  options = pdl_cql_say (self, "if \"modifier %s\"[%s] then \"Without\"(%s, %s) else \"%s\"[%s]", id, t,
                         say_changes (self, index, options, &scope), dropped, stage->options, t);
  stage->options = pdl_cql_say (self, "options after %s", id);
  pdl_cql_define_at (self, stage->options, NULL, &scope, options);
  stage->uses = NULL;
}

/* What the option listed first uses, as far as the list has come; a row that cannot determine uses nothing.
 */
static void
write_uses (Stage *stage)
{
  PdlCql *self = stage->cql;
  PdlCqlScope scope = pdl_cql_scope (self, PDL_CQL_TARGET);

  if (stage->uses != NULL)
    return;
  stage->uses = pdl_cql_say (self, "uses of the first of the %s", stage->options);
  pdl_cql_define_at (
      self, stage->uses, NULL, &scope,
      pdl_cql_say (self,
                   "if \"Is not clear\"(\"row\"[%s]) then ({} as List<String>) "
                   "else \"Uses of\"(First((\"%s\"[%s]) O where not O.meanwhile return all O.id))",
                   scope.index, stage->options, scope.index));
}

/* ---- limits
 * ------------------------------------------------------------------------------------------------------ */

static const char *
say_hours (PdlCql *self, int hours)
{
  return hours < 0 ? "(null as Integer)" : pdl_cql_say (self, "%d", hours);
}

static const char *
say_limit (PdlCql *self, const PdlLimitSyntax *limit, const PdlCqlScope *scope)
{
  g_autoptr (GString) text = g_string_new ("case");
  const char *otherwise = NULL;

  for (guint i = 0; i < pdl_syntax_get_n_limit_parts (limit); i++)
    {
      PdlLimitPart part;
      const char *hours;

      pdl_syntax_get_limit_part (limit, i, &part);
      hours = pdl_cql_say (self, "Tuple { within_h: %s, latest_h: %s }", say_hours (self, part.within_h),
                           say_hours (self, part.latest_h));
      if (part.condition == NULL)
        otherwise = hours;
      else
        g_string_append_printf (text, " when %s then %s", when (self, part.condition, scope), hours);
    }
  return pdl_syntax_get_n_limit_parts (limit) == 1
             ? otherwise
             : pdl_cql_say (self, "%s else %s end", text->str, otherwise);
}

static void
write_modifier_limit (Stage *stage, guint index, const PdlCqlScope *scope)
{
  const PdlLimitSyntax *limit = pdl_syntax_get_modifier_limit (stage->cql->knowledge, index);

  if (limit != NULL)
    pdl_cql_define_at (stage->cql, pdl_cql_say (stage->cql, "limit %s", modifier_at (stage->cql, index)->id),
                       NULL, scope, say_limit (stage->cql, limit, scope));
}

/* Of the rows, and of the modifiers that also shorten it. */
static void
write_limits (PdlCql *self)
{
  PdlCqlScope scope = pdl_cql_scope (self, PDL_CQL_TARGET);
  g_autoptr (GString) choice = g_string_new (NULL);
  const char *t = scope.index, *limit;

  for (guint i = 0; i < pdl_knowledge_get_n_rows (self->knowledge); i++)
    {
      const PdlRow *row = pdl_knowledge_get_row (self->knowledge, i);
      PdlCqlScope own = pdl_cql_scope (self, PDL_CQL_TARGET);

      pdl_cql_define_at (self, pdl_cql_say (self, "limit %s", row->id), row->urgency_text, &own,
                         say_limit (self, pdl_syntax_get_row_limit (self->knowledge, row), &own));
      g_string_append_printf (choice, " when %s then \"limit %s\"[%s]", pdl_cql_quote (self, row->id),
                              row->id, t);
    }
  limit = pdl_cql_say (self,
                       "\"Sooner\"(case \"row\"[%s]%s else null end, case \"row also\"[%s]%s else null end)",
                       t, choice->str, t, choice->str);
  for (guint i = 0; i < pdl_knowledge_get_n_modifiers (self->knowledge); i++)
    {
      PdlModifierSyntax syntax;

      pdl_syntax_get_modifier (self->knowledge, i, &syntax);
      if (syntax.shortens && pdl_syntax_get_modifier_limit (self->knowledge, i) != NULL)
        limit = pdl_cql_say (self, "\"Sooner\"(%s, if \"modifier %s\"[%s] then \"limit %s\"[%s] else null)",
                             limit, modifier_at (self, i)->id, t, modifier_at (self, i)->id, t);
    }
  pdl_cql_define_at (self, "limit", "Hours; the more urgent of several.", &scope, limit);
}

/* ---- states
 * ------------------------------------------------------------------------------------------------------ */

/* `exists` of the uses among @bits. */
static const char *
say_uses_any (PdlCql *self, const char *uses, guint32 bits)
{
  g_autoptr (GString) names = g_string_new (NULL);
  const char *name;

  for (guint bit = 0; (name = pdl_syntax_get_use (self->knowledge, bit)) != NULL; bit++)
    if ((bits & ((guint32)1 << bit)) != 0)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", pdl_cql_quote (self, name));
  return pdl_cql_say (self, "exists ((%s) U where U in {%s})", uses, names->str);
}

/* Which modifier an option waits for, and which ones put a state on the decision. */
static void
write_states (Stage *stage)
{
  PdlCql *self = stage->cql;
  PdlCqlScope scope = pdl_cql_scope (self, PDL_CQL_TARGET);
  g_autoptr (GString) waits = g_string_new (NULL), reasons = g_string_new (NULL);
  const char *t = scope.index;

  write_uses (stage);
  scope.uses = pdl_cql_say (self, "\"%s\"[%s]", stage->uses, t);
  for (guint run = 0; run < 2; run++)
    for (guint i = 0; i < pdl_knowledge_get_n_modifiers (self->knowledge); i++)
      {
        const char *id = modifier_at (self, i)->id;
        PdlModifierSyntax syntax;

        pdl_syntax_get_modifier (self->knowledge, i, &syntax);
        if (syntax.before != (run == 0))
          continue;
        if (syntax.waits_uses != 0)
          g_string_append_printf (waits, "%sTuple { by: '%s', holds: \"modifier %s\"[%s] and %s }",
                                  waits->len > 0 ? ", " : "", id, id, t,
                                  say_uses_any (self, "\"Uses of\"(O.id)", syntax.waits_uses));
        if (syntax.waits_uses != 0 || syntax.provisional)
          g_string_append_printf (reasons, "%sTuple { by: '%s', holds: \"modifier %s\"[%s] and %s }",
                                  reasons->len > 0 ? ", " : "", id, id, t,
                                  syntax.provisional ? when (self, syntax.provisional_when, &scope)
                                                     : say_uses_any (self, scope.uses, syntax.waits_uses));
      }
  pdl_cql_define_at (
      self, "options", "In order; what each waits for.", &scope,
      pdl_cql_say (
          self, "(\"%s\"[%s]) O return all Tuple { id: O.id, place: O.place, source: O.source, waits: %s }",
          stage->options, t,
          waits->len > 0 ? pdl_cql_say (self, "First(({%s}) W where W.holds return all W.by)", waits->str)
                         : "(null as String)"));
  pdl_cql_define_at (self, "state reasons", "Modifiers that leave the decision provisional.", &scope,
                     reasons->len > 0
                         ? pdl_cql_say (self, "({%s}) W where W.holds return all W.by", reasons->str)
                         : "({} as List<String>)");
  pdl_cql_define_at (
      self, "state", "null where only what is still possible could tell, and that is not said.", &scope,
      pdl_cql_say (self,
                   "case when \"Is not clear\"(\"row\"[%s]) then 'cannot_determine' "
                   "when exists (\"state reasons\"[%s]) or \"a level is not graded\"[%s] then 'provisional' "
                   "when \"rows possible\"[%s] is null then null "
                   "when Count(\"rows possible\"[%s]) = 1 then 'determined' else 'provisional' end",
                   t, t, t, t, t));
}

/* ---- arguments
 * --------------------------------------------------------------------------------------------------- */

/* What speaks for or against an option, true or not known. */
static void
write_arguments (PdlCql *self, const PdlOption *option, gboolean supports)
{
  PdlCqlScope scope = pdl_cql_scope (self, PDL_CQL_TARGET);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < pdl_knowledge_get_n_statements (self->knowledge); i++)
    {
      const PdlStatement *statement = pdl_knowledge_get_statement (self->knowledge, i);

      if (pdl_syntax_argues (self->knowledge, statement, option, supports))
        g_string_append_printf (list, "%sTuple { id: %s, holds: \"statement %s\"%s }",
                                list->len > 0 ? ", " : "", pdl_cql_quote (self, statement->id), statement->id,
                                statement->per_target ? pdl_cql_say (self, "[%s]", scope.index) : "");
    }
  pdl_cql_define_at (
      self, pdl_cql_say (self, "%s %s", supports ? "for" : "against", option->id), NULL, &scope,
      list->len > 0 ? pdl_cql_say (self, "({%s}) A where A.holds is null or A.holds", list->str)
                    : "({} as List<Tuple { id String, holds Boolean }>)");
}

void
pdl_cql_options (PdlCql *self)
{
  Stage stage = { self };

  write_functions (self);
  write_rows_options (&stage);
  for (guint run = 0; run < 2; run++)
    for (guint i = 0; i < pdl_knowledge_get_n_modifiers (self->knowledge); i++)
      {
        PdlCqlScope scope;
        PdlModifierSyntax syntax;

        pdl_syntax_get_modifier (self->knowledge, i, &syntax);
        if (syntax.before != (run == 0))
          continue;
        scope = pdl_cql_scope (self, PDL_CQL_TARGET);
        if (!syntax.before)
          {
            write_uses (&stage);
            scope.uses = pdl_cql_say (self, "\"%s\"[%s]", stage.uses, scope.index);
            pdl_cql_define_at (self, pdl_cql_say (self, "modifier %s", modifier_at (self, i)->id),
                               pdl_cql_basis (self, &modifier_at (self, i)->basis, NULL), &scope,
                               pdl_cql_expr (self, pdl_expr_get_root (syntax.when), &scope));
          }
        write_modifier_limit (&stage, i, &scope);
        write_changes (&stage, i);
      }
  write_states (&stage);
  write_limits (self);
  for (guint i = 0; i < pdl_knowledge_get_n_options (self->knowledge); i++)
    {
      write_arguments (self, pdl_knowledge_get_option (self->knowledge, i), TRUE);
      write_arguments (self, pdl_knowledge_get_option (self->knowledge, i), FALSE);
    }
}
