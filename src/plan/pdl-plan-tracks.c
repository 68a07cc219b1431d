/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Tracks that follow one treated site: MRI after SBRT, which counts from the MRI before, and the fixed milestones
 * after other treatments, which never drift.
 */

#include <glib/gi18n-lib.h>

#include "pdl-course.h"

static PdlDay
treatment_anchor (const PdlItem *treatment, gboolean from_end)
{
  /* Without an end the last fraction is not known: a course of one day is the only safe reading. */
  PdlDay end = pdl_item_get_end (treatment);

  return from_end && end != PDL_DAY_NONE ? end : pdl_item_get_start (treatment);
}

static gboolean
course_is_over (PdlPlanner *self, const PdlItem *treatment, PdlDay anchor)
{
  return pdl_item_is_done (treatment, self->today) && anchor <= self->today
         && g_strcmp0 (pdl_item_get_status (treatment), "ongoing") != 0;
}

static PdlRisk
read_risk (PdlPlanner *self, const PdlSbrtTrack *track, int target)
{
  const PdlValue *value = pdl_evaluation_get_value (self->evaluation, track->risk, target, PDL_LEVEL_NONE, NULL, NULL);
  const char *code = pdl_value_is_known (value) ? pdl_value_get_code (value) : NULL;

  if (g_strcmp0 (code, track->risk_low) == 0)
    return PDL_RISK_LOW;
  if (g_strcmp0 (code, track->risk_intermediate) == 0)
    return PDL_RISK_INTERMEDIATE;
  return g_strcmp0 (code, track->risk_high) == 0 ? PDL_RISK_HIGH : PDL_RISK_UNKNOWN;
}

void
pdl_planner_sbrt (PdlPlanner *self)
{
  const PdlSbrtTrack *track = &self->schedules->sbrt;
  char *exams[] = { track->exam, NULL };

  for (guint i = 0; i < pdl_case_get_n_items (self->kase, PDL_GROUP_TREATMENT); i++)
    {
      const PdlItem *treatment = pdl_case_get_item (self->kase, PDL_GROUP_TREATMENT, i);
      PdlLevelSet levels = pdl_item_get_levels (treatment);
      PdlDay anchor = treatment_anchor (treatment, TRUE);
      PdlDay previous = anchor;
      PdlWindow window;
      PdlDueState state;
      PdlDueItem *item;
      const char *reason;
      gboolean phase1;
      int target;

      if (!g_str_equal (pdl_item_get_kind (treatment)->id, track->record)
          || !pdl_item_field_is (treatment, track->match_field, track->match_code)
          || !course_is_over (self, treatment, anchor)
          || pdl_planner_superseded (self, treatment, track->superseded_by, anchor) != PDL_DAY_NONE)
        continue;

      for (guint j = 0; j < pdl_case_get_n_items (self->kase, PDL_GROUP_IMAGING); j++)
        {
          const PdlItem *scan = pdl_case_get_item (self->kase, PDL_GROUP_IMAGING, j);
          PdlDay day = pdl_item_get_start (scan);

          if (day != PDL_DAY_NONE && day > previous && day <= self->today && pdl_item_covers (scan, exams, levels))
            previous = day;
        }
      target = pdl_planner_target_of (self, levels);
      window = pdl_window_sbrt (&track->rule, anchor, previous, read_risk (self, track, target), &phase1);
      state = pdl_planner_state (self, track->kind, &window, track->lead, track->grace, &reason);
      if (reason == NULL)
        reason = phase1 ? track->why_phase1 : track->why_phase2;
      item = pdl_planner_add (self, pdl_planner_id (self, track->id, "mri", treatment), track->id, track->kind,
                              track->label, track->exam, &window, state, g_strdup (pdl_dictionary_translate (reason)),
                              &track->basis);
      item->target = target;
      item->levels = levels;
    }
}

/* Days on which something of the milestone's examination happened: a visit counts where a visit is asked for, the
 * examination itself where imaging is. */
