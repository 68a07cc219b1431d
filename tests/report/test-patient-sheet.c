/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page for the patient: the figures of guideline E2 and no others, nothing of survival, no score, no abbreviation, nothing
 * from memory; drawn and told alike; as many pages as it takes.
 */
#include <string.h>

#include "pdl-case-json.h"
#include "pdl-patient-sheet.h"

static PdlKnowledge *knowledge;
static PdlFigures *figures;

typedef struct
{
  PdlCase *kase;
  PdlEvaluation *evaluation;
  PdlPatientSheet *sheet;
  char *text;
} Made;

static void
made_clear (Made *self)
{
  pdl_patient_sheet_free (self->sheet);
  pdl_evaluation_unref (self->evaluation);
  pdl_case_unref (self->kase);
  g_free (self->text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Made, made_clear)

static void
make (Made *self, const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("PDL_SOURCE_DIR"), "data", "samples", name, NULL);
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &json, NULL, &error);
  g_assert_no_error (error);
  self->kase = pdl_case_from_json (pdl_knowledge_get_dictionary (knowledge), json, -1, NULL, &error);
  g_assert_no_error (error);
  self->evaluation = pdl_evaluate (knowledge, self->kase, PDL_MINUTE_NONE);
  self->sheet = pdl_patient_sheet_new (self->kase, self->evaluation, 0, figures, PDL_PAPER_A4, 29543040);
  self->text = pdl_patient_sheet_to_text (self->sheet);
}

/* guideline E2, "Surgery + RT for compression": 42/50 against 29/51, 50/144; 8.3 %. Read by hand from there. */
static void
test_compression (void)
{
  g_auto (Made) made = { NULL };

  make (&made, "01-renal-t8-compression.json");
  g_assert_nonnull (strstr (made.text, "Operation to free the spinal cord and hold the spine, then precise high-dose radiotherapy"));
  g_assert_nonnull (strstr (made.text, "Able to walk after treatment\nabout 84 of 100 (42 of 50 counted)\nafter radiotherapy alone: about 57 of 100 (29 of 51 counted)\n"
                                       "How sure: one trial or a strong guideline"));
  g_assert_nonnull (strstr (made.text, "Any complication within 30 days\tabout 35 of 100\t50 of 144\t"));
  g_assert_nonnull (strstr (made.text, "Operated on again\tabout 8 of 100\t8.3 %"));
  /* She walks: nothing is said of people who could not. */
  g_assert_null (strstr (made.text, "could not walk before"));
  g_assert_nonnull (strstr (made.text, "No treatment of the spine"));
  g_assert_nonnull (strstr (made.text, "Tumour that presses on the spinal cord usually ends in paralysis if it is not treated"));
  g_assert_nonnull (strstr (made.text, "numbness around the groin or bottom"));
}

/* A second course: ranges as ranges; what is known from memory only is told without a number, never left out. */
static void
test_second_course (void)
{
  g_auto (Made) made = { NULL };

  make (&made, "10-reirradiation-t8.json");
  g_assert_nonnull (strstr (made.text, "66 to 90 of 100"));
  g_assert_nonnull (strstr (made.text, "65 to 81 of 100"));
  g_assert_nonnull (strstr (made.text, "Spinal cord injured by the radiation: it happens, how often is not confirmed"));
  g_assert_nonnull (strstr (made.text, "Vertebra broke: it happens, how often is not confirmed"));
  g_assert_null (strstr (made.text, "12 of 100"));
}

