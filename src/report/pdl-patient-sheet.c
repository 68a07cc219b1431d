/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-patient-sheet.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "pdl-page-file.h"
#include "pdl-sheet-private.h"

#define MARGIN 42.0
#define FOOT 30.0
#define ARRAY 60.0
#define GAP 12.0
#define TEXT_AT (2 * (ARRAY + GAP)) /* behind two arrays */
#define BODY 10.0
#define TITLE 12.0

struct _PdlPatientSheet
{
  PdlSheet words;           /* the parts that put a case into words: case, evaluation, map */
  PdlFigures *figures;      /* not owned */
  const PdlTargetResult *target;
  int index;
  double width, height;
  PdlMinute made;
  guint n_pages;
};

/* Blocks flow down the pages; only those of @wanted are painted. */
typedef struct
{
  PdlPatientSheet *sheet;
  PdlPen pen;
  double y;
  guint page, wanted;
  GString *text;            /* (nullable) what was set */
} Flow;

#define NO_PAGE G_MAXUINT

static double
text_width (Flow *flow)
{
  return flow->sheet->width - 2 * MARGIN;
}

/* Begins a page when @height does not fit on this one. */
static void
make_room (Flow *flow, double height)
{
  if (flow->y + height > flow->sheet->height - MARGIN - FOOT)
    {
      flow->page++;
      flow->y = MARGIN;
    }
  flow->pen.measuring = flow->page != flow->wanted;
}

static double
measure_text (Flow *flow, const char *text, double width, double size, PdlPenWeight weight)
{
  gboolean measuring = flow->pen.measuring;
  double height;

  flow->pen.measuring = TRUE;
  height = pdl_pen_text (&flow->pen, text, 0, 0, width, size, weight, &flow->pen.palette->ink, 0);
  flow->pen.measuring = measuring;
  return height;
}

static void
note (Flow *flow, const char *text)
{
  if (flow->text != NULL)
    g_string_append_printf (flow->text, "%s\n", text);
}

static void
set_text (Flow *flow, const char *text, double size, PdlPenWeight weight, double after)
{
  make_room (flow, measure_text (flow, text, text_width (flow), size, weight));
  flow->y += pdl_pen_text (&flow->pen, text, MARGIN, flow->y, text_width (flow), size, weight, &flow->pen.palette->ink, 0) + after;
  note (flow, text);
}

/* A number may be printed. */
static gboolean
has_number (const PdlFigure *figure)
{
  return figure->counted && !figure->unverified;
}

/* "about 84 of 100", "66 to 90 of 100" */
static char *
amount_words (const PdlAmount *amount)
{
  int low = (int) round (amount->low), high = (int) round (amount->high);

  if (high == 0)
    return g_strdup (_ ("fewer than 1 of 100"));
  return low != high ? g_strdup_printf (_ ("%d to %d of 100"), low, high) : g_strdup_printf (_ ("about %d of 100"), low);
}

/* "about 84 of 100 (42 of 50 counted)" */
static char *
whole_words (const PdlAmount *amount)
{
  g_autofree char *share = amount_words (amount);

  return amount->of > 0 ? g_strdup_printf (_ ("%s (%u of %u counted)"), share, amount->count, amount->of) : g_steal_pointer (&share);
}

static char *
counted_words (const PdlAmount *amount)
{
  if (amount->of > 0)
    return g_strdup_printf (_ ("%u of %u"), amount->count, amount->of);
  return amount->low < amount->high ? g_strdup_printf ("%g–%g %%", amount->low, amount->high) : g_strdup_printf ("%g %%", amount->low);
}

static char *
source_words (const PdlFigure *figure)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < figure->statement->basis.n_sources; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", figure->statement->basis.sources[i]->id);
  return g_string_free (words, FALSE);
}

static void
paint_array (Flow *flow, const PdlAmount *amount, double x)
{
  if (!flow->pen.measuring)
    pdl_icon_array_paint (flow->pen.cr, flow->pen.palette, amount->low, amount->high, x, flow->y, ARRAY);
}

/* The words of one figure at @x; returns their height. Measures only while the pen does. */
static double
set_figure_words (Flow *flow, const PdlFigure *figure, double x, double width)
{
  const char *label = pdl_dictionary_translate (figure->label);
  g_autofree char *amount = whole_words (&figure->amount);
  g_autofree char *sure = g_strdup_printf (_ ("How sure: %s"), pdl_dictionary_translate (figure->certainty));
  double y = flow->y;

  y += pdl_pen_text (&flow->pen, label, x, y, width, BODY, PDL_PEN_BOLD, &flow->pen.palette->ink, 0);
  y += pdl_pen_text (&flow->pen, amount, x, y, width, BODY, PDL_PEN_PLAIN, &flow->pen.palette->ink, 0);
  note (flow, label);
  note (flow, amount);
  if (figure->than_label != NULL)
    {
      g_autofree char *other = whole_words (&figure->than);
      g_autofree char *than = g_strdup_printf ("%s: %s", pdl_dictionary_translate (figure->than_label), other);

      y += pdl_pen_text (&flow->pen, than, x, y, width, BODY, PDL_PEN_PLAIN, &flow->pen.palette->ink, 0);
      note (flow, than);
    }
  y += pdl_pen_text (&flow->pen, sure, x, y, width, PDL_PEN_SMALL, PDL_PEN_PLAIN, &flow->pen.palette->dim, 0);
  note (flow, sure);
  return y - flow->y;
}

