/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * PdlSession: what the user is working on. Not a view and not a store: it holds the open case with its evaluation and
 * plan, and lets every change through one door, apply (). Main thread only.
 *
 *   pdl_session_apply → pdl_case_apply (all or nothing) → history → evaluate, plan → save queue → "edited", "evaluated"
 *
 * Opening is in pdl-session-open.c, the way to the disk in pdl-session-save.c.
 */
#include "pdl-session-inside.h"

#include "pdl-place.h"
#include "pdl-session-private.h"

#include <glib/gi18n-lib.h>

enum
{
  PROP_0,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  PROP_LEVEL,
  PROP_LEVELS,
  PROP_NOW,
  PROP_NATIONAL,
  N_PROPS
};

enum
{
  CASE_CHANGED,
  EDITED,
  EVALUATED,
  SAVE_STATE_CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (PdlSession, pdl_session, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
notify_undo (PdlSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_REDO]);
}

/* ——— evaluation ——— */

/* What was shown before. Kept while the panes hear of the new, since they may still point into it. */
typedef struct
{
  PdlEvaluation *evaluation;
  PdlPlan *plan;
} Shown;

static void
shown_clear (Shown *shown)
{
  g_clear_pointer (&shown->evaluation, pdl_evaluation_unref);
  g_clear_pointer (&shown->plan, pdl_plan_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Shown, shown_clear)

static Shown
evaluate (PdlSession *self)
{
  Shown before = { self->evaluation, self->plan };

  self->evaluation = NULL;
  self->plan = NULL;
  if (self->kase != NULL)
    {
      /* Only what reads a changed finding runs again. */
      self->evaluation = before.evaluation != NULL && before.evaluation->knowledge == self->knowledge
                           ? pdl_evaluate_again (before.evaluation, self->kase, pdl_session_get_now (self), self->clock)
                           : pdl_evaluate_with_clock (self->knowledge, self->kase, pdl_session_get_now (self), self->clock);
      self->plan = pdl_plan_new (self->evaluation, self->kase);
    }
  return before;
}

static void
evaluate_and_tell (PdlSession *self)
{
  g_auto (Shown) before = evaluate (self);

  g_signal_emit (self, signals[EVALUATED], 0);
}

static void
save_state_changed_cb (gpointer data)
{
  g_signal_emit (data, signals[SAVE_STATE_CHANGED], 0);
}

/* ——— the door ——— */

typedef enum
{
  WAY_FORWARD,
  WAY_UNDO,
  WAY_REDO,
} Way;

static void
remember (PdlSession *self, PdlChange *change, Way way)
{
  const char *uid = pdl_case_get_uid (self->kase);

  if (way == WAY_FORWARD)
    pdl_undo_push (self->undo, uid, change);
  else if (way == WAY_UNDO)
    pdl_undo_commit_undo (self->undo, uid);
  else
    pdl_undo_commit_redo (self->undo, uid);
}

/* Everything that changes a case, from the keyboard, from undo or from a file, passes here. */
static gboolean
apply (PdlSession *self, PdlChange *change, Way way, GError **error)
{
  g_auto (Shown) before = { NULL, NULL };

  if (!pdl_case_apply (self->kase, change, error))
    return FALSE;
  remember (self, change, way);
  before = evaluate (self);
  pdl_session_save (self, change);
  g_signal_emit (self, signals[EDITED], 0, change);
  g_signal_emit (self, signals[EVALUATED], 0);
  notify_undo (self);
  return TRUE;
}

gboolean
pdl_session_apply (PdlSession *self, PdlChange *change, GError **error)
{
  g_return_val_if_fail (PDL_IS_SESSION (self), FALSE);

  if (self->kase == NULL)
    {
      g_set_error (error, PDL_CHANGE_ERROR, PDL_CHANGE_ERROR_PLACE, _("No case is open."));
      return FALSE;
    }
  return pdl_change_is_empty (change) || apply (self, change, WAY_FORWARD, error);
}

static gboolean
step_back_or_forth (PdlSession *self, PdlChange *change, Way way)
{
  g_autoptr (GError) error = NULL;

  if (apply (self, change, way, &error))
    return TRUE;
  /* The case is not the one these changes were made on: it was changed in another window and loaded again. */
  pdl_undo_forget (self->undo, pdl_case_get_uid (self->kase));
  notify_undo (self);
  return FALSE;
}

gboolean
pdl_session_undo (PdlSession *self)
{
  g_autoptr (PdlChange) inverse = NULL;

  if (!pdl_session_can_undo (self))
    return FALSE;
  inverse = pdl_undo_peek_undo (self->undo, pdl_case_get_uid (self->kase));
  return step_back_or_forth (self, inverse, WAY_UNDO);
}

gboolean
pdl_session_redo (PdlSession *self)
{
  g_autoptr (PdlChange) again = NULL;

  if (!pdl_session_can_redo (self))
    return FALSE;
  again = pdl_undo_peek_redo (self->undo, pdl_case_get_uid (self->kase));
  return step_back_or_forth (self, again, WAY_REDO);
}

gboolean
pdl_session_can_undo (PdlSession *self)
{
  return self->kase != NULL && pdl_undo_can_undo (self->undo, pdl_case_get_uid (self->kase));
}

gboolean
pdl_session_can_redo (PdlSession *self)
{
  return self->kase != NULL && pdl_undo_can_redo (self->undo, pdl_case_get_uid (self->kase));
}

const char *
pdl_session_get_undo_label (PdlSession *self)
{
  return self->kase != NULL ? pdl_undo_get_label (self->undo, pdl_case_get_uid (self->kase)) : NULL;
}

/* ——— setting by text ——— */

static gboolean
set_text (PdlSession *self, const char *id, PdlLevelSet levels, PdlLevelSet target, const char *text, GError **error)
{
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (self->knowledge);
  const PdlFinding *finding = pdl_dictionary_lookup (dictionary, id);
  PdlPlace place = { self->kase, pdl_session_get_assessment (self), levels, target };
  g_autoptr (PdlChange) change = NULL;
  g_autoptr (PdlValue) value = NULL;

  if (finding == NULL || self->kase == NULL)
    {
      g_set_error (error, PDL_CHANGE_ERROR, PDL_CHANGE_ERROR_PLACE,
                   finding == NULL ? _("There is no finding “%s”.") : _("No case is open to record “%s” in."), id);
      return FALSE;
    }
  if (!pdl_finding_parse (finding, text, &value, error))
    return FALSE;
  change = pdl_change_new (pdl_dictionary_translate (finding->label));
  return pdl_place_set (&place, change, finding, value, pdl_minute_day (pdl_session_get_now (self)), error)
         && pdl_session_apply (self, change, error);
}

/* The levels of the target that holds @level; @level alone when no target does. */
static PdlLevelSet
get_target_of (PdlSession *self, PdlLevel level)
{
  if (level == PDL_LEVEL_NONE)
    return 0;
  for (guint i = 0; self->evaluation != NULL && i < self->evaluation->n_targets; i++)
    if (self->evaluation->targets[i].levels & PDL_LEVEL_BIT (level))
      return self->evaluation->targets[i].levels;
  return PDL_LEVEL_BIT (level);
}

gboolean
pdl_session_set_text (PdlSession *self, const char *id, PdlLevel level, const char *text, GError **error)
{
  return set_text (self, id, level != PDL_LEVEL_NONE ? PDL_LEVEL_BIT (level) : 0, get_target_of (self, level), text,
                   error);
}

gboolean
pdl_session_set_levels_text (PdlSession *self, const char *id, PdlLevelSet levels, const char *text, GError **error)
{
  return set_text (self, id, levels, get_target_of (self, pdl_level_set_first (levels)), text, error);
}

gboolean
pdl_session_set_in_hand (PdlSession *self, const PdlFinding *finding, const char *text, GError **error)
{
  PdlPlace place;

  pdl_session_get_place (self, &place);
  return set_text (self, finding->id, place.levels, place.target, text, error);
}

void
pdl_session_get_place (PdlSession *self, PdlPlace *ret_place)
{
  int target = pdl_session_get_target (self);

  *ret_place = (PdlPlace) {
    .kase = self->kase,
    .assessment = pdl_session_get_assessment (self),
    .levels = self->levels,
    .target = target >= 0 ? self->evaluation->targets[target].levels : 0,
  };
}

/* ——— which case ——— */

void
pdl_session_show_case (PdlSession *self, PdlCase *kase, PdlChange *birth)
{
  g_autoptr (PdlCase) case_before = g_steal_pointer (&self->kase);
  g_auto (Shown) before = { NULL, NULL };

  self->opening++;
  self->kase = kase;
  g_clear_pointer (&self->birth, pdl_change_unref);
  self->birth = birth;
  self->level = PDL_LEVEL_NONE;
  self->levels = 0;
  self->target = -1;
  before = evaluate (self);
  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LEVEL]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LEVELS]);
  notify_undo (self);
  g_signal_emit (self, signals[CASE_CHANGED], 0);
  g_signal_emit (self, signals[EVALUATED], 0);
  g_object_thaw_notify (G_OBJECT (self));
}

