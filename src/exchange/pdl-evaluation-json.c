/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Evaluation → one line of JSON. Ids and codes, so that two machines write the same line; words stand only in texts made for
 * reading ("text" of a warning and of a time limit, "why" of a due item, "value" of a clause).
 * What applies stands under the keys of format version 1; what could apply, had a value been known, stands apart in keys
 * of its own, so that a reader who does not look for it never takes it for advice.
 */

#include "pdl-evaluation-json.h"

#include "pdl-conflict.h"
#include "pdl-framework.h"
#include "pdl-json.h"
#include "pdl-reason-json.h"
#include "pdl-score-json.h"

static const char *
truth_name (PdlTruth truth)
{
  switch (truth)
    {
    case PDL_TRUTH_TRUE: return "true";
    case PDL_TRUTH_FALSE: return "false";
    case PDL_TRUTH_UNKNOWN: break;
    }
  return "unknown";
}

static void
add_day (PdlJsonWriter *writer, const char *name, PdlDay day)
{
  g_autofree char *text = day != PDL_DAY_NONE ? pdl_day_to_iso (day, PDL_PRECISION_DAY) : NULL;

  pdl_json_add_string (writer, name, text);
}

static void
add_levels (PdlJsonWriter *writer, const char *name, PdlLevelSet levels)
{
  pdl_json_begin_array (writer, name);
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    if ((levels & PDL_LEVEL_BIT (level)) != 0)
      pdl_json_add_string (writer, NULL, pdl_level_name (level));
  pdl_json_end_array (writer);
}

static void
add_target (PdlJsonWriter *writer, int target)
{
  if (target >= 0)
    pdl_json_add_int (writer, "target", target);
  else
    pdl_json_add_null (writer, "target");
}

/* Hours: null where there is no limit. */
static void
add_hours (PdlJsonWriter *writer, const char *name, int hours)
{
  if (hours >= 0)
    pdl_json_add_int (writer, name, hours);
  else
    pdl_json_add_null (writer, name);
}

static void
add_urgency (PdlJsonWriter *writer, const PdlUrgency *urgency)
{
  if (!urgency->known)
    {
      pdl_json_add_null (writer, "urgency");
      return;
    }
  pdl_json_begin_object (writer, "urgency");
  add_hours (writer, "within_h", urgency->within_h);
  add_hours (writer, "latest_h", urgency->latest_h);
  pdl_json_add_string (writer, "text", urgency->text);
  pdl_json_end_object (writer);
}

static void
add_clause (PdlJsonWriter *writer, const char *name, const PdlClause *clause)
{
  if (clause == NULL)
    {
      pdl_json_add_null (writer, name);
      return;
    }
  pdl_json_begin_object (writer, name);
  pdl_json_add_string (writer, "text", clause->source_text != NULL ? clause->source_text : clause->text);
  pdl_json_add_string (writer, "truth", truth_name (clause->truth));
  if (clause->op != NULL)
    pdl_json_add_string (writer, "op", clause->op);
  if (clause->finding != NULL)
    pdl_json_add_string (writer, "finding", clause->finding->id);
  if (clause->value != NULL)
    pdl_json_add_string (writer, "value", clause->value);
  if (clause->decides)
    pdl_json_add_bool (writer, "decides", TRUE);
  if (clause->children != NULL && clause->children->len > 0)
    {
      pdl_json_begin_array (writer, "children");
      for (guint i = 0; i < clause->children->len; i++)
        add_clause (writer, NULL, g_ptr_array_index (clause->children, i));
      pdl_json_end_array (writer);
    }
  pdl_json_end_object (writer);
}

/* Takes over @clause. */
static void
take_clause (PdlJsonWriter *writer, const char *name, PdlClause *clause)
{
  add_clause (writer, name, clause);
  g_clear_pointer (&clause, pdl_clause_free);
}

/* ---- a target ---------------------------------------------------------------------------------------------------- */

static void
add_input_value (PdlJsonWriter *writer, const PdlInput *input, guint position)
{
  const PdlFinding *finding = input->finding;

  if (position >= input->n_values)
    pdl_json_add_null (writer, finding->id);
  else if (finding->type == PDL_TYPE_BOOL)
    pdl_json_add_bool (writer, finding->id, position == 1);
  else if (position < finding->n_codes)
    pdl_json_add_string (writer, finding->id, finding->codes[position].code);
  else
    pdl_json_add_null (writer, finding->id);
}

