/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What is still possible from one set of inputs is the same for every patient: found once, then looked up. Entries are never
 * changed or freed while the knowledge lives, so that they are read without a lock; a set that meets more different
 * questions than there is room for answers the rest anew each time.
 */

#include "pdl-evaluate-private.h"

#include <string.h>

#define N_SLOTS 32768 /* a power of two */
#define MOST 16384    /* entries: some 20 MB at the very most */
#define PROBES 16

typedef struct
{
  guint32 key[PDL_MAX_INPUTS + 2]; /* row, then by input its position, or the classes it can still be */
  PdlOpened opened;
} Entry;

typedef struct
{
  guint32 key[PDL_MAX_INPUTS + 2];
  guint n;
  guint32 hash;
} Key;

static void
make_key (PdlKnowledge *self, const guint *inputs, const guint32 *possible, const PdlRow *row, Key *ret_key)
{
  guint64 hash = 1469598103934665603u;

  memset (ret_key, 0, sizeof *ret_key);
  ret_key->n = self->inputs->len + 1;
  ret_key->key[0] = row->index;
  for (guint i = 0; i < self->inputs->len; i++)
    {
      guint n = g_array_index (self->inputs, PdlInput, i).n_values;

      /* A known input has one bit, one that can be anything all of them. */
      ret_key->key[i + 1] = inputs[i] < n ? (guint32) 1 << inputs[i] | (guint32) 1 << 31 : possible[i] & (((guint32) 1 << n) - 1);
    }
  for (guint i = 0; i < ret_key->n; i++)
    hash = (hash ^ ret_key->key[i]) * 1099511628211u;
  ret_key->hash = (guint32) (hash >> 32) ^ (guint32) hash;
}

static const Entry *
find (PdlKnowledge *self, const Key *key, guint *ret_free)
{
  *ret_free = G_MAXUINT;
  for (guint i = 0; i < PROBES; i++)
    {
      guint slot = (key->hash + i) & (N_SLOTS - 1);
      const Entry *entry = g_atomic_pointer_get (&self->opened[slot]);

      if (entry == NULL)
        {
          *ret_free = slot;
          return NULL;
        }
      if (memcmp (entry->key, key->key, sizeof key->key) == 0)
        return entry;
    }
  return NULL;
}

/* All of it in one piece of memory. */
static Entry *
make (PdlKnowledge *self, const Key *key, const guint *inputs, const guint32 *possible, const PdlRow *row, PdlArena *arena)
{
  GArray *outcomes, *missing;
  gboolean determined;
  gsize n_ifs = 0, size;
  PdlAssignment *ifs;
  Entry *entry;

  pdl_decision_open (self, inputs, possible, row, &outcomes, &missing, &determined);
  for (guint i = 0; i < outcomes->len; i++)
    n_ifs += g_array_index (outcomes, PdlOutcome, i).n_ifs;
  size = sizeof (Entry) + outcomes->len * sizeof (PdlOutcome) + missing->len * sizeof (PdlMissing) + n_ifs * sizeof (PdlAssignment);
  entry = arena != NULL ? pdl_arena_take (arena, size) : g_malloc (size);
  memcpy (entry->key, key->key, sizeof entry->key);
  entry->opened.determined = determined;
  entry->opened.n_outcomes = outcomes->len;
  entry->opened.n_missing = missing->len;
  entry->opened.outcomes = (PdlOutcome *) (entry + 1);
  entry->opened.missing = (PdlMissing *) (entry->opened.outcomes + outcomes->len);
  ifs = (PdlAssignment *) (entry->opened.missing + missing->len);
  for (guint i = 0; i < outcomes->len; i++)
    {
      PdlOutcome *outcome = &entry->opened.outcomes[i];

      *outcome = g_array_index (outcomes, PdlOutcome, i);
      for (guint k = 0; k < outcome->n_ifs; k++)
        ifs[k] = outcome->ifs[k];
      outcome->ifs = ifs;
      ifs += outcome->n_ifs;
    }
  if (missing->len > 0)
    memcpy (entry->opened.missing, missing->data, missing->len * sizeof (PdlMissing));
  g_array_unref (outcomes);
  g_array_unref (missing);
  return entry;
}

const PdlOpened *
pdl_decision_look (PdlKnowledge *self, const guint *inputs, const guint32 *possible, const PdlRow *row, PdlArena *arena)
{
  const Entry *entry;
  Key key;
  guint slot;

  make_key (self, inputs, possible, row, &key);
  entry = find (self, &key, &slot);
  if (entry == NULL && (slot == G_MAXUINT || g_atomic_int_get (&self->n_opened) >= MOST))
    entry = make (self, &key, inputs, possible, row, arena);
  else if (entry == NULL)
    {
      Entry *fresh = make (self, &key, inputs, possible, row, NULL);

      g_mutex_lock (&self->mutex);
      entry = find (self, &key, &slot);
      if (entry == NULL && slot != G_MAXUINT)
        {
          g_atomic_pointer_set (&self->opened[slot], fresh);
          g_atomic_int_inc (&self->n_opened);
          entry = g_steal_pointer (&fresh);
        }
      g_mutex_unlock (&self->mutex);
      if (entry == NULL)
        entry = make (self, &key, inputs, possible, row, arena);
      g_free (fresh);
    }
  return &entry->opened;
}

void
pdl_decision_make_memo (PdlKnowledge *self)
{
  self->opened = g_new0 (gpointer, N_SLOTS);
}

void
pdl_decision_free_memo (PdlKnowledge *self)
{
  for (guint i = 0; self->opened != NULL && i < N_SLOTS; i++)
    g_free (self->opened[i]);
  g_free (self->opened);
}
