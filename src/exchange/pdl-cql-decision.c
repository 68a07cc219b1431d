/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The decision of a target: the row of what was recorded, the modifiers before the list, the row with what
 * they set, and the rows that the inputs not known could still lead to.
 */

#include "pdl-cql-private.h"

/* Where more fillings of the unknown inputs would have to be run through, nothing is said of them: CQL has no
 * table to look them up in. */
#define MOST_FILLINGS 24

static const PdlModifier *
modifier_at (PdlCql *self, guint index)
{
  return pdl_knowledge_get_modifier (self->knowledge, index);
}

static const PdlInput *
input_at (PdlCql *self, guint index)
{
  return pdl_knowledge_get_input (self->knowledge, index);
}

/* ---- rows
 * -------------------------------------------------------------------------------------------------------- */

/* By what was recorded: no modifier has a say here. */
static void
write_row_before (PdlCql *self)
{
  PdlCqlScope scope = pdl_cql_scope (self, PDL_CQL_TARGET);
  g_autoptr (GString) list = g_string_new ("case");

  for (guint i = 0; i < pdl_knowledge_get_n_rows (self->knowledge); i++)
    {
      const PdlRow *row = pdl_knowledge_get_row (self->knowledge, i);

      pdl_cql_condition (self, "row", row->id, pdl_syntax_get_row (self->knowledge, row), TRUE, &row->basis);
      g_string_append_printf (list, "\n    when \"row %s\"[%s] then %s", row->id, scope.index,
                              pdl_cql_quote (self, row->id));
    }
  g_string_append (list, "\n    else null end");
  pdl_cql_define_at (self, "row before", "The first row that is true.", &scope, list->str);
}

/* The list as a function of its inputs, for other inputs than those recorded. */
static void
write_row_function (PdlCql *self)
{
  PdlCqlScope scope = { PDL_CQL_INPUTS };
  g_autoptr (GString) list = g_string_new ("case"), operands = g_string_new (NULL),
                      actions = g_string_new ("case row_id"), unclear = g_string_new (NULL);

  for (guint i = 0; i < pdl_knowledge_get_n_inputs (self->knowledge); i++)
    {
      const PdlFinding *finding = input_at (self, i)->finding;

      if (finding->type != PDL_TYPE_ENUM)
        pdl_cql_refuse (self, "an input of the list that has no codes", finding->id);
      g_string_append_printf (operands, "%sgiven_%s String", i > 0 ? ", " : "", finding->id);
    }
  for (guint i = 0; i < pdl_knowledge_get_n_rows (self->knowledge); i++)
    {
      const PdlRow *row = pdl_knowledge_get_row (self->knowledge, i);
      const char *id = pdl_cql_quote (self, row->id);

      g_string_append_printf (
          list, "\n    when %s then %s",
          pdl_cql_expr (self, pdl_expr_get_root (pdl_syntax_get_row (self->knowledge, row)), &scope), id);
      g_string_append_printf (actions, " when %s then %s", id, pdl_cql_quote (self, row->action->id));
      if (row->action->cannot_determine)
        g_string_append_printf (unclear, "%s%s", unclear->len > 0 ? ", " : "", id);
    }
  g_string_append (list, "\n    else null end");
  g_string_append (actions, " else null end");
  pdl_cql_function (self, pdl_cql_say (self, "\"Row of\" (%s)", operands->str), list->str);
  pdl_cql_function (self, "\"Action of\" (row_id String)", actions->str);
  pdl_cql_function (self, "\"Is not clear\" (row_id String)",
                    pdl_cql_say (self, "Coalesce(row_id in {%s}, false)", unclear->str));
}

/* ---- modifiers before the list
 * --------------------------------------------------------------------------------------- */

/* What is set is read before anything of it is set; `X sets Y` counts where the modifier holds. */
static void
write_settings (PdlCql *self, guint index, const PdlModifierSyntax *syntax)
{
  for (guint i = 0; i < syntax->n_sets; i++)
    {
      PdlCqlScope scope = pdl_cql_scope (self, PDL_CQL_TARGET);
      const PdlExpr *value;
      const PdlFinding *finding = pdl_syntax_get_setting (self->knowledge, index, i, &value);
      const PdlNode *root = pdl_expr_get_root (value);
      const char *text
          = pdl_cql_expr_type (root) != NULL ? pdl_cql_expr (self, root, &scope) : "(null as String)";

      pdl_cql_define_at (self, pdl_cql_say (self, "%s sets %s", modifier_at (self, index)->id, finding->id),
                         NULL, &scope, text);
    }
}

/* In their order; each sees what the earlier ones set for everything. */
static void
write_before (PdlCql *self)
{
  for (guint i = 0; i < pdl_knowledge_get_n_modifiers (self->knowledge); i++)
    {
      PdlModifierSyntax syntax;

      pdl_syntax_get_modifier (self->knowledge, i, &syntax);
      if (!syntax.before)
        continue;
      pdl_cql_condition (self, "modifier", modifier_at (self, i)->id, syntax.when, TRUE,
                         &modifier_at (self, i)->basis);
      write_settings (self, i, &syntax);
      if (syntax.n_sets > 0 && syntax.reaches_all && !syntax.both)
        pdl_cql_begin_world (self, i);
    }
}

