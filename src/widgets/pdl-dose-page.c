/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-dose-page.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "pdl-lq.h"
#include "pdl-volume-picture.h"

/* ---- parts ------------------------------------------------------------------------------------------------------- */

static void
add_note (PdlDosePage *self, const PdlDoseNote *note)
{
  const char *text = note->text != NULL ? note->text : note->label;

  if (text != NULL)
    pdl_page_writer_glyph (&self->writer, PDL_GLYPH_MATTERS, PDL_ROLE_MATTERS, pdl_dictionary_translate (text), "pdl-note");
}

static void
add_notes (PdlDosePage *self, GPtrArray *notes)
{
  for (guint i = 0; i < notes->len; i++)
    add_note (self, g_ptr_array_index (notes, i));
}

static char *
gy_words (double gy)
{
  return isnan (gy) ? g_strdup (_ ("not known")) : g_strdup_printf (_ ("%.2f Gy"), pdl_lq_round (gy));
}

static const char *
origin_words (PdlDoseOrigin origin)
{
  switch (origin)
    {
    case PDL_DOSE_FROM_MAXIMUM: return _ ("recorded maximum");
    case PDL_DOSE_FROM_SHARE: return _ ("prescription times the recorded share");
    case PDL_DOSE_FROM_DEFAULT_SHARE: return _ ("prescription times a default share");
    default: return _ ("not known");
    }
}

/* ---- earlier courses and the check ------------------------------------------------------------------------------- */

static void
add_course (PdlDosePage *self, const PdlHistoryCourse *course)
{
  g_autofree char *end = course->end != PDL_DAY_NONE ? pdl_day_to_iso (course->end, PDL_PRECISION_DAY) : g_strdup (_ ("date not known"));
  g_autofree char *levels = course->levels != 0 ? pdl_level_set_to_text (course->levels) : g_strdup (_ ("levels not known"));
  g_autofree char *dose = isnan (course->cord.course.dose_gy) ? g_strdup (_ ("dose not known"))
                                                              : g_strdup_printf (_ ("%g Gy in %d"), course->cord.course.dose_gy, course->cord.course.fractions);
  g_autofree char *cord = gy_words (course->cord.eqd2), *cauda = gy_words (course->cauda.eqd2);
  g_autofree char *text = g_strdup_printf (_ ("%s, %s, %s: cord EQD2 %s (%s), cauda EQD2 %s"), end, levels, dose, cord, origin_words (course->cord.origin), cauda);
  gboolean open = isnan (course->cord.eqd2) || course->cord.origin == PDL_DOSE_FROM_DEFAULT_SHARE;

  pdl_page_writer_glyph (&self->writer, open ? PDL_GLYPH_MATTERS : PDL_GLYPH_TRUE, open ? PDL_ROLE_MATTERS : PDL_ROLE_INK, text, "pdl-body");
}

static void
add_verdict (PdlDosePage *self, const PdlReirradiation *check)
{
  g_autoptr (GString) failed = g_string_new (NULL);
  g_autofree char *text = NULL;
  PdlGlyph glyph = check->verdict == PDL_VERDICT_MEETS ? PDL_GLYPH_TRUE : check->verdict == PDL_VERDICT_EXCEEDS ? PDL_GLYPH_FALSE : PDL_GLYPH_UNKNOWN;

  for (guint i = 0; i < check->n_rules; i++)
    if (check->rules[i].truth == PDL_TRUTH_FALSE)
      g_string_append_printf (failed, "%s%s", failed->len > 0 ? ", " : "", check->rules[i].rule->id);
  if (check->verdict == PDL_VERDICT_MEETS)
    text = g_strdup (_ ("Meets every rule of the check. A zone of low risk, not a guarantee."));
  else if (check->verdict == PDL_VERDICT_EXCEEDS)
    text = g_strdup_printf (_ ("Exceeds rule %s"), failed->str);
  else
    text = g_strdup (_ ("Cannot tell yet: a dose, a number of fractions or the interval is not known"));
  pdl_page_writer_glyph (&self->writer, glyph, check->verdict == PDL_VERDICT_MEETS ? PDL_ROLE_INK : PDL_ROLE_MATTERS, text, "pdl-h3");
}

