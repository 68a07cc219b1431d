/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The linear-quadratic model against the tables of radiotherapy 1 and 3. */

#include <math.h>

#include "pdl-lq.h"

/* The reference prints two decimals. */
#define PRINTED 0.0051

#define assert_printed(value, expected) g_assert_cmpfloat_with_epsilon (value, expected, PRINTED)

/* radiotherapy 3.3 */
static void
test_worked_table (void)
{
  static const struct { double dose; int fractions; double bed[3], eqd2[3]; } rows[] = {
    { 8, 1, { 14.40, 29.33, 40.00 }, { 12.00, 17.60, 20.00 } },
    { 16, 2, { 28.80, 58.67, 80.00 }, { 24.00, 35.20, 40.00 } },
    { 20, 5, { 28.00, 46.67, 60.00 }, { 23.33, 28.00, 30.00 } },
    { 24, 6, { 33.60, 56.00, 72.00 }, { 28.00, 33.60, 36.00 } },
    { 25, 5, { 37.50, 66.67, 87.50 }, { 31.25, 40.00, 43.75 } },
    { 30, 10, { 39.00, 60.00, 75.00 }, { 32.50, 36.00, 37.50 } },
    { 37.5, 15, { 46.88, 68.75, 84.38 }, { 39.06, 41.25, 42.19 } },
    { 40, 20, { 48.00, 66.67, 80.00 }, { 40.00, 40.00, 40.00 } },
    { 45, 25, { 53.10, 72.00, 85.50 }, { 44.25, 43.20, 42.75 } },
    { 50, 25, { 60.00, 83.33, 100.00 }, { 50.00, 50.00, 50.00 } },
    { 20, 8, { 25.00, 36.67, 45.00 }, { 20.83, 22.00, 22.50 } },
    { 16, 1, { 41.60, 101.33, 144.00 }, { 34.67, 60.80, 72.00 } },
    { 18, 1, { 50.40, 126.00, 180.00 }, { 42.00, 75.60, 90.00 } },
    { 20, 1, { 60.00, 153.33, 220.00 }, { 50.00, 92.00, 110.00 } },
    { 24, 1, { 81.60, 216.00, 312.00 }, { 68.00, 129.60, 156.00 } },
    { 24, 2, { 52.80, 120.00, 168.00 }, { 44.00, 72.00, 84.00 } },
    { 28, 2, { 67.20, 158.67, 224.00 }, { 56.00, 95.20, 112.00 } },
    { 24, 3, { 43.20, 88.00, 120.00 }, { 36.00, 52.80, 60.00 } },
    { 27, 3, { 51.30, 108.00, 148.50 }, { 42.75, 64.80, 74.25 } },
    { 30, 3, { 60.00, 130.00, 180.00 }, { 50.00, 78.00, 90.00 } },
    { 30, 4, { 52.50, 105.00, 142.50 }, { 43.75, 63.00, 71.25 } },
    { 30, 5, { 48.00, 90.00, 120.00 }, { 40.00, 54.00, 60.00 } },
    { 35, 5, { 59.50, 116.67, 157.50 }, { 49.58, 70.00, 78.75 } },
    { 40, 5, { 72.00, 146.67, 200.00 }, { 60.00, 88.00, 100.00 } },
  };
  static const double alpha_betas[] = { 10, 3, 2 };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint t = 0; t < G_N_ELEMENTS (alpha_betas); t++)
      {
        assert_printed (pdl_lq_bed (rows[i].dose, rows[i].fractions, alpha_betas[t]), rows[i].bed[t]);
        assert_printed (pdl_lq_eqd2 (rows[i].dose, rows[i].fractions, alpha_betas[t]), rows[i].eqd2[t]);
      }
}

/* radiotherapy 3.3, maximum thecal-sac dose for a budget, α/β 2 */
static void
test_budget_table (void)
{
  static const struct { double budget, doses[5]; } rows[] = {
    { 10, { 5.40, 7.17, 8.36, 9.27, 10.00 } },
    { 15, { 6.81, 9.14, 10.75, 12.00, 13.03 } },
    { 20, { 8.00, 10.81, 12.78, 14.33, 15.62 } },
    { 25, { 9.05, 12.28, 14.58, 16.40, 17.91 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (int n = 1; n <= 5; n++)
      assert_printed (pdl_lq_dose_for_eqd2 (rows[i].budget, n, 2), rows[i].doses[n - 1]);
}

/* radiotherapy 3.1: the inverse gives back what went in, for every fractionation and tissue. */
static void
test_inverse (void)
{
  for (double alpha_beta = 0.5; alpha_beta <= 20; alpha_beta += 0.5)
    for (int fractions = 1; fractions <= 40; fractions++)
      for (double dose = 0.5; dose <= 100; dose += 9.5)
        g_assert_cmpfloat_with_epsilon (pdl_lq_dose_for_eqd2 (pdl_lq_eqd2 (dose, fractions, alpha_beta), fractions, alpha_beta), dose, 1e-9);
}

/* radiotherapy 3.1, guards */
static void
test_guards (void)
{
  static const double bad[] = { NAN, INFINITY, -INFINITY, -1 };

  g_assert_cmpfloat (pdl_lq_bed (0, 1, 2), ==, 0);
  g_assert_cmpfloat (pdl_lq_dose_for_eqd2 (0, 1, 2), ==, 0);
  g_assert_cmpfloat (pdl_lq_dose_for_eqd2 (-5, 3, 2), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_true (isnan (pdl_lq_bed (bad[i], 5, 2)));
      g_assert_true (isnan (pdl_lq_eqd2 (20, 5, bad[i])));
      g_assert_true (isnan (pdl_lq_dose_for_eqd2 (20, 5, bad[i])));
    }
  g_assert_true (isnan (pdl_lq_bed (20, 0, 2)));
  g_assert_true (isnan (pdl_lq_bed (20, -1, 2)));
  g_assert_true (isnan (pdl_lq_eqd2 (20, 5, 0)));
  g_assert_true (isnan (pdl_lq_dose_for_eqd2 (NAN, 5, 2)));
  g_assert_true (isnan (pdl_lq_dose_for_eqd2 (20, 0, 2)));
}

/* radiotherapy 0.2: 25.00 passes, 25.01 fails. */
static void
test_round (void)
{
  g_assert_cmpfloat (pdl_lq_round (25.004), ==, 25);
  g_assert_cmpfloat (pdl_lq_round (25.006), ==, 25.01);
  g_assert_cmpfloat (pdl_lq_round (-0.125), ==, -0.13);
  g_assert_true (isnan (pdl_lq_round (NAN)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lq/worked-table", test_worked_table);
  g_test_add_func ("/lq/budget-table", test_budget_table);
  g_test_add_func ("/lq/inverse", test_inverse);
  g_test_add_func ("/lq/guards", test_guards);
  g_test_add_func ("/lq/round", test_round);
  return g_test_run ();
}
