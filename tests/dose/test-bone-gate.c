/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The gate before a dose of a bone agent, its dose by clearance, and the grades of the calcium: follow-up 4.2, 4.5, 4.6, 4.7 and 6.3. */

#include <math.h>
#include <string.h>

#include "pdl-bone-gate.h"
#include "visit-fixture.h"

static const PdlSupportTables *tables;

/* "age_years = 70; sex = male" */
static void
set_all (Fixture *fixture, const char *words)
{
  g_auto (GStrv) pairs = g_strsplit (words, ";", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_auto (GStrv) sides = g_strsplit (pairs[i], "=", 2);
      const PdlFinding *finding;

      if (*g_strstrip (sides[0]) == '\0')
        continue;
      finding = pdl_dictionary_lookup (pdl_knowledge_get_dictionary (knowledge), sides[0]);
      g_assert_nonnull (finding);
      fixture_set (fixture, finding->scope == PDL_SCOPE_IDENTITY ? NULL : fixture->visit, PDL_LEVEL_NONE, sides[0], g_strstrip (sides[1]));
    }
}

static void
begin (Fixture *fixture, const char *words)
{
  fixture_begin (fixture);
  set_all (fixture, words);
}

/* A man of 70 with everything the gate asks for. */
#define COMPLETE \
  "sex = male; age_years = 70; weight_kg = 80; creatinine_umol_l = 88.4; creatinine_baseline_umol_l = 88; calcium_mmol_l = 2.35; albumin_g_l = 40; " \
  "calcium_lln_mmol_l = 2.15; calcium_uln_mmol_l = 2.55; vitamin_d_nmol_l = 80; bma_allergy = false; mronj_open = false; invasive_dental_planned = false; " \
  "dental_check_done = true; bma_current = none; primary_site = prostate; ais = e; ambulation = independent; comfort_care = false; "

static PdlBoneGate *
finish (Fixture *fixture, const char *drug)
{
  fixture_finish (fixture);
  return pdl_bone_gate_new (tables, fixture->facts, drug);
}

static const PdlGateResult *
find_line (const PdlBoneGate *gate, const char *id)
{
  for (guint i = 0; i < gate->n_results; i++)
    if (g_str_equal (gate->results[i].line->id, id))
      return &gate->results[i];
  return NULL;
}

/* ---- follow-up 4.2 and 4.5 --------------------------------------------------------------------------------------- */

