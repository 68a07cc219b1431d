/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * PdlStore: the async face of one case file. Not a cache: it holds no case.
 *
 * One thread owns the connection. A call makes a Job and pushes it on the queue; the thread runs jobs in the order of
 * their calls, each to its end, and answers through its GTask on the caller's main context. Core is what both sides
 * know; the thread never touches the PdlStore. A job that was cancelled before it began is answered and not run; a
 * save that has begun is finished.
 */
#include "pdl-store.h"

#include "pdl-backup.h"
#include "pdl-case-reader.h"
#include "pdl-case-search.h"
#include "pdl-case-table.h"
#include "pdl-case-writer.h"
#include "pdl-database.h"
#include "pdl-journal-table.h"
#include "pdl-knowledge-table.h"
#include "pdl-schema.h"
#include "pdl-store-error.h"
#include "pdl-store-place.h"
#include "pdl-summary-table.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

typedef struct
{
  PdlDictionary *dictionary; /* (owned) immutable */
  char *path;                /* (owned) */
  GAsyncQueue *queue;        /* (owned) of Job */
  GThread *thread;           /* (owned) */
  PdlDatabase *database;     /* (owned) (nullable) the thread's alone */
  gboolean abandoned;        /* set on the thread itself: nobody joins it, it frees what it leaves */
} Core;

typedef struct
{
  GTask *task;                        /* (owned) NULL: the last job, stop */
  void (*run) (Core *core, GTask *task); /* answers @task */
} Job;

struct _PdlStore
{
  GObject parent_instance;

  Core *core; /* (owned) NULL once closed */
};

G_DEFINE_FINAL_TYPE (PdlStore, pdl_store, G_TYPE_OBJECT)

/* ——— the thread ——— */

static void
core_free (Core *core)
{
  g_async_queue_unref (core->queue);
  pdl_dictionary_unref (core->dictionary);
  g_free (core->path);
  g_free (core);
}

static gpointer
serve (gpointer data)
{
  Core *core = data;

  while (TRUE)
    {
      Job *job = g_async_queue_pop (core->queue);
      gboolean last = job->task == NULL;

      if (!last && !g_task_return_error_if_cancelled (job->task))
        job->run (core, job->task);
      g_clear_object (&job->task);
      g_free (job);
      if (last)
        break;
    }
  g_clear_pointer (&core->database, pdl_database_close);
  if (core->abandoned)
    {
      g_thread_unref (core->thread);
      core_free (core);
    }
  return NULL;
}

static void
push (Core *core, GTask *task, void (*run) (Core *core, GTask *task))
{
  Job *job = g_new0 (Job, 1);

  job->task = task;
  job->run = run;
  g_async_queue_push (core->queue, job);
}

static Core *
core_new (PdlDictionary *dictionary, const char *path)
{
  Core *core = g_new0 (Core, 1);

  core->dictionary = pdl_dictionary_ref (dictionary);
  core->path = g_strdup (path);
  core->queue = g_async_queue_new ();
  core->thread = g_thread_new ("pedicle-store", serve, core);
  return core;
}

/* Runs what is queued to its end first. */
static void
core_close (Core *core)
{
  /* The last reference to the store may be that of a task which the thread itself lets go of. */
  core->abandoned = core->thread == g_thread_self ();
  push (core, NULL, NULL);
  if (core->abandoned)
    return;
  g_thread_join (core->thread);
  core_free (core);
}

/* ——— open ——— */

