/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pdl-reason-json.h"

#include <math.h>

#include "pdl-json-value.h"
#include "pdl-what-if.h"
#include "pdl-worth-asking.h"

static const char *
effect_name (PdlEffect effect)
{
  switch (effect)
    {
    case PDL_EFFECT_ROW: return "row";
    case PDL_EFFECT_LIMIT: return "limit";
    case PDL_EFFECT_OPTIONS: return "options";
    case PDL_EFFECT_MODIFIERS: return "modifiers";
    case PDL_EFFECT_NONE: break;
    }
  return "none";
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
  if (urgency->within_h >= 0)
    pdl_json_add_int (writer, "within_h", urgency->within_h);
  else
    pdl_json_add_null (writer, "within_h");
  if (urgency->latest_h >= 0)
    pdl_json_add_int (writer, "latest_h", urgency->latest_h);
  else
    pdl_json_add_null (writer, "latest_h");
  pdl_json_end_object (writer);
}

static void
add_row (PdlJsonWriter *writer, const PdlReading *reading)
{
  pdl_json_add_string (writer, "row", reading->row->id);
  pdl_json_add_string (writer, "row_also", reading->row_also != NULL ? reading->row_also->id : NULL);
  pdl_json_add_string (writer, "action", reading->row->action->id);
}

static void
add_to (PdlJsonWriter *writer, const PdlFinding *finding, const PdlValue *value, double above, double below)
{
  pdl_json_add_value (writer, "to", finding, value);
  if (!isnan (above))
    pdl_json_add_number (writer, "above", above);
  if (!isnan (below))
    pdl_json_add_number (writer, "below", below);
}

static void
add_place (PdlJsonWriter *writer, const PdlReasonFinding *about, PdlLevel place)
{
  pdl_json_add_string (writer, "finding", about->finding->id);
  pdl_json_add_string (writer, "level", pdl_level_name (place));
}

static void
add_from (PdlJsonWriter *writer, PdlEvaluation *evaluation, int target, const PdlReasonFinding *about, PdlLevel place)
{
  const PdlFinding *finding = about->finding;
  const PdlValue *value = pdl_evaluation_get_value (evaluation, finding, finding->scope >= PDL_SCOPE_LEVEL ? target : -1,
                                                    finding->scope == PDL_SCOPE_LEVEL ? place : PDL_LEVEL_NONE, NULL, NULL);

  if (pdl_value_is_known (value))
    pdl_json_add_value (writer, "from", finding, value);
  else
    pdl_json_add_null (writer, "from");
}

static void
add_findings (PdlJsonWriter *writer, const char *name, const PdlReasonFinding *const *findings, guint n)
{
  pdl_json_begin_array (writer, name);
  for (guint i = 0; i < n; i++)
    pdl_json_add_string (writer, NULL, findings[i]->finding->id);
  pdl_json_end_array (writer);
}

/* ---- what would change it ------------------------------------------------------------------------------------------- */

static void
add_change (PdlJsonWriter *writer, PdlEvaluation *evaluation, int target, const PdlWhatIfFinding *finding, const PdlWhatIfValue *value)
{
  pdl_json_begin_object (writer, NULL);
  add_place (writer, finding->about, finding->place);
  pdl_json_add_string (writer, "axis", finding->about->axis != NULL ? finding->about->axis->id : NULL);
  add_from (writer, evaluation, target, finding->about, finding->place);
  add_to (writer, finding->about->finding, value->value, value->above, value->below);
  pdl_json_add_string (writer, "effect", effect_name (value->effect));
  add_row (writer, value->reading);
  add_urgency (writer, &value->reading->urgency);
  pdl_json_begin_array (writer, "options");
  for (guint i = 0; i < value->reading->n_options; i++)
    pdl_json_add_string (writer, NULL, value->reading->options[i].option->id);
  pdl_json_end_array (writer);
  pdl_json_begin_array (writer, "modifiers");
  for (guint64 bits = value->reading->modifiers; bits != 0; bits &= bits - 1)
    pdl_json_add_string (writer, NULL, pdl_knowledge_get_modifier (evaluation->knowledge, (guint) __builtin_ctzll (bits))->id);
  pdl_json_end_array (writer);
  pdl_json_end_object (writer);
}

