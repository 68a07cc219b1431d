/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The findings a rule reads, all the way down. A level finding stands for its value at every place: of a level, aggregated to
 * a target, and to the patient.
 */

#include "pdl-reads.h"

#include "pdl-expr-private.h"

guint
pdl_reads_n_words (PdlKnowledge *knowledge)
{
  return (pdl_dictionary_get_n_findings (knowledge->dictionary) + PDL_N_READS + 63) / 64;
}

static gboolean
add_bit (guint64 *set, guint bit)
{
  guint64 mask = (guint64) 1 << (bit % 64);
  gboolean fresh = (set[bit / 64] & mask) == 0;

  set[bit / 64] |= mask;
  return fresh;
}

static void
add_other (PdlKnowledge *knowledge, PdlReadsOther other, guint64 *set)
{
  add_bit (set, pdl_dictionary_get_n_findings (knowledge->dictionary) + other);
}

static void
add_node (PdlKnowledge *knowledge, const PdlNode *node, guint64 *set)
{
  if (node->type == PDL_NODE_FINDING)
    pdl_reads_add_finding (knowledge, node->finding, set);
  else if (node->type == PDL_NODE_DEFINE)
    add_node (knowledge, node->define->root, set);
  else if (node->type == PDL_NODE_SCORE)
    pdl_reads_add_score (knowledge, node->score, set);
  else if (node->type == PDL_NODE_SPECIAL)
    add_other (knowledge, node->op == PDL_SPECIAL_NOW || node->op == PDL_SPECIAL_A ? PDL_READS_TIME : PDL_READS_TARGETS, set);
  else if (node->type == PDL_NODE_CALL && node->op == PDL_CALL_WORST_LEVEL)
    add_other (knowledge, PDL_READS_TARGETS, set);
  else if (node->type == PDL_NODE_FIELD && node->series == NULL)
    {
      add_other (knowledge, PDL_READS_RECORDS, set);
      add_other (knowledge, PDL_READS_TIME, set);
      add_other (knowledge, PDL_READS_TARGETS, set);
    }
  else if (node->type == PDL_NODE_QUERY)
    {
      add_other (knowledge, PDL_READS_TARGETS, set);
      if (node->range != PDL_RANGE_LEVELS && node->range != PDL_RANGE_TARGETS)
        {
          add_other (knowledge, PDL_READS_RECORDS, set);
          add_other (knowledge, PDL_READS_TIME, set);
        }
      if (node->where != NULL)
        add_node (knowledge, node->where, set);
      if (node->finding != NULL && node->finding->scope != PDL_SCOPE_FIELD)
        pdl_reads_add_finding (knowledge, node->finding, set);
      if (node->series != NULL)
        pdl_reads_add_finding (knowledge, node->series, set);
    }
  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    add_node (knowledge, g_ptr_array_index (node->children, i), set);
}

void
pdl_reads_add_expr (PdlKnowledge *knowledge, const PdlExpr *expr, guint64 *set)
{
  if (expr != NULL)
    add_node (knowledge, expr->root, set);
}

void
pdl_reads_add_finding (PdlKnowledge *knowledge, const PdlFinding *finding, guint64 *set)
{
  const PdlDerivation *derivation;

  if (finding->scope == PDL_SCOPE_FIELD || !add_bit (set, finding->index))
    return;
  derivation = knowledge->derivations[finding->index];
  if (derivation == NULL)
    return;
  if (derivation->rule == NULL)
    add_other (knowledge, PDL_READS_TARGETS, set);
  pdl_reads_add_expr (knowledge, derivation->rule, set);
}

void
pdl_reads_add_score (PdlKnowledge *knowledge, const PdlScoreRule *rule, guint64 *set)
{
  add_other (knowledge, PDL_READS_TARGETS, set);
  for (guint i = 0; i < rule->items->len; i++)
    {
      const PdlItemRule *item = &g_array_index (rule->items, PdlItemRule, i);

      if (item->item.finding != NULL)
        pdl_reads_add_finding (knowledge, item->item.finding, set);
      pdl_reads_add_expr (knowledge, item->value, set);
      pdl_reads_add_expr (knowledge, item->low, set);
      pdl_reads_add_expr (knowledge, item->high, set);
    }
  for (guint i = 0; i < rule->band_rules->len; i++)
    pdl_reads_add_expr (knowledge, g_ptr_array_index (rule->band_rules, i), set);
  pdl_reads_add_expr (knowledge, rule->applies, set);
  pdl_reads_add_expr (knowledge, rule->scored, set);
  pdl_reads_add_expr (knowledge, rule->total, set);
  if (rule->entered != NULL)
    pdl_reads_add_finding (knowledge, rule->entered, set);
}

