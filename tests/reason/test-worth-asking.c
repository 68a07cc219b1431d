/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What is worth asking, against the evaluator itself: each answer is put into the case, and what is told of it is what comes out; of
 * what is called idle every value is tried, alone and beside the answers.
 */

#include "fixture.h"

#include "pdl-change.h"
#include "pdl-random-case.h"
#include "pdl-worth-asking.h"

#include <math.h>

#if defined (__SANITIZE_ADDRESS__)
#define N_CASES 4
#define N_BESIDE 200
#else
#define N_CASES 12
#define N_BESIDE 2000
#endif

static guint64
rows_of (const PdlTargetResult *target)
{
  guint64 rows = (guint64) 1 << target->decision.row->index;

  for (guint i = 0; i < target->decision.n_could_become; i++)
    rows |= (guint64) 1 << target->decision.could_become[i].row->index;
  return rows;
}

static gboolean
is_same (const PdlTargetResult *a, const PdlTargetResult *b)
{
  return fixture_compare (a, b) == PDL_EFFECT_NONE && rows_of (a) == rows_of (b) && a->decision.state == b->decision.state;
}

static void
check_question (PdlCase *kase, const PdlTargetResult *now, const PdlReading *reading, const PdlQuestion *question)
{
  guint64 before = reading->rows;
  guint after = 0;

  fixture_check_reading (reading, now);

  for (guint i = 0; i < question->n_answers; i++)
    {
      Edit edit = { question->about->finding, question->place, question->answers[i].value };
      g_autoptr (PdlEvaluation) evaluation = NULL;
      const PdlTargetResult *target = fixture_evaluate_with (kase, &edit, 1, now->levels, &evaluation);

      g_assert_true ((target == NULL) == (question->answers[i].reading == NULL));
      if (target == NULL)
        continue;
      fixture_check_reading (question->answers[i].reading, target);
      before |= question->answers[i].reading->rows;
      after = MAX (after, (guint) __builtin_popcountll (question->answers[i].reading->rows));
    }
  g_assert_cmpuint (question->rows_before, ==, __builtin_popcountll (before));
  if (question->n_answers > 0)
    g_assert_cmpuint (question->rows_after, ==, after);
}

static gboolean
is_in (const PdlReasonFinding *const *findings, guint n, const PdlFinding *finding)
{
  for (guint i = 0; i < n; i++)
    if (findings[i]->finding == finding)
      return TRUE;
  return FALSE;
}

static gboolean
is_asked (const PdlWorthAsking *asking, const PdlFinding *finding)
{
  for (guint i = 0; i < asking->n_questions; i++)
    if (asking->questions[i].about->finding == finding)
      return TRUE;
  return FALSE;
}

static gboolean
is_unknown (PdlEvaluation *evaluation, int target, const Edit *edit)
{
  const PdlFinding *finding = edit->finding;

  return !pdl_value_is_known (pdl_evaluation_get_value (evaluation, finding, finding->scope == PDL_SCOPE_PATIENT ? -1 : target,
                                                        finding->scope == PDL_SCOPE_LEVEL ? edit->place : PDL_LEVEL_NONE, NULL, NULL));
}

/* What is not known, is shown and changes something is asked; what is called idle changes nothing. */
static void
check_edit (PdlCase *kase, PdlEvaluation *evaluation, int target, const PdlWorthAsking *asking, const Edit *edit)
{
  const PdlFinding *finding = edit->finding;
  const PdlTargetResult *now = &evaluation->targets[target], *then;
  g_autoptr (PdlEvaluation) changed = NULL;

  if (!is_unknown (evaluation, target, edit) || fixture_is_left_out (finding)
      || !pdl_evaluation_is_shown (evaluation, finding, finding->scope == PDL_SCOPE_PATIENT ? -1 : target,
                                   finding->scope == PDL_SCOPE_LEVEL ? edit->place : PDL_LEVEL_NONE))
    return;
  then = fixture_evaluate_with (kase, edit, 1, now->levels, &changed);
  if (then == NULL || is_same (now, then))
    return;
  g_assert_false (is_in (asking->idle, asking->n_idle, finding));
  g_assert_false (is_in (asking->later, asking->n_later, finding) && !is_asked (asking, finding));
  if (finding->kind == PDL_KIND_RECORDED)
    g_assert_true (is_asked (asking, finding));
}

/* Idle findings beside answers. */
static void
check_beside (PdlCase *kase, PdlEvaluation *evaluation, int target, const PdlWorthAsking *asking, GArray *edits, GRand *random)
{
  const PdlTargetResult *now = &evaluation->targets[target];

  for (guint i = 0; i < N_BESIDE && edits->len > 0 && asking->n_questions > 0; i++)
    {
      const Edit *edit = &g_array_index (edits, Edit, (guint) g_rand_int_range (random, 0, (gint32) edits->len));
      const PdlQuestion *question = &asking->questions[g_rand_int_range (random, 0, (gint32) asking->n_questions)];
      Edit both[2] = { *edit };
      g_autoptr (PdlEvaluation) one = NULL, two = NULL;
      const PdlTargetResult *answered, *with;

      if (!is_in (asking->idle, asking->n_idle, edit->finding) || !is_unknown (evaluation, target, edit) || question->n_answers == 0)
        continue;
      both[1] = (Edit){ question->about->finding, question->place,
                        question->answers[g_rand_int_range (random, 0, (gint32) question->n_answers)].value };
      answered = fixture_evaluate_with (kase, &both[1], 1, now->levels, &one);
      with = fixture_evaluate_with (kase, both, 2, now->levels, &two);
      g_assert_true (answered == NULL || with == NULL || is_same (answered, with));
    }
}

