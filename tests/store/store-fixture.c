/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. Chance comes from g_test_rand, so that a failure can be run again with its seed. */
#include "store-fixture.h"

#include <glib/gstdio.h>
#include <math.h>

PdlDictionary *
fixture_parse_dictionary (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  PdlIni *ini = pdl_ini_new ("dictionary.ini", bytes, &error);
  PdlDictionary *dictionary;

  g_assert_no_error (error);
  dictionary = pdl_dictionary_new (ini, &error);
  g_assert_no_error (error);
  pdl_ini_free (ini);
  return dictionary;
}

PdlDictionary *
fixture_load_dictionary (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("PDL_SOURCE_DIR"), "data", "knowledge", "dictionary.ini", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return fixture_parse_dictionary (text);
}

char *
fixture_new_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("pedicle-store-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

void
fixture_remove_folder (char *folder)
{
  remove_tree (folder);
  g_free (folder);
}

/* ——— calls that wait ——— */

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

PdlStore *
fixture_open (PdlDictionary *dictionary, const char *path)
{
  g_autoptr (GError) error = NULL;
  PdlStore *store = pdl_store_open (dictionary, path, &error);

  g_assert_no_error (error);
  g_assert_nonnull (store);
  return store;
}

void
fixture_close (PdlStore *store)
{
  pdl_store_close (store);
  g_object_unref (store);
}

gint64
fixture_save (PdlStore *store, PdlCase *kase, PdlChange *change, gint64 base_revision, GError **error)
{
  g_autoptr (PdlCaseSummary) summary = pdl_case_summary_new ();
  g_autoptr (GAsyncResult) result = NULL;

  summary->uid = g_strdup (pdl_case_get_uid (kase));
  pdl_store_save_async (store, kase, change, summary, base_revision, NULL, answered_cb, &result);
  wait_for (&result);
  return pdl_store_save_finish (store, result, error);
}

PdlCase *
fixture_load (PdlStore *store, const char *uid, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pdl_store_load_async (store, uid, NULL, answered_cb, &result);
  wait_for (&result);
  return pdl_store_load_finish (store, result, error);
}

GPtrArray *
fixture_list (PdlStore *store, const char *search)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *list;

  pdl_store_list_async (store, search, NULL, answered_cb, &result);
  wait_for (&result);
  list = pdl_store_list_finish (store, result, &error);
  g_assert_no_error (error);
  return list;
}

GPtrArray *
fixture_check (PdlStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *findings;

  pdl_store_check_async (store, NULL, answered_cb, &result);
  wait_for (&result);
  findings = pdl_store_check_finish (store, result, &error);
  g_assert_no_error (error);
  return findings;
}

gboolean
fixture_backup (PdlStore *store, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pdl_store_backup_async (store, path, NULL, answered_cb, &result);
  wait_for (&result);
  return pdl_store_backup_finish (store, result, error);
}

void
fixture_assert_sound (PdlStore *store)
{
  g_autoptr (GPtrArray) findings = fixture_check (store);

  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (const char *) findings->pdata[i]);
  g_assert_cmpuint (findings->len, ==, 0);
}

/* ——— chance ——— */

static PdlValue *
random_number (const PdlFinding *finding)
{
  double min = isnan (finding->min) ? 0 : finding->min;
  double max = isnan (finding->max) ? min + 1000 : finding->max;

  if (finding->type == PDL_TYPE_INT)
    {
      int step = isnan (finding->step) || finding->step < 1 ? 1 : (int) finding->step;
      int low = (int) ceil (min / step), high = (int) floor (max / step);

      if (finding->min_exclusive && low * step <= min)
        low++;
      return pdl_value_new_int ((gint64) g_test_rand_int_range (low, MIN (high, low + 100000) + 1) * step);
    }
  for (int attempt = 0; attempt < 20; attempt++)
    {
      /* As people type it: a text of any case file or journal gives the same number back. */
      g_autofree char *digits = g_strdup_printf ("%.6g", g_test_rand_double_range (min, max));
      double number = g_ascii_strtod (digits, NULL);
      g_autoptr (PdlValue) value = NULL;

      /* As typed in another unit: the text and the unit must come back too. */
      if (finding->n_units > 0 && g_test_rand_bit ())
        {
          const PdlUnit *unit = &finding->units[g_test_rand_int_range (0, finding->n_units)];
          g_autofree char *typed = g_strdup_printf ("%.3f %s", number / unit->factor, unit->unit);

          if (pdl_finding_parse (finding, typed, &value, NULL))
            return g_steal_pointer (&value);
          continue;
        }
      value = pdl_value_new_number (number, NULL, NULL);
      if (pdl_finding_validate (finding, value, NULL))
        return g_steal_pointer (&value);
    }
  return pdl_value_new_number (max, NULL, NULL);
}

