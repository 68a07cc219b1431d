/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-case-reader.h"

/* Table `identity`: who the person is, one row a finding. Private to the store. */

/* @value NULL: not asked, no row. */
gboolean pdl_identity_table_put (PdlDatabase *database, gint64 case_id, const PdlFinding *finding,
                                 const PdlValue *value, gboolean unconfirmed, GError **error);
/* Adds the edits that make it to the change of each case. */
gboolean pdl_identity_table_load (PdlCaseReader *reader, GError **error);
