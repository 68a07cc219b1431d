/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Scores: sums that become intervals when items are missing, labels by rule, totals that are typed in.
 */

#include "pdl-facts-private.h"

#include <math.h>
#include <string.h>

double
pdl_score_result_get (const PdlScoreResult *self, const char *part, const PdlFinding *finding)
{
  guint position;

  switch (self->state)
    {
    case PDL_SCORE_COMPLETE:
    case PDL_SCORE_PARTIAL:
    case PDL_SCORE_LOOKUP_ONLY:
      break;
    default:
      return NAN;
    }
  if (g_str_equal (part, "min"))
    return self->min;
  if (g_str_equal (part, "max"))
    return self->max;
  if (g_str_equal (part, "total"))
    return self->min == self->max ? self->min : NAN;
  if (self->band == NULL)
    return NAN;
  if (finding != NULL)
    return pdl_finding_lookup_code (finding, self->band->id, &position) != NULL ? position : NAN;
  return self->band - self->score->bands;
}

/* Points of one value; NaN when no class holds it. */
static double
points_of (const PdlItemRule *item, double value)
{
  const PdlFinding *finding = item->item.finding;

  if (isnan (value))
    return NAN;
  if (item->by_code != NULL)
    return value < item->n_by_code ? item->by_code[(guint) value] : NAN;
  for (guint i = 0; i < item->points->len; i++)
    {
      const PdlPoint *point = &g_array_index (item->points, PdlPoint, i);

      if (point->key == NULL)
        {
          if ((point->low_open ? value > point->low : value >= point->low)
              && (point->high_open ? value < point->high : value <= point->high))
            return point->points;
        }
      else if (finding != NULL && finding->n_codes > 0)
        {
          if (value < finding->n_codes && g_str_equal (finding->codes[(guint) value].code, point->key))
            return point->points;
        }
      else if (g_str_equal (point->key, value != 0 ? "true" : "false"))
        return point->points;
    }
  return NAN;
}

/* Classes named by codes, as points by the place of the code. */
void
pdl_item_rule_make_points (PdlItemRule *item)
{
  const PdlFinding *finding = item->item.finding;
  guint n = finding == NULL ? 0 : finding->type == PDL_TYPE_BOOL ? 2 : finding->type == PDL_TYPE_ENUM ? finding->n_codes : 0;
  double *by_code;

  for (guint i = 0; i < item->points->len; i++)
    if (g_array_index (item->points, PdlPoint, i).key == NULL)
      n = 0;
  if (n == 0 || item->by_code != NULL)
    return;
  by_code = g_new (double, n);
  for (guint i = 0; i < n; i++)
    by_code[i] = points_of (item, i);
  item->by_code = by_code;
  item->n_by_code = n;
}

static void
run_item (const PdlItemRule *item, PdlFacts *facts, int target, PdlLevel level, PdlItemResult *ret_result)
{
  double low, high;

  if (item->low != NULL && item->high != NULL)
    {
      low = points_of (item, pdl_expr_number (item->low, facts, target, level));
      high = points_of (item, pdl_expr_number (item->high, facts, target, level));
    }
  else
    low = high = points_of (item, item->value != NULL ? pdl_expr_number (item->value, facts, target, level)
                                                      : pdl_facts_get (facts, item->item.finding, target, level));

  if (isnan (low) || isnan (high))
    {
      low = item->item.min;
      high = item->item.max;
    }
  ret_result->known = low == high && item->item.min != item->item.max;
  ret_result->min = MIN (low, high);
  ret_result->max = MAX (low, high);
  if (item->item.finding != NULL)
    ret_result->value = pdl_facts_get_value (facts, item->item.finding, target, level);
}

