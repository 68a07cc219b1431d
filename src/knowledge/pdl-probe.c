/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A reading depends on the record through few values: the inputs, and what modifiers, options and limits read of the target.
 * After a change those of them that read it are worked out over the facts of pdl-probe-facts.c; what follows from them is the same
 * whatever lies behind, and kept.
 */

#include "pdl-probe-private.h"

#include "pdl-case-private.h"

#include <math.h>
#include <string.h>

typedef struct
{
  guint32 hash;
  guint n;
  double *key;
  PdlReading reading;
} Known;

/* ---- a reading ------------------------------------------------------------------------------------------------------ */

static guint
known_hash (gconstpointer data)
{
  return ((const Known *) data)->hash;
}

static gboolean
known_equal (gconstpointer a, gconstpointer b)
{
  const Known *one = a, *other = b;

  return one->hash == other->hash && memcmp (one->key, other->key, one->n * sizeof (double)) == 0;
}

static void
known_free (gpointer data)
{
  Known *self = data;

  g_free (self->key);
  g_free (self->reading.options);
  g_free (self);
}

guint32
pdl_probe_hash_key (const double *key, guint n)
{
  guint64 hash = 1469598103934665603u;

  for (guint i = 0; i < n; i++)
    {
      guint64 word;

      memcpy (&word, &key[i], sizeof word);
      hash = (hash ^ word) * 1099511628211u;
      hash ^= hash >> 29;
    }
  return (guint32) (hash ^ (hash >> 32));
}

/* Any NaN is the same unknown. */
static double
same_unknown (double value)
{
  return isnan (value) ? (double) NAN : value;
}

static double
read_direct (PdlProbe *self, guint i)
{
  return same_unknown (pdl_facts_get (self->facts, g_ptr_array_index (self->rules->direct, i), self->target, PDL_LEVEL_NONE));
}

/* The first @n of the key. @affected (nullable): only what reads a change can be other than in the case as it is. */
static void
make_key (PdlProbe *self, const guint64 *affected, guint n, double *key)
{
  guint n_direct = self->rules->direct->len;

  for (guint i = 0; i < MIN (n, n_direct); i++)
    if (affected == NULL || pdl_probe_has (affected, self->rules->direct_index[i]))
      key[i] = read_direct (self, i);
  if (n > n_direct)
    {
      gboolean open;

      pdl_decision_count_graded (self->knowledge, self->facts, self->target, &open);
      key[n - 1] = open;
    }
  for (guint i = 0; n_direct + i + 1 < n; i++)
    {
      const PdlFinding *finding = pdl_knowledge_get_input (self->knowledge, i)->finding;

      if (affected == NULL || pdl_probe_has (affected, finding->index))
        key[n_direct + i] = pdl_facts_get_possible (self->facts, finding, self->target);
    }
}

void
pdl_probe_fill_key (PdlProbe *self, guint n)
{
  memcpy (self->key, self->base_key, n * sizeof (double));
  make_key (self, self->dirty, n, self->key);
}

static guint
count_limits (PdlProbe *self, guint64 rows)
{
  PdlUrgency limits[64];
  guint n = 0;

  for (; rows != 0; rows &= rows - 1)
    {
      const PdlRowRule *rule = g_ptr_array_index (self->knowledge->rows, (guint) __builtin_ctzll (rows));
      PdlUrgency limit = pdl_urgency_rule_run (rule->urgency, self->facts, self->target, 0);
      guint i = 0;

      while (i < n && (limits[i].known != limit.known || limits[i].within_h != limit.within_h || limits[i].latest_h != limit.latest_h))
        i++;
      if (i == n)
        limits[n++] = limit;
    }
  return n;
}

static void
find_reach (PdlProbe *self, const guint *inputs, const PdlModified *modified, PdlReading *reading)
{
  PdlKnowledge *knowledge = self->knowledge;
  guint32 possible[PDL_MAX_INPUTS] = { 0 };
  guint64 own = (guint64) 1 << reading->row->index;
  gboolean open;

  for (guint i = 0; i < knowledge->inputs->len; i++)
    possible[i] = modified->effective[i] == inputs[i] ? pdl_facts_get_possible (self->facts, pdl_knowledge_get_input (knowledge, i)->finding, self->target)
                                                      : G_MAXUINT32;
  reading->rows = pdl_decision_rows_reached (knowledge, modified->effective, possible);
  pdl_decision_count_graded (knowledge, self->facts, self->target, &open);
  if (reading->row->action->cannot_determine)
    reading->state = PDL_STATE_CANNOT_DETERMINE;
  else
    reading->state = reading->rows == own && !modified->provisional && !open ? PDL_STATE_DETERMINED : PDL_STATE_PROVISIONAL;
  reading->n_limits = count_limits (self, reading->rows);
}

