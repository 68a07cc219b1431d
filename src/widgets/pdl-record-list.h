/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-session.h"

/*
 * PdlRecordList: the dated records of one group (treatments, imaging, events) with a form to add or change one. Kinds and fields
 * come from the dictionary. A record is never deleted here: its status becomes cancelled where it has one, and undo takes back.
 *
 * Signal: "keys-changed" (PdlFindingRow): the row of the form in hand.
 */
#define PDL_TYPE_RECORD_LIST (pdl_record_list_get_type ())
G_DECLARE_FINAL_TYPE (PdlRecordList, pdl_record_list, PDL, RECORD_LIST, GtkWidget)

/* @status (nullable): status a new record starts with in the form. */
GtkWidget *pdl_record_list_new (PdlSession *session, PdlGroup group, const char *status);
void pdl_record_list_refresh (PdlRecordList *self);
/* Puts the open form away, as when its section closes or another case opens: all of it is recorded. */
void pdl_record_list_close (PdlRecordList *self);
