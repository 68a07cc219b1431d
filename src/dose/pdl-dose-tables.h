/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-facts.h"

/*
 * What data/knowledge/dose.ini holds: constants, limits and rules of the radiotherapy arithmetic, each with its source and
 * verification tag. Immutable, shared by threads, alive as long as the program. Texts are untranslated
 * (pdl_dictionary_translate () to show). No clinical word and no clinical number stands in the C of this folder.
 */

/* Limits are given for 1 to this many fractions. */
#define PDL_DOSE_MAX_LIMITS 5

/* A sentence with a code: a warning, a refusal, a category, a setting. */
typedef struct
{
  const char *id;           /* "MULTIPLE_PRIOR", "PR" */
  const char *label, *text; /* (nullable) */
  PdlBasis basis;
} PdlDoseNote;

typedef struct
{
  const char *label, *text;
  double dose_max;          /* Gy, of a recorded course */
  int fractions_max;
  double planned_dose_min, planned_dose_max; /* Gy */
  int planned_fractions_max;
  double alpha_beta_min, alpha_beta_max; /* Gy */
  double interval_max;      /* months */
  double large_fraction;    /* Gy; above it the model is least reliable */
  PdlBasis basis;
} PdlDoseArithmetic;

typedef struct
{
  const char *id, *label, *text;
  double value;             /* Gy; NaN: offered as low … high, not set */
  double low, high;         /* NaN: no range was read */
  PdlBasis basis;
} PdlAlphaBeta;

/* A fractionation of the menu. */
typedef struct
{
  const char *id, *group, *text; /* group: "cebrt", "sbrt", "rert" */
  double dose;              /* Gy */
  int fractions;
  gboolean offered;         /* FALSE: the clinic took it off its menu */
  PdlBasis basis;
} PdlRegimen;

/* Risk of myelopathy after this dose in conventional fractions. */
typedef struct
{
  const char *id, *risk;
  double dose;
  PdlBasis basis;
} PdlCordTolerance;

/* A row of the constraint table, or of the published retreatment table. */
typedef struct
{
  const char *id, *label, *text;
  gboolean is_default;
  double dose;              /* retreatment: the earlier course, Gy, 0 = none */
  int fractions;
  double limits[PDL_DOSE_MAX_LIMITS]; /* Gy, maximum point, by number of fractions; NaN = not given */
  PdlBasis basis;
} PdlCordLimit;

/* A limit to a volume with the maximum point, in one, three and five fractions, Gy. */
typedef struct
{
  const char *id, *label, *volume, *endpoint;
  double to_volume[3], maximum[3];
  PdlBasis basis;
} PdlOrganLimit;

/* Derived risk of myelopathy between two EQD2: 1 / (1 + exp (-(intercept + slope × EQD2))). */
typedef struct
{
  const char *label, *text, *below, *above; /* what is said under eqd2_min and over eqd2_max */
  double intercept, slope, eqd2_min, eqd2_max;
  PdlBasis basis;
} PdlRiskCurve;

typedef enum { PDL_QUANTITY_NEW, PDL_QUANTITY_TOTAL, PDL_QUANTITY_SHARE, PDL_QUANTITY_INTERVAL } PdlDoseQuantity;

typedef struct
{
  const char *id, *label, *text; /* id: the letter */
  PdlDoseQuantity quantity;
  double limit;             /* Gy EQD2, share or months; the interval is at least, the others are at most it */
  PdlBasis basis;
} PdlDoseRule;

typedef struct
{
  const char *label, *text;
  double alpha_beta;
  double share_plan, share_unknown, share_max; /* of the prescribed dose at the cord */
  double maximum_share;     /* a planned maximum above this share of the prescription is asked about */
  PdlBasis basis;
} PdlReirradiationSettings;

typedef struct
{
  double at_most;           /* included */
  double points;
} PdlDosePoints;