static void
set_bands (const PdlScoreRule *rule, PdlFacts *facts, PdlScoreResult *result)
{
  const PdlScore *score = &rule->score;

  result->bands = pdl_arena_new (pdl_facts_get_arena (facts), const PdlBand *, score->n_bands + 1);
  result->n_bands = 0;
  result->band = NULL;
  for (guint i = 0; i < score->n_bands; i++)
    if (isnan (score->bands[i].min) || (result->max >= score->bands[i].min && result->min <= score->bands[i].max))
      result->bands[result->n_bands++] = &score->bands[i];
  if (result->n_bands == 1 && !isnan (result->bands[0]->min) && result->min >= result->bands[0]->min && result->max <= result->bands[0]->max)
    result->band = result->bands[0];
}

/* Ids in the arena, each once, NULL behind them. */
typedef struct
{
  const char **ids;
  guint n;
} Missing;

static void
note_id (Missing *missing, const char *id)
{
  for (guint i = 0; i < missing->n; i++)
    if (missing->ids[i] == id)
      return;
  missing->ids[missing->n++] = id;
}

/* Findings the items read: no more can be missing. */
static guint
count_reads (const PdlScoreRule *rule)
{
  guint n = 0;

  for (guint i = 0; i < rule->items->len; i++)
    {
      const PdlItemRule *item = &g_array_index (rule->items, PdlItemRule, i);

      n += item->item.finding == NULL && item->value != NULL ? pdl_expr_get_findings (item->value)->len : 1;
    }
  return n;
}

/* What is unknown of the item at one place, added once. */
static void
add_missing (const PdlItemRule *item, PdlFacts *facts, int target, PdlLevel level, Missing *missing)
{
  GPtrArray *reads = item->item.finding == NULL && item->value != NULL ? pdl_expr_get_findings (item->value) : NULL;
  guint n = reads != NULL ? reads->len : item->item.finding != NULL;

  for (guint i = 0; i < n; i++)
    {
      const PdlFinding *finding = reads != NULL ? g_ptr_array_index (reads, i) : item->item.finding;

      /* An item that is a finding is missing also where its value has no points. */
      if (reads == NULL || isnan (pdl_facts_get (facts, finding, target, level)))
        note_id (missing, finding->id);
    }
}

static Missing
missing_new (PdlFacts *facts, guint most)
{
  Missing missing = { pdl_arena_new (pdl_facts_get_arena (facts), const char *, most + 1), 0 };

  return missing;
}

static void
take_missing (PdlScoreResult *result, Missing *missing)
{
  missing->ids[missing->n] = NULL;
  result->missing = missing->ids;
}

static void
note_missing (const PdlScoreRule *rule, PdlFacts *facts, int target, PdlLevel level, PdlScoreResult *result)
{
  Missing missing = missing_new (facts, count_reads (rule));

  for (guint i = 0; i < rule->items->len; i++)
    if (!result->items[i].known)
      add_missing (&g_array_index (rule->items, PdlItemRule, i), facts, target, level, &missing);
  take_missing (result, &missing);
}

/* No level of the target is scored: what is unknown at any of them. */
static void
note_missing_of_levels (const PdlScoreRule *rule, PdlFacts *facts, int target, PdlScoreResult *result)
{
  PdlLevelSet levels = pdl_facts_get_target_levels (facts, target);
  Missing missing = missing_new (facts, count_reads (rule));

  for (guint i = 0; i < rule->items->len; i++)
    for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
      if ((levels & PDL_LEVEL_BIT (level)) != 0)
        {
          const PdlItemRule *item = &g_array_index (rule->items, PdlItemRule, i);

          if (item->item.finding == NULL || isnan (pdl_facts_get (facts, item->item.finding, target, level)))
            add_missing (item, facts, target, level, &missing);
        }
  take_missing (result, &missing);
}

