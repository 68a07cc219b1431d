/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tree of widgets of the main window: cases | header, bar, emergency list, pages; the case page is spine | centre | pane
 * over the timeline strip. Which of it is shown is decided in pdl-main-window-shape.c.
 */
#include <glib/gi18n-lib.h>

#include "pdl-main-window-private.h"
#include "pdl-still-bin.h"

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
make_icon_button (const char *icon, const char *name, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static GtkWidget *
make_menu_button (void)
{
  g_autoptr (GMenu) first = g_menu_new ();
  g_autoptr (GMenu) second = g_menu_new ();
  g_autoptr (GMenu) third = g_menu_new ();
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();

  g_menu_append (first, _("New case"), "win.new-case");
  g_menu_append (first, _("New visit"), "win.new-visit");
  g_menu_append (first, _("Date of this visit…"), "win.visit-day");
  g_menu_append (first, _("Open case file…"), "win.open");
  g_menu_append (first, _("Save copy as case file…"), "win.export");
  g_menu_append (first, _("Sample cases"), "win.samples");
  g_menu_append (second, _("Tumour-board page"), "win.page");
  g_menu_append (second, _("Page for the patient"), "win.patient-page");
  g_menu_append (second, _("Copy as text"), "win.copy-text");
  g_menu_append (second, _("Emergency list"), "win.emergency");
  g_menu_append (second, _("Radiotherapy"), "win.radiotherapy");
  g_menu_append (second, _("Prognosis"), "win.prognosis");
  g_menu_append (second, _("Supportive care"), "win.supportive");
  g_menu_append (second, _("Knowledge"), "win.knowledge");
  g_menu_append (second, _("Which patients read differently…"), "win.reread");
  g_menu_append (third, _("Preferences"), "win.preferences");
  g_menu_append (third, _("Keyboard shortcuts"), "win.shortcuts");
  g_menu_append (third, _("About Pedicle"), "app.about");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (second));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (third));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "open-menu-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (button, _("Main menu (F10)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Main menu"), -1);
  return button;
}

static GtkWidget *
build_cases (PdlMainWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();

  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), adw_window_title_new (_("Cases"), NULL));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), make_icon_button ("list-add-symbolic", _("New case (Ctrl+N)"), "win.new-case"));
  self->menu_button_cases = make_menu_button ();
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->menu_button_cases);
  gtk_box_append (GTK_BOX (box), header);
  self->list_view = pdl_case_list_view_new (self->session, self->list);
  gtk_widget_set_vexpand (self->list_view, TRUE);
  gtk_box_append (GTK_BOX (box), self->list_view);
  gtk_widget_add_css_class (box, "pdl-ground");
  gtk_widget_set_size_request (box, 200, -1);
  return box;
}

