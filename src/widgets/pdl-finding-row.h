/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-session.h"

/*
 * PdlFindingRow: one finding (or one field of a record) as label and control. The control follows the type; the value is the
 * state of the action "PREFIX.ID" in text form, so that the row works on any group of such actions. A refused text stays in the row
 * with the reason under it.
 *
 * Signals: "advance" (int step): the keyboard wants the next (1) or previous (-1) row, "keys-changed" ().
 */
#define PDL_TYPE_FINDING_ROW (pdl_finding_row_get_type ())
G_DECLARE_FINAL_TYPE (PdlFindingRow, pdl_finding_row, PDL, FINDING_ROW, GtkWidget)

/* @session (nullable): for derived values; @group holds the action, @prefix is its name in the widget tree. */
GtkWidget *pdl_finding_row_new (PdlSession *session, const PdlFinding *finding, GActionGroup *group, const char *prefix);
const PdlFinding *pdl_finding_row_get_finding (PdlFindingRow *self);
/* Reads derived values, points and the carried-forward mark again. */
void pdl_finding_row_refresh (PdlFindingRow *self);
void pdl_finding_row_set_matters (PdlFindingRow *self, gboolean matters);
/* Sets the value as if the person had; FALSE: refused, the reason stands under the row. */
gboolean pdl_finding_row_set_text (PdlFindingRow *self, const char *text);
void pdl_finding_row_refuse (PdlFindingRow *self, const char *reason);
const char *pdl_finding_row_get_refusal (PdlFindingRow *self); /* (nullable) */
/* "n no · y yes · ? unknown": what the keys do here, for the foot line. (transfer full) */
char *pdl_finding_row_describe_keys (PdlFindingRow *self);
/* Puts the keyboard where the value is entered. */
void pdl_finding_row_focus (PdlFindingRow *self);
/* The one-key code of the value at @position: of the dictionary, else the first free letter or digit of its label; 0: none. */
gunichar pdl_finding_key_of_code (const PdlFinding *finding, guint position);
