/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Case → case file. Everything that was read is written back, what this version does not know included; where the extras
 * stood is told by their id, see pdl-case-json-read.c.
 */

#include "pdl-case-json.h"

#include <string.h>

#include "pdl-json-value.h"

static gboolean
is_outside (const char *id)
{
  return id[0] == '/';
}

/* @kind NULL: findings of the dictionary. */
static void
write_fields (PdlJsonWriter *writer, PdlDictionary *dictionary, const PdlRecordKind *kind, const PdlFields *fields)
{
  for (guint i = 0; i < pdl_fields_get_size (fields); i++)
    {
      const char *id = pdl_fields_get_id (fields, i);
      const PdlFinding *finding = kind != NULL ? pdl_record_kind_lookup_field (kind, id) : pdl_dictionary_lookup (dictionary, id);

      if (finding != NULL)
        pdl_json_add_value (writer, id, finding, pdl_fields_get_value (fields, i));
    }
  for (guint i = 0; i < pdl_fields_get_n_extra (fields); i++)
    {
      const char *id = pdl_fields_get_extra_id (fields, i);

      /* "uid" of a record, kept by a version that did not read it: the record has its own. */
      if (!is_outside (id) && (kind == NULL || strcmp (id, "uid") != 0))
        pdl_json_add_raw (writer, id[0] == ':' ? id + 1 : id, pdl_fields_get_extra_json (fields, i));
    }
}

static gboolean
has_inside (const PdlFields *fields)
{
  if (pdl_fields_get_size (fields) > 0)
    return TRUE;
  for (guint i = 0; i < pdl_fields_get_n_extra (fields); i++)
    if (!is_outside (pdl_fields_get_extra_id (fields, i)))
      return TRUE;
  return FALSE;
}

static gboolean
is_group_key (const char *key)
{
  for (int group = 0; group < PDL_N_GROUPS; group++)
    if (strcmp (key, pdl_group_key (group)) == 0)
      return TRUE;
  return FALSE;
}

/* The extras that stood beside the place. */
static void
write_outside (PdlJsonWriter *writer, const PdlFields *fields)
{
  for (guint i = 0; i < pdl_fields_get_n_extra (fields); i++)
    {
      const char *id = pdl_fields_get_extra_id (fields, i);

      if (is_outside (id) && !is_group_key (id + 1) && strcmp (id, "/uid") != 0)
        pdl_json_add_raw (writer, id + 1, pdl_fields_get_extra_json (fields, i));
    }
}

static void
add_unconfirmed (GPtrArray *paths, const PdlFields *fields, PdlLevel level)
{
  for (guint i = 0; i < pdl_fields_get_size (fields); i++)
    {
      const char *id = pdl_fields_get_id (fields, i);

      if (!pdl_fields_is_unconfirmed (fields, id))
        continue;
      g_ptr_array_add (paths, level == PDL_LEVEL_NONE ? g_strdup (id) : g_strdup_printf ("levels.%s.%s", pdl_level_name (level), id));
    }
}

