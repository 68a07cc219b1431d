/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The worked cases of the reference: row, statements and alerts of a whole evaluation. The reference's lists are complete,
 * so an extra line is as wrong as a missing one.
 */

#include "clinical.h"

#include <string.h>

static gboolean
is_in (char **ids, const char *id)
{
  return g_strv_contains ((const char *const *) ids, id);
}

/* Every id of @expected once, nothing else; says all that differ before it fails. */
static gboolean
compare (const char *name, const char *what, char **expected, GPtrArray *found)
{
  gboolean same = TRUE;

  for (guint i = 0; expected[i] != NULL; i++)
    if (!g_ptr_array_find_with_equal_func (found, expected[i], g_str_equal, NULL))
      {
        g_test_message ("%s: %s missing: %s", name, what, expected[i]);
        same = FALSE;
      }
  for (guint i = 0; i < found->len; i++)
    if (!is_in (expected, g_ptr_array_index (found, i)))
      {
        g_test_message ("%s: %s not in the reference: %s", name, what, (char *) g_ptr_array_index (found, i));
        same = FALSE;
      }
  return same;
}

static void
test_case (gconstpointer data)
{
  char **line = (char **) data;
  g_auto (GStrv) statements = g_strsplit (line[4], " ", -1), alerts = g_strsplit (line[5], " ", -1);
  g_autoptr (PdlCase) kase = clinical_make_case (line[1]);
  g_autoptr (PdlEvaluation) evaluation = pdl_evaluate (clinical_knowledge (), kase, PDL_MINUTE_NONE);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  gboolean same;

  g_assert_cmpuint (evaluation->n_targets, ==, 1);
  g_assert_cmpstr (evaluation->targets[0].decision.row->id, ==, line[2]);
  g_assert_cmpstr (evaluation->targets[0].decision.row->action->id, ==, line[3]);
  for (guint i = 0; i < evaluation->n_statements; i++)
    if (evaluation->statements[i].truth == PDL_TRUTH_TRUE && !evaluation->statements[i].statement->figure)
      g_ptr_array_add (found, (gpointer) evaluation->statements[i].statement->id);
  same = compare (line[0], "statement", statements, found);
  g_ptr_array_set_size (found, 0);
  for (guint i = 0; i < evaluation->n_alerts; i++)
    g_ptr_array_add (found, (gpointer) evaluation->alerts[i].alert->id);
  same = compare (line[0], "alert", alerts, found) && same;
  g_assert_true (same);
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) table = NULL;

  g_test_init (&argc, &argv, NULL);
  table = clinical_read_table ("c10-cases.tsv");
  for (guint i = 0; i < table->len; i++)
    {
      char **line = g_ptr_array_index (table, i);
      g_autofree char *path = g_strconcat ("/clinical/cases/", line[0], NULL);

      g_test_add_data_func (path, line, test_case);
    }
  return g_test_run ();
}
