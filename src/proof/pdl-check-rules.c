/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Conditions that can never be true: of statements and alerts each by itself, of the parts of a row where the row is, of
 * modifiers and what they change, of conflicts where they are shown.
 */

#include "pdl-check-private.h"

#include <glib/gi18n-lib.h>

#include "pdl-conflict.h"

typedef struct
{
  PdlKnowledge *knowledge;
  GPtrArray *problems;
  guint untold;
  PdlModel *model;
} Checking;

/* ---- by itself ------------------------------------------------------------------------------------------------------ */

/* Can @expr and @with (nullable) be true together? What the first-listed option uses is left free. */
static gboolean
is_possible (Checking *self, const PdlExpr *expr, const PdlExpr *with)
{
  g_autoptr (PdlSpace) space = pdl_space_new (self->knowledge);
  g_autoptr (PdlDiagrams) diagrams = NULL;
  PdlDiagram both, uses[32];

  if (!pdl_space_add (space, expr, NULL) || !pdl_space_add (space, with, NULL))
    {
      self->untold++;
      return TRUE;
    }
  pdl_space_close (space);
  diagrams = pdl_space_make_diagrams (space, 32);
  for (guint bit = 0; bit < 32; bit++)
    uses[bit] = pdl_diagram_variable (diagrams, pdl_space_get_n_axes (space) + bit);
  both = pdl_diagram_join (diagrams, PDL_JOIN_AND, pdl_space_condition (space, diagrams, expr, NULL, uses),
                           pdl_space_condition (space, diagrams, with, NULL, uses));
  return pdl_diagram_is (diagrams, both, PDL_LEAF_TRUE) != pdl_diagram_leaf (diagrams, PDL_LEAF_FALSE);
}

static void
check_alone (Checking *self, const PdlExpr *expr, const char *kind, const char *name, const char *key)
{
  if (expr != NULL && !is_possible (self, expr, NULL))
    pdl_check_add (self->problems, pdl_check_find_group (self->knowledge, kind, name), key, "impossible", _ ("no patient makes this true"));
}

static void
check_lists (Checking *self)
{
  PdlKnowledge *knowledge = self->knowledge;

  for (guint i = 0; i < knowledge->statements->len; i++)
    {
      const PdlStatementRule *rule = g_ptr_array_index (knowledge->statements, i);

      check_alone (self, rule->when, "statement", rule->statement.id, "when");
    }
  for (guint i = 0; i < knowledge->alerts->len; i++)
    {
      const PdlAlertRule *rule = g_ptr_array_index (knowledge->alerts, i);

      check_alone (self, rule->when, "alert", rule->alert.id, "when");
    }
  for (guint i = 0; i < pdl_dictionary_get_n_findings (knowledge->dictionary); i++)
    check_alone (self, knowledge->shown_when[i], "finding", pdl_dictionary_get (knowledge->dictionary, i)->id, "shown-when");
}

/* ---- in its place --------------------------------------------------------------------------------------------------- */

static PdlDiagram
condition (Checking *self, const PdlExpr *expr)
{
  return pdl_diagram_is (self->model->diagrams, pdl_space_condition (self->model->space, self->model->diagrams, expr, NULL, NULL), PDL_LEAF_TRUE);
}

static gboolean
is_dead (Checking *self, PdlDiagram diagram)
{
  return diagram == pdl_diagram_leaf (self->model->diagrams, PDL_LEAF_FALSE);
}

static void
check_options (Checking *self, GArray *refs, PdlDiagram where, PdlIniGroup *group)
{
  for (guint i = 0; i < refs->len; i++)
    {
      const PdlExpr *expr = g_array_index (refs, PdlOptionRef, i).condition;

      if (expr != NULL && is_dead (self, pdl_diagram_join (self->model->diagrams, PDL_JOIN_AND, where, condition (self, expr))))
        pdl_check_add (self->problems, group, "options", "shadowed", _ ("“%s” is never true here"), pdl_expr_get_text (expr));
    }
}

static void
check_urgency (Checking *self, const PdlUrgencyRule *rule, PdlDiagram where, PdlIniGroup *group)
{
  PdlDiagrams *diagrams = self->model->diagrams;

  for (guint i = 1; rule != NULL && i < rule->parts->len; i++)
    {
      const PdlExpr *expr = g_array_index (rule->parts, PdlUrgencyPart, i).condition;
      PdlDiagram holds = pdl_diagram_join (diagrams, PDL_JOIN_AND, where, condition (self, expr));

      if (is_dead (self, holds))
        pdl_check_add (self->problems, group, "urgency", "shadowed", _ ("“%s” is never true here, or an earlier part is true then"), pdl_expr_get_text (expr));
      /* The first that is true wins. */
      where = pdl_diagram_join (diagrams, PDL_JOIN_AND, where, pdl_diagram_not (diagrams, holds));
    }
}