/* Every input that is missing is asked. Where no modifier sets an input, it leaves as many rows as the evaluator says (formal part 7). */
static void
check_missing (const PdlWorthAsking *asking, const PdlTargetResult *target, const PdlMissing *missing)
{
  gboolean plain = target->decision.row == target->decision.row_before && target->decision.row_also == NULL;

  g_assert_true (is_asked (asking, missing->input->finding));
  for (guint i = 0; i < asking->n_questions; i++)
    {
      const PdlQuestion *question = &asking->questions[i];

      for (guint k = 0; k < question->n_answers; k++)
        plain = plain && (question->input != missing->input || question->answers[k].reading == NULL || question->answers[k].reading->modifiers == asking->now->modifiers);
      if (question->input == missing->input && plain)
        g_assert_cmpuint (question->rows_after, ==, missing->rows);
    }
}

static void
check_case (PdlCase *kase, GRand *random)
{
  g_autoptr (PdlEvaluation) evaluation = pdl_evaluate (knowledge, kase, PDL_MINUTE_NONE);

  for (guint t = 0; t < evaluation->n_targets; t++)
    {
      g_autoptr (PdlWorthAsking) asking = pdl_worth_asking_new (reasons, evaluation, (int) t);
      g_autoptr (GArray) edits = fixture_make_edits (kase, evaluation, (int) t);

      g_assert_nonnull (asking);
      pdl_worth_asking_find_later (asking, NULL);
      for (guint i = 0; i < asking->n_questions; i++)
        check_question (kase, &evaluation->targets[t], asking->now, &asking->questions[i]);
      for (guint i = 0; i < evaluation->targets[t].decision.n_missing; i++)
        check_missing (asking, &evaluation->targets[t], &evaluation->targets[t].decision.missing[i]);
      for (guint i = 0; i < edits->len; i++)
        check_edit (kase, evaluation, (int) t, asking, &g_array_index (edits, Edit, i));
      check_beside (kase, evaluation, (int) t, asking, edits, random);
    }
}

static void
test_samples (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);

  for (guint i = 0; i < samples->len; i++)
    check_case (g_ptr_array_index (samples, i), random);
}

static void
test_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20260302);

  for (guint i = 0; i < N_CASES; i++)
    {
      PdlRandomCase shape = { 0.05 + 0.5 * g_rand_double (random), 0.1, (guint) g_rand_int_range (random, 1, 4), (guint) g_rand_int_range (random, 0, 8) };
      g_autoptr (PdlCase) kase = pdl_random_case_new (pdl_knowledge_get_dictionary (knowledge), random, &shape);

      check_case (kase, random);
    }
}

static const PdlQuestion *
find_question (const PdlWorthAsking *asking, const char *id)
{
  for (guint i = 0; i < asking->n_questions; i++)
    if (asking->questions[i].part_of < 0 && g_str_equal (asking->questions[i].about->finding->id, id))
      return &asking->questions[i];
  return NULL;
}

/* Formal part 7, worked example: grade not known, the rest as there: PLT-29, one row after any answer, and it takes an MRI (C6). */
static void
test_worked (void)
{
  g_autoptr (PdlCase) kase = pdl_case_new (pdl_knowledge_get_dictionary (knowledge), NULL);
  g_autoptr (PdlChange) change = pdl_change_new (NULL);
  static const char *const values[][2] = { { "neuro_status", "intact" }, { "radiosensitivity", "resistant" }, { "sins_band", "indeterminate" },
                                           { "survival_band", "gt6m" }, { "surgical_fitness", "fit" }, { "prior_rt", "none" },
                                           { "levels_band", "le3" } };
  g_autoptr (PdlEvaluation) evaluation = NULL;
  g_autoptr (PdlWorthAsking) asking = NULL;
  g_autoptr (GError) error = NULL;
  const PdlQuestion *question;
  const char *uid = pdl_change_add_assessment (change, NULL, pdl_day_from_ymd (2026, 3, 2));

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      pdl_change_set_text (change, kase, uid, PDL_LEVEL_NONE, values[i][0], values[i][1], &error);
      g_assert_no_error (error);
    }
  g_assert_true (pdl_case_apply (kase, change, &error));
  evaluation = pdl_evaluate (knowledge, kase, PDL_MINUTE_NONE);
  asking = pdl_worth_asking_new (reasons, evaluation, 0);
  g_assert_cmpstr (asking->now->row->id, ==, "PLT-29");
  question = find_question (asking, "escc_group");
  g_assert_nonnull (question);
  g_assert_true (question == &asking->questions[0]);
  g_assert_cmpuint (question->rows_before, ==, 3);
  g_assert_cmpuint (question->rows_after, ==, 1);
  g_assert_cmpstr (question->about->cost->id, ==, "mri");
  g_assert_cmpstr (question[1].about->finding->id, ==, "escc_grade");
  g_assert_cmpint (question[1].part_of, ==, 0);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  fixture_load ();
  g_test_add_func ("/reason/worth-asking/worked", test_worked);
  g_test_add_func ("/reason/worth-asking/samples", test_samples);
  g_test_add_func ("/reason/worth-asking/made-up", test_random);
  status = g_test_run ();
  fixture_free ();
  return status;
}
