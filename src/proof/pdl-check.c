/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Names, sources and texts of a knowledge set.
 */

#include "pdl-check-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SHORT 90 /* characters of a text that stands beside an option (formal part, section 0) */

/* Kinds of groups that say something clinical and need a source of their own. */
static const char *const sourced[] = { "derive", "option", "decision", "row", "action", "modifier", "statement", "alert",
                                       "emergency", "line", "clock", "property", "exception", "conflict", "national", NULL };
static const char *const tags[] = { "1", "2+", "P", "unverified", "expert-default", "design", "mapping-unsigned", "clinician-only", "derived", NULL };

static void
problem_free (gpointer data)
{
  g_free (((PdlProblem *) data)->message);
  g_free (data);
}

void
pdl_check_add (GPtrArray *problems, PdlIniGroup *group, const char *key, const char *kind, const char *format, ...)
{
  PdlProblem *problem = g_new0 (PdlProblem, 1);
  const char *name = pdl_ini_group_get_name (group);
  g_autofree char *said = NULL;
  va_list args;

  va_start (args, format);
  said = g_strdup_vprintf (format, args);
  va_end (args);
  problem->file = pdl_ini_get_name (pdl_ini_group_get_ini (group));
  problem->line = key != NULL ? pdl_ini_group_get_key_line (group, key) : pdl_ini_group_get_line (group);
  problem->kind = kind;
  problem->message = g_strdup_printf ("[%s%s%s]%s%s: %s", pdl_ini_group_get_kind (group), *name != '\0' ? " " : "", name, key != NULL ? " " : "",
                                      key != NULL ? key : "", said);
  g_ptr_array_add (problems, problem);
}

typedef void (*GroupFunc) (PdlKnowledge *knowledge, PdlIniGroup *group, gpointer data);

static void
each_group (PdlKnowledge *knowledge, GroupFunc func, gpointer data)
{
  for (guint i = 0; i < pdl_knowledge_get_n_files (knowledge); i++)
    {
      PdlIni *ini = pdl_knowledge_get_ini (knowledge, pdl_knowledge_get_file (knowledge, i, NULL));

      for (guint g = 0; ini != NULL && g < pdl_ini_get_n_groups (ini); g++)
        func (knowledge, pdl_ini_get_group (ini, g), data);
    }
}

typedef struct
{
  const char *kind, *name;
  PdlIniGroup *found;
} Wanted;

static void
match_group (PdlKnowledge *knowledge, PdlIniGroup *group, gpointer data)
{
  Wanted *wanted = data;

  if (wanted->found == NULL && strcmp (pdl_ini_group_get_kind (group), wanted->kind) == 0 && strcmp (pdl_ini_group_get_name (group), wanted->name) == 0)
    wanted->found = group;
}

PdlIniGroup *
pdl_check_find_group (PdlKnowledge *knowledge, const char *kind, const char *name)
{
  Wanted wanted = { kind, name, NULL };

  each_group (knowledge, match_group, &wanted);
  return wanted.found;
}

/* ---- sources, tags, lengths ---------------------------------------------------------------------------------------- */

typedef struct
{
  GPtrArray *problems;
  GHashTable *used;  /* source keys */
  GString *rules;    /* every value of every group but texts, for names that are searched in it */
} Reading;

static void
check_tag (PdlIniGroup *group, GPtrArray *problems)
{
  g_auto (GStrv) parts = pdl_ini_group_get_list (group, "tag");

  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    if (!g_strv_contains (tags, parts[i]))
      pdl_check_add (problems, group, "tag", "tag", _ ("“%s” is no verification tag"), parts[i]);
}

static void
check_length (PdlIniGroup *group, const char *key, GPtrArray *problems)
{
  const char *text = pdl_ini_group_get (group, key);
  glong length = text != NULL ? g_utf8_strlen (text, -1) : 0;

  if (length > MAX_SHORT)
    pdl_check_add (problems, group, key, "too-long", _ ("%ld characters, at most %d fit beside an option"), length, MAX_SHORT);
}

