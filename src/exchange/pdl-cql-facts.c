/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Findings as definitions: an entry beats the rule, the rule beats the default; levels are aggregated to
 * their target and targets to the patient as the dictionary says.
 */

#include "pdl-cql-private.h"

#include <string.h>

static const PdlNode *
rule_of (PdlCql *self, const PdlFinding *finding)
{
  return pdl_expr_get_root (pdl_syntax_get_derivation (self->knowledge, finding));
}

static const char *
default_of (PdlCql *self, const PdlFinding *finding)
{
  if (finding->default_value == NULL)
    return NULL;
  return finding->type == PDL_TYPE_BOOL ? finding->default_value
                                        : pdl_cql_quote (self, finding->default_value);
}

static gboolean
can_be_entered (const PdlFinding *finding)
{
  return finding->kind != PDL_KIND_DERIVED;
}

static gboolean
is_below_patient (const PdlFinding *finding)
{
  return finding->scope == PDL_SCOPE_LEVEL || finding->scope == PDL_SCOPE_TARGET
         || finding->scope == PDL_SCOPE_PLAN;
}

/* What was said for the whole: the patient's findings, or those of all targets. */
static const char *
recorded (PdlCql *self, const PdlFinding *finding)
{
  return pdl_cql_say (self, "\"%s\".\"%s\"", finding->scope == PDL_SCOPE_IDENTITY ? "Person" : "Recorded",
                      finding->id);
}

/* ---- rules
 * ------------------------------------------------------------------------------------------------------- */

/* The levels themselves; nothing where there are none. */
static const char *
say_built_in (PdlCql *self, const PdlFinding *finding, const PdlCqlScope *scope)
{
  const char *levels = scope->place == PDL_CQL_PATIENT ? "\"Level places\""
                                                       : pdl_cql_say (self, "(\"Targets\"[%s].levels)",
                                                                      pdl_cql_target_index (self, scope));
  const char *alias = pdl_cql_alias (self, "L");

  if (finding->type == PDL_TYPE_LEVELS)
    return pdl_cql_say (self, "(if exists %s then (%s %s return all \"Levels\"[%s].level) else null)", levels,
                        levels, alias, alias);
  if (finding->type == PDL_TYPE_INT && scope->place != PDL_CQL_PATIENT)
    return pdl_cql_say (self, "(if exists %s then ToDecimal(Count(%s)) else null)", levels, levels);
  return NULL;
}

/* NULL when there is no rule. */
static const char *
say_rule (PdlCql *self, const PdlFinding *finding, const PdlCqlScope *scope)
{
  const PdlNode *root = rule_of (self, finding);
  const char *text;

  if (finding->kind == PDL_KIND_RECORDED)
    return NULL;
  if (root == NULL)
    return pdl_knowledge_get_derivation_basis (self->knowledge, finding, NULL) != NULL
               ? say_built_in (self, finding, scope)
               : NULL;
  text = pdl_cql_expr (self, root, scope);
  if (finding->type == PDL_TYPE_DATE && pdl_node_has_minutes (root))
    return pdl_cql_say (self, "(date from %s)", text);
  if (finding->type == PDL_TYPE_DATETIME && !pdl_node_has_minutes (root))
    return pdl_cql_say (self, "\"Midnight\"(%s)", text);
  return finding->type == PDL_TYPE_INT ? pdl_cql_say (self, "ToDecimal(Floor(%s))", text) : text;
}

/* Entry, rule, default. @entry NULL: it cannot be entered. */
static const char *
say_own (PdlCql *self, const PdlFinding *finding, const PdlCqlScope *scope, const char *entry)
{
  const char *rule = say_rule (self, finding, scope), *fallback = default_of (self, finding), *text = rule;

  if (rule != NULL && fallback != NULL)
    text = pdl_cql_say (self, "Coalesce(%s, %s)", rule, fallback);
  else if (fallback != NULL)
    text = fallback;
  if (entry == NULL)
    return text != NULL ? text : pdl_cql_say (self, "(null as %s)", pdl_cql_type_of_finding (finding));
  return text != NULL ? pdl_cql_say (self, "if %s is not null then %s.value else %s", entry, entry, text)
                      : pdl_cql_say (self, "%s.value", entry);
}

