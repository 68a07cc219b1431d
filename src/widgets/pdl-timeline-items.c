/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * From the record and the plan to what stands on the timeline.
 */

#include "pdl-timeline-items.h"

#include <glib/gi18n-lib.h>

char *
pdl_timeline_day_words (PdlDay day)
{
  int year, month, month_day;
  g_autoptr (GDateTime) date = NULL;

  if (day == PDL_DAY_NONE)
    return g_strdup (_ ("no date"));
  pdl_day_to_ymd (day, &year, &month, &month_day);
  date = g_date_time_new_utc (year, month, month_day, 0, 0, 0);
  return g_date_time_format (date, _ ("%-d %b %Y"));
}

/* "Radiotherapy T6, 27 Gy, 3": the kind and what was written down of it, in the dictionary's words. */
static char *
detail_of (const PdlItem *item)
{
  const PdlRecordKind *kind = pdl_item_get_kind (item);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const PdlFinding *field = kind->fields[i];
      const PdlValue *value = pdl_fields_get (pdl_item_get_fields (item), field->id);
      g_autofree char *words = NULL;

      if (!pdl_value_is_known (value) || field->type == PDL_TYPE_DATE || field->type == PDL_TYPE_LIST || field->type == PDL_TYPE_TEXT
          || g_str_equal (field->id, "status"))
        continue;
      words = pdl_finding_describe (field, value);
      g_string_append_printf (text, "%s%s: %s", text->len > 0 ? ", " : "", pdl_dictionary_translate (field->label), words);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_record (GPtrArray *items, const PdlItem *item, PdlLane lane)
{
  g_autofree char *levels = NULL;
  g_autofree char *label = NULL;
  PdlTimelineItem *shown;
  PdlDay start = pdl_item_get_start (item);

  if (start == PDL_DAY_NONE || g_strcmp0 (pdl_item_get_status (item), "cancelled") == 0)
    return;
  levels = pdl_item_get_levels (item) != 0 ? pdl_level_set_to_text (pdl_item_get_levels (item)) : NULL;
  label = levels != NULL ? g_strdup_printf ("%s %s", pdl_dictionary_translate (pdl_item_get_kind (item)->label), levels)
                         : g_strdup (pdl_dictionary_translate (pdl_item_get_kind (item)->label));
  shown = pdl_timeline_item_new (pdl_item_get_uid (item), lane, label);
  shown->detail = detail_of (item);
  shown->start = start;
  shown->end = pdl_item_get_end (item);
  shown->planned = g_strcmp0 (pdl_item_get_status (item), "planned") == 0;
  g_ptr_array_add (items, shown);
}

GPtrArray *
pdl_timeline_items_new (PdlCase *kase, PdlEvaluation *evaluation, PdlPlan *plan)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_timeline_item_free);

  if (kase == NULL)
    return items;
  for (guint i = 0; i < pdl_case_get_n_items (kase, PDL_GROUP_TREATMENT); i++)
    add_record (items, pdl_case_get_item (kase, PDL_GROUP_TREATMENT, i), PDL_LANE_TREATMENT);
  for (guint i = 0; i < pdl_case_get_n_items (kase, PDL_GROUP_IMAGING); i++)
    add_record (items, pdl_case_get_item (kase, PDL_GROUP_IMAGING, i), PDL_LANE_IMAGING);
  for (guint i = 0; i < pdl_case_get_n_items (kase, PDL_GROUP_DECISION); i++)
    add_record (items, pdl_case_get_item (kase, PDL_GROUP_DECISION, i), PDL_LANE_VISIT);
  for (guint i = 0; i < pdl_case_get_n_items (kase, PDL_GROUP_EVENT); i++)
    add_record (items, pdl_case_get_item (kase, PDL_GROUP_EVENT, i), PDL_LANE_VISIT);
  for (guint i = 0; i < pdl_case_get_n_assessments (kase); i++)
    {
      const PdlAssessment *assessment = pdl_case_get_assessment (kase, i);
      PdlTimelineItem *shown = pdl_timeline_item_new (pdl_assessment_get_uid (assessment), PDL_LANE_VISIT, _ ("Visit"));

      shown->start = pdl_assessment_get_day (assessment);
      shown->end = PDL_DAY_NONE;
      g_ptr_array_add (items, shown);
    }
  for (guint i = 0; plan != NULL && i < plan->n_items; i++)
    {
      const PdlDueItem *due = &plan->items[i];
      PdlTimelineItem *shown;

      if (!pdl_due_state_is_open (due->state) || due->due == PDL_DAY_NONE)
        continue;
      shown = pdl_timeline_item_new (due->id, PDL_LANE_DUE, pdl_dictionary_translate (due->label));
      shown->detail = g_strdup (due->why);
      shown->is_due = TRUE;
      shown->start = due->earliest;
      shown->due = due->due;
      shown->end = due->latest;
      shown->overdue = pdl_due_state_is_overdue (due->state);
      shown->later = due->state == PDL_DUE_NOT_DUE;
      shown->booked = due->booked != PDL_DAY_NONE;
      g_ptr_array_add (items, shown);
    }
  return items;
}

char *
pdl_timeline_item_name (const PdlTimelineItem *item, PdlDay today)
{
  g_autofree char *when = pdl_timeline_day_words (item->is_due ? item->due : item->start);

  if (!item->is_due)
    return item->planned ? g_strdup_printf (_ ("%s, planned, %s"), item->label, when) : g_strdup_printf ("%s, %s", item->label, when);
  if (item->overdue)
    return g_strdup_printf (ngettext ("%s, overdue %d day, due %s", "%s, overdue %d days, due %s", (gulong) MAX (today - item->end, 0)), item->label,
                            MAX (today - item->end, 0), when);
  return item->booked ? g_strdup_printf (_ ("%s, booked, due %s"), item->label, when) : g_strdup_printf (_ ("%s, due %s"), item->label, when);
}
