/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The public face of the checked trees: nothing is decided here.
 */

#include "pdl-expr-private.h"

const PdlNode *
pdl_expr_get_root (const PdlExpr *self)
{
  return self != NULL ? self->root : NULL;
}

PdlNodeType
pdl_node_get_type (const PdlNode *self)
{
  return self->type;
}

int
pdl_node_get_op (const PdlNode *self)
{
  return self->op;
}

guint
pdl_node_get_n_children (const PdlNode *self)
{
  return self->children != NULL ? self->children->len : 0;
}

const PdlNode *
pdl_node_get_child (const PdlNode *self, guint index)
{
  return g_ptr_array_index (self->children, index);
}

double
pdl_node_get_number (const PdlNode *self)
{
  return self->number;
}

const char *
pdl_node_get_text (const PdlNode *self)
{
  return self->text;
}

const PdlFinding *
pdl_node_get_finding (const PdlNode *self)
{
  return self->finding;
}

gboolean
pdl_node_is_bool (const PdlNode *self)
{
  return self->is_bool;
}

gboolean
pdl_node_is_level (const PdlNode *self)
{
  return self->is_level;
}

gboolean
pdl_node_has_minutes (const PdlNode *self)
{
  return self->minutes;
}

const PdlNode *
pdl_node_get_define (const PdlNode *self)
{
  return self->define->root;
}

const PdlScore *
pdl_node_get_score (const PdlNode *self)
{
  return &self->score->score;
}

const char *
pdl_node_get_table (const PdlNode *self)
{
  return self->table->id;
}

const PdlFinding *
pdl_node_get_table_key (const PdlNode *self)
{
  return self->table->key;
}

const char *
pdl_node_get_cell (const PdlNode *self, guint index)
{
  GHashTable *row = g_hash_table_lookup (self->table->rows, self->table->key->codes[index].code);

  return row != NULL ? g_hash_table_lookup (row, self->text) : NULL;
}

gboolean
pdl_node_has_words (const PdlNode *self)
{
  return self->is_word;
}

PdlRange
pdl_node_get_range (const PdlNode *self)
{
  return self->range;
}

guint
pdl_node_get_n_kinds (const PdlNode *self)
{
  return self->kinds != NULL ? self->kinds->len : 0;
}

const PdlRecordKind *
pdl_node_get_kind (const PdlNode *self, guint index)
{
  return g_ptr_array_index (self->kinds, index);
}

const PdlFinding *
pdl_node_get_rows (const PdlNode *self)
{
  return self->rows;
}

const PdlFinding *
pdl_node_get_series (const PdlNode *self)
{
  return self->series;
}

double
pdl_node_get_hours (const PdlNode *self)
{
  return self->hours;
}

const PdlNode *
pdl_node_get_where (const PdlNode *self)
{
  return self->where;
}

/* ---- rules
 * ------------------------------------------------------------------------------------------------------- */

const PdlExpr *
pdl_syntax_get_derivation (PdlKnowledge *knowledge, const PdlFinding *finding)
{
  const PdlDerivation *derivation = knowledge->derivations[finding->index];

  return derivation != NULL ? derivation->rule : NULL;
}

const PdlExpr *
pdl_syntax_get_row (PdlKnowledge *knowledge, const PdlRow *row)
{
  return ((const PdlRowRule *)g_ptr_array_index (knowledge->rows, row->index))->when;
}

const PdlExpr *
pdl_syntax_get_statement (PdlKnowledge *knowledge, const PdlStatement *statement)
{
  return ((const PdlStatementRule *)g_ptr_array_index (knowledge->statements, statement->index))->when;
}

const PdlExpr *
pdl_syntax_get_alert (PdlKnowledge *knowledge, const PdlAlert *alert)
{
  return ((const PdlAlertRule *)g_ptr_array_index (knowledge->alerts, alert->index))->when;
}

void
pdl_syntax_get_emergency (PdlKnowledge *knowledge, const PdlExpr **ret_red, const PdlExpr **ret_amber)
{
  *ret_red = knowledge->red;
  *ret_amber = knowledge->amber;
}

int
pdl_syntax_get_present_course_days (PdlKnowledge *knowledge)
{
  return knowledge->present_course_days;
}

/* ---- scores
 * ------------------------------------------------------------------------------------------------------ */

