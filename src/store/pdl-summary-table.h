/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-database.h"
#include "pdl-store.h"

/* Tables `case_summary` and `case_summary_identity`: what the list shows. Private to the store. */

gboolean pdl_summary_table_put (PdlDatabase *database, gint64 case_id, const PdlCaseSummary *summary, GError **error);
/* All cases, the newest change first. (element-type PdlCaseSummary) (transfer full); NULL on error. */
GPtrArray *pdl_summary_table_list (PdlDatabase *database, GError **error);
