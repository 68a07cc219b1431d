/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * pedicle-cli report: the tumour-board page of one case, or the page for the patient, through the same painter as print and screen.
 */

#include "pdl-cli.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pdl-case-json.h"
#include "pdl-patient-sheet.h"

typedef struct
{
  const char *file;
  PdlCase *kase;
  gboolean failed;
  guint n;
} Taken;

/* A page shows one case; a file of several is refused. */
static gboolean
case_read_cb (PdlCase *kase, guint line, GPtrArray *warnings, const GError *error, gpointer user_data)
{
  Taken *taken = user_data;

  if (kase == NULL)
    {
      pdl_cli_complain ("%s:%u: %s", taken->file, MAX (line, 1), error->message);
      taken->failed = TRUE;
      return FALSE;
    }
  if (++taken->n > 1)
    {
      pdl_cli_complain (_ ("%s: a page shows one case, and the file holds several"), taken->file);
      taken->failed = TRUE;
      return FALSE;
    }
  taken->kase = pdl_case_ref (kase);
  return TRUE;
}

/* The page for the patient, of the target numbered @number from 1. */
static gboolean
write_patient_page (PdlKnowledge *knowledge, PdlCase *kase, PdlMinute as_of, PdlPaper paper, int number, const char *pdf, GError **error)
{
  g_autoptr (PdlEvaluation) evaluation = pdl_evaluate (knowledge, kase, as_of);
  g_autoptr (PdlFigures) figures = pdl_figures_new (knowledge, error);
  g_autoptr (PdlPatientSheet) sheet = NULL;

  if (figures == NULL)
    return FALSE;
  if (number < 1 || (guint) number > evaluation->n_targets)
    {
      g_set_error (error, PDL_REPORT_ERROR, PDL_REPORT_ERROR_WRITE, _ ("--target: the case has targets 1 to %u"), evaluation->n_targets);
      return FALSE;
    }
  sheet = pdl_patient_sheet_new (kase, evaluation, number - 1, figures, paper, pdl_minute_now ());
  return pdl_patient_sheet_write_pdf (sheet, pdf, error);
}

static gboolean
write_pages (PdlKnowledge *knowledge, PdlCase *kase, PdlMinute as_of, PdlPaper paper, const char *pdf, const char *svg, GError **error)
{
  g_autoptr (PdlEvaluation) evaluation = pdl_evaluate (knowledge, kase, as_of);
  g_autoptr (PdlPlan) plan = pdl_plan_new (evaluation, kase);
  g_autoptr (PdlAnatomy) anatomy = pdl_anatomy_load (error);
  g_autoptr (PdlSheet) sheet = NULL;

  if (anatomy == NULL)
    return FALSE;
  sheet = pdl_sheet_new (kase, evaluation, plan, anatomy, paper, pdl_minute_now ());
  return (pdf == NULL || pdl_sheet_write_pdf (sheet, pdf, error)) && (svg == NULL || pdl_sheet_write_svg (sheet, svg, error));
}

int
pdl_cli_report (int argc, char **argv)
{
  g_autofree char *pdf = NULL;
  g_autofree char *svg = NULL;
  g_autofree char *paper = NULL;
  g_autofree char *as_of_text = NULL;
  g_autofree char *directory = NULL;
  gboolean patient = FALSE;
  int target = 1;
  const GOptionEntry entries[] = {
    { "patient", 0, 0, G_OPTION_ARG_NONE, &patient, N_ ("The page for talking with the patient, as PDF"), NULL },
    { "target", 0, 0, G_OPTION_ARG_INT, &target, N_ ("With --patient: which target (default: 1)"), N_ ("N") },
    { "pdf", 0, 0, G_OPTION_ARG_FILENAME, &pdf, N_ ("Write a PDF"), N_ ("FILE") },
    { "svg", 0, 0, G_OPTION_ARG_FILENAME, &svg, N_ ("Write an SVG"), N_ ("FILE") },
    { "paper", 0, 0, G_OPTION_ARG_STRING, &paper, N_ ("The paper (default: a4)"), "a4|letter" },
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &as_of_text, N_ ("What “now” is (default: the date of the case's newest assessment)"), N_ ("DATE|today") },
    { "knowledge", 0, 0, G_OPTION_ARG_FILENAME, &directory, N_ ("Use the knowledge files of DIR"), N_ ("DIR") },
    { NULL },
  };
  g_auto (GStrv) files = NULL;
  g_autoptr (PdlKnowledge) knowledge = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  Taken taken = { 0 };
  PdlMinute as_of;
  PdlPaper size;
  gboolean good;

  if (!pdl_cli_parse (&argc, &argv, entries, _ ("CASE.json --pdf FILE"), _ ("Writes the tumour-board page of a case, or the page for talking with the patient."), &files))
    return PDL_EXIT_USAGE;
  if (g_strv_length (files) != 1)
    return pdl_cli_usage ("report", _ ("name one case file, or “-”"));
  if (pdf == NULL && svg == NULL)
    return pdl_cli_usage ("report", _ ("--pdf FILE or --svg FILE is needed"));
  if (patient && (pdf == NULL || svg != NULL))
    return pdl_cli_usage ("report", _ ("--patient needs --pdf FILE, and may have several pages"));
  if (paper != NULL && strcmp (paper, "a4") != 0 && strcmp (paper, "letter") != 0)
    return pdl_cli_usage ("report", _ ("--paper: “%s” is neither a4 nor letter"), paper);
  if (!pdl_cli_read_as_of (as_of_text, &as_of))
    return pdl_cli_usage ("report", _ ("--as-of: “%s” is neither “today” nor a date such as 2026-03-02"), as_of_text);
  knowledge = pdl_cli_load_knowledge (directory);
  if (knowledge == NULL || (stream = pdl_cli_open (files[0])) == NULL)
    return PDL_EXIT_FAILED;

  taken.file = files[0];
  if (!pdl_case_read_stream (pdl_knowledge_get_dictionary (knowledge), stream, files[0], case_read_cb, &taken, &error))
    pdl_cli_complain ("%s", error->message);
  good = taken.kase != NULL && !taken.failed && error == NULL;
  size = g_strcmp0 (paper, "letter") == 0 ? PDL_PAPER_LETTER : PDL_PAPER_A4;
  if (good && !(patient ? write_patient_page (knowledge, taken.kase, as_of, size, target, pdf, &error)
                        : write_pages (knowledge, taken.kase, as_of, size, pdf, svg, &error)))
    {
      pdl_cli_complain ("%s", error->message);
      good = FALSE;
    }
  g_clear_pointer (&taken.kase, pdl_case_unref);
  return good ? PDL_EXIT_FINE : PDL_EXIT_FAILED;
}
