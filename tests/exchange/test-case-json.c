/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The case file: what comes in goes out, what is refused and in exactly which words, streams with broken lines.
 */

#include "fixture.h"
#include "pdl-case-json.h"
#include "pdl-json.h"

#include <string.h>

#define HEAD "{\"format\":\"pedicle-case\",\"version\":1,"
#define VISIT(inside) HEAD "\"assessments\":[{\"date\":\"2026-03-02\"," inside "}]}"
#define FINDINGS(inside) VISIT ("\"findings\":{" inside "}")
#define LEVELS(inside) VISIT ("\"levels\":{" inside "}")

/* ---- there and back ---------------------------------------------------------------------------------------------- */

static const char *const round_trips[] = {
  HEAD "\"assessments\":[]}",
  HEAD "\"patient\":{\"person\":\"Ω “quoted” \\\"\\\\ \\u0007\\n\"},\"assessments\":[]}",
  FINDINGS ("\"flag\":true,\"age\":61,\"creatinine\":88.5,\"seen\":\"2026-03\",\"seen_at\":\"2026-03-02T14:05\",\"remark\":\"x\",\"fused\":[\"T8\",\"L2\"]"),
  FINDINGS ("\"flag\":null,\"age\":{\"absent\":\"not-applicable\"},\"fused\":[],\"weight\":0.1"),
  FINDINGS ("\"creatinine\":{\"value\":1.2,\"unit\":\"mg/dL\"},\"overridable\":null,\"proposed\":true,\"grade\":\"0\""),
  VISIT ("\"findings\":{\"age\":61},\"levels\":{\"T8\":{\"grade\":\"1a\",\"parts\":[\"vb\",\"ped_r\"],\"overridable\":false},\"S5\":{\"grade\":null}},"
         "\"targets\":[[\"T8\"],[\"L2\",\"L3\"]],\"unconfirmed\":[\"age\",\"levels.T8.grade\"]"),
  /* what this version does not know, to the letter */
  HEAD "\"patient\":{\"nickname\":[1,1.50,{\"a\":\"b c\"}]},\"assessments\":[{\"date\":\"2026-03-02\",\"findings\":{\"later\":12345678901234567890},"
       "\"levels\":{\"T8\":{\"later_too\":{\"x\":null}}},\"clinic\":\"B\"}],\"treatments\":[{\"kind\":\"course\",\"dose\":30,\"machine\":\"L1\"},"
       "{\"kind\":\"magnet\",\"dose\":\"many\"}],\"study\":{\"arm\":1}}",
  HEAD "\"assessments\":[{\"date\":\"2026-03-02\",\"findings\":{\"worked_out\":true,\"/odd\":1,\"//odd\":2,\":\":0},\"/beside\":3}],\"//top\":4}",
  HEAD "\"assessments\":[],\"treatments\":[{\"kind\":\"course\",\"status\":\"done\",\"start\":\"2026\",\"levels\":[\"C1\"],\"dose\":30.25,"
       "\"steps\":[{\"from\":\"2026-03-02\",\"mg\":16}]}],\"imaging\":[{\"exam\":\"scan\",\"date\":\"2026-03-01\"}]}",
};

/* The uids that were given because the text has none. */
static char *
without_uids (const char *line)
{
  g_autoptr (GRegex) uid = g_regex_new (",\"uid\":\"[0-9a-f-]{36}\"", 0, 0, NULL);

  return g_regex_replace_literal (uid, line, -1, 0, "", 0, NULL);
}

static void
test_round_trips (void)
{
  g_autoptr (PdlDictionary) dictionary = fixture_dictionary ();

  for (guint i = 0; i < G_N_ELEMENTS (round_trips); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PdlCase) kase = pdl_case_from_json (dictionary, round_trips[i], -1, NULL, &error);
      g_autoptr (PdlCase) again = NULL;
      g_autofree char *line = NULL;
      g_autofree char *pretty = NULL;
      g_autofree char *line_again = NULL;
      g_autofree char *expected = NULL;
      g_autofree char *bare = NULL;

      g_assert_no_error (error);
      line = pdl_case_to_json (kase, FALSE);
      bare = without_uids (line);
      /* An assessment always has its findings. */
      expected = strstr (round_trips[i], "\"date\":\"2026-03-02\",\"levels\"") != NULL ? NULL : g_strdup (round_trips[i]);
      if (expected != NULL)
        g_assert_cmpstr (bare, ==, expected);
      pretty = pdl_case_to_json (kase, TRUE);
      again = pdl_case_from_json (dictionary, pretty, -1, NULL, &error);
      g_assert_no_error (error);
      line_again = pdl_case_to_json (again, FALSE);
      g_assert_cmpstr (line_again, ==, line);
    }
}

