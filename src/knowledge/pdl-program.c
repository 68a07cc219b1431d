/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Running a program. What each instruction does is what pdl-expr-run.c does for the node it stands for.
 */

#include "pdl-program-private.h"

#include "pdl-case-private.h"

#include <math.h>

void
pdl_context_init (PdlContext *self, PdlFacts *facts, int target, PdlLevel level, guint32 uses)
{
  self->facts = facts;
  self->target = target;
  self->level = level;
  self->uses = uses;
  self->record = NULL;
  self->result = NULL;
  self->places[0] = &facts->patient;
  self->places[1] = target >= 0 ? &facts->at_targets[target] : &facts->patient;
  self->places[2] = level != PDL_LEVEL_NONE ? pdl_facts_make_level (facts, level) : self->places[1];
}

static inline double
slot (const PdlContext *context, const PdlIns *ins)
{
  const PdlPlace *place = context->places[ins->place];

  if (G_LIKELY ((place->states[ins->a] & PDL_SLOT_DONE) != 0))
    return place->values[ins->a];
  return pdl_facts_get (context->facts, pdl_dictionary_get (context->facts->knowledge->dictionary, ins->a), context->target, context->level);
}

static double
run_node (const PdlContext *context, const PdlNode *node)
{
  PdlScopeNow now = { context->facts, context->target, context->level, context->uses, context->record != NULL ? context->record->item : NULL, NULL, 0,
                      context->result };

  return pdl_node_run (node, &now);
}

/* Dates known to the month drive no interval but are not null; a text has no number. */
static double
is_absent (const PdlContext *context, const PdlIns *ins)
{
  double value = slot (context, ins);
  guint8 state = context->places[ins->place]->states[ins->a] & (PDL_SLOT_ENTERED | PDL_SLOT_OVERRIDDEN);

  if (isnan (value) && state == 0)
    return 1;
  if (!isnan (value) && state == PDL_SLOT_ENTERED)
    return 0;
  return run_node (context, ins->node);
}

static double
entered (const PdlContext *context, const PdlIns *ins)
{
  guint8 state = context->facts->patient.states[ins->a];

  /* A setting of a modifier stands over what was recorded. */
  if ((state & PDL_SLOT_OVERRIDDEN) != 0)
    return pdl_facts_get_entered_number (context->facts, pdl_dictionary_get (context->facts->knowledge->dictionary, ins->a), context->target,
                                         context->level);
  return (state & PDL_SLOT_ENTERED) != 0 ? context->facts->patient.values[ins->a] : NAN;
}

static double
is_in (const double *registers, const PdlIns *ins)
{
  double value = registers[ins->a];
  gboolean unknown = FALSE;

  if (isnan (value))
    return NAN;
  for (guint i = 1; i <= ins->b; i++)
    if (isnan (registers[ins->a + i]))
      unknown = TRUE;
    else if (registers[ins->a + i] == value)
      return 1;
  return unknown ? NAN : 0;
}

static double
find_day (PdlFacts *facts)
{
  return facts->assessment != NULL ? pdl_assessment_get_day (facts->assessment) : NAN;
}

double
pdl_record_fact_get (const PdlContext *context, const PdlNode *field)
{
  const PdlValue *value = context->record != NULL ? pdl_facts_find_value (context->facts, context->record->fields, field->finding) : NULL;

  return pdl_value_as_fact (value);
}

#define COMPARE(left, sign, right) (isnan (left) || isnan (right) ? NAN : (left) sign (right))

