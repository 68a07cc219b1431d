/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pdl-reason-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "pdl-pane-parts.h"

char *
pdl_words_place (const PdlReasonFinding *about, PdlLevel place, PdlLevelSet levels)
{
  const char *label = pdl_dictionary_translate (about->finding->label);

  if (about->finding->scope != PDL_SCOPE_LEVEL || place == PDL_LEVEL_NONE || pdl_level_set_count (levels) < 2)
    return g_strdup (label);
  return g_strdup_printf ("%s, %s", label, pdl_level_name (place));
}

static char *
words_number (double number)
{
  return g_strdup_printf ("%g", round (number * 100) / 100);
}

/* What is added to a set, or taken out of it. */
static char *
words_set (const PdlReasonFinding *about, const PdlValue *value, double now)
{
  guint32 bits = pdl_value_get_bits (value), before = isnan (now) ? 0 : (guint32) now, other = bits ^ before;

  if (bits == 0)
    return g_strdup (_ ("none of them"));
  for (guint i = 0; i < about->finding->n_codes; i++)
    if ((other & (guint32) 1 << i) != 0)
      return g_strdup_printf ((bits & (guint32) 1 << i) != 0 ? _ ("with “%s”") : _ ("without “%s”"),
                              pdl_dictionary_translate (about->finding->codes[i].label));
  return g_strdup ("");
}

char *
pdl_words_value (const PdlReasonFinding *about, const PdlValue *value, double above, double below, double now)
{
  g_autofree char *low = words_number (above), *high = words_number (below);

  if (about->is_set)
    return words_set (about, value, now);
  if (!isnan (above) && !isnan (below))
    return g_strdup_printf (_ ("over %s, under %s"), low, high);
  if (!isnan (above))
    return g_strdup_printf (_ ("over %s"), low);
  if (!isnan (below))
    return g_strdup_printf (_ ("under %s"), high);
  return pdl_finding_describe (about->finding, value);
}

char *
pdl_words_range (const PdlWhatIfFinding *finding, guint first, guint last)
{
  const PdlWhatIfValue *from = &finding->values[first], *to = &finding->values[last];
  g_autofree char *low = pdl_words_value (finding->about, from->value, from->above, from->below, finding->now);
  g_autofree char *high = pdl_words_value (finding->about, to->value, to->above, to->below, finding->now);

  if (first == last)
    return g_steal_pointer (&low);
  if (finding->about->finding->type == PDL_TYPE_INT && isnan (from->above) && isnan (from->below) && isnan (to->above) && isnan (to->below))
    return g_strdup_printf ("%g–%g", from->number, to->number);
  if (last == first + 1)
    return g_strdup_printf (_ ("%s or %s"), low, high);
  return g_strdup_printf (_ ("%s to %s"), low, high);
}

/* ---- readings ------------------------------------------------------------------------------------------------------- */

static gboolean
lists (const PdlReading *reading, const PdlOption *option)
{
  for (guint i = 0; i < reading->n_options; i++)
    if (reading->options[i].option == option)
      return TRUE;
  return FALSE;
}

static void
add_options (GString *text, const char *word, const PdlReading *of, const PdlReading *not_of)
{
  gboolean first = TRUE;

  for (guint i = 0; i < of->n_options; i++)
    if (!lists (not_of, of->options[i].option))
      {
        if (first)
          g_string_append_printf (text, "%s%s ", text->len > 0 ? "; " : "", word);
        g_string_append_printf (text, "%s%s", first ? "" : ", ", pdl_dictionary_translate (of->options[i].option->label));
        first = FALSE;
      }
}

static char *
words_options (const PdlReading *now, const PdlReading *reading)
{
  GString *text = g_string_new (NULL);

  add_options (text, _ ("adds:"), reading, now);
  add_options (text, _ ("without:"), now, reading);
  if (text->len == 0)
    g_string_append (text, _ ("the same options in another order, or with a part that waits"));
  return g_string_free (text, FALSE);
}