static void
test_values (void)
{
  g_autoptr (PdlDictionary) dictionary = fixture_dictionary ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlCase) kase = pdl_case_from_json (dictionary, round_trips[5], -1, NULL, &error);
  const PdlAssessment *visit;

  g_assert_no_error (error);
  visit = pdl_case_get_current (kase);
  g_assert_cmpint (pdl_assessment_get_day (visit), ==, pdl_day_from_ymd (2026, 3, 2));
  g_assert_cmpuint (pdl_assessment_get_recorded_levels (visit), ==, PDL_LEVEL_BIT (14) | PDL_LEVEL_BIT (28));
  g_assert_cmpstr (pdl_value_get_code (pdl_fields_get (pdl_assessment_get_level (visit, 14), "grade")), ==, "1a");
  g_assert_cmpuint (pdl_value_get_bits (pdl_fields_get (pdl_assessment_get_level (visit, 14), "parts")), ==, 5);
  g_assert_cmpint (pdl_value_get_kind (pdl_fields_get (pdl_assessment_get_level (visit, 28), "grade")), ==, PDL_VALUE_UNKNOWN);
  g_assert_true (pdl_fields_is_unconfirmed (pdl_assessment_get_level (visit, 14), "grade"));
  g_assert_true (pdl_fields_is_unconfirmed (pdl_assessment_get_fields (visit), "age"));
  g_assert_cmpuint (pdl_assessment_get_n_targets (visit), ==, 2);
}

/* A copy that comes back is known again: the case, its visits, its records. */
static void
test_uids (void)
{
  static const char given[] = HEAD "\"uid\":\"case-1\",\"assessments\":[{\"date\":\"2026-03-02\",\"uid\":\"visit-1\",\"findings\":{\"uid\":1}}],"
                              "\"treatments\":[{\"kind\":\"course\",\"uid\":\"course-1\",\"dose\":30}]}";
  static const char left_out[] = HEAD "\"assessments\":[{\"date\":\"2026-03-02\",\"findings\":{}}]}";
  g_autoptr (PdlDictionary) dictionary = fixture_dictionary ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlCase) kase = pdl_case_from_json (dictionary, given, -1, NULL, &error);
  g_autoptr (PdlCase) first = NULL;
  g_autoptr (PdlCase) second = NULL;
  g_autofree char *line = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (pdl_case_get_uid (kase), ==, "case-1");
  g_assert_cmpstr (pdl_assessment_get_uid (pdl_case_get_current (kase)), ==, "visit-1");
  g_assert_cmpstr (pdl_item_get_uid (pdl_case_get_item (kase, PDL_GROUP_TREATMENT, 0)), ==, "course-1");
  line = pdl_case_to_json (kase, FALSE);
  g_assert_cmpstr (line, ==, given);

  first = pdl_case_from_json (dictionary, left_out, -1, NULL, NULL);
  second = pdl_case_from_json (dictionary, left_out, -1, NULL, NULL);
  g_assert_cmpstr (pdl_case_get_uid (first), !=, pdl_case_get_uid (second));
}

/* A case of several visits in the wrong order is put right; the newest is the current one. */
static void
test_order (void)
{
  g_autoptr (PdlDictionary) dictionary = fixture_dictionary ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlCase) kase = pdl_case_from_json (dictionary,
    HEAD "\"assessments\":[{\"date\":\"2026-03-02\",\"findings\":{\"age\":62}},{\"date\":\"2025-03-02\",\"findings\":{\"age\":61}}]}", -1, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (pdl_value_get_int (pdl_fields_get (pdl_assessment_get_fields (pdl_case_get_current (kase)), "age")), ==, 62);
}

/* ---- warnings ---------------------------------------------------------------------------------------------------- */

