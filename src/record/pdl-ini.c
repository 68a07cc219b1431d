/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Strict reader of the knowledge files. It reads the text itself, line by line, so that every complaint has a line
 * number and nothing given twice is merged in silence.
 */

#include "pdl-ini.h"

#include <string.h>

typedef struct
{
  char *key;
  char *value;
  guint line;
  gboolean read;
  const char *file; /* (nullable) the other file it came out of */
} Entry;

struct _PdlIniGroup
{
  PdlIni *ini; /* (not owned) */
  char *kind;
  char *name;
  guint line;
  const char *file; /* (nullable) the other file it came out of */
  GArray *entries; /* of Entry, in file order */
};

struct _PdlIni
{
  char *name;
  GPtrArray *groups; /* (owned) of PdlIniGroup */
};

G_DEFINE_QUARK (pdl-ini-error-quark, pdl_ini_error)

static void
entry_clear (gpointer data)
{
  Entry *entry = data;

  g_free (entry->key);
  g_free (entry->value);
}

static void
group_free (gpointer data)
{
  PdlIniGroup *group = data;

  g_free (group->kind);
  g_free (group->name);
  g_array_unref (group->entries);
  g_free (group);
}

void
pdl_ini_free (PdlIni *self)
{
  g_free (self->name);
  g_ptr_array_unref (self->groups);
  g_free (self);
}

static gboolean
fail (PdlIni *self, guint line, PdlIniError code, GError **error, const char *message, const char *what)
{
  g_set_error (error, PDL_INI_ERROR, code, "%s:%u: %s%s%s%s", self->name, line, message, what ? " “" : "",
               what ? what : "", what ? "”" : "");
  return FALSE;
}

static Entry *
find_entry (PdlIniGroup *group, const char *key)
{
  for (guint i = 0; i < group->entries->len; i++)
    {
      Entry *entry = &g_array_index (group->entries, Entry, i);

      if (strcmp (entry->key, key) == 0)
        return entry;
    }
  return NULL;
}

/* [a-z0-9-]+, in points-like tables also what a code may hold (a-z0-9_), and a locale suffix in brackets. */
static gboolean
key_is_valid (const char *key)
{
  const char *c = key;

  while (g_ascii_islower (*c) || g_ascii_isdigit (*c) || *c == '-' || *c == '_')
    c++;
  if (c == key)
    return FALSE;
  if (*c == '[')
    {
      const char *end = strchr (c, ']');

      return end != NULL && end > c + 1 && end[1] == '\0';
    }
  return *c == '\0';
}

static gboolean
read_heading (PdlIni *self, char *line, guint number, GHashTable *seen, GError **error)
{
  char *end = strrchr (line, ']');
  PdlIniGroup *group;
  char *blank;

  if (end == NULL || end[1] != '\0' || end == line + 1)
    return fail (self, number, PDL_INI_ERROR_SYNTAX, error, "this is not a group heading:", line);
  *end = '\0';
  line++;
  if (!g_hash_table_add (seen, g_strdup (line)))
    return fail (self, number, PDL_INI_ERROR_DUPLICATE, error, "this group was given before:", line);

  group = g_new0 (PdlIniGroup, 1);
  group->ini = self;
  group->line = number;
  group->entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  g_array_set_clear_func (group->entries, entry_clear);
  blank = strchr (line, ' ');
  group->kind = blank != NULL ? g_strndup (line, blank - line) : g_strdup (line);
  group->name = g_strstrip (g_strdup (blank != NULL ? blank + 1 : ""));
  g_ptr_array_add (self->groups, group);
  return TRUE;
}

