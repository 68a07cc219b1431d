/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The drawn spine as a list: 29 named items, one tab stop, and every key of the specification. */
#include "pdl-spine-view.h"
#include "widget-case.h"

#define T8 14
#define T9 15
#define L1 19

typedef struct
{
  WidgetCase *test;
  GtkWidget *view;
} Spine;

static Spine *
spine_new (void)
{
  Spine *spine = g_new0 (Spine, 1);

  spine->test = widget_case_new ();
  spine->view = pdl_spine_view_new (spine->test->session);
  widget_case_show (spine->test, spine->view, 320, 800);
  pdl_spine_view_go_to (PDL_SPINE_VIEW (spine->view), T8);
  return spine;
}

static void
spine_free (Spine *spine)
{
  widget_case_free (spine->test);
  g_free (spine);
}

static void
keys (Spine *spine, const char *typed)
{
  for (const char *at = typed; *at != '\0'; at++)
    g_assert_true (widget_case_key (spine->view, gdk_unicode_to_keyval ((guint32) *at), 0));
}

static void
test_list (void)
{
  Spine *spine = spine_new ();

  gtk_test_accessible_assert_role (spine->view, GTK_ACCESSIBLE_ROLE_LIST);
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    {
      GtkWidget *child = pdl_spine_view_get_level_child (PDL_SPINE_VIEW (spine->view), level);
      g_autofree char *name = g_strdup_printf ("%s, nothing recorded", pdl_level_name (level));

      gtk_test_accessible_assert_role (child, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
      g_assert_true (gtk_widget_get_focusable (child));
      if (level == T8)
        gtk_test_accessible_assert_property (child, GTK_ACCESSIBLE_PROPERTY_LABEL, name);
      g_assert_cmpint (gtk_widget_get_width (child), >, 0);
      g_assert_cmpint (gtk_widget_get_height (child), >, 0);
    }
  spine_free (spine);
}

static void
test_value_keys (void)
{
  Spine *spine = spine_new ();
  WidgetCase *test = spine->test;
  GtkWidget *child = pdl_spine_view_get_level_child (PDL_SPINE_VIEW (spine->view), T8);

  keys (spine, "l");
  g_assert_cmpstr (widget_case_state (test, 1, "lesion_type"), ==, "lytic");
  keys (spine, "m");
  g_assert_cmpstr (widget_case_state (test, 1, "lesion_type"), ==, "mixed");
  keys (spine, "b");
  g_assert_cmpstr (widget_case_state (test, 1, "lesion_type"), ==, "blastic");
  keys (spine, "0");
  g_assert_cmpstr (widget_case_state (test, 1, "sins_collapse"), ==, "none");
  keys (spine, "3");
  g_assert_cmpstr (widget_case_state (test, 1, "sins_collapse"), ==, "gt50");
  keys (spine, "k");
  g_assert_cmpstr (widget_case_state (test, 1, "sins_alignment"), ==, "deformity");
  keys (spine, "ec");
  g_assert_cmpstr (widget_case_state (test, 1, "escc_grade"), ==, "1c");
  keys (spine, "e2");
  g_assert_cmpstr (widget_case_state (test, 1, "escc_grade"), ==, "2");
  g_assert_cmpstr (widget_case_state (test, 1, "sins_collapse"), ==, "gt50"); /* the 2 after e is the grade's */
  keys (spine, "u");
  g_assert_cmpstr (widget_case_state (test, 1, "escc_grade"), ==, "?");
  keys (spine, "el");
  g_assert_cmpstr (widget_case_state (test, 1, "lesion_type"), ==, "blastic"); /* no grade: the key is swallowed */

  keys (spine, "le2");
  {
    PdlEvaluation *evaluation = pdl_session_get_evaluation (test->session);

    g_assert_nonnull (evaluation);
    g_assert_cmpuint (evaluation->n_targets, ==, 1);
  }
  /* Lytic 2, collapse 3, deformity 2, semirigid place 1; pain and posterolateral parts are open, up to 3 each. */
  g_assert_null (gtk_test_accessible_check_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                                     "T8, Lytic, Collapse over 50 %, New kyphosis or scoliosis, ESCC 2, SINS 8–14"));
  spine_free (spine);
}

static void
test_pedicles (void)
{
  Spine *spine = spine_new ();

  keys (spine, "p");
  g_assert_cmpstr (widget_case_state (spine->test, 1, "sectors"), ==, "ped_l");
  keys (spine, "p");
  g_assert_cmpstr (widget_case_state (spine->test, 1, "sectors"), ==, "ped_r");
  keys (spine, "p");
  g_assert_cmpstr (widget_case_state (spine->test, 1, "sectors"), ==, "ped_l ped_r");
  keys (spine, "p");
  g_assert_cmpstr (widget_case_state (spine->test, 1, "sectors"), ==, "-");
  spine_free (spine);
}