static char *
rule_words (const PdlReirradiation *check, const PdlRuleResult *result)
{
  const char *label = pdl_dictionary_translate (result->rule->label), *id = result->rule->id;
  g_autofree char *value = gy_words (result->value), *limit = gy_words (result->limit);

  switch (result->rule->quantity)
    {
    case PDL_QUANTITY_INTERVAL:
      if (isnan (result->value))
        return g_strdup_printf (_ ("%s  %s: not known, at least %.1f months"), id, label, result->limit);
      return g_strdup_printf (_ ("%s  %s: %.1f months, at least %.1f months"), id, label, result->value, result->limit);
    case PDL_QUANTITY_SHARE:
      if (!isnan (check->share))
        return g_strdup_printf (_ ("%s  %s: %.3f, at most %g (EQD2 %s, at most %s)"), id, label, check->share, result->rule->limit, value, limit);
      return g_strdup_printf (_ ("%s  %s: not known, at most %g"), id, label, result->rule->limit);
    default:
      return g_strdup_printf (_ ("%s  %s: EQD2 %s, at most %s"), id, label, value, limit);
    }
}

static void
add_rule (PdlDosePage *self, const PdlReirradiation *check, const PdlRuleResult *result)
{
  g_autofree char *text = rule_words (check, result);
  PdlGlyph glyph = result->truth == PDL_TRUTH_TRUE ? PDL_GLYPH_TRUE : result->truth == PDL_TRUTH_FALSE ? PDL_GLYPH_FALSE : PDL_GLYPH_UNKNOWN;

  pdl_page_writer_glyph (&self->writer, glyph, result->truth == PDL_TRUTH_TRUE ? PDL_ROLE_INK : PDL_ROLE_MATTERS, text, "pdl-body");
  if (result->truth == PDL_TRUTH_FALSE && result->rule->text != NULL)
    pdl_page_writer_words (&self->writer, pdl_dictionary_translate (result->rule->text), "pdl-note");
}

static void
add_room (PdlDosePage *self, const PdlReirradiation *check, int fractions)
{
  g_autofree char *allowed = gy_words (check->allowed), *most = gy_words (check->max_dose);
  g_autofree char *text = check->allowed <= 0 ? g_strdup (_ ("The rules leave no dose for a new course."))
                          : isnan (check->max_dose)
                            ? g_strdup_printf (_ ("The rules leave an EQD2 of %s for the new course; with its fractions known, the dose follows."), allowed)
                            : g_strdup_printf (_ ("The rules leave an EQD2 of %s for the new course: %s in %d fractions, at the point of maximum in the thecal sac."),
                                               allowed, most, fractions);

  if (!isnan (check->allowed))
    pdl_page_writer_words (&self->writer, text, "pdl-body");
}

static void
add_check (PdlDosePage *self, const PdlDoseHistory *history)
{
  const PdlLevelDose *worst = history->worst;
  const PdlReirradiation *check = worst->check;
  g_autofree char *where = g_strdup_printf (history->n_levels > 1 ? _ ("Re-irradiation check at %s, the level that decides") : _ ("Re-irradiation check at %s"),
                                            pdl_level_name (worst->level));
  g_autofree char *arithmetic = g_strdup_printf (_ ("Arithmetic, cord α/β %g"), self->tables->reirradiation.alpha_beta);

  pdl_page_writer_heading (&self->writer, where);
  add_verdict (self, check);
  for (guint i = 0; i < check->n_rules; i++)
    add_rule (self, check, &check->rules[i]);
  add_room (self, check, history->planned.course.fractions);
  add_notes (self, check->warnings);
  pdl_page_writer_heading (&self->writer, arithmetic);
  for (guint i = 0; check->arithmetic[i] != NULL; i++)
    pdl_page_writer_words (&self->writer, check->arithmetic[i], "pdl-body");
  if (check->n_rules > 0)
    pdl_page_writer_basis (&self->writer, &check->rules[0].rule->basis, FALSE);
}

