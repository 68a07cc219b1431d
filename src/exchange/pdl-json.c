/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The strict JSON reader. It goes down one level of the stack for each level of the text, at most max_depth.
 */

#include "pdl-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "pdl-case-json.h"

/* Up to this size the members of an object are compared one by one. */
#define SMALL_OBJECT 24

typedef struct
{
  const char *start, *end;
  const char *at;
  guint max_depth;
  guint n_values;
} Reader;

static PdlJson *read_value (Reader *reader, guint depth, GError **error);

static gboolean
fail (Reader *reader, const char *where, GError **error, const char *format, ...) G_GNUC_PRINTF (4, 5);

static gboolean
fail (Reader *reader, const char *where, GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  const char *line_start = reader->start;
  guint line = 1;
  gboolean one_line;
  glong column;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  for (const char *c = reader->start; c < where; c++)
    if (*c == '\n')
      {
        line++;
        line_start = c + 1;
      }
  column = g_utf8_strlen (line_start, where - line_start) + 1;
  one_line = line == 1 && memchr (reader->start, '\n', reader->end - reader->start) == NULL;
  if (one_line)
    g_set_error (error, PDL_EXCHANGE_ERROR, PDL_EXCHANGE_ERROR_SYNTAX, _ ("column %ld: %s"), column, message);
  else
    g_set_error (error, PDL_EXCHANGE_ERROR, PDL_EXCHANGE_ERROR_SYNTAX, _ ("line %u, column %ld: %s"), line, column, message);
  return FALSE;
}

static void
skip_blanks (Reader *reader)
{
  while (reader->at < reader->end && strchr (" \t\r\n", *reader->at) != NULL && *reader->at != '\0')
    reader->at++;
}

static int
read_hex (const char *at, const char *end)
{
  int number = 0;

  if (end - at < 4)
    return -1;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (at[i]);

      if (digit < 0)
        return -1;
      number = number * 16 + digit;
    }
  return number;
}

/* At a backslash-u; appends the character. */
static gboolean
read_escape_u (Reader *reader, GString *text, GError **error)
{
  const char *where = reader->at;
  int unit = read_hex (reader->at + 2, reader->end);
  gunichar character = (gunichar) unit;

  if (unit < 0)
    return fail (reader, where, error, _ ("four hexadecimal digits are needed after “\\u”"));
  reader->at += 6;
  if (unit >= 0xd800 && unit <= 0xdfff)
    {
      int low = reader->end - reader->at >= 6 && reader->at[0] == '\\' && reader->at[1] == 'u' ? read_hex (reader->at + 2, reader->end) : -1;

      if (unit > 0xdbff || low < 0xdc00 || low > 0xdfff)
        return fail (reader, where, error, _ ("half of a surrogate pair"));
      reader->at += 6;
      character = 0x10000 + ((gunichar) (unit - 0xd800) << 10) + (gunichar) (low - 0xdc00);
    }
  if (character == 0)
    return fail (reader, where, error, _ ("a text cannot hold the character NUL"));
  g_string_append_unichar (text, character);
  return TRUE;
}

