/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The level layer: what is recorded of one vertebra, over the anatomy. Lesion, epidural grade, alignment, selection, focus,
 * name. Everything is said by shape or pattern; colour repeats it. Keeps nothing.
 */
#include "pdl-spine-layout-private.h"

#include <math.h>

#include "pdl-text.h"

#define INVOLVED_LINE (0.40 * 1.7)
#define SELECTED_LINE (0.40 * 3)
#define TEXTURE_FROM 10.0 /* a body lower than this many page units gets the small sign */

static void
source_alpha (cairo_t        *cr,
              const PdlColor *color,
              double          alpha)
{
  cairo_set_source_rgba (cr, color->r, color->g, color->b, color->a * alpha);
}

static void
rounded (cairo_t *cr,
         double   x,
         double   y,
         double   width,
         double   height,
         double   radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI / 2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI / 2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI / 2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
}

static void
paint_band (const PdlSpineLayout *self,
                      cairo_t              *cr,
                      const PdlPalette     *palette,
                      PdlLevel              level,
                      gboolean              under)
{
  cairo_rectangle_t row;

  pdl_spine_layout_get_row ((PdlSpineLayout *) self, level, &row);
  cairo_rectangle (cr, row.x, row.y, row.width, row.height);
  if (under)
    pdl_palette_set_source (cr, &palette->here_fill);
  else
    source_alpha (cr, &palette->here, palette->dark ? 0.22 : 0.13);
  cairo_fill (cr);
  cairo_rectangle (cr, row.x, row.y, 3, row.height);
  pdl_palette_set_source (cr, &palette->here);
  cairo_fill (cr);
}

static void
stroke_involved (const PdlSpineLayout *self,
                 cairo_t              *cr,
                 const PdlPalette     *palette,
                 PdlLesion             lesion,
                 gboolean              selected)
{
  double dash = MAX (1.5 * self->scale, 2 * self->pixel);

  if (lesion == PDL_LESION_UNKNOWN)
    {
      cairo_set_dash (cr, &dash, 1, 0);
      cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
    }
  pdl_palette_set_source (cr, &palette->tumour);
  cairo_set_line_width (cr, MAX ((selected ? SELECTED_LINE : INVOLVED_LINE) * self->scale, (selected ? 1.8 : 1.3) * self->pixel));
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
}

/* Fills and outlines the current path. */
static void
paint_lesion (const PdlSpineLayout *self,
              cairo_t              *cr,
              const PdlPalette     *palette,
              PdlLesion             lesion,
              gboolean              selected)
{
  double x0, y0, x1, y1;

  cairo_path_extents (cr, &x0, &y0, &x1, &y1);
  if (x1 <= x0 || y1 <= y0)
    {
      cairo_new_path (cr);
      return;
    }
  pdl_texture_fill (cr, palette, lesion, self->scale, self->pixel, MIN (x1 - x0, y1 - y0) < TEXTURE_FROM * 0.55 * self->pixel);
  stroke_involved (self, cr, palette, lesion, selected);
}

static gboolean
has_part (PdlLevel                level,
          const PdlVertebraState *state,
          const char             *code)
{
  return state->sectors_known && (state->sectors & pdl_spine_part_bit (level, code)) != 0;
}

/* Without recorded parts the lesion is shown in the body: that it is there is known, where is not. */
static gboolean
body_involved (PdlLevel                level,
               const PdlVertebraState *state)
{
  return !state->sectors_known || has_part (level, state, level >= 24 ? "body" : "vb");
}

