/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The lower half of the recommendation pane: scores, pitfalls, what is kept and not read, and what the guidelines say.
 */

#include "pdl-pane-blocks.h"

#include <glib/gi18n-lib.h>

#include "pdl-conflict-lines.h"
#include "pdl-line-layout.h"
#include "pdl-score-bar-view.h"
#include "pdl-tooltip.h"

#define FIRST_STATEMENTS 8

/* ---- scores ------------------------------------------------------------------------------------------------------ */

/* Columns: the parts of a line that go to the name and to the points; the bar has a width of its own, the band the rest. */
#define NAME_SHARE 38
#define POINTS_SHARE 10

/* What a line shows of a score follows from these: the bar, too, is drawn from points and band. */
static void
add_score (PdlPartList *list, const PdlScoreResult *result)
{
  g_autofree char *number = pdl_words_score (result);
  g_autofree char *band = pdl_words_band (result);
  g_autofree char *reference = g_strdup_printf ("score/%s", result->score->id);
  g_autofree char *name = g_strdup_printf ("%s: %s, %s", pdl_dictionary_translate (result->score->label), number, band);
  g_autofree char *state = g_strdup_printf ("%d %s", result->state, result->band != NULL ? result->band->id : "");
  GtkWidget *line, *label, *value, *words;

  if (pdl_part_list_keep (list, reference, name, state, NULL))
    return;
  line = pdl_line_new (8, FALSE);
  label = pdl_pane_basis_button (pdl_part_label (pdl_dictionary_translate (result->score->label), "pdl-body"), reference, name);
  value = gtk_label_new (number);
  words = pdl_part_label (band, "pdl-note");
  pdl_line_set_share (label, NAME_SHARE);
  pdl_line_set_share (value, POINTS_SHARE);
  gtk_widget_add_css_class (value, "recorded");
  gtk_widget_add_css_class (value, "num");
  gtk_label_set_xalign (GTK_LABEL (value), 1);
  if (result->band == NULL && result->state == PDL_SCORE_PARTIAL)
    gtk_widget_add_css_class (words, "pdl-matter");
  gtk_widget_set_hexpand (words, TRUE);
  if (result->score->warning != NULL)
    pdl_tooltip_set (words, pdl_dictionary_translate (result->score->warning));
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), value);
  gtk_box_append (GTK_BOX (line), pdl_score_bar_view_new (result));
  gtk_box_append (GTK_BOX (line), words);
  pdl_part_list_put (list, pdl_pane_inset (line));
}

static gboolean
score_is_worth_a_row (const PdlScoreResult *result)
{
  return result->n_items > 0
         && (result->state == PDL_SCORE_COMPLETE || result->state == PDL_SCORE_PARTIAL
             || (result->state == PDL_SCORE_LOOKUP_ONLY && result->band != NULL));
}

void
pdl_pane_add_scores (PdlPartList *list, PdlEvaluation *evaluation, int index)
{
  const PdlTargetResult *target = &evaluation->targets[index];
  guint shown = 0;

  pdl_pane_begin_block (list, "scores", _ ("Scores"));
  for (guint i = 0; i < target->n_scores + evaluation->n_scores; i++)
    {
      const PdlScoreResult *result = i < target->n_scores ? &target->scores[i] : &evaluation->scores[i - target->n_scores];

      if (score_is_worth_a_row (result))
        {
          add_score (list, result);
          shown++;
        }
    }
  if (shown == 0)
    pdl_pane_add_words (list, _ ("No score can be computed yet."), "pdl-caption");
  pdl_pane_add_words (list, _ ("A score alone does not decide treatment; models come from old cohorts."), "pdl-caption");
}

/* ---- pitfalls and statements ------------------------------------------------------------------------------------- */

void
pdl_pane_add_alerts (PdlPartList *list, PdlEvaluation *evaluation, int target, GHashTable *said)
{
  gboolean any = FALSE;

  for (guint i = 0; i < evaluation->n_alerts; i++)
    {
      const PdlAlertResult *result = &evaluation->alerts[i];
      g_autofree char *reference = g_strdup_printf ("alert/%s", result->alert->id);
      const char *text = pdl_dictionary_translate (result->alert->text_short != NULL ? result->alert->text_short : result->alert->text);
      gboolean loud = result->alert->severity <= PDL_SEVERITY_WARNING;

      if (result->truth != PDL_TRUTH_TRUE || result->alert->severity == PDL_SEVERITY_DISPLAY || result->acknowledged
          || (result->target >= 0 && result->target != target))
        continue;
      if (!any)
        pdl_pane_begin_block (list, "alerts", _ ("Pitfalls"));
      any = TRUE;
      if (!pdl_part_list_keep (list, reference, text, NULL))
        pdl_part_list_put (list, pdl_pane_inset (pdl_pane_basis_button (
                                pdl_part_glyph_line (loud ? PDL_GLYPH_MATTERS : PDL_GLYPH_RING, loud ? PDL_ROLE_MATTERS : PDL_ROLE_DIM,
                                                     pdl_part_label (text, "pdl-note")),
                                reference, text)));
      pdl_conflict_lines_add (list, evaluation, target, reference, said, PDL_PANE_UNDER_GLYPH);
    }
}

