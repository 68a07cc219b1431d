/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Running a checked expression. NaN is unknown; `and`, `or`, `not` and `implies` are Kleene's, everything else is unknown
 * when a part of it is.
 */

#include "pdl-facts-private.h"

#include <math.h>
#include <string.h>

static PdlNode *
child (const PdlNode *node, guint index)
{
  return g_ptr_array_index (node->children, index);
}

static double
run_child (const PdlNode *node, guint index, const PdlScopeNow *now)
{
  return pdl_node_run (child (node, index), now);
}

static double
run_all_of (const PdlNode *node, const PdlScopeNow *now, double decides)
{
  gboolean unknown = FALSE;

  for (guint i = 0; i < node->children->len; i++)
    {
      double part = run_child (node, i, now);

      if (isnan (part))
        unknown = TRUE;
      else if ((part != 0) == (decides != 0))
        return decides;
    }
  return unknown ? NAN : 1 - decides;
}

/* A level-named code as its place in the spine. */
static double
as_level (const PdlNode *node, double value)
{
  if (isnan (value) || !node->is_level || node->finding == NULL || node->finding->type != PDL_TYPE_ENUM)
    return value;
  return pdl_level_from_name (node->finding->codes[(guint) value].code);
}

static double
side (const PdlNode *node, guint index, const PdlScopeNow *now, gboolean to_days)
{
  const PdlNode *part = child (node, index);
  double value = as_level (part, pdl_node_run (part, now));

  return to_days && part->minutes ? floor (value / 1440) : value;
}

/* A date and a date with time meet by their days. */
static gboolean
mixes_times (const PdlNode *node)
{
  for (guint i = 1; i < node->children->len; i++)
    if (child (node, i)->minutes != child (node, 0)->minutes)
      return TRUE;
  return FALSE;
}

static double
run_compare (const PdlNode *node, const PdlScopeNow *now)
{
  gboolean mixed = mixes_times (node);
  double left = side (node, 0, now, mixed), right = side (node, 1, now, mixed);

  if (isnan (left) || isnan (right))
    return NAN;
  switch (node->op)
    {
    case PDL_OP_EQ: return left == right;
    case PDL_OP_NE: return left != right;
    case PDL_OP_LT: return left < right;
    case PDL_OP_LE: return left <= right;
    case PDL_OP_GT: return left > right;
    default: return left >= right;
    }
}

static double
run_in (const PdlNode *node, const PdlScopeNow *now)
{
  double left = side (node, 0, now, FALSE);
  const PdlNode *set = child (node, 1);
  gboolean unknown = FALSE;

  if (isnan (left))
    return NAN;
  for (guint i = 0; i < set->children->len; i++)
    {
      double member = side (set, i, now, FALSE);

      if (isnan (member))
        unknown = TRUE;
      else if (member == left)
        return 1;
    }
  return unknown ? NAN : 0;
}

static double
run_arithmetic (const PdlNode *node, const PdlScopeNow *now)
{
  double left = run_child (node, 0, now), right = run_child (node, 1, now);

  switch (node->op)
    {
    case PDL_OP_ADD: return left + right;
    case PDL_OP_SUB: return left - right;
    case PDL_OP_MUL: return left * right;
    default: return right == 0 ? NAN : left / right;
    }
}

/* `is null` is always known. Dates known to the month drive no interval but are not null. */
static double
run_is_null (const PdlNode *node, const PdlScopeNow *now)
{
  const PdlNode *part = child (node, 0);

  if (part->type == PDL_NODE_FINDING && (part->is_text || part->finding->type == PDL_TYPE_DATE))
    return pdl_facts_get_value (now->facts, part->finding, now->target, now->level) == NULL;
  if (part->type == PDL_NODE_FIELD && part->rows != NULL && now->rows != NULL)
    return !pdl_value_is_known (pdl_rows_get (now->rows, now->row, part->finding));
  if (part->type == PDL_NODE_FIELD && part->finding != NULL && part->series == NULL && now->item != NULL)
    return !pdl_value_is_known (pdl_fields_get (pdl_item_get_fields (now->item), part->text));
  return isnan (pdl_node_run (part, now));
}

static double
recorded_number (const PdlValue *value)
{
  if (!pdl_value_is_known (value) || pdl_value_get_precision (value) != PDL_PRECISION_DAY)
    return NAN;
  if (pdl_value_get_kind (value) == PDL_VALUE_TEXT || pdl_value_get_kind (value) == PDL_VALUE_LIST)
    return 0;
  return pdl_value_get_number (value);
}

static double
item_value (const PdlItem *item, const char *field)
{
  return recorded_number (pdl_fields_get (pdl_item_get_fields (item), field));
}