/* At a quotation mark. */
static char *
read_string (Reader *reader, GError **error)
{
  static const char escapes[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
  g_autoptr (GString) text = g_string_new (NULL);
  const char *opened = reader->at++;

  while (reader->at < reader->end)
    {
      unsigned char c = (unsigned char) *reader->at;
      const char *escape;

      if (c == '"')
        {
          reader->at++;
          return g_string_free (g_steal_pointer (&text), FALSE);
        }
      if (c < 0x20)
        {
          fail (reader, reader->at, error, c == '\n' ? _ ("the text does not end on its line") : _ ("a control character stands in a text"));
          return NULL;
        }
      if (c != '\\')
        {
          const char *run = reader->at;

          while (reader->at < reader->end && *reader->at != '"' && *reader->at != '\\' && (unsigned char) *reader->at >= 0x20)
            reader->at++;
          g_string_append_len (text, run, reader->at - run);
          continue;
        }
      if (reader->at + 1 >= reader->end)
        break;
      if (reader->at[1] == 'u')
        {
          if (!read_escape_u (reader, text, error))
            return NULL;
          continue;
        }
      escape = reader->at[1] != '\0' ? strchr (escapes, reader->at[1]) : NULL;
      if (escape == NULL)
        {
          fail (reader, reader->at, error, _ ("“\\%c” means nothing in JSON"), g_ascii_isprint (reader->at[1]) ? reader->at[1] : '?');
          return NULL;
        }
      g_string_append_c (text, meant[escape - escapes]);
      reader->at += 2;
    }
  fail (reader, opened, error, _ ("this text does not end"));
  return NULL;
}

static gboolean
read_number (Reader *reader, PdlJson *value, GError **error)
{
  const char *start = reader->at, *c = start, *digits;
  g_autofree char *copy = NULL;
  gboolean good;

#define SKIP_DIGITS() while (c < reader->end && g_ascii_isdigit (*c)) c++
  if (c < reader->end && *c == '-')
    c++;
  digits = c;
  SKIP_DIGITS ();
  good = c > digits && (*digits != '0' || c == digits + 1);
  if (good && c < reader->end && *c == '.')
    {
      digits = ++c;
      SKIP_DIGITS ();
      good = c > digits;
    }
  if (good && c < reader->end && (*c == 'e' || *c == 'E'))
    {
      c++;
      if (c < reader->end && (*c == '+' || *c == '-'))
        c++;
      digits = c;
      SKIP_DIGITS ();
      good = c > digits;
    }
#undef SKIP_DIGITS
  if (!good)
    return fail (reader, start, error, _ ("this is not a number of JSON"));
  copy = g_strndup (start, c - start);
  value->number = g_ascii_strtod (copy, NULL);
  if (!isfinite (value->number))
    return fail (reader, start, error, _ ("this number is too large"));
  reader->at = c;
  return TRUE;
}

/* @names (nullable): the keys so far, once there are many. */
static gboolean
key_is_new (const PdlJson *object, const char *name, GHashTable **names)
{
  guint n = pdl_json_get_size (object);

  if (n < SMALL_OBJECT)
    return pdl_json_get_member (object, name) == NULL;
  if (*names == NULL)
    {
      *names = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint i = 0; i < n; i++)
        g_hash_table_add (*names, pdl_json_get_child (object, i)->name);
    }
  return !g_hash_table_contains (*names, name);
}

static gboolean
read_children (Reader *reader, PdlJson *value, guint depth, GError **error)
{
  gboolean object = value->type == PDL_JSON_OBJECT;
  char close = object ? '}' : ']';
  g_autoptr (GHashTable) names = NULL;

  reader->at++;
  skip_blanks (reader);
  if (reader->at < reader->end && *reader->at == close)
    {
      reader->at++;
      return TRUE;
    }
  value->children = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_json_free);
  while (TRUE)
    {
      g_autofree char *name = NULL;
      PdlJson *child;

      skip_blanks (reader);
      if (object)
        {
          const char *where = reader->at;

          if (reader->at >= reader->end || *reader->at != '"')
            return fail (reader, reader->at, error, _ ("a name in quotation marks is needed"));
          name = read_string (reader, error);
          if (name == NULL)
            return FALSE;
          if (!key_is_new (value, name, &names))
            return fail (reader, where, error, _ ("“%s” is given twice"), name);
          skip_blanks (reader);
          if (reader->at >= reader->end || *reader->at != ':')
            return fail (reader, reader->at, error, _ ("a colon is needed after “%s”"), name);
          reader->at++;
        }
      child = read_value (reader, depth + 1, error);
      if (child == NULL)
        return FALSE;
      child->name = g_steal_pointer (&name);
      g_ptr_array_add (value->children, child);
      if (names != NULL)
        g_hash_table_add (names, child->name);
      skip_blanks (reader);
      if (reader->at >= reader->end)
        return fail (reader, reader->at, error, object ? _ ("the text ends inside an object") : _ ("the text ends inside an array"));
      if (*reader->at == close)
        {
          reader->at++;
          return TRUE;
        }
      if (*reader->at != ',')
        return fail (reader, reader->at, error, _ ("a comma or “%c” is needed"), close);
      reader->at++;
    }
}

