/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A loaded knowledge set: what it holds and how it is looked up. Loading is in pdl-knowledge-load.c.
 */

#include "pdl-prognosis-private.h"

#include <math.h>
#include <string.h>

PdlKnowledge *
pdl_knowledge_ref (PdlKnowledge *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
pdl_knowledge_unref (PdlKnowledge *self)
{
  guint n_findings;

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  pdl_knowledge_free_made (self);
  n_findings = self->dictionary != NULL ? pdl_dictionary_get_n_findings (self->dictionary) : 0;
  for (guint i = 0; self->derivations != NULL && i < n_findings; i++)
    {
      if (self->derivations[i] != NULL)
        {
          pdl_expr_free (self->derivations[i]->rule);
          g_free (self->derivations[i]);
        }
      pdl_expr_free (self->shown_when[i]);
    }
  g_free (self->derivations);
  g_free (self->shown_when);
  g_free (self->defaults);
  pdl_expr_free (self->red);
  pdl_expr_free (self->amber);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->modifiers, g_ptr_array_unref);
  g_clear_pointer (&self->swaps, g_ptr_array_unref);
  g_clear_pointer (&self->statements, g_ptr_array_unref);
  g_clear_pointer (&self->alerts, g_ptr_array_unref);
  g_clear_pointer (&self->scores, g_ptr_array_unref);
  g_clear_pointer (&self->defines, g_hash_table_unref);
  g_clear_pointer (&self->tables, g_hash_table_unref);
  g_clear_pointer (&self->groups, g_hash_table_unref);
  g_clear_pointer (&self->actions, g_hash_table_unref);
  g_clear_pointer (&self->urgencies, g_hash_table_unref);
  g_clear_pointer (&self->cards, g_hash_table_unref);
  g_clear_pointer (&self->attributes, g_ptr_array_unref);
  g_clear_pointer (&self->prognosis, pdl_prognosis_table_free);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_pointer (&self->options, g_ptr_array_unref);
  g_clear_pointer (&self->always, g_ptr_array_unref);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->clocks, g_ptr_array_unref);
  g_clear_pointer (&self->frameworks, g_ptr_array_unref);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  g_clear_pointer (&self->conflicts_of, g_hash_table_unref);
  g_clear_pointer (&self->nationals, g_ptr_array_unref);
  g_clear_pointer (&self->inputs, g_array_unref);
  g_clear_pointer (&self->uses_names, g_ptr_array_unref);
  g_clear_pointer (&self->inis, g_ptr_array_unref);
  pdl_local_free (self->local);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->bytes, g_ptr_array_unref);
  pdl_knowledge_free_tables (self);
  g_clear_pointer (&self->dictionary, pdl_dictionary_unref);
  g_clear_pointer (&self->strings, g_string_chunk_free);
  g_clear_pointer (&self->garbage, g_ptr_array_unref);
  g_free (self->strides);
  g_free (self->row_sets);
  g_free (self->row_of);
  g_free (self->hash);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

const char *
pdl_knowledge_keep (PdlKnowledge *self, const char *text)
{
  return text != NULL && *text != '\0' ? g_string_chunk_insert_const (self->strings, text) : NULL;
}

gpointer
pdl_knowledge_own (PdlKnowledge *self, gpointer memory)
{
  g_ptr_array_add (self->garbage, memory);
  return memory;
}

const char **
pdl_knowledge_keep_list (PdlKnowledge *self, PdlIniGroup *group, const char *key)
{
  g_auto (GStrv) parts = pdl_ini_group_get_list (group, key);
  guint n = parts != NULL ? g_strv_length (parts) : 0;
  const char **list = pdl_knowledge_own (self, g_new0 (const char *, n + 1));

  for (guint i = 0; i < n; i++)
    list[i] = pdl_knowledge_keep (self, parts[i]);
  return list;
}