static void
test_dose_by_clearance (void)
{
  static const struct { double clearance, mg, ml; } rows[] = {
    { 29.99, 0 }, { 30, 3.0, 3.8 }, { 39.4, 3.0, 3.8 }, { 39.5, 3.3, 4.1 }, { 49.4, 3.3, 4.1 }, { 49.5, 3.5, 4.4 }, { 60.4, 3.5, 4.4 }, { 60.5, 4.0, 5.0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const PdlBoneDose *dose = pdl_bone_dose_find (tables, "zoledronate", rows[i].clearance);

      if (rows[i].mg == 0)
        g_assert_true (isnan (dose->mg) && isnan (dose->ml));
      else
        g_assert_true (dose->mg == rows[i].mg && dose->ml == rows[i].ml);
    }
  g_assert_null (pdl_bone_dose_find (tables, "zoledronate", NAN));
  g_assert_null (pdl_bone_dose_find (tables, "denosumab", 45));
}

/* The six patients of 4.5, with the arithmetic as it is shown. */
static void
test_patients (void)
{
  static const struct { const char *words; double clearance, mg; const char *shown; } rows[] = {
    { "age_years = 70; weight_kg = 80; creatinine_umol_l = 88.4; sex = male", 77.8, 4.0, "(140 - 70) × 80 / (72 × 88.4 / 88.42) = 77.8 mL/min" },
    { "age_years = 78; weight_kg = 55; creatinine_umol_l = 110; sex = female", 32.4, 3.0, "(140 - 78) × 55 / (72 × 110 / 88.42) × 0.85 = 32.4 mL/min" },
    { "age_years = 66; weight_kg = 62; creatinine_umol_l = 150; sex = male", 37.6, 3.0, "(140 - 66) × 62 / (72 × 150 / 88.42) = 37.6 mL/min" },
    { "age_years = 82; weight_kg = 50; creatinine_umol_l = 140; sex = female", 21.6, NAN, "(140 - 82) × 50 / (72 × 140 / 88.42) × 0.85 = 21.6 mL/min" },
    { "age_years = 60; weight_kg = 90; creatinine_umol_l = 70; sex = male", 126.3, 4.0, "(140 - 60) × 90 / (72 × 70 / 88.42) = 126.3 mL/min" },
    { "age_years = 75; weight_kg = 70; creatinine_umol_l = 123.8; sex = male", 45.1, 3.3, "(140 - 75) × 70 / (72 × 123.8 / 88.42) = 45.1 mL/min" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Fixture) fixture = { 0 };
      g_autoptr (PdlBoneGate) gate = NULL;

      begin (&fixture, rows[i].words);
      gate = finish (&fixture, "clearance");
      g_assert_cmpfloat_with_epsilon (gate->clearance, rows[i].clearance, 0.0501);
      g_assert_true (gate->mg == rows[i].mg || (isnan (gate->mg) && isnan (rows[i].mg) && gate->dose != NULL));
      g_assert_cmpstr (gate->arithmetic[0], ==, rows[i].shown);
    }
}

/* Age 18 to 110, weight 25 to 250 kg, creatinine 20 to 1500: nothing is computed outside, nor for another sex. */
static void
test_range_guard (void)
{
  static const struct { const char *words; gboolean computed; } rows[] = {
    { "age_years = 18; weight_kg = 25; creatinine_umol_l = 1500; sex = male", TRUE }, { "age_years = 110; weight_kg = 250; creatinine_umol_l = 400; sex = male", TRUE },
    { "age_years = 111; weight_kg = 80; creatinine_umol_l = 88; sex = male", FALSE }, { "age_years = 70; weight_kg = 24.9; creatinine_umol_l = 88; sex = male", FALSE },
    { "age_years = 70; weight_kg = 250.5; creatinine_umol_l = 88; sex = male", FALSE }, { "age_years = 70; weight_kg = 80; creatinine_umol_l = 19; sex = male", FALSE },
    { "age_years = 70; weight_kg = 80; creatinine_umol_l = 1501; sex = male", FALSE }, { "age_years = 70; weight_kg = 80; creatinine_umol_l = 88; sex = other", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Fixture) fixture = { 0 };
      g_autoptr (PdlBoneGate) gate = NULL;

      begin (&fixture, rows[i].words);
      gate = finish (&fixture, "clearance");
      g_assert_true (isnan (gate->clearance) != rows[i].computed);
      g_assert_true ((gate->dose != NULL) == rows[i].computed);
    }
}

/* From a body-mass index of 30 on: ideal 50 + 2.3 an inch over 60, adjusted IBW + 0.4 of the rest (4.5). 170.18 cm are 67 inches. */
static void
test_other_weights (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (PdlBoneGate) gate = NULL;

  begin (&fixture, "age_years = 70; weight_kg = 110; height_cm = 170.18; creatinine_umol_l = 100; sex = male");
  gate = finish (&fixture, "clearance");
  g_assert_cmpuint (gate->n_others, ==, 2);
  g_assert_cmpfloat_with_epsilon (gate->others[0].kg, 66.1, 0.001);
  g_assert_cmpfloat_with_epsilon (gate->others[1].kg, 66.1 + 0.4 * (110 - 66.1), 0.001);
  g_assert_cmpfloat_with_epsilon (gate->others[0].clearance, 70 * 66.1 / (72 * 100 / 88.42), 0.001);
  g_assert_cmpfloat (gate->mg, ==, 4.0);
  g_assert_cmpfloat (gate->others[0].dose->mg, ==, 3.5);
  g_assert_cmpint (find_line (gate, "weight_choice")->state, ==, PDL_GATE_WARN);
}

/* ---- follow-up 4.7 ----------------------------------------------------------------------------------------------- */

/* @change on top of a complete case; the line it concerns comes to @state, and the gate to the worst. */
static void
test_lines (void)
{
  static const struct { const char *drug, *change, *line; PdlGateState state; } rows[] = {
    { "zoledronate", "", NULL, PDL_GATE_CLEAR },
    { "denosumab", "", NULL, PDL_GATE_CLEAR },
    { "zoledronate", "comfort_care = true", "comfort", PDL_GATE_STOP },
    { "denosumab", "comfort_care = true", "comfort", PDL_GATE_STOP },
    { "zoledronate", "bma_allergy = true", "allergy", PDL_GATE_BLOCK },
    { "zoledronate", "bma_allergy = ?", "allergy", PDL_GATE_ASK },
    { "denosumab", "sex = female; pregnancy = true; breast_feeding = false", "pregnancy", PDL_GATE_BLOCK },
    { "denosumab", "sex = female; pregnancy = ?; breast_feeding = false", "pregnancy", PDL_GATE_ASK },
    { "denosumab", "sex = female; pregnancy = n/a; breast_feeding = false", "pregnancy", PDL_GATE_CLEAR },
    { "zoledronate", "sex = female; pregnancy = false; breast_feeding = true", "breast_feeding", PDL_GATE_BLOCK },
    { "zoledronate", "mronj_open = true", "jaw", PDL_GATE_BLOCK },
    { "zoledronate", "mronj_open = ?", "jaw", PDL_GATE_ASK },
    { "denosumab", "invasive_dental_planned = true", "dental_work", PDL_GATE_BLOCK },
    /* below the laboratory's own limit, and below 2.2 (0.2: block on either) */
    { "denosumab", "calcium_mmol_l = 2.14; calcium_lln_mmol_l = 2.10", "calcium_low", PDL_GATE_BLOCK },
    { "denosumab", "calcium_mmol_l = 2.21; calcium_lln_mmol_l = 2.25", "calcium_low", PDL_GATE_BLOCK },
    { "denosumab", "calcium_mmol_l = 2.2; calcium_lln_mmol_l = 2.2", "calcium_low", PDL_GATE_CLEAR },
    { "zoledronate", "calcium_lln_mmol_l = ?", "calcium_low", PDL_GATE_ASK },
    { "zoledronate", "calcium_mmol_l = 2.0; calcium_lln_mmol_l = ?", "calcium_low", PDL_GATE_BLOCK },
    { "zoledronate", "calcium_mmol_l = ?", "calcium_age", PDL_GATE_BLOCK },
    { "denosumab", "albumin_g_l = ?", "calcium_first_denosumab", PDL_GATE_BLOCK },
    { "zoledronate", "calcium_ionised_mmol_l = 1.2", "calcium_low", PDL_GATE_ASK },
    { "zoledronate", "primary_site = multiple_myeloma", "calcium_ionised", PDL_GATE_WARN },
    { "zoledronate", "vitamin_d_nmol_l = 49", "vitamin_d", PDL_GATE_WARN },
    { "denosumab", "vitamin_d_nmol_l = ?", "vitamin_d", PDL_GATE_WARN },
    { "zoledronate", "vitamin_d_nmol_l = 50", "vitamin_d", PDL_GATE_CLEAR },
    { "zoledronate", "creatinine_umol_l = ?", "creatinine_age", PDL_GATE_BLOCK },
    { "zoledronate", "creatinine_umol_l = ?", "renal_stop", PDL_GATE_BLOCK },
    { "zoledronate", "weight_kg = ?", "weight_age", PDL_GATE_ASK },
    { "zoledronate", "creatinine_umol_l = 231; creatinine_baseline_umol_l = 231", "renal_stop", PDL_GATE_BLOCK },
    { "zoledronate", "ambulation = transfers_only", "overestimate", PDL_GATE_WARN },
    { "zoledronate", "ais = d", "overestimate", PDL_GATE_CLEAR },
    { "denosumab", "creatinine_umol_l = 231", "denosumab_renal", PDL_GATE_WARN },
    { "denosumab", "creatinine_umol_l = ?", "denosumab_renal", PDL_GATE_WARN },
    { "zoledronate", "dental_check_done = false", "dental_first_zoledronate", PDL_GATE_BLOCK },
    { "zoledronate", "dental_check_done = ?", "dental_first_zoledronate", PDL_GATE_BLOCK },
    { "denosumab", "dental_check_date = 2025-12-01", "dental_first_denosumab", PDL_GATE_BLOCK },
    { "denosumab", "dental_check_date = 2025-12-02", "dental_first_denosumab", PDL_GATE_CLEAR },
    /* urgent, for raised calcium */
    { "zoledronate", "dental_check_done = false; calcium_mmol_l = 3.0", "dental_first_zoledronate", PDL_GATE_CLEAR },
    { "zoledronate", "calcium_mmol_l = 3.0", "calcium_raised", PDL_GATE_WARN },
    /* za_renal_hold: 44 from a normal baseline, 88 from one of 124 on; za_may_resume: 10 % */
    { "zoledronate", "creatinine_baseline_umol_l = 60; creatinine_umol_l = 103.9", "renal_hold", PDL_GATE_CLEAR },
    { "zoledronate", "creatinine_baseline_umol_l = 60; creatinine_umol_l = 103.9", "renal_resume", PDL_GATE_WARN },
    { "zoledronate", "creatinine_baseline_umol_l = 60; creatinine_umol_l = 104", "renal_hold", PDL_GATE_BLOCK },
    { "zoledronate", "creatinine_baseline_umol_l = 123; creatinine_umol_l = 167", "renal_hold", PDL_GATE_BLOCK },
    { "zoledronate", "weight_kg = 120; creatinine_baseline_umol_l = 124; creatinine_umol_l = 211", "renal_hold", PDL_GATE_CLEAR },
    { "zoledronate", "weight_kg = 160; creatinine_baseline_umol_l = 124; creatinine_umol_l = 212", "renal_hold", PDL_GATE_BLOCK },
    { "zoledronate", "creatinine_baseline_umol_l = 80; creatinine_umol_l = 88", "renal_resume", PDL_GATE_CLEAR },
    { "zoledronate", "bma_current = zoledronate; bma_last_dose_date = 2026-01-05; creatinine_baseline_umol_l = ?", "renal_hold", PDL_GATE_ASK },
    { "zoledronate", "creatinine_umol_l = 266; weight_kg = 150; creatinine_baseline_umol_l = 260", "creatinine_trials", PDL_GATE_WARN },
    /* 21 and 25 days */
    { "zoledronate", "bma_current = zoledronate; bma_last_dose_date = 2026-02-10", "interval_zoledronate", PDL_GATE_BLOCK },
    { "zoledronate", "bma_current = zoledronate; bma_last_dose_date = 2026-02-09", "interval_zoledronate", PDL_GATE_CLEAR },
    { "denosumab", "bma_current = denosumab; bma_last_dose_date = 2026-02-06", "interval_denosumab", PDL_GATE_BLOCK },
    { "denosumab", "bma_current = denosumab; bma_last_dose_date = 2026-02-05", "interval_denosumab", PDL_GATE_CLEAR },
    { "denosumab", "bma_current = denosumab", "interval_denosumab", PDL_GATE_ASK },
    { "denosumab", "bma_current = ?", "interval_denosumab", PDL_GATE_ASK },
    { "denosumab", "bma_planned = denosumab; bma_current = pamidronate", "other_agent", PDL_GATE_WARN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Fixture) fixture = { 0 };
      g_autoptr (PdlBoneGate) gate = NULL;
      PdlGateState worst = PDL_GATE_CLEAR;

      begin (&fixture, COMPLETE);
      set_all (&fixture, rows[i].change);
      gate = finish (&fixture, rows[i].drug);
      g_test_message ("%s, %s", rows[i].drug, rows[i].change);
      for (guint l = 0; l < gate->n_results; l++)
        {
          if (rows[i].line == NULL && gate->results[l].state != PDL_GATE_CLEAR)
            g_error ("%s: %s", gate->results[l].line->id, gate->results[l].reason);
          worst = MAX (worst, gate->results[l].state);
          /* Whatever speaks says why. */
          g_assert_true (gate->results[l].state == PDL_GATE_CLEAR || gate->results[l].reason != NULL);
        }
      if (rows[i].line != NULL)
        g_assert_cmpstr (pdl_gate_state_name (find_line (gate, rows[i].line)->state), ==, pdl_gate_state_name (rows[i].state));
      g_assert_cmpint (gate->state, ==, worst);
    }
}

/* A line that speaks of one drug stands in the gate of no other, and nothing is a gate of a drug the reference has none for. */
static void
test_drugs (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (PdlBoneGate) pamidronate = NULL;
  g_autoptr (PdlBoneGate) denosumab = NULL;

  begin (&fixture, COMPLETE "bma_planned = pamidronate");
  pamidronate = finish (&fixture, NULL);
  denosumab = pdl_bone_gate_new (tables, fixture.facts, "denosumab");
  g_assert_cmpstr (pamidronate->drug, ==, "pamidronate");
  g_assert_null (pamidronate->agent);
  g_assert_true (isnan (pamidronate->mg));
  g_assert_null (find_line (denosumab, "renal_stop"));
  g_assert_cmpfloat (denosumab->mg, ==, 120);
}

/* The planned drug goes before the one that is given now; neither known, none. */
static void
test_which_drug (void)
{
  static const struct { const char *words, *drug; } rows[] = {
    { "bma_planned = denosumab; bma_current = zoledronate", "denosumab" }, { "bma_current = zoledronate", "zoledronate" },
    { "bma_current = none", NULL }, { "bma_current = ?", NULL }, { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Fixture) fixture = { 0 };
      g_autoptr (PdlBoneGate) gate = NULL;

      begin (&fixture, rows[i].words);
      gate = finish (&fixture, NULL);
      g_assert_cmpstr (gate->drug, ==, rows[i].drug);
      g_assert_true (rows[i].drug != NULL || gate->n_results == 0);
    }
}

/* ---- the days of samples ----------------------------------------------------------------------------------------- */

/* Days between the visit where all was measured and the one of today, whose values are carried forward: 7, 14, 28 and 28 days. */
static void
test_carried_forward (void)
{
  static const struct { int days; PdlGateState creatinine, first, calcium, weight; } rows[] = {
    { 7, PDL_GATE_CLEAR, PDL_GATE_CLEAR, PDL_GATE_CLEAR, PDL_GATE_CLEAR }, { 8, PDL_GATE_BLOCK, PDL_GATE_CLEAR, PDL_GATE_CLEAR, PDL_GATE_CLEAR },
    { 15, PDL_GATE_BLOCK, PDL_GATE_BLOCK, PDL_GATE_CLEAR, PDL_GATE_CLEAR }, { 28, PDL_GATE_BLOCK, PDL_GATE_BLOCK, PDL_GATE_CLEAR, PDL_GATE_CLEAR },
    { 29, PDL_GATE_BLOCK, PDL_GATE_BLOCK, PDL_GATE_BLOCK, PDL_GATE_ASK },
    { 0, PDL_GATE_CLEAR, PDL_GATE_CLEAR, PDL_GATE_CLEAR, PDL_GATE_CLEAR },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Fixture) fixture = { 0 };
      g_autoptr (PdlBoneGate) gate = NULL;
      g_autoptr (PdlChange) again = pdl_change_new (NULL);
      g_autoptr (GError) error = NULL;

      begin (&fixture, COMPLETE);
      pdl_change_set_day (fixture.change, fixture.kase, fixture.visit, VISIT - rows[i].days);
      pdl_case_apply (fixture.kase, fixture.change, &error);
      g_assert_no_error (error);
      pdl_change_add_visit (again, fixture.kase, pdl_case_get_current (fixture.kase), VISIT);
      pdl_case_apply (fixture.kase, again, &error);
      g_assert_no_error (error);
      fixture.facts = pdl_facts_new (knowledge, fixture.kase, pdl_case_get_current (fixture.kase), (PdlMinute) VISIT * 24 * 60);
      gate = pdl_bone_gate_new (tables, fixture.facts, "zoledronate");
      g_assert_cmpint (find_line (gate, "creatinine_age")->state, ==, rows[i].creatinine);
      g_assert_cmpint (find_line (gate, "calcium_first_zoledronate")->state, ==, rows[i].first);
      g_assert_cmpint (find_line (gate, "calcium_age")->state, ==, rows[i].calcium);
      g_assert_cmpint (find_line (gate, "weight_age")->state, ==, rows[i].weight);
      g_assert_cmpint (find_line (gate, "creatinine_age")->day, ==, VISIT - rows[i].days);
      /* 4.5: with an older creatinine or weight "not computable for dosing"; the clearance itself is still shown. */
      g_assert_true (isnan (gate->mg) == (rows[i].days > 7));
      g_assert_false (isnan (gate->clearance));
    }
}

