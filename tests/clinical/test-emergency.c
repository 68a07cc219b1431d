/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The emergency strip and its clock, acknowledgements, warnings and what an unknown statement waits for, through whole
 * evaluations. Reference: formal part 6; guideline F.
 */

#include "clinical.h"
#include "pdl-change.h"

#include <string.h>

static PdlEvaluation *
evaluate (const char *text)
{
  g_autoptr (PdlCase) kase = clinical_make_case (text);

  return pdl_evaluate (clinical_knowledge (), kase, PDL_MINUTE_NONE);
}

/* Every clause of red alone, both clauses of amber, and what makes neither. */
static void
test_strip (void)
{
  static const struct { const char *text; PdlEmergency expected; } cases[] = {
    { "mscc_suspected = true", PDL_EMERGENCY_RED },
    { "cord_signs = limb_weakness", PDL_EMERGENCY_RED },
    { "sphincter_dysfunction = true", PDL_EMERGENCY_RED },
    { "radicular_status = bilateral", PDL_EMERGENCY_RED },
    { "neuro_status = myelopathy_ambulatory", PDL_EMERGENCY_RED },
    { "neuro_status = myelopathy_nonambulatory", PDL_EMERGENCY_RED },
    { "neuro_status = complete_lt48h", PDL_EMERGENCY_RED },
    { "neuro_status = complete_ge48h", PDL_EMERGENCY_RED },
    { "back_pain = true", PDL_EMERGENCY_AMBER },
    { "pain_nrs = 1", PDL_EMERGENCY_AMBER },
    { "T8.involved = true", PDL_EMERGENCY_AMBER },
    { "pain_nrs = 0", PDL_EMERGENCY_NONE },
    { "back_pain = true; neuro_status = intact", PDL_EMERGENCY_NONE },
    { "back_pain = true; neuro_status = radiculopathy; radicular_status = unilateral_deficit", PDL_EMERGENCY_NONE },
    { "back_pain = true; mscc_suspected = true", PDL_EMERGENCY_RED },
    { "back_pain = true; neuro_status = ?", PDL_EMERGENCY_AMBER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PdlEvaluation) evaluation = evaluate (cases[i].text);
      g_autoptr (PdlClause) clause = pdl_evaluation_explain_emergency (evaluation);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (evaluation->emergency, ==, cases[i].expected);
      g_assert_true ((clause->truth == PDL_TRUTH_TRUE) == (cases[i].expected != PDL_EMERGENCY_NONE));
    }
  g_assert_nonnull (pdl_knowledge_get_amber_text (clinical_knowledge ()));
}

/* "It starts at compression_confirmed_at; missing: at mri_at; missing too: no clock." */
static void
test_clock (void)
{
  g_autoptr (PdlEvaluation) both = evaluate ("compression_confirmed_at = 2026-03-01T10:20; mri_at = 2026-03-01T09:00");
  g_autoptr (PdlEvaluation) mri = evaluate ("mri_at = 2026-03-01T09:00");
  g_autoptr (PdlEvaluation) none = evaluate ("suspicion_at = 2026-03-01T09:00");
  PdlMinute minute;

  g_assert_true (pdl_minute_parse ("2026-03-01T10:20", &minute));
  g_assert_cmpint (both->clock_start, ==, minute);
  g_assert_cmpstr (both->clock_from, ==, "compression_confirmed_at");
  g_assert_true (pdl_minute_parse ("2026-03-01T09:00", &minute));
  g_assert_cmpint (mri->clock_start, ==, minute);
  g_assert_cmpstr (mri->clock_from, ==, "mri_at");
  g_assert_cmpint (none->clock_start, ==, PDL_MINUTE_NONE);
  g_assert_null (none->clock_from);
}

static PdlEvaluation *
evaluate_onset (const char *text)
{
  g_autoptr (PdlCase) kase = clinical_make_case (text);

  return pdl_evaluate_with_clock (clinical_knowledge (), kase, PDL_MINUTE_NONE, "onset");
}

/* "The clock starts at complete_loss_at, else walking_lost_at, else motor_onset_date (a date without a time: end shown as a
 * date), else suspicion_at, and the screen says from presentation." */
