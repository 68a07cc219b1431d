/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * One evaluation: record → facts → statements, alerts, emergency → for each target row, modifiers, options. It only
 * assembles; what each part means is decided in its own file and in the data. Pure, never fails on data. Statements and
 * alerts always read the record, the options what the modifiers left.
 */

#include "pdl-evaluate-private.h"
#include "pdl-reads.h"
#include "pdl-sieve.h"

#include <math.h>
#include <string.h>

static PdlFullEvaluation *
full (PdlEvaluation *self)
{
  return (PdlFullEvaluation *) self;
}

PdlFacts *
pdl_evaluation_get_facts (PdlEvaluation *self)
{
  return full (self)->facts;
}

/* ---- statements and alerts ---------------------------------------------------------------------------------------- */

static void
run_statement (PdlFullEvaluation *self, const PdlStatementRule *rule, int target, PdlTruth truth, PdlStatementResult *ret_result)
{
  static const char *none[] = { NULL };

  ret_result->statement = &rule->statement;
  ret_result->target = target;
  ret_result->truth = truth;
  ret_result->needs = truth == PDL_TRUTH_UNKNOWN ? pdl_expr_keep_needs (rule->when, self->facts, target, 0) : none;
  ret_result->urgency = pdl_urgency_rule_run (rule->urgency, self->facts, target, 0);
}

/* Whether a rule reads something that has changed since the evaluation before. */
static gboolean
is_affected (const PdlFullEvaluation *self, guint first_word, guint index)
{
  return self->affected == NULL || pdl_reads_has (self->affected, first_word, index);
}

/* The rules to be run once (target -1) or for a target, as bits: those that may hold and, after a change, read it. */
static const guint64 *
rules_left (const PdlFullEvaluation *self, int target)
{
  return self->left + (guint) (target + 1) * pdl_sieve_n_words (self->public.knowledge);
}

static void
sift_rules (PdlFullEvaluation *self)
{
  PdlKnowledge *knowledge = self->public.knowledge;
  guint n_words = pdl_sieve_n_words (knowledge);
  guint64 *left;

  self->left = left = pdl_arena_new (pdl_facts_get_arena (self->facts), guint64, (self->public.n_targets + 1) * n_words);
  for (int target = -1; target < (int) self->public.n_targets; target++, left += n_words)
    pdl_sieve_run (knowledge->sieves[target < 0 ? PDL_SIEVE_ONCE : PDL_SIEVE_TARGET], self->facts, target,
                   self->affected != NULL ? self->affected + knowledge->reads->statements : NULL, left);
}

/* The rules that are to be run anywhere, of the @word-th 64. */
static guint64
left_anywhere (const PdlFullEvaluation *self, guint word)
{
  guint64 rules = 0;

  for (int target = -1; target < (int) self->public.n_targets; target++)
    rules |= rules_left (self, target)[word];
  return rules;
}

/* A statement that holds or could hold. */
typedef struct
{
  const PdlStatementRule *rule;
  int target;
  PdlTruth truth;
} Held;

static guint
test_statements (PdlFullEvaluation *self, Held *held)
{
  PdlKnowledge *knowledge = self->public.knowledge;
  guint n = 0;

  for (guint word = 0; word < pdl_sieve_alerts (knowledge); word++)
    for (guint64 bits = left_anywhere (self, word); bits != 0; bits &= bits - 1)
      {
        guint bit = (guint) __builtin_ctzll (bits);
        const PdlStatementRule *rule = g_ptr_array_index (knowledge->statements, word * 64 + bit);

        for (int target = -1; target < (int) self->public.n_targets; target++)
          if ((rules_left (self, target)[word] >> bit & 1) != 0)
            {
              PdlTruth truth = pdl_expr_test (rule->when, self->facts, target, PDL_LEVEL_NONE, 0);

              if (truth != PDL_TRUTH_FALSE)
                held[n++] = (Held){ rule, target, truth };
            }
      }
  return n;
}

/* In order of the statements and of the targets: those that were run, and of the evaluation before those that were not. */
static void
run_statements (PdlFullEvaluation *self)
{
  PdlKnowledge *knowledge = self->public.knowledge;
  PdlArena *arena = pdl_facts_get_arena (self->facts);
  guint n_old = self->before != NULL ? self->before->n_statements : 0, n_held;
  const PdlStatementResult *old = n_old > 0 ? self->before->statements : NULL, *end = n_old > 0 ? old + n_old : NULL;
  Held *held = pdl_arena_new (arena, Held, knowledge->statements->len * self->public.n_targets);
  PdlStatementResult *next;

  n_held = test_statements (self, held);
  self->public.statements = next = pdl_arena_new (arena, PdlStatementResult, n_held + n_old);
  for (const Held *at = held;;)
    {
      if (old < end && is_affected (self, knowledge->reads->statements, old->statement->index))
        old++;
      else if (old < end && (at == held + n_held || old->statement->index < at->rule->statement.index))
        *next++ = *old++;
      else if (at < held + n_held)
        {
          run_statement (self, at->rule, at->target, at->truth, next++);
          at++;
        }
      else
        break;
    }
  self->public.n_statements = (guint) (next - self->public.statements);
}

