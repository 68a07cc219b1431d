/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-draw.h"

/* Short lines of text for the painters. Inner to this layer; sizes are in the units of the page. */

typedef enum { PDL_ALIGN_START, PDL_ALIGN_CENTER, PDL_ALIGN_END } PdlAlign;

/* A layout for @cr with the family of pdl_draw_get_font () at @size; transfer full. */
PangoLayout *pdl_text_layout (cairo_t *cr, const char *text, double size, gboolean bold);
/* Paints one line, @x by @align, @y its middle. Returns the width. @halo (nullable): a colour painted around it. */
double pdl_text_paint (cairo_t *cr, const char *text, double x, double y, double size, gboolean bold, PdlAlign align,
                       const PdlColor *color, const PdlColor *halo);
