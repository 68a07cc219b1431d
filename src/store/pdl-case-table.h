/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-database.h"

/* Table `cases`: one row a case, with its revision. Private to the store. */

/* *ret_id 0, *ret_revision 0 when it is not stored. */
gboolean pdl_case_table_find (PdlDatabase *database, const char *uid, gint64 *ret_id, gint64 *ret_revision,
                              GError **error);
/* Inserts (@id 0) or moves on to @revision. */
gboolean pdl_case_table_put (PdlDatabase *database, gint64 id, const char *uid, gint64 revision, gint64 changed,
                             gint64 *ret_id, GError **error);
