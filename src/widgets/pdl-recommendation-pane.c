/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The recommendation pane. It is rebuilt from the evaluation in one go, in the order of loudness; it decides nothing. Main
 * thread.
 */

#include "pdl-recommendation-pane.h"

#include <glib/gi18n-lib.h>

#include "pdl-axes.h"
#include "pdl-option-card.h"
#include "pdl-score-bar-view.h"

struct _PdlRecommendationPane
{
  GtkWidget parent_instance;

  PdlSession *session;      /* (owned) */
  GSignalGroup *signals;    /* (owned) */
  GSimpleActionGroup *actions; /* (owned) */
  GtkWidget *box;
  gboolean all_statements;
};

enum { OPEN_BASIS, GO_TO_FINDING, COMPARE, DECIDE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PdlRecommendationPane, pdl_recommendation_pane, GTK_TYPE_WIDGET)

#define EDGE 14
#define OPTIONS_ABREAST 2
#define MOST_ARGUMENTS 3

static void rebuild (PdlRecommendationPane *self);

static GtkWidget *
make_block (PdlRecommendationPane *self, const char *title)
{
  GtkWidget *block = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_set_margin_start (block, EDGE);
  gtk_widget_set_margin_end (block, EDGE);
  gtk_widget_set_margin_top (block, 8);
  gtk_widget_set_margin_bottom (block, 8);
  if (title != NULL)
    gtk_box_append (GTK_BOX (block), pdl_part_label (title, "pdl-sect"));
  if (gtk_widget_get_first_child (self->box) != NULL)
    gtk_box_append (GTK_BOX (self->box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (self->box), block);
  return block;
}

static GtkWidget *
basis_button (GtkWidget *child, const char *reference, const char *name)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), child);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "pdl-line");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "pane.basis");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", reference);
  if (name != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static GtkWidget *
go_to_button (GtkWidget *child, const char *finding, const char *name)
{
  GtkWidget *button = basis_button (child, "", name);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "pane.go-to");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", finding);
  return button;
}

/* ---- the targets ----------------------------------------------------------------------------------------------- */

static void
add_target_tabs (PdlRecommendationPane *self, PdlEvaluation *evaluation, int target)
{
  GtkWidget *row;

  if (evaluation->n_targets < 2)
    return;
  /* The state of the action is what presses the button of the target in hand. */
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "target")), g_variant_new_int32 (target));
  row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (row, "linked");
  gtk_widget_set_margin_start (row, EDGE);
  gtk_widget_set_margin_top (row, 8);
  for (guint i = 0; i < evaluation->n_targets; i++)
    {
      g_autofree char *levels = pdl_words_levels (evaluation->targets[i].levels);
      GtkWidget *button = gtk_toggle_button_new_with_label (levels);

      gtk_widget_add_css_class (button, "pdl-value");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "pane.target");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", (int) i);
      gtk_box_append (GTK_BOX (row), button);
    }
  gtk_box_append (GTK_BOX (self->box), row);
}

static char *
clock_words (PdlEvaluation *evaluation, const PdlUrgency *urgency)
{
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (evaluation->knowledge);
  const PdlFinding *from = pdl_dictionary_lookup (dictionary, evaluation->clock_from);
  g_autofree char *end = NULL, *latest = NULL;

  /* The clock is that of the emergency; an elective limit counts from the talk, not from the scan. */
  if (evaluation->emergency != PDL_EMERGENCY_RED || evaluation->clock_start == PDL_MINUTE_NONE || !urgency->known || urgency->within_h < 0
      || from == NULL)
    return NULL;
  end = pdl_words_minute (evaluation->clock_start + urgency->within_h * 60, evaluation->as_of_minute);
  if (urgency->latest_h < 0)
    return g_strdup_printf (_ ("Counted from “%s”: until %s"), pdl_dictionary_translate (from->label), end);
  latest = pdl_words_minute (evaluation->clock_start + urgency->latest_h * 60, evaluation->as_of_minute);
  return g_strdup_printf (_ ("Counted from “%s”: until %s, at the latest %s"), pdl_dictionary_translate (from->label), end, latest);
}

