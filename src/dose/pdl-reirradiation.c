/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pdl-reirradiation.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "pdl-lq.h"

double
pdl_dose_course_eqd2 (const PdlDoseCourse *course, double alpha_beta)
{
  return pdl_lq_eqd2 (course->dose_gy * course->share, course->fractions, alpha_beta);
}

double
pdl_dose_course_eqd2_strict (const PdlDoseTables *tables, const PdlDoseCourse *course, double alpha_beta)
{
  double share = course->share_default ? MIN (course->share, tables->reirradiation.share_plan) : course->share;

  return pdl_lq_eqd2 (course->dose_gy * share, course->fractions, alpha_beta);
}

const char *
pdl_verdict_name (PdlVerdict verdict)
{
  static const char *const names[] = { "meets", "exceeds", "incomplete" };

  return names[verdict];
}

static PdlTruth
truth_of (gboolean holds)
{
  return holds ? PDL_TRUTH_TRUE : PDL_TRUTH_FALSE;
}

/* What the rules compare, and how much of it is known. */
typedef struct
{
  double prior, strict;  /* EQD2 of the earlier courses, of those whose dose is known */
  gboolean all_known;
  double new, months;
} Sums;

/* EQD2 of the new course that a share of the total allows beside @strict of the earlier ones. */
static double
allow_by_share (const PdlDoseRule *rule, double strict)
{
  return rule->limit / (1 - rule->limit) * strict;
}

static void
run_rule (const PdlDoseRule *rule, const Sums *sums, PdlRuleResult *result)
{
  result->rule = rule;
  result->truth = PDL_TRUTH_UNKNOWN;
  result->value = NAN;
  result->limit = rule->limit;
  switch (rule->quantity)
    {
    case PDL_QUANTITY_NEW:
      result->value = pdl_lq_round (sums->new);
      break;
    case PDL_QUANTITY_TOTAL:
      result->value = pdl_lq_round (sums->prior + sums->new);
      break;
    case PDL_QUANTITY_SHARE:
      result->value = pdl_lq_round (sums->new);
      result->limit = pdl_lq_round (allow_by_share (rule, sums->strict));
      break;
    case PDL_QUANTITY_INTERVAL:
      result->value = pdl_lq_round (sums->months);
      if (!isnan (result->value))
        result->truth = truth_of (result->value >= rule->limit);
      return;
    }
  if (!isnan (result->value))
    result->truth = truth_of (result->value <= result->limit);
  if (sums->all_known)
    return;
  /* What is not known can only add to the total: too much stays too much. It can make the share right, or not. */
  if (rule->quantity == PDL_QUANTITY_SHARE || (rule->quantity == PDL_QUANTITY_TOTAL && result->truth == PDL_TRUTH_TRUE))
    result->truth = PDL_TRUTH_UNKNOWN;
}

static double
find_allowed (const PdlDoseTables *tables, const Sums *sums)
{
  double allowed = INFINITY;

  if (!sums->all_known)
    return NAN;
  for (guint i = 0; i < tables->rules->len; i++)
    {
      const PdlDoseRule *rule = g_ptr_array_index (tables->rules, i);

      if (rule->quantity == PDL_QUANTITY_NEW)
        allowed = MIN (allowed, rule->limit);
      else if (rule->quantity == PDL_QUANTITY_TOTAL)
        allowed = MIN (allowed, rule->limit - sums->prior);
      else if (rule->quantity == PDL_QUANTITY_SHARE)
        allowed = MIN (allowed, allow_by_share (rule, sums->strict));
    }
  return MAX (0, allowed);
}

static PdlVerdict
find_verdict (const PdlReirradiation *self, const Sums *sums)
{
  gboolean open = FALSE;

  if (!sums->all_known)
    return PDL_VERDICT_INCOMPLETE;
  for (guint i = 0; i < self->n_rules; i++)
    {
      if (self->rules[i].truth == PDL_TRUTH_FALSE)
        return PDL_VERDICT_EXCEEDS;
      open |= self->rules[i].truth == PDL_TRUTH_UNKNOWN;
    }
  return open ? PDL_VERDICT_INCOMPLETE : PDL_VERDICT_MEETS;
}

static gboolean
rule_is (const PdlReirradiation *self, PdlDoseQuantity quantity, PdlTruth truth)
{
  for (guint i = 0; i < self->n_rules; i++)
    if (self->rules[i].rule->quantity == quantity)
      return self->rules[i].truth == truth;
  return FALSE;
}

