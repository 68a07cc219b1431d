/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-dose-view.h"

#include <glib/gi18n-lib.h>

#include "pdl-card-page.h"
#include "pdl-dose-page.h"
#include "pdl-finding-actions.h"
#include "pdl-finding-row.h"
#include "pdl-pane-parts.h"
#include "pdl-refresh.h"

struct _PdlDoseView
{
  GtkWidget parent_instance;

  PdlSession *session;       /* (owned) */
  GSignalGroup *signals;     /* (owned) */
  PdlFindingActions *actions;/* (owned) of the target in hand */
  GtkWidget *outer, *title, *rows, *box, *foot;
  GString *text;             /* what is shown */
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
  PdlDosePage page = { .writer = { self->box, self->text }, .session = self->session, .tables = tables, .facts = facts, .target = target,
                       .levels = evaluation->targets[target].levels };
  g_autoptr (PdlDoseHistory) history = pdl_dose_history_new (tables, facts, target);

  pdl_dose_page_write_history (&page, history);
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
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  g_string_truncate (self->text, 0);
  gtk_widget_set_visible (self->rows, has_case);
  if (tables == NULL)
    gtk_box_append (GTK_BOX (self->box), pdl_part_label (error->message, "pdl-body"));
  else if (!has_case)
    gtk_box_append (GTK_BOX (self->box), pdl_part_label (_ ("No case is open."), "pdl-body"));
  if (has_case)
    {
      int target = CLAMP (pdl_session_get_target (self->session), 0, (int) evaluation->n_targets - 1);
      g_autofree char *levels = pdl_words_levels (evaluation->targets[target].levels);

      title = g_strdup_printf (_ ("Radiotherapy: %s"), levels);
      for (child = gtk_widget_get_first_child (self->rows); child != NULL; child = gtk_widget_get_next_sibling (child))
        if (PDL_IS_FINDING_ROW (child))
          pdl_finding_row_refresh (PDL_FINDING_ROW (child));
      write_results (self, tables);
    }
  gtk_label_set_text (GTK_LABEL (self->title), title != NULL ? title : _ ("Radiotherapy"));
  foot = g_strdup_printf (_ ("Arithmetic for the discussion, not a plan: a medical physicist checks the dose. Knowledge %s of %s. %s"),
                          pdl_knowledge_get_version (knowledge), pdl_knowledge_get_date (knowledge), signed_off);
  gtk_label_set_text (GTK_LABEL (self->foot), foot);
}

static void
earlier_cb (GtkButton *button, gpointer user_data)
{
  g_signal_emit (user_data, signals[GO_TO_FINDING], 0, g_object_get_data (G_OBJECT (button), "finding"));
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

/* The planned course is a finding of the target like any other, and goes through the same door. */
static void
add_rows (PdlDoseView *self, const PdlDoseTables *tables)
{
  const PdlHistorySettings *history = &tables->history;
  const PdlFinding *findings[] = { history->planned_start, history->planned_dose, history->planned_fractions, history->planned_maximum,
                                   history->planned_cauda_maximum };
  GtkWidget *link = pdl_part_link (_ ("Earlier courses are recorded in the editor ›"), NULL);

  gtk_box_append (GTK_BOX (self->rows), pdl_part_label (_ ("Planned course"), "pdl-sect"));
  for (guint i = 0; i < G_N_ELEMENTS (findings); i++)
    {
      GtkWidget *row = pdl_finding_row_new (self->session, findings[i], G_ACTION_GROUP (self->actions), "target");

      g_signal_connect_object (row, "advance", G_CALLBACK (advance_cb), self, 0);
      gtk_box_append (GTK_BOX (self->rows), row);
    }
  gtk_widget_set_halign (link, GTK_ALIGN_START);
  g_object_set_data (G_OBJECT (link), "finding", (gpointer) history->complete->id);
  g_signal_connect_object (link, "clicked", G_CALLBACK (earlier_cb), self, 0);
  gtk_box_append (GTK_BOX (self->rows), link);
}

static void
pdl_dose_view_dispose (GObject *object)
{
  PdlDoseView *self = PDL_DOSE_VIEW (object);

  g_clear_object (&self->signals);
  g_clear_pointer (&self->outer, gtk_widget_unparent);
  g_clear_object (&self->actions);
  g_clear_object (&self->session);
  if (self->text != NULL)
    g_string_free (g_steal_pointer (&self->text), TRUE);
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
  GtkWidget *scrolled = gtk_scrolled_window_new (), *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  self->text = g_string_new (NULL);
  self->outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->outer, GTK_WIDGET (self));
  self->title = pdl_part_label ("", "pdl-h2");
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_set_margin_start (page, 18);
  gtk_widget_set_margin_end (page, 18);
  gtk_widget_set_margin_top (page, 12);
  gtk_widget_set_margin_bottom (page, 18);
  gtk_box_append (GTK_BOX (page), self->title);
  gtk_box_append (GTK_BOX (page), self->rows);
  gtk_box_append (GTK_BOX (page), self->box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), page);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (self->outer), scrolled);
  self->foot = pdl_part_label ("", "pdl-caption");
  gtk_widget_add_css_class (self->foot, "pdl-foot");
  gtk_box_append (GTK_BOX (self->outer), self->foot);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Radiotherapy"), -1);
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
  GtkWidget *child = gtk_widget_get_first_child (self->rows);

  while (child != NULL && !PDL_IS_FINDING_ROW (child))
    child = gtk_widget_get_next_sibling (child);
  if (child != NULL)
    pdl_finding_row_focus (PDL_FINDING_ROW (child));
}

char *
pdl_dose_view_to_text (PdlDoseView *self)
{
  return g_strdup (self->text->str);
}
