/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of pdl-versions-window.h. It shows a comparison and turns buttons into choices of it; what a choice does is the
 * session's. Main thread; the window owns the comparison.
 */
#include "pdl-versions-window.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "pdl-pane-parts.h"
#include "pdl-refused.h"
#include "pdl-theme.h"

typedef struct
{
  GtkWidget *window;
  PdlSession *session;       /* (owned) */
  PdlComparison *comparison; /* (owned) */
  PdlVersions which;
  PdlVersionsFunc callback;
  GWeakRef object;
  GPtrArray *stored, *yours; /* (owned) of GtkWidget (unowned): the two buttons of row n, NULL where nothing is to choose */
  GtkWidget *state, *accept;
} Versions;

static void
versions_free (gpointer data)
{
  Versions *self = data;

  g_ptr_array_unref (self->stored);
  g_ptr_array_unref (self->yours);
  g_weak_ref_clear (&self->object);
  pdl_comparison_free (self->comparison);
  g_object_unref (self->session);
  g_free (self);
}

static const char *
get_yours_name (Versions *self)
{
  return self->which == PDL_VERSIONS_FILE ? _("In the file") : _("Yours");
}

static void
update_state (Versions *self)
{
  guint n = pdl_comparison_get_n_chosen (self->comparison), all = pdl_comparison_get_n_choices (self->comparison);
  g_autofree char *text = n == 0 ? g_strdup (_("Everything stays as stored."))
                                 : g_strdup_printf (ngettext ("%u of %u chosen; the rest stays as stored.",
                                                              "%u of %u chosen; the rest stays as stored.", n), n, all);

  gtk_label_set_text (GTK_LABEL (self->state), text);
  gtk_button_set_label (GTK_BUTTON (self->accept), n == 0 ? _("_Keep what is stored") : _("_Take over chosen"));
}

static void
toggled_cb (GtkCheckButton *button, gpointer user_data)
{
  Versions *self = user_data;
  guint row;

  if (!g_ptr_array_find (self->yours, button, &row))
    return;
  pdl_comparison_choose (self->comparison, row, gtk_check_button_get_active (button));
  update_state (self);
}

static void
choose_all (Versions *self, GPtrArray *buttons)
{
  for (guint i = 0; i < buttons->len; i++)
    if (buttons->pdata[i] != NULL)
      gtk_check_button_set_active (GTK_CHECK_BUTTON (buttons->pdata[i]), TRUE);
}

static void
all_stored_cb (Versions *self)
{
  choose_all (self, self->stored);
}

static void
all_yours_cb (Versions *self)
{
  choose_all (self, self->yours);
}

static void
accept_cb (Versions *self)
{
  guint n = pdl_comparison_get_n_chosen (self->comparison);
  g_autoptr (GObject) object = g_weak_ref_get (&self->object);
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (!pdl_session_take_over (self->session, self->comparison, &error))
    {
      gtk_label_set_text (GTK_LABEL (self->state), error->message);
      return;
    }
  message = n > 0 ? g_strdup_printf (ngettext ("%u finding taken over", "%u findings taken over", n), n)
                  : g_strdup (_("Opened as it is stored"));
  if (object != NULL)
    self->callback (message, n > 0, object);
  gtk_window_destroy (GTK_WINDOW (self->window));
}

/* ——— the table ——— */

static void
attach (GtkWidget *grid, GtkWidget *child, int column, int row, gboolean grow)
{
  gtk_widget_set_hexpand (child, grow);
  gtk_widget_set_valign (child, GTK_ALIGN_START);
  gtk_grid_attach (GTK_GRID (grid), child, column, row, 1, 1);
}

static GtkWidget *
make_choice (Versions *self, GtkWidget *group, const PdlComparisonRow *row, const char *column, const char *value)
{
  GtkWidget *choice = gtk_check_button_new ();
  g_autofree char *name = g_strdup_printf ("%s%s%s, %s: %s", row->what, *row->where != '\0' ? " " : "", row->where, column, value);

  gtk_check_button_set_child (GTK_CHECK_BUTTON (choice), pdl_part_label (value, "pdl-body"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (group != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (choice), GTK_CHECK_BUTTON (group));
  return choice;
}

static GtkWidget *
make_name (const PdlComparisonRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), pdl_part_label (row->what, "pdl-h3"));
  if (*row->where != '\0')
    gtk_box_append (GTK_BOX (box), pdl_part_label (row->where, "pdl-caption"));
  return box;
}

/* Quieter than the two, and on their line. */
static GtkWidget *
make_before (const char *text)
{
  GtkWidget *label = pdl_part_label (text, "pdl-body");

  gtk_widget_add_css_class (label, "dim");
  return label;
}

static void
add_choice (Versions *self, GtkWidget *grid, guint index, int at)
{
  const PdlComparisonRow *row = pdl_comparison_get_row (self->comparison, index);
  GtkWidget *stored = make_choice (self, NULL, row, _("stored now"), row->stored);
  GtkWidget *yours = make_choice (self, stored, row, self->which == PDL_VERSIONS_FILE ? _("in the file") : _("yours"), row->yours);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (stored), TRUE);
  g_signal_connect (yours, "toggled", G_CALLBACK (toggled_cb), self);
  self->stored->pdata[index] = stored;
  self->yours->pdata[index] = yours;
  attach (grid, make_name (row), 0, at, TRUE);
  attach (grid, stored, 1, at, TRUE);
  attach (grid, yours, 2, at, TRUE);
  if (row->before != NULL)
    attach (grid, make_before (row->before), 3, at, TRUE);
}

