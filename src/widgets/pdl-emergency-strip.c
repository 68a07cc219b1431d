/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The emergency strip. Its lines, their order and their sources are the knowledge's; recording a step adds an event with the
 * time and nothing else, so that a tick here never sets a finding behind the person's back. Main thread.
 */
#include "pdl-emergency-strip.h"

#include <glib/gi18n-lib.h>

#include "pdl-glyph-icon.h"
#include "pdl-line-layout.h"
#include "pdl-part-list.h"

struct _PdlEmergencyStrip
{
  GtkWidget parent_instance;

  PdlSession *session;    /* (owned) */
  GSignalGroup *signals;  /* (owned) */
  gboolean called;        /* asked for by a person */
  gboolean expanded;      /* all first lines, not only the head */
  gboolean touched;       /* a person opened or closed it: the state no longer does */
  gboolean more;
  gboolean compact;
  gboolean show_sources;
  gboolean hidden;        /* another strip is on the screen */

  GtkWidget *box;
  GtkWidget *head;        /* button */
  GtkWidget *glyph, *title, *note, *chevron;
  GtkWidget *local;       /* numbers of the place */
  GtkWidget *lines;       /* a part list */
  GtkWidget *more_button;
};

G_DEFINE_FINAL_TYPE (PdlEmergencyStrip, pdl_emergency_strip, GTK_TYPE_WIDGET)

#define STEP_KIND "emergency_step"

static PdlEmergency
get_state (PdlEmergencyStrip *self)
{
  PdlEvaluation *evaluation = pdl_session_get_evaluation (self->session);

  return evaluation != NULL ? evaluation->emergency : PDL_EMERGENCY_NONE;
}

/* When the step was recorded; PDL_MINUTE_NONE. */
static PdlMinute
get_done (PdlEmergencyStrip *self, const PdlEmergencyLine *line)
{
  PdlCase *kase = pdl_session_get_case (self->session);
  PdlMinute done = PDL_MINUTE_NONE;

  for (guint i = 0; kase != NULL && i < pdl_case_get_n_items (kase, PDL_GROUP_EVENT); i++)
    {
      const PdlItem *item = pdl_case_get_item (kase, PDL_GROUP_EVENT, i);
      const PdlValue *step, *at;

      if (!g_str_equal (pdl_item_get_kind (item)->id, STEP_KIND))
        continue;
      step = pdl_fields_get (pdl_item_get_fields (item), "step");
      at = pdl_fields_get (pdl_item_get_fields (item), "at");
      if (step == NULL || at == NULL || !pdl_value_is_known (at) || pdl_value_get_kind (at) != PDL_VALUE_DATETIME)
        continue;
      for (guint j = 0; line->statements != NULL && line->statements[j] != NULL; j++)
        if (g_strcmp0 (pdl_value_get_text (step), line->statements[j]) == 0
            || g_strcmp0 (pdl_value_get_code (step), line->statements[j]) == 0)
          done = pdl_value_get_minute (at);
    }
  return done;
}

static char *
format_minute (PdlEmergencyStrip *self, PdlMinute minute)
{
  PdlDay day = pdl_minute_day (minute);
  int year, month, of_month;
  g_autoptr (GDateTime) when = NULL;
  gint64 in_day = minute - (gint64) day * 24 * 60;

  pdl_day_to_ymd (day, &year, &month, &of_month);
  when = g_date_time_new_local (year, month, of_month, (int) (in_day / 60), (int) (in_day % 60), 0);
  return g_date_time_format (when, day == pdl_minute_day (pdl_session_get_now (self->session)) ? "%H:%M" : "%-e %b %H:%M");
}

