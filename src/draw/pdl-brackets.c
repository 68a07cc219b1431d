/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Brackets in front of the level names: what was irradiated, what is fixed, what is planned, what is treated as one.
 * Each kind has its own stroke; the words stand beside it, turned. Keeps nothing.
 */
#include "pdl-spine-layout-private.h"

#include "pdl-text.h"

typedef struct
{
  double x, top, bottom;      /* the stroke */
  double left;                /* of the words */
  double from, to;            /* with its words */
} Placed;

static double
names_left (const PdlSpineLayout *self,
            PdlLevel              first,
            PdlLevel              last)
{
  double x = self->width;

  for (PdlLevel level = first; level <= last; level++)
    x = MIN (x, pdl_spine_label_end (self, level).x);
  return x - self->text * 2.6;
}

static void
set_stroke (const PdlSpineLayout *self,
            cairo_t              *cr,
            const PdlPalette     *palette,
            PdlBracketKind        kind)
{
  double thin = MAX (0.55 * self->scale, 1.1 * self->pixel), heavy = MAX (1.1 * self->scale, 2 * self->pixel);
  double dots[2] = { 0, MAX (2 * heavy, 3) }, dashes[2] = { thin * 4.5, thin * 2.5 };

  pdl_palette_set_source (cr, &palette->ink);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_line_width (cr, thin);
  switch (kind)
    {
    case PDL_BRACKET_EARLIER_RT:
      cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
      cairo_set_line_width (cr, heavy * 0.9);
      cairo_set_dash (cr, dots, 2, 0);
      break;
    case PDL_BRACKET_IMPLANT:
      cairo_set_line_width (cr, heavy);
      break;
    case PDL_BRACKET_PLANNED:
      cairo_set_dash (cr, dashes, 2, 0);
      break;
    case PDL_BRACKET_TARGET:
      pdl_palette_set_source (cr, &palette->here);
      cairo_set_line_width (cr, 1);
      break;
    }
}

void
pdl_spine_paint_brackets (PdlSpineLayout   *self,
                          cairo_t          *cr,
                          const PdlPalette *palette,
                          const PdlBracket *brackets,
                          guint             n_brackets)
{
  g_autofree Placed *placed = g_new0 (Placed, n_brackets + 1);
  double size = self->text * 0.9, tick = self->text * 0.35;
  guint n = 0;

  if (!(self->views & PDL_VIEW_LATERAL))
    return;
  cairo_save (cr);
  cairo_new_path (cr);
  for (guint i = 0; i < n_brackets; i++)
    {
      const PdlBracket *bracket = &brackets[i];
      g_autoptr (PangoLayout) words = NULL;
      const PdlLateral *first, *last;
      Placed *place = &placed[n];
      int width = 0, height = 0;
      double middle;

      if (bracket->first < 0 || bracket->last >= PDL_N_LEVELS || bracket->first > bracket->last)
        continue;
      first = &self->anatomy->lateral[bracket->first];
      last = &self->anatomy->lateral[bracket->last];
      place->top = pdl_place_point (&self->side, 0, MIN (first->sup[0].y, first->sup[1].y)).y;
      place->bottom = pdl_place_point (&self->side, 0, MAX (last->inf[0].y, last->inf[1].y)).y;
      middle = (place->top + place->bottom) / 2;
      if (bracket->label != NULL && *bracket->label != '\0')
        {
          words = pdl_text_layout (cr, bracket->label, size, FALSE);
          pango_layout_get_pixel_size (words, &width, &height);
        }
      /* Words longer than the stroke stay on the page. */
      middle = CLAMP (middle, width / 2.0 + 2, MAX (self->height - width / 2.0 - 2, width / 2.0 + 2));
      place->from = MIN (place->top, middle - width / 2.0) - 3;
      place->to = MAX (place->bottom, middle + width / 2.0) + 3;
      place->x = names_left (self, bracket->first, bracket->last);
      for (guint k = 0; k < n; k++)
        if (placed[k].from < place->to && placed[k].to > place->from)
          place->x = MIN (place->x, placed[k].left - tick - 2);
      /* Too narrow for words: the stroke alone still says what kind it is and where. */
      if (words != NULL && place->x < height + 2)
        g_clear_object (&words);
      place->x = MAX (place->x, 6);
      place->left = place->x - (words != NULL ? height * 0.85 + 2 : 2);
      n++;

      set_stroke (self, cr, palette, bracket->kind);
      cairo_move_to (cr, place->x + tick, place->top);
      cairo_line_to (cr, place->x, place->top);
      cairo_line_to (cr, place->x, place->bottom);
      cairo_line_to (cr, place->x + tick, place->bottom);
      cairo_stroke (cr);
      cairo_set_dash (cr, NULL, 0, 0);
      if (words == NULL)
        continue;
      cairo_save (cr);
      cairo_translate (cr, place->x - 2 - height * 0.92, middle + width / 2.0);
      cairo_rotate (cr, -G_PI / 2);
      cairo_move_to (cr, 0, 0);
      pdl_palette_set_source (cr, bracket->kind == PDL_BRACKET_TARGET ? &palette->here : &palette->ink);
      pango_cairo_show_layout (cr, words);
      cairo_restore (cr);
    }
  cairo_restore (cr);
}
