/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-anatomy.h"
#include "pdl-texture.h"

/* What the two halves of the spine painter share with the layout. Inner to this layer. */

struct _PdlSpineLayout
{
  PdlAnatomy *anatomy;       /* not owned */
  int views;
  double width, height;
  double scale;              /* page units per millimetre */
  PdlPlace side, face;       /* lateral and front view */
  double column;             /* left end of the column of grade tags */
  double column_width;
  double text;               /* size of level names */
  double pixel;              /* the smallest mark that can be seen: 1 on a screen, less on paper */
  double caption;            /* size of the view's names; 0: no room for them */
  double row_edge[PDL_N_LEVELS + 1]; /* upper edge of each row; the last is the lower edge of S5 */
  gboolean label_at_rest[PDL_N_LEVELS];
};

/* Line width for a weight in millimetres: never under what a screen can show. */
double pdl_spine_line (const PdlSpineLayout *self, double mm);
/* Traces the outline of the body as it stands now: collapsed, when the state says so. */
void pdl_spine_trace_side_body (const PdlSpineLayout *self, cairo_t *cr, PdlLevel level, const PdlVertebraState *state);
void pdl_spine_trace_face_body (const PdlSpineLayout *self, cairo_t *cr, PdlLevel level, const PdlVertebraState *state);
/* Bit of a part by dictionary code, 0 when the level has no such part. */
guint32 pdl_spine_part_bit (PdlLevel level, const char *code);
/* A pedicle eaten away: its ring is not drawn. @side: 0 left, 1 right. */
gboolean pdl_spine_pedicle_gone (const PdlVertebraState *state, int side);
/* Where the level's name ends, in page units. */
PdlPoint pdl_spine_label_end (const PdlSpineLayout *self, PdlLevel level);

/* One level's own bone again, over a tint. */
void pdl_spine_paint_bone (const PdlSpineLayout *self, cairo_t *cr, const PdlPalette *palette, PdlLevel level,
                           const PdlVertebraState *state);
