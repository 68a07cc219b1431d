/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Import and export of one case file. Reading and writing are asynchronous; parsing a file of the size we accept is not felt. */
#include "pdl-case-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pdl-case-json.h"

typedef struct
{
  PdlSession *session;      /* (owned) */
  GWeakRef object;
  PdlCaseFileFunc callback;
  char *name;               /* (owned) of the file, for sentences */
  char *text;               /* (owned) (nullable) being written */
} Job;

static void
job_free (Job *job)
{
  g_object_unref (job->session);
  g_weak_ref_clear (&job->object);
  g_free (job->name);
  g_free (job->text);
  g_free (job);
}

static Job *
job_new (PdlSession *session, GFile *file, PdlCaseFileFunc callback, GObject *object)
{
  Job *job = g_new0 (Job, 1);

  job->session = g_object_ref (session);
  g_weak_ref_init (&job->object, object);
  job->callback = callback;
  job->name = g_file_get_basename (file);
  return job;
}

static void
answer (Job *job, gboolean good, const char *message)
{
  g_autoptr (GObject) object = g_weak_ref_get (&job->object);

  if (object != NULL)
    job->callback (good, message, object);
  job_free (job);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (pdl_session_get_knowledge (job->session));
  g_autofree char *text = NULL;
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlCase) kase = NULL;
  gsize length;

  if (g_file_load_contents_finish (G_FILE (source), result, &text, &length, NULL, &error))
    kase = pdl_case_from_json (dictionary, text, (gssize) length, NULL, &error);
  if (kase == NULL || !pdl_session_take_case (job->session, kase, TRUE, &error))
    {
      message = g_strdup_printf (_("%s was not opened: %s"), job->name, error->message);
      answer (job, FALSE, message);
      return;
    }
  message = g_strdup_printf (_("%s opened"), job->name);
  answer (job, TRUE, message);
}

void
pdl_case_file_import (PdlSession *session, GFile *file, PdlCaseFileFunc callback, GObject *object)
{
  g_file_load_contents_async (file, NULL, loaded_cb, job_new (session, file, callback, object));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;
  gboolean good = g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);

  message = good ? g_strdup_printf (_("%s written"), job->name) : g_strdup_printf (_("%s was not written: %s"), job->name, error->message);
  answer (job, good, message);
}

void
pdl_case_file_export (PdlSession *session, GFile *file, PdlCaseFileFunc callback, GObject *object)
{
  PdlCase *kase = pdl_session_get_case (session);
  Job *job;

  if (kase == NULL)
    return;
  job = job_new (session, file, callback, object);
  job->text = pdl_case_to_json (kase, TRUE);
  g_file_replace_contents_async (file, job->text, strlen (job->text), NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, written_cb, job);
}