/* With a clock that is behind, or a visit with a wrong date, nothing passes for fresh. */
static void
test_day_to_come (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (PdlBoneGate) gate = NULL;

  begin (&fixture, COMPLETE);
  pdl_change_set_day (fixture.change, fixture.kase, fixture.visit, VISIT + 1);
  gate = finish (&fixture, "zoledronate");
  g_assert_cmpint (find_line (gate, "creatinine_age")->state, ==, PDL_GATE_BLOCK);
  g_assert_nonnull (strstr (find_line (gate, "creatinine_age")->reason, "after today"));
  g_assert_true (isnan (gate->mg));
}

/* A specimen with a day of its own goes before the day of the visit: samples two days apart are not corrected with each other (6.3). */
static void
test_specimen (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (PdlBoneGate) gate = NULL;

  begin (&fixture, COMPLETE);
  fixture_add_record (&fixture, PDL_GROUP_EVENT, "lab", "finding = creatinine_umol_l; value = 88.4; specimen_at = 2026-02-20T08:00", ";");
  fixture_add_record (&fixture, PDL_GROUP_EVENT, "lab", "finding = albumin_g_l; value = 40; specimen_at = 2026-02-28T08:00", ";");
  /* Of another value: not this one's sample. */
  fixture_add_record (&fixture, PDL_GROUP_EVENT, "lab", "finding = albumin_g_l; value = 41; specimen_at = 2026-03-01T08:00", ";");
  gate = finish (&fixture, "zoledronate");
  g_assert_cmpint (find_line (gate, "creatinine_age")->state, ==, PDL_GATE_BLOCK);
  g_assert_cmpint (find_line (gate, "calcium_apart")->state, ==, PDL_GATE_ASK);
}

