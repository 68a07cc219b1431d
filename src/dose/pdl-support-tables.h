/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-facts.h"

/*
 * What data/knowledge/supportive.ini holds: the gate before each dose of a bone agent, its dose by clearance, how the
 * arithmetic is written out, grades of the calcium, and the topics of supportive care (follow-up, sections 4 to 6). Each with source and verification tag. Immutable,
 * shared by threads, alive as long as the program. Texts are untranslated (pdl_dictionary_translate () to show). No drug and
 * no clinical number stands in the C of this folder.
 */

/* What a line of the gate comes to; the worst of them is the gate's. */
typedef enum
{
  PDL_GATE_CLEAR,
  PDL_GATE_NOTE,  /* to be kept in mind */
  PDL_GATE_WARN,  /* amber */
  PDL_GATE_ASK,   /* cannot be told: something is not recorded */
  PDL_GATE_RED,
  PDL_GATE_BLOCK, /* of a dose */
  PDL_GATE_STOP,  /* the drug itself is to be discussed */
} PdlGateState;

const char *pdl_gate_state_name (PdlGateState state); /* "clear" "note" "warn" "ask" "red" "block" "stop": the code in files */

/*
 * One line of the gate, or of a topic. Either a condition that makes it speak (@when), or samples that may be only so old; there @when, if
 * given, says for whom the limit holds, and one that is unknown counts as holding.
 */
typedef struct
{
  const char *id, *label, *text;   /* label: what is asked; text: why it speaks */
  const char *ask;                 /* (nullable) what is said where it cannot be told */
  char **subjects;                 /* codes of drugs, "clearance", or topics */
  PdlGateState action, unknown;    /* what it comes to when it holds, and when that is not known */
  PdlExpr *when;                   /* (nullable) with samples */
  const PdlFinding **samples;      /* (nullable) NULL-terminated: all of them have to be recorded and not too old */
  const PdlFinding *instead;       /* (nullable) an entry of it is used in place of the samples */
  int max_age_days;                /* -1: no limit */
  int max_apart_days;              /* between two samples; -1: no limit */
  gboolean dosing;                 /* unless it is clear no dose is read from the table */
  PdlBasis basis;
} PdlGateLine;

typedef struct
{
  const char *id;                  /* a code of the finding of the planned drug */
  const char *label, *text;        /* text: how it is given, and what goes with it */
  double mg;                       /* NaN: by clearance */
  PdlBasis basis;
} PdlBoneAgent;

/* A row of the dose table: from this clearance on, rounded half up to a whole number; NaN mg: not recommended. */
typedef struct
{
  const char *id, *drug, *label;
  double at_least;                 /* mL/min */
  gboolean unrounded;              /* the limit is tested before rounding */
  double mg, ml;                   /* ml of the concentrate */
  PdlBasis basis;
} PdlBoneDose;

/* How a derived finding is reached, with {finding} for its values: "(140 − {age_years}) × …". */
typedef struct
{
  const char *id, *text;
  const PdlFinding *result;
  PdlExpr *when;                   /* (nullable) whom this form is for */
  char **subjects;
  int decimals;
  PdlBasis basis;
} PdlArithmetic;

/* Another weight that the clearance is shown with. */
typedef struct
{
  const char *id, *label;
  PdlExpr *weight, *when;
  PdlBasis basis;
} PdlOtherWeight;

/* A row of a list of which the first that holds is shown: grades of the calcium, advice on a bone scan. */
typedef struct
{
  const char *id, *label, *text;
  PdlExpr *when;
  gboolean more;                   /* what stands below is shown as well */
  gboolean passes;                 /* one that cannot be told does not end the search */
  PdlBasis basis;
} PdlFirstRow;

/* A part of supportive care: lines that speak where they apply, and tables to look things up. */
typedef struct
{
  const char *id, *label, *text;
  PdlBasis basis;
} PdlSupportTopic;

typedef struct
{
  char **cells;                    /* as many as the table has columns */
  PdlBasis basis;
} PdlReferenceRow;

typedef struct
{
  const char *id, *topic, *label, *text;
  char **columns;
  GPtrArray *rows;                 /* of PdlReferenceRow */
  PdlBasis basis;
} PdlReferenceTable;

typedef struct
{
  const char *label, *text, *no_gate, *no_drug; /* no_gate: of a drug without one; no_drug: none is planned or given */
  const PdlFinding *planned, *interval, *current, *clearance, *weight, *calcium;
  PdlBasis basis;
} PdlBoneSettings;

typedef struct
{
  PdlBoneSettings bone;
  GPtrArray *agents;               /* of PdlBoneAgent */
  GPtrArray *doses;                /* of PdlBoneDose; of one drug from the highest clearance down */
  GPtrArray *lines;                /* of PdlGateLine */
  GPtrArray *arithmetic;           /* of PdlArithmetic */
  GPtrArray *weights;              /* of PdlOtherWeight */
  GPtrArray *grades;               /* of PdlFirstRow, the calcium */
  GPtrArray *bone_scan;            /* of PdlFirstRow */
  GPtrArray *topics;               /* of PdlSupportTopic */
  GPtrArray *tables;               /* of PdlReferenceTable */
  GPtrArray *garbage;              /* what the structures point to */
} PdlSupportTables;

/* The tables of @knowledge, read once and freed with it. NULL with an error that names file, line, group and key. */
const PdlSupportTables *pdl_support_tables_get (PdlKnowledge *knowledge, GError **error);

/* Reads @ini as the tables of @knowledge, for tests; NULL with an error. (transfer full) */
PdlSupportTables *pdl_support_tables_new (PdlKnowledge *knowledge, PdlIni *ini, GError **error);
void pdl_support_tables_free (PdlSupportTables *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlSupportTables, pdl_support_tables_free)

/* NULL: there is no gate for this drug. */
const PdlBoneAgent *pdl_support_tables_find_agent (const PdlSupportTables *self, const char *drug);
