/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The decision list alone, without modifiers: check-sums, vectors, states and counts of the reference, over all
 * combinations of the eight inputs. The numbers stand in tables copied from the reference, each with its section.
 */

#include "clinical.h"

#include <math.h>
#include <string.h>

typedef void (*EachFunc) (const guint *inputs, gpointer data);

static void
each_combination (EachFunc func, gpointer data)
{
  PdlKnowledge *knowledge = clinical_knowledge ();
  guint n = pdl_knowledge_get_n_inputs (knowledge), inputs[PDL_MAX_INPUTS] = { 0 }, i;

  do
    {
      func (inputs, data);
      for (i = n; i-- > 0 && ++inputs[i] > pdl_knowledge_get_input (knowledge, i)->n_values;)
        inputs[i] = 0;
    }
  while (i != G_MAXUINT);
}

static guint
count_unknown (const guint *inputs)
{
  guint n = 0;

  for (guint i = 0; i < pdl_knowledge_get_n_inputs (clinical_knowledge ()); i++)
    n += inputs[i] == pdl_knowledge_get_input (clinical_knowledge (), i)->n_values;
  return n;
}

/* ---- C7: n ---------------------------------------------------------------------------------------------------------- */

static void
count_row (const guint *inputs, gpointer data)
{
  ((guint *) data)[pdl_knowledge_run_list (clinical_knowledge (), inputs)->index]++;
}

static void
test_checksums (void)
{
  g_autoptr (GPtrArray) table = clinical_read_table ("c7-checksums.tsv");
  guint counts[64] = { 0 }, all = 0;

  each_combination (count_row, counts);
  g_assert_cmpuint (pdl_knowledge_get_n_rows (clinical_knowledge ()), ==, table->len);
  for (guint i = 0; i < table->len; i++)
    {
      char **line = g_ptr_array_index (table, i);
      const PdlRow *row = pdl_knowledge_get_row (clinical_knowledge (), i);

      g_assert_cmpstr (row->id, ==, line[0]);
      g_assert_cmpstr (row->action->id, ==, line[1]);
      g_test_message ("%s: %u, reference %s", row->id, counts[i], line[2]);
      g_assert_cmpuint (counts[i], ==, g_ascii_strtoull (line[2], NULL, 10));
      all += counts[i];
    }
  g_assert_cmpuint (all, ==, 120960);
}

/* ---- C9: list vectors ------------------------------------------------------------------------------------------------ */

static void
test_vectors (void)
{
  g_autoptr (GPtrArray) table = clinical_read_table ("c9-list.tsv");
  guint inputs[PDL_MAX_INPUTS];

  g_assert_cmpuint (table->len, ==, 50);
  for (guint i = 0; i < table->len; i++)
    {
      char **line = g_ptr_array_index (table, i);
      const PdlRow *row;

      clinical_read_inputs (line + 1, inputs);
      row = pdl_knowledge_run_list (clinical_knowledge (), inputs);
      g_test_message ("vector %s", line[0]);
      g_assert_cmpstr (row->id, ==, line[9]);
      g_assert_cmpstr (row->action->id, ==, line[10]);
    }
}

/* ---- formal part 8 --------------------------------------------------------------------------------------------------- */

typedef struct
{
  guint combinations[3];
  guint sizes[3][65];       /* states by number of could_become */
  guint by_ifs[16], empty_if;
  guint complete[3], settled; /* complete: no unknown input; settled: stays on one row although inputs are unknown */
  gboolean reached[64];
  guint most;
  guint most_unknown;
} Counts;

static void
count_state (const guint *inputs, gpointer data)
{
  Counts *counts = data;
  g_autoptr (GArray) outcomes = NULL;
  PdlDecisionState state = pdl_knowledge_run_list_full (clinical_knowledge (), inputs, &outcomes);
  const PdlRow *row = pdl_knowledge_run_list (clinical_knowledge (), inputs);
  gboolean empty = FALSE;

  counts->combinations[state]++;
  counts->sizes[state][outcomes->len]++;
  for (guint i = 0; i < outcomes->len; i++)
    {
      const PdlOutcome *outcome = &g_array_index (outcomes, PdlOutcome, i);

      g_assert_true (outcome->row != row);
      if (i > 0)
        g_assert_cmpuint (outcome->row->index, >, g_array_index (outcomes, PdlOutcome, i - 1).row->index);
      counts->by_ifs[outcome->n_ifs]++;
      empty = empty || outcome->n_ifs == 0;
    }
  counts->empty_if += empty;
  if (outcomes->len > counts->most)
    {
      counts->most = outcomes->len;
      counts->most_unknown = count_unknown (inputs);
    }
  if (count_unknown (inputs) == 0)
    {
      counts->complete[state]++;
      counts->reached[row->index] = TRUE;
    }
  else if (state == PDL_STATE_CANNOT_DETERMINE && outcomes->len == 0)
    counts->settled++;
}

