/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The survival models side by side: on which side of 3 months each lies, from the figures of the reference (scores, sections 3 to
 * 12), and that what it has from memory only is nowhere.
 */

#include "pdl-case-json.h"
#include "pdl-prognosis.h"

#include <math.h>
#include <string.h>

static PdlKnowledge *knowledge;

static PdlEvaluation *
evaluate (const char *findings)
{
  g_autofree char *text = g_strdup_printf ("{\"format\":\"pedicle-case\",\"version\":1,\"assessments\":[{\"date\":\"2026-03-02\",\"findings\":{%s},"
                                           "\"levels\":{\"T8\":{\"lesion_type\":\"lytic\"}}}]}", findings);
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlCase) kase = pdl_case_from_json (pdl_knowledge_get_dictionary (knowledge), text, -1, NULL, &error);

  g_assert_no_error (error);
  return pdl_evaluate (knowledge, kase, PDL_MINUTE_NONE);
}

static const PdlPrognosisRow *
find_row (const PdlPrognosis *prognosis, const char *id)
{
  for (guint i = 0; i < prognosis->rows->len; i++)
    {
      const PdlPrognosisRow *row = g_ptr_array_index (prognosis->rows, i);

      if (id == NULL ? row->model == NULL : row->model != NULL && g_str_equal (row->model->score->id, id))
        return row;
    }
  return NULL;
}

static const PdlPrognosisBand *
find_band (const char *score, const char *band)
{
  for (guint i = 0; i < pdl_knowledge_get_n_prognosis_models (knowledge); i++)
    {
      const PdlPrognosisModel *model = pdl_knowledge_get_prognosis_model (knowledge, i);

      for (guint k = 0; g_str_equal (model->score->id, score) && k < model->n_bands; k++)
        if (g_str_equal (model->bands[k].band->id, band))
          return &model->bands[k];
    }
  return NULL;
}

/* Half of the group has died between these months; -1 = open. */
static void
test_bands_of_the_reference (void)
{
  static const struct { const char *section, *score, *band; double low, high; PdlSide side; } rows[] = {
    { "3.2", "tokuhashi_revised", "lt6m", 0, 6, PDL_SIDE_ACROSS },
    { "3.2", "tokuhashi_revised", "ge6m", 6, -1, PDL_SIDE_OVER },
    { "3.2", "tokuhashi_revised", "ge1y", 12, -1, PDL_SIDE_OVER },
    { "3b", "tokuhashi_1990", "le3m", 0, 3, PDL_SIDE_UNDER },
    { "3b", "tokuhashi_1990", "le12m", 0, 12, PDL_SIDE_ACROSS },
    { "5", "bauer", "poor", 0, 6, PDL_SIDE_ACROSS },
    { "5", "bauer", "moderate", 0, 12, PDL_SIDE_ACROSS },
    { "5", "bauer", "good", 12, 12, PDL_SIDE_OVER },
    { "5", "bauer_modified", "poor", 0, 6, PDL_SIDE_ACROSS },
    { "6", "katagiri_2014", "low", 24, -1, PDL_SIDE_OVER },
    { "6", "katagiri_2014", "middle", 6, 12, PDL_SIDE_OVER },
    { "6", "katagiri_2014", "high", 0, 6, PDL_SIDE_ACROSS },
    { "7", "van_der_linden", "a", 3, 3, PDL_SIDE_ACROSS },
    { "7", "van_der_linden", "b", 9, 9, PDL_SIDE_OVER },
    { "8", "bollen_2014", "c", 4.8, 4.8, PDL_SIDE_OVER },
    { "8", "bollen_2014", "d", 1.6, 1.6, PDL_SIDE_UNDER },
    { "9a", "rades_survival_2008", "20-25", 0, 6, PDL_SIDE_ACROSS },
    { "9b", "rades_ambulatory_2008", "21-28", 0, 3, PDL_SIDE_UNDER },
    { "9b", "rades_ambulatory_2008", "29-31", 3, 6, PDL_SIDE_OVER },
    { "9b", "rades_ambulatory_2008", "38-44", 6, -1, PDL_SIDE_OVER },
    { "9d", "mizumoto_2008", "b", 5.4, 5.4, PDL_SIDE_OVER },
    { "9d", "mizumoto_2008", "c", 1.8, 1.8, PDL_SIDE_UNDER },
    { "9e", "lei_2016", "3-5", 6, -1, PDL_SIDE_OVER },
    { "10b", "rpa_balagamwala_2018", "3", 4.5, 4.5, PDL_SIDE_OVER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const PdlPrognosisBand *band = find_band (rows[i].score, rows[i].band);
      PdlHalf half;

      g_test_message ("section %s: %s %s", rows[i].section, rows[i].score, rows[i].band);
      g_assert_nonnull (band);
      half = pdl_prognosis_band_get_half (band);
      g_assert_cmpfloat (half.low, ==, rows[i].low);
      if (rows[i].high < 0)
        g_assert_true (isinf (half.high));
      else
        g_assert_cmpfloat (half.high, ==, rows[i].high);
      g_assert_cmpint (pdl_half_get_side (half, 3), ==, rows[i].side);
    }
}

/* "Hide until checked" (0.2): Tomita, modified Bauer's medians, Chao, OSRI, Rades 36 and more. */
static void
test_hidden (void)
{
  static const char *const without[] = { "tomita", "rpa_chao_2012", "osri", "nesms", "prism", "sorg_classic", "sorg_nomogram", "sorg_mla" };

  for (guint i = 0; i < pdl_knowledge_get_n_prognosis_models (knowledge); i++)
    {
      const PdlPrognosisModel *model = pdl_knowledge_get_prognosis_model (knowledge, i);

      for (guint k = 0; k < G_N_ELEMENTS (without); k++)
        if (g_str_equal (model->score->id, without[k]))
          g_assert_cmpuint (model->n_bands, ==, 0);
      if (g_str_equal (model->score->id, "tomita") || g_str_equal (model->score->id, "rpa_chao_2012") || g_str_equal (model->score->id, "osri")
          || g_str_equal (model->score->id, "bauer_modified"))
        g_assert_nonnull (model->hidden);
      if (g_str_equal (model->score->id, "bauer_modified"))
        for (guint k = 0; k < model->n_bands; k++)
          g_assert_true (isnan (model->bands[k].median));
      g_assert_cmpuint (model->basis.n_sources, >, 0);
    }
  g_assert_null (find_band ("rades_survival_2008", "36-40"));
  g_assert_null (find_band ("rades_survival_2008", "41-45"));
}

static gboolean
holds (GPtrArray *rows, const char *id)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const PdlPrognosisRow *row = g_ptr_array_index (rows, i);

      if (row->model != NULL && g_str_equal (row->model->score->id, id))
        return TRUE;
    }
  return FALSE;
}

