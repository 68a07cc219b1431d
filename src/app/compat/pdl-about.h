/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-knowledge.h"

/* About, with the intended use and the knowledge in force: one of three version-sensitive places. */
void pdl_about_show (GtkWindow *parent, PdlKnowledge *knowledge);
