/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-session.h"

/* What the tests of the session share: the program's own knowledge, a store in a folder that goes away, calls that
 * wait, and reading of the journal beside the program. */

typedef struct
{
  PdlKnowledge *knowledge;
  char *folder;
  char *path; /* of the case file */
  PdlStore *store;
  PdlSession *session;
} SessionFixture;

void session_fixture_set_up (SessionFixture *self, gconstpointer data);
void session_fixture_tear_down (SessionFixture *self, gconstpointer data);

/* Another window on the same file. Close with session_fixture_close (). */
PdlSession *session_fixture_open_other (SessionFixture *self);
void session_fixture_close (PdlSession *session);

/* A flushed case with one finding; returns its uid. */
char *session_fixture_new_case (PdlSession *session, const char *family_name);
void session_fixture_set (PdlSession *session, const char *id, PdlLevel level, const char *text); /* asserts */
void session_fixture_flush (PdlSession *session);                                                 /* asserts */
void session_fixture_open (PdlSession *session, const char *uid);                                 /* asserts */
/* Patient and level findings of the newest visit, identity otherwise; the text form. */
char *session_fixture_read (PdlSession *session, const char *id, PdlLevel level);
void session_fixture_assert_text (PdlSession *session, const char *id, PdlLevel level, const char *expected);

/* Statements beside the program; asserts. */
void session_fixture_run_sql (SessionFixture *self, const char *sql);

/* Entries of the journal for @uid; NULL: of all cases. */
gint64 session_fixture_count_journal (SessionFixture *self, const char *uid);
