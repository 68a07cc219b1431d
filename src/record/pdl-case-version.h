/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-change.h"

/* Other versions of a case than the one that is shown: what it would be and what it was. Each is a case of its own; the one
 * asked about stays as it is. Pure. */

/* The case that @change makes out of nothing, under a new uid. (transfer full); NULL when @change is not such a one. */
PdlCase *pdl_case_new_from_change (PdlDictionary *dictionary, PdlChange *change, GError **error);

/* Whether pdl_case_apply () would accept @change. */
gboolean pdl_case_accepts (PdlCase *kase, PdlChange *change, GError **error);

/* A copy of @kase as it stood before @changes (of PdlChange, oldest first) were made. (transfer full); NULL when they were
 * not the last ones made. */
PdlCase *pdl_case_copy_before (PdlCase *kase, GPtrArray *changes);
