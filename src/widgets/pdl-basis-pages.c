/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The pages of the basis, one function for each kind of thing that can be asked about. Every word comes from the knowledge or
 * from the clause tree of the evaluation. Main thread.
 */

#include "pdl-basis-page.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "pdl-basis-frameworks.h"
#include "pdl-card-page.h"
#include "pdl-pane-parts.h"

static const PdlTargetResult *
get_target (PdlBasisPage *self)
{
  return self->evaluation != NULL ? &self->evaluation->targets[self->target] : NULL;
}

/* The rule as written, for who asks without a case. */
static void
add_condition (PdlBasisPage *self, const char *condition)
{
  if (self->evaluation == NULL)
    pdl_basis_page_add_text (self, _ ("Rule"), condition);
}

static void
add_conflicts (PdlBasisPage *self, const char *kind, const char *id, gboolean under_heading)
{
  g_autofree char *reference = g_strdup_printf ("%s/%s", kind, id);

  pdl_basis_add_conflicts (self, reference, under_heading);
}

/* ---- rows and modifiers ------------------------------------------------------------------------------------------ */

static void
add_changes (PdlBasisPage *self, const PdlDecisionResult *decision)
{
  if (decision->n_could_become == 0)
    return;
  pdl_basis_page_add_heading (self, _ ("What the open findings could make of it"));
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
      pdl_basis_page_add (self, pdl_part_label (text->str, "pdl-note"), text->str);
    }
}

static void
add_modifiers (PdlBasisPage *self, const PdlTargetResult *target)
{
  gboolean heading = FALSE;

  for (guint i = 0; i < target->n_modifiers; i++)
    {
      const PdlModifier *modifier = target->modifiers[i].modifier;
      gboolean holds = target->modifiers[i].truth == PDL_TRUTH_TRUE;
      g_autofree char *text = g_strdup_printf ("%s  %s", modifier->id, pdl_dictionary_translate (modifier->text));
      g_autofree char *reference = g_strdup_printf ("modifier/%s", modifier->id);

      if (target->modifiers[i].truth == PDL_TRUTH_FALSE)
        continue;
      if (!heading)
        pdl_basis_page_add_heading (self, _ ("Modifiers"));
      heading = TRUE;
      pdl_basis_page_add_link (self, pdl_part_glyph_line (holds ? PDL_GLYPH_TRUE : PDL_GLYPH_UNKNOWN, holds ? PDL_ROLE_INK : PDL_ROLE_DIM,
                                                          pdl_part_label (text, "pdl-body")), reference, text);
    }
}

static gboolean
write_row (PdlBasisPage *self, const char *id)
{
  const PdlRow *row = pdl_knowledge_lookup_row (self->knowledge, id);
  const PdlTargetResult *target = get_target (self);
  g_autofree char *title = g_strdup_printf (_ ("Basis of %s"), id);
  g_autofree char *subtitle = NULL;

  if (row == NULL)
    return FALSE;
  subtitle = g_strdup_printf (_ ("%s. Row %u of %u; the first true row applies."), pdl_dictionary_translate (row->action->label), row->index + 1,
                              pdl_knowledge_get_n_rows (self->knowledge));
  pdl_basis_page_set_titles (self, title, subtitle);
  pdl_basis_page_add_words (self, pdl_dictionary_translate (row->text));
  add_condition (self, row->condition);
  if (target != NULL)
    pdl_basis_page_add_clauses (self, pdl_evaluation_explain_row (self->evaluation, self->target, row));
  pdl_basis_add_notes (self, _ ("Shown with this row"), row->notes, target == NULL || row != target->decision.row);
  if (target != NULL && row == target->decision.row)
    {
      add_modifiers (self, target);
      add_changes (self, &target->decision);
      pdl_basis_write_what_if (self);
    }
  pdl_basis_page_add_text (self, _ ("Disagreement and alternatives"), row->note);
  add_conflicts (self, "row", id, row->note != NULL && *row->note != '\0');
  if (target != NULL && row == target->decision.row)
    pdl_basis_add_frameworks (self);
  pdl_basis_page_add_text (self, _ ("Time limit, in the source's words"), row->urgency_text);
  pdl_basis_page_add_basis (self, &row->basis, NULL);
  return TRUE;
}

static gboolean
write_modifier (PdlBasisPage *self, const char *id)
{
  for (guint i = 0; i < pdl_knowledge_get_n_modifiers (self->knowledge); i++)
    {
      const PdlModifier *modifier = pdl_knowledge_get_modifier (self->knowledge, i);

      if (!g_str_equal (modifier->id, id))
        continue;
      pdl_basis_page_set_titles (self, modifier->id, NULL);
      pdl_basis_page_add_words (self, pdl_dictionary_translate (modifier->text));
      add_condition (self, modifier->condition);
      if (self->evaluation != NULL)
        pdl_basis_page_add_clauses (self, pdl_evaluation_explain_modifier (self->evaluation, self->target, modifier));
      pdl_basis_add_notes (self, _ ("Shown with this modifier"), modifier->show, FALSE);
      add_conflicts (self, "modifier", id, FALSE);
      pdl_basis_page_add_basis (self, &modifier->basis, NULL);
      return TRUE;
    }
  return FALSE;
}

