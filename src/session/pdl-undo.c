/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Histories by case. A change is kept as it was made; its inverse is made anew each time, so that the journal has the
 * time at which it was really taken back. */
#include "pdl-undo.h"

typedef struct
{
  GPtrArray *done;   /* (owned) of PdlChange, newest last */
  GPtrArray *undone; /* (owned) of PdlChange, next to redo last */
} History;

struct _PdlUndo
{
  GHashTable *histories; /* (owned) uid → History */
};

static void
history_free (gpointer data)
{
  History *history = data;

  g_ptr_array_unref (history->done);
  g_ptr_array_unref (history->undone);
  g_free (history);
}

PdlUndo *
pdl_undo_new (void)
{
  PdlUndo *self = g_new0 (PdlUndo, 1);

  self->histories = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, history_free);
  return self;
}

void
pdl_undo_free (PdlUndo *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->histories);
  g_free (self);
}

static PdlChange *
last (GPtrArray *changes)
{
  return changes->len > 0 ? changes->pdata[changes->len - 1] : NULL;
}

void
pdl_undo_push (PdlUndo *self, const char *uid, PdlChange *change)
{
  History *history = g_hash_table_lookup (self->histories, uid);

  if (history == NULL)
    {
      history = g_new0 (History, 1);
      history->done = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_change_unref);
      history->undone = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_change_unref);
      g_hash_table_insert (self->histories, g_strdup (uid), history);
    }
  g_ptr_array_add (history->done, pdl_change_ref (change));
  g_ptr_array_set_size (history->undone, 0);
}

PdlChange *
pdl_undo_peek_undo (PdlUndo *self, const char *uid)
{
  return pdl_undo_can_undo (self, uid)
           ? pdl_change_invert (last (((History *) g_hash_table_lookup (self->histories, uid))->done))
           : NULL;
}

PdlChange *
pdl_undo_peek_redo (PdlUndo *self, const char *uid)
{
  g_autoptr (PdlChange) inverse = NULL;

  if (!pdl_undo_can_redo (self, uid))
    return NULL;
  /* The inverse of the inverse: the same edits, made now. */
  inverse = pdl_change_invert (last (((History *) g_hash_table_lookup (self->histories, uid))->undone));
  return pdl_change_invert (inverse);
}

void
pdl_undo_commit_undo (PdlUndo *self, const char *uid)
{
  History *history = g_hash_table_lookup (self->histories, uid);

  g_ptr_array_add (history->undone, g_ptr_array_steal_index (history->done, history->done->len - 1));
}

void
pdl_undo_commit_redo (PdlUndo *self, const char *uid)
{
  History *history = g_hash_table_lookup (self->histories, uid);

  g_ptr_array_add (history->done, g_ptr_array_steal_index (history->undone, history->undone->len - 1));
}

gboolean
pdl_undo_can_undo (PdlUndo *self, const char *uid)
{
  History *history = g_hash_table_lookup (self->histories, uid);

  return history != NULL && history->done->len > 0;
}

gboolean
pdl_undo_can_redo (PdlUndo *self, const char *uid)
{
  History *history = g_hash_table_lookup (self->histories, uid);

  return history != NULL && history->undone->len > 0;
}

const char *
pdl_undo_get_label (PdlUndo *self, const char *uid)
{
  History *history = g_hash_table_lookup (self->histories, uid);

  return history != NULL && history->done->len > 0 ? pdl_change_get_label (last (history->done)) : NULL;
}

void
pdl_undo_forget (PdlUndo *self, const char *uid)
{
  g_hash_table_remove (self->histories, uid);
}
