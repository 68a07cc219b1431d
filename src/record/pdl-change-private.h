/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-case-private.h"

/* What building (pdl-change.c) and applying (pdl-change-apply.c) share. */

struct _PdlChange
{
  gatomicrefcount refs;
  char *label;
  gint64 time;
  GPtrArray *edits; /* of PdlEdit */
};

void pdl_edit_free (gpointer data);
PdlEdit *pdl_edit_invert (const PdlEdit *edit);

/* The finding or field that may stand at this place, or NULL with the reason. @self (nullable): its edits count. */
const PdlFinding *pdl_change_find_declared (PdlChange *self, PdlCase *kase, const char *uid, PdlLevel level, const char *key, GError **error);
/* Real levels, none in two targets, no empty target. */
gboolean pdl_change_check_targets (const PdlLevelSet *targets, guint n_targets, GError **error);
gboolean pdl_change_targets_equal (const GArray *a, const GArray *b);
/* Set the error and return FALSE. */
gboolean pdl_change_refuse (PdlChangeError code, GError **error, const char *message);
gboolean pdl_change_refuse_value (const PdlFinding *finding, const GError *reason, GError **error);
