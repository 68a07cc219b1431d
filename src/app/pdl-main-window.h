/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pdl-case-list.h"
#include "pdl-editor.h"
#include "pdl-spine-view.h"

/*
 * PdlMainWindow: the one window. It arranges the parts by the width in force, turns actions into calls of the session, and
 * tells what could not be done. The parts read the session themselves.
 */
#define PDL_TYPE_MAIN_WINDOW (pdl_main_window_get_type ())
G_DECLARE_FINAL_TYPE (PdlMainWindow, pdl_main_window, PDL, MAIN_WINDOW, AdwApplicationWindow)

PdlMainWindow *pdl_main_window_new (GtkApplication *application, PdlSession *session, PdlCaseList *list);
PdlSession *pdl_main_window_get_session (PdlMainWindow *self);

/* Slots for parts made elsewhere; each takes the widget over. */
void pdl_main_window_set_pane (PdlMainWindow *self, GtkWidget *pane);           /* right column, scrolls */
void pdl_main_window_set_basis (PdlMainWindow *self, GtkWidget *basis);         /* over spine and editor */
void pdl_main_window_set_compare (PdlMainWindow *self, GtkWidget *compare);     /* over all three columns */
void pdl_main_window_set_follow_up (PdlMainWindow *self, GtkWidget *follow_up); /* the Follow-up page */
void pdl_main_window_set_strip (PdlMainWindow *self, GtkWidget *strip);         /* under the columns */
GtkWidget *pdl_main_window_get_pane (PdlMainWindow *self);   /* (nullable) */

/* "work" (spine and editor) or "basis". */
void pdl_main_window_show_left (PdlMainWindow *self, const char *name);
/* "case", "spine", "editor", "options", "compare" or "follow-up": what the shape in force does not have becomes the nearest. */
void pdl_main_window_show_view (PdlMainWindow *self, const char *view);
const char *pdl_main_window_get_view (PdlMainWindow *self);
/* To the row of a finding, wherever it is. */
void pdl_main_window_go_to_finding (PdlMainWindow *self, const char *id);

/* Opens a stored case; what cannot be opened is told. */
void pdl_main_window_open_case (PdlMainWindow *self, const char *uid);

/* Where the clinic's own values were looked for, and why they were not taken over (nullable): told in a bar and in the preferences. */
void pdl_main_window_set_local (PdlMainWindow *self, const char *path, const char *error);

/* A sentence that goes away by itself; with @undo a button that takes the last change back. */
void pdl_main_window_toast (PdlMainWindow *self, const char *sentence, gboolean undo);
/* A lasting state under the header; NULL takes it away. @button (nullable) with its action. */
void pdl_main_window_set_bar (PdlMainWindow *self, const char *sentence, const char *button, const char *action);
void pdl_main_window_add_sample (PdlMainWindow *self, const char *id, const char *name, const char *facts, const char *note);