static void
warn (PdlReirradiation *self, const PdlDoseTables *tables, gboolean when, const char *id)
{
  if (when)
    g_ptr_array_add (self->warnings, (gpointer) pdl_dose_tables_find_warning (tables, id));
}

static gboolean
is_large (const PdlDoseTables *tables, const PdlDoseCourse *course)
{
  return course->fractions > 0 && course->dose_gy * course->share / course->fractions > tables->arithmetic.large_fraction;
}

static void
find_warnings (PdlReirradiation *self, const PdlDoseTables *tables, const PdlDoseCourse *prior, guint n_prior, const PdlDoseCourse *planned,
               double months)
{
  gboolean stereotactic = FALSE, share_default = FALSE, large = is_large (tables, planned), early = FALSE;

  for (guint i = 0; i < n_prior; i++)
    {
      stereotactic |= prior[i].stereotactic;
      share_default |= prior[i].share_default;
      large |= is_large (tables, &prior[i]);
    }
  for (guint i = 0; i < tables->scores->len; i++)
    early |= pdl_lq_round (months) < ((PdlMyelopathyScore *) g_ptr_array_index (tables->scores, i))->interval_below;
  warn (self, tables, isnan (self->eqd2_prior), "COURSE_WITHOUT_DOSE");
  warn (self, tables, stereotactic, "PRIOR_WAS_SBRT");
  warn (self, tables, n_prior > 1, "MULTIPLE_PRIOR");
  warn (self, tables, share_default, "DEFAULT_SHARE");
  warn (self, tables, rule_is (self, PDL_QUANTITY_SHARE, PDL_TRUTH_FALSE) && rule_is (self, PDL_QUANTITY_NEW, PDL_TRUTH_TRUE), "SMALL_FIRST_COURSE");
  warn (self, tables, early && rule_is (self, PDL_QUANTITY_INTERVAL, PDL_TRUTH_TRUE), "INTERVAL_DISAGREES");
  warn (self, tables, large, "LARGE_FRACTION");
}

/* ---- the arithmetic in words ------------------------------------------------------------------------------------- */

static void
tell_course (GPtrArray *lines, const char *what, const PdlDoseCourse *course, double alpha_beta)
{
  double dose = course->dose_gy * course->share;

  if (isnan (dose) || course->fractions < 1)
    {
      g_ptr_array_add (lines, g_strdup_printf (_ ("%s: dose unknown"), what));
      return;
    }
  if (course->share != 1)
    g_ptr_array_add (lines, g_strdup_printf (course->share_default ? _ ("%s: %.2f Gy × share %.2f (default) = %.2f Gy at the cord")
                                                                   : _ ("%s: %.2f Gy × share %.2f = %.2f Gy at the cord"),
                                             what, course->dose_gy, course->share, dose));
  g_ptr_array_add (lines, g_strdup_printf (_ ("%s: %.2f Gy in %d, d = %.2f Gy, EQD2 = %.2f × (%.2f + %g) / (2 + %g) = %.2f Gy"), what, dose,
                                           course->fractions, dose / course->fractions, dose, dose / course->fractions, alpha_beta, alpha_beta,
                                           pdl_lq_round (pdl_lq_eqd2 (dose, course->fractions, alpha_beta))));
}

static void
tell_rule (GPtrArray *lines, const PdlRuleResult *result)
{
  gboolean interval = result->rule->quantity == PDL_QUANTITY_INTERVAL;
  const char *unit = interval ? _ ("months") : "Gy", *what = interval ? "" : "EQD2 ";

  if (isnan (result->value))
    {
      g_ptr_array_add (lines, g_strdup_printf ("%s: %s", result->rule->id, _ ("unknown")));
      return;
    }
  g_ptr_array_add (lines, g_strdup_printf ("%s: %s%.2f %s %s %.2f %s: %s", result->rule->id, what, result->value, unit, interval ? "≥" : "≤", result->limit, unit,
                                           result->truth == PDL_TRUTH_TRUE    ? _ ("met")
                                           : result->truth == PDL_TRUTH_FALSE ? _ ("not met")
                                                                              : _ ("unknown")));
}

