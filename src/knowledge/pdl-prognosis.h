/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-evaluation.h"

/*
 * The survival models side by side: what each was made on, what its paper says of the band that this case reaches, and on which
 * side of the line (3 months) that is. Models are never combined: there is no average here. Times are months; NaN = not published.
 */

/* "% alive" at a month. */
typedef struct { double months, percent; } PdlAlive;

typedef struct
{
  const PdlBand *band;
  double median;             /* of the group */
  double interval_low, interval_high; /* of the median */
  double survival_low, survival_high; /* the band itself is a span of time; 0 and INFINITY: open */
  GArray *alive, *alive_validation;   /* (nullable) of PdlAlive, by month */
} PdlPrognosisBand;

typedef struct
{
  const PdlScore *score;
  gboolean oncologist;       /* not a model: the oncologist's own band */
  int year;                  /* 0 = not known */
  const char *cohort, *validated; /* (nullable) */
  const char *hidden;        /* (nullable) why some or all figures are not shown */
  const PdlPrognosisBand *bands;
  guint n_bands;
  PdlBasis basis;
} PdlPrognosisModel;

/* Where half of a group has died, in months: somewhere in [low, high]; 0 and INFINITY: open. NaN: no time is published. */
typedef struct { double low, high; } PdlHalf;

typedef enum
{
  PDL_SIDE_NONE,   /* nothing that says a time */
  PDL_SIDE_UNDER,
  PDL_SIDE_OVER,
  PDL_SIDE_ACROSS, /* on both sides, or on the line */
} PdlSide;

/* One line of the comparison. */
typedef struct
{
  const PdlPrognosisModel *model;  /* NULL: typed in from another tool */
  const PdlScoreResult *result;    /* (nullable) as evaluated */
  const PdlPrognosisBand **bands;  /* (owned) NULL-terminated: those still possible that have a time */
  PdlHalf half;                    /* over all of them */
  PdlSide side;
  GArray *alive;                   /* (owned) (nullable) typed in, of PdlAlive */
  char *tool;                      /* (owned) (nullable) its name */
  const PdlValue *date;            /* (nullable) when it was made */
} PdlPrognosisRow;

typedef struct
{
  GPtrArray *rows;                 /* of PdlPrognosisRow: models in the order of the knowledge, then what was typed in */
  double months;                   /* the line */
  GPtrArray *over, *under, *across;/* of PdlPrognosisRow const: models and outside tools, not the oncologist */
  const PdlPrognosisRow *oncologist; /* (nullable) when the band is known */
} PdlPrognosis;

/* The comparison for an evaluation; it lives no longer than the evaluation. (transfer full) */
PdlPrognosis *pdl_prognosis_new (PdlEvaluation *evaluation);
void pdl_prognosis_free (PdlPrognosis *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlPrognosis, pdl_prognosis_free)

PdlHalf pdl_prognosis_band_get_half (const PdlPrognosisBand *band);
/* The same of a row of % alive. A row that rises with time says nothing: NaN. */
PdlSide pdl_half_get_side (PdlHalf half, double months);

guint pdl_knowledge_get_n_prognosis_models (PdlKnowledge *self);
const PdlPrognosisModel *pdl_knowledge_get_prognosis_model (PdlKnowledge *self, guint index);

/* The line, and what is said of it; the findings asked for in the view. */
typedef struct
{
  double months;
  const char *text, *disagree;
  const char **entry;        /* NULL-terminated finding ids */
  PdlBasis basis;
} PdlPrognosisWords;
const PdlPrognosisWords *pdl_knowledge_get_prognosis_words (PdlKnowledge *self);
