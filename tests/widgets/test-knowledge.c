/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The knowledge browser: what it finds, what it says of the open case, and that a basis leads on and back. */
#include <glib/gstdio.h>
#include <string.h>

#include "pdl-basis-view.h"
#include "pdl-knowledge-browser.h"
#include "pdl-knowledge-item.h"
#include "pdl-pane-parts.h"
#include "widget-case.h"

static PdlKnowledgeItem *
find (GListStore *items, const char *reference)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (items)); i++)
    {
      PdlKnowledgeItem *item = g_list_model_get_item (G_LIST_MODEL (items), i);

      g_object_unref (item); /* the store keeps it */
      if (g_str_equal (pdl_knowledge_item_get_reference (item), reference))
        return item;
    }
  g_error ("no %s", reference);
}

static void
test_everything_is_there (void)
{
  WidgetCase *test = widget_case_new ();
  g_autoptr (GListStore) items = pdl_knowledge_items_new (test->knowledge);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (items)), ==,
                    pdl_knowledge_get_n_rows (test->knowledge) + pdl_knowledge_get_n_modifiers (test->knowledge)
                      + pdl_knowledge_get_n_options (test->knowledge) + pdl_knowledge_get_n_scores (test->knowledge)
                      + pdl_knowledge_get_n_statements (test->knowledge) + pdl_knowledge_get_n_alerts (test->knowledge)
                      + pdl_knowledge_get_n_conflicts (test->knowledge) + pdl_knowledge_get_n_sources (test->knowledge));
  widget_case_free (test);
}

static PdlItemRank
rank (GListStore *items, const char *reference, const char *typed)
{
  g_auto (GStrv) words = pdl_knowledge_item_split (typed);

  return pdl_knowledge_item_rank (find (items, reference), words);
}

/* What it is called comes before what begins like it, that before its words, and those before what its text says. */
static void
test_search (void)
{
  static const struct { const char *typed, *reference; PdlItemRank rank; } rows[] = {
    { "plt-25", "row/PLT-25", PDL_RANK_NAME },
    { "Row PLT-25", "row/PLT-25", PDL_RANK_NAME },
    { "row/PLT-25", "row/PLT-25", PDL_RANK_NAME },
    { "plt-25", "row/PLT-60", PDL_RANK_NOT_FOUND },
    { "plt-25", "conflict/surgery-for-deficit", PDL_RANK_TEXT }, /* it touches the row */
    { "plt-25 no such word", "row/PLT-25", PDL_RANK_NOT_FOUND },
    { "M6", "modifier/M6.1", PDL_RANK_NAME_START },
    { "modifier  m6.1", "modifier/M6.1", PDL_RANK_NAME },
    { "sins", "score/sins", PDL_RANK_NAME },
    { "20", "conflict/second-course", PDL_RANK_NAME },
    { "Conflict 20", "conflict/second-course", PDL_RANK_NAME },
    { "conflict 2", "conflict/second-course", PDL_RANK_NAME_START },
    { "second-course", "conflict/second-course", PDL_RANK_NAME },
    { "conflict 20", "conflict/mri-time", PDL_RANK_TEXT },       /* 2015 */
    { "mri time", "conflict/mri-time", PDL_RANK_NAME },
    { "time mri", "conflict/mri-time", PDL_RANK_NAME_WORDS },
    { "patchell", "source/patchell2005", PDL_RANK_NAME_START },
    { "patchell", "row/PLT-25", PDL_RANK_TEXT },
    { "", "row/PLT-25", PDL_RANK_NAME_START },
  };
  WidgetCase *test = widget_case_new ();
  g_autoptr (GListStore) items = pdl_knowledge_items_new (test->knowledge);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s: %s", rows[i].typed, rows[i].reference);
      g_assert_cmpint (rank (items, rows[i].reference, rows[i].typed), ==, rows[i].rank);
    }
  g_assert_cmpstr (pdl_knowledge_item_get_designation (find (items, "conflict/second-course")), ==, "20");
  g_assert_cmpstr (pdl_knowledge_item_get_designation (find (items, "row/PLT-25")), ==, "PLT-25");
  widget_case_free (test);
}

