/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What is recorded, taken over into the slots in one pass over the entries, and found again where the value itself is wanted.
 */

#include "pdl-facts-private.h"

#include "pdl-case-private.h"

#include <math.h>
#include <string.h>

double
pdl_value_as_fact (const PdlValue *value)
{
  if (!pdl_value_is_known (value))
    return NAN;
  switch (pdl_value_get_kind (value))
    {
    case PDL_VALUE_TEXT:
    case PDL_VALUE_LIST:
      return 0; /* there is one: enough for `is null` */
    case PDL_VALUE_DATE:
      /* Known to month or year: drives no interval. */
      return pdl_value_get_precision (value) == PDL_PRECISION_DAY ? pdl_value_get_day (value) : NAN;
    default:
      return pdl_value_get_number (value);
    }
}

/* ---- finding one ------------------------------------------------------------------------------------------------ */

const PdlValue *
pdl_facts_find_value (PdlFacts *self, const PdlFields *fields, const PdlFinding *finding)
{
  return self->foreign ? pdl_fields_get (fields, finding->id) : pdl_fields_get_finding (fields, finding);
}

/* Of a target of one level, what `findings` say of the worst level is said of that one. */
static const PdlValue *
find_level_entry (PdlFacts *self, const PdlFinding *finding, PdlLevel level)
{
  const PdlValue *value = pdl_facts_find_value (self, pdl_assessment_get_level (self->assessment, level), finding);
  int target;

  if (value != NULL)
    return value;
  target = pdl_facts_find_target (self, level);
  if (target < 0 || self->targets[target] != PDL_LEVEL_BIT (level))
    return NULL;
  return pdl_facts_find_value (self, pdl_assessment_get_fields (self->assessment), finding);
}

const PdlValue *
pdl_facts_find_entry (PdlFacts *self, const PdlFinding *finding, int target, PdlLevel level)
{
  const PdlFields *fields;
  const PdlValue *value;
  PdlLevelSet levels;

  if (finding->scope == PDL_SCOPE_IDENTITY)
    return pdl_facts_find_value (self, pdl_case_get_identity (self->kase), finding);
  if (self->assessment == NULL)
    return NULL;
  fields = pdl_assessment_get_fields (self->assessment);
  if (finding->scope == PDL_SCOPE_PATIENT)
    return pdl_facts_find_value (self, fields, finding);
  if (finding->scope == PDL_SCOPE_LEVEL)
    return level != PDL_LEVEL_NONE ? find_level_entry (self, finding, level) : NULL;

  /* Target and plan findings: under a level of the target, else for every target. */
  levels = target >= 0 ? self->targets[target] : 0;
  for (PdlLevel l = 0; l < PDL_N_LEVELS; l++)
    if ((levels & PDL_LEVEL_BIT (l)) != 0
        && (value = pdl_facts_find_value (self, pdl_assessment_get_level (self->assessment, l), finding)) != NULL)
      return value;
  return pdl_facts_find_value (self, fields, finding);
}

/* ---- taking over all ---------------------------------------------------------------------------------------------- */

/* The finding of an entry as this knowledge declares it; NULL when it reads none. */
static const PdlFinding *
finding_of (PdlFacts *self, const PdlFieldEntry *entry, const guint64 *only)
{
  const PdlFinding *finding = self->foreign ? pdl_dictionary_lookup (self->knowledge->dictionary, entry->finding->id) : entry->finding;

  if (finding == NULL || finding->kind == PDL_KIND_DERIVED || finding->scope == PDL_SCOPE_FIELD)
    return NULL;
  return only == NULL || (only[finding->index / 64] >> (finding->index % 64) & 1) != 0 ? finding : NULL;
}

static void
take (PdlPlace *place, const PdlFinding *finding, const PdlValue *value)
{
  place->values[finding->index] = pdl_value_as_fact (value);
  place->states[finding->index] = PDL_SLOT_DONE | PDL_SLOT_ENTERED;
}

/* Those of @fields whose scope is @scope, into @place. */
static void
take_fields (PdlFacts *self, PdlPlace *place, const PdlFields *fields, PdlScope scope, const guint64 *only)
{
  for (guint i = 0; i < pdl_fields_get_size (fields); i++)
    {
      const PdlFieldEntry *entry = &g_array_index (fields->block->entries, PdlFieldEntry, i);
      const PdlFinding *finding = finding_of (self, entry, only);

      if (finding != NULL && finding->scope == scope)
        take (place, finding, entry->value);
    }
}

void
pdl_facts_take_entries (PdlFacts *self, const guint64 *only)
{
  take_fields (self, &self->patient, pdl_case_get_identity (self->kase), PDL_SCOPE_IDENTITY, only);
  if (self->assessment == NULL)
    return;
  take_fields (self, &self->patient, &self->assessment->fields, PDL_SCOPE_PATIENT, only);
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    if (pdl_fields_get_size (&self->assessment->levels[level]) > 0)
      take_fields (self, pdl_facts_make_level (self, level), &self->assessment->levels[level], PDL_SCOPE_LEVEL, only);
}

static void
take_spoken (PdlFacts *self, const PdlFinding *finding, const PdlValue *value)
{
  for (guint t = 0; t < self->n_targets; t++)
    if (finding->scope != PDL_SCOPE_LEVEL)
      take (&self->at_targets[t], finding, value);
    else if (pdl_level_set_count (self->targets[t]) == 1)
      {
        PdlLevel level = pdl_level_set_first (self->targets[t]);
        PdlPlace *place = pdl_facts_make_level (self, level);

        /* Of a target of one level, what `findings` say of the worst level is said of that one. */
        if ((place->states[finding->index] & PDL_SLOT_ENTERED) == 0)
          take (place, finding, value);
      }
}

void
pdl_facts_take_target_entries (PdlFacts *self, const guint64 *only)
{
  const PdlFields *fields;

  if (self->assessment == NULL)
    return;
  fields = &self->assessment->fields;
  for (guint i = 0; i < pdl_fields_get_size (fields); i++)
    {
      const PdlFieldEntry *entry = &g_array_index (fields->block->entries, PdlFieldEntry, i);
      const PdlFinding *finding = finding_of (self, entry, only);

      if (finding != NULL && finding->scope >= PDL_SCOPE_LEVEL)
        take_spoken (self, finding, entry->value);
    }
  /* Under a level of the target it counts more, and the uppermost of them most: written last. */
  for (PdlLevel level = PDL_N_LEVELS - 1; level >= 0; level--)
    {
      int target = pdl_fields_get_size (&self->assessment->levels[level]) > 0 ? pdl_facts_find_target (self, level) : -1;

      if (target < 0)
        continue;
      take_fields (self, &self->at_targets[target], &self->assessment->levels[level], PDL_SCOPE_TARGET, only);
      take_fields (self, &self->at_targets[target], &self->assessment->levels[level], PDL_SCOPE_PLAN, only);
    }
}
