/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-change.h"
#include "pdl-database.h"

/* From the tables to a case. Private to the store. */

/* *ret_case NULL when there is no such case. */
gboolean pdl_case_reader_load (PdlDatabase *database, PdlDictionary *dictionary, const char *uid, PdlCase **ret_case,
                               GError **error);

/* The shared ends of the tables' loaders: edits that set one value of a place. Takes @value. */
void pdl_case_reader_add_value (PdlChange *change, const char *uid, PdlLevel level, const char *key, PdlValue *value,
                                gboolean unconfirmed);
void pdl_case_reader_add_extra (PdlChange *change, const char *uid, PdlLevel level, const char *key, const char *json);
/* From a row (id, absence, entered, unit, confirmed, value). @finding NULL, or a value it refuses: kept as extra. */
void pdl_case_reader_add_cell (PdlChange *change, const char *uid, PdlLevel level, const PdlFinding *finding,
                               sqlite3_stmt *row);
