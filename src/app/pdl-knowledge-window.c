/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The knowledge browser in its window. Main thread; the window belongs to the main one and goes with it. */
#include "pdl-knowledge-window.h"

#include <glib/gi18n-lib.h>

#include "pdl-knowledge-browser.h"

#define KEY "pdl-knowledge-window"

static gboolean
escape_cb (GtkWidget *window, GVariant *args, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (window));
  return TRUE;
}

static void
go_to_finding_cb (PdlMainWindow *main_window, const char *id)
{
  pdl_main_window_go_to_finding (main_window, id);
  gtk_window_present (GTK_WINDOW (main_window));
}

static GtkWidget *
make_window (PdlMainWindow *main_window)
{
  GtkWidget *window = adw_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *browser = pdl_knowledge_browser_new (pdl_main_window_get_session (main_window));
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  gtk_window_set_title (GTK_WINDOW (window), _ ("Knowledge"));
  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 760);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (main_window));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_widget_add_css_class (window, "pedicle");
  gtk_widget_set_vexpand (browser, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), browser);
  adw_window_set_content (ADW_WINDOW (window), box);
  g_signal_connect_object (browser, "go-to-finding", G_CALLBACK (go_to_finding_cb), main_window, G_CONNECT_SWAPPED);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_callback_action_new (escape_cb, NULL, NULL)));
  gtk_widget_add_controller (window, shortcuts);
  g_object_set_data (G_OBJECT (window), "browser", browser);
  return window;
}

static void
knowledge_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PdlMainWindow *main_window = user_data;
  GtkWidget *window = g_object_get_data (G_OBJECT (main_window), KEY);

  if (window == NULL)
    {
      window = make_window (main_window);
      gtk_window_set_hide_on_close (GTK_WINDOW (window), TRUE); /* with what was searched */
      g_object_set_data (G_OBJECT (main_window), KEY, window);
    }
  gtk_window_present (GTK_WINDOW (window));
  pdl_knowledge_browser_start (g_object_get_data (G_OBJECT (window), "browser"));
}

void
pdl_knowledge_window_install (PdlMainWindow *window)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new ("knowledge", NULL);

  g_signal_connect_object (action, "activate", G_CALLBACK (knowledge_cb), window, 0);
  g_action_map_add_action (G_ACTION_MAP (window), G_ACTION (action));
}
