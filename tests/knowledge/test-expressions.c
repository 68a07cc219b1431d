/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The expressions of the guideline language: what each gives, over known and unknown values; what is refused, and at which column.
 */

#include "knowledge-fixture.h"

#include <math.h>
#include <string.h>

static const char rules[] = "[source book]\ncitation = A book\n"
                            "[define both-ways]\nwhen = yes = true and no = false\n"
                            "[define never-known]\nwhen = open = true\n"
                            "[define days-since]\nvalue = days (day, now)\n[define middle]\nvalue = grade\n"
                            "[table sizes]\nkey = grade\ncolumns = points; word; flag\nsource = book\n"
                            "[entry sizes/low]\npoints = 3\nword = tiny\nflag = true\n"
                            "[entry sizes/mid]\npoints = 4.5\nword = big\nflag = false\n"
                            "[score sum]\nlabel = Sum\nscope = patient\nkind = sum\ngate = SHIP\nitems = grade; colour\nsource = book\n"
                            "[score sum/grade]\npoints = low:0; mid:1; high:2\n"
                            "[score sum/colour]\npoints = red:0; green:10; blue:20\n"
                            "[score sum/bands]\nfirst = 0..9\nsecond = 10..22\n";

#define CASE                                                                                                                        \
  "yes = true; no = false; asked = ?; absent = n/a; one = 1; two = 2.5; grade = mid; colour = green; signs = a c; signs_none = -; " \
  "day = 2026-02-20; month = 2026-01; moment = 2026-02-28T22:30; remark = words; place = L1; born = 1960-03-03"

typedef struct
{
  const char *text;
  double value; /* NaN = unknown */
} Expected;

#define T 1.0
#define F 0.0
#define U ((double) NAN)

static const Expected logic[] = {
  /* Kleene's tables: not, and, or, implies over true, false, unknown. */
  { "not yes", F }, { "not no", T }, { "not open", U },
  { "yes and yes", T }, { "yes and no", F }, { "yes and open", U },
  { "no and yes", F }, { "no and no", F }, { "no and open", F },
  { "open and yes", U }, { "open and no", F }, { "open and open", U },
  { "yes or yes", T }, { "yes or no", T }, { "yes or open", T },
  { "no or yes", T }, { "no or no", F }, { "no or open", U },
  { "open or yes", T }, { "open or no", U }, { "open or open", U },
  { "yes implies yes", T }, { "yes implies no", F }, { "yes implies open", U },
  { "no implies yes", T }, { "no implies no", T }, { "no implies open", T },
  { "open implies yes", T }, { "open implies no", U }, { "open implies open", U },
  /* The three absences are one unknown. */
  { "open or asked or absent", U }, { "asked is null and absent is null and open is null", T }, { "yes is not null", T },
  /* More than two: an unknown on the way does not hide what decides. */
  { "open and yes and no", F }, { "open or no or yes", T }, { "open and yes and yes", U },
  /* Binding: implies loosest, then or, and, not. */
  { "yes or yes and no", T }, { "(yes or yes) and no", F }, { "not no or yes", T }, { "not (no or yes)", F },
  { "no implies no or no", T }, { "no and yes implies no", T }, { "not no and no", F },
  { "both-ways", T }, { "not both-ways", F }, { "never-known", U }, { "never-known or both-ways", T },
};

static const Expected comparisons[] = {
  { "one = 1", T }, { "one != 1", F }, { "two > 2", T }, { "two >= 2.5", T }, { "two < 2.5", F }, { "two <= 2.5", T },
  { "none = 1", U }, { "none != 1", U }, { "1 < none", U }, { "none >= none", U },
  { "grade = 'mid'", T }, { "grade != 'mid'", F }, { "grade > 'low'", T }, { "grade >= 'high'", F }, { "grade < 'high'", T },
  { "grade_open = 'mid'", U }, { "grade < grade_open", U }, { "'low' < grade", T }, { "colour != 'blue'", T },
  { "yes = true", T }, { "yes = false", F }, { "yes != no", T }, { "open = false", U },
  { "two between 2 and 3", T }, { "two between 2.5 and 2.5", T }, { "two between 3 and 9", F }, { "none between 1 and 2", U },
  { "two between none and 3", U }, { "two between 9 and none", U }, { "grade between 'mid' and 'high'", T },
  { "grade between 'low' and 'low'", F }, { "two between 2 and 3 and yes", T },
  { "grade in {'low', 'mid'}", T }, { "grade in {'low'}", F }, { "grade_open in {'low', 'mid', 'high'}", U },
  { "one in {3, 2, 1}", T }, { "one in {none, 1}", T }, { "one in {none, 2}", U }, { "place in {'T12', 'L1'}", T },
  { "signs contains 'a'", T }, { "signs contains 'b'", F }, { "signs_none contains 'a'", F }, { "signs_open contains 'a'", U },
  { "signs is empty", F }, { "signs_none is empty", T }, { "signs_open is empty", U }, { "signs_open is null", T },
  { "signs_none is null", F }, { "count (signs)", 2 }, { "count (signs_none)", 0 }, { "count (signs_open)", U },
  { "none is null", T }, { "(none + 1) is null", T }, { "(open or yes) is null", F }, { "remark is null", F }, { "remark is not null", T },
};

