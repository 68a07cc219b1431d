/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pdl-fracture-risk.h"

static const PdlDoseBand *
band_of (GPtrArray *bands, int points)
{
  for (guint i = 0; i < bands->len; i++)
    if (points <= ((PdlDoseBand *) g_ptr_array_index (bands, i))->at_most)
      return g_ptr_array_index (bands, i);
  return NULL;
}

PdlFractureRisk *
pdl_fracture_risk_new (const PdlDoseTables *tables, PdlFacts *facts, PdlLevel level)
{
  PdlFractureRisk *self = g_new0 (PdlFractureRisk, 1);
  int target = pdl_dose_find_target (facts, PDL_LEVEL_BIT (level));

  self->n_factors = tables->fracture_factors->len;
  self->factors = g_new0 (PdlFractureFactorResult, self->n_factors);
  for (guint i = 0; i < self->n_factors; i++)
    {
      PdlFractureFactorResult *result = &self->factors[i];

      result->factor = g_ptr_array_index (tables->fracture_factors, i);
      result->truth = pdl_expr_test (result->factor->when, facts, target, level, 0);
      self->points_min += result->truth == PDL_TRUTH_TRUE ? result->factor->points : 0;
      self->points_max += result->truth != PDL_TRUTH_FALSE ? result->factor->points : 0;
    }
  self->lowest = band_of (tables->fracture_classes, self->points_min);
  self->highest = band_of (tables->fracture_classes, self->points_max);
  return self;
}

void
pdl_fracture_risk_free (PdlFractureRisk *self)
{
  g_free (self->factors);
  g_free (self);
}
