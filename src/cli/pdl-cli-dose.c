/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * pedicle-cli dose: the arithmetic of radiotherapy and of supportive drugs, one JSON object a call. Finds the command, reads doses and courses, and
 * does the plain conversion; the other commands are files of their own.
 */

#include "pdl-cli-dose.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "pdl-lq.h"

/* ---- what the commands share ------------------------------------------------------------------------------------- */

const PdlDoseTables *
pdl_cli_dose_load (const char *directory, PdlKnowledge **ret_knowledge)
{
  *ret_knowledge = pdl_cli_load_knowledge (directory);
  return *ret_knowledge != NULL ? pdl_dose_tables_get (*ret_knowledge, NULL) : NULL; /* read before, without an error */
}

/* Digits with a decimal point, no exponent and no word such as "inf". */
static gboolean
parse_number (const char *text, double *ret_number)
{
  char *end;

  if (*text == '\0' || strspn (text, "+-.0123456789") != strlen (text))
    return FALSE;
  errno = 0;
  *ret_number = g_ascii_strtod (text, &end);
  return errno == 0 && *end == '\0' && isfinite (*ret_number);
}

gboolean
pdl_cli_dose_read_number (const char *option, const char *text, double min, double max, double *ret_number)
{
  if (!parse_number (text, ret_number))
    pdl_cli_complain (_ ("%s: “%s” is not a number, such as 2.5"), option, text);
  else if (*ret_number < min || *ret_number > max)
    pdl_cli_complain (_ ("%s: %s is not in the range %g to %g"), option, text, min, max);
  else
    return TRUE;
  return FALSE;
}

gboolean
pdl_cli_dose_read_int (const char *option, const char *text, int min, int max, int *ret_number)
{
  double number;

  if (!pdl_cli_dose_read_number (option, text, min, max, &number))
    return FALSE;
  if (number != floor (number))
    {
      pdl_cli_complain (_ ("%s: “%s” is not a whole number"), option, text);
      return FALSE;
    }
  *ret_number = (int) number;
  return TRUE;
}

gboolean
pdl_cli_dose_read_course (const char *option, const char *text, double min, double max, int fractions_max, gboolean unknown, PdlDoseCourse *ret_course)
{
  const char *slash = strchr (text, '/');
  g_autofree char *dose = slash != NULL ? g_strndup (text, slash - text) : NULL;

  *ret_course = (PdlDoseCourse) { .dose_gy = NAN, .share = 1 };
  if (unknown && g_str_equal (text, "?"))
    return TRUE;
  if (slash == NULL)
    {
      pdl_cli_complain (_ ("%s: “%s” is not DOSE/FRACTIONS, such as 30/10"), option, text);
      return FALSE;
    }
  return pdl_cli_dose_read_number (option, dose, min, max, &ret_course->dose_gy)
         && pdl_cli_dose_read_int (option, slash + 1, 1, fractions_max, &ret_course->fractions);
}

GArray *
pdl_cli_dose_read_courses (const PdlDoseTables *tables, const char *option, const char *text, gboolean unknown)
{
  g_autoptr (GArray) courses = g_array_new (FALSE, FALSE, sizeof (PdlDoseCourse));
  g_auto (GStrv) words = g_strsplit (text, ",", -1);

  if (words[0] == NULL)
    {
      pdl_cli_complain (_ ("%s: at least one course is needed, such as 30/10"), option);
      return NULL;
    }
  for (guint i = 0; words[i] != NULL; i++)
    {
      PdlDoseCourse course;

      if (!pdl_cli_dose_read_course (option, g_strstrip (words[i]), 0, tables->arithmetic.dose_max, tables->arithmetic.fractions_max, unknown, &course))
        return NULL;
      g_array_append_val (courses, course);
    }
  return g_steal_pointer (&courses);
}

void
pdl_cli_dose_add (PdlJsonWriter *writer, const char *name, double number)
{
  pdl_json_add_number (writer, name, round (number * 1e6) / 1e6);
}

void
pdl_cli_dose_add_warnings (PdlJsonWriter *writer, GPtrArray *warnings)
{
  pdl_json_begin_array (writer, "warnings");
  for (guint i = 0; i < warnings->len; i++)
    pdl_json_add_string (writer, NULL, ((PdlDoseNote *) g_ptr_array_index (warnings, i))->id);
  pdl_json_end_array (writer);
  pdl_json_begin_array (writer, "warning_texts");
  for (guint i = 0; i < warnings->len; i++)
    pdl_json_add_string (writer, NULL, pdl_dictionary_translate (((PdlDoseNote *) g_ptr_array_index (warnings, i))->text));
  pdl_json_end_array (writer);
}

