/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The main window: its life, what the header says of the case and of saving, toasts and the lasting bar. It decides nothing
 * clinical and waits for no disk. Main thread; owns the session's reference and its action groups.
 */
#include "pdl-main-window.h"

#include <glib/gi18n-lib.h>

#include "pdl-main-window-private.h"
#include "pdl-refused.h"
#include "pdl-timeline-items.h"
#include "pdl-window-panes.h"
#include "pdl-window-versions.h"

G_DEFINE_FINAL_TYPE (PdlMainWindow, pdl_main_window, ADW_TYPE_APPLICATION_WINDOW)

#define SAVING_SHOWN_AFTER_MS 1000

static void
reshape_cb (PdlMainWindow *self, gboolean shape_changed)
{
  if (self->cases_paned != NULL)
    pdl_main_window_apply_shape (self);
}

/* "61 y · woman · born 14 May 1964 · No 0042-117": the known facts of the person that are no names. */
static char *
describe_person (PdlMainWindow *self, const char *identifier)
{
  PdlCase *kase = pdl_session_get_case (self->session);
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (pdl_session_get_knowledge (self->session));
  PdlEvaluation *evaluation = pdl_session_get_evaluation (self->session);
  const PdlFinding *age = pdl_dictionary_lookup (dictionary, "age_years");
  const PdlValue *years = evaluation != NULL && age != NULL ? pdl_evaluation_get_value (evaluation, age, -1, PDL_LEVEL_NONE, NULL, NULL) : NULL;
  GString *text = g_string_new (NULL);

  if (years != NULL && pdl_value_is_known (years))
    {
      g_autofree char *described = pdl_finding_describe (age, years);

      g_string_append (text, described);
    }
  for (guint i = 0; i < pdl_dictionary_get_n_findings (dictionary); i++)
    {
      const PdlFinding *finding = pdl_dictionary_get (dictionary, i);
      const PdlValue *value;
      g_autofree char *described = NULL;

      if (finding->scope != PDL_SCOPE_IDENTITY || finding->type == PDL_TYPE_TEXT)
        continue;
      value = pdl_fields_get (pdl_case_get_identity (kase), finding->id);
      if (value == NULL || !pdl_value_is_known (value))
        continue;
      described = pdl_finding_describe (finding, value);
      if (text->len > 0)
        g_string_append (text, " · ");
      if (finding->type == PDL_TYPE_DATE && finding->first_screen == 0)
        g_string_append_printf (text, "%s ", pdl_dictionary_translate (finding->label));
      g_string_append (text, described);
    }
  if (identifier != NULL && *identifier != '\0')
    /* Translators: first a separator, then "No" for number, then the patient's number. */
    g_string_append_printf (text, _("%sNo %s"), text->len > 0 ? " · " : "", identifier);
  return g_string_free (text, FALSE);
}

static void
update_title (PdlMainWindow *self)
{
  PdlCase *kase = pdl_session_get_case (self->session);
  g_autoptr (PdlCaseSummary) summary = NULL;
  g_autofree char *person = NULL;

  if (kase == NULL)
    {
      gtk_window_set_title (GTK_WINDOW (self), _("Pedicle"));
      return;
    }
  summary = pdl_session_summarise (pdl_session_get_knowledge (self->session), kase, pdl_session_get_evaluation (self->session),
                                   pdl_session_get_plan (self->session));
  person = describe_person (self, summary->identifier);
  gtk_label_set_text (GTK_LABEL (self->title), summary->name != NULL && *summary->name != '\0' ? summary->name : _("New case"));
  gtk_label_set_text (GTK_LABEL (self->subtitle), person);
  gtk_widget_set_visible (self->subtitle, *person != '\0');
  /* The name stays out of task bars and screen sharing lists: levels tell cases apart well enough there. */
  if (summary->levels != NULL && *summary->levels != '\0')
    {
      g_autofree char *title = g_strdup_printf (_("%s – Pedicle"), summary->levels);

      gtk_window_set_title (GTK_WINDOW (self), title);
    }
  else
    gtk_window_set_title (GTK_WINDOW (self), _("New case – Pedicle"));
}

