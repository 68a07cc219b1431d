/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A painted glyph beside text. Its size follows the text scale. Main thread. */
#include "pdl-glyph-icon.h"

#include "pdl-theme.h"

#define EM_PX 14.67 /* 11 pt at 96 dpi, the interface font at 100 % */

struct _PdlGlyphIcon
{
  GtkWidget parent_instance;

  PdlGlyph glyph;
  PdlColorRole role;
  double em;
};

G_DEFINE_FINAL_TYPE (PdlGlyphIcon, pdl_glyph_icon, GTK_TYPE_WIDGET)

static int
get_size (PdlGlyphIcon *self)
{
  return (int) (self->em * EM_PX * pdl_theme_get_text_scale () + 0.5);
}

static void
pdl_glyph_icon_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                        int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = get_size (PDL_GLYPH_ICON (widget));
  *minimum_baseline = *natural_baseline = -1;
}

static void
pdl_glyph_icon_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PdlGlyphIcon *self = PDL_GLYPH_ICON (widget);
  const PdlPalette *palette = pdl_theme_get_palette ();
  const PdlColor *colors[] = { &palette->ink, &palette->dim, &palette->urgent, &palette->matters, &palette->here, &palette->tumour };
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  double size = MIN (width, height);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (-1, -1, width + 2, height + 2));

  pdl_glyph_paint (cr, self->glyph, (width - size) / 2, (height - size) / 2, size, colors[self->role]);
  cairo_destroy (cr);
}

static void
pdl_glyph_icon_class_init (PdlGlyphIconClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = pdl_glyph_icon_measure;
  widget_class->snapshot = pdl_glyph_icon_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
pdl_glyph_icon_init (PdlGlyphIcon *self)
{
  self->em = 1.0;
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  pdl_theme_watch (G_OBJECT (self), G_CALLBACK (gtk_widget_queue_draw));
  g_signal_connect_object (gtk_settings_get_default (), "notify::gtk-xft-dpi", G_CALLBACK (gtk_widget_queue_resize), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
pdl_glyph_icon_new (PdlGlyph glyph, PdlColorRole role)
{
  PdlGlyphIcon *self = g_object_new (PDL_TYPE_GLYPH_ICON, NULL);

  pdl_glyph_icon_set_glyph (self, glyph, role);
  return GTK_WIDGET (self);
}

void
pdl_glyph_icon_set_glyph (PdlGlyphIcon *self, PdlGlyph glyph, PdlColorRole role)
{
  g_return_if_fail (PDL_IS_GLYPH_ICON (self));

  self->glyph = glyph;
  self->role = role;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
pdl_glyph_icon_set_size (PdlGlyphIcon *self, double em)
{
  g_return_if_fail (PDL_IS_GLYPH_ICON (self));

  self->em = em;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