static void
test_collapsed_body_is_involved (void)
{
  Spine *spine = spine_new ();

  keys (spine, "3p");
  g_assert_cmpstr (widget_case_state (spine->test, 1, "sectors"), ==, "vb ped_l");
  spine_free (spine);
}

static void
test_movement (void)
{
  Spine *spine = spine_new ();
  PdlSession *session = spine->test->session;

  widget_case_key (spine->view, GDK_KEY_Down, 0);
  g_assert_cmpint (pdl_session_get_level (session), ==, T9);
  widget_case_key (spine->view, GDK_KEY_Up, 0);
  widget_case_key (spine->view, GDK_KEY_Down, GDK_SHIFT_MASK);
  g_assert_cmpuint (pdl_session_get_selected (session), ==, PDL_LEVEL_BIT (T8) | PDL_LEVEL_BIT (T9));
  widget_case_key (spine->view, GDK_KEY_Up, GDK_SHIFT_MASK);
  g_assert_cmpuint (pdl_session_get_selected (session), ==, PDL_LEVEL_BIT (T8));
  widget_case_key (spine->view, GDK_KEY_Page_Down, 0);
  g_assert_cmpint (pdl_session_get_level (session), ==, L1);
  widget_case_key (spine->view, GDK_KEY_Home, 0);
  g_assert_cmpint (pdl_session_get_level (session), ==, 0);
  widget_case_key (spine->view, GDK_KEY_Up, 0); /* stays at the end */
  g_assert_cmpint (pdl_session_get_level (session), ==, 0);
  widget_case_key (spine->view, GDK_KEY_End, 0);
  g_assert_cmpint (pdl_session_get_level (session), ==, PDL_N_LEVELS - 1);
  spine_free (spine);
}

static void
test_separate_level (void)
{
  Spine *spine = spine_new ();
  PdlSession *session = spine->test->session;

  for (int i = 0; i < 5; i++)
    widget_case_key (spine->view, GDK_KEY_Down, GDK_CONTROL_MASK);
  g_assert_cmpuint (pdl_session_get_selected (session), ==, PDL_LEVEL_BIT (T8));
  widget_case_key (spine->view, GDK_KEY_space, GDK_CONTROL_MASK);
  g_assert_cmpuint (pdl_session_get_selected (session), ==, PDL_LEVEL_BIT (T8) | PDL_LEVEL_BIT (L1));
  keys (spine, "l");
  g_assert_cmpstr (widget_case_state (spine->test, 1, "lesion_type"), ==, "lytic");
  g_assert_cmpuint (pdl_session_get_evaluation (session)->n_targets, ==, 2);
  spine_free (spine);
}

static void
test_clear_and_undo (void)
{
  Spine *spine = spine_new ();

  keys (spine, "l3e2");
  widget_case_key (spine->view, GDK_KEY_Delete, 0);
  g_assert_cmpstr (widget_case_state (spine->test, 1, "lesion_type"), ==, "");
  g_assert_cmpstr (widget_case_state (spine->test, 1, "escc_grade"), ==, "");
  g_assert_true (pdl_session_undo (spine->test->session)); /* one change took all of it */
  g_assert_cmpstr (widget_case_state (spine->test, 1, "lesion_type"), ==, "lytic");
  g_assert_cmpstr (widget_case_state (spine->test, 1, "escc_grade"), ==, "2");
  spine_free (spine);
}

static void
test_split (void)
{
  Spine *spine = spine_new ();
  PdlSession *session = spine->test->session;

  widget_case_key (spine->view, GDK_KEY_Down, GDK_SHIFT_MASK);
  keys (spine, "l");
  g_assert_cmpuint (pdl_session_get_evaluation (session)->n_targets, ==, 1);
  pdl_spine_view_go_to (PDL_SPINE_VIEW (spine->view), T9);
  keys (spine, "t");
  g_assert_cmpuint (pdl_session_get_evaluation (session)->n_targets, ==, 2);
  keys (spine, "t");
  g_assert_cmpuint (pdl_session_get_evaluation (session)->n_targets, ==, 1);
  spine_free (spine);
}

int
main (int argc, char **argv)
{
  widget_case_init (&argc, &argv);
  g_test_add_func ("/widgets/spine-view/list", test_list);
  g_test_add_func ("/widgets/spine-view/value-keys", test_value_keys);
  g_test_add_func ("/widgets/spine-view/pedicles", test_pedicles);
  g_test_add_func ("/widgets/spine-view/collapsed-body", test_collapsed_body_is_involved);
  g_test_add_func ("/widgets/spine-view/movement", test_movement);
  g_test_add_func ("/widgets/spine-view/separate-level", test_separate_level);
  g_test_add_func ("/widgets/spine-view/clear-and-undo", test_clear_and_undo);
  g_test_add_func ("/widgets/spine-view/split", test_split);
  return g_test_run ();
}
