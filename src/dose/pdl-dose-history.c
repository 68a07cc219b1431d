/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pdl-dose-history.h"

#include <math.h>

#include "pdl-lq.h"

static double
number_of (const PdlItem *item, const char *field)
{
  return pdl_value_get_number (pdl_fields_get (pdl_item_get_fields (item), field));
}

static gboolean
is_code (const PdlItem *item, const char *field, const char *code)
{
  return g_strcmp0 (pdl_value_get_code (pdl_fields_get (pdl_item_get_fields (item), field)), code) == 0;
}

static void
warn (PdlDoseHistory *self, const PdlDoseTables *tables, const char *id)
{
  const PdlDoseNote *note = pdl_dose_tables_find_warning (tables, id);

  if (!g_ptr_array_find (self->warnings, note, NULL))
    g_ptr_array_add (self->warnings, (gpointer) note);
}

/* The part of the course that was given; NaN when a stopped course does not say. */
static double
part_given (const PdlHistorySettings *settings, const PdlItem *item)
{
  double fractions = number_of (item, settings->fractions), given = number_of (item, settings->fractions_given);

  if (isnan (given))
    return g_strcmp0 (pdl_item_get_status (item), settings->stopped) == 0 ? NAN : 1;
  return fractions > 0 ? MIN (given / fractions, 1) : NAN;
}

/* The share of the prescription at the cord where no maximum was recorded. */
static double
find_share (PdlDoseHistory *self, const PdlDoseTables *tables, const PdlItem *item, gboolean *ret_default)
{
  const PdlHistorySettings *settings = &tables->history;
  const PdlReirradiationSettings *shares = &tables->reirradiation;
  double share = number_of (item, settings->share);
  const PdlValue *records = pdl_fields_get (pdl_item_get_fields (item), settings->records);
  gboolean has_plan = pdl_value_is_known (records) && pdl_value_get_bool (records);

  *ret_default = isnan (share) || (share < shares->share_plan && !has_plan);
  if (!*ret_default)
    return share;
  if (!isnan (share))
    warn (self, tables, "SHARE_NEEDS_PLAN");
  /* Of an unknown technique the plan is not taken for known, whatever stands beside it. */
  return has_plan && pdl_value_is_known (pdl_fields_get (pdl_item_get_fields (item), settings->technique)) ? shares->share_plan : shares->share_unknown;
}

static PdlOrganDose
read_organ (PdlDoseHistory *self, const PdlDoseTables *tables, const PdlItem *item, gboolean present, double maximum, double alpha_beta)
{
  const PdlHistorySettings *settings = &tables->history;
  double fractions = number_of (item, settings->fractions), part = present ? 1 : part_given (settings, item);
  PdlOrganDose dose = { .course.share = 1, .course.dose_gy = maximum, .origin = PDL_DOSE_FROM_MAXIMUM };

  dose.course.fractions = fractions >= 1 ? (int) fractions : 0;
  dose.course.stereotactic = is_code (item, settings->technique, settings->stereotactic);
  if (isnan (maximum))
    {
      dose.course.dose_gy = number_of (item, settings->dose);
      dose.course.share = find_share (self, tables, item, &dose.course.share_default);
      dose.origin = dose.course.share_default ? PDL_DOSE_FROM_DEFAULT_SHARE : PDL_DOSE_FROM_SHARE;
    }
  /* Part of a course is the dose and the fractions of that part, d unchanged. */
  dose.course.dose_gy *= part;
  if (part < 1)
    dose.course.fractions = (int) lround (dose.course.fractions * part);
  dose.eqd2 = dose.course.fractions == 0 && dose.course.dose_gy == 0 ? 0 : pdl_dose_course_eqd2 (&dose.course, alpha_beta);
  if (isnan (dose.eqd2))
    {
      dose.course.dose_gy = NAN;
      dose.origin = PDL_DOSE_FROM_NOWHERE;
    }
  return dose;
}

static void
add_course (PdlDoseHistory *self, const PdlDoseTables *tables, const PdlItem *item, gboolean present, PdlLevelSet levels)
{
  const PdlHistorySettings *settings = &tables->history;
  PdlHistoryCourse *course = &self->courses[self->n_courses++];
  double cord = number_of (item, settings->cord_maximum), cauda = number_of (item, settings->cauda_maximum);

  course->item = item;
  course->present = present;
  course->levels = pdl_item_get_levels (item) & levels;
  course->end = pdl_item_get_exact_day (item, "end");
  course->cord = read_organ (self, tables, item, present, cord, tables->reirradiation.alpha_beta);
  /* The thecal sac holds the cauda too: its maximum stands in for one that was not read. */
  course->cauda = read_organ (self, tables, item, present, isnan (cauda) ? cord : cauda, settings->cauda_alpha_beta);
}

