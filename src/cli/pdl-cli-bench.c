/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * pedicle-cli bench: how long evaluations take on this machine, over made-up cases (record/pdl-random-case). Single
 * evaluations in processor time of their thread, many in wall clock, on one core and on all.
 */

#include "pdl-cli.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "pdl-case-json.h"
#include "pdl-json.h"
#include "pdl-random-case.h"

#define DISTINCT 5000      /* cases held in memory by each thread; more evaluations go round */
#define SINGLE_CASES 1000
#define SINGLE_ROUNDS 5
#define MAX_CASES 10000000

/* Wall clock, and the processor time of all threads together: on a busy machine only the second says something. */
typedef struct
{
  double wall, cpu;
} Times;

typedef struct
{
  PdlKnowledge *knowledge;
  GPtrArray *cases;      /* of PdlCase; NULL: from the file */
  const char *path;
  goffset from, to;      /* bytes of the file */
  guint n;               /* evaluations, done */
  gboolean failed;
} Share;

static double
seconds (clockid_t which)
{
  struct timespec time;

  clock_gettime (which, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

static GPtrArray *
make_cases (PdlKnowledge *knowledge, guint n, guint seed)
{
  GPtrArray *cases = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_case_unref);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (cases, pdl_random_case_new (pdl_knowledge_get_dictionary (knowledge), random, &pdl_random_case_usual));
  return cases;
}

/* Two decimals of a microsecond are more than any clock here knows. */
static void
add_microseconds (PdlJsonWriter *writer, const char *name, double time)
{
  pdl_json_add_number (writer, name, round (time * 1e8) / 100);
}

static void
add_ratio (PdlJsonWriter *writer, const char *name, double ratio)
{
  pdl_json_add_number (writer, name, round (ratio * 100) / 100);
}

/* ---- one case ----------------------------------------------------------------------------------------------------- */

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static double
add_times (PdlJsonWriter *writer, const char *name, GArray *times)
{
  g_array_sort (times, compare_doubles);
  pdl_json_begin_object (writer, name);
  pdl_json_add_int (writer, "n", times->len);
  add_microseconds (writer, "median_us", g_array_index (times, double, times->len / 2));
  add_microseconds (writer, "p95_us", g_array_index (times, double, times->len * 95 / 100));
  pdl_json_end_object (writer);
  return g_array_index (times, double, times->len / 2);
}

static void
measure_single (PdlKnowledge *knowledge, PdlJsonWriter *writer, guint n)
{
  g_autoptr (GPtrArray) cases = make_cases (knowledge, n, 1);
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  g_autoptr (GArray) anew = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) again = g_array_new (FALSE, FALSE, sizeof (double));
  double cold, warm;

  for (int round = -1; round < SINGLE_ROUNDS; round++)
    for (guint i = 0; i < cases->len; i++)
      {
        PdlCase *kase = g_ptr_array_index (cases, i);
        double start = seconds (CLOCK_THREAD_CPUTIME_ID), time;
        PdlEvaluation *before = pdl_evaluate (knowledge, kase, PDL_MINUTE_NONE), *after;

        time = seconds (CLOCK_THREAD_CPUTIME_ID) - start;
        if (round >= 0)
          g_array_append_val (anew, time);
        pdl_random_case_change (kase, random, &pdl_random_case_usual);
        start = seconds (CLOCK_THREAD_CPUTIME_ID);
        after = pdl_evaluate_again (before, kase, PDL_MINUTE_NONE, NULL);
        time = seconds (CLOCK_THREAD_CPUTIME_ID) - start;
        if (round >= 0)
          g_array_append_val (again, time);
        pdl_evaluation_unref (before);
        pdl_evaluation_unref (after);
      }
  cold = add_times (writer, "one_case_anew", anew);
  warm = add_times (writer, "one_case_after_a_change", again);
  add_ratio (writer, "ratio_anew_to_change", cold / warm);
}

/* ---- many cases --------------------------------------------------------------------------------------------------- */

static gpointer
evaluate_memory (gpointer data)
{
  Share *share = data;

  for (guint i = 0; i < share->n; i++)
    pdl_evaluation_unref (pdl_evaluate (share->knowledge, g_ptr_array_index (share->cases, i % share->cases->len), PDL_MINUTE_NONE));
  return NULL;
}