/* ---- all rules --------------------------------------------------------------------------------------------------- */

static void
add_urgency (PdlKnowledge *knowledge, const PdlUrgencyRule *rule, guint64 *set)
{
  for (guint i = 0; rule != NULL && i < rule->parts->len; i++)
    pdl_reads_add_expr (knowledge, g_array_index (rule->parts, PdlUrgencyPart, i).condition, set);
}

typedef struct
{
  PdlReadsVisitor visit;
  gpointer user_data;
} Visit;

static void
visit_expr (const Visit *visit, const PdlExpr *expr)
{
  if (expr != NULL)
    visit->visit (expr, visit->user_data);
}

static void
visit_urgency (const Visit *visit, const PdlUrgencyRule *rule)
{
  for (guint i = 0; rule != NULL && i < rule->parts->len; i++)
    visit_expr (visit, g_array_index (rule->parts, PdlUrgencyPart, i).condition);
}

static void
visit_refs (const Visit *visit, GArray *refs)
{
  for (guint i = 0; refs != NULL && i < refs->len; i++)
    visit_expr (visit, g_array_index (refs, PdlOptionRef, i).condition);
}

static void
visit_modifier (const Visit *visit, const PdlModifierRule *rule)
{
  visit_expr (visit, rule->when);
  visit_expr (visit, rule->state_condition);
  for (guint i = 0; rule->sets != NULL && i < rule->sets->len; i++)
    visit_expr (visit, g_array_index (rule->sets, PdlSetting, i).value);
  visit_refs (visit, rule->drops);
  visit_refs (visit, rule->swaps);
  visit_refs (visit, rule->adds);
  visit_urgency (visit, rule->urgency);
}

void
pdl_reads_visit_decision (PdlKnowledge *knowledge, PdlReadsVisitor visitor, gpointer user_data)
{
  Visit visit = { visitor, user_data };

  for (guint i = 0; i < knowledge->rows->len; i++)
    {
      const PdlRowRule *row = g_ptr_array_index (knowledge->rows, i);

      visit_refs (&visit, row->options);
      visit_urgency (&visit, row->urgency);
    }
  for (guint i = 0; i < knowledge->modifiers->len; i++)
    visit_modifier (&visit, g_ptr_array_index (knowledge->modifiers, i));
  for (guint i = 0; i < knowledge->swaps->len; i++)
    visit_refs (&visit, ((const PdlSwap *) g_ptr_array_index (knowledge->swaps, i))->to);
}

void
pdl_reads_visit_row (PdlKnowledge *knowledge, PdlReadsVisitor visitor, gpointer user_data)
{
  Visit visit = { visitor, user_data };

  for (guint i = 0; i < knowledge->modifiers->len; i++)
    {
      const PdlModifierRule *rule = g_ptr_array_index (knowledge->modifiers, i);

      if (!rule->before)
        continue;
      visit_expr (&visit, rule->when);
      for (guint k = 0; rule->sets != NULL && k < rule->sets->len; k++)
        visit_expr (&visit, g_array_index (rule->sets, PdlSetting, k).value);
    }
}

typedef struct
{
  PdlKnowledge *knowledge;
  guint64 *set;
} Adding;

static void
add_visited (const PdlExpr *expr, gpointer user_data)
{
  Adding *adding = user_data;

  pdl_reads_add_expr (adding->knowledge, expr, adding->set);
}

