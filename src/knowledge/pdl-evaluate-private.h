/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-facts-private.h"

/* What the parts of one evaluation hand to each other: list, modifiers, options, assembly. */

/* No decision has more inputs; small arrays of them stand on the stack. */
#define PDL_MAX_INPUTS 16

/* The more urgent of two limits: routine is longer than any number, a limit that is not known longest of all. */
const PdlUrgency *pdl_urgency_shorter (const PdlUrgency *a, const PdlUrgency *b);

/* Position of an input in the list; -1 when the finding is none. */
int pdl_decision_find_input (PdlKnowledge *self, const PdlFinding *finding);
/* Refuses a list with a gap or with a row nobody can reach; called when the last row has its condition. */
gboolean pdl_decision_check (PdlKnowledge *self, PdlIniGroup *group, GError **error);
/* The rows @inputs (n_values = unknown) lead to when the unknown ones are filled in every way out of @possible, as bits. */
guint64 pdl_decision_rows_reached (PdlKnowledge *self, const guint *inputs, const guint32 *possible);
/* State, could_become and missing of one reading. @possible: per input the bits of the classes it can still be.
 * @ret_outcomes (nullable) of PdlOutcome whose `ifs` are g_malloc'ed; @ret_missing (nullable) of PdlMissing without `ask`. */
void pdl_decision_open (PdlKnowledge *self, const guint *inputs, const guint32 *possible, const PdlRow *row, GArray **ret_outcomes,
                        GArray **ret_missing, gboolean *ret_determined);

/* Levels of the target that carry the finding an input is made of: "graded at 1 of 3"; *ret_open: that leaves the reading open. Only an
 * input that is derived from one level finding and from nothing else says so; scores know their own intervals. */
guint pdl_decision_count_graded (PdlKnowledge *knowledge, PdlFacts *facts, int target, gboolean *ret_open);

/* The same as a look-up, for evaluations. Belongs to the knowledge or to @arena; nothing of it is changed. */
typedef struct
{
  gboolean determined;
  PdlOutcome *outcomes;
  guint n_outcomes;
  PdlMissing *missing;       /* without `ask` */
  guint n_missing;
} PdlOpened;
const PdlOpened *pdl_decision_look (PdlKnowledge *self, const guint *inputs, const guint32 *possible, const PdlRow *row, PdlArena *arena);

/* An option in the list of one target. */
typedef struct
{
  const PdlOption *option;
  const char *place;         /* "named", "alternative", "added", "always" */
  const char *from;          /* row or modifier that brought it */
  const char *waits_for;     /* (nullable) modifier its part waits for */
  const char *struck_by;     /* (nullable) modifier that strikes a part of it */
  const PdlRowRule *row;     /* (nullable) the row it stands in */
} PdlListed;

typedef struct
{
  const PdlRowRule *row, *row_before, *row_also; /* row_also (nullable) */
  GArray *options;           /* of PdlListed, in order */
  GArray *modifiers;         /* of PdlModifierResult: TRUE and UNKNOWN */
  gboolean provisional;
  GPtrArray *reasons;        /* of const char*: modifiers that set the state */
  PdlUrgency urgency;
  guint effective[PDL_MAX_INPUTS]; /* inputs after the `replace` settings */
  guint also[PDL_MAX_INPUTS]; /* inputs of the second run; read only with row_also */
  guint32 uses_at[64];       /* uses of the first-listed option as each modifier read it, for explanations */
  guint32 settings_at[64];   /* inputs that stood overridden when it was read, as bits */
  double settings[PDL_MAX_INPUTS]; /* their values */
  PdlFacts *facts;           /* (nullable) the record with the settings that reach further than the re-run */
} PdlModified;

/* Runs the list and the modifiers for one target. @inputs: recorded positions, n_values = unknown. @facts is only read. */
void pdl_modifiers_run (PdlKnowledge *self, PdlFacts *facts, int target, const guint *inputs, PdlModified *ret_modified);
void pdl_modified_clear (PdlModified *self);

/* The options of @modified with the arguments that hold or could hold, in @arena. @statements, @n_statements: results of the
 * evaluation. */
PdlOptionResult *pdl_options_argue (PdlKnowledge *self, const PdlModified *modified, int target, const PdlStatementResult *statements,
                                    guint n_statements, PdlArena *arena, guint *ret_n_options);

/* Findings that would settle an unknown condition; NULL-terminated, the ids belong to the dictionary. (transfer container) */
const char **pdl_expr_find_needs (const PdlExpr *expr, PdlFacts *facts, int target, guint32 uses);
/* The same in the arena of @facts. */
const char **pdl_expr_keep_needs (const PdlExpr *expr, PdlFacts *facts, int target, guint32 uses);

/* The public structure and what explanations stand on. */
typedef struct
{
  PdlEvaluation public;
  PdlFacts *facts;
  PdlModified *modified;     /* per target */
  PdlCase *kase;
  GPtrArray *kept;           /* of PdlValue made on demand; (nullable) */
  gboolean is_reading;       /* see pdl_evaluate_reading () */
  PdlEvaluation *before;     /* (nullable) whose parts this one took over */
  guint depth;               /* evaluations behind it */
  const guint64 *affected;   /* while it is made: what reads a changed finding (pdl-reads.h); NULL = everything */
  gboolean any_affected;     /* some statement */
  const guint64 *left;       /* rules to be run: see pdl-sieve.h */
  GMutex mutex;              /* one explanation at a time */
} PdlFullEvaluation;

/* pdl_evaluate_with_clock () with the trees of the expressions instead of their programs: what tests compare with. */
PdlEvaluation *pdl_evaluate_by_trees (PdlKnowledge *knowledge, PdlCase *kase, PdlMinute as_of, const char *clock);
/* What @kase has changed since @before, as bits (pdl-reads.h) in @changed; FALSE when it is quicker, or needed, to start anew. */
gboolean pdl_evaluation_compare (PdlFullEvaluation *before, PdlCase *kase, PdlMinute as_of, guint64 *changed);
/* The facts of @self are those of @before but for what is affected. FALSE: the targets are others. */
gboolean pdl_facts_adopt (PdlFacts *self, PdlFacts *before, const guint64 *affected);

/* Fills the warnings: what of the record is kept and not read. */
void pdl_evaluation_check_record (PdlFullEvaluation *self);

/* Starts the reading of the clock called @id (nullable). */
void pdl_clock_run (PdlFullEvaluation *self, const char *id);