/* A cumulative limit that grows with the months since the last course; beside the rules, never one of them. */
typedef struct
{
  const char *label, *text;
  gboolean offered;         /* the clinic wants to read it */
  double tolerance;         /* EQD2, Gy */
  GArray *recovery;         /* of PdlDosePoints: from so many months on, the part of the tolerance that is added */
  PdlBasis basis;
} PdlStepRule;

typedef struct
{
  const char *id, *label, *text;
  double at_most;           /* points, included; infinity for the last */
  PdlBasis basis;
} PdlDoseBand;

typedef struct
{
  const char *id, *label, *text;
  double alpha_beta;
  GArray *cumulative;       /* of PdlDosePoints by cumulative BED, ascending */
  double cumulative_above;
  double interval_below, interval_points; /* months */
  double course_at_least, course_points;  /* BED of one course */
  double meaningful_eqd2;   /* below it the score says nothing */
  PdlBasis basis;
} PdlMyelopathyScore;

typedef struct
{
  const char *id, *option, *text; /* option: (nullable) counts only when asked for */
  guint32 sectors;          /* all of them are involved; 0 = whatever is */
  gboolean only;            /* and no other */
  int pattern, epidural;    /* positions; -1 = whatever it is */
  guint32 adds;
  gboolean ring;            /* asks for a closed ring itself */
  PdlBasis basis;
} PdlCtvRule;

typedef struct
{
  const char *label, *text;
  const PdlFinding *sectors, *pattern, *epidural, *setting;
  PdlLevel first, last;
  guint32 pattern_sector;   /* the sector whose pattern counts */
  guint32 all;
  GArray *ring_needs;       /* of guint32: one sector of each is involved when a ring is right */
  PdlBasis basis;
} PdlCtvSettings;

typedef struct
{
  const char *id, *label;
  const PdlExpr *when;
  int points;
  PdlBasis basis;
} PdlFractureFactor;

/* One criterion for stereotactic radiotherapy. What is neither passed, cautioned, failed nor left out is unknown. */
typedef struct
{
  const char *id, *label, *caution_text, *fail_text; /* texts: (nullable) */
  const PdlExpr *skip, *pass, *caution, *fail;       /* (nullable) but pass: conditions over a target */
  gboolean second_course;   /* caution or failure is the verdict over the second course */
  PdlBasis basis;
} PdlEligibilityCriterion;

/* A line of advice that holds on a condition over a target. */
typedef struct
{
  const char *id, *label, *text;
  const PdlExpr *when;
  PdlBasis basis;
} PdlDoseAdvice;

typedef struct
{
  const char *label, *text;
  const PdlFinding *site_pain, *pain, *opioid; /* worst pain at the treated site, of the patient; mg oral morphine per 24 h */
  int scale_max, baseline_min, points;
  double change;            /* share of the baseline opioid: 0.25 */
  double tolerance;         /* mg oral morphine: a rise up to it is none */
  PdlBasis basis;
} PdlResponseSettings;

typedef struct
{
  const char *label, *text;
  int days, points;
  double change;
  PdlBasis basis;
} PdlFlareSettings;

typedef struct
{
  const char *label, *text;
  const PdlFinding *finding; /* the class: derived, or the reader's own */
  PdlBasis basis;
} PdlLocalResponseSettings;

typedef struct
{
  const char *id, *label, *unit, *text;
  char **aliases;           /* (nullable) */
  double factor;            /* mg oral morphine per mg/24 h, or per µg/h; NaN: not in the table */
  PdlBasis basis;
} PdlOpioid;

/* Names of the fields and findings that the history of a case is read from. */
typedef struct
{
  const char *record, *technique, *stereotactic, *dose, *fractions, *fractions_given, *cord_maximum, *cauda_maximum, *share, *records, *stopped;
  const PdlFinding *complete, *planned_dose, *planned_fractions, *planned_maximum, *planned_cauda_maximum, *planned_start;
  double cauda_alpha_beta;
  PdlBasis basis;
} PdlHistorySettings;

