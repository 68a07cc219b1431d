/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The control of a finding row by type: buttons for bool and short enums, buttons that switch for sets, a narrowing list for
 * long enums, an entry for numbers, dates, level sets and text. Buttons of a single value carry the finding's action and target and
 * need no handler. Main thread.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "pdl-finding-row-private.h"
#include "pdl-wrap-box.h"
#include "pdl-tooltip.h"

#define MAX_BUTTONS 8       /* more codes than this become a list */
#define LINKED_MAX_CHARS 22 /* what fits one line of the editor column */

static gboolean
key_is_taken (const gunichar *taken, guint n, gunichar key)
{
  for (guint i = 0; i < n; i++)
    if (taken[i] == key)
      return TRUE;
  return FALSE;
}

gunichar
pdl_finding_key_of_code (const PdlFinding *finding, guint position)
{
  gunichar taken[64];

  if (finding->type == PDL_TYPE_BOOL)
    return position == 0 ? 'n' : 'y';
  for (guint i = 0; i < finding->n_codes && i < G_N_ELEMENTS (taken); i++)
    {
      const char *label = pdl_dictionary_translate (finding->codes[i].label);
      gunichar key = (gunichar) finding->codes[i].key;

      if (key == 0 && g_unichar_isdigit (g_utf8_get_char (finding->codes[i].code)) && finding->codes[i].code[1] == '\0')
        key = g_utf8_get_char (finding->codes[i].code);
      for (const char *at = label; key == 0 && *at != '\0'; at = g_utf8_next_char (at))
        {
          gunichar letter = g_unichar_tolower (g_utf8_get_char (at));

          if (g_unichar_isalnum (letter) && letter < 128 && !key_is_taken (taken, i, letter))
            key = letter;
        }
      if (key == 0)
        for (gunichar digit = '1'; key == 0 && digit <= '9'; digit++)
          if (!key_is_taken (taken, i, digit))
            key = digit;
      taken[i] = key;
      if (i == position)
        return key;
    }
  return 0;
}

/* The label with the key underlined where it occurs in it. */
static GtkWidget *
make_key_label (const char *text, gunichar key)
{
  GtkWidget *label = gtk_label_new (text);
  const char *found = NULL;

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);

  for (const char *at = text; *at != '\0' && found == NULL; at = g_utf8_next_char (at))
    if (g_unichar_tolower (g_utf8_get_char (at)) == key)
      found = at;
  if (found != NULL && key != 0)
    {
      g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
      PangoAttribute *underline = pango_attr_underline_new (PANGO_UNDERLINE_SINGLE);

      underline->start_index = (guint) (found - text);
      underline->end_index = (guint) (g_utf8_next_char (found) - text);
      pango_attr_list_insert (attributes, underline);
      gtk_label_set_attributes (GTK_LABEL (label), attributes);
    }
  return label;
}

static GtkWidget *
make_button (PdlFindingRow *self, const char *text, gunichar key, const char *target)
{
  GtkWidget *button = gtk_toggle_button_new ();
  g_autofree char *name = g_strdup_printf ("%s: %s", pdl_dictionary_translate (self->finding->label), text);

  gtk_button_set_child (GTK_BUTTON (button), make_key_label (text, key));
  gtk_widget_set_focusable (button, FALSE); /* the row is the stop, keys choose inside it */
  gtk_widget_add_css_class (button, "pdl-value");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (target != NULL)
    {
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), self->action);
      gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), g_variant_new_string (target));
    }
  return button;
}

static void
set_button_toggled_cb (PdlFindingRow *self, GtkToggleButton *button)
{
  guint position;

  if (self->updating || !g_ptr_array_find (self->buttons, button, &position))
    return;
  {
    g_autofree char *text = pdl_finding_row_toggle_code (self, position);

    pdl_finding_row_set_text (self, text);
  }
}

char *
pdl_finding_row_toggle_code (PdlFindingRow *self, guint position)
{
  g_autoptr (PdlValue) value = NULL;
  g_autoptr (PdlValue) next = NULL;
  guint32 bits = 0;

  if (pdl_finding_parse (self->finding, self->state, &value, NULL) && value != NULL && pdl_value_is_known (value))
    bits = pdl_value_get_bits (value);
  next = pdl_value_new_set (bits ^ (1u << position));
  return pdl_finding_format (self->finding, next);
}

static void
append_unknown (PdlFindingRow *self, GtkWidget *into, gboolean wrap)
{
  self->unknown = make_button (self, "?", 0, "?");
  gtk_widget_add_css_class (self->unknown, "pdl-unknown");
  pdl_tooltip_set (self->unknown, _("Asked, unknown"));
  if (wrap)
    pdl_wrap_box_append (PDL_WRAP_BOX (into), self->unknown);
  else
    gtk_box_append (GTK_BOX (into), self->unknown);
}

