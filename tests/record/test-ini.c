/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The reader of the knowledge files and the loader of the dictionary: order, lines, and everything that is refused. */

#include "fixture.h"

#include <string.h>

static void
test_read (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlIni) ini = fixture_ini ("# head\n\n[b two words]\nkey = a = b ; c\nlabel[nl] = twee\n[a]\r\nlist = x; y ;;z\r\n", &error);
  PdlIniGroup *group;
  g_auto (GStrv) list = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (pdl_ini_get_n_groups (ini), ==, 2);
  group = pdl_ini_get_group (ini, 0);
  g_assert_cmpstr (pdl_ini_group_get_kind (group), ==, "b");
  g_assert_cmpstr (pdl_ini_group_get_name (group), ==, "two words");
  g_assert_cmpuint (pdl_ini_group_get_line (group), ==, 3);
  g_assert_cmpuint (pdl_ini_group_get_key_line (group, "label[nl]"), ==, 5);
  g_assert_null (pdl_ini_group_get (group, "absent"));

  g_assert_false (pdl_ini_group_check_all_read (group, &error));
  g_assert_cmpstr (error->message, ==, "test.ini:4: [b two words] nobody reads the key “key” here");
  g_clear_error (&error);
  g_assert_cmpstr (pdl_ini_group_get (group, "key"), ==, "a = b ; c");
  g_assert_true (pdl_ini_group_check_all_read (group, &error));

  group = pdl_ini_get_group (ini, 1);
  g_assert_cmpstr (pdl_ini_group_get_name (group), ==, "");
  list = pdl_ini_group_get_list (group, "list");
  g_assert_cmpuint (g_strv_length (list), ==, 3);
  g_assert_cmpstr (list[1], ==, "y");
  g_assert_false (pdl_ini_group_set_error (group, "list", &error, "no %d", 7));
  g_assert_cmpstr (error->message, ==, "test.ini:7: [a] list: no 7");
}