/* followup 9.2 and guideline E2: no survival, no score, no abbreviation, never the 91 %, on the page of any sample. */
static void
test_what_is_never_printed (void)
{
  static const char *const never[] = { "91", "survival", "median", "months", "SINS", "ESCC", "SBRT", "cEBRT", " RT", "MRI", "ECOG", "Tokuhashi", "fail", "refuse" };
  g_autofree char *folder = g_build_filename (g_getenv ("PDL_SOURCE_DIR"), "data", "samples", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_auto (Made) made = { NULL };

      if (!g_str_has_suffix (name, ".json"))
        continue;
      g_test_message ("%s", name);
      make (&made, name);
      n++;
      for (guint i = 0; i < G_N_ELEMENTS (never); i++)
        if (g_strcmp0 (never[i], "months") != 0 || strstr (made.text, "after 3 months") == NULL)
          g_assert_null (strstr (made.text, never[i]));
      /* Every option of the reading stands on it, in plain words. */
      for (guint i = 0; i < made.evaluation->targets[0].n_options; i++)
        g_assert_nonnull (strstr (made.text, pdl_figures_get_plain_option (figures, made.evaluation->targets[0].options[i].option)));
    }
  g_assert_cmpuint (n, >=, 16);
}

/* Every option has plain words of its own. */
static void
test_plain_words (void)
{
  for (guint i = 0; i < pdl_knowledge_get_n_options (knowledge); i++)
    {
      const PdlOption *option = pdl_knowledge_get_option (knowledge, i);

      g_test_message ("%s", option->id);
      g_assert_true (pdl_figures_get_plain_option (figures, option) != option->label);
    }
}

/* A number that the statement does not say, a count over its whole, a share over 100: refused with its place. */
static void
test_refused (void)
{
  static const struct { const char *amount, *words; } rows[] = {
    { "43/50", "figures.ini:11: [figure x] amount: “43/50” does not stand in the text of the statement" },
    { "51/50", "is not a count" },
    { "90-66 %", "is neither a count" },
    { "101 %", "is neither a count" },
    { "84", "is neither a count" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf ("[figure-words certainty/low]\nlabel = low\nsource = pedicle-reference\ntag = design\n\n[figure x]\nstatement = e2-surgery-rt\noptions = sbrt\n"
                                               "side = harm\nlabel = X\namount = %s\ncertainty = low\n", rows[i].amount);
      g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
      g_autoptr (GError) error = NULL;
      g_autoptr (PdlIni) ini = pdl_ini_new ("figures.ini", bytes, &error);
      g_autoptr (PdlFigures) read = pdl_figures_new_from_ini (knowledge, ini, &error);

      g_assert_null (read);
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, rows[i].words));
    }
}

/* Every page is painted, and the pages of a case differ. */
static void
test_pages (void)
{
  g_auto (Made) made = { NULL };
  g_autofree char *before = NULL;

  make (&made, "01-renal-t8-compression.json");
  g_assert_cmpuint (pdl_patient_sheet_get_n_pages (made.sheet), >, 1);
  for (guint page = 0; page < pdl_patient_sheet_get_n_pages (made.sheet); page++)
    {
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 600, 850);
      cairo_t *cr = cairo_create (surface);
      g_autofree char *sum = NULL;

      pdl_patient_sheet_paint (made.sheet, cr, page);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      cairo_destroy (cr);
      cairo_surface_flush (surface);
      sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, cairo_image_surface_get_data (surface), (gsize) cairo_image_surface_get_stride (surface) * 850);
      g_assert_cmpstr (sum, !=, before);
      g_free (before);
      before = g_steal_pointer (&sum);
      cairo_surface_destroy (surface);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  knowledge = pdl_knowledge_load (NULL, &error);
  g_assert_no_error (error);
  figures = pdl_figures_new (knowledge, &error);
  g_assert_no_error (error);
  g_test_add_func ("/patient-sheet/compression", test_compression);
  g_test_add_func ("/patient-sheet/second-course", test_second_course);
  g_test_add_func ("/patient-sheet/never", test_what_is_never_printed);
  g_test_add_func ("/patient-sheet/plain-words", test_plain_words);
  g_test_add_func ("/patient-sheet/refused", test_refused);
  g_test_add_func ("/patient-sheet/pages", test_pages);
  status = g_test_run ();
  pdl_figures_free (figures);
  pdl_knowledge_unref (knowledge);
  return status;
}