static GArray *
evidence_days (PdlPlanner *self, const PdlMilestone *milestone, PdlLevelSet levels)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (PdlDay));
  gboolean visit = g_str_equal (milestone->kind, "visit");

  if (visit)
    for (guint i = 0; i < pdl_case_get_n_assessments (self->kase); i++)
      {
        PdlDay day = pdl_assessment_get_day (pdl_case_get_assessment (self->kase, i));

        g_array_append_val (days, day);
      }
  for (guint i = 0; i < pdl_case_get_n_items (self->kase, PDL_GROUP_EVENT); i++)
    {
      const PdlItem *event = pdl_case_get_item (self->kase, PDL_GROUP_EVENT, i);
      PdlDay day = pdl_item_get_start (event);

      if (day != PDL_DAY_NONE && g_str_equal (pdl_item_get_kind (event)->id, visit ? "clinic" : "pro")
          && (visit || g_str_equal (milestone->kind, "pro")))
        g_array_append_val (days, day);
    }
  if (g_str_equal (milestone->kind, "imaging"))
    for (guint i = 0; i < pdl_case_get_n_items (self->kase, PDL_GROUP_IMAGING); i++)
      {
        const PdlItem *scan = pdl_case_get_item (self->kase, PDL_GROUP_IMAGING, i);
        PdlDay day = pdl_item_get_start (scan);

        if (day != PDL_DAY_NONE && pdl_item_covers (scan, milestone->exams, levels))
          g_array_append_val (days, day);
      }
  return days;
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  PdlDay left = *(const PdlDay *) a, right = *(const PdlDay *) b;

  return left < right ? -1 : left > right;
}

/* One date of a track: a milestone, one of the times a yearly milestone comes again, or a row of the treatment's list. */
typedef struct
{
  const PdlMilestone *milestone;
  char *id;
  PdlWindow window;
} Step;

static void
step_clear (gpointer data)
{
  g_free (((Step *) data)->id);
}

static void
add_step (GArray *steps, const PdlMilestone *milestone, char *id, PdlDay anchor, int months)
{
  Step step = { milestone, id, pdl_window_milestone (anchor, milestone->days, months, milestone->before, milestone->after) };

  g_array_append_val (steps, step);
}

/* A milestone that comes again is listed until the first date that is still ahead: further ones say nothing more. */
static void
add_times (GArray *steps, const PdlMilestone *milestone, PdlDay anchor, PdlDay today)
{
  int months = milestone->months;

  do
    {
      add_step (steps, milestone, g_strdup_printf ("%s%d", milestone->id, months), anchor, months);
      months += milestone->every_months;
    }
  while (g_array_index (steps, Step, steps->len - 1).window.earliest <= today);
}

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const Step *left = a, *right = b;

  if (left->window.due != right->window.due)
    return left->window.due < right->window.due ? -1 : 1;
  return g_strcmp0 (left->id, right->id);
}

/* By date: which visit serves which milestone is told by their order. */
static GArray *
steps_of (const PdlTrack *track, const PdlItem *treatment, PdlDay anchor, PdlDay today)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (Step));
  PdlDay until = pdl_course_first_day (treatment, track->until);

  g_array_set_clear_func (steps, step_clear);
  for (guint i = 0; i < track->milestones->len; i++)
    {
      const PdlMilestone *milestone = g_ptr_array_index (track->milestones, i);

      if (!pdl_course_asks (treatment, milestone))
        continue;
      if (milestone->rows != NULL)
        {
          g_autoptr (GArray) days = pdl_course_row_days (treatment, milestone->rows, milestone->row_date);

          for (guint j = 0; j < days->len; j++)
            if (g_array_index (days, PdlDay, j) > anchor)
              add_step (steps, milestone, g_strdup_printf ("%s%u", milestone->id, j + 1), g_array_index (days, PdlDay, j), 0);
        }
      else if (milestone->every_months > 0)
        add_times (steps, milestone, anchor, today);
      else
        add_step (steps, milestone, g_strdup (milestone->id),
                  milestone->from != NULL ? pdl_course_first_day (treatment, milestone->from) : anchor, milestone->months);
      /* What would be due behind the end of the course falls away; what counts from that end does not. */
      while (until != PDL_DAY_NONE && milestone->from == NULL && steps->len > 0
             && g_array_index (steps, Step, steps->len - 1).milestone == milestone
             && g_array_index (steps, Step, steps->len - 1).window.due > until)
        g_array_set_size (steps, steps->len - 1);
    }
  g_array_sort (steps, compare_steps);
  return steps;
}

