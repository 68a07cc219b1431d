/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-database.h"
#include "pdl-store.h"

/* The inside of PdlStore, for the pdl-store*.c that make it up and nobody else. */

typedef struct
{
  PdlDictionary *dictionary; /* (owned) immutable */
  char *path;                /* (owned) */
  GAsyncQueue *queue;        /* (owned) of Job */
  GThread *thread;           /* (owned) */
  PdlDatabase *database;     /* (owned) (nullable) the thread's alone */
  gboolean abandoned;        /* set on the thread itself: nobody joins it, it frees what it leaves */
} PdlStoreCore;

struct _PdlStore
{
  GObject parent_instance;

  PdlStoreCore *core; /* (owned) NULL once closed */
};

/* The task of a call. NULL when the store is closed: then it was answered. */
GTask *pdl_store_new_task (PdlStore *self, gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Hands @task (transfer full) to the thread, where @run answers it. */
void pdl_store_core_push (PdlStoreCore *core, GTask *task, void (*run) (PdlStoreCore *core, GTask *task));
