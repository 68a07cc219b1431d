/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-change.h"

/*
 * Undo and redo, unlimited, one history per case, kept while the program runs: going to another case and back loses
 * nothing. It only remembers changes; applying them is the session's door. Private to the session; main thread.
 */
typedef struct _PdlUndo PdlUndo;

PdlUndo *pdl_undo_new (void);
void pdl_undo_free (PdlUndo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlUndo, pdl_undo_free)

/* A change the user made: what was undone before can no longer be redone. */
void pdl_undo_push (PdlUndo *self, const char *uid, PdlChange *change);

/* The change that would take back, or bring back; NULL when there is none. (transfer full) */
PdlChange *pdl_undo_peek_undo (PdlUndo *self, const char *uid);
PdlChange *pdl_undo_peek_redo (PdlUndo *self, const char *uid);
/* It was applied: moves it to the other side. */
void pdl_undo_commit_undo (PdlUndo *self, const char *uid);
void pdl_undo_commit_redo (PdlUndo *self, const char *uid);

gboolean pdl_undo_can_undo (PdlUndo *self, const char *uid);
gboolean pdl_undo_can_redo (PdlUndo *self, const char *uid);
const char *pdl_undo_get_label (PdlUndo *self, const char *uid);
/* The case is no longer the one these changes were made on. */
void pdl_undo_forget (PdlUndo *self, const char *uid);
