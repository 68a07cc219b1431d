/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Reader of schedules.ini. No clinical word and no number of days stands here: this file knows only the
 * shape of a track.
 */

#include "pdl-schedule.h"

static const PdlIniGroup *
find_group (PdlIni *ini, const char *kind, const char *name)
{
  for (guint i = 0; i < pdl_ini_get_n_groups (ini); i++)
    {
      PdlIniGroup *group = pdl_ini_get_group (ini, i);

      if (g_strcmp0 (pdl_ini_group_get_kind (group), kind) == 0
          && (name == NULL || g_strcmp0 (pdl_ini_group_get_name (group), name) == 0))
        return group;
    }
  return NULL;
}

static gboolean
read_text (PdlIniGroup *group, const char *key, char **ret_text, GError **error)
{
  const char *text = pdl_ini_group_get (group, key);

  if (text == NULL || *text == '\0')
    return pdl_ini_group_set_error (group, key, error, "this key is needed");
  *ret_text = g_strdup (text);
  return TRUE;
}

static gboolean
read_int (PdlIniGroup *group, const char *key, int *ret_number, GError **error)
{
  const char *text = pdl_ini_group_get (group, key);
  gint64 number;

  if (text == NULL)
    return pdl_ini_group_set_error (group, key, error, "this key is needed");
  if (!g_ascii_string_to_signed (text, 10, 0, 100000, &number, NULL))
    return pdl_ini_group_set_error (group, key, error, "“%s” is not a whole number from 0 on", text);
  *ret_number = (int) number;
  return TRUE;
}

static gboolean
read_int_or (PdlIniGroup *group, const char *key, int otherwise, int *ret_number, GError **error)
{
  if (pdl_ini_group_get (group, key) == NULL)
    {
      *ret_number = otherwise;
      return TRUE;
    }
  return read_int (group, key, ret_number, error);
}

static gboolean
read_pair (PdlIniGroup *group, const char *key, int *ret_first, int *ret_last, GError **error)
{
  g_auto (GStrv) parts = pdl_ini_group_get_list (group, key);
  gint64 first, last;

  if (parts == NULL || g_strv_length (parts) != 2 || !g_ascii_string_to_signed (parts[0], 10, 0, 1000, &first, NULL)
      || !g_ascii_string_to_signed (parts[1], 10, 0, 1000, &last, NULL) || first > last)
    return pdl_ini_group_set_error (group, key, error, "two whole numbers, the smaller first, joined by “;” are needed");
  *ret_first = (int) first;
  *ret_last = (int) last;
  return TRUE;
}

static gboolean
read_finding_name (PdlKnowledge *knowledge, PdlIniGroup *group, const char *key, const char *name,
                   const PdlFinding **ret_finding, GError **error)
{
  *ret_finding = pdl_dictionary_lookup (pdl_knowledge_get_dictionary (knowledge), name);
  if (*ret_finding == NULL)
    return pdl_ini_group_set_error (group, key, error, "the dictionary has no finding “%s”", name);
  return TRUE;
}

static gboolean
read_finding (PdlKnowledge *knowledge, PdlIniGroup *group, const char *key, const PdlFinding **ret_finding,
              GError **error)
{
  g_autofree char *name = NULL;

  return read_text (group, key, &name, error) && read_finding_name (knowledge, group, key, name, ret_finding, error);
}

static gboolean
read_list (PdlIniGroup *group, const char *key, char ***ret_list, GError **error)
{
  *ret_list = pdl_ini_group_get_list (group, key);
  if (*ret_list == NULL || **ret_list == NULL)
    return pdl_ini_group_set_error (group, key, error, "this key is needed");
  return TRUE;
}

/* "technique:sbrt" */
static gboolean
read_match (PdlIniGroup *group, char **ret_field, char **ret_code, GError **error)
{
  const char *text = pdl_ini_group_get (group, "match");
  const char *colon;

  if (text == NULL)
    return TRUE;
  colon = strchr (text, ':');
  if (colon == NULL)
    return pdl_ini_group_set_error (group, "match", error, "“field:code” is needed, not “%s”", text);
  *ret_field = g_strndup (text, colon - text);
  *ret_code = g_strdup (colon + 1);
  return TRUE;
}

static gboolean
read_flag (PdlIniGroup *group, const char *key)
{
  return g_strcmp0 (pdl_ini_group_get (group, key), "true") == 0;
}

