/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Reader of the names under which a case keeps its courses: a field that the dictionary does not have is told at load.
 */

#include "pdl-dose-tables-private.h"

#include <glib/gi18n-lib.h>

static gboolean
read_field (const PdlRecordKind *kind, PdlIniGroup *group, const char *key, const char **ret_field, GError **error)
{
  if (!pdl_dose_read_text (group, key, ret_field, error))
    return FALSE;
  return pdl_record_kind_lookup_field (kind, *ret_field) != NULL
         || pdl_ini_group_set_error (group, key, error, _ ("%s has no field “%s”"), kind->id, *ret_field);
}

static gboolean
read_settings (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  PdlHistorySettings *settings = &self->history;
  const PdlRecordKind *kind;

  if (!pdl_dose_read_text (group, "record", &settings->record, error))
    return FALSE;
  kind = pdl_dictionary_lookup_kind (pdl_knowledge_get_dictionary (knowledge), PDL_GROUP_TREATMENT, settings->record);
  if (kind == NULL)
    return pdl_ini_group_set_error (group, "record", error, _ ("the dictionary has no treatment “%s”"), settings->record);
  return read_field (kind, group, "technique", &settings->technique, error) && read_field (kind, group, "dose", &settings->dose, error)
         && read_field (kind, group, "fractions", &settings->fractions, error)
         && read_field (kind, group, "fractions-given", &settings->fractions_given, error)
         && read_field (kind, group, "cord-maximum", &settings->cord_maximum, error)
         && read_field (kind, group, "cauda-maximum", &settings->cauda_maximum, error)
         && read_field (kind, group, "share", &settings->share, error) && read_field (kind, group, "records", &settings->records, error)
         && pdl_dose_read_text (group, "stereotactic", &settings->stereotactic, error)
         && pdl_dose_read_text (group, "stopped", &settings->stopped, error)
         && pdl_dose_read_finding (knowledge, group, "complete", &settings->complete, error)
         && pdl_dose_read_finding (knowledge, group, "planned-dose", &settings->planned_dose, error)
         && pdl_dose_read_finding (knowledge, group, "planned-fractions", &settings->planned_fractions, error)
         && pdl_dose_read_finding (knowledge, group, "planned-maximum", &settings->planned_maximum, error)
         && pdl_dose_read_finding (knowledge, group, "planned-cauda-maximum", &settings->planned_cauda_maximum, error)
         && pdl_dose_read_finding (knowledge, group, "planned-start", &settings->planned_start, error)
         && pdl_dose_read_alpha_beta_ref (self, group, "cauda-alpha-beta", &settings->cauda_alpha_beta, error)
         && pdl_dose_read_basis (self->garbage, knowledge, group, &settings->basis, error);
}

gboolean
pdl_dose_read_history_group (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, const char *name, gboolean *ret_mine, GError **error)
{
  if (g_str_equal (name, "settings") && g_str_equal (pdl_dose_read_id (group), "history"))
    return read_settings (self, knowledge, group, error);
  *ret_mine = FALSE;
  return TRUE;
}
