/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-dose-history.h"

/*
 * Whether a target meets the criteria for stereotactic radiotherapy (radiotherapy 2.2), criterion by criterion. It informs
 * the radiation oncologist; the decision list does not read it.
 */

typedef enum
{
  PDL_ELIGIBILITY_NOT_APPLICABLE, /* nothing to meet here: counts as met */
  PDL_ELIGIBILITY_PASS,
  PDL_ELIGIBILITY_CAUTION,
  PDL_ELIGIBILITY_UNKNOWN,        /* a finding is not recorded; of the whole: incomplete */
  PDL_ELIGIBILITY_FAIL,
} PdlEligibilityState;

typedef struct
{
  PdlEligibilityState *states;    /* one for each criterion of the tables, in their order */
  /* The worst. A failure stands whatever is still unknown; without one, anything unknown leaves the whole unknown. */
  PdlEligibilityState overall;
} PdlEligibility;

/* @history: of the same target; its verdict is that over a second course. Never fails on data. */
PdlEligibility *pdl_eligibility_new (const PdlDoseTables *tables, PdlFacts *facts, int target, const PdlDoseHistory *history);
void pdl_eligibility_free (PdlEligibility *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlEligibility, pdl_eligibility_free)

/* In files: "pass", "caution", "fail", "unknown", "not-applicable". */
const char *pdl_eligibility_state_name (PdlEligibilityState state);
