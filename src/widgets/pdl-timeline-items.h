/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-session.h"
#include "pdl-timeline.h"

/* Case and plan as items of the timeline: treatments, imaging, visits, due windows. (element-type PdlTimelineItem) (transfer full) */
GPtrArray *pdl_timeline_items_new (PdlCase *kase, PdlEvaluation *evaluation, PdlPlan *plan);
/* What a screen reader says: "MRI of the spine after SBRT, overdue 12 days, due 25 Aug 2026". (transfer full) */
char *pdl_timeline_item_name (const PdlTimelineItem *item, PdlDay today);
/* "25 Aug 2026" (transfer full) */
char *pdl_timeline_day_words (PdlDay day);
