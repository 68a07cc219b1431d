/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The application. The built-in knowledge is read at once; everything that needs the disk is asynchronous. At the end the session
 * is flushed, so that nothing that was typed is lost. Main thread.
 */
#include "pdl-application.h"

#include <glib/gi18n-lib.h>

#include "compat/pdl-about.h"
#include "pdl-app-resources.h"
#include "pdl-case-file.h"
#include "pdl-dose-tables.h"
#include "pdl-main-window.h"
#include "pdl-rereading-window.h"
#include "pdl-samples.h"
#include "pdl-side-windows.h"
#include "pdl-theme.h"

struct _PdlApplication
{
  AdwApplication parent_instance;

  gboolean demo;
  char *store_path;        /* (owned) (nullable) */
  char *local_path;        /* (owned) of the clinic's own values */
  gboolean local_named;    /* by the option: a file that is not there is an error */
  GError *local_error;     /* (owned) (nullable) of the reading thread until it is joined: why they were refused */
  GThread *reading;        /* (owned) (nullable) reads the knowledge while GTK starts */
  GError *reading_error;   /* (owned) of that thread until it is joined */
  PdlKnowledge *knowledge; /* (owned) of that thread until it is joined */
  PdlSession *session;     /* (owned) */
  PdlCaseList *list;       /* (owned) */
  PdlMainWindow *window;   /* (unowned) of the application */
  GPtrArray *waiting;      /* (owned) of GFile: given before the store was open */
  gboolean ready;          /* the store is open, or never will be */
  gulong list_id;          /* waits for the list to open the last case */
};

G_DEFINE_FINAL_TYPE (PdlApplication, pdl_application, ADW_TYPE_APPLICATION)

static const struct { const char *action; const char *keys[4]; } accels[] = {
  { "win.new-case", { "<Control>n" } },
  { "win.new-visit", { "<Control><Shift>n" } },
  { "win.open", { "<Control>o" } },
  { "win.search", { "<Control>f" } },
  { "win.page", { "<Control>p" } },
  { "win.patient-page", { "<Control><Shift>p" } },
  { "win.undo", { "<Control>z" } },
  { "win.redo", { "<Control><Shift>z", "<Control>y" } },
  { "win.previous-case", { "<Control>Page_Up" } },
  { "win.next-case", { "<Control>Page_Down" } },
  { "win.next-pane", { "F6" } },
  { "win.previous-pane", { "<Shift>F6" } },
  { "win.toggle-view", { "F7" } },
  { "win.emergency", { "F8" } },
  { "win.cases", { "F9" } },
  { "win.menu", { "F10" } },
  { "win.help", { "F1" } },
  { "win.section(0)", { "<Control>1" } },
  { "win.section(1)", { "<Control>2" } },
  { "win.section(2)", { "<Control>3" } },
  { "win.section(3)", { "<Control>4" } },
  { "win.section(4)", { "<Control>5" } },
  { "win.section(5)", { "<Control>6" } },
  { "win.section(6)", { "<Control>7" } },
  { "win.section(7)", { "<Control>8" } },
  { "win.section(8)", { "<Control>9" } },
  { "win.section(9)", { "<Control>0" } },
  { "win.go-to-level", { "<Control>g" } },
  { "win.next-open", { "<Control>j" } },
  { "win.basis", { "<Control>b" } },
  { "win.compare", { "<Control>e" } },
  { "win.decision", { "<Control>d" } },
  { "win.knowledge", { "<Control>k" } },
  { "win.radiotherapy", { "<Control>r" } },
  { "win.prognosis", { "<Control>t" } },
  { "win.reread", { "<Control><Shift>k" } },
  { "win.supportive", { "<Control>m" } },
  { "win.copy-text", { "<Control><Shift>c" } },
  { "win.shortcuts", { "<Control>question", "<Control>F1" } },
  { "win.preferences", { "<Control>comma" } },
  { "win.back", { "Escape" } },
  { "win.close", { "<Control>w" } },
  { "app.quit", { "<Control>q" } },
};

static void
file_done_cb (gboolean good, const char *message, gpointer user_data)
{
  pdl_main_window_toast (PDL_MAIN_WINDOW (user_data), message, FALSE);
}

static void
import_waiting (PdlApplication *self)
{
  if (!self->ready || self->window == NULL)
    return;
  for (guint i = 0; i < self->waiting->len; i++)
    pdl_case_file_import (self->session, g_ptr_array_index (self->waiting, i), file_done_cb, G_OBJECT (self->window));
  g_ptr_array_set_size (self->waiting, 0);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!pdl_session_open_finish (PDL_SESSION (source), result, &error))
    g_message ("The case worked on last was not opened: %s", error->message);
}