static void
update_next_line (PdlMainWindow *self)
{
  PdlPlan *plan = pdl_session_get_plan (self->session);
  GString *text = g_string_new (NULL);

  for (guint i = 0, n = 0; plan != NULL && i < plan->n_items && n < 2; i++)
    {
      const PdlDueItem *item = &plan->items[i];
      g_autofree char *date = NULL;
      int year, month, day;

      if (!pdl_due_state_is_open (item->state) || item->due == PDL_DAY_NONE)
        continue;
      pdl_day_to_ymd (item->due, &year, &month, &day);
      {
        g_autoptr (GDateTime) when = g_date_time_new_local (year, month, day, 0, 0, 0);

        date = g_date_time_format (when, _("%-e %b %Y"));
      }
      if (text->len > 0)
        g_string_append (text, " · ");
      g_string_append_printf (text, pdl_due_state_is_overdue (item->state) ? _("%s, overdue since %s") : _("%s, due %s"),
                              pdl_dictionary_translate (item->label), date);
      n++;
    }
  gtk_label_set_text (GTK_LABEL (self->next_label), text->len > 0 ? text->str : _("nothing is planned yet"));
  g_string_free (text, TRUE);
}

/* A failed save speaks first (save_state_cb); another sentence in the bar is left alone. */
static void
update_clock_bar (PdlMainWindow *self)
{
  PdlPlan *plan = pdl_session_get_plan (self->session);

  if (pdl_session_get_save_state (self->session) == PDL_SAVE_FAILED)
    return;
  if (plan != NULL && plan->clock_behind)
    {
      g_autofree char *day = pdl_timeline_day_words (plan->newest);
      g_autofree char *sentence = g_strdup_printf (_("Check the computer's date: the record has an entry of %s, which is still to come. "
                                                     "Due dates and time limits cannot be trusted until one of them is corrected."), day);

      pdl_main_window_set_bar (self, sentence, NULL, NULL);
    }
  else if (self->clock_bar)
    pdl_main_window_set_bar (self, NULL, NULL, NULL);
  self->clock_bar = plan != NULL && plan->clock_behind;
}

static gboolean
saving_cb (gpointer user_data)
{
  PdlMainWindow *self = user_data;

  self->saving_id = 0;
  if (pdl_session_get_save_state (self->session) == PDL_SAVE_SAVING)
    gtk_label_set_text (GTK_LABEL (self->save_label), _("Saving…"));
  return G_SOURCE_REMOVE;
}

static void
save_state_cb (PdlMainWindow *self)
{
  PdlSaveState state = pdl_session_get_save_state (self->session);

  if (state != PDL_SAVE_SAVING)
    g_clear_handle_id (&self->saving_id, g_source_remove);
  switch (state)
    {
    case PDL_SAVE_SAVED:
      {
        PdlMinute minute = pdl_session_get_saved_at (self->session);
        gint64 in_day = minute - (gint64) pdl_minute_day (minute) * 24 * 60;
        g_autofree char *text = g_strdup_printf (_("Saved %02d:%02d"), (int) (in_day / 60), (int) (in_day % 60));

        gtk_label_set_text (GTK_LABEL (self->save_label), minute != PDL_MINUTE_NONE ? text : _("Saved"));
        self->save_bar = FALSE;
        pdl_main_window_set_bar (self, NULL, NULL, NULL);
        update_clock_bar (self);
        break;
      }
    case PDL_SAVE_SAVING:
      if (self->saving_id == 0)
        self->saving_id = g_timeout_add (SAVING_SHOWN_AFTER_MS, saving_cb, self);
      break;
    case PDL_SAVE_FAILED:
      gtk_label_set_text (GTK_LABEL (self->save_label), _("Not saved"));
      self->save_bar = TRUE;
      if (pdl_session_get_refused (self->session) != NULL)
        pdl_main_window_set_bar (self, pdl_session_get_save_error (self->session), _("Compare"), "win.compare-versions");
      else
        pdl_main_window_set_bar (self, pdl_session_get_save_error (self->session), _("Try again"), "win.retry-save");
      break;
    case PDL_SAVE_NOTHING:
    default:
      gtk_label_set_text (GTK_LABEL (self->save_label), pdl_session_get_store (self->session) == NULL && pdl_session_get_case (self->session) != NULL
                                                            ? _("Not kept") : "");
      /* What was refused is decided on and nothing was written since. */
      if (self->save_bar)
        {
          self->save_bar = FALSE;
          pdl_main_window_set_bar (self, NULL, NULL, NULL);
          update_clock_bar (self);
        }
      break;
    }
}

