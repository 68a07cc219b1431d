/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-sheet-pen.h"
#include "pdl-sheet.h"

/* The parts of the tumour-board sheet. Inner to this layer. */

#define PDL_SHEET_MARGIN 36.0

/* What is dropped to fit, in this order and never another. */
typedef enum
{
  PDL_DROP_IMAGES,     /* the image list but for its newest */
  PDL_DROP_TREND,      /* values of the visit before */
  PDL_DROP_STATEMENTS,
  PDL_DROP_SOURCES,    /* of arguments */
  PDL_DROP_PROMPTS,    /* arguments whose condition is not recorded */
  PDL_DROP_THIRD,      /* third and later arguments */
  PDL_DROP_LONG,       /* long texts of the record are cut */
  PDL_DROP_SECOND,     /* second arguments */
  PDL_DROP_OPTIONS,    /* options after the fourth, open items after the fourth */
  PDL_DROP_TARGETS,    /* arguments of further targets */
  PDL_DROP_LINE,       /* long texts of the record are cut one line more: told of as PDL_DROP_LONG */
  PDL_DROP_ARGUMENTS,  /* all: titles stay */
  PDL_DROP_SCORES,     /* of the outlook */
  PDL_DROP_FURTHER,    /* targets after the second, but for their levels; what experts differ about stays as long as its reading */
  PDL_DROP_BLOCKS,     /* the blocks but for their first line: only a case of many targets and long texts comes to this */
  PDL_N_DROPS,
} PdlDrop;

struct _PdlSheet
{
  PdlCase *kase;             /* owned */
  PdlEvaluation *evaluation; /* owned */
  PdlPlan *plan;             /* (nullable) not owned; read while laying out and painting */
  PdlAnatomy *anatomy;       /* not owned */
  GKeyFile *map;             /* what stands where */
  double width, height;
  PdlMinute made;
  guint drops;               /* steps in force */
  guint32 cut;               /* bit per step that took something away */
  GPtrArray *dropped;        /* of char *, NULL-terminated */
};

gboolean pdl_sheet_drops (PdlSheet *self, PdlDrop step);
void pdl_sheet_cut (PdlSheet *self, PdlDrop step);

/* Words. All transfer full, translated. */
const PdlFinding *pdl_sheet_finding (PdlSheet *self, const char *id);
GKeyFile *pdl_sheet_load_map (void); /* what stands where; (transfer full) */
char *pdl_sheet_label (PdlSheet *self, const char *group);         /* of a group of the map */
char **pdl_sheet_list (PdlSheet *self, const char *group, const char *key);
char *pdl_sheet_day (PdlDay day);
char *pdl_sheet_minute (PdlMinute minute);
char *pdl_sheet_both_text (const PdlTargetResult *target); /* which two rows are shown, and why; NULL: one is */
/* What experts differ about that concerns the row, modifiers or options of the target, with numbers of the register; NULL: nothing. */
char *pdl_sheet_conflict_text (PdlSheet *self, int target);
char *pdl_sheet_urgency (PdlSheet *self, const PdlUrgency *urgency); /* with its end on the clock; (nullable) */
/* A finding or "score:ID" as it reads now; NULL when it is not known. @target -1 the patient. */
char *pdl_sheet_value (PdlSheet *self, const char *id, int target, PdlLevel level);
/* The same as recorded by the visit before. */
char *pdl_sheet_score_text (const PdlScoreResult *result);
/* "recorded, recorded; not recorded: a, b" of a list of ids, as markup. */
char *pdl_sheet_findings_markup (PdlSheet *self, char **ids, int target, gboolean trend);
/* One dated record in a line. */
char *pdl_sheet_item_text (const PdlItem *item);

/* Parts. Each paints at @y and returns where the next may stand. */
double pdl_sheet_head (PdlSheet *self, PdlPen *pen, double y);
double pdl_sheet_spine (PdlSheet *self, PdlPen *pen, double x, double y, double width, double height);
double pdl_sheet_axes (PdlSheet *self, PdlPen *pen, double x, double y, double width);
double pdl_sheet_lesions (PdlSheet *self, PdlPen *pen, double x, double y, double width);
double pdl_sheet_outlook (PdlSheet *self, PdlPen *pen, double x, double y, double width);
double pdl_sheet_readings (PdlSheet *self, PdlPen *pen, double x, double y, double width);
double pdl_sheet_open (PdlSheet *self, PdlPen *pen, double x, double y, double width);
double pdl_sheet_statements (PdlSheet *self, PdlPen *pen, double x, double y, double width);
double pdl_sheet_blocks (PdlSheet *self, PdlPen *pen, double x, double y, double width);
/* Outcome and foot stand on the lower margin: @paint FALSE gives their height. */
double pdl_sheet_outcome (PdlSheet *self, PdlPen *pen, double y, gboolean paint);

/* For tests: where the text ends and the outcome begins. */
double pdl_sheet_measure_end (PdlSheet *self);
double pdl_sheet_measure_outcome (PdlSheet *self);

/* A section's title in small dim capitals' place. Returns its height. */
double pdl_sheet_title (PdlPen *pen, const char *title, double x, double y, double width);
