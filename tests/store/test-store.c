/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes in comes out, and nothing else gets in. */
#include "store-fixture.h"

#include <sqlite3.h>

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
  g_clear_object (&fixture->store);
  g_free (fixture->path);
  fixture_remove_folder (fixture->folder);
}

static void
reopen (Fixture *fixture)
{
  pdl_store_close (fixture->store);
  g_clear_object (&fixture->store);
  fixture->store = fixture_open (dictionary, fixture->path);
}

/* Statements by another connection; the code of the last one. */
static int
run_sql (const char *path, const char *sql)
{
  sqlite3 *db = NULL;
  int code;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  code = sqlite3_exec (db, sql, NULL, NULL, NULL);
  if (code != SQLITE_OK)
    g_test_message ("%s", sqlite3_errmsg (db));
  sqlite3_close (db);
  return code;
}

static char *
ask_sql (const char *path, const char *sql)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  char *text = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  if (sqlite3_step (statement) == SQLITE_ROW)
    text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return text;
}

static PdlCase *
new_case (void)
{
  return pdl_case_new (dictionary, NULL);
}

static void
save_ok (Fixture *fixture, PdlCase *kase, PdlChange *change)
{
  g_autoptr (GError) error = NULL;
  gint64 revision = fixture_save (fixture->store, kase, change, pdl_case_get_revision (kase), &error);

  g_assert_no_error (error);
  g_assert_cmpint (revision, ==, pdl_case_get_revision (kase) + 1);
  pdl_case_set_revision (kase, revision);
}

static void
assert_stored (Fixture *fixture, PdlCase *kase)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlCase) loaded = fixture_load (fixture->store, pdl_case_get_uid (kase), &error);
  g_autofree char *difference = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (pdl_case_get_revision (loaded), ==, pdl_case_get_revision (kase));
  difference = fixture_compare (kase, loaded);
  g_assert_cmpstr (difference, ==, NULL);
}

static PdlChange *
set_one (PdlCase *kase, const char *uid, PdlLevel level, const char *id, const char *text)
{
  g_autoptr (PdlChange) change = pdl_change_new ("one");
  g_autoptr (GError) error = NULL;

  if (uid == NULL && pdl_dictionary_lookup (dictionary, id)->scope != PDL_SCOPE_IDENTITY)
    uid = pdl_change_add_assessment (change, "visit", pdl_day_from_ymd (2026, 3, 2));
  pdl_change_set_text (change, kase, uid, level, id, text, &error);
  g_assert_no_error (error);
  pdl_case_apply (kase, change, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&change);
}

/* Every finding of the dictionary, in each of its three absences and with values, at every place it may stand. */
static void
test_every_finding (Fixture *fixture, gconstpointer data)
{
  for (int kind = 1; kind <= 3; kind++)
    {
      g_autoptr (PdlCase) kase = new_case ();
      g_autoptr (PdlChange) change = pdl_change_new (NULL);
      g_autoptr (GError) error = NULL;
      const char *uid = pdl_change_add_assessment (change, NULL, pdl_day_from_ymd (2026, 3, 2));

      for (guint i = 0; i < pdl_dictionary_get_n_findings (dictionary); i++)
        {
          const PdlFinding *finding = pdl_dictionary_get (dictionary, i);
          g_autoptr (PdlValue) value = fixture_random_value (finding, kind);

          if (finding->scope == PDL_SCOPE_FIELD || finding->kind == PDL_KIND_DERIVED)
            continue;
          pdl_change_set (change, kase, finding->scope == PDL_SCOPE_IDENTITY ? NULL : uid, PDL_LEVEL_NONE, finding->id,
                          value, &error);
          g_assert_no_error (error);
          if (finding->scope != PDL_SCOPE_IDENTITY && finding->scope != PDL_SCOPE_PATIENT)
            pdl_change_set (change, kase, uid, 14, finding->id, value, &error);
          g_assert_no_error (error);
        }
      for (guint i = 0; i < pdl_dictionary_get_n_kinds (dictionary); i++)
        {
          const PdlRecordKind *record = pdl_dictionary_get_kind (dictionary, i);
          const char *item = pdl_change_add_item (change, record->group, record->id, NULL);

          for (guint j = 0; j < record->n_fields; j++)
            {
              g_autoptr (PdlValue) value = fixture_random_value (record->fields[j], kind);

              pdl_change_set (change, kase, item, PDL_LEVEL_NONE, record->fields[j]->id, value, &error);
              g_assert_no_error (error);
            }
        }
      pdl_case_apply (kase, change, &error);
      g_assert_no_error (error);
      save_ok (fixture, kase, change);
      assert_stored (fixture, kase);
    }
  reopen (fixture);
  fixture_assert_sound (fixture->store);
}

