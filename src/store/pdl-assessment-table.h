/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-case-reader.h"

/*
 * Tables `assessment`, `assessment_level`, `finding_state` and `target`, which only make sense together: the visit,
 * its typed finding columns, and beside each the absence, the value as typed and the confirmation. Private to the store.
 */

/* *ret_id 0 when there is none. */
gboolean pdl_assessment_table_find (PdlDatabase *database, gint64 case_id, const char *uid, gint64 *ret_id,
                                    GError **error);
gboolean pdl_assessment_table_add (PdlDatabase *database, gint64 case_id, const char *uid, PdlDay day, GError **error);
/* Only of an empty assessment; otherwise the foreign keys refuse. */
gboolean pdl_assessment_table_remove (PdlDatabase *database, gint64 id, GError **error);
gboolean pdl_assessment_table_set_day (PdlDatabase *database, gint64 id, PdlDay day, GError **error);
gboolean pdl_assessment_table_set_targets (PdlDatabase *database, gint64 id, const PdlAssessment *assessment,
                                           GError **error);
/* @value NULL: not asked. */
gboolean pdl_assessment_table_put (PdlDatabase *database, gint64 case_id, gint64 id, const char *uid, PdlLevel level,
                                   const PdlFinding *finding, const PdlValue *value, gboolean unconfirmed,
                                   GError **error);
/* Adds the edits that make all assessments to the change of each case. */
gboolean pdl_assessment_table_load (PdlCaseReader *reader, GError **error);
