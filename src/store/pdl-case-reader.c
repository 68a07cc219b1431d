/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables → case. A case is read as one change that makes it out of nothing, so that the same checks guard what comes
 * from the disk as what comes from the keyboard. The case is new and nobody else's yet. Store's thread only.
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

void
pdl_case_reader_add_extra (PdlChange *change, const char *uid, PdlLevel level, const char *key, const char *json)
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
    pdl_case_reader_add_extra (change, uid, level, key,
                               g_str_equal (absence, "unknown") ? "null" : "{\"absent\":\"not-applicable\"}");
  else
    {
      gboolean number = sqlite3_column_type (row, 5) == SQLITE_INTEGER || sqlite3_column_type (row, 5) == SQLITE_FLOAT;
      g_autofree char *json = pdl_column_read_json (row, 5, number ? "number" : "text");

      pdl_case_reader_add_extra (change, uid, level, key, json);
    }
}

gboolean
pdl_case_reader_load (PdlDatabase *database, PdlDictionary *dictionary, const char *uid, PdlCase **ret_case,
                      GError **error)
{
  g_autoptr (PdlChange) change = pdl_change_new (NULL);
  g_autoptr (PdlCase) kase = NULL;
  gint64 case_id, revision;

  if (!pdl_case_table_find (database, uid, &case_id, &revision, error))
    return FALSE;
  if (case_id == 0)
    {
      *ret_case = NULL;
      return TRUE;
    }
  if (!pdl_identity_table_load (database, case_id, dictionary, change, error)
      || !pdl_assessment_table_load (database, case_id, dictionary, change, error)
      || !pdl_item_table_load (database, case_id, dictionary, change, error)
      || !pdl_extra_table_load (database, case_id, change, error))
    return FALSE;
  kase = pdl_case_new (dictionary, uid);
  if (!pdl_case_apply (kase, change, error))
    return FALSE;
  pdl_case_set_revision (kase, revision);
  *ret_case = g_steal_pointer (&kase);
  return TRUE;
}
