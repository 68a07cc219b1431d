/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every key of the program, grouped by where it works. The table here is what the user reads; keep it true to the actions. */
#include "pdl-shortcuts-window.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "pdl-theme.h"

/* A row without keys is a heading. */
static const struct { const char *keys; const char *what; } rows[] = {
  { NULL, N_("Anywhere") },
  { "Ctrl+N", N_("New case") },
  { "Ctrl+O", N_("Open a case file") },
  { "Ctrl+F", N_("Search cases") },
  { "Ctrl+Page Up, Ctrl+Page Down", N_("Previous, next case") },
  { "Shift+Ctrl+N", N_("New visit") },
  { "Ctrl+P", N_("Tumour-board page") },
  { "Ctrl+Shift+P", N_("Page for the patient") },
  { "Ctrl+Z, Shift+Ctrl+Z", N_("Undo, redo") },
  { "F6, Shift+F6", N_("Next, previous pane") },
  { "F7", N_("Case or follow-up") },
  { "F8", N_("Emergency list, also without a case") },
  { "F9", N_("Cases") },
  { "F10", N_("Main menu") },
  { "F1", N_("Help on the focused item") },
  { "Ctrl+1 … Ctrl+9, Ctrl+0", N_("Section of the editor") },
  { "Ctrl+G", N_("Go to a level: type its name") },
  { "Ctrl+J", N_("Next open item that matters") },
  { "Ctrl+B", N_("Basis of the reading") },
  { "Ctrl+I", N_("Model card of what is open, and back") },
  { "Ctrl+E", N_("Compare options") },
  { "Ctrl+D", N_("Record the decision") },
  { "Ctrl+T", N_("Prognosis: survival models side by side") },
  { "Ctrl+R", N_("Radiotherapy: dose, re-irradiation, target volume") },
  { "Ctrl+M", N_("Supportive care: bone agent, steroid, opioids") },
  { "Ctrl+K", N_("Search the knowledge") },
  { "Shift+Ctrl+K", N_("Which patients read differently after an update") },
  { "Shift+Ctrl+C", N_("Copy as text") },
  { "Ctrl+,", N_("Preferences") },
  { "Ctrl+?", N_("This list") },
  { "Ctrl+W, Ctrl+Q", N_("Close, quit") },
  { NULL, N_("Finding row") },
  { N_("underlined letter or digit"), N_("Set the value and go on") },
  { "?", N_("Asked, unknown") },
  { "-", N_("Not applicable") },
  { "Delete", N_("Not asked") },
  { "← →", N_("Choose") },
  { "↑ ↓", N_("Row") },
  { NULL, N_("Spine") },
  { "↑ ↓", N_("Level") },
  { "Shift+↑ ↓", N_("Extend") },
  { "Ctrl+Space", N_("Add a separate level") },
  { "Home, End, Page Up, Page Down", N_("First, last, region") },
  { "l m b", N_("Lytic, mixed, blastic") },
  { "0 1 2 3", N_("Collapse: none, over half the body, under 50 %, over 50 %") },
  { "n k s", N_("Alignment: normal, deformity, slip") },
  { "p", N_("Pedicles: none, left, right, both") },
  { "e, then 0 a b c 2 3", N_("Epidural grade") },
  { "u", N_("Last finding unknown") },
  { "Delete", N_("Clear the level") },
  { "g", N_("Previous visit behind") },
  { "t", N_("Split or join target") },
  { "Enter", N_("Axial view") },
  { NULL, N_("Axial view") },
  { "← →", N_("Round the ring") },
  { "1 … 6, Space", N_("Switch a sector") },
  { "↑ ↓", N_("Neighbour level") },
  { "Esc", N_("Back") },
};

static gboolean
escape_cb (GtkWidget *window, GVariant *args, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (window));
  return TRUE;
}

void
pdl_shortcuts_window_show (GtkWindow *parent)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *grid = gtk_grid_new ();
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  gtk_window_set_title (GTK_WINDOW (window), _("Keyboard shortcuts"));
  pdl_theme_set_default_size (GTK_WINDOW (window), 560, 680);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_widget_add_css_class (window, "pedicle");
  gtk_grid_set_column_spacing (GTK_GRID (grid), 16);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  gtk_widget_add_css_class (grid, "pdl-shortcuts");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkWidget *what = gtk_label_new (_(rows[i].what));

      gtk_label_set_xalign (GTK_LABEL (what), 0);
      gtk_label_set_wrap (GTK_LABEL (what), TRUE);
      gtk_widget_set_hexpand (what, TRUE);
      gtk_widget_add_css_class (what, rows[i].keys != NULL ? "pdl-body" : "pdl-h3");
      gtk_grid_attach (GTK_GRID (grid), what, rows[i].keys != NULL ? 1 : 0, (int) i, rows[i].keys != NULL ? 1 : 2, 1);
      if (rows[i].keys != NULL)
        {
          GtkWidget *keys = gtk_label_new (_(rows[i].keys));

          gtk_label_set_xalign (GTK_LABEL (keys), 1);
          gtk_widget_add_css_class (keys, "pdl-caption");
          gtk_grid_attach (GTK_GRID (grid), keys, 0, (int) i, 1, 1);
        }
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), grid);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_focusable (scrolled, TRUE);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_callback_action_new (escape_cb, NULL, NULL)));
  gtk_widget_add_controller (window, shortcuts);
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_grab_focus (scrolled);
}
