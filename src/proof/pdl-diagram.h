/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * Decision diagrams over finite variables: a function from all assignments to small whole numbers, equal parts shared. Two
 * equal functions are one and the same diagram, and counting or searching costs as much as the diagram is large, not as
 * there are assignments. This is how a space of 10^20 patients is looked through without leaving one out.
 *
 * A diagram is a number that means something in its manager only; it lives as long as the manager. Not for two threads.
 */

typedef guint32 PdlDiagram;
typedef struct _PdlDiagrams PdlDiagrams;
__extension__ typedef unsigned __int128 PdlCount;

#define PDL_DIAGRAM_KEEP G_MAXUINT32

/* The truth values of conditions as leaves. */
enum { PDL_LEAF_FALSE = 0, PDL_LEAF_TRUE = 1, PDL_LEAF_UNKNOWN = 2 };

typedef enum
{
  PDL_JOIN_AND,     /* of conditions, three-valued (Kleene) */
  PDL_JOIN_OR,
  PDL_JOIN_IMPLIES,
  PDL_JOIN_MIN,     /* of numbers */
  PDL_JOIN_MAX,
  PDL_JOIN_EQUAL,   /* of numbers: true or false */
  PDL_JOIN_LESS,
} PdlJoin;

/* Variable i has the classes 0 … sizes[i] - 1. */
PdlDiagrams *pdl_diagrams_new (const guint *sizes, guint n_variables);
void pdl_diagrams_free (PdlDiagrams *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlDiagrams, pdl_diagrams_free)
guint pdl_diagrams_get_size (PdlDiagrams *self); /* nodes made so far */

PdlDiagram pdl_diagram_leaf (PdlDiagrams *self, int value);
/* Its own class. */
PdlDiagram pdl_diagram_variable (PdlDiagrams *self, guint variable);
/* children[v] where @variable is v; the children read later variables only. */
PdlDiagram pdl_diagram_choose (PdlDiagrams *self, guint variable, const PdlDiagram *children);
PdlDiagram pdl_diagram_join (PdlDiagrams *self, PdlJoin join, PdlDiagram a, PdlDiagram b);
PdlDiagram pdl_diagram_not (PdlDiagrams *self, PdlDiagram a);
/* @then where @condition is true, else @otherwise; unknown is not true. */
PdlDiagram pdl_diagram_if (PdlDiagrams *self, PdlDiagram condition, PdlDiagram then, PdlDiagram otherwise);
/* True where @a is @value, else false. */
PdlDiagram pdl_diagram_is (PdlDiagrams *self, PdlDiagram a, int value);
/* table[a]; @a has leaves from 0 to @n - 1. */
PdlDiagram pdl_diagram_map (PdlDiagrams *self, PdlDiagram a, const int *table, guint n);
/* @a with @variable at @value. */
PdlDiagram pdl_diagram_fix (PdlDiagrams *self, PdlDiagram a, guint variable, guint value);
/* Every variable i at once replaced by the diagram by[i], PDL_DIAGRAM_KEEP: left as it is. */
PdlDiagram pdl_diagram_replace (PdlDiagrams *self, PdlDiagram a, const PdlDiagram *by);

/* Assignments where @a is @value. */
PdlCount pdl_diagram_count (PdlDiagrams *self, PdlDiagram a, int value);
/* The assignment with the fewest variables away from their last class where @a is @value; FALSE when there is none. */
gboolean pdl_diagram_find (PdlDiagrams *self, PdlDiagram a, int value, guint *ret_classes);
/* What @a is for one assignment. */
int pdl_diagram_get (PdlDiagrams *self, PdlDiagram a, const guint *classes);

/* "120 960" (transfer full) */
char *pdl_count_to_text (PdlCount count);
