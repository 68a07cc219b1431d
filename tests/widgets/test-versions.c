/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two versions of a case side by side: what is chosen at first, what each button does to the record, and that closing decides
 * nothing. */
#include <string.h>

#include "pdl-versions-window.h"
#include "widget-case.h"

#define T8 14

typedef struct
{
  WidgetCase *base;
  GtkWidget *window; /* (nullable) the versions */
  char *message;
  gboolean undo;
} VersionsCase;

static void
decided_cb (const char *message, gboolean undo, gpointer user_data)
{
  VersionsCase *test = g_object_get_data (user_data, "test");

  g_free (test->message);
  test->message = g_strdup (message);
  test->undo = undo;
}

static void
change_case (PdlCase *kase, PdlLevel level, const char *id, const char *text)
{
  g_autoptr (PdlChange) change = pdl_change_new (NULL);
  g_autoptr (GError) error = NULL;

  pdl_change_set_text (change, kase, pdl_assessment_get_uid (pdl_case_get_current (kase)), level, id, text, &error);
  g_assert_no_error (error);
  g_assert_true (pdl_case_apply (kase, change, NULL));
}

/* The open case is the stored one: ECOG 2, pain 7, which is new. Yours: ECOG 1 and a lesion. Before: ECOG 0. */
static VersionsCase *
versions_case_new (void)
{
  VersionsCase *test = g_new0 (VersionsCase, 1);
  GtkWidget *content = gtk_label_new ("");
  g_autoptr (PdlCase) before = NULL;
  g_autoptr (PdlCase) yours = NULL;
  PdlSession *session;

  test->base = widget_case_new ();
  session = test->base->session;
  g_object_set_data (G_OBJECT (test->base->window), "test", test);
  widget_case_show (test->base, content, 400, 300);
  g_assert_true (pdl_session_set_text (session, "ecog", PDL_LEVEL_NONE, "0", NULL));
  before = pdl_case_copy (pdl_session_get_case (session));
  yours = pdl_case_copy (before);
  change_case (yours, PDL_LEVEL_NONE, "ecog", "1");
  change_case (yours, T8, "lesion_type", "lytic");
  g_assert_true (pdl_session_set_text (session, "ecog", PDL_LEVEL_NONE, "2", NULL));
  g_assert_true (pdl_session_set_text (session, "pain_nrs", PDL_LEVEL_NONE, "7", NULL));
  test->window = pdl_versions_window_show (GTK_WINDOW (test->base->window), session,
                                           pdl_comparison_new (pdl_session_get_case (session), yours, before, "edits taken over"),
                                           PDL_VERSIONS_REFUSED, decided_cb, G_OBJECT (test->base->window));
  g_object_add_weak_pointer (G_OBJECT (test->window), (gpointer *) &test->window);
  widget_case_settle ();
  return test;
}

static void
versions_case_free (VersionsCase *test)
{
  if (test->window != NULL)
    gtk_window_destroy (GTK_WINDOW (test->window));
  widget_case_settle ();
  g_assert_null (test->window);
  widget_case_free (test->base);
  g_free (test->message);
  g_free (test);
}

static void
collect (GtkWidget *widget, GType type, GPtrArray *found)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

static GtkWidget *
find_button (GtkWidget *window, const char *label)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  collect (window, GTK_TYPE_BUTTON, buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_button_get_label (buttons->pdata[i]), label) == 0)
      return buttons->pdata[i];
  return NULL;
}

