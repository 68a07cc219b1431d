/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-session.h"

/*
 * PdlRecordForm: the fields of one record kind as finding rows over an action group of their own ("item.FIELD"), so that nothing
 * reaches the case before it is saved, and then as one change.
 *
 * Signal: "closed" ().
 */
#define PDL_TYPE_RECORD_FORM (pdl_record_form_get_type ())
G_DECLARE_FINAL_TYPE (PdlRecordForm, pdl_record_form, PDL, RECORD_FORM, GtkWidget)

/* @item NULL: a new record. */
GtkWidget *pdl_record_form_new (PdlSession *session, PdlGroup group, const PdlItem *item, const char *kind, const char *status);