static void
test_warnings (void)
{
  static const struct { const char *text, *path, *words; } rows[] = {
    { FINDINGS ("\"later\":1"), "assessments[0].findings.later", "unknown; kept, not read" },
    { LEVELS ("\"T8\":{\"later\":1}"), "assessments[0].levels.T8.later", "unknown; kept, not read" },
    { LEVELS ("\"T8\":{\"age\":61}"), "assessments[0].levels.T8.age", "does not belong here; kept, not read" },
    { LEVELS ("\"T8\":{}"), "assessments[0].levels.T8", "a level without a finding is not kept" },
    { FINDINGS ("\"worked_out\":true"), "assessments[0].findings.worked_out", "worked out from other findings; kept, not read" },
    { FINDINGS ("\"person\":\"x\""), "assessments[0].findings.person", "does not belong here; kept, not read" },
    { FINDINGS ("\"remark\":\"\""), "assessments[0].findings.remark", "an empty text is read as not asked" },
    { VISIT ("\"clinic\":1"), "assessments[0].clinic", "unknown; kept, not read" },
    { HEAD "\"study\":1}", "study", "unknown; kept, not read" },
    { HEAD "\"patient\":{\"age\":61}}", "patient.age", "does not belong here; kept, not read" },
    { HEAD "\"treatments\":[{\"kind\":\"course\",\"machine\":1}]}", "treatments[0].machine", "unknown; kept, not read" },
    { HEAD "\"treatments\":[{\"kind\":\"course\",\"start\":\"2026-02-01\",\"end\":\"2026-01-31\"}]}", "treatments[0].end", "before the start" },
    { HEAD "\"treatments\":[{\"kind\":\"magnet\"}]}", "treatments[0].kind", "a kind of record that is unknown; kept, not read" },
  };
  g_autoptr (PdlDictionary) dictionary = fixture_dictionary ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) warnings = NULL;
      g_autoptr (PdlCase) kase = pdl_case_from_json (dictionary, rows[i].text, -1, &warnings, &error);
      const PdlWarning *warning;

      g_assert_no_error (error);
      g_assert_cmpuint (warnings->len, ==, 1);
      warning = g_ptr_array_index (warnings, 0);
      g_assert_cmpstr (warning->path, ==, rows[i].path);
      g_assert_cmpstr (warning->text, ==, rows[i].words);
    }
}

