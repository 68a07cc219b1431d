/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The case as recorded: a tree of values, dated. Not thread-safe; pdl_case_copy () makes one for another thread.
 */

#include "pdl-case-private.h"

#include <string.h>

/* ---- visits and records ------------------------------------------------------------------------------------------ */

PdlAssessment *
pdl_assessment_new (const char *uid, PdlDay day)
{
  PdlAssessment *self = g_new0 (PdlAssessment, 1);

  self->uid = g_ref_string_new (uid);
  self->day = day;
  pdl_fields_init (&self->fields);
  for (guint i = 0; i < PDL_N_LEVELS; i++)
    pdl_fields_init (&self->levels[i]);
  self->targets = g_array_new (FALSE, FALSE, sizeof (PdlLevelSet));
  return self;
}

static void
assessment_free (PdlAssessment *self)
{
  g_ref_string_release (self->uid);
  pdl_fields_clear (&self->fields);
  for (guint i = 0; i < PDL_N_LEVELS; i++)
    pdl_fields_clear (&self->levels[i]);
  g_array_unref (self->targets);
  g_free (self);
}

gboolean
pdl_assessment_is_empty (const PdlAssessment *self)
{
  return pdl_fields_is_empty (&self->fields) && pdl_assessment_get_recorded_levels (self) == 0 && self->targets->len == 0;
}

const char *
pdl_assessment_get_uid (const PdlAssessment *self)
{
  return self->uid;
}

PdlDay
pdl_assessment_get_day (const PdlAssessment *self)
{
  return self->day;
}

const PdlFields *
pdl_assessment_get_fields (const PdlAssessment *self)
{
  return &self->fields;
}

const PdlFields *
pdl_assessment_get_level (const PdlAssessment *self, PdlLevel level)
{
  g_return_val_if_fail (level >= 0 && level < PDL_N_LEVELS, &self->levels[0]);
  return &self->levels[level];
}

PdlLevelSet
pdl_assessment_get_recorded_levels (const PdlAssessment *self)
{
  PdlLevelSet levels = 0;

  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    if (!pdl_fields_is_empty (&self->levels[level]))
      levels |= PDL_LEVEL_BIT (level);
  return levels;
}

guint
pdl_assessment_get_n_targets (const PdlAssessment *self)
{
  return self->targets->len;
}

PdlLevelSet
pdl_assessment_get_target (const PdlAssessment *self, guint index)
{
  return g_array_index (self->targets, PdlLevelSet, index);
}

PdlItem *
pdl_item_new (const char *uid, const PdlRecordKind *kind)
{
  PdlItem *self = g_new0 (PdlItem, 1);

  self->uid = g_ref_string_new (uid);
  self->kind = kind;
  pdl_fields_init (&self->fields);
  return self;
}

static void
item_free (PdlItem *self)
{
  g_ref_string_release (self->uid);
  pdl_fields_clear (&self->fields);
  g_free (self);
}

const char *
pdl_item_get_uid (const PdlItem *self)
{
  return self->uid;
}

const PdlRecordKind *
pdl_item_get_kind (const PdlItem *self)
{
  return self->kind;
}

const PdlFields *
pdl_item_get_fields (const PdlItem *self)
{
  return &self->fields;
}

static PdlDay
day_of (const PdlItem *self, const char *first, const char *second)
{
  PdlDay day = pdl_value_get_day (pdl_fields_get (&self->fields, first));

  return day != PDL_DAY_NONE || second == NULL ? day : pdl_value_get_day (pdl_fields_get (&self->fields, second));
}

PdlDay
pdl_item_get_start (const PdlItem *self)
{
  return day_of (self, "start", "date");
}

PdlDay
pdl_item_get_end (const PdlItem *self)
{
  return day_of (self, "end", NULL);
}

PdlDay
pdl_item_get_exact_day (const PdlItem *self, const char *field)
{
  const PdlValue *value = pdl_fields_get (pdl_item_get_fields (self), field);

  return pdl_value_is_known (value) && pdl_value_get_precision (value) == PDL_PRECISION_DAY ? pdl_value_get_day (value) : PDL_DAY_NONE;
}

PdlLevelSet
pdl_item_get_levels (const PdlItem *self)
{
  return pdl_value_get_bits (pdl_fields_get (&self->fields, "levels"));
}

const char *
pdl_item_get_status (const PdlItem *self)
{
  return pdl_value_get_code (pdl_fields_get (&self->fields, "status"));
}

/* Takes over @uid. */
static PdlCase *
case_new (PdlDictionary *dictionary, char *uid)
{
  PdlCase *self = g_new0 (PdlCase, 1);

  g_atomic_ref_count_init (&self->refs);
  self->uid = uid;
  self->dictionary = pdl_dictionary_ref (dictionary);
  pdl_fields_init (&self->identity);
  self->assessments = g_ptr_array_new_with_free_func ((GDestroyNotify) assessment_free);
  for (guint i = 0; i < PDL_N_GROUPS; i++)
    self->items[i] = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  return self;
}

