/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-reading-difference.h"
#include "pdl-store.h"

/*
 * A whole store read again: which patients read differently with the present knowledge than with the one they were last saved
 * with. Both readings are made of the case as it is stored and at the same time, so that only the knowledge differs.
 *
 * The store is asked for small lots of cases, and threads of their own evaluate them: neither the caller's context nor a save
 * waits. Cases whose two knowledge sets have the same rules are counted and not read.
 */

/* One patient who reads differently. */
typedef struct
{
  char *uid, *name, *identifier; /* (nullable) all but uid */
  char *version;                 /* (nullable) of the knowledge it was last read with */
  PdlReadingDifference *difference; /* (owned) */
} PdlReread;

/* Knowledge that some cases were last read with and that cannot be had. */
typedef struct
{
  char *hash;          /* NULL: the store does not know with which they were read */
  guint n_cases;
  char *reason;
} PdlRereadGap;

typedef struct
{
  guint n_cases;       /* in the store */
  guint n_same;        /* of them: last read with the present knowledge, or with one of the same rules */
  guint n_compared;    /* of them: evaluated with both */
  GPtrArray *differing;/* (owned) of PdlReread, in the order of the case list */
  GPtrArray *gaps;     /* (owned) of PdlRereadGap: these cases were not compared */
} PdlRereading;
void pdl_rereading_free (PdlRereading *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlRereading, pdl_rereading_free)

/* @done of @all cases, on the caller's context. */
typedef void (*PdlRereadingProgress) (guint done, guint all, gpointer user_data);

/* @now: as in pdl_evaluate (). @progress (nullable) is called with @progress_data until the answer. */
void pdl_rereading_run_async (PdlStore *store, PdlKnowledge *knowledge, PdlMinute now, PdlRereadingProgress progress,
                              gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full); NULL on error, G_IO_ERROR_CANCELLED when it was cancelled. */
PdlRereading *pdl_rereading_run_finish (GAsyncResult *result, GError **error);
