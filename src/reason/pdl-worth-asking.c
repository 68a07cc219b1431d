/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pdl-worth-asking.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct
{
  PdlWorthAsking *self;
  PdlEvaluation *evaluation;
  int target;
  GArray *questions;         /* of PdlQuestion */
  GPtrArray *idle, *unsearched;
} Search;

static void
question_clear (gpointer data)
{
  PdlQuestion *self = data;

  for (guint i = 0; i < self->n_answers; i++)
    pdl_value_unref (self->answers[i].value);
  g_free (self->answers);
}

/* ---- one question --------------------------------------------------------------------------------------------------- */

static void
add_answer (Search *search, PdlQuestion *question, PdlValue *value, double above, double below)
{
  PdlAnswer *answer = &question->answers[question->n_answers++];

  pdl_probe_set (search->self->probe, question->about->finding, question->place, value);
  *answer = (PdlAnswer){ value, above, below, pdl_probe_read (search->self->probe) };
  pdl_probe_clear (search->self->probe);
}

/* Of an input only the classes that are still possible. */
static void
find_answers (Search *search, PdlQuestion *question)
{
  const PdlReasonFinding *about = question->about;
  guint32 possible = question->input != NULL ? pdl_probe_get_possible (search->self->probe, about->finding) : G_MAXUINT32;

  question->answers = g_new0 (PdlAnswer, about->n_values + 1);
  if (about->is_set)
    add_answer (search, question, pdl_value_new_set (0), NAN, NAN);
  for (guint i = 0; i < about->n_values; i++)
    if (about->is_set)
      add_answer (search, question, pdl_value_new_set ((guint32) 1 << i), NAN, NAN);
    else if (question->input == NULL || (possible & (guint32) 1 << i) != 0)
      add_answer (search, question, pdl_value_ref (about->values[i].value), about->values[i].above, about->values[i].below);
}

static gboolean
is_same (const PdlReading *a, const PdlReading *b)
{
  return pdl_effect_between (a, b) == PDL_EFFECT_NONE && a->rows == b->rows && a->n_limits == b->n_limits && a->state == b->state;
}

/* Whether some answer changes anything: row, limit, options, state, or what is within reach. */
static gboolean
weigh (Search *search, PdlQuestion *question)
{
  const PdlReading *now = search->self->now;
  guint64 before = now->rows;
  gboolean any = FALSE;

  for (guint i = 0; i < question->n_answers; i++)
    {
      const PdlReading *reading = question->answers[i].reading;

      if (reading == NULL)
        continue;
      before |= reading->rows;
      question->rows_after = MAX (question->rows_after, (guint) __builtin_popcountll (reading->rows));
      question->limits_after = MAX (question->limits_after, reading->n_limits);
      question->most = MAX (question->most, pdl_effect_between (now, reading));
      any = any || !is_same (now, reading);
    }
  question->rows_before = (guint) __builtin_popcountll (before);
  /* Not gone through: nothing is known to be settled. */
  if (question->n_answers == 0)
    {
      question->rows_after = question->rows_before;
      question->limits_after = now->n_limits;
    }
  question->limits_before = MAX (pdl_probe_count_limits (search->self->probe, before), question->limits_after);
  return any;
}

/* ---- which questions ------------------------------------------------------------------------------------------------ */

static const PdlMissing *
find_missing (Search *search, const PdlFinding *finding)
{
  const PdlDecisionResult *decision = &search->evaluation->targets[search->target].decision;

  for (guint i = 0; i < decision->n_missing; i++)
    if (decision->missing[i].input->finding == finding)
      return &decision->missing[i];
  return NULL;
}

static gboolean
is_input (Search *search, const PdlFinding *finding)
{
  for (guint i = 0; i < pdl_knowledge_get_n_inputs (search->evaluation->knowledge); i++)
    if (pdl_knowledge_get_input (search->evaluation->knowledge, i)->finding == finding)
      return TRUE;
  return FALSE;
}

/* A value that follows from others is asked through them, unless it stands on an axis or is an input itself. */
static gboolean
is_asked (Search *search, const PdlReasonFinding *about)
{
  return about->finding->kind == PDL_KIND_RECORDED || about->axis != NULL || is_input (search, about->finding);
}

static void
add_once (GPtrArray *findings, const PdlReasonFinding *about)
{
  if (!g_ptr_array_find (findings, about, NULL))
    g_ptr_array_add (findings, (gpointer) about);
}

static gboolean
is_asked_for (const char **ask, const char *id)
{
  return ask != NULL && g_strv_contains ((const char *const *) ask, id);
}

/* The place among the questions of the missing input that @about is asked for, -1 when there is none. */
static int
find_whole (Search *search, const PdlReasonFinding *about)
{
  for (guint i = 0; i < search->questions->len; i++)
    {
      const PdlQuestion *question = &g_array_index (search->questions, PdlQuestion, i);

      if (question->input != NULL && is_asked_for (question->input->ask, about->finding->id))
        return (int) i;
    }
  return -1;
}