static void
build_header (PdlMainWindow *self)
{
  static const struct { const char *view; const char *label; } pages[] = {
    { "case", N_("Case") }, { "spine", N_("Spine") }, { "editor", N_("Editor") }, { "options", N_("Options") }, { "follow-up", N_("Follow-up") },
  };

  self->header = adw_header_bar_new ();
  self->cases_button = make_icon_button ("sidebar-show-symbolic", _("Cases (F9)"), "win.cases");
  adw_header_bar_pack_start (ADW_HEADER_BAR (self->header), self->cases_button);
  self->titles = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->title = make_label ("pdl-bar-title");
  self->subtitle = make_label ("pdl-caption");
  gtk_box_append (GTK_BOX (self->titles), self->title);
  gtk_box_append (GTK_BOX (self->titles), self->subtitle);
  gtk_widget_set_valign (self->titles, GTK_ALIGN_CENTER);
  adw_header_bar_pack_start (ADW_HEADER_BAR (self->header), self->titles);

  self->pages = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0)); /* leaves the header bar and comes back */
  gtk_widget_add_css_class (self->pages, "linked");
  gtk_widget_add_css_class (self->pages, "pdl-pages");
  gtk_widget_set_valign (self->pages, GTK_ALIGN_CENTER);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      self->page_buttons[i] = gtk_toggle_button_new_with_label (_(pages[i].label));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->page_buttons[i]), "win.view");
      gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->page_buttons[i]), g_variant_new_string (pages[i].view));
      gtk_box_append (GTK_BOX (self->pages), self->page_buttons[i]);
    }
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (self->header), self->pages);
  adw_header_bar_set_centering_policy (ADW_HEADER_BAR (self->header), ADW_CENTERING_POLICY_LOOSE);

  self->menu_button = make_menu_button ();
  adw_header_bar_pack_end (ADW_HEADER_BAR (self->header), self->menu_button);
  self->page_button = make_icon_button ("document-print-symbolic", _("Tumour-board page (Ctrl+P)"), "win.page");
  adw_header_bar_pack_end (ADW_HEADER_BAR (self->header), self->page_button);
  self->undo_button = make_icon_button ("edit-undo-symbolic", _("Undo (Ctrl+Z)"), "win.undo");
  adw_header_bar_pack_end (ADW_HEADER_BAR (self->header), self->undo_button);
  self->save_label = make_label ("pdl-caption");
  gtk_label_set_ellipsize (GTK_LABEL (self->save_label), PANGO_ELLIPSIZE_NONE);
  adw_header_bar_pack_end (ADW_HEADER_BAR (self->header), self->save_label);
}

static void
build_bar (PdlMainWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->bar_label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->bar_label), 0);
  gtk_label_set_wrap (GTK_LABEL (self->bar_label), TRUE);
  gtk_widget_set_hexpand (self->bar_label, TRUE);
  gtk_widget_add_css_class (self->bar_label, "pdl-body");
  self->bar_button = gtk_button_new ();
  gtk_widget_add_css_class (self->bar_button, "pdl-button");
  gtk_widget_set_valign (self->bar_button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), self->bar_label);
  gtk_box_append (GTK_BOX (box), self->bar_button);
  gtk_widget_add_css_class (box, "pdl-bar");
  self->bar = gtk_revealer_new ();
  gtk_revealer_set_child (GTK_REVEALER (self->bar), box);
}

static void
open_axial_cb (PdlMainWindow *self)
{
  if (pdl_session_get_case (self->session) == NULL || pdl_session_get_level (self->session) == PDL_LEVEL_NONE)
    return;
  if (g_strcmp0 (self->view, "spine") == 0)
    pdl_main_window_show_view (self, "editor");
  gtk_stack_set_visible_child_name (GTK_STACK (self->centre_stack), "axial");
  gtk_widget_grab_focus (self->axial);
}

static void
close_axial_cb (PdlMainWindow *self)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->centre_stack), "editor");
  gtk_widget_grab_focus (self->spine);
}

static void
level_chosen_cb (PdlMainWindow *self)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->centre_stack)), "axial") != 0)
    pdl_editor_show_levels (PDL_EDITOR (self->editor), FALSE);
}

static void
refused_cb (PdlMainWindow *self, const char *sentence)
{
  pdl_main_window_toast (self, sentence, FALSE);
}

static void
cleared_cb (PdlMainWindow *self, const char *levels)
{
  g_autofree char *sentence = g_strdup_printf (_("%s cleared"), levels);

  pdl_main_window_toast (self, sentence, TRUE);
}

static GtkWidget *
build_spine (PdlMainWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->spine = pdl_spine_view_new (self->session);
  gtk_widget_set_vexpand (self->spine, TRUE);
  gtk_widget_set_hexpand (self->spine, TRUE);
  g_signal_connect_swapped (self->spine, "open-axial", G_CALLBACK (open_axial_cb), self);
  g_signal_connect_swapped (self->spine, "level-chosen", G_CALLBACK (level_chosen_cb), self);
  g_signal_connect_swapped (self->spine, "refused", G_CALLBACK (refused_cb), self);
  g_signal_connect_swapped (self->spine, "cleared", G_CALLBACK (cleared_cb), self);
  gtk_box_append (GTK_BOX (box), self->spine);
  self->spine_hint = make_label ("pdl-caption");
  gtk_widget_add_css_class (self->spine_hint, "pdl-foot");
  gtk_box_append (GTK_BOX (box), self->spine_hint);
  gtk_widget_add_css_class (box, "pdl-paper");
  gtk_widget_set_size_request (box, 206, -1);
  return box;
}

