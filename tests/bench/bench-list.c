/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bench-list N INPUTS.tsv ROWS: writes N random lines of the eight inputs (a code, or "unknown") and the row the list gives for
 * each, and prints how many microseconds one decision takes: the median over 21 rounds of all lines, processor time.
 */
#include <stdlib.h>
#include <string.h>

#include "pdl-evaluation.h"
#include "timing.h"

#define ROUNDS 21

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlKnowledge) knowledge = pdl_knowledge_load (NULL, &error);
  guint n = argc == 4 ? (guint) atoi (argv[1]) : 0, n_inputs;
  g_autoptr (GString) lines = g_string_new (NULL), rows = g_string_new (NULL);
  g_autofree guint *values = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  double times[ROUNDS];
  gsize sum = 0;

  if (knowledge == NULL || n == 0)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "bench-list N INPUTS.tsv ROWS");
      return 2;
    }
  n_inputs = pdl_knowledge_get_n_inputs (knowledge);
  values = g_new (guint, n * n_inputs);
  for (guint i = 0; i < n; i++)
    {
      for (guint j = 0; j < n_inputs; j++)
        {
          const PdlInput *input = pdl_knowledge_get_input (knowledge, j);
          guint value = (guint) g_rand_int_range (random, 0, (gint32) input->n_values + 1);

          values[i * n_inputs + j] = value;
          g_string_append_printf (lines, "%s%s", j > 0 ? "\t" : "", value < input->n_values ? input->finding->codes[value].code : "unknown");
        }
      g_string_append_c (lines, '\n');
      g_string_append_printf (rows, "%s\n", pdl_knowledge_run_list (knowledge, values + i * n_inputs)->id);
    }
  for (guint round = 0; round < ROUNDS; round++)
    {
      double start = timing_now ();

      for (guint i = 0; i < n; i++)
        sum += pdl_knowledge_run_list (knowledge, values + i * n_inputs)->index;
      times[round] = (timing_now () - start) / n;
    }
  if (!g_file_set_contents (argv[2], lines->str, -1, &error) || !g_file_set_contents (argv[3], rows->str, -1, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  g_print ("%.4f\n", sum > 0 ? timing_median (times, ROUNDS) : 0);
  return 0;
}
