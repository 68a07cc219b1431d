/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-change.h"
#include "pdl-database.h"

/* From the tables to a case. Private to the store. */

/* The cases of some uids while they are read: every table is read once for all of them, in the order of its key. */
typedef struct
{
  PdlDatabase *database;
  PdlDictionary *dictionary;
  GHashTable *changes; /* (owned) case id → PdlChange: what makes each case */
  char *ids;           /* (owned) their ids as JSON, for "IN (SELECT value FROM json_each (?))" */
} PdlCaseReader;

/* The cases of @uids that there are, in that order. (transfer container) of PdlCase; NULL on error. */
GPtrArray *pdl_case_reader_load (PdlDatabase *database, PdlDictionary *dictionary, const char *const *uids, GError **error);

/* What makes the case of the row, whose id stands in @column. */
PdlChange *pdl_case_reader_get_change (PdlCaseReader *self, sqlite3_stmt *row, int column);

/* The shared ends of the tables' loaders: edits that set one value of a place. Takes @value. */
void pdl_case_reader_add_value (PdlChange *change, const char *uid, PdlLevel level, const char *key, PdlValue *value,
                                gboolean unconfirmed);
/* From a row (id, absence, entered, unit, confirmed, value). @finding NULL, or a value it refuses: kept as extra. */
void pdl_case_reader_add_cell (PdlChange *change, const char *uid, PdlLevel level, const PdlFinding *finding,
                               sqlite3_stmt *row);