static void
hint_changed_cb (PdlMainWindow *self)
{
  g_autofree char *hint = NULL;

  g_object_get (self->spine, "hint", &hint, NULL);
  gtk_label_set_text (GTK_LABEL (self->spine_hint), hint != NULL ? hint : _("Enter: axial · l m b lesion · e grade"));
}

static GtkWidget *
build_work (PdlMainWindow *self)
{
  GActionGroup *groups[] = { G_ACTION_GROUP (self->actions[0]), G_ACTION_GROUP (self->actions[1]), G_ACTION_GROUP (self->actions[2]) };

  self->spine_column = build_spine (self);
  g_signal_connect_swapped (self->spine, "notify::hint", G_CALLBACK (hint_changed_cb), self);
  hint_changed_cb (self);
  self->editor = pdl_editor_new (self->session, groups);
  self->axial = pdl_axial_view_new (self->session);
  g_signal_connect_swapped (self->axial, "close", G_CALLBACK (close_axial_cb), self);
  g_signal_connect_swapped (self->axial, "refused", G_CALLBACK (refused_cb), self);
  self->start = pdl_start_page_new ();
  self->centre_stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->centre_stack), FALSE);
  gtk_stack_set_transition_type (GTK_STACK (self->centre_stack), GTK_STACK_TRANSITION_TYPE_CROSSFADE);
  gtk_stack_set_transition_duration (GTK_STACK (self->centre_stack), 120);
  gtk_stack_add_named (GTK_STACK (self->centre_stack), self->editor, "editor");
  gtk_stack_add_named (GTK_STACK (self->centre_stack), self->axial, "axial");
  gtk_stack_add_named (GTK_STACK (self->centre_stack), self->start, "start");
  gtk_widget_add_css_class (self->centre_stack, "pdl-paper");

  self->work_paned = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);
  gtk_paned_set_start_child (GTK_PANED (self->work_paned), pdl_still_bin_new (self->spine_column));
  gtk_paned_set_end_child (GTK_PANED (self->work_paned), pdl_still_bin_new (self->centre_stack));
  gtk_paned_set_resize_start_child (GTK_PANED (self->work_paned), FALSE);
  gtk_paned_set_shrink_start_child (GTK_PANED (self->work_paned), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (self->work_paned), FALSE);
  return self->work_paned;
}

static GtkWidget *
build_pane (PdlMainWindow *self)
{
  self->pane_column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->pane_strip = pdl_emergency_strip_new (self->session, FALSE);
  g_signal_connect_swapped (self->pane_strip, "refused", G_CALLBACK (refused_cb), self);
  gtk_box_append (GTK_BOX (self->pane_column), self->pane_strip);
  self->pane_scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->pane_scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (self->pane_scrolled, TRUE);
  gtk_box_append (GTK_BOX (self->pane_column), self->pane_scrolled);
  gtk_widget_add_css_class (self->pane_column, "pdl-paper");
  return self->pane_column;
}

static GtkWidget *
make_slot (void)
{
  GtkWidget *slot = adw_bin_new ();

  gtk_widget_add_css_class (slot, "pdl-paper");
  return slot;
}

/* The timeline as one line, where there is no room for it. */
static GtkWidget *
build_next_line (PdlMainWindow *self)
{
  GtkWidget *head = make_label ("pdl-sect");
  GtkWidget *more = gtk_button_new_with_label (_("F7 follow-up"));

  self->next_line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_label_set_text (GTK_LABEL (head), _("Next"));
  gtk_box_append (GTK_BOX (self->next_line), head);
  self->next_label = make_label ("pdl-body");
  gtk_widget_set_hexpand (self->next_label, TRUE);
  gtk_box_append (GTK_BOX (self->next_line), self->next_label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (more), "win.toggle-view");
  gtk_widget_add_css_class (more, "pdl-link");
  gtk_box_append (GTK_BOX (self->next_line), more);
  gtk_widget_add_css_class (self->next_line, "pdl-next");
  return self->next_line;
}

