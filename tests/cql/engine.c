/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * engine AS_OF < CASES: what our engine says of each case of the standard input (NDJSON), one line of JSON
 * each: the result line as the command line prints it, and beside it the value of every finding at every
 * place. `null` for a case that cannot be read. The other engine is compared with this.
 */

#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <locale.h>
#include <stdio.h>

#include "pdl-case-json.h"
#include "pdl-evaluation-json.h"
#include "pdl-json.h"

static PdlKnowledge *knowledge;
static PdlMinute as_of;

static void
add_set (PdlJsonWriter *writer, const PdlFinding *finding, guint32 bits)
{
  pdl_json_begin_array (writer, finding->id);
  for (guint i = 0; i < 32; i++)
    if ((bits & ((guint32)1 << i)) != 0)
      pdl_json_add_string (writer, NULL,
                           finding->type == PDL_TYPE_LEVELS ? pdl_level_name ((PdlLevel)i)
                                                            : finding->codes[i].code);
  pdl_json_end_array (writer);
}

static void
add_value (PdlJsonWriter *writer, const PdlFinding *finding, const PdlValue *value)
{
  g_autofree char *text = NULL;

  switch (pdl_value_get_kind (value))
    {
    case PDL_VALUE_BOOL:
      pdl_json_add_bool (writer, finding->id, pdl_value_get_bool (value));
      return;
    case PDL_VALUE_SET:
      add_set (writer, finding, pdl_value_get_bits (value));
      return;
    case PDL_VALUE_INT:
    case PDL_VALUE_NUMBER:
      pdl_json_add_number (writer, finding->id, pdl_value_get_number (value));
      return;
    default:
      break;
    }
  text = pdl_finding_format (finding, value);
  pdl_json_add_string (writer, finding->id, text);
}

static void
add_place (PdlJsonWriter *writer, const char *name, PdlEvaluation *evaluation, int target, PdlLevel level)
{
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (knowledge);

  pdl_json_begin_object (writer, name);
  for (guint i = 0; i < pdl_dictionary_get_n_findings (dictionary); i++)
    {
      const PdlFinding *finding = pdl_dictionary_get (dictionary, i);
      const PdlValue *value;

      if (level != PDL_LEVEL_NONE && finding->scope != PDL_SCOPE_LEVEL)
        continue;
      value = pdl_evaluation_get_value (evaluation, finding, target, level, NULL, NULL);
      if (pdl_value_is_known (value))
        add_value (writer, finding, value);
    }
  pdl_json_end_object (writer);
}

static char *
describe (PdlEvaluation *evaluation)
{
  PdlJsonWriter *writer = pdl_json_writer_new (FALSE);
  g_autofree char *line = pdl_evaluation_to_json (evaluation, NULL, NULL, "-", 1, FALSE);

  pdl_json_begin_object (writer, NULL);
  pdl_json_add_raw (writer, "evaluation", line);
  add_place (writer, "patient", evaluation, -1, PDL_LEVEL_NONE);
  pdl_json_begin_array (writer, "targets");
  for (guint t = 0; t < evaluation->n_targets; t++)
    add_place (writer, NULL, evaluation, (int)t, PDL_LEVEL_NONE);
  pdl_json_end_array (writer);
  pdl_json_begin_object (writer, "levels");
  for (guint t = 0; t < evaluation->n_targets; t++)
    for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
      if ((evaluation->targets[t].levels & PDL_LEVEL_BIT (level)) != 0)
        add_place (writer, pdl_level_name (level), evaluation, (int)t, level);
  pdl_json_end_object (writer);
  pdl_json_end_object (writer);
  return pdl_json_writer_finish (writer);
}

static gboolean
case_read_cb (PdlCase *kase, guint line, GPtrArray *warnings, const GError *error, gpointer user_data)
{
  g_autoptr (PdlEvaluation) evaluation = NULL;
  g_autofree char *json = NULL;

  if (kase == NULL)
    {
      g_printerr ("%u: %s\n", line, error->message);
      return fputs ("null\n", stdout) >= 0;
    }
  evaluation = pdl_evaluate (knowledge, kase, as_of);
  json = describe (evaluation);
  return fputs (json, stdout) >= 0 && fputc ('\n', stdout) >= 0;
}

int
main (int argc, char **argv)
{
  g_autoptr (GInputStream) stream = g_unix_input_stream_new (0, FALSE);
  g_autoptr (GError) error = NULL;
  gboolean read;

  setlocale (LC_ALL, "C.UTF-8");
  if (argc != 2 || !pdl_minute_parse (argv[1], &as_of))
    {
      g_printerr ("usage: engine AS_OF < CASES\n");
      return 2;
    }
  knowledge = pdl_knowledge_load (NULL, &error);
  if (knowledge == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  read = pdl_case_read_stream (pdl_knowledge_get_dictionary (knowledge), stream, "-", case_read_cb, NULL,
                               &error);
  if (!read)
    g_printerr ("%s\n", error->message);
  pdl_knowledge_unref (knowledge);
  return read && fflush (stdout) == 0 ? 0 : 1;
}