/* Its own limit, beside the verdict. What has recovered enlarges the tolerance; it never shrinks a dose that was given. */
static void
tell_step_rule (GPtrArray *lines, const PdlStepRule *rule, double total, double months)
{
  double recovered = 0, limit;

  if (!rule->offered)
    return;
  if (isnan (months))
    {
      g_ptr_array_add (lines, g_strdup_printf (_ ("%s, no part of the verdict: the interval is unknown"), pdl_dictionary_translate (rule->label)));
      return;
    }
  for (guint i = 0; i < rule->recovery->len; i++)
    if (pdl_lq_round (months) >= g_array_index (rule->recovery, PdlDosePoints, i).at_most)
      recovered = g_array_index (rule->recovery, PdlDosePoints, i).points;
  limit = rule->tolerance * (1 + recovered);
  g_ptr_array_add (lines, g_strdup_printf (_ ("%s, no part of the verdict: %.2f months, limit %.2f × (1 + %.2f) = %.2f Gy EQD2, all courses together %s"),
                                           pdl_dictionary_translate (rule->label), months, rule->tolerance, recovered, limit,
                                           isnan (total)                                   ? _ ("unknown")
                                           : pdl_lq_round (total) <= pdl_lq_round (limit) ? _ ("within it")
                                                                                           : _ ("above it")));
}

static char **
tell_all (const PdlReirradiation *self, const PdlDoseTables *tables, const PdlDoseCourse *prior, guint n_prior, const PdlDoseCourse *planned, double months)
{
  GPtrArray *lines = g_ptr_array_new ();
  double alpha_beta = tables->reirradiation.alpha_beta;

  for (guint i = 0; i < n_prior; i++)
    {
      g_autofree char *what = g_strdup_printf (_ ("Earlier course %u"), i + 1);

      tell_course (lines, what, &prior[i], alpha_beta);
    }
  tell_course (lines, _ ("New course"), planned, alpha_beta);
  if (!isnan (self->eqd2_total))
    {
      g_autofree char *held = pdl_lq_round (self->eqd2_strict) < pdl_lq_round (self->eqd2_prior)
                                ? g_strdup_printf (_ ("; a default share counts as %.2f here"), tables->reirradiation.share_plan) : g_strdup ("");

      g_ptr_array_add (lines, g_strdup_printf (_ ("Together: %.2f + %.2f = %.2f Gy EQD2"), pdl_lq_round (self->eqd2_prior), pdl_lq_round (self->eqd2_new),
                                               pdl_lq_round (self->eqd2_total)));
      g_ptr_array_add (lines, g_strdup_printf (_ ("Share of the new course: %.2f / (%.2f + %.2f) = %.3f%s"), pdl_lq_round (self->eqd2_new),
                                               pdl_lq_round (self->eqd2_strict), pdl_lq_round (self->eqd2_new), self->share, held));
    }
  for (guint i = 0; i < self->n_rules; i++)
    tell_rule (lines, &self->rules[i]);
  if (!isnan (self->allowed))
    g_ptr_array_add (lines, g_strdup_printf (_ ("Room for the new course: EQD2 %.2f Gy"), self->allowed));
  if (!isnan (self->max_dose))
    g_ptr_array_add (lines, g_strdup_printf (_ ("In %d fractions: at most %.2f Gy"), planned->fractions, self->max_dose));
  tell_step_rule (lines, &tables->step_rule, self->eqd2_total, months);
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_free (lines, FALSE);
}

PdlReirradiation *
pdl_reirradiation_new (const PdlDoseTables *tables, const PdlDoseCourse *prior, guint n_prior, const PdlDoseCourse *planned, double months)
{
  double alpha_beta = tables->reirradiation.alpha_beta;
  Sums sums = { .all_known = TRUE, .new = pdl_dose_course_eqd2 (planned, alpha_beta), .months = months };
  PdlReirradiation *self;

  for (guint i = 0; i < n_prior; i++)
    {
      double eqd2 = pdl_dose_course_eqd2 (&prior[i], alpha_beta);

      if (isnan (eqd2))
        {
          sums.all_known = FALSE;
          continue;
        }
      sums.prior += eqd2;
      sums.strict += pdl_dose_course_eqd2_strict (tables, &prior[i], alpha_beta);
    }
  if (sums.all_known && !(sums.prior > 0))
    return NULL;

  self = g_new0 (PdlReirradiation, 1);
  self->warnings = g_ptr_array_new ();
  self->eqd2_prior = sums.all_known ? sums.prior : NAN;
  self->eqd2_strict = sums.all_known ? sums.strict : NAN;
  self->eqd2_new = sums.new;
  self->eqd2_total = self->eqd2_prior + sums.new;
  self->share = sums.all_known ? sums.new / (sums.strict + sums.new) : NAN;
  self->allowed = find_allowed (tables, &sums);
  self->max_dose = pdl_lq_dose_for_eqd2 (self->allowed, planned->fractions, alpha_beta);
  self->n_rules = tables->rules->len;
  self->rules = g_new0 (PdlRuleResult, self->n_rules);
  for (guint i = 0; i < self->n_rules; i++)
    run_rule (g_ptr_array_index (tables->rules, i), &sums, &self->rules[i]);
  self->verdict = find_verdict (self, &sums);
  find_warnings (self, tables, prior, n_prior, planned, months);
  self->arithmetic = tell_all (self, tables, prior, n_prior, planned, months);
  return self;
}

