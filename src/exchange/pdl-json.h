/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * A strict JSON text (RFC 8259) as a tree, and the way back. Private to the exchange layer.
 *
 * Strict, because a case file decides about a person: a key given twice, a comment, a number with a leading zero or a
 * half surrogate is an error with its place and never a guess. Size, depth and number of values are bounded. Every value
 * remembers its piece of the text, so that what this version does not know is written back to the letter.
 */

typedef enum
{
  PDL_JSON_NULL,
  PDL_JSON_BOOL,
  PDL_JSON_NUMBER,
  PDL_JSON_STRING,
  PDL_JSON_ARRAY,
  PDL_JSON_OBJECT,
} PdlJsonType;

#define PDL_JSON_MAX_VALUES 1000000

typedef struct _PdlJson PdlJson;
struct _PdlJson
{
  PdlJsonType type;
  gboolean truth;
  double number;
  char *name;          /* (nullable) the key of this member of its object */
  char *text;          /* STRING */
  GPtrArray *children; /* ARRAY, OBJECT: of PdlJson; NULL when empty */
  const char *start;   /* (not owned) the piece of the text it was read from */
  gsize length;
};

/* Reads one value and nothing behind it. @text must outlive the tree. Errors: PDL_EXCHANGE_ERROR_SYNTAX, with line and
 * column ("column 14: …" when the text has one line). */
PdlJson *pdl_json_parse (const char *text, gsize length, guint max_depth, GError **error);
void pdl_json_free (PdlJson *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlJson, pdl_json_free)

guint pdl_json_get_size (const PdlJson *self);
const PdlJson *pdl_json_get_child (const PdlJson *self, guint index);
/* A member of an object; NULL when there is none. */
const PdlJson *pdl_json_get_member (const PdlJson *self, const char *name);
/* The text of the value without the blanks between its parts. (transfer full) */
char *pdl_json_to_compact (const PdlJson *self);
/* "an object", "a string" … for messages. */
const char *pdl_json_type_name (PdlJsonType type);

/* Writing: members and elements in the order of the calls; commas and indentation are the writer's. */
typedef struct _PdlJsonWriter PdlJsonWriter;
PdlJsonWriter *pdl_json_writer_new (gboolean pretty);
char *pdl_json_writer_finish (PdlJsonWriter *self); /* frees @self; (transfer full) */
/* @name NULL: an element of an array, or the whole. */
void pdl_json_begin_object (PdlJsonWriter *self, const char *name);
void pdl_json_end_object (PdlJsonWriter *self);
void pdl_json_begin_array (PdlJsonWriter *self, const char *name);
void pdl_json_end_array (PdlJsonWriter *self);
void pdl_json_add_string (PdlJsonWriter *self, const char *name, const char *text); /* NULL: null */
void pdl_json_add_strings (PdlJsonWriter *self, const char *name, const char *const *texts); /* an array; NULL: an empty one */
void pdl_json_add_bool (PdlJsonWriter *self, const char *name, gboolean truth);
void pdl_json_add_int (PdlJsonWriter *self, const char *name, gint64 number);
/* The shortest text that reads back as @number; null when it is not finite. */
void pdl_json_add_number (PdlJsonWriter *self, const char *name, double number);
void pdl_json_add_null (PdlJsonWriter *self, const char *name);
/* @json is a valid JSON text. */
void pdl_json_add_raw (PdlJsonWriter *self, const char *name, const char *json);
