/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The model card of a rule: the words come from [card …] and [attribute …] of knowledge.ini and from the rule's own group, what it
 * uses of a person from pdl-reads.
 */

#include "pdl-model-card.h"

#include "pdl-conflict.h"
#include "pdl-expr-private.h"
#include "pdl-reads.h"

#include <string.h>

/* ---- reading the words ------------------------------------------------------------------------------------------- */

gboolean
pdl_knowledge_read_card (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error)
{
  static const char *const keys[] = { "developer", "funding", "released", "signed", "purpose", "use", "misuse", "source", "tag" };

  if (!declare)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    pdl_ini_group_get (group, keys[i]);
  g_hash_table_insert (self->cards, (gpointer) pdl_ini_group_get_name (group), group);
  return pdl_ini_group_check_all_read (group, error);
}

gboolean
pdl_knowledge_read_attribute (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error)
{
  PdlCardAttribute *attribute;
  const char *number;
  guint64 place;
  guint n = 0;

  if (!declare)
    return TRUE;
  attribute = pdl_knowledge_own (self, g_new0 (PdlCardAttribute, 1));
  number = pdl_ini_group_get (group, "number");
  if (number == NULL || !g_ascii_string_to_unsigned (number, 10, 1, 31, &place, NULL))
    return pdl_ini_group_set_error (group, "number", error, "the number of the attribute is needed");
  attribute->number = (int) place;
  attribute->id = pdl_ini_group_get_name (group);
  attribute->label = pdl_ini_group_get (group, "label");
  if (attribute->label == NULL)
    return pdl_ini_group_set_error (group, "label", error, "an attribute needs its label");
  {
    const char **ids = pdl_knowledge_keep_list (self, group, "findings");

    while (ids[n] != NULL)
      n++;
    attribute->findings = pdl_knowledge_own (self, g_new0 (const PdlFinding *, n + 1));
    for (guint i = 0; i < n; i++)
      if ((attribute->findings[i] = pdl_dictionary_lookup (self->dictionary, ids[i])) == NULL)
        return pdl_ini_group_set_error (group, "findings", error, "the dictionary has no finding “%s”", ids[i]);
  }
  g_ptr_array_add (self->attributes, attribute);
  return pdl_ini_group_check_all_read (group, error);
}

guint
pdl_knowledge_get_n_attributes (PdlKnowledge *self)
{
  return self->attributes->len;
}

const PdlCardAttribute *
pdl_knowledge_get_attribute (PdlKnowledge *self, guint index)
{
  return g_ptr_array_index (self->attributes, index);
}

gboolean
pdl_knowledge_is_latest (PdlKnowledge *self, const PdlSource *source)
{
  for (guint i = 0; i < self->sources->len; i++)
    if (((const PdlSource *) g_ptr_array_index (self->sources, i))->latest == source)
      return TRUE;
  return FALSE;
}

static const char *
card_word (PdlKnowledge *knowledge, const char *kind, const char *key)
{
  PdlIniGroup *group = g_hash_table_lookup (knowledge->cards, kind);

  return group != NULL ? pdl_ini_group_get (group, key) : NULL;
}

/* ---- the expressions of a rule ----------------------------------------------------------------------------------- */

static void
add_expr (GPtrArray *exprs, const PdlExpr *expr)
{
  if (expr != NULL)
    g_ptr_array_add (exprs, (gpointer) expr);
}

static void
add_urgency (GPtrArray *exprs, const PdlUrgencyRule *rule)
{
  for (guint i = 0; rule != NULL && i < rule->parts->len; i++)
    add_expr (exprs, g_array_index (rule->parts, PdlUrgencyPart, i).condition);
}

static void
add_refs (GPtrArray *exprs, GArray *refs)
{
  for (guint i = 0; refs != NULL && i < refs->len; i++)
    add_expr (exprs, g_array_index (refs, PdlOptionRef, i).condition);
}

static void
add_row (GPtrArray *exprs, const PdlRowRule *rule)
{
  add_expr (exprs, rule->when);
  add_refs (exprs, rule->options);
  add_urgency (exprs, rule->urgency);
}