static void
check_state (const Counts *counts, char **line, guint states)
{
  guint combinations = 0, sum = 0, seen = 0, smallest = G_MAXUINT, largest = 0, median = G_MAXUINT;
  guint sizes[65] = { 0 };

  for (guint state = 0; state < 3; state++)
    if ((states & (1u << state)) != 0)
      {
        combinations += counts->combinations[state];
        for (guint i = 0; i < 65; i++)
          sizes[i] += counts->sizes[state][i];
      }
  for (guint i = 0; i < 65; i++)
    if (sizes[i] > 0)
      {
        smallest = MIN (smallest, i);
        largest = i;
        sum += i * sizes[i];
        seen += sizes[i];
        if (median == G_MAXUINT && seen * 2 >= combinations)
          median = i;
      }
  g_test_message ("%s: %u combinations, %u … %u … %u, sum %u", line[0], combinations, smallest, median, largest, sum);
  g_assert_cmpuint (combinations, ==, g_ascii_strtoull (line[1], NULL, 10));
  g_assert_cmpuint (smallest, ==, g_ascii_strtoull (line[2], NULL, 10));
  g_assert_cmpuint (median, ==, g_ascii_strtoull (line[3], NULL, 10));
  g_assert_cmpuint (largest, ==, g_ascii_strtoull (line[4], NULL, 10));
  g_assert_cmpuint (sum, ==, g_ascii_strtoull (line[5], NULL, 10));
}

static void
test_states (void)
{
  static const char *const never[] = { "PLT-04", "PLT-07", "PLT-13", "PLT-14", "PLT-19", "PLT-29", "PLT-30",
                                       "PLT-31", "PLT-36", "PLT-43", "PLT-44", "PLT-46", "PLT-52" };
  static const struct { const char *name; guint states; } names[] = {
    { "determined", 1u << PDL_STATE_DETERMINED }, { "provisional", 1u << PDL_STATE_PROVISIONAL },
    { "cannot_determine", 1u << PDL_STATE_CANNOT_DETERMINE }, { "all", 7 },
  };
  g_autoptr (GPtrArray) table = clinical_read_table ("formal-8-counts.tsv");
  Counts counts = { 0 };
  guint unreached = 0;

  each_combination (count_state, &counts);
  for (guint i = 0; i < 4; i++)
    {
      char **line = g_ptr_array_index (table, i);

      g_assert_cmpstr (line[0], ==, names[i].name);
      check_state (&counts, line, names[i].states);
    }
  for (guint i = 4; i < table->len; i++)
    {
      char **line = g_ptr_array_index (table, i);

      g_test_message ("if of %s inputs: %u", line[0], counts.by_ifs[i - 4]);
      g_assert_cmpuint (counts.by_ifs[g_ascii_strtoull (line[0], NULL, 10)], ==, g_ascii_strtoull (line[1], NULL, 10));
    }
  g_assert_cmpuint (counts.empty_if, ==, 780);

  /* "The 12 960 combinations without unknown inputs: 11 016 determined, 1 944 cannot_determine, none provisional." */
  g_assert_cmpuint (counts.complete[PDL_STATE_DETERMINED], ==, 11016);
  g_assert_cmpuint (counts.complete[PDL_STATE_PROVISIONAL], ==, 0);
  g_assert_cmpuint (counts.complete[PDL_STATE_CANNOT_DETERMINE], ==, 1944);
  /* "10 368 combinations stay PLT-08 under every filling." */
  g_assert_cmpuint (counts.complete[PDL_STATE_CANNOT_DETERMINE] + counts.settled, ==, 10368);
  g_assert_cmpuint (counts.most, ==, 51);
  g_assert_cmpuint (counts.most_unknown, ==, 8);
  for (guint i = 0; i < G_N_ELEMENTS (never); i++)
    g_assert_false (counts.reached[pdl_knowledge_lookup_row (clinical_knowledge (), never[i])->index]);
  for (guint i = 0; i < pdl_knowledge_get_n_rows (clinical_knowledge ()); i++)
    unreached += !counts.reached[i];
  g_assert_cmpuint (unreached, ==, G_N_ELEMENTS (never));
}

