/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of a comparison and the change behind each. A visit or record that only one version has is one row: its parts
 * cannot stand without it. Nothing here touches a session. Main thread.
 */
#include "pdl-comparison.h"

#include "pdl-version-words.h"
#include "pdl-whole-case.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  PdlComparisonRow shown; /* its texts are owned */
  PdlChange *change;      /* (owned) */
  gboolean chosen;
} Row;

struct _PdlComparison
{
  PdlCase *stored, *yours; /* (owned) */
  PdlCase *before;         /* (owned) (nullable) */
  char *label;             /* (owned) */
  GPtrArray *rows;         /* (owned) of Row */
};

/* A place that both versions have. */
typedef struct
{
  const char *uid; /* in the stored case; NULL: identity */
  PdlLevel level;
  const PdlRecordKind *kind; /* (nullable) of a record */
  const PdlFields *stored, *yours;
  const PdlFields *before; /* (nullable) */
  const char *where;
} Place;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free ((char *) row->shown.what);
  g_free ((char *) row->shown.where);
  g_free ((char *) row->shown.stored);
  g_free ((char *) row->shown.yours);
  g_free ((char *) row->shown.before);
  pdl_change_unref (row->change);
  g_free (row);
}

/* Takes the texts over. @same_as_before: only asked when before is known. */
static void
add_row (PdlComparison *self, PdlChange *change, const char *what, const char *where, char *stored, char *yours,
         char *before, gboolean same_as_before)
{
  Row *row = g_new0 (Row, 1);

  row->change = change;
  row->shown.what = g_strdup (what);
  row->shown.where = g_strdup (where);
  row->shown.stored = stored;
  row->shown.yours = yours;
  row->shown.before = before;
  row->shown.only_stored = self->before != NULL && same_as_before;
  g_ptr_array_add (self->rows, row);
}

/* ——— values ——— */

static const PdlValue *
get_value (const PdlFields *fields, const char *id)
{
  return fields != NULL ? pdl_fields_get (fields, id) : NULL;
}

static gboolean
is_unconfirmed (const PdlFields *fields, const char *id)
{
  return fields != NULL && pdl_fields_is_unconfirmed (fields, id);
}

static const char *
get_extra (const PdlFields *fields, const char *id)
{
  for (guint i = 0; fields != NULL && i < pdl_fields_get_n_extra (fields); i++)
    if (g_str_equal (pdl_fields_get_extra_id (fields, i), id))
      return pdl_fields_get_extra_json (fields, i);
  return NULL;
}

static gboolean
values_equal (const PdlFields *a, const PdlFields *b, const char *id)
{
  return pdl_value_equal (get_value (a, id), get_value (b, id)) && is_unconfirmed (a, id) == is_unconfirmed (b, id);
}

static gboolean
fields_hold (const PdlFields *a, const PdlFields *b)
{
  for (guint i = 0; i < pdl_fields_get_size (a); i++)
    if (!values_equal (a, b, pdl_fields_get_id (a, i)))
      return FALSE;
  for (guint i = 0; i < pdl_fields_get_n_extra (a); i++)
    if (g_strcmp0 (pdl_fields_get_extra_json (a, i), get_extra (b, pdl_fields_get_extra_id (a, i))) != 0)
      return FALSE;
  return TRUE;
}

static gboolean
fields_equal (const PdlFields *a, const PdlFields *b)
{
  return fields_hold (a, b) && fields_hold (b, a);
}

/* ——— one place ——— */

static PdlChange *
make_value_change (PdlComparison *self, const Place *place, const char *id)
{
  PdlChange *change = pdl_change_new (self->label);
  PdlEdit set = pdl_whole_case_blank_edit (PDL_EDIT_SET, place->uid, place->level, id);
  PdlEdit confirm = pdl_whole_case_blank_edit (PDL_EDIT_CONFIRM, place->uid, place->level, id);
  gboolean confirms;

  set.from = pdl_value_ref ((PdlValue *) get_value (place->stored, id));
  set.to = pdl_value_ref ((PdlValue *) get_value (place->yours, id));
  confirm.from_flag = is_unconfirmed (place->stored, id);
  confirm.to_flag = is_unconfirmed (place->yours, id);
  confirms = confirm.from_flag != confirm.to_flag;
  /* The flag goes with its value: it is taken off before the value goes, and put on once there is one. */
  if (confirms && set.to == NULL)
    {
      pdl_change_take_edit (change, &confirm);
      pdl_change_take_edit (change, &set);
      return change;
    }
  pdl_change_take_edit (change, &set);
  if (confirms)
    pdl_change_take_edit (change, &confirm);
  else
    {
      g_free (confirm.uid);
      g_free (confirm.key);
    }
  return change;
}

