/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The recommendation pane: what a person reads of the reading, the options, what is open, and that nothing is chosen for them. */
#include <string.h>

#include "pdl-basis-view.h"
#include "pdl-recommendation-pane.h"
#include "widget-case.h"

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
    widget_case_set (test, level[i][0], 14, level[i][1]);
  for (guint i = 0; i < G_N_ELEMENTS (findings); i++)
    widget_case_set (test, findings[i][0], PDL_LEVEL_NONE, findings[i][1]);
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

/* What makes a reading provisional stands under it, once: the way there leads to the modifier. */
static void
test_why_provisional (void)
{
  WidgetCase *test = widget_case_new ();
  GtkWidget *pane = pdl_recommendation_pane_new (test->session);

  widget_case_show (test, pane, 520, 900);
  fill_emergency (test);
  widget_case_set (test, "infection_suspected", PDL_LEVEL_NONE, "true");
  widget_case_settle ();
  g_assert_true (widget_case_has_text (pane, "Provisional"));
  g_assert_true (widget_case_has_text (pane, "Infection suspected: cement, steroid and radiotherapy wait"));
  g_assert_true (widget_case_has_text (pane, "What else applies here")); /* embolisation */
  widget_case_set (test, "hypervascular", PDL_LEVEL_NONE, "false");
  widget_case_settle ();
  g_assert_true (widget_case_has_text (pane, "Infection suspected: cement, steroid and radiotherapy wait"));
  widget_case_free (test);
}

static void
test_reading (void)
{
  WidgetCase *test = widget_case_new ();
  GtkWidget *pane = pdl_recommendation_pane_new (test->session);

  widget_case_show (test, pane, 520, 900);
  fill_emergency (test);
  widget_case_settle ();
  g_assert_true (widget_case_has_text (pane, "T8"));
  g_assert_true (widget_case_has_text (pane, "within 24"));
  g_assert_true (widget_case_has_text (pane, "Determined"));
  g_assert_true (widget_case_has_text (pane, "PLT-25"));
  /* The end of the limit as a clock time, and what it counts from. */
  g_assert_true (widget_case_has_text (pane, "until today 21:40"));
  g_assert_true (widget_case_has_text (pane, "Separation surgery with stabilisation, then SBRT"));
  g_assert_true (widget_case_has_text (pane, "none chosen"));
  widget_case_free (test);
}

static void
collect_words (GtkWidget *widget, GPtrArray *words)
{
  if (GTK_IS_LABEL (widget))
    g_ptr_array_add (words, g_strdup (gtk_label_get_text (GTK_LABEL (widget))));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect_words (child, words);
}

static GPtrArray *
words_of (GtkWidget *pane)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  widget_case_settle ();
  collect_words (pane, words);
  return words;
}

static int
place_of (GPtrArray *words, const char *start)
{
  for (guint i = 0; i < words->len; i++)
    if (g_str_has_prefix (words->pdata[i], start))
      return (int) i;
  return -1;
}