static void
add_score (PdlDosePage *self, const PdlMyelopathyResult *result)
{
  g_autofree char *cumulative = gy_words (result->bed_cumulative), *most = gy_words (result->bed_max);
  g_autofree char *figures = g_strdup_printf (_ ("Cumulative BED %s: %g points. Interval: %g points. Highest course %s: %g points."), cumulative,
                                              result->points_cumulative, result->points_interval, most, result->points_course);
  g_autofree char *text = isnan (result->points) ? g_strdup_printf (_ ("%s: cannot be computed yet"), pdl_dictionary_translate (result->score->label))
                                                 : g_strdup_printf (_ ("%s: %g points, %s"), pdl_dictionary_translate (result->score->label), result->points,
                                                                    result->group != NULL ? pdl_dictionary_translate (result->group->label) : _ ("not known"));
  gboolean known = !isnan (result->points);

  pdl_page_writer_glyph (&self->writer, known ? PDL_GLYPH_TRUE : PDL_GLYPH_UNKNOWN, known ? PDL_ROLE_INK : PDL_ROLE_MATTERS, text, "pdl-body");
  if (known)
    pdl_page_writer_words (&self->writer, figures, "pdl-note");
  if (!result->meaningful && result->score->text != NULL)
    pdl_page_writer_words (&self->writer, pdl_dictionary_translate (result->score->text), "pdl-note");
  pdl_page_writer_basis (&self->writer, &result->score->basis, FALSE);
}

/* The scores of myelopathy read the gap between two courses: with one earlier course it is the interval of the check. */
static void
add_scores (PdlDosePage *self, const PdlDoseHistory *history)
{
  const PdlLevelDose *worst = history->worst;
  g_autoptr (GArray) courses = g_array_new (FALSE, FALSE, sizeof (PdlDoseCourse));

  for (guint i = 0; i < history->n_courses; i++)
    if (!history->courses[i].present && (history->courses[i].levels & PDL_LEVEL_BIT (worst->level)) != 0)
      g_array_append_val (courses, history->courses[i].cord.course);
  if (courses->len == 0)
    return;
  g_array_append_val (courses, history->planned.course);
  pdl_page_writer_heading (&self->writer, _ ("Scores of myelopathy"));
  for (guint i = 0; i < self->tables->scores->len; i++)
    {
      g_autoptr (PdlMyelopathyResult) result
        = pdl_myelopathy_result_new (self->tables, g_ptr_array_index (self->tables->scores, i), (const PdlDoseCourse *) (gpointer) courses->data, courses->len,
                                     courses->len == 2 ? worst->months : NAN);

      add_score (self, result);
    }
}

static void
add_levels (PdlDosePage *self, const PdlDoseHistory *history)
{
  static const int shares[] = { 12, 16, 20, 20, 16, 16 };
  const char *head[] = { _ ("Level"), _ ("Earlier courses"), _ ("Cord EQD2"), _ ("Cauda EQD2"), _ ("Months since"), _ ("Check") };

  if (history->n_levels < 2)
    return;
  pdl_page_writer_heading (&self->writer, _ ("Level by level: doses add up only where courses overlap"));
  pdl_page_writer_cells (&self->writer, head, shares, G_N_ELEMENTS (head), 4, TRUE);
  for (guint i = 0; i < history->n_levels; i++)
    {
      const PdlLevelDose *level = &history->levels[i];
      g_autofree char *n = g_strdup_printf ("%u", level->n_prior), *cord = gy_words (level->cord_eqd2), *cauda = gy_words (level->cauda_eqd2);
      g_autofree char *months = isnan (level->months) ? g_strdup ("") : g_strdup_printf ("%.1f", level->months);
      const char *verdict = level->check == NULL ? "" : level->check->verdict == PDL_VERDICT_MEETS ? _ ("meets") : level->check->verdict == PDL_VERDICT_EXCEEDS ? _ ("exceeds") : _ ("cannot tell");
      const char *cells[] = { pdl_level_name (level->level), n, cord, cauda, months, verdict };

      pdl_page_writer_cells (&self->writer, cells, shares, G_N_ELEMENTS (cells), 4, FALSE);
    }
}