static void
add_reading (PdlRecommendationPane *self, PdlEvaluation *evaluation, const PdlTargetResult *target)
{
  const PdlDecisionResult *decision = &target->decision;
  g_autofree char *levels = pdl_words_levels (target->levels);
  g_autofree char *limit = pdl_words_urgency (&decision->urgency);
  g_autofree char *clock = clock_words (evaluation, &decision->urgency);
  g_autofree char *headline = g_strdup_printf (_ ("Options %s"), limit);
  g_autofree char *reference = g_strdup_printf ("row/%s", decision->row->id);
  g_autofree char *basis = g_strdup_printf (_ ("Basis %s ›"), decision->row->id);
  g_autofree char *name = g_strdup_printf (_ ("%s, %s, options %s%s%s. Opens the basis of row %s"), levels, pdl_words_state (decision->state), limit,
                                           clock != NULL ? ". " : "", clock != NULL ? clock : "", decision->row->id);
  gboolean cannot = decision->state == PDL_STATE_CANNOT_DETERMINE;
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *middle = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *right = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *level = gtk_label_new (target->levels != 0 ? levels : "?");
  GtkWidget *state;
  GtkWidget *button;

  gtk_widget_add_css_class (level, "pdl-h1");
  gtk_widget_set_valign (level, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), level);
  gtk_widget_set_hexpand (middle, TRUE);
  gtk_box_append (GTK_BOX (middle), pdl_part_label (cannot ? pdl_dictionary_translate (decision->row->action->label) : headline, "pdl-h2"));
  if (cannot)
    gtk_box_append (GTK_BOX (middle), pdl_part_label (headline, "pdl-note"));
  if (clock != NULL)
    gtk_box_append (GTK_BOX (middle), pdl_part_label (clock, "pdl-note"));
  gtk_box_append (GTK_BOX (row), middle);
  state = pdl_part_label (pdl_words_state (decision->state), "pdl-h3");
  gtk_label_set_wrap (GTK_LABEL (state), cannot);
  gtk_box_append (GTK_BOX (right), pdl_part_glyph_line (pdl_words_state_glyph (decision->state),
                                                        decision->state == PDL_STATE_DETERMINED ? PDL_ROLE_INK : PDL_ROLE_MATTERS, state));
  gtk_box_append (GTK_BOX (right), pdl_part_label (basis, "pdl-src"));
  gtk_widget_set_valign (right, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), right);

  button = basis_button (row, reference, name);
  gtk_widget_add_css_class (button, "pdl-reading");
  if (gtk_widget_get_first_child (self->box) != NULL)
    gtk_box_append (GTK_BOX (self->box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (self->box), button);
  if (decision->row_before != decision->row || decision->row_also != NULL)
    {
      g_autofree char *words
        = decision->row_also != NULL
            ? g_strdup_printf (_ ("Both rows are shown: %s and %s"), decision->row_also->id, decision->row->id)
            : g_strdup_printf (_ ("Without the modifiers the row would be %s: %s"), decision->row_before->id,
                               pdl_dictionary_translate (decision->row_before->action->label));
      GtkWidget *label = pdl_part_label (words, "pdl-caption");

      gtk_widget_set_margin_start (label, EDGE);
      gtk_widget_set_margin_bottom (label, 6);
      gtk_box_append (GTK_BOX (self->box), label);
    }
  if (target->levels != 0 && target->graded_levels > 0 && (int) target->graded_levels < pdl_level_set_count (target->levels))
    {
      g_autofree char *words = g_strdup_printf (_ ("Epidural grade recorded at %u of %d levels"), target->graded_levels,
                                                pdl_level_set_count (target->levels));
      GtkWidget *line = pdl_part_glyph_line (PDL_GLYPH_MATTERS, PDL_ROLE_MATTERS, pdl_part_label (words, "pdl-note"));

      gtk_widget_set_margin_start (line, EDGE);
      gtk_widget_set_margin_bottom (line, 6);
      gtk_box_append (GTK_BOX (self->box), line);
    }
}

