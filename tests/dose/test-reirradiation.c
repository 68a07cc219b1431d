/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Re-irradiation rules, the room they leave and the score, against radiotherapy 0.3, 4 and 5. */

#include <math.h>
#include <string.h>

#include "pdl-lq.h"
#include "pdl-reirradiation.h"

static PdlKnowledge *knowledge;
static const PdlDoseTables *tables;

#define PRINTED 0.0101 /* radiotherapy 0.2: half cents may print one cent lower */

#define assert_printed(value, expected) g_assert_cmpfloat_with_epsilon (value, expected, PRINTED)

typedef struct
{
  const char *name;
  double prior[2][2];   /* dose, fractions */
  double months;
  double planned[2];
  double prior_eqd2, new_eqd2, total, share;
  const char *failed;   /* "" = meets */
  double bed_cumulative, bed_max;
  double points;
  const char *group;
} Example;

/* radiotherapy 5.6, dose at the cord given */
static const Example examples[] = {
  { "1", { { 30, 10 } }, 12, { 9.0, 1 }, 37.50, 24.75, 62.25, 0.398, "", 124.50, 75.00, 1, "low" },
  { "2", { { 20, 5 } }, 8, { 12.2, 2 }, 30.00, 24.71, 54.71, 0.452, "", 109.41, 60.00, 0, "low" },
  { "3", { { 8, 1 } }, 6, { 14.5, 3 }, 20.00, 24.77, 44.77, 0.553, "C", 89.54, 49.54, 0, "low" },
  { "4", { { 40, 20 } }, 24, { 16.2, 4 }, 40.00, 24.50, 64.50, 0.380, "", 129.00, 80.00, 1, "low" },
  { "5", { { 50, 25 } }, 18, { 15.5, 5 }, 50.00, 19.76, 69.76, 0.283, "", 139.53, 100.00, 2, "low" },
  { "6", { { 50, 25 } }, 18, { 18.0, 5 }, 50.00, 25.20, 75.20, 0.335, "AB", 150.40, 100.00, 4, "intermediate" },
  { "7", { { 30, 10 } }, 4, { 12.2, 2 }, 37.50, 24.71, 62.21, 0.397, "D", 124.41, 75.00, 5.5, "intermediate" },
  { "8", { { 30, 10 } }, 7, { 20, 8 }, 37.50, 22.50, 60.00, 0.375, "", 120.00, 75.00, 0, "low" },
  { "9", { { 20, 5 } }, 10, { 20, 5 }, 30.00, 30.00, 60.00, 0.500, "A", 120.00, 60.00, 0, "low" },
  { "10", { { 17.0, 2 } }, 14, { 16.2, 4 }, 44.63, 24.50, 69.13, 0.354, "", 138.25, 89.25, 2, "low" },
  { "11", { { 30, 10 }, { 8, 1 } }, 9, { 10.0, 5 }, 57.50, 10.00, 67.50, 0.148, "", 135.00, 75.00, 2, "low" },
  { "12", { { 37.5, 15 } }, 6, { 20.3, 3 }, 42.19, 44.49, 86.68, 0.513, "ABC", 173.36, 88.98, 6, "intermediate" },
  { "13", { { 45, 25 } }, 5.0, { 11.0, 2 }, 42.75, 20.63, 63.38, 0.325, "", 126.75, 85.50, 5.5, "intermediate" },
  { "14", { { 8, 1 } }, 3, { 8, 1 }, 20.00, 20.00, 40.00, 0.500, "D", 80.00, 40.00, 4.5, "intermediate" },
  { "15", { { 35, 14 } }, 5.5, { 17.0, 5 }, 39.38, 22.95, 62.33, 0.368, "", 124.65, 78.75, 5.5, "intermediate" },
};

