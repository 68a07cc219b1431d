/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-dose-tables.h"
#include "pdl-evaluation.h"

/*
 * Second radiotherapy of the same piece of cord: the rules of [dose rule/…], the room they leave, and the score of
 * [dose score/…] (radiotherapy 5). Nothing is assumed: a course of unknown dose makes the verdict incomplete.
 */

/* A course as it reached the organ. */
typedef struct
{
  double dose_gy;         /* prescribed, or the maximum in the thecal sac; NaN = unknown */
  int fractions;
  double share;           /* of dose_gy at the organ; 1 for a maximum */
  gboolean share_default; /* a default stands for a share that nobody read: it never relaxes a rule */
  gboolean stereotactic;
} PdlDoseCourse;

/* The EQD2 of the course at the organ, Gy; NaN when the dose is unknown. */
double pdl_dose_course_eqd2 (const PdlDoseCourse *course, double alpha_beta);
/* The same with a default share held to the full prescription, the way in which it may relax nothing. */
double pdl_dose_course_eqd2_strict (const PdlDoseTables *tables, const PdlDoseCourse *course, double alpha_beta);

typedef enum { PDL_VERDICT_MEETS, PDL_VERDICT_EXCEEDS, PDL_VERDICT_INCOMPLETE } PdlVerdict;
const char *pdl_verdict_name (PdlVerdict verdict); /* "meets" "exceeds" "incomplete" */

typedef struct
{
  const PdlDoseRule *rule;
  PdlTruth truth;
  double value, limit;    /* as compared, to two decimals; NaN = unknown. A share is compared as doses. */
} PdlRuleResult;

typedef struct
{
  double eqd2_prior;      /* Gy; NaN = unknown, as every figure here */
  double eqd2_strict;     /* of the earlier courses, a default share held to the full prescription */
  double eqd2_new;
  double eqd2_total;      /* prior + new */
  double share;           /* new / (strict + new) */
  double allowed;         /* EQD2 that the rules leave for the new course, Gy, at least 0 */
  double max_dose;        /* total dose in the planned fractions that uses it up, Gy; NaN without fractions */
  PdlVerdict verdict;
  PdlRuleResult *rules;   /* in the order of the file */
  guint n_rules;
  GPtrArray *warnings;    /* of PdlDoseNote const */
  char **arithmetic;      /* NULL-terminated, translated: one line for each course, the sum and each rule */
} PdlReirradiation;

/* @prior: at least one course, all at the same place of the cord. @planned: dose_gy NaN when not planned yet, fractions 0
 * when unknown; its share is 1. @months: since the end of the last course, NaN = unknown. An unknown dose of an earlier
 * course gives INCOMPLETE, whatever else holds; otherwise a rule that fails gives EXCEEDS, an unknown one INCOMPLETE.
 * NULL when the earlier courses add up to no dose: that is no re-irradiation, the limits of [dose cord-limit/…] hold. */
PdlReirradiation *pdl_reirradiation_new (const PdlDoseTables *tables, const PdlDoseCourse *prior, guint n_prior, const PdlDoseCourse *planned,
                                         double months);
void pdl_reirradiation_free (PdlReirradiation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlReirradiation, pdl_reirradiation_free)

typedef struct
{
  const PdlMyelopathyScore *score;
  double *bed;            /* Gy, of each course */
  guint n_courses;
  double bed_cumulative, bed_max; /* Gy, with the score's own α/β */
  double eqd2_cumulative;
  double points_cumulative, points_interval, points_course; /* NaN = unknown */
  double points;
  const PdlDoseBand *group; /* NULL when unknown */
  gboolean meaningful;
} PdlMyelopathyResult;

/* @courses: all, the planned one included. @months: the smallest gap between two courses that follow each other, NaN = unknown. */
PdlMyelopathyResult *pdl_myelopathy_result_new (const PdlDoseTables *tables, const PdlMyelopathyScore *score, const PdlDoseCourse *courses,
                                                guint n_courses, double months);
void pdl_myelopathy_result_free (PdlMyelopathyResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlMyelopathyResult, pdl_myelopathy_result_free)

/* Without earlier radiotherapy: the default limit to the maximum point for so many fractions, Gy; NaN when the table has none. */
double pdl_cord_limit_get (const PdlDoseTables *tables, int fractions);
/* The interpolated risk of myelopathy, 0 … 1; NaN outside of the range of the curve. */
double pdl_cord_risk (const PdlDoseTables *tables, double eqd2_gy);
