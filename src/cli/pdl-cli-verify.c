/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * pedicle-cli verify: the declared properties over the whole decision space. What was looked through and what was not is
 * part of the result; a broken property is told with the smallest patient that breaks it.
 */

#include "pdl-cli.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "pdl-json.h"
#include "pdl-verify.h"

#define DEFAULT_COMPARED 2000

static void
add_count (PdlJsonWriter *writer, const char *name, PdlCount count)
{
  g_autofree char *text = pdl_count_to_text (count);

  /* A text: these numbers are larger than JSON readers can hold. */
  pdl_json_add_string (writer, name, text);
}

static void
add_axis (PdlJsonWriter *writer, const PdlAxis *axis)
{
  pdl_json_begin_object (writer, NULL);
  pdl_json_add_string (writer, "finding", axis->finding->id);
  pdl_json_add_int (writer, "classes", axis->n_classes);
  if (axis->finding->kind == PDL_KIND_DERIVED)
    pdl_json_add_bool (writer, "free", TRUE);
  if (axis->finding->type == PDL_TYPE_ENUM)
    {
      pdl_json_begin_array (writer, "values");
      for (guint i = 0; i + 1 < axis->n_classes; i++)
        pdl_json_add_string (writer, NULL, axis->finding->codes[(guint) axis->values[i]].code);
      pdl_json_add_null (writer, NULL);
      pdl_json_end_array (writer);
    }
  else if (axis->finding->type == PDL_TYPE_INT || axis->finding->type == PDL_TYPE_NUMBER)
    {
      pdl_json_begin_array (writer, "values");
      for (guint i = 0; i < axis->n_classes; i++)
        pdl_json_add_number (writer, NULL, axis->values[i]);
      pdl_json_end_array (writer);
    }
  pdl_json_end_object (writer);
}

static void
add_space (PdlJsonWriter *writer, const PdlVerification *verification)
{
  pdl_json_begin_object (writer, "space");
  add_count (writer, "list", verification->list);
  add_count (writer, "states", verification->states);
  pdl_json_add_string (writer, "is",
                       "every joint value of the findings below, each recorded as such or unknown, for one target without levels; numbers by "
                       "the classes the rules cut them into, codes no rule tells apart as one; nothing is sampled. A finding marked free is only "
                       "derived and takes every value here, also those its rule never gives");
  pdl_json_add_string (writer, "is_not",
                       "several targets, dated records, scores and derivations (they end in a value of these findings), statements, alerts, "
                       "the modifiers left out (they show a text and change neither row, options, state nor limit)");
  pdl_json_begin_array (writer, "left_out");
  for (guint i = 0; i < verification->left_out->len; i++)
    pdl_json_add_string (writer, NULL, g_ptr_array_index (verification->left_out, i));
  pdl_json_end_array (writer);
  pdl_json_begin_array (writer, "findings");
  for (guint i = 0; i < pdl_space_get_n_axes (verification->space); i++)
    add_axis (writer, pdl_space_get_axis (verification->space, i));
  pdl_json_end_array (writer);
  pdl_json_end_object (writer);
}

static void
add_proof (PdlJsonWriter *writer, const PdlProof *proof)
{
  pdl_json_begin_object (writer, NULL);
  pdl_json_add_string (writer, "property", proof->property->id);
  pdl_json_add_string (writer, "kind", pdl_property_kind_name (proof->property->kind));
  pdl_json_add_string (writer, "label", proof->property->label);
  if (proof->finding != NULL)
    pdl_json_add_string (writer, "finding", proof->finding->id);
  add_count (writer, "states", proof->states);
  add_count (writer, "broken", proof->broken);
  pdl_json_begin_array (writer, "exceptions");
  for (guint i = 0; i < proof->excepted->len; i++)
    {
      const PdlExcepted *excepted = &g_array_index (proof->excepted, PdlExcepted, i);

      if (excepted->states == 0)
        continue;
      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "exception", excepted->exception->id);
      add_count (writer, "states", excepted->states);
      pdl_json_add_string (writer, "reason", excepted->exception->reason);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
  if (proof->what != NULL)
    pdl_json_add_string (writer, "what", proof->what);
  if (proof->rows != NULL)
    pdl_json_add_string (writer, "rows", proof->rows);
  if (proof->patient != NULL)
    pdl_json_add_raw (writer, "patient", proof->patient);
  if (proof->beside != NULL)
    pdl_json_add_raw (writer, "beside", proof->beside);
  pdl_json_end_object (writer);
}

