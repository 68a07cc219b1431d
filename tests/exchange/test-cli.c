/* SPDX-License-Identifier: GPL-3.0-or-later */

/* pedicle-cli as it is run: what goes to stdout, to stderr, and the exit status. */

#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>

#include "cli-run.h"

#define HEAD "{\"format\":\"pedicle-case\",\"version\":1,"
#define AGE(n) HEAD "\"assessments\":[{\"date\":\"2026-03-02\",\"findings\":{\"ecog\":" #n "}}]}"

/* @...: the command and its words, NULL. */
static CliRun
run_cli (const char *input, gsize length, ...)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  va_list args;

  va_start (args, length);
  for (const char *word = va_arg (args, const char *); word != NULL; word = va_arg (args, const char *))
    g_ptr_array_add (words, (gpointer) word);
  va_end (args);
  g_ptr_array_add (words, NULL);
  return cli_run ((const char *const *) words->pdata, input, (gssize) length);
}

static guint
count_lines (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == '\n';
  return n;
}

static char *
sample (const char *name)
{
  return g_build_filename (g_getenv ("PDL_SOURCE_DIR"), "data", "samples", name, NULL);
}

static void
test_usage (void)
{
  static const struct { const char *words[6]; int status; const char *err; } rows[] = {
    { { NULL }, 2, "pedicle-cli COMMAND" },
    { { "evalute" }, 2, "there is no command “evalute”" },
    { { "evaluate" }, 2, "name at least one file" },
    { { "evaluate", "--nonsense" }, 2, "--nonsense" },
    { { "evaluate", "--as-of", "soon", "-" }, 2, "“soon” is neither “today” nor a date" },
    { { "evaluate", "--as-of", "2026-03", "-" }, 2, "“2026-03” is neither" },
    { { "knowledge" }, 2, "list, show, card, check, local or export-cql is needed" },
    { { "knowledge", "shew" }, 2, "“shew” is none of list, show, card, check, local, export-cql" },
    { { "knowledge", "show" }, 2, "show takes one id" },
    { { "knowledge", "show", "no-such-id" }, 1, "Nothing in the knowledge is called “no-such-id”" },
    { { "knowledge", "check", "--knowledge", "/nonexistent" }, 1, "/nonexistent" },
    { { "import", "x.json" }, 2, "--store PATH is needed" },
    { { "import", "--as-new", "--replace", "x.json", "--store=y" }, 2, "exclude each other" },
    { { "export", "--store", "/nonexistent/store" }, 1, "there is no store" },
    { { "store", "check" }, 2, "--store PATH is needed" },
    { { "store", "mend", "--store", "x" }, 2, "check, backup, replay or compare is needed" },
    { { "evaluate", "/nonexistent.json" }, 1, "/nonexistent.json: " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (CliRun) run = run_cli (NULL, 0, rows[i].words[0], rows[i].words[1], rows[i].words[2], rows[i].words[3], rows[i].words[4], NULL);

      if (run.status != rows[i].status || strstr (run.err, rows[i].err) == NULL)
        g_error ("%s %s: status %d, “%s”", rows[i].words[0], rows[i].words[1], run.status, run.err);
      g_assert_cmpstr (run.out, ==, "");
    }
}

static void
test_help (void)
{
  static const char *const commands[] = { "evaluate", "knowledge", "import", "export", "store", "report" };
  g_auto (CliRun) version = run_cli (NULL, 0, "--version", NULL);
  g_auto (CliRun) help = run_cli (NULL, 0, "--help", NULL);

  g_assert_cmpint (version.status, ==, 0);
  g_assert_true (g_str_has_prefix (version.out, "pedicle "));
  g_assert_cmpint (help.status, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_auto (CliRun) own = run_cli (NULL, 0, commands[i], "--help", NULL);

      g_assert_nonnull (strstr (help.out, commands[i]));
      g_assert_cmpint (own.status, ==, 0);
      g_assert_nonnull (strstr (own.out, commands[i]));
    }
}

/* One bad case is one line; the others are evaluated, in order. */
static void
test_bad_among_good (void)
{
  static const char input[] = AGE (1) "\n" AGE (9) "\nno json\n{\"a\":\"\xff\"}\n" AGE (2) "\n";
  g_auto (CliRun) run = run_cli (input, sizeof input - 1, "evaluate", "-", NULL);
  g_auto (GStrv) out = NULL;
  g_auto (GStrv) err = NULL;

  g_assert_cmpint (run.status, ==, 1);
  out = g_strsplit (run.out, "\n", -1);
  err = g_strsplit (run.err, "\n", -1);
  g_assert_cmpuint (g_strv_length (out), ==, 3);
  g_assert_true (g_str_has_prefix (out[0], "{\"format\":\"pedicle-evaluation\",\"version\":1,\"source\":{\"file\":\"-\",\"line\":1},\"as_of\":\"2026-03-02\","));
  g_assert_nonnull (strstr (out[1], "\"line\":5}"));
  g_assert_cmpuint (g_strv_length (err), ==, 4);
  g_assert_true (g_str_has_prefix (err[0], "-:2: assessments[0].findings.ecog: 9 is outside 0 to 5"));
  g_assert_cmpstr (err[1], ==, "-:3: column 1: a value is needed here");
  g_assert_cmpstr (err[2], ==, "-:4: column 7: the text is not UTF-8");
}

/* What a file holds cannot break out of its line. */
static void
test_one_line (void)
{
  g_autoptr (GString) input = g_string_new (HEAD "\"assessments\":[{\"date\":\"2026-03-02\",\"findings\":{\"primary_site\":\"a\\nb\\u001b[31m");

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (input, 'x');
  g_string_append (input, "\"}}]}");
  {
    g_auto (CliRun) run = run_cli (input->str, input->len, "evaluate", "-", NULL);

    g_assert_cmpint (run.status, ==, 1);
    g_assert_cmpuint (count_lines (run.err), ==, 1);
    g_assert_null (strchr (run.err, '\033'));
    g_assert_cmpuint (strlen (run.err), <, 1000);
  }
}

static void
test_files (void)
{
  g_autofree char *first = sample ("01-renal-t8-compression.json");
  g_autofree char *second = sample ("12-two-targets.json");
  g_auto (CliRun) plain = run_cli (NULL, 0, "evaluate", first, NULL);
  g_auto (CliRun) what_if = run_cli (NULL, 0, "evaluate", "--what-if", first, NULL);
  g_auto (CliRun) run = run_cli (NULL, 0, "evaluate", first, "/nonexistent.json", second, NULL);
  g_auto (CliRun) later = run_cli (NULL, 0, "evaluate", "--as-of", "2027-01-31", first, NULL);
  g_auto (CliRun) traced = run_cli (NULL, 0, "evaluate", "--trace", first, NULL);
  g_auto (CliRun) folder = run_cli (NULL, 0, "evaluate", "/", NULL);
  g_auto (CliRun) empty = run_cli ("", 0, "evaluate", "-", NULL);

  g_assert_cmpint (run.status, ==, 1);
  g_assert_cmpuint (count_lines (run.out), ==, 2);
  g_assert_cmpuint (count_lines (run.err), ==, 1);
  g_assert_nonnull (strstr (run.out, "01-renal-t8-compression.json\",\"line\":1}"));
  g_assert_cmpint (later.status, ==, 0);
  g_assert_nonnull (strstr (later.out, "\"as_of\":\"2027-01-31\""));
  g_assert_cmpstr (later.err, ==, "");
  g_assert_null (strstr (later.out, "\"trace\":"));
  g_assert_nonnull (strstr (traced.out, "\"trace\":{\"text\":"));
  /* Asked for, and only then. Guideline C7: PLT-08 takes cord signs with ESCC 0 to 1b. */
  g_assert_null (strstr (plain.out, "\"what_if\""));
  g_assert_null (strstr (plain.out, "\"worth_asking\""));
  g_assert_cmpint (what_if.status, ==, 0);
  g_assert_cmpuint (count_lines (what_if.out), ==, 1);
  g_assert_nonnull (strstr (what_if.out, "\"what_if\":{\"changes\":[{\"finding\":\"escc_grade\",\"level\":\"T8\",\"axis\":\"neurology\",\"from\":\"2\",\"to\":\"1b\","
                                         "\"effect\":\"row\",\"row\":\"PLT-08\""));
  g_assert_nonnull (strstr (what_if.out, "\"worth_asking\":{\"questions\":["));
  g_assert_cmpint (folder.status, ==, 1);
  g_assert_cmpuint (count_lines (folder.err), ==, 1);
  g_assert_cmpint (empty.status, ==, 1);
  g_assert_cmpstr (empty.err, ==, "-: there is no case in it\n");
}

/* A long stream takes no more memory than a short one. */
static void
test_flat (void)
{
  g_autofree char *path = sample ("01-renal-t8-compression.json");
  g_autofree char *text = NULL;
  g_autoptr (GString) many = g_string_new (NULL);
  struct rusage usage;
  long before;
  gsize short_length = 0;

#ifdef __SANITIZE_ADDRESS__
  /* The sanitizer keeps freed memory aside, so that its peak says nothing about ours. */
  g_test_skip ("memory is not ours to measure under the address sanitizer");
  return;
#endif
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_strdelimit (text, "\n", ' ');
  for (guint i = 0; i < 400; i++)
    {
      g_string_append_printf (many, "%s\n", text);
      if (i == 9)
        short_length = many->len;
    }
  {
    g_auto (CliRun) run = run_cli (many->str, short_length, "evaluate", "-", NULL);

    g_assert_cmpuint (count_lines (run.out), ==, 10);
  }
  getrusage (RUSAGE_CHILDREN, &usage);
  before = usage.ru_maxrss;
  {
    g_auto (CliRun) run = run_cli (many->str, many->len, "evaluate", "-", NULL);

    g_assert_cmpint (run.status, ==, 0);
    g_assert_cmpuint (count_lines (run.out), ==, 400);
    g_assert_nonnull (strstr (run.out, "\"line\":400}"));
  }
  getrusage (RUSAGE_CHILDREN, &usage);
  g_assert_cmpint (usage.ru_maxrss, <, before + 8 * 1024);
}

static void
test_knowledge (void)
{
  g_auto (CliRun) check = run_cli (NULL, 0, "knowledge", "check", NULL);
  g_auto (CliRun) list = run_cli (NULL, 0, "knowledge", "list", NULL);
  g_auto (CliRun) show = run_cli (NULL, 0, "knowledge", "show", "escc_grade", NULL);
  g_auto (CliRun) row = run_cli (NULL, 0, "knowledge", "show", "PLT-01", NULL);
  g_auto (CliRun) conflict = run_cli (NULL, 0, "knowledge", "show", "incidence", NULL);

  g_assert_cmpint (check.status, ==, 0);
  g_assert_nonnull (strstr (check.out, "\"rows\":64,"));
  g_assert_cmpint (list.status, ==, 0);
  g_assert_nonnull (strstr (list.out, "\"escc_grade\""));
  g_assert_cmpint (show.status, ==, 0);
  g_assert_nonnull (strstr (show.out, "\"is\":\"finding\""));
  g_assert_nonnull (strstr (row.out, "\"is\":\"row\""));
  g_assert_nonnull (strstr (row.out, "\"basis\":{\"file\":\"local-treatment.ini\""));
  g_assert_nonnull (strstr (conflict.out, "\"text\":\"about 70 % and 15-30 %\",\"note\":\"no source named in the register\""));
}

/* The card of a rule with the signatures of a file: one of this text, one of another; a damaged file is told, not passed over. */
static void
test_card (void)
{
  g_autofree char *folder = g_dir_make_tmp ("pedicle-cli-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "signatures.ini", NULL), *text = NULL;
  g_auto (CliRun) none = run_cli (NULL, 0, "knowledge", "card", "rpa_chao_2012", "--signatures", path, NULL);
  g_auto (CliRun) unknown = run_cli (NULL, 0, "knowledge", "card", "no-such-id", "--signatures", path, NULL);
  const char *hash = strstr (none.out, "\"text_hash\":\"") + strlen ("\"text_hash\":\"");

  g_assert_cmpint (none.status, ==, 0);
  g_assert_nonnull (strstr (none.out, "{\"number\":3,\"id\":\"funding\",\"value\":null}"));
  g_assert_nonnull (strstr (none.out, "{\"number\":5,\"id\":\"race\",\"recorded\":false,\"used\":false,\"findings\":[]}"));
  g_assert_nonnull (strstr (none.out, "{\"number\":11,\"id\":\"date-of-birth\",\"recorded\":true,\"used\":true,\"findings\":[\"birth_date\",\"age_years\"]}"));
  g_assert_nonnull (strstr (none.out, "\"rule\":{\"state\":\"not-signed\""));
  g_assert_cmpint (unknown.status, ==, 1);
  text = g_strdup_printf ("[signature 1]\nrule=score/rpa_chao_2012\nname=A\nrole=B\ndate=2026-03-02\nhash=%.64s\n"
                          "[signature 2]\nrule=set\nname=C\nrole=D\ndate=2026-03-03\nhash=another\n", hash);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  {
    g_auto (CliRun) run = run_cli (NULL, 0, "knowledge", "card", "score/rpa_chao_2012", "--signatures", path, NULL);

    g_assert_nonnull (strstr (run.out, "\"rule\":{\"state\":\"signed\",\"name\":\"A\",\"role\":\"B\",\"date\":\"2026-03-02\"}"));
    g_assert_nonnull (strstr (run.out, "\"set\":{\"state\":\"signed-earlier-text\",\"name\":\"C\""));
  }
  g_assert_true (g_file_set_contents (path, "[signature 1]\nrule=set\n", -1, NULL));
  {
    g_auto (CliRun) run = run_cli (NULL, 0, "knowledge", "card", "sins", "--signatures", path, NULL);

    g_assert_cmpint (run.status, ==, 1);
    g_assert_nonnull (strstr (run.err, "signatures.ini"));
  }
  g_remove (path);
  g_rmdir (folder);
}

/* Figures depend on the machine; that every part was measured does not. */
static void
test_bench (void)
{
  g_auto (CliRun) run = run_cli (NULL, 0, "bench", "--cases", "7", "--threads", "2", NULL);
  g_auto (CliRun) none = run_cli (NULL, 0, "bench", "--cases", "0", NULL);

  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "\"one_case_after_a_change\":{\"n\":"));
  g_assert_nonnull (strstr (run.out, "\"memory_all_cores\":{\"n\":7,\"threads\":2,"));
  g_assert_nonnull (strstr (run.out, "\"ndjson_all_cores\":{\"n\":7,\"threads\":2,"));
  g_assert_cmpint (none.status, ==, 2);
}

