/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Short enough for a column of a table: what is long is told by its size. Pure. */
#include "pdl-version-words.h"

#include <glib/gi18n-lib.h>

#define FIELDS_NAMED 4
#define EXTRA_SHOWN 60

char *
pdl_version_describe_day (PdlDay day)
{
  static const PdlFinding of_day = { .type = PDL_TYPE_DATE };
  g_autoptr (PdlValue) value = pdl_value_new_date (day, PDL_PRECISION_DAY);

  return pdl_finding_describe (&of_day, value);
}

char *
pdl_version_describe_value (const PdlFinding *finding, const PdlFields *fields)
{
  g_autofree char *text = pdl_finding_describe (finding, fields != NULL ? pdl_fields_get (fields, finding->id) : NULL);

  if (fields == NULL || !pdl_fields_is_unconfirmed (fields, finding->id))
    return g_steal_pointer (&text);
  return g_strdup_printf (_("%s (carried forward, not confirmed)"), text);
}

char *
pdl_version_describe_extra (const char *json)
{
  if (json == NULL)
    return g_strdup (_("not there"));
  if (g_utf8_strlen (json, -1) <= EXTRA_SHOWN)
    return g_strdup (json);
  {
    g_autofree char *start = g_utf8_substring (json, 0, EXTRA_SHOWN);

    return g_strconcat (start, "…", NULL);
  }
}

char *
pdl_version_describe_assessment (const PdlAssessment *assessment)
{
  guint n;

  if (assessment == NULL)
    return g_strdup (_("not there"));
  n = pdl_fields_get_size (pdl_assessment_get_fields (assessment));
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    n += pdl_fields_get_size (pdl_assessment_get_level (assessment, level));
  return g_strdup_printf (ngettext ("%u finding", "%u findings", n), n);
}

char *
pdl_version_describe_targets (const PdlAssessment *assessment)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (assessment == NULL || pdl_assessment_get_n_targets (assessment) == 0)
    return g_strdup (_("levels that touch each other"));
  for (guint i = 0; i < pdl_assessment_get_n_targets (assessment); i++)
    {
      g_autofree char *levels = pdl_level_set_to_text (pdl_assessment_get_target (assessment, i));

      g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", levels);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
pdl_version_describe_item (const PdlItem *item)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const PdlFields *fields;

  if (item == NULL)
    return g_strdup (_("not there"));
  fields = pdl_item_get_fields (item);
  for (guint i = 0; i < MIN (pdl_fields_get_size (fields), FIELDS_NAMED); i++)
    {
      const PdlFinding *field = pdl_record_kind_lookup_field (pdl_item_get_kind (item), pdl_fields_get_id (fields, i));
      g_autofree char *value = pdl_finding_describe (field, pdl_fields_get_value (fields, i));

      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", value);
    }
  if (pdl_fields_get_size (fields) > FIELDS_NAMED)
    g_string_append (text, " …");
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : g_strdup (_("nothing recorded"));
}

char *
pdl_version_describe_start (const PdlItem *item)
{
  return pdl_item_get_start (item) != PDL_DAY_NONE ? pdl_version_describe_day (pdl_item_get_start (item)) : g_strdup ("");
}
