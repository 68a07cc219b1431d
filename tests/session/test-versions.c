/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two versions of one case: what is compared, what is taken over, what an import does; and that no version is lost unasked. */
#include "session-fixture.h"

#include "pdl-import.h"
#include "pdl-refused.h"
#include "pdl-whole-case.h"
#include "store-fixture.h"

#define T8 14
#define T9 15

/* ——— comparing ——— */

static PdlCase *
make_case (SessionFixture *self, int n_changes)
{
  PdlCase *kase = pdl_case_new (pdl_knowledge_get_dictionary (self->knowledge), NULL);
  g_autoptr (PdlChange) change = pdl_change_new (NULL);

  pdl_change_add_assessment (change, NULL, pdl_day_from_ymd (2026, 2, 1));
  g_assert_true (pdl_case_apply (kase, change, NULL));
  for (int i = 0; i < n_changes; i++)
    pdl_change_unref (fixture_random_change (kase, 3));
  return kase;
}

/* Of whatever two versions: all rows taken over make one the other, none leave it, and the change can be undone. */
static void
test_random (SessionFixture *self, gconstpointer data)
{
  for (guint i = 0; i < 60; i++)
    {
      g_autoptr (PdlCase) stored = make_case (self, g_test_rand_int_range (0, 20));
      g_autoptr (PdlCase) yours = pdl_case_copy (stored);
      g_autoptr (PdlCase) result = NULL;
      g_autoptr (PdlComparison) comparison = NULL;
      g_autoptr (PdlComparison) after = NULL;
      g_autoptr (PdlChange) none = NULL;
      g_autoptr (PdlChange) all = NULL;
      g_autoptr (PdlChange) back = NULL;
      g_autoptr (GError) error = NULL;

      for (int j = g_test_rand_int_range (0, 10); j > 0; j--)
        {
          pdl_change_unref (fixture_random_change (stored, 3));
          pdl_change_unref (fixture_random_change (yours, 3));
        }
      comparison = pdl_comparison_new (stored, yours, NULL, "x");
      none = pdl_comparison_make_change (comparison);
      g_assert_true (pdl_change_is_empty (none));

      pdl_comparison_choose_all (comparison, TRUE);
      g_assert_cmpuint (pdl_comparison_get_n_chosen (comparison), ==, pdl_comparison_get_n_rows (comparison));
      all = pdl_comparison_make_change (comparison);
      result = pdl_case_copy (stored);
      pdl_case_apply (result, all, &error);
      g_assert_no_error (error);
      after = pdl_comparison_new (result, yours, NULL, "x");
      g_assert_cmpuint (pdl_comparison_get_n_rows (after), ==, 0);

      back = pdl_change_invert (all);
      g_assert_true (pdl_case_apply (result, back, &error));
      g_clear_pointer (&after, pdl_comparison_free);
      after = pdl_comparison_new (result, stored, NULL, "x");
      g_assert_cmpuint (pdl_comparison_get_n_rows (after), ==, 0);
    }
}

static const PdlComparisonRow *
find_row (PdlComparison *comparison, const char *what, const char *where)
{
  for (guint i = 0; i < pdl_comparison_get_n_rows (comparison); i++)
    {
      const PdlComparisonRow *row = pdl_comparison_get_row (comparison, i);

      if (g_str_equal (row->what, what) && g_str_equal (row->where, where))
        return row;
    }
  return NULL;
}

static const char *
get_label (SessionFixture *self, const char *id)
{
  return pdl_dictionary_translate (pdl_dictionary_lookup (pdl_knowledge_get_dictionary (self->knowledge), id)->label);
}

