/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-support-tables.h"

/*
 * The gate before a dose of a bone agent (follow-up 4.7) and the dose by creatinine clearance (4.2, 4.5): a reminder with its
 * arithmetic, not a prescription. What is not known neither passes nor is taken for normal: the line says what it needs.
 */

typedef struct
{
  const PdlGateLine *line;
  PdlGateState state;
  gboolean not_applicable;      /* everything it needs is recorded as not applicable */
  char *reason;                 /* translated: what holds, or what is missing */
  PdlDay day;                   /* of the oldest sample of a line about samples; PDL_DAY_NONE */
  const PdlFinding **missing;   /* what would settle it; NULL-terminated, never NULL */
} PdlGateResult;

typedef struct
{
  const PdlOtherWeight *weight;
  double kg, clearance;
  const PdlBoneDose *dose;      /* (nullable) */
} PdlOtherClearance;

typedef struct
{
  const char *drug;             /* code; NULL: none is planned or given, or the lines are those of the clearance alone */
  const PdlBoneAgent *agent;    /* NULL: the reference has no gate for it */
  PdlGateState state;           /* the worst of the lines */
  PdlGateResult *results;       /* in the order of the file */
  guint n_results;
  double clearance;             /* mL/min; NaN */
  gboolean not_for_dosing;      /* a value is missing, too old or out of range: the clearance reads no dose from the table */
  const PdlBoneDose *dose;      /* the row of the table at this clearance; NULL: fixed dose, not for dosing, or cannot be told */
  double mg, ml;                /* what the table or the drug's fixed dose gives; NaN: not recommended, or cannot be told */
  PdlOtherClearance *others;    /* with another weight, where that is asked for */
  guint n_others;
  char **arithmetic;            /* translated, NULL-terminated */
} PdlBoneGate;

/* @drug: a code of the finding of the planned drug, "clearance" for the clearance alone, NULL as above. */
PdlBoneGate *pdl_bone_gate_new (const PdlSupportTables *tables, PdlFacts *facts, const char *drug);
void pdl_bone_gate_free (PdlBoneGate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlBoneGate, pdl_bone_gate_free)

/* The row for this clearance, mL/min; NULL when it is not known or the drug has no rows. */
const PdlBoneDose *pdl_bone_dose_find (const PdlSupportTables *tables, const char *drug, double clearance);
/* The lines of a drug, of "clearance" or of a topic, in the order of the file. (transfer full, free with pdl_gate_results_free ()) */
PdlGateResult *pdl_gate_judge (const PdlSupportTables *tables, PdlFacts *facts, const char *subject, guint *ret_n);
void pdl_gate_results_free (PdlGateResult *results, guint n);

/*
 * The first row that holds, and those below it where it says so. (element-type PdlFirstRow const, transfer container) Empty: none
 * holds, or it cannot be told; *ret_missing (transfer container) has then what would settle the row that ended the search, NULL-
 * terminated, and is NULL otherwise.
 */
GPtrArray *pdl_first_rows_find (GPtrArray *rows, PdlFacts *facts, GPtrArray **ret_missing);
/* The grade of the calcium; NULL: no calcium is recorded, or *ret_unknown: its grade cannot be told. */
const PdlFirstRow *pdl_calcium_grade_find (const PdlSupportTables *tables, PdlFacts *facts, gboolean *ret_unknown);
/* "(140 − 78) × 55 / …", or NULL where a value is missing, or the form is not for this patient. (transfer full) */
char *pdl_arithmetic_to_text (const PdlArithmetic *arithmetic, PdlFacts *facts);

