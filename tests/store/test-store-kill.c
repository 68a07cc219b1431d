/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Killing the program at any moment loses nothing that showed as saved. A child writes and prints what was confirmed; it
 * is killed at a moment drawn by chance, in the middle of opening, of a transaction, of a checkpoint; the file is opened
 * again: every confirmed change is there, at most the one under way besides, and the journal's chain is whole.
 */
#include "store-fixture.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define KILLS 200
/* A fresh file now and then, so that its making is hit too. */
#define KILLS_PER_FILE 20
#define LONGEST_MS 60

static PdlDictionary *dictionary;

typedef struct
{
  gint64 one, two; /* the last confirmed revision of each case */
} Confirmed;

static void
read_line (const char *line, Confirmed *confirmed)
{
  gint64 *revision = g_str_has_prefix (line, "one ") ? &confirmed->one : &confirmed->two;

  g_assert_true (g_str_has_prefix (line, "one ") || g_str_has_prefix (line, "two "));
  *revision = MAX (*revision, g_ascii_strtoll (line + 4, NULL, 10));
}

/* Reads what the child prints until the moment has come, kills it, and reads what was still in the pipe. */
static void
run_and_kill (const char *path, Confirmed *confirmed)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "store", "store-kill-child", NULL);
  char *arguments[] = { program, (char *) path, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;
  /* Most moments count from the first confirmed change, so that a slow machine is hit in the middle of writing too; the
   * others from the start, so that opening and making the file are hit. */
  gboolean from_first_line = g_test_rand_int_range (0, 4) != 0;
  gint64 moment = g_test_rand_int_range (0, LONGEST_MS * 1000);
  gint64 end = from_first_line ? G_MAXINT64 : g_get_monotonic_time () + moment;
  GPid child;
  int output, status;
  gboolean killed = FALSE;

  g_spawn_async_with_pipes (NULL, arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &child, NULL, &output, NULL,
                            &error);
  g_assert_no_error (error);
  while (TRUE)
    {
      struct pollfd poll_output = { .fd = output, .events = POLLIN };
      gint64 left = MIN (end - g_get_monotonic_time (), 1000 * 1000);
      char buffer[4096];
      ssize_t size;

      if (!killed && left <= 0)
        {
          kill (child, SIGKILL);
          killed = TRUE;
        }
      if (!killed && poll (&poll_output, 1, (int) (left / 1000)) == 0)
        {
          if (end == G_MAXINT64)
            continue;
          /* The last part of a millisecond is spun away. */
          while (g_get_monotonic_time () < end)
            ;
          continue;
        }
      size = read (output, buffer, sizeof buffer);
      if (size <= 0)
        break;
      g_string_append_len (text, buffer, size);
      if (end == G_MAXINT64)
        end = g_get_monotonic_time () + moment;
    }
  close (output);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  /* It never ends by itself: anything but our signal is a failure of the child. */
  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpint (WTERMSIG (status), ==, SIGKILL);

  lines = g_strsplit (text->str, "\n", -1);
  for (guint i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++)
    read_line (lines[i], confirmed);
}

static void
assert_number (PdlCase *kase, gint64 number)
{
  const PdlAssessment *visit = pdl_case_lookup_assessment (kase, "visit");
  g_autofree char *text = g_strdup_printf ("change %" G_GINT64_FORMAT, number);

  g_assert_nonnull (visit);
  g_assert_cmpstr (pdl_value_get_text (pdl_fields_get (pdl_assessment_get_fields (visit), "comorbidity_text")), ==, text);
  g_assert_cmpfloat (pdl_value_get_number (pdl_fields_get (pdl_assessment_get_fields (visit), "weight_kg")), ==,
                     20 + number % 280);
  g_assert_cmpstr (pdl_value_get_code (pdl_fields_get (pdl_assessment_get_level (visit, 14), "escc_grade")), ==,
                   number % 2 ? "2" : "3");
  for (gint64 i = 1; i <= number; i++)
    {
      g_autofree char *record = g_strdup_printf ("c%" G_GINT64_FORMAT, i);

      g_assert_nonnull (pdl_case_lookup_item (kase, record));
    }
}

/* Returns the revision that is there: confirmed, or the one that was under way. */
static gint64
assert_kept (PdlStore *store, const char *uid, gint64 confirmed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlCase) kase = fixture_load (store, uid, &error);
  gint64 revision;

  if (confirmed == 0 && g_error_matches (error, PDL_STORE_ERROR, PDL_STORE_ERROR_NOT_FOUND))
    return 0;
  g_assert_no_error (error);
  revision = pdl_case_get_revision (kase);
  g_assert_cmpint (revision, >=, confirmed);
  g_assert_cmpint (revision, <=, confirmed + 1);
  assert_number (kase, revision);
  return revision;
}

static void
test_kill (void)
{
  gint64 all = 0, unannounced = 0;
  int after_a_save = 0;

  for (int i = 0; i < KILLS; i += KILLS_PER_FILE)
    {
      char *folder = fixture_new_folder ();
      g_autofree char *path = g_build_filename (folder, "cases.db", NULL);
      Confirmed confirmed = { 0, 0 };

      for (int j = 0; j < KILLS_PER_FILE; j++)
        {
          Confirmed before = confirmed;
          PdlStore *store;

          run_and_kill (path, &confirmed);
          after_a_save += confirmed.one + confirmed.two > before.one + before.two;
          /* Opening checks the file, its links and the whole chain, and refuses what is not sound. */
          store = fixture_open (dictionary, path);
          unannounced -= confirmed.one + confirmed.two;
          confirmed.one = assert_kept (store, "one", confirmed.one);
          confirmed.two = assert_kept (store, "two", confirmed.two);
          unannounced += confirmed.one + confirmed.two;
          fixture_close (store);
        }
      all += confirmed.one + confirmed.two;
      fixture_remove_folder (folder);
    }
  g_test_message ("%d kills, %d of them after a save, %" G_GINT64_FORMAT " changes kept, %" G_GINT64_FORMAT
                  " of them committed but not yet told", KILLS, after_a_save, all, unannounced);
  /* A test that only ever killed a child that had not begun would prove nothing. */
  g_assert_cmpint (after_a_save, >, KILLS / 10);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  dictionary = fixture_load_dictionary ();
  g_test_add_func ("/store/kill", test_kill);
  result = g_test_run ();
  pdl_dictionary_unref (dictionary);
  return result;
}
