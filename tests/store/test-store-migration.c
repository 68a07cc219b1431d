/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of every older version, and of other dictionaries: opened, brought up to date, and nothing lost. */
#include "store-fixture.h"

#include "pdl-database.h"
#include "pdl-schema.h"

#include <sqlite3.h>

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = fixture_new_folder ();
  fixture->path = g_build_filename (fixture->folder, "cases.db", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->path);
  fixture_remove_folder (fixture->folder);
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

/* What a file looks like after all steps: tables, columns, declarations, in a form that can be compared. */
static char *
describe_schema (const char *path)
{
  return ask_sql (path, "SELECT group_concat (line, char (10)) FROM (SELECT m.name || '.' || c.name || ' ' || c.type || ' ' "
                        "|| c.\"notnull\" || ' ' || c.pk AS line FROM sqlite_schema m, pragma_table_info (m.name) c "
                        "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' ORDER BY 1)");
}

static void
make_version (const char *path, int version)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlDatabase) database = pdl_database_open (path, &error);

  g_assert_no_error (error);
  g_assert_true (pdl_schema_migrate_to (database, version, &error));
  g_assert_no_error (error);
}

static void
test_every_version (Fixture *fixture, gconstpointer data)
{
  PdlDictionary *dictionary = fixture_load_dictionary ();
  g_autofree char *fresh = NULL;
  PdlStore *store;

  store = fixture_open (dictionary, fixture->path);
  fixture_close (store);
  fresh = describe_schema (fixture->path);
  g_assert_nonnull (strstr (fresh, "assessment_level.escc_grade TEXT"));

  for (int version = 1; version <= pdl_schema_get_newest (); version++)
    {
      g_autofree char *name = g_strdup_printf ("version-%d.db", version);
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autofree char *copy = g_strdup_printf ("%s.before-%d", path, pdl_schema_get_newest ());
      g_autofree char *migrated = NULL;
      g_autofree char *reached = NULL;
      g_autoptr (PdlCase) kase = pdl_case_new (dictionary, NULL);
      g_autoptr (PdlChange) change = NULL;
      g_autoptr (GError) error = NULL;

      make_version (path, version);
      store = fixture_open (dictionary, path);
      change = fixture_random_change (kase, 3);
      g_assert_cmpint (fixture_save (store, kase, change, 0, &error), ==, 1);
      g_assert_no_error (error);
      fixture_assert_sound (store);
      fixture_close (store);
      migrated = describe_schema (path);
      g_assert_cmpstr (migrated, ==, fresh);
      reached = ask_sql (path, "PRAGMA user_version");
      g_assert_cmpint (atoi (reached), ==, pdl_schema_get_newest ());
      /* The file as it was stands beside, verified. */
      g_assert_true (g_file_test (copy, G_FILE_TEST_EXISTS) == (version < pdl_schema_get_newest ()));
    }
  pdl_dictionary_unref (dictionary);
}

/* A case kept by version 1 comes through with its journal. */
static void
test_data_of_version_1 (Fixture *fixture, gconstpointer data)
{
  PdlDictionary *dictionary = fixture_load_dictionary ();
  g_autoptr (PdlCase) loaded = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *db = NULL;
  PdlStore *store;

  make_version (fixture->path, 1);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "INSERT INTO cases (id, uid, revision, changed) VALUES (1, 'old', 1, 5);"
                                     "INSERT INTO identity (case_id, finding, position, value, confirmed) "
                                     "VALUES (1, 'family_name', 1, 'Example', 1);"
                                     "INSERT INTO assessment (assessment_id, case_id, uid, day) VALUES (1, 1, 'v', '2025-01-02')",
                                 NULL, NULL, NULL), ==, SQLITE_OK);
  /* Its journal entry, hashed as the journal's own description says. */
  {
    const char *zeros = "0000000000000000000000000000000000000000000000000000000000000000";
    g_autofree char *text = g_strdup_printf ("pedicle-journal-1\n1\nold\n1\n5\n{\"edits\":[]}\n%s", zeros);
    g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
    g_autofree char *sql = g_strdup_printf ("INSERT INTO journal VALUES (1, 'old', 1, 5, '{\"edits\":[]}', '%s', '%s')",
                                            zeros, hash);

    g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  }
  sqlite3_close (db);

  store = fixture_open (dictionary, fixture->path);
  loaded = fixture_load (store, "old", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pdl_value_get_text (pdl_fields_get (pdl_case_get_identity (loaded), "family_name")), ==, "Example");
  g_assert_cmpint (pdl_assessment_get_day (pdl_case_get_current (loaded)), ==, pdl_day_from_ymd (2025, 1, 2));
  fixture_close (store);
  pdl_dictionary_unref (dictionary);
}

/* ——— another dictionary ——— */

#define FINDING(id, type, rest) \
  "[finding " id "]\nscope = patient\nsection = s\nlabel = L\ntype = " type "\nkind = recorded\nsource = x\n" rest "\n"
#define SECTION "[section s]\nlabel = S\n\n"

static const char first_dictionary[] = SECTION
  FINDING ("colour", "enum", "values = red; green; blue\n")
  FINDING ("shapes", "set", "values = round; square\n")
  FINDING ("size", "int", "min = 0\nmax = 10\n")
  FINDING ("gone", "bool", "");