static const Expected numbers[] = {
  { "1 + 2 * 3", 7 }, { "(1 + 2) * 3", 9 }, { "7 - 2 - 1", 4 }, { "8 / 4 / 2", 1 }, { "-two", -2.5 }, { "2 - -1", 3 }, { "- - 1", 1 },
  { "one + none", U }, { "none * 0", U }, { "1 / 0", U }, { "one / (one - 1)", U }, { "1.5e2", 150 }, { "floor (two)", 2 }, { "floor (-two)", -3 },
  { "min (one, two)", 1 }, { "max (one, two, 9)", 9 }, { "min (one, none)", U }, { "max (none, 9)", U },
  { "coalesce (none, two)", 2.5 }, { "coalesce (none, none)", U }, { "coalesce (one, none)", 1 }, { "coalesce (open, yes)", T },
  { "if yes then 1 else 2", 1 }, { "if no then 1 else 2", 2 }, { "if open then 1 else 1", U }, { "if yes then none else 2", U },
  { "if no then none else 2", 2 }, { "if no then 1 else if yes then 2 else 3", 2 }, { "if yes then 1 else null", 1 },
  { "(if yes then 'mid' else 'low') = grade", T }, { "(if grade = 'mid' then 'low' else grade) = 'low'", T },
  { "coalesce (grade_open, 'low') = 'low'", T }, { "grade = (if no then grade_open else 'low')", F },
  { "lookup (sizes, grade, points)", 4.5 }, { "lookup (sizes, grade_open, points)", U }, { "lookup (sizes, grade, word) = 'big'", T },
  { "lookup (sizes, grade, word) = 'tiny'", F }, { "lookup (sizes, grade, flag)", F },
  { "sum.total", 11 }, { "sum.min", 11 }, { "sum.band = 'second'", T }, { "sum.band = 'first'", F }, { "sum.band in {'first', 'second'}", T },
};

/* The visit is of 2026-03-02, now is its noon. */
static const Expected times[] = {
  { "days (day, now)", 10 }, { "days (now, day)", -10 }, { "days (day, A)", 10 }, { "days (month, now)", U }, { "days (moment, now)", 2 },
  { "days (day, moment)", 8 }, { "month is null", F }, { "hours (moment, now)", 37 }, { "hours (day, moment)", 8 * 24 + 22 },
  { "months (day, now) = 10 / 30.4375", T }, { "years (born, now)", 65 }, { "years (born, day)", 65 }, { "years (day, now)", 0 },
  /* whole calendar months: 28 days of February are one, 30 days of a longer month are none */
  { "calendar_months (day, now)", 0 }, { "calendar_months (born, now)", 791 }, { "calendar_months (born, day)", 791 },
  { "calendar_months (A - 30, A - 2)", 1 }, { "calendar_months (A - 30, A - 3)", 0 }, { "calendar_months (A - 92, A - 2)", 3 },
  { "calendar_months (day, born)", -792 }, { "calendar_months (month, now)", U },
  /* a define may be a value, and is then what its expression is */
  { "days-since = 10", T }, { "days-since + 1", 11 }, { "middle = 'mid'", T }, { "middle in {'low', 'mid'}", T },
  { "day < now", T }, { "day = moment", F }, { "moment > day", T }, { "month < now", U }, { "day + 10 = now", T }, { "A - 10 = day", T },
  { "day between A - 28 and A", T }, { "moment between A - 2 and A", T }, { "moment between A - 1 and A", F }, { "max (day, A) = A", T },
};

