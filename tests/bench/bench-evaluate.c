/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long an evaluation takes: bench-evaluate [CASE.json…]. Prints the fastest, the median and the 95th percentile of one
 * evaluation in microseconds, freeing it included: of the case files named, and of 2000 made-up cases (record/pdl-random-case);
 * anew, and after one change of a finding (pdl_evaluate_again). Method: each case once unmeasured, then rounds over all of them
 * in turn, so that no case finds its own data warm from just before; processor time of the one thread, so that what else the
 * machine does counts little. It still counts: other work takes the caches and the memory.
 */
#include "pdl-case-json.h"
#include "pdl-random-case.h"
#include "timing.h"

#define N_CASES 2000
#define ROUNDS 20

static void
measure_cold (PdlKnowledge *knowledge, const char *name, GPtrArray *cases, int rounds)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (int round = -1; round < rounds; round++)
    for (guint i = 0; i < cases->len; i++)
      {
        double start = timing_now (), time;

        pdl_evaluation_unref (pdl_evaluate (knowledge, g_ptr_array_index (cases, i), PDL_MINUTE_NONE));
        time = timing_now () - start;
        if (round >= 0)
          g_array_append_val (times, time);
      }
  timing_print (name, times);
}

static void
measure_again (PdlKnowledge *knowledge, const char *name, GPtrArray *cases, int rounds)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  g_autoptr (GPtrArray) evaluations = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_evaluation_unref);
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_case_unref);

  for (guint i = 0; i < cases->len; i++)
    {
      g_ptr_array_add (copies, pdl_case_copy (g_ptr_array_index (cases, i)));
      g_ptr_array_add (evaluations, pdl_evaluate (knowledge, g_ptr_array_index (cases, i), PDL_MINUTE_NONE));
    }
  for (int round = -1; round < rounds; round++)
    for (guint i = 0; i < copies->len; i++)
      {
        PdlEvaluation *before = g_ptr_array_index (evaluations, i);
        double start, time;

        pdl_random_case_change (g_ptr_array_index (copies, i), random, &pdl_random_case_usual);
        start = timing_now ();
        evaluations->pdata[i] = pdl_evaluate_again (before, g_ptr_array_index (copies, i), PDL_MINUTE_NONE, NULL);
        pdl_evaluation_unref (before);
        time = timing_now () - start;
        if (round >= 0)
          g_array_append_val (times, time);
      }
  timing_print (name, times);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlKnowledge) knowledge = pdl_knowledge_load (NULL, &error);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_case_unref);
  g_autoptr (GPtrArray) made_up = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_case_unref);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  PdlDictionary *dictionary;

  if (knowledge == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  dictionary = pdl_knowledge_get_dictionary (knowledge);
  for (int i = 1; i < argc; i++)
    {
      g_autofree char *text = NULL;
      gsize length;
      PdlCase *kase = NULL;

      if (g_file_get_contents (argv[i], &text, &length, &error))
        kase = pdl_case_from_json (dictionary, text, (gssize) length, NULL, &error);
      if (kase == NULL)
        {
          g_printerr ("%s: %s\n", argv[i], error->message);
          return 1;
        }
      g_ptr_array_add (files, kase);
    }
  for (guint i = 0; i < N_CASES; i++)
    g_ptr_array_add (made_up, pdl_random_case_new (dictionary, random, &pdl_random_case_usual));
  if (files->len > 0)
    {
      measure_cold (knowledge, "case files, anew", files, 10 * ROUNDS);
      measure_again (knowledge, "case files, after one change", files, 10 * ROUNDS);
    }
  measure_cold (knowledge, "made-up cases, anew", made_up, ROUNDS / 5);
  measure_again (knowledge, "made-up cases, after one change", made_up, ROUNDS / 5);
  return 0;
}