static gboolean
read_basis (PdlKnowledge *knowledge, PdlIniGroup *group, PdlBasis *ret_basis, GError **error)
{
  g_auto (GStrv) keys = pdl_ini_group_get_list (group, "source");
  g_autoptr (GPtrArray) sources = g_ptr_array_new ();

  ret_basis->file = pdl_ini_get_name (pdl_ini_group_get_ini (group));
  ret_basis->line = pdl_ini_group_get_line (group);
  ret_basis->source_text = pdl_ini_group_get (group, "source");
  ret_basis->tag = pdl_ini_group_get (group, "tag");
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      const PdlSource *source = pdl_knowledge_lookup_source (knowledge, keys[i]);

      if (source == NULL)
        return pdl_ini_group_set_error (group, "source", error, "no source “%s” is declared", keys[i]);
      g_ptr_array_add (sources, (gpointer) source);
    }
  ret_basis->n_sources = sources->len;
  ret_basis->sources = (const PdlSource **) g_ptr_array_steal (sources, NULL);
  return TRUE;
}

static void
milestone_free (gpointer data)
{
  PdlMilestone *self = data;

  g_free (self->id);
  g_free (self->label);
  g_free (self->kind);
  g_strfreev (self->exams);
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

static gboolean
read_milestones (PdlIni *ini, PdlIniGroup *group, PdlTrack *track, GError **error)
{
  g_auto (GStrv) names = NULL;

  if (!read_list (group, "items", &names, error))
    return FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *full = g_strdup_printf ("%s/%s", track->id, names[i]);
      PdlIniGroup *item = (PdlIniGroup *) find_group (ini, "item", full);
      PdlMilestone *milestone = g_new0 (PdlMilestone, 1);

      g_ptr_array_add (track->milestones, milestone);
      if (item == NULL)
        return pdl_ini_group_set_error (group, "items", error, "there is no group [item %s]", full);
      milestone->id = g_strdup (names[i]);
      if (!read_text (item, "label", &milestone->label, error) || !read_text (item, "kind", &milestone->kind, error)
          || !read_list (item, "exam", &milestone->exams, error)
          || !read_int_or (item, "days", -1, &milestone->days, error)
          || !read_int_or (item, "months", 0, &milestone->months, error)
          || !read_int (item, "before", &milestone->before, error)
          || !read_int (item, "after", &milestone->after, error)
          || !read_int_or (item, "every-months", 0, &milestone->every_months, error)
          || !pdl_ini_group_check_all_read (item, error))
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
  if (!read_text (group, "label", &track->label, error) || !read_list (group, "record", &track->records, error)
      || !read_match (group, &track->match_field, &track->match_code, error)
      || !read_text (group, "anchor", &anchor, error) || !read_int (group, "lead", &track->lead, error)
      || !read_int (group, "grace", &track->grace, error)
      || !read_int_or (group, "below-survival-months", 0, &track->below_survival_months, error)
      || !read_basis (knowledge, group, &track->basis, error) || !read_milestones (ini, group, track, error))
    return FALSE;
  if (!g_str_equal (anchor, "start") && !g_str_equal (anchor, "end"))
    return pdl_ini_group_set_error (group, "anchor", error, "“start” or “end” is needed, not “%s”", anchor);
  track->anchor_end = g_str_equal (anchor, "end");
  track->newest_only = read_flag (group, "newest-only");
  track->late_is_missed = read_flag (group, "late-is-missed");
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
  return read_text (group, "item-label", &track->label, error) && read_text (group, "kind", &track->kind, error)
         && read_text (group, "exam", &track->exam, error) && read_list (group, "starts", &track->starts, error)
         && read_list (group, "counts", &track->counts, error)
         && read_finding (knowledge, group, "activity", &track->activity, error)
         && read_finding (knowledge, group, "clinical", &track->clinical, error)
         && read_finding (knowledge, group, "progression", &track->progression, error)
         && read_finding (knowledge, group, "last", &track->last, error)
         && read_finding (knowledge, group, "previous", &track->previous, error)
         && read_finding (knowledge, group, "changed", &track->changed, error)
         && read_finding (knowledge, group, "first", &track->first, error)
         && read_finding (knowledge, group, "survival", &track->survival, error)
         && read_finding (knowledge, group, "primary", &track->primary, error)
         && read_list (group, "result-good", &track->good, error)
         && read_text (group, "result-equivocal", &track->equivocal, error)
         && read_text (group, "result-progression", &track->progressed, error)
         && read_int (group, "assumed-progression", &track->assumed_progression, error)
         && read_int (group, "default-weeks", &track->default_weeks, error)
         && read_int (group, "weeks-max", &rule->weeks_max, error)
         && read_int (group, "weeks-min", &rule->weeks_min, error)
         && read_int (group, "weeks-per-point", &rule->weeks_per_point, error)
         && read_int (group, "longer-weeks", &rule->longer_weeks, error)
         && read_int (group, "longer-clinical-max", &rule->longer_clinical_max, error)
         && read_int (group, "first-weeks-max", &rule->first_weeks_max, error)
         && read_int (group, "changed-weeks-max", &rule->changed_weeks_max, error)
         && read_int (group, "equivocal-weeks-max", &rule->equivocal_weeks_max, error)
         && read_int (group, "short-survival-weeks-min", &rule->short_survival_weeks_min, error)
         && read_int (group, "short-survival-below-months", &rule->short_survival_below_months, error)
         && read_int (group, "suspend-below-months", &rule->suspend_below_months, error)
         && read_int (group, "tolerance-percent", &rule->tolerance_percent, error)
         && read_int (group, "tolerance-days-min", &rule->tolerance_days_min, error)
         && read_int (group, "tolerance-days-max", &rule->tolerance_days_max, error)
         && read_int (group, "window-day-first", &rule->window_day_first, error)
         && read_int (group, "window-day-last", &rule->window_day_last, error)
         && read_int (group, "lead", &track->lead, error) && read_int (group, "grace", &track->grace, error)
         && read_text (group, "why", &track->why, error) && read_text (group, "why-default", &track->why_default, error)
         && read_text (group, "why-missing", &track->why_missing, error)
         && read_text (group, "why-suspended", &track->why_suspended, error)
         && read_text (group, "extrapolated", &track->extrapolated, error)
         && read_text (group, "extrapolated-unless", &track->extrapolated_unless, error)
         && read_basis (knowledge, group, &track->basis, error) && pdl_ini_group_check_all_read (group, error);
}

static gboolean
read_sbrt (PdlKnowledge *knowledge, PdlIniGroup *group, PdlSbrtTrack *track, GError **error)
{
  PdlSbrtRule *rule = &track->rule;

  track->id = g_strdup (pdl_ini_group_get_name (group));
  track->superseded_by = pdl_ini_group_get_list (group, "superseded-by");
  pdl_ini_group_get (group, "label");
  return read_text (group, "item-label", &track->label, error) && read_text (group, "kind", &track->kind, error)
         && read_text (group, "exam", &track->exam, error) && read_text (group, "record", &track->record, error)
         && read_match (group, &track->match_field, &track->match_code, error)
         && read_finding (knowledge, group, "risk", &track->risk, error)
         && read_text (group, "risk-low", &track->risk_low, error)
         && read_text (group, "risk-intermediate", &track->risk_intermediate, error)
         && read_text (group, "risk-high", &track->risk_high, error)
         && read_int (group, "phase1-months", &rule->phase1_months, error)
         && read_pair (group, "phase1-window", &rule->phase1_first, &rule->phase1_last, error)
         && read_pair (group, "phase2-window", &rule->phase2_first, &rule->phase2_last, error)
         && read_int (group, "phase2-due-months", &rule->phase2_due_months, error)
         && read_int (group, "lead", &track->lead, error) && read_int (group, "grace", &track->grace, error)
         && read_text (group, "why-phase1", &track->why_phase1, error)
         && read_text (group, "why-phase2", &track->why_phase2, error)
         && read_basis (knowledge, group, &track->basis, error) && pdl_ini_group_check_all_read (group, error);
}

static gboolean
read_gate (PdlIni *ini, PdlIniGroup *owner, const char *name, PdlSchedules *self, GError **error)
{
  PdlIniGroup *group = (PdlIniGroup *) find_group (ini, "gate", name);
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
  gate->imaging = read_flag (group, "imaging");
  return read_text (group, "label", &gate->label, error)
         && read_int_or (group, "surgery", -1, &gate->surgery, error)
         && read_int_or (group, "sbrt", -1, &gate->sbrt, error)
         && read_int_or (group, "cebrt", -1, &gate->cebrt, error)
         && read_int_or (group, "percutaneous", -1, &gate->percutaneous, error)
         && pdl_ini_group_check_all_read (group, error);
}

static gboolean
read_baseline (PdlKnowledge *knowledge, PdlIni *ini, PdlIniGroup *group, PdlSchedules *self, GError **error)
{
  PdlBaseline *baseline = &self->baseline;
  g_auto (GStrv) names = NULL;
  g_auto (GStrv) percutaneous = NULL;

  baseline->id = g_strdup (pdl_ini_group_get_name (group));
  if (!read_text (group, "label", &baseline->label, error)
      || !read_finding (knowledge, group, "planned-surgery", &baseline->surgery, error)
      || !read_finding (knowledge, group, "planned-radiotherapy", &baseline->radiotherapy, error)
      || !read_finding (knowledge, group, "start-radiotherapy", &baseline->rt_start, error)
      || !read_list (group, "planned-percutaneous", &percutaneous, error)
      || !read_basis (knowledge, group, &baseline->basis, error) || !read_list (group, "items", &names, error)
      || !pdl_ini_group_check_all_read (group, error))
    return FALSE;
  for (guint i = 0; percutaneous[i] != NULL; i++)
    {
      const PdlFinding *finding;

      if (!read_finding_name (knowledge, group, "planned-percutaneous", percutaneous[i], &finding, error))
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
  if (!read_list (owner, "items", &names, error) || !pdl_ini_group_check_all_read (owner, error))
    return FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    {
      PdlIniGroup *group = (PdlIniGroup *) find_group (ini, "symptom", names[i]);
      PdlSymptomRule *rule;
      int hours = -1;

      if (group == NULL)
        return pdl_ini_group_set_error (owner, "items", error, "there is no group [symptom %s]", names[i]);
      rule = g_new0 (PdlSymptomRule, 1);
      g_ptr_array_add (self->symptoms, rule);
      rule->id = g_strdup (names[i]);
      rule->suspends = read_flag (group, "suspends");
      if (!read_text (group, "label", &rule->label, error) || !read_text (group, "limit", &rule->limit, error)
          || !read_list (group, "exam", &rule->exams, error)
          || !read_int_or (group, "days", -1, &rule->days, error) || !read_int_or (group, "hours", -1, &hours, error)
          || !read_basis (knowledge, pdl_ini_group_get (group, "source") != NULL ? group : owner, &rule->basis, error))
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

PdlSchedules *
pdl_schedules_new (PdlKnowledge *knowledge, PdlIni *ini, GError **error)
{
  g_autoptr (PdlSchedules) self = g_new0 (PdlSchedules, 1);
  gboolean seen_settings = FALSE;

  self->tracks = g_ptr_array_new_with_free_func (track_free);
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
          self->apart = pdl_ini_group_get_list (group, "together-apart");
          pdl_ini_group_get (group, "source");
          pdl_ini_group_get (group, "tag");
          if (!read_finding (knowledge, group, "comfort", &self->comfort, error)
              || !read_finding (knowledge, group, "death", &self->death, error)
              || !read_list (group, "together", &self->together, error)
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
  g_strfreev (restage->starts);
  g_strfreev (restage->counts);
  g_strfreev (restage->good);
  g_strfreev (sbrt->superseded_by);
  g_free (restage->basis.sources);
  g_free (sbrt->basis.sources);
  g_free (self->baseline.basis.sources);
  g_ptr_array_unref (self->tracks);
  g_ptr_array_unref (self->symptoms);
  g_ptr_array_unref (self->baseline.gates);
  g_ptr_array_unref (self->baseline.percutaneous);
  g_free (self);
}

/* A set keeps its knowledge alive, because findings and sources are borrowed from it. */
typedef struct
{
  PdlKnowledge *knowledge;
  PdlSchedules *schedules;
} KeptSet;

const PdlSchedules *
pdl_schedules_get (PdlKnowledge *knowledge, GError **error)
{
  static GMutex mutex;
  static GArray *kept = NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  PdlIni *ini;
  KeptSet set;

  for (guint i = 0; kept != NULL && i < kept->len; i++)
    if (g_array_index (kept, KeptSet, i).knowledge == knowledge)
      return g_array_index (kept, KeptSet, i).schedules;

  ini = pdl_knowledge_get_ini (knowledge, "schedules.ini");
  if (ini == NULL)
    {
      g_set_error (error, PDL_KNOWLEDGE_ERROR, PDL_KNOWLEDGE_ERROR_MISSING, "The knowledge has no schedules.ini.");
      return NULL;
    }
  set.schedules = pdl_schedules_new (knowledge, ini, error);
  if (set.schedules == NULL)
    return NULL;
  set.knowledge = pdl_knowledge_ref (knowledge);
  if (kept == NULL)
    kept = g_array_new (FALSE, FALSE, sizeof (KeptSet));
  g_array_append_val (kept, set);
  return set.schedules;
}

gboolean
pdl_plan_prepare (PdlKnowledge *knowledge, GError **error)
{
  return pdl_schedules_get (knowledge, error) != NULL;
}