static void
record_cb (PdlEmergencyStrip *self, GtkButton *button)
{
  const char *step = gtk_widget_get_name (GTK_WIDGET (button));
  PdlCase *kase = pdl_session_get_case (self->session);
  g_autoptr (PdlChange) change = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *now = pdl_minute_to_iso (pdl_session_get_now (self->session));
  const char *uid;

  if (kase == NULL)
    return;
  change = pdl_change_new (_("emergency step"));
  uid = pdl_change_add_item (change, PDL_GROUP_EVENT, STEP_KIND, NULL);
  if (!pdl_change_set_text (change, kase, uid, PDL_LEVEL_NONE, "step", step, &error)
      || !pdl_change_set_text (change, kase, uid, PDL_LEVEL_NONE, "at", now, &error)
      || !pdl_session_apply (self->session, change, &error))
    g_signal_emit_by_name (self, "refused", error->message);
}

static GtkWidget *
make_line (PdlEmergencyStrip *self, const PdlEmergencyLine *line, const char *time)
{
  const char *text = pdl_dictionary_translate (line->text);
  GtkWidget *row = pdl_line_new (8, FALSE);
  GtkWidget *glyph = pdl_glyph_icon_new (time != NULL ? PDL_GLYPH_TRUE : PDL_GLYPH_RING, PDL_ROLE_INK);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *source = gtk_label_new (line->basis.source_text);

  pdl_glyph_icon_set_size (PDL_GLYPH_ICON (glyph), 0.85);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE); /* emergency text is never cut */
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "pdl-body");
  gtk_widget_add_css_class (source, "pdl-src");
  gtk_label_set_xalign (GTK_LABEL (source), 1);
  gtk_widget_set_visible (source, self->show_sources);
  gtk_box_append (GTK_BOX (row), glyph);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), source);
  if (time != NULL)
    {
      g_autofree char *name = g_strdup_printf (_("%s, done %s"), text, time);
      GtkWidget *when = gtk_label_new (time);

      gtk_widget_add_css_class (when, "pdl-done");
      gtk_widget_add_css_class (when, "num");
      gtk_widget_set_halign (when, GTK_ALIGN_END);
      gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      gtk_box_append (GTK_BOX (row), when);
    }
  else if (pdl_session_get_case (self->session) != NULL && line->statements != NULL && line->statements[0] != NULL)
    {
      GtkWidget *button = gtk_button_new_with_label (self->show_sources ? _("Record time") : _("Time"));
      g_autofree char *name = g_strdup_printf (_("Record time: %s"), text);

      gtk_widget_set_name (button, line->statements[0]);
      gtk_widget_add_css_class (button, "pdl-button");
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (record_cb), self);
      gtk_box_append (GTK_BOX (row), button);
    }
  return row;
}

static void
append_line (PdlEmergencyStrip *self, PdlPartList *list, const PdlEmergencyLine *line)
{
  PdlMinute done = get_done (self, line);
  g_autofree char *time = done != PDL_MINUTE_NONE ? format_minute (self, done) : NULL;
  gboolean open_case = pdl_session_get_case (self->session) != NULL;

  if (!pdl_part_list_keep (list, line->text, time != NULL ? time : "", self->show_sources ? "sources" : "", open_case ? "case" : "", NULL))
    pdl_part_list_put (list, make_line (self, line, time));
}

/* Nothing is restyled that looks so already. */
static void
set_class (PdlEmergencyStrip *self, const char *css_class, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (GTK_WIDGET (self), css_class);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), css_class);
}

static void
set_look (PdlEmergencyStrip *self, PdlEmergency state)
{
  set_class (self, "pdl-emergency", state == PDL_EMERGENCY_RED);
  set_class (self, "pdl-emergency-amber", state == PDL_EMERGENCY_AMBER);
  pdl_glyph_icon_set_glyph (PDL_GLYPH_ICON (self->glyph), state == PDL_EMERGENCY_AMBER ? PDL_GLYPH_MATTERS : PDL_GLYPH_OCTAGON,
                            state == PDL_EMERGENCY_RED ? PDL_ROLE_URGENT : state == PDL_EMERGENCY_AMBER ? PDL_ROLE_MATTERS : PDL_ROLE_INK);
}

