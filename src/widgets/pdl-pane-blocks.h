/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-pane-parts.h"
#include "pdl-sheet.h"

/*
 * The recommendation pane, block by block from top to bottom. Each writes its parts into the sheet of the pane; none keeps
 * anything, none decides. @target is the index of the target in hand.
 */

/* The distance of a block from the edges of the pane. */
#define PDL_PANE_EDGE 14

/* Parts that several blocks are made of. A block begins with a rule and, unless @title is NULL, its heading. */
void pdl_pane_begin_block (PdlSheet *sheet, const char *id, const char *title);
/* A part of a block: in from the edges. Returns @part. */
GtkWidget *pdl_pane_inset (GtkWidget *part);
void pdl_pane_add_words (PdlSheet *sheet, const char *text, const char *css_class);
/* A line that opens @reference; @name NULL: its text. */
GtkWidget *pdl_pane_basis_button (GtkWidget *child, const char *reference, const char *name);
GtkWidget *pdl_pane_go_to_button (GtkWidget *child, const char *finding, const char *name);

void pdl_pane_add_target_tabs (PdlSheet *sheet, PdlEvaluation *evaluation);
void pdl_pane_add_reading (PdlSheet *sheet, PdlEvaluation *evaluation, int target);
void pdl_pane_add_axes (PdlSheet *sheet, PdlEvaluation *evaluation, int target);
void pdl_pane_add_options (PdlSheet *sheet, PdlEvaluation *evaluation, int target);
void pdl_pane_add_modifiers (PdlSheet *sheet, PdlEvaluation *evaluation, int target);
void pdl_pane_add_missing (PdlSheet *sheet, PdlEvaluation *evaluation, int target);
void pdl_pane_add_unread (PdlSheet *sheet, PdlEvaluation *evaluation);
void pdl_pane_add_scores (PdlSheet *sheet, PdlEvaluation *evaluation, int target);
void pdl_pane_add_alerts (PdlSheet *sheet, PdlEvaluation *evaluation, int target);
/* @all: every statement that applies, else the first few and a link to the rest. */
void pdl_pane_add_statements (PdlSheet *sheet, PdlEvaluation *evaluation, int target, gboolean all);
