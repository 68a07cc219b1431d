/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-draw.h"

/*
 * Lesion textures: told apart without colour, fixed to the page and not to the vertebra, so that the eye does not read
 * two angles as two types. Drawn as vectors, so that PDF and SVG stay sharp. Inner to this layer.
 */

typedef enum
{
  PDL_LESION_NONE,
  PDL_LESION_LYTIC,   /* dots, paper between */
  PDL_LESION_MIXED,   /* 45° bars */
  PDL_LESION_BLASTIC, /* solid */
  PDL_LESION_UNKNOWN, /* empty, dashed outline */
} PdlLesion;

/* @code: the dictionary's; NULL and "?" are unknown. */
PdlLesion pdl_lesion_from_code (const char *code);

/* Fills the current path (kept) of @cr with the texture. @mm: page units per millimetre; @pixel: the smallest mark in page
 * units, 1 on a screen; @small: the sign used where the part is too low for a texture. Nothing outside the path. */
void pdl_texture_fill (cairo_t *cr, const PdlPalette *palette, PdlLesion lesion, double mm, double pixel, gboolean small);
/* The hatch of tumour in the canal: finer than any bone texture, other direction. */
void pdl_texture_fill_canal (cairo_t *cr, const PdlPalette *palette, double mm, double pixel);
/* The ring in the margin for the same type; centred. */
void pdl_texture_paint_sign (cairo_t *cr, const PdlPalette *palette, PdlLesion lesion, double x, double y, double radius);