double
pdl_program_run (const PdlProgram *self, const PdlContext *context)
{
  static const double truths[] = { 0, 1, NAN };
  double r[PDL_MAX_REGISTERS];
  const PdlIns *ins = self->code;

  for (;; ins++)
    {
      double value;

      switch ((PdlInsCode) ins->code)
        {
        case PDL_INS_CONST: r[ins->to] = ins->number; break;
        case PDL_INS_SLOT: r[ins->to] = slot (context, ins); break;
        case PDL_INS_CODES:
          value = slot (context, ins);
          r[ins->to] = isnan (value) ? truths[ins->b] : (double) (ins->mask >> (guint) value & 1);
          break;
        case PDL_INS_HAS_CODE:
          value = slot (context, ins);
          r[ins->to] = isnan (value) ? NAN : ((guint32) value >> ins->b) & 1;
          break;
        case PDL_INS_SLOT_EQ: value = slot (context, ins); r[ins->to] = COMPARE (value, ==, ins->number); break;
        case PDL_INS_SLOT_NE: value = slot (context, ins); r[ins->to] = COMPARE (value, !=, ins->number); break;
        case PDL_INS_SLOT_LT: value = slot (context, ins); r[ins->to] = COMPARE (value, <, ins->number); break;
        case PDL_INS_SLOT_LE: value = slot (context, ins); r[ins->to] = COMPARE (value, <=, ins->number); break;
        case PDL_INS_SLOT_GT: value = slot (context, ins); r[ins->to] = COMPARE (value, >, ins->number); break;
        case PDL_INS_SLOT_GE: value = slot (context, ins); r[ins->to] = COMPARE (value, >=, ins->number); break;
        case PDL_INS_SLOT_NULL: r[ins->to] = isnan (slot (context, ins)); break;
        case PDL_INS_SLOT_ABSENT: r[ins->to] = is_absent (context, ins); break;
        case PDL_INS_NODE: r[ins->to] = run_node (context, ins->node); break;
        case PDL_INS_ENTERED: r[ins->to] = entered (context, ins); break;
        case PDL_INS_SCORE:
          r[ins->to] = pdl_score_result_get (pdl_facts_get_score (context->facts, &ins->node->score->score, context->target, context->level),
                                             ins->node->text, ins->node->finding);
          break;
        case PDL_INS_USES: r[ins->to] = context->uses; break;
        case PDL_INS_NOW: r[ins->to] = pdl_minute_day (context->facts->now); break;
        case PDL_INS_NOW_MINUTE: r[ins->to] = (double) context->facts->now; break;
        case PDL_INS_VISIT: r[ins->to] = find_day (context->facts); break;
        case PDL_INS_LEVEL: r[ins->to] = context->level != PDL_LEVEL_NONE ? context->level : NAN; break;
        case PDL_INS_FIELD: r[ins->to] = pdl_record_fact_get (context, ins->node); break;
        case PDL_INS_RESULT: r[ins->to] = context->result != NULL ? pdl_result_get (context->result, ins->node->finding) : NAN; break;
        case PDL_INS_FIELD_NULL:
          r[ins->to] = context->record == NULL
                       || !pdl_value_is_known (pdl_facts_find_value (context->facts, context->record->fields, ins->node->finding));
          break;
        case PDL_INS_KIND: r[ins->to] = context->record != NULL ? context->record->kind_word : NAN; break;
        case PDL_INS_STARTED: r[ins->to] = context->record != NULL ? context->record->started : NAN; break;
        case PDL_INS_AT_TARGET:
          r[ins->to] = context->record != NULL
                         ? pdl_facts_levels_are_at_target (context->facts, context->record->levels, context->target) : NAN;
          break;
        case PDL_INS_QUERY: r[ins->to] = pdl_query_program_run (ins->query, context); break;

        case PDL_INS_NOT: r[ins->to] = isnan (r[ins->a]) ? NAN : r[ins->a] == 0; break;
        case PDL_INS_IMPLIES:
          r[ins->to] = r[ins->a] == 0 || r[ins->b] == 1 ? 1 : isnan (r[ins->a]) || isnan (r[ins->b]) ? NAN : 0;
          break;
        case PDL_INS_EQ: r[ins->to] = COMPARE (r[ins->a], ==, r[ins->b]); break;
        case PDL_INS_NE: r[ins->to] = COMPARE (r[ins->a], !=, r[ins->b]); break;
        case PDL_INS_LT: r[ins->to] = COMPARE (r[ins->a], <, r[ins->b]); break;
        case PDL_INS_LE: r[ins->to] = COMPARE (r[ins->a], <=, r[ins->b]); break;
        case PDL_INS_GT: r[ins->to] = COMPARE (r[ins->a], >, r[ins->b]); break;
        case PDL_INS_GE: r[ins->to] = COMPARE (r[ins->a], >=, r[ins->b]); break;
        case PDL_INS_BETWEEN:
          {
            const double *at = &r[ins->a];

            r[ins->to] = isnan (at[0]) || isnan (at[1]) || isnan (at[2]) ? NAN : at[0] >= at[1] && at[0] <= at[2];
          }
          break;
        case PDL_INS_IN: r[ins->to] = is_in (r, ins); break;
        case PDL_INS_HAS_BIT:
          r[ins->to] = isnan (r[ins->a]) || isnan (r[ins->b]) ? NAN : ((guint32) r[ins->a] >> (guint) r[ins->b]) & 1;
          break;
        case PDL_INS_NULL: r[ins->to] = isnan (r[ins->a]); break;
        case PDL_INS_ZERO: r[ins->to] = isnan (r[ins->a]) ? NAN : r[ins->a] == 0; break;
        case PDL_INS_ADD: r[ins->to] = r[ins->a] + r[ins->b]; break;
        case PDL_INS_SUB: r[ins->to] = r[ins->a] - r[ins->b]; break;
        case PDL_INS_MUL: r[ins->to] = r[ins->a] * r[ins->b]; break;
        case PDL_INS_DIV: r[ins->to] = r[ins->b] == 0 ? NAN : r[ins->a] / r[ins->b]; break;
        case PDL_INS_NEGATE: r[ins->to] = -r[ins->a]; break;
        case PDL_INS_FLOOR: r[ins->to] = floor (r[ins->a]); break;
        case PDL_INS_DAY: r[ins->to] = floor (r[ins->a] / 1440); break;
        case PDL_INS_SCALE: r[ins->to] = r[ins->a] * ins->number; break;
        case PDL_INS_PART: r[ins->to] = r[ins->a] / ins->number; break;
        case PDL_INS_MIN:
          r[ins->to] = isnan (r[ins->to]) || isnan (r[ins->a]) ? NAN : r[ins->a] < r[ins->to] ? r[ins->a] : r[ins->to];
          break;
        case PDL_INS_MAX:
          r[ins->to] = isnan (r[ins->to]) || isnan (r[ins->a]) ? NAN : r[ins->a] > r[ins->to] ? r[ins->a] : r[ins->to];
          break;
        case PDL_INS_COUNT_BITS: r[ins->to] = isnan (r[ins->a]) ? NAN : __builtin_popcount ((guint32) r[ins->a]); break;
        case PDL_INS_MONTHS: r[ins->to] = pdl_program_completed_months (r[ins->a], r[ins->b]); break;
        case PDL_INS_TABLE: r[ins->to] = isnan (r[ins->a]) ? NAN : ins->cells[(guint) r[ins->a]]; break;

        case PDL_INS_AND_FIRST:
          if (r[ins->to] == 0)
            ins = self->code + ins->jump - 1;
          else if (!isnan (r[ins->to]))
            r[ins->to] = 1;
          break;
        case PDL_INS_AND:
          if (r[ins->a] == 0)
            {
              r[ins->to] = 0;
              ins = self->code + ins->jump - 1;
            }
          else if (isnan (r[ins->a]))
            r[ins->to] = NAN;
          break;
        case PDL_INS_OR_FIRST:
          if (isnan (r[ins->to]))
            break;
          if (r[ins->to] != 0)
            {
              r[ins->to] = 1;
              ins = self->code + ins->jump - 1;
            }
          break;
        case PDL_INS_OR:
          if (isnan (r[ins->a]))
            r[ins->to] = NAN;
          else if (r[ins->a] != 0)
            {
              r[ins->to] = 1;
              ins = self->code + ins->jump - 1;
            }
          break;
        case PDL_INS_AND_FIRST_CODES:
        case PDL_INS_AND_CODES:
          value = slot (context, ins);
          value = isnan (value) ? truths[ins->b & 3] : (double) (ins->mask >> (guint) value & 1);
          if (value == 0)
            {
              r[ins->to] = 0;
              ins = self->code + (ins->b >> 2) - 1;
            }
          else if (ins->code == PDL_INS_AND_FIRST_CODES || isnan (value))
            r[ins->to] = value;
          break;
        case PDL_INS_OR_FIRST_CODES:
        case PDL_INS_OR_CODES:
          value = slot (context, ins);
          value = isnan (value) ? truths[ins->b & 3] : (double) (ins->mask >> (guint) value & 1);
          if (value == 1)
            {
              r[ins->to] = 1;
              ins = self->code + (ins->b >> 2) - 1;
            }
          else if (ins->code == PDL_INS_OR_FIRST_CODES || isnan (value))
            r[ins->to] = value;
          break;
        case PDL_INS_IF_UNKNOWN:
          if (isnan (r[ins->a]))
            {
              r[ins->to] = NAN;
              ins = self->code + ins->jump - 1;
            }
          break;
        case PDL_INS_IF_FALSE:
          if (r[ins->a] == 0)
            ins = self->code + ins->jump - 1;
          break;
        case PDL_INS_IF_KNOWN:
          if (!isnan (r[ins->a]))
            ins = self->code + ins->jump - 1;
          break;
        case PDL_INS_JUMP: ins = self->code + ins->jump - 1; break;
        case PDL_INS_END: return r[0];
        }
    }
}
