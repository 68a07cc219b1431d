/* SPDX-License-Identifier: GPL-3.0-or-later */

/* reason.ini: the cost of learning an input is what guideline C6 names, everything that can be asked has one, and a defect is told
 * with its place. */

#include "fixture.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

/* Guideline C6, column "Prompt". */
static void
test_costs (void)
{
  static const char *const prompts[][2] = { { "neuro_status", "examination" }, { "escc_group", "mri" },   { "radiosensitivity", "biopsy" },
                                            { "sins_band", "ct" },             { "survival_band", "question" }, { "surgical_fitness", "examination" },
                                            { "prior_rt", "question" },        { "levels_band", "mri" } };

  for (guint i = 0; i < G_N_ELEMENTS (prompts); i++)
    {
      const PdlReasonFinding *about
        = pdl_reasons_lookup (reasons, pdl_dictionary_lookup (pdl_knowledge_get_dictionary (knowledge), prompts[i][0]));

      g_assert_nonnull (about);
      g_assert_cmpstr (about->cost->id, ==, prompts[i][1]);
    }
  for (guint i = 0; i < pdl_reasons_get_n_findings (reasons); i++)
    if (pdl_reasons_get_finding (reasons, i)->cost == NULL)
      g_error ("%s has no class of cost", pdl_reasons_get_finding (reasons, i)->finding->id);
}

/* dx-four-axes: neurology, oncology, mechanical stability, systemic burden and fitness. */
static void
test_axes (void)
{
  static const char *const axes[] = { "neurology", "oncology", "stability", "systemic" };

  g_assert_cmpuint (pdl_reasons_get_n_axes (reasons), ==, G_N_ELEMENTS (axes));
  for (guint i = 0; i < G_N_ELEMENTS (axes); i++)
    g_assert_cmpstr (pdl_reasons_get_axis (reasons, i)->id, ==, axes[i]);
}

/* Numbers fall into the classes that the rules tell apart. Guideline C2: under 6 weeks, 3 months, 6 months; 12 months for D1. */
static void
test_classes (void)
{
  const PdlReasonFinding *about
    = pdl_reasons_lookup (reasons, pdl_dictionary_lookup (pdl_knowledge_get_dictionary (knowledge), "survival_months"));
  gboolean three = FALSE;

  g_assert_true (about->is_searched);
  for (guint i = 0; i < about->n_values; i++)
    {
      three = three || about->values[i].number == 3;
      g_assert_false (!isnan (about->values[i].above) && about->values[i].above < 6 && about->values[i].below > 6);
    }
  g_assert_true (three);
}

static PdlReasons *
load_changed (const char *old, const char *fresh, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("pedicle-reasons-XXXXXX", NULL);
  g_autoptr (PdlKnowledge) changed = NULL;
  PdlReasons *made = NULL;

  for (guint i = 0; i < pdl_knowledge_get_n_files (knowledge); i++)
    {
      GBytes *bytes;
      const char *name = pdl_knowledge_get_file (knowledge, i, &bytes);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_auto (GStrv) parts = g_strsplit (text, old, 2);
      g_autofree char *other = g_str_equal (name, "reason.ini") ? g_strjoinv (fresh, parts) : g_strdup (text);

      g_assert_true (g_file_set_contents (path, other, -1, NULL));
    }
  changed = pdl_knowledge_load (folder, error);
  if (changed != NULL)
    made = pdl_reasons_new (changed, error);
  for (guint i = 0; i < pdl_knowledge_get_n_files (knowledge); i++)
    {
      GBytes *bytes;
      g_autofree char *path = g_build_filename (folder, pdl_knowledge_get_file (knowledge, i, &bytes), NULL);

      g_remove (path);
    }
  g_rmdir (folder);
  return made;
}

static void
test_defects (void)
{
  static const char *const defects[][3] = {
    { "findings = escc_grade;", "findings = escc_grad;", "escc_grad" },
    { "findings = escc_grade;", "findings = family_name;", "family_name" },
    { "findings = radiosensitivity;", "findings = escc_grade; radiosensitivity;", "two groups" },
    { "label = Neurology\n", "", "[axis neurology] label" },
    { "label = Blood\n", "label = Blood\ncolour = red\n", "colour" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (defects); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (load_changed (defects[i][0], defects[i][1], &error));
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, "reason.ini:"));
      g_assert_nonnull (strstr (error->message, defects[i][2]));
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  fixture_load ();
  g_test_add_func ("/reason/data/costs", test_costs);
  g_test_add_func ("/reason/data/axes", test_axes);
  g_test_add_func ("/reason/data/classes", test_classes);
  g_test_add_func ("/reason/data/defects", test_defects);
  status = g_test_run ();
  fixture_free ();
  return status;
}
