/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Row and modifiers of one target. The recorded inputs give the row before; modifiers before the list set inputs and it
 * runs once more (and once again for a `both`); modifiers after it change the list of options, add limits and states.
 * What the settings of a modifier reach is part of its data. The record itself is never changed: settings that reach
 * further than the re-run live in a fact table of their own.
 */

#include "pdl-evaluate-private.h"
#include "pdl-sieve.h"

#include <math.h>
#include <string.h>

/* Room that the lists begin with. */
#define USUAL_OPTIONS 16
#define USUAL_MODIFIERS 16

typedef struct
{
  PdlKnowledge *self;
  PdlFacts *record;          /* as recorded, (not owned) */
  int target;
  PdlModified *result;
  gboolean runs_twice;
  guint64 dropped;           /* options by index: not brought back by another modifier */
  const PdlModifierRule *held[64];
  guint n_held;
  guint32 overridden;        /* inputs with a setting that reaches everything, as bits */
} Run;

/* Conditions read the record with the settings of earlier modifiers that reach everything. */
static PdlFacts *
facts_now (Run *run)
{
  return run->result->facts != NULL ? run->result->facts : run->record;
}

static gboolean
holds (Run *run, const PdlExpr *condition, guint32 uses)
{
  return condition == NULL || pdl_expr_test (condition, facts_now (run), run->target, PDL_LEVEL_NONE, uses) == PDL_TRUTH_TRUE;
}

/* ---- the list of options ------------------------------------------------------------------------------------------- */

static int
find_listed (GArray *options, const PdlOption *option)
{
  for (guint i = 0; i < options->len; i++)
    if (g_array_index (options, PdlListed, i).option == option)
      return (int) i;
  return -1;
}

static gboolean
is_dropped (Run *run, const PdlOption *option)
{
  return (run->dropped & ((guint64) 1 << option->index)) != 0;
}

static guint
first_always (GArray *options)
{
  guint at = 0;

  while (at < options->len && strcmp (g_array_index (options, PdlListed, at).place, "always") != 0)
    at++;
  return at;
}

static void
list_row (Run *run, const PdlRowRule *row)
{
  GArray *options = run->result->options;
  gboolean first = !row->row.action->cannot_determine;

  for (guint i = 0; i < row->options->len; i++)
    {
      const PdlOptionRef *ref = &g_array_index (row->options, PdlOptionRef, i);
      PdlListed listed = { ref->option, "alternative", row->row.id, NULL, NULL, row };

      if (!holds (run, ref->condition, 0))
        continue;
      /* A row that cannot determine names nothing first: what stands there is valid meanwhile. */
      if (first)
        listed.place = "named";
      first = FALSE;
      /* Where the row before listed it already, the next one is not named in its stead. */
      if (find_listed (options, ref->option) < 0)
        g_array_append_val (options, listed);
    }
}

static void
list_always (Run *run)
{
  for (guint i = 0; i < run->self->always->len; i++)
    {
      PdlListed listed = { g_ptr_array_index (run->self->always, i), "always", run->result->row->row.id, NULL, NULL, NULL };

      if (find_listed (run->result->options, listed.option) < 0)
        g_array_append_val (run->result->options, listed);
    }
}

/* The option that stands first, as far as the list has come; NULL for a row that cannot determine. */
static const PdlListed *
first_listed (Run *run)
{
  if (run->result->row->row.action->cannot_determine)
    return NULL;
  for (guint i = 0; i < run->result->options->len; i++)
    {
      const PdlListed *listed = &g_array_index (run->result->options, PdlListed, i);

      if (listed->row == NULL || !listed->row->row.action->cannot_determine)
        return listed;
    }
  return NULL;
}

static guint32
uses_now (Run *run)
{
  const PdlListed *first = first_listed (run);

  return first != NULL ? first->option->uses : 0;
}

static void
drop_option (Run *run, const PdlOption *option)
{
  int at = find_listed (run->result->options, option);

  run->dropped |= (guint64) 1 << option->index;
  if (at >= 0)
    g_array_remove_index (run->result->options, (guint) at);
}

static const PdlOption *
find_swap (Run *run, const PdlOption *option)
{
  for (guint i = 0; i < run->self->swaps->len; i++)
    {
      const PdlSwap *swap = g_ptr_array_index (run->self->swaps, i);

      if (swap->from != option)
        continue;
      for (guint j = 0; j < swap->to->len; j++)
        if (holds (run, g_array_index (swap->to, PdlOptionRef, j).condition, 0))
          return g_array_index (swap->to, PdlOptionRef, j).option;
    }
  return NULL;
}

