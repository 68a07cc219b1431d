/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The values of one finding in their order: where it stands, how far it can go with the reading as it is, and where that turns. A
 * filled rail is the same reading, a hatched one another limit or other options, an open one another row; a line stands at each
 * turn. Only painting: the words beside it say the same.
 */
#include "pdl-draw.h"

#include <math.h>

static void
paint_hatch (cairo_t *cr, double x, double y, double width, double height)
{
  cairo_save (cr);
  cairo_rectangle (cr, x, y, width, height);
  cairo_clip (cr);
  for (double at = x - height; at < x + width; at += 4)
    {
      cairo_move_to (cr, at, y + height);
      cairo_line_to (cr, at + height, y);
    }
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
paint_cell (cairo_t *cr, const PdlPalette *palette, PdlMargin margin, double x, double y, double width, double height)
{
  if (margin == PDL_MARGIN_SAME)
    {
      cairo_rectangle (cr, x, y, width, height);
      pdl_palette_set_source (cr, &palette->dim);
      cairo_fill (cr);
      return;
    }
  pdl_palette_set_source (cr, &palette->dim);
  if (margin == PDL_MARGIN_LESS)
    paint_hatch (cr, x, y, width, height);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, x, y + 0.5);
  cairo_line_to (cr, x + width, y + 0.5);
  cairo_move_to (cr, x, y + height - 0.5);
  cairo_line_to (cr, x + width, y + height - 0.5);
  cairo_stroke (cr);
}

void
pdl_margin_strip_paint (cairo_t          *cr,
                        const PdlPalette *palette,
                        const PdlMargin  *margins,
                        guint             n_margins,
                        int               now,
                        double            x,
                        double            y,
                        double            width,
                        double            height)
{
  double knob = height / 2 - 1, rail = MAX (round (height * 0.42), 4), top = round (y + (height - rail) / 2), cell;

  if (n_margins == 0 || width < 2 * knob + 2)
    return;
  x += 1;
  width -= 2;
  cell = width / n_margins;
  cairo_save (cr);
  cairo_new_path (cr);
  for (guint i = 0; i < n_margins; i++)
    {
      double from = round (x + i * cell), to = round (x + (i + 1) * cell);

      paint_cell (cr, palette, margins[i], from, top, to - from, rail);
    }
  /* Both ends, and every turn. */
  pdl_palette_set_source (cr, &palette->ink);
  cairo_set_line_width (cr, 1);
  for (guint i = 0; i <= n_margins; i++)
    if (i == 0 || i == n_margins || margins[i] != margins[i - 1])
      {
        double at = CLAMP (round (x + i * cell), x, x + width) + (i == n_margins ? -0.5 : 0.5);
        double reach = i == 0 || i == n_margins ? 0 : 2;

        cairo_move_to (cr, at, top - reach);
        cairo_line_to (cr, at, top + rail + reach);
        cairo_stroke (cr);
      }
  if (now >= 0 && now < (int) n_margins)
    {
      double middle = x + (now + 0.5) * cell;

      cairo_arc (cr, middle, y + height / 2, knob + 1, 0, 2 * G_PI);
      pdl_palette_set_source (cr, &palette->paper);
      cairo_fill (cr);
      cairo_arc (cr, middle, y + height / 2, knob, 0, 2 * G_PI);
      pdl_palette_set_source (cr, &palette->ink);
      cairo_fill (cr);
    }
  cairo_restore (cr);
}
