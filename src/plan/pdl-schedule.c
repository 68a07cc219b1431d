/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Reader of schedules.ini. No clinical word and no number of days stands here: this file knows only the
 * shape of a track.
 */

#include "pdl-schedule-keys.h"

static void
milestone_free (gpointer data)
{
  PdlMilestone *self = data;

  g_free (self->id);
  g_free (self->label);
  g_free (self->kind);
  g_strfreev (self->exams);
  g_strfreev (self->from);
  g_free (self->rows);
  g_free (self->row_date);
  g_free (self->if_true);
  g_strfreev (self->unless_known);
  g_free (self->done_by);
  g_free (self);
}

static void
track_free (gpointer data)
{
  PdlTrack *self = data;

  g_free (self->id);
  g_free (self->label);
  g_strfreev (self->records);
  g_free (self->match_field);
  g_free (self->match_code);
  g_strfreev (self->anchor_start_kinds);
  g_strfreev (self->superseded_by);
  g_strfreev (self->until);
  g_clear_pointer (&self->when, pdl_expr_free);
  g_free (self->why_unknown);
  pdl_rides_clear (&self->rides);
  g_ptr_array_unref (self->milestones);
  g_free (self->basis.sources);
  g_free (self);
}

static void
gate_free (gpointer data)
{
  PdlGate *self = data;

  g_free (self->id);
  g_free (self->label);
  g_strfreev (self->exams);
  g_strfreev (self->findings);
  g_strfreev (self->findings_any);
  g_strfreev (self->events);
  g_free (self->decision);
  g_free (self->date_finding);
  g_free (self);
}

static void
symptom_free (gpointer data)
{
  PdlSymptomRule *self = data;

  g_free (self->id);
  g_free (self->label);
  g_free (self->limit);
  g_strfreev (self->exams);
  g_free (self->basis.sources);
  g_free (self);
}

/* What ties a milestone to the course of its treatment: "steps:from" is the date in every row of a list. */
static gboolean
read_course_keys (PdlIniGroup *item, PdlMilestone *milestone, GError **error)
{
  const char *rows = pdl_ini_group_get (item, "rows");
  g_auto (GStrv) parts = rows != NULL ? g_strsplit (rows, ":", 2) : NULL;

  milestone->from = pdl_ini_group_get_list (item, "from");
  milestone->unless_known = pdl_ini_group_get_list (item, "unless-known");
  milestone->if_true = g_strdup (pdl_ini_group_get (item, "if-true"));
  milestone->done_by = g_strdup (pdl_ini_group_get (item, "done-by"));
  milestone->rides = pdl_schedule_read_flag (item, "rides");
  if (rows == NULL)
    return TRUE;
  if (g_strv_length (parts) != 2)
    return pdl_ini_group_set_error (item, "rows", error, "“field:date” is needed, not “%s”", rows);
  milestone->rows = g_strdup (parts[0]);
  milestone->row_date = g_strdup (parts[1]);
  return TRUE;
}

static gboolean
read_milestones (PdlIni *ini, PdlIniGroup *group, PdlTrack *track, GError **error)
{
  g_auto (GStrv) names = NULL;

  if (!pdl_schedule_read_list (group, "items", &names, error))
    return FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *full = g_strdup_printf ("%s/%s", track->id, names[i]);
      PdlIniGroup *item = pdl_schedule_find_group (ini, "item", full);
      PdlMilestone *milestone = g_new0 (PdlMilestone, 1);

      g_ptr_array_add (track->milestones, milestone);
      if (item == NULL)
        return pdl_ini_group_set_error (group, "items", error, "there is no group [item %s]", full);
      milestone->id = g_strdup (names[i]);
      if (!pdl_schedule_read_text (item, "label", &milestone->label, error) || !pdl_schedule_read_text (item, "kind", &milestone->kind, error)
          || !pdl_schedule_read_list (item, "exam", &milestone->exams, error)
          || !pdl_schedule_read_int_or (item, "days", -1, &milestone->days, error)
          || !pdl_schedule_read_int_or (item, "months", 0, &milestone->months, error)
          || !pdl_schedule_read_int (item, "before", &milestone->before, error)
          || !pdl_schedule_read_int (item, "after", &milestone->after, error)
          || !pdl_schedule_read_int_or (item, "every-months", 0, &milestone->every_months, error)
          || !read_course_keys (item, milestone, error) || !pdl_ini_group_check_all_read (item, error))
        return FALSE;
      if (milestone->every_months < 0 || (milestone->every_months > 0 && (milestone->months == 0 || names[i + 1] != NULL)))
        return pdl_ini_group_set_error (item, "every-months", error, "the last item of a track, counted in months, may come again");
      if ((milestone->days < 0) == (milestone->months == 0))
        return pdl_ini_group_set_error (item, "days", error, "either days or months is needed");
    }
  return TRUE;
}

