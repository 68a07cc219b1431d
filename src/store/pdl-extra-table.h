/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-case-reader.h"

/* Table `extra`: ids this version does not know, with their JSON. Private to the store. */

/* @uid "" identity, @level "" none, @json NULL: none. */
gboolean pdl_extra_table_put (PdlDatabase *database, gint64 case_id, const char *uid, const char *level,
                              const char *key, const char *json, GError **error);
/* Adds the edits that make them to the change of each case. */
gboolean pdl_extra_table_load (PdlCaseReader *reader, GError **error);
