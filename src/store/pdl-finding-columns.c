/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dictionary → columns. The dictionary is data and changes without a program's release; its columns follow here, at
 * open, in one transaction with the migrations. Nothing a clinician entered is ever dropped: what the new
 * declaration refuses goes to `extra` as JSON. Store's thread only.
 */
#include "pdl-finding-columns.h"

#include "pdl-column.h"

static const char *const tables[] = { "assessment", "assessment_level" };

/* Whether @finding has a place in the rows of the whole assessment, in the rows of its levels. */
static gboolean
has_place (const char *table, const PdlFinding *finding)
{
  if (!pdl_column_exists (finding))
    return FALSE;
  switch (finding->scope)
    {
    case PDL_SCOPE_PATIENT:
      return g_str_equal (table, "assessment");
    /* A level finding among the patient's speaks for every target; a target finding under a level for its target. */
    case PDL_SCOPE_LEVEL:
    case PDL_SCOPE_TARGET:
    case PDL_SCOPE_PLAN:
      return TRUE;
    case PDL_SCOPE_IDENTITY:
    case PDL_SCOPE_FIELD:
    default:
      return FALSE;
    }
}

static gboolean
exec_printf (PdlDatabase *database, GError **error, const char *format, ...)
{
  va_list values;
  char *sql;
  gboolean success;

  va_start (values, format);
  sql = sqlite3_vmprintf (format, values);
  va_end (values);
  success = pdl_database_exec (database, sql, error);
  sqlite3_free (sql);
  return success;
}

static gboolean
keep_as_extra (PdlDatabase *database, gint64 case_id, const char *uid, const char *level, const char *finding,
               const char *json, GError **error)
{
  return pdl_database_run (database, error,
                           "INSERT OR IGNORE INTO extra (case_id, uid, level, key, position, json) "
                           "SELECT ?1, ?2, ?3, ?4, coalesce (max (position), 0) + 1, ?5 FROM extra WHERE case_id = ?1",
                           "itttt", case_id, uid, level, finding, json);
}

