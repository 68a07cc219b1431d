/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The connection. Not a query builder. One statement of each text is kept between queries: reading every case of a store is
 * some twenty queries a case, and preparing them took two thirds of it. Used on the store's thread only.
 */
#include "pdl-database.h"

#include "pdl-store-error.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdarg.h>
#include <sys/stat.h>

/* How long a write waits for another program before it is told as locked; the session tries again anyway. */
#define BUSY_MS 1000

/* More texts than the readers have: what is written per finding is not kept for good. */
#define MAX_KEPT 128

typedef struct
{
  sqlite3_stmt *idle;  /* (owned) (nullable) reset, nothing bound */
  GHashTable *columns; /* (owned) (nullable) see pdl_statement_get_columns () */
} Kept;

struct _PdlDatabase
{
  sqlite3 *handle;
  GHashTable *kept; /* (owned) text → Kept */
  char *path;
  GThread *thread; /* (unowned) the only one that may call */
  dev_t device;
  ino_t inode;
  gboolean in_memory;
};

/* A statement knows its connection, not its owner. */
static GMutex owners_mutex;
static GHashTable *owners; /* sqlite3 → PdlDatabase */

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  sqlite3_finalize (kept->idle);
  g_clear_pointer (&kept->columns, g_hash_table_unref);
  g_free (kept);
}

static void
note_owner (PdlDatabase *self)
{
  g_mutex_lock (&owners_mutex);
  if (owners == NULL)
    owners = g_hash_table_new (NULL, NULL);
  g_hash_table_insert (owners, self->handle, self);
  g_mutex_unlock (&owners_mutex);
}

static void
forget_owner (PdlDatabase *self)
{
  g_mutex_lock (&owners_mutex);
  if (owners != NULL)
    g_hash_table_remove (owners, self->handle);
  g_mutex_unlock (&owners_mutex);
}

static PdlDatabase *
find_owner (sqlite3_stmt *statement)
{
  PdlDatabase *owner;

  g_mutex_lock (&owners_mutex);
  owner = g_hash_table_lookup (owners, sqlite3_db_handle (statement));
  g_mutex_unlock (&owners_mutex);
  return owner;
}

static Kept *
get_kept (PdlDatabase *self, const char *sql)
{
  Kept *kept = g_hash_table_lookup (self->kept, sql);

  if (kept == NULL)
    {
      kept = g_new0 (Kept, 1);
      g_hash_table_insert (self->kept, g_strdup (sql), kept);
    }
  return kept;
}

void
pdl_statement_release (sqlite3_stmt *statement)
{
  PdlDatabase *self = statement != NULL ? find_owner (statement) : NULL;
  const char *sql = statement != NULL ? sqlite3_sql (statement) : NULL;
  Kept *kept;

  if (self == NULL || (g_hash_table_size (self->kept) >= MAX_KEPT && !g_hash_table_contains (self->kept, sql)))
    {
      sqlite3_finalize (statement);
      return;
    }
  kept = get_kept (self, sql);
  if (kept->idle != NULL)
    {
      sqlite3_finalize (statement);
      return;
    }
  sqlite3_reset (statement); /* says again what the step said */
  sqlite3_clear_bindings (statement);
  kept->idle = statement;
}

GHashTable *
pdl_statement_get_columns (sqlite3_stmt *statement)
{
  Kept *kept = get_kept (find_owner (statement), sqlite3_sql (statement));

  if (kept->columns == NULL)
    {
      kept->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (int i = 0; i < sqlite3_column_count (statement); i++)
        g_hash_table_insert (kept->columns, g_strdup (sqlite3_column_name (statement, i)), GINT_TO_POINTER (i + 1));
    }
  return kept->columns;
}

static PdlDatabase *
open_with_flags (const char *path, int flags, GError **error)
{
  g_autoptr (PdlDatabase) self = g_new0 (PdlDatabase, 1);
  int code;

  self->path = g_strdup (path);
  self->thread = g_thread_self ();
  self->in_memory = g_str_equal (path, ":memory:");
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, kept_free);
  code = sqlite3_open_v2 (path, &self->handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
  if (code != SQLITE_OK)
    {
      pdl_store_error_set_sqlite (error, self->handle, code, path);
      return NULL;
    }
  note_owner (self);
  sqlite3_busy_timeout (self->handle, BUSY_MS);
  return g_steal_pointer (&self);
}

