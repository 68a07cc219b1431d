/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Values of every type: text form and back, the three absences, units, what is refused and in which words. */

#include "fixture.h"

#include <math.h>

typedef struct
{
  const char *id, *text;
  PdlValueKind kind;
  const char *back;     /* the text form; NULL: as given */
  const char *describe;
} Good;

static const Good good[] = {
  { "flag", "true", PDL_VALUE_BOOL, NULL, "yes" },
  { "flag", "false", PDL_VALUE_BOOL, NULL, "no" },
  { "flag", "?", PDL_VALUE_UNKNOWN, NULL, "unknown" },
  { "flag", "n/a", PDL_VALUE_NOT_APPLICABLE, NULL, "not applicable" },
  { "grade", "1a", PDL_VALUE_ENUM, NULL, "One A" },
  { "grade", "very_bad", PDL_VALUE_ENUM, NULL, "very bad" },
  { "parts", "vb ped_r", PDL_VALUE_SET, NULL, "vb, ped r" },
  { "parts", "ped_r,vb", PDL_VALUE_SET, "vb ped_r", "vb, ped r" },
  { "parts", "-", PDL_VALUE_SET, NULL, "none" },
  { "age", "61", PDL_VALUE_INT, NULL, "61 years" },
  { "age", " 61 ", PDL_VALUE_INT, "61", "61 years" },
  { "scale", "70", PDL_VALUE_INT, NULL, "70" },
  { "creatinine", "88", PDL_VALUE_NUMBER, NULL, "88 umol/L" },
  { "creatinine", "88.5 umol/L", PDL_VALUE_NUMBER, "88.5", "88.5 umol/L" },
  { "creatinine", "1.2 mg/dL", PDL_VALUE_NUMBER, NULL, "1.2 mg/dL" },
  { "creatinine", "1,2 mg/dL", PDL_VALUE_NUMBER, "1.2 mg/dL", "1.2 mg/dL" },
  { "weight", "0.5", PDL_VALUE_NUMBER, NULL, "0.5 kg" },
  { "weight", "0,125", PDL_VALUE_NUMBER, "0.125", "0.125 kg" },
  { "weight", "5e1", PDL_VALUE_NUMBER, "50", "50 kg" },
  { "seen", "2026-03-02", PDL_VALUE_DATE, NULL, "2 Mar 2026" },
  { "seen", "2026-03", PDL_VALUE_DATE, NULL, "Mar 2026" },
  { "seen", "2026", PDL_VALUE_DATE, NULL, "2026" },
  { "seen_at", "2026-03-02T14:05", PDL_VALUE_DATETIME, NULL, "2 Mar 2026 14:05" },
  { "seen_at", "2026-03-02T14:05:09Z", PDL_VALUE_DATETIME, "2026-03-02T14:05", "2 Mar 2026 14:05" },
  { "remark", "Ω and a comma, 1,500", PDL_VALUE_TEXT, NULL, "Ω and a comma, 1,500" },
  { "fused", "T8 T9 L2", PDL_VALUE_SET, NULL, "T8–T9, L2" },
  { "fused", "-", PDL_VALUE_SET, NULL, "none" },
};

static void
test_good (void)
{
  g_autoptr (PdlDictionary) dictionary = fixture_dictionary ();

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      const PdlFinding *finding = pdl_dictionary_lookup (dictionary, good[i].id);
      g_autoptr (PdlValue) value = NULL;
      g_autoptr (PdlValue) again = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      g_autofree char *words = NULL;

      pdl_finding_parse (finding, good[i].text, &value, &error);
      g_assert_no_error (error);
      g_assert_nonnull (value);
      g_assert_cmpint (pdl_value_get_kind (value), ==, good[i].kind);
      g_assert_true (pdl_finding_validate (finding, value, &error));
      text = pdl_finding_format (finding, value);
      g_assert_cmpstr (text, ==, good[i].back != NULL ? good[i].back : good[i].text);
      g_assert_true (pdl_finding_parse (finding, text, &again, &error));
      g_assert_true (pdl_value_equal (value, again));
      words = g_strdelimit (pdl_finding_describe (finding, value), "\n", ' ');
      /* The blank before a unit does not break. */
      {
        g_auto (GStrv) parts = g_strsplit (words, "\302\240", -1);
        g_autofree char *plain = g_strjoinv (" ", parts);

        g_assert_cmpstr (plain, ==, good[i].describe);
      }
    }
}

