/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * After a change: what differs between two cases, and which facts the new evaluation takes over from the one before. Copies of
 * a case share what was not written to, so that most of it is seen to be the same at a glance.
 */

#include "pdl-case-private.h"
#include "pdl-evaluate-private.h"
#include "pdl-reads.h"

#include <string.h>

/* An evaluation keeps the one before alive; after so many the next starts anew. */
#define MOST_DEPTH 16

static void
add_bit (guint64 *set, guint bit)
{
  set[bit / 64] |= (guint64) 1 << (bit % 64);
}

static void
note (const PdlFinding *finding, guint64 *changed)
{
  if (finding->scope != PDL_SCOPE_FIELD)
    add_bit (changed, finding->index);
}

/* Entries of @one that stand otherwise, or not at all, in @other. */
static void
compare_entries (const PdlFields *one, const PdlFields *other, guint64 *changed)
{
  guint n_other = pdl_fields_get_size (other);

  for (guint i = 0; i < pdl_fields_get_size (one); i++)
    {
      const PdlFieldEntry *entry = &g_array_index (one->block->entries, PdlFieldEntry, i);
      const PdlFieldEntry *there = i < n_other ? &g_array_index (other->block->entries, PdlFieldEntry, i) : NULL;
      const PdlValue *value;

      /* Mostly it stands in the same place. */
      if (there != NULL && there->finding == entry->finding && there->value == entry->value
          && there->unconfirmed == entry->unconfirmed)
        continue;
      value = pdl_fields_get_finding (other, entry->finding);
      /* A value confirmed is a result of this visit; carried forward it is none. */
      if ((value != entry->value && !pdl_value_equal (value, entry->value))
          || pdl_fields_is_unconfirmed (other, entry->finding->id) != entry->unconfirmed)
        note (entry->finding, changed);
    }
}

static void
compare_fields (const PdlFields *old, const PdlFields *fresh, guint64 *changed)
{
  if (old->block == fresh->block)
    return;
  compare_entries (old, fresh, changed);
  compare_entries (fresh, old, changed);
}

static gboolean
records_differ (PdlCase *old, PdlCase *fresh)
{
  for (guint group = 0; group < PDL_N_GROUPS; group++)
    {
      if (old->items[group]->len != fresh->items[group]->len)
        return TRUE;
      for (guint i = 0; i < old->items[group]->len; i++)
        {
          const PdlItem *a = g_ptr_array_index (old->items[group], i), *b = g_ptr_array_index (fresh->items[group], i);

          if (a->kind != b->kind || a->fields.block != b->fields.block)
            return TRUE;
        }
    }
  return FALSE;
}

/* The visits before the one read: their results are read beside the records. */
static gboolean
past_differs (PdlCase *old, PdlCase *fresh)
{
  if (old->assessments->len != fresh->assessments->len)
    return TRUE;
  for (guint i = 0; i + 1 < old->assessments->len; i++)
    {
      const PdlAssessment *a = g_ptr_array_index (old->assessments, i), *b = g_ptr_array_index (fresh->assessments, i);

      if (a->day != b->day || a->fields.block != b->fields.block)
        return TRUE;
    }
  return FALSE;
}

gboolean
pdl_evaluation_compare (PdlFullEvaluation *before, PdlCase *kase, PdlMinute as_of, guint64 *changed)
{
  PdlKnowledge *knowledge = before->public.knowledge;
  const PdlAssessment *old = pdl_facts_get_assessment (before->facts), *fresh = pdl_case_get_current (kase);
  guint n = pdl_dictionary_get_n_findings (knowledge->dictionary);

  if (before->depth >= MOST_DEPTH || kase->dictionary != knowledge->dictionary || before->facts->foreign || before->facts->walks
      || before->is_reading)
    return FALSE;
  if (old == NULL || fresh == NULL || old->day != fresh->day || strcmp (old->uid, fresh->uid) != 0)
    return FALSE;
  if ((as_of != PDL_MINUTE_NONE ? as_of : (PdlMinute) fresh->day * 1440) != before->public.as_of_minute)
    return FALSE;
  compare_fields (&before->kase->identity, &kase->identity, changed);
  compare_fields (&old->fields, &fresh->fields, changed);
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    compare_fields (&old->levels[level], &fresh->levels[level], changed);
  if (records_differ (before->kase, kase) || past_differs (before->kase, kase))
    add_bit (changed, n + PDL_READS_RECORDS);
  return TRUE;
}

/* ---- facts ------------------------------------------------------------------------------------------------------- */

/* All of @before, but for what is affected: that stays as it begins. */
static void
adopt_place (PdlFacts *facts, PdlPlace *self, const PdlPlace *before, const guint64 *affected)
{
  guint n = facts->n_findings;
  double *values = pdl_arena_new (facts->arena, double, n);
  guint8 *states = pdl_arena_new (facts->arena, guint8, n);

  memcpy (values, before->values, n * sizeof (double));
  memcpy (states, before->states, n);
  for (guint word = 0; word <= n / 64; word++)
    for (guint64 bits = affected[word]; bits != 0; bits &= bits - 1)
      {
        guint i = word * 64 + (guint) __builtin_ctzll (bits);

        values[i] = self->values[i];
        states[i] = self->states[i];
      }
  self->values = values;
  self->states = states;
}

static void
adopt_scores (PdlFacts *self, PdlFacts *before, guint place, const guint64 *affected)
{
  guint n = self->knowledge->scores->len;

  if (before->scores[place] == NULL)
    return;
  self->scores[place] = pdl_arena_new (self->arena, PdlScoreResult *, n);
  for (guint i = 0; i < n; i++)
    self->scores[place][i] = pdl_reads_has (affected, self->knowledge->reads->scores, i) ? NULL : before->scores[place][i];
}

gboolean
pdl_facts_adopt (PdlFacts *self, PdlFacts *before, const guint64 *affected)
{
  if (self->involved != before->involved || self->n_targets != before->n_targets
      || memcmp (self->targets, before->targets, self->n_targets * sizeof (PdlLevelSet)) != 0)
    return FALSE;
  adopt_place (self, &self->patient, &before->patient, affected);
  adopt_scores (self, before, 0, affected);
  for (guint t = 0; t < self->n_targets; t++)
    {
      adopt_place (self, &self->at_targets[t], &before->at_targets[t], affected);
      adopt_scores (self, before, 1 + t, affected);
    }
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    {
      if (before->at_levels[level].values != NULL)
        adopt_place (self, pdl_facts_make_level (self, level), &before->at_levels[level], affected);
      adopt_scores (self, before, 1 + self->n_targets + (guint) level, affected);
    }
  return TRUE;
}