static gboolean
read_entry (PdlIni *self, char *line, guint number, GError **error)
{
  char *equals = strchr (line, '=');
  PdlIniGroup *group;
  Entry entry = { 0 };
  char *key;

  if (equals == NULL)
    return fail (self, number, PDL_INI_ERROR_SYNTAX, error, "“key = value” is needed, not", line);
  if (self->groups->len == 0)
    return fail (self, number, PDL_INI_ERROR_SYNTAX, error, "a key stands before the first group:", line);
  *equals = '\0';
  key = g_strstrip (line);
  if (!key_is_valid (key))
    return fail (self, number, PDL_INI_ERROR_SYNTAX, error, "a key is made of a-z, 0-9 and “-”, not", key);
  group = g_ptr_array_index (self->groups, self->groups->len - 1);
  if (find_entry (group, key) != NULL)
    return fail (self, number, PDL_INI_ERROR_DUPLICATE, error, "this key was given before in its group:", key);

  entry.key = g_strdup (key);
  entry.value = g_strdup (g_strstrip (equals + 1));
  entry.line = number;
  g_array_append_val (group->entries, entry);
  return TRUE;
}

PdlIni *
pdl_ini_new (const char *name, GBytes *bytes, GError **error)
{
  g_autoptr (PdlIni) self = g_new0 (PdlIni, 1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *bad;
  g_auto (GStrv) lines = NULL;
  g_autofree char *text = NULL;

  self->name = g_strdup (name);
  self->groups = g_ptr_array_new_with_free_func (group_free);

  if (size > 0 && !g_utf8_validate_len (data, size, &bad))
    {
      guint line = 1;

      for (const char *c = data; c < bad; c++)
        line += *c == '\n';
      fail (self, line, PDL_INI_ERROR_SYNTAX, error, "the text is not UTF-8", NULL);
      return NULL;
    }

  text = g_strndup (data != NULL ? data : "", size);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strstrip (lines[i]);

      if (*line == '\0' || *line == '#')
        continue;
      if (*line == '[' ? !read_heading (self, line, i + 1, seen, error) : !read_entry (self, line, i + 1, error))
        return NULL;
    }
  return g_steal_pointer (&self);
}

const char *
pdl_ini_get_name (PdlIni *self)
{
  return self->name;
}

guint
pdl_ini_get_n_groups (PdlIni *self)
{
  return self->groups->len;
}

PdlIniGroup *
pdl_ini_get_group (PdlIni *self, guint index)
{
  return g_ptr_array_index (self->groups, index);
}

const char *
pdl_ini_group_get_kind (PdlIniGroup *group)
{
  return group->kind;
}

const char *
pdl_ini_group_get_name (PdlIniGroup *group)
{
  return group->name;
}

guint
pdl_ini_group_get_line (PdlIniGroup *group)
{
  return group->line;
}

PdlIni *
pdl_ini_group_get_ini (PdlIniGroup *group)
{
  return group->ini;
}

guint
pdl_ini_group_get_n_keys (PdlIniGroup *group)
{
  return group->entries->len;
}

const char *
pdl_ini_group_get_key (PdlIniGroup *group, guint index)
{
  return g_array_index (group->entries, Entry, index).key;
}

const char *
pdl_ini_group_get (PdlIniGroup *group, const char *key)
{
  Entry *entry = find_entry (group, key);

  if (entry == NULL)
    return NULL;
  entry->read = TRUE;
  return entry->value;
}

const char *
pdl_ini_group_peek (PdlIniGroup *group, const char *key)
{
  const Entry *entry = find_entry (group, key);

  return entry != NULL ? entry->value : NULL;
}

static void
set_entry (PdlIniGroup *group, const char *key, const char *value, guint line, const char *file, gboolean read)
{
  Entry *entry = find_entry (group, key);

  if (entry == NULL)
    {
      const Entry fresh = { .key = g_strdup (key) };

      g_array_append_val (group->entries, fresh);
      entry = &g_array_index (group->entries, Entry, group->entries->len - 1);
    }
  g_free (entry->value);
  entry->value = g_strdup (value);
  entry->line = line;
  entry->file = file;
  entry->read = read;
}

void
pdl_ini_group_overlay (PdlIniGroup *group, const char *key, PdlIniGroup *from)
{
  const Entry *entry = find_entry (from, key);

  g_return_if_fail (entry != NULL);
  set_entry (group, key, entry->value, entry->line, from->ini->name, FALSE);
}