/* The statements stand below everything else that says the same. */
static int
last_place_of (GPtrArray *words, const char *start)
{
  for (guint i = words->len; i-- > 0;)
    if (g_str_has_prefix (words->pdata[i], start))
      return (int) i;
  return -1;
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Beside the row that sources disagree about; once, though a statement further down concerns it too. */
static void
test_experts_differ (void)
{
  WidgetCase *test = widget_case_new ();
  GtkWidget *pane = pdl_recommendation_pane_new (test->session);
  g_autoptr (GPtrArray) words = NULL;
  guint n = 0;

  widget_case_show (test, pane, 520, 900);
  fill_emergency (test);
  gtk_widget_activate_action (pane, "pane.all-statements", NULL);
  words = words_of (pane);
  for (guint i = 0; i < words->len; i++)
    n += g_str_has_prefix (words->pdata[i], "Experts differ: Surgery for deficit");
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (place_of (words, "Experts differ: Surgery for deficit"), <, place_of (words, "Neurology"));
  /* No deficit: nothing of it is disagreed about. */
  widget_case_set (test, "neuro_status", PDL_LEVEL_NONE, "intact");
  widget_case_settle ();
  g_assert_false (widget_case_has_text (pane, "Experts differ: Surgery for deficit"));
  widget_case_free (test);
}

/* SINS is a figure in every case: that experts differ about it is told where it decides the row, and on the page of the score. */
static void
test_experts_differ_about_sins (void)
{
  WidgetCase *test = widget_case_new ();
  GtkWidget *pane = pdl_recommendation_pane_new (test->session), *basis = pdl_basis_view_new (test->session);
  g_autofree char *page = NULL;

  widget_case_show (test, pane, 520, 900);
  fill_emergency (test);
  widget_case_settle ();
  g_assert_cmpstr (pdl_session_get_evaluation (test->session)->targets[0].decision.row->id, ==, "PLT-25"); /* reads no SINS */
  g_assert_true (widget_case_has_text (pane, "SINS"));
  g_assert_false (widget_case_has_text (pane, "Experts differ: SINS"));
  widget_case_set (test, "neuro_status", PDL_LEVEL_NONE, "intact");
  widget_case_settle ();
  g_assert_cmpstr (pdl_session_get_evaluation (test->session)->targets[0].decision.row->id, ==, "PLT-37"); /* resistant, unstable, no cord signs */
  g_assert_true (widget_case_has_text (pane, "Experts differ: SINS"));
  pdl_basis_view_open (PDL_BASIS_VIEW (basis), "score/sins", 0);
  page = pdl_basis_view_to_text (PDL_BASIS_VIEW (basis));
  g_assert_nonnull (strstr (page, "Experts differ: SINS"));
  g_object_ref_sink (basis);
  g_object_unref (basis);
  widget_case_free (test);
}

/* The same words in another order, and a mark: nothing else. */
static void
test_national_guideline_orders (void)
{
  WidgetCase *test = widget_case_new ();
  GtkWidget *pane = pdl_recommendation_pane_new (test->session);
  g_autoptr (GPtrArray) plain = NULL, preferred = NULL, first = NULL, first_preferred = NULL;
  guint n_marks = 0;

  widget_case_show (test, pane, 520, 900);
  fill_emergency (test);
  widget_case_set (test, "sins_alignment", 14, "normal");
  widget_case_set (test, "sins_collapse", 14, "none");
  widget_case_set (test, "pain_features", PDL_LEVEL_NONE, "nocturnal");
  first = words_of (pane);
  pdl_session_set_national (test->session, "dutch");
  first_preferred = words_of (pane);
  gtk_widget_activate_action (pane, "pane.all-statements", NULL);
  preferred = words_of (pane);
  pdl_session_set_national (test->session, NULL);
  plain = words_of (pane);
  g_assert_cmpint (last_place_of (plain, "Dutch text: radiotherapy first"), >, last_place_of (plain, "One RCT and ASTRO"));
  g_assert_cmpint (last_place_of (preferred, "Dutch text: radiotherapy first"), <, last_place_of (preferred, "One RCT and ASTRO"));
  for (guint i = 0; i < preferred->len;)
    if (g_str_equal (preferred->pdata[i], "your national guideline"))
      {
        n_marks++;
        g_ptr_array_remove_index (preferred, i);
      }
    else
      i++;
  g_assert_cmpuint (n_marks, >, 0);
  g_assert_cmpuint (preferred->len, ==, plain->len);
  g_ptr_array_sort (preferred, compare_words);
  g_ptr_array_sort (plain, compare_words);
  for (guint i = 0; i < plain->len; i++)
    g_assert_cmpstr (preferred->pdata[i], ==, plain->pdata[i]);
  /* Which of the statements are shown first does not depend on it. */
  g_ptr_array_sort (first, compare_words);
  g_ptr_array_sort (first_preferred, compare_words);
  for (guint i = 0, k = 0; i < first->len; i++, k++)
    {
      while (g_str_equal (first_preferred->pdata[k], "your national guideline"))
        k++;
      g_assert_cmpstr (first->pdata[i], ==, first_preferred->pdata[k]);
    }
  widget_case_free (test);
}

/* Which event the hours count from is a setting: the one that runs and the other one are both named. */
static void
test_clock_of_the_clinic (void)
{
  WidgetCase *test = widget_case_new ();
  GtkWidget *pane = pdl_recommendation_pane_new (test->session);

  widget_case_show (test, pane, 520, 900);
  fill_emergency (test);
  widget_case_set (test, "suspicion_at", PDL_LEVEL_NONE, "2026-03-01T20:10");
  widget_case_settle ();
  g_assert_true (widget_case_has_text (pane, "Clock of this clinic: within 24 hours of confirmed compression"));
  g_assert_true (widget_case_has_text (pane, "Another reading: within 24 h and at the latest 48 h from neurological onset"));
  g_assert_true (widget_case_has_text (pane, "until today 21:40"));
  pdl_session_set_clock (test->session, "onset");
  widget_case_settle ();
  g_assert_true (widget_case_has_text (pane, "Clock of this clinic: within 24 h and at the latest 48 h from neurological onset"));
  g_assert_true (widget_case_has_text (pane, "until today 20:10"));
  g_assert_true (widget_case_has_text (pane, "(from presentation)"));
  /* A date without a time ends on a date. */
  widget_case_set (test, "motor_onset_date", PDL_LEVEL_NONE, "2026-03-01");
  widget_case_settle ();
  g_assert_true (widget_case_has_text (pane, "until today, at the latest 3 Mar 2026"));
  g_assert_false (widget_case_has_text (pane, "(from presentation)"));
  widget_case_free (test);
}

/* Oncologist and model on different sides of three months: two rows, or one twice, and the reason. */
static void
test_both_rows (void)
{
  WidgetCase *test = widget_case_new ();
  GtkWidget *pane = pdl_recommendation_pane_new (test->session);

  widget_case_show (test, pane, 520, 900);
  fill_emergency (test);
  widget_case_set (test, "survival_model", PDL_LEVEL_NONE, "bollen");
  widget_case_set (test, "bollen_category", PDL_LEVEL_NONE, "d");
  widget_case_settle ();
  g_assert_true (widget_case_has_text (pane, "Provisional"));
  g_assert_true (widget_case_has_text (pane, "Both rows are shown: PLT-15 and PLT-25"));
  g_assert_true (widget_case_has_text (pane, "a second oncologist confirms before surgery is withheld"));
  widget_case_set (test, "radiosensitivity", PDL_LEVEL_NONE, "highly_sensitive");
  widget_case_set (test, "surgical_fitness", PDL_LEVEL_NONE, "unfit");
  widget_case_settle ();
  g_assert_true (widget_case_has_text (pane, "Both ways of reading lead to PLT-11"));
  widget_case_free (test);
}

static void
test_elective_limits_have_no_clock (void)
{
  WidgetCase *test = widget_case_new ();
  GtkWidget *pane = pdl_recommendation_pane_new (test->session);

  widget_case_show (test, pane, 520, 900);
  fill_emergency (test);
  widget_case_set (test, "cord_signs", PDL_LEVEL_NONE, "-");
  widget_case_settle ();
  g_assert_false (widget_case_has_text (pane, "Counted from"));
  widget_case_free (test);
}

static void
test_open_question (void)
{
  WidgetCase *test = widget_case_new ();
  GtkWidget *pane = pdl_recommendation_pane_new (test->session);

  widget_case_show (test, pane, 520, 900);
  fill_emergency (test);
  widget_case_set (test, "survival_band", PDL_LEVEL_NONE, "?");
  widget_case_settle ();
  g_assert_true (widget_case_has_text (pane, "Provisional"));
  g_assert_true (widget_case_has_text (pane, "this alone settles the row"));
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
  widget_case_set (test, "lesion_type", 20, "mixed");
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

/* All that a person could see or press, in order. */
static void
describe (GtkWidget *widget, GString *out)
{
  g_auto (GStrv) classes = gtk_widget_get_css_classes (widget);
  g_autofree char *joined = g_strjoinv (".", classes);
  const char *tip = gtk_widget_get_tooltip_text (widget);

  g_string_append_printf (out, "%s.%s%s%s", G_OBJECT_TYPE_NAME (widget), joined, tip != NULL ? " tip " : "", tip != NULL ? tip : "");
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (out, " \"%s\"", gtk_label_get_text (GTK_LABEL (widget)));
  if (GTK_IS_ACTIONABLE (widget) && gtk_actionable_get_action_target_value (GTK_ACTIONABLE (widget)) != NULL)
    {
      g_autofree char *target = g_variant_print (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (widget)), FALSE);

      g_string_append_printf (out, " %s %s", gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), target);
    }
  g_string_append (out, " (");
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    describe (child, out);
  g_string_append (out, ")\n");
}

