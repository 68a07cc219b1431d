/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a case stood on a day of the past, and the knowledge of that day: both come back as they were. */
#include "store-fixture.h"

#include <sqlite3.h>
#include <string.h>

static PdlDictionary *dictionary;

typedef struct
{
  char *folder;
  char *path;
  PdlStore *store;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = fixture_new_folder ();
  fixture->path = g_build_filename (fixture->folder, "cases.db", NULL);
  fixture->store = fixture_open (dictionary, fixture->path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fixture_close (fixture->store);
  g_free (fixture->path);
  fixture_remove_folder (fixture->folder);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static void
run_sql (const char *path, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
save (Fixture *fixture, PdlCase *kase, PdlChange *change)
{
  g_autoptr (GError) error = NULL;
  gint64 revision = fixture_save (fixture->store, kase, change, pdl_case_get_revision (kase), &error);

  g_assert_no_error (error);
  pdl_case_set_revision (kase, revision);
}

static void
live (Fixture *fixture, PdlCase *kase, int n)
{
  for (int i = 0; i < n; i++)
    {
      g_autoptr (PdlChange) change = fixture_random_change (kase, 3);

      save (fixture, kase, change);
    }
}

/* A decision with a note; its uid. */
static char *
decide (Fixture *fixture, PdlCase *kase)
{
  g_autoptr (PdlChange) change = pdl_change_new ("decision");
  const PdlRecordKind *kind = NULL;
  g_autoptr (GError) error = NULL;
  char *uid;

  for (guint i = 0; i < pdl_dictionary_get_n_kinds (dictionary) && kind == NULL; i++)
    if (pdl_dictionary_get_kind (dictionary, i)->group == PDL_GROUP_DECISION)
      kind = pdl_dictionary_get_kind (dictionary, i);
  uid = g_strdup (pdl_change_add_item (change, PDL_GROUP_DECISION, kind->id, NULL));
  pdl_change_set_text (change, kase, uid, PDL_LEVEL_NONE, "note", "as discussed", &error);
  g_assert_no_error (error);
  pdl_case_apply (kase, change, &error);
  g_assert_no_error (error);
  save (fixture, kase, change);
  return uid;
}

static PdlCase *
load_before (Fixture *fixture, PdlCase *kase, const char *uid, gboolean *ret_erased, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pdl_store_load_before_async (fixture->store, pdl_case_get_uid (kase), uid, dictionary, NULL, answered_cb, &result);
  return pdl_store_load_before_finish (fixture->store, wait_for (&result), ret_erased, error);
}

/* Any history: visits, carried-forward values, records, groupings, moved dates, ids of another version. */
static void
test_any_history (Fixture *fixture, gconstpointer data)
{
  for (int round = 0; round < 25; round++)
    {
      g_autoptr (PdlCase) kase = pdl_case_new (dictionary, NULL);
      g_autoptr (PdlCase) then = NULL;
      g_autoptr (PdlCase) again = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *uid = NULL;
      g_autofree char *difference = NULL;
      gboolean erased = TRUE;

      live (fixture, kase, g_test_rand_int_range (1, 12));
      then = pdl_case_copy (kase);
      uid = decide (fixture, kase);
      live (fixture, kase, g_test_rand_int_range (0, 6));
      again = load_before (fixture, kase, uid, &erased, &error);
      g_assert_no_error (error);
      g_assert_false (erased);
      difference = fixture_compare (then, again);
      g_assert_cmpstr (difference, ==, NULL);
    }
}

/* A decision that was taken back and done again stands where it was done last. */
static void
test_done_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PdlCase) kase = pdl_case_new (dictionary, NULL);
  g_autoptr (PdlChange) change = pdl_change_new ("decision");
  g_autoptr (PdlChange) inverse = NULL;
  g_autoptr (PdlCase) then = NULL;
  g_autoptr (PdlCase) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *difference = NULL;
  const char *uid;

  live (fixture, kase, 2);
  uid = pdl_change_add_item (change, PDL_GROUP_DECISION, "mdt", "the-decision");
  if (!pdl_case_apply (kase, change, &error))
    g_error ("%s", error->message);
  save (fixture, kase, change);
  inverse = pdl_change_invert (change);
  pdl_case_apply (kase, inverse, &error);
  g_assert_no_error (error);
  save (fixture, kase, inverse);
  live (fixture, kase, 3);
  then = pdl_case_copy (kase);
  pdl_case_apply (kase, change, &error);
  g_assert_no_error (error);
  save (fixture, kase, change);
  again = load_before (fixture, kase, uid, NULL, &error);
  g_assert_no_error (error);
  difference = fixture_compare (then, again);
  g_assert_cmpstr (difference, ==, NULL);
}

/* Erased by law: the case comes back without it, and says so. */
static void
test_erased (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PdlCase) kase = pdl_case_new (dictionary, NULL);
  g_autoptr (PdlChange) change = pdl_change_new ("name");
  g_autoptr (PdlCase) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *uid = NULL;
  const char *visit = pdl_change_add_assessment (change, "visit", pdl_day_from_ymd (2026, 3, 2));
  gboolean erased = FALSE;

  pdl_change_set_text (change, kase, NULL, PDL_LEVEL_NONE, "family_name", "Example", &error);
  pdl_change_set_text (change, kase, visit, PDL_LEVEL_NONE, "ecog", "2", &error);
  pdl_case_apply (kase, change, &error);
  g_assert_no_error (error);
  save (fixture, kase, change);
  uid = decide (fixture, kase);
  run_sql (fixture->path, "DELETE FROM journal_private");
  again = load_before (fixture, kase, uid, &erased, &error);
  g_assert_no_error (error);
  g_assert_true (erased);
  g_assert_null (pdl_fields_get (pdl_case_get_identity (again), "family_name"));
  g_assert_cmpint (pdl_value_get_int (pdl_fields_get (pdl_assessment_get_fields (pdl_case_get_current (again)), "ecog")), ==, 2);
}

