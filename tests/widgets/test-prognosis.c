/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The prognosis view: before a meeting a radiation oncologist sees where the models stand to 3 months, what they were made on, and
 * types in what SORG said. */
#include <string.h>

#include "pdl-prognosis-view.h"
#include "widget-case.h"

static char *
read_view (WidgetCase *test)
{
  GtkWidget *view = g_object_ref_sink (pdl_prognosis_view_new (test->session));
  char *text = pdl_prognosis_view_to_text (PDL_PROGNOSIS_VIEW (view));

  g_object_unref (view);
  return text;
}

static void
begin (WidgetCase *test)
{
  pdl_session_set_now (test->session, pdl_day_from_ymd (2026, 3, 2) * (PdlMinute) 1440);
  widget_case_set (test, "lesion_type", 14, "lytic");
  widget_case_set (test, "primary_site", PDL_LEVEL_NONE, "prostate");
  widget_case_set (test, "kps", PDL_LEVEL_NONE, "80");
  widget_case_set (test, "visceral_sites", PDL_LEVEL_NONE, "");
}

static void
test_disagreement (void)
{
  WidgetCase *test = widget_case_new ();
  g_autofree char *before = NULL, *text = NULL, *typed = NULL;

  begin (test);
  before = read_view (test);
  g_assert_nonnull (strstr (before, "The models that say a side lie over 3 months"));
  g_assert_nonnull (strstr (before, "The oncologist's estimate is not recorded."));
  widget_case_set (test, "survival_band", PDL_LEVEL_NONE, "gt6m");
  widget_case_set (test, "bollen_category", PDL_LEVEL_NONE, "d");
  text = read_view (test);
  g_assert_nonnull (strstr (text, "The models disagree on 3 months"));
  g_assert_nonnull (strstr (text, "Under: Bollen (2014), category typed in."));
  /* The oncologist stands against a model: what the reference says of that. */
  g_assert_nonnull (strstr (text, "a second oncologist confirms before surgery is withheld"));
  /* Year, cohort and validation beside the figure; what is from memory is not there and says so. */
  g_assert_nonnull (strstr (text, "median 1.6 months (1.4–1.9)"));
  g_assert_nonnull (strstr (text, "2014. Cohort: 1043 patients"));
  g_assert_nonnull (strstr (text, "Harrell C 0.71"));
  g_assert_nonnull (strstr (text, "known from memory only; it stays hidden until it is checked"));
  g_assert_null (strstr (text, "38.2"));
  g_assert_null (strstr (text, "21.1"));
  g_assert_nonnull (strstr (text, "PRISM (2015). Not computed"));
  g_assert_nonnull (strstr (text, "SORG, machine learning (2019). Not computed"));
  widget_case_set (test, "survival_model", PDL_LEVEL_NONE, "sorg");
  widget_case_set (test, "survival_external_pct_3m", PDL_LEVEL_NONE, "80");
  widget_case_set (test, "survival_estimate_date", PDL_LEVEL_NONE, "2026-03-01");
  typed = read_view (test);
  g_assert_nonnull (strstr (typed, "SORG: alive 80\302\240% at 3 months; over 3 months. Typed in from SORG; made on 2026-03-01."));
  widget_case_free (test);
}

static GtkWidget *
find_role (GtkWidget *root, GtkAccessibleRole role)
{
  if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (root)) == role)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_role (child, role);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A line is a list item whose name says all that the picture shows. Prostate 5, Karnofsky 80 2, no organs 2, the rest open (scores, 3.1): 9 to 15. */
static void
test_accessible (void)
{
  WidgetCase *test = widget_case_new ();
  GtkWidget *view = pdl_prognosis_view_new (test->session), *item;
  g_autofree char *name = NULL;

  begin (test);
  widget_case_show (test, view, 900, 900);
  widget_case_settle ();
  item = find_role (view, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  g_assert_nonnull (item);
  g_assert_nonnull (find_role (view, GTK_ACCESSIBLE_ROLE_LIST));
  name = gtk_test_accessible_check_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Tokuhashi, revised (2005): 9–15: 6 months or more; or 1 year or more; over 3 months, whichever class. "
                                       "6 months or more: survival 6 months or more. 1 year or more: survival 12 months or more. "
                                       "2005. Cohort: size not in the reference. Validated: C = 0.720 in 211 surgical patients; c = 0.67 at 1 year in 202 patients; "
                                       "about 60 % predictive ability in 329 operated patients, whose survival it underestimates in the band 0-8. "
                                       "Tokuhashi 2005, PMID 33741509 / PMC8443703, NICE CG75 appendix 3 table 2 and 3 more. Verification: read in two or more sources; read in one source.");
  g_assert_cmpstr (name, ==, NULL);
  widget_case_free (test);
}

static void
told_cb (GtkWidget *view, const char *word, GString *log)
{
  g_string_append_printf (log, "%s;", word);
}

static GtkWidget *
find_action (GtkWidget *root, const char *action)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (root)), action) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_action (child, action);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Every line leads to its basis, what is missing to its field. */
static void
test_leads_on (void)
{
  WidgetCase *test = widget_case_new ();
  GtkWidget *view = pdl_prognosis_view_new (test->session);
  g_autoptr (GString) log = g_string_new (NULL);
  g_auto (GStrv) told = NULL;

  begin (test);
  g_signal_connect (view, "open-basis", G_CALLBACK (told_cb), log);
  g_signal_connect (view, "go-to-finding", G_CALLBACK (told_cb), log);
  widget_case_show (test, view, 900, 900);
  widget_case_settle ();
  g_signal_emit_by_name (find_action (view, "prognosis.basis"), "clicked");
  g_signal_emit_by_name (find_action (view, "prognosis.go-to"), "clicked");
  told = g_strsplit (log->str, ";", -1);
  g_assert_cmpuint (g_strv_length (told), ==, 3);
  g_assert_cmpstr (told[0], ==, "score/tokuhashi_revised");
  g_assert_nonnull (pdl_dictionary_lookup (pdl_knowledge_get_dictionary (test->knowledge), told[1]));
  widget_case_free (test);
}

int
main (int argc, char **argv)
{
  widget_case_init (&argc, &argv);
  g_test_add_func ("/widgets/prognosis/disagreement", test_disagreement);
  g_test_add_func ("/widgets/prognosis/accessible", test_accessible);
  g_test_add_func ("/widgets/prognosis/leads-on", test_leads_on);
  return g_test_run ();
}
