/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-signature-book.h"

#include <string.h>

struct _PdlSignatureBook
{
  GObject parent_instance;

  GFile *file;               /* (owned) */
  PdlSignatures *signatures; /* (owned) */
  char *error;               /* (owned) (nullable) */
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PdlSignatureBook, pdl_signature_book, G_TYPE_OBJECT)

/* A signature on its way: what stands in the file is read, it is added, all is written. */
typedef struct
{
  PdlSignature signature;    /* its parts are owned */
  PdlSignatures *with_it;    /* (owned) (nullable) */
} Signing;

/* Another program wrote between our reading and our writing: read again, so often, and then it is told. */
#define MAX_TRIES 5

static void
signing_free (gpointer data)
{
  Signing *signing = data;

  g_free (signing->signature.reference);
  g_free (signing->signature.hash);
  g_free (signing->signature.version);
  g_free (signing->signature.name);
  g_free (signing->signature.role);
  g_free (signing->signature.date);
  pdl_signatures_free (signing->with_it);
  g_free (signing);
}

static void
pdl_signature_book_finalize (GObject *object)
{
  PdlSignatureBook *self = PDL_SIGNATURE_BOOK (object);

  g_object_unref (self->file);
  pdl_signatures_free (self->signatures);
  g_free (self->error);
  G_OBJECT_CLASS (pdl_signature_book_parent_class)->finalize (object);
}

static void
pdl_signature_book_class_init (PdlSignatureBookClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pdl_signature_book_finalize;
  signals[CHANGED] = g_signal_new ("changed", PDL_TYPE_SIGNATURE_BOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pdl_signature_book_init (PdlSignatureBook *self)
{
  self->signatures = pdl_signatures_new ();
}

static void
take (PdlSignatureBook *self, PdlSignatures *signatures)
{
  pdl_signatures_free (self->signatures);
  self->signatures = signatures;
  g_clear_pointer (&self->error, g_free);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PdlSignatureBook) self = user_data;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  PdlSignatures *signatures = NULL;
  gsize length = 0;

  if (g_file_load_contents_finish (G_FILE (source), result, &text, &length, NULL, &error))
    signatures = pdl_signatures_parse (text, (gssize) length, &error);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    signatures = pdl_signatures_new ();
  if (signatures != NULL)
    {
      take (self, signatures);
      return;
    }
  self->error = g_strdup (error->message);
  g_signal_emit (self, signals[CHANGED], 0);
}

PdlSignatureBook *
pdl_signature_book_new (const char *path)
{
  PdlSignatureBook *self = g_object_new (PDL_TYPE_SIGNATURE_BOOK, NULL);

  self->file = g_file_new_for_path (path);
  g_file_load_contents_async (self->file, NULL, loaded_cb, g_object_ref (self));
  return self;
}

PdlSignatures *
pdl_signature_book_get (PdlSignatureBook *self)
{
  return self->signatures;
}

const char *
pdl_signature_book_get_error (PdlSignatureBook *self)
{
  return self->error;
}

/* ---- signing, on a thread of its own ------------------------------------------------------------------------------ */

/* Two windows of this program take turns here; another program is noticed by the etag. */
static GMutex turn;

static gboolean
write_text (GFile *file, const char *text, const char *etag, GError **error)
{
  g_autoptr (GFileOutputStream) stream = NULL;

  if (etag != NULL)
    return g_file_replace_contents (file, text, strlen (text), etag, FALSE, G_FILE_CREATE_PRIVATE, NULL, NULL, error);
  /* Nobody had a file yet: the first to make it wins, the other reads again. */
  stream = g_file_create (file, G_FILE_CREATE_PRIVATE, NULL, error);
  return stream != NULL && g_output_stream_write_all (G_OUTPUT_STREAM (stream), text, strlen (text), NULL, NULL, error)
         && g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, error);
}

static gboolean
sign_once (GFile *file, Signing *signing, GError **error)
{
  g_autofree char *before = NULL, *etag = NULL, *text = NULL;
  g_autoptr (GError) reason = NULL;
  gsize length = 0;

  if (!g_file_load_contents (file, NULL, &before, &length, &etag, &reason) && !g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  g_clear_pointer (&signing->with_it, pdl_signatures_free);
  signing->with_it = pdl_signatures_parse (before != NULL ? before : "", (gssize) length, error);
  if (signing->with_it == NULL || !pdl_signatures_add (signing->with_it, &signing->signature, error))
    return FALSE;
  text = pdl_signatures_to_text (signing->with_it);
  return write_text (file, text, etag, error);
}

static void
sign_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GFile *file = ((PdlSignatureBook *) source)->file;
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autoptr (GError) error = NULL;
  gboolean good = FALSE;

  g_mutex_lock (&turn);
  if (g_file_make_directory_with_parents (folder, NULL, &error) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    for (guint tries = 0; tries < MAX_TRIES && !good; tries++)
      {
        g_clear_error (&error);
        good = sign_once (file, data, &error);
        if (!good && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS))
          break;
      }
  g_mutex_unlock (&turn);
  if (good)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
pdl_signature_book_sign_async (PdlSignatureBook *self, PdlKnowledge *knowledge, const char *reference, const char *hash, const char *name,
                               const char *role, PdlDay day, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Signing *signing = g_new0 (Signing, 1);

  g_task_set_source_tag (task, pdl_signature_book_sign_async);
  signing->signature = (PdlSignature) { .reference = g_strdup (reference), .hash = g_strdup (hash), .version = g_strdup (pdl_knowledge_get_version (knowledge)),
                                        .name = g_strdup (name), .role = g_strdup (role), .date = pdl_day_to_iso (day, PDL_PRECISION_DAY) };
  g_task_set_task_data (task, signing, signing_free);
  g_task_run_in_thread (task, sign_thread);
}

gboolean
pdl_signature_book_sign_finish (PdlSignatureBook *self, GAsyncResult *result, GError **error)
{
  Signing *signing = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  take (self, g_steal_pointer (&signing->with_it));
  return TRUE;
}
