/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of every type: what a key sets, the three absences, refusal with its reason, what the row tells assistive technology. */
#include <string.h>

#include "pdl-choice.h"
#include "pdl-finding-row.h"
#include "widget-case.h"

typedef struct
{
  WidgetCase *test;
  GtkWidget *row;
  int advanced;
} Row;

static void
advance_cb (Row *row, int step)
{
  row->advanced += step;
}

static Row *
row_new (const char *id, guint group, const char *prefix)
{
  Row *row = g_new0 (Row, 1);
  const PdlFinding *finding;

  row->test = widget_case_new ();
  finding = pdl_dictionary_lookup (pdl_knowledge_get_dictionary (row->test->knowledge), id);
  g_assert_nonnull (finding);
  row->row = pdl_finding_row_new (row->test->session, finding, G_ACTION_GROUP (row->test->actions[group]), prefix);
  g_signal_connect_swapped (row->row, "advance", G_CALLBACK (advance_cb), row);
  widget_case_show (row->test, row->row, 400, 200);
  return row;
}

static void
row_free (Row *row)
{
  widget_case_free (row->test);
  g_free (row);
}

static char *
get_label (GtkWidget *widget)
{
  /* The only public way to read an accessible property is to compare it. */
  return gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, "");
}

static void
test_bool_keys (void)
{
  Row *row = row_new ("back_pain", 0, "case");

  g_assert_true (widget_case_key (row->row, GDK_KEY_y, 0));
  g_assert_cmpstr (widget_case_state (row->test, 0, "back_pain"), ==, "true");
  g_assert_cmpint (row->advanced, ==, 1);
  g_assert_true (widget_case_key (row->row, GDK_KEY_question, 0));
  g_assert_cmpstr (widget_case_state (row->test, 0, "back_pain"), ==, "?");
  g_assert_true (widget_case_key (row->row, GDK_KEY_minus, 0));
  g_assert_cmpstr (widget_case_state (row->test, 0, "back_pain"), ==, "n/a");
  g_assert_true (widget_case_key (row->row, GDK_KEY_Delete, 0));
  g_assert_cmpstr (widget_case_state (row->test, 0, "back_pain"), ==, "");
  g_assert_cmpint (row->advanced, ==, 3);
  g_assert_false (widget_case_key (row->row, GDK_KEY_y, GDK_CONTROL_MASK));
  g_assert_cmpstr (widget_case_state (row->test, 0, "back_pain"), ==, "");
  row_free (row);
}

static void
test_buttons_follow_action (void)
{
  Row *row = row_new ("systemic_options", 0, "case");
  GtkWidget *button = widget_case_find (row->row, GTK_TYPE_TOGGLE_BUTTON);

  g_assert_nonnull (button);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  g_action_group_activate_action (G_ACTION_GROUP (row->test->actions[0]), "systemic_options", g_variant_new_string ("effective_available"));
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  g_action_group_activate_action (G_ACTION_GROUP (row->test->actions[0]), "systemic_options", g_variant_new_string (""));
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  /* The other way: pressing it sets the finding. */
  g_signal_emit_by_name (button, "clicked");
  widget_case_settle ();
  g_assert_cmpstr (widget_case_state (row->test, 0, "systemic_options"), ==, "effective_available");
  row_free (row);
}

static void
test_arrows_choose (void)
{
  Row *row = row_new ("neuro_trend", 0, "case");

  widget_case_key (row->row, GDK_KEY_Right, 0);
  g_assert_cmpstr (widget_case_state (row->test, 0, "neuro_trend"), ==, "improving");
  widget_case_key (row->row, GDK_KEY_Right, 0);
  g_assert_cmpstr (widget_case_state (row->test, 0, "neuro_trend"), ==, "stable");
  widget_case_key (row->row, GDK_KEY_Left, 0);
  g_assert_cmpstr (widget_case_state (row->test, 0, "neuro_trend"), ==, "improving");
  g_assert_cmpint (row->advanced, ==, 0);
  widget_case_key (row->row, GDK_KEY_Down, 0);
  g_assert_cmpint (row->advanced, ==, 1);
  widget_case_key (row->row, GDK_KEY_Up, 0);
  g_assert_cmpint (row->advanced, ==, 0);
  row_free (row);
}

