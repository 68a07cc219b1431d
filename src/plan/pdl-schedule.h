/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

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
} PdlMilestone;

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
  PdlBaseline baseline;
  GPtrArray *symptoms;       /* of PdlSymptomRule */
  char *symptoms_id;
} PdlSchedules;

/* Reads the groups of @ini; the error names file, line, group and key. */
PdlSchedules *pdl_schedules_new (PdlKnowledge *knowledge, PdlIni *ini, GError **error);
void pdl_schedules_free (PdlSchedules *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlSchedules, pdl_schedules_free)

/* The schedules of a knowledge set, read once per set and kept while the program runs: sets are few and immutable. */
const PdlSchedules *pdl_schedules_get (PdlKnowledge *knowledge, GError **error);
