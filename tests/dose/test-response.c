/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pain response, flare, opioid totals and local response, against radiotherapy 8 to 10 and follow-up 3.2, 3.4 and 5.4. */

#include <math.h>
#include <string.h>

#include "pdl-opioid.h"
#include "pdl-response.h"

static PdlKnowledge *knowledge;
static const PdlDoseTables *tables;

static const char *
respond (int p0, int p1, double o0, double o1)
{
  const PdlDoseNote *note = pdl_pain_response (tables, (PdlPainState) { p0, o0 }, (PdlPainState) { p1, o1 });

  return note != NULL ? note->id : NULL;
}

static void
test_pain_response (void)
{
  static const struct { const char *place; int p0, p1; double o0, o1; const char *category; } rows[] = {
    { "radiotherapy 8.1", 8, 0, 60, 60, "CR" }, { "radiotherapy 8.1", 6, 0, 60, 75, "IR" }, { "radiotherapy 8.1", 8, 5, 30, 30, "PR" },
    { "radiotherapy 8.1", 6, 6, 40, 30, "PR" }, { "radiotherapy 8.1", 4, 7, 20, 20, "PP" }, { "radiotherapy 8.1", 5, 5, 20, 25, "PP" },
    { "radiotherapy 8.1", 5, 4, 20, 20, "IR" }, { "radiotherapy 8.1", 3, 1, 0, 15, "IR" },  { "radiotherapy 8.1", 6, 6, 40, 31, "IR" },
    { "radiotherapy 8.1", 2, 5, 20, 30, "PP" },
    { "follow-up 3.4", 7, 0, 60, 60, "CR" }, { "follow-up 3.4", 7, 0, 60, 90, "IR" }, { "follow-up 3.4", 7, 5, 60, 60, "PR" },
    { "follow-up 3.4", 7, 5, 60, 70, "IR" }, { "follow-up 3.4", 7, 6, 60, 45, "PR" }, { "follow-up 3.4", 7, 7, 60, 44, "PR" },
    { "follow-up 3.4", 7, 8, 60, 40, "IR" }, { "follow-up 3.4", 5, 7, 60, 60, "PP" }, { "follow-up 3.4", 5, 7, 60, 40, "IR" },
    { "follow-up 3.4", 6, 6, 60, 75, "PP" }, { "follow-up 3.4", 6, 7, 60, 80, "PP" }, { "follow-up 3.4", 6, 6, 0, 10, "PP" },
    { "follow-up 3.4", 6, 4, 0, 0, "PR" },   { "follow-up 3.4", 6, 3, 60, 90, "IR" },
    { "radiotherapy 8.1, pain up and opioid down", 5, 7, 60, 50, "IR" },
    { "radiotherapy 8.1, just short of 25 %", 6, 6, 60, 74.99, "IR" }, { "radiotherapy 8.1, just short of 25 %", 6, 6, 60, 45.01, "IR" },
    { "radiotherapy 8.1, baseline", 1, 0, 0, 0, "not_evaluable" }, { "radiotherapy 8.1, baseline", 0, 5, 0, 0, "not_evaluable" },
    { "radiotherapy 8.1, baseline", 2, 0, 0, 0, "CR" },
    { "the request: two points down, a tenth more opioid", 7, 5, 60, 66, "IR" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s: %d to %d, %g to %g mg", rows[i].place, rows[i].p0, rows[i].p1, rows[i].o0, rows[i].o1);
      g_assert_cmpstr (respond (rows[i].p0, rows[i].p1, rows[i].o0, rows[i].o1), ==, rows[i].category);
    }
}

/* radiotherapy 8.1: without the opioid dose there is no category. */
static void
test_pain_response_missing (void)
{
  g_assert_null (respond (7, 5, NAN, 60));
  g_assert_null (respond (7, 5, 60, NAN));
  g_assert_null (respond (-1, 5, 60, 60));
  g_assert_null (respond (7, 11, 60, 60));
  g_assert_null (respond (7, 5, -1, 60));
  g_assert_null (respond (7, 5, 60, INFINITY));
}

/* Every state has one category: opioid and pain both better is never worse than the one of them alone. */
static void
test_pain_response_is_total (void)
{
  for (int p0 = 2; p0 <= 10; p0++)
    for (int p1 = 0; p1 <= 10; p1++)
      for (int o1 = 0; o1 <= 120; o1 += 5)
        {
          const char *category = respond (p0, p1, 60, o1);

          g_assert_nonnull (category);
          if (p1 <= p0 - 2 && o1 <= 60)
            g_assert_true (g_str_equal (category, p1 == 0 ? "CR" : "PR"));
          if (p1 >= p0 + 2 && o1 >= 60)
            g_assert_cmpstr (category, ==, "PP");
          if (p1 > p0 && o1 < 60)
            g_assert_cmpstr (category, ==, "IR");
        }
}

static void
test_opioid_change (void)
{
  g_assert_cmpfloat (pdl_opioid_change ((PdlPainState) { 5, 60 }, (PdlPainState) { 5, 66 }), ==, 10);
  g_assert_cmpfloat (pdl_opioid_change ((PdlPainState) { 5, 0 }, (PdlPainState) { 5, 0 }), ==, 0);
  g_assert_true (isnan (pdl_opioid_change ((PdlPainState) { 5, 0 }, (PdlPainState) { 5, 10 })));
  g_assert_true (isnan (pdl_opioid_change ((PdlPainState) { 5, NAN }, (PdlPainState) { 5, 10 })));
}

/* radiotherapy 10; follow-up 3.4: within 10 days, and only when it went back. */
static void
test_flare (void)
{
  static const struct { int p0, p1; double o0, o1; int days, p2; double o2; const char *kind; } rows[] = {
    { 3, 5, 30, 30, 4, 3, 30, "confirmed" }, { 3, 5, 30, 30, 4, 2, 20, "confirmed" }, { 3, 5, 30, 30, 4, 4, 30, "progression" },
    { 3, 5, 30, 30, 4, 3, 40, "progression" }, { 3, 5, 30, 30, 10, -1, NAN, "suspected" }, { 3, 5, 30, 30, 11, -1, NAN, "late" },
    { 3, 4, 30, 30, 4, -1, NAN, "none" }, { 3, 5, 30, 29, 4, -1, NAN, "none" }, { 3, 3, 40, 50, 4, -1, NAN, "suspected" },
    { 3, 2, 40, 50, 4, -1, NAN, "none" }, { 3, 3, 40, 49.99, 4, -1, NAN, "none" }, { 0, 2, 0, 0, 0, -1, NAN, "suspected" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const PdlDoseNote *note = pdl_pain_flare (tables, (PdlPainState) { rows[i].p0, rows[i].o0 }, (PdlPainState) { rows[i].p1, rows[i].o1 },
                                                rows[i].days, (PdlPainState) { rows[i].p2, rows[i].o2 });

      g_assert_cmpstr (note->id, ==, rows[i].kind);
    }
  g_assert_null (pdl_pain_flare (tables, (PdlPainState) { 3, NAN }, (PdlPainState) { 5, 30 }, 4, (PdlPainState) { -1, NAN }));
  g_assert_null (pdl_pain_flare (tables, (PdlPainState) { 3, 30 }, (PdlPainState) { 5, 30 }, -1, (PdlPainState) { -1, NAN }));
}

/* radiotherapy 8.2, default column; follow-up 5.4, table and vectors. */
static void
test_opioids (void)
{
  static const struct { const char *drug; double amount, equivalent; } rows[] = {
    { "oxycodone", 40, 60 }, { "fentanyl", 25, 60 }, { "codeine", 240, 36 }, { "hydromorphone", 12, 60 }, { "morphine", 1, 1.0 },
    { "tramadol", 100, 20 }, { "tapentadol", 100, 40 }, { "hydrocodone", 10, 10 }, { "oxymorphone", 10, 30 }, { "methadone", 10, 47 },
    { "morphine_parenteral", 10, 30 }, { "Fentanyl patch", 25, 60 }, { "fentanyl-transdermal", 25, 60 }, { "OXYCODONE", 0, 0 },
  };
  static const char *const by_hand[] = { "buprenorphine", "dihydrocodeine", "hydromorphone_iv" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpfloat_with_epsilon (pdl_opioid_equivalent (tables, rows[i].drug, rows[i].amount, NULL, &error), rows[i].equivalent, 1e-9);
      g_assert_no_error (error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (by_hand); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (isnan (pdl_opioid_equivalent (tables, by_hand[i], 10, NULL, &error)));
      g_assert_error (error, PDL_DOSE_ERROR, PDL_DOSE_ERROR_TABLE);
      g_assert_nonnull (strstr (error->message, "by hand"));
    }
}

static void
test_opioids_refused (void)
{
  static const double bad[] = { -1, NAN, INFINITY };
  g_autoptr (GError) error = NULL;

  g_assert_true (isnan (pdl_opioid_equivalent (tables, "aspirin", 10, NULL, &error)));
  g_assert_error (error, PDL_DOSE_ERROR, PDL_DOSE_ERROR_NAME);
  g_assert_nonnull (strstr (error->message, "oxycodone"));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_clear_error (&error);
      g_assert_true (isnan (pdl_opioid_equivalent (tables, "oxycodone", bad[i], NULL, &error)));
      g_assert_error (error, PDL_DOSE_ERROR, PDL_DOSE_ERROR_VALUE);
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
  g_test_add_func ("/response/pain", test_pain_response);
  g_test_add_func ("/response/pain-missing", test_pain_response_missing);
  g_test_add_func ("/response/pain-is-total", test_pain_response_is_total);
  g_test_add_func ("/response/opioid-change", test_opioid_change);
  g_test_add_func ("/response/flare", test_flare);
  g_test_add_func ("/response/opioids", test_opioids);
  g_test_add_func ("/response/opioids-refused", test_opioids_refused);
  return g_test_run ();
}
