/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * One visit for several tracks (follow-up reference, section 1.12). The windows of the items stay what they are; a visit is
 * where they overlap, and is never wider than any of them. What does not overlap stays a visit of its own.
 */

#include "pdl-planner.h"
#include "pdl-window.h"

static PdlWindow
window_of (const PdlDueItem *item)
{
  PdlWindow window = { 0 };

  window.earliest = item->earliest;
  window.due = item->due;
  window.latest = item->latest;
  return window;
}

/* Still ahead, and something one comes to the hospital for. What is late is not put off until it suits another track. */
static gboolean
can_share (const PdlSchedules *schedules, const PdlDueItem *item)
{
  return pdl_due_state_is_open (item->state) && !pdl_due_state_is_overdue (item->state) && item->due != PDL_DAY_NONE
         && g_strv_contains ((const char *const *) schedules->together, item->kind)
         && (item->exam == NULL || schedules->apart == NULL || !g_strv_contains ((const char *const *) schedules->apart, item->exam));
}

void
pdl_planner_visits (PdlPlanner *self, PdlPlan *plan)
{
  g_autoptr (GArray) visits = g_array_new (FALSE, FALSE, sizeof (PdlPlanVisit));

  /* The items stand by due date: the first examination that is on its own leads, the others come to it. */
  for (guint lead = 0; lead < plan->n_items; lead++)
    {
      PdlPlanVisit visit = { 0 };
      PdlWindow window;

      if (plan->items[lead].visit >= 0 || !can_share (self->schedules, &plan->items[lead])
          || !g_str_equal (plan->items[lead].kind, self->schedules->together[0]))
        continue;
      window = window_of (&plan->items[lead]);
      visit.n_items = 1;
      /* Examinations first, wherever the windows overlap; then what the day found for them suits as well. */
      for (guint pass = 0; pass < 2; pass++)
        for (guint i = 0; i < plan->n_items; i++)
          {
            PdlWindow other = window_of (&plan->items[i]);
            gboolean examination = g_str_equal (plan->items[i].kind, self->schedules->together[0]);

            if (i == lead || plan->items[i].visit >= 0 || !can_share (self->schedules, &plan->items[i]) || examination != (pass == 0)
                || (!examination && (window.due < other.earliest || window.due > other.latest))
                || !pdl_window_merge (&window, &other, &window))
              continue;
            plan->items[i].visit = (int) visits->len;
            visit.n_items++;
          }
      if (visit.n_items < 2)
        continue;
      plan->items[lead].visit = (int) visits->len;
      visit.earliest = window.earliest;
      visit.due = window.due;
      visit.latest = window.latest;
      g_array_append_val (visits, visit);
    }
  plan->n_visits = visits->len;
  plan->visits = (PdlPlanVisit *) (gpointer) g_array_free (g_steal_pointer (&visits), FALSE);
}
