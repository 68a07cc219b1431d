/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-case-list.h"

/*
 * PdlCaseListView: search and the worklists. It opens what is chosen through its signal and follows the session's open case.
 *
 * Signal: "open-case" (char *uid).
 */
#define PDL_TYPE_CASE_LIST_VIEW (pdl_case_list_view_get_type ())
G_DECLARE_FINAL_TYPE (PdlCaseListView, pdl_case_list_view, PDL, CASE_LIST_VIEW, GtkWidget)

GtkWidget *pdl_case_list_view_new (PdlSession *session, PdlCaseList *list);
void pdl_case_list_view_focus_search (PdlCaseListView *self);
void pdl_case_list_view_focus_list (PdlCaseListView *self);
