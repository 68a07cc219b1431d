/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Rehabilitation, distress, palliative care and the laboratory tests of a steroid: days and limits are those of the follow-up
 * reference, sections 1.5, 1.8, 1.13, 5.1 and 5.8 to 5.10. Several visits, because most of it counts from an earlier one.
 */

#include <string.h>

#include "plan-builder.h"

#define T8 14

static const char *
add_visit (Builder *builder, const char *day)
{
  return pdl_change_add_assessment (builder->change, NULL, plan_day (day));
}

/* The visit as it is made in the program: everything of the one before, not confirmed. */
static void
carry_forward (Builder *builder, const char *day)
{
  g_autoptr (GError) error = NULL;

  pdl_case_apply (builder->kase, builder->change, &error);
  g_assert_no_error (error);
  pdl_change_unref (builder->change);
  builder->change = pdl_change_new (NULL);
  g_free (builder->visit);
  builder->visit = g_strdup (pdl_change_add_visit (builder->change, builder->kase, pdl_case_get_current (builder->kase), plan_day (day)));
}

static gboolean
has_track (PdlPlan *plan, const char *track)
{
  for (guint i = 0; i < plan->n_items; i++)
    if (g_str_equal (plan->items[i].track, track))
      return TRUE;
  return FALSE;
}

/* The item that @track rides on; NULL. */
static const PdlDueItem *
find_host (PdlPlan *plan, const char *track)
{
  for (guint i = 0; i < plan->n_items; i++)
    for (guint j = 0; j < plan->items[i].n_riders; j++)
      if (g_str_equal (plan->items[i].riders[j].track, track))
        return &plan->items[i];
  return NULL;
}

/* ---- rehabilitation, 5.8 ------------------------------------------------------------------------------------------ */

/* Not recorded within 72 h is critical, at once. */
static void
test_mandatory_after_surgery (void)
{
  static const struct { const char *today; PdlDueState state; } rows[] = {
    { "2025-03-03", PDL_DUE_DUE }, { "2025-03-06", PDL_DUE_DUE }, { "2025-03-07", PDL_DUE_CRITICAL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;
      const PdlDueItem *item;

      plan_begin_with_lesion (&builder, "2025-03-01");
      plan_say (&builder, "neuro_status", "intact");
      plan_add_item (&builder, PDL_GROUP_TREATMENT, "surgery", "status=done", "start=2025-03-03", "levels=T8", NULL);
      plan = plan_finish (&builder, rows[i].today);
      item = plan_find (plan, "REHAB_MANDATORY/operation/-");
      plan_assert_window (item, "2025-03-03", "2025-03-06", "2025-03-06");
      plan_assert_state (plan, item->id, rows[i].state);
      g_assert_nonnull (strstr (item->label, "72 h of the operation"));
      g_assert_nonnull (strstr (item->why, "2025-03-03"));
      g_assert_cmpstr (item->basis.source_text, ==, "seed; qs56; dutch2015");
      g_assert_cmpstr (item->basis.tag, ==, "P");
      /* a task is nothing that another question could ride on, or that shares a visit */
      g_assert_cmpuint (item->n_riders, ==, 0);
      g_assert_cmpint (item->visit, ==, -1);
    }
}

/* AIS A to D, or any deficit; it counts from the first visit that found it, and another visit does not start it again. */
static void
test_mandatory_with_deficit (void)
{
  static const struct { const char *key, *value; gboolean asked; } rows[] = {
    { "ais", "a", TRUE }, { "ais", "d", TRUE }, { "ais", "e", FALSE }, { "neuro_status", "radiculopathy", TRUE },
    { "neuro_status", "complete_ge48h", TRUE }, { "neuro_status", "intact", FALSE },
  };
  Builder builder;
  g_autoptr (PdlPlan) again = NULL, better = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PdlPlan) plan = NULL;

      plan_begin_with_lesion (&builder, "2025-03-03");
      plan_say (&builder, rows[i].key, rows[i].value);
      plan = plan_finish (&builder, "2025-03-03");
      g_assert_cmpint (has_track (plan, "REHAB_MANDATORY"), ==, rows[i].asked);
      if (rows[i].asked)
        plan_assert_window (plan_find (plan, "REHAB_MANDATORY/deficit/-"), "2025-03-03", "2025-03-06", "2025-03-06");
    }

  /* intact, then a deficit on 10 March; a visit that says nothing of it, and one that confirms it */
  plan_begin_with_lesion (&builder, "2025-03-03");
  plan_say (&builder, "neuro_status", "intact");
  plan_set (&builder, add_visit (&builder, "2025-03-10"), PDL_LEVEL_NONE, "neuro_status", "radiculopathy");
  add_visit (&builder, "2025-03-12");
  plan_set (&builder, add_visit (&builder, "2025-03-20"), PDL_LEVEL_NONE, "neuro_status", "myelopathy_ambulatory");
  again = plan_finish (&builder, "2025-03-20");
  plan_assert_window (plan_find (again, "REHAB_MANDATORY/deficit/-"), "2025-03-10", "2025-03-13", "2025-03-13");
  plan_assert_state (again, "REHAB_MANDATORY/deficit/-", PDL_DUE_CRITICAL);

  plan_begin_with_lesion (&builder, "2025-03-03");
  plan_say (&builder, "neuro_status", "radiculopathy");
  plan_set (&builder, add_visit (&builder, "2025-03-20"), PDL_LEVEL_NONE, "neuro_status", "intact");
  better = plan_finish (&builder, "2025-03-20");
  g_assert_false (has_track (better, "REHAB_MANDATORY"));
}

