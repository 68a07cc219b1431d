/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * pedicle-cli knowledge check: the set loads; what is wrong with it all the same, by file and line.
 */

#include "pdl-cli.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "pdl-check.h"
#include "pdl-conflict.h"
#include "pdl-json.h"
#include "pdl-property.h"

static void
add_counts (PdlJsonWriter *writer, PdlKnowledge *knowledge)
{
  pdl_json_add_int (writer, "findings", pdl_dictionary_get_n_findings (pdl_knowledge_get_dictionary (knowledge)));
  pdl_json_add_int (writer, "scores", pdl_knowledge_get_n_scores (knowledge));
  pdl_json_add_int (writer, "rows", pdl_knowledge_get_n_rows (knowledge));
  pdl_json_add_int (writer, "modifiers", pdl_knowledge_get_n_modifiers (knowledge));
  pdl_json_add_int (writer, "options", pdl_knowledge_get_n_options (knowledge));
  pdl_json_add_int (writer, "statements", pdl_knowledge_get_n_statements (knowledge));
  pdl_json_add_int (writer, "alerts", pdl_knowledge_get_n_alerts (knowledge));
  pdl_json_add_int (writer, "conflicts", pdl_knowledge_get_n_conflicts (knowledge));
  pdl_json_add_int (writer, "sources", pdl_knowledge_get_n_sources (knowledge));
}

static void
add_problems (PdlJsonWriter *writer, GPtrArray *problems)
{
  pdl_json_begin_array (writer, "problems");
  for (guint i = 0; i < problems->len; i++)
    {
      const PdlProblem *problem = g_ptr_array_index (problems, i);

      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "file", problem->file);
      pdl_json_add_int (writer, "line", problem->line);
      pdl_json_add_string (writer, "kind", problem->kind);
      pdl_json_add_string (writer, "message", problem->message);
      pdl_json_end_object (writer);
      pdl_cli_complain ("%s:%u: %s", problem->file, problem->line, problem->message);
    }
  pdl_json_end_array (writer);
}

int
pdl_cli_check_knowledge (PdlKnowledge *knowledge, const char *po_directory)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) properties = pdl_properties_load (knowledge, &error);
  g_autoptr (GPtrArray) problems = NULL;
  g_autofree char *json = NULL;
  PdlJsonWriter *writer;
  guint untold = 0;

  if (properties != NULL)
    problems = pdl_check_run (knowledge, po_directory, &untold, &error);
  if (problems == NULL)
    {
      pdl_cli_complain ("%s", error->message);
      return PDL_EXIT_FAILED;
    }
  writer = pdl_json_writer_new (FALSE);
  pdl_json_begin_object (writer, NULL);
  pdl_json_add_string (writer, "version", pdl_knowledge_get_version (knowledge));
  pdl_json_add_string (writer, "date", pdl_knowledge_get_date (knowledge));
  pdl_json_add_string (writer, "hash", pdl_knowledge_get_hash (knowledge));
  pdl_json_begin_array (writer, "files");
  for (guint i = 0; i < pdl_knowledge_get_n_files (knowledge); i++)
    pdl_json_add_string (writer, NULL, pdl_knowledge_get_file (knowledge, i, NULL));
  pdl_json_end_array (writer);
  add_counts (writer, knowledge);
  pdl_json_add_int (writer, "properties", properties->len);
  pdl_json_add_int (writer, "conditions_not_told", untold);
  add_problems (writer, problems);
  pdl_json_end_object (writer);
  json = g_strchomp (pdl_json_writer_finish (writer));
  return pdl_cli_print (json) && problems->len == 0 ? PDL_EXIT_FINE : PDL_EXIT_FAILED;
}