static double
run_field (const PdlNode *node, const PdlScopeNow *now)
{
  if (node->series != NULL)
    return now->result != NULL ? pdl_result_get (now->result, node->finding) : NAN;
  if (now->item == NULL || (node->rows != NULL && now->rows == NULL))
    return NAN;
  if (node->rows != NULL)
    return recorded_number (pdl_rows_get (now->rows, now->row, node->finding));
  if (node->finding != NULL)
    return item_value (now->item, node->text);
  if (*node->text == 'k')
    return g_quark_from_string (pdl_item_get_kind (now->item)->id);
  if (*node->text == 's')
    return pdl_facts_is_started (now->facts, now->item);
  return pdl_facts_is_at_target (now->facts, now->item, now->target);
}

static double
run_special (const PdlNode *node, const PdlScopeNow *now)
{
  switch (node->op)
    {
    case PDL_SPECIAL_NOW: return pdl_minute_day (pdl_facts_get_now (now->facts));
    case PDL_SPECIAL_A:
      {
        const PdlAssessment *assessment = pdl_facts_get_assessment (now->facts);

        return assessment != NULL ? pdl_assessment_get_day (assessment) : NAN;
      }
    case PDL_SPECIAL_LEVEL: return now->level != PDL_LEVEL_NONE ? now->level : NAN;
    case PDL_SPECIAL_N_LEVELS:
      return pdl_level_set_count (now->target >= 0 ? pdl_facts_get_target_levels (now->facts, now->target) : pdl_facts_get_involved (now->facts));
    default: return pdl_facts_get_n_targets (now->facts);
    }
}

/* ---- time ------------------------------------------------------------------------------------------------------- */

static double
in_days (const PdlNode *node, const PdlScopeNow *now)
{
  double value = pdl_node_run (node, now);

  return node->minutes ? floor (value / 1440) : value;
}

static double
in_minutes (const PdlNode *node, const PdlScopeNow *now)
{
  double value;

  if (node->type == PDL_NODE_SPECIAL && node->op == PDL_SPECIAL_NOW)
    return (double) pdl_facts_get_now (now->facts);
  value = pdl_node_run (node, now);
  return node->minutes ? value : value * 1440;
}

static double
completed_months (double from, double to)
{
  return isnan (from) || isnan (to) ? NAN : (double) pdl_day_completed_months ((PdlDay) from, (PdlDay) to);
}

static double
worst_level (const PdlFinding *finding, const PdlScopeNow *now)
{
  PdlLevelSet levels = now->target >= 0 ? pdl_facts_get_target_levels (now->facts, now->target) : pdl_facts_get_involved (now->facts);
  double worst = NAN, where = NAN;

  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    if ((levels & PDL_LEVEL_BIT (level)) != 0)
      {
        double value = pdl_facts_get (now->facts, finding, now->target, level);

        if (!isnan (value) && (isnan (worst) || value > worst))
          {
            worst = value;
            where = level;
          }
      }
  return where;
}

static double
run_call (const PdlNode *node, const PdlScopeNow *now)
{
  double result = NAN;
  gboolean entered;

  switch (node->op)
    {
    case PDL_CALL_MIN:
    case PDL_CALL_MAX:
      for (guint i = 0; i < node->children->len; i++)
        {
          double value = run_child (node, i, now);

          if (isnan (value))
            return NAN;
          if (i == 0 || (node->op == PDL_CALL_MIN ? value < result : value > result))
            result = value;
        }
      return result;
    case PDL_CALL_COALESCE:
      for (guint i = 0; i < node->children->len && isnan (result); i++)
        result = node->is_level ? as_level (child (node, i), run_child (node, i, now)) : run_child (node, i, now);
      return result;
    case PDL_CALL_COUNT:
      result = run_child (node, 0, now);
      return isnan (result) ? NAN : __builtin_popcount ((guint32) result);
    case PDL_CALL_DAYS:
      return in_days (child (node, 1), now) - in_days (child (node, 0), now);
    case PDL_CALL_MONTHS:
      return (in_days (child (node, 1), now) - in_days (child (node, 0), now)) / PDL_DAYS_PER_MONTH;
    case PDL_CALL_HOURS:
      return floor ((in_minutes (child (node, 1), now) - in_minutes (child (node, 0), now)) / 60);
    case PDL_CALL_YEARS:
      return floor (completed_months (in_days (child (node, 0), now), in_days (child (node, 1), now)) / 12);
    case PDL_CALL_CALENDAR_MONTHS:
      return completed_months (in_days (child (node, 0), now), in_days (child (node, 1), now));
    case PDL_CALL_ENTERED:
      return pdl_facts_get_entered (now->facts, child (node, 0)->finding, now->target, now->level, NULL);
    case PDL_CALL_IS_ENTERED:
      pdl_facts_get_entered (now->facts, child (node, 0)->finding, now->target, now->level, &entered);
      return entered;
    case PDL_CALL_WORST_LEVEL:
      return worst_level (child (node, 0)->finding, now);
    default:
      return floor (run_child (node, 0, now));
    }
}

