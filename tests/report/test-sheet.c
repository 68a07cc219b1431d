/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tumour-board sheet: one page whatever the case, in letters that can be read, the same twice, and honest about what is not
 * recorded and what was dropped. The page is read back from its SVG and from the text that was set.
 */
#define _GNU_SOURCE /* memmem */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "pdl-case-json.h"
#include "pdl-random-case.h"
#include "pdl-sheet-private.h"

static PdlKnowledge *knowledge;
static PdlAnatomy *anatomy;

typedef struct
{
  PdlCase *kase;
  PdlEvaluation *evaluation;
  PdlPlan *plan;
  PdlSheet *sheet;
} Made;

static void
made_clear (Made *self)
{
  pdl_sheet_free (self->sheet);
  pdl_plan_free (self->plan);
  pdl_evaluation_unref (self->evaluation);
  pdl_case_unref (self->kase);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Made, made_clear)

static void
make_sheet (Made    *self,
            PdlPaper paper)
{
  self->evaluation = pdl_evaluate (knowledge, self->kase, PDL_MINUTE_NONE);
  self->plan = pdl_plan_new (self->evaluation, self->kase);
  self->sheet = pdl_sheet_new (self->kase, self->evaluation, self->plan, anatomy, paper, 29543040);
}

static void
make (Made       *self,
      const char *json,
      PdlPaper    paper)
{
  g_autoptr (GError) error = NULL;

  self->kase = pdl_case_from_json (pdl_knowledge_get_dictionary (knowledge), json, -1, NULL, &error);
  g_assert_no_error (error);
  make_sheet (self, paper);
}

static char *
sample (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("PDL_SOURCE_DIR"), "data", "samples", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* A case that nobody's page could hold: every vertebra involved, long texts, many records. */
static char *
huge_case (void)
{
  static const char *const lesions[] = { "lytic", "mixed", "blastic" };
  static const char *const grades[] = { "3", "2", "1b", "0" };
  GString *json = g_string_new ("{\"format\":\"pedicle-case\",\"version\":1,\"patient\":{\"family_name\":\"Synthetic-Very-Long-Family-Name-With-"
                                "Many-Parts-And-More\",\"given_name\":\"Given Names Of Great Length And Number\",\"birth_date\":\"1950-01-01\"},"
                                "\"assessments\":[{\"date\":\"2026-02-01\",\"findings\":{\"haemoglobin_g_l\":110}},{\"date\":\"2026-03-02\","
                                "\"findings\":{\"haemoglobin_g_l\":92,\"ecog\":2,\"pain_nrs\":9,\"comorbidity_text\":\"");

  for (int i = 0; i < 120; i++)
    g_string_append (json, "a long comorbidity, ");
  g_string_append (json, "\"},\"levels\":{");
  for (PdlLevel level = 0; level < 24; level++)
    g_string_append_printf (json, "%s\"%s\":{\"lesion_type\":\"%s\",\"escc_grade\":\"%s\"}", level > 0 ? "," : "", pdl_level_name (level),
                            lesions[level % 3], grades[level % 4]);
  g_string_append (json, "},\"targets\":[");
  for (PdlLevel level = 0; level < 24; level += 2)
    g_string_append_printf (json, "%s[\"%s\",\"%s\"]", level > 0 ? "," : "", pdl_level_name (level), pdl_level_name (level + 1));
  g_string_append (json, "]}],\"imaging\":[");
  for (int i = 0; i < 40; i++)
    g_string_append_printf (json, "%s{\"exam\":\"mri_spine\",\"date\":\"2025-%02d-%02d\",\"whole_spine\":true,\"adequate\":true}", i > 0 ? "," : "",
                            1 + i % 12, 1 + i % 28);
  g_string_append (json, "]}");
  return g_string_free (json, FALSE);
}

/* All ink stands inside the margins. */
static void
assert_page (PdlSheet *sheet)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  double x, y, width, height;

  pdl_sheet_paint (sheet, cr);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_recording_surface_ink_extents (surface, &x, &y, &width, &height);
  cairo_surface_destroy (surface);
  g_assert_cmpfloat (x, >=, 20);
  g_assert_cmpfloat (y, >=, 20);
  g_assert_cmpfloat (x + width, <=, sheet->width - 20);
  g_assert_cmpfloat (y + height, <=, sheet->height - 20);
}

