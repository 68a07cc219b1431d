/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-figure.h"
#include "pdl-sheet.h"

/*
 * The page for talking with the patient (guideline E, follow-up 9.2): the options of one target in plain words, what is
 * counted of each as people of a hundred, once drawn and once in a table, what to call for, and room to write. No survival, no
 * score, no figure from memory. As many pages as it takes.
 */
typedef struct _PdlPatientSheet PdlPatientSheet;

/* @target: index in @evaluation. @figures is borrowed and stays. @made: time printed in the foot. */
PdlPatientSheet *pdl_patient_sheet_new (PdlCase *kase, PdlEvaluation *evaluation, int target, PdlFigures *figures, PdlPaper paper, PdlMinute made);
void pdl_patient_sheet_free (PdlPatientSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlPatientSheet, pdl_patient_sheet_free)

guint pdl_patient_sheet_get_n_pages (PdlPatientSheet *self);
void pdl_patient_sheet_paint (PdlPatientSheet *self, cairo_t *cr, guint page);
/* What stands on it, a line each. (transfer full) */
char *pdl_patient_sheet_to_text (PdlPatientSheet *self);
gboolean pdl_patient_sheet_write_pdf (PdlPatientSheet *self, const char *path, GError **error);
