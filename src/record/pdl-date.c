/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Civil days and minutes. No time zone: a clinic's own clock.
 */

#include "pdl-date.h"

#include <string.h>
#include <time.h>

#define FIRST_YEAR 1850
#define LAST_YEAR 2200

PdlDay
pdl_day_from_ymd (int year, int month, int day)
{
  int era, year_of_era, day_of_year, day_of_era;

  if (month < 1 || month > 12 || day < 1 || year < 1 || year > 9999
      || day > g_date_get_days_in_month (month, year))
    return PDL_DAY_NONE;

  /* Days are counted in eras of 400 years that begin on 1 March, so that the leap day is the last of its year. */
  year -= month <= 2;
  era = year / 400;
  year_of_era = year - era * 400;
  day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

void
pdl_day_to_ymd (PdlDay day, int *ret_year, int *ret_month, int *ret_day)
{
  int shifted = day + 719468;
  int era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  int day_of_era = shifted - era * 146097;
  int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int march_month = (5 * day_of_year + 2) / 153;
  int month = march_month < 10 ? march_month + 3 : march_month - 9;

  *ret_day = day_of_year - (153 * march_month + 2) / 5 + 1;
  *ret_month = month;
  *ret_year = year_of_era + era * 400 + (month <= 2);
}

/* Exactly @n digits, or -1. */
static int
read_digits (const char **text, int n)
{
  int number = 0;

  for (int i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit ((*text)[i]))
        return -1;
      number = number * 10 + ((*text)[i] - '0');
    }
  *text += n;
  return number;
}

/* Reads as much of a date as there is; *text stands behind it. */
static gboolean
read_day (const char **text, PdlDay *ret_day, PdlPrecision *ret_precision)
{
  int year = read_digits (text, 4), month = 1, day = 1;
  PdlPrecision precision = PDL_PRECISION_YEAR;
  PdlDay result;

  if (year < FIRST_YEAR || year > LAST_YEAR)
    return FALSE;
  if (**text == '-')
    {
      (*text)++;
      month = read_digits (text, 2);
      precision = PDL_PRECISION_MONTH;
      if (**text == '-' && month > 0)
        {
          (*text)++;
          day = read_digits (text, 2);
          precision = PDL_PRECISION_DAY;
        }
    }
  result = pdl_day_from_ymd (year, month, day);
  if (result == PDL_DAY_NONE)
    return FALSE;
  *ret_day = result;
  *ret_precision = precision;
  return TRUE;
}

gboolean
pdl_day_parse (const char *text, PdlDay *ret_day, PdlPrecision *ret_precision)
{
  PdlDay day;
  PdlPrecision precision;

  if (text == NULL || !read_day (&text, &day, &precision) || *text != '\0')
    return FALSE;
  *ret_day = day;
  *ret_precision = precision;
  return TRUE;
}

char *
pdl_day_to_iso (PdlDay day, PdlPrecision precision)
{
  int year, month, month_day;

  if (day == PDL_DAY_NONE)
    return g_strdup ("");
  pdl_day_to_ymd (day, &year, &month, &month_day);
  if (precision == PDL_PRECISION_YEAR)
    return g_strdup_printf ("%04d", year);
  if (precision == PDL_PRECISION_MONTH)
    return g_strdup_printf ("%04d-%02d", year, month);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, month_day);
}

gboolean
pdl_minute_parse (const char *text, PdlMinute *ret_minute)
{
  PdlDay day;
  PdlPrecision precision;
  int hour = 0, minute = 0;

  if (text == NULL || !read_day (&text, &day, &precision) || precision != PDL_PRECISION_DAY)
    return FALSE;
  if (*text == 'T' || *text == ' ')
    {
      text++;
      hour = read_digits (&text, 2);
      if (*text++ != ':')
        return FALSE;
      minute = read_digits (&text, 2);
      if (hour < 0 || hour > 23 || minute < 0 || minute > 59)
        return FALSE;
      if (*text == ':')
        {
          text++;
          if (read_digits (&text, 2) < 0)
            return FALSE;
          if (*text == '.')
            for (text++; g_ascii_isdigit (*text); text++)
              ;
        }
      if (*text == 'Z')
        text++;
      else if (*text == '+' || *text == '-')
        {
          text++;
          if (read_digits (&text, 2) < 0 || *text++ != ':' || read_digits (&text, 2) < 0)
            return FALSE;
        }
    }
  if (*text != '\0')
    return FALSE;
  *ret_minute = (PdlMinute) day * 1440 + hour * 60 + minute;
  return TRUE;
}

PdlDay
pdl_minute_day (PdlMinute minute)
{
  if (minute == PDL_MINUTE_NONE)
    return PDL_DAY_NONE;
  return (PdlDay) (minute >= 0 ? minute / 1440 : -((-minute + 1439) / 1440));
}

PdlMinute
pdl_minute_from_day (PdlDay day)
{
  return day == PDL_DAY_NONE ? PDL_MINUTE_NONE : (PdlMinute) day * 1440;
}

char *
pdl_minute_to_iso (PdlMinute minute)
{
  PdlDay day = pdl_minute_day (minute);
  g_autofree char *date = pdl_day_to_iso (day, PDL_PRECISION_DAY);
  int rest = (int) (minute - (PdlMinute) day * 1440);

  if (minute == PDL_MINUTE_NONE)
    return g_strdup ("");
  return g_strdup_printf ("%sT%02d:%02d", date, rest / 60, rest % 60);
}

PdlMinute
pdl_minute_now (void)
{
  time_t now = time (NULL);
  struct tm local;

  localtime_r (&now, &local);
  return (PdlMinute) pdl_day_from_ymd (local.tm_year + 1900, local.tm_mon + 1, local.tm_mday) * 1440
         + local.tm_hour * 60 + local.tm_min;
}

int
pdl_day_completed_months (PdlDay from, PdlDay to)
{
  int from_year, from_month, from_day, year, month, day;
  gboolean short_of_it;

  pdl_day_to_ymd (from, &from_year, &from_month, &from_day);
  pdl_day_to_ymd (to, &year, &month, &day);
  short_of_it = day < from_day && day < g_date_get_days_in_month ((GDateMonth) month, (GDateYear) year);
  return (year - from_year) * 12 + month - from_month - short_of_it;
}

PdlDay
pdl_day_today (void)
{
  return pdl_minute_day (pdl_minute_now ());
}