static void
check (PdlKnowledge *knowledge, const char *text, const Expected *table, guint n)
{
  g_autoptr (PdlCase) kase = fixture_case (knowledge, text);
  g_autoptr (PdlFacts) facts = fixture_facts (knowledge, kase);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PdlExpr) expr = fixture_compile (knowledge, table[i].text, NULL, &error);
      double found;

      g_test_message ("%s", table[i].text);
      g_assert_no_error (error);
      found = pdl_expr_number (expr, facts, -1, PDL_LEVEL_NONE);
      if (isnan (table[i].value))
        g_assert_true (isnan (found));
      else
        g_assert_cmpfloat (found, ==, table[i].value);
      if (pdl_expr_is_condition (expr))
        {
          g_autoptr (PdlClause) clause = pdl_expr_explain (expr, facts, -1, PDL_LEVEL_NONE, 0);
          PdlTruth truth = isnan (found) ? PDL_TRUTH_UNKNOWN : found != 0 ? PDL_TRUTH_TRUE : PDL_TRUTH_FALSE;

          /* What is explained is what was found. */
          g_assert_cmpint (pdl_expr_test (expr, facts, -1, PDL_LEVEL_NONE, 0), ==, truth);
          g_assert_cmpint (clause->truth, ==, truth);
          g_assert_cmpstr (clause->text, !=, "");
        }
    }
}

static void
test_logic (void)
{
  g_autoptr (PdlKnowledge) knowledge = fixture_load_good (rules);

  check (knowledge, CASE, logic, G_N_ELEMENTS (logic));
}

static void
test_comparisons (void)
{
  g_autoptr (PdlKnowledge) knowledge = fixture_load_good (rules);

  check (knowledge, CASE, comparisons, G_N_ELEMENTS (comparisons));
}

static void
test_numbers (void)
{
  g_autoptr (PdlKnowledge) knowledge = fixture_load_good (rules);

  check (knowledge, CASE, numbers, G_N_ELEMENTS (numbers));
}

static void
test_times (void)
{
  g_autoptr (PdlKnowledge) knowledge = fixture_load_good (rules);

  check (knowledge, CASE, times, G_N_ELEMENTS (times));
}

static void
test_records (void)
{
  static const Expected nothing[] = {
    { "any (course)", F }, { "all (course where yes)", T }, { "count (course)", 0 }, { "sum (course).dose_gy", U }, { "latest (course).dose_gy", U },
    { "latest (treatments).start is null", T },
  };
  static const Expected some[] = {
    { "any (course)", T }, { "count (course)", 3 }, { "count (treatments)", 4 }, { "count (radiotherapy)", 1 }, { "count (imaging)", 1 },
    { "count (treatments where kind = 'course')", 3 }, { "any (treatments where kind in {'scan', 'radiotherapy'})", T },
    /* planned or in the future is not started; the cancelled one is never seen */
    { "count (course where started)", 2 }, { "any (course where status = 'cancelled')", F },
    { "any (course where style = 'fancy')", T }, { "any (course where style = 'plain')", U }, { "count (course where style = 'fancy')", U },
    { "all (course where style = 'fancy')", U }, { "all (course where dose_gy = 20)", F },
    { "sum (course).dose_gy", 60 }, { "max (course).dose_gy", 30 }, { "min (course).dose_gy", 10 }, { "sum (treatments).dose_gy", U },
    { "latest (course).dose_gy", 10 }, { "latest (course where started).dose_gy", 30 }, { "earliest (course).dose_gy", 20 },
    { "latest (course where style = 'fancy').dose_gy", 20 }, /* unknown style: skipped */
    { "latest (course where started).style is null", T }, { "days (latest (course where started).start, now)", 29 },
    { "latest (scan where date <= now).date = A - 1", T }, { "any (course where levels contains 'T9')", T },
    { "any (course where dose_gy > 100)", F }, { "any (course where dose_gy = two + 17.5)", T },
  };
  g_autoptr (PdlKnowledge) knowledge = fixture_load_good (rules);

  check (knowledge, "yes = true", nothing, G_N_ELEMENTS (nothing));
  check (knowledge,
         "two = 2.5; yes = true; treatments/course (start = 2025-12-01, status = done, dose_gy = 20, style = fancy, levels = T8 T9);"
         "treatments/course (start = 2026-02-01, dose_gy = 30, status = done); treatments/course (start = 2026-04-01, dose_gy = 10, status = planned);"
         "treatments/course (start = 2026-02-02, dose_gy = 99, status = cancelled); treatments/radiotherapy (start = 2026-01-01);"
         "imaging/scan (date = 2026-03-01)",
         some, G_N_ELEMENTS (some));
}

