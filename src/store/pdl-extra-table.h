/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-change.h"
#include "pdl-database.h"

/* Table `extra`: ids this version does not know, with their JSON. Private to the store. */

/* @uid "" identity, @level "" none, @json NULL: none. */
gboolean pdl_extra_table_put (PdlDatabase *database, gint64 case_id, const char *uid, const char *level,
                              const char *key, const char *json, GError **error);
/* Adds the edits that make them to @change. */
gboolean pdl_extra_table_load (PdlDatabase *database, gint64 case_id, PdlChange *change, GError **error);
