/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-dictionary.h"
#include "pdl-json.h"

/* One value of a case file, checked by the dictionary; and how the reader of case files warns and refuses, always with the path. */

/* @warnings of PdlWarning; @name (nullable): the member of @path that is meant. */
void pdl_case_json_warn (GPtrArray *warnings, const char *path, const char *name, const char *text);
/* FALSE, with PDL_EXCHANGE_ERROR_VALUE. */
gboolean pdl_case_json_fail (GError **error, const char *path, const char *format, ...) G_GNUC_PRINTF (3, 4);
/* FALSE with an error that says what is needed, unless @json is of @type. */
gboolean pdl_case_json_need (const PdlJson *json, PdlJsonType type, const char *path, GError **error);

/* *ret_value (transfer full) (nullable): NULL is not asked. */
gboolean pdl_case_json_read_value (const PdlFinding *finding, const PdlJson *json, const char *path, PdlValue **ret_value, GPtrArray *warnings, GError **error);
