/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-conflict.h"
#include "pdl-plan.h"
#include "pdl-signature-book.h"
#include "pdl-store.h"

/*
 * PdlSession: what the user is working on. Owns the open case, its evaluation and plan, undo, and the saving. The
 * panes read it and nothing else. pdl_session_apply () is the one door: the only caller of pdl_case_apply ().
 *
 * Signals:
 *   "case-changed" ()                 another case is open (or none)
 *   "edited" (PdlChange *change)      the open case changed; emitted before "evaluated"
 *   "evaluated" ()                    evaluation and plan are new
 *   "save-state-changed" ()
 * Properties: "can-undo", "can-redo", "level" (selected PdlLevel), "levels" (selected set), "now", "national" (its name).
 */
#define PDL_TYPE_SESSION (pdl_session_get_type ())
G_DECLARE_FINAL_TYPE (PdlSession, pdl_session, PDL, SESSION, GObject)

typedef enum { PDL_SAVE_NOTHING, PDL_SAVE_SAVED, PDL_SAVE_SAVING, PDL_SAVE_FAILED } PdlSaveState;

PdlSession *pdl_session_new (PdlKnowledge *knowledge, PdlStore *store); /* @store NULL: nothing is kept (tests, first start) */
PdlKnowledge *pdl_session_get_knowledge (PdlSession *self);
PdlStore *pdl_session_get_store (PdlSession *self);
void pdl_session_set_store (PdlSession *self, PdlStore *store);

PdlCase *pdl_session_get_case (PdlSession *self);             /* (nullable) */
PdlEvaluation *pdl_session_get_evaluation (PdlSession *self); /* (nullable) */
PdlPlan *pdl_session_get_plan (PdlSession *self);             /* (nullable) */
const PdlAssessment *pdl_session_get_assessment (PdlSession *self); /* the one being edited: the newest; (nullable) */

/* The local signatures of the knowledge; NULL until they are set: nothing can be signed then. */
void pdl_session_set_signature_book (PdlSession *self, PdlSignatureBook *book);
PdlSignatureBook *pdl_session_get_signature_book (PdlSession *self);

/* "now" of the window: today unless a test sets it. PDL_MINUTE_NONE = the clock. */
void pdl_session_set_now (PdlSession *self, PdlMinute now);
PdlMinute pdl_session_get_now (PdlSession *self);
/* The reading of the emergency clock that runs in this clinic; NULL or a name the knowledge does not have: the one shipped. */
void pdl_session_set_clock (PdlSession *self, const char *clock);
/* The national guideline that the reader prefers: it orders what is shown and touches no reading, so that nothing is evaluated for
 * it. NULL or a name the knowledge does not have: none. */
void pdl_session_set_national (PdlSession *self, const char *id);
const PdlNational *pdl_session_get_national (PdlSession *self); /* (nullable) */

/* THE ONE DOOR: validate, change the record, journal (async, durable), evaluate, tell the panes. FALSE and nothing
 * changed when the change is refused. An empty change is TRUE and does nothing. */
gboolean pdl_session_apply (PdlSession *self, PdlChange *change, GError **error);
/* Conveniences that build the change and go through the door. @level NONE for patient findings. A target or plan
 * finding given with a level goes under the first level of its target; without, it speaks for every target. */
gboolean pdl_session_set_text (PdlSession *self, const char *id, PdlLevel level, const char *text, GError **error);
gboolean pdl_session_set_levels_text (PdlSession *self, const char *id, PdlLevelSet levels, const char *text, GError **error);

gboolean pdl_session_undo (PdlSession *self); /* unlimited; kept per case while the program runs */
gboolean pdl_session_redo (PdlSession *self);
gboolean pdl_session_can_undo (PdlSession *self);
gboolean pdl_session_can_redo (PdlSession *self);
const char *pdl_session_get_undo_label (PdlSession *self);

/* A new case with one assessment of today; it is stored with its first finding. */
void pdl_session_new_case (PdlSession *self);
/* Opens a given case object (an import, a sample): stored as one change unless @store_it is FALSE. */
gboolean pdl_session_take_case (PdlSession *self, PdlCase *kase, gboolean store_it, GError **error);
void pdl_session_open_async (PdlSession *self, const char *uid, GAsyncReadyCallback callback, gpointer user_data);
gboolean pdl_session_open_finish (PdlSession *self, GAsyncResult *result, GError **error);

PdlLevel pdl_session_get_level (PdlSession *self);
PdlLevelSet pdl_session_get_selected (PdlSession *self);
void pdl_session_select (PdlSession *self, PdlLevel level, PdlLevelSet selected);
/* The target (index of the evaluation) of the selected level, else the worst one, else -1. */
int pdl_session_get_target (PdlSession *self);
void pdl_session_set_target (PdlSession *self, int target);

PdlSaveState pdl_session_get_save_state (PdlSession *self);
PdlMinute pdl_session_get_saved_at (PdlSession *self);
const char *pdl_session_get_save_error (PdlSession *self); /* the sentence for the bar; (nullable) */
void pdl_session_retry_save (PdlSession *self);
/* Runs the main context until everything is stored or failed. For the end of the program and tests. */
gboolean pdl_session_flush (PdlSession *self, GError **error);

/* The list row of a case as the evaluation sees it. */
PdlCaseSummary *pdl_session_summarise (PdlKnowledge *knowledge, PdlCase *kase, PdlEvaluation *evaluation, PdlPlan *plan);