void
pdl_dose_page_write_history (PdlDosePage *self, const PdlDoseHistory *history)
{
  guint earlier = 0;

  pdl_page_writer_heading (&self->writer, _ ("Earlier courses at this target"));
  for (guint i = 0; i < history->n_courses; i++)
    if (!history->courses[i].present)
      {
        add_course (self, &history->courses[i]);
        earlier++;
      }
  if (earlier == 0)
    pdl_page_writer_words (&self->writer, _ ("No earlier course is recorded here. With one, the re-irradiation check follows."), "pdl-note");
  add_notes (self, history->warnings);
  if (history->worst != NULL && history->worst->check != NULL)
    {
      add_check (self, history);
      add_scores (self, history);
    }
  add_levels (self, history);
}

/* ---- stereotactic radiotherapy, cord compression ------------------------------------------------------------------- */

static void
add_criterion (PdlDosePage *self, const PdlEligibilityCriterion *criterion, PdlEligibilityState state)
{
  static const PdlGlyph glyphs[] = {
    [PDL_ELIGIBILITY_NOT_APPLICABLE] = PDL_GLYPH_RING, [PDL_ELIGIBILITY_PASS] = PDL_GLYPH_TRUE, [PDL_ELIGIBILITY_CAUTION] = PDL_GLYPH_MATTERS,
    [PDL_ELIGIBILITY_UNKNOWN] = PDL_GLYPH_UNKNOWN, [PDL_ELIGIBILITY_FAIL] = PDL_GLYPH_FALSE,
  };
  gboolean quiet = state == PDL_ELIGIBILITY_PASS || state == PDL_ELIGIBILITY_NOT_APPLICABLE;
  const char *more = state == PDL_ELIGIBILITY_CAUTION ? criterion->caution_text : state == PDL_ELIGIBILITY_FAIL ? criterion->fail_text : NULL;
  const char *words = state == PDL_ELIGIBILITY_NOT_APPLICABLE ? _ ("not applicable") : state == PDL_ELIGIBILITY_PASS ? _ ("met")
                      : state == PDL_ELIGIBILITY_CAUTION ? _ ("caution") : state == PDL_ELIGIBILITY_FAIL ? _ ("not met") : _ ("not known");
  g_autofree char *text = g_strdup_printf ("%s  %s: %s%s%s", criterion->id, pdl_dictionary_translate (criterion->label), words, more != NULL ? ". " : "",
                                           more != NULL ? pdl_dictionary_translate (more) : "");

  pdl_page_writer_glyph (&self->writer, glyphs[state], quiet ? PDL_ROLE_DIM : PDL_ROLE_INK, text, "pdl-body");
}

void
pdl_dose_page_write_eligibility (PdlDosePage *self, const PdlDoseHistory *history)
{
  g_autoptr (PdlEligibility) eligibility = pdl_eligibility_new (self->tables, self->facts, self->target, history);
  const char *overall = eligibility->overall == PDL_ELIGIBILITY_FAIL ? _ ("At least one criterion is not met")
                        : eligibility->overall == PDL_ELIGIBILITY_UNKNOWN ? _ ("Incomplete: what is not known decides")
                        : eligibility->overall == PDL_ELIGIBILITY_CAUTION ? _ ("Every criterion is met, with caution")
                                                                          : _ ("Every criterion is met");

  pdl_page_writer_heading (&self->writer, pdl_dictionary_translate (self->tables->eligibility.label));
  pdl_page_writer_words (&self->writer, overall, "pdl-h3");
  for (guint i = 0; i < self->tables->criteria->len; i++)
    add_criterion (self, g_ptr_array_index (self->tables->criteria, i), eligibility->states[i]);
  if (self->tables->eligibility.text != NULL)
    pdl_page_writer_words (&self->writer, pdl_dictionary_translate (self->tables->eligibility.text), "pdl-note");
  pdl_page_writer_basis (&self->writer, &self->tables->eligibility.basis, FALSE);
}