static void
refresh (PdlEmergencyStrip *self)
{
  PdlKnowledge *knowledge = pdl_session_get_knowledge (self->session);
  PdlEmergency state = get_state (self);
  gboolean expanded;
  guint n_lines = knowledge != NULL ? pdl_knowledge_get_n_emergency_lines (knowledge) : 0;
  guint done = 0, first = 0;
  g_autofree char *count = NULL;
  const char *amber = state == PDL_EMERGENCY_AMBER ? pdl_knowledge_get_amber_text (pdl_session_get_knowledge (self->session)) : NULL;
  const char *title;
  PdlPartList *list = pdl_part_list_of (self->lines);

  gtk_widget_set_visible (GTK_WIDGET (self), !self->hidden && n_lines > 0 && (state != PDL_EMERGENCY_NONE || self->called));
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    {
      if (!self->hidden)
        self->touched = FALSE;
      return;
    }
  expanded = self->touched ? self->expanded : self->called || (state == PDL_EMERGENCY_RED && !self->compact);
  self->expanded = expanded;
  pdl_part_list_begin (list);
  for (guint i = 0; i < n_lines; i++)
    {
      const PdlEmergencyLine *line = pdl_knowledge_get_emergency_line (knowledge, i);

      if (line->first)
        {
          first++;
          done += get_done (self, line) != PDL_MINUTE_NONE;
        }
      if (expanded && (line->first || self->more))
        append_line (self, list, line);
    }
  pdl_part_list_end (list);
  set_look (self, state);
  title = amber != NULL && !self->called ? pdl_dictionary_translate (amber) : _("Emergency list");
  gtk_label_set_text (GTK_LABEL (self->title), title);
  count = g_strdup_printf (_("%u of %u done"), done, first);
  gtk_label_set_text (GTK_LABEL (self->note), expanded ? _("static, not computed") : amber != NULL ? _("emergency list: F8") : count);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->chevron), expanded ? "pan-up-symbolic" : "pan-down-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->head), GTK_ACCESSIBLE_PROPERTY_LABEL, title, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, count, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->head), GTK_ACCESSIBLE_STATE_EXPANDED, expanded, -1);
  gtk_widget_set_visible (self->lines, expanded);
  gtk_widget_set_visible (self->more_button, expanded && first < n_lines);
  gtk_button_set_label (GTK_BUTTON (self->more_button), self->more ? _("Fewer") : _("More"));
}

static void
case_changed_cb (PdlEmergencyStrip *self)
{
  self->touched = FALSE;
  self->called = FALSE;
  refresh (self);
}

static void
head_cb (PdlEmergencyStrip *self)
{
  self->touched = TRUE;
  self->expanded = !self->expanded;
  if (!self->expanded)
    self->called = FALSE;
  refresh (self);
}

static void
more_cb (PdlEmergencyStrip *self)
{
  self->more = !self->more;
  refresh (self);
}

static gboolean
pdl_emergency_strip_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (PDL_EMERGENCY_STRIP (widget)->head);
}

static void
pdl_emergency_strip_dispose (GObject *object)
{
  PdlEmergencyStrip *self = PDL_EMERGENCY_STRIP (object);

  g_clear_object (&self->signals);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (pdl_emergency_strip_parent_class)->dispose (object);
}

