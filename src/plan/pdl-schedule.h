/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-expr.h"
#include "pdl-window.h"

/*
 * The schedules as read from schedules.ini: what starts a track, what it counts from, its milestones and its words.
 * Immutable; private to the planner.
 */

typedef struct
{
  char *id, *label, *kind;
  char **exams;              /* NULL-terminated, the first is the one shown */
  int days;                  /* -1: by months */
  int months, before, after;
  int every_months;          /* once more at this interval for as long as the track runs; 0 = once */
  char **from;               /* (nullable) counts from the first of these dates of the treatment that is known, not at all without */
  char *rows, *row_date;     /* (nullable) once for every row of this list of the treatment, on the date it holds */
  char *if_true;             /* (nullable) asked for only when this field of the treatment is true */
  char **unless_known;       /* (nullable) asked for only while none of these dates of the treatment is known */
  char *done_by;             /* (nullable) done when this date of the treatment has come; no visit does it */
  gboolean rides;            /* goes with an open examination whose date lies in its window, see PdlRides */
} PdlMilestone;

/* What rides on another item of the plan and needs no date of its own (follow-up reference, sections 1.5 and 1.12). */
typedef struct
{
  char **kinds;              /* kinds of items it rides on */
  char **exams;              /* (nullable) their examinations */
  char **tracks;             /* (nullable) their tracks, or items "TRACK/item" */
  char **said_by;            /* (nullable) items "TRACK/item" that ask for it in words of their own: nothing is added */
} PdlRides;

/* A fixed track. */
typedef struct
{
  char *id, *label;
  char **records;            /* treatment kinds that start it */
  char *match_field, *match_code; /* (nullable) one field must have this code */
  gboolean anchor_end;       /* counts from the end of the treatment, else from its start */
  char **anchor_start_kinds; /* kinds that count from their start all the same */
  char **superseded_by;
  gboolean late_is_missed;   /* past its window an item is missed, not overdue: nobody is nagged */
  gboolean newest_only;      /* one series, from the newest treatment of any of the kinds */
  int lead, grace;
  int below_survival_months; /* suspended below it; 0 = never */
  gboolean while_ongoing;    /* runs during the treatment, not only behind it */
  char **until;              /* (nullable) dates of the treatment: what is due behind the first that is known falls away */
  int over_days;             /* the track ends so many days after the treatment has ended; -1 = it does not */
  gboolean open_only;        /* what is behind is not told of */
  gboolean comfort_suspends; /* comfort-focused care suspends its visits too */
  PdlExpr *when;             /* (nullable) runs while it holds at the treatment's target */
  char *why_unknown;         /* shown when that cannot be told; NULL = nothing is */
  PdlRides rides;            /* of the milestones that ride */
  GPtrArray *milestones;     /* of PdlMilestone */
  PdlBasis basis;
} PdlTrack;

typedef struct
{
  char *id, *label, *kind, *exam, *match_field, *match_code, *record;
  char **superseded_by;
  const PdlFinding *risk;
  char *risk_low, *risk_intermediate, *risk_high;
  PdlSbrtRule rule;
  int lead, grace;
  char *why_phase1, *why_phase2;
  PdlBasis basis;
} PdlSbrtTrack;

typedef struct
{
  char *id, *label, *kind, *exam;
  char **starts, **counts;   /* treatment kinds; exams */
  const PdlFinding *activity, *clinical, *progression, *last, *previous, *changed, *first, *survival, *primary;
  char **good;
  char *equivocal, *progressed;
  int assumed_progression, default_weeks;
  PdlRestageRule rule;
  int lead, grace;
  char *why, *why_default, *why_missing, *why_suspended, *extrapolated, *extrapolated_unless;
  PdlBasis basis;
} PdlRestageTrack;

typedef enum
{
  PDL_OUTCOME_DUE,           /* an item with a window */
  PDL_OUTCOME_NEXT,          /* goes with the next open item it rides on, whatever its date; on its own without one */
  PDL_OUTCOME_STANDING,      /* due from its day on until it is done; it has no other date */
  PDL_OUTCOME_NONE,          /* asks for nothing: another track serves it */
  PDL_OUTCOME_SUSPENDED,     /* told of, without a date */
} PdlOutcomeKind;