static const char *
decision_state_name (PdlDecisionState state)
{
  switch (state)
    {
    case PDL_STATE_DETERMINED: return "determined";
    case PDL_STATE_PROVISIONAL: return "provisional";
    case PDL_STATE_CANNOT_DETERMINE: break;
    }
  return "cannot_determine";
}

static void
add_decision (PdlJsonWriter *writer, PdlEvaluation *evaluation, int target, const PdlDecisionResult *decision, gboolean trace)
{
  pdl_json_begin_object (writer, "decision");
  pdl_json_add_string (writer, "row", decision->row != NULL ? decision->row->id : NULL);
  pdl_json_add_string (writer, "row_before", decision->row_before != NULL ? decision->row_before->id : NULL);
  pdl_json_add_string (writer, "row_also", decision->row_also != NULL ? decision->row_also->id : NULL);
  pdl_json_add_string (writer, "action", decision->row != NULL && decision->row->action != NULL ? decision->row->action->id : NULL);
  add_urgency (writer, &decision->urgency);
  pdl_json_add_string (writer, "state", decision_state_name (decision->state));
  pdl_json_add_strings (writer, "state_reasons", decision->state_reasons);
  pdl_json_begin_array (writer, "missing");
  for (guint i = 0; i < decision->n_missing; i++)
    {
      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "input", decision->missing[i].input->finding->id);
      pdl_json_add_strings (writer, "ask", decision->missing[i].ask);
      pdl_json_add_int (writer, "rows", decision->missing[i].rows);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
  pdl_json_begin_array (writer, "could_become");
  for (guint i = 0; i < decision->n_could_become; i++)
    {
      const PdlOutcome *outcome = &decision->could_become[i];

      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "row", outcome->row->id);
      pdl_json_add_string (writer, "action", outcome->row->action != NULL ? outcome->row->action->id : NULL);
      pdl_json_begin_object (writer, "if");
      for (guint j = 0; j < outcome->n_ifs; j++)
        add_input_value (writer, outcome->ifs[j].input, outcome->ifs[j].value);
      pdl_json_end_object (writer);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
  if (trace && decision->row != NULL)
    take_clause (writer, "trace", pdl_evaluation_explain_row (evaluation, target, decision->row));
  if (trace && decision->row_before != NULL && decision->row_before != decision->row)
    take_clause (writer, "trace_before", pdl_evaluation_explain_row (evaluation, target, decision->row_before));
  if (trace && decision->row_also != NULL)
    take_clause (writer, "trace_also", pdl_evaluation_explain_row (evaluation, target, decision->row_also));
  pdl_json_end_object (writer);
}

static void
add_modifiers (PdlJsonWriter *writer, const char *name, PdlEvaluation *evaluation, int index, PdlTruth truth, gboolean trace)
{
  const PdlTargetResult *target = &evaluation->targets[index];

  pdl_json_begin_array (writer, name);
  for (guint i = 0; i < target->n_modifiers; i++)
    {
      const PdlModifierResult *result = &target->modifiers[i];

      if (result->truth != truth)
        continue;
      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "id", result->modifier->id);
      pdl_json_add_string (writer, "mode", result->modifier->mode);
      if (result->urgency.known)
        add_urgency (writer, &result->urgency);
      if (trace)
        take_clause (writer, "trace", pdl_evaluation_explain_modifier (evaluation, index, result->modifier));
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
}

/* Nothing at all when @always is FALSE and no argument has this truth. */
static void
add_arguments (PdlJsonWriter *writer, const char *name, const PdlArgument *arguments, guint n_arguments, PdlTruth truth, gboolean always)
{
  gboolean any = always;

  for (guint i = 0; i < n_arguments; i++)
    any = any || arguments[i].truth == truth;
  if (!any)
    return;
  pdl_json_begin_array (writer, name);
  for (guint i = 0; i < n_arguments; i++)
    if (arguments[i].truth == truth)
      pdl_json_add_string (writer, NULL, arguments[i].statement->id);
  pdl_json_end_array (writer);
}

