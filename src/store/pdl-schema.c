/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Migrations. The SQL is built in as a resource; a resource in a static library vanishes at link time unless
 * somebody asks for it, which list_migrations () does. application_id tells our files from anybody else's SQLite.
 * Store's thread only.
 */
#include "pdl-schema.h"

#include "pdl-backup.h"
#include "pdl-finding-columns.h"
#include "pdl-store-error.h"
#include "pdl-store-resources.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER "/org/pedicle/store/sql"
/* "Pdcl" */
#define APPLICATION_ID 0x5064636c

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Sorted file names, "0001-cases.sql" first. */
static char **
list_migrations (void)
{
  char **names = g_resource_enumerate_children (pdl_store_get_resource (), FOLDER, 0, NULL);

  g_assert (names != NULL);
  qsort (names, g_strv_length (names), sizeof *names, compare_names);
  return names;
}

int
pdl_schema_get_newest (void)
{
  g_auto (GStrv) names = list_migrations ();

  return atoi (names[g_strv_length (names) - 1]);
}

static gboolean
run_migration (PdlDatabase *database, const char *name, GError **error)
{
  g_autofree char *path = g_strconcat (FOLDER "/", name, NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (pdl_store_get_resource (), path, 0, error);
  g_autofree char *sql = NULL;
  g_autofree char *pragma = g_strdup_printf ("PRAGMA user_version = %d", atoi (name));

  if (bytes == NULL)
    return FALSE;
  sql = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return pdl_database_exec (database, sql, error) && pdl_database_exec (database, pragma, error);
}

static gboolean
run_migrations (PdlDatabase *database, gint64 from, int to, GError **error)
{
  g_auto (GStrv) names = list_migrations ();
  g_autofree char *pragma = g_strdup_printf ("PRAGMA application_id = %d", APPLICATION_ID);

  for (guint i = 0; names[i] != NULL; i++)
    if (atoi (names[i]) > from && atoi (names[i]) <= to && !run_migration (database, names[i], error))
      return FALSE;
  return from > 0 || pdl_database_exec (database, pragma, error);
}

static gboolean
read_version (PdlDatabase *database, gint64 *ret_version, GError **error)
{
  gint64 application, objects;

  if (!pdl_database_get_int (database, ret_version, 0, error, "PRAGMA user_version", "")
      || !pdl_database_get_int (database, &application, 0, error, "PRAGMA application_id", "")
      || !pdl_database_get_int (database, &objects, 0, error, "SELECT count (*) FROM sqlite_schema", ""))
    return FALSE;
  if (objects > 0 && application != APPLICATION_ID)
    {
      g_set_error (error, PDL_STORE_ERROR, PDL_STORE_ERROR_DAMAGED,
                   _("“%s” is a database of another program. It was left as it is; choose another file."),
                   pdl_database_get_path (database));
      return FALSE;
    }
  if (*ret_version > pdl_schema_get_newest ())
    {
      g_set_error (error, PDL_STORE_ERROR, PDL_STORE_ERROR_NEWER,
                   _("“%s” was written by a newer version of this program. It was left as it is; update the "
                     "program to open it."), pdl_database_get_path (database));
      return FALSE;
    }
  return TRUE;
}

gboolean
pdl_schema_migrate_to (PdlDatabase *database, int version, GError **error)
{
  gint64 from;

  if (!read_version (database, &from, error) || !pdl_database_begin (database, error))
    return FALSE;
  if (!run_migrations (database, from, version, error))
    {
      pdl_database_rollback (database);
      return FALSE;
    }
  return pdl_database_commit (database, error);
}

gboolean
pdl_schema_migrate (PdlDatabase *database, PdlDictionary *dictionary, GError **error)
{
  int newest = pdl_schema_get_newest ();
  gint64 from;

  if (!read_version (database, &from, error))
    return FALSE;
  if (from > 0 && from < newest && !pdl_database_is_in_memory (database))
    {
      g_autofree char *copy = g_strdup_printf ("%s.before-%d", pdl_database_get_path (database), newest);

      if (!pdl_backup_write (database, copy, error))
        return FALSE;
    }
  if (!pdl_database_begin (database, error))
    return FALSE;
  /* Read again under the lock: another program may have been faster. */
  if (!read_version (database, &from, error)
      || !run_migrations (database, from, newest, error)
      || !pdl_finding_columns_sync (database, dictionary, error))
    {
      pdl_database_rollback (database);
      return FALSE;
    }
  return pdl_database_commit (database, error);
}