/* ---- scores ------------------------------------------------------------------------------------------------------ */

static const PdlScoreResult *
find_result (PdlBasisPage *self, const PdlScore *score)
{
  const PdlTargetResult *target = get_target (self);

  for (guint i = 0; target != NULL && i < target->n_scores; i++)
    if (target->scores[i].score == score)
      return &target->scores[i];
  for (guint i = 0; target != NULL && i < self->evaluation->n_scores; i++)
    if (self->evaluation->scores[i].score == score)
      return &self->evaluation->scores[i];
  return NULL;
}

static void
add_items (PdlBasisPage *self, const PdlScoreResult *result)
{
  if (result->level != PDL_LEVEL_NONE)
    {
      g_autofree char *level = g_strdup_printf (_ ("Read at %s"), pdl_level_name (result->level));

      pdl_basis_page_add_words (self, level);
    }
  pdl_basis_page_add_heading (self, _ ("Items"));
  for (guint i = 0; i < result->n_items; i++)
    {
      const PdlItemResult *item = &result->items[i];
      g_autofree char *value = item->value != NULL && item->item->finding != NULL ? pdl_finding_describe (item->item->finding, item->value)
                                                                                  : g_strdup (item->known ? "" : _ ("not known"));
      g_autofree char *points = item->known ? g_strdup_printf ("%g", item->min) : g_strdup_printf ("%g–%g", item->min, item->max);
      g_autofree char *text = g_strdup_printf ("%s: %s — %s", pdl_dictionary_translate (item->item->label), value, points);

      pdl_basis_page_add (self, pdl_part_glyph_line (item->known ? PDL_GLYPH_TRUE : PDL_GLYPH_UNKNOWN, item->known ? PDL_ROLE_INK : PDL_ROLE_MATTERS,
                                                     pdl_part_label (text, "pdl-body")), text);
    }
}

static void
add_bands (PdlBasisPage *self, const PdlScore *score, const PdlBand *here)
{
  pdl_basis_page_add_heading (self, _ ("Bands"));
  for (guint i = 0; i < score->n_bands; i++)
    {
      const PdlBand *band = &score->bands[i];
      g_autofree char *range = isnan (band->min) ? NULL : g_strdup_printf ("%g–%g  ", band->min, band->max);
      g_autofree char *text = g_strdup_printf ("%s%s%s%s", range != NULL ? range : "", pdl_dictionary_translate (band->label), band->text != NULL ? ". " : "",
                                               band->text != NULL ? pdl_dictionary_translate (band->text) : "");
      GtkWidget *label = pdl_part_label (text, "pdl-body");

      if (band == here)
        gtk_widget_add_css_class (label, "recorded");
      pdl_basis_page_add (self, label, text);
    }
}

static gboolean
write_score (PdlBasisPage *self, const char *id)
{
  const PdlScore *score = pdl_knowledge_lookup_score (self->knowledge, id);
  const PdlScoreResult *result = score != NULL ? find_result (self, score) : NULL;
  g_autofree char *subtitle = NULL;

  if (score == NULL)
    return FALSE;
  if (result != NULL)
    {
      g_autofree char *number = pdl_words_score (result), *band = pdl_words_band (result);

      subtitle = g_strdup_printf (_ ("%s of %g to %g: %s"), number, score->min, score->max, band);
    }
  else
    subtitle = g_strdup_printf (_ ("%g to %g"), score->min, score->max);
  pdl_basis_page_set_titles (self, pdl_dictionary_translate (score->label), subtitle);
  if (result != NULL)
    add_items (self, result);
  add_bands (self, score, result != NULL ? result->band : NULL);
  pdl_basis_page_add_text (self, _ ("Warning"), score->warning);
  add_conflicts (self, "score", id, FALSE);
  pdl_basis_page_add_basis (self, &score->basis, NULL);
  return TRUE;
}

/* ---- statements, alerts, options --------------------------------------------------------------------------------- */

