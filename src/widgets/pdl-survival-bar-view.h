/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-survival-axis.h"

/* The axis of time on a drawing area, as one line with its bars (copied) or as its scale. Decoration: the words stand beside it. */
GtkWidget *pdl_survival_bar_view_new (const PdlSurvivalBar *bars, guint n_bars, double line);
GtkWidget *pdl_survival_scale_new (double line);
