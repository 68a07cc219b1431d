/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * pedicle-cli: the headless twin. Finds the command; each command is a file of its own.
 */

#include "pdl-cli.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

static const struct
{
  const char *name;
  int (*run) (int argc, char **argv);
  const char *summary;
} commands[] = {
  { "evaluate", pdl_cli_evaluate, N_ ("scores, options, statements and follow-up of case files") },
  { "report", pdl_cli_report, N_ ("the tumour-board page of a case file, as PDF or SVG") },
  { "dose", pdl_cli_dose, N_ ("arithmetic: EQD2, re-irradiation, target volume, response, opioids, bone agents") },
  { "import", pdl_cli_import, N_ ("case files into a store") },
  { "export", pdl_cli_export, N_ ("the cases of a store, one a line") },
  { "store", pdl_cli_store, N_ ("check a store, back it up, replay its evaluations, compare after an update") },
  { "knowledge", pdl_cli_knowledge, N_ ("what the knowledge holds, and whether it loads") },
  { "bench", pdl_cli_bench, N_ ("how long evaluations take on this machine") },
  { "verify", pdl_cli_verify, N_ ("proves the declared properties over every patient") },
};

static void
print_help (FILE *stream)
{
  fprintf (stream, "%s\n  pedicle-cli %s\n\n%s\n", _ ("Usage:"), _ ("COMMAND [OPTION…] …"), _ ("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    fprintf (stream, "  %-10s %s\n", commands[i].name, _ (commands[i].summary));
  fprintf (stream, "\n%s\n",
           _ ("“pedicle-cli COMMAND --help” tells what a command takes; --version the version.\n"
              "JSON goes to the standard output, words to the standard error.\n"
              "Exit status: 0 fine, 1 findings or failure, 2 usage.\n\n"
              "For health-care professionals of a spine-oncology team. It informs; it does not decide."));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  /* The environment names another place for a program that was not installed. */
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("PDL_LOCALE_DIR") != NULL ? g_getenv ("PDL_LOCALE_DIR") : PDL_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");

  if (argc < 2)
    {
      print_help (stderr);
      return PDL_EXIT_USAGE;
    }
  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0 || strcmp (argv[1], "help") == 0)
    {
      print_help (stdout);
      return PDL_EXIT_FINE;
    }
  if (strcmp (argv[1], "--version") == 0)
    {
      printf ("pedicle %s\n", PDL_VERSION);
      return PDL_EXIT_FINE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (argv[1], commands[i].name) == 0)
      return commands[i].run (argc - 1, argv + 1);
  pdl_cli_complain (_ ("pedicle-cli: there is no command “%s”"), argv[1]);
  fputs (_ ("“pedicle-cli --help” lists them.\n"), stderr);
  return PDL_EXIT_USAGE;
}
