/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pdl-eligibility.h"

static gboolean
holds (const PdlExpr *condition, PdlFacts *facts, int target)
{
  return condition != NULL && pdl_expr_test (condition, facts, target, PDL_LEVEL_NONE, 0) == PDL_TRUTH_TRUE;
}

static PdlEligibilityState
judge_second_course (const PdlDoseHistory *history)
{
  if (history->worst == NULL)
    return PDL_ELIGIBILITY_UNKNOWN;
  switch (history->verdict)
    {
    case PDL_VERDICT_MEETS: return PDL_ELIGIBILITY_CAUTION;
    case PDL_VERDICT_EXCEEDS: return PDL_ELIGIBILITY_FAIL;
    case PDL_VERDICT_INCOMPLETE: break;
    }
  return PDL_ELIGIBILITY_UNKNOWN;
}

static PdlEligibilityState
judge (const PdlEligibilityCriterion *criterion, PdlFacts *facts, int target, const PdlDoseHistory *history)
{
  if (holds (criterion->skip, facts, target))
    return PDL_ELIGIBILITY_NOT_APPLICABLE;
  if (holds (criterion->fail, facts, target))
    return PDL_ELIGIBILITY_FAIL;
  if (holds (criterion->caution, facts, target))
    return PDL_ELIGIBILITY_CAUTION;
  if (holds (criterion->pass, facts, target))
    return PDL_ELIGIBILITY_PASS;
  return criterion->second_course ? judge_second_course (history) : PDL_ELIGIBILITY_UNKNOWN;
}

PdlEligibility *
pdl_eligibility_new (const PdlDoseTables *tables, PdlFacts *facts, int target, const PdlDoseHistory *history)
{
  PdlEligibility *self = g_new0 (PdlEligibility, 1);

  self->states = g_new (PdlEligibilityState, tables->criteria->len);
  for (guint i = 0; i < tables->criteria->len; i++)
    {
      self->states[i] = judge (g_ptr_array_index (tables->criteria, i), facts, target, history);
      self->overall = MAX (self->overall, self->states[i]);
    }
  return self;
}

void
pdl_eligibility_free (PdlEligibility *self)
{
  g_free (self->states);
  g_free (self);
}

const char *
pdl_eligibility_state_name (PdlEligibilityState state)
{
  switch (state)
    {
    case PDL_ELIGIBILITY_NOT_APPLICABLE: return "not-applicable";
    case PDL_ELIGIBILITY_PASS: return "pass";
    case PDL_ELIGIBILITY_CAUTION: return "caution";
    case PDL_ELIGIBILITY_FAIL: return "fail";
    case PDL_ELIGIBILITY_UNKNOWN: break;
    }
  return "unknown";
}