static void
add_options (PdlJsonWriter *writer, const PdlTargetResult *target)
{
  pdl_json_begin_array (writer, "options");
  for (guint i = 0; i < target->n_options; i++)
    {
      const PdlOptionResult *result = &target->options[i];

      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "id", result->option->id);
      pdl_json_add_string (writer, "place", result->place);
      pdl_json_add_string (writer, "from", result->from);
      if (result->cannot_determine)
        pdl_json_add_string (writer, "waits_for", result->waits_for);
      add_arguments (writer, "for", result->supports, result->n_supports, PDL_TRUTH_TRUE, TRUE);
      add_arguments (writer, "against", result->opposes, result->n_opposes, PDL_TRUTH_TRUE, TRUE);
      add_arguments (writer, "for_unknown", result->supports, result->n_supports, PDL_TRUTH_UNKNOWN, FALSE);
      add_arguments (writer, "against_unknown", result->opposes, result->n_opposes, PDL_TRUTH_UNKNOWN, FALSE);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
}

/* What other frameworks make of it: the cells that count, several while a finding is missing. */
static void
add_frameworks (PdlJsonWriter *writer, PdlEvaluation *evaluation, int index)
{
  pdl_json_begin_object (writer, "frameworks");
  for (guint i = 0; i < pdl_knowledge_get_n_frameworks (evaluation->knowledge); i++)
    {
      const PdlFramework *framework = pdl_knowledge_get_framework (evaluation->knowledge, i);
      gboolean certain;
      g_autoptr (GPtrArray) cells = pdl_framework_read (framework, evaluation, index, &certain);

      if (framework->cells->len == 0)
        continue;
      pdl_json_begin_object (writer, framework->id);
      pdl_json_add_bool (writer, "certain", certain);
      pdl_json_begin_array (writer, "cells");
      for (guint c = 0; c < cells->len; c++)
        pdl_json_add_string (writer, NULL, ((PdlFrameworkCell *) cells->pdata[c])->id);
      pdl_json_end_array (writer);
      pdl_json_end_object (writer);
    }
  pdl_json_end_object (writer);
}

/* Where the sources disagree about what is shown here, and with what it is shown. */
static void
add_conflicts (PdlJsonWriter *writer, PdlEvaluation *evaluation, int index)
{
  pdl_json_begin_array (writer, "conflicts");
  for (guint i = 0; i < pdl_knowledge_get_n_conflicts (evaluation->knowledge); i++)
    {
      const PdlConflict *conflict = pdl_knowledge_get_conflict (evaluation->knowledge, i);
      PdlTruth truth = pdl_conflict_judge (conflict, evaluation, index);

      if (truth == PDL_TRUTH_FALSE)
        continue;
      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "id", conflict->id);
      pdl_json_add_int (writer, "number", conflict->number);
      pdl_json_add_string (writer, "state", truth == PDL_TRUTH_TRUE ? "applies" : "unknown");
      pdl_json_begin_array (writer, "shown_with");
      for (guint k = 0; k < conflict->concerns->len; k++)
        {
          const PdlConcern *concern = &g_array_index (conflict->concerns, PdlConcern, k);

          if (pdl_concern_judge (concern, evaluation, index) == PDL_TRUTH_TRUE)
            pdl_json_add_string (writer, NULL, concern->reference);
        }
      pdl_json_end_array (writer);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
}

static void
add_target_result (PdlJsonWriter *writer, PdlEvaluation *evaluation, int index, gboolean trace, PdlReasons *reasons)
{
  const PdlTargetResult *target = &evaluation->targets[index];
  guint n_inputs = pdl_knowledge_get_n_inputs (evaluation->knowledge);

  pdl_json_begin_object (writer, NULL);
  add_levels (writer, "levels", target->levels);
  pdl_json_begin_object (writer, "inputs");
  for (guint i = 0; i < n_inputs; i++)
    add_input_value (writer, pdl_knowledge_get_input (evaluation->knowledge, i), target->inputs[i]);
  pdl_json_end_object (writer);
  if (trace)
    {
      pdl_json_begin_object (writer, "inputs_trace");
      for (guint i = 0; i < n_inputs; i++)
        {
          const PdlFinding *finding = pdl_knowledge_get_input (evaluation->knowledge, i)->finding;

          if (finding->kind != PDL_KIND_RECORDED)
            take_clause (writer, finding->id, pdl_evaluation_explain_derivation (evaluation, index, PDL_LEVEL_NONE, finding));
        }
      pdl_json_end_object (writer);
    }
  pdl_json_add_scores (writer, target->scores, target->n_scores);
  add_decision (writer, evaluation, index, &target->decision, trace);
  if (trace)
    {
      add_frameworks (writer, evaluation, index);
      add_conflicts (writer, evaluation, index);
    }
  add_modifiers (writer, "modifiers", evaluation, index, PDL_TRUTH_TRUE, trace);
  add_modifiers (writer, "modifiers_unknown", evaluation, index, PDL_TRUTH_UNKNOWN, trace);
  add_options (writer, target);
  pdl_json_add_int (writer, "graded_levels", target->graded_levels);
  if (reasons != NULL)
    pdl_json_add_reasons (writer, reasons, evaluation, index);
  pdl_json_end_object (writer);
}

