/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dated records. One row a field, because kinds share few fields. Store's thread only. */
#include "pdl-item-table.h"

#include "pdl-case-reader.h"
#include "pdl-column.h"
#include "pdl-text-table.h"

gboolean
pdl_item_table_find (PdlDatabase *database, gint64 case_id, const char *uid, gint64 *ret_id, GError **error)
{
  return pdl_database_get_int (database, ret_id, 0, error, "SELECT item_id FROM item WHERE case_id = ? AND uid = ?",
                               "it", case_id, uid);
}

gboolean
pdl_item_table_add (PdlDatabase *database, gint64 case_id, const char *uid, PdlGroup group, const char *kind,
                    GError **error)
{
  return pdl_database_run (database, error, "INSERT INTO item (case_id, uid, grp, kind) VALUES (?, ?, ?, ?)", "ittt",
                           case_id, uid, pdl_group_key (group), kind);
}

gboolean
pdl_item_table_remove (PdlDatabase *database, gint64 id, GError **error)
{
  return pdl_database_run (database, error, "DELETE FROM item WHERE item_id = ?", "i", id);
}

gboolean
pdl_item_table_put (PdlDatabase *database, gint64 case_id, gint64 id, const char *uid, const PdlFinding *field,
                    const PdlValue *value, gboolean unconfirmed, GError **error)
{
  g_autoptr (sqlite3_stmt) insert = NULL;

  if (!pdl_column_exists (field)
      && !pdl_text_table_put (database, case_id, uid, "", field->id,
                              pdl_value_is_known (value) ? pdl_value_get_text (value) : NULL, error))
    return FALSE;
  if (value == NULL)
    return pdl_database_run (database, error, "DELETE FROM item_field WHERE item_id = ? AND field = ?", "it", id,
                             field->id);
  insert = pdl_database_query (database, error,
                               "INSERT INTO item_field (item_id, field, position, absence, entered, unit, confirmed, value) "
                               "SELECT ?1, ?2, coalesce (max (position), 0) + 1, ?3, ?4, ?5, ?6, ?7 FROM item_field "
                               "WHERE item_id = ?1 "
                               "ON CONFLICT DO UPDATE SET absence = excluded.absence, value = excluded.value, "
                               "entered = excluded.entered, unit = excluded.unit, confirmed = excluded.confirmed",
                               "itttti", id, field->id, pdl_column_absence (value), pdl_value_get_entered (value),
                               pdl_value_get_unit (value), (gint64) !unconfirmed);
  if (insert == NULL)
    return FALSE;
  if (pdl_column_exists (field))
    pdl_column_bind (insert, 7, field, value);
  return pdl_database_step (database, insert, NULL, error);
}

static gboolean
load_fields (PdlDatabase *database, gint64 case_id, gint64 id, const char *uid, const PdlRecordKind *kind,
             PdlChange *change, GError **error)
{
  g_autoptr (sqlite3_stmt) select = NULL;
  gboolean row;

  select = pdl_database_query (database, error,
                               "SELECT field, absence, entered, unit, confirmed, value FROM item_field "
                               "WHERE item_id = ? ORDER BY position", "i", id);
  if (select == NULL || !pdl_database_step (database, select, &row, error))
    return FALSE;
  while (row)
    {
      const char *key = pdl_statement_get_text (select, 0);
      const PdlFinding *field = pdl_record_kind_lookup_field (kind, key);
      gboolean in_text = sqlite3_column_type (select, 1) == SQLITE_NULL && sqlite3_column_type (select, 5) == SQLITE_NULL;

      if (in_text)
        {
          g_autofree char *text = NULL;

          if (!pdl_text_table_get (database, case_id, uid, "", key, &text, error))
            return FALSE;
          if (text != NULL && field != NULL)
            pdl_case_reader_add_value (change, uid, PDL_LEVEL_NONE, key, pdl_value_new_text (text),
                                       sqlite3_column_int (select, 4) == 0);
        }
      else
        pdl_case_reader_add_cell (change, uid, PDL_LEVEL_NONE, field, select);
      if (!pdl_database_step (database, select, &row, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
group_from_key (const char *key, PdlGroup *ret_group)
{
  for (PdlGroup group = 0; group < PDL_N_GROUPS; group++)
    if (g_str_equal (key, pdl_group_key (group)))
      {
        *ret_group = group;
        return TRUE;
      }
  return FALSE;
}

gboolean
pdl_item_table_load (PdlDatabase *database, gint64 case_id, PdlDictionary *dictionary, PdlChange *change,
                     GError **error)
{
  g_autoptr (sqlite3_stmt) select = NULL;
  gboolean row;

  select = pdl_database_query (database, error,
                               "SELECT item_id, uid, grp, kind FROM item WHERE case_id = ? ORDER BY item_id", "i",
                               case_id);
  if (select == NULL || !pdl_database_step (database, select, &row, error))
    return FALSE;
  while (row)
    {
      gint64 id = sqlite3_column_int64 (select, 0);
      g_autofree char *uid = g_strdup (pdl_statement_get_text (select, 1));
      const PdlRecordKind *kind = NULL;
      PdlGroup group;

      if (group_from_key (pdl_statement_get_text (select, 2), &group))
        kind = pdl_dictionary_lookup_kind (dictionary, group, pdl_statement_get_text (select, 3));
      if (kind != NULL)
        {
          pdl_change_add_item (change, group, kind->id, uid);
          if (!load_fields (database, case_id, id, uid, kind, change, error))
            return FALSE;
        }
      if (!pdl_database_step (database, select, &row, error))
        return FALSE;
    }
  return TRUE;
}
