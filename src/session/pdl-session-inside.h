/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-save-queue.h"
#include "pdl-session.h"
#include "pdl-undo.h"

/* The inside of PdlSession, for the pdl-session*.c that make it up and nobody else. */

struct _PdlSession
{
  GObject parent_instance;

  PdlKnowledge *knowledge;   /* (owned) */
  PdlStore *store;           /* (owned) (nullable) */
  PdlSaveQueue *queue;       /* (owned) */
  PdlUndo *undo;             /* (owned) */
  PdlSignatureBook *book;    /* (owned) (nullable) */
  PdlCase *kase;             /* (owned) (nullable) */
  PdlChange *birth;          /* (owned) (nullable) of the open case, until something is stored of it */
  PdlEvaluation *evaluation; /* (owned) (nullable) */
  PdlPlan *plan;             /* (owned) (nullable) */
  GHashTable *unsaved;       /* (owned) uid → PdlCase */
  PdlMinute now;             /* PDL_MINUTE_NONE = the clock */
  char *clock;               /* (nullable) the reading of the emergency clock of this clinic */
  const PdlNational *national; /* (unowned) (nullable) of the knowledge: the one preferred */
  PdlLevel level;
  PdlLevelSet levels;
  int target;                /* chosen by hand, -1 = follow the selection */
  guint opening;             /* serial: an older answer of the store no longer counts */
  gboolean knowledge_kept;
};

/* Shows @kase (transfer full) in place of the open one. @birth (transfer full) (nullable): what made it, as long as
 * nothing of it is stored. */
void pdl_session_show_case (PdlSession *self, PdlCase *kase, PdlChange *birth);

/* Hands the open case as it stands after @change to the queue. */
void pdl_session_save (PdlSession *self, PdlChange *change);
/* The queue's answer: @uid is on the disk. @data is the session. */
void pdl_session_note_saved (const char *uid, gint64 revision, gpointer data);
