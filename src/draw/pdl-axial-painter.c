/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The axial view: parts of the vertebra with the tumour in them, the canal with sac and cord as the recorded grade draws
 * them, and the small pictures of the grades. Keeps nothing.
 */
#include "pdl-axial-layout-private.h"

#include <glib/gi18n-lib.h>

#include "pdl-text.h"
#include "pdl-texture.h"

static void
source_alpha (cairo_t        *cr,
              const PdlColor *color,
              double          alpha)
{
  cairo_set_source_rgba (cr, color->r, color->g, color->b, color->a * alpha);
}

static double
line (const PdlPlace *place,
      double          mm)
{
  return CLAMP (mm * place->sy, 0.8, 3);
}

static void
paint_hole (cairo_t          *cr,
            const PdlPalette *palette,
            const PdlShape   *shape,
            const PdlPlace   *place)
{
  pdl_shape_trace (shape, cr, place);
  pdl_palette_set_source (cr, &palette->paper);
  cairo_fill_preserve (cr);
  pdl_palette_set_source (cr, &palette->bone_line);
  cairo_set_line_width (cr, line (place, 0.34));
  cairo_stroke (cr);
}

/* Fat, tumour, sac, cord or roots, in this order, inside the canal. @mirror: the tumour comes from the patient's right. */
static void
paint_canal (cairo_t               *cr,
             const PdlPalette      *palette,
             const PdlAxial        *drawing,
             const PdlCanalPicture *picture,
             const PdlPlace        *place,
             gboolean               mirror)
{
  PdlPlace inner = *place;
  double outline = line (place, 0.3);

  if (mirror)
    inner.sx = -inner.sx;
  cairo_save (cr);
  pdl_shape_trace (&drawing->canal, cr, place);
  cairo_clip (cr);
  pdl_palette_set_source (cr, &palette->paper);
  cairo_paint (cr);

  if (picture->tumour.path != NULL)
    {
      pdl_shape_trace (&picture->tumour, cr, &inner);
      pdl_texture_fill_canal (cr, palette, MIN (place->sy, 4), 1);
      pdl_palette_set_source (cr, &palette->tumour);
      cairo_set_line_width (cr, line (place, 0.5) * 1.4);
      cairo_stroke (cr);
    }
  pdl_shape_trace (&picture->sac, cr, &inner);
  pdl_palette_set_source (cr, &palette->fluid);
  cairo_fill_preserve (cr);
  pdl_palette_set_source (cr, palette->high_contrast ? &palette->ink : &palette->dim);
  cairo_set_line_width (cr, outline);
  cairo_stroke (cr);
  if (picture->cord.path != NULL)
    {
      pdl_shape_trace (&picture->cord, cr, &inner);
      pdl_palette_set_source (cr, &palette->cord);
      cairo_fill_preserve (cr);
      pdl_palette_set_source (cr, &palette->cord_line);
      cairo_set_line_width (cr, line (place, 0.4));
      cairo_stroke (cr);
    }
  for (guint i = 0; i < picture->n_roots; i++)
    {
      PdlPoint root = pdl_place_point (&inner, picture->roots[i].x, picture->roots[i].y);

      cairo_new_sub_path (cr);
      cairo_arc (cr, root.x, root.y, MAX (picture->root_radius * place->sy, 1), 0, 2 * G_PI);
    }
  if (picture->n_roots > 0)
    {
      pdl_palette_set_source (cr, &palette->cord);
      cairo_fill_preserve (cr);
      pdl_palette_set_source (cr, &palette->cord_line);
      cairo_set_line_width (cr, MIN (outline, 1));
      cairo_stroke (cr);
    }
  cairo_restore (cr);

  pdl_shape_trace (&drawing->canal, cr, place);
  pdl_palette_set_source (cr, &palette->bone_line);
  cairo_set_line_width (cr, line (place, 0.4));
  cairo_stroke (cr);
}

