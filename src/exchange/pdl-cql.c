/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The knowledge as one CQL library. This file keeps the text and the names, and asks for every score, row,
 * statement and alert; what these stand on is written when they first name it.
 */

#include "pdl-cql-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <errno.h>
#include <math.h>
#include <string.h>

#include "pdl-case-json.h"

/* ---- texts
 * ------------------------------------------------------------------------------------------------------- */

const char *
pdl_cql_say (PdlCql *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  return g_string_chunk_insert (self->arena, text);
}

const char *
pdl_cql_alias (PdlCql *self, const char *stem)
{
  return pdl_cql_say (self, "%s%u", stem, self->n_aliases++);
}

const char *
pdl_cql_quote (PdlCql *self, const char *code)
{
  g_autofree char *escaped = g_strescape (code, NULL);

  return pdl_cql_say (self, "'%s'", escaped);
}

const char *
pdl_cql_number (PdlCql *self, double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  for (int digits = 1; digits <= 17; digits++)
    {
      g_autofree char *format = g_strdup_printf ("%%.%dg", digits);

      g_ascii_formatd (text, sizeof text, format, number);
      if (g_ascii_strtod (text, NULL) == number)
        break;
    }
  if (strchr (text, 'e') != NULL)
    g_ascii_formatd (text, sizeof text, "%.8f", number);
  return strchr (text, '.') != NULL ? pdl_cql_say (self, "%s", text) : pdl_cql_say (self, "%s.0", text);
}

void
pdl_cql_refuse (PdlCql *self, const char *what, const char *name)
{
  if (self->error == NULL)
    g_set_error (&self->error, PDL_EXCHANGE_ERROR, PDL_EXCHANGE_ERROR_FORMAT,
                 _ ("CQL has no form for %s (%s)"), what, name != NULL ? name : "?");
}

/* ---- definitions
 * ------------------------------------------------------------------------------------------------- */

gboolean
pdl_cql_claim (PdlCql *self, const char *name)
{
  return g_hash_table_add (self->made, (gpointer)name);
}

void
pdl_cql_define (PdlCql *self, const char *name, const char *comment, const char *body)
{
  g_hash_table_add (self->made, (gpointer)name);
  if (comment != NULL)
    g_string_append_printf (self->text, "// %s\n", comment);
  g_string_append_printf (self->text, "define \"%s\":\n  %s\n\n", name, body);
}

void
pdl_cql_define_at (
    PdlCql *self, const char *name, const char *comment, const PdlCqlScope *scope, const char *body)
{
  if (scope->index == NULL)
    pdl_cql_define (self, name, comment, body);
  else
    pdl_cql_define (self, name, comment,
                    pdl_cql_say (self, "\"%s places\" %s return all (%s)",
                                 scope->place == PDL_CQL_LEVEL ? "Level" : "Target", scope->index, body));
}

void
pdl_cql_function (PdlCql *self, const char *signature, const char *body)
{
  g_string_append_printf (self->text, "define function %s:\n  %s\n\n", signature, body);
}

PdlCqlScope
pdl_cql_scope (PdlCql *self, PdlCqlPlace place)
{
  PdlCqlScope scope = { place, NULL, NULL };

  if (place != PDL_CQL_PATIENT || self->world > 0)
    scope.index = pdl_cql_alias (self, place == PDL_CQL_LEVEL ? "L" : "T");
  return scope;
}

const char *
pdl_cql_suffix (PdlCqlPlace place)
{
  return place == PDL_CQL_TARGET ? " at target" : place == PDL_CQL_LEVEL ? " at level" : "";
}

const char *
pdl_cql_ref (PdlCql *self, const char *name, const PdlCqlScope *scope)
{
  if (scope->index == NULL)
    return pdl_cql_say (self, "\"%s\"", name);
  return pdl_cql_say (self, "\"%s%s\"[%s]", name, pdl_cql_suffix (scope->place), scope->index);
}

const char *
pdl_cql_target_index (PdlCql *self, const PdlCqlScope *scope)
{
  return scope->place == PDL_CQL_LEVEL ? pdl_cql_say (self, "\"Target of level\"[%s]", scope->index)
                                       : scope->index;
}

const char *
pdl_cql_basis (PdlCql *self, const PdlBasis *basis, const char *rule)
{
  return pdl_cql_say (self, "%s:%u; %s; %s%s%s", basis->file, basis->line,
                      basis->source_text != NULL ? basis->source_text : "",
                      basis->tag != NULL ? basis->tag : "", rule != NULL ? "; " : "",
                      rule != NULL ? rule : "");
}

/* ---- conclusions
 * ------------------------------------------------------------------------------------------------- */

