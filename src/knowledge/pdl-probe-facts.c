/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The facts of a case that is asked "what if": one table, in which a change unmakes only what reads it, and which is put back afterwards.
 */

#include "pdl-probe-private.h"

#include "pdl-case-private.h"

#include <math.h>
#include <string.h>

static void
keep_place (PdlProbe *self, PdlPlace *place)
{
  PdlProbeKept *kept = &self->kept[self->n_kept++];
  guint n = self->facts->n_findings;

  kept->place = place;
  kept->fresh_values = g_memdup2 (place->values, n * sizeof (double));
  kept->fresh_states = g_memdup2 (place->states, n);
}

/* Of the places of scores: the patient, the targets, and the levels that are kept. */
static gboolean
is_kept_place (PdlProbe *self, guint place, PdlLevelSet levels)
{
  guint first_level = 1 + self->facts->n_targets;

  return place < first_level || (levels & PDL_LEVEL_BIT (place - first_level)) != 0;
}

void
pdl_probe_make_facts (PdlProbe *self, PdlMinute now)
{
  PdlFacts *facts;
  PdlLevelSet levels;

  facts = self->facts = pdl_facts_new (self->knowledge, self->kase, self->assessment, now);
  if (!facts->has_records)
    pdl_facts_read_records (facts);
  for (int target = -1; target < (int) facts->n_targets; target++)
    pdl_facts_get_present_course (facts, target);
  levels = facts->involved | pdl_assessment_get_recorded_levels (self->assessment);
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    if ((levels & PDL_LEVEL_BIT (level)) != 0)
      pdl_facts_make_level (facts, level);
  self->n_score_places = 1 + facts->n_targets + PDL_N_LEVELS;
  /* Those of other levels stay unmade, and are unmade again after a reading that asked for them. */
  for (guint place = 0; place < self->n_score_places; place++)
    if (is_kept_place (self, place, levels) && facts->scores[place] == NULL)
      facts->scores[place] = pdl_arena_new0 (facts->arena, PdlScoreResult *, self->knowledge->scores->len);

  self->kept = g_new0 (PdlProbeKept, 1 + facts->n_targets + PDL_N_LEVELS);
  keep_place (self, &facts->patient);
  for (guint i = 0; i < facts->n_targets; i++)
    keep_place (self, &facts->at_targets[i]);
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    if (facts->at_levels[level].values != NULL)
      {
        keep_place (self, &facts->at_levels[level]);
        self->kept_levels |= PDL_LEVEL_BIT (level);
      }
  self->n_words = facts->n_findings / 64 + 1;
  self->dirty = g_new0 (guint64, self->knowledge->reads->n_affected_words);
}

void
pdl_probe_keep_filled (PdlProbe *self)
{
  guint n_scores = self->knowledge->scores->len;

  for (guint i = 0; i < self->n_kept; i++)
    {
      self->kept[i].values = g_memdup2 (self->kept[i].place->values, self->facts->n_findings * sizeof (double));
      self->kept[i].states = g_memdup2 (self->kept[i].place->states, self->facts->n_findings);
    }
  self->scores = g_new (PdlScoreResult *, self->n_score_places * n_scores);
  for (guint i = 0; i < self->n_score_places; i++)
    if (is_kept_place (self, i, self->kept_levels))
      memcpy (self->scores + i * n_scores, self->facts->scores[i], n_scores * sizeof (PdlScoreResult *));
}

void
pdl_probe_free_facts (PdlProbe *self)
{
  for (guint i = 0; i < self->n_kept; i++)
    {
      g_free (self->kept[i].fresh_values);
      g_free (self->kept[i].fresh_states);
      g_free (self->kept[i].values);
      g_free (self->kept[i].states);
    }
  g_free (self->kept);
  g_free (self->scores);
  g_free (self->dirty);
  pdl_facts_free (self->facts);
}

/* The slots of @set as recorded (@fresh), or as the case fills them. */
static void
put_back (PdlProbe *self, const guint64 *set, gboolean fresh)
{
  for (guint word = 0; word < self->n_words; word++)
    for (guint64 bits = set[word] & self->rules->mask[word]; bits != 0; bits &= bits - 1)
      {
        guint at = word * 64 + (guint) __builtin_ctzll (bits);

        for (guint i = 0; i < self->n_kept; i++)
          {
            const PdlProbeKept *kept = &self->kept[i];

            kept->place->values[at] = fresh ? kept->fresh_values[at] : kept->values[at];
            kept->place->states[at] = fresh ? kept->fresh_states[at] : kept->states[at];
          }
      }
}

static void
put_back_scores (PdlProbe *self)
{
  guint n_scores = self->knowledge->scores->len;

  for (guint i = 0; i < self->n_score_places; i++)
    if (is_kept_place (self, i, self->kept_levels))
      memcpy (self->facts->scores[i], self->scores + i * n_scores, n_scores * sizeof (PdlScoreResult *));
    else
      self->facts->scores[i] = NULL;
}

static void
take (PdlPlace *place, const PdlFinding *finding, const PdlValue *value)
{
  place->values[finding->index] = pdl_value_as_fact (value);
  place->states[finding->index] = PDL_SLOT_DONE | PDL_SLOT_ENTERED;
}

