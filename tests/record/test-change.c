/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Changes of a case: places, refusals, all or none, the way back, a new visit. */

#include "fixture.h"

#include <string.h>

/* The whole case as text: what two equal cases share, the order of first entry left aside. */
static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
add_fields (GPtrArray *lines, PdlCase *kase, const char *place, const PdlRecordKind *kind, const PdlFields *fields)
{
  for (guint i = 0; i < pdl_fields_get_size (fields); i++)
    {
      const char *id = pdl_fields_get_id (fields, i);
      const PdlFinding *finding = kind != NULL ? pdl_record_kind_lookup_field (kind, id) : pdl_dictionary_lookup (pdl_case_get_dictionary (kase), id);
      g_autofree char *text = pdl_finding_format (finding, pdl_fields_get_value (fields, i));

      g_ptr_array_add (lines, g_strdup_printf ("%s %s=%s%s", place, id, text, pdl_fields_is_unconfirmed (fields, id) ? " unconfirmed" : ""));
    }
  for (guint i = 0; i < pdl_fields_get_n_extra (fields); i++)
    g_ptr_array_add (lines, g_strdup_printf ("%s extra %s=%s", place, pdl_fields_get_extra_id (fields, i), pdl_fields_get_extra_json (fields, i)));
}

static char *
dump (PdlCase *kase)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  add_fields (lines, kase, "identity", NULL, pdl_case_get_identity (kase));
  for (guint i = 0; i < pdl_case_get_n_assessments (kase); i++)
    {
      const PdlAssessment *assessment = pdl_case_get_assessment (kase, i);
      const char *uid = pdl_assessment_get_uid (assessment);

      g_ptr_array_add (lines, g_strdup_printf ("%u %s day %d", i, uid, pdl_assessment_get_day (assessment)));
      add_fields (lines, kase, uid, NULL, pdl_assessment_get_fields (assessment));
      for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
        {
          g_autofree char *place = g_strdup_printf ("%s %s", uid, pdl_level_name (level));

          add_fields (lines, kase, place, NULL, pdl_assessment_get_level (assessment, level));
        }
      for (guint j = 0; j < pdl_assessment_get_n_targets (assessment); j++)
        g_ptr_array_add (lines, g_strdup_printf ("%s target %u %x", uid, j, pdl_assessment_get_target (assessment, j)));
    }
  for (int group = 0; group < PDL_N_GROUPS; group++)
    for (guint i = 0; i < pdl_case_get_n_items (kase, group); i++)
      {
        const PdlItem *item = pdl_case_get_item (kase, group, i);

        g_ptr_array_add (lines, g_strdup_printf ("%d %u %s %s", group, i, pdl_item_get_uid (item), pdl_item_get_kind (item)->id));
        add_fields (lines, kase, pdl_item_get_uid (item), pdl_item_get_kind (item), pdl_item_get_fields (item));
      }
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static PdlChange *
first_visit (PdlCase *kase)
{
  PdlChange *change = pdl_change_new ("first visit");
  PdlLevelSet targets[] = { PDL_LEVEL_BIT (14), PDL_LEVEL_BIT (20) | PDL_LEVEL_BIT (21) };
  GError *error = NULL;

  pdl_change_add_assessment (change, "a1", pdl_day_from_ymd (2026, 3, 2));
  pdl_change_set_text (change, kase, NULL, PDL_LEVEL_NONE, "person", "Example", &error);
  g_assert_no_error (error);
  pdl_change_set_text (change, kase, "a1", PDL_LEVEL_NONE, "age", "61", &error);
  g_assert_no_error (error);
  pdl_change_set_text (change, kase, "a1", PDL_LEVEL_NONE, "proposed", "true", &error);
  g_assert_no_error (error);
  pdl_change_set_text (change, kase, "a1", PDL_LEVEL_NONE, "flag", "?", &error);
  g_assert_no_error (error);
  pdl_change_set_text (change, kase, "a1", 14, "grade", "1a", &error);
  g_assert_no_error (error);
  pdl_change_set_targets (change, kase, "a1", targets, 2, &error);
  g_assert_no_error (error);
  pdl_change_add_item (change, PDL_GROUP_TREATMENT, "course", "t1");
  pdl_change_set_text (change, kase, "t1", PDL_LEVEL_NONE, "dose", "30", &error);
  g_assert_no_error (error);
  pdl_change_set_text (change, kase, "t1", PDL_LEVEL_NONE, "start", "2026-01", &error);
  g_assert_no_error (error);
  pdl_change_set_extra (change, kase, "a1", PDL_LEVEL_NONE, "later_version", "{\"x\":1}");
  return change;
}

