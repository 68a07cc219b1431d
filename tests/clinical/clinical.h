/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-evaluate-private.h"

/* What the clinical tests share: the shipped knowledge, tables copied from the reference, cases made of text. */

PdlKnowledge *clinical_knowledge (void);

/* Rows of a tab-separated file beside the tests, comments left out. (element-type GStrv) (transfer full) */
GPtrArray *clinical_read_table (const char *name);

/* Codes in the order of the inputs ("unknown" = n_values) → positions. */
void clinical_read_inputs (char **codes, guint *ret_inputs);

/* "id = value; T8.id = value; radiotherapy.dose_gy = 30" as a case with one visit on 2026-03-02; `[treatment …]` items are
 * written kind(field=value, …). */
PdlCase *clinical_make_case (const char *text);
