/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

/*
 * PdlShape: one outline of the drawing data in millimetres, kept as a cairo path (painted without parsing) and as a
 * polygon (hit-tested without Cairo). Inner to this layer. Immutable after reading; painting is safe from any one thread.
 */

typedef struct { double x, y; } PdlPoint;

/* Coarse outlines: how far each may stray, in millimetres, and up to what scale (units a millimetre) it serves. What strays is
 * at most an eighth of a unit, which no eye sees on a screen, and at the size of a page less than a tenth of a point. */
#define PDL_SHAPE_N_COARSE 2
#define PDL_SHAPE_COARSE_MM { 0.06, 0.12 }
#define PDL_SHAPE_COARSE_UP_TO { 2.0, 1.05 }

typedef struct
{
  cairo_path_t *path;      /* NULL: this vertebra has no such part */
  PdlPoint *points;        /* flattened */
  guint n_points;
  cairo_path_t *coarse[PDL_SHAPE_N_COARSE]; /* the same outline by ever fewer straight lines; NULL: no simpler */
  double x0, y0, x1, y1;   /* bounds */
} PdlShape;

/* Where millimetres stand on the page: x · sx + x0, y · sy + y0. A negative sx mirrors. */
typedef struct { double x0, y0, sx, sy; } PdlPlace;

/* Takes the path standing on @cr (identity matrix) and clears it. */
void pdl_shape_take (PdlShape *self, cairo_t *cr);
void pdl_shape_clear (PdlShape *self);
gboolean pdl_shape_contains (const PdlShape *self, double x, double y); /* even-odd; mm */

PdlPoint pdl_place_point (const PdlPlace *place, double x, double y);

/* Appends the outline to the current path of @cr in page units; the matrix is left as it was. */
void pdl_shape_trace (const PdlShape *self, cairo_t *cr, const PdlPlace *place);
