/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What an evaluation would work out anew for every case, made once for a knowledge set: how the slots of a fact table begin,
 * the values of codes, the words of record kinds.
 */

#include "pdl-facts-private.h"
#include "pdl-prognosis.h"
#include "pdl-reads.h"
#include "pdl-sieve.h"

void
pdl_knowledge_make_tables (PdlKnowledge *self)
{
  guint n = pdl_dictionary_get_n_findings (self->dictionary), n_kinds = pdl_dictionary_get_n_kinds (self->dictionary);

  /* What is recorded and has no entry is known to be so before anybody asks. */
  for (guint place = 0; place < G_N_ELEMENTS (self->fact_states); place++)
    self->fact_states[place] = g_new0 (guint8, n);
  self->code_values = g_new0 (PdlValue **, n);
  for (guint i = 0; i < n; i++)
    {
      const PdlFinding *finding = pdl_dictionary_get (self->dictionary, i);

      if (finding->kind == PDL_KIND_RECORDED)
        self->fact_states[finding->scope == PDL_SCOPE_LEVEL ? 2 : finding->scope > PDL_SCOPE_LEVEL ? 1 : 0][i] = PDL_SLOT_DONE;
      else if (finding->type == PDL_TYPE_BOOL)
        {
          self->code_values[i] = g_new0 (PdlValue *, 3);
          self->code_values[i][0] = pdl_value_new_bool (FALSE);
          self->code_values[i][1] = pdl_value_new_bool (TRUE);
        }
      else if (finding->type == PDL_TYPE_ENUM)
        {
          self->code_values[i] = g_new0 (PdlValue *, MAX (finding->n_codes, 2) + 1);
          for (guint code = 0; code < finding->n_codes; code++)
            self->code_values[i][code] = pdl_value_new_enum (code, finding->codes[code].code);
        }
    }
  pdl_decision_make_memo (self);
  self->kind_words = g_new (double, n_kinds);
  for (guint i = 0; i < n_kinds; i++)
    self->kind_words[i] = g_quark_from_string (pdl_dictionary_get_kind (self->dictionary, i)->id);
}

void
pdl_knowledge_finish_tables (PdlKnowledge *self)
{
  const PdlFinding *involved = pdl_dictionary_lookup (self->dictionary, "involved");

  self->target_reads = g_new0 (guint64, pdl_reads_n_words (self));
  if (involved != NULL)
    pdl_reads_add_finding (self, involved, self->target_reads);
  self->reads = pdl_reads_new (self);
  for (PdlSieveKind kind = 0; kind < PDL_N_SIEVES; kind++)
    self->sieves[kind] = pdl_sieve_new (self, kind);
  pdl_knowledge_get_prognosis_words (self); /* made now: a set is not changed once it is loaded */
  for (guint i = 0; i < self->scores->len; i++)
    {
      GArray *items = ((PdlScoreRule *) g_ptr_array_index (self->scores, i))->items;

      for (guint k = 0; k < items->len; k++)
        pdl_item_rule_make_points (&g_array_index (items, PdlItemRule, k));
    }
}

void
pdl_knowledge_free_tables (PdlKnowledge *self)
{
  for (guint place = 0; place < G_N_ELEMENTS (self->fact_states); place++)
    g_free (self->fact_states[place]);
  for (guint i = 0; self->code_values != NULL && i < pdl_dictionary_get_n_findings (self->dictionary); i++)
    {
      for (guint code = 0; self->code_values[i] != NULL && self->code_values[i][code] != NULL; code++)
        pdl_value_unref (self->code_values[i][code]);
      g_free (self->code_values[i]);
    }
  g_free (self->code_values);
  g_free (self->kind_words);
  g_free (self->target_reads);
  pdl_reads_free (self->reads);
  for (PdlSieveKind kind = 0; kind < PDL_N_SIEVES; kind++)
    pdl_sieve_free (self->sieves[kind]);
  pdl_decision_free_memo (self);
}
