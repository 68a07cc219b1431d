/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The fact table. Slots are filled on demand and once: an entry beats the rule, the rule beats the default; a level's value
 * is aggregated to its target and a target's to the patient as the dictionary says. Lives for one evaluation, on one thread.
 */

#include "pdl-facts-private.h"
#include "pdl-program.h"

#include <math.h>
#include <string.h>

/* Places: 0 = patient, 1 … n_targets = targets, then 29 levels. */
static guint
n_places (PdlFacts *self)
{
  return 1 + self->n_targets + PDL_N_LEVELS;
}

PdlKnowledge *
pdl_facts_get_knowledge (PdlFacts *self)
{
  return self->knowledge;
}

PdlCase *
pdl_facts_get_case (PdlFacts *self)
{
  return self->kase;
}

const PdlAssessment *
pdl_facts_get_assessment (PdlFacts *self)
{
  return self->assessment;
}

PdlMinute
pdl_facts_get_now (PdlFacts *self)
{
  return self->now;
}

guint
pdl_facts_get_n_targets (PdlFacts *self)
{
  return self->n_targets;
}

PdlLevelSet
pdl_facts_get_target_levels (PdlFacts *self, guint target)
{
  return target < self->n_targets ? self->targets[target] : 0;
}

PdlLevelSet
pdl_facts_get_involved (PdlFacts *self)
{
  return self->involved;
}

int
pdl_facts_find_target (PdlFacts *self, PdlLevel level)
{
  for (guint i = 0; i < self->n_targets; i++)
    if ((self->targets[i] & PDL_LEVEL_BIT (level)) != 0)
      return (int) i;
  return -1;
}

/* ---- slots ------------------------------------------------------------------------------------------------------ */

static void
make_place (PdlFacts *self, PdlPlace *place, PdlScope scope)
{
  const guint8 *states = self->knowledge->fact_states[scope == PDL_SCOPE_PATIENT ? 0 : scope == PDL_SCOPE_TARGET ? 1 : 2];

  place->values = pdl_arena_new (self->arena, double, self->n_findings);
  place->states = pdl_arena_new (self->arena, guint8, self->n_findings);
  memcpy (place->values, self->knowledge->defaults, self->n_findings * sizeof (double));
  memcpy (place->states, states, self->n_findings);
}

PdlPlace *
pdl_facts_make_level (PdlFacts *self, PdlLevel level)
{
  PdlPlace *place = &self->at_levels[level];

  if (place->values == NULL)
    make_place (self, place, PDL_SCOPE_LEVEL);
  return place;
}

static PdlPlace *
find_place (PdlFacts *self, const PdlFinding *finding, int target, PdlLevel level)
{
  if (finding->scope == PDL_SCOPE_IDENTITY || finding->scope == PDL_SCOPE_PATIENT)
    return &self->patient;
  if (finding->scope == PDL_SCOPE_LEVEL && level != PDL_LEVEL_NONE)
    return pdl_facts_make_level (self, level);
  return target >= 0 ? &self->at_targets[target] : &self->patient;
}

/* What a slot is filled with. */
typedef struct
{
  double value;
  gboolean entered;
} Slot;

static double
run_rule (PdlFacts *self, const PdlFinding *finding, int target, PdlLevel level)
{
  const PdlDerivation *derivation = self->knowledge->derivations[finding->index];
  double value;

  if (derivation == NULL)
    return NAN;
  if (derivation->rule == NULL)
    {
      /* Built in: what forms the targets. */
      if (finding->type == PDL_TYPE_LEVELS)
        {
          PdlLevelSet levels = target >= 0 ? self->targets[target] : self->involved;

          /* A double: beside NAN, a float, the upper levels of a spine with both ends would be lost. */
          return levels != 0 ? (double) levels : NAN;
        }
      if (finding->type == PDL_TYPE_INT && target >= 0)
        return self->targets[target] != 0 ? pdl_level_set_count (self->targets[target]) : NAN;
      return NAN;
    }
  if (finding->scope == PDL_SCOPE_PATIENT || finding->scope == PDL_SCOPE_IDENTITY)
    value = pdl_expr_number (derivation->rule, self, -1, PDL_LEVEL_NONE);
  else
    value = pdl_expr_number (derivation->rule, self, target, level);
  /* A date-time rule that gives a day, and the other way round. */
  if (finding->type == PDL_TYPE_DATE && derivation->rule->root->minutes)
    value = floor (value / 1440);
  else if (finding->type == PDL_TYPE_DATETIME && !derivation->rule->root->minutes)
    value = value * 1440;
  if (finding->type == PDL_TYPE_INT)
    value = floor (value);
  return value;
}

