/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-finding-actions.h"
#include "pdl-session.h"

/*
 * What the views in windows of their own have alike: a scrolled page with a head, rows of findings and results, and a foot that
 * stays. Not a widget; its parent, which has the signal "go-to-finding" (char *id), owns the widgets. Main thread.
 */
typedef struct
{
  GtkWidget *parent;         /* (unowned) */
  GtkWidget *outer;          /* (owned by the parent) */
  GtkWidget *scrolled;       /* (unowned) */
  GtkWidget *head, *rows, *box, *foot; /* (unowned) boxes, and a label */
  GString *text;             /* (owned) what is shown in head and box, for copying and tests */
} PdlSideShell;

/* @name: of the view, to a screen reader. */
void pdl_side_shell_init (PdlSideShell *self, GtkWidget *parent, const char *name);
/* In dispose; may be called twice. */
void pdl_side_shell_clear (PdlSideShell *self);
/* Empties head, box and text. */
void pdl_side_shell_empty (PdlSideShell *self);

/* A row of the editor for @finding, with @actions inserted in the parent under @group. Enter leads to the next one that is shown. */
GtkWidget *pdl_side_shell_add_finding (PdlSideShell *self, PdlSession *session, PdlFindingActions *actions, const char *group, const PdlFinding *finding);
/* A link under the rows that leads to @finding in the main window. */
void pdl_side_shell_add_link (PdlSideShell *self, const char *label, const PdlFinding *finding);
void pdl_side_shell_refresh_rows (PdlSideShell *self);
/* Puts the keyboard into the first row. */
void pdl_side_shell_focus (PdlSideShell *self);
