/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-knowledge.h"

/* The few settings there are: paper of the page, the emergency clock (one of the readings @knowledge has), local telephone
 * numbers of the emergency list. @settings NULL (no schema installed): the window says that they cannot be kept. */
void pdl_preferences_show (GtkWindow *parent, PdlKnowledge *knowledge, GSettings *settings);
