/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The basis of one output. Every word comes from the knowledge or from the clause tree of the evaluation. Main thread.
 */

#include "pdl-basis-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "pdl-pane-parts.h"
#include "pdl-refresh.h"

struct _PdlBasisView
{
  GtkWidget parent_instance;

  PdlSession *session;   /* (owned) */
  GSignalGroup *signals; /* (owned) */
  char *reference;       /* (owned) (nullable) */
  int target;
  GtkWidget *outer, *title, *subtitle, *box, *foot, *back;
  GString *text;         /* the page as text while it is built */
};

enum { CLOSED, GO_TO_FINDING, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PdlBasisView, pdl_basis_view, GTK_TYPE_WIDGET)

static void
add (PdlBasisView *self, GtkWidget *widget, const char *text)
{
  gtk_box_append (GTK_BOX (self->box), widget);
  if (text != NULL)
    g_string_append_printf (self->text, "%s\n", text);
}

static void
add_heading (PdlBasisView *self, const char *text)
{
  add (self, pdl_part_hairline (), NULL);
  add (self, pdl_part_label (text, "pdl-sect"), text);
}

static void
add_text (PdlBasisView *self, const char *heading, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  add_heading (self, heading);
  add (self, pdl_part_label (pdl_dictionary_translate (text), "pdl-body"), text);
}

static void
finding_clicked_cb (GtkButton *button, gpointer user_data)
{
  g_signal_emit (user_data, signals[GO_TO_FINDING], 0, g_object_get_data (G_OBJECT (button), "finding"));
}

/* One leaf: glyph, words, this patient's value. A click goes to its field. */
static void
add_leaf (PdlBasisView *self, const PdlClause *clause, int depth)
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
      g_object_set_data (G_OBJECT (button), "finding", (gpointer) clause->finding->id);
      g_signal_connect_object (button, "clicked", G_CALLBACK (finding_clicked_cb), self, 0);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      content = button;
    }
  gtk_widget_set_margin_start (content, 18 * depth);
  add (self, content, line);
}

static void
add_clause (PdlBasisView *self, const PdlClause *clause, int depth)
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
      add (self, label, word);
    }
  for (guint i = 0; i < clause->children->len; i++)
    add_clause (self, g_ptr_array_index (clause->children, i), depth + (depth > 0 || !g_str_equal (clause->op, "and")));
}

static void
add_clauses (PdlBasisView *self, PdlClause *clause)
{
  g_autoptr (PdlClause) owned = clause;

  add_heading (self, _ ("Clauses, with this patient's values"));
  if (owned != NULL)
    add_clause (self, owned, 0);
}

static void
add_basis (PdlBasisView *self, const PdlBasis *basis, const char *strength)
{
  g_autofree char *tag = pdl_words_tag (basis);
  g_autofree char *place = g_strdup_printf (_ ("%s, line %u. Verification: %s"), basis->file, basis->line, basis->tag != NULL ? basis->tag : _ ("none given"));

  if (strength != NULL)
    add_text (self, _ ("Strength"), strength);
  add_heading (self, _ ("Sources"));
  for (guint i = 0; i < basis->n_sources; i++)
    {
      const PdlSource *source = basis->sources[i];
      GtkWidget *label;

      if (source->doi != NULL || source->url != NULL)
        {
          g_autofree char *address = source->url != NULL ? g_strdup (source->url) : g_strdup_printf ("https://doi.org/%s", source->doi);
          g_autofree char *markup = g_markup_printf_escaped ("%s <a href=\"%s\">%s</a>", source->citation, address, source->doi != NULL ? source->doi : address);

          label = pdl_part_label (NULL, "pdl-note");
          gtk_label_set_markup (GTK_LABEL (label), markup);
        }
      else
        label = pdl_part_label (source->citation, "pdl-note");
      gtk_label_set_selectable (GTK_LABEL (label), TRUE);
      add (self, label, source->citation);
    }
  if (tag != NULL)
    add (self, pdl_part_glyph_line (PDL_GLYPH_MATTERS, PDL_ROLE_MATTERS, pdl_part_label (tag, "pdl-matter")), tag);
  add (self, pdl_part_label (place, "pdl-src"), place);
}

static void
set_titles (PdlBasisView *self, const char *title, const char *subtitle)
{
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->subtitle), subtitle != NULL ? subtitle : "");
  g_string_append_printf (self->text, "%s\n%s\n", title, subtitle != NULL ? subtitle : "");
}

