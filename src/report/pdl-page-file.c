/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-page-file.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <string.h>

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

/* Paints into @surface, whose stream is @bytes, and writes that in one step. */
static gboolean
finish (cairo_surface_t  *surface,
        GByteArray       *bytes,
        const char       *path,
        guint             n_pages,
        PdlPagePainter    paint,
        gpointer          data,
        GError          **error)
{
  g_autoptr (GError) local = NULL;
  gboolean is_svg = cairo_surface_get_type (surface) == CAIRO_SURFACE_TYPE_SVG;
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  for (guint page = 0; page < n_pages; page++)
    {
      paint (data, cr, page);
      cairo_show_page (cr);
    }
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
pdl_page_file_write_pdf (const char     *path,
                         const char     *title,
                         PdlMinute       made,
                         double          width,
                         double          height,
                         guint           n_pages,
                         PdlPagePainter  paint,
                         gpointer        data,
                         GError        **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append, bytes, width, height);
  g_autofree char *date = pdl_minute_to_iso (made);

  /* The time of the sheet, not of the clock: the same sheet gives the same file. */
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Pedicle " PDL_VERSION);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
  return finish (surface, bytes, path, n_pages, paint, data, error);
}

gboolean
pdl_page_file_write_svg (const char     *path,
                         double          width,
                         double          height,
                         PdlPagePainter  paint,
                         gpointer        data,
                         GError        **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (append, bytes, width, height);

  return finish (surface, bytes, path, 1, paint, data, error);
}
