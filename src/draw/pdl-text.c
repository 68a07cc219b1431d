/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of text at a place, by Pango. */
#include "pdl-text.h"

const char *
pdl_draw_get_font (void)
{
  return "Cantarell, Sans";
}

PangoLayout *
pdl_text_layout (cairo_t    *cr,
                 const char *text,
                 double      size,
                 gboolean    bold)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family_static (font, pdl_draw_get_font ());
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  if (bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  return layout;
}

double
pdl_text_paint (cairo_t        *cr,
                const char     *text,
                double          x,
                double          y,
                double          size,
                gboolean        bold,
                PdlAlign        align,
                const PdlColor *color,
                const PdlColor *halo)
{
  g_autoptr (PangoLayout) layout = pdl_text_layout (cr, text, size, bold);
  int width, height;

  pango_layout_get_size (layout, &width, &height);
  if (align == PDL_ALIGN_CENTER)
    x -= width / 2.0 / PANGO_SCALE;
  else if (align == PDL_ALIGN_END)
    x -= (double) width / PANGO_SCALE;
  cairo_save (cr);
  cairo_move_to (cr, x, y - height / 2.0 / PANGO_SCALE);
  if (halo != NULL)
    {
      pango_cairo_layout_path (cr, layout);
      pdl_palette_set_source (cr, halo);
      cairo_set_line_width (cr, size * 0.3);
      cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
      cairo_stroke (cr);
      cairo_move_to (cr, x, y - height / 2.0 / PANGO_SCALE);
    }
  pdl_palette_set_source (cr, color);
  pango_cairo_show_layout (cr, layout);
  cairo_new_path (cr);
  cairo_restore (cr);
  return (double) width / PANGO_SCALE;
}
