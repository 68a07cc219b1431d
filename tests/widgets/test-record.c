/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form of a dated record: what is entered is in the case at once, and only in the case that was open. */
#include "pdl-editor.h"
#include "pdl-record-form.h"
#include "pdl-record-list.h"
#include "widget-case.h"

static GtkWidget *
find_button (GtkWidget *root, const char *label)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The section of earlier treatments with the form of a new one open; the first kind is a radiotherapy course. */
static PdlSectionView *
open_form (WidgetCase *test, GtkWidget **ret_form)
{
  GActionGroup *groups[] = { G_ACTION_GROUP (test->actions[0]), G_ACTION_GROUP (test->actions[1]), G_ACTION_GROUP (test->actions[2]) };
  GtkWidget *editor = pdl_editor_new (test->session, groups);
  PdlSectionView *section;
  GtkWidget *add;

  widget_case_show (test, editor, 400, 800);
  section = pdl_editor_get_section (PDL_EDITOR (editor), "earlier");
  pdl_section_view_set_open (section, TRUE);
  add = find_button (GTK_WIDGET (section), "Add treatment…");
  g_assert_nonnull (add);
  g_signal_emit_by_name (add, "clicked");
  *ret_form = widget_case_find (GTK_WIDGET (section), PDL_TYPE_RECORD_FORM);
  g_assert_nonnull (*ret_form);
  return section;
}

static void
enter (GtkWidget *form, const char *field, const char *text)
{
  g_autofree char *action = g_strdup_printf ("item.%s", field);

  g_assert_true (gtk_widget_activate_action (gtk_widget_get_first_child (form), action, "s", text));
  widget_case_settle ();
}

static void
test_as_entered (void)
{
  WidgetCase *test = widget_case_new ();
  PdlCase *kase = pdl_session_get_case (test->session);
  const PdlItem *item;
  PdlSectionView *section;
  GtkWidget *form;

  widget_case_set (test, "lesion_type", 14, "lytic");
  section = open_form (test, &form);
  g_assert_cmpuint (pdl_case_get_n_items (kase, PDL_GROUP_TREATMENT), ==, 0);
  enter (form, "dose_gy", "30");
  enter (form, "fractions", "10");
  enter (form, "levels", "T8");
  enter (form, "start", "2024-11-11");
  enter (form, "end", "2024-11-22");
  enter (form, "technique", "cebrt");
  enter (form, "status", "done");

  g_assert_cmpuint (pdl_case_get_n_items (kase, PDL_GROUP_TREATMENT), ==, 1);
  item = pdl_case_get_item (kase, PDL_GROUP_TREATMENT, 0);
  g_assert_cmpfloat (pdl_value_get_number (pdl_fields_get (pdl_item_get_fields (item), "dose_gy")), ==, 30);
  g_assert_cmpfloat (pdl_value_get_number (pdl_fields_get (pdl_item_get_fields (item), "fractions")), ==, 10);
  g_assert_true (pdl_item_get_levels (item) == PDL_LEVEL_BIT (14));
  /* Its line says dose and fractions, however much stands before them. */
  g_assert_true (widget_case_has_text (GTK_WIDGET (section), "30\302\240Gy, Fractions 10"));
  widget_case_free (test);
}

static void
test_undo (void)
{
  WidgetCase *test = widget_case_new ();
  PdlCase *kase = pdl_session_get_case (test->session);
  GtkWidget *form;

  open_form (test, &form);
  enter (form, "dose_gy", "30");
  enter (form, "dose_gy", "20");
  g_assert_true (pdl_session_undo (test->session));
  widget_case_settle ();
  g_assert_cmpfloat (pdl_value_get_number (pdl_fields_get (pdl_item_get_fields (pdl_case_get_item (kase, PDL_GROUP_TREATMENT, 0)), "dose_gy")), ==, 30);
  g_assert_true (pdl_session_undo (test->session));
  widget_case_settle ();
  g_assert_cmpuint (pdl_case_get_n_items (kase, PDL_GROUP_TREATMENT), ==, 0);
  /* The form that is still open starts a record again. */
  enter (form, "dose_gy", "8");
  g_assert_cmpuint (pdl_case_get_n_items (kase, PDL_GROUP_TREATMENT), ==, 1);
  widget_case_free (test);
}

