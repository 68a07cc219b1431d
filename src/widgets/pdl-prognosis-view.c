/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-prognosis-view.h"

#include <glib/gi18n-lib.h>

#include "pdl-card-page.h"
#include "pdl-finding-actions.h"
#include "pdl-finding-row.h"
#include "pdl-pane-parts.h"
#include "pdl-prognosis-page.h"
#include "pdl-refresh.h"
#include "pdl-side-shell.h"

struct _PdlPrognosisView
{
  GtkWidget parent_instance;

  PdlSession *session;       /* (owned) */
  GSignalGroup *signals;     /* (owned) */
  PdlFindingActions *actions;/* (owned) of the case */
  PdlSideShell shell;        /* head: the summary, box: the models */
};

enum { GO_TO_FINDING, OPEN_BASIS, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PdlPrognosisView, pdl_prognosis_view, GTK_TYPE_WIDGET)

/* A row stands while its finding is asked for: those of an outside tool only once a tool is named. */
static void
refresh_rows (PdlPrognosisView *self, PdlEvaluation *evaluation)
{
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (pdl_session_get_knowledge (self->session));

  for (GtkWidget *child = gtk_widget_get_first_child (self->shell.rows); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (PDL_IS_FINDING_ROW (child))
      {
        const PdlFinding *finding = pdl_dictionary_lookup (dictionary, g_object_get_data (G_OBJECT (child), "finding"));

        gtk_widget_set_visible (child, pdl_evaluation_is_shown (evaluation, finding, -1, PDL_LEVEL_NONE));
        pdl_finding_row_refresh (PDL_FINDING_ROW (child));
      }
}

static void
build (gpointer user_data)
{
  PdlPrognosisView *self = user_data;
  PdlEvaluation *evaluation = pdl_session_get_evaluation (self->session);
  PdlKnowledge *knowledge = pdl_session_get_knowledge (self->session);
  g_autofree char *signed_off = pdl_words_sign_off (knowledge, pdl_session_get_signature_book (self->session)), *foot = NULL;

  pdl_side_shell_empty (&self->shell);
  gtk_widget_set_visible (self->shell.rows, evaluation != NULL);
  if (evaluation == NULL)
    gtk_box_append (GTK_BOX (self->shell.head), pdl_part_label (_ ("No case is open."), "pdl-body"));
  else
    {
      g_autoptr (PdlPrognosis) prognosis = pdl_prognosis_new (evaluation);
      PdlPrognosisPage page = { .box = self->shell.head, .text = self->shell.text, .knowledge = knowledge, .prognosis = prognosis };

      refresh_rows (self, evaluation);
      pdl_prognosis_page_write_summary (&page);
      page.box = self->shell.box;
      pdl_prognosis_page_write_models (&page);
    }
  foot = g_strdup_printf (_ ("A score alone does not decide treatment. Knowledge %s of %s. %s"), pdl_knowledge_get_version (knowledge),
                          pdl_knowledge_get_date (knowledge), signed_off);
  gtk_label_set_text (GTK_LABEL (self->shell.foot), foot);
}

static void
go_to_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_signal_emit (user_data, signals[GO_TO_FINDING], 0, g_variant_get_string (parameter, NULL));
}

static void
basis_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_signal_emit (user_data, signals[OPEN_BASIS], 0, g_variant_get_string (parameter, NULL));
}

static void
add_rows (PdlPrognosisView *self)
{
  PdlKnowledge *knowledge = pdl_session_get_knowledge (self->session);
  const char **entry = pdl_knowledge_get_prognosis_words (knowledge)->entry;

  gtk_box_append (GTK_BOX (self->shell.rows), pdl_part_hairline ());
  gtk_box_append (GTK_BOX (self->shell.rows), pdl_part_label (_ ("The oncologist, and what another tool says"), "pdl-sect"));
  for (guint i = 0; entry != NULL && entry[i] != NULL; i++)
    {
      const PdlFinding *finding = pdl_dictionary_lookup (pdl_knowledge_get_dictionary (knowledge), entry[i]);
      GtkWidget *row = pdl_side_shell_add_finding (&self->shell, self->session, self->actions, "case", finding);

      g_object_set_data (G_OBJECT (row), "finding", (gpointer) finding->id);
    }
}

static void
pdl_prognosis_view_dispose (GObject *object)
{
  PdlPrognosisView *self = PDL_PROGNOSIS_VIEW (object);

  g_clear_object (&self->signals);
  pdl_side_shell_clear (&self->shell);
  g_clear_object (&self->actions);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (pdl_prognosis_view_parent_class)->dispose (object);
}

static void
pdl_prognosis_view_class_init (PdlPrognosisViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pdl_prognosis_view_dispose;
  signals[GO_TO_FINDING] = g_signal_new ("go-to-finding", PDL_TYPE_PROGNOSIS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[OPEN_BASIS] = g_signal_new ("open-basis", PDL_TYPE_PROGNOSIS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "prognosisview");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_REGION);
}

static void
pdl_prognosis_view_init (PdlPrognosisView *self)
{
  static const GActionEntry entries[] = { { "go-to", go_to_cb, "s" }, { "basis", basis_cb, "s" } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "prognosis", G_ACTION_GROUP (actions));
  pdl_side_shell_init (&self->shell, GTK_WIDGET (self), _ ("Prognosis"));
}

GtkWidget *
pdl_prognosis_view_new (PdlSession *session)
{
  PdlPrognosisView *self = g_object_new (PDL_TYPE_PROGNOSIS_VIEW, NULL);

  self->session = g_object_ref (session);
  self->actions = pdl_finding_actions_new (session, "case");
  gtk_widget_insert_action_group (GTK_WIDGET (self), "case", G_ACTION_GROUP (self->actions));
  add_rows (self);
  pdl_refresh_init (GTK_WIDGET (self), build);
  self->signals = g_signal_group_new (PDL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "evaluated", G_CALLBACK (pdl_refresh_queue), self);
  g_signal_group_connect_swapped (self->signals, "case-changed", G_CALLBACK (pdl_refresh_queue), self);
  g_signal_group_set_target (self->signals, session);
  build (self);
  return GTK_WIDGET (self);
}

void
pdl_prognosis_view_start (PdlPrognosisView *self)
{
  pdl_side_shell_focus (&self->shell);
}

char *
pdl_prognosis_view_to_text (PdlPrognosisView *self)
{
  return g_strdup (self->shell.text->str);
}