static gboolean
check_database (Core *core, const char *pragma, GPtrArray *findings, GError **error)
{
  g_autoptr (sqlite3_stmt) check = pdl_database_query (core->database, error, pragma, "");
  gboolean row;

  if (check == NULL || !pdl_database_step (core->database, check, &row, error))
    return FALSE;
  while (row)
    {
      const char *text = pdl_statement_get_text (check, 0);

      if (g_strcmp0 (text, "ok") != 0)
        g_ptr_array_add (findings, g_strdup_printf (_("Case file: %s"), text));
      if (!pdl_database_step (core->database, check, &row, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_links (Core *core, GPtrArray *findings, GError **error)
{
  g_autoptr (sqlite3_stmt) check = pdl_database_query (core->database, error, "PRAGMA foreign_key_check", "");
  gboolean row;

  if (check == NULL || !pdl_database_step (core->database, check, &row, error))
    return FALSE;
  while (row)
    {
      g_ptr_array_add (findings, g_strdup_printf (_("Case file: a row of “%s” belongs to nothing."),
                                                  pdl_statement_get_text (check, 0)));
      if (!pdl_database_step (core->database, check, &row, error))
        return FALSE;
    }
  return TRUE;
}

/* @quick leaves out what only a full read of every index would show. */
static GPtrArray *
check_all (Core *core, gboolean quick, GError **error)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);

  if (!check_database (core, quick ? "PRAGMA quick_check (8)" : "PRAGMA integrity_check (100)", findings, error)
      || !check_links (core, findings, error)
      || !pdl_journal_table_check (core->database, findings, error))
    return NULL;
  return g_steal_pointer (&findings);
}

static gboolean
make_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  g_set_error (error, PDL_STORE_ERROR, errno == EACCES || errno == EROFS ? PDL_STORE_ERROR_READ_ONLY : PDL_STORE_ERROR_OPEN,
               _("The folder “%s” for the cases cannot be made: %s"), folder, g_strerror (errno));
  return FALSE;
}

static gboolean
open_database (Core *core, GError **error)
{
  gboolean in_memory = g_str_equal (core->path, ":memory:");
  g_autoptr (GPtrArray) findings = NULL;

  if (!in_memory && (!make_folder (core->path, error) || !pdl_store_place_check (core->path, error)))
    return FALSE;
  core->database = pdl_database_open (core->path, error);
  if (core->database == NULL)
    return FALSE;
  /* Patients' data: for this user's eyes. The files beside it take their mode from it. */
  if (!in_memory)
    g_chmod (core->path, 0600);
  if (!pdl_schema_migrate (core->database, core->dictionary, error))
    return FALSE;
  findings = check_all (core, TRUE, error);
  if (findings == NULL)
    return FALSE;
  if (findings->len > 0)
    {
      g_set_error (error, PDL_STORE_ERROR, PDL_STORE_ERROR_DAMAGED,
                   _("“%s” is damaged and was not opened, so that nothing is written over it. %s Restore a backup or "
                     "ask for help with this file."), core->path, (const char *) findings->pdata[0]);
      return FALSE;
    }
  return TRUE;
}

static void
run_open (Core *core, GTask *task)
{
  GError *error = NULL;

  if (open_database (core, &error))
    g_task_return_boolean (task, TRUE);
  else
    {
      g_clear_pointer (&core->database, pdl_database_close);
      g_task_return_error (task, error);
    }
}

void
pdl_store_open_async (PdlDictionary *dictionary, const char *path, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Core *core;

  g_return_if_fail (dictionary != NULL && path != NULL);
  g_task_set_source_tag (task, pdl_store_open_async);
  core = core_new (dictionary, path);
  g_task_set_task_data (task, core, NULL); /* owned by whoever finishes */
  push (core, task, run_open);
}

PdlStore *
pdl_store_open_finish (GAsyncResult *result, GError **error)
{
  Core *core = g_task_get_task_data (G_TASK (result));
  PdlStore *self;

  if (!g_task_propagate_boolean (G_TASK (result), error))
    {
      core_close (core);
      return NULL;
    }
  self = g_object_new (PDL_TYPE_STORE, NULL);
  self->core = core;
  return self;
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

PdlStore *
pdl_store_open (PdlDictionary *dictionary, const char *path, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GAsyncResult) result = NULL;
  PdlStore *self;

  g_main_context_push_thread_default (context);
  pdl_store_open_async (dictionary, path, NULL, opened_cb, &result);
  while (result == NULL)
    g_main_context_iteration (context, TRUE);
  self = pdl_store_open_finish (result, error);
  g_main_context_pop_thread_default (context);
  return self;
}

/* ——— save ——— */

typedef struct
{
  PdlCase *kase;           /* (owned) a copy */
  PdlChange *change;       /* (owned) */
  PdlCaseSummary *summary; /* (owned) (nullable) */
  gint64 base_revision;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  pdl_case_unref (save->kase);
  pdl_change_unref (save->change);
  pdl_case_summary_free (save->summary);
  g_free (save);
}

static gboolean
save_in_transaction (Core *core, Save *save, GError **error)
{
  const char *uid = pdl_case_get_uid (save->kase);
  gint64 id, revision;

  if (!pdl_case_table_find (core->database, uid, &id, &revision, error))
    return FALSE;
  if (revision != save->base_revision)
    {
      g_set_error (error, PDL_STORE_ERROR, PDL_STORE_ERROR_STALE,
                   _("This case was changed in another window or program since it was opened here. Nothing was "
                     "overwritten, and your changes stay in this window."));
      return FALSE;
    }
  return pdl_case_table_put (core->database, id, uid, revision + 1, g_get_real_time (), &id, error)
         && pdl_case_writer_write (core->database, id, save->kase, save->change, error)
         && (save->summary == NULL || pdl_summary_table_put (core->database, id, save->summary, error))
         && pdl_journal_table_append (core->database, core->dictionary, uid, revision + 1, save->kase, save->change,
                                      error);
}

static void
run_save (Core *core, GTask *task)
{
  Save *save = g_task_get_task_data (task);
  GError *error = NULL;

  if (pdl_database_check_in_place (core->database, &error) && pdl_database_begin (core->database, &error))
    {
      if (!save_in_transaction (core, save, &error))
        pdl_database_rollback (core->database);
      else
        pdl_database_commit (core->database, &error);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, save->base_revision + 1);
}

/* The task of a call, answered at once when the store is closed. */
static GTask *
new_task (PdlStore *self, gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  if (self->core != NULL)
    return task;
  g_task_return_new_error (task, PDL_STORE_ERROR, PDL_STORE_ERROR_FAILED, _("The case file is closed."));
  g_object_unref (task);
  return NULL;
}

void
pdl_store_save_async (PdlStore *self, PdlCase *kase, PdlChange *change, const PdlCaseSummary *summary,
                      gint64 base_revision, GCancellable *cancellable, GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = new_task (self, pdl_store_save_async, cancellable, callback, user_data);
  Save *save;

  if (task == NULL)
    return;
  save = g_new0 (Save, 1);
  save->kase = pdl_case_copy (kase);
  save->change = pdl_change_ref (change);
  save->summary = summary != NULL ? pdl_case_summary_copy (summary) : NULL;
  save->base_revision = base_revision;
  g_task_set_task_data (task, save, save_free);
  push (self->core, task, run_save);
}

gint64
pdl_store_save_finish (PdlStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);
  return g_task_propagate_int (G_TASK (result), error);
}

