/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-dose-tables.h"

/*
 * What came of it: pain response and pain flare (radiotherapy 8 and 10, follow-up 3.4), local response on imaging
 * (radiotherapy 9, follow-up 3.2). Proposals; the reader's own class is what is recorded.
 */

/* Worst pain at the treated site, 0 … 10, and oral morphine equivalent, mg per 24 h; pain -1 and NaN = unknown. */
typedef struct
{
  int pain;
  double opioid;
} PdlPainState;

/* NULL: no category, because a value is missing or out of range; then only the change of pain can be told. */
const PdlDoseNote *pdl_pain_response (const PdlDoseTables *tables, PdlPainState before, PdlPainState after);
/* In per cent of the baseline; NaN without one, and when a value is missing. */
double pdl_opioid_change (PdlPainState before, PdlPainState after);

/* @peak: the worst state @days after radiotherapy; @later: the state after it, unknown while it has not been seen.
 * NULL when a value that is needed is missing. */
const PdlDoseNote *pdl_pain_flare (const PdlDoseTables *tables, PdlPainState before, PdlPainState peak, int days, PdlPainState later);

/* One examination against the baseline after treatment. */
typedef struct
{
  PdlTruth comparable;         /* there is a baseline, and the examinations can be compared */
  PdlTruth epidural_growth;    /* unequivocally new or larger epidural tumour */
  PdlTruth epidural_equivocal;
  PdlTruth neurology_worse;    /* attributable to known epidural disease */
  PdlTruth growth;             /* unequivocal growth in the treated volume */
  PdlTruth growth_equivocal;
  double months;               /* since the treatment; NaN = unknown */
  int stable_scans;            /* examinations in a row that were stable or smaller, this one included; -1 = unknown */
  double stable_weeks;         /* from the first of them to this one; NaN = unknown */
} PdlLocalFindings;

/* NULL when what is unknown would decide: every filling of the unknowns must give the same class. */
const PdlDoseNote *pdl_local_response (const PdlDoseTables *tables, const PdlLocalFindings *findings);