static void
click (VersionsCase *test, const char *label)
{
  GtkWidget *button = find_button (test->window, label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  widget_case_settle ();
}

static void
assert_record (VersionsCase *test, const char *ecog, const char *lesion)
{
  const PdlAssessment *visit = pdl_session_get_assessment (test->base->session);
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (test->base->knowledge);
  g_autofree char *a = pdl_finding_format (pdl_dictionary_lookup (dictionary, "ecog"), pdl_fields_get (pdl_assessment_get_fields (visit), "ecog"));
  g_autofree char *b = pdl_finding_format (pdl_dictionary_lookup (dictionary, "lesion_type"),
                                           pdl_fields_get (pdl_assessment_get_level (visit, T8), "lesion_type"));
  g_autofree char *c = pdl_finding_format (pdl_dictionary_lookup (dictionary, "pain_nrs"), pdl_fields_get (pdl_assessment_get_fields (visit), "pain_nrs"));

  g_assert_cmpstr (a, ==, ecog);
  g_assert_cmpstr (b, ==, lesion);
  g_assert_cmpstr (c, ==, "7");
}

static void
test_stored_at_first (void)
{
  VersionsCase *test = versions_case_new ();
  g_autoptr (GPtrArray) choices = g_ptr_array_new ();

  collect (test->window, GTK_TYPE_CHECK_BUTTON, choices);
  /* Two rows to choose; what the store alone changed is told and cannot be chosen. */
  g_assert_cmpuint (choices->len, ==, 4);
  g_assert_true (gtk_check_button_get_active (choices->pdata[0]));
  g_assert_false (gtk_check_button_get_active (choices->pdata[1]));
  g_assert_true (gtk_check_button_get_active (choices->pdata[2]));
  g_assert_false (gtk_check_button_get_active (choices->pdata[3]));
  g_assert_true (widget_case_has_text (test->window, "Before both"));
  g_assert_true (widget_case_has_text (test->window, "T8"));
  g_assert_true (widget_case_has_text (test->window, "Changed in the store only"));
  g_assert_true (widget_case_has_text (test->window, "Everything stays as stored."));
  /* The keyboard is at the first row. */
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (test->window)) == choices->pdata[0]);
  click (test, "_Keep what is stored");
  g_assert_null (test->window);
  g_assert_nonnull (test->message);
  g_assert_false (test->undo);
  assert_record (test, "2", "");
  versions_case_free (test);
}

static void
test_row_by_row (void)
{
  VersionsCase *test = versions_case_new ();
  g_autoptr (GPtrArray) choices = g_ptr_array_new ();

  collect (test->window, GTK_TYPE_CHECK_BUTTON, choices);
  g_assert_null (find_button (test->window, "_Take over chosen"));
  /* By key: on to the other version of this row, and Space. */
  g_assert_true (gtk_widget_grab_focus (choices->pdata[3]));
  gtk_widget_activate (choices->pdata[3]);
  widget_case_settle ();
  g_assert_false (gtk_check_button_get_active (choices->pdata[2]));
  g_assert_true (widget_case_has_text (test->window, "1 of 2 chosen"));
  click (test, "_Take over chosen");
  g_assert_null (test->window);
  g_assert_true (test->undo);
  assert_record (test, "2", "lytic");
  g_assert_true (pdl_session_undo (test->base->session));
  assert_record (test, "2", "");
  versions_case_free (test);
}

static void
test_all (void)
{
  VersionsCase *test = versions_case_new ();

  click (test, "All of _yours");
  g_assert_true (widget_case_has_text (test->window, "2 of 2 chosen"));
  click (test, "All as _stored");
  g_assert_true (widget_case_has_text (test->window, "Everything stays as stored."));
  click (test, "All of _yours");
  click (test, "_Take over chosen");
  assert_record (test, "1", "lytic");
  versions_case_free (test);
}

static void
test_closing_decides_nothing (void)
{
  VersionsCase *test = versions_case_new ();

  click (test, "All of _yours");
  gtk_window_close (GTK_WINDOW (test->window));
  widget_case_settle ();
  g_assert_null (test->window);
  g_assert_null (test->message);
  assert_record (test, "2", "");
  versions_case_free (test);
}

int
main (int argc, char **argv)
{
  widget_case_init (&argc, &argv);
  g_test_add_func ("/versions/stored-at-first", test_stored_at_first);
  g_test_add_func ("/versions/row-by-row", test_row_by_row);
  g_test_add_func ("/versions/all", test_all);
  g_test_add_func ("/versions/closing-decides-nothing", test_closing_decides_nothing);
  return g_test_run ();
}