/* The case worked on last is opened again, unless the person was faster. */
static void
list_filled_cb (PdlApplication *self)
{
  const PdlCaseSummary *last = NULL;
  g_autoptr (PdlCaseRow) keep = NULL;

  if (self->list_id == 0 || g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0)
    return;
  g_clear_signal_handler (&self->list_id, self->list);
  if (pdl_session_get_case (self->session) != NULL || self->waiting->len > 0)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++)
    {
      g_autoptr (PdlCaseRow) row = g_list_model_get_item (G_LIST_MODEL (self->list), i);
      const PdlCaseSummary *summary = pdl_case_row_get_summary (row);

      if (summary == NULL || (last != NULL && summary->changed <= last->changed))
        continue;
      last = summary;
      g_set_object (&keep, row);
    }
  if (last != NULL)
    pdl_session_open_async (self->session, last->uid, opened_cb, NULL);
}

static void
store_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PdlApplication *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlStore) store = pdl_store_open_finish (result, &error);

  self->ready = TRUE;
  if (store != NULL)
    {
      self->list_id = g_signal_connect_swapped (self->list, "items-changed", G_CALLBACK (list_filled_cb), self);
      pdl_session_set_store (self->session, store);
      pdl_case_list_refresh (self->list);
      if (self->demo)
        pdl_samples_open_all (self->session);
    }
  else if (self->window != NULL)
    {
      g_autofree char *sentence = g_strdup_printf (_("Your cases cannot be opened: %s What you enter now is not kept."), error->message);

      pdl_main_window_set_bar (self->window, sentence, NULL, NULL);
    }
  import_waiting (self);
  g_application_release (G_APPLICATION (self));
  g_object_unref (self);
}

static void
open_store (PdlApplication *self)
{
  g_autofree char *directory = NULL;
  g_autofree char *path = NULL;

  if (self->demo && self->store_path == NULL)
    path = g_strdup (":memory:");
  else if (self->store_path != NULL)
    path = g_strdup (self->store_path);
  else
    path = g_build_filename (g_get_user_data_dir (), "pedicle", "cases.db", NULL);
  if (!g_str_equal (path, ":memory:"))
    {
      g_autofree char *signatures = NULL;
      g_autoptr (PdlSignatureBook) book = NULL;

      directory = g_path_get_dirname (path);
      g_mkdir_with_parents (directory, 0700);
      /* Beside the store: the same clinic, the same disk, the same back-up of the folder. */
      signatures = g_build_filename (directory, "signatures.ini", NULL);
      book = pdl_signature_book_new (signatures);
      pdl_session_set_signature_book (self->session, book);
    }
  /* Held until the answer: closing the window must not end the program under an opening store. */
  g_application_hold (G_APPLICATION (self));
  pdl_store_open_async (pdl_knowledge_get_dictionary (self->knowledge), path, NULL, store_opened_cb, g_object_ref (self));
}

static void
show_failure (PdlApplication *self, const char *message)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (self));
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  g_printerr ("%s\n", message);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "dialog-warning-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _("The clinical knowledge cannot be read"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), message);
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), 720, 480);
  gtk_window_present (GTK_WINDOW (window));
}

/* The knowledge with the clinic's own values over it, read to the end: schedules and dose tables are made later, and what they
 * would refuse is refused here. NULL without @error: there are none. */
static PdlKnowledge *
read_with_local (PdlApplication *self, GError **error)
{
  g_autoptr (PdlKnowledge) knowledge = NULL;
  g_autoptr (GBytes) local = NULL;
  char *text;
  gsize length;

  if (!self->local_named && !g_file_test (self->local_path, G_FILE_TEST_EXISTS))
    return NULL;
  if (!g_file_get_contents (self->local_path, &text, &length, error))
    return NULL;
  local = g_bytes_new_take (text, length);
  knowledge = pdl_knowledge_load_with_local (NULL, self->local_path, local, error);
  if (knowledge == NULL || !pdl_plan_prepare (knowledge, error) || pdl_dose_tables_get (knowledge, error) == NULL)
    return NULL;
  return g_steal_pointer (&knowledge);
}

static gpointer
read_knowledge (gpointer user_data)
{
  PdlApplication *self = user_data;

  self->knowledge = read_with_local (self, &self->local_error);
  if (self->knowledge == NULL)
    self->knowledge = pdl_knowledge_load (NULL, &self->reading_error);
  return NULL;
}