/* A figure with something to compare it with takes the whole width; of others @next (nullable) stands beside it. */
static void
set_figures (Flow *flow, const PdlFigure *figure, const PdlFigure *next)
{
  gboolean compares = figure->than_label != NULL;
  double column = text_width (flow) / 2, at = compares ? TEXT_AT : ARRAY + GAP, width = (compares ? 2 * column : column - GAP) - at, height;
  GString *text = flow->text;

  flow->pen.measuring = TRUE;
  flow->text = NULL;
  height = MAX (ARRAY, set_figure_words (flow, figure, MARGIN + at, width));
  if (next != NULL)
    height = MAX (height, set_figure_words (flow, next, MARGIN + column + at, width));
  flow->text = text;
  make_room (flow, height);
  paint_array (flow, &figure->amount, MARGIN);
  if (compares)
    paint_array (flow, &figure->than, MARGIN + ARRAY + GAP);
  set_figure_words (flow, figure, MARGIN + at, width);
  if (next != NULL)
    {
      paint_array (flow, &next->amount, MARGIN + column);
      set_figure_words (flow, next, MARGIN + column + at, width);
    }
  flow->y += height + 9;
}

static gboolean
is_shown (PdlPatientSheet *self, const PdlFigure *figure, const PdlOption *option)
{
  return pdl_figure_holds (figure, option, self->words.evaluation, self->index);
}

static void
set_word (Flow *flow, const PdlFigure *figure)
{
  const char *label = pdl_dictionary_translate (figure->label);
  g_autofree char *line = figure->counted ? g_strdup_printf (_ ("–  %s: it happens, how often is not confirmed"), label) : g_strdup_printf ("–  %s", label);

  set_text (flow, line, BODY, PDL_PEN_PLAIN, 3);
}

/* The figures of one side of an option, then what happens without a number. */
static void
set_side (Flow *flow, const PdlOption *option, gboolean harm)
{
  PdlPatientSheet *self = flow->sheet;
  g_autoptr (GPtrArray) figures = g_ptr_array_new (), words = g_ptr_array_new ();

  for (guint i = 0; i < pdl_figures_get_n (self->figures); i++)
    {
      const PdlFigure *figure = pdl_figures_get (self->figures, i);

      if (figure->harm == harm && is_shown (self, figure, option))
        g_ptr_array_add (has_number (figure) ? figures : words, (gpointer) figure);
    }
  if (figures->len + words->len == 0)
    return;
  make_room (flow, figures->len > 0 ? ARRAY + 20 : 40); /* never a heading alone at the foot */
  set_text (flow, harm ? _ ("What may go wrong") : _ ("What may get better"), PDL_PEN_BODY, PDL_PEN_BOLD, 3);
  for (guint i = 0; i < figures->len; i++)
    {
      const PdlFigure *figure = figures->pdata[i], *next = i + 1 < figures->len ? figures->pdata[i + 1] : NULL;
      gboolean pair = figure->than_label == NULL && next != NULL && next->than_label == NULL;

      set_figures (flow, figure, pair ? next : NULL);
      i += pair;
    }
  for (guint i = 0; i < words->len; i++)
    set_word (flow, words->pdata[i]);
  flow->y += words->len > 0 ? 4 : 0;
}

static gboolean
has_figure (PdlPatientSheet *self, const PdlOption *option)
{
  for (guint i = 0; i < pdl_figures_get_n (self->figures); i++)
    if (is_shown (self, pdl_figures_get (self->figures, i), option))
      return TRUE;
  return FALSE;
}

