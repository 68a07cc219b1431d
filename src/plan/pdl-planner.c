/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The planner: runs the tracks over one case and sorts what is due. It proposes; it orders, books and cancels nothing.
 */

#include <glib/gi18n-lib.h>

#include "pdl-planner.h"

gboolean
pdl_item_is_kind (const PdlItem *item, char **kinds)
{
  return kinds != NULL && g_strv_contains ((const char *const *) kinds, pdl_item_get_kind (item)->id);
}

gboolean
pdl_item_is_done (const PdlItem *item, PdlDay today)
{
  const char *status = pdl_item_get_status (item);
  PdlDay start = pdl_item_get_start (item);

  return start != PDL_DAY_NONE && start <= today && g_strcmp0 (status, "planned") != 0
         && g_strcmp0 (status, "cancelled") != 0;
}

gboolean
pdl_item_field_is (const PdlItem *item, const char *field, const char *code)
{
  const PdlValue *value;

  if (field == NULL)
    return TRUE;
  value = pdl_fields_get (pdl_item_get_fields (item), field);
  return pdl_value_is_known (value) && pdl_value_get_kind (value) == PDL_VALUE_ENUM
         && g_strcmp0 (pdl_value_get_code (value), code) == 0;
}

gboolean
pdl_item_covers (const PdlItem *item, char **exams, PdlLevelSet levels)
{
  const PdlFields *fields = pdl_item_get_fields (item);
  const PdlValue *adequate = pdl_fields_get (fields, "adequate");
  const PdlValue *whole = pdl_fields_get (fields, "whole_spine");

  if (!pdl_item_is_kind (item, exams) || g_strcmp0 (pdl_item_get_status (item), "planned") == 0
      || g_strcmp0 (pdl_item_get_status (item), "cancelled") == 0)
    return FALSE;
  if (pdl_value_is_known (adequate) && !pdl_value_get_bool (adequate))
    return FALSE;
  if (levels == 0 || (pdl_value_is_known (whole) && pdl_value_get_bool (whole)))
    return TRUE;
  /* Levels not written down: the examination is taken for what it says it is. */
  return pdl_item_get_levels (item) == 0 || (pdl_item_get_levels (item) & levels) != 0;
}

char *
pdl_planner_id (PdlPlanner *self, const char *track, const char *item, const PdlItem *treatment)
{
  if (treatment != NULL)
    for (guint i = 0; i < pdl_case_get_n_items (self->kase, PDL_GROUP_TREATMENT); i++)
      if (pdl_case_get_item (self->kase, PDL_GROUP_TREATMENT, i) == treatment)
        return g_strdup_printf ("%s/%s/%u", track, item, i);
  return g_strdup_printf ("%s/%s/-", track, item);
}

int
pdl_planner_target_of (PdlPlanner *self, PdlLevelSet levels)
{
  for (guint i = 0; i < self->evaluation->n_targets; i++)
    if ((self->evaluation->targets[i].levels & levels) != 0)
      return (int) i;
  return -1;
}

PdlDay
pdl_planner_superseded (PdlPlanner *self, const PdlItem *treatment, char **kinds, PdlDay anchor)
{
  PdlDay first = PDL_DAY_NONE;

  for (guint i = 0; i < pdl_case_get_n_items (self->kase, PDL_GROUP_TREATMENT); i++)
    {
      const PdlItem *other = pdl_case_get_item (self->kase, PDL_GROUP_TREATMENT, i);
      PdlDay start = pdl_item_get_start (other);

      if (other == treatment || !pdl_item_is_kind (other, kinds) || !pdl_item_is_done (other, self->today))
        continue;
      if ((pdl_item_get_levels (other) & pdl_item_get_levels (treatment)) == 0 || start <= anchor)
        continue;
      if (first == PDL_DAY_NONE || start < first)
        first = start;
    }
  return first;
}

static PdlDay
find_booking (PdlPlanner *self, const char *id)
{
  PdlDay booked = PDL_DAY_NONE;

  for (guint i = 0; i < pdl_case_get_n_items (self->kase, PDL_GROUP_EVENT); i++)
    {
      const PdlItem *event = pdl_case_get_item (self->kase, PDL_GROUP_EVENT, i);
      const PdlValue *item = pdl_fields_get (pdl_item_get_fields (event), "item");

      if (g_str_equal (pdl_item_get_kind (event)->id, "appointment") && pdl_value_is_known (item)
          && g_strcmp0 (pdl_value_get_text (item), id) == 0
          && g_strcmp0 (pdl_item_get_status (event), "cancelled") != 0)
        booked = pdl_item_get_start (event);
    }
  return booked;
}

