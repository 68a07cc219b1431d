/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The local signatures on the disk: kept beside each other when two windows sign, and a damaged file is left as it is. */
#include "session-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  gboolean done, good;
  GError *error; /* (owned) */
} Answer;

static void
signed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->good = pdl_signature_book_sign_finish (PDL_SIGNATURE_BOOK (source), result, &answer->error);
  answer->done = TRUE;
}

static void
changed_cb (PdlSignatureBook *book, gboolean *changed)
{
  *changed = TRUE;
}

static void
start_signing (PdlSignatureBook *book, SessionFixture *self, const char *reference, const char *hash, const char *name, Answer *answer)
{
  pdl_signature_book_sign_async (book, self->knowledge, reference, hash, name, "spine surgeon", pdl_day_from_ymd (2026, 3, 2), signed_cb, answer);
}

static void
wait_for (gboolean *flag)
{
  while (!*flag)
    g_main_context_iteration (NULL, TRUE);
}

static PdlSignatureBook *
open_book (const char *path)
{
  PdlSignatureBook *book = pdl_signature_book_new (path);
  gboolean changed = FALSE;
  gulong id = g_signal_connect (book, "changed", G_CALLBACK (changed_cb), &changed);

  wait_for (&changed);
  g_signal_handler_disconnect (book, id);
  return book;
}

static void
test_two_windows (SessionFixture *self, gconstpointer data)
{
  /* The folder is not there yet. */
  g_autofree char *folder = g_build_filename (self->folder, "new", NULL), *path = g_build_filename (folder, "signatures.ini", NULL);
  g_autoptr (PdlSignatureBook) one = open_book (path), two = open_book (path);
  g_autoptr (PdlSignatureBook) later = NULL;
  Answer first = { 0 }, second = { 0 };

  start_signing (one, self, "statement/sx-goals", "abc", "Dr. A", &first);
  start_signing (two, self, PDL_SIGNATURE_SET, pdl_knowledge_get_hash (self->knowledge), "Dr. B", &second);
  wait_for (&first.done);
  wait_for (&second.done);
  g_assert_no_error (first.error);
  g_assert_no_error (second.error);
  later = open_book (path);
  g_assert_cmpuint (pdl_signatures_get_n (pdl_signature_book_get (later)), ==, 2);
  g_assert_cmpint (pdl_signatures_look_up (pdl_signature_book_get (later), "statement/sx-goals", "abc", NULL), ==, PDL_SIGNED_THIS_TEXT);
  g_assert_cmpint (pdl_signatures_look_up (pdl_signature_book_get (later), PDL_SIGNATURE_SET, "another", NULL), ==, PDL_SIGNED_EARLIER_TEXT);
  g_assert_cmpstr (pdl_signatures_get (pdl_signature_book_get (later), 0)->date, ==, "2026-03-02");
  g_assert_cmpstr (pdl_signatures_get (pdl_signature_book_get (later), 0)->version, ==, pdl_knowledge_get_version (self->knowledge));
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_damaged (SessionFixture *self, gconstpointer data)
{
  static const char garbage[] = "these are no signatures";
  g_autofree char *path = g_build_filename (self->folder, "signatures.ini", NULL), *text = NULL;
  g_autoptr (PdlSignatureBook) book = NULL;
  Answer answer = { 0 };

  g_assert_true (g_file_set_contents (path, garbage, -1, NULL));
  book = open_book (path);
  g_assert_nonnull (pdl_signature_book_get_error (book));
  start_signing (book, self, "statement/sx-goals", "abc", "Dr. A", &answer);
  wait_for (&answer.done);
  g_assert_error (answer.error, PDL_SIGNATURES_ERROR, PDL_SIGNATURES_ERROR_DAMAGED);
  g_clear_error (&answer.error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, garbage);
  g_unlink (path);
}

static void
test_nameless (SessionFixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "signatures.ini", NULL);
  g_autoptr (PdlSignatureBook) book = open_book (path);
  Answer answer = { 0 };

  start_signing (book, self, "statement/sx-goals", "abc", " ", &answer);
  wait_for (&answer.done);
  g_assert_error (answer.error, PDL_SIGNATURES_ERROR, PDL_SIGNATURES_ERROR_EMPTY);
  g_clear_error (&answer.error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/session/signatures/two-windows", SessionFixture, NULL, session_fixture_set_up, test_two_windows, session_fixture_tear_down);
  g_test_add ("/session/signatures/damaged", SessionFixture, NULL, session_fixture_set_up, test_damaged, session_fixture_tear_down);
  g_test_add ("/session/signatures/nameless", SessionFixture, NULL, session_fixture_set_up, test_nameless, session_fixture_tear_down);
  return g_test_run ();
}