static gboolean
is_shown (Search *search, const PdlReasonFinding *about, PdlLevel place)
{
  return pdl_evaluation_is_shown (search->evaluation, about->finding, about->finding->scope >= PDL_SCOPE_LEVEL ? search->target : -1,
                                  about->finding->scope == PDL_SCOPE_LEVEL ? place : PDL_LEVEL_NONE);
}

static void
add_at (Search *search, const PdlReasonFinding *about, PdlLevel place, gboolean inputs)
{
  const PdlMissing *missing = find_missing (search, about->finding);
  PdlQuestion question = { about, place, NULL, -1 };
  gboolean any;

  if ((missing != NULL) != inputs || !isnan (pdl_probe_get_value (search->self->probe, about->finding, place)))
    return;
  question.input = missing != NULL ? missing->input : NULL;
  question.part_of = missing != NULL ? -1 : find_whole (search, about);
  /* What does not show in the editor is not asked. */
  if (question.input == NULL && question.part_of < 0 && !is_shown (search, about, place))
    return;
  if (!about->is_searched && question.part_of < 0)
    {
      add_once (search->unsearched, about);
      return;
    }
  if (about->is_searched)
    find_answers (search, &question);
  any = weigh (search, &question);
  if (any || question.part_of >= 0)
    {
      g_array_append_val (search->questions, question);
      return;
    }
  add_once (search->idle, about);
  question_clear (&question);
}

static void
add_finding (Search *search, const PdlReasonFinding *about, gboolean inputs)
{
  PdlLevelSet levels = search->evaluation->targets[search->target].levels;

  if (!is_asked (search, about))
    return;
  if (about->finding->scope != PDL_SCOPE_LEVEL || levels == 0)
    {
      add_at (search, about, pdl_probe_find_place (search->self->probe, about->finding, PDL_LEVEL_NONE), inputs);
      return;
    }
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    if ((levels & PDL_LEVEL_BIT (level)) != 0)
      {
        PdlLevel place = pdl_probe_find_place (search->self->probe, about->finding, level);

        add_at (search, about, place, inputs);
        if (place == PDL_LEVEL_NONE)
          return;
      }
}

/* ---- order ---------------------------------------------------------------------------------------------------------- */

static int
compare_numbers (guint a, guint b)
{
  return a < b ? -1 : a > b;
}

static guint
cost_of (const PdlQuestion *question)
{
  return question->about->cost != NULL ? question->about->cost->index : G_MAXUINT;
}

/* What leaves fewest rows, what narrows most, what leaves fewest limits, what does most to the reading, what costs least, then the order of the axes. */
static int
compare_questions (const PdlQuestion *a, const PdlQuestion *b)
{
  int order = compare_numbers (a->rows_after, b->rows_after);

  if (order == 0)
    order = compare_numbers (b->rows_before - b->rows_after, a->rows_before - a->rows_after);
  if (order == 0)
    order = compare_numbers (a->limits_after, b->limits_after);
  if (order == 0)
    order = compare_numbers (b->most, a->most);
  if (order == 0)
    order = compare_numbers (cost_of (a), cost_of (b));
  if (order == 0)
    order = compare_numbers (a->about->rank, b->about->rank);
  return order != 0 ? order : (int) a->place - (int) b->place;
}

static int
compare_indices (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const GArray *questions = user_data;

  return compare_questions (&g_array_index (questions, PdlQuestion, *(const guint *) a), &g_array_index (questions, PdlQuestion, *(const guint *) b));
}

/* Those that are part of none, and behind each its parts. */
static void
put_in_order (Search *search)
{
  guint n = search->questions->len;
  g_autofree guint *order = g_new (guint, n);
  PdlQuestion *sorted = g_new (PdlQuestion, MAX (n, 1));
  guint at = 0;

  for (guint i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, (gint) n, sizeof *order, compare_indices, search->questions);
  for (guint i = 0; i < n; i++)
    {
      const PdlQuestion *whole = &g_array_index (search->questions, PdlQuestion, order[i]);
      guint place = at;

      if (whole->part_of >= 0)
        continue;
      sorted[at++] = *whole;
      for (guint k = 0; k < n; k++)
        if (g_array_index (search->questions, PdlQuestion, order[k]).part_of == (int) order[i])
          {
            sorted[at] = g_array_index (search->questions, PdlQuestion, order[k]);
            sorted[at++].part_of = (int) place;
          }
    }
  search->self->questions = sorted;
  search->self->n_questions = at;
}

/* ---- what matters later --------------------------------------------------------------------------------------------- */

/* Whether a value of the idle @about at @place changes something beside what is set, which reads @with. */
static gboolean
changes_beside (PdlWorthAsking *self, const PdlReasonFinding *about, PdlLevel place, const PdlReading *with)
{
  gboolean any = FALSE;

  for (guint i = 0; i < about->n_values && !any; i++)
    {
      g_autoptr (PdlValue) value = about->is_set ? pdl_value_new_set ((guint32) 1 << i) : pdl_value_ref (about->values[i].value);
      const PdlReading *reading;

      pdl_probe_set (self->probe, about->finding, place, value);
      reading = pdl_probe_read (self->probe);
      any = reading != NULL && !is_same (with, reading);
      pdl_probe_unset (self->probe);
    }
  return any;
}

