/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Reader of what is looked at afterwards: fracture risk, pain response, flare, local response, opioid factors.
 */

#include "pdl-dose-tables-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static gboolean
read_factor (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  PdlFractureFactor *factor = pdl_dose_tables_add (self, self->fracture_factors, sizeof *factor);

  factor->id = pdl_dose_read_id (group);
  return pdl_dose_read_text (group, "label", &factor->label, error) && pdl_dose_read_int (group, "points", 1, 100, &factor->points, error)
         && pdl_dose_read_basis (self->garbage, knowledge, group, &factor->basis, error)
         && pdl_dose_read_condition (self, knowledge, group, "when", &factor->when, error);
}

/* "change-percent = 25" → 0.25 */
static gboolean
read_change (PdlIniGroup *group, double *ret_share, GError **error)
{
  double percent;

  if (!pdl_dose_read_number (group, "change-percent", 1, 100, &percent, error))
    return FALSE;
  *ret_share = percent / 100;
  return TRUE;
}

static gboolean
read_response (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  PdlResponseSettings *settings = &self->response;

  return pdl_dose_read_text (group, "label", &settings->label, error) && pdl_dose_read_text (group, "text", &settings->text, error)
         && pdl_dose_read_finding (knowledge, group, "site-pain", &settings->site_pain, error)
         && pdl_dose_read_finding (knowledge, group, "pain", &settings->pain, error)
         && pdl_dose_read_finding (knowledge, group, "opioid", &settings->opioid, error)
         && pdl_dose_read_int (group, "scale-max", 1, 100, &settings->scale_max, error)
         && pdl_dose_read_int (group, "baseline-min", 1, settings->scale_max, &settings->baseline_min, error)
         && pdl_dose_read_int (group, "points", 1, settings->scale_max, &settings->points, error) && read_change (group, &settings->change, error)
         && pdl_dose_read_number (group, "tolerance-mg", 0, 1000, &settings->tolerance, error)
         && pdl_dose_read_basis (self->garbage, knowledge, group, &settings->basis, error);
}

static gboolean
read_flare (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  PdlFlareSettings *settings = &self->flare;

  return pdl_dose_read_text (group, "label", &settings->label, error) && pdl_dose_read_text (group, "text", &settings->text, error)
         && pdl_dose_read_int (group, "days", 1, 365, &settings->days, error) && pdl_dose_read_int (group, "points", 1, 100, &settings->points, error)
         && read_change (group, &settings->change, error) && pdl_dose_read_basis (self->garbage, knowledge, group, &settings->basis, error);
}

static gboolean
read_local_response (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  PdlLocalResponseSettings *settings = &self->local_response;

  return pdl_dose_read_text (group, "label", &settings->label, error) && pdl_dose_read_text (group, "text", &settings->text, error)
         && pdl_dose_read_finding (knowledge, group, "finding", &settings->finding, error)
         && pdl_dose_read_basis (self->garbage, knowledge, group, &settings->basis, error);
}

static gboolean
read_local_class (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  const PdlFinding *finding = self->local_response.finding;

  if (finding == NULL || pdl_finding_lookup_code (finding, pdl_dose_read_id (group), NULL) == NULL)
    return pdl_ini_group_set_error (group, NULL, error, _ ("“%s” is not a value of the finding of [dose settings/local-response]"), pdl_dose_read_id (group));
  return pdl_dose_read_note (self, knowledge, group, pdl_dose_tables_add (self, self->local_classes, sizeof (PdlDoseNote)), error);
}

static gboolean
read_opioid (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  PdlOpioid *opioid;

  if (pdl_dose_tables_find_opioid (self, pdl_dose_read_id (group)) != NULL)
    return pdl_ini_group_set_error (group, NULL, error, _ ("this name is taken"));
  opioid = pdl_dose_tables_add (self, self->opioids, sizeof *opioid);
  opioid->id = pdl_dose_read_id (group);
  opioid->text = pdl_ini_group_get (group, "text");
  if (!pdl_dose_read_text (group, "label", &opioid->label, error) || !pdl_dose_read_text (group, "unit", &opioid->unit, error)
      || !pdl_dose_read_number_or (group, "factor", 0.001, 1000, NAN, &opioid->factor, error)
      || !pdl_dose_read_basis (self->garbage, knowledge, group, &opioid->basis, error))
    return FALSE;
  opioid->aliases = pdl_ini_group_get_list (group, "aliases");
  return !isnan (opioid->factor) || opioid->text != NULL
         || pdl_ini_group_set_error (group, "text", error, _ ("a drug without a factor says what to do"));
}

gboolean
pdl_dose_read_outcome_group (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, const char *name, gboolean *ret_mine, GError **error)
{
  const char *id = pdl_dose_read_id (group);
  gboolean settings = g_str_equal (name, "settings");

  if (settings && g_str_equal (id, "fracture"))
    return pdl_dose_read_note (self, knowledge, group, &self->fracture, error);
  if (g_str_equal (name, "fracture-factor"))
    return read_factor (self, knowledge, group, error);
  if (g_str_equal (name, "fracture-class"))
    return pdl_dose_read_band (self, knowledge, group, self->fracture_classes, error);
  if (settings && g_str_equal (id, "response"))
    return read_response (self, knowledge, group, error);
  if (g_str_equal (name, "response"))
    return pdl_dose_read_note (self, knowledge, group, pdl_dose_tables_add (self, self->responses, sizeof (PdlDoseNote)), error);
  if (settings && g_str_equal (id, "flare"))
    return read_flare (self, knowledge, group, error);
  if (g_str_equal (name, "flare"))
    return pdl_dose_read_note (self, knowledge, group, pdl_dose_tables_add (self, self->flares, sizeof (PdlDoseNote)), error);
  if (settings && g_str_equal (id, "local-response"))
    return read_local_response (self, knowledge, group, error);
  if (g_str_equal (name, "local-class"))
    return read_local_class (self, knowledge, group, error);
  if (g_str_equal (name, "opioid-table"))
    return pdl_dose_read_note (self, knowledge, group, &self->opioid_table, error);
  if (g_str_equal (name, "opioid"))
    return read_opioid (self, knowledge, group, error);
  *ret_mine = FALSE;
  return TRUE;
}
