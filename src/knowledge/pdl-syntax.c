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