/* The rows of a list: a column is nearer than a field of the same name, rows go by their own first date. */
static void
test_rows (void)
{
  static const Expected good[] = {
    { "count (course.parts)", 4 }, { "count (course.parts where from <= now)", 3 }, { "count (course.parts where style = 'fancy')", 3 },
    { "latest (course.parts where from <= now).dose_gy", 3 }, { "earliest (course.parts).dose_gy", 1 }, { "sum (course.parts where from < now).dose_gy", 6 },
    { "latest (course.parts where from <= now and style = 'fancy').from = A - 1", T }, { "max (course.parts).from > now", T },
    { "any (course.parts where dose_gy = 50)", U }, { "any (course where dose_gy = 50)", T }, { "any (course.parts where good = true)", T },
    { "any (course.parts where good is null)", T }, { "count (course.parts where started)", 4 },
    { "count (course.parts where count (course where style = 'fancy') = 1)", 4 },
  };
  /* A row without its date, then a list that is no list: what is asked of every row is not known any more. */
  static const Expected doubtful[] = {
    { "count (course.parts)", 2 }, { "count (course.parts where from <= now)", U }, { "any (course.parts where from <= now)", T },
    { "latest (course.parts where from <= now).dose_gy", 1 },
  };
  static const Expected broken[] = {
    { "count (course.parts)", U }, { "any (course.parts)", U }, { "latest (course.parts).dose_gy", U }, { "count (course)", 1 },
  };
  static const Expected none[] = { { "count (course.parts)", 0 }, { "any (course.parts)", F }, { "latest (course.parts).dose_gy", U } };
  static const char *const texts[] = {
    "[{\"dose_gy\":1}", "[{\"dose_gy\":1}|]", "[{\"dose_gy\":1}] 2", "[1]", "{\"dose_gy\":1}", "[{\"dose_gy\":1|\"dose_gy\":2}]", "[{\"dose_gy\" 1}]",
    "[{\"dose_gy", "[{\"a\":[1|{}}]", "twice a day",
  };
  g_autoptr (PdlKnowledge) knowledge = fixture_load_good (rules);

  check (knowledge,
         "treatments/course (start = 2026-01-01, style = fancy, dose_gy = 50, parts = [{\"from\":\"2026-02-20\"|\"dose_gy\":2}|"
         " {\"from\":\"2026-03-01\"| \"dose_gy\": 3.0| \"good\": true| \"more\": [\"]\"| {\"from\": 1}]} | {\"from\":\"2026-04-01\"|\"good\":null}]);"
         "treatments/course (start = 2026-02-25, style = plain, parts = [{\"dose_gy\":1|\"from\":\"2026-01-01\"}])",
         good, G_N_ELEMENTS (good));
  check (knowledge, "treatments/course (start = 2026-01-01, parts = [{\"from\":\"2026-02-20\"|\"dose_gy\":1}|{\"from\":20|\"dose_gy\":2}])", doubtful,
         G_N_ELEMENTS (doubtful));
  check (knowledge, "treatments/course (start = 2026-01-01, parts = [])", none, G_N_ELEMENTS (none));
  check (knowledge, "treatments/course (start = 2026-01-01)", none, G_N_ELEMENTS (none));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = g_strdup_printf ("treatments/course (start = 2026-01-01, parts = %s)", texts[i]);

      g_test_message ("%s", text);
      check (knowledge, text, broken, G_N_ELEMENTS (broken));
    }
}

/* ---- what is refused ---------------------------------------------------------------------------------------------- */

