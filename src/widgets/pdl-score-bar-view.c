/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The bar of one score, on a drawing area. Main thread.
 */

#include "pdl-score-bar-view.h"

#include "pdl-theme.h"

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  pdl_score_bar_paint (cr, pdl_theme_get_palette (), user_data, 0, 0, width, height);
}

GtkWidget *
pdl_score_bar_view_new (const PdlScoreResult *result)
{
  GtkWidget *area = gtk_drawing_area_new ();
  PdlScoreResult *copy = g_memdup2 (result, sizeof *result);

  /* The painter reads scale, interval and band; what belongs to the evaluation is not kept. */
  copy->items = NULL;
  copy->n_items = 0;
  copy->missing = NULL;
  copy->bands = NULL;
  copy->n_bands = 0;
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), 104);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), 14);
  gtk_widget_set_valign (area, GTK_ALIGN_CENTER);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_cb, copy, g_free);
  pdl_theme_watch (G_OBJECT (area), G_CALLBACK (gtk_widget_queue_draw));
  return area;
}
