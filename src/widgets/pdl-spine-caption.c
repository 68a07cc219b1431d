/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words beside a level: grade, scores, lesion, as many lines as there is room for in front of the column. Main thread. */
#include "pdl-spine-state.h"
#include "pdl-spine-view-private.h"
#include "pdl-theme.h"

/* Grade, scores and lesion of a level in the free space in front of the column. */
void
pdl_spine_view_snapshot_caption (PdlSpineView *self, GtkSnapshot *snapshot, PdlLevel level, double *below)
{
  const PdlPalette *palette = pdl_theme_get_palette ();
  g_autofree char *text = NULL;
  g_autoptr (PangoLayout) layout = NULL;
  g_autofree char *markup = NULL;
  g_auto (GStrv) lines = NULL;
  GString *built;
  cairo_rectangle_t place;
  int width, height;
  double y, room;

  text = pdl_spine_state_caption (self->session, level);
  if (text == NULL)
    return;
  /* Names of the levels and brackets stand in front of the bones: what is left of the column is the caption's. */
  room = self->width;
  for (PdlLevel beside = MAX (level - 2, 0); beside <= MIN (level + 2, PDL_N_LEVELS - 1); beside++)
    {
      pdl_spine_layout_get_level_rect (self->layout, beside, &place);
      room = MIN (room, place.x);
    }
  room -= 8 + MAX (42, self->height / 20.0);
  if (room < 38 * pdl_theme_get_text_scale ())
    return;
  lines = g_strsplit (text, "\n", -1);
  built = g_string_new (NULL);
  for (guint i = 0; lines[i] != NULL && (i < 2 || room >= 52 * pdl_theme_get_text_scale ()); i++)
    {
      /* A range is one word: "SINS 3–16" goes on at the blank, never behind the dash. */
      g_auto (GStrv) halves = g_strsplit (lines[i], "–", -1);
      g_autofree char *joined = g_strjoinv ("–\342\201\240", halves);
      g_autofree char *escaped = g_markup_escape_text (joined, -1);

      if (i > 0)
        g_string_append_c (built, '\n');
      g_string_append_printf (built, i < 2 ? "<b>%s</b>" : "%s", escaped);
    }
  markup = g_string_free (built, FALSE);
  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  pango_layout_set_markup (layout, markup, -1);
  {
    g_autoptr (PangoAttrList) attributes = pango_attr_list_copy (pango_layout_get_attributes (layout));

    pango_attr_list_insert (attributes, pango_attr_scale_new (0.76));
    pango_layout_set_attributes (layout, attributes);
  }
  pango_layout_set_width (layout, (int) (MIN (96, room) * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_get_pixel_size (layout, &width, &height);
  pdl_spine_layout_get_row (self->layout, level, &place);
  y = CLAMP (place.y + (place.height - height) / 2, 2, self->height - height - 2);
  if (y < *below)
    return; /* the selected one came first; the others only where there is room */
  *below = y + height;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (8, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, &(GdkRGBA) { (float) palette->ink.r, (float) palette->ink.g, (float) palette->ink.b, 1 });
  gtk_snapshot_restore (snapshot);
}
