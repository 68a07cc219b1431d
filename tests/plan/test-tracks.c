/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The tracks whose date follows from the situation, those of a drug course, and what rides on another visit. Days and limits are
 * those of the follow-up reference, sections 1.5, 1.7.3, 1.7.5, 1.7.7 to 1.7.9, 1.7.11, 1.7.12, 1.8 and 5.1.
 */

#include <string.h>

#include "plan-builder.h"

#define T8 14

static const PdlRider *
find_rider (PdlPlan *plan, const char *id, const char *track)
{
  const PdlDueItem *item = plan_find (plan, id);

  g_assert_nonnull (item);
  for (guint i = 0; i < item->n_riders; i++)
    if (g_str_equal (item->riders[i].track, track))
      return &item->riders[i];
  return NULL;
}

static gboolean
has_track (PdlPlan *plan, const char *track)
{
  for (guint i = 0; i < plan->n_items; i++)
    if (g_str_equal (plan->items[i].track, track))
      return TRUE;
  return FALSE;
}

/* ---- observation, 1.7.5 ------------------------------------------------------------------------------------------- */

static void
observe (Builder *builder, const char *escc, const char *sins, const char *clinical)
{
  plan_begin_with_lesion (builder, "2025-03-03");
  plan_add_item (builder, PDL_GROUP_TREATMENT, "observation", "status=ongoing", "start=2025-03-03", "levels=T8", NULL);
  if (escc != NULL)
    plan_set (builder, builder->visit, T8, "escc_grade", escc);
  if (sins != NULL)
    plan_say (builder, "sins_band", sins);
  if (clinical != NULL)
    plan_say (builder, "clinical_status", clinical);
}

