/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Table `cases`. Store's thread only. */
#include "pdl-case-table.h"

gboolean
pdl_case_table_find (PdlDatabase *database, const char *uid, gint64 *ret_id, gint64 *ret_revision, GError **error)
{
  g_autoptr (sqlite3_stmt) select = NULL;
  gboolean row;

  select = pdl_database_query (database, error, "SELECT id, revision FROM cases WHERE uid = ?", "t", uid);
  if (select == NULL || !pdl_database_step (database, select, &row, error))
    return FALSE;
  *ret_id = row ? sqlite3_column_int64 (select, 0) : 0;
  *ret_revision = row ? sqlite3_column_int64 (select, 1) : 0;
  return TRUE;
}

gboolean
pdl_case_table_put (PdlDatabase *database, gint64 id, const char *uid, gint64 revision, gint64 changed,
                    gint64 *ret_id, GError **error)
{
  if (id != 0)
    {
      *ret_id = id;
      return pdl_database_run (database, error, "UPDATE cases SET revision = ?, changed = ? WHERE id = ?", "iii",
                               revision, changed, id);
    }
  if (!pdl_database_run (database, error, "INSERT INTO cases (uid, revision, changed) VALUES (?, ?, ?)", "tii", uid,
                         revision, changed))
    return FALSE;
  *ret_id = sqlite3_last_insert_rowid (pdl_database_get_handle (database));
  return TRUE;
}