/* ---- the patient ------------------------------------------------------------------------------------------------- */

static void
add_statements (PdlJsonWriter *writer, PdlEvaluation *evaluation, gboolean trace)
{
  pdl_json_begin_array (writer, "statements");
  for (guint i = 0; i < evaluation->n_statements; i++)
    {
      const PdlStatementResult *result = &evaluation->statements[i];

      if (result->truth == PDL_TRUTH_FALSE)
        continue;
      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "id", result->statement->id);
      add_target (writer, result->target);
      pdl_json_add_string (writer, "state", result->truth == PDL_TRUTH_TRUE ? "applies" : "unknown");
      pdl_json_add_strings (writer, "needs", result->needs);
      if (result->urgency.known)
        add_urgency (writer, &result->urgency);
      if (trace)
        take_clause (writer, "trace", pdl_evaluation_explain_statement (evaluation, result->target, result->statement));
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
}

static void
add_alerts (PdlJsonWriter *writer, PdlEvaluation *evaluation, gboolean trace)
{
  static const char *const severities[] = { "critical", "warning", "info", "display" };

  pdl_json_begin_array (writer, "alerts");
  for (guint i = 0; i < evaluation->n_alerts; i++)
    {
      const PdlAlertResult *result = &evaluation->alerts[i];

      if (result->truth != PDL_TRUTH_TRUE)
        continue;
      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "id", result->alert->id);
      pdl_json_add_string (writer, "severity", severities[result->alert->severity]);
      add_target (writer, result->target);
      if (result->urgency.known)
        add_urgency (writer, &result->urgency);
      if (result->acknowledged)
        pdl_json_add_bool (writer, "acknowledged", TRUE);
      if (trace)
        take_clause (writer, "trace", pdl_evaluation_explain_alert (evaluation, result->target, result->alert));
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
}

static void
add_plan (PdlJsonWriter *writer, const PdlPlan *plan)
{
  pdl_json_begin_array (writer, "plan");
  for (guint i = 0; plan != NULL && i < plan->n_items; i++)
    {
      const PdlDueItem *item = &plan->items[i];

      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "id", item->id);
      pdl_json_add_string (writer, "kind", item->kind);
      add_target (writer, item->target);
      pdl_json_add_string (writer, "exam", item->exam);
      pdl_json_add_string (writer, "state", pdl_due_state_name (item->state));
      add_day (writer, "earliest", item->earliest);
      add_day (writer, "due", item->due);
      add_day (writer, "latest", item->latest);
      if (item->booked != PDL_DAY_NONE)
        add_day (writer, "booked", item->booked);
      pdl_json_add_string (writer, "why", item->why);
      pdl_json_begin_array (writer, "with");
      for (guint j = 0; j < item->n_riders; j++)
        {
          pdl_json_begin_object (writer, NULL);
          pdl_json_add_string (writer, "track", item->riders[j].track);
          pdl_json_add_string (writer, "why", item->riders[j].why);
          pdl_json_end_object (writer);
        }
      pdl_json_end_array (writer);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
}

static void
add_warning (PdlJsonWriter *writer, const PdlWarning *warning)
{
  pdl_json_begin_object (writer, NULL);
  pdl_json_add_string (writer, "path", warning->path);
  pdl_json_add_string (writer, "text", warning->text);
  pdl_json_end_object (writer);
}

static const char *
emergency_name (PdlEmergency emergency)
{
  switch (emergency)
    {
    case PDL_EMERGENCY_RED: return "red";
    case PDL_EMERGENCY_AMBER: return "amber";
    case PDL_EMERGENCY_NONE: break;
    }
  return "none";
}

