/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-change.h"

/* Whole cases as changes. Private to the session. Pure. */

/* The change that makes @kase out of nothing, for the journal of an import. (transfer full) */
PdlChange *pdl_whole_case_describe (PdlCase *kase, const char *label);
/* The same content under new uids, never stored: a second case beside the first. NULL when the dictionary refuses what
 * @kase holds. (transfer full) */
PdlCase *pdl_whole_case_copy_as_new (PdlCase *kase, GError **error);
/* The same content in the words of @dictionary, of another day, under a new uid: what that one does not declare or accept is left
 * out. (transfer full) */
PdlCase *pdl_whole_case_translate (PdlCase *kase, PdlDictionary *dictionary, GError **error);
/* An edit of this place without from and to, for pdl_change_take_edit (). */
PdlEdit pdl_whole_case_blank_edit (PdlEditType type, const char *uid, PdlLevel level, const char *key);
/* Adds to @change what makes this visit or record under @uid in a case that has none of that uid. */
void pdl_whole_case_add_assessment (PdlChange *change, const PdlAssessment *assessment, const char *uid);
void pdl_whole_case_add_item (PdlChange *change, PdlGroup group, const PdlItem *item, const char *uid);
/* Adds copies of the edits of @more to @change. */
void pdl_whole_case_append (PdlChange *change, PdlChange *more);
/* The edits of @first, then those of @second, under the label of @second. (transfer full) */
PdlChange *pdl_whole_case_join (PdlChange *first, PdlChange *second);
