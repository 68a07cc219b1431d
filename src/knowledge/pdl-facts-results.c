/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The results of one finding as recorded, each with the time between which it was taken: what `results (FINDING)` goes over. A visit
 * knows the day only, a record may know the minute; nothing is said of two results that their times do not say.
 */

#include "pdl-facts-private.h"

#include "pdl-case-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MINUTES_OF_DAY 1440.0
#define LONG_AGO -1e12   /* a result without a date was taken at some time before the end of today */

static const PdlFinding fields[] = {
  { .id = "value", .label = N_("Result"), .scope = PDL_SCOPE_FIELD, .type = PDL_TYPE_NUMBER },
  { .id = "day", .label = N_("Day of the result"), .scope = PDL_SCOPE_FIELD, .type = PDL_TYPE_DATE },
  { .id = "newest", .label = N_("The newest result"), .scope = PDL_SCOPE_FIELD, .type = PDL_TYPE_BOOL },
};

const PdlFinding *
pdl_result_find_field (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strcmp (fields[i].id, name) == 0)
      return &fields[i];
  return NULL;
}

/* ---- taking them over --------------------------------------------------------------------------------------------- */

static gboolean
is_exact (const PdlResultFact *result)
{
  return result->from == result->to;
}

static double
day_of (const PdlResultFact *result)
{
  double day = floor (result->from / MINUTES_OF_DAY);

  return day == floor (result->to / MINUTES_OF_DAY) ? day : NAN;
}

static void
add_result (PdlFacts *self, GArray *results, PdlResultFact result)
{
  double today_ends = (pdl_minute_day (self->now) + 1.0) * MINUTES_OF_DAY - 1;

  result.to = MIN (result.to, today_ends);
  if (result.from <= today_ends)
    g_array_append_val (results, result);
}

/* The number of a record in our unit; NaN where its unit or its range says that it is not one of @finding. */
static double
in_our_unit (const PdlFinding *finding, double number, const char *unit)
{
  double factor = unit == NULL || *unit == '\0' || g_strcmp0 (unit, finding->unit) == 0 ? 1 : NAN;

  for (guint i = 0; isnan (factor) && i < finding->n_units; i++)
    if (strcmp (finding->units[i].unit, unit) == 0)
      factor = finding->units[i].factor;
  number *= factor;
  return number < finding->min || number > finding->max ? NAN : number;
}

static PdlDay
last_day_of (PdlDay first, PdlPrecision precision)
{
  int year, month, day;

  pdl_day_to_ymd (first, &year, &month, &day);
  if (precision == PDL_PRECISION_YEAR)
    return pdl_day_from_ymd (year, 12, 31);
  return precision == PDL_PRECISION_MONTH ? pdl_day_from_ymd (month < 12 ? year : year + 1, month < 12 ? month + 1 : 1, 1) - 1 : first;
}

/* Between when the record was taken: a minute, the day, month or year of its date, or at any time. */
static void
take_time (PdlResultFact *result, const PdlValue *at, const PdlValue *date)
{
  result->from = LONG_AGO;
  result->to = G_MAXINT64;
  if (pdl_value_is_known (at) && pdl_value_get_kind (at) == PDL_VALUE_DATETIME)
    {
      result->from = result->to = pdl_value_get_minute (at);
      /* Typed without a time: of that day. */
      if (pdl_value_get_minute (at) % (PdlMinute) MINUTES_OF_DAY == 0)
        result->to += MINUTES_OF_DAY - 1;
    }
  else if (pdl_value_is_known (date) && pdl_value_get_kind (date) == PDL_VALUE_DATE)
    {
      PdlDay day = pdl_value_get_day (date);

      result->from = day * MINUTES_OF_DAY;
      result->to = (last_day_of (day, pdl_value_get_precision (date)) + 1.0) * MINUTES_OF_DAY - 1;
    }
}