/* Which milestones are behind us. A milestone is matched by the visits that can satisfy it; a visit takes the newest
 * window open and leaves the older ones missed. What no visit does is left out of that. */
static void
settle (PdlPlanner *self, GArray *steps, gboolean *satisfied, gboolean *missed, const PdlItem *treatment, PdlDay anchor)
{
  PdlLevelSet levels = pdl_item_get_levels (treatment);
  guint n = steps->len;
  g_autofree PdlWindow *windows = g_new0 (PdlWindow, n);

  for (guint i = 0; i < n; i++)
    {
      const Step *step = &g_array_index (steps, Step, i);

      windows[i] = step->window;
      if (!pdl_course_is_done_by_visit (step->milestone))
        windows[i].earliest = windows[i].due = windows[i].latest = G_MAXINT32;
    }
  for (guint i = 0; i < n; i++)
    {
      const PdlMilestone *milestone = g_array_index (steps, Step, i).milestone;
      g_autoptr (GArray) days = NULL;

      if (!pdl_course_is_done_by_visit (milestone))
        {
          satisfied[i] = pdl_course_is_done (treatment, milestone, self->today);
          continue;
        }
      days = evidence_days (self, milestone, levels);

      g_array_sort (days, compare_days);
      for (guint j = 0; j < days->len; j++)
        {
          PdlDay day = g_array_index (days, PdlDay, j);
          PdlVisitClass class;
          int match;

          if (day <= anchor || day > self->today)
            continue;
          match = pdl_window_match (windows, satisfied, n, day, &class);
          if (match == (int) i && (class == PDL_VISIT_ON_TIME || class == PDL_VISIT_LATE))
            satisfied[i] = TRUE;
          else if (match > (int) i && (class == PDL_VISIT_ON_TIME || class == PDL_VISIT_LATE))
            missed[i] = !satisfied[i];
        }
    }
}

static PdlDueState
find_state (PdlPlanner *self, const PdlTrack *track, const Step *step, const char **ret_reason)
{
  const PdlFinding *survival_finding = self->schedules->restage.survival;
  const PdlValue *survival = pdl_evaluation_get_value (self->evaluation, survival_finding, -1, PDL_LEVEL_NONE, NULL, NULL);
  PdlDueState state;

  *ret_reason = NULL;
  if (track->below_survival_months > 0 && pdl_value_is_known (survival)
      && pdl_value_get_number (survival) < track->below_survival_months)
    {
      *ret_reason = self->schedules->restage.why_suspended;
      state = PDL_DUE_SUSPENDED;
    }
  else if (track->comfort_suspends && self->comfort)
    {
      *ret_reason = N_ ("Comfort-focused care: routine examinations are suspended");
      state = PDL_DUE_SUSPENDED;
    }
  else
    state = pdl_planner_state (self, step->milestone->kind, &step->window, track->lead, track->grace, ret_reason);
  return track->late_is_missed && pdl_due_state_is_overdue (state) ? PDL_DUE_MISSED : state;
}

