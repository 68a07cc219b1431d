/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The values of one place of a case: a patient, a visit, a level, a record. Copies of a case share them until one is written to.
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

/* Kinds of record declare fields of the same name each for itself; the dictionary keeps every name once. */
static int
find_declared (const PdlFields *self, const PdlFinding *finding)
{
  const PdlFieldEntry *entry;

  if (self->block == NULL)
    return -1;
  entry = (const PdlFieldEntry *) (gconstpointer) self->block->entries->data;
  for (guint i = 0; i < self->block->entries->len; i++, entry++)
    if (entry->finding->id == finding->id)
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
  int at = find_declared (self, finding);
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
  int at = find_declared (self, finding);

  return at >= 0 ? pdl_fields_get_value (self, (guint) at) : NULL;
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
