/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Recording a decision. The form makes one change and sends it through the door; it judges nothing but that a choice and,
 * when it differs from the row, a reason are there. Main thread.
 */

#include "pdl-decision-form.h"

#include <glib/gi18n-lib.h>

#include "pdl-pane-parts.h"
#include "pdl-theme.h"

struct _PdlDecisionForm
{
  GtkWidget parent_instance;

  PdlSession *session; /* (owned) */
  PdlFreezeFunc freeze;
  GtkWidget *outer, *title, *box, *reason, *owner, *deadline, *question, *message, *kind;
  GPtrArray *choices;  /* of GtkWidget: check buttons, one per option, with "option" */
};

enum { CLOSED, RECORDED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PdlDecisionForm, pdl_decision_form, GTK_TYPE_WIDGET)

static const PdlTargetResult *
get_target (PdlDecisionForm *self)
{
  PdlEvaluation *evaluation = pdl_session_get_evaluation (self->session);

  if (evaluation == NULL || evaluation->n_targets == 0)
    return NULL;
  return &evaluation->targets[CLAMP (pdl_session_get_target (self->session), 0, (int) evaluation->n_targets - 1)];
}

static const PdlOption *
get_choice (PdlDecisionForm *self)
{
  for (guint i = 0; i < self->choices->len; i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (g_ptr_array_index (self->choices, i))))
      return g_object_get_data (G_OBJECT (g_ptr_array_index (self->choices, i)), "option");
  return NULL;
}

/* The kinds of decision the dictionary declares, in its order. */
static GPtrArray *
list_kinds (PdlDecisionForm *self)
{
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (pdl_session_get_knowledge (self->session));
  GPtrArray *kinds = g_ptr_array_new ();

  for (guint i = 0; i < pdl_dictionary_get_n_kinds (dictionary); i++)
    {
      const PdlRecordKind *kind = pdl_dictionary_get_kind (dictionary, i);

      if (kind->group == PDL_GROUP_DECISION)
        g_ptr_array_add (kinds, (gpointer) kind);
    }
  return kinds;
}

static void
say (PdlDecisionForm *self, const char *message)
{
  gtk_label_set_text (GTK_LABEL (self->message), message);
}

static gboolean
add_text (PdlChange *change, PdlCase *kase, const char *uid, const char *field, const char *text, GError **error)
{
  return text == NULL || *text == '\0' || pdl_change_set_text (change, kase, uid, PDL_LEVEL_NONE, field, text, error);
}

static void
save (PdlDecisionForm *self)
{
  const PdlTargetResult *target = get_target (self);
  const PdlOption *choice = get_choice (self);
  PdlCase *kase = pdl_session_get_case (self->session);
  PdlEvaluation *evaluation = pdl_session_get_evaluation (self->session);
  const char *reason = gtk_editable_get_text (GTK_EDITABLE (self->reason));
  g_autoptr (GPtrArray) kinds = list_kinds (self);
  const PdlRecordKind *kind;
  g_autoptr (PdlChange) change = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) levels = g_string_new (NULL);
  g_autofree char *today = pdl_day_to_iso (pdl_minute_day (pdl_session_get_now (self->session)), PDL_PRECISION_DAY);
  g_autofree char *frozen = NULL, *uid = NULL;
  gboolean agrees;

  if (target == NULL || kase == NULL)
    return;
  if (choice == NULL)
    {
      say (self, _ ("Choose what the meeting decided."));
      return;
    }
  agrees = target->n_options > 0 && target->options[0].option == choice && g_str_equal (target->options[0].place, "named");
  if (!agrees && *reason == '\0')
    {
      say (self, _ ("This differs from what the row names first: write the reason."));
      gtk_widget_grab_focus (self->reason);
      return;
    }
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    if ((target->levels & PDL_LEVEL_BIT (level)) != 0)
      g_string_append_printf (levels, "%s%s", levels->len > 0 ? " " : "", pdl_level_name (level));

  kind = g_ptr_array_index (kinds, gtk_drop_down_get_selected (GTK_DROP_DOWN (self->kind)));
  frozen = self->freeze != NULL ? self->freeze (evaluation, pdl_session_get_plan (self->session)) : NULL;
  change = pdl_change_new (_ ("decision"));
  uid = g_strdup (pdl_change_add_item (change, PDL_GROUP_DECISION, kind->id, NULL));
  if (!add_text (change, kase, uid, "date", today, &error) || !add_text (change, kase, uid, "levels", levels->str, &error)
      || !add_text (change, kase, uid, "question", gtk_editable_get_text (GTK_EDITABLE (self->question)), &error)
      || !add_text (change, kase, uid, "row", target->decision.row->id, &error)
      || !add_text (change, kase, uid, "option", choice->id, &error)
      || !add_text (change, kase, uid, "agrees", agrees ? "true" : "false", &error)
      || !add_text (change, kase, uid, "override_reason", reason, &error)
      || !add_text (change, kase, uid, "owner", gtk_editable_get_text (GTK_EDITABLE (self->owner)), &error)
      || !add_text (change, kase, uid, "deadline", gtk_editable_get_text (GTK_EDITABLE (self->deadline)), &error)
      || !add_text (change, kase, uid, "evaluation", frozen, &error)
      || !add_text (change, kase, uid, "knowledge_version", pdl_knowledge_get_version (evaluation->knowledge), &error)
      || !pdl_session_apply (self->session, change, &error))
    {
      say (self, error->message);
      return;
    }
  g_signal_emit (self, signals[RECORDED], 0);
}