gboolean
pdl_knowledge_read_basis (PdlKnowledge *self, PdlIniGroup *group, PdlBasis *ret_basis, GError **error)
{
  g_auto (GStrv) keys = pdl_ini_group_get_list (group, "source");
  guint n = keys != NULL ? g_strv_length (keys) : 0;

  ret_basis->file = pdl_ini_group_get_file (group);
  ret_basis->local = pdl_ini_group_is_overlaid (group);
  ret_basis->line = pdl_ini_group_get_line (group);
  ret_basis->source_text = pdl_ini_group_get (group, "source");
  ret_basis->tag = pdl_ini_group_get (group, "tag");
  ret_basis->use = pdl_ini_group_get (group, "use");
  ret_basis->misuse = pdl_ini_group_get (group, "misuse");
  ret_basis->reviewed = pdl_ini_group_get (group, "reviewed");
  ret_basis->sources = pdl_knowledge_own (self, g_new0 (const PdlSource *, n + 1));
  ret_basis->n_sources = n;
  for (guint i = 0; i < n; i++)
    {
      ret_basis->sources[i] = pdl_knowledge_lookup_source (self, keys[i]);
      if (ret_basis->sources[i] == NULL)
        return pdl_ini_group_set_error (group, "source", error, "no source “%s” is declared", keys[i]);
    }
  return TRUE;
}

const PdlExpr *
pdl_knowledge_get_define (PdlKnowledge *self, const char *name, GError **error)
{
  PdlDefine *define = g_hash_table_lookup (self->defines, name);

  if (define == NULL)
    return NULL;
  if (define->when == NULL)
    {
      if (define->compiling)
        {
          g_set_error (error, PDL_KNOWLEDGE_ERROR, PDL_KNOWLEDGE_ERROR_CYCLE, "%s:%u: [define %s] is defined by itself",
                       pdl_ini_get_name (pdl_ini_group_get_ini (define->group)), pdl_ini_group_get_line (define->group), name);
          return NULL;
        }
      define->compiling = TRUE;
      /* A condition, or a value that several rules share. */
      define->when = define->is_value ? pdl_expr_compile (self, define->group, "value", PDL_EXPR_QUERIES, NULL, error)
                                      : pdl_expr_compile (self, define->group, "when", 0, NULL, error);
      define->compiling = FALSE;
    }
  return define->when;
}

gboolean
pdl_knowledge_lookup_use (PdlKnowledge *self, const char *name, guint32 *ret_bit)
{
  for (guint i = 0; i < self->uses_names->len; i++)
    if (g_str_equal (g_ptr_array_index (self->uses_names, i), name))
      {
        *ret_bit = (guint32) 1 << i;
        return TRUE;
      }
  return FALSE;
}

PdlDictionary *
pdl_knowledge_get_dictionary (PdlKnowledge *self)
{
  return self->dictionary;
}

const char *
pdl_knowledge_get_version (PdlKnowledge *self)
{
  return self->version;
}

const char *
pdl_knowledge_get_date (PdlKnowledge *self)
{
  return self->date;
}

const char *
pdl_knowledge_get_hash (PdlKnowledge *self)
{
  return self->hash;
}

guint
pdl_knowledge_get_n_files (PdlKnowledge *self)
{
  return self->names->len;
}

const char *
pdl_knowledge_get_file (PdlKnowledge *self, guint index, GBytes **ret_bytes)
{
  if (ret_bytes != NULL)
    *ret_bytes = g_ptr_array_index (self->bytes, index);
  return g_ptr_array_index (self->names, index);
}

PdlIni *
pdl_knowledge_get_ini (PdlKnowledge *self, const char *name)
{
  for (guint i = 0; i < self->inis->len; i++)
    if (g_str_equal (pdl_ini_get_name (g_ptr_array_index (self->inis, i)), name))
      return g_ptr_array_index (self->inis, i);
  return NULL;
}

guint pdl_knowledge_get_n_options (PdlKnowledge *self) { return self->options->len; }
guint pdl_knowledge_get_n_rows (PdlKnowledge *self) { return self->rows->len; }
guint pdl_knowledge_get_n_inputs (PdlKnowledge *self) { return self->inputs->len; }
guint pdl_knowledge_get_n_modifiers (PdlKnowledge *self) { return self->modifiers->len; }
guint pdl_knowledge_get_n_statements (PdlKnowledge *self) { return self->statements->len; }
guint pdl_knowledge_get_n_alerts (PdlKnowledge *self) { return self->alerts->len; }
guint pdl_knowledge_get_n_scores (PdlKnowledge *self) { return self->scores->len; }
guint pdl_knowledge_get_n_sources (PdlKnowledge *self) { return self->sources->len; }
guint pdl_knowledge_get_n_emergency_lines (PdlKnowledge *self) { return self->lines->len; }