/* ---- refusals ---------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *text;
  int code;
  const char *message;
} Refusal;

static const Refusal refusals[] = {
  /* not JSON */
  { "", PDL_EXCHANGE_ERROR_SYNTAX, "column 1: the text ends where a value is needed" },
  { "nonsense", PDL_EXCHANGE_ERROR_SYNTAX, "column 1: a value is needed here" },
  { "{\"a\":1,}", PDL_EXCHANGE_ERROR_SYNTAX, "column 8: a name in quotation marks is needed" },
  { "{\"a\":1", PDL_EXCHANGE_ERROR_SYNTAX, "column 7: the text ends inside an object" },
  { "[1,2", PDL_EXCHANGE_ERROR_SYNTAX, "column 5: the text ends inside an array" },
  { "{'a':1}", PDL_EXCHANGE_ERROR_SYNTAX, "column 2: a name in quotation marks is needed" },
  { "{\"a\" 1}", PDL_EXCHANGE_ERROR_SYNTAX, "column 6: a colon is needed after “a”" },
  { "{\"a\":1 \"b\":2}", PDL_EXCHANGE_ERROR_SYNTAX, "column 8: a comma or “}” is needed" },
  { "{\"a\":1,\"a\":2}", PDL_EXCHANGE_ERROR_SYNTAX, "column 8: “a” is given twice" },
  { "{\"a\":1} {}", PDL_EXCHANGE_ERROR_SYNTAX, "column 9: something stands behind the end of the value" },
  { "{\n  \"a\": 01\n}", PDL_EXCHANGE_ERROR_SYNTAX, "line 2, column 8: this is not a number of JSON" },
  { "[1.]", PDL_EXCHANGE_ERROR_SYNTAX, "column 2: this is not a number of JSON" },
  { "[-]", PDL_EXCHANGE_ERROR_SYNTAX, "column 2: this is not a number of JSON" },
  { "[+1]", PDL_EXCHANGE_ERROR_SYNTAX, "column 2: a value is needed here" },
  { "[NaN]", PDL_EXCHANGE_ERROR_SYNTAX, "column 2: a value is needed here" },
  { "[1e999]", PDL_EXCHANGE_ERROR_SYNTAX, "column 2: this number is too large" },
  { "[truely]", PDL_EXCHANGE_ERROR_SYNTAX, "column 2: a value is needed here" },
  { "/* x */ {}", PDL_EXCHANGE_ERROR_SYNTAX, "column 1: a value is needed here" },
  { "[\"abc]", PDL_EXCHANGE_ERROR_SYNTAX, "column 2: this text does not end" },
  { "[\"a\nb\"]", PDL_EXCHANGE_ERROR_SYNTAX, "line 1, column 4: the text does not end on its line" },
  { "[\"a\tb\"]", PDL_EXCHANGE_ERROR_SYNTAX, "column 4: a control character stands in a text" },
  { "[\"\\x\"]", PDL_EXCHANGE_ERROR_SYNTAX, "column 3: “\\x” means nothing in JSON" },
  { "[\"\\u12\"]", PDL_EXCHANGE_ERROR_SYNTAX, "column 3: four hexadecimal digits are needed after “\\u”" },
  { "[\"\\ud800x\"]", PDL_EXCHANGE_ERROR_SYNTAX, "column 3: half of a surrogate pair" },
  { "[\"\\udc00\"]", PDL_EXCHANGE_ERROR_SYNTAX, "column 3: half of a surrogate pair" },
  { "[\"\\u0000\"]", PDL_EXCHANGE_ERROR_SYNTAX, "column 3: a text cannot hold the character NUL" },
  { "[\"\xe9t\xe9\"]", PDL_EXCHANGE_ERROR_SYNTAX, "column 3: the text is not UTF-8" },
  { "[\"\xc0\x80\"]", PDL_EXCHANGE_ERROR_SYNTAX, "column 3: the text is not UTF-8" },
  /* not a case */
  { "[]", PDL_EXCHANGE_ERROR_FORMAT, "a case is an object, not an array" },
  { "{}", PDL_EXCHANGE_ERROR_FORMAT, "format: this is not a case file (\"format\": \"pedicle-case\")" },
  { "{\"format\":\"pedicle-case\"}", PDL_EXCHANGE_ERROR_FORMAT, "version: a number is needed" },
  { "{\"format\":\"pedicle-case\",\"version\":2}", PDL_EXCHANGE_ERROR_FORMAT, "version: this program reads version 1, not 2" },
  { "{\"format\":\"pedicle-case\",\"version\":\"1\"}", PDL_EXCHANGE_ERROR_FORMAT, "version: a number is needed" },
  { HEAD "\"uid\":7}", PDL_EXCHANGE_ERROR_VALUE, "uid: a text is needed, not a number" },
  { HEAD "\"uid\":\"\"}", PDL_EXCHANGE_ERROR_VALUE, "uid: 1 to 64 letters, digits, “-” or “_” are needed" },
  { HEAD "\"uid\":\"a b\"}", PDL_EXCHANGE_ERROR_VALUE, "uid: 1 to 64 letters, digits, “-” or “_” are needed" },
  { HEAD "\"assessments\":[{\"date\":\"2026-03-02\",\"uid\":\"a\"},{\"date\":\"2026-03-03\",\"uid\":\"a\"}]}", PDL_EXCHANGE_ERROR_VALUE,
    "assessments[1].uid: “a” is given twice" },
  { HEAD "\"uid\":\"a\",\"treatments\":[{\"kind\":\"course\",\"uid\":\"a\"}]}", PDL_EXCHANGE_ERROR_VALUE, "treatments[0].uid: “a” is given twice" },
  /* wrong places and types */
  { HEAD "\"patient\":[]}", PDL_EXCHANGE_ERROR_VALUE, "patient: an object is needed, not an array" },
  { HEAD "\"assessments\":{}}", PDL_EXCHANGE_ERROR_VALUE, "assessments: an array is needed, not an object" },
  { HEAD "\"assessments\":[1]}", PDL_EXCHANGE_ERROR_VALUE, "assessments[0]: an object is needed, not a number" },
  { HEAD "\"assessments\":[{}]}", PDL_EXCHANGE_ERROR_VALUE, "assessments[0]: an assessment needs its date" },
  { HEAD "\"assessments\":[{\"date\":\"2026-03\"}]}", PDL_EXCHANGE_ERROR_VALUE, "assessments[0]: date: a full date such as \"2026-03-02\" is needed" },
  { HEAD "\"assessments\":[{\"date\":\"2026-02-30\"}]}", PDL_EXCHANGE_ERROR_VALUE, "assessments[0]: date: a full date such as \"2026-03-02\" is needed" },
  { FINDINGS ("\"flag\":\"true\""), PDL_EXCHANGE_ERROR_VALUE, "assessments[0].findings.flag: true or false is needed, not a text" },
  { FINDINGS ("\"flag\":1"), PDL_EXCHANGE_ERROR_VALUE, "assessments[0].findings.flag: true or false is needed, not a number" },
  { FINDINGS ("\"age\":\"61\""), PDL_EXCHANGE_ERROR_VALUE, "assessments[0].findings.age: a number is needed, not a text" },
  { FINDINGS ("\"age\":61.5"), PDL_EXCHANGE_ERROR_VALUE, "assessments[0].findings.age: 61.5 must be a whole number" },
  { FINDINGS ("\"age\":17"), PDL_EXCHANGE_ERROR_VALUE, "assessments[0].findings.age: 17 is outside 18 to 120\302\240years" },
  { FINDINGS ("\"age\":-1e300"), PDL_EXCHANGE_ERROR_VALUE, "assessments[0].findings.age: -1e300 is outside 18 to 120\302\240years" },
  { FINDINGS ("\"scale\":75"), PDL_EXCHANGE_ERROR_VALUE, "assessments[0].findings.scale: 75 is between the steps of 10" },
  { FINDINGS ("\"creatinine\":{\"value\":30,\"unit\":\"mg/dL\"}"), PDL_EXCHANGE_ERROR_VALUE,
    "assessments[0].findings.creatinine: 30 mg/dL is outside 10 to 2000\302\240umol/L" },
  { FINDINGS ("\"creatinine\":{\"value\":30,\"unit\":\"mmol\"}"), PDL_EXCHANGE_ERROR_VALUE, "assessments[0].findings.creatinine: “mmol” is not a unit of Creatinine" },
  { FINDINGS ("\"creatinine\":{\"value\":30}"), PDL_EXCHANGE_ERROR_VALUE,
    "assessments[0].findings.creatinine: a number or {\"value\": NUMBER, \"unit\": TEXT} is needed" },
  { FINDINGS ("\"age\":{\"absent\":\"unknown\"}"), PDL_EXCHANGE_ERROR_VALUE,
    "assessments[0].findings.age: an absent value is null or {\"absent\": \"not-applicable\"}" },
  { FINDINGS ("\"seen\":\"02.03.2026\""), PDL_EXCHANGE_ERROR_VALUE, "assessments[0].findings.seen: “02.03.2026” is not a date such as 2026-03-02" },
  { FINDINGS ("\"seen\":\"\""), PDL_EXCHANGE_ERROR_VALUE, "assessments[0].findings.seen: this is not a date" },
  { FINDINGS ("\"seen\":\"?\""), PDL_EXCHANGE_ERROR_VALUE, "assessments[0].findings.seen: this is not a date" },
  { FINDINGS ("\"fused\":\"T8\""), PDL_EXCHANGE_ERROR_VALUE, "assessments[0].findings.fused: an array is needed, not a text" },
  { FINDINGS ("\"fused\":[\"T13\"]"), PDL_EXCHANGE_ERROR_VALUE, "assessments[0].findings.fused: “T13” is not a vertebral level (C1 to S5)" },
  { FINDINGS ("\"fused\":[\"T8\",\"T8\"]"), PDL_EXCHANGE_ERROR_VALUE, "assessments[0].findings.fused: “T8” is given twice" },
  { FINDINGS ("\"remark\":7"), PDL_EXCHANGE_ERROR_VALUE, "assessments[0].findings.remark: a text is needed, not a number" },
  { LEVELS ("\"T13\":{\"grade\":\"0\"}"), PDL_EXCHANGE_ERROR_VALUE, "assessments[0].levels: “T13” is not a vertebral level (C1 to S5)" },
  { LEVELS ("\"t8\":{}"), PDL_EXCHANGE_ERROR_VALUE, "assessments[0].levels: “t8” is not a vertebral level (C1 to S5)" },
  { LEVELS ("\"C0\":{}"), PDL_EXCHANGE_ERROR_VALUE, "assessments[0].levels: “C0” is not a vertebral level (C1 to S5)" },
  { LEVELS ("\"T8\":{\"grade\":\"1b\"}"), PDL_EXCHANGE_ERROR_VALUE, "assessments[0].levels.T8.grade: “1b” is not one of 0, 1a, very_bad" },
  { LEVELS ("\"T8\":{\"grade\":\"\"}"), PDL_EXCHANGE_ERROR_VALUE, "assessments[0].levels.T8.grade: “” is not one of 0, 1a, very_bad" },
  { LEVELS ("\"T8\":{\"grade\":1}"), PDL_EXCHANGE_ERROR_VALUE, "assessments[0].levels.T8.grade: a text is needed, not a number" },
  { LEVELS ("\"T8\":{\"parts\":[\"vb\",1]}"), PDL_EXCHANGE_ERROR_VALUE, "assessments[0].levels.T8.parts: a text is needed, not a number" },
  { LEVELS ("\"T8\":{\"parts\":[\"vb ped_l\"]}"), PDL_EXCHANGE_ERROR_VALUE, "assessments[0].levels.T8.parts: “vb ped_l” is not one of vb, ped_l, ped_r" },
  { VISIT ("\"targets\":[[\"T8\",\"T9\"],[\"T9\"]]"), PDL_EXCHANGE_ERROR_VALUE, "assessments[0].targets[1]: T9 cannot belong to two targets" },
  { VISIT ("\"targets\":[[]]"), PDL_EXCHANGE_ERROR_VALUE, "assessments[0].targets[0]: a target is made of one or more vertebrae" },
  { VISIT ("\"targets\":[\"T8\"]"), PDL_EXCHANGE_ERROR_VALUE, "assessments[0].targets[0]: an array is needed, not a text" },
  { VISIT ("\"unconfirmed\":[\"age\"]"), PDL_EXCHANGE_ERROR_VALUE, "assessments[0].unconfirmed: “age” has no value in this assessment" },
  { HEAD "\"treatments\":[{}]}", PDL_EXCHANGE_ERROR_VALUE, "treatments[0]: a record needs its “kind”" },
  { HEAD "\"imaging\":[{\"date\":\"2026\"}]}", PDL_EXCHANGE_ERROR_VALUE, "imaging[0]: a record needs its “exam”" },
  { HEAD "\"treatments\":[{\"kind\":\"course\",\"dose\":101}]}", PDL_EXCHANGE_ERROR_VALUE, "treatments[0].dose: 101 is outside 0 to 100\302\240Gy" },
  { HEAD "\"treatments\":[{\"kind\":\"course\",\"steps\":3}]}", PDL_EXCHANGE_ERROR_VALUE, "treatments[0].steps: an array is needed, not a number" },
  { HEAD "\"treatments\":[{\"kind\":7}]}", PDL_EXCHANGE_ERROR_VALUE, "treatments[0]: kind: a text is needed, not a number" },
};

