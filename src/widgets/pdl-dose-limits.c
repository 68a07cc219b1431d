/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a planned course comes to in each tissue, and the limits of the sources.
 */
#include "pdl-dose-page.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "pdl-lq.h"

/* ---- the planned course ------------------------------------------------------------------------------------------ */

/* "37.50", or the two ends where the α/β of the tissue is a range. */
static char *
gy_range (double a, double b)
{
  return a == b ? g_strdup_printf ("%.2f", a) : g_strdup_printf ("%.2f–%.2f", MIN (a, b), MAX (a, b));
}

static void
add_tissue (PdlDosePage *self, const PdlAlphaBeta *tissue, double dose, int fractions, const int *shares)
{
  double low = isnan (tissue->value) ? tissue->low : tissue->value, high = isnan (tissue->value) ? tissue->high : tissue->value;
  g_autofree char *alpha_beta = low == high ? g_strdup_printf ("%g", low) : g_strdup_printf ("%g–%g", low, high);
  g_autofree char *bed = gy_range (pdl_lq_bed (dose, fractions, low), pdl_lq_bed (dose, fractions, high));
  g_autofree char *eqd2 = gy_range (pdl_lq_eqd2 (dose, fractions, low), pdl_lq_eqd2 (dose, fractions, high));
  g_autofree char *sources = pdl_words_sources (&tissue->basis, 1);
  g_autofree char *basis = g_strdup_printf ("%s, %s", sources, tissue->basis.tag);
  const char *cells[] = { pdl_dictionary_translate (tissue->label), alpha_beta, bed, eqd2, basis };

  pdl_page_writer_cells (&self->writer, cells, shares, G_N_ELEMENTS (cells), 3, FALSE);
}

void
pdl_dose_page_write_tissues (PdlDosePage *self)
{
  static const int shares[] = { 34, 10, 16, 16, 24 };
  const PdlHistorySettings *history = &self->tables->history;
  double dose = pdl_facts_get (self->facts, history->planned_dose, self->target, PDL_LEVEL_NONE);
  double fractions = pdl_facts_get (self->facts, history->planned_fractions, self->target, PDL_LEVEL_NONE);
  const char *head[] = { _ ("Tissue"), "α/β", _ ("BED, Gy"), _ ("EQD2, Gy"), _ ("Source, verification") };
  g_autofree char *heading = NULL;

  if (isnan (dose) || !(fractions >= 1))
    return;
  heading = g_strdup_printf (_ ("BED and EQD2 of the planned %g Gy in %d"), dose, (int) fractions);
  pdl_page_writer_heading (&self->writer, heading);
  pdl_page_writer_cells (&self->writer, head, shares, G_N_ELEMENTS (head), 3, TRUE);
  for (guint i = 0; i < self->tables->alpha_betas->len; i++)
    add_tissue (self, g_ptr_array_index (self->tables->alpha_betas, i), dose, (int) fractions, shares);
  if (dose / fractions > self->tables->arithmetic.large_fraction)
    pdl_page_writer_words (&self->writer, pdl_dictionary_translate (pdl_dose_tables_find_warning (self->tables, "LARGE_FRACTION")->text), "pdl-note");
}

/* ---- limits ------------------------------------------------------------------------------------------------------ */

static char *
limit_words (double gy)
{
  return isnan (gy) ? g_strdup ("–") : g_strdup_printf ("%.1f", gy);
}

static void
add_cord_risk (PdlDosePage *self, double eqd2)
{
  const PdlRiskCurve *curve = &self->tables->risk_curve;
  double risk = pdl_cord_risk (self->tables, eqd2);
  g_autofree char *percent = isnan (risk) ? g_strdup (eqd2 < curve->eqd2_min ? curve->below : curve->above) : g_strdup_printf ("%.1f %%", 100 * risk);
  g_autofree char *text = g_strdup_printf (_ ("%s: %s, at EQD2 %.2f Gy"), pdl_dictionary_translate (curve->label), percent, eqd2);

  pdl_page_writer_words (&self->writer, text, "pdl-body");
  pdl_page_writer_words (&self->writer, pdl_dictionary_translate (curve->text), "pdl-note");
  pdl_page_writer_basis (&self->writer, &curve->basis, FALSE);
}