/* What the record holds and the engine does not read: nothing is left out in silence. */
void
pdl_pane_add_unread (PdlPartList *list, PdlEvaluation *evaluation)
{
  if (evaluation->n_warnings == 0)
    return;
  pdl_pane_begin_block (list, "unread", _ ("Kept and not read"));
  for (guint i = 0; i < evaluation->n_warnings; i++)
    {
      GtkWidget *words;

      if (pdl_part_list_keep (list, "unread", evaluation->warnings[i].path, evaluation->warnings[i].text, NULL))
        continue;
      words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
      gtk_box_append (GTK_BOX (words), pdl_part_label (evaluation->warnings[i].text, "pdl-note"));
      gtk_box_append (GTK_BOX (words), pdl_part_label (evaluation->warnings[i].path, "pdl-caption"));
      pdl_part_list_put (list, pdl_pane_inset (pdl_part_glyph_line (PDL_GLYPH_MATTERS, PDL_ROLE_MATTERS, words)));
    }
}

static void
add_domain (PdlPartList *list, const char *domain)
{
  g_autofree char *heading = g_strdup (pdl_dictionary_translate (domain));

  if (*heading != '\0')
    *heading = g_ascii_toupper (*heading);
  pdl_pane_add_words (list, heading, "pdl-caption");
}

static void
add_statement (PdlPartList *list, PdlEvaluation *evaluation, int target, const PdlStatement *statement, const PdlNational *national, GHashTable *said)
{
  const char *text = pdl_dictionary_translate (statement->text_short != NULL ? statement->text_short : statement->text);
  const char *mark = pdl_national_states (national, evaluation->knowledge, statement) && pdl_conflict_lines_has (evaluation, target, statement)
                       ? _ ("your national guideline") : "";
  g_autofree char *reference = g_strdup_printf ("statement/%s", statement->id);
  g_autofree char *name = *mark != '\0' ? g_strdup_printf ("%s, %s", text, mark) : NULL;

  if (!pdl_part_list_keep (list, reference, text, mark, NULL))
    {
      GtkWidget *label = pdl_part_label (text, "pdl-note"), *line = label;

      if (*mark != '\0')
        {
          GtkWidget *tag = pdl_part_tag (mark);

          line = pdl_line_new (8, FALSE);
          gtk_widget_set_hexpand (label, TRUE);
          gtk_widget_set_valign (tag, GTK_ALIGN_START);
          gtk_box_append (GTK_BOX (line), label);
          gtk_box_append (GTK_BOX (line), tag);
        }
      pdl_part_list_put (list, pdl_pane_inset (pdl_pane_basis_button (line, reference, name)));
    }
  pdl_conflict_lines_add (list, evaluation, target, reference, said, PDL_PANE_EDGE);
}

void
pdl_pane_add_statements (PdlPartList *list, PdlEvaluation *evaluation, int target, gboolean all, const PdlNational *national, GHashTable *said)
{
  g_autoptr (GPtrArray) results = g_ptr_array_new ();
  const char *domain = NULL;
  guint shown = 0, unknown = 0;

  pdl_pane_begin_block (list, "statements", _ ("What the guidelines say here"));
  for (guint i = 0; i < evaluation->n_statements; i++)
    {
      const PdlStatementResult *result = &evaluation->statements[i];

      if (result->statement->figure || (result->target >= 0 && result->target != target))
        continue;
      if (result->truth == PDL_TRUTH_UNKNOWN)
        {
          unknown++;
          continue;
        }
      shown++;
      if (all || shown <= FIRST_STATEMENTS)
        g_ptr_array_add (results, (gpointer) result);
    }
  pdl_national_order (national, evaluation, target, results);
  for (guint i = 0; i < results->len; i++)
    {
      const PdlStatement *statement = ((const PdlStatementResult *) results->pdata[i])->statement;

      if (g_strcmp0 (domain, statement->domain) != 0)
        add_domain (list, domain = statement->domain);
      add_statement (list, evaluation, target, statement, national, said);
    }
  if (!all && shown > FIRST_STATEMENTS)
    {
      g_autofree char *words = g_strdup_printf (_ ("All %u"), shown);

      if (!pdl_part_list_keep (list, "all-statements", words, NULL))
        {
          GtkWidget *link = pdl_part_link (words, NULL);

          gtk_widget_set_halign (link, GTK_ALIGN_START);
          gtk_actionable_set_action_name (GTK_ACTIONABLE (link), "pane.all-statements");
          pdl_part_list_put (list, pdl_pane_inset (link));
        }
    }
  if (unknown > 0)
    {
      g_autofree char *words = g_strdup_printf (ngettext ("%u statement cannot be judged yet.", "%u statements cannot be judged yet.", unknown), unknown);

      pdl_pane_add_words (list, words, "pdl-caption");
    }
}