/* ---- inputs as the list reads them
 * ----------------------------------------------------------------------------------- */

static const char *
recorded_input (PdlCql *self, guint input, const PdlCqlScope *scope)
{
  guint present = self->world;
  const char *text;

  self->world = 0;
  text = pdl_cql_fact (self, input_at (self, input)->finding, scope);
  self->world = present;
  return text;
}

/* The last setting counts; that of a `both` only when the list is read @again. */
static const char *
read_input (PdlCql *self, guint input, gboolean again, const PdlCqlScope *scope)
{
  const PdlFinding *finding = input_at (self, input)->finding;
  const char *name = pdl_cql_say (self, "%s read%s", finding->id, again ? " again" : "");
  g_autoptr (GString) settings = g_string_new (NULL);
  const char *text = again ? read_input (self, input, FALSE, scope) : recorded_input (self, input, scope);

  for (guint i = pdl_knowledge_get_n_modifiers (self->knowledge); i-- > 0;)
    {
      PdlModifierSyntax syntax;
      const PdlExpr *value;

      pdl_syntax_get_modifier (self->knowledge, i, &syntax);
      for (guint s = 0; syntax.before && syntax.both == again && s < syntax.n_sets; s++)
        if (pdl_syntax_get_setting (self->knowledge, i, s, &value) == finding)
          g_string_append_printf (settings, " when \"modifier %s\"[%%T%%] then \"%s sets %s\"[%%T%%]",
                                  modifier_at (self, i)->id, modifier_at (self, i)->id, finding->id);
    }
  if (settings->len == 0)
    return text;
  if (pdl_cql_claim (self, name))
    {
      PdlCqlScope own = pdl_cql_scope (self, PDL_CQL_TARGET);

      g_string_replace (settings, "%T%", own.index, 0);
      text = again ? read_input (self, input, FALSE, &own) : recorded_input (self, input, &own);
      pdl_cql_define_at (self, name, NULL, &own,
                         pdl_cql_say (self, "case%s else %s end", settings->str, text));
    }
  return pdl_cql_say (self, "\"%s\"[%s]", name, scope->index);
}

static const char *
say_row (PdlCql *self, gboolean again, const PdlCqlScope *scope)
{
  g_autoptr (GString) inputs = g_string_new (NULL);

  for (guint i = 0; i < pdl_knowledge_get_n_inputs (self->knowledge); i++)
    g_string_append_printf (inputs, "%s%s", i > 0 ? ", " : "", read_input (self, i, again, scope));
  return pdl_cql_say (self, "\"Row of\"(%s)", inputs->str);
}

static void
write_rows_after (PdlCql *self)
{
  PdlCqlScope scope = pdl_cql_scope (self, PDL_CQL_TARGET);
  g_autoptr (GString) both = g_string_new (NULL);

  pdl_cql_define_at (self, "row", "With what the modifiers before the list set.", &scope,
                     say_row (self, FALSE, &scope));
  for (guint i = 0; i < pdl_knowledge_get_n_modifiers (self->knowledge); i++)
    {
      PdlModifierSyntax syntax;

      pdl_syntax_get_modifier (self->knowledge, i, &syntax);
      if (syntax.before && syntax.both)
        g_string_append_printf (both, "%s\"modifier %s\"[%s]", both->len > 0 ? " or " : "",
                                modifier_at (self, i)->id, scope.index);
    }
  pdl_cql_define_at (
      self, "row also", "Of a second run of the list.", &scope,
      both->len > 0 ? pdl_cql_say (self, "if %s then %s else null", both->str, say_row (self, TRUE, &scope))
                    : "(null as String)");
  pdl_cql_define_at (self, "action", NULL, &scope,
                     pdl_cql_say (self, "\"Action of\"(\"row\"[%s])", scope.index));
}

/* ---- what is still possible
 * ------------------------------------------------------------------------------------------ */

/* A class known only as an interval of its score can be the bands of it; any other can be anything. */
static const char *
say_classes (PdlCql *self, const PdlFinding *finding, const char *all, const PdlCqlScope *scope)
{
  const PdlNode *root = pdl_expr_get_root (pdl_syntax_get_derivation (self->knowledge, finding));
  const char *bands;

  if (finding->kind == PDL_KIND_RECORDED || root == NULL || pdl_node_get_type (root) != PDL_NODE_SCORE)
    return all;
  pdl_cql_score_part (self, pdl_node_get_score (root), "state", scope);
  bands = pdl_cql_say (
      self, "((\"%s bands%s\"%s) B where B in %s)", pdl_node_get_score (root)->id,
      pdl_node_get_score (root)->scope == PDL_SCOPE_PATIENT ? "" : " at target",
      pdl_node_get_score (root)->scope == PDL_SCOPE_PATIENT ? "" : pdl_cql_say (self, "[%s]", scope->index),
      all);
  return pdl_cql_say (self, "(if %s or not exists %s then %s else %s)",
                      finding->kind == PDL_KIND_DERIVED ? "false"
                                                        : pdl_cql_entered (self, finding, scope, FALSE),
                      bands, all, bands);
}

