/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * pedicle-cli import, export, store: the store from outside the window. An import goes through the same door as the
 * window: each case is stored as one journalled change, and one that is stored already is not doubled or changed unasked.
 */

#include "pdl-cli-store.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pdl-case-json.h"
#include "pdl-import.h"
#include "pdl-json.h"
#include "pdl-session.h"

/* Waits for the answer of an asynchronous call of the store. */
void
pdl_cli_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

GAsyncResult *
pdl_cli_wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

/* @create FALSE: a path where nothing is, is told and not made. NULL after a complaint. */
static PdlStore *
open_store (PdlKnowledge *knowledge, const char *path, gboolean create)
{
  g_autoptr (GError) error = NULL;
  PdlStore *store;

  if (!create && !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      pdl_cli_complain (_ ("%s: there is no store"), path);
      return NULL;
    }
  store = pdl_store_open (pdl_knowledge_get_dictionary (knowledge), path, &error);
  if (store == NULL)
    pdl_cli_complain ("%s: %s", path, error->message);
  return store;
}

static void
close_store (PdlStore *store)
{
  pdl_store_close (store);
  g_object_unref (store);
}

/* The two options that these commands share. */
#define STORE_ENTRIES \
  { "store", 0, 0, G_OPTION_ARG_FILENAME, &path, N_ ("The store, an SQLite file"), N_ ("PATH") }, \
  { "knowledge", 0, 0, G_OPTION_ARG_FILENAME, &directory, N_ ("Use the knowledge files of DIR"), N_ ("DIR") }

/* ---- import ------------------------------------------------------------------------------------------------------ */

typedef struct
{
  PdlSession *session;
  PdlImportWay way;
  const char *file;
  guint n_stored;
  guint n_replaced;
  guint n_same;
  guint n_failed;
} Import;

static void
tell_warnings (const char *file, guint line, GPtrArray *warnings)
{
  for (guint i = 0; i < warnings->len; i++)
    {
      const PdlWarning *warning = g_ptr_array_index (warnings, i);

      pdl_cli_complain ("%s:%u: %s: %s", file, MAX (line, 1), warning->path, warning->text);
    }
}

/* FALSE with the reason: nothing was stored of it. */
static gboolean
import_one (Import *import, PdlCase *kase, PdlImported *ret_imported, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pdl_session_import_async (import->session, kase, import->way, pdl_cli_answered_cb, &result);
  if (!pdl_session_import_finish (import->session, pdl_cli_wait_for (&result), ret_imported, NULL, error))
    return FALSE;
  if (*ret_imported != PDL_IMPORTED_DIFFERS)
    return pdl_session_flush (import->session, error);
  g_set_error (error, PDL_STORE_ERROR, PDL_STORE_ERROR_STALE,
               _ ("case %s is in the store already and differs; nothing was changed. --as-new stores this one as a new case "
                  "beside it, --replace makes the stored one as it is here, which its journal keeps"), pdl_case_get_uid (kase));
  return FALSE;
}

static gboolean
import_cb (PdlCase *kase, guint line, GPtrArray *warnings, const GError *error, gpointer user_data)
{
  Import *import = user_data;
  PdlImported imported = PDL_IMPORTED_DIFFERS;
  g_autoptr (GError) refused = NULL;

  if (kase == NULL || !import_one (import, kase, &imported, &refused))
    {
      import->n_failed++;
      pdl_cli_complain ("%s:%u: %s", import->file, MAX (line, 1),
                        error != NULL ? error->message : refused != NULL ? refused->message : _ ("the case could not be stored"));
      return TRUE;
    }
  if (imported == PDL_IMPORTED_SAME)
    {
      import->n_same++;
      pdl_cli_complain (_ ("%s:%u: case %s is in the store already, just as it is here"), import->file, MAX (line, 1),
                        pdl_case_get_uid (kase));
    }
  else if (imported == PDL_IMPORTED_REPLACED)
    import->n_replaced++;
  else
    import->n_stored++;
  tell_warnings (import->file, line, warnings);
  return TRUE;
}

