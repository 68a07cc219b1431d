/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-main-window.h"

/* Fills the slots of the window with the recommendation pane, the basis page, the comparison, the follow-up page and the
 * strip, and answers the actions that belong to them. Called once, when the window is built. */
void pdl_window_panes_fill (PdlMainWindow *window);

/* Ctrl+B, Ctrl+E, Ctrl+D, Shift+Ctrl+C. */
/* Opens the basis of @reference ("score/sins") for the target in hand. */
void pdl_window_panes_open_basis (PdlMainWindow *window, const char *reference);
void pdl_window_panes_basis (PdlMainWindow *window);
void pdl_window_panes_compare (PdlMainWindow *window);
void pdl_window_panes_decision (PdlMainWindow *window);
/* What the pane says, as text for the clipboard; NULL: nothing. (transfer full) */
char *pdl_window_panes_copy_text (PdlMainWindow *window);
