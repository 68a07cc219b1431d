/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Reader of the arithmetic's settings, tissues, fractionations and constraint tables.
 */

#include "pdl-dose-tables-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static gboolean
read_arithmetic (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  PdlDoseArithmetic *settings = &self->arithmetic;

  return pdl_dose_read_text (group, "label", &settings->label, error) && pdl_dose_read_text (group, "text", &settings->text, error)
         && pdl_dose_read_number (group, "dose-max", 1, 1000, &settings->dose_max, error)
         && pdl_dose_read_int (group, "fractions-max", 1, 1000, &settings->fractions_max, error)
         && pdl_dose_read_number (group, "planned-dose-min", 0, 1000, &settings->planned_dose_min, error)
         && pdl_dose_read_number (group, "planned-dose-max", settings->planned_dose_min, 1000, &settings->planned_dose_max, error)
         && pdl_dose_read_int (group, "planned-fractions-max", 1, 1000, &settings->planned_fractions_max, error)
         && pdl_dose_read_number (group, "alpha-beta-min", 0.01, 1000, &settings->alpha_beta_min, error)
         && pdl_dose_read_number (group, "alpha-beta-max", settings->alpha_beta_min, 1000, &settings->alpha_beta_max, error)
         && pdl_dose_read_number (group, "interval-max-months", 1, 10000, &settings->interval_max, error)
         && pdl_dose_read_number (group, "large-fraction-above", 0, 1000, &settings->large_fraction, error)
         && pdl_dose_read_basis (self->garbage, knowledge, group, &settings->basis, error);
}

static gboolean
read_risk_curve (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  PdlRiskCurve *curve = &self->risk_curve;

  return pdl_dose_read_text (group, "label", &curve->label, error) && pdl_dose_read_text (group, "text", &curve->text, error)
         && pdl_dose_read_text (group, "below", &curve->below, error) && pdl_dose_read_text (group, "above", &curve->above, error)
         && pdl_dose_read_number (group, "intercept", -1000, 1000, &curve->intercept, error)
         && pdl_dose_read_number (group, "slope", 0, 1000, &curve->slope, error)
         && pdl_dose_read_number (group, "eqd2-min", 0, 1000, &curve->eqd2_min, error)
         && pdl_dose_read_number (group, "eqd2-max", curve->eqd2_min, 1000, &curve->eqd2_max, error)
         && pdl_dose_read_basis (self->garbage, knowledge, group, &curve->basis, error);
}

static gboolean
read_alpha_beta (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  PdlAlphaBeta *tissue = pdl_dose_tables_add (self, self->alpha_betas, sizeof *tissue);

  tissue->id = pdl_dose_read_id (group);
  tissue->text = pdl_ini_group_get (group, "text");
  if (!pdl_dose_read_text (group, "label", &tissue->label, error)
      || !pdl_dose_read_number_or (group, "value", 0.01, 100, NAN, &tissue->value, error)
      || !pdl_dose_read_number_or (group, "low", 0.01, 100, NAN, &tissue->low, error)
      || !pdl_dose_read_number_or (group, "high", 0.01, 100, NAN, &tissue->high, error))
    return FALSE;
  if (isnan (tissue->low) != isnan (tissue->high) || tissue->low > tissue->high)
    return pdl_ini_group_set_error (group, "low", error, _ ("low and high stand together, low first"));
  if (isnan (tissue->value) && isnan (tissue->low))
    return pdl_ini_group_set_error (group, "value", error, _ ("this key is needed"));
  return pdl_dose_read_basis (self->garbage, knowledge, group, &tissue->basis, error);
}

static gboolean
read_menu (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  const char *label;
  PdlBasis basis;

  return pdl_dose_read_text (group, "label", &label, error)
         && pdl_dose_read_alpha_beta_ref (self, group, "alpha-beta", &self->menu_alpha_beta, error)
         && pdl_dose_read_basis (self->garbage, knowledge, group, &basis, error);
}

