/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An imported case enters the store as one change like any other, so that the journal has it all; so does a visit or a
 * record that is taken over from another version of a case. */
#include "pdl-whole-case.h"

#include "pdl-case-version.h"

PdlEdit
pdl_whole_case_blank_edit (PdlEditType type, const char *uid, PdlLevel level, const char *key)
{
  return (PdlEdit) {
    .type = type,
    .uid = g_strdup (uid),
    .level = level,
    .key = g_strdup (key),
    .from_day = PDL_DAY_NONE,
    .to_day = PDL_DAY_NONE,
  };
}

static void
describe_fields (PdlChange *change, const char *uid, PdlLevel level, const PdlFields *fields)
{
  for (guint i = 0; i < pdl_fields_get_size (fields); i++)
    {
      const char *id = pdl_fields_get_id (fields, i);
      PdlEdit set = pdl_whole_case_blank_edit (PDL_EDIT_SET, uid, level, id);

      set.to = pdl_value_ref ((PdlValue *) pdl_fields_get_value (fields, i));
      pdl_change_take_edit (change, &set);
      if (pdl_fields_is_unconfirmed (fields, id))
        {
          PdlEdit confirm = pdl_whole_case_blank_edit (PDL_EDIT_CONFIRM, uid, level, id);

          confirm.to_flag = TRUE;
          pdl_change_take_edit (change, &confirm);
        }
    }
  for (guint i = 0; i < pdl_fields_get_n_extra (fields); i++)
    {
      PdlEdit extra = pdl_whole_case_blank_edit (PDL_EDIT_EXTRA, uid, level, pdl_fields_get_extra_id (fields, i));

      extra.to_text = g_strdup (pdl_fields_get_extra_json (fields, i));
      pdl_change_take_edit (change, &extra);
    }
}

void
pdl_whole_case_add_assessment (PdlChange *change, const PdlAssessment *assessment, const char *uid)
{
  pdl_change_add_assessment (change, uid, pdl_assessment_get_day (assessment));
  describe_fields (change, uid, PDL_LEVEL_NONE, pdl_assessment_get_fields (assessment));
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    describe_fields (change, uid, level, pdl_assessment_get_level (assessment, level));
  if (pdl_assessment_get_n_targets (assessment) > 0)
    {
      PdlEdit edit = pdl_whole_case_blank_edit (PDL_EDIT_TARGETS, uid, PDL_LEVEL_NONE, NULL);

      edit.to_targets = g_array_new (FALSE, FALSE, sizeof (PdlLevelSet));
      for (guint i = 0; i < pdl_assessment_get_n_targets (assessment); i++)
        {
          PdlLevelSet target = pdl_assessment_get_target (assessment, i);

          g_array_append_val (edit.to_targets, target);
        }
      pdl_change_take_edit (change, &edit);
    }
}

void
pdl_whole_case_add_item (PdlChange *change, PdlGroup group, const PdlItem *item, const char *uid)
{
  pdl_change_add_item (change, group, pdl_item_get_kind (item)->id, uid);
  describe_fields (change, uid, PDL_LEVEL_NONE, pdl_item_get_fields (item));
}

/* @anew: visits and records get new uids. */
static PdlChange *
describe (PdlCase *kase, const char *label, gboolean anew)
{
  PdlChange *change = pdl_change_new (label);

  describe_fields (change, NULL, PDL_LEVEL_NONE, pdl_case_get_identity (kase));
  for (guint i = 0; i < pdl_case_get_n_assessments (kase); i++)
    {
      const PdlAssessment *assessment = pdl_case_get_assessment (kase, i);
      g_autofree char *fresh = anew ? g_uuid_string_random () : NULL;

      pdl_whole_case_add_assessment (change, assessment, anew ? fresh : pdl_assessment_get_uid (assessment));
    }
  for (PdlGroup group = 0; group < PDL_N_GROUPS; group++)
    for (guint i = 0; i < pdl_case_get_n_items (kase, group); i++)
      {
        const PdlItem *item = pdl_case_get_item (kase, group, i);
        g_autofree char *fresh = anew ? g_uuid_string_random () : NULL;

        pdl_whole_case_add_item (change, group, item, anew ? fresh : pdl_item_get_uid (item));
      }
  return change;
}

PdlChange *
pdl_whole_case_describe (PdlCase *kase, const char *label)
{
  return describe (kase, label, FALSE);
}