void
pdl_cli_dose_add_basis (PdlJsonWriter *writer, const PdlBasis *basis)
{
  pdl_json_add_string (writer, "source", basis->source_text);
  pdl_json_add_string (writer, "tag", basis->tag);
}

int
pdl_cli_dose_finish (PdlJsonWriter *writer)
{
  g_autofree char *json = NULL;

  pdl_json_end_object (writer);
  json = pdl_json_writer_finish (writer);
  return pdl_cli_print (json) ? PDL_EXIT_FINE : PDL_EXIT_FAILED;
}

/* ---- eqd2 -------------------------------------------------------------------------------------------------------- */

static int
print_eqd2 (const PdlDoseTables *tables, double dose, int fractions, double alpha_beta)
{
  g_autoptr (GPtrArray) warnings = g_ptr_array_new ();
  PdlJsonWriter *writer = pdl_json_writer_new (FALSE);

  if (dose / fractions > tables->arithmetic.large_fraction)
    g_ptr_array_add (warnings, (gpointer) pdl_dose_tables_find_warning (tables, "LARGE_FRACTION"));
  pdl_json_begin_object (writer, NULL);
  pdl_cli_dose_add (writer, "bed", pdl_lq_bed (dose, fractions, alpha_beta));
  pdl_cli_dose_add (writer, "eqd2", pdl_lq_eqd2 (dose, fractions, alpha_beta));
  pdl_cli_dose_add (writer, "dose_per_fraction", dose / fractions);
  pdl_cli_dose_add_warnings (writer, warnings);
  return pdl_cli_dose_finish (writer);
}

static int
print_budget (const PdlDoseTables *tables, double budget, int fractions, double alpha_beta)
{
  g_autoptr (GPtrArray) warnings = g_ptr_array_new ();
  double dose = pdl_lq_dose_for_eqd2 (budget, fractions, alpha_beta);
  PdlJsonWriter *writer = pdl_json_writer_new (FALSE);

  if (dose / fractions > tables->arithmetic.large_fraction)
    g_ptr_array_add (warnings, (gpointer) pdl_dose_tables_find_warning (tables, "LARGE_FRACTION"));
  pdl_json_begin_object (writer, NULL);
  pdl_cli_dose_add (writer, "dose", dose);
  pdl_cli_dose_add (writer, "dose_per_fraction", dose / fractions);
  pdl_cli_dose_add_warnings (writer, warnings);
  return pdl_cli_dose_finish (writer);
}

static int
run_eqd2 (int argc, char **argv)
{
  g_autofree char *dose_text = NULL;
  g_autofree char *budget_text = NULL;
  g_autofree char *fractions_text = NULL;
  g_autofree char *alpha_beta_text = NULL;
  g_autofree char *directory = NULL;
  const GOptionEntry entries[] = {
    { "dose", 0, 0, G_OPTION_ARG_STRING, &dose_text, N_ ("The total dose"), N_ ("GY") },
    { "budget", 0, 0, G_OPTION_ARG_STRING, &budget_text, N_ ("Instead: the EQD2 that may be used; the largest total dose is sought"), N_ ("GY") },
    { "fractions", 0, 0, G_OPTION_ARG_STRING, &fractions_text, N_ ("How many fractions"), "N" },
    { "alpha-beta", 0, 0, G_OPTION_ARG_STRING, &alpha_beta_text, N_ ("α/β of the tissue"), N_ ("GY") },
    { "knowledge", 0, 0, G_OPTION_ARG_FILENAME, &directory, N_ ("Use the knowledge files of DIR"), N_ ("DIR") },
    { NULL },
  };
  g_auto (GStrv) words = NULL;
  g_autoptr (PdlKnowledge) knowledge = NULL;
  const PdlDoseTables *tables;
  double amount, alpha_beta;
  int fractions;

  if (!pdl_cli_parse (&argc, &argv, entries, "--dose D --fractions N --alpha-beta X | --budget E --fractions N --alpha-beta X",
                      _ ("BED and EQD2 of a dose, or the dose that an EQD2 leaves. Linear-quadratic model without a time factor."), &words))
    return PDL_EXIT_USAGE;
  if (words[0] != NULL)
    return pdl_cli_usage (argv[0], _ ("“%s” is a word too many"), words[0]);
  if ((dose_text == NULL) == (budget_text == NULL))
    return pdl_cli_usage (argv[0], _ ("either --dose or --budget is needed"));
  if (fractions_text == NULL || alpha_beta_text == NULL)
    return pdl_cli_usage (argv[0], _ ("--fractions and --alpha-beta are needed"));
  tables = pdl_cli_dose_load (directory, &knowledge);
  if (tables == NULL || !pdl_cli_dose_read_int ("--fractions", fractions_text, 1, tables->arithmetic.fractions_max, &fractions)
      || !pdl_cli_dose_read_number ("--alpha-beta", alpha_beta_text, tables->arithmetic.alpha_beta_min, tables->arithmetic.alpha_beta_max, &alpha_beta))
    return PDL_EXIT_FAILED;
  if (dose_text != NULL)
    return pdl_cli_dose_read_number ("--dose", dose_text, 0, tables->arithmetic.dose_max, &amount)
             ? print_eqd2 (tables, amount, fractions, alpha_beta) : PDL_EXIT_FAILED;
  /* A budget that is used up, or more than used up, leaves no dose. */
  return pdl_cli_dose_read_number ("--budget", budget_text, -1000, 1000, &amount) ? print_budget (tables, amount, fractions, alpha_beta) : PDL_EXIT_FAILED;
}