int
pdl_cli_import (int argc, char **argv)
{
  g_autofree char *path = NULL;
  g_autofree char *directory = NULL;
  gboolean as_new = FALSE, replace = FALSE;
  const GOptionEntry entries[] = {
    STORE_ENTRIES,
    { "as-new", 0, 0, G_OPTION_ARG_NONE, &as_new, N_ ("A stored case that differs stays; the file becomes a new case"), NULL },
    { "replace", 0, 0, G_OPTION_ARG_NONE, &replace, N_ ("A stored case that differs becomes as the file has it; its journal keeps both"), NULL },
    { NULL },
  };
  g_auto (GStrv) files = NULL;
  g_autoptr (PdlKnowledge) knowledge = NULL;
  PdlStore *store;
  Import import = { 0 };
  PdlJsonWriter *writer;
  g_autofree char *json = NULL;

  if (!pdl_cli_parse (&argc, &argv, entries, _ ("FILE…|- --store PATH"),
                      _ ("Stores the cases of the files. A case that is stored already and differs is refused, unless an option says what to do."), &files))
    return PDL_EXIT_USAGE;
  if (path == NULL)
    return pdl_cli_usage ("import", _ ("--store PATH is needed"));
  if (files[0] == NULL)
    return pdl_cli_usage ("import", _ ("name at least one file, or “-”"));
  if (as_new && replace)
    return pdl_cli_usage ("import", _ ("--as-new and --replace exclude each other"));
  knowledge = pdl_cli_load_knowledge (directory);
  if (knowledge == NULL || (store = open_store (knowledge, path, TRUE)) == NULL)
    return PDL_EXIT_FAILED;

  import.session = pdl_session_new (knowledge, store);
  import.way = as_new ? PDL_IMPORT_AS_NEW : replace ? PDL_IMPORT_REPLACE : PDL_IMPORT_ASK;
  for (guint i = 0; files[i] != NULL; i++)
    {
      g_autoptr (GInputStream) stream = pdl_cli_open (files[i]);
      g_autoptr (GError) error = NULL;

      import.file = files[i];
      if (stream == NULL)
        import.n_failed++;
      else if (!pdl_case_read_stream (pdl_knowledge_get_dictionary (knowledge), stream, files[i], import_cb, &import, &error))
        {
          import.n_failed++;
          pdl_cli_complain ("%s", error->message);
        }
    }
  g_object_unref (import.session);
  close_store (store);

  writer = pdl_json_writer_new (FALSE);
  pdl_json_begin_object (writer, NULL);
  pdl_json_add_int (writer, "stored", import.n_stored);
  pdl_json_add_int (writer, "replaced", import.n_replaced);
  pdl_json_add_int (writer, "same", import.n_same);
  pdl_json_add_int (writer, "failed", import.n_failed);
  pdl_json_end_object (writer);
  json = pdl_json_writer_finish (writer);
  return pdl_cli_print (json) && import.n_failed == 0 ? PDL_EXIT_FINE : PDL_EXIT_FAILED;
}

/* ---- export ------------------------------------------------------------------------------------------------------ */

static gboolean
export_one (PdlStore *store, const char *uid)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PdlCase) kase = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;

  pdl_store_load_async (store, uid, NULL, pdl_cli_answered_cb, &result);
  kase = pdl_store_load_finish (store, pdl_cli_wait_for (&result), &error);
  if (kase == NULL)
    {
      pdl_cli_complain ("%s: %s", uid, error->message);
      return FALSE;
    }
  json = pdl_case_to_json (kase, FALSE);
  return pdl_cli_print (json);
}

int
pdl_cli_export (int argc, char **argv)
{
  g_autofree char *path = NULL;
  g_autofree char *directory = NULL;
  g_autofree char *search = NULL;
  const GOptionEntry entries[] = {
    STORE_ENTRIES,
    { "search", 0, 0, G_OPTION_ARG_STRING, &search, N_ ("Only the cases that the list finds by TEXT"), N_ ("TEXT") },
    { NULL },
  };
  g_auto (GStrv) words = NULL;
  g_autoptr (PdlKnowledge) knowledge = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) summaries = NULL;
  g_autoptr (GError) error = NULL;
  gboolean good = TRUE;
  PdlStore *store;

  if (!pdl_cli_parse (&argc, &argv, entries, _ ("--store PATH"), _ ("Prints the cases of the store, one a line (NDJSON)."), &words))
    return PDL_EXIT_USAGE;
  if (path == NULL)
    return pdl_cli_usage ("export", _ ("--store PATH is needed"));
  if (words[0] != NULL)
    return pdl_cli_usage ("export", _ ("“%s” is not needed here"), words[0]);
  knowledge = pdl_cli_load_knowledge (directory);
  if (knowledge == NULL || (store = open_store (knowledge, path, FALSE)) == NULL)
    return PDL_EXIT_FAILED;

  pdl_store_list_async (store, search, NULL, pdl_cli_answered_cb, &result);
  summaries = pdl_store_list_finish (store, pdl_cli_wait_for (&result), &error);
  if (summaries == NULL)
    {
      pdl_cli_complain ("%s: %s", path, error->message);
      good = FALSE;
    }
  for (guint i = 0; summaries != NULL && i < summaries->len; i++)
    good = export_one (store, ((const PdlCaseSummary *) g_ptr_array_index (summaries, i))->uid) && good;
  close_store (store);
  return good ? PDL_EXIT_FINE : PDL_EXIT_FAILED;
}

