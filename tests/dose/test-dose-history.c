/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Recorded courses: what each gave, where they overlap, and what is not known (radiotherapy 0.3, 5 and 12; dictionary 3 and 4). */

#include <math.h>
#include <string.h>

#include "pdl-dose-history.h"
#include "pdl-fracture-risk.h"
#include "visit-fixture.h"

static const PdlDoseTables *tables;

#define PRINTED 0.0101

#define assert_printed(value, expected) g_assert_cmpfloat_with_epsilon (value, expected, PRINTED)

static PdlLevel
level (const char *name)
{
  return pdl_level_from_name (name);
}

/* Involved at these levels. */
static void
begin (Fixture *fixture, const char *levels)
{
  g_auto (GStrv) names = g_strsplit (levels, " ", -1);

  fixture_begin (fixture);
  for (guint i = 0; names[i] != NULL; i++)
    fixture_set (fixture, fixture->visit, level (names[i]), "lesion_type", "lytic");
}

static void
add_course (Fixture *fixture, ...)
{
  g_autofree char *uid = g_strdup (pdl_change_add_item (fixture->change, PDL_GROUP_TREATMENT, "radiotherapy", NULL));
  const char *field;
  va_list args;

  va_start (args, fixture);
  while ((field = va_arg (args, const char *)) != NULL)
    {
      const char *equals = strchr (field, '=');
      g_autofree char *key = g_strndup (field, equals - field);

      fixture_set (fixture, uid, PDL_LEVEL_NONE, key, equals + 1);
    }
  va_end (args);
}

static PdlDoseHistory *
read_history (Fixture *fixture, const char *at)
{
  fixture_finish (fixture);
  return pdl_dose_history_new (tables, fixture->facts, pdl_dose_find_target (fixture->facts, PDL_LEVEL_BIT (level (at))));
}

static gboolean
warns (GPtrArray *warnings, const char *id)
{
  return pdl_dose_note_find (warnings, id) != NULL;
}

/* radiotherapy 5.6, example 1: a maximum that was read, a planned maximum of 9 Gy, a year between. */
static void
test_example (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (PdlDoseHistory) history = NULL;

  begin (&fixture, "T8");
  add_course (&fixture, "status=done", "start=2025-02-01", "end=2025-03-01", "levels=T7 T8 T9", "technique=cebrt", "dose_gy=30", "fractions=10",
              "thecal_pmax_gy=30", NULL);
  fixture_set (&fixture, fixture.visit, PDL_LEVEL_NONE, "rt_history_complete", "true");
  fixture_set (&fixture, fixture.visit, PDL_LEVEL_NONE, "rt_planned", "sbrt");
  fixture_set (&fixture, fixture.visit, PDL_LEVEL_NONE, "rt_total_dose_gy", "16");
  fixture_set (&fixture, fixture.visit, PDL_LEVEL_NONE, "rt_fractions", "1");
  fixture_set (&fixture, fixture.visit, PDL_LEVEL_NONE, "rt_thecal_pmax_gy", "9");
  history = read_history (&fixture, "T8");

  g_assert_cmpuint (history->n_levels, ==, 1);
  g_assert_cmpint (history->courses[0].cord.origin, ==, PDL_DOSE_FROM_MAXIMUM);
  assert_printed (history->levels[0].cord_eqd2, 37.50);
  assert_printed (history->levels[0].cauda_eqd2, 37.50);
  assert_printed (history->planned.eqd2, 24.75);
  g_assert_cmpfloat_with_epsilon (history->levels[0].months, 366 / 30.4375, 1e-9);
  g_assert_nonnull (history->worst);
  g_assert_cmpint (history->verdict, ==, PDL_VERDICT_MEETS);
  assert_printed (history->worst->check->eqd2_total, 62.25);
  g_assert_cmpuint (history->warnings->len, ==, 0);
}

