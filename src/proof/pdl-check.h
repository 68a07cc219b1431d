/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-model.h"

/*
 * What loads and is wrong all the same: conditions that can never be true, parts of rows nobody can reach, statements
 * without a source, sources nothing stands on, names nobody uses, texts that are too long, texts without a translation, conflicts
 * that nobody sees.
 */

typedef struct
{
  const char *file;
  guint line;
  const char *kind;  /* "impossible" "shadowed" "no-source" "unused" "too-long" "tag" "untranslated" "one-sided" */
  char *message;     /* "[row PLT-01] options: …" */
} PdlProblem;

/* @po_directory (nullable): a folder of .po files, to look for labels without a translation. *ret_untold: conditions that
 * cannot be told class by class and were not looked at. (transfer full) of PdlProblem, by file and line; NULL with @error
 * when a .po file cannot be read or the space cannot be made. */
GPtrArray *pdl_check_run (PdlKnowledge *knowledge, const char *po_directory, guint *ret_untold, GError **error);
