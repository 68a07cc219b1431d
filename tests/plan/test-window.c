/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The date arithmetic against the test vectors of the follow-up reference, section 1.14, and its property list.
 */

#include "pdl-window.h"

/* The numbers of section 1.6; tests/plan/test-schedules.c checks that schedules.ini carries the same. */
static const PdlRestageRule restage_rule = { 16, 6, 2, 2, 1, 12, 8, 8, 8, 6, 3, 15, 3, 14, 42, 112 };
static const PdlSbrtRule sbrt_rule = { 18, 2, 3, 3, 6, 4 };

static PdlDay
day (const char *text)
{
  PdlDay value;
  PdlPrecision precision;

  g_assert_true (pdl_day_parse (text, &value, &precision));
  return value;
}

static void
assert_day (PdlDay actual, const char *expected)
{
  g_autofree char *text = pdl_day_to_iso (actual, PDL_PRECISION_DAY);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_restage_vectors (void)
{
  enum { NO = PDL_RESULT_NONE, GOOD = PDL_RESULT_GOOD, EQ = PDL_RESULT_EQUIVOCAL, PD = PDL_RESULT_PROGRESSION };
  static const struct
  {
    const char *anchor;
    int a, c, r, last, previous;
    gboolean changed, first;
    int survival, score, weeks;
    const char *earliest, *due, *latest;
  } rows[] = {
    { "2025-01-06", 1, 0, 0, GOOD, GOOD, FALSE, FALSE, -1, 1, 16, "2025-04-14", "2025-04-28", "2025-04-28" },
    { "2025-01-06", 1, 1, 1, GOOD, PD, FALSE, FALSE, -1, 3, 10, "2025-03-06", "2025-03-17", "2025-03-28" },
    { "2025-01-06", 3, 2, 2, PD, GOOD, TRUE, FALSE, -1, 7, 6, "2025-02-17", "2025-02-17", "2025-02-23" },
    { "2025-01-06", 2, 1, 0, EQ, GOOD, FALSE, FALSE, -1, 3, 8, "2025-02-23", "2025-03-03", "2025-03-11" },
    { "2025-01-06", 1, 1, 0, NO, NO, FALSE, TRUE, -1, 2, 12, "2025-03-18", "2025-03-31", "2025-04-13" },
    { "2025-01-06", 4, 3, 3, PD, GOOD, TRUE, FALSE, 4, 10, 8, "2025-02-23", "2025-03-03", "2025-03-11" },
    { "2025-01-06", 4, 3, 3, PD, GOOD, TRUE, FALSE, 2, 10, 0, NULL, NULL, NULL },
    { "2024-12-02", 0, 0, 0, GOOD, GOOD, FALSE, FALSE, -1, 0, 16, "2025-03-10", "2025-03-24", "2025-03-24" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PdlRestageInput input = { day (rows[i].anchor), rows[i].a, rows[i].c, rows[i].r, rows[i].last, rows[i].previous,
                                rows[i].changed, rows[i].first, rows[i].survival };
      PdlWindow window = pdl_window_restage (&restage_rule, &input);

      g_test_message ("row %u", i + 1);
      g_assert_cmpint (window.score, ==, rows[i].score);
      g_assert_cmpint (window.suspended, ==, rows[i].due == NULL);
      if (rows[i].due == NULL)
        continue;
      g_assert_cmpint (window.weeks, ==, rows[i].weeks);
      assert_day (window.earliest, rows[i].earliest);
      assert_day (window.due, rows[i].due);
      assert_day (window.latest, rows[i].latest);
    }
}

static void
test_sbrt_vectors (void)
{
  static const struct
  {
    const char *anchor, *previous;
    PdlRisk risk;
    gboolean phase1;
    const char *earliest, *due, *latest;
  } rows[] = {
    { "2025-01-31", "2025-01-31", PDL_RISK_UNKNOWN, TRUE, "2025-03-31", "2025-04-15", "2025-04-30" },
    { "2025-01-31", "2025-04-15", PDL_RISK_LOW, TRUE, "2025-06-15", "2025-07-15", "2025-07-15" },
    { "2025-01-31", "2025-04-15", PDL_RISK_HIGH, TRUE, "2025-06-15", "2025-06-15", "2025-07-15" },
    { "2024-01-31", "2025-07-30", PDL_RISK_INTERMEDIATE, TRUE, "2025-09-30", "2025-10-30", "2025-10-30" },
    { "2024-01-31", "2025-08-04", PDL_RISK_LOW, FALSE, "2025-11-04", "2026-02-04", "2026-02-04" },
    { "2024-01-31", "2025-08-04", PDL_RISK_INTERMEDIATE, FALSE, "2025-11-04", "2025-11-04", "2026-02-04" },
    { "2024-01-31", "2025-08-04", PDL_RISK_HIGH, FALSE, "2025-11-04", "2025-12-04", "2026-02-04" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gboolean phase1;
      PdlWindow window = pdl_window_sbrt (&sbrt_rule, day (rows[i].anchor), day (rows[i].previous), rows[i].risk, &phase1);

      g_test_message ("row %u", i + 1);
      g_assert_cmpint (phase1, ==, rows[i].phase1);
      assert_day (window.earliest, rows[i].earliest);
      assert_day (window.due, rows[i].due);
      assert_day (window.latest, rows[i].latest);
    }
}

/* Section 1.14, post-operative, operation 2025-03-03. */
static const struct
{
  int days, months, before, after;
  const char *earliest, *due, *latest;
} postop[] = {
  { 14, 0, 4, 7, "2025-03-13", "2025-03-17", "2025-03-24" },
  { 42, 0, 7, 14, "2025-04-07", "2025-04-14", "2025-04-28" },
  { -1, 3, 14, 14, "2025-05-20", "2025-06-03", "2025-06-17" },
  { -1, 6, 28, 28, "2025-08-06", "2025-09-03", "2025-10-01" },
  { -1, 12, 42, 42, "2026-01-20", "2026-03-03", "2026-04-14" },
  { -1, 18, 42, 42, "2026-07-23", "2026-09-03", "2026-10-15" },
  { -1, 24, 42, 42, "2027-01-20", "2027-03-03", "2027-04-14" },
};

static void
make_postop (PdlWindow *windows)
{
  for (guint i = 0; i < G_N_ELEMENTS (postop); i++)
    windows[i] = pdl_window_milestone (day ("2025-03-03"), postop[i].days, postop[i].months, postop[i].before, postop[i].after);
}

static void
test_milestones (void)
{
  PdlWindow windows[G_N_ELEMENTS (postop)];

  make_postop (windows);
  for (guint i = 0; i < G_N_ELEMENTS (postop); i++)
    {
      assert_day (windows[i].earliest, postop[i].earliest);
      assert_day (windows[i].due, postop[i].due);
      assert_day (windows[i].latest, postop[i].latest);
    }
}

static void
test_visits (void)
{
  static const struct
  {
    const char *visit;
    int satisfied; /* how many from the start are done */
    int match;
    PdlVisitClass class;
  } rows[] = {
    { "2025-03-11", 0, 0, PDL_VISIT_EARLY },   { "2025-03-15", 0, 0, PDL_VISIT_ON_TIME },
    { "2025-03-30", 0, 0, PDL_VISIT_LATE },    { "2025-04-20", 0, 1, PDL_VISIT_ON_TIME },
    { "2025-05-09", 0, 1, PDL_VISIT_LATE },    { "2025-05-25", 0, 2, PDL_VISIT_ON_TIME },
    { "2025-07-20", 0, 2, PDL_VISIT_LATE },    { "2025-09-01", 0, 3, PDL_VISIT_ON_TIME },
    { "2025-03-30", 1, 1, PDL_VISIT_EARLY },   { "2026-06-30", 7, -1, PDL_VISIT_EXTRA },
  };
  PdlWindow windows[G_N_ELEMENTS (postop)];

  make_postop (windows);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gboolean satisfied[G_N_ELEMENTS (postop)] = { FALSE };
      PdlVisitClass class;

      for (int j = 0; j < rows[i].satisfied; j++)
        satisfied[j] = TRUE;
      g_test_message ("visit %s", rows[i].visit);
      g_assert_cmpint (pdl_window_match (windows, satisfied, G_N_ELEMENTS (postop), day (rows[i].visit), &class), ==,
                       rows[i].match);
      g_assert_cmpint (class, ==, rows[i].class);
    }
}

static void
test_states (void)
{
  static const struct { const char *today; PdlDueState state; } rows[] = {
    { "2025-02-12", PDL_DUE_NOT_DUE }, { "2025-02-13", PDL_DUE_DUE_SOON }, { "2025-03-05", PDL_DUE_DUE_SOON },
    { "2025-03-06", PDL_DUE_DUE },     { "2025-03-28", PDL_DUE_DUE },      { "2025-03-29", PDL_DUE_OVERDUE },
    { "2025-04-11", PDL_DUE_OVERDUE }, { "2025-04-12", PDL_DUE_CRITICAL },
  };
  PdlRestageInput input = { day ("2025-01-06"), 1, 1, 1, PDL_RESULT_GOOD, PDL_RESULT_PROGRESSION, FALSE, FALSE, -1 };
  PdlWindow window = pdl_window_restage (&restage_rule, &input);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (pdl_window_state (&window, day (rows[i].today), 21, 14), ==, rows[i].state);
}

static void
test_merge (void)
{
  PdlRestageInput input = { day ("2025-01-06"), 1, 1, 0, PDL_RESULT_NONE, PDL_RESULT_NONE, FALSE, TRUE, -1 };
  PdlWindow restage = pdl_window_restage (&restage_rule, &input);
  PdlWindow near = pdl_window_sbrt (&sbrt_rule, day ("2025-01-31"), day ("2025-01-31"), PDL_RISK_UNKNOWN, NULL);
  PdlWindow far = pdl_window_sbrt (&sbrt_rule, day ("2025-02-20"), day ("2025-02-20"), PDL_RISK_LOW, NULL);
  PdlWindow merged;

  g_assert_true (pdl_window_merge (&near, &restage, &merged));
  assert_day (merged.earliest, "2025-03-31");
  assert_day (merged.due, "2025-03-31");
  assert_day (merged.latest, "2025-04-13");
  g_assert_false (pdl_window_merge (&far, &restage, &merged));
}

/* Monday to Friday; 6 March 2025 is a Thursday. */
static void
test_working_days (void)
{
  assert_day (pdl_day_add_working_days (day ("2025-03-06"), 3), "2025-03-11");
  assert_day (pdl_day_add_working_days (day ("2025-03-07"), 3), "2025-03-12");
  assert_day (pdl_day_add_working_days (day ("2025-03-08"), 1), "2025-03-10");
  assert_day (pdl_day_add_working_days (day ("2025-03-03"), 3), "2025-03-06");
  assert_day (pdl_day_add_working_days (day ("2025-03-06"), 0), "2025-03-06");
}

static void
test_properties (void)
{
  PdlDay anchor = day ("2025-01-06");

  assert_day (pdl_day_add_months (day ("2025-01-31"), 1), "2025-02-28");
  assert_day (pdl_day_add_months (day ("2024-01-31"), 1), "2024-02-29");

  /* Every input: ordered window inside day 42 … 112, and a higher activity never a later date. */
  for (int c = 0; c <= 3; c++)
    for (int r = 0; r <= 3; r++)
      for (int last = 0; last <= 3; last++)
        for (int previous = 0; previous <= 3; previous++)
          for (int flags = 0; flags < 4; flags++)
            for (int survival = -1; survival <= 8; survival++)
              {
                PdlDay before = G_MAXINT32;

                for (int a = 0; a <= 4; a++)
                  {
                    PdlRestageInput input = { anchor, a, c, r, last, previous, flags & 1, (flags & 2) != 0, survival };
                    PdlWindow window = pdl_window_restage (&restage_rule, &input);

                    if (window.suspended)
                      {
                        g_assert_true (survival >= 0 && survival < 3);
                        continue;
                      }
                    g_assert_cmpint (window.earliest, <=, window.due);
                    g_assert_cmpint (window.due, <=, window.latest);
                    g_assert_cmpint (window.earliest, >=, anchor + 42);
                    g_assert_cmpint (window.latest, <=, anchor + 112);
                    g_assert_cmpint (window.due, <=, before);
                    before = window.due;
                  }
              }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plan/window/restage", test_restage_vectors);
  g_test_add_func ("/plan/window/sbrt", test_sbrt_vectors);
  g_test_add_func ("/plan/window/milestones", test_milestones);
  g_test_add_func ("/plan/window/visits", test_visits);
  g_test_add_func ("/plan/window/states", test_states);
  g_test_add_func ("/plan/window/merge", test_merge);
  g_test_add_func ("/plan/window/working-days", test_working_days);
  g_test_add_func ("/plan/window/properties", test_properties);
  return g_test_run ();
}
