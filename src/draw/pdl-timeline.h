/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-draw.h"

/* The timeline: past treatments, imaging, assessments, today, due windows. Layout is pure; painting is Cairo. */

typedef enum { PDL_LANE_TREATMENT, PDL_LANE_IMAGING, PDL_LANE_VISIT, PDL_LANE_DUE, PDL_N_LANES } PdlLane;

typedef struct
{
  char *id;
  PdlLane lane;
  char *label, *detail;
  PdlDay start, end;              /* end NONE: a moment */
  gboolean is_due;                /* start = earliest, end = latest */
  PdlDay due;
  gboolean overdue, later, suspended, booked, planned;
} PdlTimelineItem;
PdlTimelineItem *pdl_timeline_item_new (const char *id, PdlLane lane, const char *label);
void pdl_timeline_item_free (PdlTimelineItem *self);
/* Whether both would be drawn and named alike. */
gboolean pdl_timeline_item_equal (const PdlTimelineItem *a, const PdlTimelineItem *b);

typedef struct _PdlTimelineLayout PdlTimelineLayout;
/* @items: PdlTimelineItem, not owned, must outlive the layout. @from, @to: the days shown. */
PdlTimelineLayout *pdl_timeline_layout_new (GPtrArray *items, PdlDay from, PdlDay to, PdlDay today, double width, double height, double text_scale);
void pdl_timeline_layout_free (PdlTimelineLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlTimelineLayout, pdl_timeline_layout_free)
/* The span that shows everything, with a margin. */
void pdl_timeline_fit (GPtrArray *items, PdlDay today, PdlDay *ret_from, PdlDay *ret_to);
PdlDay pdl_timeline_layout_day_at (PdlTimelineLayout *self, double x);
double pdl_timeline_layout_x_of (PdlTimelineLayout *self, PdlDay day);
int pdl_timeline_layout_hit (PdlTimelineLayout *self, double x, double y); /* item index, -1 */
void pdl_timeline_layout_get_rect (PdlTimelineLayout *self, guint item, cairo_rectangle_t *ret_rect);
double pdl_timeline_layout_get_height (PdlTimelineLayout *self); /* what it needs */
void pdl_timeline_paint (PdlTimelineLayout *self, cairo_t *cr, const PdlPalette *palette, PangoLayout *text, int focus);
