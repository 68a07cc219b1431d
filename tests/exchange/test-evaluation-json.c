/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The result line: every key of format version 1, with its type and its words, over all samples; with and without the
 * clause trees. What the knowledge decides is tested elsewhere.
 */

#include "pdl-case-json.h"
#include "pdl-evaluation-json.h"
#include "pdl-json.h"

#include <string.h>

static PdlKnowledge *knowledge;

/* "a|b": one of these words; NULL is a word of its own: "null". */
static void
assert_word (const PdlJson *json, const char *words)
{
  g_auto (GStrv) list = g_strsplit (words, "|", -1);

  g_assert_nonnull (json);
  if (json->type == PDL_JSON_NULL)
    g_assert_true (g_strv_contains ((const char *const *) list, "null"));
  else
    {
      g_assert_cmpint (json->type, ==, PDL_JSON_STRING);
      if (!g_strv_contains ((const char *const *) list, json->text))
        g_error ("“%s” is none of %s", json->text, words);
    }
}

static const PdlJson *
need (const PdlJson *json, const char *name, PdlJsonType type, gboolean null_too)
{
  const PdlJson *member = pdl_json_get_member (json, name);

  if (member == NULL)
    g_error ("“%s” is not in the result", name);
  if (!(null_too && member->type == PDL_JSON_NULL))
    g_assert_cmpint (member->type, ==, type);
  return member;
}

static void
check_strings (const PdlJson *array)
{
  for (guint i = 0; i < pdl_json_get_size (array); i++)
    g_assert_cmpint (pdl_json_get_child (array, i)->type, ==, PDL_JSON_STRING);
}

static void
check_target_index (const PdlJson *json, guint n_targets)
{
  const PdlJson *target = need (json, "target", PDL_JSON_NUMBER, TRUE);

  if (target->type == PDL_JSON_NUMBER)
    g_assert_cmpfloat (target->number, <, n_targets);
}

static void
check_scores (const PdlJson *scores)
{
  for (guint i = 0; i < pdl_json_get_size (scores); i++)
    {
      const PdlJson *score = pdl_json_get_child (scores, i);
      const PdlJson *state = need (score, "state", PDL_JSON_STRING, FALSE);
      const PdlJson *min = need (score, "min", PDL_JSON_NUMBER, TRUE);
      const PdlJson *max = need (score, "max", PDL_JSON_NUMBER, TRUE);
      const PdlJson *level = need (score, "level", PDL_JSON_STRING, TRUE);

      assert_word (state, "complete|partial|not-computable|lookup-only|blocked|not-applicable");
      if (min->type == PDL_JSON_NUMBER)
        g_assert_cmpfloat (min->number, <=, max->number);
      if (strcmp (state->text, "not-computable") == 0)
        g_assert_cmpint (min->type, ==, PDL_JSON_NULL);
      need (score, "band", PDL_JSON_STRING, TRUE);
      check_strings (need (score, "bands", PDL_JSON_ARRAY, FALSE));
      check_strings (need (score, "missing", PDL_JSON_ARRAY, FALSE));
      need (score, "items", PDL_JSON_OBJECT, FALSE);
      if (level->type == PDL_JSON_STRING)
        g_assert_cmpint (pdl_level_from_name (level->text), !=, PDL_LEVEL_NONE);
    }
}

static void
check_clause (const PdlJson *clause, guint depth)
{
  const PdlJson *children;

  if (clause->type == PDL_JSON_NULL)
    return;
  need (clause, "text", PDL_JSON_STRING, TRUE);
  assert_word (pdl_json_get_member (clause, "truth"), "true|false|unknown");
  children = pdl_json_get_member (clause, "children");
  for (guint i = 0; children != NULL && i < pdl_json_get_size (children); i++)
    check_clause (pdl_json_get_child (children, i), depth + 1);
}

