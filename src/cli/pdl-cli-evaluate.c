/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * pedicle-cli evaluate: cases in, one line of JSON out for each, in order, one case in memory. What is wrong with a case
 * is one line on stderr; the others are evaluated all the same.
 */

#include "pdl-cli.h"

#include <glib/gi18n-lib.h>

#include "pdl-case-json.h"
#include "pdl-evaluation-json.h"

typedef struct
{
  PdlKnowledge *knowledge;
  PdlMinute as_of;
  gboolean trace;
  PdlReasons *reasons; /* (nullable) */
  const char *file;
  gboolean failed;
  gboolean stopped; /* nobody takes the results */
} Run;

static gboolean
case_read_cb (PdlCase *kase, guint line, GPtrArray *warnings, const GError *error, gpointer user_data)
{
  Run *run = user_data;
  g_autoptr (PdlEvaluation) evaluation = NULL;
  g_autoptr (PdlPlan) plan = NULL;
  g_autofree char *json = NULL;

  if (kase == NULL)
    {
      run->failed = TRUE;
      if (line > 0)
        pdl_cli_complain ("%s:%u: %s", run->file, line, error->message);
      else
        pdl_cli_complain ("%s: %s", run->file, error->message);
      return TRUE;
    }
  evaluation = pdl_evaluate (run->knowledge, kase, run->as_of);
  plan = pdl_plan_new (evaluation, kase);
  json = pdl_evaluation_to_json_with_reasons (evaluation, plan, warnings, run->file, line, run->trace, run->reasons);
  run->stopped = !pdl_cli_print (json);
  return !run->stopped;
}

int
pdl_cli_evaluate (int argc, char **argv)
{
  g_autofree char *as_of = NULL;
  g_autofree char *directory = NULL;
  gboolean trace = FALSE, what_if = FALSE;
  const GOptionEntry entries[] = {
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &as_of, N_ ("What “now” is (default: the date of each case's newest assessment)"), N_ ("DATE|today") },
    { "trace", 0, 0, G_OPTION_ARG_NONE, &trace, N_ ("Add the clauses with their values and truth"), NULL },
    { "what-if", 0, 0, G_OPTION_ARG_NONE, &what_if, N_ ("Add what would change each reading, and what is worth asking"), NULL },
    { "knowledge", 0, 0, G_OPTION_ARG_FILENAME, &directory, N_ ("Use the knowledge files of DIR"), N_ ("DIR") },
    { NULL },
  };
  g_auto (GStrv) files = NULL;
  g_autoptr (PdlKnowledge) knowledge = NULL;
  g_autoptr (PdlReasons) reasons = NULL;
  g_autoptr (GError) failed = NULL;
  Run run = { 0 };

  if (!pdl_cli_parse (&argc, &argv, entries, _ ("FILE…|-"),
                      _ ("Reads case files (JSON, or NDJSON with one case a line; “-” is the standard input) and prints one\n"
                         "result a line for each case, in order.\n\n"
                         "--what-if adds to each target “what_if”: every change of one finding that gives another row, time limit or\n"
                         "options, the margins on the four axes, and changes of two findings where neither alone is enough; and\n"
                         "“worth_asking”: what each answer would settle, with what it takes to learn it, and what changes nothing.\n"
                         "It takes about a tenth of a second for each target."),
                      &files))
    return PDL_EXIT_USAGE;
  if (!pdl_cli_check_files ("evaluate", files, as_of, &run.as_of))
    return PDL_EXIT_USAGE;
  knowledge = pdl_cli_load_knowledge (directory);
  if (knowledge == NULL)
    return PDL_EXIT_FAILED;

  reasons = what_if ? pdl_reasons_new (knowledge, &failed) : NULL;
  if (failed != NULL)
    {
      pdl_cli_complain ("%s", failed->message);
      return PDL_EXIT_FAILED;
    }
  run.reasons = reasons;
  run.knowledge = knowledge;
  run.trace = trace;
  for (guint i = 0; files[i] != NULL && !run.stopped; i++)
    {
      g_autoptr (GInputStream) stream = pdl_cli_open (files[i]);
      g_autoptr (GError) error = NULL;

      run.file = files[i];
      if (stream == NULL)
        run.failed = TRUE;
      else if (!pdl_case_read_stream (pdl_knowledge_get_dictionary (knowledge), stream, files[i], case_read_cb, &run, &error))
        {
          run.failed = TRUE;
          pdl_cli_complain ("%s", error->message);
        }
    }
  return run.failed || run.stopped ? PDL_EXIT_FAILED : PDL_EXIT_FINE;
}