/* Rule, default of one place that is not an aggregate: an entry was taken over before anybody asked. */
static void
fill_own (PdlFacts *self, Slot *slot, const PdlFinding *finding, int target, PdlLevel level)
{
  slot->value = finding->kind != PDL_KIND_RECORDED ? run_rule (self, finding, target, level) : NAN;
  if (isnan (slot->value))
    slot->value = self->knowledge->defaults[finding->index];
}

typedef struct
{
  double value;
  guint known, places;
} Aggregate;

static void
aggregate_add (Aggregate *self, const PdlFinding *finding, double value)
{
  self->places++;
  if (isnan (value))
    return;
  self->known++;
  if (self->known == 1)
    {
      self->value = finding->aggregate == PDL_AGGREGATE_COUNT ? value != 0 : value;
      return;
    }
  switch (finding->aggregate)
    {
    case PDL_AGGREGATE_WORST:
    case PDL_AGGREGATE_MAX:
      self->value = MAX (self->value, value);
      break;
    case PDL_AGGREGATE_MIN:
      self->value = MIN (self->value, value);
      break;
    case PDL_AGGREGATE_ANY:
      self->value = self->value != 0 || value != 0;
      break;
    case PDL_AGGREGATE_COUNT:
      self->value += value != 0;
      break;
    case PDL_AGGREGATE_UNION:
      if (finding->type == PDL_TYPE_ENUM)
        /* Two parts of a whole: the last code stands for both. */
        self->value = self->value == value ? value : finding->n_codes - 1;
      else
        self->value = (double) ((guint32) self->value | (guint32) value);
      break;
    case PDL_AGGREGATE_NONE:
      /* Nothing to say of several places unless they agree. */
      if (self->value != value)
        self->value = NAN;
      break;
    }
}

static double
aggregate_end (const Aggregate *self, const PdlFinding *finding)
{
  if (self->known == 0)
    return NAN;
  /* FALSE only when FALSE everywhere; one place not looked at keeps the question open. */
  if (finding->aggregate == PDL_AGGREGATE_ANY && self->value == 0 && self->known < self->places)
    return NAN;
  if (finding->aggregate == PDL_AGGREGATE_NONE && self->known < self->places)
    return NAN;
  return self->value;
}

/* A level finding in `findings`: the worst value of every target that has no value of its own. */
static const PdlValue *
find_spoken_for (PdlFacts *self, const PdlFinding *finding)
{
  if (self->assessment == NULL || finding->kind == PDL_KIND_DERIVED)
    return NULL;
  return pdl_facts_find_value (self, pdl_assessment_get_fields (self->assessment), finding);
}