/* A first course against the default limit: with an earlier course the rules above hold instead. */
static void
add_first_course (PdlDosePage *self, const PdlDoseHistory *history)
{
  const PdlDoseCourse *planned = &history->planned.course;
  double most = pdl_cord_limit_get (self->tables, planned->fractions);
  gboolean met = planned->dose_gy <= most;
  gboolean open = g_ptr_array_find (history->warnings, pdl_dose_tables_find_warning (self->tables, "HISTORY_OPEN"), NULL);
  g_autofree char *text = NULL;

  if (history->worst != NULL || history->planned.origin != PDL_DOSE_FROM_MAXIMUM || isnan (planned->dose_gy) || isnan (most))
    return;
  text = g_strdup_printf (met ? _ ("Planned maximum %.1f Gy in %d: within the default limit of %.1f Gy") : _ ("Planned maximum %.1f Gy in %d: over the default limit of %.1f Gy"),
                          planned->dose_gy, planned->fractions, most);
  pdl_page_writer_glyph (&self->writer, !met ? PDL_GLYPH_FALSE : open ? PDL_GLYPH_UNKNOWN : PDL_GLYPH_TRUE, met && !open ? PDL_ROLE_INK : PDL_ROLE_MATTERS, text,
                         "pdl-h3");
  if (open)
    pdl_page_writer_words (&self->writer, _ ("This holds only if nothing was irradiated here before, and that is not recorded."), "pdl-matter");
  add_cord_risk (self, history->planned.eqd2);
}

static char *
basis_words (const PdlBasis *basis)
{
  g_autofree char *sources = pdl_words_sources (basis, 1);

  return g_strdup_printf ("%s, %s", sources, basis->tag);
}

static void
add_limit_row (PdlDosePage *self, const PdlCordLimit *limit, const char *name, const int *shares)
{
  g_autofree char *basis = basis_words (&limit->basis);
  char *numbers[PDL_DOSE_MAX_LIMITS];
  const char *cells[PDL_DOSE_MAX_LIMITS + 2] = { name };

  for (guint n = 0; n < PDL_DOSE_MAX_LIMITS; n++)
    cells[n + 1] = numbers[n] = limit_words (limit->limits[n]);
  cells[PDL_DOSE_MAX_LIMITS + 1] = basis;
  pdl_page_writer_cells (&self->writer, cells, shares, G_N_ELEMENTS (cells), PDL_DOSE_MAX_LIMITS, FALSE);
  for (guint n = 0; n < PDL_DOSE_MAX_LIMITS; n++)
    g_free (numbers[n]);
}

static void
add_cord_limits (PdlDosePage *self)
{
  static const int shares[] = { 34, 9, 9, 9, 9, 9, 21 };
  const char *head[] = { _ ("Limit, Gy, by number of fractions"), "1", "2", "3", "4", "5", _ ("Source, verification") };

  pdl_page_writer_cells (&self->writer, head, shares, G_N_ELEMENTS (head), PDL_DOSE_MAX_LIMITS, TRUE);
  for (guint i = 0; i < self->tables->cord_limits->len; i++)
    {
      const PdlCordLimit *limit = g_ptr_array_index (self->tables->cord_limits, i);
      const char *label = pdl_dictionary_translate (limit->label);
      g_autofree char *name = limit->is_default ? g_strdup_printf (_ ("%s (the default)"), label) : g_strdup (label);
      add_limit_row (self, limit, name, shares);
    }
}

/* "10 (14)": to the volume, and the maximum point. */
/* Earlier course by earlier course; "–" where the table gives none. */
static void
add_retreatments (PdlDosePage *self)
{
  static const int shares[] = { 24, 10, 10, 10, 10, 10, 26 };
  const PdlDoseNote *note = &self->tables->retreatment;
  const char *head[] = { _ ("Earlier course"), "1", "2", "3", "4", "5", _ ("Source, verification") };

  pdl_page_writer_cells (&self->writer, head, shares, G_N_ELEMENTS (head), PDL_DOSE_MAX_LIMITS, TRUE);
  for (guint i = 0; i < self->tables->retreatments->len; i++)
    {
      const PdlCordLimit *limit = g_ptr_array_index (self->tables->retreatments, i);
      g_autofree char *name = limit->dose > 0 ? g_strdup_printf (_ ("%g Gy in %d"), limit->dose, limit->fractions) : g_strdup (_ ("none"));

      add_limit_row (self, limit, name, shares);
    }
  pdl_page_writer_words (&self->writer, pdl_dictionary_translate (note->text), "pdl-note");
}

