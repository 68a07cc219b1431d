/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-session.h"

/*
 * The cases as a GListModel of PdlCaseRow, in sections urgent, overdue, discuss, followed, each with a heading row;
 * search as you type. Refreshes itself after saves.
 */
#define PDL_TYPE_CASE_ROW (pdl_case_row_get_type ())
G_DECLARE_FINAL_TYPE (PdlCaseRow, pdl_case_row, PDL, CASE_ROW, GObject)
gboolean pdl_case_row_is_heading (PdlCaseRow *self);
const char *pdl_case_row_get_worklist (PdlCaseRow *self);
guint pdl_case_row_get_count (PdlCaseRow *self);                   /* of a heading */
const PdlCaseSummary *pdl_case_row_get_summary (PdlCaseRow *self); /* NULL for a heading */

#define PDL_TYPE_CASE_LIST (pdl_case_list_get_type ())
G_DECLARE_FINAL_TYPE (PdlCaseList, pdl_case_list, PDL, CASE_LIST, GObject)
PdlCaseList *pdl_case_list_new (PdlSession *session);
void pdl_case_list_set_search (PdlCaseList *self, const char *text);
void pdl_case_list_refresh (PdlCaseList *self);
/* Row of a case uid, or of its neighbour (@step ±1) skipping headings; NULL at the ends. */
PdlCaseRow *pdl_case_list_find (PdlCaseList *self, const char *uid, int step);
