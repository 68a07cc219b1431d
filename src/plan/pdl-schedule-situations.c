/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Reader of the tables "situation: interval" of schedules.ini and of what rides on the items of other tracks. Which situation,
 * whom it concerns and what it counts from are expressions of the guideline language.
 */

#include "pdl-schedule-keys.h"

void
pdl_rides_clear (PdlRides *self)
{
  g_clear_pointer (&self->kinds, g_strfreev);
  g_clear_pointer (&self->exams, g_strfreev);
  g_clear_pointer (&self->tracks, g_strfreev);
  g_clear_pointer (&self->said_by, g_strfreev);
}

void
pdl_schedule_read_rides (PdlIniGroup *group, PdlRides *ret_rides)
{
  ret_rides->kinds = pdl_ini_group_get_list (group, "rides-on");
  ret_rides->exams = pdl_ini_group_get_list (group, "rides-exams");
  ret_rides->tracks = pdl_ini_group_get_list (group, "rides-tracks");
  ret_rides->said_by = pdl_ini_group_get_list (group, "said-by");
}

static void
situation_free (gpointer data)
{
  PdlSituation *self = data;

  g_free (self->id);
  g_free (self->label);
  g_free (self->kind);
  g_free (self->exam);
  g_free (self->why);
  g_clear_pointer (&self->when, pdl_expr_free);
  g_clear_pointer (&self->from, pdl_expr_free);
  g_strfreev (self->measured);
  g_strfreev (self->visit_with);
  g_clear_pointer (&self->done, pdl_expr_free);
  g_clear_pointer (&self->since, pdl_expr_free);
  g_clear_pointer (&self->visit_when, pdl_expr_free);
  g_free (self->basis.sources);
  g_free (self);
}

void
pdl_situations_free (gpointer situations)
{
  PdlSituations *self = situations;

  g_free (self->id);
  g_free (self->label);
  g_free (self->kind);
  g_free (self->why_unknown);
  g_clear_pointer (&self->runs, pdl_expr_free);
  pdl_rides_clear (&self->rides);
  g_ptr_array_unref (self->rows);
  g_free (self->basis.sources);
  g_free (self);
}

void
pdl_rider_rule_free (gpointer rule)
{
  PdlRiderRule *self = rule;

  g_free (self->id);
  g_free (self->track);
  g_free (self->label);
  g_free (self->why);
  g_clear_pointer (&self->when, pdl_expr_free);
  g_clear_pointer (&self->from, pdl_expr_free);
  pdl_rides_clear (&self->rides);
  g_free (self->basis.sources);
  g_free (self);
}

static gboolean
read_outcome (PdlIniGroup *group, PdlOutcomeKind *ret_outcome, GError **error)
{
  static const char *const names[] = { "due", "next", "standing", "none", "suspended" };
  const char *text = pdl_ini_group_get (group, "outcome");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (text != NULL ? text : names[0], names[i]) == 0)
      {
        *ret_outcome = (PdlOutcomeKind) i;
        return TRUE;
      }
  return pdl_ini_group_set_error (group, "outcome", error, "due, next, standing, none or suspended is needed, not “%s”", text);
}

static gboolean
check_findings (PdlKnowledge *knowledge, PdlIniGroup *group, const char *key, char **ids, GError **error)
{
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    if (pdl_dictionary_lookup (pdl_knowledge_get_dictionary (knowledge), ids[i]) == NULL)
      return pdl_ini_group_set_error (group, key, error, "the dictionary has no finding “%s”", ids[i]);
  return TRUE;
}

static gboolean
read_done (PdlKnowledge *knowledge, PdlIniGroup *group, PdlSituation *self, GError **error)
{
  self->measured = pdl_ini_group_get_list (group, "measured");
  self->counts_from_measured = pdl_schedule_read_flag (group, "counts-from-measured");
  if (!check_findings (knowledge, group, "measured", self->measured, error)
      || !pdl_schedule_read_expr (knowledge, group, "done", FALSE, &self->done, error))
    return FALSE;
  if (self->counts_from_measured && self->measured == NULL)
    return pdl_ini_group_set_error (group, "measured", error, "this key is needed");
  return TRUE;
}

