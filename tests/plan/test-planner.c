/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The planner over whole cases: which tracks start, what satisfies an item, what supersedes and suspends a track. Dates are
 * those of the follow-up reference, sections 1.2 to 1.14.
 */

#include "pdl-schedule.h"
#include "plan-builder.h"

static void
test_numbers (void)
{
  g_autoptr (GError) error = NULL;
  const PdlSchedules *schedules = pdl_schedules_get (knowledge, &error);
  const PdlRestageRule expected = { 16, 6, 2, 2, 1, 12, 8, 8, 8, 6, 3, 15, 3, 14, 42, 112 };
  const PdlSbrtRule sbrt = { 18, 2, 3, 3, 6, 4 };

  g_assert_no_error (error);
  g_assert_cmpmem (&schedules->restage.rule, sizeof expected, &expected, sizeof expected);
  g_assert_cmpmem (&schedules->sbrt.rule, sizeof sbrt, &sbrt, sizeof sbrt);
}

static void
test_nothing_without_treatment (void)
{
  Builder builder;
  g_autoptr (PdlPlan) plan = NULL;

  plan_begin (&builder, "2025-03-03");
  plan_set (&builder, builder.visit, PDL_LEVEL_NONE, "back_pain", "true");
  plan = plan_finish (&builder, "2025-03-03");
  g_assert_cmpuint (plan->n_items, ==, 0);
}

static void
test_after_sbrt (void)
{
  Builder builder;
  g_autoptr (PdlPlan) plan = NULL;

  plan_begin (&builder, "2025-02-10");
  plan_set (&builder, builder.visit, 14, "lesion_type", "lytic");
  plan_set (&builder, builder.visit, PDL_LEVEL_NONE, "sbrt_risk", "low");
  plan_add_item (&builder, PDL_GROUP_TREATMENT, "radiotherapy", "technique=sbrt", "status=done", "start=2025-01-27", "end=2025-01-31", "levels=T8", NULL);
  plan_add_item (&builder, PDL_GROUP_IMAGING, "mri_spine", "date=2025-04-15", "whole_spine=true", "adequate=true", NULL);
  plan = plan_finish (&builder, "2025-05-01");
  /* 1.14, SBRT, second row */
  plan_assert_window (plan_find (plan, "SPINE_SBRT/mri/0"), "2025-06-15", "2025-07-15", "2025-07-15");
  g_assert_cmpint (plan_find (plan, "SPINE_SBRT/mri/0")->state, ==, PDL_DUE_NOT_DUE);
}

static void
test_inadequate_imaging_does_not_count (void)
{
  Builder builder;
  g_autoptr (PdlPlan) plan = NULL;

  plan_begin (&builder, "2025-02-10");
  plan_add_item (&builder, PDL_GROUP_TREATMENT, "radiotherapy", "technique=sbrt", "status=done", "start=2025-01-27", "end=2025-01-31", "levels=T8", NULL);
  plan_add_item (&builder, PDL_GROUP_IMAGING, "mri_spine", "date=2025-04-15", "whole_spine=true", "adequate=false", NULL);
  plan_add_item (&builder, PDL_GROUP_IMAGING, "mri_spine", "date=2025-04-16", "levels=L4 L5", "adequate=true", NULL);
  plan = plan_finish (&builder, "2025-05-01");
  plan_assert_window (plan_find (plan, "SPINE_SBRT/mri/0"), "2025-03-31", "2025-04-15", "2025-04-30");
  g_assert_cmpint (plan_find (plan, "SPINE_SBRT/mri/0")->state, ==, PDL_DUE_OVERDUE);
}