/* An acknowledgement counts for the visit it was made at or after; one with levels only for the target it shares one with. */
static gboolean
is_acknowledged (PdlFullEvaluation *self, const PdlAlert *alert, int target)
{
  const PdlAssessment *assessment = pdl_facts_get_assessment (self->facts);

  for (guint i = 0; i < pdl_case_get_n_items (self->kase, PDL_GROUP_EVENT); i++)
    {
      const PdlItem *item = pdl_case_get_item (self->kase, PDL_GROUP_EVENT, i);
      const PdlFields *fields = pdl_item_get_fields (item);
      const PdlValue *id = pdl_fields_get (fields, "alert"), *reason = pdl_fields_get (fields, "reason");

      if (strcmp (pdl_item_get_kind (item)->id, "acknowledged") != 0 || g_strcmp0 (pdl_item_get_status (item), "cancelled") == 0
          || !pdl_value_is_known (id) || strcmp (pdl_value_get_text (id), alert->id) != 0 || !pdl_value_is_known (reason)
          || *pdl_value_get_text (reason) == '\0')
        continue;
      if (assessment != NULL && pdl_item_get_start (item) != PDL_DAY_NONE
          && pdl_item_get_start (item) < pdl_assessment_get_day (assessment))
        continue;
      if (target >= 0 && pdl_item_get_levels (item) != 0 && !pdl_facts_is_at_target (self->facts, item, target))
        continue;
      return TRUE;
    }
  return FALSE;
}

static void
add_alert (PdlFullEvaluation *self, const PdlAlertRule *rule, int target)
{
  PdlAlertResult *result = &self->public.alerts[self->public.n_alerts];

  if (pdl_expr_test (rule->when, self->facts, target, PDL_LEVEL_NONE, 0) != PDL_TRUTH_TRUE)
    return;
  result->alert = &rule->alert;
  result->target = target;
  result->truth = PDL_TRUTH_TRUE;
  result->urgency = pdl_urgency_rule_run (rule->urgency, self->facts, target, 0);
  result->acknowledged = is_acknowledged (self, &rule->alert, target);
  self->public.n_alerts++;
}

static void
run_alerts (PdlFullEvaluation *self)
{
  PdlKnowledge *knowledge = self->public.knowledge;
  const PdlAlertResult *old = self->before != NULL ? self->before->alerts : NULL;
  const PdlAlertResult *end = old != NULL ? old + self->before->n_alerts : NULL;
  guint first_word = pdl_sieve_alerts (knowledge);

  self->public.alerts = pdl_arena_new (pdl_facts_get_arena (self->facts), PdlAlertResult, knowledge->alerts->len * self->public.n_targets);
  for (guint i = 0; i < knowledge->alerts->len; i++)
    {
      gboolean affected = is_affected (self, knowledge->reads->alerts, i);

      for (; old < end && old->alert->index == i; old++)
        if (!affected)
          self->public.alerts[self->public.n_alerts++] = *old;
      for (int target = -1; target < (int) self->public.n_targets; target++)
        if (pdl_reads_has (rules_left (self, target), first_word, i))
          add_alert (self, g_ptr_array_index (knowledge->alerts, i), target);
    }
}

/* ---- emergency ---------------------------------------------------------------------------------------------------- */

static void
run_emergency (PdlFullEvaluation *self)
{
  PdlKnowledge *knowledge = self->public.knowledge;

  if (!is_affected (self, knowledge->reads->others, PDL_AFFECTED_EMERGENCY))
    self->public.emergency = self->before->emergency;
  else if (knowledge->red != NULL && pdl_expr_test (knowledge->red, self->facts, -1, PDL_LEVEL_NONE, 0) == PDL_TRUTH_TRUE)
    self->public.emergency = PDL_EMERGENCY_RED;
  else if (knowledge->amber != NULL && pdl_expr_test (knowledge->amber, self->facts, -1, PDL_LEVEL_NONE, 0) == PDL_TRUTH_TRUE)
    self->public.emergency = PDL_EMERGENCY_AMBER;
}

/* ---- scores ------------------------------------------------------------------------------------------------------- */