static gboolean
read_track (PdlKnowledge *knowledge, PdlIni *ini, PdlIniGroup *group, PdlSchedules *self, GError **error)
{
  PdlTrack *track = g_new0 (PdlTrack, 1);
  g_autofree char *anchor = NULL;

  g_ptr_array_add (self->tracks, track);
  track->id = g_strdup (pdl_ini_group_get_name (group));
  track->milestones = g_ptr_array_new_with_free_func (milestone_free);
  if (!pdl_schedule_read_text (group, "label", &track->label, error) || !pdl_schedule_read_list (group, "record", &track->records, error)
      || !pdl_schedule_read_match (group, &track->match_field, &track->match_code, error)
      || !pdl_schedule_read_text (group, "anchor", &anchor, error) || !pdl_schedule_read_int (group, "lead", &track->lead, error)
      || !pdl_schedule_read_int (group, "grace", &track->grace, error)
      || !pdl_schedule_read_int_or (group, "below-survival-months", 0, &track->below_survival_months, error)
      || !pdl_schedule_read_int_or (group, "over-days", -1, &track->over_days, error)
      || !pdl_schedule_read_expr (knowledge, group, "when", TRUE, &track->when, error)
      || !pdl_schedule_read_basis (knowledge, group, &track->basis, error) || !read_milestones (ini, group, track, error))
    return FALSE;
  if (!g_str_equal (anchor, "start") && !g_str_equal (anchor, "end"))
    return pdl_ini_group_set_error (group, "anchor", error, "“start” or “end” is needed, not “%s”", anchor);
  track->anchor_end = g_str_equal (anchor, "end");
  track->newest_only = pdl_schedule_read_flag (group, "newest-only");
  track->late_is_missed = pdl_schedule_read_flag (group, "late-is-missed");
  pdl_schedule_read_rides (group, &track->rides);
  track->while_ongoing = pdl_schedule_read_flag (group, "while-ongoing");
  track->open_only = pdl_schedule_read_flag (group, "open-only");
  track->comfort_suspends = pdl_schedule_read_flag (group, "comfort-suspends");
  track->until = pdl_ini_group_get_list (group, "until");
  track->why_unknown = g_strdup (pdl_ini_group_get (group, "why-unknown"));
  track->superseded_by = pdl_ini_group_get_list (group, "superseded-by");
  track->anchor_start_kinds = pdl_ini_group_get_list (group, "anchor-start-kinds");
  return pdl_ini_group_check_all_read (group, error);
}