static void
paint_side_lesion (const PdlSpineLayout   *self,
                   cairo_t                *cr,
                   const PdlPalette       *palette,
                   PdlLevel                level,
                   const PdlVertebraState *state,
                   PdlLesion               lesion)
{
  const PdlLateral *side = &self->anatomy->lateral[level];
  gboolean pedicle = has_part (level, state, "ped_l") || has_part (level, state, "ped_r");
  gboolean lamina = has_part (level, state, "lam_l") || has_part (level, state, "lam_r");
  gboolean spinous = has_part (level, state, "sp") || has_part (level, state, "posterior");
  gboolean ala = has_part (level, state, "ala_l") || has_part (level, state, "ala_r");

  /* Parts overlap each other: each is clipped to the silhouette of the posterior elements. */
  if (pedicle || lamina || spinous)
    {
      const PdlShape *parts[] = { pedicle ? &side->pedicle : NULL, lamina ? &side->lamina : NULL, spinous ? &side->spinous : NULL };

      cairo_save (cr);
      if (side->posterior.path != NULL)
        {
          pdl_shape_trace (&side->posterior, cr, &self->side);
          cairo_clip (cr);
        }
      for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
        if (parts[i] != NULL)
          {
            pdl_shape_trace (parts[i], cr, &self->side);
            paint_lesion (self, cr, palette, lesion, FALSE);
          }
      cairo_restore (cr);
    }
  if (ala)
    {
      /* Seen from the side the wings lie over the bodies: the joint's surface stands for them. */
      cairo_save (cr);
      pdl_shape_trace (&side->hit, cr, &self->side);
      cairo_clip (cr);
      pdl_shape_trace (&self->anatomy->side.auricular, cr, &self->side);
      paint_lesion (self, cr, palette, lesion, FALSE);
      cairo_restore (cr);
    }
  if (body_involved (level, state))
    {
      pdl_spine_trace_side_body (self, cr, level, state);
      paint_lesion (self, cr, palette, lesion, state->selected);
    }
}

