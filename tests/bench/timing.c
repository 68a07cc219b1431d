/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "timing.h"

#include <stdlib.h>
#include <time.h>

double
timing_now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e6 + (double) time.tv_nsec / 1e3;
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static int
compare_wall (const void *a, const void *b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

double
timing_median (double *times, int n)
{
  qsort (times, (size_t) n, sizeof *times, compare);
  return times[n / 2];
}

double
timing_print (const char *name, GArray *times)
{
  const double *sorted = (const double *) (gpointer) times->data;
  double median = timing_median ((double *) (gpointer) times->data, (int) times->len), sum = 0;

  for (guint i = 0; i < times->len; i++)
    sum += sorted[i];
  g_print ("%-44s fastest %9.2f   median %9.2f   mean %9.2f   p95 %9.2f us   (%u)\n", name, sorted[0], median, sum / times->len,
           sorted[times->len * 95 / 100], times->len);
  return median;
}

void
timing_print_wall (const char *name, gint64 *times, int n)
{
  qsort (times, (size_t) n, sizeof *times, compare_wall);
  g_print ("%-40s median %8.2f ms   p95 %8.2f ms\n", name, times[n / 2] / 1000.0, times[n * 95 / 100] / 1000.0);
}
