/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-pane-parts.h"

/* A column for one option; empty until something is shown. */
GtkWidget *pdl_option_card_new (void);
/* One option: its title, why it is listed, arguments for and against. No option looks preferred. @most_arguments per side;
 * 0 = all. What is the same as before keeps its widgets. Emits nothing; argument lines are buttons with the action
 * "pane.basis" and a reference. @said: see pdl_conflict_lines_add (). */
void pdl_option_card_show (GtkWidget *card, const PdlOptionResult *result, guint place, guint count, guint most_arguments, PdlEvaluation *evaluation,
                           int target, GHashTable *said);