/* The page stack with the case page. */
static void
build_pages (PdlMainWindow *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->left_stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->left_stack), FALSE);
  gtk_stack_add_named (GTK_STACK (self->left_stack), build_work (self), "work");
  self->basis_slot = make_slot ();
  gtk_stack_add_named (GTK_STACK (self->left_stack), self->basis_slot, "basis");

  self->case_paned = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);
  gtk_paned_set_start_child (GTK_PANED (self->case_paned), pdl_still_bin_new (self->left_stack));
  gtk_paned_set_end_child (GTK_PANED (self->case_paned), pdl_still_bin_new (build_pane (self)));
  gtk_paned_set_resize_start_child (GTK_PANED (self->case_paned), FALSE);
  gtk_paned_set_shrink_start_child (GTK_PANED (self->case_paned), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (self->case_paned), FALSE);
  gtk_widget_set_vexpand (self->case_paned, TRUE);
  gtk_box_append (GTK_BOX (page), self->case_paned);
  self->strip_slot = make_slot ();
  gtk_box_append (GTK_BOX (page), self->strip_slot);
  gtk_box_append (GTK_BOX (page), build_next_line (self));

  self->page_stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->page_stack), FALSE);
  gtk_stack_set_transition_type (GTK_STACK (self->page_stack), GTK_STACK_TRANSITION_TYPE_CROSSFADE);
  gtk_stack_set_transition_duration (GTK_STACK (self->page_stack), 120);
  self->compare_slot = make_slot ();
  self->follow_slot = make_slot ();
  gtk_stack_add_named (GTK_STACK (self->page_stack), page, "case");
  gtk_stack_add_named (GTK_STACK (self->page_stack), self->compare_slot, "compare");
  gtk_stack_add_named (GTK_STACK (self->page_stack), self->follow_slot, "follow-up");
  gtk_widget_set_vexpand (self->page_stack, TRUE);
}

void
pdl_main_window_build (PdlMainWindow *self)
{
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->cases = build_cases (self);
  build_header (self);
  build_bar (self);
  build_pages (self);
  self->top_strip = pdl_emergency_strip_new (self->session, TRUE);
  g_signal_connect_swapped (self->top_strip, "refused", G_CALLBACK (refused_cb), self);

  gtk_box_append (GTK_BOX (side), self->header);
  gtk_box_append (GTK_BOX (side), self->bar);
  gtk_box_append (GTK_BOX (side), self->top_strip);
  self->overlay = gtk_overlay_new ();
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), self->page_stack);
  self->list_view_over = pdl_case_list_view_new (self->session, self->list);
  self->cases_over = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_vexpand (self->list_view_over, TRUE);
  gtk_box_append (GTK_BOX (self->cases_over), self->list_view_over);
  gtk_widget_set_size_request (self->cases_over, 260, -1);
  gtk_widget_set_halign (self->cases_over, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->cases_over, "pdl-cases-over");
  gtk_widget_set_visible (self->cases_over, FALSE);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->cases_over);
  gtk_widget_set_vexpand (self->overlay, TRUE);
  gtk_box_append (GTK_BOX (side), self->overlay);

  self->cases_paned = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);
  gtk_paned_set_start_child (GTK_PANED (self->cases_paned), pdl_still_bin_new (self->cases));
  gtk_paned_set_end_child (GTK_PANED (self->cases_paned), pdl_still_bin_new (side));
  gtk_paned_set_resize_start_child (GTK_PANED (self->cases_paned), FALSE);
  gtk_paned_set_shrink_start_child (GTK_PANED (self->cases_paned), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (self->cases_paned), FALSE);
  pdl_frame_set_child (PDL_FRAME (self->frame), self->cases_paned);
  pdl_main_window_watch_columns (self);
}
