/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the drawn spine stands in a rectangle: scale, rows, hit test. Pure numbers, no Cairo calls.
 * Borrows the anatomy, which must outlive it. Immutable; any thread.
 *
 * From left to right: brackets, level names (following the curve), the lateral view, the column of grade tags, the front
 * view. Both views share y, so one row of the page is one level.
 */
#include "pdl-spine-layout-private.h"

#include <math.h>

/* Bounds of the ink in millimetres. The cord is cut at the upper edge: above it is the skull, which is not drawn. */
#define TOP (-5.0)
#define BOTTOM 703.0
#define SIDE_LEFT (-47.0)
#define SIDE_RIGHT 91.5
#define FACE_LEFT (-48.0) /* the ribs fade out beyond; grade tags may stand on their ends */
#define FACE_RIGHT 57.0

/* Level names are about this wide in their own size. */
#define NAME_WIDTH 2.0

static void
place_views (PdlSpineLayout *self)
{
  gboolean both = self->views & PDL_VIEW_FRONT, side = self->views & PDL_VIEW_LATERAL;
  double scale_y, gutter, tags, top, bottom, mm, free_width;

  /* Text follows the picture but stays within what can be read. */
  self->text = CLAMP (self->height / 70, 7.8, 15);
  self->caption = self->height >= 420 ? CLAMP (self->text * 0.95, 9, 14) : 0;
  top = self->caption > 0 ? self->caption * 1.9 : 2;
  bottom = self->caption > 0 ? 6 : 2;
  scale_y = (self->height - top - bottom) / (BOTTOM - TOP);

  /* Names, their ring, and two columns of brackets stand left of the lateral view. */
  gutter = side ? self->text * (NAME_WIDTH + 3) : 4;
  tags = side ? self->text * 3.1 : 0;
  mm = (side ? SIDE_RIGHT - SIDE_LEFT : 0) + (both ? (side ? FACE_RIGHT - FACE_LEFT : 2 * FACE_RIGHT) : 0);
  self->scale = MIN (scale_y, (self->width - gutter - tags - 4) / mm);
  self->scale = MAX (self->scale, 0.05);

  free_width = self->width - gutter - tags - 4 - mm * self->scale;
  top += MAX (0, (self->height - top - bottom - (BOTTOM - TOP) * self->scale) / 2);
  self->side.sx = self->side.sy = self->face.sx = self->face.sy = self->scale;
  self->side.y0 = self->face.y0 = top - TOP * self->scale;
  /* Spare width goes to the gutter first, then between the views. */
  self->side.x0 = gutter + free_width * 0.45 - SIDE_LEFT * self->scale;
  self->column = side ? self->side.x0 + SIDE_RIGHT * self->scale + self->text * 0.2 : 0;
  self->column_width = tags;
  self->face.x0 = side ? self->column + tags + free_width * 0.25 - FACE_LEFT * self->scale : self->width / 2;
}

static void
place_rows (PdlSpineLayout *self)
{
  PdlAnatomy *anatomy = self->anatomy;

  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    {
      const PdlFront *face = &anatomy->front[level];

      if (level == 0)
        self->row_edge[0] = pdl_place_point (&self->face, 0, face->body.y0 - 1).y;
      else
        self->row_edge[level] = pdl_place_point (&self->face, 0, (anatomy->front[level - 1].inf[0].y + face->sup[0].y) / 2).y;
    }
  self->row_edge[PDL_N_LEVELS] = pdl_place_point (&self->face, 0, anatomy->front[PDL_N_LEVELS - 1].inf[0].y + 1).y;
}

