/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Queries over the results of a finding: which results there are, and what their times say and leave open. The tree and the program
 * are both run.
 */

#include "knowledge-fixture.h"
#include "pdl-change.h"

#include <math.h>
#include <string.h>

static const char head[] = "[knowledge]\nversion = 1\ndate = 2026-01-01\nfiles = dictionary.ini; rules.ini\npresent-course-days = 28\n";

#define FINDING(id, rest) "[finding " id "]\nscope = patient\nsection = main\nlabel = " id "\n" rest "\n"

static const char dictionary[] =
  "[section main]\nlabel = Main\n"
  FINDING ("sugar", "type = number\nunit = mmol/L\nunits = mg/dL:0.05\nmin = 1\nmax = 60")
  FINDING ("salt", "type = number")
  FINDING ("made", "type = number\nkind = derived")
  FINDING ("rises", "type = bool\nkind = overridable")
  FINDING ("word", "type = text")
  "[finding involved]\nscope = level\nsection = main\nlabel = involved\ntype = bool\nkind = overridable\naggregate = any\n"
  "[finding deep]\nscope = level\nsection = main\nlabel = deep\ntype = number\naggregate = max\n"
  "[record result]\ngroup = events\nlabel = Result\nresults = test; number; unit; at\n"
  "[field events/status]\nlabel = Status\ntype = enum\nvalues = planned; done; cancelled\n"
  "[field events/date]\nlabel = Date\ntype = date\n"
  "[field result/test]\nlabel = Test\ntype = enum\nvalues = sugar; salt\n"
  "[field result/number]\nlabel = Number\ntype = number\n"
  "[field result/unit]\nlabel = Unit\ntype = text\n"
  "[field result/at]\nlabel = Taken at\ntype = datetime\n";

static const char rules[] = "[source book]\ncitation = A book\n[derive involved]\nrule = true\nsource = book\n[derive made]\nrule = 1\nsource = book\n"
                            "[derive rises]\nrule = any (results (sugar, 48 h) where latest (results (sugar)).value - value >= 2)\nsource = book\n";

#define T 1.0
#define F 0.0
#define U ((double) NAN)
#define AT(value, at) "events/result (test = sugar, number = " value ", at = " at ");"
#define ON(value, date) "events/result (test = sugar, number = " value ", date = " date ");"

