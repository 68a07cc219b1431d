/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What opens over the drawn spine: the context menu, made from the dictionary, and the field that asks for a level. Main thread. */
#include <glib/gi18n-lib.h>

#include "pdl-spine-state.h"
#include "pdl-spine-view-private.h"

static void
append_finding_menu (GMenu *menu, const PdlFinding *finding)
{
  g_autoptr (GMenu) submenu = g_menu_new ();
  g_autofree char *action = NULL;

  if (finding == NULL)
    return;
  action = g_strdup_printf ("level.%s", finding->id);
  for (guint i = 0; i < finding->n_codes; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (pdl_dictionary_translate (finding->codes[i].label), NULL);

      g_menu_item_set_action_and_target_value (item, action, g_variant_new_string (finding->codes[i].code));
      g_menu_append_item (submenu, item);
    }
  {
    g_autoptr (GMenuItem) item = g_menu_item_new (_("Unknown"), NULL);

    g_menu_item_set_action_and_target_value (item, action, g_variant_new_string ("?"));
    g_menu_append_item (submenu, item);
  }
  g_menu_append_submenu (menu, pdl_dictionary_translate (finding->label), G_MENU_MODEL (submenu));
}

void
pdl_spine_view_popup_menu (PdlSpineView *self, double x, double y)
{
  static const PdlSpineFinding offered[] = { PDL_SPINE_LESION, PDL_SPINE_COLLAPSE, PDL_SPINE_ALIGNMENT, PDL_SPINE_ESCC };
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) section = g_menu_new ();

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  for (guint i = 0; i < G_N_ELEMENTS (offered); i++)
    append_finding_menu (section, pdl_spine_finding (self->session, offered[i]));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  {
    g_autoptr (GMenu) rest = g_menu_new ();

    g_menu_append (rest, _("Axial view"), "spine.axial");
    g_menu_append (rest, _("Split or join target"), "spine.link");
    g_menu_append (rest, _("Previous visit behind"), "spine.ghosts");
    g_menu_append (rest, _("Clear"), "spine.clear");
    g_menu_append_section (menu, NULL, G_MENU_MODEL (rest));
  }
  self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
ask_activated_cb (PdlSpineView *self)
{
  PdlLevel level = pdl_level_from_typed (gtk_editable_get_text (GTK_EDITABLE (self->ask_entry)));

  if (level == PDL_LEVEL_NONE)
    {
      gtk_widget_add_css_class (self->ask_entry, "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->ask_entry), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
      return;
    }
  gtk_popover_popdown (GTK_POPOVER (self->ask));
  pdl_spine_view_go_to (self, level);
}

static void
ask_changed_cb (PdlSpineView *self)
{
  gtk_widget_remove_css_class (self->ask_entry, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->ask_entry), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

void
pdl_spine_view_ask_level (PdlSpineView *self)
{
  g_return_if_fail (PDL_IS_SPINE_VIEW (self));

  if (self->ask == NULL)
    {
      self->ask = gtk_popover_new ();
      self->ask_entry = gtk_entry_new ();
      g_object_set (self->ask_entry, "placeholder-text", _("level, for example t8"), NULL);
      gtk_editable_set_width_chars (GTK_EDITABLE (self->ask_entry), 18);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->ask_entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Go to level"), -1);
      g_signal_connect_swapped (self->ask_entry, "activate", G_CALLBACK (ask_activated_cb), self);
      g_signal_connect_swapped (self->ask_entry, "changed", G_CALLBACK (ask_changed_cb), self);
      gtk_popover_set_child (GTK_POPOVER (self->ask), self->ask_entry);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->ask), FALSE);
      gtk_widget_set_parent (self->ask, GTK_WIDGET (self));
    }
  gtk_editable_set_text (GTK_EDITABLE (self->ask_entry), "");
  gtk_popover_set_pointing_to (GTK_POPOVER (self->ask), &(GdkRectangle) { self->width / 2, 24, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->ask));
  gtk_widget_grab_focus (self->ask_entry);
}