/* Bollen D 1.6 months, but van der Linden B 9 months: the models disagree, and the oncologist stands against one of them. */
static void
test_disagreement (void)
{
  g_autoptr (PdlEvaluation) evaluation = evaluate ("\"primary_site\":\"prostate\",\"kps\":80,\"visceral_sites\":[],\"bollen_category\":\"d\",\"survival_band\":\"gt6m\"");
  g_autoptr (PdlPrognosis) prognosis = pdl_prognosis_new (evaluation);

  g_assert_cmpfloat (prognosis->months, ==, 3);
  g_assert_true (holds (prognosis->under, "bollen_2014"));
  g_assert_true (holds (prognosis->over, "van_der_linden"));
  g_assert_nonnull (prognosis->oncologist);
  g_assert_cmpint (prognosis->oncologist->side, ==, PDL_SIDE_OVER);
  /* The oncologist is no model, and one that is not computed takes no side. */
  g_assert_false (holds (prognosis->over, "survival_band"));
  g_assert_cmpint (find_row (prognosis, "prism")->side, ==, PDL_SIDE_NONE);
  g_assert_cmpint (find_row (prognosis, "prism")->result->state, ==, PDL_SCORE_BLOCKED);
  g_assert_null (find_row (prognosis, NULL));
}

/* Karnofsky unknown: breast without organ metastases can be van der Linden B or C (4 to 6), both over 3 months; with them it is A
 * or B (3 to 5) and stays open. */
static void
test_several_classes (void)
{
  g_autoptr (PdlEvaluation) clear = evaluate ("\"primary_site\":\"breast\",\"visceral_sites\":[]");
  g_autoptr (PdlEvaluation) open = evaluate ("\"primary_site\":\"breast\",\"visceral_sites\":[\"liver\"]");
  g_autoptr (PdlPrognosis) one = pdl_prognosis_new (clear), two = pdl_prognosis_new (open);

  g_assert_cmpint (find_row (one, "van_der_linden")->side, ==, PDL_SIDE_OVER);
  g_assert_cmpfloat (find_row (one, "van_der_linden")->half.low, ==, 9);
  g_assert_cmpfloat (find_row (one, "van_der_linden")->half.high, ==, 18.7);
  g_assert_true (holds (one->over, "van_der_linden"));
  g_assert_cmpfloat (find_row (two, "van_der_linden")->half.low, ==, 3);
}

static PdlSide
side_of_typed (const char *findings, gboolean *ret_there)
{
  g_autoptr (PdlEvaluation) evaluation = evaluate (findings);
  g_autoptr (PdlPrognosis) prognosis = pdl_prognosis_new (evaluation);
  const PdlPrognosisRow *row = find_row (prognosis, NULL);

  *ret_there = row != NULL;
  return row != NULL ? row->side : PDL_SIDE_NONE;
}

/* A result of SORG or PathFx, typed in (section 12): half alive at 3 months is on the line; figures that contradict each other say nothing. */
static void
test_typed_in (void)
{
  gboolean there;

  g_assert_cmpint (side_of_typed ("\"survival_model\":\"sorg\",\"survival_external_pct_3m\":80,\"survival_external_pct_12m\":40", &there), ==, PDL_SIDE_OVER);
  g_assert_cmpint (side_of_typed ("\"survival_model\":\"pathfx\",\"survival_external_pct_3m\":30", &there), ==, PDL_SIDE_UNDER);
  g_assert_cmpint (side_of_typed ("\"survival_model\":\"sorg\",\"survival_external_pct_3m\":50", &there), ==, PDL_SIDE_ACROSS);
  g_assert_cmpint (side_of_typed ("\"survival_model\":\"sorg\",\"survival_external_pct_12m\":40", &there), ==, PDL_SIDE_ACROSS);
  g_assert_cmpint (side_of_typed ("\"survival_model\":\"sorg\",\"survival_external_pct_3m\":30,\"survival_external_pct_12m\":60", &there), ==, PDL_SIDE_NONE);
  g_assert_true (there);
  side_of_typed ("\"survival_model\":\"bollen\"", &there);
  g_assert_false (there);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  knowledge = pdl_knowledge_load (NULL, &error);
  g_assert_no_error (error);
  g_test_add_func ("/knowledge/prognosis/bands", test_bands_of_the_reference);
  g_test_add_func ("/knowledge/prognosis/hidden", test_hidden);
  g_test_add_func ("/knowledge/prognosis/disagreement", test_disagreement);
  g_test_add_func ("/knowledge/prognosis/several-classes", test_several_classes);
  g_test_add_func ("/knowledge/prognosis/typed-in", test_typed_in);
  return g_test_run ();
}
