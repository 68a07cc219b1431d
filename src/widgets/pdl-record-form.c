/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form of one dated record. Its rows work on a private action group; Save turns that into one change. Main thread. */
#include "pdl-record-form.h"

#include <glib/gi18n-lib.h>

#include "pdl-finding-row.h"

struct _PdlRecordForm
{
  GtkWidget parent_instance;

  PdlSession *session;        /* (owned) */
  PdlGroup group;
  const PdlRecordKind *kind;  /* of the dictionary */
  char *uid;                  /* (owned) (nullable) of the record being changed */
  GSimpleActionGroup *fields; /* (owned) */
  GPtrArray *kinds;           /* (owned) of const PdlRecordKind, as in the drop-down */

  GtkWidget *box;
  GtkWidget *choose;          /* drop-down of kinds; (nullable) when changing */
  GtkWidget *rows;
  GtkWidget *problem;
  GPtrArray *row_list;        /* (owned) of PdlFindingRow */
};

enum { SIGNAL_CLOSED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PdlRecordForm, pdl_record_form, GTK_TYPE_WIDGET)

static void
activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_simple_action_set_state (action, parameter);
}

static void
advance_cb (PdlRecordForm *self, int step, PdlFindingRow *row)
{
  guint at;

  if (!g_ptr_array_find (self->row_list, row, &at))
    return;
  if (step > 0 && at + 1 < self->row_list->len)
    pdl_finding_row_focus (g_ptr_array_index (self->row_list, at + 1));
  else if (step < 0 && at > 0)
    pdl_finding_row_focus (g_ptr_array_index (self->row_list, at - 1));
  else
    gtk_widget_child_focus (GTK_WIDGET (self), step > 0 ? GTK_DIR_TAB_FORWARD : GTK_DIR_TAB_BACKWARD);
}

static void
fill (PdlRecordForm *self, const PdlFields *values, const char *status)
{
  GtkWidget *child;

  g_clear_object (&self->fields);
  self->fields = g_simple_action_group_new ();
  g_ptr_array_set_size (self->row_list, 0);
  while ((child = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), child);
  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      const PdlFinding *field = self->kind->fields[i];
      const PdlValue *value = values != NULL ? pdl_fields_get (values, field->id) : NULL;
      g_autofree char *text = value != NULL ? pdl_finding_format (field, value) : g_strdup ("");
      g_autoptr (GSimpleAction) action = NULL;

      if (values == NULL && status != NULL && g_str_equal (field->id, "status") && pdl_finding_lookup_code (field, status, NULL) != NULL)
        {
          g_free (text);
          text = g_strdup (status);
        }
      action = g_simple_action_new_stateful (field->id, G_VARIANT_TYPE_STRING, g_variant_new_string (text != NULL ? text : ""));
      g_signal_connect (action, "activate", G_CALLBACK (activate_cb), NULL);
      g_action_map_add_action (G_ACTION_MAP (self->fields), G_ACTION (action));
    }
  gtk_widget_insert_action_group (GTK_WIDGET (self), "item", G_ACTION_GROUP (self->fields));
  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      GtkWidget *row = pdl_finding_row_new (NULL, self->kind->fields[i], G_ACTION_GROUP (self->fields), "item");

      g_signal_connect_swapped (row, "advance", G_CALLBACK (advance_cb), self);
      g_ptr_array_add (self->row_list, row);
      gtk_box_append (GTK_BOX (self->rows), row);
    }
}

static void
kind_changed_cb (PdlRecordForm *self)
{
  guint at = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->choose));

  if (at >= self->kinds->len)
    return;
  self->kind = g_ptr_array_index (self->kinds, at);
  fill (self, NULL, NULL);
}

static gboolean
build_change (PdlRecordForm *self, PdlChange *change, GError **error)
{
  PdlCase *kase = pdl_session_get_case (self->session);
  const char *uid = self->uid;

  if (uid == NULL)
    uid = pdl_change_add_item (change, self->group, self->kind->id, NULL);
  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      const PdlFinding *field = self->kind->fields[i];
      g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self->fields), field->id);
      const char *text = g_variant_get_string (state, NULL);

      if (*text == '\0' && self->uid == NULL)
        continue;
      if (!pdl_change_set_text (change, kase, uid, PDL_LEVEL_NONE, field->id, text, error))
        return FALSE;
    }
  return TRUE;
}

