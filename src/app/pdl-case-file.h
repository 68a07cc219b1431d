/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pdl-session.h"

/* Case files in and out of the window, without waiting for the disk. Callbacks on the main context. */

/* @message: what was done, or why not, as a sentence. */
typedef void (*PdlCaseFileFunc) (gboolean good, const char *message, gpointer user_data);

/* Reads @file and opens the case it holds as one change. Is it stored already and differs, the person is asked: keep both,
 * take the file's version, compare, or cancel, which has no callback. @object: the window to ask in; the callback is
 * dropped when it goes. */
void pdl_case_file_import (PdlSession *session, GFile *file, PdlCaseFileFunc callback, GObject *object);
/* Writes the open case to @file. */
void pdl_case_file_export (PdlSession *session, GFile *file, PdlCaseFileFunc callback, GObject *object);