static void
assert_as_built_at_once (WidgetCase *test, GtkWidget *pane, const char *what)
{
  GtkWidget *fresh = g_object_ref_sink (pdl_recommendation_pane_new (test->session));
  g_autoptr (GString) kept = g_string_new (NULL), built = g_string_new (NULL);

  widget_case_settle ();
  describe (pane, kept);
  describe (fresh, built);
  if (!g_str_equal (kept->str, built->str))
    g_test_message ("after %s", what);
  g_assert_cmpstr (kept->str, ==, built->str);
  g_object_unref (fresh);
}

/* The pane keeps what did not change; what it shows must be what a pane shows that never showed anything else. */
static void
test_nothing_goes_stale (void)
{
  static const char *const findings[] = { "ecog", "primary_site", "survival_band", "cord_signs", "radicular_status", "ambulation",
                                          "surgical_fitness", "visceral_sites", "n_extraspinal_bone_mets" };
  static const char *const of_level[] = { "escc_grade", "sins_collapse", "lesion_type", "sins_alignment", "prior_rt" };
  WidgetCase *test = widget_case_new ();
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (test->knowledge);
  GtkWidget *pane = pdl_recommendation_pane_new (test->session);
  g_autoptr (GError) error = NULL;

  widget_case_show (test, pane, 520, 900);
  fill_emergency (test);
  assert_as_built_at_once (test, pane, "the first case");
  for (guint i = 0; i < G_N_ELEMENTS (findings) + G_N_ELEMENTS (of_level); i++)
    {
      gboolean level = i >= G_N_ELEMENTS (findings);
      const char *id = level ? of_level[i - G_N_ELEMENTS (findings)] : findings[i];
      const PdlFinding *finding = pdl_dictionary_lookup (dictionary, id);
      guint n_codes = MIN (finding->n_codes, 7);

      for (guint j = 0; j < n_codes + 2; j++)
        {
          const char *text = j < n_codes ? finding->codes[j].code : j == n_codes ? "?" : "-";

          if (!pdl_session_set_text (test->session, id, level ? 14 : PDL_LEVEL_NONE, text, &error))
            g_clear_error (&error);
          assert_as_built_at_once (test, pane, id);
        }
    }
  /* Two targets, and the other one in hand; then back through everything. */
  widget_case_set (test, "lesion_type", 20, "mixed");
  gtk_widget_activate_action (pane, "pane.target", "i", 1);
  assert_as_built_at_once (test, pane, "another target");
  while (pdl_session_can_undo (test->session))
    {
      g_assert_true (pdl_session_undo (test->session));
      assert_as_built_at_once (test, pane, "undo");
    }
  widget_case_free (test);
}

