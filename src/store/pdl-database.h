/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

/*
 * A connection and its statements, thin: every call may fail with a PDL_STORE_ERROR. "No row" is not an error and is
 * never told as FALSE. Belongs to one thread, and says so when another one comes. Private to the store.
 */

/* Gives a statement back: it is kept for the next query of the same text. NULL accepted. */
void pdl_statement_release (sqlite3_stmt *statement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, pdl_statement_release)

typedef struct _PdlDatabase PdlDatabase;

/* Opens or creates. WAL, synchronous=FULL, foreign keys on. @path ":memory:" for throw-away. */
PdlDatabase *pdl_database_open (const char *path, GError **error);
/* For looking at a backup: never creates, never writes. */
PdlDatabase *pdl_database_open_for_reading (const char *path, GError **error);
void pdl_database_close (PdlDatabase *self); /* NULL accepted */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlDatabase, pdl_database_close)

const char *pdl_database_get_path (PdlDatabase *self);
sqlite3 *pdl_database_get_handle (PdlDatabase *self);
gboolean pdl_database_is_in_memory (PdlDatabase *self);
/* Errors when the file is no longer the one that was opened: what is written would be lost with it. */
gboolean pdl_database_check_in_place (PdlDatabase *self, GError **error);

/* All statements of @sql, no results. */
gboolean pdl_database_exec (PdlDatabase *self, const char *sql, GError **error);

/* @types tells the values that follow: i gint64, d double, t const char * (NULL allowed), b GBytes *. */
sqlite3_stmt *pdl_database_query (PdlDatabase *self, GError **error, const char *sql, const char *types, ...);
gboolean pdl_database_run (PdlDatabase *self, GError **error, const char *sql, const char *types, ...);
/* The first column of the first row; @fallback when there is no row or it is NULL. */
gboolean pdl_database_get_int (PdlDatabase *self, gint64 *ret_value, gint64 fallback, GError **error, const char *sql,
                               const char *types, ...);
sqlite3_stmt *pdl_database_prepare (PdlDatabase *self, const char *sql, GError **error);
/* *ret_row (nullable): TRUE while there is a row. */
gboolean pdl_database_step (PdlDatabase *self, sqlite3_stmt *statement, gboolean *ret_row, GError **error);

/* The columns of @statement: name → index + 1. Owned by the database, the same for every statement of that text. */
GHashTable *pdl_statement_get_columns (sqlite3_stmt *statement);
/* Text of a column, NULL for NULL; valid until the next step. */
const char *pdl_statement_get_text (sqlite3_stmt *statement, int column);

gboolean pdl_database_begin (PdlDatabase *self, GError **error); /* takes the write lock at once */
gboolean pdl_database_commit (PdlDatabase *self, GError **error); /* on error everything is rolled back */
void pdl_database_rollback (PdlDatabase *self);