/* Conventional fractions: dose to the whole cross-section of the cord, and the risk of myelopathy. */
static void
add_tolerances (PdlDosePage *self)
{
  static const int shares[] = { 30, 30, 40 };
  const char *head[] = { _ ("Maximum to the cord"), _ ("Risk of myelopathy"), _ ("Source, verification") };

  pdl_page_writer_cells (&self->writer, head, shares, G_N_ELEMENTS (head), 0, TRUE);
  for (guint i = 0; i < self->tables->tolerances->len; i++)
    {
      const PdlCordTolerance *tolerance = g_ptr_array_index (self->tables->tolerances, i);
      g_autofree char *dose = g_strdup_printf (_ ("%g Gy"), tolerance->dose);
      g_autofree char *basis = basis_words (&tolerance->basis);
      const char *cells[] = { dose, tolerance->risk, basis };

      pdl_page_writer_cells (&self->writer, cells, shares, G_N_ELEMENTS (cells), 0, FALSE);
    }
}

static void
add_organ_limits (PdlDosePage *self)
{
  static const int shares[] = { 30, 14, 14, 14, 14, 14 };
  const char *head[] = { _ ("Organ, volume: Gy to it (maximum point)"), "1", "3", "5", _ ("Endpoint"), _ ("Source, verification") };

  pdl_page_writer_cells (&self->writer, head, shares, G_N_ELEMENTS (head), 3, TRUE);
  for (guint i = 0; i < self->tables->organ_limits->len; i++)
    {
      const PdlOrganLimit *limit = g_ptr_array_index (self->tables->organ_limits, i);
      g_autofree char *name = g_strdup_printf ("%s, %s", pdl_dictionary_translate (limit->label), limit->volume);
      g_autofree char *one = g_strdup_printf ("%g (%g)", limit->to_volume[0], limit->maximum[0]);
      g_autofree char *three = g_strdup_printf ("%g (%g)", limit->to_volume[1], limit->maximum[1]);
      g_autofree char *five = g_strdup_printf ("%g (%g)", limit->to_volume[2], limit->maximum[2]);
      g_autofree char *sources = pdl_words_sources (&limit->basis, 1);
      g_autofree char *verified = pdl_words_verification (limit->basis.tag);
      g_autofree char *basis = g_strdup_printf ("%s: %s", sources, verified);
      const char *cells[] = { name, one, three, five, limit->endpoint, basis };

      pdl_page_writer_cells (&self->writer, cells, shares, G_N_ELEMENTS (cells), 3, FALSE);
    }
}

void
pdl_dose_page_write_limits (PdlDosePage *self, const PdlDoseHistory *history)
{
  const PdlCordLimit *limit = pdl_dose_tables_get_default_limit (self->tables);
  GtkWidget *outer;

  pdl_page_writer_heading (&self->writer, _ ("Limits without earlier radiotherapy"));
  add_first_course (self, history);
  if (limit->text != NULL)
    pdl_page_writer_words (&self->writer, pdl_dictionary_translate (limit->text), "pdl-note");
  outer = pdl_page_writer_begin_folded (&self->writer, _ ("Cord, thecal sac and cauda: what the sources say"));
  add_cord_limits (self);
  pdl_page_writer_end_folded (&self->writer, outer);
  outer = pdl_page_writer_begin_folded (&self->writer, _ ("Cord in conventional fractions"));
  add_tolerances (self);
  pdl_page_writer_end_folded (&self->writer, outer);
  outer = pdl_page_writer_begin_folded (&self->writer, pdl_dictionary_translate (self->tables->retreatment.label));
  add_retreatments (self);
  pdl_page_writer_end_folded (&self->writer, outer);
  outer = pdl_page_writer_begin_folded (&self->writer, _ ("Other organs"));
  add_organ_limits (self);
  pdl_page_writer_end_folded (&self->writer, outer);
}