/* A case goes into a store and comes out as it was; the store is sound; so is its copy. */
static void
test_store (void)
{
  g_autofree char *folder = g_dir_make_tmp ("pedicle-cli-XXXXXX", NULL);
  g_autofree char *store = g_build_filename (folder, "store.db", NULL);
  g_autofree char *copy = g_build_filename (folder, "copy.db", NULL);
  g_autofree char *path = sample ("14-followed-one-year.json");
  g_autofree char *name = NULL;
  g_autoptr (GDir) dir = NULL;
  g_auto (CliRun) import = run_cli (NULL, 0, "import", path, "/nonexistent.json", "--store", store, NULL);
  g_auto (CliRun) export = run_cli (NULL, 0, "export", "--store", store, NULL);
  g_auto (CliRun) check = run_cli (NULL, 0, "store", "check", "--store", store, NULL);
  g_auto (CliRun) backup = run_cli (NULL, 0, "store", "backup", copy, "--store", store, NULL);
  g_auto (CliRun) again = run_cli (NULL, 0, "export", "--store", copy, NULL);
  g_auto (CliRun) direct = run_cli (NULL, 0, "evaluate", path, NULL);
  g_auto (CliRun) stored = run_cli (export.out, strlen (export.out), "evaluate", "-", NULL);
  const char *entry;

  g_assert_cmpint (import.status, ==, 1);
  g_assert_cmpstr (import.out, ==, "{\"stored\":1,\"replaced\":0,\"same\":0,\"failed\":1}\n");
  g_assert_cmpint (export.status, ==, 0);
  g_assert_cmpuint (count_lines (export.out), ==, 1);
  g_assert_cmpint (check.status, ==, 0);
  g_assert_nonnull (strstr (check.out, "\"findings\":[]"));
  g_assert_cmpint (backup.status, ==, 0);
  g_assert_cmpint (again.status, ==, 0);
  g_assert_cmpstr (again.out, ==, export.out);
  /* The evaluation is the same, from the knowledge to the plan. */
  g_assert_cmpstr (strstr (stored.out, "\"as_of\""), ==, strstr (direct.out, "\"as_of\""));

  dir = g_dir_open (folder, 0, NULL);
  while ((entry = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, entry, NULL);

      g_remove (file);
    }
  g_rmdir (folder);
}

