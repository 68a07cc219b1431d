/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-finding-row.h"

/*
 * PdlSectionView: one section of the editor: closed to one sentence of what is recorded, open to its finding rows. Rows are
 * made when the section is first opened.
 *
 * Signals: "opened" (), "leave" (int step): the keyboard goes past the last or before the first row, "keys-changed" (PdlFindingRow *row).
 */
#define PDL_TYPE_SECTION_VIEW (pdl_section_view_get_type ())
G_DECLARE_FINAL_TYPE (PdlSectionView, pdl_section_view, PDL, SECTION_VIEW, GtkWidget)

/* @groups: actions "case", "level", "target"; @key: shown on the section ("1" … "0"), NULL: none. */
GtkWidget *pdl_section_view_new (PdlSession *session, const PdlSection *section, GActionGroup *const *groups, const char *key);
const PdlSection *pdl_section_view_get_section (PdlSectionView *self);
void pdl_section_view_set_open (PdlSectionView *self, gboolean open);
gboolean pdl_section_view_is_open (PdlSectionView *self);
/* After a change: sentence, marks, which rows are relevant. @open: NULL-terminated ids that matter. */
void pdl_section_view_refresh (PdlSectionView *self, const char *const *open);
gboolean pdl_section_view_has_finding (PdlSectionView *self, const char *id);
/* Opens, reveals and focuses the row; FALSE: no such row or not applicable here now. */
gboolean pdl_section_view_go_to (PdlSectionView *self, const char *id);
/* The first (TRUE) or last row; FALSE: there is none to focus. */
gboolean pdl_section_view_focus_edge (PdlSectionView *self, gboolean first);
/* The row of a finding when it has been made, for tests. (nullable) */
PdlFindingRow *pdl_section_view_get_row (PdlSectionView *self, const char *id);