static void
run_sum (const PdlScoreRule *rule, PdlFacts *facts, int target, PdlLevel level, PdlScoreResult *result)
{
  guint known = 0;
  double entered = NAN;

  result->n_items = rule->items->len;
  result->items = pdl_arena_new0 (pdl_facts_get_arena (facts), PdlItemResult, result->n_items + 1);
  result->min = result->max = 0;
  for (guint i = 0; i < result->n_items; i++)
    {
      result->items[i].item = &rule->score.items[i];
      run_item (&g_array_index (rule->items, PdlItemRule, i), facts, target, level, &result->items[i]);
      result->min += result->items[i].min;
      result->max += result->items[i].max;
      known += result->items[i].known;
    }
  /* A published score may end below the sum of its items. */
  result->min = MIN (result->min, rule->score.max);
  result->max = MIN (result->max, rule->score.max);
  if (rule->entered != NULL)
    entered = pdl_facts_get_entered_number (facts, rule->entered, target, level);
  if (!isnan (entered))
    {
      Missing none = missing_new (facts, 0);

      /* The report's total is known, its items may not be: the total counts and nothing is missing from it. */
      result->min = result->max = entered;
      known = result->n_items;
      take_missing (result, &none);
    }
  else
    note_missing (rule, facts, target, level, result);
  result->state = known == result->n_items ? PDL_SCORE_COMPLETE : known > 0 ? PDL_SCORE_PARTIAL : PDL_SCORE_NOT_COMPUTABLE;
  set_bands (rule, facts, result);
}

static void
run_rule (const PdlScoreRule *rule, PdlFacts *facts, int target, PdlLevel level, PdlScoreResult *result)
{
  const PdlScore *score = &rule->score;
  guint most = 0;
  Missing missing;
  gboolean open = FALSE;

  for (guint i = 0; i < rule->band_rules->len; i++)
    if (g_ptr_array_index (rule->band_rules, i) != NULL)
      most += pdl_expr_get_findings (g_ptr_array_index (rule->band_rules, i))->len;
  missing = missing_new (facts, most);
  result->bands = pdl_arena_new (pdl_facts_get_arena (facts), const PdlBand *, score->n_bands + 1);
  result->n_bands = 0;
  for (guint i = 0; i < rule->band_rules->len; i++)
    {
      const PdlExpr *expr = g_ptr_array_index (rule->band_rules, i);
      PdlTruth truth = expr != NULL ? pdl_expr_test (expr, facts, target, level, 0) : PDL_TRUTH_FALSE;

      if (truth == PDL_TRUTH_FALSE)
        continue;
      result->bands[result->n_bands++] = &score->bands[i];
      if (truth == PDL_TRUTH_TRUE)
        {
          if (!open)
            result->band = &score->bands[i];
          break;
        }
      open = TRUE;
      for (guint r = 0; r < pdl_expr_get_findings (expr)->len; r++)
        {
          const PdlFinding *finding = g_ptr_array_index (pdl_expr_get_findings (expr), r);

          if (isnan (pdl_facts_get (facts, finding, target, level)))
            note_id (&missing, finding->id);
        }
    }
  take_missing (result, &missing);
  result->state = result->band != NULL ? PDL_SCORE_COMPLETE
                  : result->n_bands > 0 && result->n_bands < score->n_bands ? PDL_SCORE_PARTIAL
                                                                             : PDL_SCORE_NOT_COMPUTABLE;
  if (result->band != NULL)
    result->min = result->max = result->band - score->bands;
}

static void
run_entered (const PdlScoreRule *rule, PdlFacts *facts, int target, PdlLevel level, PdlScoreResult *result)
{
  const PdlFinding *finding = rule->items->len > 0 ? g_array_index (rule->items, PdlItemRule, 0).item.finding : NULL;
  double total = rule->total != NULL ? pdl_expr_number (rule->total, facts, target, level)
                 : finding != NULL   ? pdl_facts_get (facts, finding, target, level)
                                     : NAN;

  if (g_ptr_array_index (rule->band_rules, 0) != NULL)
    run_rule (rule, facts, target, level, result);
  else if (!isnan (total))
    {
      result->min = result->max = total;
      set_bands (rule, facts, result);
    }
  if (result->missing == NULL)
    {
      result->missing = pdl_arena_new0 (pdl_facts_get_arena (facts), const char *, 2);
      if (isnan (total) && finding != NULL)
        result->missing[0] = finding->id;
    }
  result->state = PDL_SCORE_LOOKUP_ONLY;
}

