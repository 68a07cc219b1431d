/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The index beside the library: what the parameters may hold, and which definition says what. Whoever feeds
 * the library needs no other file.
 */

#include "pdl-cql-private.h"

#include <math.h>
#include <string.h>

#include "pdl-json.h"

static const char *const place_names[] = { "patient", "target", "level" };

static void
add_finding (PdlCql *self, PdlJsonWriter *writer, const PdlFinding *finding)
{
  static const char *const types[]
      = { "bool", "enum", "set", "int", "number", "date", "datetime", "text", "levels", "list" };
  static const char *const scopes[] = { "identity", "patient", "level", "target", "plan", "field" };
  static const char *const kinds[] = { "recorded", "derived", "overridable" };
  GArray *cuts = g_hash_table_lookup (self->cuts, finding->id);

  pdl_json_begin_object (writer, NULL);
  pdl_json_add_string (writer, "id", finding->id);
  pdl_json_add_string (writer, "type", types[finding->type]);
  pdl_json_add_string (writer, "scope", scopes[finding->scope]);
  pdl_json_add_string (writer, "kind", kinds[finding->kind]);
  if (finding->n_codes > 0)
    {
      pdl_json_begin_array (writer, "codes");
      for (guint i = 0; i < finding->n_codes; i++)
        pdl_json_add_string (writer, NULL, finding->codes[i].code);
      pdl_json_end_array (writer);
    }
  if (finding->columns != NULL)
    {
      pdl_json_begin_array (writer, "columns");
      for (guint i = 0; i < finding->columns->len; i++)
        add_finding (self, writer, g_ptr_array_index (finding->columns, i));
      pdl_json_end_array (writer);
    }
  if (finding->type == PDL_TYPE_INT || finding->type == PDL_TYPE_NUMBER)
    {
      pdl_json_add_number (writer, "min", finding->min);
      if (finding->unit != NULL)
        pdl_json_add_string (writer, "unit", finding->unit);
      pdl_json_begin_array (writer, "units");
      for (guint i = 0; i < finding->n_units; i++)
        pdl_json_add_string (writer, NULL, finding->units[i].unit);
      pdl_json_end_array (writer);
      pdl_json_add_bool (writer, "min_exclusive", finding->min_exclusive);
      pdl_json_add_number (writer, "max", finding->max);
      pdl_json_add_number (writer, "step", finding->step);
      pdl_json_begin_array (writer, "cuts");
      for (guint i = 0; cuts != NULL && i < cuts->len; i++)
        pdl_json_add_number (writer, NULL, g_array_index (cuts, double, i));
      pdl_json_end_array (writer);
    }
  pdl_json_end_object (writer);
}

static void
add_kinds (PdlCql *self, PdlJsonWriter *writer)
{
  pdl_json_begin_array (writer, "records");
  for (guint i = 0; i < pdl_dictionary_get_n_kinds (self->dictionary); i++)
    {
      const PdlRecordKind *kind = pdl_dictionary_get_kind (self->dictionary, i);

      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "id", kind->id);
      pdl_json_add_string (writer, "group", pdl_group_key (kind->group));
      if (kind->result_of != NULL)
        {
          pdl_json_begin_array (writer, "results");
          pdl_json_add_string (writer, NULL, kind->result_of->id);
          pdl_json_add_string (writer, NULL, kind->result_value->id);
          pdl_json_add_string (writer, NULL, kind->result_unit->id);
          pdl_json_add_string (writer, NULL, kind->result_at->id);
          pdl_json_end_array (writer);
        }
      pdl_json_begin_array (writer, "fields");
      for (guint f = 0; f < kind->n_fields; f++)
        add_finding (self, writer, kind->fields[f]);
      pdl_json_end_array (writer);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
}

static void
add_scores (PdlCql *self, PdlJsonWriter *writer)
{
  pdl_json_begin_array (writer, "scores");
  for (guint i = 0; i < pdl_knowledge_get_n_scores (self->knowledge); i++)
    {
      const PdlScore *score = pdl_knowledge_get_score (self->knowledge, i);
      PdlScoreSyntax syntax;

      if (g_strcmp0 (score->gate, "BLOCKED") == 0)
        continue;
      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "id", score->id);
      pdl_json_add_string (writer, "place", score->scope == PDL_SCOPE_PATIENT ? "patient" : "target");
      pdl_json_add_bool (writer, "of_levels", score->scope == PDL_SCOPE_LEVEL);
      pdl_syntax_get_score (self->knowledge, score, &syntax);
      pdl_json_add_bool (writer, "sum", syntax.kind == PDL_SCORE_KIND_SUM);
      pdl_json_begin_array (writer, "items");
      for (guint k = 0; k < score->n_items; k++)
        pdl_json_add_string (writer, NULL, score->items[k].id);
      pdl_json_end_array (writer);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
}

