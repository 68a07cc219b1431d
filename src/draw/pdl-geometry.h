/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * The drawing data as a tree. It is one large JSON file of our own, almost all numbers, read at every start: a reader that knows
 * no more than that takes a tenth of the time of a general one. Inner to this layer.
 */

typedef enum { PDL_NODE_NULL, PDL_NODE_BOOL, PDL_NODE_NUMBER, PDL_NODE_STRING, PDL_NODE_ARRAY, PDL_NODE_OBJECT } PdlNodeType;

typedef struct _PdlNode PdlNode;
struct _PdlNode
{
  PdlNodeType type;
  guint n;                   /* items of an array, members of an object */
  union
  {
    double number;           /* also of a bool: 0, 1 */
    const char *string;
    const PdlNode *items;    /* array: values; object: key, value, key, value… */
  };
};

typedef struct _PdlGeometry PdlGeometry;

/* Reads @length bytes of JSON. NULL when they are none, or nest deeper than the drawing data does. */
PdlGeometry *pdl_geometry_read (const char *text, gsize length);
void pdl_geometry_free (PdlGeometry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlGeometry, pdl_geometry_free)
const PdlNode *pdl_geometry_get_root (PdlGeometry *self);

/* All accept NULL and the wrong type: NULL, 0, NaN, "" then. */
const PdlNode *pdl_node_member (const PdlNode *self, const char *name);
const PdlNode *pdl_node_element (const PdlNode *self, guint index);
guint pdl_node_length (const PdlNode *self);
double pdl_node_number (const PdlNode *self);
const char *pdl_node_string (const PdlNode *self);
