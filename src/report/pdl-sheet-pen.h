/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-draw.h"

/*
 * The pen of the page: sets text at a place and tells how high it became. Inner to this layer. Every size is in points and none
 * is below PDL_PEN_SMALL, whatever the page has to drop.
 */

#define PDL_PEN_SMALL 8
#define PDL_PEN_BODY 8.2

typedef struct
{
  cairo_t *cr;
  PangoContext *context;
  GHashTable *layouts; /* (owned) key of text and looks → PangoLayout */
  const PdlPalette *palette;
  gboolean measuring;        /* nothing needs to be painted */
  gboolean cut;              /* the text set last had to be cut */
} PdlPen;

typedef enum { PDL_PEN_PLAIN, PDL_PEN_BOLD } PdlPenWeight;

void pdl_pen_init (PdlPen *self, cairo_t *cr);
void pdl_pen_clear (PdlPen *self);
/* Sets @text, wrapped to @width and cut after @lines (0: no limit) with an ellipsis. Returns its height. */
double pdl_pen_text (PdlPen *self, const char *text, double x, double y, double width, double size, PdlPenWeight weight,
                     const PdlColor *color, int lines);
/* The same for Pango markup, in ink. */
double pdl_pen_markup (PdlPen *self, const char *markup, double x, double y, double width, double size, int lines);
/* The larger of two heights; a function, because MAX would set the text twice. */
double pdl_pen_higher (double a, double b);
/* One line ending at x + width. */
double pdl_pen_right (PdlPen *self, const char *text, double x, double y, double width, double size, PdlPenWeight weight,
                      const PdlColor *color);
double pdl_pen_width (PdlPen *self, const char *text, double size, PdlPenWeight weight);
void pdl_pen_rule (PdlPen *self, double x, double y, double width, double weight);
