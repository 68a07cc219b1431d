/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Any bytes as a case file: refused with a reason, or read, written, read again the same, evaluated and printed.
 */

#include "fuzz.h"
#include "pdl-case-json.h"
#include "pdl-evaluation-json.h"
#include "pdl-json.h"

#include <string.h>

static gboolean
seen_cb (PdlCase *kase, guint line, GPtrArray *warnings, const GError *error, gpointer user_data)
{
  if ((kase == NULL) != (error != NULL))
    g_error ("neither a case nor a reason");
  return TRUE;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  PdlKnowledge *knowledge = fuzz_get_knowledge ();
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (knowledge);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (GPtrArray) warnings = NULL;
  g_autoptr (PdlCase) kase = pdl_case_from_json (dictionary, (const char *) data, (gssize) size, &warnings, &error);
  g_autoptr (PdlCase) again = NULL;
  g_autoptr (PdlEvaluation) evaluation = NULL;
  g_autoptr (PdlPlan) plan = NULL;
  g_autoptr (PdlJson) parsed = NULL;
  g_autofree char *written = NULL;
  g_autofree char *rewritten = NULL;
  g_autofree char *result = NULL;

  pdl_case_read_stream (dictionary, stream, "fuzz", seen_cb, NULL, NULL);
  if (kase == NULL)
    {
      if (error == NULL || *error->message == '\0' || !g_utf8_validate (error->message, -1, NULL))
        g_error ("a case was refused without a reason");
      return 0;
    }
  written = pdl_case_to_json (kase, FALSE);
  again = pdl_case_from_json (dictionary, written, -1, NULL, &error);
  if (again == NULL)
    g_error ("what was written is refused: %s", error->message);
  rewritten = pdl_case_to_json (again, FALSE);
  if (strcmp (written, rewritten) != 0)
    g_error ("what was written is read differently:\n%s\n%s", written, rewritten);

  evaluation = pdl_evaluate (knowledge, kase, PDL_MINUTE_NONE);
  plan = pdl_plan_new (evaluation, kase);
  result = pdl_evaluation_to_json (evaluation, plan, warnings, "fuzz", 1, size % 8 == 0);
  parsed = pdl_json_parse (result, strlen (result), 64, &error);
  if (parsed == NULL)
    g_error ("the result is not JSON: %s", error->message);
  return 0;
}
