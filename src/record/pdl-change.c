/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Changes: building and inverting. Applying is pdl-change-apply.c.
 */

#include "pdl-change-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (pdl-change-error-quark, pdl_change_error)

void
pdl_edit_free (gpointer data)
{
  PdlEdit *edit = data;

  g_free (edit->uid);
  g_free (edit->key);
  pdl_value_unref (edit->from);
  pdl_value_unref (edit->to);
  g_free (edit->from_text);
  g_free (edit->to_text);
  g_clear_pointer (&edit->from_targets, g_array_unref);
  g_clear_pointer (&edit->to_targets, g_array_unref);
  g_free (edit->kind);
  g_free (edit);
}

static PdlEdit *
edit_new (PdlEditType type, const char *uid)
{
  PdlEdit *edit = g_new0 (PdlEdit, 1);

  edit->type = type;
  edit->uid = g_strdup (uid);
  edit->level = PDL_LEVEL_NONE;
  edit->from_day = edit->to_day = PDL_DAY_NONE;
  return edit;
}

PdlChange *
pdl_change_new (const char *label)
{
  PdlChange *self = g_new0 (PdlChange, 1);

  g_atomic_ref_count_init (&self->refs);
  self->label = g_strdup (label);
  self->time = g_get_real_time ();
  self->edits = g_ptr_array_new_with_free_func (pdl_edit_free);
  return self;
}

PdlChange *
pdl_change_ref (PdlChange *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
pdl_change_unref (PdlChange *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->label);
  g_ptr_array_unref (self->edits);
  g_free (self);
}

const char *
pdl_change_get_label (PdlChange *self)
{
  return self->label;
}

gint64
pdl_change_get_time (PdlChange *self)
{
  return self->time;
}

guint
pdl_change_get_n_edits (PdlChange *self)
{
  return self->edits->len;
}

const PdlEdit *
pdl_change_get_edit (PdlChange *self, guint index)
{
  return g_ptr_array_index (self->edits, index);
}

void
pdl_change_take_edit (PdlChange *self, PdlEdit *edit)
{
  PdlEdit *own = g_new0 (PdlEdit, 1);

  *own = *edit;
  memset (edit, 0, sizeof *edit);
  g_ptr_array_add (self->edits, own);
}

gboolean
pdl_change_targets_equal (const GArray *a, const GArray *b)
{
  guint n = a != NULL ? a->len : 0, m = b != NULL ? b->len : 0;

  return n == m && (n == 0 || memcmp (a->data, b->data, n * sizeof (PdlLevelSet)) == 0);
}

static gboolean
edit_is_empty (const PdlEdit *edit)
{
  switch (edit->type)
    {
    case PDL_EDIT_SET: return pdl_value_equal (edit->from, edit->to);
    case PDL_EDIT_CONFIRM: return edit->from_flag == edit->to_flag;
    case PDL_EDIT_EXTRA: return g_strcmp0 (edit->from_text, edit->to_text) == 0;
    case PDL_EDIT_ASSESSMENT_DAY: return edit->from_day == edit->to_day;
    case PDL_EDIT_TARGETS: return pdl_change_targets_equal (edit->from_targets, edit->to_targets);
    case PDL_EDIT_ASSESSMENT_ADD:
    case PDL_EDIT_ASSESSMENT_REMOVE:
    case PDL_EDIT_ITEM_ADD:
    case PDL_EDIT_ITEM_REMOVE: break;
    }
  return FALSE;
}

gboolean
pdl_change_is_empty (PdlChange *self)
{
  for (guint i = 0; i < self->edits->len; i++)
    if (!edit_is_empty (g_ptr_array_index (self->edits, i)))
      return FALSE;
  return TRUE;
}

