/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The fact table on a small invented set: targets, where a value may stand and which wins, aggregation, what an unknown does to it,
 * derivations over entries and records.
 */

#include "knowledge-fixture.h"
#include "pdl-change.h"

#include <math.h>
#include <string.h>

static const char rules[] = "[source book]\ncitation = A book\n"
                            "[derive made]\nrule = one * 2\nsource = book\n"
                            "[derive made_again]\nrule = made + 1\nsource = book\n"
                            "[derive made_grade]\nrule = if coalesce (entered (made) > 5, false) then 'high' else if is_entered (made) then 'mid' else null\nsource = book\n"
                            "[derive involved]\nrule = if worst is not null or most > 0 then true else null\nsource = book\n"
                            "[derive twice]\nrule = most * 2\nsource = book\n"
                            "[derive total]\nrule = points.total\nsource = book\n"
                            "[derive band]\nrule = points.band\nsource = book\n"
                            "[derive choice]\nrule = worst\nsource = book\n"
                            "[derive size]\nrule = n_levels\nsource = book\n"
                            "[derive dose]\nrule = sum (course where at_target and started).dose_gy\nsource = book\n"
                            "[score points]\nlabel = Points\nscope = level\nkind = sum\ngate = SHIP\nitems = worst; side\nentered = total\nsource = book\n"
                            "[score points/worst]\npoints = low:0; mid:2; high:5\n"
                            "[score points/side]\npoints = front:0; back:1; both:2\n"
                            "[score points/bands]\nsmall = 0..3\nlarge = 4..7\n";

typedef struct
{
  const char *entries;
  /* "finding@0 = text" of a target, "finding@T8 = text" of a level, "finding = text" of the patient; "?" = unknown */
  const char *expected;
} Facts;

static char *
describe (PdlFacts *facts, PdlKnowledge *knowledge, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "@", 2);
  const PdlFinding *finding = fixture_finding (knowledge, parts[0]);
  PdlLevel level = parts[1] != NULL ? pdl_level_from_name (parts[1]) : PDL_LEVEL_NONE;
  int target = parts[1] == NULL ? -1 : level != PDL_LEVEL_NONE ? pdl_facts_find_target (facts, level) : atoi (parts[1]);
  const PdlValue *value = pdl_facts_get_value (facts, finding, target, level);

  /* Number and value say the same. */
  if (finding->type != PDL_TYPE_DATE)
    g_assert_cmpint (isnan (pdl_facts_get (facts, finding, target, level)), ==, !pdl_value_is_known (value));
  return pdl_value_is_known (value) ? pdl_finding_format (finding, value) : g_strdup ("?");
}

static void
check (const Facts *table, guint n)
{
  g_autoptr (PdlKnowledge) knowledge = fixture_load_good (rules);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PdlCase) kase = fixture_case (knowledge, table[i].entries);
      g_auto (GStrv) expected = g_strsplit (table[i].expected, "; ", -1);

      g_test_message ("%s", table[i].entries);
      /* Whatever is read first: each alone on a fresh table, then all of them on one. */
      for (guint k = 0; expected[k] != NULL; k++)
        {
          g_autoptr (PdlFacts) facts = fixture_facts (knowledge, kase);
          g_auto (GStrv) sides = g_strsplit (expected[k], " = ", 2);
          g_autofree char *found = describe (facts, knowledge, sides[0]);

          g_test_message ("  %s, found %s", expected[k], found);
          g_assert_cmpstr (found, ==, sides[1]);
        }
      {
        g_autoptr (PdlFacts) facts = fixture_facts (knowledge, kase);

        for (guint k = g_strv_length (expected); k > 0; k--)
          {
            g_auto (GStrv) sides = g_strsplit (expected[k - 1], " = ", 2);
            g_autofree char *found = describe (facts, knowledge, sides[0]);

            g_assert_cmpstr (found, ==, sides[1]);
          }
      }
    }
}

