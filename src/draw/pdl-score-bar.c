/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A score on its scale: the interval it can still lie in, the limits between its bands as ticks. Only painting: what a band
 * means stands in words beside it.
 */
#include "pdl-draw.h"

#include <math.h>

void
pdl_score_bar_paint (cairo_t              *cr,
                     const PdlPalette     *palette,
                     const PdlScoreResult *result,
                     double                x,
                     double                y,
                     double                width,
                     double                height)
{
  const PdlScore *score = result->score;
  double span = score->max - score->min, rail = MAX (height * 0.34, 3);
  double top = y + (height - rail) / 2, knob = MIN (height, rail * 2.4) / 2;
  double from, to;
  gboolean known = result->state == PDL_SCORE_COMPLETE || result->state == PDL_SCORE_PARTIAL || result->state == PDL_SCORE_LOOKUP_ONLY;

  if (!(span > 0) || width < 2 * knob + 2)
    return;
  x += knob;
  width -= 2 * knob;
  cairo_save (cr);
  cairo_new_path (cr);

  /* The rail, with a gap where one band ends and the next begins. */
  cairo_rectangle (cr, x, top, width, rail);
  pdl_palette_set_source (cr, &palette->hairline);
  if (palette->high_contrast)
    {
      cairo_set_line_width (cr, 1);
      cairo_stroke (cr);
    }
  else
    cairo_fill (cr);

  if (known && !isnan (result->min) && !isnan (result->max))
    {
      from = x + width * (CLAMP (result->min, score->min, score->max) - score->min) / span;
      to = x + width * (CLAMP (result->max, score->min, score->max) - score->min) / span;
      if (to - from > 1)
        {
          /* Still open: the range it must lie in, with both ends. */
          cairo_rectangle (cr, from, top, to - from, rail);
          cairo_set_source_rgba (cr, palette->matters.r, palette->matters.g, palette->matters.b, 0.28);
          cairo_fill (cr);
          cairo_rectangle (cr, from, top + 0.5, to - from, rail - 1);
          pdl_palette_set_source (cr, &palette->matters);
          cairo_set_line_width (cr, 1);
          cairo_stroke (cr);
          cairo_set_line_width (cr, 2);
          cairo_move_to (cr, from, y + height / 2 - knob);
          cairo_line_to (cr, from, y + height / 2 + knob);
          cairo_move_to (cr, to, y + height / 2 - knob);
          cairo_line_to (cr, to, y + height / 2 + knob);
          cairo_stroke (cr);
        }
      else
        {
          cairo_rectangle (cr, x, top, from - x, rail);
          pdl_palette_set_source (cr, &palette->dim);
          cairo_fill (cr);
          cairo_new_sub_path (cr);
          cairo_arc (cr, from, y + height / 2, knob, 0, 2 * G_PI);
          pdl_palette_set_source (cr, &palette->ink);
          cairo_fill (cr);
        }
    }
  for (guint i = 0; i < score->n_bands; i++)
    {
      double limit = score->bands[i].min, place;

      if (limit <= score->min || limit > score->max)
        continue;
      /* Whole points: the limit stands between the last value of one band and the first of the next. */
      place = round (x + width * (limit - (limit == floor (limit) ? 0.5 : 0) - score->min) / span) + 0.5;
      cairo_move_to (cr, place, y + height / 2 - rail);
      cairo_line_to (cr, place, y + height / 2 + rail);
      pdl_palette_set_source (cr, &palette->paper);
      cairo_set_line_width (cr, 3);
      cairo_stroke_preserve (cr);
      pdl_palette_set_source (cr, &palette->ink);
      cairo_set_line_width (cr, 1);
      cairo_stroke (cr);
    }
  cairo_restore (cr);
}
