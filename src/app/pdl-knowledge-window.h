/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-main-window.h"

/* Adds the action "knowledge" to @window: everything the program knows, in a window of its own that follows the open case, so
 * that it can stand beside it. One window; asked for again it comes to the front. */
void pdl_knowledge_window_install (PdlMainWindow *window);