/* An operation with a deficit: the earlier of the two days, one item. */
static void
test_mandatory_once (void)
{
  static const struct { const char *operation, *latest; } rows[] = { { "start=2025-03-04", "2025-03-06" }, { "start=2025-03-01", "2025-03-04" } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;
      guint n = 0;

      plan_begin_with_lesion (&builder, "2025-03-03");
      plan_say (&builder, "neuro_status", "myelopathy_ambulatory");
      plan_say (&builder, "ecog", "3");
      plan_say (&builder, "survival_months", "8");
      plan_add_item (&builder, PDL_GROUP_TREATMENT, "surgery", "status=done", rows[i].operation, "levels=T8", NULL);
      plan_add_item (&builder, PDL_GROUP_EVENT, "fall", "date=2025-03-04", NULL);
      plan = plan_finish (&builder, "2025-03-05");
      g_assert_cmpint (plan_find (plan, "REHAB_MANDATORY/both/-")->latest, ==, plan_day (rows[i].latest));
      for (guint j = 0; j < plan->n_items; j++)
        n += g_str_has_prefix (plan->items[j].track, "REHAB");
      g_assert_cmpuint (n, ==, 1);
    }
}

/* A referral, or the tick for one; one that was cancelled is none. Comfort-focused care does not end it (1.13). */
static void
test_mandatory_recorded (void)
{
  static const struct { const char *service, *status; gboolean tick, comfort, asked; } rows[] = {
    { NULL, NULL, FALSE, FALSE, TRUE }, { "service=rehabilitation", NULL, FALSE, FALSE, FALSE },
    { "service=pain_team", NULL, FALSE, FALSE, TRUE }, { "service=rehabilitation", "status=cancelled", FALSE, FALSE, TRUE },
    { NULL, NULL, TRUE, FALSE, FALSE }, { NULL, NULL, FALSE, TRUE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;

      g_test_message ("row %u", i + 1);
      plan_begin_with_lesion (&builder, "2025-03-01");
      plan_say (&builder, "neuro_status", "intact");
      plan_add_item (&builder, PDL_GROUP_TREATMENT, "surgery", "status=done", "start=2025-03-03", "levels=T8", NULL);
      if (rows[i].service != NULL)
        plan_add_item (&builder, PDL_GROUP_EVENT, "referral", "date=2025-03-05", rows[i].service, rows[i].status, NULL);
      if (rows[i].tick)
        plan_say (&builder, "rehab_referred", "true");
      if (rows[i].comfort)
        plan_say (&builder, "comfort_care", "true");
      plan = plan_finish (&builder, "2025-03-07");
      g_assert_cmpint (has_track (plan, "REHAB_MANDATORY"), ==, rows[i].asked);
      if (rows[i].asked)
        plan_assert_state (plan, "REHAB_MANDATORY/operation/-", PDL_DUE_CRITICAL);
    }
}

/* Planned: from the visit. Done, without the day: said, not computed. */
static void
test_mandatory_planned (void)
{
  Builder builder;
  g_autoptr (PdlPlan) planned = NULL, undated = NULL;

  plan_begin_with_lesion (&builder, "2025-03-03");
  plan_say (&builder, "neuro_status", "intact");
  plan_add_item (&builder, PDL_GROUP_TREATMENT, "surgery", "status=planned", "start=2025-03-12", "levels=T8", NULL);
  planned = plan_finish (&builder, "2025-03-03");
  plan_assert_window (plan_find (planned, "REHAB_MANDATORY/planned/-"), "2025-03-03", "2025-03-06", "2025-03-06");

  plan_begin_with_lesion (&builder, "2025-03-03");
  plan_say (&builder, "neuro_status", "intact");
  plan_say (&builder, "surgery_done", "true");
  undated = plan_finish (&builder, "2025-03-03");
  plan_assert_state (undated, "REHAB_MANDATORY/unknown/-", PDL_DUE_NOT_COMPUTABLE);
}

/* Three working days; a Thursday's fall is due on Tuesday. */
static void
test_fall (void)
{
  static const struct { const char *today; PdlDueState state; } rows[] = {
    { "2025-03-06", PDL_DUE_DUE }, { "2025-03-11", PDL_DUE_DUE }, { "2025-03-12", PDL_DUE_OVERDUE },
    { "2025-04-08", PDL_DUE_OVERDUE }, { "2025-04-09", PDL_DUE_CRITICAL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;

      plan_begin_with_lesion (&builder, "2025-03-03");
      plan_add_item (&builder, PDL_GROUP_EVENT, "fall", "date=2025-03-06", NULL);
      plan_add_item (&builder, PDL_GROUP_EVENT, "fall", "date=2025-03-10", NULL);
      plan = plan_finish (&builder, rows[i].today);
      plan_assert_window (plan_find (plan, "REHAB/fall/-"), "2025-03-06", "2025-03-11", "2025-03-11");
      plan_assert_state (plan, "REHAB/fall/-", rows[i].state);
      g_assert_cmpstr (plan_find (plan, "REHAB/fall/-")->basis.tag, ==, "design");
    }
}

/* A referral of the day of the fall or later answers it, and so does being seen; one before it does not. */
static void
test_fall_answered (void)
{
  static const struct { const char *date, *requested, *seen; gboolean asked; } rows[] = {
    { "date=2025-03-05", NULL, NULL, TRUE },  { "date=2025-03-06", NULL, NULL, FALSE },
    { "date=2025-03-01", "requested=2025-03-05", NULL, TRUE }, { "date=2025-03-01", "requested=2025-03-01", "seen=2025-03-07", FALSE },
    { "requested=2025-03-07", NULL, NULL, FALSE },
  };
  Builder builder;
  g_autoptr (PdlPlan) carried = NULL, ticked = NULL, second = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PdlPlan) plan = NULL;

      g_test_message ("row %u", i + 1);
      plan_begin_with_lesion (&builder, "2025-03-03");
      plan_add_item (&builder, PDL_GROUP_EVENT, "fall", "date=2025-03-06", NULL);
      plan_add_item (&builder, PDL_GROUP_EVENT, "referral", "service=rehabilitation", rows[i].date, rows[i].requested, rows[i].seen, NULL);
      plan = plan_finish (&builder, "2025-03-11");
      g_assert_cmpint (has_track (plan, "REHAB"), ==, rows[i].asked);
    }

  /* a tick of an earlier visit that is carried forward says nothing of the fall; one made since does */
  plan_begin_with_lesion (&builder, "2025-03-03");
  plan_say (&builder, "rehab_referred", "true");
  plan_add_item (&builder, PDL_GROUP_EVENT, "fall", "date=2025-03-06", NULL);
  carry_forward (&builder, "2025-03-10");
  carried = plan_finish (&builder, "2025-03-11");
  plan_assert_state (carried, "REHAB/fall/-", PDL_DUE_DUE);

  plan_begin_with_lesion (&builder, "2025-03-03");
  plan_add_item (&builder, PDL_GROUP_EVENT, "fall", "date=2025-03-06", NULL);
  carry_forward (&builder, "2025-03-10");
  plan_say (&builder, "rehab_referred", "true");
  ticked = plan_finish (&builder, "2025-03-11");
  g_assert_false (has_track (ticked, "REHAB"));

  /* and a fall after that tick is asked for again */
  plan_begin_with_lesion (&builder, "2025-03-03");
  plan_add_item (&builder, PDL_GROUP_EVENT, "fall", "date=2025-03-06", NULL);
  plan_add_item (&builder, PDL_GROUP_EVENT, "fall", "date=2025-03-13", NULL);
  carry_forward (&builder, "2025-03-10");
  plan_say (&builder, "rehab_referred", "true");
  second = plan_finish (&builder, "2025-03-14");
  plan_assert_window (plan_find (second, "REHAB/fall_again/-"), "2025-03-13", "2025-03-18", "2025-03-18");
}

