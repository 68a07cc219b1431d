/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list row of a case. The one place of this layer that reads findings by name: `reads` says which. Pure.
 *
 * Worklists, the first that holds: urgent (a limit of a day or less and treatment not begun) · overdue (the plan has an
 * overdue item) · discuss (an involved level and no meeting recorded) · followed.
 */
#include "pdl-session-private.h"

#define URGENT_HOURS 24

static const struct
{
  const char *family_name, *given_name, *identifier, *death;
  const char *primary, *primary_group;
  const char *escc, *sins_band;
  const char *started_at, *started_here, *met;
} reads = {
  .family_name = "family_name",
  .given_name = "given_name",
  .identifier = "identifier",
  .death = "death_date",
  .primary = "primary_site",
  .primary_group = "primary_tumour",
  .escc = "escc_grade",
  .sins_band = "sins_band",
  .started_at = "treatment_started_at",
  .started_here = "rt_started",
  .met = "mdt_done",
};

typedef struct
{
  PdlKnowledge *knowledge;
  PdlCase *kase;
  PdlEvaluation *evaluation;
  PdlPlan *plan;
} Seen;

static const PdlValue *
read_value (const Seen *seen, const char *id, int target)
{
  const PdlFinding *finding = pdl_dictionary_lookup (pdl_knowledge_get_dictionary (seen->knowledge), id);

  if (finding == NULL || seen->evaluation == NULL)
    return NULL;
  return pdl_evaluation_get_value (seen->evaluation, finding, target, PDL_LEVEL_NONE, NULL, NULL);
}

static gboolean
is_true (const PdlValue *value)
{
  return pdl_value_is_known (value) && pdl_value_get_kind (value) == PDL_VALUE_BOOL && pdl_value_get_bool (value);
}

static const char *
read_identity (const Seen *seen, const char *id)
{
  const PdlValue *value = pdl_fields_get (pdl_case_get_identity (seen->kase), id);

  return pdl_value_is_known (value) && pdl_value_get_kind (value) == PDL_VALUE_TEXT ? pdl_value_get_text (value) : NULL;
}

static char *
make_name (const Seen *seen)
{
  const char *family = read_identity (seen, reads.family_name);
  const char *given = read_identity (seen, reads.given_name);

  if (family != NULL && given != NULL)
    return g_strdup_printf ("%s, %s", family, given);
  return g_strdup (family != NULL ? family : given);
}

static char *
read_code (const Seen *seen, const char *id)
{
  const PdlValue *value = read_value (seen, id, -1);

  return pdl_value_is_known (value) ? g_strdup (pdl_value_get_code (value)) : NULL;
}

/* The code furthest down the declared order over all targets. */
static char *
read_worst_code (const Seen *seen, const char *id)
{
  const PdlValue *worst = NULL;

  for (guint i = 0; seen->evaluation != NULL && i < seen->evaluation->n_targets; i++)
    {
      const PdlValue *value = read_value (seen, id, i);

      if (pdl_value_is_known (value)
          && (worst == NULL || pdl_value_get_position (value) > pdl_value_get_position (worst)))
        worst = value;
    }
  return worst != NULL ? g_strdup (pdl_value_get_code (worst)) : NULL;
}

static int
hours (const PdlUrgency *urgency)
{
  return urgency->known && urgency->within_h >= 0 ? urgency->within_h : G_MAXINT;
}

/* Hours, for comparing: no limit and unknown are G_MAXINT. */
static int
get_limit (const PdlTargetResult *target)
{
  int limit = hours (&target->decision.urgency);

  for (guint i = 0; i < target->n_modifiers; i++)
    if (target->modifiers[i].truth == PDL_TRUTH_TRUE)
      limit = MIN (limit, hours (&target->modifiers[i].urgency));
  return limit;
}