static void
add_axes (PdlRecommendationPane *self, PdlEvaluation *evaluation, int target)
{
  PdlAxis axes[PDL_N_AXES];
  GtkWidget *grid = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  pdl_axes_read (evaluation, target, axes);
  gtk_box_set_homogeneous (GTK_BOX (grid), TRUE);
  gtk_box_append (GTK_BOX (self->box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  for (guint i = 0; i < PDL_N_AXES; i++)
    {
      GtkWidget *axis = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
      GtkWidget *headline = pdl_part_label (axes[i].headline, "pdl-body");
      g_autofree char *name = g_strdup_printf ("%s: %s. %s", axes[i].title, axes[i].known ? axes[i].headline : _ ("not recorded"), axes[i].under);
      GtkWidget *button;

      gtk_widget_add_css_class (headline, axes[i].known ? "recorded" : "pdl-matter");
      gtk_box_append (GTK_BOX (axis), pdl_part_label (axes[i].title, "pdl-sect"));
      gtk_box_append (GTK_BOX (axis), headline);
      if (*axes[i].under != '\0')
        gtk_box_append (GTK_BOX (axis), pdl_part_label (axes[i].under, "pdl-caption"));
      gtk_widget_set_valign (axis, GTK_ALIGN_START);
      button = go_to_button (axis, axes[i].finding, name);
      gtk_widget_add_css_class (button, "pdl-axis");
      gtk_box_append (GTK_BOX (grid), button);
    }
  gtk_box_append (GTK_BOX (self->box), grid);
  pdl_axes_clear (axes);
}

/* ---- options --------------------------------------------------------------------------------------------------- */

static void
add_options (PdlRecommendationPane *self, const PdlTargetResult *target)
{
  GtkWidget *block = make_block (self, NULL);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *grid = gtk_grid_new ();
  guint shown = MIN (target->n_options, OPTIONS_ABREAST);
  g_autofree char *count = NULL, *compare = NULL;
  GtkWidget *label, *link;

  if (target->decision.state == PDL_STATE_CANNOT_DETERMINE)
    count = g_strdup_printf (ngettext ("Valid meanwhile, %u of %u", "Valid meanwhile, %u of %u", target->n_options), shown, target->n_options);
  else
    count = g_strdup_printf (ngettext ("Options, %u of %u", "Options, %u of %u", target->n_options), shown, target->n_options);
  label = pdl_part_label (count, "pdl-sect");
  gtk_label_set_wrap (GTK_LABEL (label), FALSE);
  gtk_box_append (GTK_BOX (head), label);
  label = pdl_part_label (_ ("in the order of the row, none chosen"), "pdl-caption");
  gtk_label_set_wrap (GTK_LABEL (label), FALSE);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (head), label);
  compare = g_strdup_printf (_ ("Compare all %u"), target->n_options);
  link = pdl_part_link (compare, NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (link), "pane.compare");
  gtk_box_append (GTK_BOX (head), link);
  link = pdl_part_link (_ ("Record decision…"), NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (link), "pane.decide");
  gtk_box_append (GTK_BOX (head), link);
  gtk_box_append (GTK_BOX (block), head);

  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  for (guint i = 0; i < shown; i++)
    gtk_grid_attach (GTK_GRID (grid), pdl_option_card_new (&target->options[i], i + 1, target->n_options, MOST_ARGUMENTS), (int) i, 0, 1, 1);
  gtk_box_append (GTK_BOX (block), grid);

  if (target->n_options > shown)
    {
      g_autoptr (GString) rest = g_string_new (_ ("Also: "));

      for (guint i = shown; i < target->n_options; i++)
        g_string_append_printf (rest, "%s%s", i > shown ? " · " : "", pdl_dictionary_translate (target->options[i].option->label));
      gtk_box_append (GTK_BOX (block), pdl_part_label (rest->str, "pdl-note"));
    }
}

static void
add_modifiers (PdlRecommendationPane *self, const PdlTargetResult *target)
{
  GtkWidget *block = NULL;

  for (guint i = 0; i < target->n_modifiers; i++)
    {
      const PdlModifierResult *result = &target->modifiers[i];
      g_autofree char *reference = g_strdup_printf ("modifier/%s", result->modifier->id);
      g_autofree char *text = NULL;

      if (result->truth != PDL_TRUTH_TRUE)
        continue;
      if (result->urgency.known)
        {
          g_autofree char *limit = pdl_words_urgency (&result->urgency);

          text = g_strdup_printf ("%s (%s)", pdl_dictionary_translate (result->modifier->text), limit);
        }
      else
        text = g_strdup (pdl_dictionary_translate (result->modifier->text));
      if (block == NULL)
        block = make_block (self, _ ("What else applies here"));
      gtk_box_append (GTK_BOX (block), basis_button (pdl_part_glyph_line (PDL_GLYPH_TRUE, PDL_ROLE_INK, pdl_part_label (text, "pdl-note")), reference, text));
    }
}

/* ---- what is open ---------------------------------------------------------------------------------------------- */

static void
add_missing (PdlRecommendationPane *self, PdlEvaluation *evaluation, const PdlTargetResult *target)
{
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (evaluation->knowledge);
  const PdlDecisionResult *decision = &target->decision;
  GtkWidget *block = make_block (self, NULL);
  GtkWidget *title = pdl_part_label (_ ("Open, and it matters"), "pdl-sect");

  gtk_box_append (GTK_BOX (block), title);
  if (decision->n_missing > 0)
    gtk_widget_add_css_class (title, "pdl-matter");
  for (guint i = 0; i < decision->n_missing; i++)
    {
      const PdlMissing *missing = &decision->missing[i];
      const char *label = pdl_dictionary_translate (missing->input->finding->label);
      g_autofree char *decides = missing->rows <= 1 ? g_strdup (_ ("this alone settles the row"))
                                                    : g_strdup_printf (_ ("leaves at most %u rows"), missing->rows);
      const char *first = missing->ask != NULL && missing->ask[0] != NULL ? missing->ask[0] : missing->input->finding->id;
      const PdlFinding *asked = pdl_dictionary_lookup (dictionary, first);
      g_autofree char *name = g_strdup_printf (_ ("%s, not known: %s. Goes to %s"), label, decides,
                                               asked != NULL ? pdl_dictionary_translate (asked->label) : label);
      GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
      GtkWidget *what = pdl_part_label (label, "pdl-body");
      GtkWidget *why = pdl_part_label (decides, "pdl-note");

      gtk_widget_add_css_class (what, "recorded");
      gtk_widget_set_hexpand (why, TRUE);
      gtk_box_append (GTK_BOX (row), what);
      gtk_box_append (GTK_BOX (row), why);
      if (missing->input->how != NULL)
        gtk_box_append (GTK_BOX (row), pdl_part_tag (pdl_dictionary_translate (missing->input->how)));
      gtk_box_append (GTK_BOX (block), go_to_button (pdl_part_glyph_line (PDL_GLYPH_MATTERS, PDL_ROLE_MATTERS, row), first, name));
    }
  if (decision->n_missing == 0)
    gtk_box_append (GTK_BOX (block), pdl_part_label (_ ("No open question changes this row."), "pdl-caption"));

  if (decision->n_could_become > 0)
    {
      guint most = MIN (decision->n_could_become, 6);

      gtk_box_append (GTK_BOX (block), pdl_part_label (_ ("Could become"), "pdl-sect"));
      for (guint i = 0; i < most; i++)
        {
          const PdlOutcome *outcome = &decision->could_become[i];
          g_autoptr (GString) text = g_string_new (NULL);
          g_autofree char *reference = g_strdup_printf ("row/%s", outcome->row->id);

          for (guint j = 0; j < outcome->n_ifs; j++)
            {
              const PdlInput *input = outcome->ifs[j].input;

              g_string_append_printf (text, "%s%s: %s", j > 0 ? ", " : "", pdl_dictionary_translate (input->finding->label),
                                      outcome->ifs[j].value < input->n_values
                                        ? pdl_dictionary_translate (input->finding->codes[outcome->ifs[j].value].label)
                                        : _ ("unknown"));
            }
          g_string_append_printf (text, "%s%s (%s)", text->len > 0 ? " → " : "", pdl_dictionary_translate (outcome->row->action->label), outcome->row->id);
          gtk_box_append (GTK_BOX (block), basis_button (pdl_part_label (text->str, "pdl-note"), reference, NULL));
        }
      if (decision->n_could_become > most)
        {
          g_autofree char *more = g_strdup_printf (ngettext ("and %u other row", "and %u other rows", decision->n_could_become - most),
                                                   decision->n_could_become - most);

          gtk_box_append (GTK_BOX (block), pdl_part_label (more, "pdl-caption"));
        }
    }
}

/* ---- scores, statements, alerts -------------------------------------------------------------------------------- */

static void
add_score (GtkWidget *grid, const PdlScoreResult *result, int row)
{
  g_autofree char *number = pdl_words_score (result);
  g_autofree char *band = pdl_words_band (result);
  g_autofree char *reference = g_strdup_printf ("score/%s", result->score->id);
  g_autofree char *name = g_strdup_printf ("%s: %s, %s", pdl_dictionary_translate (result->score->label), number, band);
  gboolean open = result->band == NULL;
  GtkWidget *value = gtk_label_new (number);
  GtkWidget *words = pdl_part_label (band, "pdl-note");
  GtkWidget *label = basis_button (pdl_part_label (pdl_dictionary_translate (result->score->label), "pdl-body"), reference, name);

  gtk_widget_add_css_class (value, "recorded");
  gtk_widget_add_css_class (value, "num");
  gtk_label_set_xalign (GTK_LABEL (value), 1);
  if (open && result->state == PDL_SCORE_PARTIAL)
    gtk_widget_add_css_class (words, "pdl-matter");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_grid_attach (GTK_GRID (grid), label, 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), value, 1, row, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), pdl_score_bar_view_new (result), 2, row, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), words, 3, row, 1, 1);
  if (result->score->warning != NULL)
    gtk_widget_set_tooltip_text (words, pdl_dictionary_translate (result->score->warning));
}

