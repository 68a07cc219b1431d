/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The upper half of the recommendation pane: which target, its reading, the axes, the options, what else applies, and what is
 * open.
 */

#include "pdl-pane-blocks.h"

#include <glib/gi18n-lib.h>

#include "pdl-axes.h"
#include "pdl-conflict-lines.h"
#include "pdl-line-layout.h"
#include "pdl-option-card.h"

#define OPTIONS_ABREAST 2
#define MOST_ARGUMENTS 3
#define MOST_OUTCOMES 6

/* ---- parts ------------------------------------------------------------------------------------------------------ */

GtkWidget *
pdl_pane_inset (GtkWidget *part)
{
  gtk_widget_set_margin_start (part, PDL_PANE_EDGE);
  gtk_widget_set_margin_end (part, PDL_PANE_EDGE);
  return part;
}

/* A hairline over a block, @above it air. The first block has none. */
static void
add_rule (PdlPartList *list, const char *id, int above)
{
  GtkWidget *rule;

  if (pdl_part_list_get_last (list) == NULL || pdl_part_list_keep (list, "rule", id, NULL))
    return;
  rule = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_margin_top (rule, above);
  pdl_part_list_put (list, rule);
}

void
pdl_pane_begin_block (PdlPartList *list, const char *id, const char *title)
{
  GtkWidget *label;

  add_rule (list, id, 8);
  if (title == NULL || pdl_part_list_keep (list, "title", title, NULL))
    return;
  label = pdl_pane_inset (pdl_part_label (title, "pdl-sect"));
  gtk_widget_set_margin_top (label, 8);
  pdl_part_list_put (list, label);
}

void
pdl_pane_add_words (PdlPartList *list, const char *text, const char *css_class)
{
  if (!pdl_part_list_keep (list, "words", css_class, text, NULL))
    pdl_part_list_put (list, pdl_pane_inset (pdl_part_label (text, css_class)));
}

GtkWidget *
pdl_pane_basis_button (GtkWidget *child, const char *reference, const char *name)
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
  GtkWidget *button = pdl_pane_basis_button (child, "", name);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "pane.go-to");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", finding);
  return button;
}

/* Why the reading is only provisional, or cannot be determined, as far as modifiers say so. */
static gboolean
sets_state (const PdlDecisionResult *decision, const PdlModifier *modifier)
{
  return g_strv_contains (decision->state_reasons, modifier->id);
}

static void
add_modifier (PdlPartList *list, PdlEvaluation *evaluation, int index, const PdlModifierResult *result, gboolean matters, GHashTable *said)
{
  g_autofree char *reference = g_strdup_printf ("modifier/%s", result->modifier->id);
  g_autofree char *limit = result->urgency.known ? pdl_words_urgency (&result->urgency) : NULL;
  const char *words = pdl_dictionary_translate (result->modifier->text);
  g_autofree char *text = limit != NULL ? g_strdup_printf ("%s (%s)", words, limit) : g_strdup (words);

  if (!pdl_part_list_keep (list, reference, text, NULL))
    pdl_part_list_put (list, pdl_pane_inset (pdl_pane_basis_button (
                            pdl_part_glyph_line (matters ? PDL_GLYPH_MATTERS : PDL_GLYPH_TRUE, matters ? PDL_ROLE_MATTERS : PDL_ROLE_INK,
                                                 pdl_part_label (text, "pdl-note")), reference, text)));
  pdl_conflict_lines_add (list, evaluation, index, reference, said, PDL_PANE_UNDER_GLYPH);
}

/* ---- the targets ----------------------------------------------------------------------------------------------- */

void
pdl_pane_add_target_tabs (PdlPartList *list, PdlEvaluation *evaluation)
{
  g_autoptr (GString) words = g_string_new (NULL);
  GtkWidget *row;

  if (evaluation->n_targets < 2)
    return;
  for (guint i = 0; i < evaluation->n_targets; i++)
    {
      g_autofree char *levels = pdl_words_levels (evaluation->targets[i].levels);

      g_string_append_printf (words, "%s\n", levels);
    }
  if (pdl_part_list_keep (list, "targets", words->str, NULL))
    return;
  row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (row, "linked");
  gtk_widget_set_margin_start (row, PDL_PANE_EDGE);
  gtk_widget_set_margin_top (row, 8);
  gtk_widget_set_margin_bottom (row, 8);
  for (guint i = 0; i < evaluation->n_targets; i++)
    {
      g_autofree char *levels = pdl_words_levels (evaluation->targets[i].levels);
      GtkWidget *button = gtk_toggle_button_new_with_label (levels);

      gtk_widget_add_css_class (button, "pdl-value");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "pane.target");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", (int) i);
      gtk_box_append (GTK_BOX (row), button);
    }
  pdl_part_list_put (list, row);
}

