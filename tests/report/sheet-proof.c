/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet of a case file, to be looked at: sheet-proof CASE.json PAGE.pdf|PAGE.svg [letter]. Not a test. */
#include <locale.h>

#include "pdl-case-json.h"
#include "pdl-sheet.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlKnowledge) knowledge = NULL;
  g_autoptr (PdlCase) kase = NULL;
  g_autoptr (PdlEvaluation) evaluation = NULL;
  g_autoptr (PdlPlan) plan = NULL;
  g_autoptr (PdlAnatomy) anatomy = NULL;
  g_autoptr (PdlSheet) sheet = NULL;
  g_autofree char *text = NULL;
  gboolean fine;

  setlocale (LC_ALL, "");
  if (argc < 3)
    {
      g_printerr ("sheet-proof CASE.json PAGE.pdf|PAGE.svg [letter]\n");
      return 2;
    }
  knowledge = pdl_knowledge_load (NULL, &error);
  if (knowledge != NULL && g_file_get_contents (argv[1], &text, NULL, &error))
    kase = pdl_case_from_json (pdl_knowledge_get_dictionary (knowledge), text, -1, NULL, &error);
  anatomy = kase != NULL ? pdl_anatomy_load (&error) : NULL;
  if (anatomy == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  evaluation = pdl_evaluate (knowledge, kase, PDL_MINUTE_NONE);
  plan = pdl_plan_new (evaluation, kase);
  sheet = pdl_sheet_new (kase, evaluation, plan, anatomy, argc > 3 ? PDL_PAPER_LETTER : PDL_PAPER_A4, 29543040);
  fine = g_str_has_suffix (argv[2], ".svg") ? pdl_sheet_write_svg (sheet, argv[2], &error) : pdl_sheet_write_pdf (sheet, argv[2], &error);
  if (!fine)
    g_printerr ("%s\n", error->message);
  for (const char *const *at = pdl_sheet_get_dropped (sheet); *at != NULL; at++)
    g_print ("dropped: %s\n", *at);
  return fine ? 0 : 1;
}
