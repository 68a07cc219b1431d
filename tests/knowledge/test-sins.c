/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The spinal instability score over its whole input space, missing items included, against a second computation from the
 * published points (reference: scores 1.1 items, 1.2 levels, 1.3 bands, 0.3 and dictionary 3 for missing items and targets).
 */

#include "pdl-evaluate-private.h"
#include "pdl-change.h"

#include <math.h>
#include <string.h>

/* ---- the second computation, from the published tables ------------------------------------------------------------- */

#define MAX_VALUES 5
#define N_ITEMS 5 /* the sixth is the location */

static const struct
{
  const char *id;
  const char *codes[MAX_VALUES];
  int points[MAX_VALUES];
  int n;
} items[N_ITEMS] = {
  { "sins_pain", { "none", "nonmechanical", "mechanical" }, { 0, 1, 3 }, 3 },
  { "lesion_type", { "blastic", "mixed", "lytic" }, { 0, 1, 2 }, 3 },
  { "sins_alignment", { "normal", "deformity", "subluxation" }, { 0, 2, 4 }, 3 },
  { "sins_collapse", { "none", "involved_gt50", "lt50", "gt50" }, { 0, 1, 2, 3 }, 4 },
  { "sins_posterolateral", { "none", "unilateral", "bilateral" }, { 0, 1, 3 }, 3 },
};

static const struct { const char *code; int points; } locations[] = { { "rigid", 0 }, { "semirigid", 1 }, { "mobile", 2 }, { "junctional", 3 } };

/* 1.2, from C1 down to S5. */
static const int level_points[PDL_N_LEVELS] = {
  3, 3, 2, 2, 2, 2, 3,                /* C1-C7 */
  3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 3, 3, /* T1-T12 */
  3, 2, 2, 2, 3,                      /* L1-L5 */
  3, 0, 0, 0, 0,                      /* S1-S5 */
};

typedef struct
{
  int choice[N_ITEMS]; /* -1 = missing */
  int total;           /* entered; -1 = not */
} Level;

typedef struct
{
  int min, max;
  gboolean complete;
} Interval;

static int
band_of (int total)
{
  return total <= 6 ? 0 : total <= 12 ? 1 : 2;
}

/* @location -1 = missing */
static Interval
sum_of (const Level *level, int location)
{
  Interval sum = { MAX (location, 0), location < 0 ? 3 : location, location >= 0 };

  if (level->total >= 0)
    return (Interval) { level->total, level->total, TRUE };
  for (int i = 0; i < N_ITEMS; i++)
    if (level->choice[i] >= 0)
      {
        sum.min += items[i].points[level->choice[i]];
        sum.max += items[i].points[level->choice[i]];
      }
    else
      {
        static const int most[N_ITEMS] = { 3, 2, 4, 3, 3 };

        sum.max += most[i];
        sum.complete = FALSE;
      }
  return sum;
}

/* ---- the case ------------------------------------------------------------------------------------------------------- */

static PdlKnowledge *knowledge;
static const PdlScore *sins;
static const PdlFinding *band_finding, *total_finding;

static const char *const bands[] = { "stable", "indeterminate", "unstable" };

static void
set (PdlCase *kase, PdlLevel level, const char *key, const char *text)
{
  g_autoptr (PdlChange) change = pdl_change_new (NULL);
  g_autoptr (GError) error = NULL;

  pdl_change_set_text (change, kase, "visit", level, key, text, &error);
  g_assert_no_error (error);
  pdl_case_apply (kase, change, &error);
  g_assert_no_error (error);
}

static PdlCase *
new_case (void)
{
  PdlCase *kase = pdl_case_new (pdl_knowledge_get_dictionary (knowledge), "sins");
  g_autoptr (PdlChange) change = pdl_change_new (NULL);

  pdl_change_add_assessment (change, "visit", pdl_day_from_ymd (2026, 3, 2));
  g_assert_true (pdl_case_apply (kase, change, NULL));
  return kase;
}