static const PdlScoreRule *
rule_of (PdlKnowledge *knowledge, const PdlScore *score)
{
  return g_ptr_array_index (knowledge->scores, score->index);
}

void
pdl_syntax_get_score (PdlKnowledge *knowledge, const PdlScore *score, PdlScoreSyntax *ret_syntax)
{
  const PdlScoreRule *rule = rule_of (knowledge, score);

  ret_syntax->kind = rule->kind == PDL_SCORE_SUM    ? PDL_SCORE_KIND_SUM
                     : rule->kind == PDL_SCORE_RULE ? PDL_SCORE_KIND_RULE
                                                    : PDL_SCORE_KIND_ENTERED;
  ret_syntax->applies = rule->applies;
  ret_syntax->scored = rule->scored;
  ret_syntax->total = rule->total;
  ret_syntax->entered = rule->entered;
  ret_syntax->has_band_rules = rule->band_rules->len > 0 && g_ptr_array_index (rule->band_rules, 0) != NULL;
}

const PdlExpr *
pdl_syntax_get_band (PdlKnowledge *knowledge, const PdlScore *score, guint band)
{
  const PdlScoreRule *rule = rule_of (knowledge, score);

  return band < rule->band_rules->len ? g_ptr_array_index (rule->band_rules, band) : NULL;
}

static const PdlItemRule *
item_of (PdlKnowledge *knowledge, const PdlScore *score, guint item)
{
  return &g_array_index (rule_of (knowledge, score)->items, PdlItemRule, item);
}

void
pdl_syntax_get_item (PdlKnowledge *knowledge, const PdlScore *score, guint item, PdlItemSyntax *ret_syntax)
{
  const PdlItemRule *rule = item_of (knowledge, score, item);

  ret_syntax->value = rule->value;
  ret_syntax->low = rule->low;
  ret_syntax->high = rule->high;
  ret_syntax->n_points = rule->points != NULL ? rule->points->len : 0;
}

void
pdl_syntax_get_point (
    PdlKnowledge *knowledge, const PdlScore *score, guint item, guint point, PdlPointSyntax *ret_syntax)
{
  const PdlPoint *rule = &g_array_index (item_of (knowledge, score, item)->points, PdlPoint, point);

  ret_syntax->code = rule->key;
  ret_syntax->low = rule->low;
  ret_syntax->high = rule->high;
  ret_syntax->low_open = rule->low_open;
  ret_syntax->high_open = rule->high_open;
  ret_syntax->points = rule->points;
}

/* ---- the decision
 * ---------------------------------------------------------------------------------------------------- */

static void
read_ref (const PdlOptionRef *ref, PdlOptionsSyntax *ret_syntax)
{
  ret_syntax->condition = ref->condition;
  ret_syntax->options
      = ref->group != NULL ? (const PdlOption *const *)(gpointer)ref->group->pdata : &ref->option;
  ret_syntax->n_options = ref->group != NULL ? ref->group->len : 1;
  ret_syntax->first = ref->first;
  ret_syntax->to = ref->to;
}

static GArray *
options_of_row (PdlKnowledge *knowledge, const PdlRow *row)
{
  return ((const PdlRowRule *)g_ptr_array_index (knowledge->rows, row->index))->options;
}

guint
pdl_syntax_get_n_row_options (PdlKnowledge *knowledge, const PdlRow *row)
{
  return options_of_row (knowledge, row)->len;
}

void
pdl_syntax_get_row_options (PdlKnowledge *knowledge,
                            const PdlRow *row,
                            guint index,
                            PdlOptionsSyntax *ret_syntax)
{
  read_ref (&g_array_index (options_of_row (knowledge, row), PdlOptionRef, index), ret_syntax);
}

guint
pdl_syntax_get_n_always (PdlKnowledge *knowledge)
{
  return knowledge->always->len;
}

const PdlOption *
pdl_syntax_get_always (PdlKnowledge *knowledge, guint index)
{
  return g_ptr_array_index (knowledge->always, index);
}

static const GArray *
swaps_of (PdlKnowledge *knowledge, const PdlOption *from)
{
  for (guint i = 0; i < knowledge->swaps->len; i++)
    {
      const PdlSwap *swap = g_ptr_array_index (knowledge->swaps, i);

      if (swap->from == from)
        return swap->to;
    }
  return NULL;
}

