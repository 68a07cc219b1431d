/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-axial-view.h"
#include "pdl-case-list-view.h"
#include "pdl-emergency-strip.h"
#include "pdl-finding-actions.h"
#include "pdl-frame.h"
#include "pdl-main-window.h"
#include "pdl-start-page.h"

/* Shared by pdl-main-window.c (life, state), -build.c (the tree of widgets), -shape.c (what is shown when) and
 * -actions.c (what is done). */
struct _PdlMainWindow
{
  AdwApplicationWindow parent_instance;

  PdlSession *session;          /* (owned) */
  PdlCaseList *list;            /* (owned) */
  PdlFindingActions *actions[3]; /* (owned) case, level, target */
  GSignalGroup *signals;        /* (owned) of the session */
  GSettings *settings;          /* (owned) (nullable) no schema installed */

  GtkWidget *toasts;
  GtkWidget *frame;

  /* Built by pdl_main_window_build (). */
  GtkWidget *cases_paned;       /* cases | case */
  GtkWidget *cases;             /* column with its header bar */
  GtkWidget *list_view;
  GtkWidget *overlay;           /* over the case side */
  GtkWidget *cases_over;        /* the same list laid over */
  GtkWidget *list_view_over;
  GtkWidget *header;
  GtkWidget *cases_button, *menu_button, *menu_button_cases;
  GtkWidget *title, *subtitle, *titles;
  GtkWidget *pages;             /* (owned) linked buttons */
  GtkWidget *page_buttons[5];
  GtkWidget *save_label, *undo_button, *page_button;
  GtkWidget *bar, *bar_label, *bar_button;
  GtkWidget *top_strip;         /* emergency strip above the pages */
  GtkWidget *page_stack;        /* case, compare, follow-up */
  GtkWidget *case_paned;        /* left | pane */
  GtkWidget *left_stack;        /* work, basis */
  GtkWidget *work_paned;        /* spine | centre */
  GtkWidget *spine_column, *spine, *spine_hint;
  GtkWidget *centre_stack;      /* editor, axial, start */
  GtkWidget *editor, *axial, *start;
  GtkWidget *pane_column, *pane_strip, *pane_scrolled, *pane;
  GtkWidget *strip_slot, *strip;
  GtkWidget *next_line, *next_label; /* the strip where it is one line */
  GtkWidget *basis_slot, *compare_slot, *follow_slot;

  char *view;                   /* (owned) */
  gboolean cases_shown;
  gboolean over_shown;
  double set_width;             /* columns were placed for this width; 0: not yet */
  gboolean placing;             /* we move the handles, the person does not */
  int columns[3];               /* (cases, spine, editor) px a person chose; 0: by width */
  guint saving_id;              /* "Saving…" is shown late */
  gboolean clock_bar;           /* the bar speaks of the date */
  gboolean save_bar;            /* the bar speaks of a save that failed */
  guint opening_id;
  char *local_path, *local_error; /* (owned) (nullable) see pdl_main_window_set_local () */
};

void pdl_main_window_build (PdlMainWindow *self);
void pdl_main_window_apply_shape (PdlMainWindow *self);
/* pdl-main-window-actions.c */
void pdl_main_window_connect_actions (PdlMainWindow *self);
void pdl_main_window_update_actions (PdlMainWindow *self);
void pdl_main_window_watch_columns (PdlMainWindow *self);