void
pdl_reads_add_decision (PdlKnowledge *knowledge, guint64 *set)
{
  Adding adding = { knowledge, set };

  for (guint i = 0; i < knowledge->inputs->len; i++)
    {
      const PdlInput *input = pdl_knowledge_get_input (knowledge, i);

      pdl_reads_add_finding (knowledge, input->finding, set);
      for (guint k = 0; input->ask != NULL && input->ask[k] != NULL; k++)
        {
          const PdlFinding *finding = pdl_dictionary_lookup (knowledge->dictionary, input->ask[k]);

          if (finding != NULL)
            pdl_reads_add_finding (knowledge, finding, set);
        }
    }
  pdl_reads_visit_decision (knowledge, add_visited, &adding);
}

/* What reads the bits of @reads is affected by each of them. */
static void
turn_round (PdlReads *self, guint64 *reads, guint first_word, guint index)
{
  for (guint word = 0; word < self->n_words; word++)
    {
      for (; reads[word] != 0; reads[word] &= reads[word] - 1)
        {
          guint bit = word * 64 + (guint) __builtin_ctzll (reads[word]);

          add_bit (&self->affected[bit * self->n_affected_words], first_word * 64 + index);
        }
    }
}

PdlReads *
pdl_reads_new (PdlKnowledge *knowledge)
{
  PdlReads *self = g_new0 (PdlReads, 1);
  guint n = pdl_dictionary_get_n_findings (knowledge->dictionary);
  g_autofree guint64 *reads = NULL;

  self->n_words = pdl_reads_n_words (knowledge);
  self->statements = n / 64 + 1;
  self->alerts = self->statements + knowledge->statements->len / 64 + 1;
  self->scores = self->alerts + knowledge->alerts->len / 64 + 1;
  self->others = self->scores + knowledge->scores->len / 64 + 1;
  self->n_affected_words = self->others + 1;
  self->affected = g_new0 (guint64, self->n_words * 64 * self->n_affected_words);
  reads = g_new0 (guint64, self->n_words);
  for (guint i = 0; i < n; i++)
    {
      pdl_reads_add_finding (knowledge, pdl_dictionary_get (knowledge->dictionary, i), reads);
      turn_round (self, reads, self->findings, i);
    }
  for (guint i = 0; i < knowledge->statements->len; i++)
    {
      const PdlStatementRule *rule = g_ptr_array_index (knowledge->statements, i);

      pdl_reads_add_expr (knowledge, rule->when, reads);
      add_urgency (knowledge, rule->urgency, reads);
      turn_round (self, reads, self->statements, i);
    }
  for (guint i = 0; i < knowledge->alerts->len; i++)
    {
      const PdlAlertRule *rule = g_ptr_array_index (knowledge->alerts, i);

      pdl_reads_add_expr (knowledge, rule->when, reads);
      add_urgency (knowledge, rule->urgency, reads);
      /* An event may acknowledge it. */
      add_other (knowledge, PDL_READS_RECORDS, reads);
      turn_round (self, reads, self->alerts, i);
    }
  for (guint i = 0; i < knowledge->scores->len; i++)
    {
      pdl_reads_add_score (knowledge, g_ptr_array_index (knowledge->scores, i), reads);
      turn_round (self, reads, self->scores, i);
    }
  pdl_reads_add_expr (knowledge, knowledge->red, reads);
  pdl_reads_add_expr (knowledge, knowledge->amber, reads);
  turn_round (self, reads, self->others, PDL_AFFECTED_EMERGENCY);
  pdl_reads_add_decision (knowledge, reads);
  turn_round (self, reads, self->others, PDL_AFFECTED_DECISION);
  return self;
}

void
pdl_reads_find_affected (const PdlReads *self, const guint64 *changed, guint64 *ret_affected)
{
  for (guint i = 0; i < self->n_affected_words; i++)
    ret_affected[i] = 0;
  for (guint word = 0; word < self->n_words; word++)
    for (guint64 bits = changed[word]; bits != 0; bits &= bits - 1)
      {
        const guint64 *set = &self->affected[(word * 64 + (guint) __builtin_ctzll (bits)) * self->n_affected_words];

        for (guint i = 0; i < self->n_affected_words; i++)
          ret_affected[i] |= set[i];
      }
}

void
pdl_reads_free (PdlReads *self)
{
  if (self == NULL)
    return;
  g_free (self->affected);
  g_free (self);
}
