/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Reads what can be offered: options, groups of options, the swap table, and lists of options with conditions.
 * It knows the form only; which row or modifier names an option stands in pdl-decision-reader.c. Everything made here
 * belongs to the knowledge set; texts point into its files.
 */

#include "pdl-knowledge-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
option_ref_clear (gpointer data)
{
  PdlOptionRef *ref = data;

  g_clear_pointer (&ref->condition, pdl_expr_free);
  g_clear_pointer (&ref->group, g_ptr_array_unref);
}

void
pdl_swap_free (gpointer data)
{
  PdlSwap *swap = data;

  g_clear_pointer (&swap->to, g_array_unref);
  g_free (swap);
}

/* ---- options ----------------------------------------------------------------------------------------------------- */

/* The bits of the uses named in @key; a use is declared by the first option that names it. */
static gboolean
read_uses (PdlKnowledge *self, PdlIniGroup *group, const char *key, gboolean declare, guint32 *ret_bits, GError **error)
{
  g_auto (GStrv) names = pdl_ini_group_get_list (group, key);

  *ret_bits = 0;
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      guint place = 0;

      while (place < self->uses_names->len && strcmp (g_ptr_array_index (self->uses_names, place), names[i]) != 0)
        place++;
      if (place == self->uses_names->len)
        {
          if (!declare)
            return pdl_ini_group_set_error (group, key, error, _("no option uses “%s”"), names[i]);
          if (place == 32)
            return pdl_ini_group_set_error (group, key, error, _("there is room for 32 uses"));
          g_ptr_array_add (self->uses_names, (gpointer) pdl_knowledge_keep (self, names[i]));
        }
      *ret_bits |= (guint32) 1 << place;
    }
  return TRUE;
}

gboolean
pdl_knowledge_read_option (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error)
{
  const char *id = pdl_ini_group_get_name (group);
  PdlOption *option;

  if (!declare)
    {
      option = (PdlOption *) pdl_knowledge_lookup_option (self, id);
      return pdl_knowledge_read_basis (self, group, &option->basis, error) && pdl_ini_group_check_all_read (group, error);
    }
  if (pdl_knowledge_lookup_option (self, id) != NULL)
    return pdl_ini_group_set_error (group, NULL, error, _("this option was given before"));
  /* Sets of options are 64 bits wide. */
  if (self->options->len == 64)
    return pdl_ini_group_set_error (group, NULL, error, _("there is room for 64 options"));
  option = pdl_knowledge_own (self, g_new0 (PdlOption, 1));
  option->id = id;
  option->index = self->options->len;
  g_ptr_array_add (self->options, option);
  option->label = pdl_ini_group_get (group, "label");
  option->text = pdl_ini_group_get (group, "short");
  if (option->label == NULL)
    return pdl_ini_group_set_error (group, "label", error, _("an option needs a label"));
  return read_uses (self, group, "uses", TRUE, &option->uses, error);
}

/* ---- groups ------------------------------------------------------------------------------------------------------ */

static gboolean
fill_group (PdlKnowledge *self, PdlIniGroup *group, GPtrArray *members, GError **error)
{
  g_auto (GStrv) ids = pdl_ini_group_get_list (group, "options");
  guint32 any, none;

  if (!read_uses (self, group, "uses", FALSE, &any, error) || !read_uses (self, group, "not", FALSE, &none, error))
    return FALSE;
  if ((ids == NULL) == (any == 0))
    return pdl_ini_group_set_error (group, NULL, error, _("a group is made either of “options” or of “uses”"));
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      const PdlOption *option = pdl_knowledge_lookup_option (self, ids[i]);

      if (option == NULL)
        return pdl_ini_group_set_error (group, "options", error, _("there is no option “%s”"), ids[i]);
      g_ptr_array_add (members, (gpointer) option);
    }
  for (guint i = 0; any != 0 && i < self->options->len; i++)
    {
      const PdlOption *option = g_ptr_array_index (self->options, i);

      if ((option->uses & any) != 0 && (option->uses & none) == 0)
        g_ptr_array_add (members, (gpointer) option);
    }
  if (members->len == 0)
    return pdl_ini_group_set_error (group, NULL, error, _("no option belongs to this group"));
  return TRUE;
}