static void
add_changes (PdlJsonWriter *writer, PdlEvaluation *evaluation, int target, const PdlWhatIf *what_if)
{
  pdl_json_begin_array (writer, "changes");
  for (guint i = 0; i < what_if->n_findings; i++)
    for (guint steps = 0; steps <= what_if->findings[i].n_values; steps++)
      for (guint k = 0; k < what_if->findings[i].n_values; k++)
        if (what_if->findings[i].values[k].effect != PDL_EFFECT_NONE && what_if->findings[i].values[k].steps == steps)
          add_change (writer, evaluation, target, &what_if->findings[i], &what_if->findings[i].values[k]);
  pdl_json_end_array (writer);
}

static void
add_side (PdlJsonWriter *writer, const char *name, const PdlWhatIfFinding *finding, gboolean up)
{
  int nearest = pdl_what_if_finding_find_nearest (finding, up);
  const PdlWhatIfValue *value;

  if (nearest < 0)
    {
      pdl_json_add_null (writer, name);
      return;
    }
  value = &finding->values[nearest];
  pdl_json_begin_object (writer, name);
  add_to (writer, finding->about->finding, value->value, value->above, value->below);
  pdl_json_add_string (writer, "effect", effect_name (value->effect));
  pdl_json_add_string (writer, "row", value->reading->row->id);
  pdl_json_end_object (writer);
}

static void
add_margins (PdlJsonWriter *writer, PdlEvaluation *evaluation, int target, const PdlWhatIf *what_if)
{
  pdl_json_begin_array (writer, "margins");
  for (guint i = 0; i < what_if->n_findings; i++)
    {
      const PdlWhatIfFinding *finding = &what_if->findings[i];

      if (finding->about->axis == NULL || isnan (finding->now) || !pdl_what_if_finding_is_ordered (finding))
        continue;
      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "axis", finding->about->axis->id);
      add_place (writer, finding->about, finding->place);
      add_from (writer, evaluation, target, finding->about, finding->place);
      add_side (writer, "lower", finding, FALSE);
      add_side (writer, "upper", finding, TRUE);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
}

