/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Scores, derivations and tables on a small invented set: intervals, bands, gates, and what their readers refuse.
 */

#include "knowledge-fixture.h"

#include <math.h>
#include <string.h>

#define SOURCE "[source book]\ncitation = A book\n"
#define SCORE(id, kind, gate, rest) "[score " id "]\nlabel = " id "\nscope = patient\nkind = " kind "\ngate = " gate "\nsource = book\n" rest "\n"

static const char rules[] =
  SOURCE
  /* 0..2 of a code, 0..2 of ranges, -3..0 of a computed share */
  SCORE ("sum", "sum", "SHIP", "items = grade; one; share\napplies-when = colour != 'blue'")
  "[score sum/grade]\npoints = low:0; mid:1; high:2\n"
  "[score sum/one]\nranges = ..1:0; 2..3:1; 4..:2\n"
  "[score sum/share]\nlabel = Share\nvalue = two / one\nranges = <0.5:-3; 0.5..1:-1.5; >1:0\n"
  "[score sum/bands]\nworse = -3..-0.5\nsame = 0..1.5\nbetter = 1.6..4\n"
  "[score sum/band worse]\nlabel = Worse\ntext = What is said of it.\n"
  SCORE ("warned", "sum", "SHIP_WARN", "items = grade\nwarning = Not double-checked")
  "[score warned/grade]\npoints = low:0; mid:5; high:9\n[score warned/bands]\nall = 0..9\n"
  SCORE ("blocked", "sum", "BLOCKED", "items = grade")
  "[score blocked/grade]\npoints = low:0; mid:5; high:9\n[score blocked/bands]\nall = 0..9\n"
  SCORE ("typed", "entered", "LOOKUP_ONLY", "items = one")
  "[score typed/bands]\nfew = 0..3\nmany = 4..9\n"
  /* a class known only between two */
  SCORE ("between", "sum", "SHIP", "items = class")
  "[score between/class]\nlabel = Class\nlow = if colour = 'red' then 1 else if colour is null then 1 else 5\nhigh = if colour = 'red' then 1 else 5\n"
  "ranges = 1:10; 5:20\n[score between/bands]\nten = 10..15\ntwenty = 16..20\n"
  /* the first band that holds */
  SCORE ("rule", "rule", "SHIP", "")
  "[score rule/bands]\na = yes and grade = 'high'\nb = one > 3\nc = true\n"
  "[derive made_grade]\nrule = rule2.band\nsource = book\n"
  SCORE ("rule2", "rule", "SHIP", "") "[score rule2/bands]\nhigh = one > 3\nlow = one <= 3\n"
  "[table sizes]\nkey = grade\ncolumns = points; like\nsource = book\n[entry sizes/low]\npoints = 3\nlike = mid\n[entry sizes/mid]\npoints = 4\n"
  "[derive made]\nrule = lookup (sizes, grade, points)\nsource = book\n"
  "[derive choice]\nrule = lookup (sizes, grade, like)\nsource = book\n";

static const char *const states[] = { "complete", "partial", "not-computable", "lookup", "blocked", "not-applicable" };