/* radiotherapy 0.3: which share stands for a maximum that nobody read. */
static void
test_shares (void)
{
  static const struct { const char *fields[4]; double eqd2; PdlDoseOrigin origin; const char *warning; } rows[] = {
    { { NULL }, 43.73, PDL_DOSE_FROM_DEFAULT_SHARE, NULL },
    { { "technique=cebrt", NULL }, 43.73, PDL_DOSE_FROM_DEFAULT_SHARE, NULL },
    { { "technique=cebrt", "records_available=true", NULL }, 37.50, PDL_DOSE_FROM_DEFAULT_SHARE, NULL },
    { { "records_available=true", NULL }, 43.73, PDL_DOSE_FROM_DEFAULT_SHARE, NULL },
    { { "technique=cebrt", "records_available=false", NULL }, 43.73, PDL_DOSE_FROM_DEFAULT_SHARE, NULL },
    { { "technique=cebrt", "cord_dose_share=1.05", NULL }, 40.56, PDL_DOSE_FROM_SHARE, NULL },
    { { "cord_dose_share=0.5", "records_available=true", NULL }, 13.13, PDL_DOSE_FROM_SHARE, NULL },
    { { "cord_dose_share=0.5", NULL }, 43.73, PDL_DOSE_FROM_DEFAULT_SHARE, "SHARE_NEEDS_PLAN" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Fixture) fixture = { 0 };
      g_autoptr (PdlDoseHistory) history = NULL;

      begin (&fixture, "T8");
      add_course (&fixture, "status=done", "start=2025-02-01", "end=2025-03-01", "levels=T8", "dose_gy=30", "fractions=10",
                  rows[i].fields[0], rows[i].fields[1], rows[i].fields[2], NULL);
      history = read_history (&fixture, "T8");
      g_test_message ("row %u", i);
      assert_printed (history->levels[0].cord_eqd2, rows[i].eqd2);
      g_assert_cmpint (history->courses[0].cord.origin, ==, rows[i].origin);
      g_assert_cmpint (warns (history->warnings, "SHARE_NEEDS_PLAN"), ==, rows[i].warning != NULL);
      g_assert_cmpint (warns (history->worst->check->warnings, "DEFAULT_SHARE"), ==, rows[i].origin == PDL_DOSE_FROM_DEFAULT_SHARE);
    }
}

/* Doses add up where the courses overlap, not over the target; the worst level speaks for it. */
static void
test_overlap (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (PdlDoseHistory) history = NULL;

  begin (&fixture, "T8 T9 T10");
  add_course (&fixture, "status=done", "start=2023-02-01", "end=2023-03-01", "levels=T8 T9", "technique=cebrt", "dose_gy=40", "fractions=20",
              "thecal_pmax_gy=40", NULL);
  add_course (&fixture, "status=done", "start=2024-02-01", "end=2024-03-01", "levels=T9 T10", "technique=cebrt", "dose_gy=20", "fractions=5",
              "thecal_pmax_gy=20", "cauda_pmax_gy=8", NULL);
  add_course (&fixture, "status=cancelled", "start=2024-06-01", "end=2024-06-01", "levels=T9", "dose_gy=8", "fractions=1", NULL);
  add_course (&fixture, "status=done", "start=2024-06-01", "end=2024-06-01", "levels=L4", "dose_gy=8", "fractions=1", NULL);
  fixture_set (&fixture, fixture.visit, PDL_LEVEL_NONE, "rt_history_complete", "true");
  history = read_history (&fixture, "T9");

  g_assert_cmpuint (history->n_courses, ==, 2);
  g_assert_cmpuint (history->n_levels, ==, 3);
  assert_printed (history->levels[0].cord_eqd2, 40);
  assert_printed (history->levels[1].cord_eqd2, 70);
  assert_printed (history->levels[2].cord_eqd2, 30);
  assert_printed (history->levels[2].cauda_eqd2, 8 * (1.6 + 2) / 4);
  assert_printed (history->levels[1].cauda_eqd2, 40 + 8 * (1.6 + 2) / 4);
  g_assert_cmpint (history->worst->level, ==, level ("T9"));
  g_assert_cmpfloat (history->worst->check->allowed, ==, 0);
  g_assert_true (warns (history->worst->check->warnings, "MULTIPLE_PRIOR"));
  /* The last course at T8 ended a year before the last at T9. */
  g_assert_cmpfloat_with_epsilon (history->levels[0].months - history->levels[1].months, 366 / 30.4375, 1e-9);
}

/* radiotherapy 12: what was not recorded is asked for, never zero. */
static void
test_unknown (void)
{
  static const struct { const char *fields[6]; const char *complete, *warning; } rows[] = {
    { { "levels=T8", "fractions=10", NULL }, "true", "COURSE_WITHOUT_DOSE" },
    { { "levels=T8", "dose_gy=30", NULL }, "true", "COURSE_WITHOUT_DOSE" },
    { { "dose_gy=30", "fractions=10", NULL }, "true", "COURSE_WITHOUT_LEVELS" },
    { { "levels=T8", "dose_gy=30", "fractions=10", "thecal_pmax_gy=30", NULL }, "false", "HISTORY_OPEN" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Fixture) fixture = { 0 };
      g_autoptr (PdlDoseHistory) history = NULL;

      begin (&fixture, "T8");
      add_course (&fixture, "status=done", "start=2025-02-01", "end=2025-03-01", rows[i].fields[0], rows[i].fields[1], rows[i].fields[2], rows[i].fields[3],
                  NULL);
      fixture_set (&fixture, fixture.visit, PDL_LEVEL_NONE, "rt_history_complete", rows[i].complete);
      fixture_set (&fixture, fixture.visit, PDL_LEVEL_NONE, "rt_planned", "sbrt");
      fixture_set (&fixture, fixture.visit, PDL_LEVEL_NONE, "rt_fractions", "1");
      fixture_set (&fixture, fixture.visit, PDL_LEVEL_NONE, "rt_thecal_pmax_gy", "9");
      history = read_history (&fixture, "T8");
      g_test_message ("row %u", i);
      g_assert_true (isnan (history->levels[0].cord_eqd2));
      g_assert_cmpint (history->verdict, ==, PDL_VERDICT_INCOMPLETE);
      g_assert_true (warns (history->warnings, rows[i].warning));
    }
}

