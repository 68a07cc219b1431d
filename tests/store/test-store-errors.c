/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A full, read-only, locked, moved, foreign or damaged file: the right error, nothing written by halves, and the same work
 * saved as soon as the hindrance is gone. */
#include "store-fixture.h"

#include "pdl-store-place.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static PdlDictionary *dictionary;

typedef struct
{
  char *folder;
  char *path;
  PdlStore *store;
  PdlCase *kase;     /* stored once */
  PdlChange *change; /* applied, not yet stored */
} Fixture;

static PdlChange *
apply_text (PdlCase *kase, const char *id, const char *text)
{
  g_autoptr (PdlChange) change = pdl_change_new (NULL);
  g_autoptr (GError) error = NULL;

  pdl_change_set_text (change, kase, NULL, PDL_LEVEL_NONE, id, text, &error);
  g_assert_no_error (error);
  pdl_case_apply (kase, change, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&change);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PdlChange) first = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = fixture_new_folder ();
  fixture->path = g_build_filename (fixture->folder, "cases.db", NULL);
  fixture->store = fixture_open (dictionary, fixture->path);
  fixture->kase = pdl_case_new (dictionary, NULL);
  first = apply_text (fixture->kase, "family_name", "Example");
  g_assert_cmpint (fixture_save (fixture->store, fixture->kase, first, 0, &error), ==, 1);
  g_assert_no_error (error);
  fixture->change = apply_text (fixture->kase, "given_name", "Anna");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->store);
  pdl_change_unref (fixture->change);
  pdl_case_unref (fixture->kase);
  g_free (fixture->path);
  fixture_remove_folder (fixture->folder);
}

static void
assert_refused (Fixture *fixture, PdlStoreError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (fixture_save (fixture->store, fixture->kase, fixture->change, 1, &error), ==, -1);
  g_assert_error (error, PDL_STORE_ERROR, (int) code);
  /* A sentence that names the file. */
  g_assert_nonnull (strstr (error->message, fixture->path));
}

/* The very same call goes through, and the file is sound. */
static void
assert_saved_now (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlCase) loaded = NULL;
  g_autofree char *difference = NULL;

  g_assert_cmpint (fixture_save (fixture->store, fixture->kase, fixture->change, 1, &error), ==, 2);
  g_assert_no_error (error);
  loaded = fixture_load (fixture->store, pdl_case_get_uid (fixture->kase), &error);
  g_assert_no_error (error);
  difference = fixture_compare (fixture->kase, loaded);
  g_assert_cmpstr (difference, ==, NULL);
  fixture_assert_sound (fixture->store);
}

static void
assert_open_refused (const char *path, PdlStoreError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (pdl_store_open (dictionary, path, &error));
  g_assert_error (error, PDL_STORE_ERROR, (int) code);
}

/* A limit on the size of files is what a full disk and a quota look like without being root. */
static void
test_full (Fixture *fixture, gconstpointer data)
{
  struct rlimit before, tight;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  tight = before;
  tight.rlim_cur = 4096;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &tight), ==, 0);
  assert_refused (fixture, PDL_STORE_ERROR_FULL);
  assert_refused (fixture, PDL_STORE_ERROR_FULL);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  assert_saved_now (fixture);
}