/* "partial 1..3 a|b (grade,one)": state, interval, certain band, bands reached, what is missing */
static char *
describe (const PdlScoreResult *result)
{
  g_autoptr (GString) text = g_string_new (states[result->state]);

  if (!isnan (result->min))
    g_string_append_printf (text, " %g..%g", result->min, result->max);
  if (result->band != NULL)
    g_string_append_printf (text, " =%s", result->band->id);
  for (guint i = 0; i < result->n_bands; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? " " : "|", result->bands[i]->id);
  for (guint i = 0; result->missing != NULL && result->missing[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? " (" : ",", result->missing[i]);
  if (result->missing != NULL && result->missing[0] != NULL)
    g_string_append_c (text, ')');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const struct { const char *score, *entries, *expected; } cases[] = {
  { "sum", "grade = high; one = 4; two = 8", "complete 4..4 =better better" },
  { "sum", "grade = low; one = 1; two = 0.4", "complete -3..-3 =worse worse" },
  /* the bounds of the ranges */
  { "sum", "grade = low; one = 2; two = 1", "complete -0.5..-0.5 =worse worse" },
  { "sum", "grade = low; one = 3; two = 3", "complete -0.5..-0.5 =worse worse" },
  { "sum", "grade = low; one = 1; two = 1.01", "complete 0..0 =same same" },
  { "sum", "grade = low; one = 4; two = 1.99", "complete -1..-1 =worse worse" },
  /* a missing item never counts as nothing */
  { "sum", "grade = mid; one = 4; two = 8; colour = red", "complete 3..3 =better better" },
  { "sum", "one = 4; two = 8", "partial 2..4 =better better (grade)" },
  { "sum", "grade = low; one = 1", "partial -3..0 worse|same (two)" },
  { "sum", "grade = high; two = 8", "partial -1..4 worse|same|better (one)" },
  { "sum", "grade = ?; one = 4; two = 8", "partial 2..4 =better better (grade)" },
  { "sum", "", "not-computable -3..4 worse|same|better (grade,one,two)" },
  { "sum", "grade = high; one = 4; two = 8; colour = blue", "not-applicable" },
  { "sum", "grade = high; one = 4; two = 8; colour = ?", "complete 4..4 =better better" },
  /* gates */
  { "warned", "grade = mid", "complete 5..5 =all all" },
  { "blocked", "grade = mid", "blocked" },
  { "typed", "one = 3", "lookup 3..3 =few few" },
  { "typed", "one = 4", "lookup 4..4 =many many" },
  { "typed", "", "lookup (one)" },
  { "between", "colour = red", "complete 10..10 =ten ten" },
  { "between", "colour = green", "complete 20..20 =twenty twenty" },
  { "between", "", "not-computable 10..20 ten|twenty" },
  /* rules: the first that holds, unless an earlier one is still open */
  { "rule", "yes = true; grade = high; one = 9", "complete 0..0 =a a" },
  { "rule", "yes = true; grade = mid; one = 9", "complete 1..1 =b b" },
  { "rule", "yes = false; one = 3", "complete 2..2 =c c" },
  { "rule", "grade = high; one = 9", "partial a|b (yes)" },
  { "rule", "yes = false", "partial b|c (one)" },
  { "rule", "", "not-computable a|b|c (yes,grade,one)" },
};

static void
test_results (void)
{
  g_autoptr (PdlKnowledge) knowledge = fixture_load_good (rules);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PdlCase) kase = fixture_case (knowledge, cases[i].entries);
      g_autoptr (PdlFacts) facts = fixture_facts (knowledge, kase);
      g_autofree char *found = describe (pdl_facts_get_score (facts, pdl_knowledge_lookup_score (knowledge, cases[i].score), -1, PDL_LEVEL_NONE));

      g_test_message ("%s: %s", cases[i].score, cases[i].entries);
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

static void
test_items (void)
{
  g_autoptr (PdlKnowledge) knowledge = fixture_load_good (rules);
  const PdlScore *score = pdl_knowledge_lookup_score (knowledge, "sum");
  g_autoptr (PdlCase) kase = fixture_case (knowledge, "grade = mid; one = 3");
  g_autoptr (PdlFacts) facts = fixture_facts (knowledge, kase);
  const PdlScoreResult *result = pdl_facts_get_score (facts, score, -1, PDL_LEVEL_NONE);

  g_assert_cmpfloat (score->min, ==, -3);
  g_assert_cmpfloat (score->max, ==, 4);
  g_assert_cmpuint (score->n_items, ==, 3);
  g_assert_cmpstr (score->items[2].label, ==, "Share");
  g_assert_null (score->items[2].finding);
  g_assert_cmpstr (score->bands[0].label, ==, "Worse");
  g_assert_cmpstr (score->bands[0].text, ==, "What is said of it.");
  g_assert_cmpstr (pdl_knowledge_lookup_score (knowledge, "warned")->warning, ==, "Not double-checked");
  g_assert_cmpuint (result->n_items, ==, 3);
  g_assert_true (result->items[0].known && result->items[0].min == 1 && result->items[0].max == 1);
  g_assert_true (pdl_value_is_known (result->items[1].value));
  g_assert_true (!result->items[2].known && result->items[2].min == -3 && result->items[2].max == 0);
}

static void
test_derived (void)
{
  static const struct { const char *entries, *finding; double value; } derived[] = {
    { "grade = low", "made", 3 }, { "grade = mid", "made", 4 }, { "grade = high", "made", NAN }, { "", "made", NAN },
    { "grade = low", "choice", 1 }, { "grade = mid", "choice", NAN },
    /* the band of a score is read by its name, not by its place */
    { "one = 9", "made_grade", 2 }, { "one = 3", "made_grade", 0 }, { "", "made_grade", NAN },
  };
  g_autoptr (PdlKnowledge) knowledge = fixture_load_good (rules);

  for (guint i = 0; i < G_N_ELEMENTS (derived); i++)
    {
      g_autoptr (PdlCase) kase = fixture_case (knowledge, derived[i].entries);
      g_autoptr (PdlFacts) facts = fixture_facts (knowledge, kase);
      const PdlFinding *finding = fixture_finding (knowledge, derived[i].finding);
      double found = pdl_facts_get (facts, finding, finding->scope >= PDL_SCOPE_TARGET ? 0 : -1, PDL_LEVEL_NONE);

      g_test_message ("%s of %s: %g", derived[i].finding, derived[i].entries, found);
      g_assert_true (isnan (derived[i].value) ? isnan (found) : found == derived[i].value);
    }
}

#define BANDS(id) "[score " id "/bands]\nall = 0..9\n"

/* File, line, group and key stand in the message. */
static const struct { const char *rules, *where, *what; } refused[] = {
  { "[derive one]\nrule = 1\nsource = book\n", "rules.ini:3: [derive one]", "recorded" },
  { "[derive nobody]\nrule = 1\nsource = book\n", "rules.ini:3: [derive nobody]", "nobody" },
  { "[derive made]\nrule = 1\nsource = book\n[derive made]\nrule = 1\nsource = book\n", "rules.ini:6: ", "derive made" },
  { "[derive made]\nrule = 1\nsource = pamphlet\n", "rules.ini:5: [derive made] source", "pamphlet" },
  { "[derive made]\nrule = 1\nsource = book\nrlue = 2\n", "rules.ini:6: [derive made]", "" },
  { "[derive made]\nsource = book\n", "rules.ini:3: [derive made]", "" },
  { "[derive made]\nrule = one +\nsource = book\n", "rules.ini:4: [derive made] rule, column 6", "" },
  { "[define a]\nwhen = one\n", "rules.ini:4: [define a] when, column 1", "condition" },
  { "[define a]\nlabel = A\n", "rules.ini:3: [define a]", "“value”" },
  { "[define a]\nwhen = yes\nvalue = one\n", "rules.ini:3: [define a]", "“value”" },
  { "[define a]\nvalue = one\n[define b]\nwhen = a\n", "rules.ini:6: [define b] when, column 1", "condition" },
  { "[define a]\nvalue = one\n[define b]\nwhen = a = 'low'\n", "rules.ini:6: [define b] when", "" },
  { "[define a]\nwhen = yes\n[define a]\nwhen = no\n", "rules.ini:5: ", "define a" },
  { "[source book]\ncitation = Again\n", "rules.ini:3: ", "source book" },
  { "[source leaf]\nyear = 2010\n", "rules.ini:3: [source leaf] citation", "" },
  { "[tabel sizes]\nkey = grade\n", "rules.ini:3: [tabel sizes]", "kind" },
  { "[table sizes]\nkey = one\ncolumns = a\nsource = book\n", "rules.ini:4: [table sizes] key", "one" },
  { "[table sizes]\nkey = grade\ncolumns = a\nsource = book\n[entry sizes/huge]\na = 1\n", "rules.ini:7: [entry sizes/huge]", "huge" },
  { "[table sizes]\nkey = grade\ncolumns = a\nsource = book\n[entry sizes/low]\nb = 1\n", "rules.ini:8: [entry sizes/low] b", "column" },
  { "[table sizes]\nkey = grade\ncolumns = a\nsource = book\n[entry sizes/low]\na = many\n[derive made]\nrule = lookup (sizes, grade, a)\nsource = book\n",
    "rules.ini:10: [derive made] rule, column 1", "many" },
  { SCORE ("s", "sum", "SHIP", "items = grade") BANDS ("s"), "rules.ini:9: [score s] items", "grade" },
  { SCORE ("s", "sum", "SHIP", "items = grade") "[score s/grade]\npoints = low:0; huge:1\n" BANDS ("s"), "[score s/grade] points", "huge" },
  { SCORE ("s", "sum", "SHIP", "items = grade") "[score s/grade]\npoints = low:none\n" BANDS ("s"), "[score s/grade] points", "none" },
  { SCORE ("s", "sum", "SHIP", "items = one") "[score s/one]\nranges = 1...2:0\n" BANDS ("s"), "[score s/one] ranges", "1...2" },
  { SCORE ("s", "sum", "SHIP", "items = one") "[score s/two]\nranges = 1..2:0\n" BANDS ("s"), "[score s/two]", "item" },
  { SCORE ("s", "sum", "SHIP", "items = odd") "[score s/odd]\nranges = 1..2:0\n" BANDS ("s"), "[score s/odd]", "value" },
  { SCORE ("s", "sum", "SHIP", "items = one\napplies-when = one") "[score s/one]\nranges = 1..2:0\n" BANDS ("s"), "[score s] applies-when", "condition" },
  { SCORE ("s", "rule", "SHIP", "") "[score s/bands]\na = one + 1\n", "[score s/bands] a", "condition" },
  { SCORE ("s", "rule", "SHIP", "") BANDS ("s") "[score s/band other]\nlabel = Other\n", "[score s/band other]", "other" },
  { SCORE ("s", "sum", "SHIPPED", "items = one") "[score s/one]\nranges = 1..2:0\n" BANDS ("s"), "[score s] gate", "SHIPPED" },
  { SCORE ("s", "summ", "SHIP", "items = one") "[score s/one]\nranges = 1..2:0\n" BANDS ("s"), "[score s] kind", "summ" },
  { SCORE ("s", "sum", "SHIP", "items = grade") "[score s/grade]\npoints = low:0; mid:1\n" BANDS ("s"), "[score s/grade] points", "high" },
  { SCORE ("s", "sum", "SHIP", "items = grade") "[score s/grade]\npoints = low:0; low:1; mid:1; high:1\n" BANDS ("s"), "[score s/grade] points", "low" },
  { SCORE ("s", "sum", "SHIP", "items = grade") "[score s/grade]\npoints = low:0; mid:1; high:9\n[score s/bands]\na = 0..4\nb = 4..9\n", "[score s/bands]", "" },
  { SCORE ("s", "sum", "SHIP", "items = grade") "[score s/grade]\npoints = low:0; mid:1; high:9\n[score s/bands]\na = 0..4\nb = 5..8\n", "[score s/bands]", "" },
};

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *text = g_strconcat (SOURCE, refused[i].rules, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (PdlKnowledge) knowledge = fixture_load (text, &error);

      g_test_message ("%s-> %s", refused[i].rules, error != NULL ? error->message : "accepted");
      g_assert_null (knowledge);
      g_assert_nonnull (error);
      g_assert_nonnull (strstr (error->message, refused[i].where));
      g_assert_nonnull (strstr (error->message, refused[i].what));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scores/results", test_results);
  g_test_add_func ("/scores/items", test_items);
  g_test_add_func ("/scores/derived", test_derived);
  g_test_add_func ("/scores/refused", test_refused);
  return g_test_run ();
}
