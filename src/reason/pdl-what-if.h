/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-reasons.h"

/*
 * PdlWhatIf: what would change the reading of one target. Exact over a space that is said here, and no more: one finding of the
 * patient, of the target or of one of its levels that can be recorded and that the decision reads, with every value that the rules
 * can tell apart (pdl_reasons_get_finding ()); a set with one code more or less, or none. Nothing else changes: not the dates, not
 * the dated records, not the levels of other targets. A derived value entered as it is is no change, though some rules ask for the
 * entry; a change that would form other targets is no answer.
 * tests/reason puts every answer into the case and evaluates it, and goes through all changes to see that none is missing.
 */

/* What a change does to the reading, the least first. */
typedef enum
{
  PDL_EFFECT_NONE,
  PDL_EFFECT_MODIFIERS, /* another modifier holds: what it says and shows; row, limit and options stay */
  PDL_EFFECT_OPTIONS, /* other options, or one of them waits or is struck otherwise */
  PDL_EFFECT_LIMIT,   /* another time limit */
  PDL_EFFECT_ROW,     /* another row */
} PdlEffect;

typedef struct
{
  PdlValue *value;           /* (owned) */
  double number;             /* as the facts have it */
  double above, below;       /* of a class of numbers; NaN = none */
  gboolean is_now;           /* what stands there now: no change */
  guint steps;               /* how far it lies from that in the order of values; 1 where there is no order */
  PdlEffect effect;
  const PdlReading *reading; /* NULL: other targets */
} PdlWhatIfValue;

typedef struct
{
  const PdlReasonFinding *about;
  PdlLevel place;            /* where the change is recorded (pdl_probe_find_place ()) */
  double now;                /* NaN = unknown */
  PdlWhatIfValue *values;
  guint n_values;
  PdlEffect most;            /* the most that any of them does */
} PdlWhatIfFinding;

/* Two changes at once that give another row, where neither does alone. */
typedef struct
{
  guint findings[2], values[2]; /* places in PdlWhatIf and among the values there */
  guint steps;                  /* of both together */
  const PdlReading *reading;
} PdlWhatIfPair;

typedef struct
{
  PdlReasons *reasons;
  PdlProbe *probe;
  const PdlReading *now;
  PdlWhatIfFinding *findings; /* by rank, then level */
  guint n_findings;
  PdlWhatIfPair *pairs;       /* by steps, then rank; NULL until pdl_what_if_find_pairs () */
  guint n_pairs;
  gboolean has_pairs;
} PdlWhatIf;

/* One finding changed. NULL where there is nothing to read (pdl_probe_new ()). */
PdlWhatIf *pdl_what_if_new (PdlReasons *reasons, PdlEvaluation *evaluation, int target);
void pdl_what_if_free (PdlWhatIf *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlWhatIf, pdl_what_if_free)

/* Two findings changed: for every two of them and every row they lead to, the nearest values. It takes a hundred times as long as
 * one finding. @cancelled (nullable) is looked at now and then; set to other than 0 the search ends without pairs. */
void pdl_what_if_find_pairs (PdlWhatIf *self, const gint *cancelled);

PdlEffect pdl_effect_between (const PdlReading *a, const PdlReading *b);
/* Of the values on one side of what stands there now, outwards: the nearest with an effect; -1 when there is none, the finding is
 * unknown or has no order. @up: towards the end of the list. */
int pdl_what_if_finding_find_nearest (const PdlWhatIfFinding *self, gboolean up);
/* Whether the values have an order to go along. */
gboolean pdl_what_if_finding_is_ordered (const PdlWhatIfFinding *self);
