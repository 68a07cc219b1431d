/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-database.h"

/* Table `free_text`: what people wrote in their own words, of assessments and items. Private to the store. */

/* @level, "" when none. @text NULL: none. */
gboolean pdl_text_table_put (PdlDatabase *database, gint64 case_id, const char *uid, const char *level,
                             const char *finding, const char *text, GError **error);
/* *ret_text NULL when there is none. */
gboolean pdl_text_table_get (PdlDatabase *database, gint64 case_id, const char *uid, const char *level,
                             const char *finding, char **ret_text, GError **error);
