/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What the commands share.
 */

#include "pdl-cli.h"

#include <errno.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "pdl-dose-tables.h"
#include "pdl-plan.h"
#include "pdl-support-tables.h"

/* A complaint is for reading, and quotes the file that caused it. */
#define MAX_COMPLAINT 600

static char *
make_line (const char *format, va_list args)
{
  g_autofree char *raw = g_strdup_vprintf (format, args);
  g_autofree char *text = g_utf8_make_valid (raw, -1);
  GString *line = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (line->len >= MAX_COMPLAINT)
        {
          g_string_append (line, "…");
          break;
        }
      g_string_append_unichar (line, g_unichar_isprint (character) ? character : '?');
    }
  return g_string_free (line, FALSE);
}

void
pdl_cli_complain (const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list args;

  va_start (args, format);
  line = make_line (format, args);
  va_end (args);
  fprintf (stderr, "%s\n", line);
}

int
pdl_cli_usage (const char *command, const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list args;

  va_start (args, format);
  line = make_line (format, args);
  va_end (args);
  fprintf (stderr, "pedicle-cli %s: %s\n", command, line);
  fprintf (stderr, _ ("“pedicle-cli %s --help” tells what it takes.\n"), command);
  return PDL_EXIT_USAGE;
}

/* The file of --local: every command that loads the knowledge takes it. */
static char *local_path;

gboolean
pdl_cli_parse (int *argc, char ***argv, const GOptionEntry *entries, const char *words, const char *description, char ***ret_rest)
{
  g_autoptr (GOptionContext) context = g_option_context_new (words);
  g_autoptr (GError) error = NULL;
  const char *command = (*argv)[0];
  g_auto (GStrv) rest = NULL;
  g_autofree char *name = g_strdup_printf ("pedicle-cli %s", command);
  const GOptionEntry remaining[] = {
    { "local", 0, 0, G_OPTION_ARG_FILENAME, &local_path, N_ ("The clinic's own values, over the shipped text"), N_ ("FILE") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rest, NULL, NULL },
    { NULL },
  };

  g_set_prgname (name);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, remaining, GETTEXT_PACKAGE);
  g_option_context_set_description (context, description);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      pdl_cli_usage (command, "%s", error->message);
      return FALSE;
    }
  *ret_rest = rest != NULL ? g_steal_pointer (&rest) : g_new0 (char *, 1);
  return TRUE;
}

static PdlKnowledge *
load_knowledge (const char *directory, GError **error)
{
  g_autoptr (GBytes) local = NULL;
  char *text;
  gsize length;

  if (local_path == NULL)
    return pdl_knowledge_load (directory, error);
  if (!g_file_get_contents (local_path, &text, &length, error))
    return NULL;
  local = g_bytes_new_take (text, length);
  return pdl_knowledge_load_with_local (directory, local_path, local, error);
}

PdlKnowledge *
pdl_cli_load_knowledge (const char *directory)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlKnowledge) knowledge = load_knowledge (directory, &error);

  if (knowledge == NULL || !pdl_plan_prepare (knowledge, &error) || pdl_dose_tables_get (knowledge, &error) == NULL
      || pdl_support_tables_get (knowledge, &error) == NULL)
    {
      pdl_cli_complain ("%s", error->message);
      return NULL;
    }
  return g_steal_pointer (&knowledge);
}

gboolean
pdl_cli_read_as_of (const char *text, PdlMinute *ret_minute)
{
  *ret_minute = PDL_MINUTE_NONE;
  if (text == NULL)
    return TRUE;
  if (strcmp (text, "today") == 0)
    {
      *ret_minute = pdl_minute_now ();
      return TRUE;
    }
  return pdl_minute_parse (text, ret_minute);
}

gboolean
pdl_cli_check_files (const char *command, char **files, const char *as_of_text, PdlMinute *ret_as_of)
{
  if (files[0] == NULL)
    pdl_cli_usage (command, _ ("name at least one file, or “-”"));
  else if (!pdl_cli_read_as_of (as_of_text, ret_as_of))
    pdl_cli_usage (command, _ ("--as-of: “%s” is neither “today” nor a date such as 2026-03-02"), as_of_text);
  else
    return TRUE;
  return FALSE;
}

gboolean
pdl_cli_print (const char *json)
{
  if (fputs (json, stdout) != EOF && fputc ('\n', stdout) != EOF && fflush (stdout) == 0)
    return TRUE;
  pdl_cli_complain (_ ("The result could not be written: %s"), g_strerror (errno));
  return FALSE;
}

GInputStream *
pdl_cli_open (const char *path)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  GInputStream *stream;

  if (strcmp (path, "-") == 0)
    return g_unix_input_stream_new (STDIN_FILENO, FALSE);
  file = g_file_new_for_path (path);
  stream = G_INPUT_STREAM (g_file_read (file, NULL, &error));
  if (stream == NULL)
    pdl_cli_complain ("%s: %s", path, error->message);
  return stream;
}