static PdlValue *
random_text (void)
{
  static const char *const texts[] = {
    "plain", "?", "n/a", "'; DROP TABLE cases; --", "Ærø Müller–Łódź 東京", "two\nlines\tand a tab", " blanks ", "\"quoted\" \\",
  };

  return pdl_value_new_text (texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))]);
}

PdlValue *
fixture_random_value (const PdlFinding *finding, int kind)
{
  if (kind == 0)
    return NULL;
  if (kind == 1)
    return pdl_value_new_unknown ();
  if (kind == 2)
    return pdl_value_new_not_applicable ();
  switch (finding->type)
    {
    case PDL_TYPE_BOOL:
      return pdl_value_new_bool (g_test_rand_bit ());
    case PDL_TYPE_ENUM:
      {
        guint position = g_test_rand_int_range (0, finding->n_codes);

        return pdl_value_new_enum (position, finding->codes[position].code);
      }
    case PDL_TYPE_SET:
      return pdl_value_new_set (g_test_rand_int_range (0, 1 << MIN (finding->n_codes, 30)));
    case PDL_TYPE_LEVELS:
      return pdl_value_new_set (g_test_rand_int_range (0, 1 << PDL_N_LEVELS));
    case PDL_TYPE_INT:
    case PDL_TYPE_NUMBER:
      return random_number (finding);
    case PDL_TYPE_DATE:
      {
        PdlPrecision precision = g_test_rand_int_range (0, 3);
        int year = g_test_rand_int_range (1900, 2100);

        return pdl_value_new_date (pdl_day_from_ymd (year, precision == PDL_PRECISION_YEAR ? 1 : 7,
                                                     precision == PDL_PRECISION_DAY ? 14 : 1), precision);
      }
    case PDL_TYPE_DATETIME:
      return pdl_value_new_datetime (g_test_rand_int_range (0, 50000000));
    case PDL_TYPE_TEXT:
      return random_text ();
    case PDL_TYPE_LIST:
      return pdl_value_new_list ("[{\"mg\":8,\"days\":3}]");
    default:
      g_assert_not_reached ();
    }
}

static const char *
random_extra_json (void)
{
  static const char *const texts[] = { "null", "17", "\"a \\\"word\\\"\"", "{\"deep\":[1,2,{\"x\":null}]}", "[]" };

  return texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))];
}

static void
set_random_value (PdlChange *change, PdlCase *kase, const char *uid, PdlLevel level, const PdlFinding *finding)
{
  g_autoptr (PdlValue) value = fixture_random_value (finding, g_test_rand_int_range (0, 6));
  g_autoptr (GError) error = NULL;

  pdl_change_set (change, kase, uid, level, finding->id, value, &error);
  g_assert_no_error (error);
}

static const PdlFinding *
random_finding (PdlDictionary *dictionary)
{
  return pdl_dictionary_get (dictionary, g_test_rand_int_range (0, pdl_dictionary_get_n_findings (dictionary)));
}

static const PdlAssessment *
random_assessment (PdlCase *kase)
{
  return pdl_case_get_assessment (kase, g_test_rand_int_range (0, pdl_case_get_n_assessments (kase)));
}

static void
add_finding_edit (PdlChange *change, PdlCase *kase)
{
  const PdlFinding *finding = random_finding (pdl_case_get_dictionary (kase));
  PdlLevel level = PDL_LEVEL_NONE;

  if (finding->scope == PDL_SCOPE_IDENTITY)
    {
      set_random_value (change, kase, NULL, PDL_LEVEL_NONE, finding);
      return;
    }
  if (finding->scope == PDL_SCOPE_FIELD || finding->kind == PDL_KIND_DERIVED)
    return;
  if (finding->scope != PDL_SCOPE_PATIENT && g_test_rand_int_range (0, 4) > 0)
    level = g_test_rand_int_range (0, PDL_N_LEVELS);
  set_random_value (change, kase, pdl_assessment_get_uid (random_assessment (kase)), level, finding);
}