static void
begin (cairo_t *cr)
{
  cairo_save (cr);
  cairo_new_path (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  cairo_set_tolerance (cr, 0.25);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
}

static gboolean
set_has (const PdlAxial *drawing,
         guint32         parts_set,
         const char     *side)
{
  for (guint i = 0; i < drawing->n_parts; i++)
    if ((parts_set & (1u << i)) && g_str_has_suffix (drawing->parts[i].code, side))
      return TRUE;
  return FALSE;
}

static void
paint_part_lines (cairo_t          *cr,
                  const PdlPalette *palette,
                  const PdlAxial   *drawing,
                  const PdlPlace   *place)
{
  /* Borders between parts, clipped to the bone so that they never run along its outline twice. */
  cairo_save (cr);
  pdl_shape_trace (&drawing->outline, cr, place);
  cairo_clip (cr);
  for (guint i = 0; i < drawing->n_parts; i++)
    pdl_shape_trace (&drawing->parts[i].path, cr, place);
  source_alpha (cr, &palette->bone_line, 0.9);
  cairo_set_line_width (cr, line (place, 0.27));
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
paint_label (cairo_t          *cr,
             const PdlPalette *palette,
             const PdlAxial   *drawing,
             const PdlPlace   *place,
             guint             index,
             double            size,
             gboolean          set)
{
  static const char *const words[] = { N_("body"), N_("wing"), N_("posterior"), N_("wing") };
  PdlPoint at = pdl_place_point (place, drawing->parts[index].label.x, drawing->parts[index].label.y);

  if (drawing->parts[index].number == 0)
    {
      pdl_text_paint (cr, _(words[index % 4]), at.x, at.y, size, set, PDL_ALIGN_CENTER, &palette->ink,
                      set ? &palette->paper : NULL);
      return;
    }
  else
    {
      char number[] = { (char) ('0' + drawing->parts[index].number % 10), '\0' };
      const PdlShape *part = &drawing->parts[index].path;
      double room = MIN (part->x1 - part->x0, part->y1 - part->y0) * place->sy;
      double radius = CLAMP (room * 0.48, size * 0.52, size * 0.72);

      cairo_new_sub_path (cr);
      cairo_arc (cr, at.x, at.y, radius, 0, 2 * G_PI);
      pdl_palette_set_source (cr, &palette->paper);
      cairo_fill_preserve (cr);
      pdl_palette_set_source (cr, set ? &palette->ink : &palette->dim);
      cairo_set_line_width (cr, set ? 1.4 : 0.8);
      cairo_stroke (cr);
      pdl_text_paint (cr, number, at.x, at.y, MIN (size, radius * 1.6), set, PDL_ALIGN_CENTER, set ? &palette->ink : &palette->dim, NULL);
    }
}

void
pdl_axial_paint_volume (PdlAxialLayout   *self,
                        cairo_t          *cr,
                        const PdlPalette *palette,
                        guint32           parts_set)
{
  const double dashes[] = { 5, 3 };

  begin (cr);
  for (guint i = 0; i < self->drawing->n_parts; i++)
    if (parts_set & (1u << i))
      {
        pdl_shape_trace (&self->drawing->parts[i].path, cr, &self->place);
        source_alpha (cr, &palette->here, 0.2);
        cairo_fill_preserve (cr);
        pdl_palette_set_source (cr, &palette->here);
        cairo_set_line_width (cr, 2);
        cairo_set_dash (cr, dashes, 2, 0);
        cairo_stroke (cr);
      }
  cairo_restore (cr);
}

void
pdl_axial_paint (PdlAxialLayout   *self,
                 cairo_t          *cr,
                 const PdlPalette *palette,
                 guint32           parts_set,
                 const char       *escc,
                 const char       *lesion,
                 int               focus)
{
  const PdlAxial *drawing = self->drawing;
  const PdlPlace *place = &self->place;
  gboolean left = set_has (drawing, parts_set, "_l"), right = set_has (drawing, parts_set, "_r");
  int side = left != right ? 1 : 0;
  const PdlCanalPicture *picture = pdl_anatomy_get_canal (self->anatomy, self->level, escc, side);
  PdlLesion type = pdl_lesion_from_code (lesion);
  double dash = 4;
  PdlPoint at;

  /* A grade that is unknown or not drawn here leaves the canal as it is in health. */
  if (picture == NULL)
    picture = pdl_anatomy_get_canal (self->anatomy, self->level, NULL, 0);
  begin (cr);
  pdl_shape_trace (&drawing->outline, cr, place);
  pdl_palette_set_source (cr, &palette->bone);
  cairo_fill (cr);
  for (guint i = 0; i < drawing->n_parts; i++)
    if (parts_set & (1u << i))
      {
        pdl_shape_trace (&drawing->parts[i].path, cr, place);
        pdl_texture_fill (cr, palette, type, MIN (place->sy, 2.4), 1, FALSE);
        cairo_new_path (cr);
      }
  paint_part_lines (cr, palette, drawing, place);
  pdl_shape_trace (&drawing->outline, cr, place);
  pdl_palette_set_source (cr, &palette->bone_line);
  cairo_set_line_width (cr, line (place, 0.45));
  cairo_stroke (cr);
  for (guint i = 0; i < drawing->n_parts; i++)
    if (parts_set & (1u << i))
      {
        pdl_shape_trace (&drawing->parts[i].path, cr, place);
        pdl_palette_set_source (cr, &palette->tumour);
        cairo_set_line_width (cr, line (place, 0.6) * 1.3);
        if (type == PDL_LESION_UNKNOWN)
          cairo_set_dash (cr, &dash, 1, 0);
        cairo_stroke (cr);
        cairo_set_dash (cr, NULL, 0, 0);
      }

  for (guint i = 0; i < drawing->n_foramina; i++)
    paint_hole (cr, palette, &drawing->foramina[i], place);
  if (drawing->dens.path != NULL)
    {
      pdl_shape_trace (&drawing->dens, cr, place);
      pdl_palette_set_source (cr, &palette->bone);
      cairo_fill_preserve (cr);
      pdl_palette_set_source (cr, &palette->bone_line);
      cairo_set_line_width (cr, line (place, 0.4));
      cairo_stroke (cr);
    }
  if (picture != NULL)
    paint_canal (cr, palette, drawing, picture, place, side == 1 && right);

  if (focus >= 0 && (guint) focus < drawing->n_parts)
    pdl_shape_trace (&drawing->parts[focus].path, cr, place);
  else if (focus == PDL_AXIAL_CANAL)
    pdl_shape_trace (&drawing->canal, cr, place);
  pdl_palette_set_source (cr, &palette->here);
  cairo_set_line_width (cr, 3);
  cairo_stroke (cr);

  for (guint i = 0; i < drawing->n_parts; i++)
    paint_label (cr, palette, drawing, place, i, self->text * 0.95, (parts_set & (1u << i)) != 0);

  pdl_text_paint (cr, _("anterior"), self->width / 2, self->text * 0.75, self->text * 0.95, FALSE, PDL_ALIGN_CENTER, &palette->dim, NULL);
  at = pdl_place_point (place, drawing->label_l.x, drawing->label_l.y);
  pdl_text_paint (cr, C_("side", "L"), MIN (at.x, self->width - self->text), MAX (at.y, self->text * 2.2), self->text * 1.25, TRUE,
                  PDL_ALIGN_CENTER, &palette->ink, NULL);
  at = pdl_place_point (place, drawing->label_r.x, drawing->label_r.y);
  pdl_text_paint (cr, C_("side", "R"), MAX (at.x, self->text), MAX (at.y, self->text * 2.2), self->text * 1.25, TRUE,
                  PDL_ALIGN_CENTER, &palette->ink, NULL);
  cairo_restore (cr);
}

void
pdl_axial_paint_grade (PdlAnatomy       *anatomy,
                       cairo_t          *cr,
                       const PdlPalette *palette,
                       PdlLevel          level,
                       const char       *grade,
                       double            x,
                       double            y,
                       double            width,
                       double            height)
{
  const PdlCanalPicture *picture = pdl_anatomy_get_canal (anatomy, level, grade, 0);
  const PdlAxial *drawing = pdl_anatomy_get_axial (anatomy, level);
  const PdlShape *canal = &drawing->canal;
  double canal_width = canal->x1 - canal->x0, canal_height = canal->y1 - canal->y0;
  PdlPlace place;

  if (picture == NULL || width <= 0 || height <= 0)
    return;
  /* The canal fills the picture; of the bone, most is shown in front, where the tumour comes from. */
  place.sx = place.sy = MIN (width / (canal_width * 1.2), height / (canal_height * 1.42));
  place.x0 = x + width / 2 - (canal->x0 + canal->x1) / 2 * place.sx;
  place.y0 = y + height * 0.57 - (canal->y0 + canal->y1) / 2 * place.sy;

  begin (cr);
  cairo_rectangle (cr, x, y, width, height);
  cairo_clip (cr);
  pdl_shape_trace (&drawing->outline, cr, &place);
  pdl_palette_set_source (cr, &palette->bone);
  cairo_fill_preserve (cr);
  pdl_palette_set_source (cr, &palette->bone_line);
  cairo_set_line_width (cr, line (&place, 0.3));
  cairo_stroke (cr);
  if (grade != NULL)
    {
      /* Every grade has tumour in the bone; it is the canal that differs, so the bone stays pale. */
      cairo_push_group (cr);
      pdl_shape_trace (&drawing->parts[0].path, cr, &place);
      pdl_texture_fill_canal (cr, palette, MIN (place.sy, 4), 1);
      cairo_new_path (cr);
      cairo_pop_group_to_source (cr);
      cairo_paint_with_alpha (cr, 0.5);
    }
  if (drawing->dens.path != NULL)
    {
      pdl_shape_trace (&drawing->dens, cr, &place);
      pdl_palette_set_source (cr, &palette->bone);
      cairo_fill_preserve (cr);
      pdl_palette_set_source (cr, &palette->bone_line);
      cairo_stroke (cr);
    }
  paint_canal (cr, palette, drawing, picture, &place, FALSE);
  cairo_restore (cr);
}
