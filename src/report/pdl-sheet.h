/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-draw.h"
#include "pdl-plan.h"

/* The tumour-board sheet: one A4 or Letter page. The same painter serves print, PDF and SVG. */

#define PDL_REPORT_ERROR (pdl_report_error_quark ())
GQuark pdl_report_error_quark (void);
typedef enum { PDL_REPORT_ERROR_WRITE } PdlReportError;

typedef enum { PDL_PAPER_A4, PDL_PAPER_LETTER } PdlPaper;
void pdl_paper_get_size (PdlPaper paper, double *ret_width, double *ret_height); /* points */

typedef struct _PdlSheet PdlSheet;
/* Lays out; drops detail in the fixed order until it fits. @made: time printed in the foot. */
PdlSheet *pdl_sheet_new (PdlCase *kase, PdlEvaluation *evaluation, PdlPlan *plan, PdlAnatomy *anatomy, PdlPaper paper, PdlMinute made);
void pdl_sheet_free (PdlSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlSheet, pdl_sheet_free)
void pdl_sheet_paint (PdlSheet *self, cairo_t *cr);
/* NULL-terminated, what was dropped to fit. */
const char *const *pdl_sheet_get_dropped (PdlSheet *self);
gboolean pdl_sheet_write_pdf (PdlSheet *self, const char *path, GError **error);
gboolean pdl_sheet_write_svg (PdlSheet *self, const char *path, GError **error);