static void
add_item_edit (PdlChange *change, PdlCase *kase)
{
  PdlDictionary *dictionary = pdl_case_get_dictionary (kase);
  PdlGroup group = g_test_rand_int_range (0, PDL_N_GROUPS);
  const PdlRecordKind *kind;
  const char *uid;

  if (pdl_case_get_n_items (kase, group) > 0 && g_test_rand_bit ())
    {
      const PdlItem *item = pdl_case_get_item (kase, group, g_test_rand_int_range (0, pdl_case_get_n_items (kase, group)));

      kind = pdl_item_get_kind (item);
      uid = pdl_item_get_uid (item);
    }
  else
    {
      if (pdl_dictionary_get_n_kinds (dictionary) == 0)
        return;
      kind = pdl_dictionary_get_kind (dictionary, g_test_rand_int_range (0, pdl_dictionary_get_n_kinds (dictionary)));
      uid = pdl_change_add_item (change, kind->group, kind->id, NULL);
    }
  for (int i = 0; i < 4 && kind->n_fields > 0; i++)
    set_random_value (change, kase, uid, PDL_LEVEL_NONE, kind->fields[g_test_rand_int_range (0, kind->n_fields)]);
}

static void
add_targets_edit (PdlChange *change, PdlCase *kase)
{
  const PdlLevelSet choices[][2] = { { 0x3, 0xc }, { 0x100, 0x600 }, { 0x1ff, 0x200 } };
  g_autoptr (GError) error = NULL;

  pdl_change_set_targets (change, kase, pdl_assessment_get_uid (random_assessment (kase)),
                          choices[g_test_rand_int_range (0, G_N_ELEMENTS (choices))], g_test_rand_int_range (0, 3), &error);
  g_assert_no_error (error);
}

/* One kind of edit a change, because the builder of a change reads "from" out of the case only for values. */
PdlChange *
fixture_random_change (PdlCase *kase, int n_edits)
{
  g_autoptr (PdlChange) change = pdl_change_new ("by chance");
  int choice = g_test_rand_int_range (0, 12);
  g_autoptr (GError) error = NULL;

  if (pdl_case_get_n_assessments (kase) == 0)
    pdl_change_add_assessment (change, NULL, pdl_day_from_ymd (2026, 3, 2));
  else if (choice == 0)
    pdl_change_add_visit (change, kase, pdl_case_get_current (kase), pdl_assessment_get_day (pdl_case_get_current (kase)) + 30);
  else if (choice == 1)
    add_targets_edit (change, kase);
  else if (choice == 2)
    pdl_change_set_day (change, kase, pdl_assessment_get_uid (random_assessment (kase)), g_test_rand_int_range (0, 30000));
  else if (choice == 3)
    pdl_change_set_extra (change, kase, g_test_rand_bit () ? NULL : pdl_assessment_get_uid (random_assessment (kase)),
                          PDL_LEVEL_NONE, g_test_rand_bit () ? "future_thing" : "other_thing", random_extra_json ());
  else if (choice == 4)
    pdl_change_set_extra (change, kase, pdl_assessment_get_uid (random_assessment (kase)), 18, "future_level_thing",
                          g_test_rand_bit () ? random_extra_json () : NULL);
  else
    for (int i = 0; i < n_edits; i++)
      if (choice < 7)
        add_item_edit (change, kase);
      else
        add_finding_edit (change, kase);
  pdl_case_apply (kase, change, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&change);
}

/* ——— the same case ——— */

