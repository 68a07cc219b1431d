/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-space.h"

/* The insides of a space, shared by pdl-space.c, which cuts it into classes, and pdl-space-draw.c, which draws over it. */

#define PDL_SPACE_TOGETHER 4   /* findings one part may read at once */

/* A part of a condition that no `and`, `or`, `not`, `implies` divides further: run for every joint value of what it reads. */
typedef struct
{
  const PdlNode *node;
  guint axes[PDL_SPACE_TOGETHER];
  guint n_axes;
  gboolean derives;  /* reads a derived finding: its value must not stay from the run before */
  double *results;   /* by joint candidate */
} PdlAtom;

typedef struct
{
  PdlAxis axis;
  GArray *candidates; /* of double: values of which each stands for all that are cut off alike */
  GArray *class_of;   /* of guint: by candidate */
  GArray *first;      /* of guint: by class, its first candidate */
  GArray *literals;   /* of double: numbers, codes it is compared with */
} PdlCut;

struct _PdlSpace
{
  PdlKnowledge *knowledge;
  PdlCase *blank;
  PdlFacts *facts;
  GPtrArray *axes;    /* of PdlCut */
  GHashTable *atoms;  /* PdlNode → PdlAtom */
  GPtrArray *order;   /* of PdlAtom, as found */
  GHashTable *recipes; /* axis and class → GArray: what is recorded to bring a derived finding there, see pdl-space-case.c */
  GMutex recipes_mutex;
};

/* Place of a joint candidate in the results of @atom. */
guint pdl_space_joint (PdlSpace *self, const PdlAtom *atom, const guint *at);
/* `uses contains …` */
gboolean pdl_space_is_uses (const PdlNode *node);
/* Its truth follows from the truths of its parts. */
gboolean pdl_space_divides (const PdlNode *node);
