/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The case as recorded: a tree of values, dated. Not thread-safe; pdl_case_copy () makes one for another thread.
 */

#include "pdl-case-private.h"

#include <string.h>

static void
field_entry_clear (gpointer data)
{
  pdl_value_unref (((PdlFieldEntry *) data)->value);
}

static void
extra_entry_clear (gpointer data)
{
  PdlExtraEntry *entry = data;

  g_free (entry->id);
  g_free (entry->json);
}

/* ---- fields ------------------------------------------------------------------------------------------------------ */

static PdlFieldBlock *
block_new (guint n_entries)
{
  PdlFieldBlock *self = g_new (PdlFieldBlock, 1);

  g_atomic_ref_count_init (&self->refs);
  self->entries = g_array_sized_new (FALSE, TRUE, sizeof (PdlFieldEntry), n_entries);
  g_array_set_clear_func (self->entries, field_entry_clear);
  self->extras = g_array_new (FALSE, TRUE, sizeof (PdlExtraEntry));
  g_array_set_clear_func (self->extras, extra_entry_clear);
  return self;
}

static void
block_unref (PdlFieldBlock *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_array_unref (self->entries);
  g_array_unref (self->extras);
  g_free (self);
}

static PdlFieldBlock *
block_copy (const PdlFieldBlock *from)
{
  PdlFieldBlock *self = block_new (from->entries->len + 1);

  for (guint i = 0; i < from->entries->len; i++)
    {
      PdlFieldEntry entry = g_array_index (from->entries, PdlFieldEntry, i);

      pdl_value_ref (entry.value);
      g_array_append_val (self->entries, entry);
    }
  for (guint i = 0; i < from->extras->len; i++)
    {
      const PdlExtraEntry *there = &g_array_index (from->extras, PdlExtraEntry, i);
      PdlExtraEntry entry = { g_strdup (there->id), g_strdup (there->json) };

      g_array_append_val (self->extras, entry);
    }
  return self;
}

/* A block that nobody else sees: before every write. Who shares it holds a reference, so a count of one stays one. */
static PdlFieldBlock *
own_block (PdlFields *self)
{
  PdlFieldBlock *shared = self->block;

  if (shared == NULL)
    self->block = block_new (8);
  else if (!g_atomic_ref_count_compare (&shared->refs, 1))
    {
      self->block = block_copy (shared);
      block_unref (shared);
    }
  return self->block;
}

void
pdl_fields_init (PdlFields *self)
{
  self->block = NULL;
}

void
pdl_fields_clear (PdlFields *self)
{
  g_clear_pointer (&self->block, block_unref);
}

void
pdl_fields_share (PdlFields *self, const PdlFields *from)
{
  self->block = from->block;
  if (self->block != NULL)
    g_atomic_ref_count_inc (&self->block->refs);
}

static int
find_entry (const PdlFields *self, const char *id)
{
  for (guint i = 0; self->block != NULL && i < self->block->entries->len; i++)
    if (strcmp (g_array_index (self->block->entries, PdlFieldEntry, i).finding->id, id) == 0)
      return (int) i;
  return -1;
}

static int
find_extra (const PdlFields *self, const char *id)
{
  for (guint i = 0; self->block != NULL && i < self->block->extras->len; i++)
    if (strcmp (g_array_index (self->block->extras, PdlExtraEntry, i).id, id) == 0)
      return (int) i;
  return -1;
}

void
pdl_fields_set (PdlFields *self, const PdlFinding *finding, PdlValue *value)
{
  int at = find_entry (self, finding->id);
  PdlFieldEntry fresh = { finding, value, FALSE };
  PdlFieldEntry *entry;

  if (value == NULL)
    {
      if (at >= 0)
        g_array_remove_index (own_block (self)->entries, (guint) at);
      return;
    }
  pdl_value_ref (value);
  if (at < 0)
    {
      g_array_append_val (own_block (self)->entries, fresh);
      return;
    }
  entry = &g_array_index (own_block (self)->entries, PdlFieldEntry, at);
  pdl_value_unref (entry->value);
  entry->value = value;
}

