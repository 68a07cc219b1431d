/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Table `extra`. Store's thread only. */
#include "pdl-extra-table.h"

gboolean
pdl_extra_table_put (PdlDatabase *database, gint64 case_id, const char *uid, const char *level, const char *key,
                     const char *json, GError **error)
{
  if (json == NULL)
    return pdl_database_run (database, error,
                             "DELETE FROM extra WHERE case_id = ? AND uid = ? AND level = ? AND key = ?", "ittt",
                             case_id, uid, level, key);
  return pdl_database_run (database, error,
                           "INSERT INTO extra (case_id, uid, level, key, position, json) "
                           "SELECT ?1, ?2, ?3, ?4, coalesce (max (position), 0) + 1, ?5 FROM extra WHERE case_id = ?1 "
                           "ON CONFLICT DO UPDATE SET json = excluded.json",
                           "itttt", case_id, uid, level, key, json);
}

gboolean
pdl_extra_table_load (PdlCaseReader *reader, GError **error)
{
  g_autoptr (sqlite3_stmt) select = NULL;
  gboolean row;

  select = pdl_database_query (reader->database, error,
                               "SELECT uid, level, key, json, case_id FROM extra "
                               "WHERE case_id IN (SELECT value FROM json_each (?)) ORDER BY case_id, position", "t",
                               reader->ids);
  if (select == NULL || !pdl_database_step (reader->database, select, &row, error))
    return FALSE;
  while (row)
    {
      const char *uid = pdl_statement_get_text (select, 0);
      PdlEdit edit = {
        .type = PDL_EDIT_EXTRA,
        .uid = *uid != '\0' ? g_strdup (uid) : NULL,
        .level = pdl_level_from_name (pdl_statement_get_text (select, 1)),
        .key = g_strdup (pdl_statement_get_text (select, 2)),
        .to_text = g_strdup (pdl_statement_get_text (select, 3)),
        .from_day = PDL_DAY_NONE,
        .to_day = PDL_DAY_NONE,
      };

      pdl_change_take_edit (pdl_case_reader_get_change (reader, select, 4), &edit);
      if (!pdl_database_step (reader->database, select, &row, error))
        return FALSE;
    }
  return TRUE;
}