static void
add_record (PdlFacts *self, GArray *results, const PdlFinding *finding, const PdlItem *item)
{
  const PdlRecordKind *kind = pdl_item_get_kind (item);
  const PdlFields *entries = pdl_item_get_fields (item);
  const char *status = pdl_item_get_status (item), *unit = NULL;
  const PdlValue *value, *date;
  PdlResultFact result = { 0 };

  if (kind->result_of == NULL || g_strcmp0 (status, "cancelled") == 0 || g_strcmp0 (status, "planned") == 0)
    return;
  value = pdl_fields_get_finding (entries, kind->result_of);
  if (!pdl_value_is_known (value) || strcmp (pdl_value_get_code (value), finding->id) != 0)
    return;
  value = pdl_fields_get_finding (entries, kind->result_value);
  if (!pdl_value_is_known (value))
    return;
  if (pdl_value_is_known (pdl_fields_get_finding (entries, kind->result_unit)))
    unit = pdl_value_get_text (pdl_fields_get_finding (entries, kind->result_unit));
  result.value = in_our_unit (finding, pdl_value_get_number (value), unit);
  date = pdl_fields_get (entries, "start");
  take_time (&result, pdl_fields_get_finding (entries, kind->result_at), pdl_value_is_known (date) ? date : pdl_fields_get (entries, "date"));
  add_result (self, results, result);
}

/* A result of the same day and the same number is the one the entry was made of. */
static gboolean
is_there (GArray *results, double value, double day)
{
  for (guint i = 0; i < results->len; i++)
    if (g_array_index (results, PdlResultFact, i).value == value && day_of (&g_array_index (results, PdlResultFact, i)) == day)
      return TRUE;
  return FALSE;
}

static void
add_entry (PdlFacts *self, GArray *results, const PdlFinding *finding, const PdlAssessment *assessment)
{
  const PdlFields *entries = pdl_assessment_get_fields (assessment);
  const PdlValue *value = pdl_facts_find_value (self, entries, finding);
  double day = pdl_assessment_get_day (assessment);
  PdlResultFact result = { 0 };

  /* Carried forward from the visit before: nobody measured it. */
  if (!pdl_value_is_known (value) || pdl_fields_is_unconfirmed (entries, finding->id))
    return;
  result.value = pdl_value_as_fact (value);
  result.from = day * MINUTES_OF_DAY;
  result.to = result.from + MINUTES_OF_DAY - 1;
  if (!is_there (results, result.value, day))
    add_result (self, results, result);
}

/* Of all but the one itself: the latest beginning and end, so that each is compared with the others at once. */
static void
compare_all (PdlSeries *series)
{
  for (guint i = 0; i < series->n; i++)
    {
      PdlResultFact *one = &series->results[i];
      double from = -INFINITY, to = -INFINITY;

      one->newest = 1;
      for (guint k = 0; k < series->n; k++)
        {
          const PdlResultFact *other = &series->results[k];
          gboolean tie = is_exact (one) && is_exact (other) && one->from == other->from;

          if (k == i)
            continue;
          from = MAX (from, other->from);
          to = MAX (to, other->to);
          /* Of one minute the later entry is the later result. */
          if (other->from > one->to || (tie && k > i))
            one->newest = 0;
          else if (one->from <= other->to && !tie && one->newest != 0)
            one->newest = NAN;
        }
      one->least = MAX (0, from - one->to);
      one->most = MAX (0, to - one->from);
    }
}

const PdlSeries *
pdl_facts_get_series (PdlFacts *self, const PdlFinding *finding)
{
  g_autoptr (GArray) results = NULL;
  PdlSeries *series;

  if (self->series == NULL)
    self->series = pdl_arena_new0 (self->arena, PdlSeries *, self->n_findings);
  if (self->series[finding->index] != NULL)
    return self->series[finding->index];
  results = g_array_new (FALSE, FALSE, sizeof (PdlResultFact));
  for (guint group = 0; group < PDL_N_GROUPS; group++)
    for (guint i = 0; i < pdl_case_get_n_items (self->kase, group); i++)
      add_record (self, results, finding, pdl_case_get_item (self->kase, group, i));
  for (guint i = 0; self->assessment != NULL && i < pdl_case_get_n_assessments (self->kase); i++)
    {
      const PdlAssessment *assessment = pdl_case_get_assessment (self->kase, i);

      add_entry (self, results, finding, assessment);
      if (assessment == self->assessment)
        break;
    }
  series = self->series[finding->index] = pdl_arena_new0 (self->arena, PdlSeries, 1);
  series->n = results->len;
  series->results = pdl_arena_new (self->arena, PdlResultFact, series->n);
  if (series->n > 0)
    memcpy (series->results, results->data, series->n * sizeof (PdlResultFact));
  compare_all (series);
  return series;
}

