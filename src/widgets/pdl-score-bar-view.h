/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-draw.h"

/* A score as a small painted bar with its interval. Decoration: the words beside it say the same. @result is copied as far as
 * painting needs it. */
GtkWidget *pdl_score_bar_view_new (const PdlScoreResult *result);
