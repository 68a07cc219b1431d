/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-comparison.h"
#include "pdl-session.h"

/* A case from a file, which may be one that is stored already: then nothing is overwritten and nothing doubled unasked. */

typedef enum
{
  PDL_IMPORT_ASK,     /* a stored case that differs: nothing is done, the comparison is handed back */
  PDL_IMPORT_AS_NEW,  /* … is kept, and the file becomes a case of its own under new uids */
  PDL_IMPORT_REPLACE, /* … becomes as the file has it, as one change that can be undone */
} PdlImportWay;

typedef enum
{
  PDL_IMPORTED_NEW,      /* stored as a new case, and open */
  PDL_IMPORTED_SAME,     /* stored already as it is in the file; open */
  PDL_IMPORTED_REPLACED, /* the stored case is as the file has it; open */
  PDL_IMPORTED_DIFFERS,  /* nothing was done */
} PdlImported;

/* The case of @kase's uid as it is stored, or as it stands here while it is not stored yet, decides. Errors: what
 * pdl_session_take_case () and the store refuse; PDL_STORE_ERROR_STALE when the stored case has refused edits that wait for a
 * decision (pdl-refused.h). */
void pdl_session_import_async (PdlSession *self, PdlCase *kase, PdlImportWay way, GAsyncReadyCallback callback,
                               gpointer user_data);
/* @ret_comparison (nullable) (transfer full): the stored version and that of the file as "yours"; set with DIFFERS only. It
 * is for pdl_session_take_over (). */
gboolean pdl_session_import_finish (PdlSession *self, GAsyncResult *result, PdlImported *ret_imported,
                                    PdlComparison **ret_comparison, GError **error);