static void
check_decision (const PdlJson *decision, gboolean trace)
{
  const PdlJson *row = need (decision, "row", PDL_JSON_STRING, TRUE);
  const PdlJson *urgency = need (decision, "urgency", PDL_JSON_OBJECT, TRUE);
  const PdlJson *list;

  g_assert_cmpint (row->type, ==, PDL_JSON_STRING);
  g_assert_nonnull (pdl_knowledge_lookup_row (knowledge, row->text));
  need (decision, "row_before", PDL_JSON_STRING, TRUE);
  need (decision, "row_also", PDL_JSON_STRING, TRUE);
  need (decision, "action", PDL_JSON_STRING, FALSE);
  assert_word (pdl_json_get_member (decision, "state"), "determined|provisional|cannot_determine");
  if (urgency->type == PDL_JSON_OBJECT)
    {
      need (urgency, "within_h", PDL_JSON_NUMBER, TRUE);
      need (urgency, "latest_h", PDL_JSON_NUMBER, TRUE);
      need (urgency, "text", PDL_JSON_STRING, TRUE);
    }
  list = need (decision, "missing", PDL_JSON_ARRAY, FALSE);
  for (guint i = 0; i < pdl_json_get_size (list); i++)
    {
      need (pdl_json_get_child (list, i), "input", PDL_JSON_STRING, FALSE);
      check_strings (need (pdl_json_get_child (list, i), "ask", PDL_JSON_ARRAY, FALSE));
      need (pdl_json_get_child (list, i), "rows", PDL_JSON_NUMBER, FALSE);
    }
  list = need (decision, "could_become", PDL_JSON_ARRAY, FALSE);
  for (guint i = 0; i < pdl_json_get_size (list); i++)
    {
      const PdlJson *outcome = pdl_json_get_child (list, i);
      const PdlJson *ifs = need (outcome, "if", PDL_JSON_OBJECT, FALSE);

      need (outcome, "row", PDL_JSON_STRING, FALSE);
      need (outcome, "action", PDL_JSON_STRING, FALSE);
      for (guint j = 0; j < pdl_json_get_size (ifs); j++)
        g_assert_cmpint (pdl_json_get_child (ifs, j)->type, !=, PDL_JSON_NULL);
    }
  g_assert_cmpint (pdl_json_get_member (decision, "trace") != NULL, ==, trace);
  if (trace)
    {
      const PdlJson *clause = pdl_json_get_member (decision, "trace");

      check_clause (clause, 0);
      /* The clause of the row that was taken is true. */
      g_assert_cmpint (clause->type, ==, PDL_JSON_OBJECT);
    }
}

static void
check_target (const PdlJson *target, gboolean trace)
{
  const PdlJson *inputs = need (target, "inputs", PDL_JSON_OBJECT, FALSE);
  const PdlJson *list = need (target, "levels", PDL_JSON_ARRAY, FALSE);

  for (guint i = 0; i < pdl_json_get_size (list); i++)
    g_assert_cmpint (pdl_level_from_name (pdl_json_get_child (list, i)->text), !=, PDL_LEVEL_NONE);
  g_assert_cmpuint (pdl_json_get_size (inputs), ==, 8);
  for (guint i = 0; i < 8; i++)
    {
      const PdlInput *input = pdl_knowledge_get_input (knowledge, i);
      const PdlJson *value = need (inputs, input->finding->id, PDL_JSON_STRING, TRUE);

      if (value->type == PDL_JSON_STRING)
        g_assert_nonnull (pdl_finding_lookup_code (input->finding, value->text, NULL));
    }
  check_scores (need (target, "scores", PDL_JSON_OBJECT, FALSE));
  g_assert_nonnull (pdl_json_get_member (pdl_json_get_member (target, "scores"), "sins"));
  check_decision (need (target, "decision", PDL_JSON_OBJECT, FALSE), trace);
  list = need (target, "modifiers", PDL_JSON_ARRAY, FALSE);
  for (guint i = 0; i < pdl_json_get_size (list); i++)
    {
      need (pdl_json_get_child (list, i), "id", PDL_JSON_STRING, FALSE);
      assert_word (pdl_json_get_member (pdl_json_get_child (list, i), "mode"), "replace|both|note");
    }
  list = need (target, "options", PDL_JSON_ARRAY, FALSE);
  /* At least two are shown where two exist. */
  g_assert_cmpuint (pdl_json_get_size (list), >=, 2);
  for (guint i = 0; i < pdl_json_get_size (list); i++)
    {
      g_assert_nonnull (pdl_knowledge_lookup_option (knowledge, need (pdl_json_get_child (list, i), "id", PDL_JSON_STRING, FALSE)->text));
      check_strings (need (pdl_json_get_child (list, i), "for", PDL_JSON_ARRAY, FALSE));
      check_strings (need (pdl_json_get_child (list, i), "against", PDL_JSON_ARRAY, FALSE));
    }
}