/* Copies of results the fact table owns; what they point to lives as long as the table. */
static PdlScoreResult *
copy_scores (PdlFullEvaluation *self, int target, guint *ret_n)
{
  PdlKnowledge *knowledge = self->public.knowledge;
  PdlScoreResult *results = pdl_arena_new (pdl_facts_get_arena (self->facts), PdlScoreResult, knowledge->scores->len);
  guint n = 0;

  for (guint i = 0; i < knowledge->scores->len; i++)
    {
      const PdlScore *score = pdl_knowledge_get_score (knowledge, i);

      if ((score->scope == PDL_SCOPE_PATIENT) == (target < 0))
        results[n++] = *pdl_facts_get_score (self->facts, score, target, PDL_LEVEL_NONE);
    }
  *ret_n = n;
  return results;
}

/* ---- targets ------------------------------------------------------------------------------------------------------ */

guint
pdl_decision_count_graded (PdlKnowledge *knowledge, PdlFacts *facts, int target, gboolean *ret_open)
{
  PdlLevelSet levels = pdl_facts_get_target_levels (facts, (guint) target);

  *ret_open = FALSE;
  for (guint i = 0; i < knowledge->inputs->len; i++)
    {
      const PdlInput *input = pdl_knowledge_get_input (knowledge, i);
      const PdlDerivation *derivation = knowledge->derivations[input->finding->index];
      const PdlFinding *finding;
      guint graded = 0;

      if (derivation == NULL || derivation->rule == NULL || derivation->rule->findings->len != 1)
        continue;
      finding = g_ptr_array_index (derivation->rule->findings, 0);
      if (finding->scope != PDL_SCOPE_LEVEL)
        continue;
      for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
        if ((levels & PDL_LEVEL_BIT (level)) != 0)
          graded += !isnan (pdl_facts_get (facts, finding, target, level));
      *ret_open = graded > 0 && graded < (guint) pdl_level_set_count (levels) && !pdl_facts_is_entered (facts, input->finding, target, PDL_LEVEL_NONE);
      return graded;
    }
  return 0;
}

static gboolean
is_recorded (PdlFullEvaluation *self, const PdlFinding *finding, int target, PdlLevelSet levels)
{
  if (finding->scope != PDL_SCOPE_LEVEL || levels == 0)
    return !isnan (pdl_facts_get (self->facts, finding, target, PDL_LEVEL_NONE));
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    if ((levels & PDL_LEVEL_BIT (level)) != 0 && isnan (pdl_facts_get (self->facts, finding, target, level)))
      return FALSE;
  return TRUE;
}

/* What to ask for an input: of its list, what is not recorded. */
static const char **
make_ask (PdlFullEvaluation *self, const PdlInput *input, int target, PdlLevelSet levels)
{
  guint n = input->ask != NULL ? g_strv_length ((char **) input->ask) : 0;
  const char **ask = pdl_arena_new (pdl_facts_get_arena (self->facts), const char *, n + 1);

  n = 0;
  for (guint i = 0; input->ask != NULL && input->ask[i] != NULL; i++)
    {
      const PdlFinding *finding = pdl_dictionary_lookup (self->public.knowledge->dictionary, input->ask[i]);

      if (!is_recorded (self, finding, target, levels))
        ask[n++] = finding->id;
    }
  ask[n] = NULL;
  return ask;
}

static void
run_decision (PdlFullEvaluation *self, int target, PdlTargetResult *result, const guint32 *recorded_possible)
{
  PdlKnowledge *knowledge = self->public.knowledge;
  PdlModified *modified = &self->modified[target];
  PdlDecisionResult *decision = &result->decision;
  guint32 possible[PDL_MAX_INPUTS];
  PdlArena *arena = pdl_facts_get_arena (self->facts);
  const PdlOpened *opened;
  gboolean open;

  decision->row = &modified->row->row;
  decision->row_before = &modified->row_before->row;
  decision->row_also = modified->row_also != NULL ? &modified->row_also->row : NULL;
  decision->urgency = modified->urgency;
  /* A setting is kept while the unknown inputs are filled; one that makes an input unknown leaves every class possible. */
  for (guint i = 0; i < knowledge->inputs->len; i++)
    possible[i] = modified->effective[i] == result->inputs[i] ? recorded_possible[i] : G_MAXUINT32;
  opened = pdl_decision_look (knowledge, modified->effective, possible, decision->row, arena);
  decision->could_become = opened->outcomes;
  decision->n_could_become = opened->n_outcomes;
  decision->missing = pdl_arena_new (arena, PdlMissing, opened->n_missing);
  decision->n_missing = opened->n_missing;
  for (guint i = 0; i < opened->n_missing; i++)
    {
      decision->missing[i] = opened->missing[i];
      decision->missing[i].ask = make_ask (self, opened->missing[i].input, target, result->levels);
    }
  result->graded_levels = pdl_decision_count_graded (knowledge, self->facts, target, &open);
  if (decision->row->action->cannot_determine)
    decision->state = PDL_STATE_CANNOT_DETERMINE;
  else
    decision->state = opened->determined && !modified->provisional && !open ? PDL_STATE_DETERMINED : PDL_STATE_PROVISIONAL;
  decision->state_reasons = pdl_arena_new0 (arena, const char *, modified->reasons->len + 1);
  for (guint i = 0; i < modified->reasons->len; i++)
    decision->state_reasons[i] = g_ptr_array_index (modified->reasons, i);
}