static void
change_case (PdlCase *kase, PdlLevel level, const char *id, const char *text)
{
  const PdlFinding *finding = pdl_dictionary_lookup (pdl_case_get_dictionary (kase), id);
  g_autoptr (PdlChange) change = pdl_change_new (NULL);
  g_autoptr (GError) error = NULL;

  pdl_change_set_text (change, kase, finding->scope == PDL_SCOPE_IDENTITY ? NULL : pdl_assessment_get_uid (pdl_case_get_current (kase)),
                       level, id, text, &error);
  g_assert_no_error (error);
  g_assert_true (pdl_case_apply (kase, change, NULL));
}

/* Changed by both, by one, by the other, by both alike. */
static void
test_three_ways (SessionFixture *self, gconstpointer data)
{
  g_autoptr (PdlCase) before = make_case (self, 0);
  g_autoptr (PdlCase) stored = NULL;
  g_autoptr (PdlCase) yours = NULL;
  g_autoptr (PdlComparison) comparison = NULL;
  const PdlComparisonRow *row;

  change_case (before, PDL_LEVEL_NONE, "ecog", "0");
  stored = pdl_case_copy (before);
  yours = pdl_case_copy (before);
  change_case (stored, PDL_LEVEL_NONE, "ecog", "2");
  change_case (yours, PDL_LEVEL_NONE, "ecog", "1");
  change_case (stored, PDL_LEVEL_NONE, "identifier", "0001");
  change_case (yours, T8, "lesion_type", "lytic");
  change_case (stored, PDL_LEVEL_NONE, "pain_nrs", "7");
  change_case (yours, PDL_LEVEL_NONE, "pain_nrs", "7");
  comparison = pdl_comparison_new (stored, yours, before, "x");

  g_assert_true (pdl_comparison_has_before (comparison));
  g_assert_cmpuint (pdl_comparison_get_n_rows (comparison), ==, 3);
  g_assert_cmpuint (pdl_comparison_get_n_choices (comparison), ==, 2);
  row = find_row (comparison, get_label (self, "ecog"), "");
  g_assert_nonnull (row);
  g_assert_nonnull (strchr (row->stored, '2'));
  g_assert_nonnull (strchr (row->yours, '1'));
  g_assert_nonnull (strchr (row->before, '0'));
  g_assert_false (row->only_stored);
  row = find_row (comparison, get_label (self, "lesion_type"), "T8");
  g_assert_nonnull (row);
  g_assert_cmpstr (row->stored, ==, row->before);
  g_assert_false (row->only_stored);
  row = find_row (comparison, get_label (self, "identifier"), "");
  g_assert_nonnull (row);
  g_assert_true (row->only_stored);

  /* All of yours never takes back what only the other did. */
  pdl_comparison_choose_all (comparison, TRUE);
  g_assert_cmpuint (pdl_comparison_get_n_chosen (comparison), ==, 2);
}

/* The same visit, made here and there under other uids, is one visit. */
static void
test_visit_by_day (SessionFixture *self, gconstpointer data)
{
  g_autoptr (PdlCase) stored = make_case (self, 0);
  g_autoptr (PdlCase) yours = NULL;
  g_autoptr (PdlComparison) comparison = NULL;

  change_case (stored, PDL_LEVEL_NONE, "ecog", "1");
  yours = pdl_whole_case_copy_as_new (stored, NULL);
  g_assert_cmpstr (pdl_case_get_uid (yours), !=, pdl_case_get_uid (stored));
  g_assert_cmpstr (pdl_assessment_get_uid (pdl_case_get_current (yours)), !=, pdl_assessment_get_uid (pdl_case_get_current (stored)));
  comparison = pdl_comparison_new (stored, yours, NULL, "x");
  g_assert_cmpuint (pdl_comparison_get_n_rows (comparison), ==, 0);
}

/* ——— refused edits ——— */

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static PdlComparison *
compare (PdlSession *session, const char *uid, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pdl_session_compare_async (session, uid, answered_cb, &result);
  wait_for (&result);
  return pdl_session_compare_finish (session, result, error);
}

