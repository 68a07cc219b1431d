/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What would change a reading, against the evaluator itself: every change the dictionary allows is put into a copy of the case and
 * evaluated anew; what that says is what is told, and nothing that it says is missing. Over the samples and made-up cases; of
 * changes of two findings all of one sample, and a share of the others.
 */

#include "fixture.h"

#include "pdl-random-case.h"

#include <math.h>
#include <string.h>

/* Sanitizers cost ten times the time. */
#if defined (__SANITIZE_ADDRESS__)
#define N_CASES 6
#define N_TWO 12
#define ALL_OF_TWO FALSE
#else
#define N_CASES 15
#define N_TWO 60
#define ALL_OF_TWO TRUE
#endif

/* ---- what is told --------------------------------------------------------------------------------------------------- */

static const PdlWhatIfFinding *
find_told (PdlWhatIf *what_if, const Edit *edit)
{
  for (guint i = 0; i < what_if->n_findings; i++)
    if (what_if->findings[i].about->finding == edit->finding && what_if->findings[i].place == edit->place)
      return &what_if->findings[i];
  return NULL;
}

/* The value told that stands for that of @edit. */
static const PdlWhatIfValue *
find_value (const PdlWhatIfFinding *told, const Edit *edit)
{
  double number = fixture_number_of (edit->value);

  for (guint i = 0; i < told->n_values; i++)
    {
      const PdlWhatIfValue *value = &told->values[i];
      gboolean is_class = !isnan (value->above) || !isnan (value->below);

      if (is_class ? (isnan (value->above) || number > value->above) && (isnan (value->below) || number < value->below) : number == value->number)
        return value;
    }
  return NULL;
}

static void
check_one (PdlCase *kase, PdlWhatIf *what_if, const PdlTargetResult *now, const Edit *edit)
{
  g_autoptr (PdlEvaluation) evaluation = NULL;
  const PdlTargetResult *target = fixture_evaluate_with (kase, edit, 1, now->levels, &evaluation);
  const PdlWhatIfFinding *told = find_told (what_if, edit);
  const PdlWhatIfValue *value = told != NULL ? find_value (told, edit) : NULL;

  if (told == NULL)
    {
      /* Not told of: it changes nothing. */
      g_assert_true (target == NULL || fixture_compare (now, target) == PDL_EFFECT_NONE || fixture_is_left_out (edit->finding));
      return;
    }
  /* The values of a set that it has already are no change, and not told. */
  if (value == NULL)
    {
      g_assert_true (told->about->is_set);
      return;
    }
  if (value->is_now)
    {
      /* Confirming what is derived is no other value, though some rules ask whether somebody entered it. */
      g_assert_true (target == NULL || fixture_compare (now, target) == PDL_EFFECT_NONE || isnan (told->now)
                     || edit->finding->kind == PDL_KIND_OVERRIDABLE);
      return;
    }
  g_assert_true ((value->reading == NULL) == (target == NULL));
  if (target == NULL)
    return;
  g_assert_cmpint (value->effect, ==, fixture_compare (now, target));
  fixture_check_reading (value->reading, target);
}

/* ---- two changes ---------------------------------------------------------------------------------------------------- */

/* Rows that changes of these two findings lead to and neither of them alone does, by the evaluator. */
static guint
check_two (PdlCase *kase, PdlWhatIf *what_if, const PdlTargetResult *now, guint a, guint b)
{
  const PdlWhatIfFinding *one = &what_if->findings[a], *other = &what_if->findings[b];
  guint n = 0;

  for (guint i = 0; i < one->n_values; i++)
    for (guint k = 0; k < other->n_values; k++)
      {
        Edit edits[2] = { { one->about->finding, one->place, one->values[i].value }, { other->about->finding, other->place, other->values[k].value } };
        g_autoptr (PdlEvaluation) evaluation = NULL;
        const PdlTargetResult *target;
        const PdlWhatIfPair *told = NULL;

        if (one->values[i].is_now || other->values[k].is_now || one->values[i].effect == PDL_EFFECT_ROW || other->values[k].effect == PDL_EFFECT_ROW
            || one->values[i].reading == NULL || other->values[k].reading == NULL)
          continue;
        target = fixture_evaluate_with (kase, edits, 2, now->levels, &evaluation);
        if (target == NULL || fixture_compare (now, target) != PDL_EFFECT_ROW)
          continue;
        for (guint p = 0; p < what_if->n_pairs && told == NULL; p++)
          if (what_if->pairs[p].findings[0] == a && what_if->pairs[p].findings[1] == b && what_if->pairs[p].reading->row == target->decision.row
              && what_if->pairs[p].reading->row_also == target->decision.row_also)
            told = &what_if->pairs[p];
        g_assert_nonnull (told);
        g_assert_cmpuint (told->steps, <=, one->values[i].steps + other->values[k].steps);
        n += told->values[0] == i && told->values[1] == k;
        if (told->values[0] == i && told->values[1] == k)
          fixture_check_reading (told->reading, target);
      }
  return n;
}

