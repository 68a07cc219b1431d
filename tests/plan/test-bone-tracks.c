/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Bone agents on the plan: the next dose, the laboratory tests before it, the first calcium, a lapse; and thrombosis. Days and
 * limits are those of the follow-up reference, sections 1.7.7, 1.10, 4.7, 4.8 and 5.3.
 */

#include <string.h>

#include "plan-builder.h"

/* @doses: "2025-03-03 2025-03-31" */
static void
give (Builder *builder, const char *drug, const char *interval, const char *doses)
{
  g_auto (GStrv) days = g_strsplit (doses, " ", -1);
  g_autoptr (GString) list = g_string_new ("doses=[");
  g_autofree char *which = g_strconcat ("drug=", drug, NULL), *start = g_strconcat ("start=", days[0], NULL);

  for (guint i = 0; days[i] != NULL; i++)
    g_string_append_printf (list, "%s{\"date\":\"%s\"}", i > 0 ? "," : "", days[i]);
  g_string_append (list, "]");
  plan_add_item (builder, PDL_GROUP_TREATMENT, "bma", which, "status=ongoing", start, list->str, interval, NULL);
}

static const PdlRider *
find_rider (PdlPlan *plan, const char *id, const char *words)
{
  const PdlDueItem *item = plan_find (plan, id);

  g_assert_nonnull (item);
  for (guint i = 0; i < item->n_riders; i++)
    if (strstr (item->riders[i].label, words) != NULL)
      return &item->riders[i];
  return NULL;
}

