/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "clinical.h"
#include "pdl-change.h"

#include <string.h>

PdlKnowledge *
clinical_knowledge (void)
{
  static PdlKnowledge *knowledge = NULL;
  g_autoptr (GError) error = NULL;

  if (knowledge == NULL)
    {
      /* Another set than the one built in: tests/mutation. */
      knowledge = pdl_knowledge_load (g_getenv ("PDL_KNOWLEDGE"), &error);
      g_assert_no_error (error);
    }
  return knowledge;
}

GPtrArray *
clinical_read_table (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("PDL_SOURCE_DIR"), "tests", "clinical", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  GPtrArray *table = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '#' && lines[i][0] != '\0')
      g_ptr_array_add (table, g_strsplit (lines[i], "\t", -1));
  g_assert_cmpuint (table->len, >, 0);
  return table;
}

void
clinical_read_inputs (char **codes, guint *ret_inputs)
{
  for (guint i = 0; i < pdl_knowledge_get_n_inputs (clinical_knowledge ()); i++)
    {
      const PdlInput *input = pdl_knowledge_get_input (clinical_knowledge (), i);

      ret_inputs[i] = input->n_values;
      if (strcmp (codes[i], "unknown") != 0)
        g_assert_nonnull (pdl_finding_lookup_code (input->finding, codes[i], &ret_inputs[i]));
    }
}

static void
apply (PdlCase *kase, PdlChange *change)
{
  g_autoptr (GError) error = NULL;

  pdl_case_apply (kase, change, &error);
  g_assert_no_error (error);
}

static void
set_text (PdlChange *change, PdlCase *kase, const char *uid, PdlLevel level, const char *key, const char *text)
{
  g_autoptr (GError) error = NULL;

  pdl_change_set_text (change, kase, uid, level, key, text, &error);
  if (error != NULL)
    g_error ("%s = %s: %s", key, text, error->message);
}

/* At the commas, but not at those inside a list. */
static char **
split_fields (const char *text)
{
  GPtrArray *parts = g_ptr_array_new ();
  int depth = 0;

  for (const char *from = text, *at = text;; at++)
    {
      depth += (*at == '[') - (*at == ']');
      if (*at != '\0' && (*at != ',' || depth > 0))
        continue;
      g_ptr_array_add (parts, g_strndup (from, at - from));
      if (*at == '\0')
        break;
      from = at + 1;
    }
  g_ptr_array_add (parts, NULL);
  return (char **) g_ptr_array_free (parts, FALSE);
}

/* "treatments/radiotherapy (technique = cebrt, end = 2026-01-01)" */
static void
add_item (PdlCase *kase, const char *text)
{
  const char *slash = strchr (text, '/'), *open = strchr (text, '(');
  g_autofree char *group_name = g_strndup (text, slash - text);
  g_autofree char *kind = g_strstrip (g_strndup (slash + 1, open - slash - 1));
  g_autofree char *inside = g_strndup (open + 1, strrchr (text, ')') - open - 1);
  g_auto (GStrv) parts = split_fields (inside);
  g_autoptr (PdlChange) change = pdl_change_new (NULL);
  PdlGroup group = 0;
  const char *uid;

  while (group < PDL_N_GROUPS && strcmp (pdl_group_key (group), group_name) != 0)
    group++;
  g_assert_cmpint (group, <, PDL_N_GROUPS);
  uid = pdl_change_add_item (change, group, kind, NULL);
  apply (kase, change);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autoptr (PdlChange) fields = pdl_change_new (NULL);
      char *equals = strchr (parts[i], '=');

      *equals = '\0';
      set_text (fields, kase, uid, PDL_LEVEL_NONE, g_strstrip (parts[i]), g_strstrip (equals + 1));
      apply (kase, fields);
    }
}

PdlCase *
clinical_make_case (const char *text)
{
  PdlCase *kase = pdl_case_new (pdl_knowledge_get_dictionary (clinical_knowledge ()), NULL);
  g_auto (GStrv) parts = g_strsplit (text, ";", -1);
  g_autoptr (PdlChange) visit = pdl_change_new (NULL);
  g_autofree char *uid = g_strdup (pdl_change_add_assessment (visit, NULL, pdl_day_from_ymd (2026, 3, 2)));

  apply (kase, visit);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autoptr (PdlChange) change = pdl_change_new (NULL);
      char *part = g_strstrip (parts[i]), *equals = strchr (part, '='), *dot, *id;
      PdlLevel level = PDL_LEVEL_NONE;
      const PdlFinding *finding;

      if (*part == '\0')
        continue;
      if (strchr (part, '(') != NULL)
        {
          add_item (kase, part);
          continue;
        }
      g_assert_nonnull (equals);
      *equals = '\0';
      id = g_strstrip (part);
      dot = strchr (id, '.');
      if (dot != NULL)
        {
          *dot = '\0';
          level = pdl_level_from_name (id);
          g_assert_cmpint (level, !=, PDL_LEVEL_NONE);
          id = dot + 1;
        }
      finding = pdl_dictionary_lookup (pdl_knowledge_get_dictionary (clinical_knowledge ()), id);
      if (finding == NULL)
        g_error ("there is no finding “%s”", id);
      set_text (change, kase, finding->scope == PDL_SCOPE_IDENTITY ? NULL : uid, level, id, g_strstrip (equals + 1));
      apply (kase, change);
    }
  return kase;
}
