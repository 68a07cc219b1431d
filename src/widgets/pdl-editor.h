/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-section-view.h"

/* PdlEditor: the visit as a note of sections, one open at a time. Sections and rows come from the dictionary. */
#define PDL_TYPE_EDITOR (pdl_editor_get_type ())
G_DECLARE_FINAL_TYPE (PdlEditor, pdl_editor, PDL, EDITOR, GtkWidget)

/* @groups: the actions "case", "level", "target"; the caller inserts them into the widget tree under these names. */
GtkWidget *pdl_editor_new (PdlSession *session, GActionGroup *const *groups);
/* Opens section @index (from 0) and focuses its first row. */
void pdl_editor_open_section (PdlEditor *self, guint index);
/* Where the day of the visit is changed. */
void pdl_editor_open_visit_day (PdlEditor *self);
/* The section that holds level findings. */
void pdl_editor_show_levels (PdlEditor *self, gboolean focus);
/* To the row of a finding; FALSE: there is no such finding. */
gboolean pdl_editor_go_to (PdlEditor *self, const char *id);
/* The next finding that is open and decides; FALSE: none is. */
gboolean pdl_editor_next_open (PdlEditor *self);
PdlSectionView *pdl_editor_get_section (PdlEditor *self, const char *id);
/* The row in hand, for help. (nullable) */
PdlFindingRow *pdl_editor_get_focused_row (PdlEditor *self);
