/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of cases: sections, search, neighbours, and that it follows what is saved. Rows are stored as they are, so
 * that no clinical rule decides what is tested here. */
#include "session-fixture.h"

#include "pdl-case-list.h"

typedef struct
{
  const char *uid, *name, *identifier, *primary, *levels, *worklist;
  int until; /* hours of 2026-03-02 to the limit; -1: none */
  int due;   /* days from then; -1: none */
  int overdue_from; /* days from then; -1: none */
} Row;

static const Row stored[] = {
  { "f1", "Example-Zwart, Jan", "0001", "prostate", NULL, "followed", -1, 40, 60 },
  { "d2", "Example-Visser, Eva", "0002", "breast", "L2–L4", "discuss", -1, -1, -1 },
  { "d1", "Example-Bakker, Anna", "0003", "breast", "T8–T10", "discuss", -1, -1, -1 },
  { "u2", "Example-Appel, Wim", "0004", "kidney_rcc", "T4", "urgent", 24, -1, -1 },
  { "u1", "Example-Öztürk, Gül", "0005", "lung_nsclc", "C7, L1", "urgent", 4, -1, -1 },
  { "o1", "Example-Mulder, Piet", "0006", "prostate", "S1", "overdue", -1, 3, 0 },
};

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
store_row (SessionFixture *self, const Row *row)
{
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (self->knowledge);
  g_autoptr (PdlCase) kase = pdl_case_new (dictionary, row->uid);
  g_autoptr (PdlChange) change = pdl_change_new (NULL);
  g_autoptr (PdlCaseSummary) summary = pdl_case_summary_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const PdlDay today = pdl_day_from_ymd (2026, 3, 2);

  g_assert_true (pdl_change_set_text (change, kase, NULL, PDL_LEVEL_NONE, "identifier", row->identifier, NULL));
  g_assert_true (pdl_case_apply (kase, change, NULL));
  summary->uid = g_strdup (row->uid);
  summary->name = g_strdup (row->name);
  summary->identifier = g_strdup (row->identifier);
  summary->primary = g_strdup (row->primary);
  summary->levels = g_strdup (row->levels);
  summary->worklist = g_strdup (row->worklist);
  summary->urgent_until = row->until >= 0 ? (PdlMinute) today * 1440 + row->until * 60 : PDL_MINUTE_NONE;
  summary->next_due = row->due >= 0 ? today + row->due : PDL_DAY_NONE;
  summary->overdue_from = row->overdue_from >= 0 ? today + row->overdue_from : PDL_DAY_NONE;
  pdl_store_save_async (self->store, kase, change, summary, 0, NULL, saved_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  pdl_store_save_finish (self->store, result, &error);
  g_assert_no_error (error);
}

/* "urgent 2: u1 u2; followed 1: f1; " */
static char *
describe (PdlCaseList *list)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (PdlCaseRow) row = g_list_model_get_item (G_LIST_MODEL (list), i);

      if (pdl_case_row_is_heading (row))
        g_string_append_printf (text, "%s%s %u:", i > 0 ? "; " : "", pdl_case_row_get_worklist (row),
                                pdl_case_row_get_count (row));
      else
        g_string_append_printf (text, " %s", pdl_case_row_get_summary (row)->uid);
    }
  return g_string_free (text, FALSE);
}

static void
assert_list (PdlCaseList *list, const char *expected)
{
  g_autofree char *text = describe (list);

  g_assert_cmpstr (text, ==, expected);
}

static void
changed_cb (GListModel *model, guint position, guint removed, guint added, guint *n)
{
  (*n)++;
}

/* Waits for the store's answer to show. */
static void
wait_for_change (PdlCaseList *list)
{
  guint n = 0;
  gulong id = g_signal_connect (list, "items-changed", G_CALLBACK (changed_cb), &n);

  while (n == 0)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (list, id);
}

static PdlCaseList *
open_list (SessionFixture *self)
{
  PdlCaseList *list;

  for (guint i = 0; i < G_N_ELEMENTS (stored); i++)
    store_row (self, &stored[i]);
  list = pdl_case_list_new (self->session);
  wait_for_change (list);
  return list;
}

