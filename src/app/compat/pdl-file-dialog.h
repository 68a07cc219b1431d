/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Choosing a file: one of three version-sensitive places. @file NULL: cancelled. */
typedef void (*PdlFileDialogFunc) (GFile *file, gpointer user_data);

void pdl_file_dialog_open (GtkWindow *parent, const char *title, const char *pattern, const char *pattern_name, PdlFileDialogFunc callback,
                           gpointer user_data);
void pdl_file_dialog_save (GtkWindow *parent, const char *title, const char *name, PdlFileDialogFunc callback, gpointer user_data);
