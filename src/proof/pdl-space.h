/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-diagram.h"
#include "pdl-expr-private.h"

/*
 * The space a set of conditions can tell apart: for each finding they read the classes of its values between which no
 * condition changes, "unknown" always one of them. A number is cut at the numbers it is compared with; codes that every
 * condition treats alike are one class. The space is the product of all of them: every finding entered as such, an explicit
 * unknown included, which the record allows for every finding but the few that are only derived (those are read through
 * their rule where it stands on at most three recorded findings, else taken as free).
 */

typedef struct
{
  const PdlFinding *finding;
  guint n_classes;   /* the last one is unknown */
  double *values;    /* one value of each class as a fact; NaN for unknown */
  gboolean whole;    /* every code is a class of its own: an input of the decision list */
} PdlAxis;

typedef struct _PdlSpace PdlSpace;

PdlSpace *pdl_space_new (PdlKnowledge *knowledge);
void pdl_space_free (PdlSpace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlSpace, pdl_space_free)

/* Makes @finding an axis whose codes all stay apart. */
void pdl_space_add_input (PdlSpace *self, const PdlFinding *finding);
/* What @expr (nullable) reads becomes axes. FALSE when some part of it cannot be told class by class: it reads records,
 * scores, or more than four findings at once; *ret_reason says which (transfer full). */
gboolean pdl_space_add (PdlSpace *self, const PdlExpr *expr, char **ret_reason);
/* Cuts the axes into classes; nothing is added behind this. */
void pdl_space_close (PdlSpace *self);

PdlKnowledge *pdl_space_get_knowledge (PdlSpace *self);
guint pdl_space_get_n_axes (PdlSpace *self);
const PdlAxis *pdl_space_get_axis (PdlSpace *self, guint index);
int pdl_space_find_axis (PdlSpace *self, const PdlFinding *finding); /* -1: not read */
/* The class @value of the axis belongs to; FALSE when it is none of those that stand for their class. */
gboolean pdl_space_tells (PdlSpace *self, guint axis, double value, guint *ret_class);
/* A manager with the axes as variables, in their order, and @n_more with two classes behind them. */
PdlDiagrams *pdl_space_make_diagrams (PdlSpace *self, guint n_more);

/* @expr over the space. @by (nullable): what stands for each axis, PDL_DIAGRAM_KEEP for itself. @uses (nullable): for each
 * bit of `uses contains` when it holds. */
PdlDiagram pdl_space_condition (PdlSpace *self, PdlDiagrams *diagrams, const PdlExpr *expr, const PdlDiagram *by, const PdlDiagram *uses);
/* The same for a value: its number, @unknown where it is not known. */
PdlDiagram pdl_space_value (PdlSpace *self, PdlDiagrams *diagrams, const PdlExpr *expr, int unknown, const PdlDiagram *by);

/* The assignment as a case file of one visit without levels: what is known is recorded as such; unknown is recorded where a
 * rule or a default would else give a value. @uid (nullable). @ret_exact (nullable): FALSE when a finding that is only
 * derived could not be brought to its class. (transfer full) */
char *pdl_space_make_case (PdlSpace *self, const guint *classes, const char *uid, gboolean pretty, gboolean *ret_exact);
