/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * PdlDay: a civil date as days since 1970-01-01 (proleptic Gregorian). PDL_DAY_NONE = no date.
 * PdlMinute: a local civil date-time as minutes since 1970-01-01 00:00. No time zone: a clinic's own clock.
 */
typedef gint32 PdlDay;
typedef gint64 PdlMinute;

#define PDL_DAY_NONE G_MININT32
#define PDL_MINUTE_NONE G_MININT64

typedef enum
{
  PDL_PRECISION_DAY,
  PDL_PRECISION_MONTH, /* "2026-03": the day is unknown; drives no interval */
  PDL_PRECISION_YEAR,  /* "2026" */
} PdlPrecision;

PdlDay pdl_day_from_ymd (int year, int month, int day); /* PDL_DAY_NONE when there is no such day */
void pdl_day_to_ymd (PdlDay day, int *ret_year, int *ret_month, int *ret_day);
PdlDay pdl_day_today (void);
/* Whole calendar months from @from to @to: one is complete on the same day of a later month, or on the last day of a month that
 * has no such day (31 January + 1 month = 28 February; follow-up 2, day_add_months). Backwards it is the floor. */
int pdl_day_completed_months (PdlDay from, PdlDay to);

/* Reads "2026-03-02", "2026-03" or "2026", years 1850-2200. FALSE when it is none of them or does not exist. */
gboolean pdl_day_parse (const char *text, PdlDay *ret_day, PdlPrecision *ret_precision);
char *pdl_day_to_iso (PdlDay day, PdlPrecision precision);

/* Reads "2026-03-02T14:05" (seconds and a zone suffix accepted and dropped), or a plain date as 00:00. */
gboolean pdl_minute_parse (const char *text, PdlMinute *ret_minute);
char *pdl_minute_to_iso (PdlMinute minute);
PdlMinute pdl_minute_now (void);
PdlDay pdl_minute_day (PdlMinute minute);
PdlMinute pdl_minute_from_day (PdlDay day); /* 00:00 of it */

/* Months = days / 30.4375, everywhere. */
#define PDL_DAYS_PER_MONTH 30.4375
