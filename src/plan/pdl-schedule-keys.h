/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-schedule.h"

/*
 * One key of a group of schedules.ini. Texts and lists come as new memory, findings and sources are borrowed from the
 * knowledge; what is missing or cannot be read is an error that names file, line, group and key. Private to the reader.
 */

/* The group [@kind @name], NULL when there is none. @name NULL: the first of that kind. */
PdlIniGroup *pdl_schedule_find_group (PdlIni *ini, const char *kind, const char *name);

gboolean pdl_schedule_read_text (PdlIniGroup *group, const char *key, char **ret_text, GError **error);
gboolean pdl_schedule_read_int (PdlIniGroup *group, const char *key, int *ret_number, GError **error);
gboolean pdl_schedule_read_int_or (PdlIniGroup *group, const char *key, int otherwise, int *ret_number, GError **error);
/* "2; 3", the smaller first. */
gboolean pdl_schedule_read_pair (PdlIniGroup *group, const char *key, int *ret_first, int *ret_last, GError **error);
gboolean pdl_schedule_read_finding_name (PdlKnowledge *knowledge, PdlIniGroup *group, const char *key, const char *name,
                                         const PdlFinding **ret_finding, GError **error);
gboolean pdl_schedule_read_finding (PdlKnowledge *knowledge, PdlIniGroup *group, const char *key,
                                    const PdlFinding **ret_finding, GError **error);
gboolean pdl_schedule_read_list (PdlIniGroup *group, const char *key, char ***ret_list, GError **error);
/* The key `match`, "technique:sbrt"; both stay NULL without it. */
gboolean pdl_schedule_read_match (PdlIniGroup *group, char **ret_field, char **ret_code, GError **error);
gboolean pdl_schedule_read_flag (PdlIniGroup *group, const char *key);
/* The keys `source` and `tag`. */
gboolean pdl_schedule_read_basis (PdlKnowledge *knowledge, PdlIniGroup *group, PdlBasis *ret_basis, GError **error);
/* An expression of the guideline language with record queries, NULL without the key. @condition: it must be true, false
 * or unknown; otherwise it must not be. */
gboolean pdl_schedule_read_expr (PdlKnowledge *knowledge, PdlIniGroup *group, const char *key, gboolean condition,
                                 PdlExpr **ret_expr, GError **error);

/* The keys `rides-on`, `rides-exams`, `rides-tracks`, `said-by`. */
void pdl_schedule_read_rides (PdlIniGroup *group, PdlRides *ret_rides);
void pdl_rides_clear (PdlRides *self);

/* The other half of the file: [situations …] and [rider …]. */
gboolean pdl_schedule_read_situations (PdlKnowledge *knowledge, PdlIni *ini, PdlIniGroup *group, PdlSchedules *schedules,
                                       GError **error);
gboolean pdl_schedule_read_rider (PdlKnowledge *knowledge, PdlIniGroup *group, PdlSchedules *schedules, GError **error);
void pdl_situations_free (gpointer situations);
void pdl_rider_rule_free (gpointer rule);
