/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-dose-tables.h"

/*
 * What the readers of dose.ini and supportive.ini share; private to this layer. Each returns FALSE after an error that names file, line,
 * group and key. Texts are borrowed from the knowledge set.
 */

/* The part of a group's name behind the slash: "A" of "[dose rule/A]". */
const char *pdl_dose_read_id (PdlIniGroup *group);
gboolean pdl_dose_read_text (PdlIniGroup *group, const char *key, const char **ret_text, GError **error);
/* A number in min … max, decimal point. */
gboolean pdl_dose_read_number (PdlIniGroup *group, const char *key, double min, double max, double *ret_number, GError **error);
/* The same, @otherwise where the key is absent. */
gboolean pdl_dose_read_number_or (PdlIniGroup *group, const char *key, double min, double max, double otherwise, double *ret_number,
                                  GError **error);
gboolean pdl_dose_read_int (PdlIniGroup *group, const char *key, int min, int max, int *ret_number, GError **error);
gboolean pdl_dose_read_flag (PdlIniGroup *group, const char *key, gboolean *ret_flag, GError **error);
/* "1:12.4; 2:17": the number behind each number of fractions; NaN where none stands. */
gboolean pdl_dose_read_limits (PdlIniGroup *group, const char *key, double *limits, GError **error);
gboolean pdl_dose_read_finding (PdlKnowledge *knowledge, PdlIniGroup *group, const char *key, const PdlFinding **ret_finding, GError **error);
/* source and tag, both needed: a figure without them does not enter the program. @garbage keeps what @ret_basis points to. */
gboolean pdl_dose_read_basis (GPtrArray *garbage, PdlKnowledge *knowledge, PdlIniGroup *group, PdlBasis *ret_basis, GError **error);