void
pdl_cql_condition (PdlCql *self,
                   const char *kind,
                   const char *id,
                   const PdlExpr *when,
                   gboolean per_target,
                   const PdlBasis *basis)
{
  PdlCqlScope scope = pdl_cql_scope (self, per_target ? PDL_CQL_TARGET : PDL_CQL_PATIENT);
  const char *body = pdl_cql_expr (self, pdl_expr_get_root (when), &scope);

  pdl_cql_define_at (self, pdl_cql_say (self, "%s %s", kind, id),
                     basis != NULL ? pdl_cql_basis (self, basis, NULL) : NULL, &scope, body);
}

static void
write_conclusions (PdlCql *self)
{
  const PdlExpr *red, *amber;

  pdl_cql_scores (self);
  for (guint i = 0; i < pdl_knowledge_get_n_statements (self->knowledge); i++)
    {
      const PdlStatement *statement = pdl_knowledge_get_statement (self->knowledge, i);

      pdl_cql_condition (self, "statement", statement->id,
                         pdl_syntax_get_statement (self->knowledge, statement), statement->per_target,
                         &statement->basis);
    }
  for (guint i = 0; i < pdl_knowledge_get_n_alerts (self->knowledge); i++)
    {
      const PdlAlert *alert = pdl_knowledge_get_alert (self->knowledge, i);

      pdl_cql_condition (self, "alert", alert->id, pdl_syntax_get_alert (self->knowledge, alert),
                         alert->per_target, &alert->basis);
    }
  pdl_syntax_get_emergency (self->knowledge, &red, &amber);
  if (red != NULL)
    pdl_cql_condition (self, "emergency", "red", red, FALSE, NULL);
  if (amber != NULL)
    pdl_cql_condition (self, "emergency", "amber", amber, FALSE, NULL);
  /* Last: nothing of the above reads what a modifier sets. */
  pdl_cql_decision (self);
}

/* Every derivation, also one that nothing reads, at every place where it has a value. */
static void
write_derivations (PdlCql *self)
{
  PdlCqlScope level = { PDL_CQL_LEVEL, "L", NULL }, target = { PDL_CQL_TARGET, "T", NULL },
              patient = { PDL_CQL_PATIENT, NULL, NULL };

  for (guint i = 0; i < pdl_dictionary_get_n_findings (self->dictionary); i++)
    {
      const PdlFinding *finding = pdl_dictionary_get (self->dictionary, i);

      if (finding->kind == PDL_KIND_RECORDED || finding->scope == PDL_SCOPE_FIELD)
        continue;
      if (finding->scope == PDL_SCOPE_LEVEL)
        pdl_cql_fact (self, finding, &level);
      pdl_cql_fact (self, finding, finding->scope >= PDL_SCOPE_LEVEL ? &target : &patient);
    }
}

static gboolean
write_file (const char *directory, const char *name, const char *text, GError **error)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);

  return g_file_set_contents (path, text, -1, error);
}

static void
free_cuts (gpointer cuts)
{
  g_array_unref (cuts);
}

gboolean
pdl_cql_export (PdlKnowledge *knowledge, const char *directory, GError **error)
{
  PdlCql self = { knowledge, pdl_knowledge_get_dictionary (knowledge) };
  g_autofree char *index = NULL;
  gboolean done = FALSE;

  self.text = g_string_new (NULL);
  self.made = g_hash_table_new (g_str_hash, g_str_equal);
  self.arena = g_string_chunk_new (1 << 16);
  self.facts = g_array_new (FALSE, FALSE, sizeof (PdlCqlFact));
  self.cuts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_cuts);
  g_string_append_printf (self.text,
                          "// Pedicle knowledge %s of %s, %s\n// Written by pedicle-cli knowledge "
                          "export-cql; not signed for clinical use.\n\n"
                          "library Pedicle version '%s'\n\n",
                          pdl_knowledge_get_version (knowledge), pdl_knowledge_get_date (knowledge),
                          pdl_knowledge_get_hash (knowledge), pdl_knowledge_get_version (knowledge));
  pdl_cql_parameters (&self);
  pdl_cql_targets (&self);
  write_derivations (&self);
  write_conclusions (&self);
  index = pdl_cql_index (&self);
  if (self.error != NULL)
    g_propagate_error (error, g_steal_pointer (&self.error));
  else if (g_mkdir_with_parents (directory, 0777) != 0)
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", directory,
                 g_strerror (errno));
  else
    done = write_file (directory, "pedicle.cql", self.text->str, error)
           && write_file (directory, "pedicle.json", index, error);
  g_string_free (self.text, TRUE);
  g_hash_table_unref (self.made);
  g_hash_table_unref (self.cuts);
  g_array_unref (self.facts);
  g_clear_pointer (&self.worlds, g_ptr_array_unref);
  g_string_chunk_free (self.arena);
  return done;
}