PdlEdit *
pdl_edit_invert (const PdlEdit *edit)
{
  PdlEdit *inverse = edit_new (edit->type, edit->uid);

  switch (edit->type)
    {
    case PDL_EDIT_ASSESSMENT_ADD: inverse->type = PDL_EDIT_ASSESSMENT_REMOVE; break;
    case PDL_EDIT_ASSESSMENT_REMOVE: inverse->type = PDL_EDIT_ASSESSMENT_ADD; break;
    case PDL_EDIT_ITEM_ADD: inverse->type = PDL_EDIT_ITEM_REMOVE; break;
    case PDL_EDIT_ITEM_REMOVE: inverse->type = PDL_EDIT_ITEM_ADD; break;
    default: break;
    }
  inverse->level = edit->level;
  inverse->key = g_strdup (edit->key);
  inverse->from = pdl_value_ref (edit->to);
  inverse->to = pdl_value_ref (edit->from);
  inverse->from_text = g_strdup (edit->to_text);
  inverse->to_text = g_strdup (edit->from_text);
  inverse->from_flag = edit->to_flag;
  inverse->to_flag = edit->from_flag;
  inverse->from_day = edit->to_day;
  inverse->to_day = edit->from_day;
  inverse->from_targets = edit->to_targets != NULL ? g_array_ref (edit->to_targets) : NULL;
  inverse->to_targets = edit->from_targets != NULL ? g_array_ref (edit->from_targets) : NULL;
  inverse->group = edit->group;
  inverse->kind = g_strdup (edit->kind);
  return inverse;
}

PdlChange *
pdl_change_invert (PdlChange *self)
{
  PdlChange *inverse = pdl_change_new (self->label);

  for (guint i = self->edits->len; i > 0; i--)
    g_ptr_array_add (inverse->edits, pdl_edit_invert (g_ptr_array_index (self->edits, i - 1)));
  return inverse;
}

/* ---- what a place holds, after the edits already in the change --------------------------------------------- */

static gboolean
same_place (const PdlEdit *edit, const char *uid, PdlLevel level, const char *key)
{
  return g_strcmp0 (edit->uid, uid) == 0 && edit->level == level && g_strcmp0 (edit->key, key) == 0;
}

static PdlValue *
value_before (PdlChange *self, PdlCase *kase, const char *uid, PdlLevel level, const char *key)
{
  PdlFields *fields;

  for (guint i = self->edits->len; i > 0; i--)
    {
      const PdlEdit *edit = g_ptr_array_index (self->edits, i - 1);

      if (edit->type == PDL_EDIT_SET && same_place (edit, uid, level, key))
        return edit->to;
    }
  fields = pdl_case_get_place (kase, uid, level);
  return fields != NULL ? (PdlValue *) pdl_fields_get (fields, key) : NULL;
}

static gboolean
unconfirmed_before (PdlChange *self, PdlCase *kase, const char *uid, PdlLevel level, const char *key)
{
  PdlFields *fields;

  for (guint i = self->edits->len; i > 0; i--)
    {
      const PdlEdit *edit = g_ptr_array_index (self->edits, i - 1);

      if (edit->type == PDL_EDIT_CONFIRM && same_place (edit, uid, level, key))
        return edit->to_flag;
    }
  fields = pdl_case_get_place (kase, uid, level);
  return fields != NULL && pdl_fields_is_unconfirmed (fields, key);
}

/* The kind of item a uid names: one of the case, or one this change adds. */
static const PdlRecordKind *
kind_of (PdlChange *self, PdlCase *kase, const char *uid)
{
  const PdlItem *item = pdl_case_lookup_item (kase, uid);

  if (item != NULL)
    return item->kind;
  for (guint i = 0; self != NULL && i < self->edits->len; i++)
    {
      const PdlEdit *edit = g_ptr_array_index (self->edits, i);

      if (edit->type == PDL_EDIT_ITEM_ADD && strcmp (edit->uid, uid) == 0)
        return pdl_dictionary_lookup_kind (kase->dictionary, edit->group, edit->kind);
    }
  return NULL;
}