static void
test_refusals (void)
{
  g_autoptr (PdlDictionary) dictionary = fixture_dictionary ();

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (GError) error = NULL;
      GPtrArray *warnings = NULL;

      g_assert_null (pdl_case_from_json (dictionary, refusals[i].text, -1, &warnings, &error));
      g_assert_null (warnings);
      g_assert_error (error, PDL_EXCHANGE_ERROR, refusals[i].code);
      g_assert_cmpstr (error->message, ==, refusals[i].message);
    }
}

static void
test_limits (void)
{
  g_autoptr (PdlDictionary) dictionary = fixture_dictionary ();
  g_autoptr (GString) deep = g_string_new (HEAD "\"later\":");
  g_autoptr (GString) wide = g_string_new (HEAD "\"later\":[0");
  g_autofree char *large = g_malloc (PDL_CASE_FILE_MAX_BYTES + 1);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 1000000; i++)
    g_string_append_c (deep, '[');
  g_assert_null (pdl_case_from_json (dictionary, deep->str, -1, NULL, &error));
  g_assert_error (error, PDL_EXCHANGE_ERROR, PDL_EXCHANGE_ERROR_SYNTAX);
  g_assert_nonnull (strstr (error->message, "more than 32 levels inside one another"));
  g_clear_error (&error);

  for (guint i = 0; i < PDL_JSON_MAX_VALUES; i++)
    g_string_append (wide, ",0");
  g_assert_null (pdl_case_from_json (dictionary, wide->str, -1, NULL, &error));
  g_assert_error (error, PDL_EXCHANGE_ERROR, PDL_EXCHANGE_ERROR_SYNTAX);
  g_assert_nonnull (strstr (error->message, "more than 1000000 values"));
  g_clear_error (&error);

  memset (large, ' ', PDL_CASE_FILE_MAX_BYTES + 1);
  g_assert_null (pdl_case_from_json (dictionary, large, PDL_CASE_FILE_MAX_BYTES + 1, NULL, &error));
  g_assert_error (error, PDL_EXCHANGE_ERROR, PDL_EXCHANGE_ERROR_SYNTAX);
  g_assert_cmpstr (error->message, ==, "larger than 16 MB: this is not one case");
}

