/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "knowledge-fixture.h"
#include "pdl-change.h"

#include <glib/gstdio.h>
#include <string.h>

#define FINDING(scope, id, rest) "[finding " id "]\nscope = " scope "\nsection = main\nlabel = " id "\n" rest "\n"

static const char head[] = "[knowledge]\nversion = 1\ndate = 2026-01-01\nfiles = dictionary.ini; rules.ini\npresent-course-days = 28\n";

static const char dictionary[] =
  "[section main]\nlabel = Main\n"
  FINDING ("identity", "born", "type = date")
  FINDING ("patient", "yes", "type = bool")
  FINDING ("patient", "no", "type = bool")
  FINDING ("patient", "open", "type = bool")
  FINDING ("patient", "asked", "type = bool")
  FINDING ("patient", "absent", "type = bool")
  FINDING ("patient", "one", "type = int")
  FINDING ("patient", "two", "type = number")
  FINDING ("patient", "none", "type = number")
  FINDING ("patient", "grade", "type = enum\nvalues = low; mid; high\nordered = true")
  FINDING ("patient", "grade_open", "type = enum\nvalues = low; mid; high\nordered = true")
  FINDING ("patient", "colour", "type = enum\nvalues = red; green; blue")
  FINDING ("patient", "signs", "type = set\nvalues = a; b; c")
  FINDING ("patient", "signs_none", "type = set\nvalues = a; b; c")
  FINDING ("patient", "signs_open", "type = set\nvalues = a; b; c")
  FINDING ("patient", "day", "type = date")
  FINDING ("patient", "month", "type = date")
  FINDING ("patient", "moment", "type = datetime")
  FINDING ("patient", "remark", "type = text")
  FINDING ("patient", "place", "type = enum\nvalues = T12; L1; L2")
  FINDING ("patient", "made", "type = number\nkind = overridable")
  FINDING ("patient", "made_again", "type = number\nkind = derived")
  FINDING ("patient", "made_grade", "type = enum\nvalues = low; mid; high\nordered = true\nkind = overridable")
  FINDING ("level", "involved", "type = bool\nkind = overridable\naggregate = any")
  FINDING ("level", "target_link", "type = enum\nvalues = joined; split")
  FINDING ("level", "worst", "type = enum\nvalues = low; mid; high\nordered = true\naggregate = worst")
  FINDING ("level", "any", "type = bool\naggregate = any")
  FINDING ("level", "most", "type = number\naggregate = max")
  FINDING ("level", "least", "type = number\naggregate = min")
  FINDING ("level", "number_of", "type = bool\naggregate = count")
  FINDING ("level", "parts", "type = set\nvalues = a; b; c\naggregate = union")
  FINDING ("level", "side", "type = enum\nvalues = front; back; both\naggregate = union")
  FINDING ("level", "alone", "type = number")
  FINDING ("level", "twice", "type = number\nkind = overridable\naggregate = max")
  FINDING ("level", "total", "type = int\nkind = overridable\naggregate = max")
  FINDING ("target", "choice", "type = enum\nvalues = low; mid; high\nordered = true\nkind = overridable\naggregate = worst")
  FINDING ("target", "band", "type = enum\nvalues = small; large\nordered = true\nkind = overridable\naggregate = worst")
  FINDING ("target", "size", "type = int\nkind = derived\naggregate = max")
  FINDING ("target", "dose", "type = number\nkind = overridable\naggregate = max")
  FINDING ("plan", "planned", "type = bool\naggregate = any\ndefault = false")
  "[record course]\ngroup = treatments\nlabel = Course\n"
  "[record radiotherapy]\ngroup = treatments\nlabel = Radiotherapy\n"
  "[record scan]\ngroup = imaging\nlabel = Scan\n"
  "[field treatments/status]\nlabel = Status\ntype = enum\nvalues = planned; ongoing; done; stopped; cancelled\n"
  "[field treatments/start]\nlabel = Start\ntype = date\n"
  "[field treatments/end]\nlabel = End\ntype = date\n"
  "[field treatments/levels]\nlabel = Levels\ntype = levels\n"
  "[field course/dose_gy]\nlabel = Dose\ntype = number\n"
  "[field course/style]\nlabel = Style\ntype = enum\nvalues = plain; fancy\n"
  "[field course/parts]\nlabel = Parts\ntype = list\ncolumns = from:date; dose_gy:number; good:bool\n"
  "[field course/words]\nlabel = Words\ntype = list\n"
  "[field radiotherapy/dose_gy]\nlabel = Dose\ntype = number\n"
  "[field imaging/date]\nlabel = Date\ntype = date\n"
  "[field imaging/status]\nlabel = Status\ntype = enum\nvalues = planned; done; cancelled\n";

PdlKnowledge *
fixture_load_texts (const char *head_text, const char *dictionary_text, const char *rules, GError **error)
{
  g_autofree char *directory = g_dir_make_tmp ("pedicle-knowledge-XXXXXX", NULL);
  const struct { const char *name, *text; } files[] = { { "knowledge.ini", head_text }, { "dictionary.ini", dictionary_text }, { "rules.ini", rules } };
  PdlKnowledge *knowledge;

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (directory, files[i].name, NULL);

      g_assert_true (g_file_set_contents (path, files[i].text, -1, NULL));
    }
  knowledge = pdl_knowledge_load (directory, error);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (directory, files[i].name, NULL);

      g_unlink (path);
    }
  g_rmdir (directory);
  return knowledge;
}

