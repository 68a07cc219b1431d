/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Paints a laid-out timeline. States are told by stroke and sign: solid due, dashed later, clock late, thick tick the due
 * day; amber repeats it. Keeps nothing; the caller's text layout is given back as it came.
 */
#include "pdl-timeline-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "pdl-text.h"

typedef struct
{
  PdlTimelineLayout *layout;
  cairo_t *cr;
  const PdlPalette *palette;
  PangoLayout *text;
  PangoFontDescription *plain, *strong;
  double today;              /* where its line stands */
  gboolean veil;             /* words interrupt that line */
} Painter;

static void
words (Painter        *self,
       const char     *text,
       double          x,
       double          y,
       double          width,
       gboolean        strong,
       const PdlColor *color)
{
  PangoRectangle extents;
  int height;

  if (text == NULL || width < self->layout->em)
    return;
  pango_layout_set_font_description (self->text, strong ? self->strong : self->plain);
  pango_layout_set_text (self->text, text, -1);
  pango_layout_set_width (self->text, (int) (width * PANGO_SCALE));
  pango_layout_set_ellipsize (self->text, PANGO_ELLIPSIZE_END);
  pango_layout_get_size (self->text, NULL, &height);
  pango_layout_get_pixel_extents (self->text, NULL, &extents);
  if (self->veil && x + extents.x < self->today + 2 && x + extents.x + extents.width > self->today - 2)
    {
      /* The line of today does not strike words through. */
      cairo_rectangle (self->cr, self->today - 3, y - height / 2.0 / PANGO_SCALE, 6, (double) height / PANGO_SCALE);
      pdl_palette_set_source (self->cr, &self->palette->paper);
      cairo_fill (self->cr);
    }
  cairo_move_to (self->cr, x, y - height / 2.0 / PANGO_SCALE);
  pdl_palette_set_source (self->cr, color);
  pango_cairo_show_layout (self->cr, self->text);
  cairo_new_path (self->cr);
}

static double
natural_width (Painter    *self,
               const char *text,
               gboolean    strong)
{
  int width;

  pango_layout_set_font_description (self->text, strong ? self->strong : self->plain);
  pango_layout_set_text (self->text, text != NULL ? text : "", -1);
  pango_layout_set_width (self->text, -1);
  pango_layout_get_size (self->text, &width, NULL);
  return (double) width / PANGO_SCALE;
}

static void
hairline (Painter *self,
          double   x0,
          double   y0,
          double   x1,
          double   y1)
{
  cairo_move_to (self->cr, floor (x0) + 0.5, floor (y0) + 0.5);
  cairo_line_to (self->cr, floor (x1) + 0.5, floor (y1) + 0.5);
  pdl_palette_set_source (self->cr, &self->palette->hairline);
  cairo_set_line_width (self->cr, 1);
  cairo_stroke (self->cr);
}

static void
paint_field (Painter *self)
{
  /* Translators: names of the lanes of the timeline. */
  static const char *const names[PDL_N_LANES] = { N_("Treatment"), N_("Imaging"), N_("Visits"), N_("Due") };
  PdlTimelineLayout *layout = self->layout;
  double bottom = MAX (layout->needed, layout->height), today = pdl_timeline_layout_x_of (layout, layout->today);

  /* What has been lies on a faint ground. */
  if (today > layout->left && !self->palette->high_contrast)
    {
      cairo_rectangle (self->cr, layout->left, layout->axis, MIN (today, layout->width) - layout->left, bottom - layout->axis);
      cairo_set_source_rgba (self->cr, self->palette->ground.r, self->palette->ground.g, self->palette->ground.b, 0.7);
      cairo_fill (self->cr);
    }
  hairline (self, 0, layout->axis, layout->width, layout->axis);
  for (guint i = 0; i < PDL_N_LANES; i++)
    {
      double y = layout->lane_top[i] + layout->lane_height[i];

      if (layout->lane_height[i] <= 0)
        continue;
      hairline (self, 0, y, layout->width, y);
      words (self, _(names[i]), layout->em * 0.6, layout->lane_top[i] + layout->row * 0.7, layout->left - layout->em, TRUE,
             &self->palette->dim);
    }
}

static void
paint_axis (Painter *self)
{
  PdlTimelineLayout *layout = self->layout;
  double bottom = MAX (layout->needed, layout->height);

  for (guint i = 0; i < layout->ticks->len; i++)
    {
      PdlTimelineTick *tick = &g_array_index (layout->ticks, PdlTimelineTick, i);

      hairline (self, tick->x, tick->strong ? 2 : layout->axis * 0.35, tick->x, bottom);
      if (tick->named)
        words (self, tick->text, tick->x + 4, layout->axis / 2, layout->em * 12, FALSE, &self->palette->dim);
    }
  words (self, layout->today_text, layout->today_x, layout->axis / 2, layout->em * 16, TRUE, &self->palette->here);
}