static gboolean
assessment_exists (PdlChange *self, PdlCase *kase, const char *uid)
{
  if (pdl_case_lookup_assessment (kase, uid) != NULL)
    return TRUE;
  for (guint i = 0; self != NULL && i < self->edits->len; i++)
    {
      const PdlEdit *edit = g_ptr_array_index (self->edits, i);

      if (edit->type == PDL_EDIT_ASSESSMENT_ADD && strcmp (edit->uid, uid) == 0)
        return TRUE;
    }
  return FALSE;
}

const PdlFinding *
pdl_change_find_declared (PdlChange *self, PdlCase *kase, const char *uid, PdlLevel level, const char *key, GError **error)
{
  const PdlFinding *finding = pdl_dictionary_lookup (kase->dictionary, key);
  const PdlRecordKind *kind;
  gboolean fits = FALSE;

  if (uid != NULL && level == PDL_LEVEL_NONE && (kind = kind_of (self, kase, uid)) != NULL)
    {
      finding = pdl_record_kind_lookup_field (kind, key);
      if (finding == NULL)
        g_set_error (error, PDL_CHANGE_ERROR, PDL_CHANGE_ERROR_PLACE, _ ("“%s” has no field “%s”"), kind->id, key);
      return finding;
    }
  if (finding == NULL)
    {
      g_set_error (error, PDL_CHANGE_ERROR, PDL_CHANGE_ERROR_PLACE, _ ("There is no finding “%s”"), key);
      return NULL;
    }
  if (uid != NULL && !assessment_exists (self, kase, uid))
    {
      g_set_error (error, PDL_CHANGE_ERROR, PDL_CHANGE_ERROR_PLACE, _ ("There is no visit or record “%s”"), uid);
      return NULL;
    }
  switch (finding->scope)
    {
    case PDL_SCOPE_IDENTITY: fits = uid == NULL; break;
    case PDL_SCOPE_PATIENT: fits = uid != NULL && level == PDL_LEVEL_NONE; break;
    /* A level finding without a level is the worst value of every target; target and plan findings stand at either place. */
    case PDL_SCOPE_LEVEL:
    case PDL_SCOPE_TARGET:
    case PDL_SCOPE_PLAN: fits = uid != NULL; break;
    case PDL_SCOPE_FIELD: break;
    }
  if (finding->kind == PDL_KIND_DERIVED)
    {
      g_set_error (error, PDL_CHANGE_ERROR, PDL_CHANGE_ERROR_PLACE, _ ("“%s” is worked out from other findings and cannot be entered"), key);
      return NULL;
    }
  if (!fits || level < PDL_LEVEL_NONE || level >= PDL_N_LEVELS)
    {
      g_set_error (error, PDL_CHANGE_ERROR, PDL_CHANGE_ERROR_PLACE, _ ("“%s” cannot be recorded there"), key);
      return NULL;
    }
  return finding;
}

gboolean
pdl_change_refuse (PdlChangeError code, GError **error, const char *message)
{
  g_set_error_literal (error, PDL_CHANGE_ERROR, code, message);
  return FALSE;
}

/* Real levels, none in two targets, no empty target. */
gboolean
pdl_change_check_targets (const PdlLevelSet *targets, guint n_targets, GError **error)
{
  PdlLevelSet seen = 0;

  for (guint i = 0; i < n_targets; i++)
    {
      if (targets[i] == 0 || targets[i] >> PDL_N_LEVELS != 0)
        return pdl_change_refuse (PDL_CHANGE_ERROR_VALUE, error, _ ("A target is made of one or more vertebrae"));
      if ((seen & targets[i]) != 0)
        {
          g_autofree char *twice = pdl_level_set_to_text (seen & targets[i]);

          g_set_error (error, PDL_CHANGE_ERROR, PDL_CHANGE_ERROR_VALUE, _ ("%s cannot belong to two targets"), twice);
          return FALSE;
        }
      seen |= targets[i];
    }
  return TRUE;
}