/* What stands above the outcome ends above it. */
static void
assert_no_overlap (PdlSheet *sheet)
{
  g_assert_cmpfloat (pdl_sheet_measure_end (sheet), <=, pdl_sheet_measure_outcome (sheet));
}

static void
test_every_sample_fits (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("PDL_SOURCE_DIR"), "data", "samples", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *json = NULL;

      if (!g_str_has_suffix (name, ".json"))
        continue;
      json = sample (name);
      for (guint paper = 0; paper < 2; paper++)
        {
          g_auto (Made) made = { NULL };

          make (&made, json, (PdlPaper) paper);
          assert_page (made.sheet);
          assert_no_overlap (made.sheet);
        }
      n++;
    }
  g_assert_cmpuint (n, >, 10);
}

static void
test_huge_case_fits (void)
{
  g_autofree char *json = huge_case ();

  for (guint paper = 0; paper < 2; paper++)
    {
      g_auto (Made) made = { NULL };
      const char *const *dropped;

      make (&made, json, (PdlPaper) paper);
      assert_page (made.sheet);
      assert_no_overlap (made.sheet);
      /* What went is named, first of all what goes first. */
      dropped = pdl_sheet_get_dropped (made.sheet);
      g_assert_cmpuint (g_strv_length ((char **) dropped), >, 3);
      g_assert_cmpstr (dropped[0], ==, "older images and treatments");
    }
}

/* Asked for smaller letters, the pen sets the least size. */
static void
test_never_smaller (void)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  PdlPen pen = { 0 };

  pdl_pen_init (&pen, cr);
  g_assert_cmpfloat (pdl_pen_width (&pen, "Metastasis", 2, PDL_PEN_PLAIN), ==, pdl_pen_width (&pen, "Metastasis", PDL_PEN_SMALL, PDL_PEN_PLAIN));
  g_assert_cmpfloat (PDL_PEN_SMALL, >=, 7.8);
  pdl_pen_clear (&pen);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static char *