static void
set_elsewhere (SessionFixture *self, const char *uid, const char *id, const char *text)
{
  PdlSession *other = session_fixture_open_other (self);

  session_fixture_open (other, uid);
  session_fixture_set (other, id, PDL_LEVEL_NONE, text);
  session_fixture_flush (other);
  session_fixture_close (other);
}

/* ecog: 2 there, 1 here; pain: only there; a level and the number: only here. */
static char *
refuse (SessionFixture *self)
{
  char *uid = session_fixture_new_case (self->session, "Example-Bakker");

  set_elsewhere (self, uid, "ecog", "2");
  set_elsewhere (self, uid, "pain_nrs", "7");
  session_fixture_set (self->session, "ecog", PDL_LEVEL_NONE, "1");
  g_assert_false (pdl_session_flush (self->session, NULL));
  session_fixture_set (self->session, "lesion_type", T8, "lytic");
  session_fixture_set (self->session, "identifier", PDL_LEVEL_NONE, "0001");
  g_assert_false (pdl_session_flush (self->session, NULL));
  return uid;
}

/* Going away and coming back drops nothing. */
static void
test_reopening_keeps (SessionFixture *self, gconstpointer data)
{
  g_autofree char *uid = refuse (self);

  pdl_session_new_case (self->session);
  g_assert_cmpstr (pdl_session_get_refused (self->session), ==, uid);
  session_fixture_open (self->session, uid);
  session_fixture_assert_text (self->session, "ecog", PDL_LEVEL_NONE, "1");
  session_fixture_assert_text (self->session, "lesion_type", T8, "lytic");
  g_assert_cmpint (pdl_session_get_save_state (self->session), ==, PDL_SAVE_FAILED);
  g_assert_cmpint (session_fixture_count_journal (self, uid), ==, 3);
}

static void
test_take_over (SessionFixture *self, gconstpointer data)
{
  g_autofree char *uid = refuse (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlComparison) comparison = compare (self->session, uid, &error);
  PdlSession *other;

  g_assert_no_error (error);
  /* ecog, pain (only there), lesion, number. */
  g_assert_cmpuint (pdl_comparison_get_n_rows (comparison), ==, 4);
  g_assert_cmpuint (pdl_comparison_get_n_choices (comparison), ==, 3);
  g_assert_cmpuint (pdl_comparison_get_n_chosen (comparison), ==, 0);
  g_assert_cmpstr (find_row (comparison, get_label (self, "ecog"), "")->before, ==, find_row (comparison, get_label (self, "lesion_type"), "T8")->before);
  for (guint i = 0; i < pdl_comparison_get_n_rows (comparison); i++)
    pdl_comparison_choose (comparison, i, !g_str_equal (pdl_comparison_get_row (comparison, i)->what, get_label (self, "ecog")));

  g_assert_true (pdl_session_take_over (self->session, comparison, &error));
  g_assert_no_error (error);
  session_fixture_flush (self->session);
  g_assert_null (pdl_session_get_refused (self->session));
  g_assert_cmpint (pdl_session_get_save_state (self->session), ==, PDL_SAVE_SAVED);
  /* What was taken over is one change, and undone as one. */
  g_assert_cmpint (session_fixture_count_journal (self, uid), ==, 4);
  other = session_fixture_open_other (self);
  session_fixture_open (other, uid);
  session_fixture_assert_text (other, "ecog", PDL_LEVEL_NONE, "2");
  session_fixture_assert_text (other, "pain_nrs", PDL_LEVEL_NONE, "7");
  session_fixture_assert_text (other, "lesion_type", T8, "lytic");
  session_fixture_assert_text (other, "identifier", PDL_LEVEL_NONE, "0001");
  session_fixture_close (other);
  g_assert_true (pdl_session_undo (self->session));
  session_fixture_assert_text (self->session, "identifier", PDL_LEVEL_NONE, "");
  session_fixture_assert_text (self->session, "ecog", PDL_LEVEL_NONE, "2");
  g_assert_false (pdl_session_can_undo (self->session));
  session_fixture_flush (self->session);
  fixture_assert_sound (self->store);
}