/* Worse by one class than at the visit before (2.4), until a referral follows or it is as good again. */
static void
test_walking_worse (void)
{
  static const struct { const char *first, *second, *third, *referral, *due; } rows[] = {
    { "independent", "with_aid", NULL, NULL, "2025-03-11" },     { "with_aid", "with_aid", NULL, NULL, NULL },
    { "with_aid", "independent", NULL, NULL, NULL },             { "independent", "bed_bound", "with_aid", NULL, "2025-03-11" },
    { "independent", "with_aid", "independent", NULL, NULL },    { "independent", "with_aid", "with_person", NULL, "2025-03-25" },
    { "independent", "with_aid", "with_aid", NULL, "2025-03-11" }, { "independent", "with_aid", NULL, "date=2025-03-05", "2025-03-11" },
    { "independent", "with_aid", NULL, "date=2025-03-06", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;

      g_test_message ("row %u", i + 1);
      plan_begin_with_lesion (&builder, "2025-03-03");
      plan_say (&builder, "ambulation", rows[i].first);
      plan_set (&builder, add_visit (&builder, "2025-03-06"), PDL_LEVEL_NONE, "ambulation", rows[i].second);
      if (rows[i].third != NULL)
        plan_set (&builder, add_visit (&builder, "2025-03-20"), PDL_LEVEL_NONE, "ambulation", rows[i].third);
      if (rows[i].referral != NULL)
        plan_add_item (&builder, PDL_GROUP_EVENT, "referral", "service=rehabilitation", rows[i].referral, NULL);
      plan = plan_finish (&builder, "2025-03-20");
      g_assert_cmpint (has_track (plan, "REHAB"), ==, rows[i].due != NULL);
      if (rows[i].due != NULL)
        g_assert_cmpint (plan_find (plan, "REHAB/walking/-")->due, ==, plan_day (rows[i].due));
    }
}

/* ECOG 2 or more, or Karnofsky 70 or less, with three months or more: two weeks. */
static void
test_offer (void)
{
  static const struct { const char *key, *value, *survival; gboolean asked; } rows[] = {
    { "ecog", "2", "3", TRUE }, { "ecog", "1", "3", FALSE }, { "ecog", "2", "2.9", FALSE },
    { "kps", "70", "12", TRUE }, { "kps", "80", "12", FALSE }, { "ecog", "2", NULL, FALSE },
  };
  Builder builder;
  g_autoptr (PdlPlan) since = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PdlPlan) plan = NULL;

      g_test_message ("row %u", i + 1);
      plan_begin_with_lesion (&builder, "2025-03-03");
      plan_say (&builder, rows[i].key, rows[i].value);
      if (rows[i].survival != NULL)
        plan_say (&builder, "survival_months", rows[i].survival);
      plan = plan_finish (&builder, "2025-03-03");
      g_assert_cmpint (has_track (plan, "REHAB"), ==, rows[i].asked);
      if (rows[i].asked)
        plan_assert_window (plan_find (plan, "REHAB/offer/-"), "2025-03-03", "2025-03-17", "2025-03-17");
    }

  plan_begin_with_lesion (&builder, "2025-03-03");
  plan_say (&builder, "ecog", "2");
  plan_say (&builder, "survival_months", "6");
  carry_forward (&builder, "2025-03-20");
  since = plan_finish (&builder, "2025-03-20");
  plan_assert_state (since, "REHAB/offer/-", PDL_DUE_OVERDUE);
}

