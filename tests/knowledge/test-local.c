/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The clinic's own values: what is marked can be set, nothing else can, and what is set is shown as local. */

#include "pdl-knowledge.h"

#include <string.h>

#define HEAD "[local]\nclinic = Example\n"

static PdlKnowledge *shipped;

static PdlKnowledge *
load (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return pdl_knowledge_load_with_local (NULL, "clinic.ini", bytes, error);
}

static void
test_taken_over (void)
{
  static const char text[] = HEAD "approved-by = Dr A\ndate = 2026-11-01\n"
                             "[phone surgeon]\nlabel = Surgeon\nnumber = +31 (0)20 555-12\n"
                             "[track SPINE_CEBRT]\nlead = 14\ngrace = 7\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlKnowledge) local = load (text, &error);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  const PdlLocalValue *value;
  const char *date;
  GBytes *bytes;

  g_assert_no_error (error);
  g_assert_cmpstr (pdl_knowledge_get_local_clinic (local), ==, "Example");
  g_assert_cmpstr (pdl_knowledge_get_local_approval (local, &date), ==, "Dr A");
  g_assert_cmpstr (date, ==, "2026-11-01");
  g_assert_cmpstr (pdl_knowledge_get_local_hash (local), ==, hash);
  g_assert_cmpuint (pdl_knowledge_get_n_phones (local), ==, 1);
  g_assert_cmpstr (pdl_knowledge_get_phone (local, 0)->number, ==, "+31 (0)20 555-12");
  /* `lead` is as shipped, so that it is not local. */
  g_assert_cmpuint (pdl_knowledge_get_n_local_values (local), ==, 1);
  value = pdl_knowledge_get_local_value (local, 0);
  g_assert_cmpstr (value->file, ==, "schedules.ini");
  g_assert_cmpstr (value->group, ==, "track SPINE_CEBRT");
  g_assert_cmpstr (value->key, ==, "grace");
  g_assert_cmpstr (value->shipped, ==, "14");
  g_assert_cmpstr (value->value, ==, "7");
  g_assert_cmpuint (value->local_line, ==, 10);
  /* The set is another one: hash, version, and the text is among its files. */
  g_assert_cmpstr (pdl_knowledge_get_hash (local), !=, pdl_knowledge_get_hash (shipped));
  g_assert_true (g_str_has_prefix (pdl_knowledge_get_version (local), pdl_knowledge_get_version (shipped)));
  g_assert_nonnull (strstr (pdl_knowledge_get_version (local), "+local."));
  g_assert_cmpstr (pdl_knowledge_get_file (local, pdl_knowledge_get_n_files (local) - 1, &bytes), ==, "local.ini");
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text, strlen (text));
  g_assert_false (pdl_knowledge_has_same_rules (shipped, local));
}

/* Numbers to call are no rules. */
static void
test_phones_only (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlKnowledge) local = load (HEAD "[phone surgeon]\nlabel = Surgeon\nnumber = 5500\n", &error);

  g_assert_no_error (error);
  g_assert_true (pdl_knowledge_has_same_rules (shipped, local));
}

/* Kept with an evaluation and loaded again, it is the same set. */
static void
test_archived (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlKnowledge) local = load (HEAD "[track SPINE_CEBRT]\ngrace = 7\n", &error);
  g_autoptr (PdlKnowledge) again = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  g_assert_no_error (error);
  for (guint i = 0; i < pdl_knowledge_get_n_files (local); i++)
    {
      GBytes *bytes;

      g_ptr_array_add (names, (gpointer) pdl_knowledge_get_file (local, i, &bytes));
      g_ptr_array_add (texts, bytes);
    }
  again = pdl_knowledge_load_texts (pdl_knowledge_get_hash (local), names, texts, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pdl_knowledge_get_version (again), ==, pdl_knowledge_get_version (local));
  g_assert_cmpuint (pdl_knowledge_get_n_local_values (again), ==, 1);
}

