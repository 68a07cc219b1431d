/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-main-window.h"

/* The synthetic cases built into the program. */

/* Opens a fresh copy as a new stored case. */
gboolean pdl_samples_open (PdlSession *session, const char *id, GError **error);
/* Puts every sample on the start page, one per turn of the main loop, so that nothing waits for it. */
void pdl_samples_offer (PdlMainWindow *window);
/* Stores every sample (for a demonstration) and leaves the first one open. */
void pdl_samples_open_all (PdlSession *session);