static void
test_brace (void)
{
  static const struct { const char *today, *referral; gboolean asked; PdlDueState state; } rows[] = {
    { "2025-03-10", NULL, TRUE, PDL_DUE_DUE }, { "2025-03-11", NULL, TRUE, PDL_DUE_OVERDUE }, { "2025-04-08", NULL, TRUE, PDL_DUE_CRITICAL },
    { "2025-03-11", "date=2025-03-03", FALSE, PDL_DUE_DUE }, { "2025-03-11", "date=2025-03-02", TRUE, PDL_DUE_OVERDUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;

      g_test_message ("row %u", i + 1);
      plan_begin_with_lesion (&builder, "2025-03-03");
      plan_add_item (&builder, PDL_GROUP_TREATMENT, "orthosis", "status=ongoing", "start=2025-03-03", NULL);
      if (rows[i].referral != NULL)
        plan_add_item (&builder, PDL_GROUP_EVENT, "referral", "service=orthotics", rows[i].referral, NULL);
      plan = plan_finish (&builder, rows[i].today);
      g_assert_cmpint (has_track (plan, "REHAB_BRACE"), ==, rows[i].asked);
      if (rows[i].asked)
        plan_assert_state (plan, "REHAB_BRACE/fit/-", rows[i].state);
    }
}

/* ---- distress, 5.9 ------------------------------------------------------------------------------------------------ */

/* Never screened: from the diagnosis on, 12 weeks at the latest, 28 days of grace. */
static void
test_distress_first (void)
{
  static const struct { const char *today; PdlDueState state; } rows[] = {
    { "2025-03-10", PDL_DUE_DUE },     { "2025-05-26", PDL_DUE_DUE },      { "2025-05-27", PDL_DUE_OVERDUE },
    { "2025-06-23", PDL_DUE_OVERDUE }, { "2025-06-24", PDL_DUE_CRITICAL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;

      plan_begin_with_lesion (&builder, "2025-03-03");
      carry_forward (&builder, "2025-03-10");
      plan = plan_finish (&builder, rows[i].today);
      plan_assert_window (plan_find (plan, "DISTRESS/never/-"), "2025-03-03", "2025-05-26", "2025-05-26");
      plan_assert_state (plan, "DISTRESS/never/-", rows[i].state);
    }
}

/* Four weeks since the last screen, wherever it is recorded; twelve at the latest. */
static void
test_distress_again (void)
{
  static const struct { const char *today; PdlDueState state; } states[] = {
    { "2025-03-23", PDL_DUE_NOT_DUE }, { "2025-03-24", PDL_DUE_DUE_SOON }, { "2025-03-30", PDL_DUE_DUE_SOON }, { "2025-03-31", PDL_DUE_DUE },
    { "2025-05-26", PDL_DUE_DUE },     { "2025-05-27", PDL_DUE_OVERDUE },
  };
  static const char *const instruments[][2] = { { "distress_score", "2" }, { "phq2", "1" }, { "esas_anxiety", "0" }, { "psychosocial_screened", "true" } };
  Builder builder;
  g_autoptr (PdlPlan) carried = NULL, unticked = NULL, record = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (PdlPlan) plan = NULL;

      plan_begin_with_lesion (&builder, "2025-03-03");
      plan_say (&builder, "distress_score", "2");
      plan = plan_finish (&builder, states[i].today);
      plan_assert_window (plan_find (plan, "DISTRESS/again/-"), "2025-03-31", "2025-05-26", "2025-05-26");
      plan_assert_state (plan, "DISTRESS/again/-", states[i].state);
    }
  for (guint i = 0; i < G_N_ELEMENTS (instruments); i++)
    {
      g_autoptr (PdlPlan) plan = NULL;

      plan_begin_with_lesion (&builder, "2025-03-03");
      plan_say (&builder, instruments[i][0], instruments[i][1]);
      plan = plan_finish (&builder, "2025-03-03");
      g_assert_nonnull (plan_find (plan, "DISTRESS/again/-"));
    }

  /* "no" is no screen; neither is a score carried forward; a record of one is */
  plan_begin_with_lesion (&builder, "2025-03-03");
  plan_say (&builder, "psychosocial_screened", "false");
  unticked = plan_finish (&builder, "2025-03-03");
  g_assert_nonnull (plan_find (unticked, "DISTRESS/never/-"));

  plan_begin_with_lesion (&builder, "2025-03-03");
  plan_say (&builder, "distress_score", "2");
  carry_forward (&builder, "2025-04-10");
  carried = plan_finish (&builder, "2025-04-10");
  plan_assert_window (plan_find (carried, "DISTRESS/again/-"), "2025-03-31", "2025-05-26", "2025-05-26");

  plan_begin_with_lesion (&builder, "2025-03-03");
  plan_say (&builder, "distress_score", "2");
  plan_add_item (&builder, PDL_GROUP_EVENT, "screen", "date=2025-03-17", "instrument=HADS", "positive=false", NULL);
  record = plan_finish (&builder, "2025-03-17");
  plan_assert_window (plan_find (record, "DISTRESS/again/-"), "2025-04-14", "2025-06-09", "2025-06-09");
}

/* Asked at the visit there is: one of 27 days after the last screen is too early, one of 28 carries it. */
static void
test_distress_rides (void)
{
  static const struct { const char *screened; gboolean rides; } rows[] = { { "2025-04-21", TRUE }, { "2025-04-22", FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;
      const PdlDueItem *host;

      plan_begin_with_lesion (&builder, "2025-03-03");
      plan_add_item (&builder, PDL_GROUP_TREATMENT, "radiotherapy", "technique=cebrt", "status=done", "start=2025-02-24", "end=2025-02-24", "levels=T8", NULL);
      plan_set (&builder, add_visit (&builder, rows[i].screened), PDL_LEVEL_NONE, "distress_score", "1");
      plan = plan_finish (&builder, rows[i].screened);
      host = find_host (plan, "DISTRESS");
      /* week 12 is 19 May */
      g_assert_cmpint (plan_find (plan, "SPINE_CEBRT/W12/0")->due, ==, plan_day ("2025-05-19"));
      if (rows[i].rides)
        {
          g_assert_cmpstr (host->id, ==, "SPINE_CEBRT/W12/0");
          g_assert_false (has_track (plan, "DISTRESS"));
        }
      else
        g_assert_true (host == NULL || !g_str_equal (host->id, "SPINE_CEBRT/W12/0"));
    }
}

/* A treatment, progression and the change to comfort-focused care ask at once, four weeks or not (5.9, 1.13). */
static void
test_distress_events (void)
{
  Builder builder;
  g_autoptr (PdlPlan) treated = NULL, same_day = NULL, progressed = NULL, comfort = NULL, answered = NULL;

  plan_begin_with_lesion (&builder, "2025-03-03");
  plan_say (&builder, "distress_score", "2");
  plan_add_item (&builder, PDL_GROUP_TREATMENT, "systemic", "status=ongoing", "start=2025-03-04", NULL);
  treated = plan_finish (&builder, "2025-03-04");
  g_assert_nonnull (find_host (treated, "DISTRESS") != NULL ? find_host (treated, "DISTRESS") : plan_find (treated, "DISTRESS/event/-"));

  plan_begin_with_lesion (&builder, "2025-03-03");
  plan_say (&builder, "distress_score", "2");
  plan_add_item (&builder, PDL_GROUP_EVENT, "new_lesion", "date=2025-03-03", NULL);
  same_day = plan_finish (&builder, "2025-03-03");
  g_assert_nonnull (plan_find (same_day, "DISTRESS/again/-"));

  plan_begin_with_lesion (&builder, "2025-03-03");
  plan_say (&builder, "distress_score", "2");
  plan_add_item (&builder, PDL_GROUP_EVENT, "new_lesion", "date=2025-03-05", NULL);
  progressed = plan_finish (&builder, "2025-03-05");
  plan_assert_window (plan_find (progressed, "DISTRESS/event/-"), "2025-03-05", "2025-05-28", "2025-05-28");

  plan_begin_with_lesion (&builder, "2025-03-03");
  plan_say (&builder, "distress_score", "2");
  carry_forward (&builder, "2025-03-10");
  plan_say (&builder, "comfort_care", "true");
  comfort = plan_finish (&builder, "2025-03-11");
  plan_assert_window (plan_find (comfort, "DISTRESS/comfort/-"), "2025-03-10", "2025-06-02", "2025-06-02");
  plan_assert_state (comfort, "DISTRESS/comfort/-", PDL_DUE_DUE);

  plan_begin_with_lesion (&builder, "2025-03-03");
  plan_say (&builder, "distress_score", "2");
  carry_forward (&builder, "2025-03-10");
  plan_say (&builder, "comfort_care", "true");
  plan_add_item (&builder, PDL_GROUP_EVENT, "screen", "date=2025-03-12", "positive=false", NULL);
  answered = plan_finish (&builder, "2025-03-12");
  g_assert_nonnull (plan_find (answered, "DISTRESS/again/-"));
}

/* Positive: a task of seven days, which a later visit does not lose. */
static void
test_distress_positive (void)
{
  static const struct { const char *key, *value; gboolean positive; } cuts[] = {
    { "distress_score", "4", TRUE }, { "distress_score", "3", FALSE }, { "esas_depression", "4", TRUE }, { "esas_anxiety", "3", FALSE },
    { "phq2", "3", TRUE }, { "phq2", "2", FALSE },
  };
  static const struct { const char *today; PdlDueState state; } rows[] = {
    { "2025-03-10", PDL_DUE_DUE }, { "2025-03-11", PDL_DUE_OVERDUE }, { "2025-04-07", PDL_DUE_OVERDUE }, { "2025-04-08", PDL_DUE_CRITICAL },
  };
  Builder builder;

  for (guint i = 0; i < G_N_ELEMENTS (cuts); i++)
    {
      g_autoptr (PdlPlan) plan = NULL;

      plan_begin_with_lesion (&builder, "2025-03-03");
      plan_say (&builder, cuts[i].key, cuts[i].value);
      plan = plan_finish (&builder, "2025-03-03");
      g_assert_cmpint (has_track (plan, "DISTRESS_POSITIVE"), ==, cuts[i].positive);
      if (cuts[i].positive)
        plan_assert_window (plan_find (plan, "DISTRESS_POSITIVE/visit/-"), "2025-03-03", "2025-03-10", "2025-03-10");
    }
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint carried = 0; carried < 2; carried++)
      {
        g_autoptr (PdlPlan) plan = NULL;

        plan_begin_with_lesion (&builder, "2025-03-03");
        plan_say (&builder, "distress_score", "6");
        if (carried)
          carry_forward (&builder, "2025-03-09");
        else
          plan_set (&builder, add_visit (&builder, "2025-03-09"), PDL_LEVEL_NONE, "pain_nrs", "2");
        plan = plan_finish (&builder, rows[i].today);
        plan_assert_state (plan, "DISTRESS_POSITIVE/visit/-", rows[i].state);
      }
}

/* Psycho-oncology or social work offered: a referral since, whatever came of it. A later screen that is negative ends it as well. */
static void
test_distress_offered (void)
{
  static const struct { const char *date, *outcome; gboolean open; } rows[] = {
    { "date=2025-03-02", NULL, TRUE }, { "date=2025-03-03", NULL, FALSE }, { "date=2025-03-20", "outcome=declined", FALSE },
  };
  Builder builder;
  g_autoptr (PdlPlan) negative = NULL, record = NULL, comfort = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PdlPlan) plan = NULL;

      plan_begin_with_lesion (&builder, "2025-03-03");
      plan_say (&builder, "distress_score", "6");
      carry_forward (&builder, "2025-03-25");
      plan_add_item (&builder, PDL_GROUP_EVENT, "referral", "service=psycho_oncology", rows[i].date, rows[i].outcome, NULL);
      plan = plan_finish (&builder, "2025-03-25");
      g_assert_cmpint (has_track (plan, "DISTRESS_POSITIVE"), ==, rows[i].open);
    }

  plan_begin_with_lesion (&builder, "2025-03-03");
  plan_say (&builder, "distress_score", "6");
  plan_set (&builder, add_visit (&builder, "2025-03-20"), PDL_LEVEL_NONE, "distress_score", "2");
  negative = plan_finish (&builder, "2025-03-20");
  g_assert_false (has_track (negative, "DISTRESS_POSITIVE"));

  plan_begin_with_lesion (&builder, "2025-03-03");
  plan_add_item (&builder, PDL_GROUP_EVENT, "screen", "date=2025-03-05", "instrument=HADS", "positive=true", NULL);
  record = plan_finish (&builder, "2025-03-13");
  plan_assert_state (record, "DISTRESS_POSITIVE/record/-", PDL_DUE_OVERDUE);

  plan_begin_with_lesion (&builder, "2025-03-03");
  plan_say (&builder, "distress_score", "6");
  plan_say (&builder, "comfort_care", "true");
  comfort = plan_finish (&builder, "2025-03-03");
  plan_assert_state (comfort, "DISTRESS_POSITIVE/visit/-", PDL_DUE_DUE);
}

