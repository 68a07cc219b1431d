/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-database.h"

/* Tables `knowledge_set` and `knowledge_file`: every set of rules that was ever used, by hash. Private to the store. */

/* Does nothing when the set is already kept. @names of char *, @bytes of GBytes *, same length. */
gboolean pdl_knowledge_table_keep (PdlDatabase *database, const char *hash, const char *version, GPtrArray *names,
                                   GPtrArray *bytes, GError **error);
