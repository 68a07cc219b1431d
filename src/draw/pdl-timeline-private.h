/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-timeline.h"

/* Shared by the timeline's layout and painter. Inner to this layer. */

typedef enum { PDL_LABEL_NONE, PDL_LABEL_RIGHT, PDL_LABEL_LEFT, PDL_LABEL_INSIDE } PdlLabelPlace;

typedef struct
{
  gboolean shown;
  double x0, x1, y;          /* the mark; y its middle */
  double label_x, label_width; /* where the label may stand */
  PdlLabelPlace label;
  double tail;               /* overdue: where the clock stands; else x1 */
  double tail_width;         /* of the words behind the clock */
  char *late;                /* overdue: how long, translated */
} PdlTimelinePlace;

typedef struct
{
  double x;
  char *text;
  gboolean strong;           /* a year begins */
  gboolean named;            /* its words have room */
} PdlTimelineTick;

struct _PdlTimelineLayout
{
  GPtrArray *items;          /* not owned */
  PdlTimelinePlace *places;  /* one an item */
  PdlDay from, to, today;
  double width, height, em;
  double left, right, axis;  /* the field; the axis' height */
  double row;                /* height of one row */
  double lane_top[PDL_N_LANES], lane_height[PDL_N_LANES]; /* height 0: an empty lane is not drawn */
  double needed;
  GArray *ticks;             /* of PdlTimelineTick */
  char *today_text;          /* NULL: today is not in the field */
  double today_x;            /* left end of those words */
};

/* "2 Mar", with the year when it is not that of @near. Free with g_free (). */
double pdl_timeline_text_width (const PdlTimelineLayout *self, const char *text, gboolean strong); /* estimated, on the large side */
gboolean pdl_timeline_is_now (const PdlTimelineItem *item, PdlDay today); /* its window is open or past */
