/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The anatomy layer: bone, disc, canal and cord in both views, the views' names and sides. Takes from the states only what
 * changes an outline (collapse, a pedicle eaten away); lesions lie over it, in the level layer.
 * The painter keeps nothing; the caller caches the result.
 */
#include "pdl-spine-layout-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "pdl-text.h"

/* Line weights of an atlas plate, millimetres. */
#define BODY_LINE 0.40
#define BONE_LINE 0.34
#define DISC_LINE 0.27
#define CORD_LINE 0.24

double
pdl_spine_line (const PdlSpineLayout *self,
                double                mm)
{
  return MAX (mm * self->scale, 0.75 * self->pixel);
}

static void
source_alpha (cairo_t        *cr,
              const PdlColor *color,
              double          alpha)
{
  cairo_set_source_rgba (cr, color->r, color->g, color->b, color->a * alpha);
}

static void
fill_stroke (cairo_t        *cr,
             const PdlColor *fill,
             const PdlColor *line,
             double          width)
{
  if (fill != NULL)
    {
      pdl_palette_set_source (cr, fill);
      cairo_fill_preserve (cr);
    }
  if (line != NULL)
    {
      pdl_palette_set_source (cr, line);
      cairo_set_line_width (cr, width);
      cairo_stroke_preserve (cr);
    }
  cairo_new_path (cr);
}

static void
stroke_pale (cairo_t        *cr,
             const PdlColor *line,
             double          width)
{
  source_alpha (cr, line, 0.45);
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
}

guint32
pdl_spine_part_bit (PdlLevel    level,
                    const char *code)
{
  static const char *const vertebra[] = { "vb", "ped_l", "lam_l", "sp", "lam_r", "ped_r", NULL };
  static const char *const sacral[] = { "body", "ala_l", "ala_r", "posterior", NULL };
  const char *const *names = level >= 24 ? sacral : vertebra;

  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], code))
      return 1u << i;
  return 0;
}

gboolean
pdl_spine_pedicle_gone (const PdlVertebraState *state,
                        int                     side)
{
  guint32 bit = pdl_spine_part_bit (0, side == 0 ? "ped_l" : "ped_r");

  return state != NULL && !state->ghost && state->sectors_known && (state->sectors & bit)
         && pdl_lesion_from_code (state->lesion) == PDL_LESION_LYTIC;
}

/* 0 none, 1 less, 2 more than half. */
static int
collapse_of (const PdlSpineLayout   *self,
                    PdlLevel                level,
                    const PdlVertebraState *state)
{
  const PdlLateral *side = &self->anatomy->lateral[level];
  int grade = 0;

  /* What was before is outlined over the anatomy, it does not change it. */
  if (state == NULL || state->ghost || side->collapse[0].path == NULL)
    return 0;
  if (g_strcmp0 (state->collapse, "lt50") == 0)
    grade = 1;
  else if (g_strcmp0 (state->collapse, "gt50") == 0)
    grade = 2;
  return grade;
}

/* The body and its two collapsed outlines have the same corners in the same order: a measured loss lies between them. */
static gboolean
trace_between (cairo_t        *cr,
               const PdlShape *a,
               const PdlShape *b,
               double          share,
               const PdlPlace *place)
{
  const cairo_path_t *pa = a->path, *pb = b->path;

  if (pa == NULL || pb == NULL || pa->num_data != pb->num_data)
    return FALSE;
  for (int i = 0; i < pa->num_data; i += pa->data[i].header.length)
    {
      PdlPoint p[3] = { { 0 } };
      int n = pa->data[i].header.length - 1;

      if (pa->data[i].header.type != pb->data[i].header.type)
        return FALSE;
      for (int k = 0; k < n && k < 3; k++)
        {
          double x = pa->data[i + 1 + k].point.x, y = pa->data[i + 1 + k].point.y;

          p[k] = pdl_place_point (place, x + (pb->data[i + 1 + k].point.x - x) * share,
                                  y + (pb->data[i + 1 + k].point.y - y) * share);
        }
      switch (pa->data[i].header.type)
        {
        case CAIRO_PATH_MOVE_TO:
          cairo_move_to (cr, p[0].x, p[0].y);
          break;
        case CAIRO_PATH_LINE_TO:
          cairo_line_to (cr, p[0].x, p[0].y);
          break;
        case CAIRO_PATH_CURVE_TO:
          cairo_curve_to (cr, p[0].x, p[0].y, p[1].x, p[1].y, p[2].x, p[2].y);
          break;
        case CAIRO_PATH_CLOSE_PATH:
          cairo_close_path (cr);
          break;
        }
    }
  return TRUE;
}

