/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pdl-what-if.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- comparing ------------------------------------------------------------------------------------------------------ */

static gboolean
is_same_row (const PdlReading *a, const PdlReading *b)
{
  return a->row == b->row && a->row_also == b->row_also;
}

PdlEffect
pdl_effect_between (const PdlReading *a, const PdlReading *b)
{
  if (a == b)
    return PDL_EFFECT_NONE;
  if (!is_same_row (a, b))
    return PDL_EFFECT_ROW;
  if (a->urgency.known != b->urgency.known || a->urgency.within_h != b->urgency.within_h || a->urgency.latest_h != b->urgency.latest_h)
    return PDL_EFFECT_LIMIT;
  if (a->n_options != b->n_options)
    return PDL_EFFECT_OPTIONS;
  for (guint i = 0; i < a->n_options; i++)
    if (a->options[i].option != b->options[i].option || (a->options[i].waits_for != NULL) != (b->options[i].waits_for != NULL)
        || (a->options[i].struck_by != NULL) != (b->options[i].struck_by != NULL))
      return PDL_EFFECT_OPTIONS;
  return a->modifiers != b->modifiers ? PDL_EFFECT_MODIFIERS : PDL_EFFECT_NONE;
}

gboolean
pdl_what_if_finding_is_ordered (const PdlWhatIfFinding *self)
{
  const PdlFinding *finding = self->about->finding;

  return finding->type == PDL_TYPE_INT || finding->type == PDL_TYPE_NUMBER || (finding->type == PDL_TYPE_ENUM && finding->ordered);
}

static int
find_now (const PdlWhatIfFinding *self)
{
  for (guint i = 0; i < self->n_values; i++)
    if (self->values[i].is_now)
      return (int) i;
  return -1;
}

int
pdl_what_if_finding_find_nearest (const PdlWhatIfFinding *self, gboolean up)
{
  int now = find_now (self);

  if (now < 0 || !pdl_what_if_finding_is_ordered (self))
    return -1;
  for (int i = now + (up ? 1 : -1); i >= 0 && i < (int) self->n_values; i += up ? 1 : -1)
    if (self->values[i].effect != PDL_EFFECT_NONE)
      return i;
  return -1;
}

/* ---- one finding ---------------------------------------------------------------------------------------------------- */

static void
add_value (GArray *values, PdlValue *value, double number, double above, double below, gboolean is_now, guint steps)
{
  PdlWhatIfValue one = { value, number, above, below, is_now, steps, PDL_EFFECT_NONE, NULL };

  g_array_append_val (values, one);
}

/* One code more or less, and none at all. */
static void
add_sets (const PdlWhatIfFinding *self, GArray *values)
{
  guint32 now = isnan (self->now) ? 0 : (guint32) self->now;
  guint n_now = (guint) __builtin_popcount (now);

  if (isnan (self->now) || n_now > 1)
    add_value (values, pdl_value_new_set (0), 0, NAN, NAN, FALSE, MAX (n_now, 1));
  for (guint i = 0; i < self->about->n_values; i++)
    {
      guint32 bits = now ^ ((guint32) 1 << i);

      add_value (values, pdl_value_new_set (bits), bits, NAN, NAN, FALSE, 1);
    }
}

static gboolean
is_in_class (const PdlReasonValue *value, double number)
{
  if (isnan (value->above) && isnan (value->below))
    return number == value->number;
  return (isnan (value->above) || number > value->above) && (isnan (value->below) || number < value->below);
}

static void
add_plain_values (const PdlWhatIfFinding *self, GArray *values)
{
  gboolean ordered = pdl_what_if_finding_is_ordered (self);
  int now = -1;

  for (guint i = 0; i < self->about->n_values; i++)
    if (!isnan (self->now) && is_in_class (&self->about->values[i], self->now))
      now = (int) i;
  for (guint i = 0; i < self->about->n_values; i++)
    {
      const PdlReasonValue *value = &self->about->values[i];

      add_value (values, pdl_value_ref (value->value), value->number, value->above, value->below, (int) i == now,
                 ordered && now >= 0 ? (guint) abs ((int) i - now) : 1);
    }
}

