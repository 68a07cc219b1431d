/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The topics of supportive care: which lines speak for whom (follow-up 5.1 to 5.10, 6.1, 6.2, 6.4), and the opioids as recorded. */

#include <math.h>
#include <string.h>

#include "pdl-bone-gate.h"
#include "pdl-opioid.h"
#include "visit-fixture.h"

static const PdlSupportTables *tables;

#define T8 14

/* "known_cancer = true; T8.escc_grade = 2; steroid: drug = dexamethasone, start = 2026-02-01": values, and one record after the colon. */
static void
begin (Fixture *fixture, const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, ";", -1);

  fixture_begin (fixture);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *colon = strstr (g_strstrip (parts[i]), ": ");

      if (*parts[i] == '\0')
        continue;
      if (colon != NULL)
        {
          g_autofree char *kind = g_strndup (parts[i], colon - parts[i]);
          PdlGroup group = g_str_equal (kind, "pet_ct") || g_str_equal (kind, "bone_scan") ? PDL_GROUP_IMAGING : g_str_equal (kind, "fall") || g_str_equal (kind, "referral") ? PDL_GROUP_EVENT : PDL_GROUP_TREATMENT;

          fixture_add_record (fixture, group, kind, colon + 2, ", ");
        }
      else
        {
          g_auto (GStrv) sides = g_strsplit (parts[i], "=", 2);
          gboolean level = g_str_has_prefix (parts[i], "T8.");

          fixture_set (fixture, fixture->visit, level ? T8 : PDL_LEVEL_NONE, g_strstrip (sides[0]) + (level ? 3 : 0), g_strstrip (sides[1]));
        }
    }
}

static PdlGateState
state_of (Fixture *fixture, const char *topic, const char *id)
{
  guint n;
  PdlGateResult *results = pdl_gate_judge (tables, fixture->facts, topic, &n);
  PdlGateState state = PDL_GATE_STOP;
  gboolean found = FALSE;

  for (guint i = 0; i < n; i++)
    if (g_str_equal (results[i].line->id, id))
      {
        state = results[i].state;
        found = TRUE;
      }
  g_assert_true (found);
  pdl_gate_results_free (results, n);
  return state;
}

/* follow-up 6.2, in its order: back pain or neurology, covered, myeloma, triggers, missing, none. */
static void
test_bone_scan (void)
{
  static const struct { const char *words, *advice; } rows[] = {
    { "known_cancer = true; back_pain = true; neuro_status = intact; mri_done = false; alk_phos_elevated = false", "mri_now" },
    { "known_cancer = true; back_pain = false; neuro_status = radiculopathy; alk_phos_elevated = true", "mri_now" },
    { "known_cancer = true; back_pain = false; neuro_status = intact; alk_phos_elevated = true; pet_ct: date=2026-01-19", "covered" },
    { "known_cancer = true; back_pain = false; neuro_status = intact; alk_phos_elevated = true; pet_ct: date=2026-01-18", "alp" },
    { "known_cancer = true; back_pain = false; neuro_status = intact; alk_phos_elevated = true; bone_lesion_on_imaging = true", "alp imaging" },
    { "known_cancer = true; back_pain = true; neuro_status = intact; mri_done = true; alk_phos_elevated = false; bone_lesion_on_imaging = false", "pain" },
    { "known_cancer = true; back_pain = false; neuro_status = intact; primary_site = multiple_myeloma; alk_phos_elevated = true", "myeloma" },
    { "known_cancer = true; back_pain = false; neuro_status = intact; bone_lesion_on_imaging = false", "measure" },
    { "known_cancer = true; back_pain = false; neuro_status = intact; alk_phos_u_l = 115; alk_phos_uln_u_l = 115; bone_lesion_on_imaging = false", "none" },
    { "known_cancer = true; back_pain = false; neuro_status = intact; alk_phos_u_l = 116; alk_phos_uln_u_l = 115; bone_lesion_on_imaging = false", "alp" },
    /* Neurology not recorded: it could be an MRI now, and nothing else is said. */
    { "known_cancer = true; back_pain = false; alk_phos_elevated = false; bone_lesion_on_imaging = false", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Fixture) fixture = { 0 };
      g_autoptr (GPtrArray) missing = NULL;
      g_autoptr (GPtrArray) found = NULL;
      g_autoptr (GString) ids = g_string_new (NULL);

      begin (&fixture, rows[i].words);
      fixture_finish (&fixture);
      found = pdl_first_rows_find (tables->bone_scan, fixture.facts, &missing);
      for (guint f = 0; f < found->len; f++)
        g_string_append_printf (ids, "%s%s", f > 0 ? " " : "", ((const PdlFirstRow *) g_ptr_array_index (found, f))->id);
      g_test_message ("%s", rows[i].words);
      g_assert_cmpstr (ids->str, ==, rows[i].advice);
      g_assert_true ((found->len == 0) == (missing != NULL));
    }
}

