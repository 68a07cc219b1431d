/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the axial view of one level stands, and which part lies under a point. Pure numbers. Borrows the anatomy.
 * Seen from below: anterior is up, the patient's left on the right of the page.
 */
#include "pdl-axial-layout-private.h"

PdlAxialLayout *
pdl_axial_layout_new (PdlAnatomy *anatomy,
                      PdlLevel    level,
                      double      width,
                      double      height)
{
  PdlAxialLayout *self = g_new0 (PdlAxialLayout, 1);
  const double *bounds;
  double margin, top;

  self->anatomy = anatomy;
  self->level = CLAMP (level, 0, PDL_N_LEVELS - 1);
  self->drawing = pdl_anatomy_get_axial (anatomy, self->level);
  self->width = MAX (width, 1);
  self->height = MAX (height, 1);
  self->text = CLAMP (MIN (self->width, self->height * 1.2) / 26, 8, 15);

  /* Room for the word "anterior" above; the sides' letters stand in the drawing's own corners. */
  bounds = self->drawing->bounds;
  margin = 4;
  top = self->text * 1.6;
  self->place.sx = self->place.sy = MAX (0.05, MIN ((self->width - 2 * margin) / (bounds[2] - bounds[0]),
                                                    (self->height - top - margin) / (bounds[3] - bounds[1])));
  self->place.x0 = self->width / 2 - (bounds[0] + bounds[2]) / 2 * self->place.sx;
  self->place.y0 = top + (self->height - top - margin - (bounds[3] - bounds[1]) * self->place.sy) / 2 - bounds[1] * self->place.sy;
  return self;
}

void
pdl_axial_layout_free (PdlAxialLayout *self)
{
  g_free (self);
}

guint
pdl_axial_layout_get_n_parts (PdlAxialLayout *self)
{
  return self->drawing->n_parts;
}

const char *
pdl_axial_layout_get_part (PdlAxialLayout *self,
                           guint           index)
{
  return index < self->drawing->n_parts ? self->drawing->parts[index].code : NULL;
}

int
pdl_axial_layout_hit (PdlAxialLayout *self,
                      double          x,
                      double          y)
{
  double mx = (x - self->place.x0) / self->place.sx, my = (y - self->place.y0) / self->place.sy;

  if (pdl_shape_contains (&self->drawing->canal_hit, mx, my))
    return PDL_AXIAL_CANAL;
  for (guint i = 0; i < self->drawing->n_parts; i++)
    if (pdl_shape_contains (&self->drawing->parts[i].path, mx, my))
      return (int) i;
  return PDL_AXIAL_NOTHING;
}

static void
rect_of (const PdlShape    *shape,
         const PdlPlace    *place,
         cairo_rectangle_t *ret_rect)
{
  PdlPoint a = pdl_place_point (place, shape->x0, shape->y0), b = pdl_place_point (place, shape->x1, shape->y1);

  *ret_rect = (cairo_rectangle_t) { a.x, a.y, b.x - a.x, b.y - a.y };
}

void
pdl_axial_layout_get_part_rect (PdlAxialLayout    *self,
                                guint              index,
                                cairo_rectangle_t *ret_rect)
{
  *ret_rect = (cairo_rectangle_t) { 0 };
  if (index < self->drawing->n_parts)
    rect_of (&self->drawing->parts[index].path, &self->place, ret_rect);
}

void
pdl_axial_layout_get_canal_rect (PdlAxialLayout    *self,
                                 cairo_rectangle_t *ret_rect)
{
  rect_of (&self->drawing->canal_hit, &self->place, ret_rect);
}