/* ---- store check, store backup ----------------------------------------------------------------------------------- */

static int
check (PdlStore *store, const char *path)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  PdlJsonWriter *writer;

  pdl_store_check_async (store, NULL, pdl_cli_answered_cb, &result);
  findings = pdl_store_check_finish (store, pdl_cli_wait_for (&result), &error);
  if (findings == NULL)
    {
      pdl_cli_complain ("%s: %s", path, error->message);
      return PDL_EXIT_FAILED;
    }
  writer = pdl_json_writer_new (FALSE);
  pdl_json_begin_object (writer, NULL);
  pdl_json_add_string (writer, "store", path);
  pdl_json_begin_array (writer, "findings");
  for (guint i = 0; i < findings->len; i++)
    {
      pdl_json_add_string (writer, NULL, g_ptr_array_index (findings, i));
      pdl_cli_complain ("%s: %s", path, (const char *) g_ptr_array_index (findings, i));
    }
  pdl_json_end_array (writer);
  pdl_json_end_object (writer);
  json = pdl_json_writer_finish (writer);
  return pdl_cli_print (json) && findings->len == 0 ? PDL_EXIT_FINE : PDL_EXIT_FAILED;
}

static int
backup (PdlStore *store, const char *path)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  PdlJsonWriter *writer;

  pdl_store_backup_async (store, path, NULL, pdl_cli_answered_cb, &result);
  if (!pdl_store_backup_finish (store, pdl_cli_wait_for (&result), &error))
    {
      pdl_cli_complain ("%s: %s", path, error->message);
      return PDL_EXIT_FAILED;
    }
  writer = pdl_json_writer_new (FALSE);
  pdl_json_begin_object (writer, NULL);
  pdl_json_add_string (writer, "backup", path);
  pdl_json_end_object (writer);
  json = pdl_json_writer_finish (writer);
  return pdl_cli_print (json) ? PDL_EXIT_FINE : PDL_EXIT_FAILED;
}

int
pdl_cli_store (int argc, char **argv)
{
  static const struct { const char *word; guint least, most; } commands[] = {
    { "check", 0, 0 }, { "backup", 1, 1 }, { "replay", 0, 1 }, { "compare", 0, 0 },
  };
  g_autofree char *path = NULL;
  g_autofree char *directory = NULL;
  const GOptionEntry entries[] = { STORE_ENTRIES, { NULL } };
  g_auto (GStrv) words = NULL;
  g_autoptr (PdlKnowledge) knowledge = NULL;
  guint which = 0, n;
  PdlStore *store;
  int status;

  if (!pdl_cli_parse (&argc, &argv, entries, _ ("check | backup FILE | replay [CASE] | compare --store PATH"),
                      _ ("check    integrity, foreign keys and the chain of the journal; findings are listed\n"
                         "backup   writes a copy, opens it again and counts it; a copy that fails is not kept\n"
                         "replay   makes every evaluation that was stored with a decision again, with the knowledge of its day, and\n"
                         "         compares it byte for byte\n"
                         "compare  which cases read differently with the present knowledge than with the one they were last read with"),
                      &words))
    return PDL_EXIT_USAGE;
  while (which < G_N_ELEMENTS (commands) && g_strcmp0 (words[0], commands[which].word) != 0)
    which++;
  if (which == G_N_ELEMENTS (commands))
    return pdl_cli_usage ("store", _ ("check, backup, replay or compare is needed"));
  n = g_strv_length (words) - 1;
  if (n < commands[which].least || n > commands[which].most)
    return which == 1   ? pdl_cli_usage ("store", _ ("backup takes the file to write"))
           : which == 2 ? pdl_cli_usage ("store", _ ("replay takes one case at most"))
                        : pdl_cli_usage ("store", _ ("“%s” takes nothing more"), words[0]);
  if (path == NULL)
    return pdl_cli_usage ("store", _ ("--store PATH is needed"));
  knowledge = pdl_cli_load_knowledge (directory);
  if (knowledge == NULL || (store = open_store (knowledge, path, FALSE)) == NULL)
    return PDL_EXIT_FAILED;
  switch (which)
    {
    case 0: status = check (store, path); break;
    case 1: status = backup (store, words[1]); break;
    case 2: status = pdl_cli_store_replay (store, path, words[1]); break;
    default: status = pdl_cli_store_compare (store, path, knowledge);
    }
  close_store (store);
  return status;
}