static void
check_rows (Checking *self)
{
  for (guint r = 0; r < self->knowledge->rows->len; r++)
    {
      const PdlRowRule *rule = g_ptr_array_index (self->knowledge->rows, r);
      PdlIniGroup *group = pdl_check_find_group (self->knowledge, "row", rule->row.id);
      /* Where some modifier leads to it too: its own conditions are then read with what the modifier set. */
      PdlDiagram here = pdl_diagram_is (self->model->diagrams, self->model->row_before, (int) r);

      check_options (self, rule->options, here, group);
      /* MRI tiers and the like are shared: a part that never holds at one row holds at another. */
      if (pdl_check_find_group (self->knowledge, "define-urgency", pdl_ini_group_get (group, "urgency")) == NULL)
        check_urgency (self, rule->urgency, here, group);
    }
}

static void
check_refs (Checking *self, const PdlModifierRule *rule, GArray *refs, PdlIniGroup *group, const char *key)
{
  for (guint i = 0; i < refs->len; i++)
    {
      const PdlExpr *expr = g_array_index (refs, PdlOptionRef, i).condition;

      if (expr != NULL && !is_possible (self, expr, rule->when))
        pdl_check_add (self->problems, group, key, "shadowed", _ ("“%s” is never true here"), pdl_expr_get_text (expr));
    }
}

static void
check_modifiers (Checking *self)
{
  for (guint i = 0; i < self->knowledge->modifiers->len; i++)
    {
      const PdlModifierRule *rule = g_ptr_array_index (self->knowledge->modifiers, i);
      PdlIniGroup *group = pdl_check_find_group (self->knowledge, "modifier", rule->modifier.id);

      if (!is_possible (self, rule->when, NULL))
        {
          pdl_check_add (self->problems, group, "when", "impossible", _ ("no patient makes this true"));
          continue;
        }
      check_refs (self, rule, rule->drops, group, "drop");
      check_refs (self, rule, rule->swaps, group, "swap");
      check_refs (self, rule, rule->adds, group, "add");
    }
}

/* ---- the conflict register ------------------------------------------------------------------------------------------ */

/* What must be true where @concern is shown; NULL: no condition that could be told. */
static const PdlExpr *
condition_of (Checking *self, const PdlConcern *concern)
{
  switch (concern->kind)
    {
    case PDL_CONCERN_ROW: return ((const PdlRowRule *) concern->thing)->when;
    case PDL_CONCERN_MODIFIER: return ((const PdlModifierRule *) concern->thing)->when;
    case PDL_CONCERN_STATEMENT: return ((const PdlStatementRule *) concern->thing)->when;
    case PDL_CONCERN_ALERT: return ((const PdlAlertRule *) concern->thing)->when;
    default: return NULL;
    }
}

/* A conflict is shown beside what it concerns: without anything, or with a condition that never holds there, nobody sees it. */
static void
check_conflicts (Checking *self)
{
  for (guint i = 0; i < pdl_knowledge_get_n_conflicts (self->knowledge); i++)
    {
      const PdlConflict *conflict = pdl_knowledge_get_conflict (self->knowledge, i);
      PdlIniGroup *group = pdl_check_find_group (self->knowledge, "conflict", conflict->id);
      gboolean seen = FALSE;

      if (conflict->positions->len < 2)
        pdl_check_add (self->problems, group, NULL, "one-sided", _ ("a disagreement has two positions at least"));
      if (conflict->concerns->len == 0)
        pdl_check_add (self->problems, group, NULL, "unused", _ ("it concerns nothing, so that nobody sees it"));
      for (guint k = 0; k < conflict->concerns->len; k++)
        {
          const PdlConcern *concern = &g_array_index (conflict->concerns, PdlConcern, k);

          if (conflict->when == NULL || is_possible (self, conflict->when, condition_of (self, concern)))
            seen = TRUE;
          else
            pdl_check_add (self->problems, group, "concerns", "shadowed", _ ("its condition never holds where “%s” is shown"), concern->reference);
        }
      if (conflict->concerns->len > 0 && !seen)
        pdl_check_add (self->problems, group, "when", "impossible", _ ("it never holds where something it concerns is shown, so that nobody sees it"));
    }
}

gboolean
pdl_check_rules (PdlKnowledge *knowledge, GPtrArray *problems, guint *ret_untold, GError **error)
{
  Checking self = { knowledge, problems };
  g_autoptr (PdlSpace) space = pdl_model_make_space (knowledge, NULL, error);
  g_autoptr (PdlModel) model = NULL;

  if (space == NULL)
    return FALSE;
  pdl_space_close (space);
  self.model = model = pdl_model_new (space);
  check_lists (&self);
  check_rows (&self);
  check_modifiers (&self);
  check_conflicts (&self);
  if (ret_untold != NULL)
    *ret_untold = self.untold;
  return TRUE;
}