/* What export wrote comes back: the same, changed, changed beside it, changed in its place. */
static void
test_import_again (void)
{
  g_autofree char *folder = g_dir_make_tmp ("pedicle-cli-XXXXXX", NULL);
  g_autofree char *store = g_build_filename (folder, "store.db", NULL);
  g_auto (CliRun) first = run_cli (AGE (1), strlen (AGE (1)), "import", "-", "--store", store, NULL);
  g_auto (CliRun) export = run_cli (NULL, 0, "export", "--store", store, NULL);
  g_auto (GStrv) parts = g_strsplit (export.out, "\"ecog\":1", 2);
  g_autofree char *changed = g_strjoinv ("\"ecog\":2", parts);
  g_autoptr (GDir) dir = NULL;
  const char *entry;

  g_assert_cmpint (first.status, ==, 0);
  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  {
    g_auto (CliRun) same = run_cli (export.out, strlen (export.out), "import", "-", "--store", store, NULL);
    g_auto (CliRun) refused = run_cli (changed, strlen (changed), "import", "-", "--store", store, NULL);
    g_auto (CliRun) after = run_cli (NULL, 0, "export", "--store", store, NULL);

    g_assert_cmpint (same.status, ==, 0);
    g_assert_cmpstr (same.out, ==, "{\"stored\":0,\"replaced\":0,\"same\":1,\"failed\":0}\n");
    g_assert_nonnull (strstr (same.err, "just as it is here"));
    g_assert_cmpint (refused.status, ==, 1);
    g_assert_cmpstr (refused.out, ==, "{\"stored\":0,\"replaced\":0,\"same\":0,\"failed\":1}\n");
    g_assert_nonnull (strstr (refused.err, "--as-new"));
    g_assert_nonnull (strstr (refused.err, "--replace"));
    g_assert_cmpuint (count_lines (refused.err), ==, 1);
    g_assert_cmpstr (after.out, ==, export.out);
  }
  {
    g_auto (CliRun) beside = run_cli (changed, strlen (changed), "import", "-", "--as-new", "--store", store, NULL);
    g_auto (CliRun) after = run_cli (NULL, 0, "export", "--store", store, NULL);

    g_assert_cmpint (beside.status, ==, 0);
    g_assert_cmpstr (beside.out, ==, "{\"stored\":1,\"replaced\":0,\"same\":0,\"failed\":0}\n");
    g_assert_cmpuint (count_lines (after.out), ==, 2);
    g_assert_nonnull (strstr (after.out, export.out));
  }
  {
    g_auto (CliRun) instead = run_cli (changed, strlen (changed), "import", "-", "--replace", "--store", store, NULL);
    g_auto (CliRun) after = run_cli (NULL, 0, "export", "--store", store, NULL);
    g_auto (CliRun) check = run_cli (NULL, 0, "store", "check", "--store", store, NULL);

    g_assert_cmpint (instead.status, ==, 0);
    g_assert_cmpstr (instead.out, ==, "{\"stored\":0,\"replaced\":1,\"same\":0,\"failed\":0}\n");
    g_assert_cmpuint (count_lines (after.out), ==, 2);
    g_assert_nonnull (strstr (after.out, changed));
    g_assert_cmpint (check.status, ==, 0);
  }
  dir = g_dir_open (folder, 0, NULL);
  while ((entry = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, entry, NULL);

      g_remove (file);
    }
  g_rmdir (folder);
}