static void
compare_value (PdlComparison *self, const Place *place, const PdlFinding *finding)
{
  if (values_equal (place->stored, place->yours, finding->id))
    return;
  add_row (self, make_value_change (self, place, finding->id), pdl_dictionary_translate (finding->label), place->where,
           pdl_version_describe_value (finding, place->stored), pdl_version_describe_value (finding, place->yours),
           self->before != NULL ? pdl_version_describe_value (finding, place->before) : NULL,
           values_equal (place->yours, place->before, finding->id));
}

static void
compare_extra (PdlComparison *self, const Place *place, const char *id)
{
  const char *stored = get_extra (place->stored, id), *yours = get_extra (place->yours, id);
  const char *before = get_extra (place->before, id);
  PdlChange *change;
  PdlEdit edit;

  if (g_strcmp0 (stored, yours) == 0)
    return;
  change = pdl_change_new (self->label);
  edit = pdl_whole_case_blank_edit (PDL_EDIT_EXTRA, place->uid, place->level, id);
  edit.from_text = g_strdup (stored);
  edit.to_text = g_strdup (yours);
  pdl_change_take_edit (change, &edit);
  add_row (self, change, *id == '/' ? id + 1 : id, place->where, pdl_version_describe_extra (stored), pdl_version_describe_extra (yours),
           self->before != NULL ? pdl_version_describe_extra (before) : NULL, g_strcmp0 (yours, before) == 0);
}

/* In the order of the dictionary, as a person knows it from the editor. */
static void
compare_place (PdlComparison *self, const Place *place)
{
  PdlDictionary *dictionary = pdl_case_get_dictionary (self->stored);
  guint n = place->kind != NULL ? place->kind->n_fields : pdl_dictionary_get_n_findings (dictionary);

  if (fields_equal (place->stored, place->yours))
    return;
  for (guint i = 0; i < n; i++)
    compare_value (self, place, place->kind != NULL ? place->kind->fields[i] : pdl_dictionary_get (dictionary, i));
  for (guint i = 0; i < pdl_fields_get_n_extra (place->stored); i++)
    compare_extra (self, place, pdl_fields_get_extra_id (place->stored, i));
  for (guint i = 0; i < pdl_fields_get_n_extra (place->yours); i++)
    if (get_extra (place->stored, pdl_fields_get_extra_id (place->yours, i)) == NULL)
      compare_extra (self, place, pdl_fields_get_extra_id (place->yours, i));
}

/* ——— visits ——— */

static gboolean
targets_equal (const PdlAssessment *a, const PdlAssessment *b)
{
  if (pdl_assessment_get_n_targets (a) != pdl_assessment_get_n_targets (b))
    return FALSE;
  for (guint i = 0; i < pdl_assessment_get_n_targets (a); i++)
    if (pdl_assessment_get_target (a, i) != pdl_assessment_get_target (b, i))
      return FALSE;
  return TRUE;
}

static gboolean
assessments_equal (const PdlAssessment *a, const PdlAssessment *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (pdl_assessment_get_day (a) != pdl_assessment_get_day (b) || !targets_equal (a, b)
      || !fields_equal (pdl_assessment_get_fields (a), pdl_assessment_get_fields (b)))
    return FALSE;
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    if (!fields_equal (pdl_assessment_get_level (a, level), pdl_assessment_get_level (b, level)))
      return FALSE;
  return TRUE;
}

static GArray *
copy_targets (const PdlAssessment *assessment)
{
  GArray *targets = g_array_new (FALSE, FALSE, sizeof (PdlLevelSet));

  for (guint i = 0; i < pdl_assessment_get_n_targets (assessment); i++)
    {
      PdlLevelSet target = pdl_assessment_get_target (assessment, i);

      g_array_append_val (targets, target);
    }
  return targets;
}