/* Nothing that the list, the modifiers and the options read has changed; scores and arguments may have. */
static void
keep_target (PdlFullEvaluation *self, int target, PdlTargetResult *result)
{
  const PdlModified *before = &full (self->before)->modified[target];
  PdlModified *modified = &self->modified[target];

  *result = self->before->targets[target];
  *modified = *before;
  g_array_ref (modified->options);
  g_array_ref (modified->modifiers);
  g_ptr_array_ref (modified->reasons);
  modified->facts = NULL; /* read while it was run */
  result->scores = copy_scores (self, target, &result->n_scores);
  if (self->any_affected && modified->row != NULL)
    result->options = pdl_options_argue (self->public.knowledge, modified, target, self->public.statements, self->public.n_statements,
                                         pdl_facts_get_arena (self->facts), &result->n_options);
}

static void
run_target (PdlFullEvaluation *self, int target)
{
  PdlKnowledge *knowledge = self->public.knowledge;
  PdlTargetResult *result = &self->public.targets[target];
  PdlModified *modified = &self->modified[target];
  guint32 possible[PDL_MAX_INPUTS] = { 0 };

  if (!is_affected (self, knowledge->reads->others, PDL_AFFECTED_DECISION))
    {
      keep_target (self, target, result);
      return;
    }
  result->levels = pdl_facts_get_target_levels (self->facts, (guint) target);
  result->inputs = pdl_arena_new0 (pdl_facts_get_arena (self->facts), guint, MAX (knowledge->inputs->len, 1));
  for (guint i = 0; i < knowledge->inputs->len; i++)
    {
      const PdlInput *input = pdl_knowledge_get_input (knowledge, i);
      double position = pdl_facts_get (self->facts, input->finding, target, PDL_LEVEL_NONE);

      result->inputs[i] = isnan (position) ? input->n_values : (guint) position;
      possible[i] = pdl_facts_get_possible (self->facts, input->finding, target);
    }
  if (!self->is_reading)
    result->scores = copy_scores (self, target, &result->n_scores);
  if (knowledge->rows->len == 0)
    return;
  pdl_modifiers_run (knowledge, self->facts, target, result->inputs, modified);
  if (modified->row == NULL)
    return;
  run_decision (self, target, result, possible);
  result->n_modifiers = modified->modifiers->len;
  result->modifiers = (PdlModifierResult *) (gpointer) modified->modifiers->data;
  result->options = pdl_options_argue (knowledge, modified, target, self->public.statements, self->public.n_statements,
                                       pdl_facts_get_arena (self->facts), &result->n_options);
}

/* ---- the whole ---------------------------------------------------------------------------------------------------- */

typedef enum
{
  EVALUATE_BY_TREES = 1,
  EVALUATE_READING = 2, /* nothing but what pdl_evaluate_reading () promises */
} EvaluateFlags;

