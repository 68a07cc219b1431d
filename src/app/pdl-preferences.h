/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-knowledge.h"

/* The few settings there are: paper of the page, the emergency clock (one of the readings @knowledge has), the national guideline
 * that stands first where sources differ, local telephone numbers of the emergency list. @settings NULL (no schema installed): the window says that they cannot be kept. Below them the
 * clinic's own values beside the shipped ones, for reading: they are changed in the file @local_path (nullable); @local_error
 * (nullable): why that file was refused. */
void pdl_preferences_show (GtkWindow *parent, PdlKnowledge *knowledge, GSettings *settings, const char *local_path, const char *local_error);