static char *
make_json (const PdlVerification *verification)
{
  PdlJsonWriter *writer = pdl_json_writer_new (FALSE);

  pdl_json_begin_object (writer, NULL);
  pdl_json_add_string (writer, "version", pdl_knowledge_get_version (verification->knowledge));
  pdl_json_add_string (writer, "hash", pdl_knowledge_get_hash (verification->knowledge));
  pdl_json_add_bool (writer, "holds", pdl_verification_holds (verification));
  add_space (writer, verification);
  pdl_json_begin_object (writer, "compared");
  pdl_json_add_string (writer, "is", "cases evaluated by the program itself beside the proof's reading of the rules");
  pdl_json_add_int (writer, "cases", verification->compared);
  pdl_json_add_int (writer, "differing", verification->differing);
  if (verification->difference != NULL)
    pdl_json_add_string (writer, "difference", verification->difference);
  pdl_json_end_object (writer);
  pdl_json_begin_array (writer, "proofs");
  for (guint i = 0; i < verification->proofs->len; i++)
    add_proof (writer, g_ptr_array_index (verification->proofs, i));
  pdl_json_end_array (writer);
  pdl_json_end_object (writer);
  return pdl_json_writer_finish (writer);
}

/* ---- in words -------------------------------------------------------------------------------------------------------- */

static void
tell_proof (const PdlProof *proof)
{
  g_autofree char *states = pdl_count_to_text (proof->states);
  g_autofree char *broken = pdl_count_to_text (proof->broken);

  if (proof->broken == 0)
    return;
  pdl_cli_complain (_ ("Broken: %s%s%s: %s of %s states. %s"), proof->property->id, proof->finding != NULL ? ", " : "",
                    proof->finding != NULL ? proof->finding->id : "", broken, states, proof->what != NULL ? proof->what : "");
  if (proof->rows != NULL)
    pdl_cli_complain (_ ("at %s; the smallest patient:"), proof->rows);
  if (proof->patient != NULL)
    fprintf (stderr, "%s\n", proof->patient);
}

static void
tell_idle (const PdlVerification *verification)
{
  for (guint i = 0; i < verification->properties->len; i++)
    {
      const PdlProperty *property = g_ptr_array_index (verification->properties, i);

      for (guint k = 0; k < property->exceptions->len; k++)
        {
          const PdlException *exception = g_ptr_array_index (property->exceptions, k);

          if (pdl_verification_count_excepted (verification, exception) == 0)
            pdl_cli_complain (_ ("%s:%u: [exception %s] no patient needs it: the property holds without"), exception->basis.file,
                              exception->basis.line, exception->id);
        }
    }
}

static void
tell (const PdlVerification *verification, double seconds)
{
  g_autofree char *list = pdl_count_to_text (verification->list);
  g_autofree char *states = pdl_count_to_text (verification->states);

  for (guint i = 0; i < verification->proofs->len; i++)
    tell_proof (g_ptr_array_index (verification->proofs, i));
  tell_idle (verification);
  if (verification->differing > 0)
    pdl_cli_complain (_ ("The proof reads the rules otherwise than the evaluation in %u of %u cases: %s"), verification->differing,
                      verification->compared, verification->difference);
  pdl_cli_complain (_ ("%u questions to %s combinations of the list and %s states of %u findings; %u cases compared; %u threads, %.1f s"),
                    verification->proofs->len, list, states, pdl_space_get_n_axes (verification->space), verification->compared,
                    verification->threads, seconds);
}

int
pdl_cli_verify (int argc, char **argv)
{
  g_autofree char *directory = NULL;
  int compared = DEFAULT_COMPARED, threads = 0;
  const GOptionEntry entries[] = {
    { "knowledge", 0, 0, G_OPTION_ARG_FILENAME, &directory, N_ ("Use the knowledge files of DIR"), N_ ("DIR") },
    { "cases", 0, 0, G_OPTION_ARG_INT, &compared, N_ ("Random cases evaluated beside the proof (default: 2000)"), N_ ("N") },
    { "threads", 0, 0, G_OPTION_ARG_INT, &threads, N_ ("Threads (default: one for each core)"), N_ ("N") },
    { NULL },
  };
  g_auto (GStrv) rest = NULL;
  g_autoptr (PdlKnowledge) knowledge = NULL;
  g_autoptr (PdlVerification) verification = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  gint64 start = g_get_monotonic_time ();

  if (!pdl_cli_parse (&argc, &argv, entries, "",
                      _ ("Proves the properties of properties.ini over every patient the rules can tell apart, unknown findings\n"
                         "included. Prints one JSON object with the counts; a broken property comes with its smallest patient."),
                      &rest))
    return PDL_EXIT_USAGE;
  if (rest[0] != NULL || compared < 0 || threads < 0)
    return pdl_cli_usage ("verify", _ ("it takes no words, and no number below 0"));
  knowledge = pdl_cli_load_knowledge (directory);
  if (knowledge == NULL)
    return PDL_EXIT_FAILED;
  verification = pdl_verify (knowledge, (guint) compared, (guint) threads, &error);
  if (verification == NULL)
    {
      pdl_cli_complain ("%s", error->message);
      return PDL_EXIT_FAILED;
    }
  tell (verification, (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
  json = make_json (verification);
  g_strchomp (json);
  return pdl_cli_print (json) && pdl_verification_holds (verification) ? PDL_EXIT_FINE : PDL_EXIT_FAILED;
}
