/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A reader of flat JSON rows. The text of a list comes from a case file, where it was read strictly, or from a person; so it is
 * believed as far as it can be read, and one doubt about its form drops it whole: half a list of doses is worse than none.
 */

#include "pdl-rows.h"

#include <string.h>

struct _PdlRows
{
  const PdlFinding *field;
  GPtrArray *rows; /* of PdlValue **, one for each column */
};

typedef enum { TOKEN_TEXT, TOKEN_NUMBER, TOKEN_WORD, TOKEN_PART } Token;

static void
skip_blanks (const char **at)
{
  *at += strspn (*at, " \t\r\n");
}

static gboolean
take (const char **at, char sign)
{
  skip_blanks (at);
  if (**at != sign)
    return FALSE;
  (*at)++;
  return TRUE;
}

/* NULL: not closed. */
static char *
take_text (const char **at)
{
  const char *from = *at + 1, *end = from;
  g_autofree char *raw = NULL;

  while (*end != '"' && *end != '\0')
    end += *end == '\\' && end[1] != '\0' ? 2 : 1;
  if (*end == '\0')
    return NULL;
  *at = end + 1;
  raw = g_strndup (from, end - from);
  return g_strcompress (raw);
}

/* An array or object inside a row: no column holds one. */
static gboolean
skip_part (const char **at)
{
  guint depth = 0;

  do
    {
      if (**at == '"')
        {
          g_autofree char *text = take_text (at);

          if (text == NULL)
            return FALSE;
          continue;
        }
      if (**at == '\0')
        return FALSE;
      depth += **at == '[' || **at == '{';
      depth -= **at == ']' || **at == '}';
      (*at)++;
    }
  while (depth > 0);
  return TRUE;
}

/* @ret_text: the text, number or word; NULL for a part. */
static gboolean
take_value (const char **at, Token *ret_token, char **ret_text)
{
  gsize length;

  skip_blanks (at);
  *ret_text = NULL;
  if (**at == '"')
    {
      *ret_token = TOKEN_TEXT;
      *ret_text = take_text (at);
      return *ret_text != NULL;
    }
  if (**at == '[' || **at == '{')
    {
      *ret_token = TOKEN_PART;
      return skip_part (at);
    }
  length = strcspn (*at, ",]} \t\r\n");
  *ret_token = **at == '-' || g_ascii_isdigit (**at) ? TOKEN_NUMBER : TOKEN_WORD;
  *ret_text = g_strndup (*at, length);
  *at += length;
  return length > 0;
}

static const PdlFinding *
find_column (const PdlFinding *field, const char *id)
{
  for (guint i = 0; i < field->columns->len; i++)
    if (strcmp (((const PdlFinding *) g_ptr_array_index (field->columns, i))->id, id) == 0)
      return g_ptr_array_index (field->columns, i);
  return NULL;
}

/* Numbers are numbers and words are words: "16" in quotes is not sixteen. */
static gboolean
fits (const PdlFinding *column, Token token)
{
  switch (column->type)
    {
    case PDL_TYPE_BOOL: return token == TOKEN_WORD;
    case PDL_TYPE_INT:
    case PDL_TYPE_NUMBER: return token == TOKEN_NUMBER;
    default: return token == TOKEN_TEXT;
    }
}

static gboolean
read_member (PdlRows *self, const char **at, PdlValue **values, guint64 *seen)
{
  g_autofree char *name = NULL, *text = NULL;
  const PdlFinding *column;
  Token token;

  skip_blanks (at);
  if (**at != '"' || (name = take_text (at)) == NULL || !take (at, ':') || !take_value (at, &token, &text))
    return FALSE;
  column = find_column (self->field, name);
  if (column == NULL)
    return TRUE;
  if ((*seen & ((guint64) 1 << column->index)) != 0)
    return FALSE;
  *seen |= (guint64) 1 << column->index;
  if (fits (column, token) && !pdl_finding_parse (column, text, &values[column->index], NULL))
    values[column->index] = NULL;
  return TRUE;
}

static gboolean
read_row (PdlRows *self, const char **at)
{
  PdlValue **values = g_new0 (PdlValue *, self->field->columns->len);
  guint64 seen = 0;

  g_ptr_array_add (self->rows, values);
  if (!take (at, '{'))
    return FALSE;
  if (take (at, '}'))
    return TRUE;
  do
    if (!read_member (self, at, values, &seen))
      return FALSE;
  while (take (at, ','));
  return take (at, '}');
}

static gboolean
read_rows (PdlRows *self, const char *at)
{
  if (!take (&at, '['))
    return FALSE;
  if (!take (&at, ']'))
    {
      do
        if (!read_row (self, &at))
          return FALSE;
      while (take (&at, ','));
      if (!take (&at, ']'))
        return FALSE;
    }
  skip_blanks (&at);
  return *at == '\0';
}

PdlRows *
pdl_rows_read (const PdlFinding *field, const PdlValue *list)
{
  g_autoptr (PdlRows) self = g_new0 (PdlRows, 1);
  const char *text = pdl_value_get_text (list);

  g_return_val_if_fail (field->columns != NULL, NULL);
  self->field = field;
  self->rows = g_ptr_array_new ();
  return text != NULL && read_rows (self, text) ? g_steal_pointer (&self) : NULL;
}

void
pdl_rows_free (PdlRows *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      PdlValue **values = g_ptr_array_index (self->rows, i);

      for (guint c = 0; c < self->field->columns->len; c++)
        if (values[c] != NULL)
          pdl_value_unref (values[c]);
      g_free (values);
    }
  g_ptr_array_unref (self->rows);
  g_free (self);
}

guint
pdl_rows_get_size (const PdlRows *self)
{
  return self->rows->len;
}

const PdlValue *
pdl_rows_get (const PdlRows *self, guint row, const PdlFinding *column)
{
  return ((PdlValue **) g_ptr_array_index (self->rows, row))[column->index];
}