/* The lines that begin in this thread's part of the file. */
static gpointer
evaluate_file (gpointer data)
{
  Share *share = data;
  FILE *file = g_fopen (share->path, "r");
  char *line = NULL;
  size_t size = 0;
  ssize_t length;
  goffset at = share->from;

  share->n = 0;
  share->failed = file == NULL || fseeko (file, share->from, SEEK_SET) != 0;
  while (!share->failed && at < share->to && (length = getline (&line, &size, file)) > 0)
    {
      g_autoptr (PdlCase) kase = pdl_case_from_json (pdl_knowledge_get_dictionary (share->knowledge), line, length, NULL, NULL);

      at += length;
      share->failed = kase == NULL;
      if (kase == NULL)
        break;
      pdl_evaluation_unref (pdl_evaluate (share->knowledge, kase, PDL_MINUTE_NONE));
      share->n++;
    }
  free (line);
  if (file != NULL)
    fclose (file);
  return NULL;
}

static Times
run_shares (Share *shares, guint n_shares, GThreadFunc work)
{
  g_autofree GThread **threads = g_new0 (GThread *, n_shares);
  double start = seconds (CLOCK_MONOTONIC), cpu = seconds (CLOCK_PROCESS_CPUTIME_ID);
  Times times;

  for (guint i = 1; i < n_shares; i++)
    threads[i] = g_thread_new ("bench", work, &shares[i]);
  work (&shares[0]);
  for (guint i = 1; i < n_shares; i++)
    g_thread_join (threads[i]);
  times.wall = seconds (CLOCK_MONOTONIC) - start;
  times.cpu = seconds (CLOCK_PROCESS_CPUTIME_ID) - cpu;
  return times;
}

static double
add_run (PdlJsonWriter *writer, const char *name, guint n, guint n_threads, Times times)
{
  pdl_json_begin_object (writer, name);
  pdl_json_add_int (writer, "n", n);
  pdl_json_add_int (writer, "threads", n_threads);
  pdl_json_add_number (writer, "seconds", round (times.wall * 1000) / 1000);
  add_microseconds (writer, "us_per_case", times.wall / n);
  add_microseconds (writer, "cpu_us_per_case", times.cpu / n);
  pdl_json_end_object (writer);
  return times.wall;
}

static double
measure_memory (PdlKnowledge *knowledge, PdlJsonWriter *writer, const char *name, guint n, guint n_threads)
{
  g_autofree Share *shares = g_new0 (Share, n_threads);
  Times times;

  for (guint i = 0; i < n_threads; i++)
    {
      shares[i].knowledge = knowledge;
      shares[i].n = n / n_threads + (i < n % n_threads);
      shares[i].cases = make_cases (knowledge, CLAMP (shares[i].n, 1, DISTINCT), 10 + i);
    }
  times = run_shares (shares, n_threads, evaluate_memory);
  for (guint i = 0; i < n_threads; i++)
    g_ptr_array_unref (shares[i].cases);
  return add_run (writer, name, n, n_threads, times);
}

static gboolean
write_cases (PdlKnowledge *knowledge, const char *path, guint n, goffset *ret_size)
{
  FILE *file = g_fopen (path, "w");
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  gboolean good = file != NULL;

  for (guint i = 0; i < n && good; i++)
    {
      g_autoptr (PdlCase) kase = pdl_random_case_new (pdl_knowledge_get_dictionary (knowledge), random, &pdl_random_case_usual);
      g_autofree char *json = pdl_case_to_json (kase, FALSE);

      g_strchomp (json);
      good = fputs (json, file) != EOF && fputc ('\n', file) != EOF;
    }
  *ret_size = good ? ftello (file) : 0;
  return (file == NULL || fclose (file) == 0) && good;
}

/* The byte behind the first line end at or behind @at. */
static goffset
find_line (const char *path, goffset at)
{
  FILE *file = g_fopen (path, "r");
  int c = 0;

  if (file == NULL || at == 0 || fseeko (file, at - 1, SEEK_SET) != 0)
    at = 0;
  else
    for (at--; c != '\n' && (c = fgetc (file)) != EOF; at++)
      ;
  if (file != NULL)
    fclose (file);
  return at;
}

