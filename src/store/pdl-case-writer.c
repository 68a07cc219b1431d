/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Case → tables. The change says which places to write, the case says what stands there now: what is on the disk is
 * what was on the screen, whatever way the edits came about. Store's thread only.
 */
#include "pdl-case-writer.h"

#include "pdl-assessment-table.h"
#include "pdl-extra-table.h"
#include "pdl-identity-table.h"
#include "pdl-item-table.h"
#include "pdl-store-error.h"

#include <glib/gi18n-lib.h>

static gboolean
set_unknown_place (const PdlEdit *edit, GError **error)
{
  g_set_error (error, PDL_STORE_ERROR, PDL_STORE_ERROR_FAILED,
               _("“%s” has no place in the case file and was not saved."), edit->key != NULL ? edit->key : edit->uid);
  return FALSE;
}

static const PdlFields *
find_fields (PdlCase *kase, const PdlEdit *edit)
{
  const PdlAssessment *assessment;
  const PdlItem *item;

  if (edit->uid == NULL)
    return pdl_case_get_identity (kase);
  assessment = pdl_case_lookup_assessment (kase, edit->uid);
  if (assessment != NULL)
    return edit->level != PDL_LEVEL_NONE ? pdl_assessment_get_level (assessment, edit->level)
                                         : pdl_assessment_get_fields (assessment);
  item = pdl_case_lookup_item (kase, edit->uid);
  return item != NULL ? pdl_item_get_fields (item) : NULL;
}

static const PdlRecordKind *
find_kind (PdlDatabase *database, PdlDictionary *dictionary, gint64 item_id)
{
  g_autoptr (sqlite3_stmt) select = pdl_database_query (database, NULL, "SELECT grp, kind FROM item WHERE item_id = ?",
                                                        "i", item_id);
  gboolean row;

  if (select == NULL || !pdl_database_step (database, select, &row, NULL) || !row)
    return NULL;
  for (PdlGroup group = 0; group < PDL_N_GROUPS; group++)
    if (g_str_equal (pdl_statement_get_text (select, 0), pdl_group_key (group)))
      return pdl_dictionary_lookup_kind (dictionary, group, pdl_statement_get_text (select, 1));
  return NULL;
}

/* One value as it stands in the case now. A place that this change removes again is emptied. */
static gboolean
write_value (PdlDatabase *database, gint64 case_id, PdlCase *kase, const PdlEdit *edit, GError **error)
{
  PdlDictionary *dictionary = pdl_case_get_dictionary (kase);
  const PdlFields *fields = find_fields (kase, edit);
  const PdlValue *value = fields != NULL ? pdl_fields_get (fields, edit->key) : NULL;
  gboolean unconfirmed = fields != NULL && pdl_fields_is_unconfirmed (fields, edit->key);
  const PdlFinding *finding = pdl_dictionary_lookup (dictionary, edit->key);
  gint64 id;

  /* Taken away here and perhaps set again by a later edit: then it comes last in the order of entry, as in the case. */
  if (edit->type == PDL_EDIT_SET && edit->to == NULL)
    value = NULL;
  if (edit->uid == NULL)
    return finding != NULL ? pdl_identity_table_put (database, case_id, finding, value, unconfirmed, error)
                           : set_unknown_place (edit, error);
  if (!pdl_assessment_table_find (database, case_id, edit->uid, &id, error))
    return FALSE;
  if (id != 0)
    return finding != NULL ? pdl_assessment_table_put (database, case_id, id, edit->uid, edit->level, finding, value,
                                                       unconfirmed, error)
                           : set_unknown_place (edit, error);
  if (!pdl_item_table_find (database, case_id, edit->uid, &id, error))
    return FALSE;
  if (id != 0)
    {
      const PdlRecordKind *kind = find_kind (database, dictionary, id);
      const PdlFinding *field = kind != NULL ? pdl_record_kind_lookup_field (kind, edit->key) : NULL;

      return field != NULL ? pdl_item_table_put (database, case_id, id, edit->uid, field, value, unconfirmed, error)
                           : set_unknown_place (edit, error);
    }
  return set_unknown_place (edit, error);
}

static gboolean
write_extra (PdlDatabase *database, gint64 case_id, const PdlEdit *edit, GError **error)
{
  return pdl_extra_table_put (database, case_id, edit->uid != NULL ? edit->uid : "",
                              edit->level != PDL_LEVEL_NONE ? pdl_level_name (edit->level) : "", edit->key,
                              edit->to_text, error);
}

static gboolean
write_assessment (PdlDatabase *database, gint64 case_id, PdlCase *kase, const PdlEdit *edit, GError **error)
{
  const PdlAssessment *assessment = pdl_case_lookup_assessment (kase, edit->uid);
  gint64 id;

  if (edit->type == PDL_EDIT_ASSESSMENT_ADD)
    return pdl_assessment_table_add (database, case_id, edit->uid,
                                     assessment != NULL ? pdl_assessment_get_day (assessment) : edit->to_day, error);
  if (!pdl_assessment_table_find (database, case_id, edit->uid, &id, error))
    return FALSE;
  if (id == 0)
    return set_unknown_place (edit, error);
  if (edit->type == PDL_EDIT_ASSESSMENT_REMOVE)
    return pdl_assessment_table_remove (database, id, error);
  if (assessment == NULL)
    return TRUE; /* removed by a later edit */
  if (edit->type == PDL_EDIT_ASSESSMENT_DAY)
    return pdl_assessment_table_set_day (database, id, pdl_assessment_get_day (assessment), error);
  return pdl_assessment_table_set_targets (database, id, assessment, error);
}

static gboolean
write_item_removal (PdlDatabase *database, gint64 case_id, const PdlEdit *edit, GError **error)
{
  gint64 id;

  if (!pdl_item_table_find (database, case_id, edit->uid, &id, error))
    return FALSE;
  return id != 0 ? pdl_item_table_remove (database, id, error) : set_unknown_place (edit, error);
}

gboolean
pdl_case_writer_write (PdlDatabase *database, gint64 case_id, PdlCase *kase, PdlChange *change, GError **error)
{
  for (guint i = 0; i < pdl_change_get_n_edits (change); i++)
    {
      const PdlEdit *edit = pdl_change_get_edit (change, i);
      gboolean success = TRUE;

      switch (edit->type)
        {
        case PDL_EDIT_SET:
        case PDL_EDIT_CONFIRM:
          success = write_value (database, case_id, kase, edit, error);
          break;
        case PDL_EDIT_EXTRA:
          success = write_extra (database, case_id, edit, error);
          break;
        case PDL_EDIT_ASSESSMENT_ADD:
        case PDL_EDIT_ASSESSMENT_REMOVE:
        case PDL_EDIT_ASSESSMENT_DAY:
        case PDL_EDIT_TARGETS:
          success = write_assessment (database, case_id, kase, edit, error);
          break;
        case PDL_EDIT_ITEM_ADD:
          success = pdl_item_table_add (database, case_id, edit->uid, edit->group, edit->kind, error);
          break;
        case PDL_EDIT_ITEM_REMOVE:
          success = write_item_removal (database, case_id, edit, error);
          break;
        default:
          break;
        }
      if (!success)
        return FALSE;
    }
  return TRUE;
}
