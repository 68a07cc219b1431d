/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-session.h"

/*
 * PdlKnowledgeBrowser: everything the program knows, to be searched, with what it comes to for the open case (applies, does
 * not, cannot tell) and the basis of the chosen line beside it. Works without a case. Main thread.
 * Signal: "go-to-finding" (char *id).
 */
#define PDL_TYPE_KNOWLEDGE_BROWSER (pdl_knowledge_browser_get_type ())
G_DECLARE_FINAL_TYPE (PdlKnowledgeBrowser, pdl_knowledge_browser, PDL, KNOWLEDGE_BROWSER, GtkWidget)

GtkWidget *pdl_knowledge_browser_new (PdlSession *session);
/* Puts the keyboard into the search. */
void pdl_knowledge_browser_start (PdlKnowledgeBrowser *self);
