/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What holds of every case, tried on random ones: the explanation says what the evaluation said, the list of options is
 * whole, a determined answer does not change when what is unknown becomes known.
 */

#include "clinical.h"
#include "pdl-change.h"

#include <math.h>
#include <string.h>

#define N_CASES 400

/* A value of @finding as text; NULL for types this test leaves alone. */
static char *
random_text (const PdlFinding *finding)
{
  switch (finding->type)
    {
    case PDL_TYPE_BOOL: return g_strdup (g_test_rand_int_range (0, 2) ? "true" : "false");
    case PDL_TYPE_ENUM:
    case PDL_TYPE_SET:
      /* One in sixteen is asked and not known. */
      if (g_test_rand_int_range (0, 16) == 0)
        return g_strdup ("?");
      return g_strdup (finding->codes[g_test_rand_int_range (0, (gint32) finding->n_codes)].code);
    case PDL_TYPE_INT:
      return g_strdup_printf ("%d", g_test_rand_int_range (isnan (finding->min) ? 0 : (gint32) finding->min,
                                                           (isnan (finding->max) ? 100 : (gint32) finding->max) + 1));
    default: return NULL;
    }
}

static void
record (PdlCase *kase, const char *uid, PdlLevel level, const PdlFinding *finding)
{
  g_autoptr (PdlChange) change = pdl_change_new (NULL);
  g_autofree char *text = random_text (finding);

  /* Some numbers have a step; what the dictionary refuses is left out. */
  if (text != NULL && pdl_change_set_text (change, kase, uid, level, finding->id, text, NULL))
    g_assert_true (pdl_case_apply (kase, change, NULL));
}

static PdlCase *
random_case (char **ret_uid)
{
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (clinical_knowledge ());
  PdlCase *kase = pdl_case_new (dictionary, NULL);
  g_autoptr (PdlChange) change = pdl_change_new (NULL);
  guint share = (guint) g_test_rand_int_range (2, 12);

  *ret_uid = g_strdup (pdl_change_add_assessment (change, NULL, pdl_day_from_ymd (2026, 3, 2)));
  g_assert_true (pdl_case_apply (kase, change, NULL));
  for (guint i = 0; i < pdl_dictionary_get_n_findings (dictionary); i++)
    {
      const PdlFinding *finding = pdl_dictionary_get (dictionary, i);
      gboolean is_input = pdl_decision_find_input (clinical_knowledge (), finding) >= 0;

      if (finding->kind == PDL_KIND_DERIVED || finding->scope == PDL_SCOPE_IDENTITY || finding->scope == PDL_SCOPE_FIELD)
        continue;
      if (finding->scope == PDL_SCOPE_LEVEL)
        {
          for (PdlLevel level = 14; level < 16; level++)
            if (g_test_rand_int_range (0, 12) < (gint32) share)
              record (kase, *ret_uid, level, finding);
        }
      else if (is_input ? g_test_rand_int_range (0, 4) > 0 : g_test_rand_int_range (0, 12) < (gint32) share)
        record (kase, *ret_uid, PDL_LEVEL_NONE, finding);
    }
  return kase;
}

static void
check_options (const PdlTargetResult *target)
{
  guint64 seen = 0;
  guint always = 0;

  for (guint i = 0; i < target->n_options; i++)
    {
      guint64 bit = (guint64) 1 << target->options[i].option->index;

      g_assert_true ((seen & bit) == 0);
      seen |= bit;
      for (guint j = 0; j < target->options[i].n_supports; j++)
        g_assert_nonnull (target->options[i].supports[j].text);
    }
  for (guint i = 0; i < target->n_options; i++)
    always += g_str_equal (target->options[i].option->id, "systemic") || g_str_equal (target->options[i].option->id, "supportive")
              || g_str_equal (target->options[i].option->id, "no_local");
  g_assert_cmpuint (always, ==, 3);
}