/* Rows above that could still apply, or that miss by one clause, would be a search; what is exact is what could become. */
static void
add_changes (PdlBasisView *self, const PdlDecisionResult *decision)
{
  if (decision->n_could_become == 0)
    return;
  add_heading (self, _ ("What the open findings could make of it"));
  for (guint i = 0; i < decision->n_could_become && i < 12; i++)
    {
      const PdlOutcome *outcome = &decision->could_become[i];
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint j = 0; j < outcome->n_ifs; j++)
        {
          const PdlInput *input = outcome->ifs[j].input;

          g_string_append_printf (text, "%s%s: %s", j > 0 ? ", " : "", pdl_dictionary_translate (input->finding->label),
                                  outcome->ifs[j].value < input->n_values ? pdl_dictionary_translate (input->finding->codes[outcome->ifs[j].value].label)
                                                                          : _ ("unknown"));
        }
      g_string_append_printf (text, "%s%s, %s", text->len > 0 ? " → " : "", outcome->row->id, pdl_dictionary_translate (outcome->row->action->label));
      add (self, pdl_part_label (text->str, "pdl-note"), text->str);
    }
}

static void
build_row (PdlBasisView *self, PdlEvaluation *evaluation, const char *id)
{
  const PdlRow *row = pdl_knowledge_lookup_row (evaluation->knowledge, id);
  const PdlTargetResult *target = &evaluation->targets[self->target];
  g_autofree char *title = g_strdup_printf (_ ("Basis of %s"), id);
  g_autofree char *subtitle = NULL;

  if (row == NULL)
    return;
  subtitle = g_strdup_printf (_ ("%s. Row %u of %u; the first true row applies."), pdl_dictionary_translate (row->action->label), row->index + 1,
                              pdl_knowledge_get_n_rows (evaluation->knowledge));
  set_titles (self, title, subtitle);
  add (self, pdl_part_label (pdl_dictionary_translate (row->text), "pdl-body"), row->text);
  add_clauses (self, pdl_evaluation_explain_row (evaluation, self->target, row));
  if (row == target->decision.row)
    {
      gboolean heading = FALSE;

      for (guint i = 0; i < target->n_modifiers; i++)
        if (target->modifiers[i].truth != PDL_TRUTH_FALSE)
          {
            const PdlModifier *modifier = target->modifiers[i].modifier;
            gboolean holds = target->modifiers[i].truth == PDL_TRUTH_TRUE;
            g_autofree char *text = g_strdup_printf ("%s  %s", modifier->id, pdl_dictionary_translate (modifier->text));

            if (!heading)
              add_heading (self, _ ("Modifiers"));
            heading = TRUE;
            add (self, pdl_part_glyph_line (holds ? PDL_GLYPH_TRUE : PDL_GLYPH_UNKNOWN, holds ? PDL_ROLE_INK : PDL_ROLE_DIM, pdl_part_label (text, "pdl-body")), text);
          }
      add_changes (self, &target->decision);
    }
  add_text (self, _ ("Disagreement and alternatives"), row->note);
  add_text (self, _ ("Time limit, in the source's words"), row->urgency_text);
  add_basis (self, &row->basis, NULL);
}