/* What is recorded on 2026-03-02, what at visits before ("2026-03-01 12"), and what follows. */
static const struct { const char *record, *visits, *text; double value; } cases[] = {
  /* None, and one. */
  { "", "", "count (results (sugar))", 0 }, { "", "", "any (results (sugar))", F }, { "", "", "latest (results (sugar)).value", U },
  { "", "", "at_least (1, results (sugar))", F }, { "", "", "all (results (sugar) where value > 3)", T },
  { "sugar = 12", "", "count (results (sugar))", 1 }, { "sugar = 12", "", "latest (results (sugar)).value", 12 },
  { "sugar = 12", "", "all (results (sugar) where newest)", T }, { "sugar = 12", "", "at_least (2, results (sugar, 24 h))", F },
  { "sugar = 12", "", "latest (results (sugar)).day = A", T }, { "sugar = ?", "", "count (results (sugar))", 0 },
  { "sugar = 12", "", "count (results (salt))", 0 },
  /* Records and visits; of one day and number they are one. */
  { "sugar = 12;" AT ("12", "2026-03-02T08:00"), "", "count (results (sugar))", 1 },
  { "sugar = 12;" AT ("13", "2026-03-02T08:00"), "", "count (results (sugar))", 2 },
  { "sugar = 12;" AT ("12", "2026-03-01T08:00"), "", "count (results (sugar))", 2 },
  { "sugar = 12", "2026-03-02 12", "count (results (sugar))", 1 }, { "sugar = 12", "2026-03-01 12", "count (results (sugar))", 2 },
  { "sugar = 12", "2026-03-01 12", "min (results (sugar)).day = A - 1", T },
  /* Planned, cancelled, of the future, without a number: none. */
  { "events/result (test = sugar, number = 3, at = 2026-03-01T08:00, status = planned)", "", "any (results (sugar))", F },
  { "events/result (test = sugar, number = 3, at = 2026-03-01T08:00, status = cancelled)", "", "any (results (sugar))", F },
  /* Typed without a time, a specimen is of that day. */
  { "sugar = 2;" AT ("1", "2026-03-01"), "", "count (results (sugar, 24 h))", U },
  { AT ("2", "2026-03-02") AT ("1", "2026-03-02T08:00"), "", "latest (results (sugar)).value", U },
  { AT ("3", "2026-03-03T00:00"), "", "any (results (sugar))", F }, { AT ("3", "2026-03-02T23:00"), "", "any (results (sugar))", T },
  { "events/result (test = sugar, at = 2026-03-01T08:00)", "", "any (results (sugar))", F },
  { "events/result (number = 4, at = 2026-03-01T08:00)", "", "any (results (sugar))", F },
  /* In our unit; another unit, or a number that cannot be one, is a result without a number. */
  { "events/result (test = sugar, number = 200, unit = mg/dL, at = 2026-03-01T08:00)", "", "latest (results (sugar)).value", 10 },
  { "events/result (test = sugar, number = 20, unit = mmol/L, at = 2026-03-01T08:00)", "", "latest (results (sugar)).value", 20 },
  { "events/result (test = sugar, number = 20, unit = g, at = 2026-03-01T08:00)", "", "latest (results (sugar)).value", U },
  { "events/result (test = sugar, number = 20, unit = g, at = 2026-03-01T08:00)", "", "any (results (sugar) where value > 3)", U },
  { "events/result (test = sugar, number = 20, unit = g, at = 2026-03-01T08:00)", "", "any (results (sugar) where value is null)", T },
  { AT ("200", "2026-03-01T08:00"), "", "any (results (sugar) where value is null)", T },
  /* The window, to the minute. */
  { AT ("1", "2026-02-28T08:00") AT ("2", "2026-03-02T08:00"), "", "count (results (sugar, 48 h))", 2 },
  { AT ("1", "2026-02-28T07:59") AT ("2", "2026-03-02T08:00"), "", "count (results (sugar, 48 h))", 1 },
  { AT ("2", "2026-03-02T08:00") AT ("1", "2026-02-28T08:00"), "", "earliest (results (sugar, 48 h)).value", 1 },
  { AT ("2", "2026-03-02T08:00") AT ("1", "2026-02-28T07:59"), "", "earliest (results (sugar, 48 h)).value", 2 },
  { AT ("2", "2026-03-02T08:00") AT ("1", "2026-03-02T07:00"), "", "count (results (sugar, 0.5 h))", 1 },
  /* Days without a time: decided where the days alone decide. */
  { "sugar = 2", "2026-03-01 1", "count (results (sugar, 48 h))", 2 }, { "sugar = 2", "2026-02-28 1", "count (results (sugar, 48 h))", U },
  { "sugar = 2", "2026-02-27 1", "count (results (sugar, 48 h))", 1 }, { "sugar = 2", "2026-03-01 1", "count (results (sugar, 24 h))", U },
  { "sugar = 2", "2026-03-02 1", "count (results (sugar, 24 h))", 2 }, { "sugar = 2", "2026-02-28 1", "count (results (sugar, 24 h))", 1 },
  { "sugar = 2;" AT ("1", "2026-03-01T23:59"), "", "count (results (sugar, 24 h))", 2 },
  { "sugar = 2;" AT ("1", "2026-03-01T23:58"), "", "count (results (sugar, 24 h))", U },
  { "sugar = 2;" AT ("1", "2026-02-28T23:59"), "", "count (results (sugar, 24 h))", 1 },
  { ON ("1", "2026-03-01") ON ("2", "2026-03-02"), "", "latest (results (sugar)).value", 2 },
  /* A month, no date at all. */
  { ON ("1", "2026-02") "sugar = 2", "", "latest (results (sugar)).value", 2 }, { ON ("1", "2026-03") "sugar = 2", "", "latest (results (sugar)).value", U },
  { ON ("1", "2026-02") "sugar = 2", "", "count (results (sugar, 48 h))", U }, { ON ("1", "2026-01") "sugar = 2", "", "count (results (sugar, 48 h))", 1 },
  { ON ("1", "2026-02"), "", "latest (results (sugar)).day is null", T }, { ON ("1", "2025"), "", "earliest (results (sugar)).value", 1 },
  { "events/result (test = sugar, number = 1); sugar = 2", "", "latest (results (sugar)).value", U },
  { "events/result (test = sugar, number = 1)", "", "latest (results (sugar)).value", 1 },
  { "events/result (test = sugar, number = 2); sugar = 2", "", "latest (results (sugar)).value", 2 },
  /* Of one day, which is the newest is not known; that they are of this day is. Of one minute the later entry is. */
  { "sugar = 2;" AT ("1", "2026-03-02T08:00"), "", "latest (results (sugar)).value", U },
  { "sugar = 2;" AT ("1", "2026-03-02T08:00"), "", "latest (results (sugar)).day = A", T },
  { "sugar = 2;" AT ("1", "2026-03-02T08:00"), "", "any (results (sugar) where newest)", U },
  { AT ("3", "2026-03-02T08:00") AT ("4", "2026-03-02T08:00"), "", "latest (results (sugar)).value", 4 },
  { AT ("3", "2026-03-02T08:00") AT ("4", "2026-03-02T08:00"), "", "earliest (results (sugar)).value", 3 },
  { AT ("3", "2026-03-02T08:00") AT ("4", "2026-03-02T08:00"), "", "count (results (sugar) where newest)", 1 },
  { AT ("3", "2026-03-02T08:00") AT ("4", "2026-03-02T08:01"), "", "latest (results (sugar) where not newest).value", 3 },
  { "sugar = 5", "2026-03-01 4; 2026-02-28 3", "latest (results (sugar) where not newest).value", 4 },
  { "sugar = 5", "2026-03-02 4; 2026-02-28 3", "latest (results (sugar) where not newest).value", U },
  /* A result that is not known to fit is not passed over. */
  { "events/result (test = sugar, number = 9, unit = g, at = 2026-03-02T08:00);" AT ("5", "2026-03-01T08:00"), "", "latest (results (sugar) where value < 6).value", U },
  { "events/result (test = sugar, number = 9, unit = g, at = 2026-02-02T08:00);" AT ("5", "2026-03-01T08:00"), "", "latest (results (sugar) where value < 6).value", 5 },
  /* At least: decided by those that are known to fit, or by too few that can. */
  { "sugar = 13;" AT ("14", "2026-03-02T08:00"), "2026-03-01 15", "at_least (2, results (sugar, 24 h) where value >= 12)", T },
  { "sugar = 13", "2026-03-01 15", "at_least (2, results (sugar, 24 h) where value >= 12)", U },
  { "sugar = 13", "2026-03-01 11", "at_least (2, results (sugar, 24 h) where value >= 12)", F },
  { "sugar = 13", "2026-02-28 15", "at_least (2, results (sugar, 24 h) where value >= 12)", F },
  { "sugar = 13", "2026-03-01 15", "at_least (1, results (sugar, 24 h) where value >= 12)", T },
  { "sugar = 13", "2026-03-01 15", "sum (results (sugar)).value", 28 }, { "sugar = 13", "2026-03-01 15", "max (results (sugar)).value", 15 },
  { "sugar = 13", "2026-03-01 15", "any (results (sugar) where days (day, now) = 1 and value = 15)", T },
  { "sugar = 13", "2026-03-01 15", "any (results (sugar) where value = sugar)", T },
  { "sugar = 13", "2026-03-01 15", "any (results (sugar) where latest (results (sugar)).value - value >= 2)", F },
  { "sugar = 15", "2026-03-01 13", "any (results (sugar) where latest (results (sugar)).value - value >= 2)", T },
};

