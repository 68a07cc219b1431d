/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The visits. Store's thread only. */
#include "pdl-assessment-table.h"

#include "pdl-case-reader.h"
#include "pdl-column.h"
#include "pdl-text-table.h"

#include <string.h>

static const char *
level_text (PdlLevel level)
{
  return level != PDL_LEVEL_NONE ? pdl_level_name (level) : "";
}

gboolean
pdl_assessment_table_find (PdlDatabase *database, gint64 case_id, const char *uid, gint64 *ret_id, GError **error)
{
  return pdl_database_get_int (database, ret_id, 0, error,
                               "SELECT assessment_id FROM assessment WHERE case_id = ? AND uid = ?", "it", case_id,
                               uid);
}

gboolean
pdl_assessment_table_add (PdlDatabase *database, gint64 case_id, const char *uid, PdlDay day, GError **error)
{
  g_autofree char *text = day != PDL_DAY_NONE ? pdl_day_to_iso (day, PDL_PRECISION_DAY) : NULL;

  return pdl_database_run (database, error, "INSERT INTO assessment (case_id, uid, day) VALUES (?, ?, ?)", "itt",
                           case_id, uid, text);
}

gboolean
pdl_assessment_table_remove (PdlDatabase *database, gint64 id, GError **error)
{
  /* Level rows stay behind empty when their last finding is taken back. */
  return pdl_database_run (database, error, "DELETE FROM target WHERE assessment_id = ?", "i", id)
         && pdl_database_run (database, error, "DELETE FROM assessment_level WHERE assessment_id = ?", "i", id)
         && pdl_database_run (database, error, "DELETE FROM assessment WHERE assessment_id = ?", "i", id);
}

gboolean
pdl_assessment_table_set_day (PdlDatabase *database, gint64 id, PdlDay day, GError **error)
{
  g_autofree char *text = day != PDL_DAY_NONE ? pdl_day_to_iso (day, PDL_PRECISION_DAY) : NULL;

  return pdl_database_run (database, error, "UPDATE assessment SET day = ? WHERE assessment_id = ?", "ti", text, id);
}

