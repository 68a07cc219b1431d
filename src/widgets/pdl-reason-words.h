/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "pdl-worth-asking.h"

/* Words for what would change a reading and for what is worth asking, shared by the pages of the basis. All translated. */

/* "ESCC grade", with the level where the target has several. */
char *pdl_words_place (const PdlReasonFinding *about, PdlLevel place, PdlLevelSet levels);
/* "2", "over 60", "under 50", "with saddle numbness". @now: what stands there, NaN = unknown. */
char *pdl_words_value (const PdlReasonFinding *about, const PdlValue *value, double above, double below, double now);
/* From the @first to the @last value of the list. */
char *pdl_words_range (const PdlWhatIfFinding *finding, guint first, guint last);
/* What another reading has that @now has not: "PLT-08  Cannot determine …", "time limit within 24 h", "adds …; without …". */
char *pdl_words_reading (PdlKnowledge *knowledge, const PdlReading *now, const PdlReading *reading);
/* Whether both differ from @now in the same way, so that one line may say it of both. */
gboolean pdl_effect_is_alike (const PdlReading *now, const PdlReading *a, const PdlReading *b);
/* "leaves at most 4 of 7 rows", "changes the options", … */
char *pdl_words_question (const PdlQuestion *question);
