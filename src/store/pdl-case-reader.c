/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables → cases. A case is read as one change that makes it out of nothing, so that the same checks guard what comes
 * from the disk as what comes from the keyboard. The cases are new and nobody else's yet. Store's thread only.
 *
 * Many cases are read with the same few statements as one: asking the tables again for each case took half of the time.
 */
#include "pdl-case-reader.h"

#include "pdl-assessment-table.h"
#include "pdl-case-table.h"
#include "pdl-column.h"
#include "pdl-extra-table.h"
#include "pdl-identity-table.h"
#include "pdl-item-table.h"

void
pdl_case_reader_add_value (PdlChange *change, const char *uid, PdlLevel level, const char *key, PdlValue *value,
                           gboolean unconfirmed)
{
  PdlEdit set = {
    .type = PDL_EDIT_SET,
    .uid = g_strdup (uid),
    .level = level,
    .key = g_strdup (key),
    .to = value,
    .from_day = PDL_DAY_NONE,
    .to_day = PDL_DAY_NONE,
  };

  pdl_change_take_edit (change, &set);
  if (unconfirmed)
    {
      PdlEdit confirm = {
        .type = PDL_EDIT_CONFIRM,
        .uid = g_strdup (uid),
        .level = level,
        .key = g_strdup (key),
        .to_flag = TRUE,
        .from_day = PDL_DAY_NONE,
        .to_day = PDL_DAY_NONE,
      };

      pdl_change_take_edit (change, &confirm);
    }
}

static void
add_extra (PdlChange *change, const char *uid, PdlLevel level, const char *key, const char *json)
{
  PdlEdit edit = {
    .type = PDL_EDIT_EXTRA,
    .uid = g_strdup (uid),
    .level = level,
    .key = g_strdup (key),
    .to_text = g_strdup (json),
    .from_day = PDL_DAY_NONE,
    .to_day = PDL_DAY_NONE,
  };

  pdl_change_take_edit (change, &edit);
}

void
pdl_case_reader_add_cell (PdlChange *change, const char *uid, PdlLevel level, const PdlFinding *finding,
                          sqlite3_stmt *row)
{
  const char *key = pdl_statement_get_text (row, 0);
  const char *absence = pdl_statement_get_text (row, 1);
  const char *entered = pdl_statement_get_text (row, 2);
  const char *unit = pdl_statement_get_text (row, 3);
  gboolean confirmed = sqlite3_column_int (row, 4) != 0;
  g_autoptr (PdlValue) value = NULL;

  if (absence != NULL)
    value = pdl_column_absence_from_text (absence);
  else if (finding != NULL)
    value = pdl_column_read (row, 5, finding, entered, unit);

  if (finding != NULL && value != NULL)
    pdl_case_reader_add_value (change, uid, level, key, g_steal_pointer (&value), !confirmed);
  else if (absence != NULL)
    add_extra (change, uid, level, key,
                               g_str_equal (absence, "unknown") ? "null" : "{\"absent\":\"not-applicable\"}");
  else
    {
      gboolean number = sqlite3_column_type (row, 5) == SQLITE_INTEGER || sqlite3_column_type (row, 5) == SQLITE_FLOAT;
      g_autofree char *json = pdl_column_read_json (row, 5, number ? "number" : "text");

      add_extra (change, uid, level, key, json);
    }
}

PdlChange *
pdl_case_reader_get_change (PdlCaseReader *self, sqlite3_stmt *row, int column)
{
  gint64 id = sqlite3_column_int64 (row, column);

  return g_hash_table_lookup (self->changes, &id);
}

static void
reader_clear (PdlCaseReader *self)
{
  g_hash_table_unref (self->changes);
  g_free (self->ids);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PdlCaseReader, reader_clear)

/* An empty change for every case there is; of @uids the ids (0: none) and revisions. */
static gboolean
find_cases (PdlCaseReader *self, const char *const *uids, GArray *ids, GArray *revisions, GError **error)
{
  g_autoptr (GString) json = g_string_new ("[");

  for (guint i = 0; uids[i] != NULL; i++)
    {
      gint64 id, revision;

      if (!pdl_case_table_find (self->database, uids[i], &id, &revision, error))
        return FALSE;
      g_array_append_val (ids, id);
      g_array_append_val (revisions, revision);
      if (id == 0)
        continue;
      g_hash_table_insert (self->changes, g_memdup2 (&id, sizeof id), pdl_change_new (NULL));
      g_string_append_printf (json, "%s%" G_GINT64_FORMAT, json->len > 1 ? "," : "", id);
    }
  g_string_append_c (json, ']');
  self->ids = g_strdup (json->str);
  return TRUE;
}

GPtrArray *
pdl_case_reader_load (PdlDatabase *database, PdlDictionary *dictionary, const char *const *uids, GError **error)
{
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_case_unref);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) revisions = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (PdlCaseReader) self = {
    .database = database,
    .dictionary = dictionary,
    .changes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) pdl_change_unref),
  };

  if (!find_cases (&self, uids, ids, revisions, error)
      || !pdl_identity_table_load (&self, error)
      || !pdl_assessment_table_load (&self, error)
      || !pdl_item_table_load (&self, error)
      || !pdl_extra_table_load (&self, error))
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (PdlCase) kase = NULL;

      if (g_array_index (ids, gint64, i) == 0)
        continue;
      kase = pdl_case_new (dictionary, uids[i]);
      if (!pdl_case_apply (kase, g_hash_table_lookup (self.changes, &g_array_index (ids, gint64, i)), error))
        return NULL;
      pdl_case_set_revision (kase, g_array_index (revisions, gint64, i));
      g_ptr_array_add (cases, g_steal_pointer (&kase));
    }
  return g_steal_pointer (&cases);
}
