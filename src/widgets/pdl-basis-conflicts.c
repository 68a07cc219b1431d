/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The page of a conflict: who holds what, what this program does by default, and what it touches; and the lines that lead to it
 * from the pages of what it touches. Main thread.
 */

#include "pdl-basis-page.h"

#include <glib/gi18n-lib.h>

#include "pdl-conflict-lines.h"
#include "pdl-expr.h"
#include "pdl-pane-parts.h"

/* ---- from the page of a rule ------------------------------------------------------------------------------------- */

void
pdl_basis_add_conflicts (PdlBasisPage *self, const char *reference, gboolean under_heading)
{
  const GPtrArray *conflicts = pdl_knowledge_get_conflicts_of (self->knowledge, reference);

  if (conflicts != NULL && !under_heading)
    pdl_basis_page_add_heading (self, _ ("Disagreement"));
  for (guint i = 0; conflicts != NULL && i < conflicts->len; i++)
    {
      const PdlConflict *conflict = conflicts->pdata[i];
      PdlTruth truth = self->evaluation != NULL ? pdl_conflict_test (conflict, self->evaluation, self->target) : PDL_TRUTH_TRUE;
      g_autofree char *words = pdl_words_conflict (conflict);
      g_autofree char *text = truth == PDL_TRUTH_FALSE     ? g_strdup_printf (_ ("%s (not in this case)"), words)
                              : truth == PDL_TRUTH_UNKNOWN ? g_strdup_printf (_ ("%s (cannot tell yet)"), words)
                                                           : g_strdup (words);
      g_autofree char *page = g_strdup_printf ("conflict/%s", conflict->id);

      pdl_basis_page_add_link (self,
                               pdl_part_glyph_line (truth == PDL_TRUTH_TRUE ? PDL_GLYPH_RING : truth == PDL_TRUTH_FALSE ? PDL_GLYPH_FALSE : PDL_GLYPH_UNKNOWN,
                                                    truth == PDL_TRUTH_TRUE ? PDL_ROLE_INK : PDL_ROLE_DIM, pdl_part_label (text, "pdl-body")),
                               page, text);
    }
}

/* ---- the page of a conflict -------------------------------------------------------------------------------------- */

static void
add_position_source (PdlBasisPage *self, const PdlSource *source)
{
  g_autofree char *reference = g_strdup_printf ("source/%s", source->id);
  g_autofree char *text = g_strdup_printf ("%s  %s", source->id, source->citation);

  pdl_basis_page_add_link (self, pdl_part_label (text, "pdl-src"), reference, text);
}

static void
add_position (PdlBasisPage *self, const PdlPosition *position)
{
  gboolean preferred = pdl_national_holds (self->national, position);
  g_autofree char *head = g_strdup_printf (preferred ? _ ("%s (your national guideline)") : "%s", pdl_dictionary_translate (position->label));
  g_autofree char *verified = pdl_words_verification (position->basis.tag);
  g_autofree char *tag = position->basis.tag != NULL ? g_strdup_printf (_ ("Verification: %s"), verified) : NULL;
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *name = pdl_part_label (pdl_dictionary_translate (position->label), "pdl-h3"), *label;

  gtk_box_append (GTK_BOX (line), name);
  if (preferred)
    {
      GtkWidget *mark = pdl_part_tag (_ ("your national guideline"));

      gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (line), mark);
    }
  gtk_widget_set_margin_top (line, 8);
  pdl_basis_page_add (self, line, head);
  pdl_basis_page_add_words (self, pdl_dictionary_translate (position->text));
  for (guint i = 0; i < position->basis.n_sources; i++)
    add_position_source (self, position->basis.sources[i]);
  if (tag == NULL)
    tag = g_strdup (_ ("The register names no source for it."));
  label = pdl_part_label (tag, "pdl-src");
  gtk_widget_set_margin_start (label, 6); /* under the sources, which are buttons */
  pdl_basis_page_add (self, label, tag);
}

static void
add_positions (PdlBasisPage *self, const PdlConflict *conflict)
{
  g_autoptr (GPtrArray) positions = pdl_conflict_order (conflict, self->national);

  pdl_basis_page_add (self, pdl_part_label (_ ("Who holds what"), "pdl-sect"), _ ("Who holds what"));
  if (positions->len > 0 && pdl_national_holds (self->national, positions->pdata[0]))
    {
      const char *words = _ ("Your national guideline stands first. That orders this list only: no row, limit or option changes.");

      pdl_basis_page_add (self, pdl_part_label (words, "pdl-caption"), words);
    }
  for (guint i = 0; i < positions->len; i++)
    add_position (self, positions->pdata[i]);
}