/* Nothing chosen: what is stored is opened, and work goes on. */
static void
test_take_stored (SessionFixture *self, gconstpointer data)
{
  g_autofree char *uid = refuse (self);
  g_autoptr (PdlComparison) comparison = compare (self->session, uid, NULL);

  g_assert_true (pdl_session_take_over (self->session, comparison, NULL));
  session_fixture_assert_text (self->session, "ecog", PDL_LEVEL_NONE, "2");
  session_fixture_assert_text (self->session, "identifier", PDL_LEVEL_NONE, "");
  g_assert_cmpint (pdl_session_get_save_state (self->session), !=, PDL_SAVE_FAILED);
  g_assert_null (pdl_session_get_save_error (self->session));
  g_assert_false (pdl_session_can_undo (self->session));
  session_fixture_set (self->session, "identifier", PDL_LEVEL_NONE, "0002");
  session_fixture_flush (self->session);
  g_assert_cmpint (session_fixture_count_journal (self, uid), ==, 4);
}

/* What was edited since the comparison was not seen in it: nothing is given up. */
static void
test_edited_since (SessionFixture *self, gconstpointer data)
{
  g_autofree char *uid = refuse (self);
  g_autoptr (PdlComparison) comparison = compare (self->session, uid, NULL);
  g_autoptr (GError) error = NULL;

  session_fixture_set (self->session, "lesion_type", T9, "lytic");
  g_assert_false (pdl_session_take_over (self->session, comparison, &error));
  g_assert_error (error, PDL_CHANGE_ERROR, PDL_CHANGE_ERROR_STALE);
  session_fixture_assert_text (self->session, "ecog", PDL_LEVEL_NONE, "1");
  session_fixture_assert_text (self->session, "lesion_type", T9, "lytic");
  g_assert_cmpstr (pdl_session_get_refused (self->session), ==, uid);
}

/* Changed elsewhere once more while the person was comparing: refused again, and what was taken over is still here. */
static void
test_changed_since (SessionFixture *self, gconstpointer data)
{
  g_autofree char *uid = refuse (self);
  g_autoptr (PdlComparison) comparison = compare (self->session, uid, NULL);
  g_autoptr (PdlComparison) again = NULL;

  set_elsewhere (self, uid, "ecog", "3");
  pdl_comparison_choose_all (comparison, TRUE);
  g_assert_true (pdl_session_take_over (self->session, comparison, NULL));
  g_assert_false (pdl_session_flush (self->session, NULL));
  session_fixture_assert_text (self->session, "ecog", PDL_LEVEL_NONE, "1");
  again = compare (self->session, uid, NULL);
  g_assert_nonnull (again);
  g_assert_nonnull (strchr (find_row (again, get_label (self, "ecog"), "")->stored, '3'));
  pdl_comparison_choose_all (again, TRUE);
  g_assert_true (pdl_session_take_over (self->session, again, NULL));
  session_fixture_flush (self->session);
  session_fixture_assert_text (self->session, "ecog", PDL_LEVEL_NONE, "1");
  session_fixture_assert_text (self->session, "pain_nrs", PDL_LEVEL_NONE, "7");
  fixture_assert_sound (self->store);
}

static void
test_nothing_refused (SessionFixture *self, gconstpointer data)
{
  g_autofree char *uid = session_fixture_new_case (self->session, "Example-Bakker");
  g_autoptr (GError) error = NULL;

  g_assert_null (pdl_session_get_refused (self->session));
  g_assert_null (compare (self->session, uid, &error));
  g_assert_error (error, PDL_STORE_ERROR, PDL_STORE_ERROR_NOT_FOUND);
}

/* ——— import ——— */

