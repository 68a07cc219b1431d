/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-dose-tables.h"

/*
 * Oral morphine equivalent of a day (radiotherapy 8.2, follow-up 5.4): to compare one person over time, never to switch
 * opioids.
 */

#define PDL_DOSE_ERROR (pdl_dose_error_quark ())
GQuark pdl_dose_error_quark (void);

typedef enum
{
  PDL_DOSE_ERROR_NAME,  /* no such drug */
  PDL_DOSE_ERROR_VALUE, /* an amount outside its range */
  PDL_DOSE_ERROR_TABLE, /* the table has no factor for the drug: by hand, with a source */
} PdlDoseError;

/* The equivalent of one drug, mg oral morphine per 24 h. @amount: mg per 24 h, for a patch µg/h. @ret_opioid (nullable).
 * NaN with an error. */
double pdl_opioid_equivalent (const PdlDoseTables *tables, const char *drug, double amount, const PdlOpioid **ret_opioid, GError **error);

/* One opioid that is recorded as taken now. */
typedef struct
{
  const char *drug;            /* as recorded; NULL = not said */
  double amount;               /* per 24 h, NaN */
  const char *unit;            /* (nullable) */
  double factor;               /* as stored with the record, NaN */
  const char *version;         /* (nullable) of the table the factor is from */
  double equivalent;           /* mg oral morphine: by the stored factor, else by the table; NaN */
  const PdlOpioid *opioid;     /* NULL: not in the table */
  gboolean by_table;           /* no factor is stored: that of the table was used */
} PdlRecordedOpioid;

/* Those that run on the day of @facts. (transfer full, free with g_free ()) */
PdlRecordedOpioid *pdl_opioid_list_recorded (const PdlDoseTables *tables, PdlFacts *facts, guint *ret_n);