static void
write_assessment (PdlJsonWriter *writer, PdlDictionary *dictionary, const PdlAssessment *assessment)
{
  const PdlFields *fields = pdl_assessment_get_fields (assessment);
  g_autofree char *date = pdl_day_to_iso (pdl_assessment_get_day (assessment), PDL_PRECISION_DAY);
  g_autoptr (GPtrArray) unconfirmed = g_ptr_array_new_with_free_func (g_free);
  PdlLevelSet levels = pdl_assessment_get_recorded_levels (assessment);

  pdl_json_begin_object (writer, NULL);
  pdl_json_add_string (writer, "date", date);
  pdl_json_add_string (writer, "uid", pdl_assessment_get_uid (assessment));
  pdl_json_begin_object (writer, "findings");
  write_fields (writer, dictionary, NULL, fields);
  pdl_json_end_object (writer);
  add_unconfirmed (unconfirmed, fields, PDL_LEVEL_NONE);
  if (levels != 0)
    {
      pdl_json_begin_object (writer, "levels");
      for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
        {
          if ((levels & PDL_LEVEL_BIT (level)) == 0)
            continue;
          pdl_json_begin_object (writer, pdl_level_name (level));
          write_fields (writer, dictionary, NULL, pdl_assessment_get_level (assessment, level));
          pdl_json_end_object (writer);
          add_unconfirmed (unconfirmed, pdl_assessment_get_level (assessment, level), level);
        }
      pdl_json_end_object (writer);
    }
  if (pdl_assessment_get_n_targets (assessment) > 0)
    {
      pdl_json_begin_array (writer, "targets");
      for (guint i = 0; i < pdl_assessment_get_n_targets (assessment); i++)
        {
          pdl_json_begin_array (writer, NULL);
          for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
            if ((pdl_assessment_get_target (assessment, i) & PDL_LEVEL_BIT (level)) != 0)
              pdl_json_add_string (writer, NULL, pdl_level_name (level));
          pdl_json_end_array (writer);
        }
      pdl_json_end_array (writer);
    }
  if (unconfirmed->len > 0)
    {
      pdl_json_begin_array (writer, "unconfirmed");
      for (guint i = 0; i < unconfirmed->len; i++)
        pdl_json_add_string (writer, NULL, g_ptr_array_index (unconfirmed, i));
      pdl_json_end_array (writer);
    }
  write_outside (writer, fields);
  pdl_json_end_object (writer);
}

static void
write_group (PdlJsonWriter *writer, PdlCase *kase, PdlGroup group)
{
  const PdlFields *identity = pdl_case_get_identity (kase);
  const char *key = pdl_group_key (group);
  const char *unknown = NULL;

  for (guint i = 0; i < pdl_fields_get_n_extra (identity); i++)
    {
      const char *id = pdl_fields_get_extra_id (identity, i);

      if (id[0] == '/' && strcmp (id + 1, key) == 0)
        unknown = pdl_fields_get_extra_json (identity, i);
    }
  if (pdl_case_get_n_items (kase, group) == 0 && unknown == NULL)
    return;

  pdl_json_begin_array (writer, key);
  for (guint i = 0; i < pdl_case_get_n_items (kase, group); i++)
    {
      const PdlItem *item = pdl_case_get_item (kase, group, i);
      const PdlRecordKind *kind = pdl_item_get_kind (item);

      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, group == PDL_GROUP_IMAGING ? "exam" : "kind", kind->id);
      pdl_json_add_string (writer, "uid", pdl_item_get_uid (item));
      write_fields (writer, NULL, kind, pdl_item_get_fields (item));
      pdl_json_end_object (writer);
    }
  /* "[{…},{…}]" without its brackets: records of a kind this version does not know. */
  if (unknown != NULL && strlen (unknown) > 2)
    {
      g_autofree char *inner = g_strndup (unknown + 1, strlen (unknown) - 2);

      pdl_json_add_raw (writer, NULL, inner);
    }
  pdl_json_end_array (writer);
}

char *
pdl_case_to_json (PdlCase *kase, gboolean pretty)
{
  PdlJsonWriter *writer = pdl_json_writer_new (pretty);
  PdlDictionary *dictionary = pdl_case_get_dictionary (kase);
  const PdlFields *identity = pdl_case_get_identity (kase);

  pdl_json_begin_object (writer, NULL);
  pdl_json_add_string (writer, "format", "pedicle-case");
  pdl_json_add_int (writer, "version", 1);
  pdl_json_add_string (writer, "uid", pdl_case_get_uid (kase));
  if (has_inside (identity))
    {
      pdl_json_begin_object (writer, "patient");
      write_fields (writer, dictionary, NULL, identity);
      pdl_json_end_object (writer);
    }
  pdl_json_begin_array (writer, "assessments");
  for (guint i = 0; i < pdl_case_get_n_assessments (kase); i++)
    write_assessment (writer, dictionary, pdl_case_get_assessment (kase, i));
  pdl_json_end_array (writer);
  for (int group = 0; group < PDL_N_GROUPS; group++)
    write_group (writer, kase, group);
  write_outside (writer, identity);
  pdl_json_end_object (writer);
  return pdl_json_writer_finish (writer);
}