static PdlImported
import (PdlSession *session, PdlCase *kase, PdlImportWay way, PdlComparison **ret_comparison)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PdlImported imported = PDL_IMPORTED_NEW;
  gboolean done;

  pdl_session_import_async (session, kase, way, answered_cb, &result);
  wait_for (&result);
  done = pdl_session_import_finish (session, result, &imported, ret_comparison, &error);
  g_assert_no_error (error);
  g_assert_true (done);
  session_fixture_flush (session);
  return imported;
}

static guint
count_cases (SessionFixture *self)
{
  g_autoptr (GPtrArray) all = fixture_list (self->store, NULL);

  return all->len;
}

/* The stored case as a file has it that left it one edit ago. */
static PdlCase *
make_file (SessionFixture *self, const char *uid)
{
  PdlCase *file = fixture_load (self->store, uid, NULL);

  pdl_case_set_revision (file, 0);
  return file;
}

static void
test_import_same (SessionFixture *self, gconstpointer data)
{
  g_autoptr (PdlCase) file = make_case (self, 12);
  const char *uid = pdl_case_get_uid (file);

  for (PdlImportWay way = PDL_IMPORT_ASK; way <= PDL_IMPORT_REPLACE; way++)
    {
      g_assert_cmpint (import (self->session, file, way, NULL), ==, way == PDL_IMPORT_ASK ? PDL_IMPORTED_NEW : PDL_IMPORTED_SAME);
      g_assert_cmpint (session_fixture_count_journal (self, uid), ==, 1);
      g_assert_cmpstr (pdl_case_get_uid (pdl_session_get_case (self->session)), ==, uid);
      pdl_session_new_case (self->session);
    }
  g_assert_cmpuint (count_cases (self), ==, 1);
}

static void
test_import_differs (SessionFixture *self, gconstpointer data)
{
  g_autofree char *uid = session_fixture_new_case (self->session, "Example-Bakker");
  g_autoptr (PdlCase) file = make_file (self, uid);
  g_autoptr (PdlComparison) comparison = NULL;
  g_autoptr (PdlCase) stored = NULL;
  g_autofree char *difference = NULL;
  g_autofree char *copy = NULL;

  change_case (file, T8, "lesion_type", "lytic");
  session_fixture_set (self->session, "ecog", PDL_LEVEL_NONE, "1");
  session_fixture_flush (self->session);
  pdl_session_new_case (self->session);

  /* Asked: nothing is done, nothing else is opened. */
  g_assert_cmpint (import (self->session, file, PDL_IMPORT_ASK, &comparison), ==, PDL_IMPORTED_DIFFERS);
  g_assert_nonnull (comparison);
  g_assert_cmpuint (pdl_comparison_get_n_rows (comparison), ==, 2);
  g_assert_false (pdl_comparison_has_before (comparison));
  g_assert_cmpstr (pdl_case_get_uid (pdl_session_get_case (self->session)), !=, uid);
  g_assert_cmpint (session_fixture_count_journal (self, uid), ==, 2);

  /* Beside it. */
  g_assert_cmpint (import (self->session, file, PDL_IMPORT_AS_NEW, NULL), ==, PDL_IMPORTED_NEW);
  copy = g_strdup (pdl_case_get_uid (pdl_session_get_case (self->session)));
  g_assert_cmpstr (copy, !=, uid);
  session_fixture_assert_text (self->session, "lesion_type", T8, "lytic");
  g_assert_cmpuint (count_cases (self), ==, 2);
  g_assert_cmpint (session_fixture_count_journal (self, uid), ==, 2);

  /* In its place, as one change that can be undone; the other case is left. */
  g_assert_cmpint (import (self->session, file, PDL_IMPORT_REPLACE, NULL), ==, PDL_IMPORTED_REPLACED);
  g_assert_cmpstr (pdl_case_get_uid (pdl_session_get_case (self->session)), ==, uid);
  session_fixture_assert_text (self->session, "lesion_type", T8, "lytic");
  session_fixture_assert_text (self->session, "ecog", PDL_LEVEL_NONE, "");
  g_assert_cmpint (session_fixture_count_journal (self, uid), ==, 3);
  g_assert_cmpuint (count_cases (self), ==, 2);
  stored = fixture_load (self->store, uid, NULL);
  difference = fixture_compare (pdl_session_get_case (self->session), stored);
  g_assert_cmpstr (difference, ==, NULL);
  g_assert_cmpint (import (self->session, file, PDL_IMPORT_ASK, NULL), ==, PDL_IMPORTED_SAME);
  g_assert_true (pdl_session_undo (self->session));
  session_fixture_assert_text (self->session, "lesion_type", T8, "");
  session_fixture_assert_text (self->session, "ecog", PDL_LEVEL_NONE, "1");
  session_fixture_flush (self->session);
  fixture_assert_sound (self->store);
}

