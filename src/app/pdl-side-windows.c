/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Views in windows of their own. Main thread; the windows belong to the main one and go with it. */
#include "pdl-side-windows.h"

#include <glib/gi18n-lib.h>

#include "pdl-dose-view.h"
#include "pdl-knowledge-browser.h"
#include "pdl-prognosis-view.h"
#include "pdl-support-view.h"
#include "pdl-theme.h"
#include "pdl-window-panes.h"

typedef struct
{
  const char *action, *title;
  int width, height;
  GtkWidget *(*make) (PdlSession *session); /* has the signal "go-to-finding" (char *id) */
  void (*start) (GtkWidget *view);          /* puts the keyboard where it is wanted */
} Side;

static void
start_knowledge (GtkWidget *view)
{
  pdl_knowledge_browser_start (PDL_KNOWLEDGE_BROWSER (view));
}

static void
start_radiotherapy (GtkWidget *view)
{
  pdl_dose_view_start (PDL_DOSE_VIEW (view));
}

static void
start_supportive (GtkWidget *view)
{
  pdl_support_view_start (PDL_SUPPORT_VIEW (view));
}

static void
start_prognosis (GtkWidget *view)
{
  pdl_prognosis_view_start (PDL_PROGNOSIS_VIEW (view));
}

static const Side sides[] = {
  { "knowledge", N_("Knowledge"), 1100, 760, pdl_knowledge_browser_new, start_knowledge },
  { "prognosis", N_("Prognosis"), 900, 900, pdl_prognosis_view_new, start_prognosis },
  { "radiotherapy", N_("Radiotherapy"), 760, 900, pdl_dose_view_new, start_radiotherapy },
  { "supportive", N_("Supportive care"), 760, 900, pdl_support_view_new, start_supportive },
};

static gboolean
escape_cb (GtkWidget *window, GVariant *args, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (window));
  return TRUE;
}

/* A window that stands above the main one would hide what was asked for: it goes, and one key brings it back. */
static PdlMainWindow *
leave (GtkWindow *side_window)
{
  GtkWindow *main_window = gtk_window_get_transient_for (side_window);

  gtk_window_close (side_window);
  gtk_window_present (main_window);
  return PDL_MAIN_WINDOW (main_window);
}

static void
go_to_finding_cb (GtkWindow *side_window, const char *id)
{
  pdl_main_window_go_to_finding (leave (side_window), id);
}

static void
open_basis_cb (GtkWindow *side_window, const char *reference)
{
  pdl_window_panes_open_basis (leave (side_window), reference);
}

static GtkWidget *
make_window (PdlMainWindow *main_window, const Side *side)
{
  GtkWidget *window = adw_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *view = side->make (pdl_main_window_get_session (main_window));
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  gtk_window_set_title (GTK_WINDOW (window), _ (side->title));
  pdl_theme_set_default_size (GTK_WINDOW (window), side->width, side->height);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (main_window));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_window_set_hide_on_close (GTK_WINDOW (window), TRUE);
  gtk_widget_add_css_class (window, "pedicle");
  gtk_widget_set_vexpand (view, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), view);
  adw_window_set_content (ADW_WINDOW (window), box);
  g_signal_connect_object (view, "go-to-finding", G_CALLBACK (go_to_finding_cb), window, G_CONNECT_SWAPPED);
  if (g_signal_lookup ("open-basis", G_OBJECT_TYPE (view)) != 0)
    g_signal_connect_object (view, "open-basis", G_CALLBACK (open_basis_cb), window, G_CONNECT_SWAPPED);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_callback_action_new (escape_cb, NULL, NULL)));
  gtk_widget_add_controller (window, shortcuts);
  g_object_set_data (G_OBJECT (window), "view", view);
  return window;
}

static void
show_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PdlMainWindow *main_window = user_data;
  const Side *side = sides;
  GtkWidget *window;

  while (!g_str_equal (side->action, g_action_get_name (G_ACTION (action))))
    side++;
  window = g_object_get_data (G_OBJECT (main_window), side->title);
  if (window == NULL)
    {
      window = make_window (main_window, side);
      g_object_set_data (G_OBJECT (main_window), side->title, window);
    }
  gtk_window_present (GTK_WINDOW (window));
  side->start (g_object_get_data (G_OBJECT (window), "view"));
}

void
pdl_side_windows_install (PdlMainWindow *window)
{
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (sides[i].action, NULL);

      g_signal_connect_object (action, "activate", G_CALLBACK (show_cb), window, 0);
      g_action_map_add_action (G_ACTION_MAP (window), G_ACTION (action));
    }
}