void
pdl_session_new_case (PdlSession *self)
{
  g_autoptr (PdlCase) kase = pdl_case_new (pdl_knowledge_get_dictionary (self->knowledge), NULL);
  g_autoptr (PdlChange) birth = pdl_change_new (_("New case"));

  pdl_change_add_assessment (birth, NULL, pdl_minute_day (pdl_session_get_now (self)));
  if (!pdl_case_apply (kase, birth, NULL))
    g_return_if_reached ();
  pdl_session_show_case (self, g_steal_pointer (&kase), g_steal_pointer (&birth));
}

/* ——— selection ——— */

PdlLevel
pdl_session_get_level (PdlSession *self)
{
  return self->level;
}

PdlLevelSet
pdl_session_get_selected (PdlSession *self)
{
  return self->levels;
}

void
pdl_session_select (PdlSession *self, PdlLevel level, PdlLevelSet selected)
{
  gboolean level_changed = level != self->level;
  gboolean levels_changed;

  if (level != PDL_LEVEL_NONE)
    selected |= PDL_LEVEL_BIT (level);
  levels_changed = selected != self->levels;
  self->level = level;
  self->levels = selected;
  self->target = -1;
  g_object_freeze_notify (G_OBJECT (self));
  if (level_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LEVEL]);
  if (levels_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LEVELS]);
  g_object_thaw_notify (G_OBJECT (self));
}