gboolean
pdl_change_refuse_value (const PdlFinding *finding, const GError *reason, GError **error)
{
  g_set_error (error, PDL_CHANGE_ERROR, PDL_CHANGE_ERROR_VALUE, "%s: %s", pdl_dictionary_translate (finding->label), reason->message);
  return FALSE;
}

static void
add_confirm (PdlChange *self, PdlCase *kase, const char *uid, PdlLevel level, const char *key, gboolean to)
{
  PdlEdit *edit = edit_new (PDL_EDIT_CONFIRM, uid);

  edit->level = level;
  edit->key = g_strdup (key);
  edit->from_flag = unconfirmed_before (self, kase, uid, level, key);
  edit->to_flag = to;
  g_ptr_array_add (self->edits, edit);
}

gboolean
pdl_change_set (PdlChange *self, PdlCase *kase, const char *uid, PdlLevel level, const char *key, PdlValue *value, GError **error)
{
  const PdlFinding *finding = pdl_change_find_declared (self, kase, uid, level, key, error);
  g_autoptr (GError) reason = NULL;
  PdlEdit *edit;

  if (finding == NULL)
    return FALSE;
  if (!pdl_finding_validate (finding, value, &reason))
    return pdl_change_refuse_value (finding, reason, error);

  /* The flag goes before the value does, and comes back after it: the inverse runs the other way round. */
  if (unconfirmed_before (self, kase, uid, level, key))
    add_confirm (self, kase, uid, level, key, FALSE);
  edit = edit_new (PDL_EDIT_SET, uid);
  edit->level = level;
  edit->key = g_strdup (key);
  edit->from = pdl_value_ref (value_before (self, kase, uid, level, key));
  edit->to = pdl_value_ref (value);
  g_ptr_array_add (self->edits, edit);
  return TRUE;
}

gboolean
pdl_change_set_text (PdlChange *self, PdlCase *kase, const char *uid, PdlLevel level, const char *key, const char *text, GError **error)
{
  const PdlFinding *finding = pdl_change_find_declared (self, kase, uid, level, key, error);
  g_autoptr (PdlValue) value = NULL;
  g_autoptr (GError) reason = NULL;

  if (finding == NULL)
    return FALSE;
  if (!pdl_finding_parse (finding, text, &value, &reason))
    return pdl_change_refuse_value (finding, reason, error);
  return pdl_change_set (self, kase, uid, level, key, value, error);
}

void
pdl_change_set_extra (PdlChange *self, PdlCase *kase, const char *uid, PdlLevel level, const char *key, const char *json)
{
  PdlFields *fields = pdl_case_get_place (kase, uid, level);
  const char *before = fields != NULL ? pdl_fields_get_extra (fields, key) : NULL;
  PdlEdit *edit = edit_new (PDL_EDIT_EXTRA, uid);

  for (guint i = 0; i < self->edits->len; i++)
    {
      const PdlEdit *earlier = g_ptr_array_index (self->edits, i);

      if (earlier->type == PDL_EDIT_EXTRA && same_place (earlier, uid, level, key))
        before = earlier->to_text;
    }
  edit->level = level;
  edit->key = g_strdup (key);
  edit->from_text = g_strdup (before);
  edit->to_text = g_strdup (json);
  g_ptr_array_add (self->edits, edit);
}

void
pdl_change_confirm (PdlChange *self, PdlCase *kase, const char *uid, PdlLevel level, const char *key)
{
  if (unconfirmed_before (self, kase, uid, level, key))
    add_confirm (self, kase, uid, level, key, FALSE);
}

const char *
pdl_change_add_assessment (PdlChange *self, const char *uid, PdlDay day)
{
  g_autofree char *fresh = uid == NULL ? g_uuid_string_random () : NULL;
  PdlEdit *edit = edit_new (PDL_EDIT_ASSESSMENT_ADD, uid != NULL ? uid : fresh);

  edit->to_day = day;
  g_ptr_array_add (self->edits, edit);
  return edit->uid;
}

