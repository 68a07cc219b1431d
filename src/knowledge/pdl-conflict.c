/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What of the conflict register applies to an evaluation, and in which order it is told. Reads; nothing here evaluates.
 */

#include "pdl-conflict.h"

#include <string.h>

#include "pdl-evaluate-private.h"

guint
pdl_knowledge_get_n_conflicts (PdlKnowledge *self)
{
  return self->conflicts->len;
}

const PdlConflict *
pdl_knowledge_get_conflict (PdlKnowledge *self, guint index)
{
  return g_ptr_array_index (self->conflicts, index);
}

const PdlConflict *
pdl_knowledge_lookup_conflict (PdlKnowledge *self, const char *id)
{
  for (guint i = 0; i < self->conflicts->len; i++)
    if (strcmp (pdl_knowledge_get_conflict (self, i)->id, id) == 0)
      return pdl_knowledge_get_conflict (self, i);
  return NULL;
}

const GPtrArray *
pdl_knowledge_get_conflicts_of (PdlKnowledge *self, const char *reference)
{
  return g_hash_table_lookup (self->conflicts_of, reference);
}

gboolean
pdl_conflict_is_between_sources (const PdlConflict *self)
{
  for (guint i = 0; i < self->positions->len; i++)
    if (((const PdlPosition *) g_ptr_array_index (self->positions, i))->basis.n_sources > 0)
      return TRUE;
  return FALSE;
}

/* ---- what is shown ----------------------------------------------------------------------------------------------- */

static PdlTruth
judge_row (const PdlRow *row, const PdlDecisionResult *decision)
{
  if (row == decision->row || row == decision->row_also)
    return PDL_TRUTH_TRUE;
  for (guint i = 0; i < decision->n_could_become; i++)
    if (decision->could_become[i].row == row)
      return PDL_TRUTH_UNKNOWN;
  return PDL_TRUTH_FALSE;
}

static PdlTruth
judge_modifier (const PdlModifier *modifier, const PdlTargetResult *target)
{
  for (guint i = 0; i < target->n_modifiers; i++)
    if (target->modifiers[i].modifier == modifier)
      return target->modifiers[i].truth;
  return PDL_TRUTH_FALSE;
}

static PdlTruth
find_argument (const PdlStatement *statement, const PdlArgument *arguments, guint n)
{
  for (guint i = 0; i < n; i++)
    if (arguments[i].statement == statement)
      return arguments[i].truth;
  return PDL_TRUTH_FALSE;
}

/* A figure stands beside the options that name it, and nowhere else. */
static PdlTruth
judge_figure (const PdlStatement *statement, const PdlTargetResult *target)
{
  PdlTruth found = PDL_TRUTH_FALSE;

  for (guint i = 0; i < target->n_options && found != PDL_TRUTH_TRUE; i++)
    {
      const PdlOptionResult *option = &target->options[i];
      PdlTruth truth = find_argument (statement, option->supports, option->n_supports);

      if (truth == PDL_TRUTH_FALSE)
        truth = find_argument (statement, option->opposes, option->n_opposes);
      if (truth != PDL_TRUTH_FALSE)
        found = truth;
    }
  return found;
}

static PdlTruth
judge_statement (const PdlStatement *statement, PdlEvaluation *evaluation, int target)
{
  if (statement->figure)
    return judge_figure (statement, &evaluation->targets[target]);
  for (guint i = 0; i < evaluation->n_statements; i++)
    {
      const PdlStatementResult *result = &evaluation->statements[i];

      if (result->statement == statement && (result->target < 0 || result->target == target))
        return result->truth;
    }
  return PDL_TRUTH_FALSE;
}

static PdlTruth
judge_alert (const PdlAlert *alert, PdlEvaluation *evaluation, int target)
{
  for (guint i = 0; i < evaluation->n_alerts; i++)
    {
      const PdlAlertResult *result = &evaluation->alerts[i];

      if (result->alert == alert && (result->target < 0 || result->target == target))
        return result->truth;
    }
  return PDL_TRUTH_FALSE;
}

static PdlTruth
judge_option (const PdlOption *option, const PdlTargetResult *target)
{
  for (guint i = 0; i < target->n_options; i++)
    if (target->options[i].option == option)
      return PDL_TRUTH_TRUE;
  return PDL_TRUTH_FALSE;
}

static PdlTruth
judge_score (const PdlScore *score, PdlEvaluation *evaluation, const PdlTargetResult *target)
{
  for (guint i = 0; i < target->n_scores + evaluation->n_scores; i++)
    {
      const PdlScoreResult *result = i < target->n_scores ? &target->scores[i] : &evaluation->scores[i - target->n_scores];

      if (result->score == score)
        return result->state == PDL_SCORE_COMPLETE || result->state == PDL_SCORE_PARTIAL ? PDL_TRUTH_TRUE
               : result->state == PDL_SCORE_NOT_COMPUTABLE                               ? PDL_TRUTH_UNKNOWN
                                                                                         : PDL_TRUTH_FALSE;
    }
  return PDL_TRUTH_FALSE;
}

PdlTruth
pdl_concern_judge (const PdlConcern *concern, PdlEvaluation *evaluation, int index)
{
  const PdlTargetResult *target = &evaluation->targets[index];

  switch (concern->kind)
    {
    case PDL_CONCERN_ROW: return judge_row (concern->thing, &target->decision);
    case PDL_CONCERN_MODIFIER: return judge_modifier (concern->thing, target);
    case PDL_CONCERN_STATEMENT: return judge_statement (concern->thing, evaluation, index);
    case PDL_CONCERN_ALERT: return judge_alert (concern->thing, evaluation, index);
    case PDL_CONCERN_OPTION: return judge_option (concern->thing, target);
    case PDL_CONCERN_SCORE: break;
    }
  return judge_score (concern->thing, evaluation, target);
}

