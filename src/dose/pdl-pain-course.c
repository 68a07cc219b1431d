/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pdl-pain-course.h"

#include <math.h>

/* What one visit says: unknown is -1 and NaN. */
typedef struct
{
  PdlDay day;
  int site, patient;
  double opioid;
} Visit;

static gboolean
has_begun (const PdlDoseTables *tables, const PdlItem *item, PdlLevelSet levels, PdlDay today)
{
  const char *status = pdl_item_get_status (item);
  PdlDay start = pdl_item_get_exact_day (item, "start");

  return g_str_equal (pdl_item_get_kind (item)->id, tables->history.record) && (pdl_item_get_levels (item) & levels) != 0
         && g_strcmp0 (status, "cancelled") != 0 && g_strcmp0 (status, "planned") != 0 && start != PDL_DAY_NONE && start <= today;
}

static const PdlItem *
find_course (const PdlDoseTables *tables, PdlCase *kase, PdlLevelSet levels, PdlDay today)
{
  const PdlItem *newest = NULL;

  for (guint i = 0; i < pdl_case_get_n_items (kase, PDL_GROUP_TREATMENT); i++)
    {
      const PdlItem *item = pdl_case_get_item (kase, PDL_GROUP_TREATMENT, i);

      if (has_begun (tables, item, levels, today) && (newest == NULL || pdl_item_get_exact_day (item, "start") >= pdl_item_get_exact_day (newest, "start")))
        newest = item;
    }
  return newest;
}

static int
pain_of (double value)
{
  return isnan (value) ? -1 : (int) value;
}

/* As of the visit's own day: the opioids of that day, not of today. */
static Visit
read_visit (const PdlDoseTables *tables, PdlFacts *now, const PdlAssessment *assessment, PdlLevelSet levels)
{
  const PdlResponseSettings *settings = &tables->response;
  Visit visit = { .day = pdl_assessment_get_day (assessment), .site = -1 };
  g_autoptr (PdlFacts) facts = pdl_facts_new (pdl_facts_get_knowledge (now), pdl_facts_get_case (now), assessment, pdl_minute_from_day (visit.day));

  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    if ((levels & PDL_LEVEL_BIT (level)) != 0)
      visit.site = MAX (visit.site, pain_of (pdl_facts_get (facts, settings->site_pain, pdl_dose_find_target (facts, PDL_LEVEL_BIT (level)), level)));
  visit.patient = pain_of (pdl_facts_get (facts, settings->pain, -1, PDL_LEVEL_NONE));
  visit.opioid = pdl_facts_get (facts, settings->opioid, -1, PDL_LEVEL_NONE);
  return visit;
}

static PdlPainVisit
compare (const PdlDoseTables *tables, const Visit *before, const Visit *after, PdlDay end)
{
  PdlPainVisit visit = { .day = after->day, .of_site = before->site >= 0 && after->site >= 0 };

  visit.baseline = (PdlPainState) { visit.of_site ? before->site : before->patient, before->opioid };
  visit.state = (PdlPainState) { visit.of_site ? after->site : after->patient, after->opioid };
  visit.days = end != PDL_DAY_NONE ? after->day - end : G_MININT;
  visit.response = pdl_pain_response (tables, visit.baseline, visit.state);
  return visit;
}

/* @later: the visit after it, NULL while there is none. */
static const PdlDoseNote *
find_flare (const PdlDoseTables *tables, const PdlPainVisit *visit, const PdlPainVisit *later)
{
  static const PdlPainState unknown = { -1, NAN };
  const PdlDoseNote *note;

  /* A course that runs is day 0 of the definition; one whose end is not known may have ended long ago. */
  if (visit->days == G_MININT || visit->days > tables->flare.days)
    return NULL;
  note = pdl_pain_flare (tables, visit->baseline, visit->state, MAX (visit->days, 0), later != NULL && later->of_site == visit->of_site ? later->state : unknown);
  return note != NULL && !g_str_equal (note->id, "none") ? note : NULL;
}

PdlPainCourse *
pdl_pain_course_new (const PdlDoseTables *tables, PdlFacts *facts, int target)
{
  PdlCase *kase = pdl_facts_get_case (facts);
  PdlLevelSet levels = pdl_facts_get_target_levels (facts, target);
  PdlDay today = pdl_minute_day (pdl_facts_get_now (facts));
  const PdlItem *item = find_course (tables, kase, levels, today);
  guint n = pdl_case_get_n_assessments (kase);
  Visit baseline = { .day = PDL_DAY_NONE };
  PdlPainCourse *self;

  if (item == NULL)
    return NULL;
  self = g_new0 (PdlPainCourse, 1);
  self->item = item;
  self->start = pdl_item_get_exact_day (item, "start");
  self->end = pdl_item_get_exact_day (item, "end");
  self->visits = g_new0 (PdlPainVisit, n);
  for (guint i = 0; i < n; i++)
    {
      const PdlAssessment *assessment = pdl_case_get_assessment (kase, i);
      PdlDay day = pdl_assessment_get_day (assessment);
      Visit visit;

      if (day == PDL_DAY_NONE || day > today || (day > self->start && baseline.day == PDL_DAY_NONE))
        continue;
      visit = read_visit (tables, facts, assessment, levels);
      if (day <= self->start)
        baseline = visit;
      else
        self->visits[self->n_visits++] = compare (tables, &baseline, &visit, self->end);
    }
  for (guint i = 0; i < self->n_visits; i++)
    self->visits[i].flare = find_flare (tables, &self->visits[i], i + 1 < self->n_visits ? &self->visits[i + 1] : NULL);
  self->baseline_day = baseline.day;
  return self;
}

void
pdl_pain_course_free (PdlPainCourse *self)
{
  g_free (self->visits);
  g_free (self);
}