/* A position whose holder the register does not cite has no source, and says so where it is shown. */
static gboolean
is_position (PdlIniGroup *group)
{
  return strcmp (pdl_ini_group_get_kind (group), "conflict") == 0 && strchr (pdl_ini_group_get_name (group), '/') != NULL;
}

static void
read_group (PdlKnowledge *knowledge, PdlIniGroup *group, gpointer data)
{
  static const char *const texts[] = { "text", "label", "help", "note", "short", "short-against", "reason", "citation", "source", "how", "missing",
                                       "exclusions", "strength", "concerns", NULL };
  Reading *reading = data;
  const char *kind = pdl_ini_group_get_kind (group);
  g_auto (GStrv) sources = pdl_ini_group_get_list (group, "source");

  for (guint i = 0; sources != NULL && sources[i] != NULL; i++)
    g_hash_table_add (reading->used, g_strdup (sources[i]));
  if (g_strv_contains (sourced, kind) && !is_position (group) && (sources == NULL || sources[0] == NULL))
    pdl_check_add (reading->problems, group, NULL, "no-source", _ ("it names no source"));
  if (strcmp (kind, "source") != 0)
    check_tag (group, reading->problems);
  if (strcmp (kind, "statement") == 0 || strcmp (kind, "alert") == 0)
    {
      check_length (group, "short", reading->problems);
      check_length (group, "short-against", reading->problems);
    }
  for (guint i = 0; i < pdl_ini_group_get_n_keys (group); i++)
    {
      const char *key = pdl_ini_group_get_key (group, i);

      if (!g_strv_contains (texts, key))
        g_string_append_printf (reading->rules, "%s\n", pdl_ini_group_get (group, key));
    }
}

static void
check_source (PdlKnowledge *knowledge, PdlIniGroup *group, gpointer data)
{
  Reading *reading = data;
  gboolean used, background;

  if (strcmp (pdl_ini_group_get_kind (group), "source") != 0)
    return;
  used = g_hash_table_contains (reading->used, pdl_ini_group_get_name (group));
  /* Read for the reference and cited there, without a rule of its own. */
  background = g_strcmp0 (pdl_ini_group_get (group, "background"), "true") == 0;
  if (!used && !background)
    pdl_check_add (reading->problems, group, NULL, "unused", _ ("nothing stands on this source"));
  if (used && background)
    pdl_check_add (reading->problems, group, "background", "unused", _ ("something stands on this source"));
}

/* ---- names ---------------------------------------------------------------------------------------------------------- */

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '-';
}

static gboolean
is_named (const GString *rules, const char *name)
{
  gsize length = strlen (name);

  for (const char *at = strstr (rules->str, name); at != NULL; at = strstr (at + 1, name))
    if ((at == rules->str || !is_word (at[-1])) && !is_word (at[length]))
      return TRUE;
  return FALSE;
}

static void
check_named (PdlKnowledge *knowledge, PdlIniGroup *group, gpointer data)
{
  static const char *const kinds[] = { "define", "define-urgency", "option", "action", "optiongroup", NULL };
  Reading *reading = data;
  const char *name = pdl_ini_group_get_name (group);
  g_autofree char *with_at = g_strconcat ("@", name, NULL);
  gboolean is_group = strcmp (pdl_ini_group_get_kind (group), "optiongroup") == 0;

  if (g_strv_contains (kinds, pdl_ini_group_get_kind (group)) && !is_named (reading->rules, is_group ? with_at : name))
    pdl_check_add (reading->problems, group, NULL, "unused", _ ("no rule names it"));
}

static void
check_names (PdlKnowledge *knowledge, GPtrArray *problems)
{
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) rules = g_string_new (NULL);
  Reading reading = { problems, used, rules };

  each_group (knowledge, read_group, &reading);
  each_group (knowledge, check_source, &reading);
  each_group (knowledge, check_named, &reading);
}

