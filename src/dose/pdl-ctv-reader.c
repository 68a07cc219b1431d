/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Reader of the target-volume rules: sectors are codes of the finding that the settings name.
 */

#include "pdl-dose-tables-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
read_sector (const PdlFinding *sectors, PdlIniGroup *group, const char *key, const char *code, guint32 *bits, GError **error)
{
  guint position;

  if (pdl_finding_lookup_code (sectors, code, &position) == NULL)
    return pdl_ini_group_set_error (group, key, error, _ ("“%s” is not a value of %s"), code, sectors->id);
  *bits |= 1u << position;
  return TRUE;
}

static gboolean
read_sectors (const PdlFinding *sectors, PdlIniGroup *group, const char *key, guint32 *ret_bits, GError **error)
{
  g_auto (GStrv) codes = pdl_ini_group_get_list (group, key);

  *ret_bits = 0;
  for (guint i = 0; codes != NULL && codes[i] != NULL; i++)
    if (!read_sector (sectors, group, key, codes[i], ret_bits, error))
      return FALSE;
  return TRUE;
}

/* "vb; ped_l | lam_l" */
static gboolean
read_ring (PdlCtvSettings *settings, PdlIniGroup *group, GError **error)
{
  g_auto (GStrv) needs = pdl_ini_group_get_list (group, "ring-needs");

  if (needs == NULL || needs[0] == NULL)
    return pdl_ini_group_set_error (group, "ring-needs", error, _ ("this key is needed"));
  for (guint i = 0; needs[i] != NULL; i++)
    {
      g_auto (GStrv) codes = g_strsplit (needs[i], "|", -1);
      guint32 bits = 0;

      for (guint c = 0; codes[c] != NULL; c++)
        if (!read_sector (settings->sectors, group, "ring-needs", g_strstrip (codes[c]), &bits, error))
          return FALSE;
      g_array_append_val (settings->ring_needs, bits);
    }
  return TRUE;
}

static gboolean
read_level (PdlIniGroup *group, const char *key, PdlLevel *ret_level, GError **error)
{
  const char *name;

  if (!pdl_dose_read_text (group, key, &name, error))
    return FALSE;
  *ret_level = pdl_level_from_name (name);
  return *ret_level != PDL_LEVEL_NONE || pdl_ini_group_set_error (group, key, error, _ ("“%s” is not a level"), name);
}

static gboolean
read_settings (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  PdlCtvSettings *settings = &self->ctv;

  if (!pdl_dose_read_text (group, "label", &settings->label, error) || !pdl_dose_read_text (group, "text", &settings->text, error)
      || !pdl_dose_read_finding (knowledge, group, "sectors", &settings->sectors, error)
      || !pdl_dose_read_finding (knowledge, group, "pattern", &settings->pattern, error)
      || !pdl_dose_read_finding (knowledge, group, "epidural", &settings->epidural, error)
      || !pdl_dose_read_finding (knowledge, group, "setting", &settings->setting, error)
      || !read_level (group, "first-level", &settings->first, error) || !read_level (group, "last-level", &settings->last, error)
      || !read_sectors (settings->sectors, group, "pattern-sector", &settings->pattern_sector, error) || !read_ring (settings, group, error))
    return FALSE;
  if (settings->sectors->type != PDL_TYPE_SET || settings->sectors->n_codes > 16)
    return pdl_ini_group_set_error (group, "sectors", error, _ ("“%s” is not a set of up to 16 codes"), settings->sectors->id);
  if (settings->pattern->n_codes == 0 || settings->epidural->n_codes == 0 || settings->setting->n_codes == 0)
    return pdl_ini_group_set_error (group, "pattern", error, _ ("pattern, epidural and setting are findings with codes"));
  settings->all = (1u << settings->sectors->n_codes) - 1;
  return pdl_dose_read_basis (self->garbage, knowledge, group, &settings->basis, error);
}

/* The position of a code; -1 where the key is absent. */
static gboolean
read_code (const PdlFinding *finding, PdlIniGroup *group, const char *key, int *ret_position, GError **error)
{
  const char *code = pdl_ini_group_get (group, key);
  guint position;

  *ret_position = -1;
  if (code == NULL)
    return TRUE;
  if (pdl_finding_lookup_code (finding, code, &position) == NULL)
    return pdl_ini_group_set_error (group, key, error, _ ("“%s” is not a value of %s"), code, finding->id);
  *ret_position = (int) position;
  return TRUE;
}

static gboolean
read_rule (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  const PdlCtvSettings *settings = &self->ctv;
  PdlCtvRule *rule;

  if (settings->label == NULL)
    return pdl_ini_group_set_error (group, NULL, error, _ ("[dose settings/ctv] stands before the rules"));
  rule = pdl_dose_tables_add (self, self->ctv_rules, sizeof *rule);
  rule->id = pdl_dose_read_id (group);
  rule->option = pdl_ini_group_get (group, "option");
  if (!pdl_dose_read_text (group, "text", &rule->text, error) || !read_sectors (settings->sectors, group, "sectors", &rule->sectors, error)
      || !pdl_dose_read_flag (group, "only", &rule->only, error) || !read_code (settings->pattern, group, "pattern", &rule->pattern, error)
      || !read_code (settings->epidural, group, "epidural", &rule->epidural, error)
      || !read_sectors (settings->sectors, group, "adds", &rule->adds, error) || !pdl_dose_read_flag (group, "ring", &rule->ring, error))
    return FALSE;
  if (rule->adds == 0)
    return pdl_ini_group_set_error (group, "adds", error, _ ("this key is needed"));
  if (rule->sectors == 0 && rule->epidural < 0)
    return pdl_ini_group_set_error (group, "sectors", error, _ ("this key is needed"));
  return pdl_dose_read_basis (self->garbage, knowledge, group, &rule->basis, error);
}

gboolean
pdl_dose_read_ctv_group (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, const char *name, gboolean *ret_mine, GError **error)
{
  if (g_str_equal (name, "settings") && g_str_equal (pdl_dose_read_id (group), "ctv"))
    return read_settings (self, knowledge, group, error);
  if (g_str_equal (name, "ctv-rule"))
    return read_rule (self, knowledge, group, error);
  if (g_str_equal (name, "ctv-setting"))
    {
      if (self->ctv.label == NULL || pdl_finding_lookup_code (self->ctv.setting, pdl_dose_read_id (group), NULL) == NULL)
        return pdl_ini_group_set_error (group, NULL, error, _ ("“%s” is not a value of the setting"), pdl_dose_read_id (group));
      return pdl_dose_read_note (self, knowledge, group, pdl_dose_tables_add (self, self->ctv_settings, sizeof (PdlDoseNote)), error);
    }
  *ret_mine = FALSE;
  return TRUE;
}