static gboolean
score_is_worth_a_row (const PdlScoreResult *result)
{
  return result->state == PDL_SCORE_COMPLETE || result->state == PDL_SCORE_PARTIAL
         || (result->state == PDL_SCORE_LOOKUP_ONLY && result->band != NULL);
}

static void
add_scores (PdlRecommendationPane *self, PdlEvaluation *evaluation, const PdlTargetResult *target)
{
  GtkWidget *block = make_block (self, _ ("Scores"));
  GtkWidget *grid = gtk_grid_new ();
  int row = 0;
  guint open = 0;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 8);
  for (guint i = 0; i < target->n_scores; i++)
    if (target->scores[i].n_items > 0 && score_is_worth_a_row (&target->scores[i]))
      add_score (grid, &target->scores[i], row++);
  for (guint i = 0; i < evaluation->n_scores; i++)
    {
      if (evaluation->scores[i].n_items > 0 && score_is_worth_a_row (&evaluation->scores[i]))
        add_score (grid, &evaluation->scores[i], row++);
      else
        open++;
    }
  gtk_box_append (GTK_BOX (block), grid);
  if (row == 0)
    gtk_box_append (GTK_BOX (block), pdl_part_label (_ ("No score can be computed yet."), "pdl-caption"));
  gtk_box_append (GTK_BOX (block), pdl_part_label (_ ("A score alone does not decide treatment; models come from old cohorts."), "pdl-caption"));
}