#define COURSE "steroid: drug=dexamethasone, status=ongoing, "

static void
test_lines (void)
{
  static const struct { const char *topic, *words, *line; PdlGateState state; } rows[] = {
    /* 5.1 */
    { "steroid", COURSE "start=2026-02-20, planned_stop=2026-03-06", "steroid_no_stop", PDL_GATE_CLEAR },
    { "steroid", COURSE "start=2026-02-20", "steroid_no_stop", PDL_GATE_RED },
    { "steroid", "", "steroid_no_stop", PDL_GATE_CLEAR },
    { "steroid", COURSE "start=2026-02-20, ppi=true", "steroid_ppi", PDL_GATE_CLEAR },
    { "steroid", COURSE "start=2026-02-20", "steroid_ppi", PDL_GATE_WARN },
    { "steroid", COURSE "start=2026-02-20, planned_stop=2026-03-13", "steroid_card", PDL_GATE_CLEAR },
    { "steroid", COURSE "start=2026-02-20, planned_stop=2026-03-14", "steroid_card", PDL_GATE_WARN },
    { "steroid", "dexamethasone_mg_day = 2; " COURSE "start=2025-12-01", "steroid_bone", PDL_GATE_WARN },
    { "steroid", "dexamethasone_mg_day = 1; " COURSE "start=2025-12-01", "steroid_bone", PDL_GATE_CLEAR },
    { "steroid", COURSE "start=2026-02-20, planned_stop=2026-03-06, steps=[{\"from\":\"2026-02-20\"\\,\"mg_day\":16}\\,{\"from\":\"2026-03-04\"\\,\"mg_day\":2}]", "steroid_abrupt", PDL_GATE_CLEAR },
    { "steroid", COURSE "start=2026-02-20, planned_stop=2026-03-06, steps=[{\"from\":\"2026-02-20\"\\,\"mg_day\":16}]", "steroid_abrupt", PDL_GATE_WARN },
    /* 5.3 */
    { "vte", "surgery_planned = true", "vte_surgery", PDL_GATE_NOTE },
    { "vte", "ais = c", "vte_cord", PDL_GATE_NOTE },
    { "vte", "vte: status=ongoing, start=2026-03-01, contraindication=epidural haematoma", "vte_contraindication", PDL_GATE_WARN },
    { "vte", "platelets_e9_l = 49", "vte_platelets", PDL_GATE_ASK },
    { "vte", "platelets_e9_l = 50", "vte_platelets", PDL_GATE_CLEAR },
    /* 5.4, 5.6 */
    { "opioid", "omed_mg_day = 60; egfr_ml_min_173 = 60", "opioid_renal_60", PDL_GATE_CLEAR },
    { "opioid", "omed_mg_day = 60; egfr_ml_min_173 = 59", "opioid_renal_60", PDL_GATE_WARN },
    { "opioid", "omed_mg_day = 60; egfr_ml_min_173 = 29", "opioid_renal_30", PDL_GATE_RED },
    { "opioid", "omed_mg_day = 60", "opioid_renal_open", PDL_GATE_ASK },
    { "opioid", "omed_mg_day = 0; egfr_ml_min_173 = 29", "opioid_renal_30", PDL_GATE_CLEAR },
    { "opioid", "omed_mg_day = 60; last_bowel_movement = 2026-02-27", "opioid_bowel", PDL_GATE_WARN },
    { "opioid", "omed_mg_day = 60; last_bowel_movement = 2026-02-28", "opioid_bowel", PDL_GATE_CLEAR },
    { "opioid", "omed_mg_day = 60", "opioid_laxative", PDL_GATE_NOTE },
    { "nursing", "ambulation = bed_bound", "bladder_scan", PDL_GATE_WARN },
    { "nursing", "post_void_residual_ml = 101", "bladder_residual", PDL_GATE_WARN },
    { "nursing", "ambulation = with_person", "skin", PDL_GATE_CLEAR },
    { "nursing", "ais = c", "skin", PDL_GATE_WARN },
    /* 5.8 */
    { "rehab", "surgery_planned = true", "rehab_mandatory", PDL_GATE_RED },
    { "rehab", "ais = d; rehab_referred = true", "rehab_mandatory", PDL_GATE_CLEAR },
    { "rehab", "ecog = 2; survival_months = 3", "rehab_offer", PDL_GATE_WARN },
    { "rehab", "ecog = 2; survival_months = 2.9", "rehab_offer", PDL_GATE_CLEAR },
    { "rehab", "kps = 70; survival_months = 5", "rehab_offer", PDL_GATE_WARN },
    { "rehab", "fall: date=2026-03-01", "rehab_fall", PDL_GATE_WARN },
    /* as in the follow-up plan: what has been answered since is not told again */
    { "rehab", "fall: date=2026-02-27; referral: service=rehabilitation, date=2026-02-27", "rehab_fall", PDL_GATE_CLEAR },
    { "rehab", "fall: date=2026-02-27; referral: service=rehabilitation, date=2026-02-26", "rehab_fall", PDL_GATE_WARN },
    { "rehab", "orthosis: status=ongoing, start=2026-02-20", "rehab_brace", PDL_GATE_WARN },
    { "rehab", "orthosis: status=ongoing, start=2026-02-20; referral: service=orthotics, date=2026-02-20", "rehab_brace", PDL_GATE_CLEAR },
    { "psychosocial", "distress_score = 6; referral: service=psycho_oncology, date=2026-03-02", "distress", PDL_GATE_CLEAR },
    { "psychosocial", "distress_score = 6; referral: service=psycho_oncology, date=2026-02-20", "distress", PDL_GATE_WARN },
    { "palliative", "ais = d; palliative_referred = false; referral: service=palliative, outcome=declined", "palliative_cord", PDL_GATE_CLEAR },
    { "rehab", "sins_band = indeterminate", "rehab_sins", PDL_GATE_WARN },
    /* 5.9 */
    { "psychosocial", "distress_score = 4", "distress", PDL_GATE_WARN }, { "psychosocial", "distress_score = 3", "distress", PDL_GATE_CLEAR },
    { "psychosocial", "esas_anxiety = 4", "distress_esas", PDL_GATE_WARN }, { "psychosocial", "phq2 = 3", "distress_phq2", PDL_GATE_WARN },
    /* 5.10 */
    { "palliative", "esas_nausea = 7", "palliative_symptoms", PDL_GATE_WARN }, { "palliative", "esas_nausea = 6", "palliative_symptoms", PDL_GATE_CLEAR },
    { "palliative", "T8.lesion_type = lytic; T8.escc_grade = 2", "palliative_cord", PDL_GATE_WARN },
    { "palliative", "T8.lesion_type = lytic; T8.escc_grade = 1c; ais = e", "palliative_cord", PDL_GATE_CLEAR },
    { "palliative", "ais = d", "palliative_cord", PDL_GATE_WARN },
    { "palliative", "ais = d; palliative_referred = true", "palliative_cord", PDL_GATE_CLEAR },
    { "palliative", "visceral_sites = brain", "palliative_brain", PDL_GATE_WARN },
    { "palliative", "survival_months = 12; primary_dx_date = 2025-12-02", "palliative_early", PDL_GATE_WARN },
    { "palliative", "survival_months = 12; primary_dx_date = 2025-12-01", "palliative_early", PDL_GATE_CLEAR },
    { "palliative", "disease_activity = a3; systemic_lines = 2", "palliative_lines", PDL_GATE_WARN },
    /* 6.4, what is from memory */
    { "labs", "creatinine_umol_l = 120; creatinine_baseline_umol_l = 80", "creatinine_15", PDL_GATE_WARN },
    { "labs", "creatinine_umol_l = 160; creatinine_baseline_umol_l = 80", "creatinine_2", PDL_GATE_RED },
    { "labs", "neutrophils_e9_l = 0.9", "neutrophils_1", PDL_GATE_WARN }, { "labs", "neutrophils_e9_l = 0.4", "neutrophils_05", PDL_GATE_RED },
    { "labs", "vitamin_d_nmol_l = 24", "vitamin_d_25", PDL_GATE_RED },
    /* 6.1 */
    { "workup", "bma_planned = zoledronate", "workup_bone_agent", PDL_GATE_NOTE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Fixture) fixture = { 0 };
      g_auto (GStrv) pieces = g_strsplit (rows[i].words, "\\,", -1);
      g_autofree char *words = g_strjoinv (",", pieces);

      begin (&fixture, words);
      fixture_finish (&fixture);
      g_test_message ("%s: %s", rows[i].line, words);
      g_assert_cmpstr (pdl_gate_state_name (state_of (&fixture, rows[i].topic, rows[i].line)), ==, pdl_gate_state_name (rows[i].state));
    }
}