/* Entry beats rule beats default; the rule is read through. */
static void
test_precedence (void)
{
  static const Facts table[] = {
    { "", "made = ?; made_again = ?; made_grade = ?; planned@0 = false; planned = false; one = ?" },
    { "one = 3", "made = 6; made_again = 7; made_grade = ?" },
    { "one = 3; made = 10", "made = 10; made_again = 11; made_grade = high" },
    /* asked and not known, not applicable: unknown wins over the rule, and stands as an entry */
    { "one = 3; made = ?", "made = ?; made_again = ?; made_grade = mid" },
    { "one = 3; made = n/a", "made = ?; made_again = ?; made_grade = mid" },
    { "planned = true", "planned@0 = true; planned = true" },
    { "planned = ?", "planned@0 = ?; planned = ?" },
    /* what a target does not know, nobody said for it */
    { "T8.worst = low; T8.planned = ?; planned = true", "planned@0 = ?; planned = ?" },
    { "T8.worst = low; T8.planned = ?; L3.worst = low; planned = true", "planned@0 = ?; planned@1 = true" },
    { "month = 2026-01; day = 2026-01-15", "month = 2026-01; day = 2026-01-15" },
  };

  check (table, G_N_ELEMENTS (table));
}

/* Where a level finding may stand, and what several levels give. */
static void
test_levels (void)
{
  static const Facts table[] = {
    { "T8.worst = low; T9.worst = high; T10.worst = mid", "worst@0 = high; worst = high; worst@T10 = mid; size@0 = 3" },
    /* a level without a value keeps the question open: any is false only when false everywhere */
    { "T8.any = false; T9.any = false; T8.involved = true; T9.involved = true", "any@0 = false; any = false" },
    { "T8.any = false; T8.involved = true; T9.involved = true", "any@0 = ?; any = ?" },
    { "T8.any = true; T8.involved = true; T9.involved = true", "any@0 = true; any = true" },
    { "T8.any = false; T9.any = ?; T8.involved = true; T9.involved = true", "any@0 = ?" },
    /* worst, max, min, count take the graded levels */
    { "T8.worst = mid; T9.involved = true", "worst@0 = mid; worst@T9 = ?" },
    { "T8.most = 3; T9.most = 7; T8.least = 3; T9.least = 7; T10.involved = true", "most@0 = 7; least@0 = 3; twice@0 = 14; twice@T8 = 6" },
    { "T8.number_of = true; T9.number_of = false; T10.number_of = true; T8.involved = true; T9.involved = true; T10.involved = true", "number_of@0 = true" },
    { "T8.parts = a; T9.parts = c; T8.involved = true; T9.involved = true", "parts@0 = a c; parts = a c" },
    { "T8.side = front; T9.side = front; T8.involved = true; T9.involved = true", "side@0 = front" },
    { "T8.side = front; T9.side = back; T8.involved = true; T9.involved = true", "side@0 = both" },
    /* not aggregated: only what all levels agree on */
    { "T8.alone = 4; T9.alone = 4; T8.involved = true; T9.involved = true", "alone@0 = 4" },
    { "T8.alone = 4; T9.alone = 5; T8.involved = true; T9.involved = true", "alone@0 = ?" },
    { "T8.alone = 4; T8.involved = true; T9.involved = true", "alone@0 = ?" },
    { "T8.worst = ?; T8.involved = true", "worst@0 = ?; worst = ?" },
    /* what is recorded of a level that is not involved speaks for no target */
    { "T8.worst = low; L3.any = true", "any@0 = ?; any = ?; any@L3 = true" },
  };

  check (table, G_N_ELEMENTS (table));
  {
    g_autoptr (PdlKnowledge) knowledge = fixture_load_good (rules);
    g_autoptr (PdlCase) kase = fixture_case (knowledge, "T8.number_of = true; T9.number_of = false; T10.number_of = true; T8.worst = low; "
                                                        "T9.worst = low; T10.worst = low");
    g_autoptr (PdlFacts) facts = fixture_facts (knowledge, kase);

    g_assert_cmpfloat (pdl_facts_get (facts, fixture_finding (knowledge, "number_of"), 0, PDL_LEVEL_NONE), ==, 2);
  }
}

