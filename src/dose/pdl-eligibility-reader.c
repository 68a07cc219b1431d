/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Reader of the criteria for stereotactic radiotherapy and of the schedules for cord compression without surgery.
 */

#include "pdl-dose-tables-private.h"

#include <glib/gi18n-lib.h>

static gboolean
read_criterion (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  PdlEligibilityCriterion *criterion = pdl_dose_tables_add (self, self->criteria, sizeof *criterion);
  const struct
  {
    const char *key;
    const PdlExpr **condition;
  } conditions[] = { { "skip", &criterion->skip }, { "pass", &criterion->pass }, { "caution", &criterion->caution }, { "fail", &criterion->fail } };

  criterion->id = pdl_dose_read_id (group);
  criterion->caution_text = pdl_ini_group_get (group, "caution-text");
  criterion->fail_text = pdl_ini_group_get (group, "fail-text");
  if (!pdl_dose_read_text (group, "label", &criterion->label, error)
      || !pdl_dose_read_flag (group, "second-course", &criterion->second_course, error)
      || !pdl_dose_read_basis (self->garbage, knowledge, group, &criterion->basis, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++)
    if ((conditions[i].condition == &criterion->pass || pdl_ini_group_get (group, conditions[i].key) != NULL)
        && !pdl_dose_read_condition (self, knowledge, group, conditions[i].key, conditions[i].condition, error))
      return FALSE;
  if (criterion->second_course ? criterion->caution != NULL || criterion->fail != NULL : criterion->caution == NULL && criterion->fail == NULL)
    return pdl_ini_group_set_error (group, "fail", error, _ ("a criterion says when it asks for caution or fails, or leaves both to the second course"));
  return TRUE;
}

static gboolean
read_advice (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, PdlDoseAdvice *advice, GError **error)
{
  advice->id = pdl_dose_read_id (group);
  return pdl_dose_read_text (group, "label", &advice->label, error) && pdl_dose_read_text (group, "text", &advice->text, error)
         && pdl_dose_read_basis (self->garbage, knowledge, group, &advice->basis, error)
         && pdl_dose_read_condition (self, knowledge, group, "when", &advice->when, error);
}

gboolean
pdl_dose_read_eligibility_group (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, const char *name, gboolean *ret_mine, GError **error)
{
  gboolean settings = g_str_equal (name, "settings");

  if (settings && g_str_equal (pdl_dose_read_id (group), "eligibility"))
    return pdl_dose_read_note (self, knowledge, group, &self->eligibility, error);
  if (g_str_equal (name, "criterion"))
    return read_criterion (self, knowledge, group, error);
  if (settings && g_str_equal (pdl_dose_read_id (group), "compression"))
    return read_advice (self, knowledge, group, &self->compression, error);
  if (g_str_equal (name, "compression"))
    return read_advice (self, knowledge, group, pdl_dose_tables_add (self, self->compressions, sizeof (PdlDoseAdvice)), error);
  *ret_mine = FALSE;
  return TRUE;
}