/* radiotherapy 5.6, second table: known by prescription only, technique unknown. Share and rule C as in the example. */
static const Example by_prescription[] = {
  { "1u", { { 30, 10 } }, 12, { 9.0, 1 }, 43.73, 24.75, 68.48, 0.398, "", 136.95, 87.45, 2, "low" },
  { "2u", { { 20, 5 } }, 8, { 12.2, 2 }, 35.20, 24.71, 59.91, 0.452, "", 119.81, 70.40, 0, "low" },
  { "3u", { { 8, 1 } }, 6, { 14.5, 3 }, 23.76, 24.77, 48.53, 0.553, "C", 97.06, 49.54, 0, "low" },
  { "4u", { { 40, 20 } }, 24, { 16.2, 4 }, 46.20, 24.50, 70.70, 0.380, "B", 141.41, 92.40, 3, "low" },
  { "5u", { { 50, 25 } }, 18, { 15.5, 5 }, 57.75, 19.76, 77.51, 0.283, "B", 155.03, 115.50, 8.5, "high" },
  { "6u", { { 50, 25 } }, 18, { 18.0, 5 }, 57.75, 25.20, 82.95, 0.335, "AB", 165.90, 115.50, 9.5, "high" },
  { "7u", { { 30, 10 } }, 4, { 12.2, 2 }, 43.73, 24.71, 68.43, 0.397, "D", 136.86, 87.45, 6.5, "high" },
  { "8u", { { 30, 10 } }, 7, { 20, 8 }, 43.73, 22.50, 66.23, 0.375, "", 132.45, 87.45, 2, "low" },
  { "9u", { { 20, 5 } }, 10, { 20, 5 }, 35.20, 30.00, 65.20, 0.500, "A", 130.40, 70.40, 2, "low" },
  { "11u", { { 30, 10 }, { 8, 1 } }, 9, { 10.0, 5 }, 67.49, 10.00, 77.49, 0.148, "B", 154.97, 87.45, 4, "intermediate" },
  { "12u", { { 37.5, 15 } }, 6, { 20.3, 3 }, 48.98, 44.49, 93.48, 0.513, "ABC", 186.95, 97.97, 7, "high" },
  { "13u", { { 45, 25 } }, 5.0, { 11.0, 2 }, 49.25, 20.63, 69.88, 0.325, "", 139.76, 98.51, 6.5, "high" },
  { "14u", { { 8, 1 } }, 3, { 8, 1 }, 23.76, 20.00, 43.76, 0.500, "D", 87.52, 47.52, 4.5, "intermediate" },
  { "15u", { { 35, 14 } }, 5.5, { 17.0, 5 }, 45.72, 22.95, 68.67, 0.368, "", 137.34, 91.44, 6.5, "high" },
};

/* The earlier courses of an example, then the new one. Returns how many there are. */
static guint
make_courses (const Example *example, gboolean prescribed, PdlDoseCourse *courses)
{
  guint n = 0;

  for (guint i = 0; i < 2 && example->prior[i][0] > 0; i++)
    courses[n++] = (PdlDoseCourse) {
      .dose_gy = example->prior[i][0],
      .fractions = (int) example->prior[i][1],
      .share = prescribed ? tables->reirradiation.share_unknown : 1,
      .share_default = prescribed,
    };
  courses[n] = (PdlDoseCourse) { .dose_gy = example->planned[0], .fractions = (int) example->planned[1], .share = 1 };
  return n + 1;
}

static char *
letters (const PdlReirradiation *result, PdlTruth truth)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < result->n_rules; i++)
    if (result->rules[i].truth == truth)
      g_string_append (text, result->rules[i].rule->id);
  return g_string_free (text, FALSE);
}

static gboolean
warns (const PdlReirradiation *result, const char *id)
{
  return pdl_dose_note_find (result->warnings, id) != NULL;
}

static void
check_examples (const Example *rows, guint n_rows, gboolean prescribed)
{
  for (guint i = 0; i < n_rows; i++)
    {
      const Example *row = &rows[i];
      PdlDoseCourse courses[3];
      guint n = make_courses (row, prescribed, courses);
      g_autoptr (PdlReirradiation) result = pdl_reirradiation_new (tables, courses, n - 1, &courses[n - 1], row->months);
      g_autoptr (PdlMyelopathyResult) score =
        pdl_myelopathy_result_new (tables, pdl_dose_tables_find_score (tables, "nieder"), courses, n, row->months);
      g_autofree char *failed = letters (result, PDL_TRUTH_FALSE);

      g_test_message ("radiotherapy 5.6, example %s", row->name);
      assert_printed (result->eqd2_prior, row->prior_eqd2);
      assert_printed (result->eqd2_new, row->new_eqd2);
      assert_printed (result->eqd2_total, row->total);
      g_assert_cmpfloat_with_epsilon (result->share, row->share, 0.00051);
      g_assert_cmpstr (failed, ==, row->failed);
      g_assert_cmpstr (pdl_verdict_name (result->verdict), ==, *row->failed == '\0' ? "meets" : "exceeds");
      assert_printed (score->bed_cumulative, row->bed_cumulative);
      assert_printed (score->bed_max, row->bed_max);
      g_assert_cmpfloat (score->points, ==, row->points);
      g_assert_cmpstr (score->group->id, ==, row->group);
      g_assert_cmpint (warns (result, "MULTIPLE_PRIOR"), ==, n > 2);
      g_assert_cmpint (warns (result, "DEFAULT_SHARE"), ==, prescribed);
    }
}

