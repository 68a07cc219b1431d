/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-dictionary.h"

/*
 * PdlChoice: one of many codes: a button with the value, and a list that narrows as one types. Used where an enum has too
 * many values for buttons.
 *
 * Signal: "picked" (char *code).
 */
#define PDL_TYPE_CHOICE (pdl_choice_get_type ())
G_DECLARE_FINAL_TYPE (PdlChoice, pdl_choice, PDL, CHOICE, GtkWidget)

GtkWidget *pdl_choice_new (const PdlFinding *finding);
/* @code NULL: nothing chosen. @hint (nullable): shown dim in its place. */
void pdl_choice_set_code (PdlChoice *self, const char *code, const char *hint);
/* Opens the list with @typed in the search field. */
void pdl_choice_open (PdlChoice *self, const char *typed);
gboolean pdl_choice_is_open (PdlChoice *self);
