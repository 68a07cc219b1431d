/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Reader of the re-irradiation rules, the published table, the score and what is said beside a result.
 */

#include "pdl-dose-tables-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
read_settings (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  PdlReirradiationSettings *settings = &self->reirradiation;

  return pdl_dose_read_text (group, "label", &settings->label, error) && pdl_dose_read_text (group, "text", &settings->text, error)
         && pdl_dose_read_alpha_beta_ref (self, group, "alpha-beta", &settings->alpha_beta, error)
         && pdl_dose_read_number (group, "share-plan", 0, 2, &settings->share_plan, error)
         && pdl_dose_read_number (group, "share-unknown", settings->share_plan, 2, &settings->share_unknown, error)
         && pdl_dose_read_number (group, "share-max", settings->share_unknown, 2, &settings->share_max, error)
         && pdl_dose_read_number (group, "maximum-share", 1, 2, &settings->maximum_share, error)
         && pdl_dose_read_basis (self->garbage, knowledge, group, &settings->basis, error);
}

static gboolean
read_rule (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  static const char *const quantities[] = { "new", "total", "share", "interval" };
  PdlDoseRule *rule = pdl_dose_tables_add (self, self->rules, sizeof *rule);
  const char *quantity;
  guint i = 0;

  rule->id = pdl_dose_read_id (group);
  if (!pdl_dose_read_text (group, "label", &rule->label, error) || !pdl_dose_read_text (group, "text", &rule->text, error)
      || !pdl_dose_read_text (group, "quantity", &quantity, error))
    return FALSE;
  while (i < G_N_ELEMENTS (quantities) && !g_str_equal (quantities[i], quantity))
    i++;
  if (i == G_N_ELEMENTS (quantities))
    return pdl_ini_group_set_error (group, "quantity", error, _ ("“%s” is none of new, total, share, interval"), quantity);
  rule->quantity = i;
  for (guint r = 0; r + 1 < self->rules->len; r++)
    if (((PdlDoseRule *) g_ptr_array_index (self->rules, r))->quantity == rule->quantity)
      return pdl_ini_group_set_error (group, "quantity", error, _ ("another rule limits this already"));
  /* A share of one would limit nothing and divide by nothing. */
  return pdl_dose_read_number (group, rule->quantity == PDL_QUANTITY_INTERVAL ? "at-least" : "at-most", 0,
                               rule->quantity == PDL_QUANTITY_SHARE ? 0.99 : 1000, &rule->limit, error)
         && pdl_dose_read_basis (self->garbage, knowledge, group, &rule->basis, error);
}

static gboolean
read_retreatment (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  PdlCordLimit *row = pdl_dose_tables_add (self, self->retreatments, sizeof *row);

  row->id = pdl_dose_read_id (group);
  row->text = pdl_ini_group_get (group, "text");
  return pdl_dose_read_number (group, "dose", 0, 100, &row->dose, error) && pdl_dose_read_int (group, "fractions", 0, 100, &row->fractions, error)
         && pdl_dose_read_limits (group, "limits", row->limits, error)
         && pdl_dose_read_basis (self->garbage, knowledge, group, &row->basis, error);
}

/* "120:0; 130:1" */
static gboolean
read_points (PdlIniGroup *group, const char *key, GArray *points, GError **error)
{
  g_auto (GStrv) parts = pdl_ini_group_get_list (group, key);

  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    {
      char *end, *rest;
      PdlDosePoints step = { .at_most = g_ascii_strtod (parts[i], &end) };

      step.points = *end == ':' ? g_ascii_strtod (end + 1, &rest) : -1;
      if (end == parts[i] || *end != ':' || rest == end + 1 || *rest != '\0' || step.points < 0 || step.points > 1000
          || !(step.at_most >= 0 && step.at_most <= 1000))
        return pdl_ini_group_set_error (group, key, error, _ ("“LIMIT:POINTS” is needed, not “%s”"), parts[i]);
      if (points->len > 0 && step.at_most <= g_array_index (points, PdlDosePoints, points->len - 1).at_most)
        return pdl_ini_group_set_error (group, key, error, _ ("the limits stand from the lowest to the highest"));
      g_array_append_val (points, step);
    }
  return points->len > 0 || pdl_ini_group_set_error (group, key, error, _ ("this key is needed"));
}

static gboolean
read_step_rule (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  PdlStepRule *rule = &self->step_rule;

  return pdl_dose_read_text (group, "label", &rule->label, error) && pdl_dose_read_text (group, "text", &rule->text, error)
         && pdl_dose_read_flag (group, "offered", &rule->offered, error)
         && pdl_dose_read_number (group, "tolerance", 1, 1000, &rule->tolerance, error) && read_points (group, "recovery", rule->recovery, error)
         && pdl_dose_read_basis (self->garbage, knowledge, group, &rule->basis, error);
}

static gboolean
read_score (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  PdlMyelopathyScore *score = pdl_dose_tables_add (self, self->scores, sizeof *score);

  score->id = pdl_dose_read_id (group);
  score->cumulative = g_array_new (FALSE, FALSE, sizeof (PdlDosePoints));
  return pdl_dose_read_text (group, "label", &score->label, error) && pdl_dose_read_text (group, "text", &score->text, error)
         && pdl_dose_read_alpha_beta_ref (self, group, "alpha-beta", &score->alpha_beta, error)
         && read_points (group, "cumulative", score->cumulative, error)
         && pdl_dose_read_number (group, "cumulative-above", 0, 1000, &score->cumulative_above, error)
         && pdl_dose_read_number (group, "interval-below-months", 0, 1000, &score->interval_below, error)
         && pdl_dose_read_number (group, "interval-points", 0, 1000, &score->interval_points, error)
         && pdl_dose_read_number (group, "course-at-least", 0, 1000, &score->course_at_least, error)
         && pdl_dose_read_number (group, "course-points", 0, 1000, &score->course_points, error)
         && pdl_dose_read_number (group, "not-meaningful-below-eqd2", 0, 1000, &score->meaningful_eqd2, error)
         && pdl_dose_read_basis (self->garbage, knowledge, group, &score->basis, error);
}

gboolean
pdl_dose_read_reirradiation_group (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, const char *name, gboolean *ret_mine, GError **error)
{
  const char *id = pdl_dose_read_id (group);

  if (g_str_equal (name, "settings") && g_str_equal (id, "reirradiation"))
    return read_settings (self, knowledge, group, error);
  if (g_str_equal (name, "settings") && g_str_equal (id, "step-rule"))
    return read_step_rule (self, knowledge, group, error);
  if (g_str_equal (name, "settings") && g_str_equal (id, "retreatment"))
    return pdl_dose_read_note (self, knowledge, group, &self->retreatment, error);
  if (g_str_equal (name, "rule"))
    return read_rule (self, knowledge, group, error);
  if (g_str_equal (name, "retreatment"))
    return read_retreatment (self, knowledge, group, error);
  if (g_str_equal (name, "score"))
    return read_score (self, knowledge, group, error);
  if (g_str_equal (name, "score-group"))
    return pdl_dose_read_band (self, knowledge, group, self->score_groups, error);
  if (g_str_equal (name, "warning"))
    return pdl_dose_read_note (self, knowledge, group, pdl_dose_tables_add (self, self->warnings, sizeof (PdlDoseNote)), error);
  if (g_str_equal (name, "refusal"))
    return pdl_dose_read_note (self, knowledge, group, pdl_dose_tables_add (self, self->refusals, sizeof (PdlDoseNote)), error);
  *ret_mine = FALSE;
  return TRUE;
}