/* A target without levels has one place: what `findings` say, and the rule over it. */
static void
fill_target_from_levels (PdlFacts *self, Slot *slot, const PdlFinding *finding, int target)
{
  PdlLevelSet levels = self->targets[target];
  Aggregate all = { NAN, 0, 0 };
  gboolean any_entry = FALSE;
  const PdlValue *spoken;

  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    if ((levels & PDL_LEVEL_BIT (level)) != 0)
      {
        double value = pdl_facts_get (self, finding, target, level);

        any_entry = any_entry || (self->at_levels[level].states[finding->index] & PDL_SLOT_ENTERED) != 0;
        aggregate_add (&all, finding, value);
      }
  slot->value = aggregate_end (&all, finding);
  slot->entered = any_entry;
  if (any_entry || !isnan (slot->value))
    {
      /* The rule's value stands unless somebody spoke for the whole target. */
      if (any_entry || (spoken = find_spoken_for (self, finding)) == NULL)
        return;
      slot->entered = TRUE;
      slot->value = pdl_value_as_fact (spoken);
      return;
    }
  spoken = find_spoken_for (self, finding);
  if (spoken != NULL)
    {
      slot->entered = TRUE;
      slot->value = pdl_value_as_fact (spoken);
    }
  else if (levels == 0 && finding->kind != PDL_KIND_RECORDED)
    slot->value = run_rule (self, finding, target, PDL_LEVEL_NONE);
}

/* SINS of a target: from the largest minimum to the largest maximum of the scored levels; a number when they agree. */
static gboolean
fill_from_score (PdlFacts *self, Slot *slot, const PdlFinding *finding, int target)
{
  const PdlDerivation *derivation = self->knowledge->derivations[finding->index];
  const PdlNode *root = derivation != NULL && derivation->rule != NULL ? derivation->rule->root : NULL;

  if (root == NULL || root->type != PDL_NODE_SCORE || root->score->score.scope != PDL_SCOPE_LEVEL)
    return FALSE;
  slot->value = pdl_score_result_get (pdl_facts_get_score (self, &root->score->score, target, PDL_LEVEL_NONE), root->text, finding);
  return TRUE;
}

static void
fill (PdlFacts *self, Slot *slot, const PdlFinding *finding, int target, PdlLevel level)
{
  Aggregate all = { NAN, 0, 0 };

  switch (finding->scope)
    {
    case PDL_SCOPE_LEVEL:
      if (level != PDL_LEVEL_NONE)
        {
          fill_own (self, slot, finding, target, level);
          return;
        }
      if (target >= 0)
        {
          fill_target_from_levels (self, slot, finding, target);
          /* The score knows the typed totals of its levels and how far the others may go; only an explicit unknown stands. */
          if (!slot->entered || !isnan (slot->value))
            fill_from_score (self, slot, finding, target);
          return;
        }
      break;
    case PDL_SCOPE_TARGET:
    case PDL_SCOPE_PLAN:
      if (target >= 0)
        {
          fill_own (self, slot, finding, target, PDL_LEVEL_NONE);
          return;
        }
      break;
    default:
      fill_own (self, slot, finding, -1, PDL_LEVEL_NONE);
      return;
    }
  /* The patient's value of a level, target or plan finding. */
  for (guint i = 0; i < self->n_targets; i++)
    {
      aggregate_add (&all, finding, pdl_facts_get (self, finding, (int) i, PDL_LEVEL_NONE));
      slot->entered = slot->entered || (self->at_targets[i].states[finding->index] & PDL_SLOT_ENTERED) != 0;
    }
  slot->value = aggregate_end (&all, finding);
}

double
pdl_facts_get (PdlFacts *self, const PdlFinding *finding, int target, PdlLevel level)
{
  Slot slot = { NAN, FALSE };
  PdlPlace *place;

  if (finding->scope == PDL_SCOPE_FIELD)
    return NAN;
  if (target >= (int) self->n_targets)
    return NAN;
  place = find_place (self, finding, target, level);
  if ((place->states[finding->index] & PDL_SLOT_DONE) != 0)
    return place->values[finding->index];
  if ((place->states[finding->index] & PDL_SLOT_COMPUTING) != 0)
    return NAN; /* cycles are refused at load; this is the belt to those braces */
  place->states[finding->index] = PDL_SLOT_COMPUTING;
  fill (self, &slot, finding, target, level);
  place->values[finding->index] = slot.value;
  place->states[finding->index] = PDL_SLOT_DONE | (slot.entered ? PDL_SLOT_ENTERED : 0);
  return slot.value;
}