static void
add_modifiers (GString *text, PdlKnowledge *knowledge, const char *word, guint64 bits)
{
  if (bits != 0)
    g_string_append_printf (text, "%s%s ", text->len > 0 ? "; " : "", word);
  for (gboolean first = TRUE; bits != 0; bits &= bits - 1, first = FALSE)
    g_string_append_printf (text, "%s%s", first ? "" : ", ", pdl_knowledge_get_modifier (knowledge, (guint) __builtin_ctzll (bits))->id);
}

static char *
words_modifiers (PdlKnowledge *knowledge, const PdlReading *now, const PdlReading *reading)
{
  GString *text = g_string_new (NULL);

  add_modifiers (text, knowledge, _ ("also applies:"), reading->modifiers & ~now->modifiers);
  add_modifiers (text, knowledge, _ ("no longer applies:"), now->modifiers & ~reading->modifiers);
  return g_string_free (text, FALSE);
}

char *
pdl_words_reading (PdlKnowledge *knowledge, const PdlReading *now, const PdlReading *reading)
{
  g_autofree char *limit = NULL;

  switch (pdl_effect_between (now, reading))
    {
    case PDL_EFFECT_ROW:
      if (reading->row_also != NULL && reading->row_also != reading->row)
        return g_strdup_printf (_ ("%s and %s, both shown"), reading->row_also->id, reading->row->id);
      if (reading->row_also == reading->row)
        return g_strdup_printf (_ ("both ways of reading lead to %s"), reading->row->id);
      if (reading->row == now->row)
        return g_strdup_printf (_ ("%s alone"), reading->row->id);
      return g_strdup_printf ("%s  %s", reading->row->id, pdl_dictionary_translate (reading->row->action->label));
    case PDL_EFFECT_LIMIT:
      limit = pdl_words_urgency (&reading->urgency);
      return g_strdup_printf (_ ("same row, %s"), limit);
    case PDL_EFFECT_OPTIONS: return words_options (now, reading);
    case PDL_EFFECT_MODIFIERS: return words_modifiers (knowledge, now, reading);
    case PDL_EFFECT_NONE: break;
    }
  return g_strdup (_ ("the same reading"));
}

gboolean
pdl_effect_is_alike (const PdlReading *now, const PdlReading *a, const PdlReading *b)
{
  PdlEffect effect = pdl_effect_between (now, a);

  if (a == b)
    return TRUE;
  if (effect != pdl_effect_between (now, b))
    return FALSE;
  switch (effect)
    {
    case PDL_EFFECT_ROW: return a->row == b->row && a->row_also == b->row_also;
    case PDL_EFFECT_LIMIT: return a->urgency.within_h == b->urgency.within_h && a->urgency.latest_h == b->urgency.latest_h;
    default: return pdl_effect_between (a, b) == PDL_EFFECT_NONE;
    }
}

char *
pdl_words_question (const PdlQuestion *question)
{
  if (question->n_answers == 0)
    return g_strdup (_ ("not gone through"));
  if (question->rows_after < question->rows_before && question->rows_after == 1)
    return g_strdup_printf (_ ("this alone settles the row, %u are possible"), question->rows_before);
  if (question->rows_after < question->rows_before)
    return g_strdup_printf (_ ("leaves at most %u of %u rows"), question->rows_after, question->rows_before);
  if (question->limits_after < question->limits_before)
    return g_strdup_printf (_ ("leaves at most %u of %u time limits"), question->limits_after, question->limits_before);
  switch (question->most)
    {
    case PDL_EFFECT_ROW: return g_strdup (_ ("can change the row"));
    case PDL_EFFECT_LIMIT: return g_strdup (_ ("can change the time limit"));
    case PDL_EFFECT_OPTIONS: return g_strdup (_ ("can change the options, not the row"));
    case PDL_EFFECT_MODIFIERS: return g_strdup (_ ("can add or take away a note, not the row"));
    case PDL_EFFECT_NONE: break;
    }
  return g_strdup (_ ("narrows nothing alone"));
}