static void
add_visits (PdlCase *kase, const char *text)
{
  g_auto (GStrv) visits = g_strsplit (text, "; ", -1);

  for (guint i = 0; visits[i] != NULL && *visits[i] != '\0'; i++)
    {
      g_auto (GStrv) parts = g_strsplit (visits[i], " ", 2);
      g_autoptr (PdlChange) visit = pdl_change_new (NULL), entry = pdl_change_new (NULL);
      g_autofree char *uid = NULL;
      PdlPrecision precision;
      PdlDay day;

      g_assert_true (pdl_day_parse (parts[0], &day, &precision));
      /* Of one day the later entry would be the one that is read: all stand before it. */
      if (day == pdl_assessment_get_day (pdl_case_get_current (kase)))
        pdl_change_set_day (visit, kase, pdl_assessment_get_uid (pdl_case_get_current (kase)), day + 1);
      uid = g_strdup (pdl_change_add_assessment (visit, NULL, day));
      pdl_case_apply (kase, visit, NULL);
      pdl_change_set_text (entry, kase, uid, PDL_LEVEL_NONE, "sugar", parts[1], NULL);
      pdl_case_apply (kase, entry, NULL);
    }
}

static PdlCase *
make_case (PdlKnowledge *knowledge, const char *record, const char *visits)
{
  PdlCase *kase = fixture_case (knowledge, record);
  g_autoptr (PdlChange) back = pdl_change_new (NULL);

  add_visits (kase, visits);
  if (pdl_assessment_get_day (pdl_case_get_current (kase)) != pdl_day_from_ymd (2026, 3, 2))
    {
      pdl_change_set_day (back, kase, pdl_assessment_get_uid (pdl_case_get_current (kase)), pdl_day_from_ymd (2026, 3, 2));
      pdl_case_apply (kase, back, NULL);
    }
  return kase;
}

