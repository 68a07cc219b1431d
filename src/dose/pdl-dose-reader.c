/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pdl-dose-tables-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

const char *
pdl_dose_read_id (PdlIniGroup *group)
{
  const char *slash = strchr (pdl_ini_group_get_name (group), '/');

  return slash != NULL ? slash + 1 : "";
}

gboolean
pdl_dose_read_text (PdlIniGroup *group, const char *key, const char **ret_text, GError **error)
{
  *ret_text = pdl_ini_group_get (group, key);
  if (*ret_text == NULL || **ret_text == '\0')
    return pdl_ini_group_set_error (group, key, error, _ ("this key is needed"));
  return TRUE;
}

static gboolean
parse_number (const char *text, double *ret_number)
{
  char *end;

  errno = 0;
  *ret_number = g_ascii_strtod (text, &end);
  return errno == 0 && end != text && *end == '\0' && isfinite (*ret_number) && g_ascii_tolower (text[strspn (text, "+-")]) != 'i'
         && strpbrk (text, "xX") == NULL;
}

gboolean
pdl_dose_read_number (PdlIniGroup *group, const char *key, double min, double max, double *ret_number, GError **error)
{
  const char *text;

  if (!pdl_dose_read_text (group, key, &text, error))
    return FALSE;
  if (!parse_number (text, ret_number))
    return pdl_ini_group_set_error (group, key, error, _ ("“%s” is not a number"), text);
  if (*ret_number < min || *ret_number > max)
    return pdl_ini_group_set_error (group, key, error, _ ("%s is not in the range %g to %g"), text, min, max);
  return TRUE;
}

gboolean
pdl_dose_read_number_or (PdlIniGroup *group, const char *key, double min, double max, double otherwise, double *ret_number, GError **error)
{
  *ret_number = otherwise;
  return pdl_ini_group_get (group, key) == NULL || pdl_dose_read_number (group, key, min, max, ret_number, error);
}

gboolean
pdl_dose_read_int (PdlIniGroup *group, const char *key, int min, int max, int *ret_number, GError **error)
{
  double number;

  if (!pdl_dose_read_number (group, key, min, max, &number, error))
    return FALSE;
  if (number != floor (number))
    return pdl_ini_group_set_error (group, key, error, _ ("“%s” is not a whole number"), pdl_ini_group_get (group, key));
  *ret_number = (int) number;
  return TRUE;
}

gboolean
pdl_dose_read_flag (PdlIniGroup *group, const char *key, gboolean *ret_flag, GError **error)
{
  const char *text = pdl_ini_group_get (group, key);

  *ret_flag = g_strcmp0 (text, "true") == 0;
  if (text != NULL && !*ret_flag && !g_str_equal (text, "false"))
    return pdl_ini_group_set_error (group, key, error, _ ("“%s” is neither true nor false"), text);
  return TRUE;
}

gboolean
pdl_dose_read_limits (PdlIniGroup *group, const char *key, double *limits, GError **error)
{
  g_auto (GStrv) parts = pdl_ini_group_get_list (group, key);

  for (guint i = 0; i < PDL_DOSE_MAX_LIMITS; i++)
    limits[i] = NAN;
  if (parts == NULL || parts[0] == NULL)
    return pdl_ini_group_set_error (group, key, error, _ ("this key is needed"));
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *colon = strchr (parts[i], ':');
      double fractions, limit;

      if (colon != NULL)
        *colon = '\0';
      if (colon == NULL || !parse_number (g_strchomp (parts[i]), &fractions) || !parse_number (g_strstrip (colon + 1), &limit)
          || fractions != floor (fractions) || fractions < 1 || fractions > PDL_DOSE_MAX_LIMITS || limit <= 0 || limit > 100)
        return pdl_ini_group_set_error (group, key, error, _ ("“FRACTIONS:GY” is needed, 1 to %d fractions"), PDL_DOSE_MAX_LIMITS);
      if (!isnan (limits[(int) fractions - 1]))
        return pdl_ini_group_set_error (group, key, error, _ ("%d fractions stand here twice"), (int) fractions);
      limits[(int) fractions - 1] = limit;
    }
  return TRUE;
}

gboolean
pdl_dose_read_finding (PdlKnowledge *knowledge, PdlIniGroup *group, const char *key, const PdlFinding **ret_finding, GError **error)
{
  const char *name;

  if (!pdl_dose_read_text (group, key, &name, error))
    return FALSE;
  *ret_finding = pdl_dictionary_lookup (pdl_knowledge_get_dictionary (knowledge), name);
  if (*ret_finding == NULL)
    return pdl_ini_group_set_error (group, key, error, _ ("the dictionary has no finding “%s”"), name);
  return TRUE;
}

gboolean
pdl_dose_read_basis (GPtrArray *garbage, PdlKnowledge *knowledge, PdlIniGroup *group, PdlBasis *ret_basis, GError **error)
{
  g_auto (GStrv) keys = NULL;
  guint n;

  ret_basis->file = pdl_ini_group_get_file (group);
  ret_basis->local = pdl_ini_group_is_overlaid (group);
  ret_basis->line = pdl_ini_group_get_line (group);
  if (!pdl_dose_read_text (group, "source", &ret_basis->source_text, error) || !pdl_dose_read_text (group, "tag", &ret_basis->tag, error))
    return FALSE;
  keys = pdl_ini_group_get_list (group, "source");
  n = g_strv_length (keys);
  ret_basis->sources = g_new0 (const PdlSource *, n + 1);
  g_ptr_array_add (garbage, ret_basis->sources);
  ret_basis->n_sources = n;
  for (guint i = 0; i < n; i++)
    {
      ret_basis->sources[i] = pdl_knowledge_lookup_source (knowledge, keys[i]);
      if (ret_basis->sources[i] == NULL)
        return pdl_ini_group_set_error (group, "source", error, _ ("no source “%s” is declared"), keys[i]);
    }
  return TRUE;
}
