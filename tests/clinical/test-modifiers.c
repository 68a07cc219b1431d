/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Modifiers after the row: the vectors of the reference and one case for every rule of order, exchange and state, through
 * a whole evaluation of a recorded case.
 */

#include "clinical.h"

#include <string.h>

static const char *const states[] = { "determined", "provisional", "cannot_determine" };

static PdlTruth
modifier_truth (const PdlTargetResult *target, const char *id)
{
  for (guint i = 0; i < target->n_modifiers; i++)
    if (strcmp (target->modifiers[i].modifier->id, id) == 0)
      return target->modifiers[i].truth;
  return PDL_TRUTH_FALSE;
}

static char *
list_options (const PdlTargetResult *target, gboolean waiting)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < target->n_options; i++)
    if (!waiting || target->options[i].cannot_determine)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", target->options[i].option->id);
  return g_string_free (text->len > 0 ? text : g_string_append_c (text, '-'), FALSE);
}

static void
check_case (char **line)
{
  g_autoptr (PdlCase) kase = clinical_make_case (line[1]);
  g_autoptr (PdlEvaluation) evaluation = pdl_evaluate (clinical_knowledge (), kase, PDL_MINUTE_NONE);
  const PdlTargetResult *target = &evaluation->targets[0];
  g_auto (GStrv) hold = g_strsplit (line[6], " ", -1), not = g_strsplit (line[7], " ", -1);
  g_autofree char *options = list_options (target, FALSE), *waiting = list_options (target, TRUE);

  g_test_message ("%s", line[0]);
  g_assert_cmpuint (evaluation->n_targets, ==, 1);
  g_assert_cmpstr (target->decision.row_before->id, ==, line[2]);
  g_assert_cmpstr (target->decision.row->id, ==, line[3]);
  g_assert_cmpstr (target->decision.row_also != NULL ? target->decision.row_also->id : "-", ==, line[4]);
  for (guint i = 0; hold[i] != NULL; i++)
    if (strcmp (hold[i], "-") != 0)
      g_assert_cmpint (modifier_truth (target, hold[i]), ==, PDL_TRUTH_TRUE);
  for (guint i = 0; not[i] != NULL; i++)
    if (strcmp (not[i], "-") != 0)
      g_assert_cmpint (modifier_truth (target, not[i]), !=, PDL_TRUTH_TRUE);
  g_assert_cmpstr (options, ==, line[8]);
  g_assert_cmpstr (waiting, ==, line[9]);
  g_assert_cmpstr (states[target->decision.state], ==, line[5]);
}

static void
test_vectors (void)
{
  g_autoptr (GPtrArray) table = clinical_read_table ("c9-modifiers.tsv");

  for (guint i = 0; i < table->len; i++)
    check_case (g_ptr_array_index (table, i));
}

static PdlEvaluation *
evaluate (const char *text)
{
  g_autoptr (PdlCase) kase = clinical_make_case (text);

  return pdl_evaluate (clinical_knowledge (), kase, PDL_MINUTE_NONE);
}

#define FIT_RESISTANT                                                                                                                      \
  "neuro_status = myelopathy_ambulatory; escc_group = g2; radiosensitivity = resistant; sins_band = stable; survival_band = gt6m; "        \
  "surgical_fitness = fit; prior_rt = none; levels_band = le3; "

static gboolean
has_alert (PdlEvaluation *evaluation, const char *id)
{
  for (guint i = 0; i < evaluation->n_alerts; i++)
    if (strcmp (evaluation->alerts[i].alert->id, id) == 0)
      return TRUE;
  return FALSE;
}

/* "Only M7 and M16.2 (immediate) also shorten the limit of the row." */
static void
test_urgency (void)
{
  g_autoptr (PdlEvaluation) plain = evaluate (FIT_RESISTANT);
  g_autoptr (PdlEvaluation) worse = evaluate (FIT_RESISTANT "neuro_worse_under_rt = true");
  g_autoptr (PdlEvaluation) infected = evaluate (FIT_RESISTANT "infection_suspected = true");

  g_assert_cmpint (plain->targets[0].decision.urgency.within_h, ==, 24);
  g_assert_cmpint (plain->targets[0].decision.urgency.latest_h, ==, 48);
  g_assert_cmpstr (plain->targets[0].decision.urgency.text, ==, "24 h (48 h at the latest)");
  g_assert_cmpint (worse->targets[0].decision.urgency.within_h, ==, 0);
  g_assert_cmpint (infected->targets[0].decision.urgency.within_h, ==, 0);
}