static void
test_sections (SessionFixture *self, gconstpointer data)
{
  g_autoptr (PdlCaseList) list = open_list (self);

  /* Sections in order of need; in one the shorter limit, then the nearer date, then the name. */
  assert_list (list, "urgent 2: u1 u2; overdue 1: o1; discuss 2: d1 d2; followed 1: f1");
}

/* What was not overdue when it was saved is when its day has come. */
static void
test_later_day (SessionFixture *self, gconstpointer data)
{
  g_autoptr (PdlCaseList) list = open_list (self);
  const PdlDay day = pdl_day_from_ymd (2026, 3, 2);

  pdl_session_set_now (self->session, (PdlMinute) (day + 59) * 1440);
  assert_list (list, "urgent 2: u1 u2; overdue 1: o1; discuss 2: d1 d2; followed 1: f1");
  pdl_session_set_now (self->session, (PdlMinute) (day + 60) * 1440);
  assert_list (list, "urgent 2: u1 u2; overdue 2: o1 f1; discuss 2: d1 d2");
}

static void
test_search (SessionFixture *self, gconstpointer data)
{
  g_autoptr (PdlCaseList) list = open_list (self);
  const struct
  {
    const char *typed, *expected;
  } searches[] = {
    { "bakker", "discuss 1: d1" },
    { "BAKK", "discuss 1: d1" },
    { "t9", "discuss 1: d1" },
    { "example t9", "discuss 1: d1" },
    { "bakker l3", "" },
    { "0004", "urgent 1: u2" },
    { "breast", "discuss 2: d1 d2" },
    { "ozturk", "urgent 1: u1" },
    { "l1", "urgent 1: u1" },
    { "nobody", "" },
    { "", "urgent 2: u1 u2; overdue 1: o1; discuss 2: d1 d2; followed 1: f1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_test_message ("%s", searches[i].typed);
      pdl_case_list_set_search (list, searches[i].typed);
      assert_list (list, searches[i].expected);
    }
  pdl_case_list_set_search (list, "bakker");
  pdl_case_list_set_search (list, NULL);
  assert_list (list, searches[G_N_ELEMENTS (searches) - 1].expected);
}

static void
assert_neighbour (PdlCaseList *list, const char *uid, int step, const char *expected)
{
  PdlCaseRow *row = pdl_case_list_find (list, uid, step);

  g_assert_cmpstr (row != NULL ? pdl_case_row_get_summary (row)->uid : NULL, ==, expected);
}

static void
test_neighbours (SessionFixture *self, gconstpointer data)
{
  g_autoptr (PdlCaseList) list = open_list (self);

  assert_neighbour (list, "u1", 0, "u1");
  assert_neighbour (list, "u1", 1, "u2");
  assert_neighbour (list, "u2", 1, "o1");
  assert_neighbour (list, "o1", -1, "u2");
  assert_neighbour (list, "u1", -1, NULL);
  assert_neighbour (list, "f1", 1, NULL);
  assert_neighbour (list, "none", 1, NULL);
  /* Among what is shown. */
  pdl_case_list_set_search (list, "prostate");
  assert_neighbour (list, "o1", 1, "f1");
  assert_neighbour (list, "d1", 0, NULL);
}

/* A row that did not change stays the same object, so that a view keeps its place. */
static void
test_follows_saving (SessionFixture *self, gconstpointer data)
{
  g_autoptr (PdlCaseList) list = open_list (self);
  g_autoptr (PdlCaseRow) last = g_object_ref (pdl_case_list_find (list, "f1", 0));
  g_autofree char *uid = NULL;
  PdlCaseRow *row;

  uid = session_fixture_new_case (self->session, "Example-New");
  while (pdl_case_list_find (list, uid, 0) == NULL)
    g_main_context_iteration (NULL, TRUE);
  row = pdl_case_list_find (list, uid, 0);
  g_assert_cmpstr (pdl_case_row_get_summary (row)->name, ==, "Example-New");
  g_assert_true (pdl_case_list_find (list, "f1", 0) == last);
}

static void
add (const char *path, void (*test) (SessionFixture *self, gconstpointer data))
{
  g_test_add (path, SessionFixture, NULL, session_fixture_set_up, test, session_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/case-list/sections", test_sections);
  add ("/case-list/later-day", test_later_day);
  add ("/case-list/search", test_search);
  add ("/case-list/neighbours", test_neighbours);
  add ("/case-list/follows-saving", test_follows_saving);
  return g_test_run ();
}
