/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Time limits: `T[/LATEST][; if COND: T[/LATEST]]…`. The first condition that is true wins, unknown counts as not true;
 * none: the part before the first `;`. The wording shown is the source's, never made from the numbers.
 */

#include "pdl-evaluate-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
part_clear (gpointer data)
{
  g_clear_pointer (&((PdlUrgencyPart *) data)->condition, pdl_expr_free);
}

void
pdl_urgency_rule_free (PdlUrgencyRule *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->parts, g_array_unref);
  g_free (self);
}

/* "24 h", "7 d", "immediate", "routine" → hours, -1 for routine. */
static gboolean
read_time (const char *text, int *ret_hours)
{
  char *end;
  guint64 number;

  if (strcmp (text, "immediate") == 0)
    *ret_hours = 0;
  else if (strcmp (text, "routine") == 0)
    *ret_hours = -1;
  else
    {
      if (!g_ascii_isdigit (*text))
        return FALSE;
      number = g_ascii_strtoull (text, &end, 10);
      if (number > 100000 || (strcmp (end, " h") != 0 && strcmp (end, " d") != 0))
        return FALSE;
      *ret_hours = (int) (end[1] == 'd' ? number * 24 : number);
    }
  return TRUE;
}

static gboolean
read_limit (PdlIniGroup *group, const char *key, char *text, PdlUrgencyPart *part, GError **error)
{
  char *slash = strchr (text, '/');

  part->latest_h = -1;
  if (slash != NULL)
    *slash = '\0';
  if (!read_time (g_strstrip (text), &part->within_h)
      || (slash != NULL && (!read_time (g_strstrip (slash + 1), &part->latest_h) || part->latest_h < part->within_h)))
    return pdl_ini_group_set_error (group, key, error, _("a time limit reads “immediate”, “24 h”, “7 d/14 d” or “routine”"));
  return TRUE;
}

static gboolean
read_parts (PdlKnowledge *self, PdlIniGroup *group, const char *key, const char *text, GArray *parts, gboolean may_name, GError **error)
{
  const char *at = text;

  while (at != NULL)
    {
      const char *end = strchr (at, ';');
      g_autofree char *piece = g_strstrip (end != NULL ? g_strndup (at, end - at) : g_strdup (at));
      PdlUrgencyPart part = { 0 };

      if (at == text)
        {
          PdlIniGroup *named = may_name ? g_hash_table_lookup (self->urgencies, piece) : NULL;

          if (named != NULL)
            {
              const char *tiers = pdl_ini_group_get (named, "urgency");

              if (end != NULL || tiers == NULL)
                return pdl_ini_group_set_error (group, key, error, _("“%s” stands alone and needs an “urgency”"), piece);
              return read_parts (self, named, "urgency", tiers, parts, FALSE, error);
            }
          if (!read_limit (group, key, piece, &part, error))
            return FALSE;
          g_array_append_val (parts, part);
        }
      else
        {
          char *colon = strrchr (piece, ':');

          if (!g_str_has_prefix (piece, "if ") || colon == NULL)
            return pdl_ini_group_set_error (group, key, error, _("“if CONDITION: TIME” is needed, not “%s”"), piece);
          *colon = '\0';
          if (!read_limit (group, key, colon + 1, &part, error))
            return FALSE;
          part.condition = pdl_expr_compile_text (self, group, key, piece + 3, (guint) (at - text) + 3, 0, NULL, error);
          if (part.condition == NULL)
            return FALSE;
          g_array_append_val (parts, part);
        }
      at = end != NULL ? end + 1 : NULL;
    }
  return TRUE;
}

gboolean
pdl_knowledge_read_urgency (PdlKnowledge *self, PdlIniGroup *group, const char *key, const char *text_key, PdlUrgencyRule **ret_rule,
                            GError **error)
{
  const char *text = pdl_ini_group_get (group, key);
  const char *wording = text_key != NULL ? pdl_ini_group_get (group, text_key) : NULL;
  PdlUrgencyRule *rule;

  *ret_rule = NULL;
  if (text == NULL)
    return TRUE;
  rule = g_new0 (PdlUrgencyRule, 1);
  rule->text = wording;
  rule->parts = g_array_new (FALSE, TRUE, sizeof (PdlUrgencyPart));
  g_array_set_clear_func (rule->parts, part_clear);
  *ret_rule = rule;
  return read_parts (self, group, key, text, rule->parts, TRUE, error);
}

PdlUrgency
pdl_urgency_rule_run (const PdlUrgencyRule *rule, PdlFacts *facts, int target, guint32 uses)
{
  PdlUrgency urgency = { FALSE, -1, -1, NULL };
  const PdlUrgencyPart *part;

  if (rule == NULL || rule->parts->len == 0)
    return urgency;
  part = &g_array_index (rule->parts, PdlUrgencyPart, 0);
  for (guint i = 1; i < rule->parts->len; i++)
    if (pdl_expr_test (g_array_index (rule->parts, PdlUrgencyPart, i).condition, facts, target, PDL_LEVEL_NONE, uses) == PDL_TRUTH_TRUE)
      {
        part = &g_array_index (rule->parts, PdlUrgencyPart, i);
        break;
      }
  urgency.known = TRUE;
  urgency.within_h = part->within_h;
  urgency.latest_h = part->latest_h;
  urgency.text = rule->text;
  return urgency;
}

/* Routine is longer than any number; no latest limit: the limit itself is the latest. */
static gint64
rank (const PdlUrgency *urgency)
{
  gint64 within = urgency->within_h < 0 ? 1000000 : urgency->within_h;
  gint64 latest = urgency->latest_h < 0 ? within : urgency->latest_h;

  return urgency->known ? within * 10000000 + latest : G_MAXINT64;
}

const PdlUrgency *
pdl_urgency_shorter (const PdlUrgency *a, const PdlUrgency *b)
{
  return rank (b) < rank (a) ? b : a;
}