/* What is from memory says so: section 0 of follow-up. 5.5 is from memory as a whole. */
static void
test_tags (void)
{
  for (guint i = 0; i < tables->tables->len; i++)
    {
      const PdlReferenceTable *table = g_ptr_array_index (tables->tables, i);

      for (guint r = 0; g_str_equal (table->id, "adjuncts") && r < table->rows->len; r++)
        g_assert_cmpstr (((const PdlReferenceRow *) g_ptr_array_index (table->rows, r))->basis.tag, ==, "unverified");
    }
  for (guint i = 0; i < tables->lines->len; i++)
    {
      const PdlGateLine *line = g_ptr_array_index (tables->lines, i);

      if (g_strv_contains ((const char *const *) line->subjects, "labs"))
        g_assert_cmpstr (line->basis.tag, ==, "unverified");
      if (strstr (line->id, "breakthrough") != NULL || strstr (line->id, "phq2") != NULL)
        g_assert_nonnull (strstr (line->basis.tag, "unverified"));
    }
}

/* 5.4: oxycodone 40 mg is 60; a patch of 25 µg/h is 60; the factor and the version of the record are kept, not those of today's table. */
static void
test_recorded_opioids (void)
{
  g_autoptr (GError) error = NULL;
  const PdlDoseTables *dose_tables = pdl_dose_tables_get (knowledge, &error);
  g_auto (Fixture) fixture = { 0 };
  g_autofree PdlRecordedOpioid *opioids = NULL;
  guint n;

  begin (&fixture, "opioid: drug=oxycodone, status=ongoing, start=2026-02-20, dose_24h=40, factor=1.5, table_version=CDC 2022; "
                   "opioid: drug=fentanyl, status=ongoing, start=2026-02-20, dose_24h=25; "
                   "opioid: drug=hydromorphone, status=ongoing, start=2026-02-20, dose_24h=12, factor=7.5, table_version=local 2019; "
                   "opioid: drug=morphine, status=stopped, start=2026-01-20, dose_24h=100, factor=1; "
                   "opioid: drug=buprenorphine, status=ongoing, start=2026-02-20, dose_24h=1");
  fixture_finish (&fixture);
  opioids = pdl_opioid_list_recorded (dose_tables, fixture.facts, &n);
  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpfloat (opioids[0].equivalent, ==, 60);
  g_assert_cmpstr (opioids[0].version, ==, "CDC 2022");
  g_assert_cmpfloat (opioids[1].equivalent, ==, 60);
  g_assert_true (opioids[1].by_table && !opioids[0].by_table);
  g_assert_cmpfloat (opioids[2].equivalent, ==, 90);
  g_assert_cmpstr (opioids[2].version, ==, "local 2019");
  g_assert_true (isnan (opioids[3].equivalent));
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
  g_test_add_func ("/support-topics/bone-scan", test_bone_scan);
  g_test_add_func ("/support-topics/lines", test_lines);
  g_test_add_func ("/support-topics/tags", test_tags);
  g_test_add_func ("/support-topics/recorded-opioids", test_recorded_opioids);
  return g_test_run ();
}