/* 0 after a complaint. */
static double
measure_file (PdlKnowledge *knowledge, PdlJsonWriter *writer, const char *name, const char *path, goffset size, guint n, guint n_threads)
{
  g_autofree Share *shares = g_new0 (Share, n_threads);
  Times times;
  guint read = 0;

  for (guint i = 0; i < n_threads; i++)
    {
      shares[i].knowledge = knowledge;
      shares[i].path = path;
      shares[i].from = find_line (path, size * i / n_threads);
      shares[i].to = i + 1 < n_threads ? find_line (path, size * (i + 1) / n_threads) : size;
    }
  times = run_shares (shares, n_threads, evaluate_file);
  for (guint i = 0; i < n_threads; i++)
    read += shares[i].failed ? 0 : shares[i].n;
  if (read != n)
    {
      pdl_cli_complain (_ ("bench: %u of %u cases could be read back"), read, n);
      return 0;
    }
  return add_run (writer, name, n, n_threads, times);
}

static gboolean
measure_many (PdlKnowledge *knowledge, PdlJsonWriter *writer, guint n, guint n_threads)
{
  double one, all, file_one = 0, file_all = 0;
  g_autofree char *path = NULL;
  goffset size;
  int fd = g_file_open_tmp ("pedicle-bench-XXXXXX.ndjson", &path, NULL);
  gboolean good;

  if (fd >= 0)
    close (fd);
  one = measure_memory (knowledge, writer, "memory_one_core", n, 1);
  all = measure_memory (knowledge, writer, "memory_all_cores", n, n_threads);
  add_ratio (writer, "ratio_memory_one_to_all", one / all);
  good = fd >= 0 && write_cases (knowledge, path, n, &size);
  if (!good)
    pdl_cli_complain (_ ("bench: the cases could not be written to a temporary file"));
  if (good)
    file_one = measure_file (knowledge, writer, "ndjson_one_core", path, size, n, 1);
  if (file_one > 0)
    file_all = measure_file (knowledge, writer, "ndjson_all_cores", path, size, n, n_threads);
  if (file_all > 0)
    {
      add_ratio (writer, "ratio_ndjson_one_to_all", file_one / file_all);
      add_ratio (writer, "ratio_ndjson_to_memory", file_one / one);
    }
  if (fd >= 0)
    g_unlink (path);
  return file_all > 0;
}

int
pdl_cli_bench (int argc, char **argv)
{
  g_autofree char *directory = NULL;
  int n = 100000, n_threads = (int) g_get_num_processors ();
  const GOptionEntry entries[] = {
    { "cases", 0, 0, G_OPTION_ARG_INT, &n, N_ ("How many cases (default: 100000)"), "N" },
    { "threads", 0, 0, G_OPTION_ARG_INT, &n_threads, N_ ("How many threads are “all cores” (default: the machine's)"), "N" },
    { "knowledge", 0, 0, G_OPTION_ARG_FILENAME, &directory, N_ ("Use the knowledge files of DIR"), N_ ("DIR") },
    { NULL },
  };
  g_auto (GStrv) words = NULL;
  g_autoptr (PdlKnowledge) knowledge = NULL;
  g_autofree char *json = NULL;
  PdlJsonWriter *writer;
  gboolean good;

  if (!pdl_cli_parse (&argc, &argv, entries, "",
                      _ ("Measures evaluations of made-up cases: one anew and after a change of one finding (processor time of the\n"
                         "thread, median), and many from memory and from an NDJSON file (wall clock and processor time, reading the file\n"
                         "included). Prints one JSON object."),
                      &words))
    return PDL_EXIT_USAGE;
  if (words[0] != NULL)
    return pdl_cli_usage ("bench", _ ("“%s” is not needed here"), words[0]);
  if (n < 1 || n > MAX_CASES)
    return pdl_cli_usage ("bench", _ ("--cases: a number from 1 to %d is needed"), MAX_CASES);
  if (n_threads < 1 || n_threads > 1024)
    return pdl_cli_usage ("bench", _ ("--threads: a number from 1 to %d is needed"), 1024);
  knowledge = pdl_cli_load_knowledge (directory);
  if (knowledge == NULL)
    return PDL_EXIT_FAILED;

  writer = pdl_json_writer_new (FALSE);
  pdl_json_begin_object (writer, NULL);
  pdl_json_add_string (writer, "knowledge", pdl_knowledge_get_hash (knowledge));
  measure_single (knowledge, writer, (guint) MIN (n, SINGLE_CASES));
  good = measure_many (knowledge, writer, (guint) n, (guint) n_threads);
  pdl_json_end_object (writer);
  json = pdl_json_writer_finish (writer);
  g_strchomp (json);
  return pdl_cli_print (json) && good ? PDL_EXIT_FINE : PDL_EXIT_FAILED;
}
