/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * "What is worth asking" as a page of the basis: what settles most first, with what it takes to learn it, and what each answer would
 * lead to; folded below it what changes nothing. Main thread.
 */

#include "pdl-basis-page.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "pdl-line-layout.h"
#include "pdl-pane-parts.h"
#include "pdl-reason-words.h"

#define MOST_LABELS 3

typedef struct
{
  PdlBasisPage *page;
  const PdlWorthAsking *asking;
  PdlLevelSet levels;
} Section;

/* ---- one question --------------------------------------------------------------------------------------------------- */

static const char *
words_cost (const PdlQuestion *question)
{
  return question->about->cost != NULL ? pdl_dictionary_translate (question->about->cost->label) : "";
}

/* A click goes to the field: of an input, to what is asked for it. */
static void
add_head (Section *section, guint index)
{
  const PdlQuestion *question = &section->asking->questions[index];
  const PdlReasonFinding *go_to = question->about;
  g_autofree char *place = pdl_words_place (question->about, question->place, section->levels), *why = pdl_words_question (question);
  g_autofree char *name = g_strdup_printf (_ ("%s, not known: %s. %s"), place, why, words_cost (question));
  GtkWidget *row = pdl_line_new (8, FALSE), *button = gtk_button_new (), *label = pdl_part_label (place, "pdl-body"), *words = pdl_part_label (why, "pdl-note");

  if (index + 1 < section->asking->n_questions && section->asking->questions[index + 1].part_of == (int) index)
    go_to = section->asking->questions[index + 1].about;
  gtk_widget_add_css_class (label, "recorded");
  pdl_line_set_share (label, 36);
  gtk_box_append (GTK_BOX (row), label);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (row), words);
  if (*words_cost (question) != '\0')
    {
      GtkWidget *tag = pdl_part_tag (words_cost (question));

      gtk_widget_set_valign (tag, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (row), tag);
    }
  gtk_button_set_child (GTK_BUTTON (button), pdl_part_glyph_line (PDL_GLYPH_MATTERS, PDL_ROLE_MATTERS, row));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "pdl-line");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "basis.go-to");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", go_to->finding->id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  pdl_basis_page_add (section->page, button, name);
}

static gboolean
is_alike (const Section *section, const PdlReading *a, const PdlReading *b)
{
  return pdl_effect_is_alike (section->asking->now, a, b) && a->rows == b->rows && a->state == b->state;
}

static char *
words_answer (const Section *section, const PdlReading *reading)
{
  guint n = (guint) __builtin_popcountll (reading->rows);
  g_autofree char *words = pdl_words_reading (section->page->knowledge, section->asking->now, reading);

  if (n > 1)
    return g_strdup_printf (ngettext ("%s, %u row possible", "%s, %u rows possible", n), words, n);
  if (reading->state != section->asking->now->state)
    return g_strdup_printf ("%s, %s", words, pdl_words_state (reading->state));
  return g_steal_pointer (&words);
}

/* Answers that lead to the same in one line. */
static void
add_answers (Section *section, const PdlQuestion *question)
{
  g_autofree gboolean *done = g_new0 (gboolean, question->n_answers + 1);

  for (guint i = 0; i < question->n_answers; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *words = NULL;
      GtkWidget *label;
      guint n = 0;

      if (done[i] || question->answers[i].reading == NULL)
        continue;
      for (guint k = i; k < question->n_answers; k++)
        {
          const PdlAnswer *answer = &question->answers[k];
          g_autofree char *value = NULL;

          if (done[k] || answer->reading == NULL || !is_alike (section, question->answers[i].reading, answer->reading))
            continue;
          done[k] = TRUE;
          if (++n > MOST_LABELS)
            continue;
          value = pdl_words_value (question->about, answer->value, answer->above, answer->below, NAN);
          g_string_append_printf (text, "%s%s", n > 1 ? ", " : "", value);
        }
      if (n > MOST_LABELS)
        g_string_append_printf (text, ngettext (" and %u other", " and %u others", n - MOST_LABELS), n - MOST_LABELS);
      words = words_answer (section, question->answers[i].reading);
      g_string_append_printf (text, " → %s", words);
      label = pdl_part_label (text->str, "pdl-note");
      gtk_widget_set_margin_start (label, 28);
      pdl_basis_page_add (section->page, label, text->str);
    }
}

