/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dated records of one group, each a line that opens its form. Main thread. */
#include "pdl-record-list.h"

#include <glib/gi18n-lib.h>

#include "pdl-finding-row.h"
#include "pdl-record-form.h"
#include "pdl-section-words.h"

struct _PdlRecordList
{
  GtkWidget parent_instance;

  PdlSession *session; /* (owned) */
  PdlGroup group;
  char *status;        /* (owned) (nullable) a new record starts with */

  GtkWidget *box;
  GtkWidget *lines;
  GtkWidget *add;
  GtkWidget *slot;     /* holds the open form */
  guint scroll_id;     /* waits to bring the form that was opened to the top */
};

enum { SIGNAL_KEYS_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PdlRecordList, pdl_record_list, GTK_TYPE_WIDGET)

/* After the layout that gives the rows their heights. */
static gboolean
scroll_cb (gpointer user_data)
{
  PdlRecordList *self = user_data;
  GtkWidget *scrolled = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;

  self->scroll_id = 0;
  if (scrolled != NULL && gtk_widget_compute_bounds (self->slot, scrolled, &bounds))
    {
      GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));

      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + bounds.origin.y);
    }
  return G_SOURCE_REMOVE;
}

static void
keys_changed_cb (PdlRecordList *self, PdlFindingRow *row)
{
  g_signal_emit (self, signals[SIGNAL_KEYS_CHANGED], 0, row);
}

void
pdl_record_list_close (PdlRecordList *self)
{
  GtkWidget *form;

  g_return_if_fail (PDL_IS_RECORD_LIST (self));

  form = gtk_widget_get_first_child (self->slot);
  if (form != NULL)
    gtk_box_remove (GTK_BOX (self->slot), form);
  gtk_widget_set_visible (self->add, TRUE);
  pdl_record_list_refresh (self);
}

static void
form_closed_cb (PdlRecordList *self)
{
  pdl_record_list_close (self);
  gtk_widget_grab_focus (self->add);
}

static void
open_form (PdlRecordList *self, const PdlItem *item)
{
  GtkWidget *form;

  if (pdl_session_get_case (self->session) == NULL)
    pdl_session_new_case (self->session);
  pdl_record_list_close (self);
  form = pdl_record_form_new (self->session, self->group, item, self->status);
  g_signal_connect_object (form, "closed", G_CALLBACK (form_closed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "keys-changed", G_CALLBACK (keys_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->slot), form);
  gtk_widget_set_visible (self->add, FALSE);
  gtk_widget_grab_focus (form);
  if (self->scroll_id == 0)
    self->scroll_id = g_timeout_add (60, scroll_cb, self);
}

static void
add_clicked_cb (PdlRecordList *self)
{
  open_form (self, NULL);
}

static void
line_clicked_cb (PdlRecordList *self, GtkButton *button)
{
  PdlCase *kase = pdl_session_get_case (self->session);
  const PdlItem *item = kase != NULL ? pdl_case_lookup_item (kase, gtk_widget_get_name (GTK_WIDGET (button))) : NULL;

  if (item != NULL)
    open_form (self, item);
}

static void
pdl_record_list_dispose (GObject *object)
{
  PdlRecordList *self = PDL_RECORD_LIST (object);

  g_clear_handle_id (&self->scroll_id, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->status, g_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (pdl_record_list_parent_class)->dispose (object);
}

static void
pdl_record_list_class_init (PdlRecordListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pdl_record_list_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "recordlist");
  signals[SIGNAL_KEYS_CHANGED] = g_signal_new ("keys-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                               PDL_TYPE_FINDING_ROW);
}

static void
pdl_record_list_init (PdlRecordList *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->slot = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->add = gtk_button_new ();
  gtk_widget_set_halign (self->add, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->add, "pdl-link");
  gtk_box_append (GTK_BOX (self->box), self->lines);
  gtk_box_append (GTK_BOX (self->box), self->slot);
  gtk_box_append (GTK_BOX (self->box), self->add);
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (add_clicked_cb), self);
}

GtkWidget *
pdl_record_list_new (PdlSession *session, PdlGroup group, const char *status)
{
  static const char *const add_labels[PDL_N_GROUPS] = {
    N_("Add treatment…"), N_("Add imaging…"), N_("Add event…"), N_("Add decision…"), N_("Add document…"),
  };
  PdlRecordList *self = g_object_new (PDL_TYPE_RECORD_LIST, NULL);

  self->session = g_object_ref (session);
  self->group = group;
  self->status = g_strdup (status);
  gtk_button_set_label (GTK_BUTTON (self->add), _(add_labels[group]));
  pdl_record_list_refresh (self);
  return GTK_WIDGET (self);
}

void
pdl_record_list_refresh (PdlRecordList *self)
{
  PdlCase *kase = pdl_session_get_case (self->session);
  GtkWidget *child;

  g_return_if_fail (PDL_IS_RECORD_LIST (self));

  if (gtk_widget_get_first_child (self->slot) != NULL)
    pdl_record_form_refresh (PDL_RECORD_FORM (gtk_widget_get_first_child (self->slot)));
  while ((child = gtk_widget_get_first_child (self->lines)) != NULL)
    gtk_box_remove (GTK_BOX (self->lines), child);
  for (guint i = 0; kase != NULL && i < pdl_case_get_n_items (kase, self->group); i++)
    {
      const PdlItem *item = pdl_case_get_item (kase, self->group, i);
      g_autofree char *text = pdl_item_describe (item);
      GtkWidget *button = gtk_button_new_with_label (text);
      GtkWidget *label = gtk_button_get_child (GTK_BUTTON (button));

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_widget_add_css_class (label, "pdl-body");
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "pdl-line");
      gtk_widget_set_name (button, pdl_item_get_uid (item));
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (line_clicked_cb), self);
      gtk_box_append (GTK_BOX (self->lines), button);
    }
}
