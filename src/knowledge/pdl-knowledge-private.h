/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-facts.h"

/* The insides of a knowledge set, shared by the readers and the evaluator of this folder. */

typedef struct
{
  const char *id;
  PdlIniGroup *group;
  PdlExpr *when;      /* compiled on first use, so that defines may stand in any order */
  gboolean compiling;
  gboolean is_value;  /* not a condition: any kind of value, records too; not for decision rows */
} PdlDefine;

typedef struct
{
  const PdlFinding *finding;
  PdlExpr *rule;      /* NULL: built in */
  PdlIniGroup *group;
  PdlBasis basis;
} PdlDerivation;

typedef struct
{
  const char *id;
  const PdlFinding *key;
  char **columns;
  GHashTable *rows;   /* code → GHashTable column → text */
} PdlTable;

/* `T[/LATEST][; if COND: T[/LATEST]]…` */
typedef struct
{
  PdlExpr *condition; /* NULL: the part before the first `;` */
  int within_h, latest_h;
} PdlUrgencyPart;

typedef struct _PdlUrgencyRule
{
  GArray *parts;      /* of PdlUrgencyPart; the first is the default */
  const char *text;
} PdlUrgencyRule;

/* `option [COND]` or `@group [COND]` with a trailing word. */
typedef struct
{
  const PdlOption *option;
  GPtrArray *group;   /* of PdlOption const, instead of option */
  PdlExpr *condition; /* (nullable) */
  gboolean first;
  const PdlOption *to;/* swap of one named option */
} PdlOptionRef;

typedef struct
{
  PdlRow row;
  PdlExpr *when;
  GArray *options;    /* of PdlOptionRef */
  PdlUrgencyRule *urgency;
} PdlRowRule;

typedef struct
{
  PdlModifier modifier;
  gboolean before;
  enum { PDL_MODE_REPLACE, PDL_MODE_BOTH, PDL_MODE_NOTE } mode;
  PdlExpr *when;
  GArray *sets;       /* of PdlSetting */
  gboolean reach_all;
  GArray *drops, *swaps, *adds; /* of PdlOptionRef */
  gboolean provisional;
  PdlExpr *state_condition;
  guint32 waits_uses; /* cannot_determine: uses … */
  guint32 strikes_uses; /* the part of an option that is not wanted */
  gboolean shorten;
  PdlUrgencyRule *urgency;
} PdlModifierRule;

typedef struct
{
  const PdlFinding *finding;
  PdlExpr *value;
} PdlSetting;

typedef struct
{
  const PdlOption *from;
  GArray *to;         /* of PdlOptionRef; the first whose condition is not false-or-unknown */
} PdlSwap;

typedef struct
{
  PdlStatement statement;
  PdlExpr *when;
  GPtrArray *supports, *opposes; /* of PdlOption const */
  PdlUrgencyRule *urgency;
} PdlStatementRule;

typedef struct
{
  PdlAlert alert;
  PdlExpr *when;
  GPtrArray *options;
  PdlUrgencyRule *urgency;
} PdlAlertRule;

typedef struct
{
  const char *key;    /* code, or NULL for a range */
  double low, high;
  gboolean low_open, high_open;
  double points;
} PdlPoint;

typedef struct
{
  PdlScoreItem item;
  PdlExpr *value;     /* a computed item, else the finding */
  PdlExpr *low, *high;/* points of a class known only as an interval */
  GArray *points;     /* of PdlPoint */
  double *by_code;    /* (nullable) points by place of the code: see pdl_item_rule_make_points () */
  guint n_by_code;
} PdlItemRule;

typedef struct
{
  PdlScore score;
  enum { PDL_SCORE_SUM, PDL_SCORE_RULE, PDL_SCORE_ENTERED } kind;
  GArray *items;      /* of PdlItemRule */
  GPtrArray *band_rules; /* of PdlExpr, one per band, for RULE */
  PdlExpr *applies;
  PdlExpr *scored;    /* level scores: which levels count for the target */
  const PdlFinding *entered; /* a typed-in total */
  PdlExpr *total;     /* ENTERED: where the total is read */
  PdlIniGroup *group;
} PdlScoreRule;

/* What the clinic's own values are called among the files of a set, wherever they were read from. */
#define PDL_LOCAL_NAME "local.ini"

/* See pdl-local.c. */
typedef struct
{
  PdlIni *ini;          /* (owned) */
  char *hash;           /* SHA-256 of its text */
  const char *clinic, *approved_by, *date;
  GPtrArray *values;    /* of PdlLocalValue */
  GPtrArray *phones;    /* of PdlPhone */
} PdlLocal;

typedef struct _PdlReads PdlReads;