/* Recorded doses: what a first dose asks for is asked no more, the 28 days stay, and the newest dose counts. */
static void
test_recorded_doses (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (PdlBoneGate) gate = NULL;

  begin (&fixture, COMPLETE "dental_check_done = false; bma_current = ");
  fixture_add_record (&fixture, PDL_GROUP_TREATMENT, "bma",
          "drug = zoledronate; start = 2026-01-05; status = ongoing; doses = [{\"date\":\"2026-01-05\",\"mg\":4},{\"date\":\"2026-02-15\",\"mg\":4}]", ";");
  gate = finish (&fixture, NULL);
  g_assert_cmpstr (gate->drug, ==, "zoledronate");
  g_assert_cmpint (find_line (gate, "dental_first_zoledronate")->state, ==, PDL_GATE_CLEAR);
  g_assert_cmpint (find_line (gate, "interval_zoledronate")->state, ==, PDL_GATE_BLOCK);
  g_assert_cmpint (gate->state, ==, PDL_GATE_BLOCK);
}

/* ---- follow-up 4.6 and 6.3 --------------------------------------------------------------------------------------- */

static void
test_corrected_calcium (void)
{
  static const struct { const char *calcium, *albumin; double corrected, factor; } rows[] = {
    { "2.10", "28", 2.34, 1 }, { "2.55", "40", 2.55, 1 }, { "2.75", "25", 3.05, 1 }, { "1.95", "36", 2.03, 1 },
    { "8.4 mg/dL", "2.8 g/dL", 9.36, 0.2495 }, { "10.3 mg/dL", "3.0 g/dL", 11.1, 0.2495 },
  };
  const PdlFinding *finding = pdl_dictionary_lookup (pdl_knowledge_get_dictionary (knowledge), "calcium_corr_mmol_l");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *words = g_strdup_printf ("calcium_mmol_l = %s; albumin_g_l = %s", rows[i].calcium, rows[i].albumin);
      g_auto (Fixture) fixture = { 0 };
      g_autoptr (PdlBoneGate) gate = NULL;

      begin (&fixture, words);
      gate = finish (&fixture, "denosumab");
      g_assert_cmpfloat_with_epsilon (pdl_facts_get (fixture.facts, finding, -1, PDL_LEVEL_NONE) / rows[i].factor, rows[i].corrected, 0.00501);
    }
}

