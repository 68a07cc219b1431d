/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The recommendation pane: what a person reads of the reading, the options, what is open, and that nothing is chosen for them. */
#include <string.h>

#include "pdl-basis-view.h"
#include "pdl-recommendation-pane.h"
#include "widget-case.h"

static void
set (WidgetCase *test, const char *id, PdlLevel level, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (pdl_session_set_text (test->session, id, level, text, &error));
  g_assert_no_error (error);
}

/* The case of the first screen: cord signs at T8, everything known. */
static void
fill_emergency (WidgetCase *test)
{
  static const char *const findings[][2] = {
    { "primary_site", "kidney_rcc" }, { "histology_confirmed", "true" }, { "cord_signs", "limb_weakness" },   { "radicular_status", "none" },
    { "ambulation", "with_aid" },     { "surgical_fitness", "fit" },     { "survival_band", "gt6m" },         { "mri_at", "2026-03-01T21:40" },
    { "mri_whole_spine", "true" },    { "back_pain", "true" },           { "pain_features", "mechanical" },
  };
  static const char *const level[][2] = {
    { "lesion_type", "lytic" }, { "sins_collapse", "gt50" }, { "sectors", "vb ped_l ped_r" }, { "escc_grade", "2" },
    { "sins_alignment", "deformity" }, { "pain_site", "true" }, { "prior_rt", "none" },
  };

  pdl_session_set_now (test->session, pdl_day_from_ymd (2026, 3, 2) * (PdlMinute) 1440 + 130);
  for (guint i = 0; i < G_N_ELEMENTS (level); i++)
    set (test, level[i][0], 14, level[i][1]);
  for (guint i = 0; i < G_N_ELEMENTS (findings); i++)
    set (test, findings[i][0], PDL_LEVEL_NONE, findings[i][1]);
}

static gboolean
has_text (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (has_text (child, text))
      return TRUE;
  return FALSE;
}

static GtkWidget *
find_toggle (GtkWidget *widget, const char *label)
{
  if (GTK_IS_TOGGLE_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_toggle (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_reading (void)
{
  WidgetCase *test = widget_case_new ();
  GtkWidget *pane = pdl_recommendation_pane_new (test->session);

  widget_case_show (test, pane, 520, 900);
  fill_emergency (test);
  widget_case_settle ();
  g_assert_true (has_text (pane, "T8"));
  g_assert_true (has_text (pane, "within 24"));
  g_assert_true (has_text (pane, "Determined"));
  g_assert_true (has_text (pane, "PLT-25"));
  /* The end of the limit as a clock time, and what it counts from. */
  g_assert_true (has_text (pane, "until today 21:40"));
  g_assert_true (has_text (pane, "Separation surgery with stabilisation, then SBRT"));
  g_assert_true (has_text (pane, "none chosen"));
  widget_case_free (test);
}

static void
test_elective_limits_have_no_clock (void)
{
  WidgetCase *test = widget_case_new ();
  GtkWidget *pane = pdl_recommendation_pane_new (test->session);

  widget_case_show (test, pane, 520, 900);
  fill_emergency (test);
  set (test, "cord_signs", PDL_LEVEL_NONE, "-");
  widget_case_settle ();
  g_assert_false (has_text (pane, "Counted from"));
  widget_case_free (test);
}

static void
test_open_question (void)
{
  WidgetCase *test = widget_case_new ();
  GtkWidget *pane = pdl_recommendation_pane_new (test->session);

  widget_case_show (test, pane, 520, 900);
  fill_emergency (test);
  set (test, "survival_band", PDL_LEVEL_NONE, "?");
  widget_case_settle ();
  g_assert_true (has_text (pane, "Provisional"));
  g_assert_true (has_text (pane, "this alone settles the row"));
  g_assert_cmpstr (pdl_recommendation_pane_get_open_finding (PDL_RECOMMENDATION_PANE (pane), 0), !=, NULL);
  widget_case_free (test);
}

static void
test_target_in_hand_is_pressed (void)
{
  WidgetCase *test = widget_case_new ();
  GtkWidget *pane = pdl_recommendation_pane_new (test->session);

  widget_case_show (test, pane, 520, 900);
  fill_emergency (test);
  set (test, "lesion_type", 20, "mixed");
  pdl_session_select (test->session, 14, PDL_LEVEL_BIT (14));
  widget_case_settle ();
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (find_toggle (pane, "T8"))));
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (find_toggle (pane, "L2"))));
  gtk_widget_activate_action (pane, "pane.target", "i", 1);
  widget_case_settle ();
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (find_toggle (pane, "L2"))));
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (find_toggle (pane, "T8"))));
  widget_case_free (test);
}

static void
test_basis (void)
{
  WidgetCase *test = widget_case_new ();
  GtkWidget *basis = pdl_basis_view_new (test->session);
  g_autofree char *text = NULL;

  widget_case_show (test, basis, 600, 800);
  fill_emergency (test);
  pdl_basis_view_open (PDL_BASIS_VIEW (basis), "row/PLT-25", 0);
  text = pdl_basis_view_to_text (PDL_BASIS_VIEW (basis));
  /* Rule, this patient's value, source and verification are all there. */
  g_assert_nonnull (strstr (text, "Basis of PLT-25"));
  g_assert_nonnull (strstr (text, "[true]"));
  g_assert_nonnull (strstr (text, "Resistant"));
  g_assert_nonnull (strstr (text, "Sources"));
  g_assert_nonnull (strstr (text, "Verification"));
  widget_case_free (test);
}

int
main (int argc, char **argv)
{
  widget_case_init (&argc, &argv);
  g_test_add_func ("/widgets/pane/reading", test_reading);
  g_test_add_func ("/widgets/pane/no-clock", test_elective_limits_have_no_clock);
  g_test_add_func ("/widgets/pane/open-question", test_open_question);
  g_test_add_func ("/widgets/pane/target", test_target_in_hand_is_pressed);
  g_test_add_func ("/widgets/pane/basis", test_basis);
  return g_test_run ();
}
