/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "plan-builder.h"

#include <string.h>

PdlKnowledge *knowledge;

PdlDay
plan_day (const char *text)
{
  PdlDay value;
  PdlPrecision precision;

  g_assert_true (pdl_day_parse (text, &value, &precision));
  return value;
}

void
plan_begin (Builder *builder, const char *visit_day)
{
  builder->kase = pdl_case_new (pdl_knowledge_get_dictionary (knowledge), "test");
  builder->change = pdl_change_new (NULL);
  builder->visit = g_strdup (pdl_change_add_assessment (builder->change, "visit", plan_day (visit_day)));
}

void
plan_set (Builder *builder, const char *uid, PdlLevel level, const char *key, const char *text)
{
  g_autoptr (GError) error = NULL;

  pdl_change_set_text (builder->change, builder->kase, uid, level, key, text, &error);
  g_assert_no_error (error);
}

void
plan_begin_with_lesion (Builder *builder, const char *visit_day)
{
  plan_begin (builder, visit_day);
  plan_set (builder, builder->visit, pdl_level_from_name ("T8"), "lesion_type", "mixed");
}

void
plan_say (Builder *builder, const char *key, const char *text)
{
  plan_set (builder, builder->visit, PDL_LEVEL_NONE, key, text);
}

/* @fields: "key=text" … NULL */
void
plan_add_item (Builder *builder, PdlGroup group, const char *kind, ...)
{
  g_autofree char *uid = g_strdup (pdl_change_add_item (builder->change, group, kind, NULL));
  const char *field;
  va_list args;

  va_start (args, kind);
  while ((field = va_arg (args, const char *)) != NULL)
    {
      const char *equals = strchr (field, '=');
      g_autofree char *key = g_strndup (field, equals - field);

      plan_set (builder, uid, PDL_LEVEL_NONE, key, equals + 1);
    }
  va_end (args);
}

PdlPlan *
plan_finish (Builder *builder, const char *today)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlEvaluation) evaluation = NULL;
  PdlPlan *plan;

  pdl_case_apply (builder->kase, builder->change, &error);
  g_assert_no_error (error);
  evaluation = pdl_evaluate (knowledge, builder->kase, (PdlMinute) plan_day (today) * 1440 + 600);
  plan = pdl_plan_new (evaluation, builder->kase);
  pdl_change_unref (builder->change);
  pdl_case_unref (builder->kase);
  g_free (builder->visit);
  return plan;
}

const PdlDueItem *
plan_find (PdlPlan *plan, const char *id)
{
  for (guint i = 0; i < plan->n_items; i++)
    if (g_str_equal (plan->items[i].id, id))
      return &plan->items[i];
  return NULL;
}

void
plan_assert_window (const PdlDueItem *item, const char *earliest, const char *due, const char *latest)
{
  g_autofree char *first = NULL, *middle = NULL, *last = NULL;

  g_assert_nonnull (item);
  first = pdl_day_to_iso (item->earliest, PDL_PRECISION_DAY);
  middle = pdl_day_to_iso (item->due, PDL_PRECISION_DAY);
  last = pdl_day_to_iso (item->latest, PDL_PRECISION_DAY);
  g_assert_cmpstr (first, ==, earliest);
  g_assert_cmpstr (middle, ==, due);
  g_assert_cmpstr (last, ==, latest);
}

void
plan_assert_state (PdlPlan *plan, const char *id, PdlDueState state)
{
  const PdlDueItem *item = plan_find (plan, id);

  g_test_message ("%s", id);
  g_assert_nonnull (item);
  g_assert_cmpstr (pdl_due_state_name (item->state), ==, pdl_due_state_name (state));
}