static void
pdl_application_activate (GApplication *application)
{
  PdlApplication *self = PDL_APPLICATION (application);

  if (self->window == NULL)
    {
      g_clear_pointer (&self->reading, g_thread_join);
      if (self->knowledge == NULL)
        {
          show_failure (self, self->reading_error->message);
          return;
        }
      self->session = pdl_session_new (self->knowledge, NULL);
      self->list = pdl_case_list_new (self->session);
      self->window = pdl_main_window_new (GTK_APPLICATION (self), self->session, self->list);
      g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
      pdl_side_windows_install (self->window);
      pdl_rereading_window_install (self->window);
      gtk_window_present (GTK_WINDOW (self->window));
      open_store (self);
      pdl_samples_offer (self->window);
      pdl_main_window_set_local (self->window, self->local_path, self->local_error != NULL ? self->local_error->message : NULL);
      return;
    }
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
pdl_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  PdlApplication *self = PDL_APPLICATION (application);

  for (int i = 0; i < n_files; i++)
    g_ptr_array_add (self->waiting, g_object_ref (files[i]));
  g_application_activate (application);
  import_waiting (self);
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PdlApplication *self = user_data;

  pdl_about_show (GTK_WINDOW (self->window), self->knowledge);
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PdlApplication *self = user_data;

  if (self->window != NULL)
    gtk_window_close (GTK_WINDOW (self->window));
  else
    g_application_quit (G_APPLICATION (self));
}

static void
pdl_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = { { "about", about_cb, NULL, NULL, NULL }, { "quit", quit_cb, NULL, NULL, NULL } };
  PdlApplication *self = PDL_APPLICATION (application);

  pdl_theme_init (); /* before libadwaita looks for the style */
  /* Neither needs GTK, and both take as long as GTK does. */
  self->reading = g_thread_new ("pedicle-knowledge", read_knowledge, self);
  pdl_theme_preload_anatomy ();
  g_resources_register (pdl_app_get_resource ());
  G_APPLICATION_CLASS (pdl_application_parent_class)->startup (application);
  g_set_application_name (_("Pedicle"));
  gtk_window_set_default_icon_name ("org.pedicle.Pedicle");
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries), application);
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accels[i].action, (const char *const *) accels[i].keys);
}

static void
pdl_application_shutdown (GApplication *application)
{
  PdlApplication *self = PDL_APPLICATION (application);

  if (self->session != NULL)
    {
      g_autoptr (GError) error = NULL;
      PdlStore *store;

      if (!pdl_session_flush (self->session, &error))
        g_printerr ("%s\n", error->message);
      store = pdl_session_get_store (self->session);
      if (store != NULL)
        pdl_store_close (store);
    }
  G_APPLICATION_CLASS (pdl_application_parent_class)->shutdown (application);
}

static int
pdl_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  PdlApplication *self = PDL_APPLICATION (application);

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Pedicle %s\n", PDL_VERSION);
      return 0;
    }
  g_variant_dict_lookup (options, "demo", "b", &self->demo);
  g_variant_dict_lookup (options, "store", "^ay", &self->store_path);
  self->local_named = g_variant_dict_lookup (options, "local", "^ay", &self->local_path);
  if (!self->local_named)
    self->local_path = g_build_filename (g_get_user_config_dir (), "pedicle", "local.ini", NULL);
  /* Another store, or other values, is another program: it must not end in a window that is already open. */
  if (self->demo || self->store_path != NULL || self->local_named)
    g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  return -1;
}

static void
pdl_application_dispose (GObject *object)
{
  PdlApplication *self = PDL_APPLICATION (object);

  g_clear_weak_pointer (&self->window);
  if (self->list != NULL)
    g_clear_signal_handler (&self->list_id, self->list);
  g_clear_object (&self->list);
  g_clear_object (&self->session);
  g_clear_pointer (&self->reading, g_thread_join);
  g_clear_error (&self->reading_error);
  g_clear_error (&self->local_error);
  g_clear_pointer (&self->local_path, g_free);
  g_clear_pointer (&self->knowledge, pdl_knowledge_unref);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->store_path, g_free);
  G_OBJECT_CLASS (pdl_application_parent_class)->dispose (object);
}

static void
pdl_application_class_init (PdlApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pdl_application_dispose;
  application_class->activate = pdl_application_activate;
  application_class->open = pdl_application_open;
  application_class->startup = pdl_application_startup;
  application_class->shutdown = pdl_application_shutdown;
  application_class->handle_local_options = pdl_application_handle_local_options;
}

static void
pdl_application_init (PdlApplication *self)
{
  static const GOptionEntry entries[] = {
    { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Sample cases in a throw-away store"), NULL },
    { "store", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("Use this store"), N_("PATH") },
    { "local", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("Take the clinic's own values from FILE"), N_("FILE") },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version"), NULL },
    { NULL },
  };

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  g_application_add_main_option_entries (G_APPLICATION (self), entries);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _("[FILE…]"));
}

PdlApplication *
pdl_application_new (void)
{
  return g_object_new (PDL_TYPE_APPLICATION, "application-id", "org.pedicle.Pedicle", "flags", G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", "/org/pedicle/Pedicle", NULL);
}
