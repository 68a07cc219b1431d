/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The check of the knowledge: nothing is wrong with the set as shipped, and each kind of problem is found where it is.
 */

#include "fixture.h"
#include "pdl-check.h"

#include <glib/gstdio.h>
#include <string.h>

static GPtrArray *
check (PdlKnowledge *knowledge, const char *po_directory)
{
  g_autoptr (GError) error = NULL;
  guint untold = 0;
  GPtrArray *problems = pdl_check_run (knowledge, po_directory, &untold, &error);

  g_assert_no_error (error);
  return problems;
}

static void
test_shipped (void)
{
  g_autoptr (PdlKnowledge) knowledge = pdl_knowledge_load (NULL, NULL);
  g_autoptr (GPtrArray) problems = check (knowledge, NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      const PdlProblem *problem = g_ptr_array_index (problems, i);

      g_error ("%s:%u: %s", problem->file, problem->line, problem->message);
    }
}

static void
expect (const char *file, const char *old, const char *new, const char *kind, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlKnowledge) knowledge = fixture_load (file, old, new, &error);
  g_autoptr (GPtrArray) problems = NULL;
  gboolean found = FALSE;

  g_assert_no_error (error);
  problems = check (knowledge, NULL);
  for (guint i = 0; i < problems->len && !found; i++)
    {
      const PdlProblem *problem = g_ptr_array_index (problems, i);

      found = strcmp (problem->kind, kind) == 0 && strcmp (problem->file, file) == 0 && strstr (problem->message, part) != NULL;
      if (found)
        g_test_message ("%s:%u: %s", problem->file, problem->line, problem->message);
    }
  g_assert_true (found);
}

static void
test_problems (void)
{
  expect ("statements.ini", "when = spinal_mets_confirmed = true\n", "when = spinal_mets_confirmed = true and spinal_mets_confirmed = false\n", "impossible",
          "when: ");
  expect ("local-treatment.ini", "separation_sbrt [escc_group = 'g1c' and cord_constraint_met = false]", "separation_sbrt [escc_group = 'g2']", "shadowed",
          "[row PLT-39] options");
  expect ("local-treatment.ini", "urgency = routine; if escc-high: 24 h/72 h", "urgency = routine; if escc-high: 24 h/72 h; if escc_group = 'g3': 24 h",
          "shadowed", "[row PLT-03] urgency");
  expect ("local-treatment.ini", "when = hypervascular = true and", "when = hypervascular = true and hypervascular = false and", "impossible", "[modifier M9]");
  expect ("alerts.ini", "\nsource = ", "\n# ", "no-source", "[alert ");
  expect ("sources.ini", "background = true\n", "", "unused", "[source ");
  expect ("local-treatment.ini", "tag = P; mapping-unsigned", "tag = P; signed", "tag", "signed");
  expect ("statements.ini", "\nshort = ", "\nshort = this short text is by far too long to stand beside an option, since nobody would read it there, ", "too-long", "short");
  expect ("options.ini", "[optiongroup cement]", "[optiongroup concrete]\nuses = cement\nsource = pedicle-reference\n\n[optiongroup cement]", "unused", "concrete");
}

/* One that nobody sees, one that holds nowhere, one that holds in one of two places, one with a single side: told in one go, since
 * a check takes its time. */
