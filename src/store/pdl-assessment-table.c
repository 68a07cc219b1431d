/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The visits. Store's thread only. */
#include "pdl-assessment-table.h"

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

/* A visit while its tables are read. */
typedef struct
{
  gint64 case_id;
  char *uid;
  PdlChange *change; /* (unowned) of its case */
} Visit;

static void
visit_free (gpointer data)
{
  Visit *visit = data;

  g_free (visit->uid);
  g_free (visit);
}

/* The visits that are read. */
typedef struct
{
  PdlCaseReader *reader;
  GHashTable *visits; /* (owned) by assessment_id */
  GString *ids;       /* (owned) as JSON */
} Visits;

static const Visit *
find_visit (const Visits *self, gint64 id)
{
  return g_hash_table_lookup (self->visits, &id);
}

static gboolean
load_visits (Visits *self, GError **error)
{
  PdlCaseReader *reader = self->reader;
  g_autoptr (sqlite3_stmt) select = NULL;
  gboolean row;

  select = pdl_database_query (reader->database, error,
                               "SELECT assessment_id, uid, day, case_id FROM assessment "
                               "WHERE case_id IN (SELECT value FROM json_each (?)) ORDER BY day, assessment_id", "t",
                               reader->ids);
  if (select == NULL || !pdl_database_step (reader->database, select, &row, error))
    return FALSE;
  while (row)
    {
      gint64 id = sqlite3_column_int64 (select, 0);
      const char *day_text = pdl_statement_get_text (select, 2);
      Visit *visit = g_new (Visit, 1);
      PdlDay day = PDL_DAY_NONE;
      PdlPrecision precision;

      visit->case_id = sqlite3_column_int64 (select, 3);
      visit->uid = g_strdup (pdl_statement_get_text (select, 1));
      visit->change = pdl_case_reader_get_change (reader, select, 3);
      if (day_text != NULL)
        pdl_day_parse (day_text, &day, &precision);
      pdl_change_add_assessment (visit->change, visit->uid, day);
      g_hash_table_insert (self->visits, g_memdup2 (&id, sizeof id), visit);
      g_string_append_printf (self->ids, "%s%" G_GINT64_FORMAT, self->ids->len > 1 ? "," : "", id);
      if (!pdl_database_step (reader->database, select, &row, error))
        return FALSE;
    }
  g_string_append_c (self->ids, ']');
  return TRUE;
}

/* The typed rows of the visits, or of their levels, in the order of their keys. The statement stands on the first that was
 * not passed yet; the states come in the same order, so that nothing is looked for. */
typedef struct
{
  sqlite3_stmt *row;    /* (owned) */
  gboolean at_row;
  gboolean of_levels;
  int id, level;        /* columns of the key */
  GHashTable *columns;  /* (unowned) finding → column + 1 */
} Rows;

static gboolean
rows_open (Rows *self, Visits *visits, gboolean of_levels, GError **error)
{
  self->of_levels = of_levels;
  self->row = pdl_database_query (visits->reader->database, error,
                                  of_levels ? "SELECT * FROM assessment_level "
                                              "WHERE assessment_id IN (SELECT value FROM json_each (?)) ORDER BY assessment_id, level"
                                            : "SELECT * FROM assessment "
                                              "WHERE assessment_id IN (SELECT value FROM json_each (?)) ORDER BY assessment_id",
                                  "t", visits->ids->str);
  if (self->row == NULL || !pdl_database_step (visits->reader->database, self->row, &self->at_row, error))
    return FALSE;
  self->columns = pdl_statement_get_columns (self->row);
  self->id = GPOINTER_TO_INT (g_hash_table_lookup (self->columns, "assessment_id")) - 1;
  self->level = GPOINTER_TO_INT (g_hash_table_lookup (self->columns, "level")) - 1;
  return TRUE;
}

static void
rows_close (Rows *self)
{
  pdl_statement_release (self->row);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rows, rows_close)

/* < 0: the row the statement stands on comes before that key. */
static int
rows_compare (const Rows *self, gint64 id, const char *level)
{
  gint64 here = sqlite3_column_int64 (self->row, self->id);

  if (here != id || !self->of_levels)
    return here < id ? -1 : here > id;
  return strcmp (pdl_statement_get_text (self->row, self->level), level);
}

/* On to the row of that key; *ret_row NULL when there is none. */
static gboolean
rows_find (Rows *self, PdlDatabase *database, gint64 id, const char *level, sqlite3_stmt **ret_row, GError **error)
{
  int order = -1;

  while (self->at_row && (order = rows_compare (self, id, level)) < 0)
    if (!pdl_database_step (database, self->row, &self->at_row, error))
      return FALSE;
  *ret_row = self->at_row && order == 0 ? self->row : NULL;
  return TRUE;
}

