/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Dated records as the facts see them: started or not, at a target or not, and the radiotherapy courses split into the present one
 * and those before.
 */

#include "pdl-facts-private.h"

#include <math.h>

gboolean
pdl_facts_is_started (PdlFacts *self, const PdlItem *item)
{
  const char *status = pdl_item_get_status (item);
  PdlDay start = pdl_item_get_start (item);

  return start != PDL_DAY_NONE && start <= pdl_minute_day (self->now) && g_strcmp0 (status, "planned") != 0
         && g_strcmp0 (status, "cancelled") != 0;
}

gboolean
pdl_facts_levels_are_at_target (PdlFacts *self, PdlLevelSet levels, int target)
{
  return (levels & (target >= 0 ? pdl_facts_get_target_levels (self, target) : self->involved)) != 0;
}

gboolean
pdl_facts_is_at_target (PdlFacts *self, const PdlItem *item, int target)
{
  return pdl_facts_levels_are_at_target (self, pdl_item_get_levels (item), target);
}

/* Every record that counts, read once for all queries. */
void
pdl_facts_read_records (PdlFacts *self)
{
  guint n = 0;

  self->has_records = TRUE;
  for (guint group = 0; group < PDL_N_GROUPS; group++)
    n += pdl_case_get_n_items (self->kase, group);
  self->records = pdl_arena_new (self->arena, PdlRecordFact, n);
  for (guint group = 0; group < PDL_N_GROUPS; group++)
    for (guint i = 0; i < pdl_case_get_n_items (self->kase, group); i++)
      {
        const PdlItem *item = pdl_case_get_item (self->kase, group, i);
        const PdlRecordKind *kind = pdl_item_get_kind (item);
        PdlRecordFact *fact = &self->records[self->n_records];
        PdlDay start = pdl_item_get_start (item);

        if (g_strcmp0 (pdl_item_get_status (item), "cancelled") == 0)
          continue;
        fact->item = item;
        fact->fields = pdl_item_get_fields (item);
        fact->kind = kind->index;
        fact->kind_word = self->knowledge->kind_words[kind->index];
        fact->start = start != PDL_DAY_NONE ? start : NAN;
        fact->levels = pdl_item_get_levels (item);
        fact->started = pdl_facts_is_started (self, item);
        self->n_records++;
      }
}

static gboolean
is_course (const PdlItem *item)
{
  return g_str_equal (pdl_item_get_kind (item)->id, "radiotherapy") && g_strcmp0 (pdl_item_get_status (item), "cancelled") != 0;
}

static gboolean
is_planned (const PdlItem *item)
{
  return g_strcmp0 (pdl_item_get_status (item), "planned") == 0;
}

/* The newest course at the target that has begun by now (a planned one is the newest), if planned, ongoing, or ended fewer
 * days before the visit than the knowledge's `present-course-days`. */
static const PdlItem *
find_present_course (PdlFacts *self, int target)
{
  const PdlItem *newest = NULL;
  PdlDay newest_day = PDL_DAY_NONE, end;
  const char *status;

  for (guint i = 0; i < pdl_case_get_n_items (self->kase, PDL_GROUP_TREATMENT); i++)
    {
      const PdlItem *item = pdl_case_get_item (self->kase, PDL_GROUP_TREATMENT, i);
      PdlDay day;

      if (!is_course (item) || !pdl_facts_is_at_target (self, item, target))
        continue;
      day = is_planned (item) ? G_MAXINT32 : pdl_item_get_start (item);
      /* What began after now has not happened yet in the reading of an earlier day. */
      if (!is_planned (item) && day != PDL_DAY_NONE && day > pdl_minute_day (self->now))
        continue;
      if (newest == NULL || day >= newest_day)
        {
          newest = item;
          newest_day = day;
        }
    }
  if (newest == NULL)
    return NULL;
  status = pdl_item_get_status (newest);
  if (is_planned (newest) || g_strcmp0 (status, "ongoing") == 0)
    return newest;
  end = pdl_item_get_end (newest) != PDL_DAY_NONE ? pdl_item_get_end (newest) : pdl_item_get_start (newest);
  if (self->assessment != NULL && end != PDL_DAY_NONE && pdl_assessment_get_day (self->assessment) - end < self->knowledge->present_course_days)
    return newest;
  return NULL;
}

const PdlItem *
pdl_facts_get_present_course (PdlFacts *self, int target)
{
  if (self->present == NULL)
    {
      self->present = pdl_arena_new (self->arena, const PdlItem *, self->n_targets + 1);
      self->present_done = pdl_arena_new0 (self->arena, guint8, self->n_targets + 1);
    }
  if (!self->present_done[target + 1])
    {
      self->present_done[target + 1] = TRUE;
      self->present[target + 1] = find_present_course (self, target);
    }
  return self->present[target + 1];
}

/* A recorded course without a date was given some time before: leaving it out would read "none", which is not safe. */
gboolean
pdl_facts_is_prior_course (PdlFacts *self, int target, const PdlItem *item)
{
  gboolean undated = pdl_item_get_start (item) == PDL_DAY_NONE && !is_planned (item);

  return is_course (item) && pdl_facts_is_at_target (self, item, target) && (undated || pdl_facts_is_started (self, item))
         && item != pdl_facts_get_present_course (self, target);
}