/* ---- queries ------------------------------------------------------------------------------------------------------ */

double
pdl_result_get (const PdlResultFact *self, const PdlFinding *field)
{
  return field == &fields[0] ? self->value : field == &fields[1] ? day_of (self) : self->newest;
}

/* Whether it was taken so many hours before the newest, or less. */
static double
is_within (const PdlResultFact *self, double hours)
{
  if (isnan (hours) || self->most <= hours * 60)
    return 1;
  return self->least > hours * 60 ? 0 : NAN;
}

static gboolean
is_before (const PdlResultFact *one, const PdlResultFact *other)
{
  return one->to < other->from || (is_exact (one) && is_exact (other) && one->from == other->from && one < other);
}

/* The field of the latest or earliest that fits. Where the times leave more than one, or it is not known to fit, they must agree. */
static double
find_first (const PdlSeries *series, const double *fits, gboolean latest, const PdlFinding *field)
{
  const PdlResultFact *best = NULL;
  double found = NAN;

  for (guint i = 0; i < series->n; i++)
    {
      const PdlResultFact *one = &series->results[i];
      double edge = latest ? one->from : -one->to, best_edge = best != NULL ? (latest ? best->from : -best->to) : -INFINITY;

      if (fits[i] != 1)
        continue;
      if (best == NULL || edge > best_edge || (edge == best_edge && is_exact (one) && (latest || !is_exact (best))))
        best = one;
    }
  for (guint i = 0; best != NULL && i < series->n; i++)
    {
      const PdlResultFact *one = &series->results[i];
      double value = pdl_result_get (one, field);

      if (fits[i] == 0 || (one != best && (latest ? is_before (one, best) : is_before (best, one))))
        continue;
      if (isnan (value) || (!isnan (found) && value != found))
        return NAN;
      found = value;
    }
  return found;
}

double
pdl_results_run (const PdlNode *node, PdlFacts *facts, PdlResultTest test, gpointer user_data)
{
  const PdlSeries *series = pdl_facts_get_series (facts, node->series);
  g_autofree double *fits = g_new (double, series->n + 1);
  double number = NAN;
  guint n_true = 0, n_unknown = 0;
  gboolean lost = FALSE;

  for (guint i = 0; i < series->n; i++)
    {
      double within = is_within (&series->results[i], node->hours);
      double holds = within == 0 ? 0 : test != NULL ? test (&series->results[i], user_data) : 1;
      double value = node->finding != NULL ? pdl_result_get (&series->results[i], node->finding) : NAN;

      fits[i] = holds == 0 ? 0 : isnan (within) ? NAN : holds;
      n_true += fits[i] == 1;
      n_unknown += isnan (fits[i]);
      if (fits[i] != 1)
        continue;
      lost = lost || isnan (value);
      if (node->op == PDL_QUERY_SUM)
        number = n_true == 1 ? value : number + value;
      else if (isnan (number) || (node->op == PDL_QUERY_MIN ? value < number : value > number))
        number = value;
    }
  switch (node->op)
    {
    case PDL_QUERY_ANY: return n_true > 0 ? 1 : n_unknown > 0 ? NAN : 0;
    case PDL_QUERY_AT_LEAST: return n_true >= node->number ? 1 : n_true + n_unknown >= node->number ? NAN : 0;
    case PDL_QUERY_ALL: return n_true + n_unknown < series->n ? 0 : n_unknown > 0 ? NAN : 1;
    case PDL_QUERY_COUNT: return n_unknown > 0 ? NAN : n_true;
    case PDL_QUERY_LATEST:
    case PDL_QUERY_EARLIEST: return find_first (series, fits, node->op == PDL_QUERY_LATEST, node->finding);
    default: return n_unknown > 0 || lost ? NAN : number;
    }
}
