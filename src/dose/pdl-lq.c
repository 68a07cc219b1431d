/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pdl-lq.h"

#include <math.h>

/* What the 2 of EQD2 means. */
#define REFERENCE_FRACTION_GY 2.0

static gboolean
is_sound (double amount, int fractions, double alpha_beta)
{
  return isfinite (amount) && fractions >= 1 && isfinite (alpha_beta) && alpha_beta > 0;
}

double
pdl_lq_bed (double dose_gy, int fractions, double alpha_beta)
{
  if (!is_sound (dose_gy, fractions, alpha_beta) || dose_gy < 0)
    return NAN;
  return dose_gy * (1 + dose_gy / fractions / alpha_beta);
}

double
pdl_lq_eqd2 (double dose_gy, int fractions, double alpha_beta)
{
  return pdl_lq_eqd2_from_bed (pdl_lq_bed (dose_gy, fractions, alpha_beta), alpha_beta);
}

double
pdl_lq_eqd2_from_bed (double bed_gy, double alpha_beta)
{
  return is_sound (bed_gy, 1, alpha_beta) ? bed_gy / (1 + REFERENCE_FRACTION_GY / alpha_beta) : NAN;
}

static double
bed_from_eqd2 (double eqd2_gy, double alpha_beta)
{
  return is_sound (eqd2_gy, 1, alpha_beta) ? eqd2_gy * (1 + REFERENCE_FRACTION_GY / alpha_beta) : NAN;
}

double
pdl_lq_dose_for_eqd2 (double eqd2_gy, int fractions, double alpha_beta)
{
  double bed = bed_from_eqd2 (eqd2_gy, alpha_beta);

  if (!is_sound (bed, fractions, alpha_beta))
    return NAN;
  if (bed <= 0)
    return 0;
  return fractions * (-alpha_beta + sqrt (alpha_beta * alpha_beta + 4 * alpha_beta * bed / fractions)) / 2;
}

double
pdl_lq_round (double value)
{
  return round (value * 100) / 100;
}