static void
add_alerts (PdlRecommendationPane *self, PdlEvaluation *evaluation, int target)
{
  GtkWidget *block = NULL;

  for (guint i = 0; i < evaluation->n_alerts; i++)
    {
      const PdlAlertResult *result = &evaluation->alerts[i];
      g_autofree char *reference = g_strdup_printf ("alert/%s", result->alert->id);
      const char *text = pdl_dictionary_translate (result->alert->text_short != NULL ? result->alert->text_short : result->alert->text);
      gboolean loud = result->alert->severity <= PDL_SEVERITY_WARNING;

      if (result->truth != PDL_TRUTH_TRUE || result->alert->severity == PDL_SEVERITY_DISPLAY || result->acknowledged
          || (result->target >= 0 && result->target != target))
        continue;
      if (block == NULL)
        block = make_block (self, _ ("Pitfalls"));
      gtk_box_append (GTK_BOX (block),
                      basis_button (pdl_part_glyph_line (loud ? PDL_GLYPH_MATTERS : PDL_GLYPH_RING, loud ? PDL_ROLE_MATTERS : PDL_ROLE_DIM,
                                                         pdl_part_label (text, "pdl-note")),
                                    reference, text));
    }
}

/* What the record holds and the engine does not read: nothing is left out in silence. */
static void
add_unread (PdlRecommendationPane *self, PdlEvaluation *evaluation)
{
  GtkWidget *block;

  if (evaluation->n_warnings == 0)
    return;
  block = make_block (self, _ ("Kept and not read"));
  for (guint i = 0; i < evaluation->n_warnings; i++)
    {
      GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

      gtk_box_append (GTK_BOX (words), pdl_part_label (evaluation->warnings[i].text, "pdl-note"));
      gtk_box_append (GTK_BOX (words), pdl_part_label (evaluation->warnings[i].path, "pdl-caption"));
      gtk_box_append (GTK_BOX (block), pdl_part_glyph_line (PDL_GLYPH_MATTERS, PDL_ROLE_MATTERS, words));
    }
}