/* Any history of changes, undone ones included, leaves on the disk what is in memory. */
static void
test_any_history (Fixture *fixture, gconstpointer data)
{
  for (int round = 0; round < 12; round++)
    {
      g_autoptr (PdlCase) kase = new_case ();

      for (int step = 0; step < 25; step++)
        {
          g_autoptr (PdlChange) change = fixture_random_change (kase, 6);

          save_ok (fixture, kase, change);
          if (g_test_rand_int_range (0, 4) == 0)
            {
              g_autoptr (PdlChange) inverse = pdl_change_invert (change);
              g_autoptr (GError) error = NULL;

              pdl_case_apply (kase, inverse, &error);
              g_assert_no_error (error);
              save_ok (fixture, kase, inverse);
            }
        }
      assert_stored (fixture, kase);
    }
  fixture_assert_sound (fixture->store);
  reopen (fixture);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* Many cases read together are what each of them is, in the order asked for; one that is not there is left out. */
static void
test_many_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_case_unref);
  g_autoptr (GPtrArray) uids = g_ptr_array_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) loaded = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 30; i++)
    {
      PdlCase *kase = new_case ();

      g_ptr_array_insert (cases, g_test_rand_int_range (0, i + 1), kase);
      for (int step = 0; step < 6; step++)
        {
          g_autoptr (PdlChange) change = fixture_random_change (kase, 12);

          save_ok (fixture, kase, change);
        }
    }
  for (guint i = 0; i < cases->len; i++)
    {
      g_ptr_array_add (uids, (gpointer) pdl_case_get_uid (cases->pdata[i]));
      if (i == 7)
        g_ptr_array_add (uids, "nobody");
    }
  g_ptr_array_add (uids, NULL);
  pdl_store_load_many_async (fixture->store, (const char *const *) uids->pdata, NULL, loaded_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  loaded = pdl_store_load_many_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (loaded->len, ==, cases->len);
  for (guint i = 0; i < cases->len; i++)
    {
      g_autofree char *difference = fixture_compare (cases->pdata[i], loaded->pdata[i]);

      g_assert_cmpstr (difference, ==, NULL);
      g_assert_cmpint (pdl_case_get_revision (loaded->pdata[i]), ==, pdl_case_get_revision (cases->pdata[i]));
    }
}

static void
test_columns_are_typed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PdlCase) kase = new_case ();
  g_autoptr (PdlChange) change = set_one (kase, NULL, 14, "escc_grade", "1c");
  g_autofree char *stored = NULL;
  g_autofree char *strict = NULL;

  save_ok (fixture, kase, change);
  pdl_store_close (fixture->store);
  stored = ask_sql (fixture->path, "SELECT escc_grade FROM assessment_level WHERE level = 'T8'");
  g_assert_cmpstr (stored, ==, "1c");
  strict = ask_sql (fixture->path, "SELECT count (*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
                                   "AND name NOT LIKE 'sqlite%' AND strict = 0");
  g_assert_cmpstr (strict, ==, "0");

  g_assert_cmpint (run_sql (fixture->path, "UPDATE assessment_level SET escc_grade = '2'"), ==, SQLITE_OK);
  g_assert_cmpint (run_sql (fixture->path, "UPDATE assessment_level SET escc_grade = '4'"), ==, SQLITE_CONSTRAINT);
  g_assert_cmpint (run_sql (fixture->path, "UPDATE assessment_level SET escc_grade = 'unknown'"), ==, SQLITE_CONSTRAINT);
  g_assert_cmpint (run_sql (fixture->path, "UPDATE assessment_level SET sectors = 'vb ped_l'"), ==, SQLITE_OK);
  g_assert_cmpint (run_sql (fixture->path, "UPDATE assessment_level SET sectors = '-'"), ==, SQLITE_OK);
  g_assert_cmpint (run_sql (fixture->path, "UPDATE assessment_level SET sectors = 'vb vbx'"), ==, SQLITE_CONSTRAINT);
  g_assert_cmpint (run_sql (fixture->path, "UPDATE assessment_level SET sectors = ''"), ==, SQLITE_CONSTRAINT);
  g_assert_cmpint (run_sql (fixture->path, "UPDATE assessment SET ecog = 5"), ==, SQLITE_OK);
  g_assert_cmpint (run_sql (fixture->path, "UPDATE assessment SET ecog = 6"), ==, SQLITE_CONSTRAINT);
  g_assert_cmpint (run_sql (fixture->path, "UPDATE assessment SET ecog = 'two'"), ==, SQLITE_CONSTRAINT);
  g_assert_cmpint (run_sql (fixture->path, "UPDATE assessment SET kps = 75"), ==, SQLITE_CONSTRAINT);
  g_assert_cmpint (run_sql (fixture->path, "UPDATE finding_state SET absence = 'perhaps'"), ==, SQLITE_CONSTRAINT);
  g_assert_cmpint (run_sql (fixture->path, "UPDATE assessment_level SET level = 'Q3'"), ==, SQLITE_CONSTRAINT);
  g_assert_cmpint (run_sql (fixture->path, "PRAGMA foreign_keys = ON; DELETE FROM cases"), ==, SQLITE_CONSTRAINT);
}

