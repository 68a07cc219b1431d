/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-dose-tables.h"

/*
 * What came of it: pain response and pain flare (radiotherapy 8 and 10, follow-up 3.4). Proposals; the clinician's own word is what
 * is recorded. The local response on imaging is a derivation (derivations.ini).
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
