/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Table `identity`. Store's thread only. */
#include "pdl-identity-table.h"

#include "pdl-column.h"

gboolean
pdl_identity_table_put (PdlDatabase *database, gint64 case_id, const PdlFinding *finding, const PdlValue *value,
                        gboolean unconfirmed, GError **error)
{
  g_autoptr (sqlite3_stmt) insert = NULL;

  if (value == NULL)
    return pdl_database_run (database, error, "DELETE FROM identity WHERE case_id = ? AND finding = ?", "it", case_id,
                             finding->id);
  insert = pdl_database_query (database, error,
                               "INSERT INTO identity (case_id, finding, position, absence, entered, unit, confirmed, value) "
                               "SELECT ?1, ?2, coalesce (max (position), 0) + 1, ?3, ?4, ?5, ?6, ?7 "
                               "FROM identity WHERE case_id = ?1 "
                               "ON CONFLICT DO UPDATE SET absence = excluded.absence, value = excluded.value, "
                               "entered = excluded.entered, unit = excluded.unit, confirmed = excluded.confirmed",
                               "itttti", case_id, finding->id, pdl_column_absence (value),
                               pdl_value_get_entered (value), pdl_value_get_unit (value), (gint64) !unconfirmed);
  if (insert == NULL)
    return FALSE;
  pdl_column_bind (insert, 7, finding, value);
  return pdl_database_step (database, insert, NULL, error);
}

gboolean
pdl_identity_table_load (PdlCaseReader *reader, GError **error)
{
  g_autoptr (sqlite3_stmt) select = NULL;
  gboolean row;

  select = pdl_database_query (reader->database, error,
                               "SELECT finding, absence, entered, unit, confirmed, value, case_id FROM identity "
                               "WHERE case_id IN (SELECT value FROM json_each (?)) ORDER BY case_id, position", "t",
                               reader->ids);
  if (select == NULL || !pdl_database_step (reader->database, select, &row, error))
    return FALSE;
  while (row)
    {
      pdl_case_reader_add_cell (pdl_case_reader_get_change (reader, select, 6), NULL, PDL_LEVEL_NONE,
                                pdl_dictionary_lookup (reader->dictionary, pdl_statement_get_text (select, 0)), select);
      if (!pdl_database_step (reader->database, select, &row, error))
        return FALSE;
    }
  return TRUE;
}