/* ---- palliative care, 5.10 ---------------------------------------------------------------------------------------- */

static void
test_palliative_criteria (void)
{
  static const struct { const char *key, *value, *other, *other_value, *item; } rows[] = {
    { "esas_breath", "7", NULL, NULL, "symptoms" },         { "esas_breath", "6", NULL, NULL, NULL },
    { "ais", "d", NULL, NULL, "cord" },                     { "ais", "e", NULL, NULL, NULL },
    { "visceral_sites", "brain", NULL, NULL, "brain" },     { "visceral_sites", "liver", NULL, NULL, NULL },
    { "survival_months", "12", "primary_dx_date", "2024-12-03", "early" }, { "survival_months", "12", "primary_dx_date", "2024-12-02", NULL },
    { "disease_activity", "a3", "systemic_lines", "2", "lines" }, { "disease_activity", "a3", "systemic_lines", "1", NULL },
  };
  Builder builder;
  g_autoptr (PdlPlan) epidural = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PdlPlan) plan = NULL;
      const PdlDueItem *host;

      g_test_message ("row %u", i + 1);
      plan_begin_with_lesion (&builder, "2025-03-03");
      plan_say (&builder, rows[i].key, rows[i].value);
      if (rows[i].other != NULL)
        plan_say (&builder, rows[i].other, rows[i].other_value);
      plan = plan_finish (&builder, "2025-03-03");
      /* no visit is planned: it is asked together with the distress screen */
      host = find_host (plan, "PALLIATIVE");
      g_assert_cmpint (host != NULL, ==, rows[i].item != NULL);
      g_assert_false (has_track (plan, "PALLIATIVE"));
      if (host != NULL)
        {
          g_assert_cmpstr (host->track, ==, "DISTRESS");
          g_assert_cmpstr (host->riders[0].basis.source_text, ==, "fu-s21");
        }
    }

  plan_begin_with_lesion (&builder, "2025-03-03");
  plan_set (&builder, builder.visit, T8, "escc_grade", "2");
  epidural = plan_finish (&builder, "2025-03-03");
  g_assert_nonnull (strstr (find_host (epidural, "PALLIATIVE")->riders[0].why, "Bilsky 2"));
}