/* A level finding among the findings is the worst value of every target that has none of its own. */
static void
test_said_of_the_whole (void)
{
  static const Facts table[] = {
    { "worst = high", "worst@0 = high; worst = high; choice@0 = high; size@0 = 0" },
    { "most = 4", "twice@0 = 8; most@0 = 4" },
    { "most = 4; twice = 1", "twice@0 = 1" },
    { "worst = high; T8.involved = true; T9.involved = true", "worst@0 = high; worst@T8 = ?; worst@T9 = ?; choice@0 = high" },
    { "worst = high; T8.involved = true", "worst@0 = high; worst@T8 = high" },
    { "worst = high; T8.worst = low; T9.involved = true", "worst@0 = low; worst@T9 = ?" },
    { "worst = high; T8.worst = low; L3.involved = true", "worst@0 = low; worst@1 = high; worst = high" },
    { "worst = ?; T8.involved = true; T9.involved = true", "worst@0 = ?" },
    { "T8.involved = true; T9.involved = true; T8.most = 2; twice = 9", "twice@0 = 9; twice@T8 = 4" },
  };

  check (table, G_N_ELEMENTS (table));
}

/* Target and plan findings: among the findings for every target, under a level for the one that holds it, and that wins. */
static void
test_targets (void)
{
  static const Facts table[] = {
    { "choice = mid; T8.worst = low; L3.worst = low", "choice@0 = mid; choice@1 = mid; choice = mid" },
    { "choice = mid; L3.choice = high; T8.worst = low; L3.worst = low; L4.worst = low", "choice@0 = mid; choice@1 = high; choice = high" },
    { "L4.choice = high; T8.worst = low; L3.worst = low; L4.worst = mid", "choice@0 = low; choice@1 = high" },
    { "choice = mid; L3.choice = ?; T8.worst = low; L3.worst = low", "choice@0 = mid; choice@1 = ?; choice = mid" },
    { "T8.planned = true; T8.worst = low; L3.worst = low", "planned@0 = true; planned@1 = false; planned = true" },
    { "T8.worst = low; L3.worst = low; L4.worst = low", "size@0 = 1; size@1 = 2; size = 2" },
    { "dose = 5", "dose@0 = 5; dose = 5" },
  };

  check (table, G_N_ELEMENTS (table));
}

static const struct { const char *entries, *targets; } groupings[] = {
  { "one = 1", "-" },
  { "T8.worst = low", "T8" },
  { "T8.worst = low; T9.worst = low; T11.worst = low", "T8 T9|T11" },
  { "C7.worst = low; T1.worst = low", "C7 T1" },
  { "T12.worst = low; L1.worst = low; L5.worst = low; S1.worst = low", "T12 L1|L5 S1" },
  { "T8.worst = low; T9.worst = low; T9.target_link = split", "T8|T9" },
  { "T8.worst = low; T9.worst = low; T10.worst = low; T9.target_link = split", "T8|T9 T10" },
  { "T8.worst = low; T11.worst = low; T11.target_link = joined", "T8 T11" },
  { "T8.worst = low; T11.worst = low; L3.worst = low; T11.target_link = joined", "T8 T11|L3" },
  { "T8.worst = low; T9.involved = false; T10.worst = low", "T8|T10" },
  { "T8.worst = low; T8.involved = false; T10.worst = low", "T10" },
  { "T8.any = true; T10.worst = low", "T10" },
  { "T8.most = 0; T9.most = 1", "T9" },
};