/* ——— load ——— */

static void
run_load (Core *core, GTask *task)
{
  const char *uid = g_task_get_task_data (task);
  g_autoptr (PdlCase) kase = NULL;
  GError *error = NULL;

  /* One read transaction, so that a save of another program cannot come between two tables. */
  if (pdl_database_exec (core->database, "BEGIN", &error))
    {
      pdl_case_reader_load (core->database, core->dictionary, uid, &kase, &error);
      pdl_database_rollback (core->database);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else if (kase == NULL)
    g_task_return_new_error (task, PDL_STORE_ERROR, PDL_STORE_ERROR_NOT_FOUND, _("There is no such case."));
  else
    g_task_return_pointer (task, g_steal_pointer (&kase), (GDestroyNotify) pdl_case_unref);
}

void
pdl_store_load_async (PdlStore *self, const char *uid, GCancellable *cancellable, GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = new_task (self, pdl_store_load_async, cancellable, callback, user_data);

  if (task == NULL)
    return;
  g_task_set_task_data (task, g_strdup (uid), g_free);
  push (self->core, task, run_load);
}

PdlCase *
pdl_store_load_finish (PdlStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ——— list ——— */

static void
run_list (Core *core, GTask *task)
{
  const char *search = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) all = pdl_summary_table_list (core->database, &error);

  if (all == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = all->len; i > 0; i--)
    if (!pdl_case_search_matches (all->pdata[i - 1], core->dictionary, search))
      g_ptr_array_remove_index (all, i - 1);
  g_task_return_pointer (task, g_steal_pointer (&all), (GDestroyNotify) g_ptr_array_unref);
}

void
pdl_store_list_async (PdlStore *self, const char *search, GCancellable *cancellable, GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = new_task (self, pdl_store_list_async, cancellable, callback, user_data);

  if (task == NULL)
    return;
  g_task_set_task_data (task, g_strdup (search), g_free);
  push (self->core, task, run_list);
}

GPtrArray *
pdl_store_list_finish (PdlStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ——— knowledge sets ——— */

typedef struct
{
  char *hash;
  char *version;
  GPtrArray *names;
  GPtrArray *bytes;
} Knowledge;

static void
knowledge_free (gpointer data)
{
  Knowledge *knowledge = data;

  g_free (knowledge->hash);
  g_free (knowledge->version);
  g_ptr_array_unref (knowledge->names);
  g_ptr_array_unref (knowledge->bytes);
  g_free (knowledge);
}

static void
run_keep_knowledge (Core *core, GTask *task)
{
  Knowledge *knowledge = g_task_get_task_data (task);
  GError *error = NULL;

  if (pdl_knowledge_table_keep (core->database, knowledge->hash, knowledge->version, knowledge->names,
                                knowledge->bytes, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
pdl_store_keep_knowledge_async (PdlStore *self, const char *hash, const char *version, GPtrArray *names,
                                GPtrArray *bytes, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;
  Knowledge *knowledge;

  g_return_if_fail (names->len == bytes->len);
  task = new_task (self, pdl_store_keep_knowledge_async, cancellable, callback, user_data);
  if (task == NULL)
    return;
  knowledge = g_new0 (Knowledge, 1);
  knowledge->hash = g_strdup (hash);
  knowledge->version = g_strdup (version);
  knowledge->names = g_ptr_array_new_with_free_func (g_free);
  knowledge->bytes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (guint i = 0; i < names->len; i++)
    {
      g_ptr_array_add (knowledge->names, g_strdup (names->pdata[i]));
      g_ptr_array_add (knowledge->bytes, g_bytes_ref (bytes->pdata[i]));
    }
  g_task_set_task_data (task, knowledge, knowledge_free);
  push (self->core, task, run_keep_knowledge);
}

gboolean
pdl_store_keep_knowledge_finish (PdlStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ——— check and backup ——— */

static void
run_check (Core *core, GTask *task)
{
  GError *error = NULL;
  GPtrArray *findings = check_all (core, FALSE, &error);

  if (findings != NULL)
    g_task_return_pointer (task, findings, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
pdl_store_check_async (PdlStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = new_task (self, pdl_store_check_async, cancellable, callback, user_data);

  if (task != NULL)
    push (self->core, task, run_check);
}

GPtrArray *
pdl_store_check_finish (PdlStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
run_backup (Core *core, GTask *task)
{
  GError *error = NULL;

  if (pdl_backup_write (core->database, g_task_get_task_data (task), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
pdl_store_backup_async (PdlStore *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = new_task (self, pdl_store_backup_async, cancellable, callback, user_data);

  if (task == NULL)
    return;
  g_task_set_task_data (task, g_strdup (path), g_free);
  push (self->core, task, run_backup);
}

gboolean
pdl_store_backup_finish (PdlStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ——— the object ——— */

const char *
pdl_store_get_path (PdlStore *self)
{
  return self->core != NULL ? self->core->path : NULL;
}

void
pdl_store_close (PdlStore *self)
{
  g_clear_pointer (&self->core, core_close);
}

static void
pdl_store_finalize (GObject *object)
{
  PdlStore *self = PDL_STORE (object);

  pdl_store_close (self);
  G_OBJECT_CLASS (pdl_store_parent_class)->finalize (object);
}

static void
pdl_store_class_init (PdlStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pdl_store_finalize;
}

static void
pdl_store_init (PdlStore *self)
{
}