/* Members by name. The files may stand in any order: a group not read yet is filled here. (transfer none) */
static GPtrArray *
find_group (PdlKnowledge *self, const char *name, GError **error)
{
  GPtrArray *members = g_hash_table_lookup (self->groups, name);

  if (members == NULL || members->len > 0)
    return members;
  for (guint i = 0; i < self->inis->len; i++)
    for (guint j = 0; j < pdl_ini_get_n_groups (g_ptr_array_index (self->inis, i)); j++)
      {
        PdlIniGroup *group = pdl_ini_get_group (g_ptr_array_index (self->inis, i), j);

        if (strcmp (pdl_ini_group_get_kind (group), "optiongroup") == 0 && strcmp (pdl_ini_group_get_name (group), name) == 0)
          return fill_group (self, group, members, error) ? members : NULL;
      }
  return members;
}

gboolean
pdl_knowledge_read_optiongroup (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error)
{
  const char *name = pdl_ini_group_get_name (group);
  PdlBasis basis;

  if (declare)
    {
      g_hash_table_insert (self->groups, (gpointer) name, g_ptr_array_new ());
      return TRUE;
    }
  return find_group (self, name, error) != NULL && pdl_knowledge_read_basis (self, group, &basis, error)
         && pdl_ini_group_check_all_read (group, error);
}

/* ---- lists of options --------------------------------------------------------------------------------------------- */

static const PdlOption *
need_option (PdlKnowledge *self, PdlIniGroup *group, const char *key, const char *id, GError **error)
{
  const PdlOption *option = pdl_knowledge_lookup_option (self, id);

  if (option == NULL)
    pdl_ini_group_set_error (group, key, error, _("there is no option “%s”"), id);
  return option;
}

