/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Situations of schedules.ini that cannot be meant: refused with file, group and key. The shipped file with one piece exchanged. */

#include <glib/gstdio.h>
#include <string.h>

#include "plan-builder.h"

/* The shipped files in a folder of their own; the text of schedules.ini. */
static char *
write_files (const char *folder)
{
  char *schedules = NULL;

  for (guint i = 0; i < pdl_knowledge_get_n_files (knowledge); i++)
    {
      g_autoptr (GError) error = NULL;
      GBytes *bytes;
      const char *name = pdl_knowledge_get_file (knowledge, i, &bytes);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error);
      g_assert_no_error (error);
      if (g_str_equal (name, "schedules.ini"))
        schedules = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    }
  g_assert_nonnull (schedules);
  return schedules;
}

static void
remove_files (const char *folder)
{
  for (guint i = 0; i < pdl_knowledge_get_n_files (knowledge); i++)
    {
      g_autofree char *path = g_build_filename (folder, pdl_knowledge_get_file (knowledge, i, NULL), NULL);

      g_remove (path);
    }
  g_rmdir (folder);
}

static void
test_situations (void)
{
  static const struct { const char *from, *to, *words; } rows[] = {
    /* what an earlier visit tells is told of the patient: its targets are not those of today */
    { "scope = patient\nruns = rehab-mandatory\n", "runs = rehab-mandatory\n", "scope = patient" },
    { "visit-with = distress_score;", "visit-with = distres_score;", "[situation DISTRESS_POSITIVE/visit] visit-with: the dictionary has no finding “distres_score”" },
    { "visit-when = screen-positive\n", "", "[situation DISTRESS_POSITIVE/visit] visit-when" },
    { "visit-when = screen-positive\n", "visit-when = screen-event-day\n", "[situation DISTRESS_POSITIVE/visit] visit-when: a condition is needed" },
    { "worse = ambulation\n", "worse = primary_site\n", "[situation REHAB/walking] worse: a finding of the patient with ordered values" },
    { "worse = ambulation\n", "worse = escc_grade\n", "[situation REHAB/walking] worse: a finding of the patient with ordered values" },
    { "worse = ambulation\n", "worse = ambulation\nfrom = A\n", "[situation REHAB/walking] from" },
    { "worse = ambulation\n", "worse = ambulation\nsince = low-function\n", "[situation REHAB/walking] from" },
    { "worse = ambulation\n", "", "[situation REHAB/walking] from" },
    { "done = psycho-referral-day\n", "done = screen-positive\n", "[situation DISTRESS_POSITIVE/visit] done" },
    { "measured = rehab_referred\n", "measured = rehab\n", "[situation REHAB/fall] measured: the dictionary has no finding “rehab”" },
  };
  g_autofree char *folder = g_dir_make_tmp ("pedicle-schedules-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "schedules.ini", NULL);
  g_autofree char *text = write_files (folder);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *place = strstr (text, rows[i].from);
      g_autofree char *changed = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (PdlKnowledge) read = NULL;

      g_assert_nonnull (place);
      changed = g_strdup_printf ("%.*s%s%s", (int) (place - text), text, rows[i].to, place + strlen (rows[i].from));
      g_file_set_contents (path, changed, -1, &error);
      g_assert_no_error (error);
      read = pdl_knowledge_load (folder, &error);
      g_assert_no_error (error);
      g_assert_false (pdl_plan_prepare (read, &error));
      if (strstr (error->message, rows[i].words) == NULL || !g_str_has_prefix (error->message, "schedules.ini"))
        g_error ("row %u: “%s” does not say “%s”", i + 1, error->message, rows[i].words);
    }
  remove_files (folder);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  knowledge = pdl_knowledge_load (NULL, &error);
  g_assert_no_error (error);
  g_test_add_func ("/plan/schedules/situations", test_situations);
  return g_test_run ();
}