/* See pdl-sieve.h. */
typedef struct _PdlSieve PdlSieve;
typedef enum
{
  PDL_SIEVE_ONCE,      /* statements and alerts that are run once */
  PDL_SIEVE_TARGET,    /* those that are run for each target */
  PDL_SIEVE_MODIFIERS, /* modifiers behind the list */
  PDL_N_SIEVES,
} PdlSieveKind;
typedef struct _PdlPrognosisTable PdlPrognosisTable;

struct _PdlKnowledge
{
  gatomicrefcount refs;
  GPtrArray *inis;        /* of PdlIni, in load order */
  GPtrArray *names;       /* of char* */
  GPtrArray *bytes;       /* of GBytes */
  char *hash;
  PdlLocal *local;        /* (nullable) */
  const char *version, *date;
  int present_course_days; /* how long a finished course of radiotherapy still is the present one */
  PdlDictionary *dictionary;
  GStringChunk *strings;
  GPtrArray *garbage;     /* freed with the set: arrays the public structures point to */

  GHashTable *defines;    /* name → PdlDefine */
  PdlDerivation **derivations; /* by finding index */
  PdlExpr **shown_when;   /* by finding index */
  double *defaults;       /* by finding index; NaN = none */
  GHashTable *tables;     /* id → PdlTable */
  GPtrArray *sources;     /* of PdlSource */
  GPtrArray *scores;      /* of PdlScoreRule */
  char **uses;            /* names of the uses, bit = place */
  GPtrArray *uses_names;
  GPtrArray *options;     /* of PdlOption */
  GHashTable *groups;     /* name → GPtrArray of PdlOption const */
  GHashTable *actions;    /* id → PdlAction */
  GPtrArray *rows;        /* of PdlRowRule */
  GPtrArray *always;      /* of PdlOption const */
  GPtrArray *modifiers;   /* of PdlModifierRule */
  GPtrArray *swaps;       /* of PdlSwap */
  GPtrArray *statements;  /* of PdlStatementRule */
  GPtrArray *alerts;      /* of PdlAlertRule */
  GArray *inputs;         /* of PdlInput */
  GPtrArray *lines;       /* of PdlEmergencyLine */
  PdlExpr *red, *amber;
  const char *amber_text;
  GPtrArray *clocks;      /* of PdlClock, the shipped one first */
  GPtrArray *frameworks;  /* of PdlFramework */
  GPtrArray *conflicts;   /* of PdlConflict */
  GHashTable *conflicts_of; /* "row/PLT-25" → GPtrArray of PdlConflict const */
  GPtrArray *nationals;   /* of PdlNational */
  GHashTable *urgencies;  /* name → PdlIniGroup of define-urgency */
  GHashTable *cards;      /* kind, "" = all → PdlIniGroup of card */
  GPtrArray *attributes;  /* of PdlCardAttribute */
  PdlPrognosisTable *prognosis; /* (nullable) see pdl-prognosis-private.h */

  /* See pdl-knowledge-tables.c. */
  guint8 *fact_states[3]; /* of a patient, a target, a level: state of every slot before anything is taken over */
  PdlValue ***code_values; /* by finding index (nullable), code */
  double *kind_words;     /* by record kind */
  PdlReads *reads; /* see pdl-reads.h */
  PdlSieve *sieves[PDL_N_SIEVES]; /* by PdlSieveKind */
  guint64 *target_reads;  /* findings, as bits, that forming the targets reads; NULL = not known yet */

  /* The list over every combination, filled when first asked for: see pdl-decision.c. */
  guint n_combinations;
  guint *strides;
  guint64 *row_sets;      /* by combination, unknown = free; 0 = not made yet */
  gpointer *opened;       /* see pdl-decision-memo.c */
  guint n_opened;
  guint8 *row_of;         /* by combination, unknown read as unknown; G_MAXUINT8 = not made yet */
  GMutex mutex;

  /* What layers above made from the set: see pdl-knowledge-made.c. */
  GArray *made;
  GRecMutex made_mutex;
};

void pdl_knowledge_init_made (PdlKnowledge *self);
void pdl_knowledge_free_made (PdlKnowledge *self);

/* Checks the marks of the shipped text and puts the local file @bytes (nullable), called @name, over it; before any group is read. */
gboolean pdl_local_apply (PdlKnowledge *self, const char *name, GBytes *bytes, GError **error);
void pdl_local_free (PdlLocal *local);

