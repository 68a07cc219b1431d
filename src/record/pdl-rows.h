/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-dictionary.h"

/*
 * The rows of a list value: the doses of a treatment, the steps of a course. The value is kept as JSON text, whatever stands in
 * it; here it is read as far as the field declares its columns.
 */
typedef struct _PdlRows PdlRows;

/* @list: a value of @field, which declares columns. NULL when the text is no array of objects, or says one thing twice. */
PdlRows *pdl_rows_read (const PdlFinding *field, const PdlValue *list);
void pdl_rows_free (PdlRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlRows, pdl_rows_free)

guint pdl_rows_get_size (const PdlRows *self);
/* NULL: not in this row, or not a value of the column. @column is one of the columns of the field. */
const PdlValue *pdl_rows_get (const PdlRows *self, guint row, const PdlFinding *column);
