/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Readers of what rules stand on: sources, defines, derivations, tables and urgencies with a name.
 */

#include "pdl-expr-private.h"

#include <stdlib.h>
#include <string.h>

/* Once every source is known by name. */
static gboolean
read_latest (PdlKnowledge *self, PdlIniGroup *group, GError **error)
{
  PdlSource *source = (PdlSource *) pdl_knowledge_lookup_source (self, pdl_ini_group_get_name (group));
  const char *latest = pdl_ini_group_get (group, "latest");

  if (latest == NULL)
    return TRUE;
  source->latest = pdl_knowledge_lookup_source (self, latest);
  return source->latest != NULL || pdl_ini_group_set_error (group, "latest", error, "no source “%s” is declared", latest);
}

gboolean
pdl_knowledge_read_source (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error)
{
  PdlSource *source;
  const char *year;
  static const char *const others[] = { "pmid", "latest", "note", "read", "background" };

  if (!declare)
    return read_latest (self, group, error);
  source = pdl_knowledge_own (self, g_new0 (PdlSource, 1));
  source->id = pdl_knowledge_keep (self, pdl_ini_group_get_name (group));
  source->citation = pdl_knowledge_keep (self, pdl_ini_group_get (group, "citation"));
  source->doi = pdl_knowledge_keep (self, pdl_ini_group_get (group, "doi"));
  source->url = pdl_knowledge_keep (self, pdl_ini_group_get (group, "url"));
  source->tag = pdl_knowledge_keep (self, pdl_ini_group_get (group, "tag"));
  source->reviewed = pdl_knowledge_keep (self, pdl_ini_group_get (group, "reviewed"));
  source->kind = pdl_knowledge_keep (self, pdl_ini_group_get (group, "kind"));
  source->limits = pdl_knowledge_keep (self, pdl_ini_group_get (group, "limits"));
  year = pdl_ini_group_get (group, "year");
  source->year = year != NULL ? atoi (year) : 0;
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    pdl_ini_group_get (group, others[i]);
  if (source->citation == NULL)
    return pdl_ini_group_set_error (group, "citation", error, "a source needs its citation");
  if (pdl_knowledge_lookup_source (self, source->id) != NULL)
    return pdl_ini_group_set_error (group, NULL, error, "this source was declared before");
  g_ptr_array_add (self->sources, source);
  return pdl_ini_group_check_all_read (group, error);
}

void
pdl_define_free (gpointer data)
{
  PdlDefine *define = data;

  pdl_expr_free (define->when);
  g_free (define);
}

