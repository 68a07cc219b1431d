/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-expr-private.h"

/* The insides of a fact table, shared by pdl-facts.c, which fills slots, pdl-facts-targets.c, which forms the targets, and
 * pdl-facts-records.c, which reads the dated records. */

typedef enum { SLOT_EMPTY, SLOT_COMPUTING, SLOT_DONE } SlotState;

typedef struct
{
  double value;
  guint8 state;
  guint8 entered;   /* an entry stands here, known or not */
} Slot;

struct _PdlFacts
{
  PdlKnowledge *knowledge;
  PdlCase *kase;
  const PdlAssessment *assessment; /* (nullable) */
  PdlMinute now;
  guint n_findings;
  PdlLevelSet involved;
  PdlLevelSet *targets;
  guint n_targets;
  Slot *patient;                   /* n_findings */
  Slot *at_targets;                /* n_targets × n_findings */
  Slot *at_levels;                 /* 29 × n_findings, made when a level is involved or asked for */
  GHashTable *values;              /* (finding, place) → PdlValue: built for texts */
  PdlScoreResult *scores;          /* by score, place */
  guint8 *scores_done;
};

/* Fills @involved, @targets and @n_targets from the assessment. */
void pdl_facts_form_targets (PdlFacts *self);