static char *
clock_words (PdlEvaluation *evaluation, const PdlUrgency *urgency)
{
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (evaluation->knowledge);
  const PdlFinding *from = pdl_dictionary_lookup (dictionary, evaluation->clock_from);
  g_autofree char *end = NULL, *latest = NULL, *text = NULL;

  /* The clock is that of the emergency; an elective limit counts from the talk, not from the scan. */
  if (evaluation->emergency != PDL_EMERGENCY_RED || evaluation->clock_start == PDL_MINUTE_NONE || !urgency->known || urgency->within_h < 0
      || from == NULL)
    return NULL;
  end = pdl_words_minute (pdl_evaluation_get_clock_end (evaluation, urgency->within_h), evaluation->as_of_minute);
  if (urgency->latest_h < 0)
    text = g_strdup_printf (_ ("Counted from “%s”: until %s"), pdl_dictionary_translate (from->label), end);
  else
    {
      latest = pdl_words_minute (pdl_evaluation_get_clock_end (evaluation, urgency->latest_h), evaluation->as_of_minute);
      text = g_strdup_printf (_ ("Counted from “%s”: until %s, at the latest %s"), pdl_dictionary_translate (from->label), end, latest);
    }
  if (g_strcmp0 (evaluation->clock->last_resort, from->id) != 0)
    return g_steal_pointer (&text);
  return g_strdup_printf ("%s (%s)", text, pdl_dictionary_translate (evaluation->clock->note));
}

/* The readings of the clock side by side: the sources do not count from the same event, and one of them runs. */
static char *
readings_words (PdlEvaluation *evaluation, const PdlUrgency *urgency)
{
  GString *others = g_string_new (NULL);
  g_autofree char *rest = NULL;

  for (guint i = 0; i < pdl_knowledge_get_n_clocks (evaluation->knowledge); i++)
    {
      const PdlClock *clock = pdl_knowledge_get_clock (evaluation->knowledge, i);

      if (clock != evaluation->clock)
        g_string_append_printf (others, "%s%s", others->len > 0 ? "; " : "", pdl_dictionary_translate (clock->text));
    }
  rest = g_string_free (others, FALSE);
  if (*rest == '\0' || evaluation->emergency != PDL_EMERGENCY_RED || !urgency->known || urgency->within_h < 0)
    return NULL;
  return g_strdup_printf (_ ("Clock of this clinic: %s. Another reading: %s"), pdl_dictionary_translate (evaluation->clock->text), rest);
}

/* Under the reading: words set in from the edge. */
static void
add_remark (PdlPartList *list, const char *words, gboolean matters)
{
  GtkWidget *line;

  if (pdl_part_list_keep (list, "remark", words, NULL))
    return;
  line = matters ? pdl_part_glyph_line (PDL_GLYPH_MATTERS, PDL_ROLE_MATTERS, pdl_part_label (words, "pdl-note")) : pdl_part_label (words, "pdl-caption");
  gtk_widget_set_margin_bottom (line, 6);
  pdl_part_list_put (list, pdl_pane_inset (line));
}

static GtkWidget *
make_reading (const PdlTargetResult *target, const char *levels, const char *headline, const char *clock)
{
  const PdlDecisionResult *decision = &target->decision;
  gboolean cannot = decision->state == PDL_STATE_CANNOT_DETERMINE;
  g_autofree char *basis = g_strdup_printf (_ ("Basis %s ›"), decision->row->id);
  GtkWidget *row = pdl_line_new (10, FALSE);
  GtkWidget *middle = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *right = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *level = gtk_label_new (target->levels != 0 ? levels : "?");
  GtkWidget *state = pdl_part_label (pdl_words_state (decision->state), "pdl-h3");

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
  gtk_label_set_wrap (GTK_LABEL (state), cannot);
  gtk_box_append (GTK_BOX (right), pdl_part_glyph_line (pdl_words_state_glyph (decision->state),
                                                        decision->state == PDL_STATE_DETERMINED ? PDL_ROLE_INK : PDL_ROLE_MATTERS, state));
  gtk_box_append (GTK_BOX (right), pdl_part_label (basis, "pdl-src"));
  gtk_widget_set_hexpand (right, FALSE); /* its glyph line would */
  gtk_box_append (GTK_BOX (row), right);
  return row;
}

