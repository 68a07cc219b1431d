/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-knowledge-private.h"

/*
 * What depends on what: for every rule the findings it reads, directly or through derivations, defines and scores, as bits
 * by finding index; behind them a bit each for the dated records, for the day and for the targets. Made once at load.
 */

/* Words of one set. */
guint pdl_reads_n_words (PdlKnowledge *knowledge);

typedef enum
{
  PDL_READS_RECORDS, /* treatments, imaging, events … */
  PDL_READS_TIME,    /* the day of evaluation, the day of the visit */
  PDL_READS_TARGETS, /* which levels are involved and how they are grouped */
  PDL_N_READS,
} PdlReadsOther;

/* The same turned round: which rules read a finding. Sets by bit of what is read, one behind the other; the words of a set hold
 * findings, statements, alerts, scores, and the emergency and the decision of a target as one bit each. */
struct _PdlReads
{
  guint n_words;       /* of a set of what is read */
  guint findings, statements, alerts, scores, others; /* the word each begins at */
  guint n_affected_words;
  guint64 *affected;
};

typedef enum
{
  PDL_AFFECTED_EMERGENCY,
  PDL_AFFECTED_DECISION, /* inputs, rows, modifiers, options and limits */
} PdlAffectedOther;

PdlReads *pdl_reads_new (PdlKnowledge *knowledge);
void pdl_reads_free (PdlReads *self);

/* Everything that reads one of @changed, n_affected_words words. */
void pdl_reads_find_affected (const PdlReads *self, const guint64 *changed, guint64 *ret_affected);

static inline gboolean
pdl_reads_has (const guint64 *affected, guint first_word, guint index)
{
  return (affected[first_word + index / 64] >> (index % 64) & 1) != 0;
}

/* Every expression that decides on the row, the limit and the options of a target, besides the list itself, which reads the inputs
 * alone. */
typedef void (*PdlReadsVisitor) (const PdlExpr *expr, gpointer user_data);
void pdl_reads_visit_decision (PdlKnowledge *knowledge, PdlReadsVisitor visit, gpointer user_data);
/* Those of them that decide which row it is. */
void pdl_reads_visit_row (PdlKnowledge *knowledge, PdlReadsVisitor visit, gpointer user_data);

/* Adds what @expr (nullable) reads to @set. */
void pdl_reads_add_expr (PdlKnowledge *knowledge, const PdlExpr *expr, guint64 *set);
void pdl_reads_add_finding (PdlKnowledge *knowledge, const PdlFinding *finding, guint64 *set);
void pdl_reads_add_score (PdlKnowledge *knowledge, const PdlScoreRule *rule, guint64 *set);
/* Inputs, rows, modifiers and swaps: what the list of options of a target rests on. */
void pdl_reads_add_decision (PdlKnowledge *knowledge, guint64 *set);
