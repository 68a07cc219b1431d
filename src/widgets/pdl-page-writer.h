/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-pane-parts.h"

/*
 * Writes a page of headings, lines, sources and tables into a box, and as text at once. Texts are shown as they are: translate
 * before. Main thread.
 */
typedef struct
{
  GtkWidget *box;              /* (unowned) */
  GString *text;               /* (unowned) */
} PdlPageWriter;

void pdl_page_writer_heading (PdlPageWriter *self, const char *text);
/* @css_class: "pdl-body", "pdl-note"… The text can be selected. */
void pdl_page_writer_words (PdlPageWriter *self, const char *text, const char *css_class);
void pdl_page_writer_glyph (PdlPageWriter *self, PdlGlyph glyph, PdlColorRole role, const char *text, const char *css_class);
/* Sources and verification tag; @under_glyph: of a line with a glyph, under its text. */
void pdl_page_writer_basis (PdlPageWriter *self, const PdlBasis *basis, gboolean under_glyph);
/* A line of a table; @shares: how the width is shared. The first @n_numbers cells after the first are numbers. */
void pdl_page_writer_cells (PdlPageWriter *self, const char *const *cells, const int *shares, guint n, guint n_numbers, gboolean head);
/* Closed at first: what is written between the two stands inside. Returns the box to give back. */
GtkWidget *pdl_page_writer_begin_folded (PdlPageWriter *self, const char *label);
void pdl_page_writer_end_folded (PdlPageWriter *self, GtkWidget *outer);
