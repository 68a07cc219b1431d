/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-pane-parts.h"

/* One option: its title, why it is listed, arguments for and against. No option looks preferred. @most_arguments per side;
 * 0 = all. Emits nothing; argument lines are buttons with the action "pane.basis" and a reference. */
GtkWidget *pdl_option_card_new (const PdlOptionResult *result, guint place, guint count, guint most_arguments);