gboolean
pdl_facts_is_entered (PdlFacts *self, const PdlFinding *finding, int target, PdlLevel level)
{
  pdl_facts_get (self, finding, target, level);
  return (find_place (self, finding, target, level)->states[finding->index] & PDL_SLOT_ENTERED) != 0;
}

double
pdl_facts_get_entered (PdlFacts *self, const PdlFinding *finding, int target, PdlLevel level, gboolean *ret_is_entered)
{
  const PdlValue *entry = pdl_facts_find_entry (self, finding, target, level);
  Aggregate all = { NAN, 0, 0 };
  gboolean any = FALSE;

  if (ret_is_entered != NULL)
    *ret_is_entered = entry != NULL;
  if (finding->scope != PDL_SCOPE_LEVEL || level != PDL_LEVEL_NONE)
    return pdl_value_as_fact (entry);
  /* A level finding read for a target or the patient: the entries of its levels, else what is said for all. */
  for (PdlLevel l = 0; l < PDL_N_LEVELS; l++)
    if (((target >= 0 ? self->targets[target] : self->involved) & PDL_LEVEL_BIT (l)) != 0)
      {
        entry = pdl_facts_find_entry (self, finding, target, l);
        any = any || entry != NULL;
        aggregate_add (&all, finding, pdl_value_as_fact (entry));
      }
  if (!any && (entry = find_spoken_for (self, finding)) != NULL)
    {
      if (ret_is_entered != NULL)
        *ret_is_entered = TRUE;
      return pdl_value_as_fact (entry);
    }
  if (ret_is_entered != NULL)
    *ret_is_entered = any;
  return aggregate_end (&all, finding);
}

double
pdl_facts_get_entered_number (PdlFacts *self, const PdlFinding *finding, int target, PdlLevel level)
{
  return pdl_facts_get_entered (self, finding, target, level, NULL);
}

gboolean
pdl_facts_is_spoken_for (PdlFacts *self, const PdlFinding *finding, int target)
{
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    if ((self->targets[target] & PDL_LEVEL_BIT (level)) != 0 && pdl_facts_find_entry (self, finding, target, level) != NULL)
      return FALSE;
  return pdl_value_is_known (find_spoken_for (self, finding));
}

double
pdl_facts_get_rule (PdlFacts *self, const PdlFinding *finding, int target, PdlLevel level)
{
  Slot probe = { NAN, FALSE };

  if (finding->kind == PDL_KIND_RECORDED)
    return NAN;
  if (finding->scope == PDL_SCOPE_LEVEL && level == PDL_LEVEL_NONE && target >= 0)
    return fill_from_score (self, &probe, finding, target) ? probe.value : NAN;
  return run_rule (self, finding, target, level);
}

static PdlValue *
make_value (const PdlFinding *finding, double number)
{
  switch (finding->type)
    {
    case PDL_TYPE_BOOL: return pdl_value_new_bool (number != 0);
    case PDL_TYPE_ENUM: return number >= 0 && number < finding->n_codes ? pdl_value_new_enum ((guint) number, finding->codes[(guint) number].code) : NULL;
    case PDL_TYPE_SET:
    case PDL_TYPE_LEVELS: return pdl_value_new_set ((guint32) number);
    case PDL_TYPE_INT: return pdl_value_new_int ((gint64) number);
    case PDL_TYPE_NUMBER: return pdl_value_new_number (number, NULL, NULL);
    case PDL_TYPE_DATE: return pdl_value_new_date ((PdlDay) number, PDL_PRECISION_DAY);
    case PDL_TYPE_DATETIME: return pdl_value_new_datetime ((PdlMinute) number);
    case PDL_TYPE_TEXT:
    case PDL_TYPE_LIST: break;
    }
  return NULL;
}