static void
paint_front_pedicle (const PdlSpineLayout   *self,
                     cairo_t                *cr,
                     const PdlPalette       *palette,
                     PdlLevel                level,
                     const PdlVertebraState *state,
                     PdlLesion               lesion,
                     int                     i)
{
  const PdlFront *face = &self->anatomy->front[level];
  const PdlShape *shape = face->pedicle[i].path != NULL ? &face->pedicle[i] : &face->mass[i];
  double dot[2] = { 0, MAX (1.1 * self->scale, 2 * self->pixel) };

  if (shape->path == NULL)
    return;
  pdl_shape_trace (shape, cr, &self->face);
  if (!pdl_spine_pedicle_gone (state, i))
    {
      paint_lesion (self, cr, palette, lesion, FALSE);
      return;
    }
  /* The winking owl: no ring, its place dotted. */
  pdl_palette_set_source (cr, &palette->paper);
  cairo_fill_preserve (cr);
  pdl_palette_set_source (cr, &palette->ink);
  cairo_set_dash (cr, dot, 2, 0);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_width (cr, MAX (0.55 * self->scale, self->pixel));
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
paint_front_lesion (const PdlSpineLayout   *self,
                    cairo_t                *cr,
                    const PdlPalette       *palette,
                    PdlLevel                level,
                    const PdlVertebraState *state,
                    PdlLesion               lesion)
{
  static const char *const pedicles[] = { "ped_l", "ped_r" };
  static const char *const laminae[] = { "lam_l", "lam_r" };
  static const char *const alae[] = { "ala_l", "ala_r" };
  const PdlFront *face = &self->anatomy->front[level];

  for (int i = 0; i < 2; i++)
    if (has_part (level, state, laminae[i]))
      {
        pdl_shape_trace (&face->pillar[i], cr, &self->face);
        if (face->pillar[i].path == NULL)
          pdl_shape_trace (&face->transverse[i], cr, &self->face);
        paint_lesion (self, cr, palette, lesion, FALSE);
      }
  for (int i = 0; i < 2; i++)
    if (has_part (level, state, alae[i]))
      {
        /* The wing is what the outline of the sacrum holds in this row beside the body. */
        cairo_rectangle_t row;
        double edge = pdl_place_point (&self->face, i == 0 ? face->body.x1 : face->body.x0, 0).x;

        pdl_spine_layout_get_row ((PdlSpineLayout *) self, level, &row);
        cairo_save (cr);
        cairo_rectangle (cr, i == 0 ? edge : -9, row.y, i == 0 ? self->width + 9 - edge : edge + 9, row.height);
        cairo_clip (cr);
        pdl_shape_trace (&self->anatomy->face.sacrum, cr, &self->face);
        paint_lesion (self, cr, palette, lesion, FALSE);
        pdl_shape_trace (&self->anatomy->face.sacrum, cr, &self->face);
        cairo_clip (cr);
        cairo_rectangle (cr, i == 0 ? edge : -9, row.y, i == 0 ? self->width + 9 - edge : edge + 9, row.height);
        stroke_involved (self, cr, palette, lesion, FALSE);
        cairo_restore (cr);
      }
  if (body_involved (level, state))
    {
      pdl_spine_trace_face_body (self, cr, level, state);
      paint_lesion (self, cr, palette, lesion, state->selected);
      /* The rings lie on the body: those not eaten away stay to be seen. */
      for (int i = 0; i < 2; i++)
        if (!has_part (level, state, pedicles[i]))
          {
            pdl_shape_trace (&face->pedicle[i], cr, &self->face);
            source_alpha (cr, &palette->bone, 0.85);
            cairo_fill_preserve (cr);
            pdl_palette_set_source (cr, &palette->bone_line);
            cairo_set_line_width (cr, pdl_spine_line (self, 0.34));
            cairo_stroke (cr);
          }
    }
  if (has_part (level, state, "sp"))
    {
      pdl_shape_trace (&face->spinous, cr, &self->face);
      paint_lesion (self, cr, palette, lesion, FALSE);
    }
  for (int i = 0; i < 2; i++)
    if (has_part (level, state, pedicles[i]))
      paint_front_pedicle (self, cr, palette, level, state, lesion, i);
}

/* How far the lens reaches behind the back wall, millimetres; 0 = none. */
static double
lens_depth (const PdlLateral *side,
            int               grade)
{
  gboolean cord = !isnan (side->cord_ant);
  double sac = side->sac_post - side->sac_ant;

  if (isnan (side->sac_ant) || isnan (side->sac_post))
    return 0;
  switch (grade)
    {
    case 1:
      return side->sac_ant;
    case 2:
      return cord ? side->sac_ant + 0.6 * (side->cord_ant - side->sac_ant) : side->sac_ant + 0.3 * sac;
    case 3:
      return cord ? side->cord_ant : 0;
    case 4:
      return cord ? side->cord_ant + 0.38 * (side->cord_post - side->cord_ant) : side->sac_ant + 0.6 * sac;
    case 5:
      return side->sac_post;
    default:
      return 0;
    }
}

/* Bone in the canal: a wedge of bone with a heavy outline, its point to the back. */
static void
paint_fragment (const PdlSpineLayout *self,
                cairo_t              *cr,
                const PdlPalette     *palette,
                PdlLevel              level,
                int                   grade)
{
  const PdlLateral *side = &self->anatomy->lateral[level];
  double far = MAX (isnan (side->cord_ant) ? 4 : side->cord_ant + 0.6, lens_depth (side, grade) * 0.7);
  PdlPoint a = side->canal[0], b = side->canal[1], axis = side->axis_posterior;
  PdlPoint top = pdl_place_point (&self->side, a.x + (b.x - a.x) * 0.3, a.y + (b.y - a.y) * 0.3);
  PdlPoint low = pdl_place_point (&self->side, a.x + (b.x - a.x) * 0.7, a.y + (b.y - a.y) * 0.7);
  PdlPoint tip = pdl_place_point (&self->side, (a.x + b.x) / 2 + axis.x * far, (a.y + b.y) / 2 + axis.y * far);

  cairo_move_to (cr, top.x, top.y);
  cairo_line_to (cr, tip.x, tip.y);
  cairo_line_to (cr, low.x, low.y);
  cairo_close_path (cr);
  pdl_palette_set_source (cr, &palette->bone);
  cairo_fill_preserve (cr);
  pdl_palette_set_source (cr, &palette->ink);
  cairo_set_line_width (cr, MAX (0.6 * self->scale, 1.2));
  cairo_stroke (cr);
}

static void
paint_lens (const PdlSpineLayout   *self,
            cairo_t                *cr,
            const PdlPalette       *palette,
            PdlLevel                level,
            const PdlVertebraState *state)
{
  const PdlLateral *side = &self->anatomy->lateral[level];
  int grade = pdl_anatomy_grade_index (state->escc);
  double depth = lens_depth (side, grade);
  double in = grade == 5 ? 0.06 : 0.22, push = grade == 5 ? 1.25 : 4 / 3.0;
  PdlPoint a = side->canal[0], b = side->canal[1], axis = side->axis_posterior;
  PdlPoint start, end, c1, c2;

  if (depth <= 0)
    return;
  start = pdl_place_point (&self->side, a.x, a.y);
  end = pdl_place_point (&self->side, b.x, b.y);
  c1 = pdl_place_point (&self->side, a.x + (b.x - a.x) * in + axis.x * push * depth, a.y + (b.y - a.y) * in + axis.y * push * depth);
  c2 = pdl_place_point (&self->side, b.x - (b.x - a.x) * in + axis.x * push * depth, b.y - (b.y - a.y) * in + axis.y * push * depth);
  cairo_move_to (cr, start.x, start.y);
  cairo_curve_to (cr, c1.x, c1.y, c2.x, c2.y, end.x, end.y);
  cairo_close_path (cr);
  pdl_texture_fill_canal (cr, palette, self->scale, self->pixel);
  pdl_palette_set_source (cr, &palette->tumour);
  cairo_set_line_width (cr, MAX (0.5 * self->scale, 1.1 * self->pixel));
  cairo_stroke (cr);
}

static void
paint_tag (const PdlSpineLayout *self,
           cairo_t              *cr,
           const PdlPalette     *palette,
           PdlLevel              level,
           double                y,
           const char           *grade)
{
  double row = self->row_edge[level + 1] - self->row_edge[level];
  gboolean unknown = g_str_equal (grade, "?");
  gboolean inverse = g_str_equal (grade, "2") || g_str_equal (grade, "3");
  double width = self->text * 1.7, height = MIN (self->text * 1.3, MAX (row - 0.5, self->text * 0.9)), x = self->column, dash = 2;

  if (self->pixel >= 1)
    {
      /* On the pixel grid, or the frame of so small a box is a blur. */
      y = round (y - height / 2) + 0.5;
      x = round (x) + 0.5;
      width = round (width);
      height = round (height);
    }
  else
    y -= height / 2;
  cairo_rectangle (cr, x, y, width, height);
  pdl_palette_set_source (cr, inverse ? &palette->ink : &palette->paper);
  cairo_fill_preserve (cr);
  pdl_palette_set_source (cr, &palette->ink);
  cairo_set_line_width (cr, MAX (self->pixel, 0.6));
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_MITER);
  if (unknown)
    cairo_set_dash (cr, &dash, 1, 0);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  pdl_text_paint (cr, grade, x + width / 2, y + height / 2, self->text, TRUE, PDL_ALIGN_CENTER,
                  inverse ? &palette->paper : &palette->ink, NULL);
}

