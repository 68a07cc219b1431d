/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-model.h"
#include "pdl-property.h"

/*
 * The proof: every declared property over the whole decision space, on all cores, and the model of the decision set beside
 * the evaluation of cases. Nothing is sampled but that comparison.
 */

typedef struct
{
  const PdlException *exception;
  PdlCount states;
} PdlExcepted;

typedef struct
{
  const PdlProperty *property;
  const PdlFinding *finding; /* (nullable) the one it was asked for */
  PdlCount states;           /* it was asked of: those where it says something */
  PdlCount broken;
  GArray *excepted;          /* of PdlExcepted */
  char *patient;             /* (nullable) the smallest that breaks it, as a case file */
  char *beside;              /* (nullable) the same but for one value, where the property compares two */
  char *rows;                /* (nullable) rows the broken states end at, in brackets those they are compared with */
  char *what;                /* (nullable) what is broken, in words: the rows nobody reaches, the limits compared */
} PdlProof;

typedef struct
{
  PdlKnowledge *knowledge;
  GPtrArray *properties;     /* of PdlProperty */
  PdlSpace *space;
  GPtrArray *left_out;       /* of const char: modifiers that only show something */
  PdlCount list, states;     /* combinations of the inputs alone, of all axes */
  guint nodes;
  GPtrArray *proofs;         /* of PdlProof, in the order of the properties */
  guint compared, differing; /* cases evaluated beside the model */
  char *difference;          /* (nullable) the first one */
  guint threads;
} PdlVerification;

/* @n_compared: random cases to evaluate beside the model, besides one for each outcome. @n_threads 0: as many as there are
 * cores. NULL with @error when properties.ini does not read or the space cannot be made. (transfer full) */
PdlVerification *pdl_verify (PdlKnowledge *knowledge, guint n_compared, guint n_threads, GError **error);
void pdl_verification_free (PdlVerification *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlVerification, pdl_verification_free)

/* States @exception takes out, of all findings together; none: it is idle and to be struck. */
PdlCount pdl_verification_count_excepted (const PdlVerification *self, const PdlException *exception);
/* No property broken, no exception without a case, no difference. */
gboolean pdl_verification_holds (const PdlVerification *self);
