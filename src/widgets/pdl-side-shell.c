/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-side-shell.h"

#include "pdl-finding-row.h"
#include "pdl-pane-parts.h"

void
pdl_side_shell_init (PdlSideShell *self, GtkWidget *parent, const char *name)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 5);

  self->parent = parent;
  self->scrolled = gtk_scrolled_window_new ();
  self->text = g_string_new (NULL);
  self->outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->outer, parent);
  self->head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_set_margin_start (page, 18);
  gtk_widget_set_margin_end (page, 18);
  gtk_widget_set_margin_top (page, 12);
  gtk_widget_set_margin_bottom (page, 18);
  gtk_box_append (GTK_BOX (page), self->head);
  gtk_box_append (GTK_BOX (page), self->rows);
  gtk_box_append (GTK_BOX (page), self->box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), page);
  gtk_widget_set_vexpand (self->scrolled, TRUE);
  gtk_box_append (GTK_BOX (self->outer), self->scrolled);
  self->foot = pdl_part_label ("", "pdl-caption");
  gtk_widget_add_css_class (self->foot, "pdl-foot");
  gtk_box_append (GTK_BOX (self->outer), self->foot);
  gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
pdl_side_shell_clear (PdlSideShell *self)
{
  g_clear_pointer (&self->outer, gtk_widget_unparent);
  if (self->text != NULL)
    g_string_free (g_steal_pointer (&self->text), TRUE);
}

static void
empty (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

void
pdl_side_shell_empty (PdlSideShell *self)
{
  empty (self->head);
  empty (self->box);
  g_string_truncate (self->text, 0);
}

static gboolean
is_row (GtkWidget *widget)
{
  return PDL_IS_FINDING_ROW (widget) && gtk_widget_get_visible (widget);
}

static void
advance_cb (PdlFindingRow *row, int step, gpointer user_data)
{
  GtkWidget *next = GTK_WIDGET (row);

  do
    next = step > 0 ? gtk_widget_get_next_sibling (next) : gtk_widget_get_prev_sibling (next);
  while (next != NULL && !is_row (next));
  if (next != NULL)
    pdl_finding_row_focus (PDL_FINDING_ROW (next));
}

GtkWidget *
pdl_side_shell_add_finding (PdlSideShell *self, PdlSession *session, PdlFindingActions *actions, const char *group, const PdlFinding *finding)
{
  GtkWidget *row = pdl_finding_row_new (session, finding, G_ACTION_GROUP (actions), group);

  g_signal_connect (row, "advance", G_CALLBACK (advance_cb), NULL);
  gtk_box_append (GTK_BOX (self->rows), row);
  return row;
}

static void
link_cb (GtkButton *button, gpointer user_data)
{
  g_signal_emit_by_name (user_data, "go-to-finding", g_object_get_data (G_OBJECT (button), "finding"));
}

void
pdl_side_shell_add_link (PdlSideShell *self, const char *label, const PdlFinding *finding)
{
  GtkWidget *link = pdl_part_link (label, NULL);

  gtk_widget_set_halign (link, GTK_ALIGN_START);
  g_object_set_data (G_OBJECT (link), "finding", (gpointer) finding->id);
  g_signal_connect_object (link, "clicked", G_CALLBACK (link_cb), self->parent, 0);
  gtk_box_append (GTK_BOX (self->rows), link);
}

void
pdl_side_shell_refresh_rows (PdlSideShell *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->rows); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (PDL_IS_FINDING_ROW (child))
      pdl_finding_row_refresh (PDL_FINDING_ROW (child));
}

void
pdl_side_shell_focus (PdlSideShell *self)
{
  GtkWidget *child = gtk_widget_get_first_child (self->rows);

  while (child != NULL && !is_row (child))
    child = gtk_widget_get_next_sibling (child);
  if (child != NULL)
    pdl_finding_row_focus (PDL_FINDING_ROW (child));
  /* A window that was closed further down opens at its top again, where the focus is. */
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)), 0);
}