static void
add_modifier (GPtrArray *exprs, const PdlModifierRule *rule)
{
  add_expr (exprs, rule->when);
  add_expr (exprs, rule->state_condition);
  for (guint i = 0; rule->sets != NULL && i < rule->sets->len; i++)
    add_expr (exprs, g_array_index (rule->sets, PdlSetting, i).value);
  add_refs (exprs, rule->drops);
  add_refs (exprs, rule->swaps);
  add_refs (exprs, rule->adds);
  add_urgency (exprs, rule->urgency);
}

static void
add_score (GPtrArray *exprs, const PdlScoreRule *rule)
{
  for (guint i = 0; i < rule->items->len; i++)
    {
      const PdlItemRule *item = &g_array_index (rule->items, PdlItemRule, i);

      add_expr (exprs, item->value);
      add_expr (exprs, item->low);
      add_expr (exprs, item->high);
    }
  for (guint i = 0; i < rule->band_rules->len; i++)
    add_expr (exprs, g_ptr_array_index (rule->band_rules, i));
  add_expr (exprs, rule->applies);
  add_expr (exprs, rule->scored);
  add_expr (exprs, rule->total);
}

/* ---- one rule, whatever it is ------------------------------------------------------------------------------------ */

typedef struct
{
  const PdlBasis *basis;
  const char *label, *purpose, *misuse, *warning;
  GPtrArray *exprs;   /* of PdlExpr const, its own */
  guint64 *reads;     /* bits of pdl-reads */
} Rule;

static gboolean
look_at_row (PdlKnowledge *knowledge, const char *id, Rule *rule)
{
  const PdlRow *row = pdl_knowledge_lookup_row (knowledge, id);

  if (row == NULL)
    return FALSE;
  rule->basis = &row->basis;
  rule->label = row->action->label;
  add_row (rule->exprs, (const PdlRowRule *) row);
  /* The first true row wins: that the rows before it are not true rests on all inputs. */
  for (guint i = 0; i < knowledge->inputs->len; i++)
    pdl_reads_add_finding (knowledge, pdl_knowledge_get_input (knowledge, i)->finding, rule->reads);
  return TRUE;
}

static gboolean
look_at_modifier (PdlKnowledge *knowledge, const char *id, Rule *rule)
{
  for (guint i = 0; i < knowledge->modifiers->len; i++)
    {
      const PdlModifierRule *modifier = g_ptr_array_index (knowledge->modifiers, i);

      if (!g_str_equal (modifier->modifier.id, id))
        continue;
      rule->basis = &modifier->modifier.basis;
      rule->label = modifier->modifier.text;
      add_modifier (rule->exprs, modifier);
      return TRUE;
    }
  return FALSE;
}

static gboolean
look_at_option (PdlKnowledge *knowledge, const char *id, Rule *rule)
{
  const PdlOption *option = pdl_knowledge_lookup_option (knowledge, id);

  if (option == NULL)
    return FALSE;
  rule->basis = &option->basis;
  rule->label = option->label;
  /* An option has no condition: rows and modifiers list it. */
  pdl_reads_add_decision (knowledge, rule->reads);
  return TRUE;
}

static gboolean
look_at_score (PdlKnowledge *knowledge, const char *id, Rule *rule)
{
  const PdlScore *score = pdl_knowledge_lookup_score (knowledge, id);

  if (score == NULL)
    return FALSE;
  rule->basis = &score->basis;
  rule->label = score->label;
  rule->purpose = pdl_ini_group_get (((const PdlScoreRule *) score)->group, "help");
  rule->warning = score->warning;
  add_score (rule->exprs, (const PdlScoreRule *) score);
  pdl_reads_add_score (knowledge, (const PdlScoreRule *) score, rule->reads);
  return TRUE;
}

static gboolean
look_at_statement (PdlKnowledge *knowledge, const char *id, Rule *rule)
{
  const PdlStatement *statement = pdl_knowledge_lookup_statement (knowledge, id);

  if (statement == NULL)
    return FALSE;
  rule->basis = &statement->basis;
  rule->label = statement->text_short;
  rule->misuse = statement->exclusions;
  add_expr (rule->exprs, ((const PdlStatementRule *) statement)->when);
  add_urgency (rule->exprs, ((const PdlStatementRule *) statement)->urgency);
  return TRUE;
}

static gboolean
look_at_alert (PdlKnowledge *knowledge, const char *id, Rule *rule)
{
  const PdlAlert *alert = pdl_knowledge_lookup_alert (knowledge, id);

  if (alert == NULL)
    return FALSE;
  rule->basis = &alert->basis;
  rule->label = alert->text_short;
  add_expr (rule->exprs, ((const PdlAlertRule *) alert)->when);
  add_urgency (rule->exprs, ((const PdlAlertRule *) alert)->urgency);
  return TRUE;
}

