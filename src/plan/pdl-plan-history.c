/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Days that only the earlier visits can tell: since when something holds, and at which visit it was found. A visit is read as it
 * was: its own findings, and the records begun by its day.
 */

#include "pdl-facts.h"
#include "pdl-planner.h"

/* An array calls it for the visits that nobody asked for, too. */
static void
free_facts (gpointer facts)
{
  if (facts != NULL)
    pdl_facts_free (facts);
}

/* The facts of one visit, made when they are first asked for. */
static PdlFacts *
facts_at (PdlPlanner *self, guint visit)
{
  if (self->history == NULL)
    {
      self->history = g_ptr_array_new_with_free_func (free_facts);
      g_ptr_array_set_size (self->history, (int) pdl_case_get_n_assessments (self->kase));
    }
  if (self->history->pdata[visit] == NULL)
    {
      const PdlAssessment *assessment = pdl_case_get_assessment (self->kase, visit);
      PdlMinute end_of_day = pdl_minute_from_day (pdl_assessment_get_day (assessment) + 1) - 1;

      self->history->pdata[visit] = pdl_facts_new (self->evaluation->knowledge, self->kase, assessment,
                                                   MIN (end_of_day, self->evaluation->as_of_minute));
    }
  return self->history->pdata[visit];
}

static PdlDay
day_of (PdlPlanner *self, guint visit)
{
  return pdl_assessment_get_day (pdl_case_get_assessment (self->kase, visit));
}

PdlDay
pdl_planner_since (PdlPlanner *self, const PdlExpr *condition)
{
  PdlDay first = PDL_DAY_NONE;

  for (guint i = pdl_case_get_n_assessments (self->kase); i > 0; i--)
    {
      PdlTruth truth;

      if (day_of (self, i - 1) > self->today)
        continue;
      truth = pdl_expr_test (condition, facts_at (self, i - 1), -1, PDL_LEVEL_NONE, 0);
      if (truth == PDL_TRUTH_FALSE)
        break;
      if (truth == PDL_TRUTH_TRUE)
        first = day_of (self, i - 1);
    }
  return first;
}

PdlDay
pdl_planner_visit_with (PdlPlanner *self, char **findings, const PdlExpr *condition)
{
  for (guint i = pdl_case_get_n_assessments (self->kase); i > 0; i--)
    if (day_of (self, i - 1) <= self->today && pdl_planner_assessment_has (pdl_case_get_assessment (self->kase, i - 1), findings, FALSE))
      return pdl_expr_test (condition, facts_at (self, i - 1), -1, PDL_LEVEL_NONE, 0) == PDL_TRUTH_TRUE ? day_of (self, i - 1) : PDL_DAY_NONE;
  return PDL_DAY_NONE;
}

PdlDay
pdl_planner_worse (PdlPlanner *self, const PdlFinding *finding)
{
  PdlDay worse = PDL_DAY_NONE;
  int before = -1, last = -1;

  for (guint i = 0; i < pdl_case_get_n_assessments (self->kase); i++)
    {
      const PdlValue *value = pdl_fields_get (pdl_assessment_get_fields (pdl_case_get_assessment (self->kase, i)), finding->id);
      int position;

      if (day_of (self, i) > self->today || !pdl_value_is_known (value))
        continue;
      position = pdl_value_get_position (value);
      if (last >= 0 && position > last)
        {
          /* Getting worse step by step is one course: it is over when the class before the first step is reached again. */
          before = worse == PDL_DAY_NONE ? last : before;
          worse = day_of (self, i);
        }
      else if (worse != PDL_DAY_NONE && position <= before)
        worse = PDL_DAY_NONE;
      last = position;
    }
  return worse;
}
