/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The actions of the main window ("win."). Their keys stand in pdl-application.c, their words in pdl-shortcuts-window.c. An action
 * that cannot work now is disabled, so that menus and buttons say so.
 */
#include <glib/gi18n-lib.h>

#include "compat/pdl-confirm-dialog.h"
#include "compat/pdl-file-dialog.h"
#include "pdl-case-file.h"
#include "pdl-main-window-private.h"
#include "pdl-page-window.h"
#include "pdl-preferences.h"
#include "pdl-samples.h"
#include "pdl-shortcuts-window.h"
#include "pdl-window-panes.h"
#include "pdl-tooltip.h"

#define OPENING_SHOWN_AFTER_MS 300

#define ACTION(name) static void name (GSimpleAction *action, GVariant *parameter, gpointer user_data)
#define SELF PdlMainWindow *self = user_data

ACTION (new_case_cb)
{
  SELF;

  pdl_session_new_case (self->session);
  pdl_main_window_show_view (self, "case");
  gtk_stack_set_visible_child_name (GTK_STACK (self->centre_stack), "editor");
  pdl_editor_open_section (PDL_EDITOR (self->editor), 0);
}

ACTION (new_visit_cb)
{
  SELF;
  PdlCase *kase = pdl_session_get_case (self->session);
  const PdlAssessment *from = pdl_session_get_assessment (self->session);
  PdlDay today = pdl_minute_day (pdl_session_get_now (self->session));
  g_autoptr (PdlChange) change = NULL;
  g_autoptr (GError) error = NULL;

  if (kase == NULL)
    return;
  change = pdl_change_new (_("new visit"));
  if (from != NULL)
    pdl_change_add_visit (change, kase, from, today);
  else
    pdl_change_add_assessment (change, NULL, today);
  if (pdl_session_apply (self->session, change, &error))
    pdl_main_window_toast (self, _("New visit: everything carried forward waits for confirmation"), TRUE);
  else
    pdl_main_window_toast (self, error->message, FALSE);
}

ACTION (visit_day_cb)
{
  SELF;

  pdl_main_window_show_view (self, "case");
  gtk_stack_set_visible_child_name (GTK_STACK (self->centre_stack), "editor");
  pdl_editor_open_visit_day (PDL_EDITOR (self->editor));
}

static void
file_done_cb (gboolean good, const char *message, gpointer user_data)
{
  pdl_main_window_toast (PDL_MAIN_WINDOW (user_data), message, FALSE);
}

static void
open_chosen_cb (GFile *file, gpointer user_data)
{
  PdlMainWindow *self = user_data;

  if (file != NULL)
    pdl_case_file_import (self->session, file, file_done_cb, G_OBJECT (self));
}

ACTION (open_cb)
{
  SELF;

  pdl_file_dialog_open (GTK_WINDOW (self), _("Open case file"), "*.json", _("Case files"), open_chosen_cb, self);
}

static void
export_chosen_cb (GFile *file, gpointer user_data)
{
  PdlMainWindow *self = user_data;

  if (file != NULL)
    pdl_case_file_export (self->session, file, file_done_cb, G_OBJECT (self));
}

ACTION (export_cb)
{
  SELF;

  pdl_file_dialog_save (GTK_WINDOW (self), _("Save copy as case file"), _("case.json"), export_chosen_cb, self);
}

static void
show_cases (PdlMainWindow *self, gboolean show)
{
  if (pdl_frame_get_shape (PDL_FRAME (self->frame)) == PDL_FRAME_WIDE)
    self->cases_shown = show;
  else
    self->over_shown = show;
  pdl_main_window_apply_shape (self);
}

static GtkWidget *
get_list_view (PdlMainWindow *self)
{
  return gtk_widget_get_visible (self->cases) ? self->list_view : self->list_view_over;
}

ACTION (search_cb)
{
  SELF;

  if (!gtk_widget_get_visible (self->cases) && !gtk_widget_get_visible (self->cases_over))
    show_cases (self, TRUE);
  pdl_case_list_view_focus_search (PDL_CASE_LIST_VIEW (get_list_view (self)));
}

ACTION (cases_cb)
{
  SELF;
  gboolean shown = gtk_widget_get_visible (self->cases) || gtk_widget_get_visible (self->cases_over);

  show_cases (self, !shown);
  if (!shown)
    pdl_case_list_view_focus_list (PDL_CASE_LIST_VIEW (get_list_view (self)));
  else
    gtk_widget_grab_focus (self->spine);
}

