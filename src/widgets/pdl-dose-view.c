/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-dose-view.h"

#include <glib/gi18n-lib.h>

#include "pdl-card-page.h"
#include "pdl-dose-page.h"
#include "pdl-finding-actions.h"
#include "pdl-pane-parts.h"
#include "pdl-refresh.h"
#include "pdl-side-shell.h"

struct _PdlDoseView
{
  GtkWidget parent_instance;

  PdlSession *session;       /* (owned) */
  GSignalGroup *signals;     /* (owned) */
  PdlFindingActions *actions;/* (owned) of the target in hand */
  PdlSideShell shell;
};

enum { GO_TO_FINDING, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PdlDoseView, pdl_dose_view, GTK_TYPE_WIDGET)

static void
write_results (PdlDoseView *self, const PdlDoseTables *tables)
{
  PdlEvaluation *evaluation = pdl_session_get_evaluation (self->session);
  PdlCase *kase = pdl_session_get_case (self->session);
  g_autoptr (PdlFacts) facts = pdl_facts_new (pdl_session_get_knowledge (self->session), kase, pdl_case_get_current (kase), evaluation->as_of_minute);
  int target = CLAMP (pdl_session_get_target (self->session), 0, (int) evaluation->n_targets - 1);
  PdlDosePage page = { .writer = { self->shell.box, self->shell.text }, .session = self->session, .tables = tables, .facts = facts, .target = target,
                       .levels = evaluation->targets[target].levels };
  g_autoptr (PdlDoseHistory) history = pdl_dose_history_new (tables, facts, target);

  pdl_dose_page_write_history (&page, history);
  pdl_dose_page_write_tissues (&page);
  pdl_dose_page_write_response (&page);
  pdl_dose_page_write_eligibility (&page, history);
  pdl_dose_page_write_compression (&page);
  pdl_dose_page_write_volumes (&page);
  pdl_dose_page_write_fracture_risk (&page);
  pdl_dose_page_write_limits (&page, history);
  pdl_dose_page_write_menu (&page);
}

static void
build (gpointer user_data)
{
  PdlDoseView *self = user_data;
  PdlEvaluation *evaluation = pdl_session_get_evaluation (self->session);
  PdlKnowledge *knowledge = pdl_session_get_knowledge (self->session);
  g_autoptr (GError) error = NULL;
  const PdlDoseTables *tables = pdl_dose_tables_get (knowledge, &error);
  g_autofree char *title = NULL, *foot = NULL, *signed_off = pdl_words_sign_off (knowledge, pdl_session_get_signature_book (self->session));
  gboolean has_case = evaluation != NULL && evaluation->n_targets > 0 && tables != NULL;

  pdl_side_shell_empty (&self->shell);
  gtk_widget_set_visible (self->shell.rows, has_case);
  if (tables == NULL)
    gtk_box_append (GTK_BOX (self->shell.box), pdl_part_label (error->message, "pdl-body"));
  else if (!has_case)
    gtk_box_append (GTK_BOX (self->shell.box), pdl_part_label (_ ("No case is open."), "pdl-body"));
  if (has_case)
    {
      int target = CLAMP (pdl_session_get_target (self->session), 0, (int) evaluation->n_targets - 1);
      g_autofree char *levels = pdl_words_levels (evaluation->targets[target].levels);

      title = g_strdup_printf (_ ("Radiotherapy: %s"), levels);
      pdl_side_shell_refresh_rows (&self->shell);
      write_results (self, tables);
    }
  gtk_box_append (GTK_BOX (self->shell.head), pdl_part_label (title != NULL ? title : _ ("Radiotherapy"), "pdl-h2"));
  foot = g_strdup_printf (_ ("Arithmetic for the discussion, not a plan: a medical physicist checks the dose. Knowledge %s of %s. %s"),
                          pdl_knowledge_get_version (knowledge), pdl_knowledge_get_date (knowledge), signed_off);
  gtk_label_set_text (GTK_LABEL (self->shell.foot), foot);
}

/* The planned course is a finding of the target like any other, and goes through the same door. */
static void
add_rows (PdlDoseView *self, const PdlDoseTables *tables)
{
  const PdlHistorySettings *history = &tables->history;
  const PdlFinding *findings[] = { history->planned_start, history->planned_dose, history->planned_fractions, history->planned_maximum,
                                   history->planned_cauda_maximum };

  gtk_box_append (GTK_BOX (self->shell.rows), pdl_part_label (_ ("Planned course"), "pdl-sect"));
  for (guint i = 0; i < G_N_ELEMENTS (findings); i++)
    pdl_side_shell_add_finding (&self->shell, self->session, self->actions, "target", findings[i]);
  pdl_side_shell_add_link (&self->shell, _ ("Earlier courses are recorded in the editor ›"), history->complete);
  pdl_side_shell_add_link (&self->shell, _ ("The reader's local response is entered in the editor ›"), tables->local_response.finding);
}

static void
pdl_dose_view_dispose (GObject *object)
{
  PdlDoseView *self = PDL_DOSE_VIEW (object);

  g_clear_object (&self->signals);
  pdl_side_shell_clear (&self->shell);
  g_clear_object (&self->actions);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (pdl_dose_view_parent_class)->dispose (object);
}

static void
pdl_dose_view_class_init (PdlDoseViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pdl_dose_view_dispose;
  signals[GO_TO_FINDING] = g_signal_new ("go-to-finding", PDL_TYPE_DOSE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "doseview");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_REGION);
}

static void
pdl_dose_view_init (PdlDoseView *self)
{
  pdl_side_shell_init (&self->shell, GTK_WIDGET (self), _ ("Radiotherapy"));
}

GtkWidget *
pdl_dose_view_new (PdlSession *session)
{
  PdlDoseView *self = g_object_new (PDL_TYPE_DOSE_VIEW, NULL);
  const PdlDoseTables *tables = pdl_dose_tables_get (pdl_session_get_knowledge (session), NULL);

  self->session = g_object_ref (session);
  self->actions = pdl_finding_actions_new (session, "target");
  gtk_widget_insert_action_group (GTK_WIDGET (self), "target", G_ACTION_GROUP (self->actions));
  if (tables != NULL)
    add_rows (self, tables);
  pdl_refresh_init (GTK_WIDGET (self), build);
  self->signals = g_signal_group_new (PDL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "evaluated", G_CALLBACK (pdl_refresh_queue), self);
  g_signal_group_connect_swapped (self->signals, "case-changed", G_CALLBACK (pdl_refresh_queue), self);
  g_signal_group_connect_swapped (self->signals, "notify::level", G_CALLBACK (pdl_refresh_queue), self);
  g_signal_group_set_target (self->signals, session);
  build (self);
  return GTK_WIDGET (self);
}

void
pdl_dose_view_start (PdlDoseView *self)
{
  pdl_side_shell_focus (&self->shell);
}

char *
pdl_dose_view_to_text (PdlDoseView *self)
{
  return g_strdup (self->shell.text->str);
}
