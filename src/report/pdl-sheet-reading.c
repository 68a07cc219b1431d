/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the guidance names: state, row, every option with its arguments, and what is open and matters. The sheet puts options in the
 * row's order, at one size, none chosen: it says what is published, the meeting decides.
 */
#include "pdl-sheet-private.h"

#include <glib/gi18n-lib.h>

#include "pdl-conflict.h"

#define FEW 4

static const char *
state_word (PdlDecisionState state)
{
  switch (state)
    {
    case PDL_STATE_DETERMINED:
      return _("Determined");
    case PDL_STATE_PROVISIONAL:
      return _("Provisional");
    default:
      return _("Cannot determine yet");
    }
}

static PdlGlyph
state_glyph (PdlDecisionState state)
{
  return state == PDL_STATE_DETERMINED ? PDL_GLYPH_DETERMINED : state == PDL_STATE_PROVISIONAL ? PDL_GLYPH_PROVISIONAL : PDL_GLYPH_CANNOT;
}

static char *
place_words (const PdlOptionResult *option)
{
  GString *text = g_string_new (NULL);

  if (g_strcmp0 (option->place, "named") == 0)
    g_string_append_printf (text, _("named by %s"), option->from != NULL ? option->from : "?");
  else if (g_strcmp0 (option->place, "alternative") == 0)
    g_string_append_printf (text, _("alternative in %s"), option->from != NULL ? option->from : "?");
  else if (g_strcmp0 (option->place, "added") == 0)
    g_string_append_printf (text, _("added by %s"), option->from != NULL ? option->from : "?");
  else
    g_string_append (text, _("always listed"));
  if (option->cannot_determine && option->waits_for != NULL)
    g_string_append_printf (text, _(", waits for %s"), option->waits_for);
  return g_string_free (text, FALSE);
}

/* One side of an option. What is only a prompt, because its condition is unknown, stands last and says so. */
static double
paint_arguments (PdlSheet          *self,
                 PdlPen            *pen,
                 const PdlArgument *arguments,
                 guint              n,
                 gboolean           keep_prompt,
                 PdlGlyph           sign,
                 double             x,
                 double             y,
                 double             width)
{
  guint most = pdl_sheet_drops (self, PDL_DROP_ARGUMENTS) ? 0 : pdl_sheet_drops (self, PDL_DROP_SECOND) ? 1
               : pdl_sheet_drops (self, PDL_DROP_THIRD) ? 2 : 12;
  guint shown = 0;

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < n; i++)
      {
        const PdlArgument *argument = &arguments[i];
        const PdlStatement *statement = argument->statement;
        gboolean prompt = argument->truth != PDL_TRUTH_TRUE;
        g_autofree char *escaped = NULL, *tag = NULL;
        g_autoptr (GString) text = NULL;

        if (prompt != (pass == 1) || argument->truth == PDL_TRUTH_FALSE || argument->text == NULL)
          continue;
        if (prompt && pdl_sheet_drops (self, PDL_DROP_PROMPTS) && !(keep_prompt && shown == 0))
          {
            pdl_sheet_cut (self, PDL_DROP_PROMPTS);
            continue;
          }
        if (shown++ >= most)
          {
            pdl_sheet_cut (self, most == 0 ? PDL_DROP_ARGUMENTS : most == 1 ? PDL_DROP_SECOND : PDL_DROP_THIRD);
            continue;
          }
        escaped = g_markup_escape_text (pdl_dictionary_translate (argument->text), -1);
        text = g_string_new (escaped);
        if (prompt)
          g_string_append (text, _(" (if so; not recorded)"));
        if (statement != NULL && (statement->strength != NULL || statement->basis.source_text != NULL))
          {
            if (pdl_sheet_drops (self, PDL_DROP_SOURCES))
              pdl_sheet_cut (self, PDL_DROP_SOURCES);
            else
              {
                g_autofree char *raw = g_strdup_printf ("%s%s%s", statement->basis.source_text != NULL ? statement->basis.source_text : "",
                                                        statement->basis.source_text != NULL && statement->strength != NULL ? ", " : "",
                                                        statement->strength != NULL ? statement->strength : "");

                tag = g_markup_escape_text (raw, -1);
                g_string_append_printf (text, " <span foreground=\"#66626d\">[%s]</span>", tag);
              }
          }
        if (!pen->measuring)
          pdl_glyph_paint (pen->cr, sign, x, y + 2.4, 5.4, &pen->palette->ink);
        y += pdl_pen_markup (pen, text->str, x + 9, y, width - 9, PDL_PEN_SMALL, pdl_sheet_drops (self, PDL_DROP_LONG) ? 2 : 4) + 0.5;
        if (pen->cut)
          pdl_sheet_cut (self, PDL_DROP_LONG);
      }
  return y;
}

