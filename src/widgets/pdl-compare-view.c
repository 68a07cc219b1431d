/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The options of the target in hand, in the order of the row, in equal columns. Main thread.
 */

#include "pdl-compare-view.h"

#include <glib/gi18n-lib.h>

#include "pdl-option-card.h"
#include "pdl-refresh.h"
#include "pdl-part-list.h"

struct _PdlCompareView
{
  GtkWidget parent_instance;

  PdlSession *session;   /* (owned) */
  GSignalGroup *signals; /* (owned) */
  GtkWidget *outer, *title, *columns;
};

enum { CLOSED, OPEN_BASIS, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PdlCompareView, pdl_compare_view, GTK_TYPE_WIDGET)

#define COLUMN_WIDTH 224

static void
build (gpointer user_data)
{
  PdlCompareView *self = user_data;
  PdlEvaluation *evaluation = pdl_session_get_evaluation (self->session);
  const PdlTargetResult *target;
  g_autofree char *levels = NULL, *title = NULL;
  PdlPartList *list = pdl_part_list_of (self->columns);
  int index;

  pdl_part_list_begin (list);
  if (evaluation == NULL || evaluation->n_targets == 0)
    {
      pdl_part_list_end (list);
      return;
    }
  index = CLAMP (pdl_session_get_target (self->session), 0, (int) evaluation->n_targets - 1);
  target = &evaluation->targets[index];
  levels = pdl_words_levels (target->levels);
  title = g_strdup_printf (_ ("%s: %u options, in the order of row %s, none chosen"), levels, target->n_options, target->decision.row->id);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  for (guint i = 0; i < target->n_options; i++)
    {
      const PdlOptionResult *option = &target->options[i];

      if (i > 0 && !pdl_part_list_keep (list, "rule", option->option->id, NULL))
        pdl_part_list_put (list, gtk_separator_new (GTK_ORIENTATION_VERTICAL));
      if (!pdl_part_list_keep (list, option->option->id, NULL))
        {
          GtkWidget *card = pdl_option_card_new ();

          gtk_widget_set_size_request (card, COLUMN_WIDTH, -1);
          gtk_widget_set_hexpand (card, FALSE);
          pdl_part_list_put (list, card);
        }
      pdl_option_card_show (pdl_part_list_get_last (list), option, i + 1, target->n_options, 0, evaluation, index, NULL);
    }
  pdl_part_list_end (list);
}

static void
back_clicked_cb (GtkButton *button, gpointer user_data)
{
  g_signal_emit (user_data, signals[CLOSED], 0);
}

static void
basis_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PdlCompareView *self = user_data;

  g_signal_emit (self, signals[OPEN_BASIS], 0, g_variant_get_string (parameter, NULL), MAX (pdl_session_get_target (self->session), 0));
}

static void
pdl_compare_view_dispose (GObject *object)
{
  PdlCompareView *self = PDL_COMPARE_VIEW (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->session);
  g_clear_pointer (&self->outer, gtk_widget_unparent);
  G_OBJECT_CLASS (pdl_compare_view_parent_class)->dispose (object);
}

static void
pdl_compare_view_class_init (PdlCompareViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pdl_compare_view_dispose;
  signals[CLOSED] = g_signal_new ("closed", PDL_TYPE_COMPARE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OPEN_BASIS] = g_signal_new ("open-basis", PDL_TYPE_COMPARE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_REGION);
}

static void
pdl_compare_view_init (PdlCompareView *self)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) basis = g_simple_action_new ("basis", G_VARIANT_TYPE_STRING);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  g_signal_connect_object (basis, "activate", G_CALLBACK (basis_activated_cb), self, 0);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (basis));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "pane", G_ACTION_GROUP (actions));
  self->outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->outer, GTK_WIDGET (self));
  gtk_widget_add_css_class (back, "flat");
  gtk_widget_set_tooltip_text (back, _ ("Back (Esc)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (back), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Back"), -1);
  g_signal_connect_object (back, "clicked", G_CALLBACK (back_clicked_cb), self, 0);
  self->title = pdl_part_label ("", "pdl-h2");
  gtk_widget_add_css_class (head, "pdl-head");
  gtk_box_append (GTK_BOX (head), back);
  gtk_box_append (GTK_BOX (head), self->title);
  gtk_box_append (GTK_BOX (self->outer), head);
  self->columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);
  gtk_widget_set_margin_start (self->columns, 14);
  gtk_widget_set_margin_end (self->columns, 14);
  gtk_widget_set_margin_top (self->columns, 10);
  gtk_widget_set_margin_bottom (self->columns, 14);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->columns);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (self->outer), scrolled);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Options compared"), -1);
}

GtkWidget *
pdl_compare_view_new (PdlSession *session)
{
  PdlCompareView *self = g_object_new (PDL_TYPE_COMPARE_VIEW, NULL);

  self->session = g_object_ref (session);
  pdl_refresh_init (GTK_WIDGET (self), build);
  self->signals = g_signal_group_new (PDL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "evaluated", G_CALLBACK (pdl_refresh_queue), self);
  g_signal_group_connect_swapped (self->signals, "case-changed", G_CALLBACK (pdl_refresh_queue), self);
  g_signal_group_connect_swapped (self->signals, "notify::level", G_CALLBACK (pdl_refresh_queue), self);
  g_signal_group_set_target (self->signals, session);
  pdl_refresh_queue (GTK_WIDGET (self));
  return GTK_WIDGET (self);
}
