/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-evaluation.h"

/* What two knowledge sets say differently of one case. Pure. */

typedef enum
{
  PDL_READING_EMERGENCY, /* the strip: none, amber, red */
  PDL_READING_TARGETS,   /* the levels that belong together */
  PDL_READING_ROW,       /* the row of the decision list, with the second one of a modifier */
  PDL_READING_STATE,     /* determined, provisional, cannot determine */
  PDL_READING_URGENCY,
  PDL_READING_OPTIONS,   /* which, in which order, and what of them waits or is struck */
  PDL_READING_ALERTS,
} PdlReadingPart;

/* "row", as in the JSON of pedicle-cli. */
const char *pdl_reading_part_name (PdlReadingPart part);

typedef struct
{
  PdlReadingPart part;
  PdlLevelSet levels;    /* of the target; 0 = of the patient */
  char *before, *now;    /* ids and hours: "PLT-25", "24 h/48 h", "separation_sbrt; cebrt" */
  char *before_words, *now_words; /* for reading, translated; of options and alerts only those that differ */
} PdlReadingChange;

typedef struct
{
  GPtrArray *changes;    /* (owned) of PdlReadingChange, the emergency first, then target by target; never empty */
  GPtrArray *why;        /* (owned) of char *: sentences, what in the knowledge made the difference */
} PdlReadingDifference;

/* Compares row, time limit, options and alerts. Both evaluations are of one case at one time. NULL: the same. */
PdlReadingDifference *pdl_reading_compare (PdlEvaluation *before, PdlEvaluation *now);
void pdl_reading_difference_free (PdlReadingDifference *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlReadingDifference, pdl_reading_difference_free)
