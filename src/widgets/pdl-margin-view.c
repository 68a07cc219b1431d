/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The strip of one margin, on a drawing area. Main thread.
 */

#include "pdl-margin-view.h"

#include "pdl-theme.h"

typedef struct
{
  PdlMargin *margins;
  guint n_margins;
  int now;
} Strip;

static void
strip_free (gpointer data)
{
  Strip *self = data;

  g_free (self->margins);
  g_free (self);
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  const Strip *strip = user_data;

  pdl_margin_strip_paint (cr, pdl_theme_get_palette (), strip->margins, strip->n_margins, strip->now, 0, 0, width, height);
}

GtkWidget *
pdl_margin_view_new (const PdlMargin *margins, guint n_margins, int now)
{
  GtkWidget *area = gtk_drawing_area_new ();
  Strip *strip = g_new (Strip, 1);

  strip->margins = g_memdup2 (margins, n_margins * sizeof *margins);
  strip->n_margins = n_margins;
  strip->now = now;
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), 96);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), 14);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_cb, strip, strip_free);
  pdl_theme_watch (G_OBJECT (area), G_CALLBACK (gtk_widget_queue_draw));
  return area;
}