static void
paint_today (Painter *self)
{
  PdlTimelineLayout *layout = self->layout;
  double today = round (pdl_timeline_layout_x_of (layout, layout->today));

  if (today < layout->left || today > layout->width)
    return;
  cairo_rectangle (self->cr, today - 1, 2, 2, MAX (layout->needed, layout->height) - 2);
  pdl_palette_set_source (self->cr, &self->palette->here);
  cairo_fill (self->cr);
}

static void
paint_event (Painter                *self,
             const PdlTimelineItem  *item,
             const PdlTimelinePlace *place)
{
  double half = self->layout->em * 0.42, middle = (place->x0 + place->x1) / 2;
  double dash = 3;
  gboolean hollow = item->planned || item->booked;

  if (item->end == PDL_DAY_NONE || item->end <= item->start)
    {
      /* A moment: a square for what was done to the patient, a disc for what was looked at. */
      if (item->lane == PDL_LANE_TREATMENT)
        cairo_rectangle (self->cr, middle - half, place->y - half, 2 * half, 2 * half);
      else
        cairo_arc (self->cr, middle, place->y, half, 0, 2 * G_PI);
    }
  else
    {
      double height = self->layout->row * 0.62;

      cairo_rectangle (self->cr, floor (place->x0) + 0.5, floor (place->y - height / 2) + 0.5, MAX (round (place->x1 - place->x0), 3),
                       round (height));
      pdl_palette_set_source (self->cr, hollow ? &self->palette->paper : &self->palette->hairline);
      if (self->palette->high_contrast)
        pdl_palette_set_source (self->cr, &self->palette->paper);
      cairo_fill_preserve (self->cr);
      hollow = TRUE;
    }
  pdl_palette_set_source (self->cr, &self->palette->ink);
  cairo_set_line_width (self->cr, item->end == PDL_DAY_NONE ? 1.4 : 1);
  if (item->planned)
    cairo_set_dash (self->cr, &dash, 1, 0);
  if (hollow)
    cairo_stroke (self->cr);
  else
    cairo_fill (self->cr);
  cairo_set_dash (self->cr, NULL, 0, 0);
}

