/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What the knowledge shows with a rule: the notes of a row, the statements of a modifier, those an alert leads to. A note whose own
 * condition is false is not shown (formal, part 2); without a case every note is. Main thread.
 */

#include "pdl-basis-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pdl-pane-parts.h"

typedef struct
{
  PdlBasisPage *page;
  const char *heading; /* NULL once it stands */
} Notes;

/* @clause: (transfer full) (nullable) why the note applies */
static void
add_note (Notes *self, const char *kind, const char *id, const char *words, PdlClause *clause)
{
  g_autoptr (PdlClause) reason = clause;
  g_autofree char *reference = g_strdup_printf ("%s/%s", kind, id);
  gboolean open = reason == NULL || reason->truth == PDL_TRUTH_UNKNOWN;
  const char *text = pdl_dictionary_translate (words);

  if (reason != NULL && reason->truth == PDL_TRUTH_FALSE)
    return;
  if (self->heading != NULL)
    pdl_basis_page_add_heading (self->page, g_steal_pointer (&self->heading));
  pdl_basis_page_add_link (self->page, pdl_part_glyph_line (open ? PDL_GLYPH_UNKNOWN : PDL_GLYPH_TRUE, open ? PDL_ROLE_DIM : PDL_ROLE_INK,
                                                            pdl_part_label (text, "pdl-body")), reference, text);
}

/* "M6" stands for all of its parts. */
static void
add_modifiers (Notes *self, const char *id)
{
  PdlBasisPage *page = self->page;
  gsize length = strlen (id);

  for (guint i = 0; i < pdl_knowledge_get_n_modifiers (page->knowledge); i++)
    {
      const PdlModifier *modifier = pdl_knowledge_get_modifier (page->knowledge, i);

      if (strncmp (modifier->id, id, length) == 0 && (modifier->id[length] == '\0' || modifier->id[length] == '.'))
        add_note (self, "modifier", modifier->id, modifier->text,
                  page->evaluation != NULL ? pdl_evaluation_explain_modifier (page->evaluation, page->target, modifier) : NULL);
    }
}

void
pdl_basis_add_notes (PdlBasisPage *page, const char *heading, const char *const *ids, gboolean with_modifiers)
{
  Notes self = { page, heading };

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      const PdlStatement *statement = pdl_knowledge_lookup_statement (page->knowledge, ids[i]);
      const PdlAlert *alert = pdl_knowledge_lookup_alert (page->knowledge, ids[i]);

      if (statement != NULL)
        add_note (&self, "statement", statement->id, statement->text_short != NULL ? statement->text_short : statement->text,
                  page->evaluation != NULL ? pdl_evaluation_explain_statement (page->evaluation, page->target, statement) : NULL);
      else if (alert != NULL)
        add_note (&self, "alert", alert->id, alert->text_short != NULL ? alert->text_short : alert->text,
                  page->evaluation != NULL ? pdl_evaluation_explain_alert (page->evaluation, page->target, alert) : NULL);
      else if (with_modifiers)
        add_modifiers (&self, ids[i]);
    }
}
