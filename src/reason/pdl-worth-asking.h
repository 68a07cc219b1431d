/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-what-if.h"

/*
 * PdlWorthAsking: of what is not known, what an answer would settle. For every unknown finding that the decision of a target reads,
 * each answer is read, with everything else as it is: the row then, and the rows that the inputs still unknown can lead to. What
 * changes nothing with any answer is told apart: that holds for each of them with the others left unknown, and after
 * pdl_worth_asking_find_later () also with one of the questions answered.
 */

typedef struct
{
  PdlValue *value;           /* (owned) */
  double above, below;       /* of a class of numbers; NaN = none */
  const PdlReading *reading; /* NULL: other targets */
} PdlAnswer;

typedef struct
{
  const PdlReasonFinding *about;
  PdlLevel place;            /* where the answer is recorded */
  const PdlInput *input;     /* (nullable) it is an input of the list, learned through what its parts ask */
  int part_of;               /* of an input among the questions; -1 = none */
  PdlAnswer *answers;
  guint n_answers;
  guint rows_before;         /* rows possible now or after any answer … */
  guint rows_after;          /* … and the most that are left after one */
  guint limits_before, limits_after; /* the same of different time limits */
  PdlEffect most;            /* the most that an answer does to the reading */
} PdlQuestion;

typedef struct
{
  PdlReasons *reasons;
  PdlProbe *probe;
  const PdlReading *now;
  PdlQuestion *questions;    /* what settles most first, then what costs least; the parts of an input follow it */
  guint n_questions;
  const PdlReasonFinding **idle; /* unknown, and none of its values changes anything; in their order */
  guint n_idle;
  const PdlReasonFinding **later; /* taken out of idle: changes something once one of the questions is answered, or an
                                   * input is learned from it */
  guint n_later;
  const PdlReasonFinding **unsearched; /* unknown, and not gone through: dates, numbers that are also reckoned with */
  guint n_unsearched;
} PdlWorthAsking;

/* NULL where there is nothing to read (pdl_probe_new ()). */
PdlWorthAsking *pdl_worth_asking_new (PdlReasons *reasons, PdlEvaluation *evaluation, int target);
/* Tries every value of what is idle beside every answer of the questions, and takes out of idle what then changes something. It takes
 * some ten times as long as the rest. @cancelled (nullable): set to other than 0 from another thread, it ends where it is. */
void pdl_worth_asking_find_later (PdlWorthAsking *self, const gint *cancelled);
void pdl_worth_asking_free (PdlWorthAsking *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlWorthAsking, pdl_worth_asking_free)
