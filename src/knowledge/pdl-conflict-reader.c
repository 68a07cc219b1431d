/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Reads the conflict register and the national guidelines: every name in them exists, or the set is refused.
 */

#include "pdl-conflict.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pdl-knowledge-private.h"

void
pdl_conflict_free (gpointer data)
{
  PdlConflict *conflict = data;

  g_clear_pointer ((PdlExpr **) &conflict->when, pdl_expr_free);
  g_ptr_array_unref (conflict->positions);
  g_array_unref (conflict->concerns);
  g_free (conflict);
}

static gboolean
read_text (PdlIniGroup *group, const char *key, const char **ret_text, GError **error)
{
  *ret_text = pdl_ini_group_get (group, key);
  return (*ret_text != NULL && **ret_text != '\0') || pdl_ini_group_set_error (group, key, error, _ ("this key is needed"));
}

static const PdlModifier *
find_modifier (PdlKnowledge *self, const char *id)
{
  for (guint i = 0; i < self->modifiers->len; i++)
    if (strcmp (pdl_knowledge_get_modifier (self, i)->id, id) == 0)
      return pdl_knowledge_get_modifier (self, i);
  return NULL;
}

static gboolean
find_thing (PdlKnowledge *self, const char *reference, PdlConcern *ret_concern)
{
  static const char *const kinds[] = { "row/", "modifier/", "statement/", "alert/", "option/", "score/" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (reference, kinds[i]))
      {
        const char *id = reference + strlen (kinds[i]);

        ret_concern->kind = i;
        ret_concern->thing = i == PDL_CONCERN_ROW         ? (gconstpointer) pdl_knowledge_lookup_row (self, id)
                             : i == PDL_CONCERN_MODIFIER  ? (gconstpointer) find_modifier (self, id)
                             : i == PDL_CONCERN_STATEMENT ? (gconstpointer) pdl_knowledge_lookup_statement (self, id)
                             : i == PDL_CONCERN_ALERT     ? (gconstpointer) pdl_knowledge_lookup_alert (self, id)
                             : i == PDL_CONCERN_OPTION    ? (gconstpointer) pdl_knowledge_lookup_option (self, id)
                                                          : (gconstpointer) pdl_knowledge_lookup_score (self, id);
        return ret_concern->thing != NULL;
      }
  return FALSE;
}

static gboolean
read_concerns (PdlKnowledge *self, PdlIniGroup *group, PdlConflict *conflict, GError **error)
{
  g_auto (GStrv) references = pdl_ini_group_get_list (group, "concerns");

  for (guint i = 0; references != NULL && references[i] != NULL; i++)
    {
      PdlConcern concern = { .reference = pdl_knowledge_keep (self, references[i]) };
      GPtrArray *conflicts;

      if (!find_thing (self, references[i], &concern))
        return pdl_ini_group_set_error (group, "concerns", error,
                                        _ ("“%s” names no row, modifier, statement, alert, option or score (“row/PLT-25”)"), references[i]);
      g_array_append_val (conflict->concerns, concern);
      conflicts = g_hash_table_lookup (self->conflicts_of, concern.reference);
      if (conflicts == NULL)
        g_hash_table_insert (self->conflicts_of, (gpointer) concern.reference, conflicts = g_ptr_array_new ());
      if (g_ptr_array_find (conflicts, conflict, NULL))
        return pdl_ini_group_set_error (group, "concerns", error, _ ("“%s” stands here twice"), references[i]);
      g_ptr_array_add (conflicts, conflict);
    }
  return TRUE;
}