void
pdl_spine_trace_side_body (const PdlSpineLayout   *self,
                           cairo_t                *cr,
                           PdlLevel                level,
                           const PdlVertebraState *state)
{
  const PdlLateral *side = &self->anatomy->lateral[level];
  int collapse = collapse_of (self, level, state);
  const PdlShape *shape = collapse > 0 ? &side->collapse[collapse - 1] : &side->body;

  if (collapse > 0 && state->collapse_pct > 0 && side->loss_ant[0] > 0)
    {
      /* The measured loss is shown, within what the two drawn outlines can show. */
      gboolean more = collapse == 2;
      double from = more ? side->loss_ant[0] : 0, to = more ? side->loss_ant[1] : side->loss_ant[0];
      double share = CLAMP ((state->collapse_pct - from) / (to - from), more ? 0.3 : 0.35, 1.15);

      if (trace_between (cr, more ? &side->collapse[0] : &side->body, &side->collapse[more ? 1 : 0], share, &self->side))
        return;
      cairo_new_path (cr);
    }
  pdl_shape_trace (shape, cr, &self->side);
}

void
pdl_spine_trace_face_body (const PdlSpineLayout   *self,
                           cairo_t                *cr,
                           PdlLevel                level,
                           const PdlVertebraState *state)
{
  const PdlFront *face = &self->anatomy->front[level];
  int collapse = collapse_of (self, level, state);
  PdlPlace place = self->face;

  if (collapse > 0)
    {
      /* The data has no collapsed front view: the body sinks onto its lower endplate by the mean loss of the side view. */
      double keep = 1 - self->anatomy->lateral[level].loss[collapse - 1];

      place.y0 += face->inf[0].y * place.sy * (1 - keep);
      place.sy *= keep;
    }
  pdl_shape_trace (&face->body, cr, &place);
}

static void
paint_ghost (const PdlSpineLayout *self,
             cairo_t              *cr,
             const PdlPalette     *palette,
             PdlLevel              level,
             int                   collapse)
{
  const PdlLateral *side = &self->anatomy->lateral[level];
  double dash = MAX (1.6 * self->scale, 2 * self->pixel);
  double arm = MAX (2.6 * self->scale, 2.6), lift = arm * 0.75;
  PdlPoint top = pdl_place_point (&self->side, (side->sup[0].x + side->sup[1].x) / 2, (side->sup[0].y + side->sup[1].y) / 2);

  cairo_set_dash (cr, &dash, 1, 0);
  pdl_shape_trace (&side->body, cr, &self->side);
  if (self->views & PDL_VIEW_FRONT)
    pdl_shape_trace (&self->anatomy->front[level].body, cr, &self->face);
  source_alpha (cr, &palette->ink, 0.55);
  cairo_set_line_width (cr, pdl_spine_line (self, DISC_LINE));
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);

  /* Chevrons in the gap point to the lost height: one for less, two for more than half. */
  for (int i = 0; i < collapse; i++)
    {
      double y = top.y + 1.6 * self->scale + i * lift;

      cairo_move_to (cr, top.x - arm, y);
      cairo_line_to (cr, top.x, y + lift);
      cairo_line_to (cr, top.x + arm, y);
    }
  pdl_palette_set_source (cr, &palette->ink);
  cairo_set_line_width (cr, MAX (0.45 * self->scale, self->pixel));
  cairo_stroke (cr);
}

