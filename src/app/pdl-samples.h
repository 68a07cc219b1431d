/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-main-window.h"

/* The synthetic cases built into the program. */

/* Ids in order; NULL-terminated. (transfer full) */
char **pdl_samples_list (void);
/* (transfer full) NULL with an error when the built-in text cannot be read. */
PdlCase *pdl_samples_read (PdlDictionary *dictionary, const char *id, GError **error);
/* Opens a fresh copy as a new stored case. */
gboolean pdl_samples_open (PdlSession *session, const char *id, GError **error);
/* Puts every sample on the start page, one per turn of the main loop, so that nothing waits for it. */
void pdl_samples_offer (PdlMainWindow *window);
/* Stores every sample (for a demonstration) and leaves the first one open. */
void pdl_samples_open_all (PdlSession *session);