/* Referred, known and declined are answers; "not now" is asked again at the visit after. */
static void
test_palliative_answers (void)
{
  static const struct { const char *tick, *referral; gboolean asked; } rows[] = {
    { NULL, NULL, TRUE }, { "true", NULL, FALSE }, { "false", NULL, TRUE }, { NULL, "outcome=seen", FALSE }, { "false", "outcome=declined", FALSE },
  };
  Builder builder;
  g_autoptr (PdlPlan) later = NULL, comfort = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PdlPlan) plan = NULL;
      const PdlDueItem *host;

      g_test_message ("row %u", i + 1);
      plan_begin_with_lesion (&builder, "2025-03-03");
      plan_say (&builder, "ais", "d");
      plan_say (&builder, "distress_score", "2");
      plan_add_item (&builder, PDL_GROUP_TREATMENT, "radiotherapy", "technique=cebrt", "status=done", "start=2025-03-03", "end=2025-03-03", "levels=T8", NULL);
      if (rows[i].tick != NULL)
        plan_say (&builder, "palliative_referred", rows[i].tick);
      if (rows[i].referral != NULL)
        plan_add_item (&builder, PDL_GROUP_EVENT, "referral", "service=palliative", "date=2025-03-03", rows[i].referral, NULL);
      plan = plan_finish (&builder, "2025-03-04");
      host = find_host (plan, "PALLIATIVE");
      g_assert_cmpint (host != NULL, ==, rows[i].asked);
      /* the first visit one comes to; the calls before it are none */
      if (host != NULL)
        g_assert_cmpstr (host->id, ==, "SPINE_CEBRT/W4/0");
    }

  /* without a visit in 12 weeks it stands by itself, counted from the last one */
  plan_begin_with_lesion (&builder, "2025-03-03");
  plan_say (&builder, "ais", "d");
  plan_say (&builder, "palliative_referred", "false");
  carry_forward (&builder, "2025-06-02");
  plan_say (&builder, "distress_score", "2");
  plan_add_item (&builder, PDL_GROUP_EVENT, "clinic", "date=2025-06-16", "mode=visit", NULL);
  plan_add_item (&builder, PDL_GROUP_EVENT, "appointment", "date=2025-09-01", "item=PALLIATIVE/cord/-", NULL);
  later = plan_finish (&builder, "2025-06-16");
  plan_assert_window (plan_find (later, "PALLIATIVE/cord/-"), "2025-06-16", "2025-09-08", "2025-09-08");

  plan_begin_with_lesion (&builder, "2025-03-03");
  plan_say (&builder, "ais", "d");
  plan_say (&builder, "comfort_care", "true");
  comfort = plan_finish (&builder, "2025-03-03");
  g_assert_nonnull (find_host (comfort, "PALLIATIVE"));
}