guint
pdl_syntax_get_n_swaps (PdlKnowledge *knowledge, const PdlOption *from)
{
  const GArray *swaps = swaps_of (knowledge, from);

  return swaps != NULL ? swaps->len : 0;
}

void
pdl_syntax_get_swap (PdlKnowledge *knowledge,
                     const PdlOption *from,
                     guint index,
                     PdlOptionsSyntax *ret_syntax)
{
  read_ref (&g_array_index (swaps_of (knowledge, from), PdlOptionRef, index), ret_syntax);
}

static const PdlModifierRule *
modifier_of (PdlKnowledge *knowledge, guint modifier)
{
  return g_ptr_array_index (knowledge->modifiers, modifier);
}

void
pdl_syntax_get_modifier (PdlKnowledge *knowledge, guint modifier, PdlModifierSyntax *ret_syntax)
{
  const PdlModifierRule *rule = modifier_of (knowledge, modifier);

  ret_syntax->when = rule->when;
  ret_syntax->before = rule->before;
  ret_syntax->both = rule->mode == PDL_MODE_BOTH;
  ret_syntax->reaches_all = rule->reach_all;
  ret_syntax->n_sets = rule->sets->len;
  ret_syntax->provisional = rule->provisional;
  ret_syntax->provisional_when = rule->state_condition;
  ret_syntax->waits_uses = rule->waits_uses;
  ret_syntax->shortens = rule->shorten;
}

const PdlFinding *
pdl_syntax_get_setting (PdlKnowledge *knowledge, guint modifier, guint index, const PdlExpr **ret_value)
{
  const PdlSetting *setting = &g_array_index (modifier_of (knowledge, modifier)->sets, PdlSetting, index);

  *ret_value = setting->value;
  return setting->finding;
}

static GArray *
changes_of (PdlKnowledge *knowledge, guint modifier, PdlOptionChange change)
{
  const PdlModifierRule *rule = modifier_of (knowledge, modifier);

  return change == PDL_OPTION_CHANGE_DROP   ? rule->drops
         : change == PDL_OPTION_CHANGE_SWAP ? rule->swaps
                                            : rule->adds;
}

guint
pdl_syntax_get_n_changes (PdlKnowledge *knowledge, guint modifier, PdlOptionChange change)
{
  return changes_of (knowledge, modifier, change)->len;
}

void
pdl_syntax_get_change (PdlKnowledge *knowledge,
                       guint modifier,
                       PdlOptionChange change,
                       guint index,
                       PdlOptionsSyntax *ret_syntax)
{
  read_ref (&g_array_index (changes_of (knowledge, modifier, change), PdlOptionRef, index), ret_syntax);
}

const PdlLimitSyntax *
pdl_syntax_get_row_limit (PdlKnowledge *knowledge, const PdlRow *row)
{
  return ((const PdlRowRule *)g_ptr_array_index (knowledge->rows, row->index))->urgency;
}

const PdlLimitSyntax *
pdl_syntax_get_modifier_limit (PdlKnowledge *knowledge, guint modifier)
{
  return modifier_of (knowledge, modifier)->urgency;
}

guint
pdl_syntax_get_n_limit_parts (const PdlLimitSyntax *limit)
{
  return limit->parts->len;
}

void
pdl_syntax_get_limit_part (const PdlLimitSyntax *limit, guint index, PdlLimitPart *ret_part)
{
  const PdlUrgencyPart *part = &g_array_index (limit->parts, PdlUrgencyPart, index);

  ret_part->condition = part->condition;
  ret_part->within_h = part->within_h;
  ret_part->latest_h = part->latest_h;
}

gboolean
pdl_syntax_argues (PdlKnowledge *knowledge,
                   const PdlStatement *statement,
                   const PdlOption *option,
                   gboolean supports)
{
  const PdlStatementRule *rule = g_ptr_array_index (knowledge->statements, statement->index);

  return g_ptr_array_find (supports ? rule->supports : rule->opposes, option, NULL);
}

const char *
pdl_syntax_get_use (PdlKnowledge *knowledge, guint bit)
{
  return bit < knowledge->uses_names->len ? g_ptr_array_index (knowledge->uses_names, bit) : NULL;
}
