/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Values of a finding: from text, to text, for people, and what is refused and why.
 */

#include "pdl-dictionary.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

G_DEFINE_QUARK (pdl-value-error-quark, pdl_value_error)

/* Between a number and its unit. */
#define NO_BREAK_SPACE "\302\240"

static char *
number_text (double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  /* 12 digits: what people type comes back as typed, without the dust of the binary form. */
  g_ascii_formatd (buffer, sizeof buffer, "%.12g", number);
  return g_strdup (buffer);
}

/* For reading: "24.115", where a rule divided days into months and left more digits than anybody types. */
static char *
reading_text (double number)
{
  return number_text (fabs (number) < 1000 ? round (number * 1000) / 1000 : number);
}

/* Whether there is nothing for check_range () to say. */
static gboolean
is_in_range (const PdlFinding *finding, double number)
{
  double steps = number / finding->step;

  return isfinite (number) && (isnan (finding->min) || (finding->min_exclusive ? number > finding->min : number >= finding->min))
         && (isnan (finding->max) || number <= finding->max) && (isnan (finding->step) || fabs (steps - round (steps)) <= 1e-9);
}

static gboolean
check_range (const PdlFinding *finding, double number, const char *typed, GError **error)
{
  g_autofree char *low = number_text (finding->min);
  g_autofree char *high = number_text (finding->max);
  g_autofree char *unit = finding->unit != NULL ? g_strconcat (NO_BREAK_SPACE, pdl_dictionary_translate (finding->unit), NULL) : g_strdup ("");
  gboolean below = !isnan (finding->min) && (finding->min_exclusive ? number <= finding->min : number < finding->min);
  gboolean above = !isnan (finding->max) && number > finding->max;

  if (!isfinite (number))
    {
      g_set_error (error, PDL_VALUE_ERROR, PDL_VALUE_ERROR_RANGE, _ ("%s is too large to be kept"), typed);
      return FALSE;
    }
  if (below || above)
    {
      if (below && finding->min_exclusive)
        g_set_error (error, PDL_VALUE_ERROR, PDL_VALUE_ERROR_RANGE, _ ("%s must be more than %s%s"), typed, low, unit);
      else if (!isnan (finding->min) && !isnan (finding->max))
        g_set_error (error, PDL_VALUE_ERROR, PDL_VALUE_ERROR_RANGE, _ ("%s is outside %s to %s%s"), typed, low, high, unit);
      else if (below)
        g_set_error (error, PDL_VALUE_ERROR, PDL_VALUE_ERROR_RANGE, _ ("%s must be at least %s%s"), typed, low, unit);
      else
        g_set_error (error, PDL_VALUE_ERROR, PDL_VALUE_ERROR_RANGE, _ ("%s must be at most %s%s"), typed, high, unit);
      return FALSE;
    }
  if (!isnan (finding->step))
    {
      double steps = number / finding->step;

      if (fabs (steps - round (steps)) > 1e-9)
        {
          g_autofree char *step = number_text (finding->step);

          g_set_error (error, PDL_VALUE_ERROR, PDL_VALUE_ERROR_RANGE, _ ("%s is between the steps of %s"), typed, step);
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
pdl_finding_refuse_code (const PdlFinding *finding, const char *code, GError **error)
{
  g_autoptr (GString) codes = g_string_new (NULL);

  for (guint i = 0; i < finding->n_codes; i++)
    g_string_append_printf (codes, "%s%s", i > 0 ? ", " : "", finding->codes[i].code);
  g_set_error (error, PDL_VALUE_ERROR, PDL_VALUE_ERROR_CODE, _ ("“%s” is not one of %s"), code, codes->str);
  return FALSE;
}

/* A comma is how half of the users write the decimal point and the other half the thousands: "1,500" is refused. */
static gboolean
comma_is_ambiguous (const char *text)
{
  const char *comma = strchr (text, ',');
  gsize n;

  if (comma == NULL || comma == text)
    return FALSE;
  n = strspn (comma + 1, "0123456789");
  return strchr (comma + 1, ',') != NULL || (n == 3 && strspn (text, "0+-") < (gsize) (comma - text));
}

/* Digits, one point or comma, an exponent; not the hexadecimal, "inf" and "nan" of strtod (). *ret_end = @text: no number. */
static double
read_decimal (char *text, char **ret_end)
{
  char *end = text;
  guint digits;
  double number;
  char rest;

  end += *end == '+' || *end == '-';
  digits = (guint) strspn (end, "0123456789");
  end += digits;
  if (*end == '.' || *end == ',')
    {
      guint after = (guint) strspn (end + 1, "0123456789");

      *end = '.';
      end += 1 + after;
      digits += after;
    }
  *ret_end = text;
  if (digits == 0)
    return NAN;
  if ((*end == 'e' || *end == 'E') && g_ascii_isdigit (end[1 + (end[1] == '+' || end[1] == '-')]))
    {
      end += 2;
      end += strspn (end, "0123456789");
    }
  rest = *end;
  *end = '\0';
  number = g_ascii_strtod (text, NULL);
  *end = rest;
  *ret_end = end;
  return number;
}

static gboolean
parse_number (const PdlFinding *finding, const char *text, PdlValue **ret_value, GError **error)
{
  g_autofree char *typed = g_strstrip (g_strdup (text));
  char *end;
  double number, ours;
  const char *unit = NULL;

  if (comma_is_ambiguous (typed))
    {
      g_set_error (error, PDL_VALUE_ERROR, PDL_VALUE_ERROR_TYPE,
                   _ ("“%s” can be read in two ways; write it without a comma, or with a point"), text);
      return FALSE;
    }
  number = read_decimal (typed, &end);
  if (end == typed || !isfinite (number))
    {
      g_set_error (error, PDL_VALUE_ERROR, PDL_VALUE_ERROR_TYPE, _ ("“%s” is not a number"), text);
      return FALSE;
    }
  ours = number;
  end = g_strstrip (end);
  if (*end != '\0' && g_strcmp0 (end, finding->unit) != 0)
    {
      for (guint i = 0; i < finding->n_units; i++)
        if (strcmp (finding->units[i].unit, end) == 0)
          {
            unit = finding->units[i].unit;
            ours = number * finding->units[i].factor;
          }
      if (unit == NULL)
        {
          g_set_error (error, PDL_VALUE_ERROR, PDL_VALUE_ERROR_UNIT, _ ("“%s” is not a unit of %s"), end,
                       pdl_dictionary_translate (finding->label));
          return FALSE;
        }
    }
  if (!check_range (finding, ours, text, error))
    return FALSE;
  if (finding->type == PDL_TYPE_INT)
    {
      if (ours != floor (ours))
        {
          g_set_error (error, PDL_VALUE_ERROR, PDL_VALUE_ERROR_TYPE, _ ("%s must be a whole number"), text);
          return FALSE;
        }
      if (fabs (ours) > 9007199254740992.0)
        {
          g_set_error (error, PDL_VALUE_ERROR, PDL_VALUE_ERROR_RANGE, _ ("%s is too large to be kept"), text);
          return FALSE;
        }
      *ret_value = pdl_value_new_int ((gint64) ours);
      return TRUE;
    }
  if (unit != NULL)
    {
      g_autofree char *entered = number_text (number);

      *ret_value = pdl_value_new_number (ours, entered, unit);
    }
  else
    *ret_value = pdl_value_new_number (ours, NULL, NULL);
  return TRUE;
}

static gboolean
parse_set (const PdlFinding *finding, const char *text, PdlValue **ret_value, GError **error)
{
  g_auto (GStrv) codes = g_strsplit_set (text, " ,", -1);
  guint32 bits = 0;
  gboolean any = FALSE;

  for (guint i = 0; codes[i] != NULL; i++)
    {
      guint position;

      if (*codes[i] == '\0')
        continue;
      any = TRUE;
      if (strcmp (codes[i], "-") == 0)
        continue;
      if (finding->type == PDL_TYPE_LEVELS)
        {
          PdlLevel level = pdl_level_from_name (codes[i]);

          if (level == PDL_LEVEL_NONE)
            {
              g_set_error (error, PDL_VALUE_ERROR, PDL_VALUE_ERROR_CODE, _ ("“%s” is not a vertebral level"), codes[i]);
              return FALSE;
            }
          position = level;
        }
      else if (pdl_finding_lookup_code (finding, codes[i], &position) == NULL)
        return pdl_finding_refuse_code (finding, codes[i], error);
      bits |= (guint32) 1 << position;
    }
  if (!any)
    {
      /* Blanks alone are not "looked for, none". */
      g_set_error_literal (error, PDL_VALUE_ERROR, PDL_VALUE_ERROR_TYPE, _ ("Write “-” for “none of these”"));
      return FALSE;
    }
  *ret_value = pdl_value_new_set (bits);
  return TRUE;
}

gboolean
pdl_finding_parse (const PdlFinding *finding, const char *text, PdlValue **ret_value, GError **error)
{
  guint position;
  PdlDay day;
  PdlMinute minute;
  PdlPrecision precision;

  if (text == NULL || *text == '\0')
    {
      *ret_value = NULL;
      return TRUE;
    }
  if (strcmp (text, "?") == 0)
    {
      *ret_value = pdl_value_new_unknown ();
      return TRUE;
    }
  if (strcmp (text, "n/a") == 0)
    {
      *ret_value = pdl_value_new_not_applicable ();
      return TRUE;
    }
  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error, PDL_VALUE_ERROR, PDL_VALUE_ERROR_TYPE, _ ("The text is not UTF-8"));
      return FALSE;
    }

  switch (finding->type)
    {
    case PDL_TYPE_BOOL:
      if (strcmp (text, "true") != 0 && strcmp (text, "false") != 0)
        {
          g_set_error (error, PDL_VALUE_ERROR, PDL_VALUE_ERROR_TYPE, _ ("“%s” is neither true nor false"), text);
          return FALSE;
        }
      *ret_value = pdl_value_new_bool (*text == 't');
      return TRUE;
    case PDL_TYPE_ENUM:
      if (pdl_finding_lookup_code (finding, text, &position) == NULL)
        return pdl_finding_refuse_code (finding, text, error);
      *ret_value = pdl_value_new_enum (position, text);
      return TRUE;
    case PDL_TYPE_SET:
    case PDL_TYPE_LEVELS:
      return parse_set (finding, text, ret_value, error);
    case PDL_TYPE_INT:
    case PDL_TYPE_NUMBER:
      return parse_number (finding, text, ret_value, error);
    case PDL_TYPE_DATE:
      if (!pdl_day_parse (text, &day, &precision))
        {
          g_set_error (error, PDL_VALUE_ERROR, PDL_VALUE_ERROR_DATE, _ ("“%s” is not a date such as 2026-03-02"), text);
          return FALSE;
        }
      *ret_value = pdl_value_new_date (day, precision);
      return TRUE;
    case PDL_TYPE_DATETIME:
      if (!pdl_minute_parse (text, &minute))
        {
          g_set_error (error, PDL_VALUE_ERROR, PDL_VALUE_ERROR_DATE, _ ("“%s” is not a time such as 2026-03-02T14:05"), text);
          return FALSE;
        }
      *ret_value = pdl_value_new_datetime (minute);
      return TRUE;
    case PDL_TYPE_TEXT:
      *ret_value = pdl_value_new_text (text);
      return TRUE;
    case PDL_TYPE_LIST:
      *ret_value = pdl_value_new_list (text);
      return TRUE;
    }
  return FALSE;
}

static char *
set_to_text (const PdlFinding *finding, guint32 bits, const char *separator, gboolean labels)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < 32; i++)
    {
      const char *word = NULL;

      if ((bits & ((guint32) 1 << i)) == 0)
        continue;
      if (finding->type == PDL_TYPE_LEVELS)
        word = pdl_level_name ((PdlLevel) i);
      else if (i < finding->n_codes)
        word = labels ? pdl_dictionary_translate (finding->codes[i].label) : finding->codes[i].code;
      if (word != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? separator : "", word);
    }
  return g_string_free (text, FALSE);
}