static gboolean
read_restage (PdlKnowledge *knowledge, PdlIniGroup *group, PdlRestageTrack *track, GError **error)
{
  PdlRestageRule *rule = &track->rule;

  track->id = g_strdup (pdl_ini_group_get_name (group));
  pdl_ini_group_get (group, "label");
  return pdl_schedule_read_text (group, "item-label", &track->label, error) && pdl_schedule_read_text (group, "kind", &track->kind, error)
         && pdl_schedule_read_text (group, "exam", &track->exam, error) && pdl_schedule_read_list (group, "starts", &track->starts, error)
         && pdl_schedule_read_list (group, "counts", &track->counts, error)
         && pdl_schedule_read_finding (knowledge, group, "activity", &track->activity, error)
         && pdl_schedule_read_finding (knowledge, group, "clinical", &track->clinical, error)
         && pdl_schedule_read_finding (knowledge, group, "progression", &track->progression, error)
         && pdl_schedule_read_finding (knowledge, group, "last", &track->last, error)
         && pdl_schedule_read_finding (knowledge, group, "previous", &track->previous, error)
         && pdl_schedule_read_finding (knowledge, group, "changed", &track->changed, error)
         && pdl_schedule_read_finding (knowledge, group, "first", &track->first, error)
         && pdl_schedule_read_finding (knowledge, group, "survival", &track->survival, error)
         && pdl_schedule_read_finding (knowledge, group, "primary", &track->primary, error)
         && pdl_schedule_read_list (group, "result-good", &track->good, error)
         && pdl_schedule_read_text (group, "result-equivocal", &track->equivocal, error)
         && pdl_schedule_read_text (group, "result-progression", &track->progressed, error)
         && pdl_schedule_read_int (group, "assumed-progression", &track->assumed_progression, error)
         && pdl_schedule_read_int (group, "default-weeks", &track->default_weeks, error)
         && pdl_schedule_read_int (group, "weeks-max", &rule->weeks_max, error)
         && pdl_schedule_read_int (group, "weeks-min", &rule->weeks_min, error)
         && pdl_schedule_read_int (group, "weeks-per-point", &rule->weeks_per_point, error)
         && pdl_schedule_read_int (group, "longer-weeks", &rule->longer_weeks, error)
         && pdl_schedule_read_int (group, "longer-clinical-max", &rule->longer_clinical_max, error)
         && pdl_schedule_read_int (group, "first-weeks-max", &rule->first_weeks_max, error)
         && pdl_schedule_read_int (group, "changed-weeks-max", &rule->changed_weeks_max, error)
         && pdl_schedule_read_int (group, "equivocal-weeks-max", &rule->equivocal_weeks_max, error)
         && pdl_schedule_read_int (group, "short-survival-weeks-min", &rule->short_survival_weeks_min, error)
         && pdl_schedule_read_int (group, "short-survival-below-months", &rule->short_survival_below_months, error)
         && pdl_schedule_read_int (group, "suspend-below-months", &rule->suspend_below_months, error)
         && pdl_schedule_read_int (group, "tolerance-percent", &rule->tolerance_percent, error)
         && pdl_schedule_read_int (group, "tolerance-days-min", &rule->tolerance_days_min, error)
         && pdl_schedule_read_int (group, "tolerance-days-max", &rule->tolerance_days_max, error)
         && pdl_schedule_read_int (group, "window-day-first", &rule->window_day_first, error)
         && pdl_schedule_read_int (group, "window-day-last", &rule->window_day_last, error)
         && pdl_schedule_read_int (group, "lead", &track->lead, error) && pdl_schedule_read_int (group, "grace", &track->grace, error)
         && pdl_schedule_read_text (group, "why", &track->why, error) && pdl_schedule_read_text (group, "why-default", &track->why_default, error)
         && pdl_schedule_read_text (group, "why-missing", &track->why_missing, error)
         && pdl_schedule_read_text (group, "why-suspended", &track->why_suspended, error)
         && pdl_schedule_read_text (group, "extrapolated", &track->extrapolated, error)
         && pdl_schedule_read_text (group, "extrapolated-unless", &track->extrapolated_unless, error)
         && pdl_schedule_read_basis (knowledge, group, &track->basis, error) && pdl_ini_group_check_all_read (group, error);
}

