/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What stands before a treatment and what interrupts the routine: the baseline gate and new symptoms.
 */

#include <glib/gi18n-lib.h>

#include "pdl-planner.h"

typedef enum { MODALITY_NONE, MODALITY_SURGERY, MODALITY_SBRT, MODALITY_CEBRT, MODALITY_PERCUTANEOUS } Modality;

static const PdlValue *
plan_value (PdlPlanner *self, const PdlFinding *finding, int target)
{
  const PdlValue *value = pdl_evaluation_get_value (self->evaluation, finding, target, PDL_LEVEL_NONE, NULL, NULL);

  return pdl_value_is_known (value) ? value : NULL;
}

static int
limit_for (const PdlGate *gate, Modality modality)
{
  switch (modality)
    {
    case MODALITY_SURGERY: return gate->surgery;
    case MODALITY_SBRT: return gate->sbrt;
    case MODALITY_CEBRT: return gate->cebrt;
    case MODALITY_PERCUTANEOUS: return gate->percutaneous;
    case MODALITY_NONE: break;
    }
  return -1;
}

/* The planned treatment with the shortest day limits wins where several are planned: surgery before the rest. */
static Modality
planned_modality (PdlPlanner *self, PdlDay *ret_start)
{
  const PdlBaseline *baseline = &self->schedules->baseline;
  Modality modality = MODALITY_NONE;

  *ret_start = PDL_DAY_NONE;
  for (guint t = 0; t < self->evaluation->n_targets; t++)
    {
      const PdlValue *surgery = plan_value (self, baseline->surgery, (int) t);
      const PdlValue *radiotherapy = plan_value (self, baseline->radiotherapy, (int) t);
      const PdlValue *start = plan_value (self, baseline->rt_start, (int) t);
      Modality here = MODALITY_NONE;

      if (surgery != NULL && pdl_value_get_bool (surgery))
        here = MODALITY_SURGERY;
      else if (radiotherapy != NULL && pdl_value_get_position (radiotherapy) > 0)
        /* The finding's own order: none, then the two techniques. */
        here = pdl_value_get_position (radiotherapy) == 1 ? MODALITY_CEBRT : MODALITY_SBRT;
      for (guint p = 0; here == MODALITY_NONE && p < baseline->percutaneous->len; p++)
        {
          const PdlValue *planned = plan_value (self, g_ptr_array_index (baseline->percutaneous, p), (int) t);

          if (planned != NULL && pdl_value_get_bool (planned))
            here = MODALITY_PERCUTANEOUS;
        }
      if (here != MODALITY_NONE && (modality == MODALITY_NONE || here < modality))
        {
          modality = here;
          *ret_start = here == MODALITY_SBRT || here == MODALITY_CEBRT
                         ? (start != NULL ? pdl_value_get_day (start) : PDL_DAY_NONE)
                         : PDL_DAY_NONE;
        }
    }
  return modality;
}

static PdlDay
newest_evidence (PdlPlanner *self, const PdlGate *gate)
{
  PdlDay newest = PDL_DAY_NONE;

  if (gate->imaging)
    for (guint i = 0; i < pdl_case_get_n_items (self->kase, PDL_GROUP_IMAGING); i++)
      {
        const PdlItem *scan = pdl_case_get_item (self->kase, PDL_GROUP_IMAGING, i);
        PdlDay day = pdl_item_get_start (scan);

        if (day != PDL_DAY_NONE && day <= self->today && pdl_item_covers (scan, gate->exams, 0))
          newest = MAX (newest, day);
      }
  if (gate->decision != NULL)
    for (guint i = 0; i < pdl_case_get_n_items (self->kase, PDL_GROUP_DECISION); i++)
      {
        const PdlItem *decision = pdl_case_get_item (self->kase, PDL_GROUP_DECISION, i);
        PdlDay day = pdl_item_get_start (decision);

        if (day != PDL_DAY_NONE && day <= self->today
            && (g_str_equal (pdl_item_get_kind (decision)->id, gate->decision)
                || pdl_item_field_is (decision, "kind", gate->decision)))
          newest = MAX (newest, day);
      }
  if (gate->events != NULL)
    for (guint i = 0; i < pdl_case_get_n_items (self->kase, PDL_GROUP_EVENT); i++)
      {
        const PdlItem *event = pdl_case_get_item (self->kase, PDL_GROUP_EVENT, i);
        PdlDay day = pdl_item_get_start (event);

        if (day != PDL_DAY_NONE && day <= self->today && pdl_item_is_kind (event, gate->events))
          newest = MAX (newest, day);
      }
  for (guint i = 0; i < pdl_case_get_n_assessments (self->kase); i++)
    {
      const PdlAssessment *assessment = pdl_case_get_assessment (self->kase, i);
      PdlDay day = pdl_assessment_get_day (assessment);

      if (day > self->today)
        continue;
      if (gate->findings != NULL && pdl_planner_assessment_has (assessment, gate->findings, TRUE))
        {
          const PdlValue *dated = gate->date_finding != NULL
                                    ? pdl_fields_get (pdl_assessment_get_fields (assessment), gate->date_finding)
                                    : NULL;

          newest = MAX (newest, pdl_value_is_known (dated) ? pdl_value_get_day (dated) : day);
        }
      if (gate->findings_any != NULL && pdl_planner_assessment_has (assessment, gate->findings_any, FALSE))
        newest = MAX (newest, day);
    }
  return newest;
}