static char *
describe_targets (PdlFacts *facts)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < pdl_facts_get_n_targets (facts); i++)
    {
      PdlLevelSet levels = pdl_facts_get_target_levels (facts, i);

      if (i > 0)
        g_string_append_c (text, '|');
      for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
        if ((levels & PDL_LEVEL_BIT (level)) != 0)
          g_string_append_printf (text, "%s%s", text->len > 0 && text->str[text->len - 1] != '|' ? " " : "", pdl_level_name (level));
      if (levels == 0)
        g_string_append_c (text, '-');
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_grouping (void)
{
  g_autoptr (PdlKnowledge) knowledge = fixture_load_good (rules);

  for (guint i = 0; i < G_N_ELEMENTS (groupings); i++)
    {
      g_autoptr (PdlCase) kase = fixture_case (knowledge, groupings[i].entries);
      g_autoptr (PdlFacts) facts = fixture_facts (knowledge, kase);
      g_autofree char *found = describe_targets (facts);

      g_test_message ("%s", groupings[i].entries);
      g_assert_cmpstr (found, ==, groupings[i].targets);
    }
}

/* The user's own groups come before contiguity and make their levels involved; the rest forms as always. */
static void
test_own_groups (void)
{
  g_autoptr (PdlKnowledge) knowledge = fixture_load_good (rules);
  g_autoptr (PdlCase) kase = fixture_case (knowledge, "T8.worst = low; T9.worst = mid; T10.worst = low; L2.worst = high");
  const PdlLevelSet groups[] = { PDL_LEVEL_BIT (pdl_level_from_name ("L2")) | PDL_LEVEL_BIT (pdl_level_from_name ("L4")),
                                 PDL_LEVEL_BIT (pdl_level_from_name ("T8")) };
  g_autoptr (PdlChange) change = pdl_change_new (NULL);
  g_autoptr (PdlFacts) facts = NULL;
  g_autofree char *found = NULL;
  g_autofree char *worst = NULL;

  g_assert_true (pdl_change_set_targets (change, kase, pdl_assessment_get_uid (pdl_case_get_current (kase)), groups, 2, NULL));
  g_assert_true (pdl_case_apply (kase, change, NULL));
  facts = fixture_facts (knowledge, kase);
  found = describe_targets (facts);
  g_assert_cmpstr (found, ==, "T8|T9 T10|L2 L4");
  worst = describe (facts, knowledge, "worst@1");
  g_assert_cmpstr (worst, ==, "mid");
  g_assert_cmpuint (pdl_level_set_count (pdl_facts_get_involved (facts)), ==, 5);
}

/* Records at a target, started ones, and the courses of radiotherapy split into the present one and those before. */
static void
test_records (void)
{
  static const Facts table[] = {
    { "T8.worst = low; L3.worst = low; treatments/course (start = 2026-01-01, dose_gy = 30, levels = T7 T8); "
      "treatments/course (start = 2026-01-02, dose_gy = 8, levels = L3); treatments/course (start = 2026-01-03, dose_gy = 5, levels = T8 L3)",
      "dose@0 = 35; dose@1 = 13; dose = 35" },
    { "T8.worst = low; treatments/course (start = 2026-01-01, dose_gy = 30)", "dose@0 = ?" },
    { "T8.worst = low; treatments/course (start = 2026-01-01, dose_gy = 30, levels = T8, status = cancelled)", "dose@0 = ?" },
    { "T8.worst = low; treatments/course (start = 2026-01-01, dose_gy = 30, levels = T8, status = planned)", "dose@0 = ?" },
    { "T8.worst = low; treatments/course (start = 2026-03-02, dose_gy = 30, levels = T8)", "dose@0 = 30" },
    { "T8.worst = low; treatments/course (start = 2026-03-03, dose_gy = 30, levels = T8)", "dose@0 = ?" },
  };
  static const struct { const char *entries; double present, prior; } courses[] = {
    { "", NAN, NAN },
    /* ended 27 days before the visit: still the present one; 28: a course before */
    { "treatments/radiotherapy (start = 2026-01-20, end = 2026-02-03, dose_gy = 30, levels = T8)", 30, NAN },
    { "treatments/radiotherapy (start = 2026-01-20, end = 2026-02-02, dose_gy = 30, levels = T8)", NAN, 30 },
    { "treatments/radiotherapy (start = 2025-01-20, end = 2025-02-02, dose_gy = 20, levels = T8); "
      "treatments/radiotherapy (start = 2026-02-20, status = ongoing, dose_gy = 30, levels = T8)", 30, 20 },
    /* a planned one is the newest */
    { "treatments/radiotherapy (status = planned, dose_gy = 24, levels = T8); "
      "treatments/radiotherapy (start = 2026-02-01, end = 2026-02-14, dose_gy = 30, levels = T8)", 24, 30 },
    /* of another target, or cancelled */
    { "treatments/radiotherapy (start = 2026-02-20, status = ongoing, dose_gy = 30, levels = L3)", NAN, NAN },
    { "treatments/radiotherapy (start = 2026-02-20, status = cancelled, dose_gy = 30, levels = T8)", NAN, NAN },
    { "treatments/radiotherapy (start = 2025-02-20, status = stopped, dose_gy = 6, levels = T8)", NAN, 6 },
    /* without a date: given some time before */
    { "treatments/radiotherapy (dose_gy = 12, levels = T8)", NAN, 12 },
  };
  g_autoptr (PdlKnowledge) knowledge = fixture_load_good (rules);
  g_autoptr (PdlExpr) present = fixture_compile (knowledge, "sum (present_course).dose_gy", fixture_finding (knowledge, "two"), NULL);
  g_autoptr (PdlExpr) prior = fixture_compile (knowledge, "sum (prior_courses).dose_gy", fixture_finding (knowledge, "two"), NULL);

  check (table, G_N_ELEMENTS (table));
  for (guint i = 0; i < G_N_ELEMENTS (courses); i++)
    {
      g_autofree char *text = g_strconcat ("T8.worst = low; ", courses[i].entries, NULL);
      g_autoptr (PdlCase) kase = fixture_case (knowledge, text);
      g_autoptr (PdlFacts) facts = fixture_facts (knowledge, kase);
      double now = pdl_expr_number (present, facts, 0, PDL_LEVEL_NONE), before = pdl_expr_number (prior, facts, 0, PDL_LEVEL_NONE);

      g_test_message ("%s: %g, %g", courses[i].entries, now, before);
      g_assert_true (isnan (courses[i].present) ? isnan (now) : now == courses[i].present);
      g_assert_true (isnan (courses[i].prior) ? isnan (before) : before == courses[i].prior);
    }
}

/* A band made of a score: what the interval still reaches. */
static void
test_possible (void)
{
  static const struct { const char *entries; guint32 band, choice; } cases[] = {
    { "T8.worst = low; T8.side = back", 1, 1 },       /* 1 */
    { "T8.worst = high", 2, 4 },                      /* 5 to 7: large whatever is missing */
    { "T8.worst = mid", 3, 2 },                       /* 2 to 4 */
    { "T8.side = front; T8.involved = true", 3, 7 },  /* 0 to 5 */
    { "", 3, 7 },
    { "T8.worst = high; T8.band = small", 1, 4 },     /* an entry */
    { "T8.worst = high; T8.band = ?", 3, 4 },         /* an explicit unknown opens it */
    { "T8.worst = high; T8.total = 3", 1, 4 },        /* a typed total */
    { "T8.worst = low; T8.side = front; T9.worst = mid", 3, 2 }, /* 0, and 2 to 4: 2 to 4 */
    { "T8.total = 5; T8.worst = low; T9.worst = mid", 2, 2 },    /* 5, and 2 to 4: 5 */
  };
  g_autoptr (PdlKnowledge) knowledge = fixture_load_good (rules);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PdlCase) kase = fixture_case (knowledge, cases[i].entries);
      g_autoptr (PdlFacts) facts = fixture_facts (knowledge, kase);

      g_test_message ("%s", cases[i].entries);
      g_assert_cmphex (pdl_facts_get_possible (facts, fixture_finding (knowledge, "band"), 0), ==, cases[i].band);
      g_assert_cmphex (pdl_facts_get_possible (facts, fixture_finding (knowledge, "choice"), 0), ==, cases[i].choice);
    }
}