/* No two things are called the same by kind and id or number, so that what is asked for so stands first and alone. */
static void
test_named_once (void)
{
  WidgetCase *test = widget_case_new ();
  g_autoptr (GListStore) items = pdl_knowledge_items_new (test->knowledge);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (items));

  for (guint number = 1; number <= pdl_knowledge_get_n_conflicts (test->knowledge); number++)
    {
      g_autofree char *typed = g_strdup_printf ("conflict %u", number);
      g_auto (GStrv) words = pdl_knowledge_item_split (typed);
      g_autofree char *wanted = g_strdup_printf ("conflict/%s", pdl_knowledge_get_conflict (test->knowledge, number - 1)->id);

      for (guint i = 0; i < n; i++)
        {
          g_autoptr (PdlKnowledgeItem) item = g_list_model_get_item (G_LIST_MODEL (items), i);

          g_assert_cmpint (pdl_knowledge_item_rank (item, words) == PDL_RANK_NAME, ==, g_str_equal (pdl_knowledge_item_get_reference (item), wanted));
        }
    }
  for (guint k = 0; k < n; k++)
    {
      g_autoptr (PdlKnowledgeItem) asked = g_list_model_get_item (G_LIST_MODEL (items), k);
      g_auto (GStrv) words = pdl_knowledge_item_split (pdl_knowledge_item_get_reference (asked));

      for (guint i = 0; i < n; i++)
        {
          g_autoptr (PdlKnowledgeItem) item = g_list_model_get_item (G_LIST_MODEL (items), i);

          g_assert_cmpint (pdl_knowledge_item_rank (item, words) == PDL_RANK_NAME, ==, item == asked);
        }
    }
  widget_case_free (test);
}

static void
type_words (GtkWidget *search, const char *words)
{
  gtk_editable_set_text (GTK_EDITABLE (search), words);
  g_signal_emit_by_name (search, "search-changed");
  widget_case_settle ();
}

static PdlKnowledgeItem *
nth_line (GtkWidget *browser, guint n)
{
  GtkSelectionModel *lines = gtk_list_view_get_model (GTK_LIST_VIEW (widget_case_find (browser, GTK_TYPE_LIST_VIEW)));
  PdlKnowledgeItem *item = g_list_model_get_item (G_LIST_MODEL (lines), n);

  g_assert_nonnull (item);
  g_object_unref (item); /* the list keeps it */
  return item;
}

/* The list follows the search; of what is equally near, what applies stands first. */
static void
test_nearest_first (void)
{
  static const struct { const char *typed, *first; } rows[] = {
    { "conflict 20", "conflict/second-course" }, { "conflict 2", "conflict/moderately-sensitive" }, { "PLT-25", "row/PLT-25" },
    { "M6", "modifier/M6.1" }, { "score sins", "score/sins" }, { "cebrt", "option/cebrt" }, { "patchell2005", "source/patchell2005" },
  };
  WidgetCase *test = widget_case_new ();
  GtkWidget *browser = pdl_knowledge_browser_new (test->session), *search;
  g_autofree char *row = NULL;

  widget_case_set (test, "escc_grade", 14, "2");
  widget_case_show (test, browser, 1100, 760);
  search = widget_case_find (browser, GTK_TYPE_SEARCH_ENTRY);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      type_words (search, rows[i].typed);
      g_test_message ("%s", rows[i].typed);
      g_assert_cmpstr (pdl_knowledge_item_get_reference (nth_line (browser, 0)), ==, rows[i].first);
    }
  type_words (search, "row");
  row = g_strdup_printf ("row/%s", pdl_session_get_evaluation (test->session)->targets[0].decision.row->id);
  g_assert_cmpstr (pdl_knowledge_item_get_reference (nth_line (browser, 0)), ==, row);
  type_words (search, "");
  g_assert_cmpstr (pdl_knowledge_item_get_reference (nth_line (browser, 0)), ==, row);
  widget_case_free (test);
}