/* Green is gone, white is new and comes first; size is narrower; gone is gone; weight is new. */
static const char second_dictionary[] = SECTION
  FINDING ("colour", "enum", "values = white; red; blue\n")
  FINDING ("shapes", "set", "values = oval; round; square\n")
  FINDING ("size", "int", "min = 0\nmax = 5\n")
  FINDING ("weight", "number", "min = 0\nmax = 100\n");

static PdlCase *
new_case (PdlDictionary *dictionary, const char *uid, const char *const *texts)
{
  PdlCase *kase = pdl_case_new (dictionary, uid);
  g_autoptr (PdlChange) change = pdl_change_new (NULL);
  g_autoptr (GError) error = NULL;
  const char *visit = pdl_change_add_assessment (change, "visit", 20000);

  for (guint i = 0; texts[i] != NULL; i += 2)
    {
      pdl_change_set_text (change, kase, visit, PDL_LEVEL_NONE, texts[i], texts[i + 1], &error);
      g_assert_no_error (error);
    }
  pdl_case_apply (kase, change, &error);
  g_assert_no_error (error);
  return kase;
}

static PdlChange *
describe (PdlDictionary *dictionary, PdlCase *kase, const char *const *texts)
{
  PdlChange *change = pdl_change_new (NULL);
  g_autoptr (PdlCase) empty = pdl_case_new (dictionary, "empty");
  const char *visit = pdl_change_add_assessment (change, "visit", 20000);

  for (guint i = 0; texts[i] != NULL; i += 2)
    g_assert_true (pdl_change_set_text (change, empty, visit, PDL_LEVEL_NONE, texts[i], texts[i + 1], NULL));
  return change;
}

static void
assert_text (PdlCase *kase, const char *id, const char *expected)
{
  const PdlFinding *finding = pdl_dictionary_lookup (pdl_case_get_dictionary (kase), id);
  g_autofree char *text = pdl_finding_format (finding, pdl_fields_get (pdl_assessment_get_fields (pdl_case_get_current (kase)),
                                                                      id));

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_extra (PdlCase *kase, const char *id, const char *expected)
{
  const PdlFields *fields = pdl_assessment_get_fields (pdl_case_get_current (kase));
  const char *found = NULL;

  for (guint i = 0; i < pdl_fields_get_n_extra (fields); i++)
    if (g_str_equal (pdl_fields_get_extra_id (fields, i), id))
      found = pdl_fields_get_extra_json (fields, i);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_dictionary_changes (Fixture *fixture, gconstpointer data)
{
  static const char *const fits[] = { "colour", "blue", "shapes", "round square", "size", "3", "gone", "?", NULL };
  static const char *const fits_not[] = { "colour", "green", "shapes", "-", "size", "9", "gone", "true", NULL };
  PdlDictionary *first = fixture_parse_dictionary (first_dictionary);
  PdlDictionary *second = fixture_parse_dictionary (second_dictionary);
  g_autoptr (PdlCase) fit = new_case (first, "fit", fits);
  g_autoptr (PdlCase) unfit = new_case (first, "unfit", fits_not);
  g_autoptr (PdlChange) fit_change = describe (first, fit, fits);
  g_autoptr (PdlChange) unfit_change = describe (first, unfit, fits_not);
  g_autoptr (PdlCase) fit_after = NULL;
  g_autoptr (PdlCase) unfit_after = NULL;
  g_autoptr (GError) error = NULL;
  PdlStore *store = fixture_open (first, fixture->path);

  g_assert_cmpint (fixture_save (store, fit, fit_change, 0, &error), ==, 1);
  g_assert_cmpint (fixture_save (store, unfit, unfit_change, 0, &error), ==, 1);
  g_assert_no_error (error);
  fixture_close (store);

  store = fixture_open (second, fixture->path);
  fit_after = fixture_load (store, "fit", &error);
  g_assert_no_error (error);
  /* A code in between moves no value. */
  assert_text (fit_after, "colour", "blue");
  assert_text (fit_after, "shapes", "round square");
  assert_text (fit_after, "size", "3");
  assert_text (fit_after, "weight", "");
  assert_extra (fit_after, "gone", "null");
  unfit_after = fixture_load (store, "unfit", &error);
  g_assert_no_error (error);
  assert_text (unfit_after, "colour", "");
  assert_text (unfit_after, "shapes", "-");
  assert_text (unfit_after, "size", "");
  /* What the new declaration refuses is kept as it was said. */
  assert_extra (unfit_after, "colour", "\"green\"");
  assert_extra (unfit_after, "size", "9");
  assert_extra (unfit_after, "gone", "true");
  fixture_assert_sound (store);
  fixture_close (store);

  /* The second opening finds everything in its place. */
  store = fixture_open (second, fixture->path);
  fixture_close (store);
  {
    g_autofree char *refused = ask_sql (fixture->path, "SELECT count (*) FROM finding_column WHERE finding = 'gone'");

    g_assert_cmpstr (refused, ==, "0");
  }
  pdl_dictionary_unref (first);
  pdl_dictionary_unref (second);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, test) g_test_add ("/store/migration/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("every-version", test_every_version);
  ADD ("data-of-version-1", test_data_of_version_1);
  ADD ("dictionary-changes", test_dictionary_changes);
  return g_test_run ();
}