char *
pdl_finding_format (const PdlFinding *finding, const PdlValue *value)
{
  char *text;

  if (value == NULL)
    return g_strdup ("");
  switch (pdl_value_get_kind (value))
    {
    case PDL_VALUE_UNKNOWN: return g_strdup ("?");
    case PDL_VALUE_NOT_APPLICABLE: return g_strdup ("n/a");
    case PDL_VALUE_BOOL: return g_strdup (pdl_value_get_bool (value) ? "true" : "false");
    case PDL_VALUE_ENUM: return g_strdup (pdl_value_get_code (value));
    case PDL_VALUE_SET:
      text = set_to_text (finding, pdl_value_get_bits (value), " ", FALSE);
      if (*text != '\0')
        return text;
      g_free (text);
      return g_strdup ("-");
    case PDL_VALUE_INT: return g_strdup_printf ("%" G_GINT64_FORMAT, pdl_value_get_int (value));
    case PDL_VALUE_NUMBER:
      if (pdl_value_get_unit (value) != NULL)
        return g_strdup_printf ("%s %s", pdl_value_get_entered (value), pdl_value_get_unit (value));
      return number_text (pdl_value_get_number (value));
    case PDL_VALUE_DATE: return pdl_day_to_iso (pdl_value_get_day (value), pdl_value_get_precision (value));
    case PDL_VALUE_DATETIME: return pdl_minute_to_iso (pdl_value_get_minute (value));
    case PDL_VALUE_TEXT:
    case PDL_VALUE_LIST: return g_strdup (pdl_value_get_text (value));
    }
  return g_strdup ("");
}