PdlDatabase *
pdl_database_open (const char *path, GError **error)
{
  g_autoptr (PdlDatabase) self = open_with_flags (path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
  struct stat info;

  if (self == NULL)
    return NULL;
  if (sqlite3_db_readonly (self->handle, "main") == 1)
    {
      pdl_store_error_set_sqlite (error, NULL, SQLITE_READONLY, path);
      return NULL;
    }
  /* FULL: in WAL mode NORMAL may lose the last commits with the power; what is shown as saved must be saved. */
  if (!pdl_database_exec (self, "PRAGMA journal_mode = WAL;"
                                "PRAGMA synchronous = FULL;"
                                "PRAGMA foreign_keys = ON;"
                                "PRAGMA secure_delete = ON;", error))
    return NULL;
  if (!self->in_memory && g_stat (path, &info) == 0)
    {
      self->device = info.st_dev;
      self->inode = info.st_ino;
    }
  return g_steal_pointer (&self);
}

PdlDatabase *
pdl_database_open_for_reading (const char *path, GError **error)
{
  return open_with_flags (path, SQLITE_OPEN_READONLY, error);
}

void
pdl_database_close (PdlDatabase *self)
{
  if (self == NULL)
    return;
  forget_owner (self);
  g_hash_table_unref (self->kept);
  sqlite3_close_v2 (self->handle);
  g_free (self->path);
  g_free (self);
}

const char *
pdl_database_get_path (PdlDatabase *self)
{
  return self->path;
}

sqlite3 *
pdl_database_get_handle (PdlDatabase *self)
{
  return self->handle;
}

gboolean
pdl_database_is_in_memory (PdlDatabase *self)
{
  return self->in_memory;
}

gboolean
pdl_database_check_in_place (PdlDatabase *self, GError **error)
{
  struct stat info;

  if (self->in_memory)
    return TRUE;
  if (g_stat (self->path, &info) == 0 && info.st_dev == self->device && info.st_ino == self->inode)
    return TRUE;
  g_set_error (error, PDL_STORE_ERROR, PDL_STORE_ERROR_OPEN,
               _("“%s” was moved, deleted or replaced while it was open. Put it back; the work stays open and is "
                 "saved again by itself."), self->path);
  return FALSE;
}

gboolean
pdl_database_exec (PdlDatabase *self, const char *sql, GError **error)
{
  int code;

  g_assert (self->thread == g_thread_self ());
  code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);
  if (code == SQLITE_OK)
    return TRUE;
  pdl_store_error_set_sqlite (error, self->handle, code, self->path);
  return FALSE;
}

sqlite3_stmt *
pdl_database_prepare (PdlDatabase *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;
  Kept *kept = g_hash_table_lookup (self->kept, sql);
  int code;

  g_assert (self->thread == g_thread_self ());
  if (kept != NULL && kept->idle != NULL)
    return g_steal_pointer (&kept->idle);
  code = sqlite3_prepare_v2 (self->handle, sql, -1, &statement, NULL);
  if (code == SQLITE_OK)
    return statement;
  pdl_store_error_set_sqlite (error, self->handle, code, self->path);
  return NULL;
}

gboolean
pdl_database_step (PdlDatabase *self, sqlite3_stmt *statement, gboolean *ret_row, GError **error)
{
  int code = sqlite3_step (statement);

  if (code != SQLITE_ROW && code != SQLITE_DONE)
    {
      pdl_store_error_set_sqlite (error, self->handle, code, self->path);
      return FALSE;
    }
  if (ret_row != NULL)
    *ret_row = code == SQLITE_ROW;
  return TRUE;
}

static sqlite3_stmt *
query_va (PdlDatabase *self, GError **error, const char *sql, const char *types, va_list values)
{
  g_autoptr (sqlite3_stmt) statement = pdl_database_prepare (self, sql, error);

  if (statement == NULL)
    return NULL;
  for (int i = 0; types[i] != '\0'; i++)
    switch (types[i])
      {
      case 'i':
        sqlite3_bind_int64 (statement, i + 1, va_arg (values, gint64));
        break;
      case 'd':
        sqlite3_bind_double (statement, i + 1, va_arg (values, double));
        break;
      case 't':
        sqlite3_bind_text (statement, i + 1, va_arg (values, const char *), -1, SQLITE_TRANSIENT);
        break;
      case 'b':
        {
          gsize size;
          const void *data = g_bytes_get_data (va_arg (values, GBytes *), &size);

          /* NULL data would bind NULL, not an empty blob. */
          sqlite3_bind_blob64 (statement, i + 1, data != NULL ? data : "", size, SQLITE_TRANSIENT);
        }
        break;
      default:
        g_assert_not_reached ();
      }
  return g_steal_pointer (&statement);
}

sqlite3_stmt *
pdl_database_query (PdlDatabase *self, GError **error, const char *sql, const char *types, ...)
{
  sqlite3_stmt *statement;
  va_list values;

  va_start (values, types);
  statement = query_va (self, error, sql, types, values);
  va_end (values);
  return statement;
}

gboolean
pdl_database_run (PdlDatabase *self, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  va_list values;

  va_start (values, types);
  statement = query_va (self, error, sql, types, values);
  va_end (values);
  return statement != NULL && pdl_database_step (self, statement, NULL, error);
}

gboolean
pdl_database_get_int (PdlDatabase *self, gint64 *ret_value, gint64 fallback, GError **error, const char *sql,
                      const char *types, ...)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  gboolean row;
  va_list values;

  va_start (values, types);
  statement = query_va (self, error, sql, types, values);
  va_end (values);
  if (statement == NULL || !pdl_database_step (self, statement, &row, error))
    return FALSE;
  *ret_value = row && sqlite3_column_type (statement, 0) != SQLITE_NULL ? sqlite3_column_int64 (statement, 0) : fallback;
  return TRUE;
}

const char *
pdl_statement_get_text (sqlite3_stmt *statement, int column)
{
  return (const char *) sqlite3_column_text (statement, column);
}

gboolean
pdl_database_begin (PdlDatabase *self, GError **error)
{
  return pdl_database_exec (self, "BEGIN IMMEDIATE", error);
}

gboolean
pdl_database_commit (PdlDatabase *self, GError **error)
{
  if (pdl_database_exec (self, "COMMIT", error))
    return TRUE;
  pdl_database_rollback (self);
  return FALSE;
}

void
pdl_database_rollback (PdlDatabase *self)
{
  /* A full disk may have rolled back by itself. */
  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
}
