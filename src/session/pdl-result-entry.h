/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-change.h"

/*
 * A record that is a result sets the finding of the visit on its day (dictionary 4: "lab … sets the laboratory finding of the
 * assessment"), so that every rule that reads the visit reads it.
 */

/* What the record says, as it is typed; NULL or "" = not said. */
typedef struct
{
  const char *uid; /* of the record; NULL: a new one */
  const char *test, *value, *unit, *at, *date;
} PdlResultTexts;

/* Adds to @change, which records the result, what it sets of @visit. Nothing when it is not of that day, is no number of the
 * finding, is not the newest result of the day, or when the visit holds a value that came from no record: what a person entered
 * there is not written over. */
void pdl_result_set_finding (PdlChange *change, PdlCase *kase, const PdlAssessment *visit, const PdlRecordKind *kind, const PdlResultTexts *texts);
