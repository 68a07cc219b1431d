/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What reading a whole store takes: bench-store STORE. In lots of 64 as session/pdl-rereading.h reads them: taking every case from
 * the tables, and beside it evaluating each once in full and once as far as a comparison needs it. Microseconds of processor time
 * a case, of all threads together; the store is read once unmeasured. Median of five rounds.
 */
#include "pdl-evaluation.h"
#include "pdl-store.h"
#include "timing.h"

#include <time.h>

#define LOT 64
#define ROUNDS 5

/* Processor time of all threads: the store's takes part. */
static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e6 + (double) time.tv_nsec / 1e3;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static GPtrArray *
load (PdlStore *store, GPtrArray *summaries, guint from)
{
  const char *uids[LOT + 1] = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *cases;

  for (guint i = 0; i < LOT && from + i < summaries->len; i++)
    uids[i] = ((const PdlCaseSummary *) summaries->pdata[from + i])->uid;
  pdl_store_load_many_async (store, uids, NULL, answered_cb, &result);
  cases = pdl_store_load_many_finish (store, wait_for (&result), &error);
  if (cases == NULL)
    g_error ("%s", error->message);
  return cases;
}

static void
print_times (const char *name, double *times, guint n_cases)
{
  double median = timing_median (times, ROUNDS) / n_cases;

  g_print ("%-44s median %8.1f us a case, %5.1f s for 100 000 on one core\n", name, median, median / 10);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlKnowledge) knowledge = pdl_knowledge_load (NULL, &error);
  g_autoptr (PdlStore) store = knowledge != NULL && argc > 1 ? pdl_store_open (pdl_knowledge_get_dictionary (knowledge), argv[1], &error) : NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) summaries = NULL;
  double reading[ROUNDS], full[ROUNDS], brief[ROUNDS];

  if (store == NULL)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "bench-store STORE");
      return 1;
    }
  pdl_store_list_async (store, NULL, NULL, answered_cb, &result);
  summaries = pdl_store_list_finish (store, wait_for (&result), &error);
  if (summaries == NULL || summaries->len == 0)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "no case is stored there");
      return 1;
    }
  for (int round = -1; round < ROUNDS; round++)
    {
      double times[3] = { 0 };

      for (guint from = 0; from < summaries->len; from += LOT)
        {
          double start = now (), loaded, evaluated;
          g_autoptr (GPtrArray) cases = load (store, summaries, from);

          loaded = now ();
          for (guint i = 0; i < cases->len; i++)
            pdl_evaluation_unref (pdl_evaluate (knowledge, cases->pdata[i], PDL_MINUTE_NONE));
          evaluated = now ();
          for (guint i = 0; i < cases->len; i++)
            pdl_evaluation_unref (pdl_evaluate_reading (knowledge, cases->pdata[i], PDL_MINUTE_NONE));
          times[0] += loaded - start;
          times[1] += evaluated - loaded;
          times[2] += now () - evaluated;
        }
      if (round < 0)
        continue;
      reading[round] = times[0];
      full[round] = times[1];
      brief[round] = times[2];
    }
  print_times ("taking a case from the store", reading, summaries->len);
  print_times ("evaluating it", full, summaries->len);
  print_times ("its row, limits, options and alerts alone", brief, summaries->len);
  return 0;
}