static void
add_modifiers (PdlCql *self, PdlJsonWriter *writer)
{
  pdl_json_begin_array (writer, "modifiers");
  for (guint i = 0; i < pdl_knowledge_get_n_modifiers (self->knowledge); i++)
    {
      const PdlModifier *modifier = pdl_knowledge_get_modifier (self->knowledge, i);

      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "id", modifier->id);
      pdl_json_add_string (writer, "mode", modifier->mode);
      pdl_json_add_bool (writer, "limited", pdl_syntax_get_modifier_limit (self->knowledge, i) != NULL);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
}

static void
add_condition (PdlJsonWriter *writer, const char *id, gboolean per_target)
{
  pdl_json_begin_object (writer, NULL);
  pdl_json_add_string (writer, "id", id);
  pdl_json_add_string (writer, "place", per_target ? "target" : "patient");
  pdl_json_end_object (writer);
}

char *
pdl_cql_index (PdlCql *self)
{
  PdlJsonWriter *writer = pdl_json_writer_new (TRUE);

  pdl_json_begin_object (writer, NULL);
  pdl_json_add_string (writer, "format", "pedicle-cql");
  pdl_json_add_int (writer, "version", 1);
  pdl_json_add_string (writer, "knowledge", pdl_knowledge_get_version (self->knowledge));
  pdl_json_add_string (writer, "hash", pdl_knowledge_get_hash (self->knowledge));
  pdl_json_begin_array (writer, "findings");
  for (guint i = 0; i < pdl_dictionary_get_n_findings (self->dictionary); i++)
    add_finding (self, writer, pdl_dictionary_get (self->dictionary, i));
  pdl_json_end_array (writer);
  add_kinds (self, writer);
  pdl_json_begin_array (writer, "series");
  for (guint i = 0; i < pdl_dictionary_get_n_findings (self->dictionary); i++)
    if (pdl_cql_has_results (self, pdl_dictionary_get (self->dictionary, i)))
      pdl_json_add_string (writer, NULL, pdl_dictionary_get (self->dictionary, i)->id);
  pdl_json_end_array (writer);
  pdl_json_begin_array (writer, "inputs");
  for (guint i = 0; i < pdl_knowledge_get_n_inputs (self->knowledge); i++)
    pdl_json_add_string (writer, NULL, pdl_knowledge_get_input (self->knowledge, i)->finding->id);
  pdl_json_end_array (writer);
  pdl_json_begin_array (writer, "facts");
  for (guint i = 0; i < self->facts->len; i++)
    {
      const PdlCqlFact *fact = &g_array_index (self->facts, PdlCqlFact, i);

      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "id", fact->finding->id);
      pdl_json_add_string (writer, "place", place_names[fact->place]);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
  add_scores (self, writer);
  pdl_json_begin_array (writer, "rows");
  for (guint i = 0; i < pdl_knowledge_get_n_rows (self->knowledge); i++)
    pdl_json_add_string (writer, NULL, pdl_knowledge_get_row (self->knowledge, i)->id);
  pdl_json_end_array (writer);
  add_modifiers (self, writer);
  pdl_json_begin_array (writer, "options");
  for (guint i = 0; i < pdl_knowledge_get_n_options (self->knowledge); i++)
    pdl_json_add_string (writer, NULL, pdl_knowledge_get_option (self->knowledge, i)->id);
  pdl_json_end_array (writer);
  pdl_json_begin_array (writer, "statements");
  for (guint i = 0; i < pdl_knowledge_get_n_statements (self->knowledge); i++)
    add_condition (writer, pdl_knowledge_get_statement (self->knowledge, i)->id,
                   pdl_knowledge_get_statement (self->knowledge, i)->per_target);
  pdl_json_end_array (writer);
  pdl_json_begin_array (writer, "alerts");
  for (guint i = 0; i < pdl_knowledge_get_n_alerts (self->knowledge); i++)
    add_condition (writer, pdl_knowledge_get_alert (self->knowledge, i)->id,
                   pdl_knowledge_get_alert (self->knowledge, i)->per_target);
  pdl_json_end_array (writer);
  pdl_json_end_object (writer);
  return pdl_json_writer_finish (writer);
}