static gboolean
read_word (Reader *reader, PdlJson *value)
{
  static const struct { const char *word; PdlJsonType type; gboolean truth; } words[] = {
    { "null", PDL_JSON_NULL, FALSE }, { "true", PDL_JSON_BOOL, TRUE }, { "false", PDL_JSON_BOOL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize n = strlen (words[i].word);

      if ((gsize) (reader->end - reader->at) < n || memcmp (reader->at, words[i].word, n) != 0)
        continue;
      if (reader->at + n < reader->end && (g_ascii_isalnum (reader->at[n]) || reader->at[n] == '_'))
        continue;
      value->type = words[i].type;
      value->truth = words[i].truth;
      reader->at += n;
      return TRUE;
    }
  return FALSE;
}

static PdlJson *
read_value (Reader *reader, guint depth, GError **error)
{
  g_autoptr (PdlJson) value = NULL;
  gboolean good = TRUE;

  skip_blanks (reader);
  if (depth > reader->max_depth)
    {
      fail (reader, reader->at, error, _ ("more than %u levels inside one another"), reader->max_depth);
      return NULL;
    }
  if (++reader->n_values > PDL_JSON_MAX_VALUES)
    {
      fail (reader, reader->at, error, _ ("more than %u values"), PDL_JSON_MAX_VALUES);
      return NULL;
    }
  if (reader->at >= reader->end)
    {
      fail (reader, reader->at, error, _ ("the text ends where a value is needed"));
      return NULL;
    }

  value = g_new0 (PdlJson, 1);
  value->start = reader->at;
  switch (*reader->at)
    {
    case '{':
    case '[':
      value->type = *reader->at == '{' ? PDL_JSON_OBJECT : PDL_JSON_ARRAY;
      good = read_children (reader, value, depth, error);
      break;
    case '"':
      value->type = PDL_JSON_STRING;
      value->text = read_string (reader, error);
      good = value->text != NULL;
      break;
    default:
      if (*reader->at == '-' || g_ascii_isdigit (*reader->at))
        {
          value->type = PDL_JSON_NUMBER;
          good = read_number (reader, value, error);
        }
      else if (!read_word (reader, value))
        good = fail (reader, reader->at, error, _ ("a value is needed here"));
    }
  if (!good)
    return NULL;
  value->length = (gsize) (reader->at - value->start);
  return g_steal_pointer (&value);
}

PdlJson *
pdl_json_parse (const char *text, gsize length, guint max_depth, GError **error)
{
  Reader reader = { text, text + length, text, max_depth, 0 };
  g_autoptr (PdlJson) value = NULL;
  const char *bad;

  if (!g_utf8_validate_len (text, length, &bad))
    {
      fail (&reader, bad, error, *bad == '\0' ? _ ("the text holds the character NUL") : _ ("the text is not UTF-8"));
      return NULL;
    }
  /* Some editors put a byte order mark first. */
  if (length >= 3 && memcmp (text, "\357\273\277", 3) == 0)
    reader.at += 3;
  value = read_value (&reader, 1, error);
  if (value == NULL)
    return NULL;
  skip_blanks (&reader);
  if (reader.at < reader.end)
    {
      fail (&reader, reader.at, error, _ ("something stands behind the end of the value"));
      return NULL;
    }
  return g_steal_pointer (&value);
}

void
pdl_json_free (PdlJson *self)
{
  g_free (self->name);
  g_free (self->text);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_free (self);
}

guint
pdl_json_get_size (const PdlJson *self)
{
  return self->children != NULL ? self->children->len : 0;
}

const PdlJson *
pdl_json_get_child (const PdlJson *self, guint index)
{
  return g_ptr_array_index (self->children, index);
}

const PdlJson *
pdl_json_get_member (const PdlJson *self, const char *name)
{
  for (guint i = 0; self->type == PDL_JSON_OBJECT && i < pdl_json_get_size (self); i++)
    {
      const PdlJson *child = pdl_json_get_child (self, i);

      if (strcmp (child->name, name) == 0)
        return child;
    }
  return NULL;
}

char *
pdl_json_to_compact (const PdlJson *self)
{
  GString *text = g_string_sized_new (self->length);
  gboolean quoted = FALSE;

  for (gsize i = 0; i < self->length; i++)
    {
      char c = self->start[i];

      if (quoted && c == '\\' && i + 1 < self->length)
        {
          g_string_append_c (text, c);
          c = self->start[++i];
        }
      else if (c == '"')
        quoted = !quoted;
      else if (!quoted && (c == ' ' || c == '\t' || c == '\r' || c == '\n'))
        continue;
      g_string_append_c (text, c);
    }
  return g_string_free (text, FALSE);
}

const char *
pdl_json_type_name (PdlJsonType type)
{
  switch (type)
    {
    case PDL_JSON_NULL: return _ ("null");
    case PDL_JSON_BOOL: return _ ("true or false");
    case PDL_JSON_NUMBER: return _ ("a number");
    case PDL_JSON_STRING: return _ ("a text");
    case PDL_JSON_ARRAY: return _ ("an array");
    case PDL_JSON_OBJECT: return _ ("an object");
    }
  return "";
}
