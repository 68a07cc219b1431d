/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Questions to a finished evaluation: values as it read them, and why a row, modifier, statement, alert or derived value is
 * what it is. Built on demand, from the fact table of that evaluation.
 */

#include "pdl-evaluate-private.h"

#include <math.h>
#include <string.h>

static PdlFullEvaluation *
full (PdlEvaluation *self)
{
  return (PdlFullEvaluation *) self;
}

static gboolean
has_target (PdlEvaluation *self, int target)
{
  return target >= -1 && target < (int) self->n_targets;
}

/* ---- values ------------------------------------------------------------------------------------------------------- */

/* A number of the fact table as a value; NULL for what has no number form. (transfer full) */
static PdlValue *
value_of (const PdlFinding *finding, double number)
{
  switch (finding->type)
    {
    case PDL_TYPE_BOOL: return pdl_value_new_bool (number != 0);
    case PDL_TYPE_ENUM:
      return number >= 0 && number < finding->n_codes ? pdl_value_new_enum ((guint) number, finding->codes[(guint) number].code) : NULL;
    case PDL_TYPE_SET:
    case PDL_TYPE_LEVELS: return pdl_value_new_set ((guint32) number);
    case PDL_TYPE_INT: return pdl_value_new_int ((gint64) number);
    case PDL_TYPE_NUMBER: return pdl_value_new_number (number, NULL, NULL);
    case PDL_TYPE_DATE: return pdl_value_new_date ((PdlDay) number, PDL_PRECISION_DAY);
    case PDL_TYPE_DATETIME: return pdl_value_new_datetime ((PdlMinute) number);
    case PDL_TYPE_TEXT:
    case PDL_TYPE_LIST: break;
    }
  return NULL;
}

const PdlValue *
pdl_evaluation_get_value (PdlEvaluation *self, const PdlFinding *finding, int target, PdlLevel level, gboolean *ret_entered,
                          const PdlValue **ret_rule_value)
{
  PdlFullEvaluation *all = full (self);
  const PdlValue *value;
  gboolean entered;

  if (ret_entered != NULL)
    *ret_entered = FALSE;
  if (ret_rule_value != NULL)
    *ret_rule_value = NULL;
  if (finding->scope == PDL_SCOPE_FIELD || !has_target (self, target))
    return NULL;
  g_mutex_lock (&all->mutex);
  value = pdl_facts_get_value (all->facts, finding, target, level);
  entered = pdl_facts_is_entered (all->facts, finding, target, level);
  if (ret_entered != NULL)
    *ret_entered = entered;
  if (ret_rule_value != NULL && entered)
    {
      double number = pdl_facts_get_rule (all->facts, finding, target, level);
      PdlValue *rule = isnan (number) ? NULL : value_of (finding, number);

      if (rule != NULL && all->kept == NULL)
        all->kept = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_value_unref);
      if (rule != NULL)
        g_ptr_array_add (all->kept, rule);
      *ret_rule_value = rule;
    }
  g_mutex_unlock (&all->mutex);
  return value;
}

gboolean
pdl_evaluation_is_shown (PdlEvaluation *self, const PdlFinding *finding, int target, PdlLevel level)
{
  PdlFullEvaluation *all = full (self);
  gboolean shown;

  if (finding->scope == PDL_SCOPE_FIELD || self->knowledge->shown_when[finding->index] == NULL || !has_target (self, target))
    return TRUE;
  g_mutex_lock (&all->mutex);
  shown = pdl_expr_test (self->knowledge->shown_when[finding->index], all->facts, target, level, 0) == PDL_TRUTH_TRUE;
  g_mutex_unlock (&all->mutex);
  return shown;
}

PdlTruth
pdl_evaluation_test (PdlEvaluation *self, const PdlExpr *expr, int target)
{
  PdlFullEvaluation *all = full (self);
  PdlTruth truth;

  if (!has_target (self, target))
    return PDL_TRUTH_UNKNOWN;
  g_mutex_lock (&all->mutex);
  truth = pdl_expr_test (expr, all->facts, target, PDL_LEVEL_NONE, 0);
  g_mutex_unlock (&all->mutex);
  return truth;
}

PdlDay
pdl_evaluation_find_day (PdlEvaluation *self, const PdlExpr *expr, int target)
{
  PdlFullEvaluation *all = full (self);
  double number;

  if (!has_target (self, target))
    return PDL_DAY_NONE;
  g_mutex_lock (&all->mutex);
  number = pdl_expr_number (expr, all->facts, target, PDL_LEVEL_NONE);
  g_mutex_unlock (&all->mutex);
  if (isnan (number))
    return PDL_DAY_NONE;
  return expr->root->minutes ? pdl_minute_day ((PdlMinute) number) : (PdlDay) number;
}

const char **
pdl_evaluation_find_needs (PdlEvaluation *self, const PdlExpr *expr, int target)
{
  PdlFullEvaluation *all = full (self);
  const char **needs;

  if (!has_target (self, target))
    return g_new0 (const char *, 1);
  g_mutex_lock (&all->mutex);
  needs = pdl_expr_find_needs (expr, all->facts, target, 0);
  g_mutex_unlock (&all->mutex);
  return needs;
}

