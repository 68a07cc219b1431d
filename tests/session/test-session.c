/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The session: one door for every change, undo, saving that says only what is true, and which case is shown. */
#include "session-fixture.h"

#include "store-fixture.h"

/* ——— stale ——— */

static void
test_stale (SessionFixture *self, gconstpointer data)
{
  g_autofree char *uid = session_fixture_new_case (self->session, "Example-Bakker");
  PdlSession *other = session_fixture_open_other (self);
  g_autoptr (GError) error = NULL;

  session_fixture_open (other, uid);
  session_fixture_set (other, "ecog", PDL_LEVEL_NONE, "2");
  session_fixture_flush (other);

  session_fixture_set (self->session, "ecog", PDL_LEVEL_NONE, "1");
  g_assert_false (pdl_session_flush (self->session, &error));
  g_assert_error (error, PDL_STORE_ERROR, PDL_STORE_ERROR_STALE);
  g_assert_cmpint (pdl_session_get_save_state (self->session), ==, PDL_SAVE_FAILED);
  g_assert_cmpstr (pdl_session_get_save_error (self->session), ==, error->message);
  /* The work stays on the screen; the disk keeps what the other wrote. */
  session_fixture_assert_text (self->session, "ecog", PDL_LEVEL_NONE, "1");
  g_assert_cmpint (session_fixture_count_journal (self, uid), ==, 2);
  session_fixture_close (other);
}

static void
make_stale (SessionFixture *self, const char *uid)
{
  PdlSession *other = session_fixture_open_other (self);

  session_fixture_open (other, uid);
  session_fixture_set (other, "ecog", PDL_LEVEL_NONE, "2");
  session_fixture_flush (other);
  session_fixture_close (other);
  session_fixture_set (self->session, "ecog", PDL_LEVEL_NONE, "1");
  g_assert_false (pdl_session_flush (self->session, NULL));
}

static void
test_stale_reopened (SessionFixture *self, gconstpointer data)
{
  g_autofree char *uid = session_fixture_new_case (self->session, "Example-Bakker");

  make_stale (self, uid);
  session_fixture_set (self->session, "identifier", PDL_LEVEL_NONE, "0001");
  session_fixture_open (self->session, uid);
  session_fixture_assert_text (self->session, "ecog", PDL_LEVEL_NONE, "2");
  session_fixture_assert_text (self->session, "identifier", PDL_LEVEL_NONE, "");
  g_assert_cmpint (pdl_session_get_save_state (self->session), !=, PDL_SAVE_FAILED);
  g_assert_null (pdl_session_get_save_error (self->session));
  /* The steps were taken on a case that is gone. */
  g_assert_false (pdl_session_can_undo (self->session));

  session_fixture_set (self->session, "identifier", PDL_LEVEL_NONE, "0002");
  session_fixture_flush (self->session);
  g_assert_cmpint (session_fixture_count_journal (self, uid), ==, 3);
}

static void
test_stale_others_go_on (SessionFixture *self, gconstpointer data)
{
  g_autofree char *uid = session_fixture_new_case (self->session, "Example-Bakker");
  g_autofree char *next = NULL;

  make_stale (self, uid);
  pdl_session_new_case (self->session);
  next = g_strdup (pdl_case_get_uid (pdl_session_get_case (self->session)));
  session_fixture_set (self->session, "family_name", PDL_LEVEL_NONE, "Example-Visser");
  g_assert_false (pdl_session_flush (self->session, NULL));
  g_assert_cmpint (session_fixture_count_journal (self, next), ==, 1);
}

/* ——— opening ——— */

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

/* The store's answer was read before the edit; what is on the screen is newer. */
static void
test_edit_while_opening (SessionFixture *self, gconstpointer data)
{
  g_autofree char *uid = session_fixture_new_case (self->session, "Example-Bakker");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pdl_session_open_async (self->session, uid, answered_cb, &result);
  session_fixture_set (self->session, "ecog", PDL_LEVEL_NONE, "1");
  wait_for (&result);
  g_assert_true (pdl_session_open_finish (self->session, result, &error));
  g_assert_no_error (error);
  session_fixture_assert_text (self->session, "ecog", PDL_LEVEL_NONE, "1");
  session_fixture_flush (self->session);
  session_fixture_assert_text (self->session, "ecog", PDL_LEVEL_NONE, "1");
  session_fixture_set (self->session, "ecog", PDL_LEVEL_NONE, "2");
  session_fixture_flush (self->session);
  g_assert_cmpint (session_fixture_count_journal (self, uid), ==, 3);
}

static void
test_later_opening_wins (SessionFixture *self, gconstpointer data)
{
  g_autofree char *first = session_fixture_new_case (self->session, "Example-Bakker");
  g_autofree char *second = session_fixture_new_case (self->session, "Example-Visser");
  g_autoptr (GAsyncResult) first_result = NULL, second_result = NULL;
  g_autoptr (GError) error = NULL;

  pdl_session_open_async (self->session, first, answered_cb, &first_result);
  pdl_session_open_async (self->session, second, answered_cb, &second_result);
  wait_for (&first_result);
  wait_for (&second_result);
  g_assert_false (pdl_session_open_finish (self->session, first_result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (pdl_session_open_finish (self->session, second_result, NULL));
  g_assert_cmpstr (pdl_case_get_uid (pdl_session_get_case (self->session)), ==, second);
}

static void
test_no_such_case (SessionFixture *self, gconstpointer data)
{
  g_autofree char *uid = session_fixture_new_case (self->session, "Example-Bakker");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pdl_session_open_async (self->session, "no-such-case", answered_cb, &result);
  wait_for (&result);
  g_assert_false (pdl_session_open_finish (self->session, result, &error));
  g_assert_error (error, PDL_STORE_ERROR, PDL_STORE_ERROR_NOT_FOUND);
  g_assert_cmpstr (pdl_case_get_uid (pdl_session_get_case (self->session)), ==, uid);
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
  add ("/session/stale/told", test_stale);
  add ("/session/stale/reopened", test_stale_reopened);
  add ("/session/stale/others-go-on", test_stale_others_go_on);
  add ("/session/open/edit-while-opening", test_edit_while_opening);
  add ("/session/open/later-wins", test_later_opening_wins);
  add ("/session/open/no-such-case", test_no_such_case);
  return g_test_run ();
}
