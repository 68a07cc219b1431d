/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pdl-result-entry.h"

typedef struct
{
  PdlValue *value;  /* (owned) in our unit; NULL: no number of the finding */
  PdlDay day;       /* PDL_DAY_NONE: not known to the day */
  PdlMinute minute; /* PDL_MINUTE_NONE: only the day is known */
} Result;

static void
result_clear (Result *self)
{
  pdl_value_unref (self->value);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Result, result_clear)

static gboolean
is_said (const char *text)
{
  return text != NULL && *text != '\0';
}

/* "180 mg/dL" (transfer full) */
static char *
number_text (const PdlResultTexts *texts)
{
  return is_said (texts->unit) ? g_strdup_printf ("%s %s", texts->value, texts->unit) : g_strdup (texts->value);
}

static void
read_result (const PdlFinding *finding, const PdlResultTexts *texts, Result *ret_result)
{
  g_autofree char *number = is_said (texts->value) ? number_text (texts) : NULL;
  PdlPrecision precision;

  *ret_result = (Result) { NULL, PDL_DAY_NONE, PDL_MINUTE_NONE };
  if (number != NULL && !pdl_finding_parse (finding, number, &ret_result->value, NULL))
    ret_result->value = NULL;
  if (is_said (texts->at) && pdl_minute_parse (texts->at, &ret_result->minute))
    {
      ret_result->day = pdl_minute_day (ret_result->minute);
      /* Typed without a time: of that day. */
      if (ret_result->minute == pdl_minute_from_day (ret_result->day))
        ret_result->minute = PDL_MINUTE_NONE;
    }
  else if (is_said (texts->date) && (!pdl_day_parse (texts->date, &ret_result->day, &precision) || precision != PDL_PRECISION_DAY))
    ret_result->day = PDL_DAY_NONE;
}

/* (transfer full) "" when the record does not say. */
static char *
text_of (const PdlItem *item, const PdlFinding *field)
{
  const PdlValue *value = pdl_fields_get (pdl_item_get_fields (item), field->id);
  char *text = value != NULL ? pdl_finding_format (field, value) : NULL;

  return text != NULL ? text : g_strdup ("");
}

static gboolean
read_record (const PdlRecordKind *kind, const PdlItem *item, const PdlFinding *finding, Result *ret_result)
{
  const char *status = pdl_item_get_status (item);
  g_autofree char *test = text_of (item, kind->result_of), *value = text_of (item, kind->result_value);
  g_autofree char *unit = text_of (item, kind->result_unit), *at = text_of (item, kind->result_at);
  const PdlValue *day = pdl_fields_get (pdl_item_get_fields (item), "date");
  g_autofree char *date = pdl_value_is_known (day) ? pdl_day_to_iso (pdl_value_get_day (day), pdl_value_get_precision (day)) : NULL;

  if (pdl_item_get_kind (item) != kind || !g_str_equal (test, finding->id) || g_strcmp0 (status, "cancelled") == 0 || g_strcmp0 (status, "planned") == 0)
    return FALSE;
  read_result (finding, &(PdlResultTexts) { NULL, test, value, unit, at, date }, ret_result);
  return TRUE;
}

/* Whether the visit may take @result over what it holds, by the records as they stand before the change. */
static gboolean
may_take (PdlCase *kase, const PdlAssessment *visit, const PdlRecordKind *kind, const PdlFinding *finding, const char *uid, const Result *result)
{
  const PdlFields *fields = pdl_assessment_get_fields (visit);
  const PdlValue *held = pdl_fields_get (fields, finding->id);
  gboolean from_record = !pdl_value_is_known (held) || pdl_fields_is_unconfirmed (fields, finding->id);

  for (guint i = 0; i < pdl_case_get_n_items (kase, kind->group); i++)
    {
      const PdlItem *item = pdl_case_get_item (kase, kind->group, i);
      g_auto (Result) other = { 0 };

      if (!read_record (kind, item, finding, &other) || other.day != result->day)
        continue;
      if (g_strcmp0 (pdl_item_get_uid (item), uid) != 0 && other.minute != PDL_MINUTE_NONE && other.minute > result->minute)
        return FALSE;
      from_record = from_record || (other.value != NULL && pdl_value_get_number (other.value) == pdl_value_get_number (held));
    }
  return from_record;
}

void
pdl_result_set_finding (PdlChange *change, PdlCase *kase, const PdlAssessment *visit, const PdlRecordKind *kind, const PdlResultTexts *texts)
{
  const PdlFinding *finding = is_said (texts->test) ? pdl_dictionary_lookup (pdl_case_get_dictionary (kase), texts->test) : NULL;
  g_autofree char *number = NULL;
  g_auto (Result) result = { 0 };

  if (finding == NULL || visit == NULL)
    return;
  read_result (finding, texts, &result);
  if (!pdl_value_is_known (result.value) || result.day != pdl_assessment_get_day (visit) || !may_take (kase, visit, kind, finding, texts->uid, &result))
    return;
  number = number_text (texts);
  pdl_change_set_text (change, kase, pdl_assessment_get_uid (visit), PDL_LEVEL_NONE, finding->id, number, NULL);
}
