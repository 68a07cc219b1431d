/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-change.h"

/*
 * The store: cases in one SQLite file. One thread owns the connection; every call below returns at once and answers
 * on the caller's main context. Values handed over are immutable or copied.
 */

#define PDL_STORE_ERROR (pdl_store_error_quark ())
GQuark pdl_store_error_quark (void);
typedef enum
{
  PDL_STORE_ERROR_OPEN,
  PDL_STORE_ERROR_FULL,      /* disk full: the work stays on screen and is tried again */
  PDL_STORE_ERROR_READ_ONLY,
  PDL_STORE_ERROR_LOCKED,    /* another program holds the file */
  PDL_STORE_ERROR_STALE,     /* revision: the case was changed elsewhere */
  PDL_STORE_ERROR_DAMAGED,   /* integrity check or journal chain */
  PDL_STORE_ERROR_NEWER,     /* written by a newer version */
  PDL_STORE_ERROR_UNSAFE_PLACE, /* a network or synchronised folder */
  PDL_STORE_ERROR_NOT_FOUND,
  PDL_STORE_ERROR_FAILED,
} PdlStoreError;

#define PDL_TYPE_STORE (pdl_store_get_type ())
G_DECLARE_FINAL_TYPE (PdlStore, pdl_store, PDL, STORE, GObject)

/* What a row of the case list shows; kept beside the case so that the list opens without evaluating. */
typedef struct
{
  char *uid;
  char *name;          /* "Example-Bakker, Anna" */
  char *identifier;
  char *primary;       /* code of primary_site or primary_tumour */
  char *levels;        /* "T8, L2–L3" */
  char *worst_escc;    /* code or NULL */
  char *sins_band;     /* code or NULL */
  char *worklist;      /* urgent overdue discuss followed */
  char *headline;      /* row id of the worst target, or NULL */
  char *knowledge;     /* hash of the knowledge it was read with when it was last saved, or NULL */
  PdlDay next_due;     /* PDL_DAY_NONE */
  PdlDay overdue_from; /* first day on which an open item is overdue, so that the list is right tomorrow too; PDL_DAY_NONE */
  PdlMinute urgent_until; /* PDL_MINUTE_NONE */
  gint64 changed;      /* µs since the epoch */
  gint64 revision;
} PdlCaseSummary;
PdlCaseSummary *pdl_case_summary_new (void);
PdlCaseSummary *pdl_case_summary_copy (const PdlCaseSummary *self);
void pdl_case_summary_free (PdlCaseSummary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlCaseSummary, pdl_case_summary_free)

/* Opens or creates @path (":memory:" for throw-away), migrates, checks integrity. */
void pdl_store_open_async (PdlDictionary *dictionary, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
PdlStore *pdl_store_open_finish (GAsyncResult *result, GError **error);
/* The same, waiting: for the command line and tests. */
PdlStore *pdl_store_open (PdlDictionary *dictionary, const char *path, GError **error);


/* One transaction: the rows the change touches, the journal entries, revision + 1, the summary. @kase is the case after
 * the change (copied here). @base_revision: what the caller believes is stored; another value is STALE. */
void pdl_store_save_async (PdlStore *self, PdlCase *kase, PdlChange *change, const PdlCaseSummary *summary, gint64 base_revision,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns the new revision, -1 on error. */
gint64 pdl_store_save_finish (PdlStore *self, GAsyncResult *result, GError **error);

void pdl_store_load_async (PdlStore *self, const char *uid, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
PdlCase *pdl_store_load_finish (PdlStore *self, GAsyncResult *result, GError **error);

/* (element-type PdlCaseSummary) (transfer container): @search matches name, number, primary, level; NULL = all. */
void pdl_store_list_async (PdlStore *self, const char *search, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *pdl_store_list_finish (PdlStore *self, GAsyncResult *result, GError **error);

/* (element-type PdlCase) (transfer container): the cases of @uids (NULL-terminated) that are there, in that order. One job
 * of the store: whoever goes through all cases asks for them in small lots, so that a save waits for one lot at most. */
void pdl_store_load_many_async (PdlStore *self, const char *const *uids, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *pdl_store_load_many_finish (PdlStore *self, GAsyncResult *result, GError **error);

/* The case as it stood just before the record @item_uid was entered, put together from the journal and in the words of
 * @dictionary: that of the knowledge of its day. NOT_FOUND with the reason where the journal does not hold it, as when the
 * record came with an imported case. *ret_erased (nullable): identity or free text was erased since, and is missing here. */
void pdl_store_load_before_async (PdlStore *self, const char *uid, const char *item_uid, PdlDictionary *dictionary,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
PdlCase *pdl_store_load_before_finish (PdlStore *self, GAsyncResult *result, gboolean *ret_erased, GError **error);

/* Knowledge sets by hash, each kept once and for good: what evaluations of their day are made again with. */
void pdl_store_keep_knowledge_async (PdlStore *self, const char *hash, const char *version, GPtrArray *names, GPtrArray *bytes,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean pdl_store_keep_knowledge_finish (PdlStore *self, GAsyncResult *result, GError **error);
/* The texts of the set @hash: *ret_names of char *, *ret_bytes of GBytes *, same length (transfer full). Errors: NOT_FOUND. */
void pdl_store_load_knowledge_async (PdlStore *self, const char *hash, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean pdl_store_load_knowledge_finish (PdlStore *self, GAsyncResult *result, GPtrArray **ret_names, GPtrArray **ret_bytes, GError **error);

/* Integrity check, foreign keys, journal chain: one sentence per finding; empty = sound. */
void pdl_store_check_async (PdlStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *pdl_store_check_finish (PdlStore *self, GAsyncResult *result, GError **error);

/* A verified copy: written, opened again and counted, or an error and no file. */
void pdl_store_backup_async (PdlStore *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean pdl_store_backup_finish (PdlStore *self, GAsyncResult *result, GError **error);

/* Waits until everything handed over is on disk, then closes. Called once, at the end of the program. */
void pdl_store_close (PdlStore *self);