/* T8, grade 2, cord signs: the row of the reading applies; what an open finding decides cannot be told. */
static void
test_judged_for_the_case (void)
{
  WidgetCase *test = widget_case_new ();
  g_autoptr (GListStore) items = pdl_knowledge_items_new (test->knowledge);
  PdlEvaluation *evaluation;
  const PdlDecisionResult *decision;
  g_autofree char *here = NULL;

  g_assert_cmpint (pdl_knowledge_item_judge (find (items, "row/PLT-25"), NULL, 0), ==, PDL_ITEM_NO_CASE);
  widget_case_set (test, "escc_grade", 14, "2");
  widget_case_set (test, "lesion_type", 14, "lytic");
  widget_case_set (test, "cord_signs", PDL_LEVEL_NONE, "limb_weakness");
  widget_case_set (test, "ambulation", PDL_LEVEL_NONE, "with_aid");
  evaluation = pdl_session_get_evaluation (test->session);
  decision = &evaluation->targets[0].decision;
  here = g_strdup_printf ("row/%s", decision->row->id);
  g_assert_cmpint (pdl_knowledge_item_judge (find (items, here), evaluation, 0), ==, PDL_ITEM_HOLDS);
  g_assert_cmpuint (decision->n_could_become, >, 0);
  g_free (here);
  here = g_strdup_printf ("row/%s", decision->could_become[0].row->id);
  g_assert_cmpint (pdl_knowledge_item_judge (find (items, here), evaluation, 0), ==, PDL_ITEM_CANNOT_TELL);
  /* SINS waits for its other items. */
  g_assert_cmpint (pdl_knowledge_item_judge (find (items, "score/sins"), evaluation, 0), ==, PDL_ITEM_CANNOT_TELL);
  g_assert_cmpint (pdl_knowledge_item_judge (find (items, "source/patchell2005"), evaluation, 0), ==, PDL_ITEM_NO_CASE);
  widget_case_free (test);
}

/* What applies is what the evaluation lists, statement by statement. */
static void
test_agrees_with_the_evaluation (void)
{
  WidgetCase *test = widget_case_new ();
  g_autoptr (GListStore) items = pdl_knowledge_items_new (test->knowledge);
  PdlEvaluation *evaluation;

  widget_case_set (test, "escc_grade", 14, "2");
  widget_case_set (test, "primary_site", PDL_LEVEL_NONE, "kidney_rcc");
  evaluation = pdl_session_get_evaluation (test->session);
  for (guint i = 0; i < pdl_knowledge_get_n_statements (test->knowledge); i++)
    {
      const PdlStatement *statement = pdl_knowledge_get_statement (test->knowledge, i);
      g_autofree char *reference = g_strdup_printf ("statement/%s", statement->id);
      PdlItemState expected = PDL_ITEM_HOLDS_NOT;

      for (guint j = 0; j < evaluation->n_statements; j++)
        if (evaluation->statements[j].statement == statement && evaluation->statements[j].target <= 0)
          expected = evaluation->statements[j].truth == PDL_TRUTH_TRUE ? PDL_ITEM_HOLDS : PDL_ITEM_CANNOT_TELL;
      g_test_message ("%s", reference);
      g_assert_cmpint (pdl_knowledge_item_judge (find (items, reference), evaluation, 0), ==, expected);
    }
  widget_case_free (test);
}