PdlKnowledge *
fixture_load (const char *rules, GError **error)
{
  return fixture_load_texts (head, dictionary, rules, error);
}

PdlKnowledge *
fixture_load_good (const char *rules)
{
  g_autoptr (GError) error = NULL;
  PdlKnowledge *knowledge = fixture_load (rules, &error);

  g_assert_no_error (error);
  return knowledge;
}

static void
apply (PdlCase *kase, PdlChange *change)
{
  g_autoptr (GError) error = NULL;

  pdl_case_apply (kase, change, &error);
  g_assert_no_error (error);
}

static void
set_text (PdlCase *kase, const char *uid, PdlLevel level, const char *key, const char *text)
{
  g_autoptr (PdlChange) change = pdl_change_new (NULL);
  g_autoptr (GError) error = NULL;

  pdl_change_set_text (change, kase, uid, level, key, text, &error);
  g_assert_no_error (error);
  apply (kase, change);
}

/* "treatments/course (start = 2026-01-01, levels = T8 T9)" */
static void
add_item (PdlCase *kase, char *text)
{
  char *slash = strchr (text, '/'), *open = strchr (text, '('), *close = strrchr (text, ')');
  g_autoptr (PdlChange) change = pdl_change_new (NULL);
  g_autofree char *uid = NULL;
  g_auto (GStrv) parts = NULL;
  PdlGroup group = 0;

  *slash = *open = *close = '\0';
  while (group < PDL_N_GROUPS && !g_str_equal (pdl_group_key (group), text))
    group++;
  g_assert_cmpint (group, <, PDL_N_GROUPS);
  uid = g_strdup (pdl_change_add_item (change, group, g_strstrip (slash + 1), NULL));
  apply (kase, change);
  parts = g_strsplit (open + 1, ",", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *equals = strchr (parts[i], '=');

      if (equals == NULL)
        continue;
      *equals = '\0';
      /* A comma inside a list is written "|" here. */
      set_text (kase, uid, PDL_LEVEL_NONE, g_strstrip (parts[i]), g_strdelimit (g_strstrip (equals + 1), "|", ','));
    }
}

PdlCase *
fixture_case (PdlKnowledge *knowledge, const char *text)
{
  PdlCase *kase = pdl_case_new (pdl_knowledge_get_dictionary (knowledge), NULL);
  g_auto (GStrv) parts = g_strsplit (text, ";", -1);
  g_autoptr (PdlChange) visit = pdl_change_new (NULL);
  g_autofree char *uid = g_strdup (pdl_change_add_assessment (visit, NULL, pdl_day_from_ymd (2026, 3, 2)));

  apply (kase, visit);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *part = g_strstrip (parts[i]), *equals = strchr (part, '='), *dot;
      PdlLevel level = PDL_LEVEL_NONE;

      if (*part == '\0')
        continue;
      if (strchr (part, '(') != NULL)
        {
          add_item (kase, part);
          continue;
        }
      g_assert_nonnull (equals);
      *equals = '\0';
      g_strstrip (part);
      dot = strchr (part, '.');
      if (dot != NULL)
        {
          *dot = '\0';
          level = pdl_level_from_name (part);
          g_assert_cmpint (level, !=, PDL_LEVEL_NONE);
          part = dot + 1;
        }
      set_text (kase, fixture_finding (knowledge, part)->scope == PDL_SCOPE_IDENTITY ? NULL : uid, level, part, g_strstrip (equals + 1));
    }
  return kase;
}

PdlFacts *
fixture_facts (PdlKnowledge *knowledge, PdlCase *kase)
{
  return pdl_facts_new (knowledge, kase, pdl_case_get_current (kase), (PdlMinute) pdl_day_from_ymd (2026, 3, 2) * 1440 + 720);
}

PdlExpr *
fixture_compile (PdlKnowledge *knowledge, const char *text, const PdlFinding *type_of, GError **error)
{
  static PdlIni *ini = NULL;

  if (ini == NULL)
    {
      static const char group[] = "[rule test]\nwhen = true\n";
      g_autoptr (GBytes) bytes = g_bytes_new_static (group, sizeof group - 1);

      ini = pdl_ini_new ("rules.ini", bytes, NULL);
    }
  return pdl_expr_compile_text (knowledge, pdl_ini_get_group (ini, 0), "when", text, 0, PDL_EXPR_QUERIES, type_of, error);
}

const PdlFinding *
fixture_finding (PdlKnowledge *knowledge, const char *id)
{
  const PdlFinding *finding = pdl_dictionary_lookup (pdl_knowledge_get_dictionary (knowledge), id);

  if (finding == NULL)
    g_test_message ("there is no finding “%s”", id);
  g_assert_nonnull (finding);
  return finding;
}
