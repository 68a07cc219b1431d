/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tumour-board sheet: lays out, drops in the fixed order until one page holds it, writes. Text never shrinks.
 * Holds the case and the evaluation; borrows plan and anatomy. One thread at a time.
 */
#include "pdl-sheet-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pdl-page-file.h"
#include "pdl-report-resource.h"

#define MAP "/org/pedicle/Pedicle/report/sheet.ini"

G_DEFINE_QUARK (pdl-report-error-quark, pdl_report_error)

static const char *const drop_names[PDL_N_DROPS] = {
  [PDL_DROP_IMAGES] = N_("older images and treatments"),
  [PDL_DROP_TREND] = N_("values of the visit before"),
  [PDL_DROP_STATEMENTS] = N_("statements"),
  [PDL_DROP_SOURCES] = N_("sources of arguments"),
  [PDL_DROP_PROMPTS] = N_("arguments whose condition is not recorded"),
  [PDL_DROP_THIRD] = N_("third and later arguments"),
  [PDL_DROP_LONG] = N_("ends of long texts"),
  [PDL_DROP_SECOND] = N_("second arguments"),
  [PDL_DROP_OPTIONS] = N_("options and open items after the fourth"),
  [PDL_DROP_LINE] = N_("ends of long texts"),
  [PDL_DROP_ARGUMENTS] = N_("all arguments"),
  [PDL_DROP_TARGETS] = N_("arguments of further targets"),
  [PDL_DROP_SCORES] = N_("scores of the outlook"),
  [PDL_DROP_FURTHER] = N_("readings of targets after the second, open items after the second"),
  [PDL_DROP_BLOCKS] = N_("all but the first line of each block, all but one open item"),
};

void
pdl_paper_get_size (PdlPaper paper,
                    double  *ret_width,
                    double  *ret_height)
{
  *ret_width = paper == PDL_PAPER_LETTER ? 612 : 595.276;
  *ret_height = paper == PDL_PAPER_LETTER ? 792 : 841.890;
}

gboolean
pdl_sheet_drops (PdlSheet *self,
                 PdlDrop   step)
{
  return (guint) step < self->drops;
}

void
pdl_sheet_cut (PdlSheet *self,
               PdlDrop   step)
{
  self->cut |= 1u << step;
}

#define SPINE_WIDTH 178.0
#define SPINE_MOST 336.0
#define SPINE_LEAST 236.0

/* Where the outcome begins: it stands on the lower margin. */
static double
outcome_top (PdlSheet *self,
             PdlPen   *pen)
{
  return self->height - PDL_SHEET_MARGIN + 8 - pdl_sheet_outcome (self, pen, 0, FALSE);
}

/* Paints, or with a measuring pen only measures, everything above the outcome. Returns its lower end. */
static double
compose (PdlSheet *self,
         PdlPen   *pen)
{
  double x = PDL_SHEET_MARGIN, width = self->width - 2 * PDL_SHEET_MARGIN, gap = 12;
  double y = pdl_sheet_head (self, pen, PDL_SHEET_MARGIN - 6);
  double right_x = x + SPINE_WIDTH + gap, right_width = width - SPINE_WIDTH - gap, left, right, room;
  gboolean measuring = pen->measuring;

  right = pdl_sheet_axes (self, pen, right_x, y, right_width);
  right = pdl_sheet_lesions (self, pen, right_x, right, right_width);
  right = pdl_sheet_outlook (self, pen, right_x, right, right_width);
  right = pdl_sheet_readings (self, pen, right_x, right, right_width);
  right = pdl_sheet_open (self, pen, right_x, right, right_width);
  right = pdl_sheet_statements (self, pen, right_x, right, right_width);

  /* The spine takes the height that the words leave: it may shrink, they may not. */
  pen->measuring = TRUE;
  room = outcome_top (self, pen) - 8 - pdl_sheet_blocks (self, pen, x, 0, width);
  room -= pdl_sheet_spine (self, pen, x, y, SPINE_WIDTH, 0);
  pen->measuring = measuring;
  left = pdl_sheet_spine (self, pen, x, y, SPINE_WIDTH, CLAMP (room, SPINE_LEAST, SPINE_MOST));
  return pdl_sheet_blocks (self, pen, x, pdl_pen_higher (left, right) + 4, width);
}