/* @before (nullable): an evaluation of the same knowledge, of a case that differs in what affects @affected. */
static PdlEvaluation *
evaluate (PdlKnowledge *knowledge, PdlCase *kase, PdlMinute as_of, const char *clock, EvaluateFlags flags, PdlFullEvaluation *before,
          const guint64 *affected)
{
  PdlFullEvaluation *self = g_new0 (PdlFullEvaluation, 1);
  const PdlAssessment *assessment;

  g_atomic_ref_count_init (&self->public.refs);
  g_mutex_init (&self->mutex);
  self->is_reading = (flags & EVALUATE_READING) != 0;
  self->kase = self->is_reading ? pdl_case_ref (kase) : pdl_case_copy (kase);
  assessment = pdl_case_get_current (self->kase);
  /* A day alone is read as its beginning, as in the record. */
  if (as_of == PDL_MINUTE_NONE)
    as_of = (PdlMinute) (assessment != NULL ? pdl_assessment_get_day (assessment) : pdl_day_today ()) * 1440;
  self->public.knowledge = pdl_knowledge_ref (knowledge);
  self->public.as_of_minute = as_of;
  self->public.as_of = pdl_minute_day (as_of);
  self->public.assessment_uid = assessment != NULL ? g_strdup (pdl_assessment_get_uid (assessment)) : NULL;

  self->facts = pdl_facts_new (knowledge, self->kase, assessment, as_of);
  self->facts->walks = (flags & EVALUATE_BY_TREES) != 0;
  if (before != NULL && pdl_facts_adopt (self->facts, before->facts, affected))
    {
      self->before = pdl_evaluation_ref (&before->public);
      self->depth = before->depth + 1;
      self->affected = affected;
      for (guint word = knowledge->reads->statements; word < knowledge->reads->alerts; word++)
        self->any_affected = self->any_affected || affected[word] != 0;
    }
  self->public.n_targets = pdl_facts_get_n_targets (self->facts);
  self->public.targets = pdl_arena_new0 (pdl_facts_get_arena (self->facts), PdlTargetResult, MAX (self->public.n_targets, 1));
  self->modified = pdl_arena_new0 (pdl_facts_get_arena (self->facts), PdlModified, MAX (self->public.n_targets, 1));
  sift_rules (self);
  if (!self->is_reading)
    run_statements (self);
  run_alerts (self);
  run_emergency (self);
  if (!self->is_reading)
    {
      pdl_clock_run (self, clock);
      self->public.scores = copy_scores (self, -1, &self->public.n_scores);
    }
  for (guint t = 0; t < self->public.n_targets; t++)
    run_target (self, (int) t);
  if (!self->is_reading)
    pdl_evaluation_check_record (self);
  self->affected = NULL;
  return &self->public;
}

PdlEvaluation *
pdl_evaluate (PdlKnowledge *knowledge, PdlCase *kase, PdlMinute as_of)
{
  return evaluate (knowledge, kase, as_of, NULL, 0, NULL, NULL);
}

PdlEvaluation *
pdl_evaluate_with_clock (PdlKnowledge *knowledge, PdlCase *kase, PdlMinute as_of, const char *clock)
{
  return evaluate (knowledge, kase, as_of, clock, 0, NULL, NULL);
}

PdlEvaluation *
pdl_evaluate_reading (PdlKnowledge *knowledge, PdlCase *kase, PdlMinute as_of)
{
  return evaluate (knowledge, kase, as_of, NULL, EVALUATE_READING, NULL, NULL);
}

PdlEvaluation *
pdl_evaluate_by_trees (PdlKnowledge *knowledge, PdlCase *kase, PdlMinute as_of, const char *clock)
{
  return evaluate (knowledge, kase, as_of, clock, EVALUATE_BY_TREES, NULL, NULL);
}

PdlEvaluation *
pdl_evaluate_again (PdlEvaluation *before, PdlCase *kase, PdlMinute as_of, const char *clock)
{
  const PdlReads *reads = before->knowledge->reads;
  g_autofree guint64 *changed = g_new0 (guint64, reads->n_words + reads->n_affected_words);
  guint64 *affected = changed + reads->n_words;
  PdlFullEvaluation *all = full (before);
  PdlEvaluation *self;

  if (!pdl_evaluation_compare (all, kase, as_of, changed))
    return evaluate (before->knowledge, kase, as_of, clock, 0, NULL, NULL);
  pdl_reads_find_affected (reads, changed, affected);
  /* Somebody may be asking @before a question. */
  g_mutex_lock (&all->mutex);
  self = evaluate (before->knowledge, kase, as_of, clock, 0, all, affected);
  g_mutex_unlock (&all->mutex);
  return self;
}

PdlEvaluation *
pdl_evaluation_ref (PdlEvaluation *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
pdl_evaluation_unref (PdlEvaluation *self)
{
  PdlFullEvaluation *all;

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  all = full (self);
  for (guint i = 0; i < self->n_targets; i++)
    pdl_modified_clear (&all->modified[i]);
  for (guint i = 0; i < self->n_warnings; i++)
    {
      g_free (self->warnings[i].path);
      g_free (self->warnings[i].text);
    }
  g_free (self->warnings);
  g_free (self->assessment_uid);
  g_clear_pointer (&all->kept, g_ptr_array_unref);
  pdl_facts_free (all->facts);
  pdl_case_unref (all->kase);
  g_mutex_clear (&all->mutex);
  pdl_knowledge_unref (self->knowledge);
  g_clear_pointer (&all->before, pdl_evaluation_unref);
  g_free (all);
}
