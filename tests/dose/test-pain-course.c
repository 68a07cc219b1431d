/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pain response read from visits: which visit is the baseline, which pain is compared. The categories themselves are those of
 * follow-up 3.4 and radiotherapy 8.1 (test-response.c). */
#include <math.h>

#include "pdl-pain-course.h"
#include "visit-fixture.h"

static const PdlDoseTables *tables;

/* A course from 20 to 24 January 2026 at T8, and the visit of 2 March: pain 3, opioid 40 mg. */
static void
begin (Fixture *fixture, const char *end)
{
  g_autofree char *words = g_strdup_printf ("technique = sbrt; start = 2026-01-20; %slevels = T8; dose_gy = 24; fractions = 2", end);

  fixture_begin (fixture);
  fixture_set (fixture, fixture->visit, 14, "lesion_type", "lytic");
  fixture_set (fixture, fixture->visit, PDL_LEVEL_NONE, "pain_nrs", "3");
  fixture_set (fixture, fixture->visit, PDL_LEVEL_NONE, "omed_mg_day", "40");
  fixture_add_record (fixture, PDL_GROUP_TREATMENT, "radiotherapy", words, ";");
}

static void
add_visit (Fixture *fixture, int month, int day, const char *pain, const char *site, const char *opioid)
{
  g_autofree char *uid = g_strdup (pdl_change_add_assessment (fixture->change, NULL, pdl_day_from_ymd (2026, month, day)));

  if (pain != NULL)
    fixture_set (fixture, uid, PDL_LEVEL_NONE, "pain_nrs", pain);
  if (site != NULL)
    fixture_set (fixture, uid, 14, "pain_nrs_site", site);
  if (opioid != NULL)
    fixture_set (fixture, uid, PDL_LEVEL_NONE, "omed_mg_day", opioid);
}

static PdlPainCourse *
finish (Fixture *fixture)
{
  fixture_finish (fixture);
  return pdl_pain_course_new (tables, fixture->facts, 0);
}

static const char *
id_of (const PdlDoseNote *note)
{
  return note != NULL ? note->id : NULL;
}

static void
test_no_course (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (PdlPainCourse) course = NULL;

  fixture_begin (&fixture);
  fixture_set (&fixture, fixture.visit, 14, "lesion_type", "lytic");
  fixture_add_record (&fixture, PDL_GROUP_TREATMENT, "radiotherapy", "status = planned; start = 2026-02-01; levels = T8", ";");
  fixture_add_record (&fixture, PDL_GROUP_TREATMENT, "radiotherapy", "start = 2026-02-01; levels = L1", ";");
  fixture_add_record (&fixture, PDL_GROUP_TREATMENT, "radiotherapy", "start = 2026-02; levels = T8", ";");
  course = finish (&fixture);
  g_assert_null (course);
}

static void
test_no_baseline (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (PdlPainCourse) course = NULL;

  begin (&fixture, "end = 2026-01-24; ");
  add_visit (&fixture, 1, 21, "7", NULL, "60");
  course = finish (&fixture);
  g_assert_nonnull (course);
  g_assert_cmpint (course->baseline_day, ==, PDL_DAY_NONE);
  g_assert_cmpuint (course->n_visits, ==, 0);
}

/* The last visit up to the first day of the course; of the patient where the site was not asked for; the opioid of each day. */
static void
test_baseline (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (PdlPainCourse) course = NULL;

  begin (&fixture, "end = 2026-01-24; ");
  add_visit (&fixture, 1, 2, "9", "9", "10");
  add_visit (&fixture, 1, 20, "7", "6", "40");
  course = finish (&fixture);
  g_assert_cmpint (course->baseline_day, ==, pdl_day_from_ymd (2026, 1, 20));
  g_assert_cmpuint (course->n_visits, ==, 1);
  g_assert_false (course->visits[0].of_site);
  g_assert_cmpint (course->visits[0].baseline.pain, ==, 7);
  g_assert_cmpint (course->visits[0].state.pain, ==, 3);
  g_assert_cmpint (course->visits[0].days, ==, 37);
  g_assert_cmpstr (id_of (course->visits[0].response), ==, "PR");
  g_assert_null (course->visits[0].flare);
}

