/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * pedicle-cli dose response, flare and omed: pain and opioids before and after.
 */

#include "pdl-cli-dose.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "pdl-opioid.h"
#include "pdl-response.h"

/* Far beyond any day's opioid; keeps the arithmetic finite. */
#define MAX_AMOUNT 100000

#define MAX_STATES 3

/* "7,5" and "60,66" as states; either may be left out. @n_max states at most, two at least. */
static gboolean
read_states (const PdlDoseTables *tables, const char *pain, const char *opioid, guint n_max, PdlPainState *states)
{
  g_auto (GStrv) pains = pain != NULL ? g_strsplit (pain, ",", -1) : NULL;
  g_auto (GStrv) opioids = opioid != NULL ? g_strsplit (opioid, ",", -1) : NULL;
  guint n = pains != NULL ? g_strv_length (pains) : 2, n_opioids = opioids != NULL ? g_strv_length (opioids) : n;

  for (guint i = 0; i < MAX_STATES; i++)
    states[i] = (PdlPainState) { .pain = -1, .opioid = NAN };
  if (n < 2 || n > n_max)
    {
      pdl_cli_complain (n_max == 2 ? _ ("--pain: two numbers are needed, before and after, such as 7,5")
                                   : _ ("--pain: two or three numbers are needed, such as 3,6 or 3,6,2"));
      return FALSE;
    }
  if (n_opioids != n)
    {
      pdl_cli_complain (_ ("--omed: as many numbers are needed as for --pain, joined by commas"));
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    {
      if (pains != NULL && !pdl_cli_dose_read_int ("--pain", g_strstrip (pains[i]), 0, tables->response.scale_max, &states[i].pain))
        return FALSE;
      if (opioids != NULL && !pdl_cli_dose_read_number ("--omed", g_strstrip (opioids[i]), 0, MAX_AMOUNT, &states[i].opioid))
        return FALSE;
    }
  return TRUE;
}

static void
add_note (PdlJsonWriter *writer, const PdlDoseNote *note, const char *missing)
{
  pdl_json_add_string (writer, "category", note != NULL ? note->id : NULL);
  pdl_json_add_string (writer, "label", note != NULL ? pdl_dictionary_translate (note->label) : NULL);
  pdl_json_add_string (writer, "text", note != NULL ? pdl_dictionary_translate (note->text) : missing);
}

static void
add_changes (PdlJsonWriter *writer, PdlPainState before, PdlPainState after)
{
  pdl_json_add_int (writer, "pain_change", after.pain - before.pain);
  pdl_cli_dose_add (writer, "omed_change_pct", pdl_opioid_change (before, after));
}

#define STATE_ENTRIES(pain_words) \
  { "pain", 0, 0, G_OPTION_ARG_STRING, &pain, N_ ("Worst pain at the treated site, 0 to 10"), pain_words }, \
  { "omed", 0, 0, G_OPTION_ARG_STRING, &opioid, N_ ("Oral morphine equivalent, mg per 24 h, from the same table"), pain_words }, \
  { "knowledge", 0, 0, G_OPTION_ARG_FILENAME, &directory, N_ ("Use the knowledge files of DIR"), N_ ("DIR") }

int
pdl_cli_dose_response (int argc, char **argv)
{
  g_autofree char *pain = NULL;
  g_autofree char *opioid = NULL;
  g_autofree char *directory = NULL;
  const GOptionEntry entries[] = { STATE_ENTRIES (N_ ("BEFORE,AFTER")), { NULL } };
  g_auto (GStrv) rest = NULL;
  g_autoptr (PdlKnowledge) knowledge = NULL;
  const PdlDoseTables *tables;
  PdlPainState states[MAX_STATES];
  PdlJsonWriter *writer;
  const PdlDoseNote *note;

  if (!pdl_cli_parse (&argc, &argv, entries, "--pain P0,P1 --omed O0,O1",
                      _ ("The category of the international consensus. Without --omed there is no category, only the change of pain."), &rest))
    return PDL_EXIT_USAGE;
  if (rest[0] != NULL)
    return pdl_cli_usage (argv[0], _ ("“%s” is a word too many"), rest[0]);
  if (pain == NULL)
    return pdl_cli_usage (argv[0], _ ("--pain is needed"));
  tables = pdl_cli_dose_load (directory, &knowledge);
  if (tables == NULL || !read_states (tables, pain, opioid, 2, states))
    return PDL_EXIT_FAILED;
  note = pdl_pain_response (tables, states[0], states[1]);
  writer = pdl_json_writer_new (FALSE);
  pdl_json_begin_object (writer, NULL);
  add_note (writer, note, _ ("Without the opioid dose there is no category."));
  add_changes (writer, states[0], states[1]);
  pdl_cli_dose_add_basis (writer, note != NULL ? &note->basis : &tables->response.basis);
  return pdl_cli_dose_finish (writer);
}

int
pdl_cli_dose_flare (int argc, char **argv)
{
  g_autofree char *pain = NULL;
  g_autofree char *opioid = NULL;
  g_autofree char *days_text = NULL;
  g_autofree char *directory = NULL;
  const GOptionEntry entries[] = {
    { "days", 0, 0, G_OPTION_ARG_STRING, &days_text, N_ ("Days from radiotherapy to the rise"), "N" },
    STATE_ENTRIES (N_ ("BEFORE,PEAK[,LATER]")),
    { NULL },
  };
  g_auto (GStrv) rest = NULL;
  g_autoptr (PdlKnowledge) knowledge = NULL;
  const PdlDoseTables *tables;
  PdlPainState states[MAX_STATES];
  PdlJsonWriter *writer;
  const PdlDoseNote *note;
  int days;

  if (!pdl_cli_parse (&argc, &argv, entries, "--pain P0,P1[,P2] --omed O0,O1[,O2] --days N",
                      _ ("Whether a rise of pain after radiotherapy is a flare: known only when it has gone back."), &rest))
    return PDL_EXIT_USAGE;
  if (rest[0] != NULL)
    return pdl_cli_usage (argv[0], _ ("“%s” is a word too many"), rest[0]);
  if (pain == NULL || opioid == NULL || days_text == NULL)
    return pdl_cli_usage (argv[0], _ ("--pain, --omed and --days are needed"));
  tables = pdl_cli_dose_load (directory, &knowledge);
  if (tables == NULL || !read_states (tables, pain, opioid, 3, states) || !pdl_cli_dose_read_int ("--days", days_text, 0, 366, &days))
    return PDL_EXIT_FAILED;
  note = pdl_pain_flare (tables, states[0], states[1], days, states[2]);
  writer = pdl_json_writer_new (FALSE);
  pdl_json_begin_object (writer, NULL);
  add_note (writer, note, NULL);
  add_changes (writer, states[0], states[1]);
  pdl_json_add_string (writer, "definition", pdl_dictionary_translate (tables->flare.text));
  pdl_cli_dose_add_basis (writer, &tables->flare.basis);
  return pdl_cli_dose_finish (writer);
}

/* ---- opioids ----------------------------------------------------------------------------------------------------- */

/* "oxycodone=40": one part of the sum, written into the array. */
static gboolean
add_drug (const PdlDoseTables *tables, PdlJsonWriter *writer, const char *word, double *sum)
{
  const char *equals = strchr (word, '=');
  g_autofree char *drug = equals != NULL ? g_strstrip (g_strndup (word, equals - word)) : NULL;
  g_autoptr (GError) error = NULL;
  const PdlOpioid *opioid;
  double amount, equivalent;

  if (drug == NULL || *drug == '\0')
    {
      pdl_cli_complain (_ ("“%s” is not DRUG=AMOUNT, such as oxycodone=40"), word);
      return FALSE;
    }
  if (!pdl_cli_dose_read_number (drug, equals + 1, 0, MAX_AMOUNT, &amount))
    return FALSE;
  equivalent = pdl_opioid_equivalent (tables, drug, amount, &opioid, &error);
  if (error != NULL)
    {
      pdl_cli_complain ("%s", error->message);
      return FALSE;
    }
  pdl_json_begin_object (writer, NULL);
  pdl_json_add_string (writer, "drug", opioid->id);
  pdl_cli_dose_add (writer, "amount", amount);
  pdl_json_add_string (writer, "unit", opioid->unit);
  pdl_cli_dose_add (writer, "factor", opioid->factor);
  pdl_cli_dose_add (writer, "omed", equivalent);
  pdl_json_add_string (writer, "text", opioid->text != NULL ? pdl_dictionary_translate (opioid->text) : NULL);
  pdl_cli_dose_add_basis (writer, &opioid->basis);
  pdl_json_end_object (writer);
  *sum += equivalent;
  return TRUE;
}

int
pdl_cli_dose_omed (int argc, char **argv)
{
  g_autofree char *directory = NULL;
  const GOptionEntry entries[] = {
    { "knowledge", 0, 0, G_OPTION_ARG_FILENAME, &directory, N_ ("Use the knowledge files of DIR"), N_ ("DIR") },
    { NULL },
  };
  g_auto (GStrv) drugs = NULL;
  g_autoptr (PdlKnowledge) knowledge = NULL;
  const PdlDoseTables *tables;
  PdlJsonWriter *writer;
  double sum = 0;

  if (!pdl_cli_parse (&argc, &argv, entries, _ ("DRUG=AMOUNT…"),
                      _ ("Adds up a day's opioids as oral morphine, mg. AMOUNT is mg per 24 h, for a patch micrograms per hour. "
                         "For comparing one person over time, not for switching opioids."),
                      &drugs))
    return PDL_EXIT_USAGE;
  if (drugs[0] == NULL)
    return pdl_cli_usage (argv[0], _ ("name at least one drug, such as oxycodone=40"));
  tables = pdl_cli_dose_load (directory, &knowledge);
  if (tables == NULL)
    return PDL_EXIT_FAILED;
  writer = pdl_json_writer_new (FALSE);
  pdl_json_begin_object (writer, NULL);
  pdl_json_begin_array (writer, "parts");
  for (guint i = 0; drugs[i] != NULL; i++)
    if (!add_drug (tables, writer, drugs[i], &sum))
      {
        g_free (pdl_json_writer_finish (writer));
        return PDL_EXIT_FAILED;
      }
  pdl_json_end_array (writer);
  pdl_cli_dose_add (writer, "omed", sum);
  pdl_json_add_string (writer, "table", tables->opioid_table.id);
  pdl_json_add_string (writer, "text", pdl_dictionary_translate (tables->opioid_table.text));
  pdl_cli_dose_add_basis (writer, &tables->opioid_table.basis);
  return pdl_cli_dose_finish (writer);
}
