/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-page-writer.h"

#include <glib/gi18n-lib.h>

#include "pdl-line-layout.h"

/* The glyph of a line and the gap behind it. */
#define GLYPH_WIDTH 22

static void
add (PdlPageWriter *self, GtkWidget *widget, const char *text)
{
  gtk_box_append (GTK_BOX (self->box), widget);
  g_string_append_printf (self->text, "%s\n", text);
}

void
pdl_page_writer_heading (PdlPageWriter *self, const char *text)
{
  gtk_box_append (GTK_BOX (self->box), pdl_part_hairline ());
  add (self, pdl_part_label (text, "pdl-sect"), text);
}

void
pdl_page_writer_words (PdlPageWriter *self, const char *text, const char *css_class)
{
  GtkWidget *label = pdl_part_label (text, css_class);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  add (self, label, text);
}

void
pdl_page_writer_glyph (PdlPageWriter *self, PdlGlyph glyph, PdlColorRole role, const char *text, const char *css_class)
{
  add (self, pdl_part_glyph_line (glyph, role, pdl_part_label (text, css_class)), text);
}

void
pdl_page_writer_basis (PdlPageWriter *self, const PdlBasis *basis, gboolean under_glyph)
{
  g_autofree char *sources = pdl_words_sources (basis, 4);
  g_autofree char *verified = pdl_words_verification (basis->tag);
  g_autofree char *plain = g_strdup_printf (_ ("%s. Verification: %s"), sources, verified);
  g_autofree char *local = basis->local ? pdl_words_tag (basis) : NULL;
  g_autofree char *text = local != NULL ? g_strdup_printf ("%s · %s", plain, local) : g_strdup (plain);
  GtkWidget *label;

  label = pdl_part_label (text, "pdl-src");
  gtk_widget_set_margin_start (label, under_glyph ? GLYPH_WIDTH : 0);
  add (self, label, text);
}

void
pdl_page_writer_cells (PdlPageWriter *self, const char *const *cells, const int *shares, guint n, guint n_numbers, gboolean head)
{
  GtkWidget *line = pdl_line_new (n_numbers > 0 ? 8 : 12, FALSE);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      GtkWidget *label = pdl_part_label (cells[i], head ? "pdl-caption" : "pdl-body");
      gboolean number = i > 0 && i <= n_numbers;

      gtk_label_set_xalign (GTK_LABEL (label), number ? 1 : 0);
      gtk_label_set_yalign (GTK_LABEL (label), 0);
      if (!head && number)
        gtk_widget_add_css_class (label, "num");
      if (i > n_numbers && n_numbers > 0)
        gtk_widget_set_margin_start (label, 12);
      pdl_line_set_share (label, shares[i]);
      gtk_box_append (GTK_BOX (line), label);
      g_string_append_printf (words, "%s%s", i > 0 ? "\t" : "", cells[i]);
    }
  /* Lines of sentences stand apart, lines of numbers do not need to. */
  gtk_widget_set_margin_bottom (line, n_numbers > 0 ? 0 : 6);
  add (self, line, words->str);
}

GtkWidget *
pdl_page_writer_begin_folded (PdlPageWriter *self, const char *label)
{
  GtkWidget *expander = gtk_expander_new (NULL), *outer = self->box;

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_set_margin_start (self->box, 18);
  gtk_expander_set_child (GTK_EXPANDER (expander), self->box);
  gtk_expander_set_label_widget (GTK_EXPANDER (expander), pdl_part_label (label, "pdl-body"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (expander), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_box_append (GTK_BOX (outer), expander);
  g_string_append_printf (self->text, "%s\n", label);
  return outer;
}

void
pdl_page_writer_end_folded (PdlPageWriter *self, GtkWidget *outer)
{
  self->box = outer;
}