static void
case_changed_cb (PdlMainWindow *self)
{
  gboolean has_case = pdl_session_get_case (self->session) != NULL;

  gtk_stack_set_visible_child_name (GTK_STACK (self->centre_stack), has_case ? "editor" : "start");
  pdl_main_window_show_left (self, "work");
  self->over_shown = FALSE;
  if (has_case && pdl_session_get_level (self->session) == PDL_LEVEL_NONE)
    {
      const PdlAssessment *assessment = pdl_session_get_assessment (self->session);
      PdlEvaluation *evaluation = pdl_session_get_evaluation (self->session);
      int target = pdl_session_get_target (self->session);
      PdlLevelSet levels = 0;

      /* A stored case opens on its worst level. */
      if (evaluation != NULL && target >= 0)
        levels = evaluation->targets[target].levels;
      else if (assessment != NULL)
        levels = pdl_assessment_get_recorded_levels (assessment);
      if (levels != 0)
        {
          PdlLevel first = pdl_level_set_first (levels);

          pdl_session_select (self->session, first, PDL_LEVEL_BIT (first));
          pdl_editor_show_levels (PDL_EDITOR (self->editor), FALSE);
        }
    }
  update_title (self);
  update_next_line (self);
  save_state_cb (self);
  pdl_main_window_update_actions (self);
  pdl_main_window_apply_shape (self);
}

static void
evaluated_cb (PdlMainWindow *self)
{
  update_title (self);
  update_next_line (self);
  update_clock_bar (self);
  pdl_main_window_update_actions (self);
}

static void
undo_state_cb (PdlMainWindow *self)
{
  pdl_main_window_update_actions (self);
}

static int
get_setting (PdlMainWindow *self, const char *key, int fallback)
{
  return self->settings != NULL ? g_settings_get_int (self->settings, key) : fallback;
}

static void
numbers_changed_cb (PdlMainWindow *self)
{
  g_autofree char *numbers = g_settings_get_string (self->settings, "emergency-numbers");

  pdl_emergency_strip_set_local (PDL_EMERGENCY_STRIP (self->pane_strip), numbers);
  pdl_emergency_strip_set_local (PDL_EMERGENCY_STRIP (self->top_strip), numbers);
}

static void
clock_changed_cb (PdlMainWindow *self)
{
  g_autofree char *clock = g_settings_get_string (self->settings, "emergency-clock");

  pdl_session_set_clock (self->session, clock);
}

static void
national_changed_cb (PdlMainWindow *self)
{
  g_autofree char *national = g_settings_get_string (self->settings, "national-guideline");

  pdl_session_set_national (self->session, national);
}

static void
load_settings (PdlMainWindow *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup (source, "org.pedicle.Pedicle", TRUE) : NULL;

  if (schema == NULL)
    return; /* not installed: the window still works, it only forgets its size */
  self->settings = g_settings_new_full (schema, NULL, NULL);
  gtk_window_set_default_size (GTK_WINDOW (self), get_setting (self, "window-width", 1440), get_setting (self, "window-height", 900));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  self->cases_shown = g_settings_get_boolean (self->settings, "cases-shown");
  self->columns[0] = g_settings_get_user_value (self->settings, "pane-cases") != NULL ? get_setting (self, "pane-cases", 0) : 0;
  self->columns[1] = g_settings_get_user_value (self->settings, "pane-spine") != NULL ? get_setting (self, "pane-spine", 0) : 0;
  self->columns[2] = g_settings_get_user_value (self->settings, "pane-editor") != NULL ? get_setting (self, "pane-editor", 0) : 0;
}

