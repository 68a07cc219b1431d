/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-dose-tables.h"

/*
 * Risk factors of vertebral fracture after stereotactic radiotherapy (radiotherapy 7.2): shown as the list of factors
 * present. The weights are not validated and make an ordinal class, never a percentage.
 */

typedef struct
{
  const PdlFractureFactor *factor;
  PdlTruth truth;         /* UNKNOWN: a finding it reads is not recorded */
} PdlFractureFactorResult;

typedef struct
{
  PdlFractureFactorResult *factors; /* in the order of the file */
  guint n_factors;
  int points_min, points_max; /* of the factors that hold; of those and the unknown ones */
  const PdlDoseBand *lowest, *highest; /* classes of both; the same one when it is certain */
} PdlFractureRisk;

/* For one level, with its target's plan. */
PdlFractureRisk *pdl_fracture_risk_new (const PdlDoseTables *tables, PdlFacts *facts, PdlLevel level);
void pdl_fracture_risk_free (PdlFractureRisk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlFractureRisk, pdl_fracture_risk_free)