PdlTruth
pdl_conflict_test (const PdlConflict *self, PdlEvaluation *evaluation, int target)
{
  return self->when == NULL ? PDL_TRUTH_TRUE : pdl_evaluation_test (evaluation, self->when, target);
}

PdlTruth
pdl_conflict_judge (const PdlConflict *self, PdlEvaluation *evaluation, int target)
{
  PdlTruth shown = PDL_TRUTH_FALSE, holds;

  for (guint i = 0; i < self->concerns->len && shown != PDL_TRUTH_TRUE; i++)
    {
      PdlTruth truth = pdl_concern_judge (&g_array_index (self->concerns, PdlConcern, i), evaluation, target);

      if (truth != PDL_TRUTH_FALSE)
        shown = truth;
    }
  holds = shown == PDL_TRUTH_FALSE ? PDL_TRUTH_FALSE : pdl_conflict_test (self, evaluation, target);
  return holds == PDL_TRUTH_TRUE ? shown : holds;
}

/* ---- the preferred national guideline ---------------------------------------------------------------------------- */

guint
pdl_knowledge_get_n_nationals (PdlKnowledge *self)
{
  return self->nationals->len;
}

const PdlNational *
pdl_knowledge_get_national (PdlKnowledge *self, guint index)
{
  return g_ptr_array_index (self->nationals, index);
}

const PdlNational *
pdl_knowledge_lookup_national (PdlKnowledge *self, const char *id)
{
  for (guint i = 0; id != NULL && i < self->nationals->len; i++)
    if (strcmp (pdl_knowledge_get_national (self, i)->id, id) == 0)
      return pdl_knowledge_get_national (self, i);
  return NULL;
}

static gboolean
has_source (const PdlNational *self, const PdlSource *source)
{
  for (guint i = 0; self->sources[i] != NULL; i++)
    if (self->sources[i] == source)
      return TRUE;
  return FALSE;
}

static gboolean
cites (const PdlNational *self, const PdlBasis *basis)
{
  for (guint i = 0; i < basis->n_sources; i++)
    if (has_source (self, basis->sources[i]))
      return TRUE;
  return FALSE;
}

gboolean
pdl_national_holds (const PdlNational *self, const PdlPosition *position)
{
  return self != NULL && cites (self, &position->basis);
}

gboolean
pdl_national_states (const PdlNational *self, PdlKnowledge *knowledge, const PdlStatement *statement)
{
  if (self == NULL || statement->basis.n_sources == 0 || !has_source (self, statement->basis.sources[0]))
    return FALSE;
  for (guint i = 0; i < knowledge->nationals->len; i++)
    if (pdl_knowledge_get_national (knowledge, i) != self && cites (pdl_knowledge_get_national (knowledge, i), &statement->basis))
      return FALSE;
  return TRUE;
}

GPtrArray *
pdl_conflict_order (const PdlConflict *self, const PdlNational *national)
{
  GPtrArray *ordered = g_ptr_array_new ();

  for (guint first = 0; first < 2; first++)
    for (guint i = 0; i < self->positions->len; i++)
      if (pdl_national_holds (national, g_ptr_array_index (self->positions, i)) == (first == 0))
        g_ptr_array_add (ordered, g_ptr_array_index (self->positions, i));
  return ordered;
}

/* Both concerned by one conflict that holds here. */
static gboolean
are_opposed (PdlEvaluation *evaluation, int target, const PdlStatement *a, const PdlStatement *b)
{
  g_autofree char *reference_a = g_strconcat ("statement/", a->id, NULL), *reference_b = g_strconcat ("statement/", b->id, NULL);
  const GPtrArray *of_a = pdl_knowledge_get_conflicts_of (evaluation->knowledge, reference_a);
  const GPtrArray *of_b = pdl_knowledge_get_conflicts_of (evaluation->knowledge, reference_b);

  for (guint i = 0; of_a != NULL && of_b != NULL && i < of_a->len; i++)
    if (g_ptr_array_find ((GPtrArray *) of_b, of_a->pdata[i], NULL) && pdl_conflict_test (of_a->pdata[i], evaluation, target) == PDL_TRUTH_TRUE)
      return TRUE;
  return FALSE;
}

static gboolean
is_later (const PdlUrgency *a, const PdlUrgency *b)
{
  return a->known && b->known && a->within_h >= 0 && b->within_h >= 0 && a->within_h > b->within_h;
}

void
pdl_national_order (const PdlNational *self, PdlEvaluation *evaluation, int target, GPtrArray *results)
{
  for (guint i = 1; self != NULL && i < results->len; i++)
    {
      const PdlStatementResult *result = results->pdata[i];
      guint to = i;

      if (!pdl_national_states (self, evaluation->knowledge, result->statement))
        continue;
      for (guint k = i; k-- > 0;)
        {
          const PdlStatementResult *before = results->pdata[k];

          if (strcmp (before->statement->domain, result->statement->domain) != 0)
            break;
          if (are_opposed (evaluation, target, before->statement, result->statement)
              && !pdl_national_states (self, evaluation->knowledge, before->statement) && !is_later (&result->urgency, &before->urgency))
            to = k;
        }
      if (to < i)
        g_ptr_array_insert (results, (int) to, g_ptr_array_steal_index (results, i));
    }
}
