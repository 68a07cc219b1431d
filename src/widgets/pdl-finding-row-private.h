/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-choice.h"
#include "pdl-finding-row.h"

/* Shared by pdl-finding-row.c (value and state), pdl-finding-control.c (the control of each type) and
 * pdl-finding-keys.c (the keyboard). */
typedef enum { PDL_CONTROL_BUTTONS, PDL_CONTROL_SET, PDL_CONTROL_CHOICE, PDL_CONTROL_ENTRY, PDL_CONTROL_READ } PdlControlKind;

struct _PdlFindingRow
{
  GtkWidget parent_instance;

  PdlSession *session;        /* (owned) (nullable) */
  const PdlFinding *finding;  /* of the dictionary */
  GActionGroup *group;        /* (owned) */
  char *action;               /* (owned) "case.ecog" */

  GtkWidget *box;             /* the whole row */
  GtkWidget *mark;            /* ring or diamond before the label */
  GtkWidget *label;
  GtkWidget *control;
  GtkWidget *na;              /* stands in place of the control */
  PdlControlKind kind;
  GPtrArray *buttons;         /* (owned) of GtkToggleButton, one a code; (nullable) */
  GtkWidget *none;            /* of a set: looked for, none */
  GtkWidget *unknown;         /* the "?" button; (nullable) */
  GtkWidget *choice;
  GtkWidget *entry;
  GtkWidget *read;            /* label of a derived finding */
  GtkWidget *points;          /* what the value adds to a score */
  GtkWidget *note;            /* rule value, default read */
  GtkWidget *refusal;

  char *state;                /* (owned) text form */
  gboolean updating;          /* we set widgets, they do not set us */
  gboolean matters;
  int cursor;                 /* of a set: the value under ← → */
};

void pdl_finding_row_build_control (PdlFindingRow *self, GtkBox *into);
void pdl_finding_row_show_state (PdlFindingRow *self);
gboolean pdl_finding_row_key (PdlFindingRow *self, guint keyval, GdkModifierType state);
/* The set as text after switching one value. (transfer full) */
char *pdl_finding_row_toggle_code (PdlFindingRow *self, guint position);
void pdl_finding_row_advance (PdlFindingRow *self, int step);
/* The text of the entry, committed; TRUE when accepted or unchanged. */
gboolean pdl_finding_row_commit_entry (PdlFindingRow *self);
