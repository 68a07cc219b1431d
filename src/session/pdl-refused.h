/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-comparison.h"
#include "pdl-session.h"

/*
 * Edits that the store refused because the case was changed elsewhere meanwhile. They stay in the session, on the screen
 * when the case is open, until the person has compared them with what is stored now and taken over what is to stay.
 */

/* A case with refused edits, the open one before others; NULL when there is none. Valid until the next change. */
const char *pdl_session_get_refused (PdlSession *self);

/* Reads what is stored of @uid now and compares: stored, yours, and the case before your edits. PDL_STORE_ERROR_NOT_FOUND
 * when no edit of it was refused. */
void pdl_session_compare_async (PdlSession *self, const char *uid, GAsyncReadyCallback callback, gpointer user_data);
PdlComparison *pdl_session_compare_finish (PdlSession *self, GAsyncResult *result, GError **error); /* (transfer full) */

/* Opens the stored version of the compared case and makes the chosen rows yours, as one change through the door that can be
 * undone. What was not chosen is given up. On error (the case was changed here since it was compared) nothing is done. */
gboolean pdl_session_take_over (PdlSession *self, PdlComparison *comparison, GError **error);
