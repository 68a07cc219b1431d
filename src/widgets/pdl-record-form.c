/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form of one dated record. Its rows work on a private action group; each entry becomes a change at once. Main thread. */
#include "pdl-record-form.h"

#include <glib/gi18n-lib.h>

#include "pdl-finding-row.h"
#include "pdl-result-entry.h"

struct _PdlRecordForm
{
  GtkWidget parent_instance;

  PdlSession *session;        /* (owned) */
  PdlGroup group;
  const PdlRecordKind *kind;  /* of the dictionary */
  char *uid;                  /* (owned) (nullable) of the record; NULL until something of a new one is recorded */
  GSimpleActionGroup *fields; /* (owned) */
  GPtrArray *kinds;           /* (owned) of const PdlRecordKind, as in the drop-down */

  GtkWidget *box;
  GtkWidget *choose;          /* drop-down of kinds; (nullable) when changing */
  GtkWidget *rows;
  GtkWidget *problem;
  GPtrArray *row_list;        /* (owned) of PdlFindingRow */
};

enum { SIGNAL_CLOSED, SIGNAL_KEYS_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PdlRecordForm, pdl_record_form, GTK_TYPE_WIDGET)

static const PdlItem *
find_item (PdlRecordForm *self)
{
  PdlCase *kase = pdl_session_get_case (self->session);

  return kase != NULL && self->uid != NULL ? pdl_case_lookup_item (kase, self->uid) : NULL;
}

/* As the case holds it; "" = not asked. */
static char *
recorded_text (PdlRecordForm *self, const PdlFinding *field)
{
  const PdlItem *item = find_item (self);
  const PdlValue *value = item != NULL ? pdl_fields_get (pdl_item_get_fields (item), field->id) : NULL;
  char *text = value != NULL ? pdl_finding_format (field, value) : NULL;

  return text != NULL ? text : g_strdup ("");
}

/* As the form shows it. (transfer full) */
static char *
typed_text (PdlRecordForm *self, const char *field)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self->fields), field);

  return g_strdup (g_variant_get_string (state, NULL));
}

/* A result is also what the visit of its day holds. */
static void
set_finding (PdlRecordForm *self, PdlChange *change)
{
  g_autofree char *test = NULL, *value = NULL, *unit = NULL, *at = NULL, *date = NULL;

  if (self->kind->result_of == NULL)
    return;
  test = typed_text (self, self->kind->result_of->id);
  value = typed_text (self, self->kind->result_value->id);
  unit = typed_text (self, self->kind->result_unit->id);
  at = typed_text (self, self->kind->result_at->id);
  date = typed_text (self, "date");
  pdl_result_set_finding (change, pdl_session_get_case (self->session), pdl_session_get_assessment (self->session), self->kind,
                          &(PdlResultTexts) { self->uid, test, value, unit, at, date });
}

/* What differs from the record; a field that was refused before is tried again with the one that may have put it right. */
static gboolean
build_change (PdlRecordForm *self, PdlChange *change, const char *uid, GError **error)
{
  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      const PdlFinding *field = self->kind->fields[i];
      g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self->fields), field->id);
      const char *text = g_variant_get_string (state, NULL);
      g_autofree char *before = recorded_text (self, field);

      if (!g_str_equal (text, before) && !pdl_change_set_text (change, pdl_session_get_case (self->session), uid, PDL_LEVEL_NONE, field->id, text, error))
        return FALSE;
    }
  set_finding (self, change);
  return TRUE;
}

/* Nothing waits for a button: a course that stands in a form and not in the case would be missing in every sum. */
static void
record (PdlRecordForm *self)
{
  g_autoptr (PdlChange) change = pdl_change_new (pdl_dictionary_translate (self->kind->label));
  g_autoptr (GError) error = NULL;
  const PdlItem *item = find_item (self);
  const char *uid = item != NULL ? self->uid : pdl_change_add_item (change, self->group, self->kind->id, NULL);
  gboolean done = build_change (self, change, uid, &error) && pdl_session_apply (self->session, change, &error);