static void
test_basis_without_a_case_leads_on (void)
{
  WidgetCase *test = widget_case_new ();
  g_autoptr (PdlSession) session = pdl_session_new (test->knowledge, NULL);
  GtkWidget *basis = pdl_basis_view_new (session);
  g_autofree char *text = NULL, *source = NULL, *back = NULL;

  widget_case_show (test, basis, 600, 800);
  pdl_basis_view_open (PDL_BASIS_VIEW (basis), "row/PLT-25", 0);
  text = pdl_basis_view_to_text (PDL_BASIS_VIEW (basis));
  g_assert_nonnull (strstr (text, "Basis of PLT-25"));
  g_assert_null (strstr (text, "this patient"));
  g_assert_nonnull (strstr (text, "Shown with this row"));
  gtk_widget_activate_action (basis, "basis.open", "s", "source/patchell2005");
  source = pdl_basis_view_to_text (PDL_BASIS_VIEW (basis));
  g_assert_nonnull (strstr (source, "Patchell"));
  g_assert_nonnull (strstr (source, "Used by"));
  g_signal_emit_by_name (widget_case_find (basis, GTK_TYPE_BUTTON), "clicked");
  back = pdl_basis_view_to_text (PDL_BASIS_VIEW (basis));
  g_assert_cmpstr (back, ==, text);
  widget_case_free (test);
}

/* Formal, part 2: a note is shown with the rule unless its own condition is false. */
static void
test_notes (void)
{
  WidgetCase *test = widget_case_new ();
  GtkWidget *basis = pdl_basis_view_new (test->session);
  const PdlStatement *note = pdl_knowledge_lookup_statement (test->knowledge, "sx-bone-fragment");
  g_autofree char *open = NULL, *without = NULL;

  widget_case_show (test, basis, 600, 800);
  widget_case_set (test, "lesion_type", 14, "lytic");
  pdl_basis_view_open (PDL_BASIS_VIEW (basis), "modifier/M6.1", 0);
  open = pdl_basis_view_to_text (PDL_BASIS_VIEW (basis));
  g_assert_nonnull (strstr (open, "Shown with this modifier"));
  g_assert_nonnull (strstr (open, note->text_short));
  widget_case_set (test, "bone_compression", 14, "false");
  pdl_basis_view_open (PDL_BASIS_VIEW (basis), "modifier/M6.1", 0);
  without = pdl_basis_view_to_text (PDL_BASIS_VIEW (basis));
  g_assert_null (strstr (without, "Shown with this modifier"));
  widget_case_free (test);
}

/* The first line is the row of the case in hand and opened; Escape empties the search and closes after that. */
static void
test_opens_on_what_applies (void)
{
  WidgetCase *test = widget_case_new ();
  GtkWidget *browser = pdl_knowledge_browser_new (test->session);
  GtkWidget *search, *window;

  widget_case_set (test, "escc_grade", 14, "2");
  widget_case_set (test, "cord_signs", PDL_LEVEL_NONE, "limb_weakness");
  widget_case_set (test, "ambulation", PDL_LEVEL_NONE, "with_aid");
  widget_case_show (test, browser, 1100, 760);
  pdl_knowledge_browser_start (PDL_KNOWLEDGE_BROWSER (browser));
  widget_case_settle ();
  {
    g_autofree char *heading = g_strdup_printf ("Basis of %s", pdl_session_get_evaluation (test->session)->targets[0].decision.row->id);

    g_assert_true (widget_case_has_text (browser, heading));
  }
  search = widget_case_find (browser, GTK_TYPE_SEARCH_ENTRY);
  window = GTK_WIDGET (gtk_widget_get_root (browser));
  gtk_window_set_hide_on_close (GTK_WINDOW (window), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (search), "patchell");
  widget_case_settle ();
  g_signal_emit_by_name (search, "search-changed");
  g_signal_emit_by_name (widget_case_find (browser, GTK_TYPE_LIST_VIEW), "activate", 0u);
  widget_case_settle ();
  {
    g_autofree char *heading = g_strdup_printf ("Basis of %s", pdl_session_get_evaluation (test->session)->targets[0].decision.row->id);

    g_assert_false (widget_case_has_text (browser, heading)); /* Enter opened another line */
  }
  g_signal_emit_by_name (search, "stop-search");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (search)), ==, "");
  g_assert_true (gtk_widget_get_visible (window));
  g_signal_emit_by_name (search, "stop-search");
  g_assert_false (gtk_widget_get_visible (window));
  widget_case_free (test);
}