typedef struct
{
  const char *id, *text;
  int code;
  const char *words; /* a part of the sentence */
} Bad;

static const Bad bad[] = {
  { "flag", "yes", PDL_VALUE_ERROR_TYPE, "“yes” is neither true nor false" },
  { "grade", "1A", PDL_VALUE_ERROR_CODE, "“1A” is not one of 0, 1a, very_bad" },
  { "parts", "vb left", PDL_VALUE_ERROR_CODE, "“left” is not one of vb, ped_l, ped_r" },
  { "parts", "  ", PDL_VALUE_ERROR_TYPE, "none of these" },
  { "age", "17", PDL_VALUE_ERROR_RANGE, "17 is outside 18 to 120" },
  { "age", "121", PDL_VALUE_ERROR_RANGE, "121 is outside 18 to 120" },
  { "age", "61.5", PDL_VALUE_ERROR_TYPE, "61.5 must be a whole number" },
  { "age", "old", PDL_VALUE_ERROR_TYPE, "“old” is not a number" },
  { "age", "0x3d", PDL_VALUE_ERROR_UNIT, "“x3d” is not a unit of Age" },
  { "age", "nan", PDL_VALUE_ERROR_TYPE, "“nan” is not a number" },
  { "scale", "75", PDL_VALUE_ERROR_RANGE, "75 is between the steps of 10" },
  { "scale", "110", PDL_VALUE_ERROR_RANGE, "110 is outside 0 to 100" },
  { "creatinine", "1.2", PDL_VALUE_ERROR_RANGE, "1.2 is outside 10 to 2000" },
  { "creatinine", "1.2 mmol", PDL_VALUE_ERROR_UNIT, "“mmol” is not a unit of Creatinine" },
  { "creatinine", "30 mg/dL", PDL_VALUE_ERROR_RANGE, "30 mg/dL is outside 10 to 2000" },
  { "creatinine", "1,500", PDL_VALUE_ERROR_TYPE, "“1,500” can be read in two ways" },
  { "weight", "0", PDL_VALUE_ERROR_RANGE, "0 must be more than 0" },
  { "weight", "-1", PDL_VALUE_ERROR_RANGE, "-1 must be more than 0" },
  { "weight", "1e999", PDL_VALUE_ERROR_TYPE, "“1e999” is not a number" },
  { "ceiling", "5.1", PDL_VALUE_ERROR_RANGE, "5.1 must be at most 5" },
  { "seen", "2026-02-29", PDL_VALUE_ERROR_DATE, "“2026-02-29” is not a date" },
  { "seen", "2026-13", PDL_VALUE_ERROR_DATE, "“2026-13” is not a date" },
  { "seen", "26-03-02", PDL_VALUE_ERROR_DATE, "“26-03-02” is not a date" },
  { "seen", "02/03/2026", PDL_VALUE_ERROR_DATE, "“02/03/2026” is not a date" },
  { "seen_at", "2026-03-02T24:00", PDL_VALUE_ERROR_DATE, "“2026-03-02T24:00” is not a time" },
  { "fused", "T8 T13", PDL_VALUE_ERROR_CODE, "“T13” is not a vertebral level" },
  { "fused", "t8", PDL_VALUE_ERROR_CODE, "“t8” is not a vertebral level" },
  { "remark", "\xff", PDL_VALUE_ERROR_TYPE, "UTF-8" },
};

static void
test_bad (void)
{
  g_autoptr (PdlDictionary) dictionary = fixture_dictionary ();

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      const PdlFinding *finding = pdl_dictionary_lookup (dictionary, bad[i].id);
      PdlValue *value = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_false (pdl_finding_parse (finding, bad[i].text, &value, &error));
      g_assert_null (value);
      g_assert_error (error, PDL_VALUE_ERROR, bad[i].code);
      if (strstr (error->message, bad[i].words) == NULL)
        g_error ("%s %s: “%s” was expected, not “%s”", bad[i].id, bad[i].text, bad[i].words, error->message);
    }
}

