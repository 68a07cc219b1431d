/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-reirradiation.h"

/*
 * The recorded radiotherapy courses at a target, what each gave to cord and cauda, and their sum level by level: doses add
 * up only where the courses overlap (radiotherapy 0.3, 3.1, 5.1; dictionary 4). What was not recorded is unknown, not zero.
 */

typedef enum
{
  PDL_DOSE_FROM_MAXIMUM,       /* the recorded maximum of thecal sac or cauda */
  PDL_DOSE_FROM_SHARE,         /* prescription times the recorded share */
  PDL_DOSE_FROM_DEFAULT_SHARE, /* prescription times a default share: to be signed */
  PDL_DOSE_FROM_NOWHERE,       /* unknown */
} PdlDoseOrigin;

typedef struct
{
  PdlDoseCourse course;
  PdlDoseOrigin origin;
  double eqd2;                 /* Gy; NaN = unknown */
} PdlOrganDose;

typedef struct
{
  const PdlItem *item;
  gboolean present;            /* the course that is planned or running; the others came before */
  PdlLevelSet levels;          /* of the target; 0: the record has none, whether it reached the cord is unknown */
  PdlDay end;                  /* PDL_DAY_NONE = unknown, or known to month or year only */
  PdlOrganDose cord, cauda;
} PdlHistoryCourse;

typedef struct
{
  PdlLevel level;
  guint n_prior;
  double cord_eqd2, cauda_eqd2;/* of the earlier courses, Gy; NaN: the dose of one is unknown; 0: none reached this level */
  double months;               /* since the last earlier course; NaN = unknown */
  PdlReirradiation *check;     /* (nullable) against the cord rules; NULL without an earlier dose here */
} PdlLevelDose;

typedef struct
{
  PdlHistoryCourse *courses;   /* in order of entry */
  guint n_courses;
  PdlOrganDose planned;        /* maximum of the planned course in the thecal sac */
  PdlOrganDose planned_cauda;
  PdlLevelDose *levels;        /* of the target, from the head down */
  guint n_levels;
  const PdlLevelDose *worst;   /* (nullable) the level with the worst verdict, then the highest cumulative dose */
  PdlVerdict verdict;          /* over all levels; only with @worst */
  GPtrArray *warnings;         /* of PdlDoseNote const: of the record; those of a check stand in it */
} PdlDoseHistory;

/* @target: of @facts. Findings of the plan are read for the target. Never fails on data. The records are borrowed from the case. */
PdlDoseHistory *pdl_dose_history_new (const PdlDoseTables *tables, PdlFacts *facts, int target);
void pdl_dose_history_free (PdlDoseHistory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlDoseHistory, pdl_dose_history_free)
