/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text and rules of the page. Metrics are unhinted and at 72 dpi, so that measuring, PDF, SVG and print agree. */
#include "pdl-sheet-pen.h"

void
pdl_pen_init (PdlPen  *self,
              cairo_t *cr)
{
  cairo_font_options_t *options = cairo_font_options_create ();

  self->cr = cr;
  self->palette = pdl_palette_get (FALSE, FALSE);
  self->context = pango_cairo_create_context (cr);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (self->context, options);
  pango_cairo_context_set_resolution (self->context, 72);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  cairo_font_options_destroy (options);
  self->layouts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

void
pdl_pen_clear (PdlPen *self)
{
  g_clear_pointer (&self->layouts, g_hash_table_unref);
  g_clear_object (&self->context);
}

static PangoLayout *
make_layout (PdlPen       *self,
             double        size,
             PdlPenWeight  weight,
             double        width,
             int           lines)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *font = pango_font_description_from_string (pdl_draw_get_font ());

  pango_font_description_set_absolute_size (font, MAX (size, PDL_PEN_SMALL) * PANGO_SCALE);
  pango_font_description_set_weight (font, weight == PDL_PEN_BOLD ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  if (width > 0)
    {
      pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
    }
  if (lines > 0)
    {
      pango_layout_set_height (layout, -lines);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    }
  return layout;
}

typedef enum { WORDS, MARKUP, RIGHT } Kind;

/* The page is composed anew for each detail that is dropped, with mostly the same texts: each is laid out once. (transfer none) */
static PangoLayout *
get_layout (PdlPen       *self,
            Kind          kind,
            const char   *text,
            double        size,
            PdlPenWeight  weight,
            double        width,
            int           lines)
{
  g_autofree char *key = g_strdup_printf ("%d %.3f %d %.3f %d %s", kind, size, weight, width, lines, text);
  PangoLayout *layout = g_hash_table_lookup (self->layouts, key);

  if (layout != NULL)
    return layout;
  layout = make_layout (self, size, weight, width, lines);
  if (kind == MARKUP)
    pango_layout_set_markup (layout, text, -1);
  else
    pango_layout_set_text (layout, text, -1);
  if (kind == RIGHT)
    pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  g_hash_table_insert (self->layouts, g_steal_pointer (&key), layout);
  return layout;
}

static double
show (PdlPen         *self,
      PangoLayout    *layout,
      double          x,
      double          y,
      const PdlColor *color)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  self->cut = pango_layout_is_ellipsized (layout);
  if (!self->measuring)
    {
      pdl_palette_set_source (self->cr, color);
      cairo_move_to (self->cr, x, y);
      pango_cairo_show_layout (self->cr, layout);
      cairo_new_path (self->cr);
    }
  return (double) height / PANGO_SCALE;
}

double
pdl_pen_text (PdlPen         *self,
              const char     *text,
              double          x,
              double          y,
              double          width,
              double          size,
              PdlPenWeight    weight,
              const PdlColor *color,
              int             lines)
{
  return show (self, get_layout (self, WORDS, text, size, weight, width, lines), x, y, color);
}

double
pdl_pen_markup (PdlPen     *self,
                const char *markup,
                double      x,
                double      y,
                double      width,
                double      size,
                int         lines)
{
  return show (self, get_layout (self, MARKUP, markup, size, PDL_PEN_PLAIN, width, lines), x, y, &self->palette->ink);
}

double
pdl_pen_higher (double a,
                double b)
{
  return a > b ? a : b;
}

double
pdl_pen_right (PdlPen         *self,
               const char     *text,
               double          x,
               double          y,
               double          width,
               double          size,
               PdlPenWeight    weight,
               const PdlColor *color)
{
  return show (self, get_layout (self, RIGHT, text, size, weight, width, 1), x, y, color);
}

double
pdl_pen_width (PdlPen       *self,
               const char   *text,
               double        size,
               PdlPenWeight  weight)
{
  int width;

  pango_layout_get_size (get_layout (self, WORDS, text, size, weight, -1, 0), &width, NULL);
  return (double) width / PANGO_SCALE;
}

void
pdl_pen_rule (PdlPen *self,
              double  x,
              double  y,
              double  width,
              double  weight)
{
  if (self->measuring)
    return;
  cairo_move_to (self->cr, x, y);
  cairo_line_to (self->cr, x + width, y);
  pdl_palette_set_source (self->cr, weight > 0.6 ? &self->palette->ink : &self->palette->hairline);
  cairo_set_line_width (self->cr, weight);
  cairo_stroke (self->cr);
}
