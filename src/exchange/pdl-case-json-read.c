/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Case file → case. Builds a case that nobody has seen yet, value by value, each checked by the dictionary; nothing that
 * stands in the file is dropped in silence. Errors carry the path.
 *
 * What this version does not know is kept as JSON text among the extras of the place it stood in. An id that begins with
 * "/" stood one level up, beside the place ("/comment" of an assessment's findings is a member of the assessment itself);
 * ":" is put before an id of the place that begins with "/" or ":" itself. Records of an unknown kind stand as one array under "/treatments" … of the identity.
 */

#include "pdl-case-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pdl-case-json-value.h"
#include "pdl-case-private.h"

#define UID_MAX 64
#define UID_CHARACTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

typedef struct
{
  PdlDictionary *dictionary;
  PdlCase *kase;
  GPtrArray *warnings; /* of PdlWarning */
  GHashTable *uids;    /* of those that the file gives */
} Reader;

G_DEFINE_QUARK (pdl-exchange-error-quark, pdl_exchange_error)

static void
warning_free (PdlWarning *self)
{
  g_free (self->path);
  g_free (self->text);
  g_free (self);
}

/* The uid of the case, of a visit or of a record: as the file gives it, else a new one. */
static gboolean
read_uid (Reader *reader, const PdlJson *json, const char *path, char **ret_uid, GError **error)
{
  const PdlJson *uid = pdl_json_get_member (json, "uid");
  g_autofree char *full = g_strdup_printf ("%s%suid", path, *path != '\0' ? "." : "");

  *ret_uid = NULL;
  if (uid == NULL)
    {
      *ret_uid = g_uuid_string_random ();
      return TRUE;
    }
  if (!pdl_case_json_need (uid, PDL_JSON_STRING, full, error))
    return FALSE;
  if (*uid->text == '\0' || strlen (uid->text) > UID_MAX || strspn (uid->text, UID_CHARACTERS) != strlen (uid->text))
    return pdl_case_json_fail (error, full, _ ("1 to %d letters, digits, “-” or “_” are needed"), UID_MAX);
  if (!g_hash_table_add (reader->uids, uid->text))
    return pdl_case_json_fail (error, full, _ ("“%s” is given twice"), uid->text);
  *ret_uid = g_strdup (uid->text);
  return TRUE;
}

/* ---- places ------------------------------------------------------------------------------------------------------ */

static void
keep_extra (Reader *reader, PdlFields *fields, const char *prefix, const PdlJson *json, const char *path, const char *text)
{
  g_autofree char *id = NULL;
  g_autofree char *compact = pdl_json_to_compact (json);

  if (*prefix == '\0' && (*json->name == '/' || *json->name == ':'))
    prefix = ":";
  id = g_strconcat (prefix, json->name, NULL);
  pdl_fields_set_extra (fields, id, compact);
  pdl_case_json_warn (reader->warnings, path, json->name, text);
}

static gboolean
read_member (Reader *reader, PdlFields *fields, const PdlFinding *finding, const PdlJson *json, const char *path, GError **error)
{
  g_autofree char *full = g_strdup_printf ("%s.%s", path, json->name);
  g_autoptr (PdlValue) value = NULL;

  if (!pdl_case_json_read_value (finding, json, full, &value, reader->warnings, error))
    return FALSE;
  pdl_fields_set (fields, finding, value);
  return TRUE;
}

/* Findings by dictionary id: @level tells whether it is a level of an assessment. */
static gboolean
read_findings (Reader *reader, PdlFields *fields, const PdlJson *json, const char *path, gboolean identity, gboolean level, GError **error)
{
  if (!pdl_case_json_need (json, PDL_JSON_OBJECT, path, error))
    return FALSE;
  for (guint i = 0; i < pdl_json_get_size (json); i++)
    {
      const PdlJson *child = pdl_json_get_child (json, i);
      const PdlFinding *finding = pdl_dictionary_lookup (reader->dictionary, child->name);

      if (finding == NULL)
        keep_extra (reader, fields, "", child, path, _ ("unknown; kept, not read"));
      else if (identity != (finding->scope == PDL_SCOPE_IDENTITY) || (level && finding->scope == PDL_SCOPE_PATIENT))
        keep_extra (reader, fields, "", child, path, _ ("does not belong here; kept, not read"));
      else if (finding->kind == PDL_KIND_DERIVED)
        keep_extra (reader, fields, "", child, path, _ ("worked out from other findings; kept, not read"));
      else if (!read_member (reader, fields, finding, child, path, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_levels (Reader *reader, PdlAssessment *assessment, const PdlJson *json, const char *path, GError **error)
{
  if (!pdl_case_json_need (json, PDL_JSON_OBJECT, path, error))
    return FALSE;
  for (guint i = 0; i < pdl_json_get_size (json); i++)
    {
      const PdlJson *child = pdl_json_get_child (json, i);
      PdlLevel level = pdl_level_from_name (child->name);
      g_autofree char *full = g_strdup_printf ("%s.%s", path, child->name);

      if (level == PDL_LEVEL_NONE)
        return pdl_case_json_fail (error, path, _ ("“%s” is not a vertebral level (C1 to S5)"), child->name);
      if (!read_findings (reader, &assessment->levels[level], child, full, FALSE, TRUE, error))
        return FALSE;
      if (pdl_json_get_size (child) == 0)
        pdl_case_json_warn (reader->warnings, full, NULL, _ ("a level without a finding is not kept"));
    }
  return TRUE;
}

static gboolean
read_targets (PdlAssessment *assessment, const PdlJson *json, const char *path, GError **error)
{
  PdlLevelSet seen = 0;

  if (!pdl_case_json_need (json, PDL_JSON_ARRAY, path, error))
    return FALSE;
  for (guint i = 0; i < pdl_json_get_size (json); i++)
    {
      const PdlJson *group = pdl_json_get_child (json, i);
      g_autofree char *full = g_strdup_printf ("%s[%u]", path, i);
      PdlLevelSet levels = 0;

      if (!pdl_case_json_need (group, PDL_JSON_ARRAY, full, error))
        return FALSE;
      if (pdl_json_get_size (group) == 0)
        return pdl_case_json_fail (error, full, _ ("a target is made of one or more vertebrae"));
      for (guint j = 0; j < pdl_json_get_size (group); j++)
        {
          const PdlJson *name = pdl_json_get_child (group, j);
          PdlLevel level;

          if (!pdl_case_json_need (name, PDL_JSON_STRING, full, error))
            return FALSE;
          level = pdl_level_from_name (name->text);
          if (level == PDL_LEVEL_NONE)
            return pdl_case_json_fail (error, full, _ ("“%s” is not a vertebral level (C1 to S5)"), name->text);
          if ((levels & PDL_LEVEL_BIT (level)) != 0)
            return pdl_case_json_fail (error, full, _ ("“%s” is given twice"), name->text);
          if ((seen & PDL_LEVEL_BIT (level)) != 0)
            return pdl_case_json_fail (error, full, _ ("%s cannot belong to two targets"), name->text);
          levels |= PDL_LEVEL_BIT (level);
        }
      seen |= levels;
      g_array_append_val (assessment->targets, levels);
    }
  return TRUE;
}

/* ["ecog", "levels.T8.escc_grade"]: carried forward from the visit before and not yet confirmed. */
static gboolean
read_unconfirmed (PdlAssessment *assessment, const PdlJson *json, const char *path, GError **error)
{
  if (!pdl_case_json_need (json, PDL_JSON_ARRAY, path, error))
    return FALSE;
  for (guint i = 0; i < pdl_json_get_size (json); i++)
    {
      const PdlJson *child = pdl_json_get_child (json, i);
      PdlFields *fields = &assessment->fields;
      g_auto (GStrv) parts = NULL;
      const char *id;

      if (!pdl_case_json_need (child, PDL_JSON_STRING, path, error))
        return FALSE;
      parts = g_strsplit (child->text, ".", -1);
      id = child->text;
      if (g_strv_length (parts) == 3 && strcmp (parts[0], "levels") == 0 && pdl_level_from_name (parts[1]) != PDL_LEVEL_NONE)
        {
          fields = &assessment->levels[pdl_level_from_name (parts[1])];
          id = parts[2];
        }
      if (pdl_fields_get (fields, id) == NULL)
        return pdl_case_json_fail (error, path, _ ("“%s” has no value in this assessment"), child->text);
      pdl_fields_set_unconfirmed (fields, id, TRUE);
    }
  return TRUE;
}

static gboolean
read_assessment (Reader *reader, const PdlJson *json, guint index, GError **error)
{
  g_autofree char *path = g_strdup_printf ("assessments[%u]", index);
  g_autofree char *uid = NULL;
  const PdlJson *date, *unconfirmed;
  PdlAssessment *assessment;
  PdlDay day;
  PdlPrecision precision;

  if (!pdl_case_json_need (json, PDL_JSON_OBJECT, path, error))
    return FALSE;
  date = pdl_json_get_member (json, "date");
  if (date == NULL)
    return pdl_case_json_fail (error, path, _ ("an assessment needs its date"));
  if (date->type != PDL_JSON_STRING || !pdl_day_parse (date->text, &day, &precision) || precision != PDL_PRECISION_DAY)
    return pdl_case_json_fail (error, path, _ ("date: a full date such as \"2026-03-02\" is needed"));
  if (!read_uid (reader, json, path, &uid, error))
    return FALSE;

  assessment = pdl_assessment_new (uid, day);
  pdl_case_insert_assessment (reader->kase, assessment);
  for (guint i = 0; i < pdl_json_get_size (json); i++)
    {
      const PdlJson *child = pdl_json_get_child (json, i);
      g_autofree char *full = g_strdup_printf ("%s.%s", path, child->name);
      gboolean good = TRUE;

      if (strcmp (child->name, "findings") == 0)
        good = read_findings (reader, &assessment->fields, child, full, FALSE, FALSE, error);
      else if (strcmp (child->name, "levels") == 0)
        good = read_levels (reader, assessment, child, full, error);
      else if (strcmp (child->name, "targets") == 0)
        good = read_targets (assessment, child, full, error);
      else if (strcmp (child->name, "date") != 0 && strcmp (child->name, "uid") != 0
               && strcmp (child->name, "unconfirmed") != 0)
        keep_extra (reader, &assessment->fields, "/", child, path, _ ("unknown; kept, not read"));
      if (!good)
        return FALSE;
    }
  unconfirmed = pdl_json_get_member (json, "unconfirmed");
  if (unconfirmed != NULL)
    {
      g_autofree char *full = g_strdup_printf ("%s.unconfirmed", path);

      return read_unconfirmed (assessment, unconfirmed, full, error);
    }
  return TRUE;
}

/* ---- dated records ----------------------------------------------------------------------------------------------- */

static gboolean
ends_too_early (const PdlItem *item)
{
  const PdlValue *start = pdl_fields_get (&item->fields, "start"), *end = pdl_fields_get (&item->fields, "end");

  return pdl_value_is_known (start) && pdl_value_is_known (end) && pdl_value_get_precision (start) == PDL_PRECISION_DAY
         && pdl_value_get_precision (end) == PDL_PRECISION_DAY && pdl_value_get_day (end) < pdl_value_get_day (start);
}

static gboolean
read_record (Reader *reader, PdlGroup group, const PdlJson *json, const char *path, GString *unknown, GError **error)
{
  const char *key = group == PDL_GROUP_IMAGING ? "exam" : "kind";
  g_autofree char *uid = NULL;
  const PdlJson *name;
  const PdlRecordKind *kind;
  PdlItem *item;

  if (!pdl_case_json_need (json, PDL_JSON_OBJECT, path, error))
    return FALSE;
  name = pdl_json_get_member (json, key);
  if (name == NULL)
    name = pdl_json_get_member (json, key = "kind");
  if (name == NULL)
    return pdl_case_json_fail (error, path, _ ("a record needs its “%s”"), group == PDL_GROUP_IMAGING ? "exam" : "kind");
  if (name->type != PDL_JSON_STRING)
    return pdl_case_json_fail (error, path, _ ("%s: a text is needed, not %s"), key, pdl_json_type_name (name->type));
  kind = pdl_dictionary_lookup_kind (reader->dictionary, group, name->text);
  if (kind == NULL)
    {
      g_autofree char *compact = pdl_json_to_compact (json);

      g_string_append_printf (unknown, "%s%s", unknown->len > 0 ? "," : "", compact);
      pdl_case_json_warn (reader->warnings, path, key, _ ("a kind of record that is unknown; kept, not read"));
      return TRUE;
    }

  if (!read_uid (reader, json, path, &uid, error))
    return FALSE;
  item = pdl_item_new (uid, kind);
  g_ptr_array_add (reader->kase->items[group], item);
  for (guint i = 0; i < pdl_json_get_size (json); i++)
    {
      const PdlJson *child = pdl_json_get_child (json, i);
      const PdlFinding *field = pdl_record_kind_lookup_field (kind, child->name);

      if (child == name || strcmp (child->name, "uid") == 0)
        continue;
      if (field == NULL)
        keep_extra (reader, &item->fields, "", child, path, _ ("unknown; kept, not read"));
      else if (!read_member (reader, &item->fields, field, child, path, error))
        return FALSE;
    }
  if (ends_too_early (item))
    pdl_case_json_warn (reader->warnings, path, "end", _ ("before the start"));
  return TRUE;
}

static gboolean
read_records (Reader *reader, PdlGroup group, const PdlJson *json, GError **error)
{
  const char *key = pdl_group_key (group);
  g_autoptr (GString) unknown = g_string_new (NULL);

  if (!pdl_case_json_need (json, PDL_JSON_ARRAY, key, error))
    return FALSE;
  for (guint i = 0; i < pdl_json_get_size (json); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s[%u]", key, i);

      if (!read_record (reader, group, pdl_json_get_child (json, i), path, unknown, error))
        return FALSE;
    }
  if (unknown->len > 0)
    {
      g_autofree char *id = g_strconcat ("/", key, NULL);
      g_autofree char *all = g_strdup_printf ("[%s]", unknown->str);

      pdl_fields_set_extra (&reader->kase->identity, id, all);
    }
  return TRUE;
}

/* ---- the whole --------------------------------------------------------------------------------------------------- */

static gboolean
check_format (const PdlJson *json, GError **error)
{
  const PdlJson *format, *version;

  if (json->type != PDL_JSON_OBJECT)
    {
      g_set_error (error, PDL_EXCHANGE_ERROR, PDL_EXCHANGE_ERROR_FORMAT, _ ("a case is an object, not %s"), pdl_json_type_name (json->type));
      return FALSE;
    }
  format = pdl_json_get_member (json, "format");
  version = pdl_json_get_member (json, "version");
  if (format == NULL || format->type != PDL_JSON_STRING || strcmp (format->text, "pedicle-case") != 0)
    g_set_error_literal (error, PDL_EXCHANGE_ERROR, PDL_EXCHANGE_ERROR_FORMAT, _ ("format: this is not a case file (\"format\": \"pedicle-case\")"));
  else if (version == NULL || version->type != PDL_JSON_NUMBER)
    g_set_error_literal (error, PDL_EXCHANGE_ERROR, PDL_EXCHANGE_ERROR_FORMAT, _ ("version: a number is needed"));
  else if (version->number != 1)
    g_set_error (error, PDL_EXCHANGE_ERROR, PDL_EXCHANGE_ERROR_FORMAT, _ ("version: this program reads version 1, not %.*s"),
                 (int) MIN (version->length, 32), version->start);
  else
    return TRUE;
  return FALSE;
}

static gboolean
read_assessments (Reader *reader, const PdlJson *json, GError **error)
{
  if (!pdl_case_json_need (json, PDL_JSON_ARRAY, "assessments", error))
    return FALSE;
  for (guint i = 0; i < pdl_json_get_size (json); i++)
    if (!read_assessment (reader, pdl_json_get_child (json, i), i, error))
      return FALSE;
  return TRUE;
}

static int
find_group (const char *name)
{
  for (int group = 0; group < PDL_N_GROUPS; group++)
    if (strcmp (name, pdl_group_key (group)) == 0)
      return group;
  return -1;
}

PdlCase *
pdl_case_from_json (PdlDictionary *dictionary, const char *text, gssize length, GPtrArray **ret_warnings, GError **error)
{
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  g_autoptr (PdlCase) kase = NULL;
  g_autoptr (GPtrArray) warnings = g_ptr_array_new_with_free_func ((GDestroyNotify) warning_free);
  g_autoptr (PdlJson) json = NULL;
  g_autoptr (GHashTable) uids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *uid = NULL;
  Reader reader = { dictionary, NULL, warnings, uids };

  if (size > PDL_CASE_FILE_MAX_BYTES)
    {
      g_set_error (error, PDL_EXCHANGE_ERROR, PDL_EXCHANGE_ERROR_SYNTAX, _ ("larger than %d MB: this is not one case"),
                   PDL_CASE_FILE_MAX_BYTES / (1024 * 1024));
      return NULL;
    }
  json = pdl_json_parse (text, size, PDL_CASE_FILE_MAX_DEPTH, error);
  if (json == NULL || !check_format (json, error) || !read_uid (&reader, json, "", &uid, error))
    return NULL;

  reader.kase = kase = pdl_case_new (dictionary, uid);
  for (guint i = 0; i < pdl_json_get_size (json); i++)
    {
      const PdlJson *child = pdl_json_get_child (json, i);
      int group = find_group (child->name);
      gboolean good = TRUE;

      if (group >= 0)
        good = read_records (&reader, group, child, error);
      else if (strcmp (child->name, "patient") == 0)
        good = read_findings (&reader, &kase->identity, child, "patient", TRUE, FALSE, error);
      else if (strcmp (child->name, "assessments") == 0)
        good = read_assessments (&reader, child, error);
      else if (strcmp (child->name, "format") != 0 && strcmp (child->name, "version") != 0 && strcmp (child->name, "uid") != 0)
        keep_extra (&reader, &kase->identity, "/", child, "", _ ("unknown; kept, not read"));
      if (!good)
        return NULL;
    }
  if (ret_warnings != NULL)
    *ret_warnings = g_steal_pointer (&warnings);
  return g_steal_pointer (&kase);
}