/* ---- queries ---------------------------------------------------------------------------------------------------- */

typedef struct
{
  const PdlNode *node;
  const PdlScopeNow *now;
  gboolean unknown, any_true, any_false;
  guint n_unknown;
  double number, count;
  double best_key;      /* latest, earliest */
} Query;

/* One thing of the range: does it fit, and what does it add? */
static void
query_step (Query *query, const PdlScopeNow *here, double sort_key)
{
  const PdlNode *node = query->node;
  double fits = node->where != NULL ? pdl_node_run (node->where, here) : 1;
  double value = NAN;

  if (isnan (fits))
    {
      query->unknown = TRUE;
      query->n_unknown++;
      return;
    }
  if (fits == 0)
    {
      query->any_false = TRUE;
      return;
    }
  query->any_true = TRUE;
  query->count++;
  if (node->finding != NULL && node->rows != NULL)
    value = recorded_number (pdl_rows_get (here->rows, here->row, node->finding));
  else if (node->finding != NULL)
    value = here->item != NULL ? item_value (here->item, node->text) : pdl_facts_get (here->facts, node->finding, here->target, here->level);

  switch (node->op)
    {
    case PDL_QUERY_LATEST:
    case PDL_QUERY_EARLIEST:
      if (isnan (sort_key))
        break;
      /* Ties go by order of entry: the later entry is the later thing. */
      if (isnan (query->best_key) || (node->op == PDL_QUERY_LATEST ? sort_key >= query->best_key : sort_key < query->best_key))
        {
          query->best_key = sort_key;
          query->number = value;
        }
      break;
    case PDL_QUERY_SUM:
      query->number = query->count == 1 ? value : query->number + value;
      break;
    case PDL_QUERY_MIN:
    case PDL_QUERY_MAX:
      if (isnan (value))
        query->unknown = TRUE;
      else if (isnan (query->number) || (node->op == PDL_QUERY_MIN ? value < query->number : value > query->number))
        query->number = value;
      break;
    default:
      break;
    }
}

/* The rows of one record, each by its own first date. A list that cannot be read may hold anything. */
static void
query_rows (Query *query, PdlScopeNow *here)
{
  const PdlFinding *list = query->node->rows, *when = NULL;
  const PdlValue *value = pdl_fields_get (pdl_item_get_fields (here->item), list->id);
  g_autoptr (PdlRows) rows = pdl_value_is_known (value) ? pdl_rows_read (list, value) : NULL;

  for (guint i = 0; i < list->columns->len && when == NULL; i++)
    {
      const PdlFinding *column = g_ptr_array_index (list->columns, i);

      if (column->type == PDL_TYPE_DATE || column->type == PDL_TYPE_DATETIME)
        when = column;
    }
  if (rows == NULL)
    query->unknown = query->unknown || pdl_value_is_known (value);
  here->rows = rows;
  for (here->row = 0; rows != NULL && here->row < pdl_rows_get_size (rows); here->row++)
    query_step (query, here, when != NULL ? recorded_number (pdl_rows_get (rows, here->row, when)) : NAN);
}

static void
query_records (Query *query, const PdlScopeNow *now)
{
  const PdlNode *node = query->node;
  PdlCase *kase = pdl_facts_get_case (now->facts);

  for (guint g = 0; g < PDL_N_GROUPS; g++)
    for (guint i = 0; i < pdl_case_get_n_items (kase, g); i++)
      {
        const PdlItem *item = pdl_case_get_item (kase, g, i);
        PdlDay start = pdl_item_get_start (item);
        PdlScopeNow here = *now;

        if (!g_ptr_array_find (node->kinds, pdl_item_get_kind (item), NULL) || g_strcmp0 (pdl_item_get_status (item), "cancelled") == 0)
          continue;
        if (node->range == PDL_RANGE_PRESENT_COURSE && item != pdl_facts_get_present_course (now->facts, now->target))
          continue;
        if (node->range == PDL_RANGE_PRIOR_COURSES && !pdl_facts_is_prior_course (now->facts, now->target, item))
          continue;
        here.item = item;
        here.rows = NULL;
        if (node->rows != NULL)
          query_rows (query, &here);
        else
          query_step (query, &here, start != PDL_DAY_NONE ? start : NAN);
      }
}

static double
test_result (const PdlResultFact *result, gpointer user_data)
{
  const Query *query = user_data;
  PdlScopeNow here = *query->now;

  here.result = result;
  return pdl_node_run (query->node->where, &here);
}