gboolean
pdl_assessment_table_set_targets (PdlDatabase *database, gint64 id, const PdlAssessment *assessment, GError **error)
{
  if (!pdl_database_run (database, error, "DELETE FROM target WHERE assessment_id = ?", "i", id))
    return FALSE;
  for (guint i = 0; i < pdl_assessment_get_n_targets (assessment); i++)
    {
      g_autofree char *levels = pdl_column_levels_to_text (pdl_assessment_get_target (assessment, i));

      if (!pdl_database_run (database, error, "INSERT INTO target (assessment_id, position, levels) VALUES (?, ?, ?)",
                             "iit", id, (gint64) i, levels))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_column (PdlDatabase *database, gint64 id, PdlLevel level, const PdlFinding *finding, const PdlValue *value,
            GError **error)
{
  g_autoptr (sqlite3_stmt) update = NULL;
  char *sql;

  if (level != PDL_LEVEL_NONE)
    {
      if (!pdl_database_run (database, error,
                             "INSERT OR IGNORE INTO assessment_level (assessment_id, level) VALUES (?, ?)", "it", id,
                             level_text (level)))
        return FALSE;
      sql = sqlite3_mprintf ("UPDATE assessment_level SET \"%w\" = ?1 WHERE assessment_id = ?2 AND level = ?3",
                             finding->id);
    }
  else
    sql = sqlite3_mprintf ("UPDATE assessment SET \"%w\" = ?1 WHERE assessment_id = ?2", finding->id);
  update = pdl_database_prepare (database, sql, error);
  sqlite3_free (sql);
  if (update == NULL)
    return FALSE;
  pdl_column_bind (update, 1, finding, value);
  sqlite3_bind_int64 (update, 2, id);
  if (level != PDL_LEVEL_NONE)
    sqlite3_bind_text (update, 3, level_text (level), -1, SQLITE_STATIC);
  return pdl_database_step (database, update, NULL, error);
}

gboolean
pdl_assessment_table_put (PdlDatabase *database, gint64 case_id, gint64 id, const char *uid, PdlLevel level,
                          const PdlFinding *finding, const PdlValue *value, gboolean unconfirmed, GError **error)
{
  if (pdl_column_exists (finding))
    {
      if (!put_column (database, id, level, finding, value, error))
        return FALSE;
    }
  else if (!pdl_text_table_put (database, case_id, uid, level_text (level), finding->id,
                                pdl_value_is_known (value) ? pdl_value_get_text (value) : NULL, error))
    return FALSE;

  if (value == NULL)
    return pdl_database_run (database, error,
                             "DELETE FROM finding_state WHERE assessment_id = ? AND level = ? AND finding = ?", "itt",
                             id, level_text (level), finding->id);
  return pdl_database_run (database, error,
                           "INSERT INTO finding_state (assessment_id, level, finding, position, absence, entered, unit, "
                           "confirmed) "
                           "SELECT ?1, ?2, ?3, coalesce (max (position), 0) + 1, ?4, ?5, ?6, ?7 FROM finding_state "
                           "WHERE assessment_id = ?1 "
                           "ON CONFLICT DO UPDATE SET absence = excluded.absence, entered = excluded.entered, "
                           "unit = excluded.unit, confirmed = excluded.confirmed",
                           "ittttti", id, level_text (level), finding->id, pdl_column_absence (value),
                           pdl_value_get_entered (value), pdl_value_get_unit (value), (gint64) !unconfirmed);
}

/* ——— reading ——— */

/* The typed row of an assessment while its states are read: the statement stands on it. @level "" for the row of the whole
 * assessment. Cached in @rows by level. */
static sqlite3_stmt *
find_row (PdlDatabase *database, GHashTable *rows, gint64 id, const char *level, GError **error)
{
  sqlite3_stmt *select = g_hash_table_lookup (rows, level);

  if (select != NULL)
    return select;
  if (*level == '\0')
    select = pdl_database_query (database, error, "SELECT * FROM assessment WHERE assessment_id = ?", "i", id);
  else
    select = pdl_database_query (database, error,
                                 "SELECT * FROM assessment_level WHERE assessment_id = ? AND level = ?", "it", id,
                                 level);
  if (select == NULL)
    return NULL;
  if (!pdl_database_step (database, select, NULL, error))
    {
      pdl_statement_release (select);
      return NULL;
    }
  g_hash_table_insert (rows, g_strdup (level), select);
  return select;
}

static gboolean
load_value (PdlDatabase *database, GHashTable *rows, gint64 case_id, gint64 id, const char *uid, const char *level,
            const PdlFinding *finding, const char *entered, const char *unit, PdlValue **ret_value, GError **error)
{
  sqlite3_stmt *typed;
  int column;

  *ret_value = NULL;
  if (!pdl_column_exists (finding))
    {
      g_autofree char *text = NULL;

      if (!pdl_text_table_get (database, case_id, uid, level, finding->id, &text, error))
        return FALSE;
      *ret_value = text != NULL ? pdl_value_new_text (text) : NULL;
      return TRUE;
    }
  typed = find_row (database, rows, id, level, error);
  if (typed == NULL)
    return FALSE;
  column = GPOINTER_TO_INT (g_hash_table_lookup (pdl_statement_get_columns (typed), finding->id)) - 1;
  if (column >= 0 && sqlite3_column_type (typed, column) != SQLITE_NULL)
    *ret_value = pdl_column_read (typed, column, finding, entered, unit);
  return TRUE;
}

static gboolean
load_findings (PdlDatabase *database, gint64 case_id, gint64 id, const char *uid, PdlDictionary *dictionary,
               PdlChange *change, GError **error)
{
  g_autoptr (GHashTable) rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                       (GDestroyNotify) pdl_statement_release);
  g_autoptr (sqlite3_stmt) states = NULL;
  gboolean row;

  states = pdl_database_query (database, error,
                               "SELECT level, finding, absence, entered, unit, confirmed FROM finding_state "
                               "WHERE assessment_id = ? ORDER BY position", "i", id);
  if (states == NULL || !pdl_database_step (database, states, &row, error))
    return FALSE;
  while (row)
    {
      const char *level = pdl_statement_get_text (states, 0);
      const PdlFinding *finding = pdl_dictionary_lookup (dictionary, pdl_statement_get_text (states, 1));
      const char *absence = pdl_statement_get_text (states, 2);
      g_autoptr (PdlValue) value = NULL;

      if (absence != NULL)
        value = pdl_column_absence_from_text (absence);
      else if (finding != NULL
               && !load_value (database, rows, case_id, id, uid, level, finding, pdl_statement_get_text (states, 3),
                               pdl_statement_get_text (states, 4), &value, error))
        return FALSE;
      /* Findings the dictionary lost were moved to `extra` when the file was opened. */
      if (finding != NULL && value != NULL)
        pdl_case_reader_add_value (change, uid, pdl_level_from_name (level), finding->id, g_steal_pointer (&value),
                                   sqlite3_column_int (states, 5) == 0);
      if (!pdl_database_step (database, states, &row, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_targets (PdlDatabase *database, gint64 id, const char *uid, PdlChange *change, GError **error)
{
  g_autoptr (sqlite3_stmt) select = NULL;
  GArray *targets;
  gboolean row;

  select = pdl_database_query (database, error, "SELECT levels FROM target WHERE assessment_id = ? ORDER BY position",
                               "i", id);
  if (select == NULL || !pdl_database_step (database, select, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  targets = g_array_new (FALSE, FALSE, sizeof (PdlLevelSet));
  while (row)
    {
      PdlLevelSet levels = 0;

      if (pdl_column_levels_from_text (pdl_statement_get_text (select, 0), &levels) && levels != 0)
        g_array_append_val (targets, levels);
      if (!pdl_database_step (database, select, &row, error))
        {
          g_array_unref (targets);
          return FALSE;
        }
    }
  pdl_change_take_edit (change, &(PdlEdit) {
    .type = PDL_EDIT_TARGETS,
    .uid = g_strdup (uid),
    .level = PDL_LEVEL_NONE,
    .from_targets = g_array_new (FALSE, FALSE, sizeof (PdlLevelSet)),
    .to_targets = targets,
    .from_day = PDL_DAY_NONE,
    .to_day = PDL_DAY_NONE,
  });
  return TRUE;
}

gboolean
pdl_assessment_table_load (PdlDatabase *database, gint64 case_id, PdlDictionary *dictionary, PdlChange *change,
                           GError **error)
{
  g_autoptr (sqlite3_stmt) select = NULL;
  gboolean row;

  select = pdl_database_query (database, error,
                               "SELECT assessment_id, uid, day FROM assessment WHERE case_id = ? "
                               "ORDER BY day, assessment_id", "i", case_id);
  if (select == NULL || !pdl_database_step (database, select, &row, error))
    return FALSE;
  while (row)
    {
      gint64 id = sqlite3_column_int64 (select, 0);
      g_autofree char *uid = g_strdup (pdl_statement_get_text (select, 1));
      const char *day_text = pdl_statement_get_text (select, 2);
      PdlDay day = PDL_DAY_NONE;
      PdlPrecision precision;

      if (day_text != NULL)
        pdl_day_parse (day_text, &day, &precision);
      pdl_change_add_assessment (change, uid, day);
      if (!load_findings (database, case_id, id, uid, dictionary, change, error)
          || !load_targets (database, id, uid, change, error)
          || !pdl_database_step (database, select, &row, error))
        return FALSE;
    }
  return TRUE;
}
