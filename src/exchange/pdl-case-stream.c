/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A stream of cases: NDJSON, one case a line, or one JSON document over many lines. Never more than one case is in memory;
 * a line that is too long is skipped to its end and reported, and the next case is read.
 */

#include "pdl-case-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pdl-json.h"

#define CHUNK (64 * 1024)

typedef enum { MODE_UNDECIDED, MODE_LINES, MODE_DOCUMENT } Mode;

typedef struct
{
  PdlDictionary *dictionary;
  PdlCaseReadFunc callback;
  gpointer user_data;
  Mode mode;
  GByteArray *pending;  /* the line, or the document so far */
  gboolean too_long;    /* the rest of this line, or document, is thrown away */
  guint line;           /* number of the line that pending begins, from 1 */
  GByteArray *first;    /* UNDECIDED: the lines up to the first that is not blank */
  gboolean stopped;
} Stream;

static gboolean
is_blank (const GByteArray *bytes)
{
  for (guint i = 0; i < bytes->len; i++)
    if (strchr (" \t\r\n", (char) bytes->data[i]) == NULL || bytes->data[i] == '\0')
      return FALSE;
  return TRUE;
}

/* @line 0: the document as a whole. */
static void
read_case (Stream *stream, const GByteArray *bytes, guint line)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) warnings = NULL;
  PdlCase *kase = NULL;
  gsize length = bytes->len;

  /* Without the end of its line, a line is told by its column alone. */
  while (line > 0 && length > 0 && (bytes->data[length - 1] == '\n' || bytes->data[length - 1] == '\r'))
    length--;
  if (stream->too_long)
    g_set_error (&error, PDL_EXCHANGE_ERROR, PDL_EXCHANGE_ERROR_SYNTAX, _ ("larger than %d MB: this is not one case"),
                 PDL_CASE_FILE_MAX_BYTES / (1024 * 1024));
  else
    kase = pdl_case_from_json (stream->dictionary, (const char *) bytes->data, (gssize) length, &warnings, &error);
  if (!stream->callback (kase, line, warnings, error, stream->user_data))
    stream->stopped = TRUE;
  g_clear_pointer (&kase, pdl_case_unref);
}

/* Whether a first line is a whole case, or whatever else is complete on one line. */
static gboolean
is_open (const GByteArray *line)
{
  gboolean quoted = FALSE;
  int depth = 0;

  for (guint i = 0; i < line->len; i++)
    switch (line->data[i])
      {
      case '\\': i += quoted; break;
      case '"': quoted = !quoted; break;
      case '{': case '[': depth += !quoted; break;
      case '}': case ']': depth -= !quoted; break;
      default: break;
      }
  return depth > 0;
}

/* The line after an open first line: in a document something of the object goes on, in NDJSON the next case begins, and
 * the first was cut short. After a line that ends in an open bracket, a comma or a colon only a document goes on. */
static Mode
decide (const GByteArray *first, const GByteArray *second)
{
  gsize i = first->len, j = 0;

  while (i > 0 && strchr (" \t\r\n", (char) first->data[i - 1]) != NULL)
    i--;
  if (i > 0 && strchr ("{[,:", (char) first->data[i - 1]) != NULL && first->data[i - 1] != '\0')
    return MODE_DOCUMENT;
  while (j < second->len && strchr (" \t\r\n", (char) second->data[j]) != NULL)
    j++;
  return j < second->len && second->data[j] == '{' ? MODE_LINES : MODE_DOCUMENT;
}

static void
take_line (Stream *stream)
{
  guint line = stream->line++;

  if (stream->mode == MODE_UNDECIDED)
    {
      if (stream->first == NULL)
        {
          if (is_blank (stream->pending) && !stream->too_long)
            {
              g_byte_array_set_size (stream->pending, 0);
              return;
            }
          if (stream->too_long || !is_open (stream->pending))
            stream->mode = MODE_LINES;
          else
            {
              stream->first = stream->pending;
              stream->pending = g_byte_array_new ();
              return;
            }
        }
      else
        {
          stream->mode = is_blank (stream->pending) && !stream->too_long ? MODE_DOCUMENT : decide (stream->first, stream->pending);
          if (stream->mode == MODE_LINES)
            {
              gboolean second_too_long = stream->too_long;

              stream->too_long = FALSE;
              read_case (stream, stream->first, line - 1);
              g_clear_pointer (&stream->first, g_byte_array_unref);
              stream->too_long = second_too_long;
              if (stream->stopped)
                return;
            }
          else
            {
              g_byte_array_append (stream->first, stream->pending->data, stream->pending->len);
              g_byte_array_unref (stream->pending);
              stream->pending = g_steal_pointer (&stream->first);
              return;
            }
        }
    }
  if (stream->mode == MODE_LINES)
    {
      if (!is_blank (stream->pending) || stream->too_long)
        read_case (stream, stream->pending, line);
      g_byte_array_set_size (stream->pending, 0);
      stream->too_long = FALSE;
    }
}

static void
append (Stream *stream, const guint8 *data, gsize length)
{
  if (stream->too_long)
    return;
  if (stream->pending->len + length > PDL_CASE_FILE_MAX_BYTES + 1)
    {
      stream->too_long = TRUE;
      g_byte_array_set_size (stream->pending, 0);
      return;
    }
  g_byte_array_append (stream->pending, data, (guint) length);
}

static void
take_chunk (Stream *stream, const guint8 *data, gsize length)
{
  while (length > 0 && !stream->stopped)
    {
      const guint8 *end = memchr (data, '\n', length);
      gsize n = end != NULL ? (gsize) (end - data) + 1 : length;

      append (stream, data, n);
      if (end != NULL && stream->mode != MODE_DOCUMENT)
        take_line (stream);
      data += n;
      length -= n;
    }
}

gboolean
pdl_case_read_stream (PdlDictionary *dictionary, GInputStream *input, const char *name, PdlCaseReadFunc callback, gpointer user_data, GError **error)
{
  Stream stream = { dictionary, callback, user_data, MODE_UNDECIDED, g_byte_array_new (), FALSE, 1, NULL, FALSE };
  g_autofree guint8 *chunk = g_malloc (CHUNK);
  gssize n = 0;

  while (!stream.stopped && (n = g_input_stream_read (input, chunk, CHUNK, NULL, error)) > 0)
    take_chunk (&stream, chunk, (gsize) n);

  if (n >= 0 && !stream.stopped)
    {
      if (stream.mode != MODE_DOCUMENT && (stream.pending->len > 0 || stream.too_long))
        take_line (&stream);
      /* An open first line with nothing behind it, or the document. */
      if (stream.first != NULL)
        read_case (&stream, stream.first, 0);
      else if (stream.mode == MODE_DOCUMENT)
        read_case (&stream, stream.pending, 0);
      else if (stream.mode == MODE_UNDECIDED)
        {
          g_autoptr (GError) empty = g_error_new_literal (PDL_EXCHANGE_ERROR, PDL_EXCHANGE_ERROR_FORMAT, _ ("there is no case in it"));

          callback (NULL, 0, NULL, empty, user_data);
        }
    }
  g_clear_pointer (&stream.first, g_byte_array_unref);
  g_byte_array_unref (stream.pending);
  if (n < 0)
    g_prefix_error (error, "%s: ", name);
  return n >= 0;
}