static void
test_after_surgery (void)
{
  Builder builder;
  g_autoptr (PdlPlan) plan = NULL;

  plan_begin (&builder, "2025-03-15");
  plan_add_item (&builder, PDL_GROUP_TREATMENT, "surgery", "status=done", "start=2025-03-03", "levels=T7 T8", NULL);
  plan_add_item (&builder, PDL_GROUP_IMAGING, "xr_standing", "date=2025-04-20", NULL);
  plan = plan_finish (&builder, "2025-06-20");
  /* 1.14: the visit of 15 March satisfies W2, the X-ray of 20 April W6; M3 ran out on 17 June. */
  g_assert_cmpint (plan_find (plan, "SPINE_POSTOP/W2/0")->state, ==, PDL_DUE_SATISFIED);
  g_assert_cmpint (plan_find (plan, "SPINE_POSTOP/W6/0")->state, ==, PDL_DUE_SATISFIED);
  plan_assert_window (plan_find (plan, "SPINE_POSTOP/M3/0"), "2025-05-20", "2025-06-03", "2025-06-17");
  g_assert_cmpint (plan_find (plan, "SPINE_POSTOP/M3/0")->state, ==, PDL_DUE_OVERDUE);
  plan_assert_window (plan_find (plan, "SPINE_POSTOP/M12/0"), "2026-01-20", "2026-03-03", "2026-04-14");
}

static void
test_after_cebrt (void)
{
  Builder builder;
  g_autoptr (PdlPlan) plan = NULL;

  plan_begin (&builder, "2025-05-30");
  plan_add_item (&builder, PDL_GROUP_TREATMENT, "radiotherapy", "technique=cebrt", "status=done", "start=2025-05-28", "end=2025-06-10", "levels=L2", NULL);
  plan = plan_finish (&builder, "2025-06-12");
  plan_assert_window (plan_find (plan, "SPINE_CEBRT/W2/0"), "2025-06-20", "2025-06-24", "2025-06-28");
  plan_assert_window (plan_find (plan, "SPINE_CEBRT/W4/0"), "2025-07-01", "2025-07-08", "2025-07-15");
  plan_assert_window (plan_find (plan, "SPINE_CEBRT/W12/0"), "2025-08-26", "2025-09-02", "2025-09-16");
  plan_assert_window (plan_find (plan, "PRO/6w/0"), "2025-07-08", "2025-07-22", "2025-08-05");
  plan_assert_window (plan_find (plan, "PRO/52w/0"), "2026-04-28", "2026-06-09", "2026-07-21");
}

/* 1.5: a questionnaire past its window is missed, not overdue. */
/* 1.7.3: after two years yearly, +- 60 days. The years behind are told of, of those ahead the first. */
static void
test_yearly (void)
{
  Builder builder;
  g_autoptr (PdlPlan) plan = NULL;

  plan_begin (&builder, "2028-03-10");
  plan_add_item (&builder, PDL_GROUP_TREATMENT, "surgery", "status=done", "start=2025-03-03", "levels=T7 T8", NULL);
  plan_add_item (&builder, PDL_GROUP_IMAGING, "xr_standing", "date=2028-03-10", NULL);
  plan = plan_finish (&builder, "2028-05-20");
  plan_assert_window (plan_find (plan, "SPINE_POSTOP/M36/0"), "2028-01-03", "2028-03-03", "2028-05-02");
  g_assert_cmpint (plan_find (plan, "SPINE_POSTOP/M36/0")->state, ==, PDL_DUE_SATISFIED);
  plan_assert_window (plan_find (plan, "SPINE_POSTOP/M48/0"), "2029-01-02", "2029-03-03", "2029-05-02");
  g_assert_cmpint (plan_find (plan, "SPINE_POSTOP/M48/0")->state, ==, PDL_DUE_NOT_DUE);
  g_assert_null (plan_find (plan, "SPINE_POSTOP/M60/0"));
}

