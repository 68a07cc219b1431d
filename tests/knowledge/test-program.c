/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The flat programs against the trees they were made of, a reading alone against a whole evaluation, and an evaluation after a
 * change against one made anew: over made-up cases with unknowns and over the samples every truth value, score, row, option and
 * derived value is the same.
 */

#include "pdl-case-json.h"
#include "pdl-evaluate-private.h"
#include "pdl-random-case.h"

#include <math.h>
#include <string.h>

/* Sanitizers cost ten times the time. */
#if defined (__SANITIZE_ADDRESS__)
#define N_CASES 3000
#define N_CHAINS 60
#else
#define N_CASES 20000
#define N_CHAINS 1000
#endif
#define N_CHANGES 20

static PdlKnowledge *knowledge;

/* ---- the same evaluation ------------------------------------------------------------------------------------------- */

#define SAME(a, b) g_assert_true ((a) == (b))

static void
same_number (double a, double b)
{
  g_assert_true (isnan (a) ? isnan (b) : a == b);
}

static void
same_urgency (const PdlUrgency *a, const PdlUrgency *b)
{
  SAME (a->known, b->known);
  SAME (a->within_h, b->within_h);
  SAME (a->latest_h, b->latest_h);
  SAME (a->text, b->text);
}

static void
same_ids (const char **a, const char **b)
{
  guint i = 0;

  SAME (a == NULL, b == NULL);
  for (; a != NULL && a[i] != NULL && b[i] != NULL; i++)
    g_assert_cmpstr (a[i], ==, b[i]);
  g_assert_true (a == NULL || (a[i] == NULL && b[i] == NULL));
}

static void
same_score (const PdlScoreResult *a, const PdlScoreResult *b)
{
  SAME (a->score, b->score);
  SAME (a->state, b->state);
  same_number (a->min, b->min);
  same_number (a->max, b->max);
  SAME (a->band, b->band);
  SAME (a->level, b->level);
  g_assert_cmpuint (a->n_bands, ==, b->n_bands);
  for (guint i = 0; i < a->n_bands; i++)
    SAME (a->bands[i], b->bands[i]);
  g_assert_cmpuint (a->n_items, ==, b->n_items);
  for (guint i = 0; i < a->n_items; i++)
    {
      SAME (a->items[i].item, b->items[i].item);
      SAME (a->items[i].known, b->items[i].known);
      same_number (a->items[i].min, b->items[i].min);
      same_number (a->items[i].max, b->items[i].max);
      g_assert_true (pdl_value_equal (a->items[i].value, b->items[i].value));
    }
  same_ids (a->missing, b->missing);
}

static void
same_decision (const PdlDecisionResult *a, const PdlDecisionResult *b)
{
  SAME (a->row, b->row);
  SAME (a->row_before, b->row_before);
  SAME (a->row_also, b->row_also);
  SAME (a->state, b->state);
  same_urgency (&a->urgency, &b->urgency);
  same_ids (a->state_reasons, b->state_reasons);
  g_assert_cmpuint (a->n_could_become, ==, b->n_could_become);
  for (guint i = 0; i < a->n_could_become; i++)
    {
      SAME (a->could_become[i].row, b->could_become[i].row);
      g_assert_cmpuint (a->could_become[i].n_ifs, ==, b->could_become[i].n_ifs);
      for (guint k = 0; k < a->could_become[i].n_ifs; k++)
        {
          SAME (a->could_become[i].ifs[k].input, b->could_become[i].ifs[k].input);
          SAME (a->could_become[i].ifs[k].value, b->could_become[i].ifs[k].value);
        }
    }
  g_assert_cmpuint (a->n_missing, ==, b->n_missing);
  for (guint i = 0; i < a->n_missing; i++)
    {
      SAME (a->missing[i].input, b->missing[i].input);
      SAME (a->missing[i].rows, b->missing[i].rows);
      same_ids (a->missing[i].ask, b->missing[i].ask);
    }
}

static void
same_arguments (const PdlArgument *a, guint n_a, const PdlArgument *b, guint n_b)
{
  g_assert_cmpuint (n_a, ==, n_b);
  for (guint i = 0; i < n_a; i++)
    {
      SAME (a[i].statement, b[i].statement);
      SAME (a[i].text, b[i].text);
      SAME (a[i].truth, b[i].truth);
    }
}

