/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-volume-picture.h"

#include "pdl-spine-state.h"
#include "pdl-theme.h"

#define WIDTH 190
#define HEIGHT 170

typedef struct
{
  const PdlFinding *sectors;
  PdlLevel level;
  guint32 marked, volume;    /* bits by position in @sectors */
  const char *escc, *lesion; /* (nullable) codes of the dictionary */
} Picture;

/* Bits by position in the finding → bits by part of the drawing. */
static guint32
to_parts (const Picture *picture, PdlAxialLayout *layout, guint32 bits)
{
  guint32 set = 0;
  guint position;

  for (guint i = 0; i < pdl_axial_layout_get_n_parts (layout); i++)
    if (pdl_finding_lookup_code (picture->sectors, pdl_axial_layout_get_part (layout, i), &position) != NULL && (bits >> position) & 1)
      set |= 1u << i;
  return set;
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  const Picture *picture = user_data;
  PdlAnatomy *anatomy = pdl_theme_get_anatomy ();
  g_autoptr (PdlAxialLayout) layout = anatomy != NULL ? pdl_axial_layout_new (anatomy, picture->level, width, height) : NULL;

  if (layout == NULL)
    return;
  pdl_axial_paint (layout, cr, pdl_theme_get_palette (), to_parts (picture, layout, picture->marked), picture->escc, picture->lesion, PDL_AXIAL_NOTHING);
  pdl_axial_paint_volume (layout, cr, pdl_theme_get_palette (), to_parts (picture, layout, picture->volume));
}

static const PdlValue *
get_known (PdlSession *session, const PdlFinding *finding, PdlLevel level)
{
  const PdlValue *value = finding != NULL ? pdl_evaluation_get_value (pdl_session_get_evaluation (session), finding, -1, level, NULL, NULL) : NULL;

  return value != NULL && pdl_value_is_known (value) ? value : NULL;
}

GtkWidget *
pdl_volume_picture_new (PdlSession *session, const PdlFinding *sectors, PdlLevel level, guint32 volume, const char *words)
{
  GtkWidget *area = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL);
  const PdlValue *marked = get_known (session, sectors, level);
  const PdlValue *escc = get_known (session, pdl_spine_finding (session, PDL_SPINE_ESCC), level);
  const PdlValue *lesion = get_known (session, pdl_spine_finding (session, PDL_SPINE_LESION), level);
  double scale = pdl_theme_get_text_scale ();
  Picture *picture = g_new (Picture, 1);

  *picture = (Picture){ .sectors = sectors, .level = level, .marked = marked != NULL ? pdl_value_get_bits (marked) : 0, .volume = volume,
                        .escc = escc != NULL ? pdl_value_get_code (escc) : NULL, .lesion = lesion != NULL ? pdl_value_get_code (lesion) : NULL };
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), (int) (WIDTH * scale));
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), (int) (HEIGHT * scale));
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_cb, picture, g_free);
  gtk_widget_set_halign (area, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (area), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  return area;
}
