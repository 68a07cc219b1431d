/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An evaluation stored with a decision is made again by pedicle-cli, byte for byte, whatever happened to the case and to the
 * knowledge since; and one that was tampered with is found. */
#include "session-fixture.h"

#include "cli-run.h"
#include "pdl-evaluation-json.h"

#include <string.h>

static CliRun
replay (SessionFixture *fixture, const char *uid)
{
  const char *words[] = { "store", "replay", "--store", fixture->path, uid, NULL };

  session_fixture_flush (fixture->session);
  return cli_run (words, NULL, 0);
}

/* As the decision form of the window records it; its uid. */
static char *
decide (SessionFixture *fixture)
{
  PdlCase *kase = pdl_session_get_case (fixture->session);
  PdlEvaluation *evaluation = pdl_session_get_evaluation (fixture->session);
  g_autofree char *frozen = pdl_evaluation_to_json (evaluation, pdl_session_get_plan (fixture->session), NULL, NULL, 0, FALSE);
  g_autoptr (PdlChange) change = pdl_change_new ("decision");
  g_autoptr (GError) error = NULL;
  char *uid = g_strdup (pdl_change_add_item (change, PDL_GROUP_DECISION, "mdt", NULL));

  pdl_change_set_text (change, kase, uid, PDL_LEVEL_NONE, "date", "2026-03-02", &error);
  g_assert_no_error (error);
  pdl_change_set_text (change, kase, uid, PDL_LEVEL_NONE, "evaluation", frozen, &error);
  g_assert_no_error (error);
  pdl_session_apply (fixture->session, change, &error);
  g_assert_no_error (error);
  return uid;
}

static char *
new_case (SessionFixture *fixture)
{
  char *uid = session_fixture_new_case (fixture->session, "Example");

  session_fixture_set (fixture->session, "primary_site", PDL_LEVEL_NONE, "kidney_rcc");
  session_fixture_set (fixture->session, "escc_grade", pdl_level_from_name ("T8"), "2");
  session_fixture_set (fixture->session, "neuro_status", PDL_LEVEL_NONE, "myelopathy_ambulatory");
  session_fixture_set (fixture->session, "compression_confirmed_at", PDL_LEVEL_NONE, "2026-03-02T07:30");
  return uid;
}

static void
live_on (SessionFixture *fixture)
{
  pdl_session_set_now (fixture->session, (PdlMinute) pdl_day_from_ymd (2026, 9, 1) * 1440 + 61);
  session_fixture_set (fixture->session, "escc_grade", pdl_level_from_name ("T8"), "0");
  session_fixture_set (fixture->session, "neuro_status", PDL_LEVEL_NONE, "intact");
  session_fixture_set (fixture->session, "ecog", PDL_LEVEL_NONE, "3");
}

static void
test_same (SessionFixture *fixture, gconstpointer data)
{
  g_autofree char *uid = new_case (fixture);
  g_autofree char *first = decide (fixture);
  g_autofree char *second = NULL;

  live_on (fixture);
  second = decide (fixture);
  {
    g_auto (CliRun) run = replay (fixture, NULL);
    g_auto (CliRun) one = replay (fixture, uid);
    g_auto (GStrv) lines = g_strsplit (run.out, "\n", -1);

    g_test_message ("%s%s", run.out, run.err);
    g_assert_cmpint (run.status, ==, 0);
    g_assert_cmpuint (g_strv_length (lines), ==, 3);
    for (guint i = 0; i < 2; i++)
      g_assert_nonnull (strstr (lines[i], "\"outcome\":\"same\""));
    g_assert_nonnull (strstr (lines[0], "\"as_of_minute\":\"2026-03-02T09:00\""));
    g_assert_cmpstr (one.out, ==, run.out);
  }
}