static void
set_level (PdlCase *kase, PdlLevel level, const Level *values)
{
  for (int i = 0; i < N_ITEMS; i++)
    set (kase, level, items[i].id, values->choice[i] >= 0 ? items[i].codes[values->choice[i]] : "");
  if (values->total >= 0)
    {
      g_autofree char *text = g_strdup_printf ("%d", values->total);

      set (kase, level, "sins_total", text);
    }
}

static void
check (PdlCase *kase, Interval expected, gboolean computable, const Level *alone, gboolean location_missing)
{
  g_autoptr (PdlFacts) facts = pdl_facts_new (knowledge, kase, pdl_case_get_current (kase), (PdlMinute) pdl_day_from_ymd (2026, 3, 2) * 1440);
  const PdlScoreResult *result = pdl_facts_get_score (facts, sins, 0, PDL_LEVEL_NONE);
  int low = computable ? band_of (expected.min) : 0, high = computable ? band_of (expected.max) : 2;
  double band = pdl_facts_get (facts, band_finding, 0, PDL_LEVEL_NONE), total = pdl_facts_get (facts, total_finding, 0, PDL_LEVEL_NONE);
  guint32 possible = 0;

  g_assert_cmpuint (pdl_facts_get_n_targets (facts), ==, 1);
  g_assert_cmpint (result->state, ==, !computable ? PDL_SCORE_NOT_COMPUTABLE : expected.complete ? PDL_SCORE_COMPLETE : PDL_SCORE_PARTIAL);
  g_assert_cmpfloat (result->min, ==, computable ? expected.min : 0);
  g_assert_cmpfloat (result->max, ==, computable ? expected.max : 18);
  g_assert_cmpuint (result->n_bands, ==, (guint) (high - low + 1));
  for (int i = low; i <= high; i++)
    {
      g_assert_cmpstr (result->bands[i - low]->id, ==, bands[i]);
      possible |= 1u << i;
    }
  if (low == high)
    {
      g_assert_nonnull (result->band);
      g_assert_cmpstr (result->band->id, ==, bands[low]);
      g_assert_cmpfloat (band, ==, low);
    }
  else
    {
      g_assert_null (result->band);
      g_assert_true (isnan (band));
    }
  g_assert_cmphex (pdl_facts_get_possible (facts, band_finding, 0), ==, possible);
  if (computable && expected.min == expected.max)
    g_assert_cmpfloat (total, ==, expected.min);
  else
    g_assert_true (isnan (total));

  /* What is missing: each missing item, no other. */
  if (alone != NULL && alone->total < 0)
    {
      guint n = location_missing;

      g_assert_cmpint (g_strv_contains (result->missing, "sins_location"), ==, location_missing);
      for (int i = 0; i < N_ITEMS; i++)
        {
          g_assert_cmpint (g_strv_contains (result->missing, items[i].id), ==, alone->choice[i] < 0);
          n += alone->choice[i] < 0;
        }
      g_assert_cmpuint (g_strv_length ((char **) result->missing), ==, n);
    }
  if (alone != NULL && alone->total >= 0)
    g_assert_null (result->missing[0]);
}

/* Every combination of the five items with their absences; FALSE behind the last. */
static gboolean
advance (Level *level)
{
  for (int i = 0; i < N_ITEMS; i++)
    {
      if (++level->choice[i] < items[i].n)
        return TRUE;
      level->choice[i] = -1;
    }
  return FALSE;
}

static const Level nothing = { { -1, -1, -1, -1, -1 }, -1 };

/* Sets only what differs from @before. */
static void
move_to (PdlCase *kase, PdlLevel level, const Level *before, const Level *after)
{
  for (int i = 0; i < N_ITEMS; i++)
    if (before->choice[i] != after->choice[i])
      set (kase, level, items[i].id, after->choice[i] >= 0 ? items[i].codes[after->choice[i]] : "");
}

/* 29 levels × 4·4·4·5·4 = 37 120 */
static void
test_every_level (void)
{
  guint n = 0;

  for (PdlLevel where = 0; where < PDL_N_LEVELS; where++)
    {
      g_autoptr (PdlCase) kase = new_case ();
      Level now = nothing, before = nothing;

      set (kase, where, "involved", "true");
      do
        {
          move_to (kase, where, &before, &now);
          check (kase, sum_of (&now, level_points[where]), TRUE, &now, FALSE);
          before = now;
          n++;
        }
      while (advance (&now));
    }
  g_assert_cmpuint (n, ==, 37120);
}