written (Made       *made,
         gboolean    svg,
         gsize      *ret_length)
{
  g_autofree char *folder = g_dir_make_tmp ("pedicle-sheet-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, svg ? "page.svg" : "page.pdf", NULL);
  g_autoptr (GError) error = NULL;
  char *bytes = NULL;

  g_assert_true (svg ? pdl_sheet_write_svg (made->sheet, path, &error) : pdl_sheet_write_pdf (made->sheet, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, ret_length, NULL));
  g_unlink (path);
  g_rmdir (folder);
  return bytes;
}

static void
test_two_runs_are_equal (void)
{
  g_autofree char *json = sample ("01-renal-t8-compression.json");

  for (guint svg = 0; svg < 2; svg++)
    {
      g_auto (Made) a = { NULL }, b = { NULL };
      g_autofree char *first = NULL, *second = NULL;
      gsize n_first, n_second;

      make (&a, json, PDL_PAPER_A4);
      make (&b, json, PDL_PAPER_A4);
      first = written (&a, svg, &n_first);
      second = written (&b, svg, &n_second);
      g_assert_cmpmem (first, n_first, second, n_second);
      g_assert_cmpuint (n_first, >, 10000);
    }
}

static void
test_one_page (void)
{
  g_autofree char *json = huge_case ();
  g_auto (Made) made = { NULL };
  g_autofree char *pdf = NULL;
  gsize length;

  make (&made, json, PDL_PAPER_A4);
  pdf = written (&made, FALSE, &length);
  /* By bytes: a page is full of zeros. */
  g_assert_nonnull (memmem (pdf, length, "/Count 1\n", 9));
}

static void
test_absence_is_printed (void)
{
  g_auto (Made) made = { NULL };
  g_auto (GStrv) ids = g_strsplit ("ecog;haemoglobin_g_l", ";", 0);
  g_autofree char *markup = NULL;

  make (&made, "{\"format\":\"pedicle-case\",\"version\":1,\"assessments\":[{\"date\":\"2026-03-02\",\"findings\":{\"ecog\":1}}]}", PDL_PAPER_A4);
  markup = pdl_sheet_findings_markup (made.sheet, ids, -1, FALSE);
  g_assert_nonnull (strstr (markup, "<b>"));
  g_assert_nonnull (strstr (markup, "Not recorded: "));
  assert_page (made.sheet);
  assert_no_overlap (made.sheet);
}

/* What reads as "no" while nobody asked is not printed as if somebody had said it. */
static void
test_default_is_not_recorded (void)
{
  g_auto (Made) open = { NULL }, said = { NULL };
  g_autofree char *none = NULL, *no = NULL;

  make (&open, "{\"format\":\"pedicle-case\",\"version\":1,\"assessments\":[{\"date\":\"2026-03-02\",\"findings\":{\"ecog\":1}}]}", PDL_PAPER_A4);
  none = pdl_sheet_value (open.sheet, "declines_surgery", -1, PDL_LEVEL_NONE);
  g_assert_null (none);
  make (&said, "{\"format\":\"pedicle-case\",\"version\":1,\"assessments\":[{\"date\":\"2026-03-02\",\"findings\":{\"declines_surgery\":false}}]}", PDL_PAPER_A4);
  no = pdl_sheet_value (said.sheet, "declines_surgery", -1, PDL_LEVEL_NONE);
  g_assert_cmpstr (no, ==, "no");
}

/* Oncologist and model on different sides of three months: the page of the meeting says both rows and why. */
static void
test_both_rows (void)
{
  g_autofree char *json = sample ("01-renal-t8-compression.json");
  g_auto (GStrv) parts = g_strsplit (json, "\"clinician_only\"", 2);
  g_autofree char *other = NULL, *text = NULL, *none = NULL;
  g_auto (Made) made = { NULL }, plain = { NULL };

  g_assert_nonnull (parts[1]);
  other = g_strjoin ("\"bollen\", \"bollen_category\": \"d\"", parts[0], parts[1], NULL);
  make (&made, other, PDL_PAPER_A4);
  make (&plain, json, PDL_PAPER_A4);
  text = pdl_sheet_both_text (&made.evaluation->targets[0]);
  none = pdl_sheet_both_text (&plain.evaluation->targets[0]);
  g_assert_null (none);
  g_assert_true (g_str_has_prefix (text, "Both rows: PLT-15 and PLT-25. "));
  g_assert_nonnull (strstr (text, "a second oncologist confirms before surgery is withheld."));
  assert_page (made.sheet);
  assert_no_overlap (made.sheet);
}

static char *
conflict_text (const char *name,
               const char *from,
               const char *to)
{
  g_autofree char *json = sample (name);
  g_auto (GStrv) parts = g_strsplit (json, from, 2);
  g_autofree char *other = g_strjoinv (to, parts);
  g_auto (Made) made = { NULL };

  g_assert_nonnull (parts[1]);
  make (&made, other, PDL_PAPER_A4);
  assert_page (made.sheet);
  assert_no_overlap (made.sheet);
  return pdl_sheet_conflict_text (made.sheet, 0);
}

/* Appendix 2 of the guideline: what the register says of the row, its modifiers and options stands on the page; what it says of
 * anything else does not. PLT-25 with separation surgery is disagreed about twice (1 and 11). */
static void
test_conflicts (void)
{
  g_autofree char *kidney = conflict_text ("01-renal-t8-compression.json", "\"kidney_rcc\"", "\"kidney_rcc\"");
  g_autofree char *thyroid = conflict_text ("01-renal-t8-compression.json", "\"kidney_rcc\"", "\"thyroid_papillary_follicular\"");
  g_autofree char *unknown = conflict_text ("07-unknown-primary.json", "\"format\"", "\"format\"");
  g_autofree char *lymphoma = conflict_text ("06-lymphoma-deficit.json", "\"format\"", "\"format\"");

  g_assert_cmpstr (kidney, ==, "Experts differ: Surgery for deficit (conflict 1); Extent of resection (11); Embolisation (15).");
  g_assert_cmpstr (thyroid, ==, "Experts differ: Surgery for deficit (conflict 1); Extent of resection (11); Embolisation (15); Radiosensitivity classes (16).");
  /* Two readings of the program, not of two sources. */
  g_assert_cmpstr (unknown, ==, "Accepted knowingly: No tissue or no grade, without cord signs (PLT-29, PLT-30, PLT-31) (conflict 22).");
  g_assert_null (lymphoma);
}

/* Whatever stands in a case, the page holds it, and what the register says of its first two readings with it. */
static void
test_any_case_fits (void)
{
  const PdlRandomCase shape = { .findings = 0.7, .unknown = 0.1, .max_levels = 6, .max_items = 6 };
  g_autoptr (GRand) random = g_rand_new_with_seed (20261126);
  guint n_differ = 0;

  for (guint i = 0; i < 60; i++)
    {
      g_auto (Made) made = { NULL };

      made.kase = pdl_random_case_new (pdl_knowledge_get_dictionary (knowledge), random, &shape);
      make_sheet (&made, i % 2 == 0 ? PDL_PAPER_A4 : PDL_PAPER_LETTER);
      assert_page (made.sheet);
      assert_no_overlap (made.sheet);
      for (guint t = 0; t < made.evaluation->n_targets; t++)
        {
          g_autofree char *text = pdl_sheet_conflict_text (made.sheet, (int) t);

          n_differ += text != NULL;
        }
    }
  g_assert_cmpuint (n_differ, >, 20);
}

static void
test_a_case_with_nothing (void)
{
  g_auto (Made) made = { NULL };

  make (&made, "{\"format\":\"pedicle-case\",\"version\":1,\"assessments\":[]}", PDL_PAPER_LETTER);
  assert_page (made.sheet);
  assert_no_overlap (made.sheet);
}

static void
test_refused_folder (void)
{
  g_autofree char *json = sample ("02-breast-l3-pain.json");
  g_auto (Made) made = { NULL };
  g_autoptr (GError) error = NULL;

  make (&made, json, PDL_PAPER_A4);
  g_assert_false (pdl_sheet_write_pdf (made.sheet, "/nowhere/at/all/page.pdf", &error));
  g_assert_error (error, PDL_REPORT_ERROR, PDL_REPORT_ERROR_WRITE);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  knowledge = pdl_knowledge_load (NULL, &error);
  g_assert_no_error (error);
  anatomy = pdl_anatomy_load (&error);
  g_assert_no_error (error);
  g_test_add_func ("/sheet/every-sample-fits", test_every_sample_fits);
  g_test_add_func ("/sheet/huge-case-fits", test_huge_case_fits);
  g_test_add_func ("/sheet/never-smaller", test_never_smaller);
  g_test_add_func ("/sheet/two-runs-are-equal", test_two_runs_are_equal);
  g_test_add_func ("/sheet/one-page", test_one_page);
  g_test_add_func ("/sheet/absence-is-printed", test_absence_is_printed);
  g_test_add_func ("/sheet/default-is-not-recorded", test_default_is_not_recorded);
  g_test_add_func ("/sheet/both-rows", test_both_rows);
  g_test_add_func ("/sheet/conflicts", test_conflicts);
  g_test_add_func ("/sheet/any-case-fits", test_any_case_fits);
  g_test_add_func ("/sheet/nothing", test_a_case_with_nothing);
  g_test_add_func ("/sheet/refused-folder", test_refused_folder);
  status = g_test_run ();
  pdl_anatomy_free (anatomy);
  pdl_knowledge_unref (knowledge);
  return status;
}
