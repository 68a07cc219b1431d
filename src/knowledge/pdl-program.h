/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-facts-private.h"

/*
 * A checked tree as a flat program over the slots of a fact table: registers of doubles (NaN = unknown), jumps where `and`, `or`
 * and `if` are decided. Made once when an expression is compiled; running it allocates nothing. The tree stays for
 * explanations, and as the reference the program is compared with (tests/knowledge/test-program.c).
 */

typedef struct _PdlProgram PdlProgram;

/* Where a program runs. Made once for a place, used for every expression there. */
typedef struct _PdlContext
{
  PdlFacts *facts;
  int target;
  PdlLevel level;
  guint32 uses;
  const PdlRecordFact *record;  /* (nullable) in a query */
  const PdlResultFact *result;  /* (nullable) in a query over results */
  const PdlPlace *places[3];    /* read by findings of the patient, of targets, of levels */
} PdlContext;

/* NULL when the tree is larger than a program can be: then the tree is run. */
PdlProgram *pdl_program_new (const PdlNode *root, PdlKnowledge *knowledge);
void pdl_program_free (PdlProgram *self);

/* @target must be one of the table's, or -1. */
void pdl_context_init (PdlContext *self, PdlFacts *facts, int target, PdlLevel level, guint32 uses);
double pdl_program_run (const PdlProgram *self, const PdlContext *context);
