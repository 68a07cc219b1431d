/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A hundred people in ten rows, filled from the top left: those it happened to, those it happened to in some groups only, the
 * others. Told apart by filling, not by colour. Keeps nothing.
 */
#include "pdl-draw.h"

#include <math.h>

/* A head on shoulders in a unit square. */
static void
trace_person (cairo_t *cr, double x, double y, double unit)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + 0.5 * unit, y + 0.27 * unit, 0.17 * unit, 0, 2 * G_PI);
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + 0.5 * unit, y + 0.78 * unit, 0.28 * unit, G_PI, 2 * G_PI);
  cairo_line_to (cr, x + 0.78 * unit, y + 0.92 * unit);
  cairo_line_to (cr, x + 0.22 * unit, y + 0.92 * unit);
  cairo_close_path (cr);
}

void
pdl_icon_array_paint (cairo_t *cr, const PdlPalette *palette, double low, double high, double x, double y, double size)
{
  double unit = size / 10;
  int full = (int) round (CLAMP (low, 0, 100)), some = (int) round (CLAMP (high, 0, 100));

  cairo_save (cr);
  cairo_new_path (cr);
  for (int i = 0; i < 100; i++)
    {
      trace_person (cr, x + i % 10 * unit, y + i / 10 * unit, unit);
      if (i < full)
        {
          pdl_palette_set_source (cr, &palette->ink);
          cairo_fill (cr);
          continue;
        }
      if (i < some)
        {
          cairo_set_source_rgba (cr, palette->ink.r, palette->ink.g, palette->ink.b, 0.35);
          cairo_fill_preserve (cr);
        }
      pdl_palette_set_source (cr, i < some ? &palette->ink : &palette->dim);
      cairo_set_line_width (cr, unit * 0.05);
      cairo_stroke (cr);
    }
  cairo_restore (cr);
}
