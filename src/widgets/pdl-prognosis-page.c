/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-prognosis-page.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "pdl-line-layout.h"
#include "pdl-pane-parts.h"
#include "pdl-survival-bar-view.h"
#include "pdl-wrap-box.h"

/* Of a line, in hundredths. */
#define NAME_SHARE 34
#define AXIS_SHARE 42
#define VERDICT_SHARE 24

/* ---- parts ------------------------------------------------------------------------------------------------------- */

static void
add (PdlPrognosisPage *self, GtkWidget *widget, const char *text)
{
  gtk_box_append (GTK_BOX (self->box), widget);
  g_string_append_printf (self->text, "%s\n", text);
}

static void
add_heading (PdlPrognosisPage *self, const char *text)
{
  gtk_box_append (GTK_BOX (self->box), pdl_part_hairline ());
  add (self, pdl_part_label (text, "pdl-sect"), text);
}

static void
add_glyph_words (PdlPrognosisPage *self, PdlGlyph glyph, PdlColorRole role, const char *text, const char *css_class)
{
  add (self, pdl_part_glyph_line (glyph, role, pdl_part_label (text, css_class)), text);
}

/* ---- words ------------------------------------------------------------------------------------------------------- */

static const char *
row_name (const PdlPrognosisRow *row)
{
  return row->model != NULL ? pdl_dictionary_translate (row->model->score->label) : row->tool;
}

static char *
names_of (GPtrArray *rows)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", row_name (g_ptr_array_index (rows, i)));
  return g_string_free (names, FALSE);
}

static void
append_alive (GString *words, const char *head, const GArray *alive)
{
  if (alive == NULL || alive->len == 0)
    return;
  g_string_append_printf (words, "%s%s", words->len > 0 ? "; " : "", head);
  for (guint i = 0; i < alive->len; i++)
    {
      const PdlAlive *point = &g_array_index (alive, PdlAlive, i);

      /* Translators: so many percent alive at so many months, with a no-break space */
      g_string_append_printf (words, _ ("%s %g\302\240%% at %g"), i > 0 ? "," : "", point->percent, point->months);
    }
  g_string_append (words, _ (" months"));
}

/* What the paper says of one band. */
static char *
figure_words (const PdlPrognosisBand *band)
{
  GString *words = g_string_new (NULL);

  if (isinf (band->survival_high))
    g_string_append_printf (words, _ ("survival %.2g months or more"), band->survival_low);
  else if (!isnan (band->survival_high) && band->survival_low > 0)
    g_string_append_printf (words, _ ("survival %.2g to %.2g months"), band->survival_low, band->survival_high);
  else if (!isnan (band->survival_high))
    g_string_append_printf (words, _ ("survival up to %.2g months"), band->survival_high);
  if (!isnan (band->median))
    g_string_append_printf (words, _ ("median %g months"), band->median);
  if (!isnan (band->interval_low))
    g_string_append_printf (words, " (%g–%g)", band->interval_low, band->interval_high);
  append_alive (words, _ ("alive"), band->alive);
  append_alive (words, _ ("alive in the validation"), band->alive_validation);
  return g_string_free (words, FALSE);
}

static guint
count_bands (const PdlPrognosisRow *row)
{
  guint n = 0;

  while (row->bands[n] != NULL)
    n++;
  return n;
}

static char *
verdict_words (const PdlPrognosisRow *row, double months)
{
  guint n = row->result != NULL && row->result->state != PDL_SCORE_LOOKUP_ONLY ? row->result->n_bands : count_bands (row);

  switch (row->side)
    {
    case PDL_SIDE_OVER: return g_strdup_printf (n > 1 ? _ ("over %g months, whichever class") : _ ("over %g months"), months);
    case PDL_SIDE_UNDER: return g_strdup_printf (n > 1 ? _ ("under %g months, whichever class") : _ ("under %g months"), months);
    case PDL_SIDE_ACROSS:
      if (n > 1)
        return g_strdup_printf (ngettext ("cannot tell yet: %u class possible", "cannot tell yet: %u classes possible", n), n);
      if (row->half.low == row->half.high)
        return g_strdup_printf (_ ("on the line of %g months"), months);
      return g_strdup_printf (_ ("spans %g months: does not say"), months);
    default: return g_strdup (row->alive != NULL ? _ ("does not say: no or contradictory figures") : _ ("no time shown"));
    }
}

