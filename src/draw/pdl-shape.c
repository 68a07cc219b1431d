/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Outlines of the drawing data: taking, tracing, hit-testing. Knows nothing of vertebrae.
 * A shape owns its path and polygon. Not bound to a thread.
 */
#include "pdl-shape.h"

#include <float.h>
#include <math.h>

/* Marks the points that stay (Douglas and Peucker). */
static void
keep_far (const PdlPoint *points,
          gboolean       *keep,
          guint           first,
          guint           last,
          double          stray)
{
  double dx = points[last].x - points[first].x, dy = points[last].y - points[first].y, length = hypot (dx, dy), worst = 0;
  guint at = first;

  for (guint i = first + 1; i < last; i++)
    {
      double x = points[i].x - points[first].x, y = points[i].y - points[first].y;
      double far = length > 1e-9 ? fabs (dx * y - dy * x) / length : hypot (x, y);

      if (far > worst)
        {
          worst = far;
          at = i;
        }
    }
  if (worst <= stray)
    return;
  keep[at] = TRUE;
  keep_far (points, keep, first, at, stray);
  keep_far (points, keep, at, last, stray);
}

/* A repaint at screen size is spent on edges; a curve's pieces shorter than a pixel are waste. */
static cairo_path_t *
make_coarse (const PdlShape *self,
             cairo_t        *cr,
             gboolean        closed,
             double          stray)
{
  guint n = self->n_points;
  g_autofree gboolean *keep = g_new0 (gboolean, n + 1);

  if (n < 3)
    return NULL;
  keep[0] = keep[n - 1] = keep[n / 2] = TRUE;
  keep_far (self->points, keep, 0, n / 2, stray);
  keep_far (self->points, keep, n / 2, n - 1, stray);
  cairo_new_path (cr);
  for (guint i = 0; i < n; i++)
    if (keep[i])
      cairo_line_to (cr, self->points[i].x, self->points[i].y);
  if (closed)
    cairo_close_path (cr);
  return cairo_copy_path (cr);
}

void
pdl_shape_take (PdlShape *self,
                cairo_t  *cr)
{
  static const double stray[] = PDL_SHAPE_COARSE_MM;
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (PdlPoint));
  cairo_path_t *flat;
  gboolean closed = FALSE;

  self->path = cairo_copy_path (cr);
  cairo_set_tolerance (cr, 0.05);
  flat = cairo_copy_path_flat (cr);
  for (int i = 0; i < flat->num_data; i += flat->data[i].header.length)
    {
      cairo_path_data_t *data = &flat->data[i];

      closed = closed || data->header.type == CAIRO_PATH_CLOSE_PATH;
      if (data->header.type == CAIRO_PATH_MOVE_TO || data->header.type == CAIRO_PATH_LINE_TO)
        {
          PdlPoint point = { data[1].point.x, data[1].point.y };

          /* Closing a path leaves a lone move-to behind: it would repeat the first corner. */
          if (data->header.type == CAIRO_PATH_MOVE_TO && points->len > 0)
            break;
          g_array_append_val (points, point);
        }
    }
  cairo_path_destroy (flat);
  cairo_new_path (cr);

  self->x0 = self->y0 = DBL_MAX;
  self->x1 = self->y1 = -DBL_MAX;
  for (guint i = 0; i < points->len; i++)
    {
      PdlPoint point = g_array_index (points, PdlPoint, i);

      self->x0 = MIN (self->x0, point.x);
      self->y0 = MIN (self->y0, point.y);
      self->x1 = MAX (self->x1, point.x);
      self->y1 = MAX (self->y1, point.y);
    }
  self->n_points = points->len;
  self->points = (PdlPoint *) g_array_free (g_steal_pointer (&points), FALSE);
  for (guint i = 0; i < PDL_SHAPE_N_COARSE; i++)
    {
      self->coarse[i] = make_coarse (self, cr, closed, stray[i]);
      cairo_new_path (cr);
    }
}

void
pdl_shape_clear (PdlShape *self)
{
  g_clear_pointer (&self->path, cairo_path_destroy);
  for (guint i = 0; i < PDL_SHAPE_N_COARSE; i++)
    g_clear_pointer (&self->coarse[i], cairo_path_destroy);
  g_clear_pointer (&self->points, g_free);
  self->n_points = 0;
}

gboolean
pdl_shape_contains (const PdlShape *self,
                    double          x,
                    double          y)
{
  gboolean inside = FALSE;

  if (self->n_points < 3 || x < self->x0 || x > self->x1 || y < self->y0 || y > self->y1)
    return FALSE;
  for (guint i = 0, j = self->n_points - 1; i < self->n_points; j = i++)
    {
      const PdlPoint *a = &self->points[i], *b = &self->points[j];

      if ((a->y > y) != (b->y > y) && x < (b->x - a->x) * (y - a->y) / (b->y - a->y) + a->x)
        inside = !inside;
    }
  return inside;
}

PdlPoint
pdl_place_point (const PdlPlace *place,
                 double          x,
                 double          y)
{
  return (PdlPoint) { place->x0 + x * place->sx, place->y0 + y * place->sy };
}

void
pdl_shape_trace (const PdlShape *self,
                 cairo_t        *cr,
                 const PdlPlace *place)
{
  static const double up_to[] = PDL_SHAPE_COARSE_UP_TO;
  const cairo_path_t *path = self->path;
  cairo_matrix_t before;

  if (path == NULL)
    return;
  cairo_get_matrix (cr, &before);
  cairo_translate (cr, place->x0, place->y0);
  cairo_scale (cr, place->sx, place->sy);
  for (guint i = 0; i < PDL_SHAPE_N_COARSE; i++)
    if (self->coarse[i] != NULL && fabs (place->sy) <= up_to[i])
      path = self->coarse[i];
  cairo_append_path (cr, path);
  cairo_set_matrix (cr, &before);
}