/* What a reading alone says of a target too. */
static void
same_target_reading (const PdlTargetResult *a, const PdlTargetResult *b)
{
  SAME (a->levels, b->levels);
  SAME (a->graded_levels, b->graded_levels);
  for (guint i = 0; i < pdl_knowledge_get_n_inputs (knowledge); i++)
    g_assert_cmpuint (a->inputs[i], ==, b->inputs[i]);
  same_decision (&a->decision, &b->decision);
  g_assert_cmpuint (a->n_modifiers, ==, b->n_modifiers);
  for (guint i = 0; i < a->n_modifiers; i++)
    {
      SAME (a->modifiers[i].modifier, b->modifiers[i].modifier);
      SAME (a->modifiers[i].truth, b->modifiers[i].truth);
      same_urgency (&a->modifiers[i].urgency, &b->modifiers[i].urgency);
    }
  g_assert_cmpuint (a->n_options, ==, b->n_options);
  for (guint i = 0; i < a->n_options; i++)
    {
      const PdlOptionResult *one = &a->options[i], *other = &b->options[i];

      SAME (one->option, other->option);
      g_assert_cmpstr (one->place, ==, other->place);
      g_assert_cmpstr (one->from, ==, other->from);
      SAME (one->cannot_determine, other->cannot_determine);
      g_assert_cmpstr (one->waits_for, ==, other->waits_for);
      g_assert_cmpstr (one->struck_by, ==, other->struck_by);
    }
}

static void
same_target (const PdlTargetResult *a, const PdlTargetResult *b)
{
  same_target_reading (a, b);
  g_assert_cmpuint (a->n_scores, ==, b->n_scores);
  for (guint i = 0; i < a->n_scores; i++)
    same_score (&a->scores[i], &b->scores[i]);
  for (guint i = 0; i < a->n_options; i++)
    {
      const PdlOptionResult *one = &a->options[i], *other = &b->options[i];

      same_arguments (one->supports, one->n_supports, other->supports, other->n_supports);
      same_arguments (one->opposes, one->n_opposes, other->opposes, other->n_opposes);
    }
}

/* What a reading alone says of the case too. */
static void
same_reading (const PdlEvaluation *a, const PdlEvaluation *b)
{
  SAME (a->as_of_minute, b->as_of_minute);
  g_assert_cmpstr (a->assessment_uid, ==, b->assessment_uid);
  SAME (a->emergency, b->emergency);
  g_assert_cmpuint (a->n_targets, ==, b->n_targets);
  for (guint i = 0; i < a->n_targets; i++)
    same_target_reading (&a->targets[i], &b->targets[i]);
  g_assert_cmpuint (a->n_alerts, ==, b->n_alerts);
  for (guint i = 0; i < a->n_alerts; i++)
    {
      SAME (a->alerts[i].alert, b->alerts[i].alert);
      SAME (a->alerts[i].target, b->alerts[i].target);
      SAME (a->alerts[i].acknowledged, b->alerts[i].acknowledged);
      same_urgency (&a->alerts[i].urgency, &b->alerts[i].urgency);
    }
}

static void
same_evaluation (const PdlEvaluation *a, const PdlEvaluation *b)
{
  same_reading (a, b);
  SAME (a->clock, b->clock);
  SAME (a->clock_start, b->clock_start);
  g_assert_cmpstr (a->clock_from, ==, b->clock_from);
  for (guint i = 0; i < a->n_targets; i++)
    same_target (&a->targets[i], &b->targets[i]);
  g_assert_cmpuint (a->n_scores, ==, b->n_scores);
  for (guint i = 0; i < a->n_scores; i++)
    same_score (&a->scores[i], &b->scores[i]);
  g_assert_cmpuint (a->n_statements, ==, b->n_statements);
  for (guint i = 0; i < a->n_statements; i++)
    {
      SAME (a->statements[i].statement, b->statements[i].statement);
      SAME (a->statements[i].target, b->statements[i].target);
      SAME (a->statements[i].truth, b->statements[i].truth);
      same_ids (a->statements[i].needs, b->statements[i].needs);
      same_urgency (&a->statements[i].urgency, &b->statements[i].urgency);
    }
  g_assert_cmpuint (a->n_warnings, ==, b->n_warnings);
  for (guint i = 0; i < a->n_warnings; i++)
    {
      g_assert_cmpstr (a->warnings[i].path, ==, b->warnings[i].path);
      g_assert_cmpstr (a->warnings[i].text, ==, b->warnings[i].text);
    }
}

