/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What a reading follows from: the inputs, and the findings that modifiers, options and limits read. The same for every case.
 */

#include "pdl-probe-private.h"

static void
add_direct (PdlProbeRules *self, const PdlFinding *finding)
{
  if (finding->type == PDL_TYPE_DATE || finding->type == PDL_TYPE_DATETIME || finding->type == PDL_TYPE_TEXT || finding->type == PDL_TYPE_LIST)
    self->plain = FALSE; /* more than its number may be asked for */
  if (!g_ptr_array_find (self->direct, finding, NULL))
    g_ptr_array_add (self->direct, (gpointer) finding);
}

static void
add_node (PdlProbeRules *self, const PdlNode *node)
{
  if (node->type == PDL_NODE_FINDING)
    add_direct (self, node->finding);
  else if (node->type == PDL_NODE_DEFINE)
    add_node (self, node->define->root);
  else if (node->type == PDL_NODE_QUERY || node->type == PDL_NODE_SCORE || node->type == PDL_NODE_FIELD
           || (node->type == PDL_NODE_CALL && (node->op == PDL_CALL_ENTERED || node->op == PDL_CALL_IS_ENTERED || node->op == PDL_CALL_WORST_LEVEL)))
    self->plain = FALSE;
  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    add_node (self, g_ptr_array_index (node->children, i));
}

static void
add_expr (const PdlExpr *expr, gpointer user_data)
{
  add_node (user_data, expr->root);
}

static gboolean
is_entered_call (const PdlNode *node)
{
  return node->type == PDL_NODE_CALL && (node->op == PDL_CALL_ENTERED || node->op == PDL_CALL_IS_ENTERED);
}

static const guint64 *
affected_by (PdlKnowledge *knowledge, const PdlFinding *finding)
{
  return &knowledge->reads->affected[finding->index * knowledge->reads->n_affected_words];
}

static gboolean node_follows (PdlKnowledge *knowledge, const PdlNode *node, const PdlFinding *from);

/* Whether @finding is worked out from @from, other than from its entry, which no modifier sets. */
static gboolean
follows (PdlKnowledge *knowledge, const PdlFinding *finding, const PdlFinding *from)
{
  const PdlDerivation *derivation = finding->scope != PDL_SCOPE_FIELD ? knowledge->derivations[finding->index] : NULL;

  return finding == from || (derivation != NULL && derivation->rule != NULL && node_follows (knowledge, derivation->rule->root, from));
}

static gboolean
node_follows (PdlKnowledge *knowledge, const PdlNode *node, const PdlFinding *from)
{
  if (is_entered_call (node))
    return FALSE;
  if (node->type == PDL_NODE_FINDING)
    return follows (knowledge, node->finding, from);
  if (node->type == PDL_NODE_DEFINE)
    return node_follows (knowledge, node->define->root, from);
  if (node->type == PDL_NODE_SCORE)
    return pdl_reads_has (affected_by (knowledge, from), knowledge->reads->scores, node->score->score.index);
  if (node->type == PDL_NODE_QUERY
      && ((node->where != NULL && node_follows (knowledge, node->where, from)) || (node->finding != NULL && follows (knowledge, node->finding, from))))
    return TRUE;
  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    if (node_follows (knowledge, g_ptr_array_index (node->children, i), from))
      return TRUE;
  return FALSE;
}

/* A modifier may set an input for everything behind it: what follows from that input is then worked out anew, from what its rule
 * reads. That stands in the key too; where the rule reads more than findings, readings with such a setting are not kept. */
static void
add_behind_settings (PdlProbeRules *self)
{
  for (guint m = 0; m < self->knowledge->modifiers->len; m++)
    {
      const PdlModifierRule *rule = g_ptr_array_index (self->knowledge->modifiers, m);

      for (guint s = 0; rule->reach_all && s < rule->sets->len; s++)
        for (guint i = 0; i < self->direct->len; i++)
          {
            const PdlFinding *finding = g_ptr_array_index (self->direct, i), *set = g_array_index (rule->sets, PdlSetting, s).finding;
            gboolean plain = self->plain;
            int input = pdl_decision_find_input (self->knowledge, set);

            if (finding == set || !follows (self->knowledge, finding, set))
              continue;
            self->plain = TRUE;
            add_node (self, self->knowledge->derivations[finding->index]->rule->root);
            if (!self->plain)
              self->unsettling |= 1u << input;
            self->plain = plain;
          }
    }
}

