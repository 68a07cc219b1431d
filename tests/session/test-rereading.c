/* SPDX-License-Identifier: GPL-3.0-or-later */
/* After an update: which patients read differently, counted and named; the others are not. */
#include "session-fixture.h"

#include "pdl-rereading.h"

#include <glib/gstdio.h>
#include <string.h>

#define LEVEL(name) pdl_level_from_name (name)

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static PdlRereading *
run (SessionFixture *fixture, PdlKnowledge *knowledge, PdlRereadingProgress progress, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  session_fixture_flush (fixture->session);
  pdl_rereading_run_async (fixture->store, knowledge, pdl_session_get_now (fixture->session), progress, data, cancellable, answered_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return pdl_rereading_run_finish (result, error);
}

/* The program's knowledge with @from (once in @file) replaced by @to. */
static PdlKnowledge *
load_changed (SessionFixture *fixture, const char *file, const char *from, const char *to)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "knowledge", NULL);
  PdlKnowledge *knowledge;
  g_autoptr (GError) error = NULL;
  gboolean found = FALSE;

  g_mkdir (folder, 0700);
  for (guint i = 0; i < pdl_knowledge_get_n_files (fixture->knowledge); i++)
    {
      GBytes *bytes;
      const char *name = pdl_knowledge_get_file (fixture->knowledge, i, &bytes);
      g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (GString) changed = g_string_new (text);

      if (g_str_equal (name, file))
        found = g_string_replace (changed, from, to, 1) == 1;
      g_file_set_contents (path, changed->str, -1, &error);
      g_assert_no_error (error);
    }
  g_assert_true (found);
  knowledge = pdl_knowledge_load (folder, &error);
  g_assert_no_error (error);
  return knowledge;
}

/* NOMS: high-grade compression of a resistant tumour, fit, stable: row PLT-25 of the list. */
static char *
new_compression (SessionFixture *fixture, const char *name)
{
  char *uid = session_fixture_new_case (fixture->session, name);

  session_fixture_set (fixture->session, "primary_site", PDL_LEVEL_NONE, "kidney_rcc");
  session_fixture_set (fixture->session, "escc_grade", LEVEL ("T8"), "2");
  session_fixture_set (fixture->session, "neuro_status", PDL_LEVEL_NONE, "myelopathy_ambulatory");
  return uid;
}

/* The first row of the list takes the patient of new_compression (). */
static PdlKnowledge *
load_other_rule (SessionFixture *fixture)
{
  return load_changed (fixture, "local-treatment.ini", "[row PLT-01]\nwhen = ",
                       "[row PLT-01]\nwhen = neuro_status = 'myelopathy_ambulatory' and escc_group = 'g2' and radiosensitivity = 'resistant' "
                       "and sins_band is null or ");
}

static char *
get_row (SessionFixture *fixture)
{
  PdlEvaluation *evaluation = pdl_session_get_evaluation (fixture->session);

  g_assert_cmpuint (evaluation->n_targets, ==, 1);
  return g_strdup (evaluation->targets[0].decision.row->id);
}

static const PdlReadingChange *
find_change (const PdlReread *reread, PdlReadingPart part)
{
  for (guint i = 0; i < reread->difference->changes->len; i++)
    if (((const PdlReadingChange *) reread->difference->changes->pdata[i])->part == part)
      return reread->difference->changes->pdata[i];
  return NULL;
}

static void
test_nothing_changed (SessionFixture *fixture, gconstpointer data)
{
  g_autofree char *uid = new_compression (fixture, "First");
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlRereading) rereading = run (fixture, fixture->knowledge, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rereading->n_cases, ==, 1);
  g_assert_cmpuint (rereading->n_same, ==, 1);
  g_assert_cmpuint (rereading->differing->len, ==, 0);
}

/* Another sentence is no other reading: nothing is evaluated. */
static void
test_words_only (SessionFixture *fixture, gconstpointer data)
{
  g_autofree char *uid = new_compression (fixture, "First");
  g_autoptr (PdlKnowledge) changed = load_changed (fixture, "options.ini", "label = Separation surgery with", "label = Separation, with");
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlRereading) rereading = run (fixture, changed, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (pdl_knowledge_get_hash (changed), !=, pdl_knowledge_get_hash (fixture->knowledge));
  g_assert_cmpuint (rereading->n_same, ==, 1);
  g_assert_cmpuint (rereading->n_compared, ==, 0);
}

static void
count_cb (guint done, guint all, gpointer user_data)
{
  guint *last = user_data;

  g_assert_cmpuint (done, >=, *last);
  g_assert_cmpuint (done, <=, all);
  *last = done;
}

