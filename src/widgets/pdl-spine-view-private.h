/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-spine-view.h"

/* Shared by pdl-spine-view.c (layout, selection, input), pdl-spine-caption.c (words beside a level) and pdl-spine-menu.c (the context
 * menu and the field that asks for a level). */
struct _PdlSpineView
{
  GtkWidget parent_instance;

  PdlSession *session;          /* (owned) (nullable) */
  GSignalGroup *signals;        /* (owned) of the session */
  GtkWidget *children[PDL_N_LEVELS];
  PdlVertebraState states[PDL_N_LEVELS];
  PdlSpineLayout *layout;       /* (owned) (nullable) */
  GdkTexture *anatomy;          /* (owned) (nullable) cached picture */
  int width, height;            /* of the layout */
  GArray *brackets;             /* (owned) of PdlBracket */
  gboolean lateral_only;
  gboolean ghosts;

  PdlLevel cursor;
  PdlLevel anchor;              /* where an extension starts */
  const PdlFinding *last;       /* set last, for "u" */
  gboolean prefixed;            /* the prefix key was pressed */
  char *hint;                   /* (owned) (nullable) */
  PdlLevel drag_from;
  PdlLevelSet drag_base;        /* selection that a Ctrl-drag adds to */
  GtkWidget *menu;              /* (owned) popover */
  GtkWidget *ask;               /* (owned) popover that asks for a level */
  GtkWidget *ask_entry;
};

/* Menu of the selected levels at a point of the view. */
void pdl_spine_view_popup_menu (PdlSpineView *self, double x, double y);
/* @below: height already taken by captions; moved on when this one finds room. */
void pdl_spine_view_snapshot_caption (PdlSpineView *self, GtkSnapshot *snapshot, PdlLevel level, double *below);
