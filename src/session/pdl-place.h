/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-evaluation.h"
#include "pdl-change.h"

/*
 * Where the value of a finding stands for what is in hand: patient and identity findings at their one place, level
 * findings at each level, target and plan findings under a level of the target in hand. Private to the session. Pure.
 */

typedef struct
{
  PdlCase *kase;                     /* (unowned) */
  const PdlAssessment *assessment;   /* (unowned) (nullable) the one being edited */
  PdlLevelSet levels;                /* for level findings; 0: the place that speaks for all levels */
  PdlLevelSet target;                /* of the target in hand, for target and plan findings; 0: for every target */
} PdlPlace;

/* The recorded value; of several levels the one they share. *ret_mixed (nullable): they differ, NULL is returned. */
const PdlValue *pdl_place_get (const PdlPlace *self, const PdlFinding *finding, gboolean *ret_mixed);

/* Adds to @change what sets @value there (NULL = not asked). A visit of @day is begun when there is none. */
gboolean pdl_place_set (const PdlPlace *self, PdlChange *change, const PdlFinding *finding, PdlValue *value, PdlDay day,
                        GError **error);