/* What the reader of the file said of a finding, with its visit, the evaluation need not say again. */
static gboolean
is_told (GPtrArray *warnings, const PdlWarning *warning)
{
  for (guint i = 0; warnings != NULL && i < warnings->len; i++)
    if (g_str_has_suffix (((const PdlWarning *) g_ptr_array_index (warnings, i))->path, warning->path))
      return TRUE;
  return FALSE;
}

/* Null: the knowledge is as shipped. */
static void
add_local (PdlJsonWriter *writer, PdlKnowledge *knowledge)
{
  if (pdl_knowledge_get_local_hash (knowledge) == NULL)
    {
      pdl_json_add_null (writer, "local");
      return;
    }
  pdl_json_begin_object (writer, "local");
  pdl_json_add_string (writer, "hash", pdl_knowledge_get_local_hash (knowledge));
  pdl_json_add_string (writer, "clinic", pdl_knowledge_get_local_clinic (knowledge));
  pdl_json_begin_array (writer, "values");
  for (guint i = 0; i < pdl_knowledge_get_n_local_values (knowledge); i++)
    {
      const PdlLocalValue *value = pdl_knowledge_get_local_value (knowledge, i);
      g_autofree char *name = g_strdup_printf ("%s: [%s] %s", value->file, value->group, value->key);

      pdl_json_add_string (writer, NULL, name);
    }
  pdl_json_end_array (writer);
  pdl_json_end_object (writer);
}

char *
pdl_evaluation_to_json (PdlEvaluation *evaluation, PdlPlan *plan, GPtrArray *warnings, const char *file, guint line, gboolean trace)
{
  return pdl_evaluation_to_json_with_reasons (evaluation, plan, warnings, file, line, trace, NULL);
}

char *
pdl_evaluation_to_json_with_reasons (PdlEvaluation *evaluation, PdlPlan *plan, GPtrArray *warnings, const char *file, guint line, gboolean trace,
                                     PdlReasons *reasons)
{
  PdlJsonWriter *writer = pdl_json_writer_new (FALSE);
  g_autofree char *minute = evaluation->as_of_minute != PDL_MINUTE_NONE ? pdl_minute_to_iso (evaluation->as_of_minute) : NULL;

  pdl_json_begin_object (writer, NULL);
  pdl_json_add_string (writer, "format", "pedicle-evaluation");
  pdl_json_add_int (writer, "version", 1);
  pdl_json_begin_object (writer, "source");
  pdl_json_add_string (writer, "file", file);
  pdl_json_add_int (writer, "line", MAX (line, 1));
  pdl_json_end_object (writer);
  add_day (writer, "as_of", evaluation->as_of);
  pdl_json_add_string (writer, "as_of_minute", minute);
  pdl_json_add_string (writer, "clock", evaluation->clock != NULL ? evaluation->clock->id : NULL);
  pdl_json_begin_object (writer, "knowledge");
  pdl_json_add_string (writer, "version", pdl_knowledge_get_version (evaluation->knowledge));
  pdl_json_add_string (writer, "hash", pdl_knowledge_get_hash (evaluation->knowledge));
  add_local (writer, evaluation->knowledge);
  pdl_json_end_object (writer);
  pdl_json_begin_array (writer, "warnings");
  for (guint i = 0; warnings != NULL && i < warnings->len; i++)
    add_warning (writer, g_ptr_array_index (warnings, i));
  for (guint i = 0; i < evaluation->n_warnings; i++)
    if (!is_told (warnings, &evaluation->warnings[i]))
      add_warning (writer, &evaluation->warnings[i]);
  pdl_json_end_array (writer);
  pdl_json_add_string (writer, "emergency", emergency_name (evaluation->emergency));
  if (trace)
    take_clause (writer, "emergency_trace", pdl_evaluation_explain_emergency (evaluation));
  pdl_json_begin_array (writer, "targets");
  for (guint i = 0; i < evaluation->n_targets; i++)
    add_target_result (writer, evaluation, (int) i, trace, reasons);
  pdl_json_end_array (writer);
  pdl_json_add_scores (writer, evaluation->scores, evaluation->n_scores);
  add_statements (writer, evaluation, trace);
  add_alerts (writer, evaluation, trace);
  add_plan (writer, plan);
  pdl_json_end_object (writer);
  return pdl_json_writer_finish (writer);
}