/* ---- explanations -------------------------------------------------------------------------------------------------- */

static PdlClause *
explain (PdlFullEvaluation *self, const PdlExpr *expr, PdlFacts *facts, int target, PdlLevel level, guint32 uses)
{
  PdlClause *clause;

  g_mutex_lock (&self->mutex);
  clause = pdl_expr_explain (expr, facts, target, level, uses);
  g_mutex_unlock (&self->mutex);
  return clause;
}

PdlClause *
pdl_evaluation_explain (PdlEvaluation *self, const PdlExpr *expr, int target)
{
  return has_target (self, target) ? explain (full (self), expr, full (self)->facts, target, PDL_LEVEL_NONE, 0) : NULL;
}

/* The list read other inputs than the record where a modifier set some: the row is explained by what it read. */
PdlClause *
pdl_evaluation_explain_row (PdlEvaluation *self, int target, const PdlRow *row)
{
  PdlFullEvaluation *all = full (self);
  const PdlRowRule *rule = (const PdlRowRule *) row;
  const PdlModified *modified;
  const guint *inputs;
  g_autoptr (PdlFacts) facts = NULL;

  g_return_val_if_fail (target >= 0 && target < (int) self->n_targets, NULL);
  modified = &all->modified[target];
  inputs = rule == modified->row_also && rule != modified->row ? modified->also : modified->effective;
  for (guint i = 0; rule != modified->row_before && i < self->knowledge->inputs->len; i++)
    {
      const PdlInput *input = pdl_knowledge_get_input (self->knowledge, i);
      guint position = inputs[i];

      if (position == self->targets[target].inputs[i])
        continue;
      if (facts == NULL)
        facts = pdl_facts_new (self->knowledge, all->kase, pdl_facts_get_assessment (all->facts), self->as_of_minute);
      pdl_facts_override (facts, input->finding, target, position < input->n_values ? position : NAN);
    }
  return explain (all, rule->when, facts != NULL ? facts : all->facts, target, PDL_LEVEL_NONE, 0);
}

/* With the option and the settings of earlier modifiers that it read. */
PdlClause *
pdl_evaluation_explain_modifier (PdlEvaluation *self, int target, const PdlModifier *modifier)
{
  PdlFullEvaluation *all = full (self);
  const PdlModifierRule *rule = (const PdlModifierRule *) modifier;
  const PdlModified *modified;
  g_autoptr (PdlFacts) facts = NULL;
  guint index = 0;

  g_return_val_if_fail (target >= 0 && target < (int) self->n_targets, NULL);
  while (index < self->knowledge->modifiers->len && g_ptr_array_index (self->knowledge->modifiers, index) != (gpointer) rule)
    index++;
  g_return_val_if_fail (index < self->knowledge->modifiers->len, NULL);
  modified = &all->modified[target];
  for (guint i = 0; i < self->knowledge->inputs->len; i++)
    if ((modified->settings_at[index] & (1u << i)) != 0)
      {
        if (facts == NULL)
          facts = pdl_facts_new (self->knowledge, all->kase, pdl_facts_get_assessment (all->facts), self->as_of_minute);
        pdl_facts_override (facts, pdl_knowledge_get_input (self->knowledge, i)->finding, target, modified->settings[i]);
      }
  return explain (all, rule->when, facts != NULL ? facts : all->facts, target, PDL_LEVEL_NONE, modified->uses_at[index]);
}

PdlClause *
pdl_evaluation_explain_statement (PdlEvaluation *self, int target, const PdlStatement *statement)
{
  g_return_val_if_fail (has_target (self, target), NULL);
  return explain (full (self), ((const PdlStatementRule *) statement)->when, full (self)->facts, target, PDL_LEVEL_NONE, 0);
}

PdlClause *
pdl_evaluation_explain_alert (PdlEvaluation *self, int target, const PdlAlert *alert)
{
  g_return_val_if_fail (has_target (self, target), NULL);
  return explain (full (self), ((const PdlAlertRule *) alert)->when, full (self)->facts, target, PDL_LEVEL_NONE, 0);
}

PdlClause *
pdl_evaluation_explain_derivation (PdlEvaluation *self, int target, PdlLevel level, const PdlFinding *finding)
{
  const PdlDerivation *derivation;

  g_return_val_if_fail (has_target (self, target), NULL);
  derivation = finding->scope != PDL_SCOPE_FIELD ? self->knowledge->derivations[finding->index] : NULL;
  if (derivation == NULL || derivation->rule == NULL)
    return NULL;
  return explain (full (self), derivation->rule, full (self)->facts, target, level, 0);
}

PdlClause *
pdl_evaluation_explain_emergency (PdlEvaluation *self)
{
  const PdlExpr *expr = self->emergency == PDL_EMERGENCY_AMBER ? self->knowledge->amber : self->knowledge->red;

  return expr != NULL ? explain (full (self), expr, full (self)->facts, -1, PDL_LEVEL_NONE, 0) : NULL;
}
