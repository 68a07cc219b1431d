/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "pdl-dictionary.h"

/*
 * One finding as a SQLite column: its declaration with CHECK, and its value in and out. Codes are stored as codes,
 * never as positions: a dictionary with a code in between must not change what a patient had. Private to the store.
 */

/* FALSE for free text, which stands in a table of its own. */
gboolean pdl_column_exists (const PdlFinding *finding);

/* "\"escc_grade\" TEXT CHECK (…)", for CREATE TABLE and ADD COLUMN. @name: of the column, usually the id. */
char *pdl_column_declare (const PdlFinding *finding, const char *name);

/* The type as kept in finding_column: what the value looks like, whatever the dictionary of another day says. */
const char *pdl_column_type_name (PdlType type);

/* Binds NULL for NULL and for the absences. */
void pdl_column_bind (sqlite3_stmt *statement, int index, const PdlFinding *finding, const PdlValue *value);

/* The value of a column that is not NULL; @entered, @unit as kept beside it. NULL when this dictionary does not
 * accept it (another type, a code that is gone). (transfer full) */
PdlValue *pdl_column_read (sqlite3_stmt *statement, int index, const PdlFinding *finding, const char *entered,
                           const char *unit);

/* The same cell as the JSON of a case file, for what this version does not know. (transfer full) */
char *pdl_column_read_json (sqlite3_stmt *statement, int index, const char *type_name);

/* "T8 T9" ↔ set; "-" is the empty set. */
char *pdl_column_levels_to_text (PdlLevelSet levels);
gboolean pdl_column_levels_from_text (const char *text, PdlLevelSet *ret_levels);

/* "unknown", "not_applicable", or NULL when @value is known. */
const char *pdl_column_absence (const PdlValue *value);
PdlValue *pdl_column_absence_from_text (const char *absence);