/* Name and words stand in their own tables only, the journal and its neighbours know but hashes. */
static void
test_identity_stands_apart (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PdlCase) kase = new_case ();
  g_autoptr (PdlChange) first = set_one (kase, NULL, PDL_LEVEL_NONE, "family_name", "Zyxwvut");
  g_autoptr (PdlChange) second = set_one (kase, NULL, PDL_LEVEL_NONE, "comorbidity_text", "Qponmlk");
  g_autofree char *journal = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *erased = NULL;

  save_ok (fixture, kase, first);
  save_ok (fixture, kase, second);
  assert_stored (fixture, kase);
  pdl_store_close (fixture->store);
  journal = ask_sql (fixture->path, "SELECT count (*) FROM journal WHERE entry LIKE '%Zyxwvut%' OR entry LIKE '%Qponmlk%'");
  g_assert_cmpstr (journal, ==, "0");
  kept = ask_sql (fixture->path, "SELECT group_concat (value, ',') FROM journal_private");
  g_assert_cmpstr (kept, ==, "Zyxwvut,Qponmlk");

  /* The law may ask for it: gone from the side table, and the chain still holds. */
  g_assert_cmpint (run_sql (fixture->path, "DELETE FROM journal_private"), ==, SQLITE_OK);
  reopen (fixture);
  fixture_assert_sound (fixture->store);
}

static void
assert_damaged (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  PdlStore *store;

  pdl_store_close (fixture->store);
  g_assert_cmpint (run_sql (fixture->path, sql), ==, SQLITE_OK);
  store = pdl_store_open (dictionary, fixture->path, &error);
  g_assert_null (store);
  g_assert_error (error, PDL_STORE_ERROR, PDL_STORE_ERROR_DAMAGED);
}

#define WITHOUT_GUARD "DROP TRIGGER journal_is_not_changed; DROP TRIGGER journal_is_not_shortened; "

static void
test_tampering (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PdlCase) kase = new_case ();
  g_autoptr (PdlChange) name = set_one (kase, NULL, PDL_LEVEL_NONE, "family_name", "Example");

  save_ok (fixture, kase, name);
  for (int i = 0; i < 5; i++)
    {
      g_autoptr (PdlChange) change = fixture_random_change (kase, 3);

      save_ok (fixture, kase, change);
    }
  assert_damaged (fixture, data);
}

static void
test_journal_is_append_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PdlCase) kase = new_case ();
  g_autoptr (PdlChange) change = set_one (kase, NULL, PDL_LEVEL_NONE, "family_name", "Example");

  save_ok (fixture, kase, change);
  g_assert_cmpint (run_sql (fixture->path, "UPDATE journal SET time = 0"), ==, SQLITE_CONSTRAINT);
  g_assert_cmpint (run_sql (fixture->path, "DELETE FROM journal"), ==, SQLITE_CONSTRAINT);
  fixture_assert_sound (fixture->store);
}