static PdlGlyph
verdict_glyph (PdlSide side)
{
  return side == PDL_SIDE_OVER ? PDL_GLYPH_PLUS : side == PDL_SIDE_UNDER ? PDL_GLYPH_MINUS : side == PDL_SIDE_ACROSS ? PDL_GLYPH_PROVISIONAL : PDL_GLYPH_RING;
}

/* "9–11: 6 months or more", "3, or 4–5: …": the class or classes still possible. */
static char *
class_words (const PdlPrognosisRow *row)
{
  GString *words = g_string_new (NULL);
  g_autofree char *points = NULL;

  if (row->result == NULL)
    {
      append_alive (words, _ ("alive"), row->alive);
      if (words->len == 0)
        g_string_append (words, _ ("no figure typed in"));
      return g_string_free (words, FALSE);
    }
  points = pdl_words_score (row->result);
  if (*points != '\0' && !row->model->oncologist && row->result->n_items > 0)
    g_string_append_printf (words, "%s: ", points);
  for (guint i = 0; i < row->result->n_bands; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? _ ("; or ") : "", pdl_dictionary_translate (row->result->bands[i]->label));
  if (row->result->n_bands == 0 && row->result->band != NULL)
    g_string_append (words, pdl_dictionary_translate (row->result->band->label));
  return g_string_free (words, FALSE);
}

/* Year, what it was made and tested on, what is not shown: beside every figure. */
static char *
origin_words (const PdlPrognosisRow *row)
{
  const PdlPrognosisModel *model = row->model;
  GString *words = g_string_new (NULL);
  g_autofree char *sources = NULL, *verified = NULL;

  if (model == NULL)
    {
      g_autofree char *date = pdl_value_is_known (row->date) ? pdl_day_to_iso ((PdlDay) pdl_value_get_number (row->date), PDL_PRECISION_DAY) : NULL;

      g_string_append_printf (words, _ ("Typed in from %s; made on %s."), row->tool, date != NULL ? date : _ ("a date that is not recorded"));
      return g_string_free (words, FALSE);
    }
  if (model->oncologist)
    return g_strdup (_ ("With the effect of the treatment still available. No model sets it."));
  if (model->year > 0)
    g_string_append_printf (words, "%d. ", model->year);
  g_string_append_printf (words, _ ("Cohort: %s"), model->cohort != NULL ? pdl_dictionary_translate (model->cohort) : _ ("size not in the reference."));
  g_string_append_printf (words, _ (" Validated: %s"), model->validated != NULL ? pdl_dictionary_translate (model->validated) : _ ("not in the reference."));
  if (model->hidden != NULL)
    g_string_append_printf (words, _ (" Not shown: %s"), pdl_dictionary_translate (model->hidden));
  sources = pdl_words_sources (&model->basis, 3);
  verified = pdl_words_verification (model->basis.tag);
  g_string_append_printf (words, _ (" %s. Verification: %s."), sources, verified);
  return g_string_free (words, FALSE);
}