gboolean
pdl_knowledge_read_define (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error)
{
  static const char *const others[] = { "label", "text", "note", "source", "tag" };
  PdlDefine *define;

  if (!declare)
    {
      g_autoptr (GError) reason = NULL;

      if (pdl_knowledge_get_define (self, pdl_ini_group_get_name (group), &reason) != NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  if (g_hash_table_contains (self->defines, pdl_ini_group_get_name (group)))
    return pdl_ini_group_set_error (group, NULL, error, "this name was defined before");
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    pdl_ini_group_get (group, others[i]);
  define = g_new0 (PdlDefine, 1);
  define->id = pdl_ini_group_get_name (group);
  define->group = group;
  define->is_value = pdl_ini_group_get (group, "value") != NULL;
  if (define->is_value == (pdl_ini_group_get (group, "when") != NULL))
    {
      g_free (define);
      return pdl_ini_group_set_error (group, NULL, error, "either “when” (a condition) or “value” is needed");
    }
  g_hash_table_insert (self->defines, (gpointer) define->id, define);
  return pdl_ini_group_check_all_read (group, error);
}

gboolean
pdl_knowledge_read_derive (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error)
{
  const char *id = pdl_ini_group_get_name (group);
  const PdlFinding *finding = pdl_dictionary_lookup (self->dictionary, id);
  static const char *const others[] = { "label", "text", "note", "help" };
  PdlDerivation *derivation;
  const char *rule = pdl_ini_group_get (group, "rule");

  if (finding == NULL)
    return pdl_ini_group_set_error (group, NULL, error, "the dictionary has no finding “%s”", id);
  if (declare)
    {
      if (finding->kind == PDL_KIND_RECORDED)
        return pdl_ini_group_set_error (group, NULL, error, "the dictionary says that “%s” is recorded, not derived", id);
      if (self->derivations[finding->index] != NULL)
        return pdl_ini_group_set_error (group, NULL, error, "this finding was derived before");
      derivation = g_new0 (PdlDerivation, 1);
      derivation->finding = finding;
      derivation->group = group;
      self->derivations[finding->index] = derivation;
      return TRUE;
    }
  derivation = self->derivations[finding->index];
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    pdl_ini_group_get (group, others[i]);
  if (!pdl_knowledge_read_basis (self, group, &derivation->basis, error))
    return FALSE;
  if (g_strcmp0 (rule, "builtin") != 0)
    {
      derivation->rule = pdl_expr_compile (self, group, "rule", PDL_EXPR_QUERIES, finding, error);
      if (derivation->rule == NULL)
        return FALSE;
    }
  return pdl_ini_group_check_all_read (group, error);
}

void
pdl_table_free (gpointer data)
{
  PdlTable *table = data;

  g_strfreev (table->columns);
  g_hash_table_unref (table->rows);
  g_free (table);
}

gboolean
pdl_knowledge_read_table (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error)
{
  PdlTable *table;
  const char *key = pdl_ini_group_get (group, "key");
  PdlBasis basis;

  if (!declare)
    return pdl_knowledge_read_basis (self, group, &basis, error) && pdl_ini_group_check_all_read (group, error);
  pdl_ini_group_get (group, "label");
  pdl_ini_group_get (group, "note");
  table = g_new0 (PdlTable, 1);
  table->id = pdl_ini_group_get_name (group);
  table->key = pdl_dictionary_lookup (self->dictionary, key);
  table->columns = pdl_ini_group_get_list (group, "columns");
  table->rows = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_hash_table_unref);
  g_hash_table_insert (self->tables, (gpointer) table->id, table);
  if (table->key == NULL || table->key->type != PDL_TYPE_ENUM)
    return pdl_ini_group_set_error (group, "key", error, "the key of a table is a finding with codes, not “%s”", key != NULL ? key : "");
  return table->columns != NULL || pdl_ini_group_set_error (group, "columns", error, "a table needs columns");
}

gboolean
pdl_knowledge_read_entry (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error)
{
  const char *name = pdl_ini_group_get_name (group);
  const char *slash = strchr (name, '/');
  g_autofree char *owner = slash != NULL ? g_strndup (name, slash - name) : NULL;
  PdlTable *table = owner != NULL ? g_hash_table_lookup (self->tables, owner) : NULL;
  GHashTable *row;

  if (!declare)
    return TRUE;
  if (table == NULL)
    return pdl_ini_group_set_error (group, NULL, error, "an entry is named TABLE/CODE, and the table stands before it");
  if (pdl_finding_lookup_code (table->key, slash + 1, NULL) == NULL)
    return pdl_ini_group_set_error (group, NULL, error, "“%s” is not a value of %s", slash + 1, table->key->id);
  row = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (table->rows, (gpointer) (slash + 1), row);
  for (guint i = 0; i < pdl_ini_group_get_n_keys (group); i++)
    {
      const char *key = pdl_ini_group_get_key (group, i);
      gboolean word = g_str_equal (key, "label") || g_str_equal (key, "source") || g_str_equal (key, "tag") || g_str_equal (key, "note")
                      || g_str_equal (key, "help");

      if (!word && !g_strv_contains ((const char *const *) table->columns, key))
        return pdl_ini_group_set_error (group, key, error, "the table has no such column");
      g_hash_table_insert (row, (gpointer) key, (gpointer) pdl_ini_group_get (group, key));
    }
  return TRUE;
}

gboolean
pdl_knowledge_read_define_urgency (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error)
{
  if (declare)
    g_hash_table_insert (self->urgencies, (gpointer) pdl_ini_group_get_name (group), group);
  return TRUE;
}