static void
test_stale (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PdlCase) kase = new_case ();
  g_autoptr (PdlCase) elsewhere = NULL;
  g_autoptr (PdlChange) first = set_one (kase, NULL, PDL_LEVEL_NONE, "family_name", "Example");
  g_autoptr (PdlChange) here = NULL;
  g_autoptr (PdlChange) there = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlStore) other = NULL;

  save_ok (fixture, kase, first);
  other = fixture_open (dictionary, fixture->path);
  elsewhere = fixture_load (other, pdl_case_get_uid (kase), &error);
  g_assert_no_error (error);
  there = set_one (elsewhere, NULL, PDL_LEVEL_NONE, "given_name", "There");
  g_assert_cmpint (fixture_save (other, elsewhere, there, 1, &error), ==, 2);
  g_assert_no_error (error);
  pdl_case_set_revision (elsewhere, 2);

  here = set_one (kase, NULL, PDL_LEVEL_NONE, "given_name", "Here");
  g_assert_cmpint (fixture_save (fixture->store, kase, here, 1, &error), ==, -1);
  g_assert_error (error, PDL_STORE_ERROR, PDL_STORE_ERROR_STALE);
  assert_stored (fixture, elsewhere);
  fixture_assert_sound (fixture->store);
}

static void
test_not_found (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fixture_load (fixture->store, "nobody", &error));
  g_assert_error (error, PDL_STORE_ERROR, PDL_STORE_ERROR_NOT_FOUND);
}

static void
save_summary (Fixture *fixture, const char *name, const char *number, const char *primary, const char *levels)
{
  g_autoptr (PdlCase) kase = new_case ();
  g_autoptr (PdlChange) change = set_one (kase, NULL, PDL_LEVEL_NONE, "family_name", name);
  g_autoptr (PdlCaseSummary) summary = pdl_case_summary_new ();

  save_ok (fixture, kase, change);
  g_clear_pointer (&change, pdl_change_unref);
  change = set_one (kase, NULL, PDL_LEVEL_NONE, "identifier", number);
  summary->name = g_strdup (name);
  summary->identifier = g_strdup (number);
  summary->primary = g_strdup (primary);
  summary->levels = g_strdup (levels);
  summary->next_due = pdl_day_from_ymd (2026, 6, 1);
  summary->overdue_from = pdl_day_from_ymd (2026, 6, 15);
  summary->urgent_until = 12345678;
  summary->worklist = g_strdup ("discuss");
  pdl_store_save_async (fixture->store, kase, change, summary, 1, NULL, NULL, NULL);
}

static void
assert_found (Fixture *fixture, const char *search, const char *expected)
{
  g_autoptr (GPtrArray) list = fixture_list (fixture->store, search);
  g_autoptr (GString) names = g_string_new (NULL);

  /* The newest change first. */
  for (guint i = list->len; i > 0; i--)
    g_string_append_printf (names, "%s%s", names->len > 0 ? "+" : "", ((PdlCaseSummary *) list->pdata[i - 1])->name);
  g_assert_cmpstr (names->str, ==, expected);
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) list = NULL;
  PdlCaseSummary *summary;

  save_summary (fixture, "Müller", "4711", "renal", "T8, L2–L4");
  save_summary (fixture, "Bakker", "0815", "prostate", "C2");
  assert_found (fixture, NULL, "Müller+Bakker");
  assert_found (fixture, "  ", "Müller+Bakker");
  assert_found (fixture, "muller", "Müller");
  assert_found (fixture, "MÜLL", "Müller");
  assert_found (fixture, "47", "Müller");
  assert_found (fixture, "prost", "Bakker");
  assert_found (fixture, "t8", "Müller");
  assert_found (fixture, "L3", "Müller");
  assert_found (fixture, "L5", "");
  assert_found (fixture, "bak c2", "Bakker");
  assert_found (fixture, "bak t8", "");
  list = fixture_list (fixture->store, "bakker");
  summary = list->pdata[0];
  g_assert_cmpint (summary->revision, ==, 2);
  g_assert_cmpstr (summary->worklist, ==, "discuss");
  g_assert_cmpint (summary->next_due, ==, pdl_day_from_ymd (2026, 6, 1));
  g_assert_cmpint (summary->overdue_from, ==, pdl_day_from_ymd (2026, 6, 15));
  g_assert_cmpint (summary->urgent_until, ==, 12345678);
  g_assert_null (summary->headline);
}

