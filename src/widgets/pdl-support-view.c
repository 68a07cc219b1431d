/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-support-view.h"

#include <glib/gi18n-lib.h>

#include "pdl-card-page.h"
#include "pdl-finding-actions.h"
#include "pdl-refresh.h"
#include "pdl-side-shell.h"
#include "pdl-support-page.h"

struct _PdlSupportView
{
  GtkWidget parent_instance;

  PdlSession *session;       /* (owned) */
  GSignalGroup *signals;     /* (owned) */
  PdlFindingActions *actions;/* (owned) of the target in hand: what is planned */
  PdlSideShell shell;
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
  PdlSupportPage page = { .writer = { self->shell.box, self->shell.text }, .tables = tables, .dose_tables = dose_tables, .facts = facts, .go_to = go_to, .user_data = self };

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
  g_autofree char *signed_off = pdl_words_sign_off (knowledge, pdl_session_get_signature_book (self->session)), *foot = NULL;

  pdl_side_shell_empty (&self->shell);
  gtk_box_append (GTK_BOX (self->shell.head), pdl_part_label (_ ("Supportive care"), "pdl-h2"));
  gtk_widget_set_visible (self->shell.rows, has_case);
  if (dose_tables == NULL)
    gtk_box_append (GTK_BOX (self->shell.box), pdl_part_label (error->message, "pdl-body"));
  else if (!has_case)
    gtk_box_append (GTK_BOX (self->shell.box), pdl_part_label (_ ("No case is open."), "pdl-body"));
  else
    {
      pdl_side_shell_refresh_rows (&self->shell);
      write_results (self, tables, dose_tables);
    }
  foot = g_strdup_printf (_ ("Reminders and arithmetic, not a prescription: the clinician decides and orders. Knowledge %s of %s. %s"),
                          pdl_knowledge_get_version (knowledge), pdl_knowledge_get_date (knowledge), signed_off);
  gtk_label_set_text (GTK_LABEL (self->shell.foot), foot);
}

static void
add_rows (PdlSupportView *self, const PdlSupportTables *tables)
{
  const PdlFinding *findings[] = { tables->bone.planned, tables->bone.interval };

  gtk_box_append (GTK_BOX (self->shell.rows), pdl_part_label (_ ("Bone agent"), "pdl-sect"));
  for (guint i = 0; i < G_N_ELEMENTS (findings); i++)
    pdl_side_shell_add_finding (&self->shell, self->session, self->actions, "target", findings[i]);
  pdl_side_shell_add_link (&self->shell, _ ("Laboratory values and drugs are recorded in the editor ›"), tables->bone.current);
}

static void
pdl_support_view_dispose (GObject *object)
{
  PdlSupportView *self = PDL_SUPPORT_VIEW (object);

  g_clear_object (&self->signals);
  pdl_side_shell_clear (&self->shell);
  g_clear_object (&self->actions);
  g_clear_object (&self->session);
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
  pdl_side_shell_init (&self->shell, GTK_WIDGET (self), _ ("Supportive care"));
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
  pdl_side_shell_focus (&self->shell);
}

char *
pdl_support_view_to_text (PdlSupportView *self)
{
  return g_strdup (self->shell.text->str);
}