static void
check_result (const PdlJson *json, gboolean trace)
{
  const PdlJson *targets = need (json, "targets", PDL_JSON_ARRAY, FALSE);
  guint n_targets = pdl_json_get_size (targets);
  const PdlJson *list;

  g_assert_cmpstr (need (json, "format", PDL_JSON_STRING, FALSE)->text, ==, "pedicle-evaluation");
  g_assert_cmpfloat (need (json, "version", PDL_JSON_NUMBER, FALSE)->number, ==, 1);
  g_assert_cmpstr (need (need (json, "source", PDL_JSON_OBJECT, FALSE), "file", PDL_JSON_STRING, FALSE)->text, ==, "cases.ndjson");
  g_assert_cmpfloat (need (pdl_json_get_member (json, "source"), "line", PDL_JSON_NUMBER, FALSE)->number, ==, 7);
  g_assert_cmpuint (strlen (need (json, "as_of", PDL_JSON_STRING, FALSE)->text), ==, 10);
  g_assert_cmpstr (need (need (json, "knowledge", PDL_JSON_OBJECT, FALSE), "hash", PDL_JSON_STRING, FALSE)->text, ==, pdl_knowledge_get_hash (knowledge));
  need (pdl_json_get_member (json, "knowledge"), "version", PDL_JSON_STRING, FALSE);
  list = need (json, "warnings", PDL_JSON_ARRAY, FALSE);
  for (guint i = 0; i < pdl_json_get_size (list); i++)
    {
      need (pdl_json_get_child (list, i), "path", PDL_JSON_STRING, TRUE);
      need (pdl_json_get_child (list, i), "text", PDL_JSON_STRING, FALSE);
    }
  for (guint i = 0; i < n_targets; i++)
    check_target (pdl_json_get_child (targets, i), trace);
  check_scores (need (json, "scores", PDL_JSON_OBJECT, FALSE));
  list = need (json, "statements", PDL_JSON_ARRAY, FALSE);
  for (guint i = 0; i < pdl_json_get_size (list); i++)
    {
      const PdlJson *statement = pdl_json_get_child (list, i);

      g_assert_nonnull (pdl_knowledge_lookup_statement (knowledge, need (statement, "id", PDL_JSON_STRING, FALSE)->text));
      assert_word (pdl_json_get_member (statement, "state"), "applies|unknown");
      check_target_index (statement, n_targets);
      check_strings (need (statement, "needs", PDL_JSON_ARRAY, FALSE));
      g_assert_cmpint (pdl_json_get_member (statement, "trace") != NULL, ==, trace);
      if (trace)
        check_clause (pdl_json_get_member (statement, "trace"), 0);
    }
  list = need (json, "alerts", PDL_JSON_ARRAY, FALSE);
  for (guint i = 0; i < pdl_json_get_size (list); i++)
    {
      need (pdl_json_get_child (list, i), "id", PDL_JSON_STRING, FALSE);
      assert_word (pdl_json_get_member (pdl_json_get_child (list, i), "severity"), "critical|warning|info|display");
      check_target_index (pdl_json_get_child (list, i), n_targets);
    }
  list = need (json, "plan", PDL_JSON_ARRAY, FALSE);
  for (guint i = 0; i < pdl_json_get_size (list); i++)
    {
      const PdlJson *item = pdl_json_get_child (list, i);

      need (item, "id", PDL_JSON_STRING, FALSE);
      need (item, "kind", PDL_JSON_STRING, FALSE);
      check_target_index (item, n_targets);
      need (item, "exam", PDL_JSON_STRING, TRUE);
      assert_word (pdl_json_get_member (item, "state"),
                   "not_due|due_soon|due|overdue|critical|satisfied|missed|suspended|not_computable");
      need (item, "earliest", PDL_JSON_STRING, TRUE);
      need (item, "due", PDL_JSON_STRING, TRUE);
      need (item, "latest", PDL_JSON_STRING, TRUE);
      need (item, "why", PDL_JSON_STRING, TRUE);
      for (guint j = 0; j < pdl_json_get_size (need (item, "with", PDL_JSON_ARRAY, FALSE)); j++)
        {
          need (pdl_json_get_child (need (item, "with", PDL_JSON_ARRAY, FALSE), j), "track", PDL_JSON_STRING, FALSE);
          need (pdl_json_get_child (need (item, "with", PDL_JSON_ARRAY, FALSE), j), "why", PDL_JSON_STRING, FALSE);
        }
    }
}