/* ---- streams ----------------------------------------------------------------------------------------------------- */

static gboolean
note_cb (PdlCase *kase, guint line, GPtrArray *warnings, const GError *error, gpointer user_data)
{
  GString *notes = user_data;
  const PdlValue *age = kase != NULL && pdl_case_get_current (kase) != NULL
                          ? pdl_fields_get (pdl_assessment_get_fields (pdl_case_get_current (kase)), "age") : NULL;

  g_assert_true ((kase == NULL) == (error != NULL));
  if (age != NULL)
    g_string_append_printf (notes, "%u:%d ", line, (int) pdl_value_get_int (age));
  else
    g_string_append_printf (notes, "%u:%s ", line, kase != NULL ? "empty" : "bad");
  return strstr (notes->str, "99") == NULL;
}

#define AGE(n) FINDINGS ("\"age\":" #n)

static void
test_streams (void)
{
  static const struct { const char *text, *notes; } rows[] = {
    { "", "0:bad " },
    { " \n\n", "0:bad " },
    { AGE (61), "1:61 " },
    { AGE (61) "\n", "1:61 " },
    { "\n\n" AGE (61) "\n\n" AGE (62) "\r\n" AGE (63), "3:61 5:62 6:63 " },
    { AGE (61) "\nnonsense\n" AGE (62) "\n{\"cut\":\n" AGE (63) "\n", "1:61 2:bad 3:62 4:bad 5:63 " },
    { "nonsense\n" AGE (62) "\n", "1:bad 2:62 " },
    /* a first line cut short */
    { HEAD "\"assessments\":[{\"date\":\"2026-\n" AGE (62) "\n" AGE (63) "\n", "1:bad 2:62 3:63 " },
    { AGE (200) "\n" AGE (62) "\n", "1:bad 2:62 " },
    { "{\"a\":\"\xff\"}\n" AGE (62) "\n", "1:bad 2:62 " },
    /* one document over many lines */
    { "{\n\"format\":\"pedicle-case\",\n\"version\":1}", "0:empty " },
    { "\n{\"format\":\"pedicle-case\",\n\"version\":1}\n", "0:empty " },
    { "{\"format\":\"pedicle-case\",\"version\":1,\"later\":\n{\"x\":\n1}}", "0:empty " },
    { "{\n\"format\":\n", "0:bad " },
    { "{", "0:bad " },
    /* the callback stops */
    { AGE (99) "\n" AGE (62) "\n", "1:99 " },
  };
  g_autoptr (PdlDictionary) dictionary = fixture_dictionary ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (rows[i].text, -1, NULL);
      g_autoptr (GString) notes = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      g_assert_true (pdl_case_read_stream (dictionary, stream, "test", note_cb, notes, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (notes->str, ==, rows[i].notes);
    }
}

/* A line far too long is told, and the next is read. */
static void
test_long_line (void)
{
  g_autoptr (PdlDictionary) dictionary = fixture_dictionary ();
  g_autoptr (GString) text = g_string_new (AGE (61) "\n");
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GString) notes = g_string_new (NULL);

  for (guint i = 0; i < PDL_CASE_FILE_MAX_BYTES / 8 + 100; i++)
    g_string_append (text, "xxxxxxxx");
  g_string_append (text, "\n" AGE (62) "\n");
  stream = g_memory_input_stream_new_from_data (text->str, -1, NULL);
  g_assert_true (pdl_case_read_stream (dictionary, stream, "test", note_cb, notes, NULL));
  g_assert_cmpstr (notes->str, ==, "1:61 2:bad 3:62 ");
}

