/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sentences of the store. They name the file and the way out; the code of SQLite stands at the end in brackets
 * for whoever is asked for help. Pure.
 */
#include "pdl-store-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (pdl-store-error-quark, pdl_store_error)

/* Of a COMMIT that failed the connection does not keep what the system said; the file it was writing does. */
static int
read_system_errno (sqlite3 *db)
{
  int number = sqlite3_system_errno (db);
  sqlite3_file *journal = NULL;

  if (number == 0 && sqlite3_file_control (db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &journal) == SQLITE_OK
      && journal != NULL && journal->pMethods != NULL)
    journal->pMethods->xFileControl (journal, SQLITE_FCNTL_LAST_ERRNO, &number);
  return number;
}

/* A quota or a file-size limit is a full disk to the person in front of it, though SQLite calls it an I/O error. */
static gboolean
system_says_full (sqlite3 *db)
{
  int number = db != NULL ? read_system_errno (db) : 0;

  return number == ENOSPC || number == EDQUOT || number == EFBIG;
}

void
pdl_store_error_set_sqlite (GError **error, sqlite3 *db, int code, const char *path)
{
  g_autofree char *detail = NULL;
  int primary = code & 0xff;

  if (db != NULL)
    detail = g_strdup_printf ("%s, %d", sqlite3_errmsg (db), sqlite3_extended_errcode (db));
  else
    detail = g_strdup_printf ("%s, %d", sqlite3_errstr (code), code);

  if (primary == SQLITE_FULL || (primary == SQLITE_IOERR && system_says_full (db)))
    g_set_error (error, PDL_STORE_ERROR, PDL_STORE_ERROR_FULL,
                 _("No space is left for “%s”. Free some space on the disk; the work stays open and is saved "
                   "again by itself. [%s]"), path, detail);
  else if (primary == SQLITE_READONLY || primary == SQLITE_PERM)
    g_set_error (error, PDL_STORE_ERROR, PDL_STORE_ERROR_READ_ONLY,
                 _("“%s” may not be written. Make the file and its folder writable; the work stays open and is "
                   "saved again by itself. [%s]"), path, detail);
  else if (primary == SQLITE_BUSY || primary == SQLITE_LOCKED)
    g_set_error (error, PDL_STORE_ERROR, PDL_STORE_ERROR_LOCKED,
                 _("Another program is using “%s”. Close it there; the work stays open and is saved again by "
                   "itself. [%s]"), path, detail);
  else if (primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB)
    g_set_error (error, PDL_STORE_ERROR, PDL_STORE_ERROR_DAMAGED,
                 _("“%s” is damaged or is not a case file of this program. It was left as it is; restore a "
                   "backup or choose another file. [%s]"), path, detail);
  else if (primary == SQLITE_CANTOPEN)
    g_set_error (error, PDL_STORE_ERROR, PDL_STORE_ERROR_OPEN,
                 _("“%s” cannot be opened. Check that its folder exists and belongs to you. [%s]"), path, detail);
  else
    g_set_error (error, PDL_STORE_ERROR, PDL_STORE_ERROR_FAILED,
                 _("Writing to or reading from “%s” failed. [%s]"), path, detail);
}