const char *pdl_knowledge_keep (PdlKnowledge *self, const char *text);
gpointer pdl_knowledge_own (PdlKnowledge *self, gpointer memory);
/* "a; b" → NULL-terminated, kept by the set. */
const char **pdl_knowledge_keep_list (PdlKnowledge *self, PdlIniGroup *group, const char *key);
gboolean pdl_knowledge_read_framework (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error);
gboolean pdl_knowledge_read_framework_cell (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error);
gboolean pdl_knowledge_read_framework_letter (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error);
void pdl_framework_free (gpointer data);
gboolean pdl_knowledge_read_conflict (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error);
gboolean pdl_knowledge_read_national (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error);
void pdl_conflict_free (gpointer data);
gboolean pdl_knowledge_read_basis (PdlKnowledge *self, PdlIniGroup *group, PdlBasis *ret_basis, GError **error);
const PdlExpr *pdl_knowledge_get_define (PdlKnowledge *self, const char *name, GError **error);
/* Bit of a use, declared by the options. */
gboolean pdl_knowledge_lookup_use (PdlKnowledge *self, const char *name, guint32 *ret_bit);

/* One function per kind of group; each is called in two passes: @declare TRUE makes the names, FALSE the expressions. */
typedef gboolean (*PdlGroupReader) (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error);
gboolean pdl_knowledge_read_source (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error);
gboolean pdl_knowledge_read_define (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error);
gboolean pdl_knowledge_read_derive (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error);
gboolean pdl_knowledge_read_table (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error);
gboolean pdl_knowledge_read_entry (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error);
gboolean pdl_knowledge_read_define_urgency (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error);
gboolean pdl_knowledge_read_score (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error);
gboolean pdl_knowledge_read_option (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error);
gboolean pdl_knowledge_read_optiongroup (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error);
gboolean pdl_knowledge_read_action (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error);
gboolean pdl_knowledge_read_decision (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error);
gboolean pdl_knowledge_read_row (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error);
gboolean pdl_knowledge_read_modifier (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error);
gboolean pdl_knowledge_read_swap (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error);
gboolean pdl_knowledge_read_statement (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error);
gboolean pdl_knowledge_read_alert (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error);
gboolean pdl_knowledge_read_emergency (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error);
gboolean pdl_knowledge_read_clock (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error);
gboolean pdl_knowledge_read_line (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error);
gboolean pdl_knowledge_read_prognosis (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error);
gboolean pdl_knowledge_read_prognosis_line (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error);
gboolean pdl_knowledge_read_prognosis_external (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error);
gboolean pdl_knowledge_read_card (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error);
gboolean pdl_knowledge_read_attribute (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error);
gboolean pdl_knowledge_read_input (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error);
gboolean pdl_knowledge_read_urgency (PdlKnowledge *self, PdlIniGroup *group, const char *key, const char *text_key,
                                     PdlUrgencyRule **ret_rule, GError **error);
/* `a; @b [COND]; c first` */
gboolean pdl_knowledge_read_option_refs (PdlKnowledge *self, PdlIniGroup *group, const char *key, PdlExprFlags flags,
                                         GArray **ret_refs, GError **error);
/* Option ids and @groups without conditions, as options. */
gboolean pdl_knowledge_read_options (PdlKnowledge *self, PdlIniGroup *group, const char *key, GPtrArray **ret_options, GError **error);
void pdl_urgency_rule_free (PdlUrgencyRule *self);
void pdl_define_free (gpointer data);
void pdl_table_free (gpointer data);
void pdl_score_rule_free (gpointer data);
void pdl_row_rule_free (gpointer data);
void pdl_modifier_rule_free (gpointer data);
void pdl_statement_rule_free (gpointer data);
void pdl_alert_rule_free (gpointer data);
void pdl_swap_free (gpointer data);

/* Evaluation of the pieces. */
PdlUrgency pdl_urgency_rule_run (const PdlUrgencyRule *rule, PdlFacts *facts, int target, guint32 uses);
void pdl_score_run (PdlKnowledge *self, const PdlScoreRule *rule, PdlFacts *facts, int target, PdlLevel level, PdlScoreResult *ret_result);
void pdl_item_rule_make_points (PdlItemRule *item);
/* A part of a score as a number: "total", "min", "max", or "band" as the position among @finding's codes (NULL: among bands). */
double pdl_score_result_get (const PdlScoreResult *self, const char *part, const PdlFinding *finding);

void pdl_decision_make_memo (PdlKnowledge *self);
void pdl_decision_free_memo (PdlKnowledge *self);
/* Once the dictionary stands. */
void pdl_knowledge_make_tables (PdlKnowledge *self);
/* Once all rules are read. */
void pdl_knowledge_finish_tables (PdlKnowledge *self);
void pdl_knowledge_free_tables (PdlKnowledge *self);

PdlFacts *pdl_evaluation_get_facts (PdlEvaluation *self);