PdlCase *
pdl_case_new (PdlDictionary *dictionary, const char *uid)
{
  g_autofree char *fresh = uid == NULL ? g_uuid_string_random () : NULL;

  return case_new (dictionary, g_ref_string_new (uid != NULL ? uid : fresh));
}

PdlCase *
pdl_case_ref (PdlCase *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
pdl_case_unref (PdlCase *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_ref_string_release (self->uid);
  pdl_fields_clear (&self->identity);
  g_ptr_array_unref (self->assessments);
  for (guint i = 0; i < PDL_N_GROUPS; i++)
    g_ptr_array_unref (self->items[i]);
  pdl_dictionary_unref (self->dictionary);
  g_free (self);
}

static PdlAssessment *
assessment_copy (const PdlAssessment *from)
{
  PdlAssessment *self = g_new (PdlAssessment, 1);

  self->uid = g_ref_string_acquire (from->uid);
  self->day = from->day;
  pdl_fields_share (&self->fields, &from->fields);
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    pdl_fields_share (&self->levels[level], &from->levels[level]);
  self->targets = g_array_copy (from->targets);
  return self;
}

static PdlItem *
item_copy (const PdlItem *from)
{
  PdlItem *self = g_new (PdlItem, 1);

  self->uid = g_ref_string_acquire (from->uid);
  self->kind = from->kind;
  pdl_fields_share (&self->fields, &from->fields);
  return self;
}

PdlCase *
pdl_case_copy (PdlCase *self)
{
  PdlCase *copy = case_new (self->dictionary, g_ref_string_acquire (self->uid));

  copy->revision = self->revision;
  pdl_fields_share (&copy->identity, &self->identity);
  for (guint i = 0; i < self->assessments->len; i++)
    g_ptr_array_add (copy->assessments, assessment_copy (g_ptr_array_index (self->assessments, i)));
  for (guint g = 0; g < PDL_N_GROUPS; g++)
    for (guint i = 0; i < self->items[g]->len; i++)
      g_ptr_array_add (copy->items[g], item_copy (g_ptr_array_index (self->items[g], i)));
  return copy;
}

const char *
pdl_case_get_uid (PdlCase *self)
{
  return self->uid;
}

PdlDictionary *
pdl_case_get_dictionary (PdlCase *self)
{
  return self->dictionary;
}

gint64
pdl_case_get_revision (PdlCase *self)
{
  return self->revision;
}

void
pdl_case_set_revision (PdlCase *self, gint64 revision)
{
  self->revision = revision;
}

const PdlFields *
pdl_case_get_identity (PdlCase *self)
{
  return &self->identity;
}

guint
pdl_case_get_n_assessments (PdlCase *self)
{
  return self->assessments->len;
}

const PdlAssessment *
pdl_case_get_assessment (PdlCase *self, guint index)
{
  return g_ptr_array_index (self->assessments, index);
}

const PdlAssessment *
pdl_case_get_current (PdlCase *self)
{
  return self->assessments->len > 0 ? g_ptr_array_index (self->assessments, self->assessments->len - 1) : NULL;
}

const PdlAssessment *
pdl_case_lookup_assessment (PdlCase *self, const char *uid)
{
  for (guint i = 0; i < self->assessments->len; i++)
    {
      const PdlAssessment *assessment = g_ptr_array_index (self->assessments, i);

      if (strcmp (assessment->uid, uid) == 0)
        return assessment;
    }
  return NULL;
}

guint
pdl_case_get_n_items (PdlCase *self, PdlGroup group)
{
  return self->items[group]->len;
}

const PdlItem *
pdl_case_get_item (PdlCase *self, PdlGroup group, guint index)
{
  return g_ptr_array_index (self->items[group], index);
}

const PdlItem *
pdl_case_lookup_item (PdlCase *self, const char *uid)
{
  for (guint g = 0; g < PDL_N_GROUPS; g++)
    for (guint i = 0; i < self->items[g]->len; i++)
      {
        const PdlItem *item = g_ptr_array_index (self->items[g], i);

        if (strcmp (item->uid, uid) == 0)
          return item;
      }
  return NULL;
}

void
pdl_case_insert_assessment (PdlCase *self, PdlAssessment *assessment)
{
  guint place = self->assessments->len;

  while (place > 0 && ((PdlAssessment *) g_ptr_array_index (self->assessments, place - 1))->day > assessment->day)
    place--;
  g_ptr_array_insert (self->assessments, (int) place, assessment);
}

PdlFields *
pdl_case_get_place (PdlCase *self, const char *uid, PdlLevel level)
{
  PdlAssessment *assessment;
  PdlItem *item;

  if (uid == NULL)
    return &self->identity;
  assessment = (PdlAssessment *) pdl_case_lookup_assessment (self, uid);
  if (assessment != NULL)
    return level == PDL_LEVEL_NONE ? &assessment->fields : &assessment->levels[level];
  item = (PdlItem *) pdl_case_lookup_item (self, uid);
  return item != NULL ? &item->fields : NULL;
}
