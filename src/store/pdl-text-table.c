/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Table `free_text`. Store's thread only. */
#include "pdl-text-table.h"

gboolean
pdl_text_table_put (PdlDatabase *database, gint64 case_id, const char *uid, const char *level, const char *finding,
                    const char *text, GError **error)
{
  if (text == NULL)
    return pdl_database_run (database, error,
                             "DELETE FROM free_text WHERE case_id = ? AND uid = ? AND level = ? AND finding = ?",
                             "ittt", case_id, uid, level, finding);
  return pdl_database_run (database, error,
                           "INSERT OR REPLACE INTO free_text (case_id, uid, level, finding, value) "
                           "VALUES (?, ?, ?, ?, ?)", "itttt", case_id, uid, level, finding, text);
}

gboolean
pdl_text_table_get (PdlDatabase *database, gint64 case_id, const char *uid, const char *level, const char *finding,
                    char **ret_text, GError **error)
{
  g_autoptr (sqlite3_stmt) select = NULL;
  gboolean row;

  select = pdl_database_query (database, error,
                               "SELECT value FROM free_text WHERE case_id = ? AND uid = ? AND level = ? AND finding = ?",
                               "ittt", case_id, uid, level, finding);
  if (select == NULL || !pdl_database_step (database, select, &row, error))
    return FALSE;
  *ret_text = row ? g_strdup (pdl_statement_get_text (select, 0)) : NULL;
  return TRUE;
}