/* "Statements and alerts always read the record", also where a setting reaches the options. */
static void
test_record_untouched (void)
{
  g_autoptr (PdlEvaluation) evaluation = evaluate (FIT_RESISTANT "declines_surgery = true");
  const PdlFinding *fitness = pdl_dictionary_lookup (pdl_knowledge_get_dictionary (clinical_knowledge ()), "surgical_fitness");
  g_autoptr (PdlClause) row = NULL;
  g_autoptr (PdlClause) before = NULL;
  gboolean entered;

  g_assert_cmpstr (evaluation->targets[0].decision.row->id, ==, "PLT-17");
  g_assert_cmpstr (pdl_value_get_code (pdl_evaluation_get_value (evaluation, fitness, -1, PDL_LEVEL_NONE, &entered, NULL)), ==, "fit");
  g_assert_true (entered);
  /* Each row is explained by the inputs it was read with. */
  row = pdl_evaluation_explain_row (evaluation, 0, evaluation->targets[0].decision.row);
  before = pdl_evaluation_explain_row (evaluation, 0, evaluation->targets[0].decision.row_before);
  g_assert_cmpint (row->truth, ==, PDL_TRUTH_TRUE);
  g_assert_cmpint (before->truth, ==, PDL_TRUTH_TRUE);
}

/* Guideline C2: a flag for the team; and the second row is explained by the band it was read with. */
static void
test_survival_sides (void)
{
  g_autoptr (PdlEvaluation) apart = evaluate (FIT_RESISTANT "survival_band = w6_m3; survival_model = bollen; bollen_category = b");
  g_autoptr (PdlEvaluation) together = evaluate (FIT_RESISTANT "survival_model = bollen; bollen_category = b");
  const PdlDecisionResult *decision = &apart->targets[0].decision;
  g_autoptr (PdlClause) row = pdl_evaluation_explain_row (apart, 0, decision->row);
  g_autoptr (PdlClause) also = pdl_evaluation_explain_row (apart, 0, decision->row_also);

  g_assert_true (has_alert (apart, "al-survival-sides"));
  g_assert_false (has_alert (together, "al-survival-sides"));
  g_assert_cmpstr (decision->state_reasons[0], ==, "C2.survival");
  g_assert_null (decision->state_reasons[1]);
  g_assert_cmpint (row->truth, ==, PDL_TRUTH_TRUE);
  g_assert_cmpint (also->truth, ==, PDL_TRUTH_TRUE);
  /* The more urgent of the two rows: 24 h, not 24 h with 48 h at the latest. */
  g_assert_cmpint (decision->urgency.within_h, ==, 24);
  g_assert_cmpint (decision->urgency.latest_h, ==, -1);
}

/* A band only the second run has is not put against the recorded one. */
static void
test_both_explained (void)
{
  g_autoptr (PdlEvaluation) evaluation
      = evaluate ("neuro_status = intact; escc_group = g0_1a; radiosensitivity = resistant; sins_band = unstable; surgical_fitness = fit; "
                  "prior_rt = none; levels_band = le3; survival_band = lt6w; systemic_options = effective_available");
  g_autoptr (PdlClause) also = pdl_evaluation_explain_row (evaluation, 0, evaluation->targets[0].decision.row_also);

  g_assert_cmpstr (evaluation->targets[0].decision.row_also->id, ==, "PLT-43");
  g_assert_cmpint (also->truth, ==, PDL_TRUTH_TRUE);
}

/* Formal part, section 1: the first option of a row is named by it, the others are alternatives; section 4: of two rows those of
 * `row_also` stand first, then those of `row` without repeats. What repeats leaves nothing else named in its stead. */
