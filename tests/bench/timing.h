/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What the benchmarks of one process measure with, and how a row of times is told. */

/* Processor time of this thread in microseconds, so that what else the machine does counts little. */
double timing_now (void);
/* Prints the fastest, the median, the mean and the 95th percentile of @times (double, microseconds; sorted here). Returns the median. */
double timing_print (const char *name, GArray *times);
/* The same of wall-clock times in microseconds, as milliseconds: median and 95th percentile. */
void timing_print_wall (const char *name, gint64 *times, int n);
/* Sorts @times; the median. */
double timing_median (double *times, int n);
