/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A reader of JSON as the drawing data is written: UTF-8 without escapes in strings that matter. Refuses what is malformed.
 * The tree owns a copy of the text; its strings point into it. Immutable after reading; any thread.
 */
#include "pdl-geometry.h"

#include <math.h>
#include <string.h>

#define MAX_DEPTH 24

struct _PdlGeometry
{
  char *text;
  GPtrArray *blocks;   /* of PdlNode arrays */
  PdlNode root;
};

typedef struct
{
  PdlGeometry *tree;
  char *at, *end;
  GArray *stack;       /* of PdlNode: values of arrays and objects still open */
  guint depth;
} Reader;

static gboolean read_value (Reader *self, PdlNode *ret_node);

static char
next (Reader *self)
{
  while (self->at < self->end && (*self->at == ' ' || *self->at == '\n' || *self->at == '\r' || *self->at == '\t'))
    self->at++;
  return self->at < self->end ? *self->at : '\0';
}

static gboolean
read_string (Reader  *self,
             PdlNode *ret_node)
{
  char *start = ++self->at;

  while (self->at < self->end && *self->at != '"')
    self->at += *self->at == '\\' && self->at + 1 < self->end ? 2 : 1;
  if (self->at >= self->end)
    return FALSE;
  *self->at++ = '\0';
  *ret_node = (PdlNode) { PDL_NODE_STRING, 0, { .string = start } };
  return TRUE;
}

static gboolean
read_number (Reader  *self,
             PdlNode *ret_node)
{
  static const double tenths[] = { 1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9 };
  char *start = self->at;
  gint64 digits = 0;
  guint fraction = 0, n = 0;
  gboolean negative = *self->at == '-', point = FALSE;

  self->at += negative ? 1 : 0;
  for (; self->at < self->end; self->at++)
    {
      if (g_ascii_isdigit (*self->at))
        {
          digits = digits * 10 + (*self->at - '0');
          fraction += point ? 1 : 0;
          if (++n > 15)
            break;
        }
      else if (*self->at == '.' && !point)
        point = TRUE;
      else
        break;
    }
  if (n == 0)
    return FALSE;
  *ret_node = (PdlNode) { PDL_NODE_NUMBER, 0, { .number = 0 } };
  if (n > 15 || fraction >= G_N_ELEMENTS (tenths) || (self->at < self->end && (*self->at == 'e' || *self->at == 'E')))
    {
      ret_node->number = g_ascii_strtod (start, &self->at);
      return self->at > start;
    }
  /* Few digits: exact in a double, one division away from what strtod gives. */
  ret_node->number = fraction > 0 ? (double) digits / (1 / tenths[fraction]) : (double) digits;
  if (negative)
    ret_node->number = -ret_node->number;
  return TRUE;
}

static gboolean
read_word (Reader     *self,
           const char *word,
           PdlNode     node,
           PdlNode    *ret_node)
{
  gsize length = strlen (word);

  if ((gsize) (self->end - self->at) < length || strncmp (self->at, word, length) != 0)
    return FALSE;
  self->at += length;
  *ret_node = node;
  return TRUE;
}

static gboolean
read_many (Reader  *self,
           gboolean object,
           PdlNode *ret_node)
{
  guint base = self->stack->len, n;
  char close = object ? '}' : ']';
  PdlNode *block;

  if (++self->depth > MAX_DEPTH)
    return FALSE;
  self->at++;
  if (next (self) == close)
    self->at++;
  else
    for (;;)
      {
        PdlNode node;

        if (object)
          {
            if (next (self) != '"' || !read_string (self, &node))
              return FALSE;
            g_array_append_val (self->stack, node);
            if (next (self) != ':')
              return FALSE;
            self->at++;
          }
        if (!read_value (self, &node))
          return FALSE;
        g_array_append_val (self->stack, node);
        if (next (self) == close)
          {
            self->at++;
            break;
          }
        if (next (self) != ',')
          return FALSE;
        self->at++;
      }
  n = self->stack->len - base;
  block = n > 0 ? g_memdup2 (&g_array_index (self->stack, PdlNode, base), n * sizeof (PdlNode)) : NULL;
  if (block != NULL)
    g_ptr_array_add (self->tree->blocks, block);
  g_array_set_size (self->stack, base);
  *ret_node = (PdlNode) { object ? PDL_NODE_OBJECT : PDL_NODE_ARRAY, object ? n / 2 : n, { .items = block } };
  self->depth--;
  return TRUE;
}

static gboolean
read_value (Reader  *self,
            PdlNode *ret_node)
{
  switch (next (self))
    {
    case '{':
      return read_many (self, TRUE, ret_node);
    case '[':
      return read_many (self, FALSE, ret_node);
    case '"':
      return read_string (self, ret_node);
    case 't':
      return read_word (self, "true", (PdlNode) { PDL_NODE_BOOL, 0, { .number = 1 } }, ret_node);
    case 'f':
      return read_word (self, "false", (PdlNode) { PDL_NODE_BOOL, 0, { .number = 0 } }, ret_node);
    case 'n':
      return read_word (self, "null", (PdlNode) { PDL_NODE_NULL, 0, { .number = 0 } }, ret_node);
    default:
      return read_number (self, ret_node);
    }
}

PdlGeometry *
pdl_geometry_read (const char *text,
                   gsize       length)
{
  g_autoptr (PdlGeometry) self = g_new0 (PdlGeometry, 1);
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (PdlNode));
  Reader reader = { .tree = self, .stack = stack };

  self->text = g_strndup (text, length);
  self->blocks = g_ptr_array_new_with_free_func (g_free);
  reader.at = self->text;
  reader.end = self->text + strlen (self->text);
  if (!read_value (&reader, &self->root) || next (&reader) != '\0')
    return NULL;
  return g_steal_pointer (&self);
}

void
pdl_geometry_free (PdlGeometry *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->blocks);
  g_free (self->text);
  g_free (self);
}

const PdlNode *
pdl_geometry_get_root (PdlGeometry *self)
{
  return &self->root;
}

const PdlNode *
pdl_node_member (const PdlNode *self,
                 const char    *name)
{
  for (guint i = 0; self != NULL && self->type == PDL_NODE_OBJECT && i < self->n; i++)
    if (strcmp (self->items[2 * i].string, name) == 0)
      return &self->items[2 * i + 1];
  return NULL;
}

const PdlNode *
pdl_node_element (const PdlNode *self,
                  guint          index)
{
  return self != NULL && self->type == PDL_NODE_ARRAY && index < self->n ? &self->items[index] : NULL;
}

guint
pdl_node_length (const PdlNode *self)
{
  return self != NULL && self->type == PDL_NODE_ARRAY ? self->n : 0;
}

double
pdl_node_number (const PdlNode *self)
{
  return self != NULL && (self->type == PDL_NODE_NUMBER || self->type == PDL_NODE_BOOL) ? self->number : NAN;
}

const char *
pdl_node_string (const PdlNode *self)
{
  return self != NULL && self->type == PDL_NODE_STRING ? self->string : "";
}
