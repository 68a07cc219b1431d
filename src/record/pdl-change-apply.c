/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Applying a change to a case: all edits or none. The only file that writes to a case that others see.
 */

#include "pdl-change-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
apply_set (PdlCase *kase, const PdlEdit *edit, GError **error)
{
  const PdlFinding *finding = pdl_change_find_declared (NULL, kase, edit->uid, edit->level, edit->key, error);
  g_autoptr (GError) reason = NULL;
  PdlFields *fields;

  if (finding == NULL)
    return FALSE;
  if (!pdl_finding_validate (finding, edit->to, &reason))
    return pdl_change_refuse_value (finding, reason, error);
  fields = pdl_case_get_place (kase, edit->uid, edit->level);
  if (!pdl_value_equal (pdl_fields_get_finding (fields, finding), edit->from))
    {
      g_set_error (error, PDL_CHANGE_ERROR, PDL_CHANGE_ERROR_STALE, _ ("%s was changed meanwhile"),
                   pdl_dictionary_translate (finding->label));
      return FALSE;
    }
  pdl_fields_set (fields, finding, edit->to);
  return TRUE;
}

static gboolean
apply_item (PdlCase *kase, const PdlEdit *edit, gboolean add, GError **error)
{
  const PdlRecordKind *kind = pdl_dictionary_lookup_kind (kase->dictionary, edit->group, edit->kind);
  PdlItem *item = (PdlItem *) pdl_case_lookup_item (kase, edit->uid);

  if (add)
    {
      if (kind == NULL)
        {
          g_set_error (error, PDL_CHANGE_ERROR, PDL_CHANGE_ERROR_PLACE, _ ("There is no kind of record “%s”"), edit->kind);
          return FALSE;
        }
      if (item != NULL)
        return pdl_change_refuse (PDL_CHANGE_ERROR_STALE, error, _ ("This record exists already"));
      g_ptr_array_add (kase->items[edit->group], pdl_item_new (edit->uid, kind));
      return TRUE;
    }
  if (item == NULL)
    return pdl_change_refuse (PDL_CHANGE_ERROR_STALE, error, _ ("This record is gone already"));
  if (!pdl_fields_is_empty (&item->fields))
    return pdl_change_refuse (PDL_CHANGE_ERROR_PLACE, error, _ ("A record that holds something is cancelled, not removed"));
  g_ptr_array_remove (kase->items[edit->group], item);
  return TRUE;
}

static gboolean
apply_assessment (PdlCase *kase, const PdlEdit *edit, GError **error)
{
  PdlAssessment *assessment = (PdlAssessment *) pdl_case_lookup_assessment (kase, edit->uid);
  guint place;

  if (edit->type == PDL_EDIT_ASSESSMENT_ADD)
    {
      if (assessment != NULL)
        return pdl_change_refuse (PDL_CHANGE_ERROR_STALE, error, _ ("This visit exists already"));
      if (edit->to_day == PDL_DAY_NONE)
        return pdl_change_refuse (PDL_CHANGE_ERROR_VALUE, error, _ ("A visit needs its date"));
      pdl_case_insert_assessment (kase, pdl_assessment_new (edit->uid, edit->to_day));
      return TRUE;
    }
  if (assessment == NULL)
    return pdl_change_refuse (PDL_CHANGE_ERROR_STALE, error, _ ("This visit is gone already"));
  if (edit->type == PDL_EDIT_ASSESSMENT_REMOVE)
    {
      if (!pdl_assessment_is_empty (assessment))
        return pdl_change_refuse (PDL_CHANGE_ERROR_PLACE, error, _ ("A visit that holds findings cannot be removed"));
      g_ptr_array_remove (kase->assessments, assessment);
      return TRUE;
    }
  if (edit->type == PDL_EDIT_TARGETS)
    {
      if (!pdl_change_targets_equal (assessment->targets, edit->from_targets))
        return pdl_change_refuse (PDL_CHANGE_ERROR_STALE, error, _ ("The targets were changed meanwhile"));
      if (edit->to_targets != NULL && !pdl_change_check_targets ((const PdlLevelSet *) (gpointer) edit->to_targets->data, edit->to_targets->len, error))
        return FALSE;
      g_array_set_size (assessment->targets, 0);
      if (edit->to_targets != NULL)
        g_array_append_vals (assessment->targets, edit->to_targets->data, edit->to_targets->len);
      return TRUE;
    }
  if (assessment->day != edit->from_day)
    return pdl_change_refuse (PDL_CHANGE_ERROR_STALE, error, _ ("The date of the visit was changed meanwhile"));
  if (edit->to_day == PDL_DAY_NONE)
    return pdl_change_refuse (PDL_CHANGE_ERROR_VALUE, error, _ ("A visit needs its date"));
  /* Taken out and put back, so that the order by day holds. */
  if (g_ptr_array_find (kase->assessments, assessment, &place))
    g_ptr_array_steal_index (kase->assessments, place);
  assessment->day = edit->to_day;
  pdl_case_insert_assessment (kase, assessment);
  return TRUE;
}

static gboolean
apply_edit (PdlCase *kase, const PdlEdit *edit, GError **error)
{
  PdlFields *fields;

  switch (edit->type)
    {
    case PDL_EDIT_SET:
      return apply_set (kase, edit, error);
    case PDL_EDIT_CONFIRM:
    case PDL_EDIT_EXTRA:
      fields = pdl_case_get_place (kase, edit->uid, edit->level);
      if (fields == NULL)
        return pdl_change_refuse (PDL_CHANGE_ERROR_PLACE, error, _ ("There is no such visit or record"));
      if (edit->type == PDL_EDIT_CONFIRM)
        {
          if (pdl_fields_is_unconfirmed (fields, edit->key) != edit->from_flag)
            return pdl_change_refuse (PDL_CHANGE_ERROR_STALE, error, _ ("This value was confirmed or carried forward meanwhile"));
          pdl_fields_set_unconfirmed (fields, edit->key, edit->to_flag);
          return TRUE;
        }
      if (g_strcmp0 (pdl_fields_get_extra (fields, edit->key), edit->from_text) != 0)
        return pdl_change_refuse (PDL_CHANGE_ERROR_STALE, error, _ ("This value was changed meanwhile"));
      pdl_fields_set_extra (fields, edit->key, edit->to_text);
      return TRUE;
    case PDL_EDIT_ASSESSMENT_ADD:
    case PDL_EDIT_ASSESSMENT_REMOVE:
    case PDL_EDIT_ASSESSMENT_DAY:
    case PDL_EDIT_TARGETS:
      return apply_assessment (kase, edit, error);
    case PDL_EDIT_ITEM_ADD:
      return apply_item (kase, edit, TRUE, error);
    case PDL_EDIT_ITEM_REMOVE:
      return apply_item (kase, edit, FALSE, error);
    }
  return FALSE;
}

gboolean
pdl_case_apply (PdlCase *kase, PdlChange *change, GError **error)
{
  for (guint i = 0; i < change->edits->len; i++)
    {
      if (apply_edit (kase, g_ptr_array_index (change->edits, i), error))
        continue;
      /* All or none: what was done is undone by the inverses, which cannot fail on the state they came from. */
      while (i > 0)
        {
          PdlEdit *inverse = pdl_edit_invert (g_ptr_array_index (change->edits, --i));

          if (!apply_edit (kase, inverse, NULL))
            g_critical ("A half applied change could not be taken back");
          pdl_edit_free (inverse);
        }
      return FALSE;
    }
  return TRUE;
}