/* ---- translations --------------------------------------------------------------------------------------------------- */

/* What stands in quotes, escapes read. (transfer full); NULL: no text in quotes */
static char *
unquote (const char *line)
{
  const char *open = strchr (line, '"'), *close = strrchr (line, '"');
  g_autofree char *inside = open != NULL && close > open ? g_strndup (open + 1, close - open - 1) : NULL;

  return inside != NULL ? g_strcompress (inside) : NULL;
}

/* The msgids of a .po file that have a translation. */
static GHashTable *
read_catalogue (const char *path, GError **error)
{
  GHashTable *translated;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) id = g_string_new (NULL);
  g_autoptr (GString) translation = g_string_new (NULL);
  GString *part = NULL;
  gboolean fuzzy = FALSE;

  if (!g_file_get_contents (path, &text, NULL, error))
    return NULL;
  translated = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *piece = unquote (lines[i]);

      if (*lines[i] == '\0')
        {
          if (id->len > 0 && translation->len > 0 && !fuzzy)
            g_hash_table_add (translated, g_strdup (id->str));
          g_string_truncate (id, 0);
          g_string_truncate (translation, 0);
          part = NULL;
          fuzzy = FALSE;
        }
      fuzzy = fuzzy || (g_str_has_prefix (lines[i], "#,") && strstr (lines[i], "fuzzy") != NULL);
      if (g_str_has_prefix (lines[i], "msgid "))
        part = id;
      else if (g_str_has_prefix (lines[i], "msgstr"))
        part = translation;
      else if (*lines[i] != '"')
        part = NULL;
      if (part != NULL && piece != NULL)
        g_string_append (part, piece);
    }
  return translated;
}

typedef struct
{
  GPtrArray *problems;
  GHashTable *translated;
  const char *name;
} Translating;

static void
check_label (PdlKnowledge *knowledge, PdlIniGroup *group, gpointer data)
{
  static const char *const kinds[] = { "section", "finding", "value", "record", "field", "option", "action", "score", "entry", NULL };
  Translating *translating = data;
  const char *label = pdl_ini_group_get (group, "label");

  if (label != NULL && *label != '\0' && g_strv_contains (kinds, pdl_ini_group_get_kind (group)) && !g_hash_table_contains (translating->translated, label))
    pdl_check_add (translating->problems, group, "label", "untranslated", _ ("“%s” has no translation in %s"), label, translating->name);
}

static gboolean
check_translations (PdlKnowledge *knowledge, const char *directory, GPtrArray *problems, GError **error)
{
  g_autoptr (GDir) folder = g_dir_open (directory, 0, error);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);
      Translating translating = { problems, NULL, name };

      if (!g_str_has_suffix (name, ".po"))
        continue;
      translating.translated = read_catalogue (path, error);
      if (translating.translated == NULL)
        return FALSE;
      each_group (knowledge, check_label, &translating);
      g_hash_table_unref (translating.translated);
    }
  return folder != NULL;
}

/* ---- the whole ------------------------------------------------------------------------------------------------------ */

static int
compare_problems (gconstpointer a, gconstpointer b)
{
  const PdlProblem *left = *(PdlProblem *const *) a, *right = *(PdlProblem *const *) b;
  int order = strcmp (left->file, right->file);

  return order != 0 ? order : left->line < right->line ? -1 : left->line > right->line;
}

GPtrArray *
pdl_check_run (PdlKnowledge *knowledge, const char *po_directory, guint *ret_untold, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (problem_free);

  check_names (knowledge, problems);
  if (!pdl_check_rules (knowledge, problems, ret_untold, error)
      || (po_directory != NULL && !check_translations (knowledge, po_directory, problems, error)))
    return NULL;
  g_ptr_array_sort (problems, compare_problems);
  return g_steal_pointer (&problems);
}