static void
test_absences (void)
{
  g_autoptr (PdlDictionary) dictionary = fixture_dictionary ();
  const PdlFinding *finding = pdl_dictionary_lookup (dictionary, "age");
  g_autoptr (PdlValue) unknown = pdl_value_new_unknown ();
  g_autoptr (PdlValue) not_applicable = pdl_value_new_not_applicable ();
  g_autofree char *words = pdl_finding_describe (finding, NULL);
  g_autofree char *text = pdl_finding_format (finding, NULL);
  g_autoptr (PdlValue) computed = pdl_value_new_number (734 / 30.4375, NULL, NULL);
  g_autofree char *dusty = pdl_finding_describe (pdl_dictionary_lookup (dictionary, "weight"), computed);
  PdlValue *value = unknown;

  g_assert_true (pdl_finding_parse (finding, "", &value, NULL));
  g_assert_null (value);
  g_assert_cmpstr (words, ==, "not asked");
  /* "none" alone says nothing: with its label where it stands alone, without it behind the label. */
  {
    const PdlFinding *grade = pdl_dictionary_lookup (dictionary, "grade");
    g_autoptr (PdlValue) no = pdl_value_new_bool (FALSE), none = pdl_value_new_enum (0, "none");
    g_autofree char *told = pdl_finding_tell (grade, none), *bool_told = pdl_finding_tell (grade, no), *plain = pdl_finding_tell (finding, computed);

    g_assert_true (g_str_has_prefix (told, grade->label));
    g_assert_true (g_str_has_suffix (bool_told, ": no"));
    g_assert_null (strchr (plain, ':'));
  }
  /* A rule that divides days into months leaves digits nobody reads. */
  g_assert_cmpstr (dusty, ==, "24.115\302\240kg");
  g_assert_cmpstr (text, ==, "");
  g_assert_false (pdl_value_is_known (NULL));
  g_assert_false (pdl_value_is_known (unknown));
  g_assert_false (pdl_value_is_known (not_applicable));
  g_assert_false (pdl_value_equal (unknown, not_applicable));
  g_assert_false (pdl_value_equal (unknown, NULL));
  g_assert_false (pdl_value_equal (NULL, not_applicable));
  g_assert_true (pdl_value_equal (NULL, NULL));
  g_assert_true (isnan (pdl_value_get_number (unknown)));
  g_assert_true (isnan (pdl_value_get_number (not_applicable)));
  g_assert_true (isnan (pdl_value_get_number (NULL)));
}

static void
test_units (void)
{
  g_autoptr (PdlDictionary) dictionary = fixture_dictionary ();
  const PdlFinding *finding = pdl_dictionary_lookup (dictionary, "creatinine");
  g_autoptr (PdlValue) typed = NULL;
  g_autoptr (PdlValue) same = NULL;
  g_autoptr (PdlValue) ours = NULL;

  g_assert_true (pdl_finding_parse (finding, "1.2 mg/dL", &typed, NULL));
  g_assert_cmpfloat_with_epsilon (pdl_value_get_number (typed), 1.2 * 88.42, 1e-9);
  g_assert_cmpstr (pdl_value_get_entered (typed), ==, "1.2");
  g_assert_cmpstr (pdl_value_get_unit (typed), ==, "mg/dL");
  /* A factor written as a quotient. */
  g_assert_true (pdl_finding_parse (finding, "50 g/L", &ours, NULL));
  g_assert_cmpfloat_with_epsilon (pdl_value_get_number (ours), 100, 1e-9);
  /* The same amount in another unit is not the same entry. */
  g_assert_true (pdl_finding_parse (finding, "106.104", &same, NULL));
  g_assert_cmpfloat_with_epsilon (pdl_value_get_number (same), pdl_value_get_number (typed), 1e-9);
  g_assert_false (pdl_value_equal (typed, same));
  g_assert_null (pdl_value_get_entered (same));
}