static void
test_refusals (void)
{
  static const struct { const char *text; int code; const char *message; } rows[] = {
    { "[a]\nk = 1\n[a]\n", PDL_INI_ERROR_DUPLICATE, "test.ini:3: this group was given before: “a”" },
    { "[a]\nk = 1\nk = 1\n", PDL_INI_ERROR_DUPLICATE, "test.ini:3: this key was given before in its group: “k”" },
    { "k = 1\n[a]\n", PDL_INI_ERROR_SYNTAX, "test.ini:1: a key stands before the first group:" },
    { "[a]\nK = 1\n", PDL_INI_ERROR_SYNTAX, "test.ini:2: a key is made of a-z, 0-9 and “-”, not “K”" },
    { "[a]\n= 1\n", PDL_INI_ERROR_SYNTAX, "test.ini:2: a key is made of" },
    { "[a]\nlabel[] = 1\n", PDL_INI_ERROR_SYNTAX, "test.ini:2: a key is made of" },
    { "[a]\nwords\n", PDL_INI_ERROR_SYNTAX, "test.ini:2: “key = value” is needed, not “words”" },
    { "[a\nk = 1\n", PDL_INI_ERROR_SYNTAX, "test.ini:1: this is not a group heading: “[a”" },
    { "[]\n", PDL_INI_ERROR_SYNTAX, "test.ini:1: this is not a group heading:" },
    { "[a]\n\nk = \xff\n", PDL_INI_ERROR_SYNTAX, "test.ini:3: the text is not UTF-8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (fixture_ini (rows[i].text, &error));
      g_assert_error (error, PDL_INI_ERROR, rows[i].code);
      if (!g_str_has_prefix (error->message, rows[i].message))
        g_error ("“%s” was expected, not “%s”", rows[i].message, error->message);
    }
}

#define HEAD "[section one]\nlabel = One\n"

static void
test_dictionary_refusals (void)
{
  static const struct { const char *text, *message; } rows[] = {
    { HEAD "[finding x]\nscope = patient\nsection = one\nlabel = X\ntype = enumm\n", "test.ini:7: [finding x] type: “enumm” is none of bool," },
    { HEAD "[finding x]\nscope = patient\nsection = one\nlabel = X\ntype = enum\n", "test.ini:3: [finding x] values: an enum or a set needs its values" },
    { HEAD "[finding x]\nscope = patient\nsection = one\nlabel = X\ntype = bool\nvalues = a; b\n", "test.ini:8: [finding x] values: only an enum" },
    { HEAD "[finding x]\nscope = patient\nsection = one\nlabel = X\ntype = enum\nvalues = a; b; a\n", "test.ini:8: [finding x] values: “a” is given twice" },
    { HEAD "[finding x]\nscope = patient\nsection = one\nlabel = X\ntype = number\nmin = ten\n", "test.ini:8: [finding x] min: “ten” is not a number" },
    { HEAD "[finding x]\nscope = patient\nsection = one\nlabel = X\ntype = number\nunits = mg\n", "test.ini:8: [finding x] units: “unit:factor” is needed" },
    { HEAD "[finding x]\nscope = patient\nsection = one\nlabel = X\ntype = number\nunits = mg:0\n", "test.ini:8: [finding x] units: “0” is not a factor" },
    { HEAD "[finding x]\nscope = patient\nsection = one\nlabel = X\ntype = bool\nlable = Y\n", "test.ini:8: [finding x] nobody reads the key “lable” here" },
    { HEAD "[finding x]\nscope = patient\nsection = two\nlabel = X\ntype = bool\n", "test.ini: [finding x] section: there is no section “two”" },
    { HEAD "[finding x]\nscope = patient\nsection = one\ntype = bool\n", "test.ini:3: [finding x] label: a finding needs a label" },
    { HEAD "[finding x]\nscope = patient\nsection = one\nlabel = X\ntype = bool\nordered = yes\n", "test.ini:8: [finding x] ordered: “true” or “false”" },
    { HEAD "[value x/a]\nlabel = A\n", "test.ini:3: [value x/a]: no finding declares this value" },
    { HEAD "[finding x]\nscope = patient\nsection = one\nlabel = X\ntype = enum\nvalues = a; b\n[value x/a]\nkey = k\n[value x/b]\nkey = k\n",
      "test.ini:12: [value x/b] key: “k” is the key of “a” already" },
    { HEAD "[record r]\ngroup = therapies\nlabel = R\n", "test.ini:4: [record r] group: “therapies” is none of treatments," },
    { HEAD "[field start]\nlabel = Start\ntype = date\n", "test.ini:3: [field start]: a field is named KIND/FIELD" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PdlIni) ini = fixture_ini (rows[i].text, &error);

      g_assert_no_error (error);
      g_assert_null (pdl_dictionary_new (ini, &error));
      g_assert_nonnull (error);
      if (!g_str_has_prefix (error->message, rows[i].message))
        g_error ("“%s” was expected, not “%s”", rows[i].message, error->message);
    }
}

static void
test_dictionary (void)
{
  g_autoptr (PdlDictionary) dictionary = fixture_dictionary ();
  const PdlFinding *grade = pdl_dictionary_lookup (dictionary, "grade");
  const PdlRecordKind *course = pdl_dictionary_lookup_kind (dictionary, PDL_GROUP_TREATMENT, "course");
  guint position;

  g_assert_nonnull (grade);
  g_assert_cmpint (grade->scope, ==, PDL_SCOPE_LEVEL);
  g_assert_cmpint (grade->aggregate, ==, PDL_AGGREGATE_WORST);
  g_assert_true (grade->ordered);
  g_assert_cmpstr (pdl_finding_lookup_code (grade, "1a", &position)->label, ==, "One A");
  g_assert_cmpuint (position, ==, 1);
  g_assert_cmpint (grade->codes[1].key, ==, 'a');
  g_assert_true (pdl_dictionary_get (dictionary, grade->index) == grade);
  g_assert_null (pdl_dictionary_lookup (dictionary, "dose"));

  /* Common fields first, then those of the kind. */
  g_assert_nonnull (course);
  g_assert_cmpuint (course->n_fields, ==, 6);
  g_assert_cmpstr (course->fields[0]->id, ==, "status");
  g_assert_cmpstr (course->fields[4]->id, ==, "dose");
  g_assert_null (pdl_dictionary_lookup_kind (dictionary, PDL_GROUP_IMAGING, "course"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/ini/read", test_read);
  g_test_add_func ("/record/ini/refusals", test_refusals);
  g_test_add_func ("/record/dictionary/read", test_dictionary);
  g_test_add_func ("/record/dictionary/refusals", test_dictionary_refusals);
  return g_test_run ();
}