/* Deformity: an angle between two endplates. Slip: two endplates out of line. */
static void
paint_alignment (const PdlSpineLayout *self,
                 cairo_t              *cr,
                 const PdlPalette     *palette,
                 double                y,
                 const char           *alignment)
{
  double size = self->text * 0.95, x = self->column + self->text * 1.7 + 4;

  if (g_strcmp0 (alignment, "deformity") == 0)
    {
      cairo_move_to (cr, x + size, y - size * 0.48);
      cairo_line_to (cr, x, y + size * 0.1);
      cairo_line_to (cr, x + size, y + size * 0.48);
    }
  else if (g_strcmp0 (alignment, "subluxation") == 0)
    {
      cairo_move_to (cr, x, y - size * 0.3);
      cairo_line_to (cr, x + size * 0.65, y - size * 0.3);
      cairo_move_to (cr, x + size * 0.35, y + size * 0.3);
      cairo_line_to (cr, x + size, y + size * 0.3);
    }
  else
    return;
  pdl_palette_set_source (cr, &palette->ink);
  cairo_set_line_width (cr, MAX (self->text * 0.16, 1.3));
  cairo_stroke (cr);
}

static void
paint_name (const PdlSpineLayout   *self,
            cairo_t                *cr,
            const PdlPalette       *palette,
            PdlLevel                level,
            const PdlVertebraState *state)
{
  gboolean loud = state->involved || state->selected || state->focused || state->hovered;
  PdlPoint end = pdl_spine_label_end (self, level);
  double radius = self->text * 0.36, x = end.x;

  if (!loud && !self->label_at_rest[level])
    return;
  if (state->involved)
    {
      if (pdl_lesion_from_code (state->lesion) == PDL_LESION_UNKNOWN)
        radius *= 1.3; /* it holds a question mark */
      pdl_texture_paint_sign (cr, palette, pdl_lesion_from_code (state->lesion), x + self->text * 0.14, end.y, radius);
      x -= radius * 1.1;
    }
  pdl_text_paint (cr, pdl_level_name (level), x, end.y, state->selected ? self->text * 1.15 : self->text,
                  state->involved || state->selected, PDL_ALIGN_END, loud ? &palette->ink : &palette->dim,
                  self->label_at_rest[level] ? NULL : &palette->paper);
}