static double
paint_option (PdlSheet              *self,
              PdlPen                *pen,
              const PdlOptionResult *option,
              double                 x,
              double                 y,
              double                 width)
{
  g_autofree char *place = place_words (option);
  /* An option with nothing certain on either side keeps one prompt on each: bare beside argued ones it would look worse. */
  gboolean holds = FALSE;

  for (guint i = 0; i < option->n_supports; i++)
    holds = holds || option->supports[i].truth == PDL_TRUTH_TRUE;
  for (guint i = 0; i < option->n_opposes; i++)
    holds = holds || option->opposes[i].truth == PDL_TRUTH_TRUE;

  y += pdl_pen_text (pen, pdl_dictionary_translate (option->option->label), x, y, width, 8.8, PDL_PEN_BOLD, &pen->palette->ink, 2);
  y += pdl_pen_text (pen, place, x, y, width, PDL_PEN_SMALL, PDL_PEN_PLAIN, &pen->palette->dim, 1) + 0.5;
  y = paint_arguments (self, pen, option->supports, option->n_supports, !holds, PDL_GLYPH_PLUS, x, y, width);
  return paint_arguments (self, pen, option->opposes, option->n_opposes, !holds, PDL_GLYPH_MINUS, x, y, width);
}

static double
paint_options (PdlSheet              *self,
               PdlPen                *pen,
               const PdlTargetResult *target,
               double                 x,
               double                 y,
               double                 width)
{
  guint n = target->n_options;
  double column = (width - 10) / 2;
  g_autoptr (GString) others = g_string_new (NULL);

  if (pdl_sheet_drops (self, PDL_DROP_OPTIONS) && n > FEW)
    {
      pdl_sheet_cut (self, PDL_DROP_OPTIONS);
      for (guint i = FEW; i < n; i++)
        g_string_append_printf (others, "%s%s", others->len > 0 ? "; " : "", pdl_dictionary_translate (target->options[i].option->label));
      n = FEW;
    }
  for (guint i = 0; i < n; i += 2)
    {
      double left = paint_option (self, pen, &target->options[i], x, y, column), right = y;

      if (i + 1 < n)
        right = paint_option (self, pen, &target->options[i + 1], x + column + 10, y, column);
      y = MAX (left, right) + 4;
    }
  if (others->len > 0)
    {
      g_autofree char *text = g_strdup_printf (_("Also listed, without arguments: %s."), others->str);

      y += pdl_pen_text (pen, text, x, y, width, PDL_PEN_SMALL, PDL_PEN_PLAIN, &pen->palette->ink, 3) + 2;
    }
  return y;
}

char *
pdl_sheet_both_text (const PdlTargetResult *target)
{
  const PdlDecisionResult *decision = &target->decision;
  GString *text;

  if (decision->row_also == NULL)
    return NULL;
  text = g_string_new (NULL);
  if (decision->row_also != decision->row)
    g_string_append_printf (text, _("Both rows: %s and %s."), decision->row_also->id, decision->row->id);
  for (guint i = 0; i < target->n_modifiers; i++)
    {
      const PdlModifierResult *result = &target->modifiers[i];

      if (result->truth == PDL_TRUTH_TRUE && g_strcmp0 (result->modifier->mode, "both") == 0)
        g_string_append_printf (text, "%s%s.", text->len > 0 ? " " : "", pdl_dictionary_translate (result->modifier->text));
    }
  return g_string_free (text, FALSE);
}

/* Of what the meeting is asked to decide: a score, a statement or an alert that is not its subject is left to the program. */
static gboolean
concerns_reading (const PdlConflict *conflict,
                  PdlEvaluation     *evaluation,
                  int                target)
{
  for (guint i = 0; i < conflict->concerns->len; i++)
    {
      const PdlConcern *concern = &g_array_index (conflict->concerns, PdlConcern, i);

      if ((concern->kind == PDL_CONCERN_ROW || concern->kind == PDL_CONCERN_MODIFIER || concern->kind == PDL_CONCERN_OPTION)
          && pdl_concern_judge (concern, evaluation, target) == PDL_TRUTH_TRUE)
        return pdl_conflict_test (conflict, evaluation, target) == PDL_TRUTH_TRUE;
    }
  return FALSE;
}