static PdlCase *
made_case (PdlDictionary *dictionary)
{
  PdlCase *kase = pdl_case_new (dictionary, "case");
  g_autoptr (PdlChange) change = first_visit (kase);
  g_autoptr (GError) error = NULL;

  pdl_case_apply (kase, change, &error);
  g_assert_no_error (error);
  return kase;
}

static void
test_there_and_back (void)
{
  g_autoptr (PdlDictionary) dictionary = fixture_dictionary ();
  g_autoptr (PdlCase) kase = pdl_case_new (dictionary, "case");
  g_autoptr (PdlChange) change = first_visit (kase);
  g_autoptr (PdlChange) back = pdl_change_invert (change);
  g_autoptr (PdlChange) forth = pdl_change_invert (back);
  g_autofree char *empty = dump (kase);
  g_autofree char *full = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (pdl_case_apply (kase, change, &error));
  full = dump (kase);
  g_assert_nonnull (strstr (full, "a1 T8 grade=1a"));
  g_assert_nonnull (strstr (full, "t1 start=2026-01"));
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *undone = NULL;
      g_autofree char *redone = NULL;

      g_assert_true (pdl_case_apply (kase, back, &error));
      undone = dump (kase);
      g_assert_cmpstr (undone, ==, empty);
      g_assert_true (pdl_case_apply (kase, forth, &error));
      redone = dump (kase);
      g_assert_cmpstr (redone, ==, full);
    }
}

static void
test_places (void)
{
  static const struct { const char *uid; PdlLevel level; const char *key, *text; int code; } rows[] = {
    { "a1", PDL_LEVEL_NONE, "person", "x", PDL_CHANGE_ERROR_PLACE },      /* identity in a visit */
    { NULL, PDL_LEVEL_NONE, "age", "61", PDL_CHANGE_ERROR_PLACE },        /* finding in the identity */
    { "a1", 14, "age", "61", PDL_CHANGE_ERROR_PLACE },                    /* of the patient, at a level */
    { "a1", PDL_LEVEL_NONE, "nothing", "1", PDL_CHANGE_ERROR_PLACE },
    { "a2", PDL_LEVEL_NONE, "age", "61", PDL_CHANGE_ERROR_PLACE },        /* no such visit */
    { "a1", PDL_N_LEVELS, "grade", "1a", PDL_CHANGE_ERROR_PLACE },
    { "t1", PDL_LEVEL_NONE, "age", "61", PDL_CHANGE_ERROR_PLACE },        /* finding in a record */
    { "a1", PDL_LEVEL_NONE, "dose", "30", PDL_CHANGE_ERROR_PLACE },       /* field in a visit */
    { "a1", PDL_LEVEL_NONE, "worked_out", "true", PDL_CHANGE_ERROR_PLACE },
    { "a1", PDL_LEVEL_NONE, "age", "200", PDL_CHANGE_ERROR_VALUE },
    { "a1", 14, "grade", "9", PDL_CHANGE_ERROR_VALUE },
    { "t1", PDL_LEVEL_NONE, "dose", "101", PDL_CHANGE_ERROR_VALUE },
  };
  static const struct { const char *uid; PdlLevel level; const char *key, *text; } good[] = {
    { "a1", PDL_LEVEL_NONE, "grade", "1a" },       /* a level finding for every target */
    { "a1", 14, "overridable", "true" },           /* a target finding at a level of the target */
    { "a1", PDL_LEVEL_NONE, "overridable", "?" },
    { "a1", 14, "proposed", "true" },
  };
  g_autoptr (PdlDictionary) dictionary = fixture_dictionary ();
  g_autoptr (PdlCase) kase = made_case (dictionary);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PdlChange) change = pdl_change_new (NULL);
      g_autoptr (GError) error = NULL;

      g_assert_false (pdl_change_set_text (change, kase, rows[i].uid, rows[i].level, rows[i].key, rows[i].text, &error));
      g_assert_error (error, PDL_CHANGE_ERROR, rows[i].code);
      g_assert_cmpuint (pdl_change_get_n_edits (change), ==, 0);
    }
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (PdlChange) change = pdl_change_new (NULL);
      g_autoptr (GError) error = NULL;

      pdl_change_set_text (change, kase, good[i].uid, good[i].level, good[i].key, good[i].text, &error);
      g_assert_no_error (error);
      g_assert_true (pdl_case_apply (kase, change, &error));
    }
}