static void
add_statements (PdlRecommendationPane *self, PdlEvaluation *evaluation, int target)
{
  GtkWidget *block = make_block (self, _ ("What the guidelines say here"));
  const char *domain = NULL;
  guint shown = 0, unknown = 0;

  for (guint i = 0; i < evaluation->n_statements; i++)
    {
      const PdlStatementResult *result = &evaluation->statements[i];
      g_autofree char *reference = NULL;
      const char *text;

      if (result->statement->figure || (result->target >= 0 && result->target != target))
        continue;
      if (result->truth == PDL_TRUTH_UNKNOWN)
        {
          unknown++;
          continue;
        }
      shown++;
      if (!self->all_statements && shown > 8)
        continue;
      if (g_strcmp0 (domain, result->statement->domain) != 0)
        {
          g_autofree char *heading = g_strdup (pdl_dictionary_translate (result->statement->domain));

          if (*heading != '\0')
            *heading = g_ascii_toupper (*heading);
          domain = result->statement->domain;
          gtk_box_append (GTK_BOX (block), pdl_part_label (heading, "pdl-caption"));
        }
      text = pdl_dictionary_translate (result->statement->text_short != NULL ? result->statement->text_short : result->statement->text);
      reference = g_strdup_printf ("statement/%s", result->statement->id);
      gtk_box_append (GTK_BOX (block), basis_button (pdl_part_label (text, "pdl-note"), reference, NULL));
    }
  if (!self->all_statements && shown > 8)
    {
      g_autofree char *all = g_strdup_printf (_ ("All %u"), shown);
      GtkWidget *link = pdl_part_link (all, NULL);

      gtk_widget_set_halign (link, GTK_ALIGN_START);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (link), "pane.all-statements");
      gtk_box_append (GTK_BOX (block), link);
    }
  if (unknown > 0)
    {
      g_autofree char *words = g_strdup_printf (ngettext ("%u statement cannot be judged yet.", "%u statements cannot be judged yet.", unknown), unknown);

      gtk_box_append (GTK_BOX (block), pdl_part_label (words, "pdl-caption"));
    }
}

static void
rebuild (PdlRecommendationPane *self)
{
  PdlEvaluation *evaluation = pdl_session_get_evaluation (self->session);
  GtkWidget *child;
  int target;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  if (evaluation == NULL || evaluation->n_targets == 0)
    {
      GtkWidget *block = make_block (self, NULL);

      gtk_box_append (GTK_BOX (block), pdl_part_label (_ ("No case is open"), "pdl-h2"));
      gtk_box_append (GTK_BOX (block), pdl_part_label (_ ("Mark a level on the spine to start one. The emergency list opens with F8 at any time."), "pdl-note"));
      return;
    }
  target = CLAMP (pdl_session_get_target (self->session), 0, (int) evaluation->n_targets - 1);
  add_target_tabs (self, evaluation, target);
  add_reading (self, evaluation, &evaluation->targets[target]);
  add_axes (self, evaluation, target);
  if (evaluation->targets[target].decision.state == PDL_STATE_CANNOT_DETERMINE)
    add_missing (self, evaluation, &evaluation->targets[target]);
  add_options (self, &evaluation->targets[target]);
  add_modifiers (self, &evaluation->targets[target]);
  if (evaluation->targets[target].decision.state != PDL_STATE_CANNOT_DETERMINE)
    add_missing (self, evaluation, &evaluation->targets[target]);
  add_unread (self, evaluation);
  add_scores (self, evaluation, &evaluation->targets[target]);
  add_alerts (self, evaluation, target);
  add_statements (self, evaluation, target);
}

