/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The decision over the whole space at once agrees with the evaluation of single patients: random ones, and for every
 * modifier, option and state some where it comes up.
 */

#include "pdl-case-json.h"
#include "pdl-model.h"

#define N_RANDOM 300

typedef struct
{
  PdlKnowledge *knowledge;
  PdlSpace *space;
  PdlModel *model;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->knowledge = pdl_knowledge_load (NULL, &error);
  g_assert_no_error (error);
  fixture->space = pdl_model_make_space (fixture->knowledge, NULL, &error);
  g_assert_no_error (error);
  pdl_space_close (fixture->space);
  fixture->model = pdl_model_new (fixture->space);
  g_test_message ("%u axes, %u nodes", pdl_space_get_n_axes (fixture->space), pdl_diagrams_get_size (fixture->model->diagrams));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  pdl_model_free (fixture->model);
  pdl_space_free (fixture->space);
  pdl_knowledge_unref (fixture->knowledge);
}

static void
compare (Fixture *fixture, const guint *classes)
{
  g_autoptr (GError) error = NULL;
  gboolean exact;
  g_autofree char *json = pdl_space_make_case (fixture->space, classes, NULL, FALSE, &exact);
  g_autoptr (PdlCase) kase = pdl_case_from_json (pdl_knowledge_get_dictionary (fixture->knowledge), json, -1, NULL, &error);
  g_autoptr (PdlEvaluation) evaluation = NULL;
  g_autofree char *differs = NULL;

  g_assert_no_error (error);
  if (!exact)
    return;
  evaluation = pdl_evaluate (fixture->knowledge, kase, PDL_MINUTE_NONE);
  differs = pdl_model_compare (fixture->model, classes, evaluation);
  if (differs != NULL)
    g_error ("%s\n%s", differs, json);
}

static void
test_random (Fixture *fixture, gconstpointer data)
{
  guint classes[256];

  for (guint i = 0; i < N_RANDOM; i++)
    {
      for (guint k = 0; k < pdl_space_get_n_axes (fixture->space); k++)
        classes[k] = (guint) g_test_rand_int_range (0, (gint32) pdl_space_get_axis (fixture->space, k)->n_classes);
      compare (fixture, classes);
    }
}

/* The smallest patient with each outcome: these are at the corners, where chance does not come. */
static void
test_outcomes (Fixture *fixture, gconstpointer data)
{
  PdlModel *model = fixture->model;
  guint classes[256];
  guint n = 0;

  for (guint o = 0; o < pdl_knowledge_get_n_options (fixture->knowledge); o++)
    {
      const PdlDiagram of[] = { model->listed[o], model->waiting[o], pdl_diagram_is (model->diagrams, model->first, (int) o) };

      for (guint k = 0; k < G_N_ELEMENTS (of); k++)
        for (int value = 0; value < 2; value++)
          if (pdl_diagram_find (model->diagrams, of[k], value, classes))
            {
              compare (fixture, classes);
              n++;
            }
    }
  for (guint r = 0; r < pdl_knowledge_get_n_rows (fixture->knowledge); r++)
    {
      const PdlDiagram of[] = { model->row_before, model->row, model->row_also };

      for (guint k = 0; k < G_N_ELEMENTS (of); k++)
        if (pdl_diagram_find (model->diagrams, of[k], (int) r, classes))
          {
            compare (fixture, classes);
            n++;
          }
    }
  for (guint l = 0; l < model->limits->len; l++)
    if (pdl_diagram_find (model->diagrams, model->limit, (int) l, classes))
      {
        compare (fixture, classes);
        n++;
      }
  g_test_message ("%u outcomes", n);
  g_assert_cmpuint (n, >, 200);
}

/* The list by itself: 120 960 combinations, the rows of the reference's check-sums stand in tests/clinical. */
static void
test_counts (Fixture *fixture, gconstpointer data)
{
  PdlCount all = 0, space = 1;

  for (guint r = 0; r < pdl_knowledge_get_n_rows (fixture->knowledge); r++)
    all += pdl_diagram_count (fixture->model->diagrams, fixture->model->row_before, (int) r);
  for (guint k = 0; k < pdl_space_get_n_axes (fixture->space); k++)
    space *= pdl_space_get_axis (fixture->space, k)->n_classes;
  g_assert_true (all == space);
  g_assert_true (space % 120960 == 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/proof/model/random", Fixture, NULL, set_up, test_random, tear_down);
  g_test_add ("/proof/model/outcomes", Fixture, NULL, set_up, test_outcomes, tear_down);
  g_test_add ("/proof/model/counts", Fixture, NULL, set_up, test_counts, tear_down);
  return g_test_run ();
}
