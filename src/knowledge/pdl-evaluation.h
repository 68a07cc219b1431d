/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-knowledge.h"

/*
 * PdlEvaluation: what the knowledge says of one case on one day. A plain immutable structure; arrays are
 * NULL-free and counted. Everything it points to in the knowledge lives as long as the evaluation.
 */

typedef enum { PDL_TRUTH_FALSE, PDL_TRUTH_TRUE, PDL_TRUTH_UNKNOWN } PdlTruth;

typedef struct
{
  gboolean known;
  int within_h;             /* hours; -1 = routine */
  int latest_h;             /* -1 = none */
  const char *text;         /* the source's wording */
} PdlUrgency;

typedef enum
{
  PDL_SCORE_COMPLETE,
  PDL_SCORE_PARTIAL,        /* an interval */
  PDL_SCORE_NOT_COMPUTABLE, /* nothing known, or refused */
  PDL_SCORE_LOOKUP_ONLY,
  PDL_SCORE_BLOCKED,
  PDL_SCORE_NOT_APPLICABLE,
} PdlScoreState;

typedef struct
{
  const PdlScoreItem *item;
  gboolean known;
  double min, max;          /* points; equal when known */
  const PdlValue *value;    /* (nullable) what the item read */
} PdlItemResult;

typedef struct
{
  const PdlScore *score;
  PdlScoreState state;
  double min, max;
  const PdlBand *band;      /* certain for the whole interval, else NULL */
  const PdlBand **bands;    /* those the interval reaches */
  guint n_bands;
  PdlLevel level;           /* the level it was read from, PDL_LEVEL_NONE for target and patient scores */
  PdlItemResult *items;
  guint n_items;
  const char **missing;     /* NULL-terminated finding ids */
} PdlScoreResult;

typedef struct
{
  const PdlStatement *statement;
  const char *text;         /* the short sentence for this option */
  PdlTruth truth;           /* TRUE: holds; UNKNOWN: prompt only */
} PdlArgument;

typedef struct
{
  const PdlOption *option;
  const char *place;        /* "named", "alternative", "added" (by a modifier), "always" */
  const char *from;         /* id of the row or modifier that brought it */
  gboolean cannot_determine;/* its part waits (M16.1, M18.1) */
  const char *waits_for;    /* (nullable) id of the modifier that says so */
  const char *struck_by;    /* (nullable) modifier that strikes a part of it: radiotherapy declined */
  PdlArgument *supports;
  guint n_supports;
  PdlArgument *opposes;
  guint n_opposes;
} PdlOptionResult;

/* `if` of could_become: input = value. */
typedef struct
{
  const PdlInput *input;
  guint value;
} PdlAssignment;

typedef struct
{
  const PdlRow *row;
  PdlAssignment *ifs;
  guint n_ifs;
} PdlOutcome;

typedef struct
{
  const PdlInput *input;
  guint rows;               /* most rows still possible after any answer */
  const char **ask;         /* NULL-terminated: those not recorded */
} PdlMissing;

typedef struct
{
  const PdlModifier *modifier;
  PdlUrgency urgency;       /* known FALSE when it has none */
  PdlTruth truth;           /* TRUE, or UNKNOWN with FALSE never listed */
} PdlModifierResult;

typedef enum { PDL_STATE_DETERMINED, PDL_STATE_PROVISIONAL, PDL_STATE_CANNOT_DETERMINE } PdlDecisionState;

typedef struct
{
  const PdlRow *row;
  const PdlRow *row_before;
  const PdlRow *row_also;   /* (nullable) */
  PdlUrgency urgency;
  PdlDecisionState state;
  PdlOutcome *could_become;
  guint n_could_become;
  PdlMissing *missing;
  guint n_missing;
  const char **state_reasons; /* NULL-terminated modifier ids that set the state */
} PdlDecisionResult;

typedef struct
{
  PdlLevelSet levels;       /* 0: a case without levels */
  guint *inputs;            /* value position per input, n_values = unknown */
  PdlScoreResult *scores;   /* level- and target-scope scores of this target */
  guint n_scores;
  PdlDecisionResult decision;
  PdlModifierResult *modifiers;
  guint n_modifiers;
  PdlOptionResult *options; /* in row order */
  guint n_options;
  guint graded_levels;      /* "graded at 1 of 3" */
} PdlTargetResult;

typedef struct
{
  const PdlStatement *statement;
  int target;               /* index, -1 = the patient */
  PdlTruth truth;           /* TRUE or UNKNOWN; FALSE is not listed */
  const char **needs;       /* NULL-terminated finding ids that would settle an UNKNOWN */
  PdlUrgency urgency;
} PdlStatementResult;

typedef struct
{
  const PdlAlert *alert;
  int target;
  PdlTruth truth;           /* only TRUE alerts are listed unless asked otherwise */
  PdlUrgency urgency;
  gboolean acknowledged;    /* an event of the case says so, with a reason */
} PdlAlertResult;

typedef enum { PDL_EMERGENCY_NONE, PDL_EMERGENCY_AMBER, PDL_EMERGENCY_RED } PdlEmergency;

typedef struct
{
  char *path, *text;
} PdlWarning;

