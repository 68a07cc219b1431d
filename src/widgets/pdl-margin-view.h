/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-draw.h"

/* The values of a finding as a small painted strip. Decoration: the words beside it say the same. @margins is copied. */
GtkWidget *pdl_margin_view_new (const PdlMargin *margins, guint n_margins, int now);