void
pdl_pane_add_reading (PdlPartList *list, PdlEvaluation *evaluation, int index, GHashTable *said)
{
  const PdlTargetResult *target = &evaluation->targets[index];
  const PdlDecisionResult *decision = &target->decision;
  g_autofree char *levels = pdl_words_levels (target->levels);
  g_autofree char *limit = pdl_words_urgency (&decision->urgency);
  g_autofree char *clock = clock_words (evaluation, &decision->urgency);
  g_autofree char *readings = readings_words (evaluation, &decision->urgency);
  g_autofree char *headline = g_strdup_printf (_ ("Options %s"), limit);
  g_autofree char *reference = g_strdup_printf ("row/%s", decision->row->id);
  g_autofree char *name = g_strdup_printf (_ ("%s, %s, options %s%s%s. Opens the basis of row %s"), levels, pdl_words_state (decision->state), limit,
                                           clock != NULL ? ". " : "", clock != NULL ? clock : "", decision->row->id);

  add_rule (list, "reading", 0);
  /* The name says all that is shown but the action, which follows from the row. */
  if (!pdl_part_list_keep (list, "reading", name, NULL))
    {
      GtkWidget *button = pdl_pane_basis_button (make_reading (target, levels, headline, clock), reference, name);

      gtk_widget_add_css_class (button, "pdl-reading");
      pdl_part_list_put (list, button);
    }
  if (readings != NULL)
    add_remark (list, readings, FALSE);
  for (guint i = 0; i < target->n_modifiers; i++)
    if (target->modifiers[i].truth == PDL_TRUTH_TRUE && sets_state (decision, target->modifiers[i].modifier))
      add_modifier (list, evaluation, index, &target->modifiers[i], TRUE, said);
  if (decision->row_before != decision->row || decision->row_also != NULL)
    {
      g_autofree char *words
        = decision->row_also == decision->row ? g_strdup_printf (_ ("Both ways of reading lead to %s"), decision->row->id)
          : decision->row_also != NULL
            ? g_strdup_printf (_ ("Both rows are shown: %s and %s"), decision->row_also->id, decision->row->id)
            : g_strdup_printf (_ ("Without the modifiers the row would be %s: %s"), decision->row_before->id,
                               pdl_dictionary_translate (decision->row_before->action->label));

      add_remark (list, words, FALSE);
    }
  pdl_conflict_lines_add (list, evaluation, index, reference, said, PDL_PANE_UNDER_READING);
  if (decision->row_also != NULL && decision->row_also != decision->row)
    {
      g_autofree char *also = g_strdup_printf ("row/%s", decision->row_also->id);

      pdl_conflict_lines_add (list, evaluation, index, also, said, PDL_PANE_UNDER_READING);
    }
  if (target->levels != 0 && target->graded_levels > 0 && (int) target->graded_levels < pdl_level_set_count (target->levels))
    {
      g_autofree char *words = g_strdup_printf (_ ("Epidural grade recorded at %u of %d levels"), target->graded_levels,
                                                pdl_level_set_count (target->levels));

      add_remark (list, words, TRUE);
    }
}

/* The box under @id, with a list of its own; it stays. */
static PdlPartList *
keep_box (PdlPartList *list, const char *id, GtkWidget *(*make) (void))
{
  if (!pdl_part_list_keep (list, id, NULL))
    pdl_part_list_put (list, make ());
  return pdl_part_list_of (pdl_part_list_get_last (list));
}

static GtkWidget *
make_axes_line (void)
{
  GtkWidget *line = pdl_line_new (0, TRUE);

  gtk_widget_set_margin_start (line, PDL_PANE_UNDER_READING);
  gtk_widget_set_margin_end (line, PDL_PANE_UNDER_READING);
  return line;
}