int
pdl_session_get_target (PdlSession *self)
{
  if (self->evaluation == NULL || self->evaluation->n_targets == 0)
    return -1;
  if (self->target >= 0 && self->target < (int) self->evaluation->n_targets)
    return self->target;
  for (guint i = 0; self->level != PDL_LEVEL_NONE && i < self->evaluation->n_targets; i++)
    if (self->evaluation->targets[i].levels & PDL_LEVEL_BIT (self->level))
      return i;
  return pdl_session_find_worst_target (self->evaluation);
}

void
pdl_session_set_target (PdlSession *self, int target)
{
  if (self->target == target)
    return;
  self->target = target;
  /* The target in hand goes with the selection; who shows one watches the other. */
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LEVEL]);
}

/* ——— plain answers ——— */

PdlKnowledge *
pdl_session_get_knowledge (PdlSession *self)
{
  return self->knowledge;
}

void
pdl_session_set_signature_book (PdlSession *self, PdlSignatureBook *book)
{
  g_set_object (&self->book, book);
}

PdlSignatureBook *
pdl_session_get_signature_book (PdlSession *self)
{
  return self->book;
}

PdlStore *
pdl_session_get_store (PdlSession *self)
{
  return self->store;
}

PdlCase *
pdl_session_get_case (PdlSession *self)
{
  return self->kase;
}

PdlEvaluation *
pdl_session_get_evaluation (PdlSession *self)
{
  return self->evaluation;
}

PdlPlan *
pdl_session_get_plan (PdlSession *self)
{
  return self->plan;
}

const PdlAssessment *
pdl_session_get_assessment (PdlSession *self)
{
  return self->kase != NULL ? pdl_case_get_current (self->kase) : NULL;
}

void
pdl_session_set_now (PdlSession *self, PdlMinute now)
{
  self->now = now;
  evaluate_and_tell (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOW]);
}

PdlMinute
pdl_session_get_now (PdlSession *self)
{
  return self->now != PDL_MINUTE_NONE ? self->now : pdl_minute_now ();
}

void
pdl_session_set_clock (PdlSession *self, const char *clock)
{
  if (clock != NULL && *clock == '\0')
    clock = NULL;
  if (g_strcmp0 (self->clock, clock) == 0)
    return;
  g_free (self->clock);
  self->clock = g_strdup (clock);
  evaluate_and_tell (self);
}