static gboolean
read_regimen (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  PdlRegimen *regimen = pdl_dose_tables_add (self, self->regimens, sizeof *regimen);

  regimen->id = pdl_dose_read_id (group);
  regimen->offered = TRUE;
  return pdl_dose_read_text (group, "group", &regimen->group, error) && pdl_dose_read_text (group, "text", &regimen->text, error)
         && pdl_dose_read_number (group, "dose", 0.1, 200, &regimen->dose, error)
         && pdl_dose_read_int (group, "fractions", 1, 100, &regimen->fractions, error)
         && (pdl_ini_group_get (group, "offered") == NULL || pdl_dose_read_flag (group, "offered", &regimen->offered, error))
         && pdl_dose_read_basis (self->garbage, knowledge, group, &regimen->basis, error);
}

static gboolean
read_tolerance (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  PdlCordTolerance *tolerance = pdl_dose_tables_add (self, self->tolerances, sizeof *tolerance);

  tolerance->id = pdl_dose_read_id (group);
  return pdl_dose_read_number (group, "dose", 0.1, 200, &tolerance->dose, error)
         && pdl_dose_read_text (group, "risk", &tolerance->risk, error)
         && pdl_dose_read_basis (self->garbage, knowledge, group, &tolerance->basis, error);
}

static gboolean
read_cord_limit (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  const PdlCordLimit *other = pdl_dose_tables_get_default_limit (self);
  PdlCordLimit *limit = pdl_dose_tables_add (self, self->cord_limits, sizeof *limit);

  limit->id = pdl_dose_read_id (group);
  limit->text = pdl_ini_group_get (group, "text");
  if (!pdl_dose_read_text (group, "label", &limit->label, error) || !pdl_dose_read_flag (group, "default", &limit->is_default, error)
      || !pdl_dose_read_limits (group, "limits", limit->limits, error))
    return FALSE;
  if (limit->is_default && other != NULL)
    return pdl_ini_group_set_error (group, "default", error, _ ("“%s” is the default already"), other->id);
  return pdl_dose_read_basis (self->garbage, knowledge, group, &limit->basis, error);
}

static gboolean
read_organ_limit (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  static const char *const keys[] = { "one", "three", "five" };
  PdlOrganLimit *limit = pdl_dose_tables_add (self, self->organ_limits, sizeof *limit);

  limit->id = pdl_dose_read_id (group);
  if (!pdl_dose_read_text (group, "label", &limit->label, error) || !pdl_dose_read_text (group, "volume", &limit->volume, error)
      || !pdl_dose_read_text (group, "text", &limit->endpoint, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_auto (GStrv) pair = pdl_ini_group_get_list (group, keys[i]);

      if (pair == NULL || g_strv_length (pair) != 2 || (limit->to_volume[i] = g_ascii_strtod (pair[0], NULL)) <= 0
          || (limit->maximum[i] = g_ascii_strtod (pair[1], NULL)) < limit->to_volume[i] || limit->maximum[i] > 100)
        return pdl_ini_group_set_error (group, keys[i], error, _ ("a dose to the volume and a maximum point, not below it, joined by “;” are needed"));
    }
  return pdl_dose_read_basis (self->garbage, knowledge, group, &limit->basis, error);
}

gboolean
pdl_dose_read_limit_group (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, const char *name, gboolean *ret_mine, GError **error)
{
  const char *id = pdl_dose_read_id (group);

  if (g_str_equal (name, "settings") && g_str_equal (id, "arithmetic"))
    return read_arithmetic (self, knowledge, group, error);
  if (g_str_equal (name, "settings") && g_str_equal (id, "risk-curve"))
    return read_risk_curve (self, knowledge, group, error);
  if (g_str_equal (name, "settings") && g_str_equal (id, "menu"))
    return read_menu (self, knowledge, group, error);
  if (g_str_equal (name, "alpha-beta"))
    return read_alpha_beta (self, knowledge, group, error);
  if (g_str_equal (name, "regimen"))
    return read_regimen (self, knowledge, group, error);
  if (g_str_equal (name, "tolerance"))
    return read_tolerance (self, knowledge, group, error);
  if (g_str_equal (name, "cord-limit"))
    return read_cord_limit (self, knowledge, group, error);
  if (g_str_equal (name, "organ-limit"))
    return read_organ_limit (self, knowledge, group, error);
  *ret_mine = FALSE;
  return TRUE;
}
