/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Writing JSON text, member by member.
 */

#include "pdl-json.h"

#include <math.h>
#include <string.h>

struct _PdlJsonWriter
{
  GString *text;
  gboolean pretty;
  guint depth;
  gboolean fresh; /* nothing stands in the container yet */
};

PdlJsonWriter *
pdl_json_writer_new (gboolean pretty)
{
  PdlJsonWriter *self = g_new0 (PdlJsonWriter, 1);

  self->text = g_string_new (NULL);
  self->pretty = pretty;
  self->fresh = TRUE;
  return self;
}

char *
pdl_json_writer_finish (PdlJsonWriter *self)
{
  GString *text = self->text;

  if (self->pretty)
    g_string_append_c (text, '\n');
  g_free (self);
  return g_string_free (text, FALSE);
}

static void
break_line (PdlJsonWriter *self)
{
  if (!self->pretty || self->depth == 0)
    return;
  g_string_append_c (self->text, '\n');
  for (guint i = 0; i < self->depth; i++)
    g_string_append (self->text, "  ");
}

static void
append_quoted (GString *text, const char *string)
{
  /* A file name may be any bytes; what is written is UTF-8. */
  g_autofree char *repaired = g_utf8_validate (string, -1, NULL) ? NULL : g_utf8_make_valid (string, -1);

  g_string_append_c (text, '"');
  for (const char *c = repaired != NULL ? repaired : string; *c != '\0'; c++)
    switch (*c)
      {
      case '"': g_string_append (text, "\\\""); break;
      case '\\': g_string_append (text, "\\\\"); break;
      case '\b': g_string_append (text, "\\b"); break;
      case '\f': g_string_append (text, "\\f"); break;
      case '\n': g_string_append (text, "\\n"); break;
      case '\r': g_string_append (text, "\\r"); break;
      case '\t': g_string_append (text, "\\t"); break;
      default:
        if ((unsigned char) *c < 0x20 || *c == 0x7f)
          g_string_append_printf (text, "\\u%04x", (guint) (unsigned char) *c);
        else
          g_string_append_c (text, *c);
      }
  g_string_append_c (text, '"');
}

static void
begin_value (PdlJsonWriter *self, const char *name)
{
  if (!self->fresh)
    g_string_append_c (self->text, ',');
  break_line (self);
  self->fresh = FALSE;
  if (name == NULL)
    return;
  append_quoted (self->text, name);
  g_string_append (self->text, self->pretty ? ": " : ":");
}

static void
begin (PdlJsonWriter *self, const char *name, char bracket)
{
  begin_value (self, name);
  g_string_append_c (self->text, bracket);
  self->depth++;
  self->fresh = TRUE;
}

static void
end (PdlJsonWriter *self, char bracket)
{
  self->depth--;
  if (!self->fresh)
    {
      if (self->pretty && self->depth == 0)
        g_string_append_c (self->text, '\n');
      break_line (self);
    }
  g_string_append_c (self->text, bracket);
  self->fresh = FALSE;
}

void
pdl_json_begin_object (PdlJsonWriter *self, const char *name)
{
  begin (self, name, '{');
}

void
pdl_json_end_object (PdlJsonWriter *self)
{
  end (self, '}');
}

void
pdl_json_begin_array (PdlJsonWriter *self, const char *name)
{
  begin (self, name, '[');
}

void
pdl_json_end_array (PdlJsonWriter *self)
{
  end (self, ']');
}

void
pdl_json_add_string (PdlJsonWriter *self, const char *name, const char *text)
{
  if (text == NULL)
    {
      pdl_json_add_null (self, name);
      return;
    }
  begin_value (self, name);
  append_quoted (self->text, text);
}

void
pdl_json_add_strings (PdlJsonWriter *self, const char *name, const char *const *texts)
{
  pdl_json_begin_array (self, name);
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    pdl_json_add_string (self, NULL, texts[i]);
  pdl_json_end_array (self);
}

void
pdl_json_add_bool (PdlJsonWriter *self, const char *name, gboolean truth)
{
  pdl_json_add_raw (self, name, truth ? "true" : "false");
}

void
pdl_json_add_int (PdlJsonWriter *self, const char *name, gint64 number)
{
  begin_value (self, name);
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT, number);
}

void
pdl_json_add_number (PdlJsonWriter *self, const char *name, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (number))
    {
      pdl_json_add_null (self, name);
      return;
    }
  /* 15 digits are what every double gives back as typed; 17 are what some need. */
  g_ascii_formatd (buffer, sizeof buffer, "%.15g", number);
  if (g_ascii_strtod (buffer, NULL) != number)
    g_ascii_formatd (buffer, sizeof buffer, "%.17g", number);
  pdl_json_add_raw (self, name, buffer);
}

void
pdl_json_add_null (PdlJsonWriter *self, const char *name)
{
  pdl_json_add_raw (self, name, "null");
}

void
pdl_json_add_raw (PdlJsonWriter *self, const char *name, const char *json)
{
  begin_value (self, name);
  g_string_append (self->text, json);
}
