/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Writes a page of the basis, as widgets and as text at once. Knows clauses and sources, not which page it is. Main thread.
 */

#include "pdl-basis-page.h"

#include <glib/gi18n-lib.h>

#include "pdl-pane-parts.h"

void
pdl_basis_page_set_titles (PdlBasisPage *self, const char *title, const char *subtitle)
{
  g_free (self->title);
  g_free (self->subtitle);
  self->title = g_strdup (title);
  self->subtitle = g_strdup (subtitle != NULL ? subtitle : "");
  g_string_append_printf (self->text, "%s\n%s\n", self->title, self->subtitle);
}

void
pdl_basis_page_add (PdlBasisPage *self, GtkWidget *widget, const char *text)
{
  gtk_box_append (GTK_BOX (self->box), widget);
  if (text != NULL)
    g_string_append_printf (self->text, "%s\n", text);
}

void
pdl_basis_page_add_heading (PdlBasisPage *self, const char *text)
{
  pdl_basis_page_add (self, pdl_part_hairline (), NULL);
  pdl_basis_page_add (self, pdl_part_label (text, "pdl-sect"), text);
}

void
pdl_basis_page_add_words (PdlBasisPage *self, const char *text)
{
  pdl_basis_page_add (self, pdl_part_label (text, "pdl-body"), text);
}

void
pdl_basis_page_add_text (PdlBasisPage *self, const char *heading, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  pdl_basis_page_add_heading (self, heading);
  pdl_basis_page_add_words (self, pdl_dictionary_translate (text));
}

void
pdl_basis_page_add_link (PdlBasisPage *self, GtkWidget *content, const char *reference, const char *text)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "pdl-line");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "basis.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", reference);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  pdl_basis_page_add (self, button, text);
}

/* One leaf: glyph, words, this patient's value. A click goes to its field. */
static void
add_leaf (PdlBasisPage *self, const PdlClause *clause, int depth)
{
  PdlGlyph glyph = clause->truth == PDL_TRUTH_TRUE ? PDL_GLYPH_TRUE : clause->truth == PDL_TRUTH_FALSE ? PDL_GLYPH_FALSE : PDL_GLYPH_UNKNOWN;
  PdlColorRole role = clause->truth == PDL_TRUTH_TRUE ? PDL_ROLE_INK : clause->truth == PDL_TRUTH_UNKNOWN && clause->decides ? PDL_ROLE_MATTERS : PDL_ROLE_DIM;
  const char *truth = clause->truth == PDL_TRUTH_TRUE ? _ ("true") : clause->truth == PDL_TRUTH_FALSE ? _ ("false") : _ ("unknown");
  g_autofree char *name = g_strdup_printf ("%s: %s. %s", truth, clause->text, clause->value != NULL ? clause->value : "");
  g_autofree char *line = g_strdup_printf ("%*s[%s] %s — %s", depth * 2, "", truth, clause->text, clause->value != NULL ? clause->value : "");
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = pdl_part_label (clause->text, "pdl-body");
  GtkWidget *value = pdl_part_label (clause->value != NULL ? clause->value : "", "pdl-body");
  GtkWidget *content;

  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_size_request (value, 150, -1);
  gtk_label_set_max_width_chars (GTK_LABEL (value), 24);
  gtk_widget_add_css_class (value, clause->truth == PDL_TRUTH_UNKNOWN && clause->decides ? "pdl-matter" : "recorded");
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), value);
  content = pdl_part_glyph_line (glyph, role, row);
  if (clause->finding != NULL)
    {
      GtkWidget *button = gtk_button_new ();

      gtk_button_set_child (GTK_BUTTON (button), content);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "pdl-line");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "basis.go-to");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", clause->finding->id);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      content = button;
    }
  gtk_widget_set_margin_start (content, 18 * depth);
  pdl_basis_page_add (self, content, line);
}

static void
add_clause (PdlBasisPage *self, const PdlClause *clause, int depth)
{
  if (clause->op == NULL)
    {
      add_leaf (self, clause, depth);
      return;
    }
  /* "and" at the top needs no word: every line has to hold. */
  if (depth > 0 || !g_str_equal (clause->op, "and"))
    {
      const char *word = g_str_equal (clause->op, "or") ? _ ("one of") : g_str_equal (clause->op, "not") ? _ ("not") : _ ("all of");
      GtkWidget *label = pdl_part_label (word, "pdl-caption");

      gtk_widget_set_margin_start (label, 18 * depth + 6);
      pdl_basis_page_add (self, label, word);
    }
  for (guint i = 0; i < clause->children->len; i++)
    add_clause (self, g_ptr_array_index (clause->children, i), depth + (depth > 0 || !g_str_equal (clause->op, "and")));
}

void
pdl_basis_page_add_clauses (PdlBasisPage *self, PdlClause *clause)
{
  g_autoptr (PdlClause) owned = clause;

  pdl_basis_page_add_heading (self, _ ("Clauses, with this patient's values"));
  if (owned != NULL)
    add_clause (self, owned, 0);
}

void
pdl_basis_page_add_source (PdlBasisPage *self, const PdlSource *source)
{
  GtkWidget *label = pdl_part_label (source->citation, "pdl-note");

  if (source->doi != NULL || source->url != NULL)
    {
      g_autofree char *address = source->url != NULL ? g_strdup (source->url) : g_strdup_printf ("https://doi.org/%s", source->doi);
      g_autofree char *markup = g_markup_printf_escaped ("%s <a href=\"%s\">%s</a>", source->citation, address, source->doi != NULL ? source->doi : address);

      gtk_label_set_markup (GTK_LABEL (label), markup);
    }
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  pdl_basis_page_add (self, label, source->citation);
}

/* What of it is the clinic's own, beside the shipped value. */
static void
add_local_values (PdlBasisPage *self, const PdlBasis *basis)
{
  for (guint i = 0; i < pdl_knowledge_get_n_local_values (self->knowledge); i++)
    {
      const PdlLocalValue *value = pdl_knowledge_get_local_value (self->knowledge, i);
      g_autofree char *words = NULL;

      if (!pdl_local_value_is_of (value, basis))
        continue;
      words = pdl_words_local (value);
      pdl_basis_page_add (self, pdl_part_label (words, "pdl-note"), words);
    }
}

void
pdl_basis_page_add_basis (PdlBasisPage *self, const PdlBasis *basis, const char *strength)
{
  g_autofree char *tag = pdl_words_tag (basis);
  g_autofree char *verified = pdl_words_verification (basis->tag);
  g_autofree char *place = g_strdup_printf (_ ("%s, line %u. Verification: %s"), basis->file, basis->line, verified);

  if (strength != NULL)
    pdl_basis_page_add_text (self, _ ("Strength"), strength);
  pdl_basis_page_add_heading (self, _ ("Sources"));
  for (guint i = 0; i < basis->n_sources; i++)
    pdl_basis_page_add_source (self, basis->sources[i]);
  if (tag != NULL)
    pdl_basis_page_add (self, pdl_part_glyph_line (PDL_GLYPH_MATTERS, PDL_ROLE_MATTERS, pdl_part_label (tag, "pdl-matter")), tag);
  pdl_basis_page_add (self, pdl_part_label (place, "pdl-src"), place);
  if (basis->local)
    add_local_values (self, basis);
}