static void
add_told (GtkWidget *grid, const PdlComparisonRow *row, int at)
{
  attach (grid, make_name (row), 0, at, TRUE);
  attach (grid, pdl_part_label (row->stored, "pdl-body"), 1, at, TRUE);
  attach (grid, pdl_part_label ("", "pdl-body"), 2, at, TRUE);
  attach (grid, make_before (row->before != NULL ? row->before : ""), 3, at, TRUE);
}

static int
add_line (GtkWidget *grid, int at)
{
  gtk_grid_attach (GTK_GRID (grid), pdl_part_hairline (), 0, at, 4, 1);
  return at + 1;
}

static GtkWidget *
make_table (Versions *self)
{
  GtkWidget *grid = gtk_grid_new ();
  guint n = pdl_comparison_get_n_rows (self->comparison);
  gboolean told = FALSE;
  int at = 1;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 16);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_widget_add_css_class (grid, "pdl-versions");
  attach (grid, pdl_part_label (_("Finding"), "pdl-sect"), 0, 0, TRUE);
  attach (grid, pdl_part_label (_("Stored now"), "pdl-sect"), 1, 0, TRUE);
  attach (grid, pdl_part_label (get_yours_name (self), "pdl-sect"), 2, 0, TRUE);
  if (pdl_comparison_has_before (self->comparison))
    attach (grid, pdl_part_label (_("Before both"), "pdl-sect"), 3, 0, TRUE);
  for (guint i = 0; i < n; i++)
    if (!pdl_comparison_get_row (self->comparison, i)->only_stored)
      {
        at = add_line (grid, at);
        add_choice (self, grid, i, at++);
      }
  for (guint i = 0; i < n; i++)
    if (pdl_comparison_get_row (self->comparison, i)->only_stored)
      {
        at = add_line (grid, at);
        if (!told)
          gtk_grid_attach (GTK_GRID (grid), pdl_part_label (_("Changed in the store only: these stay"), "pdl-sect"), 0, at++, 4, 1);
        told = TRUE;
        add_told (grid, pdl_comparison_get_row (self->comparison, i), at++);
      }
  return grid;
}

/* ——— the window ——— */

static gboolean
escape_cb (GtkWidget *window, GVariant *args, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (window));
  return TRUE;
}

static GtkWidget *
make_button (Versions *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_add_css_class (button, "pdl-button");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static GtkWidget *
make_foot (Versions *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_widget_add_css_class (foot, "pdl-foot");
  self->state = pdl_part_label ("", "pdl-body");
  gtk_widget_set_hexpand (self->state, TRUE);
  gtk_widget_set_valign (self->state, GTK_ALIGN_CENTER);
  self->accept = make_button (self, "", G_CALLBACK (accept_cb));
  gtk_box_append (GTK_BOX (foot), self->state);
  gtk_box_append (GTK_BOX (foot), make_button (self, _("All as _stored"), G_CALLBACK (all_stored_cb)));
  gtk_box_append (GTK_BOX (foot), make_button (self, self->which == PDL_VERSIONS_FILE ? _("All as in the _file") : _("All of _yours"),
                                               G_CALLBACK (all_yours_cb)));
  gtk_box_append (GTK_BOX (foot), self->accept);
  return foot;
}

GtkWidget *
pdl_versions_window_show (GtkWindow *parent, PdlSession *session, PdlComparison *comparison, PdlVersions which,
                          PdlVersionsFunc callback, GObject *object)
{
  Versions *self = g_new0 (Versions, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();
  guint n = pdl_comparison_get_n_rows (comparison);

  self->session = g_object_ref (session);
  self->comparison = comparison;
  self->which = which;
  self->callback = callback;
  g_weak_ref_init (&self->object, object);
  self->stored = g_ptr_array_new ();
  self->yours = g_ptr_array_new ();
  g_ptr_array_set_size (self->stored, (int) n);
  g_ptr_array_set_size (self->yours, (int) n);
  self->window = adw_window_new ();
  g_object_set_data_full (G_OBJECT (self->window), "pdl-versions", self, versions_free);
  gtk_window_set_title (GTK_WINDOW (self->window), which == PDL_VERSIONS_FILE ? _("Stored case and file") : _("Changed elsewhere"));
  pdl_theme_set_default_size (GTK_WINDOW (self->window), 860, 560);
  gtk_window_set_transient_for (GTK_WINDOW (self->window), parent);
  gtk_window_set_modal (GTK_WINDOW (self->window), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self->window), TRUE);
  gtk_widget_add_css_class (self->window, "pedicle");

  gtk_widget_add_css_class (head, "pdl-head");
  gtk_box_append (GTK_BOX (head), pdl_part_label (which == PDL_VERSIONS_FILE
    ? _("The file and the stored case differ in what stands here. Choose row by row; what you do not choose stays as stored. "
        "The journal keeps what is replaced.")
    : _("This case was changed in another window or program while you worked on it. Choose row by row; what you do not choose "
        "stays as stored."), "pdl-body"));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), make_table (self));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_widget_add_css_class (scrolled, "pdl-paper");
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), make_foot (self));
  update_state (self);
  adw_window_set_content (ADW_WINDOW (self->window), box);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_callback_action_new (escape_cb, NULL, NULL)));
  gtk_widget_add_controller (self->window, shortcuts);
  gtk_window_present (GTK_WINDOW (self->window));
  for (guint i = 0; i < n; i++)
    if (self->stored->pdata[i] != NULL)
      {
        gtk_widget_grab_focus (self->stored->pdata[i]);
        break;
      }
  return self->window;
}