/* A case without levels: the same from what is said of the whole, the location too or not. 5 × 1 280 = 6 400 */
static void
test_without_levels (void)
{
  guint n = 0;

  for (int location = -1; location < (int) G_N_ELEMENTS (locations); location++)
    {
      g_autoptr (PdlCase) kase = new_case ();
      Level now = nothing, before = nothing;

      if (location >= 0)
        set (kase, PDL_LEVEL_NONE, "sins_location", locations[location].code);
      do
        {
          gboolean any = location >= 0;

          for (int i = 0; i < N_ITEMS; i++)
            any = any || now.choice[i] >= 0;
          move_to (kase, PDL_LEVEL_NONE, &before, &now);
          check (kase, sum_of (&now, location >= 0 ? locations[location].points : -1), any, &now, location < 0);
          before = now;
          n++;
        }
      while (advance (&now));
    }
  g_assert_cmpuint (n, ==, 6400);
}

/* A target of one level: its items said of the whole case are its items. */
static void
test_said_of_the_whole (void)
{
  g_autoptr (PdlCase) kase = new_case ();
  const PdlLevel t8 = pdl_level_from_name ("T8");
  Level now = nothing, before = nothing;

  set (kase, t8, "involved", "true");
  do
    {
      move_to (kase, PDL_LEVEL_NONE, &before, &now);
      check (kase, sum_of (&now, 1), TRUE, &now, FALSE);
      before = now;
    }
  while (advance (&now));
}

/* A typed total wins over the items, whatever they are; an explicit unknown does not. */
static void
test_entered (void)
{
  const PdlLevel t8 = pdl_level_from_name ("T8");

  for (int total = 0; total <= 18; total++)
    for (guint where = 0; where < 2; where++)
      {
        g_autoptr (PdlCase) kase = new_case ();
        Level now = { { 2, 2, -1, 3, -1 }, -1 }; /* alone: 9 to 16 */
        g_autofree char *text = g_strdup_printf ("%d", total);

        set_level (kase, t8, &now);
        now.total = total;
        set (kase, where == 0 ? t8 : PDL_LEVEL_NONE, "sins_total", text);
        check (kase, sum_of (&now, 1), TRUE, &now, FALSE);
        now.total = -1;
        set (kase, where == 0 ? t8 : PDL_LEVEL_NONE, "sins_total", "?");
        {
          g_autoptr (PdlFacts) facts = pdl_facts_new (knowledge, kase, pdl_case_get_current (kase), 0);
          const PdlScoreResult *result = pdl_facts_get_score (facts, sins, 0, PDL_LEVEL_NONE);

          g_assert_cmpfloat (result->min, ==, 9);
          g_assert_cmpfloat (result->max, ==, 16);
          /* Asked, not known: the number stays unknown also where the items would give it. */
          g_assert_true (isnan (pdl_facts_get (facts, total_finding, 0, t8)));
        }
      }
}

static int
random_choice (GRand *random, int n)
{
  return g_rand_double (random) < 0.3 ? -1 : g_rand_int_range (random, 0, n);
}