static void
set_options (Flow *flow)
{
  PdlPatientSheet *self = flow->sheet;
  gboolean first = TRUE;

  for (guint i = 0; i < self->target->n_options; i++)
    {
      const PdlOption *option = self->target->options[i].option;

      if (!has_figure (self, option))
        continue;
      make_room (flow, ARRAY + 50);
      pdl_pen_rule (&flow->pen, MARGIN, flow->y, text_width (flow), 0.5);
      flow->y += 6;
      set_text (flow, pdl_dictionary_translate (pdl_figures_get_plain_option (self->figures, option)), TITLE, PDL_PEN_BOLD, 5);
      set_side (flow, option, FALSE);
      set_side (flow, option, TRUE);
    }
  for (guint i = 0; i < self->target->n_options; i++)
    {
      const PdlOption *option = self->target->options[i].option;

      if (has_figure (self, option))
        continue;
      if (first)
        {
          make_room (flow, 60);
          pdl_pen_rule (&flow->pen, MARGIN, flow->y, text_width (flow), 0.5);
          flow->y += 6;
          set_text (flow, _ ("Also possible; no numbers for these"), PDL_PEN_BODY, PDL_PEN_BOLD, 3);
          first = FALSE;
        }
      set_text (flow, pdl_dictionary_translate (pdl_figures_get_plain_option (self->figures, option)), TITLE, PDL_PEN_BOLD, 3);
    }
}

/* ---- the table ----------------------------------------------------------------------------------------------------- */

static const double shares[] = { 0.4, 0.16, 0.22, 0.22 };

static void
set_row (Flow *flow, const char *const *cells, PdlPenWeight weight)
{
  double width = text_width (flow), x = MARGIN, height = 0;
  g_autofree char *line = g_strjoinv ("\t", (char **) cells);

  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    height = MAX (height, measure_text (flow, cells[i], shares[i] * width - 6, PDL_PEN_BODY, weight));
  make_room (flow, height + 3);
  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      pdl_pen_text (&flow->pen, cells[i], x, flow->y, shares[i] * width - 6, PDL_PEN_BODY, weight, &flow->pen.palette->ink, 0);
      x += shares[i] * width;
    }
  flow->y += height + 2;
  pdl_pen_rule (&flow->pen, MARGIN, flow->y, width, 0.4);
  flow->y += 1;
  note (flow, line);
}

static gboolean
is_on_the_page (PdlPatientSheet *self, const PdlFigure *figure)
{
  for (guint i = 0; i < self->target->n_options; i++)
    if (has_number (figure) && is_shown (self, figure, self->target->options[i].option))
      return TRUE;
  return FALSE;
}

static void
set_table (Flow *flow)
{
  PdlPatientSheet *self = flow->sheet;
  gboolean first = TRUE;

  for (guint i = 0; i < pdl_figures_get_n (self->figures); i++)
    {
      const PdlFigure *figure = pdl_figures_get (self->figures, i);
      g_autofree char *amount = amount_words (&figure->amount), *counted = counted_words (&figure->amount), *sources = source_words (figure);
      const char *cells[] = { pdl_dictionary_translate (figure->label), amount, counted, sources, NULL };

      if (!is_on_the_page (self, figure))
        continue;
      if (first)
        {
          const char *head[] = { _ ("What"), _ ("Of 100 people"), _ ("Counted, or share"), _ ("Sources"), NULL };

          make_room (flow, 60);
          flow->y += 4;
          set_text (flow, _ ("The same numbers in a table"), TITLE, PDL_PEN_BOLD, 4);
          set_row (flow, head, PDL_PEN_BOLD);
          first = FALSE;
        }
      set_row (flow, cells, PDL_PEN_PLAIN);
      if (figure->than_label != NULL)
        {
          g_autofree char *than = amount_words (&figure->than), *of = counted_words (&figure->than);
          g_autofree char *label = g_strdup_printf ("–  %s", pdl_dictionary_translate (figure->than_label));
          const char *other[] = { label, than, of, "", NULL };

          set_row (flow, other, PDL_PEN_PLAIN);
        }
    }
}

/* ---- the page ------------------------------------------------------------------------------------------------------ */

static void
set_head (Flow *flow)
{
  static const char *const keys[] = { "family", "given", "birth" };
  PdlPatientSheet *self = flow->sheet;
  g_autoptr (GString) who = g_string_new (NULL);
  g_autofree char *day = pdl_sheet_minute (self->made);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *id = g_key_file_get_string (self->words.map, "identity", keys[i], NULL);
      g_autofree char *value = id != NULL ? pdl_sheet_value (&self->words, id, -1, PDL_LEVEL_NONE) : NULL;

      if (value != NULL)
        g_string_append_printf (who, "%s%s", who->len > 0 ? ", " : "", value);
    }
  set_text (flow, _ ("Your choices for the spine"), 17, PDL_PEN_BOLD, 2);
  g_string_append_printf (who, "%s%s", who->len > 0 ? " · " : "", day);
  set_text (flow, who->str, BODY, PDL_PEN_PLAIN, 8);
  set_text (flow, pdl_dictionary_translate (pdl_figures_get_line (self->figures, "intro")), BODY, PDL_PEN_PLAIN, 2);
  set_text (flow, pdl_dictionary_translate (pdl_figures_get_line (self->figures, "more")), BODY, PDL_PEN_PLAIN, 8);
}