/* What only earlier visits tell; @per_patient, because the targets of an earlier visit are not those of today. */
static gboolean
read_visits (PdlKnowledge *knowledge, PdlIniGroup *group, gboolean per_patient, PdlSituation *self, GError **error)
{
  guint n;

  self->visit_with = pdl_ini_group_get_list (group, "visit-with");
  if (!check_findings (knowledge, group, "visit-with", self->visit_with, error)
      || !pdl_schedule_read_expr (knowledge, group, "since", TRUE, &self->since, error)
      || !pdl_schedule_read_expr (knowledge, group, "visit-when", TRUE, &self->visit_when, error)
      || (pdl_ini_group_get (group, "worse") != NULL && !pdl_schedule_read_finding (knowledge, group, "worse", &self->worse, error)))
    return FALSE;
  if ((self->visit_with != NULL) != (self->visit_when != NULL))
    return pdl_ini_group_set_error (group, "visit-when", error, "visit-with and visit-when need each other");
  if (self->worse != NULL && (!self->worse->ordered || self->worse->scope != PDL_SCOPE_PATIENT))
    return pdl_ini_group_set_error (group, "worse", error, "a finding of the patient with ordered values is needed, not “%s”", self->worse->id);
  n = (self->since != NULL) + (self->visit_with != NULL) + (self->worse != NULL);
  if (n > 1 || (self->from != NULL && (self->visit_with != NULL || self->worse != NULL)))
    return pdl_ini_group_set_error (group, "from", error, "one of from, since, visit-with and worse is needed; since may stand beside from");
  if (n > 0 && !per_patient)
    return pdl_ini_group_set_error (group, "when", error, "since, visit-with and worse need “scope = patient” of the table");
  return TRUE;
}

static gboolean
read_situation (PdlKnowledge *knowledge, PdlIniGroup *group, PdlIniGroup *owner, gboolean per_patient, PdlSituation *self, GError **error)
{
  gboolean dated;

  if (!read_outcome (group, &self->outcome, error)
      || !pdl_schedule_read_expr (knowledge, group, "when", TRUE, &self->when, error)
      || !pdl_schedule_read_expr (knowledge, group, "from", FALSE, &self->from, error)
      || !pdl_schedule_read_int_or (group, "days", -1, &self->days, error)
      || !pdl_schedule_read_int_or (group, "months", -1, &self->months, error)
      || !pdl_schedule_read_int_or (group, "working-days", -1, &self->working_days, error)
      || !pdl_schedule_read_int_or (group, "before", 0, &self->before, error)
      || !pdl_schedule_read_int_or (group, "after", 0, &self->after, error)
      || !pdl_schedule_read_basis (knowledge, pdl_ini_group_get (group, "source") != NULL ? group : owner, &self->basis, error))
    return FALSE;
  if (!read_done (knowledge, group, self, error) || !read_visits (knowledge, group, per_patient, self, error))
    return FALSE;
  pdl_ini_group_get (group, "tag");
  self->rides = pdl_schedule_read_flag (group, "rides");
  self->exam = g_strdup (pdl_ini_group_get (group, "exam"));
  if (self->when == NULL)
    return pdl_ini_group_set_error (group, "when", error, "this key is needed");
  if (self->outcome != PDL_OUTCOME_NONE
      && (!pdl_schedule_read_text (group, "label", &self->label, error) || !pdl_schedule_read_text (group, "kind", &self->kind, error)
          || !pdl_schedule_read_text (group, "why", &self->why, error)))
    return FALSE;
  dated = self->outcome != PDL_OUTCOME_NONE && self->outcome != PDL_OUTCOME_SUSPENDED;
  if (dated && self->from == NULL && self->since == NULL && self->visit_with == NULL && self->worse == NULL)
    return pdl_ini_group_set_error (group, "from", error, "this key is needed");
  if (dated != ((self->days >= 0) + (self->months >= 0) + (self->working_days >= 0) == 1))
    return pdl_ini_group_set_error (group, "days", error, "one of days, months and working-days is needed where there is a date");
  return pdl_ini_group_check_all_read (group, error);
}

