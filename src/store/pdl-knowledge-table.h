/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-database.h"

/* Tables `knowledge_set` and `knowledge_file`: every set of rules that was ever used, by hash. Private to the store. */

/* Does nothing when the set is already kept. @names of char *, @bytes of GBytes *, same length. */
gboolean pdl_knowledge_table_keep (PdlDatabase *database, const char *hash, const char *version, GPtrArray *names,
                                   GPtrArray *bytes, GError **error);
/* *ret_names of char *, *ret_bytes of GBytes *, same length (transfer full), by name. NOT_FOUND when no such set was kept. */
gboolean pdl_knowledge_table_load (PdlDatabase *database, const char *hash, GPtrArray **ret_names, GPtrArray **ret_bytes,
                                   GError **error);
