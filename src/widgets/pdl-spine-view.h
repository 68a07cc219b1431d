/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-draw.h"
#include "pdl-session.h"

/*
 * PdlSpineView: the drawn spine, lateral and from the front, as 29 focusable vertebrae. It selects levels and sets findings of
 * the selected ones through the session; it shows what the session holds.
 *
 * Signals: "open-axial" (), "refused" (char *sentence), "cleared" (char *levels): offer Undo, "level-chosen" (): a person chose a
 * level here. Property "hint": what the next key does, for the line under the drawing.
 */
#define PDL_TYPE_SPINE_VIEW (pdl_spine_view_get_type ())
G_DECLARE_FINAL_TYPE (PdlSpineView, pdl_spine_view, PDL, SPINE_VIEW, GtkWidget)

GtkWidget *pdl_spine_view_new (PdlSession *session);
void pdl_spine_view_set_lateral_only (PdlSpineView *self, gboolean lateral_only);
/* Moves the keyboard to a level, and selects it. */
void pdl_spine_view_go_to (PdlSpineView *self, PdlLevel level);
/* Asks for a level by name, in a small field over the drawing. */
void pdl_spine_view_ask_level (PdlSpineView *self);
void pdl_spine_view_set_ghosts (PdlSpineView *self, gboolean ghosts);
gboolean pdl_spine_view_get_ghosts (PdlSpineView *self);
/* The child of a level, for tests and menus. */
GtkWidget *pdl_spine_view_get_level_child (PdlSpineView *self, PdlLevel level);

/* pdl-spine-keys.c: one key of the table in the spine view; TRUE when it was ours. @state: modifiers. */
gboolean pdl_spine_view_key (PdlSpineView *self, guint keyval, GdkModifierType state);
/* Sets one finding of the selected levels, starting with a case and a level when there is none. */
void pdl_spine_view_set_finding (PdlSpineView *self, const PdlFinding *finding, const char *text);
PdlSession *pdl_spine_view_get_session (PdlSpineView *self);
void pdl_spine_view_set_hint (PdlSpineView *self, const char *hint);
/* Level under the keyboard. */
PdlLevel pdl_spine_view_get_cursor (PdlSpineView *self);
void pdl_spine_view_move_cursor (PdlSpineView *self, PdlLevel level, gboolean extend, gboolean keep);
