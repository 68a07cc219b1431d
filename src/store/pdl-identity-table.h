/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-change.h"
#include "pdl-database.h"

/* Table `identity`: who the person is, one row a finding. Private to the store. */

/* @value NULL: not asked, no row. */
gboolean pdl_identity_table_put (PdlDatabase *database, gint64 case_id, const PdlFinding *finding,
                                 const PdlValue *value, gboolean unconfirmed, GError **error);
/* Adds the edits that make it to @change. */
gboolean pdl_identity_table_load (PdlDatabase *database, gint64 case_id, PdlDictionary *dictionary, PdlChange *change,
                                  GError **error);