static const struct
{
  const char *text;
  guint column; /* of the error, from 1 */
  PdlKnowledgeError code;
} refused[] = {
  { "", 1, PDL_KNOWLEDGE_ERROR_SYNTAX },
  { "one =", 6, PDL_KNOWLEDGE_ERROR_SYNTAX },
  { "one = 1 1", 9, PDL_KNOWLEDGE_ERROR_SYNTAX },
  { "one = = 1", 7, PDL_KNOWLEDGE_ERROR_SYNTAX },
  { "one = 1 = 1", 9, PDL_KNOWLEDGE_ERROR_SYNTAX },
  { "(one = 1", 9, PDL_KNOWLEDGE_ERROR_SYNTAX },
  { "one = 1)", 8, PDL_KNOWLEDGE_ERROR_SYNTAX },
  { "grade = 'mid", 9, PDL_KNOWLEDGE_ERROR_SYNTAX },
  { "yes & no", 5, PDL_KNOWLEDGE_ERROR_SYNTAX },
  { "one between 1 or 2", 15, PDL_KNOWLEDGE_ERROR_SYNTAX },
  { "yes is true", 8, PDL_KNOWLEDGE_ERROR_SYNTAX },
  { "if yes then 1", 14, PDL_KNOWLEDGE_ERROR_SYNTAX },
  { "one in 1", 8, PDL_KNOWLEDGE_ERROR_SYNTAX },
  { "one in {1,}", 11, PDL_KNOWLEDGE_ERROR_SYNTAX },
  { "one in {}", 8, PDL_KNOWLEDGE_ERROR_TYPE },
  { "one = 0x10", 7, PDL_KNOWLEDGE_ERROR_SYNTAX },
  { "one = 1e999", 7, PDL_KNOWLEDGE_ERROR_SYNTAX },
  { "min ()", 1, PDL_KNOWLEDGE_ERROR_SYNTAX },
  { "days (day)", 1, PDL_KNOWLEDGE_ERROR_SYNTAX },
  { "sqrt (one)", 1, PDL_KNOWLEDGE_ERROR_SYNTAX },
  { "sum (course)", 13, PDL_KNOWLEDGE_ERROR_SYNTAX },
  { "sum (course).depth", 14, PDL_KNOWLEDGE_ERROR_SYNTAX },
  { "lookup (shapes, grade, points)", 9, PDL_KNOWLEDGE_ERROR_SYNTAX },
  { "lookup (sizes, grade, weight)", 23, PDL_KNOWLEDGE_ERROR_SYNTAX },
  { "yes and nobody = 1", 9, PDL_KNOWLEDGE_ERROR_NAME },
  { "yes and style = 'plain'", 9, PDL_KNOWLEDGE_ERROR_NAME }, /* a field outside its query */
  { "grade = 'huge'", 9, PDL_KNOWLEDGE_ERROR_TYPE },
  { "yes or grade in {'mid', 'huge'}", 25, PDL_KNOWLEDGE_ERROR_TYPE },
  { "grade = colour", 9, PDL_KNOWLEDGE_ERROR_TYPE },
  { "colour < 'blue'", 1, PDL_KNOWLEDGE_ERROR_TYPE },
  { "place < 'L2'", 1, PDL_KNOWLEDGE_ERROR_TYPE },
  { "grade > 1", 9, PDL_KNOWLEDGE_ERROR_TYPE }, /* a grade is no number */
  { "grade + 1 = 2", 1, PDL_KNOWLEDGE_ERROR_TYPE },
  { "grade between 0 and 1", 15, PDL_KNOWLEDGE_ERROR_TYPE },
  { "one = 'mid'", 7, PDL_KNOWLEDGE_ERROR_TYPE },
  { "one = yes", 7, PDL_KNOWLEDGE_ERROR_TYPE },
  { "yes = 1", 7, PDL_KNOWLEDGE_ERROR_TYPE },
  { "yes < no", 1, PDL_KNOWLEDGE_ERROR_TYPE },
  { "one = null", 7, PDL_KNOWLEDGE_ERROR_TYPE },
  { "grade in {null}", 10, PDL_KNOWLEDGE_ERROR_TYPE },
  { "one and yes", 1, PDL_KNOWLEDGE_ERROR_TYPE },
  { "not one", 5, PDL_KNOWLEDGE_ERROR_TYPE },
  { "signs = 'a'", 1, PDL_KNOWLEDGE_ERROR_TYPE },
  { "signs in {'a'}", 1, PDL_KNOWLEDGE_ERROR_TYPE },
  { "grade contains 'mid'", 1, PDL_KNOWLEDGE_ERROR_TYPE },
  { "signs contains 'z'", 16, PDL_KNOWLEDGE_ERROR_TYPE },
  { "signs contains 1", 16, PDL_KNOWLEDGE_ERROR_TYPE },
  { "grade is empty", 1, PDL_KNOWLEDGE_ERROR_TYPE },
  { "remark = 'words'", 1, PDL_KNOWLEDGE_ERROR_TYPE },
  { "day > 3", 7, PDL_KNOWLEDGE_ERROR_TYPE },
  { "now - day", 7, PDL_KNOWLEDGE_ERROR_TYPE },
  { "days (one, now)", 7, PDL_KNOWLEDGE_ERROR_TYPE },
  { "count (one)", 8, PDL_KNOWLEDGE_ERROR_TYPE },
  { "max (grade, one)", 13, PDL_KNOWLEDGE_ERROR_TYPE },
  { "coalesce (one, yes)", 16, PDL_KNOWLEDGE_ERROR_TYPE },
  { "if one then 1 else 2", 4, PDL_KNOWLEDGE_ERROR_TYPE },
  { "if yes then one else grade", 22, PDL_KNOWLEDGE_ERROR_TYPE },
  { "(if yes then 'low' else 'mid') = 'low'", 34, PDL_KNOWLEDGE_ERROR_TYPE }, /* no finding to read the codes */
  { "if yes then grade else colour", 24, PDL_KNOWLEDGE_ERROR_TYPE },
  { "lookup (sizes, colour, points)", 16, PDL_KNOWLEDGE_ERROR_TYPE },
  { "lookup (sizes, one, points)", 16, PDL_KNOWLEDGE_ERROR_TYPE },
  { "lookup (sizes, grade, word) = 'huge'", 31, PDL_KNOWLEDGE_ERROR_TYPE },
  { "sum.band = 'third'", 12, PDL_KNOWLEDGE_ERROR_TYPE },
  { "sum.total = 'first'", 13, PDL_KNOWLEDGE_ERROR_TYPE },
  { "any (treatments where kind = 'corse')", 30, PDL_KNOWLEDGE_ERROR_TYPE },
  { "any (course where dose_gy)", 19, PDL_KNOWLEDGE_ERROR_TYPE },
  { "any (course where style = 'odd')", 27, PDL_KNOWLEDGE_ERROR_TYPE },
  { "any (course where levels contains 'T99')", 35, PDL_KNOWLEDGE_ERROR_TYPE },
  { "sum (course).style", 1, PDL_KNOWLEDGE_ERROR_TYPE },
  { "any (course.words)", 13, PDL_KNOWLEDGE_ERROR_SYNTAX },
  { "any (course.dose_gy)", 13, PDL_KNOWLEDGE_ERROR_SYNTAX },
  { "any (levels.parts)", 13, PDL_KNOWLEDGE_ERROR_SYNTAX },
  { "latest (course.parts).style", 23, PDL_KNOWLEDGE_ERROR_SYNTAX },
  { "sum (course.parts).from", 1, PDL_KNOWLEDGE_ERROR_TYPE },
  { "max (course).style", 1, PDL_KNOWLEDGE_ERROR_TYPE },
  { "level = 'T99'", 9, PDL_KNOWLEDGE_ERROR_TYPE },
  { "level = 3", 9, PDL_KNOWLEDGE_ERROR_TYPE },
  { "'mid'", 1, PDL_KNOWLEDGE_ERROR_TYPE },
};