static void
test_set_switches (void)
{
  Row *row = row_new ("visceral_sites", 0, "case");
  const PdlFinding *finding = pdl_finding_row_get_finding (PDL_FINDING_ROW (row->row));
  gunichar lung = pdl_finding_key_of_code (finding, 0);
  gunichar liver = pdl_finding_key_of_code (finding, 1);

  g_assert_cmpuint (lung, !=, liver);
  widget_case_key (row->row, gdk_unicode_to_keyval (lung), 0);
  widget_case_key (row->row, gdk_unicode_to_keyval (liver), 0);
  g_assert_cmpstr (widget_case_state (row->test, 0, "visceral_sites"), ==, "lung liver");
  g_assert_cmpint (row->advanced, ==, 0);
  widget_case_key (row->row, gdk_unicode_to_keyval (lung), 0);
  g_assert_cmpstr (widget_case_state (row->test, 0, "visceral_sites"), ==, "liver");
  widget_case_key (row->row, GDK_KEY_0, 0);
  g_assert_cmpstr (widget_case_state (row->test, 0, "visceral_sites"), ==, "-");
  row_free (row);
}

static void
test_refusal (void)
{
  Row *row = row_new ("pain_nrs", 0, "case");
  GtkWidget *entry = widget_case_find (row->row, GTK_TYPE_ENTRY);

  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "11");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (widget_case_state (row->test, 0, "pain_nrs"), ==, "");
  g_assert_nonnull (pdl_finding_row_get_refusal (PDL_FINDING_ROW (row->row)));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "11"); /* the text stays to be corrected */
  g_assert_cmpint (row->advanced, ==, 0);
  gtk_test_accessible_assert_state (entry, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);

  gtk_editable_set_text (GTK_EDITABLE (entry), "7");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (widget_case_state (row->test, 0, "pain_nrs"), ==, "7");
  g_assert_null (pdl_finding_row_get_refusal (PDL_FINDING_ROW (row->row)));
  g_assert_cmpint (row->advanced, ==, 1);
  row_free (row);
}

static void
test_unit_as_typed (void)
{
  Row *row = row_new ("haemoglobin_g_l", 0, "case");

  g_assert_true (pdl_finding_row_set_text (PDL_FINDING_ROW (row->row), "12.5 g/dL"));
  g_assert_cmpstr (widget_case_state (row->test, 0, "haemoglobin_g_l"), ==, "12.5 g/dL");
  g_assert_false (pdl_finding_row_set_text (PDL_FINDING_ROW (row->row), "12.5 furlong"));
  g_assert_cmpstr (widget_case_state (row->test, 0, "haemoglobin_g_l"), ==, "12.5 g/dL");
  row_free (row);
}

static void
test_accessible_name (void)
{
  Row *row = row_new ("back_pain", 0, "case");
  const PdlFinding *finding = pdl_finding_row_get_finding (PDL_FINDING_ROW (row->row));
  g_autofree char *open = g_strdup_printf ("%s, not asked", finding->label);
  g_autofree char *unknown = g_strdup_printf ("%s, asked, unknown", finding->label);
  g_autofree char *wrong = get_label (row->row);

  g_assert_nonnull (wrong); /* it has a name at all */
  gtk_test_accessible_assert_role (row->row, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (row->row, GTK_ACCESSIBLE_PROPERTY_LABEL, open);
  widget_case_key (row->row, GDK_KEY_question, 0);
  gtk_test_accessible_assert_property (row->row, GTK_ACCESSIBLE_PROPERTY_LABEL, unknown);
  row_free (row);
}

static void
test_keys_are_unique (void)
{
  WidgetCase *test = widget_case_new ();
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (test->knowledge);

  for (guint i = 0; i < pdl_dictionary_get_n_findings (dictionary); i++)
    {
      const PdlFinding *finding = pdl_dictionary_get (dictionary, i);

      if ((finding->type != PDL_TYPE_ENUM && finding->type != PDL_TYPE_SET) || finding->n_codes > 8)
        continue;
      for (guint a = 0; a < finding->n_codes; a++)
        for (guint b = 0; b < a; b++)
          {
            gunichar key = pdl_finding_key_of_code (finding, a);

            if (key != 0 && key == pdl_finding_key_of_code (finding, b))
              g_error ("%s: %s and %s share a key", finding->id, finding->codes[a].code, finding->codes[b].code);
          }
    }
  widget_case_free (test);
}

int
main (int argc, char **argv)
{
  widget_case_init (&argc, &argv);
  g_test_add_func ("/widgets/finding-row/bool-keys", test_bool_keys);
  g_test_add_func ("/widgets/finding-row/buttons-follow-action", test_buttons_follow_action);
  g_test_add_func ("/widgets/finding-row/arrows-choose", test_arrows_choose);
  g_test_add_func ("/widgets/finding-row/set-switches", test_set_switches);
  g_test_add_func ("/widgets/finding-row/refusal", test_refusal);
  g_test_add_func ("/widgets/finding-row/unit-as-typed", test_unit_as_typed);
  g_test_add_func ("/widgets/finding-row/accessible-name", test_accessible_name);
  g_test_add_func ("/widgets/finding-row/keys-are-unique", test_keys_are_unique);
  return g_test_run ();
}