/* Whether a person said it, and what the rule would say beside it. */
static void
test_entered (void)
{
  g_autoptr (PdlKnowledge) knowledge = fixture_load_good (rules);
  g_autoptr (PdlCase) kase = fixture_case (knowledge, "one = 3; made = 10; T8.worst = high; T8.choice = low; T9.worst = low; L3.worst = low; colour = ?");
  g_autoptr (PdlFacts) facts = fixture_facts (knowledge, kase);
  const PdlFinding *made = fixture_finding (knowledge, "made"), *choice = fixture_finding (knowledge, "choice");

  g_assert_true (pdl_facts_is_entered (facts, made, -1, PDL_LEVEL_NONE));
  g_assert_cmpfloat (pdl_facts_get_rule (facts, made, -1, PDL_LEVEL_NONE), ==, 6);
  g_assert_false (pdl_facts_is_entered (facts, fixture_finding (knowledge, "made_again"), -1, PDL_LEVEL_NONE));
  g_assert_true (pdl_facts_is_entered (facts, fixture_finding (knowledge, "colour"), -1, PDL_LEVEL_NONE));
  g_assert_false (pdl_facts_is_entered (facts, fixture_finding (knowledge, "grade"), -1, PDL_LEVEL_NONE));
  g_assert_true (pdl_facts_is_entered (facts, choice, 0, PDL_LEVEL_NONE));
  g_assert_false (pdl_facts_is_entered (facts, choice, 1, PDL_LEVEL_NONE));
  g_assert_cmpfloat (pdl_facts_get_rule (facts, choice, 0, PDL_LEVEL_NONE), ==, 2);

  pdl_facts_override (facts, choice, 1, 1);
  g_assert_cmpfloat (pdl_facts_get (facts, choice, 1, PDL_LEVEL_NONE), ==, 1);
  g_assert_cmpfloat (pdl_facts_get (facts, choice, 0, PDL_LEVEL_NONE), ==, 0);
}

