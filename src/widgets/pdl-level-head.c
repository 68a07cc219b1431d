/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-level-head.h"

#include <glib/gi18n-lib.h>

#include "pdl-finding-row.h"

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

GtkWidget *
pdl_level_head_init (PdlLevelHead *self)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = make_label ("pdl-sect");

  self->line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  self->title = make_label ("pdl-h1");
  self->note = make_label ("pdl-caption");
  self->score = make_label ("pdl-h2");
  gtk_label_set_text (GTK_LABEL (label), _("Level findings"));
  gtk_box_append (GTK_BOX (texts), label);
  gtk_box_append (GTK_BOX (texts), self->note);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_margin_start (self->line, 6); /* in line with the title of the section */
  gtk_box_append (GTK_BOX (self->line), self->title);
  gtk_box_append (GTK_BOX (self->line), texts);
  gtk_box_append (GTK_BOX (self->line), self->score);
  return self->line;
}

/* The findings of the first screen that are recorded, of all of them. */
static void
show_count (PdlLevelHead *self, GActionGroup *actions, GPtrArray *rows)
{
  g_autofree char *note = NULL;
  guint recorded = 0, total = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const PdlFinding *finding = pdl_finding_row_get_finding (g_ptr_array_index (rows, i));
      g_autoptr (GVariant) state = NULL;

      if (finding->scope != PDL_SCOPE_LEVEL || finding->first_screen == 0)
        continue;
      total++;
      state = g_action_group_get_action_state (actions, finding->id);
      if (state != NULL && *g_variant_get_string (state, NULL) != '\0')
        recorded++;
    }
  note = g_strdup_printf (_("%u of %u recorded"), recorded, total);
  gtk_label_set_text (GTK_LABEL (self->note), note);
}

/* The first score of the level that has a total, complete or between two. */
static void
show_score (PdlLevelHead *self, PdlEvaluation *evaluation, PdlLevel level)
{
  gtk_label_set_text (GTK_LABEL (self->score), "");
  for (guint t = 0; evaluation != NULL && t < evaluation->n_targets; t++)
    for (guint s = 0; s < evaluation->targets[t].n_scores; s++)
      {
        const PdlScoreResult *result = &evaluation->targets[t].scores[s];
        g_autofree char *label = NULL;
        g_autofree char *markup = NULL;

        if (result->level != level || result->n_items < 2 || (result->state != PDL_SCORE_COMPLETE && result->state != PDL_SCORE_PARTIAL))
          continue;
        label = g_markup_escape_text (pdl_dictionary_translate (result->score->label), -1);
        if (result->max > result->min)
          markup = g_strdup_printf ("<small>%s</small>  <b>%g–%g</b>", label, result->min, result->max);
        else
          markup = g_strdup_printf ("<small>%s</small>  <b>%g</b>", label, result->min);
        gtk_label_set_markup (GTK_LABEL (self->score), markup);
        return;
      }
}

void
pdl_level_head_refresh (PdlLevelHead *self, PdlSession *session, GActionGroup *actions, GPtrArray *rows)
{
  g_autofree char *names = pdl_level_set_to_text (pdl_session_get_selected (session));

  gtk_label_set_text (GTK_LABEL (self->title), names);
  show_count (self, actions, rows);
  show_score (self, pdl_session_get_evaluation (session), pdl_session_get_level (session));
}