/* ---- formal part 7: worked states -------------------------------------------------------------------------------------- */

static char *
outcomes_text (GArray *outcomes, char **expected)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < outcomes->len; i++)
    {
      const PdlOutcome *outcome = &g_array_index (outcomes, PdlOutcome, i);
      gboolean open = expected[i] != NULL && g_str_has_suffix (expected[i], "{*");

      g_string_append_printf (text, "%s%s{", i > 0 ? " " : "", outcome->row->id);
      if (open)
        g_string_append_c (text, '*');
      for (guint j = 0; !open && j < outcome->n_ifs; j++)
        g_string_append_printf (text, "%s%s %s", j > 0 ? ", " : "", outcome->ifs[j].input->finding->id,
                                outcome->ifs[j].input->finding->codes[outcome->ifs[j].value].code);
      g_string_append_c (text, '}');
    }
  return g_string_free (text, FALSE);
}

static void
test_worked_states (void)
{
  static const char *const states[] = { "determined", "provisional", "cannot_determine" };
  g_autoptr (GPtrArray) table = clinical_read_table ("formal-7-states.tsv");
  PdlKnowledge *knowledge = clinical_knowledge ();

  for (guint i = 0; i < table->len; i++)
    {
      char **line = g_ptr_array_index (table, i);
      g_auto (GStrv) expected = g_strsplit (line[10], "}", -1);
      g_autoptr (GArray) outcomes = NULL;
      g_autoptr (GArray) missing = NULL;
      g_autoptr (GString) asked = g_string_new (NULL);
      g_autofree char *text = NULL;
      guint inputs[PDL_MAX_INPUTS];
      guint32 possible[PDL_MAX_INPUTS];
      const PdlRow *row;

      for (guint j = 0; j < PDL_MAX_INPUTS; j++)
        possible[j] = G_MAXUINT32;
      clinical_read_inputs (line, inputs);
      row = pdl_knowledge_run_list (knowledge, inputs);
      g_assert_cmpstr (row->id, ==, line[8]);
      g_assert_cmpstr (states[pdl_knowledge_run_list_full (knowledge, inputs, NULL)], ==, line[9]);
      pdl_decision_open (knowledge, inputs, possible, row, &outcomes, &missing, NULL);
      text = outcomes_text (outcomes, expected);
      g_assert_cmpstr (text, ==, line[10]);
      for (guint j = 0; j < missing->len; j++)
        g_string_append_printf (asked, "%s%s:%u", j > 0 ? " " : "", g_array_index (missing, PdlMissing, j).input->finding->id,
                                g_array_index (missing, PdlMissing, j).rows);
      g_assert_cmpstr (asked->str, ==, line[11]);
    }
}

/* ---- an `if` really forces its row, and no smaller one does -------------------------------------------------------------- */

static void
check_forcing (const guint *inputs, gpointer data)
{
  g_autoptr (GArray) outcomes = NULL;
  guint32 possible[PDL_MAX_INPUTS];
  guint *n = data;

  /* One in 97 is enough: the sums above hold for all. */
  if ((*n)++ % 97 != 0)
    return;
  for (guint i = 0; i < PDL_MAX_INPUTS; i++)
    possible[i] = G_MAXUINT32;
  pdl_knowledge_run_list_full (clinical_knowledge (), inputs, &outcomes);
  for (guint i = 0; i < outcomes->len; i++)
    {
      const PdlOutcome *outcome = &g_array_index (outcomes, PdlOutcome, i);
      guint filled[PDL_MAX_INPUTS];

      for (guint left = 0; left <= outcome->n_ifs; left++)
        {
          /* All of them force the row; without any one of them it is not forced. */
          memcpy (filled, inputs, sizeof filled);
          for (guint j = 0; j < outcome->n_ifs; j++)
            for (guint k = 0; k < pdl_knowledge_get_n_inputs (clinical_knowledge ()); k++)
              if (j != left && outcome->ifs[j].input == pdl_knowledge_get_input (clinical_knowledge (), k))
                filled[k] = outcome->ifs[j].value;
          if (left == outcome->n_ifs)
            g_assert_cmpuint (pdl_decision_rows_reached (clinical_knowledge (), filled, possible), ==, (guint64) 1 << outcome->row->index);
          else
            g_assert_cmpuint (pdl_decision_rows_reached (clinical_knowledge (), filled, possible), !=, (guint64) 1 << outcome->row->index);
        }
    }
}