/* Each with its place and its reason. */
static void
test_refused (void)
{
  static const struct { const char *text, *place; } rows[] = {
    { "[track SPINE_CEBRT]\ngrace = 7\n", "[local] clinic" },
    { HEAD "[source patchell2005]\ncitation = other\n", "clinic.ini:4: [source patchell2005] citation" },
    { HEAD "[statement sx-walk-figure]\ntext = other\n", "clinic.ini:4: [statement sx-walk-figure] text" },
    { HEAD "[statement sx-walk-figure]\nwhen = false\n", "clinic.ini:4: [statement sx-walk-figure] when" },
    { HEAD "[row PLT-25]\nurgency = 7 d\n", "clinic.ini:4: [row PLT-25] urgency" },
    { HEAD "[alert al-sbrt-unstable]\nwhen = false\n", "[alert al-sbrt-unstable] when" },
    { HEAD "[emergency strip]\nred = false\n", "[emergency strip] red" },
    { HEAD "[line 1]\nfirst = false\n", "[line 1] first" },
    { HEAD "[finding escc_grade]\nlabel = x\n", "[finding escc_grade] label" },
    { HEAD "[finding mine]\nlabel = x\n", "[finding mine]" },
    { HEAD "[dose tolerance/mine]\ndose = 1\n", "[dose tolerance/mine]" },
    { HEAD "[dose cord-limit/risk_5]\nlimits = 1:30\n", "[dose cord-limit/risk_5] limits" },
    { HEAD "[dose regimen/8x1]\ndose = 9\n", "[dose regimen/8x1] dose" },
    { HEAD "[dose regimen/mine]\ndose = 9\nfractions = 3\ngroup = sbrt\ntext = x\nsource = patchell2005\n", "[dose regimen/mine] source" },
    { HEAD "[dose regimen/mine]\ndose = 9\nfractions = 3\ngroup = sbrt\ntext = x\ntag = 1\n", "[dose regimen/mine] tag" },
    { HEAD "[track SPINE_CEBRT]\nlabel = x\n", "[track SPINE_CEBRT] label" },
    { HEAD "[track SPINE_CEBRT]\nsource = x\n", "[track SPINE_CEBRT] source" },
    { HEAD "[track SPINE_CEBRT]\nlocal = items\n", "[track SPINE_CEBRT] local" },
    { HEAD "[track SPINE_CEBRT]\nitems = W2\n", "[track SPINE_CEBRT] items" },
    { HEAD "[track SPINE_CEBRT]\ngrace = 3650\n", "[track SPINE_CEBRT] grace" },
    { HEAD "[track SPINE_CEBRT]\ngrace = -1\n", "[track SPINE_CEBRT] grace" },
    { HEAD "[track SPINE_CEBRT]\ngrace =\n", "[track SPINE_CEBRT] grace" },
    { HEAD "[track SPINE_CEBRT]\ngrace = 7\ngrace = 8\n", "clinic.ini:5" },
    { HEAD "[phone x]\nlabel = Surgeon\nnumber = call me\n", "clinic.ini:5: [phone x] number" },
    { HEAD "[phone x]\nnumber = 123\n", "[phone x] label" },
    { HEAD "[phone x]\nlabel = Surgeon\nnumber = 123\nfax = 1\n", "fax" },
    { HEAD "date = soon\n", "[local] date" },
    { HEAD "colour = red\n", "colour" },
    { "clinic = Example\n", "clinic.ini:1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PdlKnowledge) local = load (rows[i].text, &error);

      if (local != NULL)
        g_error ("taken over: %s", rows[i].text);
      if (strstr (error->message, rows[i].place) == NULL)
        g_error ("“%s” does not name “%s”", error->message, rows[i].place);
    }
}

static void
open_key_cb (const char *file, const char *group, const char *label, const char *key, const char *value, gpointer user_data)
{
  guint *n = user_data;

  ++*n;
  g_assert_true (g_str_has_prefix (group, "dose ") || g_str_has_prefix (group, "track ") || g_str_has_prefix (group, "situations "));
  g_assert_nonnull (value);
  for (const char *const *closed = (const char *const[]) { "text", "label", "source", "tag", "when", "limits", NULL }; *closed != NULL; closed++)
    g_assert_cmpstr (key, !=, *closed);
}

/* No mark of the shipped text opens a sentence, a source or a rule. */
static void
test_marks (void)
{
  guint n = 0;

  pdl_knowledge_foreach_open_key (shipped, open_key_cb, &n);
  g_assert_cmpuint (n, >, 20);
  g_assert_null (pdl_knowledge_get_local_hash (shipped));
  g_assert_cmpuint (pdl_knowledge_get_n_phones (shipped), ==, 0);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  shipped = pdl_knowledge_load (NULL, &error);
  g_assert_no_error (error);
  g_test_add_func ("/knowledge/local/taken-over", test_taken_over);
  g_test_add_func ("/knowledge/local/phones-only", test_phones_only);
  g_test_add_func ("/knowledge/local/archived", test_archived);
  g_test_add_func ("/knowledge/local/refused", test_refused);
  g_test_add_func ("/knowledge/local/marks", test_marks);
  result = g_test_run ();
  pdl_knowledge_unref (shipped);
  return result;
}