void
pdl_dose_page_write_compression (PdlDosePage *self)
{
  const PdlDoseAdvice *compression = &self->tables->compression;

  if (pdl_expr_test (compression->when, self->facts, self->target, PDL_LEVEL_NONE, 0) != PDL_TRUTH_TRUE)
    return;
  pdl_page_writer_heading (&self->writer, pdl_dictionary_translate (compression->label));
  for (guint i = 0; i < self->tables->compressions->len; i++)
    {
      const PdlDoseAdvice *advice = g_ptr_array_index (self->tables->compressions, i);
      PdlTruth truth = pdl_expr_test (advice->when, self->facts, self->target, PDL_LEVEL_NONE, 0);
      g_autofree char *text = g_strdup_printf ("%s: %s", pdl_dictionary_translate (advice->label), pdl_dictionary_translate (advice->text));

      pdl_page_writer_glyph (&self->writer, truth == PDL_TRUTH_TRUE ? PDL_GLYPH_TRUE : truth == PDL_TRUTH_FALSE ? PDL_GLYPH_FALSE : PDL_GLYPH_UNKNOWN,
                             truth == PDL_TRUTH_TRUE ? PDL_ROLE_INK : PDL_ROLE_DIM, text, "pdl-body");
    }
  pdl_page_writer_words (&self->writer, pdl_dictionary_translate (compression->text), "pdl-note");
  pdl_page_writer_basis (&self->writer, &compression->basis, FALSE);
}

/* ---- target volume ----------------------------------------------------------------------------------------------- */

static char *
sector_words (PdlDosePage *self, guint32 sectors)
{
  const PdlFinding *finding = self->tables->ctv.sectors;
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < finding->n_codes; i++)
    if ((sectors & (1u << i)) != 0)
      g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", pdl_dictionary_translate (finding->codes[i].label));
  return g_string_free (words, FALSE);
}

static void
add_volume (PdlDosePage *self, PdlLevel level)
{
  g_autoptr (PdlCtv) volume = pdl_ctv_new_for_level (self->tables, self->facts, level, NULL);
  g_autofree char *text = NULL;

  if (volume->refusal != NULL)
    {
      const char *why = volume->refusal->text != NULL ? volume->refusal->text : volume->refusal->label;

      text = g_strdup_printf (_ ("%s: no volume. %s"), pdl_level_name (level), why != NULL ? pdl_dictionary_translate (why) : "");
      pdl_page_writer_glyph (&self->writer, PDL_GLYPH_UNKNOWN, PDL_ROLE_MATTERS, text, "pdl-body");
    }
  else
    {
      g_autofree char *sectors = sector_words (self, volume->sectors), *rules = pdl_ctv_to_text (volume);

      text = g_strdup_printf ("%s: %s", pdl_level_name (level), sectors);
      pdl_page_writer_glyph (&self->writer, PDL_GLYPH_TRUE, PDL_ROLE_INK, text, "pdl-body");
      if (volume->sectors != 0)
        {
          g_autofree char *words = g_strdup_printf (_ ("%s from below, target volume outlined: %s"), pdl_level_name (level), sectors);

          gtk_box_append (GTK_BOX (self->writer.box), pdl_volume_picture_new (self->session, self->tables->ctv.sectors, level, volume->sectors, words));
        }
      pdl_page_writer_words (&self->writer, rules, "pdl-note");
      if (volume->rules->len > 0)
        pdl_page_writer_basis (&self->writer, &((const PdlCtvRule *) g_ptr_array_index (volume->rules, 0))->basis, FALSE);
    }
  add_notes (self, volume->warnings);
}

void
pdl_dose_page_write_volumes (PdlDosePage *self)
{
  pdl_page_writer_heading (&self->writer, _ ("Bony target volume, by the marked sectors"));
  if (self->levels == 0)
    pdl_page_writer_words (&self->writer, _ ("No level is marked."), "pdl-note");
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    if ((self->levels & PDL_LEVEL_BIT (level)) != 0)
      add_volume (self, level);
}