static void
paint_previous (const PdlSpineLayout   *self,
                cairo_t                *cr,
                const PdlPalette       *palette,
                PdlLevel                level,
                const PdlVertebraState *state)
{
  double dash = MAX (1.2 * self->scale, 1.6);

  if (!state->involved)
    return;
  if (self->views & PDL_VIEW_LATERAL)
    pdl_spine_trace_side_body (self, cr, level, state);
  if (self->views & PDL_VIEW_FRONT)
    pdl_spine_trace_face_body (self, cr, level, state);
  cairo_set_dash (cr, &dash, 1, 0);
  source_alpha (cr, &palette->tumour, 0.7);
  cairo_set_line_width (cr, MAX (INVOLVED_LINE * self->scale, 1.2));
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
paint_over (const PdlSpineLayout   *self,
                      cairo_t                *cr,
                      const PdlPalette       *palette,
                      PdlLevel                level,
                      const PdlVertebraState *state)
{
  PdlLesion lesion = pdl_lesion_from_code (state->lesion);
  double middle = pdl_place_point (&self->face, 0, self->anatomy->front[level].center.y).y;

  if (state->ghost)
    {
      paint_previous (self, cr, palette, level, state);
      return;
    }
  if (state->involved)
    {
      if (self->views & PDL_VIEW_LATERAL)
        paint_side_lesion (self, cr, palette, level, state, lesion);
      if (self->views & PDL_VIEW_FRONT)
        paint_front_lesion (self, cr, palette, level, state, lesion);
    }
  else if (state->selected && level < 24)
    {
      if (self->views & PDL_VIEW_LATERAL)
        pdl_spine_trace_side_body (self, cr, level, state);
      if (self->views & PDL_VIEW_FRONT)
        pdl_spine_trace_face_body (self, cr, level, state);
      pdl_palette_set_source (cr, &palette->ink);
      cairo_set_line_width (cr, MAX (SELECTED_LINE * self->scale, 1.5));
      cairo_stroke (cr);
    }
  if (self->views & PDL_VIEW_LATERAL)
    {
      paint_lens (self, cr, palette, level, state);
      if (state->bone_compression)
        paint_fragment (self, cr, palette, level, pdl_anatomy_grade_index (state->escc));
      if (state->escc != NULL)
        paint_tag (self, cr, palette, level, middle, state->escc);
      paint_alignment (self, cr, palette, middle, state->alignment);
    }
  paint_name (self, cr, palette, level, state);
  if (state->focused)
    {
      cairo_rectangle_t row;

      pdl_spine_layout_get_row ((PdlSpineLayout *) self, level, &row);
      rounded (cr, row.x + 1.5, row.y + 0.5, row.width - 3, row.height - 1, MIN (4, row.height / 3));
      pdl_palette_set_source (cr, &palette->here);
      cairo_set_line_width (cr, 2);
      cairo_stroke (cr);
    }
}

static void
paint_hover (const PdlSpineLayout *self,
             cairo_t              *cr,
             const PdlPalette     *palette,
             PdlLevel              level)
{
  cairo_rectangle_t row;

  pdl_spine_layout_get_row ((PdlSpineLayout *) self, level, &row);
  cairo_rectangle (cr, row.x, row.y, row.width, row.height);
  source_alpha (cr, &palette->here, 0.06);
  cairo_fill (cr);
}

static void
begin (cairo_t *cr)
{
  cairo_save (cr);
  cairo_new_path (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
}

void
pdl_spine_paint_level (PdlSpineLayout         *self,
                       cairo_t                *cr,
                       const PdlPalette       *palette,
                       PdlLevel                level,
                       const PdlVertebraState *state)
{
  if (level < 0 || level >= PDL_N_LEVELS)
    return;
  begin (cr);
  if (!state->ghost && (state->selected || state->hovered))
    {
      if (state->selected)
        paint_band (self, cr, palette, level, FALSE);
      else
        paint_hover (self, cr, palette, level);
      pdl_spine_paint_bone (self, cr, palette, level, state);
    }
  paint_over (self, cr, palette, level, state);
  cairo_restore (cr);
}

void
pdl_spine_paint (PdlSpineLayout         *self,
                 cairo_t                *cr,
                 const PdlPalette       *palette,
                 const PdlVertebraState *states,
                 const PdlBracket       *brackets,
                 guint                   n_brackets)
{
  begin (cr);
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    if (states[level].selected)
      paint_band (self, cr, palette, level, TRUE);
  pdl_spine_paint_anatomy (self, cr, palette, states);
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    paint_over (self, cr, palette, level, &states[level]);
  pdl_spine_paint_brackets (self, cr, palette, brackets, n_brackets);
  cairo_restore (cr);
}