PdlDueState
pdl_planner_state (PdlPlanner *self, const char *kind, const PdlWindow *window, int lead, int grace,
                   const char **ret_reason)
{
  char **keeps = self->schedules->comfort_keeps;

  *ret_reason = NULL;
  if (self->comfort && (keeps == NULL || !g_strv_contains ((const char *const *) keeps, kind)))
    {
      *ret_reason = N_ ("Comfort-focused care: routine examinations are suspended");
      return PDL_DUE_SUSPENDED;
    }
  if (self->waiting && g_str_equal (kind, "imaging"))
    {
      *ret_reason = N_ ("A new symptom is being examined: routine imaging waits for its result");
      return PDL_DUE_SUSPENDED;
    }
  return pdl_window_state (window, self->today, lead, grace);
}

PdlDueItem *
pdl_planner_add (PdlPlanner *self, char *id, const char *track, const char *kind, const char *label, const char *exam,
                 const PdlWindow *window, PdlDueState state, char *why, const PdlBasis *basis)
{
  PdlDueItem item = { 0 };
  gboolean dated = window != NULL && state != PDL_DUE_SUSPENDED && state != PDL_DUE_NOT_COMPUTABLE;

  item.id = id;
  item.track = g_strdup (track);
  item.kind = g_strdup (kind);
  item.label = g_strdup (label);
  item.exam = g_strdup (exam);
  item.target = -1;
  item.visit = -1;
  item.state = state;
  item.earliest = dated ? window->earliest : PDL_DAY_NONE;
  item.due = dated ? window->due : PDL_DAY_NONE;
  item.latest = dated ? window->latest : PDL_DAY_NONE;
  item.why = why;
  item.basis = *basis;
  item.booked = find_booking (self, id);
  g_array_append_val (self->items, item);
  return &g_array_index (self->items, PdlDueItem, self->items->len - 1);
}

void
pdl_planner_let_ride (PdlPlanner *self, const PdlRides *rides, gboolean any_date)
{
  PdlRiding riding = { self->items->len - 1, rides, any_date };

  g_array_append_val (self->riding, riding);
}

