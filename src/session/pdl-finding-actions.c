/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * PdlFindingActions: the dictionary as a GActionGroup, so that a row of the editor is only a name and a text. It keeps
 * the last state it told of each action and, when the session moves, tells those that differ. No clinical meaning here.
 * Main thread only.
 */
#include "pdl-finding-actions.h"

#include "pdl-session-private.h"

struct _PdlFindingActions
{
  GObject parent_instance;

  PdlSession *session;  /* (owned) */
  char *group;          /* (owned) "case", "level", "target" */
  char **ids;           /* (owned) of the findings of the group */
  GHashTable *states;   /* (owned) id → text as last told */
  gboolean enabled;
  PdlLevelSet shape;    /* levels of the target in hand as last told */
};

enum
{
  REFUSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void action_group_iface_init (GActionGroupInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PdlFindingActions, pdl_finding_actions, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_ACTION_GROUP, action_group_iface_init))

static PdlDictionary *
get_dictionary (PdlFindingActions *self)
{
  return pdl_knowledge_get_dictionary (pdl_session_get_knowledge (self->session));
}

static gboolean
belongs (PdlFindingActions *self, const PdlFinding *finding)
{
  switch (finding->scope)
    {
    case PDL_SCOPE_IDENTITY:
    case PDL_SCOPE_PATIENT:
      return g_str_equal (self->group, "case");
    case PDL_SCOPE_LEVEL:
      return g_str_equal (self->group, "level");
    case PDL_SCOPE_TARGET:
    case PDL_SCOPE_PLAN:
      return g_str_equal (self->group, "target");
    case PDL_SCOPE_FIELD:
    default:
      return FALSE;
    }
}

/* NULL when the action is not of this group. */
static const PdlFinding *
find_finding (PdlFindingActions *self, const char *name)
{
  const PdlFinding *finding = pdl_dictionary_lookup (get_dictionary (self), name);

  return finding != NULL && belongs (self, finding) ? finding : NULL;
}

static gboolean
is_enabled (PdlFindingActions *self)
{
  if (pdl_session_get_case (self->session) == NULL)
    return FALSE;
  return !g_str_equal (self->group, "level") || pdl_session_get_selected (self->session) != 0;
}

static char *
read_state (PdlFindingActions *self, const PdlFinding *finding)
{
  PdlPlace place;

  if (!is_enabled (self))
    return g_strdup ("");
  pdl_session_get_place (self->session, &place);
  return pdl_finding_format (finding, pdl_place_get (&place, finding, NULL));
}

static void
tell_state (PdlFindingActions *self, const char *id, const char *state)
{
  g_action_group_action_state_changed (G_ACTION_GROUP (self), id, g_variant_new_string (state));
}

static void
refresh_action (PdlFindingActions *self, const char *id)
{
  const PdlFinding *finding = find_finding (self, id);
  char *state;

  if (finding == NULL)
    return;
  state = read_state (self, finding);
  if (g_strcmp0 (state, g_hash_table_lookup (self->states, id)) == 0)
    {
      g_free (state);
      return;
    }
  /* Kept before it is told: who listens may ask, or change, at once. */
  g_hash_table_insert (self->states, g_strdup (id), g_strdup (state));
  tell_state (self, id, state);
  g_free (state);
}

static PdlLevelSet
read_shape (PdlFindingActions *self)
{
  PdlPlace place;

  pdl_session_get_place (self->session, &place);
  return place.target;
}

static void
refresh_all (PdlFindingActions *self)
{
  gboolean enabled = is_enabled (self);

  self->shape = read_shape (self);
  if (enabled != self->enabled)
    {
      self->enabled = enabled;
      for (guint i = 0; self->ids[i] != NULL; i++)
        g_action_group_action_enabled_changed (G_ACTION_GROUP (self), self->ids[i], enabled);
    }
  for (guint i = 0; self->ids[i] != NULL; i++)
    refresh_action (self, self->ids[i]);
}

/* Only what the change touched: a click must not format three hundred values. */
static void
session_edited_cb (PdlSession *session, PdlChange *change, PdlFindingActions *self)
{
  for (guint i = 0; i < pdl_change_get_n_edits (change); i++)
    {
      const PdlEdit *edit = pdl_change_get_edit (change, i);

      if (edit->type == PDL_EDIT_SET)
        refresh_action (self, edit->key);
      else if (edit->type != PDL_EDIT_CONFIRM && edit->type != PDL_EDIT_EXTRA)
        {
          /* A visit came or went: another assessment is in hand. */
          refresh_all (self);
          return;
        }
    }
}

static void
session_evaluated_cb (PdlSession *session, PdlFindingActions *self)
{
  if (g_str_equal (self->group, "target") && read_shape (self) != self->shape)
    refresh_all (self);
}

static void
session_moved_cb (PdlFindingActions *self)
{
  refresh_all (self);
}

