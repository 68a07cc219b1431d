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

/* ---- what is recorded -------------------------------------------------------------------------------------------- */

static const char *
text_of (const PdlItem *item, const char *field)
{
  const PdlValue *value = pdl_fields_get (pdl_item_get_fields (item), field);

  return pdl_value_is_known (value) ? pdl_value_get_text (value) : NULL;
}

/* Begun by @today, not over, stopped, planned or cancelled: as omed_mg_day reads them. */
static gboolean
runs (const PdlItem *item, PdlDay today)
{
  const char *status = pdl_item_get_status (item);
  PdlDay start = pdl_item_get_start (item), end = pdl_item_get_end (item);

  return start != PDL_DAY_NONE && start <= today && (status == NULL || g_str_equal (status, "ongoing")) && (end == PDL_DAY_NONE || end >= today);
}

static PdlRecordedOpioid
read_recorded (const PdlDoseTables *tables, const PdlItem *item)
{
  const PdlFields *fields = pdl_item_get_fields (item);
  PdlRecordedOpioid recorded = {
    .drug = text_of (item, "drug"), .unit = text_of (item, "unit"), .version = text_of (item, "table_version"),
    .amount = pdl_value_get_number (pdl_fields_get (fields, "dose_24h")), .factor = pdl_value_get_number (pdl_fields_get (fields, "factor")),
  };
  double factor = recorded.factor;

  recorded.opioid = recorded.drug != NULL ? pdl_dose_tables_find_opioid (tables, recorded.drug) : NULL;
  if (isnan (factor) && recorded.opioid != NULL)
    {
      factor = recorded.opioid->factor;
      recorded.by_table = !isnan (factor);
    }
  recorded.equivalent = recorded.amount * factor;
  return recorded;
}

PdlRecordedOpioid *
pdl_opioid_list_recorded (const PdlDoseTables *tables, PdlFacts *facts, guint *ret_n)
{
  PdlCase *kase = pdl_facts_get_case (facts);
  guint n = pdl_case_get_n_items (kase, PDL_GROUP_TREATMENT);
  PdlRecordedOpioid *recorded = g_new0 (PdlRecordedOpioid, n + 1);
  PdlDay today = (PdlDay) (pdl_facts_get_now (facts) / (24 * 60));

  *ret_n = 0;
  for (guint i = 0; i < n; i++)
    {
      const PdlItem *item = pdl_case_get_item (kase, PDL_GROUP_TREATMENT, i);

      if (g_str_equal (pdl_item_get_kind (item)->id, "opioid") && runs (item, today))
        recorded[(*ret_n)++] = read_recorded (tables, item);
    }
  return recorded;
}