/* Two passes, so that what the row follows from stands first. */
static void
find_direct (PdlProbeRules *self)
{
  self->direct = g_ptr_array_new ();
  self->plain = TRUE;
  for (guint i = 0; i < self->knowledge->inputs->len; i++)
    add_direct (self, pdl_knowledge_get_input (self->knowledge, i)->finding);
  pdl_reads_visit_row (self->knowledge, add_expr, self);
  add_behind_settings (self);
  self->n_row = self->direct->len;
  pdl_reads_visit_decision (self->knowledge, add_expr, self);
  add_behind_settings (self);
}

static gboolean
has (const guint64 *set, guint bit)
{
  return (set[bit / 64] >> (bit % 64) & 1) != 0;
}

/* By finding: what it can touch of what the row follows from, and the forming of the targets. */
static void
find_touched (PdlProbeRules *self)
{
  guint n = pdl_dictionary_get_n_findings (self->knowledge->dictionary);

  self->touched = g_new0 (guint64, n);
  for (guint f = 0; f < n; f++)
    {
      const guint64 *affected = affected_by (self->knowledge, pdl_dictionary_get (self->knowledge->dictionary, f));

      for (guint i = 0; i < self->n_row; i++)
        if (has (affected, self->direct_index[i]))
          self->touched[f] |= (guint64) 1 << MIN (i, PDL_PROBE_TARGETS_BIT - 1);
      if (self->involved != NULL && has (affected, self->involved->index))
        self->touched[f] |= (guint64) 1 << PDL_PROBE_TARGETS_BIT;
    }
}

/* The findings whose values a change is to be followed through. */
static void
find_mask (PdlProbeRules *self)
{
  const PdlReads *reads = self->knowledge->reads;
  guint n = pdl_dictionary_get_n_findings (self->knowledge->dictionary);

  self->mask = g_new0 (guint64, n / 64 + 1);
  for (guint i = 0; i < n; i++)
    {
      const guint64 *affected = affected_by (self->knowledge, pdl_dictionary_get (self->knowledge->dictionary, i));

      if (pdl_reads_has (affected, reads->others, PDL_AFFECTED_DECISION)
          || (self->involved != NULL && pdl_reads_has (affected, reads->findings, self->involved->index)))
        self->mask[i / 64] |= (guint64) 1 << (i % 64);
    }
}

PdlProbeRules *
pdl_probe_rules_new (PdlKnowledge *knowledge)
{
  PdlProbeRules *self = g_new0 (PdlProbeRules, 1);

  self->knowledge = knowledge;
  self->involved = pdl_dictionary_lookup (knowledge->dictionary, "involved");
  find_direct (self);
  self->direct_index = g_new (guint, self->direct->len);
  for (guint i = 0; i < self->direct->len; i++)
    self->direct_index[i] = ((const PdlFinding *) g_ptr_array_index (self->direct, i))->index;
  find_touched (self);
  find_mask (self);
  return self;
}

void
pdl_probe_rules_free (PdlProbeRules *self)
{
  g_ptr_array_unref (self->direct);
  g_free (self->direct_index);
  g_free (self->touched);
  g_free (self->mask);
  g_free (self);
}

gboolean
pdl_probe_moves_row (const PdlProbeRules *self, const PdlFinding *finding)
{
  return (self->touched[finding->index] & ~((guint64) 1 << PDL_PROBE_TARGETS_BIT)) != 0;
}

gboolean
pdl_probe_overlap (const PdlProbeRules *self, const PdlFinding *a, const PdlFinding *b)
{
  return (self->touched[a->index] & self->touched[b->index]) != 0;
}