static gboolean
read_sbrt (PdlKnowledge *knowledge, PdlIniGroup *group, PdlSbrtTrack *track, GError **error)
{
  PdlSbrtRule *rule = &track->rule;

  track->id = g_strdup (pdl_ini_group_get_name (group));
  track->superseded_by = pdl_ini_group_get_list (group, "superseded-by");
  pdl_ini_group_get (group, "label");
  return pdl_schedule_read_text (group, "item-label", &track->label, error) && pdl_schedule_read_text (group, "kind", &track->kind, error)
         && pdl_schedule_read_text (group, "exam", &track->exam, error) && pdl_schedule_read_text (group, "record", &track->record, error)
         && pdl_schedule_read_match (group, &track->match_field, &track->match_code, error)
         && pdl_schedule_read_finding (knowledge, group, "risk", &track->risk, error)
         && pdl_schedule_read_text (group, "risk-low", &track->risk_low, error)
         && pdl_schedule_read_text (group, "risk-intermediate", &track->risk_intermediate, error)
         && pdl_schedule_read_text (group, "risk-high", &track->risk_high, error)
         && pdl_schedule_read_int (group, "phase1-months", &rule->phase1_months, error)
         && pdl_schedule_read_pair (group, "phase1-window", &rule->phase1_first, &rule->phase1_last, error)
         && pdl_schedule_read_pair (group, "phase2-window", &rule->phase2_first, &rule->phase2_last, error)
         && pdl_schedule_read_int (group, "phase2-due-months", &rule->phase2_due_months, error)
         && pdl_schedule_read_int (group, "lead", &track->lead, error) && pdl_schedule_read_int (group, "grace", &track->grace, error)
         && pdl_schedule_read_text (group, "why-phase1", &track->why_phase1, error)
         && pdl_schedule_read_text (group, "why-phase2", &track->why_phase2, error)
         && pdl_schedule_read_basis (knowledge, group, &track->basis, error) && pdl_ini_group_check_all_read (group, error);
}

static gboolean
read_gate (PdlIni *ini, PdlIniGroup *owner, const char *name, PdlSchedules *self, GError **error)
{
  PdlIniGroup *group = pdl_schedule_find_group (ini, "gate", name);
  PdlGate *gate;

  if (group == NULL)
    return pdl_ini_group_set_error (owner, "items", error, "there is no group [gate %s]", name);
  gate = g_new0 (PdlGate, 1);
  g_ptr_array_add (self->baseline.gates, gate);
  gate->id = g_strdup (name);
  gate->exams = pdl_ini_group_get_list (group, "exam");
  gate->findings = pdl_ini_group_get_list (group, "findings");
  gate->findings_any = pdl_ini_group_get_list (group, "findings-any");
  gate->events = pdl_ini_group_get_list (group, "events");
  gate->decision = g_strdup (pdl_ini_group_get (group, "decision"));
  gate->date_finding = g_strdup (pdl_ini_group_get (group, "date-finding"));
  gate->imaging = pdl_schedule_read_flag (group, "imaging");
  return pdl_schedule_read_text (group, "label", &gate->label, error)
         && pdl_schedule_read_int_or (group, "surgery", -1, &gate->surgery, error)
         && pdl_schedule_read_int_or (group, "sbrt", -1, &gate->sbrt, error)
         && pdl_schedule_read_int_or (group, "cebrt", -1, &gate->cebrt, error)
         && pdl_schedule_read_int_or (group, "percutaneous", -1, &gate->percutaneous, error)
         && pdl_ini_group_check_all_read (group, error);
}