static PdlConflict *
declare_conflict (PdlKnowledge *self, PdlIniGroup *group, GError **error)
{
  PdlConflict *conflict = g_new0 (PdlConflict, 1);
  const char *number = pdl_ini_group_get (group, "number");
  guint64 value = 0;

  conflict->id = pdl_ini_group_get_name (group);
  conflict->positions = g_ptr_array_new ();
  conflict->concerns = g_array_new (FALSE, TRUE, sizeof (PdlConcern));
  g_ptr_array_add (self->conflicts, conflict);
  if (number == NULL || !g_ascii_string_to_unsigned (number, 10, 1, 999, &value, NULL))
    {
      pdl_ini_group_set_error (group, "number", error, _ ("the number in the register is needed"));
      return NULL;
    }
  conflict->number = (guint) value;
  for (guint i = 0; i + 1 < self->conflicts->len; i++)
    if (pdl_knowledge_get_conflict (self, i)->number >= conflict->number)
      {
        pdl_ini_group_set_error (group, "number", error, _ ("the numbers rise, and each stands once"));
        return NULL;
      }
  return conflict;
}

/* "[conflict sins/dutch]": who holds what. */
static gboolean
read_position (PdlKnowledge *self, PdlIniGroup *group, const char *slash, GError **error)
{
  g_autofree char *owner = g_strndup (pdl_ini_group_get_name (group), slash - pdl_ini_group_get_name (group));
  const PdlConflict *conflict = pdl_knowledge_lookup_conflict (self, owner);
  PdlPosition *position;

  if (conflict == NULL || slash[1] == '\0')
    return pdl_ini_group_set_error (group, NULL, error, _ ("a position is named CONFLICT/HOLDER"));
  position = pdl_knowledge_own (self, g_new0 (PdlPosition, 1));
  position->id = slash + 1;
  g_ptr_array_add (conflict->positions, position);
  return read_text (group, "label", &position->label, error) && read_text (group, "text", &position->text, error)
         && pdl_knowledge_read_basis (self, group, &position->basis, error) && pdl_ini_group_check_all_read (group, error);
}

gboolean
pdl_knowledge_read_conflict (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error)
{
  const char *slash = strchr (pdl_ini_group_get_name (group), '/');
  PdlConflict *conflict;

  if (slash != NULL)
    return declare || read_position (self, group, slash, error);
  if (declare)
    return declare_conflict (self, group, error) != NULL;
  conflict = (PdlConflict *) pdl_knowledge_lookup_conflict (self, pdl_ini_group_get_name (group));
  if (!read_text (group, "label", &conflict->label, error) || !read_text (group, "text", &conflict->text, error)
      || !read_concerns (self, group, conflict, error) || !pdl_knowledge_read_basis (self, group, &conflict->basis, error))
    return FALSE;
  if (pdl_ini_group_get (group, "when") != NULL)
    {
      conflict->when = pdl_expr_compile (self, group, "when", 0, NULL, error);
      if (conflict->when == NULL)
        return FALSE;
      if (!pdl_expr_is_condition (conflict->when))
        return pdl_ini_group_set_error (group, "when", error, _ ("a condition is needed"));
    }
  return pdl_ini_group_check_all_read (group, error);
}

gboolean
pdl_knowledge_read_national (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error)
{
  g_auto (GStrv) keys = NULL;
  PdlNational *national;

  if (declare)
    return TRUE;
  national = pdl_knowledge_own (self, g_new0 (PdlNational, 1));
  national->id = pdl_ini_group_get_name (group);
  g_ptr_array_add (self->nationals, national);
  keys = pdl_ini_group_get_list (group, "sources");
  if (keys == NULL)
    return pdl_ini_group_set_error (group, "sources", error, _ ("this key is needed"));
  national->sources = pdl_knowledge_own (self, g_new0 (const PdlSource *, g_strv_length (keys) + 1));
  for (guint i = 0; keys[i] != NULL; i++)
    {
      national->sources[i] = pdl_knowledge_lookup_source (self, keys[i]);
      if (national->sources[i] == NULL)
        return pdl_ini_group_set_error (group, "sources", error, _ ("no source “%s” is declared"), keys[i]);
    }
  return read_text (group, "label", &national->label, error) && pdl_knowledge_read_basis (self, group, &national->basis, error)
         && pdl_ini_group_check_all_read (group, error);
}