/* A dose of one person must not reach the record of another. */
static void
test_other_case (void)
{
  WidgetCase *test = widget_case_new ();
  PdlSectionView *section;
  GtkWidget *form;

  section = open_form (test, &form);
  enter (form, "dose_gy", "30");
  pdl_session_new_case (test->session);
  widget_case_settle ();
  g_assert_cmpuint (pdl_case_get_n_items (pdl_session_get_case (test->session), PDL_GROUP_TREATMENT), ==, 0);
  pdl_section_view_set_open (section, TRUE);
  g_assert_null (widget_case_find (GTK_WIDGET (section), PDL_TYPE_RECORD_FORM));
  widget_case_free (test);
}

/* What the case refuses is said, stays in the form, and goes in with what puts it right. */
static void
test_refused (void)
{
  WidgetCase *test = widget_case_new ();
  PdlCase *kase = pdl_session_get_case (test->session);
  GtkWidget *form;

  open_form (test, &form);
  enter (form, "dose_gy", "500");
  g_assert_cmpuint (pdl_case_get_n_items (kase, PDL_GROUP_TREATMENT), ==, 0);
  g_assert_true (widget_case_has_text (form, "Total dose: "));
  enter (form, "fractions", "10");
  g_assert_cmpuint (pdl_case_get_n_items (kase, PDL_GROUP_TREATMENT), ==, 0);
  enter (form, "dose_gy", "30");
  g_assert_cmpuint (pdl_case_get_n_items (kase, PDL_GROUP_TREATMENT), ==, 1);
  g_assert_cmpfloat (pdl_value_get_number (pdl_fields_get (pdl_item_get_fields (pdl_case_get_item (kase, PDL_GROUP_TREATMENT, 0)), "fractions")), ==, 10);
  widget_case_free (test);
}

/* A laboratory record of today is what the visit of today holds, so that an alert reads it; one undo takes both back. */
static void
test_result (void)
{
  WidgetCase *test = widget_case_new ();
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (test->knowledge);
  g_autofree char *today = NULL;
  GtkWidget *form, *kinds;
  guint at = 0;

  widget_case_set (test, "dexamethasone_current", PDL_LEVEL_NONE, "true");
  today = pdl_day_to_iso (pdl_assessment_get_day (pdl_session_get_assessment (test->session)), PDL_PRECISION_DAY);
  form = pdl_record_form_new (test->session, PDL_GROUP_EVENT, NULL, NULL);
  widget_case_show (test, form, 400, 800);
  for (guint i = 0; i < pdl_dictionary_get_n_kinds (dictionary) && !g_str_equal (pdl_dictionary_get_kind (dictionary, i)->id, "lab"); i++)
    at += pdl_dictionary_get_kind (dictionary, i)->group == PDL_GROUP_EVENT;
  kinds = widget_case_find (form, GTK_TYPE_DROP_DOWN);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (kinds), at);
  enter (form, "finding", "glucose_mmol_l");
  enter (form, "value", "22");
  g_assert_null (pdl_fields_get (pdl_assessment_get_fields (pdl_session_get_assessment (test->session)), "glucose_mmol_l"));
  enter (form, "date", today);
  g_assert_cmpfloat (pdl_value_get_number (pdl_fields_get (pdl_assessment_get_fields (pdl_session_get_assessment (test->session)), "glucose_mmol_l")), ==, 22);
  g_assert_true (pdl_session_undo (test->session));
  g_assert_null (pdl_fields_get (pdl_assessment_get_fields (pdl_session_get_assessment (test->session)), "glucose_mmol_l"));
  widget_case_free (test);
}

int
main (int argc, char **argv)
{
  widget_case_init (&argc, &argv);
  g_test_add_func ("/widgets/record/as-entered", test_as_entered);
  g_test_add_func ("/widgets/record/undo", test_undo);
  g_test_add_func ("/widgets/record/other-case", test_other_case);
  g_test_add_func ("/widgets/record/refused", test_refused);
  g_test_add_func ("/widgets/record/result", test_result);
  return g_test_run ();
}