static gboolean
read_baseline (PdlKnowledge *knowledge, PdlIni *ini, PdlIniGroup *group, PdlSchedules *self, GError **error)
{
  PdlBaseline *baseline = &self->baseline;
  g_auto (GStrv) names = NULL;
  g_auto (GStrv) percutaneous = NULL;

  baseline->id = g_strdup (pdl_ini_group_get_name (group));
  if (!pdl_schedule_read_text (group, "label", &baseline->label, error)
      || !pdl_schedule_read_finding (knowledge, group, "planned-surgery", &baseline->surgery, error)
      || !pdl_schedule_read_finding (knowledge, group, "planned-radiotherapy", &baseline->radiotherapy, error)
      || !pdl_schedule_read_finding (knowledge, group, "start-radiotherapy", &baseline->rt_start, error)
      || !pdl_schedule_read_list (group, "planned-percutaneous", &percutaneous, error)
      || !pdl_schedule_read_basis (knowledge, group, &baseline->basis, error) || !pdl_schedule_read_list (group, "items", &names, error)
      || !pdl_ini_group_check_all_read (group, error))
    return FALSE;
  for (guint i = 0; percutaneous[i] != NULL; i++)
    {
      const PdlFinding *finding;

      if (!pdl_schedule_read_finding_name (knowledge, group, "planned-percutaneous", percutaneous[i], &finding, error))
        return FALSE;
      g_ptr_array_add (baseline->percutaneous, (gpointer) finding);
    }
  for (guint i = 0; names[i] != NULL; i++)
    if (!read_gate (ini, group, names[i], self, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_symptoms (PdlKnowledge *knowledge, PdlIni *ini, PdlIniGroup *owner, PdlSchedules *self, GError **error)
{
  g_auto (GStrv) names = NULL;

  self->symptoms_id = g_strdup (pdl_ini_group_get_name (owner));
  pdl_ini_group_get (owner, "label");
  pdl_ini_group_get (owner, "source");
  pdl_ini_group_get (owner, "tag");
  if (!pdl_schedule_read_list (owner, "items", &names, error) || !pdl_ini_group_check_all_read (owner, error))
    return FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    {
      PdlIniGroup *group = pdl_schedule_find_group (ini, "symptom", names[i]);
      PdlSymptomRule *rule;
      int hours = -1;

      if (group == NULL)
        return pdl_ini_group_set_error (owner, "items", error, "there is no group [symptom %s]", names[i]);
      rule = g_new0 (PdlSymptomRule, 1);
      g_ptr_array_add (self->symptoms, rule);
      rule->id = g_strdup (names[i]);
      rule->suspends = pdl_schedule_read_flag (group, "suspends");
      if (!pdl_schedule_read_text (group, "label", &rule->label, error) || !pdl_schedule_read_text (group, "limit", &rule->limit, error)
          || !pdl_schedule_read_list (group, "exam", &rule->exams, error)
          || !pdl_schedule_read_int_or (group, "days", -1, &rule->days, error) || !pdl_schedule_read_int_or (group, "hours", -1, &hours, error)
          || !pdl_schedule_read_basis (knowledge, pdl_ini_group_get (group, "source") != NULL ? group : owner, &rule->basis, error))
        return FALSE;
      pdl_ini_group_get (group, "tag");
      if ((rule->days < 0) == (hours < 0))
        return pdl_ini_group_set_error (group, "days", error, "either days or hours is needed");
      /* Onsets are civil days, so a limit under two days is the day itself: the stricter reading. */
      if (rule->days < 0)
        rule->days = hours / 48;
      if (!pdl_ini_group_check_all_read (group, error))
        return FALSE;
    }
  return TRUE;
}

/* Reads the groups of @ini; the error names file, line, group and key. */
static PdlSchedules *
schedules_new (PdlKnowledge *knowledge, PdlIni *ini, GError **error)
{
  g_autoptr (PdlSchedules) self = g_new0 (PdlSchedules, 1);
  gboolean seen_settings = FALSE;

  self->tracks = g_ptr_array_new_with_free_func (track_free);
  self->situations = g_ptr_array_new_with_free_func (pdl_situations_free);
  self->riders = g_ptr_array_new_with_free_func (pdl_rider_rule_free);
  self->symptoms = g_ptr_array_new_with_free_func (symptom_free);
  self->baseline.gates = g_ptr_array_new_with_free_func (gate_free);
  self->baseline.percutaneous = g_ptr_array_new ();

  for (guint i = 0; i < pdl_ini_get_n_groups (ini); i++)
    {
      PdlIniGroup *group = pdl_ini_get_group (ini, i);
      const char *kind = pdl_ini_group_get_kind (group);

      if (g_str_equal (kind, "follow-up"))
        {
          seen_settings = TRUE;
          pdl_ini_group_get (group, "note");
          self->comfort_keeps = pdl_ini_group_get_list (group, "comfort-keeps");
          self->apart = pdl_ini_group_get_list (group, "together-apart");
          pdl_ini_group_get (group, "source");
          pdl_ini_group_get (group, "tag");
          if (!pdl_schedule_read_finding (knowledge, group, "comfort", &self->comfort, error)
              || !pdl_schedule_read_finding (knowledge, group, "death", &self->death, error)
              || !pdl_schedule_read_list (group, "together", &self->together, error)
              || !pdl_ini_group_check_all_read (group, error))
            return NULL;
        }
      else if (g_str_equal (kind, "restage"))
        {
          if (!read_restage (knowledge, group, &self->restage, error))
            return NULL;
        }
      else if (g_str_equal (kind, "sbrt"))
        {
          if (!read_sbrt (knowledge, group, &self->sbrt, error))
            return NULL;
        }
      else if (g_str_equal (kind, "track"))
        {
          if (!read_track (knowledge, ini, group, self, error))
            return NULL;
        }
      else if (g_str_equal (kind, "situations"))
        {
          if (!pdl_schedule_read_situations (knowledge, ini, group, self, error))
            return NULL;
        }
      else if (g_str_equal (kind, "rider"))
        {
          if (!pdl_schedule_read_rider (knowledge, group, self, error))
            return NULL;
        }
      else if (g_str_equal (kind, "baseline"))
        {
          if (!read_baseline (knowledge, ini, group, self, error))
            return NULL;
        }
      else if (g_str_equal (kind, "symptoms"))
        {
          if (!read_symptoms (knowledge, ini, group, self, error))
            return NULL;
        }
    }
  if (!seen_settings || self->restage.id == NULL || self->sbrt.id == NULL || self->baseline.id == NULL
      || self->symptoms_id == NULL)
    {
      g_set_error (error, PDL_KNOWLEDGE_ERROR, PDL_KNOWLEDGE_ERROR_MISSING,
                   "%s: one of the groups follow-up, restage, sbrt, baseline, symptoms is missing", pdl_ini_get_name (ini));
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
pdl_schedules_free (PdlSchedules *self)
{
  PdlRestageTrack *restage = &self->restage;
  PdlSbrtTrack *sbrt = &self->sbrt;
  char *texts[] = { restage->id, restage->label, restage->kind, restage->exam, restage->equivocal, restage->progressed,
                    restage->why, restage->why_default, restage->why_missing, restage->why_suspended,
                    restage->extrapolated, restage->extrapolated_unless, sbrt->id, sbrt->label, sbrt->kind, sbrt->exam,
                    sbrt->match_field, sbrt->match_code, sbrt->record, sbrt->risk_low, sbrt->risk_intermediate,
                    sbrt->risk_high, sbrt->why_phase1, sbrt->why_phase2, self->baseline.id, self->baseline.label,
                    self->symptoms_id };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_strfreev (self->together);
  g_strfreev (self->apart);
  g_strfreev (self->comfort_keeps);
  g_strfreev (restage->starts);
  g_strfreev (restage->counts);
  g_strfreev (restage->good);
  g_strfreev (sbrt->superseded_by);
  g_free (restage->basis.sources);
  g_free (sbrt->basis.sources);
  g_free (self->baseline.basis.sources);
  g_ptr_array_unref (self->tracks);
  g_ptr_array_unref (self->situations);
  g_ptr_array_unref (self->riders);
  g_ptr_array_unref (self->symptoms);
  g_ptr_array_unref (self->baseline.gates);
  g_ptr_array_unref (self->baseline.percutaneous);
  g_free (self);
}

const PdlSchedules *
pdl_schedules_get (PdlKnowledge *knowledge, GError **error)
{
  return pdl_knowledge_get_made (knowledge, "schedules.ini", (PdlKnowledgeMake) schedules_new, (GDestroyNotify) pdl_schedules_free, error);
}

gboolean
pdl_plan_prepare (PdlKnowledge *knowledge, GError **error)
{
  return pdl_schedules_get (knowledge, error) != NULL;
}
