/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preview of a page that is printed. The same painter draws the screen, the printer and the PDF. Main thread; owns its sheet. */
#include "pdl-page-window.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "compat/pdl-confirm-dialog.h"
#include "compat/pdl-file-dialog.h"
#include "pdl-patient-sheet.h"
#include "pdl-theme.h"

typedef struct
{
  GtkWidget *window;
  const char *title, *file_name; /* untranslated */
  PdlSheet *sheet;       /* (owned) (nullable): the page of the meeting */
  PdlFigures *figures;   /* (owned) (nullable) */
  PdlPatientSheet *patient; /* (owned) (nullable): the pages for the patient */
  guint n_pages;
  PdlCase *kase;         /* (owned) */
  PdlEvaluation *evaluation; /* (owned) */
  double width, height;  /* points */
} Page;

static void
page_free (gpointer data)
{
  Page *page = data;

  pdl_sheet_free (page->sheet);
  g_clear_pointer (&page->patient, pdl_patient_sheet_free);
  g_clear_pointer (&page->figures, pdl_figures_free);
  pdl_evaluation_unref (page->evaluation);
  pdl_case_unref (page->kase);
  g_free (page);
}

static void
paint (Page *page, cairo_t *cr, guint number)
{
  if (page->patient != NULL)
    pdl_patient_sheet_paint (page->patient, cr, number);
  else
    pdl_sheet_paint (page->sheet, cr);
}

#define BETWEEN 14.0 /* points between two pages on screen */

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  Page *page = user_data;
  double scale = width / page->width;

  cairo_scale (cr, scale, scale);
  for (guint i = 0; i < page->n_pages; i++)
    {
      cairo_save (cr);
      cairo_translate (cr, 0, i * (page->height + BETWEEN));
      cairo_set_source_rgb (cr, 1, 1, 1);
      cairo_rectangle (cr, 0, 0, page->width, page->height);
      cairo_fill (cr);
      paint (page, cr, i);
      cairo_restore (cr);
    }
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int number, gpointer user_data)
{
  Page *page = user_data;
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double scale = MIN (gtk_print_context_get_width (context) / page->width, gtk_print_context_get_height (context) / page->height);

  cairo_scale (cr, scale, scale);
  paint (page, cr, (guint) number);
}

static void
print_cb (Page *page)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GError) error = NULL;

  gtk_print_operation_set_n_pages (operation, (int) page->n_pages);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), page);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (page->window), &error);
  if (error != NULL)
    pdl_confirm_dialog_tell (GTK_WINDOW (page->window), _("The page was not printed"), error->message);
}

static void
file_chosen_cb (GFile *file, gpointer user_data)
{
  Page *page = user_data;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    return;
  if (!(page->patient != NULL ? pdl_patient_sheet_write_pdf (page->patient, path, &error) : pdl_sheet_write_pdf (page->sheet, path, &error)))
    pdl_confirm_dialog_tell (GTK_WINDOW (page->window), _("The page was not written"), error->message);
}

static void
save_cb (Page *page)
{
  pdl_file_dialog_save (GTK_WINDOW (page->window), _("Save page as PDF"), _(page->file_name), file_chosen_cb, page);
}

static gboolean
escape_cb (GtkWidget *window, GVariant *args, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (window));
  return TRUE;
}

static Page *
page_new (PdlSession *session, PdlPaper paper, const char *title, const char *file_name)
{
  Page *page = g_new0 (Page, 1);

  page->kase = pdl_case_copy (pdl_session_get_case (session));
  page->evaluation = pdl_evaluation_ref (pdl_session_get_evaluation (session));
  page->title = title;
  page->file_name = file_name;
  page->n_pages = 1;
  pdl_paper_get_size (paper, &page->width, &page->height);
  return page;
}

static void
show (Page *page, GtkWindow *parent)
{
  GtkWidget *box, *header, *scrolled, *area, *print, *save;
  GtkEventController *shortcuts;
  double pages = page->n_pages * page->height + (page->n_pages - 1) * BETWEEN;

  page->window = adw_window_new ();
  g_object_set_data_full (G_OBJECT (page->window), "pdl-page", page, page_free);
  gtk_window_set_title (GTK_WINDOW (page->window), _(page->title));
  gtk_window_set_default_size (GTK_WINDOW (page->window), 760, 900);
  gtk_window_set_transient_for (GTK_WINDOW (page->window), parent);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (page->window), TRUE);
  gtk_widget_add_css_class (page->window, "pedicle");

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  header = adw_header_bar_new ();
  print = gtk_button_new_with_mnemonic (_("_Print…"));
  save = gtk_button_new_with_mnemonic (_("_Save as PDF…"));
  g_signal_connect_swapped (print, "clicked", G_CALLBACK (print_cb), page);
  g_signal_connect_swapped (save, "clicked", G_CALLBACK (save_cb), page);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), print);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), save);
  /* A plain drawing area may not bear a name in GTK 4.18. */
  area = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL);
  gtk_widget_set_size_request (area, 720, (int) (720 * pages / page->width));
  gtk_widget_set_margin_top (area, 12);
  gtk_widget_set_margin_bottom (area, 12);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_cb, page, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (area), GTK_ACCESSIBLE_PROPERTY_LABEL, _(page->title), -1);
  scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), area);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (page->window), box);
  shortcuts = gtk_shortcut_controller_new ();
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_callback_action_new (escape_cb, NULL, NULL)));
  gtk_widget_add_controller (page->window, shortcuts);
  gtk_window_present (GTK_WINDOW (page->window));
}

void
pdl_page_window_show (GtkWindow *parent, PdlSession *session, gboolean letter)
{
  PdlPaper paper = letter ? PDL_PAPER_LETTER : PDL_PAPER_A4;
  Page *page;

  if (pdl_session_get_case (session) == NULL || pdl_session_get_evaluation (session) == NULL)
    return;
  page = page_new (session, paper, N_("Tumour-board page"), N_("tumour-board.pdf"));
  page->sheet = pdl_sheet_new (page->kase, page->evaluation, pdl_session_get_plan (session), pdl_theme_get_anatomy (), paper, pdl_session_get_now (session));
  show (page, parent);
}

void
pdl_page_window_show_patient (GtkWindow *parent, PdlSession *session, gboolean letter)
{
  PdlEvaluation *evaluation = pdl_session_get_evaluation (session);
  PdlPaper paper = letter ? PDL_PAPER_LETTER : PDL_PAPER_A4;
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlFigures) figures = NULL;
  Page *page;
  int target;

  if (pdl_session_get_case (session) == NULL || evaluation == NULL || evaluation->n_targets == 0)
    return;
  figures = pdl_figures_new (pdl_session_get_knowledge (session), &error);
  if (figures == NULL)
    {
      pdl_confirm_dialog_tell (parent, _("The page was not made"), error->message);
      return;
    }
  target = CLAMP (pdl_session_get_target (session), 0, (int) evaluation->n_targets - 1);
  page = page_new (session, paper, N_("Page for the patient"), N_("patient-page.pdf"));
  page->figures = g_steal_pointer (&figures);
  page->patient = pdl_patient_sheet_new (page->kase, evaluation, target, page->figures, paper, pdl_session_get_now (session));
  page->n_pages = pdl_patient_sheet_get_n_pages (page->patient);
  show (page, parent);
}
