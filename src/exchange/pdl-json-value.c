/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A recorded value as JSON: codes as they are declared, numbers in the unit they were typed in, the absences of the case format.
 */

#include "pdl-json-value.h"

static void
write_set (PdlJsonWriter *writer, const PdlFinding *finding, const char *id, guint32 bits)
{
  pdl_json_begin_array (writer, id);
  for (guint i = 0; i < 32; i++)
    {
      if ((bits & ((guint32) 1 << i)) == 0)
        continue;
      if (finding->type == PDL_TYPE_LEVELS)
        pdl_json_add_string (writer, NULL, pdl_level_name ((PdlLevel) i));
      else if (i < finding->n_codes)
        pdl_json_add_string (writer, NULL, finding->codes[i].code);
    }
  pdl_json_end_array (writer);
}

static void
write_number (PdlJsonWriter *writer, const char *id, const PdlValue *value)
{
  if (pdl_value_get_unit (value) == NULL)
    {
      pdl_json_add_number (writer, id, pdl_value_get_number (value));
      return;
    }
  pdl_json_begin_object (writer, id);
  pdl_json_add_raw (writer, "value", pdl_value_get_entered (value));
  pdl_json_add_string (writer, "unit", pdl_value_get_unit (value));
  pdl_json_end_object (writer);
}

void
pdl_json_add_value (PdlJsonWriter *writer, const char *id, const PdlFinding *finding, const PdlValue *value)
{
  g_autofree char *text = NULL;

  switch (pdl_value_get_kind (value))
    {
    case PDL_VALUE_UNKNOWN:
      pdl_json_add_null (writer, id);
      break;
    case PDL_VALUE_NOT_APPLICABLE:
      pdl_json_begin_object (writer, id);
      pdl_json_add_string (writer, "absent", "not-applicable");
      pdl_json_end_object (writer);
      break;
    case PDL_VALUE_BOOL:
      pdl_json_add_bool (writer, id, pdl_value_get_bool (value));
      break;
    case PDL_VALUE_SET:
      write_set (writer, finding, id, pdl_value_get_bits (value));
      break;
    case PDL_VALUE_INT:
      pdl_json_add_int (writer, id, pdl_value_get_int (value));
      break;
    case PDL_VALUE_NUMBER:
      write_number (writer, id, value);
      break;
    case PDL_VALUE_LIST:
      pdl_json_add_raw (writer, id, pdl_value_get_text (value));
      break;
    case PDL_VALUE_ENUM:
    case PDL_VALUE_DATE:
    case PDL_VALUE_DATETIME:
    case PDL_VALUE_TEXT:
      text = pdl_finding_format (finding, value);
      pdl_json_add_string (writer, id, text);
      break;
    }
}
