/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-program.h"

/* The instructions, shared by pdl-program.c, which runs them, pdl-program-compile.c, which writes them, and
 * pdl-program-query.c. Registers are named by `to`, `a`, `b`. */

typedef enum
{
  /* leaves */
  PDL_INS_CONST,      /* to = number */
  PDL_INS_SLOT,       /* to = slot a of place */
  PDL_INS_CODES,      /* to = bit of slot a in mask; b: truth when unknown */
  PDL_INS_HAS_CODE,   /* to = bit b of slot a, a set */
  PDL_INS_SLOT_EQ,    /* slot a beside number */
  PDL_INS_SLOT_NE,
  PDL_INS_SLOT_LT,
  PDL_INS_SLOT_LE,
  PDL_INS_SLOT_GT,
  PDL_INS_SLOT_GE,
  PDL_INS_SLOT_NULL,
  PDL_INS_SLOT_ABSENT,/* the same of a date or a text, looked at where the slot does not tell: node */
  PDL_INS_NODE,       /* to = the tree of node: what is rare */
  PDL_INS_ENTERED,    /* to = recorded value of slot a of the patient */
  PDL_INS_SCORE,      /* to = part of a score: node */
  PDL_INS_USES,
  PDL_INS_NOW,
  PDL_INS_NOW_MINUTE,
  PDL_INS_VISIT,
  PDL_INS_LEVEL,
  PDL_INS_FIELD,      /* to = field of the record: node */
  PDL_INS_FIELD_NULL,
  PDL_INS_RESULT,     /* to = field of the result: node */
  PDL_INS_KIND,
  PDL_INS_STARTED,
  PDL_INS_AT_TARGET,
  PDL_INS_QUERY,
  /* operators */
  PDL_INS_NOT,
  PDL_INS_IMPLIES,
  PDL_INS_EQ,
  PDL_INS_NE,
  PDL_INS_LT,
  PDL_INS_LE,
  PDL_INS_GT,
  PDL_INS_GE,
  PDL_INS_BETWEEN,    /* a, a + 1, a + 2 */
  PDL_INS_IN,         /* a among the b registers behind it */
  PDL_INS_HAS_BIT,    /* bit b of a */
  PDL_INS_NULL,
  PDL_INS_ZERO,
  PDL_INS_ADD,
  PDL_INS_SUB,
  PDL_INS_MUL,
  PDL_INS_DIV,
  PDL_INS_NEGATE,
  PDL_INS_FLOOR,
  PDL_INS_DAY,        /* day of a minute */
  PDL_INS_SCALE,      /* to = a * number */
  PDL_INS_PART,       /* to = a / number */
  PDL_INS_MIN,
  PDL_INS_MAX,
  PDL_INS_COUNT_BITS,
  PDL_INS_MONTHS,     /* completed months from a to b */
  PDL_INS_TABLE,      /* to = cell a */
  /* jumps: `jump` is the place of an instruction */
  PDL_INS_AND_FIRST,  /* to is the first part */
  PDL_INS_AND,        /* a is a further part */
  PDL_INS_OR_FIRST,
  PDL_INS_OR,
  /* PDL_INS_CODES and the step behind it in one: b holds the truth when unknown in its two low bits, the jump above */
  PDL_INS_AND_FIRST_CODES,
  PDL_INS_AND_CODES,
  PDL_INS_OR_FIRST_CODES,
  PDL_INS_OR_CODES,
  PDL_INS_IF_UNKNOWN, /* to = unknown and jump when a is */
  PDL_INS_IF_FALSE,   /* jump when a is 0 */
  PDL_INS_IF_KNOWN,   /* jump when a is known */
  PDL_INS_JUMP,
  PDL_INS_END,        /* the result is in register 0 */
} PdlInsCode;

typedef struct _PdlQueryProgram PdlQueryProgram;

typedef struct
{
  guint8 code;        /* of PdlInsCode */
  guint8 place;       /* of PdlContext.places */
  guint16 to, a, b;
  union
  {
    double number;
    guint64 mask;
    guint jump;
    const PdlNode *node;
    const double *cells;
    const PdlFinding *finding;
    const PdlQueryProgram *query;
  };
} PdlIns;

#define PDL_MAX_REGISTERS 64

struct _PdlProgram
{
  PdlIns *code;
  GPtrArray *queries; /* (nullable) of PdlQueryProgram */
  GPtrArray *tables;  /* (nullable) of double *: places in the spine by code */
};

struct _PdlQueryProgram
{
  const PdlNode *node;
  PdlProgram *where;  /* (nullable) */
  guint8 *kinds;      /* by record kind: read */
};

double pdl_query_program_run (const PdlQueryProgram *self, const PdlContext *context);
double pdl_program_completed_months (double from, double to);
/* Value of a field of a record; NaN when none. */
double pdl_record_fact_get (const PdlContext *context, const PdlNode *field);
