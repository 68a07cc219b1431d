/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Rows alone, for many changes of two findings: the row follows from a part of what a reading follows from.
 */

#include "pdl-probe-private.h"

#include <string.h>

typedef struct
{
  guint32 hash;
  guint n;
  double *key;
  const PdlRow *row, *row_also;
} KnownRow;

static guint
known_row_hash (gconstpointer data)
{
  return ((const KnownRow *) data)->hash;
}

static gboolean
known_row_equal (gconstpointer a, gconstpointer b)
{
  const KnownRow *one = a, *other = b;

  return one->hash == other->hash && memcmp (one->key, other->key, one->n * sizeof (double)) == 0;
}

static void
known_row_free (gpointer data)
{
  KnownRow *self = data;

  g_free (self->key);
  g_free (self);
}

GHashTable *
pdl_probe_make_known_rows (void)
{
  return g_hash_table_new_full (known_row_hash, known_row_equal, known_row_free, NULL);
}

void
pdl_probe_get_difference (PdlProbe *self, PdlProbeDifference *ret_difference)
{
  ret_difference->n = 0;
  ret_difference->at = g_new (guint8, self->rules->n_row);
  ret_difference->values = g_new (double, self->rules->n_row);
  for (guint i = 0; i < self->rules->n_row; i++)
    if (memcmp (&self->key[i], &self->base_key[i], sizeof (double)) != 0)
      {
        ret_difference->at[ret_difference->n] = (guint8) i;
        ret_difference->values[ret_difference->n++] = self->key[i];
      }
}

void
pdl_probe_difference_clear (PdlProbeDifference *self)
{
  g_free (self->at);
  g_free (self->values);
}

static const KnownRow *
look_up_row (PdlProbe *self)
{
  KnownRow probe = { pdl_probe_hash_key (self->key, self->rules->n_row), self->rules->n_row, self->key };

  return g_hash_table_lookup (self->known_rows, &probe);
}

static void
keep_row (PdlProbe *self, const PdlReading *reading)
{
  KnownRow *known = g_new0 (KnownRow, 1);

  known->hash = pdl_probe_hash_key (self->key, self->rules->n_row);
  known->n = self->rules->n_row;
  known->key = g_memdup2 (self->key, self->rules->n_row * sizeof (double));
  known->row = reading->row;
  known->row_also = reading->row_also;
  g_hash_table_add (self->known_rows, known);
}

gboolean
pdl_probe_look_up_row (PdlProbe *self, const PdlProbeDifference *a, const PdlProbeDifference *b, const PdlRow **ret_row,
                       const PdlRow **ret_row_also)
{
  const KnownRow *known;

  memcpy (self->key, self->base_key, self->rules->n_row * sizeof (double));
  for (guint i = 0; i < a->n; i++)
    self->key[a->at[i]] = a->values[i];
  for (guint i = 0; i < b->n; i++)
    self->key[b->at[i]] = b->values[i];
  known = look_up_row (self);
  if (known == NULL)
    return FALSE;
  *ret_row = known->row;
  *ret_row_also = known->row_also;
  return TRUE;
}

gboolean
pdl_probe_read_row (PdlProbe *self, const PdlRow **ret_row, const PdlRow **ret_row_also)
{
  PdlArenaMark mark = pdl_probe_stir (self);
  gboolean same_targets = !pdl_probe_forms_other_targets (self);

  pdl_probe_fill_key (self, self->rules->n_row);
  if (same_targets)
    {
      const KnownRow *known = look_up_row (self);

      if (known == NULL)
        {
          const PdlReading *reading;

          pdl_probe_fill_key (self, self->n_key);
          reading = pdl_probe_look_up (self);
          *ret_row = reading->row;
          *ret_row_also = reading->row_also;
          if (reading->settled)
            keep_row (self, reading);
        }
      else
        {
          *ret_row = known->row;
          *ret_row_also = known->row_also;
        }
    }
  pdl_probe_rest (self, mark);
  return same_targets;
}
