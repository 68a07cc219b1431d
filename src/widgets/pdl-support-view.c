/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-support-view.h"

#include <glib/gi18n-lib.h>

#include "pdl-finding-actions.h"
#include "pdl-finding-row.h"
#include "pdl-refresh.h"
#include "pdl-support-page.h"

struct _PdlSupportView
{
  GtkWidget parent_instance;

  PdlSession *session;       /* (owned) */
  GSignalGroup *signals;     /* (owned) */
  PdlFindingActions *actions;/* (owned) of the target in hand: what is planned */
  GtkWidget *outer, *rows, *box, *foot;
  GString *text;             /* what is shown */
};

enum { GO_TO_FINDING, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PdlSupportView, pdl_support_view, GTK_TYPE_WIDGET)

static void
go_to (const char *id, gpointer user_data)
{
  g_signal_emit (user_data, signals[GO_TO_FINDING], 0, id);
}

static void
write_results (PdlSupportView *self, const PdlSupportTables *tables, const PdlDoseTables *dose_tables)
{
  PdlEvaluation *evaluation = pdl_session_get_evaluation (self->session);
  PdlCase *kase = pdl_session_get_case (self->session);
  g_autoptr (PdlFacts) facts = pdl_facts_new (pdl_session_get_knowledge (self->session), kase, pdl_case_get_current (kase), evaluation->as_of_minute);
  PdlSupportPage page = { .writer = { self->box, self->text }, .tables = tables, .dose_tables = dose_tables, .facts = facts, .go_to = go_to, .user_data = self };

  pdl_support_page_write_bone_agent (&page);
  pdl_support_page_write_calcium (&page);
  pdl_support_page_write_topics (&page);
}

static void
build (gpointer user_data)
{
  PdlSupportView *self = user_data;
  PdlKnowledge *knowledge = pdl_session_get_knowledge (self->session);
  g_autoptr (GError) error = NULL;
  const PdlSupportTables *tables = pdl_support_tables_get (knowledge, &error);
  const PdlDoseTables *dose_tables = tables != NULL ? pdl_dose_tables_get (knowledge, &error) : NULL;
  gboolean has_case = pdl_session_get_evaluation (self->session) != NULL && dose_tables != NULL;
  g_autofree char *foot = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  g_string_truncate (self->text, 0);
  gtk_widget_set_visible (self->rows, has_case);
  if (dose_tables == NULL)
    gtk_box_append (GTK_BOX (self->box), pdl_part_label (error->message, "pdl-body"));
  else if (!has_case)
    gtk_box_append (GTK_BOX (self->box), pdl_part_label (_ ("No case is open."), "pdl-body"));
  else
    {
      for (child = gtk_widget_get_first_child (self->rows); child != NULL; child = gtk_widget_get_next_sibling (child))
        if (PDL_IS_FINDING_ROW (child))
          pdl_finding_row_refresh (PDL_FINDING_ROW (child));
      write_results (self, tables, dose_tables);
    }
  foot = g_strdup_printf (_ ("Reminders and arithmetic, not a prescription: the clinician decides and orders. Knowledge %s of %s. Not signed by a clinician."),
                          pdl_knowledge_get_version (knowledge), pdl_knowledge_get_date (knowledge));
  gtk_label_set_text (GTK_LABEL (self->foot), foot);
}

static void
advance_cb (PdlFindingRow *row, int step, gpointer user_data)
{
  GtkWidget *next = GTK_WIDGET (row);

  do
    next = step > 0 ? gtk_widget_get_next_sibling (next) : gtk_widget_get_prev_sibling (next);
  while (next != NULL && !PDL_IS_FINDING_ROW (next));
  if (next != NULL)
    pdl_finding_row_focus (PDL_FINDING_ROW (next));
}

static void
values_cb (GtkButton *button, gpointer user_data)
{
  go_to (g_object_get_data (G_OBJECT (button), "finding"), user_data);
}

