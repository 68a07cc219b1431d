/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-case.h"

/*
 * Made-up cases for measuring and for tests: any value the dictionary allows, in any place where it may stand. No clinical
 * meaning: nothing fits together but the types. The same @random gives the same cases on every machine.
 */

typedef struct
{
  double findings;     /* share of the findings that are recorded, 0 … 1 */
  double unknown;      /* share of those that are asked and unknown or not applicable */
  guint max_levels;    /* involved levels: 0 … this many */
  guint max_items;     /* dated records: 0 … this many */
} PdlRandomCase;

/* As many findings as the samples hold, one or two levels, some records: what is measured. */
extern const PdlRandomCase pdl_random_case_usual;

/* One visit on 2026-03-02. (transfer full) */
PdlCase *pdl_random_case_new (PdlDictionary *dictionary, GRand *random, const PdlRandomCase *shape);
/* A value of @finding; NULL for types that have no random value, or when the dictionary refuses what came. (transfer full) */
PdlValue *pdl_random_value_new (const PdlFinding *finding, GRand *random, const PdlRandomCase *shape);
/* One finding of the visit gets another value; one that is recorded already two times in three, as when somebody corrects or
 * completes. Only for made-up cases: it goes through no door. */
void pdl_random_case_change (PdlCase *self, GRand *random, const PdlRandomCase *shape);
