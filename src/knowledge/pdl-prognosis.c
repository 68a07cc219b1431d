/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-prognosis-private.h"

#include "pdl-evaluate-private.h"

#include <math.h>

/* ---- times ------------------------------------------------------------------------------------------------------- */

static PdlHalf
no_half (void)
{
  return (PdlHalf) { NAN, NAN };
}

/* More than half alive at a month: half of them die later; fewer: earlier; exactly half: then. */
static void
narrow (const GArray *alive, PdlHalf *half)
{
  for (guint i = 0; alive != NULL && i < alive->len; i++)
    {
      const PdlAlive *point = &g_array_index (alive, PdlAlive, i);

      if (point->percent >= 50)
        half->low = MAX (half->low, point->months);
      if (point->percent <= 50)
        half->high = MIN (half->high, point->months);
    }
}

/* The same of a row of % alive. A row that rises with time says nothing: NaN. */
static PdlHalf
alive_get_half (const GArray *alive)
{
  PdlHalf half = { 0, INFINITY };

  if (alive == NULL || alive->len == 0)
    return no_half ();
  narrow (alive, &half);
  return half.low <= half.high ? half : no_half ();
}

PdlHalf
pdl_prognosis_band_get_half (const PdlPrognosisBand *band)
{
  PdlHalf half = { 0, INFINITY };

  if (!isnan (band->median))
    return (PdlHalf) { band->median, band->median };
  if (!isnan (band->survival_low))
    return (PdlHalf) { band->survival_low, band->survival_high };
  narrow (band->alive, &half);
  narrow (band->alive_validation, &half);
  /* The two cohorts can contradict each other: then the paper's own stands. */
  return half.low <= half.high ? half : alive_get_half (band->alive);
}

PdlSide
pdl_half_get_side (PdlHalf half, double months)
{
  if (isnan (half.low) || isnan (months))
    return PDL_SIDE_NONE;
  if (half.low == months && half.high == months)
    return PDL_SIDE_ACROSS;
  if (half.low >= months)
    return PDL_SIDE_OVER;
  return half.high <= months ? PDL_SIDE_UNDER : PDL_SIDE_ACROSS;
}

static void
widen (PdlHalf *self, PdlHalf other)
{
  if (isnan (self->low))
    *self = other;
  else if (!isnan (other.low))
    {
      self->low = MIN (self->low, other.low);
      self->high = MAX (self->high, other.high);
    }
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static void
row_free (gpointer data)
{
  PdlPrognosisRow *row = data;

  g_free (row->bands);
  g_clear_pointer (&row->alive, g_array_unref);
  g_free (row->tool);
  g_free (row);
}

void
pdl_prognosis_free (PdlPrognosis *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->over);
  g_ptr_array_unref (self->under);
  g_ptr_array_unref (self->across);
  g_free (self);
}

static const PdlScoreResult *
find_result (PdlEvaluation *evaluation, const PdlScore *score)
{
  for (guint i = 0; i < evaluation->n_scores; i++)
    if (evaluation->scores[i].score == score)
      return &evaluation->scores[i];
  return NULL;
}

static const PdlPrognosisBand *
find_band (const PdlPrognosisModel *model, const PdlBand *band)
{
  for (guint i = 0; i < model->n_bands; i++)
    if (model->bands[i].band == band)
      return &model->bands[i];
  return NULL;
}

static gboolean
is_placed (const PdlScoreResult *result)
{
  return result != NULL
         && (result->state == PDL_SCORE_COMPLETE || result->state == PDL_SCORE_PARTIAL
             || (result->state == PDL_SCORE_LOOKUP_ONLY && result->band != NULL));
}

static PdlPrognosisRow *
row_new (const PdlPrognosisModel *model, const PdlScoreResult *result, double months)
{
  PdlPrognosisRow *row = g_new0 (PdlPrognosisRow, 1);
  guint n = is_placed (result) ? result->n_bands : 0, n_timed = 0;
  gboolean untimed = FALSE;

  row->model = model;
  row->result = result;
  row->half = no_half ();
  row->bands = g_new0 (const PdlPrognosisBand *, (result != NULL ? result->n_bands : 0) + 2);
  for (guint i = 0; i < n; i++)
    {
      const PdlPrognosisBand *band = find_band (model, result->bands[i]);

      untimed = untimed || band == NULL;
      if (band == NULL)
        continue;
      row->bands[n_timed++] = band;
      widen (&row->half, pdl_prognosis_band_get_half (band));
    }
  /* A band still possible of which no time is known: the others do not say where this person is. */
  row->side = untimed ? PDL_SIDE_NONE : pdl_half_get_side (row->half, months);
  return row;
}

/* What another tool said; NULL when nothing was typed in. */
static PdlPrognosisRow *
typed_row_new (PdlEvaluation *evaluation, const PdlPrognosisTable *table, double months)
{
  PdlFacts *facts = pdl_evaluation_get_facts (evaluation);
  const PdlValue *tool;
  PdlPrognosisRow *row;

  if (table->when == NULL || pdl_expr_test (table->when, facts, -1, PDL_LEVEL_NONE, 0) != PDL_TRUTH_TRUE)
    return NULL;
  row = g_new0 (PdlPrognosisRow, 1);
  row->bands = g_new0 (const PdlPrognosisBand *, 1);
  row->alive = g_array_new (FALSE, TRUE, sizeof (PdlAlive));
  for (guint i = 0; i < table->alive->len; i++)
    {
      const PdlTypedAlive *typed = &g_array_index (table->alive, PdlTypedAlive, i);
      PdlAlive point = { typed->months, pdl_facts_get (facts, typed->finding, -1, PDL_LEVEL_NONE) };

      if (!isnan (point.percent))
        g_array_append_val (row->alive, point);
    }
  tool = pdl_evaluation_get_value (evaluation, table->tool, -1, PDL_LEVEL_NONE, NULL, NULL);
  row->tool = pdl_finding_describe (table->tool, tool);
  row->date = pdl_evaluation_get_value (evaluation, table->date, -1, PDL_LEVEL_NONE, NULL, NULL);
  row->half = alive_get_half (row->alive);
  row->side = pdl_half_get_side (row->half, months);
  return row;
}

static void
sort_row (PdlPrognosis *self, PdlPrognosisRow *row)
{
  GPtrArray *of_side[] = { NULL, self->under, self->over, self->across };

  g_ptr_array_add (self->rows, row);
  if (row->model != NULL && row->model->oncologist)
    self->oncologist = row->side != PDL_SIDE_NONE ? row : NULL;
  else if (of_side[row->side] != NULL)
    g_ptr_array_add (of_side[row->side], row);
}

PdlPrognosis *
pdl_prognosis_new (PdlEvaluation *evaluation)
{
  PdlKnowledge *knowledge = evaluation->knowledge;
  PdlPrognosis *self = g_new0 (PdlPrognosis, 1);
  PdlPrognosisRow *typed;

  self->months = pdl_knowledge_get_prognosis_words (knowledge)->months;
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->over = g_ptr_array_new ();
  self->under = g_ptr_array_new ();
  self->across = g_ptr_array_new ();
  for (guint i = 0; i < pdl_knowledge_get_n_prognosis_models (knowledge); i++)
    {
      const PdlPrognosisModel *model = pdl_knowledge_get_prognosis_model (knowledge, i);

      sort_row (self, row_new (model, find_result (evaluation, model->score), self->months));
    }
  typed = typed_row_new (evaluation, knowledge->prognosis, self->months);
  if (typed != NULL)
    sort_row (self, typed);
  return self;
}
