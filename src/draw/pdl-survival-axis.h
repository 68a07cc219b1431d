/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-draw.h"

/*
 * Survival on an axis of time from two weeks to five years, in steps that grow (logarithmic): lines under each other share it. What
 * is drawn stands in words beside it.
 */
typedef struct
{
  double low, high;   /* months within which half of the group has died; 0 and INFINITY: open to that side */
  double interval_low, interval_high; /* of a median; NaN: none */
  gboolean open;      /* one of several bands that are still possible */
  gboolean person;    /* the oncologist's own, not a model */
} PdlSurvivalBar;

/* Where @months lie in @width; what is outside lies at the end. */
double pdl_survival_axis_x (double months, double width);
/* Ticks of the scale: months and how many; their names are the caller's. */
const double *pdl_survival_axis_get_ticks (guint *ret_n);

/* @line: months of the line all are compared with. */
void pdl_survival_axis_paint (cairo_t *cr, const PdlPalette *palette, const PdlSurvivalBar *bars, guint n_bars, double line, double width, double height);
/* The names of the ticks, in their order, at @size. */
void pdl_survival_axis_paint_names (cairo_t *cr, const PdlPalette *palette, const char *const *names, double line, double size, double width, double height);