int
pdl_session_find_worst_target (PdlEvaluation *evaluation)
{
  int worst = -1;
  int shortest = G_MAXINT;

  for (guint i = 0; i < evaluation->n_targets; i++)
    {
      int limit = get_limit (&evaluation->targets[i]);

      if (worst < 0 || limit < shortest)
        {
          worst = i;
          shortest = limit;
        }
    }
  return worst;
}

/* Hours of the shortest limit of a target that waits, G_MAXINT when none does. */
static int
find_waiting_limit (const Seen *seen)
{
  int shortest = G_MAXINT;

  if (seen->evaluation == NULL || pdl_value_is_known (read_value (seen, reads.started_at, -1)))
    return G_MAXINT;
  for (guint i = 0; i < seen->evaluation->n_targets; i++)
    if (!is_true (read_value (seen, reads.started_here, i)))
      shortest = MIN (shortest, get_limit (&seen->evaluation->targets[i]));
  return shortest;
}

static void
read_plan (const Seen *seen, PdlCaseSummary *summary, gboolean *ret_overdue)
{
  *ret_overdue = FALSE;
  for (guint i = 0; seen->plan != NULL && i < seen->plan->n_items; i++)
    {
      const PdlDueItem *item = &seen->plan->items[i];

      if (pdl_due_state_is_overdue (item->state))
        *ret_overdue = TRUE;
      if (!pdl_due_state_is_open (item->state))
        continue;
      if (item->due != PDL_DAY_NONE && (summary->next_due == PDL_DAY_NONE || item->due < summary->next_due))
        summary->next_due = item->due;
      if (item->latest != PDL_DAY_NONE
          && (summary->overdue_from == PDL_DAY_NONE || item->latest + 1 < summary->overdue_from))
        summary->overdue_from = item->latest + 1;
    }
}

PdlCaseSummary *
pdl_session_summarise (PdlKnowledge *knowledge, PdlCase *kase, PdlEvaluation *evaluation, PdlPlan *plan)
{
  const Seen seen = { knowledge, kase, evaluation, plan };
  PdlCaseSummary *summary = pdl_case_summary_new ();
  PdlLevelSet levels = 0;
  int limit = find_waiting_limit (&seen);
  int worst = evaluation != NULL ? pdl_session_find_worst_target (evaluation) : -1;
  gboolean overdue;
  gboolean dead = pdl_value_is_known (pdl_fields_get (pdl_case_get_identity (kase), reads.death));

  for (guint i = 0; evaluation != NULL && i < evaluation->n_targets; i++)
    levels |= evaluation->targets[i].levels;

  summary->uid = g_strdup (pdl_case_get_uid (kase));
  summary->revision = pdl_case_get_revision (kase);
  summary->changed = g_get_real_time ();
  summary->name = make_name (&seen);
  summary->knowledge = g_strdup (pdl_knowledge_get_hash (knowledge));
  summary->identifier = g_strdup (read_identity (&seen, reads.identifier));
  summary->primary = read_code (&seen, reads.primary);
  if (summary->primary == NULL)
    summary->primary = read_code (&seen, reads.primary_group);
  summary->levels = levels != 0 ? pdl_level_set_to_text (levels) : NULL;
  summary->worst_escc = read_worst_code (&seen, reads.escc);
  summary->sins_band = read_worst_code (&seen, reads.sins_band);
  if (worst >= 0 && evaluation->targets[worst].decision.row != NULL)
    summary->headline = g_strdup (evaluation->targets[worst].decision.row->id);
  read_plan (&seen, summary, &overdue);

  if (!dead && limit <= URGENT_HOURS)
    {
      summary->worklist = g_strdup ("urgent");
      if (evaluation->clock_start != PDL_MINUTE_NONE)
        summary->urgent_until = pdl_evaluation_get_clock_end (evaluation, limit);
    }
  else if (!dead && overdue)
    summary->worklist = g_strdup ("overdue");
  else if (!dead && levels != 0 && !is_true (read_value (&seen, reads.met, -1)))
    summary->worklist = g_strdup ("discuss");
  else
    summary->worklist = g_strdup ("followed");
  return summary;
}