static gboolean
load_value (Rows *rows, PdlDatabase *database, const Visit *visit, gint64 id, const char *level, const PdlFinding *finding,
            sqlite3_stmt *state, PdlValue **ret_value, GError **error)
{
  sqlite3_stmt *typed;
  int column;

  if (!pdl_column_exists (finding))
    {
      g_autofree char *text = NULL;

      if (!pdl_text_table_get (database, visit->case_id, visit->uid, level, finding->id, &text, error))
        return FALSE;
      *ret_value = text != NULL ? pdl_value_new_text (text) : NULL;
      return TRUE;
    }
  if (!rows_find (rows, database, id, level, &typed, error))
    return FALSE;
  column = GPOINTER_TO_INT (g_hash_table_lookup (rows->columns, finding->id)) - 1;
  if (typed != NULL && column >= 0 && sqlite3_column_type (typed, column) != SQLITE_NULL)
    *ret_value = pdl_column_read (typed, column, finding, pdl_statement_get_text (state, 3), pdl_statement_get_text (state, 4));
  return TRUE;
}

static gboolean
load_state (Visits *self, Rows *rows, sqlite3_stmt *state, GError **error)
{
  gint64 id = sqlite3_column_int64 (state, 6);
  const Visit *visit = find_visit (self, id);
  const char *level = pdl_statement_get_text (state, 0);
  const PdlFinding *finding = pdl_dictionary_lookup (self->reader->dictionary, pdl_statement_get_text (state, 1));
  const char *absence = pdl_statement_get_text (state, 2);
  g_autoptr (PdlValue) value = NULL;

  if (absence != NULL)
    value = pdl_column_absence_from_text (absence);
  else if (finding != NULL
           && !load_value (rows, self->reader->database, visit, id, level, finding, state, &value, error))
    return FALSE;
  /* Findings the dictionary lost were moved to `extra` when the file was opened. */
  if (finding != NULL && value != NULL)
    pdl_case_reader_add_value (visit->change, visit->uid, pdl_level_from_name (level), finding->id, g_steal_pointer (&value),
                               sqlite3_column_int (state, 5) == 0);
  return TRUE;
}

static gboolean
load_findings (Visits *self, GError **error)
{
  PdlDatabase *database = self->reader->database;
  g_auto (Rows) of_visits = { 0 };
  g_auto (Rows) of_levels = { 0 };
  g_autoptr (sqlite3_stmt) states = NULL;
  gboolean row;

  states = pdl_database_query (database, error,
                               "SELECT level, finding, absence, entered, unit, confirmed, assessment_id FROM finding_state "
                               "WHERE assessment_id IN (SELECT value FROM json_each (?)) "
                               "ORDER BY assessment_id, level, position", "t", self->ids->str);
  if (states == NULL || !rows_open (&of_visits, self, FALSE, error) || !rows_open (&of_levels, self, TRUE, error)
      || !pdl_database_step (database, states, &row, error))
    return FALSE;
  while (row)
    {
      gboolean has_level = *pdl_statement_get_text (states, 0) != '\0';

      if (!load_state (self, has_level ? &of_levels : &of_visits, states, error)
          || !pdl_database_step (database, states, &row, error))
        return FALSE;
    }
  return TRUE;
}

static void
add_targets (const Visit *visit, GArray *targets)
{
  pdl_change_take_edit (visit->change, &(PdlEdit) {
    .type = PDL_EDIT_TARGETS,
    .uid = g_strdup (visit->uid),
    .level = PDL_LEVEL_NONE,
    .from_targets = g_array_new (FALSE, FALSE, sizeof (PdlLevelSet)),
    .to_targets = targets,
    .from_day = PDL_DAY_NONE,
    .to_day = PDL_DAY_NONE,
  });
}

static gboolean
load_targets (Visits *self, GError **error)
{
  PdlDatabase *database = self->reader->database;
  g_autoptr (sqlite3_stmt) select = NULL;
  gboolean row;

  select = pdl_database_query (database, error,
                               "SELECT levels, assessment_id FROM target "
                               "WHERE assessment_id IN (SELECT value FROM json_each (?)) ORDER BY assessment_id, position",
                               "t", self->ids->str);
  if (select == NULL || !pdl_database_step (database, select, &row, error))
    return FALSE;
  while (row)
    {
      gint64 id = sqlite3_column_int64 (select, 1);
      g_autoptr (GArray) targets = g_array_new (FALSE, FALSE, sizeof (PdlLevelSet));

      for (; row && sqlite3_column_int64 (select, 1) == id;)
        {
          PdlLevelSet levels = 0;

          if (pdl_column_levels_from_text (pdl_statement_get_text (select, 0), &levels) && levels != 0)
            g_array_append_val (targets, levels);
          if (!pdl_database_step (database, select, &row, error))
            return FALSE;
        }
      add_targets (find_visit (self, id), g_steal_pointer (&targets));
    }
  return TRUE;
}

static void
visits_clear (Visits *self)
{
  g_hash_table_unref (self->visits);
  g_string_free (self->ids, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Visits, visits_clear)

gboolean
pdl_assessment_table_load (PdlCaseReader *reader, GError **error)
{
  g_auto (Visits) visits = {
    reader, g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, visit_free), g_string_new ("[")
  };

  return load_visits (&visits, error) && load_findings (&visits, error) && load_targets (&visits, error);
}
