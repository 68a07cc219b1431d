/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What it takes to say what would change a reading: bench-reason [CASE.json…]. For each target of the case files named, and of 200
 * made-up cases (record/pdl-random-case): one evaluation of the case anew, all changes of one finding, what is worth asking, and all
 * changes of two findings. Fastest, median, mean and 95th percentile in microseconds of processor time of the one thread, freeing
 * included; each once unmeasured, then ROUNDS over all of them in turn, so that none finds its own data warm from just before.
 * The last lines are ratios of the medians: they say more than the times on a machine that does other work.
 */
#include "pdl-case-json.h"
#include "pdl-random-case.h"
#include "pdl-worth-asking.h"
#include "timing.h"

#define N_CASES 200
#define ROUNDS 10

typedef struct
{
  PdlCase *kase;
  PdlEvaluation *evaluation;
  int target;
} Target;

static guint n_changes;

static void
evaluate (PdlReasons *reasons, const Target *target)
{
  pdl_evaluation_unref (pdl_evaluate (pdl_reasons_get_knowledge (reasons), target->kase, PDL_MINUTE_NONE));
}

static void
change_one (PdlReasons *reasons, const Target *target)
{
  g_autoptr (PdlWhatIf) what_if = pdl_what_if_new (reasons, target->evaluation, target->target);

  for (guint i = 0; what_if != NULL && i < what_if->n_findings; i++)
    n_changes += what_if->findings[i].n_values;
}

static void
ask (PdlReasons *reasons, const Target *target)
{
  g_autoptr (PdlWorthAsking) asking = pdl_worth_asking_new (reasons, target->evaluation, target->target);
}

static void
ask_later (PdlReasons *reasons, const Target *target)
{
  g_autoptr (PdlWorthAsking) asking = pdl_worth_asking_new (reasons, target->evaluation, target->target);

  pdl_worth_asking_find_later (asking, NULL);
}

static void
change_two (PdlReasons *reasons, const Target *target)
{
  g_autoptr (PdlWhatIf) what_if = pdl_what_if_new (reasons, target->evaluation, target->target);

  pdl_what_if_find_pairs (what_if, NULL);
}

static double
measure (PdlReasons *reasons, const char *name, GArray *targets, int rounds, void (*work) (PdlReasons *, const Target *))
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (int round = -1; round < rounds; round++)
    for (guint i = 0; i < targets->len; i++)
      {
        double start = timing_now (), time;

        work (reasons, &g_array_index (targets, Target, i));
        time = timing_now () - start;
        if (round >= 0)
          g_array_append_val (times, time);
      }
  return timing_print (name, times);
}

static void
add_case (PdlKnowledge *knowledge, GArray *targets, PdlCase *kase)
{
  PdlEvaluation *evaluation = pdl_evaluate (knowledge, kase, PDL_MINUTE_NONE);

  for (guint i = 0; i < evaluation->n_targets; i++)
    {
      Target target = { pdl_case_ref (kase), pdl_evaluation_ref (evaluation), (int) i };

      g_array_append_val (targets, target);
    }
  pdl_evaluation_unref (evaluation);
  pdl_case_unref (kase);
}

static void
target_clear (gpointer data)
{
  Target *self = data;

  pdl_evaluation_unref (self->evaluation);
  pdl_case_unref (self->kase);
}

static void
measure_all (PdlReasons *reasons, const char *what, GArray *targets)
{
  double anew, one, two;

  g_print ("%s\n", what);
  anew = measure (reasons, "  an evaluation anew", targets, 20 * ROUNDS, evaluate);
  n_changes = 0;
  one = measure (reasons, "  one finding changed (aim 1000)", targets, ROUNDS, change_one);
  n_changes /= (ROUNDS + 1) * targets->len;
  measure (reasons, "  what is worth asking", targets, ROUNDS, ask);
  measure (reasons, "  the same, with what matters later", targets, 1, ask_later);
  two = measure (reasons, "  two findings changed", targets, 1, change_two);
  g_print ("  %u changes of one finding: %.2f us each, %.3f of an evaluation; all of them cost %.0f evaluations, those of two %.0f\n", n_changes,
           one / n_changes, one / n_changes / anew, one / anew, two / anew);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlKnowledge) knowledge = pdl_knowledge_load (NULL, &error);
  g_autoptr (PdlReasons) reasons = knowledge != NULL ? pdl_reasons_new (knowledge, &error) : NULL;
  g_autoptr (GArray) files = g_array_new (FALSE, FALSE, sizeof (Target));
  g_autoptr (GArray) made_up = g_array_new (FALSE, FALSE, sizeof (Target));
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  if (reasons == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  g_array_set_clear_func (files, target_clear);
  g_array_set_clear_func (made_up, target_clear);
  for (int i = 1; i < argc; i++)
    {
      g_autofree char *text = NULL;
      gsize length;
      PdlCase *kase = NULL;

      if (g_file_get_contents (argv[i], &text, &length, &error))
        kase = pdl_case_from_json (pdl_knowledge_get_dictionary (knowledge), text, (gssize) length, NULL, &error);
      if (kase == NULL)
        {
          g_printerr ("%s: %s\n", argv[i], error->message);
          return 1;
        }
      add_case (knowledge, files, kase);
    }
  for (guint i = 0; i < N_CASES; i++)
    add_case (knowledge, made_up, pdl_random_case_new (pdl_knowledge_get_dictionary (knowledge), random, &pdl_random_case_usual));
  if (files->len > 0)
    measure_all (reasons, "case files", files);
  measure_all (reasons, "made-up cases", made_up);
  return 0;
}