/* ---- many places → one value
 * ------------------------------------------------------------------------------------- */

static const char *
aggregate_function (PdlCql *self, const PdlFinding *finding)
{
  const char *type = pdl_cql_type_of_finding (finding);
  const char *name, *body;

  switch (finding->aggregate)
    {
    case PDL_AGGREGATE_WORST:
    case PDL_AGGREGATE_MAX:
    case PDL_AGGREGATE_MIN:
      if (finding->type == PDL_TYPE_ENUM || finding->type == PDL_TYPE_BOOL)
        {
          g_autoptr (GString) codes = g_string_new (NULL);

          if (finding->type == PDL_TYPE_BOOL)
            {
              name = "Worst of conditions";
              body = "if exists (places X where X return all true) then true else if exists (places X where "
                     "not X return all true) then false else null";
              break;
            }
          for (guint i = 0; i < finding->n_codes; i++)
            g_string_append_printf (codes, " when %u then %s", i,
                                    pdl_cql_quote (self, finding->codes[i].code));
          name = pdl_cql_say (self, "Worst of %s", finding->id);
          body = pdl_cql_say (self, "case Max(places X return all %s)%s else null end",
                              pdl_cql_rank (self, finding, "X"), codes->str);
          break;
        }
      name = pdl_cql_say (self, "%s of %s", finding->aggregate == PDL_AGGREGATE_MIN ? "Least" : "Largest",
                          type);
      body = finding->aggregate == PDL_AGGREGATE_MIN ? "Min(places)" : "Max(places)";
      break;
    case PDL_AGGREGATE_ANY:
      /* FALSE only when FALSE everywhere. */
      name = "Anywhere";
      body = "if exists (places X where X return all true) then true "
             "else if not exists (places X return all true) or exists (places X where X is null return all "
             "true) then null else false";
      break;
    case PDL_AGGREGATE_UNION:
      if (finding->type == PDL_TYPE_ENUM)
        {
          name = pdl_cql_say (self, "Union of %s", finding->id);
          body = pdl_cql_say (self,
                              "if not exists places then null else if exists (places X where X != "
                              "First(places Y where Y is not null)) then %s "
                              "else First(places Y where Y is not null)",
                              pdl_cql_quote (self, finding->codes[finding->n_codes - 1].code));
          break;
        }
      name = "Union of sets";
      body = "if not exists places then null else distinct flatten (places X where X is not null)";
      break;
    case PDL_AGGREGATE_NONE:
      /* Nothing to say of several places unless they agree. */
      name = pdl_cql_say (self, "Common %s", type);
      body = "if not exists (places X return all true) or exists (places X where X is null return all true) "
             "or exists (places X where X != First(places) return all true) then null else First(places)";
      break;
    default:
      pdl_cql_refuse (self, "this aggregate", finding->id);
      return "";
    }
  if (pdl_cql_claim (self, name))
    pdl_cql_function (self, pdl_cql_say (self, "\"%s\" (places List<%s>)", name, type), body);
  return name;
}

static const char *
aggregate (PdlCql *self, const PdlFinding *finding, const char *list)
{
  return pdl_cql_say (self, "\"%s\"(%s)", aggregate_function (self, finding), list);
}

/* ---- entries
 * ----------------------------------------------------------------------------------------------------- */

