/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Queries over records, levels and targets. The records were read once for the whole evaluation (pdl-facts-records.c).
 */

#include "pdl-program-private.h"

#include <math.h>

typedef struct
{
  const PdlNode *node;
  gboolean unknown, any_true, any_false;
  guint n_unknown;
  double number, count;
  double best_key;      /* latest, earliest */
} Query;

/* One thing of the range: does it fit, and what does it add? */
static void
step (Query *query, const PdlProgram *where, const PdlContext *here, double sort_key)
{
  const PdlNode *node = query->node;
  double fits = where != NULL ? pdl_program_run (where, here) : 1;
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
  if (node->finding != NULL)
    value = here->record != NULL ? pdl_record_fact_get (here, node) : pdl_facts_get (here->facts, node->finding, here->target, here->level);

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

static void
query_records (Query *query, const PdlQueryProgram *self, const PdlContext *context)
{
  PdlFacts *facts = context->facts;
  PdlContext here = *context;

  if (!facts->has_records)
    pdl_facts_read_records (facts);
  for (guint i = 0; i < facts->n_records; i++)
    {
      const PdlRecordFact *record = &facts->records[i];

      if (!self->kinds[record->kind])
        continue;
      if (self->node->range == PDL_RANGE_PRESENT_COURSE && record->item != pdl_facts_get_present_course (facts, context->target))
        continue;
      if (self->node->range == PDL_RANGE_PRIOR_COURSES && !pdl_facts_is_prior_course (facts, context->target, record->item))
        continue;
      here.record = record;
      step (query, self->where, &here, record->start);
    }
}

static void
query_levels (Query *query, const PdlQueryProgram *self, const PdlContext *context)
{
  PdlLevelSet levels = context->target >= 0 ? pdl_facts_get_target_levels (context->facts, context->target)
                                             : pdl_facts_get_involved (context->facts);

  for (; levels != 0; levels &= levels - 1)
    {
      PdlLevel level = (PdlLevel) __builtin_ctz (levels);
      PdlContext here;

      pdl_context_init (&here, context->facts, pdl_facts_find_target (context->facts, level), level, context->uses);
      here.record = context->record;
      step (query, self->where, &here, level);
    }
}

static gboolean
has_records (const PdlQueryProgram *self, PdlFacts *facts)
{
  if (!facts->has_records)
    pdl_facts_read_records (facts);
  for (guint i = 0; i < facts->n_records; i++)
    if (self->kinds[facts->records[i].kind])
      return TRUE;
  return FALSE;
}

typedef struct
{
  const PdlProgram *where;
  const PdlContext *context;
} ResultTest;

static double
test_result (const PdlResultFact *result, gpointer user_data)
{
  const ResultTest *test = user_data;
  PdlContext here = *test->context;

  here.result = result;
  return pdl_program_run (test->where, &here);
}

double
pdl_query_program_run (const PdlQueryProgram *self, const PdlContext *context)
{
  Query query = { self->node, FALSE, FALSE, FALSE, 0, NAN, 0, NAN };
  ResultTest test = { self->where, context };

  if (self->node->rows != NULL && has_records (self, context->facts))
    {
      PdlScopeNow now = { context->facts, context->target, context->level, context->uses,
                          context->record != NULL ? context->record->item : NULL, NULL, 0, context->result };

      return pdl_node_run (self->node, &now);
    }

  if (self->node->range == PDL_RANGE_RESULTS)
    return pdl_results_run (self->node, context->facts, self->where != NULL ? test_result : NULL, &test);
  if (self->node->range == PDL_RANGE_LEVELS)
    query_levels (&query, self, context);
  else if (self->node->range == PDL_RANGE_TARGETS)
    for (guint i = 0; i < context->facts->n_targets; i++)
      {
        PdlContext here;

        pdl_context_init (&here, context->facts, (int) i, PDL_LEVEL_NONE, context->uses);
        here.record = context->record;
        step (&query, self->where, &here, i);
      }
  else
    query_records (&query, self, context);

  switch (self->node->op)
    {
    case PDL_QUERY_ANY: return query.any_true ? 1 : query.unknown ? NAN : 0;
    case PDL_QUERY_AT_LEAST: return query.count >= self->node->number ? 1 : query.count + query.n_unknown >= self->node->number ? NAN : 0;
    case PDL_QUERY_ALL: return query.any_false ? 0 : query.unknown ? NAN : 1;
    case PDL_QUERY_COUNT: return query.unknown ? NAN : query.count;
    case PDL_QUERY_SUM:
    case PDL_QUERY_MIN:
    case PDL_QUERY_MAX: return query.unknown ? NAN : query.number;
    default: return query.number;
    }
}

double
pdl_program_completed_months (double from, double to)
{
  return isnan (from) || isnan (to) ? NAN : (double) pdl_day_completed_months ((PdlDay) from, (PdlDay) to);
}