static gboolean
opening_cb (gpointer user_data)
{
  PdlMainWindow *self = user_data;

  self->opening_id = 0;
  gtk_label_set_text (GTK_LABEL (self->save_label), _("Opening…"));
  return G_SOURCE_REMOVE;
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PdlMainWindow *self = user_data;
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&self->opening_id, g_source_remove);
  if (!pdl_session_open_finish (PDL_SESSION (source), result, &error))
    pdl_main_window_toast (self, error->message, FALSE);
  g_object_unref (self);
}

void
pdl_main_window_open_case (PdlMainWindow *self, const char *uid)
{
  g_clear_handle_id (&self->opening_id, g_source_remove);
  self->opening_id = g_timeout_add (OPENING_SHOWN_AFTER_MS, opening_cb, self);
  pdl_session_open_async (self->session, uid, opened_cb, g_object_ref (self));
}

static void
step_case (PdlMainWindow *self, int step)
{
  PdlCase *kase = pdl_session_get_case (self->session);
  PdlCaseRow *row = pdl_case_list_find (self->list, kase != NULL ? pdl_case_get_uid (kase) : NULL, step);
  const PdlCaseSummary *summary = row != NULL ? pdl_case_row_get_summary (row) : NULL;

  if (summary != NULL)
    pdl_main_window_open_case (self, summary->uid);
}

ACTION (next_case_cb)
{
  step_case (user_data, 1);
}

ACTION (previous_case_cb)
{
  step_case (user_data, -1);
}

/* F6 round the parts that are on the screen. */
static void
step_pane (PdlMainWindow *self, int step)
{
  GtkWidget *parts[] = { get_list_view (self), self->spine, self->centre_stack, self->pane_column, self->strip_slot, self->follow_slot,
                         self->compare_slot, self->basis_slot };
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  int n = G_N_ELEMENTS (parts), at = -1;

  for (int i = 0; i < n && focus != NULL; i++)
    if (focus == parts[i] || gtk_widget_is_ancestor (focus, parts[i]))
      at = i;
  for (int i = 1; i <= n; i++)
    {
      GtkWidget *part = parts[((at < 0 && step < 0 ? n : at) + step * i + 2 * n) % n];

      if (!gtk_widget_get_mapped (part))
        continue;
      if (PDL_IS_CASE_LIST_VIEW (part))
        {
          pdl_case_list_view_focus_list (PDL_CASE_LIST_VIEW (part));
          return;
        }
      if (part == self->spine ? gtk_widget_grab_focus (part) : gtk_widget_child_focus (part, GTK_DIR_TAB_FORWARD))
        return;
    }
}

ACTION (next_pane_cb)
{
  step_pane (user_data, 1);
}

ACTION (previous_pane_cb)
{
  step_pane (user_data, -1);
}

static void
view_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  SELF;

  g_free (self->view);
  self->view = g_variant_dup_string (value, NULL);
  g_simple_action_set_state (action, value);
  pdl_main_window_apply_shape (self);
}

ACTION (toggle_view_cb)
{
  SELF;

  pdl_main_window_show_view (self, g_strcmp0 (self->view, "follow-up") == 0 ? "case" : "follow-up");
}

ACTION (emergency_cb)
{
  SELF;
  gboolean in_pane = gtk_widget_get_mapped (self->pane_column);
  GtkWidget *strip = in_pane ? self->pane_strip : self->top_strip;

  if (pdl_emergency_strip_get_called (PDL_EMERGENCY_STRIP (strip)))
    {
      pdl_emergency_strip_set_called (PDL_EMERGENCY_STRIP (strip), FALSE);
      gtk_widget_grab_focus (self->spine);
      return;
    }
  pdl_emergency_strip_set_called (PDL_EMERGENCY_STRIP (strip), TRUE);
  gtk_widget_grab_focus (strip);
}

ACTION (menu_cb)
{
  SELF;

  gtk_menu_button_popup (GTK_MENU_BUTTON (gtk_widget_get_visible (self->cases) ? self->menu_button_cases : self->menu_button));
}