/* ---- the picture ------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_axis (PdlPrognosisPage *self, const PdlPrognosisRow *row)
{
  guint n = count_bands (row);
  g_autofree PdlSurvivalBar *bars = g_new0 (PdlSurvivalBar, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    {
      PdlHalf half = pdl_prognosis_band_get_half (row->bands[i]);

      bars[i] = (PdlSurvivalBar) { half.low, half.high, row->bands[i]->interval_low, row->bands[i]->interval_high, row->result->n_bands > 1,
                                   row->model->oncologist };
    }
  if (n == 0)
    bars[0] = (PdlSurvivalBar) { row->half.low, row->half.high, NAN, NAN, FALSE, FALSE };
  return pdl_survival_bar_view_new (bars, MAX (n, 1), self->prognosis->months);
}

static GtkWidget *
shared (GtkWidget *widget, int share)
{
  pdl_line_set_share (widget, share);
  return widget;
}

/* The name, and the way to the basis: points, bands, this case's values, sources. */
static GtkWidget *
make_name (const PdlPrognosisRow *row)
{
  g_autofree char *reference = NULL, *name = NULL;
  GtkWidget *line = pdl_wrap_box_new (4), *link;

  pdl_wrap_box_append (PDL_WRAP_BOX (line), pdl_part_label (row_name (row), "pdl-h3"));
  if (row->model == NULL)
    return line;
  reference = g_strdup_printf ("score/%s", row->model->score->id);
  name = g_strdup_printf (_ ("%s, basis"), row_name (row));
  link = pdl_part_link (_ ("Basis ›"), name);
  gtk_widget_set_valign (link, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (link), "prognosis.basis");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (link), "s", reference);
  pdl_wrap_box_append (PDL_WRAP_BOX (line), link);
  return line;
}

static void
add_row (PdlPrognosisPage *self, const PdlPrognosisRow *row)
{
  GtkWidget *item = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, NULL);
  GtkWidget *line = pdl_line_new (10, FALSE), *names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *verdict;
  g_autofree char *classes = class_words (row), *verdict_text = verdict_words (row, self->prognosis->months), *origin = origin_words (row);
  g_autoptr (GString) figures = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; row->bands[i] != NULL && !row->model->oncologist; i++)
    {
      g_autofree char *words = figure_words (row->bands[i]);

      if (*words != '\0')
        {
          /* "A: median 27.1 months" says it already. */
          const char *label = pdl_dictionary_translate (row->bands[i]->band->label);

          g_string_append_printf (figures, "%s%.*s: %s.", figures->len > 0 ? " " : "", (int) strcspn (label, ":"), label, words);
        }
    }
  gtk_box_append (GTK_BOX (names), make_name (row));
  gtk_box_append (GTK_BOX (names), pdl_part_label (classes, "pdl-note"));
  verdict = pdl_part_glyph_line (verdict_glyph (row->side), row->side == PDL_SIDE_OVER || row->side == PDL_SIDE_UNDER ? PDL_ROLE_INK : PDL_ROLE_DIM,
                                 pdl_part_label (verdict_text, "pdl-body"));
  gtk_widget_set_valign (verdict, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), shared (names, NAME_SHARE));
  gtk_box_append (GTK_BOX (line), shared (make_axis (self, row), AXIS_SHARE));
  gtk_box_append (GTK_BOX (line), shared (verdict, VERDICT_SHARE));
  gtk_box_append (GTK_BOX (item), line);
  if (figures->len > 0)
    gtk_box_append (GTK_BOX (item), pdl_part_label (figures->str, "pdl-note"));
  gtk_box_append (GTK_BOX (item), pdl_part_label (origin, "pdl-src"));
  gtk_widget_set_margin_bottom (item, 8);
  text = g_strdup_printf ("%s: %s; %s. %s%s%s", row_name (row), classes, verdict_text, figures->str, figures->len > 0 ? " " : "", origin);
  gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  add (self, item, text);
}

static void
add_scale (PdlPrognosisPage *self)
{
  GtkWidget *line = pdl_line_new (10, FALSE);

  gtk_box_append (GTK_BOX (line), shared (pdl_part_label (_ ("Time by which half of the group has died"), "pdl-caption"), NAME_SHARE));
  gtk_box_append (GTK_BOX (line), shared (pdl_survival_scale_new (self->prognosis->months), AXIS_SHARE));
  gtk_box_append (GTK_BOX (line), shared (pdl_part_label ("", "pdl-caption"), VERDICT_SHARE));
  gtk_box_append (GTK_BOX (self->box), line);
}

/* ---- those that say nothing -------------------------------------------------------------------------------------- */