static gboolean
look_at_conflict (PdlKnowledge *knowledge, const char *id, Rule *rule)
{
  const PdlConflict *conflict = pdl_knowledge_lookup_conflict (knowledge, id);

  if (conflict == NULL)
    return FALSE;
  rule->basis = &conflict->basis;
  rule->label = conflict->label;
  add_expr (rule->exprs, conflict->when);
  return TRUE;
}

static const struct
{
  const char *kind;
  gboolean (*look) (PdlKnowledge *knowledge, const char *id, Rule *rule);
} kinds[] = {
  { "score", look_at_score },   { "row", look_at_row },             { "modifier", look_at_modifier },
  { "option", look_at_option }, { "statement", look_at_statement }, { "alert", look_at_alert },
  { "conflict", look_at_conflict },
};

static gboolean
look (PdlKnowledge *knowledge, const char *reference, Rule *rule)
{
  const char *slash = strchr (reference, '/');

  for (guint i = 0; slash != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (strlen (kinds[i].kind) == (gsize) (slash - reference) && strncmp (kinds[i].kind, reference, slash - reference) == 0)
      return kinds[i].look (knowledge, slash + 1, rule);
  return FALSE;
}

static void
rule_clear (Rule *rule)
{
  g_ptr_array_unref (rule->exprs);
  g_free (rule->reads);
}

static void
rule_init (PdlKnowledge *knowledge, Rule *rule)
{
  *rule = (Rule) { .exprs = g_ptr_array_new (), .reads = g_new0 (guint64, pdl_reads_n_words (knowledge)) };
}

char *
pdl_model_card_find (PdlKnowledge *knowledge, const char *id)
{
  char *found = NULL;
  Rule rule;

  rule_init (knowledge, &rule);
  if (look (knowledge, id, &rule))
    found = g_strdup (id);
  for (guint i = 0; found == NULL && i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].look (knowledge, id, &rule))
      found = g_strdup_printf ("%s/%s", kinds[i].kind, id);
  rule_clear (&rule);
  return found;
}

/* ---- the text that is signed ------------------------------------------------------------------------------------- */

static void
add_defines (PdlKnowledge *knowledge, const PdlNode *node, GHashTable *names)
{
  if (node->type == PDL_NODE_DEFINE)
    {
      GHashTableIter iter;
      gpointer name, define;

      g_hash_table_iter_init (&iter, knowledge->defines);
      while (g_hash_table_iter_next (&iter, &name, &define))
        if (((PdlDefine *) define)->when == node->define)
          g_hash_table_insert (names, name, define);
      add_defines (knowledge, node->define->root, names);
    }
  if (node->where != NULL)
    add_defines (knowledge, node->where, names);
  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    add_defines (knowledge, g_ptr_array_index (node->children, i), names);
}

static void
hash_group (GChecksum *checksum, PdlIniGroup *group)
{
  g_autofree char *head = g_strdup_printf ("[%s %s]\n", pdl_ini_group_get_kind (group), pdl_ini_group_get_name (group));

  g_checksum_update (checksum, (const guchar *) head, -1);
  for (guint i = 0; i < pdl_ini_group_get_n_keys (group); i++)
    {
      const char *key = pdl_ini_group_get_key (group, i);
      g_autofree char *line = g_strdup_printf ("%s = %s\n", key, pdl_ini_group_peek (group, key));

      g_checksum_update (checksum, (const guchar *) line, -1);
    }
}

/* The group of the rule, those of its parts ("[score sins/sins_pain]") and the definitions its conditions name: what a reader needs
 * to know what it says. Scores and derivations that it reads are texts of their own. */