/* A case without any visit, and one that is empty. */
static void
test_nothing (void)
{
  g_autoptr (PdlKnowledge) knowledge = fixture_load_good (rules);
  g_autoptr (PdlCase) kase = pdl_case_new (pdl_knowledge_get_dictionary (knowledge), NULL);
  g_autoptr (PdlFacts) facts = pdl_facts_new (knowledge, kase, NULL, 0);
  guint n = pdl_dictionary_get_n_findings (pdl_knowledge_get_dictionary (knowledge));

  g_assert_cmpuint (pdl_facts_get_n_targets (facts), ==, 1);
  for (guint i = 0; i < n; i++)
    {
      const PdlFinding *finding = pdl_dictionary_get (pdl_knowledge_get_dictionary (knowledge), i);
      gboolean is_default = g_str_equal (finding->id, "planned");

      for (int target = -1; target < 1; target++)
        if (finding->scope != PDL_SCOPE_FIELD && !g_str_equal (finding->id, "size"))
          g_assert_cmpint (isnan (pdl_facts_get (facts, finding, target, PDL_LEVEL_NONE)), ==, !is_default);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/facts/precedence", test_precedence);
  g_test_add_func ("/facts/levels", test_levels);
  g_test_add_func ("/facts/said-of-the-whole", test_said_of_the_whole);
  g_test_add_func ("/facts/targets", test_targets);
  g_test_add_func ("/facts/grouping", test_grouping);
  g_test_add_func ("/facts/own-groups", test_own_groups);
  g_test_add_func ("/facts/records", test_records);
  g_test_add_func ("/facts/possible", test_possible);
  g_test_add_func ("/facts/entered", test_entered);
  g_test_add_func ("/facts/nothing", test_nothing);
  return g_test_run ();
}