void
pdl_fields_set_unconfirmed (PdlFields *self, const char *id, gboolean unconfirmed)
{
  int at = find_entry (self, id);

  if (at >= 0)
    g_array_index (own_block (self)->entries, PdlFieldEntry, at).unconfirmed = unconfirmed;
}

void
pdl_fields_set_extra (PdlFields *self, const char *id, const char *json)
{
  int at = find_extra (self, id);
  PdlExtraEntry *entry;

  if (at < 0 && json != NULL)
    {
      PdlExtraEntry fresh = { g_strdup (id), g_strdup (json) };

      g_array_append_val (own_block (self)->extras, fresh);
    }
  else if (at >= 0 && json == NULL)
    g_array_remove_index (own_block (self)->extras, (guint) at);
  else if (at >= 0)
    {
      char *text = g_strdup (json);

      entry = &g_array_index (own_block (self)->extras, PdlExtraEntry, at);
      g_free (entry->json);
      entry->json = text;
    }
}

const char *
pdl_fields_get_extra (const PdlFields *self, const char *id)
{
  int at = find_extra (self, id);

  return at >= 0 ? pdl_fields_get_extra_json (self, (guint) at) : NULL;
}

gboolean
pdl_fields_is_empty (const PdlFields *self)
{
  return self->block == NULL || (self->block->entries->len == 0 && self->block->extras->len == 0);
}

const PdlValue *
pdl_fields_get (const PdlFields *self, const char *id)
{
  int at = find_entry (self, id);

  return at >= 0 ? pdl_fields_get_value (self, (guint) at) : NULL;
}

const PdlValue *
pdl_fields_get_finding (const PdlFields *self, const PdlFinding *finding)
{
  const PdlFieldEntry *entry;

  if (self->block == NULL)
    return NULL;
  entry = (const PdlFieldEntry *) (gconstpointer) self->block->entries->data;
  /* Kinds of record declare fields of the same name each for itself; the dictionary keeps every name once. */
  for (guint i = self->block->entries->len; i > 0; i--, entry++)
    if (entry->finding->id == finding->id)
      return entry->value;
  return NULL;
}

guint
pdl_fields_get_size (const PdlFields *self)
{
  return self->block != NULL ? self->block->entries->len : 0;
}

const char *
pdl_fields_get_id (const PdlFields *self, guint index)
{
  return g_array_index (self->block->entries, PdlFieldEntry, index).finding->id;
}

const PdlValue *
pdl_fields_get_value (const PdlFields *self, guint index)
{
  return g_array_index (self->block->entries, PdlFieldEntry, index).value;
}

const PdlFinding *
pdl_fields_get_declared (const PdlFields *self, guint index)
{
  return g_array_index (self->block->entries, PdlFieldEntry, index).finding;
}

gboolean
pdl_fields_is_unconfirmed (const PdlFields *self, const char *id)
{
  int at = find_entry (self, id);

  return at >= 0 && g_array_index (self->block->entries, PdlFieldEntry, at).unconfirmed;
}

guint
pdl_fields_get_n_extra (const PdlFields *self)
{
  return self->block != NULL ? self->block->extras->len : 0;
}

const char *
pdl_fields_get_extra_id (const PdlFields *self, guint index)
{
  return g_array_index (self->block->extras, PdlExtraEntry, index).id;
}

const char *
pdl_fields_get_extra_json (const PdlFields *self, guint index)
{
  return g_array_index (self->block->extras, PdlExtraEntry, index).json;
}

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

void
pdl_assessment_free (PdlAssessment *self)
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

void
pdl_item_free (PdlItem *self)
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
  self->assessments = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_assessment_free);
  for (guint i = 0; i < PDL_N_GROUPS; i++)
    self->items[i] = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_item_free);
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
