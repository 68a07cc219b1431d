/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-session.h"

/* PdlCompareView: all options of the target side by side, every argument. Signals: "closed" (), "open-basis" (char *, int). */
#define PDL_TYPE_COMPARE_VIEW (pdl_compare_view_get_type ())
G_DECLARE_FINAL_TYPE (PdlCompareView, pdl_compare_view, PDL, COMPARE_VIEW, GtkWidget)

GtkWidget *pdl_compare_view_new (PdlSession *session);