ACTION (help_cb)
{
  SELF;
  PdlFindingRow *row = pdl_editor_get_focused_row (PDL_EDITOR (self->editor));
  const PdlFinding *finding = row != NULL ? pdl_finding_row_get_finding (row) : NULL;
  GString *body;

  if (finding == NULL)
    {
      pdl_shortcuts_window_show (GTK_WINDOW (self));
      return;
    }
  body = g_string_new (finding->help != NULL ? pdl_dictionary_translate (finding->help) : "");
  for (guint i = 0; i < finding->n_codes; i++)
    if (finding->codes[i].help != NULL)
      g_string_append_printf (body, "%s%s: %s", body->len > 0 ? "\n" : "", pdl_dictionary_translate (finding->codes[i].label),
                              pdl_dictionary_translate (finding->codes[i].help));
  if (finding->source != NULL)
    g_string_append_printf (body, _("%sSource: %s"), body->len > 0 ? "\n\n" : "", finding->source);
  pdl_confirm_dialog_tell (GTK_WINDOW (self), pdl_dictionary_translate (finding->label), body->str);
  g_string_free (body, TRUE);
}

static void
focus_editor (PdlMainWindow *self)
{
  PdlFrameShape shape = pdl_frame_get_shape (PDL_FRAME (self->frame));

  pdl_main_window_show_left (self, "work");
  pdl_main_window_show_view (self, shape == PDL_FRAME_WIDE || shape == PDL_FRAME_MIDDLE ? "case" : "editor");
  gtk_stack_set_visible_child_name (GTK_STACK (self->centre_stack), "editor");
}

ACTION (section_cb)
{
  SELF;

  if (pdl_session_get_case (self->session) == NULL)
    return;
  focus_editor (self);
  pdl_editor_open_section (PDL_EDITOR (self->editor), (guint) g_variant_get_int32 (parameter));
}

ACTION (go_to_level_cb)
{
  SELF;

  if (pdl_frame_get_shape (PDL_FRAME (self->frame)) == PDL_FRAME_SINGLE)
    pdl_main_window_show_view (self, "spine");
  else if (g_strcmp0 (self->view, "follow-up") == 0 || g_strcmp0 (self->view, "compare") == 0)
    pdl_main_window_show_view (self, "case");
  pdl_main_window_show_left (self, "work");
  pdl_spine_view_ask_level (PDL_SPINE_VIEW (self->spine));
}

ACTION (next_open_cb)
{
  SELF;

  if (pdl_session_get_case (self->session) == NULL)
    return;
  focus_editor (self);
  if (!pdl_editor_next_open (PDL_EDITOR (self->editor)))
    pdl_main_window_toast (self, _("Nothing that is open would change the reading"), FALSE);
}

ACTION (undo_cb)
{
  SELF;
  g_autofree char *label = g_strdup (pdl_session_get_undo_label (self->session));
  g_autofree char *sentence = NULL;

  if (!pdl_session_undo (self->session))
    return;
  sentence = label != NULL ? g_strdup_printf (_("Undone: %s"), label) : g_strdup (_("Undone"));
  pdl_main_window_toast (self, sentence, FALSE);
}

ACTION (redo_cb)
{
  SELF;

  pdl_session_redo (self->session);
}

ACTION (retry_save_cb)
{
  SELF;

  pdl_session_retry_save (self->session);
}

static gboolean
wants_letter (PdlMainWindow *self)
{
  g_autofree char *paper = self->settings != NULL ? g_settings_get_string (self->settings, "paper") : NULL;

  return g_strcmp0 (paper, "letter") == 0;
}

ACTION (page_cb)
{
  SELF;

  pdl_page_window_show (GTK_WINDOW (self), self->session, wants_letter (self));
}

ACTION (patient_page_cb)
{
  SELF;

  pdl_page_window_show_patient (GTK_WINDOW (self), self->session, wants_letter (self));
}

ACTION (copy_text_cb)
{
  SELF;
  g_autofree char *text = pdl_window_panes_copy_text (self);

  if (text == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  pdl_main_window_toast (self, _("Copied as text"), FALSE);
}

ACTION (basis_cb)
{
  pdl_window_panes_basis (user_data);
}

ACTION (compare_cb)
{
  pdl_window_panes_compare (user_data);
}

ACTION (decision_cb)
{
  pdl_window_panes_decision (user_data);
}

ACTION (shortcuts_cb)
{
  pdl_shortcuts_window_show (GTK_WINDOW (user_data));
}

ACTION (preferences_cb)
{
  SELF;

  pdl_preferences_show (GTK_WINDOW (self), pdl_session_get_knowledge (self->session), self->settings, self->local_path, self->local_error);
}

ACTION (close_cb)
{
  gtk_window_close (GTK_WINDOW (user_data));
}

ACTION (sample_cb)
{
  SELF;
  g_autoptr (GError) error = NULL;

  if (!pdl_samples_open (self->session, g_variant_get_string (parameter, NULL), &error))
    pdl_main_window_toast (self, error->message, FALSE);
}

/* The start page again, with every sample: the open case is stored and stays in the list. */
ACTION (samples_cb)
{
  SELF;

  gtk_stack_set_visible_child_name (GTK_STACK (self->centre_stack), "start");
  pdl_start_page_show_all (PDL_START_PAGE (self->start));
}

ACTION (back_cb)
{
  SELF;

  if (self->over_shown)
    show_cases (self, FALSE);
  else if (g_strcmp0 (self->view, "compare") == 0)
    pdl_main_window_show_view (self, "case");
  else if (g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->left_stack)), "basis") == 0)
    pdl_main_window_show_left (self, "work");
  else if (pdl_session_get_case (self->session) != NULL
           && g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->centre_stack)), "editor") != 0)
    gtk_stack_set_visible_child_name (GTK_STACK (self->centre_stack), "editor");
  else
    gtk_widget_grab_focus (self->spine);
}