/* A stopped course counts for what was given; without a number of fractions its dose is unknown. */
static void
test_stopped (void)
{
  static const struct { const char *given; double eqd2; } rows[] = { { "fractions_given=5", 18.75 }, { "fractions_given=0", 0 }, { NULL, NAN } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Fixture) fixture = { 0 };
      g_autoptr (PdlDoseHistory) history = NULL;

      begin (&fixture, "T8");
      add_course (&fixture, "status=stopped", "start=2025-02-01", "end=2025-03-01", "levels=T8", "dose_gy=30", "fractions=10", "thecal_pmax_gy=30",
                  rows[i].given, NULL);
      history = read_history (&fixture, "T8");
      if (isnan (rows[i].eqd2))
        g_assert_true (isnan (history->levels[0].cord_eqd2));
      else
        assert_printed (history->levels[0].cord_eqd2, rows[i].eqd2);
      g_assert_cmpint (history->worst != NULL, ==, rows[i].eqd2 != 0);
    }
}

/* A date known to the month drives no interval (follow-up 7.1): rule D stays open. */
static void
test_interval (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (PdlDoseHistory) history = NULL;

  begin (&fixture, "T8");
  add_course (&fixture, "status=done", "start=2025-01-02", "end=2025-02", "levels=T8", "dose_gy=30", "fractions=10", "thecal_pmax_gy=30", NULL);
  fixture_set (&fixture, fixture.visit, PDL_LEVEL_NONE, "rt_planned", "sbrt");
  fixture_set (&fixture, fixture.visit, PDL_LEVEL_NONE, "rt_fractions", "1");
  fixture_set (&fixture, fixture.visit, PDL_LEVEL_NONE, "rt_thecal_pmax_gy", "9");
  history = read_history (&fixture, "T8");
  g_assert_true (isnan (history->levels[0].months));
  g_assert_cmpint (history->verdict, ==, PDL_VERDICT_INCOMPLETE);
  g_assert_true (warns (history->warnings, "HISTORY_OPEN"));
}

/* The planned course is not an earlier one; radiotherapy 12: a maximum far above the prescription is not believed. */
static void
test_planned_course (void)
{
  static const struct { const char *maximum; gboolean believed; } rows[] = { { "thecal_pmax_gy=9", TRUE }, { "thecal_pmax_gy=19.2", TRUE }, { "thecal_pmax_gy=19.21", FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Fixture) fixture = { 0 };
      g_autoptr (PdlDoseHistory) history = NULL;

      begin (&fixture, "T8");
      add_course (&fixture, "status=done", "start=2025-02-01", "end=2025-03-01", "levels=T8", "dose_gy=30", "fractions=10", "thecal_pmax_gy=30", NULL);
      add_course (&fixture, "status=planned", "start=2026-03-10", "levels=T8", "technique=sbrt", "dose_gy=16", "fractions=1", rows[i].maximum, NULL);
      history = read_history (&fixture, "T8");
      assert_printed (history->levels[0].cord_eqd2, 37.50);
      g_assert_cmpuint (history->levels[0].n_prior, ==, 1);
      g_assert_cmpint (warns (history->warnings, "PMAX_ABOVE_PRESCRIPTION"), ==, !rows[i].believed);
      g_assert_cmpint (isnan (history->planned.eqd2), ==, !rows[i].believed);
      g_assert_cmpfloat_with_epsilon (history->levels[0].months, 374 / 30.4375, 1e-9);
      g_assert_cmpint (history->verdict, ==, !rows[i].believed ? PDL_VERDICT_INCOMPLETE : i == 0 ? PDL_VERDICT_MEETS : PDL_VERDICT_EXCEEDS);
    }
}

static void
test_nothing_before (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (PdlDoseHistory) history = NULL;

  begin (&fixture, "T8");
  history = read_history (&fixture, "T8");
  g_assert_cmpfloat (history->levels[0].cord_eqd2, ==, 0);
  g_assert_null (history->worst);
  g_assert_true (warns (history->warnings, "HISTORY_OPEN"));
}

