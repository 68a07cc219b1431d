/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-dose-reader.h"

/* The readers of dose.ini, one file for each idea. Each reads one group; @name is the part before the slash. */

/* A new zeroed element of @array, owned by the tables. */
gpointer pdl_dose_tables_add (PdlDoseTables *self, GPtrArray *array, gsize size);

/* TRUE with *ret_mine FALSE: the group is another's. */
gboolean pdl_dose_read_limit_group (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, const char *name, gboolean *ret_mine, GError **error);
gboolean pdl_dose_read_reirradiation_group (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, const char *name, gboolean *ret_mine, GError **error);
gboolean pdl_dose_read_ctv_group (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, const char *name, gboolean *ret_mine, GError **error);
gboolean pdl_dose_read_eligibility_group (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, const char *name, gboolean *ret_mine, GError **error);
gboolean pdl_dose_read_outcome_group (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, const char *name, gboolean *ret_mine, GError **error);
gboolean pdl_dose_read_history_group (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, const char *name, gboolean *ret_mine, GError **error);

/* label and text, either may be absent; basis. */
gboolean pdl_dose_read_note (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, PdlDoseNote *note, GError **error);
/* A condition, owned by the tables; the key is needed. */
gboolean pdl_dose_read_condition (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, const char *key, const PdlExpr **ret_condition, GError **error);
/* at-most (absent: no upper end), label, text, basis. */
gboolean pdl_dose_read_band (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GPtrArray *bands, GError **error);
/* `alpha-beta = cord`: the value of a tissue that stands before it. */
gboolean pdl_dose_read_alpha_beta_ref (PdlDoseTables *self, PdlIniGroup *group, const char *key, double *ret_value, GError **error);
