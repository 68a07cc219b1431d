/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Whether a folder may hold a case file. Private to the store. */

/* @path of the file, which need not exist. Errors: UNSAFE_PLACE on a network file system or in a synchronised
 * folder, READ_ONLY where neither file nor folder can be written. */
gboolean pdl_store_place_check (const char *path, GError **error);

/* The two questions apart, for tests: a file system by its number and its name in mountinfo (nullable), … */
gboolean pdl_store_place_is_network (gulong type, const char *name);
/* … and a folder by the names in its path. Returns the name of the service, NULL when it is an ordinary folder. */
const char *pdl_store_place_get_service (const char *folder);