static void
run_here (const PdlScoreRule *rule, PdlFacts *facts, int target, PdlLevel level, PdlScoreResult *result)
{
  result->level = level;
  if (rule->kind == PDL_SCORE_SUM)
    run_sum (rule, facts, target, level, result);
  else if (rule->kind == PDL_SCORE_RULE)
    run_rule (rule, facts, target, level, result);
  else
    run_entered (rule, facts, target, level, result);
}

/* A target: the interval from the largest minimum to the largest maximum of its scored levels; the level shown is the one
 * that can be worst. */
static void
run_target_of_levels (const PdlScoreRule *rule, PdlFacts *facts, int target, PdlScoreResult *result)
{
  PdlLevelSet levels = pdl_facts_get_target_levels (facts, target);
  double largest_min = -INFINITY, largest_max = -INFINITY;
  guint scored = 0;
  gboolean all_complete = TRUE;

  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    {
      const PdlScoreResult *here;

      if ((levels & PDL_LEVEL_BIT (level)) == 0)
        continue;
      if (rule->scored != NULL && pdl_expr_test (rule->scored, facts, target, level, 0) != PDL_TRUTH_TRUE)
        continue;
      here = pdl_facts_get_score (facts, &rule->score, target, level);
      if (here->state != PDL_SCORE_COMPLETE && here->state != PDL_SCORE_PARTIAL)
        continue;
      scored++;
      all_complete = all_complete && here->state == PDL_SCORE_COMPLETE;
      if (scored == 1 || here->max > result->max || (here->max == result->max && here->min > result->min))
        *result = *here; /* what it points to stays as it is */
      largest_min = MAX (largest_min, here->min);
      largest_max = MAX (largest_max, here->max);
    }
  if (scored == 0)
    {
      result->state = PDL_SCORE_NOT_COMPUTABLE;
      result->min = rule->score.min;
      result->max = rule->score.max;
      note_missing_of_levels (rule, facts, target, result);
      if (rule->kind == PDL_SCORE_SUM)
        {
          set_bands (rule, facts, result);
          result->band = NULL;
        }
      return;
    }
  if (rule->kind == PDL_SCORE_SUM)
    {
      result->min = largest_min;
      result->max = largest_max;
      result->state = largest_min == largest_max || all_complete ? PDL_SCORE_COMPLETE : PDL_SCORE_PARTIAL;
      set_bands (rule, facts, result);
    }
}

void
pdl_score_run (PdlKnowledge *self, const PdlScoreRule *rule, PdlFacts *facts, int target, PdlLevel level, PdlScoreResult *ret_result)
{
  if (g_strcmp0 (rule->score.gate, "BLOCKED") == 0)
    {
      ret_result->state = PDL_SCORE_BLOCKED;
      return;
    }
  if (rule->applies != NULL && pdl_expr_test (rule->applies, facts, target, level, 0) == PDL_TRUTH_FALSE)
    {
      ret_result->state = PDL_SCORE_NOT_APPLICABLE;
      return;
    }
  if (rule->score.scope == PDL_SCOPE_LEVEL && level == PDL_LEVEL_NONE && target >= 0 && pdl_facts_get_target_levels (facts, target) != 0
      && !(rule->entered != NULL && pdl_facts_is_spoken_for (facts, rule->entered, target)))
    run_target_of_levels (rule, facts, target, ret_result);
  else
    run_here (rule, facts, target, level, ret_result);
  if (g_strcmp0 (rule->score.gate, "LOOKUP_ONLY") == 0)
    ret_result->state = PDL_SCORE_LOOKUP_ONLY;
}