static const char *
words_of (const PdlConcern *concern)
{
  switch (concern->kind)
    {
    case PDL_CONCERN_ROW: return ((const PdlRow *) concern->thing)->action->label;
    case PDL_CONCERN_MODIFIER: return ((const PdlModifier *) concern->thing)->text;
    case PDL_CONCERN_OPTION: return ((const PdlOption *) concern->thing)->label;
    case PDL_CONCERN_SCORE: return ((const PdlScore *) concern->thing)->label;
    case PDL_CONCERN_STATEMENT:
      {
        const PdlStatement *statement = concern->thing;

        return statement->text_short != NULL ? statement->text_short : statement->text;
      }
    case PDL_CONCERN_ALERT: break;
    }
  return ((const PdlAlert *) concern->thing)->text_short != NULL ? ((const PdlAlert *) concern->thing)->text_short
                                                                 : ((const PdlAlert *) concern->thing)->text;
}

static void
add_concern (PdlBasisPage *self, const PdlConcern *concern)
{
  const char *id = strchr (concern->reference, '/') + 1;
  g_autofree char *words = g_strdup_printf ("%s  %s", id, pdl_dictionary_translate (words_of (concern)));
  PdlTruth truth = self->evaluation != NULL ? pdl_concern_judge (concern, self->evaluation, self->target) : PDL_TRUTH_UNKNOWN;
  PdlGlyph glyph = self->evaluation == NULL ? PDL_GLYPH_RING : truth == PDL_TRUTH_TRUE ? PDL_GLYPH_TRUE
                   : truth == PDL_TRUTH_FALSE                                           ? PDL_GLYPH_FALSE
                                                                                        : PDL_GLYPH_UNKNOWN;
  const char *state = self->evaluation == NULL ? NULL : truth == PDL_TRUTH_TRUE ? _ ("shown here")
                      : truth == PDL_TRUTH_FALSE                                 ? _ ("not shown here")
                                                                                 : _ ("cannot tell yet");
  g_autofree char *text = state != NULL ? g_strdup_printf ("%s (%s)", words, state) : g_strdup (words);

  pdl_basis_page_add_link (self,
                           pdl_part_glyph_line (glyph, truth == PDL_TRUTH_TRUE ? PDL_ROLE_INK : PDL_ROLE_DIM, pdl_part_label (words, "pdl-note")),
                           concern->reference, text);
}

gboolean
pdl_basis_write_conflict (PdlBasisPage *self, const char *id)
{
  const PdlConflict *conflict = pdl_knowledge_lookup_conflict (self->knowledge, id);
  g_autofree char *title = conflict != NULL ? pdl_words_conflict (conflict) : NULL;
  g_autofree char *subtitle = NULL;

  if (conflict == NULL)
    return FALSE;
  if (self->evaluation == NULL)
    subtitle = g_strdup_printf (_ ("Conflict %u of the register"), conflict->number);
  else
    {
      PdlTruth truth = pdl_conflict_judge (conflict, self->evaluation, self->target);

      subtitle = g_strdup_printf (truth == PDL_TRUTH_TRUE    ? _ ("Conflict %u of the register. It applies to this case.")
                                  : truth == PDL_TRUTH_FALSE ? _ ("Conflict %u of the register. It does not apply to this case.")
                                                             : _ ("Conflict %u of the register. Whether it applies to this case cannot be told yet."),
                                  conflict->number);
    }
  pdl_basis_page_set_titles (self, title, subtitle);
  add_positions (self, conflict);
  pdl_basis_page_add_text (self, _ ("What this program does by default"), conflict->text);
  if (conflict->when != NULL && self->evaluation != NULL)
    pdl_basis_page_add_clauses (self, pdl_evaluation_explain (self->evaluation, conflict->when, self->target));
  else if (conflict->when != NULL)
    pdl_basis_page_add_text (self, _ ("Rule"), pdl_expr_get_text (conflict->when));
  pdl_basis_page_add_heading (self, _ ("What it touches"));
  for (guint i = 0; i < conflict->concerns->len; i++)
    add_concern (self, &g_array_index (conflict->concerns, PdlConcern, i));
  pdl_basis_page_add_basis (self, &conflict->basis, NULL);
  return TRUE;
}