/* Whether what a modifier set for everything behind it was read together with more than stands in the key. */
static gboolean
is_settled (PdlProbe *self, const PdlModified *modified)
{
  guint32 set = 0;

  for (guint i = 0; i < self->knowledge->modifiers->len; i++)
    set |= modified->settings_at[i];
  return self->rules->plain && (modified->facts == NULL || (set != 0 && (set & self->rules->unsettling) == 0));
}

static void
make_reading (PdlProbe *self, PdlReading *reading)
{
  PdlKnowledge *knowledge = self->knowledge;
  guint inputs[PDL_MAX_INPUTS];
  PdlModified modified;

  for (guint i = 0; i < knowledge->inputs->len; i++)
    {
      const PdlInput *input = pdl_knowledge_get_input (knowledge, i);
      double position = pdl_facts_get (self->facts, input->finding, self->target, PDL_LEVEL_NONE);

      inputs[i] = isnan (position) ? input->n_values : (guint) position;
    }
  pdl_modifiers_run (knowledge, self->facts, self->target, inputs, &modified);
  reading->row = &modified.row->row;
  reading->row_also = modified.row_also != NULL ? &modified.row_also->row : NULL;
  reading->urgency = modified.urgency;
  reading->n_options = modified.options->len;
  reading->options = g_new (PdlReadingOption, MAX (modified.options->len, 1));
  for (guint i = 0; i < modified.options->len; i++)
    {
      const PdlListed *listed = &g_array_index (modified.options, PdlListed, i);

      reading->options[i] = (PdlReadingOption){ listed->option, listed->waits_for, listed->struck_by };
    }
  for (guint i = 0; i < modified.modifiers->len; i++)
    {
      const PdlModifierResult *result = &g_array_index (modified.modifiers, PdlModifierResult, i);
      guint at = 0;

      /* The modifier is the first member of its rule. */
      while (g_ptr_array_index (knowledge->modifiers, at) != (gconstpointer) result->modifier)
        at++;
      if (result->truth == PDL_TRUTH_TRUE)
        reading->modifiers |= (guint64) 1 << at;
    }
  if (self->reach)
    find_reach (self, inputs, &modified, reading);
  reading->settled = is_settled (self, &modified);
  pdl_modified_clear (&modified);
}

const PdlReading *
pdl_probe_look_up (PdlProbe *self)
{
  const double *key = self->key;
  Known probe = { pdl_probe_hash_key (key, self->n_key), self->n_key, (double *) key };
  Known *known = self->rules->plain ? g_hash_table_lookup (self->known, &probe) : NULL;

  if (known != NULL)
    return &known->reading;
  known = g_new0 (Known, 1);
  known->hash = probe.hash;
  known->n = self->n_key;
  known->key = g_memdup2 (key, self->n_key * sizeof (double));
  make_reading (self, &known->reading);
  if (known->reading.settled)
    g_hash_table_add (self->known, known);
  else
    g_ptr_array_add (self->others, known);
  return &known->reading;
}

/* Whether some level finding that can make a level involved is said among the findings, for a target of one level. */
static gboolean
is_spoken (PdlProbe *self)
{
  const PdlReads *reads = self->knowledge->reads;
  const PdlFields *fields = &self->assessment->fields;

  for (guint i = 0; self->rules->involved != NULL && i < pdl_fields_get_size (fields); i++)
    {
      const PdlFinding *finding = pdl_fields_get_declared (fields, i);

      if (finding->scope != PDL_SCOPE_LEVEL
          || !pdl_probe_has (&reads->affected[finding->index * reads->n_affected_words], self->rules->involved->index))
        continue;
      for (guint t = 0; t < self->facts->n_targets; t++)
        if (pdl_level_set_count (self->facts->targets[t]) == 1)
          return TRUE;
    }
  return FALSE;
}

/* ---- public --------------------------------------------------------------------------------------------------------- */

