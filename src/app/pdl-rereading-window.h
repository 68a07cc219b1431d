/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-main-window.h"

/* Which patients read differently with the present knowledge: the run with its progress and a way to stop it, then the list. The
 * action "win.reread" of @window shows it; a line opens its case there. Closing the window stops the run. */
void pdl_rereading_window_install (PdlMainWindow *window);
