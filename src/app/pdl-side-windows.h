/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-main-window.h"

/* Adds the actions "knowledge", "prognosis", "radiotherapy" and "supportive" to @window: views in windows of their own that follow the open case, so that
 * they can stand beside it. One window each; asked for again it comes to the front as it was left. */
void pdl_side_windows_install (PdlMainWindow *window);
