/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-visit-day.h"

#include <glib/gi18n-lib.h>

#include "pdl-tooltip.h"

struct _PdlVisitDay
{
  GtkWidget parent_instance;

  PdlSession *session;                          /* (owned) */
  GtkWidget *button, *entry, *calendar, *problem; /* (unowned) */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (PdlVisitDay, pdl_visit_day, GTK_TYPE_WIDGET)

/* NULL: the visit may have that day. */
static char *
find_problem (PdlVisitDay *self, PdlDay day)
{
  PdlCase *kase = pdl_session_get_case (self->session);
  guint n = pdl_case_get_n_assessments (kase);
  PdlDay before = n > 1 ? pdl_assessment_get_day (pdl_case_get_assessment (kase, n - 2)) : PDL_DAY_NONE;

  if (day > pdl_minute_day (pdl_session_get_now (self->session)))
    return g_strdup (_("A visit cannot lie in the future. Book what is to come under follow-up."));
  if (before != PDL_DAY_NONE && day < before)
    {
      g_autofree char *iso = pdl_day_to_iso (before, PDL_PRECISION_DAY);

      return g_strdup_printf (_("The visit before it was on %s: this one cannot lie before that."), iso);
    }
  return NULL;
}

gboolean
pdl_visit_day_set (PdlVisitDay *self, const char *text)
{
  PdlCase *kase = pdl_session_get_case (self->session);
  const PdlAssessment *assessment = pdl_session_get_assessment (self->session);
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *problem = NULL;
  PdlPrecision precision;
  PdlDay day;

  if (assessment == NULL)
    return FALSE;
  if (!pdl_day_parse (stripped, &day, &precision) || precision != PDL_PRECISION_DAY)
    problem = g_strdup (_("Write the whole date, such as 2026-03-02."));
  else
    problem = find_problem (self, day);
  if (problem == NULL && day != pdl_assessment_get_day (assessment))
    {
      g_autoptr (PdlChange) change = pdl_change_new (_("date of the visit"));
      g_autoptr (GError) error = NULL;

      pdl_change_set_day (change, kase, pdl_assessment_get_uid (assessment), day);
      if (!pdl_session_apply (self->session, change, &error))
        problem = g_strdup (error->message);
    }
  gtk_label_set_text (GTK_LABEL (self->problem), problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem, problem != NULL);
  return problem == NULL;
}

const char *
pdl_visit_day_get_problem (PdlVisitDay *self)
{
  return gtk_label_get_text (GTK_LABEL (self->problem));
}

static void
set_cb (PdlVisitDay *self)
{
  if (pdl_visit_day_set (self, gtk_editable_get_text (GTK_EDITABLE (self->entry))))
    gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
}

static void
day_selected_cb (PdlVisitDay *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (GTK_CALENDAR (self->calendar));
  g_autofree char *text = g_date_time_format (day, "%Y-%m-%d");

  if (!self->filling)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}

static void
shown_cb (PdlVisitDay *self)
{
  const PdlAssessment *assessment = pdl_session_get_assessment (self->session);
  g_autofree char *iso = NULL;
  g_autoptr (GDateTime) when = NULL;
  int year, month, day;

  if (assessment == NULL)
    return;
  iso = pdl_day_to_iso (pdl_assessment_get_day (assessment), PDL_PRECISION_DAY);
  pdl_day_to_ymd (pdl_assessment_get_day (assessment), &year, &month, &day);
  when = g_date_time_new_local (year, month, day, 0, 0, 0);
  self->filling = TRUE;
  gtk_calendar_select_day (GTK_CALENDAR (self->calendar), when);
  self->filling = FALSE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), iso);
  gtk_widget_set_visible (self->problem, FALSE);
  gtk_widget_grab_focus (self->entry);
}

void
pdl_visit_day_open (PdlVisitDay *self)
{
  g_return_if_fail (PDL_IS_VISIT_DAY (self));

  gtk_menu_button_popup (GTK_MENU_BUTTON (self->button));
}

static void
pdl_visit_day_dispose (GObject *object)
{
  PdlVisitDay *self = PDL_VISIT_DAY (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (pdl_visit_day_parent_class)->dispose (object);
}

static void
pdl_visit_day_class_init (PdlVisitDayClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pdl_visit_day_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
build_popover (PdlVisitDay *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (_("Date of this visit"));
  GtkWidget *set = gtk_button_new_with_mnemonic (_("_Set"));

  self->entry = gtk_entry_new ();
  self->calendar = gtk_calendar_new ();
  self->problem = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "pdl-h3");
  g_object_set (self->entry, "placeholder-text", _("yyyy-mm-dd"), NULL);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 11);
  gtk_widget_set_hexpand (self->entry, TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_LABELLED_BY, title, NULL, -1);
  gtk_label_set_wrap (GTK_LABEL (self->problem), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->problem), 30);
  gtk_label_set_xalign (GTK_LABEL (self->problem), 0);
  gtk_widget_add_css_class (self->problem, "pdl-matter");
  gtk_widget_set_visible (self->problem, FALSE);
  gtk_box_append (GTK_BOX (line), self->entry);
  gtk_box_append (GTK_BOX (line), set);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), self->problem);
  gtk_box_append (GTK_BOX (box), self->calendar);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect_swapped (self->calendar, "day-selected", G_CALLBACK (day_selected_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (set_cb), self);
  g_signal_connect_swapped (set, "clicked", G_CALLBACK (set_cb), self);
  g_signal_connect_swapped (popover, "show", G_CALLBACK (shown_cb), self);
  return popover;
}

static void
pdl_visit_day_init (PdlVisitDay *self)
{
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->button), "x-office-calendar-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), build_popover (self));
  gtk_widget_add_css_class (self->button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Date of this visit"), -1);
  pdl_tooltip_set (self->button, _("Date of this visit"));
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

GtkWidget *
pdl_visit_day_new (PdlSession *session)
{
  PdlVisitDay *self = g_object_new (PDL_TYPE_VISIT_DAY, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}
