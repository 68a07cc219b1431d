/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The editor: every finding of the dictionary can be reached by its name, sections close to a sentence, relevance is followed. */
#include <string.h>

#include "pdl-editor.h"
#include "pdl-section-words.h"
#include "pdl-spine-view.h"
#include "pdl-visit-day.h"
#include "widget-case.h"

static GtkWidget *
editor_new (WidgetCase *test)
{
  GActionGroup *groups[] = { G_ACTION_GROUP (test->actions[0]), G_ACTION_GROUP (test->actions[1]), G_ACTION_GROUP (test->actions[2]) };
  GtkWidget *editor = pdl_editor_new (test->session, groups);

  widget_case_show (test, editor, 400, 800);
  return editor;
}

static void
test_reach_every_finding (void)
{
  WidgetCase *test = widget_case_new ();
  GtkWidget *editor = editor_new (test);
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (test->knowledge);
  guint reached = 0;

  pdl_session_select (test->session, 14, PDL_LEVEL_BIT (14));
  for (guint i = 0; i < pdl_dictionary_get_n_findings (dictionary); i++)
    {
      const PdlFinding *finding = pdl_dictionary_get (dictionary, i);
      PdlFindingRow *row;

      if (finding->scope == PDL_SCOPE_FIELD)
        continue;
      g_assert_true (pdl_editor_go_to (PDL_EDITOR (editor), finding->id));
      row = pdl_editor_get_focused_row (PDL_EDITOR (editor));
      if (row == NULL || strcmp (pdl_finding_row_get_finding (row)->id, finding->id) != 0)
        g_error ("The keyboard does not reach %s", finding->id);
      reached++;
    }
  g_assert_cmpuint (reached, >, 200);
  widget_case_free (test);
}

static void
test_first_screen (void)
{
  WidgetCase *test = widget_case_new ();
  GtkWidget *editor = editor_new (test);
  PdlSectionView *section = pdl_editor_get_section (PDL_EDITOR (editor), "pain");

  g_assert_nonnull (section);
  pdl_section_view_set_open (section, TRUE);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (pdl_section_view_get_row (section, "back_pain"))));
  /* Its condition is not TRUE while nothing is known. */
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (pdl_section_view_get_row (section, "pain_features"))));
  widget_case_set (test, "back_pain", PDL_LEVEL_NONE, "true");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (pdl_section_view_get_row (section, "pain_features"))));
  /* A recorded value is never hidden. */
  widget_case_set (test, "pain_features", PDL_LEVEL_NONE, "mechanical");
  widget_case_set (test, "back_pain", PDL_LEVEL_NONE, "false");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (pdl_section_view_get_row (section, "pain_features"))));
  widget_case_free (test);
}

static void
test_sentence (void)
{
  WidgetCase *test = widget_case_new ();
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (test->knowledge);
  const PdlSection *earlier = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  for (guint i = 0; i < pdl_dictionary_get_n_sections (dictionary); i++)
    if (g_str_equal (pdl_dictionary_get_section (dictionary, i)->id, "earlier"))
      earlier = pdl_dictionary_get_section (dictionary, i);
  g_assert_nonnull (earlier);
  before = pdl_section_describe (test->session, earlier);
  g_assert_null (before);
  /* A finding of a target stands under a level of it, and is told all the same. */
  widget_case_set (test, "lesion_type", 14, "lytic");
  widget_case_set (test, "prior_rt", 14, "none");
  after = pdl_section_describe (test->session, earlier);
  g_assert_nonnull (after);
  g_assert_nonnull (strstr (after, pdl_dictionary_lookup (dictionary, "prior_rt")->label));
  widget_case_free (test);
}

static void
test_carried_forward (void)
{
  WidgetCase *test = widget_case_new ();
  GtkWidget *editor = editor_new (test);
  const PdlAssessment *first;
  g_autoptr (PdlChange) change = NULL;
  g_autoptr (GError) error = NULL;

  widget_case_set (test, "ecog", PDL_LEVEL_NONE, "1");
  first = pdl_session_get_assessment (test->session);
  change = pdl_change_new ("visit");
  pdl_change_add_visit (change, pdl_session_get_case (test->session), first, pdl_assessment_get_day (first) + 30);
  g_assert_true (pdl_session_apply (test->session, change, &error));
  g_assert_no_error (error);
  g_assert_true (pdl_editor_go_to (PDL_EDITOR (editor), "ecog"));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (pdl_editor_get_focused_row (PDL_EDITOR (editor))), "carried"));
  /* Entering the same value again confirms it. */
  widget_case_set (test, "ecog", PDL_LEVEL_NONE, "1");
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (pdl_editor_get_focused_row (PDL_EDITOR (editor))), "carried"));
  widget_case_free (test);
}

/* A visit entered after the fact: its day can be changed, back again with undo, not before the visit before it nor into the future. */
static void
test_visit_day (void)
{
  WidgetCase *test = widget_case_new ();
  PdlDay today = pdl_minute_day (pdl_session_get_now (test->session));
  g_autofree char *yesterday = pdl_day_to_iso (today - 1, PDL_PRECISION_DAY), *tomorrow = pdl_day_to_iso (today + 1, PDL_PRECISION_DAY);
  g_autofree char *earlier = pdl_day_to_iso (today - 2, PDL_PRECISION_DAY);
  g_autoptr (PdlChange) change = pdl_change_new ("visit");
  PdlCase *kase;
  PdlVisitDay *button;

  widget_case_set (test, "pain_nrs", PDL_LEVEL_NONE, "3");
  kase = pdl_session_get_case (test->session);
  button = PDL_VISIT_DAY (widget_case_find (editor_new (test), PDL_TYPE_VISIT_DAY));
  g_assert_true (pdl_visit_day_set (button, yesterday));
  g_assert_cmpint (pdl_assessment_get_day (pdl_session_get_assessment (test->session)), ==, today - 1);
  g_assert_false (pdl_visit_day_set (button, tomorrow));
  g_assert_nonnull (strstr (pdl_visit_day_get_problem (button), "future"));
  g_assert_false (pdl_visit_day_set (button, "2026-03"));
  g_assert_false (pdl_visit_day_set (button, "soon"));
  g_assert_cmpint (pdl_assessment_get_day (pdl_session_get_assessment (test->session)), ==, today - 1);
  pdl_change_add_visit (change, kase, pdl_session_get_assessment (test->session), today);
  g_assert_true (pdl_session_apply (test->session, change, NULL));
  g_assert_false (pdl_visit_day_set (button, earlier));
  g_assert_nonnull (strstr (pdl_visit_day_get_problem (button), yesterday));
  g_assert_true (pdl_visit_day_set (button, yesterday));
  g_assert_cmpstr (pdl_visit_day_get_problem (button), ==, "");
  pdl_session_undo (test->session);
  g_assert_cmpint (pdl_assessment_get_day (pdl_session_get_assessment (test->session)), ==, today);
  widget_case_free (test);
}

int
main (int argc, char **argv)
{
  widget_case_init (&argc, &argv);
  g_test_add_func ("/widgets/editor/reach-every-finding", test_reach_every_finding);
  g_test_add_func ("/widgets/editor/first-screen", test_first_screen);
  g_test_add_func ("/widgets/editor/sentence", test_sentence);
  g_test_add_func ("/widgets/editor/carried-forward", test_carried_forward);
  g_test_add_func ("/widgets/editor/visit-day", test_visit_day);
  return g_test_run ();
}
