/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The conflict register: every row of appendix 2 of the guideline in its words (conflicts.tsv is copied from there), shown where the
 * reference says so; and the preferred national guideline (C6, tie-break d), which orders and does nothing else.
 */

#include "clinical.h"

#include <string.h>

#include "pdl-conflict.h"

/* ---- the words --------------------------------------------------------------------------------------------------- */

/* Positions that another part of the reference tells apart. */
static const struct
{
  guint number;
  const char *positions, *why;
} readings[] = {
  { 16,
    "NOMS counts non-small-cell lung, thyroid and liver as resistant. SC.24 stratified only gastrointestinal, sarcoma, melanoma and renal as resistant; lung, "
    "thyroid and bladder counted as sensitive there.",
    "guideline C2, known classification conflict, says which; what C2 classed and scores.md 17 left open is settled (dictionary.md 7)" },
};

/* Letters and signs: how holder and position are joined differs from row to row. */
static char *
bare (const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  GString *out = g_string_new (NULL);

  for (const char *at = folded; *at != '\0'; at++)
    if (!g_ascii_isspace (*at) && strchr (":;,", *at) == NULL && !(*at == '.' && (at[1] == ' ' || at[1] == '\0')))
      g_string_append_c (out, *at);
  return g_string_free (out, FALSE);
}

static char *
join_positions (const PdlConflict *conflict)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < conflict->positions->len; i++)
    {
      const PdlPosition *position = g_ptr_array_index (conflict->positions, i);

      g_string_append_printf (words, "%s %s. ", position->label, position->text);
    }
  return g_string_free (words, FALSE);
}

/* The reference calls the summary that the project began with its seed; on a radiation oncologist's screen that is another thing. */
static char *
rename_seed (const char *text)
{
  g_autoptr (GString) words = g_string_new (text);

  g_string_replace (words, "Seed", "Founding summary", 0);
  g_string_replace (words, "seed", "founding summary", 0);
  return g_strdup (words->str);
}

static void
test_register (void)
{
  g_autoptr (GPtrArray) table = clinical_read_table ("conflicts.tsv");

  g_assert_cmpuint (table->len, ==, 22);
  g_assert_cmpuint (pdl_knowledge_get_n_conflicts (clinical_knowledge ()), ==, table->len);
  for (guint i = 0; i < table->len; i++)
    {
      char **line = g_ptr_array_index (table, i);
      const PdlConflict *conflict = pdl_knowledge_get_conflict (clinical_knowledge (), i);
      g_autofree char *said = join_positions (conflict), *ours = NULL, *theirs = NULL;
      g_autofree char *positions = rename_seed (line[2]), *by_default = rename_seed (line[3]);
      const char *wanted = positions;

      g_assert_cmpuint (g_strv_length (line), ==, 4);
      for (guint k = 0; k < G_N_ELEMENTS (readings); k++)
        if (readings[k].number == conflict->number)
          wanted = readings[k].positions;
      ours = bare (said);
      theirs = bare (wanted);
      g_assert_cmpuint (conflict->number, ==, (guint) atoi (line[0]));
      g_assert_cmpstr (conflict->label, ==, line[1]);
      g_assert_cmpstr (ours, ==, theirs);
      g_assert_cmpstr (conflict->text, ==, by_default);
    }
}

/* ---- what they touch --------------------------------------------------------------------------------------------- */

static gboolean
concerns (guint number, const char *reference)
{
  const GPtrArray *conflicts = pdl_knowledge_get_conflicts_of (clinical_knowledge (), reference);

  for (guint i = 0; conflicts != NULL && i < conflicts->len; i++)
    if (((const PdlConflict *) conflicts->pdata[i])->number == number)
      return TRUE;
  return FALSE;
}

/* Where the reference itself names the conflict. The register: rows in topic and default. Rows: their notes. Appendix 1: S11, S17.
 * The review: F2, F28, F32, F52. C2: conflict 19. */