/* 1.7.7: every 3 to 4 weeks d28 (21 to 35), every 12 weeks d84 (77 to 98), denosumab d28 (25 to 35); the newest dose counts. */
static void
test_windows (void)
{
  static const struct { const char *drug, *interval, *id, *earliest, *due, *latest; } rows[] = {
    { "zoledronate", "interval_weeks=4", "BMA_DOSE_ZOLEDRONATE/q4/-", "2025-03-24", "2025-03-31", "2025-04-07" },
    { "zoledronate", "interval_weeks=3", "BMA_DOSE_ZOLEDRONATE/q4/-", "2025-03-24", "2025-03-31", "2025-04-07" },
    { "zoledronate", "interval_weeks=12", "BMA_DOSE_ZOLEDRONATE/q12/-", "2025-05-19", "2025-05-26", "2025-06-09" },
    { "denosumab", NULL, "BMA_DOSE_DENOSUMAB/q4/-", "2025-03-28", "2025-03-31", "2025-04-07" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;

      plan_begin_with_lesion (&builder, "2025-03-03");
      give (&builder, rows[i].drug, rows[i].interval, "2025-02-03 2025-03-03");
      plan = plan_finish (&builder, "2025-03-04");
      plan_assert_window (plan_find (plan, rows[i].id), rows[i].earliest, rows[i].due, rows[i].latest);
    }
}

/* 4.7: zoledronate amber from day 36 and never red; denosumab amber from day 36, red from day 42. Dose on 2025-03-03. */
static void
test_states (void)
{
  static const struct { const char *drug, *id, *today; PdlDueState state; } rows[] = {
    { "zoledronate", "BMA_DOSE_ZOLEDRONATE/q4/-", "2025-03-10", PDL_DUE_NOT_DUE }, { "zoledronate", "BMA_DOSE_ZOLEDRONATE/q4/-", "2025-03-17", PDL_DUE_DUE_SOON },
    { "zoledronate", "BMA_DOSE_ZOLEDRONATE/q4/-", "2025-03-24", PDL_DUE_DUE }, { "zoledronate", "BMA_DOSE_ZOLEDRONATE/q4/-", "2025-04-07", PDL_DUE_DUE },
    { "zoledronate", "BMA_DOSE_ZOLEDRONATE/q4/-", "2025-04-08", PDL_DUE_OVERDUE }, { "zoledronate", "BMA_DOSE_ZOLEDRONATE/q4/-", "2025-12-01", PDL_DUE_OVERDUE },
    { "denosumab", "BMA_DOSE_DENOSUMAB/q4/-", "2025-03-28", PDL_DUE_DUE }, { "denosumab", "BMA_DOSE_DENOSUMAB/q4/-", "2025-04-07", PDL_DUE_DUE },
    { "denosumab", "BMA_DOSE_DENOSUMAB/q4/-", "2025-04-08", PDL_DUE_OVERDUE }, { "denosumab", "BMA_DOSE_DENOSUMAB/q4/-", "2025-04-13", PDL_DUE_OVERDUE },
    { "denosumab", "BMA_DOSE_DENOSUMAB/q4/-", "2025-04-14", PDL_DUE_CRITICAL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;

      plan_begin_with_lesion (&builder, "2025-03-03");
      give (&builder, rows[i].drug, "interval_weeks=4", "2025-03-03");
      plan = plan_finish (&builder, rows[i].today);
      g_test_message ("%s", rows[i].today);
      plan_assert_state (plan, rows[i].id, rows[i].state);
    }
}

/* 4.3: no default interval; without one nothing is computed and what is missing is named. Another one has no window. */
static void
test_interval_left_open (void)
{
  Builder builder;
  g_autoptr (PdlPlan) open = NULL, chosen = NULL, other = NULL;

  plan_begin_with_lesion (&builder, "2025-03-03");
  give (&builder, "zoledronate", NULL, "2025-03-03");
  open = plan_finish (&builder, "2025-03-04");
  plan_assert_state (open, "BMA_DOSE_ZOLEDRONATE/unknown/-", PDL_DUE_NOT_COMPUTABLE);
  g_assert_nonnull (strstr (plan_find (open, "BMA_DOSE_ZOLEDRONATE/unknown/-")->why, "Zoledronate every"));

  plan_begin_with_lesion (&builder, "2025-03-03");
  give (&builder, "zoledronate", NULL, "2025-03-03");
  plan_say (&builder, "zoledronate_interval_weeks", "12");
  chosen = plan_finish (&builder, "2025-03-04");
  g_assert_nonnull (plan_find (chosen, "BMA_DOSE_ZOLEDRONATE/q12/-"));

  plan_begin_with_lesion (&builder, "2025-03-03");
  give (&builder, "zoledronate", "interval_weeks=8", "2025-03-03");
  other = plan_finish (&builder, "2025-03-04");
  plan_assert_state (other, "BMA_DOSE_ZOLEDRONATE/other/-", PDL_DUE_DUE);
}

/* 1.10, 1.13: what holds the dose back; a drug that is planned and not begun has no next dose. */
static void
test_held_back (void)
{
  static const struct { const char *key, *text, *symptom, *item; PdlDueState state; } rows[] = {
    { "comfort_care", "true", NULL, "BMA_DOSE_DENOSUMAB/comfort/-", PDL_DUE_SUSPENDED },
    { "mronj_open", "true", NULL, "BMA_DOSE_DENOSUMAB/hold/-", PDL_DUE_SUSPENDED },
    { NULL, NULL, "symptom=jaw", "BMA_DOSE_DENOSUMAB/hold/-", PDL_DUE_SUSPENDED },
    { NULL, NULL, "symptom=hypocalcaemia", "BMA_DOSE_DENOSUMAB/hold/-", PDL_DUE_SUSPENDED },
    { NULL, NULL, "symptom=vte", "BMA_DOSE_DENOSUMAB/q4/-", PDL_DUE_NOT_DUE },
  };
  Builder builder;
  g_autoptr (PdlPlan) planned = NULL, stopping = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PdlPlan) plan = NULL;

      plan_begin_with_lesion (&builder, "2025-03-04");
      give (&builder, "denosumab", NULL, "2025-03-03");
      if (rows[i].key != NULL)
        plan_say (&builder, rows[i].key, rows[i].text);
      if (rows[i].symptom != NULL)
        plan_add_item (&builder, PDL_GROUP_EVENT, "symptom", rows[i].symptom, "date=2025-03-04", NULL);
      plan = plan_finish (&builder, "2025-03-05");
      plan_assert_state (plan, rows[i].item, rows[i].state);
    }
  plan_begin_with_lesion (&builder, "2025-03-04");
  plan_say (&builder, "bma_planned", "denosumab");
  planned = plan_finish (&builder, "2025-03-05");
  g_assert_null (plan_find (planned, "BMA_DOSE_DENOSUMAB/q4/-"));
  g_assert_null (plan_find (planned, "BMA_CALCIUM_FIRST/first/-"));

  plan_begin_with_lesion (&builder, "2025-03-04");
  give (&builder, "denosumab", NULL, "2025-03-03");
  plan_say (&builder, "bma_stopping", "true");
  stopping = plan_finish (&builder, "2025-03-05");
  g_assert_null (plan_find (stopping, "BMA_DOSE_DENOSUMAB/q4/-"));
}