static void
test_forcing (void)
{
  guint n = 0;

  each_combination (check_forcing, &n);
}

/* ---- formal part 8: M18.1, time limits ------------------------------------------------------------------------------------- */

typedef struct
{
  PdlFacts *facts;
  guint determined, waiting;
  guint grows, latest_grows;
} Limits;

static void
set_facts (PdlFacts *facts, const guint *inputs)
{
  for (guint i = 0; i < pdl_knowledge_get_n_inputs (clinical_knowledge ()); i++)
    {
      const PdlInput *input = pdl_knowledge_get_input (clinical_knowledge (), i);

      pdl_facts_override (facts, input->finding, 0, inputs[i] < input->n_values ? inputs[i] : NAN);
    }
}

static void
count_waiting (const guint *inputs, gpointer data)
{
  Limits *limits = data;
  PdlModified modified;

  if (pdl_knowledge_run_list_full (clinical_knowledge (), inputs, NULL) != PDL_STATE_DETERMINED)
    return;
  limits->determined++;
  set_facts (limits->facts, inputs);
  pdl_modifiers_run (clinical_knowledge (), limits->facts, 0, inputs, &modified);
  if (modified.provisional)
    {
      limits->waiting++;
      g_assert_cmpuint (modified.reasons->len, ==, 1);
      g_assert_cmpstr (g_ptr_array_index (modified.reasons, 0), ==, "M18.1");
    }
  pdl_modified_clear (&modified);
}

static void
test_dose_check (void)
{
  g_autoptr (PdlCase) blank = pdl_case_new (pdl_knowledge_get_dictionary (clinical_knowledge ()), NULL);
  g_autoptr (PdlFacts) facts = pdl_facts_new (clinical_knowledge (), blank, NULL, 0);
  Limits limits = { facts };

  each_combination (count_waiting, &limits);
  g_assert_cmpuint (limits.waiting, ==, 16218);
  g_assert_cmpuint (limits.determined - limits.waiting, ==, 26567);
}

static PdlUrgency
limit_of (Limits *limits, const guint *inputs)
{
  const PdlRowRule *rule = (const PdlRowRule *) pdl_knowledge_run_list (clinical_knowledge (), inputs);

  set_facts (limits->facts, inputs);
  return pdl_urgency_rule_run (rule->urgency, limits->facts, 0, 0);
}

/* Neurology is the first input, its classes run from best to worst. */
static void
compare_limits (const guint *inputs, gpointer data)
{
  Limits *limits = data;
  guint worse[PDL_MAX_INPUTS];
  PdlUrgency here, there;
  int latest, later;

  if (inputs[0] >= 4)
    return;
  memcpy (worse, inputs, sizeof worse);
  worse[0]++;
  here = limit_of (limits, inputs);
  there = limit_of (limits, worse);
  limits->grows += (there.within_h < 0 ? G_MAXINT : there.within_h) > (here.within_h < 0 ? G_MAXINT : here.within_h);
  latest = here.latest_h >= 0 ? here.latest_h : here.within_h < 0 ? G_MAXINT : here.within_h;
  later = there.latest_h >= 0 ? there.latest_h : there.within_h < 0 ? G_MAXINT : there.within_h;
  limits->latest_grows += later > latest;
}

static void
test_limits (void)
{
  g_autoptr (PdlCase) blank = pdl_case_new (pdl_knowledge_get_dictionary (clinical_knowledge ()), NULL);
  g_autoptr (PdlFacts) facts = pdl_facts_new (clinical_knowledge (), blank, NULL, 0);
  Limits limits = { facts };
  const PdlInput *neurology = pdl_knowledge_get_input (clinical_knowledge (), 0);

  g_assert_cmpstr (neurology->finding->codes[0].code, ==, "intact");
  g_assert_cmpstr (neurology->finding->codes[4].code, ==, "complete_lt48h");
  each_combination (compare_limits, &limits);
  g_assert_cmpuint (limits.grows, ==, 0);
  g_assert_cmpuint (limits.latest_grows, ==, 156);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clinical/list/check-sums", test_checksums);
  g_test_add_func ("/clinical/list/vectors", test_vectors);
  g_test_add_func ("/clinical/list/states", test_states);
  g_test_add_func ("/clinical/list/worked-states", test_worked_states);
  g_test_add_func ("/clinical/list/forcing", test_forcing);
  g_test_add_func ("/clinical/list/dose-check", test_dose_check);
  g_test_add_func ("/clinical/list/limits", test_limits);
  return g_test_run ();
}