void
pdl_pane_add_axes (PdlPartList *list, PdlEvaluation *evaluation, int target)
{
  PdlAxis axes[PDL_N_AXES];
  PdlPartList *line;

  pdl_axes_read (evaluation, target, axes);
  add_rule (list, "axes", 0);
  line = keep_box (list, "axes", make_axes_line);
  pdl_part_list_begin (line);
  for (guint i = 0; i < PDL_N_AXES; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s: %s. %s", axes[i].title, axes[i].known ? axes[i].headline : _ ("not recorded"), axes[i].under);
      GtkWidget *axis, *headline, *button;

      if (pdl_part_list_keep (line, name, axes[i].headline, axes[i].known ? "known" : "open", axes[i].finding, NULL))
        continue;
      axis = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
      headline = pdl_part_label (axes[i].headline, "pdl-body");
      gtk_widget_add_css_class (headline, axes[i].known ? "recorded" : "pdl-matter");
      gtk_box_append (GTK_BOX (axis), pdl_part_label (axes[i].title, "pdl-sect"));
      gtk_box_append (GTK_BOX (axis), headline);
      if (*axes[i].under != '\0')
        gtk_box_append (GTK_BOX (axis), pdl_part_label (axes[i].under, "pdl-caption"));
      button = go_to_button (axis, axes[i].finding, name);
      gtk_widget_add_css_class (button, "pdl-axis");
      pdl_part_list_put (line, button);
    }
  pdl_part_list_end (line);
  pdl_axes_clear (axes);
}

/* ---- options --------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_options_head (const char *count, const char *compare)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = pdl_part_label (count, "pdl-sect");
  GtkWidget *link;

  gtk_label_set_wrap (GTK_LABEL (label), FALSE);
  gtk_box_append (GTK_BOX (head), label);
  label = pdl_part_label (_ ("in the order of the row, none chosen"), "pdl-caption");
  gtk_label_set_wrap (GTK_LABEL (label), FALSE);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (head), label);
  link = pdl_part_link (compare, NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (link), "pane.compare");
  gtk_box_append (GTK_BOX (head), link);
  link = pdl_part_link (_ ("Record decision…"), NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (link), "pane.decide");
  gtk_box_append (GTK_BOX (head), link);
  gtk_widget_set_margin_top (head, 8);
  return pdl_pane_inset (head);
}

static GtkWidget *
make_options_line (void)
{
  return pdl_pane_inset (pdl_line_new (18, TRUE));
}

void
pdl_pane_add_options (PdlPartList *list, PdlEvaluation *evaluation, int index, GHashTable *said)
{
  const PdlTargetResult *target = &evaluation->targets[index];
  guint shown = MIN (target->n_options, OPTIONS_ABREAST);
  g_autofree char *count = NULL, *compare = g_strdup_printf (_ ("Compare all %u"), target->n_options);
  PdlPartList *line;

  if (target->decision.state == PDL_STATE_CANNOT_DETERMINE)
    count = g_strdup_printf (ngettext ("Valid meanwhile, %u of %u", "Valid meanwhile, %u of %u", target->n_options), shown, target->n_options);
  else
    count = g_strdup_printf (ngettext ("Options, %u of %u", "Options, %u of %u", target->n_options), shown, target->n_options);
  pdl_pane_begin_block (list, "options", NULL);
  if (!pdl_part_list_keep (list, "options-head", count, compare, NULL))
    pdl_part_list_put (list, make_options_head (count, compare));

  line = keep_box (list, "options", make_options_line);
  pdl_part_list_begin (line);
  for (guint i = 0; i < shown; i++)
    {
      if (!pdl_part_list_keep (line, target->options[i].option->id, NULL))
        pdl_part_list_put (line, pdl_option_card_new ());
      pdl_option_card_show (pdl_part_list_get_last (line), &target->options[i], i + 1, target->n_options, MOST_ARGUMENTS, evaluation, index, said);
    }
  pdl_part_list_end (line);

  if (target->n_options > shown)
    {
      g_autoptr (GString) rest = g_string_new (_ ("Also: "));

      for (guint i = shown; i < target->n_options; i++)
        g_string_append_printf (rest, "%s%s", i > shown ? " · " : "", pdl_dictionary_translate (target->options[i].option->label));
      pdl_pane_add_words (list, rest->str, "pdl-note");
    }
}

void
pdl_pane_add_modifiers (PdlPartList *list, PdlEvaluation *evaluation, int index, GHashTable *said)
{
  const PdlTargetResult *target = &evaluation->targets[index];
  gboolean any = FALSE;

  for (guint i = 0; i < target->n_modifiers; i++)
    {
      const PdlModifierResult *result = &target->modifiers[i];

      if (result->truth != PDL_TRUTH_TRUE || sets_state (&target->decision, result->modifier))
        continue;
      if (!any)
        pdl_pane_begin_block (list, "modifiers", _ ("What else applies here"));
      any = TRUE;
      add_modifier (list, evaluation, index, result, FALSE, said);
    }
}

/* ---- what is open ---------------------------------------------------------------------------------------------- */