typedef struct
{
  PdlDoseArithmetic arithmetic;
  GPtrArray *alpha_betas;   /* of PdlAlphaBeta */
  double menu_alpha_beta;   /* what the effect of a fractionation is shown for, Gy */
  GPtrArray *regimens;      /* of PdlRegimen */
  GPtrArray *tolerances;    /* of PdlCordTolerance */
  GPtrArray *cord_limits;   /* of PdlCordLimit */
  GPtrArray *organ_limits;  /* of PdlOrganLimit */
  PdlRiskCurve risk_curve;
  PdlReirradiationSettings reirradiation;
  PdlStepRule step_rule;
  GPtrArray *rules;         /* of PdlDoseRule */
  PdlDoseNote retreatment;  /* what is said of the published table */
  GPtrArray *retreatments;  /* of PdlCordLimit */
  GPtrArray *scores;        /* of PdlMyelopathyScore */
  GPtrArray *score_groups;  /* of PdlDoseBand, ascending */
  PdlCtvSettings ctv;
  GPtrArray *ctv_rules;     /* of PdlCtvRule */
  GPtrArray *ctv_settings;  /* of PdlDoseNote */
  PdlDoseNote eligibility;
  GPtrArray *criteria;      /* of PdlEligibilityCriterion, in the order of the file */
  PdlDoseAdvice compression; /* when the schedules are shown */
  GPtrArray *compressions;  /* of PdlDoseAdvice: schedules by prognosis */
  PdlDoseNote fracture;
  GPtrArray *fracture_factors; /* of PdlFractureFactor */
  GPtrArray *fracture_classes; /* of PdlDoseBand, ascending */
  PdlResponseSettings response;
  GPtrArray *responses;     /* of PdlDoseNote */
  PdlFlareSettings flare;
  GPtrArray *flares;        /* of PdlDoseNote */
  PdlDoseNote opioid_table;
  GPtrArray *opioids;       /* of PdlOpioid */
  PdlLocalResponseSettings local_response;
  GPtrArray *local_classes; /* of PdlDoseNote */
  GPtrArray *warnings;      /* of PdlDoseNote */
  GPtrArray *refusals;      /* of PdlDoseNote */
  PdlHistorySettings history;
  GPtrArray *garbage;       /* what the structures point to */
  GPtrArray *conditions;    /* of PdlExpr (owned): every condition of the structures */
} PdlDoseTables;

/* The tables of @knowledge, read once and freed with it. NULL with an error that names file, line, group and key. */
const PdlDoseTables *pdl_dose_tables_get (PdlKnowledge *knowledge, GError **error);

/* Reads @ini as the tables of @knowledge, for tests; NULL with an error. (transfer full) */
PdlDoseTables *pdl_dose_tables_new (PdlKnowledge *knowledge, PdlIni *ini, GError **error);
void pdl_dose_tables_free (PdlDoseTables *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlDoseTables, pdl_dose_tables_free)

/* NULL when there is none. A warning or refusal that the code gives is always there: the reader sees to it. */
const PdlDoseNote *pdl_dose_tables_find_warning (const PdlDoseTables *self, const char *id);
const PdlDoseNote *pdl_dose_tables_find_refusal (const PdlDoseTables *self, const char *id);
const PdlAlphaBeta *pdl_dose_tables_find_alpha_beta (const PdlDoseTables *self, const char *id);
const PdlMyelopathyScore *pdl_dose_tables_find_score (const PdlDoseTables *self, const char *id);
/* By name or alias; case, "-" and blanks do not matter. */
const PdlOpioid *pdl_dose_tables_find_opioid (const PdlDoseTables *self, const char *name);
/* The row that a plan without earlier radiotherapy is compared with. */
const PdlCordLimit *pdl_dose_tables_get_default_limit (const PdlDoseTables *self);
/* The first target that shares a level with @levels; -1 when there is none. */
int pdl_dose_find_target (PdlFacts *facts, PdlLevelSet levels);
/* One of a list of PdlDoseNote. */
const PdlDoseNote *pdl_dose_note_find (GPtrArray *notes, const char *id);
