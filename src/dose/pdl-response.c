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

/* ---- local response ---------------------------------------------------------------------------------------------- */

/* The findings as bits, in the order of the structure. */
enum { COMPARABLE = 1, EPIDURAL = 2, EPIDURAL_EQUIVOCAL = 4, NEUROLOGY = 8, GROWTH = 16, GROWTH_EQUIVOCAL = 32 };
#define N_FINDINGS 6

static const char *
classify (guint seen, gboolean early, gboolean confirmed)
{
  if ((seen & COMPARABLE) == 0)
    return "not_evaluable";
  if ((seen & EPIDURAL) != 0 || (seen & (NEUROLOGY | EPIDURAL_EQUIVOCAL)) == (NEUROLOGY | EPIDURAL_EQUIVOCAL))
    return "progression";
  /* Early growth in the field alone may be pseudoprogression: no epidural growth, not even a doubtful one, and no new deficit. */
  if ((seen & GROWTH) != 0)
    return early && (seen & (EPIDURAL_EQUIVOCAL | NEUROLOGY)) == 0 ? "equivocal" : "progression";
  if ((seen & (GROWTH_EQUIVOCAL | EPIDURAL_EQUIVOCAL)) != 0)
    return "equivocal";
  return confirmed ? "controlled" : "stable_unconfirmed";
}

const PdlDoseNote *
pdl_local_response (const PdlDoseTables *tables, const PdlLocalFindings *findings)
{
  const PdlLocalResponseSettings *settings = &tables->local_response;
  const PdlTruth truths[N_FINDINGS] = { findings->comparable, findings->epidural_growth, findings->epidural_equivocal,
                                        findings->neurology_worse, findings->growth, findings->growth_equivocal };
  gboolean confirmed_known = findings->stable_scans >= 0 && (findings->stable_scans < settings->confirm_scans || !isnan (findings->stable_weeks));
  gboolean confirmed = findings->stable_scans >= settings->confirm_scans && findings->stable_weeks >= settings->confirm_weeks;
  gboolean early = findings->months < settings->early_months;
  const char *found = NULL;

  for (guint seen = 0; seen < 1u << N_FINDINGS; seen++)
    {
      gboolean possible = TRUE;

      for (guint i = 0; i < N_FINDINGS; i++)
        possible &= truths[i] == PDL_TRUTH_UNKNOWN || (truths[i] == PDL_TRUTH_TRUE) == ((seen >> i & 1) != 0);
      if (!possible)
        continue;
      for (guint more = 0; more < 4; more++)
        {
          const char *class;

          if ((!isnan (findings->months) && (more & 1) != 0) || (confirmed_known && (more & 2) != 0))
            continue;
          class = classify (seen, isnan (findings->months) ? (more & 1) != 0 : early, confirmed_known ? confirmed : (more & 2) != 0);
          if (found != NULL && !g_str_equal (found, class))
            return NULL;
          found = class;
        }
    }
  return pdl_dose_note_find (tables->local_classes, found);
}