static void
compare_frame (PdlComparison *self, const PdlAssessment *stored, const PdlAssessment *yours, const PdlAssessment *before,
               const char *where)
{
  const char *uid = pdl_assessment_get_uid (stored);

  if (pdl_assessment_get_day (stored) != pdl_assessment_get_day (yours))
    {
      PdlChange *change = pdl_change_new (self->label);
      PdlEdit edit = pdl_whole_case_blank_edit (PDL_EDIT_ASSESSMENT_DAY, uid, PDL_LEVEL_NONE, NULL);

      edit.from_day = pdl_assessment_get_day (stored);
      edit.to_day = pdl_assessment_get_day (yours);
      pdl_change_take_edit (change, &edit);
      add_row (self, change, _("Date of the visit"), where, pdl_version_describe_day (pdl_assessment_get_day (stored)),
               pdl_version_describe_day (pdl_assessment_get_day (yours)),
               self->before == NULL ? NULL
               : before != NULL     ? pdl_version_describe_day (pdl_assessment_get_day (before))
                                    : g_strdup (_("not there")),
               before != NULL && pdl_assessment_get_day (before) == pdl_assessment_get_day (yours));
    }
  if (!targets_equal (stored, yours))
    {
      PdlChange *change = pdl_change_new (self->label);
      PdlEdit edit = pdl_whole_case_blank_edit (PDL_EDIT_TARGETS, uid, PDL_LEVEL_NONE, NULL);

      edit.from_targets = copy_targets (stored);
      edit.to_targets = copy_targets (yours);
      pdl_change_take_edit (change, &edit);
      add_row (self, change, _("Targets"), where, pdl_version_describe_targets (stored), pdl_version_describe_targets (yours),
               self->before != NULL ? pdl_version_describe_targets (before) : NULL, before != NULL && targets_equal (before, yours));
    }
}

static void
compare_assessment (PdlComparison *self, const PdlAssessment *stored, const PdlAssessment *yours)
{
  const PdlAssessment *before =
    self->before != NULL ? pdl_case_lookup_assessment (self->before, pdl_assessment_get_uid (yours)) : NULL;
  gboolean several = MAX (pdl_case_get_n_assessments (self->stored), pdl_case_get_n_assessments (self->yours)) > 1;
  g_autofree char *day = pdl_version_describe_day (pdl_assessment_get_day (stored));
  g_autofree char *visit = several ? g_strdup_printf (_("visit of %s"), day) : g_strdup ("");
  Place place = { pdl_assessment_get_uid (stored), PDL_LEVEL_NONE, NULL, pdl_assessment_get_fields (stored),
                  pdl_assessment_get_fields (yours), before != NULL ? pdl_assessment_get_fields (before) : NULL, visit };

  compare_frame (self, stored, yours, before, visit);
  compare_place (self, &place);
  for (place.level = 0; place.level < PDL_N_LEVELS; place.level++)
    {
      g_autofree char *where = g_strdup_printf ("%s%s%s", pdl_level_name (place.level), several ? ", " : "", visit);

      place.stored = pdl_assessment_get_level (stored, place.level);
      place.yours = pdl_assessment_get_level (yours, place.level);
      place.before = before != NULL ? pdl_assessment_get_level (before, place.level) : NULL;
      place.where = where;
      compare_place (self, &place);
    }
}

/* A visit or record of this uid would be another one. (transfer full) */
static char *
find_free_uid (PdlCase *kase, const char *uid)
{
  if (pdl_case_lookup_assessment (kase, uid) == NULL && pdl_case_lookup_item (kase, uid) == NULL)
    return g_strdup (uid);
  return g_uuid_string_random ();
}