/* The entry that stands for a level or target, as a definition of tuples. */
static const char *
entry_list (PdlCql *self, const PdlFinding *finding)
{
  PdlCqlPlace place = finding->scope == PDL_SCOPE_LEVEL ? PDL_CQL_LEVEL : PDL_CQL_TARGET;
  const char *name = pdl_cql_say (self, "%s entry%s", finding->id, pdl_cql_suffix (place));
  const char *whole = recorded (self, finding);

  if (pdl_cql_claim (self, name))
    {
      PdlCqlScope scope = pdl_cql_scope (self, place);
      const char *body;

      if (place == PDL_CQL_LEVEL)
        /* Of a target of one level, what is said of the whole is said of that one. */
        body = pdl_cql_say (self,
                            "if \"Level entries\"[%s].\"%s\" is not null then \"Level entries\"[%s].\"%s\" "
                            "else if \"level is alone\"[%s] then %s else null",
                            scope.index, finding->id, scope.index, finding->id, scope.index, whole);
      else
        {
          const char *level = pdl_cql_alias (self, "L");
          const char *own
              = pdl_cql_say (self,
                             "First((\"Targets\"[%s].levels) %s where \"Level entries\"[%s].\"%s\" is not "
                             "null return all \"Level entries\"[%s].\"%s\")",
                             scope.index, level, level, finding->id, level, finding->id);

          body = pdl_cql_say (self, "Coalesce(%s, %s)", own, whole);
        }
      pdl_cql_define_at (self, name, NULL, &scope, body);
    }
  return name;
}

static const char *
levels_of (PdlCql *self, const PdlCqlScope *scope)
{
  return scope->place == PDL_CQL_PATIENT
             ? "\"Level places\""
             : pdl_cql_say (self, "(\"Targets\"[%s].levels)", pdl_cql_target_index (self, scope));
}

/* Some level of the target has an entry of its own. */
static const char *
any_level_entry (PdlCql *self, const PdlFinding *finding, const PdlCqlScope *scope)
{
  const char *level = pdl_cql_alias (self, "L");

  return pdl_cql_say (self, "exists (%s %s where \"%s\"[%s] is not null)", levels_of (self, scope), level,
                      entry_list (self, finding), level);
}

const char *
pdl_cql_entered (PdlCql *self, const PdlFinding *finding, const PdlCqlScope *scope, gboolean value)
{
  const char *entry, *whole = recorded (self, finding);

  if (!is_below_patient (finding) || (finding->scope != PDL_SCOPE_LEVEL && scope->place == PDL_CQL_PATIENT))
    entry = whole;
  else if (finding->scope != PDL_SCOPE_LEVEL)
    entry = pdl_cql_say (self, "\"%s\"[%s]", entry_list (self, finding), pdl_cql_target_index (self, scope));
  else if (scope->place == PDL_CQL_LEVEL)
    entry = pdl_cql_say (self, "\"%s\"[%s]", entry_list (self, finding), scope->index);
  else
    {
      const char *level = pdl_cql_alias (self, "L");
      const char *all = pdl_cql_say (self, "%s %s return all \"%s\"[%s].value", levels_of (self, scope),
                                     level, entry_list (self, finding), level);
      const char *any = any_level_entry (self, finding, scope);

      if (!value)
        return pdl_cql_say (self, "(%s or %s is not null)", any, whole);
      return pdl_cql_say (self, "(if %s then %s else %s.value)", any, aggregate (self, finding, all), whole);
    }
  return value ? pdl_cql_say (self, "%s.value", entry) : pdl_cql_say (self, "(%s is not null)", entry);
}

const char *
pdl_cql_spoken_for (PdlCql *self, const PdlFinding *finding, const PdlCqlScope *scope)
{
  return pdl_cql_say (self, "(not %s and %s.value is not null)", any_level_entry (self, finding, scope),
                      recorded (self, finding));
}

/* ---- values
 * ------------------------------------------------------------------------------------------------------ */

static const char *
say_target_from_levels (PdlCql *self, const PdlFinding *finding, const PdlCqlScope *scope)
{
  const PdlNode *root = rule_of (self, finding);
  PdlCqlScope level = { PDL_CQL_LEVEL, pdl_cql_alias (self, "L"), NULL };
  const char *levels = levels_of (self, scope), *whole = recorded (self, finding);
  const char *all = aggregate (
      self, finding,
      pdl_cql_say (self, "%s %s return all %s", levels, level.index, pdl_cql_fact (self, finding, &level)));
  gboolean scored = root != NULL && finding->kind != PDL_KIND_RECORDED
                    && pdl_node_get_type (root) == PDL_NODE_SCORE
                    && pdl_node_get_score (root)->scope == PDL_SCOPE_LEVEL;
  const char *rule, *text, *any;

  if (scored)
    /* The score knows the typed totals of its levels and how far the others may go; only an explicit unknown
     * stands. */
    rule = pdl_cql_score_part (self, pdl_node_get_score (root), pdl_node_get_text (root), scope);
  else
    rule = say_rule (self, finding, scope);
  text = scored         ? rule
         : rule != NULL ? pdl_cql_say (self, "if exists %s then %s else %s", levels, all, rule)
                        : all;
  if (!can_be_entered (finding))
    return text;
  any = any_level_entry (self, finding, scope);
  if (scored)
    return pdl_cql_say (self,
                        "if %s and %s is null then null else if not %s and %s is not null and %s.value is "
                        "null then null else %s",
                        any, all, any, whole, whole, text);
  return pdl_cql_say (self, "if %s then %s else if %s is not null then %s.value else %s", any, all, whole,
                      whole, text);
}

