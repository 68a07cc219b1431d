/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-evaluation.h"

/*
 * Where the sources disagree: the conflict register (conflicts.ini). It says who holds what and touches nothing: it is looked up
 * from what an evaluation shows when somebody reads it, never while evaluating. Belongs to the knowledge set.
 */

typedef struct
{
  const char *id;            /* "noms" */
  const char *label, *text;  /* who holds it, and what */
  PdlBasis basis;            /* n_sources 0: the register names nobody who could be cited */
} PdlPosition;

typedef enum
{
  PDL_CONCERN_ROW,
  PDL_CONCERN_MODIFIER,
  PDL_CONCERN_STATEMENT,
  PDL_CONCERN_ALERT,
  PDL_CONCERN_OPTION,
  PDL_CONCERN_SCORE,
} PdlConcernKind;

typedef struct
{
  PdlConcernKind kind;
  const char *reference;     /* "row/PLT-25" */
  gconstpointer thing;       /* PdlRow, PdlModifier, PdlStatement, PdlAlert, PdlOption or PdlScore, by @kind */
} PdlConcern;

typedef struct
{
  const char *id;
  guint number;              /* in the register */
  const char *label, *text;  /* its topic, and what this program does by default, in the words of the register */
  const PdlExpr *when;       /* (nullable) narrower than that something it concerns is shown */
  GPtrArray *positions;      /* of PdlPosition */
  GArray *concerns;          /* of PdlConcern */
  PdlBasis basis;
} PdlConflict;

guint pdl_knowledge_get_n_conflicts (PdlKnowledge *self);
const PdlConflict *pdl_knowledge_get_conflict (PdlKnowledge *self, guint index); /* by number */
const PdlConflict *pdl_knowledge_lookup_conflict (PdlKnowledge *self, const char *id);
/* Those that concern @reference ("row/PLT-25"), of PdlConflict const; NULL: none. (transfer none) */
const GPtrArray *pdl_knowledge_get_conflicts_of (PdlKnowledge *self, const char *reference);

/* Between sources, and not between two readings of this program alone. */
gboolean pdl_conflict_is_between_sources (const PdlConflict *self);
/* Whether @concern is shown for the target: a row read, a statement or alert that holds, an option listed, a score computed. */
PdlTruth pdl_concern_judge (const PdlConcern *concern, PdlEvaluation *evaluation, int target);
/* Whether something it concerns is shown, and its own condition holds. */
PdlTruth pdl_conflict_judge (const PdlConflict *self, PdlEvaluation *evaluation, int target);
/* Its own condition alone, for who shows it beside what it concerns. */
PdlTruth pdl_conflict_test (const PdlConflict *self, PdlEvaluation *evaluation, int target);

/*
 * A national guideline that a reader may prefer (guideline C6, tie-break d). It orders what is shown: of two positions, or of two
 * statements that both hold, the one of this guideline stands first. It changes no reading, and both stay.
 */
typedef struct
{
  const char *id, *label;    /* "dutch" */
  PdlBasis basis;            /* of the list below */
  const PdlSource **sources; /* NULL-terminated: its editions and papers */
} PdlNational;

guint pdl_knowledge_get_n_nationals (PdlKnowledge *self);
const PdlNational *pdl_knowledge_get_national (PdlKnowledge *self, guint index);
/* NULL for NULL, "" and names that the knowledge does not have: no preference. */
const PdlNational *pdl_knowledge_lookup_national (PdlKnowledge *self, const char *id);

/* The positions, those of @national (nullable) first, else in the order of the register; all of them. (transfer container) */
GPtrArray *pdl_conflict_order (const PdlConflict *self, const PdlNational *national);
gboolean pdl_national_holds (const PdlNational *self, const PdlPosition *position);
/* It stands on this guideline first, and on no other national guideline. */
gboolean pdl_national_states (const PdlNational *self, PdlKnowledge *knowledge, const PdlStatement *statement);
/* Orders @results (PdlStatementResult const *, all of them hold) in place: where two are concerned by the same conflict, the one of
 * @national (nullable) stands first, within its domain, unless its time limit is the later one (tie-break a: the more urgent
 * wins). */
void pdl_national_order (const PdlNational *self, PdlEvaluation *evaluation, int target, GPtrArray *results);