static void
set_enabled (PdlMainWindow *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name)), enabled);
}

void
pdl_main_window_update_actions (PdlMainWindow *self)
{
  static const char *const of_case[] = { "new-visit", "visit-day", "export", "page", "patient-page", "copy-text", "basis", "compare", "decision" };
  gboolean has_case = pdl_session_get_case (self->session) != NULL;
  const char *label = pdl_session_get_undo_label (self->session);
  g_autofree char *tip = label != NULL ? g_strdup_printf (_("Undo %s (Ctrl+Z)"), label) : g_strdup (_("Undo (Ctrl+Z)"));

  for (guint i = 0; i < G_N_ELEMENTS (of_case); i++)
    set_enabled (self, of_case[i], has_case);
  set_enabled (self, "undo", pdl_session_can_undo (self->session));
  set_enabled (self, "redo", pdl_session_can_redo (self->session));
  pdl_tooltip_set (self->undo_button, tip);
}

void
pdl_main_window_connect_actions (PdlMainWindow *self)
{
  static const GActionEntry entries[] = {
    { "new-case", new_case_cb, NULL, NULL, NULL },
    { "new-visit", new_visit_cb, NULL, NULL, NULL },
    { "visit-day", visit_day_cb, NULL, NULL, NULL },
    { "open", open_cb, NULL, NULL, NULL },
    { "export", export_cb, NULL, NULL, NULL },
    { "search", search_cb, NULL, NULL, NULL },
    { "cases", cases_cb, NULL, NULL, NULL },
    { "next-case", next_case_cb, NULL, NULL, NULL },
    { "previous-case", previous_case_cb, NULL, NULL, NULL },
    { "next-pane", next_pane_cb, NULL, NULL, NULL },
    { "previous-pane", previous_pane_cb, NULL, NULL, NULL },
    { "view", NULL, "s", "'case'", view_cb },
    { "toggle-view", toggle_view_cb, NULL, NULL, NULL },
    { "emergency", emergency_cb, NULL, NULL, NULL },
    { "menu", menu_cb, NULL, NULL, NULL },
    { "help", help_cb, NULL, NULL, NULL },
    { "section", section_cb, "i", NULL, NULL },
    { "go-to-level", go_to_level_cb, NULL, NULL, NULL },
    { "next-open", next_open_cb, NULL, NULL, NULL },
    { "undo", undo_cb, NULL, NULL, NULL },
    { "redo", redo_cb, NULL, NULL, NULL },
    { "retry-save", retry_save_cb, NULL, NULL, NULL },
    { "page", page_cb, NULL, NULL, NULL },
    { "patient-page", patient_page_cb, NULL, NULL, NULL },
    { "copy-text", copy_text_cb, NULL, NULL, NULL },
    { "basis", basis_cb, NULL, NULL, NULL },
    { "compare", compare_cb, NULL, NULL, NULL },
    { "decision", decision_cb, NULL, NULL, NULL },
    { "shortcuts", shortcuts_cb, NULL, NULL, NULL },
    { "preferences", preferences_cb, NULL, NULL, NULL },
    { "close", close_cb, NULL, NULL, NULL },
    { "sample", sample_cb, "s", NULL, NULL },
    { "samples", samples_cb, NULL, NULL, NULL },
    { "back", back_cb, NULL, NULL, NULL },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->list_view, "open-case", G_CALLBACK (pdl_main_window_open_case), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list_view_over, "open-case", G_CALLBACK (pdl_main_window_open_case), self, G_CONNECT_SWAPPED);
  pdl_main_window_update_actions (self);
}
