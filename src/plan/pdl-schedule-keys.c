/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * One key of a group of schedules.ini at a time. The words of the errors are for the person who edits that file.
 */

#include "pdl-schedule-keys.h"

#include <string.h>

PdlIniGroup *
pdl_schedule_find_group (PdlIni *ini, const char *kind, const char *name)
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

gboolean
pdl_schedule_read_text (PdlIniGroup *group, const char *key, char **ret_text, GError **error)
{
  const char *text = pdl_ini_group_get (group, key);

  if (text == NULL || *text == '\0')
    return pdl_ini_group_set_error (group, key, error, "this key is needed");
  *ret_text = g_strdup (text);
  return TRUE;
}

gboolean
pdl_schedule_read_int (PdlIniGroup *group, const char *key, int *ret_number, GError **error)
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

gboolean
pdl_schedule_read_int_or (PdlIniGroup *group, const char *key, int otherwise, int *ret_number, GError **error)
{
  if (pdl_ini_group_get (group, key) == NULL)
    {
      *ret_number = otherwise;
      return TRUE;
    }
  return pdl_schedule_read_int (group, key, ret_number, error);
}

gboolean
pdl_schedule_read_pair (PdlIniGroup *group, const char *key, int *ret_first, int *ret_last, GError **error)
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

gboolean
pdl_schedule_read_finding_name (PdlKnowledge *knowledge, PdlIniGroup *group, const char *key, const char *name,
                   const PdlFinding **ret_finding, GError **error)
{
  *ret_finding = pdl_dictionary_lookup (pdl_knowledge_get_dictionary (knowledge), name);
  if (*ret_finding == NULL)
    return pdl_ini_group_set_error (group, key, error, "the dictionary has no finding “%s”", name);
  return TRUE;
}

gboolean
pdl_schedule_read_finding (PdlKnowledge *knowledge, PdlIniGroup *group, const char *key, const PdlFinding **ret_finding,
              GError **error)
{
  g_autofree char *name = NULL;

  return pdl_schedule_read_text (group, key, &name, error) && pdl_schedule_read_finding_name (knowledge, group, key, name, ret_finding, error);
}

gboolean
pdl_schedule_read_list (PdlIniGroup *group, const char *key, char ***ret_list, GError **error)
{
  *ret_list = pdl_ini_group_get_list (group, key);
  if (*ret_list == NULL || **ret_list == NULL)
    return pdl_ini_group_set_error (group, key, error, "this key is needed");
  return TRUE;
}

/* "technique:sbrt" */
gboolean
pdl_schedule_read_match (PdlIniGroup *group, char **ret_field, char **ret_code, GError **error)
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

gboolean
pdl_schedule_read_flag (PdlIniGroup *group, const char *key)
{
  return g_strcmp0 (pdl_ini_group_get (group, key), "true") == 0;
}

gboolean
pdl_schedule_read_basis (PdlKnowledge *knowledge, PdlIniGroup *group, PdlBasis *ret_basis, GError **error)
{
  g_auto (GStrv) keys = pdl_ini_group_get_list (group, "source");
  g_autoptr (GPtrArray) sources = g_ptr_array_new ();

  ret_basis->file = pdl_ini_group_get_file (group);
  ret_basis->local = pdl_ini_group_is_overlaid (group);
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

gboolean
pdl_schedule_read_expr (PdlKnowledge *knowledge, PdlIniGroup *group, const char *key, gboolean condition, PdlExpr **ret_expr,
                        GError **error)
{
  if (pdl_ini_group_get (group, key) == NULL)
    return TRUE;
  *ret_expr = pdl_expr_compile (knowledge, group, key, PDL_EXPR_QUERIES, NULL, error);
  if (*ret_expr == NULL)
    return FALSE;
  if (pdl_expr_is_condition (*ret_expr) != condition)
    return pdl_ini_group_set_error (group, key, error, condition ? "a condition is needed" : "a date is needed, not a condition");
  return TRUE;
}