const PdlValue *
pdl_facts_get_value (PdlFacts *self, const PdlFinding *finding, int target, PdlLevel level)
{
  double number = pdl_facts_get (self, finding, target, level);
  const PdlValue *entry = NULL;
  PdlValue *made;
  gpointer key;
  guint place;

  if (target < (int) self->n_targets && finding->kind != PDL_KIND_DERIVED && finding->scope != PDL_SCOPE_FIELD
      && (find_place (self, finding, target, level)->states[finding->index] & (PDL_SLOT_ENTERED | PDL_SLOT_OVERRIDDEN)) != 0)
    entry = pdl_facts_find_entry (self, finding, target, level);
  /* The entry itself where it is the value: it carries what was typed, and the precision of a date that is no number. What was
   * said for all targets is not the patient's value when a target says something else. */
  if (entry != NULL && pdl_value_is_known (entry)
      && (isnan (number) ? isnan (pdl_value_as_fact (entry)) : pdl_value_as_fact (entry) == number))
    return entry;
  if (isnan (number))
    return NULL;
  place = finding->scope == PDL_SCOPE_LEVEL && level != PDL_LEVEL_NONE ? 1 + self->n_targets + (guint) level
          : finding->scope >= PDL_SCOPE_LEVEL && target >= 0            ? 1 + (guint) target
                                                                        : 0;
  key = GUINT_TO_POINTER (finding->index * n_places (self) + place + 1);
  /* A code is the same value in every case. */
  if (self->knowledge->code_values[finding->index] != NULL)
    return number >= 0 && number < MAX (finding->n_codes, 2) ? self->knowledge->code_values[finding->index][(guint) number] : NULL;
  if (self->made == NULL)
    self->made = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) pdl_value_unref);
  made = g_hash_table_lookup (self->made, key);
  if (made == NULL || pdl_value_as_fact (made) != number)
    {
      made = make_value (finding, number);
      if (made != NULL)
        g_hash_table_insert (self->made, key, made);
    }
  return made;
}

guint32
pdl_facts_get_possible (PdlFacts *self, const PdlFinding *finding, int target)
{
  double value = pdl_facts_get (self, finding, target, PDL_LEVEL_NONE);
  const PdlDerivation *derivation = self->knowledge->derivations[finding->index];
  guint32 all = finding->n_codes < 32 ? ((guint32) 1 << finding->n_codes) - 1 : G_MAXUINT32;
  guint32 bits = 0;

  if (!isnan (value))
    return (guint32) 1 << (guint) value;
  if (derivation != NULL && derivation->rule != NULL && derivation->rule->root->type == PDL_NODE_SCORE
      && !pdl_facts_is_entered (self, finding, target, PDL_LEVEL_NONE))
    {
      const PdlScoreResult *result = pdl_facts_get_score (self, &derivation->rule->root->score->score, target, PDL_LEVEL_NONE);

      for (guint i = 0; i < result->n_bands; i++)
        {
          guint position;

          if (pdl_finding_lookup_code (finding, result->bands[i]->id, &position) != NULL)
            bits |= (guint32) 1 << position;
        }
    }
  return bits != 0 ? bits : all;
}

void
pdl_facts_override (PdlFacts *self, const PdlFinding *finding, int target, double value)
{
  PdlPlace *place = find_place (self, finding, target, PDL_LEVEL_NONE);

  place->values[finding->index] = value;
  place->states[finding->index] |= PDL_SLOT_DONE | PDL_SLOT_OVERRIDDEN;
}

/* ---- scores ----------------------------------------------------------------------------------------------------- */