/* ---- the writer -------------------------------------------------------------------------------------------------- */

static void
test_writer (void)
{
  static const struct { double number; const char *text; } numbers[] = {
    { 0, "0" }, { 0.1, "0.1" }, { 1.0 / 3, "0.33333333333333331" }, { 12.70, "12.7" }, { 106.104, "106.104" }, { 1e21, "1e+21" }, { 0.0 / 0.0, "null" },
  };
  PdlJsonWriter *writer = pdl_json_writer_new (FALSE);
  g_autofree char *text = NULL;

  pdl_json_begin_array (writer, NULL);
  pdl_json_add_string (writer, NULL, "a\"\\\n\x01\xff");
  pdl_json_begin_object (writer, NULL);
  pdl_json_end_object (writer);
  pdl_json_add_string (writer, NULL, NULL);
  pdl_json_end_array (writer);
  text = pdl_json_writer_finish (writer);
  g_assert_cmpstr (text, ==, "[\"a\\\"\\\\\\n\\u0001\357\277\275\",{},null]");
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *number = NULL;

      writer = pdl_json_writer_new (FALSE);
      pdl_json_add_number (writer, NULL, numbers[i].number);
      number = pdl_json_writer_finish (writer);
      g_assert_cmpstr (number, ==, numbers[i].text);
    }
}