static void
test_refused (void)
{
  g_autoptr (PdlKnowledge) knowledge = fixture_load_good (rules);

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *start = g_strdup_printf ("rules.ini:2: [rule test] when, column %u: ", refused[i].column);
      g_autoptr (PdlExpr) expr = fixture_compile (knowledge, refused[i].text, NULL, &error);

      g_test_message ("%s: %s", refused[i].text, error != NULL ? error->message : "accepted");
      g_assert_null (expr);
      g_assert_error (error, PDL_KNOWLEDGE_ERROR, (int) refused[i].code);
      g_assert_true (g_str_has_prefix (error->message, start));
      g_assert_cmpuint (strlen (error->message), >, strlen (start));
    }
}

/* A row of the list sees the inputs and nothing else: it is run over every combination of them, without a case. */
static void
test_inputs_only (void)
{
  static const char *const texts[] = { "any (course)", "sum.total > 3", "n_levels > 1", "day < now", "yes or count (course) = 1" };
  g_autoptr (PdlKnowledge) knowledge = fixture_load_good (rules);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("[row R]\nwhen = yes\n", 19);
  g_autoptr (PdlIni) ini = pdl_ini_new ("rules.ini", bytes, NULL);
  PdlIniGroup *group = pdl_ini_get_group (ini, 0);
  g_autoptr (PdlExpr) good = pdl_expr_compile_text (knowledge, group, "when", "both-ways and grade in {'mid'}", 0, PDL_EXPR_INPUTS, NULL, NULL);

  g_assert_nonnull (good);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PdlExpr) expr = pdl_expr_compile_text (knowledge, group, "when", texts[i], 0, PDL_EXPR_INPUTS, NULL, &error);

      g_test_message ("%s", texts[i]);
      g_assert_null (expr);
      g_assert_nonnull (error);
    }
}