/* 1.8, clock sanity: before the day before the newest entry; what is planned lies ahead by its nature. */
static void
test_clock_behind (void)
{
  static const struct { const char *today; gboolean behind; } days[] = {
    { "2025-04-13", TRUE }, { "2025-04-14", FALSE }, { "2025-04-15", FALSE }, { "2025-06-01", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;

      plan_begin (&builder, "2025-02-10");
      plan_add_item (&builder, PDL_GROUP_IMAGING, "mri_spine", "date=2025-04-15", "whole_spine=true", "adequate=true", NULL);
      plan_add_item (&builder, PDL_GROUP_TREATMENT, "surgery", "status=planned", "start=2025-09-03", "levels=T7 T8", NULL);
      plan = plan_finish (&builder, days[i].today);
      g_assert_cmpint (plan->newest, ==, plan_day ("2025-04-15"));
      g_assert_cmpint (plan->clock_behind, ==, days[i].behind);
    }
}

static void
test_late_questionnaire (void)
{
  Builder builder;
  g_autoptr (PdlPlan) plan = NULL;

  plan_begin (&builder, "2025-05-30");
  plan_add_item (&builder, PDL_GROUP_TREATMENT, "radiotherapy", "technique=cebrt", "status=done", "start=2025-05-28", "end=2025-06-10", "levels=L2", NULL);
  plan = plan_finish (&builder, "2025-08-06");
  g_assert_cmpint (plan_find (plan, "PRO/6w/0")->state, ==, PDL_DUE_MISSED);
  g_assert_cmpint (plan_find (plan, "PRO/12w/0")->state, ==, PDL_DUE_NOT_DUE);
}

static void
test_superseded (void)
{
  Builder builder;
  g_autoptr (PdlPlan) plan = NULL;

  plan_begin (&builder, "2025-05-30");
  plan_add_item (&builder, PDL_GROUP_TREATMENT, "radiotherapy", "technique=cebrt", "status=done", "start=2025-05-28", "end=2025-06-10", "levels=L2", NULL);
  plan_add_item (&builder, PDL_GROUP_TREATMENT, "surgery", "status=done", "start=2025-07-01", "levels=L1 L2 L3", NULL);
  plan = plan_finish (&builder, "2025-07-05");
  g_assert_null (plan_find (plan, "SPINE_CEBRT/W8/0"));
  g_assert_nonnull (plan_find (plan, "SPINE_POSTOP/W2/1"));
}

static void
add_systemic (Builder *builder)
{
  plan_add_item (builder, PDL_GROUP_TREATMENT, "systemic", "status=ongoing", "start=2024-10-01", "line=1", "class=targeted", NULL);
  plan_add_item (builder, PDL_GROUP_IMAGING, "ct_cap", "date=2024-10-20", "result=pd", NULL);
  plan_add_item (builder, PDL_GROUP_IMAGING, "ct_cap", "date=2025-01-06", "result=sd", NULL);
  plan_set (builder, builder->visit, PDL_LEVEL_NONE, "disease_activity", "a1");
  plan_set (builder, builder->visit, PDL_LEVEL_NONE, "clinical_status", "c1");
  plan_set (builder, builder->visit, PDL_LEVEL_NONE, "progression_class", "r1");
}

static void
test_restage (void)
{
  Builder builder;
  g_autoptr (PdlPlan) plan = NULL;

  plan_begin (&builder, "2025-01-10");
  add_systemic (&builder);
  plan = plan_finish (&builder, "2025-01-10");
  /* 1.14, restaging, second row */
  plan_assert_window (plan_find (plan, "SYS_RESTAGE/scan/-"), "2025-03-06", "2025-03-17", "2025-03-28");
}

static void
test_restage_without_classes (void)
{
  Builder builder;
  g_autoptr (PdlPlan) plan = NULL;

  plan_begin (&builder, "2025-01-10");
  plan_add_item (&builder, PDL_GROUP_TREATMENT, "systemic", "status=ongoing", "start=2025-01-06", "line=1", NULL);
  plan_set (&builder, builder.visit, PDL_LEVEL_NONE, "progression_class", "r1");
  plan = plan_finish (&builder, "2025-01-10");
  g_assert_cmpint (plan_find (plan, "SYS_RESTAGE/scan/-")->state, ==, PDL_DUE_NOT_COMPUTABLE);
  g_assert_cmpint (plan_find (plan, "SYS_RESTAGE/scan/-")->due, ==, PDL_DAY_NONE);
}

static void
test_short_survival_suspends (void)
{
  Builder builder;
  g_autoptr (PdlPlan) plan = NULL;

  plan_begin (&builder, "2025-01-10");
  add_systemic (&builder);
  plan_set (&builder, builder.visit, PDL_LEVEL_NONE, "survival_band", "w6_m3");
  plan = plan_finish (&builder, "2025-01-10");
  g_assert_cmpint (plan_find (plan, "SYS_RESTAGE/scan/-")->state, ==, PDL_DUE_SUSPENDED);
}

static void
test_comfort_care (void)
{
  Builder builder;
  g_autoptr (PdlPlan) plan = NULL;

  plan_begin (&builder, "2025-01-10");
  add_systemic (&builder);
  plan_set (&builder, builder.visit, PDL_LEVEL_NONE, "comfort_care", "true");
  plan = plan_finish (&builder, "2025-01-10");
  g_assert_cmpint (plan_find (plan, "SYS_RESTAGE/scan/-")->state, ==, PDL_DUE_SUSPENDED);
}

static void
test_death_ends_everything (void)
{
  Builder builder;
  g_autoptr (PdlPlan) plan = NULL;

  plan_begin (&builder, "2025-01-10");
  add_systemic (&builder);
  plan_set (&builder, NULL, PDL_LEVEL_NONE, "death_date", "2025-02-01");
  plan = plan_finish (&builder, "2025-02-10");
  g_assert_cmpuint (plan->n_items, ==, 0);
}

static void
test_new_symptom (void)
{
  Builder builder;
  g_autoptr (PdlPlan) plan = NULL;

  plan_begin (&builder, "2025-01-10");
  add_systemic (&builder);
  plan_add_item (&builder, PDL_GROUP_EVENT, "symptom", "symptom=neuro", "onset=2025-02-01", NULL);
  plan = plan_finish (&builder, "2025-02-01");
  g_assert_cmpint (plan_find (plan, "SYMPTOM/neuro/0")->state, ==, PDL_DUE_DUE);
  g_assert_cmpstr (plan_find (plan, "SYMPTOM/neuro/0")->exam, ==, "mri_spine");
  /* Routine imaging waits for the result. */
  g_assert_cmpint (plan_find (plan, "SYS_RESTAGE/scan/-")->state, ==, PDL_DUE_SUSPENDED);
}

static void
test_symptom_is_closed_by_an_outcome (void)
{
  Builder builder;
  g_autoptr (PdlPlan) plan = NULL;

  plan_begin (&builder, "2025-01-10");
  add_systemic (&builder);
  plan_add_item (&builder, PDL_GROUP_EVENT, "symptom", "symptom=neuro", "onset=2025-02-01", "closed_at=2025-02-02", NULL);
  plan = plan_finish (&builder, "2025-02-10");
  g_assert_null (plan_find (plan, "SYMPTOM/neuro/0"));
  g_assert_cmpint (plan_find (plan, "SYS_RESTAGE/scan/-")->state, !=, PDL_DUE_SUSPENDED);
}

static void
test_baseline_gate (void)
{
  Builder builder;
  g_autoptr (PdlPlan) plan = NULL;

  plan_begin (&builder, "2025-03-01");
  plan_set (&builder, builder.visit, 14, "lesion_type", "lytic");
  plan_set (&builder, builder.visit, PDL_LEVEL_NONE, "surgery_planned", "true");
  plan_set (&builder, builder.visit, PDL_LEVEL_NONE, "pain_nrs", "7");
  plan_add_item (&builder, PDL_GROUP_IMAGING, "mri_spine", "date=2025-02-10", "whole_spine=true", "adequate=true", NULL);
  plan = plan_finish (&builder, "2025-03-01");
  /* 1.2: MRI not older than 14 days before surgery; 10 February is too old. The pain score of today is fresh. */
  g_assert_cmpint (plan_find (plan, "BASELINE/mri/-")->state, ==, PDL_DUE_DUE);
  g_assert_cmpint (plan_find (plan, "BASELINE/pain/-")->state, ==, PDL_DUE_SATISFIED);
  g_assert_cmpint (plan_find (plan, "BASELINE/mdt/-")->state, ==, PDL_DUE_DUE);
}

/* 1.14, merge: SBRT row 1 with restaging row 5 on one visit; anchored later they do not overlap, and stay two. */
static void
test_one_visit (void)
{
  static const char *const ends[] = { "end=2025-01-31", "end=2025-02-20" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;
      const PdlDueItem *scan, *mri;

      plan_begin (&builder, "2025-02-21");
      plan_set (&builder, builder.visit, 14, "lesion_type", "lytic");
      plan_add_item (&builder, PDL_GROUP_TREATMENT, "radiotherapy", "technique=sbrt", "status=done", "start=2025-01-27", ends[i], "levels=T8", NULL);
      plan_add_item (&builder, PDL_GROUP_TREATMENT, "systemic", "status=ongoing", "start=2025-01-06", "line=1", "class=targeted", NULL);
      plan_set (&builder, builder.visit, PDL_LEVEL_NONE, "disease_activity", "a1");
      plan_set (&builder, builder.visit, PDL_LEVEL_NONE, "clinical_status", "c1");
      plan_set (&builder, builder.visit, PDL_LEVEL_NONE, "progression_class", "r0");
      if (i == 1)
        plan_set (&builder, builder.visit, PDL_LEVEL_NONE, "sbrt_risk", "low");
      plan = plan_finish (&builder, "2025-02-21");
      scan = plan_find (plan, "SYS_RESTAGE/scan/-");
      mri = plan_find (plan, "SPINE_SBRT/mri/0");
      g_assert_nonnull (mri);
      plan_assert_window (scan, "2025-03-18", "2025-03-31", "2025-04-13");
      if (i == 0)
        {
          PdlDueItem visit = { 0 };

          g_assert_cmpint (scan->visit, >=, 0);
          g_assert_cmpint (mri->visit, ==, scan->visit);
          visit.earliest = plan->visits[scan->visit].earliest;
          visit.due = plan->visits[scan->visit].due;
          visit.latest = plan->visits[scan->visit].latest;
          plan_assert_window (mri, "2025-03-31", "2025-04-15", "2025-04-30");
          plan_assert_window (&visit, "2025-03-31", "2025-03-31", "2025-04-13");
        }
      else
        g_assert_true (scan->visit < 0 || mri->visit != scan->visit);
      for (guint v = 0; v < plan->n_visits; v++)
        {
          guint members = 0;

          for (guint n = 0; n < plan->n_items; n++)
            if (plan->items[n].visit == (int) v)
              {
                members++;
                g_assert_cmpint (plan->items[n].earliest, <=, plan->visits[v].earliest);
                g_assert_cmpint (plan->items[n].latest, >=, plan->visits[v].latest);
              }
          g_assert_cmpuint (members, ==, plan->visits[v].n_items);
          g_assert_cmpuint (members, >=, 2);
        }
    }
}

static void
test_deterministic (void)
{
  for (guint run = 0; run < 3; run++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;

      plan_begin (&builder, "2025-01-10");
      add_systemic (&builder);
      plan = plan_finish (&builder, "2025-02-10");
      for (guint i = 0; i < plan->n_items; i++)
        if (plan->items[i].due != PDL_DAY_NONE)
          {
            g_assert_cmpint (plan->items[i].earliest, <=, plan->items[i].due);
            g_assert_cmpint (plan->items[i].due, <=, plan->items[i].latest);
          }
      g_assert_nonnull (plan_find (plan, "SYS_RESTAGE/scan/-"));
    }
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  knowledge = pdl_knowledge_load (NULL, &error);
  g_assert_no_error (error);
  g_test_add_func ("/plan/planner/numbers", test_numbers);
  g_test_add_func ("/plan/planner/nothing", test_nothing_without_treatment);
  g_test_add_func ("/plan/planner/sbrt", test_after_sbrt);
  g_test_add_func ("/plan/planner/inadequate", test_inadequate_imaging_does_not_count);
  g_test_add_func ("/plan/planner/surgery", test_after_surgery);
  g_test_add_func ("/plan/planner/yearly", test_yearly);
  g_test_add_func ("/plan/planner/clock-behind", test_clock_behind);
  g_test_add_func ("/plan/planner/cebrt", test_after_cebrt);
  g_test_add_func ("/plan/planner/late-questionnaire", test_late_questionnaire);
  g_test_add_func ("/plan/planner/superseded", test_superseded);
  g_test_add_func ("/plan/planner/restage", test_restage);
  g_test_add_func ("/plan/planner/not-computable", test_restage_without_classes);
  g_test_add_func ("/plan/planner/short-survival", test_short_survival_suspends);
  g_test_add_func ("/plan/planner/comfort", test_comfort_care);
  g_test_add_func ("/plan/planner/death", test_death_ends_everything);
  g_test_add_func ("/plan/planner/symptom", test_new_symptom);
  g_test_add_func ("/plan/planner/symptom-closed", test_symptom_is_closed_by_an_outcome);
  g_test_add_func ("/plan/planner/baseline", test_baseline_gate);
  g_test_add_func ("/plan/planner/one-visit", test_one_visit);
  g_test_add_func ("/plan/planner/deterministic", test_deterministic);
  return g_test_run ();
}