/* What is derived at one place, and whether it is shown there. */
static void
same_values_at (PdlEvaluation *a, PdlEvaluation *b, int target, PdlLevel level)
{
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (knowledge);

  for (guint i = 0; i < pdl_dictionary_get_n_findings (dictionary); i++)
    {
      const PdlFinding *finding = pdl_dictionary_get (dictionary, i);
      gboolean entered_a, entered_b;
      const PdlValue *rule_a, *rule_b;

      g_assert_true (pdl_value_equal (pdl_evaluation_get_value (a, finding, target, level, &entered_a, &rule_a),
                                      pdl_evaluation_get_value (b, finding, target, level, &entered_b, &rule_b)));
      SAME (entered_a, entered_b);
      g_assert_true (pdl_value_equal (rule_a, rule_b));
      SAME (pdl_evaluation_is_shown (a, finding, target, level), pdl_evaluation_is_shown (b, finding, target, level));
    }
}

static void
same_values (PdlEvaluation *a, PdlEvaluation *b)
{
  for (int target = -1; target < (int) a->n_targets; target++)
    {
      same_values_at (a, b, target, PDL_LEVEL_NONE);
      for (PdlLevel level = 0; target >= 0 && level < PDL_N_LEVELS; level++)
        if ((a->targets[target].levels & PDL_LEVEL_BIT (level)) != 0)
          same_values_at (a, b, target, level);
    }
}

/* ---- programs and trees -------------------------------------------------------------------------------------------- */

static void
try_case (PdlCase *kase, gboolean values)
{
  g_autoptr (PdlEvaluation) programs = pdl_evaluate (knowledge, kase, PDL_MINUTE_NONE);
  g_autoptr (PdlEvaluation) trees = pdl_evaluate_by_trees (knowledge, kase, PDL_MINUTE_NONE, NULL);
  g_autoptr (PdlEvaluation) reading = pdl_evaluate_reading (knowledge, kase, PDL_MINUTE_NONE);

  same_evaluation (programs, trees);
  same_reading (reading, trees);
  if (values)
    same_values (programs, trees);
}

/* Sparse ones and full ones, up to five levels, up to a dozen records. */
static PdlRandomCase
random_shape (GRand *random)
{
  double share = g_rand_double (random) * g_rand_double (random);
  PdlRandomCase shape = { 0.05 + 0.9 * share, 0.1, (guint) g_rand_int_range (random, 1, 6), (guint) g_rand_int_range (random, 0, 13) };

  return shape;
}

static void
test_trees (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20260302);

  for (guint i = 0; i < N_CASES; i++)
    {
      PdlRandomCase shape = random_shape (random);
      g_autoptr (PdlCase) kase = pdl_random_case_new (pdl_knowledge_get_dictionary (knowledge), random, &shape);

      try_case (kase, i % 100 == 0);
    }
}

static void
test_samples (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("PDL_SOURCE_DIR"), "data", "samples", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = g_dir_open (path, 0, &error);
  const char *name;
  guint n = 0;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autofree char *text = NULL;
      g_autoptr (PdlCase) kase = NULL;
      gsize length;

      if (!g_str_has_suffix (name, ".json"))
        continue;
      g_file_get_contents (file, &text, &length, &error);
      g_assert_no_error (error);
      kase = pdl_case_from_json (pdl_knowledge_get_dictionary (knowledge), text, (gssize) length, NULL, &error);
      g_assert_no_error (error);
      try_case (kase, TRUE);
      n++;
    }
  g_assert_cmpuint (n, >, 0);
}

/* ---- after a change ------------------------------------------------------------------------------------------------ */

static const PdlFinding *
random_finding (GRand *random)
{
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (knowledge);
  const PdlFinding *finding;

  do
    finding = pdl_dictionary_get (dictionary, (guint) g_rand_int_range (random, 0, (gint32) pdl_dictionary_get_n_findings (dictionary)));
  while (finding->kind == PDL_KIND_DERIVED || finding->scope == PDL_SCOPE_FIELD);
  return finding;
}

/* A recorded level seven times in eight. */
static PdlLevel
random_level (GRand *random, const PdlAssessment *assessment)
{
  PdlLevelSet recorded = pdl_assessment_get_recorded_levels (assessment);
  PdlLevel level = g_rand_int_range (random, 0, PDL_N_LEVELS);

  while (recorded != 0 && g_rand_int_range (random, 0, 8) > 0 && (recorded & PDL_LEVEL_BIT (level)) == 0)
    level = (level + 1) % PDL_N_LEVELS;
  return level;
}