static void
save_settings (PdlMainWindow *self)
{
  static const char *const keys[] = { "pane-cases", "pane-spine", "pane-editor" };
  int width, height;

  if (self->settings == NULL)
    return;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (self->settings, "window-width", width);
  g_settings_set_int (self->settings, "window-height", height);
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  g_settings_set_boolean (self->settings, "cases-shown", self->cases_shown);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (self->columns[i] > 0)
      g_settings_set_int (self->settings, keys[i], self->columns[i]);
}

static gboolean
pdl_main_window_close_request (GtkWindow *window)
{
  if (pdl_window_versions_hold (PDL_MAIN_WINDOW (window)))
    return TRUE;
  save_settings (PDL_MAIN_WINDOW (window));
  return GTK_WINDOW_CLASS (pdl_main_window_parent_class)->close_request (window);
}

static void
pdl_main_window_dispose (GObject *object)
{
  PdlMainWindow *self = PDL_MAIN_WINDOW (object);

  g_clear_handle_id (&self->saving_id, g_source_remove);
  g_clear_handle_id (&self->opening_id, g_source_remove);
  g_clear_object (&self->signals);
  g_clear_object (&self->pages);
  for (guint i = 0; i < 3; i++)
    g_clear_object (&self->actions[i]);
  g_clear_object (&self->settings);
  g_clear_object (&self->list);
  g_clear_object (&self->session);
  g_clear_pointer (&self->view, g_free);
  g_clear_pointer (&self->local_path, g_free);
  g_clear_pointer (&self->local_error, g_free);
  G_OBJECT_CLASS (pdl_main_window_parent_class)->dispose (object);
}

static void
pdl_main_window_class_init (PdlMainWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pdl_main_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = pdl_main_window_close_request;
  g_type_ensure (PDL_TYPE_FRAME);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pedicle/Pedicle/ui/pdl-main-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PdlMainWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, PdlMainWindow, frame);
  gtk_widget_class_bind_template_callback (widget_class, reshape_cb);
}

static void
pdl_main_window_init (PdlMainWindow *self)
{
  self->view = g_strdup ("case");
  self->cases_shown = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

PdlMainWindow *
pdl_main_window_new (GtkApplication *application, PdlSession *session, PdlCaseList *list)
{
  static const char *const groups[] = { "case", "level", "target" };
  PdlMainWindow *self = g_object_new (PDL_TYPE_MAIN_WINDOW, "application", application, NULL);

  self->session = g_object_ref (session);
  self->list = g_object_ref (list);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      self->actions[i] = pdl_finding_actions_new (session, groups[i]);
      gtk_widget_insert_action_group (GTK_WIDGET (self), groups[i], G_ACTION_GROUP (self->actions[i]));
    }
  load_settings (self);
  pdl_main_window_build (self);
  if (self->settings != NULL)
    {
      g_signal_connect_object (self->settings, "changed::emergency-numbers", G_CALLBACK (numbers_changed_cb), self, G_CONNECT_SWAPPED);
      numbers_changed_cb (self);
      g_signal_connect_object (self->settings, "changed::emergency-clock", G_CALLBACK (clock_changed_cb), self, G_CONNECT_SWAPPED);
      clock_changed_cb (self);
      g_signal_connect_object (self->settings, "changed::national-guideline", G_CALLBACK (national_changed_cb), self, G_CONNECT_SWAPPED);
      national_changed_cb (self);
    }
  pdl_window_panes_fill (self);
  pdl_main_window_connect_actions (self);
  self->signals = g_signal_group_new (PDL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "case-changed", G_CALLBACK (case_changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "evaluated", G_CALLBACK (evaluated_cb), self);
  g_signal_group_connect_swapped (self->signals, "save-state-changed", G_CALLBACK (save_state_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::can-undo", G_CALLBACK (undo_state_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::can-redo", G_CALLBACK (undo_state_cb), self);
  g_signal_group_set_target (self->signals, session);
  case_changed_cb (self);
  gtk_window_set_focus (GTK_WINDOW (self), pdl_spine_view_get_level_child (PDL_SPINE_VIEW (self->spine), 7));
  return self;
}

PdlSession *
pdl_main_window_get_session (PdlMainWindow *self)
{
  return self->session;
}

void
pdl_main_window_set_pane (PdlMainWindow *self, GtkWidget *pane)
{
  self->pane = pane;
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->pane_scrolled), pane);
}

