/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-planner.h"

/* What a milestone reads of the course of its treatment: its dates, its rows, whether it is over. Private to the planner. */

/* The first of the date fields @fields of @treatment that is known; PDL_DAY_NONE. @fields nullable. */
PdlDay pdl_course_first_day (const PdlItem *treatment, char **fields);
/* The dates in the field @date of the rows of @list, as they stand. (element-type PdlDay) */
GArray *pdl_course_row_days (const PdlItem *treatment, const char *list, const char *date);
/* Whether this course has the milestone at all. */
gboolean pdl_course_asks (const PdlItem *treatment, const PdlMilestone *milestone);
/* FALSE: an entry of the treatment itself does it. */
gboolean pdl_course_is_done_by_visit (const PdlMilestone *milestone);
gboolean pdl_course_is_done (const PdlItem *treatment, const PdlMilestone *milestone, PdlDay today);
/* The days of @track behind the end of the course are over. */
gboolean pdl_course_has_run_out (const PdlItem *treatment, const PdlTrack *track, PdlDay today);