static void
add_rows (PdlSupportView *self, const PdlSupportTables *tables)
{
  const PdlFinding *findings[] = { tables->bone.planned, tables->bone.interval };
  GtkWidget *link = pdl_part_link (_ ("Laboratory values and drugs are recorded in the editor ›"), NULL);

  gtk_box_append (GTK_BOX (self->rows), pdl_part_label (_ ("Bone agent"), "pdl-sect"));
  for (guint i = 0; i < G_N_ELEMENTS (findings); i++)
    {
      GtkWidget *row = pdl_finding_row_new (self->session, findings[i], G_ACTION_GROUP (self->actions), "target");

      g_signal_connect_object (row, "advance", G_CALLBACK (advance_cb), self, 0);
      gtk_box_append (GTK_BOX (self->rows), row);
    }
  gtk_widget_set_halign (link, GTK_ALIGN_START);
  g_object_set_data (G_OBJECT (link), "finding", (gpointer) tables->bone.current->id);
  g_signal_connect_object (link, "clicked", G_CALLBACK (values_cb), self, 0);
  gtk_box_append (GTK_BOX (self->rows), link);
}

static void
pdl_support_view_dispose (GObject *object)
{
  PdlSupportView *self = PDL_SUPPORT_VIEW (object);

  g_clear_object (&self->signals);
  g_clear_pointer (&self->outer, gtk_widget_unparent);
  g_clear_object (&self->actions);
  g_clear_object (&self->session);
  if (self->text != NULL)
    g_string_free (g_steal_pointer (&self->text), TRUE);
  G_OBJECT_CLASS (pdl_support_view_parent_class)->dispose (object);
}

static void
pdl_support_view_class_init (PdlSupportViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pdl_support_view_dispose;
  signals[GO_TO_FINDING] = g_signal_new ("go-to-finding", PDL_TYPE_SUPPORT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "doseview");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_REGION);
}

static void
pdl_support_view_init (PdlSupportView *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  self->text = g_string_new (NULL);
  self->outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->outer, GTK_WIDGET (self));
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_set_margin_start (page, 18);
  gtk_widget_set_margin_end (page, 18);
  gtk_widget_set_margin_top (page, 12);
  gtk_widget_set_margin_bottom (page, 18);
  gtk_box_append (GTK_BOX (page), pdl_part_label (_ ("Supportive care"), "pdl-h2"));
  gtk_box_append (GTK_BOX (page), self->rows);
  gtk_box_append (GTK_BOX (page), self->box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), page);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (self->outer), scrolled);
  self->foot = pdl_part_label ("", "pdl-caption");
  gtk_widget_add_css_class (self->foot, "pdl-foot");
  gtk_box_append (GTK_BOX (self->outer), self->foot);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Supportive care"), -1);
}

GtkWidget *
pdl_support_view_new (PdlSession *session)
{
  PdlSupportView *self = g_object_new (PDL_TYPE_SUPPORT_VIEW, NULL);
  const PdlSupportTables *tables = pdl_support_tables_get (pdl_session_get_knowledge (session), NULL);

  self->session = g_object_ref (session);
  self->actions = pdl_finding_actions_new (session, "target");
  gtk_widget_insert_action_group (GTK_WIDGET (self), "target", G_ACTION_GROUP (self->actions));
  if (tables != NULL)
    add_rows (self, tables);
  pdl_refresh_init (GTK_WIDGET (self), build);
  self->signals = g_signal_group_new (PDL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "evaluated", G_CALLBACK (pdl_refresh_queue), self);
  g_signal_group_connect_swapped (self->signals, "case-changed", G_CALLBACK (pdl_refresh_queue), self);
  g_signal_group_set_target (self->signals, session);
  build (self);
  return GTK_WIDGET (self);
}

void
pdl_support_view_start (PdlSupportView *self)
{
  GtkWidget *child = gtk_widget_get_first_child (self->rows);

  while (child != NULL && !PDL_IS_FINDING_ROW (child))
    child = gtk_widget_get_next_sibling (child);
  if (child != NULL)
    pdl_finding_row_focus (PDL_FINDING_ROW (child));
}

char *
pdl_support_view_to_text (PdlSupportView *self)
{
  return g_strdup (self->text->str);
}