void
pdl_main_window_set_basis (PdlMainWindow *self, GtkWidget *basis)
{
  adw_bin_set_child (ADW_BIN (self->basis_slot), basis);
}

void
pdl_main_window_set_compare (PdlMainWindow *self, GtkWidget *compare)
{
  adw_bin_set_child (ADW_BIN (self->compare_slot), compare);
}

void
pdl_main_window_set_follow_up (PdlMainWindow *self, GtkWidget *follow_up)
{
  adw_bin_set_child (ADW_BIN (self->follow_slot), follow_up);
}

void
pdl_main_window_set_strip (PdlMainWindow *self, GtkWidget *strip)
{
  self->strip = strip;
  adw_bin_set_child (ADW_BIN (self->strip_slot), strip);
}

GtkWidget *
pdl_main_window_get_pane (PdlMainWindow *self)
{
  return self->pane;
}

void
pdl_main_window_show_left (PdlMainWindow *self, const char *name)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->left_stack), name);
  pdl_main_window_apply_shape (self);
}

void
pdl_main_window_show_view (PdlMainWindow *self, const char *view)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.view", "s", view);
}

const char *
pdl_main_window_get_view (PdlMainWindow *self)
{
  return self->view;
}

void
pdl_main_window_go_to_finding (PdlMainWindow *self, const char *id)
{
  pdl_main_window_show_left (self, "work");
  if (pdl_frame_get_shape (PDL_FRAME (self->frame)) == PDL_FRAME_NARROW || pdl_frame_get_shape (PDL_FRAME (self->frame)) == PDL_FRAME_SINGLE)
    pdl_main_window_show_view (self, "editor");
  else
    pdl_main_window_show_view (self, "case");
  gtk_stack_set_visible_child_name (GTK_STACK (self->centre_stack), "editor");
  pdl_editor_go_to (PDL_EDITOR (self->editor), id);
}

void
pdl_main_window_toast (PdlMainWindow *self, const char *sentence, gboolean undo)
{
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);
  AdwToast *toast = adw_toast_new (escaped);

  if (undo)
    {
      adw_toast_set_button_label (toast, _("Undo"));
      adw_toast_set_action_name (toast, "win.undo");
      adw_toast_set_timeout (toast, 10); /* seconds: time enough to read it and to reach the button */
    }
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), toast);
}

void
pdl_main_window_set_local (PdlMainWindow *self, const char *path, const char *error)
{
  g_free (self->local_path);
  g_free (self->local_error);
  self->local_path = g_strdup (path);
  self->local_error = g_strdup (error);
  if (error != NULL)
    pdl_main_window_set_bar (self, NULL, NULL, NULL);
}

/* Nothing else to say: what stays true as long as the program runs. */
static char *
make_lasting_sentence (PdlMainWindow *self)
{
  if (self->local_error == NULL)
    return NULL;
  return g_strdup_printf (_("The values of this clinic were refused, all of them; the shipped text is in force. %s"), self->local_error);
}

void
pdl_main_window_set_bar (PdlMainWindow *self, const char *sentence, const char *button, const char *action)
{
  g_autofree char *lasting = sentence == NULL ? make_lasting_sentence (self) : NULL;

  if (lasting != NULL)
    {
      sentence = lasting;
      button = _("Preferences");
      action = "win.preferences";
    }
  if (sentence != NULL)
    gtk_label_set_text (GTK_LABEL (self->bar_label), sentence);
  gtk_widget_set_visible (self->bar_button, button != NULL);
  if (button != NULL)
    {
      gtk_button_set_label (GTK_BUTTON (self->bar_button), button);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->bar_button), action);
    }
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->bar), sentence != NULL);
}

void
pdl_main_window_add_sample (PdlMainWindow *self, const char *id, const char *name, const char *facts, const char *note)
{
  pdl_start_page_add_sample (PDL_START_PAGE (self->start), id, name, facts, note);
}