/* Targets of two and three levels: from the largest minimum to the largest maximum of the scored ones. */
static void
test_several_levels (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20260302);
  guint not_scored = 0, decided = 0;

  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (PdlCase) kase = new_case ();
      int n = g_rand_int_range (random, 2, 4), first = g_rand_int_range (random, 0, PDL_N_LEVELS - n);
      Interval whole = { -1, -1, TRUE };
      gboolean any = FALSE;

      for (int k = 0; k < n; k++)
        {
          Level now = nothing;
          Interval one;

          for (int i = 0; i < N_ITEMS; i++)
            now.choice[i] = random_choice (random, items[i].n);
          if (g_rand_double (random) < 0.4)
            now.choice[2] = now.choice[3] = now.choice[4] = -1;
          if (g_rand_double (random) < 0.1)
            now.total = g_rand_int_range (random, 0, 19);
          set (kase, (PdlLevel) (first + k), "involved", "true");
          set_level (kase, (PdlLevel) (first + k), &now);
          /* Scored: alignment, collapse or posterolateral known, or a total typed in. */
          if (now.choice[2] < 0 && now.choice[3] < 0 && now.choice[4] < 0 && now.total < 0)
            continue;
          any = TRUE;
          one = sum_of (&now, level_points[first + k]);
          whole.min = MAX (whole.min, one.min);
          whole.max = MAX (whole.max, one.max);
        }
      whole.complete = whole.min == whole.max;
      not_scored += !any;
      decided += any && !whole.complete && band_of (whole.min) == band_of (whole.max);
      check (kase, whole, any, NULL, FALSE);
    }
  /* The rounds met both rare cases. */
  g_assert_cmpuint (not_scored, >, 20);
  g_assert_cmpuint (decided, >, 20);
}

/* Two involved levels that say nothing of the bone: what to ask is named. */
static void
test_not_scored (void)
{
  g_autoptr (PdlCase) kase = new_case ();
  g_autoptr (PdlFacts) facts = NULL;
  const PdlScoreResult *result;

  set (kase, pdl_level_from_name ("T8"), "lesion_type", "lytic");
  set (kase, pdl_level_from_name ("T9"), "escc_grade", "2");
  facts = pdl_facts_new (knowledge, kase, pdl_case_get_current (kase), 0);
  result = pdl_facts_get_score (facts, sins, 0, PDL_LEVEL_NONE);
  g_assert_cmpint (result->state, ==, PDL_SCORE_NOT_COMPUTABLE);
  for (int i = 0; i < N_ITEMS; i++)
    g_assert_true (g_strv_contains (result->missing, items[i].id));
  g_assert_cmpuint (g_strv_length ((char **) result->missing), ==, N_ITEMS);
}

/* The level a target is read from: the one that can be worst; of two that can be equally bad the one that is worse already, whatever
 * a third is known to have. */
static void
test_worst_level (void)
{
  static const Level known = { { -1, -1, -1, -1, -1 }, 12 }, open = { { -1, -1, -1, 3, -1 }, -1 }, worse = { { -1, -1, -1, 3, 2 }, -1 };
  g_autoptr (PdlCase) kase = new_case ();
  g_autoptr (PdlFacts) facts = NULL;
  const PdlScoreResult *result;

  for (PdlLevel level = 14; level <= 16; level++)
    set (kase, level, "involved", "true");
  set_level (kase, 14, &known);
  set_level (kase, 15, &open);
  set_level (kase, 16, &worse);
  facts = pdl_facts_new (knowledge, kase, pdl_case_get_current (kase), (PdlMinute) pdl_day_from_ymd (2026, 3, 2) * 1440);
  result = pdl_facts_get_score (facts, sins, 0, PDL_LEVEL_NONE);
  g_assert_cmpint (result->level, ==, 16);
  g_assert_cmpfloat (result->min, ==, 12);
  g_assert_cmpfloat (result->max, ==, 16);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  /* Another set than the one built in: tests/mutation. */
  knowledge = pdl_knowledge_load (g_getenv ("PDL_KNOWLEDGE"), &error);
  g_assert_no_error (error);
  sins = pdl_knowledge_lookup_score (knowledge, "sins");
  band_finding = pdl_dictionary_lookup (pdl_knowledge_get_dictionary (knowledge), "sins_band");
  total_finding = pdl_dictionary_lookup (pdl_knowledge_get_dictionary (knowledge), "sins_total");
  g_assert_true (sins != NULL && band_finding != NULL && total_finding != NULL);

  g_test_add_func ("/sins/every-level", test_every_level);
  g_test_add_func ("/sins/without-levels", test_without_levels);
  g_test_add_func ("/sins/said-of-the-whole", test_said_of_the_whole);
  g_test_add_func ("/sins/entered", test_entered);
  g_test_add_func ("/sins/several-levels", test_several_levels);
  g_test_add_func ("/sins/not-scored", test_not_scored);
  g_test_add_func ("/sins/worst-level", test_worst_level);
  return g_test_run ();
}
