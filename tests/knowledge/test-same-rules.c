/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two sets that differ in words only have the same rules; one figure, condition, order or cell less and they have not. */

#include "pdl-knowledge.h"

#include <glib/gstdio.h>
#include <string.h>

static PdlKnowledge *shipped;
static char *folder;

/* The shipped set with @from in @file replaced by @to, once. */
static PdlKnowledge *
load_changed (const char *file, const char *from, const char *to)
{
  PdlKnowledge *knowledge;
  g_autoptr (GError) error = NULL;
  gboolean found = FALSE;

  for (guint i = 0; i < pdl_knowledge_get_n_files (shipped); i++)
    {
      GBytes *bytes;
      const char *name = pdl_knowledge_get_file (shipped, i, &bytes);
      g_autoptr (GString) text = g_string_new_len (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_equal (name, file))
        found = g_string_replace (text, from, to, 1) == 1;
      g_file_set_contents (path, text->str, (gssize) text->len, &error);
      g_assert_no_error (error);
    }
  if (!found)
    g_error ("%s holds no “%s”", file, from);
  knowledge = pdl_knowledge_load (folder, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pdl_knowledge_get_hash (knowledge), !=, pdl_knowledge_get_hash (shipped));
  return knowledge;
}

static void
test_words (void)
{
  static const struct { const char *file, *from, *to; } changes[] = {
    { "options.ini", "\nlabel = ", "\nlabel = New " },
    { "statements.ini", "\ntext = ", "\ntext = Newly: " },
    { "sources.ini", "\ncitation = ", "\ncitation = The " },
    { "dictionary.ini", "\nhelp = ", "\nhelp = Please: " },
    { "local-treatment.ini", "\nurgency-text = ", "\nurgency-text = about " },
    { "scores.ini", "[score sins]", "# a comment\n[score sins]" },
    { "knowledge.ini", "\nversion = ", "\nversion = 9." },
    /* A conflict is told beside what is read, and read by nothing. */
    { "conflicts.ini", "row/PLT-53", "row/PLT-54" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (PdlKnowledge) changed = load_changed (changes[i].file, changes[i].from, changes[i].to);

      g_assert_true (pdl_knowledge_has_same_rules (shipped, changed));
      g_assert_true (pdl_knowledge_has_same_rules (changed, shipped));
    }
}

static void
test_rules (void)
{
  static const struct { const char *file, *from, *to; } changes[] = {
    { "local-treatment.ini", "urgency = 24 h/48 h", "urgency = 24 h/72 h" },
    { "local-treatment.ini", "options = supportive; cebrt_single", "options = cebrt_single; supportive" },
    { "local-treatment.ini", "notes = M17; M18", "notes = M18; M17" },
    { "statements.ini", "\nwhen = ", "\nwhen = true and " },
    { "alerts.ini", "\nwhen = ", "\nwhen = true and " },
    { "scores.ini", "mechanical:3", "mechanical:2" },
    { "scores.ini", "unstable = 13..18", "unstable = 14..18\nbetween = 13..13" },
    { "primaries.ini", "\nlabel = ", "\nlabel = New " }, /* a cell that a rule may look up */
    { "dictionary.ini", "\nmax = ", "\nmax = 1" },
    { "knowledge.ini", "present-course-days = ", "present-course-days = 1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (PdlKnowledge) changed = load_changed (changes[i].file, changes[i].from, changes[i].to);

      if (pdl_knowledge_has_same_rules (shipped, changed) || pdl_knowledge_has_same_rules (changed, shipped))
        g_error ("%s: “%s” is taken for words", changes[i].file, changes[i].to);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  shipped = pdl_knowledge_load (NULL, &error);
  g_assert_no_error (error);
  folder = g_dir_make_tmp ("pedicle-rules-XXXXXX", &error);
  g_assert_no_error (error);
  g_test_add_func ("/knowledge/same-rules/words", test_words);
  g_test_add_func ("/knowledge/same-rules/rules", test_rules);
  result = g_test_run ();
  for (guint i = 0; i < pdl_knowledge_get_n_files (shipped); i++)
    {
      g_autofree char *path = g_build_filename (folder, pdl_knowledge_get_file (shipped, i, NULL), NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
  g_free (folder);
  pdl_knowledge_unref (shipped);
  return result;
}