static char *
text_of (GtkWidget *basis)
{
  return pdl_basis_view_to_text (PDL_BASIS_VIEW (basis));
}

/* Presses a key of the view's shortcuts. */
static void
press (GtkWidget *view, guint keyval, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (view);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      for (guint k = 0; GTK_IS_SHORTCUT_CONTROLLER (controller) && k < g_list_model_get_n_items (G_LIST_MODEL (controller)); k++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), k);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (GTK_IS_KEYVAL_TRIGGER (trigger) && gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == keyval
              && gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == state)
            gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, view, NULL);
        }
    }
}

/* The card is one key from a rule and the same key leads back; a source has none. */
static void
test_card_and_back (void)
{
  WidgetCase *test = widget_case_new ();
  GtkWidget *basis = pdl_basis_view_new (test->session);
  g_autofree char *row = NULL, *card = NULL, *back = NULL, *source = NULL, *still = NULL;

  widget_case_show (test, basis, 700, 900);
  pdl_basis_view_open (PDL_BASIS_VIEW (basis), "score/rpa_chao_2012", 0);
  row = text_of (basis);
  press (basis, GDK_KEY_i, GDK_CONTROL_MASK);
  card = text_of (basis);
  g_assert_nonnull (strstr (card, "Model card: rpa_chao_2012"));
  g_assert_nonnull (strstr (card, "5 · Race: Not used; the program does not record it"));
  g_assert_nonnull (strstr (card, "10 · Sex: Not used\n"));
  g_assert_nonnull (strstr (card, "11 · Date of birth: Used: Birth date"));
  g_assert_nonnull (strstr (card, "3 · Funding of the technical implementation: Not known"));
  g_assert_nonnull (strstr (card, "Shipped text: Not signed by a clinician"));
  g_assert_nonnull (strstr (card, "nothing can be signed"));
  press (basis, GDK_KEY_i, GDK_CONTROL_MASK);
  back = text_of (basis);
  g_assert_cmpstr (back, ==, row);
  pdl_basis_view_open (PDL_BASIS_VIEW (basis), "source/patchell2005", 0);
  source = text_of (basis);
  press (basis, GDK_KEY_i, GDK_CONTROL_MASK);
  still = text_of (basis);
  g_assert_cmpstr (still, ==, source);
  widget_case_free (test);
}

/* Found by its number, its words, who holds a position and what it touches; judged like everything else. */
static void
test_conflict_is_found (void)
{
  static const char *const typed[] = { "conflict 20", "experts differ", "noms separation", "plt-53", "laufer" };
  WidgetCase *test = widget_case_new ();
  g_autoptr (GListStore) items = pdl_knowledge_items_new (test->knowledge);
  PdlKnowledgeItem *item = find (items, "conflict/second-course");

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    g_assert_cmpint (rank (items, "conflict/second-course", typed[i]), <, PDL_RANK_NOT_FOUND);
  g_assert_cmpint (rank (items, "conflict/second-course", "plt-47"), ==, PDL_RANK_NOT_FOUND);
  g_assert_cmpint (pdl_knowledge_item_judge (item, NULL, 0), ==, PDL_ITEM_NO_CASE);
  widget_case_set (test, "escc_grade", 14, "2");
  g_assert_cmpint (pdl_knowledge_item_judge (find (items, "conflict/late-paralysis"), pdl_session_get_evaluation (test->session), 0), ==, PDL_ITEM_CANNOT_TELL);
  widget_case_set (test, "neuro_status", PDL_LEVEL_NONE, "intact");
  g_assert_cmpint (pdl_knowledge_item_judge (find (items, "conflict/late-paralysis"), pdl_session_get_evaluation (test->session), 0), ==, PDL_ITEM_HOLDS_NOT);
  widget_case_free (test);
}

