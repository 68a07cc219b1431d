/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-session.h"

/*
 * PdlBasisView: why the program says something: the rule clause by clause with this patient's values, its text, what would
 * change it, sources with citation, strength and verification tag. Built when opened, and again after each evaluation.
 * Signals: "closed" (), "go-to-finding" (char *id).
 */
#define PDL_TYPE_BASIS_VIEW (pdl_basis_view_get_type ())
G_DECLARE_FINAL_TYPE (PdlBasisView, pdl_basis_view, PDL, BASIS_VIEW, GtkWidget)

GtkWidget *pdl_basis_view_new (PdlSession *session);
/* @reference: see pdl_basis_write () */
void pdl_basis_view_open (PdlBasisView *self, const char *reference, int target);
/* The same where a list beside it leads: the focus stays in the list. */
void pdl_basis_view_show (PdlBasisView *self, const char *reference, int target);
/* It stands beside a list and has nothing to go back to but its own earlier pages. */
void pdl_basis_view_set_is_root (PdlBasisView *self, gboolean is_root);
/* The whole page as plain text, for Shift+Ctrl+C. (transfer full) */
char *pdl_basis_view_to_text (PdlBasisView *self);