static void
test_backup (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "copy.db", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->folder, "no", "such", "copy.db", NULL);
  g_autoptr (PdlCase) kase = new_case ();
  g_autoptr (PdlChange) change = fixture_random_change (kase, 5);
  g_autoptr (PdlStore) copy = NULL;
  g_autoptr (PdlCase) loaded = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *difference = NULL;

  save_ok (fixture, kase, change);
  g_assert_true (fixture_backup (fixture->store, path, &error));
  g_assert_no_error (error);
  copy = fixture_open (dictionary, path);
  fixture_assert_sound (copy);
  loaded = fixture_load (copy, pdl_case_get_uid (kase), &error);
  g_assert_no_error (error);
  difference = fixture_compare (kase, loaded);
  g_assert_cmpstr (difference, ==, NULL);

  g_assert_false (fixture_backup (fixture->store, nowhere, &error));
  g_assert_nonnull (error);
  g_assert_false (g_file_test (nowhere, G_FILE_TEST_EXISTS));
}

/* What was handed over is on the disk when close returns, answered or not. */
static void
test_close_waits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PdlCase) kase = new_case ();
  g_autoptr (PdlChange) change = fixture_random_change (kase, 5);

  pdl_store_save_async (fixture->store, kase, change, NULL, 0, NULL, NULL, NULL);
  pdl_store_close (fixture->store);
  pdl_case_set_revision (kase, 1);
  reopen (fixture);
  assert_stored (fixture, kase);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (pdl_store_keep_knowledge_finish (PDL_STORE (source), result, &error));
  g_assert_no_error (error);
  ++*(int *) data;
}

static void
test_knowledge (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) bytes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autofree char *stored = NULL;
  int answers = 0;

  g_ptr_array_add (names, (gpointer) "scores.ini");
  g_ptr_array_add (bytes, g_bytes_new_static ("[score x]", 9));
  g_ptr_array_add (names, (gpointer) "empty.ini");
  g_ptr_array_add (bytes, g_bytes_new_static (NULL, 0));
  for (int i = 0; i < 2; i++)
    pdl_store_keep_knowledge_async (fixture->store, "abc", "1.0", names, bytes, NULL, kept_cb, &answers);
  while (answers < 2)
    g_main_context_iteration (NULL, TRUE);
  stored = ask_sql (fixture->path, "SELECT group_concat (name || ' ' || packed, ';') FROM "
                                   "(SELECT * FROM knowledge_file ORDER BY name)");
  g_assert_cmpstr (stored, ==, "empty.ini 1;scores.ini 1");
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  dictionary = fixture_load_dictionary ();

#define ADD(name, test, data) g_test_add ("/store/" name, Fixture, data, set_up, test, tear_down)
  ADD ("every-finding", test_every_finding, NULL);
  ADD ("any-history", test_any_history, NULL);
  ADD ("many-at-once", test_many_at_once, NULL);
  ADD ("columns-are-typed", test_columns_are_typed, NULL);
  ADD ("identity-stands-apart", test_identity_stands_apart, NULL);
  ADD ("journal-is-append-only", test_journal_is_append_only, NULL);
  ADD ("tamper/entry", test_tampering,
       WITHOUT_GUARD "UPDATE journal SET entry = json_set (entry, '$.label', 'other') WHERE seq = 3");
  ADD ("tamper/time", test_tampering, WITHOUT_GUARD "UPDATE journal SET time = time + 1 WHERE seq = 2");
  ADD ("tamper/removed", test_tampering, WITHOUT_GUARD "DELETE FROM journal WHERE seq = 4");
  ADD ("tamper/removed-last", test_tampering, WITHOUT_GUARD "DELETE FROM journal WHERE seq = 6");
  ADD ("tamper/swapped", test_tampering,
       WITHOUT_GUARD "UPDATE journal SET seq = 99 WHERE seq = 4; UPDATE journal SET seq = 4 WHERE seq = 5; "
       "UPDATE journal SET seq = 5 WHERE seq = 99");
  ADD ("tamper/private", test_tampering, "UPDATE journal_private SET value = 'Other'");
  ADD ("tamper/revision", test_tampering, "UPDATE cases SET revision = revision + 1");
  ADD ("tamper/orphan", test_tampering, "PRAGMA foreign_keys = OFF; DELETE FROM cases");
  ADD ("stale", test_stale, NULL);
  ADD ("not-found", test_not_found, NULL);
  ADD ("search", test_search, NULL);
  ADD ("backup", test_backup, NULL);
  ADD ("close-waits", test_close_waits, NULL);
  ADD ("knowledge", test_knowledge, NULL);

  result = g_test_run ();
  pdl_dictionary_unref (dictionary);
  return result;
}