static void
check_explanations (PdlEvaluation *evaluation, int t)
{
  const PdlTargetResult *target = &evaluation->targets[t];
  g_autoptr (PdlClause) row = pdl_evaluation_explain_row (evaluation, t, target->decision.row);
  g_autoptr (PdlClause) before = pdl_evaluation_explain_row (evaluation, t, target->decision.row_before);

  g_assert_cmpint (row->truth, ==, PDL_TRUTH_TRUE);
  g_assert_cmpint (before->truth, ==, PDL_TRUTH_TRUE);
  for (guint i = 0; i < target->n_modifiers; i++)
    {
      g_autoptr (PdlClause) clause = pdl_evaluation_explain_modifier (evaluation, t, target->modifiers[i].modifier);

      g_assert_cmpint (clause->truth, ==, target->modifiers[i].truth);
    }
}

static void
check_lists (PdlEvaluation *evaluation)
{
  for (guint i = 0; i < evaluation->n_statements; i++)
    {
      const PdlStatementResult *result = &evaluation->statements[i];
      g_autoptr (PdlClause) clause = pdl_evaluation_explain_statement (evaluation, result->target, result->statement);

      g_assert_cmpint (clause->truth, ==, result->truth);
      g_assert_true ((result->needs[0] == NULL) == (result->truth == PDL_TRUTH_TRUE));
      g_assert_true (result->urgency.known);
    }
  for (guint i = 0; i < evaluation->n_alerts; i++)
    {
      g_autoptr (PdlClause) clause = pdl_evaluation_explain_alert (evaluation, evaluation->alerts[i].target, evaluation->alerts[i].alert);

      g_assert_cmpint (clause->truth, ==, PDL_TRUTH_TRUE);
    }
}

/* Fills the inputs that are not known, in `findings`, and expects the row and the rows announced. */
static void
check_filling (PdlCase *kase, const char *uid, const PdlTargetResult *target)
{
  PdlKnowledge *knowledge = clinical_knowledge ();
  g_autoptr (PdlEvaluation) filled = NULL;
  gboolean found;

  for (guint i = 0; i < pdl_knowledge_get_n_inputs (knowledge); i++)
    {
      const PdlInput *input = pdl_knowledge_get_input (knowledge, i);
      g_autoptr (PdlChange) change = pdl_change_new (NULL);
      const char *code = input->finding->codes[g_test_rand_int_range (0, (gint32) input->n_values)].code;

      if (target->inputs[i] != input->n_values)
        continue;
      g_assert_true (pdl_change_set_text (change, kase, uid, PDL_LEVEL_NONE, input->finding->id, code, NULL));
      g_assert_true (pdl_case_apply (kase, change, NULL));
    }
  filled = pdl_evaluate (knowledge, kase, PDL_MINUTE_NONE);
  if (target->decision.state == PDL_STATE_DETERMINED)
    g_assert_true (filled->targets[0].decision.row == target->decision.row);
  /* Neurology that becomes known can bring a modifier that sets inputs; then the announcement was about the list alone. */
  if (filled->targets[0].decision.row != filled->targets[0].decision.row_before)
    return;
  found = filled->targets[0].decision.row == target->decision.row;
  for (guint i = 0; i < target->decision.n_could_become; i++)
    found = found || target->decision.could_become[i].row == filled->targets[0].decision.row;
  g_assert_true (found || target->decision.row != target->decision.row_before);
}

static gboolean
is_interval (PdlEvaluation *evaluation)
{
  const PdlTargetResult *target = &evaluation->targets[0];

  /* An interval of the stability score rules classes out that the filling above does not know of. */
  for (guint i = 0; i < target->n_scores; i++)
    if (target->scores[i].score->scope == PDL_SCOPE_LEVEL && target->scores[i].state == PDL_SCORE_PARTIAL)
      return TRUE;
  return FALSE;
}

static void
test_random (void)
{
  for (guint i = 0; i < N_CASES; i++)
    {
      g_autofree char *uid = NULL;
      g_autoptr (PdlCase) kase = random_case (&uid);
      g_autoptr (PdlEvaluation) evaluation = pdl_evaluate (clinical_knowledge (), kase, PDL_MINUTE_NONE);

      for (guint t = 0; t < evaluation->n_targets; t++)
        {
          check_options (&evaluation->targets[t]);
          check_explanations (evaluation, (int) t);
        }
      check_lists (evaluation);
      if (evaluation->n_targets == 1 && !is_interval (evaluation))
        check_filling (kase, uid, &evaluation->targets[0]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clinical/random", test_random);
  return g_test_run ();
}