/* radiotherapy 7.2: each factor with its weight and its border, and the class as an interval while something is unknown. */
static void
test_fracture_risk (void)
{
  static const struct { const char *settings[6][2]; int min; const char *lowest; } rows[] = {
    { { { NULL } }, 1, "lower" }, /* lytic */
    { { { "lesion_type", "mixed" } }, 0, "lower" },
    { { { "sbrt_dose_per_fraction_gy", "19.99" } }, 1, "lower" },
    { { { "sbrt_dose_per_fraction_gy", "20" } }, 2, "raised" },
    { { { "sbrt_dose_per_fraction_gy", "23.99" } }, 2, "raised" },
    { { { "sbrt_dose_per_fraction_gy", "24" } }, 3, "raised" },
    { { { "collapse_band", "lt50" } }, 3, "raised" },
    { { { "collapse_band", "ge50" } }, 3, "raised" },
    { { { "vb_involved_pct", "40" } }, 1, "lower" },
    { { { "vb_involved_pct", "41" } }, 2, "raised" },
    { { { "malalignment", "true" }, { "collapse_band", "lt50" } }, 4, "high" },
    { { { "sins_total", "6" } }, 1, "lower" },
    { { { "sins_total", "7" } }, 2, "raised" },
    { { { "sins_total", "12" } }, 2, "raised" },
    { { { "sins_total", "13" } }, 1, "lower" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Fixture) fixture = { 0 };
      g_autoptr (PdlDoseHistory) history = NULL;
      g_autoptr (PdlFractureRisk) risk = NULL;

      begin (&fixture, "T5");
      for (guint s = 0; s < 6 && rows[i].settings[s][0] != NULL; s++)
        {
          gboolean plan = g_str_has_prefix (rows[i].settings[s][0], "sbrt_");

          fixture_set (&fixture, fixture.visit, plan ? PDL_LEVEL_NONE : level ("T5"), rows[i].settings[s][0], rows[i].settings[s][1]);
        }
      history = read_history (&fixture, "T5");
      risk = pdl_fracture_risk_new (tables, fixture.facts, level ("T5"));
      g_test_message ("row %u", i);
      g_assert_cmpint (risk->points_min, ==, rows[i].min);
      g_assert_cmpstr (risk->lowest->id, ==, rows[i].lowest);
      g_assert_cmpint (risk->points_max, >=, risk->points_min);
      g_assert_cmpstr (risk->highest->id, ==, "high");
    }
}

/* radiotherapy 7.2: the site, and a class that is certain once everything is known. */
static void
test_fracture_risk_site (void)
{
  static const struct { const char *level; int points; } rows[] = { { "T5", 0 }, { "T1", 1 }, { "T9", 0 }, { "T10", 1 }, { "L3", 1 }, { "C4", 0 }, { "C7", 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Fixture) fixture = { 0 };
      g_autoptr (PdlDoseHistory) history = NULL;
      g_autoptr (PdlFractureRisk) risk = NULL;
      PdlLevel at = level (rows[i].level);

      begin (&fixture, rows[i].level);
      fixture_set (&fixture, fixture.visit, at, "lesion_type", "blastic");
      fixture_set (&fixture, fixture.visit, at, "collapse_band", "none");
      fixture_set (&fixture, fixture.visit, at, "malalignment", "false");
      fixture_set (&fixture, fixture.visit, at, "sins_total", "3");
      fixture_set (&fixture, fixture.visit, at, "vb_involved_pct", "20");
      fixture_set (&fixture, fixture.visit, PDL_LEVEL_NONE, "sbrt_dose_per_fraction_gy", "12");
      history = read_history (&fixture, rows[i].level);
      risk = pdl_fracture_risk_new (tables, fixture.facts, at);
      g_assert_cmpint (risk->points_min, ==, rows[i].points);
      g_assert_cmpint (risk->points_max, ==, rows[i].points);
      g_assert_cmpstr (risk->highest->id, ==, "lower");
    }
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
  g_test_add_func ("/dose-history/example", test_example);
  g_test_add_func ("/dose-history/shares", test_shares);
  g_test_add_func ("/dose-history/overlap", test_overlap);
  g_test_add_func ("/dose-history/unknown", test_unknown);
  g_test_add_func ("/dose-history/stopped", test_stopped);
  g_test_add_func ("/dose-history/interval", test_interval);
  g_test_add_func ("/dose-history/planned-course", test_planned_course);
  g_test_add_func ("/dose-history/nothing-before", test_nothing_before);
  g_test_add_func ("/dose-history/fracture-risk", test_fracture_risk);
  g_test_add_func ("/dose-history/fracture-risk-site", test_fracture_risk_site);
  return g_test_run ();
}
