/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-place.h"
#include "pdl-session.h"

/* What the session shares with its own files. */

/* The places that are in hand: the selected levels, the target. */
void pdl_session_get_place (PdlSession *self, PdlPlace *ret_place);
/* Sets @finding there, through the door. */
gboolean pdl_session_set_in_hand (PdlSession *self, const PdlFinding *finding, const char *text, GError **error);

/* Index of the target with the shortest limit, the first of equals; -1 without targets. */
int pdl_session_find_worst_target (PdlEvaluation *evaluation);
