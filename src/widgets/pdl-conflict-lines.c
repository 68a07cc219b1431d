/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-conflict-lines.h"

#include <glib/gi18n-lib.h>

#include "pdl-pane-blocks.h"

char *
pdl_words_conflict (const PdlConflict *conflict)
{
  return g_strdup_printf (pdl_conflict_is_between_sources (conflict) ? _ ("Experts differ: %s") : _ ("Accepted knowingly: %s"),
                          pdl_dictionary_translate (conflict->label));
}

static void
add_line (PdlPartList *list, const PdlConflict *conflict, int indent)
{
  g_autofree char *reference = g_strdup_printf ("conflict/%s", conflict->id);
  g_autofree char *words = pdl_words_conflict (conflict);
  g_autofree char *text = g_strdup_printf ("%s ›", words);
  g_autofree char *place = g_strdup_printf ("%d", indent);
  GtkWidget *button;

  if (pdl_part_list_keep (list, reference, text, place, NULL))
    return;
  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), pdl_part_label (text, "pdl-caption"));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "pdl-line");
  gtk_widget_add_css_class (button, "pdl-aside");
  gtk_widget_set_margin_start (button, indent);
  gtk_widget_set_margin_end (button, indent > 0 ? PDL_PANE_EDGE : 0);
  if (indent == PDL_PANE_UNDER_READING)
    gtk_widget_set_margin_bottom (button, 4);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "pane.basis");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", reference);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  pdl_part_list_put (list, button);
}

void
pdl_conflict_lines_add (PdlPartList *list, PdlEvaluation *evaluation, int target, const char *reference, GHashTable *said, int indent)
{
  const GPtrArray *conflicts = pdl_knowledge_get_conflicts_of (evaluation->knowledge, reference);

  for (guint i = 0; conflicts != NULL && i < conflicts->len; i++)
    {
      const PdlConflict *conflict = conflicts->pdata[i];

      if (pdl_conflict_test (conflict, evaluation, target) == PDL_TRUTH_TRUE && (said == NULL || g_hash_table_add (said, (gpointer) conflict)))
        add_line (list, conflict, indent);
    }
}

gboolean
pdl_conflict_lines_has (PdlEvaluation *evaluation, int target, const PdlStatement *statement)
{
  g_autofree char *reference = g_strconcat ("statement/", statement->id, NULL);
  const GPtrArray *conflicts = pdl_knowledge_get_conflicts_of (evaluation->knowledge, reference);

  for (guint i = 0; conflicts != NULL && i < conflicts->len; i++)
    if (pdl_conflict_test (conflicts->pdata[i], evaluation, target) == PDL_TRUTH_TRUE)
      return TRUE;
  return FALSE;
}