static char *
describe_day (PdlDay day, PdlPrecision precision)
{
  int year, month, month_day;
  g_autoptr (GDateTime) date = NULL;

  pdl_day_to_ymd (day, &year, &month, &month_day);
  if (precision == PDL_PRECISION_YEAR)
    return g_strdup_printf ("%d", year);
  date = g_date_time_new_utc (year, month, month_day, 0, 0, 0);
  /* Translators: a date for reading, "2 Mar 2026"; see g_date_time_format(). */
  return g_date_time_format (date, precision == PDL_PRECISION_MONTH ? _ ("%b %Y") : _ ("%-d %b %Y"));
}

char *
pdl_finding_describe (const PdlFinding *finding, const PdlValue *value)
{
  char *text;

  if (value == NULL)
    return g_strdup (_ ("not asked"));
  switch (pdl_value_get_kind (value))
    {
    case PDL_VALUE_UNKNOWN: return g_strdup (_ ("unknown"));
    case PDL_VALUE_NOT_APPLICABLE: return g_strdup (_ ("not applicable"));
    case PDL_VALUE_BOOL: return g_strdup (pdl_value_get_bool (value) ? _ ("yes") : _ ("no"));
    case PDL_VALUE_ENUM:
      if (pdl_value_get_position (value) < finding->n_codes)
        return g_strdup (pdl_dictionary_translate (finding->codes[pdl_value_get_position (value)].label));
      return g_strdup (pdl_value_get_code (value));
    case PDL_VALUE_SET:
      if (finding->type == PDL_TYPE_LEVELS && pdl_value_get_bits (value) != 0)
        return pdl_level_set_to_text (pdl_value_get_bits (value));
      text = set_to_text (finding, pdl_value_get_bits (value), ", ", TRUE);
      if (*text != '\0')
        return text;
      g_free (text);
      return g_strdup (_ ("none"));
    case PDL_VALUE_INT:
    case PDL_VALUE_NUMBER:
      if (pdl_value_get_unit (value) != NULL)
        return g_strdup_printf ("%s" NO_BREAK_SPACE "%s", pdl_value_get_entered (value), pdl_value_get_unit (value));
      {
        g_autofree char *number = reading_text (pdl_value_get_number (value));

        return finding->unit != NULL ? g_strdup_printf ("%s" NO_BREAK_SPACE "%s", number, pdl_dictionary_translate (finding->unit))
                                     : g_steal_pointer (&number);
      }
    case PDL_VALUE_DATE: return describe_day (pdl_value_get_day (value), pdl_value_get_precision (value));
    case PDL_VALUE_DATETIME:
      {
        PdlMinute minute = pdl_value_get_minute (value);
        PdlDay day = pdl_minute_day (minute);
        int rest = (int) (minute - (PdlMinute) day * 1440);
        g_autofree char *date = describe_day (day, PDL_PRECISION_DAY);

        return g_strdup_printf ("%s %02d:%02d", date, rest / 60, rest % 60);
      }
    case PDL_VALUE_TEXT:
    case PDL_VALUE_LIST: return g_strdup (pdl_value_get_text (value));
    }
  return g_strdup ("");
}