static char *
make_hash (PdlKnowledge *knowledge, const char *kind, const char *id, const Rule *rule)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  PdlIni *ini = pdl_knowledge_get_ini (knowledge, rule->basis->file);
  g_autofree char *part = g_strconcat (id, "/", NULL);
  g_autoptr (GList) sorted = NULL;

  for (guint i = 0; i < pdl_ini_get_n_groups (ini); i++)
    {
      PdlIniGroup *group = pdl_ini_get_group (ini, i);

      if (g_str_equal (pdl_ini_group_get_kind (group), kind)
          && (g_str_equal (pdl_ini_group_get_name (group), id) || g_str_has_prefix (pdl_ini_group_get_name (group), part)))
        hash_group (checksum, group);
    }
  for (guint i = 0; i < rule->exprs->len; i++)
    add_defines (knowledge, ((const PdlExpr *) g_ptr_array_index (rule->exprs, i))->root, names);
  sorted = g_list_sort (g_hash_table_get_keys (names), (GCompareFunc) strcmp);
  for (GList *link = sorted; link != NULL; link = link->next)
    hash_group (checksum, ((PdlDefine *) g_hash_table_lookup (names, link->data))->group);
  return g_strdup (g_checksum_get_string (checksum));
}

/* ---- the card ---------------------------------------------------------------------------------------------------- */

static gboolean
has_bit (const guint64 *set, guint bit)
{
  return (set[bit / 64] >> (bit % 64) & 1) != 0;
}

static void
use_clear (gpointer data)
{
  g_ptr_array_unref (((PdlCardUse *) data)->findings);
}

static void
take_reads (PdlModelCard *self, const guint64 *reads)
{
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (self->knowledge);
  guint n = pdl_dictionary_get_n_findings (dictionary);

  for (guint i = 0; i < n; i++)
    if (has_bit (reads, i) && pdl_dictionary_get (dictionary, i)->kind != PDL_KIND_DERIVED)
      g_ptr_array_add (self->reads, (gpointer) pdl_dictionary_get (dictionary, i));
  self->reads_records = has_bit (reads, n + PDL_READS_RECORDS);
  for (guint i = 0; i < self->knowledge->attributes->len; i++)
    {
      const PdlCardAttribute *attribute = pdl_knowledge_get_attribute (self->knowledge, i);
      PdlCardUse use = { attribute, g_ptr_array_new () };

      for (guint k = 0; attribute->findings[k] != NULL; k++)
        if (has_bit (reads, attribute->findings[k]->index))
          g_ptr_array_add (use.findings, (gpointer) attribute->findings[k]);
      g_array_append_val (self->uses, use);
    }
}

PdlModelCard *
pdl_model_card_new (PdlKnowledge *knowledge, const char *reference)
{
  PdlModelCard *self;
  Rule rule;

  rule_init (knowledge, &rule);
  if (!look (knowledge, reference, &rule))
    {
      rule_clear (&rule);
      return NULL;
    }
  for (guint i = 0; i < rule.exprs->len; i++)
    pdl_reads_add_expr (knowledge, g_ptr_array_index (rule.exprs, i), rule.reads);

  self = g_new0 (PdlModelCard, 1);
  self->knowledge = pdl_knowledge_ref (knowledge);
  self->reference = g_strdup (reference);
  self->id = strchr (self->reference, '/') + 1;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (reference, kinds[i].kind) && reference[strlen (kinds[i].kind)] == '/')
      self->kind = kinds[i].kind;
  self->label = rule.label;
  self->basis = rule.basis;
  self->purpose = rule.purpose != NULL ? rule.purpose : card_word (knowledge, self->kind, "purpose");
  self->warning = rule.warning;
  self->use = rule.basis->use != NULL ? rule.basis->use : card_word (knowledge, "", "use");
  self->misuse = card_word (knowledge, "", "misuse");
  self->misuse_here = rule.basis->misuse != NULL ? rule.basis->misuse : rule.misuse;
  self->developer = card_word (knowledge, "", "developer");
  self->funding = card_word (knowledge, "", "funding");
  self->released = card_word (knowledge, "", "released");
  self->signed_off = card_word (knowledge, "", "signed");
  self->reviewed = rule.basis->reviewed;
  self->reads = g_ptr_array_new ();
  self->uses = g_array_new (FALSE, TRUE, sizeof (PdlCardUse));
  g_array_set_clear_func (self->uses, use_clear);
  take_reads (self, rule.reads);
  self->hash = make_hash (knowledge, self->kind, self->id, &rule);
  rule_clear (&rule);
  return self;
}

void
pdl_model_card_free (PdlModelCard *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->uses);
  g_ptr_array_unref (self->reads);
  g_free (self->reference);
  g_free (self->hash);
  pdl_knowledge_unref (self->knowledge);
  g_free (self);
}
