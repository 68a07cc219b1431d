/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-change.h"
#include "pdl-database.h"

/*
 * Tables `journal` and `journal_private`: what was changed, from, to, when; append-only, each entry chained to the one
 * before. Private to the store.
 */

gboolean pdl_journal_table_append (PdlDatabase *database, PdlDictionary *dictionary, const char *case_uid,
                                   gint64 revision, PdlCase *kase, PdlChange *change, GError **error);

/* Adds one sentence to @findings for each break: a changed, missing or foreign entry, a private value that is not the
 * one that was hashed, a case whose revision the journal does not reach. FALSE only when reading failed. */
gboolean pdl_journal_table_check (PdlDatabase *database, GPtrArray *findings, GError **error);