/* Runs @work with a pen that only measures. */
static double
measure (PdlSheet *self,
         double  (*work) (PdlSheet *, PdlPen *))
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  PdlPen pen = { .measuring = TRUE };
  double result;

  pdl_pen_init (&pen, cr);
  result = work (self, &pen);
  pdl_pen_clear (&pen);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return result;
}

double
pdl_sheet_measure_end (PdlSheet *self)
{
  return measure (self, compose);
}

double
pdl_sheet_measure_outcome (PdlSheet *self)
{
  return measure (self, outcome_top);
}

static double
fit (PdlSheet *self,
     PdlPen   *pen)
{
  double end = 0;

  for (self->drops = 0; self->drops <= PDL_N_DROPS; self->drops++)
    {
      self->cut = 0;
      end = compose (self, pen);
      g_ptr_array_set_size (self->dropped, 0);
      for (guint i = 0; i < PDL_N_DROPS; i++)
        if (self->cut & (1u << i))
          g_ptr_array_add (self->dropped, g_strdup (_(drop_names[i])));
      g_ptr_array_add (self->dropped, NULL);
      if (end + 4 <= outcome_top (self, pen))
        break;
    }
  return end;
}

GKeyFile *
pdl_sheet_load_map (void)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (pdl_report_get_resource (), MAP, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  GKeyFile *map = g_key_file_new ();

  if (bytes != NULL)
    g_key_file_load_from_bytes (map, bytes, G_KEY_FILE_NONE, NULL);
  return map;
}

PdlSheet *
pdl_sheet_new (PdlCase       *kase,
               PdlEvaluation *evaluation,
               PdlPlan       *plan,
               PdlAnatomy    *anatomy,
               PdlPaper       paper,
               PdlMinute      made)
{
  PdlSheet *self = g_new0 (PdlSheet, 1);

  self->kase = pdl_case_ref (kase);
  self->evaluation = pdl_evaluation_ref (evaluation);
  self->plan = plan;
  self->anatomy = anatomy;
  self->made = made;
  self->map = pdl_sheet_load_map ();
  self->dropped = g_ptr_array_new_with_free_func (g_free);
  pdl_paper_get_size (paper, &self->width, &self->height);
  measure (self, fit);
  return self;
}

void
pdl_sheet_free (PdlSheet *self)
{
  if (self == NULL)
    return;
  pdl_case_unref (self->kase);
  pdl_evaluation_unref (self->evaluation);
  g_key_file_unref (self->map);
  g_ptr_array_unref (self->dropped);
  g_free (self);
}

void
pdl_sheet_paint (PdlSheet *self,
                 cairo_t  *cr)
{
  PdlPen pen = { 0 };

  cairo_save (cr);
  pdl_pen_init (&pen, cr);
  compose (self, &pen);
  pdl_sheet_outcome (self, &pen, outcome_top (self, &pen), TRUE);
  pdl_pen_clear (&pen);
  cairo_restore (cr);
}

const char *const *
pdl_sheet_get_dropped (PdlSheet *self)
{
  return (const char *const *) self->dropped->pdata;
}

static void
paint_page (gpointer data, cairo_t *cr, guint page)
{
  pdl_sheet_paint (data, cr);
}

gboolean
pdl_sheet_write_pdf (PdlSheet   *self,
                     const char *path,
                     GError    **error)
{
  return pdl_page_file_write_pdf (path, _("Tumour board"), self->made, self->width, self->height, 1, paint_page, self, error);
}

gboolean
pdl_sheet_write_svg (PdlSheet   *self,
                     const char *path,
                     GError    **error)
{
  return pdl_page_file_write_svg (path, self->width, self->height, paint_page, self, error);
}
