/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-session.h"

/* The head of the section of level findings: the selected levels, how much of them is recorded, and the score of the level. Main thread. */

typedef struct
{
  GtkWidget *line; /* the rest stands in it */
  GtkWidget *title, *note, *score;
} PdlLevelHead;

/* Returns the line. (transfer floating) */
GtkWidget *pdl_level_head_init (PdlLevelHead *self);
/* A level is selected. @actions: of the findings of a level; @rows: of PdlFindingRow, those of the section. */
void pdl_level_head_refresh (PdlLevelHead *self, PdlSession *session, GActionGroup *actions, GPtrArray *rows);