static void
test_grades (void)
{
  static const struct { const char *words, *grade; gboolean unknown; } rows[] = {
    { "calcium_corr_mmol_l = 1.49", "hypo4" }, { "calcium_corr_mmol_l = 1.5", "hypo3" }, { "calcium_corr_mmol_l = 1.74", "hypo3" },
    { "calcium_corr_mmol_l = 1.75", "hypo2" }, { "calcium_corr_mmol_l = 1.99", "hypo2" }, { "calcium_corr_mmol_l = 2.0; calcium_lln_mmol_l = 2.15", "hypo1" },
    { "calcium_corr_mmol_l = 2.14; calcium_lln_mmol_l = 2.15", "hypo1" },
    { "calcium_corr_mmol_l = 2.15; calcium_lln_mmol_l = 2.15; calcium_uln_mmol_l = 2.55", "normal" },
    { "calcium_corr_mmol_l = 2.56; calcium_lln_mmol_l = 2.15; calcium_uln_mmol_l = 2.55", "hyper1" },
    { "calcium_corr_mmol_l = 2.9; calcium_lln_mmol_l = 2.15; calcium_uln_mmol_l = 2.55", "hyper1" },
    { "calcium_corr_mmol_l = 2.91; calcium_lln_mmol_l = 2.15", "hyper2" }, { "calcium_corr_mmol_l = 3.11; calcium_lln_mmol_l = 2.15", "hyper3" },
    { "calcium_corr_mmol_l = 3.41", "hyper4" },
    /* the laboratory's own limits, no built-in ones (6.5) */
    { "calcium_corr_mmol_l = 2.3", NULL, TRUE }, { "", NULL, FALSE },
    /* 6.3 */
    { "calcium_mmol_l = 1.4", "uncorrected" }, { "calcium_corr_mmol_l = 1.4; calcium_ionised_mmol_l = 1.2", "ionised" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Fixture) fixture = { 0 };
      g_autoptr (PdlBoneGate) gate = NULL;
      const PdlFirstRow *grade;
      gboolean unknown;

      begin (&fixture, rows[i].words);
      gate = finish (&fixture, "denosumab");
      grade = pdl_calcium_grade_find (tables, fixture.facts, &unknown);
      g_test_message ("%s", rows[i].words);
      g_assert_cmpstr (grade != NULL ? grade->id : NULL, ==, rows[i].grade);
      g_assert_true (grade != NULL || unknown == rows[i].unknown);
    }
}

