/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Whether two knowledge sets can read a case differently at all. Text is compared, not meaning: group by group and key by key,
 * leaving out what is only shown. A key that is not known to be words counts as a rule, so that the answer "same" is safe.
 */

#include "pdl-knowledge-private.h"

#include <string.h>

/* Keys that nothing is worked out from. */
static gboolean
is_words (PdlIniGroup *group, const char *key)
{
  static const char *const words[] = { "label", "help", "text", "short", "note", "short-against", "amber-text", "urgency-text", "warning",
                                       "strength", "exclusions", "missing", "source", "tag", "reviewed", "use", "misuse", "local", "local-groups",
                                       NULL };
  static const char *const of_head[] = { "version", "date", NULL };

  /* Cells of a table and names of bands may be called anything, and rules read them. */
  if (g_str_equal (pdl_ini_group_get_kind (group), "entry") || g_str_has_suffix (pdl_ini_group_get_name (group), "/bands"))
    return FALSE;
  return strchr (key, '[') != NULL || g_strv_contains (words, key)
         || (g_str_equal (pdl_ini_group_get_kind (group), "knowledge") && g_strv_contains (of_head, key));
}

/* Groups without a rule. */
static gboolean
is_read (PdlIniGroup *group)
{
  static const char *const shown[] = { "source", "card", "attribute", "conflict", "national", "prognosis", "prognosis-line", "prognosis-external", NULL };

  return !g_strv_contains (shown, pdl_ini_group_get_kind (group));
}

static PdlIniGroup *
next_group (PdlIni *ini, guint *index)
{
  while (*index < pdl_ini_get_n_groups (ini))
    {
      PdlIniGroup *group = pdl_ini_get_group (ini, (*index)++);

      if (is_read (group))
        return group;
    }
  return NULL;
}

static const char *
next_key (PdlIniGroup *group, guint *index)
{
  while (*index < pdl_ini_group_get_n_keys (group))
    {
      const char *key = pdl_ini_group_get_key (group, (*index)++);

      if (!is_words (group, key))
        return key;
    }
  return NULL;
}

/* The order counts: the first row that holds wins. */
static gboolean
groups_are_same (PdlIniGroup *a, PdlIniGroup *b)
{
  guint at_a = 0, at_b = 0;

  if (!g_str_equal (pdl_ini_group_get_kind (a), pdl_ini_group_get_kind (b))
      || !g_str_equal (pdl_ini_group_get_name (a), pdl_ini_group_get_name (b)))
    return FALSE;
  while (TRUE)
    {
      const char *key_a = next_key (a, &at_a), *key_b = next_key (b, &at_b);

      if (key_a == NULL || key_b == NULL)
        return key_a == key_b;
      if (!g_str_equal (key_a, key_b) || g_strcmp0 (pdl_ini_group_peek (a, key_a), pdl_ini_group_peek (b, key_b)) != 0)
        return FALSE;
    }
}

static gboolean
files_are_same (PdlIni *a, PdlIni *b)
{
  guint at_a = 0, at_b = 0;

  while (TRUE)
    {
      PdlIniGroup *group_a = next_group (a, &at_a), *group_b = next_group (b, &at_b);

      if (group_a == NULL || group_b == NULL)
        return group_a == group_b;
      if (!groups_are_same (group_a, group_b))
        return FALSE;
    }
}

gboolean
pdl_knowledge_has_same_rules (PdlKnowledge *self, PdlKnowledge *other)
{
  if (g_str_equal (self->hash, other->hash))
    return TRUE;
  if (self->inis->len != other->inis->len)
    return FALSE;
  for (guint i = 0; i < self->inis->len; i++)
    if (!g_str_equal (pdl_ini_get_name (self->inis->pdata[i]), pdl_ini_get_name (other->inis->pdata[i]))
        || !files_are_same (self->inis->pdata[i], other->inis->pdata[i]))
      return FALSE;
  return TRUE;
}