static void
save_cb (PdlRecordForm *self)
{
  g_autoptr (PdlChange) change = NULL;
  g_autoptr (GError) error = NULL;

  if (pdl_session_get_case (self->session) == NULL)
    pdl_session_new_case (self->session);
  change = pdl_change_new (pdl_dictionary_translate (self->kind->label));
  if (build_change (self, change, &error) && pdl_session_apply (self->session, change, &error))
    {
      g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
      return;
    }
  gtk_label_set_text (GTK_LABEL (self->problem), error->message);
  gtk_widget_set_visible (self->problem, TRUE);
}

static void
close_cb (PdlRecordForm *self)
{
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

static gboolean
pdl_record_form_grab_focus (GtkWidget *widget)
{
  PdlRecordForm *self = PDL_RECORD_FORM (widget);

  if (self->choose != NULL)
    return gtk_widget_grab_focus (self->choose);
  return gtk_widget_child_focus (self->rows, GTK_DIR_TAB_FORWARD);
}

static void
pdl_record_form_dispose (GObject *object)
{
  PdlRecordForm *self = PDL_RECORD_FORM (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->row_list, g_ptr_array_unref);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_clear_pointer (&self->uid, g_free);
  g_clear_object (&self->fields);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (pdl_record_form_parent_class)->dispose (object);
}

static void
pdl_record_form_class_init (PdlRecordFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pdl_record_form_dispose;
  widget_class->grab_focus = pdl_record_form_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "recordform");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signals[SIGNAL_CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pdl_record_form_init (PdlRecordForm *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *save = gtk_button_new_with_mnemonic (_("_Save record"));
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Close"));

  self->row_list = g_ptr_array_new ();
  self->kinds = g_ptr_array_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_box_append (GTK_BOX (self->box), self->rows);
  self->problem = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->problem), 0);
  gtk_label_set_wrap (GTK_LABEL (self->problem), TRUE);
  gtk_widget_add_css_class (self->problem, "pdl-refusal");
  gtk_widget_set_visible (self->problem, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->problem);
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (buttons), cancel);
  gtk_box_append (GTK_BOX (buttons), save);
  gtk_box_append (GTK_BOX (self->box), buttons);
  g_signal_connect_swapped (save, "clicked", G_CALLBACK (save_cb), self);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (close_cb), self);
}

GtkWidget *
pdl_record_form_new (PdlSession *session, PdlGroup group, const PdlItem *item, const char *kind, const char *status)
{
  PdlRecordForm *self = g_object_new (PDL_TYPE_RECORD_FORM, NULL);
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (pdl_session_get_knowledge (session));

  self->session = g_object_ref (session);
  self->group = group;
  if (item != NULL)
    {
      self->uid = g_strdup (pdl_item_get_uid (item));
      self->kind = pdl_item_get_kind (item);
    }
  else
    {
      g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
      guint chosen = 0;

      for (guint i = 0; i < pdl_dictionary_get_n_kinds (dictionary); i++)
        {
          const PdlRecordKind *each = pdl_dictionary_get_kind (dictionary, i);

          if (each->group != group)
            continue;
          if (g_strcmp0 (each->id, kind) == 0)
            chosen = self->kinds->len;
          g_ptr_array_add (self->kinds, (gpointer) each);
          gtk_string_list_append (labels, pdl_dictionary_translate (each->label));
        }
      if (self->kinds->len == 0)
        return GTK_WIDGET (self);
      self->choose = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&labels)), NULL);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->choose), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Kind of record"), -1);
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->choose), chosen);
      gtk_box_prepend (GTK_BOX (self->box), self->choose);
      self->kind = g_ptr_array_index (self->kinds, chosen);
      g_signal_connect_swapped (self->choose, "notify::selected", G_CALLBACK (kind_changed_cb), self);
    }
  fill (self, item != NULL ? pdl_item_get_fields (item) : NULL, status);
  return GTK_WIDGET (self);
}