static void
test_results (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlKnowledge) knowledge = fixture_load_texts (head, dictionary, rules, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int walks = 0; walks < 2; walks++)
      {
        g_autoptr (PdlCase) kase = make_case (knowledge, cases[i].record, cases[i].visits);
        PdlFacts *facts = fixture_facts (knowledge, kase);
        g_autoptr (PdlExpr) expr = fixture_compile (knowledge, cases[i].text, NULL, &error);
        double found;

        g_assert_no_error (error);
        facts->walks = walks != 0;
        found = pdl_expr_number (expr, facts, -1, PDL_LEVEL_NONE);
        g_test_message ("%s | %s | %s: %g", cases[i].record, cases[i].visits, cases[i].text, found);
        g_assert_true (isnan (cases[i].value) ? isnan (found) : found == cases[i].value);
        pdl_facts_free (facts);
      }
}

static void
test_refused (void)
{
  static const struct { const char *text; guint column; PdlKnowledgeError code; } refused[] = {
    { "any (results)", 13, PDL_KNOWLEDGE_ERROR_SYNTAX },          { "any (results (nobody))", 15, PDL_KNOWLEDGE_ERROR_SYNTAX },
    { "any (results (word))", 15, PDL_KNOWLEDGE_ERROR_SYNTAX },   { "any (results (made))", 15, PDL_KNOWLEDGE_ERROR_SYNTAX },
    { "any (results (deep))", 15, PDL_KNOWLEDGE_ERROR_SYNTAX },   { "any (results (sugar, 24))", 24, PDL_KNOWLEDGE_ERROR_SYNTAX },
    { "any (results (sugar, 0 h))", 22, PDL_KNOWLEDGE_ERROR_SYNTAX }, { "any (results (sugar, h))", 22, PDL_KNOWLEDGE_ERROR_SYNTAX },
    { "latest (results (sugar)).number > 1", 26, PDL_KNOWLEDGE_ERROR_SYNTAX }, { "any (results (sugar) where value)", 28, PDL_KNOWLEDGE_ERROR_TYPE },
    { "any (results (sugar) where newest > 1)", 37, PDL_KNOWLEDGE_ERROR_TYPE }, { "any (results (sugar) where day > 1)", 34, PDL_KNOWLEDGE_ERROR_TYPE },
    { "any (results (sugar) where started)", 28, PDL_KNOWLEDGE_ERROR_NAME }, { "any (results (sugar) where at_target)", 28, PDL_KNOWLEDGE_ERROR_NAME },
    { "at_least (0, results (sugar))", 11, PDL_KNOWLEDGE_ERROR_SYNTAX }, { "at_least (results (sugar))", 11, PDL_KNOWLEDGE_ERROR_SYNTAX },
    { "at_least (2, results (sugar)) > 1", 33, PDL_KNOWLEDGE_ERROR_TYPE }, { "any (results (sugar, 24 h).parts)", 28, PDL_KNOWLEDGE_ERROR_SYNTAX },
    { "value > 3", 1, PDL_KNOWLEDGE_ERROR_NAME },
  };
  g_autoptr (PdlKnowledge) knowledge = fixture_load_texts (head, dictionary, rules, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *start = g_strdup_printf ("rules.ini:2: [rule test] when, column %u: ", refused[i].column);
      g_autoptr (PdlExpr) expr = fixture_compile (knowledge, refused[i].text, NULL, &error);

      g_test_message ("%s: %s", refused[i].text, error != NULL ? error->message : "accepted");
      g_assert_null (expr);
      g_assert_error (error, PDL_KNOWLEDGE_ERROR, (int) refused[i].code);
      g_assert_true (g_str_has_prefix (error->message, start));
    }
}