PdlProbe *
pdl_probe_new (const PdlProbeRules *rules, PdlEvaluation *evaluation, int target, gboolean reach)
{
  PdlFullEvaluation *full = (PdlFullEvaluation *) evaluation;
  PdlKnowledge *knowledge = evaluation->knowledge;
  PdlProbe *self;

  if (target < 0 || target >= (int) evaluation->n_targets || pdl_case_get_current (full->kase) == NULL || full->facts->foreign
      || knowledge->rows->len == 0)
    return NULL;
  self = g_new0 (PdlProbe, 1);
  self->knowledge = pdl_knowledge_ref (knowledge);
  self->kase = pdl_case_copy (full->kase);
  self->assessment = (PdlAssessment *) pdl_case_get_current (self->kase);
  self->target = target;
  for (guint i = 0; i < pdl_assessment_get_n_targets (self->assessment); i++)
    self->grouped |= pdl_assessment_get_target (self->assessment, i);
  self->rules = rules;
  self->reach = reach;
  self->n_key = self->rules->direct->len + (reach ? knowledge->inputs->len + 1 : 0);
  self->base_key = g_new0 (double, self->n_key);
  self->key = g_new0 (double, self->n_key);
  self->known = g_hash_table_new_full (known_hash, known_equal, known_free, NULL);
  self->others = g_ptr_array_new_with_free_func (known_free);
  self->known_rows = pdl_probe_make_known_rows ();

  pdl_probe_make_facts (self, evaluation->as_of_minute);
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    if (self->rules->involved != NULL && (self->kept_levels & PDL_LEVEL_BIT (level)) != 0)
      self->involvement[level] = pdl_facts_get (self->facts, self->rules->involved, -1, level);
  self->spoken = is_spoken (self);
  make_key (self, NULL, self->n_key, self->base_key);
  memcpy (self->key, self->base_key, self->n_key * sizeof (double));
  self->base = pdl_probe_look_up (self);
  pdl_probe_keep_filled (self);
  return self;
}

void
pdl_probe_free (PdlProbe *self)
{
  pdl_probe_clear (self);
  g_free (self->base_key);
  g_free (self->key);
  g_hash_table_unref (self->known);
  g_ptr_array_unref (self->others);
  g_hash_table_unref (self->known_rows);
  pdl_probe_free_facts (self);
  pdl_case_unref (self->kase);
  pdl_knowledge_unref (self->knowledge);
  g_free (self);
}

PdlLevelSet
pdl_probe_get_levels (PdlProbe *self)
{
  return self->facts->targets[self->target];
}

PdlLevel
pdl_probe_find_place (PdlProbe *self, const PdlFinding *finding, PdlLevel level)
{
  PdlLevelSet levels = self->facts->targets[self->target];

  if (finding->scope < PDL_SCOPE_LEVEL || levels == 0)
    return PDL_LEVEL_NONE;
  if (finding->scope != PDL_SCOPE_LEVEL)
    return pdl_level_set_first (levels);
  return pdl_level_set_count (levels) > 1 && pdl_facts_is_spoken_for (self->facts, finding, self->target) ? PDL_LEVEL_NONE : level;
}

double
pdl_probe_get_value (PdlProbe *self, const PdlFinding *finding, PdlLevel place)
{
  pdl_probe_clear (self);
  return pdl_facts_get (self->facts, finding, finding->scope >= PDL_SCOPE_LEVEL ? self->target : -1,
                        finding->scope == PDL_SCOPE_LEVEL ? place : PDL_LEVEL_NONE);
}

guint32
pdl_probe_get_possible (PdlProbe *self, const PdlFinding *finding)
{
  pdl_probe_clear (self);
  return pdl_facts_get_possible (self->facts, finding, self->target);
}

const PdlReading *
pdl_probe_get_base (PdlProbe *self)
{
  return self->base;
}

guint
pdl_probe_count_limits (PdlProbe *self, guint64 rows)
{
  pdl_probe_clear (self);
  return count_limits (self, rows);
}

const PdlReading *
pdl_probe_read (PdlProbe *self)
{
  PdlArenaMark mark;
  const PdlReading *reading;

  if (self->n_settings == 0)
    return self->base;
  mark = pdl_probe_stir (self);
  pdl_probe_fill_key (self, self->n_key);
  reading = pdl_probe_forms_other_targets (self) ? NULL : pdl_probe_look_up (self);
  pdl_probe_rest (self, mark);
  return reading;
}