/* The new option takes the place of the old one; where it is listed already, or dropped, the old one only goes. */
static void
swap_option (Run *run, const PdlOption *from, const PdlOption *to, const char *modifier)
{
  int at = find_listed (run->result->options, from);
  PdlListed *listed;

  if (at < 0 || to == NULL)
    return;
  if (find_listed (run->result->options, to) >= 0 || is_dropped (run, to))
    {
      g_array_remove_index (run->result->options, (guint) at);
      return;
    }
  listed = &g_array_index (run->result->options, PdlListed, (guint) at);
  listed->option = to;
  listed->from = modifier;
}

static void
add_option (Run *run, const PdlOption *option, gboolean first, const char *modifier)
{
  PdlListed listed = { option, "added", modifier, NULL, NULL, NULL };

  if (is_dropped (run, option) || find_listed (run->result->options, option) >= 0)
    return;
  g_array_insert_val (run->result->options, first ? 0 : first_always (run->result->options), listed);
}

typedef enum { CHANGE_DROP, CHANGE_SWAP, CHANGE_ADD } Change;

static void
apply_refs (Run *run, GArray *refs, Change change, const char *modifier, guint32 uses)
{
  for (guint i = 0; i < refs->len; i++)
    {
      const PdlOptionRef *ref = &g_array_index (refs, PdlOptionRef, i);
      guint n = ref->group != NULL ? ref->group->len : 1;

      if (!holds (run, ref->condition, uses))
        continue;
      for (guint j = 0; j < n; j++)
        {
          const PdlOption *option = ref->group != NULL ? g_ptr_array_index (ref->group, j) : ref->option;

          if (change == CHANGE_DROP)
            drop_option (run, option);
          else if (change == CHANGE_ADD)
            add_option (run, option, ref->first, modifier);
          else
            swap_option (run, option, ref->to != NULL ? ref->to : find_swap (run, option), modifier);
        }
    }
}

static void
change_options (Run *run, const PdlModifierRule *rule, guint32 uses)
{
  apply_refs (run, rule->drops, CHANGE_DROP, rule->modifier.id, uses);
  apply_refs (run, rule->swaps, CHANGE_SWAP, rule->modifier.id, uses);
  apply_refs (run, rule->adds, CHANGE_ADD, rule->modifier.id, uses);
}

/* ---- settings ------------------------------------------------------------------------------------------------------ */

/* A new table each time, overridden before anything of it was read: what is derived from an input follows the setting. */
static void
override_facts (Run *run)
{
  g_clear_pointer (&run->result->facts, pdl_facts_free);
  run->result->facts = pdl_facts_new (run->self, pdl_facts_get_case (run->record), pdl_facts_get_assessment (run->record),
                                      pdl_facts_get_now (run->record));
  run->result->facts->walks = run->record->walks;
  for (guint i = 0; i < run->self->inputs->len; i++)
    if ((run->overridden & (1u << i)) != 0)
      pdl_facts_override (run->result->facts, pdl_knowledge_get_input (run->self, i)->finding, run->target, run->result->settings[i]);
}

static void
apply_settings (Run *run, const PdlModifierRule *rule, guint *inputs)
{
  double values[PDL_MAX_INPUTS];

  /* All values first: what a modifier sets it does not read back. */
  for (guint i = 0; i < rule->sets->len; i++)
    values[i] = pdl_expr_number (g_array_index (rule->sets, PdlSetting, i).value, facts_now (run), run->target, PDL_LEVEL_NONE);
  for (guint i = 0; i < rule->sets->len; i++)
    {
      guint input = (guint) pdl_decision_find_input (run->self, g_array_index (rule->sets, PdlSetting, i).finding);

      inputs[input] = isnan (values[i]) ? pdl_knowledge_get_input (run->self, input)->n_values : (guint) values[i];
      if (!rule->reach_all)
        continue;
      run->overridden |= 1u << input;
      run->result->settings[input] = values[i];
    }
  if (rule->reach_all)
    override_facts (run);
}

/* ---- the run ------------------------------------------------------------------------------------------------------- */

static PdlTruth
note_modifier (Run *run, guint index, guint32 uses, gboolean may_hold)
{
  const PdlModifierRule *rule = g_ptr_array_index (run->self->modifiers, index);
  PdlModifierResult result = { &rule->modifier };

  result.truth = may_hold ? pdl_expr_test (rule->when, facts_now (run), run->target, PDL_LEVEL_NONE, uses) : PDL_TRUTH_FALSE;
  run->result->uses_at[index] = uses;
  run->result->settings_at[index] = run->overridden;
  if (result.truth == PDL_TRUTH_FALSE)
    return result.truth;
  result.urgency = pdl_urgency_rule_run (rule->urgency, facts_now (run), run->target, uses);
  g_array_append_val (run->result->modifiers, result);
  if (result.truth == PDL_TRUTH_TRUE)
    run->held[run->n_held++] = rule;
  return result.truth;
}