static const char *
say_value (PdlCql *self, const PdlFinding *finding, const PdlCqlScope *scope)
{
  const char *entry = NULL;

  if (is_below_patient (finding) && scope->place == PDL_CQL_PATIENT)
    {
      PdlCqlScope target = { PDL_CQL_TARGET, pdl_cql_alias (self, "T"), NULL };

      if (self->world > 0)
        pdl_cql_refuse (self, "a value of several targets that a setting for one of them touches",
                        finding->id);
      return aggregate (self, finding,
                        pdl_cql_say (self, "\"Target places\" %s return all %s", target.index,
                                     pdl_cql_fact (self, finding, &target)));
    }
  if (finding->scope == PDL_SCOPE_LEVEL && scope->place == PDL_CQL_TARGET)
    return say_target_from_levels (self, finding, scope);
  if (can_be_entered (finding))
    entry = is_below_patient (finding)
                ? pdl_cql_say (self, "\"%s\"[%s]", entry_list (self, finding), scope->index)
                : recorded (self, finding);
  return say_own (self, finding, scope, entry);
}

/* The place at which the finding has its value when it is read from @place. */
static PdlCqlPlace
place_of (const PdlFinding *finding, PdlCqlPlace place)
{
  if (!is_below_patient (finding))
    return PDL_CQL_PATIENT;
  return place == PDL_CQL_LEVEL && finding->scope != PDL_SCOPE_LEVEL ? PDL_CQL_TARGET : place;
}

const char *
pdl_cql_fact (PdlCql *self, const PdlFinding *finding, const PdlCqlScope *scope)
{
  PdlCqlPlace place;
  PdlCqlScope seen;
  const char *name;
  guint world;

  if (scope->place == PDL_CQL_RAW)
    {
      if (finding->scope != PDL_SCOPE_LEVEL || finding->kind == PDL_KIND_DERIVED)
        pdl_cql_refuse (self, "a rule for the involved levels that reads", finding->id);
      return pdl_cql_say (self, "%s.\"%s\".value", scope->index, finding->id);
    }
  if (scope->place == PDL_CQL_INPUTS)
    return pdl_cql_say (self, "given_%s", finding->id);
  place = place_of (finding, scope->place);
  world = pdl_cql_world_of_finding (self, finding);
  name = pdl_cql_say (self, "%s%s", pdl_cql_in_world (self, world, finding->id), pdl_cql_suffix (place));
  if (pdl_cql_claim (self, name))
    {
      guint present = self->world;
      PdlCqlScope own;
      const char *rule = NULL, *body;
      const PdlBasis *basis = pdl_knowledge_get_derivation_basis (self->knowledge, finding, &rule);
      PdlCqlFact fact = { finding, place };

      self->world = world;
      own = pdl_cql_scope (self, place);
      body = pdl_cql_set_fact (self, finding, &own);
      if (body == NULL)
        body = say_value (self, finding, &own);
      pdl_cql_define_at (self, name, basis != NULL ? pdl_cql_basis (self, basis, rule) : NULL, &own, body);
      if (world == 0)
        g_array_append_val (self->facts, fact);
      self->world = present;
    }
  seen = pdl_cql_seen (self, place, world, scope);
  return pdl_cql_ref (self, pdl_cql_in_world (self, world, finding->id), &seen);
}