/* Names that stand all the time: all where they fit, else the first of each region and what fits between. */
static void
choose_labels (PdlSpineLayout *self)
{
  static const PdlLevel first[] = { 7, 19, 24, 1, 12, 15, 21, 3, 5, 9, 17, 23, 26 };
  double need = self->text * 1.12;

  for (guint round = 0; round < G_N_ELEMENTS (first) + PDL_N_LEVELS; round++)
    {
      PdlLevel level = round < G_N_ELEMENTS (first) ? first[round] : (PdlLevel) (round - G_N_ELEMENTS (first));
      double y = pdl_spine_label_end (self, level).y;
      gboolean fits = TRUE;

      for (PdlLevel other = 0; other < PDL_N_LEVELS && fits; other++)
        fits = other == level || !self->label_at_rest[other] || fabs (pdl_spine_label_end (self, other).y - y) >= need;
      self->label_at_rest[level] = self->label_at_rest[level] || fits;
    }
}

PdlSpineLayout *
pdl_spine_layout_new (PdlAnatomy *anatomy,
                      int         views,
                      double      width,
                      double      height)
{
  PdlSpineLayout *self = g_new0 (PdlSpineLayout, 1);

  self->anatomy = anatomy;
  self->views = views & (PDL_VIEW_LATERAL | PDL_VIEW_FRONT);
  if (self->views == 0)
    self->views = PDL_VIEW_LATERAL;
  self->width = MAX (width, 1);
  self->height = MAX (height, 1);
  self->pixel = 1;
  place_views (self);
  place_rows (self);
  choose_labels (self);
  return self;
}

void
pdl_spine_layout_free (PdlSpineLayout *self)
{
  g_free (self);
}

void
pdl_spine_layout_set_paper (PdlSpineLayout *self,
                            gboolean        paper)
{
  self->pixel = paper ? 0.45 : 1;
}

double
pdl_spine_layout_get_scale (PdlSpineLayout *self)
{
  return self->scale;
}

PdlPoint
pdl_spine_label_end (const PdlSpineLayout *self,
                     PdlLevel              level)
{
  const PdlLateral *side = &self->anatomy->lateral[level];

  if (self->views & PDL_VIEW_LATERAL)
    return pdl_place_point (&self->side, side->label.x, side->label.y);
  return pdl_place_point (&self->face, FACE_LEFT, self->anatomy->front[level].center.y);
}

static void
to_mm (const PdlPlace *place,
       double         *x,
       double         *y)
{
  *x = (*x - place->x0) / place->sx;
  *y = (*y - place->y0) / place->sy;
}

static gboolean
in_side (const PdlSpineLayout *self,
         PdlLevel              level,
         double                x,
         double                y)
{
  if (!(self->views & PDL_VIEW_LATERAL))
    return FALSE;
  to_mm (&self->side, &x, &y);
  return pdl_shape_contains (&self->anatomy->lateral[level].hit, x, y);
}

static gboolean
in_face (const PdlSpineLayout *self,
         PdlLevel              level,
         double                x,
         double                y)
{
  if (!(self->views & PDL_VIEW_FRONT))
    return FALSE;
  to_mm (&self->face, &x, &y);
  return pdl_shape_contains (&self->anatomy->front[level].hit, x, y);
}

gboolean
pdl_spine_layout_contains (PdlSpineLayout *self,
                           PdlLevel        level,
                           double          x,
                           double          y)
{
  if (level < 0 || level >= PDL_N_LEVELS)
    return FALSE;
  return in_side (self, level, x, y) || in_face (self, level, x, y);
}

/* Small shapes first: a pedicle ring lies on its body. */
static const char *
face_part (const PdlFront *face,
           double          x,
           double          y)
{
  static const char *const pedicles[] = { "ped_l", "ped_r" };
  static const char *const transverse[] = { "lam_l", "lam_r" };

  for (guint i = 0; i < 2; i++)
    if (pdl_shape_contains (&face->pedicle[i], x, y) || pdl_shape_contains (&face->mass[i], x, y))
      return pedicles[i];
  if (pdl_shape_contains (&face->body, x, y))
    return "body";
  for (guint i = 0; i < 2; i++)
    if (pdl_shape_contains (&face->transverse[i], x, y) || pdl_shape_contains (&face->pillar[i], x, y))
      return transverse[i];
  return "level";
}

