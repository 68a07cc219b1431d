/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-conflict.h"
#include "pdl-pane-parts.h"
#include "pdl-part-list.h"

/*
 * The recommendation pane, block by block from top to bottom. Each writes its parts into the list of the pane; none keeps
 * anything, none decides. @target is the index of the target in hand. @said: the conflicts (PdlConflict) told of so far; each is told
 * of once, beside the first thing it concerns.
 */

/* The distance of a block from the edges of the pane. */
#define PDL_PANE_EDGE 14
/* The same for a line that can be opened, so that its words stand under those of a remark, or of a line with a glyph. */
#define PDL_PANE_UNDER_READING (PDL_PANE_EDGE - 6)
#define PDL_PANE_UNDER_GLYPH (PDL_PANE_EDGE + 20)

/* Parts that several blocks are made of. A block begins with a rule and, unless @title is NULL, its heading. */
void pdl_pane_begin_block (PdlPartList *list, const char *id, const char *title);
/* A part of a block: in from the edges. Returns @part. */
GtkWidget *pdl_pane_inset (GtkWidget *part);
void pdl_pane_add_words (PdlPartList *list, const char *text, const char *css_class);
/* A line that opens @reference; @name NULL: its text. */
GtkWidget *pdl_pane_basis_button (GtkWidget *child, const char *reference, const char *name);

void pdl_pane_add_target_tabs (PdlPartList *list, PdlEvaluation *evaluation);
void pdl_pane_add_reading (PdlPartList *list, PdlEvaluation *evaluation, int target, GHashTable *said);
void pdl_pane_add_axes (PdlPartList *list, PdlEvaluation *evaluation, int target);
void pdl_pane_add_options (PdlPartList *list, PdlEvaluation *evaluation, int target, GHashTable *said);
void pdl_pane_add_modifiers (PdlPartList *list, PdlEvaluation *evaluation, int target, GHashTable *said);
void pdl_pane_add_missing (PdlPartList *list, PdlEvaluation *evaluation, int target);
void pdl_pane_add_unread (PdlPartList *list, PdlEvaluation *evaluation);
void pdl_pane_add_scores (PdlPartList *list, PdlEvaluation *evaluation, int target);
void pdl_pane_add_alerts (PdlPartList *list, PdlEvaluation *evaluation, int target, GHashTable *said);
/* @all: every statement that applies, else the first few and a link to the rest. Of those shown, that of @national (nullable)
 * stands before the ones it disagrees with, marked; which are shown does not depend on it. */
void pdl_pane_add_statements (PdlPartList *list, PdlEvaluation *evaluation, int target, gboolean all, const PdlNational *national,
                              GHashTable *said);