/* The knowledge of the program is another one now: that of the day counts. */
static void
test_old_knowledge (SessionFixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "old", NULL);
  g_autoptr (PdlKnowledge) old = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *uid = NULL, *decision = NULL;

  g_mkdir_with_parents (folder, 0700);
  for (guint i = 0; i < pdl_knowledge_get_n_files (fixture->knowledge); i++)
    {
      GBytes *bytes;
      const char *name = pdl_knowledge_get_file (fixture->knowledge, i, &bytes);
      g_autoptr (GString) text = g_string_new_len (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
      g_autofree char *path = g_build_filename (folder, name, NULL);

      /* Every row of that day has a limit of 5 hours, and its dictionary knows a finding that is gone now. */
      if (g_str_equal (name, "local-treatment.ini"))
        g_string_replace (text, "urgency = 24 h/48 h", "urgency = 5 h", 0);
      if (g_str_equal (name, "dictionary.ini"))
        g_string_replace (text, "[finding escc_grade]\n", "[finding gone_since]\nscope = patient\nsection = function\nlabel = Gone\ntype = bool\n"
                          "kind = recorded\nsource = bilsky2010\n\n[finding escc_grade]\n", 1);
      g_file_set_contents (path, text->str, (gssize) text->len, &error);
      g_assert_no_error (error);
    }
  old = pdl_knowledge_load (folder, &error);
  g_assert_no_error (error);
  session_fixture_close (fixture->session);
  g_clear_object (&fixture->store);
  fixture->store = pdl_store_open (pdl_knowledge_get_dictionary (old), fixture->path, &error);
  g_assert_no_error (error);
  fixture->session = pdl_session_new (old, fixture->store);
  pdl_session_set_now (fixture->session, (PdlMinute) pdl_day_from_ymd (2025, 3, 2) * 1440 + 540);
  uid = new_case (fixture);
  session_fixture_set (fixture->session, "gone_since", PDL_LEVEL_NONE, "true");
  decision = decide (fixture);
  live_on (fixture);
  {
    g_auto (CliRun) run = replay (fixture, uid);

    g_test_message ("%s%s", run.out, run.err);
    g_assert_nonnull (strstr (run.out, pdl_knowledge_get_hash (old)));
    g_assert_nonnull (strstr (run.out, "\"outcome\":\"same\""));
    g_assert_cmpint (run.status, ==, 0);
  }
}

/* A stored evaluation that says something else is told, and where. */
static void
test_tampered (SessionFixture *fixture, gconstpointer data)
{
  g_autofree char *uid = new_case (fixture);
  g_autofree char *decision = decide (fixture);

  session_fixture_flush (fixture->session);
  session_fixture_run_sql (fixture, "UPDATE item_field SET value = replace (value, '\"action\":\"', '\"action\":\"X') WHERE field = 'evaluation'");
  {
    g_auto (CliRun) run = replay (fixture, uid);

    g_assert_cmpint (run.status, ==, 1);
    g_assert_nonnull (strstr (run.out, "\"outcome\":\"differs\""));
    g_assert_nonnull (strstr (run.out, "\"differs_at\":\"targets[0].decision."));
  }
}

/* Words of another language are not another evaluation. */
static void
test_words (SessionFixture *fixture, gconstpointer data)
{
  g_autofree char *uid = new_case (fixture);
  g_autofree char *decision = decide (fixture);

  session_fixture_flush (fixture->session);
  session_fixture_run_sql (fixture, "UPDATE item_field SET value = replace (value, '\"text\":\"', '\"text\":\"Auf Deutsch: ') WHERE field = 'evaluation'");
  {
    g_auto (CliRun) run = replay (fixture, uid);

    g_assert_cmpint (run.status, ==, 0);
    g_assert_nonnull (strstr (run.out, "\"outcome\":\"same-but-words\""));
  }
}

/* Knowledge that was lost, or changed in the store, is not replaced by another. */
static void
test_knowledge_gone (SessionFixture *fixture, gconstpointer data)
{
  g_autofree char *uid = new_case (fixture);
  g_autofree char *decision = decide (fixture);

  session_fixture_flush (fixture->session);
  session_fixture_run_sql (fixture, "UPDATE knowledge_file SET bytes = CAST ('# nothing' AS BLOB), packed = 0 WHERE name = 'sources.ini'");
  {
    g_auto (CliRun) run = replay (fixture, uid);

    g_assert_cmpint (run.status, ==, 1);
    g_assert_nonnull (strstr (run.out, "\"outcome\":\"cannot\""));
    g_assert_nonnull (strstr (run.out, "\"reason\":\""));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, test) \
  g_test_add ("/session/replay/" name, SessionFixture, NULL, session_fixture_set_up, test, session_fixture_tear_down)
  ADD ("same", test_same);
  ADD ("old-knowledge", test_old_knowledge);
  ADD ("tampered", test_tampered);
  ADD ("words", test_words);
  ADD ("knowledge-gone", test_knowledge_gone);
  return g_test_run ();
}