static void
test_named_by_the_reference (void)
{
  static const struct
  {
    guint number;
    const char *reference;
  } named[] = {
    { 1, "statement/sx-dutch-rt-first" },  { 1, "statement/sx-indication-mescc-deficit" }, { 3, "row/PLT-47" },
    { 3, "row/PLT-48" },                   { 3, "row/PLT-50" },                            { 3, "statement/rt-1c-2-srs-option" },
    { 7, "row/PLT-05" },                   { 7, "row/PLT-06" },                            { 7, "statement/em-complete-late" },
    { 7, "statement/dx-mri-no-emergency-complete" }, { 7, "alert/al-surgery-complete-late" }, { 11, "statement/sx-goals" },
    { 19, "modifier/C2.survival" },        { 20, "row/PLT-53" },                           { 21, "row/PLT-10" },
    { 22, "row/PLT-29" },                  { 22, "row/PLT-30" },                           { 22, "row/PLT-31" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    {
      g_test_message ("%u %s", named[i].number, named[i].reference);
      g_assert_true (concerns (named[i].number, named[i].reference));
    }
}

/* A row whose note gives a number, a statement whose strength says that its sources conflict. */
static void
test_named_by_the_knowledge (void)
{
  PdlKnowledge *knowledge = clinical_knowledge ();
  guint n = 0;

  for (guint i = 0; i < pdl_knowledge_get_n_rows (knowledge); i++)
    {
      const PdlRow *row = pdl_knowledge_get_row (knowledge, i);
      const char *at = row->note != NULL ? strstr (row->note, "(conflict ") : NULL;
      g_autofree char *reference = g_strdup_printf ("row/%s", row->id);

      if (at == NULL)
        continue;
      n++;
      g_assert_true (concerns ((guint) atoi (at + strlen ("(conflict ")), reference));
    }
  for (guint i = 0; i < pdl_knowledge_get_n_statements (knowledge); i++)
    {
      const PdlStatement *statement = pdl_knowledge_get_statement (knowledge, i);
      g_autofree char *reference = g_strdup_printf ("statement/%s", statement->id);

      if (statement->strength == NULL || strstr (statement->strength, "conflict") == NULL)
        continue;
      n++;
      g_test_message ("%s", reference);
      g_assert_nonnull (pdl_knowledge_get_conflicts_of (knowledge, reference));
    }
  g_assert_cmpuint (n, ==, 5);
}

/* 5: a row that stands on SINS. 16: a row that reads one of the two classes that NOMS and SC.24 put lung, thyroid and bladder in. */
static void
test_rows_that_stand_on_it (void)
{
  PdlKnowledge *knowledge = clinical_knowledge ();

  for (guint i = 0; i < pdl_knowledge_get_n_rows (knowledge); i++)
    {
      const PdlRow *row = pdl_knowledge_get_row (knowledge, i);
      g_autofree char *reference = g_strdup_printf ("row/%s", row->id);

      g_test_message ("%s", reference);
      g_assert_cmpint (concerns (5, reference), ==,
                       strstr (row->condition, "sins_band = 'unstable'") != NULL || strstr (row->condition, "sins_band is null") != NULL);
      g_assert_cmpint (concerns (16, reference), ==,
                       strstr (row->condition, "radiosensitivity = 'resistant'") != NULL
                         || strstr (row->condition, "radiosensitivity = 'moderately_sensitive'") != NULL);
    }
}

/* ---- where they are shown ---------------------------------------------------------------------------------------- */

#define FIT "sins_band = stable; surgical_fitness = fit; survival_band = gt6m; levels_band = le3; T8.lesion_type = lytic; "

static PdlEvaluation *
evaluate (const char *text)
{
  PdlCase *kase = clinical_make_case (text);
  PdlEvaluation *evaluation = pdl_evaluate (clinical_knowledge (), kase, PDL_MINUTE_NONE);

  pdl_case_unref (kase);
  return evaluation;
}

static PdlTruth
judge (PdlEvaluation *evaluation, guint number)
{
  return pdl_conflict_judge (pdl_knowledge_get_conflict (clinical_knowledge (), number - 1), evaluation, 0);
}

static void
expect (const char *findings, const char *row, guint number, PdlTruth truth)
{
  g_autoptr (PdlEvaluation) evaluation = evaluate (findings);

  g_test_message ("%u: %s", number, findings);
  g_assert_cmpstr (evaluation->targets[0].decision.row->id, ==, row);
  g_assert_cmpint (judge (evaluation, number), ==, truth);
}

static void
test_shown (void)
{
  /* 20: "moderately sensitive", and the row is read for resistant tumours as well. */
  expect (FIT "neuro_status = intact; escc_group = g2; radiosensitivity = moderately_sensitive; prior_rt = cebrt", "PLT-53", 20, PDL_TRUTH_TRUE);
  expect (FIT "neuro_status = intact; escc_group = g2; radiosensitivity = resistant; prior_rt = cebrt", "PLT-53", 20, PDL_TRUTH_FALSE);
  /* 3: "no deficit". */
  expect (FIT "neuro_status = intact; escc_group = g2; radiosensitivity = resistant; prior_rt = none", "PLT-47", 3, PDL_TRUTH_TRUE);
  expect (FIT "neuro_status = myelopathy_ambulatory; escc_group = g2; radiosensitivity = resistant; prior_rt = none", "PLT-25", 3, PDL_TRUTH_FALSE);
  expect (FIT "neuro_status = myelopathy_ambulatory; escc_group = g2; radiosensitivity = resistant; prior_rt = none", "PLT-25", 1, PDL_TRUTH_TRUE);
  expect (FIT "neuro_status = myelopathy_ambulatory; escc_group = g2; radiosensitivity = highly_sensitive; prior_rt = none", "PLT-09", 1, PDL_TRUTH_FALSE);
  /* 22: the row in its topic. */
  expect (FIT "neuro_status = intact; radiosensitivity = resistant; prior_rt = none", "PLT-29", 22, PDL_TRUTH_TRUE);
  /* 16: lung, thyroid, bladder. */
  expect (FIT "neuro_status = intact; escc_group = g1b; primary_site = thyroid_papillary_follicular; prior_rt = none", "PLT-59", 16, PDL_TRUTH_TRUE);
  expect (FIT "neuro_status = intact; escc_group = g1b; primary_site = kidney_rcc; prior_rt = none", "PLT-59", 16, PDL_TRUTH_FALSE);
  /* 4: "for pain". */
  expect (FIT "neuro_status = intact; escc_group = g1b; primary_site = kidney_rcc; prior_rt = none", "PLT-59", 4, PDL_TRUTH_TRUE);
  expect (FIT "neuro_status = intact; escc_group = g1b; primary_site = kidney_rcc; prior_rt = none; pain_type = mechanical", "PLT-59", 4, PDL_TRUTH_TRUE);
  expect (FIT "neuro_status = intact; escc_group = g1b; primary_site = kidney_rcc; prior_rt = none; pain_type = none", "PLT-59", 4, PDL_TRUTH_FALSE);
}

/* 19: only where 3 months lie between the two, and then both rows are there. */
static void
test_survival_model (void)
{
  g_autoptr (PdlEvaluation) apart = evaluate ("neuro_status = myelopathy_ambulatory; escc_group = g2; radiosensitivity = resistant; sins_band = stable; surgical_fitness = fit; "
                                              "prior_rt = none; levels_band = le3; survival_band = w6_m3; survival_model = bollen; bollen_category = b");
  g_autoptr (PdlEvaluation) together = evaluate ("neuro_status = myelopathy_ambulatory; escc_group = g2; radiosensitivity = resistant; sins_band = stable; surgical_fitness = fit; "
                                                 "prior_rt = none; levels_band = le3; survival_band = gt6m; survival_model = bollen; bollen_category = b");

  g_assert_nonnull (apart->targets[0].decision.row_also);
  g_assert_cmpint (judge (apart, 19), ==, PDL_TRUTH_TRUE);
  g_assert_null (together->targets[0].decision.row_also);
  g_assert_cmpint (judge (together, 19), ==, PDL_TRUTH_FALSE);
  /* The second row is one that is shown: surgery for deficit is disagreed about there. */
  g_assert_cmpint (judge (apart, 1), ==, PDL_TRUTH_TRUE);
}

/* What could become of an open case is not there yet. */
static void
test_cannot_tell (void)
{
  g_autoptr (PdlEvaluation) evaluation = evaluate ("escc_group = g2; radiosensitivity = resistant; surgical_fitness = fit; survival_band = gt6m; prior_rt = none; "
                                                   "levels_band = le3; sins_band = stable");

  g_assert_cmpint (judge (evaluation, 3), ==, PDL_TRUTH_UNKNOWN);
}

/* ---- the national guideline -------------------------------------------------------------------------------------- */

/* Of every conflict: all positions, once each; those of the guideline first, the others in the order of the register. */
static void
test_order_hides_nothing (void)
{
  static const char *const ids[] = { "dutch", "nice", "", NULL };

  for (guint n = 0; n < 4; n++)
    for (guint i = 0; i < pdl_knowledge_get_n_conflicts (clinical_knowledge ()); i++)
      {
        const PdlConflict *conflict = pdl_knowledge_get_conflict (clinical_knowledge (), i);
        const PdlNational *national = pdl_knowledge_lookup_national (clinical_knowledge (), ids[n]);
        g_autoptr (GPtrArray) ordered = pdl_conflict_order (conflict, national);
        guint place = 0;

        g_assert_true ((national != NULL) == (n < 2));
        g_assert_cmpuint (ordered->len, ==, conflict->positions->len);
        for (guint first = 0; first < 2; first++)
          for (guint k = 0; k < conflict->positions->len; k++)
            if (pdl_national_holds (national, conflict->positions->pdata[k]) == (first == 0))
              g_assert_true (ordered->pdata[place++] == conflict->positions->pdata[k]);
      }
}

/* Guideline A2 calls three guidelines graded. C6, tie-break c: the newer stands before the older; it comes up once, in conflict 4. */
static void
test_newer_graded_first (void)
{
  static const char *const graded[] = { "astro2024", "esmo2020", "aua2013" };
  guint n = 0;

  for (guint i = 0; i < pdl_knowledge_get_n_conflicts (clinical_knowledge ()); i++)
    {
      g_autoptr (GPtrArray) ordered = pdl_conflict_order (pdl_knowledge_get_conflict (clinical_knowledge (), i), NULL);
      int before = 0;

      for (guint k = 0; k < ordered->len; k++)
        {
          const PdlBasis *basis = &((const PdlPosition *) ordered->pdata[k])->basis;

          for (guint s = 0; s < basis->n_sources; s++)
            for (guint g = 0; g < G_N_ELEMENTS (graded); g++)
              if (strcmp (basis->sources[s]->id, graded[g]) == 0)
                {
                  g_test_message ("%u: %s", i + 1, graded[g]);
                  g_assert_true (before == 0 || basis->sources[s]->year <= before);
                  n += before != 0 && basis->sources[s]->year < before;
                  before = basis->sources[s]->year;
                }
        }
    }
  g_assert_cmpuint (n, ==, 1);
}

static const char *
first_of (guint number, const char *national)
{
  g_autoptr (GPtrArray) ordered = pdl_conflict_order (pdl_knowledge_get_conflict (clinical_knowledge (), number - 1),
                                                      pdl_knowledge_lookup_national (clinical_knowledge (), national));

  return ((const PdlPosition *) ordered->pdata[0])->id;
}

static void
test_preferred_position (void)
{
  g_assert_cmpstr (first_of (6, NULL), ==, "seed");
  g_assert_cmpstr (first_of (6, "dutch"), ==, "dutch");
  g_assert_cmpstr (first_of (6, "nice"), ==, "nice");
  /* CG75 is withdrawn: nobody's national guideline. */
  g_assert_cmpstr (first_of (7, "nice"), ==, "cg75");
  g_assert_false (pdl_national_holds (pdl_knowledge_lookup_national (clinical_knowledge (), "nice"),
                                      pdl_knowledge_get_conflict (clinical_knowledge (), 6)->positions->pdata[0]));
}

static GPtrArray *
statements_of (PdlEvaluation *evaluation, const char *national)
{
  GPtrArray *results = g_ptr_array_new ();

  for (guint i = 0; i < evaluation->n_statements; i++)
    if (evaluation->statements[i].truth == PDL_TRUTH_TRUE && !evaluation->statements[i].statement->figure)
      g_ptr_array_add (results, &evaluation->statements[i]);
  pdl_national_order (pdl_knowledge_lookup_national (clinical_knowledge (), national), evaluation, 0, results);
  return results;
}

static guint
place_of (GPtrArray *results, const char *id)
{
  for (guint i = 0; i < results->len; i++)
    if (strcmp (((const PdlStatementResult *) results->pdata[i])->statement->id, id) == 0)
      return i;
  g_error ("%s does not hold", id);
}

/* Surgery for deficit: the Dutch statement stands behind the others, and before them when it is preferred; nothing else moves. */
static void
test_preferred_statement (void)
{
  g_autoptr (PdlEvaluation) evaluation = evaluate ("T8.lesion_type = lytic; T8.escc_grade = 2; neuro_status = myelopathy_ambulatory; radiosensitivity = resistant; sins_band = stable; "
                                                   "surgical_fitness = fit; survival_band = gt6m; prior_rt = none; levels_band = le3; spinal_mets_confirmed = true");
  g_autoptr (GPtrArray) plain = statements_of (evaluation, NULL), dutch = statements_of (evaluation, "dutch"), nice = statements_of (evaluation, "nice");
  guint from = place_of (plain, "sx-dutch-rt-first"), to = place_of (plain, "sx-indication-mescc-deficit");

  g_assert_cmpuint (to, <, from);
  g_assert_cmpuint (dutch->len, ==, plain->len);
  g_assert_cmpuint (place_of (dutch, "sx-dutch-rt-first"), ==, to);
  for (guint i = 0; i < plain->len; i++)
    {
      g_assert_true (nice->pdata[i] == plain->pdata[i]);
      if (i < to || i > from)
        g_assert_true (dutch->pdata[i] == plain->pdata[i]);
      else if (i < from)
        g_assert_true (dutch->pdata[i + 1] == plain->pdata[i]);
    }
}

/* Tie-break a comes before d: 12 hours stay before 24, whoever is preferred. */
static void
test_urgent_first (void)
{
  g_autoptr (PdlEvaluation) evaluation = evaluate ("T8.lesion_type = lytic; mscc_suspected = true; mri_done = false; known_cancer = true");
  g_autoptr (GPtrArray) nice = statements_of (evaluation, "nice");
  const PdlNational *national = pdl_knowledge_lookup_national (clinical_knowledge (), "nice");

  g_assert_true (pdl_national_states (national, clinical_knowledge (), pdl_knowledge_lookup_statement (clinical_knowledge (), "dx-mri-24h-nice")));
  g_assert_cmpuint (place_of (nice, "dx-mri-12h"), <, place_of (nice, "dx-mri-24h-nice"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/conflicts/register", test_register);
  g_test_add_func ("/conflicts/named-by-the-reference", test_named_by_the_reference);
  g_test_add_func ("/conflicts/named-by-the-knowledge", test_named_by_the_knowledge);
  g_test_add_func ("/conflicts/rows-that-stand-on-it", test_rows_that_stand_on_it);
  g_test_add_func ("/conflicts/shown", test_shown);
  g_test_add_func ("/conflicts/survival-model", test_survival_model);
  g_test_add_func ("/conflicts/cannot-tell", test_cannot_tell);
  g_test_add_func ("/conflicts/order-hides-nothing", test_order_hides_nothing);
  g_test_add_func ("/conflicts/newer-graded-first", test_newer_graded_first);
  g_test_add_func ("/conflicts/preferred-position", test_preferred_position);
  g_test_add_func ("/conflicts/preferred-statement", test_preferred_statement);
  g_test_add_func ("/conflicts/urgent-first", test_urgent_first);
  return g_test_run ();
}