static void
test_examples (void)
{
  check_examples (examples, G_N_ELEMENTS (examples), FALSE);
}

static void
test_examples_by_prescription (void)
{
  check_examples (by_prescription, G_N_ELEMENTS (by_prescription), TRUE);
}

/* radiotherapy 5.2: strict computed limits, with a plan and with the technique unknown. */
static void
test_strict_limits (void)
{
  static const struct { double dose; int fractions; gboolean prescribed; double prior, allowed, doses[5]; } rows[] = {
    { 8, 1, FALSE, 20.00, 20.00, { 8.00, 10.81, 12.78, 14.33, 15.62 } },
    { 20, 5, FALSE, 30.00, 25.00, { 9.05, 12.28, 14.58, 16.40, 17.91 } },
    { 24, 6, FALSE, 36.00, 25.00, { 9.05, 12.28, 14.58, 16.40, 17.91 } },
    { 30, 10, FALSE, 37.50, 25.00, { 9.05, 12.28, 14.58, 16.40, 17.91 } },
    { 37.5, 15, FALSE, 42.19, 25.00, { 9.05, 12.28, 14.58, 16.40, 17.91 } },
    { 40, 20, FALSE, 40.00, 25.00, { 9.05, 12.28, 14.58, 16.40, 17.91 } },
    { 45, 25, FALSE, 42.75, 25.00, { 9.05, 12.28, 14.58, 16.40, 17.91 } },
    { 50, 25, FALSE, 50.00, 20.00, { 8.00, 10.81, 12.78, 14.33, 15.62 } },
    { 8, 1, TRUE, 23.76, 20.00, { 8.00, 10.81, 12.78, 14.33, 15.62 } },
    { 20, 5, TRUE, 35.20, 25.00, { 9.05, 12.28, 14.58, 16.40, 17.91 } },
    { 24, 6, TRUE, 42.24, 25.00, { 9.05, 12.28, 14.58, 16.40, 17.91 } },
    { 30, 10, TRUE, 43.73, 25.00, { 9.05, 12.28, 14.58, 16.40, 17.91 } },
    { 40, 20, TRUE, 46.20, 23.80, { 8.81, 11.94, 14.16, 15.92, 17.38 } },
    { 37.5, 15, TRUE, 48.98, 21.02, { 8.22, 11.12, 13.16, 14.77, 16.10 } },
    { 45, 25, TRUE, 49.25, 20.75, { 8.17, 11.04, 13.06, 14.65, 15.98 } },
    { 50, 25, TRUE, 57.75, 12.25, { 6.07, 8.10, 9.49, 10.56, 11.43 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (int n = 1; n <= 5; n++)
      {
        PdlDoseCourse prior = { rows[i].dose, rows[i].fractions, rows[i].prescribed ? tables->reirradiation.share_unknown : 1, rows[i].prescribed };
        PdlDoseCourse planned = { NAN, n, 1 };
        g_autoptr (PdlReirradiation) result = pdl_reirradiation_new (tables, &prior, 1, &planned, 12);

        assert_printed (result->eqd2_prior, rows[i].prior);
        assert_printed (result->allowed, rows[i].allowed);
        assert_printed (result->max_dose, rows[i].doses[n - 1]);
        g_assert_cmpint (result->verdict, ==, PDL_VERDICT_INCOMPLETE);
        g_assert_true (isnan (result->eqd2_new));
      }
}

/* What the room allows meets the rules; a hundredth of EQD2 more does not. */
static void
test_room_is_the_limit (void)
{
  static const double priors[][2] = { { 8, 1 }, { 20, 5 }, { 30, 10 }, { 50, 25 }, { 60, 30 }, { 17, 2 } };

  for (guint i = 0; i < G_N_ELEMENTS (priors); i++)
    for (int n = 1; n <= 35; n++)
      {
        PdlDoseCourse prior = { priors[i][0], (int) priors[i][1], 1 };
        PdlDoseCourse planned = { NAN, n, 1 };
        g_autoptr (PdlReirradiation) room = pdl_reirradiation_new (tables, &prior, 1, &planned, 12);
        g_autoptr (PdlReirradiation) full = NULL;
        g_autoptr (PdlReirradiation) over = NULL;

        planned.dose_gy = room->max_dose;
        full = pdl_reirradiation_new (tables, &prior, 1, &planned, 12);
        g_assert_cmpint (full->verdict, ==, PDL_VERDICT_MEETS);
        planned.dose_gy = pdl_lq_dose_for_eqd2 (room->allowed + 0.02, n, tables->reirradiation.alpha_beta);
        over = pdl_reirradiation_new (tables, &prior, 1, &planned, 12);
        g_assert_cmpint (over->verdict, ==, PDL_VERDICT_EXCEEDS);
      }
}

/* radiotherapy 0.2 and 5.1: exactly on a limit passes, one hundredth beyond does not. */
static void
test_boundaries (void)
{
  static const struct { double new_eqd2, months; const char *failed; } rows[] = {
    { 25.00, 5, "" }, { 25.004, 5, "" }, { 25.01, 5, "A" }, { 20, 4.99, "D" }, { 20, 5.0, "" }, { 20, 4.996, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PdlDoseCourse prior = { 40, 20, 1 };
      /* α/β 2: in fractions of 2 Gy a dose is its own EQD2. */
      PdlDoseCourse planned = { pdl_lq_dose_for_eqd2 (rows[i].new_eqd2, 5, 2), 5, 1 };
      g_autoptr (PdlReirradiation) result = pdl_reirradiation_new (tables, &prior, 1, &planned, rows[i].months);
      g_autofree char *failed = letters (result, PDL_TRUTH_FALSE);

      g_assert_cmpstr (failed, ==, rows[i].failed);
    }
}

/* radiotherapy 5.4: off unless the clinic wants it; a limit of its own that neither joins the verdict nor shrinks a dose. */
static void
test_step_rule (void)
{
  static const struct { double months; const char *limit; } rows[] = {
    { 5.99, "50.00 Gy EQD2, all courses together above it" }, { 6, "62.50 Gy EQD2, all courses together above it" },
    { 11.99, "62.50 Gy EQD2, all courses together above it" }, { 18, "75.00 Gy EQD2, all courses together within it" },
    { NAN, "the interval is unknown" },
  };
  PdlDoseTables offered = *tables;
  PdlDoseCourse prior = { 50, 25, 1 }, planned = { pdl_lq_dose_for_eqd2 (25, 5, 2), 5, 1 };

  g_assert_false (tables->step_rule.offered);
  offered.step_rule.offered = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PdlReirradiation) without = pdl_reirradiation_new (tables, &prior, 1, &planned, rows[i].months);
      g_autoptr (PdlReirradiation) with = pdl_reirradiation_new (&offered, &prior, 1, &planned, rows[i].months);
      guint n = g_strv_length (without->arithmetic);

      g_assert_cmpuint (g_strv_length (with->arithmetic), ==, n + 1);
      g_assert_true (g_str_has_suffix (with->arithmetic[n], rows[i].limit));
      for (guint k = 0; k < n; k++)
        g_assert_cmpstr (with->arithmetic[k], ==, without->arithmetic[k]);
      g_assert_cmpint (with->verdict, ==, PDL_VERDICT_EXCEEDS); /* 75 of 70 Gy */
      g_assert_cmpfloat (with->eqd2_total, ==, without->eqd2_total);
    }
}

/* radiotherapy 12: an unknown dose is never MEETS; 5.1: no dose before is no re-irradiation. */
static void
test_incomplete (void)
{
  PdlDoseCourse unknown = { NAN, 0, 1 }, none = { 0, 1, 1 }, known[2] = { { 30, 10, 1 }, { NAN, 5, 1 } };
  PdlDoseCourse good = { 9, 1, 1 }, bad = { 18, 1, 1 }, open = { NAN, 0, 1 };
  g_autoptr (PdlReirradiation) a = pdl_reirradiation_new (tables, &unknown, 1, &good, 12);
  g_autoptr (PdlReirradiation) b = pdl_reirradiation_new (tables, known, 2, &bad, 4);
  g_autoptr (PdlReirradiation) c = pdl_reirradiation_new (tables, known, 1, &good, NAN);
  g_autoptr (PdlReirradiation) d = pdl_reirradiation_new (tables, known, 1, &bad, NAN);
  g_autoptr (PdlReirradiation) e = pdl_reirradiation_new (tables, known, 1, &open, 12);
  g_autofree char *failed = letters (b, PDL_TRUTH_FALSE), *open_letters = letters (b, PDL_TRUTH_UNKNOWN);

  g_assert_cmpint (a->verdict, ==, PDL_VERDICT_INCOMPLETE);
  g_assert_true (isnan (a->eqd2_prior) && isnan (a->allowed) && isnan (a->share));
  g_assert_true (warns (a, "COURSE_WITHOUT_DOSE"));
  /* What fails whatever the missing dose was is told all the same. */
  g_assert_cmpint (b->verdict, ==, PDL_VERDICT_INCOMPLETE);
  g_assert_cmpstr (failed, ==, "ABD");
  g_assert_cmpstr (open_letters, ==, "C");
  g_assert_cmpint (c->verdict, ==, PDL_VERDICT_INCOMPLETE);
  g_assert_cmpint (d->verdict, ==, PDL_VERDICT_EXCEEDS);
  g_assert_cmpint (e->verdict, ==, PDL_VERDICT_INCOMPLETE);
  g_assert_cmpfloat (e->allowed, ==, 25);
  g_assert_true (isnan (e->max_dose));
  g_assert_null (pdl_reirradiation_new (tables, &none, 1, &good, 12));
  g_assert_null (pdl_reirradiation_new (tables, NULL, 0, &good, 12));
}

/* radiotherapy 0.3: 30 Gy/10 with the default share is 33 Gy/10, and a default never relaxes rule C; a share that was read counts. */
static void
test_shares (void)
{
  PdlDoseCourse course = { 30, 10, tables->reirradiation.share_unknown, TRUE };
  PdlDoseCourse small = { 8, 1, tables->reirradiation.share_unknown, TRUE }, read = { 8, 1, 1.2, FALSE };
  PdlDoseCourse planned = { 14.0, 3, 1 };
  g_autoptr (PdlReirradiation) a = pdl_reirradiation_new (tables, &small, 1, &planned, 12);
  g_autoptr (PdlReirradiation) b = pdl_reirradiation_new (tables, &read, 1, &planned, 12);

  assert_printed (pdl_dose_course_eqd2 (&course, 2), 43.73);
  assert_printed (pdl_dose_course_eqd2_strict (tables, &course, 2), 37.50);
  /* New 23.33: more than 20.00 at the full prescription, less than 23.76 and 27.84 at the shares. */
  g_assert_cmpint (a->verdict, ==, PDL_VERDICT_EXCEEDS);
  g_assert_true (warns (a, "SMALL_FIRST_COURSE"));
  g_assert_cmpint (b->verdict, ==, PDL_VERDICT_MEETS);
  g_assert_false (warns (b, "DEFAULT_SHARE"));
}

/* radiotherapy 5.1 and 5.6: extrapolations and disagreements are said. */
static void
test_warnings (void)
{
  PdlDoseCourse sbrt = { 17, 2, 1, FALSE, TRUE }, one = { 45, 25, 1 };
  PdlDoseCourse planned = { 11, 2, 1 }, large = { 11, 1, 1 };
  g_autoptr (PdlReirradiation) a = pdl_reirradiation_new (tables, &sbrt, 1, &planned, 14);
  g_autoptr (PdlReirradiation) b = pdl_reirradiation_new (tables, &one, 1, &planned, 5.0);
  g_autoptr (PdlReirradiation) c = pdl_reirradiation_new (tables, &one, 1, &large, 6.0);

  g_assert_true (warns (a, "PRIOR_WAS_SBRT"));
  g_assert_false (warns (a, "INTERVAL_DISAGREES"));
  g_assert_false (warns (b, "PRIOR_WAS_SBRT"));
  g_assert_true (warns (b, "INTERVAL_DISAGREES"));
  g_assert_false (warns (b, "LARGE_FRACTION"));
  g_assert_true (warns (c, "LARGE_FRACTION"));
  g_assert_false (warns (c, "INTERVAL_DISAGREES"));
}

/* The reader can follow the figures: every course, the sum, every rule. */
static void
test_arithmetic_in_words (void)
{
  PdlDoseCourse prior = { 30, 10, tables->reirradiation.share_unknown, TRUE }, planned = { 9, 1, 1 };
  g_autoptr (PdlReirradiation) result = pdl_reirradiation_new (tables, &prior, 1, &planned, 12);
  g_autofree char *text = g_strjoinv ("\n", result->arithmetic);

  g_assert_nonnull (strstr (text, "30.00 Gy × share 1.10 (default) = 33.00 Gy"));
  g_assert_nonnull (strstr (text, "33.00 × (3.30 + 2) / (2 + 2) = 43.73 Gy"));
  g_assert_nonnull (strstr (text, "Together: 43.73 + 24.75 = 68.4"));
  g_assert_nonnull (strstr (text, "A: EQD2 24.75 Gy ≤ 25.00 Gy: met"));
  g_assert_nonnull (strstr (text, "C: EQD2 24.75 Gy ≤ 37.50 Gy: met"));
  g_assert_nonnull (strstr (text, "D: 12.00 months ≥ 5.00 months: met"));
  /* Rule C holds a default share to the full prescription (5.1, example 1u): the line says of which doses the share is. */
  g_assert_nonnull (strstr (text, "Share of the new course: 24.75 / (37.50 + 24.75) = 0.398; a default share counts as 1.00 here"));
}

/* 12.2 Gy in 2 is an EQD2 of 24.705 Gy: every line of the page writes the same 24.71 (5.6, examples 2 and 7). */
static void
test_half_a_cent (void)
{
  PdlDoseCourse prior = { 30, 10, 1 }, planned = { 12.2, 2, 1 };
  g_autoptr (PdlReirradiation) result = pdl_reirradiation_new (tables, &prior, 1, &planned, 24);
  g_autofree char *text = g_strjoinv ("\n", result->arithmetic);

  g_assert_nonnull (strstr (text, "12.20 × (6.10 + 2) / (2 + 2) = 24.71 Gy"));
  g_assert_nonnull (strstr (text, "Together: 37.50 + 24.71 = 62.21 Gy EQD2"));
  g_assert_nonnull (strstr (text, "Share of the new course: 24.71 / (37.50 + 24.71) = 0.397"));
  g_assert_null (strstr (text, "default share"));
  g_assert_null (strstr (text, "24.70"));
}

/* radiotherapy 5.3: every step of the table, its borders, and both penalties. */
static void
test_score_steps (void)
{
  static const struct { double bed, points; } rows[] = {
    { 0, 0 }, { 120, 0 }, { 120.004, 0 }, { 120.01, 1 }, { 130, 1 }, { 130.01, 2 }, { 140, 2 }, { 140.01, 3 }, { 150, 3 }, { 150.01, 4 },
    { 160, 4 }, { 160.01, 5 }, { 170, 5 }, { 170.01, 6 }, { 180, 6 }, { 180.01, 7 }, { 190, 7 }, { 190.01, 8 }, { 200, 8 }, { 200.01, 9 }, { 400, 9 },
  };
  const PdlMyelopathyScore *score = pdl_dose_tables_find_score (tables, "nieder");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      /* Two halves in many small fractions, so that no single course reaches 102. */
      double half = pdl_lq_dose_for_eqd2 (pdl_lq_eqd2_from_bed (rows[i].bed / 2, 2), 40, 2);
      PdlDoseCourse courses[2] = { { half, 40, 1 }, { half, 40, 1 } };
      g_autoptr (PdlMyelopathyResult) result = pdl_myelopathy_result_new (tables, score, courses, 2, 12);

      g_assert_cmpfloat (result->points_cumulative, ==, rows[i].points);
      g_assert_cmpfloat (result->points_interval, ==, 0);
      g_assert_cmpfloat (result->points_course, ==, rows[i].bed / 2 >= 102 ? 4.5 : 0);
      g_assert_cmpint (result->meaningful, ==, rows[i].bed >= 100);
    }
}

static void
test_score_penalties (void)
{
  static const struct { double dose, months, interval, course; const char *group; } rows[] = {
    { 50.49, 6, 0, 0, "low" },      /* 50.49 Gy in 2-Gy fractions: BED 100.98 */
    { 51, 6, 0, 4.5, "intermediate" }, /* BED 102.00 */
    { 51, 5.99, 4.5, 4.5, "high" },
    { 40, 5.99, 4.5, 0, "intermediate" },
    { 40, 6, 0, 0, "low" },
  };
  const PdlMyelopathyScore *score = pdl_dose_tables_find_score (tables, "nieder");
  g_autoptr (PdlMyelopathyResult) unknown = NULL;
  PdlDoseCourse course = { 40, 20, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PdlDoseCourse courses[2] = { { pdl_lq_dose_for_eqd2 (rows[i].dose, 25, 2), 25, 1 }, { 1, 1, 1 } };
      g_autoptr (PdlMyelopathyResult) result = pdl_myelopathy_result_new (tables, score, courses, 2, rows[i].months);

      g_assert_cmpfloat (result->points_interval, ==, rows[i].interval);
      g_assert_cmpfloat (result->points_course, ==, rows[i].course);
      g_assert_cmpstr (result->group->id, ==, rows[i].group);
    }
  unknown = pdl_myelopathy_result_new (tables, score, &course, 1, NAN);
  g_assert_true (isnan (unknown->points));
  g_assert_null (unknown->group);
}

/* radiotherapy 4.2 and 4.6: the default limits, their common EQD2, and the interpolated curve. */
static void
test_without_earlier_radiotherapy (void)
{
  static const double limits[] = { 12.4, 17.0, 20.3, 23.0, 25.3 };
  static const struct { double eqd2, risk; } curve[] = { { 25.7, 0.99 }, { 33.9, 2.01 }, { 38.7, 3.03 }, { 41.9, 3.97 }, { 44.6, 4.98 } };

  for (int n = 1; n <= 5; n++)
    {
      g_assert_cmpfloat (pdl_cord_limit_get (tables, n), ==, limits[n - 1]);
      g_assert_cmpfloat_with_epsilon (pdl_lq_eqd2 (limits[n - 1], n, 2), 44.6, 0.2);
    }
  g_assert_true (isnan (pdl_cord_limit_get (tables, 0)));
  g_assert_true (isnan (pdl_cord_limit_get (tables, 6)));
  for (guint i = 0; i < G_N_ELEMENTS (curve); i++)
    g_assert_cmpfloat_with_epsilon (100 * pdl_cord_risk (tables, curve[i].eqd2), curve[i].risk, 0.0051);
  g_assert_true (isnan (pdl_cord_risk (tables, 24.9)));
  g_assert_true (isnan (pdl_cord_risk (tables, 45.1)));
  g_assert_true (isnan (pdl_cord_risk (tables, NAN)));
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  knowledge = pdl_knowledge_load (NULL, &error);
  g_assert_no_error (error);
  tables = pdl_dose_tables_get (knowledge, &error);
  g_assert_no_error (error);
  g_test_add_func ("/reirradiation/examples", test_examples);
  g_test_add_func ("/reirradiation/examples-by-prescription", test_examples_by_prescription);
  g_test_add_func ("/reirradiation/strict-limits", test_strict_limits);
  g_test_add_func ("/reirradiation/room-is-the-limit", test_room_is_the_limit);
  g_test_add_func ("/reirradiation/boundaries", test_boundaries);
  g_test_add_func ("/reirradiation/step-rule", test_step_rule);
  g_test_add_func ("/reirradiation/incomplete", test_incomplete);
  g_test_add_func ("/reirradiation/shares", test_shares);
  g_test_add_func ("/reirradiation/warnings", test_warnings);
  g_test_add_func ("/reirradiation/arithmetic-in-words", test_arithmetic_in_words);
  g_test_add_func ("/reirradiation/half-a-cent", test_half_a_cent);
  g_test_add_func ("/reirradiation/score-steps", test_score_steps);
  g_test_add_func ("/reirradiation/score-penalties", test_score_penalties);
  g_test_add_func ("/reirradiation/without-earlier-radiotherapy", test_without_earlier_radiotherapy);
  return g_test_run ();
}