/* ---- laboratory tests under a steroid, 1.5 and 5.1 ---------------------------------------------------------------- */

static void
begin_steroid (Builder *builder, const char *mg, const char *plan)
{
  g_autofree char *steps = g_strdup_printf ("steps=[{\"from\":\"2025-03-03\",\"mg_day\":%s}]", mg);

  plan_begin_with_lesion (builder, "2025-03-03");
  plan_add_item (builder, PDL_GROUP_TREATMENT, "steroid", "drug=dexamethasone", "status=ongoing", "start=2025-03-03", "planned_stop=2025-04-30", steps, plan, NULL);
}

/* HbA1c and glucose at the start. */
static void
test_labs_start (void)
{
  static const struct { const char *today; PdlDueState state; } rows[] = {
    { "2025-03-03", PDL_DUE_DUE }, { "2025-03-04", PDL_DUE_OVERDUE }, { "2025-03-10", PDL_DUE_OVERDUE }, { "2025-03-11", PDL_DUE_CRITICAL },
  };
  Builder builder;
  g_autoptr (PdlPlan) measured = NULL, comfort = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PdlPlan) plan = NULL;

      begin_steroid (&builder, "8", NULL);
      plan = plan_finish (&builder, rows[i].today);
      plan_assert_state (plan, "LABS_STEROID/start/-", rows[i].state);
    }

  begin_steroid (&builder, "8", NULL);
  plan_add_item (&builder, PDL_GROUP_EVENT, "lab", "date=2025-03-01", "finding=hba1c_pct", "value=6", NULL);
  measured = plan_finish (&builder, "2025-03-05");
  g_assert_false (has_track (measured, "LABS_STEROID"));

  /* routine tests are suspended */
  begin_steroid (&builder, "8", NULL);
  plan_say (&builder, "comfort_care", "true");
  comfort = plan_finish (&builder, "2025-03-03");
  plan_assert_state (comfort, "LABS_STEROID/start/-", PDL_DUE_SUSPENDED);
  plan_assert_state (comfort, "LABS_GLUCOSE/daily/-", PDL_DUE_SUSPENDED);
}

