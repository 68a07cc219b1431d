/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-survival-axis.h"

#include <math.h>

#include "pdl-text.h"

/* Two weeks and five years, in months of 30.4375 days. */
#define FIRST_MONTHS 0.46
#define LAST_MONTHS 60.0
/* Room for the point of an arrow and half a knob. */
#define MARGIN 8.0

static const double ticks[] = { 0.46, 1.37988, 3, 6, 12, 24, 60 };

const double *
pdl_survival_axis_get_ticks (guint *ret_n)
{
  *ret_n = G_N_ELEMENTS (ticks);
  return ticks;
}

double
pdl_survival_axis_x (double months, double width)
{
  double place = log (CLAMP (months, FIRST_MONTHS, LAST_MONTHS) / FIRST_MONTHS) / log (LAST_MONTHS / FIRST_MONTHS);

  return MARGIN + place * MAX (width - 2 * MARGIN, 0);
}

static void
stroke_down (cairo_t *cr, double x, double top, double bottom, double line_width, const PdlColor *color)
{
  x = round (x) + (fmod (line_width, 2) != 0 ? 0.5 : 0);
  cairo_move_to (cr, x, top);
  cairo_line_to (cr, x, bottom);
  cairo_set_line_width (cr, line_width);
  pdl_palette_set_source (cr, color);
  cairo_stroke (cr);
}

static void
paint_ticks (cairo_t *cr, const PdlPalette *palette, double line, double width, double height)
{
  for (guint i = 0; i < G_N_ELEMENTS (ticks); i++)
    if (ticks[i] != line)
      stroke_down (cr, pdl_survival_axis_x (ticks[i], width), 0, height, 1, &palette->hairline);
  stroke_down (cr, pdl_survival_axis_x (line, width), 0, height, 2, &palette->ink);
}

/* The point of an arrow: it goes on beyond the axis or beyond what is known. */
static void
paint_arrow (cairo_t *cr, double x, double y, double size, int direction)
{
  cairo_move_to (cr, x + direction * size, y);
  cairo_line_to (cr, x, y - size * 0.8);
  cairo_line_to (cr, x, y + size * 0.8);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
paint_bar (cairo_t *cr, const PdlPalette *palette, const PdlSurvivalBar *bar, double width, double height)
{
  const PdlColor *color = bar->open ? &palette->matters : bar->person ? &palette->here : &palette->ink;
  double y = height / 2, rail = MIN (height * 0.3, 8), from = pdl_survival_axis_x (bar->low, width), to = pdl_survival_axis_x (bar->high, width);

  if (!isnan (bar->interval_low))
    {
      double left = pdl_survival_axis_x (bar->interval_low, width), right = pdl_survival_axis_x (bar->interval_high, width);

      cairo_rectangle (cr, left, y - rail / 2, MAX (right - left, 1), rail);
      cairo_set_source_rgba (cr, color->r, color->g, color->b, 0.3);
      cairo_fill (cr);
      stroke_down (cr, left, y - rail, y + rail, 1, color);
      stroke_down (cr, right, y - rail, y + rail, 1, color);
    }
  if (bar->low == bar->high)
    {
      cairo_new_sub_path (cr);
      cairo_arc (cr, from, y, rail * 0.75, 0, 2 * G_PI);
      pdl_palette_set_source (cr, color);
      if (bar->open)
        {
          cairo_set_line_width (cr, 2);
          cairo_stroke (cr);
        }
      else
        cairo_fill (cr);
      return;
    }
  /* A span: where in it, nobody published. Dashed while it is one of several. */
  cairo_rectangle (cr, from, y - rail / 2, MAX (to - from, 1), rail);
  cairo_set_source_rgba (cr, color->r, color->g, color->b, 0.22);
  cairo_fill (cr);
  pdl_palette_set_source (cr, color);
  cairo_save (cr);
  if (bar->open)
    cairo_set_dash (cr, (const double[]) { 4, 3 }, 2, 0);
  cairo_rectangle (cr, from, y - rail / 2, MAX (to - from, 1), rail);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  cairo_restore (cr);
  if (bar->low > 0)
    stroke_down (cr, from, y - rail, y + rail, 2, color);
  else
    paint_arrow (cr, from, y, MARGIN - 1, -1);
  if (isfinite (bar->high))
    stroke_down (cr, to, y - rail, y + rail, 2, color);
  else
    paint_arrow (cr, to, y, MARGIN - 1, 1);
}

void
pdl_survival_axis_paint (cairo_t *cr, const PdlPalette *palette, const PdlSurvivalBar *bars, guint n_bars, double line, double width, double height)
{
  cairo_save (cr);
  cairo_new_path (cr);
  paint_ticks (cr, palette, line, width, height);
  for (guint i = 0; i < n_bars; i++)
    if (!isnan (bars[i].low))
      paint_bar (cr, palette, &bars[i], width, height);
  cairo_restore (cr);
}

/* Where the name of a tick lies; the first and the last stay inside. */
static void
place_name (cairo_t *cr, guint tick, const char *name, double size, gboolean bold, double width, double *ret_left, double *ret_right)
{
  g_autoptr (PangoLayout) layout = pdl_text_layout (cr, name, size, bold);
  int length, high;

  pango_layout_get_pixel_size (layout, &length, &high);
  *ret_left = tick == 0                            ? 0
              : tick + 1 == G_N_ELEMENTS (ticks) ? width - length
                                                 : pdl_survival_axis_x (ticks[tick], width) - length / 2.0;
  *ret_right = *ret_left + length;
}

void
pdl_survival_axis_paint_names (cairo_t *cr, const PdlPalette *palette, const char *const *names, double line, double size, double width, double height)
{
  double left[G_N_ELEMENTS (ticks)], right[G_N_ELEMENTS (ticks)];
  guint painted = 0;

  cairo_save (cr);
  /* The line that decides has its name whatever room there is; another one that would touch a name is left out. */
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < G_N_ELEMENTS (ticks); i++)
      {
        gboolean bold = ticks[i] == line, room = TRUE;

        if (bold != (pass == 0))
          continue;
        place_name (cr, i, names[i], size, bold, width, &left[i], &right[i]);
        for (guint k = 0; k < G_N_ELEMENTS (ticks); k++)
          if ((painted >> k & 1) != 0 && left[i] < right[k] + size / 2 && right[i] > left[k] - size / 2)
            room = FALSE;
        if (!room)
          continue;
        painted |= 1u << i;
        pdl_text_paint (cr, names[i], left[i], height / 2, size, bold, PDL_ALIGN_START, bold ? &palette->ink : &palette->dim, NULL);
      }
  cairo_restore (cr);
}