static void
test_onset (void)
{
  static const struct { const char *text, *from, *start, *end_12, *end_24; gboolean presentation; } cases[] = {
    { "complete_loss_at = 2026-03-01T10:20; walking_lost_at = 2026-03-01T08:00; motor_onset_date = 2026-02-28; "
      "suspicion_at = 2026-03-01T09:00; compression_confirmed_at = 2026-03-01T11:00",
      "complete_loss_at", "2026-03-01T10:20", "2026-03-01T22:20", "2026-03-02T10:20", FALSE },
    { "walking_lost_at = 2026-03-01T08:00; motor_onset_date = 2026-02-28; suspicion_at = 2026-03-01T09:00", "walking_lost_at",
      "2026-03-01T08:00", "2026-03-01T20:00", "2026-03-02T08:00", FALSE },
    { "motor_onset_date = 2026-02-28; suspicion_at = 2026-03-01T09:00", "motor_onset_date", "2026-02-28T00:00", "2026-02-28T00:00",
      "2026-03-01T00:00", FALSE },
    { "motor_onset_date = 2026-02; suspicion_at = 2026-03-01T09:00; mri_at = 2026-03-01T09:30", "suspicion_at", "2026-03-01T09:00",
      "2026-03-01T21:00", "2026-03-02T09:00", TRUE },
  };
  g_autoptr (PdlEvaluation) none = evaluate_onset ("compression_confirmed_at = 2026-03-01T10:20; mri_at = 2026-03-01T09:00");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PdlEvaluation) evaluation = evaluate_onset (cases[i].text);
      g_autofree char *start = pdl_minute_to_iso (evaluation->clock_start);
      g_autofree char *end_12 = pdl_minute_to_iso (pdl_evaluation_get_clock_end (evaluation, 12));
      g_autofree char *end_24 = pdl_minute_to_iso (pdl_evaluation_get_clock_end (evaluation, 24));

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (evaluation->clock->id, ==, "onset");
      g_assert_cmpstr (evaluation->clock_from, ==, cases[i].from);
      g_assert_cmpstr (start, ==, cases[i].start);
      g_assert_cmpstr (end_12, ==, cases[i].end_12);
      g_assert_cmpstr (end_24, ==, cases[i].end_24);
      g_assert_true ((g_strcmp0 (evaluation->clock->last_resort, evaluation->clock_from) == 0) == cases[i].presentation);
    }
  g_assert_cmpint (none->clock_start, ==, PDL_MINUTE_NONE);
  g_assert_cmpint (pdl_evaluation_get_clock_end (none, 24), ==, PDL_MINUTE_NONE);
}

