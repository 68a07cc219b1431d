/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Every statement and every alert has a stored case where it applies, one where it does not and one where it cannot tell, or
 * a line that says why there is none; and the program says so of each. When the knowledge changes, tests/coverage/run writes
 * the cases anew.
 */

#include "coverage.h"
#include "pdl-case-json.h"

#include <string.h>

static PdlKnowledge *
knowledge (void)
{
  static PdlKnowledge *loaded = NULL;
  g_autoptr (GError) error = NULL;

  if (loaded == NULL)
    /* Another set than the one built in: tests/mutation. */
    loaded = pdl_knowledge_load (g_getenv ("PDL_KNOWLEDGE"), &error);
  g_assert_no_error (error);
  return loaded;
}

static char *
read_file (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("PDL_SOURCE_DIR"), "tests", "coverage", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* "statement__sx-goals__true" → what the evaluation says of sx-goals. */
static PdlTruth
truth_of (PdlEvaluation *evaluation, const char *kind, const char *id)
{
  g_autoptr (PdlClause) clause = NULL;

  if (strcmp (kind, "statement") == 0)
    {
      const PdlStatement *statement = pdl_knowledge_lookup_statement (knowledge (), id);

      g_assert_nonnull (statement);
      clause = pdl_evaluation_explain_statement (evaluation, statement->per_target ? 0 : -1, statement);
    }
  else
    {
      const PdlAlert *alert = pdl_knowledge_lookup_alert (knowledge (), id);

      g_assert_nonnull (alert);
      clause = pdl_evaluation_explain_alert (evaluation, alert->per_target ? 0 : -1, alert);
    }
  return clause->truth;
}

/* An alert or statement stands in the lists as its truth asks: false in none, an alert only when true. */
static void
check_lists (PdlEvaluation *evaluation, const char *kind, const char *id, PdlTruth truth)
{
  gboolean listed = FALSE;

  if (strcmp (kind, "statement") == 0)
    for (guint i = 0; i < evaluation->n_statements; i++)
      {
        if (strcmp (evaluation->statements[i].statement->id, id) != 0)
          continue;
        listed = TRUE;
        g_assert_cmpint (evaluation->statements[i].truth, ==, truth);
        g_assert_true ((evaluation->statements[i].needs[0] != NULL) == (truth == PDL_TRUTH_UNKNOWN));
      }
  else
    for (guint i = 0; i < evaluation->n_alerts; i++)
      listed = listed || strcmp (evaluation->alerts[i].alert->id, id) == 0;
  g_assert_true (listed == (strcmp (kind, "statement") == 0 ? truth != PDL_TRUTH_FALSE : truth == PDL_TRUTH_TRUE));
}

static void
check_file (const char *name, GHashTable *covered)
{
  static const PdlTruth truths[] = { PDL_TRUTH_FALSE, PDL_TRUTH_TRUE, PDL_TRUTH_UNKNOWN };
  g_autofree char *text = read_file (name);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PdlCase) kase = pdl_case_from_json (pdl_knowledge_get_dictionary (knowledge ()), lines[i], -1, NULL, &error);
      g_autoptr (PdlEvaluation) evaluation = NULL;
      g_auto (GStrv) parts = NULL;
      PdlTruth expected = PDL_TRUTH_UNKNOWN, found;

      g_assert_no_error (error);
      parts = g_strsplit (pdl_case_get_uid (kase), "__", 3);
      g_assert_cmpuint (g_strv_length (parts), ==, 3);
      for (int value = 0; value < 3; value++)
        if (strcmp (coverage_name (value), parts[2]) == 0)
          expected = truths[value];
      evaluation = pdl_evaluate (knowledge (), kase, PDL_MINUTE_NONE);
      found = truth_of (evaluation, parts[0], parts[1]);
      if (found != expected)
        g_error ("%s:%u: %s is %s; when the rule changed on purpose: tests/coverage/run", name, i + 1, pdl_case_get_uid (kase),
                 coverage_name (found == PDL_TRUTH_TRUE ? PDL_LEAF_TRUE : found == PDL_TRUTH_FALSE ? PDL_LEAF_FALSE : PDL_LEAF_UNKNOWN));
      check_lists (evaluation, parts[0], parts[1], found);
      g_hash_table_add (covered, g_strdup (pdl_case_get_uid (kase)));
    }
}

static void
test_coverage (void)
{
  g_autoptr (GHashTable) covered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) none = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) items = coverage_list (knowledge ());
  g_autofree char *text = read_file ("none.tsv");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  check_file ("statements.ndjson", covered);
  check_file ("alerts.ndjson", covered);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '#' && *lines[i] != '\0')
      {
        g_auto (GStrv) parts = g_strsplit (lines[i], "\t", -1);

        g_assert_cmpuint (g_strv_length (parts), ==, 4);
        g_hash_table_add (none, g_strjoin ("__", parts[0], parts[1], parts[2], NULL));
      }
  for (guint i = 0; i < items->len; i++)
    for (int value = 0; value < 3; value++)
      {
        const CoverageItem *item = &g_array_index (items, CoverageItem, i);
        g_autofree char *uid = g_strdup_printf ("%s__%s__%s", item->kind, item->id, coverage_name (value));
        g_autofree char *reason = NULL;
        g_autofree char *json = NULL;

        if (g_hash_table_contains (covered, uid))
          continue;
        if (!g_hash_table_contains (none, uid))
          g_error ("%s has no case and no reason: tests/coverage/run", uid);
        json = coverage_solve (knowledge (), item, value, &reason);
        if (json != NULL)
          g_error ("%s has a case now: tests/coverage/run", uid);
      }
  g_test_message ("%u statements and alerts, %u cases, %u without", items->len, g_hash_table_size (covered), g_hash_table_size (none));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/coverage/statements-and-alerts", test_coverage);
  return g_test_run ();
}