const PdlOption *
pdl_knowledge_get_option (PdlKnowledge *self, guint index)
{
  return g_ptr_array_index (self->options, index);
}

const PdlOption *
pdl_knowledge_lookup_option (PdlKnowledge *self, const char *id)
{
  for (guint i = 0; i < self->options->len; i++)
    if (g_str_equal (((PdlOption *) g_ptr_array_index (self->options, i))->id, id))
      return g_ptr_array_index (self->options, i);
  return NULL;
}

const PdlRow *
pdl_knowledge_get_row (PdlKnowledge *self, guint index)
{
  return &((PdlRowRule *) g_ptr_array_index (self->rows, index))->row;
}

const PdlRow *
pdl_knowledge_lookup_row (PdlKnowledge *self, const char *id)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_str_equal (pdl_knowledge_get_row (self, i)->id, id))
      return pdl_knowledge_get_row (self, i);
  return NULL;
}

const PdlInput *
pdl_knowledge_get_input (PdlKnowledge *self, guint index)
{
  return &g_array_index (self->inputs, PdlInput, index);
}

const PdlModifier *
pdl_knowledge_get_modifier (PdlKnowledge *self, guint index)
{
  return &((PdlModifierRule *) g_ptr_array_index (self->modifiers, index))->modifier;
}

const PdlStatement *
pdl_knowledge_get_statement (PdlKnowledge *self, guint index)
{
  return &((PdlStatementRule *) g_ptr_array_index (self->statements, index))->statement;
}

const PdlStatement *
pdl_knowledge_lookup_statement (PdlKnowledge *self, const char *id)
{
  for (guint i = 0; i < self->statements->len; i++)
    if (g_str_equal (pdl_knowledge_get_statement (self, i)->id, id))
      return pdl_knowledge_get_statement (self, i);
  return NULL;
}

const PdlAlert *
pdl_knowledge_get_alert (PdlKnowledge *self, guint index)
{
  return &((PdlAlertRule *) g_ptr_array_index (self->alerts, index))->alert;
}

const PdlAlert *
pdl_knowledge_lookup_alert (PdlKnowledge *self, const char *id)
{
  for (guint i = 0; i < self->alerts->len; i++)
    if (g_str_equal (pdl_knowledge_get_alert (self, i)->id, id))
      return pdl_knowledge_get_alert (self, i);
  return NULL;
}

const PdlScore *
pdl_knowledge_get_score (PdlKnowledge *self, guint index)
{
  return &((PdlScoreRule *) g_ptr_array_index (self->scores, index))->score;
}

const PdlScore *
pdl_knowledge_lookup_score (PdlKnowledge *self, const char *id)
{
  for (guint i = 0; i < self->scores->len; i++)
    if (g_str_equal (pdl_knowledge_get_score (self, i)->id, id))
      return pdl_knowledge_get_score (self, i);
  return NULL;
}

const PdlSource *
pdl_knowledge_get_source (PdlKnowledge *self, guint index)
{
  return g_ptr_array_index (self->sources, index);
}

const PdlSource *
pdl_knowledge_lookup_source (PdlKnowledge *self, const char *id)
{
  for (guint i = 0; i < self->sources->len; i++)
    if (g_str_equal (((PdlSource *) g_ptr_array_index (self->sources, i))->id, id))
      return g_ptr_array_index (self->sources, i);
  return NULL;
}

const char *
pdl_knowledge_get_amber_text (PdlKnowledge *self)
{
  return self->amber_text;
}

const PdlEmergencyLine *
pdl_knowledge_get_emergency_line (PdlKnowledge *self, guint index)
{
  return g_ptr_array_index (self->lines, index);
}

const PdlBasis *
pdl_knowledge_get_derivation_basis (PdlKnowledge *self, const PdlFinding *finding, const char **ret_rule)
{
  const PdlDerivation *derivation;

  if (finding->scope == PDL_SCOPE_FIELD || (derivation = self->derivations[finding->index]) == NULL)
    return NULL;
  if (ret_rule != NULL)
    *ret_rule = pdl_ini_group_get (derivation->group, "rule");
  return &derivation->basis;
}