static gboolean
write_statement (PdlBasisPage *self, const char *id)
{
  const PdlStatement *statement = pdl_knowledge_lookup_statement (self->knowledge, id);

  if (statement == NULL)
    return FALSE;
  pdl_basis_page_set_titles (self, statement->text_short != NULL ? pdl_dictionary_translate (statement->text_short) : statement->id, statement->id);
  pdl_basis_page_add_words (self, pdl_dictionary_translate (statement->text));
  add_condition (self, statement->condition);
  if (self->evaluation != NULL)
    pdl_basis_page_add_clauses (self, pdl_evaluation_explain_statement (self->evaluation, self->target, statement));
  pdl_basis_page_add_text (self, _ ("Exclusions and contraindications"), statement->exclusions);
  pdl_basis_page_add_text (self, _ ("If data are missing"), statement->missing);
  add_conflicts (self, "statement", id, FALSE);
  pdl_basis_page_add_basis (self, &statement->basis, statement->strength);
  return TRUE;
}

static gboolean
write_alert (PdlBasisPage *self, const char *id)
{
  const PdlAlert *alert = pdl_knowledge_lookup_alert (self->knowledge, id);

  if (alert == NULL)
    return FALSE;
  pdl_basis_page_set_titles (self, alert->text_short != NULL ? pdl_dictionary_translate (alert->text_short) : alert->id, alert->id);
  pdl_basis_page_add_words (self, pdl_dictionary_translate (alert->text));
  add_condition (self, alert->condition);
  if (self->evaluation != NULL)
    pdl_basis_page_add_clauses (self, pdl_evaluation_explain_alert (self->evaluation, self->target, alert));
  pdl_basis_add_notes (self, _ ("What the guideline says"), alert->links, FALSE);
  add_conflicts (self, "alert", id, FALSE);
  pdl_basis_page_add_basis (self, &alert->basis, NULL);
  return TRUE;
}

static void
add_arguments (PdlBasisPage *self, const char *heading, const PdlArgument *arguments, guint n, PdlGlyph glyph)
{
  if (n > 0)
    pdl_basis_page_add_heading (self, heading);
  for (guint i = 0; i < n; i++)
    {
      gboolean unknown = arguments[i].truth == PDL_TRUTH_UNKNOWN;
      const char *text = pdl_dictionary_translate (arguments[i].text);
      g_autofree char *reference = g_strdup_printf ("statement/%s", arguments[i].statement->id);

      pdl_basis_page_add_link (self, pdl_part_glyph_line (unknown ? PDL_GLYPH_UNKNOWN : glyph, unknown ? PDL_ROLE_DIM : PDL_ROLE_INK,
                                                          pdl_part_label (text, "pdl-body")), reference, text);
    }
}

static gboolean
write_option (PdlBasisPage *self, const char *id)
{
  const PdlOption *option = pdl_knowledge_lookup_option (self->knowledge, id);
  const PdlTargetResult *target = get_target (self);
  const PdlOptionResult *result = NULL;

  if (option == NULL)
    return FALSE;
  for (guint i = 0; target != NULL && i < target->n_options; i++)
    if (target->options[i].option == option)
      result = &target->options[i];
  pdl_basis_page_set_titles (self, pdl_dictionary_translate (option->label), target == NULL ? NULL : result != NULL ? _ ("Listed for this target") : _ ("Not listed for this target"));
  if (option->text != NULL)
    pdl_basis_page_add_words (self, pdl_dictionary_translate (option->text));
  if (result != NULL)
    {
      add_arguments (self, _ ("For"), result->supports, result->n_supports, PDL_GLYPH_PLUS);
      add_arguments (self, _ ("Against"), result->opposes, result->n_opposes, PDL_GLYPH_MINUS);
    }
  add_conflicts (self, "option", id, FALSE);
  pdl_basis_page_add_basis (self, &option->basis, NULL);
  return TRUE;
}

/* ---- sources and findings ---------------------------------------------------------------------------------------- */

static gboolean
cites (const PdlBasis *basis, const PdlSource *source)
{
  for (guint i = 0; i < basis->n_sources; i++)
    if (basis->sources[i] == source)
      return TRUE;
  return FALSE;
}

static void
add_use (PdlBasisPage *self, const char *kind, const char *id, const char *words)
{
  g_autofree char *reference = g_strdup_printf ("%s/%s", kind, id);
  g_autofree char *text = g_strdup_printf ("%s  %s", id, words);

  pdl_basis_page_add_link (self, pdl_part_label (text, "pdl-note"), reference, text);
}

