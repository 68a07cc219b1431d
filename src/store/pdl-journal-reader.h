/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-case.h"
#include "pdl-database.h"

/* The journal read forwards: how a case stood on a day of the past. Private to the store. */

/* The case @case_uid as it stood just before the record @item_uid was entered (for the last time, when that was undone
 * and done again), in the words of @dictionary. What that dictionary does not declare or accept is left out, as its
 * evaluation left it out. *ret_erased: identity or free text was erased since. NOT_FOUND, with the reason, when the
 * journal has no entry of the record, or the record came with other things in one entry: then nobody knows how the case
 * stood. */
PdlCase *pdl_journal_reader_load_before (PdlDatabase *database, PdlDictionary *dictionary, const char *case_uid,
                                         const char *item_uid, gboolean *ret_erased, GError **error);