/* 6.5; for calcium the dictionary (8, point 7) divides by 4.008, which is 0.2495 to four digits. */
static void
test_units (void)
{
  static const struct { const char *finding, *typed; double ours; } rows[] = {
    { "calcium_mmol_l", "10 mg/dL", 2.495 }, { "creatinine_umol_l", "1 mg/dL", 88.42 }, { "glucose_mmol_l", "100 mg/dL", 5.55 }, { "albumin_g_l", "4 g/dL", 40 },
    { "haemoglobin_g_l", "9 g/dL", 90 }, { "phosphate_mmol_l", "1 mg/dL", 0.3229 }, { "magnesium_mmol_l", "1 mg/dL", 0.4114 },
    { "bilirubin_umol_l", "1 mg/dL", 17.1 }, { "vitamin_d_nmol_l", "20 ng/mL", 49.92 }, { "weight_kg", "150 lb", 68.038855 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PdlValue) value = NULL;
      g_autoptr (GError) error = NULL;

      pdl_finding_parse (pdl_dictionary_lookup (pdl_knowledge_get_dictionary (knowledge), rows[i].finding), rows[i].typed, &value, &error);
      g_assert_no_error (error);
      g_assert_cmpfloat_with_epsilon (pdl_value_get_number (value), rows[i].ours, 0.0001);
    }
}