static GtkWidget *
make_entry (PdlDecisionForm *self, const char *label, const char *placeholder)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = pdl_part_label (label, "pdl-body");
  GtkWidget *entry = gtk_entry_new ();

  gtk_widget_set_size_request (words, (int) (150 * pdl_theme_get_text_scale ()), -1);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_widget_add_css_class (entry, "pdl-entry");
  g_object_set (entry, "placeholder-text", placeholder, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), entry);
  gtk_box_append (GTK_BOX (self->box), row);
  return entry;
}

void
pdl_decision_form_open (PdlDecisionForm *self)
{
  const PdlTargetResult *target = get_target (self);
  g_autoptr (GPtrArray) kinds = list_kinds (self);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *levels = NULL, *title = NULL;
  GtkWidget *child, *group = NULL;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  g_ptr_array_set_size (self->choices, 0);
  say (self, "");
  if (target == NULL)
    return;
  levels = pdl_words_levels (target->levels);
  title = g_strdup_printf (_ ("Decision for %s"), levels);
  gtk_label_set_text (GTK_LABEL (self->title), title);

  for (guint i = 0; i < kinds->len; i++)
    gtk_string_list_append (names, pdl_dictionary_translate (((const PdlRecordKind *) g_ptr_array_index (kinds, i))->label));
  self->kind = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->kind), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Decided by"), -1);
  gtk_widget_set_halign (self->kind, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self->box), self->kind);
  self->question = make_entry (self, _ ("Question"), "");
  gtk_box_append (GTK_BOX (self->box), pdl_part_label (_ ("Decided: in the order of the row, none chosen beforehand"), "pdl-sect"));
  for (guint i = 0; i < target->n_options; i++)
    {
      const PdlOptionResult *option = &target->options[i];
      GtkWidget *choice = gtk_check_button_new_with_label (pdl_dictionary_translate (option->option->label));

      if (group == NULL)
        group = choice;
      else
        gtk_check_button_set_group (GTK_CHECK_BUTTON (choice), GTK_CHECK_BUTTON (group));
      g_object_set_data (G_OBJECT (choice), "option", (gpointer) option->option);
      g_ptr_array_add (self->choices, choice);
      gtk_box_append (GTK_BOX (self->box), choice);
    }
  self->reason = make_entry (self, _ ("Reason"), _ ("needed when the choice differs from the row"));
  self->owner = make_entry (self, _ ("Who sees to it"), "");
  self->deadline = make_entry (self, _ ("Until"), _ ("yyyy-mm-dd"));
  gtk_widget_grab_focus (group != NULL ? group : self->kind);
}

static void
save_clicked_cb (GtkButton *button, gpointer user_data)
{
  save (user_data);
}

static void
back_clicked_cb (GtkButton *button, gpointer user_data)
{
  g_signal_emit (user_data, signals[CLOSED], 0);
}

static void
pdl_decision_form_dispose (GObject *object)
{
  PdlDecisionForm *self = PDL_DECISION_FORM (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_pointer (&self->outer, gtk_widget_unparent);
  G_OBJECT_CLASS (pdl_decision_form_parent_class)->dispose (object);
}

static void
pdl_decision_form_class_init (PdlDecisionFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pdl_decision_form_dispose;
  signals[CLOSED] = g_signal_new ("closed", PDL_TYPE_DECISION_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RECORDED] = g_signal_new ("recorded", PDL_TYPE_DECISION_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_FORM);
}

static void
pdl_decision_form_init (PdlDecisionForm *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  GtkWidget *record = gtk_button_new_with_mnemonic (_ ("_Record decision"));
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->choices = g_ptr_array_new ();
  self->outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->outer, GTK_WIDGET (self));
  gtk_widget_add_css_class (back, "flat");
  gtk_widget_set_tooltip_text (back, _ ("Back (Esc)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (back), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Back"), -1);
  g_signal_connect_object (back, "clicked", G_CALLBACK (back_clicked_cb), self, 0);
  self->title = pdl_part_label ("", "pdl-h2");
  gtk_widget_add_css_class (head, "pdl-head");
  gtk_box_append (GTK_BOX (head), back);
  gtk_box_append (GTK_BOX (head), self->title);
  gtk_box_append (GTK_BOX (self->outer), head);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_margin_start (self->box, 14);
  gtk_widget_set_margin_end (self->box, 14);
  gtk_widget_set_margin_top (self->box, 10);
  gtk_widget_set_margin_bottom (self->box, 10);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->box);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (self->outer), scrolled);

  self->message = pdl_part_label ("", "pdl-matter");
  gtk_widget_set_hexpand (self->message, TRUE);
  gtk_widget_add_css_class (record, "pdl-button");
  g_signal_connect_object (record, "clicked", G_CALLBACK (save_clicked_cb), self, 0);
  gtk_widget_add_css_class (foot, "pdl-foot");
  gtk_box_append (GTK_BOX (foot), self->message);
  gtk_box_append (GTK_BOX (foot), record);
  gtk_box_append (GTK_BOX (self->outer), foot);
}

GtkWidget *
pdl_decision_form_new (PdlSession *session, PdlFreezeFunc freeze)
{
  PdlDecisionForm *self = g_object_new (PDL_TYPE_DECISION_FORM, NULL);

  self->session = g_object_ref (session);
  self->freeze = freeze;
  return GTK_WIDGET (self);
}
