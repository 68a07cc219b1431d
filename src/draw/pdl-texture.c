/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lesion textures and their margin signs. Sizes in millimetres from the drawing data; clamped so that they stay countable. */
#include "pdl-texture.h"

#include <math.h>

#define DOT_MM 0.84
#define DOT_PITCH_MM 2.3
#define BAR_MM 0.95
#define BAR_PITCH_MM 2.1
#define CANAL_PITCH_MM 1.1

PdlLesion
pdl_lesion_from_code (const char *code)
{
  if (g_strcmp0 (code, "lytic") == 0)
    return PDL_LESION_LYTIC;
  if (g_strcmp0 (code, "mixed") == 0)
    return PDL_LESION_MIXED;
  if (g_strcmp0 (code, "blastic") == 0)
    return PDL_LESION_BLASTIC;
  return PDL_LESION_UNKNOWN;
}

static void
mix (cairo_t        *cr,
     const PdlColor *a,
     const PdlColor *b,
     double          share)
{
  cairo_set_source_rgb (cr, a->r + (b->r - a->r) * share, a->g + (b->g - a->g) * share, a->b + (b->b - a->b) * share);
}

static void
trace_dots (cairo_t *cr,
            double   radius,
            double   pitch,
            double   x0,
            double   y0,
            double   x1,
            double   y1)
{
  double row = pitch * sqrt (3) / 2;

  for (long j = lround (floor (y0 / row)); j * row <= y1 + radius; j++)
    {
      double shift = j & 1 ? pitch / 2 : 0;

      for (long i = lround (floor ((x0 - shift) / pitch)); i * pitch + shift <= x1 + radius; i++)
        {
          cairo_new_sub_path (cr);
          cairo_arc (cr, i * pitch + shift, j * row, radius, 0, 2 * G_PI);
        }
    }
}

/* Lines rising to the right (@sign 1) or falling (-1); @pitch measured across them. */
static void
trace_lines (cairo_t *cr,
             double   pitch,
             int      sign,
             double   x0,
             double   y0,
             double   x1,
             double   y1)
{
  double step = pitch * G_SQRT2;
  double low = sign > 0 ? x0 + y0 : x0 - y1, high = sign > 0 ? x1 + y1 : x1 - y0;

  for (long i = lround (floor (low / step)); i * step <= high + step; i++)
    {
      /* x + sign · y = i · step */
      cairo_move_to (cr, i * step - sign * y0, y0);
      cairo_line_to (cr, i * step - sign * y1, y1);
    }
}

void
pdl_texture_fill (cairo_t          *cr,
                  const PdlPalette *palette,
                  PdlLesion         lesion,
                  double            mm,
                  double            pixel,
                  gboolean          small)
{
  cairo_path_t *outline;
  double x0, y0, x1, y1;

  if (lesion == PDL_LESION_NONE)
    return;
  cairo_path_extents (cr, &x0, &y0, &x1, &y1);
  if (x1 <= x0 || y1 <= y0)
    return;
  outline = cairo_copy_path (cr);
  cairo_save (cr);
  cairo_clip (cr);

  switch (lesion)
    {
    case PDL_LESION_LYTIC:
      mix (cr, &palette->paper, &palette->tumour_fill, 0.35);
      cairo_paint (cr);
      if (!small)
        {
          pdl_palette_set_source (cr, &palette->tumour);
          trace_dots (cr, MAX (DOT_MM * mm, 1.1 * pixel) / 2, MAX (DOT_PITCH_MM * mm, 3 * pixel), x0, y0, x1, y1);
          cairo_fill (cr);
        }
      break;
    case PDL_LESION_MIXED:
      mix (cr, &palette->paper, &palette->tumour_fill, 0.6);
      cairo_paint (cr);
      pdl_palette_set_source (cr, &palette->tumour);
      if (small)
        {
          cairo_move_to (cr, x1, y0);
          cairo_line_to (cr, x1, y1);
          cairo_line_to (cr, x0, y1);
          cairo_close_path (cr);
          cairo_fill (cr);
        }
      else
        {
          double pitch = MAX (BAR_PITCH_MM * mm, 3.2 * pixel);

          cairo_set_line_width (cr, pitch * BAR_MM / BAR_PITCH_MM);
          cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
          trace_lines (cr, pitch, 1, x0, y0, x1, y1);
          cairo_stroke (cr);
        }
      break;
    case PDL_LESION_BLASTIC:
      pdl_palette_set_source (cr, &palette->tumour);
      cairo_paint (cr);
      break;
    case PDL_LESION_UNKNOWN:
    case PDL_LESION_NONE:
      mix (cr, &palette->paper, &palette->tumour_fill, 0.18);
      cairo_paint (cr);
      break;
    }

  cairo_restore (cr);
  cairo_new_path (cr);
  cairo_append_path (cr, outline);
  cairo_path_destroy (outline);
}

void
pdl_texture_fill_canal (cairo_t          *cr,
                        const PdlPalette *palette,
                        double            mm,
                        double            pixel)
{
  cairo_path_t *outline = cairo_copy_path (cr);
  double x0, y0, x1, y1, pitch = MAX (CANAL_PITCH_MM * mm, 2.2 * pixel);

  cairo_path_extents (cr, &x0, &y0, &x1, &y1);
  cairo_save (cr);
  cairo_clip (cr);
  mix (cr, &palette->paper, &palette->tumour_fill, 0.85);
  cairo_paint (cr);
  pdl_palette_set_source (cr, &palette->tumour);
  cairo_set_line_width (cr, MAX (pitch * 0.34, 0.75 * pixel));
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  trace_lines (cr, pitch, -1, x0, y0, x1, y1);
  cairo_stroke (cr);
  cairo_restore (cr);
  cairo_new_path (cr);
  cairo_append_path (cr, outline);
  cairo_path_destroy (outline);
}

void
pdl_texture_paint_sign (cairo_t          *cr,
                        const PdlPalette *palette,
                        PdlLesion         lesion,
                        double            x,
                        double            y,
                        double            radius)
{
  double width = MAX (radius * 0.3, 1);

  if (lesion == PDL_LESION_NONE)
    return;
  cairo_save (cr);
  cairo_new_path (cr);
  cairo_set_line_width (cr, width);
  cairo_arc (cr, x, y, radius - width / 2, 0, 2 * G_PI);
  pdl_palette_set_source (cr, &palette->paper);
  cairo_fill_preserve (cr);
  pdl_palette_set_source (cr, &palette->tumour);
  switch (lesion)
    {
    case PDL_LESION_BLASTIC:
      cairo_fill_preserve (cr);
      break;
    case PDL_LESION_MIXED:
      {
        cairo_path_t *ring = cairo_copy_path (cr);

        cairo_new_path (cr);
        cairo_arc (cr, x, y, radius - width / 2, -G_PI / 2, G_PI / 2);
        cairo_fill (cr);
        cairo_append_path (cr, ring);
        cairo_path_destroy (ring);
      }
      break;
    case PDL_LESION_UNKNOWN:
      {
        double dash = 2 * G_PI * radius / 14;

        cairo_set_dash (cr, &dash, 1, 0);
      }
      break;
    default:
      break;
    }
  cairo_stroke (cr);
  cairo_restore (cr);
  if (lesion == PDL_LESION_UNKNOWN)
    pdl_glyph_paint (cr, PDL_GLYPH_UNKNOWN, x - radius * 0.55, y - radius * 0.55, radius * 1.1, &palette->tumour);
}
