/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences. Every row is bound to its key, there is nothing to apply. Main thread. */
#include "pdl-preferences.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "pdl-conflict.h"
#include "pdl-theme.h"

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

/* @data is the knowledge: its national guidelines in order, before them none. */
static gboolean
national_to_position (GValue *value, GVariant *variant, gpointer data)
{
  const PdlNational *national = pdl_knowledge_lookup_national (data, g_variant_get_string (variant, NULL));

  g_value_set_uint (value, 0);
  for (guint i = 0; i < pdl_knowledge_get_n_nationals (data); i++)
    if (pdl_knowledge_get_national (data, i) == national)
      g_value_set_uint (value, i + 1);
  return TRUE;
}

static GVariant *
position_to_national (const GValue *value, const GVariantType *type, gpointer data)
{
  guint position = g_value_get_uint (value);

  return g_variant_new_string (position > 0 && position <= pdl_knowledge_get_n_nationals (data) ? pdl_knowledge_get_national (data, position - 1)->id : "");
}

static GtkWidget *
make_national_row (PdlKnowledge *knowledge)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _("None"));
  for (guint i = 0; i < pdl_knowledge_get_n_nationals (knowledge); i++)
    gtk_string_list_append (names, pdl_dictionary_translate (pdl_knowledge_get_national (knowledge, i)->label));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("National guideline"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("Where experts differ it is marked and stands first, behind a more urgent limit only. No row, limit or option changes; nothing is hidden."));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  return row;
}

static void
add_line (GtkWidget *group, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title_text = g_markup_escape_text (title, -1);
  g_autofree char *subtitle_text = subtitle != NULL ? g_markup_escape_text (subtitle, -1) : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title_text);
  if (subtitle_text != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle_text);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static void
add_local_value (GtkWidget *group, const PdlLocalValue *value)
{
  g_autofree char *title = g_strdup_printf ("%s · %s", value->label != NULL ? pdl_dictionary_translate (value->label) : value->group, value->key);
  g_autofree char *subtitle = value->shipped != NULL
                                ? g_strdup_printf (_("%s, shipped: %s (%s, line %u)"), value->value, value->shipped, value->file, value->line)
                                : g_strdup_printf (_("%s, added by the clinic (line %u)"), value->value, value->local_line);

  add_line (group, title, subtitle);
}

/* What the clinic set over the shipped text, for reading. */
static GtkWidget *
make_local_group (PdlKnowledge *knowledge, const char *path, const char *error)
{
  GtkWidget *group = adw_preferences_group_new ();
  const char *clinic = pdl_knowledge_get_local_clinic (knowledge);
  const char *date;
  const char *approved_by = pdl_knowledge_get_local_approval (knowledge, &date);
  g_autofree char *words = NULL;
  g_autofree char *description = NULL;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Values of this clinic"));
  if (clinic != NULL && approved_by != NULL)
    words = g_strdup_printf (_("%s, approved by %s%s%s. Local, not part of the shipped knowledge."), clinic, approved_by, date != NULL ? ", " : "",
                             date != NULL ? date : "");
  else if (clinic != NULL)
    words = g_strdup_printf (_("%s. Nobody is named who approved them. Local, not part of the shipped knowledge."), clinic);
  else if (path != NULL)
    words = g_strdup_printf (_("None: the shipped text is in force. A clinic's values are read at the start from %s"), path);
  description = g_markup_escape_text (words != NULL ? words : "", -1);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  if (error != NULL)
    add_line (group, _("The file was refused"), error);
  for (guint i = 0; i < pdl_knowledge_get_n_phones (knowledge); i++)
    {
      const PdlPhone *phone = pdl_knowledge_get_phone (knowledge, i);
      g_autofree char *number = phone->note != NULL ? g_strdup_printf ("%s, %s", phone->number, phone->note) : g_strdup (phone->number);

      add_line (group, phone->label, number);
    }
  for (guint i = 0; i < pdl_knowledge_get_n_local_values (knowledge); i++)
    add_local_value (group, pdl_knowledge_get_local_value (knowledge, i));
  return group;
}

static gboolean
escape_cb (GtkWidget *window, GVariant *args, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (window));
  return TRUE;
}

void
pdl_preferences_show (GtkWindow *parent, PdlKnowledge *knowledge, GSettings *settings, const char *local_path, const char *local_error)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *paper = adw_combo_row_new ();
  GtkWidget *clock = make_clock_row (knowledge);
  GtkWidget *national = make_national_row (knowledge);
  GtkWidget *numbers = adw_entry_row_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  gtk_window_set_title (GTK_WINDOW (window), _("Preferences"));
  pdl_theme_set_default_size (GTK_WINDOW (window), 560, 600);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_string_list_append (names, _("A4"));
  gtk_string_list_append (names, _("Letter"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (paper), _("Paper of the tumour-board page"));
  adw_combo_row_set_model (ADW_COMBO_ROW (paper), G_LIST_MODEL (names));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (numbers), _("Local numbers on the emergency list"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), paper);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), clock);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), national);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), numbers);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (make_local_group (knowledge, local_path, local_error)));
  if (settings != NULL)
    {
      g_settings_bind_with_mapping (settings, "paper", paper, "selected", G_SETTINGS_BIND_DEFAULT, paper_to_position, position_to_paper, NULL, NULL);
      g_settings_bind_with_mapping (settings, "emergency-clock", clock, "selected", G_SETTINGS_BIND_DEFAULT, clock_to_position, position_to_clock,
                                    pdl_knowledge_ref (knowledge), (GDestroyNotify) pdl_knowledge_unref);
      g_settings_bind_with_mapping (settings, "national-guideline", national, "selected", G_SETTINGS_BIND_DEFAULT, national_to_position, position_to_national,
                                    pdl_knowledge_ref (knowledge), (GDestroyNotify) pdl_knowledge_unref);
      g_settings_bind (settings, "emergency-numbers", numbers, "text", G_SETTINGS_BIND_DEFAULT);
    }
  else
    {
      gtk_widget_set_sensitive (paper, FALSE);
      gtk_widget_set_sensitive (clock, FALSE);
      gtk_widget_set_sensitive (national, FALSE);
      gtk_widget_set_sensitive (numbers, FALSE);
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