/* What a kind of record says of its results is checked when the dictionary is read. */
static void
test_declared (void)
{
  static const struct { const char *from, *to, *says; } broken[] = {
    { "results = test; number; unit; at", "results = test; number; unit", "four fields" },
    { "results = test; number; unit; at", "results = test; number; unit; date", "“date”" },
    { "values = sugar; salt", "values = sugar; word", "“word”" },
    { "values = sugar; salt", "values = sugar; made", "“made”" },
    { "values = sugar; salt", "values = sugar; pepper", "“pepper”" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) parts = g_strsplit (dictionary, broken[i].from, 2);
      g_autofree char *text = g_strjoinv (broken[i].to, parts);

      g_assert_null (fixture_load_texts (head, text, rules, &error));
      g_assert_nonnull (strstr (error->message, "[record result] results"));
      g_assert_nonnull (strstr (error->message, broken[i].says));
    }
}

/* The why: the results with their times, oldest first; nothing beside what was entered. */
static void
test_explained (void)
{
  g_autoptr (PdlKnowledge) knowledge = fixture_load_texts (head, dictionary, rules, NULL);
  g_autoptr (PdlExpr) expr = fixture_compile (knowledge, "rises = true", NULL, NULL);
  static const struct { const char *record, *value; } told[] = {
    { AT ("13", "2026-03-01T08:05") AT ("15", "2026-03-02T09:00"), "yes: 13 mmol/L (1 Mar 2026 08:05); 15 mmol/L (2 Mar 2026 09:00)" },
    { "sugar = 15;" AT ("13", "2026-03-01T08:05"), "yes: 13 mmol/L (1 Mar 2026 08:05); 15 mmol/L (2 Mar 2026)" },
    { "rises = false; sugar = 15;" AT ("13", "2026-03-01T08:05"), "no" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    {
      g_autoptr (PdlCase) kase = make_case (knowledge, told[i].record, "");
      PdlFacts *facts = fixture_facts (knowledge, kase);
      g_autoptr (PdlClause) clause = pdl_expr_explain (expr, facts, -1, PDL_LEVEL_NONE, 0);
      g_auto (GStrv) parts = g_strsplit (clause->value, "\302\240", -1);
      g_autofree char *plain = g_strjoinv (" ", parts);

      g_assert_cmpstr (plain, ==, told[i].value);
      pdl_facts_free (facts);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/results/queries", test_results);
  g_test_add_func ("/results/refused", test_refused);
  g_test_add_func ("/results/declared", test_declared);
  g_test_add_func ("/results/explained", test_explained);
  return g_test_run ();
}