static void
test_named (void)
{
  g_autoptr (PdlEvaluation) evaluation
      = evaluate ("neuro_status = myelopathy_ambulatory; escc_group = g3; radiosensitivity = resistant; sins_band = stable; "
                  "surgical_fitness = unfit; prior_rt = cebrt; levels_band = le3; cord_constraint_met = false; survival_band = gt6m; "
                  "survival_model = bollen; bollen_category = d");
  const PdlTargetResult *target = &evaluation->targets[0];

  g_assert_cmpstr (target->decision.row->id, ==, "PLT-18");
  g_assert_cmpstr (target->decision.row_also->id, ==, "PLT-16");
  g_assert_cmpstr (target->options[0].option->id, ==, "rert_cebrt");
  g_assert_cmpstr (target->options[0].place, ==, "named");
  g_assert_cmpstr (target->options[1].option->id, ==, "limited_surgery");
  g_assert_cmpstr (target->options[1].place, ==, "alternative");
}

/* "Strikes the radiotherapy of what remains." */
static void
test_struck (void)
{
  g_autoptr (PdlEvaluation) evaluation = evaluate (FIT_RESISTANT "declines_rt = true");
  const PdlTargetResult *target = &evaluation->targets[0];

  for (guint i = 0; i < target->n_options; i++)
    {
      const PdlOptionResult *option = &target->options[i];
      gboolean irradiates = strcmp (option->option->id, "separation_sbrt") == 0 || strcmp (option->option->id, "decompression_rt") == 0;

      g_assert_cmpstr (option->struck_by, ==, irradiates ? "M4" : NULL);
      g_assert_cmpstr (option->option->id, !=, "cebrt_urgent");
    }
}

static void
test_neurology_alert (void)
{
  g_autoptr (PdlEvaluation) evaluation
      = evaluate ("neuro_status = radiculopathy; escc_group = g3; radiosensitivity = moderately_sensitive; sins_band = stable; "
                  "survival_band = gt6m; surgical_fitness = fit; prior_rt = none; levels_band = le3; cauda_equina = true; sphincter_dysfunction = true");

  g_assert_true (has_alert (evaluation, "al-neuro-inconsistent"));
  g_assert_cmpint (evaluation->emergency, ==, PDL_EMERGENCY_RED);
}

/* A setting for one target says nothing of another one. */
static void
test_targets_apart (void)
{
  g_autoptr (PdlEvaluation) evaluation
      = evaluate ("neuro_status = radiculopathy; radiosensitivity = moderately_sensitive; survival_band = gt6m; surgical_fitness = fit; "
                  "prior_rt = none; sphincter_dysfunction = true; L3.cauda_equina = true; T6.cauda_equina = false; L3.escc_grade = 3; "
                  "T6.escc_grade = 0; T6.involved = true; L3.involved = true; L3.sins_band = stable; T6.sins_band = stable; "
                  "L3.levels_band = le3; T6.levels_band = le3");

  g_assert_cmpuint (evaluation->n_targets, ==, 2);
  g_assert_cmpint (modifier_truth (&evaluation->targets[0], "M5.2"), ==, PDL_TRUTH_FALSE);
  g_assert_cmpint (modifier_truth (&evaluation->targets[1], "M5.2"), ==, PDL_TRUTH_TRUE);
  g_assert_cmpstr (evaluation->targets[0].decision.row->id, ==, "PLT-60");
  g_assert_cmpstr (evaluation->targets[1].decision.row_before->id, ==, "PLT-49");
  g_assert_cmpstr (evaluation->targets[1].decision.row->id, ==, "PLT-26");
}