/* What a finding is derived from has its type. */
static void
test_derived_type (void)
{
  static const struct { const char *finding, *text; gboolean good; } cases[] = {
    { "grade", "if yes then 'low' else 'mid'", TRUE }, { "grade", "null", TRUE }, { "grade", "if yes then 'huge' else 'mid'", FALSE },
    { "grade", "one", FALSE }, { "grade", "colour", FALSE }, { "one", "two * 2", TRUE }, { "one", "yes", FALSE }, { "one", "'mid'", FALSE },
    { "yes", "one = 1", TRUE }, { "yes", "one", FALSE }, { "day", "A - 1", TRUE }, { "day", "one", FALSE }, { "moment", "day", TRUE },
    { "signs", "one", FALSE },
  };
  g_autoptr (PdlKnowledge) knowledge = fixture_load_good (rules);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PdlExpr) expr = fixture_compile (knowledge, cases[i].text, fixture_finding (knowledge, cases[i].finding), &error);

      g_test_message ("%s: %s", cases[i].finding, cases[i].text);
      g_assert_cmpint (expr != NULL, ==, cases[i].good);
      g_assert_cmpint (error != NULL, ==, !cases[i].good);
    }
}

/* Nothing that is written can fill the stack. */
static void
test_depth (void)
{
  static const struct { const char *again, *before, *after; } forms[] = {
    { "(", "", "yes" }, { "not ", "", "yes" }, { "-", "", "1" }, { "+ 1 ", "1 ", "" }, { "implies yes ", "yes ", "" },
    { "if yes then 1 else ", "", "1" }, { "yes and (no or ", "", "no" }, { "min (", "", "1" },
  };
  g_autoptr (PdlKnowledge) knowledge = fixture_load_good (rules);
  g_autoptr (PdlCase) kase = fixture_case (knowledge, CASE);
  g_autoptr (PdlFacts) facts = fixture_facts (knowledge, kase);

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    for (guint n = 100; n <= 100000; n *= 10)
      {
        g_autoptr (GString) text = g_string_new (forms[i].before);
        g_autoptr (GError) error = NULL;
        g_autoptr (PdlExpr) expr = NULL;

        for (guint k = 0; k < n; k++)
          g_string_append (text, forms[i].again);
        g_string_append (text, forms[i].after);
        for (guint k = 0; k < n && strchr (forms[i].again, '(') != NULL; k++)
          g_string_append_c (text, ')');
        expr = fixture_compile (knowledge, text->str, NULL, &error);
        g_assert_cmpint (expr != NULL, ==, error == NULL);
        g_test_message ("%s %u: %s", forms[i].again, n, error != NULL ? "refused" : "accepted");
        if (n == 100)
          g_assert_no_error (error);
        if (n >= 10000)
          g_assert_nonnull (error);
        if (expr != NULL)
          g_assert_false (isnan (pdl_expr_number (expr, facts, -1, PDL_LEVEL_NONE)));
      }
}

static gboolean
reads (const PdlExpr *expr, PdlKnowledge *knowledge, const char *id)
{
  return g_ptr_array_find (pdl_expr_get_findings (expr), fixture_finding (knowledge, id), NULL);
}

/* What an expression reads, and whether it is asked for each target. */
static void
test_reads (void)
{
  static const struct { const char *text; gboolean per_target; } cases[] = {
    { "yes and one = 1", FALSE }, { "worst = 'mid'", TRUE }, { "choice = 'mid'", TRUE }, { "planned", TRUE },
    { "any (levels where worst = 'mid')", FALSE }, { "any (targets where choice = 'mid')", FALSE }, { "count (course where dose_gy > 3) > 1", FALSE },
    { "any (course where at_target)", TRUE }, { "both-ways", FALSE },
  };
  g_autoptr (PdlKnowledge) knowledge = fixture_load_good (rules);
  g_autoptr (PdlExpr) expr = fixture_compile (knowledge, "both-ways or sum.total > 3 or any (levels where worst = 'mid')", NULL, NULL);

  g_assert_true (reads (expr, knowledge, "yes") && reads (expr, knowledge, "no"));
  g_assert_true (reads (expr, knowledge, "grade") && reads (expr, knowledge, "colour") && reads (expr, knowledge, "worst"));
  g_assert_cmpuint (pdl_expr_get_findings (expr)->len, ==, 5);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PdlExpr) one = fixture_compile (knowledge, cases[i].text, NULL, NULL);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (pdl_expr_is_per_target (one), ==, cases[i].per_target);
    }
}