/* 4.7: calcium d14 (d7 to d14) after the first dose only, grace 0; one measured before day 7 is not the one asked for. */
static void
test_first_calcium (void)
{
  static const struct { const char *doses, *specimen, *today; gboolean asked; PdlDueState state; } rows[] = {
    { "2025-03-03", NULL, "2025-03-04", TRUE, PDL_DUE_DUE_SOON }, { "2025-03-03", NULL, "2025-03-10", TRUE, PDL_DUE_DUE },
    { "2025-03-03", NULL, "2025-03-17", TRUE, PDL_DUE_DUE }, { "2025-03-03", NULL, "2025-03-18", TRUE, PDL_DUE_CRITICAL },
    { "2025-03-03 2025-03-31", NULL, "2025-04-01", TRUE, PDL_DUE_CRITICAL },
    { "2025-03-03", "2025-03-09T08:00", "2025-03-12", TRUE, PDL_DUE_DUE }, { "2025-03-03", "2025-03-10T08:00", "2025-03-12", FALSE, PDL_DUE_DUE },
    { "2025-03-03", "2025-03-20T08:00", "2025-03-21", FALSE, PDL_DUE_DUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;
      g_autofree char *specimen = g_strconcat ("specimen_at=", rows[i].specimen, NULL);

      plan_begin_with_lesion (&builder, "2025-03-03");
      give (&builder, "denosumab", NULL, rows[i].doses);
      if (rows[i].specimen != NULL)
        plan_add_item (&builder, PDL_GROUP_EVENT, "lab", "finding=calcium_mmol_l", "value=2.3", specimen, NULL);
      plan = plan_finish (&builder, rows[i].today);
      g_test_message ("row %u", i + 1);
      if (rows[i].asked)
        plan_assert_state (plan, "BMA_CALCIUM_FIRST/first/-", rows[i].state);
      else
        g_assert_null (plan_find (plan, "BMA_CALCIUM_FIRST/first/-"));
    }
}

/* 4.7: before each zoledronate dose, creatinine not older than 7 days: the sample of day 20 is too early, that of day 21 will do. */
static void
test_labs_before_zoledronate (void)
{
  static const struct { const char *specimen; gboolean asked; } rows[] = { { NULL, TRUE }, { "2025-03-23T08:00", TRUE }, { "2025-03-24T08:00", FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;
      g_autofree char *specimen = g_strconcat ("specimen_at=", rows[i].specimen, NULL);

      plan_begin_with_lesion (&builder, "2025-03-03");
      plan_say (&builder, "creatinine_umol_l", "80");
      give (&builder, "zoledronate", "interval_weeks=4", "2025-03-03");
      if (rows[i].specimen != NULL)
        plan_add_item (&builder, PDL_GROUP_EVENT, "lab", "finding=creatinine_umol_l", "value=80", specimen, NULL);
      plan = plan_finish (&builder, "2025-03-25");
      g_assert_true ((plan_find (plan, "BMA_LABS/q4/-") != NULL) == rows[i].asked);
      if (rows[i].asked)
        plan_assert_window (plan_find (plan, "BMA_LABS/q4/-"), "2025-03-24", "2025-03-31", "2025-04-07");
    }
}

/* 4.7: under denosumab monthly at first, then every 3 months with a clearance of 30 or more; weekly for 4 weeks with less. */
static void
test_labs_under_denosumab (void)
{
  static const struct { const char *start, *clearance, *item, *due; } rows[] = {
    { "2025-03-03", "80", "BMA_LABS/early/-", "2025-04-10" },
    { "2024-03-03", "80", "BMA_LABS/quarterly/-", "2025-06-10" },
    { "2024-03-03", "30", "BMA_LABS/quarterly/-", "2025-06-10" },
    { "2024-03-03", "29", "BMA_LABS/low/-", "2025-04-10" },
    { "2024-03-03", NULL, "BMA_LABS/low/-", "2025-04-10" },
    { "2025-03-03", "29", "BMA_LABS/weekly/-", "2025-03-17" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;

      plan_begin_with_lesion (&builder, "2025-03-10");
      plan_say (&builder, "calcium_mmol_l", "2.3");
      if (rows[i].clearance != NULL)
        plan_say (&builder, "crcl_ml_min", rows[i].clearance);
      give (&builder, "denosumab", NULL, rows[i].start);
      plan = plan_finish (&builder, "2025-03-12");
      g_test_message ("row %u", i + 1);
      plan_assert_window (plan_find (plan, rows[i].item), rows[i].due, rows[i].due, rows[i].due);
    }
}

/* 4.7, 4.8: three months after the last denosumab dose with no plan; another drug since, or one that is planned, is a plan. */
static void
test_gap (void)
{
  static const struct { const char *today, *planned, *since; gboolean told; } rows[] = {
    { "2025-06-02", NULL, NULL, FALSE }, { "2025-06-03", NULL, NULL, TRUE }, { "2025-09-01", NULL, NULL, TRUE },
    { "2025-09-01", "zoledronate", NULL, FALSE }, { "2025-09-01", NULL, "2025-06-10", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;

      plan_begin_with_lesion (&builder, "2025-03-03");
      give (&builder, "denosumab", NULL, "2025-03-03");
      if (rows[i].planned != NULL)
        plan_say (&builder, "bma_planned", rows[i].planned);
      if (rows[i].since != NULL)
        give (&builder, "zoledronate", "interval_weeks=12", rows[i].since);
      plan = plan_finish (&builder, rows[i].today);
      g_test_message ("row %u", i + 1);
      g_assert_true ((plan_find (plan, "BMA_GAP/gap/-") != NULL) == rows[i].told);
    }
}

/* 4.8, 1.10, 4.7: what is asked with the next dose and the next laboratory tests. */
static void
test_riders (void)
{
  Builder builder;
  g_autoptr (PdlPlan) plain = NULL, all = NULL;

  plan_begin_with_lesion (&builder, "2025-03-03");
  give (&builder, "denosumab", NULL, "2025-03-03");
  plain = plan_finish (&builder, "2025-03-04");
  g_assert_null (find_rider (plain, "BMA_DOSE_DENOSUMAB/q4/-", "still needed"));
  g_assert_null (find_rider (plain, "BMA_LABS/early/-", "albumin (myeloma"));

  plan_begin_with_lesion (&builder, "2025-03-03");
  give (&builder, "denosumab", NULL, "2023-03-01 2025-03-03");
  plan_say (&builder, "primary_site", "multiple_myeloma");
  plan_say (&builder, "crcl_ml_min", "70");
  plan_add_item (&builder, PDL_GROUP_EVENT, "symptom", "symptom=thigh", "date=2025-03-03", NULL);
  all = plan_finish (&builder, "2025-03-04");
  g_assert_nonnull (find_rider (all, "BMA_DOSE_DENOSUMAB/q4/-", "still needed"));
  g_assert_nonnull (find_rider (all, "BMA_DOSE_DENOSUMAB/q4/-", "atypical fracture"));
  g_assert_nonnull (find_rider (all, "BMA_LABS/quarterly/-", "Urinary albumin"));
}

/* 5.3: from 24 h on, every day until the contraindication is gone. */
static void
test_thrombosis (void)
{
  static const struct { const char *contraindication, *status, *today; gboolean asked; PdlDueState state; } rows[] = {
    { "contraindication=epidural haematoma", "status=ongoing", "2025-03-03", TRUE, PDL_DUE_DUE_SOON },
    { "contraindication=epidural haematoma", "status=ongoing", "2025-03-04", TRUE, PDL_DUE_DUE },
    { "contraindication=epidural haematoma", "status=ongoing", "2025-03-20", TRUE, PDL_DUE_DUE },
    { "contraindication=epidural haematoma", "status=done", "2025-03-04", FALSE, PDL_DUE_DUE },
    { "mechanical=true", "status=ongoing", "2025-03-04", FALSE, PDL_DUE_DUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;

      plan_begin_with_lesion (&builder, "2025-03-03");
      plan_add_item (&builder, PDL_GROUP_TREATMENT, "vte", "start=2025-03-03", rows[i].status, rows[i].contraindication, NULL);
      plan = plan_finish (&builder, rows[i].today);
      g_assert_true ((plan_find (plan, "VTE/daily/-") != NULL) == rows[i].asked);
      if (rows[i].asked)
        plan_assert_state (plan, "VTE/daily/-", rows[i].state);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  knowledge = pdl_knowledge_load (NULL, &error);
  g_assert_no_error (error);
  g_test_add_func ("/plan/bone/windows", test_windows);
  g_test_add_func ("/plan/bone/states", test_states);
  g_test_add_func ("/plan/bone/interval-left-open", test_interval_left_open);
  g_test_add_func ("/plan/bone/held-back", test_held_back);
  g_test_add_func ("/plan/bone/first-calcium", test_first_calcium);
  g_test_add_func ("/plan/bone/labs-before-zoledronate", test_labs_before_zoledronate);
  g_test_add_func ("/plan/bone/labs-under-denosumab", test_labs_under_denosumab);
  g_test_add_func ("/plan/bone/gap", test_gap);
  g_test_add_func ("/plan/bone/riders", test_riders);
  g_test_add_func ("/plan/thrombosis", test_thrombosis);
  return g_test_run ();
}
