/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * make-coverage DIR: writes statements.ndjson, alerts.ndjson and none.tsv. tests/coverage/run starts it; the files are
 * kept with the tests and are there to be read.
 */

#include "coverage.h"

#include <stdio.h>
#include <string.h>

static gboolean
save (const char *directory, const char *name, const GString *text)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autoptr (GError) error = NULL;

  if (g_file_set_contents (path, text->str, (gssize) text->len, &error))
    return TRUE;
  fprintf (stderr, "%s\n", error->message);
  return FALSE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlKnowledge) knowledge = NULL;
  g_autoptr (GArray) items = NULL;
  g_autoptr (GString) statements = g_string_new (NULL);
  g_autoptr (GString) alerts = g_string_new (NULL);
  g_autoptr (GString) none = g_string_new ("# Written by tests/coverage/run: where no such case exists, and why. kind, id, which, reason\n");
  guint n = 0;

  if (argc < 2 || argc > 3)
    {
      fprintf (stderr, "make-coverage DIR [KNOWLEDGE]\n");
      return 2;
    }
  knowledge = pdl_knowledge_load (argc > 2 ? argv[2] : NULL, &error);
  if (knowledge == NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
  items = coverage_list (knowledge);
  for (guint i = 0; i < items->len; i++)
    {
      const CoverageItem *item = &g_array_index (items, CoverageItem, i);
      static const int values[] = { PDL_LEAF_TRUE, PDL_LEAF_FALSE, PDL_LEAF_UNKNOWN };

      for (guint v = 0; v < G_N_ELEMENTS (values); v++)
        {
          g_autofree char *reason = NULL;
          g_autofree char *json = coverage_solve (knowledge, item, values[v], &reason);

          if (json != NULL)
            {
              g_string_append_printf (strcmp (item->kind, "alert") == 0 ? alerts : statements, "%s\n", json);
              n++;
            }
          else
            g_string_append_printf (none, "%s\t%s\t%s\t%s\n", item->kind, item->id, coverage_name (values[v]), reason);
        }
    }
  if (!save (argv[1], "statements.ndjson", statements) || !save (argv[1], "alerts.ndjson", alerts) || !save (argv[1], "none.tsv", none))
    return 1;
  printf ("%u statements and alerts, %u cases\n", items->len, n);
  return 0;
}