void
pdl_session_set_national (PdlSession *self, const char *id)
{
  const PdlNational *national = pdl_knowledge_lookup_national (self->knowledge, id);

  if (national == self->national)
    return;
  self->national = national;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NATIONAL]);
}

const PdlNational *
pdl_session_get_national (PdlSession *self)
{
  return self->national;
}

/* ——— the object ——— */

PdlSession *
pdl_session_new (PdlKnowledge *knowledge, PdlStore *store)
{
  PdlSession *self = g_object_new (PDL_TYPE_SESSION, NULL);

  self->knowledge = pdl_knowledge_ref (knowledge);
  pdl_session_set_store (self, store);
  return self;
}

static void
pdl_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PdlSession *self = PDL_SESSION (object);

  switch (id)
    {
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, pdl_session_can_undo (self));
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, pdl_session_can_redo (self));
      break;
    case PROP_LEVEL:
      g_value_set_int (value, self->level);
      break;
    case PROP_LEVELS:
      g_value_set_uint (value, self->levels);
      break;
    case PROP_NOW:
      g_value_set_int64 (value, self->now);
      break;
    case PROP_NATIONAL:
      g_value_set_string (value, self->national != NULL ? self->national->id : NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
pdl_session_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PdlSession *self = PDL_SESSION (object);

  switch (id)
    {
    case PROP_LEVEL:
      {
        PdlLevel level = g_value_get_int (value);

        pdl_session_select (self, level, level != PDL_LEVEL_NONE ? PDL_LEVEL_BIT (level) : 0);
      }
      break;
    case PROP_NOW:
      pdl_session_set_now (self, g_value_get_int64 (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
pdl_session_finalize (GObject *object)
{
  PdlSession *self = PDL_SESSION (object);
  Shown shown = { self->evaluation, self->plan };

  shown_clear (&shown);
  pdl_save_queue_free (self->queue);
  pdl_undo_free (self->undo);
  g_clear_pointer (&self->birth, pdl_change_unref);
  g_clear_pointer (&self->kase, pdl_case_unref);
  g_hash_table_unref (self->unsaved);
  g_clear_object (&self->store);
  g_clear_object (&self->book);
  g_clear_pointer (&self->clock, g_free);
  g_clear_pointer (&self->knowledge, pdl_knowledge_unref);
  G_OBJECT_CLASS (pdl_session_parent_class)->finalize (object);
}

static guint
new_signal (const char *name, guint n_parameters, GType parameter)
{
  return g_signal_new (name, PDL_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, n_parameters,
                       parameter);
}

static void
pdl_session_class_init (PdlSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = pdl_session_finalize;
  object_class->get_property = pdl_session_get_property;
  object_class->set_property = pdl_session_set_property;

  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, readable);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, readable);
  /* The level in hand; setting it selects it alone. */
  properties[PROP_LEVEL] = g_param_spec_int ("level", NULL, NULL, PDL_LEVEL_NONE, PDL_N_LEVELS - 1, PDL_LEVEL_NONE,
                                             writable);
  properties[PROP_LEVELS] = g_param_spec_uint ("levels", NULL, NULL, 0, G_MAXUINT32, 0, readable);
  properties[PROP_NATIONAL] = g_param_spec_string ("national", NULL, NULL, NULL, readable);
  properties[PROP_NOW] = g_param_spec_int64 ("now", NULL, NULL, G_MININT64, G_MAXINT64, PDL_MINUTE_NONE, writable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CASE_CHANGED] = new_signal ("case-changed", 0, G_TYPE_NONE);
  signals[EDITED] = new_signal ("edited", 1, G_TYPE_POINTER);
  signals[EVALUATED] = new_signal ("evaluated", 0, G_TYPE_NONE);
  signals[SAVE_STATE_CHANGED] = new_signal ("save-state-changed", 0, G_TYPE_NONE);
}

static void
pdl_session_init (PdlSession *self)
{
  self->undo = pdl_undo_new ();
  self->queue = pdl_save_queue_new (save_state_changed_cb, pdl_session_note_saved, self);
  self->unsaved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) pdl_case_unref);
  self->now = PDL_MINUTE_NONE;
  self->level = PDL_LEVEL_NONE;
  self->target = -1;
}