/* Once a day from prednisolone 20 mg, dexamethasone 3 mg, on; a glucose plan takes it over. */
static void
test_labs_glucose (void)
{
  static const struct { const char *mg, *plan; gboolean asked; } rows[] = {
    { "3", NULL, TRUE }, { "2.9", NULL, FALSE }, { "16", "glucose_plan=false", TRUE }, { "16", "glucose_plan=true", FALSE },
  };
  Builder builder;
  g_autoptr (PdlPlan) measured = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PdlPlan) plan = NULL;

      begin_steroid (&builder, rows[i].mg, rows[i].plan);
      plan = plan_finish (&builder, "2025-03-04");
      g_assert_cmpint (has_track (plan, "LABS_GLUCOSE"), ==, rows[i].asked);
      if (rows[i].asked)
        plan_assert_window (plan_find (plan, "LABS_GLUCOSE/daily/-"), "2025-03-04", "2025-03-04", "2025-03-04");
    }

  begin_steroid (&builder, "8", NULL);
  plan_add_item (&builder, PDL_GROUP_EVENT, "lab", "date=2025-03-06", "finding=glucose_mmol_l", "value=7", NULL);
  measured = plan_finish (&builder, "2025-03-07");
  plan_assert_window (plan_find (measured, "LABS_GLUCOSE/daily/-"), "2025-03-07", "2025-03-07", "2025-03-07");
  plan_assert_state (measured, "LABS_GLUCOSE/daily/-", PDL_DUE_DUE);
}

/* ---- all of it ---------------------------------------------------------------------------------------------------- */

/* 1.12: the order in which records were entered changes nothing, and a day is never earlier than its window. */
static void
test_same_again (void)
{
  static const char *const dates[] = { "date=2025-03-05", "date=2025-03-07" };
  g_autoptr (GString) first = g_string_new (NULL);

  for (guint turn = 0; turn < 2; turn++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;
      g_autoptr (GString) text = g_string_new (NULL);

      plan_begin_with_lesion (&builder, "2025-03-03");
      plan_say (&builder, "ecog", "2");
      plan_say (&builder, "survival_months", "9");
      plan_say (&builder, "esas_pain", "8");
      plan_say (&builder, "distress_score", "6");
      for (guint i = 0; i < 2; i++)
        {
          plan_add_item (&builder, PDL_GROUP_EVENT, "fall", dates[i ^ turn], NULL);
          plan_add_item (&builder, PDL_GROUP_EVENT, "screen", dates[i ^ turn], "positive=true", NULL);
        }
      plan = plan_finish (&builder, "2025-03-10");
      for (guint i = 0; i < plan->n_items; i++)
        {
          const PdlDueItem *item = &plan->items[i];

          g_assert_true (item->due == PDL_DAY_NONE || (item->earliest <= item->due && item->due <= item->latest));
          g_string_append_printf (text, "%s %s %d %d %d %s\n", item->id, pdl_due_state_name (item->state), item->earliest, item->due, item->latest, item->why);
          for (guint j = 0; j < item->n_riders; j++)
            g_string_append_printf (text, "  %s %s\n", item->riders[j].label, item->riders[j].why);
        }
      if (turn == 0)
        g_string_assign (first, text->str);
      else
        g_assert_cmpstr (text->str, ==, first->str);
    }
  g_assert_nonnull (strstr (first->str, "REHAB/fall/-"));
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  knowledge = pdl_knowledge_load (NULL, &error);
  g_assert_no_error (error);
  pdl_plan_prepare (knowledge, &error);
  g_assert_no_error (error);
  g_test_add_func ("/plan/care/rehabilitation/surgery", test_mandatory_after_surgery);
  g_test_add_func ("/plan/care/rehabilitation/deficit", test_mandatory_with_deficit);
  g_test_add_func ("/plan/care/rehabilitation/once", test_mandatory_once);
  g_test_add_func ("/plan/care/rehabilitation/recorded", test_mandatory_recorded);
  g_test_add_func ("/plan/care/rehabilitation/planned", test_mandatory_planned);
  g_test_add_func ("/plan/care/rehabilitation/fall", test_fall);
  g_test_add_func ("/plan/care/rehabilitation/fall/answered", test_fall_answered);
  g_test_add_func ("/plan/care/rehabilitation/walking", test_walking_worse);
  g_test_add_func ("/plan/care/rehabilitation/offer", test_offer);
  g_test_add_func ("/plan/care/rehabilitation/brace", test_brace);
  g_test_add_func ("/plan/care/distress/first", test_distress_first);
  g_test_add_func ("/plan/care/distress/again", test_distress_again);
  g_test_add_func ("/plan/care/distress/rides", test_distress_rides);
  g_test_add_func ("/plan/care/distress/events", test_distress_events);
  g_test_add_func ("/plan/care/distress/positive", test_distress_positive);
  g_test_add_func ("/plan/care/distress/offered", test_distress_offered);
  g_test_add_func ("/plan/care/palliative/criteria", test_palliative_criteria);
  g_test_add_func ("/plan/care/palliative/answers", test_palliative_answers);
  g_test_add_func ("/plan/care/laboratory/start", test_labs_start);
  g_test_add_func ("/plan/care/laboratory/glucose", test_labs_glucose);
  g_test_add_func ("/plan/care/same-again", test_same_again);
  return g_test_run ();
}
