/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * pedicle-cli store compare: which cases read differently with the present knowledge than with the one they were last read with.
 * One line of JSON a case, and one with the counts at the end; how far it has come goes to stderr.
 */

#include "pdl-cli-store.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>

#include "pdl-json.h"
#include "pdl-rereading.h"

#define PROGRESS_US (G_USEC_PER_SEC / 5)

static gboolean
print_case (const PdlReread *reread)
{
  PdlJsonWriter *writer = pdl_json_writer_new (FALSE);
  g_autofree char *json = NULL;

  pdl_json_begin_object (writer, NULL);
  pdl_json_add_string (writer, "case", reread->uid);
  pdl_json_add_string (writer, "last_read_with", reread->version);
  pdl_json_begin_array (writer, "changes");
  for (guint i = 0; i < reread->difference->changes->len; i++)
    {
      const PdlReadingChange *change = reread->difference->changes->pdata[i];
      g_autofree char *levels = change->levels != 0 ? pdl_level_set_to_text (change->levels) : NULL;

      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "what", pdl_reading_part_name (change->part));
      pdl_json_add_string (writer, "levels", levels);
      pdl_json_add_string (writer, "before", change->before);
      pdl_json_add_string (writer, "now", change->now);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
  pdl_json_begin_array (writer, "why");
  for (guint i = 0; i < reread->difference->why->len; i++)
    pdl_json_add_string (writer, NULL, reread->difference->why->pdata[i]);
  pdl_json_end_array (writer);
  pdl_json_end_object (writer);
  json = pdl_json_writer_finish (writer);
  return pdl_cli_print (json);
}

static gboolean
print_counts (const PdlRereading *rereading)
{
  PdlJsonWriter *writer = pdl_json_writer_new (FALSE);
  g_autofree char *json = NULL;

  pdl_json_begin_object (writer, NULL);
  pdl_json_add_int (writer, "cases", rereading->n_cases);
  pdl_json_add_int (writer, "same_rules", rereading->n_same);
  pdl_json_add_int (writer, "compared", rereading->n_compared);
  pdl_json_add_int (writer, "differ", rereading->differing->len);
  pdl_json_begin_array (writer, "not_compared");
  for (guint i = 0; i < rereading->gaps->len; i++)
    {
      const PdlRereadGap *gap = rereading->gaps->pdata[i];

      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "knowledge", gap->hash);
      pdl_json_add_int (writer, "cases", gap->n_cases);
      pdl_json_add_string (writer, "reason", gap->reason);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
  pdl_json_end_object (writer);
  json = pdl_json_writer_finish (writer);
  return pdl_cli_print (json);
}

/* One line that is written over on a terminal; elsewhere a line now and then. */
static void
progress_cb (guint done, guint all, gpointer user_data)
{
  gint64 *last = user_data;
  gint64 now = g_get_monotonic_time ();
  gboolean terminal = isatty (STDERR_FILENO);

  if (done < all && now - *last < (terminal ? PROGRESS_US : PROGRESS_US * 10))
    return;
  *last = now;
  fprintf (stderr, terminal ? "\r%u/%u%s" : "%u/%u%s", done, all, !terminal || done == all ? "\n" : "");
}

int
pdl_cli_store_compare (PdlStore *store, const char *path, PdlKnowledge *knowledge)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PdlRereading) rereading = NULL;
  g_autoptr (GError) error = NULL;
  gint64 last = 0;
  gboolean good = TRUE;

  pdl_rereading_run_async (store, knowledge, pdl_minute_now (), progress_cb, &last, NULL, pdl_cli_answered_cb, &result);
  rereading = pdl_rereading_run_finish (pdl_cli_wait_for (&result), &error);
  if (rereading == NULL)
    {
      pdl_cli_complain ("%s: %s", path, error->message);
      return PDL_EXIT_FAILED;
    }
  for (guint i = 0; good && i < rereading->differing->len; i++)
    good = print_case (rereading->differing->pdata[i]);
  good = good && print_counts (rereading);
  for (guint i = 0; i < rereading->gaps->len; i++)
    {
      const PdlRereadGap *gap = rereading->gaps->pdata[i];

      pdl_cli_complain (_ ("%s: %u cases were not compared: %s"), path, gap->n_cases, gap->reason);
    }
  return good && rereading->differing->len == 0 && rereading->gaps->len == 0 ? PDL_EXIT_FINE : PDL_EXIT_FAILED;
}
