/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dated records. One row a field, because kinds share few fields. Store's thread only. */
#include "pdl-item-table.h"

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

/* An item while its fields are read. */
typedef struct
{
  gint64 case_id;
  char *uid;
  const PdlRecordKind *kind;
  PdlChange *change; /* (unowned) of its case */
} Item;

static void
item_free (gpointer data)
{
  Item *item = data;

  g_free (item->uid);
  g_free (item);
}

static gboolean
load_field (PdlCaseReader *reader, const Item *item, sqlite3_stmt *row, GError **error)
{
  const char *key = pdl_statement_get_text (row, 0);
  const PdlFinding *field = pdl_record_kind_lookup_field (item->kind, key);
  gboolean in_text = sqlite3_column_type (row, 1) == SQLITE_NULL && sqlite3_column_type (row, 5) == SQLITE_NULL;
  g_autofree char *text = NULL;

  if (!in_text)
    {
      pdl_case_reader_add_cell (item->change, item->uid, PDL_LEVEL_NONE, field, row);
      return TRUE;
    }
  if (!pdl_text_table_get (reader->database, item->case_id, item->uid, "", key, &text, error))
    return FALSE;
  if (text != NULL && field != NULL)
    pdl_case_reader_add_value (item->change, item->uid, PDL_LEVEL_NONE, key, pdl_value_new_text (text),
                               sqlite3_column_int (row, 4) == 0);
  return TRUE;
}

/* @items by id. */
static gboolean
load_fields (PdlCaseReader *reader, GHashTable *items, const char *ids, GError **error)
{
  g_autoptr (sqlite3_stmt) select = NULL;
  gboolean row;

  select = pdl_database_query (reader->database, error,
                               "SELECT field, absence, entered, unit, confirmed, value, item_id FROM item_field "
                               "WHERE item_id IN (SELECT value FROM json_each (?)) ORDER BY item_id, position", "t", ids);
  if (select == NULL || !pdl_database_step (reader->database, select, &row, error))
    return FALSE;
  while (row)
    {
      gint64 id = sqlite3_column_int64 (select, 6);

      if (!load_field (reader, g_hash_table_lookup (items, &id), select, error)
          || !pdl_database_step (reader->database, select, &row, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
pdl_item_table_load (PdlCaseReader *reader, GError **error)
{
  g_autoptr (GHashTable) items = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, item_free);
  g_autoptr (GString) ids = g_string_new ("[");
  g_autoptr (sqlite3_stmt) select = NULL;
  gboolean row;

  select = pdl_database_query (reader->database, error,
                               "SELECT item_id, uid, grp, kind, case_id FROM item "
                               "WHERE case_id IN (SELECT value FROM json_each (?)) ORDER BY item_id", "t", reader->ids);
  if (select == NULL || !pdl_database_step (reader->database, select, &row, error))
    return FALSE;
  while (row)
    {
      gint64 id = sqlite3_column_int64 (select, 0);
      const PdlRecordKind *kind = NULL;
      PdlGroup group;

      if (group_from_key (pdl_statement_get_text (select, 2), &group))
        kind = pdl_dictionary_lookup_kind (reader->dictionary, group, pdl_statement_get_text (select, 3));
      if (kind != NULL)
        {
          Item *item = g_new (Item, 1);

          item->case_id = sqlite3_column_int64 (select, 4);
          item->uid = g_strdup (pdl_statement_get_text (select, 1));
          item->kind = kind;
          item->change = pdl_case_reader_get_change (reader, select, 4);
          pdl_change_add_item (item->change, group, kind->id, item->uid);
          g_hash_table_insert (items, g_memdup2 (&id, sizeof id), item);
          g_string_append_printf (ids, "%s%" G_GINT64_FORMAT, ids->len > 1 ? "," : "", id);
        }
      if (!pdl_database_step (reader->database, select, &row, error))
        return FALSE;
    }
  g_string_append_c (ids, ']');
  return load_fields (reader, items, ids->str, error);
}