/* Moves what stands in @column of rows where @only (SQL, nullable) holds, and the state beside it, to `extra`. */
static gboolean
move_to_extra (PdlDatabase *database, const char *table, const char *finding, const char *type_name, const char *only,
               GError **error)
{
  gboolean levels = g_str_equal (table, "assessment_level");
  g_autoptr (sqlite3_stmt) rows = NULL;
  gboolean row;
  char *sql;

  sql = sqlite3_mprintf ("SELECT a.case_id, a.uid, s.level, s.absence, t.\"%w\", a.assessment_id FROM finding_state s "
                         "JOIN assessment a ON a.assessment_id = s.assessment_id "
                         "JOIN \"%w\" t ON t.assessment_id = s.assessment_id %s "
                         "WHERE s.finding = %Q AND %s AND (%s) ORDER BY a.assessment_id, s.position",
                         finding, table, levels ? "AND t.level = s.level" : "", finding,
                         levels ? "s.level <> ''" : "s.level = ''", only != NULL ? only : "TRUE");
  rows = pdl_database_prepare (database, sql, error);
  sqlite3_free (sql);
  if (rows == NULL || !pdl_database_step (database, rows, &row, error))
    return FALSE;
  while (row)
    {
      const char *level = pdl_statement_get_text (rows, 2);
      const char *absence = pdl_statement_get_text (rows, 3);
      g_autofree char *json = NULL;

      if (absence != NULL)
        json = g_strdup (g_str_equal (absence, "unknown") ? "null" : "{\"absent\":\"not-applicable\"}");
      else if (sqlite3_column_type (rows, 4) != SQLITE_NULL)
        json = pdl_column_read_json (rows, 4, type_name);
      if (json != NULL
          && !keep_as_extra (database, sqlite3_column_int64 (rows, 0), pdl_statement_get_text (rows, 1), level, finding,
                             json, error))
        return FALSE;
      if (!pdl_database_run (database, error,
                             "DELETE FROM finding_state WHERE assessment_id = ? AND level = ? AND finding = ?", "itt",
                             (gint64) sqlite3_column_int64 (rows, 5), level, finding)
          || !pdl_database_step (database, rows, &row, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
forget_column (PdlDatabase *database, const char *table, const char *finding, GError **error)
{
  return exec_printf (database, error, "ALTER TABLE \"%w\" DROP COLUMN \"%w\"", table, finding)
         && pdl_database_run (database, error, "DELETE FROM finding_column WHERE tbl = ? AND finding = ?", "tt", table,
                              finding);
}

static gboolean
remember_column (PdlDatabase *database, const char *table, const PdlFinding *finding, const char *declaration,
                 GError **error)
{
  return pdl_database_run (database, error,
                           "INSERT OR REPLACE INTO finding_column (tbl, finding, type, declaration) "
                           "VALUES (?, ?, ?, ?)", "tttt", table, finding->id, pdl_column_type_name (finding->type),
                           declaration);
}

static gboolean
add_column (PdlDatabase *database, const char *table, const PdlFinding *finding, const char *declaration,
            GError **error)
{
  return exec_printf (database, error, "ALTER TABLE \"%w\" ADD COLUMN %s", table, declaration)
         && remember_column (database, table, finding, declaration, error);
}

static gboolean
is_empty (PdlDatabase *database, const char *table, gboolean *ret_empty, GError **error)
{
  char *sql = sqlite3_mprintf ("SELECT count (*) FROM \"%w\"", table);
  gint64 count = 0;
  gboolean success = pdl_database_get_int (database, &count, 0, error, sql, "");

  sqlite3_free (sql);
  *ret_empty = count == 0;
  return success;
}

/* A new file: all columns at once, where the migration left a mark. Three hundred ALTER TABLE would take as many
 * readings of a growing schema. */
static gboolean
make_columns (PdlDatabase *database, PdlDictionary *dictionary, const char *table, GError **error)
{
  static const char mark[] = "/* finding columns */";
  g_autoptr (sqlite3_stmt) select = NULL;
  g_autoptr (GString) columns = g_string_new (NULL);
  g_autoptr (GString) sql = NULL;
  gboolean row;

  select = pdl_database_query (database, error, "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", "t",
                               table);
  if (select == NULL || !pdl_database_step (database, select, &row, error))
    return FALSE;
  sql = g_string_new (row ? pdl_statement_get_text (select, 0) : "");
  g_clear_pointer (&select, pdl_statement_release);

  for (guint i = 0; i < pdl_dictionary_get_n_findings (dictionary); i++)
    {
      const PdlFinding *finding = pdl_dictionary_get (dictionary, i);
      g_autofree char *declaration = NULL;

      if (!has_place (table, finding))
        continue;
      declaration = pdl_column_declare (finding, finding->id);
      g_string_append_printf (columns, "%s,\n  ", declaration);
      if (!remember_column (database, table, finding, declaration, error))
        return FALSE;
    }
  g_string_replace (sql, mark, columns->str, 1);
  return exec_printf (database, error, "DROP TABLE \"%w\"", table) && pdl_database_exec (database, sql->str, error);
}

/* The same type with other codes or another range: a new column beside the old one takes over what fits. */
static gboolean
rebuild_column (PdlDatabase *database, const char *table, const PdlFinding *finding, const char *declaration,
                GError **error)
{
  g_autofree char *temporary = pdl_column_declare (finding, "rebuilt");
  g_autofree char *refused = g_strdup_printf ("s.absence IS NULL AND t.rebuilt IS NULL");

  return exec_printf (database, error, "ALTER TABLE \"%w\" ADD COLUMN %s", table, temporary)
         /* OR IGNORE: a row whose value the new CHECK refuses is left without it and moved below. */
         && exec_printf (database, error, "UPDATE OR IGNORE \"%w\" SET rebuilt = \"%w\"", table, finding->id)
         && move_to_extra (database, table, finding->id, pdl_column_type_name (finding->type), refused, error)
         && exec_printf (database, error, "ALTER TABLE \"%w\" DROP COLUMN \"%w\"", table, finding->id)
         && exec_printf (database, error, "ALTER TABLE \"%w\" RENAME COLUMN rebuilt TO \"%w\"", table, finding->id)
         && remember_column (database, table, finding, declaration, error);
}

static gboolean
sync_table (PdlDatabase *database, PdlDictionary *dictionary, const char *table, GError **error)
{
  g_autoptr (GHashTable) declared = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (sqlite3_stmt) columns = NULL;
  GHashTableIter iter;
  gpointer key;
  gboolean row, empty;

  columns = pdl_database_query (database, error, "SELECT finding, type, declaration FROM finding_column WHERE tbl = ?",
                                "t", table);
  if (columns == NULL || !pdl_database_step (database, columns, &row, error))
    return FALSE;
  while (row)
    {
      g_hash_table_insert (types, g_strdup (pdl_statement_get_text (columns, 0)),
                           g_strdup (pdl_statement_get_text (columns, 1)));
      g_hash_table_insert (declared, g_strdup (pdl_statement_get_text (columns, 0)),
                           g_strdup (pdl_statement_get_text (columns, 2)));
      if (!pdl_database_step (database, columns, &row, error))
        return FALSE;
    }
  g_clear_pointer (&columns, pdl_statement_release); /* an open statement would lock the schema */
  if (!is_empty (database, table, &empty, error))
    return FALSE;
  if (empty && g_hash_table_size (types) == 0)
    return make_columns (database, dictionary, table, error);

  g_hash_table_iter_init (&iter, types);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const char *id = key;
      const char *type = g_hash_table_lookup (types, id);
      const PdlFinding *finding = pdl_dictionary_lookup (dictionary, id);

      if (finding != NULL && has_place (table, finding)
          && g_str_equal (type, pdl_column_type_name (finding->type)))
        continue;
      if (!move_to_extra (database, table, id, type, NULL, error) || !forget_column (database, table, id, error))
        return FALSE;
      g_hash_table_remove (declared, id);
    }

  for (guint i = 0; i < pdl_dictionary_get_n_findings (dictionary); i++)
    {
      const PdlFinding *finding = pdl_dictionary_get (dictionary, i);
      g_autofree char *declaration = NULL;
      const char *before;

      if (!has_place (table, finding))
        continue;
      declaration = pdl_column_declare (finding, finding->id);
      before = g_hash_table_lookup (declared, finding->id);
      if (before == NULL)
        {
          if (!add_column (database, table, finding, declaration, error))
            return FALSE;
        }
      else if (!g_str_equal (before, declaration))
        {
          if (!rebuild_column (database, table, finding, declaration, error))
            return FALSE;
        }
    }
  return TRUE;
}

gboolean
pdl_finding_columns_sync (PdlDatabase *database, PdlDictionary *dictionary, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!sync_table (database, dictionary, tables[i], error))
      return FALSE;
  return TRUE;
}