/* What came with other things in one entry, or not at all, is not made up. */
static void
test_not_known (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PdlCase) kase = pdl_case_new (dictionary, NULL);
  g_autoptr (PdlChange) change = pdl_change_new ("import");
  g_autoptr (PdlCase) again = NULL;
  g_autoptr (PdlCase) never = NULL;
  g_autoptr (GError) error = NULL;

  pdl_change_add_assessment (change, "visit", pdl_day_from_ymd (2026, 3, 2));
  pdl_change_add_item (change, PDL_GROUP_DECISION, "mdt", "imported");
  pdl_case_apply (kase, change, &error);
  g_assert_no_error (error);
  save (fixture, kase, change);
  again = load_before (fixture, kase, "imported", NULL, &error);
  g_assert_null (again);
  g_assert_error (error, PDL_STORE_ERROR, PDL_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  never = load_before (fixture, kase, "no-such-record", NULL, &error);
  g_assert_null (never);
  g_assert_error (error, PDL_STORE_ERROR, PDL_STORE_ERROR_NOT_FOUND);
}

static gboolean
load_knowledge (Fixture *fixture, const char *hash, GPtrArray **names, GPtrArray **bytes, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pdl_store_load_knowledge_async (fixture->store, hash, NULL, answered_cb, &result);
  return pdl_store_load_knowledge_finish (fixture->store, wait_for (&result), names, bytes, error);
}

/* Texts come out as they went in, also those that an older version kept unpacked. */
static void
test_knowledge (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) bytes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GPtrArray) names_out = NULL;
  g_autoptr (GPtrArray) bytes_out = NULL;
  g_autoptr (GPtrArray) old_names = NULL;
  g_autoptr (GPtrArray) old_bytes = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *long_text = g_strnfill (300000, 'x');

  g_ptr_array_add (names, (gpointer) "a.ini");
  g_ptr_array_add (bytes, g_bytes_new_static (NULL, 0));
  g_ptr_array_add (names, (gpointer) "b.ini");
  g_ptr_array_add (bytes, g_bytes_new (long_text, 300000));
  pdl_store_keep_knowledge_async (fixture->store, "abc", "1.0", names, bytes, NULL, answered_cb, &result);
  g_assert_true (pdl_store_keep_knowledge_finish (fixture->store, wait_for (&result), &error));
  g_assert_true (load_knowledge (fixture, "abc", &names_out, &bytes_out, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (names_out->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpstr (names_out->pdata[i], ==, names->pdata[i]);
      g_assert_true (g_bytes_equal (bytes_out->pdata[i], bytes->pdata[i]));
    }

  run_sql (fixture->path, "INSERT INTO knowledge_set VALUES ('old', '0.9', 1);"
                          "INSERT INTO knowledge_file (hash, name, bytes) VALUES ('old', 'c.ini', CAST ('[score x]' AS BLOB))");
  g_assert_true (load_knowledge (fixture, "old", &old_names, &old_bytes, &error));
  g_assert_cmpmem (g_bytes_get_data (old_bytes->pdata[0], NULL), g_bytes_get_size (old_bytes->pdata[0]), "[score x]", 9);

  g_clear_pointer (&old_names, g_ptr_array_unref);
  g_clear_pointer (&old_bytes, g_ptr_array_unref);
  g_assert_false (load_knowledge (fixture, "never", &old_names, &old_bytes, &error));
  g_assert_error (error, PDL_STORE_ERROR, PDL_STORE_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  dictionary = fixture_load_dictionary ();

#define ADD(name, test) g_test_add ("/store/past/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("any-history", test_any_history);
  ADD ("done-again", test_done_again);
  ADD ("erased", test_erased);
  ADD ("not-known", test_not_known);
  ADD ("knowledge", test_knowledge);

  result = g_test_run ();
  pdl_dictionary_unref (dictionary);
  return result;
}