const PdlScoreResult *
pdl_facts_get_score (PdlFacts *self, const PdlScore *score, int target, PdlLevel level)
{
  const PdlScoreRule *rule = g_ptr_array_index (self->knowledge->scores, score->index);
  PdlScoreResult *result;
  guint place;

  if (score->scope == PDL_SCOPE_PATIENT)
    place = 0;
  else if (score->scope == PDL_SCOPE_LEVEL && level != PDL_LEVEL_NONE)
    place = 1 + self->n_targets + (guint) level;
  else if (target >= 0)
    place = 1 + (guint) target;
  else
    place = 0;
  if (self->scores[place] == NULL)
    self->scores[place] = pdl_arena_new0 (self->arena, PdlScoreResult *, self->knowledge->scores->len);
  result = self->scores[place][score->index];
  if (result == NULL)
    {
      result = pdl_arena_new0 (self->arena, PdlScoreResult, 1);
      self->scores[place][score->index] = result;
      result->score = score;
      result->state = PDL_SCORE_NOT_COMPUTABLE;
      result->level = PDL_LEVEL_NONE;
      result->min = result->max = NAN;
      pdl_score_run (self->knowledge, rule, self, score->scope == PDL_SCOPE_PATIENT ? -1 : target, level, result);
    }
  return result;
}

/* ---- the table ---------------------------------------------------------------------------------------------------- */

PdlArena *
pdl_facts_get_arena (PdlFacts *self)
{
  return self->arena;
}

/* What was read while the targets were being formed was read without them. */
static void
forget_derived (PdlFacts *self, PdlPlace *place, const guint8 *states)
{
  const guint64 *reads = self->knowledge->target_reads;

  for (guint word = 0; word <= self->n_findings / 64; word++)
    for (guint64 bits = reads != NULL ? reads[word] : G_MAXUINT64; bits != 0; bits &= bits - 1)
      {
        guint i = word * 64 + (guint) __builtin_ctzll (bits);

        if (i < self->n_findings && (place->states[i] & PDL_SLOT_ENTERED) == 0)
          {
            place->values[i] = self->knowledge->defaults[i];
            place->states[i] = states[i];
          }
      }
}

PdlFacts *
pdl_facts_new (PdlKnowledge *knowledge, PdlCase *kase, const PdlAssessment *assessment, PdlMinute as_of)
{
  PdlFacts *self = g_new0 (PdlFacts, 1);

  self->knowledge = knowledge;
  self->kase = kase;
  self->assessment = assessment;
  self->now = as_of;
  self->arena = g_new0 (PdlArena, 1);
  self->owns_arena = TRUE;
  self->foreign = pdl_case_get_dictionary (kase) != knowledge->dictionary;
  self->n_findings = pdl_dictionary_get_n_findings (knowledge->dictionary);
  make_place (self, &self->patient, PDL_SCOPE_PATIENT);
  self->scores = pdl_arena_new0 (self->arena, PdlScoreResult **, n_places (self));

  pdl_facts_take_entries (self, NULL);
  pdl_facts_form_targets (self);
  forget_derived (self, &self->patient, knowledge->fact_states[0]);
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    if (self->at_levels[level].values != NULL)
      forget_derived (self, &self->at_levels[level], knowledge->fact_states[2]);
  self->contexts = pdl_arena_new (self->arena, PdlContext, self->n_targets + 1);
  self->at_targets = pdl_arena_new (self->arena, PdlPlace, self->n_targets);
  for (guint i = 0; i < self->n_targets; i++)
    make_place (self, &self->at_targets[i], PDL_SCOPE_TARGET);
  pdl_facts_take_target_entries (self, NULL);
  self->scores = pdl_arena_new0 (self->arena, PdlScoreResult **, n_places (self));
  for (int target = -1; target < (int) self->n_targets; target++)
    pdl_context_init (&self->contexts[target + 1], self, target, PDL_LEVEL_NONE, 0);
  self->n_contexts = self->n_targets + 1;
  return self;
}

void
pdl_facts_free (PdlFacts *self)
{
  g_clear_pointer (&self->made, g_hash_table_unref);
  g_free (self->targets);
  if (self->owns_arena)
    {
      pdl_arena_clear (self->arena);
      g_free (self->arena);
    }
  g_free (self);
}