static void
add_pairs (PdlJsonWriter *writer, PdlEvaluation *evaluation, int target, const PdlWhatIf *what_if)
{
  pdl_json_begin_array (writer, "of_two");
  for (guint i = 0; i < what_if->n_pairs; i++)
    {
      const PdlWhatIfPair *pair = &what_if->pairs[i];

      pdl_json_begin_object (writer, NULL);
      add_row (writer, pair->reading);
      pdl_json_add_int (writer, "steps", pair->steps);
      pdl_json_begin_array (writer, "changes");
      for (guint k = 0; k < 2; k++)
        {
          const PdlWhatIfFinding *finding = &what_if->findings[pair->findings[k]];
          const PdlWhatIfValue *value = &finding->values[pair->values[k]];

          pdl_json_begin_object (writer, NULL);
          add_place (writer, finding->about, finding->place);
          add_from (writer, evaluation, target, finding->about, finding->place);
          add_to (writer, finding->about->finding, value->value, value->above, value->below);
          pdl_json_end_object (writer);
        }
      pdl_json_end_array (writer);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
}

static void
add_unsearched (PdlJsonWriter *writer, PdlReasons *reasons)
{
  pdl_json_begin_array (writer, "not_searched");
  for (guint i = 0; i < pdl_reasons_get_n_findings (reasons); i++)
    if (!pdl_reasons_get_finding (reasons, i)->is_searched)
      pdl_json_add_string (writer, NULL, pdl_reasons_get_finding (reasons, i)->finding->id);
  pdl_json_end_array (writer);
}

static void
add_what_if (PdlJsonWriter *writer, PdlReasons *reasons, PdlEvaluation *evaluation, int target)
{
  g_autoptr (PdlWhatIf) what_if = pdl_what_if_new (reasons, evaluation, target);

  if (what_if == NULL)
    {
      pdl_json_add_null (writer, "what_if");
      return;
    }
  pdl_what_if_find_pairs (what_if, NULL);
  pdl_json_begin_object (writer, "what_if");
  add_changes (writer, evaluation, target, what_if);
  add_margins (writer, evaluation, target, what_if);
  add_pairs (writer, evaluation, target, what_if);
  add_unsearched (writer, reasons);
  pdl_json_end_object (writer);
}

/* ---- what is worth asking ------------------------------------------------------------------------------------------- */

static const char *
state_name (PdlDecisionState state)
{
  return state == PDL_STATE_DETERMINED ? "determined" : state == PDL_STATE_PROVISIONAL ? "provisional" : "cannot_determine";
}

static void
add_answers (PdlJsonWriter *writer, PdlKnowledge *knowledge, const PdlQuestion *question)
{
  pdl_json_begin_array (writer, "answers");
  for (guint i = 0; i < question->n_answers; i++)
    {
      const PdlAnswer *answer = &question->answers[i];

      if (answer->reading == NULL)
        continue;
      pdl_json_begin_object (writer, NULL);
      add_to (writer, question->about->finding, answer->value, answer->above, answer->below);
      pdl_json_add_string (writer, "row", answer->reading->row->id);
      pdl_json_begin_array (writer, "rows");
      for (guint64 rows = answer->reading->rows; rows != 0; rows &= rows - 1)
        pdl_json_add_string (writer, NULL, pdl_knowledge_get_row (knowledge, (guint) __builtin_ctzll (rows))->id);
      pdl_json_end_array (writer);
      pdl_json_add_string (writer, "state", state_name (answer->reading->state));
      pdl_json_add_int (writer, "limits", answer->reading->n_limits);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
}

static void
add_parts (PdlJsonWriter *writer, const PdlWorthAsking *asking, guint whole)
{
  pdl_json_begin_array (writer, "ask");
  for (guint i = whole + 1; i < asking->n_questions && asking->questions[i].part_of == (int) whole; i++)
    {
      const PdlQuestion *part = &asking->questions[i];

      pdl_json_begin_object (writer, NULL);
      add_place (writer, part->about, part->place);
      pdl_json_add_string (writer, "cost", part->about->cost != NULL ? part->about->cost->id : NULL);
      pdl_json_add_int (writer, "rows_after", part->rows_after);
      pdl_json_add_bool (writer, "searched", part->about->is_searched);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
}

static void
add_question (PdlJsonWriter *writer, PdlKnowledge *knowledge, const PdlWorthAsking *asking, guint index)
{
  const PdlQuestion *question = &asking->questions[index];

  pdl_json_begin_object (writer, NULL);
  add_place (writer, question->about, question->place);
  pdl_json_add_bool (writer, "input", question->input != NULL);
  pdl_json_add_string (writer, "cost", question->about->cost != NULL ? question->about->cost->id : NULL);
  pdl_json_add_int (writer, "rows_before", question->rows_before);
  pdl_json_add_int (writer, "rows_after", question->rows_after);
  pdl_json_add_int (writer, "limits_before", question->limits_before);
  pdl_json_add_int (writer, "limits_after", question->limits_after);
  pdl_json_add_string (writer, "effect", effect_name (question->most));
  add_answers (writer, knowledge, question);
  add_parts (writer, asking, index);
  pdl_json_end_object (writer);
}

static void
add_worth_asking (PdlJsonWriter *writer, PdlReasons *reasons, PdlEvaluation *evaluation, int target)
{
  g_autoptr (PdlWorthAsking) asking = pdl_worth_asking_new (reasons, evaluation, target);

  if (asking == NULL)
    {
      pdl_json_add_null (writer, "worth_asking");
      return;
    }
  pdl_worth_asking_find_later (asking, NULL);
  pdl_json_begin_object (writer, "worth_asking");
  pdl_json_begin_array (writer, "questions");
  for (guint i = 0; i < asking->n_questions; i++)
    if (asking->questions[i].part_of < 0)
      add_question (writer, evaluation->knowledge, asking, i);
  pdl_json_end_array (writer);
  add_findings (writer, "later", asking->later, asking->n_later);
  add_findings (writer, "changes_nothing", asking->idle, asking->n_idle);
  add_findings (writer, "not_searched", asking->unsearched, asking->n_unsearched);
  pdl_json_end_object (writer);
}

void
pdl_json_add_reasons (PdlJsonWriter *writer, PdlReasons *reasons, PdlEvaluation *evaluation, int target)
{
  add_what_if (writer, reasons, evaluation, target);
  add_worth_asking (writer, reasons, evaluation, target);
}
