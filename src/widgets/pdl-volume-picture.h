/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-ctv.h"
#include "pdl-session.h"

/*
 * A level from below with the tumour in it and the target volume as a dashed outline. @sectors: the finding whose codes
 * the bits of @volume stand for. @words name it to a screen reader. The picture keeps what is recorded now. Main thread.
 */
GtkWidget *pdl_volume_picture_new (PdlSession *session, const PdlFinding *sectors, PdlLevel level, guint32 volume, const char *words);