static PdlDictionary *
load_dictionary (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("PDL_SOURCE_DIR"), "data", "knowledge", "dictionary.ini", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlIni) ini = NULL;
  PdlDictionary *dictionary;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  ini = fixture_ini (text, &error);
  g_assert_no_error (error);
  dictionary = pdl_dictionary_new (ini, &error);
  g_assert_no_error (error);
  return dictionary;
}

/* A figure typed in the unit of a paper stands exactly at the limit that the paper draws: converting must not move it below. */
static void
test_limits_of_papers (void)
{
  static const struct { const char *id, *number, *unit; double ours; } rows[] = {
    { "albumin_g_l", "3.7", "g/dL", 37 },
    { "crp_mg_l", "0.4", "mg/dL", 4 },
    { "platelets_e9_l", "100000", "/uL", 100 },
    { "bilirubin_umol_l", "1.4", "mg/dL", 1.4 * 17.1 },
    { "calcium_mmol_l", "10.3", "mg/dL", 10.3 * 0.249500998003992 },
  };
  g_autoptr (PdlDictionary) dictionary = load_dictionary ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf (FINDINGS ("\"%s\":{\"value\":%s,\"unit\":\"%s\"}"), rows[i].id, rows[i].number, rows[i].unit);
      g_autoptr (GError) error = NULL;
      g_autoptr (PdlCase) kase = pdl_case_from_json (dictionary, text, -1, NULL, &error);
      const PdlValue *value;

      g_assert_no_error (error);
      value = pdl_fields_get (pdl_assessment_get_fields (pdl_case_get_current (kase)), rows[i].id);
      g_assert_true (pdl_value_get_number (value) == rows[i].ours);
      g_assert_cmpstr (pdl_value_get_entered (value), ==, rows[i].number);
    }
  /* As the scores read them back. */
  g_assert_true (10.3 * 0.249500998003992 / 0.249500998003992 >= 10.3);
  g_assert_true (1.4 * 17.1 / 17.1 >= 1.4);
}

/* Every sample of the program is read without a warning and written back as it was. */
static void
test_samples (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("PDL_SOURCE_DIR"), "data", "samples", NULL);
  g_autoptr (PdlDictionary) dictionary = load_dictionary ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (path, 0, &error);
  const char *name;
  guint n = 0;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autofree char *text = NULL;
      g_autofree char *line = NULL;
      g_autofree char *line_again = NULL;
      g_autoptr (GPtrArray) warnings = NULL;
      g_autoptr (PdlCase) kase = NULL;
      g_autoptr (PdlCase) again = NULL;

      if (!g_str_has_suffix (name, ".json"))
        continue;
      g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
      kase = pdl_case_from_json (dictionary, text, -1, &warnings, &error);
      g_assert_no_error (error);
      if (warnings->len > 0)
        g_error ("%s: %s: %s", name, ((PdlWarning *) g_ptr_array_index (warnings, 0))->path, ((PdlWarning *) g_ptr_array_index (warnings, 0))->text);
      line = pdl_case_to_json (kase, FALSE);
      again = pdl_case_from_json (dictionary, line, -1, NULL, &error);
      g_assert_no_error (error);
      line_again = pdl_case_to_json (again, FALSE);
      g_assert_cmpstr (line, ==, line_again);
      n++;
    }
  g_assert_cmpuint (n, >=, 16);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/case/round-trips", test_round_trips);
  g_test_add_func ("/exchange/case/values", test_values);
  g_test_add_func ("/exchange/case/uids", test_uids);
  g_test_add_func ("/exchange/case/order", test_order);
  g_test_add_func ("/exchange/case/warnings", test_warnings);
  g_test_add_func ("/exchange/case/refusals", test_refusals);
  g_test_add_func ("/exchange/case/limits", test_limits);
  g_test_add_func ("/exchange/case/streams", test_streams);
  g_test_add_func ("/exchange/case/long-line", test_long_line);
  g_test_add_func ("/exchange/case/limits-of-papers", test_limits_of_papers);
  g_test_add_func ("/exchange/case/samples", test_samples);
  g_test_add_func ("/exchange/json/writer", test_writer);
  return g_test_run ();
}
