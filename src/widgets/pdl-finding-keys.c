/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The keys of a finding row (ui specification, section 7). In an entry only Up, Down, Escape and "?" in an empty field are ours:
 * everything else is text.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "pdl-finding-row-private.h"

static void
set_and_advance (PdlFindingRow *self, const char *text)
{
  if (pdl_finding_row_set_text (self, text))
    pdl_finding_row_advance (self, 1);
}

static guint
get_n_choices (PdlFindingRow *self)
{
  return self->finding->type == PDL_TYPE_BOOL ? 2 : self->finding->n_codes;
}

static const char *
get_text_of (PdlFindingRow *self, guint position)
{
  if (self->finding->type == PDL_TYPE_BOOL)
    return position == 0 ? "false" : "true";
  return self->finding->codes[position].code;
}

static void
step_choice (PdlFindingRow *self, int step)
{
  int n = (int) get_n_choices (self);
  int at = step > 0 ? -1 : n;

  if (n == 0)
    return;
  if (self->kind == PDL_CONTROL_SET)
    {
      self->cursor = CLAMP (self->cursor + step, 0, n - 1);
      pdl_finding_row_refresh (self);
      return;
    }
  for (int i = 0; i < n; i++)
    if (g_str_equal (get_text_of (self, (guint) i), self->state))
      at = i;
  at = CLAMP (at + step, 0, n - 1);
  pdl_finding_row_set_text (self, get_text_of (self, (guint) at));
}

static gboolean
entry_key (PdlFindingRow *self, guint keyval, GdkModifierType state)
{
  gboolean empty = *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0';
  gboolean prose = self->finding->type == PDL_TYPE_TEXT || self->finding->type == PDL_TYPE_LIST;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, self->entry))
    return FALSE; /* in the calendar */
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_Down:
      if (pdl_finding_row_commit_entry (self))
        pdl_finding_row_advance (self, keyval == GDK_KEY_Up ? -1 : 1);
      return TRUE;
    case GDK_KEY_Escape:
      if (pdl_finding_row_get_refusal (self) == NULL && g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->entry)), self->state))
        return FALSE;
      pdl_finding_row_refuse (self, NULL);
      gtk_editable_set_text (GTK_EDITABLE (self->entry), self->state);
      return TRUE;
    case GDK_KEY_question:
      if (!empty || prose)
        return FALSE;
      set_and_advance (self, "?");
      return TRUE;
    default:
      return FALSE;
    }
}

gboolean
pdl_finding_row_key (PdlFindingRow *self, guint keyval, GdkModifierType state)
{
  gunichar key;

  if (self->kind == PDL_CONTROL_ENTRY)
    return entry_key (self, keyval, state);
  if (self->kind == PDL_CONTROL_CHOICE && pdl_choice_is_open (PDL_CHOICE (self->choice)))
    return FALSE;
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      pdl_finding_row_advance (self, -1);
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      pdl_finding_row_advance (self, 1);
      return TRUE;
    case GDK_KEY_Left:
    case GDK_KEY_Right:
      step_choice (self, keyval == GDK_KEY_Left ? -1 : 1);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      if (self->kind == PDL_CONTROL_CHOICE)
        pdl_choice_open (PDL_CHOICE (self->choice), NULL);
      else
        pdl_finding_row_advance (self, 1);
      return TRUE;
    case GDK_KEY_space:
      if (self->kind == PDL_CONTROL_CHOICE)
        pdl_choice_open (PDL_CHOICE (self->choice), NULL);
      else if (self->kind == PDL_CONTROL_SET && self->cursor >= 0)
        {
          g_autofree char *text = pdl_finding_row_toggle_code (self, (guint) self->cursor);

          pdl_finding_row_set_text (self, text);
        }
      return TRUE;
    case GDK_KEY_question:
      set_and_advance (self, "?");
      return TRUE;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      set_and_advance (self, "n/a");
      return TRUE;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      pdl_finding_row_set_text (self, "");
      return TRUE;
    default:
      break;
    }
  key = g_unichar_tolower (gdk_keyval_to_unicode (keyval));
  if (!g_unichar_isalnum (key) || self->kind == PDL_CONTROL_READ)
    return FALSE;
  if (self->kind == PDL_CONTROL_CHOICE)
    {
      char typed[7] = { 0 };

      g_unichar_to_utf8 (key, typed);
      pdl_choice_open (PDL_CHOICE (self->choice), typed);
      return TRUE;
    }
  for (guint i = 0; i < get_n_choices (self); i++)
    if (pdl_finding_key_of_code (self->finding, i) == key)
      {
        if (self->kind == PDL_CONTROL_SET)
          {
            g_autofree char *text = pdl_finding_row_toggle_code (self, i);

            pdl_finding_row_set_text (self, text); /* several may follow: Enter moves on */
          }
        else
          set_and_advance (self, get_text_of (self, i));
        return TRUE;
      }
  if (key == '0' && self->kind == PDL_CONTROL_SET)
    {
      set_and_advance (self, "-");
      return TRUE;
    }
  return FALSE;
}

char *
pdl_finding_row_describe_keys (PdlFindingRow *self)
{
  GString *text = g_string_new (NULL);

  if (self->kind == PDL_CONTROL_BUTTONS || self->kind == PDL_CONTROL_SET)
    {
      for (guint i = 0; i < get_n_choices (self) && i < 12; i++)
        {
          gunichar key = pdl_finding_key_of_code (self->finding, i);
          char typed[7] = { 0 };
          const char *label = self->finding->type == PDL_TYPE_BOOL ? (i == 0 ? _("no") : _("yes"))
                                                                   : pdl_dictionary_translate (self->finding->codes[i].label);

          if (key == 0)
            continue;
          g_unichar_to_utf8 (key, typed);
          g_string_append_printf (text, "%s %s · ", typed, label);
        }
      g_string_append (text, self->kind == PDL_CONTROL_SET ? _("0 none · Enter next · ") : "");
      g_string_append (text, _("? unknown · - not applicable · Del not asked"));
    }
  else if (self->kind == PDL_CONTROL_CHOICE)
    g_string_append (text, _("type to choose · ? unknown · Del not asked"));
  else if (self->kind == PDL_CONTROL_ENTRY)
    g_string_append (text, _("Enter next · ? unknown · Esc back"));
  return g_string_free (text, FALSE);
}