/* From a rule to the conflict and to a source; the preference orders the positions and leaves every one there. */
static void
test_conflict_page (void)
{
  static const char *const told[] = { "Founding summary", "\"immediate\" for all", "12 h / 24 h / 48 h / 1 wk / 2 wk", "24 h / 1 wk", "qs56", "Verification: read in the paper's own abstract; read in one source; mapping not signed",
                                      "Neurology: 12 h target, 24 h limit; pain: 7 days if red flags, else 14 days", "dx-mri-24h-nice" };
  WidgetCase *test = widget_case_new ();
  GtkWidget *basis = pdl_basis_view_new (test->session);
  g_autofree char *rule = NULL, *plain = NULL, *ordered = NULL, *card = NULL, *unnamed = NULL;

  widget_case_show (test, basis, 700, 900);
  pdl_basis_view_open (PDL_BASIS_VIEW (basis), "statement/dx-mri-12h", 0);
  rule = text_of (basis);
  g_assert_nonnull (strstr (rule, "Experts differ: MRI time"));
  gtk_widget_activate_action (basis, "basis.open", "s", "conflict/mri-time");
  plain = text_of (basis);
  g_assert_null (strstr (plain, "your national guideline"));
  g_assert_true (strstr (plain, "\nDutch\n") < strstr (plain, "\nNICE\n"));
  pdl_session_set_national (test->session, "nice");
  widget_case_settle ();
  ordered = text_of (basis);
  g_assert_nonnull (strstr (ordered, "NICE (your national guideline)"));
  g_assert_nonnull (strstr (ordered, "orders this list only"));
  g_assert_true (strstr (ordered, "NICE (your") < strstr (ordered, "\nFounding summary\n"));
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    {
      g_test_message ("%s", told[i]);
      g_assert_nonnull (strstr (plain, told[i]));
      g_assert_nonnull (strstr (ordered, told[i]));
    }
  press (basis, GDK_KEY_i, GDK_CONTROL_MASK);
  card = text_of (basis);
  g_assert_nonnull (strstr (card, "Model card: mri-time"));
  /* Appendix 2, row 18: "other reviews", and nobody named. */
  pdl_basis_view_open (PDL_BASIS_VIEW (basis), "conflict/incidence", 0);
  unnamed = text_of (basis);
  g_assert_nonnull (strstr (unnamed, "Other reviews\nabout 70 % and 15-30 %\nThe register names no source for it."));
  widget_case_free (test);
}

