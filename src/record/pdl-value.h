/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-date.h"
#include "pdl-level.h"

/**
 * PdlValue:
 *
 * One recorded value; immutable, reference counted, thread-safe to share.
 *
 * The three absences are kept apart: a NULL `PdlValue *` is *not asked*; kind UNKNOWN is *asked, unknown*
 * (JSON null); kind NOT_APPLICABLE is *not applicable* (JSON {"absent":"not-applicable"}).
 * All three evaluate as unknown.
 */
typedef enum
{
  PDL_VALUE_UNKNOWN,
  PDL_VALUE_NOT_APPLICABLE,
  PDL_VALUE_BOOL,
  PDL_VALUE_ENUM,     /* position in the finding's declared order, and the code */
  PDL_VALUE_SET,      /* bit n = n-th declared code; level sets: bit n = level n; 0 = looked for, none */
  PDL_VALUE_INT,
  PDL_VALUE_NUMBER,   /* in the dictionary's unit; value and unit as typed are kept beside it */
  PDL_VALUE_DATE,     /* PdlDay with precision */
  PDL_VALUE_DATETIME, /* PdlMinute */
  PDL_VALUE_TEXT,
  PDL_VALUE_LIST,     /* rows of a record field such as steroid steps: compact JSON text */
} PdlValueKind;

typedef struct _PdlValue PdlValue;

PdlValue *pdl_value_new_unknown (void);
PdlValue *pdl_value_new_not_applicable (void);
PdlValue *pdl_value_new_bool (gboolean value);
PdlValue *pdl_value_new_enum (guint position, const char *code);
PdlValue *pdl_value_new_set (guint32 bits);
PdlValue *pdl_value_new_int (gint64 value);
/* @entered, @unit: text and unit as typed, NULL when @value was given directly in the dictionary's unit. */
PdlValue *pdl_value_new_number (double value, const char *entered, const char *unit);
PdlValue *pdl_value_new_date (PdlDay day, PdlPrecision precision);
PdlValue *pdl_value_new_datetime (PdlMinute minute);
PdlValue *pdl_value_new_text (const char *text);
PdlValue *pdl_value_new_list (const char *json);

PdlValue *pdl_value_ref (PdlValue *self);   /* NULL in, NULL out */
void pdl_value_unref (PdlValue *self);      /* NULL accepted */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlValue, pdl_value_unref)

PdlValueKind pdl_value_get_kind (const PdlValue *self);
/* TRUE for a value; FALSE for NULL, UNKNOWN and NOT_APPLICABLE. */
gboolean pdl_value_is_known (const PdlValue *self);
gboolean pdl_value_get_bool (const PdlValue *self);
guint pdl_value_get_position (const PdlValue *self);
const char *pdl_value_get_code (const PdlValue *self);
guint32 pdl_value_get_bits (const PdlValue *self);
/* bool 0/1, enum position, int, number, day, minute as a double; NaN when not known or not a number. */
double pdl_value_get_number (const PdlValue *self);
gint64 pdl_value_get_int (const PdlValue *self);
PdlDay pdl_value_get_day (const PdlValue *self);
PdlPrecision pdl_value_get_precision (const PdlValue *self);
PdlMinute pdl_value_get_minute (const PdlValue *self);
const char *pdl_value_get_text (const PdlValue *self);    /* TEXT and LIST */
const char *pdl_value_get_entered (const PdlValue *self); /* (nullable) */
const char *pdl_value_get_unit (const PdlValue *self);    /* (nullable) */

/* Equal in kind and content, unit and typed text included; NULL equals only NULL. */
gboolean pdl_value_equal (const PdlValue *a, const PdlValue *b);
