/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Laboratory rules that need more than one result (follow-up 6.4, 5.1), at their boundaries.
 */

#include "clinical.h"
#include "pdl-change.h"

#include <string.h>

static const struct { const char *stem, *finding; } tests[] = {
  { "crea", "creatinine_umol_l" }, { "gluc", "glucose_mmol_l" }, { "crp_", "crp_mg_l" }, { "post", "crp_mg_l" },
};
static const char *const shown[] = { "al-lab-glucose", "al-lab-glucose-red", "al-lab-glucose-twice", "al-lab-crp", "al-lab-crp-red" };

static void
apply (PdlCase *kase, PdlChange *change)
{
  g_autoptr (GError) error = NULL;

  pdl_case_apply (kase, change, &error);
  g_assert_no_error (error);
}

static void
move (PdlCase *kase, PdlDay day)
{
  g_autoptr (PdlChange) change = pdl_change_new (NULL);

  pdl_change_set_day (change, kase, pdl_assessment_get_uid (pdl_case_get_current (kase)), day);
  apply (kase, change);
}

/* "2026-03-01 80; …": visits before the one that is read, which stays the newest. */
static void
add_visits (PdlCase *kase, const char *finding, const char *text)
{
  g_auto (GStrv) visits = g_strsplit (text, "; ", -1);
  PdlDay read = pdl_assessment_get_day (pdl_case_get_current (kase));

  move (kase, read + 1);
  for (guint i = 0; visits[i] != NULL && *visits[i] != '\0'; i++)
    {
      g_auto (GStrv) parts = g_strsplit (visits[i], " ", 2);
      g_autoptr (PdlChange) visit = pdl_change_new (NULL);
      g_autoptr (PdlChange) entry = pdl_change_new (NULL);
      g_autofree char *uid = NULL;
      PdlPrecision precision;
      PdlDay day;

      g_assert_true (pdl_day_parse (parts[0], &day, &precision));
      uid = g_strdup (pdl_change_add_assessment (visit, NULL, day));
      apply (kase, visit);
      g_assert_true (pdl_change_set_text (entry, kase, uid, PDL_LEVEL_NONE, finding, parts[1], NULL));
      apply (kase, entry);
    }
  move (kase, read);
}

/* "true", "false", "?" */
static char *
tell (PdlEvaluation *evaluation, const char *id)
{
  const PdlFinding *finding = pdl_dictionary_lookup (pdl_knowledge_get_dictionary (clinical_knowledge ()), id);
  const PdlValue *value = pdl_evaluation_get_value (evaluation, finding, -1, PDL_LEVEL_NONE, NULL, NULL);

  return g_strdup (!pdl_value_is_known (value) ? "?" : pdl_value_get_bool (value) ? "true" : "false");
}

static void
test_result (gconstpointer data)
{
  char **line = (char **) data;
  g_autoptr (PdlCase) kase = clinical_make_case (line[0]);
  g_auto (GStrv) sides = g_strsplit (line[2], " = ", 2);
  g_autoptr (PdlEvaluation) evaluation = NULL;
  g_autoptr (GString) alerts = g_string_new (NULL);
  g_autofree char *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    if (g_str_has_prefix (line[2], tests[i].stem))
      add_visits (kase, tests[i].finding, line[1]);
  evaluation = pdl_evaluate (clinical_knowledge (), kase, PDL_MINUTE_NONE);
  found = tell (evaluation, sides[0]);
  for (guint i = 0; i < evaluation->n_alerts; i++)
    if (evaluation->alerts[i].truth == PDL_TRUTH_TRUE)
      for (guint k = 0; k < G_N_ELEMENTS (shown); k++)
        if (strcmp (evaluation->alerts[i].alert->id, shown[k]) == 0)
          g_string_append_printf (alerts, "%s%s", alerts->len > 0 ? " " : "", shown[k]);
  g_test_message ("%s | %s", line[0], line[1]);
  g_assert_cmpstr (found, ==, sides[1]);
  g_assert_cmpstr (alerts->len > 0 ? alerts->str : "-", ==, line[3]);
}

/* What an evaluation after the change says, and one made anew. */
static void
check_again (PdlEvaluation *before, PdlCase *kase, const char *expected)
{
  g_autoptr (PdlEvaluation) again = pdl_evaluate_again (before, kase, PDL_MINUTE_NONE, NULL), anew = pdl_evaluate (clinical_knowledge (), kase, PDL_MINUTE_NONE);
  g_autofree char *told = tell (again, "crp_rising_postop"), *told_anew = tell (anew, "crp_rising_postop");

  g_assert_cmpstr (told, ==, expected);
  g_assert_cmpstr (told_anew, ==, expected);
}

