/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Conditions as diagrams over a space: each undivided part from its table of results, `and`, `or`, `not` and `implies` joined
 * as Kleene has them.
 */

#include "pdl-space-private.h"

#include <math.h>

static PdlCut *
axis_at (PdlSpace *self, guint index)
{
  return g_ptr_array_index (self->axes, index);
}

static const PdlNode *
child (const PdlNode *node, guint index)
{
  return g_ptr_array_index (node->children, index);
}

typedef struct
{
  PdlSpace *self;
  PdlDiagrams *diagrams;
  const PdlAtom *atom;
  gboolean is_value;
  int unknown;
  guint order[PDL_SPACE_TOGETHER]; /* places in the atom, earlier axes first */
  guint at[PDL_SPACE_TOGETHER];
} Drawing;

static PdlDiagram
draw_atom (Drawing *drawing, guint depth)
{
  const PdlAtom *atom = drawing->atom;
  PdlDiagram children[64];
  const PdlCut *axis;

  if (depth == atom->n_axes)
    {
      double result = atom->results[pdl_space_joint (drawing->self, atom, drawing->at)];

      return pdl_diagram_leaf (drawing->diagrams, isnan (result) ? drawing->unknown : drawing->is_value ? (int) result : result != 0);
    }
  axis = axis_at (drawing->self, atom->axes[drawing->order[depth]]);
  for (guint c = 0; c < axis->axis.n_classes; c++)
    {
      drawing->at[drawing->order[depth]] = g_array_index (axis->first, guint, c);
      children[c] = draw_atom (drawing, depth + 1);
    }
  return pdl_diagram_choose (drawing->diagrams, atom->axes[drawing->order[depth]], children);
}

static PdlDiagram
atom_diagram (PdlSpace *self, PdlDiagrams *diagrams, const PdlNode *node, gboolean is_value, int unknown)
{
  Drawing drawing = { self, diagrams, g_hash_table_lookup (self->atoms, node), is_value, unknown };

  for (guint i = 0; i < drawing.atom->n_axes; i++)
    {
      guint at = i;

      for (; at > 0 && drawing.atom->axes[drawing.order[at - 1]] > drawing.atom->axes[i]; at--)
        drawing.order[at] = drawing.order[at - 1];
      drawing.order[at] = i;
    }
  return draw_atom (&drawing, 0);
}

/* What all parts of one drawing share. */
typedef struct
{
  PdlSpace *self;
  PdlDiagrams *diagrams;
  const PdlDiagram *by, *uses; /* (nullable) */
} Canvas;

static PdlDiagram
draw (const Canvas *canvas, const PdlNode *node)
{
  PdlDiagrams *diagrams = canvas->diagrams;
  PdlDiagram result;

  if (pdl_space_is_uses (node))
    return canvas->uses != NULL ? canvas->uses[(guint) child (node, 1)->number] : pdl_diagram_leaf (diagrams, PDL_LEAF_FALSE);
  if (node->type == PDL_NODE_DEFINE && node->define->root->is_bool)
    return draw (canvas, node->define->root);
  if (!pdl_space_divides (node))
    {
      result = atom_diagram (canvas->self, diagrams, node, FALSE, PDL_LEAF_UNKNOWN);
      /* Here and not at the end: what is read through `uses` is said over the space already. */
      return canvas->by != NULL ? pdl_diagram_replace (diagrams, result, canvas->by) : result;
    }
  result = draw (canvas, child (node, 0));
  if (node->type == PDL_NODE_NOT)
    return pdl_diagram_not (diagrams, result);
  if (node->type == PDL_NODE_IF)
    {
      PdlDiagram then = draw (canvas, child (node, 1)), otherwise = draw (canvas, child (node, 2));

      otherwise = pdl_diagram_if (diagrams, pdl_diagram_is (diagrams, result, PDL_LEAF_UNKNOWN), pdl_diagram_leaf (diagrams, PDL_LEAF_UNKNOWN), otherwise);
      return pdl_diagram_if (diagrams, result, then, otherwise);
    }
  for (guint i = 1; i < node->children->len; i++)
    result = pdl_diagram_join (diagrams, node->type == PDL_NODE_AND ? PDL_JOIN_AND : node->type == PDL_NODE_OR ? PDL_JOIN_OR : PDL_JOIN_IMPLIES,
                               result, draw (canvas, child (node, i)));
  return result;
}

PdlDiagram
pdl_space_condition (PdlSpace *self, PdlDiagrams *diagrams, const PdlExpr *expr, const PdlDiagram *by, const PdlDiagram *uses)
{
  const Canvas canvas = { self, diagrams, by, uses };

  return expr != NULL ? draw (&canvas, expr->root) : pdl_diagram_leaf (diagrams, PDL_LEAF_TRUE);
}

PdlDiagram
pdl_space_value (PdlSpace *self, PdlDiagrams *diagrams, const PdlExpr *expr, int unknown, const PdlDiagram *by)
{
  PdlDiagram result = atom_diagram (self, diagrams, expr->root, TRUE, unknown);

  return by != NULL ? pdl_diagram_replace (diagrams, result, by) : result;
}
