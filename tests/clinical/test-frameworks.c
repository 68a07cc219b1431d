/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Other frameworks: every cell of NOMS (guideline C3, noms.tsv is copied from there), one cell for every known case, the Dutch flow in its order (C5). */

#include "clinical.h"

#include <string.h>

#include "pdl-change.h"
#include "pdl-framework.h"

static PdlKnowledge *knowledge;

typedef struct
{
  PdlCase *kase;
  PdlEvaluation *evaluation;
} Read;

static void
read_clear (Read *read)
{
  pdl_evaluation_unref (read->evaluation);
  pdl_case_unref (read->kase);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Read, read_clear)

/* "name value name value": findings of the patient or target, entered as such. */
static void
evaluate (Read *read, const char *findings)
{
  g_auto (GStrv) words = g_strsplit (findings, " ", -1);
  g_autoptr (PdlChange) change = pdl_change_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *visit = NULL;

  read->kase = pdl_case_new (pdl_knowledge_get_dictionary (knowledge), "framework");
  visit = g_strdup (pdl_change_add_assessment (change, "visit", pdl_day_from_ymd (2026, 3, 2)));
  for (guint i = 0; words[i] != NULL && words[i + 1] != NULL; i += 2)
    {
      pdl_change_set_text (change, read->kase, visit, PDL_LEVEL_NONE, words[i], words[i + 1], &error);
      g_assert_no_error (error);
    }
  pdl_case_apply (read->kase, change, &error);
  g_assert_no_error (error);
  read->evaluation = pdl_evaluate (knowledge, read->kase, PDL_MINUTE_NONE);
}

static GPtrArray *
cells_of (const Read *read, const char *framework, gboolean *ret_certain)
{
  return pdl_framework_read (pdl_knowledge_lookup_framework (knowledge, framework), read->evaluation, 0, ret_certain);
}

static const char *
first_of (const char *const *values, guint n, const char *name, const char *const *names)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (names[i], name))
      return values[i];
  g_assert_not_reached ();
}

static void
test_noms (void)
{
  static const char *const grades[] = { "0-1b", "1c", "2-3" }, *const groups[] = { "g1b", "g1c", "g3" };
  static const char *const classes[] = { "HS", "MS", "R" }, *const sensitivities[] = { "highly_sensitive", "moderately_sensitive", "resistant" };
  g_autofree char *path = g_build_filename (g_getenv ("PDL_SOURCE_DIR"), "tests", "clinical", "noms.tsv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cell = g_strsplit (lines[i], "\t", -1);
      gboolean able = g_str_equal (cell[3], "able"), certain;
      /* Not able in each of the two ways. */
      const char *ways[] = { able ? "surgical_fitness fit survival_band m3_6" : "surgical_fitness unfit survival_band gt6m",
                             able ? "surgical_fitness fit survival_band gt6m" : "surgical_fitness fit survival_band w6_m3" };

      for (guint way = 0; way < 2; way++)
        {
          g_autofree char *findings
            = g_strdup_printf ("escc_group %s radiosensitivity %s sins_band %s %s", first_of (groups, 3, cell[0], grades),
                               first_of (sensitivities, 3, cell[1], classes), cell[2], ways[way]);
          g_auto (Read) read = { NULL };
          g_autoptr (GPtrArray) cells = NULL;

          g_test_message ("%s", findings);
          evaluate (&read, findings);
          cells = cells_of (&read, "noms", &certain);
          g_assert_true (certain);
          g_assert_cmpuint (cells->len, ==, 1);
          g_assert_cmpint (g_ascii_strcasecmp (((PdlFrameworkCell *) cells->pdata[0])->text, cell[4]), ==, 0);
        }
      n++;
    }
  g_assert_cmpuint (n, ==, 54);
}

/* Fitness not known: the two cells that differ by it, and no third. */
static void
test_unknown_leaves_both (void)
{
  g_auto (Read) read = { NULL };
  g_autoptr (GPtrArray) cells = NULL;
  gboolean certain;

  evaluate (&read, "escc_group g3 radiosensitivity resistant sins_band unstable survival_band gt6m");
  cells = cells_of (&read, "noms", &certain);
  g_assert_false (certain);
  g_assert_cmpuint (cells->len, ==, 2);
}

static void
test_dutch (void)
{
  static const struct { const char *findings, *cell; } rows[] = {
    { "primary_site unknown_primary sins_band unstable surgical_fitness fit survival_band gt6m", "1-tissue" },
    { "primary_site breast histology_confirmed true sins_band unstable surgical_fitness fit survival_band gt6m", "2-unstable" },
    { "primary_site breast histology_confirmed true sins_band unstable surgical_fitness unfit survival_band gt6m prior_rt none neuro_status intact back_pain true "
      "oligometastatic false", "5-pain" },
    { "primary_site lymphoma_non_hodgkin histology_confirmed true sins_band stable", "3-chemosensitive" },
    { "primary_site breast histology_confirmed true sins_band stable prior_rt cebrt cord_constraint_met false", "4-no-dose" },
    { "primary_site breast histology_confirmed true sins_band stable prior_rt cebrt cord_constraint_met true", "4-second-course" },
    { "primary_site breast histology_confirmed true sins_band stable prior_rt none neuro_status myelopathy_ambulatory survival_ge_12m true ecog 1", "5-deficit-long" },
    { "primary_site breast histology_confirmed true sins_band stable prior_rt none neuro_status myelopathy_ambulatory survival_ge_12m false ecog 1", "5-deficit" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Read) read = { NULL };
      g_autoptr (GPtrArray) cells = NULL;
      gboolean certain;

      g_test_message ("%s", rows[i].findings);
      evaluate (&read, rows[i].findings);
      cells = cells_of (&read, "dutch", &certain);
      g_assert_true (certain);
      g_assert_cmpuint (cells->len, ==, 1);
      g_assert_cmpstr (((PdlFrameworkCell *) cells->pdata[0])->id, ==, rows[i].cell);
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
  g_test_add_func ("/frameworks/noms", test_noms);
  g_test_add_func ("/frameworks/unknown-leaves-both", test_unknown_leaves_both);
  g_test_add_func ("/frameworks/dutch", test_dutch);
  status = g_test_run ();
  pdl_knowledge_unref (knowledge);
  return status;
}
