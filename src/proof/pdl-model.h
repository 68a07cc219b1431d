/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-evaluate-private.h"
#include "pdl-space.h"

/*
 * The decision for one target over the whole space at once: what pdl_modifiers_run () does for one patient, done with
 * diagrams for all of them. The list of options is a row of places in their order; a place holds an option or nothing,
 * depending on the patient. It is a second reading of the same rules: pdl_model_compare () sets it beside the evaluation
 * of real cases, and one difference is a failure of the proof.
 */

#define PDL_MODEL_NOTHING 200  /* no option, no row */

typedef struct
{
  PdlSpace *space;
  PdlDiagrams *diagrams;
  PdlDiagram row_before, row, row_also; /* index of the row; row_also PDL_MODEL_NOTHING: none */
  PdlDiagram listed[64];     /* by option: it is in the list */
  PdlDiagram waiting[64];    /* by option: it is, and its part waits */
  PdlDiagram first;          /* index of the option that stands first */
  PdlDiagram state;          /* PdlDecisionState */
  PdlDiagram limit;          /* place in @limits */
  PdlDiagram within;         /* place in @limits of the first limit of the same "within" */
  GArray *limits;            /* of PdlUrgency, the most urgent first */
  PdlDiagram effective[PDL_MAX_INPUTS];
} PdlModel;

/* The space of the list and of every modifier that changes row, options, state or limit. FALSE with @error when some
 * condition cannot be told class by class. @ret_left_out: ids of modifiers that only show something, of const char
 * (transfer container). */
PdlSpace *pdl_model_make_space (PdlKnowledge *knowledge, GPtrArray **ret_left_out, GError **error);

/* A modifier that changes row, options, state or limit; the others only show something. */
gboolean pdl_model_reads (const PdlModifierRule *rule);

PdlModel *pdl_model_new (PdlSpace *space);
void pdl_model_free (PdlModel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlModel, pdl_model_free)

/* What the model says of @classes beside what @evaluation says: NULL when they agree, else what differs (transfer full). */
char *pdl_model_compare (PdlModel *self, const guint *classes, const PdlEvaluation *evaluation);