static GtkWidget *
find_target (GtkWidget *widget, const char *target)
{
  GVariant *value = GTK_IS_ACTIONABLE (widget) ? gtk_actionable_get_action_target_value (GTK_ACTIONABLE (widget)) : NULL;

  if (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) && g_str_equal (g_variant_get_string (value, NULL), target))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_target (child, target);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_focus_stays (void)
{
  WidgetCase *test = widget_case_new ();
  GtkWidget *pane = pdl_recommendation_pane_new (test->session);
  GtkWidget *line;

  widget_case_show (test, pane, 520, 900);
  fill_emergency (test);
  widget_case_settle ();
  line = find_target (pane, "score/sins");
  g_assert_nonnull (line);
  g_assert_true (gtk_widget_grab_focus (line));
  widget_case_set (test, "ecog", PDL_LEVEL_NONE, "2");
  widget_case_settle ();
  g_assert_true (find_target (pane, "score/sins") == line);
  g_assert_true (gtk_widget_has_focus (line));
  widget_case_free (test);
}

/* A hidden pane does no work, and shows the last change when it comes back. */
static void
test_hidden_pane_catches_up (void)
{
  WidgetCase *test = widget_case_new ();
  GtkWidget *pane = pdl_recommendation_pane_new (test->session);

  widget_case_show (test, pane, 520, 900);
  fill_emergency (test);
  widget_case_settle ();
  gtk_widget_set_visible (pane, FALSE);
  widget_case_set (test, "survival_band", PDL_LEVEL_NONE, "?");
  widget_case_settle ();
  g_assert_false (widget_case_has_text (pane, "Provisional"));
  gtk_widget_set_visible (pane, TRUE);
  widget_case_settle ();
  g_assert_true (widget_case_has_text (pane, "Provisional"));
  widget_case_free (test);
}

int
main (int argc, char **argv)
{
  widget_case_init (&argc, &argv);
  g_test_add_func ("/widgets/pane/why-provisional", test_why_provisional);
  g_test_add_func ("/widgets/pane/reading", test_reading);
  g_test_add_func ("/widgets/pane/experts-differ", test_experts_differ);
  g_test_add_func ("/widgets/pane/experts-differ-about-sins", test_experts_differ_about_sins);
  g_test_add_func ("/widgets/pane/national-guideline", test_national_guideline_orders);
  g_test_add_func ("/widgets/pane/clock-of-the-clinic", test_clock_of_the_clinic);
  g_test_add_func ("/widgets/pane/both-rows", test_both_rows);
  g_test_add_func ("/widgets/pane/no-clock", test_elective_limits_have_no_clock);
  g_test_add_func ("/widgets/pane/open-question", test_open_question);
  g_test_add_func ("/widgets/pane/target", test_target_in_hand_is_pressed);
  g_test_add_func ("/widgets/pane/basis", test_basis);
  g_test_add_func ("/widgets/pane/nothing-stale", test_nothing_goes_stale);
  g_test_add_func ("/widgets/pane/focus", test_focus_stays);
  g_test_add_func ("/widgets/pane/hidden", test_hidden_pane_catches_up);
  return g_test_run ();
}