static void
build_buttons (PdlFindingRow *self, GtkBox *into)
{
  gboolean is_bool = self->finding->type == PDL_TYPE_BOOL;
  gboolean is_set = self->finding->type == PDL_TYPE_SET;
  guint n = is_bool ? 2 : self->finding->n_codes;
  gsize chars = 3 * n;
  gboolean linked;
  GtkWidget *box;

  self->kind = is_set ? PDL_CONTROL_SET : PDL_CONTROL_BUTTONS;
  self->buttons = g_ptr_array_new ();
  for (guint i = 0; i < n && !is_bool; i++)
    chars += (gsize) g_utf8_strlen (pdl_dictionary_translate (self->finding->codes[i].label), -1);
  linked = !is_set && (is_bool || chars <= LINKED_MAX_CHARS + 3 * n);
  if (linked)
    {
      box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
      gtk_widget_add_css_class (box, "linked");
    }
  else
    box = pdl_wrap_box_new (3);
  gtk_widget_add_css_class (box, "pdl-seg");
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (into, box);

  for (guint i = 0; i < n; i++)
    {
      const char *text = is_bool ? (i == 0 ? _("no") : _("yes")) : pdl_dictionary_translate (self->finding->codes[i].label);
      const char *target = is_bool ? (i == 0 ? "false" : "true") : self->finding->codes[i].code;
      GtkWidget *button = make_button (self, text, pdl_finding_key_of_code (self->finding, i), is_set ? NULL : target);

      if (!is_bool && self->finding->codes[i].help != NULL)
        pdl_tooltip_set (button, pdl_dictionary_translate (self->finding->codes[i].help));
      g_ptr_array_add (self->buttons, button);
      if (is_set)
        g_signal_connect_swapped (button, "toggled", G_CALLBACK (set_button_toggled_cb), self);
      if (linked)
        {
          gtk_widget_set_hexpand (button, TRUE);
          gtk_box_append (GTK_BOX (box), button);
        }
      else
        pdl_wrap_box_append (PDL_WRAP_BOX (box), button);
    }
  if (is_set)
    {
      self->none = make_button (self, _("none"), '0', "-");
      pdl_tooltip_set (self->none, _("Looked for, none (0)"));
      pdl_wrap_box_append (PDL_WRAP_BOX (box), self->none);
    }
  append_unknown (self, box, !linked);
}

static void
choice_picked_cb (PdlFindingRow *self, const char *code)
{
  if (pdl_finding_row_set_text (self, code))
    pdl_finding_row_advance (self, 1);
}

static void
entry_activated_cb (PdlFindingRow *self)
{
  if (pdl_finding_row_commit_entry (self))
    pdl_finding_row_advance (self, 1);
}

static void
entry_left_cb (PdlFindingRow *self)
{
  pdl_finding_row_commit_entry (self);
}

static void
day_selected_cb (PdlFindingRow *self, GtkCalendar *calendar)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (calendar);
  g_autofree char *text = g_date_time_format (day, self->finding->type == PDL_TYPE_DATE ? "%Y-%m-%d" : "%Y-%m-%dT00:00");

  if (!self->updating)
    pdl_finding_row_set_text (self, text);
}