/* A source that is known by its number keeps the number. */
static void
test_short_source (void)
{
  WidgetCase *test = widget_case_new ();
  static const struct { const char *source, *words; } rows[] = {
    { "patchell2005", "Patchell 2005" },
    { "sc-s27", "DOI 10.1007/s11999-015-4446-z" },
    { "ng234", "NICE 2023" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const PdlSource *source = pdl_knowledge_lookup_source (test->knowledge, rows[i].source);
      const PdlBasis basis = { .sources = &source, .n_sources = 1 };
      g_autofree char *words = NULL;

      g_assert_nonnull (source);
      words = pdl_words_sources (&basis, 1);
      g_assert_cmpstr (words, ==, rows[i].words);
    }
  widget_case_free (test);
}

static void
changed_cb (PdlSignatureBook *book, guint *n)
{
  (*n)++;
}

static void
wait_for (guint *n)
{
  while (*n == 0)
    g_main_context_iteration (NULL, TRUE);
  *n = 0;
  widget_case_settle ();
}

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

/* Signed by hand on the card; the card and the file say so, and the keyboard stays where it was. A signature of another text does not count for this one. */
static void
test_sign_here (void)
{
  WidgetCase *test = widget_case_new ();
  GtkWidget *basis = pdl_basis_view_new (test->session), *entry, *sign, *focus;
  g_autofree char *folder = g_dir_make_tmp ("pedicle-signatures-XXXXXX", NULL), *path = g_build_filename (folder, "signatures.ini", NULL);
  g_autofree char *text = NULL, *earlier = NULL, *file = NULL, *edited = NULL;
  g_autoptr (PdlSignatureBook) book = pdl_signature_book_new (path), other = NULL;
  guint changed = 0;

  g_signal_connect (book, "changed", G_CALLBACK (changed_cb), &changed);
  wait_for (&changed);
  pdl_session_set_signature_book (test->session, book);
  pdl_session_set_now (test->session, pdl_day_from_ymd (2026, 3, 2) * (PdlMinute) 1440);
  widget_case_show (test, basis, 700, 900);
  pdl_basis_view_open (PDL_BASIS_VIEW (basis), "card/statement/sx-goals", 0);
  entry = widget_case_find (basis, GTK_TYPE_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Dr. Test");
  gtk_editable_set_text (GTK_EDITABLE (gtk_grid_get_child_at (GTK_GRID (gtk_widget_get_parent (entry)), 1, 1)), "spine surgeon");
  gtk_revealer_set_reveal_child (GTK_REVEALER (gtk_widget_get_ancestor (entry, GTK_TYPE_REVEALER)), TRUE);
  widget_case_settle ();
  sign = find_button (basis, "_Sign");
  g_assert_true (gtk_widget_grab_focus (sign));
  g_signal_emit_by_name (sign, "clicked");
  wait_for (&changed);
  /* The form is a new one; its link has the keyboard. */
  focus = gtk_root_get_focus (gtk_widget_get_root (basis));
  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_get_next_sibling (focus) == gtk_widget_get_ancestor (find_button (basis, "_Sign"), GTK_TYPE_REVEALER));
  text = text_of (basis);
  g_assert_nonnull (strstr (text, "In this clinic, this text: Signed by Dr. Test, spine surgeon, on 2026-03-02"));
  g_assert_nonnull (strstr (text, "In this clinic, whole set: Not signed"));
  g_assert_true (g_file_get_contents (path, &file, NULL, NULL));
  /* The same signature, of a text that has changed since. */
  edited = g_strdup_printf ("%.*shash=0\n", (int) (strstr (file, "hash=") - file), file);
  g_assert_true (g_file_set_contents (path, edited, -1, NULL));
  other = pdl_signature_book_new (path);
  g_signal_connect (other, "changed", G_CALLBACK (changed_cb), &changed);
  wait_for (&changed);
  pdl_session_set_signature_book (test->session, other);
  pdl_basis_view_open (PDL_BASIS_VIEW (basis), "card/statement/sx-goals", 0);
  earlier = text_of (basis);
  g_assert_nonnull (strstr (earlier, "Signed for an earlier text by Dr. Test"));
  widget_case_free (test);
  g_remove (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  widget_case_init (&argc, &argv);
  g_test_add_func ("/widgets/knowledge/everything", test_everything_is_there);
  g_test_add_func ("/widgets/knowledge/search", test_search);
  g_test_add_func ("/widgets/knowledge/named-once", test_named_once);
  g_test_add_func ("/widgets/knowledge/nearest-first", test_nearest_first);
  g_test_add_func ("/widgets/knowledge/judged", test_judged_for_the_case);
  g_test_add_func ("/widgets/knowledge/agrees", test_agrees_with_the_evaluation);
  g_test_add_func ("/widgets/knowledge/leads-on", test_basis_without_a_case_leads_on);
  g_test_add_func ("/widgets/knowledge/opens", test_opens_on_what_applies);
  g_test_add_func ("/widgets/knowledge/card", test_card_and_back);
  g_test_add_func ("/widgets/knowledge/sign", test_sign_here);
  g_test_add_func ("/widgets/knowledge/short-source", test_short_source);
  g_test_add_func ("/widgets/knowledge/conflict-found", test_conflict_is_found);
  g_test_add_func ("/widgets/knowledge/conflict-page", test_conflict_page);
  g_test_add_func ("/widgets/knowledge/notes", test_notes);
  return g_test_run ();
}
