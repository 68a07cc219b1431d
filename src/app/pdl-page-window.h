/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-session.h"

/* The tumour-board page of the open case as it will be printed, with Print and Save as PDF. The page is laid out when the window
 * opens and does not follow the case. */
void pdl_page_window_show (GtkWindow *parent, PdlSession *session, gboolean letter);
/* The pages for talking with the patient about the target in hand. */
void pdl_page_window_show_patient (GtkWindow *parent, PdlSession *session, gboolean letter);
