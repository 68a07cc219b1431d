/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The recommendation pane. It is described from the evaluation in one go, in the order of loudness (pdl-pane-reading.c,
 * pdl-pane-knowledge.c); what did not change keeps its widgets. It decides nothing. Main thread.
 */

#include "pdl-recommendation-pane.h"

#include <glib/gi18n-lib.h>

#include "pdl-pane-blocks.h"
#include "pdl-refresh.h"

struct _PdlRecommendationPane
{
  GtkWidget parent_instance;

  PdlSession *session;      /* (owned) */
  GSignalGroup *signals;    /* (owned) */
  GSimpleActionGroup *actions; /* (owned) */
  GtkWidget *box;
  gboolean all_statements;
};

enum { OPEN_BASIS, GO_TO_FINDING, COMPARE, DECIDE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PdlRecommendationPane, pdl_recommendation_pane, GTK_TYPE_WIDGET)

static void
rebuild (gpointer user_data)
{
  PdlRecommendationPane *self = user_data;
  PdlEvaluation *evaluation = pdl_session_get_evaluation (self->session);
  PdlPartList *list = pdl_part_list_of (self->box);
  g_autoptr (GHashTable) said = g_hash_table_new (NULL, NULL);
  gboolean cannot;
  int target;

  pdl_part_list_begin (list);
  if (evaluation == NULL || evaluation->n_targets == 0)
    {
      if (!pdl_part_list_keep (list, "none", NULL))
        pdl_part_list_put (list, pdl_pane_inset (pdl_part_label (_ ("No case is open"), "pdl-h2")));
      pdl_pane_add_words (list, _ ("Mark a level on the spine to start one. The emergency list opens with F8 at any time."), "pdl-note");
      pdl_part_list_end (list);
      return;
    }
  target = CLAMP (pdl_session_get_target (self->session), 0, (int) evaluation->n_targets - 1);
  cannot = evaluation->targets[target].decision.state == PDL_STATE_CANNOT_DETERMINE;
  /* The state of the action is what presses the button of the target in hand. */
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "target")), g_variant_new_int32 (target));
  pdl_pane_add_target_tabs (list, evaluation);
  pdl_pane_add_reading (list, evaluation, target, said);
  pdl_pane_add_axes (list, evaluation, target);
  if (cannot)
    pdl_pane_add_missing (list, evaluation, target);
  pdl_pane_add_options (list, evaluation, target, said);
  pdl_pane_add_modifiers (list, evaluation, target, said);
  if (!cannot)
    pdl_pane_add_missing (list, evaluation, target);
  pdl_pane_add_unread (list, evaluation);
  pdl_pane_add_scores (list, evaluation, target);
  pdl_pane_add_alerts (list, evaluation, target, said);
  pdl_pane_add_statements (list, evaluation, target, self->all_statements, pdl_session_get_national (self->session), said);
  pdl_part_list_end (list);
}

/* ---- actions ---------------------------------------------------------------------------------------------------- */

static void
basis_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PdlRecommendationPane *self = user_data;

  g_signal_emit (self, signals[OPEN_BASIS], 0, g_variant_get_string (parameter, NULL), MAX (pdl_session_get_target (self->session), 0));
}

static void
go_to_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_signal_emit (user_data, signals[GO_TO_FINDING], 0, g_variant_get_string (parameter, NULL));
}

static void
target_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PdlRecommendationPane *self = user_data;

  pdl_session_set_target (self->session, g_variant_get_int32 (parameter));
  pdl_refresh_queue (GTK_WIDGET (self));
}

static void
compare_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_signal_emit (user_data, signals[COMPARE], 0);
}

static void
decide_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_signal_emit (user_data, signals[DECIDE], 0);
}

static void
all_statements_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PdlRecommendationPane *self = user_data;

  self->all_statements = TRUE;
  pdl_refresh_queue (GTK_WIDGET (self));
}

static void
pdl_recommendation_pane_dispose (GObject *object)
{
  PdlRecommendationPane *self = PDL_RECOMMENDATION_PANE (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->session);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (pdl_recommendation_pane_parent_class)->dispose (object);
}

static void
pdl_recommendation_pane_class_init (PdlRecommendationPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pdl_recommendation_pane_dispose;
  signals[OPEN_BASIS] = g_signal_new ("open-basis", PDL_TYPE_RECOMMENDATION_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                      G_TYPE_STRING, G_TYPE_INT);
  signals[GO_TO_FINDING] = g_signal_new ("go-to-finding", PDL_TYPE_RECOMMENDATION_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[COMPARE] = g_signal_new ("compare", PDL_TYPE_RECOMMENDATION_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DECIDE] = g_signal_new ("decide", PDL_TYPE_RECOMMENDATION_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "recommendationpane");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
}

static void
pdl_recommendation_pane_init (PdlRecommendationPane *self)
{
  static const GActionEntry entries[] = {
    { "basis", basis_activated_cb, "s" },    { "go-to", go_to_activated_cb, "s" }, { "target", target_activated_cb, "i", "0" },
    { "compare", compare_activated_cb },     { "decide", decide_activated_cb },    { "all-statements", all_statements_activated_cb },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "pane", G_ACTION_GROUP (self->actions));
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_set_margin_bottom (self->box, 8);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Recommendations"), -1);
}

GtkWidget *
pdl_recommendation_pane_new (PdlSession *session)
{
  PdlRecommendationPane *self = g_object_new (PDL_TYPE_RECOMMENDATION_PANE, NULL);

  self->session = g_object_ref (session);
  pdl_refresh_init (GTK_WIDGET (self), rebuild);
  self->signals = g_signal_group_new (PDL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "evaluated", G_CALLBACK (pdl_refresh_queue), self);
  g_signal_group_connect_swapped (self->signals, "case-changed", G_CALLBACK (pdl_refresh_queue), self);
  g_signal_group_connect_swapped (self->signals, "notify::level", G_CALLBACK (pdl_refresh_queue), self);
  g_signal_group_connect_swapped (self->signals, "notify::national", G_CALLBACK (pdl_refresh_queue), self);
  g_signal_group_set_target (self->signals, session);
  rebuild (self);
  return GTK_WIDGET (self);
}

void
pdl_recommendation_pane_open_row (PdlRecommendationPane *self)
{
  PdlEvaluation *evaluation = pdl_session_get_evaluation (self->session);
  int target = MAX (pdl_session_get_target (self->session), 0);
  g_autofree char *reference = NULL;

  if (evaluation == NULL || evaluation->n_targets == 0)
    return;
  target = MIN (target, (int) evaluation->n_targets - 1);
  reference = g_strdup_printf ("row/%s", evaluation->targets[target].decision.row->id);
  g_signal_emit (self, signals[OPEN_BASIS], 0, reference, target);
}

const char *
pdl_recommendation_pane_get_open_finding (PdlRecommendationPane *self, guint place)
{
  PdlEvaluation *evaluation = pdl_session_get_evaluation (self->session);
  const PdlDecisionResult *decision;
  int target = MAX (pdl_session_get_target (self->session), 0);

  if (evaluation == NULL || evaluation->n_targets == 0)
    return NULL;
  decision = &evaluation->targets[MIN (target, (int) evaluation->n_targets - 1)].decision;
  if (decision->n_missing == 0)
    return NULL;
  place %= decision->n_missing;
  return decision->missing[place].ask != NULL ? decision->missing[place].ask[0] : NULL;
}