static void
run_from (PdlPlanner *self, const PdlTrack *track, const PdlItem *treatment, PdlDay anchor)
{
  PdlLevelSet levels = pdl_item_get_levels (treatment);
  g_autoptr (GArray) steps = steps_of (track, treatment, anchor, self->today);
  guint n = steps->len;
  g_autofree gboolean *satisfied = g_new0 (gboolean, n);
  g_autofree gboolean *missed = g_new0 (gboolean, n);
  g_autofree char *since = pdl_day_to_iso (anchor, PDL_PRECISION_DAY);

  settle (self, steps, satisfied, missed, treatment, anchor);
  for (guint i = 0; i < n; i++)
    {
      const Step *step = &g_array_index (steps, Step, i);
      const PdlMilestone *milestone = step->milestone;
      const char *reason = NULL;
      PdlDueState state;
      PdlDueItem *item;
      char *why;

      if (satisfied[i])
        state = PDL_DUE_SATISFIED;
      else if (missed[i])
        state = PDL_DUE_MISSED;
      else
        state = find_state (self, track, step, &reason);
      /* Of several dates that went by, the newest one says it all. */
      if (track->open_only && (state == PDL_DUE_SATISFIED || state == PDL_DUE_MISSED
                               || (i + 1 < n && g_array_index (steps, Step, i + 1).window.earliest <= self->today)))
        continue;

      if (reason != NULL)
        why = g_strdup (pdl_dictionary_translate (reason));
      else
        why = g_strdup_printf (_ ("%s, counted from %s"), pdl_dictionary_translate (track->label), since);
      item = pdl_planner_add (self, pdl_planner_id (self, track->id, step->id, treatment), track->id, milestone->kind,
                              milestone->label, milestone->exams[0], &step->window, state, why, &track->basis);
      item->levels = levels;
      item->target = pdl_planner_target_of (self, levels);
      if (milestone->rides)
        pdl_planner_let_ride (self, &track->rides, FALSE);
    }
}

/* Whether the track concerns this treatment cannot be told: said while its last date is not behind us. */
static void
add_unknown (PdlPlanner *self, const PdlTrack *track, const PdlItem *treatment, PdlDay anchor, int target)
{
  g_autoptr (GArray) steps = steps_of (track, treatment, anchor, self->today);
  PdlDueItem *item;

  if (track->why_unknown == NULL || steps->len == 0 || g_array_index (steps, Step, steps->len - 1).window.latest < self->today)
    return;
  item = pdl_planner_add (self, pdl_planner_id (self, track->id, "unknown", treatment), track->id,
                          g_array_index (steps, Step, 0).milestone->kind, track->label, NULL, NULL, PDL_DUE_NOT_COMPUTABLE,
                          pdl_planner_explain_unknown (self, track->why_unknown, track->when, target), &track->basis);
  item->levels = pdl_item_get_levels (treatment);
  item->target = target;
}

static void
run_track (PdlPlanner *self, const PdlTrack *track, const PdlItem *treatment)
{
  PdlDay anchor = treatment_anchor (treatment, track->anchor_end && !pdl_item_is_kind (treatment, track->anchor_start_kinds));

  int target = pdl_planner_target_of (self, pdl_item_get_levels (treatment));
  PdlTruth truth;

  if (track->while_ongoing ? !pdl_item_is_done (treatment, self->today) : !course_is_over (self, treatment, anchor))
    return;
  if (pdl_planner_superseded (self, treatment, track->superseded_by, anchor) != PDL_DAY_NONE
      || pdl_course_has_run_out (treatment, track, self->today))
    return;
  truth = track->when != NULL ? pdl_evaluation_test (self->evaluation, track->when, target) : PDL_TRUTH_TRUE;
  if (truth == PDL_TRUTH_TRUE)
    run_from (self, track, treatment, anchor);
  else if (truth == PDL_TRUTH_UNKNOWN)
    add_unknown (self, track, treatment, anchor, target);
}

void
pdl_planner_tracks (PdlPlanner *self)
{
  for (guint t = 0; t < self->schedules->tracks->len; t++)
    {
      const PdlTrack *track = g_ptr_array_index (self->schedules->tracks, t);
      const PdlItem *newest = NULL;

      for (guint i = 0; i < pdl_case_get_n_items (self->kase, PDL_GROUP_TREATMENT); i++)
        {
          const PdlItem *treatment = pdl_case_get_item (self->kase, PDL_GROUP_TREATMENT, i);

          if (!pdl_item_is_kind (treatment, track->records) || !pdl_item_is_done (treatment, self->today)
              || !pdl_item_field_is (treatment, track->match_field, track->match_code))
            continue;
          if (!track->newest_only)
            run_track (self, track, treatment);
          else if (newest == NULL || pdl_item_get_start (treatment) >= pdl_item_get_start (newest))
            newest = treatment;
        }
      if (newest != NULL)
        run_track (self, track, newest);
    }
}
