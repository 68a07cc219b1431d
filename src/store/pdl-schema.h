/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-database.h"
#include "pdl-dictionary.h"

/*
 * The shape of the file: migrations data/sql/NNNN-*.sql by user_version, then the columns of the dictionary.
 * Private to the store.
 */

/* The newest version this program knows. */
int pdl_schema_get_newest (void);

/* Brings the file to the newest version, or leaves it exactly as it was. A file that holds cases is copied to
 * "<path>.before-<version>" first. Errors: NEWER, DAMAGED (not one of our files), and the usual. */
gboolean pdl_schema_migrate (PdlDatabase *database, PdlDictionary *dictionary, GError **error);

/* The same only up to @version, without columns: for the tests of old files. */
gboolean pdl_schema_migrate_to (PdlDatabase *database, int version, GError **error);