gboolean
pdl_schedule_read_situations (PdlKnowledge *knowledge, PdlIni *ini, PdlIniGroup *group, PdlSchedules *schedules, GError **error)
{
  PdlSituations *self = g_new0 (PdlSituations, 1);
  const char *scope = pdl_ini_group_get (group, "scope");
  g_auto (GStrv) names = NULL;

  g_ptr_array_add (schedules->situations, self);
  self->rows = g_ptr_array_new_with_free_func (situation_free);
  self->id = g_strdup (pdl_ini_group_get_name (group));
  pdl_schedule_read_rides (group, &self->rides);
  if (!pdl_schedule_read_text (group, "label", &self->label, error) || !pdl_schedule_read_text (group, "kind", &self->kind, error)
      || !pdl_schedule_read_text (group, "why-unknown", &self->why_unknown, error)
      || !pdl_schedule_read_expr (knowledge, group, "runs", TRUE, &self->runs, error)
      || !pdl_schedule_read_int (group, "lead", &self->lead, error) || !pdl_schedule_read_int (group, "grace", &self->grace, error)
      || !pdl_schedule_read_list (group, "items", &names, error)
      || !pdl_schedule_read_basis (knowledge, group, &self->basis, error) || !pdl_ini_group_check_all_read (group, error))
    return FALSE;
  if (self->runs == NULL)
    return pdl_ini_group_set_error (group, "runs", error, "this key is needed");
  if (scope != NULL && !g_str_equal (scope, "patient"))
    return pdl_ini_group_set_error (group, "scope", error, "“patient” or nothing is needed, not “%s”", scope);
  self->per_target = scope == NULL && pdl_expr_is_per_target (self->runs);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *full = g_strdup_printf ("%s/%s", self->id, names[i]);
      PdlIniGroup *row = pdl_schedule_find_group (ini, "situation", full);
      PdlSituation *situation = g_new0 (PdlSituation, 1);

      g_ptr_array_add (self->rows, situation);
      situation->id = g_strdup (names[i]);
      if (row == NULL)
        return pdl_ini_group_set_error (group, "items", error, "there is no group [situation %s]", full);
      if (!read_situation (knowledge, row, group, scope != NULL, situation, error))
        return FALSE;
      self->per_target |= scope == NULL
                          && (pdl_expr_is_per_target (situation->when)
                              || (situation->from != NULL && pdl_expr_is_per_target (situation->from)));
    }
  return TRUE;
}

gboolean
pdl_schedule_read_rider (PdlKnowledge *knowledge, PdlIniGroup *group, PdlSchedules *schedules, GError **error)
{
  PdlRiderRule *self = g_new0 (PdlRiderRule, 1);

  g_ptr_array_add (schedules->riders, self);
  self->id = g_strdup (pdl_ini_group_get_name (group));
  self->comfort_suspends = pdl_schedule_read_flag (group, "comfort-suspends");
  pdl_schedule_read_rides (group, &self->rides);
  return pdl_schedule_read_text (group, "track", &self->track, error) && pdl_schedule_read_text (group, "label", &self->label, error)
         && pdl_schedule_read_text (group, "why", &self->why, error)
         && pdl_schedule_read_expr (knowledge, group, "when", TRUE, &self->when, error)
         && pdl_schedule_read_expr (knowledge, group, "from", FALSE, &self->from, error)
         && pdl_schedule_read_int_or (group, "first-months", 0, &self->first_months, error)
         && pdl_schedule_read_int_or (group, "last-months", -1, &self->last_months, error)
         && pdl_schedule_read_basis (knowledge, group, &self->basis, error) && pdl_ini_group_check_all_read (group, error);
}
