/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. The day is fixed, so that nothing depends on when the tests run. */
#include "session-fixture.h"

#include "store-fixture.h"

#include <sqlite3.h>

static PdlSession *
open_session (SessionFixture *self, PdlStore *store)
{
  PdlSession *session = pdl_session_new (self->knowledge, store);

  pdl_session_set_now (session, (PdlMinute) pdl_day_from_ymd (2026, 3, 2) * 1440 + 540);
  return session;
}

void
session_fixture_set_up (SessionFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->knowledge = pdl_knowledge_load (NULL, &error);
  g_assert_no_error (error);
  self->folder = fixture_new_folder ();
  self->path = g_build_filename (self->folder, "cases.pedicle", NULL);
  self->store = fixture_open (pdl_knowledge_get_dictionary (self->knowledge), self->path);
  self->session = open_session (self, self->store);
}

void
session_fixture_close (PdlSession *session)
{
  g_autoptr (PdlStore) store = g_object_ref (pdl_session_get_store (session));

  /* What is refused at the end is the business of the test, not of closing. */
  pdl_session_flush (session, NULL);
  g_object_unref (session);
  pdl_store_close (store);
}

void
session_fixture_tear_down (SessionFixture *self, gconstpointer data)
{
  session_fixture_close (self->session);
  g_object_unref (self->store);
  pdl_knowledge_unref (self->knowledge);
  g_free (self->path);
  fixture_remove_folder (self->folder);
}

PdlSession *
session_fixture_open_other (SessionFixture *self)
{
  g_autoptr (PdlStore) store = fixture_open (pdl_knowledge_get_dictionary (self->knowledge), self->path);

  return open_session (self, store);
}

void
session_fixture_set (PdlSession *session, const char *id, PdlLevel level, const char *text)
{
  g_autoptr (GError) error = NULL;
  gboolean done = pdl_session_set_text (session, id, level, text, &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

void
session_fixture_flush (PdlSession *session)
{
  g_autoptr (GError) error = NULL;
  gboolean done = pdl_session_flush (session, &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

char *
session_fixture_new_case (PdlSession *session, const char *family_name)
{
  pdl_session_new_case (session);
  session_fixture_set (session, "family_name", PDL_LEVEL_NONE, family_name);
  session_fixture_flush (session);
  return g_strdup (pdl_case_get_uid (pdl_session_get_case (session)));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

void
session_fixture_open (PdlSession *session, const char *uid)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pdl_session_open_async (session, uid, opened_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  pdl_session_open_finish (session, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pdl_case_get_uid (pdl_session_get_case (session)), ==, uid);
}

char *
session_fixture_read (PdlSession *session, const char *id, PdlLevel level)
{
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (pdl_session_get_knowledge (session));
  const PdlFinding *finding = pdl_dictionary_lookup (dictionary, id);
  const PdlAssessment *visit = pdl_session_get_assessment (session);
  const PdlFields *fields;

  g_assert_nonnull (finding);
  if (finding->scope == PDL_SCOPE_IDENTITY)
    fields = pdl_case_get_identity (pdl_session_get_case (session));
  else
    fields = level != PDL_LEVEL_NONE ? pdl_assessment_get_level (visit, level) : pdl_assessment_get_fields (visit);
  return pdl_finding_format (finding, pdl_fields_get (fields, id));
}

void
session_fixture_assert_text (PdlSession *session, const char *id, PdlLevel level, const char *expected)
{
  g_autofree char *text = session_fixture_read (session, id, level);

  g_assert_cmpstr (text, ==, expected);
}

void
session_fixture_run_sql (SessionFixture *self, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (self->path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

gint64
session_fixture_count_journal (SessionFixture *self, const char *uid)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *select = NULL;
  gint64 count;

  g_assert_cmpint (sqlite3_open_v2 (self->path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, "SELECT count (*) FROM journal WHERE ?1 IS NULL OR case_uid = ?1", -1, &select,
                                       NULL), ==, SQLITE_OK);
  sqlite3_bind_text (select, 1, uid, -1, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (select), ==, SQLITE_ROW);
  count = sqlite3_column_int64 (select, 0);
  sqlite3_finalize (select);
  sqlite3_close (db);
  return count;
}