static void
add_missing_input (PdlPartList *list, PdlDictionary *dictionary, const PdlMissing *missing)
{
  const char *label = pdl_dictionary_translate (missing->input->finding->label);
  const char *how = missing->input->how != NULL ? pdl_dictionary_translate (missing->input->how) : "";
  g_autofree char *decides = missing->rows <= 1 ? g_strdup (_ ("this alone settles the row"))
                                                : g_strdup_printf (_ ("leaves at most %u rows"), missing->rows);
  const char *first = missing->ask != NULL && missing->ask[0] != NULL ? missing->ask[0] : missing->input->finding->id;
  const PdlFinding *asked = pdl_dictionary_lookup (dictionary, first);
  g_autofree char *name = g_strdup_printf (_ ("%s, not known: %s. Goes to %s"), label, decides,
                                           asked != NULL ? pdl_dictionary_translate (asked->label) : label);
  GtkWidget *row, *what, *why;

  if (pdl_part_list_keep (list, "missing", first, name, how, NULL))
    return;
  row = pdl_line_new (8, FALSE);
  what = pdl_part_label (label, "pdl-body");
  why = pdl_part_label (decides, "pdl-note");
  gtk_widget_add_css_class (what, "recorded");
  gtk_widget_set_hexpand (why, TRUE);
  gtk_box_append (GTK_BOX (row), what);
  gtk_box_append (GTK_BOX (row), why);
  if (*how != '\0')
    {
      GtkWidget *tag = pdl_part_tag (how);

      gtk_widget_set_valign (tag, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (row), tag);
    }
  pdl_part_list_put (list, pdl_pane_inset (go_to_button (pdl_part_glyph_line (PDL_GLYPH_MATTERS, PDL_ROLE_MATTERS, row), first, name)));
}

static void
add_outcome (PdlPartList *list, const PdlOutcome *outcome)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *reference = g_strdup_printf ("row/%s", outcome->row->id);

  for (guint i = 0; i < outcome->n_ifs; i++)
    {
      const PdlInput *input = outcome->ifs[i].input;

      g_string_append_printf (text, "%s%s: %s", i > 0 ? ", " : "", pdl_dictionary_translate (input->finding->label),
                              outcome->ifs[i].value < input->n_values ? pdl_dictionary_translate (input->finding->codes[outcome->ifs[i].value].label)
                                                                      : _ ("unknown"));
    }
  g_string_append_printf (text, "%s%s (%s)", text->len > 0 ? " → " : "", pdl_dictionary_translate (outcome->row->action->label), outcome->row->id);
  if (!pdl_part_list_keep (list, reference, text->str, NULL))
    pdl_part_list_put (list, pdl_pane_inset (pdl_pane_basis_button (pdl_part_label (text->str, "pdl-note"), reference, NULL)));
}

void
pdl_pane_add_missing (PdlPartList *list, PdlEvaluation *evaluation, int target)
{
  const PdlDecisionResult *decision = &evaluation->targets[target].decision;
  guint most = MIN (decision->n_could_become, MOST_OUTCOMES);

  pdl_pane_begin_block (list, "missing", NULL);
  if (!pdl_part_list_keep (list, "missing-title", decision->n_missing > 0 ? "matters" : "", NULL))
    {
      GtkWidget *title = pdl_part_label (_ ("Open, and it matters"), "pdl-sect");

      if (decision->n_missing > 0)
        gtk_widget_add_css_class (title, "pdl-matter");
      gtk_widget_set_margin_top (title, 8);
      pdl_part_list_put (list, pdl_pane_inset (title));
    }
  for (guint i = 0; i < decision->n_missing; i++)
    add_missing_input (list, pdl_knowledge_get_dictionary (evaluation->knowledge), &decision->missing[i]);
  if (decision->n_missing == 0)
    pdl_pane_add_words (list, _ ("No open question changes this row."), "pdl-caption");
  if (!pdl_part_list_keep (list, "asking", NULL))
    pdl_part_list_put (list, pdl_pane_inset (pdl_pane_basis_button (pdl_part_label (_ ("What is worth asking, and what changes nothing ›"), "pdl-note"), "asking/",
                                                                    NULL)));
  if (most == 0)
    return;
  pdl_pane_add_words (list, _ ("Could become"), "pdl-sect");
  for (guint i = 0; i < most; i++)
    add_outcome (list, &decision->could_become[i]);
  if (decision->n_could_become > most)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("and %u other row", "and %u other rows", decision->n_could_become - most),
                                               decision->n_could_become - most);

      pdl_pane_add_words (list, more, "pdl-caption");
    }
}
