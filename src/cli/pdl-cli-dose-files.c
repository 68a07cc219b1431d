/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Case files for the commands of dose that speak of recorded cases: one object a line for each case, in order. */

#include "pdl-cli-dose.h"

#include "pdl-case-json.h"

typedef struct
{
  PdlKnowledge *knowledge;
  PdlMinute as_of;
  PdlCliDoseWrite write;
  gconstpointer user_data;
  const char *file;
  gboolean failed;
} Printing;

static gboolean
case_read_cb (PdlCase *kase, guint line, GPtrArray *warnings, const GError *error, gpointer user_data)
{
  Printing *printing = user_data;
  const PdlAssessment *assessment;
  PdlMinute as_of = printing->as_of;
  g_autoptr (PdlFacts) facts = NULL;
  PdlJsonWriter *writer;

  if (kase == NULL)
    {
      pdl_cli_complain ("%s:%u: %s", printing->file, MAX (line, 1), error->message);
      printing->failed = TRUE;
      return TRUE;
    }
  assessment = pdl_case_get_current (kase);
  if (as_of == PDL_MINUTE_NONE)
    as_of = assessment != NULL ? pdl_minute_from_day (pdl_assessment_get_day (assessment)) : pdl_minute_now ();
  facts = pdl_facts_new (printing->knowledge, kase, assessment, as_of);
  writer = pdl_json_writer_new (FALSE);
  pdl_json_begin_object (writer, NULL);
  printing->write (writer, facts, printing->user_data);
  if (pdl_cli_dose_finish (writer) != PDL_EXIT_FINE)
    printing->failed = TRUE;
  return TRUE;
}

int
pdl_cli_dose_print_cases (PdlKnowledge *knowledge, char **files, PdlMinute as_of, PdlCliDoseWrite write, gconstpointer user_data)
{
  Printing printing = { knowledge, as_of, write, user_data, NULL, FALSE };

  for (guint i = 0; files[i] != NULL; i++)
    {
      g_autoptr (GInputStream) stream = pdl_cli_open (files[i]);
      g_autoptr (GError) error = NULL;

      printing.file = files[i];
      if (stream == NULL)
        printing.failed = TRUE;
      else if (!pdl_case_read_stream (pdl_knowledge_get_dictionary (knowledge), stream, files[i], case_read_cb, &printing, &error))
        {
          pdl_cli_complain ("%s", error->message);
          printing.failed = TRUE;
        }
    }
  return printing.failed ? PDL_EXIT_FAILED : PDL_EXIT_FINE;
}