static void
paint_window (Painter                *self,
              const PdlTimelineItem  *item,
              const PdlTimelinePlace *place)
{
  PdlTimelineLayout *layout = self->layout;
  double height = round (layout->row * 0.6), top = floor (place->y - height / 2) + 0.5, left = floor (place->x0) + 0.5;
  double width = MAX (round (place->x1 - place->x0), 4), dash = 3, dots[2] = { 0, 3.5 };
  gboolean now = pdl_timeline_is_now (item, layout->today);
  const PdlColor *color = item->overdue ? &self->palette->matters : now ? &self->palette->ink : &self->palette->dim;

  cairo_rectangle (self->cr, left, top, width, height);
  pdl_palette_set_source (self->cr, item->overdue ? &self->palette->matters_fill : now ? &self->palette->hairline : &self->palette->paper);
  if (self->palette->high_contrast)
    pdl_palette_set_source (self->cr, &self->palette->paper);
  cairo_fill_preserve (self->cr);
  pdl_palette_set_source (self->cr, color);
  cairo_set_line_width (self->cr, now ? 1.3 : 1);
  if (item->suspended)
    cairo_set_dash (self->cr, dots, 2, 0);
  else if (!now)
    cairo_set_dash (self->cr, &dash, 1, 0);
  cairo_set_line_cap (self->cr, item->suspended ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
  cairo_stroke (self->cr);
  cairo_set_dash (self->cr, NULL, 0, 0);
  cairo_set_line_cap (self->cr, CAIRO_LINE_CAP_BUTT);

  if (item->due != PDL_DAY_NONE && item->due >= layout->from && item->due <= layout->to)
    {
      double x = round (CLAMP (pdl_timeline_layout_x_of (layout, item->due), place->x0, place->x1));

      cairo_rectangle (self->cr, x - 1.25, top - 2, 2.5, height + 4);
      pdl_palette_set_source (self->cr, color);
      cairo_fill (self->cr);
    }
  if (item->overdue)
    {
      double clock = layout->em * 1.2, x = place->tail - clock;

      cairo_move_to (self->cr, left + width + 2, place->y);
      cairo_line_to (self->cr, x - 1, place->y);
      cairo_set_dash (self->cr, dots, 2, 0);
      cairo_set_line_cap (self->cr, CAIRO_LINE_CAP_ROUND);
      cairo_set_line_width (self->cr, 1.8);
      pdl_palette_set_source (self->cr, color);
      cairo_stroke (self->cr);
      cairo_set_dash (self->cr, NULL, 0, 0);
      cairo_set_line_cap (self->cr, CAIRO_LINE_CAP_BUTT);
      cairo_arc (self->cr, x + clock / 2, place->y, clock / 2 + 1, 0, 2 * G_PI);
      pdl_palette_set_source (self->cr, &self->palette->paper);
      cairo_fill (self->cr);
      pdl_glyph_paint (self->cr, PDL_GLYPH_CLOCK, x, place->y - clock / 2, clock, color);
      words (self, place->late, place->tail + 4, place->y, place->tail_width, TRUE, color);
    }
}

static void
paint_item (Painter *self,
            guint    index,
            gboolean focused)
{
  const PdlTimelineItem *item = g_ptr_array_index (self->layout->items, index);
  const PdlTimelinePlace *place = &self->layout->places[index];
  gboolean now = pdl_timeline_is_now (item, self->layout->today);
  const PdlColor *color = item->is_due && item->overdue ? &self->palette->matters
                          : item->is_due && !now ? &self->palette->dim : &self->palette->ink;
  double label_x = place->label_x, label_width = place->label_width;

  if (item->is_due)
    paint_window (self, item, place);
  else
    paint_event (self, item, place);
  self->veil = place->label != PDL_LABEL_INSIDE;
  if (place->label != PDL_LABEL_NONE)
    {
      double tick = item->is_due && item->booked ? self->layout->em * 1.2 : 0;
      double needs = MIN (natural_width (self, item->label, now) + 1, place->label_width - tick);

      /* The estimate was generous: the words stand at the mark, the rest stays free. */
      if (place->label == PDL_LABEL_LEFT)
        label_x += place->label_width - needs - tick;
      label_width = needs + tick;
      if (tick > 0) /* an appointment stands for it */
        pdl_glyph_paint (self->cr, PDL_GLYPH_TRUE, label_x, place->y - tick * 0.4, tick * 0.8, color);
      words (self, item->label, label_x + tick, place->y, needs, now, color);
    }
  self->veil = FALSE;
  if (focused)
    {
      cairo_rectangle_t rect;

      pdl_timeline_layout_get_rect (self->layout, index, &rect);
      if (place->label == PDL_LABEL_LEFT || place->label == PDL_LABEL_RIGHT)
        {
          double right = MAX (label_x + label_width, place->tail + place->tail_width);

          rect.x = MIN (label_x, place->x0) - 3;
          rect.width = right + 3 - rect.x;
        }
      cairo_rectangle (self->cr, rect.x - 1, rect.y + 1, rect.width + 2, rect.height - 2);
      pdl_palette_set_source (self->cr, &self->palette->here);
      cairo_set_line_width (self->cr, 2);
      cairo_set_line_join (self->cr, CAIRO_LINE_JOIN_ROUND);
      cairo_stroke (self->cr);
    }
}

void
pdl_timeline_paint (PdlTimelineLayout *self,
                    cairo_t           *cr,
                    const PdlPalette  *palette,
                    PangoLayout       *text,
                    int                focus)
{
  g_autoptr (PangoLayout) own = text != NULL ? pango_layout_copy (text) : pango_cairo_create_layout (cr);
  const PangoFontDescription *given = pango_layout_get_font_description (own);
  Painter painter = { .layout = self, .cr = cr, .palette = palette, .text = own };

  painter.today = round (pdl_timeline_layout_x_of (self, self->today));
  if (given == NULL && text != NULL)
    given = pango_context_get_font_description (pango_layout_get_context (own));
  painter.plain = given != NULL ? pango_font_description_copy (given) : pango_font_description_from_string (pdl_draw_get_font ());
  pango_font_description_set_absolute_size (painter.plain, self->em * PANGO_SCALE);
  painter.strong = pango_font_description_copy (painter.plain);
  pango_font_description_set_weight (painter.strong, PANGO_WEIGHT_BOLD);

  cairo_save (cr);
  cairo_new_path (cr);
  paint_field (&painter);
  paint_axis (&painter);
  paint_today (&painter);
  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < self->items->len; i++)
        {
          const PdlTimelineItem *item = g_ptr_array_index (self->items, i);

          if (self->places[i].shown && item->is_due == (gboolean) pass)
            paint_item (&painter, i, (int) i == focus);
        }
    }
  cairo_restore (cr);
  pango_font_description_free (painter.plain);
  pango_font_description_free (painter.strong);
}
