/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pdl-response.h"

#include <math.h>

#include "pdl-lq.h"

static gboolean
is_known (const PdlDoseTables *tables, PdlPainState state)
{
  return state.pain >= 0 && state.pain <= tables->response.scale_max && isfinite (state.opioid) && state.opioid >= 0;
}

/* At least @share more; any opioid after none counts. Compared to two decimals, as every limit. */
static gboolean
rose_by (double before, double after, double share)
{
  return before > 0 ? pdl_lq_round (after) >= pdl_lq_round (before * (1 + share)) : after > 0;
}

static gboolean
fell_by (double before, double after, double share)
{
  return before > 0 && pdl_lq_round (after) <= pdl_lq_round (before * (1 - share));
}

const PdlDoseNote *
pdl_pain_response (const PdlDoseTables *tables, PdlPainState before, PdlPainState after)
{
  const PdlResponseSettings *settings = &tables->response;
  int change = after.pain - before.pain;
  gboolean no_increase;
  const char *category;

  if (before.pain >= 0 && before.pain < settings->baseline_min)
    return pdl_dose_note_find (tables->responses, "not_evaluable");
  if (!is_known (tables, before) || !is_known (tables, after))
    return NULL;
  no_increase = after.opioid <= before.opioid + settings->tolerance;
  if (after.pain == 0 && no_increase)
    category = "CR";
  else if ((-change >= settings->points && no_increase) || (change <= 0 && fell_by (before.opioid, after.opioid, settings->change)))
    category = "PR";
  else if (change >= settings->points ? after.opioid >= before.opioid
                                      : change >= 0 && rose_by (before.opioid, after.opioid, settings->change))
    category = "PP";
  else
    category = "IR";
  return pdl_dose_note_find (tables->responses, category);
}

double
pdl_opioid_change (PdlPainState before, PdlPainState after)
{
  if (before.opioid == after.opioid)
    return 0;
  return before.opioid > 0 ? (after.opioid - before.opioid) / before.opioid * 100 : NAN;
}

const PdlDoseNote *
pdl_pain_flare (const PdlDoseTables *tables, PdlPainState before, PdlPainState peak, int days, PdlPainState later)
{
  const PdlFlareSettings *settings = &tables->flare;
  const char *kind;

  if (!is_known (tables, before) || !is_known (tables, peak) || days < 0)
    return NULL;
  if (!(peak.pain - before.pain >= settings->points && peak.opioid >= before.opioid)
      && !(peak.pain >= before.pain && rose_by (before.opioid, peak.opioid, settings->change)))
    kind = "none";
  else if (days > settings->days)
    kind = "late";
  else if (!is_known (tables, later))
    kind = "suspected";
  else
    kind = later.pain <= before.pain && later.opioid <= before.opioid ? "confirmed" : "progression";
  return pdl_dose_note_find (tables->flares, kind);
}