/* A made value is held to the same rules as a typed one. */
static void
test_validate (void)
{
  g_autoptr (PdlDictionary) dictionary = fixture_dictionary ();
  struct { const char *id; PdlValue *value; gboolean good; } rows[] = {
    { "grade", pdl_value_new_enum (1, "1a"), TRUE },
    { "grade", pdl_value_new_enum (2, "1a"), FALSE },
    { "grade", pdl_value_new_enum (1, "1b"), FALSE },
    { "grade", pdl_value_new_int (1), FALSE },
    { "parts", pdl_value_new_set (7), TRUE },
    { "parts", pdl_value_new_set (8), FALSE },
    { "fused", pdl_value_new_set ((guint32) 1 << 28), TRUE },
    { "fused", pdl_value_new_set ((guint32) 1 << 29), FALSE },
    { "scale", pdl_value_new_int (75), FALSE },
    { "creatinine", pdl_value_new_number (NAN, NULL, NULL), FALSE },
    { "creatinine", pdl_value_new_number (INFINITY, NULL, NULL), FALSE },
    { "creatinine", pdl_value_new_unknown (), TRUE },
    { "seen", pdl_value_new_text ("2026-03-02"), FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (pdl_finding_validate (pdl_dictionary_lookup (dictionary, rows[i].id), rows[i].value, &error), ==, rows[i].good);
      g_assert_cmpint (error == NULL, ==, rows[i].good);
      pdl_value_unref (rows[i].value);
    }
}

static void
test_levels (void)
{
  g_autofree char *text = pdl_level_set_to_text (PDL_LEVEL_BIT (14) | PDL_LEVEL_BIT (15) | PDL_LEVEL_BIT (16) | PDL_LEVEL_BIT (20));

  g_assert_cmpstr (text, ==, "T8–T10, L2");
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    g_assert_cmpint (pdl_level_from_name (pdl_level_name (level)), ==, level);
  g_assert_null (pdl_level_name (PDL_N_LEVELS));
  g_assert_null (pdl_level_name (PDL_LEVEL_NONE));
  g_assert_cmpint (pdl_level_from_typed (" th 8"), ==, pdl_level_from_name ("T8"));
  g_assert_cmpint (pdl_level_from_typed ("s1"), ==, pdl_level_from_name ("S1"));
  g_assert_cmpint (pdl_level_from_typed ("h8"), ==, PDL_LEVEL_NONE);
  g_assert_cmpint (pdl_level_from_name ("C0"), ==, PDL_LEVEL_NONE);
  g_assert_cmpint (pdl_level_from_name ("T13"), ==, PDL_LEVEL_NONE);
  g_assert_cmpint (pdl_level_set_first (0), ==, PDL_LEVEL_NONE);
  g_assert_cmpint (pdl_level_set_last (PDL_LEVEL_BIT (3) | PDL_LEVEL_BIT (28)), ==, 28);
}

/* Every day of the range there and back, against GLib's own calendar. */
static void
test_days (void)
{
  GDate *date = g_date_new_dmy (1, G_DATE_JANUARY, 1850);

  g_assert_cmpint (pdl_day_from_ymd (1970, 1, 1), ==, 0);
  for (PdlDay day = pdl_day_from_ymd (1850, 1, 1); day <= pdl_day_from_ymd (2200, 12, 31); day++)
    {
      int year, month, month_day;

      pdl_day_to_ymd (day, &year, &month, &month_day);
      if (year != g_date_get_year (date) || month != (int) g_date_get_month (date) || month_day != g_date_get_day (date))
        g_error ("day %d is %d-%d-%d", day, year, month, month_day);
      g_assert_cmpint (pdl_day_from_ymd (year, month, month_day), ==, day);
      g_date_add_days (date, 1);
    }
  g_date_free (date);
  g_assert_cmpint (pdl_day_from_ymd (2025, 2, 29), ==, PDL_DAY_NONE);
  g_assert_cmpint (pdl_day_from_ymd (2024, 2, 29), !=, PDL_DAY_NONE);
  g_assert_cmpint (pdl_minute_day (-1), ==, -1);
  g_assert_cmpint (pdl_minute_day (1439), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/value/good", test_good);
  g_test_add_func ("/record/value/bad", test_bad);
  g_test_add_func ("/record/value/absences", test_absences);
  g_test_add_func ("/record/value/units", test_units);
  g_test_add_func ("/record/value/validate", test_validate);
  g_test_add_func ("/record/levels", test_levels);
  g_test_add_func ("/record/days", test_days);
  return g_test_run ();
}
