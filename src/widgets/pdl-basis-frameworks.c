/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-basis-frameworks.h"

#include <glib/gi18n-lib.h>

#include "pdl-expr.h"
#include "pdl-framework.h"
#include "pdl-pane-parts.h"

static void
add_line (PdlBasisPage *self, const PdlFramework *framework)
{
  gboolean certain;
  g_autoptr (GPtrArray) cells = pdl_framework_read (framework, self->evaluation, self->target, &certain);
  g_autofree char *reference = g_strdup_printf ("framework/%s", framework->id);
  const char *name = pdl_dictionary_translate (framework->label);
  g_autofree char *text = NULL;
  gboolean answered = framework->cells->len == 0 || (certain && cells->len > 0);

  if (framework->cells->len == 0)
    text = g_strdup_printf (_ ("%s: letter by letter"), name);
  else if (cells->len == 0)
    text = g_strdup_printf (_ ("%s: says nothing of such a case"), name);
  else if (cells->len == 1)
    text = g_strdup_printf (certain ? "%s: %s" : _ ("%s: perhaps %s"), name, pdl_dictionary_translate (((PdlFrameworkCell *) cells->pdata[0])->text));
  else
    text = g_strdup_printf (ngettext ("%s: %u reading is still possible", "%s: %u readings are still possible", cells->len), name, cells->len);
  pdl_basis_page_add_link (self,
                           pdl_part_glyph_line (answered ? PDL_GLYPH_TRUE : PDL_GLYPH_UNKNOWN, answered ? PDL_ROLE_INK : PDL_ROLE_DIM,
                                                pdl_part_label (text, "pdl-body")),
                           reference, text);
}

void
pdl_basis_add_frameworks (PdlBasisPage *self)
{
  guint n = pdl_knowledge_get_n_frameworks (self->knowledge);

  if (self->evaluation == NULL || n == 0)
    return;
  pdl_basis_page_add_heading (self, _ ("The same case in other frameworks"));
  for (guint i = 0; i < n; i++)
    add_line (self, pdl_knowledge_get_framework (self->knowledge, i));
}

static void
add_letter (PdlBasisPage *self, const PdlFrameworkLetter *letter)
{
  g_autoptr (GString) words = g_string_new (NULL);

  pdl_basis_page_add_heading (self, pdl_dictionary_translate (letter->label));
  pdl_basis_page_add_words (self, pdl_dictionary_translate (letter->question));
  for (guint i = 0; self->evaluation != NULL && letter->shows[i] != NULL; i++)
    {
      const PdlValue *value = pdl_evaluation_get_value (self->evaluation, letter->shows[i], self->target, PDL_LEVEL_NONE, NULL, NULL);
      g_autofree char *said = value != NULL && pdl_value_is_known (value) ? pdl_finding_describe (letter->shows[i], value) : g_strdup (_ ("not known"));

      g_string_append_printf (words, "%s%s: %s", words->len > 0 ? "\n" : "", pdl_dictionary_translate (letter->shows[i]->label), said);
    }
  if (words->len > 0)
    pdl_basis_page_add (self, pdl_part_label (words->str, "pdl-h3"), words->str);
  pdl_basis_page_add_words (self, pdl_dictionary_translate (letter->text));
}

static void
add_cell (PdlBasisPage *self, const PdlFrameworkCell *cell)
{
  pdl_basis_page_add_heading (self, cell->id);
  pdl_basis_page_add_words (self, pdl_dictionary_translate (cell->text));
  if (self->evaluation != NULL)
    pdl_basis_page_add_clauses (self, pdl_evaluation_explain (self->evaluation, cell->when, self->target));
  else
    pdl_basis_page_add_text (self, _ ("Rule"), pdl_expr_get_text (cell->when));
}

gboolean
pdl_basis_write_framework (PdlBasisPage *self, const char *id)
{
  const PdlFramework *framework = pdl_knowledge_lookup_framework (self->knowledge, id);
  gboolean certain = TRUE;
  g_autoptr (GPtrArray) cells = NULL;

  if (framework == NULL)
    return FALSE;
  cells = self->evaluation != NULL ? pdl_framework_read (framework, self->evaluation, self->target, &certain) : g_ptr_array_ref (framework->cells);
  pdl_basis_page_set_titles (self, pdl_dictionary_translate (framework->label), NULL);
  pdl_basis_page_add_words (self, pdl_dictionary_translate (framework->text));
  if (framework->cells->len > 0 && cells->len == 0)
    pdl_basis_page_add_words (self, _ ("It says nothing of such a case."));
  if (!certain)
    pdl_basis_page_add_words (self, _ ("What is not known decides between these:"));
  for (guint i = 0; i < cells->len; i++)
    add_cell (self, cells->pdata[i]);
  for (guint i = 0; i < framework->letters->len; i++)
    add_letter (self, framework->letters->pdata[i]);
  pdl_basis_page_add_basis (self, &framework->basis, NULL);
  return TRUE;
}