static gboolean
is_shown (const PdlPrognosisRow *row)
{
  if (row->model == NULL)
    return TRUE;
  return row->result != NULL
         && (row->result->state == PDL_SCORE_COMPLETE || row->result->state == PDL_SCORE_PARTIAL
             || (row->result->state == PDL_SCORE_LOOKUP_ONLY && row->result->band != NULL));
}

/* The model and, as links to their fields, what it waits for. */
static void
add_missing (PdlPrognosisPage *self, const PdlPrognosisRow *row)
{
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (self->knowledge);
  GtkWidget *line = pdl_wrap_box_new (6), *name = pdl_part_label (row_name (row), "pdl-body");
  const char *why = row->result->state == PDL_SCORE_LOOKUP_ONLY ? row->model->score->warning : NULL;
  g_autoptr (GString) text = g_string_new (row_name (row));

  gtk_widget_set_margin_top (name, 3);
  pdl_wrap_box_append (PDL_WRAP_BOX (line), name);
  for (guint i = 0; row->result->missing != NULL && row->result->missing[i] != NULL; i++)
    {
      const PdlFinding *finding = pdl_dictionary_lookup (dictionary, row->result->missing[i]);
      GtkWidget *link;

      if (finding == NULL)
        continue;
      link = pdl_part_link (pdl_dictionary_translate (finding->label), NULL);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (link), "prognosis.go-to");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (link), "s", finding->id);
      pdl_wrap_box_append (PDL_WRAP_BOX (line), link);
      g_string_append_printf (text, "%s%s", i == 0 ? ": " : ", ", pdl_dictionary_translate (finding->label));
    }
  add (self, line, text->str);
  if (why != NULL)
    add (self, pdl_part_label (pdl_dictionary_translate (why), "pdl-src"), pdl_dictionary_translate (why));
}

static void
add_group (PdlPrognosisPage *self, const char *heading, PdlScoreState state)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->prognosis->rows->len; i++)
    {
      const PdlPrognosisRow *row = g_ptr_array_index (self->prognosis->rows, i);

      if (is_shown (row) || row->result == NULL || row->result->state != state)
        continue;
      if (!any)
        add_heading (self, heading);
      any = TRUE;
      if (state == PDL_SCORE_BLOCKED || state == PDL_SCORE_NOT_APPLICABLE)
        {
          const char *why = row->model->score->warning != NULL ? pdl_dictionary_translate (row->model->score->warning) : "";
          g_autofree char *text = g_strdup_printf ("%s. %s", row_name (row), why);
          GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

          gtk_box_append (GTK_BOX (words), make_name (row));
          gtk_box_append (GTK_BOX (words), pdl_part_label (why, "pdl-note"));
          add (self, pdl_part_glyph_line (PDL_GLYPH_CANNOT, PDL_ROLE_DIM, words), text);
        }
      else
        add_missing (self, row);
    }
}

void
pdl_prognosis_page_write_models (PdlPrognosisPage *self)
{
  GtkWidget *page = self->box;
  GtkWidget *list = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST, NULL);

  add_heading (self, _ ("What each says here"));
  add_scale (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Survival models"), -1);
  gtk_box_append (GTK_BOX (page), list);
  self->box = list;
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->prognosis->rows->len; i++)
      {
        const PdlPrognosisRow *row = g_ptr_array_index (self->prognosis->rows, i);
        /* People and outside tools first: they know what no old cohort does. */
        gboolean first = row->model == NULL || row->model->oncologist;

        if (first == (pass == 0) && is_shown (row))
          add_row (self, row);
      }
  self->box = page;
  add_group (self, _ ("Waits for a finding"), PDL_SCORE_NOT_COMPUTABLE);
  add_group (self, _ ("Looked up only: the total is typed in"), PDL_SCORE_LOOKUP_ONLY);
  add_group (self, _ ("Not applicable here"), PDL_SCORE_NOT_APPLICABLE);
  add_group (self, _ ("Not computed, and why"), PDL_SCORE_BLOCKED);
}

