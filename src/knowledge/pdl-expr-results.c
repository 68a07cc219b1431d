/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The results a condition stands on, as a person reads them: each number with its time. For explanations; built on demand.
 */

#include "pdl-facts-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MOST_SHOWN 6

/* A finding whose results a rule reads, and how far back the rule looks. */
typedef struct
{
  const PdlFinding *finding;
  double hours;   /* INFINITY = all */
} Reading;

static void
collect (const PdlNode *node, GArray *readings)
{
  if (node->type == PDL_NODE_DEFINE)
    collect (node->define->root, readings);
  if (node->type == PDL_NODE_QUERY && node->series != NULL)
    {
      Reading fresh = { node->series, isnan (node->hours) ? INFINITY : node->hours };
      guint i = 0;

      while (i < readings->len && g_array_index (readings, Reading, i).finding != node->series)
        i++;
      if (i == readings->len)
        g_array_append_val (readings, fresh);
      /* Beside a window the newest result is asked for without one. */
      else
        g_array_index (readings, Reading, i).hours = MIN (g_array_index (readings, Reading, i).hours, fresh.hours);
    }
  if (node->type == PDL_NODE_QUERY && node->where != NULL)
    collect (node->where, readings);
  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    collect (g_ptr_array_index (node->children, i), readings);
}

static char *
describe_time (const PdlResultFact *result)
{
  const PdlFinding as_day = { .type = PDL_TYPE_DATE }, as_minute = { .type = PDL_TYPE_DATETIME };
  double day = pdl_result_get (result, pdl_result_find_field ("day"));
  g_autoptr (PdlValue) value = NULL;

  if (isnan (day))
    return g_strdup (_ ("day not known"));
  value = result->from == result->to ? pdl_value_new_datetime ((PdlMinute) result->from) : pdl_value_new_date ((PdlDay) day, PDL_PRECISION_DAY);
  return pdl_finding_describe (result->from == result->to ? &as_minute : &as_day, value);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const PdlResultFact *one = *(const PdlResultFact **) a, *other = *(const PdlResultFact **) b;
  double left = one->from + one->to, right = other->from + other->to;

  return left < right ? -1 : left > right ? 1 : one < other ? -1 : one > other;
}

static void
describe_series (GString *text, PdlFacts *facts, const Reading *reading)
{
  const PdlSeries *series = pdl_facts_get_series (facts, reading->finding);
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();

  for (guint i = 0; i < series->n; i++)
    if (series->results[i].least <= reading->hours * 60)
      g_ptr_array_add (shown, &series->results[i]);
  g_ptr_array_sort (shown, compare_times);
  for (guint i = shown->len > MOST_SHOWN ? shown->len - MOST_SHOWN : 0; i < shown->len; i++)
    {
      const PdlResultFact *result = g_ptr_array_index (shown, i);
      g_autoptr (PdlValue) value = isnan (result->value)                      ? NULL
                                   : reading->finding->type == PDL_TYPE_INT ? pdl_value_new_int ((gint64) result->value)
                                                                            : pdl_value_new_number (result->value, NULL, NULL);
      g_autofree char *number = value != NULL ? pdl_finding_describe (reading->finding, value) : g_strdup (_ ("unit not known"));
      g_autofree char *time = describe_time (result);

      g_string_append_printf (text, "%s%s (%s)", text->len > 0 ? "; " : "", number, time);
    }
}

static void
describe_finding (GString *text, PdlFacts *facts, const PdlFinding *finding)
{
  const PdlDerivation *derivation = finding->scope != PDL_SCOPE_FIELD ? facts->knowledge->derivations[finding->index] : NULL;
  g_autoptr (GArray) readings = g_array_new (FALSE, FALSE, sizeof (Reading));

  if (derivation == NULL || derivation->rule == NULL || pdl_facts_is_entered (facts, finding, -1, PDL_LEVEL_NONE))
    return;
  collect (derivation->rule->root, readings);
  for (guint i = 0; i < readings->len; i++)
    describe_series (text, facts, &g_array_index (readings, Reading, i));
}

char *
pdl_expr_describe_results (const PdlExpr *self, PdlFacts *facts)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) readings = g_array_new (FALSE, FALSE, sizeof (Reading));

  collect (self->root, readings);
  for (guint i = 0; i < readings->len; i++)
    describe_series (text, facts, &g_array_index (readings, Reading, i));
  for (guint i = 0; i < self->findings->len; i++)
    describe_finding (text, facts, g_ptr_array_index (self->findings, i));
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

char *
pdl_finding_describe_results (const PdlFinding *self, PdlFacts *facts)
{
  g_autoptr (GString) text = g_string_new (NULL);

  describe_finding (text, facts, self);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
