/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-change.h"
#include "pdl-evaluation.h"

/*
 * The case file: JSON, format "pedicle-case", version 1.
 *
 * Beyond the plain form of a value: {"value": 1.2, "unit": "mg/dL"} for a number typed in another unit that the dictionary
 * accepts, and "unconfirmed": ["ecog", "levels.T8.escc_grade"] in an assessment for what was carried forward from the visit
 * before and nobody has confirmed yet. "uid" of the case, of a visit and of a record (random, says nothing of the person) is
 * how a copy is known again when it comes back changed; it may be left out, then a new one is given. Revisions are not in
 * the file: they count the changes of one store.
 */

#define PDL_EXCHANGE_ERROR (pdl_exchange_error_quark ())
GQuark pdl_exchange_error_quark (void);
typedef enum
{
  PDL_EXCHANGE_ERROR_SYNTAX, /* not JSON, not UTF-8, too deep, too large */
  PDL_EXCHANGE_ERROR_FORMAT, /* not a case file, or another version */
  PDL_EXCHANGE_ERROR_VALUE,  /* wrong type, range, code, level; the message carries the path */
} PdlExchangeError;

#define PDL_CASE_FILE_MAX_BYTES (16 * 1024 * 1024)
#define PDL_CASE_FILE_MAX_DEPTH 32

/* Reads one case. @length -1: NUL-terminated. @ret_warnings (nullable): GPtrArray of PdlWarning, transfer full: unknown ids
 * (kept), values given for derived-only ids (kept, not read). Errors name the path ("levels.T8.escc_grade: …"). */
PdlCase *pdl_case_from_json (PdlDictionary *dictionary, const char *text, gssize length, GPtrArray **ret_warnings, GError **error);
/* Pretty for files, one line for NDJSON. Everything that was read is written back, unknown ids included. */
char *pdl_case_to_json (PdlCase *kase, gboolean pretty);

/* Reads a stream of cases, NDJSON or one JSON document, calling back per case in order; at most one case is in memory.
 * @line is the line of the case, 0 for a document over several lines. The callback returns FALSE to stop. FALSE with
 * @error only when the stream cannot be read; what is wrong with a case goes to the callback, and the next is read. */
typedef gboolean (*PdlCaseReadFunc) (PdlCase *kase /* NULL on error */, guint line, GPtrArray *warnings, const GError *error, gpointer user_data);
gboolean pdl_case_read_stream (PdlDictionary *dictionary, GInputStream *stream, const char *name, PdlCaseReadFunc callback, gpointer user_data, GError **error);

