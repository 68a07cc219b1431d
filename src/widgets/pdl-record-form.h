/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-session.h"

/*
 * PdlRecordForm: the fields of one record kind as finding rows over an action group of their own ("item.FIELD"). Each entry is
 * recorded at once, as everywhere in the editor; the first one of a new record adds it. What the case refuses is told under the rows,
 * stays in the form and is tried again with the next entry.
 *
 * Signals: "closed" (); "keys-changed" (PdlFindingRow): the row in hand.
 */
#define PDL_TYPE_RECORD_FORM (pdl_record_form_get_type ())
G_DECLARE_FINAL_TYPE (PdlRecordForm, pdl_record_form, PDL, RECORD_FORM, GtkWidget)

/* @item NULL: a new record. @status (nullable): the code a new record starts with. A case must be open. */
GtkWidget *pdl_record_form_new (PdlSession *session, PdlGroup group, const PdlItem *item, const char *status);
/* Shows what the case holds now, after an undo for example. */
void pdl_record_form_refresh (PdlRecordForm *self);