static gboolean
is_without_levels (const PdlDoseTables *tables, const PdlItem *item)
{
  return g_str_equal (pdl_item_get_kind (item)->id, tables->history.record) && g_strcmp0 (pdl_item_get_status (item), "cancelled") != 0
         && g_strcmp0 (pdl_item_get_status (item), "planned") != 0 && pdl_item_get_levels (item) == 0;
}

static void
find_courses (PdlDoseHistory *self, const PdlDoseTables *tables, PdlFacts *facts, int target, gboolean *ret_open)
{
  PdlCase *kase = pdl_facts_get_case (facts);
  guint n = pdl_case_get_n_items (kase, PDL_GROUP_TREATMENT);
  const PdlItem *present = pdl_facts_get_present_course (facts, target);
  PdlLevelSet levels = pdl_facts_get_target_levels (facts, target);

  self->courses = g_new0 (PdlHistoryCourse, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    {
      const PdlItem *item = pdl_case_get_item (kase, PDL_GROUP_TREATMENT, i);

      if (item == present || pdl_facts_is_prior_course (facts, target, item))
        add_course (self, tables, item, item == present, levels);
      else if (is_without_levels (tables, item))
        {
          add_course (self, tables, item, FALSE, 0);
          warn (self, tables, "COURSE_WITHOUT_LEVELS");
          *ret_open = TRUE;
        }
    }
}

static PdlOrganDose
read_planned (const PdlDoseTables *tables, PdlFacts *facts, int target, const PdlFinding *finding, const PdlHistoryCourse *present, gboolean cauda)
{
  const PdlHistorySettings *settings = &tables->history;
  double maximum = pdl_facts_get (facts, finding, target, PDL_LEVEL_NONE);
  double fractions = pdl_facts_get (facts, settings->planned_fractions, target, PDL_LEVEL_NONE);
  const PdlOrganDose *recorded = present == NULL ? NULL : cauda ? &present->cauda : &present->cord;
  PdlOrganDose dose = { .course.share = 1, .course.dose_gy = maximum, .origin = PDL_DOSE_FROM_MAXIMUM };

  if (isnan (maximum) && recorded != NULL && recorded->origin == PDL_DOSE_FROM_MAXIMUM)
    dose.course.dose_gy = recorded->course.dose_gy;
  dose.course.fractions = fractions >= 1 ? (int) fractions : 0;
  dose.eqd2 = pdl_dose_course_eqd2 (&dose.course, cauda ? settings->cauda_alpha_beta : tables->reirradiation.alpha_beta);
  if (isnan (dose.eqd2))
    dose.origin = PDL_DOSE_FROM_NOWHERE;
  return dose;
}

/* Months to the start of the new course, else to now; the end of the last earlier course must be known to the day. */
static double
find_months (const PdlDoseHistory *self, const PdlDoseTables *tables, PdlFacts *facts, int target, PdlLevel level)
{
  double start = pdl_facts_get (facts, tables->history.planned_start, target, PDL_LEVEL_NONE);
  PdlDay last = PDL_DAY_NONE;

  for (guint i = 0; i < self->n_courses; i++)
    if (!self->courses[i].present && (self->courses[i].levels & PDL_LEVEL_BIT (level)) != 0)
      {
        if (self->courses[i].end == PDL_DAY_NONE)
          return NAN;
        last = MAX (last, self->courses[i].end);
      }
  if (isnan (start))
    start = pdl_minute_day (pdl_facts_get_now (facts));
  return last == PDL_DAY_NONE ? NAN : (start - last) / PDL_DAYS_PER_MONTH;
}

/* @open: a course may have reached this level that is not counted here. */
static void
sum_level (PdlDoseHistory *self, const PdlDoseTables *tables, PdlFacts *facts, int target, PdlLevelDose *level, gboolean open)
{
  g_autofree PdlDoseCourse *prior = g_new0 (PdlDoseCourse, self->n_courses + 1);
  guint n = 0;

  for (guint i = 0; i < self->n_courses; i++)
    {
      const PdlHistoryCourse *course = &self->courses[i];

      /* A course that was stopped before its first fraction gave nothing. */
      if (course->present || (course->levels & PDL_LEVEL_BIT (level->level)) == 0 || course->cord.eqd2 == 0)
        continue;
      prior[n++] = course->cord.course;
      level->cord_eqd2 += course->cord.eqd2;
      level->cauda_eqd2 += course->cauda.eqd2;
      if (isnan (course->cord.eqd2))
        warn (self, tables, "COURSE_WITHOUT_DOSE");
    }
  level->n_prior = n;
  level->months = find_months (self, tables, facts, target, level->level);
  if (open)
    {
      prior[n++] = (PdlDoseCourse) { .dose_gy = NAN, .share = 1 };
      level->cord_eqd2 = level->cauda_eqd2 = NAN;
    }
  if (n > 0)
    level->check = pdl_reirradiation_new (tables, prior, n, &self->planned.course, level->months);
}

/* Exceeded before incomplete before met. */
static int
rank_of (const PdlLevelDose *level)
{
  static const int ranks[] = { [PDL_VERDICT_MEETS] = 0, [PDL_VERDICT_INCOMPLETE] = 1, [PDL_VERDICT_EXCEEDS] = 2 };

  return ranks[level->check->verdict];
}

static void
find_worst (PdlDoseHistory *self)
{
  for (guint i = 0; i < self->n_levels; i++)
    {
      const PdlLevelDose *level = &self->levels[i];

      if (level->check == NULL)
        continue;
      if (self->worst == NULL || rank_of (level) > rank_of (self->worst)
          || (rank_of (level) == rank_of (self->worst) && level->cord_eqd2 > self->worst->cord_eqd2))
        self->worst = level;
    }
  self->verdict = self->worst != NULL ? self->worst->check->verdict : PDL_VERDICT_INCOMPLETE;
}

PdlDoseHistory *
pdl_dose_history_new (const PdlDoseTables *tables, PdlFacts *facts, int target)
{
  const PdlHistorySettings *settings = &tables->history;
  PdlDoseHistory *self = g_new0 (PdlDoseHistory, 1);
  PdlLevelSet levels = target >= 0 ? pdl_facts_get_target_levels (facts, target) : 0;
  const PdlValue *complete = pdl_facts_get_value (facts, settings->complete, -1, PDL_LEVEL_NONE);
  const PdlHistoryCourse *present = NULL;
  double prescribed = pdl_facts_get (facts, settings->planned_dose, target, PDL_LEVEL_NONE);
  gboolean open = FALSE;

  self->warnings = g_ptr_array_new ();
  find_courses (self, tables, facts, target, &open);
  for (guint i = 0; i < self->n_courses; i++)
    if (self->courses[i].present)
      present = &self->courses[i];
  /* Said to be incomplete: a course is missing. Not said: told, and asked. */
  if (!pdl_value_is_known (complete) || !pdl_value_get_bool (complete))
    warn (self, tables, "HISTORY_OPEN");
  open |= pdl_value_is_known (complete) && !pdl_value_get_bool (complete);

  self->planned = read_planned (tables, facts, target, settings->planned_maximum, present, FALSE);
  self->planned_cauda = read_planned (tables, facts, target, settings->planned_cauda_maximum, present, TRUE);
  if (pdl_lq_round (self->planned.course.dose_gy) > pdl_lq_round (prescribed * tables->reirradiation.maximum_share))
    {
      /* Not taken for a maximum until it is confirmed. */
      warn (self, tables, "PMAX_ABOVE_PRESCRIPTION");
      self->planned.course.dose_gy = self->planned.eqd2 = NAN;
      self->planned.origin = PDL_DOSE_FROM_NOWHERE;
    }

  self->levels = g_new0 (PdlLevelDose, PDL_N_LEVELS);
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    if ((levels & PDL_LEVEL_BIT (level)) != 0)
      {
        self->levels[self->n_levels].level = level;
        sum_level (self, tables, facts, target, &self->levels[self->n_levels++], open);
      }
  find_worst (self);
  return self;
}

void
pdl_dose_history_free (PdlDoseHistory *self)
{
  for (guint i = 0; i < self->n_levels; i++)
    g_clear_pointer (&self->levels[i].check, pdl_reirradiation_free);
  g_free (self->levels);
  g_free (self->courses);
  g_ptr_array_unref (self->warnings);
  g_free (self);
}
