/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What follows from what was recorded, and what the scores make of it, against the tables copied from the reference.
 */

#include "clinical.h"

#include <math.h>
#include <string.h>

#define NUMBER_TOLERANCE 0.05

/* "id = value" or "id@1 = value": the effective value, as it would be written to a file; "?" when it is not known. */
static gboolean
check_value (PdlEvaluation *evaluation, const char *text)
{
  g_auto (GStrv) sides = g_strsplit (text, " = ", 2);
  g_auto (GStrv) name = g_strsplit (g_strstrip (sides[0]), "@", 2);
  const PdlFinding *finding = pdl_dictionary_lookup (pdl_knowledge_get_dictionary (clinical_knowledge ()), name[0]);
  const PdlValue *value;
  g_autofree char *found = NULL;
  int target;

  g_assert_nonnull (finding);
  target = finding->scope < PDL_SCOPE_LEVEL ? -1 : name[1] != NULL ? atoi (name[1]) : 0;
  value = pdl_evaluation_get_value (evaluation, finding, target, PDL_LEVEL_NONE, NULL, NULL);
  found = pdl_value_is_known (value) ? pdl_finding_format (finding, value) : g_strdup ("?");
  if (strcmp (found, sides[1]) == 0)
    return TRUE;
  if (finding->type == PDL_TYPE_NUMBER && pdl_value_is_known (value) && *sides[1] != '?'
      && fabs (pdl_value_get_number (value) - g_ascii_strtod (sides[1], NULL)) <= NUMBER_TOLERANCE)
    return TRUE;
  g_test_message ("%s, but it is %s", text, found);
  return FALSE;
}

static void
test_derivation (gconstpointer data)
{
  char **line = (char **) data;
  g_autoptr (PdlCase) kase = clinical_make_case (line[0]);
  g_autoptr (PdlEvaluation) evaluation = pdl_evaluate (clinical_knowledge (), kase, PDL_MINUTE_NONE);
  g_auto (GStrv) expected = g_strsplit (line[1], "; ", -1);
  gboolean same = TRUE;

  for (guint i = 0; expected[i] != NULL; i++)
    same = check_value (evaluation, expected[i]) && same;
  g_test_message ("%s", line[0]);
  g_assert_true (same);
}

static const PdlScoreResult *
find_score (PdlEvaluation *evaluation, const char *id)
{
  for (guint i = 0; i < evaluation->n_scores; i++)
    if (strcmp (evaluation->scores[i].score->id, id) == 0)
      return &evaluation->scores[i];
  for (guint i = 0; evaluation->n_targets > 0 && i < evaluation->targets[0].n_scores; i++)
    if (strcmp (evaluation->targets[0].scores[i].score->id, id) == 0)
      return &evaluation->targets[0].scores[i];
  return NULL;
}

/* "complete 14 unstable", "partial 7-11 -", "not-applicable", "lookup a" */
static void
test_score (gconstpointer data)
{
  static const char *const states[] = { "complete", "partial", "not-computable", "lookup", "blocked", "not-applicable" };
  char **line = (char **) data;
  g_autoptr (PdlCase) kase = clinical_make_case (line[1]);
  g_autoptr (PdlEvaluation) evaluation = pdl_evaluate (clinical_knowledge (), kase, PDL_MINUTE_NONE);
  const PdlScoreResult *result = find_score (evaluation, line[0]);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_nonnull (result);
  g_string_append (found, states[result->state]);
  if ((result->state == PDL_SCORE_COMPLETE || result->state == PDL_SCORE_PARTIAL) && !isnan (result->score->bands[0].min))
    {
      g_string_append_printf (found, " %g", result->min);
      if (result->max != result->min)
        g_string_append_printf (found, "-%g", result->max);
    }
  if (result->state != PDL_SCORE_NOT_APPLICABLE && result->state != PDL_SCORE_NOT_COMPUTABLE)
    g_string_append_printf (found, " %s", result->band != NULL ? result->band->id : "-");
  g_test_message ("%s", line[1]);
  g_assert_cmpstr (found->str, ==, line[2]);
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) derivations = NULL;
  g_autoptr (GPtrArray) scores = NULL;

  g_test_init (&argc, &argv, NULL);
  derivations = clinical_read_table ("derivations.tsv");
  for (guint i = 0; i < derivations->len; i++)
    {
      char **line = g_ptr_array_index (derivations, i);
      g_autofree char *id = g_strndup (line[1], strcspn (line[1], " @"));
      g_autofree char *path = g_strdup_printf ("/clinical/derivations/%s/%u", id, i + 1);

      g_test_add_data_func (path, line, test_derivation);
    }
  scores = clinical_read_table ("scores.tsv");
  for (guint i = 0; i < scores->len; i++)
    {
      char **line = g_ptr_array_index (scores, i);
      g_autofree char *path = g_strdup_printf ("/clinical/scores/section-%s/%s/%u", line[3], line[0], i + 1);

      g_test_add_data_func (path, line, test_score);
    }
  return g_test_run ();
}