/* "Shipped: confirmed compression. Both readings are quoted. The clock never changes a row." */
static void
test_readings (void)
{
#define LATE "neuro_status = complete_ge48h; complete_loss_at = 2026-02-26T10:20; compression_confirmed_at = 2026-03-01T11:00; T8.escc_grade = 3"
  g_autoptr (PdlEvaluation) shipped = evaluate (LATE), onset = evaluate_onset (LATE);
  g_autoptr (PdlCase) kase = clinical_make_case (LATE);
  g_autoptr (PdlEvaluation) other = pdl_evaluate_with_clock (clinical_knowledge (), kase, PDL_MINUTE_NONE, "sunrise");

  g_assert_cmpuint (pdl_knowledge_get_n_clocks (clinical_knowledge ()), ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpuint (pdl_knowledge_get_clock (clinical_knowledge (), i)->basis.n_sources, >, 0);
  g_assert_cmpstr (shipped->clock->id, ==, "confirmed");
  g_assert_cmpstr (shipped->clock_from, ==, "compression_confirmed_at");
  g_assert_true (other->clock == shipped->clock);
  g_assert_cmpstr (onset->clock_from, ==, "complete_loss_at");
  g_assert_true (onset->targets[0].decision.row == shipped->targets[0].decision.row);
  g_assert_cmpint (onset->targets[0].decision.urgency.within_h, ==, shipped->targets[0].decision.urgency.within_h);
}

/* "22 statements; six lines first; the list is fixed text." */
static void
test_lines (void)
{
  PdlKnowledge *knowledge = clinical_knowledge ();
  g_autoptr (GHashTable) statements = g_hash_table_new (g_str_hash, g_str_equal);
  guint first = 0;

  g_assert_cmpuint (pdl_knowledge_get_n_emergency_lines (knowledge), ==, 21);
  for (guint i = 0; i < pdl_knowledge_get_n_emergency_lines (knowledge); i++)
    {
      const PdlEmergencyLine *line = pdl_knowledge_get_emergency_line (knowledge, i);

      g_assert_cmpint (line->number, ==, (int) i + 1);
      g_assert_true (line->first == (i < 6));
      g_assert_nonnull (line->records[0]);
      g_assert_cmpuint (line->basis.n_sources, >, 0);
      first += line->first;
      for (guint j = 0; line->statements[j] != NULL; j++)
        g_hash_table_add (statements, (gpointer) line->statements[j]);
    }
  g_assert_cmpuint (first, ==, 6);
  g_assert_cmpuint (g_hash_table_size (statements), ==, 22);
}

static const PdlAlertResult *
find_alert (PdlEvaluation *evaluation, const char *id)
{
  for (guint i = 0; i < evaluation->n_alerts; i++)
    if (strcmp (evaluation->alerts[i].alert->id, id) == 0)
      return &evaluation->alerts[i];
  return NULL;
}

#define UNSTABLE "neuro_status = intact; sins_band = unstable; rt_planned = sbrt; "

/* A critical alert stays, marked as acknowledged, only with a reason and not by one from an earlier visit. */
static void
test_acknowledged (void)
{
  static const struct { const char *text; gboolean acknowledged; } cases[] = {
    { UNSTABLE, FALSE },
    { UNSTABLE "events/acknowledged (alert = al-sbrt-unstable, reason = stabilised tomorrow, date = 2026-03-02)", TRUE },
    { UNSTABLE "events/acknowledged (alert = al-sbrt-unstable, date = 2026-03-02)", FALSE },
    { UNSTABLE "events/acknowledged (alert = al-sbrt-sins7, reason = stabilised tomorrow, date = 2026-03-02)", FALSE },
    { UNSTABLE "events/acknowledged (alert = al-sbrt-unstable, reason = stabilised tomorrow, date = 2026-01-02)", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PdlEvaluation) evaluation = evaluate (cases[i].text);
      const PdlAlertResult *alert = find_alert (evaluation, "al-sbrt-unstable");

      g_test_message ("%u", i);
      g_assert_nonnull (alert);
      g_assert_cmpint (alert->alert->severity, ==, PDL_SEVERITY_CRITICAL);
      g_assert_cmpint (alert->acknowledged, ==, cases[i].acknowledged);
    }
}

/* An unknown statement names the findings that would settle it, and none that would not. */
static void
test_needs (void)
{
  g_autoptr (PdlEvaluation) evaluation = evaluate ("neuro_status = intact; T8.involved = true; T8.escc_grade = 2");
  gboolean found = FALSE;

  for (guint i = 0; i < evaluation->n_statements; i++)
    {
      const PdlStatementResult *result = &evaluation->statements[i];

      if (result->truth == PDL_TRUTH_TRUE)
        g_assert_null (result->needs[0]);
      else
        g_assert_nonnull (result->needs[0]);
      for (guint j = 0; result->needs[j] != NULL; j++)
        {
          const PdlFinding *finding = pdl_dictionary_lookup (pdl_knowledge_get_dictionary (clinical_knowledge ()), result->needs[j]);

          g_assert_nonnull (finding);
          g_assert_cmpstr (finding->id, !=, "neuro_status");
        }
      if (strcmp (result->statement->id, "sx-resistant-highgrade") == 0)
        {
          found = TRUE;
          g_assert_cmpint (result->truth, ==, PDL_TRUTH_UNKNOWN);
          g_assert_true (g_strv_contains (result->needs, "radiosensitivity"));
          g_assert_false (g_strv_contains (result->needs, "escc_grade"));
        }
    }
  g_assert_true (found);
}

/* "A value given for a D id is kept and reported, not read." */
static void
test_warnings (void)
{
  g_autoptr (PdlCase) kase = clinical_make_case ("neuro_status = intact; ecog = 1");
  g_autoptr (PdlChange) change = pdl_change_new (NULL);
  g_autoptr (PdlEvaluation) before = pdl_evaluate (clinical_knowledge (), kase, PDL_MINUTE_NONE), after = NULL;
  const PdlFinding *finding = pdl_dictionary_lookup (pdl_knowledge_get_dictionary (clinical_knowledge ()), "ecog_prognosis");
  const char *uid = pdl_assessment_get_uid (pdl_case_get_current (kase));
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (before->n_warnings, ==, 0);
  pdl_change_set_extra (change, kase, uid, PDL_LEVEL_NONE, "ecog_prognosis", "4");
  pdl_change_set_extra (change, kase, uid, pdl_level_from_name ("T8"), "colour", "\"red\"");
  g_assert_true (pdl_case_apply (kase, change, &error));
  g_assert_no_error (error);
  after = pdl_evaluate (clinical_knowledge (), kase, PDL_MINUTE_NONE);
  g_assert_cmpuint (after->n_warnings, ==, 2);
  g_assert_cmpstr (after->warnings[0].path, ==, "findings.ecog_prognosis");
  g_assert_cmpstr (after->warnings[1].path, ==, "levels.T8.colour");
  g_assert_cmpfloat (pdl_value_get_number (pdl_evaluation_get_value (after, finding, -1, PDL_LEVEL_NONE, NULL, NULL)), ==, 1);
}

/* Two values for one target, and one where no target is: one is read, the others are told of. */
static void
test_target_said_twice (void)
{
  static const struct { const char *level, *id, *text; } said[] = {
    { "T8", "escc_grade", "2" }, { "T9", "escc_grade", "1b" }, { "T8", "wound_healed", "true" },
    { "T9", "wound_healed", "false" }, { "L3", "wound_healed", "true" },
  };
  g_autoptr (PdlCase) kase = clinical_make_case ("neuro_status = intact; ecog = 1");
  g_autoptr (PdlChange) change = pdl_change_new (NULL);
  g_autoptr (PdlEvaluation) evaluation = NULL;
  const char *uid = pdl_assessment_get_uid (pdl_case_get_current (kase));
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      const PdlFinding *finding = pdl_dictionary_lookup (pdl_knowledge_get_dictionary (clinical_knowledge ()), said[i].id);

      g_autoptr (PdlValue) value = NULL;

      g_assert_true (pdl_finding_parse (finding, said[i].text, &value, &error));
      g_assert_true (pdl_change_set (change, kase, uid, pdl_level_from_name (said[i].level), said[i].id, value, &error));
    }
  g_assert_true (pdl_case_apply (kase, change, &error));
  g_assert_no_error (error);
  evaluation = pdl_evaluate (clinical_knowledge (), kase, PDL_MINUTE_NONE);
  g_assert_cmpuint (evaluation->n_targets, ==, 1);
  g_assert_cmpuint (evaluation->n_warnings, ==, 2);
  g_assert_cmpstr (evaluation->warnings[0].path, ==, "levels.T9.wound_healed");
  g_assert_nonnull (strstr (evaluation->warnings[0].text, "T8, which is read"));
  g_assert_cmpstr (evaluation->warnings[1].path, ==, "levels.L3.wound_healed");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clinical/emergency/strip", test_strip);
  g_test_add_func ("/clinical/warnings/target-said-twice", test_target_said_twice);
  g_test_add_func ("/clinical/emergency/clock", test_clock);
  g_test_add_func ("/clinical/emergency/onset", test_onset);
  g_test_add_func ("/clinical/emergency/readings", test_readings);
  g_test_add_func ("/clinical/emergency/lines", test_lines);
  g_test_add_func ("/clinical/emergency/acknowledged", test_acknowledged);
  g_test_add_func ("/clinical/emergency/needs", test_needs);
  g_test_add_func ("/clinical/emergency/warnings", test_warnings);
  return g_test_run ();
}