PdlCase *
pdl_whole_case_copy_as_new (PdlCase *kase, GError **error)
{
  g_autoptr (PdlChange) whole = describe (kase, NULL, TRUE);

  return pdl_case_new_from_change (pdl_case_get_dictionary (kase), whole, error);
}

static PdlEdit
copy_edit (const PdlEdit *edit)
{
  PdlEdit copy = *edit;

  copy.uid = g_strdup (edit->uid);
  copy.key = g_strdup (edit->key);
  copy.kind = g_strdup (edit->kind);
  copy.from = pdl_value_ref (edit->from);
  copy.to = pdl_value_ref (edit->to);
  copy.from_text = g_strdup (edit->from_text);
  copy.to_text = g_strdup (edit->to_text);
  copy.from_targets = edit->from_targets != NULL ? g_array_ref (edit->from_targets) : NULL;
  copy.to_targets = edit->to_targets != NULL ? g_array_ref (edit->to_targets) : NULL;
  return copy;
}

/* What @dictionary declares at the place of @edit, which stands in @kase; NULL when it declares nothing there. */
static const PdlFinding *
find_declaration (PdlCase *kase, const PdlEdit *edit, PdlDictionary *dictionary)
{
  const PdlItem *item = edit->uid != NULL ? pdl_case_lookup_item (kase, edit->uid) : NULL;
  const PdlRecordKind *kind;

  if (item == NULL)
    return pdl_dictionary_lookup (dictionary, edit->key);
  kind = pdl_item_get_kind (item);
  kind = pdl_dictionary_lookup_kind (dictionary, kind->group, kind->id);
  return kind != NULL ? pdl_record_kind_lookup_field (kind, edit->key) : NULL;
}

/* FALSE: the other dictionary does not take it. */
static gboolean
translate_value (PdlCase *kase, PdlEdit *edit, PdlDictionary *dictionary)
{
  const PdlFinding *there = find_declaration (kase, edit, pdl_case_get_dictionary (kase));
  const PdlFinding *here = find_declaration (kase, edit, dictionary);
  g_autofree char *text = NULL;
  g_autoptr (PdlValue) value = NULL;

  if (there == NULL || here == NULL)
    return FALSE;
  text = pdl_finding_format (there, edit->to);
  if (!pdl_finding_parse (here, text, &value, NULL) || !pdl_finding_validate (here, value, NULL))
    return FALSE;
  pdl_value_unref (edit->to);
  edit->to = g_steal_pointer (&value);
  return TRUE;
}

PdlCase *
pdl_whole_case_translate (PdlCase *kase, PdlDictionary *dictionary, GError **error)
{
  g_autoptr (PdlChange) whole = describe (kase, NULL, FALSE);
  g_autoptr (PdlChange) translated = pdl_change_new (NULL);
  g_autoptr (PdlChange) left_out = pdl_change_new (NULL);
  gboolean taken = TRUE;

  for (guint i = 0; i < pdl_change_get_n_edits (whole); i++)
    {
      PdlEdit edit = copy_edit (pdl_change_get_edit (whole, i));

      if (edit.type == PDL_EDIT_SET)
        taken = translate_value (kase, &edit, dictionary);
      else if (edit.type == PDL_EDIT_ITEM_ADD)
        taken = pdl_dictionary_lookup_kind (dictionary, edit.group, edit.kind) != NULL;
      else if (edit.type != PDL_EDIT_CONFIRM) /* which follows its value */
        taken = edit.type != PDL_EDIT_EXTRA;
      if (taken)
        pdl_change_take_edit (translated, &edit);
      else
        pdl_change_take_edit (left_out, &edit);
    }
  return pdl_case_new_from_change (dictionary, translated, error);
}

void
pdl_whole_case_append (PdlChange *change, PdlChange *more)
{
  for (guint i = 0; i < pdl_change_get_n_edits (more); i++)
    {
      PdlEdit copy = copy_edit (pdl_change_get_edit (more, i));

      pdl_change_take_edit (change, &copy);
    }
}

PdlChange *
pdl_whole_case_join (PdlChange *first, PdlChange *second)
{
  PdlChange *change = pdl_change_new (pdl_change_get_label (second));

  pdl_whole_case_append (change, first);
  pdl_whole_case_append (change, second);
  return change;
}