static gboolean
write_source (PdlBasisPage *self, const char *id)
{
  PdlKnowledge *knowledge = self->knowledge;
  const PdlSource *source = pdl_knowledge_lookup_source (knowledge, id);
  g_autofree char *tag = NULL, *verified = NULL;

  if (source == NULL)
    return FALSE;
  pdl_basis_page_set_titles (self, source->id, NULL);
  pdl_basis_page_add_source (self, source);
  verified = pdl_words_verification (source->tag);
  tag = g_strdup_printf (_ ("Verification: %s"), verified);
  pdl_basis_page_add (self, pdl_part_label (tag, "pdl-src"), tag);
  pdl_basis_page_add_heading (self, _ ("Used by"));
  for (guint i = 0; i < pdl_knowledge_get_n_rows (knowledge); i++)
    {
      const PdlRow *row = pdl_knowledge_get_row (knowledge, i);

      if (cites (&row->basis, source))
        add_use (self, "row", row->id, pdl_dictionary_translate (row->action->label));
    }
  for (guint i = 0; i < pdl_knowledge_get_n_scores (knowledge); i++)
    {
      const PdlScore *score = pdl_knowledge_get_score (knowledge, i);

      if (cites (&score->basis, source))
        add_use (self, "score", score->id, pdl_dictionary_translate (score->label));
    }
  for (guint i = 0; i < pdl_knowledge_get_n_statements (knowledge); i++)
    {
      const PdlStatement *statement = pdl_knowledge_get_statement (knowledge, i);

      if (cites (&statement->basis, source))
        add_use (self, "statement", statement->id, pdl_dictionary_translate (statement->text_short != NULL ? statement->text_short : statement->text));
    }
  for (guint i = 0; i < pdl_knowledge_get_n_alerts (knowledge); i++)
    {
      const PdlAlert *alert = pdl_knowledge_get_alert (knowledge, i);

      if (cites (&alert->basis, source))
        add_use (self, "alert", alert->id, pdl_dictionary_translate (alert->text_short != NULL ? alert->text_short : alert->text));
    }
  for (guint i = 0; i < pdl_knowledge_get_n_conflicts (knowledge); i++)
    {
      const PdlConflict *conflict = pdl_knowledge_get_conflict (knowledge, i);
      gboolean cited = cites (&conflict->basis, source);

      for (guint k = 0; k < conflict->positions->len && !cited; k++)
        cited = cites (&((const PdlPosition *) conflict->positions->pdata[k])->basis, source);
      if (cited)
        add_use (self, "conflict", conflict->id, pdl_dictionary_translate (conflict->label));
    }
  return TRUE;
}

static gboolean
write_finding (PdlBasisPage *self, const char *id)
{
  const PdlFinding *finding = pdl_dictionary_lookup (pdl_knowledge_get_dictionary (self->knowledge), id);
  const char *rule = NULL;
  const PdlBasis *basis = finding != NULL ? pdl_knowledge_get_derivation_basis (self->knowledge, finding, &rule) : NULL;

  if (finding == NULL)
    return FALSE;
  pdl_basis_page_set_titles (self, pdl_dictionary_translate (finding->label), finding->id);
  if (finding->help != NULL)
    pdl_basis_page_add_words (self, pdl_dictionary_translate (finding->help));
  if (basis != NULL)
    {
      pdl_basis_page_add_text (self, _ ("Rule"), rule);
      pdl_basis_page_add_basis (self, basis, NULL);
    }
  else
    pdl_basis_page_add_text (self, _ ("Source"), finding->source);
  return TRUE;
}

static gboolean
write_asking (PdlBasisPage *self, const char *id)
{
  const PdlTargetResult *target = get_target (self);
  g_autofree char *subtitle = NULL;

  if (target == NULL)
    return FALSE;
  subtitle = g_strdup_printf (_ ("%s, %s. What settles most first, then what takes least to learn."), target->decision.row->id,
                              pdl_words_state (target->decision.state));
  pdl_basis_page_set_titles (self, _ ("What is worth asking"), subtitle);
  pdl_basis_write_asking (self);
  return TRUE;
}

gboolean
pdl_basis_reasons (PdlBasisPage *self, const char *reference)
{
  const PdlTargetResult *target = get_target (self);
  g_autofree char *row = target != NULL ? g_strdup_printf ("row/%s", target->decision.row->id) : NULL;

  return target != NULL && (g_str_equal (reference, row) || g_str_equal (reference, "asking/"));
}

gboolean
pdl_basis_write (PdlBasisPage *self, const char *reference)
{
  static const struct
  {
    const char *kind;
    gboolean (*write) (PdlBasisPage *page, const char *id);
  } kinds[] = {
    { "row", write_row },     { "modifier", write_modifier }, { "score", write_score },   { "statement", write_statement },
    { "alert", write_alert }, { "option", write_option },     { "source", write_source }, { "finding", write_finding },
    { "framework", pdl_basis_write_framework },
    { "conflict", pdl_basis_write_conflict },
    { "asking", write_asking },
    { "card", pdl_card_page_write },
  };
  g_auto (GStrv) parts = g_strsplit (reference, "/", 2);

  for (guint i = 0; g_strv_length (parts) == 2 && i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (parts[0], kinds[i].kind))
      return kinds[i].write (self, parts[1]);
  return FALSE;
}
