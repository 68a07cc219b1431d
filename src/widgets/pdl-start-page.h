/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/*
 * PdlStartPage: what the window shows without a case: how to begin, and sample cases. Its buttons activate the window's actions
 * "win.new-case", "win.open", "win.sample" (s), "win.samples", "win.emergency".
 */
#define PDL_TYPE_START_PAGE (pdl_start_page_get_type ())
G_DECLARE_FINAL_TYPE (PdlStartPage, pdl_start_page, PDL, START_PAGE, GtkWidget)

GtkWidget *pdl_start_page_new (void);
/* One sample as a button. @id: the target of "win.sample". Only the first six are shown until all are asked for. */
void pdl_start_page_add_sample (PdlStartPage *self, const char *id, const char *name, const char *facts, const char *note);
void pdl_start_page_show_all (PdlStartPage *self);
