/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tumour-board sheet: lays out, drops in the fixed order until one page holds it, writes. Text never shrinks.
 * Holds the case and the evaluation; borrows plan and anatomy. One thread at a time.
 */
#include "pdl-sheet-private.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <string.h>

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
  [PDL_DROP_ARGUMENTS] = N_("all arguments"),
  [PDL_DROP_TARGETS] = N_("arguments of further targets"),
  [PDL_DROP_SCORES] = N_("scores of the outlook"),
  [PDL_DROP_FURTHER] = N_("readings of targets after the second, open items after the second"),
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

static GKeyFile *
load_map (void)
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
  self->map = load_map ();
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

static cairo_status_t
append (void                *closure,
        const unsigned char *data,
        unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Cairo numbers its surfaces through the life of a process: the only thing in the file that two equal pages differ in. */
static void
settle_ids (GByteArray *bytes)
{
  static const char mark[] = "id=\"surface";
  const gsize length = sizeof mark - 1;

  for (gsize i = 0; i + length < bytes->len; i++)
    if (memcmp (bytes->data + i, mark, length) == 0)
      {
        gsize end = i + length;

        while (end < bytes->len && g_ascii_isdigit (bytes->data[end]))
          end++;
        g_byte_array_remove_range (bytes, (guint) (i + length), (guint) (end - i - length));
      }
}

/* Paints into @surface, whose stream is @bytes, and writes that in one step: a page is whole or not there. */
static gboolean
finish (PdlSheet         *self,
        cairo_surface_t  *surface,
        GByteArray       *bytes,
        const char       *path,
        GError          **error)
{
  g_autoptr (GError) local = NULL;
  gboolean is_svg = cairo_surface_get_type (surface) == CAIRO_SURFACE_TYPE_SVG;
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  pdl_sheet_paint (self, cr);
  cairo_show_page (cr);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, PDL_REPORT_ERROR, PDL_REPORT_ERROR_WRITE, _("The sheet could not be drawn: %s."), cairo_status_to_string (status));
      return FALSE;
    }
  if (is_svg)
    settle_ids (bytes);
  if (g_file_set_contents (path, (const char *) bytes->data, bytes->len, &local))
    return TRUE;
  g_set_error (error, PDL_REPORT_ERROR, PDL_REPORT_ERROR_WRITE, _("The sheet could not be saved: %s. Choose another folder."), local->message);
  return FALSE;
}

gboolean
pdl_sheet_write_pdf (PdlSheet   *self,
                     const char *path,
                     GError    **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append, bytes, self->width, self->height);
  g_autofree char *made = pdl_minute_to_iso (self->made);

  /* The time of the sheet, not of the clock: the same sheet gives the same file. */
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, _("Tumour board"));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Pedicle " PDL_VERSION);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, made);
  return finish (self, surface, bytes, path, error);
}

gboolean
pdl_sheet_write_svg (PdlSheet   *self,
                     const char *path,
                     GError    **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (append, bytes, self->width, self->height);

  return finish (self, surface, bytes, path, error);
}
