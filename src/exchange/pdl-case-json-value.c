/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pdl-case-json-value.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "pdl-case-json.h"

void
pdl_case_json_warn (GPtrArray *warnings, const char *path, const char *name, const char *text)
{
  PdlWarning *warning = g_new0 (PdlWarning, 1);

  warning->path = name != NULL ? g_strdup_printf ("%s%s%s", path, *path != '\0' ? "." : "", name) : g_strdup (path);
  warning->text = g_strdup (text);
  g_ptr_array_add (warnings, warning);
}

gboolean
pdl_case_json_fail (GError **error, const char *path, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, PDL_EXCHANGE_ERROR, PDL_EXCHANGE_ERROR_VALUE, "%s: %s", path, message);
  return FALSE;
}

gboolean
pdl_case_json_need (const PdlJson *json, PdlJsonType type, const char *path, GError **error)
{
  if (json->type == type)
    return TRUE;
  return pdl_case_json_fail (error, path, _ ("%s is needed, not %s"), pdl_json_type_name (type), pdl_json_type_name (json->type));
}

static gboolean
read_set (const PdlFinding *finding, const PdlJson *json, const char *path, PdlValue **ret_value, GError **error)
{
  g_autoptr (PdlValue) value = NULL;
  guint32 bits = 0;

  if (!pdl_case_json_need (json, PDL_JSON_ARRAY, path, error))
    return FALSE;
  for (guint i = 0; i < pdl_json_get_size (json); i++)
    {
      const PdlJson *child = pdl_json_get_child (json, i);
      guint32 bit;
      guint position = 0;

      if (!pdl_case_json_need (child, PDL_JSON_STRING, path, error))
        return FALSE;
      if (finding->type == PDL_TYPE_LEVELS)
        {
          PdlLevel level = pdl_level_from_name (child->text);

          if (level == PDL_LEVEL_NONE)
            return pdl_case_json_fail (error, path, _ ("“%s” is not a vertebral level (C1 to S5)"), child->text);
          position = (guint) level;
        }
      else if (pdl_finding_lookup_code (finding, child->text, &position) == NULL)
        {
          g_autoptr (GError) reason = NULL;

          pdl_finding_refuse_code (finding, child->text, &reason);
          return pdl_case_json_fail (error, path, "%s", reason->message);
        }
      bit = (guint32) 1 << position;
      if ((bits & bit) != 0)
        return pdl_case_json_fail (error, path, _ ("“%s” is given twice"), child->text);
      bits |= bit;
    }
  *ret_value = pdl_value_new_set (bits);
  return TRUE;
}

static gboolean
read_number (const PdlFinding *finding, const PdlJson *json, const char *path, PdlValue **ret_value, GError **error)
{
  const PdlJson *number = json, *unit = NULL;
  g_autoptr (GError) reason = NULL;
  g_autofree char *text = NULL;

  /* {"value": 1.2, "unit": "mg/dL"}: typed in another unit that the dictionary accepts. */
  if (json->type == PDL_JSON_OBJECT)
    {
      number = pdl_json_get_member (json, "value");
      unit = pdl_json_get_member (json, "unit");
      if (number == NULL || unit == NULL || pdl_json_get_size (json) != 2)
        return pdl_case_json_fail (error, path, _ ("a number or {\"value\": NUMBER, \"unit\": TEXT} is needed"));
      if (!pdl_case_json_need (unit, PDL_JSON_STRING, path, error))
        return FALSE;
    }
  if (!pdl_case_json_need (number, PDL_JSON_NUMBER, path, error))
    return FALSE;
  if (finding->type == PDL_TYPE_INT && number->number != floor (number->number))
    return pdl_case_json_fail (error, path, _ ("%.*s must be a whole number"), (int) number->length, number->start);
  text = g_strdup_printf ("%.*s%s%s", (int) number->length, number->start, unit != NULL ? " " : "", unit != NULL ? unit->text : "");
  if (!pdl_finding_parse (finding, text, ret_value, &reason))
    return pdl_case_json_fail (error, path, "%s", reason->message);
  return TRUE;
}

static gboolean
read_text (const PdlFinding *finding, const PdlJson *json, const char *path, PdlValue **ret_value, GPtrArray *warnings, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (!pdl_case_json_need (json, PDL_JSON_STRING, path, error))
    return FALSE;
  if (finding->type == PDL_TYPE_TEXT)
    {
      /* The program's own text form has no room for these three as texts. */
      if (*json->text == '\0')
        pdl_case_json_warn (warnings, path, NULL, _ ("an empty text is read as not asked"));
      else if (strcmp (json->text, "?") == 0 || strcmp (json->text, "n/a") == 0)
        pdl_case_json_warn (warnings, path, NULL, _ ("this text is read as unknown or not applicable"));
    }
  else if (*json->text == '\0' || strcmp (json->text, "?") == 0 || strcmp (json->text, "n/a") == 0)
    {
      if (finding->type == PDL_TYPE_ENUM)
        pdl_finding_refuse_code (finding, json->text, &reason);
      return pdl_case_json_fail (error, path, "%s", reason != NULL ? reason->message : _ ("this is not a date"));
    }
  if (!pdl_finding_parse (finding, json->text, ret_value, &reason))
    return pdl_case_json_fail (error, path, "%s", reason->message);
  return TRUE;
}

gboolean
pdl_case_json_read_value (const PdlFinding *finding, const PdlJson *json, const char *path, PdlValue **ret_value, GPtrArray *warnings, GError **error)
{
  const PdlJson *absent = pdl_json_get_member (json, "absent");
  g_autofree char *compact = NULL;

  *ret_value = NULL;
  if (json->type == PDL_JSON_NULL)
    {
      *ret_value = pdl_value_new_unknown ();
      return TRUE;
    }
  if (absent != NULL && finding->type != PDL_TYPE_LIST)
    {
      if (absent->type != PDL_JSON_STRING || strcmp (absent->text, "not-applicable") != 0 || pdl_json_get_size (json) != 1)
        return pdl_case_json_fail (error, path, _ ("an absent value is null or {\"absent\": \"not-applicable\"}"));
      *ret_value = pdl_value_new_not_applicable ();
      return TRUE;
    }
  switch (finding->type)
    {
    case PDL_TYPE_BOOL:
      if (!pdl_case_json_need (json, PDL_JSON_BOOL, path, error))
        return FALSE;
      *ret_value = pdl_value_new_bool (json->truth);
      return TRUE;
    case PDL_TYPE_SET:
    case PDL_TYPE_LEVELS:
      return read_set (finding, json, path, ret_value, error);
    case PDL_TYPE_INT:
    case PDL_TYPE_NUMBER:
      return read_number (finding, json, path, ret_value, error);
    case PDL_TYPE_ENUM:
    case PDL_TYPE_DATE:
    case PDL_TYPE_DATETIME:
    case PDL_TYPE_TEXT:
      return read_text (finding, json, path, ret_value, warnings, error);
    case PDL_TYPE_LIST:
      if (json->type != PDL_JSON_ARRAY && json->type != PDL_JSON_OBJECT)
        return pdl_case_json_need (json, PDL_JSON_ARRAY, path, error);
      compact = pdl_json_to_compact (json);
      *ret_value = pdl_value_new_list (compact);
      return TRUE;
    }
  return FALSE;
}
