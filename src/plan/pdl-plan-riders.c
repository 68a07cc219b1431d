/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What goes with the examinations of other tracks instead of asking for one of its own (follow-up reference, sections 1.5 and
 * 1.12). It rides on the first open item that can carry it: once that is done, the next one carries it.
 */

#include "pdl-planner.h"

#include <string.h>

/* "TRACK/item" names one item of a track, "TRACK" all of them. */
static gboolean
is_named (const PdlDueItem *item, char **names)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      gsize length = strlen (names[i]);

      if (g_str_equal (names[i], item->track) || (strncmp (item->id, names[i], length) == 0 && item->id[length] == '/'))
        return TRUE;
    }
  return FALSE;
}

/* Of one of the tracks, or with an item of them on board. */
static gboolean
is_of_track (const PdlDueItem *item, char **tracks)
{
  if (tracks == NULL || is_named (item, tracks))
    return TRUE;
  for (guint i = 0; i < item->n_riders; i++)
    if (g_strv_contains ((const char *const *) tracks, item->riders[i].track))
      return TRUE;
  return FALSE;
}

static gboolean
can_carry (PdlPlanner *self, const PdlDueItem *item, const PdlRides *rides)
{
  char **apart = self->schedules->apart;

  return pdl_due_state_is_open (item->state) && item->due != PDL_DAY_NONE && rides->kinds != NULL
         && g_strv_contains ((const char *const *) rides->kinds, item->kind) && is_of_track (item, rides->tracks)
         && (rides->exams == NULL || (item->exam != NULL && g_strv_contains ((const char *const *) rides->exams, item->exam)))
         && (item->exam == NULL || apart == NULL || !g_strv_contains ((const char *const *) apart, item->exam));
}

/* Takes @label and @why. */
static void
board (PdlDueItem *host, const char *track, char *label, char *why, const PdlBasis *basis)
{
  PdlRider *rider;

  host->riders = g_renew (PdlRider, host->riders, host->n_riders + 1);
  rider = &host->riders[host->n_riders++];
  rider->track = g_strdup (track);
  rider->label = label;
  rider->why = why;
  rider->basis = *basis;
}

static PdlDueItem *
find_host (PdlPlanner *self, const PdlRiding *riding)
{
  const PdlDueItem *rider = &g_array_index (self->items, PdlDueItem, riding->index);
  PdlDueItem *host = NULL;

  for (guint i = 0; i < self->items->len; i++)
    {
      PdlDueItem *item = &g_array_index (self->items, PdlDueItem, i);

      if (i == riding->index || !can_carry (self, item, riding->rides)
          || (!riding->any_date && (item->due < rider->earliest || item->due > rider->latest))
          || (host != NULL && item->due >= host->due))
        continue;
      host = item;
    }
  return host;
}

/* An item that rides loses its place. One that found no host stays and may carry others; so does one that is booked on its own. */
static void
seat_items (PdlPlanner *self)
{
  g_autofree gboolean *seated = g_new0 (gboolean, self->items->len + 1);

  for (guint r = 0; r < self->riding->len; r++)
    {
      const PdlRiding *riding = &g_array_index (self->riding, PdlRiding, r);
      PdlDueItem *rider = &g_array_index (self->items, PdlDueItem, riding->index);
      PdlDueItem *host = pdl_due_state_is_open (rider->state) && rider->booked == PDL_DAY_NONE ? find_host (self, riding) : NULL;

      if (host == NULL)
        continue;
      if (!is_named (host, riding->rides->said_by))
        board (host, rider->track, g_steal_pointer (&rider->label), g_steal_pointer (&rider->why), &rider->basis);
      /* From here on it carries nobody. */
      rider->state = PDL_DUE_SATISFIED;
      seated[riding->index] = TRUE;
    }
  for (guint i = self->items->len; i > 0; i--)
    if (seated[i - 1])
      {
        pdl_due_item_clear (&g_array_index (self->items, PdlDueItem, i - 1));
        g_array_remove_index (self->items, i - 1);
      }
}

static gboolean
applies (PdlPlanner *self, const PdlRiderRule *rule, const PdlDueItem *host, int target)
{
  PdlDay from;

  if (rule->when != NULL && pdl_evaluation_test (self->evaluation, rule->when, target) != PDL_TRUTH_TRUE)
    return FALSE;
  if (rule->from == NULL)
    return TRUE;
  from = pdl_evaluation_find_day (self->evaluation, rule->from, target);
  return from != PDL_DAY_NONE && host->due >= pdl_day_add_months (from, rule->first_months)
         && (rule->last_months < 0 || host->due <= pdl_day_add_months (from, rule->last_months));
}

static gboolean
applies_to_item (PdlPlanner *self, const PdlRiderRule *rule, const PdlDueItem *host)
{
  if (host->target >= 0)
    return applies (self, rule, host, host->target);
  for (guint t = 0; t < self->evaluation->n_targets; t++)
    if (applies (self, rule, host, (int) t))
      return TRUE;
  return FALSE;
}

static void
seat_rule (PdlPlanner *self, const PdlRiderRule *rule)
{
  PdlDueItem *host = NULL;

  for (guint i = 0; i < self->items->len; i++)
    {
      PdlDueItem *item = &g_array_index (self->items, PdlDueItem, i);

      if (can_carry (self, item, &rule->rides) && (host == NULL || item->due < host->due) && applies_to_item (self, rule, item))
        host = item;
    }
  if (host != NULL && !is_named (host, rule->rides.said_by))
    board (host, rule->track, g_strdup (rule->label), g_strdup (pdl_dictionary_translate (rule->why)), &rule->basis);
}

void
pdl_planner_riders (PdlPlanner *self)
{
  seat_items (self);
  for (guint i = 0; i < self->schedules->riders->len; i++)
    {
      const PdlRiderRule *rule = g_ptr_array_index (self->schedules->riders, i);

      if (!(self->comfort && rule->comfort_suspends))
        seat_rule (self, rule);
    }
}