static void
test_observation (void)
{
  static const struct { const char *escc, *sins, *clinical, *item; PdlDueState state; } rows[] = {
    { "1b", "stable", "c1", "mri", PDL_DUE_NOT_DUE },
    { "1c", "stable", NULL, "mri", PDL_DUE_NOT_DUE },
    { "0", "indeterminate", "c0", "mri", PDL_DUE_NOT_DUE },
    { "2", "stable", "c0", "mdt", PDL_DUE_DUE },
    { "0", "unstable", "c0", "mdt", PDL_DUE_DUE },
    { "1a", "stable", "c0", NULL, PDL_DUE_DUE },
    { "1a", "stable", "c1", NULL, PDL_DUE_DUE },
    { "1a", "stable", "c2", "worse", PDL_DUE_SUSPENDED },
    { NULL, "stable", "c1", "unknown", PDL_DUE_NOT_COMPUTABLE },
    { "1a", NULL, "c1", "unknown", PDL_DUE_NOT_COMPUTABLE },
    { "1a", "stable", NULL, "unknown", PDL_DUE_NOT_COMPUTABLE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;
      g_autofree char *id = g_strdup_printf ("SPINE_OBS/%s/-", rows[i].item);

      g_test_message ("row %u", i + 1);
      observe (&builder, rows[i].escc, rows[i].sins, rows[i].clinical);
      plan = plan_finish (&builder, "2025-03-03");
      g_assert_cmpint (has_track (plan, "SPINE_OBS"), ==, rows[i].item != NULL);
      if (rows[i].item != NULL)
        plan_assert_state (plan, id, rows[i].state);
      /* systemic restaging runs beside it, and alone where the lesion rides on it */
      g_assert_nonnull (plan_find (plan, "SYS_RESTAGE/scan/-"));
    }
}

static void
test_observation_names_what_is_missing (void)
{
  Builder builder;
  g_autoptr (PdlPlan) plan = NULL;
  const PdlFinding *finding = pdl_dictionary_lookup (pdl_knowledge_get_dictionary (knowledge), "clinical_status");

  observe (&builder, "0", "stable", NULL);
  plan = plan_finish (&builder, "2025-03-03");
  g_assert_nonnull (strstr (plan_find (plan, "SPINE_OBS/unknown/-")->why, finding->label));
}

static void
test_observation_scans (void)
{
  /* 6 to 12 weeks after the decision; a scan of day 41 is an extra one, one of day 42 starts again */
  static const struct { const char *scan, *earliest, *due, *latest; } rows[] = {
    { NULL, "2025-04-14", "2025-04-28", "2025-05-26" },
    { "date=2025-04-13", "2025-04-14", "2025-04-28", "2025-05-26" },
    { "date=2025-04-14", "2025-05-26", "2025-06-09", "2025-07-07" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;

      observe (&builder, "1b", "stable", "c1");
      if (rows[i].scan != NULL)
        plan_add_item (&builder, PDL_GROUP_IMAGING, "mri_spine", rows[i].scan, "whole_spine=true", "adequate=true", NULL);
      plan = plan_finish (&builder, "2025-04-20");
      plan_assert_window (plan_find (plan, "SPINE_OBS/mri/-"), rows[i].earliest, rows[i].due, rows[i].latest);
    }
}

static void
test_observation_prostate (void)
{
  for (guint unstable = 0; unstable < 2; unstable++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;

      observe (&builder, NULL, unstable ? "indeterminate" : NULL, "c0");
      if (unstable)
        plan_set (&builder, builder.visit, T8, "escc_grade", "0");
      plan_say (&builder, "primary_tumour", "prostate");
      plan_say (&builder, "castration_resistant", "true");
      plan = plan_finish (&builder, "2025-03-03");
      if (unstable)
        plan_assert_state (plan, "SPINE_OBS/mri/-", PDL_DUE_NOT_DUE);
      else
        {
          plan_assert_state (plan, "SPINE_OBS/crpc/-", PDL_DUE_SUSPENDED);
          g_assert_cmpint (plan_find (plan, "SPINE_OBS/crpc/-")->due, ==, PDL_DAY_NONE);
          g_assert_cmpstr (plan_find (plan, "SPINE_OBS/crpc/-")->basis.source_text, ==, "fu-s11");
        }
    }
}

static void
test_observation_ends (void)
{
  Builder builder;
  g_autoptr (PdlPlan) discussed = NULL, treated = NULL, comfort = NULL;

  observe (&builder, "2", "stable", "c0");
  plan_add_item (&builder, PDL_GROUP_DECISION, "mdt", "date=2025-03-03", NULL);
  discussed = plan_finish (&builder, "2025-03-05");
  g_assert_null (plan_find (discussed, "SPINE_OBS/mdt/-"));
  plan_assert_state (discussed, "SPINE_OBS/discussed/-", PDL_DUE_SUSPENDED);

  observe (&builder, "1b", "stable", "c0");
  plan_add_item (&builder, PDL_GROUP_TREATMENT, "radiotherapy", "technique=cebrt", "status=done", "start=2025-03-10", "end=2025-03-10", "levels=T8", NULL);
  treated = plan_finish (&builder, "2025-03-20");
  g_assert_false (has_track (treated, "SPINE_OBS"));

  observe (&builder, "1b", "stable", "c0");
  plan_say (&builder, "comfort_care", "true");
  comfort = plan_finish (&builder, "2025-03-20");
  plan_assert_state (comfort, "SPINE_OBS/mri/-", PDL_DUE_SUSPENDED);
}

/* ---- pain, 1.7.9 -------------------------------------------------------------------------------------------------- */

static void
begin_treated (Builder *builder, const char *nrs)
{
  plan_begin_with_lesion (builder, "2025-03-03");
  plan_add_item (builder, PDL_GROUP_TREATMENT, "radiotherapy", "technique=cebrt", "status=done", "start=2024-01-08", "end=2024-01-10", "levels=T8", NULL);
  if (nrs != NULL)
    plan_say (builder, "pain_nrs", nrs);
}

static void
test_pain_cut_points (void)
{
  static const struct { const char *nrs, *item, *earliest, *due, *latest; } rows[] = {
    { "10", "severe", "2025-03-03", "2025-03-03", "2025-03-03" }, { "9", "severe", "2025-03-03", "2025-03-03", "2025-03-03" },
    { "8", "strong", "2025-03-05", "2025-03-06", "2025-03-06" },  { "5", "strong", "2025-03-05", "2025-03-06", "2025-03-06" },
    { "4", "stable", "2025-03-24", "2025-03-31", "2025-04-07" },  { "1", "stable", "2025-03-24", "2025-03-31", "2025-04-07" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;
      g_autofree char *id = g_strdup_printf ("PAIN/%s/-", rows[i].item);

      begin_treated (&builder, rows[i].nrs);
      plan = plan_finish (&builder, "2025-03-03");
      plan_assert_window (plan_find (plan, id), rows[i].earliest, rows[i].due, rows[i].latest);
    }
}

static void
test_pain_states (void)
{
  static const struct { const char *today; PdlDueState state; } rows[] = {
    { "2025-03-03", PDL_DUE_DUE }, { "2025-03-04", PDL_DUE_OVERDUE }, { "2025-03-06", PDL_DUE_OVERDUE }, { "2025-03-07", PDL_DUE_CRITICAL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;

      begin_treated (&builder, "9");
      plan = plan_finish (&builder, rows[i].today);
      plan_assert_state (plan, "PAIN/severe/-", rows[i].state);
    }
}

static void
test_pain_opioid_and_comfort (void)
{
  Builder builder;
  g_autoptr (PdlPlan) begun = NULL, before = NULL, comfort = NULL, unknown = NULL, untreated = NULL;

  begin_treated (&builder, "2");
  plan_add_item (&builder, PDL_GROUP_TREATMENT, "opioid", "status=ongoing", "start=2025-03-10", NULL);
  begun = plan_finish (&builder, "2025-03-11");
  plan_assert_window (plan_find (begun, "PAIN/strong/-"), "2025-03-12", "2025-03-13", "2025-03-13");

  /* an opioid that the last visit knew already is stable analgesia */
  begin_treated (&builder, "2");
  plan_add_item (&builder, PDL_GROUP_TREATMENT, "opioid", "status=ongoing", "start=2025-03-02", NULL);
  before = plan_finish (&builder, "2025-03-11");
  g_assert_nonnull (plan_find (before, "PAIN/stable/-"));

  begin_treated (&builder, "2");
  plan_say (&builder, "comfort_care", "true");
  comfort = plan_finish (&builder, "2025-03-03");
  plan_assert_window (plan_find (comfort, "PAIN/comfort/-"), "2025-03-03", "2025-03-06", "2025-03-06");
  plan_assert_state (comfort, "PAIN/comfort/-", PDL_DUE_DUE);

  begin_treated (&builder, NULL);
  unknown = plan_finish (&builder, "2025-03-03");
  plan_assert_state (unknown, "PAIN/unknown/-", PDL_DUE_NOT_COMPUTABLE);

  plan_begin_with_lesion (&builder, "2025-03-03");
  plan_say (&builder, "pain_nrs", "9");
  untreated = plan_finish (&builder, "2025-03-03");
  g_assert_false (has_track (untreated, "PAIN"));
}

/* Stable pain is reviewed at the next milestone; one that asks for it anyway is not told twice. */
static void
test_pain_rides (void)
{
  for (guint xray = 0; xray < 2; xray++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;

      plan_begin_with_lesion (&builder, "2025-03-03");
      plan_say (&builder, "pain_nrs", "3");
      plan_add_item (&builder, PDL_GROUP_TREATMENT, "surgery", "status=done", "start=2025-01-10", "levels=T8", NULL);
      if (xray)
        plan_add_item (&builder, PDL_GROUP_IMAGING, "xr_standing", "date=2025-02-21", NULL);
      plan = plan_finish (&builder, "2025-03-03");
      g_assert_false (has_track (plan, "PAIN"));
      if (xray)
        {
          const PdlRider *rider = find_rider (plan, "SPINE_POSTOP/M3/0", "PAIN");

          g_assert_nonnull (rider);
          g_assert_cmpstr (rider->basis.source_text, ==, "fu-s42");
          g_assert_nonnull (find_rider (plan, "SPINE_POSTOP/M3/0", "NEURO"));
        }
      else
        {
          g_assert_null (find_rider (plan, "SPINE_POSTOP/W6/0", "PAIN"));
          g_assert_null (find_rider (plan, "SPINE_POSTOP/W6/0", "NEURO"));
          g_assert_nonnull (find_rider (plan, "SPINE_POSTOP/W6/0", "WOUND"));
          g_assert_null (find_rider (plan, "SPINE_POSTOP/M3/0", "PAIN"));
        }
    }
}

/* What is booked on its own keeps its own place. */
static void
test_booked_does_not_ride (void)
{
  Builder builder;
  g_autoptr (PdlPlan) plan = NULL;

  plan_begin_with_lesion (&builder, "2025-03-03");
  plan_say (&builder, "pain_nrs", "3");
  plan_add_item (&builder, PDL_GROUP_TREATMENT, "surgery", "status=done", "start=2025-01-10", "levels=T8", NULL);
  plan_add_item (&builder, PDL_GROUP_EVENT, "appointment", "date=2025-03-28", "item=PAIN/stable/-", NULL);
  plan = plan_finish (&builder, "2025-03-03");
  g_assert_cmpint (plan_find (plan, "PAIN/stable/-")->booked, ==, plan_day ("2025-03-28"));
}

/* Epidural disease, a deficit or an operation; none of them: nothing rides. */
static void
test_neurology (void)
{
  static const struct { const char *escc, *neuro; gboolean rides; } rows[] = {
    { "1b", "intact", TRUE }, { "1a", "intact", FALSE }, { "0", "radiculopathy", TRUE }, { NULL, "intact", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;

      begin_treated (&builder, "3");
      plan_say (&builder, "neuro_status", rows[i].neuro);
      if (rows[i].escc != NULL)
        plan_set (&builder, builder.visit, T8, "escc_grade", rows[i].escc);
      plan = plan_finish (&builder, "2025-03-03");
      g_assert_cmpint (find_rider (plan, "PAIN/stable/-", "NEURO") != NULL, ==, rows[i].rides);
    }
}

/* ---- wound, 1.7.3 ------------------------------------------------------------------------------------------------- */

static void
test_wound_before_radiotherapy (void)
{
  /* operation on 3 March; 23 March is day 20, 24 March day 21 */
  static const struct { const char *visit, *start, *healed, *item; } rows[] = {
    { "2025-03-10", "2025-03-23", "false", "before_rt_early" }, { "2025-03-10", "2025-03-24", "false", "before_rt" },
    { "2025-03-10", "2025-03-23", "true", "before_rt" },        { "2025-03-10", "2025-03-23", NULL, "before_rt" },
    { "2025-03-19", "2025-03-23", "false", "before_rt_early" }, { "2025-03-20", "2025-03-23", "false", NULL },
    { "2025-03-10", NULL, "false", "unknown" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;
      g_autofree char *id = g_strdup_printf ("WOUND/%s/-", rows[i].item);

      g_test_message ("row %u", i + 1);
      plan_begin_with_lesion (&builder, rows[i].visit);
      plan_add_item (&builder, PDL_GROUP_TREATMENT, "surgery", "status=done", "start=2025-03-03", "levels=T8", NULL);
      plan_say (&builder, "rt_planned", "cebrt");
      if (rows[i].start != NULL)
        plan_say (&builder, "rt_start_date", rows[i].start);
      if (rows[i].healed != NULL)
        plan_say (&builder, "wound_healed", rows[i].healed);
      plan = plan_finish (&builder, rows[i].visit);
      g_assert_cmpint (has_track (plan, "WOUND"), ==, rows[i].item != NULL);
      if (rows[i].item == NULL)
        continue;
      if (rows[i].start == NULL)
        plan_assert_state (plan, id, PDL_DUE_NOT_COMPUTABLE);
      else
        {
          g_assert_nonnull (plan_find (plan, id));
          g_assert_cmpint (plan_find (plan, id)->earliest, ==, plan_day (rows[i].start) - 3);
          g_assert_cmpint (plan_find (plan, id)->latest, ==, plan_day (rows[i].start));
        }
    }
}

static void
test_wound_problem_starts_again (void)
{
  Builder builder;
  g_autoptr (PdlPlan) plan = NULL, earlier = NULL;

  plan_begin_with_lesion (&builder, "2025-03-10");
  plan_add_item (&builder, PDL_GROUP_TREATMENT, "surgery", "status=done", "start=2025-03-03", "levels=T8", NULL);
  plan_add_item (&builder, PDL_GROUP_EVENT, "wound", "date=2025-03-20", "what=dehiscence", NULL);
  plan = plan_finish (&builder, "2025-03-20");
  plan_assert_window (plan_find (plan, "WOUND/again_2w/-"), "2025-03-30", "2025-04-03", "2025-04-10");

  /* a wound problem before a revision belongs to the wound before */
  plan_begin_with_lesion (&builder, "2025-03-22");
  plan_add_item (&builder, PDL_GROUP_TREATMENT, "surgery", "status=done", "start=2025-03-03", "levels=T8", NULL);
  plan_add_item (&builder, PDL_GROUP_EVENT, "wound", "date=2025-03-20", "what=dehiscence", NULL);
  plan_add_item (&builder, PDL_GROUP_TREATMENT, "surgery", "status=done", "start=2025-03-21", "levels=T8", NULL);
  earlier = plan_finish (&builder, "2025-03-22");
  g_assert_false (has_track (earlier, "WOUND"));
}

/* ---- steroid, 1.7.8 and 5.1 --------------------------------------------------------------------------------------- */

static void
test_steroid (void)
{
  Builder builder;
  g_autoptr (PdlPlan) plan = NULL;

  plan_begin_with_lesion (&builder, "2025-03-03");
  plan_add_item (&builder, PDL_GROUP_TREATMENT, "steroid", "drug=dexamethasone", "status=ongoing", "start=2025-03-03", "planned_stop=2025-03-16",
                 "ppi=true", "steps=[{\"from\":\"2025-03-03\",\"mg_day\":16},{\"from\":\"2025-03-07\",\"mg_day\":8}]", NULL);
  plan = plan_finish (&builder, "2025-03-04");
  plan_assert_window (plan_find (plan, "STEROID/D2/0"), "2025-03-05", "2025-03-05", "2025-03-06");
  plan_assert_state (plan, "STEROID/D2/0", PDL_DUE_DUE_SOON);
  plan_assert_window (plan_find (plan, "STEROID/D7/0"), "2025-03-10", "2025-03-10", "2025-03-10");
  plan_assert_window (plan_find (plan, "STEROID/stop/0"), "2025-03-16", "2025-03-16", "2025-03-16");
  plan_assert_window (plan_find (plan, "STEROID/ppi/0"), "2025-03-23", "2025-03-23", "2025-03-23");
  /* the first step is the start itself */
  g_assert_null (plan_find (plan, "STEROID/step1/0"));
  plan_assert_window (plan_find (plan, "STEROID/step2/0"), "2025-03-07", "2025-03-07", "2025-03-07");
  /* day 14 lies behind the planned stop */
  g_assert_null (plan_find (plan, "STEROID/D14/0"));
  g_assert_null (plan_find (plan, "STEROID/no_stop/0"));
}

/* Grace 0: it goes red at once, also under comfort-focused care. */
static void
test_steroid_red_at_once (void)
{
  static const struct { const char *today; PdlDueState state; } rows[] = {
    { "2025-03-16", PDL_DUE_DUE }, { "2025-03-17", PDL_DUE_CRITICAL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;

      plan_begin_with_lesion (&builder, "2025-03-10");
      plan_say (&builder, "comfort_care", "true");
      plan_add_item (&builder, PDL_GROUP_TREATMENT, "steroid", "status=ongoing", "start=2025-03-03", "planned_stop=2025-03-16", NULL);
      plan = plan_finish (&builder, rows[i].today);
      plan_assert_state (plan, "STEROID/stop/0", rows[i].state);
      /* the visit of 10 March, day 7 */
      plan_assert_state (plan, "STEROID/D7/0", PDL_DUE_SATISFIED);
      g_assert_null (plan_find (plan, "STEROID/ppi/0"));
    }
}

static void
test_steroid_ends (void)
{
  static const struct { const char *today, *end; gboolean listed; } rows[] = {
    { "2025-03-21", "end=2025-03-14", TRUE }, { "2025-03-22", "end=2025-03-14", FALSE },
  };
  Builder builder;
  g_autoptr (PdlPlan) endless = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PdlPlan) plan = NULL;

      plan_begin_with_lesion (&builder, "2025-03-03");
      plan_add_item (&builder, PDL_GROUP_TREATMENT, "steroid", "status=done", "start=2025-03-03", rows[i].end, "planned_stop=2025-03-16", "ppi=true", NULL);
      plan = plan_finish (&builder, rows[i].today);
      g_assert_cmpint (has_track (plan, "STEROID"), ==, rows[i].listed);
      if (!rows[i].listed)
        continue;
      plan_assert_state (plan, "STEROID/stop/0", PDL_DUE_SATISFIED);
      plan_assert_state (plan, "STEROID/ppi/0", PDL_DUE_DUE);
    }

  plan_begin_with_lesion (&builder, "2025-03-03");
  plan_add_item (&builder, PDL_GROUP_TREATMENT, "steroid", "status=ongoing", "start=2025-03-03", NULL);
  endless = plan_finish (&builder, "2025-05-05");
  plan_assert_state (endless, "STEROID/no_stop/0", PDL_DUE_CRITICAL);
}

/* ---- vertebral fracture, 1.7.11 ----------------------------------------------------------------------------------- */

static void
begin_sbrt (Builder *builder, const char *lesion, const char *dose)
{
  plan_begin (builder, "2025-03-04");
  if (lesion != NULL)
    plan_set (builder, builder->visit, T8, "lesion_type", lesion);
  else
    plan_set (builder, builder->visit, T8, "escc_grade", "0");
  plan_set (builder, builder->visit, T8, "vcf_present", "false");
  plan_set (builder, builder->visit, T8, "sins_alignment", "normal");
  plan_add_item (builder, PDL_GROUP_TREATMENT, "radiotherapy", "technique=sbrt", "status=done", "start=2025-03-03", "end=2025-03-03", "levels=T8", dose, "fractions=1", NULL);
}

static void
test_vcf_xray (void)
{
  Builder builder;
  g_autoptr (PdlPlan) two = NULL, one = NULL, open = NULL, high = NULL, stabilised = NULL;

  begin_sbrt (&builder, "lytic", "dose_gy=24");
  two = plan_finish (&builder, "2025-03-04");
  plan_assert_window (plan_find (two, "VCF/W6/0"), "2025-03-24", "2025-04-14", "2025-05-05");
  plan_assert_window (plan_find (two, "VCF/M4/0"), "2025-06-12", "2025-07-03", "2025-07-24");
  g_assert_cmpstr (plan_find (two, "VCF/W6/0")->exam, ==, "xr_standing");

  begin_sbrt (&builder, "lytic", "dose_gy=19");
  one = plan_finish (&builder, "2025-03-04");
  g_assert_false (has_track (one, "VCF"));

  begin_sbrt (&builder, NULL, "dose_gy=20");
  open = plan_finish (&builder, "2025-03-04");
  plan_assert_state (open, "VCF/unknown/0", PDL_DUE_NOT_COMPUTABLE);

  /* the MRI of a high risk is due on 3 May, within three weeks of the X-ray: it serves */
  begin_sbrt (&builder, "lytic", "dose_gy=24");
  plan_say (&builder, "sbrt_risk", "high");
  high = plan_finish (&builder, "2025-03-04");
  g_assert_null (plan_find (high, "VCF/W6/0"));
  g_assert_nonnull (plan_find (high, "VCF/M4/0"));
  g_assert_nonnull (find_rider (high, "SPINE_SBRT/mri/0", "VCF"));

  begin_sbrt (&builder, "lytic", "dose_gy=24");
  plan_add_item (&builder, PDL_GROUP_TREATMENT, "surgery", "status=done", "start=2025-03-04", "levels=T7 T8 T9", "procedures=stabilisation", "hardware=titanium", NULL);
  stabilised = plan_finish (&builder, "2025-03-05");
  g_assert_false (has_track (stabilised, "VCF"));
  g_assert_null (find_rider (stabilised, "SPINE_POSTOP/W6/1", "VCF"));
}

/* Any cross-sectional image within three weeks of the day serves. */
static void
test_vcf_image_in_window (void)
{
  static const struct { const char *scan; gboolean asked; } rows[] = {
    { "date=2025-03-23", TRUE }, { "date=2025-03-24", FALSE }, { "date=2025-05-05", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;

      begin_sbrt (&builder, "lytic", "dose_gy=24");
      plan_add_item (&builder, PDL_GROUP_IMAGING, "ct_spine", rows[i].scan, "levels=T8", "adequate=true", NULL);
      plan = plan_finish (&builder, "2025-05-05");
      g_assert_cmpint (plan_find (plan, "VCF/W6/0") != NULL, ==, rows[i].asked);
    }
}

static void
test_vcf_to_month_36 (void)
{
  /* due four months after the MRI before: on 3 March 2028, month 36, and a day later */
  static const struct { const char *scan; gboolean rides; } rows[] = { { "date=2027-11-03", TRUE }, { "date=2027-11-04", FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;

      begin_sbrt (&builder, "mixed", "dose_gy=24");
      plan_add_item (&builder, PDL_GROUP_IMAGING, "mri_spine", rows[i].scan, "whole_spine=true", "adequate=true", NULL);
      plan = plan_finish (&builder, "2028-01-10");
      g_assert_cmpint (find_rider (plan, "SPINE_SBRT/mri/0", "VCF") != NULL, ==, rows[i].rides);
    }
}

/* ---- dental, 1.7.7 ------------------------------------------------------------------------------------------------ */

static void
test_dental (void)
{
  static const struct { const char *today, *bma, *end, *item; PdlDueState state; } rows[] = {
    /* planned: a check of 1 January is fresh for 90 days */
    { "2025-04-01", NULL, NULL, "six", PDL_DUE_NOT_DUE },
    { "2025-04-02", NULL, NULL, "before", PDL_DUE_DUE },
    /* running: six months after it, 30 days of lead, 60 of grace */
    { "2025-05-31", "status=ongoing", NULL, "six", PDL_DUE_NOT_DUE },
    { "2025-06-01", "status=ongoing", NULL, "six", PDL_DUE_DUE_SOON },
    { "2025-07-01", "status=ongoing", NULL, "six", PDL_DUE_DUE },
    { "2025-08-30", "status=ongoing", NULL, "six", PDL_DUE_OVERDUE },
    { "2025-08-31", "status=ongoing", NULL, "six", PDL_DUE_CRITICAL },
    /* stops 12 months after the last dose */
    { "2026-03-09", "status=done", "end=2025-03-10", "six", PDL_DUE_CRITICAL },
    { "2026-03-10", "status=done", "end=2025-03-10", NULL, PDL_DUE_DUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;
      g_autofree char *id = g_strdup_printf ("DENTAL/%s/-", rows[i].item);

      g_test_message ("row %u", i + 1);
      plan_begin_with_lesion (&builder, "2025-01-05");
      plan_add_item (&builder, PDL_GROUP_EVENT, "dental", "date=2025-01-01", "cleared=true", NULL);
      if (rows[i].bma == NULL)
        plan_say (&builder, "bma_planned", "zoledronate");
      else
        plan_add_item (&builder, PDL_GROUP_TREATMENT, "bma", "drug=zoledronate", rows[i].bma, "start=2025-01-10", rows[i].end, NULL);
      plan = plan_finish (&builder, rows[i].today);
      g_assert_cmpint (has_track (plan, "DENTAL"), ==, rows[i].item != NULL);
      if (rows[i].item != NULL)
        plan_assert_state (plan, id, rows[i].state);
    }
}

static void
test_dental_never_and_comfort (void)
{
  for (guint comfort = 0; comfort < 2; comfort++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;

      plan_begin_with_lesion (&builder, "2025-01-05");
      plan_add_item (&builder, PDL_GROUP_TREATMENT, "bma", "drug=denosumab", "status=ongoing", "start=2024-10-10", NULL);
      if (comfort)
        plan_say (&builder, "comfort_care", "true");
      plan = plan_finish (&builder, "2025-06-01");
      plan_assert_state (plan, "DENTAL/never/-", comfort ? PDL_DUE_SUSPENDED : PDL_DUE_DUE);
    }
}

/* ---- late toxicity, 1.7.12 ---------------------------------------------------------------------------------------- */

static void
test_late_toxicity (void)
{
  Builder builder;
  g_autoptr (PdlPlan) yearly = NULL, early = NULL, again = NULL, comfort = NULL;

  /* asked at the pain review; the yearly visit stands for itself, the one of 2025 was had */
  begin_treated (&builder, "3");
  yearly = plan_finish (&builder, "2025-03-03");
  g_assert_nonnull (find_rider (yearly, "PAIN/stable/-", "LATE_TOX"));
  plan_assert_window (plan_find (yearly, "LATE_TOX/M24/0"), "2025-11-11", "2026-01-10", "2026-03-11");
  g_assert_null (plan_find (yearly, "LATE_TOX/M12/0"));

  /* from month 6 on */
  plan_begin_with_lesion (&builder, "2025-01-20");
  plan_say (&builder, "pain_nrs", "2");
  plan_add_item (&builder, PDL_GROUP_TREATMENT, "radiotherapy", "technique=cebrt", "status=done", "start=2025-01-10", "end=2025-01-10", "levels=T8", NULL);
  early = plan_finish (&builder, "2025-01-21");
  g_assert_null (find_rider (early, "SPINE_CEBRT/W12/0", "LATE_TOX"));
  g_assert_nonnull (find_rider (early, "SPINE_CEBRT/M6/0", "LATE_TOX"));

  begin_treated (&builder, "3");
  plan_add_item (&builder, PDL_GROUP_TREATMENT, "radiotherapy", "technique=sbrt", "status=done", "start=2025-02-10", "end=2025-02-12", "levels=T8", NULL);
  again = plan_finish (&builder, "2025-03-03");
  g_assert_nonnull (strstr (find_rider (again, "SPINE_SBRT/mri/1", "LATE_TOX")->label, "cumulative"));

  begin_treated (&builder, "3");
  plan_say (&builder, "comfort_care", "true");
  comfort = plan_finish (&builder, "2025-03-03");
  plan_assert_state (comfort, "LATE_TOX/M24/0", PDL_DUE_SUSPENDED);
  g_assert_null (find_rider (comfort, "PAIN/comfort/-", "LATE_TOX"));
}

/* Years without a visit: the newest date is told of, not every one that went by. */
static void
test_late_toxicity_is_told_once (void)
{
  Builder builder;
  g_autoptr (PdlPlan) plan = NULL;
  guint n = 0;

  plan_begin_with_lesion (&builder, "2021-01-20");
  plan_add_item (&builder, PDL_GROUP_TREATMENT, "radiotherapy", "technique=cebrt", "status=done", "start=2021-01-10", "end=2021-01-10", "levels=T8", NULL);
  plan = plan_finish (&builder, "2025-06-01");
  for (guint i = 0; i < plan->n_items; i++)
    n += g_str_equal (plan->items[i].track, "LATE_TOX") && pdl_due_state_is_overdue (plan->items[i].state);
  g_assert_cmpuint (n, <=, 1);
}

/* ---- tumour board, 1.5 and 1.8 ------------------------------------------------------------------------------------ */

static void
test_tumour_board (void)
{
  static const struct { const char *today, *mdt, *line; gboolean open; PdlDueState state; } rows[] = {
    /* a Thursday; three working days later is Tuesday 11 March */
    { "2025-03-06", NULL, NULL, TRUE, PDL_DUE_DUE },
    { "2025-03-11", NULL, NULL, TRUE, PDL_DUE_DUE },
    { "2025-03-12", NULL, NULL, TRUE, PDL_DUE_OVERDUE },
    { "2025-03-14", NULL, NULL, TRUE, PDL_DUE_OVERDUE },
    { "2025-03-15", NULL, NULL, TRUE, PDL_DUE_CRITICAL },
    { "2025-03-15", "date=2025-03-05", NULL, TRUE, PDL_DUE_CRITICAL },
    { "2025-03-15", "date=2025-03-06", NULL, FALSE, PDL_DUE_DUE },
    { "2025-03-15", NULL, "start=2025-03-05", TRUE, PDL_DUE_CRITICAL },
    { "2025-03-15", NULL, "start=2025-03-10", FALSE, PDL_DUE_DUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;

      g_test_message ("row %u", i + 1);
      plan_begin_with_lesion (&builder, "2025-03-01");
      plan_add_item (&builder, PDL_GROUP_IMAGING, "ct_cap", "date=2025-03-06", "result=pd", NULL);
      if (rows[i].mdt != NULL)
        plan_add_item (&builder, PDL_GROUP_DECISION, "mdt", rows[i].mdt, NULL);
      if (rows[i].line != NULL)
        plan_add_item (&builder, PDL_GROUP_TREATMENT, "systemic", rows[i].line, "status=ongoing", NULL);
      plan = plan_finish (&builder, rows[i].today);
      g_assert_cmpint (has_track (plan, "MDT"), ==, rows[i].open);
      if (!rows[i].open)
        continue;
      plan_assert_state (plan, "MDT/result/-", rows[i].state);
      plan_assert_window (plan_find (plan, "MDT/result/-"), "2025-03-06", "2025-03-11", "2025-03-11");
    }
}

/* The oldest result that nobody acted on counts; comfort-focused care does not hide it. */
static void
test_tumour_board_events (void)
{
  static const char *const kinds[] = { "local_failure", "new_lesion", "vcf" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      Builder builder;
      g_autoptr (PdlPlan) plan = NULL;

      plan_begin_with_lesion (&builder, "2025-03-01");
      plan_say (&builder, "comfort_care", "true");
      plan_add_item (&builder, PDL_GROUP_EVENT, kinds[i], "date=2025-03-04", NULL);
      plan_add_item (&builder, PDL_GROUP_IMAGING, "ct_cap", "date=2025-03-06", "result=pd", NULL);
      plan = plan_finish (&builder, "2025-03-06");
      plan_assert_window (plan_find (plan, "MDT/result/-"), "2025-03-04", "2025-03-07", "2025-03-07");
      plan_assert_state (plan, "MDT/result/-", PDL_DUE_DUE);
    }
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
  g_test_add_func ("/plan/tracks/observation", test_observation);
  g_test_add_func ("/plan/tracks/observation/missing", test_observation_names_what_is_missing);
  g_test_add_func ("/plan/tracks/observation/scans", test_observation_scans);
  g_test_add_func ("/plan/tracks/observation/prostate", test_observation_prostate);
  g_test_add_func ("/plan/tracks/observation/ends", test_observation_ends);
  g_test_add_func ("/plan/tracks/pain", test_pain_cut_points);
  g_test_add_func ("/plan/tracks/pain/states", test_pain_states);
  g_test_add_func ("/plan/tracks/pain/opioid", test_pain_opioid_and_comfort);
  g_test_add_func ("/plan/tracks/pain/rides", test_pain_rides);
  g_test_add_func ("/plan/tracks/pain/booked", test_booked_does_not_ride);
  g_test_add_func ("/plan/tracks/neurology", test_neurology);
  g_test_add_func ("/plan/tracks/wound/radiotherapy", test_wound_before_radiotherapy);
  g_test_add_func ("/plan/tracks/wound/again", test_wound_problem_starts_again);
  g_test_add_func ("/plan/tracks/steroid", test_steroid);
  g_test_add_func ("/plan/tracks/steroid/red", test_steroid_red_at_once);
  g_test_add_func ("/plan/tracks/steroid/ends", test_steroid_ends);
  g_test_add_func ("/plan/tracks/vcf", test_vcf_xray);
  g_test_add_func ("/plan/tracks/vcf/image", test_vcf_image_in_window);
  g_test_add_func ("/plan/tracks/vcf/month-36", test_vcf_to_month_36);
  g_test_add_func ("/plan/tracks/dental", test_dental);
  g_test_add_func ("/plan/tracks/dental/never", test_dental_never_and_comfort);
  g_test_add_func ("/plan/tracks/late-toxicity", test_late_toxicity);
  g_test_add_func ("/plan/tracks/late-toxicity/once", test_late_toxicity_is_told_once);
  g_test_add_func ("/plan/tracks/tumour-board", test_tumour_board);
  g_test_add_func ("/plan/tracks/tumour-board/events", test_tumour_board_events);
  return g_test_run ();
}