void
pdl_ini_group_set_default (PdlIniGroup *group, const char *key, const char *value)
{
  if (find_entry (group, key) == NULL)
    set_entry (group, key, value, group->line, group->file, TRUE);
}

PdlIniGroup *
pdl_ini_append_group (PdlIni *self, PdlIniGroup *from)
{
  PdlIniGroup *group = g_new0 (PdlIniGroup, 1);

  group->ini = self;
  group->line = from->line;
  group->file = from->ini->name;
  group->kind = g_strdup (from->kind);
  group->name = g_strdup (from->name);
  group->entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  g_array_set_clear_func (group->entries, entry_clear);
  for (guint i = 0; i < from->entries->len; i++)
    {
      const Entry *entry = &g_array_index (from->entries, Entry, i);

      set_entry (group, entry->key, entry->value, entry->line, from->ini->name, FALSE);
    }
  g_ptr_array_add (self->groups, group);
  return group;
}

const char *
pdl_ini_group_get_file (PdlIniGroup *group)
{
  return group->file != NULL ? group->file : group->ini->name;
}

gboolean
pdl_ini_group_is_overlaid (PdlIniGroup *group)
{
  for (guint i = 0; i < group->entries->len; i++)
    if (g_array_index (group->entries, Entry, i).file != NULL)
      return TRUE;
  return group->file != NULL;
}

guint
pdl_ini_group_get_key_line (PdlIniGroup *group, const char *key)
{
  Entry *entry = key != NULL ? find_entry (group, key) : NULL;

  return entry != NULL ? entry->line : group->line;
}

char **
pdl_ini_group_get_list (PdlIniGroup *group, const char *key)
{
  const char *text = pdl_ini_group_get (group, key);
  g_autoptr (GPtrArray) parts = NULL;
  g_auto (GStrv) raw = NULL;

  if (text == NULL)
    return NULL;
  parts = g_ptr_array_new ();
  raw = g_strsplit (text, ";", -1);
  for (guint i = 0; raw[i] != NULL; i++)
    {
      g_strstrip (raw[i]);
      if (*raw[i] != '\0')
        g_ptr_array_add (parts, g_strdup (raw[i]));
    }
  g_ptr_array_add (parts, NULL);
  return (char **) g_ptr_array_steal (parts, NULL);
}

gboolean
pdl_ini_group_set_error (PdlIniGroup *group, const char *key, GError **error, const char *format, ...)
{
  const Entry *entry = key != NULL ? find_entry (group, key) : NULL;
  const char *file = entry != NULL && entry->file != NULL ? entry->file : pdl_ini_group_get_file (group);
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, PDL_INI_ERROR, PDL_INI_ERROR_VALUE, "%s:%u: [%s%s%s]%s%s: %s", file,
               pdl_ini_group_get_key_line (group, key), group->kind, *group->name != '\0' ? " " : "", group->name,
               key != NULL ? " " : "", key != NULL ? key : "", message);
  return FALSE;
}

gboolean
pdl_ini_group_check_all_read (PdlIniGroup *group, GError **error)
{
  for (guint i = 0; i < group->entries->len; i++)
    {
      Entry *entry = &g_array_index (group->entries, Entry, i);

      /* Translations of a key that was read belong to it; the marks of what a clinic may set are read with the whole set. */
      if (entry->read || strchr (entry->key, '[') != NULL || g_str_equal (entry->key, "local") || g_str_equal (entry->key, "local-groups"))
        continue;
      g_set_error (error, PDL_INI_ERROR, PDL_INI_ERROR_UNKNOWN, "%s:%u: [%s%s%s] nobody reads the key “%s” here",
                   entry->file != NULL ? entry->file : pdl_ini_group_get_file (group), entry->line, group->kind, *group->name != '\0' ? " " : "", group->name, entry->key);
      return FALSE;
    }
  return TRUE;
}
