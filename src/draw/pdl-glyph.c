/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state glyphs: each is told apart by shape alone, from 8 px up and in black and white.
 * Pure painting on a unit square; no state.
 */
#include "pdl-draw.h"

#include <math.h>

/* In the unit square; the caller set colour and scale, so widths are fractions of the size. */
static void
paint_clock (cairo_t *cr)
{
  cairo_arc (cr, 0.5, 0.5, 0.42, 0, 2 * G_PI);
  cairo_stroke (cr);
  cairo_move_to (cr, 0.5, 0.24);
  cairo_line_to (cr, 0.5, 0.53);
  cairo_line_to (cr, 0.69, 0.62);
  cairo_stroke (cr);
}

static void
paint_octagon (cairo_t *cr)
{
  for (int i = 0; i < 8; i++)
    {
      double angle = G_PI / 8 + i * G_PI / 4;

      cairo_line_to (cr, 0.5 + 0.5 * cos (angle), 0.5 + 0.5 * sin (angle));
    }
  cairo_close_path (cr);
  /* The exclamation mark is cut out, so that it shows the ground on screen and paper alike. */
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_rectangle (cr, 0.44, 0.2, 0.12, 0.36);
  cairo_rectangle (cr, 0.44, 0.66, 0.12, 0.13);
  cairo_fill (cr);
}

/* Drawn, not set in type, so that it stands the same in every font. */
static void
paint_question (cairo_t *cr)
{
  cairo_move_to (cr, 0.28, 0.31);
  cairo_curve_to (cr, 0.29, 0.02, 0.74, 0.04, 0.72, 0.32);
  cairo_curve_to (cr, 0.71, 0.5, 0.5, 0.46, 0.5, 0.68);
  cairo_stroke (cr);
  cairo_arc (cr, 0.5, 0.88, 0.085, 0, 2 * G_PI);
  cairo_fill (cr);
}

static void
paint_dashed_ring (cairo_t *cr)
{
  /* Eight dashes, whatever the size. */
  double unit = 2 * G_PI * 0.4 / 16;

  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_dash (cr, &unit, 1, unit / 2);
  cairo_arc (cr, 0.5, 0.5, 0.4, 0, 2 * G_PI);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

void
pdl_glyph_paint (cairo_t        *cr,
                 PdlGlyph        glyph,
                 double          x,
                 double          y,
                 double          size,
                 const PdlColor *color)
{
  cairo_save (cr);
  cairo_new_path (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, size, size);
  pdl_palette_set_source (cr, color);
  cairo_set_line_width (cr, MAX (0.12, 1.2 / size));
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);

  switch (glyph)
    {
    case PDL_GLYPH_DETERMINED:
      cairo_arc (cr, 0.5, 0.5, 0.42, 0, 2 * G_PI);
      cairo_fill (cr);
      break;
    case PDL_GLYPH_PROVISIONAL:
      cairo_arc (cr, 0.5, 0.5, 0.4, 0, 2 * G_PI);
      cairo_stroke (cr);
      cairo_arc (cr, 0.5, 0.5, 0.4, G_PI / 2, 3 * G_PI / 2);
      cairo_fill (cr);
      break;
    case PDL_GLYPH_CANNOT:
      paint_dashed_ring (cr);
      break;
    case PDL_GLYPH_TRUE:
      cairo_move_to (cr, 0.14, 0.54);
      cairo_line_to (cr, 0.4, 0.8);
      cairo_line_to (cr, 0.87, 0.22);
      cairo_stroke (cr);
      break;
    case PDL_GLYPH_FALSE:
      cairo_move_to (cr, 0.2, 0.2);
      cairo_line_to (cr, 0.8, 0.8);
      cairo_move_to (cr, 0.8, 0.2);
      cairo_line_to (cr, 0.2, 0.8);
      cairo_stroke (cr);
      break;
    case PDL_GLYPH_UNKNOWN:
      paint_question (cr);
      break;
    case PDL_GLYPH_MATTERS:
      cairo_move_to (cr, 0.5, 0.06);
      cairo_line_to (cr, 0.94, 0.5);
      cairo_line_to (cr, 0.5, 0.94);
      cairo_line_to (cr, 0.06, 0.5);
      cairo_close_path (cr);
      cairo_fill (cr);
      break;
    case PDL_GLYPH_CLOCK:
      paint_clock (cr);
      break;
    case PDL_GLYPH_OCTAGON:
      paint_octagon (cr);
      break;
    case PDL_GLYPH_PLUS:
      cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
      cairo_set_line_width (cr, MAX (0.18, 1.2 / size));
      cairo_move_to (cr, 0.14, 0.5);
      cairo_line_to (cr, 0.86, 0.5);
      cairo_move_to (cr, 0.5, 0.14);
      cairo_line_to (cr, 0.5, 0.86);
      cairo_stroke (cr);
      break;
    case PDL_GLYPH_MINUS:
      cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
      cairo_set_line_width (cr, MAX (0.18, 1.2 / size));
      cairo_move_to (cr, 0.14, 0.5);
      cairo_line_to (cr, 0.86, 0.5);
      cairo_stroke (cr);
      break;
    case PDL_GLYPH_RING:
      cairo_arc (cr, 0.5, 0.5, 0.38, 0, 2 * G_PI);
      cairo_stroke (cr);
      break;
    case PDL_N_GLYPHS:
      break;
    }
  cairo_restore (cr);
}