/* An unknown SINS with an interval leaves only the bands it reaches. */
static void
test_interval (void)
{
  static const char base[] = "neuro_status = intact; radiosensitivity = resistant; survival_band = gt6m; surgical_fitness = fit; prior_rt = none; "
                             "T8.levels_band = le3; T8.escc_grade = 1c; T8.involved = true; T8.pain_site = true; back_pain = true; pain_nrs = 7; "
                             "pain_features = mechanical; T8.lesion_type = lytic; T8.sins_alignment = deformity; ";
  g_autofree char *text = g_strconcat (base, "T8.sectors = vb ped_l ped_r; ", NULL);
  g_autoptr (PdlEvaluation) evaluation = evaluate (text);
  const PdlDecisionResult *decision = &evaluation->targets[0].decision;

  g_assert_cmpstr (decision->row->id, ==, "PLT-36");
  g_assert_cmpint (decision->state, ==, PDL_STATE_CANNOT_DETERMINE);
  /* Stable is out of reach, so PLT-55 can only come from an indeterminate spine. */
  for (guint i = 0; i < decision->n_could_become; i++)
    for (guint j = 0; j < decision->could_become[i].n_ifs; j++)
      {
        const PdlAssignment *one = &decision->could_become[i].ifs[j];

        if (strcmp (one->input->finding->id, "sins_band") == 0)
          g_assert_cmpstr (one->input->finding->codes[one->value].code, !=, "stable");
      }
  g_assert_cmpuint (decision->n_could_become, ==, 2);
  g_assert_cmpuint (decision->n_missing, ==, 1);
  g_assert_cmpstr (decision->missing[0].input->finding->id, ==, "sins_band");
  g_assert_true (g_strv_contains (decision->missing[0].ask, "sins_collapse"));
  g_assert_false (g_strv_contains (decision->missing[0].ask, "lesion_type"));
}

/* "The result is at most provisional and says graded at 1 of 3." */
static void
test_graded (void)
{
  static const char base[] = "neuro_status = intact; radiosensitivity = resistant; survival_band = gt6m; surgical_fitness = fit; prior_rt = none; "
                             "T8.sins_band = stable; T8.levels_band = le3; T8.involved = true; T9.involved = true; T8.escc_grade = 0; ";
  g_autofree char *all = g_strconcat (base, "T9.escc_grade = 0", NULL);
  g_autoptr (PdlEvaluation) one = evaluate (base), both = evaluate (all);

  g_assert_cmpuint (one->targets[0].graded_levels, ==, 1);
  g_assert_cmpint (one->targets[0].decision.state, ==, PDL_STATE_PROVISIONAL);
  g_assert_cmpuint (both->targets[0].graded_levels, ==, 2);
  g_assert_cmpint (both->targets[0].decision.state, ==, PDL_STATE_DETERMINED);
}

/* A case in which nothing is recorded: everything is open, nothing is asserted. */
static void
test_blank (void)
{
  g_autoptr (PdlEvaluation) evaluation = evaluate ("");

  g_assert_cmpuint (evaluation->n_targets, ==, 1);
  g_assert_cmpstr (evaluation->targets[0].decision.row->id, ==, "PLT-04");
  g_assert_cmpuint (evaluation->targets[0].decision.n_could_become, ==, 51);
  g_assert_cmpint (evaluation->emergency, ==, PDL_EMERGENCY_NONE);
  g_assert_cmpint (evaluation->clock_start, ==, PDL_MINUTE_NONE);
  for (guint i = 0; i < evaluation->n_alerts; i++)
    g_test_message ("alert of a blank case: %s", evaluation->alerts[i].alert->id);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clinical/modifiers/vectors", test_vectors);
  g_test_add_func ("/clinical/modifiers/urgency", test_urgency);
  g_test_add_func ("/clinical/modifiers/record-untouched", test_record_untouched);
  g_test_add_func ("/clinical/modifiers/survival-sides", test_survival_sides);
  g_test_add_func ("/clinical/modifiers/both-explained", test_both_explained);
  g_test_add_func ("/clinical/modifiers/named", test_named);
  g_test_add_func ("/clinical/modifiers/struck", test_struck);
  g_test_add_func ("/clinical/modifiers/neurology-alert", test_neurology_alert);
  g_test_add_func ("/clinical/modifiers/targets-apart", test_targets_apart);
  g_test_add_func ("/clinical/modifiers/interval", test_interval);
  g_test_add_func ("/clinical/modifiers/graded", test_graded);
  g_test_add_func ("/clinical/modifiers/blank", test_blank);
  return g_test_run ();
}