char *
pdl_planner_explain_unknown (PdlPlanner *self, const char *why, const PdlExpr *expr, int target)
{
  g_autofree const char **needs = expr != NULL ? pdl_evaluation_find_needs (self->evaluation, expr, target) : NULL;
  g_autoptr (GString) text = g_string_new (pdl_dictionary_translate (why));
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (self->evaluation->knowledge);

  for (guint i = 0; needs != NULL && needs[i] != NULL; i++)
    {
      const PdlFinding *finding = pdl_dictionary_lookup (dictionary, needs[i]);

      if (finding != NULL)
        g_string_append_printf (text, "%s%s", i == 0 ? ": " : ", ", pdl_dictionary_translate (finding->label));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

gboolean
pdl_planner_assessment_has (const PdlAssessment *assessment, char **ids, gboolean all)
{
  const PdlFields *fields = pdl_assessment_get_fields (assessment);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      /* A value carried forward from the visit before is not a new examination. */
      gboolean known = pdl_value_is_known (pdl_fields_get (fields, ids[i])) && !pdl_fields_is_unconfirmed (fields, ids[i]);

      if (known != all)
        return !all;
    }
  return all;
}

/* A laboratory record of one of @findings; PDL_DAY_NONE. */
static PdlDay
specimen_day (const PdlItem *event, char **findings, PdlDay today)
{
  const PdlFields *fields = pdl_item_get_fields (event);
  const PdlValue *finding = pdl_fields_get (fields, "finding"), *taken = pdl_fields_get (fields, "specimen_at");
  PdlDay day = pdl_value_is_known (taken) ? (PdlDay) (pdl_value_get_minute (taken) / (24 * 60)) : pdl_item_get_start (event);

  if (!pdl_value_is_known (finding) || !g_strv_contains ((const char *const *) findings, pdl_value_get_code (finding))
      || !pdl_value_is_known (pdl_fields_get (fields, "value")) || g_strcmp0 (pdl_item_get_status (event), "cancelled") == 0)
    return PDL_DAY_NONE;
  return day <= today ? day : PDL_DAY_NONE;
}

static gboolean
is_measured (const PdlAssessment *assessment, char **findings)
{
  const PdlFields *fields = pdl_assessment_get_fields (assessment);

  for (guint i = 0; findings[i] != NULL; i++)
    {
      const PdlValue *value = pdl_fields_get (fields, findings[i]);

      if (pdl_value_is_known (value) && !pdl_fields_is_unconfirmed (fields, findings[i])
          && (pdl_value_get_kind (value) != PDL_VALUE_BOOL || pdl_value_get_bool (value)))
        return TRUE;
    }
  return FALSE;
}

PdlDay
pdl_planner_newest_measured (PdlPlanner *self, char **findings)
{
  PdlDay newest = PDL_DAY_NONE;

  for (guint i = 0; i < pdl_case_get_n_assessments (self->kase); i++)
    {
      const PdlAssessment *assessment = pdl_case_get_assessment (self->kase, i);
      PdlDay day = pdl_assessment_get_day (assessment);

      if (day <= self->today && is_measured (assessment, findings))
        newest = MAX (newest, day);
    }
  for (guint i = 0; i < pdl_case_get_n_items (self->kase, PDL_GROUP_EVENT); i++)
    newest = MAX (newest, specimen_day (pdl_case_get_item (self->kase, PDL_GROUP_EVENT, i), findings, self->today));
  return newest;
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const PdlDueItem *left = a, *right = b;
  gboolean left_open = pdl_due_state_is_open (left->state), right_open = pdl_due_state_is_open (right->state);

  if (left_open != right_open)
    return left_open ? -1 : 1;
  /* PDL_DAY_NONE is the smallest number, and belongs last. */
  if ((left->due == PDL_DAY_NONE) != (right->due == PDL_DAY_NONE))
    return left->due == PDL_DAY_NONE ? 1 : -1;
  if (left->due != right->due)
    return left->due < right->due ? -1 : 1;
  return strcmp (left->id, right->id);
}

/* What is planned or booked lies ahead by its nature. */
static PdlDay
newest_day (PdlCase *kase)
{
  PdlDay newest = PDL_DAY_NONE;

  for (guint i = 0; i < pdl_case_get_n_assessments (kase); i++)
    newest = MAX (newest, pdl_assessment_get_day (pdl_case_get_assessment (kase, i)));
  for (guint group = 0; group < PDL_N_GROUPS; group++)
    for (guint i = 0; i < pdl_case_get_n_items (kase, (PdlGroup) group); i++)
      {
        const PdlItem *item = pdl_case_get_item (kase, (PdlGroup) group, i);
        const char *status = pdl_item_get_status (item);

        if (g_strcmp0 (status, "planned") != 0 && g_strcmp0 (status, "cancelled") != 0
            && !g_str_equal (pdl_item_get_kind (item)->id, "appointment"))
          newest = MAX (newest, pdl_item_get_start (item));
      }
  return newest;
}

static gboolean
identity_has_day (PdlCase *kase, const PdlFinding *finding)
{
  return pdl_value_is_known (pdl_fields_get (pdl_case_get_identity (kase), finding->id));
}

PdlPlan *
pdl_plan_new (PdlEvaluation *evaluation, PdlCase *kase)
{
  PdlPlan *plan = g_new0 (PdlPlan, 1);
  const PdlSchedules *schedules = pdl_schedules_get (evaluation->knowledge, NULL);
  PdlPlanner planner = { 0 };
  const PdlValue *comfort;

  plan->newest = newest_day (kase);
  plan->clock_behind = plan->newest != PDL_DAY_NONE && evaluation->as_of < plan->newest - 1;
  if (schedules == NULL || identity_has_day (kase, schedules->death))
    return plan;

  planner.schedules = schedules;
  planner.evaluation = evaluation;
  planner.kase = kase;
  planner.today = evaluation->as_of;
  planner.items = g_array_new (FALSE, FALSE, sizeof (PdlDueItem));
  planner.riding = g_array_new (FALSE, FALSE, sizeof (PdlRiding));
  comfort = pdl_evaluation_get_value (evaluation, schedules->comfort, -1, PDL_LEVEL_NONE, NULL, NULL);
  planner.comfort = pdl_value_is_known (comfort) && pdl_value_get_bool (comfort);

  /* Symptoms first: an open one suspends routine imaging. */
  pdl_planner_symptoms (&planner);
  pdl_planner_baseline (&planner);
  pdl_planner_restage (&planner);
  pdl_planner_sbrt (&planner);
  pdl_planner_tracks (&planner);
  pdl_planner_situations (&planner);
  pdl_planner_riders (&planner);

  g_array_unref (planner.riding);
  g_clear_pointer (&planner.history, g_ptr_array_unref);
  g_array_sort (planner.items, compare_items);
  plan->n_items = planner.items->len;
  plan->items = (PdlDueItem *) (gpointer) g_array_free (planner.items, FALSE);
  pdl_planner_visits (&planner, plan);
  return plan;
}

void
pdl_due_item_clear (PdlDueItem *item)
{
  for (guint i = 0; i < item->n_riders; i++)
    {
      g_free (item->riders[i].track);
      g_free (item->riders[i].label);
      g_free (item->riders[i].why);
    }
  g_free (item->riders);
  g_free (item->id);
  g_free (item->track);
  g_free (item->kind);
  g_free (item->exam);
  g_free (item->label);
  g_free (item->why);
}

void
pdl_plan_free (PdlPlan *self)
{
  for (guint i = 0; i < self->n_items; i++)
    pdl_due_item_clear (&self->items[i]);
  g_free (self->items);
  g_free (self->visits);
  g_free (self);
}
