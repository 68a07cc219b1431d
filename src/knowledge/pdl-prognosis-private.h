/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-knowledge-private.h"
#include "pdl-prognosis.h"

/* What the reader of prognosis.ini made. */
struct _PdlPrognosisTable
{
  GPtrArray *models;       /* of PdlPrognosisModel, owned by the set */
  GPtrArray *lists;        /* of GArray: the rows of % alive */
  PdlPrognosisWords words;
  /* typed in */
  PdlExpr *when;           /* (owned) (nullable) */
  const PdlFinding *tool, *date;
  GArray *alive;           /* of PdlTypedAlive */
};

typedef struct { double months; const PdlFinding *finding; } PdlTypedAlive;

void pdl_prognosis_table_free (PdlPrognosisTable *self);