/* One of the two is NULL: only the other version has the visit. */
static void
compare_lone_assessment (PdlComparison *self, const PdlAssessment *stored, const PdlAssessment *yours)
{
  const PdlAssessment *one = stored != NULL ? stored : yours;
  const PdlAssessment *before =
    self->before != NULL ? pdl_case_lookup_assessment (self->before, pdl_assessment_get_uid (one)) : NULL;
  g_autoptr (PdlChange) adds = pdl_change_new (self->label);
  g_autofree char *uid = stored != NULL ? g_strdup (pdl_assessment_get_uid (stored))
                                        : find_free_uid (self->stored, pdl_assessment_get_uid (yours));
  g_autofree char *day = pdl_version_describe_day (pdl_assessment_get_day (one));

  pdl_whole_case_add_assessment (adds, one, uid);
  add_row (self, stored != NULL ? pdl_change_invert (adds) : pdl_change_ref (adds), _("Visit"), day,
           pdl_version_describe_assessment (stored), pdl_version_describe_assessment (yours),
           self->before != NULL ? pdl_version_describe_assessment (before) : NULL, assessments_equal (yours, before));
}

static const PdlAssessment *
find_assessment (PdlCase *kase, const PdlAssessment *like, GHashTable *taken)
{
  const PdlAssessment *same = pdl_case_lookup_assessment (kase, pdl_assessment_get_uid (like));

  if (same != NULL)
    return same;
  for (guint i = 0; i < pdl_case_get_n_assessments (kase); i++)
    {
      const PdlAssessment *other = pdl_case_get_assessment (kase, i);

      if (pdl_assessment_get_day (other) == pdl_assessment_get_day (like) && !g_hash_table_contains (taken, other))
        return other;
    }
  return NULL;
}

static void
compare_assessments (PdlComparison *self)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL); /* of both cases */

  for (guint i = 0; i < pdl_case_get_n_assessments (self->yours); i++)
    {
      const PdlAssessment *yours = pdl_case_get_assessment (self->yours, i);
      const PdlAssessment *stored = pdl_case_lookup_assessment (self->stored, pdl_assessment_get_uid (yours));

      if (stored != NULL)
        g_hash_table_add (taken, (gpointer) stored);
    }
  for (guint i = 0; i < pdl_case_get_n_assessments (self->yours); i++)
    {
      const PdlAssessment *yours = pdl_case_get_assessment (self->yours, i);
      const PdlAssessment *stored = find_assessment (self->stored, yours, taken);

      if (stored == NULL)
        {
          compare_lone_assessment (self, NULL, yours);
          continue;
        }
      g_hash_table_add (taken, (gpointer) stored);
      compare_assessment (self, stored, yours);
    }
  for (guint i = 0; i < pdl_case_get_n_assessments (self->stored); i++)
    if (!g_hash_table_contains (taken, pdl_case_get_assessment (self->stored, i)))
      compare_lone_assessment (self, pdl_case_get_assessment (self->stored, i), NULL);
}

/* ——— records ——— */

static const PdlItem *
find_item (PdlCase *kase, const PdlItem *like)
{
  const PdlItem *same = pdl_case_lookup_item (kase, pdl_item_get_uid (like));

  return same != NULL && pdl_item_get_kind (same) == pdl_item_get_kind (like) ? same : NULL;
}

static void
compare_item (PdlComparison *self, const PdlItem *stored, const PdlItem *yours)
{
  const PdlItem *before = self->before != NULL ? find_item (self->before, yours) : NULL;
  g_autofree char *start = pdl_version_describe_start (stored);
  g_autofree char *where = g_strdup_printf ("%s%s%s", pdl_dictionary_translate (pdl_item_get_kind (stored)->label),
                                            *start != '\0' ? ", " : "", start);
  Place place = { pdl_item_get_uid (stored), PDL_LEVEL_NONE, pdl_item_get_kind (stored), pdl_item_get_fields (stored),
                  pdl_item_get_fields (yours), before != NULL ? pdl_item_get_fields (before) : NULL, where };

  compare_place (self, &place);
}

static void
compare_lone_item (PdlComparison *self, PdlGroup group, const PdlItem *stored, const PdlItem *yours)
{
  const PdlItem *one = stored != NULL ? stored : yours;
  const PdlItem *before = self->before != NULL ? find_item (self->before, one) : NULL;
  g_autoptr (PdlChange) adds = pdl_change_new (self->label);
  g_autofree char *uid =
    stored != NULL ? g_strdup (pdl_item_get_uid (stored)) : find_free_uid (self->stored, pdl_item_get_uid (yours));
  g_autofree char *start = pdl_version_describe_start (one);
  gboolean as_before = yours != NULL && before != NULL
                         ? fields_equal (pdl_item_get_fields (yours), pdl_item_get_fields (before))
                         : yours == before;

  pdl_whole_case_add_item (adds, group, one, uid);
  add_row (self, stored != NULL ? pdl_change_invert (adds) : pdl_change_ref (adds),
           pdl_dictionary_translate (pdl_item_get_kind (one)->label), start, pdl_version_describe_item (stored), pdl_version_describe_item (yours),
           self->before != NULL ? pdl_version_describe_item (before) : NULL, as_before);
}