/* The pages for the patient: a PDF of a target that is there, and nothing else. */
static void
test_patient_page (void)
{
  g_autofree char *folder = g_dir_make_tmp ("pedicle-cli-XXXXXX", NULL);
  g_autofree char *pdf = g_build_filename (folder, "patient.pdf", NULL);
  g_autofree char *path = sample ("12-two-targets.json");
  g_autofree char *text = NULL;
  g_auto (CliRun) none = run_cli (NULL, 0, "report", path, "--patient", "--pdf", pdf, "--target", "3", NULL);
  g_auto (CliRun) drawing = run_cli (NULL, 0, "report", path, "--patient", "--svg", pdf, NULL);
  g_auto (CliRun) run = run_cli (NULL, 0, "report", path, "--patient", "--pdf", pdf, "--target", "2", NULL);

  g_assert_cmpint (none.status, ==, 1);
  g_assert_nonnull (strstr (none.err, "targets 1 to 2"));
  g_assert_cmpint (drawing.status, ==, 2);
  g_assert_cmpstr (run.err, ==, "");
  g_assert_cmpint (run.status, ==, 0);
  g_assert_true (g_file_get_contents (pdf, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "%PDF-"));
  g_remove (pdf);
  g_rmdir (folder);
}

/* The page of a case, on both papers and as a drawing; a file of several cases has no page. */
static void
test_report (void)
{
  g_autofree char *folder = g_dir_make_tmp ("pedicle-cli-XXXXXX", NULL);
  g_autofree char *pdf = g_build_filename (folder, "page.pdf", NULL);
  g_autofree char *svg = g_build_filename (folder, "page.svg", NULL);
  g_autofree char *path = sample ("01-renal-t8-compression.json");
  g_autofree char *text = NULL;
  g_auto (CliRun) run = run_cli (NULL, 0, "report", path, "--pdf", pdf, "--svg", svg, "--paper", "letter", NULL);
  g_auto (CliRun) several = run_cli (AGE (1) "\n" AGE (2) "\n", strlen (AGE (1) "\n" AGE (2) "\n"), "report", "-", "--pdf", pdf, NULL);
  g_auto (CliRun) nowhere = run_cli (NULL, 0, "report", path, "--pdf", "/nonexistent/page.pdf", NULL);
  g_auto (CliRun) paper = run_cli (NULL, 0, "report", path, "--pdf", pdf, "--paper", "a5", NULL);

  g_assert_cmpstr (run.err, ==, "");
  g_assert_cmpint (run.status, ==, 0);
  g_assert_true (g_file_get_contents (pdf, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "%PDF-"));
  g_clear_pointer (&text, g_free);
  g_assert_true (g_file_get_contents (svg, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "<svg"));
  g_assert_cmpint (several.status, ==, 1);
  g_assert_nonnull (strstr (several.err, "a page shows one case"));
  g_assert_cmpint (nowhere.status, ==, 1);
  g_assert_cmpuint (count_lines (nowhere.err), ==, 1);
  g_assert_cmpint (paper.status, ==, 2);
  g_remove (pdf);
  g_remove (svg);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/usage", test_usage);
  g_test_add_func ("/cli/help", test_help);
  g_test_add_func ("/cli/evaluate/bad-among-good", test_bad_among_good);
  g_test_add_func ("/cli/evaluate/one-line", test_one_line);
  g_test_add_func ("/cli/evaluate/files", test_files);
  g_test_add_func ("/cli/evaluate/flat", test_flat);
  g_test_add_func ("/cli/knowledge", test_knowledge);
  g_test_add_func ("/cli/card", test_card);
  g_test_add_func ("/cli/bench", test_bench);
  g_test_add_func ("/cli/store", test_store);
  g_test_add_func ("/cli/import-again", test_import_again);
  g_test_add_func ("/cli/report", test_report);
  g_test_add_func ("/cli/patient-page", test_patient_page);
  return g_test_run ();
}
