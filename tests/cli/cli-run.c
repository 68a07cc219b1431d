/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-run.h"

#include <string.h>

static char *
text_of (GBytes *bytes)
{
  return g_strdup_printf ("%.*s", (int) g_bytes_get_size (bytes), g_bytes_get_size (bytes) > 0 ? (const char *) g_bytes_get_data (bytes, NULL) : "");
}

CliRun
cli_run (const char *const *words, const char *input, gssize length)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) in = g_bytes_new (input, input == NULL ? 0 : length < 0 ? strlen (input) : (gsize) length);
  g_autoptr (GBytes) out = NULL;
  g_autoptr (GBytes) err = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (argv, (gpointer) g_getenv ("PDL_CLI"));
  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) words[i]);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_newv ((const char *const *) argv->pdata,
                               G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate (process, in, NULL, &out, &err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  return (CliRun) { text_of (out), text_of (err), g_subprocess_get_exit_status (process) };
}

void
cli_run_clear (CliRun *self)
{
  g_clear_pointer (&self->out, g_free);
  g_clear_pointer (&self->err, g_free);
}