static void
check_pairs (PdlCase *kase, PdlWhatIf *what_if, const PdlTargetResult *now, GRand *random)
{
  guint n_found = 0, n_told = 0;

  pdl_what_if_find_pairs (what_if, NULL);
  if (random == NULL)
    {
      for (guint a = 0; a < what_if->n_findings; a++)
        for (guint b = a + 1; b < what_if->n_findings; b++)
          n_found += check_two (kase, what_if, now, a, b);
      g_assert_cmpuint (n_found, ==, what_if->n_pairs);
      return;
    }
  /* Those told are so, and of the others a share. */
  for (guint i = 0; i < MIN (what_if->n_pairs, N_TWO); i++)
    {
      const PdlWhatIfPair *pair = &what_if->pairs[i];

      if (i > 0 && memcmp (pair->findings, what_if->pairs[i - 1].findings, sizeof pair->findings) == 0)
        continue;
      n_told++;
      g_assert_cmpuint (check_two (kase, what_if, now, pair->findings[0], pair->findings[1]), >, 0);
    }
  for (guint i = 0; i < N_TWO; i++)
    {
      guint a = (guint) g_rand_int_range (random, 0, (gint32) what_if->n_findings), b = (guint) g_rand_int_range (random, 0, (gint32) what_if->n_findings);

      if (a != b)
        check_two (kase, what_if, now, MIN (a, b), MAX (a, b));
    }
}

/* ---- the tests ------------------------------------------------------------------------------------------------------ */

static void
check_case (PdlCase *kase, GRand *random, gboolean two)
{
  g_autoptr (PdlEvaluation) evaluation = pdl_evaluate (knowledge, kase, PDL_MINUTE_NONE);

  for (guint t = 0; t < evaluation->n_targets; t++)
    {
      g_autoptr (PdlWhatIf) what_if = pdl_what_if_new (reasons, evaluation, (int) t);
      g_autoptr (GArray) edits = fixture_make_edits (kase, evaluation, (int) t);

      g_assert_nonnull (what_if);
      fixture_check_reading (what_if->now, &evaluation->targets[t]);
      for (guint i = 0; i < edits->len; i++)
        check_one (kase, what_if, &evaluation->targets[t], &g_array_index (edits, Edit, i));
      if (two)
        check_pairs (kase, what_if, &evaluation->targets[t], random);
    }
}

static void
test_samples (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  for (guint i = 0; i < samples->len; i++)
    check_case (g_ptr_array_index (samples, i), random, i % 5 == 0);
}

static void
test_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20260302);

  for (guint i = 0; i < N_CASES; i++)
    {
      PdlRandomCase shape = { 0.05 + 0.8 * g_rand_double (random), 0.1, (guint) g_rand_int_range (random, 1, 5), (guint) g_rand_int_range (random, 0, 8) };
      g_autoptr (PdlCase) kase = pdl_random_case_new (pdl_knowledge_get_dictionary (knowledge), random, &shape);

      check_case (kase, random, i % 6 == 0);
    }
}

/* A grade said of the whole target does not make its level involved: without the share of the body there would be no target. */
static void
test_said_of_the_whole (void)
{
  g_autoptr (PdlCase) kase = pdl_case_new (pdl_knowledge_get_dictionary (knowledge), NULL);
  g_autoptr (PdlChange) change = pdl_change_new (NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (GError) error = NULL;
  const char *uid = pdl_change_add_assessment (change, NULL, pdl_day_from_ymd (2026, 3, 2));

  pdl_change_set_text (change, kase, uid, 8, "vb_involved_pct", "40", &error);
  g_assert_no_error (error);
  pdl_change_set_text (change, kase, uid, PDL_LEVEL_NONE, "escc_grade", "2", &error);
  g_assert_no_error (error);
  g_assert_true (pdl_case_apply (kase, change, &error));
  check_case (kase, random, TRUE);
}

/* Every two findings with every two values of one sample: fitness and survival are not known there. */
static void
test_all_of_two (void)
{
  if (!ALL_OF_TWO)
    {
      g_test_skip ("takes minutes with the sanitizers");
      return;
    }
  check_case (g_ptr_array_index (samples, 14), NULL, TRUE);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  fixture_load ();
  g_test_add_func ("/reason/what-if/samples", test_samples);
  g_test_add_func ("/reason/what-if/made-up", test_random);
  g_test_add_func ("/reason/what-if/said-of-the-whole", test_said_of_the_whole);
  g_test_add_func ("/reason/what-if/two", test_all_of_two);
  status = g_test_run ();
  fixture_free ();
  return status;
}
