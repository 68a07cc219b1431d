/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-change.h"

/*
 * Two versions of one case, row by row: what is stored now and yours, beside what was before both when that is known. Only
 * what differs has a row. A row is chosen or left; at first all are left, so that what is stored stays. Pure: it holds
 * copies and changes no case.
 *
 * Visits and records are the same when their uid is; a visit without its like is matched by its day.
 */
typedef struct _PdlComparison PdlComparison;

typedef struct
{
  const char *what;   /* the finding, "Visit", "Radiotherapy" */
  const char *where;  /* "T8", "visit of 2 Mar 2026"; may be empty */
  const char *stored; /* for reading, translated */
  const char *yours;
  const char *before; /* NULL: not known */
  gboolean only_stored; /* yours is as before: changed in the store alone, there is nothing to choose */
} PdlComparisonRow;

/* The three are copied. @before (nullable). @label: of the change that takes over, for "Undo <label>". */
PdlComparison *pdl_comparison_new (PdlCase *stored, PdlCase *yours, PdlCase *before, const char *label);
void pdl_comparison_free (PdlComparison *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlComparison, pdl_comparison_free)

PdlCase *pdl_comparison_get_stored (PdlComparison *self);
PdlCase *pdl_comparison_get_yours (PdlComparison *self);
gboolean pdl_comparison_has_before (PdlComparison *self);
guint pdl_comparison_get_n_rows (PdlComparison *self); /* 0: the same */
const PdlComparisonRow *pdl_comparison_get_row (PdlComparison *self, guint index);

/* Yours, or what is stored. A row of only_stored cannot be chosen. */
void pdl_comparison_choose (PdlComparison *self, guint index, gboolean yours);
void pdl_comparison_choose_all (PdlComparison *self, gboolean yours);
guint pdl_comparison_get_n_chosen (PdlComparison *self);
guint pdl_comparison_get_n_choices (PdlComparison *self); /* rows that can be chosen */

/* What makes the chosen rows of the stored case yours. (transfer full) */
PdlChange *pdl_comparison_make_change (PdlComparison *self);