static void
pdl_emergency_strip_class_init (PdlEmergencyStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pdl_emergency_strip_dispose;
  widget_class->grab_focus = pdl_emergency_strip_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "emergencystrip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  g_signal_new ("refused", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
pdl_emergency_strip_init (PdlEmergencyStrip *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->show_sources = TRUE;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->glyph = pdl_glyph_icon_new (PDL_GLYPH_OCTAGON, PDL_ROLE_URGENT);
  self->title = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->title), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_widget_set_hexpand (self->title, TRUE);
  gtk_widget_add_css_class (self->title, "pdl-emergency-title");
  self->note = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->note, "pdl-caption");
  self->chevron = gtk_image_new ();
  gtk_box_append (GTK_BOX (line), self->glyph);
  gtk_box_append (GTK_BOX (line), self->title);
  gtk_box_append (GTK_BOX (line), self->note);
  gtk_box_append (GTK_BOX (line), self->chevron);
  self->head = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->head), line);
  gtk_widget_add_css_class (self->head, "flat");
  g_signal_connect_swapped (self->head, "clicked", G_CALLBACK (head_cb), self);
  gtk_box_append (GTK_BOX (self->box), self->head);
  self->local = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->local), 0);
  gtk_label_set_wrap (GTK_LABEL (self->local), TRUE);
  gtk_label_set_selectable (GTK_LABEL (self->local), TRUE);
  gtk_widget_set_visible (self->local, FALSE);
  gtk_widget_add_css_class (self->local, "pdl-done");
  gtk_widget_add_css_class (self->local, "pdl-emergency-lines");
  gtk_box_append (GTK_BOX (self->box), self->local);
  self->lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  gtk_widget_add_css_class (self->lines, "pdl-emergency-lines");
  gtk_box_append (GTK_BOX (self->box), self->lines);
  self->more_button = gtk_button_new ();
  gtk_widget_add_css_class (self->more_button, "pdl-link");
  gtk_widget_set_halign (self->more_button, GTK_ALIGN_START);
  g_signal_connect_swapped (self->more_button, "clicked", G_CALLBACK (more_cb), self);
  gtk_box_append (GTK_BOX (self->box), self->more_button);
}

GtkWidget *
pdl_emergency_strip_new (PdlSession *session, gboolean compact)
{
  PdlEmergencyStrip *self = g_object_new (PDL_TYPE_EMERGENCY_STRIP, NULL);

  self->session = g_object_ref (session);
  self->compact = compact;
  self->signals = g_signal_group_new (PDL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "case-changed", G_CALLBACK (case_changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "evaluated", G_CALLBACK (refresh), self);
  g_signal_group_set_target (self->signals, session);
  pdl_emergency_strip_set_local (self, NULL);
  refresh (self);
  return GTK_WIDGET (self);
}

void
pdl_emergency_strip_set_called (PdlEmergencyStrip *self, gboolean called)
{
  g_return_if_fail (PDL_IS_EMERGENCY_STRIP (self));

  self->called = called;
  self->touched = called;
  self->expanded = called;
  refresh (self);
}

gboolean
pdl_emergency_strip_get_called (PdlEmergencyStrip *self)
{
  g_return_val_if_fail (PDL_IS_EMERGENCY_STRIP (self), FALSE);

  return self->called;
}

void
pdl_emergency_strip_set_show_sources (PdlEmergencyStrip *self, gboolean show)
{
  g_return_if_fail (PDL_IS_EMERGENCY_STRIP (self));

  if (self->show_sources == show)
    return;
  self->show_sources = show;
  refresh (self);
}

void
pdl_emergency_strip_set_allowed (PdlEmergencyStrip *self, gboolean allowed)
{
  g_return_if_fail (PDL_IS_EMERGENCY_STRIP (self));

  if (self->hidden == !allowed)
    return;
  self->hidden = !allowed;
  refresh (self);
}

void
pdl_emergency_strip_set_local (PdlEmergencyStrip *self, const char *numbers)
{
  PdlKnowledge *knowledge;
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_if_fail (PDL_IS_EMERGENCY_STRIP (self));

  knowledge = pdl_session_get_knowledge (self->session);
  for (guint i = 0; i < pdl_knowledge_get_n_phones (knowledge); i++)
    {
      const PdlPhone *phone = pdl_knowledge_get_phone (knowledge, i);

      g_string_append_printf (text, "%s%s: %s", i > 0 ? "\n" : "", phone->label, phone->number);
      if (phone->note != NULL)
        g_string_append_printf (text, ", %s", phone->note);
    }
  if (numbers != NULL && *numbers != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", numbers);
  if (text->len > 0)
    g_string_append (text, _(" (local)"));
  gtk_label_set_text (GTK_LABEL (self->local), text->str);
  gtk_widget_set_visible (self->local, text->len > 0);
}
