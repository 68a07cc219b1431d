/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One of many codes. The list matches anywhere in the label, words that start with the typed text first; Enter takes the first
 * line. Main thread; the finding belongs to the dictionary, which lives as long as the program.
 */
#include "pdl-choice.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PdlChoice
{
  GtkWidget parent_instance;

  const PdlFinding *finding;
  GtkWidget *button; /* a GtkMenuButton */
  GtkWidget *label;
  GtkWidget *popover;
  GtkWidget *search;
  GtkWidget *list;
};

enum { SIGNAL_PICKED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PdlChoice, pdl_choice, GTK_TYPE_WIDGET)

#define MAX_LINES 200

static gboolean
word_starts_with (const char *text, const char *needle)
{
  const char *at = text;

  while ((at = strstr (at, needle)) != NULL)
    {
      if (at == text || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (at))))
        return TRUE;
      at++;
    }
  return FALSE;
}

static void
pick (PdlChoice *self, const char *code)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  g_signal_emit (self, signals[SIGNAL_PICKED], 0, code);
}

static void
line_clicked_cb (PdlChoice *self, GtkButton *button)
{
  pick (self, gtk_widget_get_name (GTK_WIDGET (button)));
}

static void
append_line (PdlChoice *self, const PdlCode *code)
{
  GtkWidget *button = gtk_button_new_with_label (pdl_dictionary_translate (code->label));
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (button));

  gtk_widget_set_name (button, code->code);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "pdl-line");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (line_clicked_cb), self);
  gtk_box_append (GTK_BOX (self->list), button);
}

static void
fill (PdlChoice *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autofree char *needle = g_utf8_casefold (typed, -1);
  GtkWidget *child;
  guint n = 0;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->finding->n_codes && n < MAX_LINES; i++)
      {
        g_autofree char *label = g_utf8_casefold (pdl_dictionary_translate (self->finding->codes[i].label), -1);
        gboolean starts = *needle == '\0' || word_starts_with (label, needle);

        if (pass == 0 ? starts : !starts && strstr (label, needle) != NULL)
          {
            append_line (self, &self->finding->codes[i]);
            n++;
          }
      }
  if (n == 0)
    {
      g_autofree char *none = g_strdup_printf (_("Nothing matches “%s”"), typed);
      GtkWidget *label = gtk_label_new (none);

      gtk_widget_add_css_class (label, "pdl-caption");
      gtk_box_append (GTK_BOX (self->list), label);
    }
}

static void
search_activated_cb (PdlChoice *self)
{
  GtkWidget *first;

  fill (self); /* "search-changed" comes late, Enter may be faster */
  first = gtk_widget_get_first_child (self->list);
  if (first != NULL && GTK_IS_BUTTON (first))
    pick (self, gtk_widget_get_name (first));
}

static void
stop_search_cb (PdlChoice *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static gboolean
search_key_cb (PdlChoice *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkWidget *first = gtk_widget_get_first_child (self->list);

  if (keyval != GDK_KEY_Down || first == NULL)
    return FALSE;
  gtk_widget_grab_focus (first);
  return TRUE;
}

static void
visible_cb (PdlChoice *self)
{
  if (!gtk_widget_get_visible (self->popover))
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  fill (self);
  gtk_widget_grab_focus (self->search);
}

static void
pdl_choice_dispose (GObject *object)
{
  PdlChoice *self = PDL_CHOICE (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  G_OBJECT_CLASS (pdl_choice_parent_class)->dispose (object);
}

static void
pdl_choice_class_init (PdlChoiceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pdl_choice_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  signals[SIGNAL_PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                         G_TYPE_STRING);
}

static void
pdl_choice_init (PdlChoice *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  self->button = gtk_menu_button_new ();
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), self->label);
  gtk_widget_set_hexpand (self->button, TRUE);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  gtk_widget_add_css_class (self->button, "pdl-choice");

  self->popover = gtk_popover_new ();
  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _("Type to narrow"), NULL);
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 320);
  gtk_widget_set_size_request (scrolled, 260, -1);
  gtk_box_append (GTK_BOX (box), self->search);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), self->popover);

  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (fill), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (search_activated_cb), self);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (stop_search_cb), self);
  g_signal_connect_swapped (self->popover, "notify::visible", G_CALLBACK (visible_cb), self);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (search_key_cb), self);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (self->search, key);
}

GtkWidget *
pdl_choice_new (const PdlFinding *finding)
{
  PdlChoice *self = g_object_new (PDL_TYPE_CHOICE, NULL);

  self->finding = finding;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, pdl_dictionary_translate (finding->label), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, pdl_dictionary_translate (finding->label), -1);
  pdl_choice_set_code (self, NULL, NULL);
  return GTK_WIDGET (self);
}

void
pdl_choice_set_code (PdlChoice *self, const char *code, const char *hint)
{
  const PdlCode *found;

  g_return_if_fail (PDL_IS_CHOICE (self));

  found = code != NULL ? pdl_finding_lookup_code (self->finding, code, NULL) : NULL;
  gtk_label_set_text (GTK_LABEL (self->label), found != NULL ? pdl_dictionary_translate (found->label) : hint != NULL ? hint : _("Choose…"));
  if (found != NULL)
    gtk_widget_add_css_class (self->label, "recorded");
  else
    gtk_widget_remove_css_class (self->label, "recorded");
}

void
pdl_choice_open (PdlChoice *self, const char *typed)
{
  g_return_if_fail (PDL_IS_CHOICE (self));

  gtk_menu_button_popup (GTK_MENU_BUTTON (self->button));
  if (typed != NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->search), typed);
      gtk_widget_grab_focus (self->search);
      gtk_editable_set_position (GTK_EDITABLE (self->search), -1);
      fill (self);
    }
}

gboolean
pdl_choice_is_open (PdlChoice *self)
{
  g_return_val_if_fail (PDL_IS_CHOICE (self), FALSE);

  return gtk_widget_get_visible (self->popover);
}
