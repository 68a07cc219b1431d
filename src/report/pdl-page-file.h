/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-sheet.h"

/* Painted pages as a file: whole or not there, and the same bytes for the same pages. Inner to this layer. */

typedef void (*PdlPagePainter) (gpointer data, cairo_t *cr, guint page);

/* @made: the time the file bears. Sizes in points. FALSE with an error that says what to do. */
gboolean pdl_page_file_write_pdf (const char *path, const char *title, PdlMinute made, double width, double height, guint n_pages,
                                  PdlPagePainter paint, gpointer data, GError **error);
gboolean pdl_page_file_write_svg (const char *path, double width, double height, PdlPagePainter paint, gpointer data, GError **error);