/* ---- defects ----------------------------------------------------------------------------------------------------- */

/* A defect is told with file, group and key. */
static void
test_defects (void)
{
  static const struct { const char *from, *to, *words; } rows[] = {
    { "action = stop", "action = halt", "none of clear, note, warn, ask, red, block, stop" },
    { "for = zoledronate; denosumab\nlabel = Not in comfort", "for = aspirin\nlabel = Not in comfort", "neither a drug nor" },
    { "when = comfort_care = true", "when = comfort_care", NULL },
    { "when = comfort_care = true", "", "[supportive line/comfort] when" },
    { "max-age-days = 7\n", "", "go together" },
    { "samples = weight_kg", "samples = wight_kg", "wight_kg" },
    { "{age_years}", "{ages}", "does not name a finding" },
    { "at-least = 50", "at-least = 70", "from the highest clearance" },
    { "[supportive dose/under_30]\ndrug = zoledronate\nlabel = under 30 mL/min: not recommended\nat-least = 0", "[supportive dose/under_30]\ndrug = zoledronate\nlabel = x\nat-least = 1", "is missing" },
    { "[supportive settings/bone-agent]", "[supportive settings/bone]", "nobody reads groups" },
    { "label = Denosumab\n", "label = Denosumab\ncolour = red\n", "colour" },
  };
  GBytes *bytes = NULL;

  for (guint i = 0; i < pdl_knowledge_get_n_files (knowledge); i++)
    if (g_str_equal (pdl_knowledge_get_file (knowledge, i, &bytes), "supportive.ini"))
      break;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_auto (GStrv) parts = g_strsplit (text, rows[i].from, 2);
      g_autofree char *broken = g_strjoinv (rows[i].to, parts);
      g_autoptr (GBytes) data = g_bytes_new (broken, strlen (broken));
      g_autoptr (GError) error = NULL;
      g_autoptr (PdlIni) ini = pdl_ini_new ("supportive.ini", data, &error);
      g_autoptr (PdlSupportTables) read = NULL;

      g_assert_no_error (error);
      g_assert_nonnull (parts[1]);
      read = pdl_support_tables_new (knowledge, ini, &error);
      g_test_message ("%s", rows[i].from);
      if (rows[i].words == NULL)
        {
          g_assert_no_error (error);
          continue;
        }
      g_assert_null (read);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, rows[i].words));
      g_assert_true (g_str_has_prefix (error->message, "supportive.ini"));
    }
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  knowledge = pdl_knowledge_load (NULL, &error);
  g_assert_no_error (error);
  tables = pdl_support_tables_get (knowledge, &error);
  g_assert_no_error (error);
  g_test_add_func ("/bone-gate/dose-by-clearance", test_dose_by_clearance);
  g_test_add_func ("/bone-gate/patients", test_patients);
  g_test_add_func ("/bone-gate/range-guard", test_range_guard);
  g_test_add_func ("/bone-gate/other-weights", test_other_weights);
  g_test_add_func ("/bone-gate/lines", test_lines);
  g_test_add_func ("/bone-gate/drugs", test_drugs);
  g_test_add_func ("/bone-gate/which-drug", test_which_drug);
  g_test_add_func ("/bone-gate/carried-forward", test_carried_forward);
  g_test_add_func ("/bone-gate/day-to-come", test_day_to_come);
  g_test_add_func ("/bone-gate/specimen", test_specimen);
  g_test_add_func ("/bone-gate/recorded-doses", test_recorded_doses);
  g_test_add_func ("/bone-gate/corrected-calcium", test_corrected_calcium);
  g_test_add_func ("/bone-gate/grades", test_grades);
  g_test_add_func ("/bone-gate/units", test_units);
  g_test_add_func ("/bone-gate/defects", test_defects);
  return g_test_run ();
}
