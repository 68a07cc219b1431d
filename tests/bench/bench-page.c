/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long a page takes: bench-page CASE.json [RUNS]. Layout and PDF of one tumour-board page, wall clock, median and 95th
 * percentile of RUNS (30) after three unmeasured ones. The knowledge, the case and the drawing data are read before.
 */
#include "pdl-case-json.h"
#include "pdl-sheet.h"
#include "timing.h"

#include <glib/gstdio.h>
#include <stdlib.h>

#define WARM_UP 3

int
main (int argc, char **argv)
{
  int runs = argc > 2 ? CLAMP (atoi (argv[2]), 5, 10000) : 30;
  g_autofree gint64 *times = g_new (gint64, runs);
  g_autofree char *text = NULL;
  g_autofree char *path = NULL;
  gsize length;
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlKnowledge) knowledge = pdl_knowledge_load (NULL, &error);
  g_autoptr (PdlAnatomy) anatomy = knowledge != NULL ? pdl_anatomy_load (&error) : NULL;
  g_autoptr (PdlCase) kase = NULL;
  g_autoptr (PdlEvaluation) evaluation = NULL;
  g_autoptr (PdlPlan) plan = NULL;
  int file = -1;

  if (argc < 2)
    {
      g_printerr ("bench-page CASE.json [RUNS]\n");
      return 2;
    }
  if (anatomy != NULL && g_file_get_contents (argv[1], &text, &length, &error))
    kase = pdl_case_from_json (pdl_knowledge_get_dictionary (knowledge), text, (gssize) length, NULL, &error);
  if (kase == NULL || (file = g_file_open_tmp ("pedicle-bench-XXXXXX.pdf", &path, &error)) < 0)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  g_close (file, NULL);
  evaluation = pdl_evaluate (knowledge, kase, PDL_MINUTE_NONE);
  plan = pdl_plan_new (evaluation, kase);
  for (int i = -WARM_UP; i < runs; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (PdlSheet) sheet = pdl_sheet_new (kase, evaluation, plan, anatomy, PDL_PAPER_A4, pdl_minute_now ());

      if (!pdl_sheet_write_pdf (sheet, path, &error))
        {
          g_printerr ("%s\n", error->message);
          g_unlink (path);
          return 1;
        }
      if (i >= 0)
        times[i] = g_get_monotonic_time () - start;
    }
  g_unlink (path);
  timing_print_wall ("page to PDF", times, runs);
  return 0;
}
