/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-survival-bar-view.h"

#include <glib/gi18n-lib.h>

#include "pdl-theme.h"

typedef struct
{
  PdlSurvivalBar *bars; /* (owned) */
  guint n_bars;
  double line;
} Picture;

static void
picture_free (gpointer data)
{
  Picture *picture = data;

  g_free (picture->bars);
  g_free (picture);
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  const Picture *picture = user_data;

  pdl_survival_axis_paint (cr, pdl_theme_get_palette (), picture->bars, picture->n_bars, picture->line, width, height);
}

static void
draw_scale_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  const Picture *picture = user_data;
  const char *names[] = { _ ("2 wk"), _ ("6 wk"), _ ("3 mo"), _ ("6 mo"), _ ("1 y"), _ ("2 y"), _ ("5 y") };

  pdl_survival_axis_paint_names (cr, pdl_theme_get_palette (), names, picture->line, 11 * pdl_theme_get_text_scale (), width, height);
}

static GtkWidget *
make (const PdlSurvivalBar *bars, guint n_bars, double line, int height, GtkDrawingAreaDrawFunc draw)
{
  GtkWidget *area = gtk_drawing_area_new ();
  Picture *picture = g_new0 (Picture, 1);

  *picture = (Picture) { g_memdup2 (bars, n_bars * sizeof *bars), n_bars, line };
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), 180);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), height);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw, picture, picture_free);
  pdl_theme_watch (G_OBJECT (area), G_CALLBACK (gtk_widget_queue_draw));
  return area;
}

GtkWidget *
pdl_survival_bar_view_new (const PdlSurvivalBar *bars, guint n_bars, double line)
{
  return make (bars, n_bars, line, 22, draw_cb);
}

GtkWidget *
pdl_survival_scale_new (double line)
{
  return make (NULL, 0, line, (int) (18 * pdl_theme_get_text_scale ()), draw_scale_cb);
}