/* The site's own pain at both visits: 5 to 5 with the same opioid is indeterminate, whatever the patient's worst pain did. */
static void
test_site (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (PdlPainCourse) course = NULL;

  begin (&fixture, "end = 2026-01-24; ");
  fixture_set (&fixture, fixture.visit, 14, "pain_nrs_site", "5");
  add_visit (&fixture, 1, 19, "9", "5", "40");
  course = finish (&fixture);
  g_assert_true (course->visits[0].of_site);
  g_assert_cmpstr (id_of (course->visits[0].response), ==, "IR");
}

/* Without the opioid there is no category (8.1). */
static void
test_opioid_missing (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (PdlPainCourse) course = NULL;

  begin (&fixture, "end = 2026-01-24; ");
  add_visit (&fixture, 1, 19, "7", NULL, NULL);
  course = finish (&fixture);
  g_assert_null (course->visits[0].response);
  g_assert_true (isnan (course->visits[0].baseline.opioid));
}

/* Pain flare (10; follow-up 3.4): a rise within 10 days, confirmed by the visit after it. */
static void
test_flare (void)
{
  static const struct { int month, day; const char *pain, *flare; } rows[] = {
    { 2, 3, "9", "confirmed" }, { 1, 22, "9", "confirmed" }, { 2, 4, "9", NULL }, { 2, 3, "8", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Fixture) fixture = { 0 };
      g_autoptr (PdlPainCourse) course = NULL;

      begin (&fixture, "end = 2026-01-24; ");
      add_visit (&fixture, 1, 19, "7", NULL, "40");
      add_visit (&fixture, rows[i].month, rows[i].day, rows[i].pain, NULL, "40");
      course = finish (&fixture);
      g_assert_cmpuint (course->n_visits, ==, 2);
      g_assert_cmpstr (id_of (course->visits[0].flare), ==, rows[i].flare);
    }
}

/* The end not known to the day: the months are not told, and no flare is made of a later rise. */
static void
test_end_unknown (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (PdlPainCourse) course = NULL;

  begin (&fixture, "");
  add_visit (&fixture, 1, 19, "7", NULL, "40");
  add_visit (&fixture, 1, 26, "9", NULL, "40");
  course = finish (&fixture);
  g_assert_cmpint (course->visits[0].days, ==, G_MININT);
  g_assert_null (course->visits[0].flare);
  g_assert_cmpstr (id_of (course->visits[1].response), ==, "PR");
}

/* A second course starts again, from the last visit before it. */
static void
test_newest_course (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (PdlPainCourse) course = NULL;

  begin (&fixture, "end = 2026-01-24; ");
  fixture_add_record (&fixture, PDL_GROUP_TREATMENT, "radiotherapy", "start = 2026-02-10; end = 2026-02-10; levels = T7 T8", ";");
  add_visit (&fixture, 1, 19, "7", NULL, "40");
  add_visit (&fixture, 2, 9, "5", NULL, "40");
  course = finish (&fixture);
  g_assert_cmpint (course->start, ==, pdl_day_from_ymd (2026, 2, 10));
  g_assert_cmpuint (course->n_visits, ==, 1);
  g_assert_cmpint (course->visits[0].baseline.pain, ==, 5);
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
  g_test_add_func ("/pain-course/no-course", test_no_course);
  g_test_add_func ("/pain-course/no-baseline", test_no_baseline);
  g_test_add_func ("/pain-course/baseline", test_baseline);
  g_test_add_func ("/pain-course/site", test_site);
  g_test_add_func ("/pain-course/opioid-missing", test_opioid_missing);
  g_test_add_func ("/pain-course/flare", test_flare);
  g_test_add_func ("/pain-course/end-unknown", test_end_unknown);
  g_test_add_func ("/pain-course/newest-course", test_newest_course);
  return g_test_run ();
}
