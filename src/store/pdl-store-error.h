/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

#include "pdl-store.h"

/*
 * From what SQLite and the system say to a sentence that tells the user what happened and what to do. Private to
 * the store.
 */

/* @db may be NULL. @path is what the sentence calls the file. Always sets an error of PDL_STORE_ERROR. */
void pdl_store_error_set_sqlite (GError **error, sqlite3 *db, int code, const char *path);
