/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Systemic restaging: the interval from disease activity, clinical status and rate of progression.
 */

#include <glib/gi18n-lib.h>
#include <math.h>

#include "pdl-planner.h"

static const PdlValue *
read_value (PdlPlanner *self, const PdlFinding *finding)
{
  const PdlValue *value = pdl_evaluation_get_value (self->evaluation, finding, -1, PDL_LEVEL_NONE, NULL, NULL);

  return pdl_value_is_known (value) ? value : NULL;
}

static PdlResultClass
read_result (PdlPlanner *self, const PdlRestageTrack *track, const PdlFinding *finding)
{
  const PdlValue *value = read_value (self, finding);
  const char *code = value != NULL ? pdl_value_get_code (value) : NULL;

  if (code == NULL)
    return PDL_RESULT_NONE;
  if (g_strv_contains ((const char *const *) track->good, code))
    return PDL_RESULT_GOOD;
  if (g_str_equal (code, track->equivocal))
    return PDL_RESULT_EQUIVOCAL;
  return g_str_equal (code, track->progressed) ? PDL_RESULT_PROGRESSION : PDL_RESULT_NONE;
}

/* The last systemic imaging with a result, else the start of the newest treatment that starts the track. */
static PdlDay
find_anchor (PdlPlanner *self, const PdlRestageTrack *track)
{
  PdlDay start = PDL_DAY_NONE, imaging = PDL_DAY_NONE;

  for (guint i = 0; i < pdl_case_get_n_items (self->kase, PDL_GROUP_TREATMENT); i++)
    {
      const PdlItem *item = pdl_case_get_item (self->kase, PDL_GROUP_TREATMENT, i);

      if (pdl_item_is_kind (item, track->starts) && pdl_item_is_done (item, self->today))
        start = MAX (start, pdl_item_get_start (item));
    }
  if (start == PDL_DAY_NONE)
    return PDL_DAY_NONE;
  for (guint i = 0; i < pdl_case_get_n_items (self->kase, PDL_GROUP_IMAGING); i++)
    {
      const PdlItem *item = pdl_case_get_item (self->kase, PDL_GROUP_IMAGING, i);
      PdlDay day = pdl_item_get_start (item);

      if (day != PDL_DAY_NONE && day <= self->today && pdl_item_covers (item, track->counts, 0)
          && pdl_value_is_known (pdl_fields_get (pdl_item_get_fields (item), "result")))
        imaging = MAX (imaging, day);
    }
  return MAX (start, imaging);
}

static char *
explain (PdlPlanner *self, const PdlRestageTrack *track, const PdlRestageInput *input, const PdlWindow *window,
         gboolean assumed)
{
  const PdlValue *primary = read_value (self, track->primary);
  const char *code = primary != NULL ? pdl_value_get_code (primary) : NULL;
  g_autoptr (GString) text = g_string_new (pdl_dictionary_translate (track->why));

  g_string_append_printf (text, _ (": A%d, C%d, R%d%s, %d weeks"), input->activity, input->clinical, input->progression,
                          assumed ? _ (" (assumed)") : "", window->weeks);
  if (g_strcmp0 (code, track->extrapolated_unless) != 0)
    g_string_append_printf (text, ". %s", pdl_dictionary_translate (track->extrapolated));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add (PdlPlanner *self, const PdlRestageTrack *track, const PdlWindow *window, PdlDueState state, char *why)
{
  pdl_planner_add (self, pdl_planner_id (self, track->id, "scan", NULL), track->id, track->kind, track->label,
                   track->exam, window, state, why, &track->basis);
}

void
pdl_planner_restage (PdlPlanner *self)
{
  const PdlRestageTrack *track = &self->schedules->restage;
  PdlRestageInput input = { 0 };
  const PdlValue *activity = read_value (self, track->activity);
  const PdlValue *clinical = read_value (self, track->clinical);
  const PdlValue *progression = read_value (self, track->progression);
  const PdlValue *changed = read_value (self, track->changed);
  const PdlValue *first = read_value (self, track->first);
  const PdlValue *survival = read_value (self, track->survival);
  PdlWindow window = { PDL_DAY_NONE, PDL_DAY_NONE, PDL_DAY_NONE, FALSE, 0, 0 };
  const char *reason;
  PdlDueState state;

  input.anchor = find_anchor (self, track);
  if (input.anchor == PDL_DAY_NONE)
    return;

  input.survival_months = survival != NULL ? (int) floor (pdl_value_get_number (survival)) : -1;
  if (input.survival_months >= 0 && input.survival_months < track->rule.suspend_below_months)
    {
      add (self, track, NULL, PDL_DUE_SUSPENDED, g_strdup (pdl_dictionary_translate (track->why_suspended)));
      return;
    }

  if (activity == NULL || clinical == NULL)
    {
      /* With the rate of progression missing too, the default interval is shown and called a default. */
      if (progression == NULL)
        {
          window.due = input.anchor + 7 * track->default_weeks;
          window.earliest = input.anchor + track->rule.window_day_first;
          window.latest = input.anchor + track->rule.window_day_last;
          state = pdl_planner_state (self, track->kind, &window, track->lead, track->grace, &reason);
          add (self, track, &window, state, g_strdup (pdl_dictionary_translate (reason != NULL ? reason : track->why_default)));
        }
      else
        add (self, track, NULL, PDL_DUE_NOT_COMPUTABLE, g_strdup (pdl_dictionary_translate (track->why_missing)));
      return;
    }

  input.activity = (int) pdl_value_get_position (activity);
  input.clinical = (int) pdl_value_get_position (clinical);
  input.last = read_result (self, track, track->last);
  input.previous = read_result (self, track, track->previous);
  input.therapy_changed = changed != NULL && pdl_value_get_bool (changed);
  input.first_after_start = first != NULL && pdl_value_get_bool (first);
  if (progression != NULL)
    input.progression = (int) pdl_value_get_position (progression);
  else
    input.progression = input.first_after_start ? 0 : track->assumed_progression;

  window = pdl_window_restage (&track->rule, &input);
  state = pdl_planner_state (self, track->kind, &window, track->lead, track->grace, &reason);
  add (self, track, &window, state,
       reason != NULL ? g_strdup (pdl_dictionary_translate (reason))
                      : explain (self, track, &input, &window, progression == NULL));
}
