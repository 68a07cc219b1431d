/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-database.h"

/* A verified copy. Private to the store. */

/* Writes @path beside, opens it again, checks and counts it, and only then gives it its name. On error there is no
 * new file, and one that stood there before is untouched. */
gboolean pdl_backup_write (PdlDatabase *database, const char *path, GError **error);