static void
test_conflicts (void)
{
  static const char added[] = "[conflict nowhere]\nnumber = 901\nlabel = A\ntext = A\nsource = pedicle-reference\ntag = design\n"
                              "[conflict nowhere/a]\nlabel = A\ntext = A\n[conflict nowhere/b]\nlabel = B\ntext = B\n"
                              "[conflict never]\nnumber = 902\nlabel = A\ntext = A\nwhen = cord\nconcerns = row/PLT-53\nsource = pedicle-reference\ntag = design\n"
                              "[conflict never/a]\nlabel = A\ntext = A\n[conflict never/b]\nlabel = B\ntext = B\n"
                              "[conflict seldom]\nnumber = 903\nlabel = A\ntext = A\nwhen = cord\nconcerns = row/PLT-53; row/PLT-25\n"
                              "source = pedicle-reference\ntag = design\n[conflict seldom/a]\nlabel = A\ntext = A\n";
  static const char *const wanted[][2] = {
    { "unused", "[conflict nowhere]" },        { "shadowed", "[conflict never] concerns" },  { "impossible", "[conflict never] when" },
    { "shadowed", "[conflict seldom] concerns: its condition never holds where “row/PLT-53”" }, { "one-sided", "[conflict seldom]" },
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strconcat ("label = These rows\ntext = 24-72 h without tissue, pain tiers without grade\n", added, NULL);
  g_autoptr (PdlKnowledge) knowledge = fixture_load ("conflicts.ini", "label = These rows\ntext = 24-72 h without tissue, pain tiers without grade\n", text, &error);
  g_autoptr (GPtrArray) problems = NULL;

  g_assert_no_error (error);
  problems = check (knowledge, NULL);
  g_assert_cmpuint (problems->len, ==, G_N_ELEMENTS (wanted));
  for (guint w = 0; w < G_N_ELEMENTS (wanted); w++)
    {
      gboolean found = FALSE;

      for (guint i = 0; i < problems->len && !found; i++)
        {
          const PdlProblem *problem = g_ptr_array_index (problems, i);

          found = strcmp (problem->kind, wanted[w][0]) == 0 && strstr (problem->message, wanted[w][1]) != NULL;
        }
      g_test_message ("%s %s", wanted[w][0], wanted[w][1]);
      g_assert_true (found);
    }
}

/* A conflict that names what is not there is refused, with its place. */
static void
test_conflict_refused (void)
{
  static const struct { const char *old, *new, *place, *name; } wrong[] = {
    { "row/PLT-53", "row/PLT-99", "[conflict second-course] concerns", "row/PLT-99" },
    { "modifier/M9;", "M9;", "[conflict embolisation] concerns", "M9" },
    { "source = gong2021", "source = gong2022", "[conflict embolisation/meta-analysis] source", "gong2022" },
    { "sources = ng234", "sources = ng999", "[national nice] sources", "ng999" },
    { "number = 20", "number = 19", "[conflict second-course] number", "once" },
    { "[conflict sins/dutch]", "[conflict sinner/dutch]", "[conflict sinner/dutch]", "CONFLICT/HOLDER" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PdlKnowledge) knowledge = fixture_load ("conflicts.ini", wrong[i].old, wrong[i].new, &error);

      g_assert_null (knowledge);
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, "conflicts.ini:"));
      g_assert_nonnull (strstr (error->message, wrong[i].place));
      g_assert_nonnull (strstr (error->message, wrong[i].name));
    }
}

static void
test_translations (void)
{
  g_autofree char *folder = g_dir_make_tmp ("pedicle-po-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "xx.po", NULL);
  g_autoptr (PdlKnowledge) knowledge = pdl_knowledge_load (NULL, NULL);
  const char *label = pdl_knowledge_get_option (knowledge, 0)->label, *other = pdl_knowledge_get_option (knowledge, 1)->label;
  g_autofree char *quoted = g_strdup_printf ("“%s”", label), *other_quoted = g_strdup_printf ("“%s”", other);
  g_autofree char *text = g_strdup_printf ("msgid \"\"\nmsgstr \"\"\n\nmsgid \"%s\"\nmsgstr \"x\"\n\n#, fuzzy\nmsgid \"%s\"\nmsgstr \"y\"\n", label, other);
  g_autoptr (GPtrArray) problems = NULL;
  gboolean first = FALSE, second = FALSE;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  problems = check (knowledge, folder);
  for (guint i = 0; i < problems->len; i++)
    {
      const PdlProblem *problem = g_ptr_array_index (problems, i);

      first = first || (strcmp (problem->kind, "untranslated") == 0 && strstr (problem->message, quoted) != NULL);
      second = second || (strcmp (problem->kind, "untranslated") == 0 && strstr (problem->message, other_quoted) != NULL);
    }
  g_assert_false (first);
  g_assert_true (second);
  g_remove (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/proof/check/shipped", test_shipped);
  g_test_add_func ("/proof/check/conflicts", test_conflicts);
  g_test_add_func ("/proof/check/conflict-refused", test_conflict_refused);
  g_test_add_func ("/proof/check/problems", test_problems);
  g_test_add_func ("/proof/check/translations", test_translations);
  return g_test_run ();
}
