/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of widgets share. */
#include "widget-case.h"

#include <string.h>

#include "pdl-theme.h"

void
widget_case_init (int *argc, char ***argv)
{
  gtk_test_init (argc, argv, NULL);
  adw_init ();
  pdl_theme_init ();
}

WidgetCase *
widget_case_new (void)
{
  static const char *const groups[] = { "case", "level", "target" };
  WidgetCase *self = g_new0 (WidgetCase, 1);
  g_autoptr (GError) error = NULL;

  self->knowledge = pdl_knowledge_load (NULL, &error);
  g_assert_no_error (error);
  self->session = pdl_session_new (self->knowledge, NULL);
  self->window = adw_window_new ();
  for (guint i = 0; i < 3; i++)
    {
      self->actions[i] = pdl_finding_actions_new (self->session, groups[i]);
      gtk_widget_insert_action_group (self->window, groups[i], G_ACTION_GROUP (self->actions[i]));
    }
  pdl_session_new_case (self->session);
  return self;
}

void
widget_case_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
widget_case_show (WidgetCase *self, GtkWidget *child, int width, int height)
{
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, height);
  adw_window_set_content (ADW_WINDOW (self->window), child);
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_test_widget_wait_for_draw (child);
  widget_case_settle ();
}

void
widget_case_free (WidgetCase *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  widget_case_settle ();
  for (guint i = 0; i < 3; i++)
    g_object_unref (self->actions[i]);
  g_object_unref (self->session);
  pdl_knowledge_unref (self->knowledge);
  g_free (self);
}

GtkWidget *
widget_case_find (GtkWidget *root, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = widget_case_find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

gboolean
widget_case_key (GtkWidget *widget, guint keyval, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, state, &handled);
    }
  return handled;
}

const char *
widget_case_state (WidgetCase *self, guint group, const char *id)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self->actions[group]), id);

  g_assert_nonnull (state);
  return g_intern_string (g_variant_get_string (state, NULL));
}

gboolean
widget_case_has_text (GtkWidget *root, const char *text)
{
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (widget_case_has_text (child, text))
      return TRUE;
  return FALSE;
}

void
widget_case_set (WidgetCase *self, const char *id, PdlLevel level, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (pdl_session_set_text (self->session, id, level, text, &error));
  g_assert_no_error (error);
}