  if (done && item == NULL)
    {
      g_free (self->uid);
      self->uid = g_strdup (uid);
    }
  gtk_label_set_text (GTK_LABEL (self->problem), done ? "" : error->message);
  gtk_widget_set_visible (self->problem, !done);
  if (self->choose != NULL)
    gtk_widget_set_sensitive (self->choose, self->uid == NULL);
}

static void
activate_cb (PdlRecordForm *self, GVariant *parameter, GSimpleAction *action)
{
  g_simple_action_set_state (action, parameter);
  record (self);
}

static void
keys_changed_cb (PdlRecordForm *self, PdlFindingRow *row)
{
  g_signal_emit (self, signals[SIGNAL_KEYS_CHANGED], 0, row);
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
fill (PdlRecordForm *self, const char *status)
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
      g_autofree char *text = recorded_text (self, field);
      g_autoptr (GSimpleAction) action = NULL;

      if (self->uid == NULL && status != NULL && g_str_equal (field->id, "status") && pdl_finding_lookup_code (field, status, NULL) != NULL)
        {
          g_free (text);
          text = g_strdup (status);
        }
      action = g_simple_action_new_stateful (field->id, G_VARIANT_TYPE_STRING, g_variant_new_string (text));
      g_signal_connect_object (action, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
      g_action_map_add_action (G_ACTION_MAP (self->fields), G_ACTION (action));
    }
  gtk_widget_insert_action_group (GTK_WIDGET (self), "item", G_ACTION_GROUP (self->fields));
  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      GtkWidget *row = pdl_finding_row_new (NULL, self->kind->fields[i], G_ACTION_GROUP (self->fields), "item");

      g_signal_connect_swapped (row, "advance", G_CALLBACK (advance_cb), self);
      g_signal_connect_swapped (row, "keys-changed", G_CALLBACK (keys_changed_cb), self);
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
  fill (self, NULL);
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
  signals[SIGNAL_KEYS_CHANGED] = g_signal_new ("keys-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                               PDL_TYPE_FINDING_ROW);
}

static void
pdl_record_form_init (PdlRecordForm *self)
{
  GtkWidget *close = gtk_button_new_with_mnemonic (_("_Close"));

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
  gtk_widget_set_halign (close, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (self->box), close);
  g_signal_connect_swapped (close, "clicked", G_CALLBACK (close_cb), self);
}

GtkWidget *
pdl_record_form_new (PdlSession *session, PdlGroup group, const PdlItem *item, const char *status)
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

      for (guint i = 0; i < pdl_dictionary_get_n_kinds (dictionary); i++)
        {
          const PdlRecordKind *each = pdl_dictionary_get_kind (dictionary, i);

          if (each->group != group)
            continue;
          g_ptr_array_add (self->kinds, (gpointer) each);
          gtk_string_list_append (labels, pdl_dictionary_translate (each->label));
        }
      if (self->kinds->len == 0)
        return GTK_WIDGET (self);
      self->choose = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&labels)), NULL);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->choose), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Kind of record"), -1);
      gtk_box_prepend (GTK_BOX (self->box), self->choose);
      self->kind = g_ptr_array_index (self->kinds, 0);
      g_signal_connect_swapped (self->choose, "notify::selected", G_CALLBACK (kind_changed_cb), self);
    }
  fill (self, status);
  return GTK_WIDGET (self);
}

void
pdl_record_form_refresh (PdlRecordForm *self)
{
  g_return_if_fail (PDL_IS_RECORD_FORM (self));

  /* Nothing of it is recorded yet, or what was refused still waits to be put right. */
  if (self->uid == NULL || gtk_widget_get_visible (self->problem))
    return;
  if (find_item (self) == NULL)
    g_clear_pointer (&self->uid, g_free);
  if (self->choose != NULL)
    gtk_widget_set_sensitive (self->choose, self->uid == NULL);
  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      const char *id = self->kind->fields[i]->id;
      g_autofree char *text = recorded_text (self, self->kind->fields[i]);
      g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self->fields), id);

      if (!g_str_equal (g_variant_get_string (state, NULL), text))
        g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->fields), id)), g_variant_new_string (text));
    }
}
