/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The session: one door for every change, undo, saving that says only what is true, and which case is shown. */
#include "session-fixture.h"

#include "store-fixture.h"

#include <signal.h>
#include <sys/resource.h>

/* ——— the door ——— */

static void
log_edited_cb (PdlSession *session, PdlChange *change, GString *log)
{
  g_string_append_printf (log, "edited %u;", pdl_change_get_n_edits (change));
}

static void
log_evaluated_cb (PdlSession *session, GString *log)
{
  g_string_append (log, "evaluated;");
}

static GString *
watch (PdlSession *session)
{
  GString *log = g_string_new (NULL);

  g_signal_connect (session, "edited", G_CALLBACK (log_edited_cb), log);
  g_signal_connect (session, "evaluated", G_CALLBACK (log_evaluated_cb), log);
  return log;
}

static void
unwatch (PdlSession *session, GString *log)
{
  g_signal_handlers_disconnect_by_data (session, log);
  g_string_free (log, TRUE);
}

static void
test_refused (SessionFixture *self, gconstpointer data)
{
  g_autofree char *uid = session_fixture_new_case (self->session, "Example-Bakker");
  g_autoptr (PdlCase) before = pdl_case_copy (pdl_session_get_case (self->session));
  PdlEvaluation *evaluation = pdl_session_get_evaluation (self->session);
  g_autofree char *undo_label = g_strdup (pdl_session_get_undo_label (self->session));
  GString *log = watch (self->session);
  const struct
  {
    const char *id;
    PdlLevel level;
    const char *text;
  } refused[] = {
    { "ecog", PDL_LEVEL_NONE, "9" },
    { "ecog", PDL_LEVEL_NONE, "fine" },
    { "ecog", 15, "-1" },
    { "lesion_type", 15, "no such code" },
    { "no_such_finding", PDL_LEVEL_NONE, "1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *difference = NULL;
      gboolean done = pdl_session_set_text (self->session, refused[i].id, refused[i].level, refused[i].text, &error);

      g_assert_false (done);
      g_assert_nonnull (error);
      g_assert_cmpuint (strlen (error->message), >, 10);
      difference = fixture_compare (before, pdl_session_get_case (self->session));
      g_assert_cmpstr (difference, ==, NULL);
      g_assert_true (pdl_session_get_evaluation (self->session) == evaluation);
      g_assert_cmpstr (pdl_session_get_undo_label (self->session), ==, undo_label);
      g_assert_cmpint (pdl_session_get_save_state (self->session), ==, PDL_SAVE_SAVED);
    }
  g_assert_cmpstr (log->str, ==, "");
  session_fixture_flush (self->session);
  g_assert_cmpint (session_fixture_count_journal (self, uid), ==, 1);
  unwatch (self->session, log);
}

/* Of two edits the second no longer fits: neither is made. */
static void
test_all_or_none (SessionFixture *self, gconstpointer data)
{
  g_autofree char *uid = session_fixture_new_case (self->session, "Example-Bakker");
  PdlCase *kase = pdl_session_get_case (self->session);
  const char *visit = pdl_assessment_get_uid (pdl_session_get_assessment (self->session));
  g_autoptr (PdlChange) change = pdl_change_new ("two");
  g_autoptr (GError) error = NULL;
  GString *log;

  g_assert_true (pdl_change_set_text (change, kase, NULL, PDL_LEVEL_NONE, "identifier", "0001", NULL));
  g_assert_true (pdl_change_set_text (change, kase, visit, PDL_LEVEL_NONE, "ecog", "1", NULL));
  session_fixture_set (self->session, "ecog", PDL_LEVEL_NONE, "2");
  log = watch (self->session);
  g_assert_false (pdl_session_apply (self->session, change, &error));
  g_assert_error (error, PDL_CHANGE_ERROR, PDL_CHANGE_ERROR_STALE);
  g_assert_cmpstr (log->str, ==, "");
  session_fixture_assert_text (self->session, "identifier", PDL_LEVEL_NONE, "");
  session_fixture_assert_text (self->session, "ecog", PDL_LEVEL_NONE, "2");
  session_fixture_flush (self->session);
  g_assert_cmpint (session_fixture_count_journal (self, uid), ==, 2);
  unwatch (self->session, log);
}

static void
test_accepted (SessionFixture *self, gconstpointer data)
{
  GString *log;

  pdl_session_new_case (self->session);
  log = watch (self->session);
  session_fixture_set (self->session, "ecog", PDL_LEVEL_NONE, "1");
  g_assert_cmpstr (log->str, ==, "edited 1;evaluated;");
  /* The same again is no change. */
  session_fixture_set (self->session, "ecog", PDL_LEVEL_NONE, "1");
  g_assert_cmpstr (log->str, ==, "edited 1;evaluated;");
  unwatch (self->session, log);
}

static void
test_no_case (SessionFixture *self, gconstpointer data)
{
  g_autoptr (PdlChange) change = pdl_change_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (pdl_session_get_case (self->session));
  g_assert_false (pdl_session_apply (self->session, change, &error));
  g_assert_error (error, PDL_CHANGE_ERROR, PDL_CHANGE_ERROR_PLACE);
  g_assert_false (pdl_session_undo (self->session));
}

/* ——— saving ——— */

typedef struct
{
  SessionFixture *fixture;
  guint n_saved;
} Saying;

static void
saying_cb (PdlSession *session, Saying *saying)
{
  if (pdl_session_get_save_state (session) != PDL_SAVE_SAVED)
    return;
  saying->n_saved++;
  /* Said: so it is on the disk, where anyone can read it. */
  g_assert_cmpint (session_fixture_count_journal (saying->fixture, NULL), ==, 1);
}

static void
test_saved_after_answer (SessionFixture *self, gconstpointer data)
{
  Saying saying = { self, 0 };

  pdl_session_new_case (self->session);
  g_signal_connect (self->session, "save-state-changed", G_CALLBACK (saying_cb), &saying);
  session_fixture_set (self->session, "ecog", PDL_LEVEL_NONE, "1");
  g_assert_cmpint (pdl_session_get_save_state (self->session), ==, PDL_SAVE_SAVING);
  g_assert_cmpuint (saying.n_saved, ==, 0);
  session_fixture_flush (self->session);
  g_assert_cmpuint (saying.n_saved, >=, 1);
  g_assert_cmpint (pdl_session_get_save_state (self->session), ==, PDL_SAVE_SAVED);
  g_assert_cmpint (pdl_session_get_saved_at (self->session), !=, PDL_MINUTE_NONE);
  g_signal_handlers_disconnect_by_data (self->session, &saying);
}

static void
test_new_case (SessionFixture *self, gconstpointer data)
{
  g_autofree char *uid = NULL;
  PdlSession *other;

  pdl_session_new_case (self->session);
  uid = g_strdup (pdl_case_get_uid (pdl_session_get_case (self->session)));
  session_fixture_flush (self->session);
  g_assert_cmpint (session_fixture_count_journal (self, NULL), ==, 0);
  g_assert_cmpint (pdl_session_get_save_state (self->session), ==, PDL_SAVE_NOTHING);

  session_fixture_set (self->session, "lesion_type", 15, "lytic");
  session_fixture_flush (self->session);
  g_assert_cmpint (session_fixture_count_journal (self, uid), ==, 1);
  other = session_fixture_open_other (self);
  session_fixture_open (other, uid);
  session_fixture_assert_text (other, "lesion_type", 15, "lytic");
  g_assert_cmpint (pdl_assessment_get_day (pdl_session_get_assessment (other)), ==, pdl_day_from_ymd (2026, 3, 2));
  session_fixture_close (other);
}

/* No file of this process may grow: a full disk. Taking away the right to write would not stop a super-user. */
static void
limit_disk (gboolean limited)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = limited ? 1 : limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
test_full_disk (SessionFixture *self, gconstpointer data)
{
  g_autofree char *uid = session_fixture_new_case (self->session, "Example-Bakker");
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  gboolean done, done_again;
  PdlSaveState state;

  signal (SIGXFSZ, SIG_IGN);
  limit_disk (TRUE);
  session_fixture_set (self->session, "ecog", PDL_LEVEL_NONE, "1");
  done = pdl_session_flush (self->session, &error);
  state = pdl_session_get_save_state (self->session);
  sentence = g_strdup (pdl_session_get_save_error (self->session));
  session_fixture_set (self->session, "identifier", PDL_LEVEL_NONE, "0001");
  done_again = pdl_session_flush (self->session, NULL);
  limit_disk (FALSE);

  g_assert_false (done);
  g_assert_false (done_again);
  g_assert_error (error, PDL_STORE_ERROR, PDL_STORE_ERROR_FULL);
  g_assert_cmpint (state, ==, PDL_SAVE_FAILED);
  g_assert_cmpstr (sentence, ==, error->message);
  session_fixture_assert_text (self->session, "ecog", PDL_LEVEL_NONE, "1");
  session_fixture_assert_text (self->session, "identifier", PDL_LEVEL_NONE, "0001");

  pdl_session_retry_save (self->session);
  session_fixture_flush (self->session);
  g_assert_cmpint (pdl_session_get_save_state (self->session), ==, PDL_SAVE_SAVED);
  g_assert_null (pdl_session_get_save_error (self->session));
  g_assert_cmpint (session_fixture_count_journal (self, uid), ==, 3);
  fixture_assert_sound (self->store);
}

/* Going away and coming back shows the work, not what the disk has. */
static void
test_unsaved_survives_switch (SessionFixture *self, gconstpointer data)
{
  g_autofree char *uid = session_fixture_new_case (self->session, "Example-Bakker");

  session_fixture_set (self->session, "ecog", PDL_LEVEL_NONE, "1");
  pdl_session_new_case (self->session);
  session_fixture_open (self->session, uid);
  session_fixture_assert_text (self->session, "ecog", PDL_LEVEL_NONE, "1");
  session_fixture_flush (self->session);
}

/* A case from a file: stored as it came, in one change; or only shown, and stored whole with the first change. */
static void
test_take_case (SessionFixture *self, gconstpointer data)
{
  const gboolean store_it[] = { TRUE, FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (store_it); i++)
    {
      g_autoptr (PdlCase) kase = pdl_case_new (pdl_knowledge_get_dictionary (self->knowledge), NULL);
      g_autoptr (PdlChange) change = pdl_change_new (NULL);
      g_autoptr (PdlCase) loaded = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *difference = NULL;
      const char *uid = pdl_case_get_uid (kase);

      pdl_change_add_assessment (change, "visit", pdl_day_from_ymd (2026, 2, 1));
      g_assert_true (pdl_case_apply (kase, change, NULL));
      for (guint j = 0; j < 20; j++)
        pdl_change_unref (fixture_random_change (kase, 3));

      g_assert_true (pdl_session_take_case (self->session, kase, store_it[i], &error));
      g_assert_no_error (error);
      session_fixture_flush (self->session);
      g_assert_cmpint (session_fixture_count_journal (self, uid), ==, store_it[i] ? 1 : 0);
      g_assert_false (pdl_session_can_undo (self->session));
      if (!store_it[i])
        {
          session_fixture_set (self->session, "family_name", PDL_LEVEL_NONE, "Example-Taken");
          session_fixture_flush (self->session);
          g_assert_cmpint (session_fixture_count_journal (self, uid), ==, 1);
        }
      loaded = fixture_load (self->store, uid, &error);
      g_assert_no_error (error);
      difference = fixture_compare (pdl_session_get_case (self->session), loaded);
      g_assert_cmpstr (difference, ==, NULL);
    }
  fixture_assert_sound (self->store);
}

static void
test_other_knowledge (SessionFixture *self, gconstpointer data)
{
  g_autoptr (PdlDictionary) dictionary = fixture_load_dictionary ();
  g_autoptr (PdlCase) kase = pdl_case_new (dictionary, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (pdl_session_take_case (self->session, kase, TRUE, &error));
  g_assert_error (error, PDL_CHANGE_ERROR, PDL_CHANGE_ERROR_PLACE);
  g_assert_null (pdl_session_get_case (self->session));
}

/* ——— undo, visits ——— */

static void
test_undo (SessionFixture *self, gconstpointer data)
{
  g_autofree char *uid = session_fixture_new_case (self->session, "Example-Bakker");
  g_autofree char *other = NULL;

  session_fixture_set (self->session, "ecog", PDL_LEVEL_NONE, "1");
  session_fixture_set (self->session, "ecog", PDL_LEVEL_NONE, "2");
  g_assert_nonnull (pdl_session_get_undo_label (self->session));
  g_assert_true (pdl_session_undo (self->session));
  session_fixture_assert_text (self->session, "ecog", PDL_LEVEL_NONE, "1");
  session_fixture_flush (self->session);

  other = session_fixture_new_case (self->session, "Example-Visser");
  g_assert_false (pdl_session_can_redo (self->session));
  g_assert_true (pdl_session_undo (self->session));
  g_assert_false (pdl_session_can_undo (self->session));

  session_fixture_open (self->session, uid);
  g_assert_true (pdl_session_can_undo (self->session));
  g_assert_true (pdl_session_redo (self->session));
  session_fixture_assert_text (self->session, "ecog", PDL_LEVEL_NONE, "2");
  g_assert_false (pdl_session_redo (self->session));
  g_assert_true (pdl_session_undo (self->session));
  g_assert_true (pdl_session_undo (self->session));
  session_fixture_assert_text (self->session, "ecog", PDL_LEVEL_NONE, "");
  /* Taking back is a change like any other: it is in the journal. */
  session_fixture_flush (self->session);
  g_assert_cmpint (session_fixture_count_journal (self, uid), ==, 7);
  /* Something new: what was taken back cannot come again. */
  session_fixture_set (self->session, "ecog", PDL_LEVEL_NONE, "3");
  g_assert_false (pdl_session_can_redo (self->session));
  session_fixture_flush (self->session);
  fixture_assert_sound (self->store);
}

static void
test_new_visit (SessionFixture *self, gconstpointer data)
{
  g_autofree char *uid = session_fixture_new_case (self->session, "Example-Bakker");
  g_autoptr (PdlChange) change = pdl_change_new ("New visit");
  g_autoptr (GError) error = NULL;
  PdlCase *kase = pdl_session_get_case (self->session);
  const PdlAssessment *visit;

  session_fixture_set (self->session, "ecog", PDL_LEVEL_NONE, "1");
  session_fixture_set (self->session, "lesion_type", 15, "lytic");
  pdl_change_add_visit (change, kase, pdl_case_get_current (kase), pdl_day_from_ymd (2026, 4, 2));
  pdl_session_apply (self->session, change, &error);
  g_assert_no_error (error);

  visit = pdl_session_get_assessment (self->session);
  g_assert_cmpuint (pdl_case_get_n_assessments (kase), ==, 2);
  g_assert_cmpint (pdl_assessment_get_day (visit), ==, pdl_day_from_ymd (2026, 4, 2));
  session_fixture_assert_text (self->session, "ecog", PDL_LEVEL_NONE, "1");
  session_fixture_assert_text (self->session, "lesion_type", 15, "lytic");
  g_assert_true (pdl_fields_is_unconfirmed (pdl_assessment_get_fields (visit), "ecog"));
  g_assert_true (pdl_fields_is_unconfirmed (pdl_assessment_get_level (visit, 15), "lesion_type"));

  /* Said again as it was: confirmed, and only that. */
  session_fixture_set (self->session, "ecog", PDL_LEVEL_NONE, "1");
  visit = pdl_session_get_assessment (self->session);
  g_assert_false (pdl_fields_is_unconfirmed (pdl_assessment_get_fields (visit), "ecog"));
  g_assert_true (pdl_fields_is_unconfirmed (pdl_assessment_get_level (visit, 15), "lesion_type"));

  /* The visit before stands as it was. */
  visit = pdl_case_get_assessment (kase, 0);
  g_assert_false (pdl_fields_is_unconfirmed (pdl_assessment_get_fields (visit), "ecog"));
  g_assert_true (pdl_session_undo (self->session));
  g_assert_true (pdl_session_undo (self->session));
  g_assert_cmpuint (pdl_case_get_n_assessments (kase), ==, 1);
  session_fixture_flush (self->session);
  fixture_assert_sound (self->store);
}

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
  add ("/session/door/refused", test_refused);
  add ("/session/door/all-or-none", test_all_or_none);
  add ("/session/door/accepted", test_accepted);
  add ("/session/door/no-case", test_no_case);
  add ("/session/save/after-answer", test_saved_after_answer);
  add ("/session/save/new-case", test_new_case);
  add ("/session/save/full-disk", test_full_disk);
  add ("/session/save/unsaved-survives-switch", test_unsaved_survives_switch);
  add ("/session/take-case/stored-or-shown", test_take_case);
  add ("/session/take-case/other-knowledge", test_other_knowledge);
  add ("/session/undo", test_undo);
  add ("/session/new-visit", test_new_visit);
  add ("/session/stale/told", test_stale);
  add ("/session/stale/others-go-on", test_stale_others_go_on);
  add ("/session/open/edit-while-opening", test_edit_while_opening);
  add ("/session/open/later-wins", test_later_opening_wins);
  add ("/session/open/no-such-case", test_no_such_case);
  return g_test_run ();
}