/* One row of a table "situation: interval". */
typedef struct
{
  char *id, *label, *kind, *exam, *why;
  PdlExpr *when, *from;      /* `from`: the day the window counts from */
  PdlOutcomeKind outcome;
  gboolean rides;            /* as a milestone */
  int days, months, working_days; /* one of them is >= 0 */
  int before, after;
  char **measured;           /* (nullable) findings: one of them measured in the window, or later, is what it asks for */
  PdlExpr *done;             /* (nullable) a day: so is this one, on the day it counts from or later */
  gboolean counts_from_measured; /* it counts from the day one was measured, or `done`, where that is later */
  /* Days of visits, instead of `from`; where no visit gives one, the row does not hold. */
  PdlExpr *since;            /* (nullable) the first visit since which this has held; beside `from`, the earlier one counts */
  char **visit_with;         /* (nullable) findings: the newest visit at which one of them was recorded … */
  PdlExpr *visit_when;       /* … if this held there */
  const PdlFinding *worse;   /* (nullable) the newest visit at which this was worse than at the one before */
  PdlBasis basis;
} PdlSituation;

/* A track whose next date follows from the situation: the first row that holds decides. A row that cannot be told stops the
 * search, because it could have held; one whose task is done already does not. */
typedef struct
{
  char *id, *label, *kind, *why_unknown;
  PdlExpr *runs;             /* whom it concerns; unknown = not */
  gboolean per_target;       /* a situation of a target, unless the file says `scope = patient` */
  int lead, grace;
  PdlRides rides;
  GPtrArray *rows;           /* of PdlSituation */
  PdlBasis basis;
} PdlSituations;

/* What is asked at an examination of another track, each time: it rides on the first that is open. */
typedef struct
{
  char *id, *track, *label, *why;
  PdlExpr *when;             /* (nullable) at the target of the other item, at any target where that has none */
  PdlExpr *from;             /* (nullable) with the two below: only on what is due so many months after this day */
  int first_months, last_months; /* last: -1 = for good */
  gboolean comfort_suspends;
  PdlRides rides;
  PdlBasis basis;
} PdlRiderRule;

/* One item of the baseline gate; day limits by modality, -1 = not asked for. */
typedef struct
{
  char *id, *label;
  char **exams, **findings, **findings_any, **events;
  char *decision, *date_finding;
  gboolean imaging;
  int surgery, sbrt, cebrt, percutaneous;
} PdlGate;

typedef struct
{
  char *id, *label;
  const PdlFinding *surgery, *radiotherapy, *rt_start;
  GPtrArray *percutaneous;   /* of PdlFinding const */
  GPtrArray *gates;          /* of PdlGate */
  PdlBasis basis;
} PdlBaseline;

typedef struct
{
  char *id, *label, *limit;
  char **exams;
  int days;                  /* deadline after onset; hours count as the day itself or the next */
  gboolean suspends;         /* routine imaging waits for the result */
  PdlBasis basis;
} PdlSymptomRule;

typedef struct
{
  const PdlFinding *comfort, *death;
  char **together;           /* kinds of items that may share a visit; the first kind leads */
  char **apart;              /* (nullable) examinations that never do */
  PdlRestageTrack restage;
  PdlSbrtTrack sbrt;
  GPtrArray *tracks;         /* of PdlTrack */
  GPtrArray *situations;     /* of PdlSituations */
  GPtrArray *riders;         /* of PdlRiderRule */
  char **comfort_keeps;      /* kinds of items that comfort-focused care leaves */
  PdlBaseline baseline;
  GPtrArray *symptoms;       /* of PdlSymptomRule */
  char *symptoms_id;
} PdlSchedules;

/* Reads the groups of @ini; the error names file, line, group and key. */
void pdl_schedules_free (PdlSchedules *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlSchedules, pdl_schedules_free)

/* The schedules of @knowledge, read once and freed with it. NULL with an error that names file, line, group and key. */
const PdlSchedules *pdl_schedules_get (PdlKnowledge *knowledge, GError **error);
