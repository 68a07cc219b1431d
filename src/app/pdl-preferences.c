/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences. Every row is bound to its key, there is nothing to apply. Main thread. */
#include "pdl-preferences.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

static const char *const papers[] = { "a4", "letter" };

static gboolean
paper_to_position (GValue *value, GVariant *variant, gpointer user_data)
{
  g_value_set_uint (value, g_strcmp0 (g_variant_get_string (variant, NULL), papers[1]) == 0 ? 1 : 0);
  return TRUE;
}

static GVariant *
position_to_paper (const GValue *value, const GVariantType *type, gpointer user_data)
{
  return g_variant_new_string (papers[g_value_get_uint (value) == 1 ? 1 : 0]);
}

/* @data is the knowledge: its readings in order, the first one for a name it does not have. */
static gboolean
clock_to_position (GValue *value, GVariant *variant, gpointer data)
{
  const PdlClock *clock = pdl_knowledge_lookup_clock (data, g_variant_get_string (variant, NULL));

  for (guint i = 0; i < pdl_knowledge_get_n_clocks (data); i++)
    if (pdl_knowledge_get_clock (data, i) == clock)
      g_value_set_uint (value, i);
  return TRUE;
}

static GVariant *
position_to_clock (const GValue *value, const GVariantType *type, gpointer data)
{
  guint position = g_value_get_uint (value);

  return position < pdl_knowledge_get_n_clocks (data) ? g_variant_new_string (pdl_knowledge_get_clock (data, position)->id) : NULL;
}

static GtkWidget *
make_clock_row (PdlKnowledge *knowledge)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < pdl_knowledge_get_n_clocks (knowledge); i++)
    gtk_string_list_append (names, pdl_dictionary_translate (pdl_knowledge_get_clock (knowledge, i)->text));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Clock of an emergency"));
  /* The readings are sentences: below the title they have room. */
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (row), TRUE);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  return row;
}

static gboolean
escape_cb (GtkWidget *window, GVariant *args, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (window));
  return TRUE;
}

void
pdl_preferences_show (GtkWindow *parent, PdlKnowledge *knowledge, GSettings *settings)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *paper = adw_combo_row_new ();
  GtkWidget *clock = make_clock_row (knowledge);
  GtkWidget *numbers = adw_entry_row_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  gtk_window_set_title (GTK_WINDOW (window), _("Preferences"));
  gtk_window_set_default_size (GTK_WINDOW (window), 520, 360);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_string_list_append (names, _("A4"));
  gtk_string_list_append (names, _("Letter"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (paper), _("Paper of the tumour-board page"));
  adw_combo_row_set_model (ADW_COMBO_ROW (paper), G_LIST_MODEL (names));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (numbers), _("Local numbers on the emergency list"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), paper);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), clock);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), numbers);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  if (settings != NULL)
    {
      g_settings_bind_with_mapping (settings, "paper", paper, "selected", G_SETTINGS_BIND_DEFAULT, paper_to_position, position_to_paper, NULL, NULL);
      g_settings_bind_with_mapping (settings, "emergency-clock", clock, "selected", G_SETTINGS_BIND_DEFAULT, clock_to_position, position_to_clock,
                                    pdl_knowledge_ref (knowledge), (GDestroyNotify) pdl_knowledge_unref);
      g_settings_bind (settings, "emergency-numbers", numbers, "text", G_SETTINGS_BIND_DEFAULT);
    }
  else
    {
      gtk_widget_set_sensitive (group, FALSE);
      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _("Preferences are kept once the program is installed."));
    }
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_callback_action_new (escape_cb, NULL, NULL)));
  gtk_widget_add_controller (window, shortcuts);
  gtk_window_present (GTK_WINDOW (window));
}