static gboolean
needs_label (const PdlValue *value)
{
  switch (value != NULL ? pdl_value_get_kind (value) : PDL_VALUE_UNKNOWN)
    {
    case PDL_VALUE_BOOL: return TRUE;
    case PDL_VALUE_ENUM: return g_str_equal (pdl_value_get_code (value), "none") || g_str_equal (pdl_value_get_code (value), "normal");
    case PDL_VALUE_SET: return pdl_value_get_bits (value) == 0;
    default: return FALSE;
    }
}

char *
pdl_finding_tell (const PdlFinding *finding, const PdlValue *value)
{
  g_autofree char *words = pdl_finding_describe (finding, value);

  return needs_label (value) ? g_strdup_printf ("%s: %s", pdl_dictionary_translate (finding->label), words) : g_steal_pointer (&words);
}

gboolean
pdl_finding_validate (const PdlFinding *finding, const PdlValue *value, GError **error)
{
  static const PdlValueKind expected[] = { PDL_VALUE_BOOL, PDL_VALUE_ENUM, PDL_VALUE_SET, PDL_VALUE_INT, PDL_VALUE_NUMBER,
                                           PDL_VALUE_DATE, PDL_VALUE_DATETIME, PDL_VALUE_TEXT, PDL_VALUE_SET, PDL_VALUE_LIST };
  g_autofree char *text = NULL;
  const PdlCode *code;
  guint position;

  if (!pdl_value_is_known (value))
    return TRUE;
  if (pdl_value_get_kind (value) != expected[finding->type])
    {
      g_set_error (error, PDL_VALUE_ERROR, PDL_VALUE_ERROR_TYPE, _ ("This is not the kind of value that %s takes"),
                   pdl_dictionary_translate (finding->label));
      return FALSE;
    }
  switch (finding->type)
    {
    case PDL_TYPE_ENUM:
      code = pdl_finding_lookup_code (finding, pdl_value_get_code (value), &position);
      if (code == NULL || position != pdl_value_get_position (value))
        return pdl_finding_refuse_code (finding, pdl_value_get_code (value), error);
      return TRUE;
    case PDL_TYPE_SET:
      if (finding->n_codes < 32 && pdl_value_get_bits (value) >> finding->n_codes != 0)
        return pdl_finding_refuse_code (finding, "?", error);
      return TRUE;
    case PDL_TYPE_LEVELS:
      if (pdl_value_get_bits (value) >> PDL_N_LEVELS != 0)
        return pdl_finding_refuse_code (finding, "?", error);
      return TRUE;
    case PDL_TYPE_INT:
    case PDL_TYPE_NUMBER:
      if (is_in_range (finding, pdl_value_get_number (value)))
        return TRUE;
      text = pdl_finding_format (finding, value);
      return check_range (finding, pdl_value_get_number (value), text, error);
    case PDL_TYPE_BOOL:
    case PDL_TYPE_DATE:
    case PDL_TYPE_DATETIME:
    case PDL_TYPE_TEXT:
    case PDL_TYPE_LIST:
      break;
    }
  return TRUE;
}