static void
write_possible (PdlCql *self)
{
  PdlCqlScope scope = pdl_cql_scope (self, PDL_CQL_TARGET);
  g_autoptr (GString) count = g_string_new (NULL), from = g_string_new (NULL), names = g_string_new (NULL);
  guint present = self->world;

  for (guint i = 0; i < pdl_knowledge_get_n_inputs (self->knowledge); i++)
    {
      const PdlFinding *finding = input_at (self, i)->finding;
      PdlCqlScope own = pdl_cql_scope (self, PDL_CQL_TARGET);
      const char *name = pdl_cql_say (self, "%s possible", finding->id);
      const char *now = read_input (self, i, FALSE, &own), *recorded = recorded_input (self, i, &own);
      const char *alias = pdl_cql_alias (self, "X");
      g_autoptr (GString) all = g_string_new ("{");

      for (guint c = 0; c < finding->n_codes; c++)
        g_string_append_printf (all, "%s%s", c > 0 ? ", " : "", pdl_cql_quote (self, finding->codes[c].code));
      g_string_append_c (all, '}');
      self->world = 0;
      /* A setting that makes an input unknown leaves it every class. */
      pdl_cql_define_at (
          self, name, NULL, &own,
          pdl_cql_say (self, "if %s is not null then {%s} else if %s is not null then %s else %s", now, now,
                       recorded, all->str, say_classes (self, finding, all->str, &own)));
      self->world = present;
      g_string_append_printf (count, "%sCount(\"%s\"[%s])", i > 0 ? " * " : "", name, scope.index);
      g_string_append_printf (from, "%s (\"%s\"[%s]) %s", i > 0 ? "," : "from", name, scope.index, alias);
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", alias);
    }
  pdl_cql_define_at (self, "fillings", "How many readings the unknown inputs leave.", &scope, count->str);
  pdl_cql_define_at (
      self, "rows possible", "Over every filling of the unknown inputs; null where there are many.", &scope,
      pdl_cql_say (self, "if \"fillings\"[%s] > %d then null else distinct (%s return all \"Row of\"(%s))",
                   scope.index, MOST_FILLINGS, from->str, names->str));
}

/* The finding of levels that a rule reads of its target, outside of queries, which say themselves what they
 * make of a level not known. (nullable) */
static const PdlFinding *
find_level_finding (const PdlNode *node)
{
  const PdlFinding *finding = NULL;

  if (node == NULL || pdl_node_get_type (node) == PDL_NODE_QUERY)
    return NULL;
  if (pdl_node_get_type (node) == PDL_NODE_FINDING && pdl_node_get_finding (node)->scope == PDL_SCOPE_LEVEL)
    return pdl_node_get_finding (node);
  if (pdl_node_get_type (node) == PDL_NODE_DEFINE)
    return find_level_finding (pdl_node_get_define (node));
  for (guint i = 0; i < pdl_node_get_n_children (node) && finding == NULL; i++)
    finding = find_level_finding (pdl_node_get_child (node, i));
  return finding;
}

/* The worst of the levels that are graded stands for the target, and leaves the decision open. */
static void
write_open_levels (PdlCql *self)
{
  PdlCqlScope scope = pdl_cql_scope (self, PDL_CQL_TARGET);
  g_autoptr (GString) open = g_string_new ("false");
  guint present = self->world;

  self->world = 0;
  for (guint i = 0; i < pdl_knowledge_get_n_inputs (self->knowledge); i++)
    {
      const PdlFinding *input = input_at (self, i)->finding;
      const PdlFinding *finding
          = find_level_finding (pdl_expr_get_root (pdl_syntax_get_derivation (self->knowledge, input)));
      PdlCqlScope level = { PDL_CQL_LEVEL, pdl_cql_alias (self, "L") };

      if (finding != NULL && input->kind == PDL_KIND_OVERRIDABLE)
        g_string_append_printf (
            open,
            " or (not %s and exists ((\"Targets\"[%s].levels) %s where %s is not null) and exists "
            "((\"Targets\"[%s].levels) %s where %s is null))",
            pdl_cql_entered (self, input, &scope, FALSE), scope.index, level.index,
            pdl_cql_fact (self, finding, &level), scope.index, level.index,
            pdl_cql_fact (self, finding, &level));
    }
  pdl_cql_define_at (self, "a level is not graded", NULL, &scope, open->str);
  self->world = present;
}

void
pdl_cql_decision (PdlCql *self)
{
  if (pdl_knowledge_get_n_rows (self->knowledge) == 0)
    return;
  write_row_before (self);
  write_row_function (self);
  write_before (self);
  write_rows_after (self);
  write_possible (self);
  write_open_levels (self);
  pdl_cql_options (self);
}