/* ---- fracture, menu ---------------------------------------------------------------------------------------------- */

static void
add_fracture_risk (PdlDosePage *self, PdlLevel level)
{
  g_autoptr (PdlFractureRisk) risk = pdl_fracture_risk_new (self->tables, self->facts, level);
  const char *low = pdl_dictionary_translate (risk->lowest->label), *high = pdl_dictionary_translate (risk->highest->label);
  g_autoptr (GString) words = g_string_new (pdl_level_name (level));
  guint unknown = 0;

  g_string_append_printf (words, risk->lowest == risk->highest ? ": %s." : _ (": %s to %s."), low, high);
  for (guint i = 0; i < risk->n_factors; i++)
    {
      if (risk->factors[i].truth == PDL_TRUTH_TRUE)
        g_string_append_printf (words, " %s.", pdl_dictionary_translate (risk->factors[i].factor->label));
      unknown += risk->factors[i].truth == PDL_TRUTH_UNKNOWN;
    }
  if (unknown > 0)
    g_string_append_printf (words, ngettext (" %u factor is not recorded.", " %u factors are not recorded.", unknown), unknown);
  pdl_page_writer_glyph (&self->writer, unknown > 0 ? PDL_GLYPH_UNKNOWN : PDL_GLYPH_TRUE, unknown > 0 ? PDL_ROLE_DIM : PDL_ROLE_INK, words->str, "pdl-body");
}

void
pdl_dose_page_write_fracture_risk (PdlDosePage *self)
{
  if (self->levels == 0)
    return;
  pdl_page_writer_heading (&self->writer, _ ("Fracture after stereotactic radiotherapy: factors present"));
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    if ((self->levels & PDL_LEVEL_BIT (level)) != 0)
      add_fracture_risk (self, level);
  if (self->tables->fracture.text != NULL)
    pdl_page_writer_words (&self->writer, pdl_dictionary_translate (self->tables->fracture.text), "pdl-note");
  pdl_page_writer_basis (&self->writer, &self->tables->fracture.basis, FALSE);
}

void
pdl_dose_page_write_menu (PdlDosePage *self)
{
  static const int shares[] = { 16, 18, 18, 44 };
  g_autofree char *heading = g_strdup_printf (_ ("Fractionation: effect for α/β %g"), self->tables->menu_alpha_beta);
  const char *head[] = { _ ("Dose"), "BED", "EQD2", _ ("Used for") };
  g_autoptr (GString) not_offered = g_string_new (NULL);

  pdl_page_writer_heading (&self->writer, heading);
  pdl_page_writer_cells (&self->writer, head, shares, G_N_ELEMENTS (head), 2, TRUE);
  for (guint i = 0; i < self->tables->regimens->len; i++)
    {
      const PdlRegimen *regimen = g_ptr_array_index (self->tables->regimens, i);
      g_autofree char *dose = g_strdup_printf (regimen->basis.local ? _ ("%g Gy in %d (local)") : _ ("%g Gy in %d"), regimen->dose, regimen->fractions);
      g_autofree char *bed = gy_words (pdl_lq_bed (regimen->dose, regimen->fractions, self->tables->menu_alpha_beta));
      g_autofree char *eqd2 = gy_words (pdl_lq_eqd2 (regimen->dose, regimen->fractions, self->tables->menu_alpha_beta));
      const char *cells[] = { dose, bed, eqd2, regimen->text != NULL ? pdl_dictionary_translate (regimen->text) : "" };

      if (regimen->offered)
        pdl_page_writer_cells (&self->writer, cells, shares, G_N_ELEMENTS (cells), 2, FALSE);
      else
        g_string_append_printf (not_offered, "%s%g/%d", not_offered->len > 0 ? ", " : "", regimen->dose, regimen->fractions);
    }
  if (not_offered->len > 0)
    {
      g_autofree char *text = g_strdup_printf (_ ("Not on the menu of this clinic (local): %s"), not_offered->str);

      pdl_page_writer_words (&self->writer, text, "pdl-matter");
    }
}
