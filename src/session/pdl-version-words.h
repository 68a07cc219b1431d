/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-case.h"

/* What one version of a case holds at a place, for reading, translated. Private to the session. All (transfer full); what is
 * NULL is said to be absent. */

char *pdl_version_describe_day (PdlDay day);
/* @fields (nullable): the place is not there. */
char *pdl_version_describe_value (const PdlFinding *finding, const PdlFields *fields);
char *pdl_version_describe_extra (const char *json);
char *pdl_version_describe_assessment (const PdlAssessment *assessment);
char *pdl_version_describe_targets (const PdlAssessment *assessment);
char *pdl_version_describe_item (const PdlItem *item);
char *pdl_version_describe_start (const PdlItem *item); /* "" when it has none */