static void
carry_forward (PdlChange *self, PdlCase *kase, const char *uid, PdlLevel level, const PdlFields *from)
{
  for (guint i = 0; i < pdl_fields_get_size (from); i++)
    {
      const PdlFinding *finding = g_array_index (from->block->entries, PdlFieldEntry, i).finding;
      PdlEdit *edit;

      if (finding->scope == PDL_SCOPE_PLAN)
        continue;
      edit = edit_new (PDL_EDIT_SET, uid);
      edit->level = level;
      edit->key = g_strdup (finding->id);
      edit->to = pdl_value_ref ((PdlValue *) pdl_fields_get_value (from, i));
      g_ptr_array_add (self->edits, edit);
      add_confirm (self, kase, uid, level, finding->id, TRUE);
    }
}

const char *
pdl_change_add_visit (PdlChange *self, PdlCase *kase, const PdlAssessment *from, PdlDay day)
{
  const char *uid = pdl_change_add_assessment (self, NULL, day);

  carry_forward (self, kase, uid, PDL_LEVEL_NONE, &from->fields);
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    carry_forward (self, kase, uid, level, &from->levels[level]);
  if (from->targets->len > 0)
    {
      PdlEdit *edit = edit_new (PDL_EDIT_TARGETS, uid);

      edit->to_targets = g_array_copy (from->targets);
      g_ptr_array_add (self->edits, edit);
    }
  return uid;
}

void
pdl_change_set_day (PdlChange *self, PdlCase *kase, const char *uid, PdlDay day)
{
  const PdlAssessment *assessment = pdl_case_lookup_assessment (kase, uid);
  PdlEdit *edit = edit_new (PDL_EDIT_ASSESSMENT_DAY, uid);

  edit->from_day = assessment != NULL ? assessment->day : PDL_DAY_NONE;
  for (guint i = 0; i < self->edits->len; i++)
    {
      const PdlEdit *earlier = g_ptr_array_index (self->edits, i);

      if ((earlier->type == PDL_EDIT_ASSESSMENT_ADD || earlier->type == PDL_EDIT_ASSESSMENT_DAY) && g_strcmp0 (earlier->uid, uid) == 0)
        edit->from_day = earlier->to_day;
    }
  edit->to_day = day;
  g_ptr_array_add (self->edits, edit);
}

gboolean
pdl_change_set_targets (PdlChange *self, PdlCase *kase, const char *uid, const PdlLevelSet *targets, guint n_targets, GError **error)
{
  const PdlAssessment *assessment = pdl_case_lookup_assessment (kase, uid);
  GArray *before = assessment != NULL ? assessment->targets : NULL;
  PdlEdit *edit;

  if (!assessment_exists (self, kase, uid))
    return pdl_change_refuse (PDL_CHANGE_ERROR_PLACE, error, _ ("There is no such visit"));
  if (!pdl_change_check_targets (targets, n_targets, error))
    return FALSE;
  for (guint i = 0; i < self->edits->len; i++)
    {
      const PdlEdit *earlier = g_ptr_array_index (self->edits, i);

      if (earlier->type == PDL_EDIT_TARGETS && g_strcmp0 (earlier->uid, uid) == 0)
        before = earlier->to_targets;
    }
  edit = edit_new (PDL_EDIT_TARGETS, uid);
  edit->from_targets = before != NULL ? g_array_copy (before) : NULL;
  edit->to_targets = g_array_new (FALSE, FALSE, sizeof (PdlLevelSet));
  g_array_append_vals (edit->to_targets, targets, n_targets);
  g_ptr_array_add (self->edits, edit);
  return TRUE;
}

const char *
pdl_change_add_item (PdlChange *self, PdlGroup group, const char *kind, const char *uid)
{
  g_autofree char *fresh = uid == NULL ? g_uuid_string_random () : NULL;
  PdlEdit *edit = edit_new (PDL_EDIT_ITEM_ADD, uid != NULL ? uid : fresh);

  edit->group = group;
  edit->kind = g_strdup (kind);
  g_ptr_array_add (self->edits, edit);
  return edit->uid;
}
