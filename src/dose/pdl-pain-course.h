/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-response.h"

/*
 * The pain response read from the record: the visits after the newest course of radiotherapy at a target, each held against
 * the last visit before it (radiotherapy 8, follow-up 3.4; dictionary: `pain0`, `pain1`).
 */

typedef struct
{
  PdlDay day;
  PdlPainState state;          /* of a visit after the course: what is compared */
  gboolean of_site;            /* worst pain at the treated site at both ends; FALSE: the patient's worst pain, for want of it */
  PdlPainState baseline;       /* what it is compared with: of the site or of the patient alike */
  int days;                    /* since the end of the course; negative while it ran; G_MININT: the end is not known to the day */
  const PdlDoseNote *response; /* NULL: cannot be told */
  const PdlDoseNote *flare;    /* NULL: no rise that could be one, or cannot be told */
} PdlPainVisit;

typedef struct
{
  const PdlItem *item;         /* the course; borrowed from the case */
  PdlDay start, end;           /* end PDL_DAY_NONE: not known to the day */
  PdlDay baseline_day;         /* PDL_DAY_NONE: no visit before the course is recorded */
  PdlPainVisit *visits;        /* oldest first; none without a baseline */
  guint n_visits;
} PdlPainCourse;

/* NULL: no course at @target has begun, or its beginning is not known to the day. @facts as of the visit in hand: later visits
 * are not looked at. */
PdlPainCourse *pdl_pain_course_new (const PdlDoseTables *tables, PdlFacts *facts, int target);
void pdl_pain_course_free (PdlPainCourse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlPainCourse, pdl_pain_course_free)
