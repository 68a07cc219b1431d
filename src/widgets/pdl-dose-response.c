/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What came of the newest course at the target: the pain, visit by visit, and the local response on imaging.
 */
#include "pdl-dose-page.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "pdl-pain-course.h"

static char *
pain_words (const PdlPainVisit *visit)
{
  g_autofree char *before = visit->baseline.pain >= 0 ? g_strdup_printf ("%d", visit->baseline.pain) : g_strdup ("?");
  g_autofree char *after = visit->state.pain >= 0 ? g_strdup_printf ("%d", visit->state.pain) : g_strdup ("?");

  return g_strdup_printf ("%s → %s", before, after);
}

static char *
opioid_words (const PdlPainVisit *visit)
{
  g_autofree char *before = isnan (visit->baseline.opioid) ? g_strdup ("?") : g_strdup_printf ("%g", visit->baseline.opioid);
  g_autofree char *after = isnan (visit->state.opioid) ? g_strdup ("?") : g_strdup_printf ("%g", visit->state.opioid);

  return g_strdup_printf ("%s → %s", before, after);
}

static void
add_visit (PdlDosePage *self, const PdlPainVisit *visit, const int *shares)
{
  g_autofree char *day = pdl_day_to_iso (visit->day, PDL_PRECISION_DAY);
  g_autofree char *months = visit->days == G_MININT ? g_strdup ("?") : g_strdup_printf ("%.1f", visit->days / PDL_DAYS_PER_MONTH);
  g_autofree char *pain = pain_words (visit), *opioid = opioid_words (visit);
  const char *response = visit->response != NULL ? pdl_dictionary_translate (visit->response->label) : _ ("cannot tell");
  g_autofree char *words = visit->flare != NULL ? g_strdup_printf ("%s. %s", response, pdl_dictionary_translate (visit->flare->label)) : g_strdup (response);
  const char *cells[] = { day, months, pain, opioid, words };

  pdl_page_writer_cells (&self->writer, cells, shares, G_N_ELEMENTS (cells), 3, FALSE);
}

static void
add_visits (PdlDosePage *self, const PdlPainCourse *course)
{
  static const int shares[] = { 18, 14, 16, 22, 34 };
  const char *head[] = { _ ("Visit"), _ ("Months since"), _ ("Worst pain"), _ ("Opioid, mg per 24 h"), _ ("Response") };
  gboolean of_site = TRUE, open = FALSE;

  pdl_page_writer_cells (&self->writer, head, shares, G_N_ELEMENTS (head), 3, TRUE);
  for (guint i = 0; i < course->n_visits; i++)
    {
      const PdlPainVisit *visit = &course->visits[i];

      add_visit (self, visit, shares);
      of_site &= visit->of_site;
      open |= visit->response == NULL;
    }
  if (!of_site)
    pdl_page_writer_words (&self->writer, _ ("Where the pain at this site is not recorded at both visits, the worst pain of the patient is compared."), "pdl-note");
  if (open)
    pdl_page_writer_words (&self->writer, _ ("Without pain and opioid dose at both visits there is no category; no opioid is entered as 0."), "pdl-note");
}

static void
add_pain (PdlDosePage *self, const PdlPainCourse *course)
{
  const PdlResponseSettings *settings = &self->tables->response;
  g_autofree char *start = pdl_day_to_iso (course->start, PDL_PRECISION_DAY);
  g_autofree char *baseline = course->baseline_day != PDL_DAY_NONE ? pdl_day_to_iso (course->baseline_day, PDL_PRECISION_DAY) : NULL;
  g_autofree char *text = NULL;

  if (baseline == NULL)
    text = g_strdup_printf (_ ("Course of %s. No visit before it is recorded: the response cannot be told."), start);
  else if (course->n_visits == 0)
    text = g_strdup_printf (_ ("Course of %s, baseline %s. No visit after it yet."), start, baseline);
  else
    text = g_strdup_printf (_ ("Course of %s, against the baseline of %s"), start, baseline);
  pdl_page_writer_words (&self->writer, text, "pdl-body");
  if (course->n_visits > 0)
    add_visits (self, course);
  pdl_page_writer_words (&self->writer, pdl_dictionary_translate (settings->text), "pdl-note");
  pdl_page_writer_basis (&self->writer, &settings->basis, FALSE);
}

static void
add_local (PdlDosePage *self)
{
  const PdlLocalResponseSettings *settings = &self->tables->local_response;
  double value = pdl_facts_get (self->facts, settings->finding, self->target, PDL_LEVEL_NONE);
  gboolean entered = pdl_facts_is_entered (self->facts, settings->finding, self->target, PDL_LEVEL_NONE);
  const PdlCode *code = isnan (value) ? NULL : &settings->finding->codes[(guint) value];
  const PdlDoseNote *class = code != NULL ? pdl_dose_note_find (self->tables->local_classes, code->code) : NULL;
  g_autofree char *text = NULL;

  if (code == NULL)
    text = g_strdup (_ ("The records do not tell the class."));
  else
    text = g_strdup_printf (entered ? _ ("%s, as the reader entered it") : _ ("%s, proposed from the records"), pdl_dictionary_translate (code->label));
  pdl_page_writer_heading (&self->writer, pdl_dictionary_translate (settings->label));
  pdl_page_writer_glyph (&self->writer, code != NULL ? PDL_GLYPH_TRUE : PDL_GLYPH_UNKNOWN, code != NULL ? PDL_ROLE_INK : PDL_ROLE_MATTERS, text, "pdl-body");
  if (class != NULL)
    pdl_page_writer_words (&self->writer, pdl_dictionary_translate (class->text), "pdl-note");
  pdl_page_writer_words (&self->writer, pdl_dictionary_translate (settings->text), "pdl-note");
  pdl_page_writer_basis (&self->writer, class != NULL ? &class->basis : &settings->basis, FALSE);
}

void
pdl_dose_page_write_response (PdlDosePage *self)
{
  g_autoptr (PdlPainCourse) course = pdl_pain_course_new (self->tables, self->facts, self->target);

  if (course == NULL)
    return;
  pdl_page_writer_heading (&self->writer, pdl_dictionary_translate (self->tables->response.label));
  add_pain (self, course);
  add_local (self);
}
