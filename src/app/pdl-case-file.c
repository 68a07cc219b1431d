/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Import and export of one case file. Reading and writing are asynchronous; parsing a file of the size we accept is not felt.
 * A case that is stored already and differs is the person's to decide. */
#include "pdl-case-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "compat/pdl-confirm-dialog.h"
#include "pdl-case-json.h"
#include "pdl-import.h"
#include "pdl-main-window.h"
#include "pdl-versions-window.h"

typedef struct
{
  PdlSession *session;      /* (owned) */
  GWeakRef object;
  PdlCaseFileFunc callback;
  char *name;               /* (owned) of the file, for sentences */
  char *text;               /* (owned) (nullable) being written */
  PdlCase *kase;            /* (owned) (nullable) being imported */
  PdlComparison *comparison; /* (owned) (nullable) with what is stored */
} Job;

static void
job_free (Job *job)
{
  g_object_unref (job->session);
  g_weak_ref_clear (&job->object);
  g_free (job->name);
  g_free (job->text);
  g_clear_pointer (&job->kase, pdl_case_unref);
  pdl_comparison_free (job->comparison);
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

static void start_import (Job *job, PdlImportWay way);

static void
decided_cb (const char *message, gboolean undo, gpointer user_data)
{
  if (PDL_IS_MAIN_WINDOW (user_data))
    pdl_main_window_toast (PDL_MAIN_WINDOW (user_data), message, undo);
}

/* The job goes with whatever is answered. */
static void
asked_cb (const char *id, gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (GObject) object = g_weak_ref_get (&job->object);

  if (g_str_equal (id, "as-new"))
    start_import (job, PDL_IMPORT_AS_NEW);
  else if (g_str_equal (id, "replace"))
    start_import (job, PDL_IMPORT_REPLACE);
  else
    {
      if (g_str_equal (id, "compare") && object != NULL)
        pdl_versions_window_show (GTK_WINDOW (object), job->session, g_steal_pointer (&job->comparison), PDL_VERSIONS_FILE, decided_cb, object);
      job_free (job);
    }
}

static void
ask (Job *job)
{
  const PdlConfirmChoice choices[] = {
    { "cancel", _("_Cancel") },
    { "compare", _("C_ompare") },
    { "as-new", _("Keep _both: open the file as a new case") },
    { "replace", _("Take the _file's version; the journal keeps the other") },
  };
  g_autoptr (GObject) object = g_weak_ref_get (&job->object);
  guint n = pdl_comparison_get_n_rows (job->comparison);
  g_autofree char *body = g_strdup_printf (ngettext ("%s and the stored case differ in %u place. Nothing was changed yet.",
                                                     "%s and the stored case differ in %u places. Nothing was changed yet.", n),
                                           job->name, n);

  if (object == NULL)
    job_free (job);
  else
    pdl_confirm_dialog_ask (GTK_WINDOW (object), _("This case is stored already"), body, choices, G_N_ELEMENTS (choices), asked_cb, job);
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;
  PdlImported imported;

  g_clear_pointer (&job->comparison, pdl_comparison_free);
  if (!pdl_session_import_finish (PDL_SESSION (source), result, &imported, &job->comparison, &error))
    {
      message = g_strdup_printf (_("%s was not opened: %s"), job->name, error->message);
      answer (job, FALSE, message);
      return;
    }
  switch (imported)
    {
    case PDL_IMPORTED_DIFFERS:
      ask (job);
      return;
    case PDL_IMPORTED_SAME:
      message = g_strdup_printf (_("%s is stored already, just as it is; opened"), job->name);
      break;
    case PDL_IMPORTED_REPLACED:
      message = g_strdup_printf (_("The case is now as in %s; Undo brings back what was stored"), job->name);
      break;
    case PDL_IMPORTED_NEW:
    default:
      message = g_strdup_printf (_("%s opened"), job->name);
      break;
    }
  answer (job, TRUE, message);
}

static void
start_import (Job *job, PdlImportWay way)
{
  pdl_session_import_async (job->session, job->kase, way, imported_cb, job);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (pdl_session_get_knowledge (job->session));
  g_autofree char *text = NULL;
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  if (g_file_load_contents_finish (G_FILE (source), result, &text, &length, NULL, &error))
    job->kase = pdl_case_from_json (dictionary, text, (gssize) length, NULL, &error);
  if (job->kase == NULL)
    {
      message = g_strdup_printf (_("%s was not opened: %s"), job->name, error->message);
      answer (job, FALSE, message);
      return;
    }
  start_import (job, PDL_IMPORT_ASK);
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