static double
run_query (const PdlNode *node, const PdlScopeNow *now)
{
  Query query = { node, now, FALSE, FALSE, FALSE, 0, NAN, 0, NAN };

  if (node->range == PDL_RANGE_RESULTS)
    return pdl_results_run (node, now->facts, node->where != NULL ? test_result : NULL, &query);
  if (node->range == PDL_RANGE_LEVELS)
    {
      PdlLevelSet levels = now->target >= 0 ? pdl_facts_get_target_levels (now->facts, now->target) : pdl_facts_get_involved (now->facts);

      for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
        if ((levels & PDL_LEVEL_BIT (level)) != 0)
          {
            PdlScopeNow here = *now;

            here.level = level;
            here.target = pdl_facts_find_target (now->facts, level);
            query_step (&query, &here, level);
          }
    }
  else if (node->range == PDL_RANGE_TARGETS)
    for (guint i = 0; i < pdl_facts_get_n_targets (now->facts); i++)
      {
        PdlScopeNow here = *now;

        here.target = (int) i;
        here.level = PDL_LEVEL_NONE;
        query_step (&query, &here, i);
      }
  else
    query_records (&query, now);

  switch (node->op)
    {
    case PDL_QUERY_ANY: return query.any_true ? 1 : query.unknown ? NAN : 0;
    case PDL_QUERY_AT_LEAST: return query.count >= node->number ? 1 : query.count + query.n_unknown >= node->number ? NAN : 0;
    case PDL_QUERY_ALL: return query.any_false ? 0 : query.unknown ? NAN : 1;
    case PDL_QUERY_COUNT: return query.unknown ? NAN : query.count;
    case PDL_QUERY_SUM:
    case PDL_QUERY_MIN:
    case PDL_QUERY_MAX: return query.unknown ? NAN : query.number;
    default: return query.number;
    }
}

double
pdl_node_run (const PdlNode *node, const PdlScopeNow *now)
{
  double value;

  switch (node->type)
    {
    case PDL_NODE_LITERAL: return node->number;
    case PDL_NODE_FINDING: return pdl_facts_get (now->facts, node->finding, now->target, now->level);
    case PDL_NODE_FIELD: return run_field (node, now);
    case PDL_NODE_DEFINE: return pdl_node_run (node->define->root, now);
    case PDL_NODE_SCORE:
      return pdl_score_result_get (pdl_facts_get_score (now->facts, &node->score->score, now->target, now->level), node->text, node->finding);
    case PDL_NODE_USES: return now->uses;
    case PDL_NODE_SPECIAL: return run_special (node, now);
    case PDL_NODE_NOT:
      value = run_child (node, 0, now);
      return isnan (value) ? NAN : value == 0;
    case PDL_NODE_AND: return run_all_of (node, now, 0);
    case PDL_NODE_OR: return run_all_of (node, now, 1);
    case PDL_NODE_IMPLIES:
      {
        double left = run_child (node, 0, now), right = run_child (node, 1, now);

        if (left == 0 || right == 1)
          return 1;
        return isnan (left) || isnan (right) ? NAN : 0;
      }
    case PDL_NODE_COMPARE: return run_compare (node, now);
    case PDL_NODE_BETWEEN:
      {
        gboolean mixed = mixes_times (node);
        double here = side (node, 0, now, mixed), low = side (node, 1, now, mixed), high = side (node, 2, now, mixed);

        return isnan (here) || isnan (low) || isnan (high) ? NAN : here >= low && here <= high;
      }
    case PDL_NODE_IN: return run_in (node, now);
    case PDL_NODE_CONTAINS:
      {
        double set = run_child (node, 0, now), member = run_child (node, 1, now);

        return isnan (set) || isnan (member) ? NAN : ((guint32) set >> (guint) member) & 1;
      }
    case PDL_NODE_IS_NULL: return run_is_null (node, now);
    case PDL_NODE_IS_EMPTY:
      value = run_child (node, 0, now);
      return isnan (value) ? NAN : value == 0;
    case PDL_NODE_ARITHMETIC: return run_arithmetic (node, now);
    case PDL_NODE_NEGATE: return -run_child (node, 0, now);
    case PDL_NODE_IF:
      value = run_child (node, 0, now);
      return isnan (value) ? NAN : run_child (node, value != 0 ? 1 : 2, now);
    case PDL_NODE_CALL: return run_call (node, now);
    case PDL_NODE_LOOKUP:
      value = run_child (node, 0, now);
      return isnan (value) ? NAN : node->cells[(guint) value];
    case PDL_NODE_QUERY: return run_query (node, now);
    case PDL_NODE_CODE:
    case PDL_NODE_CODES:
      break;
    }
  return NAN;
}