/* As pdl-facts-entries.c takes it over. */
static void
take_setting (PdlProbe *self, const PdlProbeSetting *setting)
{
  PdlFacts *facts = self->facts;
  const PdlFinding *finding = setting->finding;

  if (finding->scope == PDL_SCOPE_PATIENT)
    take (&facts->patient, finding, setting->value);
  else if (finding->scope != PDL_SCOPE_LEVEL)
    take (&facts->at_targets[self->target], finding, setting->value);
  else if (setting->place != PDL_LEVEL_NONE)
    take (pdl_facts_make_level (facts, setting->place), finding, setting->value);
  else
    for (guint i = 0; i < facts->n_targets; i++)
      if (pdl_level_set_count (facts->targets[i]) == 1)
        {
          PdlLevel level = pdl_level_set_first (facts->targets[i]);

          if (pdl_fields_get_finding (&self->assessment->levels[level], finding) == NULL)
            take (pdl_facts_make_level (facts, level), finding, setting->value);
        }
}

static PdlFields *
fields_at (PdlProbe *self, PdlLevel place)
{
  return place != PDL_LEVEL_NONE ? &self->assessment->levels[place] : &self->assessment->fields;
}

void
pdl_probe_set (PdlProbe *self, const PdlFinding *finding, PdlLevel place, PdlValue *value)
{
  PdlProbeSetting *setting;
  PdlFields *fields = fields_at (self, place);
  const PdlValue *before = pdl_fields_get_finding (fields, finding);

  g_return_if_fail (self->n_settings < PDL_PROBE_MOST);
  setting = &self->settings[self->n_settings++];
  setting->finding = finding;
  setting->place = place;
  setting->value = pdl_value_ref (value);
  setting->before = before != NULL ? pdl_value_ref ((PdlValue *) before) : NULL;
  pdl_fields_set (fields, finding, value);
}

void
pdl_probe_unset (PdlProbe *self)
{
  PdlProbeSetting *setting = &self->settings[--self->n_settings];

  pdl_fields_set (fields_at (self, setting->place), setting->finding, setting->before);
  pdl_value_unref (setting->value);
  pdl_value_unref (setting->before);
}

void
pdl_probe_clear (PdlProbe *self)
{
  if (self->is_dirty)
    put_back (self, self->dirty, FALSE);
  self->is_dirty = FALSE;
  while (self->n_settings > 0)
    pdl_probe_unset (self);
}

/* Formed anew, as for an evaluation: what is said of a whole target does not make its level involved. */
static gboolean
form_other_targets (PdlProbe *self)
{
  g_autoptr (PdlFacts) facts = pdl_facts_new (self->knowledge, self->kase, self->assessment, self->facts->now);

  return facts->n_targets != self->facts->n_targets
         || memcmp (facts->targets, self->facts->targets, facts->n_targets * sizeof (PdlLevelSet)) != 0;
}

gboolean
pdl_probe_forms_other_targets (PdlProbe *self)
{
  if (self->rules->involved == NULL || !pdl_probe_has (self->dirty, self->rules->involved->index))
    return FALSE;
  if (self->spoken)
    return form_other_targets (self);
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    if ((self->kept_levels & ~self->grouped & PDL_LEVEL_BIT (level)) != 0)
      {
        double now = pdl_facts_get (self->facts, self->rules->involved, -1, level), before = self->involvement[level];

        if ((!isnan (now) && now != 0) != (!isnan (before) && before != 0))
          return TRUE;
      }
  return FALSE;
}

PdlArenaMark
pdl_probe_stir (PdlProbe *self)
{
  const PdlReads *reads = self->knowledge->reads;

  if (self->is_dirty)
    put_back (self, self->dirty, FALSE);
  memset (self->dirty, 0, reads->n_affected_words * sizeof (guint64));
  for (guint i = 0; i < self->n_settings; i++)
    {
      const guint64 *affected = &reads->affected[self->settings[i].finding->index * reads->n_affected_words];

      for (guint word = 0; word < reads->n_affected_words; word++)
        self->dirty[word] |= affected[word];
    }
  self->is_dirty = TRUE;
  self->facts->series = NULL;
  put_back (self, self->dirty, TRUE);
  for (guint word = reads->scores; word < reads->others; word++)
    for (guint64 bits = self->dirty[word]; bits != 0; bits &= bits - 1)
      for (guint place = 0; place < self->n_score_places; place++)
        if (self->facts->scores[place] != NULL)
          self->facts->scores[place][(word - reads->scores) * 64 + (guint) __builtin_ctzll (bits)] = NULL;
  for (guint i = 0; i < self->n_settings; i++)
    take_setting (self, &self->settings[i]);
  return pdl_arena_mark (self->facts->arena);
}

void
pdl_probe_rest (PdlProbe *self, PdlArenaMark mark)
{
  put_back_scores (self);
  self->facts->series = NULL; /* made in what is given back now */
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    if ((self->kept_levels & PDL_LEVEL_BIT (level)) == 0)
      self->facts->at_levels[level].values = NULL;
  pdl_arena_rewind (self->facts->arena, mark);
}