/* Whatever two versions: after the import the store has the file's, and undoing brings the other back to the disk. */
static void
test_import_random (SessionFixture *self, gconstpointer data)
{
  for (guint i = 0; i < 12; i++)
    {
      g_autoptr (PdlCase) first = make_case (self, 10);
      g_autoptr (PdlCase) file = pdl_case_copy (first);
      g_autoptr (PdlCase) stored = NULL;
      g_autoptr (PdlComparison) left = NULL;
      const char *uid = pdl_case_get_uid (first);

      for (int j = 0; j < 8; j++)
        pdl_change_unref (fixture_random_change (file, 3));
      g_assert_cmpint (import (self->session, first, PDL_IMPORT_ASK, NULL), ==, PDL_IMPORTED_NEW);
      if (import (self->session, file, PDL_IMPORT_REPLACE, NULL) == PDL_IMPORTED_SAME)
        continue;
      stored = fixture_load (self->store, uid, NULL);
      left = pdl_comparison_new (stored, file, NULL, NULL);
      g_assert_cmpuint (pdl_comparison_get_n_rows (left), ==, 0);
      g_assert_true (pdl_session_undo (self->session));
      session_fixture_flush (self->session);
      g_clear_pointer (&stored, pdl_case_unref);
      g_clear_pointer (&left, pdl_comparison_free);
      stored = fixture_load (self->store, uid, NULL);
      left = pdl_comparison_new (stored, first, NULL, NULL);
      g_assert_cmpuint (pdl_comparison_get_n_rows (left), ==, 0);
    }
  fixture_assert_sound (self->store);
}

/* A case with refused edits is not mixed with a file before they are decided on. */
static void
test_import_refused (SessionFixture *self, gconstpointer data)
{
  g_autofree char *uid = refuse (self);
  g_autoptr (PdlCase) file = make_file (self, uid);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PdlImported imported;

  pdl_session_import_async (self->session, file, PDL_IMPORT_REPLACE, answered_cb, &result);
  wait_for (&result);
  g_assert_false (pdl_session_import_finish (self->session, result, &imported, NULL, &error));
  g_assert_error (error, PDL_STORE_ERROR, PDL_STORE_ERROR_STALE);
  session_fixture_assert_text (self->session, "ecog", PDL_LEVEL_NONE, "1");
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
  add ("/versions/compared/random", test_random);
  add ("/versions/compared/three-ways", test_three_ways);
  add ("/versions/compared/visit-by-day", test_visit_by_day);
  add ("/versions/refused/reopening-keeps", test_reopening_keeps);
  add ("/versions/refused/take-over", test_take_over);
  add ("/versions/refused/take-stored", test_take_stored);
  add ("/versions/refused/edited-since", test_edited_since);
  add ("/versions/refused/changed-since", test_changed_since);
  add ("/versions/refused/nothing", test_nothing_refused);
  add ("/versions/import/same", test_import_same);
  add ("/versions/import/differs", test_import_differs);
  add ("/versions/import/random", test_import_random);
  add ("/versions/import/refused", test_import_refused);
  return g_test_run ();
}