static void
build_entry (PdlFindingRow *self, GtkBox *into)
{
  PdlType type = self->finding->type;
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->kind = PDL_CONTROL_ENTRY;
  self->entry = gtk_entry_new ();
  gtk_widget_add_css_class (self->entry, "pdl-entry");
  gtk_box_append (into, self->entry);
  switch (type)
    {
    case PDL_TYPE_INT:
    case PDL_TYPE_NUMBER:
      gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 5);
      gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 9);
      gtk_entry_set_input_purpose (GTK_ENTRY (self->entry), GTK_INPUT_PURPOSE_NUMBER);
      gtk_widget_add_css_class (self->entry, "num");
      break;
    case PDL_TYPE_DATE:
    case PDL_TYPE_DATETIME:
      {
        GtkWidget *calendar = gtk_calendar_new ();
        GtkWidget *popover = gtk_popover_new ();
        GtkWidget *button = gtk_menu_button_new ();
        g_autofree char *name = g_strdup_printf (_("%s: calendar"), pdl_dictionary_translate (self->finding->label));

        gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), type == PDL_TYPE_DATE ? 9 : 13);
        gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), type == PDL_TYPE_DATE ? 11 : 17);
        g_object_set (self->entry, "placeholder-text", type == PDL_TYPE_DATE ? _("yyyy-mm-dd") : _("yyyy-mm-ddThh:mm"), NULL);
        gtk_popover_set_child (GTK_POPOVER (popover), calendar);
        gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
        gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
        gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
        pdl_tooltip_set (button, name);
        gtk_widget_set_focusable (gtk_widget_get_first_child (button), FALSE); /* typing is the keyboard's way */
        gtk_widget_add_css_class (button, "flat");
        g_signal_connect_swapped (calendar, "day-selected", G_CALLBACK (day_selected_cb), self);
        gtk_box_append (into, button);
        break;
      }
    case PDL_TYPE_LEVELS:
      g_object_set (self->entry, "placeholder-text", _("for example T8 T9"), NULL);
      gtk_widget_set_hexpand (self->entry, TRUE);
      break;
    default:
      gtk_widget_set_hexpand (self->entry, TRUE);
      gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 12);
      break;
    }
  if (self->finding->unit != NULL)
    {
      GtkWidget *unit = gtk_label_new (pdl_dictionary_translate (self->finding->unit));
      GString *others = g_string_new (NULL);

      gtk_widget_add_css_class (unit, "pdl-caption");
      gtk_box_append (into, unit);
      for (guint i = 0; i < self->finding->n_units; i++)
        g_string_append_printf (others, "%s%s", i > 0 ? ", " : "", self->finding->units[i].unit);
      if (others->len > 0)
        {
          g_autofree char *tip = g_strdup_printf (_("Also accepted, typed after the number: %s"), others->str);

          pdl_tooltip_set (self->entry, tip);
        }
      g_string_free (others, TRUE);
    }
  if (type != PDL_TYPE_TEXT && type != PDL_TYPE_LIST)
    {
      GtkWidget *filler = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

      gtk_widget_set_hexpand (filler, type != PDL_TYPE_LEVELS);
      gtk_box_append (into, filler);
      append_unknown (self, GTK_WIDGET (into), FALSE);
      gtk_widget_set_valign (self->unknown, GTK_ALIGN_CENTER);
    }
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entry_activated_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (entry_left_cb), self);
  gtk_widget_add_controller (self->entry, focus);
}

void
pdl_finding_row_build_control (PdlFindingRow *self, GtkBox *into)
{
  const PdlFinding *finding = self->finding;

  if (finding->kind == PDL_KIND_DERIVED)
    {
      self->kind = PDL_CONTROL_READ;
      self->read = gtk_label_new (NULL);
      gtk_label_set_xalign (GTK_LABEL (self->read), 0);
      gtk_label_set_wrap (GTK_LABEL (self->read), TRUE);
      gtk_widget_add_css_class (self->read, "pdl-body");
      gtk_widget_add_css_class (self->read, "dim");
      gtk_box_append (into, self->read);
    }
  else if (finding->type == PDL_TYPE_BOOL || (finding->type == PDL_TYPE_ENUM && finding->n_codes <= MAX_BUTTONS)
           || finding->type == PDL_TYPE_SET)
    build_buttons (self, into);
  else if (finding->type == PDL_TYPE_ENUM)
    {
      self->kind = PDL_CONTROL_CHOICE;
      self->choice = pdl_choice_new (finding);
      gtk_widget_set_hexpand (self->choice, TRUE);
      gtk_widget_set_can_focus (self->choice, TRUE);
      g_signal_connect_swapped (self->choice, "picked", G_CALLBACK (choice_picked_cb), self);
      gtk_box_append (into, self->choice);
      append_unknown (self, GTK_WIDGET (into), FALSE);
    }
  else
    build_entry (self, into);
}

gboolean
pdl_finding_row_commit_entry (PdlFindingRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  if (g_str_equal (stripped, self->state))
    {
      pdl_finding_row_refuse (self, NULL);
      return TRUE;
    }
  return pdl_finding_row_set_text (self, stripped);
}

/* The state in the widgets; the buttons of a single value follow their action by themselves. */
void
pdl_finding_row_show_state (PdlFindingRow *self)
{
  g_autoptr (PdlValue) value = NULL;
  gboolean known = pdl_finding_parse (self->finding, self->state, &value, NULL) && value != NULL && pdl_value_is_known (value);

  switch (self->kind)
    {
    case PDL_CONTROL_SET:
      {
        guint32 bits = known ? pdl_value_get_bits (value) : 0;

        for (guint i = 0; i < self->buttons->len; i++)
          {
            GtkWidget *button = g_ptr_array_index (self->buttons, i);

            gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), (bits >> i) & 1);
            if ((int) i == self->cursor)
              gtk_widget_add_css_class (button, "cursor");
            else
              gtk_widget_remove_css_class (button, "cursor");
          }
        break;
      }
    case PDL_CONTROL_CHOICE:
      pdl_choice_set_code (PDL_CHOICE (self->choice), known ? pdl_value_get_code (value) : NULL, NULL);
      break;
    case PDL_CONTROL_ENTRY:
      if (!gtk_widget_get_visible (self->refusal))
        gtk_editable_set_text (GTK_EDITABLE (self->entry), self->state);
      break;
    case PDL_CONTROL_BUTTONS:
    case PDL_CONTROL_READ:
      break;
    }
}