/* One row of the list names a shorter limit: the patient of that row is told, the others are not. */
static void
test_row_changed (SessionFixture *fixture, gconstpointer data)
{
  g_autofree char *uid = new_compression (fixture, "First");
  g_autofree char *row = get_row (fixture);
  g_autofree char *other = NULL;
  g_autofree char *heading = g_strdup_printf ("[row %s]\n", row);
  g_autoptr (PdlKnowledge) changed = NULL;
  g_autoptr (PdlRereading) rereading = NULL;
  g_autoptr (GError) error = NULL;
  const PdlReread *reread;
  const PdlReadingChange *change;
  guint done = 0;

  for (int i = 0; i < 150; i++) /* more than one lot */
    {
      g_autofree char *name = g_strdup_printf ("Other %d", i);

      g_free (other);
      other = session_fixture_new_case (fixture->session, name);
      session_fixture_set (fixture->session, "lesion_type", LEVEL ("L3"), "blastic");
    }
  /* The urgency of that row, whatever it is, becomes 5 hours. */
  {
    const char *all = NULL;
    GBytes *bytes;
    const char *at, *end;
    g_autofree char *from = NULL, *text = NULL, *to = NULL;

    for (guint i = 0; i < pdl_knowledge_get_n_files (fixture->knowledge); i++)
      if (g_str_equal (pdl_knowledge_get_file (fixture->knowledge, i, &bytes), "local-treatment.ini"))
        text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    all = strstr (text, heading);
    g_assert_nonnull (all);
    at = strstr (all, "\nurgency = ");
    end = strchr (at + 1, '\n');
    from = g_strndup (all, end - all);
    to = g_strdup_printf ("%.*s\nurgency = 5 h", (int) (at - all), all);
    changed = load_changed (fixture, "local-treatment.ini", from, to);
  }
  rereading = run (fixture, changed, count_cb, &done, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (done, ==, 151);
  g_assert_cmpuint (rereading->n_compared, ==, 151);
  g_assert_cmpuint (rereading->gaps->len, ==, 0);
  g_assert_cmpuint (rereading->differing->len, ==, 1);
  reread = rereading->differing->pdata[0];
  g_assert_cmpstr (reread->uid, ==, uid);
  g_assert_cmpstr (reread->name, ==, "First");
  change = find_change (reread, PDL_READING_URGENCY);
  g_assert_nonnull (change);
  g_assert_true (g_str_has_prefix (change->now, "5 h/"));
  g_assert_false (g_str_has_prefix (change->before, "5 h/"));
  g_assert_null (find_change (reread, PDL_READING_ROW));
  g_assert_cmpuint (reread->difference->why->len, >, 0);
}

/* A finding that means something else now: the older knowledge reads the case in its own words. */
static void
test_dictionary_changed (SessionFixture *fixture, gconstpointer data)
{
  g_autofree char *uid = new_compression (fixture, "First");
  g_autoptr (PdlKnowledge) changed = load_changed (fixture, "dictionary.ini", "[finding escc_grade]\n",
                                                   "[finding another_thing]\nscope = patient\nsection = function\nlabel = Another\ntype = bool\n"
                                                   "kind = recorded\nsource = bilsky2010\n\n[finding escc_grade]\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlRereading) rereading = run (fixture, changed, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rereading->n_compared, ==, 1);
  g_assert_cmpuint (rereading->differing->len, ==, 0);
}

/* Once a case is saved with the present knowledge it is no longer told. */
static void
test_saved_again (SessionFixture *fixture, gconstpointer data)
{
  g_autofree char *uid = new_compression (fixture, "First");
  g_autoptr (PdlKnowledge) changed = load_other_rule (fixture);
  g_autoptr (PdlStore) store = NULL;
  g_autoptr (PdlSession) session = NULL;
  g_autoptr (PdlRereading) before = NULL;
  g_autoptr (PdlRereading) after = NULL;
  g_autoptr (GError) error = NULL;

  before = run (fixture, changed, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (before->differing->len, ==, 1);
  g_assert_nonnull (find_change (before->differing->pdata[0], PDL_READING_ROW));

  store = pdl_store_open (pdl_knowledge_get_dictionary (changed), fixture->path, &error);
  g_assert_no_error (error);
  session = pdl_session_new (changed, store);
  pdl_session_set_now (session, pdl_session_get_now (fixture->session));
  session_fixture_open (session, uid);
  session_fixture_set (session, "ecog", PDL_LEVEL_NONE, "1");
  session_fixture_flush (session);
  after = run (fixture, changed, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (after->differing->len, ==, 0);
  g_assert_cmpuint (after->n_same, ==, 1);
  pdl_store_close (store);
}

static void
cancel_cb (guint done, guint all, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

/* Stopped half-way: nothing is answered, nothing hangs. */
static void
test_cancel (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (PdlKnowledge) changed = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (PdlRereading) rereading = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 100; i++)
    g_free (session_fixture_new_case (fixture->session, "Other"));
  changed = load_other_rule (fixture);
  rereading = run (fixture, changed, cancel_cb, cancellable, cancellable, &error);
  g_assert_null (rereading);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Knowledge that cannot be had is said, with how many cases it concerns. */
static void
test_gap (SessionFixture *fixture, gconstpointer data)
{
  g_autofree char *uid = new_compression (fixture, "First");
  g_autoptr (PdlRereading) rereading = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlKnowledge) changed = load_other_rule (fixture);

  session_fixture_flush (fixture->session);
  session_fixture_run_sql (fixture, "DELETE FROM knowledge_file; DELETE FROM knowledge_set;");
  rereading = run (fixture, changed, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rereading->n_compared, ==, 0);
  g_assert_cmpuint (rereading->gaps->len, ==, 1);
  g_assert_cmpuint (((const PdlRereadGap *) rereading->gaps->pdata[0])->n_cases, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, test) \
  g_test_add ("/session/rereading/" name, SessionFixture, NULL, session_fixture_set_up, test, session_fixture_tear_down)
  ADD ("nothing-changed", test_nothing_changed);
  ADD ("words-only", test_words_only);
  ADD ("row-changed", test_row_changed);
  ADD ("dictionary-changed", test_dictionary_changed);
  ADD ("saved-again", test_saved_again);
  ADD ("cancel", test_cancel);
  ADD ("gap", test_gap);
  return g_test_run ();
}