typedef struct
{
  PdlKnowledge *knowledge;
  PdlDay as_of;
  PdlMinute as_of_minute;
  char *assessment_uid;     /* (nullable) */
  PdlEmergency emergency;
  const PdlClock *clock;    /* (nullable) the reading of the clock that runs */
  PdlMinute clock_start;    /* PDL_MINUTE_NONE: no clock; else where the hours count from. Midnight: a date without a time */
  const char *clock_from;   /* finding id the clock came from */
  PdlTargetResult *targets;
  guint n_targets;
  PdlScoreResult *scores;   /* patient-scope scores */
  guint n_scores;
  PdlStatementResult *statements;
  guint n_statements;
  PdlAlertResult *alerts;
  guint n_alerts;
  PdlWarning *warnings;
  guint n_warnings;
  gatomicrefcount refs;
} PdlEvaluation;

/* Evaluates the newest assessment of @kase. @as_of: day and minute of "now" (window: today; files: the
 * assessment's date); PDL_MINUTE_NONE = the day of the newest assessment. Pure: same input, same output; never fails on data. */
PdlEvaluation *pdl_evaluate (PdlKnowledge *knowledge, PdlCase *kase, PdlMinute as_of);
/* The same with the reading of the emergency clock called @clock (nullable; unknown: the one shipped): a setting of the clinic. */
PdlEvaluation *pdl_evaluate_with_clock (PdlKnowledge *knowledge, PdlCase *kase, PdlMinute as_of, const char *clock);
/* The same without statements, arguments of the options, scores, warnings and the clock, in less than half of the time: for going
 * through many cases. Takes a reference to @kase, which must not be written to while the evaluation lives. */
PdlEvaluation *pdl_evaluate_reading (PdlKnowledge *knowledge, PdlCase *kase, PdlMinute as_of);
/* The same as pdl_evaluate_with_clock () of the knowledge of @before, and sooner where @kase differs little from the case @before
 * was made of: only what reads a changed value is run again. @before stays as it is; the new one may keep it alive. */
PdlEvaluation *pdl_evaluate_again (PdlEvaluation *before, PdlCase *kase, PdlMinute as_of, const char *clock);
/* When a limit of @hours ends; a date (midnight) when the clock knows no more than the date, PDL_MINUTE_NONE without a clock. */
PdlMinute pdl_evaluation_get_clock_end (const PdlEvaluation *self, int hours);
PdlEvaluation *pdl_evaluation_ref (PdlEvaluation *self);
void pdl_evaluation_unref (PdlEvaluation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlEvaluation, pdl_evaluation_unref)

/* The effective value of a finding (entry, else rule, else default) as this evaluation read it: @target -1 = patient,
 * @level PDL_LEVEL_NONE unless a level's own value is wanted. NULL = unknown. @ret_entered: it was recorded, not derived.
 * @ret_rule_value (nullable): what the rule gives when an entry stands beside it. */
const PdlValue *pdl_evaluation_get_value (PdlEvaluation *self, const PdlFinding *finding, int target, PdlLevel level,
                                          gboolean *ret_entered, const PdlValue **ret_rule_value);

/* TRUE when the finding's `shown-when` is TRUE (or it has none). */
gboolean pdl_evaluation_is_shown (PdlEvaluation *self, const PdlFinding *finding, int target, PdlLevel level);

/* The basis of one output, clause by clause; built on demand. */
typedef struct _PdlClause PdlClause;
struct _PdlClause
{
  char *text;               /* "neuro_status in {…}", as a person reads it: labels, translated */
  char *source_text;        /* as written in the file */
  PdlTruth truth;
  char *value;              /* this patient's value in words, (nullable) */
  const PdlFinding *finding;/* the finding a leaf reads, (nullable) */
  const char *op;           /* "and" "or" "not" for inner nodes, NULL for a leaf */
  gboolean decides;         /* an unknown leaf that can still change the result */
  GPtrArray *children;      /* of PdlClause */
};
void pdl_clause_free (PdlClause *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlClause, pdl_clause_free)

PdlClause *pdl_evaluation_explain_row (PdlEvaluation *self, int target, const PdlRow *row);
PdlClause *pdl_evaluation_explain_modifier (PdlEvaluation *self, int target, const PdlModifier *modifier);
PdlClause *pdl_evaluation_explain_statement (PdlEvaluation *self, int target, const PdlStatement *statement);
PdlClause *pdl_evaluation_explain_alert (PdlEvaluation *self, int target, const PdlAlert *alert);
PdlClause *pdl_evaluation_explain_derivation (PdlEvaluation *self, int target, PdlLevel level, const PdlFinding *finding);
PdlClause *pdl_evaluation_explain_emergency (PdlEvaluation *self);

/* The list alone: the row for eight input positions (n_values = unknown), no modifiers. For check-sums and what-if. */
const PdlRow *pdl_knowledge_run_list (PdlKnowledge *self, const guint *inputs);
/* State and could_become for the same: @ret_outcomes (nullable) of PdlOutcome, transfer full (g_array). */
PdlDecisionState pdl_knowledge_run_list_full (PdlKnowledge *self, const guint *inputs, GArray **ret_outcomes);