/* "Asked for it: ESCC grade (MRI)". */
static void
add_parts (Section *section, guint index)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *label;

  for (guint i = index + 1; i < section->asking->n_questions && section->asking->questions[i].part_of == (int) index; i++)
    {
      const PdlQuestion *part = &section->asking->questions[i];
      g_autofree char *place = pdl_words_place (part->about, part->place, section->levels);

      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", place);
      if (*words_cost (part) != '\0')
        g_string_append_printf (text, " (%s)", words_cost (part));
    }
  if (text->len == 0)
    return;
  g_string_prepend (text, _ ("Learned from: "));
  label = pdl_part_label (text->str, "pdl-caption");
  gtk_widget_set_margin_start (label, 28);
  pdl_basis_page_add (section->page, label, text->str);
}

/* ---- what is not asked ---------------------------------------------------------------------------------------------- */

static char *
join (const PdlReasonFinding *const *findings, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", pdl_dictionary_translate (findings[i]->finding->label));
  return g_string_free (text, FALSE);
}

static void
add_folded (Section *section, const char *title, const PdlReasonFinding *const *findings, guint n)
{
  g_autofree char *names = join (findings, n);
  GtkWidget *expander, *label;

  if (n == 0)
    return;
  expander = gtk_expander_new (title);
  label = pdl_part_label (names, "pdl-note");
  gtk_widget_set_margin_start (label, 18);
  gtk_widget_add_css_class (expander, "pdl-fold");
  gtk_expander_set_child (GTK_EXPANDER (expander), label);
  pdl_basis_page_add (section->page, expander, title);
  g_string_append_printf (section->page->text, "  %s\n", names);
}

static void
add_others (Section *section, gboolean whole)
{
  const PdlWorthAsking *asking = section->asking;
  g_autofree char *later = g_strdup_printf (ngettext ("%u other finding can matter once more is known", "%u other findings can matter once more is known",
                                                      asking->n_later), asking->n_later);
  g_autofree char *idle = g_strdup_printf (ngettext ("%u other finding is not recorded and changes nothing in this reading",
                                                     "%u other findings are not recorded. None of them changes this reading", asking->n_idle), asking->n_idle);
  g_autofree char *unsearched = g_strdup_printf (ngettext ("%u finding was not gone through: a date, or a number that is reckoned with",
                                                           "%u findings were not gone through: dates, and numbers that are reckoned with", asking->n_unsearched),
                                                 asking->n_unsearched);

  pdl_basis_page_add (section->page, pdl_part_hairline (), NULL);
  if (!whole)
    {
      pdl_basis_page_add (section->page, pdl_part_label (_ ("Whether the others matter is being gone through…"), "pdl-caption"), NULL);
      return;
    }
  add_folded (section, later, asking->later, asking->n_later);
  add_folded (section, idle, asking->idle, asking->n_idle);
  add_folded (section, unsearched, asking->unsearched, asking->n_unsearched);
  pdl_basis_page_add (section->page, pdl_part_label (_ ("Tried with every value, alone and beside each answer above. Row, time limit, options and notes are "
                                                        "meant; statements, alerts and scores may still read them."), "pdl-caption"),
                      _ ("Tried with every value, alone and beside each answer above. Row, time limit, options and notes are meant; statements, alerts and "
                         "scores may still read them."));
}

void
pdl_basis_write_asking (PdlBasisPage *self)
{
  const PdlReasoned *reasoned = self->reasoned;
  Section section = { self };
  gboolean any = FALSE;

  if (reasoned == NULL)
    {
      pdl_basis_page_add (self, pdl_part_label (_ ("Being gone through…"), "pdl-caption"), NULL);
      return;
    }
  if (reasoned->asking == NULL)
    {
      pdl_basis_page_add_words (self, reasoned->error != NULL ? reasoned->error : _ ("There is no visit to ask about."));
      return;
    }
  section.asking = reasoned->asking;
  section.levels = self->evaluation->targets[self->target].levels;
  for (guint i = 0; i < reasoned->asking->n_questions; i++)
    if (reasoned->asking->questions[i].part_of < 0)
      {
        add_head (&section, i);
        add_parts (&section, i);
        add_answers (&section, &reasoned->asking->questions[i]);
        any = TRUE;
      }
  if (!any)
    pdl_basis_page_add_words (self, _ ("No answer to an open question changes this reading."));
  add_others (&section, reasoned->whole);
}