static GPtrArray *
need_group (PdlKnowledge *self, PdlIniGroup *group, const char *key, const char *name, GError **error)
{
  g_autoptr (GError) local = NULL;
  GPtrArray *members = find_group (self, name, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (members == NULL)
    pdl_ini_group_set_error (group, key, error, _("there is no group of options “@%s”"), name);
  return members;
}

/* One piece of a list: NAME [COND] first. @column: where it starts in the value. */
static gboolean
read_ref (PdlKnowledge *self, PdlIniGroup *group, const char *key, const char *piece, guint column, PdlExprFlags flags,
          PdlOptionRef *ref, GError **error)
{
  const char *open = strchr (piece, '['), *close = open != NULL ? strrchr (piece, ']') : NULL;
  g_autofree char *name = g_strstrip (open != NULL ? g_strndup (piece, open - piece) : g_strdup (piece));
  g_autofree char *tail = NULL;
  char *word, *colon;

  if (open != NULL && close == NULL)
    return pdl_ini_group_set_error (group, key, error, _("a “]” is missing after “%s”"), piece);
  if (open != NULL)
    {
      g_autofree char *condition = g_strndup (open + 1, close - open - 1);

      tail = g_strstrip (g_strdup (close + 1));
      ref->condition = pdl_expr_compile_text (self, group, key, condition, column + (guint) (open + 1 - piece), flags, NULL, error);
      if (ref->condition == NULL)
        return FALSE;
    }
  else if ((word = strchr (name, ' ')) != NULL)
    {
      *word = '\0';
      tail = g_strstrip (g_strdup (word + 1));
    }
  if (tail != NULL && *tail != '\0')
    {
      if (strcmp (tail, "first") != 0)
        return pdl_ini_group_set_error (group, key, error, _("only “first” may follow an option, not “%s”"), tail);
      ref->first = TRUE;
    }
  if (name[0] == '@')
    {
      GPtrArray *members = need_group (self, group, key, name + 1, error);

      if (members == NULL)
        return FALSE;
      ref->group = g_ptr_array_ref (members);
      return TRUE;
    }
  colon = strchr (name, ':');
  if (colon != NULL)
    {
      *colon = '\0';
      ref->to = need_option (self, group, key, g_strstrip (colon + 1), error);
      if (ref->to == NULL)
        return FALSE;
    }
  ref->option = need_option (self, group, key, g_strstrip (name), error);
  return ref->option != NULL;
}

gboolean
pdl_knowledge_read_option_refs (PdlKnowledge *self, PdlIniGroup *group, const char *key, PdlExprFlags flags, GArray **ret_refs,
                                GError **error)
{
  const char *text = pdl_ini_group_get (group, key);
  g_autoptr (GArray) refs = g_array_new (FALSE, TRUE, sizeof (PdlOptionRef));
  const char *at = text;

  g_array_set_clear_func (refs, option_ref_clear);
  while (at != NULL && *at != '\0')
    {
      const char *end = strchr (at, ';');
      g_autofree char *piece = end != NULL ? g_strndup (at, end - at) : g_strdup (at);
      const char *start = piece + strspn (piece, " ");

      if (*start != '\0')
        {
          PdlOptionRef ref = { 0 };
          gboolean good = read_ref (self, group, key, start, (guint) (at - text) + (guint) (start - piece), flags, &ref, error);

          g_array_append_val (refs, ref);
          if (!good)
            return FALSE;
        }
      at = end != NULL ? end + 1 : NULL;
    }
  *ret_refs = g_steal_pointer (&refs);
  return TRUE;
}

gboolean
pdl_knowledge_read_options (PdlKnowledge *self, PdlIniGroup *group, const char *key, GPtrArray **ret_options, GError **error)
{
  g_auto (GStrv) names = pdl_ini_group_get_list (group, key);
  g_autoptr (GPtrArray) options = g_ptr_array_new ();

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (names[i][0] == '@')
      {
        GPtrArray *members = need_group (self, group, key, names[i] + 1, error);

        if (members == NULL)
          return FALSE;
        for (guint j = 0; j < members->len; j++)
          if (!g_ptr_array_find (options, g_ptr_array_index (members, j), NULL))
            g_ptr_array_add (options, g_ptr_array_index (members, j));
      }
    else
      {
        const PdlOption *option = need_option (self, group, key, names[i], error);

        if (option == NULL)
          return FALSE;
        if (!g_ptr_array_find (options, option, NULL))
          g_ptr_array_add (options, (gpointer) option);
      }
  *ret_options = g_steal_pointer (&options);
  return TRUE;
}

/* ---- swaps ------------------------------------------------------------------------------------------------------- */

/* Keys of the group are options; `source` and `tag` are not. */
gboolean
pdl_knowledge_read_swap (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error)
{
  PdlBasis basis;

  if (declare)
    return TRUE;
  if (!pdl_knowledge_read_basis (self, group, &basis, error))
    return FALSE;
  for (guint i = 0; i < pdl_ini_group_get_n_keys (group); i++)
    {
      const char *key = pdl_ini_group_get_key (group, i);
      const PdlOption *from;
      PdlSwap *swap;

      if (strcmp (key, "source") == 0 || strcmp (key, "tag") == 0)
        continue;
      from = need_option (self, group, key, key, error);
      if (from == NULL)
        return FALSE;
      swap = g_new0 (PdlSwap, 1);
      swap->from = from;
      g_ptr_array_add (self->swaps, swap);
      if (!pdl_knowledge_read_option_refs (self, group, key, 0, &swap->to, error))
        return FALSE;
      if (swap->to->len == 0 || g_array_index (swap->to, PdlOptionRef, 0).option == NULL)
        return pdl_ini_group_set_error (group, key, error, _("one option is exchanged for another one"));
    }
  return TRUE;
}