/* ——— GActionGroup ——— */

static char **
list_actions (GActionGroup *group)
{
  return g_strdupv (PDL_FINDING_ACTIONS (group)->ids);
}

static gboolean
query_action (GActionGroup *group, const char *name, gboolean *enabled, const GVariantType **parameter_type,
              const GVariantType **state_type, GVariant **state_hint, GVariant **state)
{
  PdlFindingActions *self = PDL_FINDING_ACTIONS (group);
  const PdlFinding *finding = find_finding (self, name);

  if (finding == NULL)
    return FALSE;
  if (enabled != NULL)
    *enabled = is_enabled (self);
  if (parameter_type != NULL)
    *parameter_type = G_VARIANT_TYPE_STRING;
  if (state_type != NULL)
    *state_type = G_VARIANT_TYPE_STRING;
  if (state_hint != NULL)
    *state_hint = NULL;
  if (state != NULL)
    {
      g_autofree char *text = read_state (self, finding);

      *state = g_variant_ref_sink (g_variant_new_string (text));
    }
  return TRUE;
}

static void
set_finding (PdlFindingActions *self, const char *name, GVariant *value)
{
  const PdlFinding *finding = find_finding (self, name);
  g_autoptr (GError) error = NULL;

  if (finding == NULL || value == NULL || !g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) || !is_enabled (self))
    return;
  if (!pdl_session_set_in_hand (self->session, finding, g_variant_get_string (value, NULL), &error))
    {
      g_autofree char *state = read_state (self, finding);

      /* A button that was pressed shows itself pressed; it is told what stands. */
      tell_state (self, name, state);
      g_signal_emit (self, signals[REFUSED], 0, name, error->message);
    }
}

static void
change_action_state (GActionGroup *group, const char *name, GVariant *value)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (value);

  set_finding (PDL_FINDING_ACTIONS (group), name, owned);
}

static void
activate_action (GActionGroup *group, const char *name, GVariant *parameter)
{
  g_autoptr (GVariant) owned = parameter != NULL ? g_variant_ref_sink (parameter) : NULL;

  set_finding (PDL_FINDING_ACTIONS (group), name, owned);
}

static void
action_group_iface_init (GActionGroupInterface *iface)
{
  iface->list_actions = list_actions;
  iface->query_action = query_action;
  iface->change_action_state = change_action_state;
  iface->activate_action = activate_action;
}

/* ——— the object ——— */

PdlFindingActions *
pdl_finding_actions_new (PdlSession *session, const char *group)
{
  PdlFindingActions *self = g_object_new (PDL_TYPE_FINDING_ACTIONS, NULL);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  PdlDictionary *dictionary;

  g_return_val_if_fail (PDL_IS_SESSION (session), NULL);
  self->session = g_object_ref (session);
  self->group = g_strdup (group);
  dictionary = get_dictionary (self);
  for (guint i = 0; i < pdl_dictionary_get_n_findings (dictionary); i++)
    {
      const PdlFinding *finding = pdl_dictionary_get (dictionary, i);

      if (!belongs (self, finding))
        continue;
      g_ptr_array_add (ids, g_strdup (finding->id));
      g_hash_table_insert (self->states, g_strdup (finding->id), read_state (self, finding));
    }
  g_ptr_array_add (ids, NULL);
  self->ids = (char **) g_ptr_array_free (g_steal_pointer (&ids), FALSE);
  self->enabled = is_enabled (self);
  self->shape = read_shape (self);

  g_signal_connect_object (session, "edited", G_CALLBACK (session_edited_cb), self, 0);
  g_signal_connect_object (session, "evaluated", G_CALLBACK (session_evaluated_cb), self, 0);
  g_signal_connect_object (session, "case-changed", G_CALLBACK (session_moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::level", G_CALLBACK (session_moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::levels", G_CALLBACK (session_moved_cb), self, G_CONNECT_SWAPPED);
  return self;
}

static void
pdl_finding_actions_dispose (GObject *object)
{
  g_clear_object (&PDL_FINDING_ACTIONS (object)->session);
  G_OBJECT_CLASS (pdl_finding_actions_parent_class)->dispose (object);
}

static void
pdl_finding_actions_finalize (GObject *object)
{
  PdlFindingActions *self = PDL_FINDING_ACTIONS (object);

  g_free (self->group);
  g_strfreev (self->ids);
  g_hash_table_unref (self->states);
  G_OBJECT_CLASS (pdl_finding_actions_parent_class)->finalize (object);
}

static void
pdl_finding_actions_class_init (PdlFindingActionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pdl_finding_actions_dispose;
  object_class->finalize = pdl_finding_actions_finalize;

  /* (id, message): a text the dictionary refuses, with the reason. */
  signals[REFUSED] = g_signal_new ("refused", PDL_TYPE_FINDING_ACTIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
pdl_finding_actions_init (PdlFindingActions *self)
{
  self->states = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}