static void
test_locked (Fixture *fixture, gconstpointer data)
{
  sqlite3 *other = NULL;

  g_assert_cmpint (sqlite3_open (fixture->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  assert_refused (fixture, PDL_STORE_ERROR_LOCKED);
  g_assert_cmpint (sqlite3_exec (other, "ROLLBACK", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (other);
  assert_saved_now (fixture);
}

/* Written into a file that has lost its name, the work would vanish with it. */
static void
test_moved (Fixture *fixture, gconstpointer data)
{
  g_autofree char *away = g_strconcat (fixture->path, ".away", NULL);

  g_assert_cmpint (g_rename (fixture->path, away), ==, 0);
  assert_refused (fixture, PDL_STORE_ERROR_OPEN);
  g_assert_true (g_file_set_contents (fixture->path, "another file", -1, NULL));
  assert_refused (fixture, PDL_STORE_ERROR_OPEN);
  g_assert_cmpint (g_rename (away, fixture->path), ==, 0);
  assert_saved_now (fixture);
}

/* In a child, because root may write everything and must step down for good. Exit status 0: as it should be. */
static int
open_as_nobody (const char *path)
{
  g_autoptr (GError) error = NULL;
  PdlStore *store;

  if (geteuid () == 0 && (setgid (65534) != 0 || setuid (65534) != 0))
    return 77;
  store = pdl_store_open (dictionary, path, &error);
  if (store != NULL)
    return 2;
  return g_error_matches (error, PDL_STORE_ERROR, PDL_STORE_ERROR_READ_ONLY) ? 0 : 3;
}

static void
assert_read_only (const char *path)
{
  pid_t child = fork ();
  int status;

  if (child == 0)
    _exit (open_as_nobody (path));
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  /* The thread of a store does not survive a fork. */
  pdl_store_close (fixture->store);
  g_clear_object (&fixture->store);

  g_assert_cmpint (g_chmod (fixture->folder, 0777), ==, 0);
  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
  assert_read_only (fixture->path);
  g_assert_cmpint (g_chmod (fixture->path, 0666), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  assert_read_only (fixture->path);
  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);

  fixture->store = fixture_open (dictionary, fixture->path);
  assert_saved_now (fixture);
}

static void
test_not_ours (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text_file = g_build_filename (fixture->folder, "letter.txt", NULL);
  g_autofree char *foreign = g_build_filename (fixture->folder, "foreign.db", NULL);
  g_autofree char *after = NULL;
  const char text[] = "Dear colleague, this is no database, and it is long enough to be looked at as one. Kind regards.";
  sqlite3 *db = NULL;

  g_assert_true (g_file_set_contents (text_file, text, -1, NULL));
  assert_open_refused (text_file, PDL_STORE_ERROR_DAMAGED);
  g_assert_true (g_file_get_contents (text_file, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, text);

  g_assert_cmpint (sqlite3_open (foreign, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "CREATE TABLE recipes (name TEXT)", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  assert_open_refused (foreign, PDL_STORE_ERROR_DAMAGED);
}

static void
test_newer (Fixture *fixture, gconstpointer data)
{
  sqlite3 *db = NULL;

  pdl_store_close (fixture->store);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA user_version = 9999", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  assert_open_refused (fixture->path, PDL_STORE_ERROR_NEWER);
}

/* Pages overwritten in the middle, as a dying disk does it. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  gsize size;

  for (int i = 0; i < 20; i++)
    {
      g_autoptr (PdlCase) kase = pdl_case_new (dictionary, NULL);
      g_autoptr (PdlChange) change = apply_text (kase, "family_name", "Filler");

      fixture_save (fixture->store, kase, change, 0, NULL);
    }
  pdl_store_close (fixture->store);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &size, NULL));
  for (gsize at = 4096; at + 64 < size; at += 4096)
    memset (bytes + at, 0xee, 64);
  g_assert_true (g_file_set_contents (fixture->path, bytes, size, NULL));
  assert_open_refused (fixture->path, PDL_STORE_ERROR_DAMAGED);
}

static void
test_place (Fixture *fixture, gconstpointer data)
{
  g_autofree char *synchronised = g_build_filename (fixture->folder, "OneDrive - Clinic", "cases.db", NULL);
  g_autofree char *marked = g_build_filename (fixture->folder, "marked", "deep", "cases.db", NULL);
  g_autofree char *mark = g_build_filename (fixture->folder, "marked", ".stfolder", NULL);

  assert_open_refused (synchronised, PDL_STORE_ERROR_UNSAFE_PLACE);
  g_assert_cmpint (g_mkdir_with_parents (mark, 0700), ==, 0);
  assert_open_refused (marked, PDL_STORE_ERROR_UNSAFE_PLACE);
  g_assert_false (g_file_test (synchronised, G_FILE_TEST_EXISTS));

  g_assert_cmpstr (pdl_store_place_get_service ("/home/anna/Dropbox/cases"), ==, "Dropbox");
  g_assert_cmpstr (pdl_store_place_get_service ("/home/anna/Nextcloud"), ==, "Nextcloud");
  g_assert_cmpstr (pdl_store_place_get_service ("/home/anna/.local/share/pedicle"), ==, NULL);
  g_assert_cmpstr (pdl_store_place_get_service ("/home/anna/MyDropbox"), ==, NULL);
  g_assert_true (pdl_store_place_is_network (0x6969, NULL));     /* NFS */
  g_assert_true (pdl_store_place_is_network (0xfe534d42, NULL)); /* SMB 2 */
  g_assert_true (pdl_store_place_is_network (0x65735546, "fuse.sshfs"));
  g_assert_false (pdl_store_place_is_network (0x65735546, "fuseblk"));
  g_assert_false (pdl_store_place_is_network (0xef53, "ext4"));
  g_assert_false (pdl_store_place_is_network (0x9123683e, "btrfs"));
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  dictionary = fixture_load_dictionary ();

#define ADD(name, test) g_test_add ("/store/errors/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("full", test_full);
  ADD ("locked", test_locked);
  ADD ("moved", test_moved);
  ADD ("read-only", test_read_only);
  ADD ("not-ours", test_not_ours);
  ADD ("newer", test_newer);
  ADD ("damaged", test_damaged);
  ADD ("place", test_place);

  result = g_test_run ();
  pdl_dictionary_unref (dictionary);
  return result;
}