static void
build_score (PdlBasisView *self, PdlEvaluation *evaluation, const char *id)
{
  const PdlTargetResult *target = &evaluation->targets[self->target];
  const PdlScoreResult *result = NULL;
  g_autofree char *number = NULL, *band = NULL, *subtitle = NULL;

  for (guint i = 0; i < target->n_scores; i++)
    if (g_str_equal (target->scores[i].score->id, id))
      result = &target->scores[i];
  for (guint i = 0; i < evaluation->n_scores; i++)
    if (g_str_equal (evaluation->scores[i].score->id, id))
      result = &evaluation->scores[i];
  if (result == NULL)
    return;
  number = pdl_words_score (result);
  band = pdl_words_band (result);
  subtitle = g_strdup_printf (_ ("%s of %g to %g: %s"), number, result->score->min, result->score->max, band);
  set_titles (self, pdl_dictionary_translate (result->score->label), subtitle);
  if (result->level != PDL_LEVEL_NONE)
    {
      g_autofree char *level = g_strdup_printf (_ ("Read at %s"), pdl_level_name (result->level));

      add (self, pdl_part_label (level, "pdl-body"), level);
    }
  add_heading (self, _ ("Items"));
  for (guint i = 0; i < result->n_items; i++)
    {
      const PdlItemResult *item = &result->items[i];
      g_autofree char *value = item->value != NULL && item->item->finding != NULL ? pdl_finding_describe (item->item->finding, item->value)
                                                                                  : g_strdup (item->known ? "" : _ ("not known"));
      g_autofree char *points = item->known ? g_strdup_printf ("%g", item->min) : g_strdup_printf ("%g–%g", item->min, item->max);
      g_autofree char *text = g_strdup_printf ("%s: %s — %s", pdl_dictionary_translate (item->item->label), value, points);

      add (self, pdl_part_glyph_line (item->known ? PDL_GLYPH_TRUE : PDL_GLYPH_UNKNOWN, item->known ? PDL_ROLE_INK : PDL_ROLE_MATTERS, pdl_part_label (text, "pdl-body")), text);
    }
  add_heading (self, _ ("Bands"));
  for (guint i = 0; i < result->score->n_bands; i++)
    {
      const PdlBand *b = &result->score->bands[i];
      g_autofree char *range = isnan (b->min) ? NULL : g_strdup_printf ("%g–%g  ", b->min, b->max);
      g_autofree char *text = g_strdup_printf ("%s%s%s%s", range != NULL ? range : "", pdl_dictionary_translate (b->label), b->text != NULL ? ". " : "",
                                               b->text != NULL ? pdl_dictionary_translate (b->text) : "");
      GtkWidget *label = pdl_part_label (text, "pdl-body");

      if (b == result->band)
        gtk_widget_add_css_class (label, "recorded");
      add (self, label, text);
    }
  add_text (self, _ ("Warning"), result->score->warning);
  add_basis (self, &result->score->basis, NULL);
}

static void
build (gpointer user_data)
{
  PdlBasisView *self = user_data;
  PdlEvaluation *evaluation = pdl_session_get_evaluation (self->session);
  PdlKnowledge *knowledge = pdl_session_get_knowledge (self->session);
  g_auto (GStrv) parts = NULL;
  g_autofree char *foot = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  g_string_truncate (self->text, 0);
  if (self->reference == NULL || evaluation == NULL || evaluation->n_targets == 0)
    return;
  self->target = CLAMP (self->target, 0, (int) evaluation->n_targets - 1);
  parts = g_strsplit (self->reference, "/", 2);
  if (g_strv_length (parts) != 2)
    return;

  if (g_str_equal (parts[0], "row"))
    build_row (self, evaluation, parts[1]);
  else if (g_str_equal (parts[0], "score"))
    build_score (self, evaluation, parts[1]);
  else if (g_str_equal (parts[0], "statement"))
    {
      const PdlStatement *statement = pdl_knowledge_lookup_statement (knowledge, parts[1]);

      if (statement != NULL)
        {
          set_titles (self, statement->text_short != NULL ? pdl_dictionary_translate (statement->text_short) : statement->id, statement->id);
          add (self, pdl_part_label (pdl_dictionary_translate (statement->text), "pdl-body"), statement->text);
          add_clauses (self, pdl_evaluation_explain_statement (evaluation, self->target, statement));
          add_text (self, _ ("Exclusions and contraindications"), statement->exclusions);
          add_text (self, _ ("If data are missing"), statement->missing);
          add_basis (self, &statement->basis, statement->strength);
        }
    }
  else if (g_str_equal (parts[0], "alert"))
    {
      const PdlAlert *alert = pdl_knowledge_lookup_alert (knowledge, parts[1]);

      if (alert != NULL)
        {
          set_titles (self, alert->text_short != NULL ? pdl_dictionary_translate (alert->text_short) : alert->id, alert->id);
          add (self, pdl_part_label (pdl_dictionary_translate (alert->text), "pdl-body"), alert->text);
          add_clauses (self, pdl_evaluation_explain_alert (evaluation, self->target, alert));
          add_basis (self, &alert->basis, NULL);
        }
    }
  else if (g_str_equal (parts[0], "modifier"))
    {
      for (guint i = 0; i < pdl_knowledge_get_n_modifiers (knowledge); i++)
        {
          const PdlModifier *modifier = pdl_knowledge_get_modifier (knowledge, i);

          if (!g_str_equal (modifier->id, parts[1]))
            continue;
          set_titles (self, modifier->id, NULL);
          add (self, pdl_part_label (pdl_dictionary_translate (modifier->text), "pdl-body"), modifier->text);
          add_clauses (self, pdl_evaluation_explain_modifier (evaluation, self->target, modifier));
          add_basis (self, &modifier->basis, NULL);
        }
    }
  else if (g_str_equal (parts[0], "finding"))
    {
      const PdlFinding *finding = pdl_dictionary_lookup (pdl_knowledge_get_dictionary (knowledge), parts[1]);
      const char *rule = NULL;
      const PdlBasis *basis = finding != NULL ? pdl_knowledge_get_derivation_basis (knowledge, finding, &rule) : NULL;

      if (finding != NULL)
        {
          set_titles (self, pdl_dictionary_translate (finding->label), finding->id);
          if (finding->help != NULL)
            add (self, pdl_part_label (pdl_dictionary_translate (finding->help), "pdl-body"), finding->help);
          if (basis != NULL)
            {
              add_text (self, _ ("Rule"), rule);
              add_basis (self, basis, NULL);
            }
          else if (finding->source != NULL)
            add_text (self, _ ("Source"), finding->source);
        }
    }
  foot = g_strdup_printf (_ ("Knowledge %s of %s, hash %.12s. Not signed by a clinician."), pdl_knowledge_get_version (knowledge), pdl_knowledge_get_date (knowledge),
                          pdl_knowledge_get_hash (knowledge));
  gtk_label_set_text (GTK_LABEL (self->foot), foot);
  g_string_append_printf (self->text, "%s\n", foot);
}

