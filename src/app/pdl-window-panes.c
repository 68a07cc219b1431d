/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the window that show what the evaluation says, and how they lead to each other. Main thread; the window owns
 * them. */
#include "pdl-window-panes.h"

#include <glib/gi18n-lib.h>

#include "pdl-basis-view.h"
#include "pdl-compare-view.h"
#include "pdl-decision-form.h"
#include "pdl-evaluation-json.h"
#include "pdl-recommendation-pane.h"
#include "pdl-timeline-view.h"
#include "pdl-window-versions.h"

/* The left side that is laid over spine and editor: the basis, or the decision form. */
#define STACK_KEY "pdl-over-stack"

static GtkWidget *
get_over (PdlMainWindow *window, const char *name)
{
  GtkWidget *stack = g_object_get_data (G_OBJECT (window), STACK_KEY);

  return gtk_stack_get_child_by_name (GTK_STACK (stack), name);
}

static void
show_over (PdlMainWindow *window, const char *name)
{
  GtkWidget *stack = g_object_get_data (G_OBJECT (window), STACK_KEY);

  gtk_stack_set_visible_child_name (GTK_STACK (stack), name);
  pdl_main_window_show_left (window, "basis");
}

static void
over_closed_cb (PdlMainWindow *window)
{
  pdl_main_window_show_left (window, "work");
  pdl_main_window_show_view (window, "case");
}

static void
go_to_finding_cb (PdlMainWindow *window, const char *id)
{
  pdl_main_window_show_left (window, "work");
  pdl_main_window_go_to_finding (window, id);
}

static void
open_basis_cb (PdlMainWindow *window, const char *reference, int target)
{
  if (g_strcmp0 (pdl_main_window_get_view (window), "compare") == 0)
    pdl_main_window_show_view (window, "case");
  pdl_basis_view_open (PDL_BASIS_VIEW (get_over (window, "basis")), reference, target);
  show_over (window, "basis");
}

static void
compare_cb (PdlMainWindow *window)
{
  pdl_main_window_show_view (window, "compare");
}

static void
recorded_cb (PdlMainWindow *window)
{
  over_closed_cb (window);
  pdl_main_window_toast (window, _ ("Decision recorded"), TRUE);
}

static char *
freeze (PdlEvaluation *evaluation, PdlPlan *plan)
{
  return pdl_evaluation_to_json (evaluation, plan, NULL, NULL, 0, FALSE);
}

void
pdl_window_panes_fill (PdlMainWindow *window)
{
  PdlSession *session = pdl_main_window_get_session (window);
  GtkWidget *pane = pdl_recommendation_pane_new (session);
  GtkWidget *compare = pdl_compare_view_new (session);
  GtkWidget *basis = pdl_basis_view_new (session);
  GtkWidget *decision = pdl_decision_form_new (session, freeze);
  GtkWidget *stack = gtk_stack_new ();

  gtk_stack_add_named (GTK_STACK (stack), basis, "basis");
  gtk_stack_add_named (GTK_STACK (stack), decision, "decision");
  g_object_set_data (G_OBJECT (window), STACK_KEY, stack);

  g_signal_connect_object (pane, "open-basis", G_CALLBACK (open_basis_cb), window, G_CONNECT_SWAPPED);
  g_signal_connect_object (pane, "go-to-finding", G_CALLBACK (go_to_finding_cb), window, G_CONNECT_SWAPPED);
  g_signal_connect_object (pane, "compare", G_CALLBACK (compare_cb), window, G_CONNECT_SWAPPED);
  g_signal_connect_object (pane, "decide", G_CALLBACK (pdl_window_panes_decision), window, G_CONNECT_SWAPPED);
  g_signal_connect_object (compare, "closed", G_CALLBACK (over_closed_cb), window, G_CONNECT_SWAPPED);
  g_signal_connect_object (compare, "open-basis", G_CALLBACK (open_basis_cb), window, G_CONNECT_SWAPPED);
  g_signal_connect_object (basis, "closed", G_CALLBACK (over_closed_cb), window, G_CONNECT_SWAPPED);
  g_signal_connect_object (basis, "go-to-finding", G_CALLBACK (go_to_finding_cb), window, G_CONNECT_SWAPPED);
  g_signal_connect_object (decision, "closed", G_CALLBACK (over_closed_cb), window, G_CONNECT_SWAPPED);
  g_signal_connect_object (decision, "recorded", G_CALLBACK (recorded_cb), window, G_CONNECT_SWAPPED);

  pdl_window_versions_connect (window);
  pdl_main_window_set_pane (window, pane);
  pdl_main_window_set_basis (window, stack);
  pdl_main_window_set_compare (window, compare);
  pdl_main_window_set_follow_up (window, pdl_follow_up_page_new (session));
  pdl_main_window_set_strip (window, pdl_timeline_view_new (session, FALSE));
}

void
pdl_window_panes_open_basis (PdlMainWindow *window, const char *reference)
{
  open_basis_cb (window, reference, MAX (pdl_session_get_target (pdl_main_window_get_session (window)), 0));
}

void
pdl_window_panes_basis (PdlMainWindow *window)
{
  GtkWidget *pane = pdl_main_window_get_pane (window);

  if (PDL_IS_RECOMMENDATION_PANE (pane))
    pdl_recommendation_pane_open_row (PDL_RECOMMENDATION_PANE (pane));
}

void
pdl_window_panes_compare (PdlMainWindow *window)
{
  compare_cb (window);
}

void
pdl_window_panes_decision (PdlMainWindow *window)
{
  pdl_decision_form_open (PDL_DECISION_FORM (get_over (window, "decision")));
  show_over (window, "decision");
}

char *
pdl_window_panes_copy_text (PdlMainWindow *window)
{
  GtkWidget *basis = get_over (window, "basis");
  g_autofree char *text = pdl_basis_view_to_text (PDL_BASIS_VIEW (basis));

  /* Nothing was opened yet: the basis of the row in hand. */
  if (*text == '\0')
    {
      pdl_window_panes_basis (window);
      return pdl_basis_view_to_text (PDL_BASIS_VIEW (basis));
    }
  return g_steal_pointer (&text);
}