static void
compare_items (PdlComparison *self, PdlGroup group)
{
  for (guint i = 0; i < pdl_case_get_n_items (self->yours, group); i++)
    {
      const PdlItem *yours = pdl_case_get_item (self->yours, group, i);
      const PdlItem *stored = find_item (self->stored, yours);

      if (stored != NULL)
        compare_item (self, stored, yours);
      else
        compare_lone_item (self, group, NULL, yours);
    }
  for (guint i = 0; i < pdl_case_get_n_items (self->stored, group); i++)
    {
      const PdlItem *stored = pdl_case_get_item (self->stored, group, i);

      if (find_item (self->yours, stored) == NULL)
        compare_lone_item (self, group, stored, NULL);
    }
}

/* ——— the whole ——— */

PdlComparison *
pdl_comparison_new (PdlCase *stored, PdlCase *yours, PdlCase *before, const char *label)
{
  PdlComparison *self = g_new0 (PdlComparison, 1);
  Place identity = { NULL, PDL_LEVEL_NONE, NULL, NULL, NULL, NULL, "" };

  self->stored = pdl_case_copy (stored);
  self->yours = pdl_case_copy (yours);
  self->before = before != NULL ? pdl_case_copy (before) : NULL;
  self->label = g_strdup (label);
  self->rows = g_ptr_array_new_with_free_func (row_free);
  identity.stored = pdl_case_get_identity (self->stored);
  identity.yours = pdl_case_get_identity (self->yours);
  identity.before = self->before != NULL ? pdl_case_get_identity (self->before) : NULL;
  compare_place (self, &identity);
  compare_assessments (self);
  for (PdlGroup group = 0; group < PDL_N_GROUPS; group++)
    compare_items (self, group);
  return self;
}

void
pdl_comparison_free (PdlComparison *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rows);
  pdl_case_unref (self->stored);
  pdl_case_unref (self->yours);
  g_clear_pointer (&self->before, pdl_case_unref);
  g_free (self->label);
  g_free (self);
}

PdlCase *
pdl_comparison_get_stored (PdlComparison *self)
{
  return self->stored;
}

PdlCase *
pdl_comparison_get_yours (PdlComparison *self)
{
  return self->yours;
}

gboolean
pdl_comparison_has_before (PdlComparison *self)
{
  return self->before != NULL;
}

guint
pdl_comparison_get_n_rows (PdlComparison *self)
{
  return self->rows->len;
}

const PdlComparisonRow *
pdl_comparison_get_row (PdlComparison *self, guint index)
{
  return &((Row *) g_ptr_array_index (self->rows, index))->shown;
}

void
pdl_comparison_choose (PdlComparison *self, guint index, gboolean yours)
{
  Row *row = g_ptr_array_index (self->rows, index);

  row->chosen = yours && !row->shown.only_stored;
}

void
pdl_comparison_choose_all (PdlComparison *self, gboolean yours)
{
  for (guint i = 0; i < self->rows->len; i++)
    pdl_comparison_choose (self, i, yours);
}

static gboolean
is_chosen (PdlComparison *self, guint index)
{
  return ((Row *) g_ptr_array_index (self->rows, index))->chosen;
}

guint
pdl_comparison_get_n_chosen (PdlComparison *self)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    n += is_chosen (self, i);
  return n;
}

guint
pdl_comparison_get_n_choices (PdlComparison *self)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    n += !pdl_comparison_get_row (self, i)->only_stored;
  return n;
}

PdlChange *
pdl_comparison_make_change (PdlComparison *self)
{
  PdlChange *change = pdl_change_new (self->label);

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);

      if (row->chosen)
        pdl_whole_case_append (change, row->change);
    }
  return change;
}
