/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-session.h"

/*
 * The way of a change to the disk: ordered, one at a time, kept until the store confirmed it, tried again by itself.
 * "Saved" is said only after COMMIT. Private to the session; main thread.
 */
typedef struct _PdlSaveQueue PdlSaveQueue;

/* @changed: called on every change of state; @saved: after each save, with the case's new revision. */
PdlSaveQueue *pdl_save_queue_new (void (*changed) (gpointer data),
                                  void (*saved) (const char *uid, gint64 revision, gpointer data), gpointer data);
/* What is not saved by then is lost; flush first. */
void pdl_save_queue_free (PdlSaveQueue *self);

/* NULL: everything waits. */
void pdl_save_queue_set_store (PdlSaveQueue *self, PdlStore *store);
/* @kase as it stands after @change; copied. */
void pdl_save_queue_push (PdlSaveQueue *self, PdlCase *kase, PdlChange *change, PdlCaseSummary *summary);
void pdl_save_queue_retry (PdlSaveQueue *self);

PdlSaveState pdl_save_queue_get_state (PdlSaveQueue *self);
/* The last failure, NULL unless FAILED. */
const GError *pdl_save_queue_get_error (PdlSaveQueue *self);
PdlMinute pdl_save_queue_get_saved_at (PdlSaveQueue *self);
gboolean pdl_save_queue_has (PdlSaveQueue *self, const char *uid);
/* The store holds another case than these changes were made on: they are set aside and not written. */
gboolean pdl_save_queue_is_stale (PdlSaveQueue *self, const char *uid);
/* A stale case: @preferred when it is one, else any; NULL when there is none. */
const char *pdl_save_queue_find_stale (PdlSaveQueue *self, const char *preferred);
/* The changes of a case that were set aside, oldest first. (element-type PdlChange) (transfer full) */
GPtrArray *pdl_save_queue_get_refused (PdlSaveQueue *self, const char *uid);
/* The case was read again: what was set aside of it is dropped and its changes are written again. Only of a stale case. */
void pdl_save_queue_forget (PdlSaveQueue *self, const char *uid);
/* Nothing is under way: all is saved, or waits for a store or a retry. */
gboolean pdl_save_queue_is_resting (PdlSaveQueue *self);