static void
run_before (Run *run)
{
  for (guint i = 0; i < run->self->modifiers->len; i++)
    {
      const PdlModifierRule *rule = g_ptr_array_index (run->self->modifiers, i);

      if (!rule->before || note_modifier (run, i, 0, TRUE) != PDL_TRUTH_TRUE || rule->sets->len == 0)
        continue;
      if (rule->mode == PDL_MODE_BOTH)
        {
          run->runs_twice = TRUE;
          /* Settled below, over what the `replace` modifiers leave. */
          continue;
        }
      apply_settings (run, rule, run->result->effective);
    }
  memcpy (run->result->also, run->result->effective, sizeof run->result->also);
  for (guint i = 0; i < run->n_held && run->runs_twice; i++)
    if (run->held[i]->mode == PDL_MODE_BOTH)
      apply_settings (run, run->held[i], run->result->also);
}

static const PdlRowRule *
run_list (Run *run, const guint *inputs)
{
  /* The row is the first member of its rule. */
  return (const PdlRowRule *) pdl_knowledge_run_list (run->self, inputs);
}

static void
run_states (Run *run)
{
  PdlModified *result = run->result;

  for (guint i = 0; i < run->n_held; i++)
    {
      const PdlModifierRule *rule = run->held[i];
      gboolean sets = rule->provisional && holds (run, rule->state_condition, uses_now (run));

      for (guint j = 0; j < result->options->len; j++)
        {
          PdlListed *listed = &g_array_index (result->options, PdlListed, j);

          if ((listed->option->uses & rule->strikes_uses) != 0)
            listed->struck_by = rule->modifier.id;
          if ((listed->option->uses & rule->waits_uses) == 0)
            continue;
          if (listed->waits_for == NULL)
            listed->waits_for = rule->modifier.id;
          sets = sets || listed == first_listed (run);
        }
      if (!sets)
        continue;
      result->provisional = TRUE;
      g_ptr_array_add (result->reasons, (gpointer) rule->modifier.id);
    }
}

static void
run_urgency (Run *run)
{
  PdlModified *result = run->result;

  result->urgency = pdl_urgency_rule_run (result->row->urgency, facts_now (run), run->target, 0);
  if (result->row_also != NULL)
    {
      PdlUrgency also = pdl_urgency_rule_run (result->row_also->urgency, facts_now (run), run->target, 0);

      result->urgency = *pdl_urgency_shorter (&result->urgency, &also);
    }
  for (guint i = 0; i < result->modifiers->len; i++)
    {
      const PdlModifierResult *modifier = &g_array_index (result->modifiers, PdlModifierResult, i);

      if (modifier->truth == PDL_TRUTH_TRUE && ((const PdlModifierRule *) modifier->modifier)->shorten)
        result->urgency = *pdl_urgency_shorter (&result->urgency, &modifier->urgency);
    }
}

void
pdl_modifiers_run (PdlKnowledge *self, PdlFacts *facts, int target, const guint *inputs, PdlModified *ret_modified)
{
  Run run = { self, facts, target, ret_modified };
  guint64 left;

  memset (ret_modified, 0, sizeof *ret_modified);
  memcpy (ret_modified->effective, inputs, self->inputs->len * sizeof (guint));
  ret_modified->options = g_array_sized_new (FALSE, TRUE, sizeof (PdlListed), USUAL_OPTIONS);
  ret_modified->modifiers = g_array_sized_new (FALSE, TRUE, sizeof (PdlModifierResult), USUAL_MODIFIERS);
  ret_modified->reasons = g_ptr_array_new ();
  ret_modified->row_before = run_list (&run, inputs);
  if (ret_modified->row_before == NULL)
    return;

  run_before (&run);
  ret_modified->row = run_list (&run, ret_modified->effective);
  ret_modified->row_also = run.runs_twice ? run_list (&run, ret_modified->also) : NULL;
  /* Of two rows the one that needs the call first. */
  if (ret_modified->row_also != NULL)
    list_row (&run, ret_modified->row_also);
  list_row (&run, ret_modified->row);
  list_always (&run);
  for (guint i = 0; i < run.n_held; i++)
    change_options (&run, run.held[i], 0);

  /* No setting is made any more: what is false now stays so. */
  pdl_sieve_run (self->sieves[PDL_SIEVE_MODIFIERS], facts_now (&run), target, NULL, &left);
  for (guint i = 0; i < self->modifiers->len; i++)
    {
      const PdlModifierRule *rule = g_ptr_array_index (self->modifiers, i);
      guint32 uses;

      if (rule->before)
        continue;
      uses = uses_now (&run);
      if (note_modifier (&run, i, uses, (left >> i & 1) != 0) == PDL_TRUTH_TRUE)
        change_options (&run, rule, uses);
    }
  run_states (&run);
  run_urgency (&run);
}

void
pdl_modified_clear (PdlModified *self)
{
  g_clear_pointer (&self->options, g_array_unref);
  g_clear_pointer (&self->modifiers, g_array_unref);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  g_clear_pointer (&self->facts, pdl_facts_free);
}
