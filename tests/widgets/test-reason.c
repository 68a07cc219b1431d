/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The basis says what would change the row in hand and what is worth asking, and never of a case that has changed since. */
#include <string.h>

#include "pdl-basis-view.h"
#include "pdl-reasoning.h"
#include "widget-case.h"

/* Cord signs at T8, everything known: PLT-25 (guideline C7). */
static void
fill (WidgetCase *test)
{
  static const char *const findings[][2] = {
    { "primary_site", "kidney_rcc" }, { "histology_confirmed", "true" }, { "cord_signs", "limb_weakness" }, { "radicular_status", "none" },
    { "ambulation", "with_aid" },     { "surgical_fitness", "fit" },     { "survival_band", "gt6m" },       { "mri_whole_spine", "true" },
    { "back_pain", "true" },          { "pain_features", "mechanical" },
  };
  static const char *const level[][2] = {
    { "lesion_type", "lytic" }, { "sins_collapse", "gt50" }, { "sectors", "vb ped_l ped_r" }, { "escc_grade", "2" },
    { "sins_alignment", "deformity" }, { "pain_site", "true" }, { "prior_rt", "none" },
  };

  pdl_session_set_now (test->session, pdl_day_from_ymd (2026, 3, 2) * (PdlMinute) 1440 + 130);
  for (guint i = 0; i < G_N_ELEMENTS (level); i++)
    widget_case_set (test, level[i][0], 14, level[i][1]);
  for (guint i = 0; i < G_N_ELEMENTS (findings); i++)
    widget_case_set (test, findings[i][0], PDL_LEVEL_NONE, findings[i][1]);
}

static gboolean
is_whole (WidgetCase *test)
{
  const PdlReasoned *reasoned = pdl_reasoning_get (pdl_reasoning_of (test->session), pdl_session_get_evaluation (test->session),
                                                   MAX (pdl_session_get_target (test->session), 0));

  return reasoned != NULL && reasoned->whole;
}

/* Until the threads have said all there is to say of the case as it stands. */
static void
wait_until_whole (WidgetCase *test)
{
  widget_case_settle ();
  while (!is_whole (test))
    g_main_context_iteration (NULL, TRUE);
  widget_case_settle ();
}

static GtkWidget *
show_basis (WidgetCase *test, const char *reference)
{
  GtkWidget *basis = pdl_basis_view_new (test->session);

  widget_case_show (test, basis, 660, 900);
  pdl_basis_view_show (PDL_BASIS_VIEW (basis), reference, 0);
  wait_until_whole (test);
  return basis;
}

static gboolean
says (GtkWidget *basis, const char *words)
{
  g_autofree char *text = pdl_basis_view_to_text (PDL_BASIS_VIEW (basis));

  if (strstr (text, words) != NULL)
    return TRUE;
  g_test_message ("not “%s” in:\n%s", words, text);
  return FALSE;
}

/* Guideline C7, for this patient: PLT-08 takes ESCC 0 to 1b, PLT-17 those not fit, PLT-20 earlier conventional radiotherapy. */
static void
test_what_if (void)
{
  WidgetCase *test = widget_case_new ();
  GtkWidget *basis;

  fill (test);
  basis = show_basis (test, "row/PLT-25");
  g_assert_true (says (basis, "What would change it"));
  g_assert_true (says (basis, "Neurology: stays until ESCC grade (Bilsky): 1b;"));
  g_assert_true (says (basis, "stays with 1c to 3"));
  g_assert_true (says (basis, "0 to 1b → PLT-08"));
  g_assert_true (says (basis, "Unfit → PLT-17"));
  g_assert_true (says (basis, "→ PLT-20"));
  g_assert_true (says (basis, "Two changes at once"));
  g_assert_false (widget_case_has_text (basis, "Being gone through"));
  widget_case_free (test);
}

/* Another row is in hand: nothing is said of what would change this one. Changes that follow each other fast end at the last. */
static void
test_never_stale (void)
{
  WidgetCase *test = widget_case_new ();
  GtkWidget *basis, *fresh;
  g_autofree char *kept = NULL, *built = NULL;

  fill (test);
  basis = show_basis (test, "row/PLT-25");
  widget_case_set (test, "surgical_fitness", PDL_LEVEL_NONE, "unfit");
  widget_case_settle ();
  g_assert_false (widget_case_has_text (basis, "What would change it"));
  for (guint i = 0; i < 20; i++)
    {
      widget_case_set (test, "surgical_fitness", PDL_LEVEL_NONE, i % 2 == 0 ? "fit" : "unfit");
      widget_case_set (test, "escc_grade", 14, i % 3 == 0 ? "2" : "3");
      g_main_context_iteration (NULL, FALSE);
    }
  widget_case_set (test, "surgical_fitness", PDL_LEVEL_NONE, "fit");
  wait_until_whole (test);
  kept = pdl_basis_view_to_text (PDL_BASIS_VIEW (basis));
  g_assert_nonnull (strstr (kept, "What would change it"));
  fresh = g_object_ref_sink (pdl_basis_view_new (test->session));
  pdl_basis_view_show (PDL_BASIS_VIEW (fresh), "row/PLT-25", 0);
  built = pdl_basis_view_to_text (PDL_BASIS_VIEW (fresh));
  g_assert_cmpstr (kept, ==, built);
  g_object_unref (fresh);
  widget_case_free (test);
}

/* Formal part 7, worked: survival unknown, PLT-25 provisional, PLT-02 and PLT-15 possible; it alone settles the row. C6: a question. */
static void
test_asking (void)
{
  WidgetCase *test = widget_case_new ();
  GtkWidget *basis;

  fill (test);
  widget_case_set (test, "survival_band", PDL_LEVEL_NONE, "");
  basis = show_basis (test, "asking/");
  g_assert_true (says (basis, "Expected survival (oncologist), not known: this alone settles the row, 3 are possible. Question"));
  g_assert_true (says (basis, "6 weeks to under 3 months → PLT-15"));
  g_assert_true (says (basis, "Under 6 weeks → PLT-02"));
  g_assert_true (says (basis, "None of them changes this reading"));
  g_assert_true (says (basis, "Albumin"));
  widget_case_free (test);
}

int
main (int argc, char **argv)
{
  widget_case_init (&argc, &argv);
  g_test_add_func ("/widgets/reason/what-if", test_what_if);
  g_test_add_func ("/widgets/reason/never-stale", test_never_stale);
  g_test_add_func ("/widgets/reason/asking", test_asking);
  return g_test_run ();
}