static gboolean
matters_beside (PdlWorthAsking *self, const PdlReasonFinding *about, PdlLevel place, const PdlQuestion *question)
{
  gboolean any = FALSE;

  for (guint i = 0; i < question->n_answers && !any; i++)
    {
      if (question->answers[i].reading == NULL || (question->about == about && question->place == place))
        continue;
      pdl_probe_set (self->probe, question->about->finding, question->place, question->answers[i].value);
      any = changes_beside (self, about, place, question->answers[i].reading);
      pdl_probe_clear (self->probe);
    }
  return any;
}

static gboolean
matters_later (PdlWorthAsking *self, const PdlReasonFinding *about, const gint *cancelled)
{
  PdlLevelSet levels = pdl_probe_get_levels (self->probe);
  PdlLevel level = levels != 0 ? pdl_level_set_first (levels) : PDL_LEVEL_NONE;

  for (; levels != 0 || level == PDL_LEVEL_NONE; level++)
    {
      PdlLevel place = pdl_probe_find_place (self->probe, about->finding, level);

      if (levels == 0 || (levels & PDL_LEVEL_BIT (level)) != 0)
        for (guint i = 0; i < self->n_questions && isnan (pdl_probe_get_value (self->probe, about->finding, place)); i++)
          if (matters_beside (self, about, place, &self->questions[i]))
            return TRUE;
      if (cancelled != NULL && g_atomic_int_get (cancelled) != 0)
        return FALSE;
      /* One place is all there is, or the last level was. */
      if (levels == 0 || about->finding->scope != PDL_SCOPE_LEVEL || place == PDL_LEVEL_NONE || (levels >> level) <= 1)
        break;
    }
  return FALSE;
}

/* What an input is learned from is never called idle: two answers more, and it may decide. */
static gboolean
is_asked_by_input (PdlWorthAsking *self, const PdlFinding *finding)
{
  PdlKnowledge *knowledge = pdl_reasons_get_knowledge (self->reasons);

  for (guint i = 0; i < pdl_knowledge_get_n_inputs (knowledge); i++)
    if (is_asked_for (pdl_knowledge_get_input (knowledge, i)->ask, finding->id))
      return TRUE;
  return FALSE;
}

void
pdl_worth_asking_find_later (PdlWorthAsking *self, const gint *cancelled)
{
  guint n = 0;

  self->later = g_new (const PdlReasonFinding *, self->n_idle + 1);
  for (guint i = 0; i < self->n_idle; i++)
    if (is_asked_by_input (self, self->idle[i]->finding) || matters_later (self, self->idle[i], cancelled))
      self->later[self->n_later++] = self->idle[i];
    else
      self->idle[n++] = self->idle[i];
  self->n_idle = n;
}

/* ---- public --------------------------------------------------------------------------------------------------------- */

PdlWorthAsking *
pdl_worth_asking_new (PdlReasons *reasons, PdlEvaluation *evaluation, int target)
{
  PdlProbe *probe = pdl_probe_new (pdl_reasons_get_rules (reasons), evaluation, target, TRUE);
  PdlWorthAsking *self;
  Search search = { NULL, evaluation, target };

  if (probe == NULL)
    return NULL;
  self = g_new0 (PdlWorthAsking, 1);
  self->reasons = pdl_reasons_ref (reasons);
  self->probe = probe;
  self->now = pdl_probe_get_base (probe);
  search.self = self;
  search.questions = g_array_new (FALSE, TRUE, sizeof (PdlQuestion));
  search.idle = g_ptr_array_new ();
  search.unsearched = g_ptr_array_new ();
  /* The inputs first: their parts are found by them. */
  for (int inputs = 1; inputs >= 0; inputs--)
    for (guint i = 0; i < pdl_reasons_get_n_findings (reasons); i++)
      add_finding (&search, pdl_reasons_get_finding (reasons, i), inputs != 0);
  put_in_order (&search);
  g_array_free (search.questions, TRUE);
  self->n_idle = search.idle->len;
  self->idle = (const PdlReasonFinding **) g_ptr_array_free (search.idle, FALSE);
  self->n_unsearched = search.unsearched->len;
  self->unsearched = (const PdlReasonFinding **) g_ptr_array_free (search.unsearched, FALSE);
  return self;
}

void
pdl_worth_asking_free (PdlWorthAsking *self)
{
  for (guint i = 0; i < self->n_questions; i++)
    question_clear (&self->questions[i]);
  g_free (self->questions);
  g_free (self->idle);
  g_free (self->later);
  g_free (self->unsearched);
  pdl_probe_free (self->probe);
  pdl_reasons_unref (self->reasons);
  g_free (self);
}