static char *
evaluate (PdlCase *kase, PdlMinute as_of, gboolean trace)
{
  g_autoptr (PdlEvaluation) evaluation = pdl_evaluate (knowledge, kase, as_of);
  g_autoptr (PdlPlan) plan = pdl_plan_new (evaluation, kase);

  return pdl_evaluation_to_json (evaluation, plan, NULL, "cases.ndjson", 7, trace);
}

static void
check_case (PdlCase *kase, PdlMinute as_of)
{
  for (int trace = 0; trace < 2; trace++)
    {
      g_autofree char *line = evaluate (kase, as_of, trace);
      g_autofree char *again = evaluate (kase, as_of, trace);
      g_autoptr (GError) error = NULL;
      g_autoptr (PdlJson) json = pdl_json_parse (line, strlen (line), 64, &error);

      g_assert_no_error (error);
      g_assert_null (strchr (line, '\n'));
      /* The same case gives the same line. */
      g_assert_cmpstr (line, ==, again);
      check_result (json, trace);
    }
}

static void
test_samples (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("PDL_SOURCE_DIR"), "data", "samples", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autofree char *text = NULL;
      g_autoptr (PdlCase) kase = NULL;

      if (!g_str_has_suffix (name, ".json"))
        continue;
      g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
      kase = pdl_case_from_json (pdl_knowledge_get_dictionary (knowledge), text, -1, NULL, NULL);
      g_assert_nonnull (kase);
      check_case (kase, PDL_MINUTE_NONE);
      n++;
    }
  g_assert_cmpuint (n, >=, 16);
}

/* Cases of almost nothing are answered too. */
static void
test_bare (void)
{
  static const char *const texts[] = {
    "{\"format\":\"pedicle-case\",\"version\":1}",
    "{\"format\":\"pedicle-case\",\"version\":1,\"assessments\":[{\"date\":\"2026-03-02\"}]}",
    "{\"format\":\"pedicle-case\",\"version\":1,\"assessments\":[{\"date\":\"2026-03-02\",\"levels\":{\"T8\":{\"lesion_type\":\"lytic\"}}}]}",
    /* no level, the inputs of the target given */
    "{\"format\":\"pedicle-case\",\"version\":1,\"assessments\":[{\"date\":\"2026-03-02\",\"findings\":{\"escc_group\":\"g2\",\"radiosensitivity\":\"resistant\"}}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (PdlCase) kase = pdl_case_from_json (pdl_knowledge_get_dictionary (knowledge), texts[i], -1, NULL, NULL);

      g_assert_nonnull (kase);
      check_case (kase, (PdlMinute) pdl_day_from_ymd (2026, 3, 2) * 1440);
    }
}