/* ---- the summary ------------------------------------------------------------------------------------------------- */

static void
add_agreement (PdlPrognosisPage *self)
{
  const PdlPrognosis *prognosis = self->prognosis;
  g_autofree char *over = names_of (prognosis->over), *under = names_of (prognosis->under), *across = names_of (prognosis->across), *text = NULL, *names = NULL;

  if (prognosis->over->len > 0 && prognosis->under->len > 0)
    {
      text = g_strdup_printf (_ ("The models disagree on %g months"), prognosis->months);
      names = g_strdup_printf (_ ("Over: %s. Under: %s."), over, under);
      add_glyph_words (self, PDL_GLYPH_MATTERS, PDL_ROLE_MATTERS, text, "pdl-h3");
      add (self, pdl_part_label (names, "pdl-body"), names);
    }
  else if (prognosis->over->len + prognosis->under->len > 0)
    {
      text = prognosis->over->len > 0 ? g_strdup_printf (_ ("The models that say a side lie over %g months"), prognosis->months)
                                      : g_strdup_printf (_ ("The models that say a side lie under %g months"), prognosis->months);
      add_glyph_words (self, prognosis->over->len > 0 ? PDL_GLYPH_PLUS : PDL_GLYPH_MINUS, PDL_ROLE_INK, text, "pdl-h3");
      names = g_strdup_printf ("%s.", prognosis->over->len > 0 ? over : under);
      add (self, pdl_part_label (names, "pdl-note"), names);
    }
  else
    {
      text = g_strdup_printf (_ ("No model says yet on which side of %g months this person is."), prognosis->months);
      add_glyph_words (self, PDL_GLYPH_UNKNOWN, PDL_ROLE_DIM, text, "pdl-h3");
    }
  if (prognosis->across->len > 0)
    {
      g_autofree char *words = g_strdup_printf (_ ("Spans %g months, on the line, or still open: %s."), prognosis->months, across);

      add (self, pdl_part_label (words, "pdl-note"), words);
    }
}

static void
add_oncologist (PdlPrognosisPage *self, const PdlPrognosisWords *words)
{
  const PdlPrognosis *prognosis = self->prognosis;
  const PdlPrognosisRow *person = prognosis->oncologist;
  g_autofree char *text = NULL;
  gboolean apart;

  if (person == NULL)
    {
      text = g_strdup (_ ("The oncologist's estimate is not recorded."));
      add_glyph_words (self, PDL_GLYPH_UNKNOWN, PDL_ROLE_MATTERS, text, "pdl-body");
      return;
    }
  apart = (person->side == PDL_SIDE_OVER && prognosis->under->len > 0) || (person->side == PDL_SIDE_UNDER && prognosis->over->len > 0);
  text = g_strdup_printf (_ ("Oncologist: %s."), person->result->band != NULL ? pdl_dictionary_translate (person->result->band->label) : _ ("not recorded"));
  add_glyph_words (self, apart ? PDL_GLYPH_MATTERS : PDL_GLYPH_TRUE, apart ? PDL_ROLE_MATTERS : PDL_ROLE_INK, text, "pdl-body");
  if (apart)
    add (self, pdl_part_label (pdl_dictionary_translate (words->disagree), "pdl-note"), pdl_dictionary_translate (words->disagree));
}

void
pdl_prognosis_page_write_summary (PdlPrognosisPage *self)
{
  const PdlPrognosisWords *words = pdl_knowledge_get_prognosis_words (self->knowledge);
  g_autofree char *sources = pdl_words_sources (&words->basis, 3), *verified = pdl_words_verification (words->basis.tag), *origin = NULL;

  add_agreement (self);
  add_oncologist (self, words);
  add (self, pdl_part_label (pdl_dictionary_translate (words->text), "pdl-note"), pdl_dictionary_translate (words->text));
  origin = g_strdup_printf (_ ("%s. Verification: %s. Nothing here is an average of models."), sources, verified);
  add (self, pdl_part_label (origin, "pdl-src"), origin);
}
