/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the store keeps of the past: a case as it stood when a record was entered, and the knowledge sets that evaluations
 * were made with. Jobs like those of pdl-store.c.
 */
#include "pdl-store.h"

#include "pdl-journal-reader.h"
#include "pdl-knowledge-table.h"
#include "pdl-store-private.h"

/* ——— a case of another day ——— */

typedef struct
{
  char *uid, *item_uid;
  PdlDictionary *dictionary; /* (owned) */
  gboolean erased;           /* the answer */
} Before;

static void
before_free (gpointer data)
{
  Before *before = data;

  g_free (before->uid);
  g_free (before->item_uid);
  pdl_dictionary_unref (before->dictionary);
  g_free (before);
}

static void
run_load_before (PdlStoreCore *core, GTask *task)
{
  Before *before = g_task_get_task_data (task);
  PdlCase *kase = NULL;
  GError *error = NULL;

  if (pdl_database_exec (core->database, "BEGIN", &error))
    {
      kase = pdl_journal_reader_load_before (core->database, before->dictionary, before->uid, before->item_uid,
                                             &before->erased, &error);
      pdl_database_rollback (core->database);
    }
  if (kase != NULL)
    g_task_return_pointer (task, kase, (GDestroyNotify) pdl_case_unref);
  else
    g_task_return_error (task, error);
}

void
pdl_store_load_before_async (PdlStore *self, const char *uid, const char *item_uid, PdlDictionary *dictionary,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = pdl_store_new_task (self, pdl_store_load_before_async, cancellable, callback, user_data);
  Before *before;

  if (task == NULL)
    return;
  before = g_new0 (Before, 1);
  before->uid = g_strdup (uid);
  before->item_uid = g_strdup (item_uid);
  before->dictionary = pdl_dictionary_ref (dictionary);
  g_task_set_task_data (task, before, before_free);
  pdl_store_core_push (self->core, task, run_load_before);
}

PdlCase *
pdl_store_load_before_finish (PdlStore *self, GAsyncResult *result, gboolean *ret_erased, GError **error)
{
  const Before *before = g_task_get_task_data (G_TASK (result)); /* NULL: the store was closed */

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  if (ret_erased != NULL)
    *ret_erased = before != NULL && before->erased;
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
run_keep_knowledge (PdlStoreCore *core, GTask *task)
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
  task = pdl_store_new_task (self, pdl_store_keep_knowledge_async, cancellable, callback, user_data);
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
  pdl_store_core_push (self->core, task, run_keep_knowledge);
}

gboolean
pdl_store_keep_knowledge_finish (PdlStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
run_load_knowledge (PdlStoreCore *core, GTask *task)
{
  Knowledge *knowledge = g_new0 (Knowledge, 1);
  GError *error = NULL;

  if (pdl_knowledge_table_load (core->database, g_task_get_task_data (task), &knowledge->names, &knowledge->bytes, &error))
    {
      g_task_return_pointer (task, knowledge, knowledge_free);
      return;
    }
  g_free (knowledge);
  g_task_return_error (task, error);
}

void
pdl_store_load_knowledge_async (PdlStore *self, const char *hash, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = pdl_store_new_task (self, pdl_store_load_knowledge_async, cancellable, callback, user_data);

  if (task == NULL)
    return;
  g_task_set_task_data (task, g_strdup (hash), g_free);
  pdl_store_core_push (self->core, task, run_load_knowledge);
}

gboolean
pdl_store_load_knowledge_finish (PdlStore *self, GAsyncResult *result, GPtrArray **ret_names, GPtrArray **ret_bytes,
                                 GError **error)
{
  Knowledge *knowledge;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  knowledge = g_task_propagate_pointer (G_TASK (result), error);
  if (knowledge == NULL)
    return FALSE;
  *ret_names = g_ptr_array_ref (knowledge->names);
  *ret_bytes = g_ptr_array_ref (knowledge->bytes);
  knowledge_free (knowledge);
  return TRUE;
}
