/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the case and its evaluation to the words of the sheet. No place, no paint; clinical words come from the dictionary. */
#include "pdl-sheet-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

const PdlFinding *
pdl_sheet_finding (PdlSheet   *self,
                   const char *id)
{
  return pdl_dictionary_lookup (pdl_case_get_dictionary (self->kase), id);
}

char *
pdl_sheet_label (PdlSheet   *self,
                 const char *group)
{
  g_autofree char *label = g_key_file_get_string (self->map, group, "label", NULL);

  return g_strdup (label != NULL ? pdl_dictionary_translate (label) : "");
}

char **
pdl_sheet_list (PdlSheet   *self,
                const char *group,
                const char *key)
{
  g_autofree char *text = g_key_file_get_string (self->map, group, key, NULL);
  char **list = g_strsplit (text != NULL ? text : "", ";", -1);

  for (guint i = 0; list[i] != NULL; i++)
    g_strstrip (list[i]);
  return list;
}

char *
pdl_sheet_day (PdlDay day)
{
  g_autoptr (GDateTime) date = NULL;
  int year, month, mday;

  if (day == PDL_DAY_NONE)
    return g_strdup (_("not recorded"));
  pdl_day_to_ymd (day, &year, &month, &mday);
  date = g_date_time_new_utc (year, month, mday, 0, 0, 0);
  /* Translators: a day on paper, as strftime reads it. */
  return date != NULL ? g_date_time_format (date, _("%-e %b %Y")) : pdl_day_to_iso (day, PDL_PRECISION_DAY);
}

char *
pdl_sheet_minute (PdlMinute minute)
{
  g_autofree char *day = pdl_sheet_day (pdl_minute_day (minute));
  gint64 of_day = minute - (gint64) pdl_minute_day (minute) * 1440;

  /* Midnight to the minute is a date without a time: an hour would be invented. */
  if (of_day == 0)
    return g_strdup (day);
  return g_strdup_printf ("%s %02d:%02d", day, (int) (of_day / 60), (int) (of_day % 60));
}

static char *
duration (int hours)
{
  if (hours <= 72)
    return g_strdup_printf (_("%d h"), hours);
  return g_strdup_printf (_("%d d"), (hours + 12) / 24);
}

char *
pdl_sheet_urgency (PdlSheet         *self,
                   const PdlUrgency *urgency)
{
  g_autofree char *within = NULL, *latest = NULL, *end = NULL;
  GString *text;

  if (!urgency->known)
    return NULL;
  if (urgency->within_h < 0)
    return g_strdup (_("routine"));
  if (urgency->within_h == 0)
    return g_strdup (_("immediately"));
  text = g_string_new (NULL);
  within = duration (urgency->within_h);
  g_string_append_printf (text, _("within %s"), within);
  if (urgency->latest_h > urgency->within_h)
    {
      latest = duration (urgency->latest_h);
      g_string_append_printf (text, _(", %s at the latest"), latest);
    }
  if (self->evaluation->clock_start != PDL_MINUTE_NONE && urgency->within_h <= 72)
    {
      end = pdl_sheet_minute (pdl_evaluation_get_clock_end (self->evaluation, urgency->within_h));
      g_string_append_printf (text, _(": until %s"), end);
    }
  return g_string_free (text, FALSE);
}

static char *
number (double value)
{
  return value == floor (value) ? g_strdup_printf ("%.0f", value) : g_strdup_printf ("%.1f", value);
}

char *
pdl_sheet_score_text (const PdlScoreResult *result)
{
  g_autofree char *min = NULL, *max = NULL;

  if (result->state == PDL_SCORE_NOT_COMPUTABLE || result->state == PDL_SCORE_BLOCKED || result->state == PDL_SCORE_NOT_APPLICABLE
      || isnan (result->min) || isnan (result->max))
    return NULL;
  min = number (result->min);
  max = number (result->max);
  return result->min == result->max ? g_steal_pointer (&min) : g_strdup_printf ("%s–%s", min, max);
}

static char *
score_value (PdlSheet   *self,
             const char *id,
             int         target,
             PdlLevel    level)
{
  const PdlEvaluation *evaluation = self->evaluation;
  const PdlScoreResult *scores = target >= 0 ? evaluation->targets[target].scores : evaluation->scores;
  guint n = target >= 0 ? evaluation->targets[target].n_scores : evaluation->n_scores;

  for (guint i = 0; i < n; i++)
    if (g_str_equal (scores[i].score->id, id) && (level == PDL_LEVEL_NONE || scores[i].level == level))
      return pdl_sheet_score_text (&scores[i]);
  return NULL;
}

char *
pdl_sheet_value (PdlSheet   *self,
                 const char *id,
                 int         target,
                 PdlLevel    level)
{
  const PdlFinding *finding;
  const PdlValue *value;
  gboolean entered = FALSE;

  if (g_str_has_prefix (id, "score:"))
    return score_value (self, id + strlen ("score:"), target, level);
  finding = pdl_sheet_finding (self, id);
  if (finding == NULL)
    return NULL;
  if (finding->scope == PDL_SCOPE_IDENTITY)
    {
      value = pdl_fields_get (pdl_case_get_identity (self->kase), id);
      if (value == NULL)
        value = pdl_evaluation_get_value (self->evaluation, finding, -1, PDL_LEVEL_NONE, NULL, NULL);
    }
  else
    {
      value = pdl_evaluation_get_value (self->evaluation, finding, target, level, &entered, NULL);
      /* "Read as no" is not what anybody recorded. */
      if (!entered && finding->default_value != NULL)
        return NULL;
    }
  if (value == NULL || !pdl_value_is_known (value))
    return NULL;
  return pdl_finding_describe (finding, value);
}