static void
paint_side_body (const PdlSpineLayout   *self,
                 cairo_t                *cr,
                 const PdlPalette       *palette,
                 PdlLevel                level,
                 const PdlVertebraState *state)
{
  pdl_spine_trace_side_body (self, cr, level, state);
  fill_stroke (cr, &palette->bone, &palette->bone_line, pdl_spine_line (self, BODY_LINE));
}

static void
paint_side (const PdlSpineLayout   *self,
            cairo_t                *cr,
            const PdlPalette       *palette,
            const PdlVertebraState *states)
{
  PdlAnatomy *anatomy = self->anatomy;
  double bone = pdl_spine_line (self, BONE_LINE), thin = pdl_spine_line (self, DISC_LINE);
  double cord = pdl_spine_line (self, CORD_LINE);
  double dash = MAX (1.5 * self->scale, 1.5);

  pdl_shape_trace (&anatomy->side.sacrum, cr, &self->side);
  fill_stroke (cr, &palette->bone, &palette->bone_line, pdl_spine_line (self, BODY_LINE));
  for (guint i = 0; i < G_N_ELEMENTS (anatomy->side.coccyx); i++)
    {
      pdl_shape_trace (&anatomy->side.coccyx[i], cr, &self->side);
      fill_stroke (cr, &palette->bone, &palette->bone_line, bone);
    }

  /* Neighbours shingle like tiles: from below upwards. */
  for (PdlLevel level = 23; level >= 0; level--)
    pdl_shape_trace (&anatomy->lateral[level].posterior, cr, &self->side);
  fill_stroke (cr, &palette->bone, NULL, 0);

  pdl_shape_trace (&anatomy->side.canal, cr, &self->side);
  fill_stroke (cr, &palette->paper, NULL, 0);
  pdl_shape_trace (&anatomy->side.sac, cr, &self->side);
  fill_stroke (cr, &palette->fluid, palette->high_contrast ? &palette->hairline : NULL, cord);
  for (guint i = 0; i < G_N_ELEMENTS (anatomy->side.cauda); i++)
    pdl_shape_trace (&anatomy->side.cauda[i], cr, &self->side);
  pdl_shape_trace (&anatomy->side.filum, cr, &self->side);
  source_alpha (cr, &palette->cord_line, 0.8);
  cairo_set_line_width (cr, cord);
  cairo_stroke (cr);
  pdl_shape_trace (&anatomy->side.cord, cr, &self->side);
  fill_stroke (cr, &palette->cord, &palette->cord_line, cord);

  /* Again, half transparent: the cord shines through the bone and is bare in the foramina. */
  for (PdlLevel level = 23; level >= 0; level--)
    {
      pdl_shape_trace (&anatomy->lateral[level].posterior, cr, &self->side);
      source_alpha (cr, &palette->bone, 0.5);
      cairo_fill_preserve (cr);
      pdl_palette_set_source (cr, &palette->bone_line);
      cairo_set_line_width (cr, bone);
      cairo_stroke (cr);
    }
  /* What does not overlap is painted at one stroke: most of the time goes into beginning one. */
  for (guint i = 0; i < PDL_N_DISCS; i++)
    pdl_shape_trace (&anatomy->side.discs[i], cr, &self->side);
  fill_stroke (cr, &palette->disc, &palette->bone_line, thin);
  for (PdlLevel level = 23; level >= 0; level--)
    pdl_spine_trace_side_body (self, cr, level, states != NULL ? &states[level] : NULL);
  fill_stroke (cr, &palette->bone, &palette->bone_line, pdl_spine_line (self, BODY_LINE));
  for (PdlLevel level = 23; level >= 0; level--)
    {
      int collapse = collapse_of (self, level, states != NULL ? &states[level] : NULL);

      if (collapse > 0)
        paint_ghost (self, cr, palette, level, collapse);
    }
  pdl_shape_trace (&anatomy->lateral[0].articular, cr, &self->side);
  fill_stroke (cr, NULL, &palette->bone_line, thin);

  for (guint i = 0; i < G_N_ELEMENTS (anatomy->side.segments); i++)
    pdl_shape_trace (&anatomy->side.segments[i], cr, &self->side);
  fill_stroke (cr, NULL, &palette->bone_line, thin);
  cairo_set_dash (cr, &dash, 1, 0);
  pdl_shape_trace (&anatomy->side.auricular, cr, &self->side);
  stroke_pale (cr, &palette->bone_line, thin);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
paint_face_sacrum (const PdlSpineLayout *self,
                   cairo_t              *cr,
                   const PdlPalette     *palette)
{
  PdlAnatomy *anatomy = self->anatomy;
  double thin = pdl_spine_line (self, DISC_LINE), pale = pdl_spine_line (self, CORD_LINE);

  for (guint i = 0; i < G_N_ELEMENTS (anatomy->face.coccyx); i++)
    {
      pdl_shape_trace (&anatomy->face.coccyx[i], cr, &self->face);
      fill_stroke (cr, &palette->bone, &palette->bone_line, pdl_spine_line (self, BONE_LINE));
    }
  pdl_shape_trace (&anatomy->face.sacrum, cr, &self->face);
  fill_stroke (cr, &palette->bone, &palette->bone_line, pdl_spine_line (self, BODY_LINE));
  for (guint i = 0; i < G_N_ELEMENTS (anatomy->face.ridges); i++)
    pdl_shape_trace (&anatomy->face.ridges[i], cr, &self->face);
  for (guint i = 0; i < G_N_ELEMENTS (anatomy->face.grooves); i++)
    pdl_shape_trace (&anatomy->face.grooves[i], cr, &self->face);
  for (guint i = 0; i < G_N_ELEMENTS (anatomy->face.ala); i++)
    pdl_shape_trace (&anatomy->face.ala[i], cr, &self->face);
  stroke_pale (cr, &palette->bone_line, pale);
  pdl_shape_trace (&anatomy->face.endplate, cr, &self->face);
  fill_stroke (cr, NULL, &palette->bone_line, thin);
  for (guint i = 0; i < G_N_ELEMENTS (anatomy->face.foramina); i++)
    {
      pdl_shape_trace (&anatomy->face.foramina[i], cr, &self->face);
      source_alpha (cr, &palette->bone_line, 0.45);
      cairo_fill_preserve (cr);
      pdl_palette_set_source (cr, &palette->bone_line);
      cairo_set_line_width (cr, thin);
      cairo_stroke (cr);
    }
}

static void
paint_face_body (const PdlSpineLayout   *self,
                 cairo_t                *cr,
                 const PdlPalette       *palette,
                 PdlLevel                level,
                 const PdlVertebraState *state)
{
  const PdlFront *face = &self->anatomy->front[level];
  double bone = pdl_spine_line (self, BONE_LINE), thin = pdl_spine_line (self, DISC_LINE);

  for (guint i = 0; i < 2; i++)
    {
      pdl_shape_trace (&face->mass[i], cr, &self->face);
      fill_stroke (cr, &palette->bone, &palette->bone_line, bone);
      pdl_shape_trace (&face->foramen[i], cr, &self->face);
      source_alpha (cr, &palette->bone_line, 0.45);
      cairo_fill_preserve (cr);
      fill_stroke (cr, NULL, &palette->bone_line, thin);
    }
  pdl_spine_trace_face_body (self, cr, level, state);
  fill_stroke (cr, &palette->bone, &palette->bone_line, pdl_spine_line (self, BODY_LINE));
  pdl_shape_trace (&face->spinous, cr, &self->face);
  stroke_pale (cr, &palette->bone_line, pdl_spine_line (self, CORD_LINE));
  for (int i = 0; i < 2; i++)
    {
      if (pdl_spine_pedicle_gone (state, i))
        continue;
      pdl_shape_trace (&face->pedicle[i], cr, &self->face);
      source_alpha (cr, &palette->bone_line, palette->high_contrast ? 0.0 : 0.16);
      cairo_fill_preserve (cr);
      fill_stroke (cr, NULL, &palette->bone_line, thin);
    }
}

/* As paint_face_body (), for all: the atlas, which lies over the axis, last. */
static void
paint_face_bodies (const PdlSpineLayout   *self,
                   cairo_t                *cr,
                   const PdlPalette       *palette,
                   const PdlVertebraState *states)
{
  PdlAnatomy *anatomy = self->anatomy;

  for (PdlLevel level = 23; level >= 1; level--)
    pdl_spine_trace_face_body (self, cr, level, states != NULL ? &states[level] : NULL);
  fill_stroke (cr, &palette->bone, &palette->bone_line, pdl_spine_line (self, BODY_LINE));
  for (PdlLevel level = 23; level >= 1; level--)
    pdl_shape_trace (&anatomy->front[level].spinous, cr, &self->face);
  stroke_pale (cr, &palette->bone_line, pdl_spine_line (self, CORD_LINE));
  for (PdlLevel level = 23; level >= 1; level--)
    for (int i = 0; i < 2; i++)
      if (!pdl_spine_pedicle_gone (states != NULL ? &states[level] : NULL, i))
        pdl_shape_trace (&anatomy->front[level].pedicle[i], cr, &self->face);
  source_alpha (cr, &palette->bone_line, palette->high_contrast ? 0.0 : 0.16);
  cairo_fill_preserve (cr);
  fill_stroke (cr, NULL, &palette->bone_line, pdl_spine_line (self, DISC_LINE));
  paint_face_body (self, cr, palette, 0, states != NULL ? &states[0] : NULL);
}

static cairo_pattern_t *
fading (const PdlSpineLayout *self,
        const PdlColor       *color,
        double                alpha)
{
  double reach = 60 * self->scale;
  cairo_pattern_t *pattern = cairo_pattern_create_linear (self->face.x0 - reach, 0, self->face.x0 + reach, 0);

  cairo_pattern_add_color_stop_rgba (pattern, 0, color->r, color->g, color->b, 0);
  cairo_pattern_add_color_stop_rgba (pattern, 0.18, color->r, color->g, color->b, alpha);
  cairo_pattern_add_color_stop_rgba (pattern, 0.82, color->r, color->g, color->b, alpha);
  cairo_pattern_add_color_stop_rgba (pattern, 1, color->r, color->g, color->b, 0);
  return pattern;
}

/* The ribs are context, not record: pale, and fading before they reach the tags and the edge. */
static void
paint_ribs (const PdlSpineLayout *self,
            cairo_t              *cr,
            const PdlPalette     *palette)
{
  cairo_pattern_t *fill = fading (self, &palette->bone, 0.55), *line = fading (self, &palette->bone_line, 0.5);

  for (guint i = 0; i < 12; i++)
    for (guint k = 0; k < 2; k++)
      pdl_shape_trace (&self->anatomy->face.ribs[i][k], cr, &self->face);
  cairo_set_source (cr, fill);
  cairo_fill_preserve (cr);
  cairo_set_source (cr, line);
  cairo_set_line_width (cr, pdl_spine_line (self, CORD_LINE));
  cairo_stroke (cr);
  cairo_pattern_destroy (fill);
  cairo_pattern_destroy (line);
}

static void
paint_face (const PdlSpineLayout   *self,
            cairo_t                *cr,
            const PdlPalette       *palette,
            const PdlVertebraState *states)
{
  PdlAnatomy *anatomy = self->anatomy;
  double bone = pdl_spine_line (self, BONE_LINE), thin = pdl_spine_line (self, DISC_LINE);
  double dash = MAX (1.2 * self->scale, 1.2);

  paint_ribs (self, cr, palette);
  for (PdlLevel level = 23; level >= 0; level--)
    for (guint k = 0; k < 2; k++)
      pdl_shape_trace (&anatomy->front[level].transverse[k], cr, &self->face);
  fill_stroke (cr, &palette->bone, &palette->bone_line, bone);
  for (PdlLevel level = 23; level >= 0; level--)
    {
      /* Both sides at once, level after level: they shingle. */
      for (guint k = 0; k < 2; k++)
        pdl_shape_trace (&anatomy->front[level].pillar[k], cr, &self->face);
      fill_stroke (cr, &palette->bone, &palette->bone_line, bone);
    }
  paint_face_sacrum (self, cr, palette);
  for (guint i = 0; i < PDL_N_DISCS; i++)
    pdl_shape_trace (&anatomy->face.discs[i], cr, &self->face);
  fill_stroke (cr, &palette->disc, &palette->bone_line, thin);
  paint_face_bodies (self, cr, palette, states);
  cairo_set_dash (cr, &dash, 1, 0);
  pdl_shape_trace (&anatomy->front[1].dens, cr, &self->face);
  fill_stroke (cr, NULL, &palette->bone_line, thin);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
paint_captions (const PdlSpineLayout *self,
                cairo_t              *cr,
                const PdlPalette     *palette)
{
  double y = self->caption * 0.9;
  double size = self->caption, sides = CLAMP (self->text * 1.05, 9, 15);

  if (size > 0 && self->views & PDL_VIEW_LATERAL)
    pdl_text_paint (cr, _("Lateral"), self->side.x0 + 8 * self->scale, y, size, FALSE, PDL_ALIGN_CENTER, &palette->dim, NULL);
  if (!(self->views & PDL_VIEW_FRONT))
    return;
  if (size > 0)
    pdl_text_paint (cr, _("From the front"), self->face.x0, y, size, FALSE, PDL_ALIGN_CENTER, &palette->dim, NULL);

  /* As on an axial scan: the patient's left is on the right of the page. */
  y = pdl_place_point (&self->face, 0, 62).y;
  pdl_text_paint (cr, C_("side", "R"), pdl_place_point (&self->face, -42, 0).x, y, sides, TRUE, PDL_ALIGN_CENTER, &palette->dim, NULL);
  pdl_text_paint (cr, C_("side", "L"), pdl_place_point (&self->face, 42, 0).x, y, sides, TRUE, PDL_ALIGN_CENTER, &palette->dim, NULL);
}

void
pdl_spine_paint_bone (const PdlSpineLayout   *self,
                      cairo_t                *cr,
                      const PdlPalette       *palette,
                      PdlLevel                level,
                      const PdlVertebraState *state)
{
  if (level >= 24)
    return; /* the sacrum is one bone: the tint stays on it */
  if (self->views & PDL_VIEW_LATERAL)
    paint_side_body (self, cr, palette, level, state);
  if (self->views & PDL_VIEW_FRONT)
    paint_face_body (self, cr, palette, level, state);
}

void
pdl_spine_paint_anatomy (PdlSpineLayout         *self,
                         cairo_t                *cr,
                         const PdlPalette       *palette,
                         const PdlVertebraState *states)
{
  cairo_save (cr);
  cairo_new_path (cr);
  paint_captions (self, cr, palette);
  /* Above the first vertebra is the skull, which is not drawn: the cord is cut there. */
  cairo_rectangle (cr, 0, floor (pdl_place_point (&self->side, 0, -4).y), ceil (self->width), ceil (self->height));
  cairo_clip (cr);
  /* Half the time for outlines this thin, and no eye can tell. Vector pages do not look at it. */
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  cairo_set_tolerance (cr, 0.25);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  if (self->views & PDL_VIEW_LATERAL)
    paint_side (self, cr, palette, states);
  if (self->views & PDL_VIEW_FRONT)
    paint_face (self, cr, palette, states);
  cairo_restore (cr);
}
