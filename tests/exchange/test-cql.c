/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The export as CQL: everything the set concludes has its definition, every definition that is named exists,
 * the index is JSON. That it means the same is shown by the campaign in tests/cql, with an engine that is not
 * ours.
 */

#include <glib/gstdio.h>
#include <string.h>

#include "pdl-cql.h"
#include "pdl-json.h"

typedef struct
{
  PdlKnowledge *knowledge;
  char *directory;
  char *library, *index;
  GHashTable *defined; /* names of definitions, functions and parameters */
} Export;

static char *
read_file (const char *directory, const char *name)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_unlink (path);
  return text;
}

static void
set_up (Export *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GRegex) names = g_regex_new ("^(?:define|define function|parameter) \"([^\"]+)\"",
                                          G_REGEX_MULTILINE | G_REGEX_RAW, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *parent = g_dir_make_tmp ("pedicle-cql-XXXXXX", NULL);

  self->knowledge = pdl_knowledge_load (NULL, &error);
  g_assert_no_error (error);
  self->directory = g_build_filename (parent, "made", NULL);
  pdl_cql_export (self->knowledge, self->directory, &error);
  g_assert_no_error (error);
  self->library = read_file (self->directory, "pedicle.cql");
  self->index = read_file (self->directory, "pedicle.json");
  self->defined = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (g_regex_match (names, self->library, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    g_assert_true (g_hash_table_add (self->defined, g_match_info_fetch (match, 1)));
  g_rmdir (self->directory);
  g_rmdir (parent);
}

static void
tear_down (Export *self, gconstpointer data)
{
  g_hash_table_unref (self->defined);
  g_free (self->library);
  g_free (self->index);
  g_free (self->directory);
  pdl_knowledge_unref (self->knowledge);
}

static void
assert_defined (Export *self, const char *format, const char *id)
{
  g_autofree char *name = g_strdup_printf (format, id);

  if (!g_hash_table_contains (self->defined, name))
    g_error ("the library does not define “%s”", name);
}

static void
test_conclusions (Export *self, gconstpointer data)
{
  for (guint i = 0; i < pdl_knowledge_get_n_rows (self->knowledge); i++)
    assert_defined (self, "row %s", pdl_knowledge_get_row (self->knowledge, i)->id);
  for (guint i = 0; i < pdl_knowledge_get_n_statements (self->knowledge); i++)
    assert_defined (self, "statement %s", pdl_knowledge_get_statement (self->knowledge, i)->id);
  for (guint i = 0; i < pdl_knowledge_get_n_alerts (self->knowledge); i++)
    assert_defined (self, "alert %s", pdl_knowledge_get_alert (self->knowledge, i)->id);
  for (guint i = 0; i < pdl_knowledge_get_n_scores (self->knowledge); i++)
    {
      const PdlScore *score = pdl_knowledge_get_score (self->knowledge, i);

      if (g_strcmp0 (score->gate, "BLOCKED") != 0)
        assert_defined (self, score->scope == PDL_SCOPE_PATIENT ? "%s state" : "%s state at target",
                        score->id);
    }
  assert_defined (self, "emergency %s", "red");
}

/* The decision: every modifier, the limit and the options of every row, what speaks for and against every
 * option. */
static void
test_decision (Export *self, gconstpointer data)
{
  static const char *const parts[]
      = { "row before", "row", "row also", "action", "limit", "state", "options", "rows possible" };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    assert_defined (self, "%s", parts[i]);
  for (guint i = 0; i < pdl_knowledge_get_n_modifiers (self->knowledge); i++)
    assert_defined (self, "modifier %s", pdl_knowledge_get_modifier (self->knowledge, i)->id);
  for (guint i = 0; i < pdl_knowledge_get_n_rows (self->knowledge); i++)
    {
      assert_defined (self, "limit %s", pdl_knowledge_get_row (self->knowledge, i)->id);
      assert_defined (self, "options of %s", pdl_knowledge_get_row (self->knowledge, i)->id);
    }
  for (guint i = 0; i < pdl_knowledge_get_n_options (self->knowledge); i++)
    {
      assert_defined (self, "for %s", pdl_knowledge_get_option (self->knowledge, i)->id);
      assert_defined (self, "against %s", pdl_knowledge_get_option (self->knowledge, i)->id);
    }
  /* What a setting touches reads it, for whoever reads behind it; what it does not touch stands once. */
  assert_defined (self, "%s", "surgical_fitness after M3");
  assert_defined (self, "%s", "deficit_kind after M5.2");
  g_assert_false (g_hash_table_contains (self->defined, "radiosensitivity after M5.2"));
}

static void
test_derivations (Export *self, gconstpointer data)
{
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (self->knowledge);

  for (guint i = 0; i < pdl_dictionary_get_n_findings (dictionary); i++)
    {
      const PdlFinding *finding = pdl_dictionary_get (dictionary, i);

      if (pdl_knowledge_get_derivation_basis (self->knowledge, finding, NULL) == NULL)
        continue;
      assert_defined (self, finding->scope >= PDL_SCOPE_LEVEL ? "%s at target" : "%s", finding->id);
      if (finding->scope == PDL_SCOPE_LEVEL)
        assert_defined (self, "%s at level", finding->id);
    }
}

/* A quoted name is a definition, or an element behind a dot or before its type. */
static void
test_names (Export *self, gconstpointer data)
{
  g_autoptr (GRegex) names = g_regex_new (
      "(?<![.\\w])\"([^\"\\n]+)\"(?! (?:Tuple|String|Decimal|Boolean|Date|DateTime|Integer|List))",
      G_REGEX_RAW, 0, NULL);
  g_autoptr (GRegex) comments = g_regex_new ("^//.*$", G_REGEX_MULTILINE, 0, NULL);
  g_autofree char *text = g_regex_replace_literal (comments, self->library, -1, 0, "", 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (names, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *name = g_match_info_fetch (match, 1);

      assert_defined (self, "%s", name);
    }
  g_assert_null (strstr (text, "(null)"));
}

static void
test_index (Export *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlJson) json = pdl_json_parse (self->index, strlen (self->index), 32, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (pdl_json_get_size (pdl_json_get_member (json, "rows")), ==,
                    pdl_knowledge_get_n_rows (self->knowledge));
  g_assert_cmpuint (pdl_json_get_size (pdl_json_get_member (json, "statements")), ==,
                    pdl_knowledge_get_n_statements (self->knowledge));
  g_assert_cmpuint (pdl_json_get_size (pdl_json_get_member (json, "modifiers")), ==,
                    pdl_knowledge_get_n_modifiers (self->knowledge));
  g_assert_cmpuint (pdl_json_get_size (pdl_json_get_member (json, "options")), ==,
                    pdl_knowledge_get_n_options (self->knowledge));
  g_assert_cmpuint (pdl_json_get_size (pdl_json_get_member (json, "alerts")), ==,
                    pdl_knowledge_get_n_alerts (self->knowledge));
  for (guint i = 0; i < pdl_json_get_size (pdl_json_get_member (json, "facts")); i++)
    {
      const PdlJson *fact = pdl_json_get_child (pdl_json_get_member (json, "facts"), i);
      const char *place = pdl_json_get_member (fact, "place")->text;

      assert_defined (self,
                      strcmp (place, "patient") == 0  ? "%s"
                      : strcmp (place, "target") == 0 ? "%s at target"
                                                      : "%s at level",
                      pdl_json_get_member (fact, "id")->text);
    }
}

static void
test_nowhere (Export *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (pdl_cql_export (self->knowledge, "/dev/null/folder", &error));
  g_assert_true (error != NULL && error->domain == G_FILE_ERROR);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/cql/conclusions", Export, NULL, set_up, test_conclusions, tear_down);
  g_test_add ("/cql/decision", Export, NULL, set_up, test_decision, tear_down);
  g_test_add ("/cql/derivations", Export, NULL, set_up, test_derivations, tear_down);
  g_test_add ("/cql/names", Export, NULL, set_up, test_names, tear_down);
  g_test_add ("/cql/index", Export, NULL, set_up, test_index, tear_down);
  g_test_add ("/cql/nowhere", Export, NULL, set_up, test_nowhere, tear_down);
  return g_test_run ();
}
