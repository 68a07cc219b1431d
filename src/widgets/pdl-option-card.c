/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * An option of the row, as a column of the pane or of the comparison.
 */

#include "pdl-option-card.h"

#include <glib/gi18n-lib.h>

#include "pdl-conflict-lines.h"
#include "pdl-part-list.h"

static void
add_argument (PdlPartList *list, const PdlArgument *argument, gboolean supports)
{
  gboolean unknown = argument->truth == PDL_TRUTH_UNKNOWN;
  /* Data missing: the prompt, not the claim. */
  gboolean open = unknown && argument->statement->missing != NULL;
  const char *words = pdl_dictionary_translate (open ? argument->statement->missing : argument->text);
  g_autofree char *sources = pdl_words_sources (&argument->statement->basis, 2);
  g_autofree char *tag = pdl_words_tag (&argument->statement->basis);
  g_autofree char *target = g_strdup_printf ("statement/%s", argument->statement->id);
  g_autofree char *under = argument->statement->strength != NULL
                             ? g_strdup_printf ("%s · %s", sources, pdl_dictionary_translate (argument->statement->strength))
                             : g_strdup (sources);
  g_autofree char *name = g_strdup_printf (unknown ? _ ("Cannot tell yet: %s") : supports ? _ ("For: %s") : _ ("Against: %s"), words);
  GtkWidget *button, *text, *line;

  if (pdl_part_list_keep (list, target, name, under, tag != NULL ? tag : "", NULL))
    return;
  button = gtk_button_new ();
  text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (text), pdl_part_label (words, "pdl-note"));
  line = pdl_part_label (under, "pdl-src");
  gtk_label_set_lines (GTK_LABEL (line), 2);
  gtk_label_set_ellipsize (GTK_LABEL (line), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (text), line);
  if (tag != NULL)
    {
      GtkWidget *mark = pdl_part_label (tag, "pdl-src");

      gtk_widget_add_css_class (mark, "pdl-unverified");
      gtk_box_append (GTK_BOX (text), mark);
    }
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "pdl-line");
  gtk_button_set_child (GTK_BUTTON (button), pdl_part_glyph_line (unknown ? PDL_GLYPH_UNKNOWN : supports ? PDL_GLYPH_PLUS : PDL_GLYPH_MINUS,
                                                                  unknown ? PDL_ROLE_DIM : PDL_ROLE_INK, text));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "pane.basis");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  pdl_part_list_put (list, button);
}

static void
add_words (PdlPartList *list, const char *text, const char *css_class)
{
  if (!pdl_part_list_keep (list, css_class, text, NULL))
    pdl_part_list_put (list, pdl_part_label (text, css_class));
}

static char *
place_words (const PdlOptionResult *result)
{
  if (g_str_equal (result->place, "named"))
    return g_strdup_printf (_ ("named by row %s"), result->from);
  if (g_str_equal (result->place, "alternative"))
    return g_strdup_printf (_ ("alternative in %s"), result->from);
  if (g_str_equal (result->place, "added"))
    return g_strdup_printf (_ ("added by %s"), result->from);
  return g_strdup (_ ("always listed"));
}

GtkWidget *
pdl_option_card_new (void)
{
  /* A plain box may not bear a name in GTK 4.18. */
  GtkWidget *card = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 2,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);

  gtk_widget_set_hexpand (card, TRUE);
  return card;
}

void
pdl_option_card_show (GtkWidget *card, const PdlOptionResult *result, guint place, guint count, guint most_arguments, PdlEvaluation *evaluation,
                      int target, GHashTable *said)
{
  PdlPartList *list = pdl_part_list_of (card);
  g_autofree char *words = place_words (result);
  g_autofree char *name = NULL, *reference = g_strdup_printf ("option/%s", result->option->id);
  guint most_for = most_arguments > 0 ? most_arguments : G_MAXUINT;

  pdl_part_list_begin (list);
  add_words (list, pdl_dictionary_translate (result->option->label), "pdl-h3");
  if (!pdl_part_list_keep (list, "place", words, NULL))
    pdl_part_list_put (list, pdl_part_tag (words));
  if (result->option->text != NULL)
    add_words (list, pdl_dictionary_translate (result->option->text), "pdl-caption");
  pdl_conflict_lines_add (list, evaluation, target, reference, said, 0);
  if (result->cannot_determine)
    {
      g_autofree char *waits = g_strdup_printf (_ ("Its radiotherapy or cement part cannot be determined yet (%s)"), result->waits_for);

      if (!pdl_part_list_keep (list, "waits", waits, NULL))
        pdl_part_list_put (list, pdl_part_glyph_line (PDL_GLYPH_MATTERS, PDL_ROLE_MATTERS, pdl_part_label (waits, "pdl-matter")));
    }
  if (result->struck_by != NULL)
    {
      g_autofree char *struck = g_strdup_printf (_ ("Its radiotherapy is struck (%s)"), result->struck_by);

      if (!pdl_part_list_keep (list, "struck", struck, NULL))
        pdl_part_list_put (list, pdl_part_glyph_line (PDL_GLYPH_FALSE, PDL_ROLE_INK, pdl_part_label (struck, "pdl-note")));
    }
  for (guint i = 0; i < result->n_supports && i < most_for; i++)
    add_argument (list, &result->supports[i], TRUE);
  if (result->n_supports > 0 && result->n_opposes > 0 && !pdl_part_list_keep (list, "against", NULL))
    pdl_part_list_put (list, pdl_part_hairline ());
  for (guint i = 0; i < result->n_opposes && i < most_for; i++)
    add_argument (list, &result->opposes[i], FALSE);
  if (result->n_supports == 0 && result->n_opposes == 0)
    add_words (list, _ ("No argument of the knowledge names this option for these findings."), "pdl-caption");
  pdl_part_list_end (list);

  name = g_strdup_printf (_ ("Option %u of %u, %s, %u for, %u against, not chosen"), place, count, pdl_dictionary_translate (result->option->label),
                          result->n_supports, result->n_opposes);
  gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
