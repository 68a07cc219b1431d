/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The archive of knowledge sets, so that an old decision can be replayed with the rules of its day. Store's thread only. */
#include "pdl-knowledge-table.h"

gboolean
pdl_knowledge_table_keep (PdlDatabase *database, const char *hash, const char *version, GPtrArray *names,
                          GPtrArray *bytes, GError **error)
{
  gint64 kept;

  if (!pdl_database_get_int (database, &kept, 0, error, "SELECT count (*) FROM knowledge_set WHERE hash = ?", "t",
                             hash))
    return FALSE;
  if (kept > 0)
    return TRUE;
  if (!pdl_database_begin (database, error))
    return FALSE;
  /* OR IGNORE: another program may have kept it between the look and the lock. */
  if (!pdl_database_run (database, error, "INSERT OR IGNORE INTO knowledge_set (hash, version, kept) VALUES (?, ?, ?)",
                         "tti", hash, version, g_get_real_time ()))
    goto failed;
  for (guint i = 0; i < names->len; i++)
    if (!pdl_database_run (database, error, "INSERT OR IGNORE INTO knowledge_file (hash, name, bytes) VALUES (?, ?, ?)",
                           "ttb", hash, names->pdata[i], (GBytes *) bytes->pdata[i]))
      goto failed;
  return pdl_database_commit (database, error);

failed:
  pdl_database_rollback (database);
  return FALSE;
}
