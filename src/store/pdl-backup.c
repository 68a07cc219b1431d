/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Backup: a copy nobody has read back is a hope. Source and copy are counted table by table inside one read
 * transaction of the source, so both speak of the same moment. Store's thread only.
 */
#include "pdl-backup.h"

#include "pdl-store-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* "table=rows" lines and the newest hash of the journal: equal for equal contents. */
static char *
count_rows (PdlDatabase *database, GError **error)
{
  g_autoptr (sqlite3_stmt) tables = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean row;

  tables = pdl_database_query (database, error,
                               "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' "
                               "ESCAPE '\\' ORDER BY name", "");
  if (tables == NULL || !pdl_database_step (database, tables, &row, error))
    return NULL;
  while (row)
    {
      const char *name = pdl_statement_get_text (tables, 0);
      char *sql = sqlite3_mprintf ("SELECT count (*) FROM \"%w\"", name);
      gint64 count;
      gboolean success = pdl_database_get_int (database, &count, 0, error, sql, "");

      sqlite3_free (sql);
      if (!success)
        return NULL;
      g_string_append_printf (text, "%s=%" G_GINT64_FORMAT "\n", name, count);
      if (g_str_equal (name, "journal"))
        {
          g_autoptr (sqlite3_stmt) head = pdl_database_query (database, error,
                                                              "SELECT hash FROM journal ORDER BY seq DESC LIMIT 1", "");

          if (head == NULL || !pdl_database_step (database, head, &row, error))
            return NULL;
          g_string_append_printf (text, "head=%s\n", row ? pdl_statement_get_text (head, 0) : "");
        }
      if (!pdl_database_step (database, tables, &row, error))
        return NULL;
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
copy_pages (PdlDatabase *database, const char *path, GError **error)
{
  sqlite3 *copy = NULL;
  sqlite3_backup *backup;
  int code = sqlite3_open_v2 (path, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);

  if (code == SQLITE_OK)
    {
      backup = sqlite3_backup_init (copy, "main", pdl_database_get_handle (database), "main");
      if (backup != NULL)
        {
          sqlite3_backup_step (backup, -1);
          sqlite3_backup_finish (backup);
        }
      code = sqlite3_errcode (copy);
    }
  /* One file, not three: a backup is carried about. */
  if (code == SQLITE_OK)
    code = sqlite3_exec (copy, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
  if (code != SQLITE_OK)
    pdl_store_error_set_sqlite (error, copy, code, path);
  sqlite3_close (copy);
  return code == SQLITE_OK;
}

static gboolean
verify (const char *path, const char *counted, GError **error)
{
  g_autoptr (PdlDatabase) copy = pdl_database_open_for_reading (path, error);
  g_autoptr (sqlite3_stmt) check = NULL;
  g_autofree char *counted_there = NULL;
  gboolean row;

  if (copy == NULL)
    return FALSE;
  check = pdl_database_query (copy, error, "PRAGMA integrity_check (1)", "");
  if (check == NULL || !pdl_database_step (copy, check, &row, error))
    return FALSE;
  if (!row || g_strcmp0 (pdl_statement_get_text (check, 0), "ok") != 0)
    {
      g_set_error (error, PDL_STORE_ERROR, PDL_STORE_ERROR_DAMAGED,
                   _("The backup “%s” could not be read back and was not kept: %s"), path,
                   row ? pdl_statement_get_text (check, 0) : "");
      return FALSE;
    }
  counted_there = count_rows (copy, error);
  if (counted_there == NULL)
    return FALSE;
  if (!g_str_equal (counted, counted_there))
    {
      g_set_error (error, PDL_STORE_ERROR, PDL_STORE_ERROR_DAMAGED,
                   _("The backup “%s” does not hold what the case file holds and was not kept."), path);
      return FALSE;
    }
  return TRUE;
}

static gboolean
put_in_place (const char *part, const char *path, GError **error)
{
  g_autofree char *folder_path = g_path_get_dirname (path);
  int file = g_open (part, O_RDONLY | O_CLOEXEC, 0);
  int folder = g_open (folder_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean success = file >= 0 && fsync (file) == 0 && g_rename (part, path) == 0;

  if (!success)
    g_set_error (error, PDL_STORE_ERROR, PDL_STORE_ERROR_FAILED, _("The backup “%s” cannot be written: %s"), path,
                 g_strerror (errno));
  else if (folder >= 0)
    fsync (folder);
  if (file >= 0)
    close (file);
  if (folder >= 0)
    close (folder);
  return success;
}

gboolean
pdl_backup_write (PdlDatabase *database, const char *path, GError **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autofree char *counted = NULL;
  gboolean success;

  g_unlink (part);
  if (!pdl_database_exec (database, "BEGIN", error))
    return FALSE;
  counted = count_rows (database, error);
  success = counted != NULL && copy_pages (database, part, error);
  pdl_database_rollback (database);
  success = success && verify (part, counted, error) && put_in_place (part, path, error);
  if (!success)
    g_unlink (part);
  return success;
}