/* A result of a visit before, and a record, that changes is seen by the evaluation after it. */
static void
test_after_change (void)
{
  g_autoptr (PdlCase) kase = clinical_make_case ("crp_mg_l = 60; treatments/surgery (start = 2026-02-18); events/lab (finding = crp_mg_l, value = 40, specimen_at = 2026-02-25T08:00)");
  g_autoptr (PdlCase) higher = NULL, recorded = NULL;
  g_autoptr (PdlEvaluation) before = NULL;
  g_autoptr (PdlChange) change = pdl_change_new (NULL), edit = pdl_change_new (NULL);

  add_visits (kase, "crp_mg_l", "2026-02-26 50");
  before = pdl_evaluate (clinical_knowledge (), kase, PDL_MINUTE_NONE);
  check_again (before, kase, "true");
  higher = pdl_case_copy (kase);
  g_assert_true (pdl_change_set_text (change, higher, pdl_assessment_get_uid (pdl_case_get_assessment (higher, 0)), PDL_LEVEL_NONE, "crp_mg_l", "70", NULL));
  apply (higher, change);
  check_again (before, higher, "false");
  recorded = pdl_case_copy (kase);
  g_assert_true (pdl_change_set_text (edit, recorded, pdl_item_get_uid (pdl_case_get_item (recorded, PDL_GROUP_EVENT, 0)), PDL_LEVEL_NONE, "specimen_at",
                                      "2026-03-02T08:00", NULL));
  apply (recorded, edit);
  check_again (before, recorded, "?");
}

/* Carried forward from the visit before: nobody measured it, until it is confirmed. */
static void
test_carried_forward (void)
{
  g_autoptr (PdlCase) kase = clinical_make_case ("crp_mg_l = 50; treatments/surgery (start = 2026-02-20)");
  g_autoptr (PdlCase) confirmed = NULL;
  g_autoptr (PdlEvaluation) before = NULL;
  g_autoptr (PdlChange) visit = pdl_change_new (NULL), confirm = pdl_change_new (NULL);
  const char *uid = pdl_change_add_visit (visit, kase, pdl_case_get_current (kase), pdl_day_from_ymd (2026, 3, 9));

  apply (kase, visit);
  before = pdl_evaluate (clinical_knowledge (), kase, PDL_MINUTE_NONE);
  check_again (before, kase, "?");
  confirmed = pdl_case_copy (kase);
  pdl_change_confirm (confirm, confirmed, uid, PDL_LEVEL_NONE, "crp_mg_l");
  apply (confirmed, confirm);
  check_again (before, confirmed, "false");
}

/* Why: the two results with their times. */
static void
test_why (void)
{
  g_autoptr (PdlCase) kase = clinical_make_case ("dexamethasone_current = true; events/lab (finding = glucose_mmol_l, value = 13, specimen_at = 2026-03-01T18:05);"
                                                 "events/lab (finding = glucose_mmol_l, value = 250, unit = mg/dL, specimen_at = 2026-03-02T07:30)");
  g_autoptr (PdlEvaluation) evaluation = pdl_evaluate (clinical_knowledge (), kase, PDL_MINUTE_NONE);

  for (guint i = 0; i < evaluation->n_alerts; i++)
    if (strcmp (evaluation->alerts[i].alert->id, "al-lab-glucose-twice") == 0)
      {
        g_autoptr (PdlClause) clause = pdl_evaluation_explain_alert (evaluation, -1, evaluation->alerts[i].alert);
        const PdlClause *twice = g_ptr_array_index (clause->children, 1);
        g_auto (GStrv) parts = g_strsplit (twice->value, "\302\240", -1);
        g_autofree char *plain = g_strjoinv (" ", parts);

        g_assert_cmpstr (plain, ==, "yes: 13 mmol/L (1 Mar 2026 18:05); 13.875 mmol/L (2 Mar 2026 07:30)");
        return;
      }
  g_assert_not_reached ();
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) table = NULL;

  g_test_init (&argc, &argv, NULL);
  table = clinical_read_table ("results.tsv");
  for (guint i = 0; i < table->len; i++)
    {
      char **line = g_ptr_array_index (table, i);
      g_autofree char *path = g_strdup_printf ("/clinical/results/section-6.4/%s/%u", line[2], i + 1);

      g_strdelimit (path, " ", '-');
      g_test_add_data_func (path, line, test_result);
    }
  g_test_add_func ("/clinical/results/after-a-change", test_after_change);
  g_test_add_func ("/clinical/results/carried-forward", test_carried_forward);
  g_test_add_func ("/clinical/results/why", test_why);
  return g_test_run ();
}