static void
add_finding (PdlWhatIf *self, GArray *findings, const PdlReasonFinding *about, PdlLevel place)
{
  g_autoptr (GArray) values = g_array_new (FALSE, TRUE, sizeof (PdlWhatIfValue));
  PdlWhatIfFinding finding = { about, place, pdl_probe_get_value (self->probe, about->finding, place), NULL, 0, PDL_EFFECT_NONE };

  if (about->is_set)
    add_sets (&finding, values);
  else
    add_plain_values (&finding, values);
  finding.n_values = values->len;
  finding.values = (PdlWhatIfValue *) (gpointer) g_array_free (g_steal_pointer (&values), FALSE);
  for (guint i = 0; i < finding.n_values; i++)
    {
      PdlWhatIfValue *value = &finding.values[i];

      if (value->is_now)
        {
          value->reading = self->now;
          continue;
        }
      pdl_probe_set (self->probe, about->finding, place, value->value);
      value->reading = pdl_probe_read (self->probe);
      pdl_probe_clear (self->probe);
      if (value->reading != NULL)
        value->effect = pdl_effect_between (self->now, value->reading);
      finding.most = MAX (finding.most, value->effect);
    }
  g_array_append_val (findings, finding);
}

/* At each level of the target, unless it was said once for all of them. */
static void
add_levels (PdlWhatIf *self, GArray *findings, const PdlReasonFinding *about, PdlLevelSet levels)
{
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    if ((levels & PDL_LEVEL_BIT (level)) != 0)
      {
        PdlLevel place = pdl_probe_find_place (self->probe, about->finding, level);

        add_finding (self, findings, about, place);
        if (place == PDL_LEVEL_NONE)
          return;
      }
}

PdlWhatIf *
pdl_what_if_new (PdlReasons *reasons, PdlEvaluation *evaluation, int target)
{
  PdlProbe *probe = pdl_probe_new (pdl_reasons_get_rules (reasons), evaluation, target, FALSE);
  GArray *findings;
  PdlWhatIf *self;

  if (probe == NULL)
    return NULL;
  self = g_new0 (PdlWhatIf, 1);
  self->reasons = pdl_reasons_ref (reasons);
  self->probe = probe;
  self->now = pdl_probe_get_base (probe);
  findings = g_array_new (FALSE, TRUE, sizeof (PdlWhatIfFinding));
  for (guint i = 0; i < pdl_reasons_get_n_findings (reasons); i++)
    {
      const PdlReasonFinding *about = pdl_reasons_get_finding (reasons, i);

      if (!about->is_searched)
        continue;
      if (about->finding->scope == PDL_SCOPE_LEVEL && evaluation->targets[target].levels != 0)
        add_levels (self, findings, about, evaluation->targets[target].levels);
      else
        add_finding (self, findings, about, pdl_probe_find_place (probe, about->finding, PDL_LEVEL_NONE));
    }
  self->n_findings = findings->len;
  self->findings = (PdlWhatIfFinding *) (gpointer) g_array_free (findings, FALSE);
  return self;
}

void
pdl_what_if_free (PdlWhatIf *self)
{
  for (guint i = 0; i < self->n_findings; i++)
    {
      for (guint k = 0; k < self->findings[i].n_values; k++)
        pdl_value_unref (self->findings[i].values[k].value);
      g_free (self->findings[i].values);
    }
  g_free (self->findings);
  g_free (self->pairs);
  pdl_probe_free (self->probe);
  pdl_reasons_unref (self->reasons);
  g_free (self);
}

/* ---- two findings --------------------------------------------------------------------------------------------------- */

/* A change that alone gives another row is part of no pair: the smaller change is told already. */
static gboolean
is_candidate (const PdlWhatIfValue *value)
{
  return !value->is_now && value->reading != NULL && value->effect != PDL_EFFECT_ROW;
}

static void
note_pair (GArray *pairs, guint first, const PdlWhatIfPair *pair)
{
  for (guint i = first; i < pairs->len; i++)
    {
      PdlWhatIfPair *there = &g_array_index (pairs, PdlWhatIfPair, i);

      if (!is_same_row (there->reading, pair->reading))
        continue;
      if (pair->steps < there->steps)
        *there = *pair;
      return;
    }
  g_array_append_vals (pairs, pair, 1);
}

/* What each value of each finding does to what the row follows from; values in a row, in order. */
typedef struct
{
  PdlProbeDifference *all;
  guint *first; /* by finding */
  guint n;
} Differences;