static void
test_words (void)
{
  g_autoptr (PdlDictionary) dictionary = fixture_dictionary ();
  g_autoptr (PdlCase) kase = made_case (dictionary);
  g_autoptr (PdlChange) change = pdl_change_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (pdl_change_set_text (change, kase, "a1", 14, "grade", "9", &error));
  g_assert_cmpstr (error->message, ==, "Grade: “9” is not one of 0, 1a, very_bad");
}

static void
test_stale (void)
{
  g_autoptr (PdlDictionary) dictionary = fixture_dictionary ();
  g_autoptr (PdlCase) kase = made_case (dictionary);
  g_autoptr (PdlChange) late = pdl_change_new (NULL);
  g_autoptr (PdlChange) early = pdl_change_new (NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  pdl_change_set_text (late, kase, "a1", PDL_LEVEL_NONE, "flag", "true", NULL);
  pdl_change_set_text (late, kase, "a1", PDL_LEVEL_NONE, "age", "70", NULL);
  pdl_change_set_text (early, kase, "a1", PDL_LEVEL_NONE, "age", "62", NULL);
  g_assert_true (pdl_case_apply (kase, early, NULL));
  before = dump (kase);
  /* The first edit of the late change would hold, the second does not: none is done. */
  g_assert_false (pdl_case_apply (kase, late, &error));
  g_assert_error (error, PDL_CHANGE_ERROR, PDL_CHANGE_ERROR_STALE);
  g_assert_cmpstr (error->message, ==, "Age was changed meanwhile");
  after = dump (kase);
  g_assert_cmpstr (after, ==, before);
  g_clear_error (&error);
  g_assert_false (pdl_case_apply (kase, early, &error));
  g_assert_error (error, PDL_CHANGE_ERROR, PDL_CHANGE_ERROR_STALE);
}

/* Edits that cannot stand, behind good ones of every type: the good ones are taken back. */
static void
test_all_or_none (void)
{
  g_autoptr (PdlDictionary) dictionary = fixture_dictionary ();

  for (guint trouble = 0; trouble < 7; trouble++)
    {
      g_autoptr (PdlCase) kase = made_case (dictionary);
      g_autoptr (PdlChange) change = pdl_change_new (NULL);
      g_autofree char *before = dump (kase);
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;
      PdlEdit edit = { 0 };
      PdlLevelSet one = PDL_LEVEL_BIT (0);

      pdl_change_add_visit (change, kase, pdl_case_get_current (kase), pdl_day_from_ymd (2026, 4, 2));
      pdl_change_set_text (change, kase, "a1", PDL_LEVEL_NONE, "age", "", NULL);
      pdl_change_set_day (change, kase, "a1", pdl_day_from_ymd (2027, 1, 1));
      g_assert_true (pdl_change_set_targets (change, kase, "a1", &one, 1, NULL));
      pdl_change_add_item (change, PDL_GROUP_IMAGING, "scan", "i1");
      pdl_change_set_extra (change, kase, "t1", PDL_LEVEL_NONE, "x", "1");

      edit.level = PDL_LEVEL_NONE;
      switch (trouble)
        {
        case 0: edit.type = PDL_EDIT_ASSESSMENT_REMOVE; edit.uid = g_strdup ("a1"); break; /* not empty */
        case 1: edit.type = PDL_EDIT_ITEM_REMOVE; edit.uid = g_strdup ("t1"); edit.kind = g_strdup ("course"); break;
        case 2: edit.type = PDL_EDIT_ITEM_ADD; edit.uid = g_strdup ("t1"); edit.kind = g_strdup ("course"); break; /* exists */
        case 3: edit.type = PDL_EDIT_ITEM_ADD; edit.uid = g_strdup ("t9"); edit.kind = g_strdup ("nothing"); break;
        case 4: edit.type = PDL_EDIT_ASSESSMENT_DAY; edit.uid = g_strdup ("a1"); edit.from_day = 5; edit.to_day = 6; break; /* stale */
        case 5: edit.type = PDL_EDIT_SET; edit.uid = g_strdup ("a1"); edit.key = g_strdup ("scale"); edit.to = pdl_value_new_int (75); break;
        case 6: edit.type = PDL_EDIT_CONFIRM; edit.uid = g_strdup ("gone"); edit.key = g_strdup ("age"); break;
        }
      pdl_change_take_edit (change, &edit);
      g_assert_false (pdl_case_apply (kase, change, &error));
      g_assert_nonnull (error);
      after = dump (kase);
      g_assert_cmpstr (after, ==, before);
    }
}

static void
test_targets (void)
{
  g_autoptr (PdlDictionary) dictionary = fixture_dictionary ();
  g_autoptr (PdlCase) kase = made_case (dictionary);
  g_autoptr (PdlChange) change = pdl_change_new (NULL);
  g_autoptr (GError) error = NULL;
  PdlLevelSet twice[] = { PDL_LEVEL_BIT (14), PDL_LEVEL_BIT (14) | PDL_LEVEL_BIT (15) };
  PdlLevelSet none[] = { 0 };

  g_assert_false (pdl_change_set_targets (change, kase, "a1", twice, 2, &error));
  g_assert_error (error, PDL_CHANGE_ERROR, PDL_CHANGE_ERROR_VALUE);
  g_assert_cmpstr (error->message, ==, "T8 cannot belong to two targets");
  g_clear_error (&error);
  g_assert_false (pdl_change_set_targets (change, kase, "a1", none, 1, &error));
  g_assert_error (error, PDL_CHANGE_ERROR, PDL_CHANGE_ERROR_VALUE);
  g_clear_error (&error);
  g_assert_true (pdl_change_set_targets (change, kase, "a1", NULL, 0, &error));
  g_assert_true (pdl_case_apply (kase, change, &error));
  g_assert_cmpuint (pdl_assessment_get_n_targets (pdl_case_get_current (kase)), ==, 0);
}

static void
test_new_visit (void)
{
  g_autoptr (PdlDictionary) dictionary = fixture_dictionary ();
  g_autoptr (PdlCase) kase = made_case (dictionary);
  g_autoptr (PdlChange) change = pdl_change_new (NULL);
  g_autoptr (PdlChange) confirm = pdl_change_new (NULL);
  g_autoptr (PdlChange) remove = pdl_change_new (NULL);
  g_autoptr (PdlChange) back = NULL;
  g_autofree char *uid = g_strdup (pdl_change_add_visit (change, kase, pdl_case_get_current (kase), pdl_day_from_ymd (2026, 6, 2)));
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  const PdlAssessment *visit;
  g_autoptr (GError) error = NULL;

  g_assert_true (pdl_case_apply (kase, change, &error));
  visit = pdl_case_get_current (kase);
  g_assert_cmpstr (pdl_assessment_get_uid (visit), ==, uid);
  g_assert_cmpint (pdl_value_get_int (pdl_fields_get (pdl_assessment_get_fields (visit), "age")), ==, 61);
  g_assert_true (pdl_fields_is_unconfirmed (pdl_assessment_get_fields (visit), "age"));
  g_assert_cmpint (pdl_value_get_kind (pdl_fields_get (pdl_assessment_get_fields (visit), "flag")), ==, PDL_VALUE_UNKNOWN);
  g_assert_cmpstr (pdl_value_get_code (pdl_fields_get (pdl_assessment_get_level (visit, 14), "grade")), ==, "1a");
  g_assert_true (pdl_fields_is_unconfirmed (pdl_assessment_get_level (visit, 14), "grade"));
  g_assert_cmpuint (pdl_assessment_get_n_targets (visit), ==, 2);
  /* What is proposed is not carried; the visit before keeps its own. */
  g_assert_null (pdl_fields_get (pdl_assessment_get_fields (visit), "proposed"));
  g_assert_false (pdl_fields_is_unconfirmed (pdl_assessment_get_fields (pdl_case_get_assessment (kase, 0)), "age"));

  /* Setting a value to itself confirms it; taking that back makes it unconfirmed again. */
  before = dump (kase);
  g_assert_true (pdl_change_set_text (confirm, kase, uid, PDL_LEVEL_NONE, "age", "61", &error));
  g_assert_false (pdl_change_is_empty (confirm));
  g_assert_true (pdl_case_apply (kase, confirm, &error));
  g_assert_false (pdl_fields_is_unconfirmed (pdl_assessment_get_fields (visit), "age"));
  back = pdl_change_invert (confirm);
  g_assert_true (pdl_case_apply (kase, back, &error));
  after = dump (kase);
  g_assert_cmpstr (after, ==, before);

  /* The same for a value that is taken away. */
  g_clear_pointer (&back, pdl_change_unref);
  g_clear_pointer (&after, g_free);
  g_assert_true (pdl_change_set_text (remove, kase, uid, PDL_LEVEL_NONE, "age", "", &error));
  g_assert_true (pdl_case_apply (kase, remove, &error));
  g_assert_null (pdl_fields_get (pdl_assessment_get_fields (visit), "age"));
  back = pdl_change_invert (remove);
  g_assert_true (pdl_case_apply (kase, back, &error));
  after = dump (kase);
  g_assert_cmpstr (after, ==, before);
}

/* One change may set the same place more than once; each edit starts where the one before ended. */
static void
test_chain (void)
{
  g_autoptr (PdlDictionary) dictionary = fixture_dictionary ();
  g_autoptr (PdlCase) kase = made_case (dictionary);
  g_autoptr (PdlChange) change = pdl_change_new (NULL);
  g_autoptr (PdlChange) back = NULL;
  g_autofree char *before = dump (kase);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  PdlLevelSet one = PDL_LEVEL_BIT (1), two = PDL_LEVEL_BIT (2);

  pdl_change_set_text (change, kase, "a1", PDL_LEVEL_NONE, "age", "62", NULL);
  pdl_change_set_text (change, kase, "a1", PDL_LEVEL_NONE, "age", "", NULL);
  pdl_change_set_text (change, kase, "a1", PDL_LEVEL_NONE, "age", "?", NULL);
  pdl_change_set_day (change, kase, "a1", 100);
  pdl_change_set_day (change, kase, "a1", 200);
  pdl_change_set_targets (change, kase, "a1", &one, 1, NULL);
  pdl_change_set_targets (change, kase, "a1", &two, 1, NULL);
  pdl_change_set_extra (change, kase, "a1", PDL_LEVEL_NONE, "later_version", "2");
  pdl_change_set_extra (change, kase, "a1", PDL_LEVEL_NONE, "later_version", NULL);
  pdl_case_apply (kase, change, &error);
  g_assert_no_error (error);
  back = pdl_change_invert (change);
  pdl_case_apply (kase, back, &error);
  g_assert_no_error (error);
  after = dump (kase);
  g_assert_cmpstr (after, ==, before);
}

static void
test_copy (void)
{
  g_autoptr (PdlDictionary) dictionary = fixture_dictionary ();
  g_autoptr (PdlCase) kase = made_case (dictionary);
  g_autoptr (PdlCase) copy = NULL;
  g_autoptr (PdlChange) change = pdl_change_new (NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  pdl_case_set_revision (kase, 7);
  before = dump (kase);
  copy = pdl_case_copy (kase);
  g_assert_cmpint (pdl_case_get_revision (copy), ==, 7);
  g_assert_cmpstr (pdl_case_get_uid (copy), ==, "case");
  after = dump (copy);
  g_assert_cmpstr (after, ==, before);
  pdl_change_set_text (change, kase, "a1", 14, "grade", "0", NULL);
  g_assert_true (pdl_case_apply (kase, change, NULL));
  g_clear_pointer (&after, g_free);
  after = dump (copy);
  g_assert_cmpstr (after, ==, before);
}

/* Visits stand by day, those of one day by entry. */
static void
test_order (void)
{
  static const int days[] = { 30, 10, 20, 10, 40 };
  static const char *const order[] = { "v1", "v3", "v2", "v0", "v4" };
  g_autoptr (PdlDictionary) dictionary = fixture_dictionary ();
  g_autoptr (PdlCase) kase = pdl_case_new (dictionary, NULL);
  g_autoptr (PdlChange) move = pdl_change_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (PdlChange) change = pdl_change_new (NULL);
      g_autofree char *uid = g_strdup_printf ("v%u", i);

      pdl_change_add_assessment (change, uid, days[i]);
      g_assert_true (pdl_case_apply (kase, change, NULL));
    }
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    g_assert_cmpstr (pdl_assessment_get_uid (pdl_case_get_assessment (kase, i)), ==, order[i]);
  pdl_change_set_day (move, kase, "v1", 99);
  g_assert_true (pdl_case_apply (kase, move, NULL));
  g_assert_cmpstr (pdl_assessment_get_uid (pdl_case_get_current (kase)), ==, "v1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/change/there-and-back", test_there_and_back);
  g_test_add_func ("/record/change/places", test_places);
  g_test_add_func ("/record/change/words", test_words);
  g_test_add_func ("/record/change/stale", test_stale);
  g_test_add_func ("/record/change/all-or-none", test_all_or_none);
  g_test_add_func ("/record/change/targets", test_targets);
  g_test_add_func ("/record/change/new-visit", test_new_visit);
  g_test_add_func ("/record/change/chain", test_chain);
  g_test_add_func ("/record/change/copy", test_copy);
  g_test_add_func ("/record/change/order", test_order);
  return g_test_run ();
}
