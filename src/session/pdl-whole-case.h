/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-change.h"

/* Whole cases as changes. Private to the session. Pure. */

/* The change that makes @kase out of nothing, for the journal of an import. (transfer full) */
PdlChange *pdl_whole_case_describe (PdlCase *kase, const char *label);
/* The edits of @first, then those of @second, under the label of @second. (transfer full) */
PdlChange *pdl_whole_case_join (PdlChange *first, PdlChange *second);