static char *
compare_fields (const char *where, PdlCase *kase, const PdlFields *a, const PdlFields *b)
{
  if (pdl_fields_get_size (a) != pdl_fields_get_size (b))
    return g_strdup_printf ("%s: %u values against %u", where, pdl_fields_get_size (a), pdl_fields_get_size (b));
  for (guint i = 0; i < pdl_fields_get_size (a); i++)
    {
      const char *id = pdl_fields_get_id (a, i);

      if (!pdl_value_equal (pdl_fields_get_value (a, i), pdl_fields_get (b, id)))
        return g_strdup_printf ("%s: %s", where, id);
      if (pdl_fields_is_unconfirmed (a, id) != pdl_fields_is_unconfirmed (b, id))
        return g_strdup_printf ("%s: %s, confirmation", where, id);
      if (g_strcmp0 (id, pdl_fields_get_id (b, i)) != 0)
        return g_strdup_printf ("%s: order of %s", where, id);
    }
  if (pdl_fields_get_n_extra (a) != pdl_fields_get_n_extra (b))
    return g_strdup_printf ("%s: %u unknown ids against %u", where, pdl_fields_get_n_extra (a), pdl_fields_get_n_extra (b));
  for (guint i = 0; i < pdl_fields_get_n_extra (a); i++)
    if (g_strcmp0 (pdl_fields_get_extra_id (a, i), pdl_fields_get_extra_id (b, i)) != 0
        || g_strcmp0 (pdl_fields_get_extra_json (a, i), pdl_fields_get_extra_json (b, i)) != 0)
      return g_strdup_printf ("%s: unknown id %s", where, pdl_fields_get_extra_id (a, i));
  return NULL;
}

static char *
compare_assessments (PdlCase *kase, const PdlAssessment *a, const PdlAssessment *b)
{
  char *difference;

  if (g_strcmp0 (pdl_assessment_get_uid (a), pdl_assessment_get_uid (b)) != 0)
    return g_strdup ("uid of a visit");
  if (pdl_assessment_get_day (a) != pdl_assessment_get_day (b))
    return g_strdup ("day of a visit");
  difference = compare_fields ("visit", kase, pdl_assessment_get_fields (a), pdl_assessment_get_fields (b));
  for (PdlLevel level = 0; difference == NULL && level < PDL_N_LEVELS; level++)
    difference = compare_fields (pdl_level_name (level), kase, pdl_assessment_get_level (a, level),
                                 pdl_assessment_get_level (b, level));
  if (difference != NULL)
    return difference;
  if (pdl_assessment_get_n_targets (a) != pdl_assessment_get_n_targets (b))
    return g_strdup ("number of targets");
  for (guint i = 0; i < pdl_assessment_get_n_targets (a); i++)
    if (pdl_assessment_get_target (a, i) != pdl_assessment_get_target (b, i))
      return g_strdup ("levels of a target");
  return NULL;
}

char *
fixture_compare (PdlCase *a, PdlCase *b)
{
  char *difference;

  if (g_strcmp0 (pdl_case_get_uid (a), pdl_case_get_uid (b)) != 0)
    return g_strdup ("uid of the case");
  difference = compare_fields ("identity", a, pdl_case_get_identity (a), pdl_case_get_identity (b));
  if (difference != NULL)
    return difference;
  if (pdl_case_get_n_assessments (a) != pdl_case_get_n_assessments (b))
    return g_strdup ("number of visits");
  for (guint i = 0; i < pdl_case_get_n_assessments (a); i++)
    {
      difference = compare_assessments (a, pdl_case_get_assessment (a, i), pdl_case_get_assessment (b, i));
      if (difference != NULL)
        return difference;
    }
  for (PdlGroup group = 0; group < PDL_N_GROUPS; group++)
    {
      if (pdl_case_get_n_items (a, group) != pdl_case_get_n_items (b, group))
        return g_strdup_printf ("number of %s", pdl_group_key (group));
      for (guint i = 0; i < pdl_case_get_n_items (a, group); i++)
        {
          const PdlItem *item = pdl_case_get_item (a, group, i), *other = pdl_case_get_item (b, group, i);

          if (g_strcmp0 (pdl_item_get_uid (item), pdl_item_get_uid (other)) != 0
              || pdl_item_get_kind (item) != pdl_item_get_kind (other))
            return g_strdup_printf ("%s: place of a record", pdl_group_key (group));
          difference = compare_fields (pdl_group_key (group), a, pdl_item_get_fields (item), pdl_item_get_fields (other));
          if (difference != NULL)
            return difference;
        }
    }
  return NULL;
}
