/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pdl-finding-actions.h"
#include "pdl-session.h"

/* A session without a store, its actions, and a shown window that holds one widget. */
typedef struct
{
  PdlKnowledge *knowledge;
  PdlSession *session;
  PdlFindingActions *actions[3]; /* case, level, target */
  GtkWidget *window;
} WidgetCase;

void widget_case_init (int *argc, char ***argv);
WidgetCase *widget_case_new (void);
/* Takes @child over, shows it and waits for the first picture. */
void widget_case_show (WidgetCase *self, GtkWidget *child, int width, int height);
void widget_case_free (WidgetCase *self);
/* Runs what waits in the main loop. */
void widget_case_settle (void);
/* The first descendant of @type; NULL. */
GtkWidget *widget_case_find (GtkWidget *root, GType type);
/* Whether a label in @root says @text. */
gboolean widget_case_has_text (GtkWidget *root, const char *text);
/* Records @text for the finding through the one door. */
void widget_case_set (WidgetCase *self, const char *id, PdlLevel level, const char *text);
/* A key, as the widget's own controller would get it. */
gboolean widget_case_key (GtkWidget *widget, guint keyval, GdkModifierType state);
const char *widget_case_state (WidgetCase *self, guint group, const char *id);
