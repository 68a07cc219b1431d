/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page without a case. The spine beside it is live: a click there starts a case too. Main thread. */
#include "pdl-start-page.h"

#include <glib/gi18n-lib.h>

#include "pdl-glyph-icon.h"

#define SHOWN_AT_FIRST 6

struct _PdlStartPage
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *samples_line;
  GtkWidget *samples;
  GtkWidget *all;
  GtkWidget *octagon_slot;
  guint n_samples;
};

G_DEFINE_FINAL_TYPE (PdlStartPage, pdl_start_page, GTK_TYPE_WIDGET)

static void
pdl_start_page_dispose (GObject *object)
{
  g_clear_pointer (&PDL_START_PAGE (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (pdl_start_page_parent_class)->dispose (object);
}

static void
pdl_start_page_class_init (PdlStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pdl_start_page_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pedicle/Pedicle/ui/pdl-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PdlStartPage, box);
  gtk_widget_class_bind_template_child (widget_class, PdlStartPage, samples_line);
  gtk_widget_class_bind_template_child (widget_class, PdlStartPage, samples);
  gtk_widget_class_bind_template_child (widget_class, PdlStartPage, all);
  gtk_widget_class_bind_template_child (widget_class, PdlStartPage, octagon_slot);
  gtk_widget_class_bind_template_callback (widget_class, pdl_start_page_show_all);
}

static void
pdl_start_page_init (PdlStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->octagon_slot), pdl_glyph_icon_new (PDL_GLYPH_OCTAGON, PDL_ROLE_URGENT));
}

GtkWidget *
pdl_start_page_new (void)
{
  return g_object_new (PDL_TYPE_START_PAGE, NULL);
}

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

void
pdl_start_page_add_sample (PdlStartPage *self, const char *id, const char *name, const char *facts, const char *note)
{
  GtkWidget *button, *content;
  g_autofree char *all = NULL;
  g_autofree char *said = NULL;

  g_return_if_fail (PDL_IS_START_PAGE (self));

  content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  gtk_box_append (GTK_BOX (content), make_label (name, "pdl-h3"));
  gtk_box_append (GTK_BOX (content), make_label (facts, "pdl-body"));
  if (note != NULL)
    gtk_box_append (GTK_BOX (content), make_label (note, "pdl-caption"));
  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "pdl-sample");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.sample");
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), g_variant_new_string (id));
  said = g_strdup_printf (_("Sample case %s, %s"), name, facts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  gtk_widget_set_visible (button, self->n_samples < SHOWN_AT_FIRST);
  gtk_grid_attach (GTK_GRID (self->samples), button, (int) (self->n_samples % 3), (int) (self->n_samples / 3), 1, 1);
  self->n_samples++;
  all = g_strdup_printf (_("All %u samples"), self->n_samples);
  gtk_button_set_label (GTK_BUTTON (self->all), all);
  gtk_widget_set_visible (self->all, self->n_samples > SHOWN_AT_FIRST);
  gtk_widget_set_visible (self->samples_line, TRUE);
}

void
pdl_start_page_show_all (PdlStartPage *self)
{
  g_return_if_fail (PDL_IS_START_PAGE (self));

  for (GtkWidget *child = gtk_widget_get_first_child (self->samples); child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_visible (child, TRUE);
  gtk_widget_set_visible (self->all, FALSE);
}