/* An unknown that can still change the result is marked; one that cannot is not. */
static void
test_explained (void)
{
  g_autoptr (PdlKnowledge) knowledge = fixture_load_good (rules);
  g_autoptr (PdlCase) kase = fixture_case (knowledge, CASE);
  g_autoptr (PdlFacts) facts = fixture_facts (knowledge, kase);
  g_autoptr (PdlExpr) open = fixture_compile (knowledge, "yes and (open or no)", NULL, NULL);
  g_autoptr (PdlExpr) decided = fixture_compile (knowledge, "no and open", NULL, NULL);
  g_autoptr (PdlClause) clause = pdl_expr_explain (open, facts, -1, PDL_LEVEL_NONE, 0);
  PdlClause *inner;

  g_assert_cmpint (clause->truth, ==, PDL_TRUTH_UNKNOWN);
  g_assert_cmpstr (clause->op, ==, "and");
  g_assert_cmpuint (clause->children->len, ==, 2);
  inner = g_ptr_array_index (clause->children, 1);
  g_assert_cmpstr (inner->op, ==, "or");
  inner = g_ptr_array_index (inner->children, 0);
  g_assert_true (inner->finding == fixture_finding (knowledge, "open"));
  g_assert_true (inner->decides);
  inner = g_ptr_array_index (clause->children, 0);
  g_assert_cmpint (inner->truth, ==, PDL_TRUTH_TRUE);
  g_assert_false (inner->decides);
  g_clear_pointer (&clause, pdl_clause_free);

  clause = pdl_expr_explain (decided, facts, -1, PDL_LEVEL_NONE, 0);
  g_assert_cmpint (clause->truth, ==, PDL_TRUTH_FALSE);
  inner = g_ptr_array_index (clause->children, 1);
  g_assert_false (inner->decides);
}

static void
test_cycles (void)
{
  static const struct { const char *rules, *what; } cases[] = {
    { "[define a]\nwhen = b\n[define b]\nwhen = a\n", "defined by itself" },
    { "[define a]\nvalue = b + 1\n[define b]\nvalue = a\n", "defined by itself" },
    { "[derive made]\nrule = made_again + 1\nsource = book\n[derive made_again]\nrule = made\nsource = book\n", "derived from itself" },
    { "[derive made]\nrule = made\nsource = book\n", "derived from itself" },
    { "[define a]\nwhen = made > 1\n[derive made]\nrule = if a then 1 else 2\nsource = book\n", "derived from itself" },
    { "[derive made_grade]\nrule = r.band\nsource = book\n[score r]\nlabel = R\nscope = patient\nkind = rule\ngate = SHIP\nsource = book\n"
      "[score r/bands]\nlow = made_grade = 'mid'\nhigh = true\n", "derived from itself" },
    { "[derive twice]\nrule = max (levels).twice\nsource = book\n", "derived from itself" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat ("[source book]\ncitation = A book\n", cases[i].rules, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (PdlKnowledge) knowledge = fixture_load (text, &error);

      g_test_message ("%s%s", cases[i].rules, error != NULL ? error->message : "accepted");
      g_assert_null (knowledge);
      g_assert_error (error, PDL_KNOWLEDGE_ERROR, PDL_KNOWLEDGE_ERROR_CYCLE);
      g_assert_nonnull (strstr (error->message, cases[i].what));
      g_assert_true (g_str_has_prefix (error->message, "rules.ini:"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/expressions/logic", test_logic);
  g_test_add_func ("/expressions/comparisons", test_comparisons);
  g_test_add_func ("/expressions/numbers", test_numbers);
  g_test_add_func ("/expressions/times", test_times);
  g_test_add_func ("/expressions/records", test_records);
  g_test_add_func ("/expressions/rows", test_rows);
  g_test_add_func ("/expressions/refused", test_refused);
  g_test_add_func ("/expressions/inputs-only", test_inputs_only);
  g_test_add_func ("/expressions/derived-type", test_derived_type);
  g_test_add_func ("/expressions/depth", test_depth);
  g_test_add_func ("/expressions/reads", test_reads);
  g_test_add_func ("/expressions/explained", test_explained);
  g_test_add_func ("/expressions/cycles", test_cycles);
  return g_test_run ();
}