static void
back_clicked_cb (GtkButton *button, gpointer user_data)
{
  g_signal_emit (user_data, signals[CLOSED], 0);
}

void
pdl_basis_view_open (PdlBasisView *self, const char *reference, int target)
{
  char *copy = g_strdup (reference);

  g_free (self->reference);
  self->reference = copy;
  self->target = target;
  build (self);
  gtk_widget_grab_focus (self->back);
}

char *
pdl_basis_view_to_text (PdlBasisView *self)
{
  return g_strdup (self->text->str);
}

static void
pdl_basis_view_dispose (GObject *object)
{
  PdlBasisView *self = PDL_BASIS_VIEW (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->session);
  g_clear_pointer (&self->outer, gtk_widget_unparent);
  g_clear_pointer (&self->reference, g_free);
  if (self->text != NULL)
    g_string_free (g_steal_pointer (&self->text), TRUE);
  G_OBJECT_CLASS (pdl_basis_view_parent_class)->dispose (object);
}

static void
pdl_basis_view_class_init (PdlBasisViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pdl_basis_view_dispose;
  signals[CLOSED] = g_signal_new ("closed", PDL_TYPE_BASIS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[GO_TO_FINDING] = g_signal_new ("go-to-finding", PDL_TYPE_BASIS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "basisview");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_REGION);
}

static void
pdl_basis_view_init (PdlBasisView *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *titles = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->text = g_string_new (NULL);
  self->outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->outer, GTK_WIDGET (self));
  self->back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  gtk_widget_add_css_class (self->back, "flat");
  gtk_widget_set_tooltip_text (self->back, _ ("Back (Esc)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->back), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Back"), -1);
  g_signal_connect_object (self->back, "clicked", G_CALLBACK (back_clicked_cb), self, 0);
  self->title = pdl_part_label ("", "pdl-h2");
  self->subtitle = pdl_part_label ("", "pdl-note");
  gtk_widget_set_hexpand (titles, TRUE);
  gtk_box_append (GTK_BOX (titles), self->title);
  gtk_box_append (GTK_BOX (titles), self->subtitle);
  gtk_widget_add_css_class (head, "pdl-head");
  gtk_box_append (GTK_BOX (head), self->back);
  gtk_box_append (GTK_BOX (head), titles);
  gtk_box_append (GTK_BOX (self->outer), head);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_set_margin_start (self->box, 14);
  gtk_widget_set_margin_end (self->box, 14);
  gtk_widget_set_margin_top (self->box, 8);
  gtk_widget_set_margin_bottom (self->box, 14);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->box);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (self->outer), scrolled);
  self->foot = pdl_part_label ("", "pdl-caption");
  gtk_widget_add_css_class (self->foot, "pdl-foot");
  gtk_box_append (GTK_BOX (self->outer), self->foot);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Basis"), -1);
}

GtkWidget *
pdl_basis_view_new (PdlSession *session)
{
  PdlBasisView *self = g_object_new (PDL_TYPE_BASIS_VIEW, NULL);

  self->session = g_object_ref (session);
  pdl_refresh_init (GTK_WIDGET (self), build);
  self->signals = g_signal_group_new (PDL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "evaluated", G_CALLBACK (pdl_refresh_queue), self);
  g_signal_group_set_target (self->signals, session);
  return GTK_WIDGET (self);
}
