/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-main-window.h"

/* What the window does about edits that the store refused: it offers to compare them, and does not close over them unasked. */

/* Adds the action "compare-versions" to the window. Called once, when the window is built. */
void pdl_window_versions_connect (PdlMainWindow *window);

/* TRUE: refused edits would be lost, and the person is being asked; the window must stay for now. */
gboolean pdl_window_versions_hold (PdlMainWindow *window);