/* The same as recorded by the visit before. */
static char *
value_before (PdlSheet   *self,
                        const char *id)
{
  guint n = pdl_case_get_n_assessments (self->kase);
  const PdlFinding *finding = pdl_sheet_finding (self, id);
  const PdlValue *value;

  if (n < 2 || finding == NULL)
    return NULL;
  value = pdl_fields_get (pdl_assessment_get_fields (pdl_case_get_assessment (self->kase, n - 2)), id);
  return value != NULL && pdl_value_is_known (value) ? pdl_finding_describe (finding, value) : NULL;
}

char *
pdl_sheet_findings_markup (PdlSheet *self,
                           char    **ids,
                           int       target,
                           gboolean  trend)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GString) absent = g_string_new (NULL);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      const PdlFinding *finding = pdl_sheet_finding (self, ids[i]);
      g_autofree char *value = NULL, *label = NULL, *escaped = NULL;

      if (finding == NULL)
        continue;
      label = g_markup_escape_text (pdl_dictionary_translate (finding->label), -1);
      value = pdl_sheet_value (self, ids[i], target, PDL_LEVEL_NONE);
      if (value == NULL)
        {
          g_string_append_printf (absent, "%s%s", absent->len > 0 ? ", " : "", label);
          continue;
        }
      escaped = g_markup_escape_text (value, -1);
      g_string_append_printf (text, "%s%s <b>%s</b>", text->len > 0 ? "; " : "", label, escaped);
      if (trend)
        {
          g_autofree char *before = value_before (self, ids[i]);
          g_autofree char *was = before != NULL ? g_markup_escape_text (before, -1) : NULL;

          if (was == NULL || g_str_equal (before, value))
            continue;
          if (pdl_sheet_drops (self, PDL_DROP_TREND))
            pdl_sheet_cut (self, PDL_DROP_TREND);
          else
            g_string_append_printf (text, _(" (before: %s)"), was);
        }
    }
  if (text->len > 0)
    g_string_append (text, ". ");
  if (absent->len > 0)
    {
      /* Absence is information: it is printed, in grey. */
      g_string_append (text, "<span foreground=\"#66626d\">");
      g_string_append_printf (text, _("Not recorded: %s."), absent->str);
      g_string_append (text, "</span>");
    }
  return g_string_free (text, FALSE);
}

static gboolean
is_common (const char *id)
{
  static const char *const common[] = { "start", "end", "date", "levels", "status", "note" };

  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    if (g_str_equal (id, common[i]))
      return TRUE;
  return FALSE;
}

char *
pdl_sheet_item_text (const PdlItem *item)
{
  const PdlRecordKind *kind = pdl_item_get_kind (item);
  GString *text = g_string_new (pdl_dictionary_translate (kind->label));
  PdlDay start = pdl_item_get_start (item);
  guint n = 0;

  if (start != PDL_DAY_NONE)
    {
      g_autofree char *day = pdl_sheet_day (start);

      g_string_append_printf (text, " %s", day);
    }
  if (pdl_item_get_levels (item) != 0)
    {
      g_autofree char *levels = pdl_level_set_to_text (pdl_item_get_levels (item));

      g_string_append_printf (text, ", %s", levels);
    }
  for (guint i = 0; i < kind->n_fields && n < 4; i++)
    {
      const PdlFinding *field = kind->fields[i];
      const PdlValue *value = pdl_fields_get (pdl_item_get_fields (item), field->id);
      g_autofree char *words = NULL;

      if (is_common (field->id) || value == NULL || !pdl_value_is_known (value) || field->type == PDL_TYPE_LIST)
        continue;
      if (field->type == PDL_TYPE_BOOL && !pdl_value_get_bool (value))
        continue;
      words = pdl_finding_describe (field, value);
      /* A bare number or a bare yes says nothing without its name. */
      if (field->type == PDL_TYPE_BOOL)
        g_string_append_printf (text, ", %s", pdl_dictionary_translate (field->label));
      else if (field->type == PDL_TYPE_INT && field->unit == NULL)
        g_string_append_printf (text, ", %s %s", pdl_dictionary_translate (field->label), words);
      else
        g_string_append_printf (text, ", %s", words);
      n++;
    }
  if (g_strcmp0 (pdl_item_get_status (item), "planned") == 0 || g_strcmp0 (pdl_item_get_status (item), "cancelled") == 0)
    {
      const PdlFinding *status = pdl_record_kind_lookup_field (kind, "status");
      const PdlValue *value = pdl_fields_get (pdl_item_get_fields (item), "status");
      g_autofree char *words = status != NULL && value != NULL ? pdl_finding_describe (status, value) : NULL;

      if (words != NULL)
        g_string_append_printf (text, " (%s)", words);
    }
  return g_string_free (text, FALSE);
}
