/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-case-reader.h"

/* Tables `item` and `item_field`: treatments, imaging, events, decisions, documents. Private to the store. */

gboolean pdl_item_table_find (PdlDatabase *database, gint64 case_id, const char *uid, gint64 *ret_id, GError **error);
gboolean pdl_item_table_add (PdlDatabase *database, gint64 case_id, const char *uid, PdlGroup group, const char *kind,
                             GError **error);
/* Only of an empty item; otherwise the foreign keys refuse. */
gboolean pdl_item_table_remove (PdlDatabase *database, gint64 id, GError **error);
/* @value NULL: not asked. */
gboolean pdl_item_table_put (PdlDatabase *database, gint64 case_id, gint64 id, const char *uid,
                             const PdlFinding *field, const PdlValue *value, gboolean unconfirmed, GError **error);
/* Adds the edits that make all items to the change of each case. Items of a kind this dictionary does not have stay in the
 * file, unseen. */
gboolean pdl_item_table_load (PdlCaseReader *reader, GError **error);