static void
test_warnings (void)
{
  g_autoptr (GPtrArray) warnings = NULL;
  g_autoptr (PdlCase) kase = pdl_case_from_json (pdl_knowledge_get_dictionary (knowledge),
    "{\"format\":\"pedicle-case\",\"version\":1,\"assessments\":[{\"date\":\"2026-03-02\",\"findings\":{\"later\":1}}]}", -1, &warnings, NULL);
  g_autoptr (PdlEvaluation) evaluation = pdl_evaluate (knowledge, kase, PDL_MINUTE_NONE);
  g_autofree char *line = pdl_evaluation_to_json (evaluation, NULL, warnings, "x", 0, FALSE);

  g_assert_nonnull (strstr (line, "\"warnings\":[{\"path\":\"assessments[0].findings.later\",\"text\":\"unknown; kept, not read\"}]"));
  g_assert_nonnull (strstr (line, "\"source\":{\"file\":\"x\",\"line\":1}"));
  g_assert_nonnull (strstr (line, "\"as_of\":\"2026-03-02\""));
  g_assert_nonnull (strstr (line, "\"plan\":[]"));
}

/* Every score of the scores reference is named in a result, computed or not; 0.2 says which never are. */
static void
test_every_score (void)
{
  static const struct { const char *id, *states; } scores[] = {
    { "sins", "partial|complete|not-computable" },
    { "tokuhashi_revised", "partial|complete" },
    { "tokuhashi_1990", "partial|complete" },
    { "tomita", "partial|complete" },
    { "bauer", "partial|complete" },
    { "bauer_modified", "partial|complete" },
    { "katagiri_2014", "partial|complete" },
    { "van_der_linden", "partial|complete" },
    { "bollen_2014", "lookup-only" },
    { "rades_survival_2008", "lookup-only" },
    { "rades_ambulatory_2008", "lookup-only" },
    { "rades_2month", "partial|complete|not-applicable" },
    { "mizumoto_2008", "partial|complete" },
    { "rpa_chao_2012", "partial|complete|not-computable" },
    { "rpa_balagamwala_2018", "partial|complete|not-computable" },
    { "prism", "blocked" },
    { "nesms", "partial|complete|not-computable" },
    { "osri", "partial|complete|not-computable" },
    { "genant", "partial|complete|not-computable" },
    { "sorg_classic", "blocked" },
    { "sorg_nomogram", "blocked" },
    { "sorg_mla", "blocked" },
  };
  static const char *const text = "{\"format\":\"pedicle-case\",\"version\":1,\"assessments\":[{\"date\":\"2026-03-02\",\"findings\":"
                                  "{\"primary_site\":\"kidney_rcc\",\"kps\":80,\"visceral_sites\":[]},\"levels\":{\"T8\":{\"lesion_type\":\"lytic\"}}}]}";
  g_autoptr (PdlCase) kase = pdl_case_from_json (pdl_knowledge_get_dictionary (knowledge), text, -1, NULL, NULL);
  g_autoptr (PdlEvaluation) evaluation = pdl_evaluate (knowledge, kase, PDL_MINUTE_NONE);
  g_autofree char *line = pdl_evaluation_to_json (evaluation, NULL, NULL, NULL, 0, FALSE);
  g_autoptr (PdlJson) json = pdl_json_parse (line, strlen (line), 64, NULL);
  const PdlJson *patient = need (json, "scores", PDL_JSON_OBJECT, FALSE);
  const PdlJson *target = need (pdl_json_get_child (need (json, "targets", PDL_JSON_ARRAY, FALSE), 0), "scores", PDL_JSON_OBJECT, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (scores); i++)
    {
      const PdlJson *score = pdl_json_get_member (patient, scores[i].id);

      g_test_message ("%s", scores[i].id);
      if (score == NULL)
        score = need (target, scores[i].id, PDL_JSON_OBJECT, FALSE);
      assert_word (need (score, "state", PDL_JSON_STRING, FALSE), scores[i].states);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  knowledge = pdl_knowledge_load (NULL, &error);
  if (knowledge == NULL || !pdl_plan_prepare (knowledge, &error))
    g_error ("%s", error->message);
  g_test_add_func ("/exchange/evaluation/samples", test_samples);
  g_test_add_func ("/exchange/evaluation/bare", test_bare);
  g_test_add_func ("/exchange/evaluation/warnings", test_warnings);
  g_test_add_func ("/exchange/evaluation/every-score", test_every_score);
  return g_test_run ();
}