static const char *
side_part (const PdlLateral *side,
           double            x,
           double            y)
{
  if (pdl_shape_contains (&side->body, x, y) || pdl_shape_contains (&side->dens, x, y))
    return "body";
  if (pdl_shape_contains (&side->posterior, x, y) || pdl_shape_contains (&side->spinous, x, y))
    return "posterior";
  return "level";
}

PdlLevel
pdl_spine_layout_hit (PdlSpineLayout *self,
                      double          x,
                      double          y,
                      const char    **ret_part)
{
  if (ret_part != NULL)
    *ret_part = NULL;
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    {
      double mx = x, my = y;
      const char *part;

      if (in_face (self, level, x, y))
        {
          to_mm (&self->face, &mx, &my);
          part = face_part (&self->anatomy->front[level], mx, my);
        }
      else if (in_side (self, level, x, y))
        {
          to_mm (&self->side, &mx, &my);
          part = side_part (&self->anatomy->lateral[level], mx, my);
        }
      else
        continue;
      if (ret_part != NULL)
        *ret_part = part;
      return level;
    }
  return PDL_LEVEL_NONE;
}

PdlLevel
pdl_spine_layout_nearest (PdlSpineLayout *self,
                          double          y)
{
  for (PdlLevel level = 0; level < PDL_N_LEVELS - 1; level++)
    if (y < self->row_edge[level + 1])
      return level;
  return PDL_N_LEVELS - 1;
}

static void
include (cairo_rectangle_t *rect,
         const PdlShape    *shape,
         const PdlPlace    *place)
{
  PdlPoint a = pdl_place_point (place, shape->x0, shape->y0);
  PdlPoint b = pdl_place_point (place, shape->x1, shape->y1);
  double right = MAX (rect->x + rect->width, b.x), bottom = MAX (rect->y + rect->height, b.y);

  if (rect->width <= 0)
    {
      *rect = (cairo_rectangle_t) { a.x, a.y, b.x - a.x, b.y - a.y };
      return;
    }
  rect->x = MIN (rect->x, a.x);
  rect->y = MIN (rect->y, a.y);
  rect->width = right - rect->x;
  rect->height = bottom - rect->y;
}

void
pdl_spine_layout_get_level_rect (PdlSpineLayout    *self,
                                 PdlLevel           level,
                                 cairo_rectangle_t *ret_rect)
{
  *ret_rect = (cairo_rectangle_t) { 0 };
  if (level < 0 || level >= PDL_N_LEVELS)
    return;
  if (self->views & PDL_VIEW_LATERAL)
    include (ret_rect, &self->anatomy->lateral[level].hit, &self->side);
  if (self->views & PDL_VIEW_FRONT)
    include (ret_rect, &self->anatomy->front[level].hit, &self->face);
}

void
pdl_spine_layout_get_row (PdlSpineLayout    *self,
                          PdlLevel           level,
                          cairo_rectangle_t *ret_rect)
{
  *ret_rect = (cairo_rectangle_t) { 0 };
  if (level < 0 || level >= PDL_N_LEVELS)
    return;
  *ret_rect = (cairo_rectangle_t) { 0, self->row_edge[level], self->width,
                                    self->row_edge[level + 1] - self->row_edge[level] };
}

void
pdl_spine_layout_get_ink_rect (PdlSpineLayout    *self,
                               PdlLevel           level,
                               cairo_rectangle_t *ret_rect)
{
  cairo_rectangle_t rect;
  double top, bottom, label = level >= 0 && level < PDL_N_LEVELS ? pdl_spine_label_end (self, level).y : 0;

  pdl_spine_layout_get_row (self, level, ret_rect);
  pdl_spine_layout_get_level_rect (self, level, &rect);
  top = MIN (MIN (ret_rect->y, rect.y), label - self->text) - 4;
  bottom = MAX (MAX (ret_rect->y + ret_rect->height, rect.y + rect.height), label + self->text) + 4;
  ret_rect->y = top;
  ret_rect->height = bottom - top;
}