/* Of a record, when there is one. */
static void
change_record (PdlChange *change, PdlCase *kase, GRand *random, const PdlRandomCase *shape)
{
  PdlGroup group = (PdlGroup) g_rand_int_range (random, 0, PDL_N_GROUPS);
  const PdlItem *item;
  const PdlFinding *field;
  g_autoptr (PdlValue) value = NULL;

  if (pdl_case_get_n_items (kase, group) == 0)
    return;
  item = pdl_case_get_item (kase, group, (guint) g_rand_int_range (random, 0, (gint32) pdl_case_get_n_items (kase, group)));
  field = pdl_item_get_kind (item)->fields[g_rand_int_range (random, 0, (gint32) pdl_item_get_kind (item)->n_fields)];
  value = pdl_random_value_new (field, random, shape);
  pdl_change_set (change, kase, pdl_item_get_uid (item), PDL_LEVEL_NONE, field->id, value, NULL);
}

static void
change_case (PdlCase *kase, GRand *random, const PdlRandomCase *shape)
{
  g_autoptr (PdlChange) change = pdl_change_new (NULL);
  const PdlAssessment *assessment = pdl_case_get_current (kase);
  const PdlFinding *finding = random_finding (random);
  PdlLevelSet whole = 0;
  int what = g_rand_int_range (random, 0, 24);

  if (what == 0)
    pdl_change_set_day (change, kase, pdl_assessment_get_uid (assessment), pdl_assessment_get_day (assessment) + g_rand_int_range (random, -3, 4));
  else if (what == 1)
    {
      whole = pdl_assessment_get_recorded_levels (assessment);
      pdl_change_set_targets (change, kase, pdl_assessment_get_uid (assessment), &whole, whole != 0 && g_rand_boolean (random), NULL);
    }
  else if (what < 5)
    change_record (change, kase, random, shape);
  else
    {
      g_autoptr (PdlValue) value = g_rand_int_range (random, 0, 4) > 0 ? pdl_random_value_new (finding, random, shape) : NULL;
      PdlLevel level = finding->scope >= PDL_SCOPE_LEVEL && g_rand_boolean (random) ? random_level (random, assessment) : PDL_LEVEL_NONE;

      pdl_change_set (change, kase, finding->scope == PDL_SCOPE_IDENTITY ? NULL : pdl_assessment_get_uid (assessment), level, finding->id,
                      value, NULL);
    }
  g_assert_true (pdl_case_apply (kase, change, NULL));
}

static void
test_changes (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint i = 0; i < N_CHAINS; i++)
    {
      PdlRandomCase shape = random_shape (random);
      g_autoptr (PdlCase) kase = pdl_random_case_new (pdl_knowledge_get_dictionary (knowledge), random, &shape);
      g_autoptr (PdlEvaluation) evaluation = pdl_evaluate (knowledge, kase, PDL_MINUTE_NONE);

      for (guint k = 0; k < N_CHANGES; k++)
        {
          g_autoptr (PdlEvaluation) again = NULL;
          g_autoptr (PdlEvaluation) anew = NULL;

          change_case (kase, random, &shape);
          again = pdl_evaluate_again (evaluation, kase, PDL_MINUTE_NONE, NULL);
          anew = pdl_evaluate (knowledge, kase, PDL_MINUTE_NONE);
          same_evaluation (again, anew);
          if (k % 10 == 9)
            same_values (again, anew);
          pdl_evaluation_unref (evaluation);
          evaluation = g_steal_pointer (&again);
        }
    }
}

/* Another day, another clock, another visit: nothing of before may show through. */
static void
test_other_day (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  g_autoptr (PdlCase) kase = pdl_random_case_new (pdl_knowledge_get_dictionary (knowledge), random, &pdl_random_case_usual);
  PdlMinute later = (PdlMinute) pdl_day_from_ymd (2026, 9, 1) * 1440;
  g_autoptr (PdlEvaluation) before = pdl_evaluate (knowledge, kase, PDL_MINUTE_NONE);
  g_autoptr (PdlEvaluation) again = pdl_evaluate_again (before, kase, later, NULL);
  g_autoptr (PdlEvaluation) anew = pdl_evaluate (knowledge, kase, later);

  same_evaluation (again, anew);
  same_values (again, anew);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  knowledge = pdl_knowledge_load (NULL, &error);
  g_assert_no_error (error);
  g_test_add_func ("/knowledge/program/samples", test_samples);
  g_test_add_func ("/knowledge/program/trees", test_trees);
  g_test_add_func ("/knowledge/program/changes", test_changes);
  g_test_add_func ("/knowledge/program/other-day", test_other_day);
  status = g_test_run ();
  pdl_knowledge_unref (knowledge);
  return status;
}