void
pdl_reirradiation_free (PdlReirradiation *self)
{
  g_free (self->rules);
  g_ptr_array_unref (self->warnings);
  g_strfreev (self->arithmetic);
  g_free (self);
}

/* ---- the score --------------------------------------------------------------------------------------------------- */

static double
points_of (const PdlMyelopathyScore *score, double bed)
{
  if (isnan (bed))
    return NAN;
  for (guint i = 0; i < score->cumulative->len; i++)
    if (pdl_lq_round (bed) <= g_array_index (score->cumulative, PdlDosePoints, i).at_most)
      return g_array_index (score->cumulative, PdlDosePoints, i).points;
  return score->cumulative_above;
}

PdlMyelopathyResult *
pdl_myelopathy_result_new (const PdlDoseTables *tables, const PdlMyelopathyScore *score, const PdlDoseCourse *courses, guint n_courses, double months)
{
  PdlMyelopathyResult *self = g_new0 (PdlMyelopathyResult, 1);

  self->score = score;
  self->n_courses = n_courses;
  self->bed = g_new0 (double, MAX (n_courses, 1));
  for (guint i = 0; i < n_courses; i++)
    {
      self->bed[i] = pdl_lq_bed (courses[i].dose_gy * courses[i].share, courses[i].fractions, score->alpha_beta);
      self->bed_cumulative += self->bed[i];
      self->bed_max = isnan (self->bed[i]) || isnan (self->bed_max) ? NAN : MAX (self->bed_max, self->bed[i]);
    }
  self->eqd2_cumulative = pdl_lq_eqd2_from_bed (self->bed_cumulative, score->alpha_beta);
  self->points_cumulative = points_of (score, self->bed_cumulative);
  self->points_interval = isnan (months) ? NAN : pdl_lq_round (months) < score->interval_below ? score->interval_points : 0;
  self->points_course = isnan (self->bed_max) ? NAN : pdl_lq_round (self->bed_max) >= score->course_at_least ? score->course_points : 0;
  self->points = self->points_cumulative + self->points_interval + self->points_course;
  for (guint i = 0; i < tables->score_groups->len && self->group == NULL; i++)
    if (self->points <= ((PdlDoseBand *) g_ptr_array_index (tables->score_groups, i))->at_most)
      self->group = g_ptr_array_index (tables->score_groups, i);
  self->meaningful = !(pdl_lq_round (self->eqd2_cumulative) < score->meaningful_eqd2);
  return self;
}

void
pdl_myelopathy_result_free (PdlMyelopathyResult *self)
{
  g_free (self->bed);
  g_free (self);
}

/* ---- without earlier radiotherapy -------------------------------------------------------------------------------- */

double
pdl_cord_limit_get (const PdlDoseTables *tables, int fractions)
{
  const PdlCordLimit *limit = pdl_dose_tables_get_default_limit (tables);

  return fractions >= 1 && fractions <= PDL_DOSE_MAX_LIMITS ? limit->limits[fractions - 1] : NAN;
}

double
pdl_cord_risk (const PdlDoseTables *tables, double eqd2_gy)
{
  const PdlRiskCurve *curve = &tables->risk_curve;

  if (!(eqd2_gy >= curve->eqd2_min && eqd2_gy <= curve->eqd2_max))
    return NAN;
  return 1 / (1 + exp (-(curve->intercept + curve->slope * eqd2_gy)));
}