static void
set_signs (Flow *flow)
{
  PdlFigures *figures = flow->sheet->figures;

  make_room (flow, 90);
  flow->y += 8;
  set_text (flow, pdl_dictionary_translate (pdl_figures_get_line (figures, "call")), TITLE, PDL_PEN_BOLD, 3);
  for (guint i = 0; i < pdl_figures_get_n_signs (figures); i++)
    {
      g_autofree char *line = g_strdup_printf ("–  %s", pdl_dictionary_translate (pdl_figures_get_sign (figures, i)));

      set_text (flow, line, BODY, PDL_PEN_PLAIN, 1);
    }
  set_text (flow, _ ("Telephone: ______________________________"), BODY, PDL_PEN_BOLD, 4);
}

static void
set_room_to_write (Flow *flow)
{
  static const char *const keys[] = { "own", "unacceptable", "questions" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      make_room (flow, 70);
      flow->y += 8;
      set_text (flow, pdl_dictionary_translate (pdl_figures_get_line (flow->sheet->figures, keys[i])), BODY, PDL_PEN_BOLD, 0);
      for (guint line = 0; line < 2; line++)
        {
          flow->y += 18;
          pdl_pen_rule (&flow->pen, MARGIN, flow->y, text_width (flow), 0.4);
        }
    }
}

static void
set_foot (Flow *flow)
{
  PdlPatientSheet *self = flow->sheet;
  PdlKnowledge *knowledge = self->words.evaluation->knowledge;
  g_autofree char *text
    = g_strdup_printf (_ ("Page %u of %u. For a talk with your team, not for deciding alone. Knowledge %s of %s, not signed by a clinician."), flow->wanted + 1,
                       self->n_pages, pdl_knowledge_get_version (knowledge), pdl_knowledge_get_date (knowledge));

  flow->pen.measuring = FALSE;
  pdl_pen_text (&flow->pen, text, MARGIN, self->height - MARGIN - 8, text_width (flow), PDL_PEN_SMALL, PDL_PEN_PLAIN, &flow->pen.palette->dim, 2);
}

static void
compose (Flow *flow)
{
  flow->y = MARGIN;
  flow->pen.measuring = flow->wanted != 0;
  set_head (flow);
  set_options (flow);
  set_table (flow);
  set_signs (flow);
  set_room_to_write (flow);
}

static void
flow_measure (PdlPatientSheet *self, GString *text, guint *ret_n_pages)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  Flow flow = { .sheet = self, .wanted = NO_PAGE, .text = text };

  pdl_pen_init (&flow.pen, cr);
  compose (&flow);
  pdl_pen_clear (&flow.pen);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  *ret_n_pages = flow.page + 1;
}

PdlPatientSheet *
pdl_patient_sheet_new (PdlCase *kase, PdlEvaluation *evaluation, int target, PdlFigures *figures, PdlPaper paper, PdlMinute made)
{
  PdlPatientSheet *self = g_new0 (PdlPatientSheet, 1);

  self->words.kase = pdl_case_ref (kase);
  self->words.evaluation = pdl_evaluation_ref (evaluation);
  self->words.map = pdl_sheet_load_map ();
  self->figures = figures;
  self->target = &evaluation->targets[target];
  self->index = target;
  self->made = made;
  pdl_paper_get_size (paper, &self->width, &self->height);
  flow_measure (self, NULL, &self->n_pages);
  return self;
}

void
pdl_patient_sheet_free (PdlPatientSheet *self)
{
  g_key_file_unref (self->words.map);
  pdl_evaluation_unref (self->words.evaluation);
  pdl_case_unref (self->words.kase);
  g_free (self);
}

guint
pdl_patient_sheet_get_n_pages (PdlPatientSheet *self)
{
  return self->n_pages;
}

char *
pdl_patient_sheet_to_text (PdlPatientSheet *self)
{
  GString *text = g_string_new (NULL);
  guint n_pages;

  flow_measure (self, text, &n_pages);
  return g_string_free (text, FALSE);
}

void
pdl_patient_sheet_paint (PdlPatientSheet *self, cairo_t *cr, guint page)
{
  Flow flow = { .sheet = self, .wanted = page };

  cairo_save (cr);
  pdl_pen_init (&flow.pen, cr);
  compose (&flow);
  set_foot (&flow);
  pdl_pen_clear (&flow.pen);
  cairo_restore (cr);
}

static void
paint_page (gpointer data, cairo_t *cr, guint page)
{
  pdl_patient_sheet_paint (data, cr, page);
}

gboolean
pdl_patient_sheet_write_pdf (PdlPatientSheet *self, const char *path, GError **error)
{
  return pdl_page_file_write_pdf (path, _ ("Your choices for the spine"), self->made, self->width, self->height, self->n_pages, paint_page, self, error);
}