static void
find_differences (PdlWhatIf *self, Differences *differences)
{
  guint n = 0;

  for (guint i = 0; i < self->n_findings; i++)
    n += self->findings[i].n_values;
  differences->n = n;
  differences->all = g_new0 (PdlProbeDifference, n);
  differences->first = g_new (guint, self->n_findings);
  n = 0;
  for (guint i = 0; i < self->n_findings; i++)
    {
      const PdlWhatIfFinding *finding = &self->findings[i];

      differences->first[i] = n;
      for (guint k = 0; k < finding->n_values; k++, n++)
        {
          if (!is_candidate (&finding->values[k]))
            continue;
          pdl_probe_set (self->probe, finding->about->finding, finding->place, finding->values[k].value);
          pdl_probe_read (self->probe);
          pdl_probe_get_difference (self->probe, &differences->all[n]);
          pdl_probe_clear (self->probe);
        }
    }
}

static void
clear_differences (Differences *differences)
{
  for (guint i = 0; i < differences->n; i++)
    pdl_probe_difference_clear (&differences->all[i]);
  g_free (differences->all);
  g_free (differences->first);
}

/* The second change of two, the first being set. */
static void
try_second (PdlWhatIf *self, const PdlWhatIfFinding *other, const PdlWhatIfPair *two, guint first, GArray *pairs)
{
  const PdlRow *row = NULL, *row_also = NULL;
  PdlWhatIfPair pair = *two;

  pdl_probe_set (self->probe, other->about->finding, other->place, other->values[two->values[1]].value);
  if (pdl_probe_read_row (self->probe, &row, &row_also) && (row != self->now->row || row_also != self->now->row_also))
    {
      pair.reading = pdl_probe_read (self->probe);
      note_pair (pairs, first, &pair);
    }
  pdl_probe_unset (self->probe);
}

static void
try_two (PdlWhatIf *self, guint a, guint b, const Differences *differences, GArray *pairs)
{
  const PdlWhatIfFinding *one = &self->findings[a], *other = &self->findings[b];
  gboolean apart = self->now->settled && !pdl_probe_overlap (pdl_reasons_get_rules (self->reasons), one->about->finding, other->about->finding);
  guint first = pairs->len;

  for (guint i = 0; i < one->n_values; i++)
    {
      const PdlProbeDifference *difference = &differences->all[differences->first[a] + i];
      gboolean set = FALSE;

      if (!is_candidate (&one->values[i]))
        continue;
      for (guint k = 0; k < other->n_values; k++)
        {
          PdlWhatIfPair pair = { { a, b }, { i, k }, one->values[i].steps + other->values[k].steps, NULL };
          const PdlProbeDifference *second = &differences->all[differences->first[b] + k];

          if (!is_candidate (&other->values[k]))
            continue;
          if (apart && one->values[i].reading->settled && other->values[k].reading->settled)
            {
              const PdlRow *row, *row_also;

              /* One that moves nothing alone moves nothing beside the other. */
              if (difference->n == 0 || second->n == 0)
                continue;
              if (pdl_probe_look_up_row (self->probe, difference, second, &row, &row_also) && row == self->now->row && row_also == self->now->row_also)
                continue;
            }
          if (!set)
            pdl_probe_set (self->probe, one->about->finding, one->place, one->values[i].value);
          set = TRUE;
          try_second (self, other, &pair, first, pairs);
        }
      pdl_probe_clear (self->probe);
    }
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const PdlWhatIfPair *one = a, *other = b;

  if (one->steps != other->steps)
    return one->steps < other->steps ? -1 : 1;
  for (guint i = 0; i < 2; i++)
    if (one->findings[i] != other->findings[i])
      return one->findings[i] < other->findings[i] ? -1 : 1;
  return (int) one->reading->row->index - (int) other->reading->row->index;
}

void
pdl_what_if_find_pairs (PdlWhatIf *self, const gint *cancelled)
{
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (PdlWhatIfPair));
  g_autofree gboolean *moves = g_new (gboolean, self->n_findings);
  Differences differences;
  gboolean stopped = FALSE;

  find_differences (self, &differences);
  for (guint i = 0; i < self->n_findings; i++)
    moves[i] = pdl_probe_moves_row (pdl_reasons_get_rules (self->reasons), self->findings[i].about->finding);
  for (guint a = 0; a < self->n_findings && !stopped; a++)
    for (guint b = a + 1; b < self->n_findings && moves[a]; b++)
      {
        if (moves[b])
          try_two (self, a, b, &differences, pairs);
        stopped = stopped || (cancelled != NULL && g_atomic_int_get (cancelled) != 0);
      }
  clear_differences (&differences);
  if (stopped)
    return;
  g_array_sort (pairs, compare_pairs);
  self->n_pairs = pairs->len;
  self->pairs = (PdlWhatIfPair *) (gpointer) g_array_free (g_steal_pointer (&pairs), FALSE);
  self->has_pairs = TRUE;
}