/* ---- the commands ------------------------------------------------------------------------------------------------ */

static const struct
{
  const char *name;
  int (*run) (int argc, char **argv);
  const char *summary;
} commands[] = {
  { "eqd2", run_eqd2, N_ ("BED and EQD2 of a dose, or the dose that an EQD2 leaves") },
  { "reirradiation", pdl_cli_dose_reirradiation, N_ ("earlier courses and a new one against the cord rules, with the arithmetic") },
  { "tables", pdl_cli_dose_tables, N_ ("α/β values, fractionations, cord and organ limits, published retreatment limits") },
  { "ctv", pdl_cli_dose_ctv, N_ ("the target volume of the involved sectors") },
  { "case", pdl_cli_dose_case, N_ ("cumulative dose, target volumes and fracture factors of a case file") },
  { "response", pdl_cli_dose_response, N_ ("the pain response category") },
  { "flare", pdl_cli_dose_flare, N_ ("whether a rise of pain after radiotherapy is a flare") },
  { "omed", pdl_cli_dose_omed, N_ ("the oral morphine equivalent of a day") },
  { "creatinine-clearance", pdl_cli_dose_clearance, N_ ("creatinine clearance, and the row of the dose table that goes by it") },
  { "corrected-calcium", pdl_cli_dose_calcium, N_ ("calcium corrected for albumin, and its grade") },
  { "bone-agent", pdl_cli_dose_bone_agent, N_ ("the gate before the next dose of a bone agent of a case file") },
  { "supportive", pdl_cli_dose_supportive, N_ ("what of supportive care applies to a case file") },
};

static void
print_help (FILE *stream, const PdlDoseTables *tables)
{
  fprintf (stream, "%s\n  pedicle-cli dose %s\n\n%s\n", _ ("Usage:"), _ ("COMMAND [OPTION…] …"), _ ("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    fprintf (stream, "  %-21s %s\n", commands[i].name, _ (commands[i].summary));
  for (guint i = 0; tables != NULL && i < tables->scores->len; i++)
    {
      const PdlMyelopathyScore *score = g_ptr_array_index (tables->scores, i);

      fprintf (stream, "  %-21s %s\n", score->id, pdl_dictionary_translate (score->label));
    }
  fprintf (stream, "\n%s\n",
           _ ("“pedicle-cli dose COMMAND --help” tells what a command takes. One JSON object goes to the standard output.\n"
              "Radiation doses are in Gy; a course is DOSE/FRACTIONS, several are joined by commas: 30/10,8/1.\n"
              "A value that cannot be used is refused with the reason (exit status 1); a result that exceeds a limit is a result.\n"
              "The figures are arithmetic, not a prescription."));
}

int
pdl_cli_dose (int argc, char **argv)
{
  g_autoptr (PdlKnowledge) knowledge = NULL;
  g_autofree char *name = argc > 1 ? g_strconcat ("dose ", argv[1], NULL) : NULL;
  const PdlDoseTables *tables;
  g_autofree char **own = g_new0 (char *, argc + 1);

  if (argc < 2 || strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0)
    {
      print_help (argc < 2 ? stderr : stdout, pdl_cli_dose_load (NULL, &knowledge));
      return argc < 2 ? PDL_EXIT_USAGE : PDL_EXIT_FINE;
    }
  /* The command is called as it was written: "dose eqd2". */
  for (int i = 1; i < argc; i++)
    own[i - 1] = argv[i];
  own[0] = name;
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (argv[1], commands[i].name) == 0)
      return commands[i].run (argc - 1, own);
  tables = pdl_cli_dose_load (NULL, &knowledge);
  if (tables == NULL)
    return PDL_EXIT_FAILED;
  /* Scores are knowledge: their names are the file's. */
  if (pdl_dose_tables_find_score (tables, argv[1]) != NULL)
    return pdl_cli_dose_score (argc - 1, own, argv[1]);
  return pdl_cli_usage ("dose", _ ("there is no command “%s”"), argv[1]);
}
