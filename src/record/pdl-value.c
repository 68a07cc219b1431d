/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * One recorded value. Immutable after construction and counted atomically, so that it may be handed to other threads.
 */

#include "pdl-value.h"

#include <math.h>

struct _PdlValue
{
  gatomicrefcount refs;
  PdlValueKind kind;
  union
  {
    gboolean truth;
    guint position;
    guint32 bits;
    gint64 integer; /* INT, DATE (day), DATETIME (minute) */
    double number;
  };
  PdlPrecision precision;
  char *text;       /* code, text, list, or the number as typed (nullable) */
  char *unit;       /* (nullable) as typed */
};

static PdlValue *
make (PdlValueKind kind)
{
  PdlValue *self = g_new0 (PdlValue, 1);

  g_atomic_ref_count_init (&self->refs);
  self->kind = kind;
  return self;
}

PdlValue *
pdl_value_new_unknown (void)
{
  return make (PDL_VALUE_UNKNOWN);
}

PdlValue *
pdl_value_new_not_applicable (void)
{
  return make (PDL_VALUE_NOT_APPLICABLE);
}

PdlValue *
pdl_value_new_bool (gboolean value)
{
  PdlValue *self = make (PDL_VALUE_BOOL);

  self->truth = value != FALSE;
  return self;
}

PdlValue *
pdl_value_new_enum (guint position, const char *code)
{
  PdlValue *self = make (PDL_VALUE_ENUM);

  self->position = position;
  self->text = g_strdup (code);
  return self;
}

PdlValue *
pdl_value_new_set (guint32 bits)
{
  PdlValue *self = make (PDL_VALUE_SET);

  self->bits = bits;
  return self;
}

PdlValue *
pdl_value_new_int (gint64 value)
{
  PdlValue *self = make (PDL_VALUE_INT);

  self->integer = value;
  return self;
}

PdlValue *
pdl_value_new_number (double value, const char *entered, const char *unit)
{
  PdlValue *self = make (PDL_VALUE_NUMBER);

  self->number = value;
  self->text = g_strdup (entered);
  self->unit = g_strdup (unit);
  return self;
}

PdlValue *
pdl_value_new_date (PdlDay day, PdlPrecision precision)
{
  PdlValue *self = make (PDL_VALUE_DATE);

  self->integer = day;
  self->precision = precision;
  return self;
}

PdlValue *
pdl_value_new_datetime (PdlMinute minute)
{
  PdlValue *self = make (PDL_VALUE_DATETIME);

  self->integer = minute;
  return self;
}

PdlValue *
pdl_value_new_text (const char *text)
{
  PdlValue *self = make (PDL_VALUE_TEXT);

  self->text = g_strdup (text);
  return self;
}

PdlValue *
pdl_value_new_list (const char *json)
{
  PdlValue *self = make (PDL_VALUE_LIST);

  self->text = g_strdup (json);
  return self;
}

PdlValue *
pdl_value_ref (PdlValue *self)
{
  if (self != NULL)
    g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
pdl_value_unref (PdlValue *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->text);
  g_free (self->unit);
  g_free (self);
}

PdlValueKind
pdl_value_get_kind (const PdlValue *self)
{
  g_return_val_if_fail (self != NULL, PDL_VALUE_UNKNOWN);
  return self->kind;
}

gboolean
pdl_value_is_known (const PdlValue *self)
{
  return self != NULL && self->kind != PDL_VALUE_UNKNOWN && self->kind != PDL_VALUE_NOT_APPLICABLE;
}

gboolean
pdl_value_get_bool (const PdlValue *self)
{
  return self != NULL && self->kind == PDL_VALUE_BOOL && self->truth;
}

guint
pdl_value_get_position (const PdlValue *self)
{
  return self != NULL && self->kind == PDL_VALUE_ENUM ? self->position : 0;
}

const char *
pdl_value_get_code (const PdlValue *self)
{
  return self != NULL && self->kind == PDL_VALUE_ENUM ? self->text : NULL;
}

guint32
pdl_value_get_bits (const PdlValue *self)
{
  return self != NULL && self->kind == PDL_VALUE_SET ? self->bits : 0;
}

double
pdl_value_get_number (const PdlValue *self)
{
  if (self == NULL)
    return NAN;
  switch (self->kind)
    {
    case PDL_VALUE_BOOL: return self->truth ? 1 : 0;
    case PDL_VALUE_ENUM: return self->position;
    case PDL_VALUE_SET: return self->bits;
    case PDL_VALUE_INT:
    case PDL_VALUE_DATE:
    case PDL_VALUE_DATETIME: return (double) self->integer;
    case PDL_VALUE_NUMBER: return self->number;
    case PDL_VALUE_UNKNOWN:
    case PDL_VALUE_NOT_APPLICABLE:
    case PDL_VALUE_TEXT:
    case PDL_VALUE_LIST: break;
    }
  return NAN;
}

gint64
pdl_value_get_int (const PdlValue *self)
{
  return self != NULL && self->kind == PDL_VALUE_INT ? self->integer : 0;
}

PdlDay
pdl_value_get_day (const PdlValue *self)
{
  if (self != NULL && self->kind == PDL_VALUE_DATE)
    return (PdlDay) self->integer;
  if (self != NULL && self->kind == PDL_VALUE_DATETIME)
    return pdl_minute_day (self->integer);
  return PDL_DAY_NONE;
}

PdlPrecision
pdl_value_get_precision (const PdlValue *self)
{
  return self != NULL && self->kind == PDL_VALUE_DATE ? self->precision : PDL_PRECISION_DAY;
}

PdlMinute
pdl_value_get_minute (const PdlValue *self)
{
  if (self != NULL && self->kind == PDL_VALUE_DATETIME)
    return self->integer;
  if (self != NULL && self->kind == PDL_VALUE_DATE)
    return pdl_minute_from_day ((PdlDay) self->integer);
  return PDL_MINUTE_NONE;
}

const char *
pdl_value_get_text (const PdlValue *self)
{
  return self != NULL && (self->kind == PDL_VALUE_TEXT || self->kind == PDL_VALUE_LIST) ? self->text : NULL;
}

const char *
pdl_value_get_entered (const PdlValue *self)
{
  return self != NULL && self->kind == PDL_VALUE_NUMBER ? self->text : NULL;
}

const char *
pdl_value_get_unit (const PdlValue *self)
{
  return self != NULL && self->kind == PDL_VALUE_NUMBER ? self->unit : NULL;
}

gboolean
pdl_value_equal (const PdlValue *a, const PdlValue *b)
{
  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL || a->kind != b->kind)
    return FALSE;
  switch (a->kind)
    {
    case PDL_VALUE_UNKNOWN:
    case PDL_VALUE_NOT_APPLICABLE: return TRUE;
    case PDL_VALUE_BOOL: return a->truth == b->truth;
    case PDL_VALUE_ENUM: return a->position == b->position && g_strcmp0 (a->text, b->text) == 0;
    case PDL_VALUE_SET: return a->bits == b->bits;
    case PDL_VALUE_INT:
    case PDL_VALUE_DATETIME: return a->integer == b->integer;
    case PDL_VALUE_DATE: return a->integer == b->integer && a->precision == b->precision;
    case PDL_VALUE_NUMBER:
      return a->number == b->number && g_strcmp0 (a->text, b->text) == 0 && g_strcmp0 (a->unit, b->unit) == 0;
    case PDL_VALUE_TEXT:
    case PDL_VALUE_LIST: return g_strcmp0 (a->text, b->text) == 0;
    }
  return FALSE;
}
