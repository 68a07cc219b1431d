/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pdl-opioid.h"

#include <glib/gi18n-lib.h>
#include <math.h>

G_DEFINE_QUARK (pdl-dose-error-quark, pdl_dose_error)

static char *
list_names (const PdlDoseTables *tables)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < tables->opioids->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", ((PdlOpioid *) g_ptr_array_index (tables->opioids, i))->id);
  return g_string_free (names, FALSE);
}

double
pdl_opioid_equivalent (const PdlDoseTables *tables, const char *drug, double amount, const PdlOpioid **ret_opioid, GError **error)
{
  const PdlOpioid *opioid = pdl_dose_tables_find_opioid (tables, drug);

  if (ret_opioid != NULL)
    *ret_opioid = opioid;
  if (opioid == NULL)
    {
      g_autofree char *names = list_names (tables);

      g_set_error (error, PDL_DOSE_ERROR, PDL_DOSE_ERROR_NAME, _ ("The table has no opioid “%s”; it has: %s."), drug, names);
      return NAN;
    }
  if (!isfinite (amount) || amount < 0)
    {
      g_set_error (error, PDL_DOSE_ERROR, PDL_DOSE_ERROR_VALUE, _ ("The amount of %s must be a number from 0 on."), opioid->id);
      return NAN;
    }
  if (isnan (opioid->factor))
    {
      g_set_error_literal (error, PDL_DOSE_ERROR, PDL_DOSE_ERROR_TABLE, pdl_dictionary_translate (opioid->text));
      return NAN;
    }
  return amount * opioid->factor;
}