void
pdl_planner_baseline (PdlPlanner *self)
{
  const PdlBaseline *baseline = &self->schedules->baseline;
  PdlDay start;
  Modality modality = planned_modality (self, &start);

  if (modality == MODALITY_NONE)
    return;
  if (start == PDL_DAY_NONE || start < self->today)
    start = self->today;

  for (guint i = 0; i < baseline->gates->len; i++)
    {
      const PdlGate *gate = g_ptr_array_index (baseline->gates, i);
      int limit = limit_for (gate, modality);
      PdlDay newest;
      PdlWindow window = { start - MAX (limit, 0), start, start, FALSE, 0, 0 };
      PdlDueState state;
      char *why;

      if (limit < 0)
        continue;
      newest = newest_evidence (self, gate);
      state = newest != PDL_DAY_NONE && newest >= start - limit ? PDL_DUE_SATISFIED : PDL_DUE_DUE;
      if (newest == PDL_DAY_NONE)
        why = g_strdup_printf (_ ("Not recorded; not older than %d days when treatment starts"), limit);
      else
        {
          g_autofree char *day = pdl_day_to_iso (newest, PDL_PRECISION_DAY);

          why = g_strdup_printf (_ ("Last %s; not older than %d days when treatment starts"), day, limit);
        }
      if (window.earliest < self->today)
        window.earliest = MIN (self->today, window.due);
      pdl_planner_add (self, pdl_planner_id (self, baseline->id, gate->id, NULL), baseline->id, "gate", gate->label,
                       gate->exams != NULL ? gate->exams[0] : NULL, &window, state, why, &baseline->basis);
    }
}

void
pdl_planner_symptoms (PdlPlanner *self)
{
  for (guint i = 0; i < pdl_case_get_n_items (self->kase, PDL_GROUP_EVENT); i++)
    {
      const PdlItem *event = pdl_case_get_item (self->kase, PDL_GROUP_EVENT, i);
      const PdlFields *fields = pdl_item_get_fields (event);
      const PdlValue *onset_value = pdl_fields_get (fields, "onset");
      PdlDay onset;

      if (!g_str_equal (pdl_item_get_kind (event)->id, "symptom") || g_strcmp0 (pdl_item_get_status (event), "cancelled") == 0)
        continue;
      /* Closed only by a recorded outcome. */
      if (pdl_value_is_known (pdl_fields_get (fields, "closed_at")) || pdl_value_is_known (pdl_fields_get (fields, "outcome")))
        continue;
      onset = pdl_value_is_known (onset_value) ? pdl_value_get_day (onset_value) : pdl_item_get_start (event);
      if (onset == PDL_DAY_NONE)
        onset = self->today;

      for (guint r = 0; r < self->schedules->symptoms->len; r++)
        {
          const PdlSymptomRule *rule = g_ptr_array_index (self->schedules->symptoms, r);
          PdlWindow window = { onset, onset + rule->days, onset + rule->days, FALSE, 0, 0 };
          g_autofree char *item_id = NULL;
          PdlDueItem *item;
          PdlDueState state;

          if (!pdl_item_field_is (event, "symptom", rule->id))
            continue;
          if (rule->suspends)
            self->waiting = TRUE;
          /* An open symptom past its deadline is critical by definition. */
          state = self->today > window.latest ? PDL_DUE_CRITICAL : PDL_DUE_DUE;
          item_id = g_strdup_printf ("%s/%s/%u", self->schedules->symptoms_id, rule->id, i);
          item = pdl_planner_add (self, g_steal_pointer (&item_id), self->schedules->symptoms_id, "symptom", rule->label,
                                  rule->exams[0], &window, state,
                                  g_strdup_printf (_ ("Limit: %s"), pdl_dictionary_translate (rule->limit)), &rule->basis);
          item->levels = pdl_item_get_levels (event);
        }
    }
}
