/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Drug courses carry dates of their own: a planned stop, steps of the dose. A milestone may count from them or be done by them.
 */

#include "pdl-course.h"

static PdlDay
read_day (const PdlItem *treatment, const char *field)
{
  const PdlValue *value = pdl_fields_get (pdl_item_get_fields (treatment), field);

  /* A month or a year drives no date. */
  return pdl_value_is_known (value) && pdl_value_get_precision (value) == PDL_PRECISION_DAY ? pdl_value_get_day (value) : PDL_DAY_NONE;
}

PdlDay
pdl_course_first_day (const PdlItem *treatment, char **fields)
{
  PdlDay day = PDL_DAY_NONE;

  for (guint i = 0; fields != NULL && fields[i] != NULL && day == PDL_DAY_NONE; i++)
    day = read_day (treatment, fields[i]);
  return day;
}

/* The rows are compact JSON written by the record's own reader: a quote inside a text is escaped there, so that the key with
 * its quotes is found nowhere else. */
GArray *
pdl_course_row_days (const PdlItem *treatment, const char *list, const char *date)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (PdlDay));
  const PdlValue *value = pdl_fields_get (pdl_item_get_fields (treatment), list);
  g_autofree char *escaped = g_regex_escape_string (date, -1);
  g_autofree char *pattern = g_strdup_printf ("\"%s\"\\s*:\\s*\"([0-9-]+)\"", escaped);
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  if (!pdl_value_is_known (value) || pdl_value_get_kind (value) != PDL_VALUE_LIST || regex == NULL)
    return days;
  for (g_regex_match (regex, pdl_value_get_text (value), 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *text = g_match_info_fetch (match, 1);
      PdlPrecision precision;
      PdlDay day;

      if (pdl_day_parse (text, &day, &precision) && precision == PDL_PRECISION_DAY)
        g_array_append_val (days, day);
    }
  return days;
}

static gboolean
is_closed (const PdlItem *treatment)
{
  const char *status = pdl_item_get_status (treatment);

  return g_strcmp0 (status, "done") == 0 || g_strcmp0 (status, "stopped") == 0;
}

gboolean
pdl_course_asks (const PdlItem *treatment, const PdlMilestone *milestone)
{
  if (milestone->if_true != NULL)
    {
      const PdlValue *value = pdl_fields_get (pdl_item_get_fields (treatment), milestone->if_true);

      if (!pdl_value_is_known (value) || !pdl_value_get_bool (value))
        return FALSE;
    }
  if (milestone->unless_known != NULL
      && (pdl_course_first_day (treatment, milestone->unless_known) != PDL_DAY_NONE || is_closed (treatment)))
    return FALSE;
  return milestone->from == NULL || pdl_course_first_day (treatment, milestone->from) != PDL_DAY_NONE;
}

gboolean
pdl_course_is_done_by_visit (const PdlMilestone *milestone)
{
  return milestone->done_by == NULL && milestone->unless_known == NULL;
}

gboolean
pdl_course_is_done (const PdlItem *treatment, const PdlMilestone *milestone, PdlDay today)
{
  PdlDay day = milestone->done_by != NULL ? read_day (treatment, milestone->done_by) : PDL_DAY_NONE;

  return milestone->done_by != NULL && (is_closed (treatment) || (day != PDL_DAY_NONE && day <= today));
}

gboolean
pdl_course_has_run_out (const PdlItem *treatment, const PdlTrack *track, PdlDay today)
{
  PdlDay end = pdl_item_get_end (treatment);

  if (track->over_days < 0)
    return FALSE;
  if (end == PDL_DAY_NONE && is_closed (treatment))
    end = MAX (pdl_course_first_day (treatment, track->until), pdl_item_get_start (treatment));
  return end != PDL_DAY_NONE && today > end + track->over_days;
}
