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
#include "pdl-journal-table.h"
#include "pdl-schema.h"
#include "pdl-store-error.h"
#include "pdl-store-place.h"
#include "pdl-store-private.h"
#include "pdl-summary-table.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

typedef struct
{
  GTask *task;                        /* (owned) NULL: the last job, stop */
  void (*run) (PdlStoreCore *core, GTask *task); /* answers @task */
} Job;

G_DEFINE_FINAL_TYPE (PdlStore, pdl_store, G_TYPE_OBJECT)

/* ——— the thread ——— */

static void
core_free (PdlStoreCore *core)
{
  g_async_queue_unref (core->queue);
  pdl_dictionary_unref (core->dictionary);
  g_free (core->path);
  g_free (core);
}

static gpointer
serve (gpointer data)
{
  PdlStoreCore *core = data;

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

void
pdl_store_core_push (PdlStoreCore *core, GTask *task, void (*run) (PdlStoreCore *core, GTask *task))
{
  Job *job = g_new0 (Job, 1);

  job->task = task;
  job->run = run;
  g_async_queue_push (core->queue, job);
}

static PdlStoreCore *
core_new (PdlDictionary *dictionary, const char *path)
{
  PdlStoreCore *core = g_new0 (PdlStoreCore, 1);

  core->dictionary = pdl_dictionary_ref (dictionary);
  core->path = g_strdup (path);
  core->queue = g_async_queue_new ();
  core->thread = g_thread_new ("pedicle-store", serve, core);
  return core;
}

/* Runs what is queued to its end first. */
static void
core_close (PdlStoreCore *core)
{
  /* The last reference to the store may be that of a task which the thread itself lets go of. */
  core->abandoned = core->thread == g_thread_self ();
  pdl_store_core_push (core, NULL, NULL);
  if (core->abandoned)
    return;
  g_thread_join (core->thread);
  core_free (core);
}

/* ——— open ——— */

static gboolean
check_database (PdlStoreCore *core, const char *pragma, GPtrArray *findings, GError **error)
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
check_links (PdlStoreCore *core, GPtrArray *findings, GError **error)
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
check_all (PdlStoreCore *core, gboolean quick, GError **error)
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
open_database (PdlStoreCore *core, GError **error)
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
run_open (PdlStoreCore *core, GTask *task)
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
  PdlStoreCore *core;

  g_return_if_fail (dictionary != NULL && path != NULL);
  g_task_set_source_tag (task, pdl_store_open_async);
  core = core_new (dictionary, path);
  g_task_set_task_data (task, core, NULL); /* owned by whoever finishes */
  pdl_store_core_push (core, task, run_open);
}

PdlStore *
pdl_store_open_finish (GAsyncResult *result, GError **error)
{
  PdlStoreCore *core = g_task_get_task_data (G_TASK (result));
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
save_in_transaction (PdlStoreCore *core, Save *save, GError **error)
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
run_save (PdlStoreCore *core, GTask *task)
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

GTask *
pdl_store_new_task (PdlStore *self, gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
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
  GTask *task = pdl_store_new_task (self, pdl_store_save_async, cancellable, callback, user_data);
  Save *save;

  if (task == NULL)
    return;
  save = g_new0 (Save, 1);
  save->kase = pdl_case_copy (kase);
  save->change = pdl_change_ref (change);
  save->summary = summary != NULL ? pdl_case_summary_copy (summary) : NULL;
  save->base_revision = base_revision;
  g_task_set_task_data (task, save, save_free);
  pdl_store_core_push (self->core, task, run_save);
}

gint64
pdl_store_save_finish (PdlStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);
  return g_task_propagate_int (G_TASK (result), error);
}

/* ——— load ——— */

/* One read transaction, so that a save of another program cannot come between two tables. */
static GPtrArray *
load_cases (PdlStoreCore *core, const char *const *uids, GError **error)
{
  GPtrArray *cases;

  if (!pdl_database_exec (core->database, "BEGIN", error))
    return NULL;
  cases = pdl_case_reader_load (core->database, core->dictionary, uids, error);
  pdl_database_rollback (core->database);
  return cases;
}

static void
run_load (PdlStoreCore *core, GTask *task)
{
  const char *uids[] = { g_task_get_task_data (task), NULL };
  GError *error = NULL;
  g_autoptr (GPtrArray) cases = load_cases (core, uids, &error);

  if (cases == NULL)
    g_task_return_error (task, error);
  else if (cases->len == 0)
    g_task_return_new_error (task, PDL_STORE_ERROR, PDL_STORE_ERROR_NOT_FOUND, _("There is no such case."));
  else
    g_task_return_pointer (task, pdl_case_ref (cases->pdata[0]), (GDestroyNotify) pdl_case_unref);
}

void
pdl_store_load_async (PdlStore *self, const char *uid, GCancellable *cancellable, GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = pdl_store_new_task (self, pdl_store_load_async, cancellable, callback, user_data);

  if (task == NULL)
    return;
  g_task_set_task_data (task, g_strdup (uid), g_free);
  pdl_store_core_push (self->core, task, run_load);
}

PdlCase *
pdl_store_load_finish (PdlStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
run_load_many (PdlStoreCore *core, GTask *task)
{
  GError *error = NULL;
  GPtrArray *cases = load_cases (core, g_task_get_task_data (task), &error);

  if (cases == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, cases, (GDestroyNotify) g_ptr_array_unref);
}

void
pdl_store_load_many_async (PdlStore *self, const char *const *uids, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = pdl_store_new_task (self, pdl_store_load_many_async, cancellable, callback, user_data);

  if (task == NULL)
    return;
  g_task_set_task_data (task, g_strdupv ((char **) uids), (GDestroyNotify) g_strfreev);
  pdl_store_core_push (self->core, task, run_load_many);
}

GPtrArray *
pdl_store_load_many_finish (PdlStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ——— list ——— */

static void
run_list (PdlStoreCore *core, GTask *task)
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
  GTask *task = pdl_store_new_task (self, pdl_store_list_async, cancellable, callback, user_data);

  if (task == NULL)
    return;
  g_task_set_task_data (task, g_strdup (search), g_free);
  pdl_store_core_push (self->core, task, run_list);
}

GPtrArray *
pdl_store_list_finish (PdlStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ——— check and backup ——— */

static void
run_check (PdlStoreCore *core, GTask *task)
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
  GTask *task = pdl_store_new_task (self, pdl_store_check_async, cancellable, callback, user_data);

  if (task != NULL)
    pdl_store_core_push (self->core, task, run_check);
}

GPtrArray *
pdl_store_check_finish (PdlStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
run_backup (PdlStoreCore *core, GTask *task)
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
  GTask *task = pdl_store_new_task (self, pdl_store_backup_async, cancellable, callback, user_data);

  if (task == NULL)
    return;
  g_task_set_task_data (task, g_strdup (path), g_free);
  pdl_store_core_push (self->core, task, run_backup);
}

gboolean
pdl_store_backup_finish (PdlStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ——— the object ——— */

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
