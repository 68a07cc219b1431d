/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-database.h"
#include "pdl-dictionary.h"

/*
 * The finding columns of `assessment` and `assessment_level`, made to match the dictionary when the file is opened:
 * missing ones are added, a changed declaration is rebuilt, a finding that is gone moves to `extra` with its values.
 * Private to the store.
 */


/* Inside a transaction. */
gboolean pdl_finding_columns_sync (PdlDatabase *database, PdlDictionary *dictionary, GError **error);