char *
pdl_sheet_conflict_text (PdlSheet *self,
                         int       target)
{
  PdlKnowledge *knowledge = self->evaluation->knowledge;
  g_autoptr (GString) differ = g_string_new (NULL), accepted = g_string_new (NULL), text = g_string_new (NULL);

  for (guint i = 0; i < pdl_knowledge_get_n_conflicts (knowledge); i++)
    {
      const PdlConflict *conflict = pdl_knowledge_get_conflict (knowledge, i);
      GString *list = pdl_conflict_is_between_sources (conflict) ? differ : accepted;

      if (!concerns_reading (conflict, self->evaluation, target))
        continue;
      if (list->len > 0)
        g_string_append (list, "; ");
      /* Translators: a topic of the conflict register, and its number there. */
      g_string_append_printf (list, list->len == 0 ? _("%s (conflict %u)") : "%s (%u)", pdl_dictionary_translate (conflict->label), conflict->number);
    }
  if (differ->len > 0)
    g_string_append_printf (text, _("Experts differ: %s"), differ->str);
  if (differ->len > 0 && accepted->len > 0)
    g_string_append (text, ". ");
  if (accepted->len > 0)
    g_string_append_printf (text, _("Accepted knowingly: %s"), accepted->str);
  if (text->len > 0)
    g_string_append_c (text, '.');
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

double
pdl_sheet_readings (PdlSheet *self,
                    PdlPen   *pen,
                    double    x,
                    double    y,
                    double    width)
{
  guint most = pdl_sheet_drops (self, PDL_DROP_FURTHER) ? 2 : 6;

  for (guint t = 0; t < self->evaluation->n_targets; t++)
    {
      const PdlTargetResult *target = &self->evaluation->targets[t];
      const PdlDecisionResult *decision = &target->decision;
      g_autofree char *levels = target->levels != 0 ? pdl_level_set_to_text (target->levels) : g_strdup (_("No level"));
      g_autofree char *urgency = pdl_sheet_urgency (self, &decision->urgency);
      g_autofree char *both = pdl_sheet_both_text (target);
      g_autofree char *conflicts = pdl_sheet_conflict_text (self, (int) t);
      g_autoptr (GString) head = g_string_new (NULL);
      g_autofree char *row = NULL;
      double height;

      if (t >= most)
        {
          PdlLevelSet rest = 0;
          g_autofree char *names = NULL, *more = NULL;

          for (guint k = t; k < self->evaluation->n_targets; k++)
            rest |= self->evaluation->targets[k].levels;
          names = pdl_level_set_to_text (rest);
          more = g_strdup_printf (ngettext ("+ %u target: %s", "+ %u targets: %s", self->evaluation->n_targets - t),
                                  self->evaluation->n_targets - t, names);
          pdl_sheet_cut (self, PDL_DROP_FURTHER);
          y += pdl_pen_text (pen, more, x, y, width, PDL_PEN_BODY, PDL_PEN_BOLD, &pen->palette->ink, 2);
          break;
        }
      g_string_append_printf (head, "<b>%s · %s</b>", levels, state_word (decision->state));
      if (urgency != NULL)
        g_string_append_printf (head, "  %s", urgency);
      if (decision->row != NULL)
        {
          /* Translators: which row of the decision list, and that its order is not a preference. */
          row = t == 0 ? g_strdup_printf (_("row %s; row order, not preference; none is chosen"), decision->row->id)
                       : g_strdup_printf (_("row %s"), decision->row->id);
          g_string_append_printf (head, "  <span foreground=\"#66626d\">%s</span>", row);
        }
      if (!pen->measuring)
        pdl_glyph_paint (pen->cr, state_glyph (decision->state), x, y + 1.5, 8.5, &pen->palette->ink);
      height = pdl_pen_markup (pen, head->str, x + 13, y, width - 13, 8.8, 2);
      y += height + 2;
      /* A matter for the meeting: it is never dropped. */
      if (both != NULL)
        y += pdl_pen_text (pen, both, x + 13, y, width - 13, PDL_PEN_BODY, PDL_PEN_PLAIN, &pen->palette->ink, 4) + 1;
      /* So is this one: it stands as long as the reading that it questions [design]. */
      if (conflicts != NULL)
        y += pdl_pen_text (pen, conflicts, x + 13, y, width - 13, PDL_PEN_BODY, PDL_PEN_PLAIN, &pen->palette->ink, 0) + 3;
      if ((t > 0 && pdl_sheet_drops (self, PDL_DROP_TARGETS)) || pdl_sheet_drops (self, PDL_DROP_FURTHER))
        {
          g_autoptr (GString) names = g_string_new (NULL);

          pdl_sheet_cut (self, PDL_DROP_TARGETS);
          for (guint i = 0; i < target->n_options; i++)
            g_string_append_printf (names, "%s%s", i > 0 ? "; " : "", pdl_dictionary_translate (target->options[i].option->label));
          y += pdl_pen_text (pen, names->str, x, y, width, PDL_PEN_SMALL, PDL_PEN_PLAIN, &pen->palette->ink, 3) + 2;
          continue;
        }
      y = paint_options (self, pen, target, x, y, width);
    }
  return y;
}

double
pdl_sheet_open (PdlSheet *self,
                PdlPen   *pen,
                double    x,
                double    y,
                double    width)
{
  guint most = pdl_sheet_drops (self, PDL_DROP_BLOCKS) ? 1 : pdl_sheet_drops (self, PDL_DROP_FURTHER) ? 2 : pdl_sheet_drops (self, PDL_DROP_OPTIONS) ? FEW : 8, shown = 0, total = 0;

  for (guint t = 0; t < self->evaluation->n_targets; t++)
    total += self->evaluation->targets[t].decision.n_missing;
  if (total == 0)
    return y;
  pdl_pen_rule (pen, x, y, width, 0.5);
  y += 4;
  y += pdl_sheet_title (pen, _("Open, and it matters"), x, y, width);
  for (guint t = 0; t < self->evaluation->n_targets; t++)
    for (guint i = 0; i < self->evaluation->targets[t].decision.n_missing; i++)
      {
        const PdlMissing *missing = &self->evaluation->targets[t].decision.missing[i];
        g_autofree char *levels = pdl_level_set_to_text (self->evaluation->targets[t].levels);
        g_autofree char *label = g_markup_escape_text (pdl_dictionary_translate (missing->input->finding->label), -1);
        g_autoptr (GString) text = g_string_new (NULL);

        if (shown++ >= most)
          {
            pdl_sheet_cut (self, PDL_DROP_OPTIONS);
            continue;
          }
        g_string_append_printf (text, "<b>%s</b>", label);
        if (self->evaluation->n_targets > 1)
          g_string_append_printf (text, " (%s)", levels);
        for (guint k = 0; missing->ask != NULL && missing->ask[k] != NULL && k < 4; k++)
          {
            const PdlFinding *finding = pdl_sheet_finding (self, missing->ask[k]);
            g_autofree char *name = finding != NULL ? g_markup_escape_text (pdl_dictionary_translate (finding->label), -1) : NULL;

            if (name != NULL)
              g_string_append_printf (text, "%s%s", k == 0 ? ": " : ", ", name);
          }
        if (missing->input->how != NULL)
          {
            g_autofree char *how = g_markup_escape_text (pdl_dictionary_translate (missing->input->how), -1);

            g_string_append_printf (text, " <span foreground=\"#66626d\">(%s)</span>", how);
          }
        if (!pen->measuring)
          pdl_glyph_paint (pen->cr, PDL_GLYPH_MATTERS, x, y + 2, 6.5, &pen->palette->matters);
        y += pdl_pen_markup (pen, text->str, x + 11, y, width - 11, PDL_PEN_BODY, 2) + 0.5;
      }
  if (shown > most)
    {
      g_autofree char *more = g_strdup_printf (_("+ %u"), shown - most);

      y += pdl_pen_text (pen, more, x + 11, y, width, PDL_PEN_SMALL, PDL_PEN_PLAIN, &pen->palette->dim, 1);
    }
  return y + 3;
}

double
pdl_sheet_statements (PdlSheet *self,
                      PdlPen   *pen,
                      double    x,
                      double    y,
                      double    width)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < self->evaluation->n_statements && n < 5; i++)
    {
      const PdlStatementResult *result = &self->evaluation->statements[i];
      const char *words = result->statement->text_short != NULL ? result->statement->text_short : result->statement->text;
      g_autofree char *escaped = NULL;

      if (result->truth != PDL_TRUTH_TRUE || result->statement->figure || words == NULL)
        continue;
      escaped = g_markup_escape_text (pdl_dictionary_translate (words), -1);
      g_string_append_printf (text, "%s%s", n > 0 ? " · " : "", escaped);
      if (result->statement->basis.source_text != NULL)
        {
          g_autofree char *source = g_markup_escape_text (result->statement->basis.source_text, -1);

          g_string_append_printf (text, " <span foreground=\"#66626d\">[%s]</span>", source);
        }
      n++;
    }
  if (n == 0)
    return y;
  if (pdl_sheet_drops (self, PDL_DROP_STATEMENTS))
    {
      pdl_sheet_cut (self, PDL_DROP_STATEMENTS);
      return y;
    }
  pdl_pen_rule (pen, x, y, width, 0.5);
  y += 4;
  y += pdl_sheet_title (pen, _("Also holds"), x, y, width);
  return y + pdl_pen_markup (pen, text->str, x, y, width, PDL_PEN_SMALL, 8) + 3;
}
