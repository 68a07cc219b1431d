/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Tracks whose next date follows from the situation (follow-up reference, section 1.7): the first row of the table that holds
 * decides, at each target where the situation is one of a target. One examination serves all targets in the same situation.
 */

#include <glib/gi18n-lib.h>

#include "pdl-planner.h"

/* What the targets that fall under one row have in common. */
typedef struct
{
  gboolean holds;
  gboolean no_day;          /* its day cannot be told */
  PdlWindow window;         /* the earliest due */
  PdlDay from;              /* what that counts from */
  PdlLevelSet levels;
  int target;               /* the only one, -1 = several or the patient */
} Found;

static PdlWindow
make_window (PdlPlanner *self, const PdlSituation *row, PdlDay from)
{
  PdlWindow window = { 0 };

  if (row->working_days >= 0)
    {
      window.due = pdl_day_add_working_days (from, row->working_days);
      window.earliest = from;
      window.latest = window.due;
    }
  else
    window = pdl_window_milestone (from, row->days, MAX (row->months, 0), row->before, row->after);
  if (row->outcome == PDL_OUTCOME_STANDING && window.latest < self->today)
    window.due = window.latest = self->today;
  return window;
}

/* The day @row counts from, PDL_DAY_NONE = cannot be told. FALSE: no visit gives one, the row does not hold. */
static gboolean
find_from (PdlPlanner *self, const PdlSituation *row, int target, PdlDay *ret_from)
{
  PdlDay from = row->from != NULL ? pdl_evaluation_find_day (self->evaluation, row->from, target) : PDL_DAY_NONE;

  if (row->since != NULL)
    {
      PdlDay since = pdl_planner_since (self, row->since);

      from = from == PDL_DAY_NONE || (since != PDL_DAY_NONE && since < from) ? since : from;
    }
  else if (row->visit_with != NULL)
    from = pdl_planner_visit_with (self, row->visit_with, row->visit_when);
  else if (row->worse != NULL)
    from = pdl_planner_worse (self, row->worse);
  *ret_from = from;
  return row->from != NULL || from != PDL_DAY_NONE;
}

/* FALSE: what the row asks for is done. */
static gboolean
note (Found *found, PdlPlanner *self, const PdlSituation *row, int target)
{
  gboolean dated = row->outcome != PDL_OUTCOME_NONE && row->outcome != PDL_OUTCOME_SUSPENDED;
  PdlDay measured = row->measured != NULL ? pdl_planner_newest_measured (self, row->measured) : PDL_DAY_NONE;
  PdlDay done = row->done != NULL ? pdl_evaluation_find_day (self->evaluation, row->done, target) : PDL_DAY_NONE;
  PdlDay from = PDL_DAY_NONE;

  if (dated && !find_from (self, row, target, &from))
    return FALSE;
  if (row->counts_from_measured && from != PDL_DAY_NONE)
    from = MAX (from, MAX (measured, done));
  if (dated && from == PDL_DAY_NONE)
    found->no_day = TRUE;
  else if (dated)
    {
      PdlWindow window = make_window (self, row, from);

      if (!row->counts_from_measured && (measured >= window.earliest || done >= from))
        return FALSE;
      if (found->from == PDL_DAY_NONE || window.due < found->window.due)
        {
          found->window = window;
          found->from = from;
        }
    }
  found->target = found->holds ? -1 : target;
  found->holds = TRUE;
  if (target >= 0)
    found->levels |= self->evaluation->targets[target].levels;
  return TRUE;
}

static void
add_unknown (PdlPlanner *self, const PdlSituations *table, const PdlExpr *expr, int target, PdlLevelSet levels)
{
  PdlDueItem *item = pdl_planner_add (self, pdl_planner_id (self, table->id, "unknown", NULL), table->id, table->kind, table->label,
                                      NULL, NULL, PDL_DUE_NOT_COMPUTABLE,
                                      pdl_planner_explain_unknown (self, table->why_unknown, expr, target), &table->basis);

  item->target = target;
  item->levels = levels;
}

static void
add_found (PdlPlanner *self, const PdlSituations *table, const PdlSituation *row, const Found *found)
{
  const char *reason = NULL;
  PdlDueState state = PDL_DUE_SUSPENDED;
  PdlDueItem *item;
  char *why;

  if (row->outcome != PDL_OUTCOME_SUSPENDED)
    state = pdl_planner_state (self, row->kind, &found->window, table->lead, table->grace, &reason);
  if (reason != NULL || found->from == PDL_DAY_NONE)
    why = g_strdup (pdl_dictionary_translate (reason != NULL ? reason : row->why));
  else
    {
      g_autofree char *since = pdl_day_to_iso (found->from, PDL_PRECISION_DAY);

      why = g_strdup_printf (_ ("%s, counted from %s"), pdl_dictionary_translate (row->why), since);
    }
  item = pdl_planner_add (self, pdl_planner_id (self, table->id, row->id, NULL), table->id, row->kind, row->label, row->exam,
                          &found->window, state, why, &row->basis);
  item->target = found->target;
  item->levels = found->levels;
  if (row->outcome == PDL_OUTCOME_NEXT || row->rides)
    pdl_planner_let_ride (self, &table->rides, row->outcome == PDL_OUTCOME_NEXT);
}

static void
run_table (PdlPlanner *self, const PdlSituations *table)
{
  guint n_targets = table->per_target ? self->evaluation->n_targets : 1;
  g_autofree Found *found = g_new0 (Found, table->rows->len);
  gboolean unknown_told = FALSE;

  for (guint r = 0; r < table->rows->len; r++)
    found[r].from = PDL_DAY_NONE;
  for (guint t = 0; t < n_targets; t++)
    {
      int target = table->per_target ? (int) t : -1;

      if (pdl_evaluation_test (self->evaluation, table->runs, target) != PDL_TRUTH_TRUE)
        continue;
      for (guint r = 0; r < table->rows->len; r++)
        {
          const PdlSituation *row = g_ptr_array_index (table->rows, r);
          PdlTruth truth = pdl_evaluation_test (self->evaluation, row->when, target);

          if (truth == PDL_TRUTH_FALSE)
            continue;
          if (truth == PDL_TRUTH_TRUE && !note (&found[r], self, row, target))
            continue;
          if (truth == PDL_TRUTH_UNKNOWN && !unknown_told)
            {
              add_unknown (self, table, row->when, target, target >= 0 ? self->evaluation->targets[target].levels : 0);
              unknown_told = TRUE;
            }
          break;
        }
    }
  for (guint r = 0; r < table->rows->len; r++)
    {
      const PdlSituation *row = g_ptr_array_index (table->rows, r);

      if (!found[r].holds || row->outcome == PDL_OUTCOME_NONE)
        continue;
      if (found[r].from != PDL_DAY_NONE || row->outcome == PDL_OUTCOME_SUSPENDED)
        add_found (self, table, row, &found[r]);
      else if (found[r].no_day && !unknown_told)
        {
          add_unknown (self, table, row->from, found[r].target, found[r].levels);
          unknown_told = TRUE;
        }
    }
}

void
pdl_planner_situations (PdlPlanner *self)
{
  for (guint i = 0; i < self->schedules->situations->len; i++)
    run_table (self, g_ptr_array_index (self->schedules->situations, i));
}