/* ---- actions ---------------------------------------------------------------------------------------------------- */

static void
basis_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PdlRecommendationPane *self = user_data;

  g_signal_emit (self, signals[OPEN_BASIS], 0, g_variant_get_string (parameter, NULL), MAX (pdl_session_get_target (self->session), 0));
}

static void
go_to_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_signal_emit (user_data, signals[GO_TO_FINDING], 0, g_variant_get_string (parameter, NULL));
}

static void
target_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PdlRecommendationPane *self = user_data;

  pdl_session_set_target (self->session, g_variant_get_int32 (parameter));
  rebuild (self);
}

static void
compare_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_signal_emit (user_data, signals[COMPARE], 0);
}

static void
decide_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_signal_emit (user_data, signals[DECIDE], 0);
}

static void
all_statements_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PdlRecommendationPane *self = user_data;

  self->all_statements = TRUE;
  rebuild (self);
}

static void
pdl_recommendation_pane_dispose (GObject *object)
{
  PdlRecommendationPane *self = PDL_RECOMMENDATION_PANE (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->session);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (pdl_recommendation_pane_parent_class)->dispose (object);
}

static void
pdl_recommendation_pane_class_init (PdlRecommendationPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pdl_recommendation_pane_dispose;
  signals[OPEN_BASIS] = g_signal_new ("open-basis", PDL_TYPE_RECOMMENDATION_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                      G_TYPE_STRING, G_TYPE_INT);
  signals[GO_TO_FINDING] = g_signal_new ("go-to-finding", PDL_TYPE_RECOMMENDATION_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[COMPARE] = g_signal_new ("compare", PDL_TYPE_RECOMMENDATION_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DECIDE] = g_signal_new ("decide", PDL_TYPE_RECOMMENDATION_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "recommendationpane");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
}

static void
pdl_recommendation_pane_init (PdlRecommendationPane *self)
{
  static const GActionEntry entries[] = {
    { "basis", basis_activated_cb, "s" },    { "go-to", go_to_activated_cb, "s" }, { "target", target_activated_cb, "i", "0" },
    { "compare", compare_activated_cb },     { "decide", decide_activated_cb },    { "all-statements", all_statements_activated_cb },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "pane", G_ACTION_GROUP (self->actions));
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Recommendations"), -1);
}

GtkWidget *
pdl_recommendation_pane_new (PdlSession *session)
{
  PdlRecommendationPane *self = g_object_new (PDL_TYPE_RECOMMENDATION_PANE, NULL);

  self->session = g_object_ref (session);
  self->signals = g_signal_group_new (PDL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "evaluated", G_CALLBACK (rebuild), self);
  g_signal_group_connect_swapped (self->signals, "case-changed", G_CALLBACK (rebuild), self);
  g_signal_group_connect_swapped (self->signals, "notify::level", G_CALLBACK (rebuild), self);
  g_signal_group_set_target (self->signals, session);
  rebuild (self);
  return GTK_WIDGET (self);
}

void
pdl_recommendation_pane_open_row (PdlRecommendationPane *self)
{
  PdlEvaluation *evaluation = pdl_session_get_evaluation (self->session);
  int target = MAX (pdl_session_get_target (self->session), 0);
  g_autofree char *reference = NULL;

  if (evaluation == NULL || evaluation->n_targets == 0)
    return;
  target = MIN (target, (int) evaluation->n_targets - 1);
  reference = g_strdup_printf ("row/%s", evaluation->targets[target].decision.row->id);
  g_signal_emit (self, signals[OPEN_BASIS], 0, reference, target);
}

const char *
pdl_recommendation_pane_get_open_finding (PdlRecommendationPane *self, guint place)
{
  PdlEvaluation *evaluation = pdl_session_get_evaluation (self->session);
  const PdlDecisionResult *decision;
  int target = MAX (pdl_session_get_target (self->session), 0);

  if (evaluation == NULL || evaluation->n_targets == 0)
    return NULL;
  decision = &evaluation->targets[MIN (target, (int) evaluation->n_targets - 1)].decision;
  if (decision->n_missing == 0)
    return NULL;
  place %= decision->n_missing;
  return decision->missing[place].ask != NULL ? decision->missing[place].ask[0] : NULL;
}
